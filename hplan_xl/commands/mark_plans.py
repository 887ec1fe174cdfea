"""The marked copies of `hplan check --mark`: for each plan to be mended the group's own workbook, with marks."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hplan_xl.book.errors import OutputError, WorkbookError
from hplan_xl.book.findings import Finding, Severity
from hplan_xl.book.text import Language, Text
from hplan_xl.commands.check_plans import CheckResult
from hplan_xl.excel.atomic_write import NOT_WRITABLE, WrittenFile, write_atomically
from hplan_xl.intake.selection import group_name, group_title
from hplan_xl.intake.sources import Source
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.marking import find_copy_ending, is_untouched_copy, make_copy_name, mark_workbook
from hplan_xl.wording import copy_sentences


@dataclass(frozen=True)
class MarkedCopies:
    """The copies that were written, and why others were not."""

    written_files: tuple[WrittenFile, ...]
    refusals: tuple[Text, ...]


def write_marked_copies(
    checked: CheckResult, sources: Sequence[Source], folder: Path, language: Language
) -> MarkedCopies:
    """Write a marked copy of each plan that is used and has anything to be mended; the folder is made if not there.

    A copy of ours takes the place of an earlier one. What somebody has saved since, and what was read as a plan in
    this run, is left alone: then the copy gets a name of its own.

    Raises OutputError where the folder cannot be written to.
    """
    _make(folder)
    by_name = {source.name: source for source in sources}
    used = frozenset(Path(by_name[plan.submission.source].path).resolve() for plan in checked.plans)
    taken: set[str] = set()
    written: list[WrittenFile] = []
    refused: list[Text] = []
    for plan, findings in zip(checked.plans, checked.findings_by_plan, strict=True):
        if is_to_mend(findings):
            source = by_name[plan.submission.source]
            made = make_marked_copy(source, plan.submission.sha256, findings, language)
            if isinstance(made, Text):
                refused.append(made)
            else:
                written.append(write_atomically(_target(folder, made, plan, language, taken, used), made))
                taken.add(written[-1].path.name)
    return MarkedCopies(tuple(written), tuple(refused))


def is_to_mend(findings: Sequence[Finding]) -> bool:
    """Whether a plan with these findings is sent back with marks: for hints alone none is."""
    return any(one.severity is not Severity.HINT for one in findings)


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError(copy_sentences.NOT_A_FOLDER.fill(path=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(NOT_WRITABLE.fill(path=folder, why=error.strerror or error)) from error


def make_marked_copy(source: Source, sha256: str, findings: Sequence[Finding], language: Language) -> bytes | Text:
    """Make the marked copy of a plan, or say why there is none: the file is another than was judged, or is damaged.

    sha256: of the file that was judged.
    """
    try:
        data = source.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            return copy_sentences.CHANGED_MEANWHILE.fill(file=source.name)
        return mark_workbook(data, findings, language)
    except WorkbookError as error:
        return error.sentence
    except OSError:
        return copy_sentences.CHANGED_MEANWHILE.fill(file=source.name)


def _target(
    folder: Path, copy: bytes, plan: InterpretedPlan, language: Language, taken: set[str], used: frozenset[Path]
) -> Path:
    """Choose the path of the copy: the first name that is free, or holds an earlier, untouched copy."""
    group = group_title(group_name(plan)).localize(language)
    kept = set(taken)
    while True:
        target = folder / make_copy_name(group, plan.identity.years, language, kept, find_copy_ending(copy))
        if not target.exists() or (target.resolve() not in used and _is_ours(target)):
            return target
        kept.add(target.name)


def _is_ours(path: Path) -> bool:
    try:
        return is_untouched_copy(path.read_bytes())
    except (OSError, WorkbookError):
        return False
