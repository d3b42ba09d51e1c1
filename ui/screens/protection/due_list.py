"""What data protection asks for, on Home, where no name may stand."""

from collections.abc import Sequence
from datetime import timedelta

from gcmdesk import i18n
from gcmdesk.i18n import mark
from gcmdesk.protection import due as duties
from gcmdesk.protection.duty_records import Due as Duty
from gcmdesk.protection.duty_records import Severity
from gcmdesk.protection.wording import Line
from gcmdesk.workspace import clock
from ui.desk_workspace import DeskWorkspace
from ui.due import Due
from ui.screens.protection.moments import local_day

_INSTANT = timedelta(microseconds=1)
"""Before the midnight at which a day ends, it is still that day."""
_NAMELESS = {
    "paper": mark("Destroy paper record {number} by {day}."),
    "undertaking": mark("Somebody has not signed the undertaking of confidentiality, or it ends soon."),
}
"""In place of sentences that hold words of users or names of the team."""


def due(workspace: DeskWorkspace) -> Sequence[Due]:
    """All registers' duties; the undertakings are one line, whoever has to sign."""
    found: dict[tuple[str, str], Due] = {}
    for duty in workspace.read(duties.due, clock.now()):
        one = _worded(duty)
        found.setdefault((one.sentence, one.place), one)
    return tuple(found.values())


def _worded(duty: Duty) -> Due:
    message = _NAMELESS.get(duty.kind)
    line = Line(message, duty.line.values) if message else duty.line
    severity = {Severity.URGENT: "danger", Severity.OVERDUE: "warning"}.get(duty.severity, "")
    last_day = local_day(duty.by - _INSTANT)
    return Due(line.text(i18n.current()), last_day, duty.place, severity)  # type: ignore[arg-type]
