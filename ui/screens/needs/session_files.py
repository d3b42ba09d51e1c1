"""Pictures of flip charts and scans of signed sheets that belong to a session."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from gcmdesk import i18n, paths
from gcmdesk.consultations import sessions
from gcmdesk.consultations.session_records import LONGEST_TITLE, SavedSession
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from gcmdesk.jobs import Progress
from gcmdesk.workspace import attachable, attachments
from gcmdesk.workspace.attachments import Attached, Owner
from ui import theme
from ui.screens.base import Context
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.needs.session_part import SessionPart
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.file_dialog import file_dialog
from ui.widgets.text import Caption, Text

_WIDE = 440
"""Pixels of a picture that is looked at, at 100 %."""


class FilesPart(SessionPart):
    """Files are dropped here or chosen; each is cleaned of place and device before it is stored."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__(context, read_only=read_only)
        self._owner: Owner | None = None
        self._shown: tuple[Attached, ...] | None = None
        self.cards: list[QWidget] = []
        self.problem = Text(tone="danger")
        self.problem.hide()
        self.choose = button(_("Choose a file…"), self._choose, icon="folder-open")
        self.nothing = Text(_("Nothing is attached to this session yet."), tone="muted")
        self.add(
            Caption(
                _(
                    "Drop pictures or scans here, or choose them. They are kept inside the workspace, without the place"
                    " and the device that cameras write into them. Faces and names may be seen on them: look first."
                )
            )
        )
        self.row = side_buttons(self.choose)
        self.add(self.row, self.problem, self.nothing)
        self.row.setVisible(not read_only)
        self.setAcceptDrops(not read_only)
        self.setFocusProxy(self.choose)

    def refresh(self, saved: SavedSession) -> None:
        self._owner = self.workspace.read(sessions.owner, saved.id)
        found = self.workspace.read(attachments.of, self._owner)
        if found == self._shown:
            return
        self._shown = found
        for old in self.cards:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [self._card(one) for one in found]
        self.add(*self.cards)
        self.nothing.setVisible(not found)

    def _card(self, one: Attached) -> QWidget:
        picture = QLabel()
        data = self.workspace.read(attachments.thumbnail, one.id)
        told = _told(one)
        if data:
            picture.setPixmap(_pixmap(data))
        picture.setAccessibleName(one.caption or told)
        caption = QLineEdit(one.caption)
        caption.setMaxLength(LONGEST_TITLE)
        caption.setPlaceholderText(_("What it shows"))
        caption.setAccessibleName(_("What attachment {n} shows").format(n=i18n.current().number(one.id)))
        caption.setReadOnly(self.read_only)
        caption.editingFinished.connect(partial(self._caption, one, caption))
        buttons = [button(_("Remove"), lambda: self._remove(one.id))] if not self.read_only else []
        if data:
            buttons.insert(0, button(_("Larger"), lambda: self._larger(one.id, picture)))
        shown = [picture] if data else []
        return card(*shown, Caption(told), caption, *([side_buttons(*buttons)] if buttons else []))

    # What can be done

    def _caption(self, one: Attached, field: QLineEdit) -> None:
        if field.isModified():
            field.setModified(False)
            self.workspace.run(attachments.caption, one.id, field.text().strip(), name=mark("Caption changed"))

    def _larger(self, id: int, picture: QLabel) -> None:
        try:
            data = self.workspace.read(attachments.content, id)
        except KnownError as error:
            self.context.messages.show_error(error)
            return
        whole = _pixmap(data)
        wide = min(theme.current().px(_WIDE), self.width() - theme.current().px(40))
        picture.setPixmap(whole.scaledToWidth(min(wide, whole.width()), Qt.TransformationMode.SmoothTransformation))

    def _remove(self, id: int) -> None:
        self.workspace.run(attachments.remove, id, name=mark("Attachment removed"))

    def _choose(self) -> None:
        dialog = file_dialog(self, _("Pictures and scans"), str(paths.documents_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_("Pictures and scans") + " (*.jpg *.jpeg *.png *.webp *.pdf)", _("All files") + " (*)"])
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    @Slot(list)
    def _chosen(self, names: list[str]) -> None:
        self.take([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def take(self, files: list[Path]) -> None:
        """Attach files to the session that is shown; one that cannot be attached is told."""
        owner, workspace = self._owner, self.workspace.present
        if owner is None or not files:
            return
        self._show_problem("")

        def attach(progress: Progress) -> int:
            for file in files:
                data = _content(file)
                workspace.job(progress, attachments.add, owner, data, name=mark("Attachment added"))
            return len(files)

        self.context.tasks.start(_("Attaching"), attach, self._attached, failed=self._refused)

    def _attached(self, count: int) -> None:
        told = ngettext("{n} file attached.", "{n} files attached.", count)
        self.context.messages.show_message("success", told.format(n=i18n.current().number(count)))

    def _refused(self, error: KnownError) -> None:
        self._show_problem(f"{error.sentence} {error.way_out}")

    def _show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def _content(file: Path) -> bytes:
    """A file as it lies on the disk. Raises `AttachmentRefused` for one that is too large or cannot be read."""
    try:
        if file.stat().st_size > max(attachable.LARGEST.values()):
            raise attachable.TooLarge(_("This file is too large."), _("Make it smaller and attach that."))
        return file.read_bytes()
    except OSError as error:
        raise attachable.AttachmentRefused(
            _("The file cannot be read."), _("Look whether it is still there.")
        ) from error


def _pixmap(data: bytes) -> QPixmap:
    made = QPixmap()
    made.loadFromData(data)
    return made


def _told(one: Attached) -> str:
    """What kind of file it is, and how large."""
    kind = _("Picture") if one.media_type.startswith("image") else _("Sound")
    if one.media_type == "application/pdf":
        kind = _("Scan")
    size = i18n.current().number(max(1, round(one.size / 1000)))
    return _("{kind}, {size} kB").format(kind=kind, size=size)
