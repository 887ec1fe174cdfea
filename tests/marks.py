"""Marked copies seen from outside: what other programs find in them; and a workbook with a bit of everything."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import xlsxwriter
from openpyxl.workbook import Workbook

from hplan_xl.book.findings import Cell, Finding, Severity, column_letters
from hplan_xl.excel import look
from tests.sketch import BOOK

Address = tuple[str, str]
GRADES = {Severity.ERROR: "tick.unreadable", Severity.WARNING: "expected.blank", Severity.HINT: "promise.none"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# What a mark changes in a sheet: its conditional formats, which sheet is shown, the drawing that holds the comments.
_CHANGED = {f"{MAIN}sheetViews", f"{MAIN}legacyDrawing"}
_OURS = "hplan_todo_cells"
_SIGNS = (_OURS.encode(), "– hplan".encode())
_LINKED = re.compile(r"HYPERLINK\(.*ADDRESS\(ROW\('?(.+?)'?!\$([A-Z]+)\$([0-9]+)\)")
_PRIORITY = re.compile(' priority="[0-9]+"')


def told(sheet: str, row: int, column: int, grade: Severity = Severity.ERROR) -> Finding:
    """A finding of a grade at a place."""
    return BOOK.make_finding(
        Cell("plan.xlsx", sheet, row, column), GRADES[grade], column="Jämlik vård", row="”A”", value="7"
    )


def at(finding: Finding) -> Address:
    """Where a finding stands."""
    return finding.cell.sheet, finding.cell.address


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook by path."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def differing(one: bytes, other: bytes) -> set[str]:
    """The parts that are not the same in both."""
    first, second = parts_of(one), parts_of(other)
    return {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}


def stored(sheet: Any) -> list[Any]:
    """The cells that a sheet holds, in order; one far corner does not make them a thousand million."""
    return [cell for _, cell in sorted(sheet._cells.items())]


def opened(data: bytes | Workbook) -> Workbook:
    """A workbook as openpyxl reads it; one that is read already is given back."""
    return data if isinstance(data, Workbook) else openpyxl.load_workbook(BytesIO(data))


def commented(data: bytes | Workbook) -> dict[Address, str]:
    """The words of each comment, as openpyxl reads them."""
    book = opened(data)
    return {
        (sheet.title, cell.coordinate): str(cell.comment.text)
        for sheet in book.worksheets
        for cell in stored(sheet)
        if cell.comment
    }


def filled(data: bytes | Workbook) -> dict[Address, Severity]:
    """The cells that a rule of ours marks, with the grade of its look, as openpyxl reads them."""
    book = opened(data)
    grades = {mark.text[1:]: grade for grade, mark in look.MARKS.items()}
    return {
        (sheet.title, address(row, column)): grades[str(rule.dxf.font.color.rgb)[-6:]]
        for sheet in book.worksheets
        for area in sheet.conditional_formatting
        for rule in area.rules
        if any(_OURS in formula for formula in rule.formula)
        for part in area.cells.ranges
        for row, column in part.cells
    }


def traces(data: bytes) -> set[str]:
    """The parts that hold anything of a mark: a comment that is signed, a rule of ours, a link on the first sheet."""
    parts = parts_of(data)
    found = {name for name, part in parts.items() if any(sign in part for sign in _SIGNS)}
    first = next(iter(sheet_parts(data).values()))
    return found | ({first} if b"HYPERLINK(" in parts[first] else set())


def links(data: bytes | Workbook) -> list[tuple[str, str]]:
    """Where each line of the list leads to, in their order: the title of the sheet and the address."""
    sheet = opened(data).worksheets[0]
    places = [_LINKED.search(str(cell.value)) for cell in stored(sheet) if cell.data_type == "f"]
    return [(one[1].replace("''", "'"), f"{one[2]}{one[3]}") for one in places if one]


def listed(data: bytes) -> list[tuple[object, ...]]:
    """The lines of the list, as far as they are shown."""
    sheet = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
    rows = sheet.iter_rows(min_row=10, max_col=7, values_only=True)
    return [tuple(row) for row in rows]


def contents(sheet: bytes) -> Counter[str]:
    """Everything a sheet holds but for what a mark changes, each thing as text, with how often it stands there."""
    return Counter(_things(ElementTree.fromstring(sheet)))


def _things(root: ElementTree.Element) -> Iterator[str]:
    for child in root:
        if child.tag not in _CHANGED and _OURS not in (words := ElementTree.tostring(child, "unicode")):
            yield _PRIORITY.sub("", words)
    for view in root.iter(f"{MAIN}sheetView"):
        yield f"view {sorted((key, value) for key, value in view.attrib.items() if key != 'tabSelected')}"


def sheet_parts(data: bytes) -> dict[str, str]:
    """The path of each sheet's part, by title."""
    parts = parts_of(data)
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {one.get("Id"): one.get("Target", "").lstrip("/").removeprefix("xl/") for one in relations}
    sheets = ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    return {one.get("name", ""): f"xl/{targets[one.get(_RELATION)]}" for one in sheets}


@cache
def everything() -> bytes:
    """A workbook with what marking must not touch: computed formulas, entry rules, comments, a chart and more."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"created": datetime(2026, 3, 1)})
    bold, percent = (
        workbook.add_format({"bold": True}),
        workbook.add_format({"num_format": "0%", "bg_color": "#FFFF00"}),
    )
    white = workbook.add_format({"font_color": "#FFFFFF", "bg_color": "#16365C"})
    first = workbook.add_worksheet("Läs mig")
    first.write_string("A1", "Läs mig", white)
    first.protect()
    sheet = workbook.add_worksheet("Lars' flik & annat")
    sheet.set_column("A:C", 17, bold)
    sheet.set_column("E:G", 5, None, {"hidden": True, "level": 1})
    sheet.set_row(6, 40, percent)
    sheet.write_string("A1", "rubrik", white)
    sheet.write_rich_string("A2", "fet ", bold, "text", " <&>")
    sheet.write_number("B2", 0.85, percent)
    sheet.write_formula("C2", "=B2*2", None, 1.7)
    sheet.write_formula("D2", '=IF(B2>1,"ja","nej")', None, "nej")
    sheet.merge_range("A4:B4", "sammanfogad")
    sheet.data_validation("A5:A99", {"validate": "list", "source": ["ja", "nej"]})
    sheet.conditional_format("B5:B99", {"type": "cell", "criteria": ">", "value": 5, "format": bold})
    sheet.conditional_format("D5:D99", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.write_comment("A2", "Vi undrar över detta.\nSvara gärna.", {"author": "Gruppen"})
    sheet.write_comment("C9", "Egen kommentar på en tom cell")
    sheet.write_url("D5", "https://example.org/")
    sheet.repeat_rows(0)
    sheet.autofilter("A1:C3")
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "='Lars'' flik & annat'!$B$2:$B$5"})
    sheet.insert_chart("D12", chart)
    other = workbook.add_worksheet("Egen")
    other.print_area("A1:C9")
    other.activate()
    workbook.define_name("svar", "='Lars'' flik & annat'!$A$5:$A$99")
    workbook.define_name("Egen!lokalt", "=Egen!$A$1")
    workbook.close()
    return stream.getvalue()


def address(row: int, column: int) -> str:
    """An address such as D12."""
    return f"{column_letters(column)}{row}"
