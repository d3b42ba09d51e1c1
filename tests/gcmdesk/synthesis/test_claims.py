"""Whatever a report counts can be counted again from the notes that the claim names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.synthesis import claims, findings, views
from gcmdesk.synthesis.findings import Heard, ObjectiveFindings, Sources
from gcmdesk.synthesis.scope import Scope
from tests.gcmdesk.synthesis import world

CODINGS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 12), st.sampled_from(("", "Ada"))), max_size=30, unique=True
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with world.new(tmp_path_factory.mktemp("claims")) as opened:
        yield opened


def recount(session, claim):
    """The claim's figure from the rows alone."""
    query = select(Note.id, Note.consultation_id, Stakeholder.kind).outerjoin(Stakeholder)
    rows = session.execute(query.where(Note.id.in_(claim.notes))).all()
    counted = {
        "contributions": len({row.id for row in rows}),
        "sessions": len({row.consultation_id for row in rows}),
        "groups": len({row.kind for row in rows} - {None}),
    }
    return counted[claim.measure]


def belongs(session, claim):
    """Whether each of its notes says what the claim is about."""
    what, _slash, which = claim.about.partition("/")
    themes = {theme for (theme,) in session.execute(select(Theme.id).where(Theme.name != "Papers"))}
    for note in claim.notes:
        row = session.get_one(Note, note)
        given = set(session.scalars(select(Coding.theme_id).where(Coding.note_id == note)))
        speaker = session.get(Stakeholder, row.stakeholder_id) if row.stakeholder_id else None
        yield {
            "objective": bool(given & themes),
            "theme": what == "theme" and int(which) in given,
            "kind": row.kind == which,
            "group": speaker is not None and speaker.kind == which,
        }[what]


def check(session, told):
    for claim in told:
        assert claim.value == recount(session, claim)
        assert claim.value > 0 or claim.measure == "groups"
        assert all(belongs(session, claim))


@settings(max_examples=20)
@given(CODINGS)
def test_every_claim_is_counted_again_from_its_notes(shared, codings):
    shared.run(world.code_anew, codings, name="Coded")
    found = shared.read(claims.of_scope)
    assert list(found) == ([15] if any(theme < 4 for theme, _note, _coder in codings) else [])
    shared.read(check, [claim for told in found.values() for claim in told])


def test_claims_keep_to_the_scope(shared):
    shared.run(world.code_anew, [(2, 1, ""), (2, 5, "")], name="Coded")
    (told,) = shared.read(claims.of_scope, Scope(sessions=(2,))).values()
    assert {one.notes for one in told} == {(5,)}


def said(groups, sessions, *, nameless=False):
    """A theme that these groups see so: {group: kinds}."""
    return Heard((), frozenset(sessions), {one: frozenset(kinds) for one, kinds in groups.items()}, nameless)


def about(themes, groups=4, sessions=4):
    """Findings in which only the themes and the numbers of groups and sessions matter."""
    names = {f"group {n}": 1 for n in range(groups)}
    sources = Sources((), dict.fromkeys(range(sessions), 1), names, frozenset(), {}, {})
    return ObjectiveFindings(15, sources, {}, {}, (), themes, {}, {})


def test_a_theme_of_three_groups_and_of_most_is_widely_shared():
    themes = {1: said({"a": (), "b": (), "c": ()}, (1,)), 2: said({"a": (), "b": ()}, (1, 2))}
    assert views.of(about(themes, groups=5), frozenset(themes)).shared == (1,)
    assert views.of(about(themes, groups=6), frozenset(themes)).shared == ()


def test_groups_that_see_only_one_side_each_differ():
    themes = {
        1: said({"a": ("need",), "b": ("opportunity",)}, (1,)),
        2: said({"a": ("need", "opportunity"), "b": ("opportunity",)}, (1,)),
        3: said({"a": ("need",), "b": ("challenge",)}, (1,)),
    }
    assert views.of(about(themes), frozenset(themes)).differing == (1,)


def test_the_view_of_one_group_or_one_session_is_named():
    themes = {1: said({"a": ()}, (1, 2)), 2: said({"a": ()}, (1,), nameless=True), 3: said({"a": (), "b": ()}, (3,))}
    seen = views.of(about(themes), frozenset(themes))
    assert seen.only_group == {1: "a"}
    assert seen.only_session == (3, 2)
    assert views.of(about(themes, groups=1, sessions=2), frozenset(themes)) == views.Views((), (), {}, ())


def test_quotes_that_wait_for_consent_are_kept_apart(tmp_path):
    from datetime import UTC, datetime

    from gcmdesk.consultations import evidence
    from gcmdesk.consultations.coding_records import EvidenceDraft

    with world.new(tmp_path) as opened:
        opened.run(world.speakers, name="Speakers")
        opened.run(evidence.add, EvidenceDraft("Care comes late"), [1, 3, 4, 5], name="Added")
        (found,) = opened.read(findings.resolve, None, datetime.now(UTC))
        assert (found.quoted, len(found.held), found.unconsented) == ((1, 4), 2, 2)
        (narrow,) = opened.read(findings.resolve, None, datetime.now(UTC), Scope(sessions=(2,)))
        assert (narrow.quoted, narrow.sources.notes) == ((), (5,))
