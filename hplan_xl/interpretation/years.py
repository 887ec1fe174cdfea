"""The years of a plan as people type them: 2026 · 2024–2025 · 2024/25 · 2024 och 2025 · år 2025 · 2025,0."""

import re
from datetime import date, datetime
from functools import lru_cache

from hplan_xl.book.columns import Years
from hplan_xl.book.text import normalize_text
from hplan_xl.book.values import Percent, YearSpan
from hplan_xl.interpretation.days import compute_serial
from hplan_xl.interpretation.outcomes import DASHES, Outcome, ReadValue, make_remarked_value, make_unread

MOST_YEARS = 10  # in one plan
_LEAD = re.compile(
    r"(?:(?:för|under|gäller|avser|for) )*"
    r"(?:(?:kalender|plan|verksamhets)?år(?:et|en)?|helår|(?:handlings|verksamhets)?plan(?:en)?(?: för)?|hp|vp|years?)?"
    r"[:.]? ?"
)
_YEAR = r"([0-9]{4})(?:[.,]0+)?"
_TO = r"(?: ?[-/]+ ?| (?:till och med|till|t\.?o\.?m\.?|to|through|until) )"
_AND = r"(?: ?[,;&+] ?| (?:och|samt|and) | )"
_ALONE = re.compile(_YEAR)
_FROM_TO = re.compile(rf"{_YEAR}{_TO}{_YEAR}")
_LISTED = re.compile(rf"{_YEAR}(?:{_AND}{_YEAR})+")
_SHORT = re.compile(r"([0-9]{2})([0-9]{2}) ?[-/] ?'?([0-9]{2})")
_DAYS = re.compile(r"([0-9]{4})-?01-?01 ?(?:-|till|to|t\.?o\.?m\.?) ?([0-9]{4})-?12-?31")


def read_years(typed: object, column: Years) -> Outcome:
    """Interpret a cell as `values.YearSpan`; whatever cannot be the years of a plan breaks one and the same rule."""
    match typed:
        case bool() | Percent():
            return make_unread("year.unreadable")
        case datetime() | date():
            return _from_date(typed, column)
        case int() | float():
            return _span([int(typed)], column) if typed == int(typed) else make_unread("year.unreadable")
        case _:
            return _from_text(str(typed), column)


def _from_date(day: date, column: Years) -> Outcome:
    """A year that Excel shows as a day of 1905, because the cell has the format of a date."""
    number = compute_serial(date(day.year, day.month, day.day))
    outcome = _span([number], column)
    return make_remarked_value(outcome.value, str(number)) if isinstance(outcome, ReadValue) else outcome


@lru_cache(maxsize=4_096)
def _from_text(text: str, column: Years) -> Outcome:
    words = normalize_text(text).translate(DASHES).rstrip(".").strip(" ()")
    lead = _LEAD.match(words)
    words = words[lead.end() :] if lead else words
    if match := _ALONE.fullmatch(words):
        return _span([int(match.group(1))], column)
    if match := _SHORT.fullmatch(words):
        century, first, last = match.groups()
        return _span([int(century + first), int(century + last)], column)
    if match := _DAYS.fullmatch(words) or _FROM_TO.fullmatch(words):
        return _span([int(year) for year in match.groups()], column)
    if _LISTED.fullmatch(words):
        years = [int(year) for year in re.findall(_YEAR, words)]
        if years == list(range(years[0], years[0] + len(years))):
            return _span(years, column)
    return make_unread("year.unreadable")


def _span(years: list[int], column: Years) -> Outcome:
    first, last = years[0], years[-1]
    if column.minimum <= first <= last <= column.maximum and last - first < MOST_YEARS:
        return ReadValue(YearSpan(first, last))
    return make_unread("year.unreadable")
