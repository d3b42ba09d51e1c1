"""The fields of a stakeholder on the screen: how each is shown, and what is saved of what was typed."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.i18n import gettext as _
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.records import LONGEST_NAME, SavedStakeholder, SavedTerritory
from ui.screens.kick_off import choices
from ui.screens.kick_off.or_none import LinesOrNone, TickListOrNone
from ui.widgets.form import Choice, FormField, Line, Lines

OWN = "own"
"""The field for under-heard groups in one's own words; they lie in the file beside the known ones."""
_AS_IT_IS = frozenset({"name", "kind", "form"})
_OR_NONE = ("role", "interest", "affected", "capacity_needs", "conflicts")
"""Texts for which "None" is an answer."""
_BY_COMMAS = frozenset({"tags", OWN})


def every_field() -> tuple[FormField, ...]:
    """The form of one stakeholder, what is asked most first."""
    parted = _("Separate several with commas.")
    return (
        Line("name", _("Name"), most=LONGEST_NAME),
        kind_field(),
        Choice("form", _("Type"), choices.listed(vocabulary.FORMS)),
        *place_fields(),
        Line("abbreviation", _("Abbreviation")),
        Line("languages", _("Languages"), hint=parted),
        Line("tags", _("Tags"), hint=parted),
        *text_fields(),
        TickListOrNone(
            "underheard", _("Under-heard groups it speaks for"), choices=choices.listed(vocabulary.UNDERHEARD)
        ),
        Line(OWN, _("Other under-heard groups, in your own words"), hint=parted),
        Line("reference", _("Reference number"), hint=_("Its number in the list it comes from.")),
    )


def bulk_fields() -> tuple[FormField, ...]:
    """What can be set for many at once."""
    return (
        kind_field(),
        Choice("form", _("Type"), choices.listed(vocabulary.FORMS)),
        *place_fields(),
        Line("languages", _("Languages"), hint=_("Separate several with commas.")),
        *text_fields()[:3],
    )


def kind_field() -> Choice:
    """The Tool 1 group."""
    return Choice("kind", _("Stakeholder group"), choices.groups(), unset=_("Not recorded"))


def place_fields() -> tuple[FormField, ...]:
    """Sphere, level, territory, sector."""
    unset = _("Not recorded")
    return (
        Choice("sphere", _("Government or not"), choices.listed(vocabulary.SPHERES), unset=unset),
        Choice("level", _("Level"), choices.listed(vocabulary.LEVELS), unset=unset),
        Line(
            "territory", _("Territory"), hint=_("Country / region / district; the name alone when there is only one.")
        ),
        Line("sector", _("Sector")),
    )


def text_fields() -> tuple[FormField, ...]:
    """What is told about it."""
    return (
        LinesOrNone("role", _("Role in migration governance"), rows=2),
        LinesOrNone("interest", _("Interest"), rows=2),
        LinesOrNone("affected", _("How it is affected"), rows=2),
        LinesOrNone("capacity_needs", _("Capacity needs"), rows=2),
        LinesOrNone("conflicts", _("Conflicts of interest"), rows=2),
        Lines("note", _("Note"), rows=3),
    )


def shown(one: SavedStakeholder, places: Mapping[int, SavedTerritory]) -> dict[str, Any]:
    """The values of the form."""
    speaks_for = one.underheard or ()
    known = tuple(value for value in speaks_for if value in vocabulary.UNDERHEARD)
    plain = ("name", "kind", "form", "sphere", "level", "sector", "abbreviation", "note", "reference")
    return {
        **{name: getattr(one, name) or "" for name in plain},
        **{name: getattr(one, name) for name in _OR_NONE},
        "territory": choices.place_text(places.get(one.territory_id or 0)),
        "languages": choices.language_names(one.languages or ()),
        "tags": choices.together(one.tags or ()),
        "underheard": known if known or one.underheard == () else None,
        OWN: choices.together(value for value in speaks_for if value not in vocabulary.UNDERHEARD),
    }


def stored(field: str, value: Any, before: SavedStakeholder | None = None) -> dict[str, Any]:
    """What the register stores for what was typed; an emptied field is not recorded any more.

    `before` is the stakeholder as it was, for fields that share a column.
    """
    if field in _AS_IT_IS:
        return {field: value}
    if field == "languages":
        return {field: choices.language_codes(value) or None}
    if field in _OR_NONE:
        return {field: value}
    if field in ("underheard", OWN):
        had = before.underheard if before else None
        known = value or () if field == "underheard" else [one for one in had or () if one in vocabulary.UNDERHEARD]
        own = choices.parted(value) if field == OWN else [one for one in had or () if one not in vocabulary.UNDERHEARD]
        without = value if field == "underheard" else None if had else had
        return {"underheard": (*known, *own) or without}
    return {field: (choices.parted(value) if field in _BY_COMMAS else value) or None}


def titles() -> dict[str, str]:
    """What each field is called."""
    return {
        "name": _("Name"),
        "kind": _("Stakeholder group"),
        "form": _("Type"),
        "sphere": _("Government or not"),
        "level": _("Level"),
        "territory": _("Territory"),
        "sector": _("Sector"),
        "abbreviation": _("Abbreviation"),
        "languages": _("Languages"),
        "tags": _("Tags"),
        "role": _("Role in migration governance"),
        "interest": _("Interest"),
        "affected": _("How it is affected"),
        "capacity_needs": _("Capacity needs"),
        "conflicts": _("Conflicts of interest"),
        "note": _("Note"),
        "reference": _("Reference number"),
        "underheard": _("Under-heard groups it speaks for"),
    }


def told(one: SavedStakeholder, places: Mapping[int, SavedTerritory], words: choices.Words) -> dict[str, str]:
    """Every field as text to read; empty where nothing is recorded."""
    values = shown(one, places)
    known = (*(words.of("underheard", value) for value in values["underheard"] or ()), values[OWN])
    text = {name: words.of(name, values[name]) for name in titles() if name != "underheard"}
    text |= {name: _("None") for name in _OR_NONE if values[name] == ""}
    speaks_for = _("None") if one.underheard == () else choices.together(filter(None, known))
    return text | {"underheard": speaks_for}
