"""The compliance page and the statement: what is done, what is open, and no figure that gives anybody away."""

from dataclasses import replace
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.i18n import Texts
from gcmdesk.protection import compliance, figures, incidents, paper, release, requests, statement
from gcmdesk.protection.compliance import FileState, Status
from gcmdesk.protection.duty_lists import Cause, Way, Wish
from gcmdesk.protection.incidents import IncidentDraft
from gcmdesk.protection.limits import HOUSE, stricter
from gcmdesk.protection.paper import PaperDraft
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import Request
from gcmdesk.protection.requests import RequestDraft
from gcmdesk.protection.wording import Coarse, Persons

WELL = FileState(lock_minutes=5, history_unbroken=True)


def page(workspace, now, state=WELL, working="Desk A"):
    return workspace.read(compliance.page, now, state, working)


def standing(found, id):
    return next(one for one in found.principles if one.id == id)


def said(principle):
    return [point.line.text(i18n.current(), None) for point in principle.open]


def test_all_twelve_principles_are_answered_in_the_order_of_the_guidance(workspace, now):
    items = library.load().tool(5).sections[0].items
    assert [one.id for one in page(workspace, now).principles] == [item.id for item in items]
    assert all(one.does for one in page(workspace, now).principles)


def test_a_new_workspace_names_what_is_to_be_set_up_and_what_does_not_apply_yet(workspace, now):
    found = page(workspace, now)
    assert standing(found, "scope-of-principles").status is Status.NOT_YET
    assert standing(found, "retention").status is Status.NOT_YET
    assert standing(found, "firewalls").status is Status.KEPT
    assert said(standing(found, "confidentiality")) == ["Working here without a signed undertaking: 1."]
    assert "Name an independent oversight body." in said(standing(found, "oversight-remedies"))
    assert found.children.status is Status.NOT_YET


def test_what_is_overdue_in_the_registers_is_open_and_leads_to_its_place(workspace, now):
    draft = PaperDraft("Sheets", "Safe", "Archive", "high", now.date())
    workspace.run(paper.add, draft, name="Paper record added")
    workspace.run(requests.receive, RequestDraft(Wish.COMPLAINT, now, Way.LETTER), now, name="Request received")
    lost = IncidentDraft(now, Cause.LOST_PAPER, "A list was left behind", "Names", lost=True)
    workspace.run(incidents.report, lost, now, name="Incident recorded")
    found = page(workspace, now + timedelta(days=40))
    assert said(standing(found, "scope-of-principles")) == ["Paper records past their date of destruction: 1."]
    assert said(standing(found, "retention")) == ["Kinds of records without a review date: 3."]
    assert said(standing(found, "access-transparency")) == ["Requests past their deadline: 1."]
    oversight = standing(found, "oversight-remedies")
    assert "Complaints to be passed to the oversight body: 1." in said(oversight)
    assert "Incidents to be notified: 1." in said(oversight)
    assert {point.place for point in oversight.open} == {
        "protection/oversight",
        "protection/requests",
        "protection/incidents",
    }


@pytest.mark.parametrize(
    ("state", "open_points"),
    [
        (WELL, 1),
        (replace(WELL, lacks_work=True, history_unbroken=False), 3),
        (FileState(), 1),
    ],
)
def test_the_state_of_the_file_is_judged(workspace, now, state, open_points):
    points = said(standing(page(workspace, now, state), "data-security"))
    assert len(points) == open_points
    assert "There is no verified backup of the last seven days." in points
    security = standing(page(workspace, now, replace(WELL, backup=now)), "data-security")
    assert security.status is Status.KEPT


def test_figures_about_persons_are_rounded_for_anyone_outside_the_team(workspace, now):
    asked = replace(workspace.read(figures.gather, now), requests=13, refusals=9, complaints=6)
    found = compliance.of_figures(asked, WELL)

    def text(recipient, **more):
        return " ".join(one.text for one in statement.paragraphs(found, recipient, Texts("en"), **more))

    assert "Requests received: 13." in text(Recipient.TEAM)
    assert "Requests received: about 15." in text(Recipient.MINISTRY)
    assert "with a reason: fewer than 10." in text(Recipient.MINISTRY)
    assert "with a reason: about 10." in text(Recipient.PARTNER)
    assert "Complaints received: about 5." in text(Recipient.PARTNER)
    assert "Requests received: fewer than 20." in text(Recipient.PUBLIC, limits=stricter(HOUSE, "group", 20))
    assert "Complaints received: fewer than 10." in text(Recipient.PUBLIC, limits=stricter(HOUSE, "group", 3))


@given(count=st.integers(0, 5000), other=st.integers(0, 5000), limit=st.sampled_from((5, 10, 20)))
def test_no_figure_below_the_limit_can_be_told_from_another(count, other, limit):
    texts = Texts("en")
    coarse = Coarse(limit, 5)
    shown = Persons(count).text(texts, coarse)
    assert (shown == "0") == (count == 0)
    if min(count, other) > 0 and max(count, other) < limit:
        assert shown == Persons(other).text(texts, coarse)
    if count >= limit:
        assert abs(int(shown.removeprefix("about ").replace(",", "")) - count) <= 2


def test_the_statement_names_nobody_and_speaks_the_language_asked_for(workspace, now):
    workspace.person = "Canary Person"
    draft = PaperDraft("Canary paper", "Canary place", "Canary custodian", "high", now.date())
    workspace.run(paper.add, draft, name="Paper record added")
    request = RequestDraft(Wish.ACCESS, now, Way.LETTER, "Canary words")
    workspace.run(requests.receive, request, now, name="Request received")
    found = page(workspace, now + timedelta(days=60), working="Canary Person")
    for recipient in Recipient:
        for code in ("en", "fr", "ar"):
            printed = statement.paragraphs(found, recipient, Texts(code))
            assert not any("Canary" in one.text or "{" in one.text for one in printed)
    headings = [one.text for one in statement.paragraphs(found, Recipient.TEAM, Texts("fr")) if one.kind == "heading"]
    assert len(headings) == 13
    assert compliance.title("consent", Texts("fr")) in headings[4]
    assert compliance.title(compliance.CHILDREN, Texts("fr")) in headings[12]  # beside the twelve, as the text says


def test_the_statement_says_what_is_done_for_children(workspace, now):
    text = " ".join(one.text for one in statement.paragraphs(page(workspace, now), Recipient.PUBLIC, Texts("en")))
    for word in ("guardian", "best-interests", "protection of children only", "the data of children"):
        assert word in text


def test_the_statement_passes_the_release_gate_word_for_word(workspace, now):
    printed = statement.paragraphs(page(workspace, now), Recipient.MINISTRY, Texts("en"))
    request = Request(Recipient.MINISTRY, Purpose.SYNTHESIS, "Ministry of Labour")
    released = workspace.read(release.release, statement.material(printed), request)
    assert released.material.paragraphs == tuple(one.text for one in printed[1:])
