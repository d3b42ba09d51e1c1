"""The list of the register while somebody types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.stakeholders import filtering, register, territories
from gcmdesk.stakeholders.filtering import NOT_RECORDED, Filter, Order

EVERYTHING, BY_NAME = Filter(), Order()


@pytest.fixture
def shown(workspace):
    """The names that a filter lets through, in order."""

    def shown(wanted=EVERYTHING, order=BY_NAME):
        ids = workspace.read(filtering.read).ids(wanted, order)
        return [one.name for one in workspace.read(register.page, ids)]

    return shown


def test_every_word_is_looked_for_anywhere_and_folded(add, shown):
    for name in ("Élan des femmes", "Port authority", "جمعية الأمل", "Femmes du port"):
        add(name)
    assert shown(Filter("femm")) == ["Élan des femmes", "Femmes du port"]
    assert shown(Filter("PORT fem")) == ["Femmes du port"]
    assert shown(Filter("elan")) == ["Élan des femmes"]
    assert shown(Filter("امل")) == ["جمعية الأمل"]
    assert shown(Filter("nobody")) == []


def test_facets_narrow_the_list_and_count_what_is_there(workspace, add, shown):
    add("A", level="local", languages=("ar", "fr"))
    add("B", level="national", languages=("fr",))
    add("C", languages=())
    french = Filter(chosen={"languages": frozenset({"fr"})})
    assert shown(french) == ["A", "B"]
    assert shown(Filter(chosen={"languages": frozenset({"fr"}), "level": frozenset({"local"})})) == ["A"]
    counts = workspace.read(filtering.read).facets(french)
    assert counts["level"] == {"local": 1, "national": 1}
    assert counts["languages"] == {"ar": 1, "fr": 2, "": 1}, "its own choice does not narrow a facet"
    assert shown(Filter(chosen={"level": frozenset({NOT_RECORDED})})) == ["C"]
    assert shown(Filter(chosen={"languages": frozenset({""})})) == ["C"]


def test_a_territory_stands_for_all_within_it(workspace, add, shown):
    country = workspace.run(territories.add, "Zanara", name="Territory added")
    region = workspace.run(territories.add, "North", country.id, "ZA1", name="Territory added")
    add("In the north", territory_id=region.id)
    add("Anywhere")
    assert (region.path, region.codes, region.level) == (("Zanara", "North"), (None, "ZA1"), 1)
    assert shown(Filter(chosen={"territory": frozenset({country.id})})) == ["In the north"]
    assert shown(Filter("zanara")) == ["In the north"]


def test_the_list_is_sorted_and_what_is_not_recorded_comes_last(add, shown):
    add("b", sector="Work")
    add("a")
    add("C", sector="health")
    assert shown() == ["a", "b", "C"]
    assert shown(order=Order("name", descending=True)) == ["C", "b", "a"]
    assert shown(order=Order("sector")) == ["C", "b", "a"]
    assert shown(order=Order("sector", descending=True)) == ["b", "C", "a"]


def test_what_is_archived_has_a_list_of_its_own(workspace, add, shown):
    workspace.run(register.archive, [add("Gone").id], name="Archived")
    add("Here")
    assert (shown(), shown(Filter(archived=True))) == (["Here"], ["Gone"])


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=4))
def test_a_longer_filter_never_shows_more(names, typed):
    entries = [
        filtering._entry({**dict.fromkeys(filtering._READ), "id": at, "name": name, "archived": False}, {})
        for at, name in enumerate(names)
    ]
    roll = filtering.Roll(entries)
    assert set(roll.ids(Filter(typed))) <= set(roll.ids(Filter(typed[:-1])))
    assert len(roll.ids(Filter())) == len(names)
