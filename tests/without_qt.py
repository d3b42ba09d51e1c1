"""Pytest plugin for the core's tests, which run as if PySide6 were not installed.

Use it as `-p no:pytest-qt -p tests.without_qt`.
"""

import sys

import pytest

for _blocked in ("PySide6", "shiboken6"):
    sys.modules[_blocked] = None  # type: ignore[assignment] # Python's own way to make an import fail


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's settings although pytest-qt is away, because unknown settings are errors."""
    parser.addini("qt_api", "read by pytest-qt only")
    parser.addini("qt_log_ignore", "read by pytest-qt only")
    parser.addini("qt_log_level_fail", "read by pytest-qt only")
