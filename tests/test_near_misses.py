"""No slip of the hand makes another value in silence: 20,000 near-misses of the tables of cases, against an oracle.

The oracle knows no reader of ours: it asks whether the digits, month names and words that stand in the cell are those
of the value that was read.
"""

import random
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from hplan_xl.book.values import MissingValue, Precision, TimePeriod, TimeSpan
from hplan_xl.interpretation.outcomes import ReadValue
from tests.test_interpretation_cases import GROUPS, STATUS, cases, read, typed

NEAR_MISSES = 20_000
MONTHS = "jan feb mar apr maj jun jul aug sep okt nov dec".split()  # noqa: SIM905
ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "första halv": 1, "senare": 2}
HALVES = {"vt": 1, "ht": 2, "vår": 1, "höst": 2, "första": 1, "andra": 2, "senare": 2}
SIGNS = "0123456789 ,.-–/:%<xQTkv"


def slips(words: str, dice: random.Random) -> Iterator[str]:
    """The words with one sign put in, left out, changed or moved, another digit, and another month."""
    at = dice.randrange(len(words))
    sign = dice.choice(SIGNS + words)
    yield words[:at] + sign + words[at:]
    yield words[:at] + words[at + 1 :]
    yield words[:at] + sign + words[at + 1 :]
    yield words[:at] + words[at : at + 2][::-1] + words[at + 2 :]
    digits = [place for place, one in enumerate(words) if one.isdigit()]
    if digits:
        at = dice.choice(digits)
        yield words[:at] + dice.choice("0123456789") + words[at + 1 :]
    month = next((name for name in MONTHS if name in words.lower()), "")
    if month:
        yield re.sub(month, dice.choice(MONTHS), words, count=1, flags=re.IGNORECASE)


def near_misses(kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Near-misses of the texts of these tables, the same ones every time."""
    dice = random.Random(1)
    texts = [(kind, words) for kind, words, _ in cases() if kind in kinds and isinstance(typed(words), str)]
    while True:
        for kind, words in texts:
            for slip in slips(str(typed(words)), dice):
                yield kind, slip


def numbers_in(words: str) -> list[int]:
    return [int(one) for one in re.findall("[0-9]+", words)]


def months_in(words: str) -> set[int]:
    folded = words.lower().replace("may", "maj").replace("oct", "okt")
    return {number for number, name in enumerate(MONTHS, 1) if name in folded} | set(numbers_in(words))


def has_year(words: str, year: int) -> bool:
    return str(year) in words or f"{year % 100:02}" in re.findall("[0-9]{2}", words)


def is_day_of(words: str, day: object) -> bool:
    assert isinstance(day, date)
    if f"{day:%Y%m%d}" in words:
        return True
    return has_year(words, day.year) and day.month in months_in(words) and day.day in numbers_in(words)


def is_span_of(words: str, span: object) -> bool:
    assert isinstance(span, TimeSpan)
    ends = [end for end in (span.first, span.last) if end]
    if not ends:
        return span.precision in (Precision.WORDS, Precision.CONTINUOUS)
    if len(ends) == 2 and ends[0] > ends[1]:
        return False
    # Where a time is open the end that is told may be the day beside the one that stands there: before 1 January.
    years = {year for end in ends for year in (end.year - 1, end.year, end.year + 1)}
    if not any(has_year(words, year) for year in years):
        return False
    return _has_part(words, span.precision, ends)


def _has_part(words: str, precision: Precision, ends: list[date]) -> bool:
    told = set(numbers_in(words)) | {number for name, number in (ORDINALS | HALVES).items() if name in words.lower()}
    months = [month for end in ends for month in (end.month, end.month % 12 + 1, (end.month - 2) % 12 + 1)]
    match precision:
        case Precision.DAY | Precision.MONTH:
            return bool(months_in(words) & set(months)) or bool(re.search("jul|år|skift", words.lower()))
        case Precision.WEEK:
            return bool({end.isocalendar().week for end in ends} & told)
        case Precision.QUARTER:
            return bool({(month + 2) // 3 for month in months} & told)
        case Precision.TERTIAL:
            return bool({(month + 3) // 4 for month in months} & told)
        case _:
            return True


def is_number_of(words: str, number: object) -> bool:
    if isinstance(number, MissingValue):
        return not re.search("[0-9]", words)
    assert isinstance(number, int | float)
    match = re.search(r"[+−–-]?\s*[0-9][0-9\s.,]*", words)
    if match is None:
        return False
    digits = re.sub(r"[\s]", "", match[0]).translate(str.maketrans("−–,", "--.")).rstrip(".")
    return float(digits) == number


def is_period_of(words: str, period: object) -> bool:
    assert isinstance(period, TimePeriod)
    parts = set(numbers_in(words)) | {number for name, number in HALVES.items() if name in words.lower()}
    return str(period.year) in words and (not period.part or period.part in parts | months_in(words))


def is_term_of(words: str, name: object) -> bool:
    letters = re.sub(r"[\W\d_]", "", words.lower()).translate(str.maketrans("аеорсху", "aeopcxy"))
    vocabularies = (STATUS, GROUPS)
    terms = [term for vocabulary in vocabularies for term in vocabulary.terms if term.name == name]
    spelt = {
        re.sub(r"[\W\d_]", "", one.lower()) for term in terms for one in (term.word.sv, term.word.en, *term.aliases)
    }
    return letters in {one + other for one in spelt for other in ("", *spelt)}


def is_row_of(words: str, key: object) -> bool:
    return str(key) in re.findall(r"0*([0-9]+)", words)[:1]


ORACLES: dict[str, Callable[[str, object], bool]] = {
    "dates": is_day_of,
    "dates_first": is_day_of,
    "schedules": is_span_of,
    "numbers": is_number_of,
    "numbers_whole": is_number_of,
    "numbers_english": is_number_of,
    "targets": is_number_of,
    "counts": is_number_of,
    "days_counted": is_number_of,
    "periods": is_period_of,
    "choices": is_term_of,
    "references": is_row_of,
}


def test_the_corpus_holds_more_than_three_hundred_forms() -> None:
    assert len({(kind, words) for kind, words, _ in cases() if kind in ORACLES}) > 300


@pytest.mark.parametrize("kind", list(ORACLES))
def test_no_near_miss_is_another_value_in_silence(kind: str) -> None:
    misses = near_misses((kind,))
    wrong = []
    for _ in range(NEAR_MISSES // len(ORACLES) + 1):
        _, words = next(misses)
        outcome = read(kind, words)
        if not isinstance(outcome, ReadValue) or outcome.remarks or outcome.value is None:
            continue
        if not ORACLES[kind](words, outcome.value):
            wrong.append((words, outcome.value))
    assert wrong == []
