"""Notes of a table as rows of the workspace: what is there already, and writing the rest in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import carrying, codebook, guides, subjects
from gcmdesk.consultations.session_records import LONGEST_TITLE
from gcmdesk.consultations.session_tables import AgendaItem
from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.exchange.rows import Plan, Rows, Values, gathered, once
from gcmdesk.folding import fold
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, clock

_PLAIN = ("text", "kind", "language", "translation", "said", "confidential", "reference")
_COLUMNS = (*_PLAIN, "stakeholder_id", "agenda_item_id", "question_id")
_SUBJECTS = ("objectives", "themes", "question")
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


def stored(session: Session, consultation: int) -> Rows:
    """The notes of a session, numbered by row id, as a table would give them."""
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
    return gathered(found.items())


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
        changed = [values for _row, values in plan.changed]
        self._enter_speakers([*plan.new.column("speaker"), *(one.get("speaker") for one in changed)])
        self._enter_points([*plan.new.column("agenda"), *(one.get("agenda") for one in changed)])
        made = self._insert(progress, plan.new)
        for row, values in plan.changed:
            self._change(row, values)
        self.session.flush()
        self._code(made, plan)

    def _enter_speakers(self, names: Iterable[str | None]) -> None:
        missing = _missing(names, self.speakers.ids)
        if missing:
            columns = ("name", "kind", "form", "stub")
            added = bulk.insert(
                self.session, Stakeholder, columns, ((name, "", "group", True) for name in missing.values())
            )
            self.speakers.ids |= dict(zip(missing, added, strict=True))

    def _enter_points(self, titles: Iterable[str | None]) -> None:
        missing = _missing(titles, self.points)
        if missing:
            query = select(func.max(AgendaItem.position)).where(AgendaItem.consultation_id == self.consultation)
            last = self.session.scalars(query).one() or 0
            columns = ("consultation_id", "position", "title")
            values = ((self.consultation, place, title) for place, title in enumerate(missing.values(), last + 1))
            added = bulk.insert(self.session, AgendaItem, columns, values)
            self.points |= dict(zip(missing, added, strict=True))

    def _insert(self, progress: Progress, new: Rows) -> range:
        if not len(new):
            return range(0)
        uuids = clock.uuids(len(new))
        given = {name: new.column(name) for name in _PLAIN}
        defaults = {"kind": "", "language": "", "translation": "", "said": self.begins, "confidential": False}
        for name, default in defaults.items():
            if None in given[name]:
                given[name] = [default if value is None else value for value in given[name]]
        columns: dict[str, Sequence[Any]] = {
            "uuid": uuids,
            "consultation_id": [self.consultation] * len(new),
            "verbatim": [kind == "quote" for kind in given["kind"]],
            **given,
            "stakeholder_id": once(new.column("speaker"), lambda name: self.speakers.ids[fold(name)]),
            "agenda_item_id": once(new.column("agenda"), lambda title: self.points[fold(title)]),
            "question_id": new.column("question"),
        }
        made = bulk.insert_columns(self.session, Note, columns, progress=progress)
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

    def _code(self, made: range, plan: Plan) -> None:
        """Give the subjects that are not given yet; those of new notes in one go."""
        subjects_of = zip(*(plan.new.column(name) for name in _SUBJECTS), strict=True)
        known = {subjects: self._wanted(*subjects) for subjects in set(subjects_of)}
        subjects_of = zip(*(plan.new.column(name) for name in _SUBJECTS), strict=True)
        given = [(note, theme) for note, subjects in zip(made, subjects_of, strict=True) for theme in known[subjects]]
        wanted: dict[int, list[int]] = {}
        for note, values in plan.changed:
            for theme in self._wanted(*(values.get(name) for name in _SUBJECTS)):
                wanted.setdefault(theme, []).append(note)
        for theme, notes in wanted.items():
            had = self._coded(theme, notes)
            given += [(note, theme) for note in notes if note not in had]
        if given:
            uuids = dict(self.session.execute(select(Theme.id, Theme.uuid)).all())
            rows = ((carrying.identity(self.uuids[note], uuids[theme], "", 0), note, theme) for note, theme in given)
            bulk.insert(self.session, Coding, ("uuid", "note_id", "theme_id"), rows)

    def _wanted(
        self, objectives: Sequence[str] | None, themes: Sequence[str] | None, question: int | None
    ) -> list[int]:
        found = [self._objective(int(one)) for one in objectives or ()]
        for name in themes or ():
            if fold(name) not in self.themes:
                (self.themes[fold(name)],) = bulk.insert(self.session, Theme, ("name",), [(name,)])
            found.append(self.themes[fold(name)])
        if question:
            found += self._of_question(question)
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


def _missing(names: Iterable[str | None], known: Mapping[str, int]) -> dict[str, str]:
    """Names that are not known yet by their folded form, in the order they come in."""
    missing: dict[str, str] = {}
    for name in dict.fromkeys(names):
        if name and fold(name) not in known:
            missing.setdefault(fold(name), name)
    return missing


def point(written: str) -> str:
    """The title of a point as the agenda keeps it."""
    return " ".join(written.split())[:LONGEST_TITLE].strip()
