"""References to paragraphs and tools in the reader's language: “Guidance Tool 4” → « Guide, outil 4 »."""

import re

from gcmdesk.i18n import Texts, mark

_TERMS = {
    "CMW-CRC joint general comment": mark("CMW–CRC joint general comment"),
    "Regional review note": mark("Regional review note"),
    "guiding question": mark("guiding question"),
    "Guidance Step": mark("Guidance, step"),
    "Guidance Tool": mark("Guidance, tool"),
    "Guidance Box": mark("Guidance, box"),
    "Booklet, objective": mark("Booklet, objective"),
    "paragraphs": mark("paragraphs"),
    "checklist": mark("checklist"),
    "section": mark("section"),
    "Action": mark("action"),
    "Annex": mark("Annex"),
    "GCM": mark("GCM, para."),
}
_PATTERN = re.compile("|".join(re.escape(term) for term in _TERMS))


def shown(reference: str, texts: Texts) -> str:
    """A reference of the reference data (``GCM 17(b)``, ``Guidance Step 2, checklist``) as a reader sees it."""
    return texts.digits(_PATTERN.sub(lambda found: texts.gettext(_TERMS[found[0]]), reference))
