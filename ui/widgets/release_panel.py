"""To whom, what for, what leaves, what is withheld and why; then a file, the clipboard or paper.

Any page of a room lets something out in one line; the room covers the page with this panel until it is done:

    self.offered.emit(Offer(_("Stakeholder register"), self._material, file_name=_("Stakeholders")))

    def _material(self, session, request, texts):        # on the worker's thread, inside `Workspace.read`
        return sheets.stakeholders(ids, texts)           # any kind of `gcmdesk.protection.material`

What was shown is what leaves: the very `Released` value of the preview goes through the exporters' door.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from gcmdesk import i18n, paths
from gcmdesk.errors import KnownError
from gcmdesk.exchange import door, exporters
from gcmdesk.exchange.door import Exporter, Handed
from gcmdesk.i18n import LANGUAGES, Texts
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.protection import purposes, recipients, release
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release import Released
from gcmdesk.protection.release_records import (
    FirewallHolds,
    OrganisationMissing,
    ReleaseRefused,
    Request,
    SignOff,
    SignOffNeeded,
)
from ui import leaving, theme
from ui.printing import Paper
from ui.screens.base import Context
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.file_dialog import file_dialog
from ui.widgets.form import Choice, Form, Line
from ui.widgets.quotes_together import QuotesTogether, Together, together
from ui.widgets.release_preview import Part, ReleasePreview, parts
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

_PAUSE = 300
"""Milliseconds without a key before the gate is asked again."""
_LARGE = 125
"""Percent of text size from which there is no room side by side."""
_NAMELESS = {"", Recipient.TEAM, Recipient.PUBLIC}
"""Classes of recipients that need no name."""
_PLACES: dict[type[ReleaseRefused], str] = {
    OrganisationMissing: "organisation",
    FirewallHolds: "organisation",
    SignOffNeeded: "by",
}
"""The field where a refusal is mended."""
_MEDIA_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}

MakeMaterial = Callable[[Any, Request, Texts], Any]
"""Given the session of a read, the request, and the language: something of a kind the release gate knows."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that is to leave the workspace."""

    title: str
    """In the language of the screen; without names of persons."""
    material: MakeMaterial
    file_name: str = ""
    """What a file of it is called at first, without ending and without names of persons; the title when empty."""
    purpose: Purpose = Purpose.SYNTHESIS
    exporters: tuple[Exporter, ...] = exporters.EXPORTERS
    """Forms of a file; those that can write the material are offered, the first of them first."""
    languages: bool = False
    """Whether the language of the text is chosen here."""
    paper: Callable[[Released[Any]], Paper] = leaving.paper
    """How it is printed."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the gate answered to the question with this number."""

    number: int
    released: Released[Any] | None
    shown: tuple[Part, ...]
    refusal: ReleaseRefused | None
    together: tuple[Together, ...] = ()
    """What leaves of people who are quoted more than once."""


def _looked(workspace: "Workspace", offer: Offer, request: Request, texts: Texts, number: int, _p: Progress) -> _Looked:
    def through_the_gate(session: Any) -> tuple[Released[Any], tuple[Together, ...]]:
        wanted = offer.material(session, request, texts)
        passed = release.release(session, wanted, request)
        return passed, together(session, wanted, passed.material)

    try:
        released, linked = workspace.read(through_the_gate)
    except ReleaseRefused as refusal:
        return _Looked(number, None, (), refusal)
    return _Looked(number, released, tuple(parts(released.material)), None, linked)


def _sent(workspace: "Workspace", released: Released[Any], exporter: Exporter, path: Path, _p: Progress) -> Handed:
    return door.send(workspace, released, exporter, path)


class ReleasePanel(QWidget):
    """A form for the request, and beside it what the gate makes of it."""

    closed = Signal()
    """Something has left, or the user went back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.workspace = context.workspace
        self._offer: Offer | None = None
        self._released: Released[Any] | None = None
        self.columns: tuple[Column, ...] = ()
        self._number = 0
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.look)
        self._build()

    def _build(self) -> None:
        self.form = Form(self._fields())
        for field in self.form.fields.values():
            field.edited.connect(self._edited)
        self.heading = Heading("", 2)
        self.ways = Choice("form", _("Kind of file"), ())
        self.save_it = button(_("Save the file…"), self._save, kind="primary", icon="file-text")
        self.copy_it = button(_("Copy"), self._copy, icon="copy")
        self.print_it = button(_("Print…"), self._print)
        self._buttons = (self.save_it, self.copy_it, self.print_it)
        explained = _("Nothing leaves before you press a button here. What leaves is entered in the transfer register.")
        back = button(_("Back"), self.close_it)
        self.preview = ReleasePreview()
        self.together = QuotesTogether(self.context)
        self.why = Text(tone="danger")
        asked = (self.heading, Text(explained, tone="muted"), card(self.form), row_of(back))
        shown = (
            card(self.ways, row_of(*self._buttons)),
            Heading(_("What leaves"), 2),
            self.why,
            self.preview,
            self.together,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            self._below(asked, shown) if theme.current().text_size >= _LARGE else self._beside(asked, shown)
        )
        self.setFocusProxy(self.form)

    def _below(self, asked: Sequence[QWidget], shown: Sequence[QWidget]) -> QWidget:
        """All in one column, for large text."""
        column = Column(_("To whom, and what for"))
        column.add(*asked, *shown)
        column.end()
        self.columns = (column,)
        return column

    def _beside(self, asked: Sequence[QWidget], shown: Sequence[QWidget]) -> QWidget:
        """The form, and beside it what it leads to."""
        form, side = Column(_("To whom, and what for")), Column(_("What leaves"))
        self.columns = (form, side)
        form.add(*asked)
        side.add(*shown)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.current().px(12))
        for place, column in enumerate((form, side)):
            column.end()
            split.addWidget(column)
            split.setStretchFactor(place, 2 + place)
        split.setSizes([2000, 3000])
        return split

    def _fields(self) -> tuple[Any, ...]:
        people = [(str(one), _(title)) for one, title in recipients.TITLES.items()]
        uses = [(str(one), _(title)) for one, title in purposes.TITLES.items()]
        languages = [(language.code, language.name) for language in LANGUAGES]
        self.recipient = Choice("recipient", _("Who receives it"), people, unset=_("Choose…"))
        self.language = Choice("language", _("Language of the text"), languages)
        needed = _("Needed where personal data goes with it")
        return (
            self.recipient,
            Line(
                "organisation", _("Name of the recipient"), hint=_("The organization or group, not a person"), most=200
            ),
            Choice("purpose", _("What it is for"), uses),
            self.language,
            Line("stated", _("What they may use it for"), hint=needed),
            Line("safeguards", _("Written agreement that protects it there"), hint=needed),
            Line("by", _("Focal point who agrees"), hint=_("Needed for the public, and where the preview asks for it")),
            Line("because", _("Why the focal point agrees")),
        )

    def show_offer(self, offer: Offer) -> None:
        """Begin with something that is to leave; to whom it went last time is still filled in."""
        known = {name: field.value for name, field in self.form.fields.items()}
        self._offer = offer
        self.heading.setText(offer.title)
        self.form.clear({**known, "purpose": str(offer.purpose), "language": i18n.current().language.code})
        self.language.setVisible(offer.languages)
        self.ways.box.clear()
        self.columns[0].verticalScrollBar().setValue(0)
        self.look()

    def panes(self) -> list[QWidget]:
        """For F6."""
        return [self.recipient.control, *self.columns]

    # What the gate says

    @property
    def request(self) -> Request | None:
        """What is asked for; None until the recipient is chosen."""
        values = {name: field.value for name, field in self.form.fields.items()}
        if not values["recipient"]:
            return None
        by, because = values["by"], values["because"]
        recipient = Recipient(values["recipient"])
        organisation = "" if recipient in _NAMELESS else values["organisation"]
        purpose, sign_off = Purpose(values["purpose"]), SignOff(by, because) if by or because else None
        if recipient is Recipient.TEAM:
            return Request(recipient, purpose)
        return Request(recipient, purpose, organisation, values["stated"], values["safeguards"], sign_off)

    @Slot()
    def _edited(self) -> None:
        self._forget()
        self._soon.start()

    def _forget(self) -> None:
        """What was shown is no longer what would leave."""
        self._released = None
        self._number += 1
        self.together.show_together(())
        self._show_ways()
        recipient = self.recipient.value
        outside = recipient not in ("", Recipient.TEAM)
        self.form.fields["organisation"].setVisible(recipient not in _NAMELESS)
        for name in ("stated", "safeguards", "by", "because"):
            self.form.fields[name].setVisible(outside)

    @Slot()
    def look(self) -> None:
        """Ask the gate what may leave, and show it."""
        self._soon.stop()
        self._forget()
        request = self.request
        if self._offer is None or not self.workspace.is_open:
            return
        if request is None:
            self.why.hide()
            self.preview.say(_("Choose who receives it. Then you see here what may leave, and what is withheld."))
            return
        work = partial(_looked, self.workspace.present, self._offer, request, Texts(self.language.value), self._number)
        self.context.tasks.start(_("Looking at what may leave"), work, self._look_back, quiet=True)

    def _look_back(self, looked: _Looked) -> None:
        if looked.number != self._number:
            return  # something was typed meanwhile; the next answer is on its way
        self.form.show_problems(())
        if looked.refusal:
            self._refuse(looked.refusal)
            return
        self.why.hide()
        self._released = looked.released
        self.preview.show_parts(looked.shown, looked.released.withheld if looked.released else ())
        self.together.show_together(looked.together)
        self._show_ways()

    def _refuse(self, refusal: ReleaseRefused) -> None:
        """Say why nothing leaves, and beside the field where it is the field that is missing."""
        self._forget()
        self.why.setText(f"{refusal.sentence} {refusal.way_out}")
        self.why.show()
        self.preview.say("")
        place = _PLACES.get(type(refusal))
        if place:
            self.form.fields[place].show_problem(refusal.sentence)

    def _show_ways(self) -> None:
        material = self._released.material if self._released else None
        leaves = material is not None and not door.empty(material)
        ways = (
            [one for one in self._offer.exporters if isinstance(material, one.kinds)] if self._offer and leaves else []
        )
        if ways:
            self._offer_ways(ways)
        self.ways.setVisible(self.ways.box.count() > 1)
        self.save_it.setEnabled(bool(ways))
        written = leaves and isinstance(material, exporters.TEXT.kinds)
        for each in (self.copy_it, self.print_it):
            each.setEnabled(written)

    def _offer_ways(self, ways: Sequence[Exporter]) -> None:
        titles = [(one.id, _(one.title)) for one in ways]
        if [self.ways.box.itemData(place) for place in range(self.ways.box.count())] != [id for id, _text in titles]:
            self.ways.box.clear()
            for id, title in titles:
                self.ways.box.addItem(title, id)

    # Letting it out

    @property
    def exporter(self) -> Exporter | None:
        """In which form a file is written."""
        offered = self._offer.exporters if self._offer else ()
        return next((one for one in offered if one.id == self.ways.value), None)

    def _save(self) -> None:
        exporter, released = self.exporter, self._released
        if exporter is None or released is None or self._offer is None:
            return
        suffix = exporter.suffix or _MEDIA_SUFFIXES.get(getattr(released.material, "media_type", ""), "")
        name = self._offer.file_name or self._offer.title
        dialog = file_dialog(self, _("Save the file"), str(paths.documents_folder() / f"{name}{suffix}"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix[1:])
        dialog.setNameFilter(f"{_(exporter.title)} (*{suffix})")
        dialog.fileSelected.connect(self.save_at)
        dialog.open()

    @Slot(str)
    def save_at(self, path: str) -> None:
        """Write the file that the preview shows."""
        exporter, released = self.exporter, self._released
        if exporter is None or released is None:
            return
        self._forget()  # a second press does not send it twice
        work = partial(_sent, self.workspace.present, released, exporter, Path(path))
        self.context.tasks.start(_("Writing the file"), work, self._done, failed=self._failed)

    def _copy(self) -> None:
        if self._released is None:
            return
        try:
            handed = leaving.copy(self.workspace.present, self._released)
        except KnownError as error:
            self._failed(error)
        else:
            self._done(handed)

    def _print(self) -> None:
        if self._offer and self._released:
            present, paper = self.workspace.present, self._offer.paper
            leaving.print_out(self, present, self._released, paper=paper, done=self._done, failed=self._failed)

    def _done(self, handed: Handed) -> None:
        told = _("Done. It is number {n} in the transfer register.").format(n=i18n.current().number(handed.entry))
        place = f"protection/transfers/{handed.entry}"
        self.context.messages.show_message("success", told, action=(_("Show it"), lambda: self.context.go(place)))
        self.close_it()

    def _failed(self, error: KnownError) -> None:
        self.context.messages.show_error(error)
        self.look()

    def close_it(self) -> None:
        """Go back to the page."""
        self._forget()
        self._offer = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)
