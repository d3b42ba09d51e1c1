"""The pass of a new user, by keyboard only: from the first start to the e-mail with the report.

Every label that is looked for is a string of the program itself, so the pass breaks where a button is renamed or gone,
and where Tab no longer leads to it. `camera` is called with the name of each picture of the guide when its moment is
there.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import LANGUAGES
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.purposes import TITLES as PURPOSES
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import TITLES as RECIPIENTS
from gcmdesk.protection.recipients import Recipient
from tools.guide.examples import EXAMPLES, OTHER, SPOKEN
from tools.guide.keyboard import CONTROL, SHIFT, Keyboard, Lost
from ui.app import Desk
from ui.screens.kick_off import choices
from ui.screens.needs.noted_words import language_title

PASSPHRASE = "six words that nobody guesses together"  # noqa: S105 - of a workspace that is thrown away
ADDRESS = "migration@ministry.example"
_OBJECTIVES, _CRITERIA = 23, 5
_LEADING = {15: 5, 5: 4, 6: 4, 16: 3, 20: 3}
"""How high the objectives are scored that the notes speak of."""

Camera = Callable[[str], None]


class Pass:
    """The chapters in their order; each begins where the one before it ended."""

    def __init__(self, desk: Desk, code: str, camera: Camera) -> None:
        self.desk = desk
        self.keys = Keyboard(desk)
        self.code, self.other = code, OTHER[code]
        self.words = EXAMPLES[code]
        self.camera = camera

    def run(self) -> None:
        """All of it. Raises `Lost` where the keyboard does not lead on."""
        for chapter in (
            self.start, self.workspace, self.stakeholders, self.before, self.capture, self.consent, self.go_on,
            self.close, self.first, self.report, self.hand_over, self.every_day,
        ):  # fmt: skip
            chapter()

    # Ways

    def _expect(self, place: str, name: str = "") -> None:
        """Where the window must stand now, and what must have the focus there."""
        here, focused = self.desk.window.place, self.keys.names
        if not here.startswith(place) or (name and name not in focused):
            raise Lost(f"at {here} on {focused}, and not at {place} on {name}")

    def _expect_inside(self) -> None:
        """What was just done must not have thrown the focus out of the page."""
        if not self.desk.window.screen_shown.isAncestorOf(self.keys.focused):
            raise Lost(f"the focus has left the page, for {self.keys.names}")

    def _next_page(self) -> None:
        self.keys.press(Qt.Key.Key_Tab, CONTROL)
        self.keys.settle()

    def _main_button(self) -> None:
        self.keys.press(Qt.Key.Key_N, CONTROL | SHIFT)
        self.keys.settle()

    def _screen(self, key: Qt.Key) -> None:
        self.keys.press(key, CONTROL)
        self.keys.settle()

    def _find(self, words: str) -> None:
        """Ctrl+K, some letters, Enter."""
        self._screen(Qt.Key.Key_K)
        self.keys.type(words)
        self.keys.settle()
        self.keys.enter()

    @property
    def _page(self) -> QWidget:
        return self.desk.window.screen_shown.page  # type: ignore[attr-defined,no-any-return]

    # Chapters

    def start(self) -> None:
        """The first page: the language, then a new workspace."""
        keys = self.keys
        keys.tab_to(LANGUAGES[0].name)
        for _language in LANGUAGES[1:]:
            if self.desk.settings.current.language in (None, self.code) and self.code == LANGUAGES[0].code:
                break
            if self.desk.settings.current.language != self.code:
                keys.press(Qt.Key.Key_Right)
                keys.settle()
        self.camera("first-start")
        keys.push(_("New workspace…"))
        self._expect("workspace/new", _("File"))

    def workspace(self) -> None:
        """Passphrase, recovery sheet, and the sheet typed from the paper."""
        keys = self.keys
        keys.fill(_("Passphrase"), PASSPHRASE)
        keys.fill(_("The same passphrase again"), PASSPHRASE)
        self.camera("new-workspace")
        keys.enter()
        self._expect("workspace/sheet", _("Print…"))
        self.camera("sheet")
        groups = self._page.sheet.groups  # type: ignore[attr-defined]
        keys.push(_("I have it on paper"))
        for group in groups:
            keys.type(group.lower())
        keys.settle()
        self._expect("home")

    def stakeholders(self) -> None:
        """Ten entries of the register, each with its group."""
        keys = self.keys
        self._screen(Qt.Key.Key_1)
        self._expect("kick-off/register")
        keys.enter()
        titles = dict(choices.groups())
        for name, kind in self.words.stakeholders:
            self._expect("kick-off/register", _("Name of a new stakeholder"))
            keys.type(name)
            keys.pick(_("Stakeholder group"), titles[kind])
            keys.enter()
        self.camera("register")

    def before(self) -> None:
        """Both offices, the notices, and a session."""
        keys = self.keys
        self._screen(Qt.Key.Key_7)
        self._next_page()
        for name, contact in ((self.words.body, self.words.body_contact), (self.words.desk, self.words.desk_contact)):
            self._expect("protection/oversight", _("Name of the body, desk or person"))
            keys.type(name)
            keys.fill(_("How participants can reach them"), contact)
            keys.push(_("Save"))
            self._expect_inside()
        self._next_page()
        self._expect("protection/notices")
        keys.enter()
        self.camera("notices")
        self._screen(Qt.Key.Key_2)
        self._next_page()
        self._expect("needs/sessions")
        keys.enter()
        self._expect("needs/sessions", _("Title"))
        self._screen(Qt.Key.Key_A)
        keys.type(self.words.session)
        keys.fill(_("Place"), self.words.place)
        keys.fill(_("Languages spoken"), f"{language_title(self.code)}, {language_title(self.other)}")
        keys.press(Qt.Key.Key_Tab)
        keys.settle()
        self.camera("session")

    def capture(self) -> None:
        """Notes in the language of the screen."""
        self._next_page()
        self._next_page()
        kinds = {kind.replace(" ", "_"): _(title).replace(" ", "-") for kind, title in KIND_TITLES.items()}
        for line in self.words.notes:
            self._note(line.format(**kinds))

    def _note(self, line: str) -> None:
        self._expect("needs/capture", _("Note"))
        self.keys.type(line)
        self.keys.enter()

    def consent(self) -> None:
        """A quote, whose words it is, and that person's answers."""
        keys = self.keys
        self._note(self.words.quote)
        self._expect("needs/capture", _("Note"))
        self.camera("quote")
        keys.press(Qt.Key.Key_F6)  # from the line to the question
        keys.push(_("Ask a person who is not recorded"))
        for purpose in (Purpose.TAKE_PART, Purpose.SYNTHESIS, Purpose.QUOTE):
            keys.push(f"{_(PURPOSES[purpose])}: {_('Yes')}")
        keys.fill(_("Witness"), self.words.witness)
        self.camera("consent")
        keys.enter()

    def go_on(self) -> None:
        """More notes, in another language."""
        keys = self.keys
        keys.pick(_("Language it is said in"), language_title(self.other), back=True)
        keys.tab_to(_("Note"))
        for place, line in enumerate(SPOKEN[self.other]):
            speaker, _kind = self.words.stakeholders[place]
            self._note(f"@[{speaker}] {line}" if place % 3 == 0 else line)
        self.camera("capture")

    def close(self) -> None:
        """What is still open is looked at, and the session is closed."""
        self._main_button()
        self._expect("needs/check", _("What is still open"))
        self._main_button()

    def first(self) -> None:
        """All objectives scored, and the order that comes of it."""
        keys = self.keys
        self._find(_("Assessment"))
        self._expect("needs/assessment")
        keys.enter()
        self._expect("needs/assessment", _("Scores"))
        for objective in range(1, _OBJECTIVES + 1):
            if objective == max(_LEADING):
                keys.settle()
                self.camera("assessment")
            for criterion in range(_CRITERIA):
                around = (objective * 3 + criterion * 2) % 3 - 1  # not all criteria alike
                score = min(5, _LEADING.get(objective, 1 + objective % 2) + around)
                keys.press(Qt.Key(Qt.Key.Key_0 + score))
        keys.settle()
        self._find(_("Result"))
        self._expect("needs/result")
        self.camera("result")

    def report(self) -> None:
        """A report for a ministry, and its preview."""
        keys = self.keys
        self._screen(Qt.Key.Key_6)
        self._expect("report/reports")
        keys.enter()
        self._expect("report/reports", _("Kind of report"))
        keys.fill(_("Title"), self.words.report)
        keys.pick(_("Who receives it"), _(RECIPIENTS[Recipient.MINISTRY]))
        keys.fill(_("Name of the recipient"), self.words.ministry)
        keys.press(Qt.Key.Key_Tab)
        keys.settle()
        self.camera("report")
        keys.push(_("Look at it"))
        self._expect("report/preview")
        self.camera("preview")

    def hand_over(self) -> None:
        """The check before it leaves, and the message with the report in it."""
        keys = self.keys
        self._main_button()
        self._expect("report/hand-over")
        self.camera("hand-over")
        keys.fill(_("Addresses for the e-mail"), ADDRESS)
        keys.push(_("Write an e-mail…"))
        keys.enter()  # under the name that is proposed
        self._expect("report/hand-over")
        self._expect_inside()

    def every_day(self) -> None:
        """Find anything, the guide, and lock."""
        keys = self.keys
        self._screen(Qt.Key.Key_K)
        keys.type(self.words.stakeholders[0][0])
        keys.settle()
        self.camera("find")
        keys.press(Qt.Key.Key_Escape, times=2)  # once for what was typed
        keys.settle()
        keys.press(Qt.Key.Key_F1)
        keys.settle()
        self._expect("guide/hand-over")
        self._main_button()
        self._expect("report/hand-over")
        self._screen(Qt.Key.Key_L)
        if _("Passphrase") not in keys.names:
            raise Lost("the window does not lock")
