"""`make bench`: run every benchmark and print medians, ratios and targets."""

from tests.benchmarks import (
    capture,
    evidence,
    importing,
    merge,
    network,
    priorities,
    register,
    release,
    reports,
    screens,
    search,
    synthesis,
    table,
    window,
    workspace,
)

SUITES = (
    window,
    table,
    network,
    workspace,
    search,
    merge,
    importing,
    register,
    release,
    capture,
    evidence,
    synthesis,
    priorities,
    reports,
    screens,
)


def main() -> None:
    """Print one line a measurement."""
    for suite in SUITES:
        for measurement in suite.measurements():
            print(measurement.line(), flush=True)


if __name__ == "__main__":
    main()
