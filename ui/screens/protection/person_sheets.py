"""The signed sheets of a person, looked at on demand only: a signature says who somebody is."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.protection import receipts
from gcmdesk.protection.people_records import Receipt
from gcmdesk.workspace import attachments
from ui import theme
from ui.screens.base import Context
from ui.screens.protection.moments import local_day
from ui.widgets.buttons import button
from ui.widgets.row import row_of
from ui.widgets.text import Text

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

_WIDEST = 420
"""In pixels at 100 %; the writing on a sheet can be read, and it fits beside the list."""


class PersonSheets(QWidget):
    """A button for each sheet; the one that was chosen is shown until it is put away or the page is left."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: tuple[tuple[int, str], ...] = ()
        self._wanted = 0
        self._buttons = QVBoxLayout()
        self.picture = QLabel()
        self.picture.setAccessibleName(_("The signed sheet"))
        self.unseen = Text(_("This sheet is kept, but it is no picture that can be shown."), tone="muted")
        self.put_away = button(_("Put the sheet away"), self.hide_sheet, icon="x")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addLayout(self._buttons)
        for widget in (self.picture, self.unseen, row_of(self.put_away)):
            column.addWidget(widget)
        self.hide_sheet()

    def show_sheets(self, given: Sequence[Receipt]) -> None:
        """Offer what is attached to these receipts."""
        found = self._context.workspace.read(_attached, given)
        self.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        self.hide_sheet()
        while item := self._buttons.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.deleteLater()
        for id, day in found:
            text = _("Look at the signed sheet of {day}").format(day=day)
            self._buttons.addWidget(row_of(button(text, partial(self._look, id), kind="link")))

    def _look(self, attachment: int) -> None:
        self._wanted = attachment
        work = partial(_image, self._context.workspace.present, attachment, theme.current().px(_WIDEST))
        self._context.tasks.start(_("Reading the signed sheet"), work, self._seen, quiet=True)

    def _seen(self, found: tuple[int, QImage]) -> None:
        attachment, image = found
        if attachment != self._wanted:
            return  # put away, or another was chosen meanwhile
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.picture.setVisible(not image.isNull())
        self.unseen.setVisible(image.isNull())
        self.put_away.show()

    def hide_sheet(self) -> None:
        """Show no sheet."""
        self._wanted = 0
        self.picture.clear()
        for widget in (self.picture, self.unseen, self.put_away):
            widget.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.hide_sheet()


def _attached(session: Any, given: Sequence[Receipt]) -> tuple[tuple[int, str], ...]:
    """Attachments of receipts with the day of the answer."""
    day = i18n.current().date
    return tuple(
        (sheet.id, day(local_day(one.time), "medium"))
        for one in given
        for sheet in attachments.of(session, receipts.owner(session, one.id))
    )


def _image(workspace: "Workspace", attachment: int, widest: int, _progress: Progress) -> tuple[int, QImage]:
    """The picture at most so wide; an empty one for a scan that is no picture."""
    image = QImage.fromData(workspace.read(attachments.content, attachment))
    if image.width() > widest:
        image = image.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
    return attachment, image
