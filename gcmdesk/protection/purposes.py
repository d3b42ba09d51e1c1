"""What personal data may be used for: a closed list. A new purpose needs a new consent (guidance Tool 5, "Consent")."""

from enum import StrEnum

from gcmdesk.i18n import mark


class Purpose(StrEnum):
    """One use that a person says yes or no to; each has consent receipts of its own."""

    TAKE_PART = "take part"
    SYNTHESIS = "synthesis"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    RECORDING = "recording"
    SHARING = "sharing"
    CONTACT = "contact"


TITLES = {
    Purpose.TAKE_PART: mark("Take part and be recorded"),
    Purpose.SYNTHESIS: mark("Contribution used in the synthesis"),
    Purpose.QUOTE: mark("Word-for-word quote"),
    Purpose.ATTRIBUTION: mark("Named by role or name"),
    Purpose.RECORDING: mark("Photo or audio"),
    Purpose.SHARING: mark("Sharing with a named third party"),
    Purpose.CONTACT: mark("Being contacted again"),
}
"""Untranslated titles, in the order in which a person is asked."""
