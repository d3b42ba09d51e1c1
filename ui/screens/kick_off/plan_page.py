"""What the plans of step 1 share: lines that are held whole, saved field by field, and deleted with undo."""

from dataclasses import replace
from types import ModuleType
from typing import Any, ClassVar

from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Outcome
from ui.answers import Answer
from ui.screens.held_list import HeldListPage
from ui.widgets.form import Form, Line


class PlanPage(HeldListPage):
    """Lines are drafts of `service`, which has `save` and `delete`."""

    service: ClassVar[ModuleType]
    changed: ClassVar[str]
    """Name of the passage that changes a line."""
    deleted: ClassVar[str]
    gone: ClassVar[str]
    """What is said of a line that is no more; marked."""

    def save_field(self, id: int, field: str, value: Any) -> Answer:
        """Save a field of a line as soon as it is left."""
        one = self._all.get(id)
        if one is None:
            return _(self.gone)
        line = replace(one, **{field: value})
        if line.problems():
            problems: Answer = line.problems()
            return problems
        done = self.workspace.run(self.service.save, line, name=self.changed)
        if done.ok and done.result:
            self._all[id] = done.result
        return Outcome(error=done.error)

    def begin_with(self, draft: Any, name: str, form: Form, titled: Line) -> None:
        """Add a line; its title is what is typed first."""
        done = self.workspace.run(self.service.save, draft, name=name)
        if done.ok and done.result:
            self.begin(done.result.id)
            form.setFocus()
            titled.edit.selectAll()

    def delete_current(self) -> None:
        """Delete the line that is shown; undo brings it back."""
        if self.table.current_id:
            self.workspace.run(self.service.delete, self.table.current_id, name=self.deleted)
