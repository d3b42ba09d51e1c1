"""The register: adding, changing many at once, archiving, deleting."""

import pytest

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import LONGEST_NAME, StakeholderDraft
from gcmdesk.workspace import clock
from gcmdesk.workspace.base import entities


def quote(session, stakeholder):
    meeting = Consultation(title="Harbour", day=clock.now().date())
    session.add(meeting)
    session.flush()
    session.add(Note(consultation_id=meeting.id, stakeholder_id=stakeholder, said=clock.now(), text="Said"))


def test_a_stakeholder_is_kept_with_all_it_says(workspace, add):
    one = add(
        " Port authority ",
        "policy-sectors",
        level="local",
        sphere="government",
        languages=("fr", "ar", "fr"),
        underheard=("migrants", "Fisher families"),
        conflicts="",
    )
    assert workspace.read(register.page, [one.id]) == [one]
    assert (one.name, one.level, one.languages) == ("Port authority", "local", ("ar", "fr"))
    assert one.underheard == ("Fisher families", "migrants")


def test_none_is_another_answer_than_not_recorded(workspace, add):
    one = add("Port authority", conflicts="", tags=())
    assert (one.conflicts, one.tags) == ("", ())
    assert (one.interest, one.languages) == (None, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"kind": "pirates"}, "kind"),
        ({"form": None}, "form"),
        ({"level": "galactic"}, "level"),
        ({"sphere": ""}, "sphere"),
        ({"tags": ("\ud800",)}, "tags"),
    ],
)
def test_what_does_not_fit_is_named_and_never_saved(workspace, add, values, field):
    draft = StakeholderDraft(values.pop("name", "Port"), values.pop("kind", ""), values)
    assert [name for name, _message in draft.problems()] == [field]
    with pytest.raises(ValueError, match=field):
        workspace.run(register.add, draft, name="Stakeholder added")
    assert workspace.read(register.rows) == []


def test_many_are_changed_at_once_and_undone_at_once(workspace, add):
    ids = [add(f"Group {number}", level="local").id for number in range(3)]
    changed = workspace.run(register.change, ids, {"level": "national"}, name="{count} stakeholders changed")
    assert changed == 3
    assert {one.level for one in workspace.read(register.rows)} == {"national"}
    workspace.undo()
    assert {one.level for one in workspace.read(register.rows)} == {"local"}


def test_tags_are_given_and_taken_without_touching_the_others(workspace, add):
    first, second = add("A", tags=("pilot", "old")), add("B")
    changed = workspace.run(register.tag, [first.id, second.id], ["new"], ["old"], name="Tagged")
    assert changed == 2
    assert [one.tags for one in workspace.read(register.rows)] == [("new", "pilot"), ("new",)]
    assert workspace.run(register.tag, [first.id], ["new"]) == 0


def test_who_said_something_cannot_be_deleted_but_archived(workspace, add):
    one, other = add("Quoted"), add("Silent")
    workspace.run(quote, one.id, name="Note added")
    with pytest.raises(register.StillUsed, match="1 stakeholder is still"):
        workspace.run(register.delete, [one.id, other.id], name="Deleted")
    assert len(workspace.read(register.rows)) == 2
    workspace.run(register.archive, [one.id], name="Archived")
    workspace.run(register.delete, [other.id], name="Deleted")
    assert workspace.read(register.rows) == []
    assert workspace.read(register.page, [one.id, other.id])[0].archived


def test_every_reference_in_the_schema_is_known():
    known = {(table.name, column) for table, column in register.references(entities()["stakeholder"].table.info["row"])}
    assert {("note", "stakeholder_id"), ("initiative", "initiator_id")} <= known
