"""Keep a workspace as this version writes it: `python -m tools.keep_workspace`, once before each release.

It is a small sample with an imported table, under a key that is cheap to derive. From then on the tests open it with
every later version (`tests/gcmdesk/workspace/test_kept.py`), so it is never made again once its version is out.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk import __version__, sample
from gcmdesk.exchange import imports
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.exchange.stakeholder_tables import Stakeholders
from gcmdesk.jobs import Progress
from gcmdesk.sample import Size
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings

KEPT = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "workspaces"
CHEAP = Parameters(memory_kib=8, time_cost=1, parallelism=1)
"""How the keys of kept workspaces are derived from `sample.PASSPHRASE`."""
SIZE = Size(stakeholders=20, sessions=4, notes=60, codings=120, people=6)
_HEAD = ("Name", "Group")
TABLE = Grid((_HEAD, ("Fishers' cooperative", "Civil society organizations"), ("Port clinic", "Private sector")))


def keep(folder: Path = KEPT) -> Path:
    """Write ``<version>.gcmdesk`` into the folder, in place of one of the same version."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{__version__}.gcmdesk"
    with TemporaryDirectory(dir=folder) as beside:
        made = Path(beside) / place.name
        around = Surroundings(parameters=(CHEAP,), notes=Path(beside) / "notes")
        sample.write(made, SIZE, around=around)
        with opening.open_workspace(made, sample.PASSPHRASE, around=around) as workspace:
            target = Stakeholders()
            matching = workspace.read(imports.guess, target, TABLE)
            preview = workspace.read(imports.examine, target, TABLE, matching)
            workspace.job(Progress(), imports.write, target, TABLE, matching, preview, name=target.passage)
        made.replace(place)
    return place


def main() -> None:
    """Keep one, and say where it is."""
    place = keep()
    print(f"{place.relative_to(Path.cwd())}: {place.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
