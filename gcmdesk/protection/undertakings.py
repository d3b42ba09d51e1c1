"""Undertakings of confidentiality, signed by everybody who works in the workspace (Guidance Tool 5, "Confidentiality").

The text is gcmdesk's own, in the language of the reader (`text`). Who has to sign is known from the history: everybody
under whose name something was changed, and whoever works now. Functions with a session are for `Workspace.run` or
`Workspace.read`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.i18n import LANGUAGES, Texts, mark
from gcmdesk.protection import periods, wording
from gcmdesk.protection.duty_lists import Period
from gcmdesk.protection.duty_records import Due, Horizon, Problem, choice_problems, refuse, text_problems
from gcmdesk.protection.duty_tables import Undertaking as UndertakingRow
from gcmdesk.protection.periods import months_after
from gcmdesk.workspace.tables import Actor

VERSION = "1"
"""Of the text below; a change of its meaning is a new version, which everybody signs anew."""

TITLE = mark("Undertaking of confidentiality")
_TEXT = (
    mark(
        "I work with what people have said in consultations on migration. Some of them could be harmed if it became "
        "known who they are or what they said."
    ),
    mark(
        "I keep secret what I learn about persons: on the computer, on paper and in conversation. I speak about it "
        "only with members of the facilitation team, and only as far as the work needs it."
    ),
    mark(
        "I use it only for what the persons have agreed to. I give nothing to immigration authorities, "
        "to the police or to an employer, whoever asks me. If somebody presses me, I tell the focal point at once."
    ),
    mark(
        "I keep my passphrase to myself, lock the screen when I go away, take no copies home, and lock up or destroy "
        "paper as the register of paper records says."
    ),
    mark("If something is lost, or seen by somebody who should not see it, I report it at once, also my own mistakes."),
    mark("This goes on when my work is over. I know that breaking it can end my work and have consequences in law."),
)


@dataclass(frozen=True, slots=True)
class UndertakingDraft:
    """A signature before it is saved. `name` is the name as they work under it."""

    name: str
    role: str
    language: str
    signed: date

    def problems(self, today: date) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        future = mark("This lies in the future. Check the date, and the clock of this computer.")
        return (
            *text_problems("name", self.name, mark("Give the name under which they work in this workspace.")),
            *text_problems("role", self.role, mark("Say which role they have in the team.")),
            *choice_problems("language", self.language, tuple(language.code for language in LANGUAGES)),
            *((("signed", future),) if self.signed > today else ()),
        )


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A signed undertaking as it lies in the workspace."""

    id: int
    name: str
    role: str
    version: str
    language: str
    signed: date
    valid_until: date

    def valid(self, today: date) -> bool:
        """Whether it holds on that day, for the present version of the text."""
        return self.version == VERSION and self.signed <= today <= self.valid_until


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has signed and who has not."""

    signed: tuple[Undertaking, ...]
    """The valid undertaking of each person, the one that ends last."""
    missing: tuple[str, ...]
    """Names of those who work in the workspace without a valid one."""
    ended: tuple[Undertaking, ...]
    """The last undertaking of each of `missing` who once signed."""
    nameless: bool
    """Whether changes were made under no name, so that nobody can be asked to sign for them."""


def text(texts: Texts) -> tuple[str, ...]:
    """The paragraphs of the undertaking in a language."""
    return tuple(texts.gettext(paragraph) for paragraph in _TEXT)


def sign(session: Session, draft: UndertakingDraft, today: date) -> Undertaking:
    """Record a signature under the present text. A draft with problems is a ValueError."""
    refuse(draft.problems(today))
    row = UndertakingRow(
        name=draft.name,
        role=draft.role,
        version=VERSION,
        language=draft.language,
        signed=draft.signed,
        valid_until=months_after(draft.signed, periods.of(session, Period.UNDERTAKING_MONTHS)),
    )
    session.add(row)
    session.flush()
    return _undertaking(row)


def all_of(session: Session) -> tuple[Undertaking, ...]:
    """Every signature, newest first."""
    order = (UndertakingRow.signed.desc(), UndertakingRow.id.desc())
    return tuple(map(_undertaking, session.scalars(select(UndertakingRow).order_by(*order))))


def standing(session: Session, today: date, working: str = "") -> Standing:
    """Who has signed and who has not, among those who worked here and whoever works now (`Workspace.person`).

    Names are the same without regard to case and accents.
    """
    latest: dict[str, Undertaking] = {}
    ended: dict[str, Undertaking] = {}
    for one in all_of(session):
        of_name = latest if one.valid(today) else ended
        known = of_name.get(fold(one.name))
        if known is None or known.valid_until < one.valid_until:
            of_name[fold(one.name)] = one
    names = list(session.scalars(select(Actor.name).order_by(Actor.id)))
    missing: dict[str, str] = {}
    for name in filter(str.strip, (*names, working)):
        if fold(name) not in latest:
            missing.setdefault(fold(name), name)
    return Standing(
        tuple(latest.values()),
        tuple(missing.values()),
        tuple(ended[name] for name in missing if name in ended),
        any(not name.strip() for name in names),
    )


def due(session: Session, horizon: Horizon) -> list[Due]:
    """Undertakings that are missing, have ended, or end soon."""
    found = standing(session, horizon.today)
    missing = mark("{name} has not signed the undertaking of confidentiality.")
    ended = mark("The undertaking of confidentiality of {name} has ended.")
    ending = mark("The undertaking of confidentiality of {name} ends on {day}.")
    once = {fold(one.name): min(one.valid_until, horizon.today - timedelta(days=1)) for one in found.ended}
    entries = [
        (wording.line(ended if fold(name) in once else missing, name=name), once.get(fold(name), horizon.now))
        for name in found.missing
    ]
    entries += [
        (wording.line(ending, name=one.name, day=one.valid_until), one.valid_until)
        for one in found.signed
        if one.valid_until <= horizon.last_day
    ]
    return [horizon.due("undertaking", line, by, "protection/undertakings") for line, by in entries]


def _undertaking(row: UndertakingRow) -> Undertaking:
    return Undertaking(row.id, row.name, row.role, row.version, row.language, row.signed, row.valid_until)
