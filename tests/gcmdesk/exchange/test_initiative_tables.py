"""Importing initiatives: initiators, kinds of action and dates are understood; the real stocktaking of 2019 goes in."""

from datetime import date
from pathlib import Path

import pytest

from gcmdesk.exchange import imports, spreadsheets
from gcmdesk.exchange.initiative_tables import Initiatives
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import initiatives, register
from gcmdesk.stakeholders.records import StakeholderDraft

TARGET = Initiatives()
STOCKTAKING = Path(__file__).parents[4] / "shared" / "data" / "initiatives-2019.csv"
HEADINGS = ["country", "action_type", "initiator", "description", "objectives"]


def imported(workspace, grid):
    matching = workspace.read(imports.guess, TARGET, grid)
    preview = workspace.read(imports.examine, TARGET, grid, matching)
    return workspace.job(Progress(), imports.write, TARGET, grid, matching, preview, name=TARGET.passage)


def everything(workspace):
    return workspace.read(initiatives.page, workspace.read(initiatives.ids))


def test_kind_of_action_initiator_and_dates_are_read_from_the_words(workspace):
    rows = [
        HEADINGS,
        ["Nepal", "Meeting – Civil society", "Forum", "Talks (12 March 2019)", "2, 7; 23"],
        ["Chad", "Implementation plan - Government", "TBC", "Plan (predates GCM)", ""],
        ["Mali", "Karaoke", "forum", "Songs (4-6 July 2019)", "x"],
        ["Mali", "Karaoke", "forum", "Songs (4-6 July 2019)", ""],
    ]
    assert imported(workspace, Grid(rows)) == {"new": 3, "changed": 0, "same": 0, "refused": 1}
    chad, songs, talks = everything(workspace)
    assert (talks.action, talks.initiator_name, talks.day) == ("meeting", "Forum", date(2019, 3, 12))
    assert (talks.dates, talks.objectives) == ("12 March 2019", (2, 7, 23))
    assert (chad.action, chad.initiator, chad.dates) == ("implementation-plan", None, None)
    assert (songs.action, songs.action_stated, songs.day) == ("other", "Karaoke", date(2019, 7, 4))
    (forum,) = workspace.read(register.rows)
    assert (forum.name, forum.kind) == ("Forum", "civil-society")


def test_an_initiator_that_is_known_by_its_abbreviation_is_not_doubled(workspace):
    known = StakeholderDraft("Migrant Forum in Asia", "civil-society", {"abbreviation": "MFA"})
    workspace.run(register.add, known, name="Stakeholder added")
    grid = Grid([HEADINGS, ["Nepal", "Meeting", "MFA", "Talks"]])
    imported(workspace, grid)
    assert len(workspace.read(register.rows)) == 1
    assert everything(workspace)[0].initiator_name == "Migrant Forum in Asia"
    assert imported(workspace, grid)["same"] == 1


@pytest.mark.skipif(not STOCKTAKING.is_file(), reason="the project's shared data is not beside this checkout")
def test_the_stocktaking_of_2019_goes_in_once_and_out_by_one_undo(workspace):
    grid = spreadsheets.read(STOCKTAKING)
    assert imported(workspace, grid) == {"new": 105, "changed": 0, "same": 0, "refused": 0}
    counts = workspace.read(initiatives.stocktaking)
    assert counts.by_region["Africa"] == 30
    assert counts.by_action["coordination"] == 55
    assert counts.by_action["other"] == 0
    initiators = {one.name: one.kind for one in workspace.read(register.rows)}
    assert initiators["UN Country Team"] == "un-network"
    assert "TBC" not in initiators
    assert imported(workspace, grid) == {"new": 0, "changed": 0, "same": 105, "refused": 0}
    workspace.undo()
    assert everything(workspace) == []
    assert workspace.read(register.rows) == []
