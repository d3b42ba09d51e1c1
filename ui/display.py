"""How the program shows itself: language, direction, look, text size. All of it can change at run time."""

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from gcmdesk import i18n, log
from gcmdesk.settings import TEXT_SIZES, SettingsStore
from ui import theme
from ui.theme import Look, Theme


class Display(QObject):
    """Applies the machine's preferences to the application and says when they changed."""

    changed = Signal()
    """Sent once after everything has been applied; the window then builds itself anew."""

    def __init__(self, app: QApplication, store: SettingsStore) -> None:
        super().__init__(app)
        self._app = app
        self._store = store
        self._qt_translator: QTranslator | None = None
        self._applied: tuple[object, ...] = ()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def theme(self) -> Theme:
        """What the preferences and the system ask for now."""
        chosen = self._store.current.theme
        look = theme.system_look() if chosen == "system" else Look(chosen)
        return Theme(look, self._store.current.text_size)

    def apply(self) -> None:
        """Put language, direction and look on the application."""
        settings = self._store.current
        chosen = settings.language or i18n.system_language().code
        territory = QLocale.territoryToCode(QLocale.system().territory()) or None
        texts = i18n.Texts(chosen, digits=settings.digits, territory=territory)
        i18n.use(texts)
        right_to_left = texts.language.right_to_left
        self._translate_qt(texts.language.code)
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )
        QLocale.setDefault(QLocale(texts.language.code))
        theme.apply(self._app, self.theme, right_to_left=right_to_left)

    def _translate_qt(self, code: str) -> None:
        if self._qt_translator:
            self._app.removeTranslator(self._qt_translator)
            self._qt_translator = None
        if code == i18n.ENGLISH.code:
            return
        translator = QTranslator(self)
        if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(translator)
            self._qt_translator = translator
        else:
            log.problem("qt_catalogue.missing")

    def change(self, **preferences: object) -> None:
        """Change preferences (fields of `Settings`), keep them, and show them once the present event is over."""
        before = self._store.current
        if self._store.change(**preferences) != before:
            QTimer.singleShot(0, self._show)

    def step_text_size(self, steps: int) -> None:
        """Make the text larger or smaller by some steps, as far as they go."""
        position = TEXT_SIZES.index(self._store.current.text_size) + steps
        self.change(text_size=TEXT_SIZES[max(0, min(position, len(TEXT_SIZES) - 1))])

    def _system_changed(self) -> None:
        if self._store.current.theme == "system":
            self._show()

    def _show(self) -> None:
        self.apply()
        self.changed.emit()
