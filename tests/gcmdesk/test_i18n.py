import gettext as standard_gettext
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk import i18n, log, paths
from gcmdesk.i18n import ARABIC_PLURALS, COMPACT, LANGUAGES, PROGRAM, Texts, isolate

EN, FR, AR = (language.code for language in LANGUAGES)
DAY = date(2026, 3, 5)
ARABIC_NOTES = ("لا ملاحظات", "ملاحظة واحدة", "ملاحظتان", "{n} ملاحظات", "{n} ملاحظة", "{n} ملاحظة عامة")


def compiled(
    folder: Path, code: str, domain: str, *messages: tuple[str | tuple[str, str], str | tuple[str, ...]]
) -> Path:
    """A compiled catalogue with these messages and translations; a context stands before a bar: `verb|open`."""
    catalogue = Catalog(locale=code, charset="utf-8")
    if code == AR:
        catalogue.mime_headers = [("Plural-Forms", ARABIC_PLURALS)]
    for source, translation in messages:
        context, bar, text = source.partition("|") if isinstance(source, str) else ("", "", source)
        catalogue.add(text if bar else source, translation, context=context if bar else None)
    path = folder / code / "LC_MESSAGES" / f"{domain}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return path


@contextmanager
def translations_in(folder: Path) -> Iterator[Path]:
    """Let the catalogues be looked for in this folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "translations", lambda: folder)
        yield folder


@pytest.fixture
def catalogues(tmp_path: Path) -> Iterator[Path]:
    with translations_in(tmp_path / "translations") as folder:
        yield folder


@pytest.mark.parametrize(
    ("n", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (101, 5), (102, 5), (103, 3)]
)
def test_arabic_has_six_plural_forms(n: int, form: int, catalogues: Path) -> None:
    compiled(catalogues, AR, PROGRAM, (("{n} note", "{n} notes"), ARABIC_NOTES))
    assert Texts(AR).ngettext("{n} note", "{n} notes", n) == ARABIC_NOTES[form]


@pytest.mark.parametrize(("n", "shown"), [(0, "0 note"), (1, "1 note"), (2, "2 notes")])
def test_nothing_is_singular_in_french(n: int, shown: str, catalogues: Path) -> None:
    compiled(catalogues, FR, PROGRAM, (("{n} remark", "{n} remarks"), ("{n} note", "{n} notes")))
    texts = Texts(FR)
    assert texts.ngettext("{n} remark", "{n} remarks", n).format(n=texts.number(n)) == shown


@pytest.mark.parametrize(("n", "shown"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes")])
def test_nothing_is_plural_in_english(n: int, shown: str) -> None:
    assert Texts(EN).ngettext("{n} note", "{n} notes", n).format(n=n) == shown


def test_program_and_reference_texts_are_translated_apart(catalogues: Path) -> None:
    compiled(catalogues, FR, PROGRAM, ("Data", "Données"), ("verb|Open", "Ouvrir"))
    compiled(catalogues, FR, COMPACT, ("Data", "Collecter des données"))
    i18n.use(Texts(FR))
    assert i18n.gettext("Data") == "Données"
    assert i18n.compact("Data") == "Collecter des données"
    assert (i18n.pgettext("verb", "Open"), i18n.pgettext("adjective", "Open")) == ("Ouvrir", "Open")
    assert i18n.ngettext("{n} note", "{n} notes", 2) == "{n} notes"
    assert i18n.gettext("") == i18n.compact("") == ""
    assert i18n.current().language.name == "Français"


def test_a_report_has_a_language_of_its_own(catalogues: Path) -> None:
    compiled(catalogues, FR, PROGRAM, ("Note", "Remarque"))
    report = Texts(FR)
    assert (i18n.gettext("Note"), report.gettext("Note")) == ("Note", "Remarque")


def test_without_a_catalogue_english_is_shown_and_the_log_says_so(catalogues: Path) -> None:
    log_file = log.start()
    texts = Texts(AR)
    assert texts.gettext("Saved") == texts.compact("Saved") == "Saved"
    assert texts.language.right_to_left
    assert log_file.read_text(encoding="utf-8").count("WARNING catalogue.missing") == 2


@given(st.binary(max_size=80) | st.binary(max_size=80).map(lambda rest: b"\xde\x12\x04\x95" + rest))
def test_a_damaged_catalogue_never_stops_the_start(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, translations_in(Path(folder)):
        compiled(Path(folder), FR, PROGRAM).write_bytes(content)
        assert Texts(FR).gettext("Saved") == "Saved"


@given(st.data())
def test_a_catalogue_that_breaks_off_or_rots_never_stops_the_start(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, translations_in(Path(folder)):
        path = compiled(Path(folder), AR, PROGRAM, ("Saved", "حُفظ"), (("{n} note", "{n} notes"), ARABIC_NOTES))
        content = bytearray(path.read_bytes())
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
        texts = Texts(AR)
        assert texts.gettext("Never translated") == "Never translated"
        assert texts.ngettext("{n} note", "{n} notes", 3)


def test_english_is_the_answer_to_an_unknown_language() -> None:
    assert Texts("xx").language is i18n.language(None) is i18n.ENGLISH


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"LANG": "fr_CA.UTF-8"}, FR),
        ({"LANG": "ar_EG.UTF-8@latn"}, AR),
        ({"LANG": "arn_CL.UTF-8"}, EN),
        ({"LANG": "C.UTF-8"}, EN),
        ({"LANG": "de_DE.UTF-8"}, EN),
        ({"LANG": "ar", "LC_ALL": "fr_FR"}, FR),
        ({"LANG": "de_DE", "LANGUAGE": "de:fr:en"}, FR),
        ({"LANG": "fr_FR", "LANGUAGE": "en_GB:fr"}, EN),
    ],
)
def test_the_first_start_speaks_the_machines_language(
    variables: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, variables.get(name, ""))
    assert i18n.system_language().code == code


@pytest.mark.parametrize(
    ("texts", "style", "shown"),
    [
        (Texts(EN), "long", "March 5, 2026"),
        (Texts(EN, territory="GB"), "long", "5 March 2026"),
        (Texts(FR), "long", "5 mars 2026"),
        (Texts(FR), "short", "05/03/2026"),
        (Texts(AR), "long", "5 مارس 2026"),
        (Texts(AR, territory="MA"), "long", "5 مارس 2026"),
        (Texts(AR, territory="IQ"), "long", "5 آذار 2026"),
        (Texts(AR, digits="arabic-indic"), "long", "٥ مارس ٢٠٢٦"),
        (Texts(FR, digits="arabic-indic", territory="ZZ"), "medium", "5 mars 2026"),
    ],
)
def test_dates_read_as_people_write_them(texts: Texts, style: str, shown: str) -> None:
    assert texts.date(DAY, style) == shown


def test_times_show_what_the_clock_shows() -> None:
    assert Texts(FR).time(time(14, 5)) == "14:05"
    assert Texts(FR).time(datetime(2026, 3, 5, 14, 5, tzinfo=UTC)) == "14:05"
    assert Texts(EN).time(time(14, 5)) == "2:05\u202fPM"
    assert Texts(AR, digits="arabic-indic").time(time(14, 5)) == "٢:٠٥ م"


@pytest.mark.parametrize("texts", [Texts(EN), Texts(EN, territory="GB"), Texts(FR), Texts(AR, digits="arabic-indic")])
def test_an_hour_reads_as_the_clock_shows_it_and_is_understood_again(texts: Texts) -> None:
    assert texts.hour("14:05") == texts.time(time(14, 5))
    for kept in ("00:30", "09:30", "12:00", "14:05"):
        assert texts.hour_typed(texts.hour(kept)) == kept
    assert texts.hour("") == ""


def test_an_hour_may_be_typed_in_many_ways() -> None:
    typed = ("9:30", "09.30", "9h30", "9:30 a.m.", "9:30 pm", "٩:٣٠ م")
    assert [Texts(AR).hour_typed(one) for one in typed] == ["09:30", "09:30", "09:30", "09:30", "21:30", "21:30"]
    for wrong in ("9h", "soon", "14:05 pm", "9:30 o", ""):
        assert Texts(EN).hour_typed(wrong) == wrong


@pytest.mark.parametrize(
    ("texts", "small", "large", "precise", "share"),
    [
        (Texts(EN), "7", "1,234,567", "2.5", "46%"),
        (Texts(FR), "7", "1\u202f234\u202f567", "2,5", "46\u00a0%"),
        (Texts(AR), "7", "1,234,567", "2.5", "46%"),
        (Texts(AR, digits="arabic-indic"), "٧", "١٬٢٣٤٬٥٦٧", "٢٫٥", "٤٦%"),
    ],
)
def test_numbers_read_as_people_write_them(texts: Texts, small: str, large: str, precise: str, share: str) -> None:
    numbers = texts.number(7), texts.number(1234567), texts.number(2.46, "0.0"), texts.percent(0.456)
    assert numbers == (small, large, precise, share)


@given(st.text())
def test_arabic_indic_digits_replace_digits_only(text: str) -> None:
    shown = Texts(AR, digits="arabic-indic").digits(text)
    assert len(shown) == len(text)
    assert not set("0123456789") & set(shown)
    assert all(a == b for a, b in zip(text, shown, strict=True) if a not in "0123456789")
    assert Texts(AR).digits(text) == Texts(FR, digits="arabic-indic").digits(text) == text


def test_a_list_becomes_one_phrase() -> None:
    names = ["A", "B", "C"]
    assert Texts(EN).joined(names) == "A, B, and C"
    assert Texts(FR).joined(names) == "A, B et C"
    assert Texts(AR).joined(names) == "A وB وC"
    assert Texts(EN).joined(names[:1]) == "A"
    assert Texts(EN).joined([]) == ""


def test_a_title_has_the_colon_of_its_language() -> None:
    class French(Texts):
        def gettext(self, message: str) -> str:
            return message.replace(":", "\u00a0:")

    assert Texts(EN).titled("Priorities", "Mean score") == "Priorities: Mean score"
    assert French(FR).titled("Priorités", "Score moyen") == "Priorités\u00a0: Score moyen"


def test_a_name_is_kept_from_turning_the_sentence_around_it() -> None:
    assert isolate("Amina") == "\u2068Amina\u2069"
    assert isolate(7) == "\u20687\u2069"


def test_a_marked_message_stays_as_it_is() -> None:
    assert i18n.mark("Home") == "Home"


def test_the_catalogues_in_the_repository_use_the_pinned_arabic_rule() -> None:
    pinned = standard_gettext.c2py(ARABIC_PLURALS.split("plural=")[1])
    for domain in i18n.DOMAINS:
        with (paths.translations() / AR / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
            used = standard_gettext.c2py(read_po(file, locale=AR).plural_expr)
        assert [used(n) for n in range(201)] == [pinned(n) for n in range(201)]
