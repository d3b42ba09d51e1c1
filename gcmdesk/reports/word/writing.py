"""The exporters of Word documents, for the exporters' door (`gcmdesk.exchange.door`).

exporter = writing.exporter(prepared, letterheads.read(path), password="agreed on the telephone")
door.send(workspace, prepared.released, exporter, target)
"""

import io
from dataclasses import replace
from typing import Any, BinaryIO

from gcmdesk.exchange.door import Exporter
from gcmdesk.exchange.grids import TABLES
from gcmdesk.i18n import current, mark
from gcmdesk.jobs import Progress
from gcmdesk.protection.material import Several
from gcmdesk.protection.release import Released
from gcmdesk.reports import tabling
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.blocks import Report
from gcmdesk.reports.word import letterheads, package
from gcmdesk.reports.word.letterheads import Letterhead


def _tables(released: Released[Any], stream: BinaryIO) -> None:
    """Any released material, title by title, in the language of the screen."""
    texts = current()
    title = released.material.title
    report = Report(title, texts.language.code, tabling.anything(released.material, texts))
    package.write(report, letterheads.ours(), stream, moment=released.facts.moment)


WORD = Exporter("word", mark("Word document"), ".docx", TABLES, _tables)


def exporter(
    prepared: Prepared,
    letterhead: Letterhead | None = None,
    *,
    password: str = "",
    progress: Progress | None = None,
) -> Exporter:
    """The exporter of one report. With a password, the file asks for it when it is opened in Word."""

    def write(released: Released[Any], stream: BinaryIO) -> None:
        if released is not prepared.released:
            raise ValueError("a report is written from its own material")
        document(prepared, stream, letterhead, password=password, progress=progress)

    return replace(WORD, kinds=(Several,), write=write)


def document(
    prepared: Prepared,
    stream: BinaryIO,
    letterhead: Letterhead | None = None,
    *,
    password: str = "",
    progress: Progress | None = None,
) -> None:
    """The report as a Word document; called by exporters."""
    plain = io.BytesIO() if password else stream
    moment = prepared.released.facts.moment
    package.write(prepared.report, letterhead or letterheads.ours(), plain, moment=moment, progress=progress)
    if password:
        _lock(plain, password, stream)


def _lock(plain: BinaryIO, password: str, stream: BinaryIO) -> None:
    """Agile encryption of ECMA-376: AES-256 in the file itself, and Word asks for the password."""
    from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

    plain.seek(0)
    OOXMLFile(plain).encrypt(password, stream)
