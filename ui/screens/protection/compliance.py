"""The first page of Protection: the twelve principles, what the workspace does about each, and what is open."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.exchange import exporters
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from gcmdesk.protection import compliance, limits, statement
from gcmdesk.protection.compliance import STATUSES, FileState, OpenPoint, Principle, Status
from gcmdesk.protection.material import Text as Words
from gcmdesk.protection.release import Released
from gcmdesk.workspace import backups, clock
from ui import theme
from ui.printing import Items, Paper, Paragraph, Part, Title
from ui.screens.base import Context, PrimaryAction
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text, Tone

_TONES: dict[Status, Tone] = {Status.KEPT: "success", Status.OPEN: "warning", Status.NOT_YET: "muted"}
_GO = mark("Go there")


class _Statement:
    """Which of the statement's paragraphs are headings and lists, for paper: what leaves is the bare text."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}
        self._language = ""

    def material(self, paragraphs: tuple[statement.Paragraph, ...], language: str) -> Words:
        """The statement as the gate takes it."""
        self._kinds = {one.text: one.kind for one in paragraphs}
        self._language = language
        return statement.material(paragraphs)

    def paper(self, released: Released[Words]) -> Paper:
        """The statement as it is printed."""
        parts: list[Part] = []
        for text in released.material.paragraphs:
            match self._kinds.get(text):
                case "heading":
                    parts.append(Title(text, 3))
                case "point":
                    parts.append(Items((text,)))
                case "open point":
                    parts.append(Items((text,), boxes=True))
                case "signature":
                    parts += [Paragraph("\n\n"), Paragraph(text)]
                case _:
                    parts.append(Paragraph(text))
        return Paper(released.material.title, tuple(parts), language=self._language)


class CompliancePage(Page):
    """Everything is worked out from the registers; nothing is typed."""

    topics = frozenset(
        {
            "oversight",
            "notices",
            "people",
            "consent",
            "releases",
            "paper records",
            "retention",
            "requests",
            "incidents",
            "undertakings",
            "duty periods",
        }
    )

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.column = Column(self.title)
        self._layout.addWidget(self.column)
        self.summary = Text(bold=True, scale=1.2)
        listed = QWidget()
        self._points = QVBoxLayout(listed)
        self._points.setContentsMargins(0, 0, 0, 0)
        self._points.setSpacing(theme.current().px(8))
        holder = QWidget()
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.current().px(12))
        self.column.add(
            card(self.summary, Caption(_("Worked out from the registers of this workspace.")), listed), holder
        )
        self.column.end()
        self._shown: compliance.Page | None = None
        self._backup: datetime | None = None
        self._looked = False
        self.workspace.examined.connect(self._examined)

    @Slot()
    def _examined(self) -> None:
        self._stale = True
        self.freshen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.workspace.is_open:  # beside the workspace, which may lie on a drive that does not answer
            self.context.tasks.look(partial(backups.found, self.workspace.present.path), self._backups_seen)

    def _backups_seen(self, found: Sequence[backups.Backup]) -> None:
        self._backup = found[0].made if found else None
        self._looked = True
        self._examined()

    def panes(self) -> list[QWidget]:
        return [self.column]

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Statement…"), self.offer_statement, icon="file-text")

    def offer_statement(self) -> None:
        """The statement in the language chosen, for the readers chosen, in the release panel."""
        now, state, person = clock.now(), self.state(), self.workspace.present.person
        worded = _Statement()

        def material(session: Any, request: Any, texts: i18n.Texts) -> Words:
            page = compliance.page(session, now, state, person)
            paragraphs = statement.paragraphs(page, request.recipient, texts, limits.of(session))
            return worded.material(paragraphs, texts.language.code)

        title = _(statement.TITLE)
        offer = Offer(title, material, exporters=(exporters.TEXT,), languages=True, paper=worded.paper)
        self.offered.emit(offer)

    def state(self) -> FileState:
        """What the registers cannot know about the file."""
        present = self.workspace.present
        return FileState(
            self.context.settings.current.lock_after or None,
            self._backup,
            backups_looked_for=self._looked,
            history_unbroken=self.workspace.history_unbroken,
            lacks_work=present.regress is not None,
        )

    def refresh(self) -> None:
        page = self.workspace.read(compliance.page, clock.now(), self.state(), self.workspace.present.person)
        count = i18n.current().number(page.open)
        told = ngettext("{n} point is open.", "{n} points are open.", page.open).format(n=count)
        self.summary.setText(told if page.open else _("Nothing is open."))
        before, self._shown = self._shown, page
        if before and (before.principles, before.children) == (page.principles, page.children):
            return
        for layout in (self._points, self._cards):
            while item := layout.takeAt(0):
                old = item.widget()
                if old:
                    old.hide()
                    old.deleteLater()
        for principle in (*page.principles, page.children):
            self._cards.addWidget(self._card(principle))
            for point in principle.open:
                self._list_point(point)

    def _card(self, principle: Principle) -> QWidget:
        texts = i18n.current()
        title = compliance.title(principle.id, texts)
        lines: list[QWidget] = [
            Heading(title, 2),
            Text(_(STATUSES[principle.status]), tone=_TONES[principle.status], bold=True),
            *(Text(line.text(texts)) for line in principle.does),
        ]
        open_points = [Text(point.line.text(texts), tone="warning") for point in principle.open]
        return card(*lines, *open_points)

    def _list_point(self, point: OpenPoint) -> None:
        said, go = point.line.text(i18n.current()), partial(self.context.go, point.place)
        way = button(_(_GO), go, icon="arrow-right")
        way.setAccessibleName(f"{said} {_(_GO)}")
        self._points.addWidget(Text(said, tone="warning"))
        self._points.addWidget(row_of(way))
