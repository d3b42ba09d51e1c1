"""The decision on its way: the minority's words, what the choice leaves out, approval, the lock, and who is told."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.i18n import Texts, compact, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.priorities import decisions, handout, interplay, overview, processes
from gcmdesk.priorities.decisions import Announced, Approved, SavedDecision
from gcmdesk.protection.material import Text as Words
from gcmdesk.protection.release_records import Request
from ui import theme
from ui.answers import Answer
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs import words
from ui.screens.needs.decision import CHANGED
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button, quiet_button
from ui.widgets.column import Column, card
from ui.widgets.empty import Empty
from ui.widgets.form import Choice, Day, Form, Line, Lines
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

VALIDATED = mark("Decision validated")
REOPENED = mark("Decision reopened")
ANNOUNCED = mark("Announcement recorded")


class Listed(QFrame):
    """Lines, each with a button that takes it away."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(4))
        self._rows: list[QWidget] = []

    def show_lines(self, lines: Sequence[tuple[str, Callable[[], object] | None]]) -> None:
        """Show these texts; those with a function can be taken away."""
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = []
        for text, away in lines:
            row = QWidget()
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(Text(text), 1)
            if away:
                layout.addWidget(
                    quiet_button(_("Remove: {text}").format(text=text), "x", away), 0, Qt.AlignmentFlag.AlignTop
                )
            self._column.addWidget(row)
            self._rows.append(row)
        self.setVisible(bool(lines))


class ValidationPage(Page):
    """From the draft to what the room stands by."""

    topics = frozenset({"decisions", "scores", "rounds", "interplay", "processes"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.column = Column(self.title)
        self.state = Text()
        self.missing = Text(tone="warning")
        self.validate = button(_("Validate and lock the decision"), self._validate, kind="primary")
        self.reopening = Form((Line("reason", _("Why it is reopened"), hint=_("The reason is kept for good.")),))
        self.reopen = button(_("Reopen the decision"), self._reopen)
        self.words = Form(
            (
                Line("title", _("Name of the decision")),
                Lines("summary", _("What was decided, in short"), rows=3),
                Lines("minority", _("What those who see it otherwise want to have said"), rows=3),
                Day("workshop", _("Validation workshop held on")),
            ),
            save=self._save,
        )
        self.left_out, self.effects, self.bodies = Text(), Text(), Text()
        self.approvals, self.told = Listed(), Listed()
        answers = [(value, _(title)) for value, title in decisions.ANSWERS.items()]
        self.approval = Form(
            (
                Line("body", _("Ministry, agency or office")),
                Choice("answer", _("Its answer"), answers),
                Day("day", _("On")),
                Line("conditions", _("Conditions")),
            )
        )
        self.approve = button(_("Record the answer"), self._approve)
        self.announcement = Form(
            (
                Line("audience", _("Who is told")),
                Line("means", _("How")),
                Day("day", _("On"), hint=_("Leave this empty while it is planned.")),
            )
        )
        self.announce = button(_("Record the announcement"), self._announce)
        self.hand_out = button(_("Hand out the decision"), self._hand_out)
        self._build()

    def _build(self) -> None:
        self.column.add(
            card(
                Heading(_("Where it stands"), 3),
                self.state,
                self.missing,
                row_of(self.validate),
                self.reopening,
                row_of(self.reopen),
            ),
            self.words,
            card(Heading(_("What the choice leaves out"), 3), self.left_out),
            card(Heading(_("What the chosen objectives do to others"), 3), self.effects),
            card(Heading(_("Bodies to talk with before"), 3), self.bodies),
            card(
                Heading(_("Answers at the validation workshop"), 3),
                self.approvals,
                self.approval,
                row_of(self.approve),
            ),
            card(
                Heading(_("Making the outcome known"), 3),
                row_of(self.hand_out),
                self.told,
                self.announcement,
                row_of(self.announce),
            ),
        )
        self.column.end()
        self.nothing = Empty(
            _("No decision yet"),
            _("Begin a decision and choose the objectives; its validation is prepared here."),
            PrimaryAction(_("Go to the decision"), partial(self.context.go, "needs/decision")),
        )
        self._faces = QStackedWidget()
        self._faces.addWidget(self.column)
        self._faces.addWidget(self.nothing)
        self._layout.addWidget(self._faces)

    def panes(self) -> list[QWidget]:
        return [self.nothing if self._faces.currentWidget() is self.nothing else self.column]

    # What is shown

    @property
    def decision(self) -> SavedDecision | None:
        """The decision that is being worked on."""
        return self.workspace.read(decisions.newest)

    def refresh(self) -> None:
        one = self.decision
        self._faces.setCurrentIndex(1 if one is None else 0)
        if one is None:
            return
        self._show_state(one)
        values = {name: getattr(one, name) for name in ("title", "summary", "minority", "workshop")}
        self.words.show_record(one.id, values)
        self.left_out.setText("\n".join(_left_out(one)))
        self.effects.setText("\n".join(self._effects(one)) or _("No effect between objectives is recorded yet."))
        self.bodies.setText("\n".join(self._bodies(one)) or _("All bodies in charge have been spoken with."))
        free = not (self.read_only or one.locked)
        self.approvals.show_lines(
            [(_approval(each), partial(self._drop_approval, each.id) if free else None) for each in one.approvals]
        )
        away = None if self.read_only else self._drop_announcement
        self.told.show_lines(
            [(_announced(each), partial(away, each.id) if away else None) for each in one.announcements]
        )

    def _show_state(self, one: SavedDecision) -> None:
        texts = i18n.current()
        said = [
            _("Chosen: {objectives}.").format(objectives=words.listed(tuple(c.objective for c in one.choices)) or "–")
        ]
        if one.validated:
            said.append(_("Validated on {day} and locked.").format(day=texts.date(one.validated)))
        said += [
            _("Reopened on {day}: {reason}").format(day=texts.date(each.at.date()), reason=i18n.isolate(each.reason))
            for each in one.reopenings
        ]
        self.state.setText("\n".join(said))
        missing = [] if one.locked else [_(text) for _field, text in self.workspace.read(decisions.problems, one.id)]
        self.missing.setText("\n".join(missing))
        self.missing.setVisible(bool(missing))
        free = not (self.read_only or one.locked)
        self.validate.setVisible(free)
        for widget in (self.reopening, self.reopen):
            widget.setVisible(one.locked and not self.read_only)
        self.words.set_read_only(not free)
        for widget in (self.approval, self.approve):
            widget.setVisible(free)
        for widget in (self.announcement, self.announce):
            widget.setVisible(not self.read_only)

    def _effects(self, one: SavedDecision) -> list[str]:
        found = self.workspace.read(interplay.consequences, frozenset(choice.objective for choice in one.choices))
        return [words.influence(each) for each in (*found.within, *found.outwards, *found.missed)]

    def _bodies(self, one: SavedDecision) -> list[str]:
        chosen = tuple(choice.objective for choice in one.choices)
        lines = [
            _("{process} (in charge: {body})").format(process=each.title, body=each.body or "–")
            for each in self.workspace.read(processes.to_discuss, chosen)
        ]
        alone = self.workspace.read(processes.without_link, chosen)
        if alone:
            lines.append(_("No other process is linked yet to: {objectives}.").format(objectives=words.listed(alone)))
        return lines

    # What is done

    def _save(self, key: int, field: str, value: Any) -> Answer:
        one = self.workspace.read(decisions.read, key)
        new: dict[str, Any] = {name: getattr(one, name) for name in ("title", "summary", "minority", "workshop")}
        new[field] = value
        if not new["title"].strip():
            return _("Give the decision a name.")
        return self.workspace.run(partial(decisions.describe, **new), key, name=CHANGED)

    def _validate(self) -> None:
        one = self.decision
        if one:
            self.workspace.run(decisions.validate, one.id, one.workshop or words.today(), name=VALIDATED)

    def _reopen(self) -> None:
        one, given = self.decision, self.reopening.submitted()
        if one is None or given is None:
            return
        if not given["reason"]:
            self.reopening.show_problems((("reason", mark("Say why the decision is reopened.")),))
        elif self.workspace.run(decisions.reopen, one.id, given["reason"], words.now(), name=REOPENED).ok:
            self.reopening.clear({"reason": ""})

    def _approve(self) -> None:
        one, given = self.decision, self.approval.submitted()
        if one is None or given is None:
            return
        day: date = given["day"] or one.workshop or words.today()
        draft = Approved(given["body"], given["answer"], day, given["conditions"])
        self.approval.show_problems(draft.problems())
        if not draft.problems() and self.workspace.run(decisions.approve, one.id, draft, name=CHANGED).ok:
            self.approval.clear({"body": "", "answer": "", "day": None, "conditions": ""})

    def _drop_approval(self, approval: int) -> None:
        one = self.decision
        if one:
            self.workspace.run(decisions.drop_approval, one.id, approval, name=CHANGED)

    def _announce(self) -> None:
        one, given = self.decision, self.announcement.submitted()
        if one is None or given is None:
            return
        if not given["audience"]:
            self.announcement.show_problems((("audience", mark("Say who is told.")),))
            return
        draft = Announced(given["audience"], given["means"], given["day"])
        if self.workspace.run(decisions.announce, one.id, draft, name=ANNOUNCED).ok:
            self.announcement.clear({"audience": "", "means": "", "day": None})

    def _hand_out(self) -> None:
        """Through the release gate, as it stands."""
        one = self.decision
        if one is None:
            return
        decision = one.id

        def material(session: Any, request: Request, texts: Texts) -> Words:
            return handout.of_decision(session, request, texts, decision)

        self.offered.emit(Offer(_("The decision"), material, languages=True))

    def _drop_announcement(self, announcement: int) -> None:
        self.workspace.run(decisions.drop_announcement, announcement, name=ANNOUNCED)


def _left_out(one: SavedDecision) -> list[str]:
    """The view all around, in sentences."""
    found = overview.around({choice.objective: choice.principles for choice in one.choices})
    joined = i18n.current().joined
    lines = []
    if found.cycle_left_out:
        parts = joined([_(overview.CYCLE[part]) for part in found.cycle_left_out])
        lines.append(_("No chosen objective is about: {parts}.").format(parts=parts))
    if found.cycle_only_in_passing:
        parts = joined([_(overview.CYCLE[part]) for part in found.cycle_only_in_passing])
        lines.append(_("Only touched by objectives about the whole migration cycle: {parts}.").format(parts=parts))
    if found.principles_left_out:
        names = joined([compact(library.load().principle(id).name) for id in found.principles_left_out])
        lines.append(_("Guiding principles that no chosen objective carries: {names}.").format(names=names))
    if found.roundtables_left_out:
        names = joined([compact(library.load().roundtables[n - 1].name) for n in found.roundtables_left_out])
        lines.append(_("Roundtables of the review forum without a chosen objective: {names}.").format(names=names))
    return lines or [_("Every part of the migration cycle, every principle and every roundtable is covered.")]


def _approval(one: Approved) -> str:
    said = _("{body}, {day}: {answer}").format(
        body=i18n.isolate(one.body), day=i18n.current().date(one.day, "medium"), answer=_(decisions.ANSWERS[one.answer])
    )
    return f"{said} ({one.conditions})" if one.conditions else said


def _announced(one: Announced) -> str:
    day = i18n.current().date(one.day, "medium") if one.day else _("planned")
    return _("{audience}: {means}, {day}").format(
        audience=i18n.isolate(one.audience), means=i18n.isolate(one.means or "–"), day=day
    )
