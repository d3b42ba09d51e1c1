"""The small screen on which pictures are taken and windows are measured: 1366×768 without its task bar."""

from pathlib import Path

SCREEN = f"offscreen:configfile={Path(__file__).resolve().parents[1] / 'tests' / 'ui' / 'screen.json'}"
"""For the environment variable `QT_QPA_PLATFORM`."""
