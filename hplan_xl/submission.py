"""A filled workbook, as typed: one table a sheet, each value with the place it stands in."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from hplan_xl.book import Book, Sheet
from hplan_xl.cells import Rows, begun_rows, is_blank, read_grids, typed_columns
from hplan_xl.columns import Choice, Column, Date, Link, Need, Number, Period, Prose, Reference, Schedule, Tick
from hplan_xl.errors import WrongTemplate
from hplan_xl.findings import Cell, Finding, Severity, finding
from hplan_xl.layout import Located, located, named_sheets, titled
from hplan_xl.package import Package, open_package
from hplan_xl.wording import refusals

# Every template says it three times: in a property, in a defined name and in a cell of a protected sheet.
_IDENTITY_NAME = "hplan_template"
_IDENTITY = re.compile(r'(?:=?")?([A-Za-z]\w*) (\d{1,6})"?')


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
    outside: how many cells hold something that is read into no table, by the title of the sheet: columns of the
        group's own, rows between ids and titles, and sheets of the group's own that are neither hidden nor protected.
    hidden_rows: how many of the rows that are read are hidden or filtered away, by the title of the sheet.
    """

    source: str
    sha256: str
    saved: datetime | None
    version: int | None
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...] = ()
    outside: Mapping[str, int] = field(default_factory=dict)
    hidden_rows: Mapping[str, int] = field(default_factory=dict)


def read_submission(name: str, data: bytes, book: Book) -> Submission:
    """One filled workbook, as typed; `name` is the file as given or found, for its sentences and places.

    Raises NotAWorkbook where the bytes are no workbook that can be read, WrongTemplate where it is not of this book.
    """
    package = open_package(data, name)
    grids, places = _placed(package, book)
    version = _version(package, book)
    if not any(sheet.name in places for sheet in (_core(book) or book.sheets)):
        raise WrongTemplate(refusals.NOT_OURS.filled(file=name))
    if version is not None and version > book.version:
        raise WrongTemplate(refusals.NEWER.filled(file=name, found=version))
    tables = {sheet: _table(package, grids[place.title], place) for sheet, place in places.items()}
    return Submission(
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        saved=package.saved,
        version=version,
        tables=tables,
        findings=tuple(_findings(package, book, version, places, grids)),
        outside=_outside(package, places, grids),
        hidden_rows=_hidden_rows(package, tables.values()),
    )


def _core(book: Book) -> tuple[Sheet, ...]:
    return tuple(sheet for sheet in book.sheets if sheet.core)


def _placed(package: Package, book: Book) -> tuple[dict[str, Rows], dict[str, Located]]:
    """The cells of the sheets that are read, and where the book's sheets stand among them."""
    named = {sheet: title for sheet, title in named_sheets(package.names, book).items() if title in package.worksheets}
    grids = read_grids(package, dict.fromkeys(named.values()))
    places = located(book, grids, named)
    if len(places) < len(book.sheets):
        grids |= read_grids(package, _others(package, book, grids))
        places = located(book, grids, named)
    return grids, places


def _others(package: Package, book: Book, read: Mapping[str, object]) -> list[str]:
    """The sheets that may be the book's though no name says so; one that reaches too far only if it is called so."""
    called = {titled(sheet, package.worksheets) for sheet in book.sheets}
    return [
        title
        for title, sheet in package.worksheets.items()
        if title not in read and (title in called or not (package.too_far(title) or sheet.outside_grid))
    ]


def _version(package: Package, book: Book) -> int | None:
    """The version of the template: as the property says, else the name, else a cell."""
    said = (package.properties.get(_IDENTITY_NAME, ""), package.names.get(_IDENTITY_NAME, ""))
    versions = (_version_in(words, book) for words in said)
    found = next((version for version in versions if version is not None), None)
    return found if found is not None else _version_shown(package, book)


def _version_in(words: str, book: Book) -> int | None:
    found = _IDENTITY.fullmatch(words.strip())
    return int(found[2]) if found and found[1] == book.name else None


def _version_shown(package: Package, book: Book) -> int | None:
    pages = [title for title, sheet in package.worksheets.items() if sheet.protected and not package.too_far(title)]
    shown = (value for rows in read_grids(package, pages).values() for row in rows for value in row)
    versions = (_version_in(value, book) for value in shown if isinstance(value, str))
    return next((version for version in versions if version is not None), None)


def _table(package: Package, rows: Rows, place: Located) -> Table:
    records = (place.headings,) if place.sheet.form else begun_rows(rows, place)
    return Table(
        sheet=place.sheet.name,
        title=place.title,
        places=dict(place.places),
        headings=place.headings,
        rows=records,
        values=typed_columns(package, rows, place, records),
        form=place.sheet.form,
        answers=place.answers or Table.answers,
    )


def _findings(
    package: Package, book: Book, version: int | None, places: Mapping[str, Located], grids: Mapping[str, Rows]
) -> Iterable[Finding]:
    first = Cell(package.name, package.sheets[0].title, 1, 1)
    if version is not None and version < book.version:
        yield finding(first, "version.older", found=version)
    for sheet in book.sheets:
        place = places.get(sheet.name)
        if place is None:
            yield _missing_sheet(first, sheet, titled(sheet, package.worksheets))
            continue
        yield from (_missing_column(package.name, place, column, grids[place.title]) for column in place.absent)
        if _has_choices(sheet) and not package.worksheets[place.title].entry_rules:
            yield finding(Cell(package.name, place.title, 1, 1), "dropdowns.lost", sheet=place.title)


def _missing_sheet(first: Cell, sheet: Sheet, title: str) -> Finding:
    """A sheet that is not there, or that has its title but neither ids nor headings."""
    severity = Severity.ERROR if sheet.core else Severity.WARNING
    cell = first._replace(sheet=title) if title else first
    return Finding(cell, "sheet.missing", severity, {"sheet": sheet.title}, "headings" if title else "")


def _missing_column(source: str, place: Located, column: Column, rows: Rows) -> Finding:
    severity = Severity.ERROR if column.need is Need.REQUIRED else Severity.WARNING
    row, at = place.should_stand(column)
    facts: dict[str, object] = {"column": column.title, "sheet": place.title}
    near, where = place.near(column, rows)
    if near:
        facts["near"] = near
        row, at = (where, at) if place.sheet.form else (row, where)
    return Finding(Cell(source, place.title, row, at), "column.missing", severity, facts, "near" if near else "")


def _has_choices(sheet: Sheet) -> bool:
    return any(_is_chosen(column) for column in sheet.columns)


def _is_chosen(column: Column) -> bool:
    """Whether the template gives the column's cells a list to choose from."""
    match column:
        case Choice() | Tick() | Reference():
            return True
        case Prose() | Link() | Number() | Date() | Schedule() | Period():
            return False
        case _:
            assert_never(column)


def _outside(package: Package, places: Mapping[str, Located], grids: Mapping[str, Rows]) -> dict[str, int]:
    read = {place.title: place for place in places.values()}
    counts = {
        sheet.title: _beside(grids[sheet.title], read[sheet.title])
        if sheet.title in read
        else package.worksheets[sheet.title].filled
        for sheet in package.sheets
        if sheet.title in read or _is_the_groups_own(package, sheet.title, sheet.visible)
    }
    return {title: count for title, count in counts.items() if count}


def _is_the_groups_own(package: Package, title: str, visible: bool) -> bool:
    return visible and title in package.worksheets and not package.worksheets[title].protected


def _beside(rows: Rows, place: Located) -> int:
    """How many filled cells of a sheet that is read stand in no column of the book."""
    if place.sheet.form:
        return _beside_answers(rows, place)
    known = {column - 1 for column in place.places.values()}
    others = [at for at in range(len(rows[0])) if at not in known]
    return sum(not is_blank(row[at]) for row in rows[place.headings :] for at in others)


def _beside_answers(rows: Rows, place: Located) -> int:
    """The filled cells under the answers and to their right, but for the help that stands beside an answer."""
    answered = set(place.places.values())
    help_texts = {text for column in place.sheet.columns for text in (column.help.sv, column.help.en)}
    return sum(
        not is_blank(value) and value not in help_texts and not (at == place.answers and number in answered)
        for number, row in enumerate(rows, 1)
        for at, value in enumerate(row[place.answers - 1 :], place.answers)
    )


def _hidden_rows(package: Package, tables: Iterable[Table]) -> dict[str, int]:
    counts = {
        table.title: len(package.worksheets[table.title].hidden_rows.intersection(table.rows))
        for table in tables
        if not table.form
    }
    return {title: count for title, count in counts.items() if count}
