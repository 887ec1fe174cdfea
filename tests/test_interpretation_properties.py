"""What holds whatever is typed: nothing is guessed in silence, and what is written back reads the same."""

import re
import string
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hplan_xl.book.limits import LONGEST_CELL
from hplan_xl.book.text import clean_text
from hplan_xl.book.values import (
    ColourOnlyCell,
    ErrorValue,
    MergedCell,
    MissingValue,
    Percent,
    PeriodKind,
    Precision,
    TimePeriod,
    TimeSpan,
    UncomputedFormula,
)
from hplan_xl.excel.rendering import render_value
from hplan_xl.interpretation.cell import read_cell
from hplan_xl.interpretation.outcomes import Outcome, ReadValue
from tests.test_interpretation_cases import AREAS, AROUND, COLUMNS, INDICATORS, STATUS, UNITS, cases, read, typed

many = settings(max_examples=1250)
dates = st.dates(date(2000, 1, 1), date(2100, 12, 31))
near_dates = st.dates(date(2022, 1, 1), date(2034, 12, 31))
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905


def silent(outcome: Outcome) -> bool:
    return isinstance(outcome, ReadValue) and not outcome.remarks and outcome.value is not None


def value(outcome: Outcome) -> object:
    assert isinstance(outcome, ReadValue)
    return outcome.value


@st.composite
def edited(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A valid text with one slip of the hand: a sign put in, left out, doubled, changed, or two that changed places."""
    text = draw(texts)
    at = draw(st.integers(0, len(text) - 1))
    sign = draw(st.sampled_from(string.digits + " ,.-–/:%<xQTkv" + text))
    slip = draw(st.sampled_from(("in", "out", "other", "swap")))
    if slip == "in":
        return text[:at] + sign + text[at:]
    if slip == "out":
        return text[:at] + text[at + 1 :]
    if slip == "other":
        return text[:at] + sign + text[at + 1 :]
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


numbers = st.one_of(
    st.decimals(-10_000, 1_000_000, places=1).map(lambda number: str(number).replace(".", ",")),
    st.integers(1_000, 9_999_999).map(lambda number: f"{number:,}".replace(",", " ")),
    st.integers(0, 100).map(lambda number: f"{number} %"),
)


@many
@given(edited(numbers))
def test_a_number_read_in_silence_has_the_digits_that_stand_there(words: str) -> None:
    outcome = read("numbers", words)
    if silent(outcome) and not isinstance(value(outcome), MissingValue):
        bare = clean_text(words).replace(" ", "").replace("–", "-").rstrip("%").replace(",", ".")
        assert value(outcome) == float(bare)
        assert not re.fullmatch(r"\W*[1-9][0-9]{0,2}\.[0-9]{3}\W*", clean_text(words))


day_texts = st.one_of(
    dates.map(str),
    near_dates.map(lambda day: f"{day.day}/{day.month}-{day.year % 100}"),
    near_dates.map(lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}"),
    near_dates.map(lambda day: f"{day.day:02}/{day.month:02}/{day.year}"),
    near_dates.map(lambda day: f"{day:%y%m%d}"),
)


@many
@given(edited(day_texts))
def test_a_day_read_in_silence_stands_there_with_its_whole_year(words: str) -> None:
    outcome = read("dates", words)
    if silent(outcome):
        day = value(outcome)
        assert isinstance(day, date)
        parts = [int(part) for part in re.findall("[0-9]+", words)]
        whole = [day.year, day.month, day.day]
        assert parts in (whole, [int(f"{day:%Y%m%d}")]) or (parts == [day.day, day.year] and _names(words, day))


def _names(words: str, day: date) -> bool:
    return MONTHS[day.month - 1][:3] in words.lower()


span_texts = st.one_of(
    st.tuples(st.sampled_from(("Q1", "kv 3", "T2", "H1", "vt", "mars", "v. 12")), st.integers(2023, 2029)).map(
        lambda pair: f"{pair[0]} {pair[1]}"
    ),
    st.tuples(near_dates, st.integers(1, 200)).map(lambda pair: f"{pair[0]} – {pair[0] + timedelta(days=pair[1])}"),
    st.sampled_from(("under 2025", "jan-25", "15/11-14/2", "15–16/10", "senast 1 juni", "jan–mars 2025", "v 12-14")),
)


@many
@given(edited(span_texts))
def test_a_time_read_in_silence_tells_its_year_itself(words: str) -> None:
    outcome = read("schedules", words)
    span = value(outcome)
    assert isinstance(span, TimeSpan)
    assert span.words == clean_text(words)
    if silent(outcome) and span.precision not in (Precision.WORDS, Precision.CONTINUOUS):
        ends = [day for day in (span.first, span.last) if day is not None]
        years = {str(day.year) for day in ends} | {f"{day:%y}" for day in ends}
        assert years & set(re.findall("[0-9]+", words))
        assert span.first is None or span.last is None or span.first <= span.last


periods = st.one_of(
    st.builds(TimePeriod, st.integers(1995, 2030), st.just(PeriodKind.YEAR)),
    st.builds(TimePeriod, st.integers(1995, 2030), st.just(PeriodKind.SCHOOL_YEAR)),
    st.builds(TimePeriod, st.integers(1995, 2030), st.just(PeriodKind.HALF), st.integers(1, 2)),
    st.builds(TimePeriod, st.integers(1995, 2030), st.just(PeriodKind.TERTIAL), st.integers(1, 3)),
    st.builds(TimePeriod, st.integers(1995, 2030), st.just(PeriodKind.QUARTER), st.integers(1, 4)),
    st.builds(TimePeriod, st.integers(2000, 2030), st.just(PeriodKind.MONTH), st.integers(1, 12)),
)


@many
@given(edited(periods.map(str)))
def test_a_period_read_in_silence_has_its_whole_year_and_part(words: str) -> None:
    outcome = read("periods", words)
    if silent(outcome):
        period = value(outcome)
        assert isinstance(period, TimePeriod)
        told = [int(part) for part in re.findall("[0-9]+", str(period))]
        assert sorted(int(part) for part in re.findall("[0-9]+", words)) == sorted(told)


@many
@given(edited(st.sampled_from([spelling for term in STATUS.terms for spelling in (term.word.sv, *term.aliases)])))
def test_a_word_read_in_silence_is_a_word_of_the_list(words: str) -> None:
    outcome = read("choices", words)
    if silent(outcome):
        letters = "".join(re.findall(r"\w", clean_text(words).casefold()))
        assert letters in {re.sub(r"\W", "", spelling) for spelling in STATUS.terms_by_spelling()}


@many
@given(edited(st.sampled_from(("x", "ja", "nej", "sant", "falskt", "✓", "0", "1"))))
def test_a_tick_read_in_silence_is_one_of_its_signs(words: str) -> None:
    outcome = read("ticks", words)
    if silent(outcome):
        assert re.sub(r"[\W_]", "", clean_text(words).casefold()) in {"x", "ja", "j", "y", "1", "sant", "sann", ""}


reference_texts = st.sampled_from([f"{key} – {label}".rstrip(" –") for key, label in AREAS.labels.items()])


@many
@given(edited(reference_texts))
def test_a_reference_read_in_silence_is_what_stands_before_the_dash(words: str) -> None:
    outcome = read("references", words)
    if silent(outcome):
        assert re.match(r"\W*0*([0-9]+)", clean_text(words)), words
        assert value(outcome) == int(re.findall("[0-9]+", words)[0])


lettered_texts = st.sampled_from([f"{key} – {label}" for key, label in INDICATORS.labels.items()])


@many
@given(edited(lettered_texts))
def test_a_lettered_reference_read_in_silence_begins_with_its_key(words: str) -> None:
    outcome = read("references_lettered", words)
    if silent(outcome):
        assert re.sub(r"\s", "", words).casefold().startswith(str(value(outcome)).casefold())


stray = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[0-9 ./,:–-]{1,16}", fullmatch=True),
    st.integers(),
    st.floats(),
    st.floats(allow_nan=False).map(Percent),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.builds(ErrorValue, st.just("#REF!")),
    st.builds(UncomputedFormula, st.just("=A1")),
    st.builds(MergedCell, st.just("A1:A2"), st.text(max_size=5), st.booleans()),
    st.builds(ColourOnlyCell, st.from_regex(r"(FF)?[0-9A-F]{6}", fullmatch=True)),
    st.none(),
)


@many
@given(st.sampled_from(sorted(COLUMNS)), stray)
def test_whatever_stands_in_a_cell_is_read_or_told_of(kind: str, typed_value: object) -> None:
    outcome = read_cell(typed_value, COLUMNS[kind], AROUND, UNITS.get(kind, ""))
    is_told_elsewhere = isinstance(typed_value, MergedCell) or typed_value in AREAS.unread_spellings
    assert isinstance(outcome, ReadValue) or outcome.remark or is_told_elsewhere


@pytest.mark.parametrize("words", ["1", "å", "=", "slutet av ", "första halvan av ", "löpande ", "(varav ", "område "])
@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_words_that_fill_a_whole_cell_are_read_or_told_of(kind: str, words: str) -> None:
    outcome = read_cell((words * LONGEST_CELL)[:LONGEST_CELL], COLUMNS[kind], AROUND, UNITS.get(kind, ""))
    assert isinstance(outcome, ReadValue) or outcome.remark


@given(st.sampled_from([(kind, words) for kind, words, _ in cases()]))
@settings(max_examples=600)
def test_what_is_read_is_written_back_as_something_that_reads_the_same(case: tuple[str, str]) -> None:
    kind, words = case
    outcome = read(kind, typed(words))
    if isinstance(outcome, ReadValue) and outcome.value is not None:
        again = read(kind, render_value(COLUMNS[kind], outcome.value, "sv"))
        assert again.value == outcome.value if isinstance(again, ReadValue) else not again


understood = st.one_of(
    st.tuples(st.just("numbers"), st.floats(-1e9, 1e9) | st.sampled_from(list(MissingValue))),
    st.tuples(st.just("numbers_whole"), st.integers(-10_000, 10_000)),
    st.tuples(st.just("dates"), dates),
    st.tuples(st.just("periods"), periods),
    st.tuples(st.just("ticks"), st.just(True)),
    st.tuples(st.just("choices"), st.sampled_from([term.name for term in STATUS.terms])),
    st.tuples(st.just("references"), st.sampled_from(list(AREAS.labels))),
    st.tuples(st.just("references_lettered"), st.sampled_from(list(INDICATORS.labels))),
)


@many
@given(understood, st.sampled_from(("sv", "en")))
def test_what_is_understood_is_rendered_as_something_that_reads_the_same_without_a_question(
    case: tuple[str, object], language: str
) -> None:
    kind, meant = case
    assert read(kind, render_value(COLUMNS[kind], meant, "sv" if language == "sv" else "en")) == ReadValue(meant)
