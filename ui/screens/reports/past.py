"""A report that went out, as it was sent: to whom, what it told, and the very same file once more."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk import i18n, paths
from gcmdesk.errors import KnownError
from gcmdesk.exchange.door import Handed
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.jobs import Progress
from gcmdesk.protection import kept, purposes, recipients, register
from gcmdesk.protection.register import Sent
from gcmdesk.reports import past, sending
from gcmdesk.reports.past import Past
from ui import report_sheet, theme
from ui.report_sheet import Sheet
from ui.screens.base import Context, PrimaryAction
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.screens.protection.moments import local_day
from ui.screens.protection.transfers import titled
from ui.theme import Theme
from ui.widgets.choice import ChoiceBox
from ui.widgets.empty import Empty
from ui.widgets.file_dialog import file_dialog
from ui.widgets.report_view import ReportView
from ui.widgets.text import Caption, Text

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Shown:
    past: Past
    sheet: Sheet | None


def _read(workspace: "Workspace", entry: int, look: Theme, _progress: Progress) -> _Shown:
    found = workspace.read(past.opened, entry)
    return _Shown(found, report_sheet.sheet(found.report, look) if found.report else None)


def _sent_again(workspace: "Workspace", found: Past, target: Path, _progress: Progress) -> Handed:
    return sending.send_again(workspace, found, target)


class PastReportPage(Page):
    """Nothing here is made anew: it is what the recipient has."""

    topics = frozenset({"releases", "attachments"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._entry = 0
        self._past: Past | None = None
        self.which = ChoiceBox(_("Which report that was sent"))
        self.which.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.activated.connect(self._picked)
        self.told = Caption()
        self.why = Text(tone="muted")
        self.view = ReportView()
        self.view.copy_wanted.connect(self._ask)
        self.nothing = Empty(
            _("No report has gone out yet"),
            _("Once a report is handed over, it can be read here as its recipient has it."),
            PrimaryAction(_("Go to Reports"), self._to_reports),
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        for widget in (self.which, self.told, self.why):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column.addStretch()
        self._faces = QStackedWidget()
        self._faces.addWidget(whole)
        self._faces.addWidget(self.nothing)
        self._layout.addWidget(self._faces)

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.read_only or self._past is None or self._past.report is None:
            return None
        return PrimaryAction(_("Save the same file again…"), self._ask, "file-text")

    def panes(self) -> list[QWidget]:
        if self._faces.currentWidget() is self.nothing:
            return [self.nothing]
        return [self.which, *(self.view.panes() if self.view.isVisibleTo(self) else [])]

    @property
    def place(self) -> str:
        return str(self._entry) if self._entry else ""

    def show_place(self, place: str) -> None:
        if place.isdecimal() and int(place) != self._entry:
            self._entry = int(place)
            self.read_anew()

    def _to_reports(self) -> None:
        self.context.go("report/reports")

    # Which one

    def refresh(self) -> None:
        known = self.workspace.read(kept.entries)
        listed = [one for one in self.workspace.read(register.entries) if one.id in known]
        self._faces.setCurrentIndex(0 if listed else 1)
        if self._entry not in {one.id for one in listed}:
            self._entry = listed[0].id if listed else 0
        self.which.clear()
        for one in listed:
            self.which.addItem(_line(one), one.id)
        self.which.setCurrentIndex(self.which.findData(self._entry))
        self._open()

    @Slot()
    def _picked(self) -> None:
        self._entry = self.which.currentData()
        self._open()

    def _open(self) -> None:
        if not self._entry:
            self._forget()
            return
        if self._past is None or self._past.entry.sent.id != self._entry:
            self._forget()
        work = partial(_read, self.workspace.present, self._entry, theme.current())
        self.context.tasks.start(_("Opening the report"), work, self._opened, failed=self._not_opened, quiet=True)

    def _forget(self) -> None:
        self._past = None
        self.view.hide()
        self.told.setText("")
        self.why.setText("")
        self.head_changed.emit()

    def _opened(self, shown: _Shown) -> None:
        if shown.past.entry.sent.id != self._entry:
            return  # another one was chosen meanwhile
        self._past = shown.past
        self.told.setText(_about(shown.past))
        reason = kept.REASONS[shown.past.state]
        self.why.setText(_(reason) if reason else "")
        self.why.setVisible(bool(reason))
        self.view.setVisible(shown.sheet is not None)
        if shown.sheet:
            self.view.show_sheet(shown.sheet)
        self.head_changed.emit()

    def _not_opened(self, error: KnownError) -> None:
        self.why.setText(f"{error.sentence} {error.way_out}".strip())
        self.why.show()

    # The same file again

    def _ask(self) -> None:
        if self.primary_action is None or self._past is None:
            return
        name = f"report-{self._entry}{self._past.suffix}"
        dialog = file_dialog(self, _("Save the same file again"), str(paths.documents_folder() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self._past.suffix[1:])
        dialog.fileSelected.connect(self.save_at)
        dialog.open()

    @Slot(str)
    def save_at(self, path: str) -> None:
        """Write what was sent once more, for the recipient who has it; the register gets a new entry."""
        if self._past is not None:
            work = partial(_sent_again, self.workspace.present, self._past, Path(path))
            self.context.tasks.start(_("Writing the report"), work, self._done)

    def _done(self, handed: Handed) -> None:
        number = i18n.current().number(handed.entry)
        told = _("Done. It is number {n} in the transfer register.").format(n=number)
        place = f"protection/transfers/{handed.entry}"
        self.context.messages.show_message("success", told, action=(_("Show it"), lambda: self.context.go(place)))
        self.read_anew()


def _recipient(one: Sent) -> str:
    return isolate(one.organisation) if one.organisation else _(recipients.TITLES[one.recipient])


def _line(one: Sent) -> str:
    """A report that went out in one line, for a list to choose from."""
    texts = i18n.current()
    day = texts.date(local_day(one.left), "medium")
    return " · ".join((isolate(titled(one)), _recipient(one), day, _("No. {n}").format(n=texts.number(one.id))))


def _about(found: Past) -> str:
    """To whom, when, by whom and what for."""
    texts, sent = i18n.current(), found.entry.sent
    left = sent.left.astimezone()
    moment = _("{day}, {time}").format(day=texts.date(left.date()), time=texts.time(left))
    line = _("Sent to {recipient} on {moment}. What it is for: {purpose}.")
    signed = _("Sent to {recipient} by {person} on {moment}. What it is for: {purpose}.")
    return (signed if sent.by else line).format(
        recipient=_recipient(sent), person=isolate(sent.by), moment=moment, purpose=_(purposes.TITLES[sent.purpose])
    )
