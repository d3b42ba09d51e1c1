"""Taking consent down in seconds: for one person or a whole row, before a witness or on a signed sheet.

    self.consent = ConsentForm(context)
    self.consent.recorded.connect(self._recorded)          # ids of the people
    self.consent.ask((person.id,))                         # people who are recorded
    self.consent.ask_new()                                 # as many people to come as are typed

Enter finishes, wherever the cursor stands. What the next person has in common stays in its field.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.jobs import Progress
from gcmdesk.protection import notices, people, receipts, signed_sheets
from gcmdesk.protection.people import PersonDraft, RecordedPerson
from gcmdesk.protection.people_records import AgeBand, Capacity, Method, NoticeKind, Receipt
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.receipts import Capture
from gcmdesk.protection.recipients import Recipient
from gcmdesk.workspace import clock
from ui import theme
from ui.answers import Answer
from ui.screens.base import Context
from ui.screens.protection.moments import MISSING, local_day, of_day
from ui.screens.protection.parts import language_title, submit
from ui.widgets.buttons import button
from ui.widgets.consent_fields import ConsentFields
from ui.widgets.row import row_of
from ui.widgets.sheet_picture import SheetPicture
from ui.widgets.text import Text

LOOK_AGAIN = timedelta(days=365)
"""The notices promise that a record is looked at again within a year."""
_NOBODY_YET = -1
_MOST_NAMED = 12
_MOST_AT_ONCE = 500
"""More than a hall holds is a slip of the finger."""
_RECORDED = mark("Consent recorded")


class ConsentForm(QWidget):
    """The fields, the picture of the signed sheet, and one button."""

    recorded = Signal(object)
    """Row ids (a tuple) of the people whose answers were taken down."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.workspace = context.workspace
        self.people: tuple[RecordedPerson, ...] = ()
        self.fields = ConsentFields()
        self.fields.changed.connect(self._offer_notices)
        self.who = Text(bold=True)
        self.sheet = SheetPicture(_("The signed sheet is attached when you record."))
        self.record_it = button(_("Record answers"), self.record, kind="primary", icon="check")
        self.told = Text(tone="success", bold=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        for widget in (self.told, self.who, self.fields, self.sheet, row_of(self.record_it)):
            column.addWidget(widget)
        self.told.hide()
        self._kind: NoticeKind | None = None
        self.setFocusProxy(self.fields)

    # Who is asked

    def ask_new(self) -> None:
        """Ask people who are not recorded yet; they are recorded with their answers."""
        self._begin(())

    def ask(self, wanted: tuple[int, ...]) -> None:
        """Ask people who are recorded; those that are no more are left out."""
        self._begin(self.workspace.read(people.of, wanted))

    def _begin(self, those: tuple[RecordedPerson, ...]) -> None:
        self.people = those
        self._kind = None
        names = i18n.current().joined([isolate(one.pseudonym) for one in those[:_MOST_NAMED]])
        more = len(those) - _MOST_NAMED
        if more > 0:
            names = _("{names} and {count} more").format(names=names, count=i18n.current().number(more))
        self.who.setText(names)
        self.who.setVisible(bool(those))
        self._tell("")
        self.sheet.clear()
        child = bool(those) and all(one.child for one in those)
        self.fields.begin(local_day(clock.now()), new=not those, child=child)

    def offer_notices(self) -> None:
        """Offer the notices as they are now; one that was withdrawn is no more among them."""
        self._kind = None
        self._offer_notices()

    @Slot()
    def _offer_notices(self) -> None:
        kind = self.fields.kind
        if kind is self._kind or not self.workspace.is_open or self.workspace.locked:
            return
        self._kind = kind
        versions, seen = [], set()
        for one in self.workspace.read(notices.versions):
            if one.kind is kind and not one.withdrawn and one.notice not in seen:
                seen.add(one.notice)
                text = _("{language}: {title}").format(
                    language=language_title(one.language), title=isolate(one.words.title)
                )
                versions.append((one, text))
        self.fields.offer_notices(versions, i18n.current().language.code)

    # Recording

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.record()
        else:
            super().keyPressEvent(event)

    def record(self) -> None:
        """Take the answers down, where nothing is wrong with them; what is wrong is shown."""
        done = submit(self.fields, self._record)
        if done is None:
            self._tell("")
            return
        those: tuple[RecordedPerson, ...] = done[0] or self.people
        given: tuple[Receipt, ...] = done[1]
        self._attach(given)
        count = len(those)
        sentence = ngettext("Recorded for {n} person: {names}.", "Recorded for {n} people: {names}.", count)
        names = i18n.current().joined([isolate(one.pseudonym) for one in those[:_MOST_NAMED]])
        self._tell(sentence.format(n=i18n.current().number(count), names=names + ("…" if count > _MOST_NAMED else "")))
        self.fields.again()
        self.sheet.clear()
        self.fields.setFocus(Qt.FocusReason.OtherFocusReason)
        self.recorded.emit(tuple(one.id for one in those))

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def _record(self, values: dict[str, Any]) -> Answer:
        missing = [(name, MISSING) for name in ("day",) if values[name] is None]
        if not values["notice_version"]:
            missing.append(("notice_version", mark("Set up the notices first.")))
        if self.fields.new and not values["count"]:
            missing.append(("count", mark("Type how many people.")))
        elif self.fields.new and values["count"] > _MOST_AT_ONCE:
            missing.append(("count", mark("At most 500 people can be recorded at once.")))
        guardian = None
        if self.fields.kind is NoticeKind.CHILD and values["guardian_person"]:
            guardian = self.workspace.read(people.called, values["guardian_person"])
            if guardian is None:
                missing.append(("guardian_person", mark("Nobody is recorded under this pseudonym.")))
        if missing:
            return tuple(missing)
        capture = replace(self._capture(values), guardian_person=guardian)
        if self.people:
            found = self.workspace.read(receipts.problems, capture)
            return _named(found) or self.workspace.run(_record_known, capture, name=_RECORDED)
        draft = PersonDraft(
            AgeBand(values["age_band"]),
            capture.notice_version,
            capture.language,
            _("asked in person"),
            local_day(clock.now()) + LOOK_AGAIN,
            region=values["region"],
            languages=values["languages"],
            role=values["role"],
        )
        found = (*draft.problems(), *capture.problems())
        count = int(values["count"])
        return _named(found) or self.workspace.run(receipts.record_row, draft, count, capture, name=_RECORDED)

    def _capture(self, values: dict[str, Any]) -> Capture:
        child = self.fields.kind is NoticeKind.CHILD
        possible = not child and values["capacity"] == Capacity.NOT_POSSIBLE
        method, given = Method(values["method"]), self.fields.answers.given
        version = self.workspace.read(notices.version, values["notice_version"])
        return Capture(
            tuple(one.id for one in self.people) or (_NOBODY_YET,),
            values["answers"],
            version.id,
            values["language"].strip() or version.language,
            of_day(values["day"], clock.now()),
            method=method,
            capacity=Capacity.CHILD if child else Capacity(values["capacity"]),
            witness=values["witness"] if method is Method.SPOKEN else "",
            place=values["place"],
            guardian=values["guardian"] if child else "",
            best_interests=values["best_interests"] if child else "",
            reason=values["reason"] if possible else "",
            understanding=values["understanding"] if possible else "",
            expires=values["expires"],
            third_party=values["third_party"] if given((Purpose.SHARING,)) else "",
            recipients=tuple(Recipient(one) for one in values["recipients"])
            if given((Purpose.SHARING, Purpose.ATTRIBUTION))
            else (),
        )

    # The signed sheet

    def _attach(self, given: tuple[Receipt, ...]) -> None:
        """The picture belongs to one receipt of each person; its content is stored once."""
        picture = self.sheet.picture
        if not picture:
            return
        first = {one.person: one.id for one in reversed(given)}
        present = self.workspace.present

        def attach(progress: Progress) -> None:
            for receipt in first.values():
                present.job(progress, signed_sheets.attach, receipt, picture, name=mark("Signed sheet attached"))

        self.context.tasks.start(_("Attaching the signed sheet"), attach)


def _record_known(session: Any, capture: Capture) -> tuple[tuple[RecordedPerson, ...], tuple[Receipt, ...]]:
    return (), receipts.record(session, capture)


def _named(found: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Problems under the names of the fields here."""
    names = {"time": "day", "notice_language": "language", "people": "count"}
    return tuple((names.get(field, field), message) for field, message in found)
