"""What was withheld from this recipient, and by which principle of data protection."""

from gcmdesk.i18n import mark
from gcmdesk.protection import principles
from gcmdesk.reports.blocks import Block, Column, Paragraph, Role, Table
from gcmdesk.reports.section import Given, Section, nothing

_WHY = mark(
    "People and organizations trusted those who asked them. What is listed here is kept back for that reason; a line"
    " says how many entries it is about, never what they are."
)


def build(given: Given) -> tuple[Block, ...]:
    """A table, or the sentence that nothing was."""
    if not given.facts.withheld:
        return (Paragraph(given.say(mark("Nothing was withheld from this report."))),)
    columns = (
        Column(given.say(mark("Where")), 2.2),
        Column(given.say(mark("Entries")), 0.8, figures=True),
        Column(given.say(mark("Principle")), 1.4),
        Column(given.say(mark("Reason")), 3),
    )
    rows = tuple(
        (
            one.about,
            given.texts.number(one.count),
            given.say(principles.TITLES[one.principle]),
            given.say(one.reason),
        )
        for one in given.facts.withheld
    )
    return (Paragraph(given.say(_WHY)), Table(columns, rows), Paragraph(given.say(_SOURCE), Role.SOURCE))


_SOURCE = mark("The principles are those of Tool 5 of the guidance.")

SECTION = Section("withheld", mark("What was withheld"), nothing, build, framing=True)
