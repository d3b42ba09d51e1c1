"""The picture of a signed sheet: attached to its receipt, and nothing that could not be looked at."""

import pytest
from sqlalchemy.exc import NoResultFound

from gcmdesk.jobs import Progress
from gcmdesk.protection import receipts, signed_sheets
from gcmdesk.protection.signed_sheets import NoPicture
from gcmdesk.workspace import attachments
from gcmdesk.workspace.attachable import AttachmentRefused
from tests.gcmdesk.workspace.test_attachments import photo

PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF\n"


def attach(hall, receipt, data):
    return hall.workspace.job(Progress(), signed_sheets.attach, receipt, data, name="Signed sheet attached")


@pytest.fixture
def receipt(hall):
    return hall.workspace.run(receipts.record, hall.capture(hall.person()), name="Recorded")[0].id


def attached(hall, receipt):
    return hall.workspace.read(attachments.of, hall.workspace.read(receipts.owner, receipt))


def test_a_photo_of_the_sheet_belongs_to_its_receipt(hall, receipt):
    sheet = attach(hall, receipt, photo())
    assert [one.id for one in attached(hall, receipt)] == [sheet]


@pytest.mark.parametrize("data", [PDF, b"ID3\x04" + bytes(200), b"words", b""])
def test_what_could_not_be_looked_at_is_refused_with_a_way_out(hall, receipt, data):
    with pytest.raises(AttachmentRefused) as refused:
        attach(hall, receipt, data)
    assert refused.value.way_out
    assert attached(hall, receipt) == ()


def test_of_a_scan_as_pdf_it_is_said_to_photograph_the_sheet():
    with pytest.raises(NoPicture) as refused:
        signed_sheets.require_picture(PDF)
    assert "Photograph the sheet" in refused.value.way_out


def test_a_receipt_that_is_not_there_takes_no_sheet(hall):
    with pytest.raises(NoResultFound):
        attach(hall, 999, photo())
