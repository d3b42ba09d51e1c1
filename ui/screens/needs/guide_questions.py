"""The questions of a guide: their order and wording, what they are about, and what they are called elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.consultations import guides
from gcmdesk.consultations.guide_records import LONGEST_QUESTION, GuideDraft, Question, Version
from gcmdesk.consultations.session_records import LONGEST_TITLE
from gcmdesk.i18n import gettext as _
from ui import theme
from ui.answers import Answer, problem
from ui.models.records import TableColumn
from ui.screens.kick_off import choices
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.kick_off.tick_list import TickList
from ui.screens.needs.session_plan import objectives
from ui.widgets.buttons import button
from ui.widgets.form import Choice, Form, Line, Lines
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Caption, Heading

_ROWS = 9
_MOST = 1000
"""More than the questions of a guide."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question by its field number."""

    id: int
    question: Question


class QuestionsBox(QWidget):
    """The list, the form of its current question, and the translations of that."""

    def __init__(self, revise: Callable[[GuideDraft], Answer], translate: Callable[[int, str, str], Answer]) -> None:
        super().__init__()
        self._revise, self._translate = revise, translate
        self._version: Version | None = None
        self._rows: dict[int, Row] = {}
        self._editable = True
        number, language = i18n.current().number, i18n.current().language.code
        self.table = RecordTable(
            _("Questions of the guide"),
            (
                TableColumn("number", _("No."), lambda one: number(one.id), align="end", sorts=False),
                TableColumn("text", _("Question"), lambda one: guides.wording(one.question, language), 4, sorts=False),
            ),
        )
        self.table.setFixedHeight(theme.current().px(34) * _ROWS)
        self.table.current_changed.connect(self._show_question)
        self.new = Line("new", _("New question"), hint=_("Enter adds it at the end."), most=LONGEST_QUESTION)
        self.new.edit.returnPressed.connect(self._add)
        self.order = side_buttons(
            button(_("Earlier"), lambda: self._move(-1)),
            button(_("Later"), lambda: self._move(1)),
            button(_("Delete"), lambda: self._delete(self.table.selected_ids)),
        )
        self.form = Form(
            (
                Lines("text", _("Question"), rows=3),
                Line("section", _("Section"), most=LONGEST_TITLE),
                TickList("objectives", _("Objectives it is about"), objectives()),
                TickList("principles", _("Guiding principles it is about"), _principles()),
            ),
            save=self._save,
        )
        self.other = Choice("other", _("Translation into"), sorted(choices.languages().items(), key=lambda one: one[1]))
        self.other.box.currentIndexChanged.connect(self._show_translation)
        self.words = Lines("words", _("The question in this language"), rows=3)
        self.words.left.connect(self._translated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        for widget in (
            Heading(_("Questions"), 3),
            self.table,
            self.order,
            self.new,
            self.form,
            Caption(_("Translations can also be written while a version is in use.")),
            self.other,
            self.words,
        ):
            column.addWidget(widget)
        self.setFocusProxy(self.table)

    def show_version(self, version: Version, *, editable: bool, writes: bool) -> None:
        """Show the questions of a version; only the newest one is `editable`."""
        self._version, self._editable = version, editable
        self._rows = {one.number: Row(one.number, one) for one in version.draft.questions}
        self.table.show_rows(tuple(self._rows), self._of)
        self.table.removed = self._delete if editable else None
        if not self.table.current_id:
            self.table.select_row(0)
        for widget in (self.new, self.order):
            widget.setVisible(editable)
        self.form.set_read_only(not editable)
        self.words.set_read_only(not writes)
        self._show_question()

    def go_on_from(self, version: Version) -> None:
        """A change is saved: the next one builds on it, also before the page is read anew."""
        self._version = version

    def _of(self, ids: Sequence[int]) -> list[Row]:
        return [self._rows[id] for id in ids if id in self._rows]

    @property
    def _current(self) -> Question | None:
        row = self._rows.get(self.table.current_id)
        return row.question if row else None

    @Slot()
    def _show_question(self) -> None:
        one = self._current
        if one is None or self._version is None:
            return
        values = {
            "text": one.text,
            "section": one.section,
            "objectives": tuple(map(str, one.objectives)),
            "principles": one.principles,
        }
        self.form.show_record(self._version.guide * _MOST + one.number, values)
        code = self._version.draft.language
        if self.other.value in (None, "", code):
            first = next(each.code for each in i18n.LANGUAGES if each.code != code)
            self.other.show_value(first)
        self._show_translation()

    @Slot()
    def _show_translation(self) -> None:
        one = self._current
        if one is not None and not self.words.dirty:
            language = self.other.value or ""
            told = guides.wording(one, language) if one.item else dict(one.translations).get(language, "")
            self.words.show_value("" if told == one.text else told)

    # Changing

    def _changed(self, questions: Sequence[Question]) -> Answer:
        return self._revise(replace(self._version.draft, questions=tuple(questions))) if self._version else None

    def _questions(self) -> list[Question]:
        return list(self._version.draft.questions) if self._version else []

    def _save(self, key: int, field: str, value: Any) -> Answer:
        """A question in own words is not the guidance's any more, so the guidance does not translate it."""
        if field == "objectives":
            value = tuple(map(int, value))
        changed = self._questions()
        place = key % _MOST - 1
        if not self._version or key // _MOST != self._version.guide or not 0 <= place < len(changed):
            return _("This question is no more.")
        one = replace(changed[place], **{field: value})
        changed[place] = replace(one, item="") if field == "text" else one
        return problem(self._changed(changed), f"question/{place + 1}")

    @Slot()
    def _add(self) -> None:
        section = self._current.section if self._current else ""
        why = problem(self._changed([*self._questions(), Question(self.new.value, section)]))
        self.new.show_problem(why)
        if not why:
            self.new.show_value("")

    def _move(self, step: int) -> None:
        place, changed = self.table.current_id - 1, self._questions()
        if 0 <= place < len(changed) and 0 <= place + step < len(changed):
            changed[place], changed[place + step] = changed[place + step], changed[place]
            if not problem(self._changed(changed)):
                self.table.select_id(place + step + 1)

    def _delete(self, ids: Sequence[int]) -> None:
        why = problem(self._changed([one for one in self._questions() if one.number not in ids]))
        self.new.show_problem(why)

    @Slot()
    def _translated(self) -> None:
        one = self._current
        if one is None or not self.words.dirty:
            return
        why = problem(self._translate(one.id, self.other.value, self.words.value))
        self.words.dirty = bool(why)
        self.words.show_problem(why)
        self.words.show_saved(saved=not why)


def _principles() -> list[tuple[str, str]]:
    return [(one.id, i18n.compact(one.name)) for one in library.load().principles]
