"""The twelve data protection principles of the guidance (Tool 5), as names for what the gate withholds and why."""

from enum import StrEnum

from gcmdesk.i18n import mark


class Principle(StrEnum):
    """One of the twelve."""

    FIREWALLS = "firewalls"
    FAIR_COLLECTION = "fair collection"
    SPECIFIED_PURPOSE = "specified purpose"
    DATA_QUALITY = "data quality"
    CONSENT = "consent"
    TRANSFER = "transfer"
    CONFIDENTIALITY = "confidentiality"
    ACCESS = "access"
    SECURITY = "security"
    RETENTION = "retention"
    APPLICATION = "application"
    OVERSIGHT = "oversight"


TITLES = {
    Principle.FIREWALLS: mark("Firewalls"),
    Principle.FAIR_COLLECTION: mark("Lawful and fair collection"),
    Principle.SPECIFIED_PURPOSE: mark("Specified purpose"),
    Principle.DATA_QUALITY: mark("Data quality"),
    Principle.CONSENT: mark("Consent"),
    Principle.TRANSFER: mark("Transfer to third parties"),
    Principle.CONFIDENTIALITY: mark("Confidentiality"),
    Principle.ACCESS: mark("Access and transparency"),
    Principle.SECURITY: mark("Data security"),
    Principle.RETENTION: mark("Retention"),
    Principle.APPLICATION: mark("Application to paper and electronic records"),
    Principle.OVERSIGHT: mark("Oversight, compliance, remedies"),
}
"""Untranslated titles, in the order of the guidance."""
