"""An earlier master as it lies on the disk: its Excel tables by name, each row as typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from hplan_xl.book.errors import NotAMaster, NotAWorkbook
from hplan_xl.excel.atomic_write import MASTER_MARK
from hplan_xl.package.contents import open_package
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
