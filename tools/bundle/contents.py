"""What the bundle is made of: the licence texts of everything inside, and a bill of materials (CycloneDX)."""

import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from gcmdesk import __version__

_LICENCE = re.compile(r"(?i)^(licen[cs]e|copying|notice|copyright|authors)")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the bundle contains and that somebody else made."""

    name: str
    version: str
    licence: str
    """SPDX expression where it is known, else the words of its maker."""
    kind: str
    """Of the package address: pypi, deb, generic."""
    texts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _BuiltIn:
    """A library that a package has compiled into its own."""

    name: str
    licence: str
    package: str
    """Of the registry of Python packages; the library has no version of its own in what it tells."""
    debian: str = ""
    """The Debian package of the same library, whose documentation has the licence text (`tools/system-packages`)."""


_BUILT_IN = (
    _BuiltIn("ICU", "Unicode-3.0", "PySide6_Essentials", "libicu72"),
    _BuiltIn("HarfBuzz", "MIT-Modern-Variant", "PySide6_Essentials", "libharfbuzz0b"),
    _BuiltIn("libpng", "libpng-2.0", "PySide6_Essentials", "libpng16-16"),
    _BuiltIn("libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib", "PySide6_Essentials", "libjpeg62-turbo"),
    _BuiltIn("PCRE2", "BSD-3-Clause", "PySide6_Essentials", "libpcre2-8-0"),
    _BuiltIn("SQLCipher", "BSD-3-Clause", "sqlcipher3"),
    _BuiltIn("SQLite", "blessing", "sqlcipher3", "libsqlite3-0"),
    _BuiltIn("OpenSSL", "Apache-2.0", "cryptography"),
)


def add(root: Path, work: Path, folder: Path, time: int) -> None:
    """Write `licences/` and `sbom.cdx.json` into the folder; `work` is where PyInstaller left its lists."""
    packages = set(_packages(work))
    found = {*packages, *_built_in(root, packages), *_libraries(folder, work), *_own(root)}
    parts = sorted(found, key=lambda part: (part.kind, part.name))
    for part in parts:
        place = folder / "licences" / part.name
        place.mkdir(parents=True, exist_ok=True)
        if not part.texts:
            (place / "LICENCE.txt").write_text(part.licence + "\n", encoding="utf-8")
        for number, text in enumerate(part.texts):
            taken = (place / text.name).exists()
            (place / (f"{number}-{text.name}" if taken else text.name)).write_bytes(text.read_bytes())
    (folder / "sbom.cdx.json").write_text(_bill(parts, time), encoding="utf-8")


def _sources(work: Path) -> Iterator[Path]:
    """The files that PyInstaller took, from the table of contents it writes."""
    for name in ("PYZ-00.toc", "COLLECT-00.toc"):
        for text in re.findall(r"'((?:/|[A-Za-z]:)[^'\n]+)'", (work / "build" / name).read_text(encoding="utf-8")):
            yield Path(text).resolve()


def _packages(work: Path) -> Iterator[Part]:
    """Python packages of which at least one module is inside."""
    site = Path(sysconfig.get_path("purelib")).resolve()
    stripped = (work.parent / "stripped").resolve()
    tops = set()
    for file in _sources(work):
        for base in (site, stripped):
            if file.is_relative_to(base):
                tops.add(file.relative_to(base).parts[0])
    for one in metadata.distributions(path=[str(site)]):
        files = one.files or ()
        inside = {file.parts[0] for file in files if not file.parts[0].endswith((".dist-info", ".data"))} & tops
        if inside and one.name != "gcmdesk" and "__pycache__" not in inside:
            texts = (Path(one.locate_file(file)) for file in files if _LICENCE.match(file.name))  # type: ignore[arg-type]
            given = tuple(sorted(texts)) or _common(_licence(one.metadata))
            yield Part(one.name, one.version, _licence(one.metadata), "pypi", given)


def _licence(told: metadata.PackageMetadata) -> str:
    for key in ("License-Expression", "License"):
        for text in told.get_all(key) or ():
            if "\n" not in text.strip():
                return str(text).strip()
    classes = [line.rsplit(" :: ", 1)[1] for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    return ", ".join(classes) or "see the licence text"


def _common(licence: str) -> tuple[Path, ...]:
    """The text of a licence that its package does not bring; Debian keeps the usual ones in one place."""
    names = [name for name in ("LGPL-3", "GPL-3", "GPL-2", "Apache-2.0") if name in licence]
    return tuple(text for text in (Path("/usr/share/common-licenses") / name for name in names) if text.exists())


def _built_in(root: Path, packages: Iterable[Part]) -> Iterator[Part]:
    """What is compiled into the packages; it has the version of what it is in."""
    versions = {part.name: part.version for part in packages}
    for one in _BUILT_IN:
        if one.package in versions:
            own = root / "tools" / "bundle" / "licences" / f"{one.name}.txt"
            given = own if own.exists() else Path("/usr/share/doc") / one.debian / "copyright"
            texts = (given,) if given.is_file() else _common(one.licence)
            yield Part(one.name, f"in {one.package} {versions[one.package]}", one.licence, "generic", texts)


def _libraries(folder: Path, work: Path) -> Iterator[Part]:
    """Libraries of this Linux system that were taken along, by the package that brings them."""
    if sys.platform != "linux":
        return
    inside = {file.name for file in folder.rglob("*") if file.is_file()}
    found = {str(file) for file in _sources(work) if file.name in inside and ".so" in file.name}
    listed = (work.parent / "stripped" / "sources.txt").read_text(encoding="utf-8").split("\n")
    site = Path(sysconfig.get_path("purelib")).resolve()
    files = {Path(text) for text in found | set(filter(None, listed))}
    yield from _of_system({file for file in files if not file.resolve().is_relative_to(site)})


def _of_system(files: Iterable[Path]) -> Iterator[Part]:
    """The Debian packages that brought these files, which may be known by their names before `/usr` was merged."""
    names = {str(one) for file in files for one in (file, file.resolve())}
    names |= {name.removeprefix("/usr") for name in names}
    # Fails when one of them is nobody's, and tells the others nevertheless.
    told = subprocess.run(["dpkg-query", "-S", *sorted(names)], capture_output=True, text=True, check=False)
    packages = {line.split(": ")[0].split(",")[0] for line in told.stdout.splitlines()}
    for package in sorted(packages):
        asked = ["dpkg-query", "-W", "-f", "${Version}", package]
        version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        plain = package.split(":")[0]
        text = Path("/usr/share/doc") / plain / "copyright"
        yield Part(plain, version, "see the licence text", "deb", (text,) if text.exists() else ())


def _own(root: Path) -> Iterator[Part]:
    """What lies in our own resources, and Python itself."""
    yield Part("Noto fonts", "2", "OFL-1.1", "generic", (root / "resources" / "fonts" / "OFL.txt",))
    yield Part("Lucide icons", "0", "ISC", "generic", (root / "resources" / "icons" / "LICENSE",))
    texts = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    yield Part(
        "Python", sys.version.split()[0], "PSF-2.0", "generic", tuple(text for text in texts if text.exists())[:1]
    )


def _bill(parts: Iterable[Part], time: int) -> str:
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"gcmdesk {__version__} {time}"))
    bom.metadata.timestamp = datetime.fromtimestamp(time, UTC)
    ours = Component(
        name="gcmdesk",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="gcmdesk",
        licenses=[LicenseExpression("GPL-3.0-or-later")],
    )
    bom.metadata.component = ours
    for part in parts:
        address = PackageURL(part.kind, "debian" if part.kind == "deb" else None, part.name.lower(), part.version)
        bom.components.add(
            Component(
                name=part.name,
                version=part.version,
                type=ComponentType.LIBRARY,
                bom_ref=str(address),
                purl=address,
                licenses=[DisjunctiveLicense(name=part.licence)],
            )
        )
    bom.register_dependency(ours, bom.components)
    outputter = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return outputter.output_as_string(indent=2) + "\n"
