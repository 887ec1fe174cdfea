"""Where a value stands, and what is the matter with it there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

from hplan_xl.book.text import Text


class Severity(IntEnum):
    """How much a finding matters, worst first."""

    ERROR = 0
    WARNING = 1
    HINT = 2

    @property
    def word(self) -> Text:
        """The severity as people are told it."""
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
    """Where a value stands: the file as given, the sheet's title as it stands there, `row` and `column` from 1.

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


# The grade of each rule, stated once. sheet.missing and column.missing are graded anew by what is missing.
SEVERITY: Mapping[str, Severity] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "plan.empty",
                "required.blank",
                "choice.unknown",
                "status.ambiguous",
                "status.colour_only",
                "number.unreadable",
                "number.range",
                "number.two_readings",
                "date.unreadable",
                "date.two_readings",
                "period.unreadable",
                "year.unreadable",
                "tick.unreadable",
                "reference.unknown",
                "key.twice",
                "text.personal_number",
                "date.order",
                "direction.blank",
                "formula.no_value",
                "error.value",
                "merged.cells",
                "sheet.missing",
                "column.missing",
            ),
            Severity.ERROR,
        ),
        **dict.fromkeys(
            (
                "expected.blank",
                "group.unknown",
                "text.too_long",
                "link.unreadable",
                "status.why",
                "status.needs",
                "closing.reason",
                "responsible.blank",
                "time.blank",
                "area.closed_with_open",
                "indicator.no_value",
                "percent.scale",
                "version.older",
                "dropdowns.lost",
            ),
            Severity.WARNING,
        ),
        **dict.fromkeys(
            (
                "promise.none",
                "area.no_activity",
                "area.better_than_activity",
                "value.read_as",
                "text.several_points",
                "text.person",
                "value.small",
                "year.other",
            ),
            Severity.HINT,
        ),
    }
)


@dataclass(frozen=True)
class Finding:
    """One thing to correct, complete or consider, at one cell.

    rule: its stable name; variant: which of the rule's sentences fits ("", "near", "one", "status" …).
    facts: what the sentence's placeholders are filled with; a Text among them is spoken in the reader's language.
    """

    cell: Cell
    rule: str
    severity: Severity
    facts: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""


def finding(cell: Cell, rule: str, variant: str = "", /, **facts: object) -> Finding:
    """A finding with its rule's own grade."""
    return Finding(cell, rule, SEVERITY[rule], facts, variant)


def reading_order(one: Finding) -> tuple[object, ...]:
    """The key that sorts findings of one file as a person reads: by sheet as met, row, column, grade."""
    return (one.cell.row, one.cell.column, one.severity, one.rule)
