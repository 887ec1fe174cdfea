"""One odd spelling of a workbook's parts never costs a plan, and never gives another word (`package.cell_values`).

Each respelling says the same in another way that some program writes; the plan that is read must be the same plan. And
what no longer says anything is an error at its own cell, never the value of another.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hplan_xl.book.values import ErrorValue
from hplan_xl.package.cell_values import mask_errors, settle_values
from hplan_xl.package.contents import open_package
from hplan_xl.plan import build_book
from hplan_xl.reading.submission import Submission, Table, read_submission
from hplan_xl.reading.typed_cells import read_grids
from hplan_xl.register.catalogue import read_packaged_register
from tests.garden import GARDEN_BOOK, garden_workbook
from tests.hostile import BEDS_PART, edited, parts_of, zipped

BOOK = build_book(read_packaged_register(), None)
SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "plans").glob("*.xlsx"))[:3]
Parts = dict[str, bytes]


def _sheets(parts: Parts) -> list[str]:
    return [path for path in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", path)]


def _in_sheets(pattern: bytes, by: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for path in _sheets(parts):
            parts[path] = re.sub(pattern, by, parts[path])

    return change


def _in_workbook(pattern: bytes, by: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts["xl/workbook.xml"] = re.sub(pattern, by, parts["xl/workbook.xml"])

    return change


def _moved(folder: str) -> Callable[[Parts], None]:
    """The whole of xl/ in another folder, found by the relations only."""

    def change(parts: Parts) -> None:
        for path in [path for path in parts if path.startswith("xl/")]:
            parts[folder + path.removeprefix("xl/")] = parts.pop(path)
        for path in ("_rels/.rels", "[Content_Types].xml"):
            parts[path] = parts[path].replace(b'"/xl/', f'"/{folder}'.encode()).replace(b'"xl/', f'"{folder}'.encode())

    return change


def _dimension(written: bytes) -> Callable[[Parts], None]:
    return _in_sheets(rb"<dimension[^>]*/>", written)


WHITE = (b" ", b"\n", b"\t", b"\r\n", b"  \n  ", b"&#32;", b"&#10;&#x20;")
RESPELLINGS: dict[str, Callable[[Parts], None]] = {
    **{
        f"white space {white!r} {where} {kind} values": _in_sheets(
            rb'(<c (?![^<>]*t="str")[^<>]*' + need + rb"[^<>]*>)<v>([^<]*)</v>",
            rb"\1<v>" + before + rb"\2" + after + b"</v>",
        )
        for white in WHITE
        for where, before, after in (("before", white, b""), ("after", b"", white), ("around", white, white))
        for kind, need in (("text", rb'\bt="s"'), ("all", rb""))
    },
    **{f"dimension {written!r}": _dimension(written) for written in (
        b"", b"<dimension/>", b'<dimension ref=""/>', b'<dimension ref="1:43"/>', b'<dimension ref="A:Z"/>',
        b'<dimension ref="$A$1:$Z$43"/>', b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="B9:A1"/>',
        b'<dimension ref="A1"></dimension>', b'<dimension ref="R1C1:R9C9"/>', b'<dimension other="A1"/>',
    )},
    **{f"state {state!r}": _in_workbook(rb'<sheet (name="[^"]*")( sheetId="\d+")(?: state="\w+")?',
                                        rb"<sheet \1\2 state=" + b'"' + state + b'"')
       for state in (b"show", b"visible", b"", b"VISIBLE")},
    **{f"parts in {folder!r}": _moved(folder) for folder in ("", "office/", "a/b/", "XL2/")},
    "explicit type of numbers": _in_sheets(rb'<c (r="\w+")( s="\d+")?><v>', rb'<c \1\2 t="n"><v>'),
    "empty type of numbers": _in_sheets(rb'<c (r="\w+")( s="\d+")?><v>', rb'<c \1\2 t=""><v>'),
    "type before address": _in_sheets(rb'<c (r="\w+") (s="\d+") (t="s")>', rb"<c \3 \2 \1>"),
    "values with a space kept": _in_sheets(rb"<v>", rb'<v xml:space="preserve">'),
    "indexes with zeros before": _in_sheets(rb't="s"><v>', rb't="s"><v>00'),
    "single quotes": _in_sheets(rb'<c r="(\w+)"', rb"<c r='\1'"),
    "comments between cells": _in_sheets(rb"<c r=", rb"<!-- x --><c r="),
    "rows without numbers": _in_sheets(rb'<row r="1"', rb"<row"),
    "small letters in addresses": _in_sheets(rb'<c r="A(\d+)"', rb'<c r="a\1"'),
    "white space in addresses": _in_sheets(rb'<c r="(\w+)"', rb'<c r=" \1 "'),
    "absolute addresses": _in_sheets(rb'<c r="([A-Z]+)(\d+)"', rb'<c r="$\1$\2"'),
    "numbers with an exponent": _in_sheets(rb'(<c r="\w+"(?: s="\d+")?>)<v>(\d+)</v>', rb"\1<v>\2E0</v>"),
    "numbers with decimals": _in_sheets(rb'(<c r="\w+"(?: s="\d+")?>)<v>(\d+)</v>', rb"\1<v>\2.0</v>"),
    "line breaks between elements": _in_sheets(rb"(</c>|</row>)", rb"\1\n   "),
    "prefix": lambda parts: parts.update({path: _prefixed(parts[path]) for path in _sheets(parts)}),
}  # fmt: skip


def _prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(worksheet|sheetData|row|c|v|f|is|t)\b", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=", 1)


@cache
def plain(path: Path) -> dict[str, Table]:
    """The tables of a sample as they are."""
    return dict(read_submission("plan.xlsx", path.read_bytes(), BOOK).tables)


def respelt(name: str, path: Path) -> Submission:
    parts = parts_of(path.read_bytes())
    RESPELLINGS[name](parts)
    return read_submission("plan.xlsx", zipped(parts), BOOK)


def test_there_are_sixty_respellings() -> None:
    assert len(RESPELLINGS) >= 60


@pytest.mark.parametrize("name", RESPELLINGS)
def test_a_respelt_plan_is_the_same_plan(name: str) -> None:
    path = SAMPLES[len(name) % len(SAMPLES)]
    assert dict(respelt(name, path).tables) == plain(path)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_we_read_is_what_openpyxl_reads(path: Path) -> None:
    package = open_package(path.read_bytes(), "plan.xlsx")
    workbook = openpyxl.load_workbook(BytesIO(path.read_bytes()), data_only=True)
    titles = {sheet.title.sv for sheet in BOOK.sheets} & package.worksheets.keys()
    grids = read_grids(package, titles)
    assert len(titles) >= 9
    for title, rows in grids.items():
        theirs = {
            (cell.row, cell.column): _alike(cell.value)
            for line in workbook[title].iter_rows()
            for cell in line
            if cell.value not in (None, "")
        }
        ours = {
            (row, column): _alike(value)
            for row, line in enumerate(rows, 1)
            for column, value in enumerate(line, 1)
            if value != ""
        }
        assert ours == theirs


def _alike(value: object) -> object:
    """A value without the type that only one of two readers gives: a whole float, midnight."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def bed(change: Callable[[bytes], bytes]) -> dict[str, object]:
    """The first row of the garden's beds after a change to the part of their sheet."""
    data = edited(lambda parts: parts.update({BEDS_PART: change(parts[BEDS_PART])}))
    table = read_submission("plan.xlsx", data, GARDEN_BOOK).tables["beds"]
    return {name: values[0] for name, values in table.values.items()}


UNREADABLE = (b"x", b"1.5", b"-1", b"+1", b"99999", b"0x1", b"1 2", b"\xd9\xa1", b"1,0", b"1e1")


@pytest.mark.parametrize("index", UNREADABLE, ids=repr)
def test_an_index_that_cannot_be_read_is_an_error_at_its_cell_and_the_rest_is_read(index: bytes) -> None:
    before = bed(lambda xml: xml)
    place = re.search(rb'<c r="C4"[^<>]*t="s"><v>(\d+)</v>', parts_of(garden_workbook())[BEDS_PART])
    assert place
    after = bed(lambda xml: xml.replace(place[0], place[0].replace(place[1] + b"</v>", index + b"</v>")))
    assert after["title"] == ErrorValue(index.decode())
    assert {**after, "title": before["title"]} == before


CODES = ("#N/A", "#REF!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!",
         "#UNKNOWN!", "#PYTHON!", "#EXTERNAL!", "#TIMEOUT!", "#ERROR!", "#NAME?", "#DIV/0!")  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", ["e", "str"])
def test_an_error_of_any_age_is_told_at_its_cell(code: str, kind: str) -> None:
    cell = f'<c r="C4" t="{kind}"><f>A1</f><v>{code}</v></c>'.encode()
    after = bed(lambda xml: re.sub(rb'<c r="C4".*?</c>', cell, xml))
    assert after["title"] == ErrorValue(code)


def test_a_text_that_looks_like_an_error_and_is_no_formula_stays_text() -> None:
    cell = b'<c r="C4" t="str"><v>#REF!</v></c>'
    assert bed(lambda xml: re.sub(rb'<c r="C4".*?</c>', cell, xml))["title"] == "#REF!"


_STORED = st.one_of(
    st.integers(-5, 12).map(str), st.floats(allow_nan=False).map(str), st.text("0123456789 eE+-.,x#\n", max_size=6)
)


@given(kind=st.sampled_from(["s", "n", "b", "e", "str", "", "zz"]), stored=_STORED, strings=st.integers(1, 9))
def test_a_settled_value_is_what_was_stored_or_an_error(kind: str, stored: str, strings: int) -> None:
    cell = f'<row r="1"><c r="A1" t="{kind}"><v>{stored}</v></c></row>'.encode()
    settled = settle_values(cell, strings)
    found = re.search(rb'(?: t="(\w*)")?>(?:<v>([^<]*)</v>)?</c>', settled)
    assert found
    now, value = (found[1] or b"n").decode(), (found[2] or b"").decode()
    if kind != "str":
        assert value in (stored.strip(" \n"), "")
        assert (value == "") == (stored.strip(" \n") == "")
    if now == "s" and value:
        assert value.isascii()
        assert value.isdigit()
        assert int(value) < strings
    if now == "n" and value:
        assert float(value) == float(stored)
    assert settle_values(settled, strings) == settled
    assert b"<v>#N/A</v>" in mask_errors(settled) or now != "e"


# The promises that 1.0 had in every template are those of one healthcare region: ticks of another are told of, unread.
OUTSIDE_NOW = {"1.0.0 RPO Psykisk hälsa 2025 Södra.xlsx": {"Prioriterade områden": 9}}


def test_a_file_of_1_0_is_read_as_before() -> None:
    paths = sorted((Path(__file__).parent / "released").glob("*.xlsx"))
    assert len(paths) == 4
    for path in paths:
        plan = read_submission(path.name, path.read_bytes(), BOOK)
        outside = OUTSIDE_NOW.get(path.name, {})
        assert (plan.version, plan.findings, dict(plan.cells_outside)) == (1, (), outside), path.name


def test_a_date_is_a_date_in_every_calendar() -> None:
    data = edited(
        lambda parts: parts.update(
            {
                "xl/workbook.xml": parts["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" '),
                BEDS_PART: re.sub(rb"<v>46174</v>", rb"<v>44712</v>", parts[BEDS_PART]),
            }
        )
    )
    values = read_submission("plan.xlsx", data, GARDEN_BOOK).tables["beds"].values["due"]
    assert values[0] == date(2026, 6, 1)
