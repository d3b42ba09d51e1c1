"""What leaves of a prioritisation: the gate holds back what too few stand behind, the decision goes as it is."""

import io

from gcmdesk.exchange import door, exporters
from gcmdesk.i18n import Texts
from gcmdesk.priorities import decisions, handout, scores
from gcmdesk.priorities.decisions import Approved, Chosen
from gcmdesk.protection import limits, release
from gcmdesk.protection.material import Blank, Nothing, Picture
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import Request
from tests.gcmdesk.priorities.conftest import DAY, NOW

ENGLISH = Texts("en")
TEAM = Request(Recipient.TEAM, Purpose.SYNTHESIS)
MINISTRY = Request(Recipient.MINISTRY, Purpose.SYNTHESIS, "Ministry of Labour")


def leaves(workspace, request, number):
    material = workspace.read(handout.of_result, request, ENGLISH, number, NOW)
    return workspace.read(release.release, material, request).material


def raters_score(room, number, count):
    for _rater in range(count):
        room.score(number, room.rater(), {7: 5, 15: 2})


def test_the_team_sees_means_and_ranges_of_any_number(workspace, do, room):
    number = room.round(title="Our round")
    raters_score(room, number, 2)
    do(scores.set_aside, 22, "Next year")
    found = leaves(workspace, TEAM, number)
    assert found.title == "Our round"
    assert found.parts["means"].means["7"] == (2, 5.0)
    assert any(line.endswith(": 1") for line in found.parts["solidity"].paragraphs)
    assert any("Next year" in line for line in found.parts["aside"].paragraphs)


def test_a_ministry_sees_no_means_of_few_raters(workspace, room):
    number = room.round()
    least = workspace.read(limits.of).base
    raters_score(room, number, least - 1)
    found = leaves(workspace, MINISTRY, number)
    assert {mean for _answered, mean in found.parts["means"].means.values()} == {Blank.WITHHELD}
    assert found.parts["solidity"].paragraphs == ()
    raters_score(room, number, 1)
    found = leaves(workspace, MINISTRY, number)
    assert found.parts["means"].means["7"] == (least, 5.0)
    assert found.parts["solidity"].paragraphs


def test_a_chart_of_few_raters_stays_with_the_team(workspace, room):
    chart = Picture("Order", "7 first", "image/png", b"png")
    few = workspace.read(limits.of).base - 1
    for request, raters, stays in ((TEAM, few, False), (MINISTRY, few, True), (MINISTRY, few + 1, False)):
        material = workspace.read(handout.of_chart, request, raters, chart)
        released = workspace.read(release.release, material, request)
        assert isinstance(released.material, Nothing) is stays


def test_a_decision_goes_out_with_reasons_minority_and_conditions(workspace, do, room):
    decision = do(decisions.begin, "Priorities 2026").id
    do(decisions.choose, decision, Chosen(7, "Named everywhere"))
    do(decisions.approve, decision, Approved("Ministry of Labour", "conditions", DAY, "Funds from next year on"))
    words = {"title": "Priorities 2026", "summary": "One at first", "minority": "Schools first", "workshop": DAY}
    workspace.run(lambda session: decisions.describe(session, decision, **words), name="Decision changed")
    material = workspace.read(handout.of_decision, MINISTRY, ENGLISH, decision)
    released = workspace.read(release.release, material, MINISTRY)
    content, _handed = door.hand_out(workspace, released, exporters.TEXT)
    text = io.BytesIO(content).read().decode()
    for word in (
        "One at first",
        "Named everywhere",
        "Schools first",
        "Approved with conditions",
        "Funds from next year",
    ):
        assert word in text
