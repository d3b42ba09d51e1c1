"""The cells of a table of records: how they are painted, and their editors."""

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gcmdesk.i18n import isolate
from ui import answers, theme
from ui.models.records import RecordModel
from ui.widgets.choice import ChoiceBox

Index = QModelIndex | QPersistentModelIndex
_CELL_PAD = 8
"""As the style sheet has it."""
_Group = QPalette.ColorGroup
_ENABLED, _ACTIVE, _SELECTED = (
    flag.value
    for flag in (QStyle.StateFlag.State_Enabled, QStyle.StateFlag.State_Active, QStyle.StateFlag.State_Selected)
)
_START, _END = (
    int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
    for side in (Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing)
)


class CellDelegate(QStyledItemDelegate):
    """Paints the cells and edits them; what is typed is handed to the column's `save`."""

    not_saved = Signal(object, str, str)
    """Index, what was typed, why."""
    editor: QWidget | None = None
    """Made last."""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        del locale
        return isolate(value)  # a name in another script keeps its own direction

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Plain texts by hand: the style sheet would lay each cell out as a box, in three times the time."""
        column = _model(index).columns[index.column()]
        if column.swatch:
            super().paint(painter, option, index)
            return
        state = option.state.value
        selected = state & _SELECTED
        group = _Group.Disabled if not state & _ENABLED else _Group.Active if state & _ACTIVE else _Group.Inactive
        palette, rect = option.palette, option.rect
        if selected:
            painter.fillRect(rect, palette.color(group, QPalette.ColorRole.Highlight))
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.setPen(palette.color(group, role))
        pad = theme.current().px(_CELL_PAD)
        text = isolate(index.data())
        width = rect.width() - 2 * pad
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        side = _END if column.align == "end" else _START
        painter.drawText(rect.adjusted(pad, 0, -pad, 0), side, shown)

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
