"""Paper for the room: score sheets, ballots and tally lists, as plain text that a screen prints.

Each function is for `Workspace.read`; texts are in the language of the screens. Sheets carry nobody's name.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.i18n import compact, current, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.priorities import criteria, rounds, votes
from gcmdesk.priorities.criteria import SavedCriterion
from gcmdesk.priorities.rounds import SavedRound

_WIDE = "\u00a0\u00a0"
"""Room for a pen beside a letter."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: a title, what to do, and a grid; empty cells are for the pen."""

    title: str
    paragraphs: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What the columns and their levels mean: a heading with its lines."""


def of_round(session: Session, number: int) -> Sheet:
    """The sheet of a round of any kind; an unknown row id is a LookupError."""
    own = next((one for one in rounds.all_of(session) if one.id == number), None)
    if own is None:
        raise LookupError(number)
    if own.kind == "scores":
        return _score_sheet(session, own)
    return _ballot(session, own) if own.kind == "ballots" else _tally_list(session, own)


def _score_sheet(session: Session, own: SavedRound) -> Sheet:
    asked = [one for one in criteria.all_of(session) if one.points > 0]
    texts = current()
    letters = _("A B C D E F G H I J K L").split()  # narrow columns leave the objectives their room
    letters += [texts.number(place) for place in range(len(letters) + 1, len(asked) + 1)]
    return Sheet(
        own.title,
        (
            _("Give each objective 0 to 5 in each column. Leave a field blank where you have no answer."),
            _("Do not write your name."),
        ),
        (_("No."), _("Objective"), *(f"{_WIDE}{letter}{_WIDE}" for letter in letters[: len(asked)])),
        tuple((texts.number(key), title, *("" for _one in asked)) for key, title in _objectives(session)),
        tuple(
            (
                _asked(letter, one),
                tuple(f"{texts.number(level)}  {anchor}" for level, anchor in enumerate(one.anchors)),
            )
            for letter, one in zip(letters, asked, strict=False)
        ),
    )


def _asked(letter: str, one: SavedCriterion) -> str:
    """A criterion under the letter of its column."""
    title = _("{letter} – {criterion}").format(letter=letter, criterion=one.title)
    return _("{criterion}: {question}").format(criterion=title, question=one.question) if one.question else title


def _ballot(session: Session, own: SavedRound) -> Sheet:
    how = ngettext(
        "Write {n} in front of the objective that should come first.",
        "Write 1 in front of the objective that should come first, 2 for the next, up to {n}. You may stop earlier.",
        own.places,
    ).format(n=current().number(own.places))
    return Sheet(
        own.title,
        (how, _("Do not write your name.")),
        (_("Your rank"), _("No."), _("Objective")),
        tuple(("", current().number(key), title) for key, title in _objectives(session)),
    )


def _tally_list(session: Session, own: SavedRound) -> Sheet:
    if own.kind == "dots":
        how = ngettext(
            "Each person has {n} dot. Several may go to one objective.",
            "Each person has {n} dots. Several may go to one objective.",
            own.places,
        ).format(n=current().number(own.places))
    else:
        how = _("Read out each objective and count the raised hands.")
    return Sheet(
        own.title,
        (how,),
        (_("No."), _("Objective"), _("Votes")),
        tuple((current().number(key), title, "") for key, title in _objectives(session)),
    )


def _objectives(session: Session) -> list[tuple[int, str]]:
    return [(key, compact(library.load().objective(key).title)) for key in votes.choices(session)]
