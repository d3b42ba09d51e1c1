"""Faults of PySide6 that the program keeps clear of.

- 6.12.0 on Python 3.11 lost a reference to None at every call without result, and aborted after thousands.
- 6.11.3: a method that is a slot and that a subclass overrides stays connected after its object was deleted, when the
  constructor of the base had connected it. So what is made to be overridden is no slot.
"""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import delete

import ui


def test_calls_without_a_result_keep_none_alive(qapp: QApplication) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for _times in range(1000):
        label.setText("text")
    assert sys.getrefcount(None) > before - 500


class _Sender(QObject):
    told = Signal(object)


class _Listener(QObject):
    def __init__(self, sender: _Sender, heard: list[object]) -> None:
        super().__init__()
        self.heard = heard
        sender.told.connect(self.hear)

    def hear(self, word: object) -> None:
        self.heard.append(word)


class _Heir(_Listener):
    def hear(self, word: object) -> None:
        super().hear(word)


def test_what_is_overridden_and_no_slot_is_not_called_once_its_object_is_deleted(qapp: QApplication) -> None:
    for kind in (_Listener, _Heir):
        sender, heard = _Sender(), []
        listener = kind(sender, heard)
        sender.told.emit(1)
        delete(listener)
        sender.told.emit(2)
        assert heard == [1], kind


def _classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        for _name, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if found.__module__ == module.name and issubclass(found, QObject):
                yield found


def _slots(kind: type) -> set[str]:
    """Names of the methods that this class itself declares as slots."""
    return {name for name, found in vars(kind).items() if hasattr(found, "_slots")}


def test_no_slot_is_overridden(qapp: QApplication) -> None:
    kinds = set(_classes())
    assert sum(len(_slots(kind)) for kind in kinds) > 100, "slots are found"
    overridden = [
        f"{kind.__module__}.{kind.__name__}.{name} overrides a slot of {above.__name__}"
        for kind in kinds
        for above in kind.__mro__[1:]
        if above.__module__.startswith("ui.")
        for name in _slots(above) & vars(kind).keys()
    ]
    assert overridden == []
