"""Whatever a report counts, somebody can count again from the notes: here it is done, and not by the program."""

import re
from collections import defaultdict
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gcmdesk.consultations import codebook, coding
from gcmdesk.consultations.coding_records import ThemeDraft
from gcmdesk.consultations.tables import Coding, Note
from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import assembling
from gcmdesk.reports.blocks import Bullets, Chart, Heading, Paragraph, Table
from gcmdesk.reports.section import Spec
from gcmdesk.stakeholders.tables import Stakeholder
from tests.gcmdesk.reports.test_synthesis import plain, words

NOTES = 24
THEMES = {"School places": 15, "Papers at the counter": 15, "Ferry times": 7, "Fifteen itself": 15, "Seven itself": 7}
"""Themes of the team below their objective; and the objectives."""
OWN = {"School places", "Papers at the counter", "Ferry times"}
KINDS = {
    "need": "needs",
    "challenge": "challenges",
    "opportunity": "opportunities",
    "proposal": "proposals",
    "good practice": "good practices",
}


@dataclass(frozen=True)
class Said:
    """One note, as somebody who counts by hand sees it."""

    session: int
    group: str | None
    kind: str


@pytest.fixture
def counted(told):
    """The workspace, its notes by their number, and the themes by title."""

    def read(session):
        groups = dict(session.query(Stakeholder.id, Stakeholder.kind).all())
        notes = session.query(Note).order_by(Note.id).all()
        ids = codebook.themes(session)
        by_title = {one.name: id for id, one in ids.items() if one.name in OWN}
        fifteen, seven = codebook.entry(session, objective=15), codebook.entry(session, objective=7)
        by_title["Ferry times"] = codebook.add(session, ThemeDraft("Ferry times", parent=seven)).id
        by_title |= {"Fifteen itself": fifteen, "Seven itself": seven}
        return {one.id: Said(one.consultation_id, groups.get(one.stakeholder_id), one.kind) for one in notes}, by_title

    notes, themes = told.run(read, name="Read")
    return told, notes, themes


def coded(workspace, themes, codes):
    """Only these codes are left."""

    def write(session):
        for row in session.query(Coding):
            session.delete(row)
        session.flush()
        for title, numbers in codes.items():
            coding.code(session, themes[title], sorted(numbers))

    workspace.run(write, name="Coded")


def reach(notes, numbers):
    """Sessions and groups, counted by hand."""
    said = [notes[one] for one in numbers]
    return len({one.session for one in said}), len({one.group for one in said} - {None})


def by_objective(codes):
    found = defaultdict(set)
    for title, numbers in codes.items():
        found[THEMES[title]] |= numbers
    return {objective: numbers for objective, numbers in found.items() if numbers}


LINE = re.compile(r"^(?P<what>.+): in (?P<sessions>\d+) sessions?(?:, by (?P<groups>\d+) groups?)?$", re.MULTILINE)


def lines(text):
    return {one["what"]: (int(one["sessions"]), int(one["groups"] or 0)) for one in LINE.finditer(text)}


def first(pattern, text):
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


some = st.sets(st.integers(1, NOTES), max_size=NOTES)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(codes=st.fixed_dictionaries(dict.fromkeys(THEMES, some)).filter(lambda codes: any(codes.values())))
def test_every_count_of_a_report_is_the_count_of_the_notes_behind_it(counted, codes):
    workspace, notes, themes = counted
    numbered = dict(enumerate(sorted(notes), 1))
    codes = {title: {numbered[one] for one in numbers} for title, numbers in codes.items()}
    coded(workspace, themes, codes)
    told = workspace.read(assembling.prepare, Spec("synthesis"), FileState())
    objectives = by_objective(codes)
    assert set(told.drafts) == {f"findings/{one}" for one in objectives}
    for objective, numbers in objectives.items():
        sessions, groups = reach(notes, numbers)
        text = words(told.drafts[f"findings/{objective}"])
        assert first(r"It came up in (\d+) sessions?\.", text) == sessions
        assert first(r"(\d+) stakeholder groups? spoke of it\.", text) == groups
        assert first(r"(\d+) contributions? bears? on it\.", text) == len(numbers)
        for kind, named in KINDS.items():
            heard = {notes[one].session for one in numbers if notes[one].kind == kind}
            assert first(rf"{named} \(in (\d+) sessions?\)", text) == len(heard)
        expected = {title: reach(notes, codes[title]) for title in OWN if codes[title] and THEMES[title] == objective}
        assert lines(text) == expected
    named = lines(words(told.built["summary"]))
    assert {first(r"Objective (\d+) ", what): counts for what, counts in named.items()} == {
        one: reach(notes, numbers) for one, numbers in objectives.items()
    }
    for chart in (one for one in told.built["findings"] if isinstance(one, Chart)):
        drawn = {one.title: one.values for one in chart.series}
        by_hand = [reach(notes, objectives[one]) for one in sorted(objectives)]
        assert list(drawn["Sessions"]) == [sessions for sessions, _groups in by_hand]
        assert [one or 0 for one in drawn.get("Stakeholder groups", [0, 0])] == [
            groups for _sessions, groups in by_hand
        ]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(codes=st.fixed_dictionaries(dict.fromkeys(THEMES, some)).filter(lambda codes: any(codes.values())))
def test_what_participants_read_is_counted_from_the_notes_too(counted, codes):
    workspace, notes, themes = counted
    numbered = dict(enumerate(sorted(notes), 1))
    codes = {title: {numbered[one] for one in numbers} for title, numbers in codes.items()}
    coded(workspace, themes, codes)
    blocks = workspace.read(assembling.prepare, Spec("what-we-heard"), FileState()).built["heard"]
    said, under = {}, 0
    for one in blocks:
        if isinstance(one, Heading):
            under = first(r"Objective (\d+):", one.text)
        if isinstance(one, Paragraph) and (n := first(r"You spoke about this in (\d+) sessions?\.", plain(one.line))):
            said[under] = n
    assert said == {one: reach(notes, numbers)[0] for one, numbers in by_objective(codes).items()}


def test_no_figure_of_a_draft_stands_outside_a_sentence_that_is_checked(counted):
    """The sentences of the two tests above are all that hold a figure."""
    workspace, _notes, _themes = counted
    told = workspace.read(assembling.prepare, Spec("synthesis"), FileState())
    for blocks in told.drafts.values():
        text = LINE.sub("", words(blocks))
        text = re.sub(r"It came up in \d+ sessions?\.|\d+ stakeholder groups? spoke of it\.", "", text)
        text = re.sub(r"\d+ contributions? bears? on it\.|\w+ \(in \d+ sessions?\)", "", text)
        assert re.findall(r"\d+", text) == []


def test_the_annex_counts_the_notes_of_each_evidence_set(counted):
    workspace, notes, _themes = counted
    told = workspace.read(assembling.prepare, Spec("synthesis"), FileState())
    (table,) = [one for one in told.built["evidence"] if isinstance(one, Table)]
    assert [tuple(map(int, row[2:4])) for row in table.rows] == [reach(notes, sorted(notes)[:8])]


def test_an_evidence_set_is_cited_where_its_notes_are(counted):
    workspace, notes, themes = counted
    behind = sorted(notes)
    coded(workspace, themes, {"School places": set(behind[:3]), "Ferry times": set(behind[10:12])})
    blocks = workspace.read(assembling.prepare, Spec("synthesis"), FileState()).built["findings"]
    cited, under = {}, 0
    for one in blocks:
        if isinstance(one, Heading):
            under = first(r"Objective (\d+):", one.text)
        if isinstance(one, Bullets):
            cited[under] = cited.get(under, "") + words((one,))
    assert "E-001" in cited[15]
    assert "E-001" not in cited[7]
