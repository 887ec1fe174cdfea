"""Cells that hold a day: as Excel's date, as words, or as a time whose edge is the day that is meant."""

import re
from datetime import date, datetime
from functools import lru_cache

from hplan_xl.book.text import Text
from hplan_xl.book.values import Percent, Precision
from hplan_xl.interpretation.days import convert_serial, find_days, is_day
from hplan_xl.interpretation.outcomes import Outcome, ReadValue, UnreadValue, make_remarked_value, make_unread
from hplan_xl.interpretation.time_bounds import bounded
from hplan_xl.interpretation.time_points import disagrees, point, time_words

YEAR = Text("ÅÅÅÅ", "YYYY")
_UNREADABLE = make_unread("date.unreadable")
# Times whose last day one may mean by them: "klart senast: mars 2025". A year, a season or a stretch says too little.
_WITH_EDGES = frozenset({Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.QUARTER, Precision.TERTIAL})
_WHOLE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def read_date(typed: object, year: int | None, in_words: bool = False, starts: bool = False) -> Outcome:
    """A cell as a date; `year` is the plan's, for days without one.

    in_words: the row has a column for times in words, where what is no day may stand.
    starts: the day is a first one, so that "mars 2025" means its first day; else it means its last.
    """
    outcome = _from_typed(typed, year, starts)
    if isinstance(outcome, UnreadValue) and outcome.remark == _UNREADABLE.remark:
        return make_unread("date.unreadable", "" if in_words else "only", year=year or YEAR)
    return outcome


def _from_typed(typed: object, year: int | None, starts: bool) -> Outcome:
    match typed:
        case datetime() | date():
            day = typed.date() if isinstance(typed, datetime) else typed
            return ReadValue(day) if is_day(day) else _UNREADABLE
        case bool() | Percent():
            return _UNREADABLE
        case int() | float():
            day_or_none = convert_serial(typed)
            return (
                make_remarked_value(day_or_none, str(day_or_none))
                if day_or_none
                else _from_text(f"{typed:.15g}", year, starts)
            )
        case str():
            return _from_text(typed, year, starts)
        case _:
            return _UNREADABLE


@lru_cache(maxsize=16_384)
def _from_text(text: str, year: int | None, starts: bool) -> Outcome:
    words = time_words(text)
    days = find_days(words, year)
    match days.readings:
        case ():
            return _edge(words, year, starts)
        case (day,):
            return ReadValue(day) if days.is_plain and not disagrees(text, day) else make_remarked_value(day, str(day))
        case (one, other, *_):
            return make_unread("date.two_readings", reading_1=str(one), reading_2=str(other))
    return _UNREADABLE


def _edge(words: str, year: int | None, starts: bool) -> Outcome:
    """The first or the last day of a time that is told as a month, week, quarter or with "senast" before it."""
    time = bounded(words, year) or point(words, year)
    if time is None or time.precision not in _WITH_EDGES or (time.is_dated and not _WHOLE_YEAR.search(words)):
        return _UNREADABLE
    day = time.first if starts else time.last
    return _UNREADABLE if day is None or not is_day(day) else make_remarked_value(day, str(day))
