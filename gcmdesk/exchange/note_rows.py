"""Notes of a table as rows of the workspace: what is there already, and writing the rest in bulk."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import carrying, codebook, guides, subjects
from gcmdesk.consultations.session_records import LONGEST_TITLE
from gcmdesk.consultations.session_tables import AgendaItem
from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.exchange.imports import Plan, Values
from gcmdesk.folding import fold
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, clock

_PLAIN = ("text", "kind", "language", "translation", "said", "confidential", "reference")
_COLUMNS = (*_PLAIN, "stakeholder_id", "agenda_item_id", "question_id")
_PART = 500


class Speakers:
    """The register by names: who is meant by a name, also by an abbreviation."""

    def __init__(self, session: Session) -> None:
        query = select(Stakeholder.id, Stakeholder.name, Stakeholder.abbreviation)
        known = session.execute(query.order_by(Stakeholder.archived, Stakeholder.id)).all()
        self.names: dict[int, str] = {row: name for row, name, _short in known}
        self.ids: dict[str, int] = {}
        for row, name, _short in known:
            self.ids.setdefault(fold(name), row)
        for row, _name, short in known:
            if short:
                self.ids.setdefault(fold(short), row)

    def name(self, written: str) -> str:
        """The name as the register has it; unknown ones as they are written."""
        row = self.ids.get(fold(written))
        return " ".join(written.split()) if row is None else self.names[row]


def stored(session: Session, consultation: int) -> dict[int, Values]:
    """The notes of a session by row id, as a table would give them."""
    speakers = Speakers(session)
    titles = _titles(session, consultation)
    query = select(Note.id, *(getattr(Note, name) for name in _COLUMNS)).where(Note.consultation_id == consultation)
    found: dict[int, Values] = {}
    for row, *values in session.execute(query.order_by(Note.id)):
        one: Values = dict(zip(_COLUMNS, values, strict=True))
        one["speaker"] = speakers.names.get(one.pop("stakeholder_id"), "")
        one["agenda"] = titles.get(one.pop("agenda_item_id"), "")
        one["question"] = one.pop("question_id")
        found[row] = one
    for row, (objectives, themes) in _subjects(session, consultation).items():
        found[row] |= {"objectives": objectives, "themes": themes}
    return found


def _titles(session: Session, consultation: int) -> dict[int, str]:
    query = select(AgendaItem.id, AgendaItem.title).where(AgendaItem.consultation_id == consultation)
    return dict(session.execute(query.order_by(AgendaItem.position, AgendaItem.id)).all())


def _subjects(session: Session, consultation: int) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    query = (
        select(Coding.note_id, Theme.objective, Theme.name)
        .join(Theme, Theme.id == Coding.theme_id)
        .join(Note, Note.id == Coding.note_id)
        .where(Note.consultation_id == consultation, Coding.place == 0, Theme.action.is_(None))
    )
    found: dict[int, tuple[set[str], set[str]]] = {}
    for note, objective, name in session.execute(query):
        objectives, themes = found.setdefault(note, (set(), set()))
        if objective is None:
            themes.add(name)
        else:
            objectives.add(f"{objective:02}")
    return {note: (tuple(sorted(first)), tuple(sorted(second))) for note, (first, second) in found.items()}


class Writing:
    """One import: what it needs to know and to add, looked up once."""

    def __init__(self, session: Session, consultation: int, begins: datetime) -> None:
        self.session = session
        self.consultation = consultation
        self.begins = begins
        self.speakers = Speakers(session)
        self.points = {fold(title): row for row, title in _titles(session, consultation).items()}
        own = select(Theme.id, Theme.name).where(Theme.objective.is_(None), Theme.archived.is_(False))
        self.themes = {fold(name): row for row, name in session.execute(own.order_by(Theme.id.desc()))}
        self.objectives: dict[int, int] = {}
        self.questions: dict[int, list[int]] = {}
        self.uuids: dict[int, bytes] = {}

    def write(self, progress: Progress, plan: Plan) -> None:
        """Speakers, points and themes that are missing, then notes and their subjects."""
        rows = [one.values for one in plan.new] + [one.values for _row, one in plan.changed]
        self._enter_speakers(rows)
        self._enter_points(rows)
        made = self._insert(progress, plan)
        for row, one in plan.changed:
            self._change(row, one.values)
        self.session.flush()
        about = [(row, one.values) for row, one in zip(made, plan.new, strict=True)]
        self._code([*about, *((row, one.values) for row, one in plan.changed)])

    def _enter_speakers(self, rows: Iterable[Values]) -> None:
        missing: dict[str, str] = {}
        for one in rows:
            name = one.get("speaker")
            if name and fold(name) not in self.speakers.ids:
                missing.setdefault(fold(name), name)
        if missing:
            columns = ("name", "kind", "form", "stub")
            added = bulk.insert(
                self.session, Stakeholder, columns, ((name, "", "group", True) for name in missing.values())
            )
            self.speakers.ids |= dict(zip(missing, added, strict=True))

    def _enter_points(self, rows: Iterable[Values]) -> None:
        missing: dict[str, str] = {}
        for one in rows:
            title = one.get("agenda")
            if title and fold(title) not in self.points:
                missing.setdefault(fold(title), title)
        if missing:
            query = select(func.max(AgendaItem.position)).where(AgendaItem.consultation_id == self.consultation)
            last = self.session.scalars(query).one() or 0
            columns = ("consultation_id", "position", "title")
            values = ((self.consultation, place, title) for place, title in enumerate(missing.values(), last + 1))
            added = bulk.insert(self.session, AgendaItem, columns, values)
            self.points |= dict(zip(missing, added, strict=True))

    def _insert(self, progress: Progress, plan: Plan) -> range:
        if not plan.new:
            return range(0)
        defaults = {"kind": "", "language": "", "translation": "", "said": self.begins, "confidential": False}
        uuids = clock.uuids(len(plan.new))
        names = ("uuid", "consultation_id", "verbatim", *_COLUMNS)
        rows = (
            (uuid, self.consultation, one.get("kind") == "quote", *(one.get(name) for name in _COLUMNS))
            for uuid, one in zip(uuids, ({**defaults, **self._columns(row.values)} for row in plan.new), strict=True)
        )
        made = bulk.insert(self.session, Note, names, rows, progress=progress, total=len(plan.new))
        self.uuids |= dict(zip(made, uuids, strict=True))
        return made

    def _change(self, row: int, values: Values) -> None:
        """Row by row through the session, so that passages with a theme move with their words."""
        note = self.session.get_one(Note, row)
        for name, value in self._columns(values).items():
            setattr(note, name, value)
        self.uuids[row] = note.uuid

    def _columns(self, values: Values) -> dict[str, Any]:
        ready = {name: values[name] for name in _PLAIN if name in values}
        if values.get("speaker"):
            ready["stakeholder_id"] = self.speakers.ids[fold(values["speaker"])]
        if values.get("agenda"):
            ready["agenda_item_id"] = self.points[fold(values["agenda"])]
        if values.get("question"):
            ready["question_id"] = values["question"]
        return ready

    def _code(self, about: Iterable[tuple[int, Values]]) -> None:
        """Give the subjects that are not given yet."""
        wanted: dict[int, list[int]] = {}
        for note, values in about:
            for theme in self._wanted(values):
                wanted.setdefault(theme, []).append(note)
        for theme, notes in wanted.items():
            uuid = self.session.scalars(select(Theme.uuid).where(Theme.id == theme)).one()
            had = self._coded(theme, notes)
            rows = [
                (carrying.identity(self.uuids[note], uuid, "", 0), note, theme) for note in notes if note not in had
            ]
            if rows:
                bulk.insert(self.session, Coding, ("uuid", "note_id", "theme_id"), rows)

    def _wanted(self, values: Mapping[str, Any]) -> list[int]:
        found = [self._objective(int(one)) for one in values.get("objectives") or ()]
        for name in values.get("themes") or ():
            if fold(name) not in self.themes:
                (self.themes[fold(name)],) = bulk.insert(self.session, Theme, ("name",), [(name,)])
            found.append(self.themes[fold(name)])
        if values.get("question"):
            found += self._of_question(values["question"])
        return list(dict.fromkeys(found))

    def _objective(self, number: int) -> int:
        if number not in self.objectives:
            self.objectives[number] = codebook.entry(self.session, objective=number)
        return self.objectives[number]

    def _of_question(self, question: int) -> list[int]:
        if question not in self.questions:
            keys = guides.subjects_of(self.session, question)
            self.questions[question] = [subjects.theme(self.session, key) for key in keys]
        return self.questions[question]

    def _coded(self, theme: int, notes: list[int]) -> set[int]:
        found: set[int] = set()
        for at in range(0, len(notes), _PART):
            part = Coding.note_id.in_(notes[at : at + _PART])
            query = select(Coding.note_id).where(Coding.theme_id == theme, Coding.coder == "", Coding.place == 0, part)
            found |= set(self.session.scalars(query))
        return found


def point(written: str) -> str:
    """The title of a point as the agenda keeps it."""
    return " ".join(written.split())[:LONGEST_TITLE].strip()
