import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import assembling
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.blocks import Block, Report
from gcmdesk.reports.section import Spec
from gcmdesk.reports.word import letterheads, package
from gcmdesk.stakeholders import engagement, ratings, register, relations
from gcmdesk.stakeholders.engagement import Plan
from gcmdesk.stakeholders.ratings import RatingDraft
from gcmdesk.stakeholders.records import StakeholderDraft
from gcmdesk.stakeholders.relations import RelationDraft
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace
from tests.gcmdesk.reports import spoken

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    place = tmp_path / "place"
    place.mkdir()
    around = Surroundings(parameters=(Parameters(8, 1, 1),), notes=tmp_path / "notes")
    with opening.create(place / "a.gcmdesk", "open sesame", around) as opened:
        yield opened


@pytest.fixture
def mapped(workspace: Workspace) -> Workspace:
    """A workspace with three stakeholders, their ratings, two relations and a line of the engagement plan."""

    def fill(session: object) -> None:
        drafts = (
            StakeholderDraft(
                "Port authority", "local-regional-authorities", {"sphere": "government", "level": "local"}
            ),
            StakeholderDraft("Youth council", "migrants", {"sphere": "non-government", "underheard": ("women-girls",)}),
            StakeholderDraft("رابطة المهاجرين", "diasporas", {"level": "national"}),
        )
        ids = [register.add(session, one).id for one in drafts]
        relations.save(session, RelationDraft(ids[0], ids[1], "funding", strength=2))
        relations.save(session, RelationDraft(ids[1], ids[2], "conflict"))
        for one, influence in zip(ids, (5, 1, 1), strict=True):
            ratings.rate(session, RatingDraft(one, "district team", date(2026, 3, 1), influence, 4))
        engagement.save(
            session, Plan(0, ids[1], "meeting", "online", next_day=date(2026, 4, 1), responsible="the desk officer")
        )

    workspace.run(fill, name="Filled")
    return workspace


@pytest.fixture
def told(mapped: Workspace) -> Workspace:
    """The mapped workspace with sessions, notes, codes, evidence and scores."""
    mapped.run(spoken.fill, name="Consulted")
    return mapped


@pytest.fixture
def prepare(mapped: Workspace) -> Callable[..., Prepared]:
    """A report of the mapped workspace, through the gate."""

    def prepare(outline: str = "stakeholder-map", **chosen: object) -> Prepared:
        return mapped.read(assembling.prepare, Spec(outline, **chosen), FileState())

    return prepare


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Blocks as a Word file that the auditor has nothing to say about."""

    def write(*blocks: Block, language: str = "en", **about: str) -> Path:
        path = tmp_path / "report.docx"
        report = Report(about.pop("title", "Report"), language, blocks, **about)
        with path.open("w+b") as stream:
            package.write(report, letterheads.ours(), stream, moment=MOMENT)
        assert findings(path) == []
        return path

    return write


def findings(path: Path) -> list[str]:
    """What the auditor finds; python-docx opens it, too."""
    docx.Document(str(path))
    return [str(one) for one in OpenXmlValidator().validate(path).errors]


def picture(width: int = 40, height: int = 20) -> bytes:
    """A PNG."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(stream, "PNG")
    return stream.getvalue()
