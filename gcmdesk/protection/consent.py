"""Where people stand for each purpose, out of their receipts.

A receipt is superseded by one that is later both by the time of the answer (in whole seconds) and by the moment it was
written down (`recorded`, the hybrid clock). Of the receipts that are not superseded the safest counts: withdrawn, then
refused, then expired, then given. So the newest receipt counts; at the same second the safer; and where a clock was set
back, or a paper keyed in late, no "given" outranks a withdrawal without being later in both ways.

A consent that expires does so at the later of this computer's clock and the newest change (`reckoning`): a clock that
is set back gives it no more days. A consent given as an adult does not count for a person who is under 18. One that
names recipients counts for those only, one to sharing for the third party it names.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Integer, Select, and_, exists, func, not_, or_, select, true, type_coerce
from sqlalchemy.orm import Session, aliased

from gcmdesk.protection import reckoning
from gcmdesk.protection.people_records import CHILDREN, Answer, Capacity, State
from gcmdesk.protection.people_tables import ConsentReceipt, Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient

_SECOND = 1_000_000
_ALSO_FOR_CHILDREN = (Capacity.CHILD, Capacity.NOT_POSSIBLE)


def consenting(
    purpose: Purpose, at: datetime, *, recipient: Recipient | None = None, third_party: str | None = None
) -> Select[int]:
    """SQL for the ids of the people whose consent to `purpose` stands at the aware moment `at` (now).

    With `recipient`, only consent that names this class; with `third_party`, only consent to sharing with that party.
    For `Note.person_id.in_(consenting(…))`: one query over all people.
    """
    given, no, over = aliased(ConsentReceipt), aliased(ConsentReceipt), aliased(ConsentReceipt)

    def stands(one: type[ConsentReceipt]) -> ColumnElement[bool]:
        return _stands(one, at, recipient)

    def concerns(one: type[ConsentReceipt]) -> ColumnElement[bool]:
        return and_(one.purpose == purpose.value, _concerns(one, third_party))

    superseded = exists().where(
        over.person_id == no.person_id, concerns(over), stands(over), _later(over, no), _heard(over, at)
    )
    objection = exists().where(
        no.person_id == given.person_id, concerns(no), _heard(no, at), not_(stands(no)), not_(superseded)
    )
    return select(given.person_id).distinct().where(concerns(given), _heard(given, at), stands(given), not_(objection))


def states(session: Session, people: Iterable[int], at: datetime) -> dict[tuple[int, Purpose], State]:
    """Where each of these people (row ids) stands for each purpose at the aware moment `at`; every pair is there."""
    wanted = tuple(dict.fromkeys(people))
    children = set(session.scalars(select(Person.id).where(Person.age_band.in_([band.value for band in CHILDREN]))))
    heard: dict[tuple[int, Purpose], list[ConsentReceipt]] = {
        (one, purpose): [] for one in wanted for purpose in Purpose
    }
    for row in session.scalars(select(ConsentReceipt).where(ConsentReceipt.person_id.in_(wanted))):
        heard[row.person_id, Purpose(row.purpose)].append(row)
    day = reckoning.present(session, at).date()
    return {pair: _state(rows, at, day, child=pair[0] in children) for pair, rows in heard.items()}


def parties(session: Session, people: Iterable[int], at: datetime) -> dict[int, dict[str, State]]:
    """Where each of these people stands for sharing with each third party that they ever named, by its name.

    `states` only knows the safest of them: a withdrawal from one party says nothing of another.
    """
    wanted = tuple(dict.fromkeys(people))
    children = set(session.scalars(select(Person.id).where(Person.age_band.in_([band.value for band in CHILDREN]))))
    shared: dict[int, list[ConsentReceipt]] = {one: [] for one in wanted}
    query = select(ConsentReceipt).where(ConsentReceipt.purpose == Purpose.SHARING.value)
    for row in session.scalars(query.where(ConsentReceipt.person_id.in_(wanted))):
        shared[row.person_id].append(row)
    day = reckoning.present(session, at).date()
    return {
        person: {
            party: _state([one for one in rows if _is_about(one, party)], at, day, child=person in children)
            for party in sorted({one.third_party for one in rows if one.third_party})
        }
        for person, rows in shared.items()
    }


def _is_about(one: ConsentReceipt, party: str) -> bool:
    return one.third_party == party or (not one.third_party and one.answer != Answer.GIVEN)


def _state(receipts: list[ConsentReceipt], at: datetime, day: date, *, child: bool) -> State:
    """The rule of this module in plain words, for one person and purpose; what expires does so after `day`."""
    known = [one for one in receipts if one.answer != Answer.GIVEN or one.time <= at]
    standing = [one for one in known if not any(_supersedes(other, one) for other in known)]
    found = {_meaning(one, day, child=child) for one in standing}
    return next(
        (state for state in (State.WITHDRAWN, State.REFUSED, State.EXPIRED, State.GIVEN) if state in found),
        State.NEVER_ASKED,
    )


def _supersedes(one: ConsentReceipt, other: ConsentReceipt) -> bool:
    return one.time.replace(microsecond=0) > other.time.replace(microsecond=0) and one.recorded > other.recorded


def _meaning(one: ConsentReceipt, day: date, *, child: bool) -> State:
    if one.answer != Answer.GIVEN:
        return State(one.answer)
    if one.expires is not None and one.expires < day:
        return State.EXPIRED
    return State.EXPIRED if child and one.capacity not in _ALSO_FOR_CHILDREN else State.GIVEN


def _later(one: type[ConsentReceipt], other: type[ConsentReceipt]) -> ColumnElement[bool]:
    return and_(_seconds(one) > _seconds(other), one.recorded > other.recorded)


def _seconds(one: type[ConsentReceipt]) -> ColumnElement[int]:
    return type_coerce(one.time, Integer) // _SECOND


def _concerns(one: type[ConsentReceipt], third_party: str | None) -> ColumnElement[bool]:
    """A consent to sharing with one party says nothing of another; a no without a party is meant for all."""
    if third_party is None:
        return true()
    return or_(one.third_party == third_party, and_(one.third_party == "", one.answer != Answer.GIVEN.value))


def _heard(one: type[ConsentReceipt], at: datetime) -> ColumnElement[bool]:
    """A consent dated in the future does not count yet; a no counts whatever its date."""
    return or_(one.answer != Answer.GIVEN.value, one.time <= at)


def _stands(one: type[ConsentReceipt], at: datetime, recipient: Recipient | None) -> ColumnElement[bool]:
    person = aliased(Person)
    child = exists().where(person.id == one.person_id, person.age_band.in_([band.value for band in CHILDREN]))
    rules = [
        one.answer == Answer.GIVEN.value,
        or_(one.expires.is_(None), one.expires >= reckoning.present_day(at)),
        or_(one.capacity.in_([capacity.value for capacity in _ALSO_FOR_CHILDREN]), not_(child)),
    ]
    if recipient is not None:
        rules.append(func.instr(one.recipients, f"|{recipient}|") > 0)
    return and_(*rules)
