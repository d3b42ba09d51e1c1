"""The list of all notes, and what is set for several notes at once."""

from datetime import UTC, datetime

import pytest

from gcmdesk.consultations import capture, lines, note_list, notes, sessions
from gcmdesk.consultations.capture import Taking
from gcmdesk.consultations.note_list import NoteFilter
from gcmdesk.consultations.notes import SessionClosed
from gcmdesk.stakeholders import stubs

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def said(hall, hearing):
    """Three notes: a tagged one of the mayor, a flagged quote, a bare one."""

    def take(typed, **around):
        line = lines.parse_line(typed, hall.read(capture.known, hearing.id))
        return hall.run(capture.save, Taking(hearing.id, line, NOON, **around), stubs.ensure, name="Note added").note.id

    return take("@mayor nets are torn #10 !need"), take('"children wait', flagged=True), take("ships wait")


def ids(hall, wanted, sort="", *, descending=False):
    return tuple(hall.read(lambda session: note_list.ids(session, wanted, sort, descending=descending)))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (NoteFilter(), (0, 1, 2)),
        (NoteFilter("wait"), (1, 2)),
        (NoteFilter("wait", kind="need"), ()),
        (NoteFilter(kind="need"), (0,)),
        (NoteFilter(mark="flagged"), (1,)),
        (NoteFilter(mark="verbatim"), (1,)),
        (NoteFilter(mark="untagged"), (1, 2)),
        (NoteFilter(mark="uncoded"), (1, 2)),
        (NoteFilter(mark="confidential"), ()),
        (NoteFilter(session=9999), ()),
    ],
)
def test_the_list_is_narrowed_by_everything_that_tells_notes_apart(hall, said, wanted, found):
    assert ids(hall, wanted) == tuple(said[place] for place in found)


def test_the_list_is_sorted_by_time_speaker_and_kind(hall, said):
    first, quote, last = said
    assert ids(hall, NoteFilter(), "said", descending=True) == (last, quote, first)
    assert ids(hall, NoteFilter(), "speaker", descending=True)[0] == first
    assert ids(hall, NoteFilter(), "kind")[-1] == first


def test_a_page_of_the_list_holds_what_a_row_shows(hall, hearing, said):
    gone = 9999
    one, quote = hall.read(note_list.page, [said[0], gone, said[1]])
    assert (one.session, one.kind, one.subjects, one.closed) == (hearing.title, "need", ("objective/10",), False)
    assert (quote.speaker, quote.verbatim, quote.flagged) == ("", True, True)


def test_kind_person_and_quote_are_set_for_several_notes_at_once(hall, said):
    assert hall.run(notes.sort, said, "challenge", name="Sorted") == 3
    assert hall.run(notes.quote, said, name="Quoted") == 2
    assert {(one.kind, one.verbatim) for one in hall.read(note_list.page, said)} == {("challenge", True)}
    hall.undo()
    assert [one.verbatim for one in hall.read(note_list.page, said)] == [False, True, False]
    with pytest.raises(ValueError, match="kind"):
        hall.run(notes.sort, said, "wish", name="Sorted")


def test_a_closed_session_lets_none_of_it_happen(hall, hearing, said):
    hall.run(sessions.close, hearing.id, name="Closed")
    for work, value in ((notes.sort, "need"), (notes.attribute, None)):
        with pytest.raises(SessionClosed):
            hall.run(work, said, value, name="Changed")
    with pytest.raises(SessionClosed):
        hall.run(notes.quote, said, name="Changed")
