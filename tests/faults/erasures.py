"""Erased records: no byte of their words is left in the file, its log, its index or its kept backups."""

import random
import string
from pathlib import Path

from sqlalchemy.orm import Session

from gcmdesk.consultations import notes
from gcmdesk.consultations.records import NoteDraft
from gcmdesk.consultations.tables import Note
from gcmdesk.folding import fold
from gcmdesk.workspace import backups, opening
from gcmdesk.workspace.workspace import Workspace
from tests.faults import foretold, keeping
from tests.faults.foretold import PASSPHRASE
from tests.faults.tally import Tally

_ALPHABETS = (
    string.ascii_lowercase,
    "абвгдежзиклмнопрстуф",
    "بتثجحدرسصطعغفقكلم",
    "移民社区教育水电路桥医院学校市场农田",
)
_LETTERS = 12
_TAIL = 8
"""The index stores words without the beginning that they share with their neighbour."""
_NOTES = 40
_BACKUP_EVERY = 10


def _words(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(alphabet, k=_LETTERS)) for alphabet in _ALPHABETS]


def _add(session: Session, text: str) -> int:
    return notes.save(session, NoteDraft(consultation=1, text=text, said=foretold.SAID)).id


def _live(workspace: Workspace, words: list[str], chance: random.Random) -> tuple[int, list[str]]:
    """A note with these words in its life: written, perhaps changed, deleted, brought back."""

    def change(session: Session, row: int, text: str) -> None:
        session.get_one(Note, row).text = text

    def delete(session: Session, row: int) -> None:
        session.delete(session.get_one(Note, row))

    filling = "common words " * chance.choice((0, 5, 600))
    row = workspace.run(_add, filling + " ".join(words), name="Note added")
    said = list(words)
    for _turn in range(chance.randint(0, 4)):
        if chance.random() < 0.6:
            more = _words(chance)
            said += more
            workspace.run(change, row, filling + " ".join(more), name="Note changed")
        else:
            workspace.run(delete, row, name="Note deleted")
            workspace.undo()
    if chance.random() < 0.3:
        workspace.run(delete, row, name="Note deleted")
    return row, said


def _traces(words: list[str]) -> set[bytes]:
    """The words, and their ends, in every encoding in which they could stand in a page."""
    tails = {form[-_TAIL:] for word in words for form in (word, fold(word).replace(" ", ""))}
    tails |= {fold(word)[-_TAIL:] for word in words}
    encoded = {tail.encode(encoding) for tail in tails for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    escaped = {ascii(tail)[1:-1].encode() for tail in tails}
    return encoded | escaped | {tail.encode().hex().encode() for tail in tails}


def _left(workspace: Workspace, traces: set[bytes]) -> list[str]:
    problems = []
    for path in (workspace.path, *(backup.path for backup in backups.found(workspace.path))):
        content = b"".join(keeping.plain_pages(path, workspace.key))
        problems += [f"{trace!r} is left in {path.name}" for trace in traces if trace in content]
    log = workspace.path.with_name(workspace.path.name + "-wal")
    if log.exists() and log.stat().st_size:
        problems.append("the log is not empty")
    return problems


def faults(count: int, folder: Path, seed: int = 1) -> Tally:
    """Erase `count` notes, one after the other, among others that stay; search every decrypted page after each."""
    tally = Tally("erased record", "zero bytes left in file, log, index, kept backups")
    chance = random.Random(seed)
    path = foretold.begin(folder / "erasures")
    with opening.open_workspace(path, PASSPHRASE, around=foretold.around(path.parent)) as workspace:
        standing = [_live(workspace, _words(chance), chance) for _note in range(_NOTES)]
        for number in range(count):
            row, words = standing.pop(chance.randrange(len(standing)))
            traces = _traces(words)
            workspace.settle()
            content = b"".join(keeping.plain_pages(path, workspace.key))
            assert all(any(form in content for form in _traces([word])) for word in words[-4:]), "the search is blind"
            workspace.erase(Note, row, name="Note erased")
            if number % _BACKUP_EVERY == 0:
                backups.refresh(workspace)
            else:
                for backup in backups.found(path):
                    backup.path.unlink()
            tally.judge("no trace left", *_left(workspace, traces))
            standing.append(_live(workspace, _words(chance), chance))
            if number % _BACKUP_EVERY == _BACKUP_EVERY - 1:
                backups.take(workspace)
    return tally
