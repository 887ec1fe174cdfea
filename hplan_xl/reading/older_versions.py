"""A book as it was in an older version, and what was filled in on that, poured into the tables of today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from hplan_xl.book.columns import Choice, Column, Need, Prose, Reference
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import same
from hplan_xl.book.values import Typed
from hplan_xl.book.versions import Gone, New, Renamed, Split, Version, later

Value = TypeVar("Value")
Columns = Mapping[str, tuple[Typed, ...]]


def book_of(book: Book, version: int) -> Book:
    """The book as files of an older version are read: the sheets and columns there were, by their names of then.

    It knows how to find and to read them and nothing else: no rules, no views, no conditions. A column that is gone
    is not among them: what stands there is told as what stands beside the plan.
    """
    sheets = book.sheets
    for change in reversed(list(later(book.history, version))):
        match change:
            case Renamed(sheet="", old=old, new=new):
                sheets = tuple(_sheet_called(sheet, new, old) for sheet in sheets)
            case New(sheet=name, column=""):
                sheets = tuple(sheet for sheet in sheets if sheet.name != name)
            case Gone():
                pass
            case Renamed() | New() | Split():
                sheets = tuple(_before(sheet, change) if sheet.name == change.sheet else sheet for sheet in sheets)
    plain = tuple(replace(sheet, key=(), label=(), columns=_unconditional(sheet)) for sheet in sheets)
    return Book(name=book.name, version=version, dated=book.dated, title=book.title, sheets=plain)


def _sheet_called(sheet: Sheet, new: str, old: str) -> Sheet:
    columns = tuple(
        replace(column, sheet=old) if isinstance(column, Reference) and column.sheet == new else column
        for column in sheet.columns
    )
    return replace(sheet, name=old if sheet.name == new else sheet.name, columns=columns)


def _unconditional(sheet: Sheet) -> tuple[Column, ...]:
    return tuple(replace(_without_rules(column), when=()) for column in sheet.columns)


def _without_rules(column: Column) -> Column:
    plain = replace(column, blank_rule="")
    return replace(plain, other_rule="") if isinstance(plain, Choice) else plain


def _before(sheet: Sheet, change: Renamed | New | Split) -> Sheet:
    match change:
        case Renamed(old=old, new=new):
            columns = tuple(replace(column, name=old) if column.name == new else column for column in sheet.columns)
            return replace(sheet, columns=columns, counter=old if sheet.counter == new else sheet.counter)
        case New(column=name):
            return replace(sheet, columns=tuple(column for column in sheet.columns if column.name != name))
        case Split(old=old, new=new, title=title):
            need = Need.REQUIRED if sheet.column(new[0]).need is Need.REQUIRED else Need.OPTIONAL
            whole = Prose(name=old, title=title, help=same(""), need=need)
            columns = tuple(whole if column.name == new[0] else column for column in sheet.columns)
            return replace(
                sheet, columns=tuple(column for column in columns if column.name not in new or column is whole)
            )


@dataclass(frozen=True)
class Poured:
    """What stands in the columns of one sheet, after the changes since then: where, and the values of each record."""

    sheet: str
    places: Mapping[str, int]
    values: Columns


def poured(
    sheet: str, places: Mapping[str, int], values: Columns, history: tuple[Version, ...], version: int
) -> Poured:
    """The columns of a sheet of an older version, by its name of then, as the columns of today."""
    for change in later(history, version):
        match change:
            case Renamed(sheet="", old=old, new=new):
                sheet = new if sheet == old else sheet
            case Renamed(sheet=of, old=old, new=new) if of == sheet:
                places, values = _renamed(places, old, new), _renamed(values, old, new)
            case Split(sheet=of, old=old, new=new, separator=separator) if of == sheet and old in places:
                parts = _parts(values[old], separator, len(new))
                places = _without(places, old) | dict.fromkeys(new, places[old])
                values = _without(values, old) | dict(zip(new, parts, strict=True))
            case _:
                pass
    return Poured(sheet, places, values)


def _renamed(known: Mapping[str, Value], old: str, new: str) -> dict[str, Value]:
    return {new if name == old else name: value for name, value in known.items()}


def _without(known: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {other: value for other, value in known.items() if other != name}


def _parts(values: tuple[Typed, ...], separator: str, count: int) -> list[tuple[Typed, ...]]:
    """For each of the new columns its part of every value."""
    rows = [_part(value, separator, count) for value in values]
    return [tuple(row[at] for row in rows) for at in range(count)]


def _part(value: Typed, separator: str, count: int) -> list[Typed]:
    if not isinstance(value, str):
        return [value, *[None] * (count - 1)]
    parts: list[Typed] = [part.strip() or None for part in value.split(separator, count - 1)]
    return [*parts, *[None] * (count - len(parts))]


def new_columns(book: Book, version: int) -> tuple[Column, ...]:
    """The columns that a file of an older version cannot have filled."""
    added = [change for change in later(book.history, version) if isinstance(change, New)]
    return tuple(
        column
        for sheet in book.sheets
        for column in sheet.columns
        if any(change.sheet == sheet.name and change.column in ("", column.name) for change in added)
    )
