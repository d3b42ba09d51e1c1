"""A workspace with two sessions, a few notes and a code book, to code in."""

from datetime import UTC, date, datetime, timedelta

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.consultations import codebook
from gcmdesk.consultations.coding_records import ThemeDraft
from gcmdesk.consultations.tables import Coding, Consultation, Note
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
TEXTS = (
    "Children wait nine months for a guardian.",
    "The permit office is far from the harvest.",
    "الأطفال بحاجة إلى وصي 👩‍👧 الآن",
    "Nobody told us about the guardian.",
)


def new(folder, name="a"):
    """A new workspace with the notes of `TEXTS` (ids 1 to 4, two a session) and the themes `Care` and `Papers`."""
    around = opening.Surroundings((Parameters(8, 1, 1),), folder / f"notes-{name}")
    workspace = opening.create(folder / f"{name}.gcmdesk", "x", around)
    workspace.run(fill, name="Prepared")
    return workspace


def fill(session):
    for number, title in enumerate(("Kick-off", "Harvest")):
        session.add(Consultation(title=title, day=date(2026, 5, 4 + number)))
    session.flush()
    for number, text in enumerate(TEXTS):
        said = NOON + timedelta(days=number // 2, minutes=number)
        session.add(Note(consultation_id=1 + number // 2, said=said, text=text, kind="need", language="en"))
    session.flush()
    codebook.add(session, ThemeDraft("Care"))
    codebook.add(session, ThemeDraft("Papers"))


def rows(session):
    """Every coding but for its row id and clocks."""
    found = session.query(Coding).order_by(Coding.note_id, Coding.theme_id, Coding.coder, Coding.place)
    return [
        (one.uuid, one.note_id, one.theme_id, one.coder, one.start, one.stop, one.seal, one.place, one.memo)
        for one in found
    ]
