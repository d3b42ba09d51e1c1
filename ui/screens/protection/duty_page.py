"""A register of data protection: its entries, and beside them what is known and what can be entered next.

    class PaperPage(DutyPage):
        enter_text = mark("Enter paper")
        def entries(self): return self.workspace.read(paper.all_of)
        def blank(self): return {"what": "", …}                       # a new entry's form begins with this
        def new_form(self): return Form((Line("what", _("What")), …))
        def enter(self, values): …                                    # Answer; an outcome's result is the new entry
        def known(self): return [widgets below the facts]
        def show_entry(self, entry): …

Registers hold tens of entries, in the order in which they press; they are read whole and filtered here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Outcome
from ui.answers import Answer
from ui.models.records import Record
from ui.screens.base import Context, PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.facts import Facts
from ui.widgets.form import Choice, Form
from ui.widgets.placing import stacked
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading


class DutyPage(ListDetailPage):
    """List, detail, and a form for a new entry in the place of the detail."""

    enter_text: ClassVar[str] = ""
    """Of the button that begins a new entry; marked. Empty where the entries are given."""
    hint: ClassVar[str] = ""
    """Above the form of a new entry; marked."""
    shares = (1, 1)

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._entering = False
        self._left_at = 0
        self._all: dict[int, Any] = {}
        super().__init__(context, entry)

    # What a register says about itself

    def entries(self) -> Sequence[Any]:
        """All of them, the most pressing first."""
        raise NotImplementedError

    def blank(self) -> Mapping[str, Any]:
        """What the form of a new entry begins with."""
        return {}

    def new_form(self) -> Form:
        """The form of a new entry, without `save`."""
        return Form(())

    def enter(self, values: dict[str, Any]) -> Answer:
        """Save a new entry."""
        raise NotImplementedError

    def known(self) -> list[QWidget]:
        """What stands below the facts of an entry."""
        return []

    def show_entry(self, entry: Any) -> None:
        """Show an entry in `facts` and below."""
        raise NotImplementedError

    # The list

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        self._all = {entry.id: entry for entry in self.entries()}
        wanted = fold(words).split()
        return [id for id, entry in self._all.items() if all(word in self._searched(entry) for word in wanted)]

    def _searched(self, entry: Any) -> str:
        return fold(" ".join(column.text(entry) for column in self.table.records.columns))

    def records(self, ids: Sequence[int]) -> Sequence[Record]:
        return [self._all[id] for id in ids if id in self._all]

    def panes(self) -> list[QWidget]:
        shown = super().panes()
        return shown if shown == [self.nothing] or self.listed.isVisibleTo(self.split) else [self.side]

    # The detail

    @property
    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(_(self.enter_text), self.begin_entry) if self.enter_text and not self.read_only else None

    def detail(self) -> QWidget:
        self.new = self.new_form()
        title, hint = [Heading(_(self.enter_text), 2)], [Caption(_(self.hint))] if self.hint else []
        self.enter_it = button(_("Save"), self._enter, kind="primary", icon="check")
        self._form = stacked(*title, *hint, self.new, row_of(self.enter_it, button(_("Cancel"), self._cancel)))
        self.facts = Facts()
        self._known = stacked(card(self.facts), *self.known())
        holder = stacked(self._form, self._known)
        self._form.hide()
        return holder

    def show_record(self, record: Any) -> None:
        self.show_entry(record)

    def _show_current(self) -> None:
        super()._show_current()
        there = self.table.current_record is not None
        self._form.setVisible(self._entering)
        self._known.setVisible(there and not self._entering)
        self._detail.setVisible(there or self._entering)
        self.listed.setVisible(bool(len(self.table.records.ids)) or self.narrowed)

    def _current_changed(self, id: object) -> None:
        if id and id != self._left_at:
            self._entering = False
        self._show_current()

    def refresh(self) -> None:
        super().refresh()
        if self._entering:
            self._faces.setCurrentWidget(self.split)

    # A new entry

    def begin_entry(self) -> None:
        """Show the form of a new entry; one that was begun and left is still there."""
        if self.read_only:
            return
        if not any(field.dirty for field in self.new.fields.values()):
            self.new.clear(self.blank())
        self._entering = True
        self._left_at = self.table.current_id
        self._faces.setCurrentWidget(self.split)
        self._show_current()
        self.side.verticalScrollBar().setValue(0)
        self.new.setFocus(Qt.FocusReason.TabFocusReason)

    def _cancel(self) -> None:
        self.new.clear(self.blank())
        self._entering = False
        self.read_anew()

    def _enter(self) -> None:
        entered = self.submit(self.new, self.enter)
        if entered is None:
            return
        self._entering = False
        self.new.clear(self.blank())
        self.widen()
        self.read_anew()
        self.table.select_id(entered.id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self, form: Form, hand_in: Any) -> Any | None:
        """Hand a whole form in; returns what was saved, or None where something is wrong, which is then shown."""
        values = form.submitted()
        if values is None:
            return None
        answer = hand_in(values)
        if isinstance(answer, Outcome):
            return answer.result if answer.ok else None
        form.show_problems([problem for problem in answer or () if not isinstance(problem, str)])
        self.side.ensureWidgetVisible(form.summary)
        return None

    def choices(self, offered: Mapping[Any, str]) -> list[tuple[str, str]]:
        """A closed list of the core as a form takes it."""
        return [(str(value), _(title)) for value, title in offered.items()]


def offer(field: Choice, choices: Sequence[tuple[str, str]]) -> None:
    """Let a field choose among these, keeping what is chosen where it is still there."""
    present = field.value
    if [field.box.itemData(place) for place in range(field.box.count())] == [value for value, _text in choices]:
        return
    field.box.clear()
    for value, text in choices:
        field.box.addItem(text, value)
    field.show_value(present)


def section(title: str, *widgets: QWidget) -> QFrame:
    """A card with a heading."""
    return card(Heading(title, 3), *widgets, spacing=12)
