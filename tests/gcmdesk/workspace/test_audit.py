"""The audit chain names the first passage that does not fit."""

import pytest

from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import file, opening
from gcmdesk.workspace.file import Access


@pytest.fixture
def written(workspace):
    """A closed workspace with six passages: 3 additions, a change, a deletion, an erasure; and its key."""
    for name in "ABC":
        workspace.run(lambda session, name: session.add(Stakeholder(name=name, kind="x")), name, name="Added")
    workspace.run(lambda session: setattr(session.get_one(Stakeholder, 1), "name", "D"), name="Changed")
    workspace.run(lambda session: session.delete(session.get_one(Stakeholder, 2)), name="Deleted")
    workspace.erase(Stakeholder, 1, name="Erased")
    assert workspace.verify().broken_at is None
    workspace.close()
    return workspace.path, opening.key_of(workspace.path, "open sesame", parameters=workspace_parameters())


def workspace_parameters():
    return (opening.Parameters(8, 1, 1),)


@pytest.mark.parametrize(
    ("tampering", "first_broken"),
    [
        ("UPDATE passage SET name = 'Other' WHERE id = 2", 2),
        ("UPDATE passage SET made = made + 1 WHERE id = 3", 3),
        ("UPDATE passage SET clock = clock + 1 WHERE id = 1", 1),
        ("UPDATE passage SET link = randomblob(32) WHERE id = 6", 6),
        ("UPDATE passage SET kind = 'fixed' WHERE id = 4", 4),
        ("UPDATE device SET uuid = randomblob(16)", 1),
        ("UPDATE actor SET uuid = randomblob(16)", 1),
        ("DELETE FROM actor", 1),
        ("DELETE FROM change WHERE passage_id = 3", 3),
        ("DELETE FROM passage WHERE id = 3", 3),
        ("UPDATE change SET content = replace(content, 'B', 'X') WHERE passage_id = 5", 5),
        ("UPDATE change SET first = 9 WHERE passage_id = 5", 5),
        ("UPDATE change SET entity = 'note' WHERE passage_id = 1", 1),
        ("UPDATE change SET content = NULL, salt = NULL WHERE passage_id = 5", 5),
        ("UPDATE change SET content = '{}' WHERE passage_id = 4", 4),
        ("UPDATE change SET kind = 'delete' WHERE passage_id = 4", 4),
        ("UPDATE change SET last = 9 WHERE passage_id = 4", 4),
        ("UPDATE change SET passage_id = 4 WHERE passage_id = 5", 4),
        ("UPDATE meta SET value = randomblob(32) WHERE name = 'audit_key'", 1),
        (
            "INSERT INTO change SELECT 99, 2, entity, kind, first, last, content, salt, commitment FROM change LIMIT 1",
            2,
        ),
        (
            "INSERT INTO change SELECT 99, 9, entity, kind, first, last, content, salt, commitment FROM change LIMIT 1",
            7,
        ),
    ],
)
def test_tampering_is_named(written, around, tampering, first_broken):
    path, key = written
    connection = file.connect(path, key, Access.WRITE)
    assert connection.execute(tampering).rowcount > 0
    connection.close()
    with opening.open_workspace(path, "open sesame", Access.READ, around) as again:
        assert again.verify().broken_at == first_broken


def test_a_cut_at_the_end_is_seen_by_what_is_remembered_outside(written, around):
    path, key = written
    connection = file.connect(path, key, Access.WRITE)
    for statement in ("DELETE FROM change WHERE passage_id = 6", "DELETE FROM passage WHERE id = 6"):
        connection.execute(statement)
    connection.close()
    with opening.open_workspace(path, "open sesame", Access.READ, around) as again:
        assert (again.regress.remembered, again.regress.found) == (6, 5)
