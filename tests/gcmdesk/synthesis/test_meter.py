"""The meter counts what is recorded, and says where fewer arrive than set out."""

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.consultations import attendance, evidence
from gcmdesk.consultations.coding_records import EvidenceDraft
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.priorities import criteria, raters, rounds, scores
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundDraft
from gcmdesk.stakeholders import coverage, engagement, register
from gcmdesk.stakeholders.engagement import Event
from gcmdesk.stakeholders.records import StakeholderDraft
from gcmdesk.synthesis import meter
from gcmdesk.synthesis.meter import Reach
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.workspace import Workspace

GROUP = "diasporas"
SAID = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path):
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        yield opened


def reach(workspace: Workspace) -> dict[str, int | None]:
    found = next(one for one in workspace.read(meter.read) if one.group == GROUP)
    return {link.id: count for link, count in zip(meter.LINKS, found.counts, strict=True)}


def test_a_group_without_target_is_not_recorded_rather_than_none(workspace: Workspace) -> None:
    others = ("targeted", "engaged", "invited", "came", "spoke", "quoted", "scored")
    assert reach(workspace) == {"registered": 0} | dict.fromkeys(others)


def test_targets_at_levels_and_over_all_count_once(workspace: Workspace) -> None:
    workspace.run(coverage.set_target, "group", GROUP, 2, "local", name="Target changed")
    workspace.run(coverage.set_target, "group", GROUP, 3, "national", name="Target changed")
    assert reach(workspace)["targeted"] == 5
    workspace.run(coverage.set_target, "group", GROUP, 4, name="Target changed")
    assert reach(workspace)["targeted"] == 5
    workspace.run(coverage.set_target, "group", GROUP, 9, name="Target changed")
    assert reach(workspace)["targeted"] == 9


def test_a_stakeholder_met_twice_is_engaged_once_and_an_archived_one_not_at_all(workspace: Workspace) -> None:
    first, second = (
        workspace.run(register.add, StakeholderDraft(name, GROUP), name="Stakeholder added") for name in ("One", "Two")
    )
    for one in (first, first, second):
        event = Event(0, one.id, date(2026, 3, 1), "Talked")
        workspace.run(engagement.note, event, name="Noted")
    assert (reach(workspace)["registered"], reach(workspace)["engaged"]) == (2, 2)
    workspace.run(register.archive, [second.id], name="Archived")
    assert (reach(workspace)["registered"], reach(workspace)["engaged"]) == (1, 1)


def added(workspace: Workspace, names: str) -> list[int]:
    return [workspace.run(register.add, StakeholderDraft(name, GROUP), name="Stakeholder added").id for name in names]


def test_who_is_invited_comes_and_speaks_is_counted_link_by_link(workspace: Workspace) -> None:
    one, two, three = added(workspace, "abc")

    def held(session: Session) -> None:
        session.add(Consultation(title="In the town hall", day=date(2026, 3, 1)))
        session.flush()
        meeting = session.query(Consultation.id).scalar()
        attendance.invite(session, meeting, [one, two, three])
        attendance.answer(session, meeting, [one, two], "attended")
        session.add(Note(consultation_id=meeting, stakeholder_id=one, text="We wait.", said=SAID))

    workspace.run(held, name="Session held")
    assert [reach(workspace)[link] for link in ("invited", "came", "spoke")] == [3, 2, 1]


def test_only_own_words_that_carry_a_finding_count_as_quoted_and_confidences_never(workspace: Workspace) -> None:
    speakers = added(workspace, "abcd")

    def noted(session: Session) -> list[int]:
        meeting = Consultation(title="In the town hall", day=date(2026, 3, 1))
        session.add(meeting)
        session.flush()
        marks = ((True, False), (False, False), (True, True), (True, False))
        rows = [
            Note(consultation_id=meeting.id, stakeholder_id=who, text="x", said=SAID, verbatim=own, confidential=secret)
            for who, (own, secret) in zip(speakers, marks, strict=True)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]

    own, told, secret, _elsewhere = workspace.run(noted, name="Notes taken")
    assert reach(workspace)["quoted"] is None, "nobody has gathered evidence yet"
    made = workspace.run(evidence.add, EvidenceDraft("Long waits"), name="Evidence set added")
    workspace.run(evidence.put_in, made.id, [told, secret], name="Evidence added")
    assert reach(workspace)["quoted"] == 0
    workspace.run(evidence.put_in, made.id, [own], name="Evidence added")
    assert reach(workspace)["quoted"] == 1


def test_a_stakeholder_scores_through_its_raters_and_a_blank_is_no_score(workspace: Workspace) -> None:
    one, two = added(workspace, "ab")
    criterion, *_others = workspace.run(criteria.install, name="Criteria added")
    round_ = workspace.run(rounds.add, RoundDraft("scores", "Spring", date(2026, 3, 1)), name="Round begun").id
    first, again, silent = (
        workspace.run(raters.add, RaterDraft("organisation", stakeholder=who), name="Rater added").id
        for who in (one, one, two)
    )
    assert reach(workspace)["scored"] is None
    workspace.run(scores.put, round_, silent, (15, criterion.id), None, name="Scored")
    assert reach(workspace)["scored"] == 0
    for rater in (first, again):
        workspace.run(scores.put, round_, rater, (15, criterion.id), 4, name="Scored")
    assert reach(workspace)["scored"] == 1


@given(st.lists(st.none() | st.integers(0, 9), max_size=6))
def test_the_chain_breaks_where_a_figure_falls_and_nowhere_else(counts: list[int | None]) -> None:
    known = [(place, count) for place, count in enumerate(counts) if count is not None]
    falls = [place for (_at, before), (place, count) in pairwise(known) if count < before]
    assert Reach(GROUP, tuple(counts)).breaks == (falls[0] if falls else None)
