"""The sheets of the master are written as XlsxWriter itself would write them."""

import io
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from hplan_xl.master.sheet import LongSheet


def written_by(sheet_class: type[Worksheet]) -> bytes:
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
    workbook.close()
    return file.getvalue()


def test_a_long_sheet_is_the_same_bytes() -> None:
    assert written_by(LongSheet) == written_by(Worksheet)
