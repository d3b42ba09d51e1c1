"""How far two coders see the same notes alike: in words, with kappa and alpha, theme by theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import agreement, coding
from gcmdesk.consultations.agreement import Agreement
from gcmdesk.consultations.coding_records import Coders, ThemeAgreement
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from gcmdesk.jobs import Progress
from ui import theme
from ui.models.records import TableColumn
from ui.screens.base import Context
from ui.screens.needs.choices import compact_box, offer_in, session_choices
from ui.screens.needs.coders import coder_choices
from ui.screens.needs.note_table import NoteTable
from ui.screens.needs.themes import Themes, themes
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import Column, card
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Caption, Heading, Text

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

_Asked = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    found: ThemeAgreement
    title: str


def in_words(kappa: float | None) -> str:
    """What a kappa means (Landis and Koch 1977), in the language of the screen."""
    if kappa is None:
        return _("cannot be told")
    if kappa <= 0:
        return _("no better than chance")
    steps = ((0.2, _("slight")), (0.4, _("only fair")), (0.6, _("moderate")), (0.8, _("substantial")))
    return next((word for limit, word in steps if kappa <= limit), _("almost perfect"))


def figure(value: float | None) -> str:
    """Kappa or alpha with two decimals; a dash where it is not defined."""
    return "–" if value is None else i18n.current().number(round(value, 2), "0.00")


def _agreed(workspace: "Workspace", asked: _Asked, _progress: Progress) -> tuple[_Asked, Agreement]:
    return asked, workspace.read(agreement.of_coders, *asked)


class AgreementPage(Page):
    """Two coders are chosen; below, what they agree on and the notes that they see differently."""

    topics = frozenset({"codings", "themes", "notes"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._themes = Themes({}, {}, {})
        self._rows: dict[int, _Row] = {}
        self.first = compact_box(_("First coder"), [])
        self.second = compact_box(_("Second coder"), [])
        self.session = compact_box(_("Session"), [])
        row = QHBoxLayout()
        for title, box in ((_("First coder"), self.first), (_("Second coder"), self.second), ("", self.session)):
            if title:
                row.addWidget(Caption(title))
            box.currentIndexChanged.connect(self.look)
            row.addWidget(box, 1)
        self.overall = Heading("", 2)
        self.told = Text()
        self.figures = Caption()
        columns = (
            TableColumn("theme", _("Theme"), lambda one: one.title, 4, sorts=False),
            TableColumn("words", _("Agreement"), lambda one: in_words(one.found.coders.kappa), 2, sorts=False),
            TableColumn("both", _("Both"), lambda one: self._number(one.found.both), align="end", sorts=False),
            TableColumn("one", _("Only first"), lambda one: self._number(one.found.only_first), 1, "end", sorts=False),
            TableColumn(
                "two", _("Only second"), lambda one: self._number(one.found.only_second), 1, "end", sorts=False
            ),
            TableColumn("kappa", _("Kappa"), lambda one: figure(one.found.coders.kappa), 1, "end", sorts=False),
            TableColumn("alpha", _("Alpha"), lambda one: figure(one.found.coders.alpha), 1, "end", sorts=False),
        )
        empty = _("These two have not looked at the same notes yet.")
        self.table = RecordTable(_("Agreement by theme"), columns, empty=empty)
        self.table.setFixedHeight(theme.current().px(230))
        self.notes = NoteTable(context, _("Notes seen differently"))
        self.notes.setFixedHeight(theme.current().px(200))
        choice = QWidget()
        choice.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        hint = _(
            "Two people code the same notes without looking at each other’s work; each chooses on the page Coding who "
            "codes. What they see differently is worth talking about: often a theme needs a clearer description."
        )
        self.column = Column(self.title, most_width=1100)
        self.column.add(choice, Caption(hint), card(self.overall, self.told, self.figures), self.table)
        self.different = Heading(_("Seen differently"), 3)
        self.column.add(self.different, self.notes)
        self.column.end()
        self._layout.addWidget(self.column)

    @staticmethod
    def _number(count: int) -> str:
        return i18n.current().number(count)

    def panes(self) -> list[QWidget]:
        return [self.first, self.table, self.notes]

    def refresh(self) -> None:
        self._themes = themes(self.workspace)
        offer_in(self.session, session_choices(self.workspace))
        self.reader.ask(coding.coders, self._show_coders)

    def _show_coders(self, known: Sequence[str]) -> None:
        fresh = not self.first.count()
        coders = coder_choices(self.workspace, known)
        for box in (self.first, self.second):
            offer_in(box, coders)
        if fresh:
            self._begin_with(coders)
        self.look()

    def _begin_with(self, coders: Sequence[tuple[object, str]]) -> None:
        """Two that have coded, where there are two."""
        names = [value for value, _text in coders if value]
        for box, name in zip((self.first, self.second), names, strict=False):
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(name))
            box.blockSignals(False)

    @property
    def _asked(self) -> _Asked:
        return _value(self.first), _value(self.second), self.session.currentData() or None

    @Slot()
    def look(self) -> None:
        """Compare the two that are chosen."""
        if self._asked[0] == self._asked[1]:
            self._clear(_("Choose two different coders."))
            return
        work = partial(_agreed, self.workspace.present, self._asked)
        self.context.tasks.start(_("Comparing the coders"), work, self._show, quiet=True)

    def _clear(self, why: str) -> None:
        self.overall.setText(why)
        for label in (self.told, self.figures):
            label.setText("")
        self.table.show_rows((), self._records)
        self.notes.show_notes(())

    @Slot(object)
    def _show(self, answer: tuple[_Asked, Agreement]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        if not found.overall.notes:
            self._clear(_("These two have not looked at the same notes yet."))
            return
        self.overall.setText(_("Agreement: {words}").format(words=in_words(found.overall.kappa)))
        self.told.setText(_sentence(found.overall))
        kappa, alpha = figure(found.overall.kappa), figure(found.overall.alpha)
        self.figures.setText(
            _("Cohen’s kappa {kappa}, Krippendorff’s alpha {alpha}; 1 is full agreement, 0 is chance.").format(
                kappa=kappa, alpha=alpha
            )
        )
        self._rows = {one.theme: _Row(one.theme, one, self._themes.title(one.theme)) for one in found.themes}
        self.table.show_rows(tuple(self._rows), self._records)
        self.notes.show_notes(found.disputed)
        self.different.setVisible(bool(found.disputed))
        self.notes.setVisible(bool(found.disputed))

    def _records(self, ids: Sequence[int]) -> Sequence[_Row]:
        return [self._rows[id] for id in ids if id in self._rows]


def _value(box: ChoiceBox) -> str:
    return str(box.currentData() or "")


def _sentence(found: Coders) -> str:
    number = i18n.current().number
    both = ngettext("Both have looked at {n} note.", "Both have looked at {n} notes.", found.notes)
    same = ngettext("On {n} they say the same.", "On {n} they say the same.", found.agreed)
    return f"{both.format(n=number(found.notes))} {same.format(n=number(found.agreed))}"
