"""Asking for consent: people to come, or people who were chosen in the list of people."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection import notices, oversight
from gcmdesk.protection.oversight import OversightMissing
from ui.screens.base import Context, PrimaryAction
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.consent_form import ConsentForm
from ui.widgets.empty import Empty
from ui.widgets.row import row_of
from ui.widgets.text import Text

_SEPARATOR = "-"


class ConsentPage(Page):
    """The place is empty for people to come, else the numbers of those who are asked: ``12-13``."""

    topics = frozenset({"oversight", "notices", "people"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.wanted: tuple[int, ...] = ()
        self.form = ConsentForm(context)
        self.new = button(_("Ask people who are not recorded yet"), lambda: self.show_place(""))
        self.column = Column(self.title, most_width=1040)
        intro = Text(
            _(
                "Read the notice out first. A name is not needed: everybody is recorded under an invented one. What "
                "an organization or a group says needs no person at all."
            ),
            tone="muted",
        )
        self.column.add(intro, row_of(self.new), card(self.form))
        self.column.end()
        self.oversight_first = Empty(
            _("First name who watches over the records"),
            _("No person can be recorded before the oversight body and the focal point are named."),
            PrimaryAction(_("Name them"), lambda: context.go("protection/oversight"), "shield-check"),
        )
        self.notices_first = Empty(
            _("First set up the notices"),
            _("A notice is read out before anybody is asked. There are drafts in English, French and Arabic."),
            PrimaryAction(_("Set up the built-in notices"), self.set_up, "file-plus"),
        )
        self.closed = Empty(
            _("This workspace is open for reading only"), _("Open it for writing to take consent down.")
        )
        self._faces = QStackedWidget()
        for face in (self.column, self.oversight_first, self.notices_first, self.closed):
            self._faces.addWidget(face)
        self._layout.addWidget(self._faces)
        self._begun = False

    def refresh(self) -> None:
        self._faces.setCurrentWidget(self._face())
        self.head_changed.emit()
        if not self._begun and self._faces.currentWidget() is self.column:
            self._begin()
        elif self._begun:
            self.form.offer_notices()

    def _face(self) -> QWidget:
        if self.read_only:
            return self.closed
        try:
            self.workspace.read(oversight.require)
        except OversightMissing:
            return self.oversight_first
        return self.column if self.workspace.read(notices.versions) else self.notices_first

    def _begin(self) -> None:
        self._begun = True
        if self.wanted:
            self.form.ask(self.wanted)
        if not self.wanted or not self.form.people:
            self.wanted = ()
            self.form.ask_new()
        self.new.setVisible(bool(self.wanted))

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self._faces.currentWidget() is not self.column:
            return None
        return PrimaryAction(_("Record answers"), self.form.record, "check")

    def set_up(self) -> None:
        """Put the built-in notices into the workspace."""
        if self.workspace.run(notices.install, name=mark("Notices set up")).ok:
            self.read_anew()

    def panes(self) -> list[QWidget]:
        faces: list[QWidget] = [self.oversight_first, self.notices_first, self.closed]
        return [face for face in faces if face is self._faces.currentWidget()] or [self.form, self.column]

    @property
    def place(self) -> str:
        return _SEPARATOR.join(map(str, self.wanted))

    def show_place(self, place: str) -> None:
        numbers = place.split(_SEPARATOR) if place else []
        wanted = tuple(int(one) for one in numbers if one.isdecimal())
        if wanted == self.wanted and self._begun:
            return
        self.wanted = wanted
        self._begun = False
        self.read_anew()
