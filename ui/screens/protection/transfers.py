"""The transfer register: what left the workspace, to whom, what for, and what was withheld (guidance Tool 5)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gcmdesk import i18n, paths
from gcmdesk.exchange import exporters, past, sheets
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.jobs import Progress
from gcmdesk.protection import purposes, recipients, register, rewording
from gcmdesk.protection.register import Opened, Sent
from ui.models.records import TableColumn
from ui.screens.protection.duty_page import DutyPage
from ui.screens.protection.moments import local_day
from ui.screens.workspace.sizes import size_text
from ui.widgets.buttons import button
from ui.widgets.facts import Facts
from ui.widgets.file_dialog import file_dialog
from ui.widgets.release_panel import Offer
from ui.widgets.release_preview import ReleasePreview
from ui.widgets.row import row_of
from ui.widgets.text import Heading

_REPORTS = {"word": mark("Word document"), "email": mark("E-mail with a Word document")}
_FORMS = {one.id: one.title for one in exporters.EXPORTERS} | _REPORTS
_GROUP = 8
"""Digits of a check sum that stand together, so that people can compare them."""


def grouped(digest: bytes) -> str:
    """A check sum in groups of digits."""
    digits = digest.hex()
    return " ".join(digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP))


def titled(one: Sent) -> str:
    """What was sent, in the language of the screen where the program named it."""
    return rewording.again(one.title, i18n.current())


class TransfersPage(DutyPage):
    """Entries are made by letting something out, on whatever page; they never change."""

    topics = frozenset({"releases"})
    filter_name, table_name = mark("Filter the transfers"), mark("Transfers")
    empty = (
        mark("Nothing has left this workspace yet"),
        mark(
            "Whatever is saved as a file, copied or printed for somebody is entered here by itself: what, to whom, "
            "what for, and what was withheld."
        ),
    )
    leaves = True
    _compared = 0
    """The entry whose verdict is shown."""

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)
        return Offer(
            _("Transfer register"),
            lambda _session, _request, texts: sheets.transfers(wanted, texts),
            file_name=_("Transfer register"),
        )

    def columns(self) -> tuple[TableColumn, ...]:
        number, day = i18n.current().number, i18n.current().date
        return (
            TableColumn("id", _("No."), lambda one: number(one.id), align="end", sorts=False),
            TableColumn("left", _("Sent on"), lambda one: day(local_day(one.left), "medium"), sorts=False),
            TableColumn("to", _("Recipient"), self._to, weight=2, sorts=False),
            TableColumn("title", _("What was sent"), titled, weight=2, sorts=False),
        )

    def _to(self, one: Sent) -> str:
        return one.organisation or _(recipients.TITLES[one.recipient])

    def entries(self) -> Sequence[Sent]:
        return self.workspace.read(register.entries)

    def known(self) -> list[QWidget]:
        self.preview = ReleasePreview()
        self.compare_it = button(_("Is this the file?…"), self._choose_file, icon="file-text")
        self.compare_it.setAccessibleDescription(_("Compares a file with the check sum of this entry."))
        self.verdict = Facts()
        return [row_of(self.compare_it), self.verdict, Heading(_("What it held"), 3), self.preview]

    def show_entry(self, entry: Sent) -> None:
        opened = self.workspace.read(register.opened, entry.id)
        if self._compared != entry.id:
            self._compared = entry.id
            self.verdict.show_facts(())
        self.compare_it.setVisible(not entry.failed)
        self.facts.show_facts(self._told(opened))
        self.preview.show_parts(tuple(past.grids_of(opened.contents)), opened.withheld)

    # Whether a file is the one that was sent

    def _choose_file(self) -> None:
        dialog = file_dialog(self, _("Choose the file to compare"), str(paths.documents_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.compare)
        dialog.open()

    @Slot(str)
    def compare(self, path: str) -> None:
        """Compare this file with the entry that is shown. Nothing of it is kept."""
        entry = self.table.current_record
        if entry is not None:
            work = partial(_compared, Path(path), entry)
            self.context.tasks.start(_("Comparing the file"), work, self._show_verdict)

    def _show_verdict(self, found: tuple[int, bool]) -> None:
        entry, same = found
        if entry != self.table.current_id:
            return
        told = _("This is the file that was sent, unchanged.")
        other = _("This is not the file that was sent: it is another one, or it was changed.")
        self.verdict.show_facts((("", told, "success") if same else ("", other, "danger"),))

    def _told(self, opened: Opened) -> list[Any]:
        texts, sent = i18n.current(), opened.sent
        left = sent.left.astimezone()
        agreed = ": ".join(filter(None, (isolate(opened.signed_by), opened.signed_because)))
        return [
            (_("What was sent"), titled(sent)),
            ("", _("The file could not be written; nothing left.") if sent.failed else "", "danger"),
            (_("Sent on"), _("{day}, {time}").format(day=texts.date(left.date()), time=texts.time(left))),
            (_("Sent by"), isolate(sent.by) if sent.by else ""),
            (_("Who receives it"), _(recipients.TITLES[sent.recipient])),
            (_("Name of the recipient"), isolate(sent.organisation) if sent.organisation else ""),
            (_("What it is for"), _(purposes.TITLES[sent.purpose])),
            (_("What they may use it for"), opened.stated),
            (_("Written agreement that protects it there"), opened.safeguards),
            (_("Focal point who agrees"), agreed if opened.signed_by else ""),
            (_("Persons concerned"), texts.number(sent.people)),
            (_("Kind of file"), f"{isolate(_(_FORMS.get(sent.form, sent.form)))} · {isolate(size_text(sent.size))}"),
            (_("SHA-256 of the file"), isolate(grouped(sent.sha256))),
            (_("Place in the history"), texts.number(sent.sequence)),
            (_("Check sum of the history"), isolate(grouped(sent.head))),
        ]


def _compared(path: Path, entry: Sent, _progress: Progress) -> tuple[int, bool]:
    return entry.id, past.is_the_file(path, entry)
