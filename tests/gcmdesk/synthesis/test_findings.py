"""What reports may say per objective, and what evidence resolves to."""

from datetime import UTC, datetime

import pytest

from gcmdesk.consultations import coding, evidence
from gcmdesk.consultations.coding_records import EvidenceDraft, Passage
from gcmdesk.consultations.tables import Note
from gcmdesk.i18n import Texts
from gcmdesk.protection import erasing, release
from gcmdesk.protection.material import Quotes
from gcmdesk.protection.recipients import Recipient
from gcmdesk.synthesis import findings
from gcmdesk.synthesis.scope import Scope
from tests.gcmdesk.release.world import safe
from tests.gcmdesk.synthesis import world

OBJECTIVE, SCHOOLS, CARE, PAPERS = 1, 2, 3, 4


@pytest.fixture
def workspace(tmp_path):
    with world.new(tmp_path) as opened:
        opened.run(world.speakers, name="Speakers")
        opened.run(
            world.code,
            [(OBJECTIVE, 2, ""), (OBJECTIVE, 6, "Ada"), (CARE, 2, ""), (CARE, 3, ""), (PAPERS, 9, "")],
            name="Coded",
        )
        yield opened


def test_an_objective_counts_what_lies_below_it_each_note_once(workspace):
    found = workspace.read(findings.by_objective)
    assert list(found) == [15]
    sources = found[15].sources
    assert sources.notes == (2, 3, 6)
    assert (sources.sessions, sources.groups) == ({1: 2, 2: 1}, {"diasporas": 2, "employers": 1})
    assert (sources.named_groups, sources.stakeholders) == (2, {1, 2})
    assert (sources.kinds, sources.languages) == ({"challenge": 1, "": 2}, {"fr": 2, "en": 1})
    assert found[15].themes == {OBJECTIVE: 2, CARE: 2}
    assert found[15].only_group == {OBJECTIVE: "diasporas"}


def test_findings_follow_the_scope(workspace):
    found = workspace.read(findings.by_objective, Scope(sessions=(2,)))
    assert found[15].sources.notes == (6,)
    assert workspace.read(findings.by_objective, Scope(sessions=(3,))) == {}


def test_a_note_whose_person_does_not_let_it_into_a_synthesis_is_left_out(workspace):
    found = workspace.read(findings.by_objective, Scope(usable_at=datetime.now(UTC)))
    assert found[15].sources.notes == (2, 6)


def test_evidence_names_its_sources_its_objectives_and_the_quotes_that_may_go_to_the_gate(workspace):
    made = workspace.run(evidence.add, EvidenceDraft("Care comes late"), [1, 2, 3, 4, 5, 6], name="Added")
    workspace.run(evidence.quote, made.id, Passage(2, 0, 7), name="Quote chosen")
    (found,) = workspace.read(findings.resolve, None, datetime.now(UTC))
    assert (found.code, found.sources.sessions, found.objectives) == ("E-001", {1: 4, 2: 2}, (15,))
    assert [(one.reference, one.words) for one in found.quotes] == [
        ("E-001/1", "guardian guardian number0"),
        ("E-001/2", "harvest"),
        ("E-001/3", "school guardian number3"),
    ]
    assert found.unconsented == 2
    assert workspace.read(findings.by_objective)[15].evidence == ("E-001",)
    assert workspace.read(findings.resolve, [99], datetime.now(UTC)) == ()


def test_the_gate_takes_the_quotes_and_shows_a_group_only_when_enough_people_belong_to_it(workspace):
    workspace.run(evidence.add, EvidenceDraft("Care comes late"), [2, 4], name="Added")
    (found,) = workspace.read(findings.resolve, None, datetime.now(UTC))
    assert [(one.group, one.group_size) for one in found.quotes] == [("diasporas", 0), ("migrants", 24)]
    out = workspace.read(release.release, Quotes("Quotes", found.quotes), safe(Recipient.MINISTRY))
    assert [(one.reference, one.group) for one in out.material.quotes] == [("E-001/1", ""), ("E-001/2", "migrants")]


def test_what_an_erased_person_said_is_gone_from_codings_and_evidence(workspace):
    made = workspace.run(evidence.add, EvidenceDraft("Care comes late"), [2, 6], name="Added")
    workspace.run(coding.set_aside, [2], "Ben", name="Set aside")
    person = workspace.read(lambda session: session.get_one(Note, 2).person_id)
    erasing.erase(workspace, person, Texts("en"))
    (found,) = workspace.read(findings.resolve, [made.id], datetime.now(UTC))
    assert found.sources.notes == (6,)
    assert workspace.read(findings.by_objective)[15].sources.notes == (3, 6)


def test_no_notes_have_no_sources(workspace):
    found = workspace.read(findings.sources, [])
    assert (found.notes, found.named_groups) == ((), 0)
