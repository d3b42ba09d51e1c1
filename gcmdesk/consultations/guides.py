"""Discussion guides: those of the guidance as starting points, own ones in versions, and their wording by language.

    draft = guides.begin("discussion-guide/combined", (5, 16))
    version = workspace.run(guides.add, draft, "discussion-guide/combined", name=mark("Guide added"))
    version = workspace.run(guides.revise, version.guide, changed, name=mark("Guide changed"))
    workspace.run(guides.use, session, version.id, name=mark("Guide chosen"))

Each function that takes a session is for `Workspace.run` or `Workspace.read`. A version that is in use never changes:
`revise` then makes the next one, and sessions keep theirs until somebody chooses the new one.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.consultations.guide_records import Guide, GuideDraft, Question, StartingPoint, Version
from gcmdesk.consultations.session_records import refuse
from gcmdesk.consultations.session_tables import (
    AgendaItem,
    GuideQuestion,
    GuideTranslation,
    GuideVersion,
)
from gcmdesk.consultations.session_tables import Guide as GuideRow
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.i18n import Texts
from gcmdesk.workspace import bulk, clock

_QUESTIONS = "objective-questions"
_SECTIONS = {
    "thematic": ("thematic-questions", "wrap-up-questions"),
    "objective": (_QUESTIONS, "wrap-up-questions"),
    "combined": ("thematic-questions", _QUESTIONS, "wrap-up-questions"),
}
_GUIDE_TOOLS = (3, 6, 13, 16)


def starting_points() -> tuple[StartingPoint, ...]:
    """The guides that come with the program: Tool 3 from three perspectives, Tools 6, 13 and 16."""
    found = []
    for number in _GUIDE_TOOLS:
        tool = library.load().tool(number)
        for perspective in _SECTIONS if number == _GUIDE_TOOLS[0] else ("combined",):
            id = f"{tool.id}/{perspective}" if number == _GUIDE_TOOLS[0] else tool.id
            asks = number == _GUIDE_TOOLS[0] and _QUESTIONS in _SECTIONS[perspective]
            found.append(StartingPoint(id, tool.title, tool.purpose, perspective, number, asks))
    return tuple(found)


def begin(id: str, objectives: Iterable[int] = ()) -> GuideDraft:
    """A draft from a starting point. What is asked about an objective is asked about each of `objectives` in turn.

    Unknown ids are a KeyError.
    """
    point = {one.id: one for one in starting_points()}[id]
    wanted = tuple(dict.fromkeys(objectives))
    tool = library.load().tool(point.tool)
    questions: list[Question] = []
    for section in tool.sections:
        if point.tool == _GUIDE_TOOLS[0] and section.id not in _SECTIONS[point.perspective]:
            continue
        asked = [Question(item.text, section.title, item=item.id) for item in section.items]
        if section.id == _QUESTIONS and wanted:
            for number in wanted:
                title = library.load().objective(number).title
                questions += [replace(one, section=title, objectives=(number,)) for one in asked]
        else:
            questions += asked
    return GuideDraft(tool.title, tuple(questions), point.perspective)


def in_language(draft: GuideDraft, texts: Texts) -> GuideDraft:
    """A draft in one of the languages of the screens, to go on in; questions of one's own stay as they are worded."""
    if draft.language == texts.language.code:
        return draft
    questions = tuple(
        replace(one, text=wording(one, texts.language.code), section=texts.compact(one.section))
        for one in draft.questions
    )
    return replace(draft, title=texts.compact(draft.title), questions=questions, language=texts.language.code)


def wording(question: Question, language: str) -> str:
    """The question in a language: its own translation, else the guidance's, else as it was written."""
    own = dict(question.translations).get(language)
    if own:
        return own
    return Texts(language).compact(question.text) if question.item else question.text


def add(session: Session, draft: GuideDraft, source: str = "") -> Version:
    """Write a new guide with its first version. A draft with problems is a ValueError."""
    refuse(draft.problems())
    guide = GuideRow(title=draft.title.strip(), source=source)
    session.add(guide)
    session.flush()
    return _write(session, guide.id, 1, draft)


def revise(session: Session, guide: int, draft: GuideDraft) -> Version:
    """Write what a guide says now: into its newest version while nobody uses that, else as the next version.

    The same content again changes nothing. A draft with problems is a ValueError, an unknown guide NoResultFound.
    """
    refuse(draft.problems())
    row = session.get_one(GuideRow, guide)
    row.title = draft.title.strip()
    newest = versions(session, guide)[-1]
    if _bare(newest.draft) == _bare(draft):
        return newest
    if newest.used:
        return _write(session, guide, newest.number + 1, draft)
    _delete_questions(session, newest.id)
    return _write(session, guide, newest.number, draft, session.get_one(GuideVersion, newest.id))


def archive(session: Session, guide: int, *, archived: bool = True) -> None:
    """Put a guide away, or take it out again; sessions keep their versions."""
    session.get_one(GuideRow, guide).archived = archived


def use(session: Session, consultation: int, version: int | None) -> None:
    """The session goes by this version from now on; None for none."""
    session.get_one(Consultation, consultation).guide_version_id = version


def everything(session: Session, *, archived: bool = False) -> tuple[Guide, ...]:
    """The guides of the workspace by title."""
    query = select(GuideRow).order_by(GuideRow.title, GuideRow.id)
    rows = session.scalars(query if archived else query.where(GuideRow.archived.is_(False))).all()
    made: dict[int, list[int]] = {}
    for guide, version in session.execute(
        select(GuideVersion.guide_id, GuideVersion.id).order_by(GuideVersion.number, GuideVersion.id)
    ):
        made.setdefault(guide, []).append(version)
    by_version = select(GuideQuestion.guide_version_id, func.count()).group_by(GuideQuestion.guide_version_id)
    questions = dict(session.execute(by_version).all())
    used = select(Consultation.guide_version_id, func.count()).group_by(Consultation.guide_version_id)
    sessions = dict(session.execute(used).all())
    return tuple(
        Guide(
            row.id,
            row.title,
            row.source,
            row.archived,
            len(made[row.id]),
            made[row.id][-1],
            questions.get(made[row.id][-1], 0),
            sum(sessions.get(version, 0) for version in made[row.id]),
        )
        for row in rows
        if row.id in made
    )


def versions(session: Session, guide: int) -> tuple[Version, ...]:
    """All versions of a guide, the newest last. An unknown guide is a LookupError."""
    query = select(GuideVersion.id).where(GuideVersion.guide_id == guide)
    ids = session.scalars(query.order_by(GuideVersion.number, GuideVersion.id)).all()
    if not ids:
        raise LookupError(guide)
    return tuple(version(session, one) for one in ids)


def version(session: Session, number: int) -> Version:
    """One version (row id) with its questions; NoResultFound for an unknown one."""
    row = session.get_one(GuideVersion, number)
    rows = session.scalars(
        select(GuideQuestion).where(GuideQuestion.guide_version_id == number).order_by(GuideQuestion.number)
    ).all()
    kept: dict[int, list[tuple[str, str]]] = {}
    query = select(GuideTranslation).where(GuideTranslation.question_id.in_([one.id for one in rows]))
    for translation in session.scalars(query.order_by(GuideTranslation.language)):
        kept.setdefault(translation.question_id, []).append((translation.language, translation.text))
    questions = tuple(
        Question(
            one.text,
            one.section,
            tuple(map(int, one.objectives.split())),
            tuple(one.principles.split()),
            one.item,
            tuple(kept.get(one.id, ())),
            one.id,
            one.number,
        )
        for one in rows
    )
    draft = GuideDraft(row.title, questions, row.perspective, row.language)
    return Version(row.id, row.guide_id, row.number, row.made, _used(session, number), draft)


def translate(session: Session, question: int, language: str, text: str) -> None:
    """Say a question in another language, also in a version that is in use; an empty text takes it away."""
    query = select(GuideTranslation).where(
        GuideTranslation.question_id == question, GuideTranslation.language == language
    )
    row = session.scalars(query).first()
    if not text.strip():
        if row is not None:
            session.delete(row)
    elif row is not None:
        row.text = text
    else:
        _translate(session, session.get_one(GuideQuestion, question), language, text)
    session.flush()


def subjects_of(session: Session, question: int) -> tuple[str, ...]:
    """Objectives and principles that a question is about, as keys of `consultations.subjects`."""
    row = session.get_one(GuideQuestion, question)
    objectives = (f"objective/{int(one)}" for one in row.objectives.split())
    return (*objectives, *(f"principle/{one}" for one in row.principles.split()))


def _bare(draft: GuideDraft) -> GuideDraft:
    """Without what saving adds."""
    questions = tuple(
        replace(
            one,
            id=0,
            number=0,
            text=one.text.strip(),
            section=one.section.strip(),
            translations=tuple(sorted(one.translations)),
        )
        for one in draft.questions
    )
    return replace(draft, title=draft.title.strip(), questions=questions)


def _used(session: Session, number: int) -> bool:
    """Whether a session goes by it, or a note or a point of an agenda refers to one of its questions."""
    questions = select(GuideQuestion.id).where(GuideQuestion.guide_version_id == number)
    used = or_(
        exists().where(Consultation.guide_version_id == number),
        exists().where(Note.question_id.in_(questions)),
        exists().where(AgendaItem.question_id.in_(questions)),
    )
    return bool(session.scalar(select(used)))


def _write(session: Session, guide: int, number: int, draft: GuideDraft, row: GuideVersion | None = None) -> Version:
    if row is None:
        row = GuideVersion(guide_id=guide, number=number)
        session.add(row)
    row.made, row.title = clock.now(), draft.title.strip()
    row.perspective, row.language = draft.perspective, draft.language
    session.flush()
    for place, one in enumerate(draft.questions, 1):
        question = GuideQuestion(
            guide_version_id=row.id,
            number=place,
            section=one.section.strip(),
            text=one.text.strip(),
            objectives="\n".join(f"{objective:02}" for objective in one.objectives),
            principles="\n".join(one.principles),
            item=one.item,
        )
        session.add(question)
        session.flush()
        for language, text in one.translations:
            _translate(session, question, language, text)
    session.flush()
    return version(session, row.id)


def _translate(session: Session, question: GuideQuestion, language: str, text: str) -> None:
    uuid = clock.joint_uuid(question.uuid, language.encode())
    session.add(GuideTranslation(uuid=uuid, question_id=question.id, language=language, text=text))


def _delete_questions(session: Session, number: int) -> None:
    ids = session.scalars(select(GuideQuestion.id).where(GuideQuestion.guide_version_id == number)).all()
    translations = select(GuideTranslation.id).where(GuideTranslation.question_id.in_(ids))
    bulk.delete(session, GuideTranslation, session.scalars(translations).all())
    bulk.delete(session, GuideQuestion, ids)
