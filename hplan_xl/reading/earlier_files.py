"""What earlier files remember: the Excel tables of a master; of a plan its finished rows, used numbers and guide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from hplan_xl.book.description import Book
from hplan_xl.book.errors import NotAMaster, NotAWorkbook
from hplan_xl.book.text import normalize_text, parse_whole_number
from hplan_xl.excel.atomic_write import MASTER_MARK
from hplan_xl.excel.references import sheet_of_reference
from hplan_xl.excel.rendering import RenderedValue
from hplan_xl.package.contents import Package, open_package
from hplan_xl.reading.typed_cells import collect_filled_cells, read_grids
from hplan_xl.template import FinishedRow, readme_sheet
from hplan_xl.template.finished_sheet import HEADINGS, HEADINGS_ROW, NAME, TITLE
from hplan_xl.template.positions import number_in, used_number_name
from hplan_xl.wording import refusals


@dataclass(frozen=True)
class TypedTable:
    """An Excel table: its headings, and of each row that is not blank the cells as typed, "" for an empty one."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class MasterFile:
    """A master that was read: the file's name, the day in its properties, and its tables by their names."""

    name: str
    day: date | None
    tables: Mapping[str, TypedTable]


def read_master_file(name: str, data: bytes, book: str, tables: Iterable[str]) -> MasterFile:
    """The tables of these names in a master of a book; those that it has not are left out.

    Raises NotAMaster, in one sentence, where the bytes are no workbook or one that is no such master.
    """
    try:
        package = open_package(data, name)
        mark = package.properties.get(MASTER_MARK.decode())
        made_at = package.created_at
    except NotAWorkbook as error:
        raise NotAMaster(refusals.UNREADABLE_MASTER.fill(file=name)) from error
    if mark != book:
        raise NotAMaster(refusals.NOT_A_MASTER.fill(file=name))
    return MasterFile(name, made_at.date() if made_at else None, _read_tables(name, data, tables))


def _read_tables(name: str, data: bytes, wanted: Iterable[str]) -> dict[str, TypedTable]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data), load_tables=True)
        there = set(workbook.table_names or ())
        return {table: _read_table(workbook, table) for table in wanted if table in there}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as stop:  # calamine's panics are no Exception
        raise NotAMaster(refusals.DAMAGED_MASTER.fill(file=name)) from stop


def _read_table(workbook: CalamineWorkbook, name: str) -> TypedTable:
    table = workbook.get_table_by_name(name)
    rows = (tuple(row) for row in table.to_python())
    return TypedTable(tuple(table.columns), tuple(row for row in rows if any(cell != "" for cell in row)))


def find_finished_title(package: Package) -> str:
    """The title of the sheet of what is finished, by its defined name or as it is called; "" where there is none."""
    named = sheet_of_reference(package.workbook.names.get(NAME, ""))
    if named in package.worksheets:
        return named
    called = {normalize_text(TITLE.sv), normalize_text(TITLE.en)}
    return next((title for title in package.worksheets if normalize_text(title) in called), "")


def read_finished_rows(package: Package) -> tuple[FinishedRow, ...]:
    """Read the rows that are remembered as finished; none where the sheet is not there, or is no sheet of ours."""
    title = find_finished_title(package)
    if not title:
        return ()
    try:
        cells = collect_filled_cells(package, title, read_grids(package, [title])[title])
    except NotAWorkbook:
        return ()
    columns = range(1, len(HEADINGS) + 1)
    headings = [cells.get((HEADINGS_ROW, column)) for column in columns]
    if headings not in [[one.sv for one in HEADINGS], [one.en for one in HEADINGS]]:
        return ()
    rows = sorted({row for row, _ in cells if row > HEADINGS_ROW})
    return tuple(_row([cells.get((row, column)) for column in columns]) for row in rows)


def _row(values: list[object]) -> FinishedRow:
    year, sheet, key, *words = values
    told = ["" if one is None else str(one) for one in (year, sheet, *words)]
    return FinishedRow(told[0], told[1], _key(key), *told[2:])


def _key(value: object) -> RenderedValue:
    return value if value is None or isinstance(value, int) else str(value)


def find_told_numbers(package: Package, finished: Sequence[FinishedRow], book: Book) -> Mapping[str, int]:
    """The highest running number that was used in earlier years, by sheet, where the workbook tells of any.

    finished: from `read_finished_rows`.
    """
    told = {}
    for sheet in book.tables:
        if sheet.counter:
            titles = {normalize_text(sheet.title.sv), normalize_text(sheet.title.en)}
            keys = (one.key for one in finished if normalize_text(one.sheet) in titles)
            said = parse_whole_number(package.workbook.names.get(used_number_name(sheet.name), "").removeprefix("="))
            told[sheet.name] = max([said, *(number_in(key, sheet) for key in keys)])
    return {name: number for name, number in told.items() if number}


def read_guide_fact(package: Package, book: Book, name: str) -> str:
    """What the guide of a plan says in the place of a placeholder; "" where it is not there or reads otherwise."""
    wanted = {normalize_text(readme_sheet.TITLE.sv), normalize_text(readme_sheet.TITLE.en)}
    titles = [title for title in package.worksheets if normalize_text(title) in wanted]
    try:
        words = [value for rows in read_grids(package, titles).values() for row in rows for value in row]
    except NotAWorkbook:
        return ""
    return readme_sheet.find_fact((one for one in words if isinstance(one, str)), book.guide, name)
