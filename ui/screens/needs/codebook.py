"""The code book: what the Compact gives, and the team's own themes; moved, merged, split, archived."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import codebook
from gcmdesk.consultations.coding_records import COLOURS, Branch, SavedTheme, ThemeDraft
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from ui import theme
from ui.answers import Answer
from ui.asking import Question
from ui.models.records import TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs.choices import offer
from ui.screens.needs.split_card import SplitCard
from ui.screens.needs.themes import Themes, indented, themes
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import card
from ui.widgets.form import Choice, Form, Line, Lines
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.text import Caption, Heading

_SHOWN = {"": mark("All themes"), "own": mark("Own themes"), "archived": mark("Archived themes too")}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the code book."""

    id: int
    theme: SavedTheme
    depth: int
    notes: int
    title: str


class CodeBookPage(ListDetailPage):
    """The tree of themes, and beside it the current one."""

    topics = frozenset({"themes", "codings"})
    filter_name, table_name = mark("Filter the code book"), mark("Themes")
    empty = (
        mark("The code book is empty"),
        mark(
            "It holds what notes can be about: the objectives and principles of the Compact, and themes of your own. "
            "Begin with the Compact’s; your own come below or beside them."
        ),
    )
    shares = (1, 1)

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._entries: dict[int, _Entry] = {}
        self._begun = bool(context.workspace.read(codebook.themes))
        super().__init__(context, entry)

    def columns(self) -> tuple[TableColumn, ...]:
        number = i18n.current().number
        return (
            TableColumn(
                "name",
                _("Theme"),
                lambda one: indented(one.title, one.depth),
                weight=5,
                sorts=False,
                swatch=lambda one: one.theme.colour,
            ),
            TableColumn("notes", _("Notes"), lambda one: number(one.notes), align="end", sorts=False),
            TableColumn("state", _("State"), self._state, sorts=False),
        )

    @staticmethod
    def _state(one: _Entry) -> str:
        if one.theme.merged_into:
            return _("Merged")
        return _("In the archive") if one.theme.archived else "" if one.theme.own else _("Compact")

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.read_only:
            return None
        if not self._begun:
            return PrimaryAction(_("Set up the code book"), self.set_up, "book-open")
        return PrimaryAction(_("New theme"), self.new_theme, "file-plus")

    def extras(self) -> list[QWidget]:
        self.which = ChoiceBox(_("Themes shown"))
        for value, title in _SHOWN.items():
            self.which.addItem(_(title), value)
        self.which.currentIndexChanged.connect(self.fill)
        return [self.which]

    @property
    def narrowed(self) -> bool:
        return super().narrowed or self.which.currentData() == "own"

    def widen(self) -> None:
        super().widen()
        self.which.setCurrentIndex(self.which.findData("archived"))

    def asks(self, words: str, sort: str, descending: bool) -> Question[tuple[Branch, ...]]:
        del words, sort, descending
        return partial(codebook.tree, archived=self.which.currentData() == "archived")

    def take(self, read: tuple[Branch, ...], words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        which = self.which.currentData()
        wanted = fold(words).split()
        texts = i18n.current()
        entries = [_Entry(b.theme.id, b.theme, b.depth, b.notes, codebook.title(b.theme, texts)) for b in read]
        self._entries = {one.id: one for one in entries if which != "own" or one.theme.own}
        self._themes: Themes = themes(self.workspace)
        self.actions_it.setEnabled(not any(one.action for one in self._themes.known.values()))
        if bool(self._themes.known) != self._begun:
            self._begun = not self._begun
            self.head_changed.emit()
        return [one.id for one in self._entries.values() if all(word in self._searched(one) for word in wanted)]

    def _searched(self, one: _Entry) -> str:
        return fold(f"{one.title} {one.theme.description}")

    def records(self, ids: Sequence[int]) -> Sequence[_Entry]:
        return [self._entries[id] for id in ids if id in self._entries]

    # The detail

    def detail(self) -> QWidget:
        colours = [(value, _(title)) for value, title in COLOURS.items()]
        self.form = Form(
            (
                Line("name", _("Name"), most=200),
                Lines("description", _("Description"), hint=_("When to give this theme, and when not."), rows=3),
                Choice("colour", _("Colour"), colours, unset=_("None")),
                Choice("parent", _("Lies below"), (), unset=_("Nothing: it stands at the top")),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        self.below_it = button(_("New theme below"), self.new_theme_below)
        self.archive_it = button(_("Bring back"), self.archive)
        self.actions_it = button(_("Add the actions"), self.add_actions)
        self.actions_it.setAccessibleDescription(_("Puts the actions of all objectives below them."))
        self.target = Choice("into", _("Theme that takes the notes"), ())
        self.merge_it = button(_("Merge"), self.merge)
        hint = _("All notes of this theme get the other one; this one is archived. Undo takes it back.")
        self.merging = card(
            Heading(_("Merge with another theme"), 3), Caption(hint), self.target, row_of(self.merge_it)
        )
        self.split_card = SplitCard(self.context)
        self.split_card.split_wanted.connect(self._split)
        self.doing = row_of(self.below_it, self.archive_it, self.actions_it, most=BESIDE_A_LIST)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        for widget in (self.form, self.doing, self.merging, self.split_card):
            column.addWidget(widget)
        holder.setFocusProxy(self.form)
        return holder

    def show_record(self, record: _Entry) -> None:
        one = record.theme
        others = self._themes.choices(codebook.descendants(self._themes.known, one.id))
        offer(self.form.fields["parent"], others, unset=_("Nothing: it stands at the top"))
        offer(self.target, self._themes.choices({one.id}))
        values = {"name": record.title, "description": one.description, "colour": one.colour}
        self.form.show_record(one.id, values | {"parent": str(one.parent or "")})
        fixed = self.read_only or not one.own
        self.form.fields["name"].set_read_only(fixed)
        self.form.fields["parent"].set_read_only(fixed)
        self.archive_it.setText(_("Bring back") if one.archived else _("Archive"))
        self.archive_it.setVisible(not one.merged_into)
        self.doing.setVisible(not self.read_only)
        self.merging.setVisible(not self.read_only and one.own and not one.merged_into)
        self.split_card.setVisible(not self.read_only and bool(record.notes))
        self.split_card.show_theme(one.id)

    def _save(self, id: int, field: str, value: Any) -> Answer:
        one = self._themes.known[id]
        if field == "parent":
            value = int(value) if value else None
        draft = replace(codebook.draft_of(one), **{field: value})
        return draft.problems() or self.workspace.run(codebook.change, id, draft, name=mark("Theme changed"))

    # What the buttons do

    def set_up(self) -> None:
        """Put the Compact's objectives and principles into the code book."""
        self.workspace.run(codebook.set_up, name=mark("Code book set up"))

    def add_actions(self) -> None:
        """Put the actions below their objectives too."""
        self.workspace.run(partial(codebook.set_up, actions=True), name=mark("Actions put into the code book"))

    def new_theme(self) -> None:
        """Add a theme at the top and go to its name."""
        self._add(None)

    def new_theme_below(self) -> None:
        """Add a theme below the current one."""
        self._add(self.table.current_id or None)

    def _add(self, parent: int | None) -> None:
        draft = ThemeDraft(_("New theme"), parent=parent)
        made = self.workspace.run(codebook.add, draft, name=mark("Theme added")).result
        if made:
            self.begin(made.id)
            field = self.form.fields["name"]
            if isinstance(field, Line):
                field.edit.selectAll()

    def archive(self) -> None:
        """Put the current theme away, or take it out again."""
        one = self._entries[self.table.current_id].theme
        name = mark("Theme taken out of the archive") if one.archived else mark("Theme archived")
        self.workspace.run(partial(codebook.archive, archived=not one.archived), one.id, name=name)

    def merge(self) -> None:
        """Give all notes of the current theme to the chosen one."""
        keep, drop = self.target.value, self.table.current_id
        if not keep or not drop:
            return
        outcome = self.workspace.run(codebook.merge, int(keep), drop, name=mark("Themes merged"))
        if outcome.ok:
            count = outcome.result or 0
            told = ngettext("{n} place now has the other theme.", "{n} places now have the other theme.", count)
            self.context.messages.show_message("success", told.format(n=i18n.current().number(count)))
            self.read_anew()
            self.table.select_id(int(keep))

    @Slot(str, object)
    def _split(self, name: str, codings: tuple[int, ...]) -> None:
        here = self._themes.known[self.table.current_id]
        parent = here.parent if here.own else here.id
        draft = ThemeDraft(name, parent=parent, colour=here.colour)
        problems = draft.problems()
        if problems:
            self.split_card.name.show_problem(_(problems[0][1]))
            return
        made = self.workspace.run(codebook.split, here.id, [(draft, codings)], name=mark("Theme split")).result
        if made:
            self.split_card.clear()
            self.begin(made[0].id)
