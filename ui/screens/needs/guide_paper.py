"""A guide as a form on paper: field numbers, lines to write on, in any language of the screens."""

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.consultations.paper_forms import PaperForm
from gcmdesk.i18n import Texts
from ui.printing import Paper, Paragraph, Part, Title, print_it

_RULE = "_" * 72
_FIELD = "_" * 40


def paper(form: PaperForm, *, large: bool = False) -> Paper:
    """The form as pages."""
    texts = Texts(form.language)
    parts: list[Part] = []
    for one in form.paragraphs:
        if one.shape == "heading":
            parts.append(Title(one.text, 2))
        elif one.shape == "text":
            parts.append(Paragraph(one.text))
        elif one.shape == "field":
            parts.append(Paragraph(f"{one.text}: {_FIELD}"))
        else:
            parts.append(Paragraph(f"{texts.number(one.number)}. {one.text}", bold=True))
            parts += [Paragraph(_RULE)] * one.lines
    return Paper(form.title, tuple(parts), large=large, language=form.language)


def print_form(parent: QWidget, form: PaperForm, *, large: bool) -> None:
    """Ask for a printer and print the form."""
    print_it(parent, paper(form, large=large))


def languages() -> list[tuple[str, str]]:
    """In which languages a form can be printed."""
    return [(one.code, one.name) for one in i18n.LANGUAGES]
