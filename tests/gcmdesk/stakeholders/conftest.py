from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import SavedStakeholder, StakeholderDraft
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.workspace import Workspace

Add = Callable[..., SavedStakeholder]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        yield opened


@pytest.fixture
def add(workspace: Workspace) -> Add:
    """Add a stakeholder by name, with any further fields."""

    def add(name: str, kind: str = "", **values: object) -> SavedStakeholder:
        return workspace.run(register.add, StakeholderDraft(name, kind, values), name="Stakeholder added")

    return add
