"""What people paste into notes: kept as text or refused with a sentence; passages stay with their words."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gcmdesk.consultations import codebook, coding
from gcmdesk.consultations.coding_records import Passage, ThemeDraft
from tests.ui.needs.capturing import K, hands, page, read, run, say, session, shown, taken
from tests.ui.workspace.conftest import around, at_work, begin, path

__all__ = ["around", "at_work", "begin", "hands", "page", "path", "session"]

WRITTEN = "children wait"
RTF = rb"{\rtf1\ansi{\b children} wait}"


def paste(formats):
    """Paste from the clipboard what another program put there."""
    copied = QMimeData()
    for kind, content in formats.items():
        copied.setData(kind, content)
    QApplication.clipboard().setMimeData(copied)
    QTest.keySequence(QApplication.focusWidget(), QKeySequence(QKeySequence.StandardKey.Paste))


@pytest.mark.parametrize(
    ("formats", "kept"),
    [
        ({"text/html": b"<p><b>children</b> wait</p>", "text/plain": WRITTEN.encode()}, WRITTEN),
        ({"text/html": b"<img src='file:///etc/passwd'><script>x()</script>", "text/plain": b"a picture"}, "a picture"),
        ({"text/rtf": RTF, "text/plain": WRITTEN.encode()}, WRITTEN),
        ({"text/plain": b"<b>children</b> {\\rtf1}"}, "<b>children</b> {\\rtf1}"),
        ({"text/plain": "👩‍👧 الأطفال wait ١٢ \u202eabc".encode()}, "👩‍👧 الأطفال wait ١٢ \u202eabc"),
        ({"text/plain": b"bell\x07 escape\x1b[31m"}, "bell\x07 escape\x1b[31m"),
    ],
)
def test_what_is_pasted_is_kept_as_text(hands, page, session, formats, kept):
    paste(formats)
    hands.press(K.Key_Return)
    hands.wait()
    (note,) = taken(hands, session)
    assert note.text == kept
    assert shown(page)[0].text == kept


def test_formatting_alone_is_no_text(hands, page, session):
    paste({"text/rtf": RTF})
    assert page.bar.line.text() == ""
    hands.press(K.Key_Return)
    assert page.bar.problem.text() == "Type what was said."


def test_a_nul_neither_cuts_the_words_nor_stops_the_saving(hands, page, session):
    paste({"text/plain": b"before\x00after"})
    hands.press(K.Key_Return)
    hands.wait()
    (note,) = taken(hands, session)
    assert note.text.startswith("before")
    assert note.text.endswith("after")


def test_a_whole_book_is_refused_with_a_sentence_and_stays_in_the_line(hands, page, session):
    paste({"text/plain": b"word " * 20_000 + b"and one more"})
    hands.press(K.Key_Return)
    assert page.bar.problem.text() == "This text is too long for one note. Split it."
    assert taken(hands, session) == ()
    assert page.bar.line.text().endswith("and one more")


def test_the_longest_note_is_taken_and_shown(hands, page, session):
    paste({"text/plain": b"x" * 100_000})
    hands.press(K.Key_Return)
    hands.wait()
    assert len(taken(hands, session)[0].text) == 100_000
    assert page.bar.line.text() == ""


def test_a_passage_keeps_its_words_when_the_note_is_edited_where_it_stands(hands, page, session):
    say(hands, "👩‍👧 wait for a guardian")
    (note,) = taken(hands, session)
    theme = run(hands, codebook.add, ThemeDraft("Care")).id
    start = note.text.index("guardian")
    run(hands, coding.code_passages, theme, [Passage(note.id, start, start + len("guardian"))])

    def passage():
        (text,) = (one.text for one in taken(hands, session))
        given = [one for one in read(hands, coding.of_notes, [note.id])[note.id] if not one.whole]
        return [text[one.start : one.stop] for one in given if not one.vanished]

    assert passage() == ["guardian"]
    for edited in (
        "الأطفال 👩‍👧👨‍👩‍👦 wait for a guardian 🙂",
        "a guardian",
        "<b>e\u0301té</b> \u202ea guardian\x07 here",
    ):
        page.stream.edit_note(note.id)
        hands.focused().put(edited)
        hands.press(K.Key_Return)
        hands.wait()
        assert passage() == ["guardian"], edited
    hands.desk.workspace.undo()
    hands.wait()
    assert passage() == ["guardian"]
