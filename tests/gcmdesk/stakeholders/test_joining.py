"""Two entries that are the same: found, explained, and made one."""

from datetime import date

import pytest
from sqlalchemy import select

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.stakeholders import duplicates, initiatives, joining, network, register
from gcmdesk.stakeholders.records import InitiativeDraft
from gcmdesk.stakeholders.relation_tables import Position, Rating, Relation
from gcmdesk.workspace import clock

PAIRS = [
    ("Red Cross of Mali", "RED CROSS, Malí", "same"),
    ("Red Cross of Mali", "Mali Red Cross", "words"),
    ("Mayors Migration Council (MMC)", "MMC", "abbreviation"),
    ("International Organization for Migration", "IOM", "abbreviation"),
    ("Kuwait Human Rights Society", "Kuwait Human Rights Society for Women", "part"),
    ("Migrant Forum in Asia", "Migrants Forum Asia", "spelling"),
    ("Karim Salama", "كريم سلامة", "sound"),
]


@pytest.mark.parametrize(("one", "other", "reason"), PAIRS)
def test_two_names_for_one_are_found_with_the_reason(workspace, add, one, other, reason):
    first, second, _third = add(one), add(other), add("Ministry of Fisheries")
    (pair,) = workspace.read(duplicates.find)
    assert (pair.first, pair.second, pair.reason) == (first.id, second.id, reason)
    assert 0 < pair.likeness <= 1
    assert duplicates.REASONS[reason]


def test_different_names_are_no_pair(workspace, add):
    for name in ("Ministry of Labour", "Ministry of Health", "Port authority", "Port workers", "هيئة الميناء", "?!"):
        add(name)
    assert workspace.read(duplicates.find) == []


def test_only_pairs_of_what_was_just_imported_are_asked_for(workspace, add):
    add("Red Cross"), add("red cross")
    new = add("Port authority")
    assert workspace.read(duplicates.find, 10, [new.id]) == []
    assert len(workspace.read(duplicates.find, 10)) == 1


def quotes(session, *stakeholders):
    meeting = Consultation(title="Harbour", day=date(2026, 5, 4))
    session.add(meeting)
    session.flush()
    for one in stakeholders:
        session.add(Note(consultation_id=meeting.id, stakeholder_id=one, said=clock.now(), text="Said"))


def test_all_that_refers_to_the_second_then_refers_to_the_first(workspace, add):
    keep, drop = add("Red Cross", level="national", tags=("a",)), add("RC", sector="health", tags=("b",), note="Old")
    workspace.run(quotes, keep.id, drop.id, name="Notes added")
    workspace.run(initiatives.add, InitiativeDraft("Camp", initiator=drop.id), name="Initiative added")
    before = workspace.read(register.page, [keep.id, drop.id])

    one = workspace.run(joining.join, keep.id, drop.id, {"abbreviation": "RC"}, name="Stakeholders joined")

    assert (one.name, one.level, one.sector, one.tags, one.note) == (
        "Red Cross",
        "national",
        "health",
        ("a", "b"),
        "Old",
    )
    assert one.abbreviation == "RC"
    assert workspace.read(register.rows) == [one]
    assert workspace.read(register.uses, [keep.id, drop.id]) == {keep.id: {"note": 2, "initiative": 1}}
    assert workspace.read(initiatives.page, [1])[0].initiator_name == "Red Cross"

    workspace.undo()
    assert workspace.read(register.page, [keep.id, drop.id]) == before
    assert workspace.read(register.uses, [drop.id]) == {drop.id: {"note": 1, "initiative": 1}}
    assert workspace.read(lambda session: session.scalars(select(Note.stakeholder_id)).all()) == [keep.id, drop.id]


def test_one_cannot_be_joined_with_itself_or_nothing(workspace, add):
    one = add("Red Cross")
    for other in (one.id, one.id + 1):
        with pytest.raises(ValueError, match="two different"):
            workspace.run(joining.join, one.id, other, name="Stakeholders joined")
    assert workspace.read(register.rows) == [one]


def test_what_joining_changes_can_be_shown_before(workspace, add):
    keep, drop = add("A", note="One", conflicts=""), add("B", note="Two", conflicts="Owns a recruitment agency")
    assert joining.united(keep, drop) == {"note": "One\n\nTwo", "conflicts": "Owns a recruitment agency"}
    assert joining.united(keep, keep) == {}


def test_none_fills_what_is_not_recorded_and_no_answer_is_lost_to_it(workspace, add):
    keep, drop = add("A", role="Chairs it", underheard=None), add("B", role="", interest="", underheard=())
    assert joining.united(keep, drop) == {"interest": "", "underheard": ()}
    assert joining.united(drop, keep) == {"role": "Chairs it"}


def test_a_pair_that_is_not_the_same_is_not_shown_again(workspace, add):
    first, second = add("Red Cross"), add("red cross")
    for one, other in ((second, first), (first, second)):
        workspace.run(duplicates.part, one.id, other.id, name="Not the same")
    assert workspace.read(duplicates.find) == []
    third = add("RED CROSS")
    assert len(workspace.read(duplicates.find)) == 2
    workspace.run(joining.join, third.id, second.id, name="Stakeholders joined")
    assert workspace.read(duplicates.find) == []
    workspace.run(joining.join, third.id, first.id, name="Stakeholders joined")
    assert [one.id for one in workspace.read(register.rows)] == [third.id]


def test_what_only_says_where_it_stands_goes_with_a_deleted_stakeholder(workspace, add):
    first, second = add("Red Cross"), add("red cross")
    workspace.run(duplicates.part, first.id, second.id, name="Not the same")
    workspace.run(network.keep, {second.id: (1.0, 2.0)}, name="Map moved")
    assert workspace.run(register.delete, [second.id], name="Stakeholder deleted") == 1
    workspace.undo()
    assert workspace.read(network.places) == {second.id: (1.0, 2.0)}
    assert workspace.read(duplicates.find) == []


def test_relations_and_ratings_of_both_stay_and_those_between_them_go(workspace, add):
    keep, drop, other = add("Red Cross"), add("RC"), add("Ministry")

    def relate(session):
        for source, target in ((keep, drop), (drop, keep), (drop, other), (keep, other), (other, drop)):
            session.add(Relation(source_id=source.id, target_id=target.id, kind="funding", type_id=None, strength=2))
        for one in (keep, drop):
            session.add(
                Rating(stakeholder_id=one.id, rater="Team", day=date(2026, 3, 1), influence=one.id, interest=None)
            )
            session.add(Position(stakeholder_id=one.id, x=0.0, y=0.0))

    workspace.run(relate, name="Relations added")
    workspace.run(joining.join, keep.id, drop.id, name="Stakeholders joined")

    def left(session):
        ends = session.execute(select(Relation.source_id, Relation.target_id)).all()
        return sorted(map(tuple, ends)), session.scalars(select(Rating.stakeholder_id)).all()

    assert workspace.read(left) == ([(keep.id, other.id), (other.id, keep.id)], [keep.id, keep.id])
    assert list(workspace.read(network.places)) == [keep.id]
    workspace.undo()
    assert len(workspace.read(left)[0]) == 5
