"""Cells of record tables: each text in its own direction, and editors in place."""

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gcmdesk.i18n import isolate
from ui import answers
from ui.models.records import RecordModel
from ui.widgets.choice import ChoiceBox

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Editors of cells; what is typed is handed to the column's `save`."""

    not_saved = Signal(object, str, str)
    """Index, what was typed, why."""
    editor: QWidget | None = None
    """Made last."""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        del locale
        return isolate(value)  # a name in another script keeps its own direction

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        column = _model(index).columns[index.column()]
        if column.editor and column.editor.choices:
            box = ChoiceBox(column.title)
            box.setParent(parent)
            for value, text in column.editor.choices:
                box.addItem(text, value)
            self.editor = box
            return box
        line = QLineEdit(parent)
        line.setAccessibleName(column.title)
        line.setMaxLength(column.editor.most if column.editor else 0)
        self.editor = line
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):
            return  # rows read anew do not take away what is being typed
        editor.setProperty("filled", True)
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        del model
        typed = str(editor.currentData()) if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            typed = editor.text()
        records = _model(index)
        column, record = records.columns[index.column()], records.record(index.row())
        if column.editor is None or record is None or typed == index.data(Qt.ItemDataRole.EditRole):
            return
        why = answers.problem(column.editor.save(record, typed), column.id)
        if why:
            self.not_saved.emit(QPersistentModelIndex(index), typed, why)
        else:
            records.show(records.ids, records.fetch)


def _model(index: Index) -> RecordModel:
    model = index.model()
    if not isinstance(model, RecordModel):
        raise TypeError("a record table shows records")
    return model
