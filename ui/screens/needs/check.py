"""Check and close: what is open in a session, mended where it stands; closing, and opening again."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gcmdesk import i18n
from gcmdesk.consultations import closing, sessions
from gcmdesk.consultations.closing import Findings
from gcmdesk.consultations.session_records import Turn
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.workspace import clock
from ui import theme
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs.check_parts import Mending, sentences
from ui.screens.needs.parts import narrow, refill
from ui.screens.needs.quote_asking import ConsentSide
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import Column
from ui.widgets.empty import Empty
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Text

_FIELD = int(Qt.ItemDataRole.UserRole)
_IN_CAPTURE = ("empty", "unsent")
"""What is mended where notes are taken."""
_LEAST_TABLE = 160


class CheckPage(Page):
    """The place is the row id of the session and, behind a slash, the finding."""

    topics = frozenset({"notes", "consultations", "codings", "stakeholders", "people", "consent", "themes"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.session = 0
        self.status = ""
        self.found = Findings(empty=False)
        self.choice = narrow(_("Session"))
        self.choice.activated.connect(self._session_chosen)
        self.findings = QListWidget()
        self.findings.setAccessibleName(_("What is still open"))
        self.findings.setWordWrap(True)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.currentItemChanged.connect(self._show_finding)
        self.findings.itemActivated.connect(self._to_table)
        self.mending = Mending(context, self._ask, self._lead)
        self.clear = Text(_("Nothing is open. The session can be closed."), tone="success", bold=True)
        self.write = button(_("Take notes"), lambda: context.go(f"needs/capture/{self.session}"))
        self.turns = Caption()
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why it is opened again"))
        self.reason.setPlaceholderText(_("Why it is opened again"))
        self.reason.returnPressed.connect(self.reopen)
        self.open_again = button(_("Open again"), self.reopen, icon="undo-2")
        self.problem = Text(tone="danger")
        self.consent = ConsentSide(context)
        self.consent.answered.connect(self._answered)
        self._build()

    def _build(self) -> None:
        self.nothing = Empty(
            _("No session yet"),
            _("Before a session is closed, this page shows what is still open in it."),
            PrimaryAction(_("Plan a session"), lambda: self.context.go("needs/sessions"), "messages-square"),
        )
        self._work = QWidget()
        rows = QVBoxLayout(self._work)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.current().px(8))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.current().px(12))
        parts: tuple[QWidget, ...] = (self.findings, self.mending)
        for part, share in zip(parts, (1, 3), strict=True):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.indexOf(part), share)
        self.split.setSizes([1000, 3000])
        self._again = QWidget()
        again = QGridLayout(self._again)
        again.setContentsMargins(0, 0, 0, 0)
        again.addWidget(self.reason, 0, 0)
        again.addWidget(self.open_again, 0, 1)
        again.addWidget(self.problem, 1, 0, 1, 2)
        self.problem.hide()
        for above in (self.choice, self._again, self.clear, row_of(self.write)):
            rows.addWidget(above)
        rows.addWidget(self.split, 1)
        self._rest = QWidget()
        rows.addWidget(self._rest, 1)
        rows.addWidget(self.turns)
        self._faces = QStackedWidget()
        self._front = self._scrolled(self._work) if theme.current().narrow else self._work
        for face in (self._front, self.nothing, self.consent):
            self._faces.addWidget(face)
        self._layout.addWidget(self._faces)

    def _scrolled(self, work: QWidget) -> QWidget:
        """With large letters the tables keep some lines, and what is below them is scrolled to."""
        self.split.setMinimumHeight(theme.current().px(_LEAST_TABLE))
        column = Column(self.title)
        column.add(work)
        return column

    # Head and places

    @property
    def subtitle(self) -> str:
        if theme.current().narrow:
            return ""
        return {"planned": _("Planned"), "open": _("Open now"), "closed": _("Session closed")}.get(self.status, "")

    @property
    def primary_action(self) -> PrimaryAction | None:
        if not self.session or self.status == "closed" or self.read_only:
            return None
        if self._faces.currentWidget() is self.consent:
            return self.consent.primary_action
        return PrimaryAction(_("Close the session"), self.close_session, "lock")

    @property
    def place(self) -> str:
        return f"{self.session}/{self._field}" if self.session and self._field else str(self.session or "")

    def show_place(self, place: str) -> None:
        session, _slash, field = place.partition("/")
        if session.isdecimal() and int(session) != self.session and self.choice.findData(int(session)) >= 0:
            self.session = int(session)
            self.read_anew()
        for row in range(self.findings.count()):
            if self.findings.item(row).data(_FIELD) == field:
                self.findings.setCurrentRow(row)

    def panes(self) -> list[QWidget]:
        face = self._faces.currentWidget()
        if face is not self._front:
            return [face] if face else [self]
        parts = (self.findings, self.mending, self.choice, self._again, self.write)
        return [part for part in parts if part.isVisibleTo(self)]

    # Showing

    def refresh(self) -> None:
        programme = self.workspace.read(sessions.titles)
        newest = sorted(programme, key=lambda one: (one.status == "open", one.day, one.id), reverse=True)
        texts = i18n.current()
        refill(
            self.choice,
            [(one.id, f"{isolate(one.title)} · {texts.date(one.day, 'medium')}") for one in newest],
            self.session,
        )
        if self._faces.currentWidget() is not self.consent:
            self._faces.setCurrentWidget(self._front if newest else self.nothing)
        self.session = self.choice.currentData() or 0
        self.status = next((one.status for one in newest if one.id == self.session), "")
        if self.session:
            self._show()
        self.head_changed.emit()

    def _show(self) -> None:
        self.found = self.workspace.read(closing.check, self.session, clock.now())
        closed = self.status == "closed"
        told = sentences(self.found)
        field = self._field
        self.findings.blockSignals(True)
        self.findings.clear()
        for name, sentence in told:
            item = QListWidgetItem(sentence)
            item.setData(_FIELD, name)
            self.findings.addItem(item)
        names = [name for name, _sentence in told]
        self.findings.setCurrentRow(names.index(field) if field in names else 0)
        self.findings.blockSignals(False)
        self.split.setVisible(bool(told))
        self._rest.setVisible(not told)
        self.clear.setVisible(not told and not closed)
        self.write.setVisible((self.found.empty or self.found.unsent) and not closed)
        self._again.setVisible(closed and not self.read_only)
        turns = self.workspace.read(sessions.turns, self.session)
        self.turns.setText("\n".join(map(_turn, turns)))
        self.turns.setVisible(bool(turns) and (closed or not theme.current().narrow))
        self._show_finding()

    @property
    def _field(self) -> str:
        return str(self.findings.currentIndex().data(_FIELD) or "")

    @Slot()
    def _show_finding(self) -> None:
        field = self._field
        there = bool(field) and field not in _IN_CAPTURE
        self.mending.setVisible(there)
        if there:
            editable = not self.read_only and self.status != "closed"
            self.mending.show_finding(self.session, field, self.found, editable=editable)

    @Slot()
    def _to_table(self) -> None:
        self.mending.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead(self, place: str) -> None:
        """Show where a finding is mended, with the way back."""
        here = f"needs/check/{self.place}"
        self.context.go(place)
        back = (_("Back to the check"), lambda: self.context.go(here))
        self.context.messages.show_message("info", _("This was open in the check of the session."), action=back)

    @Slot(int)
    def _session_chosen(self, row: int) -> None:
        session = self.choice.itemData(row)
        if session and session != self.session:
            self.context.go(f"needs/check/{session}")

    # Closing

    def close_session(self) -> None:
        """Close it; what is still open is for the team to judge."""
        if self.workspace.run(sessions.close, self.session, name=mark("Session closed")).ok:
            self.read_anew()
            self.workspace.told.emit(_("The session is closed. Its notes stay as they are."))

    @Slot()
    def reopen(self) -> None:
        """Open it again, with the reason for the record."""
        reason = self.reason.text().strip()
        self.problem.setText("" if reason else _("Say why it is opened again; the reason is kept."))
        self.problem.setVisible(not reason)
        if reason and self.workspace.run(sessions.reopen, self.session, reason, name=mark("Session opened again")).ok:
            self.reason.clear()
            self.read_anew()

    # Consent

    def _ask(self, people: tuple[int, ...]) -> None:
        if not self.consent.ready():
            self.context.go("protection/consent")
            return
        self._faces.setCurrentWidget(self.consent)
        self.consent.begin(people, 0)
        self.head_changed.emit()

    @Slot(object, int)
    def _answered(self, people: tuple[int, ...], note: int) -> None:
        del people, note
        self._faces.setCurrentWidget(self._front)
        self.read_anew()
        self.findings.setFocus(Qt.FocusReason.OtherFocusReason)


def _turn(turn: Turn) -> str:
    moment, texts = turn.at.astimezone(), i18n.current()
    when = _("{day}, {time}").format(day=texts.date(moment.date(), "medium"), time=isolate(texts.time(moment)))
    if turn.reopened:
        return _("{when}: opened again. {reason}").format(when=when, reason=isolate(turn.reason))
    said = _("{when}: closed") if turn.status == "closed" else _("{when}: opened")
    return said.format(when=when)
