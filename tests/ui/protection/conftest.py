"""The window with a workspace open."""

from tests.ui.workspace.conftest import around, at_work, begin, path
from tests.ui.workspace.test_every_page import files, open_with

__all__ = ["around", "at_work", "begin", "files", "open_with", "path"]
