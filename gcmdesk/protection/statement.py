"""The statement on data protection that is printed or goes into a report: the compliance page for a class of readers.

    statement.paragraphs(page, Recipient.MINISTRY, Texts("fr"))

It is made of figures and fixed sentences and names nobody. The facilitation team reads exact figures; for anyone else a
figure that counts persons is rounded, and only said to be below the limit where it is; a 0 stays a 0.
"""

from dataclasses import dataclass
from typing import Literal

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import compliance
from gcmdesk.protection.compliance import STATUSES, Page, Principle
from gcmdesk.protection.limits import HOUSE, Limits
from gcmdesk.protection.material import Text
from gcmdesk.protection.recipients import TITLES, Recipient
from gcmdesk.protection.wording import Coarse

Kind = Literal["title", "text", "heading", "point", "open point", "signature"]

TITLE = mark("Statement on data protection")

_EXACT = mark("For the facilitation team only: figures are exact.")
_ROUNDED = mark("Figures about persons are rounded to {base}; those between 0 and {limit} are not given.")
_SOURCE = mark(
    "It is worked out from the registers of the workspace and follows the twelve principles of the guidance, and beside"
    " them what the guidance asks for the data of children."
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in the language of the statement."""

    kind: Kind
    text: str


def coarse(recipient: Recipient, limits: Limits = HOUSE) -> Coarse | None:
    """How figures about persons are said to a class of recipients; None: exactly."""
    if recipient is Recipient.TEAM:
        return None
    return Coarse(limits.smallest_group(recipient), limits.rounding)


def paragraphs(page: Page, recipient: Recipient, texts: Texts, limits: Limits = HOUSE) -> tuple[Paragraph, ...]:
    """The statement for one class of recipients, in a language. `limits` are the workspace's (`limits.of`)."""
    how = coarse(recipient, limits)
    as_of = mark("As of {day}, for: {recipient}.")
    figures = (
        texts.gettext(_EXACT)
        if how is None
        else texts.gettext(_ROUNDED).format(base=texts.number(how.rounding), limit=texts.number(how.smallest))
    )
    head = (
        Paragraph("title", texts.gettext(TITLE)),
        Paragraph(
            "text",
            texts.gettext(as_of).format(
                day=texts.date(page.as_of.astimezone().date()), recipient=texts.gettext(TITLES[recipient])
            ),
        ),
        Paragraph("text", texts.gettext(_SOURCE)),
        Paragraph("text", figures),
    )
    body = [part for one in (*page.principles, page.children) for part in _principle(one, how, texts)]
    signature = texts.gettext(mark("Place, date and signature of the data protection focal point"))
    return (*head, *body, Paragraph("signature", signature))


def _principle(principle: Principle, how: Coarse | None, texts: Texts) -> list[Paragraph]:
    name, status = compliance.title(principle.id, texts), texts.gettext(STATUSES[principle.status])
    heading = texts.gettext(mark("{principle}: {status}")).format(principle=name, status=status)
    return [
        Paragraph("heading", heading),
        *(Paragraph("point", line.text(texts, how)) for line in principle.does),
        *(Paragraph("open point", point.line.text(texts, how)) for point in principle.open),
    ]


def material(statement: tuple[Paragraph, ...]) -> Text:
    """The statement as the release gate takes it."""
    return Text(statement[0].text, tuple(one.text for one in statement[1:]))
