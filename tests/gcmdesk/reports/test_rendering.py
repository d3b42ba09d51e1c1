"""LibreOffice opens what we write. Needs the Debian packages libreoffice-writer-nogui and poppler-utils."""

import shutil
import subprocess

import pytest

from gcmdesk.exchange import door
from gcmdesk.reports.word import writing

pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="needs the Debian packages libreoffice-writer-nogui and poppler-utils",
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_libreoffice_shows_every_page(prepare, mapped, tmp_path, language):
    prepared, path = prepare(language=language, title="Map 2026"), tmp_path / "r.docx"
    door.send(mapped, prepared.released, writing.exporter(prepared), path)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "r.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert "Map 2026" in pages[0]
    assert len(pages) >= 6
    assert all(len(one.split()) > 5 for one in pages), "no page is empty"
