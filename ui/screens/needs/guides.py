"""Discussion guides: those of the guidance as starting points, own ones in versions, translated and printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.consultations import guides, paper_forms
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.guide_records import Guide, GuideDraft, Question, Version
from gcmdesk.consultations.session_records import LONGEST_TITLE
from gcmdesk.i18n import Texts, mark, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Outcome
from ui.answers import Answer, problem
from ui.models.records import TableColumn
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.kick_off.tick_list import TickList
from ui.screens.needs import guide_paper
from ui.screens.needs.guide_questions import QuestionsBox
from ui.screens.needs.session_part import listed
from ui.screens.needs.session_plan import objectives
from ui.screens.protection.duty_page import DutyPage, offer, section
from ui.widgets.buttons import button
from ui.widgets.choice import TickBox
from ui.widgets.form import Choice, Form, Line, Lines
from ui.widgets.text import Caption

_CHANGED = mark("Guide changed")


@dataclass(frozen=True, slots=True)
class Begun:
    """A guide that was just made."""

    id: int


class GuidesPage(DutyPage):
    """The guides by title; beside them the questions of one version."""

    topics = frozenset({"guides", "consultations"})
    filter_name, table_name = mark("Filter the guides"), mark("Guides")
    empty = (
        mark("No guide of your own yet"),
        mark(
            "A guide holds the questions that sessions go through. Begin with one of the guidance's and change it, or"
            " write your own. What sessions have used stays as it was."
        ),
    )
    enter_text = mark("Begin a guide")
    hint = mark("Every question can be changed afterwards.")

    # List

    def columns(self) -> tuple[TableColumn, ...]:
        number = i18n.current().number
        return (
            TableColumn("title", _("Title"), _title, weight=3, sorts=False),
            TableColumn("questions", _("Questions"), lambda one: number(one.questions), 1, "end", sorts=False),
            TableColumn("sessions", _("Sessions"), lambda one: number(one.sessions), 1, "end", sorts=False),
            TableColumn("state", _("State"), lambda one: _("Archived") if one.archived else "", sorts=False),
        )

    def extras(self) -> list[QWidget]:
        self.archived = TickBox(_("Show archived ones too"))
        self.archived.toggled.connect(self.fill)
        return [self.archived]

    def entries(self) -> Sequence[Guide]:
        return self.workspace.read(partial(guides.everything, archived=self.archived.isChecked()))

    @property
    def narrowed(self) -> bool:
        """Somebody may have archived every guide: the box to show them stays."""
        return super().narrowed or self.archived.isChecked()

    # A new guide

    def new_form(self) -> Form:
        self.source = Choice("source", _("Starting point"), _sources())
        self.about = TickList("objectives", _("Objectives to ask about"), objectives())
        self.first_question = Lines("question", _("First question"), rows=2)
        self.source.box.currentIndexChanged.connect(self._source_chosen)
        title = Line("title", _("Title"), hint=_("Empty: the title that the guidance gives."), most=LONGEST_TITLE)
        return Form((self.source, self.about, title, self.first_question))

    def blank(self) -> Mapping[str, Any]:
        return {"source": guides.starting_points()[0].id, "objectives": (), "title": "", "question": ""}

    @Slot()
    def _source_chosen(self) -> None:
        asks = {one.id for one in guides.starting_points() if one.per_objective}
        self.about.setVisible(self.source.value in asks)
        self.first_question.setVisible(not self.source.value)

    def enter(self, values: dict[str, Any]) -> Answer:
        source = values["source"]
        if source:
            begun = guides.begin(source, map(int, values["objectives"]))
            draft = guides.in_language(begun, i18n.current())
        else:
            language = i18n.current().language.code
            draft = GuideDraft(values["title"], (Question(values["question"]),), language=language)
        draft = replace(draft, title=values["title"] or draft.title)
        problems = tuple(("question" if name == "question/1" else name, told) for name, told in draft.problems())
        return problems or self.workspace.run(_add, draft, source, name=mark("Guide added"))

    # A guide

    def known(self) -> list[QWidget]:
        self.version = Choice("version", _("Version"), ())
        self.version.box.activated.connect(self._version_chosen)
        self.in_use = Caption()
        self.form = Form(
            (
                Line("title", _("Title"), most=LONGEST_TITLE),
                Choice("perspective", _("Perspective on needs"), listed(lists.PERSPECTIVES)),
            ),
            save=self._save,
        )
        self.questions = QuestionsBox(self._revise, self._translate)
        self.language = Choice("language", _("Language"), guide_paper.languages())
        self.large = TickBox(_("Large print"))
        self.print_form = button(_("Print…"), self._print, icon="file-text")
        paper = section(
            _("Form on paper"),
            Caption(_("Each question has its number; answers are keyed in by these numbers afterwards.")),
            self.language,
            self.large,
            side_buttons(self.print_form),
        )
        self.archive_it = button(_("Archive"), self._archive)
        self.archiving = side_buttons(self.archive_it)
        return [self.version, self.in_use, self.form, self.questions, paper, self.archiving]

    def _build(self) -> None:
        super()._build()
        self.language.show_value(i18n.current().language.code)
        self._source_chosen()

    def show_entry(self, entry: Guide) -> None:
        number = i18n.current().number
        versions = self.workspace.read(guides.versions, entry.id)
        used = ngettext("{n} session", "{n} sessions", entry.sessions).format(n=number(entry.sessions))
        source = next((one for one in guides.starting_points() if one.id.startswith(entry.source)), None)
        self.facts.show_facts(
            (
                (_("Starting point"), i18n.compact(source.title) if entry.source and source else _("Own questions")),
                (_("Used by"), used if entry.sessions else _("No session yet")),
            )
        )
        told = _("Version {n}")
        offer(self.version, [(str(one.id), told.format(n=number(one.number))) for one in reversed(versions)])
        if self.version.value not in {str(one.id) for one in versions}:
            self.version.show_value(str(versions[-1].id))
        self._newest = versions[-1]
        self._versions = {str(one.id): one for one in versions}
        self.archive_it.setText(_("Bring back") if entry.archived else _("Archive"))
        self.archiving.setVisible(not self.read_only)
        self.form.show_record(entry.id, {"title": _title(entry), "perspective": self._newest.draft.perspective})
        self._show_version()

    @property
    def _shown(self) -> Version:
        return self._versions.get(self.version.value, self._newest)

    @Slot()
    def _version_chosen(self) -> None:
        self._show_version()

    def _show_version(self) -> None:
        shown = self._shown
        newest = shown.id == self._newest.id
        self.version.setVisible(len(self._versions) > 1)
        said = _("A session goes by this version, so it stays as it is. A change begins the next version.")
        older = _("An older version, only to be read.")
        self.in_use.setText(older if not newest else said if shown.used else "")
        self.in_use.setVisible(bool(self.in_use.text()))
        editable = newest and not self.read_only
        self.form.set_read_only(not editable)
        self.questions.show_version(shown, editable=editable, writes=not self.read_only)

    def _current_changed(self, id: object) -> None:
        self.version.box.setCurrentIndex(0)
        super()._current_changed(id)

    # Changing

    def _save(self, id: int, field: str, value: Any) -> Answer:
        newest = self.workspace.read(guides.versions, id)[-1]
        return self._revise(replace(newest.draft, **{field: value}), id)

    def _revise(self, draft: GuideDraft, guide: int = 0) -> Answer:
        """Change the newest version; where it is in use, the next one begins and is shown."""
        problems = draft.problems()
        if problems:
            return problems
        self.version.box.clear()
        outcome: Outcome[Any] = self.workspace.run(guides.revise, guide or self._newest.guide, draft, name=_CHANGED)
        if outcome.result is not None:
            self._newest = outcome.result
            self.questions.go_on_from(outcome.result)
        return problem(outcome)

    def _translate(self, question: int, language: str, text: str) -> Answer:
        return problem(self.workspace.run(guides.translate, question, language, text, name=mark("Question translated")))

    def _archive(self) -> None:
        entry = self.table.current_record
        if entry is not None:
            name = mark("Guide taken out of the archive") if entry.archived else mark("Guide archived")
            work = partial(guides.archive, archived=not entry.archived)
            self.workspace.run(work, entry.id, name=name)

    def _print(self) -> None:
        form = self.workspace.read(paper_forms.form, self._shown.id, Texts(self.language.value))
        guide_paper.print_form(self, form, large=self.large.isChecked())


def _add(session: Any, draft: GuideDraft, source: str) -> Begun:
    return Begun(guides.add(session, draft, source).guide)


def _title(one: Guide) -> str:
    """The guidance's titles come in the language of the screen."""
    return i18n.compact(one.title)


def _sources() -> list[tuple[str, str]]:
    """The starting points, and none."""
    number, told = i18n.current().number, []
    for one in guides.starting_points():
        title = _("Tool {n}: {title}").format(n=number(one.tool), title=i18n.compact(one.title))
        words = f"{title} – {_(lists.PERSPECTIVES[one.perspective])}" if "/" in one.id else title
        told.append((one.id, words))
    return [*told, ("", _("Own questions"))]
