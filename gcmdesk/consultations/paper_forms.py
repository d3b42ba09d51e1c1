"""Guides as forms to print and fill in by hand: paragraphs with field numbers, in any language of the guide.

    form = workspace.read(paper_forms.form, version, Texts("fr"))

The numbers are those of the questions; `paper_entry` takes the answers in by them. A form asks for no name of a person.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from gcmdesk.consultations import guides
from gcmdesk.i18n import Texts, mark

Shape = Literal["heading", "text", "field", "question"]

_LINES = 6
"""Ruled lines for an answer."""
HEAD = (
    mark("Session"),
    mark("Place and date"),
    mark("Stakeholder or group (no names of persons)"),
    mark("Language of the answers"),
)
"""Fields above the questions, untranslated."""
_CONFIDENTIAL = mark("Mark with a circle around the number what was said in confidence.")
_QUOTES = mark("Put quotation marks around words that are written down exactly as they were said.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a form. A question has a `number` and `lines` to write on; a field has one line."""

    shape: Shape
    text: str
    number: int = 0
    lines: int = 0
    objectives: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A whole form."""

    title: str
    language: str
    right_to_left: bool
    paragraphs: tuple[Paragraph, ...]


def form(session: Session, version: int, texts: Texts) -> PaperForm:
    """The form of a version (row id) in a language; questions that nobody translated stand as they were written."""
    draft = guides.version(session, version).draft
    found = [Paragraph("field", texts.gettext(title), lines=1) for title in HEAD]
    found += [Paragraph("text", texts.gettext(sentence)) for sentence in (_CONFIDENTIAL, _QUOTES)]
    section = ""
    for one in draft.questions:
        if one.section and one.section != section:
            found.append(Paragraph("heading", texts.compact(one.section)))
        section = one.section
        found.append(
            Paragraph("question", guides.wording(one, texts.language.code), one.number, _LINES, one.objectives)
        )
    language = texts.language
    return PaperForm(texts.compact(draft.title), language.code, language.right_to_left, tuple(found))
