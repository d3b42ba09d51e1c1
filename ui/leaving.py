"""What the exporters' door hands out, put on the clipboard or on paper.

Files are written by the door itself (`gcmdesk.exchange.door.send`); here is what only a screen can do. Both functions
enter what leaves in the transfer register first.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gcmdesk.errors import KnownError
from gcmdesk.exchange import door, exporters
from gcmdesk.exchange.door import Handed
from gcmdesk.exchange.grids import grids
from ui.printing import Grid, Paper, Paragraph, Part, Title, print_it

if TYPE_CHECKING:
    from gcmdesk.protection.release import Released
    from gcmdesk.workspace.workspace import Workspace


def copy(workspace: "Workspace", released: "Released[Any]") -> Handed:
    """Put tables and texts on the clipboard, as lines with tabs. Raises the door's `KnownError`s."""
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
    done: Callable[[Handed], None],
    failed: Callable[[KnownError], None],
) -> None:
    """Ask for a printer; once one is chosen, enter tables and texts in the register and print them.

    `done` or `failed` is told then. Where no printer is chosen, nothing left and nothing is entered.
    """

    def enter() -> bool:
        try:
            _content, handed = door.hand_out(workspace, released, exporters.TEXT)
        except KnownError as error:
            failed(error)
            return False
        done(handed)
        return True

    print_it(parent, paper(released), enter)
