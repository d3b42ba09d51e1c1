"""What is typed while people speak: signs, names, quotes, and that nothing said is ever lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gcmdesk.consultations import completion
from gcmdesk.consultations.lines import Known, Line, Name, Names, parse_line, written
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import LANGUAGES, Texts

SPEAKERS = (
    Name("1", "Mayor", recent=3),
    Name("2", "Harbour association", ("HA",), recent=9),
    Name("3", "Harbour", recent=1),
    Name("4", "Union"),
    Name("5", "Union"),
    Name("6", "جمعية المزارعين"),
    Name("7", "École [nord]"),
)
SUBJECTS = (
    Name("objective/1", "Collect data", ("1",)),
    Name("objective/15", "Provide access to basic services", ("15", "Assurer l’accès")),
    Name("principle/human-rights", "Human rights", ("human-rights",)),
    Name("theme/7", "Guardianship"),
)
KNOWN = Known(Names(SPEAKERS), Names(SUBJECTS))


def parsed(text):
    return parse_line(text, KNOWN)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Children wait nine months", Line("Children wait nine months")),
        ("@mayor children wait #15 !challenge", Line("children wait", 1, "", ("objective/15",), "challenge")),
        (
            "Children @Mayor wait, #guard and #human-rights",
            Line("Children wait, and", 1, subjects=("theme/7", "principle/human-rights")),
        ),
        ("@Harbour association ships", Line("ships", 2)),
        ("@Harbour ships", Line("ships", 3)),
        ("@HA ships", Line("ships", 2)),
        ("@[harbour association]ships", Line("ships", 2)),
        ("@جمعية المزارعين نحتاج إلى ماء !need", Line("نحتاج إلى ماء", 6, kind="need")),
        ("@Fisherfolk nets are torn", Line("nets are torn", None, "Fisherfolk")),
        ("@[Night shift cleaners] no bus", Line("no bus", None, "Night shift cleaners")),
        ("!Chal long queues", Line("long queues", kind="challenge")),
        ("!good practice a shared desk", Line("a shared desk", kind="good practice")),
        ('"We wait." #15', Line("We wait.", subjects=("objective/15",), verbatim=True)),
        ("« Nous attendons »", Line("Nous attendons", verbatim=True)),
        ("mail to desk@port.example costs 5! #1st", Line("mail to desk@port.example costs 5! #1st")),
        (r"\@mayor \#15 \!need", Line("@mayor #15 !need")),
        ("@mayor @Union both", Line("@Union both", 1)),
        ("#nothing known", Line("#nothing known")),
        ("two lines\nof text", Line("two lines\nof text")),
        ("", Line("")),
    ],
)
def test_a_line_is_understood(typed, line):
    assert parsed(typed) == line


@pytest.mark.parametrize("title", KIND_TITLES.values())
@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_a_kind_of_several_words_is_one_word_with_hyphens_in_every_language(code, title):
    assert KIND_TITLES[parsed(f"a shared desk !{Texts(code).gettext(title).replace(' ', '-')}").kind] == title


def test_names_of_several_are_told_apart_by_their_number():
    assert parsed("@[Union|5] says").speaker == 5
    assert parsed("@Un says") == Line("says", None, "Un")
    assert parsed(written(Line("says", 5), KNOWN)).speaker == 5


def test_what_no_list_knows_is_said_and_stays_in_the_text():
    line = parsed("#zebra crossings !shout")
    assert line.text == "#zebra crossings !shout"
    assert line.unknown == ("#zebra", "!shout")


# Words that are near the rules: signs, brackets, quotes, backslashes, names and pieces of names, odd spaces.
_SIGNS = [
    "@",
    "#",
    "!",
    "\\",
    '"',
    "“",
    "”",
    "«",
    "»",
    "[",
    "]",
    "|",
    " ",
    "  ",
    "\n",
    "\t",
    "\u00a0",
    "\u202e",
    "\0",
    ",",
    "👩\u200d👧",
    "zzz",
]
_WORDS = ["mayor", "Harbour", "association", "15", "1", "need", "good practice", "Union", "5", "École", "نحتاج", "zzz"]
PIECES = st.sampled_from(_SIGNS + _WORDS)
TYPED = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=40))


@given(TYPED)
def test_what_was_understood_can_be_written_and_is_understood_the_same(typed):
    line = parsed(typed)
    assert parsed(written(line, KNOWN)) == line


@given(TYPED)
def test_what_was_said_is_never_lost(typed):
    """What no list knows stands in the text, or names the new speaker; nothing is added or put in another order."""
    line = parsed(typed)
    kept = "".join(line.text.split())
    rest = iter("".join(typed.split()))
    assert all(letter in rest for letter in kept)
    assert line.text.count("zzz") + line.new_speaker.count("zzz") == typed.count("zzz")
    if not set(typed) & set('@#!\\"“„”«»'):
        assert line == Line(typed.strip())


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60), st.booleans())
@example("¨", False)
def test_any_note_can_be_shown_as_a_line_and_edited(text, verbatim):
    line = Line(text.strip(), 2, "", ("objective/15", "theme/7"), "need", verbatim)
    assert parsed(written(line, KNOWN)) == line


def named(found):
    return [one.name for one in found.names] if found else None


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (
            "Children @",
            ["Harbour association", "Mayor", "Harbour", "Union", "Union", "جمعية المزارعين", "École [nord]"],
        ),
        ("@har", ["Harbour association", "Harbour"]),
        ("@Harbour", ["Harbour", "Harbour association"]),
        ("@Harbour ass", ["Harbour association"]),
        ("@assoc", ["Harbour association"]),
        ("@ecole", ["École [nord]"]),
        ("@المزا", ["جمعية المزارعين"]),
        ("#1", ["Collect data", "Provide access to basic services"]),
        ("#data", ["Collect data"]),
        ("!chall", ["challenge"]),
        ("@mayor ", None),
        ("mail desk@har", None),
        ("nothing here", None),
        ("@zzz", None),
    ],
)
def test_what_can_be_meant_is_offered(typed, names):
    assert named(completion.candidates(typed, len(typed), KNOWN)) == names


def test_what_was_chosen_is_understood_again():
    typed = "Ships @har come late"
    found = completion.candidates(typed, typed.index(" come"), KNOWN)
    text, cursor = found.completed(typed, found.names[0], KNOWN)
    assert text == "Ships @HA come late"
    assert text[cursor:] == "come late"
    assert parsed(text) == Line("Ships come late", 2)


@given(TYPED, st.integers(0, 40))
def test_completing_never_changes_what_stands_around(typed, cursor):
    cursor = min(cursor, len(typed))
    found = completion.candidates(typed, cursor, KNOWN)
    if found:
        text, _at = found.completed(typed, found.names[0], KNOWN)
        assert text.startswith(typed[: found.start])
        assert text.endswith(typed[cursor:].removeprefix(" "))
