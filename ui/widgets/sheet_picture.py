"""Choosing the picture of a signed sheet; it is cleaned when the answers are recorded."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from gcmdesk import paths
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import signed_sheets
from gcmdesk.workspace import attachable
from ui import theme
from ui.widgets.buttons import button
from ui.widgets.file_dialog import file_dialog
from ui.widgets.row import row_of
from ui.widgets.text import Text


class SheetPicture(QWidget):
    """A button, and what was chosen with it. The name of the file is not shown: it may be somebody's name."""

    taken = Signal()
    """A picture was chosen, or taken back."""

    def __init__(self, chosen: str) -> None:
        """`chosen` says what becomes of the picture."""
        super().__init__()
        self.picture = b""
        """What was chosen; empty for none."""
        self.chosen = Text(chosen, tone="muted")
        self.problem = Text(tone="danger")
        self.choose = button(_("Signed sheet…"), self._ask, icon="file-plus")
        self.forget = button(_("Remove sheet"), self.clear, icon="x")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        for widget in (self.chosen, self.problem, row_of(self.choose), row_of(self.forget)):
            column.addWidget(widget)
        self.clear()

    def take(self, path: Path) -> None:
        """Take this file, or say why it cannot be attached."""
        problem = ""
        try:
            if path.stat().st_size > attachable.LARGEST["image"]:
                raise attachable.TooLarge(_("This file is too large."), _("Make it smaller and attach that."))
            picture = path.read_bytes()
            signed_sheets.require_picture(picture)
        except OSError:
            problem = _("The picture cannot be read.")
        except KnownError as error:
            problem = f"{error.sentence} {error.way_out}"
        self._show(b"" if problem else picture, problem)

    def clear(self) -> None:
        """Take none."""
        self._show(b"", "")

    def _show(self, picture: bytes, problem: str) -> None:
        self.picture = picture
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.chosen.setVisible(bool(picture))
        self.forget.setVisible(bool(picture))
        self.choose.setVisible(not picture)
        self.taken.emit()

    def _ask(self) -> None:
        dialog = file_dialog(self, _("Picture of the signed sheet"), str(paths.documents_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Pictures") + " (*.jpg *.jpeg *.png *.webp)", _("All files") + " (*)"])
        dialog.fileSelected.connect(lambda path: self.take(Path(path)))
        dialog.open()
