"""Who codes: the team together, or one of two coders who compare."""

from collections.abc import Sequence

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from ui.desk_workspace import DeskWorkspace

TEAM = mark("The team")
_NEUTRAL = ("Coder A", "Coder B")
"""As they lie in the file: names that say nothing about anybody."""


def coder_choices(workspace: DeskWorkspace, coders: Sequence[str] = ()) -> list[tuple[object, str]]:
    """Values and texts of those who have coded (`coding.coders`) or may do so; the empty value is the team."""
    known = [one for one in coders if one]
    person = workspace.present.person
    mine = [person] if person else []
    names = dict.fromkeys([*known, *mine, *_NEUTRAL])
    neutral = {"Coder A": _("Coder A"), "Coder B": _("Coder B")}
    return [("", _(TEAM)), *((one, neutral.get(one, one)) for one in names)]
