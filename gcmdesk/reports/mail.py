"""A report as an e-mail that is ready to be sent: the user's mail program opens it, and nothing is sent by itself.

exporter = mail.exporter(prepared, to=("unit@ministry.example",))
door.send(workspace, prepared.released, exporter, folder / "report.eml")
"""

import io
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, BinaryIO

from gcmdesk.exchange.door import Exporter
from gcmdesk.i18n import mark
from gcmdesk.jobs import Progress
from gcmdesk.protection.material import Several
from gcmdesk.protection.release import Released
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.choices import MARKINGS
from gcmdesk.reports.word import writing
from gcmdesk.reports.word.letterheads import Letterhead

_TYPE = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
_ATTACHED = mark("Attached is the report “{title}” of {date}.")
_MARKED = mark("It is marked {marking}. Please pass it on to nobody whom it is not meant for.")
_WITHHELD = mark("Its last pages say what was withheld, and why.")
_LOCKED = mark("The file opens with the password that was agreed on by another way.")


def exporter(
    prepared: Prepared,
    letterhead: Letterhead | None = None,
    *,
    to: tuple[str, ...] = (),
    password: str = "",
    progress: Progress | None = None,
) -> Exporter:
    """The exporter of one report as an e-mail with the Word document attached, in the report's language."""

    def write(released: Released[Any], stream: BinaryIO) -> None:
        if released is not prepared.released:
            raise ValueError("a report is written from its own material")
        attached = io.BytesIO()
        writing.document(prepared, attached, letterhead, password=password, progress=progress)
        stream.write(_message(prepared, attached.getvalue(), to, locked=bool(password)))

    return Exporter("email", mark("E-mail with a Word document"), ".eml", (Several,), write)


def _message(prepared: Prepared, attached: bytes, to: tuple[str, ...], *, locked: bool) -> bytes:
    """RFC 5322, unsent; the attachment's name says what kind of report it is, and nothing of its content."""
    spec, texts, report = prepared.spec, prepared.texts, prepared.report
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(report.title.split())
    if to:
        message["To"] = ", ".join(to)
    message["Date"] = format_datetime(prepared.released.facts.moment)
    message["X-Unsent"] = "1"
    lines = [texts.gettext(_ATTACHED).format(title=report.title, date=report.date)]
    if spec.marking:
        lines.append(texts.gettext(_MARKED).format(marking=texts.gettext(MARKINGS[spec.marking])))
    lines.append(texts.gettext(_WITHHELD))
    if locked:
        lines.append(texts.gettext(_LOCKED))
    message.set_content("\n\n".join(lines) + "\n")
    main, sub = _TYPE
    name = f"{spec.outline}-{spec.language}-{spec.version}.docx"
    message.add_attachment(attached, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()
