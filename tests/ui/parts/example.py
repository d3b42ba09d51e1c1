"""A room as screens have them: a page with a table, detail form and empty state, and a page of its own form."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gcmdesk.compact import library
from gcmdesk.exchange import sheets
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.stakeholders.tables import Stakeholder
from ui.models.records import CellEditor, TableColumn
from ui.screens import ScreenEntry
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.pages import PageEntry
from ui.widgets.form import Choice, Form, Line
from ui.widgets.release_panel import Offer

KINDS = tuple(
    (item.id, item.title or item.text) for section in library.load().tool(1).sections for item in section.items
)
"""Tool 1; a page of the product takes the translated titles when it is made."""
HERE = "tests.ui.parts.example"
PAGES = (
    PageEntry("register", "Register", f"{HERE}:RegisterPage"),
    PageEntry("relations", "Relations", f"{HERE}:RegisterPage"),
)
ROOM = ScreenEntry("example", "Example", "flag", "Ctrl+7", "ui.screens.room:Room", pages=PAGES)


@dataclass(frozen=True, slots=True)
class Known:
    """A stakeholder as the page shows it."""

    id: int
    name: str
    kind: str


def ids(session: object, words: str, sort: str, descending: bool) -> list[int]:
    rows = session.query(Stakeholder.id).filter(Stakeholder.name.contains(words))
    column = getattr(Stakeholder, sort or "id")
    return [id for (id,) in rows.order_by(column.desc() if descending else column)]


def of(session: object, wanted: Sequence[int]) -> list[Known]:
    rows = session.query(Stakeholder).filter(Stakeholder.id.in_(wanted))
    return [Known(row.id, row.name, row.kind) for row in rows]


def add(session: object, *names: str) -> int:
    rows = [Stakeholder(name=name, kind="local-authority") for name in names]
    session.add_all(rows)
    session.flush()
    return rows[-1].id


def change(session: object, id: int, field: str, value: str) -> tuple[tuple[str, str], ...]:
    if not value:
        return ((field, mark("A name is needed.")),)
    setattr(session.get(Stakeholder, id), field, value)
    return ()


class RegisterPage(ListDetailPage):
    topics = frozenset({"stakeholders"})
    filter_name, table_name = "Filter the register", "Stakeholders"
    empty = ("Nobody is listed yet", "The register holds everybody who must be heard.")
    leaves = True

    def offer(self, wanted: Sequence[int]) -> Offer:
        chosen = tuple(wanted)
        return Offer("Register", lambda _session, _request, texts: sheets.stakeholders(chosen, texts))

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add a stakeholder"), self._add)

    def columns(self) -> tuple[TableColumn, ...]:
        named = CellEditor(lambda one, text: self._save(one.id, "name", text))
        kind = CellEditor(lambda one, text: self._save(one.id, "kind", text), lambda one: one.kind, KINDS)
        return (
            TableColumn("name", "Name", lambda one: one.name, weight=3, editor=named),
            TableColumn("id", "Number", lambda one: str(one.id), align="end"),
            TableColumn("kind", "Group", lambda one: dict(KINDS).get(one.kind, one.kind), weight=2, editor=kind),
        )

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        return self.workspace.read(ids, words, sort, descending)

    def records(self, wanted: Sequence[int]) -> Sequence[Known]:
        return self.workspace.read(of, wanted)

    def detail(self) -> QWidget:
        self.form = Form((Line("name", "Name"), Choice("kind", "Group", KINDS)), save=self._save)
        return self.form

    def show_record(self, record: Known) -> None:
        self.form.show_record(record.id, {"name": record.name, "kind": record.kind})

    def _save(self, id: int, field: str, value: str) -> object:
        outcome = self.workspace.run(change, id, field, value, name=mark("Stakeholder changed"))
        return outcome.result if outcome.ok else outcome

    def _add(self) -> None:
        outcome = self.workspace.run(add, "New", name=mark("Stakeholder added"))
        if outcome.ok:
            self.begin(outcome.result)
