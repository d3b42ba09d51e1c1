"""Merge converges: whatever three devices do, and in whatever order they exchange it, all end with the same.

`GCMDESK_MERGE_EXAMPLES` makes it longer (`make faults`).
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gcmdesk.jobs import Progress
from gcmdesk.workspace import contents, search
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.tables import GO_WITH_IT
from tests.gcmdesk.workspace import devices
from tests.gcmdesk.workspace.devices import Deed

NAMES = ("a", "b", "c")
PAIRS = tuple(permutations(NAMES, 2))
EXAMPLES = int(os.environ.get("GCMDESK_MERGE_EXAMPLES", "12"))


def stories(*kinds, most=14, numbers=60):
    return st.lists(
        st.builds(
            Deed,
            device=st.sampled_from(NAMES),
            what=st.sampled_from(kinds),
            number=st.integers(0, numbers - 1),
            to=st.sampled_from(NAMES),
        ),
        min_size=2,
        max_size=most,
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return devices.base(tmp_path_factory.mktemp("base"))


def happened(base, story, stack):
    """The three devices after a story, each file closed and opened again."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    workspaces = devices.copies(folder, base, NAMES)
    try:
        for number, deed in enumerate(story):
            deed.do(workspaces, f"text {number} of {deed.device}")
    finally:
        for workspace in workspaces.values():
            workspace.close()
    return folder


def opened(folder, stack):
    return {name: stack.enter_context(devices.opened(folder, name)) for name in NAMES}


def assert_sound(workspace):
    assert workspace.verify().broken_at is None
    problems = workspace.read(lambda session: session.connection().exec_driver_sql("PRAGMA foreign_key_check").all())
    assert problems == []
    agreement = workspace.read(search.check, Progress())
    assert (agreement.astray, agreement.sound) == (0, True)


@settings(max_examples=EXAMPLES)
@given(
    story=stories(
        "add", "add", "edit", "edit", "refer", "delete", "erase", "attach", "settle", "undo", "redo", "send", "send"
    ),
    order=st.permutations(PAIRS),
)
def test_all_devices_come_to_the_same_state(base, story, order):
    with ExitStack() as stack:
        workspaces = opened(happened(base, story, stack), stack)
        devices.exchange(workspaces, order)
        states = [devices.state(workspace) for workspace in workspaces.values()]
        assert states[0] == states[1] == states[2]
        conflicts = [devices.open_conflicts(workspace) for workspace in workspaces.values()]
        assert conflicts[0] == conflicts[1] == conflicts[2]
        for workspace in workspaces.values():
            assert_sound(workspace)
            assert_nothing_left_over(workspace)


def assert_nothing_left_over(workspace):
    """Every attachment has its content, no content is without use, and nothing belongs to what was erased."""
    assert workspace.read(lambda session: contents.missing(connection_of(session))) == 0
    assert workspace.run(lambda session: contents.sweep(connection_of(session)), name="Swept") == 0
    for table in GO_WITH_IT:
        left = f"SELECT count(*) FROM {table} JOIN tombstone t USING (row_uuid) WHERE t.erased = 1"  # noqa: S608
        assert workspace.read(devices.rows, left) == [(0,)]
    undone = (
        "SELECT count(*) FROM change c JOIN tombstone t ON t.entity = c.entity AND t.row_id = c.first"
        " WHERE t.erased = 1 AND c.kind IN ('update', 'delete') AND c.first = c.last AND c.content IS NOT NULL"
    )
    assert workspace.read(devices.rows, undone) == [(0,)]


def living(workspace):
    """Rows that are there, by table and id, without clocks."""
    tables = [kind for name, kind in entities().items() if name != "field_conflict"]
    columns = {kind.name: ", ".join(set(kind.columns) - {"clock", "device_id"}) for kind in tables}
    return {
        name: workspace.read(devices.rows, f"SELECT {listed} FROM {name} ORDER BY id")  # noqa: S608
        for name, listed in columns.items()
    }


@settings(max_examples=EXAMPLES)
@given(story=stories("add", "add", "edit", "edit", "refer", "delete", "attach", "settle", "undo", "send"))
def test_undo_takes_a_merge_back_and_redo_brings_it_again(base, story):
    with ExitStack() as stack:
        workspaces = opened(happened(base, story, stack), stack)
        a, before = workspaces["a"], living(workspaces["a"])
        if devices.send(workspaces["b"], a).empty:
            return
        after = living(a)
        a.undo()
        assert living(a) == before
        a.redo()
        assert living(a) == after
        assert_sound(a)


@settings(max_examples=EXAMPLES)
@given(story=stories("add", "edit", "delete", "erase", "attach", "undo", "send"))
def test_a_dry_run_foretells_and_a_repetition_finds_nothing(base, story):
    with ExitStack() as stack:
        workspaces = opened(happened(base, story, stack), stack)
        a, b = workspaces["a"], workspaces["b"]
        state, head = devices.state(a), a.head
        tried = devices.send(b, a, dry_run=True)
        assert (devices.state(a), a.head) == (state, head)
        assert devices.send(b, a).tables == tried.tables
        state, head = devices.state(a), a.head
        assert devices.send(b, a).empty
        assert (devices.state(a), a.head) == (state, head)


@settings(max_examples=EXAMPLES)
@given(
    story=stories(
        "add", "edit", "edit", "refer", "delete", "delete", "erase", "attach", "settle", "undo", "redo", "send"
    ),
    order=st.permutations(PAIRS),
    other=st.permutations(PAIRS),
)
def test_the_order_of_exchange_does_not_matter(base, story, order, other):
    with ExitStack() as stack:
        folder = happened(base, story, stack)
        again = Path(shutil.copytree(folder, stack.enter_context(tempfile.TemporaryDirectory()), dirs_exist_ok=True))
        results = []
        for place, pairs in ((folder, order), (again, other)):
            workspaces = opened(place, stack)
            devices.exchange(workspaces, pairs)
            results.append(devices.content(workspaces["a"]))
        assert results[0] == results[1]


class Reader:
    """Knows what every device has read: which words somebody replaced or deleted knowingly."""

    def __init__(self, workspaces):
        self._workspaces = workspaces
        self._known = {name: {} for name in workspaces}
        self._replaced = set()

    def do(self, deed, text):
        before = devices.words(self._workspaces[deed.device])
        deed.do(self._workspaces, text)
        if deed.what == "send":
            self._known[deed.to].update(self._known[deed.device])
            return
        after, known = devices.words(self._workspaces[deed.device]), self._known[deed.device]
        for place in before.keys() | after.keys():
            if before.get(place) != after.get(place):
                self._replaced.update(word for word, at in known.items() if at == place)
                if place in after:
                    known[after[place]] = place

    @property
    def unread(self):
        """All words of the story that nobody who knew them has replaced or deleted."""
        return {word for known in self._known.values() for word in known} - self._replaced


@settings(max_examples=EXAMPLES)
@given(story=stories("add", "edit", "edit", "delete", "send", numbers=12), order=st.permutations(PAIRS))
def test_words_are_there_or_up_for_review_unless_someone_who_knew_them_decided_otherwise(base, story, order):
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        devices.copies_closed(folder, base, NAMES)
        workspaces = opened(folder, stack)
        reader = Reader(workspaces)
        for number, deed in enumerate(story):
            reader.do(deed, f"text {number} of {deed.device}")
        devices.exchange(workspaces, order)
        for workspace in workspaces.values():
            there = set(devices.words(workspace).values())
            review = {one[3] for one in devices.open_conflicts(workspace)}
            assert {word for word in there | review if word.startswith("text")} == reader.unread
