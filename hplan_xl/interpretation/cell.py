"""Interpret one cell: special contents first, then by the column's kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from hplan_xl.book import columns
from hplan_xl.book.text import clean_text
from hplan_xl.book.values import ColourOnlyCell, ErrorValue, MergedCell, UncomputedFormula
from hplan_xl.interpretation.choices import read_choice, read_colour, read_tick
from hplan_xl.interpretation.numbers import read_number
from hplan_xl.interpretation.outcomes import (
    BLANK_RULE,
    Outcome,
    ReadValue,
    UnreadValue,
    make_remarked_value,
    make_unread,
)
from hplan_xl.interpretation.periods import read_period, read_years
from hplan_xl.interpretation.prose import read_link, read_prose
from hplan_xl.interpretation.row_references import RowKeys, read_optional_reference, read_reference
from hplan_xl.interpretation.schedules import read_schedule
from hplan_xl.interpretation.times import read_date

Reader = Callable[[object], Outcome]
_NOTHING = ReadValue(None)


@dataclass(frozen=True)
class CellContext:
    """The context in which a cell is interpreted.

    year: the plan's, for times without one. keys: the rows of the sheets that are referred to, by sheet name.
    listed_titles: the columns that name their row. is_in_words: the row also has a column for times in words.
    has_point: the plan is in a language that writes decimals behind a point.
    """

    year: int | None
    keys: Mapping[str, RowKeys] = field(default_factory=dict)
    listed_titles: tuple[str, ...] = ()
    is_in_words: bool = False
    has_point: bool = False


def read_cell(typed: object, column: columns.Column, around: CellContext, unit: str = "") -> Outcome:
    """Interpret one cell: see `make_reader`."""
    return make_reader(column, around, unit)(typed)


def make_reader(column: columns.Column, around: CellContext, unit: str = "") -> Reader:
    """Return the function that interprets one cell of the column; a cell with nothing visible in it becomes None.

    unit: what numbers are counted in, "" where nothing is said. It never raises: what is of no type that is known is
    read as the words it prints.
    """
    by_kind = _by_kind(column, around, unit)
    is_zero_blank = "0" in column.blank_words

    def read(typed: object) -> Outcome:
        match typed:
            case bool():
                return by_kind(typed)
            case 0 | "0" if is_zero_blank:
                return _read_blank(column)
            case str():  # nearly all begin with a letter or a digit
                return by_kind(typed) if typed[:1].isalnum() else _from_sign(typed, column, by_kind)
            case None:
                return _NOTHING
            case int() | float() | date():
                return by_kind(typed)
            case ErrorValue() | UncomputedFormula() | MergedCell() | ColourOnlyCell():
                return _read_special(typed, column)
            case _:
                return _from_sign(str(typed), column, by_kind)

    return read


def _from_sign(typed: str, column: columns.Column, by_kind: Reader) -> Outcome:
    """Interpret a text that may be empty, a lone dash, or stand for nothing where words are needed."""
    words = clean_text(typed)
    if not words:
        return _NOTHING
    return _read_blank(column) if words in column.blank_words else by_kind(typed)


def _read_blank(column: columns.Column) -> Outcome:
    """Interpret what leaves a cell blank: told where that is not told anyway, because the cell is needed."""
    return _NOTHING if column.need is not columns.Need.OPTIONAL else make_remarked_value(None, BLANK_RULE)


def _read_special(
    typed: ErrorValue | UncomputedFormula | MergedCell | ColourOnlyCell, column: columns.Column
) -> Outcome:
    """Interpret special contents: an error, a formula without a result, a merged cell, a colour."""
    match typed:
        case ErrorValue():
            return make_unread("error.value", "" if typed.code.startswith("#") else "unreadable")
        case UncomputedFormula():
            return make_unread("formula.no_value", "of_the_day" if typed.is_of_the_day else "")
        case MergedCell(place, _, True):
            return make_unread("merged.cells", range=place)
        case MergedCell():
            return UnreadValue(None)
        case ColourOnlyCell():
            return read_colour(typed, column) if isinstance(column, columns.Choice) else _NOTHING


def _by_kind(column: columns.Column, around: CellContext, unit: str) -> Reader:
    match column:
        case columns.Prose():
            listed = column.name in around.listed_titles
            return lambda typed: read_prose(typed, listed, not column.is_private, column.names_function)
        case columns.Link():
            return read_link
        case columns.Choice():
            return lambda typed: read_choice(typed, column)
        case columns.Tick():
            return read_tick
        case columns.Number():
            return lambda typed: read_number(typed, column.allows_codes, column.is_whole, unit, around.has_point)
        case columns.Years():
            return lambda typed: read_years(typed, column)
        case columns.Date():
            return lambda typed: read_date(typed, around.year, around.is_in_words, column.starts)
        case columns.Schedule():
            return lambda typed: read_schedule(typed, around.year)
        case columns.Period():
            return lambda typed: read_period(typed, around.year)
        case columns.Reference():
            keys = around.keys.get(column.sheet)
            read = read_optional_reference if column.need is columns.Need.OPTIONAL else read_reference
            return lambda typed: read(typed, keys)
        case _:
            assert_never(column)
