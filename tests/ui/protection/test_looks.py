"""Registers with something in them, on a small screen: the sample has no transfer and no incident."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from gcmdesk import i18n
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import incidents, paper, undertakings
from gcmdesk.protection.incidents import IncidentDraft
from gcmdesk.protection.paper import PaperDraft
from gcmdesk.protection.undertakings import UndertakingDraft
from gcmdesk.workspace import clock
from tests.ui import looking
from tests.ui.protection.test_transfers import MINISTRY, TABLE, send
from tests.ui.test_every_screen import LONG, LongTexts
from tests.ui.workspace.conftest import PASSPHRASE, Hands
from ui.screens.protection.moments import local_day
from ui.theme import Look

Begin = Callable[..., Hands]
PAGES = ("compliance", "transfers", "paper", "incidents", "undertakings")
DONE = mark("Sample added")


def enter_something(hands: Hands) -> None:
    """One entry in each register."""
    workspace, now = hands.desk.workspace, clock.now()
    today = local_day(now)
    workspace.present.person = "Secretary"
    send(hands, TABLE, MINISTRY)
    lost = IncidentDraft(now - timedelta(hours=30), "lost paper", "A list was left", "Names", "1-9", lost=True)
    workspace.run(incidents.report, lost, now, name=DONE)
    sheets = PaperDraft("Signed sheets", "Steel cupboard", "Secretary", "high", today - timedelta(days=4))
    workspace.run(paper.add, sheets, name=DONE)
    workspace.run(undertakings.sign, UndertakingDraft("Helper", "Driver", "en", today), today, name=DONE)


@pytest.mark.parametrize(
    ("code", "text_size", "look"),
    [("ar", 100, Look.DARK), (LONG, 100, Look.LIGHT), ("ar", 200, Look.LIGHT), (LONG, 200, Look.CONTRAST)],
)
def test_registers_with_entries_are_whole_and_readable(
    begin: Begin, path: Path, monkeypatch: pytest.MonkeyPatch, code: str, text_size: int, look: Look
) -> None:
    monkeypatch.setattr(i18n, "Texts", LongTexts if code == LONG else Texts)
    hands = begin(path, language="en" if code == LONG else code, text_size=text_size, theme=look.value)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    enter_something(hands)
    checks = (looking.cramped, looking.overflowing, looking.nameless, looking.unreachable, looking.faint)
    found = []
    for page in PAGES:
        hands.window.go(f"protection/{page}")
        hands.wait()
        for _pass in range(3):
            QCoreApplication.processEvents()
        found += [f"{page}: {fault}" for check in checks for fault in check(hands.window)]
    assert found == []
