"""Who can receive what leaves the workspace: a closed list; immigration enforcement is not on it, for good."""

from enum import StrEnum

from gcmdesk.i18n import mark


class Recipient(StrEnum):
    """A class of recipients; every export names one."""

    PARTICIPANTS = "participants"
    TEAM = "team"
    LOCAL_AUTHORITY = "local authority"
    MINISTRY = "ministry"
    PARTNER = "partner"
    PUBLIC = "public"


TITLES = {
    Recipient.PARTICIPANTS: mark("Participants"),
    Recipient.TEAM: mark("Facilitation team"),
    Recipient.LOCAL_AUTHORITY: mark("Local authority"),
    Recipient.MINISTRY: mark("Ministry"),
    Recipient.PARTNER: mark("Donor or UN partner"),
    Recipient.PUBLIC: mark("Public"),
}
"""Untranslated titles, in the order in which they are offered."""
