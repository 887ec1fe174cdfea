"""Measuring periods as people type them: 2024 · 2024 T2 · kv 3 2024 · sep 2024 · 2021/2022."""

import re
from datetime import date, datetime
from functools import lru_cache

from hplan_xl.book.text import normalize_text
from hplan_xl.book.values import Percent, PeriodKind, Precision, TimePeriod
from hplan_xl.interpretation.dates import YEAR
from hplan_xl.interpretation.days import MONTH, MONTHS, convert_serial, expand_year
from hplan_xl.interpretation.outcomes import DASHES, Outcome, ReadValue, UnreadValue, make_remarked_value, make_unread
from hplan_xl.interpretation.year_parts import parse_year_part

_YEARS = range(1990, 2101)
_KINDS = {
    Precision.YEAR: PeriodKind.YEAR,
    Precision.HALF: PeriodKind.HALF,
    Precision.TERTIAL: PeriodKind.TERTIAL,
    Precision.QUARTER: PeriodKind.QUARTER,
    Precision.MONTH: PeriodKind.MONTH,
}
_SCHOOL_YEAR = re.compile(r"(läsåret |läsår |school year )?((?:19|20)[0-9]{2}) ?/ ?((?:19|20)?[0-9]{2})")
_SHORT_YEAR_AHEAD = re.compile(r"([0-9]{2}) ?-?([qth][1-4])")
_YEAR_MONTH = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])")
_MONTHS = re.compile(rf"({MONTH})\.? ?(?:-|till|to) ?({MONTH})\.? ((?:19|20)[0-9]{{2}})")
# The months that a period has to itself, and those that a report over the year so far goes by.
_EXACT = {
    (first, first + length - 1): (kind, number)
    for kind, length in ((PeriodKind.QUARTER, 3), (PeriodKind.TERTIAL, 4), (PeriodKind.HALF, 6))
    for number, first in enumerate(range(1, 13, length), start=1)
} | {(1, 12): (PeriodKind.YEAR, 0)}
_SO_FAR = {(1, 8): (PeriodKind.TERTIAL, 2), (1, 9): (PeriodKind.QUARTER, 3)}


def read_period(typed: object, year: int | None) -> Outcome:
    """A cell as `values.TimePeriod`; `year` is the plan's, for the example in the sentence only.

    A period without a year is not read: what a plan reports is often measured the year before.
    """
    outcome = _from_typed(typed)
    if isinstance(outcome, UnreadValue) and outcome.remark:
        return make_unread(
            outcome.remark.rule, outcome.remark.variant, **{"year": year or YEAR, **outcome.remark.facts}
        )
    return outcome


def _from_typed(typed: object) -> Outcome:
    match typed:
        case datetime() | date():
            return _from_date(typed)
        case bool() | Percent():
            return make_unread("period.unreadable")
        case int() | float():
            day = convert_serial(typed)
            return _from_date(day) if day else _from_text(f"{typed:.15g}")
        case str():
            return _from_text(typed)
        case _:
            return make_unread("period.unreadable")


def _from_date(day: date) -> Outcome:
    """The first of a month is what Excel makes of "sep 2024" and "2024-09"."""
    if day.day != 1 or day.year not in _YEARS:
        return make_unread("period.unreadable")
    return _quote_period(TimePeriod(day.year, PeriodKind.MONTH, day.month))


def _quote_period(period: TimePeriod) -> Outcome:
    return make_remarked_value(period, str(period))


@lru_cache(maxsize=8_192)
def _from_text(text: str) -> Outcome:
    words = normalize_text(text).translate(DASHES).rstrip(".")
    if match := _SCHOOL_YEAR.fullmatch(words):
        return _school_year(match)
    if match := _YEAR_MONTH.fullmatch(words):
        return _quote_period(TimePeriod(int(match.group(1)), PeriodKind.MONTH, int(match.group(2))))
    if match := _MONTHS.fullmatch(words):
        return _months(match)
    if match := _SHORT_YEAR_AHEAD.fullmatch(words):
        words = f"{match.group(2)} {match.group(1)}"
    return _part_of_a_year(words)


def _school_year(match: re.Match[str]) -> Outcome:
    said, first, second = match.groups()
    year = int(first)
    if int(second[-2:]) != (year + 1) % 100 or int(second) not in (year + 1, (year + 1) % 100):
        return make_unread("period.unreadable")
    period = TimePeriod(year, PeriodKind.SCHOOL_YEAR)
    return ReadValue(period) if said or len(second) == 4 else _quote_period(period)


def _months(match: re.Match[str]) -> Outcome:
    """From month to month: read where a period has just these months, asked where it is the year so far."""
    months = (MONTHS[match.group(1)], MONTHS[match.group(2)])
    year = int(match.group(3))
    if months in _EXACT:
        return _quote_period(TimePeriod(year, *_EXACT[months]))
    if months in _SO_FAR:
        return make_unread("period.unreadable", "near", suggestion=str(TimePeriod(year, *_SO_FAR[months])))
    return make_unread("period.unreadable")


def _part_of_a_year(words: str) -> Outcome:
    part = parse_year_part(words)
    year = expand_year(part.year, None) if part and part.year else None
    if part is None or part.precision not in _KINDS or year not in _YEARS:
        return make_unread("period.unreadable")
    period = TimePeriod(year or 0, _KINDS[part.precision], part.part)
    plain = len(part.year) == 4 and not part.is_loose and not words.startswith(("vt", "ht", "vår", "höst"))
    return ReadValue(period) if plain else _quote_period(period)
