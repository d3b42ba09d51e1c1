"""Titles of what left, in the language of whoever looks at it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.compact import library
from gcmdesk.i18n import LANGUAGES, PROGRAM, Texts
from gcmdesk.protection import rewording
from gcmdesk.reports import gathering, outlines

ALL = tuple(Texts(one.code) for one in LANGUAGES)
EN, FR, AR = ALL


@pytest.mark.parametrize("texts", ALL)
@pytest.mark.parametrize("reader", ALL)
def test_what_the_program_named_is_named_in_the_language_of_the_reader(texts: Texts, reader: Texts) -> None:
    for one in outlines.OUTLINES:
        assert rewording.again(texts.gettext(one.title), reader) == reader.gettext(one.title)
    for one in library.load().objectives:
        told = gathering.objective_title(one.number, texts)
        assert rewording.again(told, reader) == gathering.objective_title(one.number, reader)


def test_a_table_and_its_column_are_both_worded_again() -> None:
    assert rewording.again(f"{FR.gettext('Quotes')}: {FR.gettext('Place')}", AR) == (
        f"{AR.gettext('Quotes')}: {AR.gettext('Place')}"
    )
    assert rewording.again(f"{FR.gettext('Quotes')}: Lost papers", EN) == "Quotes: Lost papers"


def test_a_number_is_written_with_the_reader_s_digits() -> None:
    told = rewording.again(gathering.objective_title(5, EN), Texts("ar", digits="arabic-indic"))
    assert told.startswith("٥ ")


def test_what_somebody_typed_stays_as_it_is() -> None:
    for typed in ("Lost papers", "Lost papers: Quotes", "3 wishes of the port", "", ": ", "7 "):
        assert rewording.again(typed, FR) == typed


@given(st.text())
def test_any_text_comes_back_as_a_text(typed: str) -> None:
    assert bool(rewording.again(typed, FR)) is bool(typed)


def test_a_damaged_catalogue_leaves_titles_as_they_are(tmp_path) -> None:
    for number, content in enumerate((b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40)):
        damaged = tmp_path / f"{PROGRAM}-{number}.mo"
        damaged.write_bytes(content)
        assert list(rewording._messages(damaged)) == []
    assert list(rewording._messages(tmp_path / "missing.mo")) == []
