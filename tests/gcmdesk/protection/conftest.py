from datetime import UTC, date, datetime, timedelta

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.protection import notices, oversight, people
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people import PersonDraft
from gcmdesk.protection.people_records import AgeBand, Answer, NoticeKind, Office
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.receipts import Capture
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)


class Hall:
    """A workspace in which people can be recorded, and the shortest way to do it."""

    def __init__(self, workspace):
        self.workspace = workspace
        for office in Office:
            draft = AppointmentDraft(office, f"The {office}", "post box 7", date(2026, 1, 1))
            workspace.run(oversight.appoint, draft, name="Named")
        workspace.run(notices.install, name="Notices set up")
        versions = workspace.read(notices.versions)
        self.notice = {
            kind: next(v.id for v in versions if (v.kind, v.language) == (kind, "en")) for kind in NoticeKind
        }

    def draft(self, band=AgeBand.ADULT, **fields):
        child = band in (AgeBand.UNDER_12, AgeBand.FROM_12, AgeBand.FROM_16)
        notice = self.notice[NoticeKind.CHILD if child else NoticeKind.ADULT]
        return PersonDraft(band, notice, "en", "asked in the session", date(2027, 1, 1), **fields)

    def person(self, band=AgeBand.ADULT, **fields):
        return self.workspace.run(people.add, self.draft(band, **fields), name="Person recorded").id

    def capture(self, *persons, answer=Answer.GIVEN, purposes=(Purpose.QUOTE,), child=False, **fields):
        notice = self.notice[NoticeKind.CHILD if child else NoticeKind.ADULT]
        common = {"time": NOW - HOUR, "witness": "the chair"} | fields
        return Capture(persons, dict.fromkeys(purposes, answer), notice, "en", **common)


def opened(folder, name="a"):
    around = Surroundings((Parameters(8, 1, 1),), folder / f"notes-{name}")
    return opening.create(folder / f"{name}.gcmdesk", "open sesame", around)


@pytest.fixture
def hall(tmp_path):
    with opened(tmp_path) as workspace:
        yield Hall(workspace)
