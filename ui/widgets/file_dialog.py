"""The dialog for a file: Qt's own, with the labels that its catalogues leave in English."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gcmdesk.i18n import gettext as _


def file_dialog(parent: QWidget, title: str, path: str) -> QFileDialog:
    """Ask for a file at or in a path. The caller opens it; it is gone when it is closed."""
    dialog = QFileDialog(parent, title, path)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Files of type:"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
