"""The closed lists of the registers of duties, with their untranslated titles in the order they are offered.

The tables' CHECK constraints are made of them, so a value outside of them cannot be written by anybody.
"""

from enum import StrEnum

from gcmdesk.i18n import mark


class Sensitivity(StrEnum):
    """How much harm paper does in the wrong hands; it drives the measures (`paper.MEASURES`)."""

    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"
    HIGH = "high"


SENSITIVITIES = {
    Sensitivity.ORDINARY: mark("Ordinary: names of officials or organisations"),
    Sensitivity.SENSITIVE: mark("Sensitive: names or signatures of participants"),
    Sensitivity.HIGH: mark("High: children, or words that could put somebody at risk"),
}


class Category(StrEnum):
    """A kind of personal record that has a review date of its own."""

    PEOPLE = "people"
    RECEIPTS = "receipts"
    SHEETS = "sheets"
    NOTES = "notes"
    CONTACTS = "contacts"
    PAPER = "paper"
    REQUESTS = "requests"
    INCIDENTS = "incidents"
    UNDERTAKINGS = "undertakings"
    REPORTS = "reports"


CATEGORIES = {
    Category.PEOPLE: mark("People and their identities"),
    Category.RECEIPTS: mark("Consent receipts"),
    Category.SHEETS: mark("Signed sheets, photos and recordings"),
    Category.NOTES: mark("Notes linked to a person"),
    Category.CONTACTS: mark("Contact persons of stakeholders"),
    Category.PAPER: mark("Paper records"),
    Category.REQUESTS: mark("Requests of data subjects"),
    Category.INCIDENTS: mark("Incidents"),
    Category.UNDERTAKINGS: mark("Undertakings of confidentiality"),
    Category.REPORTS: mark("Copies of reports that were sent"),
}


class Outcome(StrEnum):
    """What a review of a category ended with."""

    DESTROYED = "destroyed"
    ANONYMISED = "anonymised"
    EXTENDED = "extended"


OUTCOMES = {
    Outcome.DESTROYED: mark("Destroyed"),
    Outcome.ANONYMISED: mark("Made anonymous"),
    Outcome.EXTENDED: mark("Kept longer, for the benefit of the persons"),
}


class Wish(StrEnum):
    """What a data subject asks for."""

    ACCESS = "access"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    ERASURE = "erasure"
    COMPLAINT = "complaint"


WISHES = {
    Wish.ACCESS: mark("See what is held about them"),
    Wish.CORRECTION: mark("Have something corrected"),
    Wish.WITHDRAWAL: mark("Withdraw consent"),
    Wish.ERASURE: mark("Have everything erased"),
    Wish.COMPLAINT: mark("Complain"),
}


class Way(StrEnum):
    """How a request reached the team."""

    IN_PERSON = "in person"
    TELEPHONE = "telephone"
    MESSAGE = "message"
    LETTER = "letter"
    SOMEBODY = "somebody else"


WAYS = {
    Way.IN_PERSON: mark("In person"),
    Way.TELEPHONE: mark("By telephone"),
    Way.MESSAGE: mark("By message or e-mail"),
    Way.LETTER: mark("By letter"),
    Way.SOMEBODY: mark("Through somebody they trust"),
}


class Identity(StrEnum):
    """How it was made sure who asks. No document is copied or described."""

    KNOWN = "known"
    QUESTION = "question"
    SEEN = "document seen"
    TRUSTED = "vouched for"


IDENTITIES = {
    Identity.KNOWN: mark("Somebody of the team knows the person"),
    Identity.QUESTION: mark("The person knew what only they can know"),
    Identity.SEEN: mark("A document was looked at and given back; nothing of it was kept"),
    Identity.TRUSTED: mark("A guardian or an organisation they trust vouched for them"),
}


class Stage(StrEnum):
    """A step in dealing with a request."""

    IDENTITY = "identity"
    WORK = "work"
    OVERSIGHT = "oversight"
    REFUSED_PART = "refused in part"
    REFUSED = "refused"
    ANSWERED = "answered"
    CLOSED = "closed"


STAGES = {
    Stage.IDENTITY: mark("Identity checked"),
    Stage.WORK: mark("Step taken"),
    Stage.OVERSIGHT: mark("Passed to the oversight body"),
    Stage.REFUSED_PART: mark("Answered, refused in part"),
    Stage.REFUSED: mark("Refused"),
    Stage.ANSWERED: mark("Answered"),
    Stage.CLOSED: mark("Closed"),
}


class Cause(StrEnum):
    """What happened in an incident."""

    LOST_DEVICE = "lost device"
    LOST_PAPER = "lost paper"
    WRONG_RECIPIENT = "wrong recipient"
    INTRUSION = "intrusion"
    PRESSURE = "pressure"
    DAMAGE = "damage"
    OTHER = "other"


CAUSES = {
    Cause.LOST_DEVICE: mark("A computer, phone or drive was lost or stolen"),
    Cause.LOST_PAPER: mark("Paper was lost or stolen"),
    Cause.WRONG_RECIPIENT: mark("Something went to the wrong recipient"),
    Cause.INTRUSION: mark("Somebody saw or copied what they had no right to"),
    Cause.PRESSURE: mark("Somebody was pressed to hand data over"),
    Cause.DAMAGE: mark("Data were destroyed or altered by mistake"),
    Cause.OTHER: mark("Something else"),
}


class Band(StrEnum):
    """How many persons an incident concerns; never an exact number."""

    UNKNOWN = "not known"
    NOBODY = "nobody"
    FEW = "1-9"
    TENS = "10-49"
    MANY = "50-249"
    MORE = "250 or more"


BANDS = {
    Band.UNKNOWN: mark("Not known yet"),
    Band.NOBODY: mark("Nobody"),
    Band.FEW: mark("Fewer than 10"),
    Band.TENS: mark("10 to 49"),
    Band.MANY: mark("50 to 249"),
    Band.MORE: mark("250 or more"),
}


class Act(StrEnum):
    """A step in dealing with an incident."""

    MEASURE = "measure"
    NOTIFIED = "notified"
    INFORMED = "persons informed"
    NOT_INFORMED = "persons not informed"
    CLOSED = "closed"


ACTS = {
    Act.MEASURE: mark("Measure taken"),
    Act.NOTIFIED: mark("Oversight body or authority notified"),
    Act.INFORMED: mark("Persons informed"),
    Act.NOT_INFORMED: mark("Persons not informed, with reason"),
    Act.CLOSED: mark("Closed, with what was learned"),
}


class Period(StrEnum):
    """A period that the workspace sets for itself."""

    REQUEST_DAYS = "request days"
    UNDERTAKING_MONTHS = "undertaking months"


PERIODS = {
    Period.REQUEST_DAYS: mark("Days to answer a request of a data subject"),
    Period.UNDERTAKING_MONTHS: mark("Months for which an undertaking of confidentiality is valid"),
}
