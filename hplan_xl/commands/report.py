"""The output of `check`: findings and files as text for people, JSON or CSV for programs (plan.md, "Commands")."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from hplan_xl.book.findings import Finding, Severity, column_letters, group_alike
from hplan_xl.book.text import Language, Text, localize
from hplan_xl.commands.check_plans import CheckResult
from hplan_xl.consolidation.union import FileRecord
from hplan_xl.intake.states import FileState
from hplan_xl.wording import command_sentences, compose_sentence

FIELDS = ("file", "sheet", "cell", "rule", "severity", "message")
# So many equal faults in a column are told in one line when printed.
MANY = 4
# A csv is read again as text by Excel, where these begin a formula (OWASP: CSV injection).
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


def format_json(files: Sequence[FileRecord], findings: Iterable[Finding], language: Language) -> str:
    """One object with `files` and `findings`; the keys and their values are plan.md's."""
    told = {
        "files": [_file_record(file, language) for file in files],
        "findings": [_record(finding, language) for finding in findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def format_csv(findings: Iterable[Finding], language: Language) -> str:
    """One line a finding, with the columns of the JSON's findings."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for finding in findings:
        writer.writerow({name: _escape_formula(value) for name, value in _record(finding, language).items()})
    return out.getvalue()


def _escape_formula(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA_BEGINS) else value


def _file_record(file: FileRecord, language: Language) -> dict[str, object]:
    return {
        "file": file.name,
        "state": file.state.value,
        "reason": file.reason.localize(language) if file.reason else None,
        "group": file.group if file.has_group else None,
        "year": file.years.first if file.years else None,
        "years": list(file.years.years) if file.years else None,
        "sha256": file.sha256 or None,
        "template_version": file.template_version,
        "notes": [notice.localize(language) for notice in file.notices],
    }


def _record(finding: Finding, language: Language) -> dict[str, str]:
    return {
        "file": finding.cell.source,
        "sheet": finding.cell.sheet,
        "cell": finding.cell.address,
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "message": compose_sentence(finding, language),
    }


def format_text(files: Sequence[FileRecord], findings: Sequence[Finding], language: Language) -> str:
    """A file a paragraph, its findings worst first, the same fault down a column as one line; then a summary."""
    by_file = {name: list(group) for name, group in groupby(findings, key=lambda one: one.cell.source)}
    lines: list[str] = []
    for file in files:
        if file.is_silent:
            continue
        lines += [_heading(file, by_file.get(file.name, ()), language)]
        lines += [f"  {line}" for line in format_findings(by_file.get(file.name, ()), language)]
        lines += [
            f"  {command_sentences.NOTICE.localize(language)}  {notice.localize(language)}" for notice in file.notices
        ]
    return "\n".join([*lines, "", *format_summary(files, findings, language)])


def _heading(file: FileRecord, findings: Sequence[Finding], language: Language) -> str:
    if file.reason is not None:
        return file.reason.localize(language)
    counts = _counts(findings, language) or command_sentences.NOTHING_TO_SAY.localize(language)
    return f"{file.name}: {counts}"


def _counts(findings: Iterable[Finding], language: Language) -> str:
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(f"{localize(grade.word, language)} {counts[grade]}" for grade in Severity if counts[grade])


def format_findings(findings: Iterable[Finding], language: Language) -> list[str]:
    """One line a finding, worst grade first; from `MANY` on, the same fault down a column shares a line."""
    return [line for group in group_alike(findings) for line in _lines(group, language)]


def _lines(group: Sequence[Finding], language: Language) -> list[str]:
    """The lines of one fault in one column."""
    grade, cell = localize(group[0].severity.word, language), group[0].cell
    if len(group) < MANY:
        return [f"{grade}  {one.cell}  {compose_sentence(one, language)}" for one in group]
    place = ", ".join(_ranges(sorted({one.cell.row for one in group}), cell.column))
    more = command_sentences.AND_MORE.fill(n=len(group) - 1).localize(language)
    return [f"{grade}  {cell.sheet}!{place}  {compose_sentence(group[0], language)} {more}"]


def _ranges(rows: Sequence[int], column: int) -> Iterable[str]:
    """Runs of rows as Excel writes them: D12, D14:D511."""
    letters = column_letters(column)
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        first, last = numbers[0], numbers[-1]
        yield f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"


def format_summary(files: Sequence[FileRecord], findings: Sequence[Finding], language: Language) -> list[str]:
    """Format the last lines: how many files, how many plans without errors, how much is left to do."""
    read = [file for file in files if file.state is FileState.READ]
    troubled = {finding.cell.source for finding in findings if finding.severity is Severity.ERROR}
    counts = Counter(finding.severity for finding in findings)
    not_read = sum(file.state is FileState.REJECTED for file in files)
    lines = [command_sentences.describe_plans_read(len(read), len(read) - len(troubled)).localize(language)]
    if not_read:
        lines.append(command_sentences.describe_files_not_read(not_read).localize(language))
    lines.append(
        command_sentences.TO_DO.fill(
            errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING], hints=counts[Severity.HINT]
        ).localize(language)
    )
    return lines


def format_merge(
    files: Sequence[FileRecord], sentences: Sequence[Text], counts: tuple[int, int, int], language: Language
) -> list[str]:
    """Format what a merge prints first: the master's five sentences, files left out, and that no row is lost."""
    read, merged, left = counts
    return [
        *(text.localize(language) for text in sentences),
        "",
        *format_file_notes(files, language),
        command_sentences.ROWS_RECONCILED.fill(read=read, merged=merged, left=left).localize(language),
    ]


def format_file_notes(files: Sequence[FileRecord], language: Language) -> list[str]:
    """Format why files are left out, and what is told of those that are read."""
    return [
        *(file.reason.localize(language) for file in files if file.reason and not file.is_silent),
        *(f"{file.name}: {notice.localize(language)}" for file in files for notice in file.notices),
    ]


def format_outcome(checked: CheckResult, language: Language) -> list[str]:
    """Format what is printed of plans that are used: those left out, what is not read, and how much is left to do."""
    return [*format_file_notes(checked.files, language), *format_summary(checked.files, checked.findings, language)]
