"""Notes and their coding, through a real workspace."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.consultations import coding, notes
from gcmdesk.consultations.records import LONGEST_TEXT, NoteDraft
from gcmdesk.consultations.tables import Consultation, Theme
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.workspace import Workspace

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DRAFT = NoteDraft(consultation=1, text="Children wait nine months for a guardian.", said=NOON, kind="need")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        opened.run(prepare, name="Prepared")
        yield opened


def prepare(session):
    session.add(Consultation(title="Kick-off", day=date(2026, 5, 4)))
    session.add(Theme(name="Guardianship", objective=7))


def test_notes_come_back_in_the_order_they_were_said(workspace):
    later = workspace.run(notes.save, replace(DRAFT, said=NOON + timedelta(minutes=1)), name="Note added")
    earlier = workspace.run(notes.save, replace(DRAFT, text="الأطفال بحاجة إلى وصي"), name="Note added")
    assert workspace.read(notes.of_consultation, 1) == (earlier, later)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", " \n"),
        ("text", "x" * (LONGEST_TEXT + 1)),
        ("text", "broken \ud83d"),
        ("kind", "gossip"),
        ("said", datetime(2026, 5, 4)),  # noqa: DTZ001 - a time without its zone is the point
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_not_saved(workspace, field, value):
    draft = replace(DRAFT, **{field: value})
    assert [name for name, _message in draft.problems()] == [field]
    with pytest.raises(ValueError, match=field):
        workspace.run(notes.save, draft, name="Note added")
    assert workspace.read(notes.of_consultation, 1) == ()


@given(st.text(min_size=1))
def test_every_text_that_can_be_saved_has_no_problem(text):
    draft = replace(DRAFT, text=text)
    assert bool(draft.problems()) == (not text.strip())


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[31m", "👩‍👧", "אבג abc ١٢٣", "\u202e", "x" * LONGEST_TEXT])
def test_odd_texts_are_kept_as_they_are(workspace, text):
    workspace.run(notes.save, replace(DRAFT, text=text), name="Note added")
    assert workspace.read(notes.of_consultation, 1)[0].text == text
    workspace.undo()
    workspace.redo()
    assert workspace.read(notes.of_consultation, 1)[0].text == text


def test_a_theme_is_given_to_a_note_once(workspace):
    ids = [workspace.run(notes.save, DRAFT, name="Note added").id for _note in range(3)]
    assert workspace.run(coding.code, 1, ids[:2], name="{count} notes coded") == 2
    assert workspace.run(coding.code, 1, ids, name="{count} notes coded") == 1
    assert workspace.run(coding.code, 1, ids) == 0
