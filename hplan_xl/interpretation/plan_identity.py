"""The identity of a plan: the answers that the book names for it, interpreted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hplan_xl.book.description import Book, IdentityColumns
from hplan_xl.book.text import clean_text
from hplan_xl.book.values import YearSpan
from hplan_xl.interpretation.cell import CellContext, read_cell
from hplan_xl.interpretation.outcomes import ReadValue, show_value
from hplan_xl.reading.submission import Submission, Table


@dataclass(frozen=True)
class PlanIdentity:
    """Which plan it is, by the answers of its form: "" and None where they are blank or not understood.

    region, status: the names of terms. typed_group: the group as it stands there. read_as: the register's group that it
    would be read as, were it not held apart from others that would too. delivered: a row is begun on the
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
    columns = book.identity
    typed = _answer(submission.tables.get(columns.sheet), columns.region)
    if typed is None:
        return ""
    outcome = read_cell(typed, book.sheet(columns.sheet).column(columns.region), CellContext(None))
    return str(outcome.value or "") if isinstance(outcome, ReadValue) else ""


def find_year(submission: Submission, book: Book) -> int | None:
    """The year that times without one are in: the last of the plan's, where that can be understood."""
    columns = book.identity
    typed = _answer(submission.tables.get(columns.sheet), columns.years)
    if typed is None:
        return None
    column = book.sheet(columns.sheet).column(columns.years)
    outcome = read_cell(typed, column, CellContext(None))
    span = outcome.value if isinstance(outcome, ReadValue) else None
    return span.last if isinstance(span, YearSpan) else None


def _answer(form: Table | None, column: str) -> object:
    """The answer to a question of the form; None where it is blank, not understood or not asked."""
    values = form.values.get(column, ()) if form else ()
    return values[0] if values else None
