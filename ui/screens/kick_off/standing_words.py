"""Where a stakeholder stands on the map of influence and interest, in the words of the screen."""

from dataclasses import dataclass

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, ngettext
from gcmdesk.stakeholders.ratings import QUADRANTS, SavedRating, Standing
from ui.screens.kick_off.words import middle


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the table: a stakeholder with where it stands and stood."""

    id: int
    name: str
    now: Standing | None
    before: Standing | None


def quadrant(one: Standing | None) -> str:
    """The suggested engagement; empty while a side was not rated."""
    return _(QUADRANTS[one.quadrant][0]) if one and one.quadrant else ""


def moved_from(one: Placed) -> str:
    """The quarter it stood in, if that was another one."""
    before = one.before
    return quadrant(before) if before and one.now and before.quadrant != one.now.quadrant else ""


def rating(one: SavedRating) -> str:
    """A rating as a line: who, when, how much, why."""
    number, day = i18n.current().number, i18n.current().date(one.day, "medium")
    blank = _("not rated")
    said = _("{rater}, {day}: influence {influence}, interest {interest}").format(
        rater=isolate(one.rater),
        day=isolate(day),
        influence=number(one.influence) if one.influence else blank,
        interest=number(one.interest) if one.interest else blank,
    )
    return f"{said} — {one.reason}" if one.reason else said


def in_words(one: Placed) -> str:
    """Where a stakeholder stands, as sentences."""
    if one.now is None:
        return _("Nobody has rated this stakeholder yet.")
    said = []
    sides = [side for side in (one.now.influence, one.now.interest) if side]
    raters = max(side.raters for side in sides)
    said.append(ngettext("Rated by {n}.", "Rated by {n} raters.", raters).format(n=i18n.current().number(raters)))
    if one.now.influence:
        said.append(_("Influence: {value}.").format(value=middle(one.now.influence)))
    if one.now.interest:
        said.append(_("Interest: {value}.").format(value=middle(one.now.interest)))
    if any(side.disagreement for side in sides):
        said.append(_("Raters see this differently. Ask why before you decide."))
    if one.now.quadrant:
        title, advice = QUADRANTS[one.now.quadrant]
        said.append(_("Suggested: {title}. {advice}").format(title=_(title), advice=_(advice)))
    moved = moved_from(one)
    if moved:
        said.append(_("Before, the suggestion was: {title}.").format(title=moved))
    return "\n".join(said)
