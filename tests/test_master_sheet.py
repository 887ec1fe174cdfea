"""The sheets and words of the master are written as XlsxWriter itself would write them."""

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from hplan_xl.excel.writer import BulkSheet, LocalizedWorkbook, NotWritten

_SPANS = re.compile(rb' spans="[0-9:]+"')


def parts(file: io.BytesIO) -> dict[str, bytes]:
    """The parts of a package, without the second it was made and the spans of rows, which a long sheet leaves out."""
    with zipfile.ZipFile(file) as package:
        return {name: _SPANS.sub(b"", package.read(name)) for name in package.namelist() if "core" not in name}


def written_by(sheet_class: type[Worksheet]) -> dict[str, bytes]:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    bold, share = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "0 %"})
    sheet = workbook.add_worksheet("A & B", sheet_class)
    for row, number in enumerate((0, -1, 0.1, 1 / 3, 1e300, 123456789012, 2**53)):
        sheet.write_number(row, 0, number, share)
        sheet.write_number(row, 30, number)
        sheet.write_string(row, 2, f'<{number}> & "x"', bold)
        sheet.write_string(row, 800, "utan format")
        sheet.write_formula(row, 4, "=SUM(A1:A3)", bold, number)
        sheet.write_formula(row, 5, '=IF(A1>0,"<","&")', None, "<")
        sheet.write_datetime(row, 6, date(2026, 1, 1 + row))
        sheet.write_rich_string(row, 7, bold, "fet", " och inte", share)
        sheet.write_blank(row, 8, None, bold)
        sheet.write_boolean(row, 9, True, bold)
    sheet.set_row(1, 30.3)
    sheet.set_row(2, 20, bold)
    sheet.set_row(3, None, None, {"hidden": True, "level": 1})
    sheet.set_row(4, 15)
    sheet.set_row(20, 40)
    workbook.close()
    return parts(file)


def test_a_long_sheet_is_the_same_bytes() -> None:
    assert written_by(BulkSheet) == written_by(Worksheet)


def package_of(workbook: xlsxwriter.Workbook, file: io.BytesIO, words: Sequence[str]) -> list[tuple[str, bytes]]:
    """A package of two sheets, the second with a chart: its parts in their order."""
    sheet, other = workbook.add_worksheet(), workbook.add_worksheet()
    for row, text in enumerate(words):
        sheet.write_string(row, 0, text)
        other.write_number(row, 0, row)
    chart = workbook.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet2!$A$1:$A$2"})
    other.insert_chart(0, 2, chart)
    workbook.close()
    return list(parts(file).items())


WORDS = st.text(st.characters(codec="utf-8") | st.sampled_from(" \t\n_x0041&<>\x00\ufffe"))


@given(st.lists(WORDS, min_size=1))
def test_a_package_is_the_same_parts(words: list[str]) -> None:
    ours, plain = io.BytesIO(), io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        packed = package_of(LocalizedWorkbook(ours, Path(folder)), ours, words)
        assert not list(Path(folder).iterdir())

    assert packed == package_of(xlsxwriter.Workbook(plain, {"in_memory": True}), plain, words)


Cells = Sequence[tuple[int, str]] | Sequence[tuple[int, float]]


def column_of(cells: Cells, kind: str, *, at_once: bool) -> dict[str, bytes]:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, bold = workbook.add_worksheet(None, BulkSheet), workbook.add_format({"bold": True})
    if at_once:
        getattr(sheet, f"write_{kind}s")(3, cells, bold)
    else:
        for row, content in cells:
            getattr(sheet, f"write_{kind.replace('word', 'string')}")(row, 3, content, bold)
    workbook.close()
    return parts(file)


@given(st.dictionaries(st.integers(0, 2_000), st.text(min_size=1) | st.just("<r>a & b</r>"), max_size=5))
def test_a_column_of_words_is_the_same_bytes(words: dict[int, str]) -> None:
    rows = sorted(words.items())

    assert column_of(rows, "word", at_once=True) == column_of(rows, "word", at_once=False)


@given(st.dictionaries(st.integers(0, 2_000), st.floats(allow_nan=False, allow_infinity=False), max_size=5))
def test_a_column_of_numbers_is_the_same_bytes(numbers: dict[int, float]) -> None:
    rows = sorted(numbers.items())

    assert column_of(rows, "number", at_once=True) == column_of(rows, "number", at_once=False)


def test_what_a_sheet_has_no_room_for_is_refused() -> None:
    workbook = xlsxwriter.Workbook(io.BytesIO())
    sheet, bold = workbook.add_worksheet(None, BulkSheet), workbook.add_format({"bold": True})

    with pytest.raises(NotWritten):
        sheet.write_words(0, [(0, "a"), (1_048_576, "b")], bold)
    with pytest.raises(NotWritten):
        sheet.write_words(0, [(0, "a"), (1, "å" * 40_000)], bold)
    sheet.write_words(0, [(0, "a"), (1, "å" * 32_767)], bold)
    with pytest.raises(NotWritten):
        sheet.write_numbers(1, [(0, 1.5), (1_048_576, 2)], bold)
    with pytest.raises(TypeError):
        sheet.write_numbers(1, [(0, float("nan"))], bold)
