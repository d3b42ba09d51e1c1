"""The limits of the release gate: those of the house, and what this workspace sets more strictly."""

from dataclasses import asdict
from typing import Any

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection import limits
from gcmdesk.protection.limits import HOUSE, TITLES, UPWARDS
from ui.screens.base import Context
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.form import Form, Number
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Text

_MISSING = mark("Type a whole number.")


class LimitsPage(FormPage):
    """Limits become stricter, never laxer: hence one button, and a sentence above it."""

    topics = frozenset({"releases"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        number = i18n.current().number
        least, most = _("The limit of the house: {n} or more"), _("The limit of the house: {n} or less")
        self.form = Form(
            [
                Number(name, _(title), hint=(least if name in UPWARDS else most).format(n=number(getattr(HOUSE, name))))
                for name, title in TITLES.items()
            ]
        )
        self.first = next(iter(self.form.fields.values())).control
        self.save_it = button(_("Make the limits stricter"), self._save, kind="primary", icon="check")
        about = Text(_("These limits hold for everything that leaves the facilitation team."))
        self.lasting = Caption(_("A stricter limit stays for good; it cannot be undone."))
        self.column.add(card(about, self.form, self.lasting, row_of(self.save_it), spacing=16))
        self.column.end()
        if self.read_only:
            self.form.set_read_only(True)
            self.save_it.hide()
            self.lasting.hide()

    def refresh(self) -> None:
        present = self.workspace.read(limits.of)
        self.form.show_record(0, asdict(present))

    def _save(self) -> None:
        values = self.form.submitted()
        if values is None:
            return
        problems = self._problems(values)
        self.form.show_problems(problems)
        if problems:
            self.show_top()
            return
        outcome = self.workspace.run(limits.tighten_all, values, name=mark("Release limits made stricter"))
        if outcome.ok:
            self.form.clear(values)
            self.context.messages.show_message("success", _("The stricter limits hold from now on."))

    def _problems(self, values: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        missing = tuple((name, _MISSING) for name, value in values.items() if value is None)
        return missing or limits.problems(self.workspace.read(limits.of), values)
