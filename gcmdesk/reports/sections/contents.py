"""The contents."""

from gcmdesk.i18n import mark
from gcmdesk.reports.blocks import Block, Contents, PageBreak
from gcmdesk.reports.section import Given, Section, nothing


def build(given: Given) -> tuple[Block, ...]:
    """On a page of their own; what follows begins on the next."""
    return (Contents(given.say(mark("Contents"))), PageBreak())


SECTION = Section("contents", mark("Contents"), nothing, build, framing=True, headed=False, new_page=True)
