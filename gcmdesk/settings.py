"""Preferences of this machine, never of a workspace, kept as JSON in the config folder.

Nothing in it is personal data but the paths of recent files, which name no more than the folder of a user does.
"""

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from gcmdesk import log, paths

THEMES = ("system", "light", "dark", "contrast")
DIGITS = ("western", "arabic-indic")
TEXT_SIZES = (100, 125, 150, 175, 200)
"""Per cent of the base text size."""
LOCK_AFTER = (5, 15, 30, 0)
"""Minutes without a key or a click until an open workspace locks itself; 0 for never."""
MOST_RECENT = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """What this machine remembers. Every field has a default that works."""

    language: str | None = None
    """Language code; None until the first run has asked."""
    theme: str = "system"
    text_size: int = 100
    digits: str = "western"
    last_place: str = "home"
    """Where the window stood, as screen id and place inside it: ``library/objective/7``."""
    window: tuple[int, int, int, int] | None = None
    """x, y, width and height in logical pixels."""
    maximized: bool = False
    lock_after: int = 15
    recent: tuple[str, ...] = ()
    """Paths of workspaces that were opened here, the latest first."""

    def with_(self, **changes: Any) -> Self:
        """A copy with some fields changed."""
        return replace(self, **changes)


def _one_of(*allowed: object) -> Callable[[Any], bool]:
    return lambda value: any(type(value) is type(each) and value == each for each in allowed)


def _is_window(value: Any) -> bool:
    """Whether a window of this place and size can be shown at all; Qt raises at absurd numbers."""
    if not (isinstance(value, list) and len(value) == 4 and all(type(n) is int for n in value)):
        return False
    _x, _y, width, height = value
    return all(-(2**15) < n < 2**15 for n in value) and width > 0 and height > 0


def _are_paths(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_RECENT and all(isinstance(path, str) for path in value)


_RULES: dict[str, Callable[[Any], bool]] = {
    "language": lambda v: v is None or (isinstance(v, str) and 2 <= len(v) <= 8),
    "theme": _one_of(*THEMES),
    "text_size": _one_of(*TEXT_SIZES),
    "digits": _one_of(*DIGITS),
    "last_place": lambda v: isinstance(v, str) and len(v) <= 200,
    "window": lambda v: v is None or _is_window(v),
    "maximized": lambda v: isinstance(v, bool),
    "lock_after": _one_of(*LOCK_AFTER),
    "recent": _are_paths,
}


class SettingsStore:
    """Reads and writes the settings file.

    An unreadable file is kept aside under another name and defaults are used; `set_aside` then names the kept file so
    that the window can say so once. A field outside its rule falls back to its default without touching the others.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or paths.config_folder() / "settings.json"
        self.set_aside: Path | None = None
        self.current = self._read()

    def _read(self) -> Settings:
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
            if not isinstance(stored, dict):
                raise TypeError
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, TypeError, RecursionError):
            self.set_aside = self._keep_aside()
            log.problem("settings.unreadable")
            return Settings()
        known = {f.name for f in fields(Settings)}
        good = {key: value for key, value in stored.items() if key in known and _RULES[key](value)}
        good.update({key: tuple(value) for key, value in good.items() if isinstance(value, list)})
        return Settings(**good)

    def _keep_aside(self) -> Path | None:
        kept = self.path.with_name(f"settings-unreadable-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.json")
        try:
            self.path.replace(kept)
        except OSError:
            log.problem("settings.not_set_aside")
            return None
        return kept

    def change(self, **changes: Any) -> Settings:
        """Change some fields and write the file at once; a write that fails leaves the old file whole and is logged.

        Preferences are no reason to interrupt a consultation, hence no error reaches the caller.
        """
        self.current = self.current.with_(**changes)
        try:
            self._write(json.dumps(asdict(self.current), indent=1))
        except OSError:
            log.problem("settings.not_written")
        return self.current

    def _write(self, text: str) -> None:
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".settings-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)
