"""The gate: what each recipient gets of records, quotes, ratings and pictures, and what is withheld and why."""

import copy
import pickle
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.protection import material, release
from gcmdesk.protection.gate_quotes import side_by_side
from gcmdesk.protection.gate_rules import transfer_allowed
from gcmdesk.protection.material import Nothing, Picture, Quote, Quotes, Ratings, Records, Several, Text
from gcmdesk.protection.people_tables import Identity, Person
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release import Released
from gcmdesk.protection.release_records import (
    ConsentChanged,
    FirewallHolds,
    OrganisationMissing,
    Request,
    SignOff,
    SignOffNeeded,
)
from tests.gcmdesk.release import world
from tests.gcmdesk.release.world import FOCAL_POINT, let, request, run, safe

OUTSIDE = [one for one in Recipient if one is not Recipient.TEAM]
FULL = (Purpose.TAKE_PART, Purpose.SYNTHESIS, Purpose.QUOTE, Purpose.ATTRIBUTION, Purpose.RECORDING, Purpose.SHARING)


def notes_material():
    return Records(
        "Notes",
        (
            material.column("Kind", Note.kind),
            material.column("Said", Note.said),
            material.column("Words", Note.text),
            material.column("Place", Consultation.place),
        ),
        select(Note.id).join(Consultation, Note.consultation_id == Consultation.id).order_by(Note.id),
    )


@pytest.fixture
def people(workspace):
    """Amal consents to everything, Badr to nothing; a third note comes from a group without names."""

    def fill(session):
        version = world.offices(session)
        amal = world.person(session, version, "Amal", *FULL)
        badr = world.person(session, version, "Badr")
        session.add(Identity(person_id=amal, name="Real Name"))
        for words, one in (("Amal's words", amal), ("Badr's words", badr), ("A group's words", None)):
            world.note(session, words, one, kind="need")
        return version, amal, badr

    return run(workspace, fill)


# ----------------------------------------------------------------------------------------- Released, by construction


def test_a_released_value_cannot_be_made_elsewhere(workspace):
    real = let(workspace, Text("A", ("b",)), request(Recipient.TEAM))
    shell = object.__new__(Released)
    assert release.genuine(real)
    assert not release.genuine(shell)
    for forge in (
        lambda: Released(Text("A", ("forged",)), real.facts, object()),
        lambda: copy.copy(real),
        lambda: copy.deepcopy(real),
        lambda: pickle.dumps(real),
        lambda: type("Mine", (Released,), {}),
    ):
        with pytest.raises(TypeError):
            forge()
    with pytest.raises(AttributeError):
        real.material = Text("A", ("other",))
    with pytest.raises(AttributeError):
        real._material = Text("A", ("other",))


def test_a_column_cannot_be_declared_laxer_than_its_table():
    with pytest.raises(TypeError):
        material.Column("Name", Identity.name, (), (), False, None, object())


def test_a_kind_without_a_rule_stays(workspace):
    with pytest.raises(TypeError, match="no rule"):
        let(workspace, {"rows": [1, 2]}, request(Recipient.TEAM))


def test_a_release_names_recipient_purpose_and_the_journal_as_it_stood(workspace, people):
    released = let(workspace, Text("A", ()), request(Recipient.MINISTRY))
    assert (released.request.recipient, released.request.purpose) == (Recipient.MINISTRY, Purpose.SYNTHESIS)
    assert (released.facts.sequence, released.facts.head) == (workspace.head.sequence, workspace.head.link)


# -------------------------------------------------------------------------------------------------------- recipients


def test_recipients_and_purposes_come_from_closed_lists(workspace):
    for wanted in (Request("immigration enforcement", Purpose.SYNTHESIS), Request(Recipient.TEAM, "curiosity")):
        with pytest.raises(ValueError, match="is not a valid"):
            let(workspace, Text("A", ()), wanted)


@pytest.mark.parametrize("name", ["National Border Police", "Directorate of DEPORTATION", "Police aux frontières"])
def test_immigration_enforcement_is_no_recipient(workspace, name):
    with pytest.raises(FirewallHolds):
        let(workspace, Text("A", ()), request(Recipient.MINISTRY, organisation=name))


def test_somebody_in_particular_receives(workspace):
    with pytest.raises(OrganisationMissing):
        let(workspace, Text("A", ()), request(Recipient.PARTNER, organisation=" "))


def test_the_public_needs_the_focal_point(workspace, people):
    for signed in (None, SignOff("Somebody else", "why not"), SignOff(FOCAL_POINT.by, " ")):
        with pytest.raises(SignOffNeeded):
            let(workspace, Text("A", ()), request(Recipient.PUBLIC, sign_off=signed))
    assert let(workspace, Text("A", ()), request(Recipient.PUBLIC)).material == Text("A", ())


# ----------------------------------------------------------------------------------------------------------- records


def test_the_team_sees_words_only_of_those_who_consented(workspace, people):
    released = let(workspace, notes_material(), request(Recipient.TEAM))
    assert [row[2] for row in released.material.rows] == ["Amal's words", None, "A group's words"]
    assert [(one.count, one.principle) for one in released.withheld] == [(1, Principle.CONSENT)]


@pytest.mark.parametrize("recipient", OUTSIDE)
def test_outside_the_team_columns_for_the_team_are_missing(workspace, people, recipient):
    released = let(workspace, notes_material(), safe(recipient))
    assert released.material.headings == ("Kind", "Words", "Place")
    assert (3, Principle.CONFIDENTIALITY) in [(one.count, one.principle) for one in released.withheld]


@pytest.mark.parametrize(
    ("consent", "stated", "safeguards"), list(product([True, False], ["planning", ""], ["treaty", ""]))
)
def test_personal_data_goes_to_third_parties_only_with_all_three(workspace, people, consent, stated, safeguards):
    organisation = "Somebody" if consent else "Somebody else"  # Amal consented to sharing with Somebody
    wanted = request(Recipient.MINISTRY, stated=stated, safeguards=safeguards, organisation=organisation)
    released = let(workspace, notes_material(), wanted)
    words = [row[1] for row in released.material.rows]
    passes = consent and bool(stated) and bool(safeguards)
    assert words == ["Amal's words" if passes else None, None, "A group's words"]
    assert transfer_allowed(consent=consent, stated=stated, safeguards=safeguards) == passes
    assert (Principle.TRANSFER in {one.principle for one in released.withheld}) == (not passes)
    assert bool(released.facts.people) == passes


@pytest.mark.parametrize(("field", "use"), list(product(Purpose, Purpose)))
def test_a_cell_leaves_with_consent_to_its_own_purpose_and_to_that_of_the_release(workspace, field, use):
    """The field × purpose matrix: for each pair four people, who consent to both, to one, to the other, to neither."""

    def fill(session):
        version = world.offices(session)
        consents = ({field, use}, {field}, {use}, set())
        return [world.person(session, version, f"P{n}", *some) for n, some in enumerate(consents)]

    run(workspace, fill)
    column = _declared(field)
    table = Records("People", (column,), select(Person.id).order_by(Person.id))
    released = let(workspace, table, request(Recipient.TEAM, use))
    left = [row[0] is not None for row in released.material.rows]
    assert left == ([True, True, True, False] if field == use else [True, False, False, False])


def _declared(purpose):
    """A column of people as if it were declared with this purpose."""
    column = material.column("Role", Person.role)
    leaves = (material.Leaves("consent", purpose),)
    return material.Column("Role", column.expression, leaves, column.people, True, None, material._SEAL)


@pytest.mark.parametrize("recipient", Recipient)
def test_names_never_leave(workspace, people, recipient):
    released = let(
        workspace, Records("N", (material.column("Name", Identity.name),), select(Identity.id)), safe(recipient)
    )
    assert released.material == Nothing("N")
    assert [(one.count, one.principle) for one in released.withheld] == [(1, Principle.CONFIDENTIALITY)]


def test_a_column_made_of_several_is_as_strict_as_the_strictest(workspace, people):
    both = material.column("Both", Consultation.place, Note.said, made=lambda place, said: place + said)
    table = Records("N", (both,), select(Note.id).join(Consultation, Note.consultation_id == Consultation.id))
    assert let(workspace, table, safe(Recipient.MINISTRY)).material == Nothing("N")


def test_a_column_that_declares_nothing_stays(workspace, people):
    table = Records("N", (material.column("Clock", Note.clock),), select(Note.id))
    assert let(workspace, table, request(Recipient.TEAM)).material == Nothing("N")


# ------------------------------------------------------------------------------------------------------------ quotes


def quote(one, number=1, **more):
    known = {
        "name": "Amal A.", "role": "teacher", "group": "fishers", "group_size": 12, "place": "Harbour Street 3",
        "region": "North", "age": 31,
    }  # fmt: skip
    return Quote(f"E-{number:03}", f"words {number}", one, **{**known, **more})


def test_a_quote_needs_consent_and_loses_place_age_and_name(workspace, people):
    _version, amal, badr = people
    released = let(workspace, Quotes("Q", (quote(amal), quote(badr, 2))), request(Recipient.MINISTRY))
    (only,) = released.material.quotes
    assert (only.words, only.place, only.age, only.name, only.role, only.group) == (
        "words 1", "North", "25-39", "", "", "fishers",
    )  # fmt: skip
    assert [(one.count, one.principle) for one in released.withheld] == [
        (1, Principle.CONSENT),
        (1, Principle.TRANSFER),
    ]


def test_a_quote_names_its_speaker_only_where_that_is_consented_for_this_recipient(workspace, people):
    version, _amal, _badr = people

    def fill(session):
        one = world.person(session, version, "Carla", Purpose.QUOTE, Purpose.SYNTHESIS)
        world.consent(session, version, one, Purpose.ATTRIBUTION, recipients="|ministry|")
        return one

    carla = run(workspace, fill)
    wanted = Quotes("Q", (quote(carla),))
    assert let(workspace, wanted, safe(Recipient.MINISTRY)).material.quotes[0].name == "Amal A."
    assert let(workspace, wanted, safe(Recipient.PARTNER)).material.quotes[0].name == ""
    assert let(workspace, wanted, safe(Recipient.TEAM)).material.quotes[0].name == ""


@pytest.mark.parametrize(("size", "named"), [(None, ""), (9, ""), (10, "fishers")])
def test_a_quote_is_attributed_to_a_group_of_ten_or_more(workspace, people, size, named):
    released = let(workspace, Quotes("Q", (quote(None, group_size=size),)), request(Recipient.PARTNER))
    assert released.material.quotes[0].group == named


def test_what_was_said_in_confidence_stays_in_the_team(workspace, people):
    wanted = Quotes("Q", (quote(None, confidential=True),))
    assert let(workspace, wanted, request(Recipient.MINISTRY)).material.quotes == ()
    assert len(let(workspace, wanted, request(Recipient.TEAM)).material.quotes) == 1


def test_nothing_links_the_quotes_of_a_person_but_the_reviewer_sees_them_together(workspace, people):
    _version, amal, badr = people
    wanted = Quotes("Q", (quote(amal, 1), quote(badr, 2), quote(amal, 3)))
    released = let(workspace, wanted, request(Recipient.MINISTRY))
    assert "person" not in material.ReleasedQuote.__dataclass_fields__
    assert [one.reference for one in released.material.quotes] == ["E-001", "E-003"]
    assert {one: [q.reference for q in quotes] for one, quotes in side_by_side(wanted).items()} == {
        amal: ["E-001", "E-003"]
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nobody_outside_learns_more_from_quotes_than_the_team(workspace, people, data):
    """Names apart, which each recipient class is told by the consent that names it."""
    _version, amal, badr = people
    wanted = Quotes(
        "Q",
        tuple(
            quote(
                data.draw(st.sampled_from([amal, badr, None])),
                number,
                group_size=data.draw(st.sampled_from([None, 1, 9, 10, 500])),
                age=data.draw(st.sampled_from([None, 3, 11, 12, 15, 17, 18, 59, 60, 101])),
                confidential=data.draw(st.booleans()),
            )
            for number in range(data.draw(st.integers(0, 4)))
        ),
    )
    team = {one.reference: one for one in let(workspace, wanted, request(Recipient.TEAM)).material.quotes}
    asked = {one.reference: one for one in wanted.quotes}
    assert all(asked[one].person != badr for one in team)
    for recipient in OUTSIDE:
        for one in let(workspace, wanted, safe(recipient)).material.quotes:
            source = asked[one.reference]
            assert one.reference in team
            assert one.group in {"", team[one.reference].group}
            assert not one.group or source.group_size >= 10
            assert one.place in {"", source.region}
            assert not one.age.isdigit()
            assert not source.confidential
            assert source.person == amal or not one.name


def test_a_withdrawal_between_gate_and_door_stops_the_release(workspace, people):
    version, amal, _badr = people
    released = let(workspace, Quotes("Q", (quote(amal),)), request(Recipient.MINISTRY))
    workspace.read(release.confirm, released)
    run(workspace, world.consent, version, amal, Purpose.QUOTE, "withdrawn", 1)
    with pytest.raises(ConsentChanged):
        workspace.read(release.confirm, released)


# ---------------------------------------------------------------------------------------- ratings, pictures, several


@pytest.mark.parametrize("recipient", Recipient)
def test_ratings_of_named_stakeholders_stay_in_the_team(workspace, people, recipient):
    ratings = Ratings("Influence", ("Name", "Influence"), (("Port", 3),))
    drawing = Picture("Map", "a map", "image/png", b"pixels", ratings=True)
    released = let(workspace, Several("S", {"a": ratings, "b": drawing}), safe(recipient)).material
    left = [isinstance(part, Nothing) for part in released.parts.values()]
    assert left == [recipient is not Recipient.TEAM] * 2


def test_a_picture_is_as_strict_as_what_it_shows(workspace, people):
    _version, amal, badr = people

    def picture(**shows):
        return Picture("P", "described", "image/png", b"pixels", **shows)

    def leaves(shown, wanted):
        return not isinstance(let(workspace, shown, wanted).material, Nothing)

    assert leaves(picture(columns=(material.column("Place", Consultation.place),)), request(Recipient.MINISTRY))
    assert not leaves(picture(columns=(material.column("Said", Note.said),)), request(Recipient.MINISTRY))
    assert not leaves(picture(columns=(material.column("Words", Note.text),)), request(Recipient.TEAM))
    assert not leaves(picture(people=(amal, badr)), safe(Recipient.MINISTRY))
    assert not leaves(picture(people=(amal,)), request(Recipient.MINISTRY))
    assert leaves(picture(people=(amal,)), safe(Recipient.MINISTRY))
    assert not leaves(picture(counts=True), request(Recipient.MINISTRY))


def test_the_withheld_says_what_why_and_how_much(workspace, people):
    for one in let(workspace, notes_material(), safe(Recipient.MINISTRY)).withheld:
        assert one.count > 0
        assert one.reason.endswith(".")
        assert one.about.startswith("Notes")
