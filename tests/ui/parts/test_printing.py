"""Paper: text stays text, in its direction, large when wanted."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.printing import Grid, Items, PageBreak, Paper, Paragraph, Title, document, print_it, write_pdf

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


def test_giving_up_at_the_choice_of_a_printer_asks_nobody(qapp: QApplication) -> None:
    window, asked = QWidget(), []
    window.show()
    for end, times in ((QDialog.reject, 0), (QDialog.accept, 1)):
        print_it(window, Paper("Notice", ()), lambda: bool(asked.append("May it be printed?")))
        (dialog,) = [one for one in window.findChildren(QPrintDialog) if one.isVisible()]
        end(dialog)
        assert len(asked) == times
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.deleteLater()
