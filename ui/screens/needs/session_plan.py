"""What a session is planned as: its fields, what they show, and what of them is saved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.consultations import guides, sessions
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.session_records import LONGEST_TITLE, SavedSession, SessionDraft
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.stakeholders import territories
from ui.answers import Answer
from ui.screens.base import Context
from ui.screens.kick_off import choices
from ui.screens.kick_off.tick_list import TickList
from ui.screens.needs.session_part import SessionPart, listed
from ui.screens.protection.duty_page import offer
from ui.widgets.form import Choice, Day, Form, FormField, Line, Lines

_LEAST_DAY = mark("A session has a day. It can be changed later.")
_NUMBERS = frozenset({"territory", "guide_version"})
_CODES = frozenset({"languages", "interpreting"})
_HOURS = frozenset({"starts", "ends"})
_EXAMPLE = time(9, 30)
_LONGEST_HOUR = 12
"""Characters: also with “a.m.” behind it."""


def objectives() -> list[tuple[str, str]]:
    """The 23 objectives as choices."""
    number = i18n.current().number
    return [(str(one.number), f"{number(one.number)}. {i18n.compact(one.title)}") for one in library.load().objectives]


def _fields() -> tuple[FormField, ...]:
    parted = _("Separate several with commas.")
    hour = _("For example {time}, by the clock of the place").format(time=isolate(i18n.current().time(_EXAMPLE)))
    return (
        Line("title", _("Title"), most=LONGEST_TITLE),
        Day("day", _("Day")),
        Line("starts", _("Begins at"), hint=hour, most=_LONGEST_HOUR),
        Line("ends", _("Ends at"), most=_LONGEST_HOUR),
        Line("place", _("Place"), hint=_("Where people come together, or how they take part."), most=LONGEST_TITLE),
        Choice("territory", _("Territory"), (), unset=_("Not recorded")),
        Choice("purpose", _("Purpose"), listed(lists.PURPOSES)),
        Choice("mode", _("Form"), listed(lists.MODES)),
        Choice("perspective", _("Perspective on needs"), listed(lists.PERSPECTIVES)),
        Lines("aim", _("What the session is to bring"), rows=3),
        Choice("guide_version", _("Guide"), (), unset=_("No guide")),
        Line("languages", _("Languages spoken"), hint=parted),
        Choice(
            "interpreted", _("Interpreting is needed"), (("yes", _("Yes")), ("no", _("No"))), unset=_("Not recorded")
        ),
        Line("interpreting", _("Languages that are interpreted"), hint=parted),
        Lines("team", _("Team"), hint=_("Who does what, one a line: roles, no names."), rows=4),
        TickList("objectives", _("Objectives it is about"), objectives()),
    )


def shown(draft: SessionDraft) -> dict[str, Any]:
    """The values of the form."""
    values: dict[str, Any] = {field: getattr(draft, field) for field in draft.__slots__}
    for field in _NUMBERS:
        values[field] = str(values[field] or "")
    for field in _CODES:
        values[field] = choices.language_names(values[field] or ())
    for field in _HOURS:
        values[field] = i18n.current().hour(values[field])
    values["objectives"] = tuple(map(str, draft.objectives or ()))
    values["interpreted"] = "" if draft.interpreting is None else "yes" if draft.interpreting else "no"
    return values


def changed(draft: SessionDraft, field: str, value: Any) -> SessionDraft:
    """The draft with what was typed into a field."""
    if field in _NUMBERS:
        value = int(value) if value else None
    elif field in _HOURS:
        value = i18n.current().hour_typed(value)
    elif field in _CODES:
        value = choices.language_codes(value) or None
    elif field == "objectives":
        value = tuple(map(int, value)) or None
    elif field == "interpreted":
        field, value = "interpreting", () if value == "no" else None
    return replace(draft, **{field: value})


class PlanPart(SessionPart):
    """The plan; each field is saved when it is left."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__(context, read_only=read_only)
        self.form = Form(_fields(), save=self._save)
        self.form.set_read_only(read_only)
        self.add(self.form)
        self.setFocusProxy(self.form)

    def refresh(self, saved: SavedSession) -> None:
        self._offer("territory", self._territories())
        self._offer("guide_version", self._guides(saved.draft.guide_version))
        self.form.show_record(saved.id, shown(saved.draft))
        needed = self.form.fields["interpreted"]
        self.form.fields["interpreting"].setVisible(needed.value == "yes")

    def _offer(self, name: str, known: Sequence[tuple[str, str]]) -> None:
        field = self.form.fields[name]
        if isinstance(field, Choice):
            unset = (field.box.itemData(0), field.box.itemText(0))
            offer(field, [unset, *known])

    def _territories(self) -> list[tuple[str, str]]:
        known = self.workspace.read(territories.everything)
        return sorted(((str(id), choices.place_text(one)) for id, one in known.items()), key=lambda one: one[1])

    def _guides(self, used: int | None) -> list[tuple[str, str]]:
        """The newest version of each guide, and the one that the session goes by."""
        known = {one.newest: one.title for one in self.workspace.read(guides.everything)}
        if used and used not in known:
            version = self.workspace.read(guides.version, used)
            told = _("{title}, version {n}")
            known[used] = told.format(title=isolate(version.draft.title), n=i18n.current().number(version.number))
        return [(str(id), i18n.compact(title)) for id, title in known.items()]

    def _save(self, id: int, field: str, value: Any) -> Answer:
        interpreting = self.form.fields["interpreting"]
        if field == "interpreted" and value == "yes":
            interpreting.show()
            return _("Type the languages that are interpreted.")
        if field == "day" and value is None:
            return ((field, _LEAST_DAY),)
        draft = changed(self.workspace.read(sessions.get, id).draft, field, value)
        problems = draft.problems()
        if problems:
            return problems
        if field in ("interpreted", "interpreting"):
            self.form.fields["interpreted"].dirty = False
            self.form.fields["interpreted"].show_problem("")
        name = mark("Guide chosen") if field == "guide_version" else mark("Session changed")
        return self.workspace.run(sessions.change, id, draft, name=name)
