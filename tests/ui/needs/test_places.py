"""Every row that can be found has a name that people know and a place where it is shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from gcmdesk import areas
from gcmdesk import sample as sample_workspace
from gcmdesk.synthesis import whereabouts
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.opening import Surroundings
from tests.ui.workspace.conftest import CHEAP, Hands
from ui.places import TABLES, go_to, place_of
from ui.screens import entry

SEARCHED = sorted(
    name for name, one in entities().items() if any(column.info.get("searched") for column in one.table.columns)
)
ALSO_SHOWN = {"attachment"}
"""Where the row is that they are attached to."""
assert areas.TABLES


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GCMDESK_STATE", str(folder / "state"))
        sample_workspace.write(folder / "sample.gcmdesk", around=Surroundings(parameters=(CHEAP,)))
    return (folder / "sample.gcmdesk").read_bytes()


@pytest.fixture
def sample(begin: Callable[..., Hands], written: bytes, tmp_path: Path) -> Hands:
    path = tmp_path / "sample.gcmdesk"
    path.write_bytes(written)
    hands = begin(language="en")
    hands.desk.workspace.open(path, sample_workspace.PASSPHRASE, reading=False, failed=pytest.fail)
    hands.wait()
    return hands


def test_every_searched_table_has_a_name() -> None:
    assert set(SEARCHED) == set(TABLES)


def first_rows(hands: Hands) -> dict[str, int]:
    def read(session: Any) -> dict[str, int]:
        found = {}
        for name in SEARCHED:
            table: Table = entities()[name].table
            row = session.scalar(select(table.c.id).order_by(table.c.id).limit(1))
            if row is not None:
                found[name] = row
        return found

    return hands.desk.workspace.read(read)


def test_every_row_that_can_be_found_leads_to_its_page(sample: Hands) -> None:
    rows = first_rows(sample)
    assert len(rows) > len(SEARCHED) // 2
    for table, row in rows.items():
        place = place_of(table, sample.desk.workspace.read(whereabouts.of, table, row))
        room, page, *_inside = place.split("/")
        screen = entry(room)
        pages = {one.id for one in screen.pages} if screen else set()
        assert page in pages, (table, place)


def test_what_is_a_part_leads_to_what_it_is_a_part_of(sample: Hands) -> None:
    rows = first_rows(sample)
    for table, owner in (("agenda_item", "consultation"), ("coding", "note"), ("set_up_role", "set_up")):
        found = sample.desk.workspace.read(whereabouts.of, table, rows[table])
        assert str(found[owner]) in place_of(table, found)


@pytest.mark.parametrize("table", ["note", "consultation", "stakeholder", "theme", "evidence_set", "agenda_item"])
def test_going_there_shows_the_row_itself(sample: Hands, table: str) -> None:
    row = first_rows(sample)[table]
    go_to(sample.window.context, table, row)
    sample.wait()
    if table == "note":
        assert sample.page.stream.current_id == row
    elif table == "agenda_item":
        found = sample.desk.workspace.read(whereabouts.of, table, row)
        assert (sample.page.table.current_id, sample.page.part) == (found["consultation"], "agenda")
    else:
        assert sample.page.table.current_id == row


def test_what_is_gone_is_said(sample: Hands) -> None:
    here = sample.window.place
    go_to(sample.window.context, "note", 999_999)
    assert sample.window.place == here
    assert sample.window.messages.message.text == "This is no longer in the workspace."
