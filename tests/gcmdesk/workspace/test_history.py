"""The history as people read it."""

from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import history
from gcmdesk.workspace.workspace import Workspace

ADDED, IMPORTED = mark("Stakeholder added"), mark("{count} stakeholders imported")


def add(session: Session, *names: str) -> None:
    session.add_all(Stakeholder(name=name, kind="local-authorities") for name in names)


def test_it_tells_newest_first_who_did_what(workspace: Workspace) -> None:
    workspace.person = "Amal"
    workspace.run(add, "City council", name=ADDED)
    workspace.person = "Éloïse"
    workspace.run(add, "Union", "Clinic", name=IMPORTED)
    workspace.undo()
    told = [(entry.sequence, entry.name, entry.kind, entry.person) for entry in workspace.read(history.page)]
    assert told == [
        (3, IMPORTED, "undo", "Éloïse"),
        (2, IMPORTED, "do", "Éloïse"),
        (1, ADDED, "do", "Amal"),
    ]
    assert workspace.read(history.page)[1].count == 2
    assert workspace.read(history.latest_person) == "Éloïse"


def test_every_word_of_the_filter_is_found_somewhere(workspace: Workspace) -> None:
    workspace.person = "Éloïse"
    workspace.run(add, "City council", name=ADDED)
    workspace.run(add, "Union", name=IMPORTED)
    sequences = {
        words: [entry.sequence for entry in workspace.read(history.page, words)]
        for words in ("eloise", "ADDED", "eloise imported", "eloise budget", "  ")
    }
    assert sequences == {"eloise": [2, 1], "ADDED": [1], "eloise imported": [2], "eloise budget": [], "  ": [2, 1]}


def test_pages_follow_each_other(workspace: Workspace) -> None:
    for number in range(5):
        workspace.run(add, f"Council {number}", name=ADDED)
    first = workspace.read(history.page, "", None, 3)
    rest = workspace.read(history.page, "", first[-1].sequence, 3)
    assert [entry.sequence for entry in (*first, *rest)] == [5, 4, 3, 2, 1]


def test_a_new_workspace_has_no_history(workspace: Workspace) -> None:
    assert workspace.read(history.page) == ()
    assert workspace.read(history.latest_person) == ""
