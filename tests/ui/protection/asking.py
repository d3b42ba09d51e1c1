"""What the tests of Protection do at the window, and what they look for."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.protection import consent, people
from gcmdesk.protection.people_records import Answer, State
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace import clock
from tests.ui.workspace.conftest import Hands
from ui.widgets.form import Form

Show = Callable[[str], object]
Open = Callable[..., Hands]
SAID = "The bus does not come"


def fill(form: Form, **values: object) -> None:
    """Type into a form, as far as Qt's own signals go."""
    for name, value in values.items():
        field = form.fields[name]
        field.show_value(value)
        field.dirty = True
        field.edited.emit()
    QCoreApplication.processEvents()


def told(form: Form) -> set[str]:
    return {name for name, field in form.fields.items() if field.told}


def ask(page: object, **values: object) -> None:
    fill(page.form.fields, **values)


def agree(page: object, *purposes: Purpose, answer: Answer = Answer.GIVEN) -> None:
    for purpose in purposes:
        page.form.fields.answers.boxes[purpose][answer].click()


def speak(session: object, person: int) -> None:
    session.add(Consultation(title="Kick-off", day=date(2026, 5, 4)))
    session.flush()
    session.add(Note(consultation_id=1, person_id=person, said=clock.now(), text=SAID, verbatim=False))


def everybody(hands: Hands) -> tuple[people.RecordedPerson, ...]:
    return hands.desk.workspace.read(people.everybody)


def state(hands: Hands, person: int, purpose: Purpose) -> State:
    return hands.desk.workspace.read(consent.states, [person], clock.now())[person, purpose]


def notes(hands: Hands) -> int:
    return hands.desk.workspace.read(lambda session: session.query(Note).count())
