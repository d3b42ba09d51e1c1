"""The pages of step 1 in a window, with a few stakeholders."""

from collections.abc import Callable

import pytest

from gcmdesk.stakeholders import register, territories
from gcmdesk.stakeholders.records import SavedStakeholder, StakeholderDraft
from tests.ui.workspace.conftest import Hands, around, at_work, begin, path  # noqa: F401 - fixtures

Add = Callable[..., SavedStakeholder]


@pytest.fixture
def add(at_work: Hands) -> Add:  # noqa: F811 - the fixture
    """Save a stakeholder; a territory is typed as a path."""

    def add_(name: str, kind: str = "", territory: str = "", **values: object) -> SavedStakeholder:
        run = at_work.desk.workspace.run
        saved = run(register.add, StakeholderDraft(name, kind, values), name="Added").result
        assert saved is not None
        if territory:
            run(territories.place, [saved.id], territory, name="Added")
        return saved

    return add_


@pytest.fixture
def saved(at_work: Hands) -> Callable[[], list[SavedStakeholder]]:  # noqa: F811
    """The register as it lies in the file."""
    return lambda: at_work.desk.workspace.read(register.rows)
