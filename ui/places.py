"""Where rows of the workspace are shown: from a table and a row to a place of the window."""

from collections.abc import Mapping
from string import Formatter
from typing import TYPE_CHECKING

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from ui.screens import SCREENS

if TYPE_CHECKING:
    from ui.desk_workspace import DeskWorkspace
    from ui.screens.base import Context

TABLES = {
    "note": mark("Note"),
    "consultation": mark("Session"),
    "agenda_item": mark("Agenda"),
    "session_check": mark("Preparation of a session"),
    "session_turn": mark("Session reopened"),
    "criterion_mark": mark("Criterion"),
    "guide": mark("Guide"),
    "guide_question": mark("Question of a guide"),
    "guide_translation": mark("Question of a guide"),
    "theme": mark("Theme"),
    "coding": mark("Remark on a theme"),
    "evidence_set": mark("Evidence"),
    "stakeholder": mark("Stakeholder"),
    "initiative": mark("Initiative"),
    "territory": mark("Territory"),
    "engagement": mark("Engagement"),
    "engagement_log": mark("Engagement"),
    "awareness": mark("Awareness raising"),
    "set_up": mark("Institutional set-up"),
    "set_up_role": mark("Institutional set-up"),
    "person": mark("Person"),
    "answer": mark("Guiding question"),
    "checklist_mark": mark("Checklist"),
    "checklist_evidence": mark("Checklist"),
    "attachment": mark("Attached file"),
    "criterion": mark("Criterion"),
    "rater": mark("Rater"),
    "priority_round": mark("Round of assessment"),
    "benchmark": mark("Benchmark"),
    "score": mark("Reason of a score"),
    "score_evidence": mark("Evidence of a score"),
    "set_aside": mark("Objective set aside"),
    "interplay": mark("Interplay"),
    "process": mark("Other process"),
    "process_objective": mark("Other process"),
    "decision": mark("Decision"),
    "decision_choice": mark("Decision"),
    "approval": mark("Approval"),
    "validation": mark("Validation"),
    "reopening": mark("Validation"),
    "announcement": mark("Announcement"),
    "report": mark("Report"),
    "report_text": mark("Own words in a report"),
    "recommendation": mark("Recommendation"),
}
"""What people call the rows of a table, untranslated."""

_HOME = "home"
_PLACES: dict[str, tuple[str, ...]] = {
    "note": ("needs/capture/note-{note}",),
    "coding": ("needs/coding/{note}",),
    "consultation": ("needs/sessions/{consultation}",),
    "agenda_item": ("needs/sessions/{consultation}/agenda",),
    "session_check": ("needs/sessions/{consultation}/checks",),
    "session_turn": ("needs/check/{consultation}",),
    "criterion_mark": ("needs/sessions/{consultation}/criteria", "needs/programme"),
    "guide": ("needs/guides/{guide}",),
    "guide_question": ("needs/guides/{guide}",),
    "guide_translation": ("needs/guides/{guide}",),
    "theme": ("needs/codebook/{theme}",),
    "evidence_set": ("needs/evidence/{evidence_set}",),
    "stakeholder": ("kick-off/register/{stakeholder}",),
    "initiative": ("kick-off/initiatives/{initiative}",),
    "territory": ("kick-off/territories/{territory}",),
    "engagement": ("kick-off/engagement/{engagement}",),
    "engagement_log": ("kick-off/engagement",),
    "awareness": ("kick-off/awareness/{awareness}",),
    "set_up": ("kick-off/set-up/{set_up}",),
    "set_up_role": ("kick-off/set-up/{set_up}",),
    "person": ("protection/people/{person}",),
    "answer": ("{room}/questions",),
    "checklist_mark": ("{room}/checklist",),
    "checklist_evidence": ("{room}/checklist",),
    "criterion": ("needs/criteria/{criterion}",),
    "rater": ("needs/raters/{rater}",),
    "priority_round": ("needs/rounds/{priority_round}",),
    "benchmark": ("needs/benchmark",),
    "score": ("needs/assessment/{priority_round}-{rater}-{objective}-{criterion}",),
    "score_evidence": ("needs/assessment/{priority_round}-{rater}-{objective}-{criterion}",),
    "set_aside": ("needs/assessment",),
    "interplay": ("needs/interplay",),
    "process": ("needs/processes/{process}",),
    "process_objective": ("needs/processes/{process}",),
    "decision": ("needs/decision",),
    "decision_choice": ("needs/decision/{objective}",),
    "approval": ("needs/validation",),
    "validation": ("needs/validation",),
    "reopening": ("needs/validation",),
    "announcement": ("needs/validation",),
    "report": ("report/reports/{report}",),
    "report_text": ("report/words/{report}",),
    "recommendation": ("report/recommendations/{objective}",),
}
"""Places by table; of several, the first for which the rows that it names are known."""


def place_of(table: str, rows: Mapping[str, int]) -> str:
    """The place that shows a row; `rows` is `whereabouts.of` it.

    A file shows where the row it is attached to does. Home for what is shown nowhere by itself.
    """
    if table == "attachment":
        table = next((one for one in rows if one in _PLACES), table)
    names = {**rows, "room": next((one.id for one in SCREENS if one.number and one.number == rows.get("step")), "")}
    for place in _PLACES.get(table, ()):
        if all(names.get(name) for _text, name, _format, _conversion in Formatter().parse(place) if name):
            return place.format(**names)
    return _HOME


def of_row(workspace: "DeskWorkspace", table: str, row: int) -> str:
    """The place that shows a row; empty for one that is no more, and for what no page shows."""
    from gcmdesk.synthesis import whereabouts

    rows = workspace.read(whereabouts.of, table, row)
    place = place_of(table, rows) if rows else _HOME
    return "" if place == _HOME else place


def go_to(context: "Context", table: str, row: int) -> None:
    """Show a row in its place; say so where it is no more."""
    place = of_row(context.workspace, table, row)
    if place:
        context.go(place)
    else:
        context.messages.show_message("info", _("This is no longer in the workspace."))
