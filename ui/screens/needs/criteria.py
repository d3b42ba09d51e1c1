"""What objectives are assessed by, and how much each criterion weighs."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import criteria
from gcmdesk.priorities.criteria import SavedCriterion, Settings
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs.parts import holds
from ui.widgets.buttons import button
from ui.widgets.choice import ChoiceBox
from ui.widgets.form import Form, Line, Lines, Number
from ui.widgets.placing import stacked
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

CHANGED = mark("Criteria changed")
ADDED = mark("Criterion added")
REMOVED = mark("Criterion removed")


class CriteriaPage(ListDetailPage):
    """Criteria with their weights; the guidance's words stay, own ones can be changed."""

    topics = frozenset({"criteria", "scores"})
    filter_name, table_name = mark("Filter the criteria"), mark("Criteria")
    empty = (
        mark("No criteria yet"),
        mark("Criteria say what “first” means. Begin with the five principles of the guidance; add your own later."),
    )

    @property
    def subtitle(self) -> str:
        if not self.workspace.is_open or self.workspace.locked:
            return ""
        total = sum(self.workspace.read(criteria.weights).values())
        return _("{points} points given out").format(points=i18n.current().number(total))

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.read_only:
            return None
        if self.workspace.read(criteria.all_of):
            return PrimaryAction(_("Add a criterion"), self._add)
        return PrimaryAction(_("Begin with the five principles"), self._install)

    def columns(self) -> tuple[TableColumn, ...]:
        number = i18n.current().number
        return (
            TableColumn("title", _("Criterion"), lambda one: one.title, weight=3, sorts=False),
            TableColumn("points", _("Weight"), lambda one: number(one.points), align="end", sorts=False),
        )

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        known = self.workspace.read(criteria.all_of)
        return [one.id for one in known if holds(f"{one.title} {one.question}", words)]

    def records(self, ids: Sequence[int]) -> Sequence[SavedCriterion]:
        return [one for one in self.workspace.read(criteria.all_of) if one.id in ids]

    def extras(self) -> list[QWidget]:
        self.weighing = ChoiceBox(_("How weights are asked for"))
        for value, (title, _how) in criteria.WEIGHINGS.items():
            self.weighing.addItem(_(title), value)
        self.weighing.setEnabled(not self.read_only)
        self.weighing.activated.connect(self._weigh_otherwise)
        return [self.weighing]

    def detail(self) -> QWidget:
        self.head = Heading("", 3)
        self.question = Text()
        self.anchors = Text(tone="muted")
        self.how = Text()
        self.weight = Form((Number("points", _("Weight"), whole=False),), save=self._weigh)
        self.own = Form(
            (
                Line("name", _("Name")),
                Line("question", _("Question"), hint=_("More speaks for acting first: “How much …?”")),
                Lines("anchors", _("What 0 to 5 mean"), hint=_("One line each, beginning with 0."), rows=6),
            ),
            save=self._change,
        )
        self.away = button(_("Remove this criterion"), self._remove)
        for form in (self.weight, self.own):
            form.set_read_only(self.read_only)
        self.away.setEnabled(not self.read_only)
        holder = stacked(self.head, self.question, self.anchors, self.how, self.weight, self.own, row_of(self.away))
        holder.setFocusProxy(self.weight)
        return holder

    def show_record(self, record: SavedCriterion) -> None:
        chosen = self.workspace.read(criteria.settings)
        self.weighing.setCurrentIndex(max(0, self.weighing.findData(chosen.weighing)))
        self.head.setText(record.title)
        self.question.setText(record.question)
        lines = [f"{i18n.current().number(level)}  {text}" for level, text in enumerate(record.anchors)]
        self.anchors.setText("\n".join(lines))
        self.how.setText(_(criteria.WEIGHINGS[chosen.weighing][1]))
        self.weight.show_record(record.id, {"points": record.points})
        own = not record.preset
        for widget, shown in ((self.question, not own), (self.anchors, not own), (self.own, own), (self.away, own)):
            widget.setVisible(shown)
        if own:
            values = {"name": record.title, "question": record.question, "anchors": "\n".join(record.anchors)}
            self.own.show_record(record.id, values)

    def refresh(self) -> None:
        super().refresh()
        self.head_changed.emit()

    # What is done

    def _install(self) -> None:
        outcome = self.workspace.run(criteria.install, name=ADDED)
        if outcome.result:
            self.begin(outcome.result[0].id)

    def _add(self) -> None:
        outcome = self.workspace.run(criteria.add, _("New criterion"), name=ADDED)
        if outcome.result:
            self.begin(outcome.result.id)
            self.own.setFocus()

    def _remove(self) -> None:
        self.workspace.run(criteria.remove, self.table.current_id, name=REMOVED)

    def _weigh(self, key: int, _field: str, value: Any) -> Answer:
        points = value or 0
        if points > criteria.ALL_POINTS:
            return _("A criterion has at most 100 points.")
        return self.workspace.run(criteria.weigh, key, float(points), name=CHANGED)

    def _change(self, key: int, field: str, value: Any) -> Answer:
        present = next(one for one in self.workspace.read(criteria.all_of) if one.id == key)
        new = {"name": present.title, "question": present.question, "anchors": "\n".join(present.anchors), field: value}
        lines = tuple(new["anchors"].split("\n"))
        if not new["name"].strip():
            return _("Give the criterion a name.")
        if len(lines) > 6:
            return _("There are six steps, 0 to 5: at most six lines.")
        return self.workspace.run(criteria.change, key, new["name"], new["question"], lines, name=CHANGED)

    @Slot()
    def _weigh_otherwise(self) -> None:
        present = self.workspace.read(criteria.settings)
        chosen = self.weighing.currentData()
        if chosen != present.weighing:
            wanted = Settings(chosen, present.band, present.first)
            self.workspace.run(criteria.put_settings, wanted, name=CHANGED)
