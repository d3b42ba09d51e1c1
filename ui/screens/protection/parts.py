"""What the pages about people have in common: handing a whole form in, names of languages, widgets in a column."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import LANGUAGES
from gcmdesk.jobs import Outcome
from ui import theme
from ui.answers import Answer
from ui.widgets.form import Form

Choices = list[tuple[str, str]]


def submit(form: Form, keep: Callable[[dict[str, Any]], Answer]) -> Any | None:
    """Hand a whole form in; returns what was saved, or None where something is wrong, which is then shown.

    `keep` gives an outcome, or the problems of a draft.
    """
    values = form.submitted()
    if values is None:
        return None
    answer = keep(values)
    if isinstance(answer, Outcome):
        return answer.result if answer.ok else None
    form.show_problems([problem for problem in answer or () if not isinstance(problem, str)])
    return None


def language_title(code: str) -> str:
    """What a language is called in the language of the screen; what is no code stays as it is."""
    return str(i18n.current().locale.languages.get(code, code))


def print_languages() -> Choices:
    """The languages of the program, each in its own name."""
    return [(language.code, language.name) for language in LANGUAGES]


def column(*widgets: QWidget, spacing: int = 12) -> QWidget:
    """Widgets below each other."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.current().px(spacing))
    for widget in widgets:
        layout.addWidget(widget)
    return holder
