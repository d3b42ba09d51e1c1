"""The files that restoring has put aside: open one for reading, or delete it for good."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.jobs import Progress
from ui import theme
from ui.screens.base import Context
from ui.screens.workspace.sizes import size_text
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

if TYPE_CHECKING:
    from gcmdesk.workspace.aside import Aside

_ROWS = 4


def told(one: "Aside") -> str:
    """A file in one line: when it was put aside, and its size."""
    moment, texts = one.moment.astimezone(), i18n.current()
    return " · ".join((texts.date(moment.date(), "full"), isolate(texts.time(moment)), isolate(size_text(one.size))))


class PutAside(QWidget):
    """A card; `emptied` when its last file is gone."""

    emptied = Signal()

    def __init__(self, context: Context, path: Path, found: "tuple[Aside, ...]") -> None:
        super().__init__()
        self._context = context
        self._path = path
        self.files = found
        self.list = QListWidget()
        self.list.setAccessibleName(_("Files put aside"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _row: self._ask(asking=False))
        self.open_it = button(_("Open for reading only"), self._open)
        self.delete = button(_("Delete…"), lambda: self._ask(asking=True))
        self.delete_it = button(_("Delete for good"), self._delete, kind="primary")
        self.keep_it = button(_("Keep the file"), self._keep)
        self.question = Text(bold=True)
        self.problem = Text(tone="danger")
        self.problem.hide()
        self._choices = row_of(self.open_it, self.delete)
        self._answers = row_of(self.delete_it, self.keep_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            card(
                Heading(_("Files put aside"), 3),
                Text(
                    _(
                        "When a backup was restored, the file that was there before was put aside. Such a file still "
                        "holds everything that was in it, also what has been erased since. When you no longer need it, "
                        "delete it."
                    )
                ),
                self.list,
                self._choices,
                self.question,
                self._answers,
                self.problem,
                spacing=12,
            )
        )
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        self.list.addItems([told(one) for one in self.files])
        self.list.setCurrentRow(0)
        row = max(self.list.sizeHintForRow(0), theme.current().px(32))
        self.list.setFixedHeight(row * min(len(self.files), _ROWS) + theme.current().px(8))
        self._ask(asking=False)

    def _chosen(self) -> "Aside":
        return self.files[max(0, self.list.currentRow())]

    def _ask(self, *, asking: bool) -> None:
        if asking:
            sentence = _("Delete the file of {moment}? This cannot be undone.")
            self.question.setText(sentence.format(moment=isolate(told(self._chosen()))))
        self.question.setVisible(asking)
        self._answers.setVisible(asking)
        self._choices.setVisible(not asking)
        self.problem.hide()
        if asking:
            self.keep_it.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter pressed too often deletes nothing

    def _keep(self) -> None:
        self._ask(asking=False)
        self.delete.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self._context.workspace.wanted = self._chosen().path
        self._context.go("workspace/open")

    def _delete(self) -> None:
        self.delete_it.setEnabled(False)
        work = partial(_deleted, self._path, self._chosen().path.name)
        self._context.tasks.start(_("Deleting the file"), work, self._gone, failed=self._not_gone, quiet=True)

    def _gone(self, left: "tuple[Aside, ...]") -> None:
        self.delete_it.setEnabled(True)
        self.files = left
        self._context.messages.show_message("success", _("The file is deleted."))
        if not left:
            self.emptied.emit()
            return
        self._fill()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_gone(self, error: KnownError) -> None:
        self.delete_it.setEnabled(True)
        self._ask(asking=False)
        self.problem.setText(str(error))
        self.problem.show()
        self.delete.setFocus(Qt.FocusReason.OtherFocusReason)


def _deleted(path: Path, name: str, _progress: Progress) -> "tuple[Aside, ...]":
    from gcmdesk.workspace import aside

    aside.delete(path, name)
    return aside.kept(path)
