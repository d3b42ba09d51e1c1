"""What came out of a suite of faults, as one line of the table."""

from collections import Counter
from dataclasses import dataclass, field

_SHOWN = 5


@dataclass
class Tally:
    """`outcomes` says how often each permitted ending was met; `broken` tells of every broken promise."""

    fault: str
    promise: str
    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    @property
    def runs(self) -> int:
        return self.outcomes.total() + len(self.broken)

    def judge(self, ending: str, *problems: str) -> None:
        """One run is over: it ended as `ending`, or it broke the promise."""
        if problems:
            self.broken.append(f"{ending}: {'; '.join(problems)}")
        else:
            self.outcomes[ending] += 1

    def cells(self) -> tuple[str, str, str, str, str]:
        """Fault, promise, runs, broken, how the runs came out."""
        endings = " · ".join(f"{ending} {count:,}" for ending, count in self.outcomes.most_common())
        return self.fault, self.promise, f"{self.runs:,}", str(len(self.broken)), endings

    def assert_kept(self, runs: int) -> None:
        """For the short forms: so many runs, and no promise broken."""
        assert not self.broken, "\n".join([f"{len(self.broken)} of {self.runs}", *self.broken[:_SHOWN]])
        assert self.runs >= runs
