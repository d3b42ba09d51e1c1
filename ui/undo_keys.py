"""Ctrl+Z in a field: the field's own typing first, and the workspace's undo once the field has nothing to take back.

Qt's fields keep the keys of undo and redo for themselves, also when there is nothing of theirs to undo.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

Field = QLineEdit | QPlainTextEdit | QTextEdit


class UndoKeys(QObject):
    """Stands at the field that has the focus, and only there."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, Field):
            old.removeEventFilter(self)
        if isinstance(new, Field):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, Field)
            and _leaves_it(watched, event)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _leaves_it(field: Field, event: QKeyEvent) -> bool:
    """Whether this is undo or redo and the field has nothing of its own to undo or redo."""
    undo = event.matches(QKeySequence.StandardKey.Undo)
    redo = event.matches(QKeySequence.StandardKey.Redo)
    if isinstance(field, QLineEdit):
        undoable, redoable = field.isUndoAvailable(), field.isRedoAvailable()
    else:
        undoable, redoable = field.document().isUndoAvailable(), field.document().isRedoAvailable()
    return (undo and not undoable) or (redo and not redoable)
