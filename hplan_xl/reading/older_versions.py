"""A book as it was in an older version, and what was filled in on that, poured into the tables of today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from hplan_xl.book.columns import Choice, Column, Need, Number, Prose, Reference
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import neutral_text
from hplan_xl.book.values import TypedValue
from hplan_xl.book.versions import Addition, Removal, Renaming, Split, Version, changes_since

Value = TypeVar("Value")
Columns = Mapping[str, tuple[TypedValue, ...]]


def build_older_book(book: Book, version: int) -> Book:
    """Build the book by which files of an older version are read: its sheets and columns, by their old names.

    It knows how to find and to read them and nothing else: no rules, no views, no conditions. A column that is gone
    is not among them: what stands there is told as what stands beside the plan.
    """
    sheets = book.sheets
    for change in reversed(list(changes_since(book.history, version))):
        match change:
            case Renaming(sheet="", old=old, new=new):
                sheets = tuple(_sheet_called(sheet, new, old) for sheet in sheets)
            case Addition(sheet=name, column=""):
                sheets = tuple(sheet for sheet in sheets if sheet.name != name)
            case Removal():
                pass
            case Renaming() | Addition() | Split():
                sheets = tuple(_before(sheet, change) if sheet.name == change.sheet else sheet for sheet in sheets)
    plain = tuple(replace(sheet, key=(), label=(), columns=_unconditional(sheet)) for sheet in sheets)
    return Book(name=book.name, version=version, version_date=book.version_date, title=book.title, sheets=plain)


def _sheet_called(sheet: Sheet, new: str, old: str) -> Sheet:
    columns = tuple(
        replace(column, sheet=old) if isinstance(column, Reference) and column.sheet == new else column
        for column in sheet.columns
    )
    return replace(sheet, name=old if sheet.name == new else sheet.name, columns=columns)


def _unconditional(sheet: Sheet) -> tuple[Column, ...]:
    return tuple(replace(_without_rules(column), conditions=()) for column in sheet.columns)


def _without_rules(column: Column) -> Column:
    plain = replace(column, blank_rule="")
    if isinstance(plain, Number):
        return replace(plain, better_way=None)
    return replace(plain, other_rule="") if isinstance(plain, Choice) else plain


def _before(sheet: Sheet, change: Renaming | Addition | Split) -> Sheet:
    match change:
        case Renaming(old=old, new=new):
            columns = tuple(replace(column, name=old) if column.name == new else column for column in sheet.columns)
            return replace(sheet, columns=columns, counter=old if sheet.counter == new else sheet.counter)
        case Addition(column=name):
            return replace(sheet, columns=tuple(column for column in sheet.columns if column.name != name))
        case Split(old=old, new=new, title=title):
            need = Need.REQUIRED if sheet.column(new[0]).need is Need.REQUIRED else Need.OPTIONAL
            whole = Prose(name=old, title=title, help=neutral_text(""), need=need)
            columns = tuple(whole if column.name == new[0] else column for column in sheet.columns)
            return replace(
                sheet, columns=tuple(column for column in columns if column.name not in new or column is whole)
            )


@dataclass(frozen=True)
class ConvertedColumns:
    """The columns of one sheet after the changes since its version: their places, and the values of each record."""

    sheet: str
    places: Mapping[str, int]
    values: Columns


def convert_columns(
    sheet: str, places: Mapping[str, int], values: Columns, history: tuple[Version, ...], version: int
) -> ConvertedColumns:
    """Convert the columns of a sheet of an older version to the columns of today."""
    for change in changes_since(history, version):
        match change:
            case Renaming(sheet="", old=old, new=new):
                sheet = new if sheet == old else sheet
            case Renaming(sheet=of, old=old, new=new) if of == sheet:
                places, values = _rename_column(places, old, new), _rename_column(values, old, new)
            case Split(sheet=of, old=old, new=new, separator=separator) if of == sheet and old in places:
                parts = _parts(values[old], separator, len(new))
                places = _without(places, old) | dict.fromkeys(new, places[old])
                values = _without(values, old) | dict(zip(new, parts, strict=True))
            case _:
                pass
    return ConvertedColumns(sheet, places, values)


def _rename_column(known: Mapping[str, Value], old: str, new: str) -> dict[str, Value]:
    return {new if name == old else name: value for name, value in known.items()}


def _without(known: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {other: value for other, value in known.items() if other != name}


def _parts(values: tuple[TypedValue, ...], separator: str, count: int) -> list[tuple[TypedValue, ...]]:
    """For each of the new columns its part of every value."""
    rows = [_part(value, separator, count) for value in values]
    return [tuple(row[at] for row in rows) for at in range(count)]


def _part(value: TypedValue, separator: str, count: int) -> list[TypedValue]:
    if not isinstance(value, str):
        return [value, *[None] * (count - 1)]
    parts: list[TypedValue] = [part.strip() or None for part in value.split(separator, count - 1)]
    return [*parts, *[None] * (count - len(parts))]


def find_new_columns(book: Book, version: int) -> tuple[Column, ...]:
    """The columns that a file of an older version cannot have."""
    added = [change for change in changes_since(book.history, version) if isinstance(change, Addition)]
    return tuple(
        column
        for sheet in book.sheets
        for column in sheet.columns
        if any(change.sheet == sheet.name and change.column in ("", column.name) for change in added)
    )
