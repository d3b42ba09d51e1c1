"""The new user's computer: nothing was ever opened on it."""

from tests.ui.workspace.conftest import around, begin  # noqa: F401 - fixtures
