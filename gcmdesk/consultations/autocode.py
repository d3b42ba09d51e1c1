"""Coding by a search: what would be coded is shown first, then done in one passage that can be undone.

found = workspace.read(autocode.preview, theme, "guardian* -football")
workspace.job(progress, autocode.apply, theme, found.new, name=mark("{count} notes coded"))
workspace.job(progress, autocode.by_rules, rules, name=mark("{count} notes coded"))      many search lines at once
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations import coding
from gcmdesk.consultations.coding_records import Found
from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.jobs import Progress
from gcmdesk.workspace import search

_SAMPLES = 20


def preview(session: Session, theme: int, query: str, coder: str = "", consultation: int | None = None) -> Found:
    """The notes that a search line finds and that do not have the theme yet. NoResultFound for a theme unknown."""
    session.scalars(select(Theme.id).where(Theme.id == theme)).one()
    found = select(Note.id).where(Note.id.in_(search.matching(session, query, Note))).order_by(Note.id)
    if consultation is not None:
        found = found.where(Note.consultation_id == consultation)
    hits = session.scalars(found).all()
    had = set(session.scalars(select(Coding.note_id).where(Coding.theme_id == theme, Coding.coder == coder)))
    new = tuple(note for note in hits if note not in had)
    best = [hit.row for hit in search.find(session, query, _SAMPLES * 4, kinds=[Note])]
    wanted = set(new)
    samples = [note for note in best if note in wanted][:_SAMPLES]
    return Found(new, len(hits) - len(new), tuple(samples or new[:_SAMPLES]))


def by_rules(session: Session, progress: Progress, rules: Sequence[tuple[int, str]], coder: str = "") -> int:
    """Give each theme to the notes that its search line finds; a theme can have several. Returns how many were new."""
    given = 0
    for number, (theme, query) in enumerate(rules, 1):
        given += coding.code(session, theme, preview(session, theme, query, coder).new, coder)
        progress.report(number, len(rules))
    return given


def apply(session: Session, progress: Progress, theme: int, notes: tuple[int, ...], coder: str = "") -> int:
    """Give the theme to these notes, those of a preview; returns how many were new."""
    progress.report(0, len(notes))
    given = coding.code(session, theme, notes, coder)
    progress.report(len(notes), len(notes))
    return given
