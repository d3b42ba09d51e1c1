"""Where rows of the workspace are shown: from a table and a row to a place of the window."""

from gcmdesk.i18n import mark
from ui.screens import entry

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
}
"""What people call the rows of a table, untranslated."""

_PLACES = {
    "note": "needs/coding/{row}",
    "consultation": "needs/sessions/{row}",
    "agenda_item": "needs/sessions",
    "session_check": "needs/sessions",
    "session_turn": "needs/sessions",
    "criterion_mark": "needs/programme",
    "guide": "needs/guides/{row}",
    "guide_question": "needs/guides",
    "guide_translation": "needs/guides",
    "theme": "needs/codebook/{row}",
    "coding": "needs/coding",
    "evidence_set": "needs/evidence/{row}",
    "stakeholder": "kick-off/register/{row}",
    "initiative": "kick-off/initiatives/{row}",
    "territory": "kick-off/territories/{row}",
    "engagement": "kick-off/engagement/{row}",
    "engagement_log": "kick-off/engagement",
    "awareness": "kick-off/awareness/{row}",
    "set_up": "kick-off/set-up",
    "set_up_role": "kick-off/set-up",
    "person": "protection/people/{row}",
    "answer": "kick-off/questions",
    "checklist_mark": "kick-off/checklist",
    "checklist_evidence": "kick-off/checklist",
}


def place_of(table: str, row: int) -> str:
    """The place that shows a row; the room where its page is missing, and Home for what is shown nowhere by itself."""
    place = _PLACES.get(table, "home").format(row=row)
    room, _slash, inside = place.partition("/")
    screen = entry(room)
    pages = {page.id for page in screen.pages} if screen else set()
    return place if not inside or inside.partition("/")[0] in pages else room
