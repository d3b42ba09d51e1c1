"""Paper: text stays text, in its direction, large when wanted."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.printing import Grid, Items, PageBreak, Paper, Paragraph, Title, document, write_pdf

PARTS = (
    Title("Why we ask"),
    Paragraph("Nobody <b>must</b> answer.\nNobody loses anything."),
    Items(("First", "Second"), numbered=True),
    Items(("I agree",), boxes=True),
    Grid(("Name", "Signature"), (("", ""), ("A & B", ""))),
)


def test_markup_in_a_text_is_printed_as_it_was_typed(qapp: QApplication) -> None:
    text = document(Paper("Notice", PARTS)).toPlainText()
    assert "Nobody <b>must</b> answer." in text
    assert "A & B" in text
    assert "☐ I agree" in text


def test_the_direction_is_that_of_the_text_not_of_the_screen(qapp: QApplication) -> None:
    option = document(Paper("إشعار", (Paragraph("نص"),), language="ar")).defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    assert document(Paper("Notice", ())).defaultTextOption().textDirection() == Qt.LayoutDirection.LeftToRight


def test_large_type_is_larger(qapp: QApplication) -> None:
    plain, large = (document(Paper("Notice", PARTS, large=large)) for large in (False, True))
    assert large.defaultFont().pointSizeF() >= 16 > plain.defaultFont().pointSizeF()


def test_pages_break_where_they_should_and_end_in_a_pdf(qapp: QApplication, tmp_path: Path) -> None:
    made = tmp_path / "notice.pdf"
    write_pdf(made, Paper("Notice", (Paragraph("One"), PageBreak(), Paragraph("Two"))))
    raw = made.read_bytes()
    assert raw.startswith(b"%PDF")
    assert b"/Count 2" in raw
