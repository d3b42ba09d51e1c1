"""What goes into the bundle and what does not; read by `build.spec`, checked by `tests/bundle`."""

import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePath
from typing import Any

from gcmdesk.i18n import LANGUAGES

Entry = tuple[str, str, str]
"""A file of the bundle as PyInstaller has it: its place there, where it comes from, its kind."""
IDENTIFIER = "org.gcmdesk.gcmdesk"


LEFT_OUT = (
    "sqlite3", "_sqlite3",  # the workspace is SQLCipher's; a second SQLite could open a file and drop its locks
    "tkinter", "unittest", "pydoc", "doctest", "pdb", "lib2to3", "ensurepip", "idlelib", "turtle",
    "setuptools", "pkg_resources", "pip", "distutils",
    "multiprocessing", "concurrent.futures.process",  # nobody starts processes of Python; their hook costs every start
    "numpy", "scipy", "pandas", "matplotlib", "networkx", "IPython", "pytest", "hypothesis",
    "PIL._avif", "PIL._imagingcms", "PIL._imagingtk", "PIL.AvifImagePlugin",
    "lxml.objectify", "lxml.html", "lxml.isoschematron", "lxml.sax", "lxml.cssselect",
    "ssl", "_ssl",  # nothing here speaks to a network
    *(f"sqlalchemy.dialects.{other}" for other in ("mssql", "mysql", "oracle", "postgresql")),
    "PySide6.QtDBus",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets",
    "PySide6.QtDesigner", "PySide6.QtUiTools", "PySide6.QtTest", "PySide6.QtConcurrent", "PySide6.QtXml",
)  # fmt: skip
"""Modules that no part of the running program imports, or must not have."""

_PLUGINS = {
    "platforms": ("*qxcb*", "*qwayland*", "*qoffscreen*", "*qwindows*", "*qcocoa*"),
    "platforminputcontexts": ("*compose*", "*ibus*"),
    "platformthemes": ("*xdgdesktopportal*",),
    "iconengines": ("*qsvgicon*",),
    "imageformats": ("*qjpeg*", "*qsvg*"),
    "printsupport": ("*",),
    "styles": ("*",),
    "xcbglintegrations": (),
    "wayland-shell-integration": ("*xdg-shell*",),
    "wayland-decoration-client": ("*adwaita*", "*bradient*"),
    "wayland-graphics-integration-client": ("*wayland-egl*",),
}
_QT_CATALOGUES = tuple(f"qtbase_{language.code}.qm" for language in LANGUAGES)
_LOCALES = tuple(language.code for language in LANGUAGES)
_UNUSED = (
    "*libQt6Quick*", "*libQt6Qml*", "*libQt6Pdf*", "*libQt6VirtualKeyboard*", "*libQt6Network*", "*libQt6OpenGL*",
    "*libQt6EglFS*", "*libgtk-3*", "*libgdk*", "*/Qt6Network*", "*libQt6Sql*", "*libQt6Test*",
    "*lxml/html/*", "*lxml/includes/*", "*lxml/isoschematron/*",
    "*docx/templates/default-docx-template/*", "*docx/templates/default.docx",
)  # fmt: skip


_SERVED_BY_THE_SYSTEM = ("*libcupsprintersupport*",)
"""Plug-ins that work with the system's own libraries or not at all. Who has a printer has CUPS in the version that
fits; ours would bring Kerberos and GnuTLS along."""


def belongs(name: str) -> bool:
    """Whether a file that PyInstaller found goes into the bundle; `name` is its place there, with slashes."""
    path = Path(name.replace("\\", "/"))
    parts = path.parts
    if "plugins" in parts and "PySide6" in parts:
        group = parts[parts.index("plugins") + 1]
        return any(fnmatch(path.name, pattern) for pattern in _PLUGINS.get(group, ()))
    if "translations" in parts and "PySide6" in parts:
        return path.name in _QT_CATALOGUES
    if "locale-data" in parts:
        return path.stem == "root" or path.stem.split("_")[0] in _LOCALES
    if any(fnmatch(str(path), pattern) for pattern in _UNUSED):
        return False
    return path.suffix not in {".pyi", ".po"} and not path.name.startswith("test_")


def needed(binaries: list[Entry]) -> list[Entry]:
    """Without the libraries that only left-out files asked for.

    PyInstaller gathers what every file it finds is linked with, and leaves it there when a plug-in is left out.
    """
    from PyInstaller.depend.bindepend import get_imports  # type: ignore[import-untyped]

    libraries = {PurePath(one[0]).name: one for one in binaries if one[2] == "BINARY" and _beside(one[0])}
    kept = [one for one in binaries if one[2] != "SYMLINK" and one not in libraries.values()]
    asking = [
        source for name, source, _kind in kept if not any(fnmatch(name, pattern) for pattern in _SERVED_BY_THE_SYSTEM)
    ]
    while asking:
        wanted = {PurePath(name).name for name, _path in get_imports(asking.pop())} & libraries.keys()
        for name in sorted(wanted):
            kept.append(libraries.pop(name))
            asking.append(kept[-1][1])
    there = {PurePath(name).as_posix() for name, *_rest in kept}
    links = [one for one in binaries if one[2] == "SYMLINK"]
    return kept + [one for one in links if (PurePath(one[0]).parent / one[1]).as_posix() in there]


def _beside(name: str) -> bool:
    """Whether it is a system's library, which PyInstaller puts beside the program rather than into a package."""
    return len(PurePath(name).parts) == 1 and not name.startswith(("libpython", "python"))


def with_less_icu(binaries: list[Entry], folder: Path) -> list[Entry]:
    """The same with an ICU that knows the program's languages only (`tools.bundle.icu`)."""
    from tools.bundle import icu

    done = []
    for name, source, kind in binaries:
        if kind == "BINARY" and PurePath(name).name.startswith("libicudata.so"):
            smaller = folder / name
            icu.library(Path(source), smaller, _LOCALES)
            source = str(smaller)  # noqa: PLW2901
        done.append((name, source, kind))
    return done


def stripped(binaries: list[Entry], folder: Path) -> list[Entry]:
    """The same without symbols for debuggers; what a wheel has mended after linking (`*.libs`, Qt) is left alone.

    `sources.txt` in the folder says where the files came from.
    """
    done = []
    for name, source, kind in binaries:
        if kind in {"BINARY", "EXTENSION"} and not any(part in name for part in (".libs/", "PySide6/", "shiboken6/")):
            copy = folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["strip", "--strip-unneeded", "-o", copy, source], check=True)
            source = str(copy)  # noqa: PLW2901
        done.append((name, source, kind))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.txt").write_text("\n".join(source for _name, source, _kind in binaries), encoding="utf-8")
    return done


def resources(root: Path) -> Iterator[tuple[str, str]]:
    """Our own data, without the README's pictures: (file, folder in the bundle)."""
    for file in sorted((root / "resources").rglob("*")):
        if file.is_file() and "pictures" not in file.parts:
            yield str(file), str(file.parent.relative_to(root))
    for file in sorted((root / "translations").rglob("*.mo")):
        yield str(file), str(file.parent.relative_to(root))


def windows_version(version: str) -> Any:
    """Version information of `gcmdesk.exe`, as Windows shows it in the file's properties."""
    from PyInstaller.utils.win32 import versioninfo  # type: ignore[import-untyped]

    numbers = (*(int(part) for part in version.split(".")[:3]), 0)
    texts = {
        "CompanyName": "gcmdesk",
        "FileDescription": "gcmdesk",
        "FileVersion": version,
        "ProductName": "gcmdesk",
        "ProductVersion": version,
        "OriginalFilename": "gcmdesk.exe",
        "LegalCopyright": "GPL-3.0-or-later",
    }
    strings = [versioninfo.StringStruct(key, value) for key, value in texts.items()]
    return versioninfo.VSVersionInfo(
        ffi=versioninfo.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            versioninfo.StringFileInfo([versioninfo.StringTable("040904B0", strings)]),
            versioninfo.VarFileInfo([versioninfo.VarStruct("Translation", [1033, 1200])]),
        ],
    )


def mac_properties(version: str) -> dict[str, Any]:
    """What macOS reads of the application: its version and that workspaces open with it."""
    return {
        "CFBundleShortVersionString": version,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "gcmdesk workspace",
                "CFBundleTypeRole": "Editor",
                "LSItemContentTypes": [f"{IDENTIFIER}.workspace"],
                "LSHandlerRank": "Owner",
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": f"{IDENTIFIER}.workspace",
                "UTTypeDescription": "gcmdesk workspace",
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {"public.filename-extension": ["gcmdesk"]},
            }
        ],
        "NSHighResolutionCapable": True,
    }
