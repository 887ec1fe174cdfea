"""From a plan as typed to a plan as understood: "x" is True, "Grön " is the term, "jan-25" is a month.

What has one reading is read, with a hint where the reading is not plain. What has two is asked about. What has none is
told of, and its cell is empty from here on. Nothing is guessed.

    outcomes        the outcome of interpreting one cell
    numbers · days, times, schedules, periods · choices ·
    row_references · prose
    cell            one cell, by its column's kind
    plan_tables     one table, each cell with what stands around it
    personal_data   what a plan should not hold
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hplan_xl.book.description import Book, IdentityColumns
from hplan_xl.book.findings import Finding
from hplan_xl.book.text import clean_text
from hplan_xl.book.values import YearSpan
from hplan_xl.interpretation.cell import CellContext, read_cell
from hplan_xl.interpretation.outcomes import ReadValue, show_value
from hplan_xl.interpretation.personal_data import withhold_numbers
from hplan_xl.interpretation.plan_tables import collect_keys, interpret_table, row_label
from hplan_xl.reading.submission import Submission, Table

__all__ = ["InterpretedPlan", "PlanIdentity", "interpret_plan", "row_label"]


@dataclass(frozen=True)
class PlanIdentity:
    """Which plan it is, by the answers of its form: "" and None where they are blank or not understood.

    region, status: the names of terms. typed_group: the group as it stands there. read_as: the register's group that it
    would be read as, were it not held apart from others that would too. is_delivered: a row is begun on the
        sheet that makes a plan one.
    """

    region: str = ""
    group: str = ""
    years: YearSpan | None = None
    as_of: date | None = None
    council: str = ""
    status: str = ""
    version: str = ""
    due: date | None = None
    typed_group: str = ""
    read_as: str = ""
    is_delivered: bool = True


def identify_plan(submission: Submission, tables: Mapping[str, Table], columns: IdentityColumns) -> PlanIdentity:
    """Find which plan it is. tables: the submission's, interpreted."""
    form = tables.get(columns.sheet)
    years, as_of, due = (_answer(form, name) for name in (columns.years, columns.as_of, columns.due))
    words = (columns.region, columns.group, columns.council, columns.status, columns.version)
    region, group, council, status, version = (str(_answer(form, name) or "") for name in words)
    work = tables.get(columns.delivery_sheet)
    return PlanIdentity(
        region,
        group,
        years if isinstance(years, YearSpan) else None,
        as_of if isinstance(as_of, date) else None,
        council,
        status,
        version,
        due if isinstance(due, date) else None,
        typed_group=clean_text(show_value(_answer(submission.tables.get(columns.sheet), columns.group)).sv),
        is_delivered=not columns.delivery_sheet or (work is not None and bool(work.rows)),
    )


def owner_of(submission: Submission, book: Book) -> str:
    """The region that the form names, whose columns and terms the plan has (`only_for`); "" where it names none."""
    return str(_read_answer(submission, book, book.identity.region) or "")


def find_year(submission: Submission, book: Book) -> int | None:
    """The year that times without one are in: the last of the plan's, where that can be understood."""
    span = _read_answer(submission, book, book.identity.years)
    return span.last if isinstance(span, YearSpan) else None


def _read_answer(submission: Submission, book: Book, column: str) -> object:
    """An answer of the form, understood by itself; None where it is blank, not understood or not asked."""
    sheet = book.identity.sheet
    typed = _answer(submission.tables.get(sheet), column)
    outcome = None if typed is None else read_cell(typed, book.sheet(sheet).column(column), CellContext(None))
    return outcome.value if isinstance(outcome, ReadValue) else None


def _answer(form: Table | None, column: str) -> object:
    """The answer to a question of the form; None where it is blank, not understood or not asked."""
    values = form.values.get(column, ()) if form else ()
    return values[0] if values else None


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
    book = book.narrow_to(owner_of(submission, book))
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
