"""Sessions, notes, codes, evidence and scores, for reports that tell of them."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from gcmdesk.consultations import codebook, coding, evidence
from gcmdesk.consultations.coding_records import EvidenceDraft, ThemeDraft
from gcmdesk.consultations.session_tables import Headcount, Invitation
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.priorities import criteria, decisions, raters, rounds, scores
from gcmdesk.priorities.decisions import Chosen
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundDraft
from gcmdesk.stakeholders.tables import Stakeholder

NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)
KINDS = ("need", "challenge", "opportunity", "proposal")
RATERS = 12


def fill(session):
    """Three sessions, 24 notes (four of nobody in particular) on objectives 7 and 15, one evidence set, 12 raters."""
    groups = session.scalars(select(Stakeholder.id).order_by(Stakeholder.id)).all()
    for number in range(3):
        session.add(Consultation(title=f"Session {number + 1}", day=date(2026, 2, 4 + number), status="closed"))
    session.flush()
    held = session.scalars(select(Consultation.id).order_by(Consultation.id)).all()
    for session_id, women, men in zip(held, (12, 20, 3), (11, 3, 14), strict=True):
        for category, count in (("women", women), ("men", men)):
            session.add(Headcount(consultation_id=session_id, dimension="sex", category=category, count=count))
        session.add(Headcount(consultation_id=session_id, dimension="all", category="all", count=women + men))
        session.add(Invitation(consultation_id=session_id, stakeholder_id=groups[1], state="attended", people=14))
    for number in range(24):
        session.add(
            Note(
                consultation_id=held[number // 8],
                stakeholder_id=None if number % 6 == 0 else groups[number % len(groups)],
                said=NOON + timedelta(minutes=number),
                kind=KINDS[number % 4],
                verbatim=number % 6 == 0,
                text=f"words {number}",
                language="en",
            )
        )
    session.flush()
    notes = session.scalars(select(Note.id).order_by(Note.id)).all()
    fifteen, seven = codebook.entry(session, objective=15), codebook.entry(session, objective=7)
    schools = codebook.add(session, ThemeDraft("School places", parent=fifteen)).id
    papers = codebook.add(session, ThemeDraft("Papers at the counter", parent=fifteen)).id
    coding.code(session, schools, notes[:14])
    coding.code(session, papers, [notes[1]])
    coding.code(session, seven, notes[14:20])
    evidence.add(session, EvidenceDraft("School places are short"), notes[:8])
    prioritise(session)


def prioritise(session):
    """Twelve raters score four objectives in one round; 15 is chosen."""
    criteria.install(session)
    by = [one.id for one in criteria.all_of(session)]
    asked = rounds.add(session, RoundDraft("scores", "First scores", date(2026, 2, 20))).id
    who = [raters.add(session, RaterDraft("group", f"Table {n}", people=3)).id for n in range(RATERS)]
    for rater in who:
        values = {(objective, one): 5 - at for at, objective in enumerate((15, 7, 3, 1)) for one in by}
        scores.put_sheet(session, asked, rater, values)
    made = decisions.begin(session, "Objectives to begin with").id
    decisions.choose(session, made, Chosen(15, "Named in every session."))
