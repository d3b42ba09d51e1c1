"""A form that saves each field when it is left.

    self.form = Form(
        (
            Line("name", _("Name")),
            Choice("kind", _("Group"), kinds(), unset=_("Not recorded")),
            Lines("note", _("Note"), hint=_("What the others should know.")),
        ),
        save=self._save,                                  # (key, field, value) -> Answer (`ui.answers`)
    )
    self.form.show_record(record.id, {"name": record.name, "kind": record.kind, "note": record.note})

Nothing that was typed is lost when it cannot be saved: it stays in its field with the reason beside it, also when
another record is shown in between. For a form that is handed in whole, leave `save` out, take `form.submitted()` (None
while something cannot be understood) and show what the core refuses with `form.show_problems`.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from ui import answers, theme
from ui.answers import Answer
from ui.widgets.fields import ProblemSummary
from ui.widgets.form_fields import Choice, Day, FormField, Line, Lines, Number, Ticks, YesNo

__all__ = ["Choice", "Day", "Form", "FormField", "Line", "Lines", "Number", "Ticks", "YesNo"]

Unsaved = dict[tuple[int, str], tuple[Any, str]]
Save = Callable[[int, str, Any], Answer]
"""Given the record's id, the field's name and its value."""


class Form(QWidget):
    """Fields below each other."""

    def __init__(self, fields: Sequence[FormField], *, save: Save | None = None) -> None:
        super().__init__()
        self._save = save
        self.key = 0
        """The id of the record that is shown; 0 for a new one."""
        self._kept: Unsaved = {}
        self.fields = {field.name: field for field in fields}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        self.summary = ProblemSummary()
        column.addWidget(self.summary)
        for field in fields:
            column.addWidget(field)
            if save:
                field.left.connect(partial(self._field_left, field))
        if fields:
            self.setFocusProxy(fields[0])

    def show_record(self, key: int, values: Mapping[str, Any]) -> None:
        """Show the values of a record; what was typed and is not saved yet is shown instead of its value."""
        if key != self.key:
            self._keep()
        same, self.key = key == self.key, key
        self.summary.show_problems([])
        for name, field in self.fields.items():
            if same and field.dirty:
                continue
            kept = self._kept.pop((key, name), None)
            field.show_value(values[name])
            field.dirty = kept is not None
            if not same:
                field.show_saved(saved=False)
                field.show_problem(kept[1] if kept else "")
            if kept:
                field.show_raw(kept[0])

    def _keep(self) -> None:
        """Save what was typed, or keep it for when the record is shown again."""
        for name, field in self.fields.items():
            if field.dirty and self._save:
                self._field_left(field)
            if field.dirty:
                self._kept[self.key, name] = (field.raw, field.told)
                field.dirty = False

    @property
    def unsaved(self) -> Unsaved:
        """What was typed and is not saved, by record and field: as it was typed, and the problem that is shown."""
        here = {(self.key, name): (field.raw, field.told) for name, field in self.fields.items() if field.dirty}
        return self._kept | here

    def take_unsaved(self, typed: Unsaved) -> None:
        """Show again what was typed (`unsaved` of a form with the same fields), each with the record it belongs to."""
        self._kept |= {place: (raw, "") for place, (raw, _told) in typed.items()}  # told in a language of before
        for name, field in self.fields.items():
            if kept := self._kept.pop((self.key, name), None):
                field.show_raw(kept[0])
                field.dirty = True

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed."""
        for field in self.fields.values():
            field.set_read_only(read_only)

    def clear(self, values: Mapping[str, Any]) -> None:
        """Begin anew with these values, and forget what was typed."""
        for field in self.fields.values():
            field.dirty = False
        self.show_record(self.key, values)
        self.show_problems(())

    def _field_left(self, field: FormField) -> None:
        if self._save is None or not field.dirty:
            return
        try:
            value = field.value
        except ValueError as error:
            field.show_problem(str(error))
            return
        field.dirty = False  # the answer may show the record anew
        why = answers.problem(self._save(self.key, field.name, value), field.name)
        field.dirty = bool(why)
        field.show_problem(why)
        field.show_saved(saved=not why)

    def submitted(self) -> dict[str, Any] | None:
        """All values; None when one cannot be understood, which is then shown."""
        values, problems = {}, []
        for name, field in self.fields.items():
            try:
                values[name] = field.value
            except ValueError as error:
                problems.append((name, str(error)))
        self._show(problems)
        return None if problems else values

    def show_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """Show what the core refuses: (field, untranslated message), as a draft's `problems()` gives them."""
        self._show([(name, _(message)) for name, message in problems])

    def _show(self, problems: Sequence[tuple[str, str]]) -> None:
        told = dict(reversed(problems))
        for name, field in self.fields.items():
            field.show_problem(told.get(name, ""))
        places: list[tuple[QWidget, str]] = [(self.fields.get(name, self), text) for name, text in problems]
        self.summary.show_problems(places)
