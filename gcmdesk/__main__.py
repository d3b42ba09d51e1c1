"""The one door between core and screen: `gcmdesk` and `python -m gcmdesk` start here."""

import gc
import sys
from pathlib import Path

from gcmdesk import cli


def _open_window(file: Path | None) -> int:
    gc.disable()  # the window collects cycles itself (`ui.cycles`), and imports need not be looked through meanwhile
    from ui.app import run

    return run(file)


def _self_check() -> int:
    from ui.self_check import run

    return run()


def main() -> int:
    """Entry point of the `gcmdesk` command."""
    return cli.main(sys.argv[1:], open_window=_open_window, self_check=_self_check)


if __name__ == "__main__":
    sys.exit(main())
