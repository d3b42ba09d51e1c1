"""Importing notes of a session: tables of findings, and submissions of KoboToolbox and ODK."""

from gcmdesk.consultations import sessions
from gcmdesk.exchange import note_tables, submissions
from gcmdesk.exchange.imports import Target
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from ui.screens.kick_off.importing import ImportPage
from ui.screens.needs.sessions import when


class NoteImportPage(ImportPage):
    """As the import of the register, into one session that is not closed."""

    topics = frozenset({"consultations"})
    asked = mark("The session that the notes belong to")
    warned = mark(
        "Exports of KoboToolbox and ODK are understood: each answer in words becomes a note. The same file can be"
        " imported again; notes that are there already stay as they are. Leave out columns that name persons."
    )

    def targets(self) -> list[tuple[str, str]]:
        open_ones = [one for one in self.workspace.read(sessions.titles) if one.status != "closed"]
        return [(str(one.id), f"{isolate(one.title)} · {isolate(when(one))}") for one in open_ones]

    def prepared(self, grid: Grid) -> Grid:
        return submissions.flattened(grid)

    def target(self, chosen: str, grid: Grid) -> Target:
        return note_tables.Notes(int(chosen), note_tables.contributions(grid))

    def leads_to(self, chosen: str) -> str:
        return f"needs/sessions/{chosen}"

    def refresh(self) -> None:
        """Sessions were added or closed; the one that is chosen stays."""
        chosen, box = self.what.value, self.what.box
        box.clear()
        for id, title in self.targets():
            box.addItem(title, id)
        self.what.show_value(chosen)
        there = box.count() > 0
        self.choose.setEnabled(there and not self.read_only)
        self.what.show_problem("" if there else _("Every session is closed. Plan one, or open one again."))

    @property
    def place(self) -> str:
        return str(self.what.value or "")

    def show_place(self, place: str) -> None:
        if place.isdecimal() and self.what.box.findData(place) >= 0:
            self.what.show_value(place)
