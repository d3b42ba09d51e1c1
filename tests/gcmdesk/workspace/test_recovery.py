import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gcmdesk import i18n
from gcmdesk.workspace import recovery

KEYS = st.binary(min_size=32, max_size=32)
PLACES = st.integers(0, recovery.GROUPS * recovery.GROUP_LENGTH - 1)
KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _english():
    i18n.use(i18n.Texts("en"))


@given(KEYS)
def test_a_key_comes_back_as_it_was(key):
    written = recovery.encode(key)
    assert [len(group) for group in written.split()] == [5] * 13
    assert set(written) <= set(recovery.ALPHABET + " ")
    assert recovery.decode(written) == key


def test_sheets_that_were_printed_stay_readable():
    written = "000GN 40R48 0M308 E209K 185GH R38EQ 1W81K 24GKX 2GAHZ C5RRR 34D12 P70XY 3RFPN"
    assert recovery.encode(KEY) == written
    assert recovery.decode(written) == KEY


@given(KEYS)
def test_case_spaces_hyphens_and_look_alikes_do_not_matter(key):
    written = recovery.encode(key)
    lookalikes = written.lower().translate(str.maketrans("01v", "oLu"))
    eastern = written.translate({ord("0") + n: 0x660 + n for n in range(10)})
    for typed in (lookalikes, eastern, written.replace(" ", ""), written.replace(" ", " – "), f"\u2067{written}\n"):
        assert recovery.decode(typed) == key


def refused_group(typed):
    with pytest.raises(recovery.WrongRecoveryKey) as caught:
        recovery.decode(typed)
    assert caught.value.group is None or f"Group {caught.value.group} " in caught.value.sentence
    return caught.value.group


@given(KEYS, PLACES, st.characters())
def test_any_single_wrong_character_names_its_group(key, place, character):
    groups = recovery.encode(key).split()
    meant, at = groups[place // 5], place % 5
    assume(recovery._typed_groups(character) not in ([], recovery._typed_groups(meant[at])))
    assume(" " not in unicodedata.normalize("NFKC", character))
    groups[place // 5] = meant[:at] + character + meant[at + 1 :]
    assert refused_group(" ".join(groups)) == place // 5 + 1


@given(KEYS, PLACES, PLACES)
def test_exchanged_characters_of_a_group_and_exchanged_groups_are_noticed(key, one, other):
    groups = recovery.encode(key).split()
    first, second = sorted((one // 5, other // 5))
    if first == second:
        letters = list(groups[first])
        letters[one % 5], letters[other % 5] = letters[other % 5], letters[one % 5]
        assume("".join(letters) != groups[first])
        groups[first] = "".join(letters)
    else:
        groups[first], groups[second] = groups[second], groups[first]
    assert recovery.wrong_groups(" ".join(groups)) == tuple(sorted({first + 1, second + 1}))


@given(KEYS, PLACES)
def test_a_forgotten_or_doubled_character_names_its_group(key, place):
    groups = recovery.encode(key).split()
    whole, at = groups[place // 5], place % 5
    for slip in (whole[:at] + whole[at + 1 :], whole[:at] + whole[at] + whole[at:]):
        typed = " ".join([*groups[: place // 5], slip, *groups[place // 5 + 1 :]])
        assert refused_group(typed) == place // 5 + 1


@given(KEYS, st.integers(0, 64))
def test_nothing_is_wrong_while_the_key_is_still_being_typed(key, length):
    begun = recovery.encode(key).replace(" ", "")[:length]
    assert recovery.wrong_groups(begun) == ()
    message = f"{length // 5} of 13 groups are there" if length <= 60 else "Group 13 "
    with pytest.raises(recovery.WrongRecoveryKey, match=message):
        recovery.decode(begun)


def test_more_than_thirteen_groups_are_too_many():
    assert refused_group(recovery.encode(KEY) + " 7") == 14


@given(st.text(max_size=100))
def test_any_text_is_a_key_or_a_clear_refusal(text):
    with pytest.raises(recovery.WrongRecoveryKey):
        recovery.decode(text)


def test_groups_that_fit_each_for_themselves_but_not_together_are_refused():
    mine, other = recovery.encode(KEY).split(), recovery.encode(bytes(32)).split()
    assert refused_group(" ".join([*other[:1], *mine[1:]])) is None


def test_the_sheet_says_what_it_is_and_which_file_it_opens():
    sheet = recovery.sheet(KEY, bytes(16), date(2026, 3, 4))
    assert recovery.decode(" ".join(sheet.groups)) == KEY
    assert recovery.mark(bytes(16)) in sheet.text
    assert "March 4, 2026" in sheet.text
    assert "13. " + sheet.groups[12] in sheet.text
    assert all(paragraph in sheet.text for paragraph in sheet.paragraphs)


@given(st.binary(min_size=16, max_size=16))
def test_the_mark_follows_the_salt(salt):
    other = bytes([salt[0] ^ 1]) + salt[1:]
    assert recovery.mark(salt) != recovery.mark(other)
    assert len(recovery.mark(salt)) == 9
