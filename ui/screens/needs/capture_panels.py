"""What stands beside the notes while people speak: the agenda, and who and what has been heard so far."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations.coverage import Coverage
from gcmdesk.consultations.session_records import AgendaPoint
from gcmdesk.i18n import compact, isolate, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.stakeholders import vocabulary
from ui import theme
from ui.widgets.bars import Bar, Bars
from ui.widgets.buttons import button
from ui.widgets.column import Column
from ui.widgets.text import Caption, Heading, Text

_MOST_NAMED = 12
_POINT = int(Qt.ItemDataRole.UserRole)


class AgendaPanel(QWidget):
    """The points; Enter or a click makes one the present one."""

    chosen = Signal(int)
    """The row id of the point that the next notes belong to."""
    step = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Agenda"))
        self.list.setAccessibleDescription(_("Enter makes a point the present one."))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.none = Caption(_("This session has no agenda. Notes are taken without one."))
        self.next = button(_("Next point"), lambda: self.step.emit(1), icon="arrow-right")
        self.next.setToolTip("Ctrl+↓")
        column.addWidget(Heading(_("Agenda"), 3))
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        column.addWidget(self.next)
        self._rest = QWidget()  # keeps the words at the top while there is no list
        column.addWidget(self._rest, 1)

    def show_agenda(self, points: Sequence[AgendaPoint], present: int | None, *, open_now: bool) -> None:
        """Show the points, what is done ticked off, the present one marked."""
        here = "◂" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "▸"
        texts = [f"{here if one.id == present else '✓' if one.done else '·'}  {isolate(one.title)}" for one in points]
        if [self.list.item(row).text() for row in range(self.list.count())] != texts:
            self.list.clear()
            for one, text in zip(points, texts, strict=True):
                item = QListWidgetItem(text)
                item.setData(_POINT, one.id)
                font = theme.font(bold=one.id == present)
                item.setFont(font)
                states = {True: _("present point"), False: _("done") if one.done else _("to come")}
                item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{one.title}, {states[one.id == present]}")
                self.list.addItem(item)
        row = next((row for row, one in enumerate(points) if one.id == present), -1)
        self.list.setCurrentRow(row)
        self.list.setVisible(bool(points))
        for widget in (self.none, self._rest):
            widget.setVisible(not points)
        self.next.setVisible(bool(points) and open_now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())

    @Slot(QListWidgetItem)
    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_POINT))


class CoveragePanel(Column):
    """Who has spoken, who has not, and which objectives were touched."""

    def __init__(self) -> None:
        super().__init__(_("Heard so far"))
        self.spoken, self.groups, self.silent = Text(bold=True), Text(tone="warning"), Text()
        self.nameless, self.objectives = Caption(), Bars(_("Notes on objectives"))
        self.head = Heading(_("Objectives"), 3)
        self.add(Heading(_("Heard so far"), 3), self.spoken, self.groups, self.silent, self.nameless)
        self.add(self.head, self.objectives)
        self.end()

    def show_coverage(self, found: Coverage) -> None:
        """Show how far the session got."""
        texts = i18n.current()
        came = sum(one.attended for one in found.voices)
        spoken, heard = len(found.spoken), sum(bool(one.notes and one.attended) for one in found.voices)
        if came:
            sentence = _("Spoken: {count} of {all}").format(count=texts.number(heard), all=texts.number(came))
            more = spoken - heard
            if more:
                others = ngettext("{n} more spoke", "{n} more spoke", more).format(n=texts.number(more))
                sentence = _("{first}; {second}").format(first=sentence, second=others)
        else:
            sentence = _("Spoken: {count}").format(count=texts.number(spoken))
        self.spoken.setText(sentence)
        groups = [compact(vocabulary.groups().get(one, one)) for one in found.silent_groups]
        self.groups.setText(_("Silent groups: {names}").format(names=texts.joined(groups)) if groups else "")
        self.groups.setVisible(bool(groups))
        names = [isolate(one.name) for one in found.silent]
        shown = [*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])]
        self.silent.setText(_("Not heard yet: {names}").format(names=texts.joined(shown)) if names else "")
        self.silent.setVisible(bool(names))
        said = ngettext("{n} note of nobody in particular", "{n} notes of nobody in particular", found.nameless)
        self.nameless.setText(said.format(n=texts.number(found.nameless)))
        self.nameless.setVisible(bool(found.nameless))
        self._show_objectives(found)

    def _show_objectives(self, found: Coverage) -> None:
        texts, most = i18n.current(), max(found.objectives.values(), default=0)
        self.objectives.show_bars(
            [
                Bar(f"#{texts.digits(str(number))}", count / max(1, most), texts.number(count))
                for number, count in found.objectives.items()
            ]
        )
        for widget in (self.head, self.objectives):
            widget.setVisible(bool(found.objectives))
