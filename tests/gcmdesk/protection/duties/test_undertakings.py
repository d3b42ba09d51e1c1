"""Undertakings of confidentiality: everybody who works in the workspace signs, and signs again."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from gcmdesk import i18n
from gcmdesk.i18n import Texts
from gcmdesk.protection import due, periods, undertakings
from gcmdesk.protection.duty_lists import Period
from gcmdesk.protection.periods import months_after
from gcmdesk.protection.undertakings import UndertakingDraft


def sign(workspace, name, day):
    return workspace.run(undertakings.sign, UndertakingDraft(name, "Facilitator", "fr", day), day, name="Signed")


def said(session, now):
    return [
        (entry.line.text(i18n.current()), entry.severity)
        for entry in due.due(session, now)
        if entry.kind == "undertaking"
    ]


def test_whoever_works_without_having_signed_is_named(workspace, now):
    workspace.person = "Rédaction A"
    sign(workspace, "redaction a", now.date())
    workspace.person = "Desk B"
    workspace.run(periods.put, Period.REQUEST_DAYS, 20, name="Period set")
    standing = workspace.read(undertakings.standing, now.date(), "Desk C")
    assert standing.missing == ("Desk B", "Desk C")
    assert [one.name for one in standing.signed] == ["redaction a"]
    assert not standing.nameless
    assert workspace.read(said, now) == [
        ("\u2068Desk B\u2069 has not signed the undertaking of confidentiality.", "soon")
    ]


def test_work_under_no_name_is_noticed(workspace, now):
    sign(workspace, "Desk A", now.date())
    assert workspace.read(undertakings.standing, now.date()).nameless


def test_an_undertaking_ends_is_announced_before_and_missed_after(workspace, now):
    workspace.person = "Desk A"
    signed = sign(workspace, "Desk A", now.date())
    assert signed.valid_until == months_after(now.date(), 12)
    assert workspace.read(said, now + timedelta(days=300)) == []
    ((before, severity),) = workspace.read(said, now + timedelta(days=350))
    assert ("ends on" in before, severity) == (True, "soon")
    ((after, severity),) = workspace.read(said, now + timedelta(days=370))
    assert ("has ended" in after, severity) == (True, "overdue")


def test_a_new_version_of_the_text_is_signed_anew(workspace, now, monkeypatch):
    workspace.person = "Desk A"
    sign(workspace, "Desk A", now.date())
    monkeypatch.setattr(undertakings, "VERSION", "2")
    assert workspace.read(undertakings.standing, now.date()).missing == ("Desk A",)
    sign(workspace, "Desk A", now.date())
    assert workspace.read(undertakings.standing, now.date()).missing == ()


def test_the_period_is_the_workspace_s(workspace, now):
    workspace.run(periods.put, Period.UNDERTAKING_MONTHS, 3, name="Period set")
    assert sign(workspace, "Desk A", now.date()).valid_until == months_after(now.date(), 3)


def test_the_text_has_words_for_every_language():
    assert len(undertakings.text(Texts("en"))) == len(undertakings.text(Texts("ar"))) > 3


def test_what_is_wrong_is_said_field_by_field(now):
    draft = UndertakingDraft("", " ", "xx", now.date() + timedelta(days=2))
    assert [field for field, _message in draft.problems(now.date())] == ["name", "role", "language", "signed"]


INSERT = (
    "INSERT INTO undertaking (uuid, clock, device_id, name, role, version, language, signed, valid_until)"
    " VALUES (zeroblob(16), 1, 1, {}, {}, '1', 'en', '2026-01-01', {})"
)


@pytest.mark.parametrize(
    "values",
    [
        ("' '", "'Facilitator'", "'2027-01-01'"),
        ("'Desk A'", "''", "'2027-01-01'"),
        ("'Desk A'", "'Facilitator'", "'2099-01-01'"),
        ("'Desk A'", "'Facilitator'", "'2025-01-01'"),
        ("'Desk A'", "'Facilitator'", "NULL"),
    ],
)
def test_an_insert_past_the_screens_fails(workspace, now, values):
    sign(workspace, "Desk A", now.date())
    with pytest.raises(IntegrityError):
        workspace.run(lambda session: session.execute(text(INSERT.format(*values))))
    right = INSERT.format("'Desk A'", "'Facilitator'", "'2027-01-01'")
    workspace.run(lambda session: session.execute(text(right)).rowcount)
