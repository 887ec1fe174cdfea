"""The verb of `hplan next`: next year's plan of each group, prefilled from the latest plan that it has sent.

Which plan that is, is decided here among all; the workbooks are made in processes beside ours.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from hplan_xl.book.errors import OutputError
from hplan_xl.book.limits import FileNames
from hplan_xl.book.text import Language, Text, neutral_text
from hplan_xl.book.values import YearSpan
from hplan_xl.book.views import find_measures
from hplan_xl.commands.begin_reading import RegionalBooks
from hplan_xl.commands.check_plans import NoPlans, read_plans
from hplan_xl.commands.make_templates import TemplateOrder, ask_about_day, collect_guide_facts, name_template_file
from hplan_xl.consolidation.union import COUNTED_SHARE
from hplan_xl.excel.atomic_write import HOLDS_INPUT, WrittenFile, make_folder, refuse_file, write_new_file
from hplan_xl.intake.plan_files import FileOutcome, PlanReading, Progress
from hplan_xl.intake.selection import (
    add_region,
    assign_years,
    find_credible_day,
    find_shared_names,
    select_latest_plans,
)
from hplan_xl.intake.sources import FileProcesses, Source
from hplan_xl.intake.states import FileState
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.interpretation.personal_data import remove_numbers
from hplan_xl.marking import unmark_workbook
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.reading.earlier_files import find_told_numbers, read_finished_rows
from hplan_xl.reading.opening import open_plan
from hplan_xl.reading.submission import build_submission
from hplan_xl.register.catalogue import Group, HealthcareRegion, Register
from hplan_xl.renewal import NewYear, PlanMemory, RenewedPlan, find_baselines, renew_plan
from hplan_xl.renewal.national_values import SavedValues, find_series_of_areas, read_saved_values
from hplan_xl.wording import command_sentences, renewal_sentences
from hplan_xl.wording.file_sentences import HELD_APART

_MOST_NAMES = 10


@dataclass(frozen=True)
class NextOrder:
    """The options: year None for the one after that which most of the plans are for, due None where it is not known.

    saved_values: answers of a national source, as files.
    """

    register: Register
    year: int | None = None
    due: date | None = None
    saved_values: tuple[Path, ...] = ()


@dataclass(frozen=True)
class PlanForNextYear:
    """A workbook made from an earlier plan: its preferred name, its bytes, and what it took over.

    group: whose plan it is, "" where that is not known, in which healthcare region, by name. years: it is for, and
    earlier_years, as far as known, those of the earlier plan. kept_rows: how many of its rows go on.
    language: of the workbook, as that of the earlier plan. earlier_day: of the status in that, None where not known.
    filled_measures: those of which saved values were used.
    """

    name: str
    data: bytes
    sentences: tuple[Text, ...]
    group: str
    region: str
    years: YearSpan
    earlier_years: YearSpan | None
    kept_rows: int
    language: Language
    filled_measures: frozenset[str] = frozenset()
    earlier_day: date | None = None


@dataclass(frozen=True)
class NextOutcome:
    """The result for one earlier plan: the workbook that was written, or the reason why there is none."""

    source: str
    made: PlanForNextYear | None = None
    written_file: WrittenFile | None = None
    refusal: Text | None = None


@dataclass(frozen=True)
class NextResult:
    """The plans that were made.

    left_out: why other files were not used, and who has no plan. rejected: how many files could not be read.
    """

    outcomes: tuple[NextOutcome, ...]
    left_out: tuple[Text, ...] = ()
    rejected: int = 0


def make_next_plans(reading: PlanReading, folder: Path, order: NextOrder, progress: Progress) -> NextResult:
    """Write next year's plan of each group into a folder, which is made if it is not there.

    Raises:
        NoPlans: no file is a plan, none tells its year, or none is for a time before the year.
        OutputError: the folder is not writable, or every plan lies in it.
        SavedValuesError: a file of saved values cannot be used.
    """
    refuse_file(folder, "-o")
    saved = read_saved_values(order.saved_values) if order.saved_values else None
    files = read_plans(reading, progress)
    inside = [one for one in files if one.plan and _lies_in(one.source, folder)]
    plans = [one.plan for one in files if one.plan and one not in inside]
    if not plans:
        raise OutputError(HOLDS_INPUT.fill(path=folder))
    year, states = select_latest_plans(plans, order.year)
    used = {
        plan.submission.source: plan for plan, (state, _) in zip(plans, states, strict=True) if state is FileState.READ
    }
    if year is None:
        raise NoPlans(command_sentences.NO_YEAR_TOLD)
    if not used:
        years = ", ".join(sorted({str(years.span) for years in assign_years(plans) if years.span}))
        raise NoPlans(renewal_sentences.NO_EARLIER_PLAN.fill(year=year, years=years or "–"))
    make_folder(folder)
    sources = [one.source for one in files if one.source.name in used]
    groups = {name: plan.identity.group for name, plan in used.items()}
    renewer = PlanRenewer(order.register, year, order.due, groups, saved, find_shared_names(used.values()))
    inputs, names, outcomes = [Path(one.path) for one in sources], FileNames(), []
    with FileProcesses(renewer, sources) as apart:
        for source, made in zip(sources, apart, strict=True):
            outcomes.append(_write(made, source, folder, names, inputs))
    lacking = _describe_groups_without_plan(list(used.values()), plans, order.register, year)
    told_inside = (renewal_sentences.IN_THE_OUTPUT.fill(file=one.source.name) for one in inside)
    reasons = (*_reasons(files), *(reason for _, reason in states if reason), *told_inside, *lacking)
    reasons = (*reasons, *_describe_held_apart(used.values()))
    reasons = (*reasons, *_describe_unused(saved, outcomes), *ask_about_day(order.due, year, command_sentences.DUE_FAR))
    return NextResult(tuple(outcomes), reasons, sum(one.state is FileState.REJECTED for one in files))


def _lies_in(source: Source, folder: Path) -> bool:
    """Whether a file lies in the folder that is written, so that it is an earlier result and no input."""
    return not source.member and Path(os.path.realpath(source.path)).parent == Path(os.path.realpath(folder))


def _describe_groups_without_plan(
    used: Sequence[InterpretedPlan], plans: Sequence[InterpretedPlan], register: Register, year: int
) -> Iterator[Text]:
    """Name the groups that have no plan for any year, in the regions that at least a fifth of those used come from."""
    counts = Counter(plan.identity.region for plan in used)
    having = {(plan.identity.region, name) for plan in plans for name in (plan.identity.group, plan.identity.read_as)}
    for region in register.regions:
        lacking = [group.name for group in register.groups_of(region) if (region.name, group.name) not in having]
        if lacking and counts[region.name] * COUNTED_SHARE >= len(used):
            sentence = (
                renewal_sentences.GROUP_WITHOUT_PLAN if len(lacking) == 1 else renewal_sentences.GROUPS_WITHOUT_PLAN
            )
            named = renewal_sentences.list_first(list(map(neutral_text, lacking)), _MOST_NAMES)
            yield sentence.fill(n=len(lacking), region=region.title, code=region.name, groups=named, year=year)


def _describe_held_apart(plans: Iterable[InterpretedPlan]) -> Iterator[Text]:
    """Say of which groups the register has another name, that another plan here goes by too."""
    for plan in plans:
        if plan.identity.read_as:
            yield HELD_APART.fill(group=plan.identity.group, register=plan.identity.read_as)


def _describe_unused(saved: SavedValues | None, outcomes: Sequence[NextOutcome]) -> Iterator[Text]:
    """Name the measures that no indicator of a plan has the identifier of."""
    used = {measure for one in outcomes if one.made for measure in one.made.filled_measures}
    for measure, file in sorted(saved.files.items()) if saved else ():
        if measure not in used and any(one.made for one in outcomes):
            yield renewal_sentences.UNUSED_MEASURE.fill(kpi=measure, file=file)


def _reasons(files: Sequence[FileOutcome]) -> Iterator[Text]:
    """Why files are no plans, but for those of which nobody need be told."""
    return (one.reason for one in files if one.reason and not one.plan and not one.is_silent)


def _write(
    made: PlanForNextYear | Text, source: Source, folder: Path, names: FileNames, inputs: Sequence[Path]
) -> NextOutcome:
    """Write one plan, if one was made and its place is free."""
    if isinstance(made, Text):
        return NextOutcome(source.name, refusal=made)
    target = folder / names.take(made.name)
    try:
        return NextOutcome(source.name, made, write_new_file(target, made.data, inputs))
    except OutputError as error:
        return NextOutcome(source.name, refusal=error.sentence)


def describe_next_plans(outcomes: Sequence[NextOutcome], language: Language) -> Iterator[str]:
    """Yield the lines that are printed about each plan: what was kept, moved and cleared."""
    for one in outcomes:
        if one.made and one.written_file:
            yield f"{one.source} → {one.written_file.path.name}:"
            yield from (f"  {sentence.localize(language)}" for sentence in one.made.sentences)


def _name_of_file(source: str, years: YearSpan | None) -> str:
    """The name of a file, without the years that the plan in it is for where they stand last."""
    stem = remove_numbers(Path(source).stem)
    return stem.removesuffix(str(years)).rstrip() or stem


@dataclass(frozen=True)
class PlanRenewer:
    """Makes next year's plan of an earlier one.

    year: the one that is asked for. groups: whose plan each file is, by its name, as all the plans together tell.
    saved: values of a national source to fill in. shared_names: of groups in several healthcare regions.
    """

    register: Register
    year: int
    due: date | None
    groups: Mapping[str, str]
    saved: SavedValues | None = None
    shared_names: frozenset[str] = frozenset()

    def __call__(self, source: Source) -> PlanForNextYear:
        """A plan made anew. Raises WorkbookError, OutputError and OSError where it cannot be read or written."""
        data = unmark_workbook(source.read_bytes(), source.name)
        opened = open_plan(source.name, data, self._books.all_regions)
        plan = interpret_plan(build_submission(opened, data), self._books.all_regions)
        region = self._books.find_region(plan, opened)
        group_name = self.groups.get(source.name, plan.identity.group)
        group = self.register.find_group(group_name, region) if group_name else None
        language = opened.language
        new = self._new_year(plan, region, group, group_name, language)
        finished = read_finished_rows(opened.package)
        memory = PlanMemory(finished, find_told_numbers(opened.package, finished, new.book))
        order = TemplateOrder(register=self.register, region=region.name, due=self.due, language=language)
        facts = {**collect_guide_facts(order, group, region), "year": new.years, "group": group_name}
        measures = find_measures(new.book.views)
        areas = find_series_of_areas(region, measures.nation_series) if measures else {}
        renewed: RenewedPlan = renew_plan(plan, new, memory, facts, (self.saved, areas) if self.saved else None)
        called = group_name or _name_of_file(source.name, plan.identity.years)
        if group_name in self.shared_names:
            called = add_region(neutral_text(called), region.title, self.register.region_titles).localize(language)
        name = name_template_file(called, new.years)
        whose = (group_name, region.name)
        used = renewed.filled_values.measures if renewed.filled_values else frozenset()
        sentences = tuple(renewed.sentences)
        kept = renewed.account.staying_rows.total()
        years = (new.years, plan.identity.years)
        return PlanForNextYear(
            name, renewed.data, sentences, *whose, *years, kept, language, used, find_credible_day(plan)
        )

    @cached_property
    def _books(self) -> RegionalBooks:
        return RegionalBooks(self.register)

    def _new_year(
        self, plan: InterpretedPlan, region: HealthcareRegion, group: Group | None, group_name: str, language: Language
    ) -> NewYear:
        """What the new year's plan is made in. A group that is held apart from another keeps the name it is told by."""
        book, told = self._books.by_region[region.name], plan.identity.years
        goes_on = told is not None and self.year in told
        years = told if told is not None and goes_on else YearSpan(self.year, self.year)
        rows = build_prefill(self.register, region, group, self.year, self.due, language)
        form = {**rows[book.identity.sheet][0], book.identity.years: years}
        if group:
            form[book.identity.group] = group_name
        return NewYear(
            book,
            language,
            {**rows, book.identity.sheet: [form]},
            years=years,
            year=self.year,
            goes_on=goes_on,
            baselines=find_baselines(plan, book),
        )
