"""The gate before any parser, and what a package tells beside its values."""

import re
from collections import Counter
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Color, PatternFill

from hplan_xl.book.errors import NotAWorkbook, WorkbookError
from hplan_xl.package.archive import open_archive
from hplan_xl.package.contents import open_package
from hplan_xl.package.worksheet import Range, parse_worksheet
from hplan_xl.package.xml_edit import read_piece
from hplan_xl.reading.submission import read_submission
from hplan_xl.wording import refusals
from tests.garden import GARDEN_BOOK, garden_workbook
from tests.hostile import READ, REFUSED


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_plan_is_refused_with_one_sentence(kind: str) -> None:
    made, sentence = REFUSED[kind]
    data = made()
    with pytest.raises(WorkbookError) as caught:
        read_submission("Å {1}.xlsx", data, GARDEN_BOOK)
    for said, begins in ((caught.value.sentence.sv, sentence.sv), (caught.value.sentence.en, sentence.en)):
        assert said.startswith("Å {1}.xlsx ")
        assert said.endswith(begins.rpartition("}")[2])
        assert len(said) < 200


def test_elements_are_found_in_their_order_however_deep_they_lie() -> None:
    root = read_piece(
        b'<r><c n="1"/>' + b"<a>" * 5000 + b'<c n="2"><c n="3"/></c>' + b"</a>" * 5000 + b'<c n="4"/></r>'
    )
    assert [one.number("n") for one in root.find_descendants_named("c")] == [1, 2, 3, 4]


def test_a_flipped_bit_makes_a_file_damaged_and_never_too_large() -> None:
    """Each third bit of the directory and of what stands before each part, and some within the parts."""
    data = garden_workbook()
    directory = data.rindex(b"PK\x05\x06") - int.from_bytes(data[data.rindex(b"PK\x05\x06") + 12 :][:4], "little")
    headers = [at for found in re.finditer(b"PK\x03\x04", data) for at in range(found.start(), found.start() + 30)]
    places = [*headers, *range(directory, len(data)), *range(0, directory, 101)]
    told = Counter[str]()
    for place in places:
        for bit in range(place % 3, 8, 3):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            try:
                archive = open_archive(bytes(flipped), "x.xlsx")
                for part in archive.members:
                    archive.content(part)
            except NotAWorkbook as refused:
                told[refused.sentence.en.removeprefix("x.xlsx ")] += 1
    too_large = refusals.TOO_LARGE_INSIDE.en.removeprefix("{file} ")
    assert told[refusals.DAMAGED_FILE.en.removeprefix("{file} ")] > sum(told.values()) / 2
    assert told[too_large] == 0


@pytest.mark.parametrize("kind", READ)
def test_a_file_that_is_odd_but_whole_is_read_as_its_original(kind: str) -> None:
    odd, plain = (read_submission("x.xlsx", data, GARDEN_BOOK) for data in (READ[kind](), garden_workbook()))
    assert odd.tables == plain.tables
    assert (odd.findings, odd.cells_outside, odd.version) == (plain.findings, plain.cells_outside, plain.version)


def test_a_package_tells_its_sheets_names_and_properties() -> None:
    package = open_package(garden_workbook(), "x.xlsx")
    assert [(sheet.title, sheet.is_visible, sheet.path) for sheet in package.sheets] == [
        ("Trädgård", True, "xl/worksheets/sheet1.xml"),
        ("Bäddar & 'träd' mm", True, "xl/worksheets/sheet2.xml"),
        ("Arbete", True, "xl/worksheets/sheet3.xml"),
        ("Skörd", True, "xl/worksheets/sheet4.xml"),
    ]
    assert package.workbook.names == {
        "hplan_beds": "'Bäddar & ''träd'' mm'!$A$2:$I$2",
        "hplan_garden": "'Trädgård'!$A$3:$A$6",
    }
    assert package.properties == {"toy_template": "toy 3"}
    assert package.saved_at == datetime(2026, 3, 1, 12, 30)


def test_what_values_do_not_tell_is_found_in_the_sheet() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
    sheet.merge_range("A3:B4", "together")
    sheet.set_row(6, None, None, {"hidden": True})
    sheet.data_validation("C1:C9", {"validate": "list", "source": ["x"]})
    sheet.write_string("D9", "far")
    book.close()
    found = open_package(stream.getvalue(), "x.xlsx").worksheets["Sheet1"]
    assert found.errors == {(1, 1): "#DIV/0!"}
    assert found.uncomputed_formulas == {}
    assert found.merged_ranges == (Range(3, 1, 4, 2),)
    assert str(found.merged_ranges[0]) == "A3:B4"
    assert found.hidden_rows == {7}
    assert found.has_entry_rules
    assert (found.filled_count, found.far_cell) == (3, (0, 0))
    assert not found.is_protected


def test_a_formula_that_was_never_computed_is_told() -> None:
    stream = BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = "=1+1"
    sheet["B3"] = '="a"&"<b>"'
    sheet["B4"] = "='[förra.xlsx]Områden'!C4"  # its letters are written by their numbers
    book.save(stream)
    found = open_package(stream.getvalue(), "x.xlsx").worksheets["Sheet"]
    assert found.uncomputed_formulas == {
        (2, 2): "=1+1",
        (3, 2): '="a"&"<b>"',
        (4, 2): "='[förra.xlsx]Områden'!C4",
    }


def test_a_formula_whose_value_is_empty_text_was_computed() -> None:
    cells = b'<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f t="shared" si="0"/></c><c r="C1"/>'
    found = parse_worksheet(b'<worksheet><sheetData><row r="1">' + cells + b"</row></sheetData></worksheet>")
    assert found.uncomputed_formulas == {(1, 2): "="}


def test_a_formula_of_the_day_is_told_in_each_of_the_cells_that_share_it() -> None:
    cells = b'<c r="A1"><f t="shared" ref="A1:A2" si="3">TODAY()</f><v>46000</v></c>'
    cells += b'<c r="B1"><f t="shared" si="3"/><v>46000</v></c><c r="C1"><f t="shared" si="4"/><v>46000</v></c>'
    found = parse_worksheet(b'<worksheet><sheetData><row r="1">' + cells + b"</row></sheetData></worksheet>")
    assert found.uncomputed_formulas == {(1, 1): "=TODAY()", (1, 2): "=TODAY()"}


def test_fills_are_read_as_colours_also_from_the_theme() -> None:
    stream = BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    solid = PatternFill
    sheet["A1"].fill = solid("solid", fgColor="FFFFC000")
    sheet["A2"].fill = solid("solid", fgColor=Color(theme=9))
    sheet["A3"].fill = solid("solid", fgColor=Color(theme=9, tint=0.5))
    sheet["A4"].fill = solid("solid", fgColor="FFFFFFFF")
    sheet["A5"].number_format = '0 "%"'
    sheet["A6"].number_format = "0.0%"
    sheet["A7"].fill = solid("solid", fgColor=Color(theme=0, tint=-4.9989318521683403e-2))
    book.save(stream)
    package = open_package(stream.getvalue(), "x.xlsx")
    styles = {row: package.worksheets["Sheet"].style((row, 1)) or 0 for row in range(1, 8)}
    shown = {row: package.formats.fills.get(styles[row]) for row in (1, 2, 3, 4, 7)}
    assert shown == {1: "FFC000", 2: "F79646", 3: "FBCBA2", 4: None, 7: "F2F2F2"}
    assert [row for row, style in styles.items() if style in package.formats.percent_styles] == [6]


def test_a_sheet_written_another_way_is_written_plainly() -> None:
    odd = b"<x:worksheet xmlns:x='m'><x:sheetData><x:row><x:c t='n'><x:v>1</x:v></x:c><x:c/></x:row>"
    odd += b"</x:sheetData></x:worksheet>"
    assert parse_worksheet(odd).xml == (
        b'<worksheet><sheetData><row r="1"><c r="A1" t="n"><v>1</v></c><c r="B1"/></row></sheetData></worksheet>'
    )


@pytest.mark.parametrize(
    "piece", [b'<c r="A1" t="e">', b"<mergeCell ", b'<c r="A1" ', b'<row r="1" ', b'<c r="A1"><f>', b'<c r="A1">   ']
)
def test_a_search_that_begins_anew_at_every_piece_ends(piece: bytes) -> None:
    sheet = parse_worksheet(
        b"<worksheet>" + piece * 40_000 + b">" * (40_000 * (1 - piece.count(b">"))) + b"</worksheet>"
    )
    assert (sheet.errors, sheet.merged_ranges, sheet.hidden_rows, sheet.style((1, 1))) == ({}, (), frozenset(), None)
    assert sheet.filled_count in {0, 20_000, 40_000}


def test_a_row_number_of_five_thousand_digits_is_far_down() -> None:
    cells = b"".join(b'<row r="%s"><c r="B%s"><v>1</v></c></row>' % (row, row) for row in (b"30000", b"9" * 5_000))
    sheet = parse_worksheet(b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>")
    assert sheet.far_cell == (10**9, 2)
