"""Tables that leave: in the order wanted, under the headings of an import, and read again by one."""

import pytest

from gcmdesk.exchange import door, exporters, imports, sheets, spreadsheets
from gcmdesk.exchange.initiative_tables import Initiatives
from gcmdesk.exchange.stakeholder_tables import Stakeholders
from gcmdesk.i18n import Texts
from gcmdesk.protection import release
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import Request
from gcmdesk.stakeholders import territories
from gcmdesk.stakeholders.tables import Initiative, Stakeholder, Territory

TEAM = Request(Recipient.TEAM, Purpose.SYNTHESIS)
MINISTRY = Request(Recipient.MINISTRY, Purpose.SYNTHESIS, "Ministry of Labour")


def fill(session):
    """Three stakeholders, of whom the second has everything, and an initiative."""
    country = Territory(name="Nowhere", level=0)
    session.add_all([country, Stakeholder(name="=Port", kind="")])
    session.flush()
    full = Stakeholder(
        name="Dockers' union", kind="trade-unions", form="organisation", sphere="non-government", level="local",
        territory_id=country.id, languages="ar\nfr", underheard="Deaf people\nmigrants", tags="a\nb", interest="wages",
        sector="transport", role="speaks for dockers", reference="S-2", abbreviation="DU", note="met once",
    )  # fmt: skip
    session.add_all([full, Stakeholder(name="University", kind="academia", languages="")])
    session.flush()
    session.add(Initiative(action="project", initiator_id=full.id, description="Training", objectives="1\n15"))
    session.flush()


@pytest.fixture
def filled(workspace):
    workspace.run(fill, name="Sample added")
    return workspace


def let(workspace, material, request=TEAM):
    return workspace.read(release.release, material, request)


def test_rows_leave_in_the_order_wanted_and_those_that_are_no_more_are_left_out(filled):
    released = let(filled, sheets.stakeholders([3, 99, 1], Texts("en")))
    assert [row[0] for row in released.material.rows] == ["University", "=Port"]


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_what_leaves_can_be_imported_again_in_any_language(filled, tmp_path, code):
    path = tmp_path / "register.xlsx"
    door.send(filled, let(filled, sheets.stakeholders([1, 2, 3], Texts(code))), exporters.XLSX, path)
    grid = spreadsheets.read(path)
    matching = filled.read(imports.guess, Stakeholders(), grid)
    preview = filled.read(imports.examine, Stakeholders(), grid, matching)
    assert preview.messages == ()
    assert preview.counts == {"new": 0, "changed": 0, "same": 3, "refused": 0}


def test_a_territory_leaves_with_all_above_it_since_two_may_share_a_name(filled, tmp_path):
    def place(session):
        territories.place(session, [1], "Nowhere / North / Harbour")
        territories.place(session, [3], "Nowhere / South / Harbour")

    filled.run(place, name="Stakeholders changed")
    material = let(filled, sheets.stakeholders([1, 2, 3], Texts("en")))
    at = material.material.headings.index("Territory")
    told = [row[at] for row in material.material.rows]
    assert told == ["Nowhere / North / Harbour", "Nowhere", "Nowhere / South / Harbour"]
    door.send(filled, material, exporters.XLSX, tmp_path / "register.xlsx")
    grid = spreadsheets.read(tmp_path / "register.xlsx")
    matching = filled.read(imports.guess, Stakeholders(), grid)
    assert filled.read(imports.examine, Stakeholders(), grid, matching).counts["same"] == 3


def test_closed_lists_are_in_the_language_of_the_reader(filled):
    texts = Texts("fr")
    released = let(filled, sheets.stakeholders([2], texts)).material
    row = dict(zip(released.headings, released.rows[0], strict=True))
    assert row[texts.gettext("Level")] == texts.gettext("Local")
    assert texts.gettext("Migrants and their families") in row[texts.gettext("Under-heard groups it speaks for")]


def test_a_third_party_is_not_given_interests_notes_and_tags(filled):
    released = let(filled, sheets.stakeholders([2], Texts("en")), MINISTRY)
    assert not {"wages", "met once"} & set(released.material.rows[0])
    assert {"Stakeholder register: Interest", "Stakeholder register: Note"} <= {one.about for one in released.withheld}


def test_initiatives_leave_with_the_name_of_who_began_them(filled, tmp_path):
    path = tmp_path / "initiatives.xlsx"
    released = let(filled, sheets.initiatives([1], Texts("en")), MINISTRY)
    assert (
        dict(zip(released.material.headings, released.material.rows[0], strict=True))["Initiator"] == "Dockers' union"
    )
    door.send(filled, released, exporters.XLSX, path)
    grid = spreadsheets.read(path)
    matching = filled.read(imports.guess, Initiatives(), grid)
    assert filled.read(imports.examine, Initiatives(), grid, matching).messages == ()


def test_more_rows_than_a_statement_has_room_for_parameters(filled):
    assert len(let(filled, sheets.stakeholders(range(1, 300_000), Texts("en"))).material.rows) == 3


def test_the_transfer_register_lists_what_was_sent_and_stays_in_the_team(filled):
    handed = door.hand_out(filled, let(filled, sheets.stakeholders([1], Texts("en")), MINISTRY), exporters.CSV)[1]
    listed = let(filled, sheets.transfers([handed.entry], Texts("en"))).material
    (row,) = listed.rows
    assert {"Ministry of Labour", "Stakeholder register", handed.sha256.hex()} <= set(row)
    with pytest.raises(Exception, match="Nothing of this may leave"):
        door.hand_out(filled, let(filled, sheets.transfers([1], Texts("en")), MINISTRY), exporters.CSV)
