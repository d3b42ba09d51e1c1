import ast
import json
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from gcmdesk import paths
from gcmdesk.i18n import COMPACT, PROGRAM, Texts
from tools import catalogs

SOURCE = """
from gcmdesk.i18n import gettext as _, mark, ngettext, pgettext

_("Saved {time}")
mark("Home")
pgettext("verb", "Open")
ngettext("{n} note", "{n} notes", 3)
"""
TRANSLATIONS = {
    "fr": {
        "Saved {time}": "Enregistré {time}",
        "Home": "Accueil",
        "Open": "Ouvrir",
        "{n} note": ("{n} note", "{n} notes"),
        "Save lives": "Sauver des vies",
    },
    "ar": {
        "Saved {time}": "حفظ {time}",
        "Home": "الرئيسية",
        "Open": "افتح",
        "{n} note": (
            "لا ملاحظات",
            "ملاحظة واحدة",
            "ملاحظتان",
            "{n} ملاحظات",
            "{n} ملاحظة",
            "{n} ملاحظة",
        ),
        "Save lives": "إنقاذ الأرواح",
    },
}


def translate(code: str, domain: str) -> None:
    """Fill a catalogue with the translations above."""
    catalogue = catalogs.read(code, domain)
    for message in catalogue:
        if message.id:
            message.string = TRANSLATIONS[code][first(message)]
    catalogs.write(catalogue, code, domain)


def first(message: Message) -> str:
    """The message as it stands in the source, the singular of a counted one."""
    return message.id if isinstance(message.id, str) else message.id[0]


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small house with five messages, all of them translated."""
    root = tmp_path / "house"
    for folder in ("gcmdesk", "ui", "resources/compact"):
        (root / folder).mkdir(parents=True)
    (root / "ui" / "window.py").write_text(SOURCE, encoding="utf-8")
    (root / "resources" / "compact" / "objectives.json").write_text(
        json.dumps([{"id": "save", "title": "Save lives"}]), encoding="utf-8"
    )
    monkeypatch.setattr(catalogs, "ROOT", root)
    catalogs.update()
    for code in TRANSLATIONS:
        for domain in (PROGRAM, COMPACT):
            translate(code, domain)
    return root


def message_in(catalogue: Catalog, text: str) -> Message:
    return next(message for message in catalogue if message.id and first(message) == text)


def problems_after(code: str, text: str, translation: str | tuple[str, ...]) -> list[str]:
    """What is found wrong once this message has this translation."""
    catalogue = catalogs.read(code, PROGRAM)
    message_in(catalogue, text).string = translation
    catalogs.write(catalogue, code, PROGRAM)
    return [line.split(": ", 1)[1] for line in catalogs.problems(code, PROGRAM)]


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_complete_catalogues_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogs.check() == 0
    assert capsys.readouterr().out == "All catalogues are complete.\n"


def test_an_update_without_changes_changes_nothing(house: Path) -> None:
    before = {path: path.read_bytes() for path in house.rglob("*.po")}
    catalogs.update()
    assert {path: path.read_bytes() for path in house.rglob("*.po")} == before
    assert len(before) == 4


def test_a_missing_message(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace_in(house / "ui" / "window.py", 'mark("Home")', 'mark("Home"); mark("Library")')
    assert catalogs.check() == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "translations/fr/LC_MESSAGES/gcmdesk.po: missing: Library",
        "translations/ar/LC_MESSAGES/gcmdesk.po: missing: Library",
        "Run 'make catalogs', then translate what is missing.",
    ]


def test_a_missing_message_of_the_reference_data(house: Path) -> None:
    replace_in(house / "resources" / "compact" / "objectives.json", "Save lives", "Save more lives")
    found = [line.split(": ", 1)[1] for line in catalogs.problems("fr", COMPACT)]
    assert found == ["missing: Save more lives", "no longer used: Save lives"]


def test_an_obsolete_message(house: Path) -> None:
    replace_in(house / "ui" / "window.py", 'mark("Home")', "")
    assert catalogs.problems("fr", PROGRAM) == ["translations/fr/LC_MESSAGES/gcmdesk.po: no longer used: Home"]


@pytest.mark.parametrize(
    ("code", "text", "translation", "problem"),
    [
        ("fr", "Home", "", "not translated: Home"),
        ("fr", "Saved {time}", "Enregistré", "wrong placeholders: Saved {time}"),
        ("fr", "Saved {time}", "Enregistré {heure}", "wrong placeholders: Saved {time}"),
        ("fr", "Saved {time}", "Enregistré {time", "broken braces: Saved {time}"),
        ("fr", "Home", " Accueil", "stray space: Home"),
        ("fr", "Home", "Accueil ", "stray space: Home"),
        ("ar", "Home", "الرَّئيسية", "harakat: Home"),
        # Nothing is singular in French, so that the singular needs its number
        ("fr", "{n} note", ("une note", "{n} notes"), "wrong placeholders: ('{n} note', '{n} notes')"),
        ("fr", "{n} note", ("{n} note", ""), "not translated: ('{n} note', '{n} notes')"),
        (
            "ar",
            "{n} note",
            ("لا ملاحظات", "ملاحظة واحدة", "ملاحظتان", "ملاحظات", "{n} ملاحظة", "{n} ملاحظة"),
            "wrong placeholders: ('{n} note', '{n} notes')",
        ),
    ],
)
def test_a_wrong_translation(code: str, text: str, translation: str | tuple[str, ...], problem: str) -> None:
    assert problems_after(code, text, translation) == [problem]


def test_a_missing_plural_form(house: Path) -> None:
    replace_in(catalogs.catalogue_path("ar", PROGRAM), 'msgstr[5] "{n} ملاحظة"\n', "")
    assert [line.split(": ", 1)[1] for line in catalogs.problems("ar", PROGRAM)] == [
        "not translated: ('{n} note', '{n} notes')"
    ]


def test_an_unsure_translation(house: Path) -> None:
    replace_in(catalogs.catalogue_path("fr", PROGRAM), 'msgid "Home"', '#, fuzzy\nmsgid "Home"')
    assert [line.split(": ", 1)[1] for line in catalogs.problems("fr", PROGRAM)] == ["unsure: Home"]


@pytest.mark.parametrize(
    "rule",
    [
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=12 ? 4 : 5",
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 4 : n%100>=11 ? 3 : 5",
    ],
)
def test_a_foreign_plural_rule_for_arabic(rule: str, house: Path) -> None:
    path = catalogs.catalogue_path("ar", PROGRAM)
    replace_in(path, catalogs.ARABIC_PLURALS, rule)
    assert any("plural rule is not the pinned one" in line for line in catalogs.problems("ar", PROGRAM))


def test_an_empty_domain(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "resources" / "compact" / "objectives.json").write_text("[]")
    assert catalogs.check() == 1
    assert "empty domain compact" in capsys.readouterr().out


def test_an_update_keeps_translations_and_drops_what_is_gone(house: Path) -> None:
    replace_in(house / "ui" / "window.py", 'mark("Home")', 'mark("Library")')
    catalogs.update()
    catalogue = catalogs.read("fr", PROGRAM)
    assert {first(message): message.string for message in catalogue if message.id} == {
        "Saved {time}": "Enregistré {time}",
        "Library": "",
        "Open": "Ouvrir",
        "{n} note": ("{n} note", "{n} notes"),
    }
    assert not catalogue.obsolete


def test_compiled_catalogues_are_what_the_program_reads(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogs.compile_all()
    monkeypatch.setattr(paths, "translations", lambda: house / "translations")
    french, arabic = Texts("fr"), Texts("ar")
    assert french.pgettext("verb", "Open") == "Ouvrir"
    assert french.compact("Save lives") == "Sauver des vies"
    assert [arabic.ngettext("{n} note", "{n} notes", n) for n in (2, 3)] == ["ملاحظتان", "{n} ملاحظات"]


def test_no_string_hides_in_an_f_string_where_the_catalogues_do_not_find_it() -> None:
    hidden = [
        f"{file.name}:{call.lineno}"
        for folder in ("gcmdesk", "ui")
        for file in sorted((catalogs.ROOT / folder).rglob("*.py"))
        for filled in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(filled, ast.JoinedStr)
        for call in ast.walk(filled)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "mark", "ngettext", "pgettext"}
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []
