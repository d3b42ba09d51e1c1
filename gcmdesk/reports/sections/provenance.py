"""Where the report comes from, so that somebody can check it: what it is about, when it was made, from which state."""

from gcmdesk import __version__
from gcmdesk.i18n import mark
from gcmdesk.protection import purposes
from gcmdesk.reports.blocks import Block, Control, Paragraph
from gcmdesk.reports.scoping import described
from gcmdesk.reports.section import Given, Section, nothing

_HOW = mark(
    "This report was drawn up by rules from one workspace at one moment. The check sum of this file stands in the"
    " transfer register of the workspace, beside the name of the recipient and the list of what was withheld."
)


def build(given: Given) -> tuple[Block, ...]:
    """Sentences and a table."""
    texts, facts = given.texts, given.facts
    moment = facts.moment.astimezone()
    entries = (
        (mark("Drawn up"), f"{texts.date(moment.date())}, {texts.time(moment)}"),
        (mark("About"), described(given.spec.scope, texts)),
        (mark("Purpose"), given.say(purposes.TITLES[given.spec.purpose])),
        (mark("Software"), f"gcmdesk {__version__}"),
        (mark("State of the workspace"), given.say(mark("change {n}"), n=texts.number(facts.sequence))),
        (mark("Link of the audit chain"), facts.head.hex()),
    )
    table = tuple((given.say(name), value) for name, value in entries)
    return (Paragraph(given.say(_HOW)), Control(given.say(mark("Provenance")), table))


SECTION = Section("provenance", mark("Provenance"), nothing, build, framing=True)
