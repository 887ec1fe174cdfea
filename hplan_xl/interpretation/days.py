"""Days as people type them: 2026-03-01 · 1/3-26 · 3 mars 2025 · and which of them may mean two."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_415
_EXCELS_DAY_0 = date(1899, 12, 30)
_YEARS = range(2000, 2101)
# A year of two digits is taken for one that a plan speaks of: a few years back, ten ahead.
_BEFORE_THE_PLAN, _AFTER_THE_PLAN = 4, 10

_YEAR_FIRST = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[t ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?z?"
)
_EIGHT_DIGITS = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_SIX_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
_SLASH_YEAR = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2})(?: ?- ?| |, ?)'?([0-9]{4}|[0-9]{2})")
_SLASH = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2})")
_THREE = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(
    rf"(?:den )?([0-9]{{1,2}})(?::?[ea]|st|nd|rd|th|\.)?[- ]?(?:of )?({MONTH})\.?(?:[- ,]*'?([0-9]{{4}}|[0-9]{{2}}))?"
)
_NAME_FIRST = re.compile(rf"({MONTH})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})")


@dataclass(frozen=True, slots=True)
class PossibleDays:
    """The days a text can mean, the likeliest first.

    is_plain: nobody would ask which is meant. has_year: the text itself tells the year.
    is_impossible: the text is written as a day, of a year that is known, but there is no such day (31/9).
    """

    readings: tuple[date, ...]
    is_plain: bool = False
    has_year: bool = True
    is_impossible: bool = False


def convert_serial(number: float) -> date | None:
    """The day of an Excel serial number, between the years 2000 and 2100.

    >>> convert_serial(45717)
    datetime.date(2025, 3, 1)
    """
    if isinstance(number, bool) or not _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
        return None
    return _EXCELS_DAY_0 + timedelta(days=int(number))


def expand_year(digits: str, plan_year: int | None) -> int | None:
    """Expand two or four digits to a year; None where it is too far from `plan_year`."""
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    if plan_year is None or -_BEFORE_THE_PLAN <= year - plan_year <= _AFTER_THE_PLAN:
        return year
    return None


def find_days(words: str, year: int | None) -> PossibleDays:
    """The days that folded words with plain dashes can mean; none where they mean no day."""
    if match := _YEAR_FIRST.fullmatch(words):
        return _days((match.group(1), match.group(3), match.group(4)), plain=True)
    if match := _EIGHT_DIGITS.fullmatch(words):
        return _days(match.groups(), plain=True)
    if match := _SLASH_YEAR.fullmatch(words):
        return _days(_backwards(match.groups(), year))
    if match := _SLASH.fullmatch(words):
        return _days((str(year or ""), match.group(2), match.group(1)), dated=False)
    if match := _SIX_DIGITS.fullmatch(words):
        one, two, three = match.groups()
        return _days((expand_year(one, year), two, three), (expand_year(three, year), two, one))
    if match := _THREE.fullmatch(words):
        return _three(match, year)
    return _named(words, year)


def _named(words: str, year: int | None) -> PossibleDays:
    if match := _NAMED.fullmatch(words):
        day, name, said = match.groups()
        which = expand_year(said, year) if said else year
        return _days((which, str(MONTHS[name]), day), plain=len(said or "") == 4, dated=said is not None)
    if match := _NAME_FIRST.fullmatch(words):
        return _days((match.group(3), str(MONTHS[match.group(1)]), match.group(2)), plain=True)
    return PossibleDays(())


def _three(match: re.Match[str], year: int | None) -> PossibleDays:
    """Three numbers, the year last or of two digits: which comes first depends on who wrote them."""
    one, sign, two, three = match.groups()
    last = expand_year(three, year)
    orders = [(last, two, one)]
    if sign != ".":
        orders.append((last, one, two))
    if len(one) == len(three) == 2:
        orders.insert(0, (expand_year(one, year), two, three))
    return _days(*orders)


def _backwards(parts: tuple[str, ...], year: int | None) -> tuple[int | None, str, str]:
    return (expand_year(parts[2], year), parts[1], parts[0])


def _days(*orders: tuple[object, ...], plain: bool = False, dated: bool = True) -> PossibleDays:
    found = [day for order in orders if (day := _day(*order)) is not None]
    is_impossible = not found and all(year for year, _, _ in orders)
    return PossibleDays(tuple(dict.fromkeys(found)), plain, dated, is_impossible)


def _day(year: object, month: object, day: object) -> date | None:
    try:
        found = date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def is_day(day: date) -> bool:
    """Whether a plan may speak of the day: a year between 2000 and 2100."""
    return day.year in _YEARS
