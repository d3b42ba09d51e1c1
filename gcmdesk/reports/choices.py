"""Closed lists that a report is chosen from, and that its tables hold."""

from enum import StrEnum

from gcmdesk.i18n import mark


class Marking(StrEnum):
    """How sensitive a report is; stands on every page."""

    NONE = ""
    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"


MARKINGS = {
    Marking.NONE: "",
    Marking.PUBLIC: mark("PUBLIC"),
    Marking.INTERNAL: mark("FOR INTERNAL USE"),
    Marking.RESTRICTED: mark("RESTRICTED"),
    Marking.CONFIDENTIAL: mark("CONFIDENTIAL"),
}
"""Untranslated, as they are printed."""


class Place(StrEnum):
    """Where the author's own words stand in a section."""

    INTRODUCTION = "introduction"
    CONCLUSION = "conclusion"


PLACES = {Place.INTRODUCTION: mark("Introduction"), Place.CONCLUSION: mark("Conclusion")}


class Status(StrEnum):
    """How far a report is."""

    DRAFT = "draft"
    FINAL = "final"


STATUSES = {Status.DRAFT: mark("Draft"), Status.FINAL: mark("Final")}
