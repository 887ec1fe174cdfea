"""The counts of Kontroll: for each column that can be at fault, how many cells are, and where the first is.

The formulas are written with their values in an untouched template, which come of plain counting.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
from hplan_xl.book.findings import Severity
from hplan_xl.book.limits import COLUMN_COUNT
from hplan_xl.book.text import LONE_DASHES
from hplan_xl.book.values import FIRST_SERIAL, LAST_SERIAL, MEASURED_YEARS, MissingValue
from hplan_xl.template import fault_formulas, formulas
from hplan_xl.template.fault_formulas import LONGEST_KEY, TableCells
from hplan_xl.template.positions import DefinedNames, Record, TemplateSheet, list_spellings

_CONTROL = re.compile("[\x00-\x1f]")
_YEARS = re.compile("[0-9]{4}(?:.[0-9]{4})?")
_PERIOD = re.compile("([0-9]{4})(?: h[12]| t[1-3]| q[1-4]|-(?:0[1-9]|1[0-2])|/([0-9]{4}))?")
_AROUND = str.maketrans(dict.fromkeys(f"{formulas.SIGNS_AROUND}\n", " "))
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
        return isinstance(column, Number | Date | Period) or (isinstance(column, Years) and is_word) or is_of_another
    before, prefix = split_at_dash(value)[0], places[column.sheet].sheet.prefix.lower()
    if re.fullmatch(re.escape(prefix) + "(?:0|[1-9][0-9]{0,8})", before):
        return False
    return before.replace(" ", "") not in _clean_keys(places[column.sheet])


def find_doubled_rows(place: TemplateSheet) -> tuple[int, ...]:
    """The records (from 0) whose key stands twice."""
    keys: dict[str, list[int]] = {}
    for at in place.begun_records:
        parts = [_key_part(place.sheet, name, place.records[at].get(name)) for name in place.sheet.key]
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


def _key_part(sheet: Sheet, name: str, value: object) -> str:
    """What a column tells of the key of a row; "" where it tells nothing."""
    column = sheet.column(name)
    if isinstance(column, Reference):
        words = split_at_dash(value)[0]
        return "" if words in LONE_DASHES else words.replace(" ", "")
    words = clean_value(value)
    if isinstance(column, Prose) and words in (*column.blank_words, *LONE_DASHES):
        return ""
    return _clean_number(words) if name == sheet.counter else words


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
    words = clean_value(value.translate(_AROUND) if isinstance(value, str) else value)
    for sign in formulas.SIGNS_BEFORE:
        words = words.removeprefix(f"{sign} ")
    for sign in formulas.SIGNS_BEHIND:
        words = words.removesuffix(sign)
    return any(words == spelling.lower() for term in terms for spelling in list_spellings(term))


def _is_plain_period(words: str) -> bool:
    match = _PERIOD.fullmatch(words)
    if not match or int(match[1]) not in MEASURED_YEARS:
        return False
    return not match[2] or int(match[2]) == int(match[1]) + 1


def _clean_keys(place: TemplateSheet) -> frozenset[str]:
    return _clean(place.begun_keys, place.sheet.column(place.sheet.counter).blank_words)


@lru_cache(maxsize=8)
def _clean(keys: tuple[str, ...], blank_words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_clean_number(words) for words in map(clean_value, keys) if words not in blank_words)


def _clean_number(words: str) -> str:
    return words.removesuffix(".").replace(" ", "")


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
            before, after = (words.replace(" ", "") for words in split_at_dash(value))
            return before in keys and after not in keys and not clean_value(value).translate(_DASHES).endswith("–")
        case Period():
            return _is_plain_period(clean_value(value))
        case Prose() | Link() | Tick() | Schedule():
            return True
        case _:
            assert_never(column)


@dataclass(frozen=True)
class CellCheck:
    """One thing that can be the matter with the cells of a column.

    count: a formula, how many cells. first: a formula, the first of them as row * COLUMN_COUNT + column.
    cells: those of the prefilled rows, as (row, column) from 1: what the formulas come to.
    count_when_removed: how many are told where somebody has removed the column.
    """

    sheet: str
    column: str
    fault: str
    grade: Severity
    count: str
    first: str
    cells: tuple[tuple[int, int], ...]
    count_when_removed: int = 0


@dataclass(frozen=True)
class _Reach:
    """How formulas reach the cells of one sheet: a mask is 1 where a cell is at fault.

    at: where the value of a column stands. begun: which rows are. count, first: from a mask to the formulas of a check.
    title: a cell that goes with the column where somebody removes it.
    """

    at: fault_formulas.At
    title: fault_formulas.At
    begun: str
    count: Callable[[str], str]
    first: Callable[[str, str], str]


def list_checks(
    places: Mapping[str, TemplateSheet], names: DefinedNames, cells: Mapping[str, TableCells]
) -> tuple[CellCheck, ...]:
    """All checks, by sheet in book order and, within it, to correct, to complete, and left to the reading.

    cells: how the rows of each table are reached.
    """
    found: list[CellCheck] = []
    for name, place in places.items():
        reach = _form(place) if place.sheet.is_form else _table(place, cells[name])
        of_sheet = list(_of_columns(place, places, names, reach, cells))
        of_sheet += _of_key(place, names, reach, cells[name]) if place.sheet.key and not place.sheet.is_form else ()
        found += sorted(of_sheet, key=lambda check: check.grade)
    return tuple(found)


def _form(place: TemplateSheet) -> _Reach:
    def first(column: str, mask: str) -> str:
        return _code(f"ROW({place.answer_cell(column)})", place.answer_cell(column))

    return _Reach(place.answer_cell, place.answer_cell, "1", str, first)


def _table(place: TemplateSheet, cells: TableCells) -> _Reach:
    def first(column: str, mask: str) -> str:
        title = place.title_cell(column)
        return _code(f"(ROW({title})+MATCH(1,INDEX({mask},0),0))", title)

    return _Reach(cells.at, place.title_cell, cells.begun_rows, lambda mask: f"SUMPRODUCT({mask})", first)


def _of_columns(
    place: TemplateSheet,
    places: Mapping[str, TemplateSheet],
    names: DefinedNames,
    reach: _Reach,
    cells: Mapping[str, TableCells],
) -> Iterator[CellCheck]:
    def is_begun(key: str, sheet: str) -> str:
        return fault_formulas.is_whole_key(key, cells[sheet])

    def where_it_can_be_told(column: Column, mask: str) -> str:
        """The mask; of references to a sheet that somebody removed none is said to lead nowhere."""
        if not isinstance(column, Reference) or column.sheet == place.sheet.name:
            return mask
        return formulas.multiply([f"ISNUMBER(ROWS({places[column.sheet].block_range}))", mask])

    for column in place.sheet.columns:
        grade = fault_formulas.blank_grade(column, names.book)
        if grade is not None:
            mask = fault_formulas.blank_fault(column, place.sheet, names, reach.at, reach.begun)
            yield _check(place, column, "blank", grade, reach, mask, find_blank_rows(place, column))
        grade = fault_formulas.misread_grade(column, names.book)
        if grade is not None:
            mask = fault_formulas.misread_fault(column, place.sheet, names, reach.at, reach.begun, is_begun)
            mask = where_it_can_be_told(column, mask)
            yield _check(place, column, "misread", grade, reach, mask, find_misread_rows(place, column, places))
        if fault_formulas.is_read_later(column):
            mask = fault_formulas.read_later_fault(column, place.sheet, names, reach.at, reach.begun, is_begun)
            mask = where_it_can_be_told(column, mask)
            later = find_rows_read_later(place, column, places)
            yield _check(place, column, "read later", Severity.HINT, reach, mask, later)


def _check(
    place: TemplateSheet,
    column: Column,
    fault: str,
    grade: Severity,
    reach: _Reach,
    mask: str,
    records: tuple[int, ...],
) -> CellCheck:
    """One check of a column. Where that is removed, a cell that must be filled counts once, and no word is misread."""
    count, first = reach.count(mask), reach.first(column.name, mask)
    if grade is Severity.ERROR:
        count = f"{count}+0*LEN({reach.title(column.name)})"  # an error where the column is gone
    cells = tuple(place.cell(column.name, record) for record in records)
    when_removed = int(fault == "blank" and grade is Severity.ERROR)
    return CellCheck(place.sheet.name, column.name, fault, grade, count, first, cells, when_removed)


def _of_key(place: TemplateSheet, names: DefinedNames, reach: _Reach, cells: TableCells) -> Iterator[CellCheck]:
    """Keys that stand twice: how often each row's key is the first of its kind at 1, 2 … by FREQUENCY.

    No COUNTIF: it takes "1.10" for "1.1".
    """
    sheet = place.sheet
    column, keys = sheet.key[-1], fault_formulas.list_whole_keys(cells, sheet.key)
    place_of_first = f"MATCH({keys},INDEX({keys},0),0)"
    rows = cells.at(column)
    often = f"FREQUENCY({place_of_first},ROW({rows})-ROW({place.title_cell(column)}))"
    count, first = f"ROWS({rows})-SUMPRODUCT(--({often}=1))", reach.first(column, f"--({often}>1)")
    doubled = tuple(place.cell(column, record) for record in find_doubled_rows(place))
    yield CellCheck(sheet.name, column, "twice", names.book.rule("key.twice").severity, count, first, doubled)


def _code(row: str, cell: str) -> str:
    return f"{row}*{COLUMN_COUNT}+COLUMN({cell})"
