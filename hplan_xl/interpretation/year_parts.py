"""Parts of a year by name: Q2 · kv 3 2025 · T1 · vt 25 · jan-25 · v. 12 · 2:a halvåret 2025."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hplan_xl.book.values import Precision
from hplan_xl.interpretation.days import MONTH, MONTHS, expand_year

_FOUR_DIGITS = r"(?P<y>(?:19|20)[0-9]{2})"
_TWO_DIGITS = r"(?: ?- ?| ?'| )(?P<yy>[0-9]{2})"
_YEAR_BEHIND = rf"(?:(?:,? ?(?:år |of )?| ?- ?){_FOUR_DIGITS}|{_TWO_DIGITS})?"
# Behind a number the year stands apart: in Q12025 one might have slipped in.
_YEAR_APART = rf"(?:(?:,? (?:år |of )?| ?[-/] ?){_FOUR_DIGITS}|{_TWO_DIGITS})?"
_FOUR_DIGITS_APART = rf"(?:,? (?:år |of )?{_FOUR_DIGITS})?"
_YEAR_AHEAD = rf"{_FOUR_DIGITS}(?:[ -]|, )?"
_ORDINALS = {
    ordinal: number
    for number, ordinals in enumerate(
        ("första 1:a 1a first 1st", "andra 2:a 2a second 2nd", "tredje 3:e 3e third 3rd", "fjärde 4:e 4e fourth 4th"),
        start=1,
    )
    for ordinal in ordinals.split()
}
_ORDINAL = "|".join(_ORDINALS)
_HALVES = {"vt": 1, "vårterminen": 1, "ht": 2, "höstterminen": 2}
_SEASONS = {"våren": 1, "vår": 1, "spring": 1, "hösten": 2, "höst": 2, "autumn": 2}
_SUMMER = {"sommaren": 1, "sommar": 1, "summer": 1}


def _numbered_pattern(words: str, most: int, definite: str) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?:{words}) ?(?P<part>[1-{most}]){_YEAR_APART}"),
        re.compile(rf"{_YEAR_AHEAD}(?:{words}) ?(?P<part>[1-{most}])"),
        re.compile(rf"(?:the )?(?P<ordinal>{_ORDINAL}) (?:{definite}){_YEAR_BEHIND}"),
        re.compile(rf"(?P<part>[1-{most}]) (?:{definite.partition('|')[0]}){_YEAR_BEHIND}"),
    )


# Read from the top; each pattern names `part`, `ordinal` or `name`, and the year as `y` or `yy`.
_PATTERNS: tuple[tuple[Precision, re.Pattern[str]], ...] = (
    (Precision.YEAR, re.compile(r"(?:år(?:et)? |helår(?:et)? |year )?(?P<y>(?:19|20)[0-9]{2})(?:,? helår)?")),
    *(
        (precision, pattern)
        for precision, words, most, definite in (
            (Precision.QUARTER, r"q|kv\.?|kvart\.?|kvartal|quarter", 4, "kvartalet|kvartal|quarter"),
            (Precision.TERTIAL, r"t|tert\.?|tertial", 3, "tertialet|tertial"),
            (Precision.HALF, r"h|halvår|half", 2, "halvåret|halvår|half"),
        )
        for pattern in _numbered_pattern(words, most, definite)
    ),
    (Precision.HALF, re.compile(rf"(?P<half>{'|'.join(_HALVES)})\.?{_YEAR_BEHIND}")),
    (Precision.HALF, re.compile(r"(?P<half>vt|ht)(?P<yy>[0-9]{2})")),
    (Precision.HALF, re.compile(rf"(?P<season>{'|'.join(_SEASONS)}){_YEAR_BEHIND}")),
    (Precision.SPAN, re.compile(rf"(?P<summer>{'|'.join(_SUMMER)}){_YEAR_BEHIND}")),
    (Precision.MONTH, re.compile(rf"(?P<name>{MONTH})\.?{_YEAR_BEHIND}")),
    (Precision.MONTH, re.compile(rf"{_YEAR_AHEAD}(?P<name>{MONTH})")),
    (Precision.MONTH, re.compile(r"(?P<y>20[0-9]{2})-(?P<part>0?[1-9]|1[0-2])")),
    (Precision.MONTH, re.compile(r"(?P<part>0?[1-9]|1[0-2])/(?P<y>20[0-9]{2})")),
    (Precision.MONTH, re.compile(r"(?P<y>20[2-9][0-9])/(?P<part>0[1-9]|1[0-2])")),
    (Precision.WEEK, re.compile(rf"(?:v\.?|vecka|w|week) ?(?P<part>[0-9]{{1,2}}){_FOUR_DIGITS_APART}")),
    # A dash with space before it alone: a year, where "v 12-25" and "v 12 - 25" are weeks.
    (Precision.WEEK, re.compile(r"(?:v\.?|vecka|w|week) ?(?P<part>[0-9]{1,2}) -(?P<yy>[0-9]{2})")),
    (Precision.WEEK, re.compile(rf"{_YEAR_AHEAD}(?:v\.?|vecka|w) ?(?P<part>[0-9]{{1,2}})")),
)
_LENGTH = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.TERTIAL: 4, Precision.HALF: 6}


@dataclass(frozen=True, slots=True)
class YearPart:
    """A named part of a year. part: 1-based, 0 for the whole year; year: as typed, "" where it is not given.

    is_loose: the name leaves something open, such as which days a season has.
    """

    precision: Precision
    part: int
    year: str
    is_loose: bool = False

    def find_days(self, plan_year: int | None) -> tuple[date, date] | None:
        """The first and last day, in the plan's year where no other is given; None where there is no such part."""
        year = expand_year(self.year, plan_year) if self.year else plan_year
        if year is None or not 1990 <= year <= 2100:
            return None
        match self.precision:
            case Precision.YEAR:
                return date(year, 1, 1), date(year, 12, 31)
            case Precision.SPAN:
                return date(year, 6, 1), date(year, 8, 31)
            case Precision.WEEK:
                return _week(year, self.part)
            case _:
                last = self.part * _LENGTH[self.precision]
                first = last - _LENGTH[self.precision] + 1
                return date(year, first, 1), date(year, last, monthrange(year, last)[1])


@lru_cache(maxsize=8_192)
def parse_year_part(words: str) -> YearPart | None:
    """The part of a year that folded words with plain dashes name, as a whole.

    >>> parse_year_part("kv 3 2025")
    YearPart(precision=<Precision.QUARTER: 'quarter'>, part=3, year='2025', is_loose=False)
    """
    for precision, pattern in _PATTERNS:
        if match := pattern.fullmatch(words):
            said = match.groupdict()
            return YearPart(precision, _part(said), said.get("y") or said.get("yy") or "", _is_loose(words, said))
    return None


def _part(said: dict[str, str | None]) -> int:
    for group, numbers in (
        ("name", MONTHS),
        ("ordinal", _ORDINALS),
        ("half", _HALVES),
        ("season", _SEASONS),
        ("summer", _SUMMER),
    ):
        word = said.get(group)
        if word:
            return numbers[word]
    return int(said.get("part") or 0)


def _is_loose(words: str, said: dict[str, str | None]) -> bool:
    """A season; and a month before two bare digits, which may be a day of it ("March 25")."""
    if said.get("name") and said.get("yy"):
        return "-" not in words and "'" not in words
    if said.get("yy") and words.startswith(("v", "w")) and said.get("part"):
        return True
    return bool(said.get("season") or said.get("summer"))


def _week(year: int, week: int) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)
