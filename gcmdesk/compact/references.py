"""References to paragraphs and tools in the reader's language: “Guidance Tool 4” → « Guide, outil 4 »."""

import re

from gcmdesk.i18n import Texts, isolate, mark

_TERMS = {
    "CMW-CRC joint general comment": mark("CMW–CRC joint general comment"),
    "Regional review note": mark("Regional review note"),
    "guiding question": mark("guiding question"),
    "Guidance Step": mark("Guidance, step"),
    "Guidance Tool": mark("Guidance, tool"),
    "Guidance Box": mark("Guidance, box"),
    "Booklet, objective": mark("Booklet, objective"),
    "2030 Agenda": mark("2030 Agenda"),
    "paragraphs": mark("paragraphs"),
    "checklist": mark("checklist"),
    "section": mark("section"),
    "Action": mark("action"),
    "Annex": mark("Annex"),
    "GCM": mark("GCM, para."),
}
_PATTERN = re.compile("|".join(re.escape(term) for term in _TERMS))
_LETTER = re.compile(r"\(([a-n])\)")
_NUMBER = re.compile(r"\d[\d./–]*(\s?\(\w\))?")
_ARABIC_PUNCTUATION = str.maketrans({",": "،", ";": "؛"})
_ABJAD = dict(zip("abcdefghijklmn", "أبجدهوزحطيكلمن", strict=True))


def letter(latin: str, texts: Texts) -> str:
    """The letter of a sub-paragraph: Arabic documents of the United Nations count in abjad order."""
    return _ABJAD[latin] if texts.language.code == "ar" else latin


def shown(reference: str, texts: Texts) -> str:
    """A reference of the reference data (``GCM 17(b)``, ``Guidance Step 2, checklist``) as a reader sees it."""
    words = _PATTERN.sub(lambda found: texts.gettext(_TERMS[found[0]]), reference)
    letters = _LETTER.sub(lambda found: f"({letter(found[1], texts)})", words)
    if texts.language.code != "ar":
        return letters
    isolated = _NUMBER.sub(lambda found: isolate(found[0]), letters)
    return texts.digits(isolated.translate(_ARABIC_PUNCTUATION))
