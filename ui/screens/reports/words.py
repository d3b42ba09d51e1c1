"""The author's own words: an introduction and a conclusion for each section, kept when the report is made anew."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.reports import outlines, saved
from gcmdesk.reports.choices import PLACES, Place
from gcmdesk.reports.section import Section, Spec
from ui import theme
from ui.answers import Answer
from ui.screens.reports.about import AboutReport
from ui.screens.reports.preparing import Ready
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.form import Form, Lines
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

_LEAST = 36
"""Of list and words each, at 100 % text."""
_LARGE = 125
_WRITTEN = mark("Own words of a report written")


class WordsPage(AboutReport):
    """The sections of the report, and what the author wrote before and after each."""

    def body(self) -> QWidget:
        self._spec: Spec | None = None
        self._sections: tuple[Section, ...] = ()
        self._keys: dict[tuple[int, str], int] = {}
        """What the form calls a section of a report, so that what is typed stays with it."""
        self._fingerprints: tuple[int, Mapping[str, bytes]] = (0, {})
        self._outdated: set[tuple[str, Place]] = set()
        self.sections = QListWidget()
        self.sections.setAccessibleName(_("Sections"))
        self.sections.setWordWrap(True)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.currentRowChanged.connect(self._show_section)
        self.heading = Heading("", 2)
        self.changed = Text(tone="warning")
        self.holds = button(_("It still holds"), self._still_holds, icon="check")
        self.holds_row = row_of(self.holds)
        hint = _("Each line is a paragraph; lines that begin with a dash are a list.")
        self.form = Form(
            tuple(
                Lines(place.value, _(PLACES[place]), hint=hint if not n else "", rows=7)
                for n, place in enumerate(Place)
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        kept = _(
            "What is written here stands before and after what the section tells, and is kept for the next version."
        )
        self.side = Column(_("Own words"))
        self.side.add(self.heading, Caption(kept), self.changed, self.holds_row, card(self.form))
        self.side.end()
        below = theme.current().text_size > _LARGE
        split = QSplitter(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.current().px(12))
        for place, widget in enumerate((self.sections, self.side)):
            widget.setMinimumHeight(theme.current().px(_LEAST))  # of their own they would ask for more than a screen
            split.addWidget(widget)
            split.setStretchFactor(place, 1 + place)
        split.setSizes([1000, 2000])
        return split

    def parts(self) -> list[QWidget]:
        return [self.sections, self.side]

    def refresh(self) -> None:
        super().refresh()
        if self.report is None:
            return
        self._spec = self.workspace.read(saved.load, self.report.id)
        outline = outlines.by_id(self._spec.outline)
        self._sections = tuple(one for one in outline.chosen(self._spec.sections) if not one.framing)
        self._list()

    def _list(self) -> None:
        row = self.sections.currentRow()
        self.sections.blockSignals(True)
        self.sections.clear()
        for one in self._sections:
            QListWidgetItem(self._told(one), self.sections)
        self.sections.setCurrentRow(min(max(row, 0), self.sections.count() - 1))
        self.sections.blockSignals(False)
        self._show_section()

    def _told(self, section: Section) -> str:
        own = self._spec.own if self._spec else {}
        marks = []
        if any(own.get((section.id, place)) for place in Place):
            marks.append(_("own words"))
        if any((section.id, place) in self._outdated for place in Place):
            marks.append(_("has changed"))
        return " · ".join((_(section.title), *marks))

    @property
    def section(self) -> Section | None:
        """The one that is shown."""
        row = self.sections.currentRow()
        return self._sections[row] if 0 <= row < len(self._sections) else None

    @Slot()
    def _show_section(self) -> None:
        section, spec, report = self.section, self._spec, self.report
        if section is None or spec is None or report is None:
            return
        self.heading.setText(_(section.title))
        values = {place.value: spec.own.get((section.id, place), "") for place in Place}
        self.form.show_record(self._keys.setdefault((report.id, section.id), len(self._keys) + 1), values)
        changed = [_(PLACES[place]) for place in Place if (section.id, place) in self._outdated]
        told = _("What this section tells has changed since these words were written: {places}. Read them again.")
        self.changed.setText(told.format(places=" · ".join(changed)) if changed else "")
        self.changed.setVisible(bool(changed))
        self.holds_row.setVisible(bool(changed) and not self.read_only)

    def show_ready(self, made: Ready) -> None:
        self._fingerprints = (made.report, made.prepared.fingerprints if made.prepared else {})
        self._outdated = set(made.outdated)
        self._list()

    def _basis(self, report: int, section: str) -> bytes | None:
        known, fingerprints = self._fingerprints
        return fingerprints.get(section) if known == report else None

    def _save(self, key: int, field: str, value: str) -> Answer:
        report, section = next(known for known, number in self._keys.items() if number == key)
        return self._write(report, section, Place(field), value)

    def _write(self, report: int, section: str, place: Place, words: str) -> Answer:
        if section not in {one.id for one in self.workspace.read(_sections, report)}:
            return _("This kind of report has no such section any more. Copy the text to where it belongs.")
        basis = self._basis(report, section)
        return self.workspace.run(saved.write, report, section, place, words, basis, name=_WRITTEN)

    def _still_holds(self) -> None:
        section, spec, report = self.section, self._spec, self.report
        if section is None or spec is None or report is None:
            return
        for place in Place:
            if (section.id, place) in self._outdated:
                self._write(report.id, section.id, place, spec.own[section.id, place])
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)


def _sections(session: Any, report: int) -> tuple[Section, ...]:
    """All sections of a report's kind; none where the report is gone."""
    kinds = {one.id: one.outline for one in saved.listed(session)}
    return outlines.by_id(kinds[report]).sections if report in kinds else ()
