"""The outlines that tell of consultations: what they say, to whom, and what stays with the team."""

import re

import pytest

from gcmdesk.consultations import coding
from gcmdesk.consultations.tables import Note
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import ConsentChanged
from gcmdesk.reports import assembling, outlines, saved, sending
from gcmdesk.reports.assembling import EmptyScope
from gcmdesk.reports.blocks import Bullets, Chart, EvidenceEntry, Heading, Paragraph, Quote, Table, inlines
from gcmdesk.reports.choices import Place
from gcmdesk.reports.section import Scope, Spec
from gcmdesk.reports.sections.findings import unmarked
from gcmdesk.reports.word import writing
from gcmdesk.synthesis import claims
from tests.gcmdesk.release import world

MINISTRY = {"recipient": Recipient.MINISTRY, "organisation": "Ministry of Labour"}
CONSULTED = ("synthesis", "prioritisation", "what-we-heard")


def prepared(workspace, outline="synthesis", **chosen):
    return workspace.read(assembling.prepare, Spec(outline, **chosen), FileState())


def plain(line):
    return "".join(part if isinstance(part, str) else getattr(part, "id", "") for part in inlines(line))


def words(blocks):
    """All paragraphs and list items, one a line."""
    lines = []
    for one in blocks:
        if isinstance(one, Paragraph):
            lines.append(plain(one.line))
        if isinstance(one, Bullets):
            lines += [plain(item) for item in one.items]
    return "\n".join(lines)


def test_a_synthesis_has_what_a_ministry_expects(told):
    report = prepared(told, **MINISTRY).report
    assert [one.text for one in report.blocks if isinstance(one, Heading) and one.level == 1] == [
        "Executive summary", "Method and participation", "Who is missing", "Findings by objective", "Priorities",
        "Recommendations", "What was withheld", "Annex: sessions", "Annex: evidence", "Provenance",
    ]  # fmt: skip
    assert any(isinstance(one, Chart) for one in report.blocks)


def test_a_finding_says_where_who_and_what_in_plain_sentences(told):
    said = words(prepared(told).drafts["findings/15"])
    assert "It came up in 2 sessions. 3 stakeholder groups spoke of it." in said
    assert "14 contributions bear on it." in said
    assert "School places: in 2 sessions, by 3 groups" in said
    assert "Widely shared: School places." in said
    assert "Raised by one group alone, and not to be lost: Papers at the counter (Migrants and their families)." in said


def test_every_figure_of_a_draft_is_a_claim_about_notes(told):
    known = told.read(claims.of_scope)
    for key, blocks in prepared(told).drafts.items():
        values = {one.value for one in known[int(key.partition("/")[2])]}
        assert {int(one) for one in re.findall(r"\d+", words(blocks))} <= values


def test_a_ministry_reads_no_small_figure_and_no_small_group(told):
    said = words(prepared(told, **MINISTRY).built["findings"])
    assert "About 15 contributions bear on it." in said
    assert "Migrants and their families" in said, "14 of them came at once"
    assert "Diasporas" not in said
    assert "Diasporas" in words(prepared(told).built["findings"])


def test_an_evidence_id_leads_to_its_line_in_the_annex(told):
    report = prepared(told)
    assert "School places are short (E-001)" in words(report.built["findings"])
    (table,) = [one for one in report.built["evidence"] if isinstance(one, Table)]
    assert table.rows[0][:2] == ((EvidenceEntry("E-001"),), "School places are short")


def test_words_of_the_author_stand_instead_of_the_draft_and_tell_when_the_notes_changed(told):
    report = told.run(saved.save, Spec("synthesis"), name="Saved")
    first = told.read(assembling.prepare, told.read(saved.load, report), FileState())
    basis = first.fingerprints["findings/15"]
    told.run(saved.write, report, "findings/15", Place.INTRODUCTION, "Schools are full.", basis, name="Written")
    again = told.read(assembling.prepare, told.read(saved.load, report), FileState())
    said = words(again.built["findings"])
    assert "Schools are full." in said
    assert "School places: in" not in said
    assert told.read(saved.outdated, report, again.fingerprints) == ()
    told.run(lambda session: coding.code(session, again_theme(session), [20]), name="Coded")
    later = told.read(assembling.prepare, told.read(saved.load, report), FileState())
    assert told.read(saved.outdated, report, later.fingerprints) == (("findings/15", Place.INTRODUCTION),)
    assert "Schools are full." in words(later.built["findings"])


def again_theme(session):
    from gcmdesk.consultations import codebook

    return codebook.entry(session, objective=15)


def test_a_narrower_report_shows_fewer_lines_of_the_same_tables(told):
    one = prepared(told, scope=Scope(objectives=frozenset({7})))
    assert list(one.drafts) == ["findings/7"]
    assert "School places" not in words(one.built["findings"])
    with pytest.raises(EmptyScope):
        prepared(told, sections=("findings",), scope=Scope(objectives=frozenset({3})))


def test_the_note_on_priorities_gives_ranks_with_their_range(told):
    report = prepared(told, "prioritisation", **MINISTRY)
    table = next(one for one in report.built["priorities"] if isinstance(one, Table))
    assert [(row[0][:3].strip(), row[1], row[2]) for row in table.rows] == [
        ("15", "1", "1–1"), ("7 A", "2", "2–2"), ("3 P", "3", "3–3"), ("1 C", "4", "4–4"),
    ]  # fmt: skip
    assert "Raters agree strongly about the order." in words(report.built["priorities"])
    assert "Named in every session." in repr(report.built["recommendations"])


def test_scores_of_few_raters_stay_with_the_team(told):
    def fewer(session):
        from gcmdesk.priorities.tables import Score

        for row in session.query(Score).filter(Score.rater_id > 5):
            session.delete(row)

    told.run(fewer, name="Fewer")
    assert "Too few people scored" in words(prepared(told, **MINISTRY).built["priorities"])
    assert any(isinstance(one, Table) for one in prepared(told).built["priorities"])


def test_what_we_heard_is_in_large_type_and_names_no_group(told):
    report = prepared(told, "what-we-heard", recipient=Recipient.PARTICIPANTS, organisation="Everybody who came")
    assert report.report.large
    said = words(report.built["heard"])
    assert "Thank you for coming" in said
    assert "You spoke about this in 2 sessions." in said
    assert "School places" in said
    assert "Migrants and their families" not in said


def test_the_same_report_can_leave_again_after_a_few_more_notes(told, tmp_path):
    """A table that differs by a few people would give them away: the earlier figures are kept."""
    first = prepared(told, **MINISTRY)
    sending.send(told, first, writing.exporter(first), tmp_path / "r.docx")

    def more(session):
        coding.code(session, again_theme(session), [21, 22])

    told.run(more, name="Coded")
    second = prepared(told, **MINISTRY)
    assert "About 15 contributions bear on it." in words(second.drafts["findings/15"])


def test_a_note_whose_person_takes_it_back_is_no_longer_counted(told):
    def taken_back(session):
        version = world.offices(session)
        silent = world.person(session, version, "P-1")
        for note in session.query(Note).filter(Note.id <= 4):
            note.person_id = silent

    before = words(prepared(told).drafts["findings/15"])
    told.run(taken_back, name="Taken back")
    after = words(prepared(told).drafts["findings/15"])
    assert "14 contributions" in before
    assert "10 contributions" in after


def test_the_outlines_are_offered_in_their_order():
    assert [one.id for one in outlines.OUTLINES][:1] == ["synthesis"]
    assert {*CONSULTED} <= {one.id for one in outlines.OUTLINES}


def quoted(session):
    """The first note is word for word, of somebody who consents to being quoted."""
    version = world.offices(session)
    note = session.query(Note).order_by(Note.id).first()
    note.person_id = world.person(session, version, "P-1", Purpose.SYNTHESIS, Purpose.QUOTE)
    return version, note.person_id


def withdrawn(session, version, person):
    world.consent(session, version, person, Purpose.QUOTE, answer="withdrawn", days_later=1)


def test_consent_that_is_withdrawn_while_the_report_is_built_keeps_it_back(told, tmp_path):
    version, person = told.run(quoted, name="Quoted")
    report = prepared(told, **MINISTRY)
    assert "words 0" in repr(report.built["findings"])
    told.run(withdrawn, version, person, name="Withdrawn")
    with pytest.raises(ConsentChanged):
        sending.send(told, report, writing.exporter(report), tmp_path / "r.docx")
    assert not list(tmp_path.glob("*r.docx*"))
    later = prepared(told, **MINISTRY)
    assert "words 0" not in repr(later.built["findings"])
    assert "Quotes" in {one.about for one in later.released.withheld}, "the page of what was withheld counts it"


@pytest.mark.parametrize(
    ("said", "shown"),
    [("“Papers first”.", "Papers first."), ("«Papers»", "Papers"), ("“Papers” come first", "“Papers” come first")],
)
def test_a_quote_does_not_stand_in_marks_twice(said, shown):
    assert unmarked(said) == shown


def test_a_quote_of_unknown_language_runs_as_its_script_does(told):
    def reworded(session):
        note = session.query(Note).order_by(Note.id).first()
        note.text, note.language = "Papers first", ""

    told.run(reworded, name="Reworded")
    for language, direction in (("ar", "en"), ("en", "")):
        blocks = prepared(told, language=language).report.blocks
        quotes = {one.words: one.language for one in blocks if isinstance(one, Quote)}
        assert quotes["Papers first"] == direction
