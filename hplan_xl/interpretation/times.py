"""Times as people type them.

A point is a day, a part of a year, a feast, or a part of one of these. A range stands between two points or is made of
two (Q2 2025 – Q1 2026 · maj/juni 2024 · v. 51-2). A bound is open to one side (senast, t o m, före, fr o m, sedan,
påbörjas, efter). A cell for a day takes Excel's date, words, or the edge of a time that is meant by it.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from hplan_xl.book.text import Text, clean_text, normalize_text
from hplan_xl.book.values import MONTH, MONTHS, Percent, Precision
from hplan_xl.interpretation.days import (
    YEARS,
    compute_serial,
    convert_serial,
    expand_year,
    find_days,
    is_day,
    parse_year_part,
)
from hplan_xl.interpretation.outcomes import DASHES, Outcome, ReadValue, UnreadValue, make_remarked_value, make_unread

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
    (re.compile(r" ?(?:(?<![-=])[-=]+>|[→⇒]) ?| ?-{2,} ?"), " - "),
    (re.compile(r"\bfr?\.? ?o\.? ?m\b\.?"), "från och med"),
    (re.compile(r"\bt\.? ?o\.? ?m\b\.?"), "till och med"),
    (_WEEKDAY, ""),
    (re.compile(rf"\b({MONTH})\.? (?:månad|månads|mån)\b\.?"), r"\1"),
    (re.compile(r" ?\(((?:19|20)[0-9]{2})\)$"), r" \1"),
    (re.compile(r"\b(?:årets slut|(?:the )?year[ -]?end)\b"), "slutet av året"),
    (re.compile(r",? kl\.? ?[0-9]{1,2}(?:[.:][0-9]{2})?(?: ?- ?[0-9]{1,2}(?:[.:][0-9]{2})?)?$"), ""),
)
# A longer dash between two numbers of months stands between the months, where a short one would make it a day.
_MONTHS_OF_YEAR = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])(?: ?[–—−] ?| - )(0[1-9]|1[0-2])")
_PART = re.compile(
    r"(?:(?:i|vid|under|in|at|by) )?(?:the )?(?P<part>början|inledningen|mitten|slutet|utgången|beginning|start|middle|"
    r"end) (?:av|på|of) (?:the )?(?P<rest>.+)"
)
_PART_AHEAD = re.compile(r"(?:(?:in|by) )?(?P<part>early|mid|late)[ -](?P<rest>.+)")
_STARTS = frozenset({"början", "inledningen", "beginning", "start", "early"})
_MIDDLES = frozenset({"mitten", "middle", "mid"})
_LAST_DAY = re.compile(
    rf"(?:den |the )?(?:sista|last)(?: dag(?:en)?| day)?(?: (?:i|av|in|of))? (?P<rest>(?:{MONTH})\b.*)"
)
_WEEK_OF_MONTH = re.compile(
    rf"(?:the )?(?P<which>första|sista|first|last) (?:veckan|week) (?:i|av|in|of) (?P<rest>(?:{MONTH})\b.*)"
)
_THE_YEAR = frozenset({"året", "year"})
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
# Longer words are prose, in which nobody looks for a time of parts, or for two times.
_LONGEST = 80
_FEASTS = {"jul": (12, 24), "julen": (12, 24), "julafton": (12, 24), "christmas": (12, 24), "nyår": (12, 31)}
_FEASTS |= {"nyårsafton": (12, 31), "halvårsskiftet": (6, 30)}
_FEAST = re.compile(rf"({'|'.join(sorted(_FEASTS, key=len, reverse=True))})(?: ((?:19|20)[0-9]{{2}}))?")
_NEW_YEAR = re.compile(r"(?:års|nyårs)skiftet(?: ((?:19|20)?[0-9]{2}) ?[-/] ?((?:20)?[0-9]{2}))?")
_NEW_MONTH = re.compile(
    rf"månadsskiftet (?P<one>{MONTH}) ?(?:/|-|och) ?(?P<other>{MONTH})(?P<year>,? (?:19|20)[0-9]{{2}})?"
)


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
    words = _MONTHS_OF_YEAR.sub(r"\1-\2 - \1-\3", normalize_text(text)).translate(DASHES).strip(" .,;:!")
    for pattern, instead in _SPELLINGS:
        words = pattern.sub(instead, words)
    return words.rstrip(" .,")


def disagrees(text: str, day: date) -> bool:
    """Whether the weekday that stands before a day is another than the day's own."""
    match = _WEEKDAY.search(normalize_text(text))
    return match is not None and _WEEKDAY_NUMBERS[match.group(1)] != day.weekday()


@lru_cache(maxsize=32_768)
def read_point(words: str, year: int | None) -> Point | None:
    """One time, of words in the form that `time_words` gives; `year` is the plan's, for a time without one."""
    if len(words) > _LONGEST:
        return None
    if match := _PART.fullmatch(words) or _PART_AHEAD.fullmatch(words):
        return _part(match["part"], match["rest"], year)
    if match := _LAST_DAY.fullmatch(words):
        return _part("utgången", match["rest"], year)
    if match := _WEEK_OF_MONTH.fullmatch(words):
        return _week_of_month(match["which"] in ("första", "first"), match["rest"], year)
    if match := _HALF.fullmatch(words):
        return _half(match["half"] in ("första", "1:a", "first"), match["rest"], year)
    return _feast(words, year) or _named(words, year) or _day(words, year)


def _whole(words: str, year: int | None) -> Point | None:
    """A time that others are a part of; "året" is the plan's. The last day of a time has no parts."""
    if words in _THE_YEAR and year is not None:
        return Point(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, year, is_dated=False)
    return None if _PART.fullmatch(words) or _LAST_DAY.fullmatch(words) else read_point(words, year)


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
    if match := _NEW_MONTH.fullmatch(words):
        return _new_month(match, year)
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
    which = expand_year(one, year) if one else year
    if which is None or (other and int(other[-2:]) != (which + 1) % 100):
        return None
    day = date(which, 12, 31)
    return Point(day, day, Precision.DAY, which, is_dated=bool(one), is_plain=False)


def _new_month(match: re.Match[str], year: int | None) -> Point | None:
    """The turn of a month: its last day, told by both months."""
    one = read_point(match["one"] + (match["year"] or ""), year)
    if (
        one is None
        or MONTHS[match["one"]] % 12 + 1 != MONTHS[match["other"]]
        or (one.is_dated and one.first.month == 12)
    ):
        return None
    return Point(one.last, one.last, Precision.DAY, one.year, one.is_dated, is_plain=False)


def _week_of_month(is_first: bool, rest: str, year: int | None) -> Point | None:
    whole = read_point(rest, year)
    if whole is None or whole.precision is not Precision.MONTH:
        return None
    edges = (whole.first, whole.first + _REST_OF_WEEK) if is_first else (whole.last - _REST_OF_WEEK, whole.last)
    return Point(*edges, Precision.SPAN, whole.year, whole.is_dated, is_plain=False)


def _part(word: str, rest: str, year: int | None) -> Point | None:
    """The beginning, middle or end of a time; which days those are is ours to supply, but not when it has run out."""
    whole = _whole(rest, year)
    if whole is None:
        return None
    if word == "utgången":
        return Point(whole.last, whole.last, whole.precision, whole.year, whole.is_dated, whole.is_plain)
    third = 0 if word in _STARTS else 1 if word in _MIDDLES else 2
    is_season = whole.precision is Precision.HALF and not whole.is_plain
    edges = None if is_season else _third(whole, third)
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
    whole = _whole(rest, year)
    if whole is None or whole.precision not in (Precision.YEAR, Precision.MONTH):
        return None
    if whole.precision is Precision.MONTH:
        middle = whole.first.replace(day=15)
        edges = (whole.first, middle) if is_first else (middle.replace(day=16), whole.last)
        return Point(*edges, Precision.SPAN, whole.year, whole.is_dated, is_plain=False)
    of = whole.year
    edges = (date(of, 1, 1), date(of, 6, 30)) if is_first else (date(of, 7, 1), date(of, 12, 31))
    return Point(*edges, Precision.HALF, of, whole.is_dated, whole.is_plain)


_BETWEEN = re.compile(r"(?:mellan|between) (.+) (?:och|and) (.+)")
_FROM_TO = re.compile(r"\A(?:från och med|från|from) (?:den |i )?(?=.* (?:till|to|until)\b)")
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
_REST_OF_WEEK = timedelta(days=6)


def time_range(words: str, year: int | None) -> Point | None:
    """Two times as one, of words in the form that `time_words` gives; None where they make none or more."""
    if len(words) > _LONGEST:
        return None
    words = _FROM_TO.sub("", words, count=1)
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
    end = read_point(right, year) or (time_range(right, year) if follows else None)
    if end is None:
        return None
    if _BARE.fullmatch(left):
        return _same_month(int(left), end)
    start = read_point(left, end.year if end.is_dated else year)
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
        end = read_point(right, start.year) or end
    if start.first > end.last and not (start.is_dated and end.is_dated):
        if end.is_dated:
            return read_point(left, end.year - 1) or start, end
        return start, read_point(right, start.year + 1) or end
    return start, end


def _same_month(day: int, end: Point) -> Point | None:
    """A first day that borrows month and year from the last: 15–16/10."""
    if end.precision is not Precision.DAY or not 1 <= day < end.last.day:
        return None
    return Point(end.last.replace(day=day), end.last, Precision.SPAN, end.year, end.is_dated, end.is_plain)


# What is said to be done at the time; it changes nothing.
DONE = (
    r"(?:(?:klar[at]?|färdig[at]?|levereras|genomförs|sker|pågår|planeras(?: till)?|planerat(?: till)?|redovisas|"
    r"avslutas|slutförs|införs|beslutas|presenteras|done|plan klar|deadline|delivered|due):? )?"
)
_IN = r"(?:i |vid |till |den |under |in |on |at |the |hela )?"
_BY = re.compile(
    rf"{DONE}(?:senast|sista dag(?:en)?|deadline|(?:fram )?till och med|by|not? later than|until|"
    rf"(?:at (?:the )?)?latest):? {_IN}(.+)"
)
_BY_BEHIND = re.compile(rf"{DONE}{_IN}(.+?),? (?:senast|at (?:the )?latest)")
_BEFORE = re.compile(rf"{DONE}(?:före|innan|before) {_IN}(.+)")
_FROM = re.compile(rf"(?:(?:start(?:ar|as)? )?(?:från och med|från|from)|tidigast|starting) {_IN}(.+)")
# The work begins within the time, on a day that is not told.
_BEGINS = re.compile(
    r"(?:pågår sedan|pågått sedan|sedan|sen(?= (?:19|20))|since|påbörja(?:s|d|des|ts?)|börja(?:r|de|t)|"
    rf"inled(?:s|des|d)|inletts|starta(?:r|s|de|des|ts?)|start(?:s|ed)|began|med start|start):? {_IN}(.+)"
)
_AFTER = re.compile(rf"(?:tidigast )?(?:efter|after) {_IN}(.+)")
_CHRISTMAS = re.compile(r"jul(?:en|afton)?|christmas")
# Before July, or before Christmas: nobody can tell.
_JULY_OR_CHRISTMAS = re.compile(r"jul (?:19|20)[0-9]{2}")


def read_bounded(words: str, year: int | None) -> Time | None:
    """A time that is open to one side, of words in the form that `time_words` gives."""
    for pattern, bound in (
        (_BY, _by),
        (_BY_BEHIND, _by),
        (_BEFORE, _before),
        (_FROM, _from),
        (_BEGINS, _begins),
        (_AFTER, _after),
    ):
        match = pattern.fullmatch(words)
        if match and _JULY_OR_CHRISTMAS.fullmatch(match.group(1)):
            return None
        time = read_point(match.group(1), year) if match else None
        if match and time and (found := bound(match.group(1), time)):
            return found
    return None


def _by(_: str, time: Point) -> Time:
    return Time(None, time.last, time.precision, time.year, time.is_dated, time.is_plain)


def _before(words: str, time: Point) -> Time | None:
    """The day before; what is to be done before Christmas, or a turn of the year, on the day we know that by."""
    if words.startswith(("utgången", "slutet", "end of")) or _CHRISTMAS.fullmatch(words) or "skiftet" in words:
        return Time(None, time.last, time.precision, time.year, time.is_dated, is_plain=False)
    if _is_doubtful(time):
        return None
    return Time(None, time.first - _A_DAY, time.precision, time.year, time.is_dated, time.is_plain)


def _from(_: str, time: Point) -> Time:
    return Time(time.first, None, time.precision, time.year, time.is_dated, time.is_plain)


def _begins(_: str, time: Point) -> Time:
    plain = time.is_plain and time.precision is Precision.DAY
    return Time(time.first, None, time.precision, time.year, time.is_dated, plain)


def _after(_: str, time: Point) -> Time | None:
    if _is_doubtful(time):
        return None
    return Time(time.last + _A_DAY, None, time.precision, time.year, time.is_dated, time.is_plain)


def _is_doubtful(time: Point) -> bool:
    """A month or a day of one, such as "mars 25", which begin and end on other days."""
    return time.precision is Precision.MONTH and not time.is_plain


YEAR = Text("ÅÅÅÅ", "YYYY")
_UNREADABLE = make_unread("date.unreadable")
# Times whose last day one may mean by them: "klart senast: mars 2025". A year, a season or a stretch says too little.
_WITH_EDGES = frozenset({Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.QUARTER, Precision.TERTIAL})
_WHOLE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AT = re.compile(r"(?:vid|at) ")
# Who is done at the end of a time is so on its last day at the latest.
_END = re.compile(r"\b(?:(?:i|at|in) )?(?:slutet|end) (?:av|på|of) ")
_RUN_OUT = "utgången av "


def read_date(typed: object, year: int | None, in_words: bool = False, starts: bool = False) -> Outcome:
    """A cell as a date; `year` is the plan's, for days without one.

    in_words: the row has a column for times in words, where what is no day may stand.
    starts: the day is a first one, so that "mars 2025" means its first day; else it means its last.
    """
    outcome = _from_typed(typed, year, starts)
    if isinstance(outcome, UnreadValue) and outcome.remark == _UNREADABLE.remark:
        return _explain_unread(typed, year or YEAR, in_words)
    return outcome


def _explain_unread(typed: object, year: int | Text, in_words: bool) -> UnreadValue:
    """Tell a day of no plan's time, and a year that Excel shows as a day of 1905, from what is no day at all."""
    day = _find_outside_day(typed)
    if day is None:
        return make_unread("date.unreadable", "" if in_words else "only", year=year)
    number = compute_serial(day)
    if number in YEARS and isinstance(typed, date):
        return make_unread("date.unreadable", "serial", serial=number, year=year)
    return make_unread("date.unreadable", "outside", first=YEARS[0], last=YEARS[-1], year=year)


def _find_outside_day(typed: object) -> date | None:
    try:
        day = date.fromisoformat(clean_text(typed)) if isinstance(typed, str) else typed
    except ValueError:
        return None
    if not isinstance(day, date) or is_day(day):
        return None
    return day.date() if isinstance(day, datetime) else day


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
    if not starts:
        words = _END.sub(_RUN_OUT, words)
    time = read_bounded(words, year) or read_point(_AT.sub("", words, count=1), year)
    if time is None or (time.is_dated and not _WHOLE_YEAR.search(words)):
        return _UNREADABLE
    if time.precision not in _WITH_EDGES and not (_RUN_OUT in words and _is_known_part(time)):
        return _UNREADABLE
    day = time.first if starts else time.last
    return _UNREADABLE if day is None or not is_day(day) else make_remarked_value(day, str(day))


def _is_known_part(time: Time) -> bool:
    """Whether a time is a part of a year of which everybody knows the last day; a season is none."""
    return time.precision is Precision.YEAR or time.is_plain
