"""What the exporters' door hands out, put on the clipboard or on paper.

Files are written by the door itself (`gcmdesk.exchange.door.send`); here is what only a screen can do. Both functions
enter what leaves in the transfer register first and raise the door's `KnownError`s.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gcmdesk.exchange import door, exporters
from gcmdesk.exchange.door import Handed
from gcmdesk.exchange.grids import grids
from ui.printing import Grid, Paper, Paragraph, Part, Title, print_it

if TYPE_CHECKING:
    from gcmdesk.protection.release import Released
    from gcmdesk.workspace.workspace import Workspace


def copy(workspace: "Workspace", released: "Released[Any]") -> Handed:
    """Put tables and texts on the clipboard, as lines with tabs."""
    content, handed = door.hand_out(workspace, released, exporters.TEXT)
    QGuiApplication.clipboard().setText(content.decode())
    return handed


def paper(released: "Released[Any]") -> Paper:
    """The pages of what was released, under its title."""
    parts: list[Part] = []
    for grid in grids(released.material):
        if grid.title != released.material.title:
            parts.append(Title(grid.title, 2))
        if grid.headings:
            parts.append(
                Grid(grid.headings, [["" if cell is None else str(cell) for cell in row] for row in grid.rows])
            )
        else:
            parts += [Paragraph(str(cell)) for row in grid.rows for cell in row]
        parts += [Paragraph(note) for note in grid.notes]
    return Paper(released.material.title, tuple(parts))


def print_out(
    parent: QWidget,
    workspace: "Workspace",
    released: "Released[Any]",
    *,
    paper: Callable[["Released[Any]"], Paper] = paper,
) -> Handed:
    """Enter tables and texts in the register, then ask for a printer."""
    _content, handed = door.hand_out(workspace, released, exporters.TEXT)
    print_it(parent, paper(released))
    return handed
