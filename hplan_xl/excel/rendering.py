"""What is understood, as it stands in a cell: the inverse of interpretation.

The template's prefilled rows, the register's workbook and the master are all written through here.
"""

from datetime import date
from typing import assert_never

from hplan_xl.book.columns import Choice, Column, Date, Link, Number, Period, Prose, Reference, Schedule, Tick, Years
from hplan_xl.book.text import Language
from hplan_xl.book.values import MissingValue, TimeSpan, YearSpan

RenderedValue = str | int | float | date | None


def render_value(column: Column, value: object, language: Language) -> RenderedValue:
    """Convert an interpreted value to what a cell of `column` shows; None for an empty cell.

    >>> from hplan_xl.book.text import Text
    >>> render_value(Tick(name="t", title=Text("T", "T"), help=Text("", "")), True, "sv")
    'x'
    """
    if value is None:
        return None
    match column:
        case Prose() | Link() | Period():
            return str(value)
        case Choice():
            term = column.vocabulary.find_term(value)
            return term.word.localize(language) if term else str(value)
        case Tick():
            return "x" if value else None
        case Number() | Reference():
            return _number(value)
        case Years():
            return value.first if isinstance(value, YearSpan) and value.first == value.last else _year(value)
        case Date():
            return value if isinstance(value, date) else str(value)
        case Schedule():
            return value.words if isinstance(value, TimeSpan) else str(value)
        case _:
            assert_never(column)


def _year(value: object) -> RenderedValue:
    return value if isinstance(value, int) else str(value)


def _number(value: object) -> RenderedValue:
    if isinstance(value, MissingValue):
        return value.value
    return value if isinstance(value, int | float) else str(value)
