"""USB sticks and the like, as far as the system shows them."""

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_MOUNTED = ("/media", "/run/media", "/Volumes")
_REMOVABLE = 2
"""`DRIVE_REMOVABLE` of Windows' `GetDriveTypeW`."""


def removable() -> tuple[Path, ...]:
    """The roots of drives that can be taken out and written to. It may hang on a dead drive: use `Tasks.look`."""
    mounted = [one for one in QStorageInfo.mountedVolumes() if one.isReady() and not one.isReadOnly()]
    return tuple(path for path in (Path(one.rootPath()) for one in mounted) if _can_be_taken_out(path))


def _can_be_taken_out(root: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(str(root)) == _REMOVABLE
    return any(root.is_relative_to(place) and root != Path(place) for place in _MOUNTED)
