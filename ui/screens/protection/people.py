"""The people whose words are recorded, under pseudonyms; beside each, everything that can be done for them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.protection import oversight, people
from gcmdesk.protection.oversight import OversightMissing
from gcmdesk.protection.people import RecordedPerson
from gcmdesk.protection.people_records import AGE_TITLES
from gcmdesk.workspace import clock
from ui.models.records import Record, TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.protection.moments import local_day
from ui.screens.protection.parts import column
from ui.screens.protection.person_access import PersonAccess
from ui.screens.protection.person_correction import PersonCorrection
from ui.screens.protection.person_erasing import Checklist, PersonErasing
from ui.screens.protection.person_record import PersonRecord
from ui.widgets.choice import ChoiceBox
from ui.widgets.consent_form import ConsentForm
from ui.widgets.consent_withdrawal import ConsentWithdrawal
from ui.widgets.strip import Strip
from ui.widgets.text import Heading

RECORD, CONSENT, WITHDRAW, ACCESS, CORRECT, ERASE = "record", "consent", "withdraw", "access", "correct", "erase"
_PANELS = {
    RECORD: mark("Record"),
    CONSENT: mark("Ask for consent"),
    WITHDRAW: mark("Withdraw consent"),
    ACCESS: mark("Read out or print"),
    CORRECT: mark("Correct"),
    ERASE: mark("Erase"),
}
_READING = (RECORD, ACCESS)
"""What can be done in a workspace that is open for reading only."""
_SEPARATOR = "-"
_DUE_SOON = timedelta(days=1)


class PeoplePage(ListDetailPage):
    """The place is ``12/withdraw``: the number of the person, and what is shown of them; ``12-13/withdraw`` for two."""

    topics = frozenset({"people", "consent", "consultations", "releases", "oversight"})
    filter_name, table_name = mark("Filter the people"), mark("People")
    empty = (
        mark("Nobody is recorded"),
        mark(
            "A note needs no person: what an organization or a group says has none. Record people only where their "
            "own consent counts, such as for a quote. Each gets an invented name."
        ),
    )
    shares = (1, 1)

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.read_only:
            return None
        try:
            self.workspace.read(oversight.require)
        except OversightMissing:
            return PrimaryAction(_("Name who watches over the records"), self._to_oversight, "shield-check")
        return PrimaryAction(_("Ask for consent"), self._to_consent, "file-plus")

    def _to_oversight(self) -> None:
        self.context.go("protection/oversight")

    def _to_consent(self) -> None:
        wanted = self.table.selected_ids
        several = "-".join(map(str, wanted)) if len(wanted) > 1 else ""
        self.context.go(f"protection/consent/{several}" if several else "protection/consent")

    def columns(self) -> tuple[TableColumn, ...]:
        day = i18n.current().date
        return (
            TableColumn("pseudonym", _("Pseudonym"), lambda one: one.pseudonym, weight=2),
            TableColumn("age_band", _("Age"), lambda one: _(AGE_TITLES[one.age_band])),
            TableColumn("region", _("Region"), lambda one: one.region),
            TableColumn("review_by", _("Look again by"), lambda one: day(one.review_by, "medium")),
        )

    def extras(self) -> list[QWidget]:
        self.which = ChoiceBox(_("Which people"))
        self.which.addItem(_("All people"), "")
        self.which.addItem(_("To be looked at again"), "due")
        self.which.activated.connect(self._which_chosen)
        return [self.which]

    @Slot()
    def _which_chosen(self) -> None:
        self.fill()

    @property
    def narrowed(self) -> bool:
        return super().narrowed or bool(self.which.currentIndex())

    def widen(self) -> None:
        super().widen()
        self.which.setCurrentIndex(0)

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        before = local_day(clock.now()) + _DUE_SOON if self.which.currentData() else None
        return self.workspace.read(people.ids, words, (sort, descending), before)

    def records(self, ids: Sequence[int]) -> Sequence[Record]:
        return self.workspace.read(people.of, ids)

    # The detail

    def detail(self) -> QWidget:
        self._to_top = QTimer(self, singleShot=True, interval=0)  # whose record it is stays in sight
        self._to_top.timeout.connect(self._show_top)
        self.head = Heading("", 2)
        offered = [(id, _(title)) for id, title in _PANELS.items() if not self.read_only or id in _READING]
        self.strip = Strip(_("What can be done for this person"), offered)
        self.strip.chosen.connect(self.show_panel)
        self.checklist = Checklist()
        self.checklist.ended.connect(self._checklist_done)
        self.checklist.hide()
        self._holder = column()
        self._panels: dict[str, QWidget] = {}
        self._shown = RECORD
        self._person: RecordedPerson | None = None
        self._about = column(self.head, self.strip, self._holder)
        self.table.selection_changed.connect(self._selection_changed)
        return column(self._about, self.checklist)

    def panel(self, id: str) -> Any:
        """One of the panels, made when it is first wanted."""
        if id not in self._panels:
            made = self._panels[id] = self._made(id)
            layout = self._holder.layout()
            if layout:
                layout.addWidget(made)
        return self._panels[id]

    def _made(self, id: str) -> QWidget:
        if id == CONSENT:
            asked = ConsentForm(self.context)
            asked.recorded.connect(self._answered)
            return asked
        if id == WITHDRAW:
            withdrawal = ConsentWithdrawal(self.context)
            withdrawal.ended.connect(self._back)
            return withdrawal
        if id == ERASE:
            erasing = PersonErasing(self.context)
            erasing.ended.connect(self._back)
            erasing.erased.connect(self._erased)
            return erasing
        if id == CORRECT:
            correction = PersonCorrection(self.context)
            correction.ended.connect(self._back)
            return correction
        return PersonAccess(self.context) if id == ACCESS else PersonRecord(self.context)

    def show_record(self, record: RecordedPerson) -> None:
        another = self._person is None or self._person.id != record.id
        self._person = record
        self.head.setText(isolate(record.pseudonym))
        if another and self._shown in (WITHDRAW, ERASE):
            self._shown = RECORD  # what cannot be undone is chosen anew for each person
        self._show(anew=another)

    @Slot(str)
    def show_panel(self, id: str) -> None:
        """Show what was chosen in the strip, and go to its first field."""
        self._shown = id if id in _PANELS and (not self.read_only or id in _READING) else RECORD
        self._show(anew=True)
        self._panels[self._shown].setFocus(Qt.FocusReason.TabFocusReason)
        self._to_top.start()

    @Slot()
    def _show_top(self) -> None:
        self.side.verticalScrollBar().setValue(0)

    def _show(self, *, anew: bool) -> None:
        if self._person is None:
            return
        shown = self.panel(self._shown)
        for panel in self._panels.values():
            panel.setVisible(panel is shown)
        self.strip.show_current(self._shown)
        if self._shown == CONSENT:
            if anew:
                shown.ask((self._person.id,))
        elif self._shown == WITHDRAW:
            if anew:
                shown.show_people(self._together())
        else:
            shown.show_person(self._person)

    def _together(self) -> tuple[int, ...]:
        """The person who is shown, with those who are selected beside them."""
        chosen, own = self.table.selected_ids, self._person.id if self._person else 0
        return chosen if own in chosen else (own,)

    @Slot()
    def _selection_changed(self) -> None:
        if self._shown == WITHDRAW and WITHDRAW in self._panels and self._person:
            panel = self.panel(WITHDRAW)
            together = self._together()
            if set(together) != set(panel.people):
                panel.show_people(together)

    def _show_current(self) -> None:
        super()._show_current()
        ended = not self.checklist.isHidden()
        self._about.setVisible(not ended)
        if ended:
            self._detail.show()

    @Slot()
    def _back(self) -> None:
        self.read_anew()
        self.show_panel(RECORD)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _answered(self, _people: object) -> None:
        self._back()

    @Slot(object)
    def _erased(self, lines: tuple[str, ...]) -> None:
        self._person = None
        self._shown = RECORD
        self.checklist.show_lines(lines)
        self.checklist.show()
        self.read_anew()
        self._faces.setCurrentWidget(self.split)
        self.checklist.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _checklist_done(self) -> None:
        self.checklist.hide()
        self.read_anew()
        self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        panes = super().panes()
        if self._shown == RECORD or len(panes) == 1:
            return panes
        return [self._panels[self._shown], *panes[:2]]  # who comes for a panel begins in it

    # Places

    @property
    def place(self) -> str:
        person = super().place
        if person and self._shown == WITHDRAW:
            person = _SEPARATOR.join(map(str, self._together()))
        return f"{person}/{self._shown}" if person and self._shown != RECORD else person

    def show_place(self, place: str) -> None:
        numbers, _slash, panel = place.partition("/")
        several = [one for one in numbers.split(_SEPARATOR) if one.isdecimal()]
        for one in several:
            super().show_place(one)
        if len(several) > 1:
            self.table.select_ids([int(one) for one in several])
        if panel and self._person and str(self._person.id) in several:
            self.show_panel(panel)
