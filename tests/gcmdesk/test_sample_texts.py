import unicodedata
from collections import Counter
from itertools import islice

import pytest

from gcmdesk import sample_texts

NOTES = list(sample_texts.notes(7, 3000))
SCRIPTS = {"en": "LATIN", "fr": "LATIN", "es": "LATIN", "ru": "CYRILLIC", "ar": "ARABIC", "zh": "CJK"}


def test_the_same_seed_gives_the_same_series_and_another_seed_another():
    assert list(sample_texts.notes(7, 3000)) == NOTES
    assert list(sample_texts.notes(7, 10)) == NOTES[:10]
    assert list(sample_texts.notes(8, 10)) != NOTES[:10]
    assert list(sample_texts.stakeholders(7, 60)) == list(sample_texts.stakeholders(7, 60))
    assert list(sample_texts.stakeholders(7, 60)) != list(sample_texts.stakeholders(8, 60))


def test_notes_have_sixty_to_four_hundred_words():
    lengths = [sample_texts.length(note.text, note.language) for note in NOTES]
    assert 60 <= min(lengths) < 80
    assert 340 < max(lengths) <= 400


def test_notes_are_in_six_languages_and_their_own_script():
    assert set(Counter(note.language for note in NOTES)) == set(sample_texts.CODES)
    for note in NOTES[:300]:
        letters = [letter for letter in note.text if letter.isalpha()]
        own = sum(unicodedata.name(letter).startswith(SCRIPTS[note.language]) for letter in letters)
        assert own == len(letters)


def test_no_two_notes_are_alike_and_none_repeats_itself():
    assert len({note.text for note in NOTES}) == len(NOTES)
    for note in NOTES[:300]:
        sentences = [part for part in note.text.replace("。", ". ").split(". ") if part.strip()]
        assert len(sentences) == len(set(sentences))


def test_no_field_of_a_pattern_is_left_open():
    names = [*sample_texts.stakeholders(1, 600), *sample_texts.sessions(1, 600)]
    assert not [
        text for text in [note.text for note in NOTES] + [name.name for name in names] if "{" in text or "}" in text
    ]


@pytest.mark.parametrize("series", [sample_texts.stakeholders, sample_texts.sessions])
def test_names_are_different_and_hold_their_place(series):
    named = list(series(3, 5000))
    assert len({name.name for name in named}) == len(named) == 5000
    assert all(name.place in name.name for name in named)
    assert [name.language for name in islice(named, 6)] == list(sample_texts.CODES)


def test_more_names_than_there_are_is_an_error():
    with pytest.raises(ValueError, match="larger than population"):
        sample_texts.stakeholders(3, 100_000)


def test_shares_make_a_hundred():
    assert sum(sample_texts.language(code).share for code in sample_texts.CODES) == 100
