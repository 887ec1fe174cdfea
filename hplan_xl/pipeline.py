"""The verbs: what each command does, as the flow from paths to results."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hplan_xl.book import Book
from hplan_xl.consolidation import Consolidated, File, Route, consolidate
from hplan_xl.errors import HplanError
from hplan_xl.findings import Finding, Severity
from hplan_xl.frames import gather
from hplan_xl.intake import Outcome, Progress, take_in
from hplan_xl.interpretation import Interpreted
from hplan_xl.master import MASTER_MARK, five_sentences, master_bytes
from hplan_xl.plan import hplan
from hplan_xl.plan.register import Register
from hplan_xl.selection import State, as_of, commonest_year, identity, select
from hplan_xl.sources import find_sources
from hplan_xl.text import Language, Text
from hplan_xl.validation import validate
from hplan_xl.wording import commands as said
from hplan_xl.writing import Written, refuse_foreign, refuse_input, write_whole


class NothingToDo(HplanError):
    """There is no plan to read."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """How a merge is wanted.

    year: of the plans, None for the year that most of them are for. as_of: the day overdue is counted from, None for
    the latest "Status per den". excluded: names of files to leave out. force: overwrite also what is not ours.
    """

    year: int | None = None
    as_of: date | None = None
    excluded: frozenset[str] = frozenset()
    force: bool = False
    language: Language = "sv"


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


@dataclass(frozen=True)
class Merged:
    """A master that was written: from what, what its first lines say, and where it is.

    counts: begun rows read, merged, and left in files that are not used.
    """

    checked: Checked
    consolidated: Consolidated
    sentences: tuple[Text, ...]
    counts: tuple[int, int, int]
    written: Written


def check(paths: Sequence[str], register: Register, progress: Progress) -> Checked:
    """Read and judge all plans under the paths, of every year.

    Raises:
        NothingToDo: no file there is a plan.
        HplanError: a path does not exist.
    """
    outcomes = _read(paths, register, progress)
    return _judge(outcomes, hplan(register, None), None, ())


def merge(paths: Sequence[str], output: Path, register: Register, order: Order, progress: Progress) -> Merged:
    """Read, judge and consolidate the plans of one year, and write the master.

    Raises:
        NothingToDo: no file there is a plan, or none is for that year.
        OutputError: the master cannot be written, or would replace an input or a file that is not ours.
        HplanError: a path does not exist.
    """
    refuse_input(output, map(Path, paths))
    if not order.force:
        refuse_foreign(output, MASTER_MARK)
    outcomes = _read(paths, register, progress)
    refuse_input(output, (Path(outcome.source.name) for outcome in outcomes))
    plans = [outcome.plan for outcome in outcomes if outcome.plan]
    year = order.year if order.year is not None else commonest_year(plans)
    checked = _judge(outcomes, hplan(register, None), year, order.excluded)
    if not checked.plans:
        years = ", ".join(sorted({str(identity(plan).year) for plan in plans}))
        raise NothingToDo(said.NO_PLANS_FOR_YEAR.filled(year=year, years=years))
    consolidated = _consolidate(checked, register, year, order.as_of)
    written = write_whole(output, master_bytes(consolidated, order.language))
    return Merged(checked, consolidated, five_sentences(consolidated), _reconciled(consolidated), written)


def _reconciled(consolidated: Consolidated) -> tuple[int, int, int]:
    """Begun rows that were read, that are in the master, and that stand in files not used.

    Raises AssertionError where they do not add up: a row was lost, and that is our mistake.
    """
    rows = {file.name: sum(file.rows.values()) for file in consolidated.files}
    merged = sum(len(table) for table in consolidated.tables.values())
    left = sum(rows[file.name] for file in consolidated.files if file.state is not State.READ)
    if sum(rows.values()) != merged + left:
        raise AssertionError(f"{sum(rows.values())} rows read, {merged} merged, {left} left")
    return sum(rows.values()), merged, left


def _read(paths: Sequence[str], register: Register, progress: Progress) -> list[Outcome]:
    outcomes = list(take_in(find_sources(paths), hplan(register, None), progress))
    if not any(outcome.plan for outcome in outcomes):
        reasons = [outcome.reason for outcome in outcomes if outcome.state is State.REJECTED and outcome.reason]
        raise NothingToDo(_joined([*reasons, said.NO_PLANS.filled(paths=", ".join(paths))]))
    return outcomes


def _joined(sentences: Sequence[Text]) -> Text:
    return Text("\n".join(text.sv for text in sentences), "\n".join(text.en for text in sentences))


def _judge(outcomes: Sequence[Outcome], book: Book, year: int | None, excluded: Collection[str]) -> Checked:
    read = [outcome.plan for outcome in outcomes if outcome.plan]
    states = dict(zip((plan.submission.source for plan in read), select(read, year, excluded), strict=True))
    used = tuple(plan for plan in read if states[plan.submission.source][0] is State.READ)
    return Checked(
        book=book,
        files=tuple(_file(outcome, states) for outcome in outcomes),
        plans=used,
        findings_by_plan=validate(used, gather(used, book), book),
    )


def _file(outcome: Outcome, states: Mapping[str, tuple[State, Text | None]]) -> File:
    plan = outcome.plan
    if plan is None:
        return File(outcome.source.name, outcome.state, outcome.reason)
    state, reason = states[plan.submission.source]
    told = identity(plan)
    return File(
        name=plan.submission.source,
        state=state,
        reason=reason,
        group=told.group,
        healthcare_region=told.healthcare_region,
        year=told.year,
        as_of=as_of(plan),
        document_status=str(plan.answer("document_status") or ""),
        version=str(plan.answer("version") or ""),
        sha256=plan.submission.sha256,
        template_version=plan.submission.version,
        saved=plan.submission.saved,
        rows={name: len(table.rows) for name, table in plan.tables.items()},
    )


def _consolidate(checked: Checked, register: Register, year: int | None, as_of_day: date | None) -> Consolidated:
    return consolidate(
        [Route(plan, _council(plan, register)) for plan in checked.plans],
        checked.book,
        year=year or (as_of_day or date.min).year,
        as_of_day=as_of_day,
        files=checked.files,
        findings=checked.findings,
        awaited=_awaited(checked.plans, register),
    )


def _council(plan: Interpreted, register: Register) -> str:
    """What the plan says it reports to, else what the register knows."""
    told = plan.answer("council")
    if told:
        return str(told)
    whose = identity(plan)
    region = register.region(whose.healthcare_region)
    group = register.find_group(whose.group, region) if region else None
    return ", ".join(register.routes(group, region)) if region and group else ""


def _awaited(plans: Sequence[Interpreted], register: Register) -> tuple[str, ...]:
    """The groups of the regions at hand from which there is no plan, each with its region where there are several."""
    told = {(identity(plan).healthcare_region, identity(plan).group) for plan in plans}
    regions = [region for region in register.regions if any(region.name == name for name, _ in told)]
    return tuple(
        group.name if len(regions) == 1 else f"{group.name} ({region.short})"
        for region in regions
        for group in register.groups_of(region)
        if (region.name, group.name) not in told
    )
