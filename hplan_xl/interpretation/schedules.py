"""Times in words as people type them: under 2025 · Q2 · löpande · 15–16/10 · senast 1 juni."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from hplan_xl.book.text import Text, clean_text, normalize_text
from hplan_xl.book.values import Percent, Precision, TimeSpan
from hplan_xl.interpretation.dates import convert_serial, find_days
from hplan_xl.interpretation.outcomes import DASHES, Outcome, ReadValue, make_remarked_value, show_value
from hplan_xl.interpretation.year_parts import parse_year_part

_CONTINUOUS = re.compile(
    r"(?:löpande|kontinuerligt?|fortlöpande|tills ?vidare|continuous(?:ly)?|ongoing)(?: (?P<rest>.+))?"
)
_LEAD = re.compile(r"(?:(?:klara?t?|done|plan klar) )?(?:(?:under|i|during|in|hela|on|throughout) )?(?:den (?=[0-9]))?")
_BY = re.compile(r"(?:klara?t? )?(?:senast|till och med|t\.?o\.?m\.?|by|no later than|until) (?:i |den |in )?(.+)")
_BEFORE = re.compile(r"(?:klara?t? )?(?:före|innan|before) (?:den )?(.+)")
_FROM = re.compile(r"(?:från och med|fr\.?o\.?m\.?|från|from|tidigast|starting|start|med start) (?:i |den |in )?(.+)")
_AFTER = re.compile(r"(?:efter|after) (?:den )?(.+)")
_BETWEEN = re.compile(r"(?:mellan|between) (.+) (?:och|and) (.+)")
_UNTIL = re.compile(r" ?- ?| (?:till|to|t\.?o\.?m\.?|till och med|until) ")
# "v 12-14", "kv 1-2 2025": the word stands once for both numbers.
_TWICE = re.compile(
    r"(?P<head>(?:v\.?|vecka|veckorna|w|weeks?|q|kv\.?|kvartal|t|tertial) ?)"
    r"(?P<one>[0-9]{1,2}) ?- ?(?P<other>[0-9]{1,2})(?P<tail>(?:[ ,]+(?:19|20)[0-9]{2})?)"
)
_BARE = re.compile(r"[0-9]{1,2}")
_YEARS = re.compile(r"(20[0-9]{2})[-/](?:20)?([0-9]{2})")
# A dash close behind these goes on with the same date: 2024-10-10.
_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(?:-[0-9]{1,2})?")
_THIS_YEAR = frozenset({"i år", "under året", "hela året", "året", "this year"})
_A_DAY = timedelta(days=1)
# A day of the month that Excel may have made of a year: "jan-25" is 25 January in an English Excel.
_NEAR_YEARS = 2


@dataclass(frozen=True, slots=True)
class _Time:
    """An interpreted time. has_year: the words give the year; is_plain: they can be read in one way only."""

    first: date | None
    last: date | None
    precision: Precision
    has_year: bool = True
    is_plain: bool = True


def read_schedule(typed: object, year: int | None) -> Outcome:
    """A cell as `values.TimeSpan`, always: what is no time that can be read stays words, without a remark."""
    match typed:
        case datetime() | date():
            return _from_date(typed.date() if isinstance(typed, datetime) else typed, year)
        case bool() | Percent():
            return _words(show_value(typed).sv)
        case int() | float():
            day = convert_serial(typed)
            return _from_text(show_value(typed).sv, year) if day is None else _from_date(day, year, certain=False)
        case _:
            return _from_text(str(typed), year)


def _from_date(day: date, year: int | None, certain: bool = True) -> Outcome:
    """A date that Excel holds: perhaps typed as one, perhaps made of a month ("jan-25") by Excel."""
    if day.day == 1:
        month = f"{day.year:04}-{day.month:02}"
        time = _time(month, year)
        return _read_told_time(month, time) if time else _words(str(day))
    span = TimeSpan(str(day), day, day, Precision.DAY)
    doubtful = not certain or (year is not None and abs(2000 + day.day - year) <= _NEAR_YEARS)
    return make_remarked_value(span, str(day)) if doubtful else ReadValue(span)


def _read_told_time(words: str, time: _Time) -> Outcome:
    return make_remarked_value(TimeSpan(words, time.first, time.last, time.precision), _describe_time(time))


def _words(words: str) -> Outcome:
    return ReadValue(TimeSpan(words, None, None, Precision.WORDS))


@lru_cache(maxsize=16_384)
def _from_text(text: str, year: int | None) -> Outcome:
    words = clean_text(text)
    time = _time(normalize_text(words).translate(DASHES).rstrip(".").strip(), year)
    if time is None:
        return _words(words)
    if time.is_plain and time.has_year:
        return ReadValue(TimeSpan(words, time.first, time.last, time.precision))
    return _read_told_time(words, time)


def _time(words: str, year: int | None) -> _Time | None:
    if match := _CONTINUOUS.fullmatch(words):
        return _read_continuous(match.group("rest"), year)
    if words in _THIS_YEAR and year is not None:
        return _Time(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, has_year=False)
    bounded = _read_bounded(words, year)
    if bounded is not None:
        return bounded
    bare = words[_lead(words) :]
    return _read_single(bare, year) or _range(bare, year)


def _lead(words: str) -> int:
    match = _LEAD.match(words)
    return match.end() if match else 0


def _read_continuous(rest: str | None, year: int | None) -> _Time:
    time = _time(rest, year) if rest else None
    if time is None:
        return _Time(None, None, Precision.CONTINUOUS)
    return _Time(time.first, time.last, Precision.CONTINUOUS, time.has_year, time.is_plain)


def _read_bounded(words: str, year: int | None) -> _Time | None:
    """A time that is open to one side: senast, före, från, efter."""
    for pattern, part in ((_BY, "by"), (_BEFORE, "before"), (_FROM, "from"), (_AFTER, "after")):
        match = pattern.fullmatch(words)
        time = _read_single(match.group(1), year) if match else None
        if (
            time is None
            or time.first is None
            or time.last is None
            or (part in ("before", "after") and not time.is_plain)
        ):
            continue
        first, last = {
            "by": (None, time.last),
            "before": (None, time.first - _A_DAY),
            "from": (time.first, None),
            "after": (time.last + _A_DAY, None),
        }[part]
        return _Time(first, last, time.precision, time.has_year, time.is_plain)
    return None


def _read_single(words: str, year: int | None) -> _Time | None:
    """One named part of a year, or one day."""
    part = parse_year_part(words)
    days = part.find_days(year) if part else None
    if part and days:
        return _Time(*days, part.precision, has_year=bool(part.year), is_plain=not part.is_loose)
    meant = find_days(words, year)
    if len(meant.readings) != 1:
        return None
    day = meant.readings[0]
    return _Time(day, day, Precision.DAY, meant.has_year, meant.is_plain or "/" in words)


def _range(words: str, year: int | None) -> _Time | None:
    found = {time for left, right in _split_range(words) if (time := _join_times(left, right, year))}
    return found.pop() if len(found) == 1 else None


def _split_range(words: str) -> Iterator[tuple[str, str]]:
    """Every way to part words in a beginning and an end."""
    if match := _TWICE.fullmatch(words):
        head = match["head"].replace("veckorna", "vecka").replace("weeks", "week")
        yield head + match["one"] + match["tail"], head + match["other"] + match["tail"]
        return
    if match := _YEARS.fullmatch(words):
        yield match.group(1), match.group(1)[:2] + match.group(2)
        return
    if match := _BETWEEN.fullmatch(words):
        yield match.group(1), match.group(2)
        return
    for match in _UNTIL.finditer(words):
        left, right = words[: match.start()], words[match.end() :]
        if match.group() != "-" or _YEAR_OR_MONTH.fullmatch(left) is None:
            yield left, right


def _join_times(left: str, right: str, year: int | None) -> _Time | None:
    end = _read_single(right, year)
    if end is None or end.first is None or end.last is None:
        return None
    if _BARE.fullmatch(left):
        return _same_month(int(left), end)
    start = _read_single(left, end.last.year if end.has_year else year)
    if start is None or start.first is None:
        return None
    return _in_order(start, end)


def _same_month(day: int, end: _Time) -> _Time | None:
    """A first day that borrows month and year from the last: 15–16/10."""
    if end.precision is not Precision.DAY or end.last is None or not 1 <= day < end.last.day:
        return None
    return _Time(end.last.replace(day=day), end.last, Precision.SPAN, end.has_year, end.is_plain)


def _in_order(start: _Time, end: _Time) -> _Time | None:
    """Two times as one, over New Year where only one of them, or neither, tells its year."""
    first, last = start.first, end.last
    if first is None or last is None:
        return None
    if start.has_year and not end.has_year:
        last = _in_year(last, first.year)
    if first > last and not (start.has_year and end.has_year):
        first, last = (_in_year(first, last.year - 1), last) if end.has_year else (first, _in_year(last, last.year + 1))
    if first >= last:
        return None
    return _Time(first, last, Precision.SPAN, start.has_year or end.has_year, start.is_plain and end.is_plain)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February stays the last."""
    last_of_february = (day + _A_DAY).day == 1 and day.month == 2
    return date(year, 3, 1) - _A_DAY if last_of_february else day.replace(year=year)


def _describe_time(time: _Time) -> Text:
    match time.first, time.last:
        case None, last:
            return Text(f"till och med {last}", f"until {last}")
        case first, None:
            return Text(f"från och med {first}", f"from {first}")
        case first, last if first == last:
            return Text(str(first), str(last))
        case first, last:
            return Text(f"{first} – {last}", f"{first} – {last}")
