"""Withdrawing, erasing and making anonymous: listed before, carried through everywhere, and nothing is left."""

from datetime import date

import pytest
from sqlalchemy import select

from gcmdesk.consultations import coding
from gcmdesk.consultations.tables import Consultation, Note, Theme
from gcmdesk.i18n import Texts
from gcmdesk.jobs import Progress
from gcmdesk.priorities import criteria, raters, rounds, scores
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundDraft
from gcmdesk.protection import access, consent, erasing, people, receipts, requests, tied, withdrawal
from gcmdesk.protection.duty_lists import Way, Wish
from gcmdesk.protection.people_records import AgeBand, Capacity, State
from gcmdesk.protection.people_tables import Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.reach import Effect
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.requests import RequestDraft
from gcmdesk.protection.withdrawal import Said
from gcmdesk.workspace import attachments, bulk
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.errors import NothingToUndo, StillNeeded
from gcmdesk.workspace.journal import connection_of
from tests.gcmdesk.protection.conftest import HOUR, NOW

ENGLISH = Texts("en")
WORD = "Zanzibarquartz"
PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF\n"


def speaks(session, person, *, verbatim=False, text=WORD):
    if session.get(Consultation, 1) is None:
        session.add_all([Consultation(title="Kick-off", day=date(2026, 5, 4)), Theme(name="Housing")])
        session.flush()
    note = Note(consultation_id=1, person_id=person, said=NOW, text=text, verbatim=verbatim)
    session.add(note)
    session.flush()
    coding.code(session, 1, [note.id])
    return note.id


def attach(session, note):
    return attachments.add(session, Progress(), attachments.owner(session.get_one(Note, note)), PDF, WORD)


@pytest.fixture
def spoken(hall):
    """A person who agreed to everything but quoting, with a name, a contact, a note and a quote."""
    person = hall.person(region=WORD)
    hall.workspace.run(people.identify, person, WORD, WORD, name="Name kept")
    purposes = (Purpose.TAKE_PART, Purpose.SYNTHESIS, Purpose.CONTACT)
    hall.workspace.run(receipts.record, hall.capture(person, purposes=purposes), name="Recorded")
    hall.note = hall.workspace.run(speaks, person, name="Note added")
    hall.quote = hall.workspace.run(lambda session: speaks(session, person, verbatim=True), name="Quote added")
    hall.speaker = person
    return hall


def texts_left(session):
    """The tables in which the word still stands."""
    connection = connection_of(session)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name for name in names if any(WORD in repr(row) for row in connection.execute(f"SELECT * FROM {name}"))}  # noqa: S608


def notes(hall):
    return hall.workspace.read(lambda session: session.scalars(select(Note.id)).all())


def state(hall, purpose):
    return hall.workspace.read(consent.states, [hall.speaker], NOW)[hall.speaker, purpose]


def test_every_reference_to_a_person_says_what_happens_to_it():
    for name, kind in entities().items():
        for column in kind.table.columns:
            if any(key.column.table is Person.__table__ for key in column.foreign_keys):
                assert "personal" in column.info, f"{name}.{column.name} refers to people and declares nothing"


def test_what_is_declared_can_be_carried_out():
    for tie in tied.ties():
        here = f"{tie.column.table.name}.{tie.column.name}"
        assert tie.personal.describe or tie.personal.shows, here
        assert set(tie.personal.shows) <= set(tie.column.table.columns.keys()), here
        assert tie.personal.erasure in (Effect.ERASE, Effect.UNLINK, Effect.SENT, Effect.ERASE_ATTACHMENTS), here
        assert tie.personal.erasure is Effect.ERASE or tie.column.nullable, here
        for reached in tie.personal.withdrawal.values():
            assert not reached.only or reached.only in tie.column.table.columns, here


def test_the_consequences_are_listed_before(spoken):
    plan = spoken.workspace.read(withdrawal.consequences, [spoken.speaker], [Purpose.QUOTE], ENGLISH)
    assert [(one.label, one.effect, one.count) for one in plan.reached] == [("Contribution", Effect.WITHHOLD, 1)]
    plan = spoken.workspace.read(withdrawal.consequences, [spoken.speaker], [Purpose.TAKE_PART], ENGLISH)
    assert plan.purposes == tuple(Purpose)
    erased = {one.label: one.count for one in plan.reached if one.effect is Effect.ERASE}
    assert erased == {"Name": 1, "Way to reach the person": 1, "Contribution": 2}


def test_what_was_listed_is_what_is_done(spoken):
    plan = spoken.workspace.read(withdrawal.consequences, [spoken.speaker], [Purpose.TAKE_PART], ENGLISH)
    done = withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.TAKE_PART], Said(NOW))
    codings = 2
    assert done == sum(one.count for one in plan.reached if one.effect is Effect.ERASE) + codings
    assert notes(spoken) == []
    assert all(state(spoken, purpose) is State.WITHDRAWN for purpose in Purpose)
    assert spoken.workspace.verify().broken_at is None


def test_withdrawing_one_purpose_leaves_the_others(spoken):
    withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.CONTACT], Said(NOW))
    assert spoken.workspace.read(people.contacts, spoken.speaker) == ()
    assert spoken.workspace.read(people.names, spoken.speaker) == (WORD,)
    assert state(spoken, Purpose.CONTACT) is State.WITHDRAWN
    assert state(spoken, Purpose.SYNTHESIS) is State.GIVEN
    assert len(notes(spoken)) == 2


def test_withdrawing_reaches_the_backups(spoken):
    seen = []
    spoken.workspace.after_erasing = seen.append
    withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.QUOTE], Said(NOW))
    assert seen == [spoken.workspace]


def test_a_withdrawal_is_never_undone(spoken):
    withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.SYNTHESIS], Said(NOW))
    for _step in range(20):
        try:
            spoken.workspace.undo()
        except (NothingToUndo, StillNeeded):
            break
    assert state(spoken, Purpose.SYNTHESIS) is State.WITHDRAWN


def test_a_withdrawal_dated_in_the_future_is_refused(spoken):
    with pytest.raises(ValueError, match="time"):
        withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.QUOTE], Said(NOW + 2 * HOUR))


UNIVERSITY, HOSPITAL = "University", "Hospital"


def share(hall, person, *parties):
    for party in parties:
        fields = {"third_party": party, "recipients": (Recipient.PARTNER,)}
        capture = hall.capture(person, purposes=(Purpose.SHARING,), **fields)
        hall.workspace.run(receipts.record, capture, name="Recorded")


def test_who_shares_no_more_with_one_party_still_shares_with_the_other(hall):
    person, other, third = hall.person(), hall.person(), hall.person()
    share(hall, person, HOSPITAL, UNIVERSITY)
    share(hall, other, UNIVERSITY)
    share(hall, third, HOSPITAL)
    asked = [person, other, third], [Purpose.SHARING], ENGLISH, HOSPITAL
    plan = hall.workspace.read(withdrawal.consequences, *asked)
    assert (plan.people, plan.third_party, plan.still_shared) == ((person, third), HOSPITAL, (UNIVERSITY,))
    withdrawal.withdraw(hall.workspace, asked[0], asked[1], Said(NOW, third_party=HOSPITAL))
    assert hall.workspace.read(consent.parties, asked[0], NOW) == {
        person: {HOSPITAL: State.WITHDRAWN, UNIVERSITY: State.GIVEN},
        other: {UNIVERSITY: State.GIVEN},
        third: {HOSPITAL: State.WITHDRAWN},
    }


def test_a_withdrawal_from_everybody_ends_sharing_with_each(hall):
    person = hall.person()
    share(hall, person, HOSPITAL, UNIVERSITY)
    withdrawal.withdraw(hall.workspace, [person], [Purpose.SHARING], Said(NOW))
    told = hall.workspace.read(consent.parties, [person], NOW)[person]
    assert told == {HOSPITAL: State.WITHDRAWN, UNIVERSITY: State.WITHDRAWN}


def test_a_third_party_is_named_for_sharing_only(hall):
    person = hall.person()
    with pytest.raises(ValueError, match="third_party"):
        withdrawal.withdraw(hall.workspace, [person], [Purpose.TAKE_PART], Said(NOW, third_party=HOSPITAL))


def test_recordings_go_when_recording_is_withdrawn(spoken):
    spoken.workspace.run(attach, spoken.note, name="Attached")
    plan = spoken.workspace.read(withdrawal.consequences, [spoken.speaker], [Purpose.RECORDING], ENGLISH)
    assert [(one.label, one.count) for one in plan.reached] == [("Attachment", 1)]
    withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.RECORDING], Said(NOW))
    owner = spoken.workspace.read(lambda session: attachments.owner(session.get_one(Note, spoken.note)))
    assert spoken.workspace.read(attachments.of, owner) == ()
    assert len(notes(spoken)) == 2


def test_nothing_is_left_of_an_erased_person_not_even_of_what_was_deleted_before(spoken):
    workspace, person = spoken.workspace, spoken.speaker
    workspace.run(access.correct, person, "region", f"{WORD} North", "moved", name="Corrected")
    workspace.run(access.read_back, person, date(2026, 5, 5), "en", ["Name"], WORD, name="Read back")
    gone = workspace.run(lambda session: speaks(session, person), name="Note added")
    undone = workspace.run(lambda session: bulk.delete(session, entity_of("coding"), codings(session, gone)), name="-")
    workspace.run(lambda session: bulk.delete(session, Note, [gone]), name="Note deleted")
    workspace.run(attach, spoken.note, name="Attached")
    assert undone == 1
    done = erasing.erase(workspace, person, ENGLISH)
    assert workspace.read(texts_left) == set()
    assert done.kept == 0
    assert any("paper" in line for line in done.checklist)
    assert workspace.read(people.everybody) == ()
    assert workspace.verify().broken_at is None


def entity_of(name):
    return entities()[name].table.info["row"]


def codings(session, note):
    kind = entity_of("coding")
    return list(session.scalars(select(kind.id).where(kind.note_id == note)))


def test_a_guardian_who_is_erased_leaves_the_childs_receipt_standing(hall):
    guardian, child = hall.person(), hall.person(AgeBand.FROM_16)
    fields = {"child": True, "capacity": Capacity.CHILD, "guardian": "mother", "best_interests": "wants to"}
    capture = hall.capture(child, guardian_person=guardian, **fields)
    hall.workspace.run(receipts.record, capture, name="Recorded")
    erasing.erase(hall.workspace, guardian, ENGLISH)
    assert hall.workspace.read(consent.states, [child], NOW)[child, Purpose.QUOTE] is State.GIVEN


def test_made_anonymous_the_contribution_stays_but_not_the_quote_nor_the_person(spoken):
    done = erasing.anonymise(spoken.workspace, spoken.speaker, NOW, ENGLISH)
    assert done.kept == 1
    assert notes(spoken) == [spoken.note]
    assert spoken.workspace.read(lambda session: session.get_one(Note, spoken.note).person_id) is None
    assert spoken.workspace.read(texts_left) - {"note"} == set()


def test_without_consent_for_the_synthesis_nothing_stays(spoken):
    withdrawal.withdraw(spoken.workspace, [spoken.speaker], [Purpose.SYNTHESIS], Said(NOW))
    erasing.anonymise(spoken.workspace, spoken.speaker, NOW, ENGLISH)
    assert spoken.workspace.read(texts_left) == set()


def test_everything_held_is_read_out(spoken):
    workspace, person = spoken.workspace, spoken.speaker
    workspace.run(access.correct, person, "region", "North", "moved", name="Corrected")
    workspace.run(access.read_back, person, date(2026, 5, 5), "en", name="Read back")
    asked = RequestDraft(Wish.ACCESS, NOW - HOUR, Way.IN_PERSON, WORD, person)
    workspace.run(requests.receive, asked, NOW, name="Request entered")
    cell = (7, workspace.run(criteria.install, name="Criteria set up")[0].id)
    number = workspace.run(rounds.add, RoundDraft("scores", "First scores", date(2026, 5, 4)), name="Round begun").id
    rater = workspace.run(raters.add, RaterDraft(person=person), name="Rater added").id
    workspace.run(scores.put, number, rater, cell, 4, name="Score given")
    workspace.run(scores.explain, number, rater, cell, WORD, name="Reason written")
    held = {one.label: one for one in workspace.read(access.held, person, ENGLISH)}
    elsewhere = {"Guardian of a child", "Contact of an organization or group", "Personal data that was sent"}
    elsewhere.add("Kept copy of a report")
    assert held.keys() == {tie.personal.label for tie in tied.ties()} - elsewhere | {access.RECORD}
    assert all(part in held["Request"].lines[0] for part in ("See what is held about them", WORD))
    assert "Region: North" in held[access.RECORD].lines
    assert any(WORD in line for line in held["Contribution"].lines)
    assert held["Scores of objectives"].lines == (f"First scores, objective 7: 4 ({WORD})",)
    assert any("Being contacted again" in line and "Given" in line for line in held["Consent receipt"].lines)


def test_a_part_can_be_left_out_with_a_reason_only(spoken):
    workspace, person = spoken.workspace, spoken.speaker
    held = {one.label: one for one in workspace.read(access.held, person, ENGLISH, ["Contribution"])}
    assert held["Contribution"].left_out
    assert held["Contribution"].lines == ()
    with pytest.raises(ValueError, match="reason"):
        workspace.run(access.read_back, person, date(2026, 5, 5), "en", ["Contribution"], " ", name="Read back")
    workspace.run(access.read_back, person, date(2026, 5, 5), "en", ["Contribution"], "names others", name="Read back")
    assert workspace.read(access.last_read_back, person) == date(2026, 5, 5)


def test_corrections_are_logged_with_their_reason(spoken):
    workspace, person = spoken.workspace, spoken.speaker
    assert workspace.run(access.correct, person, "role", "teacher", "said so", name="Corrected")
    assert not workspace.run(access.correct, person, "role", "teacher", "said so", name="Corrected")
    (line,) = workspace.read(access.corrections, person)
    assert (line.field, line.was, line.became, line.reason) == ("role", "", "teacher", "said so")
    for field, value, reason in (("id", "1", "x"), ("role", "nurse", " "), ("age_band", "about 40", "x")):
        with pytest.raises(ValueError, match=r"."):
            workspace.run(access.correct, person, field, value, reason, name="Corrected")
