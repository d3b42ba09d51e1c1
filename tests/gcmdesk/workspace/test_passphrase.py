import math
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gcmdesk import i18n
from gcmdesk.workspace import passphrase


@pytest.fixture(autouse=True)
def _english():
    i18n.use(i18n.Texts("en"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "very weak"),
        (" \n", "very weak"),
        ("password", "very weak"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "very weak"),
        ("qwertyuiop", "very weak"),
        ("здравствуйте", "weak"),
        ("المسؤوليات", "weak"),
        ("responsabilité", "weak"),
        ("correct horse battery staple", "strong"),
        ("мельница облако скрипка", "strong"),
        ("طاحونة غيمة كمنجة", "strong"),
        ("风车云彩提琴石桥河边", "good"),
        ("กังหันลมก้อนเมฆไวโอลินสะพานหินริมแม่น้ำ", "strong"),
    ],
)
def test_the_estimate_in_plain_words(text, word):
    assert passphrase.strength(text).word == word


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("password1", "common word"),
        ("zxcvbnm,./", "Neighbouring keys"),
        ("ooooooooo", "Repetitions"),
        ("abcdefghijk", "Sequences"),
        ("1987", "Years"),
        ("19.04.1983", "Dates"),
        ("", "more words"),
        ("kq5", "more words"),
    ],
)
def test_a_weak_passphrase_comes_with_advice(text, advice):
    assert advice in passphrase.strength(text).advice


def test_a_strong_passphrase_needs_no_advice():
    strong = passphrase.strength("correct horse battery staple")
    assert strong.enough
    assert not strong.advice
    assert not passphrase.strength("password1").enough


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=2000))
def test_any_text_of_any_length_gets_an_estimate(text):
    estimate = passphrase.strength(text)
    assert 0 <= estimate.score <= 4
    assert estimate.word
    assert bool(estimate.advice) != estimate.enough


def test_words_after_a_strong_beginning_never_make_it_weaker():
    assert passphrase.strength("correct horse battery staple " + "a" * 10_000).score == 4


def test_the_word_list_is_the_large_one():
    words = passphrase.word_list()
    assert len(words) == len(set(words)) == 7776 == 6**5
    assert all(3 <= len(word) <= 9 and word.replace("-", "").isalpha() and word.islower() for word in words)
    assert (words[0], words[-1]) == ("abacus", "zoom")
    assert passphrase.WORDS * math.log2(len(words)) > 77


def test_a_generated_passphrase_has_six_words_from_the_list_and_is_strong():
    made = [passphrase.generate() for _ in range(20)]
    assert len(set(made)) == 20
    for each in made:
        assert len(each.split()) == 6
        assert set(each.split()) <= set(passphrase.word_list())
        assert passphrase.strength(each).enough


def test_every_word_has_the_same_chance():
    places = {word: place for place, word in enumerate(passphrase.word_list())}
    drawn = Counter(places[word] * 16 // 7776 for word in passphrase.generate(32_000).split())
    # 2,000 ± 43 are expected in each sixteenth of the list; 8 standard deviations never happen by chance
    assert all(abs(drawn[part] - 2000) < 8 * 43 for part in range(16))


def test_fewer_than_six_words_are_refused():
    with pytest.raises(ValueError, match="6 words"):
        passphrase.generate(5)


def test_the_estimator_is_loaded_only_when_it_is_used():
    code = "import sys, gcmdesk.workspace.passphrase; print('zxcvbn' in sys.modules, 'xkcdpass' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
