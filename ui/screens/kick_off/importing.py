"""Importing a table: choose it, match its columns, see what would happen, and only then write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gcmdesk import i18n, paths
from gcmdesk.errors import KnownError
from gcmdesk.exchange import imports, spreadsheets
from gcmdesk.exchange.imports import Matching, Outcome, Preview, Target
from gcmdesk.exchange.initiative_tables import Initiatives
from gcmdesk.exchange.spreadsheets import Book, Grid
from gcmdesk.exchange.stakeholder_tables import Stakeholders
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.jobs import Progress
from ui import theme
from ui.models.records import TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off.import_columns import ColumnsBox
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.file_dialog import file_dialog
from ui.widgets.form import Choice
from ui.widgets.record_table import RecordTable
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

TARGETS: dict[str, tuple[str, type[Stakeholders] | type[Initiatives], str]] = {
    "stakeholders": (mark("Stakeholders"), Stakeholders, "kick-off/register"),
    "initiatives": (mark("Initiatives"), Initiatives, "kick-off/initiatives"),
}
"""What a table can be imported into: title, target, and the page that shows it."""
_ROWS = 8
"""Messages seen without scrolling."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that was read, with the columns as they are matched."""

    target: Target
    book: Book
    sheet: str
    grid: Grid
    matching: Matching


@dataclass(frozen=True, slots=True)
class Trial:
    """What would happen to `opened`, or why nothing can."""

    opened: Opened
    preview: Preview | None
    error: KnownError | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the trial as a row."""

    id: int
    row: int
    column: str
    sentence: str


class ImportPage(Page):
    """Three cards below each other; the next one comes when the one before is settled.

    Another room derives from it with other targets: see `ui.screens.needs.note_import`.
    """

    asked: ClassVar[str] = mark("What the table holds")
    """Above the box with the targets."""
    warned: ClassVar[str] = mark("Names of persons do not belong here: contact persons are recorded under Protection.")
    """What must not be in the table."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.opened: Opened | None = None
        self.trial: Trial | None = None
        self.column = Column(self.title, most_width=1000)
        self._layout.addWidget(self.column)
        self.column.add(self._file_card(), self._columns_card(), self._trial_card())
        self.column.end()
        self._show_state()

    # What a table can be imported into

    def targets(self) -> list[tuple[str, str]]:
        """Ids and what they are called."""
        return [(name, _(title)) for name, (title, _target, _place) in TARGETS.items()]

    def prepared(self, grid: Grid) -> Grid:
        """The table as it is matched."""
        return grid

    def target(self, chosen: str, grid: Grid) -> Target:
        """What the chosen one takes from the table."""
        del grid
        return TARGETS[chosen][1]()

    def leads_to(self, chosen: str) -> str:
        """The page that shows what was imported."""
        return TARGETS[chosen][2]

    @property
    def primary_action(self) -> PrimaryAction | None:
        count = self._ready
        if self.read_only or not count:
            return None
        sentence = ngettext("Import {n} row", "Import {n} rows", count)
        return PrimaryAction(sentence.format(n=i18n.current().number(count)), self.write, "check")

    @property
    def _ready(self) -> int:
        """How many rows the import would write."""
        preview = self.trial.preview if self.trial else None
        return preview.counts["new"] + preview.counts["changed"] if preview else 0

    def panes(self) -> list[QWidget]:
        return [self.choose, self.column]

    # The file

    def _file_card(self) -> QWidget:
        self.what = Choice("what", _(self.asked), self.targets())
        self.what.box.activated.connect(self._read_again)
        self.sheet = Choice("sheet", _("Sheet"), ())
        self.sheet.box.activated.connect(self._read_again)
        self.choose = button(_("Choose a file…"), self._choose, kind="primary", icon="folder-open")
        self.choose.setEnabled(not self.read_only)
        self.file = Text(bold=True)
        self.remarks = Caption()
        self.problem = Text(tone="danger")
        why = Text(
            _(
                "A table of a spreadsheet program (.xlsx) or a text table (.csv). Nothing is written before you have"
                " seen what would happen, and the import is undone in one step."
            )
        )
        names = Caption(_(self.warned))
        return card(
            why,
            names,
            self.what,
            row_of(self.choose),
            self.file,
            self.sheet,
            self.remarks,
            self.problem,
            spacing=12,
        )

    def _choose(self) -> None:
        dialog = file_dialog(self, _("Choose a table"), str(paths.documents_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Tables") + " (*.xlsx *.csv *.tsv *.txt)", _("All files") + " (*)"])
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    @Slot(str)
    def _chosen(self, name: str) -> None:
        self.take(Path(name))

    def take(self, path: Path, sheet: str = "") -> None:
        """Read a table and try its import out."""
        self.opened = self.trial = None
        self.problem.setText("")
        self._show_state()
        chosen, present = self.what.value, self.workspace.present

        def read(_progress: Progress) -> Opened:
            book = spreadsheets.look(path)
            name = sheet if sheet in book.sheets else book.sheets[0]
            grid = self.prepared(spreadsheets.read(path, name))
            target = self.target(chosen, grid)
            return Opened(target, book, name, grid, present.read(imports.guess, target, grid))

        self.context.tasks.start(_("Reading the table"), read, self._was_read, failed=self._refused)

    @Slot()
    def _read_again(self) -> None:
        if self.opened:
            self.take(self.opened.book.path, self.sheet.value or "")

    def _refused(self, error: KnownError) -> None:
        self.problem.setText(f"{error.sentence} {error.way_out}")
        self._show_state()

    def _was_read(self, opened: Opened) -> None:
        self.opened = opened
        self.file.setText(isolate(opened.book.path.name))
        box = self.sheet.box
        box.clear()
        for name in opened.book.sheets:
            box.addItem(name, name)
        self.sheet.show_value(opened.sheet)
        self.remarks.setText(" ".join(_remarks(opened)))
        self.columns.show_table(opened.target, opened.grid, opened.matching)
        self._try()

    # The columns

    def _columns_card(self) -> QWidget:
        self.columns = ColumnsBox(self._match)
        return self.columns

    def _match(self, fields: tuple[str | None, ...]) -> None:
        if self.opened:
            self.opened = replace(self.opened, matching=Matching(fields, self.opened.matching.header))
            self._try()

    # The trial

    def _trial_card(self) -> QWidget:
        self.counts = Text()
        self.more = Caption()
        self.messages = RecordTable(
            _("What is wrong in the table"),
            (
                TableColumn("row", _("Row"), lambda one: i18n.current().number(one.row), align="end", sorts=False),
                TableColumn("column", _("Column"), lambda one: one.column, weight=2, sorts=False),
                TableColumn("sentence", _("Message"), lambda one: _(one.sentence), weight=6, sorts=False),
            ),
        )
        self.start = button(_("Import"), self.write, kind="primary", icon="check")
        self.trial_card = card(
            Heading(_("What would happen"), 3), self.counts, self.messages, self.more, row_of(self.start), spacing=12
        )
        return self.trial_card

    def _try(self) -> None:
        opened = self.opened
        if opened is None:
            return
        self.trial = None
        self._show_state()
        present = self.workspace.present

        def examine(_progress: Progress) -> Trial:
            try:
                imports.refuse_unmatched(opened.target, opened.matching)
                return Trial(opened, present.read(imports.examine, opened.target, opened.grid, opened.matching))
            except imports.NothingToImport as error:
                return Trial(opened, None, error)

        self.context.tasks.start(_("Trying the import out"), examine, self._tried, failed=self._refused)

    def _tried(self, trial: Trial) -> None:
        if trial.opened is not self.opened:
            return  # columns were matched otherwise meanwhile
        self.trial = trial
        self._show_state()

    def _show_state(self) -> None:
        opened, trial = self.opened, self.trial
        self.file.setVisible(opened is not None)
        self.sheet.setVisible(opened is not None and len(opened.book.sheets) > 1)
        self.remarks.setVisible(opened is not None and bool(self.remarks.text()))
        self.problem.setVisible(bool(self.problem.text()))
        self.columns.setVisible(opened is not None)
        self.trial_card.setVisible(trial is not None)
        self.start.setEnabled(self._ready > 0 and not self.read_only)
        if trial:
            self._show_trial(trial)
        self.head_changed.emit()

    def _show_trial(self, trial: Trial) -> None:
        preview = trial.preview
        if trial.error:
            self.counts.setText(f"{trial.error.sentence} {trial.error.way_out}")
        elif preview:
            self.counts.setText(" · ".join(_counted(preview.counts)))
        messages = preview.messages if preview else ()
        lines = {at: Line(at, one.row, one.column, one.sentence) for at, one in enumerate(messages, 1)}
        self.messages.show_rows((), _nothing)
        self.messages.show_rows(tuple(lines), partial(_lines, lines))
        self.messages.setFixedHeight(theme.current().px(34) * (min(len(lines), _ROWS) + 2))
        self.messages.setVisible(bool(lines))
        left = preview.more_messages if preview else 0
        sentence = ngettext("{n} more message is not listed.", "{n} more messages are not listed.", left)
        self.more.setText(sentence.format(n=i18n.current().number(left)))
        self.more.setVisible(left > 0)

    # Writing

    def write(self) -> None:
        """Import what the trial found fit."""
        trial = self.trial
        if trial is None or trial.preview is None or not self._ready:
            return
        opened, preview, present = trial.opened, trial.preview, self.workspace.present
        self.trial = None
        self._show_state()

        def work(progress: Progress) -> Mapping[Outcome, int]:
            matching, name = opened.matching, opened.target.passage
            return present.job(progress, imports.write, opened.target, opened.grid, matching, preview, name=name)

        self.context.tasks.start(_("Importing"), work, self._written, failed=self._not_written)

    def _written(self, counts: Mapping[Outcome, int]) -> None:
        self.opened = None
        self._show_state()
        told = [sentence for sentence, count in zip(_counted(counts), counts.values(), strict=True) if count]
        said = _("Imported: {counts}.").format(counts=" · ".join(told))
        self.context.go(self.leads_to(self.what.value))
        self.context.messages.show_message("success", said, action=(_("Undo"), self.workspace.undo))

    def _not_written(self, error: KnownError) -> None:
        self.workspace.not_saved(error)
        self._try()


def _remarks(opened: Opened) -> list[str]:
    """What somebody should know about how the table was read."""
    found = []
    if opened.grid.formulas:
        found.append(_("Some cells are computed; their results as last saved are imported."))
    if opened.grid.merged:
        found.append(_("Merged cells count in all their rows."))
    if opened.book.encoding and opened.book.encoding.lower() not in ("utf-8", "utf-8-sig", "ascii"):
        encoding = isolate(opened.book.encoding)
        found.append(
            _("The text was read as {encoding}. Look whether its letters are right.").format(encoding=encoding)
        )
    return found


def _counted(known: Mapping[Outcome, int]) -> list[str]:
    """New, changed, the same and refused, in words."""
    number = i18n.current().number
    sentences: tuple[tuple[Outcome, str], ...] = (
        ("new", ngettext("{n} new entry", "{n} new entries", known["new"])),
        ("changed", ngettext("{n} entry changes", "{n} entries change", known["changed"])),
        ("same", ngettext("{n} row says nothing new", "{n} rows say nothing new", known["same"])),
        ("refused", ngettext("{n} row cannot be imported", "{n} rows cannot be imported", known["refused"])),
    )
    return [sentence.format(n=number(known[name])) for name, sentence in sentences]


def _nothing(_ids: Sequence[int]) -> list[Line]:
    return []


def _lines(lines: dict[int, Line], ids: Sequence[int]) -> list[Line]:
    return [lines[id] for id in ids]
