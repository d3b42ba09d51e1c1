"""The reference data: complete, consistent with itself, and refused when damaged."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gcmdesk import paths
from gcmdesk.compact import library
from gcmdesk.compact.records import Item
from gcmdesk.errors import ResourceMissing

LIBRARY = library.load()
SHARED_OBJECTIVES = Path(__file__).parents[4] / "shared" / "data" / "objectives.json"
FILES = sorted(path.name for path in paths.resource("compact").glob("*.json"))


def letters(count: int) -> list[str]:
    return [chr(ord("a") + n) for n in range(count)]


def items() -> Iterator[Item]:
    for tool in LIBRARY.tools:
        for section in tool.sections:
            yield from section.items
    for step in LIBRARY.steps:
        yield from step.questions + step.checklist
    for outline in LIBRARY.outlines:
        for section in outline.sections:
            yield from section.items


def ids() -> Iterator[str]:
    """Every id that something may one day refer to."""
    yield from (item.id for item in items())
    yield from (section.id for tool in LIBRARY.tools for section in tool.sections)
    yield from (section.id for outline in LIBRARY.outlines for section in outline.sections)
    yield from (action.id for step in LIBRARY.steps for action in step.actions)
    yield from (practice.id for objective in LIBRARY.objectives for practice in objective.practices)


def test_there_are_23_objectives_in_the_paragraphs_17_to_39() -> None:
    assert [objective.number for objective in LIBRARY.objectives] == list(range(1, 24))
    assert all(objective.paragraph == objective.number + 16 for objective in LIBRARY.objectives)


def test_there_are_186_actions_with_consecutive_letters() -> None:
    assert sum(len(objective.actions) for objective in LIBRARY.objectives) == 186
    for objective in LIBRARY.objectives:
        assert [action.letter for action in objective.actions] == letters(len(objective.actions))


def test_every_objective_has_two_or_three_examples_of_practice() -> None:
    assert all(2 <= len(objective.practices) <= 3 for objective in LIBRARY.objectives)


def test_every_target_and_framework_of_an_objective_is_known() -> None:
    for objective in LIBRARY.objectives:
        assert set(objective.sdg_targets) <= LIBRARY.sdg_targets.keys()
        assert set(objective.frameworks) <= LIBRARY.frameworks.keys()
        assert objective.sdg_targets or objective.all_sdgs
        assert objective.cycle


def test_every_target_is_well_formed_and_used() -> None:
    used = {target for objective in LIBRARY.objectives for target in objective.sdg_targets}
    assert used == set(LIBRARY.sdg_targets)
    assert all(re.fullmatch(r"(1[0-7]|[1-9])\.(\d{1,2}|[a-d])", target) for target in used)


def test_each_objective_is_taken_up_by_exactly_one_roundtable() -> None:
    assert [roundtable.number for roundtable in LIBRARY.roundtables] == [1, 2, 3, 4]
    by_roundtable = {n: roundtable.number for roundtable in LIBRARY.roundtables for n in roundtable.objectives}
    assert by_roundtable == {objective.number: objective.roundtable for objective in LIBRARY.objectives}
    assert sum(len(roundtable.objectives) for roundtable in LIBRARY.roundtables) == 23


def test_the_ten_principles_are_paragraph_15_a_to_j() -> None:
    assert [principle.number for principle in LIBRARY.principles] == list(range(1, 11))
    assert [principle.letter for principle in LIBRARY.principles] == letters(10)
    assert all(principle.paragraph == f"15({principle.letter})" for principle in LIBRARY.principles)


def test_the_six_steps_name_the_tools_that_belong_to_them() -> None:
    assert [step.number for step in LIBRARY.steps] == list(range(1, 7))
    for step in LIBRARY.steps:
        assert step.actions
        assert step.questions
        assert step.checklist
        assert [action.number for action in step.actions] == list(range(1, len(step.actions) + 1))
        assert step.tools == tuple(tool.number for tool in LIBRARY.tools if tool.step == step.number)


def test_the_sixteen_tools_are_points_and_no_blob() -> None:
    assert [tool.number for tool in LIBRARY.tools] == list(range(1, 17))
    for tool in LIBRARY.tools:
        assert tool.reference.startswith(f"Guidance Tool {tool.number}")
        assert tool.sections
        assert all(section.items for section in tool.sections)


def test_there_are_five_thematic_areas() -> None:
    assert [area.number for area in LIBRARY.thematic_areas] == [1, 2, 3, 4, 5]
    assert all(set(area.objectives) <= set(range(1, 24)) for area in LIBRARY.thematic_areas)


def test_the_voluntary_review_suggests_a_length_for_each_of_its_five_sections() -> None:
    assert [outline.id for outline in LIBRARY.outlines] == [
        "voluntary-gcm-review",
        "regional-input",
        "regional-review-report",
    ]
    words = [section.words for section in LIBRARY.outline("voluntary-gcm-review").sections]
    assert words == [(500, 500), (1500, 1500), (2000, 2000), (500, 500), (500, 500)]
    assert all(section.items for outline in LIBRARY.outlines for section in outline.sections)


def test_ids_are_unique_and_well_formed() -> None:
    found = list(ids())
    assert len(found) == len(set(found))
    named = [*found, *LIBRARY.frameworks, *(each.id for each in (*LIBRARY.steps, *LIBRARY.tools, *LIBRARY.outlines))]
    assert [id for id in named if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)] == []


def test_no_text_has_stray_spaces_and_every_point_names_its_source() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths.resource("compact").glob("*.json")))
    assert re.findall(r'": "(?:\s[^"]*|[^"]*\s)"', text) == []
    assert [item.id for item in items() if not re.match(r"Guidance |Regional review note", item.reference)] == []


@pytest.mark.skipif(not SHARED_OBJECTIVES.is_file(), reason="the project's shared data is not beside this checkout")
def test_the_objectives_agree_with_the_shared_data() -> None:
    assert json.loads(SHARED_OBJECTIVES.read_text(encoding="utf-8")) == [
        {
            "objective": objective.number,
            "title": objective.title,
            "paragraph": objective.paragraph,
            "actions": [action.letter for action in objective.actions],
            "imrf_roundtable": objective.roundtable,
            "sdg_targets": list(objective.sdg_targets),
            "all_sdgs": objective.all_sdgs,
        }
        for objective in LIBRARY.objectives
    ]


def test_records_are_given_out_by_number_or_id() -> None:
    assert LIBRARY.objective(7).paragraph == 23
    assert LIBRARY.step(6).name == "Reporting"
    assert LIBRARY.tool(16).number == 16
    assert LIBRARY.principle("human-rights").letter == "f"
    for wrong in (0, -1, 24):
        with pytest.raises(IndexError):
            LIBRARY.objective(wrong)
    with pytest.raises(KeyError):
        LIBRARY.principle("no-such-principle")


# Bad input


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the reference data that a test may damage."""
    return Path(shutil.copytree(paths.resource("compact"), tmp_path / "compact"))


def refused(folder: Path, name: str) -> None:
    """The library is refused with a sentence that names the file, and a way out."""
    with pytest.raises(ResourceMissing) as caught:
        library.load(folder).read_all()
    assert name in caught.value.sentence
    assert caught.value.way_out


def test_an_unharmed_copy_is_the_library(copy: Path) -> None:
    again = library.load(copy)
    again.read_all()
    assert (again.objectives, again.tools, again.frameworks) == (LIBRARY.objectives, LIBRARY.tools, LIBRARY.frameworks)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    refused(copy, name)


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe", b"{}", b"null", b"[null]", b"[[]]", b'["text"]'])
def test_a_damaged_file_is_named(copy: Path, content: bytes) -> None:
    (copy / "tools.json").write_bytes(content)
    refused(copy, "tools.json")


@pytest.mark.parametrize(
    "damage",
    [
        lambda objective: objective.pop("summary"),
        lambda objective: objective.update(colour="blue"),
        lambda objective: objective.update(number="1"),
        lambda objective: objective.update(number=True),
        lambda objective: objective.update(title=""),
        lambda objective: objective.update(title=None),
        lambda objective: objective.update(cycle=["moon"]),
        lambda objective: objective.update(actions={}),
        lambda objective: objective["actions"][0].update(letter=1),
        lambda objective: objective["practices"][0].pop("when"),
    ],
)
def test_what_the_records_do_not_describe_is_refused(copy: Path, damage: Callable[[dict[str, Any]], object]) -> None:
    path = copy / "objectives.json"
    objectives = json.loads(path.read_text(encoding="utf-8"))
    damage(objectives[0])
    path.write_text(json.dumps(objectives), encoding="utf-8")
    refused(copy, "objectives.json")


def test_a_word_count_has_two_ends(copy: Path) -> None:
    path = copy / "outlines.json"
    outlines = json.loads(path.read_text(encoding="utf-8"))
    outlines[0]["sections"][0]["words"] = [500]
    path.write_text(json.dumps(outlines), encoding="utf-8")
    refused(copy, "outlines.json")
