"""A step as work: its checklist with status, note and evidence, and its guiding questions with the team's answers."""

from functools import partial

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QBoxLayout, QCompleter, QFrame, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact.references import shown
from gcmdesk.exchange import step_sheets
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.steps import checklist, questions
from gcmdesk.steps.checklist import STATUSES, TITLES, Point, Proof
from gcmdesk.synthesis import evidence
from gcmdesk.synthesis.evidence import Linkable
from ui import theme
from ui.answers import Answer
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off import paper
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button, quiet_button
from ui.widgets.column import Column, card
from ui.widgets.form import Choice, Form, Line, Lines
from ui.widgets.line import clear_lines, line_of
from ui.widgets.release_panel import Offer
from ui.widgets.text import Caption, Text

_STATUS, _NOTE = mark("Checklist: status changed"), mark("Checklist: note changed")
_EVIDENCE, _NO_EVIDENCE = mark("Checklist: evidence added"), mark("Checklist: evidence removed")
_ANSWER = mark("Answer to a guiding question changed")
_MOST_WIDTH = 1120
_PLACES = {
    "stakeholder": "kick-off/register",
    "set_up": "kick-off/set-up",
    "awareness": "kick-off/awareness",
    "consultation": "needs/sessions",
}
"""Pages on which records that are evidence are shown."""


def _step(entry: PageEntry) -> int:
    return int(entry.reads.rpartition("/")[2])


class _PointCard(QFrame):
    """One point: its text and status on one side, note and evidence on the other."""

    def __init__(self, page: "ChecklistPage", number: int, point: Point) -> None:
        super().__init__()
        self.page = page
        self.number = number
        self.point = point
        self.setObjectName("card")
        gap = theme.current().px(16)
        side_by_side = not theme.current().narrow
        direction = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        layout = QBoxLayout(direction, self)
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(theme.current().px(24))
        text = i18n.compact(point.text)
        counted = _("{number}. {text}").format(number=i18n.current().number(number), text=text)
        self.status = Form(
            (Choice("status", _("Status"), [(one, _(TITLES[one])) for one in STATUSES]),), save=page.save_status
        )
        self.note = Form((Lines("note", _("Note"), rows=2),), save=page.save_note)
        hint = _("Minutes, a decision, or a record of this workspace. Enter adds it.")
        line = Line("title", _("Add evidence"), hint=hint)
        completer = QCompleter(page.known, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line.edit.setCompleter(completer)
        self.more = Form((line,), save=page.add_evidence)
        self.evidence = QVBoxLayout()
        self.evidence.setSpacing(0)
        left, right = self._column(layout, 3), self._column(layout, 3)
        for widget in (Text(counted, bold=True), Caption(shown(point.reference, i18n.current())), self.status):
            left.addWidget(widget)
        left.addStretch(1)
        right.addWidget(self.note)
        right.addLayout(self.evidence)
        if not page.read_only:
            right.addWidget(self.more)
        for form in (self.status, self.note, self.more):
            form.set_read_only(page.read_only)
            for field in form.fields.values():
                field.control.setAccessibleName(f"{field.label}: {counted}")

    @staticmethod
    def _column(layout: QBoxLayout, share: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.current().px(8))
        layout.addLayout(column, share)
        return column

    def show_point(self, point: Point) -> None:
        """Show the point as it stands now."""
        self.status.show_record(self.number, {"status": point.status})
        self.note.show_record(self.number, {"note": point.note})
        self.more.show_record(self.number, {"title": ""})
        if point.evidence != self.point.evidence or not self.evidence.count():
            self._show_evidence(point.evidence)
        self.point = point

    def _show_evidence(self, evidence: tuple[Proof, ...]) -> None:
        clear_lines(self.evidence)
        if evidence:
            self.evidence.addWidget(Text(_("Evidence"), bold=True))
        for proof in evidence:
            buttons: list[QWidget] = []
            place = self.page.place_of(proof)
            if place:
                opened = button(_("Open"), partial(self.page.context.go, place), kind="link")
                opened.setAccessibleName(_("Open: {text}").format(text=isolate(proof.title)))
                buttons.append(opened)
            if not self.page.read_only:
                name = _("Remove: {text}").format(text=isolate(proof.title))
                buttons.append(quiet_button(name, "x", partial(self.page.drop_evidence, proof.id)))
            self.evidence.addWidget(line_of(Text(isolate(proof.title)), *buttons))


class ChecklistPage(Page):
    """The checklist of the step whose room this is."""

    topics = frozenset({"steps", "consultations", "set-up", "awareness", "stakeholders"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.known = QStringListModel(self)
        """Records of the workspace by what they are called, to choose from while typing."""
        self._records: dict[str, Linkable] = {}
        self.column = Column(self.title, most_width=_MOST_WIDTH)
        self._settled = (0, 0)
        self._ids: list[str] = []
        self.cards: list[_PointCard] = []
        self._layout.addWidget(self.column)

    @property
    def subtitle(self) -> str:
        done, all_ = self._settled
        number = i18n.current().number
        return _("{done} of {all} settled").format(done=number(done), all=number(all_)) if all_ else ""

    def panes(self) -> list[QWidget]:
        return [self.column]

    def refresh(self) -> None:
        records = self.workspace.read(evidence.linkable)
        self._records = {_("{kind}: {name}").format(kind=_(one.kind), name=one.name): one for one in records}
        self.known.setStringList(list(self._records))
        found = self.workspace.read(checklist.points, _step(self.entry))
        if not self.cards:
            self._ids = [point.id for point in found]
            self.cards = [_PointCard(self, number, point) for number, point in enumerate(found, 1)]
            self.column.add(*self.cards)
            self.column.end()
        for each, point in zip(self.cards, found, strict=True):
            each.show_point(point)
        self._settled = (sum(point.status in ("done", "not applicable") for point in found), len(found))
        self.head_changed.emit()

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Release…"), self.release, icon="arrow-right")

    def release(self) -> None:
        """Offer the checklist to whoever asks for it, or to the printer."""
        step = _step(self.entry)
        self.offered.emit(Offer(self.title, lambda _session, _request, texts: step_sheets.checklist(step, texts)))

    def save_status(self, number: int, _field: str, status: checklist.Status) -> Answer:
        """Say how far a point is."""
        return self.workspace.run(checklist.set_status, self._ids[number - 1], status, name=_STATUS)

    def save_note(self, number: int, _field: str, note: str) -> Answer:
        """Keep the note of a point."""
        return self.workspace.run(checklist.set_note, self._ids[number - 1], note, name=_NOTE)

    def add_evidence(self, number: int, _field: str, title: str) -> Answer:
        """Name what shows that a point is done."""
        if not title:
            return None
        record = self._records.get(title)
        source = (record.entity, record.uuid) if record else ()
        return self.workspace.run(checklist.add_evidence, self._ids[number - 1], title, *source, name=_EVIDENCE)

    def place_of(self, proof: Proof) -> str:
        """Where a record that is evidence is shown; empty for a source outside, and for one that is no more."""
        page = _PLACES.get(proof.entity)
        if page is None or proof.row_uuid is None:
            return ""
        row = self.workspace.read(evidence.row_of, proof.entity, proof.row_uuid)
        return f"{page}/{row}" if row else ""

    def drop_evidence(self, proof: int) -> None:
        """Take evidence away; undo brings it back."""
        self.workspace.run(checklist.drop_evidence, proof, name=_NO_EVIDENCE)


class QuestionsPage(Page):
    """The guiding questions of the step whose room this is."""

    topics = frozenset({"steps"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.column = Column(self.title)
        self.form: Form | None = None
        self._answered = (0, 0)
        self._layout.addWidget(self.column)

    @property
    def subtitle(self) -> str:
        done, all_ = self._answered
        number = i18n.current().number
        return _("{done} of {all} answered").format(done=number(done), all=number(all_)) if all_ else ""

    def panes(self) -> list[QWidget]:
        return [self.column]

    def refresh(self) -> None:
        found = self.workspace.read(questions.of_step, _step(self.entry))
        if self.form is None:
            number = i18n.current().number
            said = [
                _("{number}. {text}").format(number=number(place), text=i18n.compact(one.text))
                for place, one in enumerate(found, 1)
            ]
            self.form = Form(
                [Lines(one.id, text, rows=3) for one, text in zip(found, said, strict=True)], save=self._save
            )
            self.form.set_read_only(self.read_only)
            self.column.add(
                Text(_("Answer what your team knows. Questions that stay open show whom to ask next."), tone="muted"),
                card(self.form),
            )
            self.column.end()
        self.form.show_record(1, {one.id: one.answer for one in found})
        self._answered = (sum(bool(one.answer) for one in found), len(found))
        self.head_changed.emit()

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Release…"), self.release, icon="arrow-right")

    def release(self) -> None:
        """Offer the questions and answers to whoever asks for them, or to the printer."""
        step = _step(self.entry)
        self.offered.emit(
            Offer(self.title, lambda _session, _request, texts: step_sheets.questions(step, texts), paper=paper.asked)
        )

    def _save(self, _key: int, question: str, text: str) -> Answer:
        return self.workspace.run(questions.answer, question, text, name=_ANSWER)
