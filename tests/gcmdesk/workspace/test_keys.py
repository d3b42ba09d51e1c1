import subprocess
import sys
import textwrap

import pytest
import sqlcipher3
from argon2.exceptions import HashingError
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.workspace import keys

CHEAP = keys.Parameters(memory_kib=64, time_cost=1, parallelism=1)
SALT = bytes(range(16))


def test_new_files_get_the_parameters_of_the_design():
    assert keys.PARAMETERS[0] == keys.Parameters(memory_kib=256 * 1024, time_cost=3, parallelism=4)
    assert all(known.memory_kib >= 64 * 1024 for known in keys.PARAMETERS)


def test_a_known_passphrase_gives_the_known_key():
    # made with the argon2 reference command line: -id -v 13 -t 3 -k 64 -p 4 -l 32
    key = keys.derive("room at the river", b"0123456789abcdef", keys.Parameters(64, 3, 4))
    assert key.hex() == "f26192008f312b86385b9eb07313b02910891fd443f7a38961bbf37e2cd910de"


@pytest.mark.parametrize("typed", ["cafe\u0301 ２０２６", " café 2026\r\n", "café\u00a0\u00a02026", "café\u30002026"])
def test_the_same_phrase_from_another_keyboard_gives_the_same_key(typed):
    assert keys.derive(typed, SALT, CHEAP) == keys.derive("café 2026", SALT, CHEAP)


@pytest.mark.parametrize("typed", ["Café 2026", "cafe 2026", "café2026", "café 2025"])
def test_another_phrase_gives_another_key(typed):
    assert keys.derive(typed, SALT, CHEAP) != keys.derive("café 2026", SALT, CHEAP)


def test_salt_and_every_parameter_change_the_key():
    variants = [(SALT, CHEAP), (bytes(16), CHEAP)]
    variants += [(SALT, keys.Parameters(*costs)) for costs in [(72, 1, 1), (64, 2, 1), (64, 1, 2)]]
    assert len({keys.derive("café 2026", salt, costs) for salt, costs in variants}) == len(variants)


@given(st.text(alphabet=st.characters()))
def test_any_text_is_a_passphrase_or_an_empty_one(text):
    try:
        assert len(keys.derive(text, SALT, CHEAP)) == 32
        assert keys.normalised(keys.normalised(text)) == keys.normalised(text)
    except keys.EmptyPassphrase:
        assert not text.strip()


def test_salts_are_sixteen_bytes_and_never_repeat():
    salts = {keys.new_salt() for _ in range(50)}
    assert len(salts) == 50
    assert {len(salt) for salt in salts} == {16}


def test_a_wrong_salt_or_wrong_costs_are_defects_not_user_errors():
    with pytest.raises(ValueError, match="16 bytes"):
        keys.derive("café", b"short", CHEAP)
    with pytest.raises(HashingError):
        keys.derive("café", SALT, keys.Parameters(memory_kib=1, time_cost=1, parallelism=4))


@pytest.mark.skipif(sys.platform == "win32", reason="address space can be limited on POSIX only")
def test_too_little_memory_is_said_in_words():
    code = """
        import resource
        from gcmdesk.workspace import keys
        resource.setrlimit(resource.RLIMIT_AS, (200 * 2**20, 200 * 2**20))
        try:
            keys.derive("café", bytes(16), keys.PARAMETERS[0])
        except keys.TooLittleMemory as error:
            print(error)
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert "not enough free memory" in run.stdout
    assert "256 MB" in run.stdout
    assert "Close other programs" in run.stdout


def test_sqlcipher_takes_the_raw_key_and_keeps_the_salt_in_the_header(tmp_path):
    key, salt = keys.derive("café 2026", SALT, CHEAP), SALT
    for statement in ("CREATE TABLE t(x)", "SELECT count(*) FROM t"):
        connection = sqlcipher3.connect(str(tmp_path / "a.gcmdesk"))
        connection.execute(f'PRAGMA key = "{keys.raw_key(key, salt)}"')
        connection.execute(statement)
        connection.close()
    assert (tmp_path / "a.gcmdesk").read_bytes()[:16] == salt


@pytest.mark.parametrize("sizes", [(31, 16), (32, 15), (0, 0)])
def test_a_raw_key_of_another_size_is_refused(sizes):
    with pytest.raises(ValueError, match="raw key"):
        keys.raw_key(bytes(sizes[0]), bytes(sizes[1]))
