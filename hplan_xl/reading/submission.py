"""A filled workbook, as typed: one table a sheet, each value with the place it stands in."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from hplan_xl.book.columns import (
    Choice,
    Column,
    Date,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
    Years,
)
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.errors import WrongTemplate
from hplan_xl.book.findings import Cell, Finding, Severity
from hplan_xl.book.text import Text, clean, folded, same
from hplan_xl.book.views import Received
from hplan_xl.excel.atomic_write import MASTER_MARK
from hplan_xl.package.contents import LISTING_NAME, Package
from hplan_xl.reading.layout import Located, titled
from hplan_xl.reading.older_versions import poured
from hplan_xl.reading.opening import Opened, open_plan, outside_tables
from hplan_xl.reading.typed_cells import Rows, begun_rows, typed_columns
from hplan_xl.wording import file_sentences as said
from hplan_xl.wording import refusals

LONGEST_TEXT = 32_767
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Table:
    """The rows of one sheet of one file.

    sheet: the book's name for it; title: what it is called in the file.
    form: one record, its answers below each other. Then `places` holds the Excel row of each answer, and
        `answers` the Excel column they stand in; else `places` holds the Excel column of each column.
    headings: the Excel row of the titles (of the first answer, in a form).
    rows: the Excel row of each record, in order; rows that are not begun are left out.
    values: for each column that is there, one value a record.
    headed: the headings that are neither of the book's titles for their column, as they stand.
    """

    sheet: str
    title: str
    places: Mapping[str, int]
    headings: int
    rows: tuple[int, ...]
    values: Mapping[str, tuple[object, ...]]
    form: bool = False
    answers: int = 3
    headed: Mapping[str, str] = field(default_factory=dict)

    def heading(self, column: Column) -> Text:
        """What a column is called, so that whoever has the file before them finds it."""
        return same(self.headed[column.name]) if column.name in self.headed else column.title

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
    outside: how many cells hold something that is read into no table, by the title of the sheet (`leftovers`).
    hidden_rows: how many of the rows that are read are hidden or filtered away, by the title of the sheet.
    unwritable: how many texts hold control characters; too_long: how many are longer than a cell takes.
    macros, links: whether the file holds macros, and links to other files. Nobody runs or follows them.
    application: the program that says it saved the file, "" where none does.
    marked: whether it is a copy with marks of ours.
    """

    source: str
    sha256: str
    saved: datetime | None
    version: int | None
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...] = ()
    outside: Mapping[str, int] = field(default_factory=dict)
    hidden_rows: Mapping[str, int] = field(default_factory=dict)
    application: str = ""
    unwritable: int = 0
    too_long: int = 0
    macros: bool = False
    links: bool = False
    marked: bool = False


def read_submission(name: str, data: bytes, book: Book) -> Submission:
    """One filled workbook, as typed; `name` is the file as given or found, for its sentences and places.

    Raises NotAWorkbook where the bytes are no workbook that can be read, WrongTemplate where it is not of this book,
    or is a master.
    """
    return submitted(open_plan(name, data, book), data)


def submitted(opened: Opened, data: bytes) -> Submission:
    """What was submitted in a workbook that has been opened; `data` are its bytes.

    Raises WrongTemplate for a master, whose sheets have the titles of a plan's.
    """
    package, places, grids = opened.package, opened.places, opened.grids
    if _is_master(opened):
        raise WrongTemplate(refusals.A_MASTER.filled(file=package.name))
    tables = [_table(opened, place) for place in places.values()]
    texts = _texts(tables)
    return Submission(
        source=package.name,
        sha256=hashlib.sha256(data).hexdigest(),
        saved=package.saved,
        version=opened.version,
        tables={table.sheet: table for table in tables},
        findings=tuple(_findings(opened)),
        outside={
            title: count
            for title, count in outside_tables(package, places.values(), grids).items()
            if title not in opened.copies
        },
        hidden_rows=_hidden_rows(package, tables),
        application=package.application,
        unwritable=sum(1 for text in texts if not text.isprintable() and _CONTROL.search(text)),
        too_long=sum(1 for text in texts if len(text) > LONGEST_TEXT),
        macros=package.has_part("vbaproject.bin"),
        links=package.has_part("externallinks/"),
        marked=LISTING_NAME in package.names,
    )


def _is_master(opened: Opened) -> bool:
    """Whether it is a master: by its mark, or where a program has dropped that, by the page that lists the plans."""
    titles = [view.title for view in opened.book.views if isinstance(view, Received)]
    listed = any(word in opened.package.worksheets for title in titles for word in (title.sv, title.en))
    return listed or MASTER_MARK.decode() in opened.package.properties


def _table(opened: Opened, place: Located) -> Table:
    rows = opened.grids[place.title]
    records = (place.headings,) if place.sheet.form else _begun(opened, place)
    values = typed_columns(opened.package, rows, place, records)
    told = poured(place.sheet.name, place.places, values, opened.latest.history, opened.book.version)
    return Table(
        sheet=told.sheet,
        title=place.title,
        places=dict(told.places),
        headings=place.headings,
        rows=records,
        values=told.values,
        form=place.sheet.form,
        answers=place.answers or Table.answers,
        headed=dict(_headed(rows, place)),
    )


def _headed(rows: Rows, place: Located) -> Iterable[tuple[str, str]]:
    for column in place.sheet.columns:
        if column.name in place.places:
            at = place.places[column.name]
            row, number = (at, place.answers - 1) if place.sheet.form else (place.headings, at)
            words = _words(rows, row, number)
            titles = (column.title.sv, column.title.en)
            if words and words not in titles and folded(words) not in map(folded, titles):
                yield column.name, clean(words)


def _words(rows: Rows, row: int, number: int) -> str:
    """What stands in a cell, "" where the sheet ends before it: ids may stand there without any heading."""
    return str(rows[row - 1][number - 1]) if row <= len(rows) and number <= len(rows[row - 1]) else ""


def _findings(opened: Opened) -> Iterable[Finding]:
    package = opened.package
    first = Cell(package.name, package.sheets[0].title, 1, 1)
    if opened.is_older:
        yield opened.latest.finding(first, "version.older", found=opened.book.version)
    for sheet in opened.book.sheets:
        place = opened.places.get(sheet.name)
        if place is None:
            yield _missing_sheet(first, sheet, titled(sheet, package.worksheets), opened.latest)
            continue
        rows = opened.grids[place.title]
        yield from (_missing_column(package.name, place, column, rows, opened.latest) for column in place.absent)
        corner = Cell(package.name, place.title, 1, 1)
        if _has_choices(sheet) and not package.worksheets[place.title].has_entry_rules:
            yield opened.latest.finding(corner, "dropdowns.lost", sheet=place.title)
        if place.headings > place.first and any(row < place.headings for row in _begun(opened, place)):
            at = corner._replace(row=place.headings)
            yield opened.latest.finding(at, "titles.moved", sheet=place.title, row=place.headings)
    for copy in opened.copies.values():
        yield _copied_sheet(opened, copy)
    dead = next((place.title for place in opened.places.values() if _has_dead_lists(package, place.title)), "")
    if dead:
        yield opened.latest.finding(Cell(package.name, dead, 1, 1), "dropdowns.lost", "names")


def _has_dead_lists(package: Package, title: str) -> bool:
    """Whether every list that the sheet's entry rules offer leads nowhere."""
    led = [package.names.get(name, "") for name in package.worksheets[title].entry_lists]
    return bool(led) and all("#REF!" in where for where in led)


def _copied_sheet(opened: Opened, copy: Located) -> Finding:
    """That a sheet is a copy of one that is read, with how many of its rows do not stand there."""
    place = opened.places[copy.sheet.name]
    rows = len(set(_row_values(opened, copy)) - set(_row_values(opened, place)))
    facts = {"copy": copy.title, "sheet": place.title, **({"rows": said.rows(rows)} if rows else {})}
    cell = Cell(opened.package.name, copy.title, 1, 1)
    return opened.latest.finding(cell, "sheet.twice", "rows" if rows else "", **facts)


def _row_values(opened: Opened, place: Located) -> Iterable[tuple[str, ...]]:
    """What is typed in each begun row of a table, a text a column."""
    rows, columns = opened.grids[place.title], [column.name for column in place.sheet.columns]
    for row in _begun(opened, place):
        yield tuple(str(rows[row - 1][place.places[name] - 1]) if name in place.places else "" for name in columns)


def _begun(opened: Opened, place: Located) -> tuple[int, ...]:
    if place.sheet.form:
        return ()
    return begun_rows(opened.grids[place.title], place, opened.package.worksheets[place.title])


def _missing_sheet(first: Cell, sheet: Sheet, title: str, book: Book) -> Finding:
    """A sheet that is not there, or that has its title but neither ids nor headings."""
    severity = Severity.ERROR if sheet.core else Severity.WARNING
    cell = first._replace(sheet=title) if title else first
    found = book.finding(cell, "sheet.missing", "headings" if title else "", sheet=sheet.title)
    return replace(found, severity=severity)


def _missing_column(source: str, place: Located, column: Column, rows: Rows, book: Book) -> Finding:
    severity = Severity.ERROR if column.need is Need.REQUIRED else Severity.WARNING
    row, at = place.should_stand(column)
    facts: dict[str, object] = {"column": column.title, "sheet": place.title}
    near, where = place.near(column, rows)
    if near:
        facts["near"] = near
        row, at = (where, at) if place.sheet.form else (row, where)
    cell = Cell(source, place.title, row, at)
    return replace(book.finding(cell, "column.missing", "near" if near else "", **facts), severity=severity)


def _has_choices(sheet: Sheet) -> bool:
    return any(_is_chosen(column) for column in sheet.columns)


def _is_chosen(column: Column) -> bool:
    """Whether the template gives the column's cells a list to choose from."""
    match column:
        case Choice() | Tick() | Reference():
            return True
        case Prose() | Link() | Number() | Years() | Date() | Schedule() | Period():
            return False
        case _:
            assert_never(column)


def _texts(tables: Iterable[Table]) -> list[str]:
    return [value for table in tables for column in table.values.values() for value in column if isinstance(value, str)]


def _hidden_rows(package: Package, tables: Iterable[Table]) -> dict[str, int]:
    counts = {
        table.title: len(package.worksheets[table.title].hidden_rows.intersection(table.rows))
        for table in tables
        if not table.form
    }
    return {title: count for title, count in counts.items() if count}
