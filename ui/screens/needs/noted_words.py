"""Notes in ready words, as lists and streams show them."""

from collections.abc import Iterable

from gcmdesk import i18n
from gcmdesk.consultations import subjects
from gcmdesk.consultations.capture import Noted
from gcmdesk.consultations.lines import Names
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui.widgets.note_stream import ShownNote


def language_title(code: str) -> str:
    """What a language is called in the language of the screen; what is no code stays as it is."""
    return str(i18n.current().locale.languages.get(code, code))


def subject_labels(keys: Iterable[str], names: Names) -> list[str]:
    """Subjects as they stand beside a note: "#15", a principle, a theme."""
    found = [(key, names.by_key[key]) for key in keys if key in names.by_key]
    return [
        f"#{subjects.label(name, i18n.current())}"
        if key.startswith(subjects.OBJECTIVE)
        else isolate(subjects.label(name, i18n.current()))
        for key, name in found
    ]


def kind_title(kind: str) -> str:
    """The kind of a note; empty while it has none."""
    return _(KIND_TITLES[kind]) if kind in KIND_TITLES else ""


def marks(*, flagged: bool, confidential: bool, verbatim: bool) -> list[str]:
    """What is special about a note."""
    wanted = ((flagged, _("Flagged")), (confidential, _("Confidential")), (verbatim, _("Word for word")))
    return [text for there, text in wanted if there]


def shown_note(noted: Noted, names: Names) -> ShownNote:
    """A note of a session for the stream."""
    note = noted.note
    time = isolate(i18n.current().time(note.said.astimezone()))
    speaker = isolate(noted.speaker) if noted.speaker else _("Nobody in particular")
    special = marks(flagged=note.flagged, confidential=note.confidential, verbatim=note.verbatim)
    kind = [kind_title(note.kind)] if note.kind else []
    language = [language_title(note.language)] if note.language else []
    text = f"{note.text}\n→ {note.translation}" if note.translation else note.text
    tags = " · ".join([*subject_labels(noted.subjects, names), *kind, *language, *special])
    return ShownNote(note.id, f"{time}  {speaker}", text, tags)
