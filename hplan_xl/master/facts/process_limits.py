"""An indicator's values as a process (XmR): its mean, its natural limits, and the signs that something has changed.

Nothing is said of few values: a line alone under 5, "too few to tell" under 12. The method and how often it cries wolf
stand in the dictionary (`wording.indicator_sentences.METHOD`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import isclose

from hplan_xl.book.text import Text
from hplan_xl.book.values import TimePeriod
from hplan_xl.book.views import Measures
from hplan_xl.master.facts.indicators import Indicator, is_range, target_value
from hplan_xl.wording import indicator_sentences as words

FEWEST_VALUES, LEAST_VALUES = 5, 12
RUN, TREND, OF_THREE = 8, 6, 3
_NATURAL = 2.66  # of the mean moving range: three standard deviations, as two values that follow each other tell them
_NEAR = 2 / 3  # of the way from the mean to a limit


class SignalKind(StrEnum):
    """The signs that a process has changed, in the order in which one is preferred where two end together."""

    OUTSIDE = "outside"
    RUN = "run"
    TREND = "trend"
    NEAR_A_LIMIT = "near"


@dataclass(frozen=True)
class Signal:
    """A sign: the places of its first and its last value; is_up: upwards, or above the mean."""

    kind: SignalKind
    first: int
    last: int
    is_up: bool


@dataclass(frozen=True)
class ProcessLimits:
    """The mean of a process, and its natural limits."""

    mean: float
    lower: float
    upper: float


def compute_limits(values: Sequence[float]) -> ProcessLimits:
    """The natural limits of values in the order of time, of which there are at least two.

    >>> compute_limits([10.0, 12.0, 11.0, 13.0])
    ProcessLimits(mean=11.5, lower=7.066666666666666, upper=15.933333333333334)
    """
    mean = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    reach = _NATURAL * sum(ranges) / len(ranges)
    return ProcessLimits(mean, mean - reach, mean + reach)


def find_signals(values: Sequence[float], limits: ProcessLimits) -> tuple[Signal, ...]:
    """Every sign that the process has changed, in the order of the rules and of time."""
    return (*_outside(values, limits), *_runs(values, limits), *_trends(values), *_near_a_limit(values, limits))


def _is_beyond(value: float, edge: float, *, up: bool) -> bool:
    """Whether a value lies beyond an edge, and not merely by what binary fractions add to it."""
    return (value > edge if up else value < edge) and not isclose(value, edge, rel_tol=1e-9, abs_tol=1e-9)


def _outside(values: Sequence[float], limits: ProcessLimits) -> Iterator[Signal]:
    for place, value in enumerate(values):
        for up, edge in ((True, limits.upper), (False, limits.lower)):
            if _is_beyond(value, edge, up=up):
                yield Signal(SignalKind.OUTSIDE, place, place, up)


def _runs(values: Sequence[float], limits: ProcessLimits) -> Iterator[Signal]:
    """Values in a row on one side of the mean; one on it ends the row."""
    for up in (True, False):
        for first, last in _stretches([_is_beyond(value, limits.mean, up=up) for value in values]):
            if last - first + 1 >= RUN:
                yield Signal(SignalKind.RUN, first, last, up)


def _trends(values: Sequence[float]) -> Iterator[Signal]:
    """Values in a row of which each is higher, or each is lower, than the one before; equal ones end the row."""
    for up in (True, False):
        steps = [_is_beyond(after, before, up=up) for before, after in pairwise(values)]
        for first, last in _stretches(steps):
            if last - first + 2 >= TREND:
                yield Signal(SignalKind.TREND, first, last + 1, up)


def _near_a_limit(values: Sequence[float], limits: ProcessLimits) -> Iterator[Signal]:
    """Two of three values in a row in the outermost third towards one limit."""
    for up, limit in ((True, limits.upper), (False, limits.lower)):
        edge = limits.mean + _NEAR * (limit - limits.mean)
        beyond = [_is_beyond(value, edge, up=up) for value in values]
        for first in range(len(values) - OF_THREE + 1):
            if sum(beyond[first : first + OF_THREE]) >= OF_THREE - 1:
                places = [at for at in range(first, first + OF_THREE) if beyond[at]]
                yield Signal(SignalKind.NEAR_A_LIMIT, places[0], places[-1], up)


def _stretches(holds: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and the last place of every stretch of places in which something holds."""
    first: int | None = None
    for place, does in enumerate((*holds, False)):
        if does:
            first = place if first is None else first
        elif first is not None:
            yield first, place - 1
            first = None


@dataclass(frozen=True)
class Development:
    """The values of an indicator's latest series over periods of one kind, in the order of time."""

    periods: tuple[TimePeriod, ...]
    values: tuple[float, ...]

    @property
    def limits(self) -> ProcessLimits | None:
        """The natural limits; None where there are too few values for any."""
        return compute_limits(self.values) if len(self.values) >= LEAST_VALUES else None

    @property
    def latest_signal(self) -> Signal | None:
        """The sign that ends last, of two that end together by the order of the rules; None where there is none."""
        limits = self.limits
        order = list(SignalKind)
        signals = find_signals(self.values, limits) if limits else ()
        return max(signals, key=lambda one: (one.last, -order.index(one.kind)), default=None)


def follow_development(one: Indicator) -> Development:
    """The development of an indicator: of the series that its latest value is of."""
    latest = one.latest
    if latest is None:
        return Development((), ())
    found = [
        (point.period, value)
        for point in one.settled_points
        if latest.point.period.is_comparable_to(point.period) and (value := point.number(latest.series)) is not None
    ]
    return Development(tuple(period for period, _ in found), tuple(value for _, value in found))


def describe_development(one: Indicator, measures: Measures) -> Text | None:
    """What the values can bear to have said of the development; None where that is nothing."""
    development = follow_development(one)
    count, limits = len(development.values), development.limits
    if count < FEWEST_VALUES:
        return None
    if limits is None:
        return words.TOO_FEW.fill(n=count, least=LEAST_VALUES)
    signal = development.latest_signal
    told = _describe_signal(signal, development) if signal else words.NO_SIGNAL.fill(n=count)
    place = _place_target(one, measures, limits)
    return Text(f"{told.sv}; {place.sv}", f"{told.en}; {place.en}") if place else told


_ENDED = {
    (SignalKind.RUN, True): words.OTHER_LEVEL,
    (SignalKind.RUN, False): words.OTHER_LEVEL,
    (SignalKind.TREND, True): words.ROSE,
    (SignalKind.TREND, False): words.FELL,
}
_GOING_ON = {
    (SignalKind.RUN, True): words.NEW_LEVEL,
    (SignalKind.RUN, False): words.NEW_LEVEL,
    (SignalKind.TREND, True): words.RISING,
    (SignalKind.TREND, False): words.FALLING,
}


def _describe_signal(signal: Signal, development: Development) -> Text:
    is_going_on = signal.last == len(development.values) - 1
    by_kind = _GOING_ON if is_going_on else _ENDED
    otherwise = words.OUTSIDE_LIMITS if signal.kind is SignalKind.OUTSIDE else words.NEAR_A_LIMIT
    sentence = by_kind.get((signal.kind, signal.is_up), otherwise)
    return sentence.fill(first=development.periods[signal.first], last=development.periods[signal.last])


def _place_target(one: Indicator, measures: Measures, limits: ProcessLimits) -> Text | None:
    """Where the target lies beside what the process gives; None without a target, or where it is an interval."""
    goal = target_value(one, measures)
    if goal is None or is_range(one.row, measures) or one.row.get(measures.direction) == measures.within_term:
        return None
    if _is_beyond(goal, limits.upper, up=True):
        return words.TARGET_ABOVE
    return words.TARGET_BELOW if _is_beyond(goal, limits.lower, up=False) else words.TARGET_WITHIN
