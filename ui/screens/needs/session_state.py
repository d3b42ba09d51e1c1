"""Where a session stands, and the ways onwards: take notes, check and close, open again."""

from functools import partial

from PySide6.QtCore import Slot

from gcmdesk.consultations import sessions
from gcmdesk.consultations.session_records import LONGEST_TITLE, SavedSession
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from ui.answers import problem
from ui.screens.base import Context
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.needs.session_part import SessionPart
from ui.widgets.buttons import button
from ui.widgets.form import Line
from ui.widgets.row import row_of

CAPTURE, CHECK, KEY_IN = "needs/capture", "needs/check", "needs/key-in"
"""Pages that go on with a session; its id follows."""
_ROOM = 500
"""Pixels beside the list on a small screen."""


class StateBox(SessionPart):
    """A row of buttons that fit the state of the session."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__(context, read_only=read_only)
        ways = [
            button(_("Take notes"), partial(self._go, CAPTURE), kind="primary", icon="messages-square"),
            button(_("Key in paper"), partial(self._go, KEY_IN), icon="keyboard"),
            button(_("Check and close"), partial(self._go, CHECK), icon="check"),
        ]
        self.going = row_of(*ways, most=_ROOM)
        self.reason = Line("reason", _("Why it is opened again"), most=LONGEST_TITLE)
        self.again = side_buttons(button(_("Open again…"), self._ask, icon="undo-2"))
        self.reopen = side_buttons(button(_("Open again"), self._reopen), button(_("Cancel"), self._cancel))
        self.reason.edit.returnPressed.connect(self._reopen)
        self._asking = False
        self.add(self.going, self.again, self.reason, self.reopen)

    def refresh(self, saved: SavedSession) -> None:
        closed = saved.status == "closed"
        self.going.setVisible(not closed and not self.read_only)
        self.again.setVisible(closed and not self._asking)
        for widget in (self.reason, self.reopen):
            widget.setVisible(closed and self._asking)
        self.setVisible(not self.read_only)

    def show_session(self, saved: SavedSession) -> None:
        if saved.id != self.id:
            self._forget()
        super().show_session(saved)

    def _go(self, place: str) -> None:
        self.context.go(f"{place}/{self.id}")

    def _forget(self) -> None:
        self._asking = False
        self.reason.show_value("")
        self.reason.show_problem("")

    def _ask(self) -> None:
        self._show_asking(asking=True)
        self.reason.setFocus()

    def _cancel(self) -> None:
        self._forget()
        self._show_asking(asking=False)
        self.again.setFocus()

    def _show_asking(self, *, asking: bool) -> None:
        self._asking = asking
        self.again.setVisible(not asking)
        self.reason.setVisible(asking)
        self.reopen.setVisible(asking)

    @Slot()
    def _reopen(self) -> None:
        reason = self.reason.value
        if not reason:
            self.reason.show_problem(_("Say why; it is written into the history."))
            return
        self._asking = False
        why = problem(self.run(sessions.reopen, reason, name=mark("Session opened again")))
        self.reason.show_problem(why)
        if why:
            self._show_asking(asking=True)
        else:
            self.reason.show_value("")
