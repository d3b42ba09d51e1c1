"""What is due, for Home: one provider an area, in ten lines.

    def due(workspace: DeskWorkspace) -> Sequence[Due]:          # on the worker's thread: read, never touch a widget
        return [
            Due(_("A request for access waits for an answer."), request.until, f"protection/requests/{request.id}")
            for request in workspace.read(requests.open)
        ]

and one line in `PROVIDERS`. Sentences name nobody: Home is seen by whoever stands behind the chair.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Literal

from gcmdesk.jobs import Progress
from ui.desk_workspace import DeskWorkspace


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for somebody."""

    sentence: str
    """In the language of the screen, without names of persons."""
    day: date
    """When it is, or was, due."""
    place: str
    """Where it is done."""
    severity: Literal["", "warning", "danger"] = ""
    """Danger where a legal deadline is close or over, such as the 72 hours of an incident."""


Provider = Callable[[DeskWorkspace], Sequence[Due]]

PROVIDERS: tuple[str, ...] = (
    "ui.screens.protection.due_list:due",
    "ui.screens.kick_off.due:due",
    "ui.screens.needs.due:due",
)
"""``module:function``, each a `Provider`, imported when Home asks."""


def everything(workspace: DeskWorkspace, _progress: Progress) -> tuple[Due, ...]:
    """What all providers have, the earliest first. For the worker."""
    found: list[Due] = []
    for source in PROVIDERS:
        module, name = source.split(":")
        provider: Provider = getattr(import_module(module), name)
        found += provider(workspace)
    return tuple(sorted(found, key=lambda due: due.day))
