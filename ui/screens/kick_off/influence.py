"""Influence and interest: the map of the medians, the same as a table, and quick rating with the digit keys."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.exchange import step_sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.stakeholders import ratings, register
from gcmdesk.stakeholders.ratings import HIGHEST, LOWEST, RatingDraft, SavedRating, Standing
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.kick_off import standing_words, words
from ui.screens.kick_off.map_page import MapPage
from ui.screens.kick_off.standing_words import Placed
from ui.widgets.buttons import quiet_button
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import card
from ui.widgets.form import Choice, Day, Form, Line, Lines
from ui.widgets.line import clear_lines, line_of
from ui.widgets.picture_view import PictureView
from ui.widgets.placing import stacked
from ui.widgets.release_panel import Offer
from ui.widgets.standing_view import Mark, StandingView, by_id
from ui.widgets.text import Caption, Heading, Text

_RATED, _WITHDRAWN = mark("Stakeholder rated"), mark("Rating deleted")
_AT, _SINCE = "at:", "since:"


def _rate(session: Any, draft: RatingDraft, had: SavedRating | None) -> SavedRating | None:
    """Save the rating; one that says nothing any more goes."""
    if draft.influence is None and draft.interest is None and had:
        ratings.withdraw(session, had.id)
        return None
    return ratings.rate(session, draft)


class InfluencePage(MapPage):
    """Where stakeholders stand, as several raters see it."""

    topics = frozenset({"ratings", "stakeholders"})
    filter_name, table_name = mark("Filter the list"), mark("Influence and interest")
    empty = (
        mark("Nobody to rate yet"),
        mark(
            "Once stakeholders are in the register, several people rate how much influence and how much interest each "
            "has. The map shows the middle of their views and where they differ."
        ),
    )
    _typed: tuple[int, int] | None = None
    """Stakeholder and influence, while the second digit is awaited."""

    # Putting together

    def picture(self) -> PictureView:
        self.map = StandingView(_("Map of influence and interest"))
        return self.map

    def extras(self) -> list[QWidget]:
        self.rater_box = ChoiceBox(_("Raters"))
        self.when_box = ChoiceBox(_("Day of the map"))
        for box in (self.rater_box, self.when_box):
            box.stay_narrow()
            box.activated.connect(self.fill)
        return [self.rater_box, self.when_box]

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("name", _("Stakeholder"), lambda one: one.name, weight=3),
            TableColumn(
                "influence", _("Influence"), lambda one: words.middle(one.now.influence if one.now else None), weight=2
            ),
            TableColumn(
                "interest", _("Interest"), lambda one: words.middle(one.now.interest if one.now else None), weight=2
            ),
            TableColumn("quadrant", _("Suggested engagement"), lambda one: standing_words.quadrant(one.now), weight=2),
            TableColumn("before", _("Before"), standing_words.moved_from, weight=2),
        )

    def detail(self) -> QWidget:
        self.who = Heading("", 2)
        self.said = Text()
        rater = Line("rater", _("Who rates"), hint=_("A role or a group, for example “district team”."))
        rater.edit.setCompleter(self._known_raters())
        self.by = Form((rater,))
        self.on = Form((Day("day", _("Day of the rating")),))
        steps = [(str(step), i18n.current().number(step)) for step in range(LOWEST, HIGHEST + 1)]
        self.form = Form(
            (
                Choice("influence", _("Influence"), steps, unset=_("Not rated"), hint=_("1 hardly any, 5 decisive")),
                Choice("interest", _("Interest"), steps, unset=_("Not rated"), hint=_("1 hardly any, 5 very strong")),
                Lines("reason", _("Reason"), rows=2),
            ),
            save=self._save,
        )
        for form in (self.by, self.on):
            for field in form.fields.values():
                field.left.connect(self._rater_changed)
        keys = Caption(
            _(
                "Faster: type two digits in the table, influence and then interest; 0 leaves one open. The next row "
                "follows by itself."
            )
        )
        self.given = QVBoxLayout()
        self.given.setSpacing(0)
        self.given_card = card(Heading(_("Ratings so far"), 3))
        frame = self.given_card.layout()
        if isinstance(frame, QVBoxLayout):
            frame.addLayout(self.given)
        self.rate_card = card(Heading(_("Rate"), 3), self.by, self.on, self.form, keys, spacing=12)
        cards: list[QWidget] = [card(self.who, self.said), self.rate_card, self.given_card]
        holder = stacked(*cards, *(() if self.read_only else (self.picture_card(),)))
        self.rate_card.setVisible(not self.read_only)
        self.on.show_record(1, {"day": date.today()})  # noqa: DTZ011 - this computer's day
        self.by.show_record(1, {"rater": ""})
        self.table.installEventFilter(self)
        return holder

    def _known_raters(self) -> QCompleter:
        self._raters = QStringListModel(self)
        completer = QCompleter(self._raters, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        return completer

    # Rows

    @property
    def narrowed(self) -> bool:
        return super().narrowed or bool(self.rater_box.currentData())

    def widen(self) -> None:
        super().widen()
        self.rater_box.setCurrentIndex(0)

    def refresh(self) -> None:
        self._fill_boxes()
        until, since, rater = self._chosen_days()
        now = by_id(self.workspace.read(ratings.standings, until, rater))
        before: Mapping[int, Standing] = {}
        if since:
            before = by_id(self.workspace.read(ratings.standings, since, rater))
        names = self.workspace.read(register.names)
        self.hold(Placed(id, name, now.get(id), before.get(id)) for id, name in names)
        self.map.show_marks([Mark(one.now, one.before) for one in self._all.values() if one.now])
        super().refresh()

    def _chosen_days(self) -> tuple[date | None, date | None, str]:
        """The day of the map (None is now), the day it is compared with, and the rater (empty for all)."""
        when, rater = self.when_box.currentData() or "", self.rater_box.currentData() or ""
        until = date.fromisoformat(when.removeprefix(_AT)) if when.startswith(_AT) else None
        since = date.fromisoformat(when.removeprefix(_SINCE)) if when.startswith(_SINCE) else None
        return until, since, rater

    def _fill_boxes(self) -> None:
        known, texts = self.workspace.read(ratings.raters), i18n.current()
        self._raters.setStringList(list(known))
        days = self.workspace.read(ratings.days)
        when = [("", _("As it stands now"))]
        when += [(f"{_SINCE}{day}", _("Change since {day}").format(day=texts.date(day, "medium"))) for day in days[1:]]
        when += [(f"{_AT}{day}", _("As it stood on {day}").format(day=texts.date(day, "medium"))) for day in days[1:]]
        _offer(self.rater_box, [("", _("All raters")), *((one, one) for one in known)])
        _offer(self.when_box, when)

    orders: ClassVar = {
        "name": lambda one: fold(one.name),
        "influence": lambda one: _median(one.now.influence if one.now else None),
        "interest": lambda one: _median(one.now.interest if one.now else None),
        "quadrant": lambda one: standing_words.quadrant(one.now),
        "before": standing_words.moved_from,
    }

    def words_of(self, record: Placed) -> str:
        return record.name

    def show_record(self, record: Placed) -> None:
        if self._typed and self._typed[0] != record.id:
            self._typed = None  # the user went on without a second digit
        self.who.setText(isolate(record.name))
        self.said.setText(standing_words.in_words(record))
        self.view.show_current(record.id)
        given = self.workspace.read(ratings.of_stakeholder, record.id)
        self._show_given(given)
        self._show_own(record.id, given)

    def _show_own(self, id: int, given: Sequence[SavedRating]) -> None:
        """The rating by this rater on this day, to be changed."""
        own = self._own(given)
        values = {"influence": own.influence, "interest": own.interest} if own else {}
        shown = {field: str(values.get(field) or "") for field in ("influence", "interest")}
        self.form.show_record(id, {**shown, "reason": own.reason if own else ""})

    def _own(self, given: Sequence[SavedRating]) -> SavedRating | None:
        rater = self.by.fields["rater"].value
        try:
            day = self.on.fields["day"].value
        except ValueError:
            return None
        return next((one for one in given if (one.rater, one.day) == (rater, day)), None)

    def _show_given(self, given: Sequence[SavedRating]) -> None:
        clear_lines(self.given)
        for one in given:
            text = Text(standing_words.rating(one))
            buttons = []
            if not self.read_only:
                name = _("Delete: {text}").format(text=standing_words.rating(one))
                buttons.append(quiet_button(name, "x", partial(self._withdraw, one.id)))
            self.given.addWidget(line_of(text, *buttons))
        self.given_card.setVisible(bool(given))

    def choose(self, id: object) -> None:
        self.show_place(str(id))

    @Slot()
    def _rater_changed(self) -> None:
        for form in (self.by, self.on):
            for field in form.fields.values():
                field.dirty = False
                field.show_problem("")
        record = self.table.current_record
        if record is not None:
            self._show_own(record.id, self.workspace.read(ratings.of_stakeholder, record.id))

    # Leaving

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted, (until, _since, rater) = tuple(ids), self._chosen_days()
        return Offer(
            self.title, lambda session, _request, texts: step_sheets.standings(session, until, rater, wanted, texts)
        )

    def anew(self) -> PictureView:
        made = StandingView(self.title)
        made.resize(self.map.size())
        made.show_marks(list(self.map.marks.values()))
        return made

    def in_words(self) -> str:
        return "\n".join(filter(None, map(self.map.said, self.map.marks)))

    # Rating

    def _save(self, id: int, field: str, value: str) -> Answer:
        given = self.workspace.read(ratings.of_stakeholder, id)
        had = self._own(given)
        values: dict[str, int | str | None] = {
            "influence": had.influence if had else None,
            "interest": had.interest if had else None,
            "reason": had.reason if had else "",
        }
        values[field] = value if field == "reason" else int(value) if value else None
        return self._rate(id, had, values)

    def _rate(self, id: int, had: SavedRating | None, values: dict[str, int | str | None]) -> Answer:
        by, on = self.by.submitted(), self.on.submitted()
        if by is None or on is None or on["day"] is None:
            if on is not None and on["day"] is None:
                self.on.show_problems([("day", mark("Say on which day this is the view."))])
            return _("Say who rates, and on which day.")
        draft = RatingDraft(
            id,
            by["rater"],
            on["day"],
            influence=values["influence"],  # type: ignore[arg-type]
            interest=values["interest"],  # type: ignore[arg-type]
            reason=str(values["reason"]),
        )
        problems = draft.problems()
        self.by.show_problems([one for one in problems if one[0] == "rater"])
        if had and [field for field, _message in problems] == ["influence"]:
            problems = ()
        return problems or self.workspace.run(_rate, draft, had, name=_RATED)

    def _withdraw(self, id: int) -> None:
        self.workspace.run(ratings.withdraw, id, name=_WITHDRAWN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and not self.read_only
            and event.text().isdecimal()
            and int(event.text()) <= HIGHEST
        ):
            self._digit(int(event.text()))
            return True
        return super().eventFilter(watched, event)

    def _digit(self, digit: int) -> None:
        """The first digit is influence, the second interest; then comes the next row."""
        id = self.table.current_id
        if not id:
            return
        first = self._typed is None or self._typed[0] != id
        given = self.workspace.read(ratings.of_stakeholder, id)
        had = self._own(given)
        influence = digit if first or self._typed is None else self._typed[1]
        interest = (had.interest if had else None) if first else digit or None
        self._typed = (id, digit) if first else None
        values: dict[str, int | str | None] = {
            "influence": influence or None,
            "interest": interest,
            "reason": had.reason if had else "",
        }
        if not (influence or interest or had):  # nothing is said, nothing is saved
            self.table.step_rows(0 if first else 1)
            return
        why = self._rate(id, had, values)
        if isinstance(why, (str, tuple)) and why:
            self._typed = None
            self.by.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not first:
            self.table.step_rows(1)


def _offer(box: ChoiceBox, choices: list[tuple[str, str]]) -> None:
    """Fill a box anew, keeping what is chosen."""
    if [(box.itemData(at), box.itemText(at)) for at in range(box.count())] == choices:
        return
    chosen = box.currentData()
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def _median(side: ratings.Middle | None) -> float:
    return side.median if side else 0.0
