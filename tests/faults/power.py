"""Power loss: the writes of a session are recorded, and the disk is rebuilt as a power cut could have left it.

`strace` records every call that changes files. The disk here is more treacherous than most: what was not given to it
by fsync is kept or lost in any combination, each write whole or torn into sectors of 512 bytes. Names too are kept or
lost, but in their order, as journalling file systems do. `-shm` is memory, not disk, and is left out.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from gcmdesk.errors import KnownError
from gcmdesk.workspace import errors, opening
from gcmdesk.workspace.workspace import Workspace
from tests.faults import foretold
from tests.faults.foretold import BASE, PASSPHRASE, Story
from tests.faults.tally import Tally

NEW_PASSPHRASE = "close sesame"

_SECTOR = 512
_CALLS = "openat,lseek,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat"
_LINE = re.compile(r"^(\w+)\((.*)\) += (\d+)(?:<([^>]*)>)?")
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"^(\d+)<([^>]*)>")
_ACKNOWLEDGED = "acknowledged"
_POINTS_PER_SESSION = 500


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass(frozen=True)
class Call:
    """One call that succeeded; `path` is absolute, `target` is where a rename leads."""

    name: str
    path: Path
    data: bytes = b""
    offset: int = 0
    target: Path | None = None


def calls(trace: Path, folder: Path) -> Iterator[Call]:
    """The calls of one process's trace (`strace -f -y -xx`) that change files in `folder`, in order."""
    begun: dict[str, str] = {}
    places: dict[str, int] = {}
    for line in trace.read_text(encoding="ascii").splitlines():
        thread, text = line.split(maxsplit=1)
        if text.endswith("<unfinished ...>"):
            begun[thread] = text.removesuffix("<unfinished ...>").rstrip()
            continue
        if text.startswith("<... "):
            text = begun.pop(thread) + text.split(" resumed>", 1)[1]
        call = _call(text, places)
        if call and folder in (call.path, *call.path.parents) and not call.path.name.endswith("-shm"):
            yield call


def _call(text: str, places: dict[str, int]) -> Call | None:
    """One call; `places` follows where each handle of the process stands in its file."""
    match = _LINE.match(text)
    if not match:
        return None  # it failed and changed nothing, or it is a signal
    name, arguments, result, opened = match.groups()
    strings = [_plain(string) for string in _HEX.findall(arguments)]
    if name == "openat":
        places[result] = 0
        return Call("create", _path(opened)) if "O_CREAT" in arguments else None
    if name.startswith("rename"):
        return Call("rename", Path(strings[0].decode()), target=Path(strings[1].decode()))
    if name.startswith("unlink"):
        return Call("unlink", Path(strings[0].decode()))
    return _call_on_file(name, arguments, int(result), places)


def _call_on_file(name: str, arguments: str, result: int, places: dict[str, int]) -> Call | None:
    file = _FILE.match(arguments)
    if not file:
        return None
    handle, path = file[1], _path(file[2])
    if name == "lseek":
        places[handle] = result
        return None
    if name in {"fsync", "fdatasync"}:
        return Call("sync", path)
    last = int(arguments.rsplit(", ", 1)[1])
    if name == "ftruncate":
        return Call("truncate", path, offset=last)
    data = _plain(_HEX.findall(arguments)[0])[:result]
    if name == "pwrite64":
        return Call("write", path, data, last)
    place = places.get(handle, 0)
    places[handle] = place + result
    return Call("write", path, data, place)


def _path(text: str) -> Path:
    return Path(_plain(text).decode().removesuffix(" (deleted)"))


@dataclass
class File:
    """One file on the disk: what is safely there, and what may still be lost."""

    safe: bytes = b""
    pending: list[Call] = field(default_factory=list)
    """Writes and truncations, in the order they were made."""

    def sync(self) -> None:
        """All of it is safe now."""
        self.safe = self.after(lambda _call: True, lambda: True)
        self.pending.clear()

    def after(self, kept: Callable[[Call], bool], whole: Callable[[], bool]) -> bytes:
        """The content when only the `kept` calls reached the disk, not `whole` writes only some of their sectors."""
        content = bytearray(self.safe)
        for call in self.pending:
            if not kept(call):
                continue
            if call.name == "truncate":
                del content[call.offset :]
                content.extend(bytes(call.offset - len(content)))
                continue
            for start, data in [(0, call.data)] if whole() else _sectors(call):
                if data is call.data or kept(call):
                    at = call.offset + start
                    content.extend(bytes(max(0, at - len(content))))
                    content[at : at + len(data)] = data
        return bytes(content)


def _sectors(call: Call) -> list[tuple[int, bytes]]:
    """A write in pieces that end at the sectors of the disk."""
    edges = [0, *range(_SECTOR - call.offset % _SECTOR, len(call.data), _SECTOR), len(call.data)]
    return [(start, call.data[start:end]) for start, end in pairwise(edges)]


class Disk:
    """Files and names of one folder and those below it, as a recorded session goes by."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = {path: File(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
        self._safe_names = dict(self._names)
        self._renamings: list[Call | tuple[Path, File]] = []

    def take(self, call: Call) -> None:
        """One more call of the session."""
        if call.name == "create":
            if call.path not in self._names:
                self._names[call.path] = File()
                self._renamings.append((call.path, self._names[call.path]))
        elif call.name in {"rename", "unlink"}:
            _turn(self._names, call)
            self._renamings.append(call)
        elif call.name == "sync" and call.path not in self._names:
            self._sync_folder(call.path)
        elif call.name == "sync":
            self._names[call.path].sync()
        elif call.path in self._names:
            self._names[call.path].pending.append(call)

    def _sync_folder(self, folder: Path) -> None:
        here = [one for one in self._renamings if (one[0] if isinstance(one, tuple) else one.path).parent == folder]
        for one in here:
            _turn(self._safe_names, one)
            self._renamings.remove(one)

    def cut(self, chance: random.Random, target: Path) -> None:
        """Write into `target` what a power cut at this moment could leave."""
        names = dict(self._safe_names)
        for one in self._renamings[: chance.randint(0, len(self._renamings))]:
            _turn(names, one)
        mood = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        tearing = chance.choice((0.0, 0.3, 1.0))
        for path, file in names.items():
            place = target / path.relative_to(self._folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            content = file.after(lambda _call: chance.random() < mood, lambda: chance.random() >= tearing)
            place.write_bytes(content)


def _turn(names: dict[Path, File], change: "Call | tuple[Path, File]") -> None:
    if isinstance(change, tuple):
        names[change[0]] = change[1]
    elif change.path in names:
        file = names.pop(change.path)
        if change.target:
            names[change.target] = file


def record(folder: Path, seed: int, commits: int) -> list[Call]:
    """Run a session of the story in `folder` under `strace`: work, then a new passphrase, then work again."""
    trace = folder.with_suffix(".trace")
    command = ["strace", "-f", "-y", "-xx", "-s", "100000000", "-o", trace, f"--trace={_CALLS}"]
    session = [sys.executable, "-m", "tests.faults.power", folder, str(seed), str(commits)]
    subprocess.run([*command, *session], check=True)
    return list(calls(trace, folder))


def _session(folder: Path, seed: int, commits: int) -> None:
    path, story, around = folder / "a.gcmdesk", Story(seed), foretold.around(folder)
    with (
        opening.open_workspace(path, PASSPHRASE, around=around) as workspace,
        (folder / _ACKNOWLEDGED).open("w", buffering=1) as said,
    ):
        _work(workspace, story, commits, lambda commit: said.write(f"{commit}\n"))
        opening.change_passphrase(workspace, NEW_PASSPHRASE, parameters=around.parameters[0])
        said.write("rekeyed\n")
        _work(workspace, story, commits // 4, lambda commit: said.write(f"{commit}\n"))


def _work(workspace: Workspace, story: Story, commits: int, say: Callable[[int], object]) -> None:
    for _commit in range(commits):
        foretold.tell(workspace, story, 1)
        say(workspace.head.sequence - BASE)


def _after_cut(place: Path, seed: int, said: list[str]) -> tuple[str, list[str]]:
    """Open what the power cut left, and judge it."""
    around = foretold.around(place)
    rekeyed = "rekeyed" in said
    acknowledged = max((int(word) for word in said if word != "rekeyed"), default=0)
    try:
        passphrase = NEW_PASSPHRASE
        try:
            workspace = opening.open_workspace(place / "a.gcmdesk", NEW_PASSPHRASE, around=around)
        except errors.WrongPassphrase:
            if rekeyed:
                return "re-keyed", ["the new passphrase was acknowledged but does not open"]
            passphrase = PASSPHRASE
            workspace = opening.open_workspace(place / "a.gcmdesk", PASSPHRASE, around=around)
    except KnownError as error:
        return "not opened", [f"{type(error).__name__} after {acknowledged} commits"]
    with workspace:
        problems = foretold.shortcomings(workspace, Story(seed), acknowledged)
        more = workspace.head.sequence - BASE > acknowledged
    return ("new key, " if passphrase == NEW_PASSPHRASE else "old key, ") + (
        "the commit under way whole" if more else "exactly what was acknowledged"
    ), problems


def faults(count: int, folder: Path, seed: int = 1, commits: int = 60) -> Tally:
    """Cut the power at `count` points of recorded sessions."""
    tally = Tally(
        "power loss (writes replayed, dropped, reordered, torn)", "every acknowledged commit present, none torn"
    )
    chance = random.Random(seed)
    while tally.runs < count:
        points = min(_POINTS_PER_SESSION, count - tally.runs)
        _cut_a_session(tally, folder.resolve() / f"power-{tally.runs}", chance, points, commits)
    return tally


def _cut_a_session(tally: Tally, folder: Path, chance: random.Random, points: int, commits: int) -> None:
    seed = chance.getrandbits(32)
    foretold.begin(folder)
    disk = Disk(folder)
    recorded = record(folder, seed, commits)
    cuts = sorted(chance.choices(range(len(recorded) + 1), k=points))
    place, said = folder.with_suffix(".cut"), []
    for number, call in enumerate([*recorded, None]):
        while cuts and cuts[0] == number:
            cuts.pop(0)
            shutil.rmtree(place, ignore_errors=True)
            disk.cut(chance, place)
            ending, problems = _after_cut(place, seed, said)
            tally.judge(ending, *(f"{problem} (seed {seed}, call {number})" for problem in problems))
        if call is None:
            break
        if call.path.name == _ACKNOWLEDGED:
            said += call.data.decode().split()
        else:
            disk.take(call)
    for leftover in (folder, place):
        shutil.rmtree(leftover)
    folder.with_suffix(".trace").unlink()


if __name__ == "__main__":
    _session(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
