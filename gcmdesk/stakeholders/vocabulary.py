"""The closed lists of the register: ids as they lie in the file, and their untranslated titles in the order shown.

Stakeholder groups are those of guidance Tool 1 and lie with the Compact's reference texts.
"""

from gcmdesk.compact import library
from gcmdesk.i18n import mark

FORMS = {
    "organisation": mark("Organization"),
    "group": mark("Group"),
    "role": mark("Role or office"),
}
"""What a stakeholder is. A group needs no organisation behind it; a role is an office, whoever holds it."""

SPHERES = {
    "government": mark("Government"),
    "non-government": mark("Outside government"),
}
"""Whole of government, whole of society (guidance Step 1)."""

LEVELS = {
    "local": mark("Local"),
    "national": mark("National"),
    "regional": mark("Region of the world"),
    "global": mark("Global"),
}

UNDERHEARD = {
    "migrants": mark("Migrants and their families"),
    "irregular-situation": mark("Migrants in an irregular situation"),
    "diasporas": mark("Diasporas"),
    "local-communities": mark("Local communities"),
    "children-youth": mark("Children and young people"),
    "unaccompanied-children": mark("Unaccompanied and separated children"),
    "women-girls": mark("Women and girls"),
    "older-people": mark("Older people"),
    "disabilities": mark("Persons with disabilities"),
    "lgbti": mark("LGBTI persons"),
    "indigenous-peoples": mark("Indigenous peoples"),
    "minorities": mark("Ethnic, religious and linguistic minorities"),
    "domestic-workers": mark("Domestic workers"),
    "seasonal-workers": mark("Seasonal and farm workers"),
    "informal-workers": mark("Workers without a contract"),
    "returnees": mark("People who returned"),
    "trafficking-survivors": mark("Survivors of trafficking"),
    "stateless": mark("Stateless persons"),
    "border-communities": mark("People in border and remote areas"),
    "missing-families": mark("Families of missing migrants"),
}
"""Whom a stakeholder may speak for and who is seldom asked (after guidance Tools 1 and 2). Own additions stand in the
same column in their own words."""

ACTIONS = {
    "coordination": mark("Coordination"),
    "meeting": mark("Meeting"),
    "implementation-plan": mark("Implementation plan"),
    "project": mark("Project"),
    "funding": mark("Funding"),
    "measurement": mark("Measurement"),
    "other": mark("Other"),
}
"""Kinds of action of an initiative."""


def groups() -> dict[str, str]:
    """Tool 1 groups: id and English title (`i18n.compact` translates it), in the guidance's order."""
    return {item.id: item.title or "" for section in library.load().tool(1).sections for item in section.items}
