"""What is the matter with a cell, as a formula: one source for the marks in the sheets and the counts on Kontroll.

A formula is a product of factors, 1 where the fault is there, for one cell or for a column of cells: `at` says where
the value of a column stands, `begun` tells of the row.
"""

from collections.abc import Callable
from typing import assert_never

from hplan_xl.book import Sheet
from hplan_xl.columns import (
    Among,
    Blank,
    Choice,
    Column,
    Condition,
    Date,
    Filled,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
)
from hplan_xl.findings import SEVERITY, Severity
from hplan_xl.template import formulas
from hplan_xl.template.names import MISSING, Names, keys_name

At = Callable[[str], str]


def blank_grade(column: Column) -> Severity | None:
    """How much a blank cell of a begun row matters; None where it may be blank."""
    if column.need is Need.OPTIONAL:
        return None
    grade = SEVERITY[column.rule_when_blank]
    return grade if grade is not Severity.HINT else None


def misread_grade(column: Column) -> Severity | None:
    """How much it matters that a filled cell is not what its column holds; None where Excel cannot tell."""
    match column:
        case Choice():
            if not column.others:
                return Severity.ERROR
            return SEVERITY[column.other_rule] if column.other_rule else None
        case Number() | Date() | Reference():
            return Severity.ERROR
        case Prose() | Link() | Tick() | Schedule() | Period():
            return None
        case _:
            assert_never(column)


def blank(column: Column, sheet: Sheet, names: Names, at: At, begun: str) -> str:
    """The cell is blank where it is needed."""
    conditions = (_holds(condition, sheet, names, at) for condition in column.when)
    return formulas.product([begun, formulas.blank(at(column.name)), *conditions])


def misread(column: Column, names: Names, at: At) -> str:
    """The cell holds something, but no word of its list, no number, no date, no row that is begun."""
    cell = at(column.name)
    words = formulas.cleaned(cell)
    filled = formulas.filled(cell)
    match column:
        case Choice():
            return formulas.product([filled, _not(formulas.stands_in(words, names.read(column.vocabulary)))])
        case Number() if column.codes:
            return formulas.product(
                [filled, _not(f"ISNUMBER({cell})"), _not(formulas.stands_in(words, MISSING))],
            )
        case Number() | Date():
            return formulas.product([filled, _not(f"ISNUMBER({cell})")])
        case Reference():
            key = formulas.before_dash(cell)
            return formulas.product([filled, _not(formulas.stands_in(key, keys_name(column.sheet)))])
        case Prose() | Link() | Tick() | Schedule() | Period():
            return "0"
        case _:
            assert_never(column)


def key_text(sheet: Sheet, at: At) -> str:
    """The key of a row as one text, for comparing rows."""
    return '&"|"&'.join(_key_part(sheet.column(name), at(name)) for name in sheet.key)


def key_is_whole(sheet: Sheet, at: At) -> str:
    """All columns of the key are filled."""
    return formulas.product(formulas.filled(at(name)) for name in sheet.key)


def _key_part(column: Column, cell: str) -> str:
    return formulas.before_dash(cell) if isinstance(column, Reference) else formulas.cleaned(cell)


def _holds(condition: Condition, sheet: Sheet, names: Names, at: At) -> str:
    cell = at(condition.column)
    match condition:
        case Filled():
            return formulas.filled(cell)
        case Blank():
            return formulas.blank(cell)
        case Among():
            column = sheet.column(condition.column)
            if not isinstance(column, Choice):
                raise TypeError(f"{condition.column} is no choice")
            words = formulas.cleaned(cell)
            lists = (names.read(column.vocabulary, term) for term in condition.terms)
            return "(" + "+".join(formulas.stands_in(words, one) for one in lists) + ")"
        case _:
            assert_never(condition)


def _not(condition: str) -> str:
    return f"(1-{condition})"
