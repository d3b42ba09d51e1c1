"""The disk fails under the workspace: full, unreadable, read-only, gone. One sentence, no half work, no false "saved".

`strace` makes system calls of the workspace's process fail, one by one and for good, which needs no rights and reaches
every step: writing, syncing, cutting, opening, renaming. The file is then looked at with a sound disk.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from gcmdesk.errors import KnownError
from gcmdesk.workspace import errors, opening
from gcmdesk.workspace.file import Access
from gcmdesk.workspace.workspace import Workspace
from tests.faults import foretold
from tests.faults.foretold import BASE, PASSPHRASE, Story
from tests.faults.tally import Tally

_COMMITS = 12
_CALLS = ("pwrite64", "fsync", "fdatasync", "ftruncate", "openat", "pread64", "unlink", "rename")
_ERRORS = ("ENOSPC", "EIO", "EROFS", "EDQUOT")
_FILES = ("a.gcmdesk", "a.gcmdesk-wal")


def _session(folder: Path, seed: int) -> None:
    """Work on until the end of the story, whatever fails; say what was saved and what the user is told."""
    story, saved = Story(seed), 0
    try:
        workspace = opening.open_workspace(folder / "a.gcmdesk", PASSPHRASE, around=foretold.around(folder))
    except KnownError as error:
        print("told", type(error).__name__)
        return
    try:
        for _commit in range(_COMMITS):
            foretold.tell(workspace, story, 1)
            saved = workspace.head.sequence - BASE
            print("saved", saved, flush=True)
        workspace.settle()
    except KnownError as error:
        print("told", type(error).__name__)
    try:
        workspace.close()
    except KnownError as error:
        print("told", type(error).__name__)


def failing_calls(count: int, folder: Path, seed: int = 1) -> Tally:
    """Let one system call of a session fail, once or from then on, `count` times."""
    tally = Tally(
        "disk full, I/O error, read-only at any step", "one clear sentence, nothing half-written, no false saved"
    )
    chance = random.Random(seed)
    for number in range(count):
        place = folder.resolve() / f"failing-{number}"
        path, story = foretold.begin(place), chance.getrandbits(32)
        call, error = chance.choice(_CALLS), chance.choice(_ERRORS)
        when = f"{chance.randint(1, 60 if call in {'pwrite64', 'pread64'} else 12)}{chance.choice(('', '+'))}"
        watched = [f"-P{path.with_name(name)}" for name in _FILES]
        command = [
            "strace",
            "-f",
            "-o/dev/null",
            *watched,
            f"--trace={call}",
            f"--inject={call}:error={error}:when={when}",
        ]
        session = [sys.executable, "-m", "tests.faults.medium", place, str(story)]
        done = subprocess.run([*command, *session], capture_output=True, text=True, check=False)
        said = [line.split() for line in done.stdout.splitlines()]
        saved = max((int(word) for kind, word in said if kind == "saved"), default=0)
        told = [word for kind, word in said if kind == "told"]
        problems = [] if done.returncode == 0 else [f"a defect: {done.stderr.strip().splitlines()[-1:]}"]
        with opening.open_workspace(path, PASSPHRASE, around=foretold.around(place)) as workspace:
            problems += foretold.shortcomings(workspace, Story(story), saved)
        ending = f"told {told[0]}" if told else "went on without harm"
        tally.judge(ending, *(f"{problem} ({call} {error} {when}, story {story})" for problem in problems))
        shutil.rmtree(place)
    return tally


def mountable() -> bool:
    """Whether this process may mount a small file system of its own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as place:
        return _mounted(Path(place), "tmpfs", "-o", "size=64k") and _unmounted(Path(place))


def _mounted(place: Path, *options: str) -> bool:
    return subprocess.run(["mount", "-t", *options, "none", place], capture_output=True, check=False).returncode == 0


def _unmounted(place: Path) -> bool:
    return subprocess.run(["umount", "-l", place], capture_output=True, check=False).returncode == 0


def small_disk(count: int, folder: Path, seed: int = 1) -> Tally:
    """A real small file system that runs full, becomes read-only, or is pulled out while the workspace is open."""
    tally = Tally("a real small disk: full, read-only, pulled out", "one clear sentence, nothing half-written")
    chance = random.Random(seed)
    for number in range(count):
        place, wrong = folder / f"disk-{number}", ("full", "read-only", "pulled out")[number % 3]
        place.mkdir()
        assert _mounted(place, "tmpfs", "-o", f"size={chance.randint(9000, 12000)}k"), "no right to mount"
        try:
            ending, problems = _on_small_disk(place, wrong, chance)
        finally:
            _unmounted(place)
        tally.judge(f"{wrong}: {ending}", *problems)
    return tally


def _on_small_disk(place: Path, wrong: str, chance: random.Random) -> tuple[str, list[str]]:
    path, seed, filler = foretold.begin(place), chance.getrandbits(32), place / "filler"
    filler.write_bytes(bytes(1_000_000))
    expected = {"DiskFull", "NotRewritten"} if wrong == "full" else {"FileMoved"}
    workspace = opening.open_workspace(path, PASSPHRASE, around=foretold.around(place))
    story = Story(seed)
    foretold.tell(workspace, story, chance.randint(1, 8))
    if wrong == "pulled out":
        _unmounted(place)
    elif wrong == "read-only":
        workspace.close()
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        return _on_read_only(path, seed, story.commits)
    ending, saved = "", story.commits
    while not ending:
        try:
            foretold.tell(workspace, story, 1)
            saved = story.commits
        except KnownError as error:
            ending = type(error).__name__
    problems = [] if ending in expected else [f"told {ending}"]
    if wrong == "full":
        filler.unlink()
        problems += foretold.shortcomings(workspace, Story(seed), saved)
        foretold.perform(workspace, ("add", "there is room again"))
    workspace.close()
    return ending, problems


def _on_read_only(path: Path, seed: int, commits: int) -> tuple[str, list[str]]:
    around = foretold.around(path.parent)
    try:
        opening.open_workspace(path, PASSPHRASE, around=around).close()
    except KnownError as error:
        ending = type(error).__name__
    else:
        ending = "opened for writing"
    with opening.open_workspace(path, PASSPHRASE, Access.READ, around) as workspace:
        problems = [] if workspace.read(foretold.all_notes) == Story(seed).reach(commits) else ["other content"]
    return ending, problems if ending == "ReadOnlyPlace" else [*problems, ending]


def _moved(path: Path) -> Callable[[], object]:
    away = path.rename(path.with_name("elsewhere"))
    return lambda: away.rename(path)


def _log_moved(path: Path) -> Callable[[], object]:
    log = path.with_name(path.name + "-wal")
    away = log.rename(path.with_name("elsewhere"))
    return lambda: away.rename(log)


def _stick_pulled(path: Path) -> Callable[[], object]:
    away = path.parent.rename(path.parent.with_name("pulled"))
    return lambda: away.rename(path.parent)


def _replaced(path: Path) -> Callable[[], object]:
    away = path.rename(path.with_name("elsewhere"))
    shutil.copyfile(away, path)
    return lambda: away.replace(path)


PLACES: tuple[Callable[[Path], Callable[[], object]], ...] = (_moved, _log_moved, _stick_pulled, _replaced)


def lost_places(count: int, folder: Path, seed: int = 1) -> Tally:
    """Move, replace or pull away the file while it is open; put it back, and go on."""
    tally = Tally(
        "file moved, replaced, stick pulled while open", "told at the next change, and it is not called saved"
    )
    chance = random.Random(seed)
    for number in range(count):
        place, pull = folder / f"places-{number}", PLACES[number % len(PLACES)]
        path, story, seed_here = foretold.begin(place), None, chance.getrandbits(32)
        with opening.open_workspace(path, PASSPHRASE, around=foretold.around(place)) as workspace:
            story = Story(seed_here)
            foretold.tell(workspace, story, chance.randint(1, 8))
            before, saved = workspace.head, story.commits
            put_back = pull(path)
            ending = _told(workspace)
            problems = [] if ending == "FileMoved" and workspace.head == before else [f"{pull.__name__}: {ending}"]
            put_back()
            foretold.tell(workspace, story, 3)
            problems += foretold.shortcomings(workspace, Story(seed_here), saved + 3)
        with opening.open_workspace(path, PASSPHRASE, around=foretold.around(place)) as workspace:
            problems += foretold.shortcomings(workspace, Story(seed_here), saved + 3)
        tally.judge(f"{pull.__name__[1:].replace('_', ' ')}: {ending}", *problems)
        shutil.rmtree(place)
    return tally


def _told(workspace: Workspace) -> str:
    try:
        foretold.perform(workspace, ("add", "not to be saved"))
    except KnownError as error:
        return type(error).__name__
    return "called saved"


def deleted(count: int, folder: Path, seed: int = 1) -> Tally:
    """Delete the file while it is open: nothing is called saved any more, and no half file comes back."""
    tally = Tally("file deleted while open", "told at the next change, and it is not called saved")
    chance = random.Random(seed)
    for number in range(count):
        place = folder / f"deleted-{number}"
        path = foretold.begin(place)
        workspace = opening.open_workspace(path, PASSPHRASE, around=foretold.around(place))
        foretold.tell(workspace, Story(chance.getrandbits(32)), chance.randint(1, 8))
        path.unlink()
        endings = [_told(workspace), _told(workspace)]
        try:
            workspace.close()
        except errors.WorkspaceError as error:
            endings.append(type(error).__name__)
        problems = [] if set(endings) == {"FileMoved"} else [f"ended as {endings}"]
        if path.exists():
            problems.append("a file appeared")
        tally.judge("FileMoved", *problems)
        shutil.rmtree(place)
    return tally


if __name__ == "__main__":
    _session(Path(sys.argv[1]), int(sys.argv[2]))
