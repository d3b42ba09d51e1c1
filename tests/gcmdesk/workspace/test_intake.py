"""Change sets that are broken, foreign or hostile: one sentence each, and nothing is written."""

import hashlib
import io
import json
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gcmdesk.consultations.tables import Theme
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, intake, merge, opening, refusals
from tests.gcmdesk.workspace import devices

FAR = (time.time_ns() // 1_000_000 + 2 * intake.AHEAD) << 16


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two devices, and the change set of one that the other does not have yet."""
    folder = tmp_path_factory.mktemp("pair")
    workspaces = devices.copies(folder, devices.base(folder), "ab")
    for number in range(5):
        workspaces["b"].run(devices.add, number, f"new {number}", name="Added")
    workspaces["b"].run(devices.edit, 0, "changed", name="Changed")
    workspaces["b"].run(devices.delete, 4, "", name="Deleted")
    yield workspaces["a"], devices.change_set(workspaces["b"])
    for workspace in workspaces.values():
        workspace.close()


def sealed(contents):
    """Lines with a trailer that fits them."""
    lines = [json.dumps(content, sort_keys=True).encode() + b"\n" for content in contents]
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    return b"".join([*lines, json.dumps({"lines": len(lines), "sha256": digest}).encode() + b"\n"])


def refused(workspace, stream):
    """The error of taking this in, after which nothing has changed."""
    before = (devices.state(workspace), workspace.head)
    with pytest.raises(refusals.ChangesRefused) as caught:
        merge.take_in(workspace, io.BytesIO(stream))
    assert (devices.state(workspace), workspace.head) == before
    assert caught.value.sentence
    return type(caught.value)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", refusals.NotChanges),
        (b"PK\x03\x04 something else", refusals.NotChanges),
        (b"\xff\xfe\x00", refusals.NotChanges),
        (b'{"kind":"shopping list"}\n', refusals.NotChanges),
        (b"[" * 100_000, refusals.NotChanges),
    ],
)
def test_what_is_no_change_set_is_refused(pair, content, error):
    assert refused(pair[0], content) is error


def test_an_incomplete_or_altered_file_is_refused(pair):
    workspace, whole = pair
    lines = whole.splitlines(keepends=True)
    assert refused(workspace, b"".join(lines[:-1])) is refusals.ChangesIncomplete
    assert refused(workspace, whole[:-20]) is refusals.ChangesIncomplete
    assert refused(workspace, b"".join([lines[0], *lines[2:]])) is refusals.ChangesIncomplete
    assert refused(workspace, whole.replace(b"new 0", b"new 9")) is refusals.ChangesIncomplete
    assert refused(workspace, whole + b"more") is refusals.ChangesIncomplete


def test_another_workspace_is_refused(pair, tmp_path):
    with opening.create(tmp_path / "other.gcmdesk", "x", devices.around(tmp_path, "other")) as other:
        assert refused(other, pair[1]) is refusals.OtherWorkspace


def _change(path, value):
    def change(contents):
        place = contents
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def altered(pair, change):
    contents = [json.loads(line) for line in pair[1].splitlines()[:-1]]
    named = {"header": contents[0], "note": _first(contents, "note"), "gone": _gone(contents), "all": contents}
    change(named)
    return sealed(contents)


def _first(contents, table):
    return next(one for one in contents if one.get("table") == table and "values" in one)


def _gone(contents):
    return next(one for one in contents if "gone" in one)


def _name(value: object) -> str | None:
    """A name that is the same in every process, also for a clock of the far future."""
    return "far" if value == FAR else None


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        (("header", "format"), 2, refusals.OtherVersion),
        (("header", "schema"), 999, refusals.OtherVersion),
        (("header", "workspace"), "00" * 16, refusals.OtherWorkspace),
        (("header", "devices"), None, refusals.ChangesUnfit),
        (("header", "devices"), [["zz", "x", 1]], refusals.ChangesUnfit),
        (("header", "devices", 0, 2), FAR, refusals.ClockAhead),
        (("header", "devices", 0, 2), -1, refusals.ChangesUnfit),
        (("header", "devices", 0, 2), 1 << 70, refusals.ChangesUnfit),
        (("header", "device"), 99, refusals.ChangesUnfit),
        (("header", "since"), {"sequence": 1}, refusals.ChangesUnfit),
        (("header", "since"), {"sequence": 1, "device": 0, "clock": FAR}, refusals.ChangesRefused),
        (("header", "knowledge"), [[0, 1]], refusals.ChangesUnfit),
        (("header", "knowledge"), [[0, 1, 1 << 62, 1]], refusals.ChangesUnfit),
        (("note", "table"), "passage", refusals.ChangesUnfit),
        (("note", "table"), "meta", refusals.ChangesUnfit),
        (("note", "table"), None, refusals.ChangesUnfit),
        (("note", "row"), "short", refusals.ChangesUnfit),
        (("note", "at"), FAR, refusals.ChangesUnfit),
        (("note", "at"), 0, refusals.ChangesUnfit),
        (("note", "at"), True, refusals.ChangesUnfit),
        (("note", "by"), -1, refusals.ChangesUnfit),
        (("note", "more"), 1, refusals.ChangesUnfit),
        (("note", "values", "text"), 7, refusals.ChangesUnfit),
        (("note", "values", "text"), None, refusals.ChangesUnfit),
        (("note", "values", "text"), "\ud800", refusals.ChangesUnfit),
        (("note", "values", "said"), "today", refusals.ChangesUnfit),
        (("note", "values", "said"), 1.5, refusals.ChangesUnfit),
        (("note", "values", "said"), 1 << 63, refusals.ChangesUnfit),
        (("note", "values", "said"), float("nan"), refusals.ChangesUnfit),
        (("note", "values", "consultation_id"), "ab" * 16, refusals.ChangesUnfit),
        (("note", "values", "consultation_id"), None, refusals.ChangesUnfit),
        (("note", "values", "unknown; DROP TABLE note"), "x", refusals.ChangesUnfit),
        (("note", "values"), [], refusals.ChangesUnfit),
        (("note", "stamps"), {"text": [FAR, 0]}, refusals.ChangesUnfit),
        (("note", "stamps"), {"text": [1, 0]}, refusals.ChangesUnfit),
        (("note", "stamps"), {"id": [1, 0]}, refusals.ChangesUnfit),
        (("gone", "gone"), "perhaps", refusals.ChangesUnfit),
        (("gone", "gone"), {}, refusals.ChangesUnfit),
    ],
    ids=_name,
)
def test_lines_that_no_gcmdesk_writes_are_refused(pair, path, value, error):
    assert issubclass(refused(pair[0], altered(pair, _change(path, value))), error)


def test_a_row_twice_or_in_two_tables_is_refused(pair):
    assert refused(pair[0], altered(pair, lambda c: c["all"].append(c["note"]))) is refusals.ChangesUnfit
    stakeholder = {"name": "x", "kind": "k"}
    as_another = altered(pair, lambda c: c["note"].update(table="stakeholder", values=stakeholder, stamps={}))
    assert refused(pair[0], as_another) is refusals.ChangesUnfit


@pytest.mark.parametrize("new", [1, 20])
@pytest.mark.parametrize("deleted", [False, True])
def test_a_new_row_under_the_identity_of_a_row_of_another_table_is_refused(tmp_path, new, deleted):
    """Whether the other table is longer than what is new or not, and also where that row was deleted here."""
    workspaces = devices.copies(tmp_path, devices.base(tmp_path), "ab")
    for number in range(new):
        workspaces["b"].run(devices.add, 0, f"new {number}", name="Added")
    theirs = workspaces["b"].read(_uuids, Stakeholder)[-1]
    for number in range(5):
        workspaces["a"].run(devices.add, 3, f"theme {number}", name="Added")
    ours = workspaces["a"].read(_uuids, Theme)[-1]
    if deleted:
        workspaces["a"].run(_delete_last, Theme, name="Deleted")
    lines = devices.change_set(workspaces["b"]).replace(theirs.hex().encode(), ours.hex().encode()).splitlines()
    assert refused(workspaces["a"], sealed(map(json.loads, lines[:-1]))) is refusals.ChangesUnfit
    for workspace in workspaces.values():
        workspace.close()


def _uuids(session, kind):
    return session.scalars(select(kind.uuid).order_by(kind.id)).all()


def _delete_last(session, kind):
    bulk.delete(session, kind, [max(devices.ids(session, kind))])


def test_values_that_the_schema_forbids_are_refused(pair):
    def change(contents):
        new = next(one for one in contents["all"] if one.get("values", {}).get("name") == "new 3")
        new["values"]["objective"] = 99  # there are 23

    assert refused(pair[0], altered(pair, change)) is refusals.ChangesUnfit


def test_a_huge_line_is_refused(pair):
    lines = pair[1].splitlines(keepends=True)
    huge = b"".join([lines[0], b'{"table":"' + b"x" * (intake.LONGEST_LINE + 10) + b'"}\n', *lines[1:]])
    assert refused(pair[0], huge) is refusals.ChangesUnfit


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 1 << 65) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60)
@given(data=st.data(), value=JSON)
def test_any_other_value_anywhere_is_refused_or_harmless(pair, data, value):
    contents = [json.loads(line) for line in pair[1].splitlines()[:-1]]
    place = data.draw(st.sampled_from(contents))
    key = data.draw(st.sampled_from(sorted(place)))
    if isinstance(place[key], dict) and place[key]:
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place)))
    place[key] = value
    workspace = pair[0]
    before = (devices.state(workspace), workspace.head)
    with suppress(refusals.ChangesRefused):  # anything else is a defect
        merge.take_in(workspace, io.BytesIO(sealed(contents)), dry_run=True)
    assert (devices.state(workspace), workspace.head) == before
