"""The contents stay on one page: only as deep as fits."""

import pytest

from gcmdesk.compact import library
from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import assembling, numbering
from gcmdesk.reports.blocks import Contents, Heading
from gcmdesk.reports.section import Spec

TITLES = [one.title for one in library.load().objectives]


def depth(*headings, asked=2):
    (contents,) = [
        one for one in numbering.fitted((Contents("Contents", asked), *headings)) if isinstance(one, Contents)
    ]
    return contents.depth


def test_a_short_report_shows_all_levels():
    assert depth(Heading("One"), Heading("Two", 2), Heading("Three", 3)) == 2
    assert depth(Heading("One"), Heading("Two", 2), Heading("Three", 3), asked=3) == 3


def test_the_23_objectives_with_their_chapters_do_not_fit():
    chapters = [Heading(f"Chapter {n}") for n in range(10)]
    assert depth(*chapters, *(Heading(one, 2) for one in TITLES)) == 1
    assert depth(*chapters, *(Heading(one, 2) for one in TITLES[:9])) == 2


@pytest.mark.parametrize("lines", [36, 37])
def test_it_is_counted_in_lines(lines):
    assert depth(*(Heading("x", 2) for _line in range(lines))) == (2 if lines == 36 else 1)


def test_level_one_is_always_there():
    assert depth(*(Heading("x") for _line in range(200))) == 1


def test_what_people_told_of_stands_in_the_sentence(told):
    said = repr(told.read(assembling.prepare, Spec("synthesis"), FileState()).report.blocks)
    assert "What people told of: " in said
    assert "needs (in " in said
    assert "Need (in " not in said
