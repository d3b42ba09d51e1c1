"""Privacy notices: drafts that ship with the program, versions of the workspace's own, words as structured paragraphs.

    workspace.run(notices.install, name=mark("Notices set up"))
    version = workspace.read(notices.current, NoticeKind.ADULT, "fr")
    paragraphs = workspace.read(notices.to_read, version.id, date.today())       for reading aloud and printing large

Words may hold `{oversight}` and `{focal_point}`: who holds these offices and how to reach them.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, cast, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk import paths
from gcmdesk.errors import KnownError, ResourceMissing
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import oversight
from gcmdesk.protection.people_records import NoticeKind, Office
from gcmdesk.protection.people_tables import Notice, NoticeVersion
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace import bulk, clock

LANGUAGES = ("en", "fr", "ar")
"""Of the drafts that ship with the program."""

Shape = Literal["heading", "text", "point", "purpose"]


class NoticeUnfit(KnownError):
    """A notice version cannot be used for a new record or receipt."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a notice."""

    shape: Shape
    """heading, running text, point of a list, or the explanation of one purpose, after which the person is asked."""
    text: str
    purpose: Purpose | None = None
    """Of the shape purpose only."""


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a notice."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class SavedVersion:
    """A version of a notice as it lies in the workspace."""

    id: int
    notice: int
    kind: NoticeKind
    language: str
    number: int
    made: datetime
    withdrawn: bool
    words: Words


def packed(words: Words) -> str:
    """Words as JSON, as they lie in the file."""
    paragraphs = [
        {"shape": one.shape, "text": one.text} | ({"purpose": one.purpose.value} if one.purpose else {})
        for one in words.paragraphs
    ]
    return json.dumps({"title": words.title, "paragraphs": paragraphs}, ensure_ascii=False)


def unpacked(content: str) -> Words:
    """The words that `packed` put away. Anything else is a ValueError, KeyError or TypeError."""
    given: dict[str, Any] = json.loads(content)
    return Words(str(given["title"]), tuple(map(_paragraph, given["paragraphs"])))


def _paragraph(given: dict[str, Any]) -> Paragraph:
    shape, purpose = given["shape"], given.get("purpose")
    if shape not in get_args(Shape) or (shape == "purpose") != (purpose is not None):
        raise ValueError(shape)
    return Paragraph(cast("Shape", shape), str(given["text"]), Purpose(purpose) if purpose else None)


@cache
def draft(kind: NoticeKind, language: str) -> Words:
    """A notice that ships with the program. Raises `ResourceMissing`."""
    path = paths.resource("notices", f"{kind}-{language}.json")
    try:
        return unpacked(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResourceMissing(
            _("A notice that ships with the program is missing or damaged: {file}.").format(file=path.name),
            _("Please install gcmdesk again."),
        ) from error


def install(session: Session, made: datetime | None = None) -> int:
    """Put the drafts that are not there yet into the workspace, as notices with one version; returns how many.

    Two devices that do it apart make the same rows. `made` is the moment of the versions; now, if it is left out.
    """
    wanted = {_identity(kind, code): (kind, code) for kind in NoticeKind for code in LANGUAGES}
    there = set(session.scalars(select(Notice.uuid).where(Notice.uuid.in_(wanted))))
    missing = [(uuid, kind, code) for uuid, (kind, code) in wanted.items() if uuid not in there]
    ids = bulk.insert(
        session,
        Notice,
        ("uuid", "kind", "language", "title"),
        [(uuid, kind.value, code, draft(kind, code).title) for uuid, kind, code in missing],
    )
    now = made or clock.now()
    versions = [
        (clock.joint_uuid(uuid, b"first version"), notice, 1, now, packed(draft(kind, code)))
        for notice, (uuid, kind, code) in zip(ids, missing, strict=True)
    ]
    bulk.insert(session, NoticeVersion, ("uuid", "notice_id", "number", "made", "words"), versions)
    return len(missing)


def _identity(kind: NoticeKind, language: str) -> bytes:
    return clock.joint_uuid(b"gcmdesk notice", f"{kind} {language}".encode())


def add(session: Session, kind: NoticeKind, language: str, words: Words) -> SavedVersion:
    """A notice in one more language, or one more for the same; its first version. Empty words are a ValueError."""
    if not language.strip():
        raise ValueError("language")
    notice = Notice(kind=kind.value, language=language, title=words.title)
    session.add(notice)
    session.flush()
    return edit(session, notice.id, words)


def edit(session: Session, notice: int, words: Words) -> SavedVersion:
    """New words for a notice: a new version, since receipts refer to the old ones. Empty words are a ValueError."""
    if not any(one.text.strip() for one in words.paragraphs):
        raise ValueError("words")
    numbers = session.scalars(select(NoticeVersion.number).where(NoticeVersion.notice_id == notice)).all()
    row = NoticeVersion(notice_id=notice, number=max(numbers, default=0) + 1, made=clock.now(), words=packed(words))
    session.get_one(Notice, notice).title = words.title
    session.add(row)
    session.flush()
    return version(session, row.id)


def withdraw(session: Session, version_id: int) -> None:
    """No new record or receipt may refer to this version; those that do stand."""
    session.get_one(NoticeVersion, version_id).withdrawn = True


def version(session: Session, version_id: int) -> SavedVersion:
    """One version; NoResultFound for an unknown id."""
    row = session.get_one(NoticeVersion, version_id)
    return _view(row, session.get_one(Notice, row.notice_id))


def versions(session: Session) -> tuple[SavedVersion, ...]:
    """All versions of all notices, by kind and language, newest first."""
    query = (
        select(NoticeVersion, Notice)
        .join(Notice)
        .order_by(Notice.kind, Notice.language, NoticeVersion.made.desc(), NoticeVersion.id.desc())
    )
    return tuple(_view(row, notice) for row, notice in session.execute(query))


def current(session: Session, kind: NoticeKind, language: str) -> SavedVersion | None:
    """The newest version that was not withdrawn, for people of this kind in this language; None when there is none."""
    fit = (one for one in versions(session) if (one.kind, one.language, one.withdrawn) == (kind, language, False))
    return next(fit, None)


def require(session: Session, version_id: int, kind: NoticeKind) -> None:
    """Raises `NoticeUnfit` for a version that was withdrawn, or that speaks to others. Unknown ids: NoResultFound."""
    row = session.get_one(NoticeVersion, version_id)
    if row.withdrawn:
        raise NoticeUnfit(
            _("This version of the notice has been withdrawn."), _("Read out the current one and choose that.")
        )
    if session.get_one(Notice, row.notice_id).kind != kind:
        raise NoticeUnfit(
            _("This notice does not fit the age of the person."),
            _("Children have a notice of their own, read out together with the guardian."),
        )


def to_read(session: Session, version_id: int, day: date) -> Words:
    """The words with the names of those who hold the offices on this day in their places."""
    words, offices = version(session, version_id).words, oversight.in_office(session, day)
    places = {"oversight": Office.OVERSIGHT, "focal_point": Office.FOCAL_POINT}
    filled = {
        f"{{{place}}}": f"{offices[office].name} ({offices[office].contact})" if office in offices else "…………"
        for place, office in places.items()
    }

    def fill(text: str) -> str:
        for place, name in filled.items():
            text = text.replace(place, name)
        return text

    return Words(words.title, tuple(Paragraph(one.shape, fill(one.text), one.purpose) for one in words.paragraphs))


def _view(row: NoticeVersion, notice: Notice) -> SavedVersion:
    return SavedVersion(
        row.id,
        notice.id,
        NoticeKind(notice.kind),
        notice.language,
        row.number,
        row.made,
        row.withdrawn,
        unpacked(row.words),
    )
