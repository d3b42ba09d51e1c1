"""Snippets: the original's own letters, with marks that sit exactly on what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.workspace.query import parse, tokens
from gcmdesk.workspace.snippets import WIDTH, marks, snippet


def marked(text, query):
    return [text[start:end] for start, end in marks(text, parse(query).wanted)]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Die Straße, l’Œuvre et l’été.", "strasse ", ["Straße"]),
        ("Die Straße, l’Œuvre et l’été.", "oeuvre ete ", ["Œuvre", "été"]),
        ("De\u0301cision (re\u0301gion)", "region decision ", ["De\u0301cision", "re\u0301gion"]),
        ("جمعية النِّسَاءِ في المدينة", "النساء ", ["النِّسَاءِ"]),
        ("جمعية النساء", "جمعيه ", ["جمعية"]),
        ("Права мигрантов и ещё", "мигр", ["мигрантов"]),
        ("在边境，移民权利受到保护。", "移民权利 ", ["移民权利"]),
        ("在边境，移民权利受到保护。", "边境 移民 ", ["边境", "移民"]),
        ("the residence permit and the permit", '"residence permit"', ["residence permit"]),
        ("water, waters; water!", "water ", ["water", "water"]),
        ("½ full", "2 ", ["½"]),
        ("nothing here", "water ", []),
    ],
)
def test_marks_sit_on_what_was_found(text, query, found):
    assert marked(text, query) == found


def test_a_long_text_is_cut_around_the_most_different_words():
    text = "permit " + "word " * 200 + "residence\npermit " + "word " * 200
    shown = snippet(text, parse("residence permit ").wanted)
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert "residence permit" in shown.text
    assert len(shown.text) <= WIDTH + 2
    assert [shown.text[start:end] for start, end in shown.marks] == ["residence", "permit"]


def test_a_text_without_the_words_shows_its_beginning():
    shown = snippet("word " * 200, parse("permit ").wanted)
    assert shown.text.startswith("word word")
    assert shown.marks == ()


WORDS = st.text("aéßéеё移民ةءا\u0651'-.½", min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=120), st.data())
def test_marks_are_words_of_the_query(chunks, data):
    text = " ".join(chunks)
    query = data.draw(st.sampled_from(chunks)) + " "
    shown = snippet(text, parse(query).wanted)
    if any(term.tokens for term in parse(query).wanted):
        assert shown.marks
    for start, end in shown.marks:
        inside = "".join(tokens(shown.text[start:end]))
        assert "".join(tokens(query)) in inside or inside in "".join(tokens(query)) * 2
