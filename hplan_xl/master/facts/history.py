"""How it was before, by earlier masters: the statuses day by day, and measurements that the plans no longer hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hplan_xl.book.columns import Term
from hplan_xl.book.values import TimePeriod
from hplan_xl.book.views import Measures, Work
from hplan_xl.consolidation.union import Consolidation, Record
from hplan_xl.intake.selection import is_named_group
from hplan_xl.master.facts.changes import (
    SheetRows,
    find_single_keys,
    get_owner,
    get_unit,
    get_words,
    group_rows,
    pair_groups,
    pair_indicators,
)
from hplan_xl.master.facts.indicators import Indicator, find_series, group_values, join_values, make_point
from hplan_xl.master.facts.records import StatusCount, count_statuses, find_overview, get_text, list_work


@dataclass(frozen=True)
class StatusPoint:
    """The statuses of all work on a day, and of how many groups; name: the file of an earlier master, "" for now."""

    name: str
    day: date | None
    count: StatusCount
    groups: int


def trace_statuses(consolidation: Consolidation, work: Work, statuses: Sequence[Term]) -> tuple[StatusPoint, ...]:
    """How the statuses of all work have been, by the day that they were as of in each earlier master, and now."""
    then = [(one.name, one.status_day, one.records.get(work.sheet, ())) for one in consolidation.earlier]
    now = consolidation.days[1] if consolidation.days else None
    series = [*then, ("", now, list_work(consolidation, work))]
    return tuple(
        StatusPoint(name, day, count_statuses(rows, work, statuses), count_named_groups(rows))
        for name, day, rows in series
    )


def count_named_groups(rows: Iterable[Record]) -> int:
    """How many groups the rows are of; a plan that does not say which group it is from is none of them."""
    return sum(is_named_group(name) for _, name in {get_owner(row) for row in rows})


def _find_measured_then(
    consolidation: Consolidation, measures: Measures
) -> Mapping[tuple[str, str], Mapping[str, Record]]:
    """The measurements of earlier masters of which the plans no longer hold the period: by indicator, and by period.

    An indicator is told by its file and id. The latest of several masters decides. Only of indicators that have the
    name and the unit that they had.
    """
    found: dict[tuple[str, str], dict[str, Record]] = {}
    overview = find_overview(consolidation.book)
    if overview is None:
        return found
    columns = [one.column for one in find_series(consolidation, measures)]
    now = group_rows(consolidation.records)
    for master in consolidation.earlier:
        then = group_rows(master.records)
        for old, new in pair_groups(consolidation, master, overview.work).items():
            for key, period, row in _kept_values(then[old], now[new], measures, columns):
                found.setdefault(key, {})[period] = row
    return found


def _kept_values(
    then: SheetRows, now: SheetRows, measures: Measures, columns: Sequence[str]
) -> Iterator[tuple[tuple[str, str], str, Record]]:
    pairs = pair_indicators(then.get(measures.sheet, ()), now.get(measures.sheet, ()), measures).pairs
    single_then, single_now = (find_single_keys(rows.get(measures.sheet, ()), measures.id) for rows in (then, now))
    same = {
        get_text(old, measures.id): new
        for old, new in pairs
        if get_words(old, measures.name) == get_words(new, measures.name)
        and get_unit(old, measures) == get_unit(new, measures)
        and old.get(measures.id) in single_then
        and new.get(measures.id) in single_now
    }
    held = group_values(now.get(measures.values, ()), measures)
    for (key, period), rows in group_values(then.get(measures.values, ()), measures).items():
        new, row = same.get(key), join_values(rows, columns)
        if new is not None and row is not None and (get_text(new, measures.id), period) not in held:
            yield (get_text(new, "_file"), get_text(new, measures.id)), period, row


def join_history(
    consolidation: Consolidation, measures: Measures, indicators: Sequence[Indicator]
) -> tuple[Indicator, ...]:
    """The indicators, each with the points of earlier masters that its plan no longer holds."""
    if not consolidation.earlier:
        return tuple(indicators)
    then = _find_measured_then(consolidation, measures)
    columns = [(one.name, one.column) for one in find_series(consolidation, measures)]
    joined = []
    for one in indicators:
        kept = then.get((get_text(one.row, "_file"), get_text(one.row, measures.id)), {})
        points = [
            make_point(row, period, columns, measures)
            for row in kept.values()
            if isinstance(period := row.get(measures.period), TimePeriod)
        ]
        joined.append(replace(one, earlier_points=tuple(sorted(points, key=lambda point: point.period.sort_key))))
    return tuple(joined)
