"""The verb of `hplan merge`: plans that are read -> one master, or a folder with one beside a master a part."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.book.errors import HplanError, NotAMaster, explain_os_error
from hplan_xl.book.text import Language, Text, join_texts, list_texts
from hplan_xl.commands.check_plans import CheckResult, NoPlans, judge_plans, read_plans
from hplan_xl.commands.make_templates import find_region
from hplan_xl.consolidation.earlier import interpret_master, list_read_tables, order_masters
from hplan_xl.consolidation.union import (
    Consolidation,
    EarlierMaster,
    FileRecord,
    Route,
    Scope,
    consolidate_plans,
    find_counted_regions,
    group_standings,
    is_stray,
    join_councils,
)
from hplan_xl.excel import atomic_write
from hplan_xl.intake.plan_files import FileOutcome, PlanReading, Progress
from hplan_xl.intake.round_files import find_last_round
from hplan_xl.intake.selection import assign_years, find_commonest_year, group_name, group_title, is_excluded
from hplan_xl.intake.sources import is_round
from hplan_xl.intake.states import FileState
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.master.facts import slices
from hplan_xl.master.facts.records import choose_route_noun, find_groups_in_several, name_groups, split_councils
from hplan_xl.master.write import build_master, compose_five_sentences
from hplan_xl.plan import hplan_of
from hplan_xl.reading.earlier_files import read_master_file
from hplan_xl.register.catalogue import Register
from hplan_xl.register.name_search import Recipients, list_recipients
from hplan_xl.wording import command_sentences, refusals, round_sentences
from hplan_xl.wording.file_sentences import STRAY, STRAY_FROM_ASKED


@dataclass(frozen=True, kw_only=True)
class PlanSelection:
    """Which of the plans that are read are consolidated, and as of when.

    year: of the plans, None for the year that most of them are for. as_of: the day overdue is counted from, None for
    the latest "Status per den". excluded_files: names of files to leave out. regions: whose groups are awaited.
    """

    year: int | None = None
    as_of: date | None = None
    excluded_files: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MergeOrder(PlanSelection):
    """The options of a merge.

    force: overwrite also what is not ours.
    split_by: write a master for each part beside the whole, into a folder; None writes the whole to a file.
    handout: leave only the pages that are printed and sent. previous: the earlier masters to compare with.
    """

    force: bool = False
    split_by: slices.Division | None = None
    handout: bool = False
    previous: tuple[Path, ...] = ()
    language: Language = "sv"


@dataclass(frozen=True)
class MergeResult:
    """A written master: what it was made from, its first sentences, and where it is.

    check_result: without its plans. counts: begun rows read, merged, and left in files that are not used.
    written_files: the whole, then its parts. notes: on the parts: the groups without a council, and those in several.
    """

    check_result: CheckResult
    consolidation: Consolidation
    sentences: tuple[Text, ...]
    counts: tuple[int, int, int]
    written_files: tuple[atomic_write.WrittenFile, ...]
    notes: tuple[Text, ...] = ()


def find_division(name: str | None) -> slices.Division | None:
    """The way to divide a master that an option names; None where none does."""
    return slices.Division(name) if name else None


def merge_plans(
    reading: PlanReading, output: Path, register: Register, order: MergeOrder, progress: Progress
) -> MergeResult:
    """Judge and consolidate the plans of one year, and write the master, or a folder of them.

    Raises:
        NoPlans: no file is a plan, or none is for that year.
        OutputError: a master cannot be written, or would replace an input or a file that is not ours.
        NotAMaster: an earlier master cannot be read as one, or is of a later day.
    """
    earlier = [read_earlier_master(path, reading.book) for path in order.previous]
    if order.split_by:
        atomic_write.refuse_file(output, "-o")
    else:
        atomic_write.refuse_place(output)
    _refuse([_write_whole(output, order)], reading, order)
    checked, consolidation = gather_plans(reading, register, order, progress)
    frozen, about_round = (None, ()) if order.previous else _find_round(_write_whole(output, order), consolidation)
    earlier += [frozen] if frozen else []
    consolidation = replace(consolidation, earlier=order_masters(earlier, consolidation.as_of))
    counts = count_rows(consolidation)
    parts = slices.divide_consolidation(consolidation, order.split_by) if order.split_by else ()
    paths = [_write_whole(output, order), *(output / name for name in slices.name_files(parts, order.language))]
    _refuse(paths, reading, order)
    written = _write(paths, [consolidation, *(part.consolidation for part in parts)], order)
    notes = (*about_round, *describe_parts(consolidation, parts, command_sentences.WITHOUT_COUNCIL))
    return MergeResult(checked, consolidation, compose_five_sentences(consolidation), counts, written, notes)


def _find_round(whole: Path, consolidation: Consolidation) -> tuple[EarlierMaster | None, tuple[Text, ...]]:
    """The master of the last round beside a new one, as data, and that it is compared with, or why one is not.

    None where there is none that is earlier, or where that holds nothing to compare with, as of empty plans.
    """
    if not consolidation.as_of:
        return None, ()
    frozen, faulty = find_last_round(whole, consolidation.as_of)
    passed = tuple(round_sentences.NOT_COMPARED.fill(file=one.path.name, why=one.fault) for one in faulty)
    if frozen is None:
        return None, passed
    name, book = frozen.path.name, consolidation.book
    try:
        found = interpret_master(read_master_file(name, frozen.data, book.name, list_read_tables(book)), book)
    except NotAMaster as error:
        return None, (*passed, round_sentences.NOT_COMPARED.fill(file=name, why=error.sentence))
    return found, (*passed, round_sentences.COMPARED.fill(file=name, day=found.day))


def read_earlier_master(path: Path, book: Book) -> EarlierMaster:
    """An earlier master at a path, as data. Raises NotAMaster where it is none that can be compared with."""
    if is_round(path):
        raise NotAMaster(refusals.ROUND_AS_MASTER.fill(file=path))
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotAMaster(refusals.NO_SUCH_MASTER.fill(file=path)) from error
    except OSError as error:
        raise NotAMaster(refusals.UNGIVEN_MASTER.fill(file=path, why=explain_os_error(error))) from error
    return interpret_master(read_master_file(path.as_posix(), data, book.name, list_read_tables(book)), book)


def gather_plans(
    reading: PlanReading, register: Register, selection: PlanSelection, progress: Progress
) -> tuple[CheckResult, Consolidation]:
    """Read, judge and consolidate the plans of one year, as `consolidate_outcomes` does."""
    names = [source.name for source in reading.sources]
    for word in sorted(selection.excluded_files):
        refuse_unknown_exclusion(word, {word}, names)
    return consolidate_outcomes(partial(read_plans, reading, progress), reading.book, register, selection)


def refuse_unknown_exclusion(word: str, excluded: Collection[str], names: Iterable[str]) -> None:
    """Raise HplanError where none of the files is left out by a word after --exclude, which stands for these names."""
    if not any(is_excluded(name, excluded) for name in names):
        raise HplanError(command_sentences.EXCLUDES_NOTHING.fill(file=word))


def consolidate_outcomes(
    read: Callable[[], Sequence[FileOutcome]], book: Book, register: Register, selection: PlanSelection
) -> tuple[CheckResult, Consolidation]:
    """Judge the plans of one year and consolidate them; the result of the check is without its plans.

    read: gives what came of every file. Raises HplanError where a region is not known, and NoPlans as `merge_plans`.
    """
    asked = _named_regions(selection, register)
    checked, year = _judge_plans(read(), book, selection)
    counted = asked or find_counted_regions(checked.files, register)
    said = STRAY_FROM_ASKED if asked else STRAY
    checked = replace(checked, files=tuple(_with_stray(file, counted, register, said) for file in checked.files))
    consolidation = _consolidate(checked, register, year, selection.as_of, counted)
    return replace(checked, plans=()), consolidation  # their rows are in the tables now; there is need of the memory


def _judge_plans(outcomes: Sequence[FileOutcome], book: Book, order: PlanSelection) -> tuple[CheckResult, int]:
    """The plans of the year that is wanted, and that year. Raises NoPlans where there are none, or no year."""
    plans = [outcome.plan for outcome in outcomes if outcome.plan]
    year = order.year if order.year is not None else find_commonest_year(plans)
    if year is None:
        raise NoPlans(command_sentences.NO_YEAR_TOLD)
    checked = judge_plans(outcomes, book, year, order.excluded_files)
    if not checked.plans:
        spans = {plan.submission.source: told.span for plan, told in zip(plans, assign_years(plans), strict=True)}
        left_out = (spans[file.name] for file in checked.files if file.is_excluded)
        if any(span and year in span for span in left_out):
            raise NoPlans(command_sentences.ALL_EXCLUDED.fill(year=year))
        years = ", ".join(sorted(map(str, filter(None, {*spans.values()}))))
        raise NoPlans(command_sentences.NO_PLANS_FOR_YEAR.fill(year=year, years=years))
    return checked, year


def _write_whole(output: Path, order: MergeOrder) -> Path:
    return output / slices.WHOLE_FILE_NAME if order.split_by else output


def _refuse(paths: Sequence[Path], reading: PlanReading, order: MergeOrder) -> None:
    for path in paths:
        atomic_write.refuse_input(path, (Path(source.path) for source in reading.sources))
        atomic_write.refuse_input(path, order.previous, command_sentences.IS_PREVIOUS)
        if not order.force:
            atomic_write.refuse_foreign_file(path, atomic_write.MASTER_MARK)


def _write(
    paths: Sequence[Path], masters: Sequence[Consolidation], order: MergeOrder
) -> tuple[atomic_write.WrittenFile, ...]:
    if order.split_by:
        atomic_write.make_folder(paths[0].parent)
    found = []
    for path, one in zip(paths, masters, strict=True):
        told = replace(one, book=slices.make_handout_book(one.book)) if order.handout else one
        beside = None if order.handout else str(path.parent)
        with atomic_write.keep_saved_file(path) as kept:
            written = atomic_write.write_atomically(path, build_master(told, order.language, beside))
        found.append(replace(written, earlier_file=kept))
    return tuple(found)


def describe_parts(
    consolidation: Consolidation, parts: Sequence[slices.Slice], without_council: Text
) -> tuple[Text, ...]:
    """Notes on the parts: the groups without a council, in the sentence that is given, and those in several."""
    names = name_groups(consolidation)
    lone = slices.find_unplaced_groups(parts)
    named = join_texts([names[key] for key in lone], ", ")
    notes = [without_council.fill(groups=named)] if lone else []
    by_council = any(part.consolidation.scope is Scope.COUNCIL for part in parts)
    for one in find_groups_in_several(consolidation) if by_council else ():
        routes = choose_route_noun(consolidation.book, [one]).with_number(len(split_councils(one.council)))
        notes.append(command_sentences.IN_SEVERAL.fill(group=names[one.region, one.name], routes=routes))
    return tuple(notes)


def count_rows(consolidation: Consolidation) -> tuple[int, int, int]:
    """Begun rows that were read, that are in the master, and that stand in files not used.

    Raises AssertionError where they do not add up: a row was lost, and that is our mistake.
    """
    rows = {file.name: sum(file.rows.values()) for file in consolidation.files}
    merged = sum(len(table) for table in consolidation.tables.values())
    left = sum(rows[file.name] for file in consolidation.files if file.state is not FileState.READ)
    if sum(rows.values()) != merged + left:
        raise AssertionError(f"{sum(rows.values())} rows read, {merged} merged, {left} left")
    return sum(rows.values()), merged, left


def _consolidate(
    checked: CheckResult, register: Register, year: int, as_of_day: date | None, counted: Sequence[str]
) -> Consolidation:
    recipients = {region.name: list_recipients(register, region) for region in register.regions}
    routes = [Route(plan, _council(plan, register, recipients)) for plan in checked.plans]
    councils = [(route.plan.identity.region, group_name(route.plan), route.council) for route in routes]
    return consolidate_plans(
        routes,
        _book(checked, register),
        year=year,
        as_of_day=as_of_day,
        files=checked.files,
        findings=checked.findings,
        standings=group_standings(checked.files, councils, register, counted),
        regions=counted,
    )


def _named_regions(order: PlanSelection, register: Register) -> tuple[str, ...]:
    """The healthcare regions that are asked for. Raises HplanError where one is not in the register."""
    return tuple(dict.fromkeys(find_region(register, name).name for name in order.regions))


def _with_stray(file: FileRecord, counted: Sequence[str], register: Register, said: Text) -> FileRecord:
    """The file, with what is said of a plan from a healthcare region that is not counted."""
    if not counted or not is_stray(file, counted):
        return file
    others = list_texts([region.title for region in register.regions if region.name in counted])
    region = register.region(file.healthcare_region)
    told = said.fill(
        group=group_title(file.group), region=region.title if region else file.healthcare_region, others=others
    )
    return replace(file, notices=(told, *file.notices))


def _book(checked: CheckResult, register: Register) -> Book:
    """The book in the words of the healthcare regions at hand; of all where a plan does not say whose it is."""
    names = {plan.identity.region for plan in checked.plans}
    if "" in names:
        return checked.book
    return hplan_of(register, [region for region in register.regions if region.name in names])


def _council(plan: InterpretedPlan, register: Register, of_regions: Mapping[str, Recipients]) -> str:
    """The recipients that the plan names, else those in the register.

    A name that is not among the councils of a region whose councils are known makes no council of its own.
    """
    told = plan.identity
    region = register.region(told.region)
    recipients = of_regions[region.name] if region else Recipients()
    named = recipients.read_names(told.council)
    unknown = recipients.list_unknown(named)
    known = [name for name in named if name not in unknown]
    group = register.find_group(told.group, region) if region and not known else None
    return join_councils(register.find_routes(group, region) if region and group else known)
