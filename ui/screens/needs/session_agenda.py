"""The agenda of a session: points in their order, typed one after the other or taken from the guide."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot

from gcmdesk import i18n
from gcmdesk.consultations import agenda, guides
from gcmdesk.consultations.session_records import LONGEST_TITLE, AgendaPoint, SavedSession
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from ui import theme
from ui.answers import Answer, problem
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import Context
from ui.screens.kick_off.side_buttons import side_buttons
from ui.screens.needs.session_guests import count
from ui.screens.needs.session_part import SessionPart
from ui.widgets.buttons import button
from ui.widgets.form import Line
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Text

_ROWS = 9
_CHANGED = mark("Agenda changed")


class AgendaPart(SessionPart):
    """The table, a line to add to it, and the order."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__(context, read_only=read_only)
        self._points: dict[int, AgendaPoint] = {}
        self._questions: list[tuple[int, str]] = []
        self.table = RecordTable(_("Agenda"), self._columns(), empty=_("The agenda has no points yet."))
        self.table.records.editable = not read_only
        self.table.removed = None if read_only else self._delete
        self.table.setFixedHeight(theme.current().px(34) * _ROWS)
        self.why, self.together = Text(tone="danger"), Text(tone="muted")
        self.why.hide()
        self.table.not_saved.connect(self._show_why)
        self.order = side_buttons(
            button(_("Earlier"), lambda: self._move(-1)),
            button(_("Later"), lambda: self._move(1)),
            button(_("Delete"), lambda: self._delete(self.table.selected_ids)),
        )
        self.new = Line("title", _("New point"), hint=_("Enter adds it at the end."), most=LONGEST_TITLE)
        self.new.edit.returnPressed.connect(self._add)
        self.from_guide = side_buttons(button(_("Add from the guide"), self._add_questions))
        self.add(self.table, self.why, self.together, self.order, self.new, self.from_guide)
        for widget in (self.order, self.new):
            widget.setVisible(not read_only)
        self.setFocusProxy(self.table)

    def _columns(self) -> tuple[TableColumn, ...]:
        number = i18n.current().number
        title = CellEditor(lambda one, text: self._save(replace(one, title=text)), most=LONGEST_TITLE)
        minutes = CellEditor(self._save_minutes, most=5)
        done = CellEditor(
            lambda one, value: self._save(replace(one, done=value == "yes")),
            lambda one: "yes" if one.done else "",
            (("", _("Not done")), ("yes", _("Done"))),
        )
        return (
            TableColumn("title", _("Point"), lambda one: one.title, 3, sorts=False, editor=title),
            TableColumn(
                "minutes",
                _("Minutes"),
                lambda one: "" if one.minutes is None else number(one.minutes),
                align="end",
                sorts=False,
                editor=minutes,
            ),
            TableColumn(
                "done", _("State"), lambda one: _("Done") if one.done else _("Not done"), sorts=False, editor=done
            ),
        )

    def refresh(self, saved: SavedSession) -> None:
        points = self.workspace.read(agenda.of, saved.id)
        self._points = {one.id: one for one in points}
        self.table.show_rows(tuple(self._points), self._of)
        total = sum(one.minutes or 0 for one in points)
        told = ngettext("{n} minute together", "{n} minutes together", total)
        self.together.setText(told.format(n=i18n.current().number(total)))
        self.together.setVisible(total > 0)
        self._questions = self._asked(saved)
        self.from_guide.setVisible(bool(self._questions) and not self.read_only)

    def _asked(self, saved: SavedSession) -> list[tuple[int, str]]:
        """Questions of the guide that are not on the agenda yet, in the language of the screen."""
        if saved.draft.guide_version is None:
            return []
        there = {one.question for one in self._points.values()}
        language = i18n.current().language.code
        questions = self.workspace.read(guides.version, saved.draft.guide_version).draft.questions
        return [(one.id, guides.wording(one, language)) for one in questions if one.id not in there]

    def _of(self, ids: Sequence[int]) -> list[AgendaPoint]:
        return [self._points[id] for id in ids if id in self._points]

    @Slot(str)
    def _show_why(self, why: str) -> None:
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _save(self, point: AgendaPoint) -> Answer:
        return point.problems() or problem(self.run(agenda.save, point, name=_CHANGED))

    def _save_minutes(self, point: AgendaPoint, text: str) -> Answer:
        try:
            return self._save(replace(point, minutes=count(text)))
        except ValueError as error:
            return str(error)

    @Slot()
    def _add(self) -> None:
        point = AgendaPoint(0, self.new.value)
        why = problem(point.problems() or self.run(agenda.save, point, name=mark("Point added to the agenda")))
        self.new.show_problem(why)
        if not why:
            self.new.show_value("")

    def _add_questions(self) -> None:
        self.run(agenda.from_guide, self._questions, name=mark("Points added to the agenda"))

    def _move(self, step: int) -> None:
        ids = list(self._points)
        here = self.table.current_id
        if here not in ids or not 0 <= ids.index(here) + step < len(ids):
            return
        place = ids.index(here)
        ids[place], ids[place + step] = ids[place + step], ids[place]
        self.workspace.run(agenda.arrange, ids, name=_CHANGED)

    def _delete(self, ids: Sequence[int]) -> None:
        for id in ids:
            self.workspace.run(agenda.delete, id, name=mark("Point taken off the agenda"))
