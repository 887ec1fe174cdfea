"""The verb of `hplan check`: plans that are read -> plans that are judged. `merge` begins with it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hplan_xl.book.description import Book
from hplan_xl.book.errors import HplanError
from hplan_xl.book.findings import Finding, Severity
from hplan_xl.book.text import Text, join_texts
from hplan_xl.consolidation.union import FileRecord, gather_tables
from hplan_xl.intake.plan_files import FileOutcome, PlanReading, Progress, describe_lock, find_notices
from hplan_xl.intake.selection import (
    PlanYears,
    assign_years,
    find_credible_day,
    group_name,
    group_title,
    is_excluded,
    keep_names_apart,
    select_plans,
)
from hplan_xl.intake.states import FileState
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.validation import validate_plans
from hplan_xl.wording import command_sentences, file_sentences


class NoPlans(HplanError):
    """There is no plan to read."""


@dataclass(frozen=True)
class CheckResult:
    """The plans that were read, with their findings.

    files: every file that was given or found, in that order. plans: those that are used, and of each its findings.
    """

    book: Book
    files: tuple[FileRecord, ...]
    plans: tuple[InterpretedPlan, ...]
    findings_by_plan: tuple[tuple[Finding, ...], ...]

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error or any file was rejected."""
        rejected = any(file.state is FileState.REJECTED for file in self.files)
        return rejected or any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, plan by plan, each in reading order."""
        return tuple(finding for findings in self.findings_by_plan for finding in findings)


def read_plans(reading: PlanReading, progress: Progress) -> list[FileOutcome]:
    """Read every file and return the outcome of each. Raises NoPlans, with the reasons, where none is a plan.

    Beside other plans next year's templates are none, until somebody has saved them.
    """
    outcomes = _pass_unanswered(list(reading.outcomes(progress)))
    apart = iter(keep_names_apart([outcome.plan for outcome in outcomes if outcome.plan]))
    outcomes = [replace(outcome, plan=next(apart)) if outcome.plan else outcome for outcome in outcomes]
    if not any(outcome.plan for outcome in outcomes):
        reasons = [outcome.reason for outcome in outcomes if outcome.reason and not outcome.is_silent]
        raise NoPlans(join_texts([*reasons, command_sentences.NO_PLANS.fill(paths=", ".join(reading.paths))]))
    return outcomes


def _pass_unanswered(outcomes: Sequence[FileOutcome]) -> list[FileOutcome]:
    if all(one.plan.submission.is_unanswered for one in outcomes if one.plan):
        return list(outcomes)
    return [
        FileOutcome(one.source, state=FileState.SKIPPED, reason=file_sentences.UNANSWERED.fill(file=one.source.name))
        if one.plan and one.plan.submission.is_unanswered
        else one
        for one in outcomes
    ]


def judge_plans(
    outcomes: Sequence[FileOutcome], book: Book, year: int | None, excluded: Collection[str]
) -> CheckResult:
    """Choose the plans that are used, and collect their findings; year: None for every year."""
    read = [outcome.plan for outcome in outcomes if outcome.plan]
    states = dict(zip((plan.submission.source for plan in read), select_plans(read, year, excluded), strict=True))
    years = dict(zip((plan.submission.source for plan in read), assign_years(read), strict=True))
    used = tuple(plan for plan in read if states[plan.submission.source][0] is FileState.READ)
    return CheckResult(
        book=book,
        files=tuple(_file(outcome, states, years, book, excluded) for outcome in outcomes),
        plans=used,
        findings_by_plan=validate_plans(used, gather_tables(used, book), book),
    )


def _file(
    outcome: FileOutcome,
    states: Mapping[str, tuple[FileState, Text | None]],
    years: Mapping[str, PlanYears],
    book: Book,
    excluded: Collection[str],
) -> FileRecord:
    plan = outcome.plan
    if plan is None:
        return FileRecord(
            outcome.source.name, outcome.state, outcome.reason, outcome.group, is_silent=outcome.is_silent
        )
    state, reason = states[plan.submission.source]
    told = plan.identity
    return FileRecord(
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
        saved_at=plan.submission.saved_at,
        rows={name: len(table.rows) for name, table in plan.tables.items()},
        notices=(
            *(() if state is FileState.LEFT_OUT else _notices_of_identity(plan, years[plan.submission.source])),
            *describe_lock(plan.submission, outcome.locking_program),
            *find_notices(plan, book),
        ),
        is_delivered=told.is_delivered,
        language=plan.submission.language,
        is_draft=plan.submission.is_draft,
        is_excluded=state is FileState.LEFT_OUT and is_excluded(plan.submission.source, excluded),
    )


def _notices_of_identity(plan: InterpretedPlan, years: PlanYears) -> Iterator[Text]:
    """Say what a plan leaves open about which one it is, or as of when."""
    if years.reason:
        yield years.reason
    if plan.identity.read_as:
        group = group_title(group_name(plan))
        yield file_sentences.HELD_APART.fill(group=group, register=plan.identity.read_as)
    if plan.identity.as_of and not find_credible_day(plan):
        yield file_sentences.DAY_NOT_COUNTED.fill(day=plan.identity.as_of)
