"""The closed lists of sessions: ids as they lie in the file, and their untranslated titles in the order shown."""

from gcmdesk.compact import library
from gcmdesk.i18n import mark

PURPOSES = {
    "kick-off": mark("Kick-off"),
    "needs-assessment": mark("Needs assessment"),
    "interventions": mark("Brainstorming of interventions"),
    "plan-review": mark("Review of the plan"),
    "resources": mark("Resource mobilization"),
    "feedback": mark("Feedback on implementation"),
    "validation": mark("Validation workshop"),
}
MODES = {
    "group": mark("Group discussion"),
    "individual": mark("Talk with one stakeholder"),
    "interview": mark("Interview"),
    "written": mark("Written statement"),
    "survey": mark("Survey"),
    "online": mark("Online meeting"),
}
"""Guidance Tool 2: as a rule in groups; where needed single stakeholders, interviews, written statements."""

STATUSES = {"planned": mark("Planned"), "open": mark("Under way"), "closed": mark("Session closed")}
PERSPECTIVES = {
    "objective": mark("Objective by objective"),
    "thematic": mark("Broad themes"),
    "combined": mark("Themes and objectives combined"),
}
"""How a consultation goes about the needs (guidance Step 2)."""

INVITATIONS = {
    "invited": mark("Invited"),
    "accepted": mark("Accepted"),
    "declined": mark("Declined"),
    "attended": mark("Attended"),
    "absent": mark("Absent"),
}
"""Where an invitation stands; who comes uninvited has attended."""

SAFETY = {
    "safety-place": mark("The place is safe to reach and to leave, and nobody is watched there."),
    "safety-firewall": mark("No immigration enforcement takes part or is near."),
    "safety-protection": mark("Somebody knows where to refer people who need protection."),
    "safety-children": mark("Where children take part, someone trained for it looks after them."),
    "safety-photos": mark("Photos and recordings only with consent."),
    "safety-confidential": mark("There is a way to speak in confidence."),
}
ACCESSIBILITY = {
    "access-wheelchair": mark("The place can be entered and used with a wheelchair."),
    "access-interpreting": mark("Interpreting, sign language included, is arranged."),
    "access-formats": mark("Materials are in plain language and can be read out or printed large."),
    "access-childcare": mark("Child care is offered."),
    "access-costs": mark("Travel and lost income are paid back."),
    "access-time": mark("Day and hour suit those who work, pray or care for others."),
}
CHECKS = {**SAFETY, **ACCESSIBILITY}
"""What a session is prepared with (guidance Tool 2, "Safe and enabling"); own points stand beside them."""

ALL = "all"
"""The dimension of the total, and its only category."""

DIMENSIONS = {
    ALL: mark("All participants"),
    "sex": mark("Sex or gender"),
    "age": mark("Age"),
    "group": mark("Stakeholder group"),
    "disability": mark("Disability"),
    "migration": mark("Migration status"),
}
_CATEGORIES = {
    ALL: {ALL: mark("All participants")},
    "sex": {"women": mark("Women"), "men": mark("Men"), "other": mark("Another, or not said")},
    "age": {
        "under-18": mark("Under 18"),
        "18-24": mark("18 to 24"),
        "25-39": mark("25 to 39"),
        "40-59": mark("40 to 59"),
        "60-over": mark("60 or over"),
    },
    "disability": {"with": mark("With a disability"), "without": mark("Without a disability")},
    "migration": {
        "migrants": mark("Migrants"),
        "asylum": mark("Refugees and asylum seekers"),
        "returnees": mark("People who returned"),
        "stateless": mark("Stateless persons"),
        "residents": mark("None of these"),
    },
}


def categories(dimension: str) -> dict[str, str]:
    """The categories of a headcount with their English titles; a KeyError for an unknown dimension.

    Stakeholder groups are those of guidance Tool 1 (`i18n.compact` translates them).
    """
    if dimension == "group":
        return {item.id: item.title or "" for section in library.load().tool(1).sections for item in section.items}
    return _CATEGORIES[dimension]


def criteria() -> dict[str, str]:
    """The criteria of guidance Tool 2: id and English text (`i18n.compact` translates it)."""
    return {item.id: item.title or item.text for section in library.load().tool(2).sections for item in section.items}
