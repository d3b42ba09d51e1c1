"""The recovery sheet: print it or write it down, then type it from the paper. A new workspace opens after that."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import recovery
from ui import theme
from ui.screens.base import Context
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.key_fields import KeyFields
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text


class SheetPage(FormPage):
    """The groups are hidden while they are typed, so that they are typed from the paper."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        opened = self.workspace.unfinished or self.workspace.present
        self._key = opened.key
        self.sheet = recovery.sheet(self._key.raw, self._key.salt, date.today())  # noqa: DTZ011 - the user's own day
        self._new = self.workspace.unfinished is not None
        self._shown = self._paper()
        self._typed = self._typing()
        self._typed.hide()
        self.column.add(self._shown, self._typed)
        self.column.end()
        self.first = self.print_it

    def _paper(self) -> QWidget:
        self.print_it = button(_("Print…"), self._print, kind="primary", icon="file-text")
        self.on_paper = button(_("I have it on paper"), self._ask_for_key, icon="arrow-right")
        buttons = [self.print_it, self.on_paper]
        if self._new:
            buttons.append(button(_("Cancel"), self._give_up))
        identification = [Caption(line) for line in self.sheet.identification]
        without_printer = _("No printer at hand? Write the groups down by hand, with their numbers.")
        return card(
            Heading(_("If the passphrase is ever forgotten, only this sheet opens the workspace"), 2),
            *identification,
            _groups(self.sheet.groups),
            *[Text(paragraph) for paragraph in self.sheet.paragraphs[:2]],
            Text(without_printer),
            row_of(*buttons),
            spacing=12,
        )

    def _typing(self) -> QWidget:
        self.key = KeyFields()
        self.key.completed.connect(self._compare)
        self.done = button(_("Finish"), self._compare, kind="primary", icon="check")
        again = button(_("Show the sheet again"), self._show_again)
        return card(
            Heading(_("Now type the groups from the paper"), 2),
            Text(
                _("This proves that the sheet can be read when it is needed. Capital and small letters are the same.")
            ),
            self.key,
            row_of(self.done, again),
            spacing=12,
        )

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from ui.sheet_printing import print_sheet

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("gcmdesk")  # print queues show it to others
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: print_sheet(self.sheet, printer))
        QDialog.open(dialog)

    def _ask_for_key(self) -> None:
        self._shown.hide()
        self._typed.show()
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_again(self) -> None:
        self._typed.hide()
        self._shown.show()
        self.print_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self) -> None:
        try:
            typed = recovery.decode(self.key.text)
        except recovery.WrongRecoveryKey as error:
            self.key.show_problem(str(error))
            return
        if typed != self._key.raw:
            self.key.show_problem(_("This is the key of another sheet. Type the one that was shown here."))
            return
        new = self._new
        self.workspace.finish()
        if not new:
            self.context.go("workspace")
            self.context.messages.show_message(
                "success", _("The passphrase is changed. Destroy the old recovery sheet: it no longer works.")
            )

    def _give_up(self) -> None:
        self.workspace.discard()
        self.context.go("workspace/new")


def _groups(groups: tuple[str, ...]) -> QWidget:
    holder = QWidget()
    holder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.current().px(24))
    grid.setVerticalSpacing(theme.current().px(10))
    columns = 5 if theme.current().text_size <= 125 else 3
    for place, group in enumerate(groups):
        cell = QHBoxLayout()
        cell.setSpacing(theme.current().px(6))
        number = Text(i18n.current().number(place + 1), tone="muted")
        number.setWordWrap(False)
        number.setMinimumWidth(theme.current().px(20))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        letters = Text(group, scale=1.6, bold=True)
        letters.setWordWrap(False)
        letters.setAccessibleName(" ".join(group))
        cell.addWidget(number)
        cell.addWidget(letters, 1)
        grid.addLayout(cell, place // columns, place % columns)
    grid.setColumnStretch(columns, 1)
    return holder
