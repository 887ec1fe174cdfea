"""Draws a plan as text, cell by cell, and makes the workbook of it that a group would have sent.

The workbook is the real template of Sydöstra for 2026, so that what is drawn goes through the real reader. A sheet is
a table whose heading holds column ids; its first line below stands in row 4. What a whole plan needs and the drawing
leaves out is filled in (`_USUAL`), so that only the fault that is drawn is found; a blank cell that is drawn stays
blank, and a line of a single | is a blank row.

A cell is written as Excel with Swedish settings takes what is typed: 7 and 7,5 as numbers, 85 % as 0,85 shown as a
percentage, 2026-03-01 as a date, each as text where the column's format is text. Beside these:

    '7          the text 7, whatever the format        =A1      a formula that was never computed
    ⏎           a new line within the cell             #REF!    a formula that failed
    [röd]       no word, the cell filled with red
"""

import contextlib
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import openpyxl
from openpyxl.workbook import Workbook

from hplan_xl.book.description import Sheet
from hplan_xl.book.findings import column_letters
from hplan_xl.book.text import Language
from hplan_xl.commands.make_templates import TemplateOrder, build_group_template
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.plan import build_book
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import read_packaged_register
from hplan_xl.template.positions import ANSWER_COLUMN, FIRST_ROW, place_sheets
from hplan_xl.validation import validate_plans
from hplan_xl.wording import compose_sentence

REGISTER = read_packaged_register()
BOOK = build_book(REGISTER, None)
FOR_SYDOSTRA = build_book(REGISTER, REGISTER.regions[0])
YEAR = 2026

Typed = str | int | float | bool | date | None

# What a whole plan has; {n} is the number of the row.
_USUAL: Mapping[str, Mapping[str, str]] = {
    "plan": {
        "group": "RPO Medicinsk diagnostik",
        "as_of": "2026-03-15",
        "chair": "Verksamhetschef, RKL",
        "process_support": "Processledare, RÖ",
    },
    "areas": {
        "title": "Område {n}",
        "promise_1": "x",
        "status": "Enligt plan",
        "responsible": "RAG radiologi",
        "due": "2026-06-30",
    },
    "activities": {"area": "1", "title": "Aktivitet {n}"},
    "results": {"type": "Resultat", "text": "Resultat {n}"},
    "challenges": {"type": "Hinder", "text": "Utmaning {n}"},
    "decisions": {"question": "Fråga {n}", "state": "Bereds"},
    "indicators": {"area": "1", "name": "Indikator {n}", "kind": "Tal", "unit": "dagar"},
    "measurements": {"indicator": "I1", "period": "'2025"},
    "endorsement": {"instance": "Instans {n}", "state": "Klar"},
    "calendar": {"event": "Händelse {n}", "quarter": "Q1"},
}
_FILLS = {"röd": "FF0000", "gul": "FFFF00", "grön": "00B050", "blå": "0070C0", "grå": "BFBFBF", "lila": "7030A0"}

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ElementTree.register_namespace("", _MAIN)
ElementTree.register_namespace("r", _RELATIONS)
_EXCELS_DAY_0 = date(1899, 12, 30)
_PERCENT, _DAY = "9", "14"  # the numbers of two formats that every workbook has
_ADDED = (*_FILLS, _PERCENT, _DAY)


class Told(NamedTuple):
    """A finding as a person meets it; rule: with its variant after a colon, where it has one."""

    cell: str
    rule: str
    grade: str
    sv: str
    en: str


def sketch(
    folder: Path, sheets: Mapping[str, str] | None = None, plan: Mapping[str, Typed] | None = None, name: str = "plan"
) -> Path:
    """A filled plan in a folder: sheets as drawn, by their ids, and the answers of the form."""
    tables: dict[str, list[dict[str, str] | None]] = {sheet: drawn(table) for sheet, table in (sheets or {}).items()}
    tables.setdefault("areas", [{}])
    tables.setdefault("activities", [{"area": number} for number in _numbers(tables["areas"])])
    if "measurements" in tables:
        tables.setdefault("indicators", [{}])
    records = {sheet: [_whole(sheet, row, at) for at, row in enumerate(rows, 1)] for sheet, rows in tables.items()}
    return write_plan(folder / f"{name}.xlsx", records, {**_USUAL["plan"], **(plan or {})})


def drawn(table: str) -> list[dict[str, str] | None]:
    """The lines of a table below its heading, as records; None for a blank row."""
    lines = [line.strip() for line in table.strip().splitlines()]
    ids, *rows = [[cell.strip().replace("⏎", "\n") for cell in line[1:-1].split("|")] for line in lines]
    blank = [line == "|" for line in lines[1:]]
    return [None if none else dict(zip(ids, row, strict=True)) for none, row in zip(blank, rows, strict=True)]


def write_plan(path: Path, records: Mapping[str, Iterable[Mapping[str, Typed]]], plan: Mapping[str, Typed]) -> Path:
    """A template with these records in its tables and these answers in its form, typed as the module tells."""
    parts = dict(_blank())
    for sheet in FOR_SYDOSTRA.sheets:
        rows = {"plan": [plan]}.get(sheet.name, records.get(sheet.name))
        if rows is not None:
            part = _part(sheet)
            parts[part] = _filled(parts[part], sheet, list(rows))
    with zipfile.ZipFile(path, "w") as package:
        for member, data in parts.items():
            package.writestr(member, data)
    return path


def edited(path: Path, change: Callable[[Workbook], object]) -> Path:
    """The same file after something was done to it in another program (openpyxl)."""
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def read(path: Path) -> InterpretedPlan:
    """The plan of a file, as understood."""
    return interpret_plan(read_submission(path.name, path.read_bytes(), BOOK), BOOK)


def told(path: Path) -> list[Told]:
    """Everything that is found in a plan."""
    plan = read(path)
    (findings,) = validate_plans([plan], gather_tables([plan], BOOK), BOOK)
    return [
        Told(
            str(one.cell),
            f"{one.rule}:{one.variant}" if one.variant else one.rule,
            one.severity.word.sv,
            compose_sentence(one, "sv"),
            compose_sentence(one, "en"),
        )
        for one in findings
    ]


def found(path: Path, language: Language = "sv") -> list[str]:
    """Everything that is found in a plan, a line each: "Aktiviteter!C5 key.twice: …"."""
    return [f"{one.cell} {one.rule}: {getattr(one, language)}" for one in told(path)]


def rules(path: Path) -> list[str]:
    """Where what is found: "Aktiviteter!C5 key.twice", without its variant."""
    return [f"{one.cell} {one.rule.partition(':')[0]}" for one in told(path)]


def _numbers(areas: list[dict[str, str] | None]) -> list[str]:
    numbers = [record.get("number", str(number)) for number, record in enumerate(areas, 1) if record is not None]
    return [number for number in dict.fromkeys(numbers) if number.isdecimal()]


def _whole(sheet: str, record: Mapping[str, str] | None, number: int) -> dict[str, str]:
    """A drawn record with what it leaves out."""
    if record is None:
        return {}
    return {**{name: words.format(n=number) for name, words in _USUAL[sheet].items()}, **record}


@cache
def _blank() -> Mapping[str, bytes]:
    """The parts of a blank template, with a style for percentages and one for each fill."""
    order = TemplateOrder(register=REGISTER, region="sydostra", year=YEAR, language="sv")
    with zipfile.ZipFile(BytesIO(build_group_template(order, None))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return {**parts, "xl/styles.xml": _with_styles(parts["xl/styles.xml"])}


def _with_styles(xml: bytes) -> bytes:
    root = ElementTree.fromstring(xml)
    fills, cells = _of(root, "fills"), _of(root, "cellXfs")
    for rgb in _FILLS.values():
        pattern = SubElement(SubElement(fills, _tag("fill")), _tag("patternFill"), patternType="solid")
        SubElement(pattern, _tag("fgColor"), rgb=f"FF{rgb}")
        fill = str(len(fills) - 1)
        SubElement(cells, _tag("xf"), numFmtId="0", fontId="0", fillId=fill, borderId="0", xfId="0", applyFill="1")
    for number_format in (_PERCENT, _DAY):
        SubElement(cells, _tag("xf"), numFmtId=number_format, fontId="0", fillId="0", borderId="0", xfId="0")
    for group in (fills, cells):
        group.set("count", str(len(group)))
    return _bytes(root)


@cache
def _formats() -> tuple[str, ...]:
    """The number format of each style, by its number; the last are those of `_ADDED`."""
    styles = _of(ElementTree.fromstring(_blank()["xl/styles.xml"]), "cellXfs")
    return tuple(style.get("numFmtId", "0") for style in styles)


@cache
def _text_format() -> str:
    formats = _of(ElementTree.fromstring(_blank()["xl/styles.xml"]), "numFmts")
    return next((one.get("numFmtId", "") for one in formats if one.get("formatCode") == "@"), "49")


@cache
def _part(sheet: Sheet) -> str:
    """The path of a sheet's part, by its place among the tabs."""
    titles = [one.get("name") for one in _of(ElementTree.fromstring(_blank()["xl/workbook.xml"]), "sheets")]
    return f"xl/worksheets/sheet{titles.index(sheet.title.sv) + 1}.xml"


def _filled(xml: bytes, sheet: Sheet, records: list[Mapping[str, Typed]]) -> bytes:
    root = ElementTree.fromstring(xml)
    if not sheet.is_form:
        _cleared(_of(root, "sheetData"), sheet)
    cells = _Cells(root)
    for row, column, value in _places(sheet, records):
        cells.put(row, column, value)
    cells.in_order()
    return _bytes(root)


def _cleared(rows: Element, sheet: Sheet) -> None:
    """Takes away what a table is prefilled with, but for its running numbers."""
    for row in rows:
        if int(row.get("r", "0")) >= FIRST_ROW:
            for cell in list(row):
                if not sheet.counter or not cell.get("r", "").startswith("A"):
                    row.remove(cell)


def _places(sheet: Sheet, records: list[Mapping[str, Typed]]) -> Iterable[tuple[int, int, Typed]]:
    place = place_sheets(FOR_SYDOSTRA, {}, "sv")[sheet.name]
    columns = {column.name: number for number, column in enumerate(sheet.columns, 1)}
    for number, record in enumerate(records):
        for name, value in record.items():
            if sheet.is_form:
                yield place.answer_rows[name], ANSWER_COLUMN, value
            else:
                yield FIRST_ROW + number, columns[name], value


class _Cells:
    """Writes into the cells of one sheet's part."""

    def __init__(self, root: Element) -> None:
        self._data = _of(root, "sheetData")
        self._rows = {int(row.get("r", "0")): row for row in self._data}
        self._cells = {cell.get("r", ""): cell for row in self._data for cell in row}
        columns = next((one for one in root if one.tag == _tag("cols")), Element("none"))
        self._styles = {
            number: one.get("style", "0")
            for one in columns
            for number in range(int(one.get("min", "0")), int(one.get("max", "0")) + 1)
        }

    def put(self, row: int, column: int, value: Typed) -> None:
        cell = self._cell(row, column)
        style = cell.get("s", "0")
        for part in list(cell):
            cell.remove(part)
        cell.attrib.pop("t", None)
        _type(cell, value, is_text=_formats()[int(style)] == _text_format())

    def _cell(self, row: int, column: int) -> Element:
        address = f"{column_letters(column)}{row}"
        if address not in self._cells:
            if row not in self._rows:
                self._rows[row] = SubElement(self._data, _tag("row"), r=str(row))
            style = self._styles.get(column, "0")
            self._cells[address] = SubElement(self._rows[row], _tag("c"), r=address, s=style)
        return self._cells[address]

    def in_order(self) -> None:
        self._data[:] = sorted(self._data, key=lambda row: int(row.get("r", "0")))
        for row in self._data:
            row[:] = sorted(row, key=lambda cell: (len(letters := _letters(cell)), letters))


def _letters(cell: Element) -> str:
    return cell.get("r", "").rstrip("0123456789")


def _type(cell: Element, value: Typed, is_text: bool) -> None:
    """Puts into a cell what Excel makes of a typed value."""
    if isinstance(value, str):
        _type_words(cell, value, is_text)
    elif isinstance(value, bool):
        cell.set("t", "b")
        SubElement(cell, _tag("v")).text = str(int(value))
    elif isinstance(value, date):
        SubElement(cell, _tag("v")).text = str((value - _EXCELS_DAY_0).days)
        cell.set("s", _style(_DAY))
    elif value is not None:
        SubElement(cell, _tag("v")).text = repr(value)


def _type_words(cell: Element, words: str, is_text: bool) -> None:
    if words.startswith("="):
        SubElement(cell, _tag("f")).text = words[1:]
    elif re.fullmatch(r"#[A-Z/0]+[!?]?", words):
        cell.set("t", "e")
        SubElement(cell, _tag("f")).text = "1/0"
        SubElement(cell, _tag("v")).text = words
    elif words[1:-1] in _FILLS and words.startswith("["):
        cell.set("s", _style(words[1:-1]))
    elif words.startswith("'") or is_text or (value := _understood_by_excel(words)) is None:
        if words:
            cell.set("t", "inlineStr")
            SubElement(SubElement(cell, _tag("is")), _tag("t")).text = words.removeprefix("'")
    else:
        _type(cell, value, is_text)
        if words.endswith("%"):
            cell.set("s", _style(_PERCENT))


def _style(added: str) -> str:
    return str(len(_formats()) - len(_ADDED) + _ADDED.index(added))


def _understood_by_excel(words: str) -> int | float | date | None:
    """The number or the date that Excel takes words for; None for text."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(words)
    if re.fullmatch(r"-?[0-9]{1,15}", words):
        return int(words)
    if re.fullmatch(r"-?[0-9]+(,[0-9]+)?( ?%)?", words):
        number = float(words.rstrip(" %").replace(",", "."))
        return number / 100 if words.endswith("%") else number
    return None


def _of(root: Element, name: str) -> Element:
    return next(one for one in root if one.tag == _tag(name))


def _tag(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


def _bytes(root: Element) -> bytes:
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml
