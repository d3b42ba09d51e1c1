"""The gate's rule for sending again, byte for byte, what was sent before."""

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from gcmdesk.i18n import gettext as _
from gcmdesk.protection import kept
from gcmdesk.protection.material import ReleasedCopy, SentBefore
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.release_records import ConsentChanged, ReleaseRefused, Withheld
from gcmdesk.protection.release_tables import Release, ReleasedPerson

if TYPE_CHECKING:
    from gcmdesk.protection.gate_rules import Gate


class OtherRecipient(ReleaseRefused):
    """A copy is for whom it was made: for anybody else, other things would be withheld."""

    def __init__(self) -> None:
        super().__init__(
            _("This copy was made for another recipient or purpose."),
            _("Make the report anew for this recipient: the check then says what they may see."),
        )


def copy(gate: "Gate", wanted: SentBefore) -> ReleasedCopy:
    """The same file for the same recipient, while every consent that it relies on stands.

    Raises `OtherRecipient`, `ConsentChanged` and `kept.CopyGone`.
    """
    before = gate.session.get_one(Release, wanted.entry)
    request = gate.request
    asked = (request.recipient.value, request.organisation.strip(), request.purpose.value)
    if asked != (before.recipient, before.organisation, before.purpose):
        raise OtherRecipient
    content = kept.file(gate.session, wanted.entry)
    for purpose, people in kept.people(gate.session, wanted.entry):
        if purpose is Purpose.TAKE_PART:
            continue  # who takes part no longer has taken the copy along
        if not people <= gate.consenting(purpose):
            raise ConsentChanged
        gate.rely((purpose,), people)
    named = select(ReleasedPerson.person_id).where(ReleasedPerson.release_id == wanted.entry)
    gate.people |= {person for person in gate.session.scalars(named) if person is not None}
    gate.contents += json.loads(before.what)
    gate.withheld += [
        Withheld(count, Principle(principle), reason, about)
        for count, principle, reason, about in json.loads(before.withheld)
    ]
    return ReleasedCopy(wanted.title, content)
