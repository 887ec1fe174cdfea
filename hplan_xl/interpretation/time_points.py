"""One time as people type it: a day, a part of a year, a feast, or the beginning, middle or end of one of these."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hplan_xl.book.text import normalize_text
from hplan_xl.book.values import Precision
from hplan_xl.interpretation.days import MONTH, find_days
from hplan_xl.interpretation.outcomes import DASHES
from hplan_xl.interpretation.year_parts import parse_year_part

_WEEKDAYS = (
    "måndag mån monday mon",
    "tisdag tis tuesday tue",
    "onsdag ons wednesday wed",
    "torsdag tors thursday thu",
    "fredag fre friday fri",
    "lördag lör saturday sat",
    "söndag sön sunday sun",
)
_WEEKDAY_NUMBERS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_WEEKDAY = re.compile(
    rf"\b({'|'.join(sorted(_WEEKDAY_NUMBERS, key=len, reverse=True))})(?:en)?\.?,? (?:den )?(?=[0-9])"
)
# One spelling for many, before anything is compared.
_SPELLINGS = (
    (re.compile(r"\bfr\.? ?o\.? ?m\b\.?"), "från och med"),
    (re.compile(r"\bt\.? ?o\.? ?m\b\.?"), "till och med"),
    (_WEEKDAY, ""),
    (re.compile(rf"\b({MONTH})\.? (?:månad|månads|mån)\b\.?"), r"\1"),
    (re.compile(r" ?\(((?:19|20)[0-9]{2})\)$"), r" \1"),
    (re.compile(r",? kl\.? ?[0-9]{1,2}(?:[.:][0-9]{2})?(?: ?- ?[0-9]{1,2}(?:[.:][0-9]{2})?)?$"), ""),
)
_PART = re.compile(
    r"(?:(?:i|vid|under|in|at|by) )?(?:the )?(?P<part>början|inledningen|mitten|slutet|utgången|beginning|start|middle|"
    r"end) (?:av|på|of) (?P<rest>.+)"
)
_STARTS = frozenset({"början", "inledningen", "beginning", "start"})
_MIDDLES = frozenset({"mitten", "middle"})
_HALF = re.compile(
    r"(?:(?:i|under|in|during) )?(?:the )?(?P<half>första|andra|1:a|2:a|senare|first|second) "
    r"(?:halvan|hälften|delen|half) (?:av|på|of) (?P<rest>.+)"
)
# For each length of a time: the months of its beginning, middle and end, counted from its first.
_THIRDS = {
    Precision.YEAR: ((0, 2), (4, 7), (9, 11)),
    Precision.HALF: ((0, 1), (2, 3), (4, 5)),
    Precision.TERTIAL: ((0, 0), (1, 2), (3, 3)),
    Precision.QUARTER: ((0, 0), (1, 1), (2, 2)),
}
_DAYS_OF_MONTH = ((1, 10), (11, 20), (21, 31))
_FEASTS = {"jul": (12, 24), "julen": (12, 24), "julafton": (12, 24), "christmas": (12, 24), "nyår": (12, 31)}
_FEASTS |= {"nyårsafton": (12, 31), "halvårsskiftet": (6, 30)}
_FEAST = re.compile(rf"({'|'.join(sorted(_FEASTS, key=len, reverse=True))})(?: ((?:19|20)[0-9]{{2}}))?")
_NEW_YEAR = re.compile(r"(?:års|nyårs)skiftet(?: ((?:19|20)[0-9]{2}) ?[-/] ?((?:20)?[0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Time:
    """What words were read as.

    first, last: both included; None where that side is open. year: the one that it was reckoned in.
    is_dated: the words tell the year. is_plain: nobody would ask what is meant.
    """

    first: date | None
    last: date | None
    precision: Precision
    year: int
    is_dated: bool = True
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class Point(Time):
    """A time with both its edges."""

    first: date
    last: date


@lru_cache(maxsize=16_384)
def time_words(text: str) -> str:
    """Words in the form that times are compared in: folded, plain dashes, one spelling of "fr.o.m.", no weekdays.

    >>> time_words("T.o.m. fredag 16 april"), time_words("Mars månad 2016.")
    ('till och med 16 april', 'mars 2016')
    """
    words = normalize_text(text).translate(DASHES).strip(" .,;:!")
    for pattern, instead in _SPELLINGS:
        words = pattern.sub(instead, words)
    return words.rstrip(" .,")


def disagrees(text: str, day: date) -> bool:
    """Whether the weekday that stands before a day is another than the day's own."""
    match = _WEEKDAY.search(normalize_text(text))
    return match is not None and _WEEKDAY_NUMBERS[match.group(1)] != day.weekday()


@lru_cache(maxsize=32_768)
def point(words: str, year: int | None) -> Point | None:
    """One time, of words in the form that `time_words` gives; `year` is the plan's, for a time without one."""
    if match := _PART.fullmatch(words):
        return _part(match["part"], match["rest"], year)
    if match := _HALF.fullmatch(words):
        return _half(match["half"] in ("första", "1:a", "first"), match["rest"], year)
    return _feast(words, year) or _named(words, year) or _day(words, year)


def _named(words: str, year: int | None) -> Point | None:
    part = parse_year_part(words)
    days = part.find_days(year) if part else None
    if part is None or days is None:
        return None
    middle = days[0] + (days[1] - days[0]) / 2
    return Point(*days, part.precision, middle.year, is_dated=bool(part.year), is_plain=not part.is_loose)


def _day(words: str, year: int | None) -> Point | None:
    meant = find_days(words, year)
    if len(meant.readings) != 1:
        return None
    day = meant.readings[0]
    return Point(day, day, Precision.DAY, day.year, meant.has_year, meant.is_plain or "/" in words)


def _feast(words: str, year: int | None) -> Point | None:
    """A day that has a name; "jul" alone is Christmas, not July."""
    if match := _NEW_YEAR.fullmatch(words):
        return _new_year(match, year)
    match = _FEAST.fullmatch(words)
    said = match.group(2) if match else None
    if match is None or (match.group(1) == "jul" and said) or not (said or year):
        return None
    which = int(said or year or 0)
    day = date(which, *_FEASTS[match.group(1)])
    return Point(day, day, Precision.DAY, which, is_dated=bool(said), is_plain=False)


def _new_year(match: re.Match[str], year: int | None) -> Point | None:
    """The turn of a year: its last day, told by both years, or at the end of the plan's."""
    one, other = match.groups()
    which = int(one) if one else year
    if which is None or (other and int(other[-2:]) != (which + 1) % 100):
        return None
    day = date(which, 12, 31)
    return Point(day, day, Precision.DAY, which, is_dated=bool(one), is_plain=False)


def _part(word: str, rest: str, year: int | None) -> Point | None:
    """The beginning, middle or end of a time; which days those are is ours to supply, but not when it has run out."""
    whole = point(rest, year)
    if whole is None:
        return None
    if word == "utgången":
        return Point(whole.last, whole.last, whole.precision, whole.year, whole.is_dated, whole.is_plain)
    third = 0 if word in _STARTS else 1 if word in _MIDDLES else 2
    edges = _third(whole, third)
    return Point(*edges, Precision.SPAN, whole.year, whole.is_dated, is_plain=False) if edges else None


def _third(whole: Point, third: int) -> tuple[date, date] | None:
    first = whole.first
    if whole.precision is Precision.MONTH:
        start, end = _DAYS_OF_MONTH[third]
        return first.replace(day=start), first.replace(day=min(end, whole.last.day))
    if whole.precision not in _THIRDS:
        return None
    start, end = _THIRDS[whole.precision][third]
    last = first.month + end
    return date(first.year, first.month + start, 1), date(first.year, last, monthrange(first.year, last)[1])


def _half(is_first: bool, rest: str, year: int | None) -> Point | None:
    whole = point(rest, year)
    if whole is None or whole.precision not in (Precision.YEAR, Precision.MONTH):
        return None
    if whole.precision is Precision.MONTH:
        middle = whole.first.replace(day=15)
        edges = (whole.first, middle) if is_first else (middle.replace(day=16), whole.last)
        return Point(*edges, Precision.SPAN, whole.year, whole.is_dated, is_plain=False)
    of = whole.year
    edges = (date(of, 1, 1), date(of, 6, 30)) if is_first else (date(of, 7, 1), date(of, 12, 31))
    return Point(*edges, Precision.HALF, of, whole.is_dated, whole.is_plain)
