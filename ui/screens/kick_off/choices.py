"""The register's closed lists in the language of the screen, and texts that hold several values."""

import re
from collections.abc import Iterable, Mapping

from gcmdesk import i18n
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.records import SavedTerritory

_LONGEST_CODE = 3
_PARTED = re.compile(r"[;\n,،؛]")


def listed(known: Mapping[str, str]) -> list[tuple[str, str]]:
    """A closed list of the register as choices: value and text."""
    return [(value, _(title)) for value, title in known.items()]


def groups() -> list[tuple[str, str]]:
    """The stakeholder groups of Tool 1 as choices."""
    return [(value, i18n.compact(title)) for value, title in vocabulary.groups().items()]


def languages() -> dict[str, str]:
    """Names of languages by code, in the language of the screen."""
    return {code: name for code, name in i18n.current().locale.languages.items() if len(code) <= _LONGEST_CODE}


def parted(text: str) -> tuple[str, ...]:
    """What stands between commas, semicolons and line ends."""
    return tuple(part for each in _PARTED.split(text) if (part := " ".join(each.split())))


def together(parts: Iterable[str]) -> str:
    """Several values as they are typed."""
    return (", " if not i18n.current().language.right_to_left else "، ").join(parts)


def language_codes(text: str) -> tuple[str, ...]:
    """Codes for names or codes of languages; other words stay as they are typed."""
    known = {fold(name): code for code, name in languages().items()}
    codes = set(known.values())
    return tuple(known.get(fold(part), part.lower() if part.lower() in codes else part) for part in parted(text))


def language_names(codes: Iterable[str]) -> str:
    """Names for codes."""
    known = i18n.current().locale.languages
    return together(known.get(code, code) if len(code) <= _LONGEST_CODE else code for code in codes)


def place_text(territory: SavedTerritory | None) -> str:
    """A territory from the country down, as it is typed."""
    return " / ".join(territory.path) if territory else ""


class Words:
    """Stored values as people read them."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {
            "kind": dict(groups()),
            "form": dict(listed(vocabulary.FORMS)),
            "sphere": dict(listed(vocabulary.SPHERES)),
            "level": dict(listed(vocabulary.LEVELS)),
            "underheard": dict(listed(vocabulary.UNDERHEARD)),
            "action": dict(listed(vocabulary.ACTIONS)),
            "languages": languages(),
        }

    def of(self, field: str, value: object) -> str:
        """One value of a field; empty when it is not recorded."""
        text = "" if value is None else str(value)
        return self._known.get(field, {}).get(text, text)
