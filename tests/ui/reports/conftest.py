"""A desk with three stakeholders and a saved report about them."""

from collections.abc import Callable

import pytest

from gcmdesk.i18n import mark
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports import saved
from gcmdesk.reports.section import Spec
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import StakeholderDraft
from tests.ui.workspace.conftest import Hands, around, at_work, begin, path

__all__ = ["around", "at_work", "begin", "path"]


def _fill(session: object) -> None:
    drafts = (
        StakeholderDraft("Port authority", "local-regional-authorities", {"sphere": "government", "level": "local"}),
        StakeholderDraft("Youth council", "migrants", {"sphere": "non-government"}),
        StakeholderDraft("رابطة المهاجرين", "diasporas", {"level": "national"}),
    )
    for one in drafts:
        register.add(session, one)


@pytest.fixture
def stakeholders(at_work: Hands) -> Hands:
    at_work.desk.workspace.run(_fill, name=mark("Stakeholder added"))
    at_work.wait()
    return at_work


@pytest.fixture
def kept(stakeholders: Hands) -> Callable[..., int]:
    """Saves a report: ``kept(recipient=Recipient.MINISTRY, organisation="Ministry of Labour")`` gives its number."""

    def kept(outline: str = "stakeholder-map", **about: object) -> int:
        outcome = stakeholders.desk.workspace.run(saved.save, Spec(outline, **about), name=mark("Report added"))
        stakeholders.wait()
        return outcome.result

    return kept


@pytest.fixture
def ministry(kept: Callable[..., int]) -> int:
    """The number of a stakeholder map for a ministry."""
    return kept(recipient=Recipient.MINISTRY, organisation="Ministry of Labour")
