"""A plan that another program has saved, or written from nothing, is read as the original."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from hplan_xl.book.findings import Cell
from hplan_xl.book.values import TypedValue
from hplan_xl.intake.selection import compute_fingerprint
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.reading.opening import open_plan
from hplan_xl.reading.submission import build_submission, read_submission
from hplan_xl.reading.typed_cells import collect_filled_cells
from tests.hostile import zipped
from tests.recompute import convert_all
from tests.sketch import BOOK

PLANS = sorted((Path(__file__).parent.parent / "samples" / "plans").glob("*.xlsx"))
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def read(data: bytes) -> InterpretedPlan:
    return interpret_plan(read_submission("plan.xlsx", data, BOOK), BOOK)


@pytest.mark.libreoffice
def test_a_plan_saved_in_libreoffice_is_read_as_the_original(tmp_path: Path) -> None:
    for before, after in zip(PLANS, convert_all(PLANS, tmp_path), strict=True):
        original, saved = read(before.read_bytes()), read(after.read_bytes())
        assert saved.submission.application.startswith("LibreOffice")
        assert compute_fingerprint(saved.submission) == compute_fingerprint(original.submission), before.name
        assert saved.findings == original.findings
        assert saved.submission.cells_outside == original.submission.cells_outside
        assert saved.submission.version == original.submission.version


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_written_without_styles_or_shared_strings_is_read_as_the_original(path: Path) -> None:
    original = read(path.read_bytes())
    bare = read(_bare(path.read_bytes()))
    for name, table in original.tables.items():
        assert bare.tables[name].values == table.values, name
    assert {one.rule for one in bare.findings} - {one.rule for one in original.findings} <= {
        "dropdowns.lost",
        "value.read_as",
    }
    assert bare.submission.version is None


def _bare(data: bytes) -> bytes:
    """The sheets of a plan as a program writes them that knows values only: no styles, no names, no rules."""
    opened = open_plan("plan.xlsx", data, BOOK)
    titles = [table.title for table in build_submission(opened, data).tables.values()]
    sheets = {title: collect_filled_cells(opened.package, title, opened.grids[title]) for title in titles}
    numbered = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name="{escape(title)}" sheetId="{n}" r:id="r{n}"/>' for n, title in numbered)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OF_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered]
        ),
        **{f"xl/worksheets/sheet{n}.xml": _sheet(sheets[title]) for n, title in numbered},
    }
    return zipped({path: part.encode() for path, part in parts.items()})


def _relations(relations: Iterable[tuple[str, str, str]]) -> str:
    told = "".join(f'<Relationship Id="{i}" Type="{_OF_OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in relations)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


def _sheet(cells: Mapping[tuple[int, int], TypedValue]) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), value in sorted(cells.items()):
        rows.setdefault(row, []).append(_cell(Cell("", "", row, column).address, value))
    told = "".join(f'<row r="{row}">{"".join(written)}</row>' for row, written in rows.items())
    return f"<worksheet {_MAIN}><sheetData>{told}</sheetData></worksheet>"


def _cell(address: str, value: TypedValue) -> str:
    match value:
        case bool():
            return f'<c r="{address}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{address}"><v>{value!r}</v></c>'
        case date():
            words = value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
        case _:
            words = str(value)
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'
