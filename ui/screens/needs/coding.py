"""Coding: go through the notes with the keyboard and give themes to them, or to passages of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import codebook, coding
from gcmdesk.consultations.coding_records import Passage
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.jobs import Progress
from gcmdesk.synthesis import note_lists
from gcmdesk.synthesis.note_lists import ListedNote, Which
from ui import theme
from ui.asking import Question
from ui.commands import PageCommand
from ui.models.records import TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs.choices import compact_box, offer_in, session_choices
from ui.screens.needs.coders import coder_choices
from ui.screens.needs.given_table import GivenTable
from ui.screens.needs.note_table import speakers
from ui.screens.needs.theme_picker import KEYS, ThemePicker
from ui.screens.needs.themes import Themes, themes
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.note_text import NoteText, Stretch
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.text import Caption
from ui.widgets.withdraw_button import WithdrawButton, withdraw_offers

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

_WHICH = {
    Which.ALL: mark("All notes"),
    Which.UNCODED: mark("Not coded yet"),
    Which.CODED: mark("Coded"),
    Which.ASIDE: mark("No theme fits"),
    Which.VANISHED: mark("Passages whose words are gone"),
}
_LEAST_TABLE = 60
"""Pixels of height, where large text leaves little room."""
_MOST_LETTERS = 300
"""Of a note, in the list."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many notes a coder has left, who codes, and, where it was asked for, the themes that are given most."""

    coder: str
    left: int
    coders: Sequence[str]
    used: Sequence[int]


def _counted(workspace: "Workspace", coder: str, used: bool, _progress: Progress) -> _Counted:
    branches = workspace.read(codebook.tree) if used else ()
    given = sorted((one for one in branches if one.notes), key=lambda one: -one.notes)
    left, coders = workspace.read(coding.left, coder), workspace.read(coding.coders)
    return _Counted(coder, left, coders, [one.theme.id for one in given])


class CodingPage(ListDetailPage):
    """The notes, and beside them the words of the current one with its themes."""

    topics = frozenset({"notes", "codings", "themes", "consultations", "stakeholders"})
    filter_name, table_name = mark("Find in the notes"), mark("Notes")
    empty = (
        mark("There are no notes to code yet"),
        mark(
            "Notes come from sessions, from paper and from files. Here they get the themes under which they are found."
        ),
    )
    shares = (1, 1)

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._topics = set[str]()
        self._asked: tuple[object, ...] = ()
        self._themes = Themes({}, {}, {})
        self._recent: list[int] = []
        self._used: Sequence[int] = ()
        self._left: int | None = None
        self._counting = False
        self._counted_for = ""
        self._shown_note: ListedNote | None = None
        super().__init__(context, entry)
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.table.offers = lambda: withdraw_offers(context, speakers(self.table.current_record))

    # The list

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn(
                "text", _("Note"), lambda one: " ".join(one.text[:_MOST_LETTERS].split()), weight=4, sorts=False
            ),
            TableColumn("themes", _("Themes"), self._titles, weight=2, sorts=False),
        )

    def _titles(self, one: ListedNote) -> str:
        own = dict.fromkeys(each.theme for each in one.given if each.coder == self.coder)
        return i18n.current().joined([isolate(self._themes.title(each)) for each in own]) if own else ""

    def extras(self) -> list[QWidget]:
        self.which = compact_box(_("Notes shown"), [(value, _(title)) for value, title in _WHICH.items()])
        self.session = compact_box(_("Session"), [(0, _("All sessions"))])
        self.as_coder = compact_box(_("Code as"), coder_choices(self.workspace))
        for box in (self.which, self.session, self.as_coder):
            box.currentIndexChanged.connect(self.fill)
        return [self.which, self.session, self.as_coder]

    @property
    def coder(self) -> str:
        """Who codes; empty for the team as a whole."""
        return str(self.as_coder.currentData() or "")

    @property
    def narrowed(self) -> bool:
        return super().narrowed or self.which.currentData() != Which.ALL or bool(self.session.currentData())

    def widen(self) -> None:
        super().widen()
        for box in (self.which, self.session):
            box.setCurrentIndex(0)

    def _on_commit(self, topics: frozenset[str]) -> None:
        self._topics |= topics
        super()._on_commit(topics)

    def asks(self, words: str, sort: str, descending: bool) -> Question[Sequence[int]] | None:
        del sort, descending
        which = Which(self.which.currentData())
        asked = (words, which, self.coder, self.session.currentData() or None)
        only_coded, self._topics = self._topics == {"codings"}, set()
        if only_coded and asked == self._asked and not self.reader.waiting:  # else what is coded would leave at once
            return None
        self._asked = asked
        return partial(note_lists.ids, words=words, which=which, coder=asked[2], consultation=asked[3])

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del words, sort, descending
        return self.table.records.ids

    def refresh(self) -> None:
        if self._altered:  # else only other notes are asked for
            self._themes = themes(self.workspace)
            if self._topics != {"codings"}:
                offer_in(self.session, session_choices(self.workspace))
            self._show_themes()
            self._count()
        elif self.coder != self._counted_for:
            self._count()
        super().refresh()

    def records(self, ids: Sequence[int]) -> Sequence[ListedNote]:
        return self.workspace.read(note_lists.listed, ids)

    # How much is left

    @property
    def subtitle(self) -> str:
        if self._left is None:
            return ""
        told = ngettext("{n} note is not coded yet", "{n} notes are not coded yet", self._left)
        return told.format(n=i18n.current().number(self._left))

    def _count(self) -> None:
        if not self._counting:
            self._counting = True
            self._counted_for = self.coder
            work = partial(_counted, self.workspace.present, self.coder, not self._used)
            self.context.tasks.start(_("Counting"), work, self._show_left, failed=self._not_counted, quiet=True)

    @Slot(object)
    def _show_left(self, counted: _Counted) -> None:
        self._counting = False
        offer_in(self.as_coder, coder_choices(self.workspace, counted.coders))
        if counted.used and not self._used:
            self._used = counted.used
            self._show_themes()
        if counted.coder != self.coder:
            self._count()
        elif counted.left != self._left:
            self._left = counted.left
            self.head_changed.emit()

    @Slot(object)
    def _not_counted(self, _error: object) -> None:
        self._counting = False
        self._left = None

    # The detail

    def detail(self) -> QWidget:
        self.about = Caption()
        hint = _("Select a passage with Shift and the arrow keys, or with the mouse; then give it a theme.")
        self.words = NoteText(_("Words of the note"), hint)
        self.given = GivenTable(self.context, read_only=self.read_only)
        self.given.current_changed.connect(self._show_passage)
        self.given.place_wanted.connect(self._place)
        self.picker = ThemePicker()
        self.picker.picked.connect(self._picked)
        self.withdraw_it = WithdrawButton(self.context)
        self.told = Caption()
        self.keys = Caption(
            _(
                "Keys in the list and in the note: {keys} give the first themes, T finds one, N goes to the next note "
                "that is not coded, 0 says that no theme fits."
            ).format(keys=isolate("1–9, A–H"))
        )
        self.next_it = button(_("Next uncoded note"), self.next_uncoded)
        self.aside_it = button(_("No theme fits"), self.set_aside)
        self.moves = row_of(self.next_it, self.aside_it, most=BESIDE_A_LIST)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        for widget in (
            self.about,
            self.words,
            self.withdraw_it.beside(self.told),
            self.picker,
            self.given,
            self.moves,
            self.keys,
            self.given.memo,
        ):
            column.addWidget(widget)
        for widget in (self.picker, self.moves, self.keys):
            widget.setVisible(not self.read_only)
        holder.setFocusProxy(self.words)
        return holder

    def show_record(self, record: ListedNote) -> None:
        if not self._shown_note or self._shown_note.id != record.id:
            self.told.setText("")
        self._shown_note = record
        facts = [isolate(record.title), i18n.current().date(record.day, "medium")]
        facts += [isolate(record.speaker)] * bool(record.speaker)
        facts.append(_(KIND_TITLES.get(record.kind, record.kind)) if record.kind else "")
        facts += [_("Verbatim")] * record.verbatim + [_("Confidential")] * record.confidential
        self.about.setText(" · ".join(filter(None, facts)))
        self.given.show_note(record, self._themes)
        self.withdraw_it.show_people(speakers(record))

    @Slot()
    def _show_passage(self) -> None:
        note = self._shown_note
        if note is None:
            return
        passages = [one for one in note.given if not one.whole and not one.vanished]
        lines = [Stretch(one.start, one.stop, self._themes.colour(one.theme)) for one in passages]
        here = self.given.current
        strong = [(one.start, one.stop) for one in passages if here and one.id == here.id]
        self.words.show_text(note.text, lines, strong)

    def _show_themes(self) -> None:
        first = [*self._recent, *(one for one in self._used if one not in self._recent)]
        self.picker.show_themes(self._themes, first or list(self._themes.depths))
        self.head_changed.emit()  # the keys give other themes now

    # Keys

    @property
    def commands(self) -> tuple[PageCommand, ...]:
        if self.read_only:
            return ()
        on = (self.table, self.words)
        return (
            PageCommand("coding-next", _("Next uncoded note"), self.next_uncoded, "N", on=on),
            PageCommand("coding-find", _("Find a theme"), self._find_theme, "T", on=on),
            PageCommand("coding-aside", _("No theme fits"), self.set_aside, "0", on=on),
            *(
                PageCommand(f"coding-{key}", self._giving(found), partial(self._give_key, key), key, on=on)
                for key in KEYS
                if (found := self.picker.of_key(key))
            ),
        )

    def _giving(self, theme_id: int) -> str:
        return _("Give the theme: {theme}").format(theme=isolate(self._themes.title(theme_id)))

    def _give_key(self, key: str) -> None:
        found = self.picker.of_key(key)
        if found:
            self.give(found)

    def _find_theme(self) -> None:
        self.picker.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(int)
    def _picked(self, theme_id: int) -> None:
        self.give(theme_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing

    def give(self, theme_id: int) -> None:
        """Give a theme to the selected passage, or else to all selected notes."""
        notes, passage = self.table.selected_ids, self.words.chosen
        if not notes:
            return
        self._recent = [theme_id, *(one for one in self._recent if one != theme_id)]
        if passage and len(notes) == 1:
            places = [Passage(notes[0], *passage)]
            given = self.workspace.run(coding.code_passages, theme_id, places, self.coder, name=mark("Passage coded"))
        else:
            given = self.workspace.run(coding.code, theme_id, notes, self.coder, name=mark("{count} notes coded"))
        if given.ok:
            self._tell_given(theme_id, given.result or 0, passage=bool(passage and len(notes) == 1))
            self.words.show_place(passage[0] if passage else 0)

    def _tell_given(self, theme_id: int, new: int, *, passage: bool) -> None:
        title = isolate(self._themes.title(theme_id))
        if not new:
            self.told.setText(_("“{theme}” was there already.").format(theme=title))
        elif passage:
            self.told.setText(_("The passage now has “{theme}”.").format(theme=title))
        else:
            sentence = ngettext("{n} note now has “{theme}”.", "{n} notes now have “{theme}”.", new)
            self.told.setText(sentence.format(n=i18n.current().number(new), theme=title))

    def next_uncoded(self) -> None:
        """Go to the next note that this coder has not dealt with."""
        session = self.session.currentData() or None
        found = self.workspace.read(coding.next_uncoded, self.table.current_id, self.coder, session)
        if found is None:
            self.told.setText(_("All notes are coded."))
        elif not self.table.select_id(found):
            self.show_place(str(found))

    def set_aside(self) -> None:
        """Say that no theme fits the selected notes; where only such notes are listed, offer them again."""
        notes = self.table.selected_ids
        if not notes:
            return
        if self.which.currentData() == Which.ASIDE:
            self.workspace.run(coding.take_up, notes, self.coder, name=mark("Notes offered for coding again"))
            self.fill()
        elif self.workspace.run(coding.set_aside, notes, self.coder, name=mark("Notes without a fitting theme")).ok:
            self.told.setText(_("Noted: no theme fits."))

    @Slot(int)
    def _place(self, coding_id: int) -> None:
        passage = self.words.chosen
        if passage is None:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.workspace.run(coding.place_again, coding_id, *passage, name=mark("Passage placed again"))

    @property
    def primary_action(self) -> PrimaryAction | None:
        place = "needs/autocode"
        return None if self.read_only else PrimaryAction(_("Code by search"), partial(self.context.go, place), "search")
