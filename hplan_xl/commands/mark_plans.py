"""The marked copies of `hplan check --mark`: for each plan to be mended the group's own workbook, with marks."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hplan_xl.book.columns import Choice
from hplan_xl.book.description import Book
from hplan_xl.book.errors import WorkbookError
from hplan_xl.book.findings import Finding, Severity
from hplan_xl.book.text import Language, Text
from hplan_xl.commands.check_plans import CheckResult
from hplan_xl.commands.plan_marker import MarkingOrder, make_marked_copies
from hplan_xl.excel.atomic_write import WrittenFile, make_folder, write_atomically
from hplan_xl.intake.selection import add_region, find_shared_names, group_name, group_title
from hplan_xl.intake.sources import Source
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.marking import MOST_MARKS, find_copy_ending, is_untouched_copy, make_copy_name
from hplan_xl.wording import copy_sentences, import_sentences


@dataclass(frozen=True)
class MarkedCopies:
    """The copies that were written, and what is to be said of them: why others were not, and what they leave out."""

    written_files: tuple[WrittenFile, ...]
    notes: tuple[Text, ...]


def write_marked_copies(
    checked: CheckResult, sources: Sequence[Source], folder: Path, language: Language | None
) -> MarkedCopies:
    """Write a marked copy of each plan that is used and has anything to be mended; the folder is made if there is any.

    language: of the marks and the names of the copies; None for that of each plan.
    A copy of ours takes the place of an earlier one. What somebody has saved since, and what was read as a plan in
    this run, is left alone: then the copy gets a name of its own.

    Raises OutputError where the folder cannot be written to.
    """
    by_name = {source.name: source for source in sources}
    used = frozenset(Path(by_name[plan.submission.source].path).resolve() for plan in checked.plans)
    told = [one for one in zip(checked.plans, checked.findings_by_plan, strict=True) if is_to_mend(one[1])]
    orders = [
        MarkingOrder(
            by_name[plan.submission.source], plan.submission.sha256, found, language or plan.submission.language
        )
        for plan, found in told
    ]
    if orders:
        make_folder(folder, "--mark")
    shared = find_shared_names(checked.plans)
    taken: set[str] = set()
    written: list[WrittenFile] = []
    notes: list[Text] = []
    for (plan, findings), order, made in zip(told, orders, make_marked_copies(orders), strict=True):
        if isinstance(made, Text):
            notes.append(made)
            continue
        whose = _name_group(plan, checked.book, shared).localize(order.language)
        copy_name = partial(make_copy_name, whose, plan.identity.years, order.language, ending=find_copy_ending(made))
        written.append(write_atomically(_target(folder, copy_name, taken, used), made))
        taken.add(written[-1].path.name)
        notes += _describe_copy(plan, findings, order.language)
    return MarkedCopies(tuple(written), tuple(notes))


def _describe_copy(plan: InterpretedPlan, findings: Sequence[Finding], language: Language) -> Iterator[Text]:
    """Say of a plan what its copy leaves out: the questions of a draft, and all remarks but so many."""
    file = plan.submission.source
    if plan.submission.is_draft:
        listing, questions = copy_sentences.SHEET, import_sentences.TITLE.localize(plan.submission.language)
        yield copy_sentences.OF_DRAFT.fill(file=file, listing=listing.localize(language), questions=questions)
    if len(findings) > MOST_MARKS:
        yield copy_sentences.MANY.fill(file=file, n=MOST_MARKS, all=len(findings))


def is_to_mend(findings: Sequence[Finding]) -> bool:
    """Whether a plan with these findings is sent back with marks: for hints alone none is."""
    return any(one.severity is not Severity.HINT for one in findings)


def _name_group(plan: InterpretedPlan, book: Book, shared_names: Collection[str]) -> Text:
    """The group as people see it, with its healthcare region where those of several have one name."""
    group, columns = group_title(group_name(plan)), book.identity
    regions = book.sheet(columns.sheet).column(columns.region)
    if not isinstance(regions, Choice):
        return group
    region = regions.vocabulary.find_term(plan.identity.region)
    if region is None or plan.identity.group not in shared_names:
        return group
    return add_region(group, region.word, [one.word for one in regions.vocabulary.terms])


def _target(folder: Path, copy_name: Callable[[Collection[str]], str], taken: set[str], used: frozenset[Path]) -> Path:
    """Choose the path of the copy: the first name that is free, or holds an earlier, untouched copy."""
    kept = set(taken)
    while True:
        target = folder / copy_name(kept)
        if not target.exists() or (target.resolve() not in used and _is_ours(target)):
            return target
        kept.add(target.name)


def _is_ours(path: Path) -> bool:
    try:
        return is_untouched_copy(path.read_bytes())
    except (OSError, WorkbookError):
        return False
