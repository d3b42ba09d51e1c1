"""The main job from tables to a synthesis in three languages, as `tools/first-look` does it."""

import csv
from pathlib import Path

import docx
import pytest

from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from tests.gcmdesk.reports.conftest import findings
from tools import main_job

REAL = main_job.HERE_BESIDE
INITIATIVES = (
    ("region", "country", "action_type", "initiator", "description", "source"),
    ("Global", "Zanara", "Meeting - Government", "Harbour ministry", "Forum on papers", "Own"),
)
FINDINGS = (
    ("number", "section", "heading", "kind", "text"),
    ("1", "First part", "Data", "finding", "Nobody shares data with the districts."),
    ("2", "First part", "Data", "quote", "“We count everybody and publish nothing.”"),
    ("3", "Second part", "Detention", "finding", "Alternatives to detention are tried in two ports."),
    ("15", "Second part", "Cities", "finding", "Cities speak for themselves."),
)


@pytest.fixture
def around(tmp_path):
    return Surroundings(parameters=(Parameters(8, 1, 1),), notes=tmp_path / "notes")


def table(path: Path, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def read(path):
    """All paragraphs of a report."""
    assert findings(path) == []
    return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)


def test_from_two_tables_to_reports_in_three_languages(tmp_path, around):
    table(tmp_path / "initiatives-2019.csv", INITIATIVES)
    table(tmp_path / "findings-2019.csv", FINDINGS)
    workspace, stakeholders, english, french, arabic = main_job.run(tmp_path / "out", tmp_path, around)
    assert workspace.name == "main-job.gcmdesk"
    assert "The register holds 1 stakeholder." in read(stakeholders)
    said = read(english)
    assert "2 sessions were held on 31 December 2019." in said
    assert "Objective 1: Collect" in said, "found by a search line"
    assert "Objective 13: Use migration detention" in said
    assert "Objective 16: Empower" in said, "coded by hand"
    assert "In the assessment these came first: Objective 7 (" in said
    assert {"fr", "ar"} == {docx.Document(str(one)).core_properties.language[:2] for one in (french, arabic)}


def test_without_tables_it_is_done_with_the_sample(tmp_path, around):
    workspace, *reports = main_job.run(tmp_path / "out", tmp_path, around)
    assert workspace.name == "main-job-sample.gcmdesk"
    assert "Executive summary" in read(reports[1])


@pytest.mark.skipif(not REAL.is_dir(), reason="the tables lie beside the checkout of those who have them")
def test_the_real_tables_come_through_whole(tmp_path, around):
    _workspace, stakeholders, english, french, arabic = main_job.run(tmp_path / "out", REAL, around)
    assert "The register holds" in read(stakeholders)
    assert "6 sessions were held" in read(english)
    assert read(french).count("E-001") == read(arabic).count("E-001") == read(english).count("E-001") > 1


def test_done_again_it_replaces_what_it_made(tmp_path, around):
    table(tmp_path / "initiatives-2019.csv", INITIATIVES)
    table(tmp_path / "findings-2019.csv", FINDINGS)
    first = main_job.run(tmp_path / "out", tmp_path, around)
    assert main_job.run(tmp_path / "out", tmp_path, around) == first
