"""The columns of one sheet as a pandera schema, and what it finds, lazily, over all plans; keys that stand twice too.

Kinds are settled by interpretation before this: pandera gets typed nullable columns, so that a text in a number
column never hides another fault. Checks never raise; one that does is our mistake and is raised.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, assert_never

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrors

from hplan_xl.book.columns import (
    Choice,
    Column,
    Date,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
    Years,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import LONE_DASHES, normalize_text, parse_whole_number
from hplan_xl.book.values import MissingValue
from hplan_xl.interpretation.row_references import normalize_key
from hplan_xl.validation.row_checks import Fault
from hplan_xl.wording import describe_range


def make_keys(frame: pd.DataFrame, sheet: Sheet) -> "pd.Series[Any]":
    """The plan and the key's folded values as one text a row; None where a part of the key is blank, or a dash.

    Numbers that references lead to are equal where references read them as one: "I1", "I 1" and "i1.".
    """
    given = (frame[list(sheet.key)].notna() & ~frame[list(sheet.key)].isin(LONE_DASHES)).all(axis=1)
    texts = frame["_source"].astype(str)
    for name in sheet.key:
        fold = normalize_key if name == sheet.counter else normalize_text
        texts = texts + "\x1f" + frame[name].map(lambda value, fold=fold: fold(str(value)))
    return texts.astype(object).where(given, None)


def find_duplicates(
    frame: pd.DataFrame, told: "pd.Series[Any]", sheet: Sheet, indexes: Sequence[int]
) -> Iterator[Fault]:
    """Yield a fault for each row that shares its key with another, at the key's last column.

    told: the keys of the frame, from `make_keys`.
    """
    names = frame[sheet.key[0]].dropna().astype(str).map(normalize_text)
    taken = {source: set(of_plan) for source, of_plan in names.groupby(frame["_source"])}
    free = cache(lambda source, head, number: _free(taken[source], head, number))
    variant = "" if len(sheet.key) == 1 else "together"
    rows: dict[str, list[int]] = {}
    for index, key in zip(indexes, told[list(indexes)], strict=True):
        rows.setdefault(key, []).append(index)
    for same in rows.values():
        for index in same:
            value = " ".join(str(frame.at[index, name]) for name in sheet.key)
            facts = {"value": value, "free": free(frame.at[index, "_source"], *_is_prefilled(sheet, value))}
            other = same[1] if index == same[0] else same[0]
            yield Fault("key.twice", sheet.key[-1], index, facts, variant, other=other)


def _is_prefilled(sheet: Sheet, value: str) -> tuple[str, int]:
    """From where a free key is sought: the sheet's running numbers where it has such, else the value's own number."""
    if sheet.counter in sheet.key:
        return sheet.prefix, sheet.prefilled_count + 1
    head = value.rstrip("0123456789")
    number = parse_whole_number(value[len(head) :] or "1", -1)
    return (head, number) if number >= 0 else (value, 1)


def _free(taken: set[str], head: str, number: int) -> str:
    while normalize_text(f"{head}{number}") in taken:
        number += 1
    return f"{head}{number}"


# What must stand once, as one text a row; the book refuses ids that begin with _, so it meets no column.
KEY = "_key"


def find_column_faults(frame: pd.DataFrame, sheet: Sheet) -> Iterable[Fault]:
    """Yield values that are missing, too long, out of range or duplicated in the columns of one sheet."""
    if frame.empty:
        return  # a schema costs as much for no row as for a thousand
    typed = _convert_types(frame, sheet)
    try:
        _schema(sheet).validate(typed, lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            indexes = _indexes(error)
            if error.schema.name == KEY:
                yield from find_duplicates(frame, typed[KEY], sheet, indexes)
            else:
                yield from (_fault(error, frame, sheet, index) for index in indexes)


def _indexes(error: SchemaError) -> list[int]:
    cases = error.failure_cases
    if not isinstance(cases, pd.DataFrame) or cases["index"].isna().any():
        raise error  # a check that could not run, or a dtype that is not ours
    return [int(index) for index in cases["index"]]


def _fault(error: SchemaError, frame: pd.DataFrame, sheet: Sheet, index: int) -> Fault:
    column, rule = sheet.column(str(error.schema.name)), str(error.check.name)
    variant = sheet.blank_variant(column) if rule == column.rule_when_blank else ""
    return Fault(rule, column.name, index, _facts(column, frame.at[index, column.name]), variant)


@lru_cache(maxsize=64)
def _schema(sheet: Sheet) -> pa.DataFrameSchema:
    """The schema of a sheet, without dtypes: `_convert_types` has just seen to them, and to ask again takes as long."""
    columns = {column.name: pa.Column(checks=checks, nullable=True) for column, checks in _checked_columns(sheet)}
    if sheet.key:
        columns[KEY] = pa.Column(nullable=True, unique=True, report_duplicates="all", name=KEY)
    return pa.DataFrameSchema(columns)


def _checked_columns(sheet: Sheet) -> Iterable[tuple[Column, list[pa.Check]]]:
    """The columns of which anything is asked beside their kind, and what that is."""
    checks = ((column, [*_need(column), *_limits(column)]) for column in sheet.columns)
    return ((column, asked) for column, asked in checks if asked)


def _need(column: Column) -> Iterable[pa.Check]:
    if column.need is not Need.OPTIONAL and not column.conditions:
        yield pa.Check(lambda values: values.notna(), name=column.rule_when_blank, ignore_na=False)


def _limits(column: Column) -> Iterable[pa.Check]:
    if isinstance(column, Prose):
        longest = column.max_length
        yield pa.Check(lambda values: values.str.len() <= longest, name="text.too_long")
    if isinstance(column, Number) and (column.minimum is not None or column.maximum is not None):
        least = float("-inf") if column.minimum is None else column.minimum
        most = float("inf") if column.maximum is None else column.maximum
        yield pa.Check(lambda values: values.between(least, most), name="number.range")


def _dtype(column: Column) -> type:
    match column:
        case Prose() | Link() | Choice():
            return str
        case Number():
            return float
        case Tick() | Years() | Date() | Schedule() | Period() | Reference():
            return object
        case _:
            assert_never(column)


def _convert_types(frame: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """The frame with the dtypes of its kinds: words as str, numbers as float (a missing code is no number)."""
    typed = {column.name: _series(frame[column.name], column) for column, _ in _checked_columns(sheet)}
    if sheet.key:
        typed[KEY] = make_keys(frame, sheet)
    return pd.DataFrame(typed, index=frame.index)


def _series(values: "pd.Series[Any]", column: Column) -> "pd.Series[Any]":
    if isinstance(column, Number):
        values = values.map(lambda value: None if isinstance(value, MissingValue) else value)
    return values.astype(_dtype(column))


def _facts(column: Column, value: object) -> dict[str, object]:
    if isinstance(column, Prose):
        return {"value": value, "length": len(str(value)), "longest": column.max_length}
    if isinstance(column, Number):
        return {"value": f"{value:g}" if isinstance(value, float) else value, "range": describe_range(column)}
    return {"value": value}
