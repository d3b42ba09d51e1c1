"""Passages stay where they are while the text around them changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.consultations import spans

LETTERS = st.text(alphabet="ab الو👩", max_size=30)


@given(LETTERS, LETTERS, LETTERS, LETTERS, LETTERS)
def test_a_passage_that_nobody_touched_moves_with_what_is_put_before_it(before, after, passage, put_before, put_after):
    passage = f"<{passage}>"
    old = before + passage + after
    new = put_before + before + passage + after + put_after
    moved = spans.adjusted(old, new, len(before), len(before) + len(passage))
    assert moved is not None
    assert new[slice(*moved)] == passage


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.data())
def test_a_passage_never_lies_outside_of_the_new_text(before, after, data):
    start = data.draw(st.integers(0, len(before) - 1))
    stop = data.draw(st.integers(start + 1, len(before)))
    moved = spans.adjusted(before, after, start, stop)
    assert moved is None or 0 <= moved[0] < moved[1] <= len(after)
    assert spans.adjusted(before, before, start, stop) == (start, stop)


@given(LETTERS, st.data())
def test_one_typed_letter_moves_a_passage_as_an_editor_would(text, data):
    """The naive model: a letter before the passage moves it, one inside makes it longer, one behind does nothing."""
    text = "".join(f"{letter}{number}," for number, letter in enumerate(text)) or "x"
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    at = data.draw(st.integers(0, len(text)))
    new = text[:at] + "#" + text[at:]
    expected = (start + (at <= start), stop + (at < stop))
    assert spans.adjusted(text, new, start, stop) == expected


@pytest.mark.parametrize(
    ("before", "after", "passage", "found"),
    [
        ("nine months", "nine long months", "nine months", "nine long months"),
        ("a guardian now", "a now", "guardian", None),
        ("one two three", "three two one", "two", "two"),
        ("👩‍👧 here", "see 👩‍👧 here", "here", "here"),
        ("x" * 5000 + " mark " + "y" * 5000, "z " * 3000 + "mark " + "w" * 10, "mark", "mark"),
    ],
)
def test_what_edits_do_to_a_passage(before, after, passage, found):
    start = before.index(passage)
    moved = spans.adjusted(before, after, start, start + len(passage))
    assert (moved and after[slice(*moved)].strip()) == found


@given(LETTERS, LETTERS, LETTERS)
def test_a_sealed_passage_is_found_again_and_a_vanished_one_is_not(before, passage, after):
    passage = f"[{passage}]"
    sealed = spans.seal(passage)
    text = before + passage + after
    found = spans.located(text, 3, 3 + len(passage), sealed)
    assert found is not None
    assert text[slice(*found)] == passage
    assert spans.located(before + after, 0, len(passage), sealed) is None


def test_of_two_equal_passages_the_nearest_is_meant():
    assert spans.located("ab ab ab", 4, 6, spans.seal("ab")) == (3, 5)
