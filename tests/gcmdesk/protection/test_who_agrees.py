"""Who agrees, asked in SQL for one recipient and one third party, against the rule in plain words."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gcmdesk.protection import access, consent, receipts
from gcmdesk.protection.people_records import AgeBand, Answer, State
from gcmdesk.protection.people_tables import ConsentReceipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from tests.gcmdesk.protection.conftest import HOUR, NOW

PARTIES = ("School board", "Town hall")
CLASSES = (Recipient.PARTNER, Recipient.PUBLIC)
ANSWERS = st.fixed_dictionaries(
    {
        "answer": st.sampled_from([Answer.GIVEN, *Answer]),
        "third_party": st.sampled_from(PARTIES),
        "recipients": st.sets(st.sampled_from(CLASSES), min_size=1).map(tuple),
        "ago": st.integers(0, 3),
        "lasts": st.sampled_from([None, 0, 5]),
        "all_parties": st.booleans(),
    }
)


def agrees(rows, at, recipient, third_party):
    """Of what concerns this party, only that counts which nothing outdoes; all of it must be consent that stands."""
    rows = [one for one in rows if one.answer != Answer.GIVEN or one.time <= at]
    if third_party:
        meant = [third_party], ["", third_party]
        rows = [one for one in rows if one.third_party in meant[one.answer != Answer.GIVEN]]
    counting = [
        one for one in rows if not any(other.time > one.time and other.recorded > one.recorded for other in rows)
    ]

    def stands(one):
        named = recipient is None or recipient in one.recipients.split("|")
        return one.answer == Answer.GIVEN and named and (one.expires is None or one.expires >= at.date())

    return bool(counting) and all(map(stands, counting))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(ANSWERS, max_size=5))
def test_consent_for_a_party_and_a_class_follows_the_rule(hall, answers):
    person = hall.person()
    for one in answers:
        time = NOW - timedelta(seconds=one["ago"])
        party = "" if one["all_parties"] and one["answer"] is not Answer.GIVEN else one["third_party"]
        fields = {"answer": one["answer"], "third_party": party, "recipients": one["recipients"], "time": time}
        expires = None if one["lasts"] is None else time.date() + timedelta(days=one["lasts"])
        capture = hall.capture(person, purposes=(Purpose.SHARING,), expires=expires, **fields)
        hall.workspace.run(receipts.record, capture, name="Recorded")
    rows = hall.workspace.read(
        lambda session: session.scalars(select(ConsentReceipt).where(ConsentReceipt.person_id == person)).all()
    )
    for at in (NOW, NOW + timedelta(days=2)):
        for recipient in (None, *CLASSES):
            for party in (None, *PARTIES):
                query = consent.consenting(Purpose.SHARING, at, recipient=recipient, third_party=party)
                found = hall.workspace.read(lambda session, query=query: session.scalars(query).all())
                assert (person in found) is agrees(rows, at, recipient, party), (at, recipient, party)
        told = hall.workspace.read(consent.parties, [person], at)[person]
        assert set(told) == {one.third_party for one in rows if one.third_party}
        for party, state in told.items():
            assert (state is State.GIVEN) is agrees(rows, at, None, party), (at, party)


def test_an_adults_consent_ends_when_the_person_turns_out_to_be_under_18(hall):
    person, purpose = hall.person(), Purpose.QUOTE
    hall.workspace.run(receipts.record, hall.capture(person), name="Recorded")
    hall.workspace.run(access.correct, person, "age_band", AgeBand.FROM_16.value, "said so", name="Corrected")
    asked = [person], NOW
    assert hall.workspace.read(consent.states, *asked)[person, purpose] is State.EXPIRED
    query = consent.consenting(purpose, NOW)
    assert hall.workspace.read(lambda session: session.scalars(query).all()) == []
    hall.workspace.run(access.correct, person, "age_band", AgeBand.FROM_18.value, "a mistake", name="Corrected")
    assert hall.workspace.read(consent.states, *asked)[person, purpose] is State.GIVEN
    assert hall.workspace.read(lambda session: session.scalars(query).all()) == [person]


def test_consent_in_the_last_hour_counts_from_then_on(hall):
    person = hall.person()
    hall.workspace.run(receipts.record, hall.capture(person, time=NOW), name="Recorded")
    before = consent.consenting(Purpose.QUOTE, NOW - HOUR)
    assert hall.workspace.read(lambda session: session.scalars(before).all()) == []
