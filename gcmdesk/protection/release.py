"""The release gate: whatever leaves the workspace passes here, and comes out as a `Released` value or not at all.

    request = Request(Recipient.MINISTRY, Purpose.SYNTHESIS, "Ministry of Labour")
    released = workspace.read(release.release, material, request)
    released.material, released.withheld

Consent is no licence: limits, firewall and transfer gate hold where consent is ticked. Rules: PROTECTION, "Release
gate"; guidance Tool 5. A new kind of material is one more entry of `gate_rules.RULES`.
"""

import weakref
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NoReturn, TypeVar

from sqlalchemy.orm import Session

from gcmdesk.protection import gate_rules
from gcmdesk.protection.gate_rules import Frozen, Relied
from gcmdesk.protection.release_records import ConsentChanged, Request, Withheld
from gcmdesk.workspace.audit import FIRST_LINK
from gcmdesk.workspace.journal import connection_of

T_co = TypeVar("T_co", covariant=True)

_SEAL = object()
_GENUINE: "weakref.WeakSet[Released[Any]]" = weakref.WeakSet()
_HEAD = "SELECT id, link FROM passage ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a release beside its material."""

    request: Request
    withheld: tuple[Withheld, ...]
    moment: datetime
    sequence: int
    """Where the journal stood when the gate decided."""
    head: bytes
    """The audit chain's link there."""
    limits: Any
    people: frozenset[int]
    """Whose personal data is in it, by id."""
    relied: tuple[Relied, ...]
    """The consents it relies on."""
    frozen: tuple[Frozen, ...]
    """Tables of counts, as they are remembered."""
    contents: tuple[dict[str, Any], ...]
    """What it holds, for the register."""


class Released(Generic[T_co]):
    """Material that may leave, for one class of recipients and one purpose. Only the gate makes it."""

    __slots__ = ("__weakref__", "_facts", "_material")

    def __init__(self, material: T_co, facts: Facts, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only the release gate releases")
        object.__setattr__(self, "_material", material)
        object.__setattr__(self, "_facts", facts)
        _GENUINE.add(self)

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("only the release gate releases")

    def __setattr__(self, _name: str, _value: object) -> NoReturn:
        raise AttributeError("what was released does not change")

    def __delattr__(self, _name: str) -> NoReturn:
        raise AttributeError("what was released does not change")

    def __reduce__(self) -> NoReturn:
        raise TypeError("only the release gate releases")

    @property
    def material(self) -> T_co:
        """What may leave."""
        return self._material  # type: ignore[attr-defined,no-any-return]

    @property
    def facts(self) -> Facts:
        """For whom, what for, when, and what was withheld."""
        return self._facts  # type: ignore[attr-defined,no-any-return]

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What was not released, and why."""
        return self.facts.withheld

    @property
    def request(self) -> Request:
        """To whom, and what for."""
        return self.facts.request


def release(session: Session, material: Any, request: Request) -> Released[Any]:
    """Let through what may leave, for `Workspace.read`. Raises the `ReleaseRefused`s; changes nothing.

    What is withheld in part is missing from the result and named in `withheld`; of what may not leave at all, the
    result is a `material.Nothing`.
    """
    gate = gate_rules.Gate.at_work(session, request)
    passed = gate.passed(material)
    sequence, head = connection_of(session).execute(_HEAD).fetchone() or (0, FIRST_LINK)
    facts = Facts(
        request,
        tuple(gate.withheld),
        gate.at,
        sequence,
        head,
        gate.limits,
        frozenset(gate.people),
        tuple(gate.relied),
        tuple(gate.frozen),
        tuple(gate.contents),
    )
    return Released(passed, facts, _SEAL)


def genuine(released: object) -> bool:
    """Whether the gate made this value (an empty shell made by tricks is not)."""
    return isinstance(released, Released) and released in _GENUINE


def confirm(session: Session, released: Released[Any]) -> None:
    """Just before the bytes leave: the consents it relies on must still stand. Raises `ConsentChanged`."""
    if not genuine(released):
        raise TypeError("only the release gate releases")
    for relied in released.facts.relied:
        if not relied.people <= gate_rules.consenting_people(session, relied):
            raise ConsentChanged


__all__ = ["Facts", "Released", "confirm", "genuine", "release"]
