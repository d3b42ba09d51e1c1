"""Awareness raising: activities that make the Compact known, by audience and channel."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.exchange import step_sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.stakeholders import awareness
from gcmdesk.stakeholders.awareness import AUDIENCES, CHANNELS, Activity
from ui.answers import Answer
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.kick_off import choices, words
from ui.screens.kick_off.plan_page import PlanPage
from ui.widgets.buttons import delete_button
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import card
from ui.widgets.form import Choice, Day, Form, Line, Lines, Number
from ui.widgets.meter_view import MeterView
from ui.widgets.placing import stacked
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

_ADDED = mark("Activity added")


class AwarenessPage(PlanPage):
    """Who learns of the Compact, how, when, in which language, and what came of it."""

    topics = frozenset({"awareness"})
    service: ClassVar = awareness
    changed, deleted = mark("Activity changed"), mark("Activity deleted")
    gone = mark("This activity is no longer there.")
    filter_name, table_name = mark("Filter the list"), mark("Activities")
    empty = (
        mark("No activity yet"),
        mark(
            "Briefings, print, radio, social media, schools, cultural events: note what makes the Compact known, for "
            "whom, in which language, and what came of it."
        ),
    )

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add an activity"), self.add)

    def extras(self) -> list[QWidget]:
        self.audience = ChoiceBox(_("Audience"))
        self.audience.addItem(_("All audiences"), "")
        for value, text in choices.listed(AUDIENCES):
            self.audience.addItem(text, value)
        self.audience.activated.connect(self.fill)
        return [self.audience]

    def columns(self) -> tuple[TableColumn, ...]:
        titled = CellEditor(lambda one, text: self._save(one.id, "title", " ".join(text.split())))
        return (
            TableColumn("title", _("Activity"), lambda one: one.title, weight=3, editor=titled),
            TableColumn("audience", _("Audience"), lambda one: words.title(AUDIENCES, one.audience), weight=2),
            TableColumn("channel", _("Channel"), lambda one: words.title(CHANNELS, one.channel), weight=2),
            TableColumn("day", _("Day"), lambda one: words.day(one.day), weight=1),
            TableColumn("reached", _("People reached"), _reached, align="end"),
        )

    def detail(self) -> QWidget:
        self.titled = Line("title", _("Activity"))
        self.form = Form(
            (
                self.titled,
                Choice("audience", _("Audience"), choices.listed(AUDIENCES)),
                Choice("channel", _("Channel"), choices.listed(CHANNELS), unset=_("Not decided yet")),
                Day("day", _("Day")),
                Line("language", _("Language")),
                Number(
                    "reached", _("People reached"), hint=_("An estimate is enough. Empty means that nobody counted.")
                ),
                Lines("result", _("What came of it"), rows=3),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        lines: list[QWidget] = [self.form]
        if not self.read_only:
            lines.append(row_of(delete_button(_("Delete this activity"), self.delete_current)))
        self.meter = MeterView(_("Activities by audience"))
        self.unreached = Text()
        by_audience = card(Heading(_("Activities by audience"), 3), self.meter, self.unreached)
        return stacked(card(*lines, spacing=12), by_audience)

    @property
    def narrowed(self) -> bool:
        return super().narrowed or bool(self.audience.currentData())

    def widen(self) -> None:
        super().widen()
        self.audience.setCurrentIndex(0)

    def refresh(self) -> None:
        self.hold(self.workspace.read(awareness.activities))
        counts = self.workspace.read(awareness.by_audience)
        self.meter.show_bars([(words.title(AUDIENCES, key), count) for key, count in counts.items()])
        without = [words.title(AUDIENCES, key) for key, count in counts.items() if not count]
        self.unreached.setText(_("Nothing yet for: {audiences}.").format(audiences=i18n.current().joined(without)))
        self.unreached.setVisible(bool(without))
        super().refresh()

    orders: ClassVar = {
        "title": lambda one: fold(one.title),
        "audience": lambda one: words.title(AUDIENCES, one.audience),
        "channel": lambda one: words.title(CHANNELS, one.channel),
        "day": lambda one: one.day or date.max,
        "reached": lambda one: -1 if one.reached is None else one.reached,
    }

    def words_of(self, record: Activity) -> str:
        return f"{record.title} {record.result}"

    def wanted(self, record: Activity) -> bool:
        return self.audience.currentData() in ("", record.audience)

    def show_record(self, record: Activity) -> None:
        values = {name: getattr(record, name) for name in self.form.fields}
        self.form.show_record(record.id, values | {"language": choices.language_names(choices.parted(record.language))})

    # Leaving

    leaves = True

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)
        return Offer(self.title, lambda _session, _request, texts: step_sheets.activities(wanted, texts))

    # Changing

    def _save(self, id: int, field: str, value: Any) -> Answer:
        return self.save_field(id, field, ", ".join(choices.language_codes(value)) if field == "language" else value)

    def add(self) -> None:
        """A new activity; its name is what is typed first."""
        audience = self.audience.currentData() or next(iter(AUDIENCES))
        self.begin_with(Activity(0, _("New activity"), audience), _ADDED, self.form, self.titled)


def _reached(one: Activity) -> str:
    return "" if one.reached is None else i18n.current().number(one.reached)
