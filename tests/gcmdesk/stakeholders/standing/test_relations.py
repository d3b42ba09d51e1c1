"""Typed and directed relations, and the network that they make."""

import random
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import network, relations
from gcmdesk.stakeholders.network import Network, Node
from gcmdesk.stakeholders.relation_tables import Relation
from gcmdesk.stakeholders.relations import RelationDraft, SavedRelation
from tests.gcmdesk.stakeholders.standing.conftest import CITY, HOPE, LABOUR, POLICE, RADIO

FUNDS = RelationDraft(LABOUR, HOPE, "funding", strength=2, note="Two-year grant")


def relate(workspace, *drafts):
    return [workspace.run(relations.save, draft, name="Relation added") for draft in drafts]


def test_a_relation_is_found_from_both_ends_with_names(workspace):
    (saved,) = relate(workspace, FUNDS)
    assert (saved.source_name, saved.target_name, saved.directed) == ("Labour ministry", "Hope association", True)
    assert workspace.read(relations.of_stakeholder, HOPE) == (saved,)
    assert workspace.read(relations.of_stakeholder, LABOUR) == (saved,)
    assert workspace.read(relations.of_stakeholder, RADIO) == ()


def test_the_same_relation_again_changes_it_instead_of_lying_there_twice(workspace):
    relate(workspace, FUNDS, replace(FUNDS, strength=3, note="Prolonged"))
    (only,) = workspace.read(relations.all_of)
    assert (only.strength, only.note) == (3, "Prolonged")


def test_an_undirected_relation_is_one_whichever_end_comes_first(workspace):
    relate(workspace, RelationDraft(HOPE, CITY, "cooperation"), RelationDraft(CITY, HOPE, "cooperation", strength=1))
    (only,) = workspace.read(relations.all_of)
    assert {only.source, only.target} == {CITY, HOPE}
    assert (only.strength, only.directed) == (1, False)


def test_directed_relations_run_both_ways_as_two_and_the_loop_is_shown(workspace):
    relate(workspace, FUNDS, RelationDraft(HOPE, LABOUR, "funding"), RelationDraft(CITY, HOPE, "funding"))
    assert len(workspace.read(relations.all_of)) == 3
    assert {(one.source, one.target) for one in workspace.read(network.loops)} == {(LABOUR, HOPE), (HOPE, LABOUR)}


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("target", RelationDraft(HOPE, HOPE, "funding")),
        ("kind", RelationDraft(HOPE, CITY)),
        ("kind", RelationDraft(HOPE, CITY, "gossip")),
        ("kind", RelationDraft(HOPE, CITY, "funding", own=1)),
        ("strength", RelationDraft(HOPE, CITY, "funding", strength=4)),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_not_saved(workspace, field, draft):
    assert [name for name, _message in draft.problems()] == [field]
    with pytest.raises(ValueError, match=field):
        relate(workspace, draft)
    assert workspace.read(relations.all_of) == ()


def test_past_the_screens_a_relation_to_oneself_fails_too(workspace):
    with pytest.raises(IntegrityError):
        workspace.run(lambda session: session.add(Relation(source_id=HOPE, target_id=HOPE, kind="funding")), name="x")


def test_own_types_keep_their_direction_and_are_not_doubled(workspace):
    trains = workspace.run(_trains, name="Type added")
    assert workspace.run(_trains, name="Type added") == trains
    (saved,) = relate(workspace, RelationDraft(CITY, HOPE, own=trains.id))
    assert (saved.own_name, saved.directed, relations.key(saved)) == ("Trains", True, f"own:{trains.id}")
    assert workspace.read(relations.all_of, frozenset({f"own:{trains.id}"})) == (saved,)
    assert workspace.read(relations.all_of, frozenset({"funding"})) == ()


def _trains(session):
    return relations.add_type(session, "  Trains ", directed=True)


def test_deleting_many_is_one_step_back(workspace):
    saved = relate(workspace, FUNDS, RelationDraft(CITY, HOPE, "conflict"))
    assert workspace.run(relations.delete, *(one.id for one in saved), name="Relations deleted") == 2
    assert workspace.read(relations.all_of) == ()
    workspace.undo()
    assert len(workspace.read(relations.all_of)) == 2


def test_who_stands_between_two_parts_is_named_with_the_best_connected_of_each(workspace):
    one_side = [RelationDraft(POLICE, LABOUR, "authority"), RelationDraft(LABOUR, CITY, "funding")]
    relate(workspace, *one_side, RelationDraft(POLICE, CITY, "information"), RelationDraft(CITY, HOPE, "funding"))
    relate(workspace, RelationDraft(HOPE, RADIO, "information"))
    found = {one.stakeholder: one for one in network.measures(workspace.read(network.read))}
    assert found[CITY].betweenness == pytest.approx(4 / 6)
    assert (found[CITY].partners, found[CITY].into, found[CITY].out) == (3, 2, 1)
    assert HOPE in found[CITY].bridges
    assert found[RADIO].bridges == ()


def test_places_are_kept_and_only_new_stakeholders_are_laid(workspace):
    relate(workspace, FUNDS, RelationDraft(CITY, HOPE, "cooperation"))
    net = workspace.read(network.read)
    laid = network.layout(Progress(), net, {HOPE: (3.0, -2.0)})
    assert laid[HOPE] == (3.0, -2.0)
    assert laid.keys() == {LABOUR, HOPE, CITY}
    assert network.layout(Progress(), net, {HOPE: (3.0, -2.0)}) == laid
    assert workspace.run(network.keep, laid, name="Map arranged") == 3
    assert workspace.read(network.places) == laid
    assert workspace.run(network.keep, {HOPE: (0.0, 1.0), CITY: laid[CITY]}, name="Map arranged") == 1
    workspace.undo()
    assert workspace.read(network.places) == laid


def test_stakeholders_without_relations_are_on_the_map_when_asked_for(workspace):
    relate(workspace, FUNDS)
    assert len(workspace.read(network.read).nodes) == 2
    assert len(workspace.read(lambda session: network.read(session, unrelated=True)).nodes) == 5


@given(st.integers(2, 25), st.integers(0, 60), st.integers(0, 1000))
def test_measures_are_those_of_an_independent_library(count, edges, seed):
    chance = random.Random(seed)  # noqa: S311 - repeatable
    pairs = {tuple(sorted(chance.sample(range(1, count + 1), 2))) for _edge in range(edges)}
    net = Network(
        tuple(Node(number, f"S{number}", "media") for number in range(1, count + 1)),
        tuple(
            SavedRelation(at, a, "", b, "", "cooperation", None, "", False, None, "")
            for at, (a, b) in enumerate(pairs, 1)
        ),
    )
    graph = nx.Graph(list(pairs))
    graph.add_nodes_from(range(1, count + 1))
    expected = nx.betweenness_centrality(graph)
    for one in network.measures(net):
        assert one.betweenness == pytest.approx(expected[one.stakeholder])
        assert one.partners == graph.degree(one.stakeholder)
        assert set(one.bridges) <= set(graph.neighbors(one.stakeholder))


def test_an_empty_network_has_no_places_and_no_measures():
    assert network.layout(Progress(), Network((), ()), {}) == {}
    assert network.measures(Network((), ())) == ()
