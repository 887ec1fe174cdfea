"""Facts about an indicator from its values: the latest, the change, the target, the spread, missing values."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hplan_xl.book.columns import Number
from hplan_xl.book.text import LANGUAGES, Language, Text, neutral_text
from hplan_xl.book.values import MissingValue, TimePeriod
from hplan_xl.book.views import Measures
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.master.facts.records import Record, find_sheet, get_text, list_records
from hplan_xl.wording import indicator_sentences

_AT_LEAST = Text("minst {goal}", "at least {goal}")
_AT_MOST = Text("högst {goal}", "at most {goal}")
_PRELIMINARY = re.compile(r"(\b(?:ej|inte|icke|inga|not|no)(?: \w+)?[ -])?\bprelimin")  # begins so in both languages


@dataclass(frozen=True)
class Series:
    """A column of values: the series it holds, and how it is called."""

    name: str
    column: str
    title: Text


@dataclass(frozen=True)
class MeasuredPoint:
    """The values of one period by series: numbers, and codes for what is missing. row: where they stand in the file."""

    period: TimePeriod
    values: Mapping[str, float | MissingValue]
    row: int
    comment: str = ""

    @property
    def is_preliminary(self) -> bool:
        """Whether its comment says that the values are preliminary, and does not deny it."""
        return any(not found[1] for found in _PRELIMINARY.finditer(self.comment.casefold()))

    def number(self, series: str) -> float | None:
        """The value where it is a number."""
        value = self.values.get(series)
        return None if value is None or isinstance(value, MissingValue) else value


@dataclass(frozen=True)
class LatestValue:
    """The latest value that speaks for the indicator, whose it is, and the one before it of the same kind."""

    point: MeasuredPoint
    series: str
    value: float
    previous_point: MeasuredPoint | None
    previous_value: float | None


@dataclass(frozen=True)
class Indicator:
    """An indicator with its values in the order of time.

    points, latest: by its plan. earlier_points: of periods that its plan no longer holds, from earlier masters; they
    stand in its own chart, and nothing is judged by them.
    """

    row: Record
    points: tuple[MeasuredPoint, ...]
    latest: LatestValue | None
    earlier_points: tuple[MeasuredPoint, ...] = ()

    @property
    def history(self) -> tuple[MeasuredPoint, ...]:
        """All points in the order of time."""
        if not self.earlier_points:
            return self.points
        return tuple(sorted((*self.earlier_points, *self.points), key=lambda point: point.period.sort_key))


def find_series(consolidated: Consolidation, measures: Measures) -> tuple[Series, ...]:
    """The value columns of the book: the member regions, then the whole, then the nation."""
    sheet = find_sheet(consolidated.book, measures.values)
    found = [
        Series(column.series, column.name, column.title)
        for column in (sheet.columns if sheet else ())
        if isinstance(column, Number) and column.series
    ]
    last = {measures.whole_series: 1, measures.nation_series: 2}
    return tuple(sorted(found, key=lambda one: last.get(one.name, 0)))


def select_members(series: Sequence[Series], measures: Measures) -> tuple[Series, ...]:
    """The series that are member regions."""
    return tuple(one for one in series if one.name not in (measures.whole_series, measures.nation_series))


def collect_indicators(consolidated: Consolidation, measures: Measures) -> tuple[Indicator, ...]:
    """All indicators, in the order of the consolidation; values of an id that two of a plan have are of neither."""
    series = find_series(consolidated, measures)
    columns = [(one.name, one.column) for one in series]
    members = (one.name for one in select_members(series, measures))
    names = [measures.whole_series, measures.nation_series, *members]
    points: dict[tuple[str, str], list[MeasuredPoint]] = defaultdict(list)
    for row in list_records(consolidated, measures.values):
        period = row.get(measures.period)
        if isinstance(period, TimePeriod):
            owner = (get_text(row, "_file"), get_text(row, measures.indicator))
            points[owner].append(make_point(row, period, columns, measures))
    rows = list_records(consolidated, measures.sheet)
    keys = [(get_text(row, "_file"), get_text(row, measures.id)) for row in rows]
    often = Counter(keys)
    return tuple(
        _indicator(row, points.get(key, []) if often[key] == 1 else [], names, measures)
        for row, key in zip(rows, keys, strict=True)
    )


def make_point(
    row: Record, period: TimePeriod, columns: Sequence[tuple[str, str]], measures: Measures
) -> MeasuredPoint:
    """The values of a row of measurements; columns: the name of each series, and its column."""
    values = {name: row[column] for name, column in columns if column in row}
    kept = {name: value for name, value in values.items() if isinstance(value, int | float | MissingValue)}
    return MeasuredPoint(period, kept, int(get_text(row, "_row")), get_text(row, measures.comment))


def _indicator(row: Record, points: Sequence[MeasuredPoint], names: Sequence[str], measures: Measures) -> Indicator:
    ordered = tuple(sorted(_without_disputed(points), key=lambda point: point.period.sort_key))
    own = [name for name in names if name != measures.nation_series]
    latest = _latest(ordered, own, names) or _latest(ordered, names, names)
    return Indicator(row, ordered, latest)


def _without_disputed(points: Sequence[MeasuredPoint]) -> list[MeasuredPoint]:
    """The points, without the values of which two rows of one period tell different ones."""
    told: dict[tuple[TimePeriod, str], set[float | MissingValue]] = defaultdict(set)
    for point in points:
        for name, value in point.values.items():
            told[point.period, name].add(value)
    return [
        replace(one, values={name: value for name, value in one.values.items() if len(told[one.period, name]) == 1})
        for one in points
    ]


def _latest(points: Sequence[MeasuredPoint], wanted: Sequence[str], names: Sequence[str]) -> LatestValue | None:
    """The value of the newest period in which a wanted series has a number: of the first of the names that has one.

    So the nation, which is not wanted at first, speaks for the whole beside the regions, and alone only where nobody
    else has any number.
    """
    for place in range(len(points) - 1, -1, -1):
        point = points[place]
        if all(point.number(name) is None for name in wanted):
            continue
        for name in names:
            value = point.number(name)
            if value is not None:
                return LatestValue(point, name, value, *_before(points[:place], point.period, name))
    return None


def _before(
    points: Sequence[MeasuredPoint], period: TimePeriod, name: str
) -> tuple[MeasuredPoint | None, float | None]:
    for point in reversed(points):
        value = point.number(name)
        if value is not None and period.is_comparable_to(point.period) and point.period.sort_key != period.sort_key:
            return point, value
    return None, None


def target_value(one: Indicator, measures: Measures) -> float | None:
    """The target as a number."""
    return _number(one.row, measures.target)


def _number(row: Record, column: str) -> float | None:
    value = row.get(column)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Verdict:
    """How many of how many reach the target in the latest period: of the whole, or else of the member regions."""

    reached: int
    of: int
    of_whole: bool


def judge_target(one: Indicator, measures: Measures) -> Verdict | None:
    """Whether the latest period reaches the target; None where that cannot be said, or the nation alone is measured."""
    latest = one.latest
    if latest is None:
        return None
    of_whole = latest.series == measures.whole_series
    shared = (measures.whole_series, measures.nation_series)
    names = [latest.series] if of_whole else [name for name in latest.point.values if name not in shared]
    numbers = [value for name in names if (value := latest.point.number(name)) is not None]
    distances = [_distance(one, value, measures) for value in numbers]
    if None in distances or not distances:
        return None
    return Verdict(distances.count(0), len(distances), of_whole)


def is_on_target(one: Indicator, measures: Measures) -> bool | None:
    """Whether all that the verdict is about reach the target; None where that cannot be said."""
    verdict = judge_target(one, measures)
    return verdict.reached == verdict.of if verdict else None


def describe_change(one: Indicator, measures: Measures) -> Text | None:
    """The latest value less the one before it, and whether that is nearer the target; never whether it is better."""
    if one.latest is None or one.latest.previous_value is None:
        return None
    now, before = one.latest.value, one.latest.previous_value
    difference = round(now - before, 10)
    if not difference:
        return indicator_sentences.NO_CHANGE
    change = Text(*(_format_signed(difference, language) for language in LANGUAGES))
    distance, earlier = _distance(one, now, measures), _distance(one, before, measures)
    if distance is None or earlier is None:
        return change
    if not distance and not earlier:
        return indicator_sentences.ON_TARGET.fill(change=change)
    nearer = indicator_sentences.NEARER if distance < earlier else indicator_sentences.FARTHER
    return nearer.fill(change=change) if distance != earlier else change


def _format_signed(difference: float, language: Language) -> str:
    sign = "+" if difference > 0 else "\N{MINUS SIGN}"
    return f"{sign}{format_number(abs(difference), language)}"


def _distance(one: Indicator, value: float, measures: Measures) -> float | None:
    """How far a value is from the target; 0 where it reaches it, None where there is none to reach."""
    goal, high = target_value(one, measures), _number(one.row, measures.target_high)
    direction = one.row.get(measures.direction)
    if goal is None:
        return None
    if direction == measures.higher_term:
        return max(goal - value, 0.0)
    if direction == measures.lower_term:
        return max(value - goal, 0.0)
    if direction == measures.within_term and high is not None:
        return max(goal - value, value - high, 0.0)
    return None


def measure_attainment(one: Indicator, measures: Measures) -> float | None:
    """How much of the way from the baseline to the target the whole has gone; 1 is all of it.

    None where there is no such way: the baseline reaches the target already, or the value lies behind the baseline.
    """
    goal, start = target_value(one, measures), _number(one.row, measures.baseline)
    if one.latest is None or goal is None or start is None or goal == start:
        return None
    if one.row.get(measures.direction) not in (measures.higher_term, measures.lower_term):
        return None
    if one.latest.series != measures.whole_series or _distance(one, start, measures) == 0:
        return None
    part = (one.latest.value - start) / (goal - start)
    return part if part >= 0 else None


def measure_spread(one: Indicator, series: Sequence[Series], measures: Measures) -> float | None:
    """The largest less the smallest value of the member regions in the latest period, where two have one."""
    if one.latest is None:
        return None
    found = [one.latest.point.number(member.name) for member in select_members(series, measures)]
    numbers = [value for value in found if value is not None]
    return max(numbers) - min(numbers) if len(numbers) > 1 else None


def describe_baseline(row: Record, measures: Measures) -> Text:
    """The baseline of an indicator and its period, "" where there is none: "62 (2023)"."""
    start, period = _number(row, measures.baseline), row.get(measures.baseline_period)
    if start is None:
        return neutral_text("")
    when = f" ({period})" if isinstance(period, TimePeriod) else ""
    return Text(*(f"{format_number(start, language)}{when}" for language in LANGUAGES))


def describe_missing(one: Indicator, series: Sequence[Series]) -> Text:
    """Say which values are missing in the latest period, and why."""
    point = one.latest.point if one.latest else (one.points[-1] if one.points else None)
    codes = [
        (item.title, value.meaning)
        for item in series
        if point and isinstance(value := point.values.get(item.name), MissingValue)
    ]
    return Text(
        ", ".join(f"{title.sv}: {meaning.sv}" for title, meaning in codes),
        ", ".join(f"{title.en}: {meaning.en}" for title, meaning in codes),
    )


def is_milestone_missed(one: Indicator, measures: Measures, as_of: date | None) -> bool:
    """Whether a milestone was due in an earlier year and has not been passed."""
    year = one.row.get(measures.target_year)
    return (
        as_of is not None
        and one.row.get(measures.kind) == measures.milestone
        and isinstance(year, int | float)
        and year < as_of.year
        and one.row.get(measures.reached_state, measures.missed_terms[0]) in measures.missed_terms
    )


def describe_target(row: Record, measures: Measures) -> Text:
    """The target of an indicator in words, "" where there is none: "minst 85 %"."""
    goal, high = row.get(measures.target), row.get(measures.target_high)
    if not isinstance(goal, int | float):
        return neutral_text(get_text(row, measures.target_text))
    numbers = [number for number in (goal, high) if isinstance(number, int | float)]
    if row.get(measures.direction) != measures.within_term:
        numbers = numbers[:1]
    unit = get_text(row, measures.unit)
    told = Text(*(add_unit("–".join(format_number(number, one) for number in numbers), unit) for one in LANGUAGES))
    lead = {measures.higher_term: _AT_LEAST, measures.lower_term: _AT_MOST}.get(get_text(row, measures.direction))
    return lead.fill(goal=told) if lead else told


def format_latest_numbers(one: Indicator, latest: LatestValue, series: Sequence[Series], measures: Measures) -> Text:
    """The latest value with unit and period; by name, with those beside it, where it is not that of the whole."""
    return Text(*(_format_numbers(one, latest, series, measures, language) for language in LANGUAGES))


def _format_numbers(
    one: Indicator, latest: LatestValue, series: Sequence[Series], measures: Measures, language: Language
) -> str:
    unit = get_text(one.row, measures.unit)
    if latest.series == measures.whole_series:
        return f"{add_unit(format_number(latest.value, language), unit)} ({latest.point.period})"
    spoken_for = series if latest.series == measures.nation_series else select_members(series, measures)
    values = [
        f"{item.title.localize(language)} {add_unit(format_number(value, language), unit)}"
        for item in spoken_for
        if (value := latest.point.number(item.name)) is not None
    ]
    return f"{', '.join(values)} ({latest.point.period})"


def add_unit(value: str, unit: str) -> str:
    r"""A number with its unit, which do not part at the end of a line; that it is a number is not said again.

    >>> add_unit("12", "dagar"), add_unit("12", "antal remisser"), add_unit("12", "Antal"), add_unit("12", "antal/år")
    ('12\xa0dagar', '12\xa0remisser', '12', '12/år')
    """
    what = _A_NUMBER_OF.sub("", unit)
    return f"{value}{what}" if not what or what[0] == "/" else f"{value}\N{NO-BREAK SPACE}{what}"


_A_NUMBER_OF = re.compile(r"^(?:antalet|antal|number of|number)(?:\s+(?=\w)|\s*(?=/)|\s*$)", re.IGNORECASE)


def format_number(value: float, language: Language) -> str:
    r"""A number as people write it, without decimals that say nothing.

    >>> format_number(1234.50, "sv"), format_number(80.0, "en")
    ('1\xa0234,5', '80')
    """
    written = f"{value:,.10f}".rstrip("0").rstrip(".")
    if language == "sv":
        return written.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return written
