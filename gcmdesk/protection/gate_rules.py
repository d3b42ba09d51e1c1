"""The rules of the release gate, one for each kind of material. Called by `protection.release` only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.i18n import mark
from gcmdesk.protection import gate_copies, gate_quotes, gate_records, gate_tables, limits, material
from gcmdesk.protection.consent import consenting
from gcmdesk.protection.limits import Limits
from gcmdesk.protection.people_records import Office
from gcmdesk.protection.people_tables import Appointment
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import (
    FirewallHolds,
    OrganisationMissing,
    Request,
    SignOffNeeded,
    Withheld,
)
from gcmdesk.workspace import clock

TEAM_ONLY = mark("Only for the facilitation team.")
_EXACT = mark("It shows exact counts of people. Draw it from the released table.")
_NOBODY_NAMED = mark("It is not said who can be recognised in it.")
_ENFORCEMENT = (
    "immigration enforcement",
    "immigration police",
    "border police",
    "border guard",
    "deportation",
    "removals directorate",
    "police aux frontieres",
    "police des frontieres",
    "police de l'immigration",
    "شرطه الحدود",
    "شرطه الهجره",
    "الترحيل",
)
"""Folded words in the name of an organisation that the firewall knows."""


@dataclass(frozen=True, slots=True)
class Relied:
    """A consent that a release relies on, and of whom."""

    purpose: Purpose
    recipient: Recipient | None
    third_party: str | None
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A table of counts as the register remembers it: before rounding, with all its categories."""

    subject: str
    dimensions: dict[str, list[str]]
    cells: list[list[Any]]


@dataclass(slots=True)
class Gate:
    """One release at work: what was asked, what the rules need to know, and what they find."""

    session: Session
    request: Request
    at: datetime
    limits: Limits
    signed: bool
    """Whether the focal point agreed."""
    withheld: list[Withheld] = field(default_factory=list)
    people: set[int] = field(default_factory=set)
    relied: list[Relied] = field(default_factory=list)
    frozen: list[Frozen] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)
    _known: dict[Any, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def at_work(cls, session: Session, request: Request) -> "Gate":
        """A gate for a request. Raises `FirewallHolds`, `OrganisationMissing` and `SignOffNeeded`."""
        at = clock.now()
        Recipient(request.recipient), Purpose(request.purpose)  # closed lists: ValueError for anything else
        if any(words in fold(request.organisation) for words in _ENFORCEMENT):
            raise FirewallHolds
        if request.recipient not in {Recipient.TEAM, Recipient.PUBLIC} and not request.organisation.strip():
            raise OrganisationMissing
        signed = request.sign_off is not None and _is_focal_point(session, request.sign_off.by, at)
        if request.sign_off is not None and not (signed and request.sign_off.because.strip()):
            raise SignOffNeeded
        if request.recipient is Recipient.PUBLIC and not signed:
            raise SignOffNeeded
        return cls(session, request, at, limits.of(session), signed)

    @property
    def smallest(self) -> int:
        """The smallest group that the recipient is shown."""
        return self.limits.smallest_group(self.request.recipient)

    def passed(self, thing: Any) -> Any:
        """What of a thing may leave. A kind without a rule is a TypeError: nothing passes by mistake."""
        rule = RULES.get(type(thing))
        if rule is None:
            raise TypeError(f"the gate knows no rule for {type(thing).__name__}")
        return rule(self, thing)

    def hold(self, count: int, principle: Principle, reason: str, about: str) -> None:
        """Note that something is withheld."""
        if count:
            self.withheld.append(Withheld(count, principle, reason, about))

    def nothing(self, title: str, count: int, principle: Principle, reason: str) -> material.Nothing:
        """Withhold a thing as a whole."""
        self.hold(count, principle, reason, title)
        return material.Nothing(title)

    def asked(self, purpose: Purpose) -> Relied:
        """The consent that counts for this release: of sharing and attribution the one that names the recipient."""
        named = purpose in {Purpose.SHARING, Purpose.ATTRIBUTION}
        third_party = self.request.organisation if purpose is Purpose.SHARING and self.request.third_party else None
        return Relied(purpose, self.request.recipient if named else None, third_party, frozenset())

    def consenting(self, purpose: Purpose) -> frozenset[int]:
        """The ids of the people whose consent to a purpose counts for this release."""
        if purpose not in self._known:
            self._known[purpose] = consenting_people(self.session, self.asked(purpose), self.at)
        return self._known[purpose]

    def consenting_query(self, purpose: Purpose) -> Any:
        """The same as SQL."""
        return _query(self.asked(purpose), self.at)

    def rely(self, purposes: Iterable[Purpose], people: Iterable[int]) -> None:
        """Note the consents that were relied on: they are asked for again at the door."""
        known = frozenset(people)
        for purpose in purposes if known else ():
            asked = self.asked(purpose)
            self.relied.append(Relied(purpose, asked.recipient, asked.third_party, known))

    def transfer(self, *, consent: bool) -> bool:
        """Whether personal data may go to this recipient; third parties need all three (guidance Tool 5)."""
        return not self.request.third_party or transfer_allowed(
            consent=consent, stated=self.request.stated, safeguards=self.request.safeguards
        )


def transfer_allowed(*, consent: bool, stated: str, safeguards: str) -> bool:
    """Transfer to third parties: explicit consent, a specified purpose and written safeguards, all three."""
    return consent and bool(stated.strip()) and bool(safeguards.strip())


def consenting_people(session: Session, asked: Relied, at: datetime | None = None) -> frozenset[int]:
    """The ids of the people whose consent stands (now)."""
    return frozenset(session.scalars(_query(asked, at or clock.now())))


def _query(asked: Relied, at: datetime) -> Any:
    return consenting(asked.purpose, at, recipient=asked.recipient, third_party=asked.third_party)


def _is_focal_point(session: Session, name: str, at: datetime) -> bool:
    """The newest appointment that has not ended."""
    query = (
        select(Appointment.name)
        .where(
            Appointment.office == Office.FOCAL_POINT.value,
            Appointment.since <= at.date(),
            Appointment.until.is_(None) | (Appointment.until >= at.date()),
        )
        .order_by(Appointment.since.desc(), Appointment.id.desc())
        .limit(1)
    )
    holder = session.scalar(query)
    return holder is not None and fold(holder) == fold(name)


def _ratings(gate: Gate, ratings: material.Ratings) -> Any:
    if gate.request.third_party:
        return gate.nothing(ratings.title, len(ratings.rows), Principle.CONFIDENTIALITY, TEAM_ONLY)
    gate.contents.append({"kind": "ratings", "title": ratings.title, "rows": len(ratings.rows)})
    return ratings


def _picture(gate: Gate, picture: material.Picture) -> Any:
    held = _why_not(gate, picture)
    if held:
        return gate.nothing(picture.title, 1, *held)
    if picture.people:
        gate.people |= set(picture.people)
        gate.rely(_picture_purposes(gate, picture), picture.people)
    gate.contents.append({"kind": "picture", "title": picture.title, "bytes": len(picture.content)})
    return picture


def _picture_purposes(gate: Gate, picture: material.Picture) -> set[Purpose]:
    declared = {leaves.purpose for column in picture.columns for leaves in column.leaves if leaves.purpose}
    own = {Purpose.RECORDING, gate.request.purpose, *declared}
    return own | {Purpose.SHARING} if gate.request.third_party else own


def _why_not(gate: Gate, picture: material.Picture) -> tuple[Principle, str] | None:
    """The first rule that keeps a picture back."""
    outside = gate.request.third_party
    reaches = {leaves.reach for column in picture.columns for leaves in column.leaves}
    people, purposes = set(picture.people), _picture_purposes(gate, picture) - {Purpose.SHARING}
    consent = not people or all(people <= gate.consenting(one) for one in purposes)
    sharing = not outside or people <= gate.consenting(Purpose.SHARING)
    rules = (
        ("never" in reaches, Principle.CONFIDENTIALITY, gate_records.STAYS),
        (outside and (picture.ratings or "team" in reaches), Principle.CONFIDENTIALITY, TEAM_ONLY),
        (outside and picture.counts and not _drawn_from_released(gate, picture), Principle.CONFIDENTIALITY, _EXACT),
        ("consent" in reaches and not people, Principle.CONSENT, _NOBODY_NAMED),
        (not consent, Principle.CONSENT, gate_records.NO_CONSENT),
        (bool(people) and not gate.transfer(consent=sharing), Principle.TRANSFER, gate_records.NO_TRANSFER),
    )
    return next(((principle, reason) for broken, principle, reason in rules if broken), None)


def _drawn_from_released(gate: Gate, picture: material.Picture) -> bool:
    from gcmdesk.protection.release import genuine  # the gate's own value; it imports these rules

    return bool(picture.drawn_from) and all(
        genuine(one)
        and isinstance(one.material, material.ReleasedCounts)
        and one.request.third_party
        and one.facts.limits.smallest_group(one.request.recipient) >= gate.smallest
        for one in picture.drawn_from
    )


def _text(gate: Gate, text: material.Text) -> Any:
    gate.contents.append({"kind": "text", "title": text.title, "paragraphs": len(text.paragraphs)})
    return text


def _several(gate: Gate, several: material.Several) -> Any:
    parts = {name: gate.passed(part) for name, part in several.parts.items()}
    return material.Several(several.title, MappingProxyType(parts))


RULES: dict[type, Callable[[Gate, Any], Any]] = {
    material.Counts: gate_tables.counts,
    material.Averages: gate_tables.averages,
    material.Records: gate_records.records,
    material.Quotes: gate_quotes.quotes,
    material.Ratings: _ratings,
    material.Picture: _picture,
    material.Text: _text,
    material.Several: _several,
    material.SentBefore: gate_copies.copy,
}
"""What the gate knows; everything else stays."""
