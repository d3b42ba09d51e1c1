"""Fixtures for every test. The core's tests run without Qt, so nothing here imports it."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from gcmdesk import i18n, log

# No example has to be fast: the machine may be busy with something else.
hypothesis.settings.register_profile(
    "gcmdesk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("gcmdesk")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and documents of a test stay in its own folder."""
    for name in ("config", "logs", "documents"):
        monkeypatch.setenv(f"GCMDESK_{name.upper()}", str(tmp_path / name))


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    """A test may change the language of the screens; the next one starts in English and with no log open."""
    yield
    i18n.use(i18n.Texts(i18n.ENGLISH.code))
    log.stop()
