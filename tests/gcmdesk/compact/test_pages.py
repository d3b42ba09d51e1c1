"""The pages of the library: linked, cited, found and translated."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from gcmdesk.compact import library
from gcmdesk.compact.pages import KINDS, Line, Page, Pages
from gcmdesk.i18n import LANGUAGES, Texts

CODES = [language.code for language in LANGUAGES]
SAME_IN_FRENCH = {"Actions", "Diasporas"}
"""Words that are the same in both languages."""


@cache
def pages(code: str) -> Pages:
    return Pages(library.load(), Texts(code))


def lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        yield from block.lines


def texts(page: Page) -> Iterator[str]:
    """Every text that a reader of the page sees."""
    yield from (page.label, page.title, page.summary)
    for block in page.blocks:
        yield block.heading
        for line in block.lines:
            yield from (line.label, line.title, line.text)


def titles(code: str, query: str) -> list[str]:
    return [hit.page.title for hit in pages(code).find(query)]


def places(code: str, query: str) -> list[str]:
    return [hit.page.place for hit in pages(code).find(query)]


def test_every_shelf_is_filled_in_official_order() -> None:
    english = pages("en")
    counts = {kind: len(english.of_kind(kind)) for kind, _title in KINDS}
    frameworks = len(library.load().frameworks)
    assert counts == {
        "objective": 23,
        "principle": 10,
        "step": 6,
        "tool": 16,
        "framework": frameworks,
        "outline": 3,
        "area": 5,
    }
    assert [page.place for page in english.of_kind("objective")] == [f"objective/{n}" for n in range(1, 24)]
    assert sum(counts.values()) == len(english.all) == len({page.place for page in english.all})


@pytest.mark.parametrize("code", CODES)
def test_every_link_leads_to_a_page_and_bears_its_title(code: str) -> None:
    for page in pages(code).all:
        for line in lines(page):
            if line.place:
                assert line.text == pages(code).at(line.place).title


def test_links_lead_both_ways_between_objectives_and_frameworks() -> None:
    english = pages("en")
    for objective in english.of_kind("objective"):
        for link in filter(lambda line: line.place, lines(objective)):
            assert objective.place in [back.place for back in lines(english.at(link.place))]


def test_no_page_and_no_block_is_empty() -> None:
    for page in pages("en").all:
        assert all((page.label, page.title, page.summary))
        assert all(block.heading and block.lines for block in page.blocks)
        assert all(line.text for line in lines(page))


def test_an_unknown_place_is_no_page() -> None:
    assert pages("en").page("objective/24") is None
    with pytest.raises(KeyError):
        pages("en").at("objective/24")


# Citations


@pytest.mark.parametrize("code", CODES)
def test_everything_can_be_cited(code: str) -> None:
    for page in pages(code).all:
        assert page.title in pages(code).citation(page)
        assert page.label in pages(code).citation(page)
        for line in lines(page):
            assert line.text in pages(code).citation(page, line)


def test_an_objective_is_cited_from_the_compact_and_a_point_from_this_library() -> None:
    page = pages("en").at("objective/7")
    action = page.blocks[0].lines[1]
    assert pages("en").citation(page) == (
        "“Address and reduce vulnerabilities in migration” "
        "(Global Compact for Safe, Orderly and Regular Migration (A/RES/73/195), "
        "Objective 7; \u2068GCM, para. 23\u2069)"
    )
    assert pages("en").citation(page, action) == (
        f"“{action.text}” (gcmdesk Compact library, Objective 7; \u2068GCM, para. 23(b)\u2069)"
    )


# Finding


@pytest.mark.parametrize(
    ("code", "query", "place"),
    [
        ("en", "VULNERABILITIES", "objective/7"),
        ("en", "objective 7", "objective/7"),
        ("en", "reduce vulner", "objective/7"),
        ("fr", "vulnerabilites", "objective/7"),
        ("fr", "VULNÉRABILITÉS", "objective/7"),
        ("fr", "donnees", "objective/1"),
        ("ar", "الهجرة", "objective/7"),
        ("ar", "أوجُه الضعف", "objective/7"),
        ("ar", "اوجه الضعف", "objective/7"),
    ],
)
def test_finding_disregards_case_accents_and_hamza(code: str, query: str, place: str) -> None:
    assert place in places(code, query)


@pytest.mark.parametrize(("code", "plain", "marked"), [("fr", "donnees", "données"), ("ar", "الاطفال", "الأطفال")])
def test_accents_typed_or_not_find_the_same(code: str, plain: str, marked: str) -> None:
    assert places(code, plain) == places(code, marked) != []


def test_nothing_typed_finds_everything_and_nonsense_nothing() -> None:
    assert len(pages("en").find("  ")) == len(pages("en").all)
    assert pages("en").find("xyzzy") == []


def test_titles_come_first_and_other_hits_say_why() -> None:
    hits = pages("en").find("children")
    with_line = [hit.line is not None for hit in hits]
    assert with_line == sorted(with_line)
    assert all("child" in hit.line.text.lower() + hit.line.title.lower() for hit in hits if hit.line)


def test_a_point_is_found_by_its_reference() -> None:
    hit = pages("en").find("GCM 23(b)")[0]
    assert (hit.page.place, hit.line and hit.line.label) == ("objective/7", "(b)")


# Languages


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_nothing_is_left_in_english(code: str) -> None:
    left = {
        english
        for page in pages("en").all
        for english, translated in zip(texts(page), texts(pages(code).at(page.place)), strict=True)
        if english == translated and re.search(r"[A-Za-z]{3}", english)
    }
    assert left == (SAME_IN_FRENCH if code == "fr" else set())


def test_arabic_pages_are_written_in_arabic() -> None:
    for page in pages("ar").all:
        assert re.search(r"[\u0600-\u06ff]{2}", page.title), page.place
        assert re.search(r"[\u0600-\u06ff]{2}", page.summary), page.place


def test_arabic_indic_digits_reach_labels_and_references() -> None:
    arabic = Pages(library.load(), Texts("ar", digits="arabic-indic"))
    page = arabic.at("objective/17")
    assert "١٧" in page.label
    assert "٣٣" in arabic.citation(page)
