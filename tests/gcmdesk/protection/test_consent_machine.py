"""Consent as a state machine against a simple model: whoever ever said no is asked anew, later in every way."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from gcmdesk.protection import consent, people, receipts
from gcmdesk.protection.people_records import Answer, State
from gcmdesk.protection.people_tables import ConsentReceipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace.errors import NothingToUndo, StillNeeded
from tests.gcmdesk.protection.conftest import NOW, Hall, opened

ASKED = (Purpose.SYNTHESIS, Purpose.QUOTE)
AT = NOW
SEVERITY = {State.WITHDRAWN: 3, State.REFUSED: 2, State.EXPIRED: 1, State.GIVEN: 0}


def model(entries):
    """Of the answers that no answer outdoes in second and in order of writing, the most severe."""
    best = [
        (time, order, state)
        for time, order, state in entries
        if not any(other > time and later > order for other, later, _state in entries)
    ]
    return max((state for *_rest, state in best), key=SEVERITY.get, default=State.NEVER_ASKED)


class Consent(RuleBasedStateMachine):
    """Two people, two purposes; answers at times in any order, undone and done again."""

    @initialize()
    def begin(self):
        self.folder = TemporaryDirectory()
        self.workspace = opened(Path(self.folder.name))
        self.hall = Hall(self.workspace)
        self.people = [self.hall.person() for _person in range(2)]
        self.said = dict.fromkeys(((one, purpose) for one in self.people for purpose in ASKED), False)

    @rule(
        who=st.integers(0, 1),
        purpose=st.sampled_from(ASKED),
        answer=st.sampled_from([*Answer, Answer.GIVEN]),
        ago=st.integers(0, 4),
        days=st.sampled_from([None, 0, 3]),
    )
    def answers(self, who, purpose, answer, ago, days):
        time = AT - timedelta(seconds=ago)
        expires = None if days is None else time.date() + timedelta(days=days)
        capture = self.hall.capture(self.people[who], answer=answer, purposes=(purpose,), time=time, expires=expires)
        if self.people[who] not in {one.id for one in self.workspace.read(people.everybody)}:
            with pytest.raises(ValueError, match="people"):  # undone, and so there is nobody to ask
                self.workspace.run(receipts.record, capture, name="Recorded")
            return
        self.workspace.run(receipts.record, capture, name="Recorded")
        if answer is not Answer.GIVEN:
            self.said[self.people[who], purpose] = True

    @rule()
    def undoes(self):
        noes = self.noes()
        try:
            self.workspace.undo()
        except (NothingToUndo, StillNeeded):
            return
        assert self.noes() == noes
        assert all(self.outdone(pair) for pair in self.consenting())

    @rule()
    def does_again(self):
        try:
            self.workspace.redo()
        except (NothingToUndo, StillNeeded):
            return
        assert all(self.outdone(pair) for pair in self.consenting())

    def rows(self):
        return self.workspace.read(lambda session: session.scalars(select(ConsentReceipt)).all())

    def noes(self):
        return {one.uuid for one in self.rows() if one.answer != Answer.GIVEN}

    def outdone(self, pair):
        rows = [one for one in self.rows() if (one.person_id, one.purpose) == pair]
        given = [one for one in rows if one.answer == Answer.GIVEN]
        return all(
            any(one.time > no.time and one.recorded > no.recorded for one in given)
            for no in rows
            if no.answer != Answer.GIVEN
        )

    def states(self, at):
        found = self.workspace.read(consent.states, self.people, at)
        return {pair: found[pair] for pair in self.said}

    def consenting(self, at=AT):
        def read(session):
            return {(one, purpose) for purpose in ASKED for one in session.scalars(consent.consenting(purpose, at))}

        return self.workspace.read(read)

    @invariant()
    def agrees_with_the_model(self):
        if not hasattr(self, "said"):
            return
        for at in (AT, AT - timedelta(seconds=2), AT + timedelta(days=2)):
            states = self.states(at)
            for pair, state in states.items():
                entries = [
                    (int(one.time.timestamp()), one.recorded, self.meaning(one, at))
                    for one in self.rows()
                    if (one.person_id, one.purpose) == pair and (one.answer != Answer.GIVEN or one.time <= at)
                ]
                assert state is model(entries)
            assert self.consenting(at) == {pair for pair, state in states.items() if state is State.GIVEN}
        answered = {(one.person_id, one.purpose) for one in self.rows()}
        assert {pair for pair, no in self.said.items() if no} <= answered

    @staticmethod
    def meaning(one, at):
        """A no never expires."""
        over = one.answer == Answer.GIVEN and one.expires and one.expires < at.date()
        return State.EXPIRED if over else State(one.answer)

    def teardown(self):
        if hasattr(self, "workspace"):
            self.workspace.close()
            self.folder.cleanup()


Consent.TestCase.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
TestConsent = Consent.TestCase
