"""The library as pages to read, in one language: what belongs together, with links and citations.

Pages are plain data. The screen draws them, the filter searches them, and anything on them can be cited.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Literal

from gcmdesk.compact.library import Library
from gcmdesk.compact.records import (
    CyclePart,
    Framework,
    FrameworkKind,
    Item,
    Objective,
    Outline,
    Principle,
    Step,
    ThematicArea,
    Tool,
    ToolKind,
)
from gcmdesk.compact.references import letter, shown
from gcmdesk.folding import fold
from gcmdesk.i18n import Texts, isolate, mark

Kind = Literal["objective", "principle", "step", "tool", "framework", "outline", "area"]
Style = Literal["plain", "bullets", "questions", "checklist", "links"]

KINDS: tuple[tuple[Kind, str], ...] = (
    ("objective", mark("Objectives")),
    ("principle", mark("Guiding principles")),
    ("step", mark("Steps")),
    ("tool", mark("Tools")),
    ("framework", mark("International frameworks")),
    ("outline", mark("Report outlines")),
    ("area", mark("Funding areas")),
)
"""The shelves of the library, in the order in which they are shown."""

_CYCLE: dict[CyclePart, str] = {
    "origin": mark("Country of origin"),
    "transit": mark("Transit"),
    "destination": mark("Country of destination"),
    "return": mark("Return and reintegration"),
}
_FRAMEWORK_KINDS: dict[FrameworkKind, str] = {
    "human-rights": mark("Human rights"),
    "labour": mark("Labour"),
    "crime": mark("Organized crime and exploitation"),
    "climate": mark("Climate and disasters"),
    "development": mark("Development"),
    "refugees": mark("Refugees and statelessness"),
    "maritime": mark("Sea and rescue"),
    "health": mark("Health"),
    "regional": mark("Regional"),
    "other": mark("Other frameworks"),
}
_TOOL_STYLES: dict[ToolKind, Style] = {"guide": "questions", "checklist": "checklist"}


@dataclass(frozen=True, slots=True)
class Line:
    """One point on a page. `place` is where it leads, if anywhere; `reference` is in its stored form."""

    text: str
    title: str = ""
    reference: str = ""
    place: str = ""
    label: str = ""
    """What stands before the point, such as a letter or number."""


@dataclass(frozen=True, slots=True)
class Block:
    """Points under one heading."""

    heading: str
    style: Style
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the library. `place` names it for ever: ``objective/7``."""

    place: str
    kind: Kind
    label: str
    title: str
    summary: str
    reference: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that holds every word of a query, with the line that says so (None when it is the title)."""

    page: Page
    line: Line | None


class Pages:
    """The pages of the library in one language; each is made when it is first asked for."""

    def __init__(self, library: Library, texts: Texts) -> None:
        self._library = library
        self._texts = texts
        self._t = texts.compact
        self._ = texts.gettext
        self._made: dict[str, Page] = {}

    @cached_property
    def _makers(self) -> dict[str, Callable[[], Page]]:
        """How to make the page at each place, in the order of the shelves."""
        library = self._library
        shelves: tuple[tuple[Kind, Callable[[Any], Page], Iterable[tuple[object, object]]], ...] = (
            ("objective", self._objective, ((o.number, o) for o in library.objectives)),
            ("principle", self._principle, ((p.id, p) for p in library.principles)),
            ("step", self._step, ((s.number, s) for s in library.steps)),
            ("tool", self._tool, ((t.number, t) for t in library.tools)),
            ("framework", self._framework, library.frameworks.items()),
            ("outline", self._outline, ((o.id, o) for o in library.outlines)),
            ("area", self._area, ((a.id, a) for a in library.thematic_areas)),
        )
        return {f"{kind}/{key}": partial(make, record) for kind, make, shelf in shelves for key, record in shelf}

    @cached_property
    def all(self) -> tuple[Page, ...]:
        """Every page, in the order of the shelves."""
        return tuple(self.at(place) for place in self._makers)

    def page(self, place: str) -> Page | None:
        """The page at a place, if there is one."""
        return self.at(place) if place in self._makers else None

    def at(self, place: str) -> Page:
        """The page at a place that is known to exist; KeyError when it does not."""
        if place not in self._made:
            self._made[place] = self._makers[place]()
        return self._made[place]

    def of_kind(self, kind: Kind) -> tuple[Page, ...]:
        """The pages of one shelf, in official order."""
        return tuple(page for page in self.all if page.kind == kind)

    @cached_property
    def _folded(self) -> list[tuple[Page, str, list[tuple[str, Line]]]]:
        return [(page, fold(f"{page.label} {page.title}"), list(self._folded_lines(page))) for page in self.all]

    def find(self, query: str) -> list[Hit]:
        """Pages that hold every word of the query (parts of words count); those whose title does come first."""
        words = fold(query).split()
        if not words:
            return [Hit(page, None) for page in self.all]
        in_title: list[Hit] = []
        in_text: list[Hit] = []
        for page, title, lines in self._folded:
            if all(word in title for word in words):
                in_title.append(Hit(page, None))
                continue
            line = next((line for text, line in lines if all(word in text for word in words)), None)
            if line:
                in_text.append(Hit(page, line))
        return in_title + in_text

    def citation(self, page: Page, line: Line | None = None) -> str:
        """How to quote a page or one point of it in a letter or report."""
        what = (f"{line.title}: {line.text}" if line.title else line.text) if line else page.title
        where = (line.reference if line else "") or page.reference
        official = page.kind in ("objective", "principle") and line is None
        source = (
            self._("Global Compact for Safe, Orderly and Regular Migration (A/RES/73/195)")
            if official
            else self._("gcmdesk Compact library")
        )
        return self._("“{what}” ({source}, {label}; {reference})").format(
            what=what, source=source, label=page.label, reference=isolate(shown(where, self._texts))
        )

    @staticmethod
    def _folded_lines(page: Page) -> Iterator[tuple[str, Line]]:
        yield fold(page.summary), Line(page.summary)
        for block in page.blocks:
            for line in block.lines:
                yield fold(f"{line.label} {line.title} {line.text} {line.reference}"), line

    def _objective(self, objective: Objective) -> Page:
        number = self._texts.number(objective.number)
        actions = tuple(
            Line(
                self._t(a.label),
                label=f"({letter(a.letter, self._texts)})",
                reference=f"GCM {objective.paragraph}({a.letter})",
            )
            for a in objective.actions
        )
        practices = tuple(
            Line(
                self._t(p.what),
                title=" · ".join(filter(None, (self._t(p.who), self._t(p.where), self._t(p.when or "")))),
                reference=f"Booklet, objective {objective.number}",
            )
            for p in objective.practices
        )
        targets = tuple(
            Line(self._t(self._library.sdg_targets[t].label), label=t, reference=f"SDG {t}")
            for t in objective.sdg_targets
        )
        if objective.all_sdgs:
            targets = (Line(self._("All Sustainable Development Goals"), reference="2030 Agenda"), *targets)
        roundtable = self._library.roundtables[objective.roundtable - 1]
        context = (
            Line(
                self._texts.joined([self._(_CYCLE[part]) for part in objective.cycle]), title=self._("Migration cycle")
            ),
            Line(
                self._t(roundtable.name), title=self._("Review roundtable"), label=self._texts.number(roundtable.number)
            ),
        )
        return self._page(
            "objective",
            str(objective.number),
            self._("Objective {number}").format(number=number),
            (self._t(objective.title), self._t(objective.summary), f"GCM {objective.paragraph}"),
            (
                Block(self._("Actions"), "bullets", actions),
                Block(self._("Examples of practice"), "bullets", practices),
                Block(self._("SDG targets"), "bullets", targets),
                Block(self._("International frameworks"), "links", self._framework_links(objective.frameworks)),
                Block(self._("Where it belongs"), "plain", context),
            ),
        )

    def _framework_links(self, ids: tuple[str, ...]) -> tuple[Line, ...]:
        found = [self._library.frameworks[id] for id in ids]
        return tuple(Line(self._t(f.name), place=f"framework/{f.id}") for f in found)

    def _objective_links(self, numbers: tuple[int, ...]) -> tuple[Line, ...]:
        return tuple(
            Line(
                self._t(self._library.objective(n).title),
                label=self._texts.number(n),
                reference=f"GCM {n + 16}",
                place=f"objective/{n}",
            )
            for n in numbers
        )

    def _principle(self, principle: Principle) -> Page:
        return self._page(
            "principle",
            principle.id,
            self._("Principle {number}").format(number=self._texts.number(principle.number)),
            (self._t(principle.name), self._t(principle.summary), f"GCM {principle.paragraph}"),
            (),
        )

    def _step(self, step: Step) -> Page:
        actions = tuple(
            Line(self._t(a.text), title=self._t(a.title), label=self._texts.number(a.number), reference=a.reference)
            for a in step.actions
        )
        tools = tuple(
            Line(self._t(self._library.tool(n).title), label=self._texts.number(n), place=f"tool/{n}")
            for n in step.tools
        )
        return self._page(
            "step",
            str(step.number),
            self._("Step {number}").format(number=self._texts.number(step.number)),
            (self._t(step.name), self._t(step.purpose), f"Guidance Step {step.number}"),
            (
                Block(self._("What exists at the end"), "plain", (Line(self._t(step.result)),)),
                Block(self._("Guiding questions"), "questions", self._items(step.questions)),
                Block(self._("Actions"), "bullets", actions),
                Block(self._("Checklist"), "checklist", self._items(step.checklist)),
                Block(self._("Tools"), "links", tools),
            ),
        )

    def _tool(self, tool: Tool) -> Page:
        style = _TOOL_STYLES.get(tool.kind, "bullets")
        step = self._library.step(tool.step)
        link = Line(self._t(step.name), label=self._texts.number(step.number), place=f"step/{step.number}")
        return self._page(
            "tool",
            str(tool.number),
            self._("Tool {number}").format(number=self._texts.number(tool.number)),
            (self._t(tool.title), self._t(tool.purpose), tool.reference),
            (
                *(Block(self._t(section.title), style, self._items(section.items)) for section in tool.sections),
                Block(self._("Used in step"), "links", (link,)),
            ),
        )

    def _framework(self, framework: Framework) -> Page:
        named_by = tuple(o.number for o in self._library.objectives if framework.id in o.frameworks)
        year = str(framework.year) if framework.year else ""
        return self._page(
            "framework",
            framework.id,
            self._(_FRAMEWORK_KINDS[framework.kind]),
            (
                self._t(framework.name),
                self._t(framework.summary),
                ", ".join(filter(None, (framework.abbreviation, year))),
            ),
            (Block(self._("Objectives that name it"), "links", self._objective_links(named_by)),),
        )

    def _outline(self, outline: Outline) -> Page:
        return self._page(
            "outline",
            outline.id,
            self._("Report outline"),
            (self._t(outline.title), self._t(outline.purpose), outline.reference),
            tuple(
                Block(
                    self._t(section.title) + self._words(section.words),
                    "bullets",
                    (Line(self._t(section.text), reference=outline.reference), *self._items(section.items)),
                )
                for section in outline.sections
            ),
        )

    def _words(self, words: tuple[int, int] | None) -> str:
        if words is None:
            return ""
        least, most = map(self._texts.number, words)
        if least == most:
            return " " + self._("({words} words)").format(words=isolate(most))
        return " " + self._("({least} to {most} words)").format(least=isolate(least), most=isolate(most))

    def _area(self, area: ThematicArea) -> Page:
        return self._page(
            "area",
            area.id,
            self._("Funding area {number}").format(number=self._texts.number(area.number)),
            (self._t(area.name), self._t(area.summary), area.reference),
            (Block(self._("Objectives"), "links", self._objective_links(area.objectives)),),
        )

    def _items(self, items: tuple[Item, ...]) -> tuple[Line, ...]:
        return tuple(Line(self._t(i.text), title=self._t(i.title or ""), reference=i.reference) for i in items)

    @staticmethod
    def _page(kind: Kind, key: str, label: str, head: tuple[str, str, str], blocks: tuple[Block, ...]) -> Page:
        title, summary, reference = head
        filled = tuple(block for block in blocks if block.lines)
        return Page(f"{kind}/{key}", kind, label, title, summary, reference, filled)
