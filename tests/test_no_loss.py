"""No cell is lost in silence: an independent count of a file's cells against what was read, told and counted."""

import random
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.styles import Alignment

from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.findings import column_letters
from hplan_xl.book.text import Text, mask_years
from hplan_xl.intake.plan_files import find_notices
from hplan_xl.interpretation import interpret_plan
from hplan_xl.plan import build_book
from hplan_xl.reading.submission import Table, read_submission
from hplan_xl.register.catalogue import read_packaged_register
from tests.commands import SAMPLES
from tests.garden import BEDS, GARDEN_BOOK, Record, Shape, garden_workbook
from tests.hostile import edited, substituted
from tests.mutations import book
from tests.test_submission import shapes

FAULTY = SAMPLES.parent / "faulty"
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REGISTER = read_packaged_register()
REGIONAL = [build_book(_REGISTER, region) for region in _REGISTER.regions]
Place = tuple[int, int]
# Words that these tests put into cells; alone in the column of running numbers they begin no row.
_ADDED = ("ett ord", "x", "Norr")


def contents(data: bytes) -> dict[str, dict[Place, str]]:
    """Every cell with something to be seen in it, by sheet and place; by another way than the reader's."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = ElementTree.fromstring(parts.get("xl/sharedStrings.xml", b"<sst/>"))
    shared = ["".join(t.text or "" for t in one.iter(f"{_SPACE}t")) for one in root]
    targets = {
        one.get("Id"): one.get("Target", "") for one in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    found = {}
    for sheet in ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{_SPACE}sheet"):
        path = "xl/" + targets[sheet.get(_RELATION)].removeprefix("/xl/")
        cells = {}
        for cell in ElementTree.fromstring(parts[path]).iter(f"{_SPACE}c"):
            words = _words(cell, shared)
            if words.replace("\u200b", "").strip():
                cells[_place(cell.get("r", ""))] = words
        found[sheet.get("name", "")] = cells
    return found


def _words(cell: ElementTree.Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_SPACE}v")
    if cell.get("t") == "s":
        return shared[int(value or 0)]
    if not value and cell.find(f"{_SPACE}f") is not None:
        return "a formula"
    return value or "".join(t.text or "" for t in cell.iter(f"{_SPACE}t"))


def _place(address: str) -> Place:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column


def lost(data: bytes, of: Book) -> dict[str, set[str]]:
    """The cells that are neither read, nor the template's own, nor counted as outside, by sheet."""
    submission = read_submission("x.xlsx", data, of)
    cells = contents(data)
    tables = {table.title: table for table in submission.tables.values()}
    found = {}
    for title, table in tables.items():
        sheets = [one.sheet(table.sheet) for one in (of, *(() if of is GARDEN_BOOK else REGIONAL))]
        own = {mask_years(words) for sheet in sheets for text in _texts(sheet) for words in (text.sv, text.en)}
        left = {at: words for at, words in cells[title].items() if not _taken(at, words, table, sheets[0], own)}
        if len(left) != submission.cells_outside.get(title, 0):
            found[title] = {f"{column_letters(column)}{row} {left[row, column][:20]!r}" for row, column in left}
    return found


def _taken(at: Place, words: str, table: Table, sheet: Sheet, own: set[str]) -> bool:
    """Whether a cell is read into the table, is a heading, or is the template's own or a number of an empty row.

    own: the words that the template of any region writes on the sheet, whatever year its examples are of.
    """
    row, column = at
    if table.is_form:
        answers = {place: name for name, place in table.places.items()}
        if column == table.answers and row in answers:
            return table.values[answers[row]][0] is not None
        return (row in answers and column < table.answers) or mask_years(words) in own
    if row == table.heading_row:
        return True
    if row < table.heading_row:
        ids = {column.name for column in sheet.columns}
        return words in ids or any(said and said in mask_years(words) for said in own)
    name = next((name for name, place in table.places.items() if place == column), None)
    if name is None:
        return False
    if row in table.rows:
        return table.values[name][table.rows.index(row)] is not None
    return name == sheet.counter and words not in _ADDED


def _texts(sheet: Sheet) -> Iterator[Text]:
    yield from (sheet.title, sheet.help)
    for column in sheet.columns:
        yield from (column.title, column.help, *([column.section] if column.section else []))


@pytest.mark.parametrize("path", sorted([*SAMPLES.glob("*.xlsx"), *FAULTY.glob("*.xlsx")]), ids=lambda path: path.stem)
def test_every_cell_of_the_samples_is_read_or_counted(path: Path) -> None:
    data = path.read_bytes()
    if data.startswith(b"PK") and "Inte vår mall" not in path.stem:
        assert lost(data, book()) == {}


@settings(max_examples=100)
@given(shapes())
def test_every_cell_is_read_or_counted_wherever_people_move_things(drawn: tuple[list[Record], Shape]) -> None:
    assert lost(garden_workbook(*drawn), GARDEN_BOOK) == {}


@pytest.mark.parametrize("seed", range(25))
def test_every_cell_that_people_add_is_read_or_counted(seed: int) -> None:
    draw = random.Random(seed)
    workbook = openpyxl.load_workbook(draw.choice(sorted(SAMPLES.glob("*.xlsx"))))
    sheets = [sheet for sheet in workbook.worksheets if not sheet.protection.sheet]
    for _ in range(60):
        sheet = draw.choice(sheets)
        row, column = draw.choice(((draw.randrange(4, 80), draw.randrange(1, 40)), (draw.randrange(1, 4), 30)))
        cell = sheet.cell(row, column)
        if isinstance(cell, openpyxl.cell.MergedCell):
            continue
        values: list[str | float] = ["ett ord", 7, 0.5, "=1/0", "=A1", "#REF!", " ", "\u200b", True, "x"]
        cell.value = draw.choice(values)
        cell.alignment = Alignment(wrap_text=True)
    draw.choice(sheets[2:]).merge_cells("B9:D11")
    draw.choice(sheets[2:]).insert_rows(draw.randrange(4, 20), 3)
    draw.choice(sheets[2:]).row_dimensions[6].hidden = True
    stream = BytesIO()
    workbook.save(stream)
    assert lost(stream.getvalue(), book()) == {}


def told(change: Callable[[openpyxl.Workbook], object]) -> list[str]:
    """The notices on a garden plan after a change."""
    workbook = openpyxl.load_workbook(BytesIO(garden_workbook()))
    change(workbook)
    stream = BytesIO()
    workbook.save(stream)
    plan = interpret_plan(read_submission("x.xlsx", stream.getvalue(), GARDEN_BOOK), GARDEN_BOOK)
    return [notice.sv for notice in find_notices(plan, GARDEN_BOOK)]


def test_what_is_not_in_is_told_and_what_is_hidden_too() -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        beds = workbook[BEDS.title.sv]
        beds["K30"] = "långt bort"
        beds["J5"], beds["J7"], beds["A9"] = "bredvid", "under", "Norr"
        beds.row_dimensions[4].hidden = True
        beds["A12"], beds["D12"] = "Söder", False  # what says no begins no row either
        own = workbook.create_sheet("Eget")
        own["B2"] = 1
        workbook.create_sheet("Läs mig")["A1"] = "upplåst"
        page = workbook.create_sheet("Läs mig först")
        page["A1"], page.protection.sheet = "låst", True

    assert told(change) == [
        "Fliken ”Bäddar & 'träd' mm”: 5 ifyllda celler utanför planens kolumner och rader är inte med.",
        "Fliken ”Eget” är gruppens egen och är inte med (1 ifylld cell).",
        "Fliken ”Läs mig” hör inte till planen och är inte med (1 ifylld cell).",
        "Fliken ”Läs mig först” hör inte till planen och är inte med (1 ifylld cell).",
        "Fliken ”Bäddar & 'träd' mm”: 1 rad som är dold eller bortfiltrerad är med.",
    ]


def test_what_no_cell_takes_is_told() -> None:
    text = b"_x0007_" + b"y" * 40_000
    parts = {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    data = edited(lambda of: of.update(parts), substituted(b"Rosor", text, "xl/sharedStrings.xml"))
    plan = interpret_plan(read_submission("in/811218-9876.xlsx", data, GARDEN_BOOK), GARDEN_BOOK)
    assert [notice.sv for notice in find_notices(plan, GARDEN_BOOK)] == [
        "Filens namn innehåller ett personnummer. Byt namn på filen och kör igen, så att numret inte kommer med i "
        "sammanställningen.",
        "1 text innehåller styrtecken, som är borttagna.",
        "1 text är längre än de 32 767 tecken som en cell rymmer. Det som är utöver det är inte med.",
        "Filen innehåller makron. De körs inte.",
        "Filen länkar till andra filer. De öppnas inte: värdena är de som senast sparades.",
    ]
    assert plan.tables["beds"].values["title"][0] == "y" * 40_000


def test_a_personal_number_in_the_name_of_a_folder_is_said_of_the_folder() -> None:
    plan = interpret_plan(read_submission("in/811218-9876.zip/x.xlsx", garden_workbook(), GARDEN_BOOK), GARDEN_BOOK)
    assert [notice.sv for notice in find_notices(plan, GARDEN_BOOK)] == [
        "Namnet på en mapp eller zip-fil som filen ligger i innehåller ett personnummer. Byt namn på den och kör igen, "
        "så att numret inte kommer med i sammanställningen."
    ]


def test_a_plan_in_order_has_nothing_to_tell() -> None:
    assert told(lambda workbook: None) == []
