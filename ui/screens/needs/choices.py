"""Fields and boxes whose choices change while the page stands: themes, sessions, coders."""

from collections.abc import Sequence
from typing import Any

from gcmdesk import i18n
from gcmdesk.consultations import sessions
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.stakeholders import vocabulary
from ui import theme
from ui.desk_workspace import DeskWorkspace
from ui.widgets.choice import ChoiceBox


def offer_in(box: ChoiceBox, choices: Sequence[tuple[object, str]]) -> None:
    """Let a box choose among these, keeping what is chosen, without telling anybody."""
    if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] == list(choices):
        return
    present = box.currentData()
    box.blockSignals(True)
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(present)))
    box.blockSignals(False)


def offer(field: Any, choices: Sequence[tuple[str, str]], unset: str = "") -> None:
    """The same for the field of a form; `unset` is the text for none chosen."""
    offer_in(field.box, [*([("", unset)] if unset else []), *choices])


def compact_box(name: str, choices: Sequence[tuple[object, str]]) -> ChoiceBox:
    """A box that does not grow with its longest text."""
    box = ChoiceBox(name)
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(3 if theme.current().narrow else 8)
    offer_in(box, choices)
    return box


def session_choices(workspace: DeskWorkspace) -> list[tuple[object, str]]:
    """All sessions, the first choice for all of them (0)."""
    day = i18n.current().date
    lines = workspace.read(sessions.titles)
    return [
        (0, _("All sessions")),
        *((one.id, f"{isolate(one.title)} · {day(one.day, 'medium')}") for one in lines),
    ]


def group_title(group: str) -> str:
    """A Tool 1 group in the language of the screen; nobody in particular where there is none."""
    if not group:
        return _("Nobody in particular")
    return i18n.compact(vocabulary.groups().get(group, group))


def kind_title(kind: str) -> str:
    """What a note is, in the language of the screen."""
    return _(KIND_TITLES[kind]) if kind in KIND_TITLES else kind or _("Not said")


def language_title(code: str) -> str:
    """The name of a language, in the language of the screen."""
    if not code:
        return _("Not recorded")
    name = i18n.current().locale.languages.get(code.replace("-", "_"))
    return f"{name} ({isolate(code)})" if name else isolate(code)
