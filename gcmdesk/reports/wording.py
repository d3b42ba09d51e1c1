"""The language of a report: independent of the screen, and written as official documents are."""

from gcmdesk.i18n import ENGLISH, Texts


def of(language: str) -> Texts:
    """Texts, dates and numbers; English ones as the United Nations write them: 12 January 2026; a, b and c."""
    return Texts(language, territory="GB" if language == ENGLISH.code else None)
