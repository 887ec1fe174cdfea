"""The counts of Kontroll: for each column that can be at fault, how many cells are, and where the first is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hplan_xl.book.columns import Column, Reference
from hplan_xl.book.excel_limits import COLUMN_COUNT
from hplan_xl.book.findings import Severity
from hplan_xl.template import expected_values, fault_formulas, formulas
from hplan_xl.template.fault_formulas import TableCells
from hplan_xl.template.positions import DefinedNames, TemplateSheet

# A cell's row and column as one number, in which the first to mend is the smallest.


@dataclass(frozen=True)
class CellCheck:
    """One thing that can be the matter with the cells of a column.

    count: a formula, how many cells. first: a formula, the first of them as row * COLUMN_COUNT + column.
    cells: those of the prefilled rows, as (row, column) from 1: what the formulas come to.
    """

    sheet: str
    column: str
    fault: str
    grade: Severity
    count: str
    first: str
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Reach:
    """How formulas reach the cells of one sheet: a mask is 1 where a cell is at fault.

    at: where the value of a column stands. begun: which rows are. count, first: from a mask to the formulas of a check.
    """

    at: fault_formulas.At
    begun: str
    count: Callable[[str], str]
    first: Callable[[str, str], str]


def list_checks(
    places: Mapping[str, TemplateSheet], names: DefinedNames, cells: Mapping[str, TableCells]
) -> tuple[CellCheck, ...]:
    """All checks, by sheet in book order and, within it, to correct, to complete, and left to the reading.

    cells: how the rows of each table are reached.
    """
    found: list[CellCheck] = []
    for name, place in places.items():
        reach = _form(place) if place.sheet.is_form else _table(place, cells[name])
        of_sheet = list(_of_columns(place, places, names, reach, cells))
        of_sheet += _of_key(place, names, reach, cells[name]) if place.sheet.key and not place.sheet.is_form else ()
        found += sorted(of_sheet, key=lambda check: check.grade)
    return tuple(found)


def _form(place: TemplateSheet) -> _Reach:
    def first(column: str, mask: str) -> str:
        return _code(f"ROW({place.answer_cell(column)})", place.answer_cell(column))

    return _Reach(place.answer_cell, "1", str, first)


def _table(place: TemplateSheet, cells: TableCells) -> _Reach:
    def first(column: str, mask: str) -> str:
        title = place.title_cell(column)
        return _code(f"(ROW({title})+MATCH(1,INDEX({mask},0),0))", title)

    return _Reach(cells.at, cells.begun, lambda mask: f"SUMPRODUCT({mask})", first)


def _of_columns(
    place: TemplateSheet,
    places: Mapping[str, TemplateSheet],
    names: DefinedNames,
    reach: _Reach,
    cells: Mapping[str, TableCells],
) -> Iterator[CellCheck]:
    def is_begun(key: str, sheet: str) -> str:
        keys = fault_formulas.list_whole_keys(cells[sheet], (places[sheet].sheet.counter,))
        return formulas.is_among(key, keys)

    def where_it_can_be_told(column: Column, mask: str) -> str:
        """The mask; of references to a sheet that somebody removed none is said to lead nowhere."""
        if not isinstance(column, Reference) or column.sheet == place.sheet.name:
            return mask
        return formulas.multiply([f"ISNUMBER(ROWS({places[column.sheet].block_range}))", mask])

    for column in place.sheet.columns:
        grade = fault_formulas.blank_grade(column, names.book)
        if grade is not None:
            mask = fault_formulas.blank_fault(column, place.sheet, names, reach.at, reach.begun)
            yield _check(place, column, "blank", grade, reach, mask, expected_values.find_blank_rows(place, column))
        grade = fault_formulas.misread_grade(column, names.book)
        if grade is not None:
            mask = fault_formulas.misread_fault(column, place.sheet, names, reach.at, reach.begun, is_begun)
            mask = where_it_can_be_told(column, mask)
            yield _check(
                place, column, "misread", grade, reach, mask, expected_values.find_misread_rows(place, column, places)
            )
        if fault_formulas.is_read_later(column):
            mask = fault_formulas.read_later_fault(column, place.sheet, names, reach.at, reach.begun, is_begun)
            mask = where_it_can_be_told(column, mask)
            later = expected_values.find_rows_read_later(place, column, places)
            yield _check(place, column, "read later", Severity.HINT, reach, mask, later)


def _check(
    place: TemplateSheet,
    column: Column,
    fault: str,
    grade: Severity,
    reach: _Reach,
    mask: str,
    records: tuple[int, ...],
) -> CellCheck:
    count, first = reach.count(mask), reach.first(column.name, mask)
    cells = tuple(place.cell(column.name, record) for record in records)
    return CellCheck(place.sheet.name, column.name, fault, grade, count, first, cells)


def _of_key(place: TemplateSheet, names: DefinedNames, reach: _Reach, cells: TableCells) -> Iterator[CellCheck]:
    """Keys that stand twice: how often each row's key is the first of its kind at 1, 2 … by FREQUENCY.

    No COUNTIF: it takes "1.10" for "1.1".
    """
    sheet = place.sheet
    column, keys = sheet.key[-1], fault_formulas.list_whole_keys(cells, sheet.key)
    place_of_first = f"MATCH({keys},INDEX({keys},0),0)"
    often = f"FREQUENCY({place_of_first},ROW({cells.at(column)})-ROW({place.title_cell(column)}))"
    count, first = f"SUMPRODUCT(({often}>1)*{often})", reach.first(column, f"--({often}>1)")
    doubled = tuple(place.cell(column, record) for record in expected_values.find_doubled_rows(place))
    yield CellCheck(sheet.name, column, "twice", names.book.rule("key.twice").severity, count, first, doubled)


def _code(row: str, cell: str) -> str:
    return f"{row}*{COLUMN_COUNT}+COLUMN({cell})"
