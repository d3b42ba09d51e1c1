"""What the room sees of a session on the second screen: its agenda, its notes, or what came out so far.

The core decides what may be shown (`consultations.presenting`): nothing said in confidence, nothing of a single person,
and never who spoke.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot

from gcmdesk import i18n
from gcmdesk.consultations import presenting, subjects
from gcmdesk.consultations.lines import Names
from gcmdesk.consultations.presenting import Card, Shown
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from ui.screens.needs.presenter import Slide, present, shown
from ui.screens.needs.sitting import Sitting
from ui.screens.page import Page
from ui.widgets.bars import Bar
from ui.widgets.choice import ChoiceBox

VIEWS = {
    "": mark("Room: nothing"),
    "agenda": mark("Room: agenda"),
    "notes": mark("Room: notes"),
    "result": mark("Room: result"),
}
_MOST_LETTERS, _MOST_CARDS = 900, 10
"""Of notes on the wall: more cannot be read from the last row."""


def slide(view: str, seen: Shown, names: Names, present: int | None, *, right_to_left: bool) -> Slide:
    """The slide of a view of `VIEWS`."""
    made: dict[str, Callable[[], Slide]] = {
        "agenda": lambda: _agenda(seen, present, "◂" if right_to_left else "▸"),
        "notes": lambda: _notes(seen, names),
        "result": lambda: _result(seen, names),
    }
    return made[view]()


def _agenda(seen: Shown, present: int | None, here: str) -> Slide:
    signs = {one.id: here if one.id == present else "✓" if one.done else "·" for one in seen.agenda}
    lines = [f"{signs[one.id]}  {isolate(one.title)}" for one in seen.agenda]
    return Slide(seen.title, lines=lines or [_("This session has no agenda.")])


def _notes(seen: Shown, names: Names) -> Slide:
    lines: list[str] = []
    letters = 0
    for card in seen.wall[:_MOST_CARDS]:
        text = f"– {isolate(card.text)}{_tags(card, names)}"
        letters += len(text)
        if letters > _MOST_LETTERS and lines:
            break
        lines += ["", text[:_MOST_LETTERS]] if lines else [text[:_MOST_LETTERS]]
    return Slide(seen.title, lines=lines or [_("No notes yet.")])


def _tags(card: Card, names: Names) -> str:
    labels = [subjects.label(names.by_key[key], i18n.current()) for key in card.subjects if key in names.by_key]
    numbers = [
        f"#{label}" if key.startswith(subjects.OBJECTIVE) else isolate(label)
        for key, label in zip(card.subjects, labels, strict=False)
    ]
    kind = [_(KIND_TITLES[card.kind])] if card.kind else []
    return f"  ({' · '.join([*kind, *numbers])})" if kind or numbers else ""


def _result(seen: Shown, names: Names) -> Slide:
    """How many notes of which kind, on which objectives."""
    texts = i18n.current()
    objectives: dict[str, int] = {}
    for card in seen.wall:
        for key in card.subjects:
            objectives[key] = objectives.get(key, 0) + 1
    counted = [(_(KIND_TITLES[kind]), count) for kind, count in seen.kinds.items() if kind]
    ranked = sorted(objectives.items(), key=lambda pair: -pair[1])[: _MOST_CARDS - len(counted)]
    counted += [
        (f"#{texts.digits(key.partition('/')[2])}", count)
        for key, count in ranked
        if key in names.by_key and key.startswith(subjects.OBJECTIVE)
    ]
    most = max((count for _name, count in counted), default=1)
    bars = [Bar(name, count / most, texts.number(count)) for name, count in counted]
    return Slide(seen.title, bars=bars, lines=() if bars else [_("No notes yet.")])


class RoomChoice(ChoiceBox):
    """What the presenter window shows, if anything; a window that the user closes stays closed."""

    chosen = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(_("What the room sees"))
        self._page = page
        self._sitting: Sitting | None = None
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        for view, title in VIEWS.items():
            self.addItem(_(title), view)
        self.activated.connect(self._turned)

    @Slot()
    def _turned(self) -> None:
        window = shown(self._page)
        if not self.currentData() and window:
            window.close()
        if self._sitting:
            self._show(self._sitting)
        self.chosen.emit()

    def show_sitting(self, sitting: Sitting) -> None:
        """The session has changed: so does what the room sees of it."""
        self._sitting = sitting
        if self.currentData() and shown(self._page) is None:
            self.setCurrentIndex(0)
        self._show(sitting)

    def _show(self, sitting: Sitting) -> None:
        view = self.currentData()
        if not view or not sitting.session or sitting.known is None:
            return
        page = self._page
        seen = page.workspace.read(presenting.view, sitting.session)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        names, point = sitting.known.subjects, sitting.sticky.agenda_item
        present(page, page.context, slide(view, seen, names, point, right_to_left=right_to_left))
