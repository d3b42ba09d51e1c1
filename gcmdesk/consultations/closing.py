"""What is still open when a session ends: shown before it is closed. For `Workspace.read`.

found = workspace.read(closing.check, session, clock.now())
found.clear, found.sentences(), found.flagged …
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import attendance
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.attendance import Mismatch
from gcmdesk.consultations.neighbours import STAKEHOLDER
from gcmdesk.consultations.session_tables import UnfinishedLine
from gcmdesk.consultations.tables import Coding, Consultation, Note
from gcmdesk.i18n import current, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import consent
from gcmdesk.protection.people_records import State
from gcmdesk.protection.purposes import Purpose


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, by row ids; empty where nothing is open."""

    empty: bool
    """Nobody took a note."""
    unsent: bool = False
    """A line was typed and never sent; closing drops it."""
    untagged: tuple[int, ...] = ()
    """Notes without a kind."""
    uncoded: tuple[int, ...] = ()
    """Notes without any objective, principle or theme."""
    flagged: tuple[int, ...] = ()
    nameless_quotes: tuple[int, ...] = ()
    """Word for word, but nobody is recorded who could have consented."""
    without_consent: tuple[int, ...] = ()
    """Word for word, of people whose consent to being quoted does not stand."""
    stubs: tuple[int, ...] = ()
    """Stakeholders that spoke or were invited and that nobody has described yet."""
    unanswered: tuple[int, ...] = ()
    """Stakeholders of whom nobody recorded whether they came."""
    mismatches: tuple[Mismatch, ...] = ()
    not_recorded: tuple[str, ...] = ()
    """Dimensions of headcounts of which nothing is recorded."""

    @property
    def clear(self) -> bool:
        """Whether nothing is open."""
        return self == Findings(empty=False)

    def sentences(self) -> tuple[tuple[str, str], ...]:
        """What is open, in the language of the screens: names of the fields above and sentences."""
        found = [("empty", _("Nobody took a note in this session."))] if self.empty else []
        if self.unsent:
            found.append(("unsent", _("A line was typed and not sent. Closing the session drops it.")))
        found += [(name, text) for name, text in _counted(self) if getattr(self, name)]
        for one in self.mismatches:
            counted, total = current().number(one.counted), current().number(one.total)
            sentence = _(one.sentence[1]).format(counted=counted, total=total)
            found.append(("mismatches", current().titled(_(lists.DIMENSIONS[one.dimension]), sentence)))
        return tuple(found)


def _counted(found: Findings) -> tuple[tuple[str, str], ...]:
    untagged, uncoded, flagged = len(found.untagged), len(found.uncoded), len(found.flagged)
    nameless, without, stubs = len(found.nameless_quotes), len(found.without_consent), len(found.stubs)
    unanswered, missing = len(found.unanswered), len(found.not_recorded)
    counted = (
        ("untagged", untagged, ngettext("{n} note has no kind.", "{n} notes have no kind.", untagged)),
        (
            "uncoded",
            uncoded,
            ngettext("{n} note has no objective or theme.", "{n} notes have no objective or theme.", uncoded),
        ),
        ("flagged", flagged, ngettext("{n} note is flagged.", "{n} notes are flagged.", flagged)),
        (
            "nameless_quotes",
            nameless,
            ngettext("{n} quote has nobody who could consent.", "{n} quotes have nobody who could consent.", nameless),
        ),
        (
            "without_consent",
            without,
            ngettext("{n} quote is without consent.", "{n} quotes are without consent.", without),
        ),
        (
            "stubs",
            stubs,
            ngettext("{n} stakeholder is only a name so far.", "{n} stakeholders are only names so far.", stubs),
        ),
        (
            "unanswered",
            unanswered,
            ngettext(
                "Of {n} stakeholder nobody recorded whether it came.",
                "Of {n} stakeholders nobody recorded whether they came.",
                unanswered,
            ),
        ),
        (
            "not_recorded",
            missing,
            ngettext("{n} headcount is not recorded.", "{n} headcounts are not recorded.", missing),
        ),
    )
    return tuple((name, text.format(n=current().number(count))) for name, count, text in counted)


def check(session: Session, consultation: int, at: datetime) -> Findings:
    """What is open in a session at the aware moment `at`. An unknown session is NoResultFound."""
    session.get_one(Consultation, consultation)
    columns = (Note.id, Note.kind, Note.flagged, Note.verbatim, Note.person_id, Note.stakeholder_id)
    coded = exists().where(Coding.note_id == Note.id)
    query = select(*columns, coded.label("coded")).where(Note.consultation_id == consultation)
    notes = session.execute(query.order_by(Note.said, Note.id)).all()
    quoted = {row.person_id for row in notes if row.verbatim and row.person_id is not None}
    states = consent.states(session, quoted, at)
    invited = attendance.invitations(session, consultation)
    around = {row.stakeholder_id for row in notes} | {one.stakeholder for one in invited}
    counts = attendance.headcounts(session, consultation)
    unsent = select(func.trim(UnfinishedLine.text)).where(UnfinishedLine.consultation_id == consultation)
    return Findings(
        empty=not notes,
        unsent=bool(session.scalars(unsent).one_or_none()),
        untagged=tuple(row.id for row in notes if not row.kind),
        uncoded=tuple(row.id for row in notes if not row.coded),
        flagged=tuple(row.id for row in notes if row.flagged),
        nameless_quotes=tuple(row.id for row in notes if row.verbatim and row.person_id is None),
        without_consent=tuple(
            row.id
            for row in notes
            if row.verbatim and row.person_id is not None and states[row.person_id, Purpose.QUOTE] is not State.GIVEN
        ),
        stubs=_stubs(session, around),
        unanswered=tuple(one.stakeholder for one in invited if one.state in {"invited", "accepted"}),
        mismatches=attendance.mismatches(counts),
        not_recorded=tuple(name for name in lists.DIMENSIONS if name not in counts),
    )


def _stubs(session: Session, stakeholders: Iterable[int | None]) -> tuple[int, ...]:
    columns = STAKEHOLDER.c
    wanted = [one for one in stakeholders if one is not None]
    query = select(columns.id).where(columns.id.in_(wanted), columns.stub == 1, columns.archived == 0)
    return tuple(session.scalars(query.order_by(columns.name, columns.id)))


def without_notes(session: Session, today: date) -> tuple[int, ...]:
    """Sessions whose day is over and that have no note: held and never written up, or never held."""
    noted = exists().where(Note.consultation_id == Consultation.id)
    query = select(Consultation.id).where(Consultation.day < today, ~noted)
    return tuple(session.scalars(query.order_by(Consultation.day, Consultation.id)))
