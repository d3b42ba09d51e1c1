"""Tables of notes and of submissions into a session: trial, import, and the same again."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.consultations import agenda, capture, guides, notes, sessions
from gcmdesk.consultations.guide_records import GuideDraft, Question
from gcmdesk.consultations.session_records import SessionDraft
from gcmdesk.exchange import imports, spreadsheets, submissions
from gcmdesk.exchange.note_tables import Notes, contributions, moment
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import register, stubs
from gcmdesk.stakeholders.records import StakeholderDraft

DAY = date(2026, 5, 4)
COLLECTED = Path(__file__).parents[4] / "shared" / "data" / "findings-2019.csv"


@pytest.fixture
def session(workspace):
    """A session in a workspace that knows the harbour association."""
    row = workspace.run(register.add, StakeholderDraft("Harbour association"), name="Added").id
    workspace.run(register.change, [row], {"abbreviation": "HA"}, name="Changed")
    return workspace.run(sessions.add, SessionDraft("Hearing", DAY, starts="09:30"), name="Session added").id


@pytest.fixture
def take_in(workspace, session):
    """Import a grid, or the table at a path; gives the trial and what was done."""

    def take_in(table):
        grid = submissions.flattened(table if isinstance(table, Grid) else spreadsheets.read(table))
        target = Notes(session, contributions(grid))
        matching = workspace.read(imports.guess, target, grid)
        imports.refuse_unmatched(target, matching)
        preview = workspace.read(imports.examine, target, grid, matching)
        done = workspace.job(Progress(), imports.write, target, grid, matching, preview, name=target.passage)
        return preview, dict(done)

    return take_in


FINDINGS = Grid(
    [
        ["number", "section", "heading", "kind", "text"],
        ["1", "5.1 Implementation", "Global level", "finding", "Trust is low."],
        ["2", "5.1 Implementation", "Global level", "quote", "“We need to ask ourselves.”"],
        ["3", "5.1 Implementation", "Box 4", "sermon", "Nobody came."],
        ["4", "5.1 Implementation", "Box 4", "finding", ""],
    ]
)


def test_a_table_of_findings_becomes_notes_of_a_session(workspace, session, take_in):
    preview, done = take_in(FINDINGS)
    assert done == {"new": 3, "changed": 0, "same": 0, "refused": 1}
    assert [(one.row, one.refused) for one in preview.messages] == [(4, False), (5, True)]
    got = workspace.read(notes.of_consultation, session)
    assert [(one.text, one.kind, one.verbatim) for one in got] == [
        ("Trust is low.", "", False),
        ("“We need to ask ourselves.”", "quote", True),
        ("Nobody came.", "", False),
    ]
    assert [one.title for one in workspace.read(agenda.of, session)] == ["Global level", "Box 4"]
    assert got[0].said.astimezone().strftime("%H:%M") == "09:30"


def test_the_same_table_again_changes_nothing(workspace, session, take_in):
    take_in(FINDINGS)
    assert take_in(FINDINGS)[1] == {"new": 0, "changed": 0, "same": 3, "refused": 1}
    without_ids = Grid([row[1:] for row in FINDINGS.rows[:3]])
    assert take_in(without_ids)[1]["new"] == 2
    assert take_in(without_ids)[1]["same"] == 2


def test_an_import_is_one_step_back(workspace, session, take_in):
    take_in(FINDINGS)
    workspace.undo()
    assert workspace.read(notes.of_consultation, session) == ()
    assert workspace.read(agenda.of, session) == ()


def test_a_row_that_was_corrected_changes_its_note_and_keeps_what_the_team_added(workspace, session, take_in):
    rows = [
        ["id", "text", "speaker", "objectives", "themes", "confidential"],
        ["a", "Long waits", "HA", "5", "Queues", ""],
    ]
    take_in(Grid(rows))
    (note,) = workspace.read(notes.of_consultation, session)
    line = capture.Line("Long waits", note.stakeholder, "", ("objective/5", "objective/16"))
    workspace.run(capture.edit, note.id, line, stubs.ensure, name="Note changed")
    rows[1][1], rows[1][5] = "Very long waits", "yes"
    assert take_in(Grid(rows))[1]["changed"] == 1
    (after,) = workspace.read(notes.of_consultation, session)
    assert (after.text, after.confidential, after.stakeholder) == ("Very long waits", True, 1)
    subjects = workspace.read(capture.as_line, note.id).subjects
    assert subjects[:2] == ("objective/5", "objective/16")
    assert len(subjects) == 3
    assert take_in(Grid(rows))[1]["same"] == 1


def test_unknown_speakers_become_stakeholders_to_be_described(workspace, session, take_in):
    take_in(Grid([["text", "speaker"], ["One", "ha"], ["Two", "Night  shift"], ["Three", "night shift"]]))
    assert [name for _row, name in workspace.read(stubs.waiting)] == ["Night shift"]
    got = [one.stakeholder for one in workspace.read(notes.of_consultation, session)]
    assert got[0] == 1
    assert got[1] == got[2] != 1


_FIRST, _SECOND = "2026-05-04T08:00:00.000+02:00", "2026-05-04T09:00:00.000+02:00"
SUBMISSIONS = Grid(
    [
        [
            *("start", "talk/q1", "talk/What now?", "talk/age", "topics/objectives", "topics/objectives/5"),
            *("topics/objectives/16", "who/speaker", "_uuid", "_submission_time", "__version__"),
        ],
        [_FIRST, "No lamps at night", "More light please", 44, "5 16", 1, 1, "HA", "aaaa", "2026-05-04T08:15:00", "v1"],
        [_SECOND, "The bus is late", "", 31, "16", 0, 1, "", "bbbb", "2026-05-04T09:15:00", "v1"],
    ]
)


def test_each_answer_of_a_submission_becomes_a_note(workspace, session, take_in):
    guide = workspace.run(
        guides.add, GuideDraft("Talk", (Question("What is hardest?", objectives=(7,)),)), name="Guide"
    )
    workspace.run(guides.use, session, guide.id, name="Guide chosen")
    assert contributions(submissions.flattened(SUBMISSIONS)) == ("q1", "What now?")
    assert take_in(SUBMISSIONS)[1]["new"] == 3
    got = {one.text: one for one in workspace.read(notes.of_consultation, session)}
    assert set(got) == {"No lamps at night", "More light please", "The bus is late"}
    lamps = got["No lamps at night"]
    assert (lamps.question, lamps.stakeholder) == (guide.draft.questions[0].id, 1)
    assert lamps.said == datetime(2026, 5, 4, 8, 15, tzinfo=UTC)
    subjects = workspace.read(capture.as_line, lamps.id).subjects
    assert subjects == ("objective/5", "objective/7", "objective/16")
    assert [one.title for one in workspace.read(agenda.of, session)] == ["What now?"]
    assert take_in(SUBMISSIONS)[1] == {"new": 0, "changed": 0, "same": 3, "refused": 0}


def test_one_column_for_each_choice_is_read_as_one_question(workspace, session, take_in):
    rows = [
        ["_uuid", "talk/objectives/5", "talk/objectives/16", "talk/words"],
        ["a", 1, 0, "So it is"],
        ["b", 1, 1, "And so"],
    ]
    flat = submissions.flattened(Grid(rows))
    assert [list(row) for row in flat.rows] == [
        ["_uuid", "objectives", "words"],
        ["a", "5", "So it is"],
        ["b", "5, 16", "And so"],
    ]
    take_in(Grid(rows))
    got = workspace.read(notes.of_consultation, session)
    assert workspace.read(capture.as_line, got[1].id).subjects == ("objective/5", "objective/16")


def test_a_table_without_ids_of_submissions_stays_as_it_is():
    grid = Grid([["Name / Nom", "a/b", "a/c"], ["x", 1, 0]])
    assert submissions.flattened(grid) is grid
    assert submissions.answers(grid) == ()


def test_a_table_of_another_form_is_matched_anew(workspace, session, take_in):
    take_in(SUBMISSIONS)
    plain = Grid([["text", "q1"], ["Plain note", "something else"]])
    assert take_in(plain)[1]["new"] == 1


def test_a_closed_session_takes_no_table(workspace, session, take_in):
    workspace.run(sessions.close, session, name="Closed")
    with pytest.raises(notes.SessionClosed):
        take_in(FINDINGS)


def test_a_table_without_texts_is_refused(take_in):
    with pytest.raises(imports.NothingToImport):
        take_in(Grid([["a", "b"], [1, 2]]))


ODD = "x\x00y\x07\ud83d <b>bold</b> {\\rtf1} 👩‍👧 \u202eשלום"


def test_odd_cells_are_kept_as_plain_text_or_refused(workspace, session, take_in):
    rows = [["text", "said", "objectives"], [ODD, "", ""], ["Fine", "once upon a time", ""], ["Fine too", "", "99"]]
    preview, done = take_in(Grid([*rows, ["x" * 100_001, "", ""], [12.0, "", ""], [True, "", ""], [DAY, "", ""]]))
    assert done["refused"] == 3
    assert {one.row for one in preview.messages} == {3, 4, 5}
    got = [one.text for one in workspace.read(notes.of_consultation, session)]
    assert got == ["xy <b>bold</b> {\\rtf1} 👩‍👧 \u202eשלום", "12", "yes", "2026-05-04"]


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - bounds without zone
def test_a_moment_is_read_however_it_is_written(when):
    utc = when.replace(tzinfo=UTC)
    assert moment(when) == utc
    assert moment(when.isoformat()) == utc
    assert moment(utc.isoformat()) == utc
    assert moment(when.isoformat() + "+0200") == utc - timedelta(hours=2)


def test_tables_of_files_work_like_any_other(workspace, session, take_in, tmp_path, book):
    path = tmp_path / "notes.csv"
    path.write_text("Texte;Catégorie\nLes délais sont longs;Défi\n", encoding="cp1252")
    assert take_in(path)[1]["new"] == 1
    assert take_in(book([["Note", "Objectives"], ["=1+1", "5"]]))[1]["new"] == 1


@pytest.mark.skipif(not COLLECTED.is_file(), reason="the project's shared data is not beside this checkout")
def test_the_findings_of_2019_go_in_once_and_out_by_one_undo(workspace, session, take_in):
    assert take_in(COLLECTED)[1] == {"new": 124, "changed": 0, "same": 0, "refused": 0}
    got = workspace.read(notes.of_consultation, session)
    assert sum(one.verbatim for one in got) == 6
    assert take_in(COLLECTED)[1] == {"new": 0, "changed": 0, "same": 124, "refused": 0}
    workspace.undo()
    assert workspace.read(notes.of_consultation, session) == ()
