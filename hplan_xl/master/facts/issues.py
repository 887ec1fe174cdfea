"""The issues a meeting takes up: trouble, open questions by forum, late work, work that nobody leads or works on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hplan_xl.book.columns import Term, Tick
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.book.values import TimeSpan
from hplan_xl.book.views import Questions, Work
from hplan_xl.consolidation.union import Consolidation, Scope
from hplan_xl.master.facts.records import Record, get_text, list_family, list_records, list_terms
from hplan_xl.master.facts.status_counts import find_owner, group_records, list_groups, list_work

_MONTHS = Text(
    "jan feb mar apr maj jun jul aug sep okt nov dec",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
)


@dataclass(frozen=True)
class LateWork:
    """A piece of work that should have been done before the day of the consolidation."""

    row: Record
    work: Work
    due: date
    days: int

    def sentence(self, as_of: date | None) -> Text:
        """When it should have been done, and how long ago that is."""
        ago = Text("1 dag", "1 day") if self.days == 1 else Text(f"{self.days} dagar", f"{self.days} days")
        day = format_day(self.due, as_of)
        return Text(
            f"Skulle ha varit klart {day.sv}, för {ago.sv} sedan.",
            f"Was due on {day.en}, {ago.en} ago.",
        )


def format_day(day: date, as_of: date | None) -> Text:
    """A day as people say it, with its year where that is another than the present.

    >>> format_day(date(2025, 1, 31), date(2025, 10, 1)).sv, format_day(date(2024, 1, 31), date(2025, 10, 1)).en
    ('31 jan', '31 Jan 2024')
    """
    year = "" if as_of and day.year == as_of.year else f" {day.year}"
    return Text(*(f"{day.day} {months.split()[day.month - 1]}{year}" for months in (_MONTHS.sv, _MONTHS.en)))


def find_late_work(consolidated: Consolidation, work: Work, parts: Work) -> tuple[LateWork, ...]:
    """The work, and the parts of it, that should have been done; what is closed, or part of what is, is not late."""
    rows = list_work(consolidated, work)
    over = {_key(row, work.number) for row in rows if row.get(work.status) in work.closed_statuses}
    found = [*_find_late_rows(_with_status(consolidated, rows, work), work, consolidated.as_of)]
    found += [
        one
        for one in _find_late_rows(
            _with_status(consolidated, list_work(consolidated, parts), parts), parts, consolidated.as_of
        )
        if _key(one.row, parts.parent) not in over
    ]
    order = {group: place for place, group in enumerate(list_groups(consolidated))}
    return tuple(sorted(found, key=lambda one: (order[find_owner(one.row)], one.due)))


def _with_status(consolidated: Consolidation, rows: Sequence[Record], work: Work) -> list[Record]:
    """The rows but for those whose status could not be understood: they may be closed."""
    return [row for row in rows if not consolidated.is_unread(row, work.sheet, work.status)]


def _find_late_rows(rows: Sequence[Record], work: Work, as_of: date | None) -> list[LateWork]:
    if as_of is None:
        return []
    dated = [(row, find_end_day(row, work)) for row in rows if row.get(work.status) not in work.closed_statuses]
    return [LateWork(row, work, due, (as_of - due).days) for row, due in dated if due is not None and due < as_of]


def find_end_day(row: Record, work: Work) -> date | None:
    """When the work is to be done: its day, else the last day of the time it was given in words."""
    day = row.get(work.due) if work.due else None
    if isinstance(day, date):
        return day
    span = row.get(work.schedule) if work.schedule else None
    return span.last if isinstance(span, TimeSpan) else None


def _key(row: Record, column: str) -> tuple[str, str]:
    return get_text(row, "_file"), get_text(row, column)


def group_parts(consolidated: Consolidation, parts: Work) -> Mapping[tuple[str, str], Sequence[Record]]:
    """The parts by the file and the number of the work they belong to."""
    found: dict[tuple[str, str], list[Record]] = {}
    for row in list_work(consolidated, parts):
        found.setdefault(_key(row, parts.parent), []).append(row)
    return found


def select_by_status(rows: Sequence[Record], work: Work, status: Term) -> tuple[Record, ...]:
    """The work that has this status."""
    return tuple(row for row in rows if row.get(work.status) == status.name)


def find_unled_work(consolidated: Consolidation, work: Work, parts: Work) -> tuple[Record, ...]:
    """The open work for which nobody answers, neither for it nor for any part of it."""
    led = {_key(row, parts.parent) for row in list_work(consolidated, parts) if get_text(row, parts.responsible)}
    return tuple(
        row
        for row in list_work(consolidated, work)
        if row.get(work.status) not in work.closed_statuses
        and not get_text(row, work.responsible)
        and not consolidated.is_unread(row, work.sheet, work.responsible)
        and not consolidated.is_unread(row, work.sheet, work.status)
        and _key(row, work.number) not in led
    )


@dataclass(frozen=True)
class IdleTick:
    """A tick of the family that no work under way serves in a healthcare region; `rows` serve it, but rest."""

    region: str
    tick: Tick
    rows: tuple[Record, ...]


def find_idle_ticks(consolidated: Consolidation, work: Work) -> tuple[IdleTick, ...]:
    """What nobody works on, by healthcare region that is counted; nothing for a part that is not all of a region."""
    if consolidated.scope not in (Scope.WHOLE, Scope.REGION):
        return ()
    resting = (*work.closed_statuses, *work.idle_statuses)
    ticks = list_family(consolidated.book, work.sheet, work.family)
    found = []
    for region, rows in group_records(list_work(consolidated, work), lambda row: get_text(row, "_region")).items():
        if region not in consolidated.regions:
            continue
        for tick in (tick for tick in ticks if not tick.only_for or region in tick.only_for):
            serving = tuple(row for row in rows if row.get(tick.name))
            doubtful = any(consolidated.is_unread(row, work.sheet, tick.name) for row in rows)
            if not doubtful and all(row.get(work.status) in resting for row in serving):
                found.append(IdleTick(region, tick, serving))
    return tuple(found)


def find_questions(consolidated: Consolidation, question: Questions) -> tuple[Record, ...]:
    """List the questions that are not settled, in the order of their forums."""
    order = {
        term.name: place for place, term in enumerate(list_terms(consolidated.book, question.sheet, question.forum))
    }
    open_ones = [row for row in list_records(consolidated, question.sheet) if _is_asked(consolidated, row, question)]
    return tuple(sorted(open_ones, key=lambda row: order.get(get_text(row, question.forum), len(order))))


def _is_asked(consolidated: Consolidation, row: Record, question: Questions) -> bool:
    """Whether a row asks something of somebody; one whose state could not be understood claims nothing."""
    if row.get(question.state) in question.settled_states or consolidated.is_unread(
        row, question.sheet, question.state
    ):
        return False
    if question.settled_on and row.get(question.settled_on):
        return False
    return bool(row.get(question.forum)) or not question.requires_forum or row.get(question.kind) in question.needs


def count_by_forum(consolidated: Consolidation, questions: Sequence[Questions]) -> dict[Text, Counter[str]]:
    """How many of each kind of question is asked of whom: the forum in words, by the questions' sheets.

    Forums of two sheets with the same words are one; a blank Text is what names nobody.
    """
    found: dict[Text, Counter[str]] = {}
    for question in questions:
        forums = {term.name: term.word for term in list_terms(consolidated.book, question.sheet, question.forum)}
        for row in find_questions(consolidated, question):
            name = get_text(row, question.forum)
            found.setdefault(forums.get(name, neutral_text(name)), Counter())[question.sheet] += 1
    return found
