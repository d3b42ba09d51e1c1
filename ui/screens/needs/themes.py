"""Themes of the code book as the pages of Step 2 show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gcmdesk import i18n
from gcmdesk.consultations import codebook
from gcmdesk.consultations.coding_records import SavedTheme
from gcmdesk.i18n import isolate
from ui.desk_workspace import DeskWorkspace

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _STEP = "\u200e", "\u200f", "\u2003"


@dataclass(frozen=True, slots=True)
class Themes:
    """The code book in the language of the screen."""

    known: Mapping[int, SavedTheme]
    titles: Mapping[int, str]
    depths: Mapping[int, int]
    """In the order of the code book, without archived themes."""

    def title(self, theme: int) -> str:
        """The name of a theme; empty for one that is gone."""
        return self.titles.get(theme, "")

    def colour(self, theme: int) -> str:
        """``#rrggbb``, or empty."""
        found = self.known.get(theme)
        return found.colour if found else ""

    def indented(self, theme: int) -> str:
        """The name, moved in as far as the theme lies below others."""
        return indented(self.title(theme), self.depths.get(theme, 0))

    def choices(self, without: Iterable[int] = ()) -> list[tuple[str, str]]:
        """Themes to choose from, as a form takes them."""
        left_out = set(without)
        return [(str(one), self.indented(one)) for one in self.depths if one not in left_out]


def indented(title: str, depth: int) -> str:
    """A title moved in from the side where reading begins on this screen, whatever its own script."""
    side = _RIGHT_TO_LEFT if i18n.current().language.right_to_left else _LEFT_TO_RIGHT
    return f"{side}{_STEP * depth}{isolate(title)}" if depth else title


def themes(workspace: DeskWorkspace) -> Themes:
    """Read the code book."""
    known = workspace.read(codebook.themes)
    texts = i18n.current()
    titles = {id: codebook.title(one, texts) for id, one in known.items()}
    shown = codebook.outline({id: one for id, one in known.items() if not one.archived})
    return Themes(known, titles, {one.id: depth for one, depth in shown})
