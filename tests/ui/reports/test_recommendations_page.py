"""For each chosen objective: who takes it on, by when, at what cost."""

from gcmdesk.i18n import mark
from gcmdesk.priorities import criteria, decisions
from gcmdesk.priorities.decisions import Chosen
from gcmdesk.reports import recommending
from tests.ui.workspace.conftest import Hands


def _choose(session: object) -> None:
    criteria.install(session)
    made = decisions.begin(session, "Objectives to begin with").id
    decisions.choose(session, made, Chosen(15, "Named in every session."))


def go(hands: Hands) -> object:
    hands.window.go("report/recommendations")
    hands.wait()
    return hands.page


def test_without_a_decision_the_page_leads_to_it(at_work: Hands) -> None:
    page = go(at_work)
    assert page.nothing.isVisible()
    page.nothing.begin.click()
    at_work.wait()
    assert at_work.window.place.startswith("needs/decision")


def test_each_part_saves_itself(at_work: Hands) -> None:
    at_work.desk.workspace.run(_choose, name=mark("Decision begun"))
    page = go(at_work)
    assert page.table.current_record.title.startswith("15. ")
    for name, words in (("responsible", "Ministry of Education"), ("cost", "80,000 EUR")):
        field = page.form.fields[name]
        field.control.setFocus()
        at_work.type(words)
        field._left()
        at_work.wait()
    agreed = at_work.desk.workspace.read(recommending.all_of)[15]
    assert (agreed.responsible, agreed.by_when, agreed.cost) == ("Ministry of Education", "", "80,000 EUR")
    texts = [column.text(page.table.current_record) for column in page.table.records.columns]
    assert texts[1:] == ["Ministry of Education", "to be agreed"]
    assert page.primary_action is None
