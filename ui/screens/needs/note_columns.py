"""Columns of tables of notes, two of which are edited in their cells: kind and subjects."""

from collections.abc import Callable
from dataclasses import replace

from gcmdesk import i18n
from gcmdesk.consultations import capture, lines, notes, subjects
from gcmdesk.consultations.lines import Known, Names
from gcmdesk.consultations.note_list import ListedNote
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.stakeholders import stubs
from ui.answers import Answer
from ui.desk_workspace import DeskWorkspace
from ui.models.records import CellEditor, TableColumn
from ui.screens.needs import noted_words

CHANGED = mark("Note changed")
_SHOWN = 200
"""Letters of a note in a row."""


def known_subjects(workspace: DeskWorkspace) -> Known:
    """What a # can stand for; speakers are not needed to tag."""
    return Known(Names(()), workspace.read(subjects.names))


def kinds() -> list[tuple[str, str]]:
    """The kinds of notes as choices."""
    return [(kind, _(title)) for kind, title in KIND_TITLES.items()]


def excerpt(text: str) -> str:
    """The beginning of a note on one line."""
    return " ".join(text[:_SHOWN].split())


def said_on(note: ListedNote) -> str:
    """The day it was said."""
    return i18n.current().date(note.said.astimezone().date(), "medium")


def said_at(note: ListedNote) -> str:
    """The time it was said."""
    return i18n.current().time(note.said.astimezone())


def said(note: ListedNote) -> str:
    """When it was said."""
    moment, texts = note.said.astimezone(), i18n.current()
    return _("{day}, {time}").format(day=texts.date(moment.date(), "medium"), time=isolate(texts.time(moment)))


def retag(workspace: DeskWorkspace, known: Known, note: int, typed: str) -> Answer:
    """Give a note the subjects that were typed, as in the line: ``#15 #watchdog``, or ``15, watchdog``."""
    words = typed.replace(",", " ").split()
    signed = " ".join(word if word.startswith("#") else f"#{word}" for word in words) if "#" not in typed else typed
    line = lines.parse_line(signed, known)
    if line.unknown or line.text:
        strange = line.unknown[0] if line.unknown else line.text
        return _("“{sign}” is no objective, principle or theme.").format(sign=isolate(strange))
    after = replace(workspace.read(capture.as_line, note), subjects=line.subjects)
    return workspace.run(capture.edit, note, after, stubs.ensure, name=CHANGED)


def sorted_as(workspace: DeskWorkspace, note: int, kind: str) -> Answer:
    """Say of which kind a note is."""
    return workspace.run(notes.sort, [note], kind, name=CHANGED)


def note_columns(workspace: DeskWorkspace, known: Callable[[], Known], *, sessions: bool) -> tuple[TableColumn, ...]:
    """The columns; with `sessions`, the session too."""

    def tags(note: ListedNote) -> str:
        return " · ".join(noted_words.subject_labels(note.subjects, known().subjects))

    def typed(note: ListedNote) -> str:
        names = known().subjects
        return " ".join(f"#{names.form(key)}" for key in note.subjects if key in names.by_key)

    def special(note: ListedNote) -> str:
        found = noted_words.marks(flagged=note.flagged, confidential=note.confidential, verbatim=note.verbatim)
        return " · ".join(found)

    kind = CellEditor(
        lambda note, value: sorted_as(workspace, note.id, value),
        lambda note: note.kind,
        [("", _("Not recorded")), *kinds()],
    )
    subject = CellEditor(lambda note, value: retag(workspace, known(), note.id, value), typed)
    columns = (
        TableColumn("said", _("Said"), said_on if sessions else said_at),
        TableColumn("speaker", _("Speaker"), lambda note: note.speaker, weight=2),
        TableColumn("text", _("Note"), lambda note: excerpt(note.text), weight=5, sorts=False),
        TableColumn("kind", _("Kind"), lambda note: noted_words.kind_title(note.kind), editor=kind),
        TableColumn("subjects", _("Subjects"), tags, sorts=False, editor=subject),
        TableColumn("marks", _("Marks"), special, sorts=False),
    )
    session = TableColumn("session", _("Session"), lambda note: note.session, weight=2, sorts=False, spare=True)
    return (*columns, session) if sessions else columns
