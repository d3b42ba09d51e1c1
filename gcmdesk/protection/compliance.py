"""The twelve principles of data protection: what the workspace does about each now, and what is open (Guidance Tool 5).

    page = workspace.read(compliance.page, clock.now(), FileState(…), workspace.person)

Everything is worked out from the registers and from what is handed in about the file; nothing on the page is typed.
Its lines name nobody. Titles and texts of the principles are those of the Compact library.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.protection import figures, purposes, recipients
from gcmdesk.protection.duty_lists import Category
from gcmdesk.protection.figures import Figures
from gcmdesk.protection.wording import Line, Persons, line

CHILDREN = "children-protection-only"
"""The id, in the library, of the point about children's data that the page answers beside the twelve principles."""

_BACKUP_DUE = timedelta(days=7)


class Status(StrEnum):
    """How a principle stands."""

    KEPT = "kept"
    OPEN = "open points"
    NOT_YET = "not yet applicable"


STATUSES = {
    Status.KEPT: mark("Kept"),
    Status.OPEN: mark("Open points"),
    Status.NOT_YET: mark("Not applicable yet"),
}


@dataclass(frozen=True, slots=True)
class FileState:
    """What the registers cannot know, from whoever opened the file. None means: not known, or there is none."""

    lock_minutes: int | None = None
    """After so many minutes without use the workspace locks itself."""
    backup: datetime | None = None
    """When the newest verified backup was made."""
    backups_looked_for: bool = True
    """Whether somebody has looked already; where it was not, nothing is said of backups."""
    history_unbroken: bool | None = None
    """What the last check of the audit chain found."""
    lacks_work: bool = False
    """Whether the file lacks work that this computer saved (`Workspace.regress`)."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that remains to be done, and where."""

    line: Line
    place: str


@dataclass(frozen=True, slots=True)
class Principle:
    """How the workspace stands with one principle."""

    id: str
    """As in the library's Tool 5."""
    status: Status
    does: tuple[Line, ...]
    open: tuple[OpenPoint, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All twelve in the order of the guidance, and children's data."""

    as_of: datetime
    principles: tuple[Principle, ...]
    children: Principle

    @property
    def open(self) -> int:
        """How many points are open."""
        return sum(len(one.open) for one in (*self.principles, self.children))


Points = list[tuple[bool, Line, str]]
"""Whether something is open, what, and where to go."""


def page(session: Session, now: datetime, state: FileState, working: str = "") -> Page:
    """The page at a moment. `working` is who works now (`Workspace.person`). For `Workspace.read`."""
    return of_figures(figures.gather(session, now, working), state)


def of_figures(found: Figures, state: FileState) -> Page:
    """The page that follows from figures and the state of the file."""
    principles = tuple(principle(found, state) for principle in _PRINCIPLES)
    return Page(found.as_of, principles, _children(found))


def title(id: str, texts: i18n.Texts) -> str:
    """The name of a principle in a language. KeyError for an unknown id."""
    items = {item.id: item for section in library.load().tool(5).sections for item in section.items}
    return texts.compact(items[id].title or "")


def _principle(id: str, does: list[Line], points: Points, *, applies: bool = True) -> Principle:
    opened = tuple(OpenPoint(what, place) for is_open, what, place in points if is_open)
    status = Status.OPEN if opened else Status.KEPT if applies else Status.NOT_YET
    return Principle(id, status, tuple(does), opened)


def _firewalls(_found: Figures, _state: FileState) -> Principle:
    return _principle(
        "firewalls",
        [
            line(mark("No field of the workspace holds anybody’s migration status.")),
            line(
                mark("Classes of recipients, immigration authorities not among them: {count}."),
                count=len(recipients.Recipient),
            ),
        ],
        [],
    )


def _collection(found: Figures, _state: FileState) -> Principle:
    return _principle(
        "lawful-fair-collection",
        [
            line(mark("A person is recorded only with a legal basis, a notice they were told, and how it came about.")),
            line(mark("Persons recorded: {persons}."), persons=Persons(found.persons)),
        ],
        [],
        applies=found.persons > 0,
    )


def _purpose(_found: Figures, _state: FileState) -> Principle:
    does = line(
        mark("Purposes, fixed in the program and each asked about on its own: {count}."),
        count=len(purposes.Purpose),
    )
    return _principle("legitimate-purpose", [does], [])


def _quality(found: Figures, _state: FileState) -> Principle:
    return _principle(
        "data-quality",
        [
            line(mark("Persons appear under a pseudonym, with an age band instead of a date of birth.")),
            line(mark("Each record of a person has a review date, and corrections are logged.")),
        ],
        [
            (
                found.stale > 0,
                line(mark("Records of persons past their review date: {persons}."), persons=Persons(found.stale)),
                "protection/people",
            )
        ],
        applies=found.persons > 0,
    )


def _consent(found: Figures, _state: FileState) -> Principle:
    return _principle(
        "consent",
        [
            line(mark("Consent is recorded for each purpose, and receipts are never changed.")),
            line(mark("Withdrawing takes no more steps than giving, and reaches quotes, synthesis and attachments.")),
            line(mark("Consent receipts: {persons}."), persons=Persons(found.receipts)),
            line(mark("Withdrawals: {persons}."), persons=Persons(found.withdrawals)),
        ],
        [],
        applies=found.persons > 0,
    )


def _transfer(found: Figures, _state: FileState) -> Principle:
    return _principle(
        "third-party-transfer",
        [
            line(mark("Personal data leave only with consent, a stated purpose and written safeguards together.")),
            line(mark("Releases entered in the transfer register: {count}."), count=found.releases),
            line(mark("Releases that held personal data: {count}."), count=found.releases_personal),
        ],
        [],
        applies=found.releases > 0,
    )


def _confidentiality(found: Figures, state: FileState) -> Principle:
    place = "protection/undertakings"
    lock = (
        line(mark("Minutes without use after which the workspace locks itself: {count}."), count=state.lock_minutes)
        if state.lock_minutes
        else None
    )
    return _principle(
        "confidentiality",
        [
            line(mark("Undertakings of confidentiality in force: {persons}."), persons=Persons(found.signed)),
            *([lock] if lock else []),
        ],
        [
            (
                found.unsigned > 0,
                line(mark("Working here without a signed undertaking: {persons}."), persons=Persons(found.unsigned)),
                place,
            ),
            (found.nameless, line(mark("Changes were made without a name.")), place),
            (lock is None, line(mark("The workspace does not lock itself.")), "settings"),
        ],
    )


def _access(found: Figures, _state: FileState) -> Principle:
    return _principle(
        "access-transparency",
        [
            line(mark("Days within which requests of data subjects are answered: {count}."), count=found.request_days),
            line(mark("Requests received: {persons}."), persons=Persons(found.requests)),
            line(mark("Refused, wholly or in part, with a reason: {persons}."), persons=Persons(found.refusals)),
            line(mark("Times that a person was told what is held: {persons}."), persons=Persons(found.read_back)),
        ],
        [
            (
                found.requests_overdue > 0,
                line(mark("Requests past their deadline: {persons}."), persons=Persons(found.requests_overdue)),
                "protection/requests",
            )
        ],
        applies=found.persons + found.requests > 0,
    )


def _security(found: Figures, state: FileState) -> Principle:
    backup = [line(mark("The newest verified backup is of {day}."), day=state.backup)] if state.backup else []
    old = state.backups_looked_for and (state.backup is None or found.as_of - state.backup > _BACKUP_DUE)
    return _principle(
        "data-security",
        [
            line(mark("The workspace is one encrypted file; without the passphrase it cannot be read.")),
            *backup,
            *([line(mark("The history of changes is unbroken."))] if state.history_unbroken else []),
        ],
        [
            (old, line(mark("There is no verified backup of the last seven days.")), "workspace/backups"),
            (
                state.history_unbroken is False,
                line(mark("The history of changes is broken: somebody altered the file past the program.")),
                "workspace/history",
            ),
            (
                state.lacks_work,
                line(mark("The file lacks work that was saved on this computer before.")),
                "workspace/backups",
            ),
        ],
    )


def _retention(found: Figures, _state: FileState) -> Principle:
    place = "protection/retention"
    return _principle(
        "retention",
        [
            line(
                mark("Kinds of personal records with a review date: {count} of {all}."),
                count=found.dated,
                all=len(Category),
            ),
            line(mark("Kept longer for the benefit of the persons: {count}."), count=found.extensions),
        ],
        [
            (
                found.undated > 0,
                line(mark("Kinds of records without a review date: {count}."), count=found.undated),
                place,
            ),
            (
                found.reviews_overdue > 0,
                line(mark("Reviews that are overdue: {count}."), count=found.reviews_overdue),
                place,
            ),
        ],
        applies=found.dated > 0,
    )


def _scope(found: Figures, _state: FileState) -> Principle:
    return _principle(
        "scope-of-principles",
        [
            line(mark("Paper records in the register: {count}."), count=found.papers),
            line(mark("Paper records destroyed: {count}."), count=found.papers_destroyed),
        ],
        [
            (
                found.papers_overdue > 0,
                line(mark("Paper records past their date of destruction: {count}."), count=found.papers_overdue),
                "protection/paper",
            )
        ],
        applies=found.papers + found.papers_destroyed > 0,
    )


def _oversight(found: Figures, _state: FileState) -> Principle:
    oversight, place = "protection/oversight", "protection/incidents"
    return _principle(
        "oversight-remedies",
        [
            *([line(mark("An independent oversight body is named."))] if found.oversight else []),
            *([line(mark("A data protection focal point is named."))] if found.focal_point else []),
            line(mark("Complaints received: {persons}."), persons=Persons(found.complaints)),
            line(mark("Incidents recorded: {count}."), count=found.incidents),
            line(mark("Incidents notified after 72 hours or not at all: {count}."), count=found.incidents_late),
        ],
        [
            (not found.oversight, line(mark("Name an independent oversight body.")), oversight),
            (not found.focal_point, line(mark("Name a data protection focal point.")), oversight),
            (
                found.complaints_waiting > 0,
                line(
                    mark("Complaints to be passed to the oversight body: {persons}."),
                    persons=Persons(found.complaints_waiting),
                ),
                "protection/requests",
            ),
            (
                found.incidents_to_notify > 0,
                line(mark("Incidents to be notified: {count}."), count=found.incidents_to_notify),
                place,
            ),
            (
                found.incidents_to_inform > 0,
                line(mark("Incidents whose persons were not informed yet: {count}."), count=found.incidents_to_inform),
                place,
            ),
            (
                found.incidents_open > 0,
                line(mark("Incidents not closed: {count}."), count=found.incidents_open),
                place,
            ),
        ],
    )


def _children(found: Figures) -> Principle:
    return _principle(
        CHILDREN,
        [
            line(
                mark("A child is recorded only with its own assent, its guardian’s consent and a best-interests note.")
            ),
            line(mark("A notice in plain words for children is read out beside the one for the guardian.")),
            line(
                mark("Children’s data serve the protection of children only. Immigration authorities never get them.")
            ),
            line(mark("Children recorded: {persons}."), persons=Persons(found.children)),
        ],
        [],
        applies=found.children > 0,
    )


_PRINCIPLES: tuple[Callable[[Figures, FileState], Principle], ...] = (
    _firewalls,
    _collection,
    _purpose,
    _quality,
    _consent,
    _transfer,
    _confidentiality,
    _access,
    _security,
    _retention,
    _scope,
    _oversight,
)
