"""What begins a row, which rows are records, and sheets that stand twice (plan.md, "Shape of a table sheet")."""

import re
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from hplan_xl.reading.submission import Submission, read_submission
from tests.garden import BEDS, GARDEN_BOOK, garden_workbook
from tests.hostile import BEDS_PART, parts_of, zipped

Change = Callable[[Worksheet], None]
TITLES = {column.name: number for number, column in enumerate(BEDS.columns, 1)}


def submission(change: Change) -> Submission:
    """The garden plan after a change to the sheet of beds: ids in row 2, titles in row 3, records in rows 4 to 6."""
    workbook = openpyxl.load_workbook(BytesIO(garden_workbook()))
    change(workbook[BEDS.title.sv])
    stream = BytesIO()
    workbook.save(stream)
    return read_submission("plan.xlsx", stream.getvalue(), GARDEN_BOOK)


def book_of(sheet: Worksheet) -> Workbook:
    assert sheet.parent is not None
    return sheet.parent


def rows(change: Change) -> tuple[int, ...]:
    return submission(change).tables["beds"].rows


def put(column: str, value: bool | float | str) -> Change:
    def change(sheet: Worksheet) -> None:
        for row in range(10, 50):
            sheet.cell(row, TITLES[column], value)

    return change


@pytest.mark.parametrize(
    ("column", "value"),
    [("sunny", False), ("sunny", "nej"), ("sunny", "Nej "), ("sunny", "FALSKT"), ("sunny", "☐"),
     ("title", False), ("title", " "), ("title", "\u200b"), ("title", 0), ("status", 0), ("title", "FALSKT"),
     ("number", 7)],
)  # fmt: skip
def test_a_no_a_blank_or_the_counter_begins_no_row(column: str, value: bool | float | str) -> None:
    assert rows(put(column, value)) == (4, 5)


@pytest.mark.parametrize(
    ("column", "value"),
    [("sunny", True), ("sunny", "x"), ("title", "nej"), ("title", "–"), ("title", "0"), ("share", 0)],
)
def test_what_somebody_means_begins_a_row(column: str, value: bool | float | str) -> None:
    assert rows(put(column, value)) == (4, 5, *range(10, 50))


@pytest.mark.parametrize(("column", "given"), [("title", "0"), ("status", "0"), ("due", "0")])
def test_a_formula_that_leads_to_a_blank_cell_begins_no_row(column: str, given: str) -> None:
    assert rows_with_formulas(column, given) == (4, 5)


@pytest.mark.parametrize(("column", "given"), [("title", "Pioner"), ("share", "0")])
def test_a_formula_that_gives_a_word_or_a_number_begins_a_row(column: str, given: str) -> None:
    """A 0 that is a number too, which Kontroll, by formulas, cannot tell from one that is typed."""
    assert rows_with_formulas(column, given) == (4, 5, 10, 11, 12)


def test_the_zero_of_a_formula_is_no_word_in_a_row_that_is_begun() -> None:
    table = with_formulas("status", "0", rows=(4,)).tables["beds"]
    assert (table.rows, table.values["status"]) == ((4, 5), (None, "Allvarliga problem"))


def rows_with_formulas(column: str, given: str) -> tuple[int, ...]:
    return with_formulas(column, given, rows=(10, 11, 12)).tables["beds"].rows


def with_formulas(column: str, given: str, rows: tuple[int, ...]) -> Submission:
    """The garden plan with formulas in a column, and the value that Excel stored for each."""
    letter = get_column_letter(TITLES[column])
    parts = parts_of(garden_workbook())
    xml = parts[BEDS_PART]
    kind = "" if given.isdecimal() else ' t="str"'
    for row in rows:
        cell = f'<c r="{letter}{row}"{kind}><f>Underlag!A1</f><v>{given}</v></c>'.encode()
        if f'<row r="{row}"'.encode() in xml:
            xml = re.sub(rf'<c r="{letter}{row}"[^<>]*?(?:/>|>.*?</c>)'.encode(), cell, xml)
        else:
            xml = xml.replace(b"</sheetData>", b'<row r="%d">%s</row></sheetData>' % (row, cell))
    parts[BEDS_PART] = xml
    return read_submission("plan.xlsx", zipped(parts), GARDEN_BOOK)


def test_titles_sorted_in_among_the_records_are_one_finding_and_cost_no_record() -> None:
    def sort_in(sheet: Worksheet) -> None:
        moved = [[sheet.cell(row, column).value for column in TITLES.values()] for row in (4, 5, 3)]
        for row, values in zip((3, 4, 5), moved, strict=True):
            for column, value in zip(TITLES.values(), values, strict=True):
                cell = sheet.cell(row, column)
                cell.value, cell.number_format = value, "General"

    plan = submission(sort_in)
    assert plan.tables["beds"].rows == (3, 4)
    assert plan.tables["beds"].values["title"] == ("Rosor", "Å Ä Ö")
    assert [(one.cell.address, one.rule) for one in plan.findings] == [("A5", "titles.moved")]


@pytest.mark.parametrize("is_row_kept", [True, False])
def test_words_alone_under_the_ids_are_a_record_where_the_titles_are_gone(is_row_kept: bool) -> None:
    def take_titles(sheet: Worksheet) -> None:
        sheet.delete_rows(3, 7)
        if is_row_kept:
            sheet.insert_rows(3)
        sheet.cell(4 if is_row_kept else 3, TITLES["title"], "Pioner")

    plan = submission(take_titles)
    assert plan.tables["beds"].values["title"] == ("Pioner",)
    assert [(one.rule, one.variant) for one in plan.findings] == [("titles.moved", "gone")]


def test_a_copy_of_a_sheet_is_one_finding_with_what_stands_only_there() -> None:
    def copy(sheet: Worksheet) -> None:
        other = book_of(sheet).copy_worksheet(sheet)
        other.title = f"{BEDS.title.sv} (2)"
        other.cell(9, TITLES["title"], "Bara här")
        other.cell(4, 30, "bredvid")

    plan = submission(copy)
    assert str(plan.findings[0].facts["rows"]) == "Text(sv='2 rader', en='2 rows')"
    assert [(one.cell.sheet, one.cell.address, one.rule, one.variant) for one in plan.findings] == [
        ("Bäddar & 'träd' mm (2)", "A1", "sheet.twice", "rows")
    ]
    assert dict(plan.cells_outside) == {}
    assert plan.tables["beds"].values["title"] == ("Rosor", "Å Ä Ö")


def test_a_copy_that_says_the_same_is_told_to_be_deleted() -> None:
    plan = submission(lambda sheet: setattr(book_of(sheet).copy_worksheet(sheet), "title", "Kopia"))
    assert [(one.rule, one.variant) for one in plan.findings] == [("sheet.twice", "")]


def test_a_sheet_of_the_groups_own_is_no_copy() -> None:
    def own(sheet: Worksheet) -> None:
        other = book_of(sheet).create_sheet("Eget")
        other.append(["Nr", "Bädd"])
        other.append([1, "Något"])

    plan = submission(own)
    assert (plan.findings, dict(plan.cells_outside)) == ((), {"Eget": 4})
