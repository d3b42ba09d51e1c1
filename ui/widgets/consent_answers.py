"""Yes or no to each purpose, as a field of a form: what is neither was not asked."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.protection.people_records import Answer
from gcmdesk.protection.purposes import TITLES, Purpose
from ui import theme
from ui.widgets.choice import TickBox
from ui.widgets.form_fields import FormField
from ui.widgets.text import Text


class Answers(FormField):
    """A line for each purpose, with a box for yes and one for no; the value maps purposes to answers."""

    def _made(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px(6))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        self.boxes: dict[Purpose, dict[Answer, TickBox]] = {}
        for row, (purpose, title) in enumerate(TITLES.items()):
            grid.addWidget(Text(_(title)), row, 0)
            self.boxes[purpose] = {}
            for column, (answer, text) in enumerate(((Answer.GIVEN, _("Yes")), (Answer.REFUSED, _("No"))), 1):
                box = self.boxes[purpose][answer] = TickBox(text)
                box.setAccessibleName(f"{_(title)}: {text}")
                box.clicked.connect(partial(self._ticked, purpose, answer))
                grid.addWidget(box, row, column, Qt.AlignmentFlag.AlignLeading)
        holder.setFocusProxy(self.boxes[Purpose.TAKE_PART][Answer.GIVEN])
        return holder

    def _ticked(self, purpose: Purpose, answer: Answer) -> None:
        for other, box in self.boxes[purpose].items():
            if other is not answer:
                box.setChecked(False)
        self._edited()

    @property
    def value(self) -> Any:
        return {
            purpose: answer for purpose, boxes in self.boxes.items() for answer, box in boxes.items() if box.isChecked()
        }

    def show_value(self, value: Any) -> None:
        for purpose, boxes in self.boxes.items():
            for answer, box in boxes.items():
                box.setChecked(value.get(purpose) is answer)

    def given(self, purposes: Sequence[Purpose]) -> bool:
        """Whether one of these is ticked with yes."""
        return any(self.boxes[purpose][Answer.GIVEN].isChecked() for purpose in purposes)
