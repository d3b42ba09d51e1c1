"""The fields of a saved report, and how they stand for its specification."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.consultations import sessions
from gcmdesk.i18n import LANGUAGES, isolate
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import purposes, recipients
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports import outlines
from gcmdesk.reports.choices import MARKINGS, STATUSES, Marking, Status
from gcmdesk.reports.section import Scope, Spec
from gcmdesk.stakeholders import territories
from ui.desk_workspace import DeskWorkspace
from ui.screens.reports import chosen
from ui.screens.reports.tick_lists import ChangingTicks
from ui.widgets.form import Choice, Day, Form, FormField, Line

NAMELESS = {Recipient.TEAM, Recipient.PUBLIC}
"""Classes of recipients that need no name."""

SCOPE = ("since", "until", "consultations", "territories", "objectives")
"""Fields of the report's scope."""
LISTS = {"recipient": Recipient, "purpose": Purpose, "marking": Marking, "status": Status}
"""Fields with one of a closed list."""


def fields() -> tuple[FormField, ...]:
    """In the order in which an author thinks of them: what, for whom, about what, how it looks."""
    everything = _("Nothing ticked means: all of them.")
    needed = _("Needed where personal data goes with it")
    people = [(str(one), _(title)) for one, title in recipients.TITLES.items()]
    uses = [(str(one), _(title)) for one, title in purposes.TITLES.items()]
    marks = [(str(one), _(title)) for one, title in MARKINGS.items() if one is not Marking.NONE]
    return (
        Choice("outline", _("Kind of report"), chosen.kinds()),
        Line("title", _("Title"), hint=_("Left empty, it is called as its kind. No names of persons."), most=300),
        Line("subtitle", _("Subtitle"), most=300),
        Choice("language", _("Language of the report"), [(one.code, one.name) for one in LANGUAGES]),
        ChangingTicks("sections", _("Sections")),
        Choice("recipient", _("Who receives it"), people),
        Line("organisation", _("Name of the recipient"), hint=_("The organization or group, not a person"), most=200),
        Choice("purpose", _("What it is for"), uses),
        Line("stated", _("What they may use it for"), hint=needed),
        Line("safeguards", _("Written agreement that protects it there"), hint=needed),
        Day("since", _("Only from this day on")),
        Day("until", _("Only up to this day")),
        ChangingTicks("consultations", _("Only these sessions"), hint=everything),
        ChangingTicks("territories", _("Only these territories"), hint=everything),
        ChangingTicks("objectives", _("Only these objectives"), hint=everything),
        Line("author", _("Office that publishes it"), hint=_("An office, not a person"), most=200),
        Line("territory", _("Territory on the cover"), most=200),
        Choice("marking", _("Marking on every page"), marks, unset=_("No marking")),
        Choice("status", _("Status"), [(str(one), _(title)) for one, title in STATUSES.items()]),
    )


def offer(form: Form, workspace: DeskWorkspace, spec: Spec) -> None:
    """Offer the sections of the report's kind, and the sessions, territories and objectives that there are."""
    texts = i18n.current()
    told = [one for one in outlines.by_id(spec.outline).sections if not one.framing]
    held = [
        (str(one.id), " · ".join((texts.date(one.day, "medium"), isolate(one.title or one.place))))
        for one in workspace.read(sessions.calendar)
    ]
    areas = [(str(one.id), " › ".join(one.path)) for one in workspace.read(territories.everything).values()]
    goals = [
        (str(one.number), f"{texts.number(one.number)}. {texts.compact(one.title)}")
        for one in library.load().objectives
    ]
    offers = {
        "sections": [(one.id, _(one.title)) for one in told],
        "consultations": held,
        "territories": areas,
        "objectives": goals,
    }
    for name, choices in offers.items():
        field = form.fields[name]
        if isinstance(field, ChangingTicks):
            field.offer(choices)
            field.setVisible(bool(choices))


def values(spec: Spec) -> Mapping[str, Any]:
    """What the fields show."""
    scope, told = spec.scope, [one.id for one in outlines.by_id(spec.outline).sections if not one.framing]
    plain = ("outline", "title", "subtitle", "language", "organisation", "stated", "safeguards", "author", "territory")
    return {
        **{name: getattr(spec, name) for name in plain},
        **{name: str(getattr(spec, name)) for name in ("recipient", "purpose", "marking", "status")},
        "sections": spec.sections or tuple(told),
        "since": scope.since,
        "until": scope.until,
        "consultations": tuple(map(str, scope.consultations)),
        "territories": tuple(map(str, scope.territories)),
        "objectives": tuple(map(str, scope.objectives)),
    }


def with_sections(spec: Spec, ticked: tuple[str, ...]) -> Spec | str:
    """The report with these sections; all of them ticked also means those that come later. A sentence for none."""
    told = [one.id for one in outlines.by_id(spec.outline).sections if not one.framing]
    if not ticked:
        return _("Tick at least one section.")
    return replace(spec, sections=() if set(ticked) >= set(told) else tuple(ticked))


def with_scope(scope: Scope, field: str, value: Any) -> Scope:
    """The scope with one of its fields changed."""
    changed: Any = value if field in ("since", "until") else frozenset(map(int, value))
    return replace(scope, **{field: changed})
