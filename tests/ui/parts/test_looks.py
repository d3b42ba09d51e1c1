"""The example's table, form and strip meet the checks of every screen."""

from collections.abc import Callable

import pytest

from gcmdesk import i18n
from gcmdesk.i18n import Texts
from tests.ui import looking
from tests.ui.parts import example
from tests.ui.test_every_screen import LONG, LongTexts, settle
from tests.ui.workspace.conftest import PASSPHRASE, Hands
from ui.theme import Look

Begin = Callable[..., Hands]


@pytest.fixture
def show(example_room: None, begin: Begin, path: object, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """The register with two rows, and a problem beside a field."""

    def show_(code: str, **looks: object) -> Hands:
        monkeypatch.setattr(i18n, "Texts", LongTexts if code == LONG else Texts)
        hands = begin(language="en" if code == LONG else code, **looks)
        hands.desk.workspace.open(path, PASSPHRASE, reading=False, failed=lambda error: pytest.fail(str(error)))
        hands.wait()
        hands.desk.workspace.run(
            example.add, "A rather long name of an organisation " * 3, "مجلس المدينة", name="Added"
        )
        hands.window.go("example/register")
        hands.wait()
        hands.window.screen_shown.page.form.fields["name"].show_problem("A problem beside its field, in a sentence")
        settle()
        return hands

    return show_


@pytest.mark.parametrize(("code", "text_size"), [("en", 100), (LONG, 150), ("ar", 150), (LONG, 200), ("ar", 200)])
def test_nothing_is_cut_and_everything_has_a_name(show: Begin, code: str, text_size: int) -> None:
    window = show(code, text_size=text_size).window
    checks = (looking.cramped, looking.overflowing, looking.nameless, looking.unreachable, looking.too_low)
    assert [fault for check in checks for fault in check(window)] == []


@pytest.mark.parametrize("look", list(Look))
def test_it_stands_out_from_its_ground(show: Begin, look: Look) -> None:
    assert looking.faint(show("en", theme=look.value).window) == []
