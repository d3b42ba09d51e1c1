"""A workspace with groups, sessions, people and consents, and any number of codings, to count in."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.consultations import codebook, coding
from gcmdesk.consultations.coding_records import ThemeDraft
from gcmdesk.consultations.session_tables import Invitation
from gcmdesk.consultations.tables import Coding, Consultation, Note, Theme
from gcmdesk.protection.purposes import Purpose
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, opening
from gcmdesk.workspace.keys import Parameters
from tests.gcmdesk.release import world as people

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
GROUPS = ("diasporas", "employers", "migrants")
WORDS = ("guardian", "harvest", "permit", "school", "réfugiés")


def new(folder):
    """12 notes in three sessions; ids: sessions 1 to 3, stakeholders 1 to 3, themes 1 to 4.

    Themes: objective 15, "Schools" below it, "Care" below that, and "Papers" at the top.
    """
    around = opening.Surroundings((Parameters(8, 1, 1),), folder / "notes")
    workspace = opening.create(folder / "a.gcmdesk", "x", around)
    workspace.run(fill, name="Prepared")
    return workspace


def fill(session):
    for number, kind in enumerate(GROUPS):
        session.add(Stakeholder(name=f"Group {number}", kind=kind))
    for number in range(3):
        session.add(Consultation(title=f"Session {number}", day=date(2026, 4 + number, 4)))
    session.flush()
    for number in range(3):
        session.add(Invitation(consultation_id=1, stakeholder_id=1 + number, state="attended", people=12 * number))
    for number in range(12):
        session.add(
            Note(
                consultation_id=1 + number // 4,
                stakeholder_id=(None, 1, 2, 3)[number % 4],
                said=NOON + timedelta(minutes=number),
                kind=("need", "challenge", "")[number % 3],
                language=("en", "fr")[number % 2],
                text=f"{WORDS[number % 5]} {WORDS[number % 3]} number{number}",
            )
        )
    session.flush()
    objective = codebook.entry(session, objective=15)
    schools = codebook.add(session, ThemeDraft("Schools", parent=objective))
    codebook.add(session, ThemeDraft("Care", parent=schools.id))
    codebook.add(session, ThemeDraft("Papers"))


def code(session, codings):
    """(theme, note, coder) triples."""
    for theme, note, coder in codings:
        coding.code(session, theme, [note], coder)


def code_anew(session, codings):
    """The same, and no others."""
    bulk.delete(session, Coding, session.scalars(select(Coding.id)).all())
    code(session, codings)


def speakers(session):
    """Verbatim notes: 1 and 2 of people who consent to quotes, 3 of one who does not, 4 of nobody, 5 in confidence."""
    version = people.offices(session)
    consenting = [people.person(session, version, f"P-{n}", Purpose.SYNTHESIS, Purpose.QUOTE) for n in range(2)]
    silent = people.person(session, version, "P-9", Purpose.TAKE_PART)
    for note, one in ((1, consenting[0]), (2, consenting[1]), (3, silent), (4, None), (5, None)):
        row = session.get_one(Note, note)
        row.person_id, row.verbatim, row.confidential = one, True, note == 5


def every_coding(session):
    """Theme, note, and everything a naive model needs to count: group, session, kind, language, month."""
    query = (
        select(Coding.theme_id, Note, Stakeholder.kind, Consultation.day)
        .join(Note, Note.id == Coding.note_id)
        .join(Consultation, Consultation.id == Note.consultation_id)
        .outerjoin(Stakeholder, Stakeholder.id == Note.stakeholder_id)
    )
    return [
        (theme, note.id, group or "", note.consultation_id, note.kind, note.language, f"{day:%Y-%m}")
        for theme, note, group, day in session.execute(query)
    ]


def parents(session):
    return dict(session.execute(select(Theme.id, Theme.parent_id)).all())
