"""The statement on data protection that is printed or goes into a report: the compliance page for a class of readers.

    statement.paragraphs(page, Recipient.MINISTRY, Texts("fr"))

It is made of figures and fixed sentences and names nobody. The facilitation team reads exact figures; for anyone else a
figure that counts persons is rounded, and only said to be below the limit where it is.
"""

from dataclasses import dataclass
from typing import Literal

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import compliance
from gcmdesk.protection.compliance import STATUSES, Page, Principle
from gcmdesk.protection.recipients import TITLES, Recipient

Kind = Literal["title", "text", "heading", "point", "open point", "signature"]

TITLE = mark("Statement on data protection")

_EXACT = mark("For the facilitation team only: figures are exact.")
_ROUNDED = mark("Figures about persons are rounded to 5; below {limit} they are not given.")
_SOURCE = mark(
    "It is worked out from the registers of the workspace and follows the twelve principles of the guidance."
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in the language of the statement."""

    kind: Kind
    text: str


def limit(recipient: Recipient) -> int | None:
    """The smallest figure about persons that a class of recipients may see; None: any (PROTECTION, "Release gate")."""
    if recipient is Recipient.TEAM:
        return None
    return 5 if recipient is Recipient.PARTNER else 10


def paragraphs(page: Page, recipient: Recipient, texts: Texts, stricter: int = 0) -> tuple[Paragraph, ...]:
    """The statement for one class of recipients, in a language. Whoever lets it out enters the release.

    `stricter` is the limit that the workspace has set for itself; a lower one than the house's changes nothing.
    """
    house = limit(recipient)
    least = None if house is None else max(house, stricter)
    as_of = mark("As of {day}, for: {recipient}.")
    figures = _EXACT if least is None else _ROUNDED
    head = (
        Paragraph("title", texts.gettext(TITLE)),
        Paragraph(
            "text",
            texts.gettext(as_of).format(
                day=texts.date(page.as_of.astimezone().date()), recipient=texts.gettext(TITLES[recipient])
            ),
        ),
        Paragraph("text", texts.gettext(_SOURCE)),
        Paragraph("text", texts.gettext(figures).format(limit=texts.number(least or 0))),
    )
    body = [part for one in (*page.principles, page.children) for part in _principle(one, least, texts)]
    signature = texts.gettext(mark("Place, date and signature of the data protection focal point"))
    return (*head, *body, Paragraph("signature", signature))


def _principle(principle: Principle, least: int | None, texts: Texts) -> list[Paragraph]:
    name, status = compliance.title(principle.id, texts), texts.gettext(STATUSES[principle.status])
    heading = texts.gettext(mark("{principle}: {status}")).format(principle=name, status=status)
    return [
        Paragraph("heading", heading),
        *(Paragraph("point", line.text(texts, least)) for line in principle.does),
        *(Paragraph("open point", point.line.text(texts, least)) for point in principle.open),
    ]
