"""The workspace at a glance: what is open, who writes, and what can be done with the file."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, ngettext
from gcmdesk.jobs import Progress
from ui.header import saved_text
from ui.quiet_check import history_unbroken
from ui.screens.base import Context
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.fields import Field
from ui.widgets.row import row_of
from ui.widgets.start_card import start_card
from ui.widgets.text import Caption, Heading, Text, Tone

if TYPE_CHECKING:
    from gcmdesk.workspace.checking import Finding
    from gcmdesk.workspace.workspace import Workspace


class OverviewPage(FormPage):
    """Without a workspace, the ways to begin."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        if not self.workspace.is_open:
            self.column.add(start_card(context))
            self.column.end()
            return
        self.column.add(self._file(), *self._person(), *self._safety())
        self.column.end()

    def _file(self) -> QWidget:
        present = self.workspace.present
        self.state = Text(saved_text(self.workspace))
        self.workspace.turned.connect(self._turned)
        changes = present.head.sequence
        self.changes = Text(_changes(changes))
        return card(
            Heading(isolate(present.path.stem), 2),
            Caption(isolate(str(present.path.parent))),
            self.state,
            self.changes,
            row_of(
                button(_("History"), lambda: self.context.go("workspace/history"), icon="history"),
                button(_("Lock"), self.workspace.lock, icon="lock"),
                button(_("Close the workspace"), self.workspace.close),
            ),
        )

    def _person(self) -> list[QWidget]:
        if self.workspace.present.read_only:
            return []
        hint = _("Stands beside your changes in the history. It stays inside the workspace.")
        self.person = Field(_("Your name"), hint=hint)
        self.person.edit.setObjectName("workspace-person")
        self.person.edit.setText(self.workspace.present.person)
        self.person.edit.setMaxLength(120)
        self.person.edit.editingFinished.connect(self._name_person)
        return [card(self.person)]

    def _safety(self) -> list[QWidget]:
        self.check_it = button(_("Check the workspace"), self.check, icon="shield-check")
        go = self.context.go
        said = QWidget()
        self.findings = QVBoxLayout(said)
        self.findings.setContentsMargins(0, 0, 0, 0)
        check = card(
            Heading(_("Check"), 3),
            Text(_("A check reads the whole file and tells whether anything is damaged or was tampered with.")),
            row_of(self.check_it),
            said,
        )
        if self.workspace.present.read_only:
            return [check]
        self.backups = Text(self._backups_text())
        self.back_it_up = button(_("Make a backup now"), self.back_up)
        backups = card(
            Heading(_("Backups"), 3),
            self.backups,
            row_of(self.back_it_up, button(_("Restore a backup…"), lambda: go("workspace/restore"), icon="history")),
        )
        keys = card(
            Heading(_("Passphrase and recovery sheet"), 3),
            row_of(button(_("Change the passphrase…"), lambda: go("workspace/passphrase"), icon="lock")),
        )
        return [backups, check, keys]

    def _backups_text(self) -> str:
        from gcmdesk.workspace import backups
        from ui.screens.workspace.restore import told

        found = backups.found(self.workspace.present.path)
        if not found:
            return _("There is no backup yet. One is made each day, in a folder beside the workspace.")
        return _("The latest: {backup}").format(backup=isolate(told(found[0])))

    def back_up(self) -> None:
        if self.workspace.is_open and not self.workspace.present.read_only:
            self.back_it_up.setEnabled(False)
            self.workspace.back_up(self._backed_up, self._not_backed_up)

    def _backed_up(self, _backup: object) -> None:
        self.back_it_up.setEnabled(True)
        self.backups.setText(self._backups_text())
        self.context.messages.show_message("success", _("The backup is made and checked."))

    def _not_backed_up(self, error: KnownError) -> None:
        self.back_it_up.setEnabled(True)
        self.context.messages.show_error(error)

    def _turned(self) -> None:
        if self.workspace.is_open and not self.workspace.locked:
            self.state.setText(saved_text(self.workspace))
            self.changes.setText(_changes(self.workspace.present.head.sequence))

    def _name_person(self) -> None:
        name = " ".join(self.person.edit.text().split())
        if name == self.workspace.present.person:
            return
        try:
            self.workspace.present.person = name
        except KnownError as error:
            self.person.show_problem(str(error))
            return
        self.person.show_problem("")

    def check(self) -> None:
        if self.workspace.is_open:
            self.check_it.setEnabled(False)
            work = partial(_examined, self.workspace.present)
            self.context.tasks.start(_("Checking the workspace"), work, self._checked, failed=self._not_checked)

    def _checked(self, findings: "tuple[Finding, ...]") -> None:
        self.check_it.setEnabled(True)
        self.workspace.keep_verdict(unbroken=history_unbroken(findings))
        sound = all(finding.sound for finding in findings)
        verdict = _("The workspace is in order.") if sound else _("The workspace is not in order. Restore a backup.")
        self._say([(verdict, "success" if sound else "danger")])
        self._say([(finding.sentence, "" if finding.sound else "danger") for finding in findings], more=True)

    def _not_checked(self, error: KnownError) -> None:
        self.check_it.setEnabled(True)
        self._say([(str(error), "danger")])

    def _say(self, lines: "list[tuple[str, Tone]]", *, more: bool = False) -> None:
        while not more and (item := self.findings.takeAt(0)):
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for text, tone in lines:
            self.findings.addWidget(Text(text, tone=tone, bold=not more))


def _examined(workspace: "Workspace", progress: Progress) -> "tuple[Finding, ...]":
    from gcmdesk.workspace import checking

    return tuple(checking.examine(workspace, part, progress) for part in checking.Part)


def _changes(count: int) -> str:
    return ngettext("{n} change in the history.", "{n} changes in the history.", count).format(
        n=i18n.current().number(count)
    )
