import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.folding import fold, fold_all


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Élodie à l’école, où ça naît", "elodie a l'ecole, ou ca nait"),
        ("Œuvre de sœur Lætitia", "oeuvre de soeur laetitia"),
        ("non\u2010documentés", "non-documentes"),
        ("Ñandú y cigüeña", "nandu y ciguena"),
        ("Łódź, Gdańsk, żółć", "lodz, gdansk, zolc"),
        ("Ещё один ребёнок", "еще один ребенок"),
        ("МИГРАЦИЯ", "миграция"),
        ("Straße STRASSE", "strasse strasse"),
        ("İstanbul, ılık", "istanbul, ilik"),
        ("Ǿrsted, ǽ", "orsted, ae"),
    ],
)
def test_accents_and_case_make_no_difference(written: str, typed: str) -> None:
    assert fold(written) == fold(typed) == typed


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("الأطفال", "الاطفال"),
        ("إقامة آمنة", "اقامه امنه"),
        ("مُهَاجِرُونَ", "مهاجرون"),
        ("هـــجـــرة", "هجره"),
        ("مسؤولية", "مسووليه"),
        ("على مستوى", "علي مستوي"),
        ("النساء", "النسا"),
        ("ٱلهجرة", "الهجره"),
        ("هِجرَة\u200f", "هجره"),
        ("\ufee9\ufea0\ufeae\ufe93", "هجره"),  # presentation forms, as copied out of a PDF
        ("٢٠١٨", "2018"),
    ],
)
def test_arabic_spelling_variants_make_no_difference(written: str, typed: str) -> None:
    assert fold(written) == fold(typed) == typed


def test_a_chinese_query_is_a_phrase_of_single_characters() -> None:
    assert fold("全球移民契约") == "全 球 移 民 契 约"
    assert fold("移民") in fold("安全、有序和正常移民全球契约")
    assert fold("二〇一八年") == "二 〇 一 八 年"


def test_signs_that_nobody_sees_do_not_hide_a_word() -> None:
    assert fold("\u2068Aïcha\u2069 co\u00adordination\u200e") == "aicha coordination"


def test_words_are_separated_by_single_spaces() -> None:
    assert fold("  two\t words\u00a0\u2003é\n") == "two words e"


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_again_changes_no_character_at_all() -> None:
    compatibility_ideographs = range(0x2F800, 0x2FA20)
    folded = {fold(chr(code)) for code in (*range(0x20000), *compatibility_ideographs)}
    changed = [text for text in folded if fold(text) != text]
    assert changed == []


@given(st.text(), st.text())
def test_a_text_folds_word_by_word(first: str, second: str) -> None:
    assert fold(f"{first} {second}") == f"{fold(first)} {fold(second)}".strip()


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_capitals_and_small_letters_fold_alike(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(st.lists(st.text(st.sampled_from("aB \u00a0\n\té\x1f\x00-"), max_size=5)))
def test_many_texts_are_folded_as_each_of_them(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
