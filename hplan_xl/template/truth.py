"""What the formulas of an untouched template come to, by plain counting: the values that they are written with."""

from collections.abc import Mapping
from datetime import date
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
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
)
from hplan_xl.template.places import Place, Record
from hplan_xl.text import clean, folded
from hplan_xl.values import Missing

MISSING_WORDS = tuple(
    dict.fromkeys(
        [code.value for code in Missing]
        + ["–", "−"]
        + [word for code in Missing for word in (code.meaning.sv, code.meaning.en)]
    )
)


def blank_rows(place: Place, column: Column) -> tuple[int, ...]:
    """The records (from 0) in which a needed cell is blank."""
    return tuple(
        at
        for at in place.begun
        if column.name not in place.records[at]
        and all(_holds(condition, place.sheet, place.records[at]) for condition in column.when)
    )


def misread_rows(place: Place, column: Column, places: Mapping[str, Place]) -> tuple[int, ...]:
    """The records (from 0) in which a filled cell is not what its column holds."""
    return tuple(
        at
        for at in place.begun
        if column.name in place.records[at] and not _fits(column, place.records[at][column.name], places)
    )


def doubled_rows(place: Place) -> tuple[int, ...]:
    """The records (from 0) whose key stands twice."""
    keys: dict[str, list[int]] = {}
    for at in place.begun:
        parts = [place.records[at].get(name) for name in place.sheet.key]
        if None not in parts:
            keys.setdefault("|".join(folded(str(part)) for part in parts), []).append(at)
    return tuple(sorted(at for rows in keys.values() if len(rows) > 1 for at in rows))


def key_before_dash(value: object) -> str:
    """The key that a reference names, as text."""
    return clean(clean(str(value)).translate({0x2014: "–", 0x2D: "–"}).split("–")[0])


def _holds(condition: Condition, sheet: Sheet, record: Record) -> bool:
    value = record.get(condition.column)
    match condition:
        case Filled():
            return value is not None
        case Blank():
            return value is None
        case Among():
            column = sheet.column(condition.column)
            term = column.vocabulary.spellings().get(folded(str(value))) if isinstance(column, Choice) else None
            return term is not None and term.name in condition.terms
        case _:
            assert_never(condition)


def _fits(column: Column, value: object, places: Mapping[str, Place]) -> bool:
    match column:
        case Choice():
            return folded(str(value)) in column.vocabulary.spellings()
        case Number():
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number or (column.codes and value in MISSING_WORDS)
        case Date():
            return isinstance(value, date)
        case Reference():
            return key_before_dash(value) in places[column.sheet].begun_keys
        case Prose() | Link() | Tick() | Schedule() | Period():
            return True
        case _:
            assert_never(column)
