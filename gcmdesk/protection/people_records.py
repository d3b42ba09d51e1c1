"""The closed lists of the consent model, and people, receipts and notices as screens and services hold them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gcmdesk.i18n import mark
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient

Problem = tuple[str, str]
"""A field and the untranslated message about it."""


class AgeBand(StrEnum):
    """Age in bands; a date of birth is never asked."""

    UNDER_12 = "under 12"
    FROM_12 = "12-15"
    FROM_16 = "16-17"
    ADULT = "18 or over"
    FROM_18 = "18-24"
    FROM_25 = "25-39"
    FROM_40 = "40-59"
    FROM_60 = "60 or over"


CHILDREN = (AgeBand.UNDER_12, AgeBand.FROM_12, AgeBand.FROM_16)
"""Under 18: consent is the child's assent together with a guardian."""


class Basis(StrEnum):
    """On what ground a person's record is kept (guidance Tool 5, "Lawful and fair collection")."""

    CONSENT = "consent"
    PUBLIC_INTEREST = "public interest"
    LEGAL_DUTY = "legal duty"
    VITAL_INTEREST = "vital interest"


class Answer(StrEnum):
    """What a receipt says, the less safe first: where two receipts cannot be ordered, the last of them counts."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """Where a person stands for one purpose."""

    NEVER_ASKED = "never asked"
    GIVEN = "given"
    EXPIRED = "expired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Capacity(StrEnum):
    """In what capacity a person answers (guidance Tool 5, "Consent")."""

    ADULT = "adult"
    CHILD = "child"
    SUPPORTED = "supported"
    NOT_POSSIBLE = "not possible"


class Method(StrEnum):
    """How the answer was given."""

    SIGNED = "signed paper"
    SPOKEN = "spoken before a witness"
    THUMBPRINT = "thumbprint"
    GUARDIAN = "guardian"


class NoticeKind(StrEnum):
    """Whom a notice speaks to."""

    ADULT = "adult"
    CHILD = "child"


class Office(StrEnum):
    """Who must be named before the first personal record (guidance Tool 5, "Oversight")."""

    OVERSIGHT = "oversight body"
    FOCAL_POINT = "focal point"


AGE_TITLES = {
    AgeBand.UNDER_12: mark("Under 12"),
    AgeBand.FROM_12: mark("12 to 15"),
    AgeBand.FROM_16: mark("16 to 17"),
    AgeBand.ADULT: mark("18 or over"),
    AgeBand.FROM_18: mark("18 to 24"),
    AgeBand.FROM_25: mark("25 to 39"),
    AgeBand.FROM_40: mark("40 to 59"),
    AgeBand.FROM_60: mark("60 or over"),
}
BASIS_TITLES = {
    Basis.CONSENT: mark("Consent of the person"),
    Basis.PUBLIC_INTEREST: mark("Task in the public interest"),
    Basis.LEGAL_DUTY: mark("Legal duty"),
    Basis.VITAL_INTEREST: mark("Life or safety of a person"),
}
STATE_TITLES = {
    State.NEVER_ASKED: mark("Not asked yet"),
    State.GIVEN: mark("Given"),
    State.EXPIRED: mark("Expired"),
    State.REFUSED: mark("Refused"),
    State.WITHDRAWN: mark("Withdrawn"),
}
CAPACITY_TITLES = {
    Capacity.ADULT: mark("Adult"),
    Capacity.CHILD: mark("Child’s assent with a guardian"),
    Capacity.SUPPORTED: mark("Decision with support"),
    Capacity.NOT_POSSIBLE: mark("Consent not possible"),
}
METHOD_TITLES = {
    Method.SIGNED: mark("Signed on paper"),
    Method.SPOKEN: mark("Spoken before a witness"),
    Method.THUMBPRINT: mark("Thumbprint"),
    Method.GUARDIAN: mark("Through the guardian"),
}
OFFICE_TITLES = {
    Office.OVERSIGHT: mark("Oversight body"),
    Office.FOCAL_POINT: mark("Data protection focal point"),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer as it was recorded; it never changes."""

    id: int
    person: int
    purpose: Purpose
    answer: Answer
    capacity: Capacity
    method: Method
    notice_version: int
    language: str
    time: datetime
    place: str
    expires: date | None
    third_party: str
    recipients: tuple[Recipient, ...]
