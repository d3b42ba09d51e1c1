"""Flipped bytes, lost ends, old pages and old files: told to the user, never silently different content."""

import random
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from gcmdesk.consultations.tables import Note
from gcmdesk.errors import KnownError
from gcmdesk.jobs import Progress
from gcmdesk.workspace import bulk, copies, opening, search
from gcmdesk.workspace.file import PAGE_BYTES, Key
from tests.faults import foretold, keeping
from tests.faults.foretold import BASE, PASSPHRASE, Story
from tests.faults.tally import Tally

_LARGE_BYTES = 40_000_000
_FLIPS_AT_ONCE = 25
_NAMED = re.compile(r"page (\d+)")
_SAID = datetime(2026, 5, 4, 9, tzinfo=UTC)


def look(folder: Path, seed: int, commits: int) -> tuple[str, list[str]]:
    """Open the file as a user does, read everything, then check it: how the damage came to light, and broken promises.

    Content may be whole, or refused, or older with the loss told; `unnoticed` means that the file passed for sound, and
    then every note is as it was.
    """
    path, around, displaced = folder / "a.gcmdesk", foretold.around(folder), False
    try:
        with opening.open_workspace(path, PASSPHRASE, around=around) as workspace:
            found = workspace.head.sequence - BASE
            told = workspace.regress is not None
            displaced = workspace.displaced(Progress()) is not None
            different = workspace.read(foretold.all_notes) != Story(seed).reach(min(found, commits))
            broken_at = workspace.verify().broken_at
            found_by_index = not workspace.read(search.check, Progress()).sound
            key = workspace.key
        copies.check(path, key)
    except KnownError as error:
        if displaced:
            return "told: pages of another time", []
        return f"named: {type(error).__name__}", []
    except DBAPIError as error:
        return "a defect", [f"not translated: {error}"]
    signs = {
        "work is missing": told,
        "pages of another time": displaced,
        "the audit chain is broken": broken_at is not None,
        "the search index does not agree": found_by_index,
    }
    for sign, seen in signs.items():
        if seen:
            return f"told: {sign}", []
    return "unnoticed", ["silently different content"] if different or found != commits else []


def begin(folder: Path, seed: int, commits: int) -> None:
    """A closed workspace with a story told."""
    path = foretold.begin(folder)
    with opening.open_workspace(path, PASSPHRASE, around=foretold.around(folder)) as workspace:
        foretold.tell(workspace, Story(seed), commits)


def flips(count: int, folder: Path, seed: int = 1) -> Tally:
    """Flip bits of single bytes all over a small file, each in a file of its own."""
    tally = Tally("one byte flipped, small file", "detected and named")
    chance, place, commits = random.Random(seed), folder / "flips", 12
    begin(place, seed, commits)
    kept = keeping.keep(place)
    size = len(kept[Path("a.gcmdesk")])
    for number in range(count):
        keeping.put_back(place, kept)
        offset = min(size - 1, (number * size + chance.randrange(size)) // count)
        keeping.flip(place / "a.gcmdesk", offset, chance.randint(1, 255))
        ending, problems = look(place, seed, commits)
        tally.judge(ending, *problems, *([f"byte {offset}"] if ending == "unnoticed" else []))
    shutil.rmtree(place)
    return tally


def large_flips(count: int, folder: Path, seed: int = 1, size: int = _LARGE_BYTES) -> Tally:
    """Flip bytes of a large file, 25 in as many pages at once: the check names exactly these pages."""
    tally = Tally("one byte flipped, 40 MB file", "the very page is named")
    chance, place = random.Random(seed), folder / "large"
    path = foretold.begin(place)
    with opening.open_workspace(path, PASSPHRASE, around=foretold.around(place)) as workspace:
        workspace.run(_fill, chance, size // 1300, name="Notes imported")
        key = workspace.key
    pages = path.stat().st_size // PAGE_BYTES
    while tally.runs < count:
        hit = sorted(chance.sample(range(2, pages + 1), min(_FLIPS_AT_ONCE, count - tally.runs)))
        flipped = [((page - 1) * PAGE_BYTES + chance.randrange(PAGE_BYTES), chance.randint(1, 255)) for page in hit]
        for offset, bits in flipped:
            keeping.flip(path, offset, bits)
        named = _damaged_pages(path, key)
        for page in hit:
            tally.judge("the page is named", *([] if page in named else [f"page {page} is not named"]))
        if named - set(hit):
            tally.judge("the page is named", f"sound pages are named: {named - set(hit)}")
        for offset, bits in flipped:
            keeping.flip(path, offset, bits)
    copies.check(path, key)
    shutil.rmtree(place)
    return tally


def _damaged_pages(path: Path, key: Key) -> set[int]:
    """What SQLCipher's own check names; the schema is not read before, because it may be what is damaged."""
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = {key.pragma}")
        return {int(_NAMED.search(line)[1]) for (line,) in connection.execute("PRAGMA cipher_integrity_check")}


def _fill(session: Session, chance: random.Random, notes: int) -> None:
    rows = ((1, _SAID, chance.randbytes(600).hex()) for _ in range(notes))
    bulk.insert(session, Note, ("consultation_id", "said", "text"), rows)


def truncations(count: int, folder: Path, seed: int = 1) -> Tally:
    """Cut the file off anywhere, half of the time at the end of a page."""
    tally = Tally("file cut short", "detected and named")
    chance, place, commits = random.Random(seed), folder / "truncations", 12
    begin(place, seed, commits)
    kept = keeping.keep(place)
    whole = kept[Path("a.gcmdesk")]
    for number in range(count):
        length = chance.randrange(len(whole))
        if number % 2:
            length -= length % PAGE_BYTES
        keeping.put_back(place, {**kept, Path("a.gcmdesk"): whole[:length]})
        ending, problems = look(place, seed, commits)
        tally.judge(ending, *problems, *([f"cut at {length}"] if ending == "unnoticed" else []))
    shutil.rmtree(place)
    return tally


def _unsettled(place: Path, seed: int, commits: int) -> keeping.Kept:
    """The files of a workspace whose last commits stand in the log only, as a crash leaves them."""
    path = foretold.begin(place)
    with opening.open_workspace(path, PASSPHRASE, around=foretold.around(place)) as workspace:
        story = Story(seed)
        foretold.tell(workspace, story, commits - 3)
        workspace.settle()
        while story.commits < commits:
            step = story.step()
            if step[0] != "settle":
                foretold.perform(workspace, step)
        return keeping.keep(place)


def old_ones(count: int, folder: Path, seed: int = 1) -> Tally:
    """The log lost or damaged, an old file put back, an old page put back."""
    tally = Tally("old page or old file put back, -wal lost or damaged", "told to the user")
    chance, place = random.Random(seed), folder / "old"
    wrongs: tuple[Callable[[random.Random, Path, int], bool], ...] = (_log_lost, _log_hit, _old_file, _old_pages)
    for number in range(count):
        story, wrong = chance.getrandbits(32), wrongs[number % len(wrongs)]
        shutil.rmtree(place, ignore_errors=True)
        while not wrong(chance, place, story):
            story = chance.getrandbits(32)
            shutil.rmtree(place)
        ending, problems = look(place, story, 12)
        problems += ["not told"] if ending == "unnoticed" else []
        tally.judge(f"{wrong.__name__[1:].replace('_', ' ')} {ending}", *problems)
    shutil.rmtree(place)
    return tally


def _log_lost(_chance: random.Random, place: Path, seed: int) -> bool:
    """False where the story ends with an erasure: that empties the log, and nothing can be lost with it."""
    kept = _unsettled(place, seed, 12)
    lost = kept.pop(Path("a.gcmdesk-wal"))
    keeping.put_back(place, kept)
    return bool(lost)


def _log_hit(chance: random.Random, place: Path, seed: int) -> bool:
    """False as for `_log_lost`."""
    keeping.put_back(place, _unsettled(place, seed, 12))
    log = place / "a.gcmdesk-wal"
    size = log.stat().st_size
    if size:
        keeping.flip(log, chance.randrange(size), chance.randint(1, 255))
    return bool(size)


def _two_ages(place: Path, seed: int) -> tuple[bytes, bytes]:
    """The file after 8 and after 12 commits; the folder holds the latter."""
    path, story = foretold.begin(place), Story(seed)
    ages = []
    for commits in (8, 4):
        with opening.open_workspace(path, PASSPHRASE, around=foretold.around(place)) as workspace:
            foretold.tell(workspace, story, commits)
        ages.append(path.read_bytes())
    return ages[0], ages[1]


def _old_file(_chance: random.Random, place: Path, seed: int) -> bool:
    old, _new = _two_ages(place, seed)
    (place / "a.gcmdesk").write_bytes(old)
    return True


def _old_pages(chance: random.Random, place: Path, seed: int) -> bool:
    old, new = _two_ages(place, seed)
    pages = range(0, min(len(old), len(new)), PAGE_BYTES)
    changed = [start for start in pages if old[start : start + PAGE_BYTES] != new[start : start + PAGE_BYTES]]
    content = bytearray(new)
    for start in chance.sample(changed, chance.choice((1, 1, 1, len(changed) // 2 or 1))):
        content[start : start + PAGE_BYTES] = old[start : start + PAGE_BYTES]
    (place / "a.gcmdesk").write_bytes(content)
    return True
