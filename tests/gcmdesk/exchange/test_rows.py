"""Rows of a table column by column: what parsers make of a column, and which rows are new."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gcmdesk.exchange import cells, imports, rows
from gcmdesk.exchange.cells import Unreadable
from gcmdesk.exchange.rows import Rows

TEXTS = st.text(st.sampled_from("aB ,;é\u00a0\n\x07"), max_size=4)
CELLS = TEXTS | st.sampled_from([1.0, 1, True, 2.5, ""])


def one_by_one(parse, column):
    for cell in column:
        try:
            yield parse(cell) or None
        except Unreadable:
            yield None


@pytest.mark.parametrize("parse", [cells.text(3), cells.several(), cells.several({"A b": "ab"})])
@given(columns=st.lists(st.lists(CELLS, min_size=1), max_size=3))
@example(columns=[[f"no. {number}" for number in range(500)], ["B,a", ""]])
def test_a_column_means_what_its_cells_mean(parse, columns):
    reader = imports._Column(parse)
    for part in columns:
        reader.read(part)
    assert reader.values == list(one_by_one(parse, [cell for part in columns for cell in part]))


def by_id_or_name(some):
    keys = {"id": [one or None for one in some.column("id")], "name": some.column("name")}
    return keys, keys


def settled(table, stored=()):
    made = (rows.gathered(enumerate(some, 1)) for some in (table, stored))
    return rows.settle(*made, by_id_or_name, [("name", "no name")])


def test_the_first_key_that_is_known_says_which_entry_is_meant():
    stored = [{"id": "7", "name": "Port"}, {"name": "Bay"}]
    plan = settled([{"id": "7", "name": "Bay"}, {"name": "Bay", "note": "x"}, {"name": "Cape"}], stored)
    assert plan.changed == [(1, {"name": "Bay"}), (2, {"note": "x"})]
    assert list(plan.new.each()) == [{"name": "Cape"}]


def test_rows_about_the_same_new_entry_are_taken_once():
    plan = settled([{"name": "Port"}, {"name": "Port"}, {"name": "Port", "note": "x"}, {"note": "y"}])
    assert (len(plan.new), plan.same) == (1, 1)
    assert [(one.row, one.sentence) for one in plan.refused] == [
        (3, "An earlier row of this table is about the same entry."),
        (4, "no name"),
    ]


def test_columns_without_a_value_are_left_behind():
    some = Rows([1, 2], {"name": ["Port", "Bay"], "note": ["x", None]})
    assert some.only([1]) == Rows([2], {"name": ["Bay"]})
