"""The table of results: what is met, what is missed and where its time goes, what failed."""

import pytest

from tests.benchmarks import __main__ as bench
from tests.benchmarks import results
from tests.benchmarks.measure import Measurement, compare, from_samples
from tests.benchmarks.results import Outcome


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")

    def write(*outcomes):
        results.write(outcomes, partial=False)
        return results.RESULTS.read_text(encoding="utf-8")

    return write


def test_each_measurement_stands_beside_its_target(written):
    met = Measurement("search", "bare driver", 0.011, 0.010, target=1.2)
    missed = Measurement("insert", "bare driver", 0.030, 0.010, target=1.5, note="p95 40 ms")
    scale = Measurement("undo", "bare driver", 0.030, 0.010)
    told = written(Outcome("workspace", (met, missed, scale), 12.0))
    assert "| search | 11.00 ms | 1.10 | bare driver | 10.00 ms | ≤ 1.2 × | met |  |" in told
    assert "| insert | 30.00 ms | 3.00 | bare driver | 10.00 ms | ≤ 1.5 × | **missed** | p95 40 ms |" in told
    assert "| undo | 30.00 ms | 3.00 | bare driver | 10.00 ms | – |  |  |" in told
    assert "1 of 2 targets met" in told


def test_a_time_that_a_user_feels_counts_beside_the_ratio():
    assert from_samples("paint", "plain", [0.020], [0.030], target=1.0, within=0.016).met is False


def test_what_misses_is_profiled():
    found = compare("sorting", lambda: sorted(range(50_000), key=str), "nothing", lambda: None, rounds=1, target=1.0)
    assert any("sorted" in line for line in found.profile)


def test_a_suite_that_fails_leaves_what_it_measured_and_why_it_ended(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, types\n"
        "suite = types.ModuleType('tests.benchmarks.failing')\n"
        "def measurements():\n"
        "    from tests.benchmarks.measure import Measurement\n"
        "    yield Measurement('first', 'plain', 2.0, 1.0)\n"
        "    raise ValueError('the second is broken')\n"
        "suite.measurements = measurements\n"
        "sys.modules['tests.benchmarks.failing'] = suite\n"
    )
    outcome = bench.run("failing", tmp_path, longest=60)
    assert [one.name for one in outcome.found] == ["first"]
    assert outcome.fault == "ended with 1: ValueError: the second is broken"


def test_a_suite_that_failed_is_named(written):
    assert "- merge: stopped after 600 s" in written(Outcome("merge", (), 600.0, "stopped after 600 s"))
