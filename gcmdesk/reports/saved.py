"""Saved reports: what was chosen, the author's own words, and the versions that went out.

Each function is for `Workspace.run` or `Workspace.read`. Own words survive when the report is made again; `outdated`
says which of them were written about something that has changed since.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk import i18n
from gcmdesk.consultations.tables import Consultation
from gcmdesk.i18n import mark
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_tables import Release
from gcmdesk.reports import outlines
from gcmdesk.reports.choices import Marking, Place, Status
from gcmdesk.reports.section import Scope, Spec
from gcmdesk.reports.tables import Issue, OwnText, SavedReport
from gcmdesk.stakeholders.tables import Territory
from gcmdesk.workspace import clock, journal
from gcmdesk.workspace.base import Row

Problem = tuple[str, str]

LONGEST = 100_000
"""Characters of one of the author's own texts."""
_TEXTS = ("title", "subtitle", "organisation", "stated", "safeguards", "author", "territory")


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved report in the list."""

    id: int
    title: str
    """Empty where it has none of its own."""
    outline: str
    language: str
    recipient: Recipient
    organisation: str
    versions: int
    """How many went out."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A version that went out; `entry` is its line in the transfer register."""

    version: int
    entry: int
    left: datetime
    organisation: str
    changed: bool
    """Whether the report would tell something else today; False where that was not asked."""


def problems(spec: Spec) -> tuple[Problem, ...]:
    """What keeps a report from being saved: (field, untranslated message); empty when nothing does."""
    found: list[Problem] = []
    known = {one.id: one for one in outlines.OUTLINES}
    if spec.outline not in known:
        found.append(("outline", mark("Choose a kind of report from the list.")))
    elif set(spec.sections) - {one.id for one in known[spec.outline].sections}:
        found.append(("sections", mark("Choose sections of this kind of report.")))
    if spec.language not in {one.code for one in i18n.LANGUAGES}:
        found.append(("language", mark("Choose a language from the list.")))
    if spec.recipient not in {Recipient.TEAM, Recipient.PUBLIC} and not spec.organisation.strip():
        found.append(("organisation", mark("Enter the name of the organisation or of the group.")))
    if spec.scope.since and spec.scope.until and spec.scope.until < spec.scope.since:
        found.append(("until", mark("The last day lies before the first.")))
    if any(len(one) > LONGEST for one in (*spec.own.values(), *(getattr(spec, name) for name in _TEXTS))):
        found.append(("own", mark("This text is too long. Shorten it.")))
    return tuple(found)


def save(session: Session, spec: Spec, report: int = 0) -> int:
    """Write a new report (0) or a changed one, without its own words (`write`); returns its id.

    Problems are a ValueError, an unknown report a NoResultFound.
    """
    if found := problems(spec):
        raise ValueError(", ".join(field for field, _message in found))
    if report:
        row = session.scalars(select(SavedReport).where(SavedReport.id == report)).one()
    else:
        row = SavedReport(outline=spec.outline)
        session.add(row)
    for name in ("outline", "language", *_TEXTS):
        setattr(row, name, getattr(spec, name).strip())
    row.recipient, row.purpose = spec.recipient.value, spec.purpose.value
    row.marking, row.status = spec.marking.value, spec.status.value
    row.sections = "\n".join(spec.sections)
    scope = spec.scope
    row.since, row.until = scope.since, scope.until
    row.consultations = _uuids(session, Consultation, scope.consultations)
    row.territories = _uuids(session, Territory, scope.territories)
    row.objectives = "\n".join(f"{one:02}" for one in sorted(scope.objectives))
    session.flush()
    return row.id


def load(session: Session, report: int) -> Spec:
    """What was chosen, with the author's words and the number of the next version. Unknown: NoResultFound."""
    row = session.scalars(select(SavedReport).where(SavedReport.id == report)).one()
    newest = session.scalar(select(func.max(Issue.version)).where(Issue.report_id == report)) or 0
    scope = Scope(
        row.since,
        row.until,
        _ids(session, Consultation, row.consultations),
        _ids(session, Territory, row.territories),
        frozenset(map(int, row.objectives.split())),
    )
    return Spec(
        outline=row.outline,
        language=row.language,
        recipient=Recipient(row.recipient),
        purpose=Purpose(row.purpose),
        marking=Marking(row.marking),
        status=Status(row.status),
        version=newest + 1,
        sections=tuple(row.sections.split()),
        scope=scope,
        own=MappingProxyType({(one.section, Place(one.place)): one.words for one in _texts(session, report)}),
        **{name: getattr(row, name) for name in _TEXTS},
    )


def listed(session: Session) -> tuple[Listed, ...]:
    """All saved reports, the newest first."""
    versions = select(func.count()).where(Issue.report_id == SavedReport.id).scalar_subquery()
    query = select(SavedReport, versions).order_by(SavedReport.id.desc())
    return tuple(
        Listed(row.id, row.title, row.outline, row.language, Recipient(row.recipient), row.organisation, count)
        for row, count in session.execute(query)
    )


def write(session: Session, report: int, section: str, place: Place, words: str, basis: bytes | None = None) -> None:
    """Write the author's words; empty ones take them away. `basis` is the section's fingerprint, where it is known.

    An unknown section is a KeyError, words that are too long a ValueError.
    """
    owner = session.scalars(select(SavedReport).where(SavedReport.id == report)).one()
    outlines.by_id(owner.outline).chosen((section.partition("/")[0],))
    if len(words) > LONGEST:
        raise ValueError("words")
    identity = clock.joint_uuid(owner.uuid, section.encode(), b"/", place.encode())
    row = session.scalars(select(OwnText).where(OwnText.uuid == identity)).one_or_none()
    if not words.strip():
        if row:
            session.delete(row)
        return
    if row is None:
        row = OwnText(uuid=identity, report_id=report, section=section, place=place.value)
        session.add(row)
    row.words, row.basis = words.strip(), basis


def outdated(session: Session, report: int, fingerprints: Mapping[str, bytes]) -> tuple[tuple[str, Place], ...]:
    """Which own words were written about something that the section tells differently now (or no longer tells)."""
    return tuple(
        (one.section, Place(one.place))
        for one in _texts(session, report)
        if one.basis is not None and fingerprints.get(one.section) != one.basis
    )


def delete(session: Session, report: int) -> None:
    """Delete a report that never went out, with its words; undo brings it back. One that went out is a ValueError."""
    if session.scalar(select(Issue.id).where(Issue.report_id == report).limit(1)):
        raise ValueError("this report went out")
    for row in _texts(session, report):
        session.delete(row)
    session.flush()
    session.delete(session.scalars(select(SavedReport).where(SavedReport.id == report)).one())


def note_sent(session: Session, report: int, entry: int, version: int, fingerprints: Mapping[str, bytes]) -> None:
    """Remember that a version went out under this entry of the transfer register. Undo does not take it back."""
    session.add(Issue(report_id=report, release_id=entry, version=version, basis=whole(fingerprints)))
    session.flush()
    journal.never_undone(session)


def note_sent_again(session: Session, entry: int, before: int) -> None:
    """Remember that the version that went out under the entry `before` went out again."""
    for one in session.scalars(select(Issue).where(Issue.release_id == before)).all():
        session.add(Issue(report_id=one.report_id, release_id=entry, version=one.version, basis=one.basis))
    session.flush()
    journal.never_undone(session)


def sent(session: Session, report: int, fingerprints: Mapping[str, bytes] | None = None) -> tuple[Sent, ...]:
    """The versions that went out, the newest first; with today's fingerprints also whether they still hold."""
    now = whole(fingerprints) if fingerprints is not None else None
    query = (
        select(Issue.version, Issue.release_id, Release.left, Release.organisation, Issue.basis)
        .join(Release, Release.id == Issue.release_id)
        .where(Issue.report_id == report)
        .order_by(Issue.id.desc())
    )
    return tuple(
        Sent(version, entry, left, organisation, now is not None and basis != now)
        for version, entry, left, organisation, basis in session.execute(query)
    )


def whole(fingerprints: Mapping[str, bytes]) -> bytes:
    """One digest of all sections."""
    return hashlib.sha256(b"".join(id.encode() + one for id, one in sorted(fingerprints.items()))).digest()


def _texts(session: Session, report: int) -> tuple[OwnText, ...]:
    return tuple(session.scalars(select(OwnText).where(OwnText.report_id == report).order_by(OwnText.id)))


def _uuids(session: Session, kind: type[Row], ids: Iterable[int]) -> str:
    found = session.scalars(select(kind.uuid).where(kind.id.in_(list(ids))))
    return "\n".join(sorted(one.hex() for one in found))


def _ids(session: Session, kind: type[Row], packed: str) -> frozenset[int]:
    """Rows that are gone meanwhile drop out."""
    uuids = [bytes.fromhex(one) for one in packed.split()]
    return frozenset(session.scalars(select(kind.id).where(kind.uuid.in_(uuids)))) if uuids else frozenset()
