"""The header: search, whether everything is saved, undo and redo; below it a red bar when saving failed."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from ui import icons, theme
from ui.commands import Commands, keys
from ui.desk_workspace import DeskWorkspace
from ui.widgets.buttons import button, icon_size, quiet_button
from ui.widgets.text import Caption, Text


class Header(QFrame):
    """Quiet while all is well."""

    def __init__(self, commands: Commands, workspace: DeskWorkspace) -> None:
        super().__init__()
        self.setObjectName("header")
        self._workspace = workspace
        row = QHBoxLayout(self)
        edge = theme.current().px(16)
        row.setContentsMargins(edge, theme.current().px(8), edge, theme.current().px(8))
        row.setSpacing(theme.current().px(8))
        palette = commands["palette"]
        search = button(
            f"{palette.text()}   {i18n.isolate(keys(palette))}", palette.trigger, kind="search", icon="search"
        )
        search.setAccessibleName(palette.text())
        if theme.current().text_size < 150:  # beyond, a small screen has no room to spare
            search.setMinimumWidth(theme.current().px(280))
        row.addWidget(search)
        row.addStretch(1)
        self.saved = Caption()
        self.saved.setWordWrap(False)
        row.addWidget(self.saved)
        shown = [("undo", "undo-2"), ("redo", "redo-2"), ("lock", "lock")]
        if not theme.current().narrow:  # F1 and the menu have it as well
            shown.append(("go-guide", "circle-help"))
        for id, icon in shown:
            row.addWidget(_action_button(commands[id], icon))
        workspace.turned.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Say where the work stands."""
        failed = self._workspace.failure is not None
        self.saved.setText(saved_text(self._workspace))
        self.saved.setVisible(self._workspace.is_open or not theme.current().narrow)
        if self.saved.property("tone") != ("danger" if failed else "muted"):
            self.saved.setProperty("tone", "danger" if failed else "muted")
            self.saved.setFont(theme.font(0.9, bold=failed))
            self.saved.style().unpolish(self.saved)
            self.saved.style().polish(self.saved)


def saved_text(workspace: DeskWorkspace) -> str:
    """Whether everything is on the disk, in a few words that are never untrue."""
    if not workspace.is_open:
        return _("No workspace open")
    if workspace.failure:
        return _("Not saved")
    if workspace.present.read_only:
        return _("Open for reading only")
    if workspace.saved is None:
        return _("Everything is saved")
    return _("Saved {time}").format(time=i18n.isolate(i18n.current().time(workspace.saved)))


def _action_button(action: QAction, icon: str) -> QToolButton:
    made = quiet_button(action.text(), icon, action.trigger, tone="text")

    def follow() -> None:
        made.setEnabled(action.isEnabled())
        made.setToolTip(action.text())
        made.setAccessibleName(action.text())

    made.setProperty("action", action.objectName())
    action.changed.connect(follow)
    follow()
    return made


class FailureBar(QFrame):
    """Loud, and it stays until a change is saved again: what was not saved, why, and what to do."""

    def __init__(self, workspace: DeskWorkspace) -> None:
        super().__init__()
        self.setObjectName("failure")
        self._workspace = workspace
        row = QHBoxLayout(self)
        row.setContentsMargins(*[theme.current().px(12)] * 4)
        row.setSpacing(theme.current().px(12))
        picture = QLabel()
        picture.setPixmap(icons.icon("circle-alert", "on-danger").pixmap(icon_size()))
        row.addWidget(picture)
        words = QVBoxLayout()
        self.sentence = Text(bold=True)
        self.way_out = Text()
        words.addWidget(self.sentence)
        words.addWidget(self.way_out)
        row.addLayout(words, 1)
        workspace.turned.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Appear or go."""
        failure = self._workspace.failure
        if failure and self.sentence.text() != failure.sentence:
            from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, str(failure)))
        self.sentence.setText(failure.sentence if failure else "")
        self.way_out.setText(failure.way_out if failure else "")
        self.setVisible(failure is not None)


def with_failure_bar(header: Header, bar: FailureBar) -> QWidget:
    """The two, one below the other."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header)
    column.addWidget(bar)
    return holder
