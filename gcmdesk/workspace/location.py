"""Where a workspace must not lie: network drives, and folders that a cloud service copies behind one's back.

`concern` gives a reason and a way out, or None; it forbids nothing. Whoever creates or opens a file raises
`UnsafeLocation` with it, unless the user has read the reason and insists.
"""

import enum
import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _

_NETWORK_TYPES = re.compile(
    r"9p|afpfs|afs|beegfs|ceph|cifs|coda|davfs|ftp|gfs2|gpfs|lustre|ncpfs|nfs4?|ocfs2|orangefs|prl_fs|remote|smb[23]?"
    r"|smbfs|vboxsf|virtiofs|vmhgfs|webdav|fuse-t|macfuse|osxfuse(fs)?|fuse_osxfs"
    r"|fuse\.(?!(bindfs|cryfs|encfs|exfat|exfat-fuse|gocryptfs|lxcfs|mergerfs|ntfs|ntfs-3g|portal|securefs|snapfuse)$).+"
)
"""File systems whose storage is on another machine, or on the host of a virtual one, or made up by a program: behind
FUSE that is every program but those that are known to keep their files here."""

_REMOTE_DRIVE = 4  # DRIVE_REMOTE of Windows' GetDriveTypeW

_SERVICES: tuple[tuple[str, str], ...] = (
    ("OneDrive", r"onedrive( - .+|-.+)?"),
    ("SharePoint", r"sharepoint( - .+|-.+)?"),
    ("Dropbox", r"dropbox( \(.+\)|-.+)?"),
    ("Google Drive", r"google ?drive( \(.+\)|-.+)?|my drive|mon drive|mi unidad|meu drive|gdrive"),
    ("iCloud", r"icloud ?drive|com~apple~clouddocs|mobile documents"),
    ("Nextcloud", r"nextcloud\d*(-.+)?"),
    ("ownCloud", r"owncloud\d*(-.+)?"),
    ("Box", r"box( sync|-box)?"),
    ("Syncthing", r"syncthing"),
    ("Resilio Sync", r"resilio sync|btsync"),
    ("MEGA", r"mega|megasync( downloads)?"),
    ("pCloud", r"pcloud ?drive|pcloud ?sync"),
    ("Proton Drive", r"proton ?drive(-.+)?|my files - proton drive"),
    ("Tresorit", r"tresorit( drive)?"),
    ("Seafile", r"seafile|seadrive"),
    ("kDrive", r"kdrive\d*"),
    ("Synology Drive", r"synology ?drive(-.+)?"),
    ("Creative Cloud", r"creative cloud files.*"),
    ("Яндекс Диск", r"yandex\.?disk|яндекс[. ]?диск"),
    ("坚果云", r"nutstore( files)?|坚果云|我的坚果云"),
    ("百度网盘", r"baidusyncdisk|百度网盘(同步空间)?"),
)
"""Cloud services by the names that they give their folders."""

_SERVICE_FOLDERS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _SERVICES)

_MARKERS: tuple[tuple[str, str], ...] = (
    ("Syncthing", ".stfolder"),
    ("Dropbox", ".dropbox"),
    ("Dropbox", ".dropbox.cache"),
    ("Google Drive", ".tmp.driveupload"),
    ("Google Drive", ".tmp.drivedownload"),
    ("OneDrive", ".849C9593-D756-4E56-8D6E-42412F2A707B"),
    ("Nextcloud", ".nextcloudsync.log"),
    ("Nextcloud", ".sync_*.db"),
    ("ownCloud", ".owncloudsync.log"),
    ("ownCloud", "._sync_*.db"),
    ("Resilio Sync", ".sync/ID"),
)
"""What cloud services leave in the top folder that they copy, whatever its name."""


class Kind(enum.Enum):
    """What is wrong with a place."""

    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class LocationConcern:
    """Why a file should not lie in a place, in the language of the screen. Holds no path and no account name."""

    kind: Kind
    service: str
    """The cloud service's name, or the type of the file system."""
    sentence: str
    reason: str
    way_out: str


class UnsafeLocation(KnownError):
    """A workspace was to lie on a network drive or in a synchronised folder, and nobody insisted on it."""

    def __init__(self, concern: LocationConcern) -> None:
        super().__init__(f"{concern.sentence} {concern.reason}", concern.way_out)
        self.concern = concern


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the machine's mount table: where, and which type of file system."""

    point: str
    type: str


def concern(path: Path) -> LocationConcern | None:
    """What speaks against a workspace file at this path on this machine; None for an ordinary disk or USB stick.

    The file need not exist yet. Symbolic links are followed, and the path as it was given counts too.
    """
    resolved = Path(os.path.realpath(path))
    mounts = mounted()
    return (
        network_concern(path, mounts)
        or network_concern(resolved, mounts)
        or sync_concern(path, os.environ)
        or sync_concern(resolved, os.environ)
        or marker_concern(resolved)
    )


def network_concern(path: PurePath, mounts: Iterable[Mount]) -> LocationConcern | None:
    """The concern about a network drive, given the mount table; a later mount hides an earlier one at its point."""
    if _is_unc(path):
        return _network("UNC")
    under = [mount for mount in mounts if path.is_relative_to(type(path)(mount.point))]
    if not under:
        return None
    deepest = max(len(type(path)(mount.point).parts) for mount in under)
    found = next(mount for mount in reversed(under) if len(type(path)(mount.point).parts) == deepest)
    return _network(found.type) if _NETWORK_TYPES.fullmatch(found.type.lower()) else None


def sync_concern(path: PurePath, environment: Mapping[str, str]) -> LocationConcern | None:
    """The concern about a cloud service's folder, told by names above the file and by OneDrive's variables."""
    for variable in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        if environment.get(variable) and path.is_relative_to(type(path)(environment[variable])):
            return _synced("OneDrive")
    folders = path.parent.parts
    for service, names in _SERVICE_FOLDERS:
        if any(names.fullmatch(folder) for folder in folders):
            return _synced(service)
    if any(pair == ("Library", "CloudStorage") for pair in itertools.pairwise(folders)):
        return _synced(_("a cloud service"))
    return None


def marker_concern(path: Path) -> LocationConcern | None:
    """The concern about a cloud service that has left its mark in a folder above the file. Reads those folders."""
    for folder in path.parents:
        if folder == Path.home():
            continue  # Dropbox keeps its settings, not its copies, in a `.dropbox` there
        for service, name in _MARKERS:
            if any(folder.glob(name)):
                return _synced(service)
    return None


def mounted() -> tuple[Mount, ...]:
    """The mount table of this machine; empty where it cannot be asked for, so that nobody is kept from working."""
    if sys.platform == "win32":
        import ctypes
        import string

        roots = [f"{letter}:\\" for letter in string.ascii_uppercase]
        mounts = windows_drives({root: ctypes.windll.kernel32.GetDriveTypeW(root) for root in roots})
    elif sys.platform == "darwin":
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
        mounts = mac_mounts(listed.stdout)
    else:
        table = Path("/proc/self/mountinfo")
        mounts = linux_mounts(table.read_text("utf-8", "surrogateescape")) if table.exists() else ()
    return mounts


def linux_mounts(mountinfo: str) -> tuple[Mount, ...]:
    """The mount table from the text of ``/proc/self/mountinfo`` (proc(5)); lines of another form are passed over."""
    mounts = []
    for line in mountinfo.split("\n"):
        before, dash, after = line.partition(" - ")
        fields = before.split(" ")
        if dash and len(fields) >= 6:
            point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
            mounts.append(Mount(point, after.split(" ")[0]))
    return tuple(mounts)


def mac_mounts(listing: str) -> tuple[Mount, ...]:
    """The mount table from what macOS' ``mount`` prints: ``//user@server/share on /Volumes/share (smbfs, nodev)``."""
    lines = re.finditer(r"^.*? on (/.*) \(([^,)]+)[^()]*\)$", listing, re.MULTILINE)
    return tuple(Mount(line[1], line[2].strip()) for line in lines)


def windows_drives(types: Mapping[str, int]) -> tuple[Mount, ...]:
    r"""The mount table from drive roots (``Z:\``) and what GetDriveTypeW says about them."""
    return tuple(Mount(root, "remote" if number == _REMOTE_DRIVE else "local") for root, number in types.items())


def _is_unc(path: PurePath) -> bool:
    drive = path.drive
    if drive.startswith("\\\\?\\"):
        return drive[4:8].upper() == "UNC\\"
    return drive.startswith("\\\\") and not drive.startswith("\\\\.\\")


def _network(kind: str) -> LocationConcern:
    return LocationConcern(
        Kind.NETWORK,
        kind,
        _("This folder is on a network drive, or on a drive that another program provides."),
        _(
            "Such drives can lose what was just saved when the connection breaks, and two people could write at the "
            "same time and destroy the file."
        ),
        _("Keep the workspace on this computer's own disk or on a USB stick, and hand over changes as a file."),
    )


def _synced(service: str) -> LocationConcern:
    return LocationConcern(
        Kind.SYNCED,
        service,
        _("This folder is copied to other computers by {service}.").format(service=service),
        _(
            "The file can be copied while it is being written, which destroys the copy and sometimes the file itself; "
            "and confidential records would leave this computer."
        ),
        _("Keep the workspace in a folder that no cloud service copies, and hand over changes as a file."),
    )
