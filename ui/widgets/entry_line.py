"""The line in which notes are typed: @speaker #objective !kind with suggestions, all from the keyboard.

    self.line = EntryLine(_("Note"), page)          # the suggestions open over the page
    self.line.known = workspace.read(capture.known, session)
    self.line.sent.connect(self._send)              # Enter
    self.line.keys[K.Key_H, CONTROL] = self._confide

Enter takes the suggestion that is marked, else it sends; Tab takes the marked or the first one; Shift+Enter begins a
new line; Escape closes the suggestions. Suggestions are marked from the first letter behind a sign on, and not where
the name is complete already: "Help !" is a cry and no half-typed kind.
"""

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import completion, subjects
from gcmdesk.consultations.completion import Candidates
from gcmdesk.consultations.lines import Known, Name
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import compact, isolate
from gcmdesk.i18n import gettext as _
from gcmdesk.stakeholders import vocabulary
from ui import theme
from ui.widgets.completion_list import CompletionList

Keys = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]
_MOST_LINES = 5
_LOOKED_AT = 500
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_IN_LIST = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def pressed(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """Key and modifiers as `Keys` holds them."""
    return Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def called(sign: str, name: Name) -> str:
    """A suggestion in the language of the screen."""
    if sign == "!":
        return _(KIND_TITLES.get(name.key, name.name))
    if sign == "#":
        kind = name.key.partition("/")[0]
        title = isolate(name.name) if kind == subjects.THEME else compact(name.name)
        label = subjects.label(name, i18n.current())
        return f"{isolate(label)}  {title}" if kind == subjects.OBJECTIVE else title
    title = vocabulary.groups().get(name.group, "")
    group = compact(title) if title else ""
    return f"{isolate(name.name)}  ·  {group}" if group else isolate(name.name)


def direction(text: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Where a text begins to be read: as its first strong letter says."""
    for letter in text[:_LOOKED_AT]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
    return otherwise


class EntryLine(QPlainTextEdit):
    """One line that grows to five."""

    sent = Signal()
    left = Signal()
    """Escape was pressed and there was nothing to close."""
    unfocused = Signal()
    """The keyboard has gone elsewhere, perhaps because the window is about to close."""
    up = Signal()
    """The arrow upwards in an empty line."""

    def __init__(self, name: str, over: QWidget) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.known: Known | None = None
        self.keys: Keys = {}
        self.suggestions = CompletionList(over)
        self.suggestions.picked.connect(self._take)
        self._found: Candidates | None = None
        self._filling = False
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._suggest)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    # Text and cursor: Qt counts in UTF-16, the core in code points

    def text(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def put(self, text: str, cursor: int | None = None) -> None:
        """Replace what is typed; the cursor goes behind so many code points, else to the end."""
        self._filling = True
        self.setPlainText(text)
        units = len(text[:cursor].encode("utf-16-le")) // 2
        place = self.textCursor()
        place.setPosition(units)
        self.setTextCursor(place)
        self._filling = False
        self.close_suggestions()

    def _cursor(self) -> int:
        units = self.textCursor().position()
        return len(self.text().encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))

    def break_line(self) -> None:
        """Go on in a new line of the same text."""
        self.insertPlainText("\n")

    # Suggestions

    @Slot()
    def _changed(self) -> None:
        option = self.document().defaultTextOption()
        wanted = direction(self.text(), self.layoutDirection())
        right = wanted == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if option.textDirection() != wanted or option.alignment() != side:
            option.setTextDirection(wanted)
            option.setAlignment(side)  # plain text documents take it as it stands
            self.document().setDefaultTextOption(option)
        self._suggest()

    @Slot()
    def _suggest(self) -> None:
        if self._filling or self.known is None or self.isReadOnly():
            return
        cursor = self.textCursor()
        found = None if cursor.hasSelection() else completion.candidates(self.text(), self._cursor(), self.known)
        self._found = found
        if found is None or not self.hasFocus():
            self.close_suggestions()
            return
        typed = self.text()[found.start + 1 : found.end].removeprefix("[")
        names = {"@": self.known.speakers, "#": self.known.subjects, "!": self.known.kinds}[found.sign]
        first = bool(typed.strip()) and names.exactly(typed) is None
        self.suggestions.offer([called(found.sign, one) for one in found.names], self, first=first)

    def close_suggestions(self) -> None:
        """Take the list away."""
        self._found = None
        self.suggestions.hide()

    @Slot(int)
    def _take(self, row: int) -> None:
        found = self._found
        if found is None or self.known is None or not 0 <= row < len(found.names):
            return
        text, cursor = found.completed(self.text(), found.names[row], self.known)
        self._type(text, cursor)

    def _type(self, text: str, cursor: int) -> None:
        """As if it had been typed, so that Ctrl+Z takes it back."""
        self._filling = True
        place = self.textCursor()
        place.select(QTextCursor.SelectionType.Document)
        place.insertText(text)
        place.setPosition(len(text[:cursor].encode("utf-16-le")) // 2)
        self.setTextCursor(place)
        self._filling = False
        self.close_suggestions()

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            tab = event.key() == Qt.Key.Key_Tab and self.suggestions.is_open
            if tab or pressed(event) in self.keys:
                event.accept()
                return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.suggestions.is_open
        ):
            self._take(max(0, self.suggestions.marked))  # before Qt goes on to the next field
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = pressed(event)
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        command = self.keys.get((key, modifiers))
        if command:
            command()
        elif key in _ENTER and plain:
            if self.suggestions.marked >= 0:
                self._take(self.suggestions.marked)
            else:
                self.close_suggestions()
                self.sent.emit()
        elif key in _IN_LIST and plain and self.suggestions.is_open:
            self.suggestions.step(_IN_LIST[key])
        elif key == Qt.Key.Key_Up and plain and not self.text():
            self.up.emit()
        elif key == Qt.Key.Key_Escape and plain:
            if self.suggestions.is_open:
                self.close_suggestions()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_suggestions()
        self.unfocused.emit()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_suggestions()
        super().hideEvent(event)

    # Looks

    @Slot()
    def _grow(self) -> None:
        block, rows = self.document().firstBlock(), 0.0
        most = self.fontMetrics().lineSpacing() * _MOST_LINES
        while block.isValid() and rows < most:
            rows += self.blockBoundingRect(block).height()  # scripts differ in height
            block = block.next()
        padding = round(2 * (self.document().documentMargin() + self.frameWidth())) + theme.current().px(8)
        height = max(theme.current().px(theme.CONTROL_HEIGHT), round(min(rows, most)) + padding)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
