"""A new passphrase for the open workspace; the old recovery sheet becomes worthless, and a new one follows."""

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from ui.screens.base import Context
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.fields import ProblemSummary
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.row import row_of
from ui.widgets.text import Text


class PassphrasePage(FormPage):
    """The file is encrypted anew in a copy that then takes its place."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.summary = ProblemSummary()
        self.passphrase = NewPassphrase(context.tasks)
        self.passphrase.again.edit.returnPressed.connect(self._change)
        self.change = button(_("Change the passphrase"), self._change, kind="primary")
        self.column.add(
            self.summary,
            Text(
                _(
                    "The whole file is encrypted anew. The old passphrase and the old recovery sheet stop working; "
                    "a new sheet follows. The backups beside the workspace change with it."
                )
            ),
            card(
                self.passphrase, row_of(self.change, button(_("Cancel"), lambda: context.go("workspace"))), spacing=12
            ),
        )
        self.column.end()
        self.first = self.passphrase.once.edit

    def _change(self) -> None:
        if not self.change.isEnabled():
            return
        problems = self.passphrase.problems()
        self.summary.show_problems(problems)
        if problems:
            self.show_top()
            return
        self.change.setEnabled(False)
        self.workspace.change_passphrase(self.passphrase.text, self._changed, self._failed)

    def _changed(self) -> None:
        self.context.go("workspace/sheet")

    def _failed(self, error: KnownError) -> None:
        self.change.setEnabled(True)
        self.summary.show_problems([(self.passphrase.once.edit, str(error))])
        self.show_top()
