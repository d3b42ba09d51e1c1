"""From an outline and a workspace to a report: gather, let through the gate, build.

    prepared = workspace.read(assembling.prepare, spec, FileState())
    prepared.report.blocks               # for the preview
    door.send(workspace, prepared.released, writing.exporter(prepared), path)

What the gate lets through and what it withholds is one consistent view of the workspace at one moment.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.i18n import Texts
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.protection import release
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.material import Several, Text
from gcmdesk.protection.release import Released
from gcmdesk.reports import outlines, wording
from gcmdesk.reports.blocks import Block, Bullets, Figure, Heading, Line, Orientation, PageBreak, Paragraph, Report
from gcmdesk.reports.choices import MARKINGS, PLACES, STATUSES, Place
from gcmdesk.reports.numbering import fitted
from gcmdesk.reports.outline import Outline
from gcmdesk.reports.scoping import dates
from gcmdesk.reports.section import Given, Section, Sources, Spec
from gcmdesk.workspace import clock

_OWN = "own-"
"""Begins the names of the parts that hold the author's own words."""


class EmptyScope(KnownError):
    """Nothing in the workspace answers to what was chosen."""

    def __init__(self) -> None:
        super().__init__(
            _("There is nothing in this workspace that such a report could tell."),
            _("Choose other dates, sessions or territories, or enter something first."),
        )


class DatesTurned(KnownError):
    """The scope ends before it begins."""

    def __init__(self) -> None:
        super().__init__(_("The last day lies before the first."), _("Exchange the two dates."))


@dataclass(frozen=True)
class Prepared:
    """A report whose material passed the gate, ready to be looked at and to be written."""

    spec: Spec
    released: Released[Any]

    @cached_property
    def texts(self) -> Texts:
        """In the report's language."""
        return wording.of(self.spec.language)

    @cached_property
    def outline(self) -> Outline:
        """What it consists of."""
        return outlines.by_id(self.spec.outline)

    @cached_property
    def title(self) -> str:
        """The report's own, or that of its outline."""
        return self.spec.title.strip() or self.texts.gettext(self.outline.title)

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, Any]]:
        """What was let through, by section and name."""
        found: dict[str, dict[str, Any]] = {}
        for key, part in self.released.material.parts.items():
            section, _slash, name = key.partition("/")
            found.setdefault(section, {})[name] = part
        return MappingProxyType(found)

    @cached_property
    def built(self) -> Mapping[str, tuple[Block, ...]]:
        """The blocks of each section that has something to tell, without heading and without the author's words."""
        found = {}
        for section in self.outline.chosen(self.spec.sections):
            given = self._given(section)
            if section.framing or any(not name.startswith(_OWN) for name in given.parts):
                found[section.id] = section.build(given)
            elif given.parts:
                found[section.id] = ()
        return MappingProxyType(found)

    @cached_property
    def drafts(self) -> Mapping[str, tuple[Block, ...]]:
        """What rules have drafted and the author may write anew, by ``section/name``: also what was written anew."""
        found = {}
        for section in self.outline.chosen(self.spec.sections):
            if section.drafts and section.id in self.built:
                for name, blocks in section.drafts(self._given(section)).items():
                    found[f"{section.id}/{name}"] = blocks
        return MappingProxyType(found)

    @cached_property
    def fingerprints(self) -> Mapping[str, bytes]:
        """What each section tells, as a digest: the same as long as nothing changed under the author's words.

        Without cover, provenance and the like, which bear the date.
        """
        telling = {one.id for one in self.outline.sections if not one.framing}
        told = {id: blocks for id, blocks in self.built.items() if id in telling}
        return MappingProxyType({id: _fingerprint(blocks) for id, blocks in {**told, **self.drafts}.items()})

    @cached_property
    def report(self) -> Report:
        """The whole report, for any writer."""
        spec, texts = self.spec, self.texts
        blocks: list[Block] = []
        for section in self.outline.chosen(spec.sections):
            if section.id in self.built:
                blocks += self._section(section)
        return Report(
            title=self.title,
            language=spec.language,
            blocks=fitted(tuple(blocks)),
            marking=texts.gettext(MARKINGS[spec.marking]),
            subject=texts.gettext(self.outline.title),
            organisation=spec.author,
            territory=spec.territory,
            dates=dates(spec.scope, texts),
            date=texts.date(self.released.facts.moment.astimezone().date()),
            version=texts.number(spec.version),
            status=texts.gettext(STATUSES[spec.status]),
            large=self.outline.large,
        )

    def _given(self, section: Section) -> Given:
        own = self.parts.get(section.id, MappingProxyType({}))
        return Given(own, self.parts, self.spec, self.title, self.texts, self.released.facts)

    def _section(self, section: Section) -> list[Block]:
        inside = list(self.built[section.id])
        before, after = (self._own(section, place) for place in Place)
        heading: list[Block] = [Heading(self.texts.gettext(section.title))] if section.headed else []
        whole = [*heading, *before, *inside, *after]
        if section.landscape and inside:
            return [Orientation(landscape=True), *whole, Orientation(landscape=False)]
        return [PageBreak(), *whole] if section.new_page else whole

    def _own(self, section: Section, place: Place) -> list[Block]:
        words = self.parts.get(section.id, {}).get(f"{_OWN}{place.value}")
        return own_words(words.paragraphs) if isinstance(words, Text) else []


def prepare(session: Session, spec: Spec, state: FileState, progress: Progress | None = None) -> Prepared:
    """Gather the material of the chosen sections and let through what may leave. For `Workspace.read`.

    Raises `EmptyScope`, `DatesTurned`, the gate's `ReleaseRefused`s, `Cancelled`, and KeyError for an unknown outline
    or section.
    """
    texts = wording.of(spec.language)
    outline = outlines.by_id(spec.outline)
    if spec.scope.since and spec.scope.until and spec.scope.until < spec.scope.since:
        raise DatesTurned
    progress = progress or Progress()
    sources = Sources(session, spec, texts, clock.now(), state, progress)
    parts: dict[str, Any] = {}
    told = False
    wanted = outline.chosen(spec.sections)
    for place, section in enumerate(wanted):
        progress.report(place, len(wanted) + 1)
        gathered = section.gather(sources)
        told = told or bool(gathered and not section.framing)
        parts |= {f"{section.id}/{name}": part for name, part in gathered.items()}
        parts |= {f"{section.id}/{_OWN}{place.value}": text for place, text in _written(spec, section, texts)}
    if not told:
        raise EmptyScope
    progress.report(len(wanted), len(wanted) + 1)
    title = spec.title.strip() or texts.gettext(outline.title)
    return Prepared(spec, release.release(session, Several(title, MappingProxyType(parts)), spec.request))


def own_words(paragraphs: tuple[str, ...]) -> list[Block]:
    """The author's paragraphs; lines that begin with a dash are a list."""
    found: list[Block] = []
    items: list[Line] = []
    for one in (*paragraphs, ""):
        if one.startswith(("- ", "– ", "• ")):
            items.append(one[2:].strip())
            continue
        if items:
            found.append(Bullets(tuple(items)))
            items = []
        if one:
            found.append(Paragraph(one))
    return found


def _written(spec: Spec, section: Section, texts: Texts) -> list[tuple[Place, Text]]:
    found = []
    for place in Place:
        lines = tuple(line.strip() for line in spec.own.get((section.id, place), "").splitlines() if line.strip())
        if lines:
            title = texts.titled(texts.gettext(section.title), texts.gettext(PLACES[place]))
            found.append((place, Text(title, lines)))
    return found


def _fingerprint(blocks: tuple[Block, ...]) -> bytes:
    """Blocks are frozen values whose text is the same for the same content; pictures count by their bytes."""
    digest = hashlib.sha256()
    for one in blocks:
        digest.update(repr(one).encode())
        if isinstance(one, Figure):
            digest.update(hashlib.sha256(one.content).digest())
    return digest.digest()
