"""kill -9 at random moments: every acknowledged commit is present, none is torn, the file can be opened for writing."""

import multiprocessing
import random
import shutil
import time
from multiprocessing.connection import Connection
from pathlib import Path

from gcmdesk.workspace import opening
from tests.faults import foretold
from tests.faults.foretold import BASE, PASSPHRASE, Story
from tests.faults.tally import Tally

_LONGEST_LIFE = 0.3  # seconds of work until its death
_KILLED_WHILE_OPENING = 0.15
_KILLS_PER_FILE = 10

spawning = multiprocessing.get_context("forkserver")
spawning.set_forkserver_preload(["tests.faults.foretold"])


def _write(path: Path, story: Story, said: Connection) -> None:
    """The victim: works until it dies, and says each commit only after `run` has returned."""
    with opening.open_workspace(path, PASSPHRASE, around=foretold.around(path.parent)) as workspace:
        said.send(story.commits)
        while True:
            foretold.perform(workspace, story.step())
            said.send(workspace.head.sequence - BASE)


def _said(listening: Connection) -> int:
    """The last commit that reached us whole."""
    last = 0
    try:
        while True:
            last = listening.recv()
    except (EOFError, ConnectionResetError):
        return last


def kill_once(path: Path, story: Story, chance: random.Random) -> int:
    """Let a process write for a while, kill it, and return how many commits it had acknowledged in all."""
    listening, said = spawning.Pipe(duplex=False)
    victim = spawning.Process(target=_write, args=(path, story, said))
    victim.start()
    said.close()
    if chance.random() >= _KILLED_WHILE_OPENING:
        listening.poll(None)
    time.sleep(chance.uniform(0, _LONGEST_LIFE))
    victim.kill()
    victim.join()
    assert victim.exitcode == -9, f"the victim ended by itself: {victim.exitcode}"
    with listening:
        return max(_said(listening), story.commits)


def faults(count: int, folder: Path, seed: int = 1) -> Tally:
    """Kill `count` processes, ten in a row on the same file."""
    tally = Tally("kill -9 at random moments", "every acknowledged commit present, none torn, chain and index agree")
    chance = random.Random(seed)
    place = folder / "kills"
    for number in range(count):
        if number % _KILLS_PER_FILE == 0:
            shutil.rmtree(place, ignore_errors=True)
            path, story = foretold.begin(place), Story(chance.getrandbits(32))
        before = story.commits
        acknowledged = kill_once(path, story, chance)
        with opening.open_workspace(path, PASSPHRASE, around=foretold.around(place)) as workspace:
            problems = foretold.shortcomings(workspace, story, acknowledged)
        ending = "the commit under way was whole" if story.commits > acknowledged else "nothing under way survived"
        tally.judge(ending if story.commits > before else "killed before the first commit", *problems)
        if problems:
            story = Story(0)
            shutil.rmtree(place)
            path = foretold.begin(place)
    shutil.rmtree(place, ignore_errors=True)
    return tally
