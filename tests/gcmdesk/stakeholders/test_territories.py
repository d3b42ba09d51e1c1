"""Where stakeholders work: typed as a path, renamed, moved."""

import pytest

from gcmdesk.stakeholders import register, territories


def place(workspace, one, text):
    workspace.run(territories.place, [one.id], text, name="Stakeholder changed")
    known = workspace.read(territories.everything)
    (saved,) = workspace.read(register.page, [one.id])
    return known[saved.territory_id].path if saved.territory_id else ()


def test_a_territory_is_typed_as_a_path_and_made_where_it_is_missing(workspace, add):
    one, other = add("Port authority"), add("Port workers")
    assert place(workspace, one, "Mali / Kayes/  Nioro ") == ("Mali", "Kayes", "Nioro")
    assert place(workspace, other, "nioro") == ("Mali", "Kayes", "Nioro")
    assert place(workspace, other, "Mali › Gao") == ("Mali", "Gao")
    assert len(workspace.read(territories.everything)) == 4
    assert place(workspace, other, " ") == ()


def test_a_name_that_two_territories_have_is_a_country_of_its_own(workspace, add):
    one = add("Port authority")
    place(workspace, one, "Mali / Centre")
    place(workspace, one, "Cameroon / Centre")
    assert place(workspace, one, "Centre") == ("Centre",)


def test_too_deep_a_territory_is_a_problem(workspace, add):
    text = "a/b/c/d/e/f/g"
    assert territories.problems_of(text)[0][0] == "territory"
    with pytest.raises(ValueError, match="a/b"):
        workspace.run(territories.place, [add("A").id], text, name="Stakeholder changed")


def test_a_territory_is_renamed_and_moved_with_all_that_lies_in_it(workspace, add):
    one = add("Port authority")
    place(workspace, one, "Kayes / Nioro")
    kayes, nioro = workspace.read(territories.everything).values()
    mali = workspace.run(territories.add, "Mali", name="Territory added")
    workspace.run(territories.rename, kayes.id, "Kayès ", "ML01", name="Territory changed")
    workspace.run(territories.move, kayes.id, mali.id, name="Territory moved")
    known = workspace.read(territories.everything)
    assert (known[nioro.id].path, known[nioro.id].level) == (("Mali", "Kayès", "Nioro"), 2)
    assert known[kayes.id].pcode == "ML01"
    workspace.run(territories.move, nioro.id, None, name="Territory moved")
    assert workspace.read(territories.everything)[nioro.id].path == ("Nioro",)
    workspace.undo()
    assert workspace.read(territories.everything)[nioro.id].path == ("Mali", "Kayès", "Nioro")


def test_a_territory_lies_neither_within_itself_nor_too_deep(workspace, add):
    place(workspace, add("A"), "a/b/c/d/e/f")
    place(workspace, add("B"), "x/y")
    ids = {one.name: one.id for one in workspace.read(territories.everything).values()}
    for what, into in (("a", "c"), ("b", "b"), ("x", "e")):
        with pytest.raises(territories.TerritoryRefused):
            workspace.run(territories.move, ids[what], ids[into], name="Territory moved")


def test_only_a_territory_that_nobody_needs_is_deleted(workspace, add):
    one = add("Port authority")
    place(workspace, one, "Mali/Kayes")
    mali, kayes = workspace.read(territories.everything)
    for territory in (mali, kayes):
        with pytest.raises(territories.TerritoryRefused, match="still used"):
            workspace.run(territories.delete, territory, name="Territory deleted")
    place(workspace, one, "")
    workspace.run(territories.delete, kayes, name="Territory deleted")
    assert list(workspace.read(territories.everything)) == [mali]
