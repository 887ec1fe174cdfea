"""Plain plans: a value for every cell that nobody has anything to say about, and what nobody can read there."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import assert_never

from hplan_xl.book.columns import Choice, Column, Date, Link, Number, Period, Prose, Reference, Schedule, Tick, Years
from hplan_xl.book.description import Sheet
from hplan_xl.template.positions import ANSWER_COLUMN, FIRST_ROW, TemplateSheet, place_sheets
from tests.sketch import FOR_SYDOSTRA, Typed


def plain(column: Column, sheet: Sheet, at: int) -> Typed:  # noqa: C901 - a case a kind
    """A value that nobody has anything to say about, in the row of that number."""
    match column:
        case Prose() if column.name in (sheet.counter, *sheet.key):
            return f"I{at}"
        case Prose():
            return f"'Text {at}"
        case Link():
            return "https://exempel.se/plan"
        case Choice():
            return column.vocabulary.terms[0].word.sv
        case Tick():
            return "x"
        case Number() if column.is_whole:
            return at if column.name == sheet.counter else 2026
        case Number():
            return 7.5
        case Years():
            return 2026
        case Date():
            return date(2026, 1 if column.name == "start" else 6, at)
        case Schedule():
            return "under 2026"
        case Period():
            return f"'{2010 + at}"
        case Reference():
            return f"'{'I' if column.sheet == 'indicators' else ''}{at}"
        case _:
            assert_never(column)


def not_understood(column: Column) -> tuple[Typed, ...]:
    """What nobody can read in a cell of a column."""
    match column:
        case Prose() | Link() | Schedule():
            return ()
        case Choice():
            return () if column.allows_others else ("xyzzy", "'7,5")
        case Tick():
            return ("kanske",)
        case Number():
            return ("sju", "åtta eller nio", "'1.234", "7–8")
        case Years():
            return (25, 20025, "nästa år")
        case Date():
            return ("i vår", "03/04/2026", "2026-02-30")
        case Period():
            return ("i fjol", "sist vi mätte")
        case Reference():
            return ("999", "Finns inte")
        case _:
            assert_never(column)


def place_of(sheet: Sheet, column: str, record: int) -> tuple[int, int]:
    """The row and the column in which a cell of a record, from 0, stands in the template."""
    if sheet.is_form:
        return _places()[sheet.name].answer_rows[column], ANSWER_COLUMN
    return FIRST_ROW + record, [one.name for one in sheet.columns].index(column) + 1


@cache
def _places() -> Mapping[str, TemplateSheet]:
    return place_sheets(FOR_SYDOSTRA, {}, "sv")
