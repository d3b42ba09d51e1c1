"""The notes of a session as a list: its model, and rows as high as their text."""

from PySide6.QtTest import QAbstractItemModelTester

from ui.widgets.note_stream import NoteStream, ShownNote, StreamModel

SHORT = ShownNote(1, "10:14  Mayor", "children wait", "#15")
LONG = ShownNote(2, "10:15  Mayor", "children wait nine months for a guardian " * 20, "")


def test_the_model_keeps_the_rules_of_qt(qapp):
    model = StreamModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_notes([SHORT])
    model.add(LONG)
    model.replace(ShownNote(1, "10:14  Mayor", "children wait long", "#15"))
    assert model.index(0).data() == "10:14  Mayor\nchildren wait long\n#15"
    assert (model.row(2), model.row(3)) == (1, None)
    model.show_notes([])
    assert model.rowCount() == 0


def test_a_row_is_as_high_as_its_text_and_follows_the_width(qtbot):
    stream = NoteStream("Notes", None, written=str, save=lambda _note, _text: True)
    qtbot.addWidget(stream)
    stream.resize(600, 400)
    stream.show()
    stream.show_notes([SHORT, LONG])
    qtbot.waitUntil(lambda: stream.visualRect(stream.notes.index(1)).height() > 0)
    short, high = (stream.sizeHintForIndex(stream.notes.index(row)).height() for row in (0, 1))
    assert high > 3 * short
    stream.resize(300, 400)
    qtbot.waitUntil(lambda: stream.sizeHintForIndex(stream.notes.index(1)).height() > high)
    assert stream.sizeHintForIndex(stream.notes.index(0)).height() == short
