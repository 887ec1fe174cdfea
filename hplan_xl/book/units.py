"""Units as people write them: what they count, and which spellings are one unit (dag and dagar, SEK and kr)."""

import re
from functools import lru_cache

from hplan_xl.book.text import normalize_text

PERCENT_SIGNS = frozenset({"%", "procent", "percent", "per cent", "pct"})
_SAME = tuple(
    frozenset(names.split())
    for names in (
        "dag dagar day days",
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
_COUNTED = re.compile(
    r"antal|st|styck|stycken|personer|patienter|besök|remisser|individer|vårdtillfällen|operationer|prover|"
    r"persons|patients|visits|(?:antal|number of|no\. of) (?!.*\bper\b)[^0-9/%]+"
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


@lru_cache(maxsize=4_096)
def is_same_unit(one: str, other: str) -> bool:
    """Whether two folded spellings are one unit: dag and dagar, SEK and kr, remisser and antal remisser.

    >>> is_same_unit("dag", "dagar"), is_same_unit("remiss", "remisser"), is_same_unit("dagar", "%")
    (True, True, False)
    """
    one, other = (words.strip(" .") for words in (one, other))
    if one == other or any({one, other} <= names for names in _SAME):
        return True
    if counts_one_by_one(other) and other.endswith(f" {one}"):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.removeprefix(short) in _ENDINGS
