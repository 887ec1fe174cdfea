"""How fresh the material is: each plan's day against the others', what is told of its work, values past their time."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from hplan_xl.book.views import Measures, Work
from hplan_xl.consolidation.union import Consolidation, FileRecord, Record
from hplan_xl.master.facts.indicators import Indicator
from hplan_xl.master.facts.issues import is_led, is_timed, list_settled_numbers, select_open
from hplan_xl.master.facts.records import get_text, group_records, list_work

LONG_BEHIND = 92  # days after which a plan is older than the others: a quarter


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    number: int
    of: int

    @property
    def part(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.number / self.of if self.of else None


@dataclass(frozen=True)
class ToldWork:
    """How much of a plan's open work has someone responsible, and a time: the work itself, and its parts.

    Work has what it, or any of its parts, has.
    """

    led: Share
    timed: Share
    parts_led: Share
    parts_timed: Share


def count_days_behind(consolidation: Consolidation, file: FileRecord) -> int | None:
    """How many days before the latest plan's day a plan's day is; None where that cannot be said."""
    if consolidation.days is None or file.status_day is None:
        return None
    return (consolidation.days[1] - file.status_day).days


def measure_told_work(consolidation: Consolidation, work: Work, parts: Work) -> Mapping[str, ToldWork]:
    """How much is told of the open work of each plan, by its file; what may be closed is not counted."""
    settled = list_settled_numbers(consolidation, work)
    of_file = group_records(list_work(consolidation, parts), _file)
    tellers = [partial(tell, consolidation) for tell in (is_led, is_timed)]
    found = {}
    for file, rows in group_records(list_work(consolidation, work), _file).items():
        open_rows = select_open(consolidation, rows, work)
        numbers = (get_text(row, work.number) for row in rows if row.get(work.status) in work.closed_statuses)
        closed = {number for number in numbers if (file, number) in settled}
        of_open = [row for row in of_file.get(file, ()) if get_text(row, parts.parent) not in closed]
        open_parts = select_open(consolidation, of_open, parts)
        of_number = group_records(of_file.get(file, ()), lambda row: get_text(row, parts.parent))
        of_number.pop("", None)  # which are of no known work, also where some has no number
        own = [(row, of_number.get(get_text(row, work.number), ())) for row in open_rows]
        found[file] = ToldWork(
            *(
                _share(tell(row, work) or any(tell(part, parts) for part in its) for row, its in own)
                for tell in tellers
            ),
            *(_share(tell(row, parts) for row in open_parts) for tell in tellers),
        )
    return found


def _file(row: Record) -> str:
    return get_text(row, "_file")


def _share(told: Iterable[bool]) -> Share:
    every = list(told)
    return Share(sum(every), len(every))


def find_past_due_values(
    indicators: Sequence[Indicator], measures: Measures, as_of: date | None
) -> tuple[Indicator, ...]:
    """The indicators whose latest value is older than their frequency: since its period has gone more than one more."""
    months = dict(measures.frequency_months)
    return tuple(
        one
        for one in indicators
        if as_of is not None
        and one.latest is not None
        and not one.is_superseded
        and (wait := months.get(get_text(one.row, measures.frequency))) is not None
        and as_of > _end_of_month(*one.latest.point.period.sort_key[:2], wait)
    )


def _end_of_month(year: int, month: int, later: int) -> date:
    """The last day of a month so many months later."""
    years, place = divmod(year * 12 + month - 1 + later, 12)
    return date(years, place + 1, calendar.monthrange(years, place + 1)[1])
