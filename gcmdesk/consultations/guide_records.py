"""Discussion guides as screens and services hold them: plain values and the rules about them."""

from dataclasses import dataclass
from datetime import datetime

from gcmdesk.compact import library
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.records import Problem
from gcmdesk.consultations.session_records import LONGEST_TITLE, text_problems
from gcmdesk.i18n import mark

LONGEST_QUESTION = 2_000
"""Characters."""
MOST_QUESTIONS = 200
"""A guide with more cannot be talked through."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a guide. `id` and `number` are given when it is saved; the number is that of the paper form."""

    text: str
    section: str = ""
    objectives: tuple[int, ...] = ()
    """Numbers of the objectives it is about."""
    principles: tuple[str, ...] = ()
    """Ids of the guiding principles it is about."""
    item: str = ""
    """Id of the guidance's question while the wording is the guidance's own: then it comes in every language."""
    translations: tuple[tuple[str, str], ...] = ()
    """(Language code, text), sorted; own ones only."""
    id: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class GuideDraft:
    """A guide, or its next version, before it is saved."""

    title: str
    questions: tuple[Question, ...]
    perspective: str = "combined"
    language: str = "en"
    """Code (ISO 639) of the language of the questions themselves."""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does. Questions are named ``question/3``."""
        found: list[Problem] = []
        if not self.title.strip():
            found.append(("title", mark("Give the guide a title.")))
        found += text_problems("title", self.title, LONGEST_TITLE)
        if self.perspective not in lists.PERSPECTIVES:
            found.append(("perspective", mark("Choose a perspective from the list.")))
        if not self.language.strip():
            found.append(("language", mark("Say in which language the questions are.")))
        if not self.questions:
            found.append(("questions", mark("A guide has one question at least.")))
        if len(self.questions) > MOST_QUESTIONS:
            found.append(("questions", mark("These are too many questions for one guide. Make two of it.")))
        for number, one in enumerate(self.questions, 1):
            found += _question_problems(f"question/{number}", one)
        return tuple(found)


def _question_problems(name: str, one: Question) -> list[Problem]:
    found: list[Problem] = []
    if not one.text.strip():
        found.append((name, mark("Write the question.")))
    texts = (one.text, *(text for _language, text in one.translations))
    found += [problem for text in texts for problem in text_problems(name, text, LONGEST_QUESTION)]
    found += text_problems(name, one.section, LONGEST_TITLE)
    if not all(1 <= number <= 23 for number in one.objectives):
        found.append((name, mark("Objectives have the numbers 1 to 23.")))
    if not {principle.id for principle in library.load().principles} >= set(one.principles):
        found.append((name, mark("Choose the guiding principles from the list.")))
    if any(not text.strip() or not language.strip() for language, text in one.translations):
        found.append((name, mark("A translation needs a language and a text.")))
    return found


@dataclass(frozen=True, slots=True)
class Version:
    """A guide as it stood at one time. A version that a session or a note uses never changes."""

    id: int
    guide: int
    number: int
    made: datetime
    used: bool
    draft: GuideDraft
    """What it says; its questions have ids and numbers."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide of the workspace's own in the list of guides."""

    id: int
    title: str
    source: str
    """Id of the starting point; empty for one from scratch."""
    archived: bool
    versions: int
    newest: int
    """Row id of the newest version."""
    questions: int
    sessions: int
    """How many sessions use one of its versions."""


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """A guide that comes with the program (guidance Tools 3, 6, 13 and 16)."""

    id: str
    title: str
    """Untranslated, domain `compact`."""
    purpose: str
    """Untranslated, domain `compact`."""
    perspective: str
    tool: int
    per_objective: bool = False
    """Whether it asks about single objectives, so that these are chosen first."""
