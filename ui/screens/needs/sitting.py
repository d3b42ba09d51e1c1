"""A session while it is written down: what sticks from note to note, and the work that the line stands for.

It knows no widgets. Everything it writes goes through `run`, so that the page can tell its own work from others'.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from gcmdesk.consultations import agenda, capture, lines, notes, sessions
from gcmdesk.consultations.capture import Noted, Taken, Taking, Unfinished
from gcmdesk.consultations.lines import Known, Line
from gcmdesk.consultations.session_records import AgendaPoint, SavedSession
from gcmdesk.i18n import mark
from gcmdesk.stakeholders import stubs
from ui.desk_workspace import DeskWorkspace

_CHANGED = mark("Note changed")
_MOVED = (mark("Note moved on the agenda"), mark("{count} notes moved on the agenda"))
_DELETED = (mark("Note deleted"), mark("{count} notes deleted"))
_MARKS: dict[tuple[str, bool], tuple[str, str]] = {
    ("flagged", True): (mark("Note flagged"), mark("{count} notes flagged")),
    ("flagged", False): (mark("Flag removed"), mark("Flag removed from {count} notes")),
    ("confidential", True): (mark("Note kept in confidence"), mark("{count} notes kept in confidence")),
    ("confidential", False): (mark("Note no longer confidential"), mark("{count} notes opened")),
}


class Sitting:
    """One session at a time; `session` 0 is none."""

    def __init__(self, workspace: DeskWorkspace) -> None:
        self.workspace = workspace
        self.session = 0
        self.status = ""
        self.known: Known | None = None
        self.sticky = Unfinished()
        self.points: tuple[AgendaPoint, ...] = ()
        self.shown: list[Noted] = []
        self.people: dict[int | None, int] = {}
        """Whose words the quotes of a speaker are."""
        self.writing = False

    # Reading

    def open(self, session: int) -> SavedSession:
        """Go on with a session where it was left; the first point that is not done is the present one."""
        self.session = session
        self.people = {}
        one = self.read()
        self.sticky = self.workspace.read(capture.state, session)
        if self.sticky.agenda_item is None:
            first = next((one.id for one in self.points if not one.done), None)
            self.sticky = replace(self.sticky, agenda_item=first)
        return one

    def read(self) -> SavedSession:
        """Read everything anew but what sticks."""
        read = self.workspace.read
        one = read(sessions.get, self.session)
        self.status = one.status
        self.known = read(capture.known, self.session)
        self.points = read(agenda.of, self.session)
        self.shown = list(read(capture.noted, self.session))
        return one

    def close(self) -> None:
        """There is no session."""
        self.session, self.status, self.known = 0, "", None

    @property
    def writable(self) -> bool:
        """Whether notes can be taken."""
        return bool(self.session) and self.status != "closed" and not self.workspace.present.read_only

    @property
    def point(self) -> AgendaPoint | None:
        """The present point of the agenda."""
        return next((one for one in self.points if one.id == self.sticky.agenda_item), None)

    def speaker(self, stakeholder: int | None) -> str:
        """What a stakeholder is called; empty for nobody."""
        found = self.known.speakers.by_key.get(str(stakeholder)) if self.known else None
        return found.name if found else ""

    def note(self, id: int) -> Noted | None:
        """A note of the session."""
        return next((one for one in self.shown if one.note.id == id), None)

    def understood(self, text: str) -> Line:
        """A typed line as it is understood."""
        return lines.parse_line(text, self.known) if self.known else Line(text)

    def written(self, note: int) -> str:
        """A note as the line it could have been typed as."""
        return lines.written(self.workspace.read(capture.as_line, note), self.known) if self.known else ""

    # Writing

    def run(self, work: Callable[..., Any], *arguments: object, name: str = "") -> Any:
        """Do work; None when it was not saved, which the user is told."""
        self.writing = True
        try:
            outcome = self.workspace.run(work, *arguments, name=name)
        finally:
            self.writing = False
        return outcome.result if outcome.ok else None

    def taking(self, line: Line, said: Any, **around: Any) -> Taking:
        """What will be saved for a line, with what sticks."""
        speaker = line.speaker or (None if line.new_speaker else self.sticky.speaker)
        person = self.people.get(speaker) if line.verbatim and speaker else None
        taking = Taking(self.session, line, said, self.sticky.speaker, self.sticky.agenda_item, person)
        return replace(taking, **around)

    def take(self, taking: Taking) -> Taken | None:
        """Save a note; the first one opens a planned session."""
        taken: Taken | None = self.run(_take, taking, self.status == "planned", name=mark("Note added"))
        if taken is None:
            return None
        self._know(taken.stub, taking.line.new_speaker)
        self.status = "open"
        self.sticky = replace(self.sticky, text="", speaker=taken.note.stakeholder)
        self.shown.append(Noted(taken.note, self.speaker(taken.note.stakeholder), taken.subjects))
        return taken

    def speak(self, line: Line) -> bool:
        """The one who is named speaks from now on."""
        speaker = line.speaker or self.run(stubs.ensure, line.new_speaker, name=mark("Stakeholder added"))
        if speaker is None:
            return False
        if line.speaker is None:
            self._know(speaker, line.new_speaker)
        self.sticky = replace(self.sticky, text="", speaker=speaker)
        return True

    def tag(self, note: int, line: Line) -> bool:
        """Give the subjects and the kind of a line to a note that is there."""
        before = self.workspace.read(capture.as_line, note)
        keys = tuple(dict.fromkeys((*before.subjects, *line.subjects)))
        after = replace(before, subjects=keys, kind=line.kind or before.kind)
        return self._edited(note, after)

    def edit(self, note: int, line: Line) -> bool:
        """Change a note to what the line says."""
        return self._edited(note, line)

    def _edited(self, note: int, line: Line) -> bool:
        taken: Taken | None = self.run(capture.edit, note, line, stubs.ensure, name=_CHANGED)
        if taken is None:
            return False
        self._know(taken.stub, line.new_speaker)
        self.look_again(note)
        return True

    def mark(self, chosen: Sequence[int], which: str) -> bool:
        """Flag notes or keep them confidential, or no longer when all of them are; `which` is the field."""
        found = [one.note for one in map(self.note, chosen) if one]
        if not found or not self.writable:
            return False
        wanted = not all(getattr(one, which) for one in found)
        work = _flag if which == "flagged" else _confide
        if self.run(work, chosen, wanted, name=_named(_MARKS[which, wanted], chosen)) is None:
            return False
        for note in chosen:
            self.look_again(note)
        return True

    def move(self, chosen: Sequence[int], point: int | None) -> bool:
        """Put notes under another point of the agenda, or under none."""
        if self.run(notes.move, chosen, point, name=_named(_MOVED, chosen)) is None:
            return False
        for note in chosen:
            self.look_again(note)
        return True

    def delete(self, chosen: Sequence[int]) -> bool:
        """Delete notes; undo brings them back."""
        if self.run(notes.delete, chosen, name=_named(_DELETED, chosen)) is None:
            return False
        self.shown = [one for one in self.shown if one.note.id not in chosen]
        return True

    def attribute(self, note: int, person: int) -> Noted | None:
        """These are the words of a person; so are the next quotes of the same speaker."""
        if self.run(notes.attribute, [note], person, name=mark("Quote given to a person")) is None:
            return None
        fresh = self.look_again(note)
        self.people[fresh.note.stakeholder] = person
        return fresh

    def look_again(self, note: int) -> Noted:
        """Read one note anew."""
        (fresh,) = self.workspace.read(capture.noted, self.session, note)
        self.shown = [fresh if one.note.id == note else one for one in self.shown]
        return fresh

    def _know(self, stakeholder: int | None, name: str) -> None:
        if self.known and stakeholder:
            self.known = self.known.and_speaker(stakeholder, name)

    # What sticks

    def keep(self, text: str, **sticky: Any) -> None:
        """Put the unfinished line away with what sticks; a crash costs at most the word being typed."""
        self.sticky = replace(self.sticky, text=text, **sticky)
        if self.writable:
            self.run(capture.keep, self.session, self.sticky)

    def was_emptied(self) -> bool:
        """Whether the line that was put away was emptied since, because somebody was erased; told once."""
        there = self.workspace.read(capture.state, self.session).text
        gone = bool(self.sticky.text) and not there
        self.sticky = replace(self.sticky, text=there)
        return gone

    def step_point(self, step: int) -> int | None:
        """On to the next point, the present one is done; or back, which is taken up again. Returns where to go."""
        ids = [one.id for one in self.points]
        if not ids or not self.writable:
            return None
        here = ids.index(self.sticky.agenda_item) if self.sticky.agenda_item in ids else -1
        there = here + step
        if step > 0 and here >= 0:
            self.run(_finish, ids[here], True, name=mark("Agenda point done"))
        elif step < 0 and there >= 0:
            self.run(_finish, ids[there], False, name=mark("Agenda point taken up again"))
        self.points = self.workspace.read(agenda.of, self.session)
        return ids[max(0, min(there, len(ids) - 1))]


def _named(names: tuple[str, str], chosen: Sequence[int]) -> str:
    """What a step of the history is called: for one note, for several."""
    return names[len(chosen) > 1]


def _take(session: Any, taking: Taking, begins: bool) -> Taken:
    if begins:
        sessions.start(session, taking.consultation)
    return capture.save(session, taking, stubs.ensure)


def _finish(session: Any, point: int, done: bool) -> bool:
    agenda.finish(session, point, done=done)
    return True


def _flag(session: Any, chosen: Sequence[int], flagged: bool) -> int:
    return notes.flag(session, chosen, flagged=flagged)


def _confide(session: Any, chosen: Sequence[int], confidential: bool) -> int:
    return notes.confide(session, chosen, confidential=confidential)
