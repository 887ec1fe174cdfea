"""The records of an old workbook as those of a fresh one, cell for cell as typed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hplan_xl.book import Book
from hplan_xl.columns import Column, Reference
from hplan_xl.findings import Cell
from hplan_xl.reading.cells import filled_cells
from hplan_xl.reading.opening import Opened
from hplan_xl.rendition import Written
from hplan_xl.repair.fresh import At, Cells
from hplan_xl.submission import Submission, Table
from hplan_xl.template import Kept
from hplan_xl.text import Language, Text
from hplan_xl.values import ColourOnly, ErrorValue, Merged, Typed, Uncomputed
from hplan_xl.wording import repairs as said

LONGEST_CELL = 32_767
_DOWNWARDS = re.compile(r"([A-Z]+)\d+:\1\d+")


@dataclass(frozen=True)
class Poured:
    """rows: by sheet, the records as typed. taken: by the title of the sheet, the cells that they are from.

    told: what could not be carried over as it stood.
    """

    rows: Mapping[str, Sequence[Mapping[str, Typed]]]
    taken: Mapping[str, frozenset[At]]
    told: tuple[Kept, ...]


def pour(opened: Opened, submission: Submission, book: Book, language: Language) -> Poured:
    """Every record of a workbook, in the columns of a book; what is in no record is left where it is."""
    rows: dict[str, Sequence[Mapping[str, Typed]]] = {}
    taken: dict[str, frozenset[At]] = {}
    told: list[Kept] = []
    for sheet in book.sheets:
        table = submission.tables.get(sheet.name)
        if table is None:
            rows[sheet.name] = ()
            continue
        columns = [column for column in sheet.columns if column.name in table.values]
        records = [_record(table, columns, index) for index in range(len(table.rows))]
        rows[sheet.name] = [record for record in records if record]
        cells = filled_cells(opened.package, table.title, opened.grids[table.title])
        places = _standing(table, columns)
        taken[table.title] = frozenset(places)
        told += _not_as_it_stood(table, places, cells, language)
    return Poured(rows, taken, tuple(told))


def pieces(text: str) -> list[str]:
    """A text in pieces that a cell takes each."""
    return [text[start : start + LONGEST_CELL] for start in range(0, len(text), LONGEST_CELL)]


def _record(table: Table, columns: Sequence[Column], index: int) -> dict[str, Typed]:
    values = {column.name: _carried(table.values[column.name][index], column) for column in columns}
    return {name: value for name, value in values.items() if value is not None}


def _carried(typed: object, column: Column) -> Typed:
    """What is written for a typed value; None for what is told of instead."""
    match typed:
        case str():
            return typed[:LONGEST_CELL]
        case int() | float() | ColourOnly():
            return typed
        case Merged(place, value, first):
            return _carried(value, column) if first or _is_spread(place, column) else None
        case None | ErrorValue() | Uncomputed():
            return None
        case _:
            return typed  # type: ignore[return-value]  # a day


def _is_spread(place: str, column: Column) -> bool:
    """Whether merged cells mean that their value holds for each of their rows.

    So it is where rows of the same area share one cell. Elsewhere the value stands in the first cell alone: a number, a
    title or a measured value that stood once would otherwise be counted several times.
    """
    return isinstance(column, Reference) and bool(_DOWNWARDS.fullmatch(place))


def _standing(table: Table, columns: Sequence[Column]) -> Mapping[At, list[tuple[Column, int]]]:
    """For each cell the columns (several, where one was split) and the record that it is in."""
    standing: dict[At, list[tuple[Column, int]]] = defaultdict(list)
    for index, row in enumerate(table.rows):
        for column in columns:
            cell = table.cell("", column.name, row)
            standing[cell.row, cell.column].append((column, index))
    return standing


def _not_as_it_stood(
    table: Table, places: Mapping[At, list[tuple[Column, int]]], cells: Cells, language: Language
) -> Iterator[Kept]:
    for at in sorted(places):
        held = [(column, table.values[column.name][index]) for column, index in places[at]]
        column, typed = held[0]
        for value, told in _told(typed, column, cells.get(at), len(held)):
            yield Kept(table.title, Cell("", "", *at).address, column.title.spoken(language), value, told)


def _told(typed: object, column: Column, stood: Typed, parts: int) -> Iterator[tuple[Written, Text]]:
    """What is to be told of a cell, with the contents that are not in the fresh workbook."""
    match typed:
        case ErrorValue(code):
            yield code, said.FAILED
        case Uncomputed(formula):
            yield formula, said.UNCOMPUTED
        case Merged(place, value, True):
            spread = _is_spread(place, column) and value is not None
            yield None, said.SPREAD.filled(range=place, value=value) if spread else said.UNMERGED.filled(range=place)
            yield from _told(value, column, stood, parts)
        case str() if len(typed) > LONGEST_CELL:
            yield from ((piece, said.REST) for piece in pieces(typed)[1:])
        case str() if parts > 1 and typed != stood:
            yield str(stood), said.PARTED
