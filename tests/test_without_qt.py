import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_the_core_runs_with_qt_blocked(request: pytest.FixtureRequest) -> None:
    if request.config.pluginmanager.has_plugin("pytest-qt"):
        pytest.skip("this is the screens' run, where Qt is wanted")
    for name in ("PySide6", "PySide6.QtCore", "shiboken6"):
        with pytest.raises(ModuleNotFoundError):
            __import__(name)


def test_no_module_of_the_core_loads_qt() -> None:
    program = """
import importlib, pkgutil, sys
import gcmdesk
for module in pkgutil.walk_packages(gcmdesk.__path__, "gcmdesk."):
    importlib.import_module(module.name)
print(sorted({"PySide6", "shiboken6", "ui"} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
