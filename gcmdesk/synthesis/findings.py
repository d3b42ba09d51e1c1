"""What reports say per objective, and what an evidence set resolves to; nothing here that notes do not say.

    found = workspace.read(findings.by_objective, Scope(usable_at=now))
    found[15].sessions, found[15].groups                   for "in 7 sessions, by 4 groups"
    workspace.read(findings.resolve, None, now)            every evidence set: E-014 with its notes

Counts are of notes, sessions and groups, never of people. Quotes are handed to the release gate
(`Evidence.quotes` are `material.Quote`); the gate decides which may leave, and how much is said of the speaker.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import carrying, codebook, evidence
from gcmdesk.consultations.coding_records import Cited
from gcmdesk.consultations.coding_tables import EvidenceNote
from gcmdesk.consultations.session_tables import Invitation
from gcmdesk.consultations.tables import Coding, Note
from gcmdesk.jobs import Progress
from gcmdesk.protection import consent
from gcmdesk.protection.material import Quote
from gcmdesk.protection.people_tables import Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.synthesis.scope import GROUP, NOBODY, Scope

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where some notes come from."""

    notes: tuple[int, ...]
    """Row ids, in the order they were said."""
    sessions: Mapping[int, int]
    """Notes by session (row id)."""
    groups: Mapping[str, int]
    """Notes by Tool 1 group; those of nobody in particular under ""."""
    stakeholders: frozenset[int]
    kinds: Mapping[str, int]
    """Notes by kind: need, challenge …; "" where nobody said."""
    languages: Mapping[str, int]

    @property
    def named_groups(self) -> int:
        """How many groups they come from."""
        return sum(one != NOBODY for one in self.groups)


@dataclass(frozen=True, slots=True)
class Heard:
    """Where one theme, or one kind of contribution, was heard. Only counts that notes carry can be made of it."""

    notes: tuple[int, ...]
    """Row ids."""
    sessions: frozenset[int]
    groups: Mapping[str, frozenset[str]]
    """Tool 1 groups that spoke of it, each with the kinds that its notes have; nobody in particular is left out."""
    nameless: bool
    """Whether some of it was said by nobody in particular."""


@dataclass(frozen=True, slots=True)
class ObjectiveFindings:
    """What was said about one objective of the Compact, or what lies below it in the code book."""

    objective: int
    sources: Sources
    themes: Mapping[int, int]
    """Notes by theme (row id): the objective itself, its actions, and the team's themes below."""
    only_group: Mapping[int, str]
    """Themes that come from a single group, with that group: views of few, which must not be lost."""
    evidence: tuple[str, ...]
    """Ids (``E-014``) of the evidence sets that hold any of these notes."""
    by_theme: Mapping[int, Heard]
    by_kind: Mapping[str, Heard]
    """Kinds that somebody gave; untagged notes are not in it."""
    by_group: Mapping[str, Heard]
    """Tool 1 groups; nobody in particular is not in it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An evidence set and what it stands on."""

    id: int
    code: str
    title: str
    sources: Sources
    cited: tuple[Cited, ...]
    quotes: tuple[Quote, ...]
    """Verbatim notes, not said in confidence; where a person is behind one, with standing consent to quotes. Their
    `group` is the id of a Tool 1 group."""
    quoted: tuple[int, ...]
    """The note (row id) behind each of `quotes`."""
    held: tuple[Quote, ...]
    """The quotes that wait for consent, or were said in confidence: the gate counts them as withheld."""
    unconsented: int
    """Verbatim notes without such a consent, or said in confidence."""
    objectives: tuple[int, ...]
    """Numbers of the objectives that its notes are coded to."""


class _Origin(NamedTuple):
    """Where a note comes from. A tuple, because there are as many as notes."""

    session: int
    stakeholder: int | None
    group: str
    kind: str
    language: str


def by_objective(
    session: Session,
    scope: Scope = Scope(),  # noqa: B008 - frozen
    progress: Progress | None = None,
) -> dict[int, ObjectiveFindings]:
    """What was said, by number of the objective; objectives of which nobody spoke are left out.

    Raises `Cancelled` when `progress` was cancelled.
    """
    progress = progress or Progress()
    objective_of = codebook.objectives(codebook.themes(session))
    pairs = select(Coding.theme_id, Coding.note_id).distinct().where(Coding.theme_id.in_(objective_of))
    if not scope.everything:
        pairs = pairs.where(Coding.note_id.in_(select(Note.id).where(*scope.conditions())))
    notes: dict[int, dict[int, None]] = defaultdict(dict)
    with_theme: dict[int, list[int]] = defaultdict(list)
    for theme, note in _watched(session.execute(pairs.order_by(Coding.theme_id, Coding.note_id)), progress):
        with_theme[theme].append(note)
        notes[objective_of[theme]][note] = None
    origins = dict(_watched(_read_origins(session, *scope.conditions()), progress))
    rank = {note: number for number, note in enumerate(origins)}
    cited = _sets_of_notes(session)
    return {
        objective: ObjectiveFindings(
            objective,
            _sources(sorted(said, key=rank.__getitem__), origins),
            {theme: len(with_theme[theme]) for theme in with_theme if objective_of[theme] == objective},
            {
                theme: group
                for theme, given in with_theme.items()
                if objective_of[theme] == objective and (group := _single(given, origins))
            },
            tuple(sorted({code for note in said for code in cited.get(note, ())}, key=_by_code)),
            {theme: _heard(given, origins) for theme, given in with_theme.items() if objective_of[theme] == objective},
            _parted(said, origins, "kind"),
            _parted(said, origins, "group"),
        )
        for objective, said in _watched(sorted(notes.items()), progress, 1)
    }


def resolve(
    session: Session,
    sets: Sequence[int] | None,
    at: datetime,
    scope: Scope = Scope(),  # noqa: B008 - frozen
) -> tuple[Evidence, ...]:
    """Evidence sets (row ids; None for all) with their sources and quotes, as consents stand at the moment `at`.

    Notes outside of the scope do not count; a set keeps its id and its title.
    """
    wanted = [one for one in evidence.sets(session) if sets is None or one.id in set(sets)]
    cited = _within(session, scope, evidence.cited(session, [one.id for one in wanted]))
    notes = sorted({each.note for one in wanted for each in cited[one.id]})
    origins = _origins_of(session, notes)
    quotable = _Quotable(session, notes, at)
    objectives = _objectives_of_notes(session, notes)
    return tuple(
        Evidence(
            one.id,
            one.code,
            one.title,
            _sources([each.note for each in cited[one.id]], origins),
            cited[one.id],
            *quotable.of(one.code, cited[one.id]),
            sum(quotable.refused(each.note) for each in cited[one.id]),
            tuple(sorted({number for each in cited[one.id] for number in objectives.get(each.note, ())})),
        )
        for one in wanted
    )


def sources(session: Session, notes: Sequence[int]) -> Sources:
    """Where these notes come from."""
    return _sources(notes, _origins_of(session, notes))


def quoted(session: Session, notes: Sequence[int], at: datetime) -> tuple[Quote, ...]:
    """What was said word for word in these notes, in their order, for the gate; also what it will hold back."""
    words: dict[int, str] = {}
    for part in carrying.parts(notes):
        words.update(session.execute(select(Note.id, Note.text).where(Note.id.in_(part), Note.verbatim)).all())
    cited = [Cited(note, 0, 0, words[note]) for note in dict.fromkeys(notes) if note in words]
    return _Quotable(session, notes, at).numbered(cited)


@dataclass(frozen=True, slots=True)
class _Said:
    """A verbatim note, and who said it."""

    person: int | None
    confidential: bool
    language: str
    group: str
    role: str
    region: str
    age_band: str


class _Quotable:
    """Which notes may be put to the gate as quotes, and what is known about who said them."""

    def __init__(self, session: Session, notes: Sequence[int], at: datetime) -> None:
        consenting = set(session.scalars(consent.consenting(Purpose.QUOTE, at)))
        self._said = {note: said for part in carrying.parts(notes) for note, said in _said(session, part)}
        self._held = {
            note
            for note, said in self._said.items()
            if said.confidential or (said.person is not None and said.person not in consenting)
        }
        self._sizes = group_sizes(session)

    def refused(self, note: int) -> bool:
        return note in self._held

    def of(self, code: str, cited: Iterable[Cited]) -> tuple[tuple[Quote, ...], tuple[int, ...], tuple[Quote, ...]]:
        """Numbered within their set (``E-014/2``): those that are free, their notes, and those that are held."""
        verbatim = [one for one in cited if one.words and one.note in self._said]
        free = [one for one in verbatim if one.note not in self._held]
        held = [one for one in verbatim if one.note in self._held]
        return (
            tuple(self._quote(f"{code}/{number}", one) for number, one in enumerate(free, 1)),
            tuple(one.note for one in free),
            tuple(self._quote(f"{code}/{number}", one) for number, one in enumerate(held, len(free) + 1)),
        )

    def numbered(self, cited: Sequence[Cited]) -> tuple[Quote, ...]:
        """All of them, by their place in the list."""
        digits = len(str(len(cited)))
        return tuple(self._quote(f"{number:0{digits}}", one) for number, one in enumerate(cited, 1))

    def _quote(self, reference: str, one: Cited) -> Quote:
        said = self._said[one.note]
        return Quote(
            reference,
            one.words,
            said.person,
            role=said.role,
            group=said.group,
            group_size=self._sizes.get(said.group),
            region=said.region,
            age_band=said.age_band,
            language=said.language,
            confidential=said.confidential,
        )


def _said(session: Session, notes: Sequence[int]) -> Iterator[tuple[int, _Said]]:
    told = tuple(func.coalesce(one, "") for one in (Person.role, Person.region, Person.age_band))
    query = select(Note.id, Note.person_id, Note.confidential, Note.language, GROUP, told[0], told[1], told[2])
    query = query.outerjoin(Stakeholder, Stakeholder.id == Note.stakeholder_id)
    query = query.outerjoin(Person, Person.id == Note.person_id).where(Note.verbatim, Note.id.in_(notes))
    for note, person, confidential, language, group, role, region, age_band in session.execute(query):
        yield note, _Said(person, confidential, language, group, role, region, age_band)


def group_sizes(session: Session) -> dict[str, int]:
    """By Tool 1 group, the most people of each group who came to one session: so many there are at least."""
    came = (
        select(Stakeholder.kind, func.sum(Invitation.people).label("people"))
        .join(Invitation, Invitation.stakeholder_id == Stakeholder.id)
        .where(Invitation.people.is_not(None))
        .group_by(Invitation.consultation_id, Stakeholder.kind)
        .subquery("came")
    )
    return dict(session.execute(select(came.c.kind, func.max(came.c.people)).group_by(came.c.kind)).all())


def _watched(rows: Iterable[T], progress: Progress, every: int = 5000) -> Iterator[T]:
    """The same, until somebody cancels; how much there is, is not known."""
    for number, row in enumerate(rows):
        if number % every == 0:
            progress.report(0)
        yield row


def _origins_of(session: Session, notes: Sequence[int]) -> dict[int, _Origin]:
    return {
        note: origin for part in carrying.parts(notes) for note, origin in _read_origins(session, Note.id.in_(part))
    }


def _read_origins(session: Session, *wanted: ColumnElement[bool]) -> Iterator[tuple[int, _Origin]]:
    """In the order the notes were said."""
    query = select(Note.id, Note.consultation_id, Note.stakeholder_id, GROUP, Note.kind, Note.language)
    query = query.outerjoin(Stakeholder, Stakeholder.id == Note.stakeholder_id).where(*wanted)
    for note, consultation, stakeholder, group, kind, language in session.execute(query.order_by(Note.said, Note.id)):
        yield note, _Origin(consultation, stakeholder, group, kind, language)


def _sources(notes: Sequence[int], origins: Mapping[int, _Origin]) -> Sources:
    known = [origins[note] for note in notes]
    return Sources(
        tuple(notes),
        Counter(one.session for one in known),
        Counter(one.group for one in known),
        frozenset(one.stakeholder for one in known if one.stakeholder is not None),
        Counter(one.kind for one in known),
        Counter(one.language for one in known),
    )


def _heard(notes: Iterable[int], origins: Mapping[int, _Origin]) -> Heard:
    said = tuple(notes)
    known = [origins[note] for note in said]
    groups: dict[str, set[str]] = {}
    for group, kind in {(one.group, one.kind) for one in known}:
        groups.setdefault(group, set()).add(kind)
    nameless = groups.pop(NOBODY, None) is not None
    sessions = frozenset(one.session for one in known)
    return Heard(said, sessions, {one: frozenset(kinds) for one, kinds in groups.items()}, nameless)


def _parted(notes: Iterable[int], origins: Mapping[int, _Origin], by: str) -> dict[str, Heard]:
    parts: dict[str, list[int]] = {}
    for note in notes:
        if part := getattr(origins[note], by):
            parts.setdefault(part, []).append(note)
    return {part: _heard(said, origins) for part, said in parts.items()}


def _within(session: Session, scope: Scope, cited: Mapping[int, tuple[Cited, ...]]) -> Mapping[int, tuple[Cited, ...]]:
    """Only what the scope lets in."""
    if scope.everything:
        return cited
    notes = sorted({one.note for given in cited.values() for one in given})
    kept = {
        note
        for part in carrying.parts(notes)
        for note in session.scalars(select(Note.id).where(Note.id.in_(part), *scope.conditions()))
    }
    return {id: tuple(one for one in given if one.note in kept) for id, given in cited.items()}


def _single(notes: Iterable[int], origins: Mapping[int, _Origin]) -> str:
    """The group of these notes, where all come from the same one."""
    groups = set[str]()
    for note in notes:
        groups.add(origins[note].group)
        if len(groups) > 1:
            return NOBODY
    return groups.pop() if groups else NOBODY


def _objectives_of_notes(session: Session, notes: Sequence[int]) -> dict[int, set[int]]:
    objective_of = codebook.objectives(codebook.themes(session))
    query = select(Coding.note_id, Coding.theme_id).distinct()
    found: dict[int, set[int]] = defaultdict(set)
    for part in carrying.parts(notes):
        for note, theme in session.execute(query.where(Coding.note_id.in_(part))):
            if theme in objective_of:
                found[note].add(objective_of[theme])
    return found


def _sets_of_notes(session: Session) -> dict[int, list[str]]:
    sets = {one.id: one.code for one in evidence.sets(session)}
    found: dict[int, list[str]] = defaultdict(list)
    for one, note in session.execute(select(EvidenceNote.evidence_set_id, EvidenceNote.note_id)):
        found[note].append(sets[one])
    return found


def _by_code(code: str) -> tuple[str, int]:
    head, _dash, number = code.rpartition("-")
    return head, int(number)
