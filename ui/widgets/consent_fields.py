"""The fields of asking for consent, in two columns where there is room; only those are shown that are needed."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from gcmdesk.i18n import gettext as _
from gcmdesk.protection import recipients
from gcmdesk.protection.notices import SavedVersion
from gcmdesk.protection.people_records import (
    AGE_TITLES,
    CAPACITY_TITLES,
    CHILDREN,
    METHOD_TITLES,
    AgeBand,
    Capacity,
    Method,
    NoticeKind,
)
from gcmdesk.protection.purposes import Purpose
from ui import theme
from ui.widgets.consent_answers import Answers
from ui.widgets.form import Choice, Day, Form, FormField, Line, Number, Ticks

_NEW = ("count", "age_band", "region", "languages", "role")
"""Fields that describe people who are not recorded yet."""
_CHILD = ("guardian", "guardian_person", "best_interests")
_NOT_POSSIBLE = ("reason", "understanding")
_KEPT = ("age_band", "region", "languages", "notice_version", "language", "method", "witness", "place", "day")
"""What the next person in the row has in common with the last."""
_WIDE = 760


class ConsentFields(Form):
    """`begin` for people to come or for people who are there; `again` for the next ones."""

    changed = Signal()

    def __init__(self) -> None:
        left, right = self._about(), self._how()
        super().__init__((*left, *right))
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme.current().px(24))
        for half in (left, right):
            column = QVBoxLayout()
            column.setSpacing(theme.current().px(14))
            for field in half:
                self.layout().removeWidget(field)  # type: ignore[union-attr]
                column.addWidget(field)
                field.edited.connect(self._look)
            column.addStretch(1)
            self._halves.addLayout(column, 1)
        self.layout().addLayout(self._halves)  # type: ignore[union-attr]
        self.new = True
        self.child = False

    def _about(self) -> tuple[FormField, ...]:
        ages = [(str(band), _(title)) for band, title in AGE_TITLES.items()]
        receiving = [(str(one), _(title)) for one, title in recipients.TITLES.items()]
        self.answers = Answers("answers", _("What they say to each question"), hint=_("Neither means: not asked."))
        return (
            Number("count", _("How many people answer alike"), least=1),
            Choice("age_band", _("Age"), ages),
            self.answers,
            Line("third_party", _("With whom it may be shared")),
            Ticks("recipients", _("Who may receive it"), receiving),
            Line("region", _("Region"), hint=_("A coarse place, never a village or an address")),
            Line("languages", _("Languages")),
            Line("role", _("Role"), hint=_("As they may be named, for example: teacher")),
        )

    def _how(self) -> tuple[FormField, ...]:
        capacities = [(str(one), _(title)) for one, title in CAPACITY_TITLES.items() if one is not Capacity.CHILD]
        self.notice = Choice("notice_version", _("Notice that was read out"), ())
        return (
            self.notice,
            Line("language", _("Spoken language"), hint=_("Only where an interpreter put the notice into another one")),
            Choice("method", _("How they answered"), [(str(one), _(title)) for one, title in METHOD_TITLES.items()]),
            Line("witness", _("Witness")),
            Choice("capacity", _("How they decided"), capacities),
            Line("guardian", _("Guardian"), hint=_("Who they are to the child")),
            Line("guardian_person", _("Pseudonym of the guardian"), hint=_("Only where one is recorded")),
            Line("best_interests", _("Why taking part is good for the child")),
            Line("reason", _("Why consent was not possible")),
            Line("understanding", _("How you made sure that they understood")),
            Line("place", _("Place")),
            Day("day", _("Answered on")),
            Day("expires", _("Counts until"), hint=_("Empty: until it is withdrawn")),
        )

    # Beginning

    def offer_notices(self, versions: list[tuple[SavedVersion, str]], language: str) -> None:
        """The notices to choose among, each with its text; one in `language` is chosen where there is one."""
        present = self.notice.value
        box = self.notice.box
        box.clear()
        for version, text in versions:
            box.addItem(text, version.id)
        there = [version.id for version, _text in versions]
        fitting = [version.id for version, _text in versions if version.language == language]
        if there:
            self.notice.show_value(present if present in there else (fitting or there)[0])

    def begin(self, today: date, *, new: bool, child: bool) -> None:
        """For people to come (`new`), or for people who are there, children or adults."""
        self.new, self.child = new, child
        band = AgeBand.FROM_12 if child else AgeBand.ADULT
        self.clear(self._blank() | {"age_band": str(band), "day": today})
        self._look()

    def again(self) -> None:
        """Ready for the next ones, who were told the same in the same place."""
        kept = {name: self.fields[name].value for name in _KEPT}
        self.clear(self._blank() | kept)
        self._look()

    def _blank(self) -> dict[str, Any]:
        blank: dict[str, Any] = dict.fromkeys(self.fields, "")
        versions = self.notice.value
        return blank | {
            "count": 1,
            "age_band": str(AgeBand.ADULT),
            "answers": {},
            "recipients": (),
            "method": str(Method.SPOKEN),
            "capacity": str(Capacity.ADULT),
            "notice_version": versions,
            "day": None,
            "expires": None,
        }

    # What is shown

    @property
    def kind(self) -> NoticeKind:
        """Whom the notice must speak to."""
        child = self.fields["age_band"].value in {str(band) for band in CHILDREN} if self.new else self.child
        return NoticeKind.CHILD if child else NoticeKind.ADULT

    @Slot()
    def _look(self) -> None:
        child = self.kind is NoticeKind.CHILD
        shared = self.answers.given((Purpose.SHARING,))
        shown = dict.fromkeys(_NEW, self.new) | dict.fromkeys(_CHILD, child)
        shown["capacity"] = not child
        shown["witness"] = self.fields["method"].value == Method.SPOKEN
        shown |= dict.fromkeys(_NOT_POSSIBLE, not child and self.fields["capacity"].value == Capacity.NOT_POSSIBLE)
        self.setFocusProxy(self.fields["count"] if self.new else self.answers)
        shown["third_party"] = shared
        shown["recipients"] = shared or self.answers.given((Purpose.ATTRIBUTION,))
        for name, visible in shown.items():
            self.fields[name].setVisible(visible)
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= theme.current().px(_WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._halves.direction() != way:
            self._halves.setDirection(way)
            for half in range(self._halves.count()):
                self._halves.setStretch(half, int(wide))  # below each other, nothing stands between them
