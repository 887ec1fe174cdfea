"""Which of the files are used: one year, and one file a plan (plan.md, "Two files for one plan")."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from hplan_xl.book.text import Text, clean, folded
from hplan_xl.interpretation import Interpreted
from hplan_xl.reading.submission import Submission, Table
from hplan_xl.wording import file_sentences as said


class State(StrEnum):
    """What became of a file."""

    READ = "read"
    SUPERSEDED = "superseded"
    LEFT_OUT = "left_out"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Identity:
    """Whose plan it is, and for when: the answers of the form, "" and None where they are not there."""

    healthcare_region: str
    group: str
    year: int | None


def identity(plan: Interpreted) -> Identity:
    """Whose plan it is; a plan that does not name its group goes by its file, so that it is neither lost nor mixed up.

    By the whole path of it: attachments from many groups often have one name.
    """
    group = plan.answer("group") or clean(plan.submission.source.removesuffix(".xlsx"))
    year = plan.answer("year")
    return Identity(str(plan.answer("healthcare_region") or ""), str(group), year if isinstance(year, int) else None)


def as_of(plan: Interpreted) -> date | None:
    """The plan's own "Status per den"."""
    told = plan.answer("as_of")
    return told if isinstance(told, date) else None


def commonest_year(plans: Sequence[Interpreted]) -> int | None:
    """The year most of the plans are for, the later of equals; None where no plan says."""
    years = Counter(year for plan in plans if (year := identity(plan).year) is not None)
    return max(years, key=lambda year: (years[year], year), default=None)


def select(
    plans: Sequence[Interpreted], year: int | None, excluded: Collection[str]
) -> tuple[tuple[State, Text | None], ...]:
    """The state of each plan, and why it is not used; None for one that is.

    year: of the plans to use, None for every year. A plan that does not say its year is used.
    excluded: sources, or the names of files, to leave out.
    """
    states: dict[int, tuple[State, Text | None]] = {}
    rivals: dict[Identity, list[int]] = defaultdict(list)
    for place, plan in enumerate(plans):
        source, told = plan.submission.source, identity(plan)
        if source in excluded or source.rsplit("/", 1)[-1] in excluded:
            states[place] = (State.LEFT_OUT, said.EXCLUDED.filled(file=source))
        elif year is not None and told.year not in (year, None):
            states[place] = (State.LEFT_OUT, said.OTHER_YEAR.filled(file=source, year=told.year, merge_year=year))
        else:
            rivals[_whose(plan, year)].append(place)
    for places in rivals.values():
        used = max(places, key=lambda place: _newness(plans[place]))
        states[used] = (State.READ, None)
        states |= {place: (State.SUPERSEDED, _why(plans[place], plans[used])) for place in places if place != used}
    return tuple(states[place] for place in range(len(plans)))


def _whose(plan: Interpreted, year: int | None) -> Identity:
    """What two files for one plan share; year: of the plans to use, for one that does not say its own.

    A plan that does not name its group is one with its own copies only: two groups may give their files one name.
    """
    told = identity(plan)
    group = folded(told.group) if plan.answer("group") else contents(plan.submission)
    return Identity(told.healthcare_region, group, told.year or year)


def _newness(plan: Interpreted) -> tuple[date, datetime, bool, str, str]:
    """The later the greater; of two as new, the one without marks of ours, which is the original."""
    source = plan.submission.source
    return (as_of(plan) or date.min, _saved(plan), not plan.submission.marked, source.rsplit("/", 1)[-1], source)


def _saved(plan: Interpreted) -> datetime:
    saved = plan.submission.saved or datetime.min
    return saved.replace(tzinfo=UTC) if saved.tzinfo is None else saved


def _why(plan: Interpreted, used: Interpreted) -> Text:
    names = {"file": plan.submission.source, "other": used.submission.source}
    if contents(plan.submission) == contents(used.submission):
        return said.SAME_CONTENT.filled(**names)
    if as_of(plan) != as_of(used):
        return said.OLDER_STATUS.filled(**names, date=as_of(used))
    if _saved(plan) != _saved(used):
        return said.SAVED_EARLIER.filled(**names, date=f"{_saved(used):%Y-%m-%d %H:%M}")
    return said.EQUALLY_NEW.filled(**names, group=identity(plan).group)


def contents(submission: Submission) -> str:
    """A fingerprint of what was typed in form and tables, whatever the file around it; an empty sheet is as none."""
    told = [(name, _records(table)) for name, table in sorted(submission.tables.items()) if table.rows]
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def _records(table: Table) -> list[list[tuple[str, str]]]:
    """Of each record the columns that are filled, with what was typed."""
    return [
        sorted((column, repr(values[record])) for column, values in table.values.items() if values[record] is not None)
        for record in range(len(table.rows))
    ]
