"""What leaves and what is withheld, before it leaves or as it left: tables, texts and pictures below each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.exchange.grids import Grid, grids
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, ngettext
from gcmdesk.protection import principles, rewording
from gcmdesk.protection.material import Picture, Several
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.release_records import Withheld
from ui import theme
from ui.models.records import TableColumn
from ui.widgets.column import card
from ui.widgets.facts import Facts
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Caption, Heading, Text

_MOST_ROWS, _MOST_PARAGRAPHS = 200, 200
_SEEN_ROWS, _ROW = 8, 36
"""Rows of a table that stand there without scrolling, and the height of one in pixels at 100 %."""
_WIDEST = 720
"""Of a picture, in pixels at 100 %."""

Part = Grid | Picture


def parts(material: Any) -> Iterator[Part]:
    """Released material as it is shown."""
    if isinstance(material, Several):
        for one in material.parts.values():
            yield from parts(one)
    elif isinstance(material, Picture):
        yield material
    else:
        yield from grids(material)


def withheld_facts(withheld: Sequence[Withheld]) -> list[tuple[str, str]]:
    """From what something was withheld, and below it for each reason how much, and by which principle."""
    texts = i18n.current()
    counted: dict[str, dict[tuple[str, Principle], int]] = {}
    for one in withheld:
        reasons = counted.setdefault(rewording.again(one.about, texts), {})
        reasons[one.reason, one.principle] = reasons.get((one.reason, one.principle), 0) + one.count
    return [
        (about, "\n".join(_withheld(count, *why) for why, count in reasons.items()))
        for about, reasons in counted.items()
    ]


def _withheld(count: int, reason: str, principle: Principle) -> str:
    return ngettext(
        "{n} value is withheld: {reason} (principle: {principle})",
        "{n} values are withheld: {reason} (principle: {principle})",
        count,
    ).format(n=i18n.current().number(count), reason=_(reason), principle=_(principles.TITLES[principle]))


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    values: tuple[Any, ...]


class ReleasePreview(QWidget):
    """`show_parts` again whenever something has changed."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(12))
        self.withheld = Facts()
        self._held = card(Heading(_("What is withheld, and why"), 3), self.withheld)
        self._said = Text(tone="muted")
        self._made: list[QWidget] = []
        self._column.addWidget(self._said)
        self._column.addWidget(self._held)
        self.say("")

    def say(self, sentence: str) -> None:
        """Show a sentence instead of anything else."""
        self._clear()
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self._held.hide()

    def show_parts(self, shown: Sequence[Part], withheld: Sequence[Withheld]) -> None:
        """Show these and nothing else."""
        self._clear()
        self._said.hide()
        for place, part in enumerate(shown):
            made = card(*(_picture(part) if isinstance(part, Picture) else _grid(part)))
            self._made.append(made)
            self._column.insertWidget(1 + place, made)
        self.withheld.show_facts(withheld_facts(withheld) or [("", _("Nothing is withheld."))])
        self._held.show()

    def _clear(self) -> None:
        for old in self._made:
            old.hide()
            old.deleteLater()
        self._made = []


def _picture(picture: Picture) -> list[QWidget]:
    shown = QLabel()
    image = QImage.fromData(picture.content)
    widest = theme.current().px(_WIDEST)
    if image.width() > widest:
        image = image.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
    shown.setPixmap(QPixmap.fromImage(image))
    shown.setAccessibleName(picture.description)
    return [Heading(picture.title, 3), shown, Caption(picture.description)]


def _grid(grid: Grid) -> list[QWidget]:
    head = Heading(grid.title, 3)
    if not grid.headings:
        texts = [Text(str(cell)) for row in grid.rows[:_MOST_PARAGRAPHS] for cell in row]
        return [head, *texts, *_more(len(grid.rows), _MOST_PARAGRAPHS)]
    table = RecordTable(grid.title, [_table_column(grid, place) for place in range(len(grid.headings))])
    rows = {place: _Row(place, row) for place, row in enumerate(grid.rows[:_MOST_ROWS], 1)}
    table.show_rows(tuple(rows), lambda ids: [rows[id] for id in ids])
    table.setFixedHeight(theme.current().px(_ROW) * (min(len(rows), _SEEN_ROWS) + 2))
    return [head, table, *_more(len(grid.rows), _MOST_ROWS), *(Caption(note) for note in grid.notes)]


def _more(there: int, most: int) -> list[QWidget]:
    if there <= most:
        return []
    number = i18n.current().number
    told = _("The first {shown} of {all} are shown here; all of them leave.")
    return [Caption(told.format(shown=number(most), all=number(there)))]


def _table_column(grid: Grid, place: int) -> TableColumn:
    numbers = all(isinstance(row[place], int | float) for row in grid.rows[:_MOST_ROWS])
    title = isolate(grid.headings[place])
    return TableColumn(
        str(place),
        title,
        lambda row: _cell(row.values[place]),
        weight=1 if numbers else 2,
        align="end" if numbers else "start",
        sorts=False,
    )


def _cell(value: Any) -> str:
    texts = i18n.current()
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case int() | float():
            return texts.number(value)
        case datetime():
            return _("{day}, {time}").format(day=texts.date(value.date(), "medium"), time=texts.time(value))
        case date():
            return texts.date(value, "medium")
        case _:
            return str(value)
