"""The fields of forms: what is understood, what is refused, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gcmdesk import i18n
from gcmdesk.i18n import Texts
from tests.ui.workspace.conftest import Hands
from ui import theme, typed
from ui.widgets.choice import ChoiceBox
from ui.widgets.form import Choice, Day, Form, Line, Lines, Number, Ticks, YesNo
from ui.widgets.form_fields import MOST_LETTERS

FIFTH = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "2026-03-05"),
        ("en", "5 March 2026"),
        ("en", "5 mar 26"),
        ("en", "March 5, 2026"),
        ("fr", "05/03/2026"),
        ("fr", "5.3.26"),
        ("fr", "5 mars 2026"),
        ("ar", "٥/٣/٢٠٢٦"),
        ("ar", "5 مارس 2026"),
        ("zh", "2026/3/5"),
    ],
)
def test_a_day_is_understood_as_it_is_written_there(code: str, text: str) -> None:
    assert typed.day(text, Texts(code), 2026) == FIFTH


@pytest.mark.parametrize(
    "text", ["soon", "32.1.2026", "5.3", "2026", "5 mar mar 2026", "5/3/20266", "30 February 2026"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        typed.day(text, Texts("en"), 2026)


@pytest.mark.parametrize("code", [language.code for language in i18n.LANGUAGES])
@pytest.mark.parametrize("day", [FIFTH, date(1999, 12, 31), date(2026, 1, 1), date(2025, 8, 12)])
@pytest.mark.parametrize("digits", ["western", "arabic-indic"])
def test_a_day_as_it_is_shown_is_understood_again(code: str, day: date, digits: str) -> None:
    texts = Texts(code, digits=digits)
    for style in ("short", "medium", "long"):
        assert typed.day(texts.date(day, style), texts, 2026) == day, texts.date(day, style)


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("en", "1,234", 1234),
        ("en", "12", 12),
        ("fr", "1 234", 1234),
        ("ar", "١٢٣٤", 1234),
        ("de", "7", 7),
        ("en", "", None),
    ],
)
def test_a_number_is_understood_in_any_digits(code: str, text: str, number: int | None) -> None:
    texts = Texts("en" if code == "de" else code)
    assert typed.number(text, texts, whole=True) == number


@pytest.fixture
def form(qtbot: QtBot) -> Callable[..., tuple[Form, list[tuple[int, str, object]]]]:
    """A form with a field of each kind, and what it has saved."""
    saved: list[tuple[int, str, object]] = []

    def save(key: int, field: str, value: object) -> object:
        if value == "refuse":
            return "This is refused."
        saved.append((key, field, value))
        return None

    choices = (("fr", "French"), ("ar", "Arabic"))
    made = Form(
        (
            Line("name", "Name"),
            Lines("note", "Note"),
            Choice("language", "Language", choices, unset="Not recorded"),
            Ticks("spoken", "Spoken", choices),
            Day("held", "Held on"),
            Number("invited", "Invited"),
            YesNo("agreed", "Agreed"),
        ),
        save=save,
    )
    qtbot.addWidget(made)
    made.show_record(7, VALUES)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made, saved


VALUES = {"name": "A", "note": "", "language": "", "spoken": (), "held": None, "invited": None, "agreed": None}


def type_into(form: Form, field: str, text: str) -> None:
    form.fields[field].edit.setFocus()
    form.fields[field].edit.selectAll()
    QTest.keyClicks(form.fields[field].edit, text)
    QTest.keyClick(form.fields[field].edit, Qt.Key.Key_Tab)


def test_a_field_saves_its_value_when_it_is_left_and_only_then(form: tuple) -> None:
    form, saved = form
    QTest.keyClick(form.fields["name"].edit, Qt.Key.Key_Tab)
    assert saved == []
    for field, text in (("name", "B"), ("note", "Two words"), ("held", "5 March 2026"), ("invited", "0")):
        type_into(form, field, text)
    assert saved == [(7, "name", "B"), (7, "note", "Two words"), (7, "held", FIFTH), (7, "invited", 0)]
    assert form.fields["invited"].saved.text() == "Saved"


def test_choices_save_when_they_are_meant(form: tuple) -> None:
    form, saved = form
    box = form.fields["language"].box
    box.setFocus()
    for _step in range(2):
        QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert saved == []
    QTest.keyClick(box, Qt.Key.Key_Tab)
    form.fields["spoken"].boxes["ar"].click()
    form.fields["agreed"].group.button(1).click()
    form.fields["agreed"].group.button(2).click()
    assert saved == [(7, "language", "fr"), (7, "spoken", ("ar",)), (7, "agreed", False), (7, "agreed", None)]


def test_emptied_means_not_recorded_and_not_nothing(form: tuple) -> None:
    form, saved = form
    form.show_record(8, VALUES | {"held": FIFTH, "invited": 12})
    for field in ("held", "invited"):
        form.fields[field].edit.setFocus()
        form.fields[field].edit.selectAll()
        QTest.keyClick(form.fields[field].edit, Qt.Key.Key_Delete)
        QTest.keyClick(form.fields[field].edit, Qt.Key.Key_Tab)
    assert saved == [(8, "held", None), (8, "invited", None)]


@pytest.mark.parametrize(
    ("field", "text"), [("held", "soon"), ("invited", "many"), ("invited", "-1"), ("name", "refuse")]
)
def test_what_is_not_saved_stays_with_its_reason_and_goes_when_mended(form: tuple, field: str, text: str) -> None:
    form, saved = form
    type_into(form, field, text)
    shown = form.fields[field]
    assert (saved, shown.edit.text()) == ([], text)
    assert shown.problem.text()
    assert shown.problem.text() in shown.edit.accessibleDescription()
    form.show_record(7, VALUES)
    assert shown.edit.text() == text
    form.show_record(8, VALUES | {"name": "Other"})
    assert (shown.edit.text() == text, shown.problem.text()) == (False, "")
    form.show_record(7, VALUES)
    assert (shown.edit.text(), bool(shown.problem.text())) == (text, True)
    type_into(form, field, {"held": "5 March 2026", "invited": "3", "name": "C"}[field])
    assert len(saved) == 1
    assert shown.problem.text() == ""


def test_what_is_pasted_is_plain_text_and_not_without_end(form: tuple) -> None:
    form, saved = form
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b>")
    pasted.setText("bold\0" + "x" * 2 * MOST_LETTERS)
    edit = form.fields["note"].edit
    edit.setFocus()
    edit.insertFromMimeData(pasted)
    assert edit.toPlainText() == "bold" + "x" * (MOST_LETTERS - 4)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert len(saved[0][2]) == MOST_LETTERS


def test_a_form_handed_in_whole_says_above_and_beside_what_is_wrong(qtbot: QtBot) -> None:
    form = Form((Line("name", "Name"), Number("invited", "Invited")))
    qtbot.addWidget(form)
    form.show()
    form.fields["invited"].edit.setText("many")
    assert form.submitted() is None
    assert form.summary.isVisible()
    form.fields["invited"].edit.setText("1,200")
    assert form.submitted() == {"name": "", "invited": 1200}
    form.show_problems((("name", "A name is needed."),))
    assert form.fields["name"].problem.text() == "A name is needed."


def test_figures_begin_where_reading_begins(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        field = Number("count", "Count")
        qtbot.addWidget(field)
        field.resize(400, 80)
        field.show()
        field.show_value(5)
        assert field.edit.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).x() > field.edit.width() // 2
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_choice_too_long_for_its_box_ends_in_dots(register: Hands, qtbot: QtBot) -> None:
    assert register.window.isVisible()  # so that the style sheet of the application is on

    def drawn(text: str) -> QImage:
        box = ChoiceBox("Stakeholder group")
        qtbot.addWidget(box)
        box.addItem(text)
        box.setFixedSize(120, 32)
        return box.grab().toImage()

    text, letters = "Civil society organizations", register.window.fontMetrics()
    whole = [f"{text[:end]}…" for end in range(1, len(text)) if letters.horizontalAdvance(text[:end]) < 80]
    assert drawn(text) in [drawn(each) for each in whole]


@pytest.mark.parametrize("text_size", [100, 125, 150, 200])
def test_a_box_asks_for_the_room_of_its_longest_choice(
    begin: Callable[..., Hands], qtbot: QtBot, text_size: int
) -> None:
    begin(text_size=text_size)

    def drawn(wider: int) -> QImage:
        box = ChoiceBox("Part")
        qtbot.addWidget(box)
        box.addItem("Consultations")
        box.ensurePolished()
        width = box.sizeHint().width()
        box.setFixedSize(width + wider, 2 * theme.CONTROL_HEIGHT)
        return box.grab().toImage().copy(0, 0, width - theme.current().px(24), 2 * theme.CONTROL_HEIGHT)

    assert drawn(0) == drawn(200)
