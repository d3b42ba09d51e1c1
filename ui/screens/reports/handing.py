"""The check before a report is written, and its ways out: a Word file, an e-mail, a USB stick.

What was looked at is what leaves: the very report of the check goes through the exporters' door, which enters it in the
transfer register.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from gcmdesk import i18n, paths
from gcmdesk.errors import KnownError
from gcmdesk.exchange import door
from gcmdesk.exchange.door import Handed
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.jobs import Progress
from gcmdesk.protection import purposes, recipients
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import SignOff
from gcmdesk.reports import checking, letterhead, mail, sending
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.choices import MARKINGS, STATUSES
from gcmdesk.reports.saved import Sent
from gcmdesk.reports.word import letterheads, writing
from ui import drives, theme
from ui.screens.reports import chosen
from ui.screens.reports.about import AboutReport
from ui.screens.reports.preparing import Ready
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.facts import Fact, Facts
from ui.widgets.fields import Field, PassphraseField
from ui.widgets.file_dialog import file_dialog
from ui.widgets.form import Form, Line
from ui.widgets.release_preview import withheld_facts
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

_LARGE = 125
_ADDRESS = mark("This is no e-mail address: {text}")
_LETTERHEAD = mark("Letterhead chosen")
_WORD, _MAIL = ".docx", ".eml"


def _sent(
    workspace: "Workspace",
    prepared: Prepared,
    report: int,
    path: Path,
    password: str,
    to: tuple[str, ...],
    progress: Progress,
) -> tuple[Handed, Path]:
    look = workspace.read(letterhead.present)
    if path.suffix.lower() == _MAIL:
        exporter = mail.exporter(prepared, look, to=to, password=password, progress=progress)
    else:
        exporter = writing.exporter(prepared, look, password=password, progress=progress)
    return sending.send(workspace, prepared, exporter, path, report=report), path


def _chosen(workspace: "Workspace", path: Path, _progress: Progress) -> None:
    workspace.run(letterhead.choose, letterheads.read(path), path.name, name=_LETTERHEAD)


class HandOverPage(AboutReport):
    """To whom, what leaves, what is withheld and why, what is still open; then the file."""

    def body(self) -> QWidget:
        self._prepared: Prepared | None = None
        self.facts, self.held, self.left, self.open = Facts(), Facts(), Facts(), Facts()
        self.form = Form(
            (
                Line(
                    "by", _("Focal point who agrees"), hint=_("Needed for the public, and where the check asks for it")
                ),
                Line("because", _("Why the focal point agrees")),
            )
        )
        for field in self.form.fields.values():
            field.edited.connect(self._edited)
        self.head = Text()
        self.choose_it = button(_("Choose a letterhead…"), self._choose)
        self.ours = button(_("Use our own"), self._use_ours)
        self.password = PassphraseField(
            _("Password for the file"),
            hint=_(
                "Only where the recipient needs one. Tell it another way than with the file, for example by telephone."
            ),
        )
        self.addresses = Field(
            _("Addresses for the e-mail"), hint=_("Separated by commas; they can also be added later.")
        )
        self.save_it = button(_("Save the Word file…"), self._save, kind="primary", icon="file-text")
        self.mail_it = button(_("Write an e-mail…"), self._mail)
        self.stick_it = button(_("Copy to a USB stick…"), self._look_for_sticks)
        self.ways = row_of(self.save_it, self.mail_it, self.stick_it, most=560)
        asked = (
            card(Heading(_("To whom, and what for"), 2), self.facts),
            card(
                self.form,
                Text(_("Letterhead"), bold=True),
                self.head,
                row_of(self.choose_it, self.ours, most=460),
                Caption(_("It is kept in the workspace, for the next reports and for whoever works with it.")),
                self.password,
                self.addresses,
                spacing=12,
            ),
        )
        told = _("Nothing leaves before you press a button here. What leaves is entered in the transfer register.")
        shown = (
            card(self.ways, Caption(told)),
            card(Heading(_("Open points"), 2), self.open),
            card(Heading(_("What is withheld, and why"), 2), self.held),
            card(Heading(_("What leaves"), 2), self.left),
        )
        self._show_ways()
        return self._placed(asked, shown)

    def _placed(self, asked: Sequence[QWidget], shown: Sequence[QWidget]) -> QWidget:
        """Side by side, or all in one column for large text."""
        first, second = Column(_("To whom, and what for")), Column(_("What leaves"))
        first.add(*asked)
        if theme.current().text_size > _LARGE:
            first.add(*shown)
            first.end()
            self.columns: tuple[Column, ...] = (first,)
            return first
        second.add(*shown)
        self.columns = (first, second)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.current().px(12))
        for place, each in enumerate(self.columns):
            each.end()
            split.addWidget(each)
            split.setStretchFactor(place, 2 + place)
        split.setSizes([2000, 3000])
        return split

    def parts(self) -> list[QWidget]:
        return list(self.columns)

    # What the check says

    @property
    def sign_off(self) -> SignOff | None:
        by, because = (self.form.fields[name].value for name in ("by", "because"))
        return SignOff(by, because) if by or because else None

    @Slot()
    def _edited(self) -> None:
        self._forget()
        self._later.start()

    def _forget(self) -> None:
        """What was shown is no longer what would leave."""
        self._prepared = None
        self._number += 1
        self._show_ways()

    def _show_ways(self) -> None:
        leaves = self._prepared is not None and not door.empty(self._prepared.released.material) and not self.read_only
        for each in (self.save_it, self.mail_it, self.stick_it):
            each.setEnabled(leaves)

    def make(self) -> None:
        self._forget()
        if self.report:
            outside = self.report.recipient is not Recipient.TEAM
            self.form.setVisible(outside)
        super().make()

    def show_ready(self, made: Ready) -> None:
        prepared, texts = made.prepared, i18n.current()
        self._prepared = prepared
        self._show_ways()
        if prepared is None:
            for each in (self.facts, self.held, self.left, self.open):
                each.show_facts(())
            return
        points = checking.open_points(prepared, made.outdated, texts)
        self.facts.show_facts([*self._about(prepared), (_("Sent before"), "\n".join(map(_told, made.sent)))])
        self.open.show_facts([("", one) for one in points] or [("", _("Nothing is left to look at."))])
        self.held.show_facts(withheld_facts(prepared.released.withheld) or [("", _("Nothing is withheld."))])
        self.left.show_facts([(title, "\n".join(lines)) for title, lines in checking.leaving(prepared, texts)])

    def _about(self, prepared: Prepared) -> list[Fact]:
        spec, texts = prepared.spec, i18n.current()
        return [
            (_("Title"), isolate(prepared.title)),
            (_("Who receives it"), _(recipients.TITLES[spec.recipient])),
            (_("Name of the recipient"), isolate(spec.organisation) if spec.organisation else ""),
            (_("What it is for"), _(purposes.TITLES[spec.purpose])),
            (_("Language of the report"), isolate(chosen.language(spec.language))),
            (_("Marking on every page"), _(MARKINGS[spec.marking]) if spec.marking else _("No marking")),
            (_("Status"), _(STATUSES[spec.status])),
            (_("Version"), texts.number(spec.version)),
        ]

    # The letterhead

    def _choose(self) -> None:
        dialog = file_dialog(self, _("Choose a letterhead"), str(paths.documents_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Word document") + f" (*{_WORD})")
        dialog.fileSelected.connect(self.use_letterhead)
        dialog.open()

    @Slot(str)
    def use_letterhead(self, path: str) -> None:
        """Take a ministry's own Word template; one that cannot be used is refused with one sentence."""
        work = partial(_chosen, self.workspace.present, Path(path))
        self.context.tasks.start(_("Reading the letterhead"), work)

    def _use_ours(self) -> None:
        self.workspace.run(letterhead.use_ours, name=_LETTERHEAD)

    def refresh(self) -> None:
        super().refresh()
        name = self.workspace.read(letterhead.name)
        self.head.setText(isolate(name) if name else _("The plain one of gcmdesk"))
        self.choose_it.setEnabled(not self.read_only)
        self.ours.setEnabled(bool(name) and not self.read_only)

    # Letting it out

    def _save(self) -> None:
        self._ask(_("Save the Word file"), _WORD, paths.documents_folder(), self.save_at)

    def _mail(self) -> None:
        if self.recipients() is not None:
            self._ask(_("Save the e-mail"), _MAIL, paths.documents_folder(), self.save_at)

    def _look_for_sticks(self) -> None:
        self.context.tasks.look(drives.removable, self._found_sticks)

    def _found_sticks(self, found: tuple[Path, ...]) -> None:
        if not found:
            told = _("No USB stick is there. Plug one in, wait a moment, and press the button again.")
            self.context.messages.show_message("info", told)
            return
        self._ask(_("Copy to a USB stick"), _WORD, found[0], self.save_at)

    def recipients(self) -> tuple[str, ...] | None:
        """The addresses; None after saying which one is none."""
        typed = [one.strip() for one in self.addresses.edit.text().replace(";", ",").split(",")]
        wrong = next((one for one in typed if one and (one.count("@") != 1 or " " in one or one[0] == "@")), "")
        self.addresses.show_problem(_(_ADDRESS).format(text=isolate(wrong)) if wrong else "")
        if wrong:
            self.addresses.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return tuple(one for one in typed if one)

    def _ask(self, title: str, suffix: str, folder: Path, chosen_file: Callable[[str], None]) -> None:
        prepared = self._prepared
        if prepared is None:
            return
        spec = prepared.spec
        name = f"{spec.outline}-{spec.language}-{spec.version}{suffix}"  # as the report's attachment: no words of it
        dialog = file_dialog(self, title, str(folder / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix[1:])
        kind = _("E-mail") if suffix == _MAIL else _("Word document")
        dialog.setNameFilter(f"{kind} (*{suffix})")
        dialog.fileSelected.connect(chosen_file)
        dialog.open()

    @Slot(str)
    def save_at(self, path: str) -> None:
        """Write the report that was checked; an ``.eml`` is an e-mail with it, which the mail program then opens."""
        prepared, report, to = self._prepared, self.report, self.recipients()
        if prepared is None or report is None or to is None:
            return
        self.columns[-1].setFocus(Qt.FocusReason.OtherFocusReason)  # the buttons rest now
        self._forget()  # a second press does not send it twice
        password = self.password.edit.text()
        work = partial(_sent, self.workspace.present, prepared, report.id, Path(path), password, to)
        self.context.tasks.start(_("Writing the report"), work, self._done, failed=self._failed)

    def _done(self, sent: tuple[Handed, Path]) -> None:
        handed, path = sent
        self.password.edit.clear()
        opened = path.suffix.lower() == _MAIL and open_mail(path)
        number = i18n.current().number(handed.entry)
        told = _("Done. It is number {n} in the transfer register.").format(n=number)
        if path.suffix.lower() == _MAIL and not opened:
            told += " " + _("No mail program opened; open {name} in yours.").format(name=isolate(path.name))
        place = f"protection/transfers/{handed.entry}"
        self.context.messages.show_message("success", told, action=(_("Show it"), lambda: self.context.go(place)))
        self.read_anew()

    def _failed(self, error: KnownError) -> None:
        self.context.messages.show_error(error)
        self.make()


def _told(one: Sent) -> str:
    """A version that went out, and whether it still holds."""
    same, other = (
        _("version {n}, {day}: it would tell the same today"),
        _("version {n}, {day}: it would tell something else today"),
    )
    texts = i18n.current()
    day = texts.date(one.left.astimezone().date(), "medium")
    return (other if one.changed else same).format(n=texts.number(one.version), day=day)


def open_mail(path: Path) -> bool:
    """Let the user's mail program open a message; nothing is sent by itself."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
