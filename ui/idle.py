"""Nobody is here any more: after some minutes without a key, a click or a movement, say so once."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Watches the program's windows, each from the moment it first gets the focus, not every widget's events."""

    idle = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        app.focusWindowChanged.connect(self._focus_moved)

    def _focus_moved(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time moves it, nothing more

    def watch(self, minutes: float) -> None:
        """Begin to wait for so many minutes of silence; 0 for never."""
        self._timer.stop()
        if minutes:
            self._timer.start(round(minutes * 60_000))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
