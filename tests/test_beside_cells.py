"""What is not in cells is told of, and kept by repair: nothing is left out in silence."""

import pickle
import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from hplan_xl.book.values import LinkedWords
from hplan_xl.intake.plan_files import find_notices
from hplan_xl.interpretation import interpret_plan
from hplan_xl.package.contents import BesideCells
from hplan_xl.plan import build_book
from hplan_xl.reading.submission import Submission, read_submission
from hplan_xl.register.catalogue import read_packaged_register
from tests.commands import SAMPLES, run
from tests.hostile import parts_of, zipped

BOOK = build_book(read_packaged_register(), None)
PLAN = min(SAMPLES.glob("*.xlsx"))
AREAS = "Prioriterade områden"
_DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:grpSp><xdr:sp><xdr:txBody>
<a:p><a:r><a:t>Glöm inte</a:t></a:r></a:p><a:p><a:r><a:t>remissen</a:t></a:r></a:p></xdr:txBody></xdr:sp>
<xdr:sp><xdr:txBody><a:p/></xdr:txBody></xdr:sp><xdr:pic/></xdr:grpSp></xdr:twoCellAnchor></xdr:wsDr>"""
_RELATION = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
    'Target="/xl/drawings/drawing9.xml"/>'
)


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """A sample with a text box, an empty shape and a picture in a group on the sheet of areas, and a comment."""
    workbook = openpyxl.load_workbook(PLAN)
    workbook[AREAS]["C4"].comment = Comment("Hör med labbet", "x")
    stream = BytesIO()
    workbook.save(stream)
    parts = parts_of(stream.getvalue())
    relations = next(path for path in parts if path.endswith(f"sheet{workbook.sheetnames.index(AREAS) + 1}.xml.rels"))
    parts[relations] = parts[relations].replace(b"</Relationships>", _RELATION.encode() + b"</Relationships>")
    parts["xl/drawings/drawing9.xml"] = _DRAWING.encode()
    return zipped(parts)


def read(data: bytes) -> Submission:
    return read_submission("plan.xlsx", data, BOOK)


def test_pictures_text_boxes_and_comments_are_counted_on_their_sheet(drawn: bytes) -> None:
    plan = read(drawn)
    beside = BesideCells(1, ("Glöm inte\nremissen",), (("C4", "Hör med labbet"),))
    assert dict(plan.beside_cells) == {AREAS: beside}
    told = [text.sv for text in find_notices(interpret_plan(plan, BOOK), BOOK)]
    assert "Fliken ”Prioriterade områden”: 1 bild, 1 textruta och 1 kommentar är inte med." in told


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="{at}" t="e" vm="1"><v>#VALUE!</v></c>',
        '<c r="{at}" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
    ],
)
def test_a_picture_in_a_cell_is_told_also_where_its_own_part_is_lost(cell: str) -> None:
    parts = parts_of(PLAN.read_bytes())
    path = f"xl/worksheets/sheet{openpyxl.load_workbook(PLAN, read_only=True).sheetnames.index(AREAS) + 1}.xml"
    for at in ("K4", "K5"):
        parts[path], changed = re.subn(rf'<c r="{at}"[^>]*>.*?</c>'.encode(), cell.format(at=at).encode(), parts[path])
        assert changed == 1
    plan = read(zipped(parts))
    assert dict(plan.beside_cells) == {AREAS: BesideCells(2, (), ())}
    told = [text.sv for text in find_notices(interpret_plan(plan, BOOK), BOOK)]
    assert "Fliken ”Prioriterade områden”: 2 bilder är inte med." in told


def test_a_plan_without_them_tells_of_none() -> None:
    assert dict(read(PLAN.read_bytes()).beside_cells) == {}


def test_repair_keeps_the_words_and_never_says_that_there_is_nothing_to_repair(drawn: bytes, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(drawn)
    result = run("repair", "plan.xlsx", "-o", "ny.xlsx", "--lang", "sv", cwd=tmp_path)
    assert "Inget att laga" not in result.stdout
    kept = openpyxl.load_workbook(tmp_path / "ny.xlsx")["Övrigt"]
    rows = {tuple(cell.value for cell in row) for row in kept.iter_rows(min_row=1, max_col=5)}
    assert (AREAS, "", "", "Glöm inte\nremissen", "Text i en ruta ovanpå bladet.") in rows
    assert (AREAS, "C4", "", "Hör med labbet", "Kommentar till cellen.") in rows


@pytest.mark.parametrize(
    ("words", "address", "value", "told"),
    [
        ("Projektplan", "https://example.se/plan", "https://example.se/plan", ["link.behind_words"]),
        ("https://example.se/plan", "https://example.se/plan", "https://example.se/plan", []),
        ("example.se/gammal", "https://example.se/ny", "https://example.se/ny", ["link.behind_words"]),
        ("Projektplan", "#Plan!A1", "Projektplan", ["link.unreadable"]),
    ],
)
def test_the_address_behind_words_is_the_value_of_a_link(words: str, address: str, value: str, told: list[str]) -> None:
    workbook = openpyxl.load_workbook(PLAN)
    cell = workbook["Aktiviteter"]["R4"]
    cell.value = words
    cell.hyperlink = address
    stream = BytesIO()
    workbook.save(stream)
    plan = interpret_plan(read(stream.getvalue()), BOOK)
    assert plan.tables["activities"].values["project_plan"][0] == value
    assert [one.rule for one in plan.findings if one.cell[1:] == ("Aktiviteter", 4, 18)] == told


def test_the_same_words_with_other_addresses_behind_them_give_each_cell_its_own() -> None:
    workbook = openpyxl.load_workbook(PLAN)
    sheet = workbook["Aktiviteter"]
    for row, address in ((4, "https://example.se/1"), (5, "https://example.se/2"), (6, "")):
        sheet.cell(row, 18).value = "Länk"
        sheet.cell(row, 18).hyperlink = address or None
    stream = BytesIO()
    workbook.save(stream)
    plan = interpret_plan(read(stream.getvalue()), BOOK)
    assert plan.tables["activities"].values["project_plan"][:3] == (
        "https://example.se/1",
        "https://example.se/2",
        "Länk",
    )
    told = [(one.cell.address, one.rule) for one in plan.findings if one.cell.column == 18]
    assert told[:3] == [("R4", "link.behind_words"), ("R5", "link.behind_words"), ("R6", "link.unreadable")]


def test_linked_words_keep_their_address_between_processes() -> None:
    again = pickle.loads(pickle.dumps(LinkedWords("Planen", "https://example.se")))
    assert (again, again.address) == ("Planen", "https://example.se")


@pytest.mark.parametrize(("column", "note"), [(1, ""), (2, ""), (3, ""), (3, "Fråga kansliet"), (4, "Fråga kansliet")])
def test_a_column_put_into_the_form_moves_its_answers_and_what_is_in_it_is_told(column: int, note: str) -> None:
    workbook = openpyxl.load_workbook(PLAN)
    form = workbook["Plan"]
    form.insert_cols(column)
    form.cell(5, column).value = note or None
    stream = BytesIO()
    workbook.save(stream)

    before, after = (interpret_plan(read(data), BOOK) for data in (PLAN.read_bytes(), stream.getvalue()))

    assert after.tables["plan"].values == before.tables["plan"].values
    told = "Fliken ”Plan”: 1 ifylld cell utanför planens kolumner och rader är inte med."
    assert (told in [text.sv for text in find_notices(after, BOOK)]) == bool(note)
