"""The verb of `hplan check`: plans that are read -> plans that are judged. `merge` begins with it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hplan_xl.book.description import Book
from hplan_xl.book.errors import HplanError
from hplan_xl.book.findings import Finding, Severity
from hplan_xl.book.text import Text
from hplan_xl.consolidation.frames import gather
from hplan_xl.consolidation.union import File
from hplan_xl.intake.plan_files import Outcome, Progress, Reading, notices, opened
from hplan_xl.intake.selection import (
    PlanYears,
    credible_day,
    group_name,
    group_title,
    held_apart,
    is_excluded,
    select,
    years_of,
)
from hplan_xl.intake.states import State
from hplan_xl.interpretation import Interpreted
from hplan_xl.validation import validate
from hplan_xl.wording import command_sentences as said
from hplan_xl.wording import file_sentences


class NothingToDo(HplanError):
    """There is no plan to read."""


@dataclass(frozen=True)
class Checked:
    """Plans that were read and judged.

    files: every file that was given or found, in that order. plans: those that are used, and of each its findings.
    """

    book: Book
    files: tuple[File, ...]
    plans: tuple[Interpreted, ...]
    findings_by_plan: tuple[tuple[Finding, ...], ...]

    @property
    def has_errors(self) -> bool:
        """Whether a cell is to be corrected or a file was rejected."""
        rejected = any(file.state is State.REJECTED for file in self.files)
        return rejected or any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, plan by plan, each in reading order."""
        return tuple(finding for findings in self.findings_by_plan for finding in findings)


def check(reading: Reading, progress: Progress) -> Checked:
    """Judge all plans that are read, of every year.

    Raises NothingToDo where no file is a plan.
    """
    return judged(read_all(reading, progress), reading.book, None, ())


def read_all(reading: Reading, progress: Progress) -> list[Outcome]:
    """What became of each file. Raises NothingToDo, with why each was rejected, where none is a plan."""
    outcomes = list(reading.outcomes(progress))
    apart = iter(held_apart([outcome.plan for outcome in outcomes if outcome.plan]))
    outcomes = [replace(outcome, plan=next(apart)) if outcome.plan else outcome for outcome in outcomes]
    if not any(outcome.plan for outcome in outcomes):
        reasons = [outcome.reason for outcome in outcomes if outcome.state is State.REJECTED and outcome.reason]
        raise NothingToDo(_joined([*reasons, said.NO_PLANS.filled(paths=", ".join(reading.paths))]))
    return outcomes


def _joined(sentences: Sequence[Text]) -> Text:
    return Text("\n".join(text.sv for text in sentences), "\n".join(text.en for text in sentences))


def judged(outcomes: Sequence[Outcome], book: Book, year: int | None, excluded: Collection[str]) -> Checked:
    """The plans that are used of those that were read, with their findings; year: None for every year."""
    read = [outcome.plan for outcome in outcomes if outcome.plan]
    states = dict(zip((plan.submission.source for plan in read), select(read, year, excluded), strict=True))
    years = dict(zip((plan.submission.source for plan in read), years_of(read), strict=True))
    used = tuple(plan for plan in read if states[plan.submission.source][0] is State.READ)
    return Checked(
        book=book,
        files=tuple(_file(outcome, states, years, book, excluded) for outcome in outcomes),
        plans=used,
        findings_by_plan=validate(used, gather(used, book), book),
    )


def _file(
    outcome: Outcome,
    states: Mapping[str, tuple[State, Text | None]],
    years: Mapping[str, PlanYears],
    book: Book,
    excluded: Collection[str],
) -> File:
    plan = outcome.plan
    if plan is None:
        return File(outcome.source.name, outcome.state, outcome.reason, outcome.group, silent=outcome.silent)
    state, reason = states[plan.submission.source]
    told = plan.identity
    return File(
        name=plan.submission.source,
        state=state,
        reason=reason,
        group=group_name(plan),
        healthcare_region=told.region,
        years=told.years,
        as_of=told.as_of,
        document_status=told.status,
        version=told.version,
        sha256=plan.submission.sha256,
        template_version=plan.submission.version,
        saved=plan.submission.saved,
        rows={name: len(table.rows) for name, table in plan.tables.items()},
        notices=(
            *_notices_of_identity(plan, years[plan.submission.source]),
            *opened(plan.submission, outcome.opened_in),
            *notices(plan, book),
        ),
        delivered=told.delivered,
        excluded=state is State.LEFT_OUT and is_excluded(plan.submission.source, excluded),
    )


def _notices_of_identity(plan: Interpreted, years: PlanYears) -> Iterator[Text]:
    """What is told of a plan that does not say for sure which one it is, or as of when."""
    if years.why:
        yield years.why
    if plan.identity.read_as:
        group = group_title(group_name(plan))
        yield file_sentences.HELD_APART.filled(group=group, register=plan.identity.read_as)
    if plan.identity.as_of and not credible_day(plan):
        yield file_sentences.DAY_NOT_COUNTED.filled(day=plan.identity.as_of)
