"""What a session is prepared with, and the criteria of guidance Tool 2 that it meets."""

from functools import partial

from gcmdesk import i18n
from gcmdesk.consultations import preparation
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.session_records import LONGEST_TITLE, Check, SavedSession
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from ui.answers import problem
from ui.screens.base import Context
from ui.screens.needs.point_lines import Point, PointLines
from ui.screens.needs.session_part import SessionPart
from ui.widgets.buttons import button
from ui.widgets.form import Line
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading

_CHECKED = mark("Check of a session changed")


class ChecksPart(SessionPart):
    """Safety, accessibility, and points in own words."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__(context, read_only=read_only)
        self.safety, self.access = (PointLines(self._save, LONGEST_TITLE, read_only=read_only) for _part in range(2))
        self.own = PointLines(self._save, LONGEST_TITLE, read_only=read_only, drop=self._drop)
        self.new = Line("point", _("Another point"), most=LONGEST_TITLE)
        self.new.edit.returnPressed.connect(self._add)
        self.new_row = row_of(button(_("Add the point"), self._add))
        self.add(Caption(_("Tick what is seen to; a note says how.")))
        self.add(Heading(_("Safe for everybody"), 3), self.safety)
        self.add(Heading(_("Open to everybody"), 3), self.access, self.own, self.new, self.new_row)
        for widget in (self.new, self.new_row):
            widget.setVisible(not read_only)
        self.setFocusProxy(self.safety)

    def refresh(self, saved: SavedSession) -> None:
        points: dict[PointLines, list[Point]] = {self.safety: [], self.access: [], self.own: []}
        for one in self.workspace.read(preparation.checks, saved.id):
            part = self.safety if one.point in lists.SAFETY else self.own if one.own else self.access
            text = isolate(one.point) if one.own else _(lists.CHECKS[one.point])
            points[part].append(Point(one.point, text, one.done, one.note))
        for part, found in points.items():
            part.show_points(saved.id, found)

    def _save(self, point: Point) -> str:
        check = Check(point.key, point.done, point.note)
        return problem(
            preparation.check_problems(check) or self.run(preparation.set_check, check, name=_CHECKED), "note"
        )

    def _drop(self, point: str) -> None:
        self.run(preparation.drop_check, point, name=_CHECKED)

    def _add(self) -> None:
        check = Check(self.new.value)
        why = problem(
            preparation.check_problems(check) or self.run(preparation.set_check, check, name=_CHECKED), "point"
        )
        self.new.show_problem(why)
        if not why:
            self.new.show_value("")


class CriteriaPart(SessionPart):
    """The criteria of a programme; each session says which it meets, and how."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__(context, read_only=read_only)
        self.lines = PointLines(self._save, LONGEST_TITLE, read_only=read_only)
        self.add(
            Caption(_("No session meets all of them; together they should. What the records suggest is said below.")),
            self.lines,
        )
        self.setFocusProxy(self.lines)

    def refresh(self, saved: SavedSession) -> None:
        met = self.workspace.read(preparation.met_by, saved.id)
        hint = _("What is recorded suggests that this session meets it.")
        self.lines.show_points(
            saved.id,
            [
                Point(
                    one.id,
                    i18n.compact(one.text),
                    one.id in met,
                    met.get(one.id, ""),
                    hint if saved.id in one.hints else "",
                )
                for one in self.workspace.read(preparation.criteria, saved.id)
            ],
        )

    def _save(self, point: Point) -> str:
        work = partial(preparation.meets, met=point.done)
        return problem(self.run(work, point.key, point.note, name=mark("Criterion of a session changed")))
