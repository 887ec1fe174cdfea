"""Facts about an indicator from its values: the latest, the change, the target, the spread, missing values."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from hplan_xl.book.columns import Number
from hplan_xl.book.text import (
    LANGUAGES,
    Language,
    Text,
    join_texts,
    list_texts,
    neutral_text,
    normalize_text,
    says_nothing,
)
from hplan_xl.book.values import MissingValue, TimePeriod
from hplan_xl.book.views import Measures, Noun
from hplan_xl.consolidation.union import Consolidation, Record
from hplan_xl.master.facts.records import find_sheet, get_text, list_records
from hplan_xl.wording import indicator_sentences

_AT_LEAST = Text("minst {goal}", "at least {goal}")
_AT_MOST = Text("högst {goal}", "at most {goal}")
_UPPER_LIMIT = Text("övre gräns {goal}", "upper limit {goal}")
_CONTRADICTED = Noun(
    Text("{periods} står på flera rader med olika värden", "{periods} stands on several rows with different values"),
    Text("{periods} står på flera rader med olika värden", "{periods} stand on several rows with different values"),
)
_UNDATED = Noun(
    Text("rad med värden har ingen period som går att läsa", "row of values has no period that can be read"),
    Text("rader med värden har ingen period som går att läsa", "rows of values have no period that can be read"),
)
_PRELIMINARY = re.compile(r"(\b(?:ej|inte|icke|inga|not|no)(?: \w+)?[ -])?\bprelimin")  # begins so in both languages
# What an outcome in words says of a milestone that is not reached.
_NOT_REACHED = re.compile(
    r"(?:nej|no|nå(?:s|ddes) (?:ej|inte)|(?:nej, )?(?:ännu )?(?:ej|inte|not)(?: ännu| yet)? "
    r"(?:nåd[dt]|nått|uppnåd[dt]|uppnått|uppfyll[dt]|genomför[dt]|klara?|färdigt?|reached|met|achieved|done))"
    r"(?: än| ännu| yet)?"
)


@dataclass(frozen=True)
class Series:
    """A column of values: the series it holds, and how it is called."""

    name: str
    column: str
    title: Text


@dataclass(frozen=True)
class MeasuredPoint:
    """The values of one period by series: numbers, and codes for what is missing. row: where they stand in the file.

    unread_series: those whose values are filled in and could not be understood.
    """

    period: TimePeriod
    values: Mapping[str, float | MissingValue]
    row: int
    comment: str = ""
    unread_series: frozenset[str] = frozenset()

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

    points, latest: by its plan. undated_count: how many rows with numbers there are beside, of no period that is
    understood. earlier_points: of periods that its plan no longer holds, from earlier masters; they stand in its own
    chart, and nothing is judged by them.
    """

    row: Record
    points: tuple[MeasuredPoint, ...]
    latest: LatestValue | None
    undated_count: int = 0
    earlier_points: tuple[MeasuredPoint, ...] = ()

    @cached_property
    def history(self) -> tuple[MeasuredPoint, ...]:
        """What a chart shows, in the order of time: a point a period, and each row of a contradicted one."""
        doubtful = [point for point in self.points if point.period in self.contradicted_periods]
        points = (*self.earlier_points, *self.settled_points, *doubtful)
        return tuple(sorted(points, key=lambda point: point.period.sort_key))

    @cached_property
    def contradicted_periods(self) -> tuple[TimePeriod, ...]:
        """The periods that stand on several rows with different values, of which none is known to be the right one."""
        groups = _group_by_period(self.points).items()
        return tuple(period for period, rows in groups if _is_contradicted([point.values for point in rows]))

    @cached_property
    def is_superseded(self) -> bool:
        """Whether a later period than that of the latest value has, or may have, values that cannot be told."""
        later = (*self.contradicted_periods, *(point.period for point in self.settled_points if point.unread_series))
        latest = self.latest
        return latest is not None and (
            self.undated_count > 0 or any(period.sort_key > latest.point.period.sort_key for period in later)
        )

    @cached_property
    def settled_points(self) -> tuple[MeasuredPoint, ...]:
        """The points that something may be judged by, one a period, whose values may stand on several rows.

        There is none of a contradicted period.
        """
        groups = _group_by_period(self.points).items()
        return tuple(_join_points(rows) for period, rows in groups if period not in self.contradicted_periods)


def _join_points(rows: Sequence[MeasuredPoint]) -> MeasuredPoint:
    """The rows of a period as one, by the first; they have no different values."""
    if len(rows) == 1:
        return rows[0]
    return replace(
        rows[0],
        values={name: value for point in rows for name, value in point.values.items()},
        comment="; ".join(dict.fromkeys(filter(None, (point.comment for point in rows)))),
        unread_series=frozenset[str]().union(*(point.unread_series for point in rows)),
    )


def _group_by_period(points: Sequence[MeasuredPoint]) -> dict[TimePeriod, list[MeasuredPoint]]:
    found: dict[TimePeriod, list[MeasuredPoint]] = {}
    for point in points:
        found.setdefault(point.period, []).append(point)
    return found


def _is_contradicted(rows: Sequence[Mapping[str, object]]) -> bool:
    """Whether rows of one period, each its values by series, have different values of a series."""
    names = {name for row in rows for name in row} if len(rows) > 1 else ()
    return any(len({row[name] for row in rows if name in row}) > 1 for name in names)


def group_values(rows: Sequence[Record], measures: Measures) -> dict[tuple[str, str], list[Record]]:
    """The measurements of a plan by the id of their indicator and their period, of those that tell both."""
    found: dict[tuple[str, str], list[Record]] = {}
    for row in rows:
        key = (get_text(row, measures.indicator), get_text(row, measures.period))
        if all(key):
            found.setdefault(key, []).append(row)
    return found


def join_values(rows: Sequence[Record], columns: Sequence[str]) -> Record | None:
    """The measurements of a period as one, by the first; None of none, and where they have different values."""
    values = [{column: row[column] for column in columns if column in row} for row in rows]
    if not rows or _is_contradicted(values):
        return None
    return {**rows[0], **{column: value for row in values for column, value in row.items()}}


def find_series(consolidation: Consolidation, measures: Measures) -> tuple[Series, ...]:
    """The value columns of the book: the member regions, then the whole, then the nation."""
    sheet = find_sheet(consolidation.book, measures.values)
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


def collect_indicators(consolidation: Consolidation, measures: Measures) -> tuple[Indicator, ...]:
    """All indicators, in the order of the consolidation.

    Values of an id that two of a plan have are of neither, and values of no known indicator are not of one without id.
    """
    series = find_series(consolidation, measures)
    columns = [(one.name, one.column) for one in series]
    members = (one.name for one in select_members(series, measures))
    names = [measures.whole_series, measures.nation_series, *members]
    points: dict[tuple[str, str], list[MeasuredPoint]] = defaultdict(list)
    undated: Counter[tuple[str, str]] = Counter()
    unread = _find_unread(consolidation, columns, measures)
    for row in list_records(consolidation, measures.values):
        period, owner = row.get(measures.period), (get_text(row, "_file"), get_text(row, measures.indicator))
        unread_series = unread[owner[0], int(get_text(row, "_row"))]
        if isinstance(period, TimePeriod):
            point = make_point(row, period, columns, measures)
            points[owner].append(replace(point, unread_series=unread_series))
        elif unread_series or any(isinstance(row.get(column), int | float) for _, column in columns):
            undated[owner] += 1
    rows = list_records(consolidation, measures.sheet)
    keys = [(get_text(row, "_file"), get_text(row, measures.id)) for row in rows]
    often = Counter(keys)
    return tuple(
        replace(_indicator(row, points[key], names, measures), undated_count=undated[key])
        if key[1] and often[key] == 1
        else _indicator(row, (), names, measures)
        for row, key in zip(rows, keys, strict=True)
    )


def _find_unread(
    consolidation: Consolidation, columns: Sequence[tuple[str, str]], measures: Measures
) -> Mapping[tuple[str, int], frozenset[str]]:
    """By file and row, the series whose values could not be understood."""
    series_of = {column: name for name, column in columns}
    found: dict[tuple[str, int], frozenset[str]] = defaultdict(frozenset)
    for file, sheet, column, row in consolidation.unread_places:
        if sheet == measures.values and column in series_of:
            found[file, row] |= {series_of[column]}
    return found


def make_point(
    row: Record, period: TimePeriod, columns: Sequence[tuple[str, str]], measures: Measures
) -> MeasuredPoint:
    """The values of a row of measurements; columns: the name of each series, and its column."""
    values = {name: row[column] for name, column in columns if column in row}
    kept = {name: value for name, value in values.items() if isinstance(value, int | float | MissingValue)}
    return MeasuredPoint(period, kept, int(get_text(row, "_row")), get_text(row, measures.comment))


def _indicator(row: Record, points: Sequence[MeasuredPoint], names: Sequence[str], measures: Measures) -> Indicator:
    one = Indicator(row, tuple(sorted(points, key=lambda point: point.period.sort_key)), None)
    settled, own = one.settled_points, [name for name in names if name != measures.nation_series]
    return replace(one, latest=_latest(settled, own, names) or _latest(settled, names, names))


def _latest(points: Sequence[MeasuredPoint], wanted: Sequence[str], names: Sequence[str]) -> LatestValue | None:
    """The value of the newest period in which a wanted series has a number: of the first of the names that has one.

    So the nation, which is not wanted at first, speaks for the whole beside the regions, and alone only where nobody
    else has any number.
    """
    for point in reversed(points):
        if any(point.number(name) is not None for name in wanted):
            name, value = next((name, value) for name in names if (value := point.number(name)) is not None)
            return LatestValue(point, name, value, *_before(points, point.period, name))
    return None


def _before(
    points: Sequence[MeasuredPoint], period: TimePeriod, name: str
) -> tuple[MeasuredPoint | None, float | None]:
    for point in reversed(points):
        value = point.number(name)
        if value is not None and period.is_comparable_to(point.period) and point.period.sort_key < period.sort_key:
            return point, value
    return None, None


def target_value(one: Indicator, measures: Measures) -> float | None:
    """The target as a number; of a range the lower limit."""
    return next(iter(_target_numbers(one.row, measures)), None)


def _target_numbers(row: Record, measures: Measures) -> list[float]:
    """The target, of a range its limits, the lower first in whichever order they were typed; [] without a target.

    An upper limit makes a range also where no direction is known, but none of a target that is better the higher.
    """
    goal, high = _number(row, measures.target), _number(row, measures.target_high)
    if goal is None:
        return []
    is_one_sided = row.get(measures.direction) in (measures.higher_term, measures.lower_term)
    return [goal] if high is None or is_one_sided else sorted([goal, high])


def is_range(row: Record, measures: Measures) -> bool:
    """Whether the target has two limits."""
    return len(_target_numbers(row, measures)) > 1


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
    if latest is None or one.is_superseded:
        return None
    of_whole = latest.series == measures.whole_series
    shared = (measures.whole_series, measures.nation_series)
    names = [latest.series] if of_whole else [name for name in latest.point.values if name not in shared]
    if not of_whole and any(name not in shared for name in latest.point.unread_series):
        return None
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
    """The latest value less the one before it, and whether that is nearer the target; never whether it is better.

    Since when is told where it is not since the period right before.
    """
    if one.latest is None or one.latest.previous_value is None:
        return None
    now, before = round_as_told(one.latest.value), round_as_told(one.latest.previous_value)
    difference = round(now - before, 10)
    if not difference:
        return _tell_since(indicator_sentences.NO_CHANGE, one.latest)
    change = _tell_since(Text(*(_format_signed(difference, language) for language in LANGUAGES)), one.latest)
    distance, earlier = _distance(one, now, measures), _distance(one, before, measures)
    if distance is None or earlier is None:
        return change
    if not distance and not earlier:
        return indicator_sentences.ON_TARGET.fill(change=change)
    nearer = indicator_sentences.NEARER if distance < earlier else indicator_sentences.FARTHER
    return nearer.fill(change=change) if distance != earlier else change


def _tell_since(change: Text, latest: LatestValue) -> Text:
    """A change with the period it is counted from, where others lie between."""
    then = latest.previous_point
    if then is None or latest.point.period.is_right_after(then.period):
        return change
    return indicator_sentences.SINCE.fill(change=change, period=then.period)


def _format_signed(difference: float, language: Language) -> str:
    sign = "+" if difference > 0 else "\N{MINUS SIGN}"
    return f"{sign}{format_number(abs(difference), language)}"


def _distance(one: Indicator, value: float, measures: Measures) -> float | None:
    """How far a value is from the target; 0 where it reaches it, None where there is none to reach."""
    goals, direction = [*map(round_as_told, _target_numbers(one.row, measures))], one.row.get(measures.direction)
    value = round_as_told(value)
    if goals and direction == measures.higher_term:
        away = goals[0] - value
    elif goals and direction == measures.lower_term:
        away = value - goals[0]
    elif len(goals) > 1 and direction == measures.within_term:
        away = max(goals[0] - value, value - goals[1])
    else:
        return None
    return max(round(away, 10), 0.0)


def measure_attainment(one: Indicator, measures: Measures) -> float | None:
    """How much of the way from the baseline to the target the whole has gone; 1 is all of it.

    None where there is no such way: the baseline reaches the target already, or the value lies behind the baseline.
    """
    goal, start = target_value(one, measures), _number(one.row, measures.baseline)
    if one.latest is None or goal is None or start is None:
        return None
    if one.row.get(measures.direction) not in (measures.higher_term, measures.lower_term):
        return None
    if one.latest.series != measures.whole_series or _distance(one, start, measures) == 0:
        return None
    part = (one.latest.value - start) / (goal - start)
    return part if part >= 0 else None


def measure_spread(one: Indicator, series: Sequence[Series], measures: Measures) -> float | None:
    """The largest less the smallest value of the member regions in the latest period, where two have one.

    None where that of any could not be understood.
    """
    members = [member.name for member in select_members(series, measures)]
    if one.latest is None or not one.latest.point.unread_series.isdisjoint(members):
        return None
    found = [one.latest.point.number(name) for name in members]
    numbers = [value for value in found if value is not None]
    return round(max(numbers) - min(numbers), 10) if len(numbers) > 1 else None  # without what fractions add to it


def describe_baseline(row: Record, measures: Measures) -> Text:
    """The baseline of an indicator and its period, "" where there is none: "62 (2023)"."""
    start, period = _number(row, measures.baseline), row.get(measures.baseline_period)
    if start is None:
        return neutral_text("")
    when = f" ({period})" if isinstance(period, TimePeriod) else ""
    return Text(*(f"{format_number(start, language)}{when}" for language in LANGUAGES))


def describe_missing(one: Indicator, series: Sequence[Series]) -> Text:
    """Say which values are missing or unread in the latest period, and in those after it that have none; and why."""
    return _list_series(one, series, _explain_missing)


def describe_doubt(one: Indicator, series: Sequence[Series]) -> Text:
    """Say what of the latest period cannot be read, which later ones cannot or have different values, and what may."""
    latest = one.latest.point.period.sort_key if one.latest else ()
    later = [period for period in one.contradicted_periods if period.sort_key > latest]
    told = (_list_series(one, series, _explain_unread), describe_contradiction(later), describe_undated(one))
    return join_texts([text for text in told if text.sv], ", ")


def describe_undated(one: Indicator) -> Text:
    """Say how many rows of values have no period that is understood; "" of none."""
    return _UNDATED.with_number(one.undated_count) if one.undated_count else neutral_text("")


def describe_contradiction(periods: Sequence[TimePeriod]) -> Text:
    """Say of periods that they stand on several rows with different values; "" of none."""
    if not periods:
        return neutral_text("")
    listed = list_texts([neutral_text(str(period)) for period in periods])
    return _CONTRADICTED.choose(len(periods)).fill(periods=listed)


def _list_series(
    one: Indicator, series: Sequence[Series], explain: Callable[[MeasuredPoint, str], Text | None]
) -> Text:
    """What is explained of the series in the latest period and in those after it; without any, in the last."""
    first = one.latest.point.period if one.latest else None
    points = [point for point in one.settled_points if not first or point.period.sort_key >= first.sort_key]
    if not first:
        points = points[-1:]
    codes = [
        (f"{point.period} " if first and point.period != first else "", item.title, why)
        for point in points
        for item in series
        if (why := explain(point, item.name))
    ]
    return Text(
        ", ".join(f"{when}{title.sv}: {meaning.sv}" for when, title, meaning in codes),
        ", ".join(f"{when}{title.en}: {meaning.en}" for when, title, meaning in codes),
    )


def _explain_missing(point: MeasuredPoint, series: str) -> Text | None:
    value = point.values.get(series)
    return value.meaning if isinstance(value, MissingValue) else _explain_unread(point, series)


def _explain_unread(point: MeasuredPoint, series: str) -> Text | None:
    return indicator_sentences.UNREADABLE if series in point.unread_series else None


def is_milestone_missed(one: Indicator, measures: Measures, as_of: date | None) -> bool:
    """Whether a milestone was due in an earlier year, and is told to be missed, or not told how it went."""
    year, day = one.row.get(measures.target_year), one.row.get(measures.reached_date)
    outcome = get_text(one.row, measures.outcome)
    is_unreached = says_nothing(outcome) or _NOT_REACHED.fullmatch(normalize_text(outcome).rstrip(" .!")) is not None
    missed = (*measures.missed_terms, None) if day is None and is_unreached else measures.missed_terms
    return (
        as_of is not None
        and one.row.get(measures.kind) == measures.milestone
        and isinstance(year, int | float)
        and year < as_of.year
        and one.row.get(measures.reached_state) in missed
    )


def describe_target(row: Record, measures: Measures) -> Text:
    """The target of an indicator in words, "" where there is none: "minst 85 %"."""
    words, high = get_text(row, measures.target_text), _number(row, measures.target_high)
    numbers = _target_numbers(row, measures) or ([] if words or high is None else [high])
    if not numbers:
        return neutral_text(words)
    unit = get_text(row, measures.unit)
    told = Text(*(add_unit("–".join(format_number(number, one) for number in numbers), unit) for one in LANGUAGES))
    if _number(row, measures.target) is None:
        return _UPPER_LIMIT.fill(goal=told)
    lead = {measures.higher_term: _AT_LEAST, measures.lower_term: _AT_MOST}.get(get_text(row, measures.direction))
    return lead.fill(goal=told) if lead else told


def describe_latest(one: Indicator, series: Sequence[Series], measures: Measures) -> Text:
    """The latest value with unit and period, and what is in doubt of it; "" where there is neither."""
    numbers = [format_latest_numbers(one, one.latest, series, measures)] if one.latest else []
    return join_texts([text for text in (*numbers, describe_doubt(one, series)) if text.sv], "; ")


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


def round_as_told(value: float) -> float:
    """A number with the decimals that it is told with; what is judged and compared is what is told."""
    return round(value, 4 if abs(value) >= 0.1 else 10) + 0.0  # without the sign of a zero


def format_number(value: float, language: Language) -> str:
    r"""A number as people write it, without decimals that say nothing, such as those of a quotient.

    >>> [format_number(value, "sv") for value in (1234.50, 80.0, 900 / 13, -0.0)]
    ['1\xa0234,5', '80', '69,2308', '0']
    """
    written = f"{round_as_told(value):,.10f}".rstrip("0").rstrip(".")
    if language == "sv":
        return written.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return written
