"""Nothing leaves but through the door: the code is scanned for other ways out, and canaries are sent through it.

Both find what is new by themselves: a table through the metadata, an exporter and a way of writing through the code.
"""

import ast
import importlib
import io
import pkgutil
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Text as TextType
from sqlalchemy import select

import gcmdesk
from gcmdesk.exchange import door
from gcmdesk.exchange.door import Exporter
from gcmdesk.protection import fields, material
from gcmdesk.protection.material import Picture, Quote, Quotes, Ratings, Records, Several
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.workspace import file, opening
from gcmdesk.workspace.base import Base, Day, entities
from gcmdesk.workspace.file import Access
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from tests.gcmdesk.release import world
from tests.gcmdesk.release.world import let, run, safe

ROOT = Path(gcmdesk.__file__).parent.parent

# ---------------------------------------------------------------------------------------------------- ways of writing

OTHER_WAYS_OUT = {
    "gcmdesk/exchange/door.py": "the door itself",
    "gcmdesk/exchange/exporters.py": "writes only to the door's stream",
    "gcmdesk/commands/inspection.py": "the history as JSON lines, for audits; the user is warned that it is readable",
    "gcmdesk/commands/merging.py": "a change set for another copy of the same workspace",
    "gcmdesk/commands/reports.py": "the empty template of the house, for making a letterhead",
    "gcmdesk/reports/painting.py": "paints a map for the release gate, in memory",
    "gcmdesk/reports/word/charts.py": "the workbook within a chart, in memory, for the door's stream",
    "gcmdesk/reports/word/letterheads.py": "puts the template of the house together and opens templates, in memory",
    "gcmdesk/reports/word/package.py": "writes only to the door's stream",
    "gcmdesk/reports/word/saving.py": "writes only to the door's stream",
    "gcmdesk/exchange/archives.py": "looks into an archive that is being imported",
    "gcmdesk/settings.py": "settings of the program, nothing of a workspace",
    "gcmdesk/log.py": "ids and counts only; the canaries of its own tests watch it",
    "gcmdesk/workspace/copies.py": "copies of the encrypted file",
    "gcmdesk/workspace/lock.py": "the lock beside the encrypted file, without content",
    "gcmdesk/workspace/memory.py": "sequence numbers and audit links outside the file",
    "gcmdesk/workspace/fingerprints.py": "fingerprints of encrypted pages, outside the file",
    "gcmdesk/workspace/pictures.py": "re-encodes a picture on its way into the workspace, in memory",
    "gcmdesk/workspace/sound.py": "strips a sound on its way into the workspace, in memory",
    "ui/crash.py": "the crash report: versions and code lines",
    "ui/self_check.py": "a folder for the self-check's own empty workspace",
    "ui/pictures.py": "paints maps in memory, for the release gate",
    "ui/screens/workspace/sheet.py": "prints the recovery sheet: a key, no content",
    "ui/leaving.py": "puts on the clipboard and on paper what the door handed out",
    "ui/printing.py": "lays out and prints what its callers got from the door, or what is public",
    "ui/widgets/note_text.py": "gives the clipboard nothing, in the place of what is selected",
    "ui/widgets/form_fields.py": "hands a field's value to the service that saves it",
    "ui/widgets/library_page.py": "copies a citation of the Compact, which is public",
    "ui/widgets/report_view.py": "gives the clipboard nothing: a report leaves through the page that hands it over",
    "ui/widgets/cells.py": "hands a cell's value to the service that saves it",
}
"""Modules that write, copy or print something else than released material, each with its reason."""

PAPER = {
    "ui/leaving.py": "prints what the door has handed out",
    "ui/screens/needs/guide_paper.py": "prints the questions of a guide, which is handed to everybody",
    "ui/screens/needs/rounds.py": "prints blank score sheets, ballots and tally lists: questions, no answers",
    "ui/screens/protection/notices.py": "prints a notice, which is read out to everybody",
    "ui/screens/protection/person_access.py": "prints for the person themself what is held about them",
    "ui/screens/protection/person_erasing.py": "prints, after an erasure, what is left to do by hand",
    "ui/screens/protection/undertakings.py": "prints the text of the undertaking, which comes with the program",
}
"""Modules that lay pages out through `ui.printing`, each with its reason."""

_CALLS = {
    "write_text", "write_bytes", "clipboard", "setMimeData", "writer", "Workbook", "Document", "copyfile", "copy2",
    "copyfileobj", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "mkdtemp", "ZipFile",
    "QPrinter", "QPrintDialog", "QPdfWriter", "QSvgGenerator", "QFile", "QSaveFile", "QTemporaryFile", "QDrag",
    "QMimeData", "QImageWriter", "QTextDocumentWriter", "FileHandler", "RotatingFileHandler",
}  # fmt: skip
_WRITING_MODES = set("wax+")


def ways_out(source):
    """Line numbers of the calls and imports by which bytes could leave."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom) and _imports(node):
            yield node.lineno
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _CALLS or _opens(node, name) or _saves(node, name):
            yield node.lineno


def _imports(node):
    modules = {getattr(node, "module", None), *(one.name for one in node.names)}
    return bool(modules & (_CALLS | {"xlsxwriter", "docx", "PySide6.QtPrintSupport"}))


def _opens(node, name):
    if name not in {"open", "fdopen"}:
        return False
    owner = getattr(node.func, "value", None)
    if getattr(owner, "id", "") == "os":
        return any("O_RDWR" in ast.dump(one) or "O_WRONLY" in ast.dump(one) for one in node.args) or name == "fdopen"
    given = [*node.args, *(one.value for one in node.keywords if one.arg == "mode")]
    return any(
        isinstance(one, ast.Constant) and isinstance(one.value, str) and len(one.value) < 4
        and not set(one.value) - set("rwaxbt+") and _WRITING_MODES & set(one.value) for one in given
    )  # fmt: skip


def _saves(node, name):
    """`image.save(path)`, not the painter's `save()` nor a service's `save(session, …)`."""
    return name == "save" and bool(node.args) and getattr(node.args[0], "id", "") != "session"


def test_paper_is_printed_only_for_reasons_that_are_given_here():
    found = {str(one.relative_to(ROOT)) for one in sources() if _prints(one.read_text(encoding="utf-8"))}
    assert found == PAPER.keys()


def _prints(source):
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    taken = {one.name for node in imports if node.module == "ui.printing" for one in node.names}
    return bool(taken & {"print_it", "print_on", "write_pdf"})


def sources():
    return [one for room in ("gcmdesk", "ui") for one in sorted((ROOT / room).rglob("*.py"))]


def test_bytes_leave_only_through_the_door():
    found = {str(one.relative_to(ROOT)) for one in sources() if any(ways_out(one.read_text(encoding="utf-8")))}
    unknown = found - OTHER_WAYS_OUT.keys()
    assert not OTHER_WAYS_OUT.keys() - found, "these write nothing any more"
    assert not unknown, f"let {sorted(unknown)} leave through gcmdesk.exchange.door, or say here why it need not"


@pytest.mark.parametrize(
    "line",
    [
        "open(p, 'w')", "p.open('xb')", "open(p, mode='a')", "p.write_text('x')", "x.clipboard().setText(y)",
        "xlsxwriter.Workbook(p)", "docx.Document()", "image.save(p)", "QPrinter()", "os.open(p, os.O_RDWR)",
        "from docx import Document",
    ],
)  # fmt: skip
def test_the_scan_sees_the_usual_ways(line):
    assert list(ways_out(line)) == [1]
    assert not list(ways_out("open(p)\np.open('rb')\npainter.save()\nfile.read_text()"))


@cache
def exporters():
    """Every exporter that any module of the core has."""
    found = {}
    for module in pkgutil.walk_packages(gcmdesk.__path__, "gcmdesk."):
        if module.name == "gcmdesk.__main__":
            continue
        for value in vars(importlib.import_module(module.name)).values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Exporter):
                    found[one.id] = one
    return [found[name] for name in sorted(found)]


def test_exporters_are_called_by_the_door_alone():
    """`exporter.write(released, stream)` stands nowhere else."""
    for one in sources():
        if one.name == "door.py":
            continue
        for node in ast.walk(ast.parse(one.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "write":
                owner = ast.unparse(node.func.value)
                assert "export" not in owner.lower() and owner not in {"CSV", "XLSX", "TEXT", "PICTURE"}, one  # noqa: PT018


# ------------------------------------------------------------------------------------------------------------ canaries


def canary(table, column):
    return f"canary{table.replace('_', '')}x{column.replace('_', '')}z"


def plant(connection):
    """One row in every table of rows, with a canary in every text column; closed lists get one too (no CHECK)."""
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA foreign_keys = OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for kind in entities().values():
        values = {one.name: _value(kind.name, one) for one in kind.table.columns}
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {kind.name} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))  # noqa: S608
    connection.execute("PRAGMA ignore_check_constraints = OFF")


def _value(table, column):
    if column.name == "uuid":
        return table.encode().ljust(16, b".")[:16]
    if isinstance(column.type, Day):
        return "2020-01-01"
    if isinstance(column.type, TextType):
        return canary(table, column.name)
    return {"BLOB": b"x" * 32, "REAL": 1.0}.get(column.type.compile(dialect=_DIALECT), 1)


_DIALECT = __import__("sqlalchemy.dialects.sqlite", fromlist=["dialect"]).dialect()


@pytest.fixture
def planted(tmp_path):
    path = tmp_path / "planted.gcmdesk"
    around = Surroundings(parameters=(Parameters(8, 1, 1),), notes=tmp_path / "notes")
    opening.create(path, "open sesame", around).close()
    key = opening.key_of(path, "open sesame", parameters=around.parameters)
    connection = file.prepare(file.connect(path, key, Access.WRITE), Access.WRITE)
    plant(connection)
    connection.close()
    with opening.open_workspace(path, "open sesame", around=around) as workspace:
        run(workspace, world.offices)
        yield workspace


def everything():
    """All columns of all tables as records, a quote, ratings: whatever could be asked for."""
    parts = {}
    for kind in entities().values():
        mapped = kind.table.info["row"]
        texts = [one for one in mapped.__mapper__.column_attrs if isinstance(one.columns[0].type, TextType)]
        columns = tuple(material.column(one.key, getattr(mapped, one.key)) for one in texts)
        parts[kind.name] = Records(kind.name, columns, select(mapped.id))
    parts["quotes"] = Quotes("Q", (Quote("E-1", canary("note", "text"), 1, name=canary("identity", "name")),))
    parts["ratings"] = Ratings("R", ("name",), ((canary("ratings", "name"),),))
    return Several("Everything", parts)


def may_leave(recipient):
    """By the declarations of the columns alone; nobody has consented to anything."""
    for kind in entities().values():
        about = "person" in {
            kind.name,
            *(key.column.table.name for key in kind.table.foreign_keys if not key.parent.nullable),
        }
        for one in (one for one in kind.table.columns if isinstance(one.type, TextType)):
            reach = fields.leaves_of(one).reach
            if (reach == "open" and not about) or (reach == "team" and recipient is Recipient.TEAM):
                yield canary(kind.name, one.name)
            from_people = about or any(key.column.table.name == "person" for key in kind.table.foreign_keys)
            if reach == "consent" and not from_people:
                yield canary(kind.name, one.name)
    if recipient is Recipient.TEAM:
        yield canary("ratings", "name")


def unzipped(content):
    """All that is in it."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(unzipped(archive.read(name)) for name in archive.namelist())


@pytest.mark.parametrize("recipient", Recipient)
def test_no_canary_leaves_that_may_not(planted, recipient):
    allowed = {one.encode() for one in may_leave(recipient)}
    sent = 0
    for thing in [everything(), *_pictures()]:
        released = let(planted, thing, safe(recipient, Purpose.SYNTHESIS))
        for exporter in exporters():
            if isinstance(released.material, exporter.kinds) and not door.empty(released.material):
                content, _handed = door.hand_out(planted, released, exporter)
                found = set(re.findall(rb"canary\w+?z", unzipped(content)))
                assert found - allowed == set(), exporter.id
                if isinstance(thing, Several):
                    assert found == allowed, f"{exporter.id} writes what may leave"
                sent += 1
    assert sent >= len(exporters())


def _pictures():
    for kind in entities().values():
        mapped = kind.table.info["row"]
        for one in mapped.__mapper__.column_attrs:
            if isinstance(one.columns[0].type, TextType):
                shown = canary(kind.name, one.key).encode()
                yield Picture(
                    one.key, "d", "image/svg+xml", shown, (material.column(one.key, getattr(mapped, one.key)),)
                )
    yield Picture("plain", "d", "image/svg+xml", b"<svg/>")


# -------------------------------------------------------------------------------------------------------------- schema

NEVER_LEAVES = {
    "meta", "device", "actor", "passage", "change", "stamp", "tombstone", "knowledge", "waiting", "waiting_line",
}  # fmt: skip
"""The workspace's own tables, which no area and no exporter reads rows of."""
UNDECLARED_AND_SO_NEVER = {
    ("field_conflict", "entity"), ("field_conflict", "field"), ("field_conflict", "other"),
    ("attachment", "entity"), ("attachment", "media_type"), ("attachment", "caption"),
}  # fmt: skip
"""Of the workspace's tables of rows: `workspace` does not know of protection, and the gate keeps what says nothing."""


@pytest.mark.parametrize("name", sorted(set(Base.metadata.tables) - NEVER_LEAVES))
def test_every_text_column_says_how_far_it_travels(name):
    silent = {
        (name, one.name)
        for one in Base.metadata.tables[name].columns
        if isinstance(one.type, TextType) and "leaves" not in one.info
    }
    assert silent <= UNDECLARED_AND_SO_NEVER, "declare it with gcmdesk.protection.fields"


HEADCOUNTS = {"headcount"}
"""Tables of counts: migration status may be counted, never noted of a person."""
_STATUS = re.compile(
    r"migra(nt|tion)?_?status|legal_status|immigration|residence_status|visa|permit|undocumented|irregular|refugee"
    r"|asylum|nationality|citizenship|passport|entry_mode|deport"
)


def test_no_column_is_about_an_individuals_migration_status():
    found = [
        f"{table.name}.{one.name}"
        for table in Base.metadata.tables.values()
        if table.name not in HEADCOUNTS
        for one in table.columns
        if _STATUS.search(one.name)
    ]
    assert found == []
