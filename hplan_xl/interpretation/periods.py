"""The years of a plan and measuring periods as people type them: 2024–2025 · 2024 T2 · sep 2024 · 2021/2022."""

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache

from hplan_xl.book.columns import Years
from hplan_xl.book.text import Text, normalize_text
from hplan_xl.book.values import MEASURED_YEARS, MONTH, Percent, PeriodKind, Precision, TimePeriod, YearSpan
from hplan_xl.interpretation.days import compute_serial, convert_serial, expand_year, find_days, parse_year_part
from hplan_xl.interpretation.outcomes import DASHES, Outcome, ReadValue, UnreadValue, make_remarked_value, make_unread
from hplan_xl.interpretation.times import YEAR, time_range, time_words

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
_THROUGH = r"(?:till och med|t\.? ?o\.? ?m\b\.?|through|up to and including)"
_YEAR_AHEAD_OF_MONTHS = re.compile(rf"((?:19|20)[0-9]{{2}}):? ({MONTH}\b[^0-9]*)")
# Up to the end of a part of a year: what is measured is counted from the beginning of that year.
_UP_TO = re.compile(rf"(?:fram )?{_THROUGH} (?:den )?(.+)")
_NUMBERED_MONTHS = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2]) ?- ?(20[0-9]{2})-(0[1-9]|1[0-2])")
_YEAR_RANGE = re.compile(r"((?:19|20)[0-9]{2}) ?(?:-|till|to|t\.?o\.?m\.?|till och med) ?((?:19|20)[0-9]{2})")
_LEAD = re.compile(r"\A(?:under|för|avser|perioden|during|for|the period) (?:hela )?")
# A value that may still change.
_PRELIMINARY = re.compile(r",? ?\(?(?:preliminär[at]?|preliminary|prel\.?)\)?")
# The months that a period has to itself.
_EXACT = {
    (first, first + length - 1): (kind, number)
    for kind, length in (
        (PeriodKind.MONTH, 1),
        (PeriodKind.QUARTER, 3),
        (PeriodKind.TERTIAL, 4),
        (PeriodKind.HALF, 6),
    )
    for number, first in enumerate(range(1, 13, length), start=1)
} | {(1, 12): (PeriodKind.YEAR, 0)}
_SEASON = re.compile("vt|ht|vår|höst")


_UNREADABLE = make_unread("period.unreadable")
_MOST_YEARS = 10  # in one plan, or one period
_LEAD_OF_YEARS = re.compile(
    r"\A(?:(?:för|under|gäller|avser|for) )*"
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


def read_period(typed: object, year: int | None) -> Outcome:
    """A cell as `values.TimePeriod`; `year` is the plan's, for a period without one, which is then shown."""
    outcome = _from_typed(typed, year)
    if isinstance(outcome, UnreadValue) and outcome.remark:
        return make_unread(
            outcome.remark.rule, outcome.remark.variant, **{"year": year or YEAR, **outcome.remark.facts}
        )
    return outcome


def _from_typed(typed: object, year: int | None) -> Outcome:
    match typed:
        case datetime() | date():
            return _from_date(typed)
        case bool() | Percent():
            return _UNREADABLE
        case int() | float():
            day = convert_serial(typed)
            return _from_date(day) if day else _from_text(f"{typed:.15g}", year)
        case str():
            return _from_text(typed, year)
        case _:
            return _UNREADABLE


def _from_date(day: date) -> Outcome:
    """The first of a month is what Excel makes of "sep 2024" and "2024-09"."""
    if day.day != 1 or day.year not in MEASURED_YEARS:
        return _UNREADABLE
    return _quote_period(TimePeriod(day.year, PeriodKind.MONTH, day.month))


def _quote_period(period: TimePeriod) -> Outcome:
    return make_remarked_value(period, str(period))


@lru_cache(maxsize=8_192)
def _from_text(text: str, year: int | None) -> Outcome:
    words = normalize_text(text).translate(DASHES).rstrip(".")
    bare = _PRELIMINARY.sub("", words).strip()
    if bare != words:
        return _preliminary(_from_words(bare, year))
    return _from_words(words, year)


def _preliminary(outcome: Outcome) -> Outcome:
    """The period, with a remark that says what was left out of it."""
    if not isinstance(outcome, ReadValue):
        return outcome
    said = Text(
        f"{outcome.value}; att värdet är preliminärt följer inte med",
        f"{outcome.value}; that it is preliminary is not carried along",
    )
    return make_remarked_value(outcome.value, said)


def _from_words(words: str, year: int | None) -> Outcome:
    words = _LEAD.sub("", words, count=1)
    if match := _YEAR_MONTH.fullmatch(words):
        return _quote_period(TimePeriod(int(match.group(1)), PeriodKind.MONTH, int(match.group(2))))
    if match := _UP_TO.fullmatch(words):
        return _up_to(match.group(1), year)
    if match := _NUMBERED_MONTHS.fullmatch(words):
        return _numbered_months(*map(int, match.groups()))
    if match := _YEAR_RANGE.fullmatch(words):
        return _years(*map(int, match.groups()))
    if match := _SHORT_YEAR_AHEAD.fullmatch(words) or _YEAR_AHEAD_OF_MONTHS.fullmatch(words):
        words = f"{match.group(2)} {match.group(1)}"
    outcome = _part_of_a_year(words, year)
    if outcome is not _UNREADABLE:
        return outcome
    match = _SCHOOL_YEAR.fullmatch(words)
    return _school_year(match) if match else _whole_months(words, year)


def _school_year(match: re.Match[str]) -> Outcome:
    said, first, second = match.groups()
    year = int(first)
    if year not in MEASURED_YEARS or int(second) not in (year + 1, (year + 1) % 100):
        return _UNREADABLE
    period = TimePeriod(year, PeriodKind.SCHOOL_YEAR)
    return ReadValue(period) if said or len(second) == 4 else _quote_period(period)


def _months(year: int, first: int, last: int) -> Outcome:
    """From month to month of one year: as the period that has just these months, where there is one."""
    if (first, last) in _EXACT:
        return _quote_period(TimePeriod(year, *_EXACT[first, last]))
    return _quote_period(TimePeriod(year, PeriodKind.MONTHS, first, last)) if first < last else _UNREADABLE


def _whole_months(words: str, year: int | None) -> Outcome:
    """Two times of one year as one: 1/1-31/8 2024, Q1-Q3 2024. Both edges must be those of a month."""
    span = time_range(time_words(words), year)
    if span is None or span.first.day != 1 or not _ends_month(span.last) or _SEASON.search(words):
        return _UNREADABLE
    first, last = span.first, span.last
    return _months(first.year, first.month, last.month) if first.year == last.year else _UNREADABLE


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1] and day.year in MEASURED_YEARS


def _up_to(words: str, year: int | None) -> Outcome:
    """From the beginning of the year that the words are in, up to the end of the months that they name."""
    days = find_days(words, year).readings
    if len(days) == 1:
        (day,) = days
        return _months(day.year, 1, day.month) if _ends_month(day) else _UNREADABLE
    outcome = _part_of_a_year(words, year)
    period = outcome.value if isinstance(outcome, ReadValue) else None
    if not isinstance(period, TimePeriod) or period.kind is PeriodKind.YEAR or _SEASON.match(words):
        return _UNREADABLE
    _, last, _ = period.sort_key
    return _months(period.year, 1, last)


def _numbered_months(year: int, first: int, other_year: int, last: int) -> Outcome:
    if year != other_year or first > last:
        return _UNREADABLE
    is_exact = (first, last) in _EXACT
    return _months(year, first, last) if is_exact else ReadValue(TimePeriod(year, PeriodKind.MONTHS, first, last))


def _years(first: int, last: int) -> Outcome:
    """From year to year; two that follow each other may be a school year, so that the reading is shown."""
    if first not in MEASURED_YEARS or not first < last < first + _MOST_YEARS:
        return _UNREADABLE
    period = TimePeriod(first, PeriodKind.YEARS, last=last)
    if last > first + 1:
        return ReadValue(period)
    return make_remarked_value(period, Text(f"kalenderåren {period}", f"the calendar years {period}"))


def _part_of_a_year(words: str, plan_year: int | None) -> Outcome:
    part = parse_year_part(words)
    if part is None or part.precision not in _KINDS:
        return _UNREADABLE
    year = expand_year(part.year, None) if part.year else plan_year
    if year not in MEASURED_YEARS:
        return _UNREADABLE
    period = TimePeriod(year or 0, _KINDS[part.precision], part.part)
    plain = len(part.year) == 4 and not part.is_loose and not _SEASON.match(words)
    return ReadValue(period) if plain else _quote_period(period)


def read_years(typed: object, column: Years) -> Outcome:
    """Interpret a cell as `values.YearSpan`; whatever cannot be the years of a plan breaks one and the same rule."""
    match typed:
        case bool() | Percent():
            return make_unread("year.unreadable")
        case datetime() | date():
            return _years_of_date(typed, column)
        case int() | float():
            return _span([int(typed)], column) if typed % 1 == 0 else make_unread("year.unreadable")
        case _:
            return _years_of_text(str(typed), column)


def _years_of_date(day: date, column: Years) -> Outcome:
    """A year that Excel shows as a day of 1905, because the cell has the format of a date."""
    number = compute_serial(date(day.year, day.month, day.day))
    outcome = _span([number], column)
    return make_remarked_value(outcome.value, str(number)) if isinstance(outcome, ReadValue) else outcome


@lru_cache(maxsize=4_096)
def _years_of_text(text: str, column: Years) -> Outcome:
    words = normalize_text(text).translate(DASHES).rstrip(".").strip(" ()")
    words = _LEAD_OF_YEARS.sub("", words, count=1)
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
    if column.minimum <= first <= last <= column.maximum and last - first < _MOST_YEARS:
        return ReadValue(YearSpan(first, last))
    return make_unread("year.unreadable")
