"""Days and parts of a year as people type them: 2026-03-01 · 1/3-26 · 3 mars 2025 · Q2 · kv 3 2025 · vt 25 · v. 12.

Of days also which of them may mean two.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hplan_xl.book.values import FIRST_SERIAL, LAST_SERIAL, MONTH, MONTHS, Precision

_LAST_MONTH, _LAST_DAY = 12, 31
_EXCELS_DAY_0 = date(1899, 12, 30)
YEARS = range(2000, 2101)  # that a plan may speak of
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
    if isinstance(number, bool) or not FIRST_SERIAL <= number < LAST_SERIAL + 1:
        return None
    return _EXCELS_DAY_0 + timedelta(days=int(number))


def compute_serial(day: date) -> int:
    """The Excel serial number of a day, which is all that a cell with a date holds.

    >>> compute_serial(date(1905, 7, 18))
    2026
    """
    return (day - _EXCELS_DAY_0).days


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
        one, two, three = match.groups()
        return _days((expand_year(three, year), two, one))
    if match := _SLASH.fullmatch(words):
        if int(match.group(1)) > _LAST_DAY or int(match.group(2)) > _LAST_MONTH:
            return PossibleDays(())  # two years or weeks, or the number of a paper
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


def _days(*orders: tuple[object, ...], plain: bool = False, dated: bool = True) -> PossibleDays:
    found = [day for order in orders if (day := _day(*order)) is not None]
    is_impossible = not found and all(year and int(str(year)) in YEARS for year, _, _ in orders)
    return PossibleDays(tuple(dict.fromkeys(found)), plain, dated, is_impossible)


def _day(year: object, month: object, day: object) -> date | None:
    try:
        found = date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def is_day(day: date) -> bool:
    """Whether a plan may speak of the day: a year between 2000 and 2100."""
    return day.year in YEARS


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
_SEASONS = {"våren": 1, "vår": 1, "spring": 1, "hösten": 2, "höst": 2, "autumn": 2, "fall": 2}
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
    (Precision.YEAR, re.compile(r"(?:år(?:et)? |helår(?:et)? |hela |year )?(?P<y>(?:19|20)[0-9]{2})(?:,? helår)?")),
    *(
        (precision, pattern)
        for precision, words, most, definite in (
            (Precision.QUARTER, r"q|kv\.?|kvart\.?|kvartal|quarter", 4, "kvartalet|kvartal|quarter"),
            (Precision.TERTIAL, r"t|tert\.?|tertial", 3, "tertialet|tertial"),
            (Precision.HALF, r"h|halvår|half", 2, "halvåret|halvår|half"),
        )
        for pattern in _numbered_pattern(words, most, definite)
    ),
    # The codes of Statistics Sweden: 2024K1, 2024M10.
    (Precision.QUARTER, re.compile(rf"{_FOUR_DIGITS}[ -]?k(?P<part>[1-4])")),
    (Precision.MONTH, re.compile(rf"{_FOUR_DIGITS}[ -]?m(?P<part>0[1-9]|1[0-2])")),
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
