"""The hands at a workspace with five stakeholders, for the pages of step 1 beside the register."""

from collections.abc import Sequence
from datetime import date

import pytest

from gcmdesk.i18n import mark
from gcmdesk.stakeholders import engagement, ratings, register, relations
from gcmdesk.stakeholders.engagement import Plan
from gcmdesk.stakeholders.ratings import RatingDraft
from gcmdesk.stakeholders.records import StakeholderDraft
from gcmdesk.stakeholders.relations import RelationDraft
from tests.ui.hands import texts
from tests.ui.workspace.conftest import Hands, around, at_work, begin, path

__all__ = ["Hands", "around", "at_work", "begin", "five", "path", "relate", "said"]
NAMES = ("Association of Returnees", "Border Town Council", "Chamber of Trade", "Dockers’ Union", "Evening School")
SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def five(at_work: Hands) -> Hands:
    """Five stakeholders, ids 1 to 5 in the order of their names."""
    for name in NAMES:
        about = {"level": "local", "sphere": "non-government"}
        draft = StakeholderDraft(name, "civil-society", about)
        assert at_work.desk.workspace.run(register.add, draft, name=mark("Stakeholder added")).ok
    return at_work


def relate(hands: Hands, *pairs: tuple[int, int], kind: str = "funding") -> None:
    for source, target in pairs:
        draft = RelationDraft(source, target, kind)
        assert hands.desk.workspace.run(relations.save, draft, name=mark("Relation added")).ok


def rated(hands: Hands, stakeholder: int, rater: str, day: date, influence: int, interest: int) -> None:
    draft = RatingDraft(stakeholder, rater, day, influence, interest)
    assert hands.desk.workspace.run(ratings.rate, draft, name=mark("Stakeholder rated")).ok


def planned(hands: Hands, stakeholder: int, **about: object) -> int:
    done = hands.desk.workspace.run(engagement.save, Plan(0, stakeholder, **about), name=mark("Engagement planned"))
    return done.result.id


def said(hands: Hands, words: str) -> bool:
    """Whether the page that is shown says these words."""
    return any(words in text for text in texts(hands.window))


def cells(page: object, row: int) -> Sequence[str]:
    model = page.table.records
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]
