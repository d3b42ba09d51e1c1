"""The pages of the workspace meet the checks of every screen."""

from collections.abc import Callable, Iterator

import pytest

from gcmdesk import i18n
from gcmdesk.i18n import Texts
from gcmdesk.workspace import errors
from tests.ui import looking
from tests.ui.test_every_screen import LONG, LongTexts, settle
from ui.theme import Look

from .conftest import PASSPHRASE, Hands

Begin = Callable[..., Hands]


def in_language(monkeypatch: pytest.MonkeyPatch, code: str) -> str:
    monkeypatch.setattr(i18n, "Texts", LongTexts if code == LONG else Texts)
    return "en" if code == LONG else code


def everywhere(hands: Hands, path: object) -> Iterator[str]:
    """Show every page and state, one after the other, and name it."""
    desk, window = hands.desk, hands.window

    def shown(place: str) -> str:
        window.go(place)
        hands.wait()
        settle()
        return place

    yield shown("workspace/new")
    hands.page.create_it.click()
    hands.wait()
    yield "problems"
    desk.workspace.wanted = None
    yield shown("workspace/open")
    desk.workspace.wanted = path
    yield shown("workspace/open")
    hands.page.secret.with_sheet.setChecked(True)
    settle()
    yield "recovery key"
    hands.page.secret.with_sheet.setChecked(False)
    hands.page.secret.passphrase.edit.setText(PASSPHRASE)
    hands.page.open_it.click()
    hands.wait()
    hands.add("City council")
    yield shown("workspace")
    hands.page.check()
    hands.wait()
    settle()
    yield "checked"
    for page in ("history", "restore", "passphrase"):
        yield shown(f"workspace/{page}")
    yield from put_aside(hands, shown)
    desk.workspace.sheet_due = True
    yield shown("workspace/sheet")
    hands.page.on_paper.click()
    hands.page.key._typed(0, "AAAAA")
    settle()
    yield "typing the key"
    desk.workspace.not_saved(errors.DiskFull())
    yield shown("home")
    desk.workspace.lock()
    hands.wait()
    secret = window._layers.lock_screen.secret
    secret.passphrase.show_problem("A problem")
    settle()
    yield "locked"
    secret.with_sheet.setChecked(True)
    secret.key.show_problem("A problem")
    settle()
    yield "locked, with the recovery sheet"


def put_aside(hands: Hands, shown: Callable[[str], str]) -> Iterator[str]:
    present = hands.desk.workspace.present.path
    present.with_name(f"{present.stem}.2026-01-01T10-00-00-000000Z.gcmdesk").touch()
    yield shown("workspace/restore")
    hands.page.put_aside.delete.click()
    settle()
    yield "deleting for good"


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("code", ["en", "ar", LONG])
def test_nothing_is_cut_on_a_small_screen(
    begin: Begin, path: object, monkeypatch: pytest.MonkeyPatch, code: str, text_size: int
) -> None:
    hands = begin(language=in_language(monkeypatch, code), text_size=text_size)
    looks = (looking.cramped, looking.overflowing)
    faults = [f"{name}: {one}" for name in everywhere(hands, path) for look in looks for one in look(hands.window)]
    assert faults == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_everything_has_a_name_and_is_reached_with_tab(
    begin: Begin, path: object, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    hands = begin(language=in_language(monkeypatch, code))
    looks = (looking.nameless, looking.unreachable, looking.too_low)
    faults = [f"{name}: {one}" for name in everywhere(hands, path) for look in looks for one in look(hands.window)]
    assert faults == []


@pytest.mark.parametrize("look", list(Look))
def test_everything_stands_out_from_its_ground(begin: Begin, path: object, look: Look) -> None:
    hands = begin(theme=look.value, size=(1366, 1800))
    assert [f"{name}: {one}" for name in everywhere(hands, path) for one in looking.faint(hands.window)] == []
