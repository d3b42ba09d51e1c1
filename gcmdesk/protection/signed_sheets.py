"""The picture of a sheet that somebody signed, attached to the receipt that was written from it (guidance Tool 5).

    signed_sheets.require_picture(data)                                        before the answers are recorded
    workspace.job(progress, signed_sheets.attach, receipt, data, name=mark("Signed sheet attached"))

Only pictures: a PDF could not be looked at here, only in another program, which would leave copies of a signature
on the computer where nothing erases them.
"""

from sqlalchemy.orm import Session

from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.protection import receipts
from gcmdesk.workspace import attachable, attachments
from gcmdesk.workspace.attachable import AttachmentRefused


class NoPicture(AttachmentRefused):
    """A scan as PDF, or a sound, in the place of the picture of a sheet; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not a picture, so the sheet could not be looked at here."),
            _("Photograph the sheet, or save the scan as a picture (JPEG or PNG), and attach that."),
        )


def require_picture(data: bytes) -> None:
    """Raise `NoPicture`, or what `attachable.media_type` raises, for what is no picture of a sheet."""
    if not attachable.media_type(data).startswith("image/"):
        raise NoPicture


def attach(session: Session, progress: Progress, receipt: int, data: bytes) -> int:
    """Clean a picture, attach it to a receipt (row id), and return the attachment's id.

    For `Workspace.job`. Raises `NoPicture`, what `attachments.add` raises, and NoResultFound for an unknown receipt.
    """
    require_picture(data)
    return attachments.add(session, progress, receipts.owner(session, receipt), data)
