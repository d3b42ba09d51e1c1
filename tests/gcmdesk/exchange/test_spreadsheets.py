"""Reading tables: odd ones are understood, hostile ones refused with a sentence."""

import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.errors import KnownError
from gcmdesk.exchange import archives, delimited, spreadsheets

FRENCH = "Nom;Ville\nSociété civile;Orléans\nDéfense des droits;Besançon\n"
ARABIC = "الاسم,المدينة\nجمعية الأمل,الرباط\n"


def refusal(path):
    with pytest.raises(KnownError) as refused:
        spreadsheets.read(path)
    assert refused.value.sentence
    assert refused.value.way_out
    return refused.value.sentence


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8-sig"),
        (FRENCH, "utf-16", "utf-16"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "cp1252", "cp1252"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "utf-16", "utf-16"),
    ],
)
def test_letters_are_read_whatever_program_wrote_them(tmp_path, text, encoding, named):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    assert spreadsheets.look(path).encoding == named
    sign = ";" if text is FRENCH else ","
    assert spreadsheets.read(path).rows == [line.split(sign) for line in text.splitlines()]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_columns_are_told_apart_by_the_sign_that_fits_most_lines(sign):
    lines = [sign.join(row) for row in (["Name", "Note"], ["Port", '"one; two, three\nfour"'], ["Bay", "“x”"])]
    assert delimited.rows("\n".join(lines)) == [["Name", "Note"], ["Port", "one; two, three\nfour"], ["Bay", "“x”"]]
    assert delimited.rows(f"sep={sign}\nA{sign}B\n") == [["A", "B"]]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5), max_size=4)))
def test_any_text_is_a_table_or_refused_with_a_sentence(rows):
    text = "\n".join(";".join(row) for row in rows)
    with suppress(delimited.TextRefused):
        found = delimited.rows(delimited.decoded(text.encode())[0])
        assert all(isinstance(cell, str) for row in found for cell in row)


@given(st.binary(max_size=200))
def test_any_bytes_have_letters_or_are_refused_with_a_sentence(content):
    with suppress(delimited.TextRefused):
        text, encoding = delimited.decoded(content)
        assert len(text.encode(errors="replace")) >= len(text)
        assert encoding


def test_a_sheet_need_not_begin_in_its_corner(book):
    def fill(made, sheet):
        sheet.write_row(4, 2, ["Name", "Since", "Members"])
        sheet.write_row(5, 2, ["Port", None, 12])
        sheet.write_datetime(5, 3, date(2020, 1, 2), made.add_format({"num_format": "yyyy-mm-dd"}))

    grid = spreadsheets.read(book(fill))
    assert grid.first_row == 5
    assert [list(row) for row in grid.rows] == [["Name", "Since", "Members"], ["Port", date(2020, 1, 2), 12]]


def test_what_is_merged_counts_in_all_its_rows(book):
    def fill(made, sheet):
        sheet.write_row(0, 0, ["Region", "Name"])
        sheet.merge_range(1, 0, 3, 0, "North")
        for row, name in enumerate("abc", 1):
            sheet.write(row, 1, name)

    grid = spreadsheets.read(book(fill))
    assert grid.merged == 1
    assert [row[0] for row in grid.rows] == ["Region", "North", "North", "North"]


def test_the_user_learns_that_cells_are_computed(book):
    path = book(lambda _made, sheet: sheet.write_formula(1, 0, '="Port"&"s"', None, "Ports"))
    assert spreadsheets.look(path).formulas
    assert spreadsheets.read(path).rows == [["Ports"]]
    assert not spreadsheets.look(book([["Name"], ["Port"]])).formulas


def test_the_row_of_headings_is_found_below_titles(book):
    grid = spreadsheets.read(book([["List of 2026"], [], ["Name", "Type", "Note"], ["Port", 3, "x"]]))
    assert spreadsheets.header_row(grid) == 2
    assert spreadsheets.header_row(spreadsheets.read(book([["a", "b"], ["Name", "Level"]])), frozenset({"name"})) == 1
    assert spreadsheets.header_row(spreadsheets.read(book([[1, 2], [3, 4]]))) is None
    assert spreadsheets.header_row(spreadsheets.Grid([])) is None


def test_a_million_empty_declared_rows_are_no_hindrance(book):
    def fill(made, sheet):
        bold = made.add_format({"bold": True})
        sheet.write_row(0, 0, ["Name"])
        for row in range(1, 1_048_576, 997):
            sheet.write_blank(row, 0, None, bold)

    assert spreadsheets.read(book(fill)).rows == [["Name"]]


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 0), (1_048_575, 16_383), (90_000, 16_383), (150_000, 300)])
def test_one_cell_in_the_far_corner_is_refused_before_memory_is_taken(book, row, column):
    def fill(made, sheet):
        sheet.write(0, 0, "Name")
        sheet.write(row, column, "far")

    assert "too large" in refusal(book(fill))


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def replaced(path, member, content):
    """The same workbook with another sheet in it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, old in members.items():
            archive.writestr(name, content if name == member else old)
    return path


@pytest.mark.parametrize(
    "row",
    [
        "<row r='1048576'><c r = 'XFD1048576'><v>1</v></c></row>",
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row\tr="2"><c t="n"\n r="ZZZ99999"><v>1</v></c></row>',
        '<x:row r="1"><x:c r="XFD99999"><x:v>1</x:v></x:c></x:row>',
        '<row r="1"><c r="xfd99999"><v>1</v></c></row>',
        '<row r="1"><c a=">" r="XFD99999"><v>1</v></c></row>',
        '<row r="1"><c r="XFD99999" a="/><"><v>1</v></c></row>',
        '<row r="1"><c r="XFD99999"><!-- --><v>1</v></c></row>',
        '<row r="1"><c r="ZZ1"><v>1</v></c></row><row r="90000"><c r="A90000"><v>1</v></c></row>',
        '<row r="1"><c r="GA1"><v>1</v></c></row><row r="190000"><c r="A190000"><v>1</v></c></row>',
    ],
)
def test_odd_spelling_does_not_get_a_far_cell_past(book, row):
    path = replaced(book([["Name"]]), "xl/worksheets/sheet1.xml", SHEET.format(row))
    assert "too large" in refusal(path)


def test_a_far_cell_is_found_where_pieces_meet(book):
    padding = " " * (1024 * 1024 - len(SHEET) - 10)
    row = f'{padding}<row r="1"><c r="XFD1048576"><v>1</v></c></row>'
    assert "unsafe" in refusal(replaced(book([["Name"]]), "xl/worksheets/sheet1.xml", SHEET.format(row)))
    noise = "".join(f"<!-- {number * number} -->" for number in range(60_000))[: len(padding)]
    path = replaced(book([["Name"]]), "xl/worksheets/sheet1.xml", SHEET.format(noise + row.strip()))
    assert "too large" in refusal(path)


def test_cells_far_away_that_are_only_coloured_do_no_harm(book):
    rows = '<row r="1"><c r="A1"><v>7</v></c><c r="XFD1" s="0"/><c r="XFC1" s="0"></c></row>'
    path = replaced(book([["Name"]]), "xl/worksheets/sheet1.xml", SHEET.format(rows))
    assert spreadsheets.read(path).rows == [[7]]


def test_a_wide_table_of_few_rows_is_read(book):
    assert spreadsheets.read(book([[f"Question {number}" for number in range(700)]] * 3)).rows[2][699] == "Question 699"


def test_a_far_cell_is_found_wherever_in_the_archive_its_sheet_lies(book):
    far = SHEET.format('<row r="1"><c r="XFD99999"><v>1</v></c></row>')
    path = replaced(book([["Name"]]), "xl/worksheets/sheet1.xml", far)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/elsewhere.xml"] = members.pop("xl/worksheets/sheet1.xml")
    relations = "xl/_rels/workbook.xml.rels"
    members[relations] = members[relations].replace(b"worksheets/sheet1.xml", b"elsewhere.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert "too large" in refusal(path)


def test_a_bomb_is_refused_by_counting(book):
    path = book([["Name"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/large.bin", bytes(30 * 1024 * 1024))
    assert "unsafe" in refusal(path)


def test_a_bomb_that_lies_about_its_size_is_refused(book):
    path = book([["Name"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(30 * 1024 * 1024))
    content = bytearray(path.read_bytes())
    size = (30 * 1024 * 1024).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (10).to_bytes(4, "little")))
    refusal(path)


def test_too_many_members_and_names_that_lead_out_are_refused(book):
    for names in ([f"m{number}" for number in range(archives.MOST_MEMBERS)], ["../../evil"], ["/etc/x"], ["C:\\x"]):
        path = book([["Name"]])
        with zipfile.ZipFile(path, "a") as archive:
            for name in names:
                archive.writestr(name, "")
        assert "unsafe" in refusal(path)


@pytest.mark.parametrize("cut", [10, 500, -30])
def test_a_damaged_workbook_is_refused(book, cut):
    path = book([["Name"], ["Port"]])
    path.write_bytes(path.read_bytes()[:cut])
    refusal(path)


def test_other_files_are_refused_with_a_way_out(tmp_path, book):
    assert "cannot be found" in refusal(tmp_path / "missing.xlsx")
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "old format" in refusal(old)
    word = tmp_path / "text.docx"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    refusal(word)
    path = replaced(book([["Name"]]), "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>")
    refusal(path)


def test_a_quotation_mark_that_never_closes_is_refused(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('Name;Note\n"Port;' + "x" * (delimited.LONGEST_FIELD + 5), encoding="utf-8")
    assert "quotation mark" in refusal(path)
