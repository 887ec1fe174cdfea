"""What becomes of each row of a plan when next year's is made from it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import assert_never

from hplan_xl.book.columns import Condition, IsAmong, IsBlank, IsFilled, Reference
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.next_year import RowsNextYear
from hplan_xl.book.text import normalize_text
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.interpretation.outcomes import show_value
from hplan_xl.reading.submission import Table
from hplan_xl.template import Rows

Fates = Mapping[str, Sequence["RowFate"]]


class RowFate(StrEnum):
    """STAYS: it goes on. FINISHED: it is remembered apart. FOLLOWS: it belongs to a row that does not go on.

    REPLACED: the template has it anew. LEFT: it belongs to its year.
    """

    STAYS = "stays"
    FINISHED = "finished"
    FOLLOWS = "follows"
    REPLACED = "replaced"
    LEFT = "left"


def decide_row_fates(plan: InterpretedPlan, book: Book, template_rows: Rows) -> Fates:
    """Decide what becomes of each row of the plan's tables, by sheet, in the order of the rows.

    template_rows: what the template of the new year comes with.
    """
    tables = {sheet.name: plan.tables[sheet.name] for sheet in book.tables if sheet.name in plan.tables}
    fates = {
        name: [_decide(book.sheet(name), table, at, template_rows) for at in range(len(table.rows))]
        for name, table in tables.items()
    }
    while moved := list(_find_followers(book, tables, fates)):
        for name, at in moved:
            fates[name][at] = RowFate.FOLLOWS
    return fates


def _decide(sheet: Sheet, table: Table, at: int, template_rows: Rows) -> RowFate:
    match sheet.rows_next_year:
        case RowsNextYear.CLEAR:
            return RowFate.LEFT
        case RowsNextYear.ANEW:
            own = [next(_labels(sheet, record), "") for record in template_rows.get(sheet.name, ())]
            label = next(_labels(sheet, {name: values[at] for name, values in table.values.items()}), "")
            return RowFate.REPLACED if label in own else RowFate.STAYS
        case RowsNextYear.KEEP:
            ends = sheet.finished_when
            return RowFate.FINISHED if ends and all(_holds(one, table, at) for one in ends) else RowFate.STAYS
        case _:
            assert_never(sheet.rows_next_year)


def _labels(sheet: Sheet, record: Mapping[str, object]) -> Iterator[str]:
    words = (normalize_text(show_value(record.get(name)).sv) for name in sheet.label)
    return (word for word in words if word)


def _holds(condition: Condition, table: Table, at: int) -> bool:
    value = table.values[condition.column][at] if condition.column in table.values else None
    match condition:
        case IsAmong(terms=terms):
            return value in terms
        case IsFilled():
            return value is not None
        case IsBlank():
            return value is None
        case _:
            assert_never(condition)


def _find_followers(book: Book, tables: Mapping[str, Table], fates: Fates) -> Iterator[tuple[str, int]]:
    """The rows that stay but refer to a row that does not go on."""
    gone = {name: _keys_gone(book.sheet(name), table, fates[name]) for name, table in tables.items()}
    for name, table in tables.items():
        references = [
            column
            for column in book.sheet(name).columns
            if isinstance(column, Reference) and column.name in table.values and gone.get(column.sheet)
        ]
        for at, fate in enumerate(fates[name]):
            if fate is RowFate.STAYS and any(table.values[one.name][at] in gone[one.sheet] for one in references):
                yield name, at


def _keys_gone(sheet: Sheet, table: Table, fates: Sequence[RowFate]) -> Collection[object]:
    """The keys of the rows that do not go on, but for those that a row which stays has too."""
    keys = table.values.get(sheet.counter, ())
    staying = {key for key, fate in zip(keys, fates, strict=False) if fate is RowFate.STAYS}
    return {key for key, fate in zip(keys, fates, strict=False) if fate is not RowFate.STAYS} - staying - {None}
