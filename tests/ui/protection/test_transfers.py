"""What left the workspace, opened again; the limits that hold; and the statement on data protection."""

from datetime import date
from pathlib import Path

from gcmdesk import i18n
from gcmdesk.exchange import door, exporters, past
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import gate_records, limits, oversight, register, release
from gcmdesk.protection.material import Counts, Dimension, Text
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people_records import Office
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import Request, Withheld
from tests.ui.hands import texts
from tests.ui.protection.asking import Show
from tests.ui.workspace.conftest import Hands
from ui.screens.protection.transfers import grouped
from ui.widgets.release_preview import withheld_facts

MINISTRY = Request(Recipient.MINISTRY, Purpose.SYNTHESIS, "Ministry of Labour", stated="Planning")
TABLE = Counts(
    "attendance",
    "Who came",
    (Dimension("sex", "Sex", {"women": "Women", "men": "Men"}), Dimension("day", "Day", {"a": "First", "b": "Second"})),
    {("women", "a"): 43, ("women", "b"): 31, ("men", "a"): 22, ("men", "b"): 3},
)


def send(hands: Hands, thing: object, request: Request = MINISTRY) -> door.Handed:
    workspace = hands.desk.workspace.present
    released = workspace.read(release.release, thing, request)
    return door.hand_out(workspace, released, exporters.CSV)[1]


def told(page: object) -> dict[str, str]:
    return {fact[0]: fact[1].strip("\u2068\u2069") for fact in page.facts.shown}


def test_a_past_release_shows_what_was_sent_and_what_was_withheld(at_work: Hands, show: Show) -> None:
    handed = send(at_work, TABLE)
    page = show("transfers/1")
    facts = told(page)
    assert facts["Name of the recipient"] == "Ministry of Labour"
    assert facts["SHA-256 of the file"] == grouped(handed.sha256)
    assert facts["What they may use it for"] == "Planning"
    (grid,) = past.grids_of(at_work.desk.workspace.read(register.opened, 1).contents)
    assert grid.headings == ("Sex", "First", "Second", "Total")
    assert grid.rows[0][:2] == ("Women", 45)
    assert grid.rows[1][2] == "not shown"
    assert any("not shown" in " ".join(map(str, row)) for row in grid.rows)
    assert any("Fewer people stand behind it" in fact[1] for fact in page.preview.withheld.shown)
    assert "Who came" in texts(page)


def test_a_past_release_is_told_in_the_language_of_the_window(at_work: Hands, show: Show) -> None:
    sent, here = Texts("fr"), i18n.current()
    table = Counts(
        "sessions by form",
        sent.gettext("Engagement plan"),
        (
            Dimension("form", sent.gettext("Form"), {"a": sent.gettext("Interview"), "b": "Au marché"}),
            Dimension("theme", sent.gettext("Theme"), {"a": sent.gettext("Quotes"), "b": "Logement perdu"}),
        ),
        {("a", "a"): 43, ("a", "b"): 31, ("b", "a"): 22, ("b", "b"): 3},
    )
    send(at_work, table)
    page = show("transfers/1")
    assert told(page)["What was sent"] == page.table.records.columns[3].text(page.table.current_record)
    assert told(page)["What was sent"] == here.gettext("Engagement plan") == "Engagement plan"
    (grid,) = past.grids_of(at_work.desk.workspace.read(register.opened, 1).contents)
    assert (grid.title, grid.headings) == ("Engagement plan", ("Form", "Citations", "Logement perdu", "Total"))
    assert [row[0] for row in grid.rows] == ["Interview", "Au marché", "Total"]
    assert {about for about, _why in page.preview.withheld.shown} == {"Engagement plan"}


def test_several_reasons_of_one_table_stand_below_each_other(at_work: Hands) -> None:
    held = [
        Withheld(count, Principle.CONSENT, reason, about)
        for about in ("Quotes", Texts("fr").gettext("Quotes"))
        for count, reason in ((1, gate_records.NO_CONSENT), (3, gate_records.NO_TRANSFER))
    ]
    ((about, why),) = withheld_facts(held)
    assert about == "Quotes"
    assert [line.split(":")[0] for line in why.splitlines()] == ["2 values are withheld", "6 values are withheld"]


def test_a_file_is_compared_with_what_was_sent(at_work: Hands, show: Show, tmp_path: Path) -> None:
    workspace = at_work.desk.workspace.present
    sent, other = tmp_path / "sent.csv", tmp_path / "other.csv"
    door.send(workspace, workspace.read(release.release, TABLE, MINISTRY), exporters.CSV, sent)
    other.write_bytes(sent.read_bytes().replace(b"45", b"50"))
    page = show("transfers/1")
    for path, verdict in ((sent, "This is the file that was sent"), (other, "This is not the file")):
        page.compare(str(path))
        at_work.wait()
        assert any(text.startswith(verdict) for text in texts(page.side))
    send(at_work, Text("Finding", ("One.",)))
    at_work.wait()
    show("transfers/2")
    assert not page.verdict.shown


def test_it_still_shows_what_was_sent_when_the_numbers_have_changed(at_work: Hands) -> None:
    send(at_work, TABLE)
    before = tuple(past.grids_of(at_work.desk.workspace.read(register.opened, 1).contents))
    released = at_work.desk.workspace.read(release.release, TABLE, MINISTRY)
    limits_now = {"rounding": 10}
    at_work.desk.workspace.run(limits.tighten_all, limits_now, name=mark("Release limits made stricter"))
    assert tuple(past.grids_of(at_work.desk.workspace.read(register.opened, 1).contents)) == before
    assert before[0].rows == next(iter(past.grids_of(released.facts.contents))).rows


def test_the_register_itself_goes_to_the_team_only(at_work: Hands, show: Show) -> None:
    send(at_work, Text("Finding", ("One.", "Two.")))
    page = show("transfers")
    page.release_it.click()
    panel = at_work.window.screen_shown.panel
    for recipient, leaves in ((Recipient.TEAM, True), (Recipient.PARTNER, False)):
        panel.recipient.show_value(str(recipient))
        panel.form.fields["organisation"].show_value("A donor")
        panel.look()
        at_work.wait()
        assert panel.save_it.isEnabled() is leaves


def test_a_limit_becomes_stricter_and_never_laxer(at_work: Hands, show: Show) -> None:
    page = show("limits")
    page.form.fields["group"].show_value(8)
    page.save_it.click()
    assert page.form.fields["group"].told == "A limit can be made stricter, never laxer."
    page.form.fields["group"].show_value(20)
    page.form.fields["variables"].show_value(2)
    page.save_it.click()
    present = at_work.desk.workspace.read(limits.of)
    assert (present.group, present.variables, present.base) == (20, 2, 10)
    page.form.fields["group"].show_value(12)
    page.save_it.click()
    assert at_work.desk.workspace.read(limits.of).group == 20
    assert at_work.desk.workspace.undo_step is None


def test_a_limit_that_was_emptied_or_leaves_nothing_is_refused(show: Show) -> None:
    page = show("limits")
    page.form.fields["base"].show_value(None)
    page.save_it.click()
    assert page.form.fields["base"].told == "Type a whole number."
    page.form.fields["base"].show_value(10)
    page.form.fields["variables"].show_value(0)
    page.save_it.click()
    assert page.form.fields["variables"].told == "This is lower than the limit can be."


def test_the_statement_leaves_in_the_language_and_for_the_readers_chosen(at_work: Hands, show: Show) -> None:
    page = show("compliance")
    page.primary_action.run()
    panel = at_work.window.screen_shown.panel
    assert panel.language.isVisible()
    panel.recipient.show_value("ministry")
    panel.form.fields["organisation"].show_value("Ministry of Labour")
    panel.language.show_value("ar")
    panel.look()
    at_work.wait()
    assert "rtl" in page_direction(panel)
    assert panel.print_it.isEnabled()
    panel.copy_it.click()
    at_work.wait()
    (entry,) = at_work.desk.workspace.read(register.entries)
    assert (entry.recipient, entry.people) == (Recipient.MINISTRY, 0)


def page_direction(panel: object) -> str:
    paper = panel._offer.paper(panel._released)
    assert paper.parts[-1].text
    return "rtl" if paper.language == "ar" else "ltr"


def test_the_public_is_told_once_the_focal_point_agrees(at_work: Hands, show: Show) -> None:
    for office, name in ((Office.OVERSIGHT, "Ombuds office"), (Office.FOCAL_POINT, "Office of the focal point")):
        draft = AppointmentDraft(office, name, "room 4", date(2026, 1, 1))
        at_work.desk.workspace.run(oversight.appoint, draft, name=mark("Appointment entered"))
    page = show("compliance")
    page.offer_statement()
    panel = at_work.window.screen_shown.panel
    given = {"recipient": "public", "by": "office of the focal point", "because": "No persons in it"}
    for name, value in given.items():
        panel.form.fields[name].show_value(value)
    panel.look()
    at_work.wait()
    assert panel.copy_it.isEnabled()
    panel.copy_it.click()
    facts = told(show("transfers/1"))
    assert facts["Focal point who agrees"].endswith("No persons in it")
