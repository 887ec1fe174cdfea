"""The values of the formulas in an untouched template, by plain counting: the formulas are written with them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import assert_never

from hplan_xl.book.columns import (
    Choice,
    Column,
    Condition,
    Date,
    IsAmong,
    IsBlank,
    IsFilled,
    Link,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Term,
    Tick,
    Years,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.values import FIRST_SERIAL, LAST_SERIAL, MissingValue
from hplan_xl.template.fault_formulas import LONGEST_KEY
from hplan_xl.template.formulas import SIGNS_BEFORE, SIGNS_BEHIND
from hplan_xl.template.positions import Record, TemplateSheet, list_spellings

_CONTROL = re.compile("[\x00-\x1f]")
_YEARS = re.compile("[0-9]{4}(?:.[0-9]{4})?")
_DASHES = {0x2014: "–", 0x2D: "–"}
MISSING_WORDS = tuple(
    dict.fromkeys(
        [code.value for code in MissingValue]
        + ["–", "−"]
        + [word for code in MissingValue for word in (code.meaning.sv, code.meaning.en)]
    )
)


def find_blank_rows(place: TemplateSheet, column: Column) -> tuple[int, ...]:
    """The records (from 0) in which a needed cell is blank."""
    return tuple(
        at
        for at in place.begun_records
        if _is_blank(column, place.records[at].get(column.name))
        and all(_holds(condition, place.sheet, place.records[at]) for condition in column.conditions)
    )


def find_misread_rows(place: TemplateSheet, column: Column, places: Mapping[str, TemplateSheet]) -> tuple[int, ...]:
    """The records (from 0) in which a filled cell is not what its column holds, as far as a formula can judge."""
    misfits = _find_misfits(place, column, places)
    return tuple(at for at in misfits if not _is_read_later(column, place.records[at].get(column.name), places))


def find_rows_read_later(place: TemplateSheet, column: Column, places: Mapping[str, TemplateSheet]) -> tuple[int, ...]:
    """The records (from 0) in which a filled cell holds words that no formula can judge."""
    misfits = _find_misfits(place, column, places)
    return tuple(at for at in misfits if _is_read_later(column, place.records[at].get(column.name), places))


def _find_misfits(place: TemplateSheet, column: Column, places: Mapping[str, TemplateSheet]) -> list[int]:
    values = {at: place.records[at].get(column.name) for at in place.begun_records}
    return [at for at, value in values.items() if not _is_blank(column, value) and not _fits(column, value, places)]


def _is_blank(column: Column, value: object) -> bool:
    return clean_value(value) in column.blank_words


def _is_read_later(column: Column, value: object, places: Mapping[str, TemplateSheet]) -> bool:
    if not isinstance(column, Reference):
        is_word = not isinstance(value, int | float) or isinstance(value, bool)
        is_of_another = isinstance(column, Choice) and _is_word_of(value, column.vocabulary.terms)
        return isinstance(column, Number | Date) or (isinstance(column, Years) and is_word) or is_of_another
    before, prefix = split_at_dash(value)[0], places[column.sheet].sheet.prefix.lower()
    if re.fullmatch(re.escape(prefix) + "(?:0|[1-9][0-9]{0,8})", before):
        return False
    return before not in _clean_keys(places[column.sheet])


def find_doubled_rows(place: TemplateSheet) -> tuple[int, ...]:
    """The records (from 0) whose key stands twice."""
    keys: dict[str, list[int]] = {}
    for at in place.begun_records:
        parts = [_key_part(place.sheet.column(name), place.records[at].get(name)) for name in place.sheet.key]
        if all(parts):
            keys.setdefault("|".join(parts)[:LONGEST_KEY], []).append(at)
    return tuple(sorted(at for rows in keys.values() if len(rows) > 1 for at in rows))


def clean_value(value: object) -> str:
    """The words of a cell, as `formulas.clean_words` makes them, in small letters; "" for none."""
    if value is None:
        return ""
    words = f"{value:.15g}" if isinstance(value, float) else str(value)
    return " ".join(filter(None, _CONTROL.sub("", words.replace("\u00a0", " ")).split(" "))).lower()


def split_at_dash(value: object) -> tuple[str, str]:
    """Split a reference at its dash, as `formulas.text_before_dash` and `text_after_dash` do."""
    words = clean_value(value)
    dashed = words.translate(_DASHES)
    ends = [at for at in (dashed.find(" – "), dashed.find("–")) if at >= 0]
    if len(ends) == 2 and dashed[ends[1] + 1 : ends[1] + 2].isdigit():
        ends.pop()
    elif len(ends) == 1 and dashed[ends[0] + 1 : ends[0] + 2].isdigit():
        ends = []
    before = words[: min(ends, default=len(words))].strip()
    return before, dashed[len(before) :].replace("–", "", 1).strip()


def _key_part(column: Column, value: object) -> str:
    if isinstance(column, Reference):
        return split_at_dash(value)[0]
    return clean_value(value).removesuffix(".") if isinstance(column, Number) else clean_value(value)


def _holds(condition: Condition, sheet: Sheet, record: Record) -> bool:
    value = record.get(condition.column)
    match condition:
        case IsFilled():
            return bool(clean_value(value))
        case IsBlank():
            return not clean_value(value)
        case IsAmong():
            column = sheet.column(condition.column)
            terms = column.vocabulary.terms if isinstance(column, Choice) else ()
            return any(_is_word_of(value, (term,)) for term in terms if term.name in condition.terms)
        case _:
            assert_never(condition)


def _is_word_of(value: object, terms: Iterable[Term]) -> bool:
    words = clean_value(value)
    for sign in SIGNS_BEFORE:
        words = words.removeprefix(f"{sign} ")
    for sign in SIGNS_BEHIND:
        words = words.removesuffix(sign)
    return any(words == spelling.lower() for term in terms for spelling in list_spellings(term))


def _clean_keys(place: TemplateSheet) -> frozenset[str]:
    is_number = isinstance(place.sheet.column(place.sheet.counter), Number)
    return _clean(place.begun_keys, "." if is_number else "")


@lru_cache(maxsize=8)
def _clean(keys: tuple[str, ...], end: str) -> frozenset[str]:
    return frozenset(clean_value(key).removesuffix(end) for key in keys)


def _fits(column: Column, value: object, places: Mapping[str, TemplateSheet]) -> bool:
    match column:
        case Choice():
            own = [term for term in column.vocabulary.terms if column.own_term in ("", term.name)]
            return _is_word_of(value, own)
        case Number():
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number or isinstance(value, date) or (column.allows_codes and clean_value(value) in MISSING_WORDS)
        case Years():
            if not isinstance(value, int | float) or isinstance(value, bool):
                return _YEARS.fullmatch(clean_value(value)) is not None
            return column.minimum <= value <= column.maximum
        case Date():
            if isinstance(value, bool) or not isinstance(value, int | float):
                return isinstance(value, date)
            return FIRST_SERIAL <= value < LAST_SERIAL + 1
        case Reference():
            keys = _clean_keys(places[column.sheet])
            before, after = split_at_dash(value)
            return before in keys and after not in keys and not clean_value(value).translate(_DASHES).endswith("–")
        case Prose() | Link() | Tick() | Schedule() | Period():
            return True
        case _:
            assert_never(column)
