"""What the bundle leaves out, and what it must not."""

import pytest

from tools.bundle import parts


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/imageformats/libqpdf.so", "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/translations/qtbase_de.qm", "babel/locale-data/de.dat", "babel/locale-data/de_AT.dat",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "docx/part.pyi",
    ],
)  # fmt: skip
def test_is_left_out(name):
    assert not parts.belongs(name)
    assert not parts.belongs(name.replace("/", "\\"))


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so", "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/translations/qtbase_ar.qm", "babel/locale-data/ar_EG.dat", "babel/locale-data/root.dat",
        "resources/fonts/NotoSansArabic-Bold.ttf", "translations/fr/LC_MESSAGES/gcmdesk.mo",
    ],
)  # fmt: skip
def test_is_taken_along(name):
    assert parts.belongs(name)


def test_a_library_goes_with_the_last_that_asks_for_it(monkeypatch):
    asks = {
        "program.so": {"libone.so"}, "libone.so": {"libtwo.so"}, "libtwo.so": set(), "libalone.so": {"libtwo.so"},
        "libcupsprintersupport.so": {"libalone.so"},
    }  # fmt: skip
    monkeypatch.setattr("PyInstaller.depend.bindepend.get_imports", lambda path: {(name, None) for name in asks[path]})
    files = [
        ("package/program.so", "program.so", "EXTENSION"),
        ("plugins/libcupsprintersupport.so", "libcupsprintersupport.so", "BINARY"),
        *((name, name, "BINARY") for name in ("libone.so", "libtwo.so", "libalone.so")),
        ("package/link.so", "program.so", "SYMLINK"),
        ("package/dead.so", "gone.so", "SYMLINK"),
    ]
    assert [name for name, *_rest in parts.needed(files)] == [
        "package/program.so", "plugins/libcupsprintersupport.so", "libone.so", "libtwo.so", "package/link.so",
    ]  # fmt: skip


def test_every_catalogue_and_font_is_inside(tmp_path):
    for place in (
        "resources/fonts/a.ttf",
        "resources/pictures/picture.png",
        "resources/guide/en/sheet.png",
        "translations/fr/LC_MESSAGES/gcmdesk.mo",
    ):
        file = tmp_path / place
        file.parent.mkdir(parents=True)
        file.touch()
    folders = {folder for _file, folder in parts.resources(tmp_path)}
    assert folders == {"resources/fonts", "resources/guide/en", "translations/fr/LC_MESSAGES"}


def test_macos_knows_the_file_type():
    told = parts.mac_properties("1.2.3")
    assert told["UTExportedTypeDeclarations"][0]["UTTypeTagSpecification"]["public.filename-extension"] == ["gcmdesk"]
