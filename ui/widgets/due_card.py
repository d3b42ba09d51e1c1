"""The list on Home of what is due."""

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import due, theme
from ui.due import Due
from ui.screens.base import Context
from ui.tasks import Lane
from ui.widgets.buttons import button
from ui.widgets.text import Caption, Heading, Text

_MOST = 12
"""Lines; the screens themselves show the rest."""


class DueCard(QFrame):
    """Read on the worker after the first paint, and again when something has changed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self._context = context
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.current().px(16)] * 4)
        layout.setSpacing(theme.current().px(8))
        layout.addWidget(Heading(_("Due"), 3))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().px(8))
        layout.addLayout(self._rows)
        self._show([Caption("…")])
        context.workspace.changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    @Slot(object)
    def _changed(self, _topics: object) -> None:
        self._stale = True
        self._read()

    @Slot()
    def _read(self) -> None:
        workspace = self._context.workspace
        if self._stale and self.isVisible() and workspace.is_open and not workspace.locked:
            self._stale = False
            work = partial(due.everything, workspace)
            self._context.tasks.start("", work, self.show_due, failed=self._failed, quiet=True, lane=Lane.AT_ONCE)

    def _failed(self, error: KnownError) -> None:
        self._stale = True
        workspace = self._context.workspace
        if workspace.is_open and not workspace.locked:
            self._show([Text(error.sentence, tone="danger")])

    def show_due(self, found: tuple[Due, ...]) -> None:
        """List what is due."""
        if not found:
            self._show([Caption(_("Nothing is due."))])
            return
        lines: list[QWidget] = [self._line(each) for each in found[:_MOST]]
        if len(found) > _MOST:
            more = i18n.current().number(len(found) - _MOST)
            lines.append(Caption(_("And {count} more.").format(count=more)))
        self._show(lines)

    def _line(self, one: Due) -> QWidget:
        holder = QWidget()
        direction = QBoxLayout.Direction.TopToBottom if theme.current().narrow else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(direction, holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(12))
        day = isolate(i18n.current().date(one.day, "medium"))
        over = one.day < date.today()  # noqa: DTZ011 - this computer's day
        said = _("Was due {date}") if over else _("Due {date}")
        late = Text(said.format(date=day), tone=one.severity or ("warning" if over else ""), bold=over)
        late.setWordWrap(False)
        row.addWidget(late)
        row.addWidget(Text(one.sentence), 1)
        open_it = button(_("Open"), partial(self._context.go, one.place))
        open_it.setAccessibleName(_("Open: {text}").format(text=one.sentence))
        row.addWidget(open_it)
        return holder

    def _show(self, widgets: list[QWidget]) -> None:
        while item := self._rows.takeAt(0):
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self._rows.addWidget(widget)
