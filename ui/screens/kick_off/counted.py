"""Which initiatives a number of "Who does what" counts: as a place without names, and as what narrows the list.

Places are ``where/groups/media/funding``: what is counted, which of them, and the kind of action where one is meant.
Regions have no number of their own: an initiative of the region stands for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.stakeholders.records import SavedInitiative, SavedStakeholder
from ui.screens.kick_off import choices
from ui.widgets.buttons import quiet_button
from ui.widgets.text import Caption

NOT_RECORDED, NOBODY = "not-recorded", "nobody"
_PREFIX = "where/"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a line of the table counts; `action` is empty for all kinds."""

    view: str
    key: str
    action: str = ""

    @property
    def place(self) -> str:
        """Inside the page of initiatives."""
        return _PREFIX + "/".join(filter(None, (self.view, self.key, self.action)))

    def holds(
        self, one: SavedInitiative, rows: Mapping[int, SavedInitiative], known: Mapping[int, SavedStakeholder]
    ) -> bool:
        """Whether an initiative is among them, given all initiatives and stakeholders by id."""
        if self.action and one.action != self.action:
            return False
        if self.view == "objectives":
            return int(self.key) in (one.objectives or ()) if self.key.isdecimal() else not one.objectives
        if self.view == "regions":
            example = rows.get(int(self.key)) if self.key.isdecimal() else None
            return one.region == (example.region if example else None)
        if self.view == "initiators":
            return one.initiator == (int(self.key) if self.key.isdecimal() else None)
        initiator = known.get(one.initiator or 0)
        kind = NOBODY if initiator is None else initiator.kind or NOT_RECORDED
        return kind == self.key

    def said(self, rows: Mapping[int, SavedInitiative], known: Mapping[int, SavedStakeholder]) -> str:
        """In words, for the line above the list."""
        number = int(self.key) if self.key.isdecimal() else 0
        if self.view == "objectives":
            titles = {one.number: i18n.compact(one.title) for one in library.load().objectives}
            what = _("{number} {name}").format(number=i18n.current().number(number), name=titles.get(number, ""))
            what = what if number else _("No objective recorded")
        elif self.view == "regions":
            what = (rows[number].region if number in rows else "") or _("Region not recorded")
        elif self.view == "initiators":
            what = known[number].name if number in known else _("No initiator recorded")
        else:
            others = {NOBODY: _("No initiator recorded"), NOT_RECORDED: _("Group not recorded")}
            what = others.get(self.key) or choices.Words().of("kind", self.key)
        action = choices.Words().of("action", self.action)
        return " · ".join(isolate(part) for part in (what, action) if part)


def read(place: str) -> Counted | None:
    """What a place inside the page of initiatives means; None for any other."""
    parts = place.removeprefix(_PREFIX).split("/") if place.startswith(_PREFIX) else []
    return Counted(*parts[:3]) if len(parts) > 1 else None


class CountedLine(QWidget):
    """Says what the list is narrowed to, with a button that shows all again."""

    def __init__(self, show_all: Callable[[], object]) -> None:
        super().__init__()
        self.said = Caption()
        self.all = quiet_button(_("Show all again"), "x", show_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.all)
        self.hide()
