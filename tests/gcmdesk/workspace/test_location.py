import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk import i18n
from gcmdesk.workspace import location
from gcmdesk.workspace.location import Kind

LINUX = r"""
23 28 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:13 - proc proc rw
28 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
97 28 0:46 / /home/amal/office rw,relatime shared:52 - nfs4 filer:/office rw,vers=4.2,addr=192.0.2.7
101 28 0:47 / /mnt/two\040words rw,relatime shared:54 master:1 propagate_from:2 - cifs //filer/team rw,vers=3.1.1
110 28 0:50 / /home/amal/far rw,nosuid,nodev,relatime shared:60 - fuse.sshfs amal@far:/ rw,user_id=1000
111 28 0:51 / /home/amal/odd rw,nosuid,nodev,relatime shared:61 - fuse.newcloud newcloud rw,user_id=1000
112 28 0:52 / /home/amal/vault rw,nosuid,nodev,relatime shared:62 - fuse.gocryptfs /home/amal/.vault rw
120 28 8:17 / /media/amal/STICK rw,nosuid,nodev,relatime shared:70 - vfat /dev/sdb1 rw,fmask=0022
121 28 8:18 / /media/amal/NTFS rw,nosuid,nodev,relatime shared:71 - fuseblk /dev/sdb2 rw
130 28 0:60 / /auto rw,relatime shared:80 - autofs systemd-1 rw
131 130 0:61 / /auto rw,relatime shared:81 - smb3 //filer/auto rw
132 97 259:3 / /home/amal/office/local rw,relatime - ext4 /dev/nvme0n1p3 rw
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//amal@filer._smb._tcp.local/team on /Volumes/team (smbfs, nodev, nosuid, mounted by amal)
filer:/office on /Volumes/office on site (nfs, nodev, nosuid)
/dev/disk4s1 on /Volumes/STICK (exfat, local, nodev, nosuid, noowners)
"""
DRIVES = location.windows_drives({"C:\\": 3, "E:\\": 2, "Z:\\": 4, "Q:\\": 1})


@pytest.fixture(autouse=True)
def _english():
    i18n.use(i18n.Texts("en"))


def network(path, mounts):
    found = location.network_concern(path, mounts)
    assert found is None or found.kind is Kind.NETWORK
    return found and found.service


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/home/amal/office/a.gcmdesk", "nfs4"),
        ("/mnt/two words/a.gcmdesk", "cifs"),
        ("/home/amal/far/deep/a.gcmdesk", "fuse.sshfs"),
        ("/home/amal/odd/a.gcmdesk", "fuse.newcloud"),
        ("/auto/a.gcmdesk", "smb3"),
        ("/home/amal/a.gcmdesk", None),
        ("/home/amal/officer/a.gcmdesk", None),
        ("/home/amal/vault/a.gcmdesk", None),
        ("/home/amal/office/local/a.gcmdesk", None),
        ("/media/amal/STICK/a.gcmdesk", None),
        ("/media/amal/NTFS/a.gcmdesk", None),
    ],
)
def test_linux_mounts(path, type_):
    assert network(PurePosixPath(path), location.linux_mounts(LINUX)) == type_


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/Volumes/team/a.gcmdesk", "smbfs"),
        ("/Volumes/office on site/a.gcmdesk", "nfs"),
        ("/Volumes/STICK/a.gcmdesk", None),
        ("/Users/amal/Documents/a.gcmdesk", None),
    ],
)
def test_mac_mounts(path, type_):
    assert network(PurePosixPath(path), location.mac_mounts(MAC)) == type_


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        (r"z:\team\a.gcmdesk", "remote"),
        (r"\\filer\team\a.gcmdesk", "UNC"),
        (r"\\?\UNC\filer\team\a.gcmdesk", "UNC"),
        (r"\\?\C:\Users\amal\a.gcmdesk", None),
        (r"C:\Users\amal\a.gcmdesk", None),
        (r"E:\a.gcmdesk", None),
    ],
)
def test_windows_drives(path, type_):
    assert network(PureWindowsPath(path), DRIVES) == type_


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\amal\OneDrive\Documents\a.gcmdesk"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\amal\OneDrive - Ministry\a.gcmdesk"), "OneDrive"),
        (PureWindowsPath(r"D:\Moved\Documents\a.gcmdesk"), "OneDrive"),
        (PureWindowsPath(r"G:\My Drive\a.gcmdesk"), "Google Drive"),
        (PurePosixPath("/home/amal/Dropbox (Dar el-Amal)/a.gcmdesk"), "Dropbox"),
        (PurePosixPath("/home/amal/Nextcloud/a.gcmdesk"), "Nextcloud"),
        (PurePosixPath("/home/amal/ownCloud/a.gcmdesk"), "ownCloud"),
        (PurePosixPath("/home/amal/Box/a.gcmdesk"), "Box"),
        (PurePosixPath("/home/amal/Яндекс.Диск/a.gcmdesk"), "Яндекс Диск"),
        (PurePosixPath("/Users/amal/Library/Mobile Documents/com~apple~CloudDocs/a.gcmdesk"), "iCloud"),
        (PurePosixPath("/Users/amal/Library/CloudStorage/GoogleDrive-amal@example.org/a.gcmdesk"), "Google Drive"),
        (PurePosixPath("/Users/amal/Library/CloudStorage/NewService-amal@example.org/a.gcmdesk"), "a cloud service"),
        (PureWindowsPath(r"C:\Users\amal\Documents\a.gcmdesk"), None),
        (PurePosixPath("/home/amal/Boxes/Dropboxes/notes on OneDrive/a.gcmdesk"), None),
        (PurePosixPath("/home/amal/Dropbox"), None),
    ],
)
def test_folders_of_cloud_services(path, service):
    found = location.sync_concern(path, {"OneDriveCommercial": r"D:\Moved"})
    assert (found and found.service) == service


@pytest.mark.parametrize("marker", [".stfolder", ".dropbox.cache", ".sync_0123abcd.db", ".sync/ID"])
def test_a_renamed_cloud_folder_is_known_by_its_marks(tmp_path, marker):
    assert location.marker_concern(tmp_path / "deep" / "a.gcmdesk") is None
    (tmp_path / marker).parent.mkdir(exist_ok=True)
    (tmp_path / marker).touch()
    found = location.marker_concern(tmp_path / "deep" / "a.gcmdesk")
    assert found is not None
    assert found.kind is Kind.SYNCED


def test_a_link_into_a_cloud_folder_is_followed(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "work").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    found = location.concern(tmp_path / "work" / "a.gcmdesk")
    assert found is not None
    assert found.service == "Dropbox"


def test_the_concern_says_why_and_what_to_do_but_no_path_and_no_account():
    path = PurePosixPath("/Users/amal/Library/CloudStorage/GoogleDrive-amal@example.org/a.gcmdesk")
    found = location.sync_concern(path, {})
    error = location.UnsafeLocation(found)
    assert "copied to other computers by Google Drive" in error.sentence
    assert "confidential" in error.sentence
    assert "no cloud service" in error.way_out
    assert "amal" not in str(error)


@pytest.mark.skipif(sys.platform != "linux", reason="reads this machine's own table")
def test_this_machines_table_knows_proc():
    assert location.Mount("/proc", "proc") in location.mounted()


@given(st.text())
def test_any_text_as_a_table_is_read_without_a_crash(text):
    for mounts in (
        location.linux_mounts(text),
        location.mac_mounts(text),
        location.linux_mounts(f"1 2 3 4 {text} 6 - x"),
    ):
        location.network_concern(PurePosixPath("/a/b"), mounts)


@given(st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"])))
def test_any_folder_name_is_read_without_a_crash(name):
    location.sync_concern(Path("/home") / name / "a.gcmdesk", {})
