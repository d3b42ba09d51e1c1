"""What progress on one objective does to the others: a matrix for digit keys, with the reason beside it."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import interplay
from gcmdesk.priorities.interplay import LEVELS, Effect
from ui.answers import Answer
from ui.screens.base import Context
from ui.screens.needs import words
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.column import Column
from ui.widgets.form import Choice, Form, Lines
from ui.widgets.number_grid import NumberGrid
from ui.widgets.placing import side_by_side
from ui.widgets.text import Caption, Heading, Text

CHANGED = mark("Interplay changed")


class InterplayPage(Page):
    """Rows act, columns are affected."""

    topics = frozenset({"interplay"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._effects: dict[tuple[int, int], Effect] = {}
        self._pending: dict[tuple[int, int], int] = {}
        self.grid = NumberGrid(_("Interplay of objectives"), -3, 3)
        self.grid.locked = self.read_only
        self.grid.typed.connect(self._typed)
        self.grid.moved.connect(self._show_cell)
        self.side = self._made_side()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2, 0, 2, 0)
        column.addWidget(Caption(_("Progress on the objective of the row does this to the objective of the column.")))
        column.addWidget(self.grid, 1)
        split = side_by_side(left, self.side)
        self._layout.addWidget(split)

    def _made_side(self) -> Column:
        side = Column(_("Detail"))
        self.acting, self.affected = Heading("", 3), Text(bold=True)
        sign = {
            value: f"\u200e{value:+d}".replace("-", "\u2212") if value else i18n.current().number(0) for value in LEVELS
        }
        levels = [(str(value), f"{sign[value]}  {_(title)}") for value, title in LEVELS.items()]
        self.form = Form(
            (
                Choice("effect", _("Effect"), levels, unset=_("Not recorded")),
                Lines("reason", _("Why"), hint=_("An effect is kept with its reason."), rows=4),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        self.known = Text()
        side.add(
            self.acting,
            Caption(_("does this to")),
            self.affected,
            self.form,
            Heading(_("Known effects"), 3),
            self.known,
        )
        side.end()
        return side

    def panes(self) -> list[QWidget]:
        return [self.grid, self.side]

    def refresh(self) -> None:
        self._effects = self.workspace.read(interplay.matrix)
        values: dict[tuple[int, int], int | None] = {cell: one.effect for cell, one in self._effects.items()}
        number = i18n.current().number
        self.grid.show_cells(
            [(one, words.objective(one)) for one in range(1, 24)],
            [(one, number(one)) for one in range(1, 24)],
            {**values, **self._pending},
        )
        if self.grid.cell == (1, 1):
            self.grid.go_to((1, 2))
        self._show_cell()

    @Slot()
    def _show_cell(self) -> None:
        cell = self.grid.cell
        if cell is None:
            return
        acting, affected = cell
        self.acting.setText(words.objective(acting))
        self.affected.setText(
            words.objective(affected) if acting != affected else _("Choose two different objectives.")
        )
        self.form.setEnabled(acting != affected)
        one = self._effects.get(cell)
        effect = self._pending.get(cell, one.effect if one else None)
        values = {"effect": "" if effect is None else str(effect), "reason": one.reason if one else ""}
        self.form.show_record(acting * 100 + affected, values)
        if cell in self._pending:
            self.form.fields["reason"].show_problem(_("Say why; others have to be able to follow it."))
        lines = [words.influence(each) for each in self._effects.values() if acting in (each.acting, each.affected)]
        self.known.setText("\n".join(lines) or _("None yet for this objective."))

    @Slot(int, int, object)
    def _typed(self, acting: int, affected: int, value: int | None) -> None:
        """A digit is an effect; the first one in a cell waits for its reason."""
        self._effect((acting, affected), value)
        if (acting, affected) in self._pending:
            self.refresh()
            self.form.fields["reason"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _effect(self, cell: tuple[int, int], value: int | None) -> Answer:
        self._pending.pop(cell, None)
        if value is None:
            return self.workspace.run(interplay.take_back, *cell, name=CHANGED)
        one = self._effects.get(cell)
        if one is None:
            self._pending[cell] = value
            return None
        return self.workspace.run(interplay.put, Effect(*cell, value, one.reason), name=CHANGED)

    def _save(self, key: int, field: str, value: Any) -> Answer:
        cell = divmod(key, 100)
        if field == "effect":
            answer = self._effect(cell, int(value) if value else None)
            if cell in self._pending:
                self.form.fields["reason"].show_problem(_("Say why; others have to be able to follow it."))
            return answer
        one = self._effects.get(cell)
        effect = self._pending.get(cell, one.effect if one else None)
        if effect is None:
            return _("Choose the effect first.")
        draft = Effect(*cell, effect, value)
        answer = draft.problems() or self.workspace.run(interplay.put, draft, name=CHANGED)
        if not isinstance(answer, tuple):
            self._pending.pop(cell, None)
        return answer

    @property
    def place(self) -> str:
        return "-".join(map(str, self.grid.cell)) if self.grid.cell else ""

    def show_place(self, place: str) -> None:
        parts = place.split("-")
        if len(parts) == 2 and all(one.isdecimal() for one in parts):
            self.grid.go_to((int(parts[0]), int(parts[1])))
