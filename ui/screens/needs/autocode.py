"""Code by search: what a search line finds gets a theme, after a look at it, in one step that can be undone."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from gcmdesk import i18n
from gcmdesk.consultations import autocode, coding
from gcmdesk.consultations.coding_records import Found
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from gcmdesk.jobs import Progress
from ui import theme
from ui.screens.base import Context
from ui.screens.needs.choices import offer
from ui.screens.needs.coders import coder_choices
from ui.screens.needs.note_table import NoteTable
from ui.screens.needs.themes import Themes, themes
from ui.screens.page import FormPage
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.form import Choice, Form, Line
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Text

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

_MOST = 1_000


def _previewed(workspace: "Workspace", theme_id: int, query: str, coder: str, _progress: Progress) -> Found:
    return workspace.read(autocode.preview, theme_id, query, coder)


def _applied(workspace: "Workspace", theme_id: int, notes: tuple[int, ...], coder: str, progress: Progress) -> int:
    return workspace.job(progress, autocode.apply, theme_id, notes, coder, name=mark("{count} notes coded"))


class AutocodePage(FormPage):
    """Theme and search line; below, what would be coded."""

    topics = frozenset({"themes", "codings", "notes"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._themes = Themes({}, {}, {})
        self._seen: tuple[int, str, str] | None = None
        self._found: Found | None = None
        hint = _(
            "All words must be there. “Several words” in quotation marks stand side by side, -word must not be there."
        )
        self.form = Form(
            (
                Line("query", _("Notes that hold"), hint=hint, most=_MOST),
                Choice("theme", _("Get the theme"), ()),
                Choice("coder", _("Code as"), ()),
            )
        )
        self.first = self.form
        for field in self.form.fields.values():
            field.edited.connect(self._edited)
        self.look_it = button(_("Look first"), self.look, kind="primary", icon="search")
        query = self.form.fields["query"]
        if isinstance(query, Line):
            query.edit.returnPressed.connect(self.look)
        self.told = Text(bold=True)
        self.sample = Caption(_("The notes that fit best; Enter opens one."))
        self.notes = NoteTable(context, _("Notes found"))
        self.notes.setFixedHeight(theme.current().px(220))
        self.apply_it = button("", self.apply, kind="primary", icon="check")
        self.result = card(self.told, self.sample, self.notes, row_of(self.apply_it))
        self.column.add(self.form, row_of(self.look_it), self.result)
        self.column.end()
        self.result.hide()
        self.setEnabled(not self.read_only)

    def refresh(self) -> None:
        self._themes = themes(self.workspace)
        offer(self.form.fields["theme"], self._themes.choices())
        self.reader.ask(coding.coders, self._offer_coders)
        if self._seen:
            self._look(*self._seen)

    def _offer_coders(self, coders: Sequence[str]) -> None:
        choices = coder_choices(self.workspace, coders)
        offer(self.form.fields["coder"], [(str(value), text) for value, text in choices])

    @Slot()
    def _edited(self) -> None:
        self._seen = None
        self.result.hide()

    def look(self) -> None:
        """See what the search finds, and change nothing."""
        values = self.form.submitted()
        if values is None:
            return
        if not values["query"]:
            self.form.show_problems([("query", mark("Type the words to look for."))])
            return
        if not values["theme"]:
            self.form.show_problems([("theme", mark("Choose a theme; the code book has them."))])
            return
        self.form.show_problems(())
        self._seen = int(values["theme"]), values["query"], values["coder"] or ""
        self._look(*self._seen)

    def _look(self, theme_id: int, query: str, coder: str) -> None:
        work = partial(_previewed, self.workspace.present, theme_id, query, coder)
        self.context.tasks.start(_("Looking through the notes"), work, self._show, quiet=True)

    @Slot(object)
    def _show(self, found: Found) -> None:
        if self._seen is None:
            return
        self._found = found
        number = i18n.current().number
        new = ngettext("{n} note would get the theme.", "{n} notes would get the theme.", len(found.new))
        had = ngettext("{n} note has it already.", "{n} notes have it already.", found.had)
        sentences = [new.format(n=number(len(found.new)))] + [had.format(n=number(found.had))] * bool(found.had)
        self.told.setText(" ".join(sentences))
        give = ngettext("Give it to {n} note", "Give it to {n} notes", len(found.new))
        self.apply_it.setText(give.format(n=number(len(found.new))))
        self.apply_it.setEnabled(bool(found.new))
        for widget in (self.apply_it, self.sample, self.notes):
            widget.setVisible(bool(found.new))
        self.notes.show_notes(found.samples)
        self.result.show()

    def apply(self) -> None:
        """Give the theme to all notes found."""
        if self._seen is None or self._found is None or not self._found.new:
            return
        theme_id, _query, coder = self._seen
        self.apply_it.setEnabled(False)
        work = partial(_applied, self.workspace.present, theme_id, self._found.new, coder)
        self.context.tasks.start(_("Giving the theme"), work, self._applied, failed=self.workspace.not_saved)

    @Slot(object)
    def _applied(self, count: int) -> None:
        told = ngettext(
            "{n} note has the theme now. Undo takes it back.",
            "{n} notes have the theme now. Undo takes it back.",
            count,
        )
        self.context.messages.show_message("success", told.format(n=i18n.current().number(count)))
