"""Keying in paper forms without the mouse: Enter goes to the next answer, and after the last one to the next paper."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import capture, guides, paper_entry, sessions
from gcmdesk.consultations.capture import Taking
from gcmdesk.consultations.guide_records import Question
from gcmdesk.consultations.lines import Known, Line, parse_line
from gcmdesk.consultations.paper_entry import Fields
from gcmdesk.consultations.records import LONGEST_TEXT
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.stakeholders import stubs
from gcmdesk.stakeholders.records import LONGEST_NAME
from ui import theme
from ui.answers import problem
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off import choices
from ui.screens.needs.sessions import when
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.choice import TickBox
from ui.widgets.column import Column, card
from ui.widgets.empty import Empty
from ui.widgets.fields import set_wrong
from ui.widgets.form import Choice
from ui.widgets.form import Line as TextField
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

_FREE = 8
"""Answers on a paper that follows no guide."""


class _Edit(QLineEdit):
    """Leaves Control and Enter to the page, which saves the paper."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _saves(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Answer(QWidget):
    """The question with its field number, the line for the answer, and whether it was said in confidence."""

    entered = Signal()
    """Enter was pressed."""

    def __init__(self, number: int, words: str, question: Question | None = None) -> None:
        super().__init__()
        self.question = question
        self.edit = _Edit()
        self.edit.setMaxLength(LONGEST_TEXT)
        self.edit.setAccessibleName(words)
        self.confidential = TickBox(_("In confidence"))
        self.confidential.setAccessibleName(_("Answer {n} in confidence").format(n=i18n.current().number(number)))
        self.problem = Text(tone="danger")
        self.problem.hide()
        row = QHBoxLayout()
        row.addWidget(self.edit, 1)
        row.addWidget(self.confidential)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        column.addWidget(Text(words))
        column.addLayout(row)
        column.addWidget(self.problem)
        self.edit.returnPressed.connect(self.entered)
        self.setFocusProxy(self.edit)

    def show_problem(self, text: str) -> None:
        """Say what is wrong; empty when nothing is."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        set_wrong(self.edit, wrong=bool(text))

    def clear(self) -> None:
        """Ready for the next paper."""
        self.edit.clear()
        self.confidential.setChecked(False)
        self.show_problem("")


class KeyInPage(Page):
    """The session, who answered, and a line for each field of the form."""

    topics = frozenset({"consultations", "guides", "stakeholders", "themes"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.answers: list[Answer] = []
        self._known: Known | None = None
        self._fields: Fields | None = None
        self._shown: tuple[int, tuple[Question, ...]] | None = None
        self._papers = 0
        self.column = Column(self.title, most_width=1000)
        self.nothing = Empty(
            _("No session can take answers"),
            _("Answers from paper belong to a session that is not closed. Plan one, or open a closed one again."),
            PrimaryAction(_("Go to the sessions"), partial(context.go, "needs/sessions"), "arrow-right"),
        )
        self._layout.addWidget(self.nothing)
        self._layout.addWidget(self.column)
        self._build()
        context.workspace.turned.connect(self._turned)

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.read_only or not self.answers:
            return None
        return PrimaryAction(_("Save this paper"), self.save, "check")

    def panes(self) -> list[QWidget]:
        return [self.speaker, self.column] if self.column.isVisibleTo(self) else [self.nothing]

    def _build(self) -> None:
        self.session = Choice("session", _("Session"), ())
        self.session.box.activated.connect(self._session_chosen)
        hint = _("The stakeholder or group as on the paper. The beginning of a name is enough; a new name is kept.")
        self.speaker = TextField("speaker", _("Who answered"), hint=hint, most=LONGEST_NAME)
        self.speaker.edit.returnPressed.connect(partial(self._next, -1))
        self.language = TextField(
            "language", _("Language of the answers"), hint=_("Stays for the next paper."), most=60
        )
        self.said = Caption(tone="success")
        self.said.hide()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.current().px(12))
        holder = QWidget()
        holder.setLayout(self.lines)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.save_it = button(_("Save this paper"), self.save, kind="primary", icon="check")
        hint = _(
            "Enter goes to the next answer, and after the last one saves the paper and begins the next."
            " Control and Enter save it at once. What was left empty on paper stays empty here."
            " Signs work as in live capture: # for a subject, ! for a kind, a quotation mark for exact words."
        )
        self.column.add(
            card(self.session, self.language, spacing=12),
            card(
                Heading(_("Paper"), 2), Caption(hint), self.said, self.speaker, holder, row_of(self.save_it), spacing=12
            ),
        )
        self.column.end()
        self.save_it.setEnabled(not self.read_only)

    # Showing

    def refresh(self) -> None:
        open_ones = [one for one in self.workspace.read(sessions.titles) if one.status != "closed"]
        present = self.session.value
        box = self.session.box
        box.clear()
        for one in open_ones:
            box.addItem(f"{isolate(one.title)} · {isolate(when(one))}", str(one.id))
        self.session.show_value(present)
        self.column.setVisible(bool(open_ones))
        self.nothing.setVisible(not open_ones)
        self._show_session()

    @Slot()
    def _session_chosen(self) -> None:
        self._show_session()

    @property
    def _id(self) -> int:
        return int(self.session.value or 0)

    def _show_session(self) -> None:
        if not self._id:
            self.head_changed.emit()
            return
        self._known = self.workspace.read(capture.known, self._id)
        self._fields = self.workspace.read(paper_entry.fields, self._id)
        names = QCompleter([one.name for one in self._known.speakers.all], self.speaker.edit)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.speaker.edit.setCompleter(names)
        shown = (self._id, self._fields.questions)
        if shown != self._shown:
            self._shown = shown
            self._show_answers(self._fields.questions)
        self.head_changed.emit()

    def _show_answers(self, questions: Sequence[Question]) -> None:
        for old in self.answers:
            self.lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        number, language = i18n.current().number, i18n.current().language.code
        self.answers = [
            Answer(one.number, f"{number(one.number)}. {guides.wording(one, language)}", one) for one in questions
        ] or [Answer(place, _("Answer {n}").format(n=number(place))) for place in range(1, _FREE + 1)]
        for place, answer in enumerate(self.answers):
            answer.entered.connect(partial(self._next, place))
            self.lines.addWidget(answer)

    @Slot()
    def _turned(self) -> None:
        """While the workspace is locked, no names stay in memory."""
        if self.workspace.locked:
            self._known = None
        elif self._known is None:
            self._stale = True
            self._soon.start()

    # Keying in

    def _next(self, place: int) -> None:
        """Enter was pressed in a line; -1 is the speaker's."""
        if place + 1 < len(self.answers):
            following = self.answers[place + 1]
            following.setFocus(Qt.FocusReason.TabFocusReason)
            self.column.ensureWidgetVisible(following)
        else:
            self.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _saves(event):
            self.save()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Save the answers of this paper, all or none, and begin the next."""
        written = [one for one in self.answers if one.edit.text().strip()]
        if self.read_only or self._known is None or self._fields is None:
            return
        if not written:
            self._say(_("Nothing is typed yet."))
            return
        takings = [self._taking(one, self._known, self._fields) for one in written]
        found = paper_entry.problems(takings)
        for place, one in enumerate(written):
            one.show_problem(problem(found.get(place)))
        if found:
            written[min(found)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        name = mark("{count} notes keyed in")
        outcome = self.workspace.run(paper_entry.key_in, takings, stubs.ensure, name=name)
        if outcome.ok:
            self._begin_next(len(written))

    def _taking(self, one: Answer, known: Known, fields: Fields) -> Taking:
        line = parse_line(one.edit.text(), known)
        speaker, new = self._speaker(known)
        if line.speaker is None and not line.new_speaker and new:
            line = replace(line, new_speaker=new)
        codes = choices.language_codes(self.language.value)
        return Taking(
            self._id,
            line if line.text else Line("", speaker),
            fields.said,
            speaker,
            confidential=one.confidential.isChecked(),
            language=codes[0] if codes else "",
            question=one.question.id if one.question else None,
        )

    def _speaker(self, known: Known) -> tuple[int | None, str]:
        """Who answered: somebody of the register, a name that nobody has entered yet, or nobody."""
        name = self.speaker.value
        found = known.speakers.exactly(name) or known.speakers.only(name) if name else None
        return (int(found.key), "") if found else (None, name)

    def _begin_next(self, count: int) -> None:
        self._papers += 1
        for one in self.answers:
            one.clear()
        self.speaker.show_value("")
        self.speaker.setFocus(Qt.FocusReason.TabFocusReason)
        self.column.verticalScrollBar().setValue(0)
        number = i18n.current().number
        kept = ngettext("{n} answer saved.", "{n} answers saved.", count).format(n=number(count))
        papers = ngettext("{n} paper so far.", "{n} papers so far.", self._papers).format(n=number(self._papers))
        self._say(f"{kept} {papers}")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # Places

    @property
    def place(self) -> str:
        return str(self._id or "")

    def show_place(self, place: str) -> None:
        if place.isdecimal() and self.session.box.findData(place) >= 0:
            self.session.show_value(place)
            self._show_session()


def _saves(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
