"""References to paragraphs, tools and annexes, as a reader of each language sees them."""

import re

import pytest

from gcmdesk.compact import library
from gcmdesk.compact.pages import Page, Pages
from gcmdesk.compact.references import letter, shown
from gcmdesk.i18n import Texts

EN = Texts("en")


def references(page: Page) -> set[str]:
    return {page.reference, *(line.reference for block in page.blocks for line in block.lines)}


ALL = sorted(set[str]().union(*map(references, Pages(library.load(), EN).all)))


class Blanks(Texts):
    """Shows every translated text as a dash, so that what is left was not translated."""

    def gettext(self, message: str) -> str:
        del message
        return "–"


@pytest.mark.parametrize(
    ("stored", "english"),
    [
        ("GCM 17(b)", "GCM, para. 17(b)"),
        ("Guidance Tool 4", "Guidance, tool 4"),
        ("Guidance Step 2, checklist", "Guidance, step 2, checklist"),
        ("SDG 10.7", "SDG 10.7"),
        ("", ""),
    ],
)
def test_a_reference_reads_like_a_reference(stored: str, english: str) -> None:
    assert shown(stored, EN) == english


@pytest.mark.parametrize(
    ("stored", "french", "arabic"),
    [
        ("GCM 17(b)", "17(b)", "\u206817(ب)\u2069"),
        ("Guidance Tool 4", "outil 4", "الأداة \u20684\u2069"),
        ("2030 Agenda", "Programme 2030", "خطة عام \u20682030\u2069"),
    ],
)
def test_a_reference_reads_well_in_french_and_arabic(stored: str, french: str, arabic: str) -> None:
    assert shown(stored, Texts("fr")).endswith(french)
    assert shown(stored, Texts("ar")).endswith(arabic)


def test_digits_follow_the_readers_choice() -> None:
    assert shown("GCM 17(b)", Texts("ar", digits="arabic-indic")).endswith("\u2068١٧(ب)\u2069")


def test_only_abbreviations_and_numbers_are_left_untranslated() -> None:
    left = [shown(reference, Blanks("en")) for reference in ALL]
    assert [reference for reference in left if re.search(r"[a-z]{3,}", reference)] == []


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_numbers_stay_the_same_in_every_language(code: str) -> None:
    texts = Texts(code)
    for reference in ALL:
        assert re.findall(r"\d+", shown(reference, texts)) == re.findall(r"\d+", reference)


def test_sub_paragraphs_are_counted_in_abjad_order_in_arabic() -> None:
    assert [letter(latin, Texts("ar")) for latin in "abcdef"] == ["أ", "ب", "ج", "د", "ه", "و"]
    assert letter("c", Texts("fr")) == "c"
