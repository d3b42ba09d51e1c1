"""What was typed and is not saved outlasts building the window anew, in another language, look or text size.

    kept = unsaved.take(screens.values())       before
    unsaved.give_back(kept, screen)             whenever a screen shows a page, which may be made only then

Of a form the fields that somebody has touched are kept, with the record that they belong to: they are shown with that
record, and never saved into another one. Of what stands outside of forms (filters, lines to type in) the texts are
kept, passphrases excepted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.screens.base import Screen
from ui.widgets.form import Form
from ui.widgets.form_fields import FormField


@dataclass(frozen=True, slots=True)
class _OfPage:
    forms: dict[tuple[tuple[str, ...], int], Any]
    """By the names of the fields, and which of the forms with these names it is."""
    texts: list[str]


Kept = dict[tuple[str, str], _OfPage]
"""By screen and page."""


def take(screens: Iterable[Screen]) -> Kept:
    """What is typed and not saved on all pages of these screens."""
    return {
        (screen.entry.id, id): _OfPage(
            {place: form.unsaved for place, form in _forms(page).items()}, [_text(field) for field in _loose(page)]
        )
        for screen in screens
        for id, page in screen.made.items()
    }


def give_back(kept: Kept, screen: Screen) -> None:
    """Type again what belongs to the pages of this screen that exist by now; it is given once."""
    for id, page in screen.made.items():
        if typed := kept.pop((screen.entry.id, id), None):
            for place, form in _forms(page).items():
                form.take_unsaved(typed.forms.get(place, {}))
            fields = _loose(page)
            for field, text in zip(fields, typed.texts, strict=False) if len(fields) == len(typed.texts) else ():
                if text and text != _text(field):
                    _show(field, text)


def _forms(page: QWidget) -> dict[tuple[tuple[str, ...], int], Form]:
    found: dict[tuple[tuple[str, ...], int], Form] = {}
    for form in page.findChildren(Form):
        names = tuple(form.fields)
        found[names, sum(other == names for other, _n in found)] = form
    return found


def _loose(page: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """The fields outside of forms, in an order that building anew does not change."""
    fields: list[QLineEdit | QPlainTextEdit] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return [field for field in fields if not _is_part(field)]


def _is_part(field: QLineEdit | QPlainTextEdit) -> bool:
    above = field.parentWidget()
    while above and not isinstance(above, FormField | QAbstractSpinBox | QComboBox):
        above = above.parentWidget()
    secret = isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal
    return above is not None or secret or field.isReadOnly()


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _show(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)
