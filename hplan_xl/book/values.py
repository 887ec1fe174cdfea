"""The values a cell can hold beside plain text, numbers, ticks and dates; and units as people write them."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import lru_cache

from hplan_xl.book.text import Text, normalize_text

# The days that a plan may speak of, those of the years 2000 to 2100, as the numbers that Excel keeps for them.
FIRST_SERIAL, LAST_SERIAL = 36_526, 73_415
# The years that something may have been measured in.
MEASURED_YEARS = range(1990, 2101)
# The months by their names and what these are shortened to, in both languages; and a pattern of any of them.
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


class MissingValue(Enum):
    """The reason why a measurement is missing, in the codes that Kolada's tables use."""

    LOST = "-"
    NOT_APPLICABLE = "."
    CONFIDENTIAL = ".."

    @property
    def meaning(self) -> Text:
        """The code in words."""
        return _MEANINGS[self]


_MEANINGS = {
    MissingValue.LOST: Text("bortfall", "missing"),
    MissingValue.NOT_APPLICABLE: Text("ej tillämpligt", "not applicable"),
    MissingValue.CONFIDENTIAL: Text("sekretess", "confidential"),
}


class Precision(StrEnum):
    """How exactly a time is given."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"
    CONTINUOUS = "continuous"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time as people write it ("under 2025", "Q2", "löpande"): the words, and what they were read as.

    first, last: the days it covers, both included; None where the words leave that side open.
    """

    words: str
    first: date | None
    last: date | None
    precision: Precision

    def __reduce__(self) -> tuple[object, ...]:
        """How it is pickled: a dataclass with slots takes ten times as long of itself."""
        return TimeSpan, (self.words, self.first, self.last, self.precision)


@dataclass(frozen=True, slots=True)
class YearSpan:
    """A year, or several in a row, both ends included: the years a plan is for.

    >>> str(YearSpan(2026, 2026)), str(YearSpan(2024, 2025)), 2025 in YearSpan(2024, 2025)
    ('2026', '2024–2025', True)
    """

    first: int
    last: int

    def __reduce__(self) -> tuple[object, ...]:
        """How it is pickled: a dataclass with slots takes ten times as long of itself."""
        return YearSpan, (self.first, self.last)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of the span, in order."""
        return tuple(range(self.first, self.last + 1))


class PeriodKind(StrEnum):
    """The kinds of measuring period, from long to short; a school year runs over two years.

    YEARS and MONTHS: from one to another, such as 2019–2021 and January to August 2024.
    """

    YEARS = "years"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    MONTHS = "months"
    HALF = "half"
    TERTIAL = "tertial"
    QUARTER = "quarter"
    MONTH = "month"


_LETTER = {PeriodKind.HALF: " H", PeriodKind.TERTIAL: " T", PeriodKind.QUARTER: " Q"}
_MONTHS = {PeriodKind.HALF: 6, PeriodKind.TERTIAL: 4, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


@dataclass(frozen=True, slots=True)
class TimePeriod:
    """One measuring period: `year` and, within it, the `part` (1-based; 0 for a whole year).

    last: the last year of YEARS, the last month of MONTHS, whose first month is `part`; else 0.

    >>> str(TimePeriod(2024, PeriodKind.TERTIAL, 2)), str(TimePeriod(2021, PeriodKind.SCHOOL_YEAR))
    ('2024 T2', '2021/2022')
    """

    year: int
    kind: PeriodKind
    part: int = 0
    last: int = 0

    def __reduce__(self) -> tuple[object, ...]:
        return TimePeriod, (self.year, self.kind, self.part, self.last)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return str(self.year)
            case PeriodKind.YEARS:
                return f"{self.year}–{self.last}"
            case PeriodKind.SCHOOL_YEAR:
                return f"{self.year}/{self.year + 1}"
            case PeriodKind.MONTHS:
                return f"{self.year}-{self.part:02}–{self.year}-{self.last:02}"
            case PeriodKind.MONTH:
                return f"{self.year}-{self.part:02}"
            case _:
                return f"{self.year}{_LETTER[self.kind]}{self.part}"

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """The key that sorts periods by when they end, a longer one after the shorter that end with it."""
        if self.kind is PeriodKind.SCHOOL_YEAR:
            return (self.year + 1, 6, 12)
        if self.kind is PeriodKind.YEARS:
            return (self.last, 12, 12 * (self.last - self.year + 1))
        if self.kind is PeriodKind.MONTHS:
            return (self.year, self.last, self.last - self.part + 1)
        months = _MONTHS.get(self.kind, 12)
        return (self.year, self.part * months if self.part else 12, months)

    def begins_after(self, day: date) -> bool:
        """Whether its first month comes after that of a day."""
        year, last, months = self.sort_key
        return 12 * year + last - months > 12 * day.year + day.month - 1

    def is_right_after(self, other: "TimePeriod") -> bool:
        """Whether no whole period lies between a comparable earlier one and it.

        >>> TimePeriod(2025, PeriodKind.TERTIAL, 1).is_right_after(TimePeriod(2024, PeriodKind.TERTIAL, 3))
        True
        """
        (year, last, months), (other_year, other_last, _) = self.sort_key, other.sort_key
        step = 12 if self.kind is PeriodKind.MONTHS else months
        return 12 * (year - other_year) + last - other_last <= step

    def is_comparable_to(self, other: "TimePeriod") -> bool:
        """Whether the other is measured over as long a time, and over the same months where it is months."""
        if self.kind is PeriodKind.MONTHS:
            return other.kind is self.kind and (other.part, other.last) == (self.part, self.last)
        if self.kind is PeriodKind.YEARS:
            return other.kind is self.kind and other.last - other.year == self.last - self.year
        return other.kind is self.kind


class Percent(float):
    """A number as typed in a cell that Excel shows as a percentage: 0.85 stands for 85 %."""


class LinkedWords(str):
    """Words as typed, with the web address that stands behind them."""

    address: str

    def __new__(cls, words: str, address: str) -> "LinkedWords":
        """The words, with their address."""
        made = super().__new__(cls, words)
        made.address = address
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """How it goes from one process to another: with its address."""
        return LinkedWords, (str(self), self.address)


class ShownNumber(str):
    """What Excel shows of a number with a fraction in a column of words: Excel may have made it of 1.10 or 3-4."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An Excel error in a cell whose formula failed, such as #REF!."""

    code: str


@dataclass(frozen=True, slots=True)
class UncomputedFormula:
    """A formula whose value was never computed by the program that saved the file, or is of the day when it was."""

    formula: str

    @property
    def is_of_the_day(self) -> bool:
        """Whether it gives another value each day."""
        return changes_daily(self.formula)


def changes_daily(formula: str) -> bool:
    """Whether a formula gives another value each day, by the names that such functions have in every file.

    >>> changes_daily("=TODAY()-1"), changes_daily("=KNOW(1)")
    (True, False)
    """
    return _OF_THE_DAY.search(formula) is not None


_OF_THE_DAY = re.compile(r"\b(?:TODAY|NOW)\(")


@dataclass(frozen=True, slots=True)
class MergedCell:
    """One of several merged cells; `value` is the value of the first, and only the one with `is_first` is reported."""

    range: str
    value: object
    is_first: bool


@dataclass(frozen=True, slots=True)
class ColourOnlyCell:
    """A cell without a word, but filled with a colour (RRGGBB)."""

    rgb: str


TypedValue = str | int | float | bool | date | ErrorValue | UncomputedFormula | MergedCell | ColourOnlyCell | None


PERCENT_SIGNS = frozenset({"%", "procent", "percent", "per cent", "pct", "proc"})
_SAME = tuple(
    frozenset(names.split())
    for names in (
        "dag dagar dgr d day days",
        "kalenderdag kalenderdagar kal.dag kal.dagar",
        "timme timmar tim h hour hours",
        "minut minuter min minute minutes",
        "vecka veckor week weeks",
        "månad månader mån month months",
        "år years year",
        "kr kronor sek :-",
        "tkr ksek",
        "mkr mnkr msek",
        "st styck stycken antal number",
        "patient patienter patients",
        "person personer persons",
        "gång gånger ggr times",
    )
)
_SHARE = re.compile(
    r"(?:%|procent|per ?cent)[- ]?(?:andel)?(?: (?:av|of) .+)?|andel(?: ?\(?(?:%|procent|i procent)\)?)?|share"
)
_ANYTHING = re.compile("antal|st|styck|stycken|numbers?")
_COUNTED = re.compile(
    r"antal|st|styck|stycken|number|person(?:er)?|patient(?:er)?|besök|remiss(?:er)?|individ(?:er)?|vårdtillfällen?|"
    r"operation(?:er)?|prov(?:er)?|ärenden?|fall|barn|deltagare|medarbetare|behandling(?:ar)?|undersökning(?:ar)?|"
    r"persons?|patients|visits?|referrals?|cases?|participants?|children|operations|"
    r"(?:antal|number of|no\. of) (?!.*\bper\b)[^0-9/%]+"
)
_PERSONS = re.compile(
    r"(?:(?:antal|number of|no\. of) )?(?:person(?:er)?|patient(?:er)?|individ(?:er)?|barn|kvinnor|män|brukare|"
    r"invånare|dödsfall|avlidna|persons?|people|patients|individuals|children|women|men|residents|deaths)"
)
_ENDINGS = ("", "ar", "er", "or", "n", "r")


@lru_cache(maxsize=4_096)
def counts_percent(unit: str) -> bool:
    """Whether a unit, as typed, is per cent: %, procent, andel (%), %-andel, % av patienterna."""
    words = normalize_text(unit).rstrip(".")
    return words in PERCENT_SIGNS or _SHARE.fullmatch(words) is not None


@lru_cache(maxsize=4_096)
def counts_one_by_one(unit: str) -> bool:
    """Whether a unit, as typed, counts whole things, so that a comma before three digits may part thousands.

    >>> counts_one_by_one("Antal remisser"), counts_one_by_one("antal per 1 000 invånare"), counts_one_by_one("dagar")
    (True, False, False)
    """
    return _COUNTED.fullmatch(normalize_text(unit).rstrip(".")) is not None


def counts_anything(unit: str) -> bool:
    """Whether a unit, as typed, says that things are counted, but not which.

    >>> counts_anything("Antal"), counts_anything("st."), counts_anything("antal remisser")
    (True, True, False)
    """
    return _ANYTHING.fullmatch(normalize_text(unit).rstrip(".")) is not None


def counts_persons(unit: str) -> bool:
    """Whether a unit, as typed, says that persons are counted.

    >>> counts_persons("Antal patienter"), counts_persons("dödsfall"), counts_persons("antal")
    (True, True, False)
    """
    return _PERSONS.fullmatch(normalize_text(unit).rstrip(".")) is not None


@lru_cache(maxsize=4_096)
def is_same_unit(one: str, other: str) -> bool:
    """Whether two folded spellings are one unit: dag and dagar, SEK and kr, remisser and antal remisser.

    >>> is_same_unit("dag", "dagar"), is_same_unit("d", "antal dagar"), is_same_unit("dagar", "%")
    (True, True, False)
    """
    one, other = (words.strip(" .").removeprefix("antal ").removeprefix("number of ") for words in (one, other))
    if one == other or any({one, other} <= names for names in _SAME):
        return True
    if counts_one_by_one(other) and other.endswith(f" {one}"):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.removeprefix(short) in _ENDINGS
