"""A past release is shown as it was, whatever kind of thing left."""

from gcmdesk.exchange import door, exporters, past
from gcmdesk.exchange.grids import grids
from gcmdesk.protection import limits, register
from gcmdesk.protection.material import Averages, Counts, Dimension, Quote, Quotes, Ratings, Several, Text
from gcmdesk.protection.recipients import Recipient
from tests.gcmdesk.release import world
from tests.gcmdesk.release.world import let, request, run

SEX = Dimension("sex", "Sex", {"women": "Women", "men": "Men"})
DAY = Dimension("day", "Day", {"a": "First", "b": "Second"})
TABLE = Counts("attendance", "Who came", (SEX, DAY), {("women", "a"): 41, ("men", "a"): 3, ("men", "b"): None})


def entered(workspace, thing, recipient=Recipient.TEAM):
    """Sent, and opened again from the register."""
    released = let(workspace, thing, request(recipient))
    handed = door.hand_out(workspace, released, exporters.TEXT)[1]
    return released, tuple(past.grids_of(workspace.read(register.opened, handed.entry).contents))


def test_a_table_is_shown_figure_for_figure(workspace):
    for recipient in (Recipient.TEAM, Recipient.MINISTRY):
        released, shown = entered(workspace, TABLE, recipient)
        assert [(one.headings, one.rows) for one in shown] == [
            (one.headings, one.rows) for one in grids(released.material)
        ]


def test_of_other_kinds_the_register_says_what_and_how_much(workspace):
    run(workspace, world.offices)
    several = Several(
        "Report",
        {
            "mean": Averages("Satisfaction", SEX, {"women": (30, 3.2), "men": (4, 2.0)}),
            "quotes": Quotes("Voices", (Quote("E-7", "We waited.", None),)),
            "ratings": Ratings("Ratings", ("Name", "Influence"), (("Port", 3),)),
            "words": Text("Findings", ("One.", "Two.")),
        },
    )
    _released, shown = entered(workspace, several)
    by_title = {one.title: one for one in shown}
    assert by_title["Satisfaction"].rows[0][1:] == (30, 3.2)
    assert by_title["Voices"].rows == (("Quotes: E-7.",),)
    assert by_title["Ratings"].rows == (("1 row",),)
    assert by_title["Findings"].rows == (("2 paragraphs of text",),)


def test_a_picture_is_said_to_be_one():
    (grid,) = past.grids_of([{"kind": "picture", "title": "Map", "bytes": 5}])
    assert grid.rows == (("A picture.",),)


def test_several_limits_become_stricter_at_once_or_not_at_all(workspace):
    assert limits.problems(limits.HOUSE, {"group": 12, "one_sided": 80, "variables": 3}) == ()
    assert {name for name, _why in limits.problems(limits.HOUSE, {"group": 9, "one_sided": 91, "base": 10})} == {
        "group",
        "one_sided",
    }
    assert [name for name, _why in limits.problems(limits.HOUSE, {"one_sided": 50})] == ["one_sided"]
    present = workspace.run(limits.tighten_all, {"group": 12, "one_sided": 80, "base": 10}, name="Limits made stricter")
    assert (present.group, present.one_sided, present.base) == (12, 80, 10)
    assert let(workspace, TABLE, request(Recipient.MINISTRY)).facts.limits.group == 12
