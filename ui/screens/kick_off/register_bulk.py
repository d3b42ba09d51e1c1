"""Changing many stakeholders at once: one field, one value, one step that can be undone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from ui import theme
from ui.answers import Answer, problem
from ui.screens.kick_off import choices
from ui.screens.kick_off.register_fields import bulk_fields
from ui.screens.kick_off.side_buttons import side_buttons
from ui.widgets.buttons import button
from ui.widgets.form import Choice, Line
from ui.widgets.text import Caption, Heading


class BulkPanel(QWidget):
    """Stands in the place of the detail while several rows are selected."""

    def __init__(
        self,
        change: Callable[[str, Any], Answer],
        tag: Callable[[tuple[str, ...], tuple[str, ...]], object],
        *actions: tuple[str, Callable[[], object]],
    ) -> None:
        super().__init__()
        self._change, self._tag = change, tag
        self.heading = Heading("", 3)
        self.fields = {field.name: field for field in bulk_fields()}
        names = [(name, field.label) for name, field in self.fields.items()]
        self.field = Choice("field", _("What to change"), names)
        self.field.box.currentIndexChanged.connect(self._show_field)
        self.apply = button(_("Change all"), self._apply)
        self.add_tags = Line("add", _("Tags to add"), hint=_("Separate several with commas."))
        self.remove_tags = Line("remove", _("Tags to take away"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        column.addWidget(self.heading)
        column.addWidget(Caption(_("Each change here counts for all of them, and is undone in one step.")))
        for widget in (self.field, *self.fields.values(), side_buttons(self.apply), self.add_tags, self.remove_tags):
            column.addWidget(widget)
        column.addWidget(side_buttons(button(_("Change tags"), self._apply_tags)))
        column.addWidget(side_buttons(*(button(text, run) for text, run in actions)))
        self.setFocusProxy(self.field)
        self._show_field()

    def show_count(self, count: int) -> None:
        """How many are selected."""
        sentence = ngettext("{n} stakeholder is selected", "{n} stakeholders are selected", count)
        self.heading.setText(sentence.format(n=i18n.current().number(count)))

    @Slot()
    def _show_field(self) -> None:
        for name, field in self.fields.items():
            field.setVisible(name == self.field.value)
            field.show_problem("")

    def _apply(self) -> None:
        field = self.fields[self.field.value]
        why = problem(self._change(field.name, field.value), field.name)
        field.show_problem(why)
        field.show_saved(saved=not why)

    def _apply_tags(self) -> None:
        add, remove = (choices.parted(line.value) for line in (self.add_tags, self.remove_tags))
        if add or remove:
            self._tag(add, remove)
            for line in (self.add_tags, self.remove_tags):
                line.show_value("")
