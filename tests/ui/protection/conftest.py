"""The window with a workspace open."""

from tests.ui.workspace.conftest import around, at_work, begin, path

__all__ = ["around", "at_work", "begin", "path"]
