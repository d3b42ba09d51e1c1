"""The stocktaking of initiatives."""

from datetime import date

import pytest

from gcmdesk.stakeholders import initiatives
from gcmdesk.stakeholders.records import InitiativeDraft

DRAFT = InitiativeDraft("Peer learning on alternatives to detention", "meeting", region="Asia", objectives=(13, 2))


def test_an_initiative_is_kept_changed_and_deleted(workspace, add):
    starter = add("Migrant Forum", "civil-society")
    draft = InitiativeDraft("Camp", "project", starter.id, "Asia", "Nepal", "May 2026", date(2026, 5, 1), "Web", (7,))
    one = workspace.run(initiatives.add, draft, name="Initiative added")
    assert (one.initiator_name, one.day, one.objectives) == ("Migrant Forum", date(2026, 5, 1), (7,))
    changed = workspace.run(initiatives.change, one.id, DRAFT, name="Initiative changed")
    assert (changed.description, changed.initiator, changed.objectives) == (DRAFT.description, None, (2, 13))
    assert workspace.run(initiatives.delete, [one.id], name="Initiative deleted") == 1
    assert workspace.read(initiatives.ids) == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (InitiativeDraft(" "), "description"),
        (InitiativeDraft("x", "party"), "action"),
        (InitiativeDraft("x", objectives=(0, 24)), "objectives"),
    ],
)
def test_what_does_not_fit_is_never_saved(workspace, draft, field):
    assert [name for name, _message in draft.problems()] == [field]
    with pytest.raises(ValueError, match=field):
        workspace.run(initiatives.add, draft, name="Initiative added")


def test_who_does_what_is_counted_for_the_map(workspace, add):
    starter = add("Migrant Forum", "civil-society")
    for draft in (DRAFT, InitiativeDraft("Fund", "funding", starter.id, "Asia"), InitiativeDraft("Talk", "meeting")):
        workspace.run(initiatives.add, draft, name="Initiative added")
    counts = workspace.read(initiatives.stocktaking)
    assert counts.total == 3
    assert counts.by_region == {"Asia": 2, None: 1}
    assert counts.by_objective == {2: 1, 13: 1, None: 2}
    assert counts.by_region_and_action == {("Asia", "meeting"): 1, ("Asia", "funding"): 1, (None, "meeting"): 1}
    assert counts.by_group_and_action == {(None, "meeting"): 2, ("civil-society", "funding"): 1}
    assert workspace.read(initiatives.ids, "Asia", "meeting", 13) == [1]
    assert workspace.read(initiatives.ids, None, None, 3) == []
