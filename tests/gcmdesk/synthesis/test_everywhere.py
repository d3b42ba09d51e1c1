"""Search over everything, its facets, saved searches, and word lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.folding import is_han
from gcmdesk.jobs import Progress
from gcmdesk.synthesis import everywhere, saved_searches, word_list
from gcmdesk.synthesis.everywhere import Facets
from gcmdesk.synthesis.scope import Scope
from tests.gcmdesk.synthesis import world
from tests.gcmdesk.workspace import devices

OBJECTIVE, SCHOOLS, CARE, PAPERS = 1, 2, 3, 4


@pytest.fixture
def workspace(tmp_path):
    with world.new(tmp_path) as opened:
        opened.run(world.code, [(OBJECTIVE, 1, ""), (CARE, 2, ""), (CARE, 1, "Ada")], name="Coded")
        yield opened


def found(workspace, query, facets=Facets()):  # noqa: B008 - frozen
    return [(one.hit.table, one.hit.row) for one in workspace.read(everywhere.search, query, facets)]


def test_a_search_finds_notes_groups_sessions_and_themes(workspace):
    assert set(found(workspace, "group")) == {("stakeholder", 1), ("stakeholder", 2), ("stakeholder", 3)}
    assert ("theme", SCHOOLS) in found(workspace, "schools")
    assert len(found(workspace, "session")) == 3


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        (Facets(), {1, 4, 6, 7, 10, 11}),
        (Facets(tables=("note",)), {1, 4, 6, 7, 10, 11}),
        (Facets(tables=("stakeholder",)), set()),
        (Facets(sessions=(1,)), {1, 4}),
        (Facets(groups=("diasporas",)), {6, 10}),
        (Facets(groups=("",)), {1}),
        (Facets(objectives=(15,)), {1}),
        (Facets(kinds=("need",), languages=("en",)), {1, 7}),
        (Facets(tables=("stakeholder",), kinds=("need",)), set()),
    ],
)
def test_facets_leave_what_they_name(workspace, facets, expected):
    assert {row for _table, row in found(workspace, "guardian", facets)} == expected


def test_each_facet_is_counted_as_if_nothing_were_chosen_in_itself(workspace):
    counts = workspace.read(everywhere.facets, "guardian", Facets(sessions=(1,), kinds=("need",)))
    assert counts.sessions == {1: 2, 2: 1, 3: 1}
    assert counts.kinds == {"need": 2}
    assert counts.total == 2
    everything = workspace.read(everywhere.facets, "guardian")
    assert everything.tables == {"note": 6}
    assert everything.groups == {"": 1, "diasporas": 2, "employers": 2, "migrants": 1}
    assert everything.objectives == {15: 1}


def test_what_each_facet_counts_is_what_choosing_it_finds(workspace):
    counts = workspace.read(everywhere.facets, "harvest")
    for session, number in counts.sessions.items():
        assert len(found(workspace, "harvest", Facets(sessions=(session,)))) == number
    for group, number in counts.groups.items():
        assert len(found(workspace, "harvest", Facets(groups=(group,)))) == number
    for language, number in counts.languages.items():
        assert len(found(workspace, "harvest", Facets(languages=(language,)))) == number


def test_a_hit_says_where_it_is_and_marks_the_words_in_their_text(workspace):
    (one,) = workspace.read(everywhere.search, "number5", Facets())
    assert (one.title, one.session, one.speaker, one.kind) == ("Session 1", 2, "Group 0", "")
    text, ((start, stop),) = everywhere.marked(one)["text"]
    assert text[start:stop] == "number5"


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "-x", "*", "AND OR NOT", "'; DROP TABLE note; --", "\x00", "(" * 500]
)
def test_there_is_no_wrong_query(workspace, query):
    facets = Facets(sessions=(1,))
    assert workspace.read(everywhere.search, query, facets) == ()
    assert workspace.read(everywhere.facets, query, facets).sessions == {}


def test_searches_are_saved_under_a_name_with_their_facets(workspace):
    facets = Facets(("note",), (2,), ("", "employers"), (15,), ("need",), ("fr",))
    workspace.run(saved_searches.save, "Guardians", "x", Facets(), name="Search saved")
    one = workspace.run(saved_searches.save, " Guardians ", 'guardian* -"of"', facets, name="Search saved")
    (kept,) = workspace.read(saved_searches.saved)
    assert (kept.id, kept.name, kept.query, kept.facets) == (one, "Guardians", 'guardian* -"of"', facets)
    workspace.run(saved_searches.remove, one, name="Search removed")
    assert workspace.read(saved_searches.saved) == ()


@pytest.mark.parametrize(("name", "query"), [("", "x"), (" ", "x"), ("x" * 201, "x"), ("x", "x" * 1001)])
def test_a_search_without_a_name_or_far_too_long_is_not_saved(workspace, name, query):
    with pytest.raises(ValueError, match="name"):
        workspace.run(saved_searches.save, name, query, Facets(), name="Search saved")


def test_a_saved_search_means_the_same_session_on_another_device(tmp_path):
    world.new(tmp_path).close()
    both = devices.copies(tmp_path, tmp_path / "a.gcmdesk", ("one", "other"))
    with both["one"] as one, both["other"] as other:
        for device, title in ((one, "Mine"), (other, "Theirs")):
            device.run(lambda s, t=title: s.add(Consultation(title=t, day=world.date(2026, 1, 1))), name="Added")
        other.run(saved_searches.save, "New session", "x", Facets(sessions=(4,)), name="Search saved")
        devices.send(other, one)
        (kept,) = one.read(saved_searches.saved)
        assert one.read(lambda s: s.get_one(Consultation, kept.facets.sessions[0]).title) == "Theirs"


# --------------------------------------------------------------------------------------------------------- word lists


def words(workspace, language, scope=Scope()):  # noqa: B008 - frozen
    return [(one.text, one.count, one.notes) for one in workspace.read(word_list.of_notes, Progress(), language, scope)]


def test_words_are_counted_by_language_and_by_note(workspace):
    assert workspace.read(word_list.languages) == ("en", "fr")
    assert ("guardian", 4, 3) in words(workspace, "en")
    assert words(workspace, "en", Scope(languages=("fr",))) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Les réfugiés, les REFUGIES et les réfugiés", [("réfugiés", 3, 1)]),
        ("ar", "المدرسة في الأطفال و الاطفال و الأطفال", [("الأطفال", 3, 1), ("المدرسة", 1, 1)]),
        ("zh", "监护人，监护", [("监护", 2, 1), ("护人", 1, 1)]),
        ("en", "The guardian's re-entry 2026 a I 👩", [("guardian's", 1, 1), ("re-entry", 1, 1)]),
        ("xx", "a bb", [("bb", 1, 1)]),
    ],
)
def test_words_are_words_in_every_script(workspace, language, text, expected):
    def add(session):
        session.add(Consultation(title="Fourth", day=world.date(2026, 8, 1)))
        session.flush()
        session.add(Note(consultation_id=4, said=world.NOON, text=text, language=language))

    workspace.run(add, name="Note added")
    assert words(workspace, language, Scope(sessions=(4,))) == expected


@given(st.characters())
def test_a_character_is_han_here_where_it_is_for_search(character):
    assert bool(word_list._HAN.fullmatch(character)) == is_han(character)


def test_common_words_are_known_for_six_languages():
    assert all(len(word_list.stop_words(code)) > 50 for code in ("en", "fr", "ar", "es", "pt", "ru"))
    assert {"the", "and"} <= word_list.stop_words("en")
    assert word_list.stop_words("xx") == frozenset()
