"""Recommendations say what, who, when and at what cost; what nobody entered is to be agreed."""

import shutil

import pytest

from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import assembling, recommending
from gcmdesk.reports.blocks import Table
from gcmdesk.reports.recommending import Agreed
from gcmdesk.reports.section import Spec
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from tests.gcmdesk.workspace.devices import exchange


def rows(workspace, language="en", outline="synthesis"):
    """Of the table of who does what."""
    report = workspace.read(assembling.prepare, Spec(outline, language=language), FileState()).report
    (table,) = [one for one in report.blocks if isinstance(one, Table) and one.caption and one.caption.name == "agreed"]
    return table.rows, repr(report.blocks)


def write(workspace, part, words, objective=15):
    workspace.run(recommending.write, objective, part, words, name="Recommendation changed")


def test_what_was_entered_stands_in_the_table(told):
    write(told, "responsible", " Ministry of Education ")
    write(told, "by_when", "first half of 2027")
    (row,), whole = rows(told)
    assert row[1:] == ("Ministry of Education", "first half of 2027", "to be agreed")
    assert "What is still to be agreed" in whole
    write(told, "cost", "80,000 EUR, city budget")
    (row,), whole = rows(told, outline="prioritisation")
    assert row[3] == "80,000 EUR, city budget"
    assert "What is still to be agreed" not in whole


def test_nothing_entered_is_to_be_agreed(told):
    (row,), _whole = rows(told)
    assert row[1:] == ("to be agreed",) * 3


def test_entries_can_be_undone_and_emptied(told):
    write(told, "cost", "80,000 EUR")
    write(told, "cost", "")
    assert told.read(recommending.all_of) == {15: Agreed()}
    told.undo()
    assert told.read(recommending.all_of) == {15: Agreed(cost="80,000 EUR")}
    told.undo()
    assert told.read(recommending.all_of) == {}


def test_only_what_fits_is_written(told):
    with pytest.raises(ValueError, match="cost"):
        write(told, "cost", "x" * 501)
    with pytest.raises(KeyError):
        write(told, "status", "x")


def test_two_devices_agree_on_different_parts_of_one_objective(told, tmp_path):
    told.settle()
    shutil.copy(told.path, tmp_path / "b.gcmdesk")
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes-b")
    with opening.open_workspace(tmp_path / "b.gcmdesk", "open sesame", around=around) as other:
        write(told, "responsible", "Ministry of Education")
        write(other, "cost", "80,000 EUR")
        exchange({"a": told, "b": other}, [("a", "b"), ("b", "a")])
        found = [one.read(recommending.all_of) for one in (told, other)]
    assert found[0] == found[1]
    assert found[0].keys() == {15}
