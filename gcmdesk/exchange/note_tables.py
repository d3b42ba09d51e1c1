"""Tables of notes, and of submissions whose answers become notes: how their rows are recognised and stored.

    grid = submissions.flattened(spreadsheets.read(path))
    target = note_tables.Notes(session, note_tables.contributions(grid))          for `exchange.imports`

All notes go into one session. Rows are known by their own id (`_uuid`), else by text, speaker and point of the agenda.
Speakers that nobody knows become stakeholders to be described later, points of the agenda and themes are added.
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.consultations import notes, paper_entry
from gcmdesk.consultations.guide_records import Question
from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.consultations.tables import Consultation
from gcmdesk.exchange import cells, note_rows, submissions
from gcmdesk.exchange.cells import Field, Unreadable
from gcmdesk.exchange.rows import Keys, Message, Plan, Rows, Values, gathered, once, settle
from gcmdesk.exchange.spreadsheets import Cell, Grid
from gcmdesk.exchange.stakeholder_tables import LANGUAGE_CODES, named
from gcmdesk.folding import fold, fold_all
from gcmdesk.i18n import mark
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders.records import LONGEST_NAME

ANSWER = "answer "
"""Before the heading of a column whose cells are notes of their own, in the key of its field."""

_KINDS = {
    "finding": "", "observation": "", "citation": "quote", "problem": "challenge", "gap": "need", "idea": "proposal",
    "recommendation": "proposal", "suggestion": "proposal", "best practice": "good practice",
    "good-practice": "good practice", "good_practice": "good practice", "action": "follow-up", "followup": "follow-up",
}  # fmt: skip
_YES_NO = {
    "yes": "yes", "oui": "yes", "نعم": "yes", "true": "yes", "1": "yes", "x": "yes",
    "no": "no", "non": "no", "لا": "no", "false": "no", "0": "no",
}  # fmt: skip
_LONGEST_CODE = 35
_ZONE = re.compile(r"([+-]\d\d):?(\d\d)?$")
_NUMBER = re.compile(r"(?:q|question|no|nr)?[\s._-]*0*(\d{1,3})[.):]?")
_SEVERAL = ("objectives", "themes")


def moment(cell: Cell) -> datetime:
    """A moment: a date cell, or as ODK writes it (2026-05-04T10:15:00.000+02:00); without zone it is UTC.

    A day alone counts as noon.
    """
    if isinstance(cell, str):
        written = _ZONE.sub(lambda found: f"{found[1]}:{found[2] or '00'}", cell.strip().replace("Z", "+00:00"))
        try:
            cell = datetime.fromisoformat(written) if len(written) > len("2026-05-04") else cells.day(cell)
        except ValueError:
            raise Unreadable(mark("This is no time. Write it like 2026-05-04 10:15.")) from None
    if isinstance(cell, datetime):
        return cell.astimezone(UTC) if cell.tzinfo else cell.replace(tzinfo=UTC)
    if isinstance(cell, date):
        return datetime.combine(cell, time(12), UTC)
    raise Unreadable(mark("This is no time. Write it like 2026-05-04 10:15."))


def language(cell: Cell) -> str:
    """The code of a language by its code or its name; region and other parts of a code stay."""
    written = " ".join(str(cell).split())
    code = {fold(name): code for name, code in LANGUAGE_CODES.items()}.get(fold(written), written)
    if len(code) > _LONGEST_CODE or not code.isprintable():
        raise Unreadable(mark("Give the code of the language, such as “fr”."))
    return code


class Notes:
    """The notes of one session as the target of an import; with `answers`, each cell of these columns is a note."""

    name = "notes"
    passage = mark("Notes imported from a table")

    def __init__(self, consultation: int, answers: Iterable[str] = ()) -> None:
        self.consultation = consultation
        self.answers = tuple(answers)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """What columns can be imported into."""
        text, short = cells.text(), cells.text(LONGEST_NAME, mark("This name is too long. Shorten it."))
        headings = ("note", "contribution", "comment", "finding", "statement", "what was said", "texte", "النص")
        words = tuple(Field(f"{ANSWER}{heading}", heading, text, (heading,)) for heading in self.answers)
        return (
            *(words or (Field("text", mark("What was said"), text, ("text", *headings), required=True),)),
            Field("speaker", mark("Speaker"), short, ("stakeholder", "organisation", "organization", "who", "المتحدث")),
            Field("kind", mark("Kind of note"), short, ("kind", "type", "category", "catégorie", "النوع")),
            Field("objectives", mark("Objectives"), cells.objectives(), ("objective", "objectifs", "الأهداف")),
            Field("themes", mark("Themes"), cells.several(), ("theme", "tags", "thèmes", "المواضيع")),
            Field("agenda", mark("Point of the agenda"), text, ("heading", "topic", "agenda", "question", "البند")),
            Field(
                "said", mark("Time"), moment, ("_submission_time", "submissiondate", "time", "said", "date", "الوقت")
            ),
            Field("language", mark("Language"), language, ("language", "langue", "اللغة")),
            Field("translation", mark("Translation"), text, ("translation", "traduction", "الترجمة")),
            Field(
                "confidential",
                mark("Said in confidence"),
                cells.choice(_YES_NO, mark("Write yes or no.")),
                ("confidential", "confidentiel", "سري"),
            ),
            Field(
                "reference",
                mark("Reference number"),
                text,
                ("_uuid", "uuid", "instanceid", "meta/instanceid", "id", "number", "code", "ref", "الرقم"),
            ),
        )

    def plan(self, session: Session, rows: Rows) -> Plan:
        """Make notes of the rows and compare. Raises `notes.SessionClosed`."""
        notes.open_for_notes(session, self.consultation)
        remarks: list[Message] = []
        made = _sorted_out(rows, remarks)
        if self.answers:
            made = _each_answer(made, paper_entry.fields(session, self.consultation).questions)
        stored = note_rows.stored(session, self.consultation) if len(made) else Rows()
        canonical = note_rows.Speakers(session)
        same = {"agenda": note_rows.point, "speaker": canonical.name}
        made = made.having(**{name: once(made.columns[name], same[name]) for name in same if name in made.columns})
        plan = settle(made, stored, _recognised, [("text", mark("There is no text in this row."))])
        plan.remarks += remarks
        _only_more(plan, stored)
        return plan

    def store(self, session: Session, progress: Progress, plan: Plan) -> None:
        """Write what is new and what changes."""
        begins = paper_entry.begins(session.get_one(Consultation, self.consultation))
        note_rows.Writing(session, self.consultation, begins).write(progress, plan)


def contributions(grid: Grid) -> tuple[str, ...]:
    """Headings of a submissions table whose answers are proposed as notes: what is no field of a note already."""
    known = {fold(name) for one in Notes(0).fields if one.key != "text" for name in (one.key, one.title, *one.headings)}
    return tuple(heading for heading in submissions.answers(grid) if fold(heading) not in known)


_NAMES_OF_KINDS = {fold(name): kind for name, kind in {**named(KIND_TITLES), **_KINDS}.items()}


def _kind(written: str) -> str | None:
    """The kind that is meant, empty for notes of no kind; None where it is on no list."""
    return _NAMES_OF_KINDS.get(fold(written))


def _sorted_out(rows: Rows, remarks: list[Message]) -> Rows:
    """Kinds and secrecy as notes have them; a kind that is on no list is remarked upon."""
    changed: dict[str, Sequence[Any]] = {}
    if "kind" in rows.columns:
        written = rows.columns["kind"]
        kinds = once(written, _kind)
        for number, cell, kind in zip(rows.numbers, written, kinds, strict=True):
            if cell is not None and kind is None:
                sentence = mark("This kind of note is not on the list; the note is imported without one.")
                remarks.append(Message(number, "", sentence, refused=False))
        changed["kind"] = [kind or None for kind in kinds]
    if "confidential" in rows.columns:
        changed["confidential"] = once(rows.columns["confidential"], "yes".__eq__)
    return rows.having(**changed)


def _each_answer(rows: Rows, questions: Sequence[Question]) -> Rows:
    """A note for each answer of a submission."""
    made: list[tuple[int, Values]] = []
    for number, values in zip(rows.numbers, rows.each(), strict=True):
        asked = {key: values.pop(key) for key in list(values) if key.startswith(ANSWER)}
        for key, text in asked.items():
            made.append((number, {**values, **_answer(key.removeprefix(ANSWER), text, values, questions)}))
    return gathered(made)


def _answer(heading: str, text: str, values: Values, questions: Sequence[Question]) -> Values:
    """An answer of a submission: which question it belongs to, and an id of its own."""
    found: Values = {"text": text}
    number = _NUMBER.fullmatch(fold(heading))
    same = {fold(words): one for one in questions for words in (one.text, *dict(one.translations).values())}
    question = next((one for one in questions if number and one.number == int(number[1])), same.get(fold(heading)))
    if question is not None:
        found["question"] = question.id
    elif "agenda" not in values:
        found["agenda"] = heading
    if values.get("reference"):
        found["reference"] = f"{values['reference']}/{heading}"
    return found


def _recognised(rows: Rows) -> tuple[Keys, Keys]:
    ids = [reference or None for reference in rows.column("reference")]
    keys: dict[str, Sequence[Hashable]] = {"id": ids, "said": [None] * len(ids)}
    if not all(ids):
        texts, speakers, points = (
            fold_all([one or "" for one in rows.column(name)]) for name in ("text", "speaker", "agenda")
        )
        places = [question or point for question, point in zip(rows.column("question"), points, strict=True)]
        said = zip(texts, speakers, places, strict=True)
        keys["said"] = [key if id is None else None for id, key in zip(ids, said, strict=True)]
    return keys, keys


def _only_more(plan: Plan, stored: Rows) -> None:
    """Objectives and themes that a note has got since stay: a table only adds some."""
    places = {row_id: place for place, row_id in enumerate(stored.numbers)} if plan.changed else {}
    kept: list[tuple[int, Values]] = []
    for row_id, changed in plan.changed:
        values = dict(changed)
        for name in _SEVERAL:
            had = stored.column(name)[places[row_id]] or ()
            if name in values and {fold(one) for one in values[name]} <= {fold(one) for one in had}:
                del values[name]
        if values:
            kept.append((row_id, values))
        else:
            plan.same += 1
    plan.changed[:] = kept
