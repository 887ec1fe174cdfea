"""From a plan as typed to a plan as understood: "x" is True, "Grön " is the term, "jan-25" is a month.

What has one reading is read, with a hint where the reading is not plain. What has two is asked about. What has none is
told of, and its cell is empty from here on. Nothing is guessed.

    reading      what comes of reading one cell
    numbers · days · stretches, spans, periods · words, families · references · prose, names
    cells        one cell, by its column's kind
    tables       one table, each cell with what stands around it
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hplan_xl.book.columns import Column, Number
from hplan_xl.book.description import Book
from hplan_xl.book.findings import Finding
from hplan_xl.interpretation.cell import Around, read_cell
from hplan_xl.interpretation.outcomes import Read
from hplan_xl.interpretation.personal_data import withheld
from hplan_xl.interpretation.plan_tables import referred, row_label, understand
from hplan_xl.reading.submission import Submission, Table

__all__ = ["Interpreted", "interpret", "row_label"]

_YEAR = "year"


@dataclass(frozen=True)
class Interpreted:
    """One plan as understood.

    submission: as typed but for personal identity numbers, kept for addresses.
    tables: the same tables with values understood; None where a cell is blank or not understood.
    findings: about the submission's shape first, then about cells by sheet in book order, row and column.
    unread: sheet name, column name and Excel row of the cells that are filled but not understood, so that nobody
        calls them blank, out of range or dangling as well.
    """

    submission: Submission
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    unread: frozenset[tuple[str, str, int]]
    form: str = ""

    def answer(self, column: str) -> object:
        """The answer to a question of the form (the book's first); None where it is blank or not understood."""
        table = self.tables.get(self.form)
        values = table.values.get(column, ()) if table else ()
        return values[0] if values else None


def interpret(submission: Submission, book: Book) -> Interpreted:
    """A plan as understood. Reads the year of the plan first: times without a year are in it.

    Personal identity numbers are taken out before anything else, so that nothing can quote them.
    """
    submission, numbers = withheld(submission, book)
    book = book.narrowed(_owner(submission, book))
    year = _year(submission, book)
    keys = referred(submission, book)
    understood = [
        understand(sheet, submission, book, keys, year, numbers)
        for sheet in book.sheets
        if sheet.name in submission.tables
    ]
    return Interpreted(
        submission,
        {table.table.sheet: table.table for table in understood},
        submission.findings + tuple(finding for table in understood for finding in table.findings),
        frozenset(cell for table in understood for cell in table.unread),
        next((sheet.name for sheet in book.sheets if sheet.form), ""),
    )


def _owner(submission: Submission, book: Book) -> str:
    """The term of the owner that the form names, whose columns and terms the plan has; "" where it names none."""
    for sheet in book.sheets:
        table = submission.tables.get(sheet.name)
        if sheet.form and table and book.owner in table.values:
            outcome = read_cell(table.values[book.owner][0], sheet.column(book.owner), Around(None))
            return str(outcome.value or "") if isinstance(outcome, Read) else ""
    return ""


def _year(submission: Submission, book: Book) -> int | None:
    """The year that the form tells, where it can be understood."""
    for sheet in book.sheets:
        if not sheet.form or _YEAR not in {column.name for column in sheet.columns}:
            continue
        table = submission.tables.get(sheet.name)
        typed = table.values.get(_YEAR, (None,))[0] if table else None
        column = sheet.column(_YEAR)
        outcome = read_cell(typed, column, Around(None))
        year = outcome.value if isinstance(outcome, Read) else None
        return year if isinstance(year, int) and _may_be(year, column) else None
    return None


def _may_be(year: int, column: Column) -> bool:
    """Whether a year is in the range that its column takes."""
    if not isinstance(column, Number):
        return True
    return (column.least is None or column.least <= year) and (column.most is None or year <= column.most)
