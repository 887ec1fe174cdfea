"""A filled workbook, as typed: one table a sheet, each value with the place it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hplan_xl.findings import Cell, Finding


@dataclass(frozen=True)
class Table:
    """The rows of one sheet of one file.

    sheet: the book's name for it; title: what it is called in the file.
    form: one record, its answers below each other. Then `places` holds the Excel row of each answer, and
        `answers` the Excel column they stand in; else `places` holds the Excel column of each column.
    headings: the Excel row of the titles (of the first answer, in a form).
    rows: the Excel row of each record, in order; rows that are not begun are left out.
    values: for each column that is there, one value a record.
    """

    sheet: str
    title: str
    places: Mapping[str, int]
    headings: int
    rows: tuple[int, ...]
    values: Mapping[str, tuple[object, ...]]
    form: bool = False
    answers: int = 3

    def cell(self, source: str, column: str, row: int) -> Cell:
        """The place of a column's value in the record at an Excel row."""
        if self.form:
            return Cell(source, self.title, self.places.get(column, self.headings), self.answers)
        return Cell(source, self.title, row, self.places.get(column, 1))


@dataclass(frozen=True)
class Submission:
    """One filled workbook, as typed.

    source: the file as given or found. sha256: of its bytes. saved: the saving time it carries itself, or None.
    version: of the template it was filled in on, or None where that was lost.
    tables: by the book's sheet name, those that are there. Values are `values.Typed`; nothing is coerced.
    findings: about its shape: sheets and columns that are missing, drop-downs that are lost.
    """

    source: str
    sha256: str
    saved: datetime | None
    version: int | None
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...] = ()
