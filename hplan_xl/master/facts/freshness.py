"""How fresh the material is: each plan's day against the others', what is told of its work, values past their time."""

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hplan_xl.book.text import says_nothing
from hplan_xl.book.values import TimeSpan
from hplan_xl.book.views import Measures, Work
from hplan_xl.consolidation.union import Consolidation, FileRecord, Record
from hplan_xl.master.facts.indicators import Indicator
from hplan_xl.master.facts.issues import list_settled_numbers, select_open
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
    """How many days before the latest plan's day a plan's day is; None where that cannot be said, or it is empty."""
    if consolidation.days is None or file.status_day is None or not file.is_delivered:
        return None
    return (consolidation.days[1] - file.status_day).days


def measure_told_work(consolidation: Consolidation, work: Work, parts: Work) -> Mapping[str, ToldWork]:
    """How much is told of the open work of each plan, by its file; what may be closed is not counted."""
    settled = list_settled_numbers(consolidation, work)
    of_file = group_records(list_work(consolidation, parts), _file)
    found = {}
    for file, rows in group_records(list_work(consolidation, work), _file).items():
        open_rows = select_open(consolidation, rows, work)
        numbers = (get_text(row, work.number) for row in rows if row.get(work.status) in work.closed_statuses)
        closed = {number for number in numbers if (file, number) in settled}
        of_open = [row for row in of_file.get(file, ()) if get_text(row, parts.parent) not in closed]
        open_parts = select_open(consolidation, of_open, parts)
        of_number = group_records(of_file.get(file, ()), lambda row: get_text(row, parts.parent))
        own = [(row, of_number.get(get_text(row, work.number), ())) for row in open_rows]
        by_responsible, by_time = (
            _Teller(consolidation, work, parts, _list_responsible),
            _Teller(consolidation, work, parts, _list_times),
        )
        found[file] = ToldWork(
            _share(by_responsible.of_work(row, its) for row, its in own),
            _share(by_time.of_work(row, its) for row, its in own),
            _share(by_responsible.of_part(row) for row in open_parts),
            _share(by_time.of_part(row) for row in open_parts),
        )
    return found


def _list_responsible(work: Work) -> tuple[str, ...]:
    return (work.responsible, work.assigned_to)


def _list_times(work: Work) -> tuple[str, ...]:
    return (work.due, work.schedule)


@dataclass(frozen=True)
class _Teller:
    """Whether something is told of a piece of work, in any of the columns that tell it."""

    consolidation: Consolidation
    work: Work
    parts: Work
    columns: Callable[[Work], tuple[str, ...]]

    def of_work(self, row: Record, its: Sequence[Record]) -> bool:
        """Of a piece of work, or of any of its parts."""
        return self._is_told(self.work, row) or any(map(self.of_part, its))

    def of_part(self, row: Record) -> bool:
        """Of a part."""
        return self._is_told(self.parts, row)

    def _is_told(self, work: Work, row: Record) -> bool:
        """Whether a cell says something, be it understood or not; a dash or "ej utsett" does not."""
        return any(
            not says_nothing(_read_words(row.get(column))) or self.consolidation.is_unread(row, work.sheet, column)
            for column in filter(None, self.columns(work))
        )


def _read_words(value: object) -> str:
    if isinstance(value, TimeSpan):
        return value.words
    return "" if value is None else str(value)


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
