"""The latest number of each indicator for the whole, from which next year is counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from hplan_xl.book.columns import Number
from hplan_xl.book.description import Book
from hplan_xl.book.values import TimePeriod
from hplan_xl.book.views import Measures
from hplan_xl.interpretation import InterpretedPlan


@dataclass(frozen=True)
class Baseline:
    """A number for the whole, and the period that it was measured in."""

    value: float
    period: TimePeriod


def find_measures(book: Book) -> Measures | None:
    """The sheets of the book that hold indicators and their values; None where it has none."""
    return next((view.measures for view in book.views if hasattr(view, "measures")), None)


def find_baselines(plan: InterpretedPlan, book: Book) -> Mapping[object, Baseline]:
    """By the id of an indicator the number of the latest period that has one for the whole, and that period.

    A value of a single region or of the nation never stands for the whole, and no mean is taken.
    """
    measures = find_measures(book)
    table = plan.tables.get(measures.values) if measures else None
    if measures is None or table is None:
        return {}
    whole = next(
        column.name
        for column in book.sheet(measures.values).columns
        if isinstance(column, Number) and column.series == measures.whole_series
    )
    found: dict[object, Baseline] = {}
    columns = (
        table.values.get(name, (None,) * len(table.rows)) for name in (measures.indicator, measures.period, whole)
    )
    for indicator, period, value in zip(*columns, strict=True):
        if indicator is None or not isinstance(period, TimePeriod) or not isinstance(value, int | float):
            continue
        before = found.get(indicator)
        if before is None or period.sort_key > before.period.sort_key:
            found[indicator] = Baseline(value, period)
    return found
