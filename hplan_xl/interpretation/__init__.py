"""From a plan as typed to a plan as understood: "x" is True, "Grön " is the term, "jan-25" is a month.

What has one reading is read, with a hint where the reading is not plain. What has two is asked about. What has none is
told of, and its cell is empty from here on. Nothing is guessed.

    outcomes        the outcome of interpreting one cell
    numbers · days, times, schedules, periods, years · choices ·
    row_references · prose
    cell            one cell, by its column's kind
    plan_tables     one table, each cell with what stands around it
    personal_data   what a plan should not hold
    plan_identity   which plan it is, and for when
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hplan_xl.book.description import Book
from hplan_xl.book.findings import Finding
from hplan_xl.interpretation.personal_data import withhold_numbers
from hplan_xl.interpretation.plan_identity import PlanIdentity, find_year, identify_plan, owner_of
from hplan_xl.interpretation.plan_tables import collect_keys, interpret_table, row_label
from hplan_xl.reading.submission import Submission, Table

__all__ = ["InterpretedPlan", "PlanIdentity", "interpret_plan", "row_label"]


@dataclass(frozen=True)
class InterpretedPlan:
    """One plan with interpreted values.

    submission: as typed but for personal identity numbers, kept for addresses.
    tables: the same tables with values understood; None where a cell is blank or not understood.
    findings: about the submission's shape first, then about cells by sheet in book order, row and column.
    unread_cells: sheet name, column name and Excel row of the cells that are filled but not understood, so that nobody
        calls them blank, out of range or dangling as well.
    identity: which plan it is.
    """

    submission: Submission
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    unread_cells: frozenset[tuple[str, str, int]]
    identity: PlanIdentity = field(default_factory=PlanIdentity)


def interpret_plan(submission: Submission, book: Book) -> InterpretedPlan:
    """Interpret a plan. The year of the plan is read first: times without a year are in it.

    Personal identity numbers are taken out before anything else, so that nothing can quote them.
    """
    submission, numbers = withhold_numbers(submission, book)
    book = book.narrowed(owner_of(submission, book))
    year = find_year(submission, book)
    keys = collect_keys(submission, book)
    understood = [
        interpret_table(sheet, submission, book, keys, year, numbers)
        for sheet in book.sheets
        if sheet.name in submission.tables
    ]
    tables = {table.table.sheet: table.table for table in understood}
    return InterpretedPlan(
        submission,
        tables,
        submission.findings + tuple(finding for table in understood for finding in table.findings),
        frozenset(cell for table in understood for cell in table.unread_cells),
        identify_plan(submission, tables, book.identity),
    )
