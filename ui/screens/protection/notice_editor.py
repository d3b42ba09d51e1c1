"""Editing a notice: one field for each paragraph. What is saved is a new version; receipts refer to the old ones."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection import notices
from gcmdesk.protection.notices import Paragraph, SavedVersion, Words
from gcmdesk.protection.people_records import NoticeKind
from gcmdesk.protection.purposes import TITLES
from ui import theme
from ui.answers import Answer
from ui.screens.base import Context
from ui.screens.protection.parts import submit
from ui.widgets.buttons import button
from ui.widgets.form import Choice, Form, FormField, Line, Lines
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.text import Caption, Heading

KINDS = {
    NoticeKind.ADULT: mark("Adults"),
    NoticeKind.CHILD: mark("Children"),
}
_SHAPES = {"heading": mark("Heading"), "text": mark("Paragraph"), "point": mark("Point of a list")}
_EMPTY = mark("Type the words of the notice.")
_NO_LANGUAGE = mark("Say in which language the notice is.")


class NoticeEditor(QWidget):
    """`edit` for new words of a notice, `begin` for a notice in one more language."""

    ended = Signal(int)
    """The id of the new version; 0 when it was given up."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.workspace = context.workspace
        self._notice = 0
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._form: Form | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(12))
        self._column.addWidget(Heading(_("Words of the notice"), 2))
        self._column.addWidget(
            Caption(
                _(
                    "Short sentences, no foreign words. An empty line begins a new paragraph; a field that you empty "
                    "is left out. Leave words in curly brackets as they are: who watches is named there."
                )
            )
        )
        self.save_it = button(_("Save new version"), self._save, kind="primary", icon="check")
        self._column.addWidget(
            row_of(self.save_it, button(_("Cancel"), lambda: self.ended.emit(0)), most=BESIDE_A_LIST)
        )

    @property
    def form(self) -> Form:
        """The fields of the notice that is edited."""
        if self._form is None:
            raise RuntimeError("nothing is edited")
        return self._form

    def edit(self, version: SavedVersion) -> None:
        """New words for a notice that is there."""
        self._show(version.notice, version.words, ())

    def begin(self, words: Words) -> None:
        """A notice in one more language."""
        kinds = [(str(kind), _(title)) for kind, title in KINDS.items()]
        self._show(0, words, (Line("language", _("Language of the notice")), Choice("kind", _("For"), kinds)))

    def _show(self, notice: int, words: Words, first: tuple[FormField, ...]) -> None:
        self._notice, self._paragraphs = notice, words.paragraphs
        if self._form:
            self._form.hide()
            self._form.deleteLater()
        texts = [Lines(str(n), self._label(one), rows=2) for n, one in enumerate(words.paragraphs)]
        self._form = Form((*first, Line("title", _("Title")), *texts))
        values = {str(n): one.text for n, one in enumerate(words.paragraphs)}
        self._form.clear(values | {"title": words.title} | dict.fromkeys((each.name for each in first), ""))
        self._column.insertWidget(2, self._form)
        self.setFocusProxy(self._form)

    def _label(self, one: Paragraph) -> str:
        if one.purpose:
            return _("Question: {purpose}").format(purpose=_(TITLES[one.purpose]))
        return _(_SHAPES[one.shape])

    def _save(self) -> None:
        saved = submit(self.form, self._saved)
        if saved:
            self.ended.emit(saved.id)

    def _saved(self, values: dict[str, Any]) -> Answer:
        words = Words(values["title"], tuple(self._written(values)))
        if not words.paragraphs:
            return (("0", _EMPTY),)
        if self._notice:
            return self.workspace.run(notices.edit, self._notice, words, name=mark("Notice edited"))
        language = values["language"].strip()
        if not language:
            return (("language", _NO_LANGUAGE),)
        kind = NoticeKind(values["kind"] or NoticeKind.ADULT)
        return self.workspace.run(notices.add, kind, language, words, name=mark("Notice added"))

    def _written(self, values: dict[str, Any]) -> list[Paragraph]:
        found = []
        for place, one in enumerate(self._paragraphs):
            texts = [text.strip() for text in values[str(place)].split("\n\n")]
            found += [Paragraph(one.shape, text, one.purpose) for text in texts if text]
        return found
