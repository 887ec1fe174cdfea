"""Times between two others, or made of two that follow each other: Q2 2025 – Q1 2026 · maj/juni 2024 · v. 51-2."""

import re
from collections.abc import Iterator
from datetime import timedelta

from hplan_xl.book.values import Precision
from hplan_xl.interpretation.days import MONTH, MONTHS
from hplan_xl.interpretation.time_points import Point, point

_BETWEEN = re.compile(r"(?:mellan|between) (.+) (?:och|and) (.+)")
_FROM = re.compile(r"(?:från och med|från|from) (?:den |i )?(?=.* (?:till|to|until)\b)")
_UNTIL = re.compile(r" ?- ?| (?:(?:fram )?till och med|(?:fram )?till|to|until) (?:den |i )?")
# Two that follow each other: "maj/juni" is both, "mars och oktober" is two times, which no one span holds.
_AND = re.compile(r" ?/ ?| (?:och|and|samt|eller|or) |, ?| ?[&+] ?")
# "v 12-14", "kv 1-2 2025": the word stands once for both numbers.
_TWICE = re.compile(
    r"(?P<head>(?:v\.?|vecka|veckorna|w|weeks?|q|kv\.?|kvartal|t|tertial) ?)"
    r"(?P<one>[0-9]{1,2})(?P<sign> ?- ?| ?/ ?| och | and | ?& ?)(?P<other>[0-9]{1,2})"
    r"(?P<tail>(?:[ ,]+(?:19|20)[0-9]{2})?)"
)
_BARE = re.compile(r"[0-9]{1,2}")
_YEARS = re.compile(r"(20[0-9]{2})[-/](?:20)?([0-9]{2})")
# A dash close behind these goes on with the same date: 2024-10-10.
_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(?:-[0-9]{1,2})?")
_MONTHS_AND_JULY = re.compile(rf"(?:{MONTH})\.?(?:,? ?[0-9]{{4}})?")
_A_DAY = timedelta(days=1)
# Longer words are prose, in which nobody looks for two times.
_LONGEST = 80


def time_range(words: str, year: int | None) -> Point | None:
    """Two times as one, of words in the form that `time_points.time_words` gives; None where they make none or more."""
    if len(words) > _LONGEST:
        return None
    words = _FROM.sub("", words, count=1) if _FROM.match(words) else words
    found = {time for parts in _parted(words) if (time := _joined(*parts, year))}
    return found.pop() if len(found) == 1 else None


def _parted(words: str) -> Iterator[tuple[str, str, bool]]:
    """Every way to part words in a beginning and an end; True where the two must follow each other."""
    if match := _TWICE.fullmatch(words):
        head = match["head"].replace("veckorna", "vecka").replace("weeks", "week")
        yield head + match["one"] + match["tail"], head + match["other"] + match["tail"], "-" not in match["sign"]
        return
    if match := _YEARS.fullmatch(words):
        yield match.group(1), match.group(1)[:2] + match.group(2), False
        return
    if match := _BETWEEN.fullmatch(words):
        yield match.group(1), match.group(2), False
        return
    for pattern in (_UNTIL, _AND):
        for match in pattern.finditer(words):
            left, right = words[: match.start()], words[match.end() :]
            if match.group() != "-" or _YEAR_OR_MONTH.fullmatch(left) is None:
                yield left, right, pattern is _AND


def _joined(left: str, right: str, follows: bool, year: int | None) -> Point | None:
    left, right = _july(left, right)
    end = point(right, year) or (time_range(right, year) if follows else None)
    if end is None:
        return None
    if _BARE.fullmatch(left):
        return _same_month(int(left), end)
    start = point(left, end.year if end.is_dated else year)
    if start is None:
        return None
    start, end = _over_new_year(left, start, right, end)
    if not start.first < end.last or not start.last <= end.last:
        return None
    if follows and not start.first < end.first <= start.last + _A_DAY:
        return None
    plain = start.is_plain and end.is_plain
    return Point(start.first, end.last, Precision.SPAN, end.year, start.is_dated or end.is_dated, plain)


def _july(left: str, right: str) -> tuple[str, str]:
    """Both words; "jul" beside a month is July where it comes first, or after one of the first half of the year."""
    if left == "jul" and _MONTHS_AND_JULY.fullmatch(right):
        return "juli", right
    if right == "jul" and _MONTHS_AND_JULY.fullmatch(left) and MONTHS.get(left.partition(" ")[0].rstrip("."), 12) < 7:
        return left, "juli"
    return left, right


def _over_new_year(left: str, start: Point, right: str, end: Point) -> tuple[Point, Point]:
    """Both times, in the years that put them in order where only one of them, or neither, tells its year."""
    if start.is_dated and not end.is_dated:
        end = point(right, start.year) or end
    if start.first > end.last and not (start.is_dated and end.is_dated):
        if end.is_dated:
            return point(left, end.year - 1) or start, end
        return start, point(right, start.year + 1) or end
    return start, end


def _same_month(day: int, end: Point) -> Point | None:
    """A first day that borrows month and year from the last: 15–16/10."""
    if end.precision is not Precision.DAY or not 1 <= day < end.last.day:
        return None
    return Point(end.last.replace(day=day), end.last, Precision.SPAN, end.year, end.is_dated, end.is_plain)
