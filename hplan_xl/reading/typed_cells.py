"""The cells of a sheet as typed: what calamine reads, with what it does not tell laid over it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from math import isfinite
from operator import itemgetter
from typing import assert_never

from python_calamine import CalamineWorkbook

from hplan_xl.book.columns import (
    Choice,
    Column,
    Date,
    Link,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
    Years,
    begins_row,
)
from hplan_xl.book.text import Language, clean_text
from hplan_xl.book.values import (
    FIRST_SERIAL,
    LAST_SERIAL,
    ColourOnlyCell,
    ErrorValue,
    LinkedWords,
    MergedCell,
    Percent,
    ShownNumber,
    TypedValue,
    UncomputedFormula,
)
from hplan_xl.package.archive import make_refusal
from hplan_xl.package.contents import Package
from hplan_xl.package.worksheet import Worksheet
from hplan_xl.reading.layout import LocatedSheet, make_picker
from hplan_xl.wording import refusals

# Days are counted from 1904 in some workbooks; between these they are of the years 2000 to 2100.
_DAYS_TO_1904 = 1_462
_FIRST_1904, _LAST_1904 = FIRST_SERIAL - _DAYS_TO_1904, LAST_SERIAL - _DAYS_TO_1904

Rows = Sequence[Sequence[object]]

_SHOWN_OTHERWISE = frozenset({int, float, date, datetime})  # nearly all columns hold none of these

# What Excel shows in place of a number that no cell can hold, such as 1e999 from another program.
_TOO_LARGE = ErrorValue("#NUM!")


def read_grids(package: Package, titles: Iterable[str]) -> dict[str, Rows]:
    """The cells of these sheets, rows and columns from A1 on, with errors and formulas without a value in place.

    Raises NotAWorkbook where the sheet reaches outside Excel's grid or far outside any plan, or cannot be read.
    """
    titles = list(titles)
    for title in titles:
        _refuse_what_no_reader_stands(package, title)
    sheets = package.settle_sheets(titles)
    bare = package.build_bare_package(sheets)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(bare))
        grids: dict[str, Rows] = {title: _rows(workbook, title) for title in titles}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as stop:  # calamine's panics are no Exception
        if isinstance(stop, MemoryError):
            raise make_refusal(refusals.TOO_LARGE_INSIDE, package.name) from None
        raise make_refusal(refusals.DAMAGED_FILE, package.name) from None
    return {title: _with_failures(rows, sheets[title]) for title, rows in grids.items()}


def _refuse_what_no_reader_stands(package: Package, title: str) -> None:
    cell = package.worksheets[title].cell_outside_grid
    if cell:
        raise make_refusal(refusals.OUT_OF_GRID, package.name, sheet=title, cell=cell)
    cell = package.find_far_cell(title)
    if cell:
        raise make_refusal(refusals.TOO_WIDE, package.name, sheet=title, cell=cell)


def _rows(workbook: CalamineWorkbook, title: str) -> Rows:
    return workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)


def _with_failures(rows: Rows, sheet: Worksheet) -> Rows:
    failed: dict[tuple[int, int], object] = {at: ErrorValue(code) for at, code in sheet.errors.items()}
    failed |= {at: UncomputedFormula(formula) for at, formula in sheet.uncomputed_formulas.items()}
    failed |= dict.fromkeys(sheet.pictures, "")
    if not failed:
        return rows
    height = max([len(rows), *(row for row, _ in failed)])
    width = max([len(rows[0]) if rows else 0, *(column for _, column in failed)])
    whole = [[*row, *[""] * (width - len(row))] for row in [*rows, *([] for _ in range(height - len(rows)))]]
    for (row, column), value in failed.items():
        whole[row - 1][column - 1] = value
    return whole


def is_blank(value: object) -> bool:
    """Whether nobody would see anything in the cell: nothing, or spaces only."""
    if isinstance(value, str):
        return not value[:1].isalnum() and (not value.strip() or not (value.isascii() or clean_text(value)))
    return value is None


def collect_filled_cells(package: Package, title: str, rows: Rows) -> dict[tuple[int, int], TypedValue]:
    """Every filled cell of a sheet as typed, by row and column; a percentage wherever Excel shows one."""
    cells: dict[tuple[int, int], TypedValue] = {
        (row, column): typed
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
        if (typed := _convert_value(value)) is not None
    }
    percentages = {at: _percentage(value, at, package, title) for at, value in cells.items()}
    return cells | {at: value for at, value in percentages.items() if value is not None}


def _percentage(value: TypedValue, at: tuple[int, int], package: Package, title: str) -> Percent | None:
    """A number that Excel shows as a percentage; None for every other value."""
    if not package.formats.percent_styles or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    shown = (package.worksheets[title].style(at) or 0) in package.formats.percent_styles
    return Percent(value) if shown else None


def find_begun_rows(rows: Rows, place: LocatedSheet, repeated_headings: Iterable[int]) -> tuple[int, ...]:
    """The Excel rows in which another column than the counter holds what begins a row; not those of the titles."""
    columns = [column for column in place.sheet.starting_columns if column.name in place.places]
    places = [place.places[column.name] for column in columns]
    titles = {place.headings, *repeated_headings}
    return tuple(
        number
        for number, cells in enumerate(map(make_picker(places), rows[place.first_row - 1 :]), place.first_row)
        if cells.count("") < len(cells)
        and number not in titles
        and any(
            value != "" and not is_blank(value) and begins_row(value, column)
            for value, column in zip(cells, columns, strict=True)
        )
    )


def collect_typed_columns(
    package: Package, rows: Rows, place: LocatedSheet, records: tuple[int, ...], language: Language
) -> Mapping[str, tuple[TypedValue, ...]]:
    """For each column that is there, its value in each of these rows. language: of the workbook."""
    if place.sheet.is_form:  # its answers may lie outside the grid, where none is given
        held = [row[place.answers - 1] if place.answers <= len(row) else "" for row in rows]
        values = {name: [_convert_value(held[row - 1])] for name, row in place.places.items()}
    else:
        begun = [rows[row - 1] for row in records]
        values = {name: _column(begun, column) for name, column in place.places.items()}
    where = _Where(place, records, language)
    for overlay in (_linked, _nothing, _shown, _percentages, _add_merged, _colours):
        for name, index, value in list(overlay(package, where, values)):
            values[name][index] = value
    return {name: tuple(column) for name, column in values.items()}


@dataclass(frozen=True)
class _Where:
    """The places of a sheet's values: the columns or answers in `place`, and the Excel row of each record."""

    place: LocatedSheet
    records: tuple[int, ...]
    language: Language

    def at(self, name: str, index: int) -> tuple[int, int]:
        """The row and column of a column's value in a record."""
        if self.place.sheet.is_form:
            return self.place.places[name], self.place.answers
        return self.records[index], self.place.places[name]


_Values = Mapping[str, list[TypedValue]]
_Overlay = Iterable[tuple[str, int, TypedValue]]


def _column(rows: Rows, column: int) -> list[TypedValue]:
    return [None if value == "" else _convert_value(value) for value in map(itemgetter(column - 1), rows)]


def _convert_value(value: object) -> TypedValue:
    if isinstance(value, str):
        return value if value[:1].isalnum() or not is_blank(value) else None
    match value:
        case float() if not isfinite(value):
            return _TOO_LARGE
        case float():
            return int(value) if value.is_integer() else value
        case bool() | int() | date() | ErrorValue() | UncomputedFormula():
            return value
        case time():
            return value.isoformat("minutes" if value.second == 0 else "seconds")
        case timedelta():
            return _show_duration(value)
        case _:
            return None


def _show_duration(duration: timedelta) -> str:
    """Hours and minutes as Excel shows them under [h]:mm: 26:30."""
    minutes, seconds = divmod(round(abs(duration).total_seconds()), 60)
    shown = f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return f"-{shown}" if duration < timedelta(0) else shown


def _shown(package: Package, where: _Where, values: _Values) -> _Overlay:
    """What Excel shows in columns of words and times: words around numbers, decimal commas, months, days from 1904."""
    sheet = package.worksheets[where.place.title]
    comma, short_dates = "." if where.language == "en" else ",", package.formats.date_parts
    for column in where.place.sheet.columns:
        typed = values.get(column.name, ())
        if _SHOWN_OTHERWISE.isdisjoint(map(type, typed)) or not _is_shown(column):
            continue
        for index, value in enumerate(typed):
            if isinstance(value, date) and short_dates:
                parts = short_dates.get(sheet.style(where.at(column.name, index)) or 0)
                yield column.name, index, f"{value:%Y-%m}" if parts == "ym" else value.year if parts else value
            elif isinstance(value, int | float) and not isinstance(value, bool):
                style = sheet.style(where.at(column.name, index)) or 0
                yield column.name, index, _as_shown(value, column, style, package, comma)


def _as_shown(value: float, column: Column, style: int, package: Package, comma: str) -> TypedValue:
    if not isinstance(column, Prose | Choice):
        is_day = package.workbook.counts_from_1904 and _FIRST_1904 <= value <= _LAST_1904
        return value + _DAYS_TO_1904 if is_day else value
    if style in package.formats.word_formats:
        return package.formats.word_formats[style].show(value, comma)
    if isinstance(value, float) and isinstance(column, Prose) and style not in package.formats.percent_styles:
        return ShownNumber(f"{value:.15g}".replace(".", comma))
    return value


def _is_shown(column: Column) -> bool:
    """Whether a column holds words or times, so that what a cell shows is what was meant."""
    match column:
        case Prose() | Choice() | Date() | Schedule() | Period():
            return True
        case Number() | Link() | Tick() | Years() | Reference():
            return False
        case _:
            assert_never(column)


def _linked(package: Package, where: _Where, values: _Values) -> _Overlay:
    """The words in columns of links that somebody put an address behind."""
    if not any(isinstance(column, Link) for column in where.place.sheet.columns):
        return
    addresses = package.hyperlinks(where.place.title)
    for column in where.place.sheet.columns if addresses else ():
        for index, value in enumerate(values.get(column.name, ()) if isinstance(column, Link) else ()):
            address = addresses.get(where.at(column.name, index), "")
            if address and isinstance(value, str):
                yield column.name, index, LinkedWords(value, address)


def _nothing(package: Package, where: _Where, values: _Values) -> _Overlay:
    """The zeros of formulas where no number is wanted: they lead to a blank cell, and are shown where nobody wrote."""
    zeros = package.worksheets[where.place.title].zero_formulas
    if not zeros:
        return
    for column in where.place.sheet.columns:
        if column.name in values and not isinstance(column, Number):
            for index in range(len(values[column.name])):
                if where.at(column.name, index) in zeros:
                    yield column.name, index, None


def _percentages(package: Package, where: _Where, values: _Values) -> _Overlay:
    """The numbers that Excel shows as percentages."""
    if not package.formats.percent_styles:
        return
    for name, column in values.items():
        for index, value in enumerate(column):
            percentage = _percentage(value, where.at(name, index), package, where.place.title)
            if percentage is not None:
                yield name, index, percentage


def _add_merged(package: Package, where: _Where, values: _Values) -> _Overlay:
    """The cells that are merged with others of ours, or into one that is not ours."""
    ranges = package.worksheets[where.place.title].merged_ranges
    if not ranges:
        return
    standing = {where.at(name, index): (name, index) for name, column in values.items() for index in range(len(column))}
    for merged in ranges:
        ours = sorted(at for at in standing if merged.covers(at))
        if not ours or ours == [merged.corner]:
            continue
        name, index = standing.get(merged.corner, ("", 0))
        value = values[name][index] if name else None
        for at in ours:
            yield *standing[at], MergedCell(str(merged), value, at == ours[0])


def _colours(package: Package, where: _Where, values: _Values) -> _Overlay:
    """The blank cells of a column of toned words that somebody filled with a colour."""
    with_blanks = (column for column in where.place.sheet.columns if None in values.get(column.name, ()))
    sheet = package.worksheets[where.place.title]
    for name in [column.name for column in with_blanks if isinstance(column, Choice) and column.vocabulary.has_tones]:
        for index, value in enumerate(values[name]):
            at = where.at(name, index)
            style = sheet.style(at) if value is None else None
            rgb = "" if style is None else package.formats.fills.get(style, "")
            if rgb and rgb != package.formats.fills.get(sheet.column_style(at[1])):
                yield name, index, ColourOnlyCell(rgb)
