"""Quantities as people type them: 1 234,5 · 85 % · −3 · "-" for a value that is missing."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from hplan_xl.book.text import Text, normalize_text
from hplan_xl.book.values import MissingValue, Percent, counts_anything, counts_one_by_one, counts_percent, is_same_unit
from hplan_xl.interpretation.outcomes import (
    DASHES,
    Outcome,
    ReadValue,
    convert_percent,
    format_decimal,
    make_remarked_value,
    make_unread,
    show_value,
)

# Beyond these a float does not hold every digit.
_TOO_LARGE = 1e15
_LONGEST = 24
_PLAIN = re.compile(r"([+-]? ?)((?:[0-9]{1,3}(?: [0-9]{3})+)|[0-9]+)(?:,([0-9]+))?")
_POINT = re.compile(r"([+-]? ?)((?:[0-9]{1,3}(?: [0-9]{3})+)|[0-9]+)\.([0-9]+)")
# Thousands parted by points or commas, and then the other sign: one reading, but worth showing.
_FOREIGN = (
    re.compile(r"([+-]? ?)([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))"),
    re.compile(r"([+-]? ?)([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))"),
    re.compile(r"([+-]? ?)([0-9]{1,3}(?:\.[0-9]{3}){2,})()"),
    re.compile(r"([+-]? ?)([0-9]{1,3}(?:,[0-9]{3}){2,})()"),
)
_THOUSANDS = re.compile(r"(-?) ?([1-9][0-9]{0,2}),([0-9]{3})(?: ?[^0-9 .,+-].*)?")
_BARE = (re.compile(r"([+-]? ?)()[.,]([0-9]+)"), re.compile(r"([+-]? ?)([0-9]+)\.()"))
_WITH_UNIT = re.compile(r"([+-]? ?[0-9][0-9 .,]*?) ?([^0-9 .,+-].*)")
# What no unit holds: another number, and the sign of a footnote.
_NO_UNIT = re.compile("[0-9*†‡¹²³]")
# About as much, at least, at most: a target is told so, and a measured value is not.
_ABOUT = re.compile(r"(?:ca\b\.?|cirka|c:a|circa|about|approx\.?|omkring|runt|ungefär|drygt|knappt|[~≈±]) ?(?=[0-9])")
_AT_LEAST = re.compile(r"(?:över|minst|mer än|lägst|min\b\.?|at least|over|more than|no less than|>=?|≥=?) ?(?=[0-9])")
_AT_MOST = re.compile(
    r"(?:under|högst|mindre än|färre än|max\b\.?|at most|less than|fewer than|no more than|<=?|≤=?) ?(?=[0-9])"
)
# The same, told behind the number: "90 % eller mer".
_OR_MORE = re.compile(r" (?:eller|or) (?:mer|fler|högre|över|däröver|längre|more|higher|above|over)$")
_OR_LESS = re.compile(r" (?:eller|or) (?:mindre|färre|lägre|under|därunder|kortare|less|fewer|lower|below)$")
_ASIDE = re.compile(
    r"(?=[^(]*[0-9%])(.*?) ?\((?:(?:varav|prel|exkl|inkl|ca|cirka|enligt|avser|gäller|mätt|från|under|of which|incl|"
    r"excl|as of)[^()]*|(?:19|20)[0-9]{2})\)?\.?"
)
_NOT_ONE = re.compile(
    r"(?:ca\b|cirka|c:a|circa|about|approx|omkring|runt|över\b|under\b|minst|högst|mer än|mindre än|färre än|at least|"
    r"at most|over\b|more than|less than|fewer than|max\b|min\b|[<>≤≥~≈±]|[0-9][0-9 .,]* ?%? ?(?:-|till|to) ?[0-9])"
)
_SMALL = re.compile(r"(?:<|≤|mindre än|färre än|under|less than|fewer than) ?[0-9]+ ?([^0-9 .,+-].*)?")
_CODES = {code.value: code for code in MissingValue} | {
    spelling: code
    for code, spellings in {
        MissingValue.LOST: ("bortfall", "missing"),
        MissingValue.NOT_APPLICABLE: ("ej tillämpligt", "ej tillämplig", "inte tillämpligt", "not applicable"),
        MissingValue.CONFIDENTIAL: ("sekretess", "confidential"),
    }.items()
    for spelling in spellings
}
_CODES_NOT_PLAIN = {"saknas": MissingValue.LOST, "värde saknas": MissingValue.LOST} | {
    "...": MissingValue.CONFIDENTIAL,
    "…": MissingValue.CONFIDENTIAL,
    "sekretessbelagt": MissingValue.CONFIDENTIAL,
    "skyddat": MissingValue.CONFIDENTIAL,
    "suppressed": MissingValue.CONFIDENTIAL,
    "et": MissingValue.NOT_APPLICABLE,
    "e.t.": MissingValue.NOT_APPLICABLE,
}


class Bound(StrEnum):
    """Which way a number that is told as a bound is open."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


def read_number(typed: object, codes: bool, whole: bool, unit: str, has_point: bool = False) -> Outcome:
    """A cell as float, as int where whole, or as `values.MissingValue` where codes are let in.

    unit: what the row says the number is counted in, "" where nothing is said. has_point: the plan is in English, where
        decimals stand behind a point and a comma may part thousands.
    """
    match typed:
        case bool():
            return _not_a_number(codes)
        case Percent():
            return _from_percent(typed, whole, unit)
        case int() | float() if abs(typed) < _TOO_LARGE:
            return _convert_reading(float(typed), whole, None)
        case date():
            return make_unread("number.unreadable", "date", reading=show_value(typed))
        case str():
            return _from_text(typed, codes, whole, unit, has_point)
        case _:
            return _not_a_number(codes)


def _from_percent(typed: float, whole: bool, unit: str) -> Outcome:
    number = convert_percent(typed)
    if whole:
        return make_unread("number.unreadable", "whole")
    if not unit:
        return make_remarked_value(number, _per_cent(number))
    if counts_percent(unit) or not number:
        return ReadValue(number)
    readings = {"reading_1": format_decimal(number), "reading_2": format_decimal(round(float(typed), 9))}
    return make_unread("number.two_readings", "percent", unit=unit, **readings)


@lru_cache(maxsize=65_536)
def _from_text(text: str, codes: bool, whole: bool, unit: str, has_point: bool) -> Outcome:
    words = normalize_text(text).translate(DASHES)
    if codes and words in _CODES:
        return ReadValue(_CODES[words])
    if codes and words in _CODES_NOT_PLAIN:
        code = _CODES_NOT_PLAIN[words]
        return make_remarked_value(code, Text(f"{code.meaning.sv} ({code.value})", f"{code.meaning.en} ({code.value})"))
    if (has_point or counts_one_by_one(unit)) and (match := _THOUSANDS.fullmatch(_without_lead(words, codes))):
        sign, ahead, behind = match.groups()
        return _two(float(f"{sign}{ahead}.{behind}"), float(f"{sign}{ahead}{behind}"))
    around = None if whole else _with_words_around(words, codes, unit)
    outcome = around or _from_digits(words, whole) or _from_digits_and_unit(words, whole, normalize_text(unit))
    return outcome or _why_not(words, codes)


def _with_words_around(words: str, codes: bool, unit: str) -> Outcome | None:
    """A number with "ca" or "minst" before it, as targets are told, or with a remark in brackets behind it, or both."""
    bare = _without_lead(_without_aside(words), codes)
    if bare == words:
        return None
    outcome = _from_digits(bare, whole=False) or _from_digits_and_unit(bare, False, normalize_text(unit))
    if not isinstance(outcome, ReadValue):
        return outcome
    return make_remarked_value(outcome.value, format_decimal(float(str(outcome.value))))


def _without_aside(words: str) -> str:
    """The words without a remark in brackets behind them that changes nothing: "93 000 (varav 11 500 akuta)"."""
    return match.group(1) if (match := _ASIDE.fullmatch(words)) else words


def _without_lead(words: str, codes: bool) -> str:
    """The words without "ca" or "minst" before them, or "eller mer" behind; a measured value is not told with these."""
    if codes:
        return words
    if lead := _ABOUT.match(words) or _AT_LEAST.match(words) or _AT_MOST.match(words):
        return words[lead.end() :]
    end = _OR_MORE.search(words) or _OR_LESS.search(words)
    return words[: end.start()] if end else words


def find_bound(typed: object) -> Bound | None:
    """The bound that a number is told as: "minst 70" and "80 % eller mer", or "högst 5"; None where it is none.

    >>> find_bound("Minst 70 procent"), find_bound("< 5"), find_bound("80 % eller mer (2024)"), find_bound("70")
    (<Bound.AT_LEAST: 'at_least'>, <Bound.AT_MOST: 'at_most'>, <Bound.AT_LEAST: 'at_least'>, None)
    """
    words = _without_aside(normalize_text(typed)) if isinstance(typed, str) else ""
    if _AT_LEAST.match(words) or (_OR_MORE.search(words) and not _AT_MOST.match(words)):
        return Bound.AT_LEAST
    return Bound.AT_MOST if _AT_MOST.match(words) or _OR_LESS.search(words) else None


def _from_digits(words: str, whole: bool) -> Outcome | None:
    if len(words) > _LONGEST:
        return None
    if match := _PLAIN.fullmatch(words):
        return _convert_reading(_number(match), whole, None)
    if match := _POINT.fullmatch(words):
        return _from_point(match, whole)
    for pattern in (*_FOREIGN, *_BARE):
        if match := pattern.fullmatch(words):
            number = _number(match)
            return _convert_reading(number, whole, format_decimal(number))
    return None


def _from_point(match: re.Match[str], whole: bool) -> Outcome:
    """A point: a decimal one, but before exactly three digits it may as well part thousands."""
    ahead, behind = match.group(2), match.group(3)
    number = _number(match)
    if len(behind) == 3 and len(ahead) <= 3 and ahead[0] != "0":
        return _two(number, number * 1000)
    return _convert_reading(number, whole, None)


def _from_digits_and_unit(words: str, whole: bool, unit: str) -> Outcome | None:
    match = _WITH_UNIT.fullmatch(words)
    outcome = _from_digits(match.group(1), whole) if match else None
    if match is None or outcome is None:
        return None
    said = match.group(2).rstrip(".")
    if not isinstance(outcome, ReadValue):
        return outcome
    if counts_percent(said) and not whole:
        return _percent_in_words(outcome, unit)
    if unit and is_same_unit(said, unit):
        return outcome
    if counts_anything(unit) and counts_one_by_one(said) and _is_count(outcome.value):
        return make_remarked_value(outcome.value, format_decimal(float(str(outcome.value))))
    is_one = not _NO_UNIT.search(said)
    if unit and words[match.end(1)] == " " and is_one and not _begins_with_unit(said, unit):
        return make_unread("number.unreadable", "unit", unit=unit)
    return None


def _is_count(value: object) -> bool:
    """Whether a number may be how many there are of a thing; "- 12 patienter" is a dash and twelve of them."""
    return isinstance(value, float | int) and value >= 0 and float(value).is_integer()


def _begins_with_unit(said: str, unit: str) -> bool:
    """Whether words are the row's own unit and something more: "dagar i snitt" is in no other unit than dagar."""
    words = said.split()
    starts = (" ".join(words[:length]) for length in range(1, len(words) + 1))
    return any(is_same_unit(start, unit) or (counts_percent(start) and counts_percent(unit)) for start in starts)


def _percent_in_words(outcome: ReadValue, unit: str) -> Outcome:
    if counts_percent(unit):
        return outcome
    if unit:
        return make_unread("number.unreadable", "unit", unit=unit)
    return make_remarked_value(outcome.value, _per_cent(float(str(outcome.value))))


def _per_cent(number: float) -> Text:
    words = format_decimal(number)
    return Text(f"{words.sv} %", f"{words.en}%")


def _number(match: re.Match[str]) -> float:
    sign, ahead, behind = match.group(1), match.group(2), match.group(3)
    digits = re.sub(r"[ .,]", "", ahead) or "0"
    number = float(f"{digits}.{behind or '0'}")
    return -number if "-" in sign else number


def _convert_reading(number: float, whole: bool, reading: Text | None) -> Outcome:
    number = float(f"{number:.15g}") if whole else number  # as Excel shows it: the sum of thirds is whole there
    if whole and number != int(number):
        return make_unread("number.unreadable", "whole")
    value = int(number) if whole else number
    return make_remarked_value(value, reading) if reading else ReadValue(value)


def _two(one: float, other: float) -> Outcome:
    return make_unread("number.two_readings", reading_1=format_decimal(one), reading_2=format_decimal(round(other, 9)))


def _why_not(words: str, codes: bool) -> Outcome:
    small = _SMALL.fullmatch(words) if codes else None
    if small and (not small.group(1) or counts_one_by_one(small.group(1))):
        return make_unread("number.unreadable", "small")
    if _NOT_ONE.match(words) or _OR_MORE.search(words) or _OR_LESS.search(words):
        return make_unread("number.unreadable", "range")
    return _not_a_number(codes)


def _not_a_number(codes: bool) -> Outcome:
    return make_unread("number.unreadable", "codes" if codes else "")
