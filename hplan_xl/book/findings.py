"""Findings: the place of a value and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from hplan_xl.book.text import Text


class Severity(IntEnum):
    """How much a finding matters, worst first."""

    ERROR = 0
    WARNING = 1
    HINT = 2

    @property
    def word(self) -> Text:
        """The severity in words that people see."""
        return _WORDS[self]


_WORDS = {
    Severity.ERROR: Text("Rätta", "Correct"),
    Severity.WARNING: Text("Komplettera", "Complete"),
    Severity.HINT: Text("Fundera på", "Consider"),
}


def column_letters(column: int) -> str:
    """Excel's letters for a column number, 1-based.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Cell(NamedTuple):
    """The place of a value: the file as given, the sheet's title in that file, `row` and `column` from 1.

    >>> str(Cell("md.xlsx", "Aktiviteter", row=7, column=3))
    'Aktiviteter!C7'
    """

    source: str
    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The address within the sheet, such as D12."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


@dataclass(frozen=True)
class Finding:
    """One thing to correct, complete or consider, at one cell.

    rule: its stable name; rank: the rule's place among the book's rules, in which a list by rule is sorted.
    variant: which of the rule's sentences fits ("", "near", "one", "status" …); text: that sentence.
    facts: what the sentence's placeholders are filled with; a Text among them is spoken in the reader's language.

    `Book.make_finding` makes one.
    """

    cell: Cell
    rule: str
    severity: Severity
    text: Text
    facts: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""
    rank: int = 0


def group_alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings in groups of the same fault in the same column, worst grade first, each as they were given."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.severity):
        key = (finding.severity, finding.cell.sheet, finding.cell.column, finding.rule, finding.variant)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def reading_order(one: Finding) -> tuple[object, ...]:
    """The key that sorts findings of one file as a person reads: by sheet as met, row, column, grade."""
    return (one.cell.row, one.cell.column, one.severity, one.rule)
