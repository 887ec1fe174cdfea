"""The cells of a sheet as typed: what calamine reads, with what it does not tell laid over it."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from io import BytesIO
from typing import assert_never

from python_calamine import CalamineWorkbook

from hplan_xl.archive import refused
from hplan_xl.columns import Choice, Column, Date, Link, Number, Period, Prose, Reference, Schedule, Tick
from hplan_xl.layout import Located
from hplan_xl.package import Package
from hplan_xl.text import clean
from hplan_xl.values import ColourOnly, ErrorValue, Merged, Percent, Typed, Uncomputed
from hplan_xl.wording import refusals
from hplan_xl.worksheet import Range, Worksheet

Rows = list[list[object]]


def read_grids(package: Package, titles: Iterable[str]) -> dict[str, Rows]:
    """The cells of these sheets, rows and columns from A1 on, with errors and formulas without a value in place.

    Raises NotAWorkbook where the sheet reaches outside Excel's grid or far outside any plan, or cannot be read.
    """
    titles = list(titles)
    for title in titles:
        _refuse_what_no_reader_stands(package, title)
    bare = package.bare(titles)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(bare))
        grids: dict[str, Rows] = {title: _rows(workbook, title) for title in titles}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as stop:  # calamine's panics are no Exception
        if isinstance(stop, MemoryError):
            raise refused(refusals.TOO_LARGE_INSIDE, package.name) from None
        raise refused(refusals.DAMAGED, package.name) from None
    return {title: _with_failures(rows, package.worksheets[title]) for title, rows in grids.items()}


def _refuse_what_no_reader_stands(package: Package, title: str) -> None:
    cell = package.worksheets[title].outside_grid
    if cell:
        raise refused(refusals.OUT_OF_GRID, package.name, sheet=title, cell=cell)
    cell = package.too_far(title)
    if cell:
        raise refused(refusals.TOO_WIDE, package.name, sheet=title, cell=cell)


def _rows(workbook: CalamineWorkbook, title: str) -> Rows:
    return [list(row) for row in workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)]


def _with_failures(rows: Rows, sheet: Worksheet) -> Rows:
    failed: dict[tuple[int, int], object] = {at: ErrorValue(code) for at, code in sheet.errors.items()}
    failed |= {at: Uncomputed(formula) for at, formula in sheet.uncomputed.items()}
    height = max([len(rows), *(row for row, _ in failed)])
    width = max([len(rows[0]) if rows else 0, *(column for _, column in failed)])
    whole = [row + [""] * (width - len(row)) for row in [*rows, *([] for _ in range(height - len(rows)))]]
    for (row, column), value in failed.items():
        whole[row - 1][column - 1] = value
    return whole


def is_blank(value: object) -> bool:
    """Whether nobody would see anything in the cell: nothing, or spaces only."""
    if isinstance(value, str):
        return not value[:1].isalnum() and (not value.strip() or not (value.isascii() or clean(value)))
    return value is None


def filled_cells(package: Package, title: str, rows: Rows) -> dict[tuple[int, int], Typed]:
    """Every filled cell of a sheet as typed, by row and column; a percentage wherever Excel shows one."""
    cells = {
        (row, column): typed
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
        if (typed := _typed(value)) is not None
    }
    styles = package.worksheets[title].styles if package.percent_styles else {}
    return {
        at: Percent(value)
        if isinstance(value, int | float)
        and not isinstance(value, bool)
        and styles.get(at, 0) in package.percent_styles
        else value
        for at, value in cells.items()
    }


def begun_rows(rows: Rows, place: Located) -> tuple[int, ...]:
    """The Excel rows under the titles in which another column than the counter is filled."""
    begins = [place.places[column.name] - 1 for column in place.sheet.begins if column.name in place.places]
    return tuple(
        number
        for number, row in enumerate(rows[place.headings :], place.first)
        if any(row[at] != "" and not is_blank(row[at]) for at in begins)
    )


def typed_columns(
    package: Package, rows: Rows, place: Located, records: tuple[int, ...]
) -> Mapping[str, tuple[Typed, ...]]:
    """For each column that is there, its value in each of these rows."""
    cells = _answers(place) if place.sheet.form else _columns(place, records)
    values = {name: [_typed(value) for value in _held(rows, where)] for name, where in cells.items()}
    overlays = (_percentages, _merged, _colours)
    for overlay in overlays:
        for name, index, value in list(overlay(package, place, cells, values)):
            values[name][index] = value
    return {name: tuple(column) for name, column in values.items()}


_Cells = Mapping[str, list[tuple[int, int]]]
_Values = Mapping[str, list[Typed]]
_Overlay = Iterable[tuple[str, int, Typed]]


def _answers(place: Located) -> _Cells:
    return {name: [(row, place.answers)] for name, row in place.places.items()}


def _columns(place: Located, records: tuple[int, ...]) -> _Cells:
    return {name: [(row, column) for row in records] for name, column in place.places.items()}


def _held(rows: Rows, where: list[tuple[int, int]]) -> list[object]:
    """What the grid holds there; a form's answers may lie outside it, where none is given."""
    width = len(rows[0]) if rows else 0
    return [rows[row - 1][column - 1] if column <= width else "" for row, column in where]


def _typed(value: object) -> Typed:
    match value:
        case "":
            return None
        case str():
            return None if is_blank(value) else value
        case float():
            return int(value) if value.is_integer() else value
        case bool() | int() | date() | ErrorValue() | Uncomputed():
            return value
        case time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return None


def _percentages(package: Package, place: Located, cells: _Cells, values: _Values) -> _Overlay:
    """The numbers that Excel shows as percentages, in columns of numbers."""
    numbers = [column.name for column in place.sheet.columns if column.name in cells and _is_number(column)]
    if not numbers or not package.percent_styles:
        return
    styles = package.worksheets[place.title].styles
    for name in numbers:
        for index, at in enumerate(cells[name]):
            value = values[name][index]
            if (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and styles.get(at, 0) in package.percent_styles
            ):
                yield name, index, Percent(value)


def _merged(package: Package, place: Located, cells: _Cells, values: _Values) -> _Overlay:
    """The cells that are merged with others of ours, or into one that is not ours."""
    ranges = package.worksheets[place.title].merged
    if not ranges:
        return
    standing = {at: (name, index) for name, where in cells.items() for index, at in enumerate(where)}
    for merged in ranges:
        ours = sorted(at for at in standing if _covers(merged, at))
        corner = (merged.top, merged.left)
        if not ours or ours == [corner]:
            continue
        name, index = standing.get(corner, ("", 0))
        value = values[name][index] if name else None
        for at in ours:
            yield *standing[at], Merged(str(merged), value, at == ours[0])


def _covers(merged: Range, at: tuple[int, int]) -> bool:
    return merged.top <= at[0] <= merged.bottom and merged.left <= at[1] <= merged.right


def _colours(package: Package, place: Located, cells: _Cells, values: _Values) -> _Overlay:
    """The blank cells of a column of toned words that somebody filled with a colour."""
    toned = [column.name for column in place.sheet.columns if column.name in cells and _is_toned(column)]
    blank = [(name, index) for name in toned for index, value in enumerate(values[name]) if value is None]
    sheet = package.worksheets[place.title]
    styled = [(name, index) for name, index in blank if cells[name][index] in sheet.styles] if blank else []
    for name, index in styled:
        at = cells[name][index]
        rgb = package.formats.fills.get(sheet.styles[at], "")
        if rgb and rgb != package.formats.fills.get(sheet.column_style(at[1])):
            yield name, index, ColourOnly(rgb)


def _is_number(column: Column) -> bool:
    match column:
        case Number():
            return True
        case Prose() | Link() | Choice() | Tick() | Date() | Schedule() | Period() | Reference():
            return False
        case _:
            assert_never(column)


def _is_toned(column: Column) -> bool:
    match column:
        case Choice():
            return any(term.tone for term in column.vocabulary.terms)
        case Prose() | Link() | Number() | Tick() | Date() | Schedule() | Period() | Reference():
            return False
        case _:
            assert_never(column)
