"""Search lines: whatever is typed has a meaning, and never a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from gcmdesk.workspace.query import Query, Term, parse, tokens


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query(())),
        ('  -- "" * \' ! ', Query(())),
        ("Élodie arrive ", Query((Term(("elodie",)), Term(("arrive",))))),
        ("residence perm", Query((Term(("residence",)), Term(("perm",), open=True)))),
        ("resid* permit ", Query((Term(("resid",), open=True), Term(("permit",))))),
        ('"residence permit"', Query((Term(("residence", "permit")),))),
        ("« carte de séjour » ", Query((Term(("carte", "de", "sejour")),))),
        ('"residence per', Query((Term(("residence", "per"), open=True),))),
        ("l’école ", Query((Term(("l", "ecole")),))),
        ("well-being -court ", Query((Term(("well", "being")),), (Term(("court",)),))),
        ('-"high court" water ', Query((Term(("water",)),), (Term(("high", "court")),))),
        ("water water ", Query((Term(("water",)),))),
        ("a", Query((Term(("a",)),))),
        ("移民权利 ", Query((Term(("移", "民", "权", "利")),))),
        ("NEAR(a b) OR c:d ", Query((Term(("near", "a")), Term(("b",)), Term(("or",)), Term(("c", "d"))))),
    ],
)
def test_what_is_typed_is_understood(typed, query):
    assert parse(typed) == query


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_is_a_valid_search(typed):
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii')")
    expression = parse(typed).expression
    if expression:
        assert connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (expression,)).fetchall() == []
    connection.close()


@given(st.lists(st.text("aäßİ'-_.½ｱ移民ةءं\u0651\u200d\ue000😀ह", min_size=1), min_size=1))
def test_words_are_the_same_alone_and_in_a_text(chunks):
    assert tokens(" ".join(chunks)) == tuple(token for chunk in chunks for token in tokens(chunk))


def test_hundreds_of_words_are_no_burden():
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii')")
    pasted = " ".join(f"w{n} -x{n}" for n in range(3000))
    assert connection.execute("SELECT 1 FROM search WHERE search MATCH ?", (parse(pasted).expression,)).fetchall() == []
    connection.close()
