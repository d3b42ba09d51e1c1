"""Changes that come too early wait inside the workspace and are merged by themselves: the order of arrival is free."""

import io
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gcmdesk.consultations.tables import Note, Theme
from gcmdesk.workspace import merge, refusals, waiting
from tests.gcmdesk.workspace import devices
from tests.gcmdesk.workspace.devices import change_set, send
from tests.gcmdesk.workspace.test_carrying import attach, attached, photo
from tests.gcmdesk.workspace.test_merge import names, rename


@pytest.fixture
def pair(tmp_path):
    """Two devices with the same workspace."""
    workspaces = devices.copies(tmp_path, devices.base(tmp_path), "ab")
    yield workspaces["a"], workspaces["b"]
    for workspace in workspaces.values():
        workspace.close()


def pieces(workspace, *works):
    """One partial change set for each piece of work."""
    made = []
    for work in works:
        since = workspace.head.sequence
        work()
        made.append(change_set(workspace, since))
    return made


def take(workspace, piece, **options):
    return merge.take_in(workspace, io.BytesIO(piece), **options)


def waits(workspace):
    return workspace.read(waiting.of_workspace)


def in_file(workspace, word):
    """Whether a word lies in what waits."""
    return word in repr(workspace.read(devices.rows, "SELECT line FROM waiting_line"))


def test_what_comes_too_early_waits_and_is_merged_when_the_gap_is_closed(pair):
    a, b = pair
    early, late = pieces(a, lambda: rename(a, "one"), lambda: rename(a, "other", Note, "text"))
    head = b.head
    receipt = take(b, late)
    assert (receipt.waiting, receipt.empty, receipt.sequence, b.head.sequence) == (True, True, None, head.sequence)
    (one,) = waits(b)
    assert (one.device, one.until, receipt.until) == (receipt.device, a.head.sequence, a.head.sequence)
    receipt = take(b, early)
    assert (receipt.waiting, [one.sequence for one in receipt.followed]) == (False, [b.head.sequence])
    assert waits(b) == ()
    assert devices.state(a) == devices.state(b)
    b.undo()
    assert (names(b), names(b, Note.text)) == (["one"], ["first 2"])


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_any_order_comes_to_the_same_and_repetition_changes_nothing(pair, order):
    a, b = pair
    works = (lambda: rename(a, "one"), lambda: attach(a, photo()), lambda: a.run(devices.add, 2, "new", name="Added"))
    made = pieces(a, *works)
    for at in (*order, *order):
        take(b, made[at])
    assert devices.state(a) == devices.state(b)
    assert attached(b) == attached(a)
    assert waits(b) == ()


def test_the_same_twice_waits_once_also_after_opening_again(pair, tmp_path):
    a, b = pair
    _early, late = pieces(a, lambda: rename(a, "one"), lambda: rename(a, "two"))
    take(b, late)
    before = waits(b)
    b.close()
    with devices.opened(tmp_path, "b") as again:
        take(again, late)
        assert waits(again) == before


def test_all_changes_from_the_beginning_set_free_what_waits(pair):
    a, b = pair
    _early, late = pieces(a, lambda: rename(a, "one"), lambda: rename(a, "two"))
    take(b, late)
    assert [one.empty for one in send(a, b).followed] == [True]
    assert (names(b), waits(b)) == (["two"], ())


def test_a_dry_run_says_so_and_keeps_nothing(pair):
    a, b = pair
    _early, late = pieces(a, lambda: rename(a, "one"), lambda: rename(a, "two"))
    assert take(b, late, dry_run=True).waiting
    assert waits(b) == ()


def test_an_incomplete_file_does_not_wait(pair):
    a, b = pair
    _early, late = pieces(a, lambda: rename(a, "one"), lambda: rename(a, "two"))
    with pytest.raises(refusals.ChangesIncomplete):
        take(b, late.replace(b"two", b"six"))
    assert waits(b) == ()


def test_what_waits_can_be_let_go(pair):
    a, b = pair
    _early, late = pieces(a, lambda: rename(a, "one"), lambda: rename(a, "Zanzibarquartz"))
    take(b, late)
    assert in_file(b, "Zanzibarquartz")
    (one,) = waits(b)
    b.run(waiting.discard, one.id)
    assert (waits(b), in_file(b, "Zanzibarquartz")) == ((), False)
    with pytest.raises(KeyError):
        b.run(waiting.discard, one.id)


def test_so_many_can_wait_and_no_more(pair, monkeypatch):
    a, b = pair
    monkeypatch.setattr(waiting, "MOST", 1)
    _one, two, three = pieces(a, *[lambda text=text: rename(a, text) for text in ("one", "two", "three")])
    take(b, two)
    with pytest.raises(refusals.EarlierMissing):
        take(b, three)
    assert len(waits(b)) == 1


def test_what_waits_but_does_not_fit_hinders_no_other(pair):
    a, b = pair
    early, late = pieces(a, lambda: rename(a, "one"), lambda: rename(a, "two"))
    take(b, late)
    b.run(
        lambda s: (
            s.connection().exec_driver_sql(
                'UPDATE waiting_line SET line = CAST(\'{"table":"x"}\' || char(10) AS BLOB) WHERE row_uuid IS NOT NULL'
            )
            and rename_here(s)
        ),
        name="Spoilt",
    )
    assert take(b, early).followed == ()
    assert len(waits(b)) == 1


def rename_here(session):
    session.scalars(select(Theme)).first().name = "also changed"


def test_what_is_erased_goes_from_what_waits_and_the_rest_is_merged(pair):
    a, b = pair

    def work():
        rename(a, "Zanzibarquartz", Note, "text")
        rename(a, "two")
        attach(a, photo(), "Zanzibarquartz")

    early, late = pieces(a, lambda: rename(a, "one"), work)
    take(b, late)
    assert in_file(b, "Zanzibarquartz")
    b.erase(Note, 1, name="Erased")
    assert not in_file(b, "Zanzibarquartz")
    assert not in_file(b, '"piece"')
    (followed,) = take(b, early).followed
    assert not followed.empty
    assert (names(b), names(b, Note.text), attached(b)) == (["two"], [], {})
    take(b, late)
    send(b, a)
    assert devices.state(a) == devices.state(b)


def test_an_erasure_that_arrives_goes_through_what_waits(pair, tmp_path):
    a, b = pair
    _early, late = pieces(a, lambda: rename(a, "one"), lambda: rename(a, "Zanzibarquartz", Note, "text"))
    take(b, late)
    c = devices.copies(tmp_path, tmp_path / "base.gcmdesk", "c")["c"]
    c.erase(Note, 1, name="Erased")
    send(c, b)
    assert not in_file(b, "Zanzibarquartz")
    c.close()


@settings(max_examples=10)
@given(data=st.data(), kinds=st.lists(st.sampled_from(sorted(devices.WORK)), min_size=2, max_size=6))
def test_the_pieces_of_any_work_come_together_in_any_order(tmp_path_factory, data, kinds):
    folder = tmp_path_factory.mktemp("pieces")
    workspaces = devices.copies(folder, devices.base(folder), "ab")
    a, b = workspaces.values()
    numbers = [data.draw(st.integers(0, 59)) for _kind in kinds]
    works = [
        lambda kind=kind, number=number: a.run(devices.WORK[kind], number, f"{kind} {number}", name="Worked")
        for kind, number in zip(kinds, numbers, strict=True)
    ]
    for piece in data.draw(st.permutations(pieces(a, *works))):
        take(b, piece)
    assert waits(b) == ()
    assert devices.state(a) == devices.state(b)
    for workspace in workspaces.values():
        workspace.close()
