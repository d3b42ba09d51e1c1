"""The registers of data protection at the window: what is entered, what is refused, and what Home says of it."""

from datetime import date, timedelta

from PySide6.QtTest import QTest

from gcmdesk.i18n import mark
from gcmdesk.protection import incidents, paper, requests, retention, undertakings
from gcmdesk.protection.duty_lists import Act, Category, Outcome, Stage
from gcmdesk.protection.paper import PaperDraft
from gcmdesk.workspace import backups
from tests.ui.hands import texts
from tests.ui.protection.asking import Show, fill, told
from tests.ui.workspace.conftest import Hands
from ui.screens.protection import due_list

ENTERED = mark("Paper record entered")
TODAY = date.today()  # noqa: DTZ011 - of this computer


def open_places(page: object) -> set[str]:
    return {point.place for principle in page._shown.principles for point in principle.open}


def test_paper_is_entered_corrected_and_destroyed(at_work: Hands, show: Show) -> None:
    page = show("paper")
    page.primary_action.run()
    page.enter_it.click()
    assert told(page.new) == {"what", "place", "custodian", "sensitivity"}

    fill(page.new, what="Signed sheets", place="Safe", custodian="Secretary", sensitivity="high")
    page.enter_it.click()
    fill(page.form, place="Steel cupboard")
    page.form.fields["place"].left.emit()
    fill(page.gone, done_by="Secretary", how="Shredded")
    page.destroy_it.click()

    (one,) = at_work.desk.workspace.read(paper.all_of)
    assert (one.place, one.how, one.destroyed) == ("Steel cupboard", "Shredded", TODAY)
    assert not page.destroy_it.isVisible()


def test_a_form_that_was_begun_is_still_there_after_looking_at_another_row(at_work: Hands, show: Show) -> None:
    for number in range(2):
        draft = PaperDraft(f"Pile {number}", "Safe", "Secretary", "ordinary", TODAY)
        at_work.desk.workspace.run(paper.add, draft, name=ENTERED)
    page = show("paper")
    page.begin_entry()
    fill(page.new, what="Flipcharts")
    page.table.select_row(1)
    assert not page.new.isVisible()
    page.begin_entry()
    assert page.new.fields["what"].value == "Flipcharts"


def test_an_access_request_is_answered_after_a_check_of_identity(at_work: Hands, show: Show) -> None:
    page = show("requests")
    page.begin_entry()
    fill(page.new, wish="access", way="letter", received=TODAY - timedelta(days=3), words="Wants to see the record")
    page.enter_it.click()
    assert page.stage.box.findData(Stage.ANSWERED) == -1

    page.step_it.click()
    assert told(page.step) == {"identity"}
    fill(page.step, stage="identity", identity="known")
    page.step_it.click()
    fill(page.step, stage="answered", words="Printed and read out")
    page.step_it.click()

    (one,) = at_work.desk.workspace.read(requests.all_of)
    assert (one.state, [step.stage for step in one.steps]) == ("answered", [Stage.IDENTITY, Stage.ANSWERED])


def test_a_step_before_the_request_is_refused_beside_its_day(show: Show) -> None:
    page = show("requests")
    page.begin_entry()
    fill(page.new, wish="withdrawal", way="letter")
    page.enter_it.click()
    fill(page.step, stage="answered", words="Done", day=TODAY - timedelta(days=2))
    page.step_it.click()
    assert told(page.step) == {"day"}


def test_the_clock_of_an_incident_is_told_in_words_until_it_is_notified(at_work: Hands, show: Show) -> None:
    page = show("incidents")
    page.begin_entry()
    yesterday = TODAY - timedelta(days=1)
    fill(page.new, cause="lost paper", aware=yesterday, time="25:00", happened="A list was left", concerned="Names")
    page.enter_it.click()
    assert told(page.new) == {"time"}
    fill(page.new, time="00:00", effects=("lost",))
    page.enter_it.click()
    assert "left to notify" in page.clock.text()

    fill(page.step, act=str(Act.NOTIFIED), whom="Oversight body", words="By telephone")
    page.step_it.click()
    assert page.clock.text() == "Notified within the 72 hours."
    (one,) = at_work.desk.workspace.read(incidents.all_of)
    assert one.lost
    assert not one.disclosed


def test_keeping_records_longer_needs_what_the_persons_have_of_it(at_work: Hands, show: Show) -> None:
    page = show("retention/notes")
    assert page.place == "notes"
    page._plan_it()
    assert told(page.plan) == {"months"}
    fill(page.plan, months=12, review_on=TODAY)
    page._plan_it()
    fill(page.review, outcome=str(Outcome.EXTENDED))
    page._review_it()
    assert told(page.review) == {"benefit"}
    fill(page.review, benefit="The promised answer is still to come")
    page._review_it()
    rule = at_work.desk.workspace.read(retention.one, Category.NOTES)
    assert [review.outcome for review in rule.reviews] == [Outcome.EXTENDED]
    assert rule.review_on > TODAY


def test_whoever_works_here_signs_and_is_no_longer_missing(at_work: Hands, show: Show) -> None:
    at_work.desk.workspace.present.person = "Secretary"
    page = show("undertakings")
    assert [fact[1].strip("\u2068\u2069") for fact in page.missing.shown] == ["Secretary"]
    page.begin_entry()
    fill(page.new, role="Note taker")
    page.enter_it.click()
    at_work.wait()
    assert not page.missing.isVisible()
    (one,) = at_work.desk.workspace.read(undertakings.all_of)
    assert (one.name, one.role) == ("Secretary", "Note taker")


def test_compliance_counts_what_is_open_and_leads_there(at_work: Hands, show: Show) -> None:
    page = show("compliance")
    open_before = page._shown.open
    assert f"{open_before} points are open." in page.summary.text()
    assert "protection/paper" not in open_places(page)
    draft = PaperDraft("Sheets", "Safe", "Secretary", "high", TODAY - timedelta(days=1))
    at_work.desk.workspace.run(paper.add, draft, name=ENTERED)
    at_work.wait()
    assert page._shown.open > open_before
    assert "protection/paper" in open_places(page)


def test_compliance_says_what_is_known_of_file_and_backups(at_work: Hands, show: Show) -> None:
    page = show("compliance")
    backup = "There is no verified backup of the last seven days."
    unbroken = "The history of changes is unbroken."
    assert backup not in texts(page)
    assert unbroken not in texts(page)
    for one in backups.found(at_work.desk.workspace.present.path):
        one.path.unlink()
    show("paper")
    show("compliance")
    assert backup in texts(page)
    at_work.desk.quiet_check._begin()
    while at_work.desk.quiet_check._task:
        at_work.wait()
        QTest.qWait(5)
    at_work.wait()
    assert unbroken in texts(page)
    at_work.desk.workspace.keep_verdict(unbroken=False)
    at_work.wait()
    assert any("somebody altered the file" in text for text in texts(page))


def test_home_says_what_is_due_without_naming_anybody(at_work: Hands) -> None:
    at_work.desk.workspace.present.person = "Jamila Secretary"
    draft = PaperDraft("List of Jamila", "Safe", "Secretary", "high", TODAY - timedelta(days=1))
    at_work.desk.workspace.run(paper.add, draft, name=ENTERED)
    found = due_list.due(at_work.desk.workspace)
    days = {one.place: one.day for one in found}
    assert days["protection/paper/1"] == TODAY - timedelta(days=1)
    assert "protection/undertakings" in days
    assert not any("Jamila" in one.sentence for one in found)
