"""Times in words as people type them: under 2025 · Q2 · löpande · 15–16/10 · senast 1 juni."""

import re
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache

from hplan_xl.book.text import Text, clean_text
from hplan_xl.book.values import MONTHS, Percent, Precision, TimeSpan
from hplan_xl.interpretation.days import convert_serial, find_days
from hplan_xl.interpretation.outcomes import Outcome, ReadValue, Remark, make_remarked_value, show_value
from hplan_xl.interpretation.prose import find_ditto, visible_text
from hplan_xl.interpretation.times import DONE, YEAR, Time, disagrees, read_bounded, read_point, time_range, time_words

_CONTINUOUS = re.compile(
    r"(?:löpande|kontinuerligt?|fortlöpande|tills ?vidare|continuous(?:ly)?|ongoing)(?:[,;:]? (?P<rest>.+))?"
)
_REPORTED = re.compile(r"(?:redovisas|presenteras|beslutas)\b")
_LEAD = re.compile(rf"\A{DONE}(?:(?:under|i|vid|för|during|in|on|throughout) )?(?:hela )?(?:den (?=[0-9]))?")
_THIS_YEAR = frozenset({"i år", "inom året", "året", "this year"})
# What looks like a time: a number, a month, a season, a part of a year.
_TIME_LIKE = re.compile(
    rf"[0-9]|\b(?:(?:{'|'.join(MONTHS)})(?:möte\w*)?|(?:för|sen|tidig|mid)?vår(?:en|ens|as|terminen|möte\w*)?|(?:för|sen|tidig|mid)?(?:höst|vinter|sommar)\w*|"
    r"vintras|somras|spring|summer|autumn|the fall|winter|"
    r"kvartal\w*|tertial\w*|halvår\w*|årsskift\w*|jul(?:en|afton)?|påsk\w*|midsommar\w*|semest(?:er|ern|rarna)|"
    r"quarter|half-?year|easter|midsummer)\b"
)
# A month that is long enough to be known when a letter is wrong: "decenber".
_LONG_MONTHS = tuple(name for name in MONTHS if len(name) > 5)
_WORD = re.compile(r"[^\W\d]{5,}")
_NEARLY = 0.85
# The year that some event is of, such as "vid första RPO-mötet 2025", tells no time that could be counted.
_EVENT_OF_YEAR = re.compile(r"(?<=(?:et|en)) (?:19|20)[0-9]{2}$")
_EVENT = re.compile(r"(?P<event>[^\W\d]+(?:[ -][^\W\d]+){0,2}),? (?:i|under|in|during) (?P<time>.+)")
# What an event ends with that only begins then, on a day that is not told: it is not over when the time is.
_BEGINNING = re.compile(
    r"\b(?:(?:upp|projekt|pilot|arbets)?start(?:en|ar|as|ade|ades|at|ats|s|ed)?|start-?up|kick-?off(?:en)?|igång|"
    r"börja(?:r|s|de|des|t)|med början|inled(?:s|des|er)|begins?|beginning|began)\Z"
)
# Words before an event that move its time, or deny it.
_RELATION = re.compile(
    r"\b(?:efter|före|innan|från|till|sedan|mellan|tidigast|senast|inte|ej|ca|cirka|kanske|ev|utom|eller|varje|"
    r"varannan|vartannat|alla|årlig\w*|every|each|yearly|annually|"
    r"after|before|from|until|since|not|about|maybe|or)\b"
)
# A day of the month that Excel may have made of a year: "jan-25" is 25 January in an English Excel.
_NEAR_YEARS = 2


def read_schedule(typed: object, year: int | None) -> Outcome:
    """A cell as `values.TimeSpan`, always: what is no time stays words, with a question where it looks like one."""
    match typed:
        case datetime() | date():
            return _from_date(typed.date() if isinstance(typed, datetime) else typed, year)
        case bool() | Percent():
            return _kept(show_value(typed).sv, ())
        case int() | float():
            day = convert_serial(typed)
            return _from_text(show_value(typed).sv, year) if day is None else _from_date(day, year, certain=False)
        case _:
            return _from_text(visible_text(str(typed)), year)


def _from_date(day: date, year: int | None, certain: bool = True) -> Outcome:
    """A date that Excel holds and shows the day of; Excel may have made it of "jan-25"."""
    span = TimeSpan(str(day), day, day, Precision.DAY)
    doubtful = not certain or (year is not None and day.day > 1 and abs(2000 + day.day - year) <= _NEAR_YEARS)
    return make_remarked_value(span, str(day)) if doubtful else ReadValue(span)


def _kept(words: str, remarks: tuple[Remark, ...]) -> Outcome:
    return ReadValue(TimeSpan(words, None, None, Precision.WORDS), remarks)


@lru_cache(maxsize=16_384)
def _from_text(text: str, year: int | None) -> Outcome:
    words, folded_words = clean_text(text), time_words(text)
    time = _time(folded_words, year)
    if time is None:
        return _kept(words, find_ditto(words) or _why_words(folded_words, year))
    span = TimeSpan(words, time.first, time.last, time.precision)
    if time.precision is Precision.CONTINUOUS and time.first is None and time.last is None:
        return ReadValue(span, _why_words(folded_words, year))
    plain = time.is_plain and time.is_dated and not _wrong_weekday(text, time)
    return ReadValue(span) if plain else make_remarked_value(span, _describe_time(time))


def _wrong_weekday(text: str, time: Time) -> bool:
    day = time.first or time.last
    return day is not None and time.precision is Precision.DAY and disagrees(text, day)


def _why_words(words: str, year: int | None) -> tuple[Remark, ...]:
    """What is to be told of words that look like a time and are none that can be read."""
    if _TIME_LIKE.search(_EVENT_OF_YEAR.sub("", words)) is None and not _has_misspelled_month(words):
        return ()
    bare = words.partition(" ")[2] if words[:1].isalpha() and " " in words else words
    for spelling in (words, bare):
        meant = find_days(spelling, year)
        if meant.is_impossible:
            return (Remark("time.as_words", "no_such_day"),)
        if len(meant.readings) > 1:
            one, other, *_ = meant.readings
            return (Remark("time.as_words", "two_readings", {"reading_1": str(one), "reading_2": str(other)}),)
    return (Remark("time.as_words", facts={"year": year or YEAR}),)


def _has_misspelled_month(words: str) -> bool:
    return any(get_close_matches(word, _LONG_MONTHS, 1, _NEARLY) for word in _WORD.findall(words))


def _time(words: str, year: int | None) -> Time | None:
    if match := _CONTINUOUS.fullmatch(words):
        return _read_continuous(match.group("rest"), year)
    return _unnamed_time(words, year) or _event(words, year)


def _unnamed_time(words: str, year: int | None) -> Time | None:
    """The time that words tell of the work itself, not of something that they name."""
    bare = _LEAD.sub("", words, count=1)
    if year is not None and not _THIS_YEAR.isdisjoint((words, bare)):
        return Time(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, year, is_dated=False)
    return read_bounded(words, year) or read_point(bare, year) or time_range(bare, year)


def _event(words: str, year: int | None) -> Time | None:
    """The time of something that is named before it: "RSL i november 2025", "uppstart i maj"."""
    match = _EVENT.fullmatch(words)
    time = read_point(match["time"], year) if match and not _RELATION.search(match["event"]) else None
    if match is None or time is None:
        return None
    last = None if _BEGINNING.search(match["event"]) else time.last
    return Time(time.first, last, time.precision, time.year, time.is_dated, is_plain=False)


def _read_continuous(rest: str | None, year: int | None) -> Time:
    """Work without an end, but for one that is told: the time of something within it, such as a report, is none."""
    time = _unnamed_time(rest, year) if rest and not _REPORTED.match(rest) else None
    if time is None:
        return Time(None, None, Precision.CONTINUOUS, 0)
    return Time(time.first, time.last, Precision.CONTINUOUS, time.year, time.is_dated, time.is_plain)


def _describe_time(time: Time) -> Text:
    match time.first, time.last:
        case None, last:
            return Text(f"till och med {last}", f"until {last}")
        case first, None:
            return Text(f"från och med {first}", f"from {first}")
        case first, last if first == last:
            return Text(str(first), str(last))
        case first, last:
            return Text(f"{first} – {last}", f"{first} – {last}")
