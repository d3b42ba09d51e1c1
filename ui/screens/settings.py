"""Settings of this machine: language, look, text size, digits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from gcmdesk import i18n, paths
from gcmdesk.i18n import LANGUAGES, isolate, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.settings import LOCK_AFTER, TEXT_SIZES
from ui import theme
from ui.screens import ScreenEntry
from ui.screens.base import Context, Screen
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import Column, card
from ui.widgets.text import Caption, Heading, Text


class SettingsScreen(Screen):
    """Every choice takes effect at once; there is nothing to save."""

    def __init__(self, context: Context, entry: ScreenEntry) -> None:
        super().__init__(context, entry)
        settings = context.settings.current
        texts = i18n.current()
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(theme.current().px(12))
        self._add("language", _("Language"), [(each.code, each.name) for each in LANGUAGES], texts.language.code)
        self._add("theme", _("Look"), list(theme.names().items()), settings.theme)
        sizes = [(size, texts.percent(size / 100)) for size in TEXT_SIZES]
        self._add("text_size", _("Text size"), sizes, settings.text_size)
        if texts.language.code == "ar":
            digits = [("western", "0123456789"), ("arabic-indic", "٠١٢٣٤٥٦٧٨٩")]
            self._add("digits", _("Digits"), digits, settings.digits)
        self._add("lock_after", _("Lock the workspace"), [(n, _lock_text(n)) for n in LOCK_AFTER], settings.lock_after)
        holder = QWidget()
        holder.setLayout(self._form)
        column = Column(self.title)
        column.add(Text(_("These choices belong to this computer and take effect at once.")))
        column.add(card(Heading(_("Display"), 3), holder))
        column.add(card(Heading(_("Where gcmdesk keeps its files"), 3), *self._folders()))
        column.end()
        self._column = column
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(column)

    def _add(self, name: str, label: str, choices: Sequence[tuple[object, str]], chosen: object) -> None:
        box = ChoiceBox(label)
        box.setObjectName(f"settings-{name}")
        box.setMinimumWidth(theme.current().px(200))
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex([value for value, _text in choices].index(chosen))
        box.activated.connect(lambda: self.context.display.change(**{name: box.currentData()}))
        title = Text(label)
        title.setBuddy(box)
        self._form.addRow(title, box)

    @staticmethod
    def _folders() -> list[QWidget]:
        rows: list[QWidget] = []
        for what, folder in (
            (_("Settings"), paths.config_folder()),
            (_("Logs and crash reports (without personal data)"), paths.log_folder()),
        ):
            path = Caption(isolate(str(folder)))
            path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            rows += [Text(what), path]
        return rows

    def panes(self) -> list[QWidget]:
        return [self._column]


def _lock_text(minutes: int) -> str:
    if not minutes:
        return _("Only with Ctrl+L")
    return ngettext("After {n} minute without activity", "After {n} minutes without activity", minutes).format(
        n=i18n.current().number(minutes)
    )
