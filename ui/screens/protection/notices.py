"""Privacy notices: what people are told before they are asked, in versions and languages (guidance Tool 5)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.folding import fold
from gcmdesk.i18n import LANGUAGES, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import notices
from gcmdesk.protection.notices import Paragraph, SavedVersion, Words
from gcmdesk.protection.people_records import NoticeKind
from gcmdesk.protection.purposes import TITLES
from gcmdesk.workspace import clock
from ui import theme
from ui.models.records import Record, TableColumn
from ui.printing import Grid, Items, Part, Title, print_it
from ui.printing import Paper as Sheet
from ui.printing import Paragraph as Printed
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.protection.moments import local_day
from ui.screens.protection.notice_editor import KINDS, NoticeEditor
from ui.screens.protection.parts import column, language_title
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.facts import Facts
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.text import Heading, Text

_YES, _NO = mark("Yes"), mark("No")
_GAP = "\u2003" * 3
_BELOW = (mark("Signature or thumbprint"), mark("Witness"), mark("Day"))
"""What is filled in where the sheet is signed."""


def paper(words: Words, language: str) -> Sheet:
    """A notice in large type, with boxes to tick after each question."""
    known = language if language in {one.code for one in LANGUAGES} else None
    texts = i18n.Texts(known) if known else i18n.current()
    parts: list[Part] = []
    for one in words.paragraphs:
        if one.shape == "heading":
            parts.append(Title(one.text, 2))
        elif one.shape == "point":
            parts.append(Items((one.text,)))
        else:
            parts.append(Printed(one.text))
        if one.shape == "purpose":
            parts.append(Printed(f"☐ {texts.gettext(_YES)}{_GAP}☐ {texts.gettext(_NO)}"))
    words_below = [texts.gettext(title) for title in _BELOW]
    parts.append(Grid(words_below, [[""] * len(words_below)]))
    return Sheet(words.title, parts, large=True, language=known)


class NoticesPage(ListDetailPage):
    """All versions of all notices; beside them the words, to be read aloud, printed or edited."""

    topics = frozenset({"notices", "oversight"})
    filter_name, table_name = mark("Filter the notices"), mark("Notices")
    empty = (
        mark("No notice yet"),
        mark(
            "A notice says in plain words what is recorded, why and for how long. It is read out before anybody is "
            "asked. There are drafts in English, French and Arabic, for adults and for children."
        ),
    )
    shares = (1, 1)

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.read_only:
            return None
        if not self.workspace.read(notices.versions):
            return PrimaryAction(_("Set up the built-in notices"), self.set_up, "file-plus")
        return PrimaryAction(_("Add a notice"), self.add_one, "file-plus")

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("title", _("Notice"), lambda one: one.words.title, weight=2, sorts=False),
            TableColumn("kind", _("For"), lambda one: _(KINDS[one.kind]), sorts=False),
            TableColumn("language", _("Language"), lambda one: language_title(one.language), sorts=False),
            TableColumn("state", _("State"), self._state, sorts=False),
        )

    def _number(self, one: SavedVersion) -> str:
        return i18n.current().number(one.number)

    def _state(self, one: SavedVersion) -> str:
        if one.withdrawn:
            return _("Withdrawn")
        return _("Current") if one.id in self._current else _("Replaced")

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        here = i18n.current().language.code
        known = sorted(self.workspace.read(notices.versions), key=lambda one: (one.kind, one.language != here))
        self._all = {one.id: one for one in known}
        self._current: set[int] = set()
        seen: set[tuple[NoticeKind, str]] = set()
        for one in known:  # by kind and language, newest first
            if not one.withdrawn and (one.kind, one.language) not in seen:
                seen.add((one.kind, one.language))
                self._current.add(one.id)
        wanted = fold(words).split()
        return [one.id for one in known if all(word in self._searched(one) for word in wanted)]

    def _searched(self, one: SavedVersion) -> str:
        return fold(" ".join(each.text(one) for each in self.table.records.columns))

    def records(self, ids: Sequence[int]) -> Sequence[Record]:
        return [self._all[id] for id in ids if id in self._all]

    # The detail

    def detail(self) -> QWidget:
        self._shown: SavedVersion | None = None
        self.facts = Facts()
        self.print_one = button(_("Print large…"), self._print, icon="file-text")
        self.edit_one = button(_("Revise"), self._edit)
        self.withdraw_one = button(_("Withdraw version"), self._withdraw)
        self._acts = row_of(self.print_one, self.edit_one, self.withdraw_one, most=BESIDE_A_LIST)
        self._words = QWidget()
        self._lines = QVBoxLayout(self._words)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.current().px(8))
        self._reading = column(card(self.facts, self._acts, spacing=12), card(self._words))
        self.editor = NoticeEditor(self.context)
        self.editor.ended.connect(self._edited)
        self.editor.hide()
        return column(self._reading, self.editor)

    def show_record(self, record: SavedVersion) -> None:
        if self._shown and record.id != self._shown.id:
            self._show_editor(editing=False)
        self._shown = record
        day = i18n.current().date(local_day(record.made))
        self.facts.show_facts(
            (
                (_("For"), _(KINDS[record.kind])),
                (_("Language"), language_title(record.language)),
                (_("Version"), _("{number}, made on {day}").format(number=self._number(record), day=day)),
                (_("State"), self._state(record), "danger" if record.withdrawn else ""),
            )
        )
        self.edit_one.setVisible(not self.read_only)
        self.withdraw_one.setVisible(not self.read_only and not record.withdrawn)
        self._show_words(self.workspace.read(notices.to_read, record.id, local_day(clock.now())))

    def _show_words(self, words: Words) -> None:
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.deleteLater()
        self._lines.addWidget(Heading(words.title, 2))
        for one in words.paragraphs:
            self._lines.addWidget(self._line(one))

    def _line(self, one: Paragraph) -> QWidget:
        if one.shape == "heading":
            return Heading(one.text, 3)
        if one.purpose:
            return column(Text(_(TITLES[one.purpose]), tone="muted", scale=0.9), Text(one.text, bold=True), spacing=2)
        return Text(f"• {one.text}" if one.shape == "point" else one.text)

    # What can be done

    def set_up(self) -> None:
        """Put the built-in drafts into the workspace."""
        if self.workspace.run(notices.install, name=mark("Notices set up")).ok:
            self.read_anew()
            self.head_changed.emit()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_one(self) -> None:
        """Begin a notice in one more language, from the built-in draft in the language nearest to the reader."""
        code = i18n.current().language.code
        language = code if code in notices.LANGUAGES else notices.LANGUAGES[0]
        self.editor.begin(notices.draft(NoticeKind.ADULT, language))
        self._show_editor(editing=True)

    def _print(self) -> None:
        if self._shown:
            words = self.workspace.read(notices.to_read, self._shown.id, local_day(clock.now()))
            print_it(self, paper(words, self._shown.language))

    def _edit(self) -> None:
        if self._shown:
            self.editor.edit(self._shown)
            self._show_editor(editing=True)

    def _show_editor(self, *, editing: bool) -> None:
        self._reading.setVisible(not editing)
        self.editor.setVisible(editing)
        self.side.verticalScrollBar().setValue(0)
        if editing:
            self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _edited(self, id: int) -> None:
        self._show_editor(editing=False)
        if id:
            self.widen()
            self.read_anew()
            self.table.select_id(id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self) -> None:
        if self._shown:
            self.workspace.run(notices.withdraw, self._shown.id, name=mark("Version of a notice withdrawn"))
            self.read_anew()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
