"""Saved reports: chosen once, made again and again, with the author's own words."""

from dataclasses import replace
from datetime import date

import pytest

from gcmdesk.exchange import door
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports import assembling, saved
from gcmdesk.reports.choices import Marking, Place, Status
from gcmdesk.reports.section import Scope, Spec
from gcmdesk.reports.word import writing
from gcmdesk.stakeholders import register, territories
from gcmdesk.stakeholders.records import StakeholderDraft

SPEC = Spec(
    "stakeholder-map", "Map of the coast", language="fr", recipient=Recipient.MINISTRY, organisation="Ministry",
    author="Desk", marking=Marking.INTERNAL, status=Status.FINAL, sections=("stakeholders",),
    scope=Scope(date(2026, 1, 1), date(2026, 3, 1), objectives=frozenset({2, 15})),
)  # fmt: skip


@pytest.fixture
def report(mapped):
    return mapped.run(saved.save, Spec("stakeholder-map"), name="Report saved")


def prepared(workspace, report):
    return workspace.read(assembling.prepare, workspace.read(saved.load, report), FileState())


def test_what_was_chosen_is_there_again(mapped):
    land = mapped.run(lambda session: territories.add(session, "Coast").id, name="Added")
    spec = replace(SPEC, scope=replace(SPEC.scope, territories=frozenset({land})))
    report = mapped.run(saved.save, spec, name="Report saved")
    assert mapped.read(saved.load, report) == spec
    (line,) = mapped.read(saved.listed)
    assert (line.title, line.organisation, line.versions) == ("Map of the coast", "Ministry", 0)


def test_changes_can_be_undone(mapped, report):
    mapped.run(saved.save, replace(SPEC, organisation="Another"), report, name="Report changed")
    assert mapped.read(saved.load, report).organisation == "Another"
    mapped.undo()
    assert mapped.read(saved.load, report) == Spec("stakeholder-map")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("outline", {"outline": "nonsense"}),
        ("sections", {"sections": ("nonsense",)}),
        ("language", {"language": "xx"}),
        ("organisation", {"organisation": " "}),
        ("until", {"scope": Scope(date(2026, 2, 1), date(2026, 1, 1))}),
        ("own", {"title": "x" * 100_001}),
    ],
)
def test_problems_are_named_by_field(mapped, field, changes):
    wrong = replace(SPEC, **changes)
    assert [name for name, _message in saved.problems(wrong)] == [field]
    with pytest.raises(ValueError, match=field):
        mapped.run(saved.save, wrong, name="Report saved")


def test_own_words_survive_and_say_when_what_they_are_about_has_changed(mapped, report):
    before = prepared(mapped, report)
    for section in ("stakeholders", "relations"):
        basis = before.fingerprints[section]
        mapped.run(saved.write, report, section, Place.CONCLUSION, "My view.", basis, name="Words written")
    assert mapped.read(saved.outdated, report, prepared(mapped, report).fingerprints) == ()
    mapped.run(register.add, StakeholderDraft("Fishers", "private-sector"), name="Added")
    after = prepared(mapped, report)
    assert mapped.read(saved.outdated, report, after.fingerprints) == (("stakeholders", Place.CONCLUSION),)
    assert "My view." in repr(after.report.blocks)


def test_empty_words_are_taken_away(mapped, report):
    mapped.run(saved.write, report, "stakeholders", Place.INTRODUCTION, "a", name="Words written")
    mapped.run(saved.write, report, "stakeholders", Place.INTRODUCTION, "  ", name="Words written")
    assert mapped.read(saved.load, report).own == {}
    with pytest.raises(KeyError):
        mapped.run(saved.write, report, "nonsense", Place.INTRODUCTION, "a", name="Words written")


def test_versions_that_went_out_are_remembered(mapped, report, tmp_path):
    one = prepared(mapped, report)
    handed = door.send(mapped, one.released, writing.exporter(one), tmp_path / "r.docx")
    mapped.run(saved.note_sent, report, handed.entry, one.spec.version, one.fingerprints, name="Version noted")
    assert mapped.read(saved.load, report).version == 2
    (sent,) = mapped.read(saved.sent, report, prepared(mapped, report).fingerprints)
    assert not sent.changed, "the day and the state of the workspace are no content"
    mapped.run(register.add, StakeholderDraft("Fishers", "private-sector"), name="Added")
    (sent,) = mapped.read(saved.sent, report, prepared(mapped, report).fingerprints)
    assert (sent.version, sent.entry, sent.changed) == (1, handed.entry, True)
    with pytest.raises(ValueError, match="went out"):
        mapped.run(saved.delete, report, name="Report deleted")


def test_a_report_that_never_went_out_can_be_deleted_with_its_words(mapped, report):
    mapped.run(saved.write, report, "stakeholders", Place.INTRODUCTION, "a", name="Words written")
    mapped.run(saved.delete, report, name="Report deleted")
    assert mapped.read(saved.listed) == ()
    mapped.undo()
    assert mapped.read(saved.load, report).own == {("stakeholders", Place.INTRODUCTION): "a"}
