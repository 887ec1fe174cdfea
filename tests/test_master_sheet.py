"""The sheets and words of the master are written as XlsxWriter itself would write them."""

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from hplan_xl.excel.writer import BulkSheet, CellTexts, LocalizedWorkbook, NotWritten
from hplan_xl.master.sheet.page_frame import Page

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


Rows = dict[int, list[str | float | date]]
CELLS = st.text() | st.sampled_from(["", "<r>a & b</r>", "samma", "å" * 32_767]) | st.floats(-1e300, 1e300) | st.dates()


def table_of(rows: Rows, *, at_once: bool, on_disk: bool = False) -> dict[str, bytes]:
    """A package with these rows of three cells, beside a column that is written cell by cell; and a chart of some."""
    file = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        workbook = xlsxwriter.Workbook(file, {"tmpdir": folder})
        sheet, bold = workbook.add_worksheet(None, BulkSheet), workbook.add_format({"bold": True})
        for row in rows:
            if row % 2:
                sheet.write_formula(row, 1, "=1", None, 1)
        if at_once:
            columns = zip(*([""] * 3 if one is None else one for one in map(rows.get, range(201))), strict=True)
            made = [CellTexts(sheet, 2 + at, bold).make_texts(0, one) for at, one in enumerate(columns)]
            sheet.write_rows(0, made, 2)
        else:
            for at in range(3):
                for row, cells in sorted(rows.items()):
                    if cells[at] != "":
                        sheet.write_value(row, 2 + at, cells[at], bold)
        if on_disk:
            sheet.lay_aside(5)
            sheet.lay_aside()
        else:
            chart = workbook.add_chart({"type": "line"})
            chart.add_series({"categories": "=Sheet1!$C$1:$C$90", "values": "=Sheet1!$B$1:$D$2"})
            workbook.add_worksheet().insert_chart(0, 2, chart)
        workbook.close()
        assert not list(Path(folder).iterdir())
    return parts(file)


@given(st.dictionaries(st.integers(0, 200), st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_rows_that_are_written_as_text_are_the_same_bytes(rows: Rows) -> None:
    assert table_of(rows, at_once=True) == table_of(rows, at_once=False)


def test_rows_that_wait_on_disk_are_the_same_bytes() -> None:
    rows: Rows = {3: ["a", 1.5, date(2026, 5, 1)], 7: ["rad\r\n två", "a", date(1900, 1, 1)]}

    assert table_of(rows, at_once=True, on_disk=True) == table_of(rows, at_once=False, on_disk=True)


def test_words_are_cleaned_as_is_asked() -> None:
    workbook = xlsxwriter.Workbook(io.BytesIO())
    texts = CellTexts(workbook.add_worksheet(None, BulkSheet), 0, workbook.add_format(), str.strip)

    assert texts.make_texts(0, [" a "]) == texts.make_texts(0, ["a"])
    assert texts.make_texts(1, ["  ", None]) == ["", ""]


def test_what_a_sheet_has_no_room_for_is_refused() -> None:
    workbook = xlsxwriter.Workbook(io.BytesIO())
    sheet, bold = workbook.add_worksheet(None, BulkSheet), workbook.add_format({"bold": True})
    texts = CellTexts(sheet, 0, bold)

    with pytest.raises(NotWritten):
        sheet.write_rows(1_048_575, [["a", "b"]])
    with pytest.raises(NotWritten):
        texts.make_texts(0, ["å" * 32_768])
    with pytest.raises(TypeError):
        texts.make_texts(0, [float("nan")])


class CountedHeights(dict[int, float]):
    """The heights of rows, and how often one was looked up."""

    lookups = 0

    def get(self, row: int, default: Any = None) -> Any:
        """The height of a row, as of a dict."""
        self.lookups += 1
        return super().get(row, default)


def test_a_page_of_many_groups_has_as_many_breaks_as_excel_takes_and_looks_for_no_more() -> None:
    page, heights = Page(SimpleNamespace(style=None), BulkSheet(), (60,)), CountedHeights()  # type: ignore[arg-type]
    page.heights = heights
    lookups = []
    for row in range(6_000):
        page.set_height(row, 300)
        page.keep_whole(row, row)
        lookups.append(heights.lookups)

    assert page.sheet.hbreaks == list(range(1, 1_001))
    assert lookups[-1] - lookups[4_999] == lookups[4_999] - lookups[3_999]
