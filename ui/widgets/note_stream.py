"""The notes of a session below each other, newest last, each edited where it stands.

    self.stream = NoteStream(_("Notes"), page, save=self._save_edit, written=self._written)
    self.stream.show_notes(shown)            # tuple of ShownNote
    self.stream.add(shown); self.stream.replace(shown)

F2, Enter or a double click edits the note as the line it could have been typed as; Enter saves, Escape leaves it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gcmdesk.consultations.lines import Known
from ui import theme
from ui.widgets.entry_line import EntryLine, Keys, direction, pressed

Index = QModelIndex | QPersistentModelIndex
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SHOWN = 1200
"""Letters of a note in the list; editing shows all of it."""
_PADDING, _GAP = 8, 12


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note in ready words."""

    id: int
    head: str
    """Time and who spoke."""
    text: str
    tags: str
    """Subjects, kind, and what is special about it."""


class StreamModel(QAbstractListModel):
    """The notes that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notes: list[ShownNote] = []

    def show_notes(self, notes: Sequence[ShownNote]) -> None:
        """Show these and nothing else."""
        self.beginResetModel()
        self.notes = list(notes)
        self.endResetModel()

    def add(self, note: ShownNote) -> None:
        """One more at the end."""
        self.beginInsertRows(QModelIndex(), len(self.notes), len(self.notes))
        self.notes.append(note)
        self.endInsertRows()

    def replace(self, note: ShownNote) -> None:
        """A note has changed."""
        row = self.row(note.id)
        if row is not None:
            self.notes[row] = note
            self.dataChanged.emit(self.index(row), self.index(row))

    def row(self, note: int) -> int | None:
        """Where a note stands."""
        return next((row for row, one in enumerate(self.notes) if one.id == note), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: Index, role: int = _DISPLAY) -> str | None:
        if not index.isValid() or role not in (_DISPLAY, _ACCESSIBLE):
            return None
        note = self.notes[index.row()]
        return "\n".join(filter(None, (note.head, note.text, note.tags)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable


class _Delegate(QStyledItemDelegate):
    """Paints a note in two rows or more and opens the line to edit it."""

    typed = Signal(int, str)
    """Note, and the line as it was changed."""

    def __init__(self, view: "NoteStream") -> None:
        super().__init__(view)
        self.view = view
        self._width = 0
        self._heights: dict[ShownNote, int] = {}

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        line = EntryLine(self.view.accessibleName(), self.view.over)
        line.setParent(parent)
        line.setAutoFillBackground(True)
        line.known = self.view.known
        note = _note(index)
        before = self.view.again or self.view.written(note.id)
        line.put(before)
        line.setProperty("before", before if not self.view.again else "")
        line.sent.connect(self._sent)
        line.left.connect(self._left)
        self.view.again = ""
        return line

    @Slot()
    def _sent(self) -> None:
        line = self.sender()
        self.commitData.emit(line)
        self.closeEditor.emit(line)

    @Slot()
    def _left(self) -> None:
        self.closeEditor.emit(self.sender(), QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False  # the line knows what Enter, Tab and Escape are for
        return super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is in the line was put there when it was made."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        del model
        if isinstance(editor, EntryLine) and editor.text() != editor.property("before"):
            self.typed.emit(_note(index).id, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del index
        editor.setGeometry(option.rect.x(), option.rect.y(), option.rect.width(), editor.height())

    # Painting

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        width = self.view.viewport().width()
        if width != self._width:
            self._width, self._heights = width, {}
        note = _note(index)
        height = self._heights.get(note)
        if height is None:  # Qt asks for every row anew whenever one is added
            height = self._heights[note] = self._height(note, width)
        return QSize(width, height)

    def _height(self, note: ShownNote, width: int) -> int:
        pad = theme.current().px(_PADDING)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        area = QRect(0, 0, max(1, width - 2 * pad), 100_000)
        text = QFontMetrics(theme.font()).boundingRect(area, flags, note.text[:_SHOWN])
        return text.height() + self._head_height(QFontMetrics(theme.font(0.9)), note) + 2 * pad

    @staticmethod
    def _head_height(small: QFontMetrics, note: ShownNote) -> int:
        return small.boundingRect(QRect(0, 0, 10_000, 10_000), 0, f"{note.head} {note.tags}").height()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        role = QPalette.ColorRole
        painter.save()
        if selected:
            painter.fillRect(option.rect, palette.color(role.Highlight))
        note = _note(index)
        pad = theme.current().px(_PADDING)
        area = option.rect.adjusted(pad, pad, -pad, -pad)
        small = theme.font(0.9)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        height = self._head_height(metrics, note)
        head = min(metrics.horizontalAdvance(note.head), area.width() * 3 // 5)
        head += 2  # a rounded pixel
        gap = theme.current().px(_GAP)
        right_to_left = option.direction == Qt.LayoutDirection.RightToLeft
        left = area.right() + 1 - head if right_to_left else area.left()
        tags = QRect(area.left(), area.top(), area.width() - head - gap, height)
        if not right_to_left:
            tags.translate(head + gap, 0)
        painter.setPen(palette.color(role.HighlightedText if selected else role.PlaceholderText))
        self._line(painter, QRect(left, area.top(), head, height), note.head, option, end=False)
        painter.setPen(palette.color(role.HighlightedText if selected else role.Link))
        self._line(painter, tags, note.tags, option, end=True)
        painter.setFont(theme.font())
        painter.setPen(palette.color(role.HighlightedText if selected else role.Text))
        body = QTextOption(Qt.AlignmentFlag.AlignLeft)  # of a paragraph: where it begins
        body.setTextDirection(direction(note.text, option.direction))
        body.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        text = QRect(area.left(), area.top() + height, area.width(), area.height() - height)
        painter.drawText(text.toRectF(), note.text[:_SHOWN], body)
        if not selected:
            painter.setPen(palette.color(role.Mid))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRect, text: str, option: QStyleOptionViewItem, *, end: bool) -> None:
        layout = QTextOption(Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft)
        layout.setTextDirection(option.direction)
        layout.setWrapMode(QTextOption.WrapMode.NoWrap)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.toRectF(), cut, layout)


def _note(index: Index) -> ShownNote:
    model = index.model()
    if not isinstance(model, StreamModel):
        raise TypeError("a stream shows notes")
    return model.notes[index.row()]


class NoteStream(QListView):
    """The list."""

    current_changed = Signal(int)
    """The note that has the keyboard; 0 for none."""
    edited = Signal()
    """An editor was closed."""

    def __init__(
        self, name: str, over: QWidget, *, written: Callable[[int], str], save: Callable[[int, str], bool]
    ) -> None:
        super().__init__()
        self.over = over
        self.written = written
        self.known: Known | None = None
        self.again = ""
        """A changed line that was not saved and is shown in its editor once more."""
        self.keys: Keys = {}
        self._save = save
        self.notes = StreamModel(self)
        self.setModel(self.notes)
        self._delegate = _Delegate(self)
        self._delegate.typed.connect(self._typed)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        trigger = QAbstractItemView.EditTrigger
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._edit_again)
        self._unsaved: tuple[int, str] | None = None
        self._to_edge = QTimer(self, singleShot=True, interval=0)  # once the heights are known
        self._to_edge.timeout.connect(self._scroll)
        self.sought = 0
        """The note that was asked for and stays in sight until another one is added; 0 for none."""
        self.selectionModel().currentChanged.connect(self._moved)

    @Slot()
    def _moved(self) -> None:
        self.current_changed.emit(self.current_id)

    @property
    def current_id(self) -> int:
        """The note of the current row, 0 for none."""
        row = self.currentIndex().row()
        return self.notes.notes[row].id if 0 <= row < len(self.notes.notes) else 0

    @property
    def selected_ids(self) -> tuple[int, ...]:
        """The selected notes, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.notes.notes[row].id for row in rows)

    @property
    def editing(self) -> bool:
        """Whether a note is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def show_notes(self, notes: Sequence[ShownNote]) -> None:
        """Show these, the newest at the edge."""
        if list(notes) != self.notes.notes:
            here = self.current_id
            self.notes.show_notes(notes)
            row = self.notes.row(here) if here else None
            if row is not None:
                self.setCurrentIndex(self.notes.index(row))
        self._to_edge.start()

    def seek(self, note: int) -> None:
        """Make a note the current one and keep it in sight; 0 for the newest again."""
        self.sought = note if note and self.select_note(note) else 0
        self._to_edge.start()

    @Slot()
    def _scroll(self) -> None:
        row = self.notes.row(self.sought) if self.sought else None
        if row is None:
            self.scrollToBottom()
        else:
            self.scrollTo(self.notes.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)

    def add(self, note: ShownNote) -> None:
        """One more at the edge."""
        self.sought = 0
        self.notes.add(note)
        self._to_edge.start()

    def select_note(self, note: int) -> bool:
        """Make a note the current one; False when it is not shown."""
        row = self.notes.row(note)
        if row is None:
            return False
        self.setCurrentIndex(self.notes.index(row))
        self.scrollTo(self.notes.index(row))
        return True

    def edit_note(self, note: int) -> None:
        """Open the line of a note."""
        if self.select_note(note):
            self.edit(self.currentIndex())

    @Slot(int, str)
    def _typed(self, note: int, text: str) -> None:
        if not self._save(note, text):
            self._unsaved = (note, text)
            self._soon.start()

    @Slot()
    def _edit_again(self) -> None:
        unsaved, self._unsaved = self._unsaved, None
        if unsaved:
            self.again = unsaved[1]
            self.edit_note(unsaved[0])

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if not self._unsaved:
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self.keys.get(pressed(event))
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if command:
            command()
        elif enter and self.currentIndex().isValid() and not self.editing:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and pressed(event) in self.keys
        ):
            event.accept()
            return True
        return super().event(event)

    def menu_place(self) -> QPoint:
        """Where the menu of the current note opens."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._to_edge.start()
