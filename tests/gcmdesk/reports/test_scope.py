"""The scope narrows what it means something for; of the rest, the check before handing over says so."""

from datetime import date

import pytest

from gcmdesk.consultations.session_tables import Invitation
from gcmdesk.consultations.tables import Consultation
from gcmdesk.i18n import Texts
from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import assembling, checking
from gcmdesk.reports.assembling import EmptyScope
from gcmdesk.reports.section import Narrowing, Scope, Spec

ENGLISH = Texts("en")


@pytest.fixture
def invited(mapped):
    """Two sessions: the port authority (1) was invited to the first, two others to the second."""

    def fill(session):
        for number, who in ((1, (1,)), (2, (2, 3))):
            session.add(Consultation(title=f"Session {number}", day=date(2026, number, 4)))
            session.flush()
            for stakeholder in who:
                session.add(Invitation(consultation_id=number, stakeholder_id=stakeholder))

    mapped.run(fill, name="Invited")
    return mapped


def report(workspace, outline="stakeholder-map", **scope):
    return workspace.read(assembling.prepare, Spec(outline, scope=Scope(**scope)), FileState())


def rows(prepared, section, part):
    return [row[0] for row in prepared.parts[section][part].rows]


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        ({}, ["Port authority", "Youth council", "رابطة المهاجرين"]),
        ({"consultations": frozenset({1})}, ["Port authority"]),
        ({"consultations": frozenset({2})}, ["Youth council", "رابطة المهاجرين"]),
        ({"since": date(2026, 2, 1)}, ["Youth council", "رابطة المهاجرين"]),
        ({"until": date(2026, 2, 3)}, ["Port authority"]),
    ],
)
def test_a_stakeholder_map_of_sessions_shows_who_was_invited_to_them(invited, scope, names):
    made = report(invited, **scope)
    assert sorted(rows(made, "register", "register")) == sorted(names)
    assert f"{len(names)} stakeholder" in repr(made.built["stakeholders"])
    assert ("invitation lists" in repr(made.built["stakeholders"])) == bool(scope)
    assert (made.parts.get("relations") is not None) == (len(names) > 1), "relations among those alone"
    plan = [*made.parts["engagement"]["plan"].rows] if "engagement" in made.parts else []
    assert bool(plan) == ("Youth council" in names)


def test_a_map_of_days_without_a_session_has_nothing_to_tell_of(invited):
    made = report(invited, since=date(2030, 1, 1))
    assert made.built.keys() & {"stakeholders", "register", "relations", "engagement"} == set()


def open_points(prepared):
    return [one for one in checking.open_points(prepared, (), ENGLISH) if one.startswith("Not narrowed")]


def test_the_check_says_what_a_scope_means_nothing_for(told):
    assert open_points(report(told, "synthesis")) == []
    days, goals = open_points(report(told, since=date(2026, 2, 1), objectives=frozenset({15})))
    assert days.startswith("Not narrowed to the chosen days")
    assert "Who is missing" in days
    assert "Who is in the register" not in days
    assert goals.startswith("Not narrowed to the chosen objectives")
    assert "Who is in the register" in goals
    (days,) = open_points(report(told, "synthesis", since=date(2026, 2, 1)))
    assert "Recommendations" in days
    assert "Findings by objective" not in days


def test_every_way_to_narrow_has_its_words():
    assert set(checking._NARROWED) == set(Narrowing)


def test_a_scope_without_anybody_is_refused(mapped):
    with pytest.raises(EmptyScope):
        mapped.read(
            assembling.prepare,
            Spec("stakeholder-map", sections=("register",), scope=Scope(since=date(2030, 1, 1))),
            FileState(),
        )
