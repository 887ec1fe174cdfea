"""A filled workbook, as typed: one table a sheet, each value with the place it stands in."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime

from hplan_xl.book.columns import Choice, Column, Need, Reference, Tick
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.errors import WrongTemplate
from hplan_xl.book.findings import Cell, Finding, Severity
from hplan_xl.book.limits import fits_in_cell
from hplan_xl.book.text import Language, Text, clean_text, neutral_text, normalize_text, shorten_text
from hplan_xl.book.views import FileList
from hplan_xl.excel.atomic_write import DRAFT, UNANSWERED
from hplan_xl.package.contents import BesideCells, Package
from hplan_xl.package.parts import LISTING_NAME
from hplan_xl.reading.layout import LocatedSheet, find_title
from hplan_xl.reading.opening import OpenedPlan, convert_columns, open_plan
from hplan_xl.reading.typed_cells import Rows, collect_typed_columns
from hplan_xl.wording import file_sentences, refusals

_LONGEST_HEADING = 80
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Table:
    """The rows of one sheet of one file.

    sheet: the book's name for it; title: what it is called in the file.
    is_form: one record, its answers below each other. Then `places` holds the Excel row of each answer, and
        `answers` the Excel column they stand in; else `places` holds the Excel column of each column.
    heading_row: the Excel row of the titles (of the first answer, in a form).
    rows: the Excel row of each record, in order; rows that are not begun are left out.
    values: for each column that is there, one value a record.
    titles_by_column: the headings that are neither of the book's titles for their column, as they stand.
    """

    sheet: str
    title: str
    places: Mapping[str, int]
    heading_row: int
    rows: tuple[int, ...]
    values: Mapping[str, tuple[object, ...]]
    is_form: bool = False
    answers: int = 3
    titles_by_column: Mapping[str, str] = field(default_factory=dict)

    def heading(self, column: Column) -> Text:
        """The heading of a column as it stands in the file; no more of it than a sentence has room for."""
        own = self.titles_by_column.get(column.name)
        return neutral_text(shorten_text(own, _LONGEST_HEADING)) if own else column.title

    def cell(self, source: str, column: str, row: int) -> Cell:
        """The place of a column's value in the record at an Excel row."""
        if self.is_form:
            return Cell(source, self.title, self.places.get(column, self.heading_row), self.answers)
        return Cell(source, self.title, row, self.places.get(column, 1))


@dataclass(frozen=True)
class Submission:
    """One filled workbook, as typed.

    source: the file as given or found. sha256: of its bytes. saved_at: the saving time it carries itself, or None.
    version: of the template it was filled in on, or None where that was lost.
    tables: by the book's sheet name, those that are there. Values are `values.TypedValue`; nothing is coerced.
    findings: about its shape: sheets and columns that are missing, drop-downs that are lost.
    cells_outside: how many cells hold something that is read into no table, by the title of the sheet
        (`OpenedPlan.count_outside_tables`). protected_sheets: the titles of those that are protected.
    beside_cells: what lies on a sheet and in no cell, by its title, where there is anything.
    hidden_rows: how many of the rows that are read are hidden or filtered away, by the title of the sheet.
    unwritable_count: how many texts hold control characters; too_long_count: how many are longer than a cell takes.
    has_macros, has_links: whether the file holds macros, and links to other files. Nobody runs or follows them.
    application: the program that says it saved the file, "" where none does.
    is_marked: whether it is a copy with marks of ours. language: the one that its sheets and choices are in.
    is_unanswered, is_draft: whether it is next year's template, or what was made of a document, and nobody has saved it
        since.
    """

    source: str
    sha256: str
    saved_at: datetime | None
    version: int | None
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...] = ()
    cells_outside: Mapping[str, int] = field(default_factory=dict)
    protected_sheets: frozenset[str] = frozenset()
    beside_cells: Mapping[str, BesideCells] = field(default_factory=dict)
    hidden_rows: Mapping[str, int] = field(default_factory=dict)
    application: str = ""
    unwritable_count: int = 0
    too_long_count: int = 0
    has_macros: bool = False
    has_links: bool = False
    is_marked: bool = False
    language: Language = "sv"
    is_unanswered: bool = False
    is_draft: bool = False


def read_submission(name: str, data: bytes, book: Book) -> Submission:
    """One filled workbook, as typed; `name` is the file as given or found, for its sentences and places.

    Raises NotAWorkbook where the bytes are no workbook that can be read, WrongTemplate where it is not of this book,
    or is a master.
    """
    return build_submission(open_plan(name, data, book), data)


def build_submission(opened: OpenedPlan, data: bytes) -> Submission:
    """Build the submission of an opened workbook; `data` is its content.

    Raises WrongTemplate for a master, whose sheets have the titles of a plan's.
    """
    package = opened.package
    if _lists_plans(opened):
        raise WrongTemplate(refusals.A_MASTER.fill(file=package.name))
    tables, outside = [_table(opened, place) for place in opened.places.values()], opened.count_outside_tables()
    texts, is_as_made = _texts(tables), package.saved_at is not None and package.saved_at == package.created_at
    return Submission(
        source=package.name,
        sha256=hashlib.sha256(data).hexdigest(),
        saved_at=package.saved_at,
        version=opened.version,
        tables={table.sheet: table for table in tables},
        findings=tuple(_findings(opened)),
        cells_outside=outside,
        protected_sheets=frozenset(title for title in outside if package.worksheets[title].is_protected),
        beside_cells={
            sheet.title: beside for sheet in package.sheets if (beside := package.beside_cells(sheet.title)).anything
        },
        hidden_rows=_hidden_rows(package, tables),
        application=package.application,
        unwritable_count=sum(1 for text in texts if not text.isprintable() and _CONTROL.search(text)),
        too_long_count=sum(1 for text in texts if not fits_in_cell(text)),
        has_macros=package.has_part("vbaproject.bin"),
        has_links=package.has_part("externallinks/"),
        is_marked=LISTING_NAME in package.workbook.names,
        language=opened.language,
        is_unanswered=UNANSWERED in package.properties and is_as_made,
        is_draft=DRAFT in package.properties and is_as_made,
    )


def _lists_plans(opened: OpenedPlan) -> bool:
    """Whether it has the page that lists the plans, and is of no template: a program has dropped a master's mark."""
    titles = [view.title for view in opened.latest.views if isinstance(view, FileList)]
    listed = any(word in opened.package.worksheets for title in titles for word in (title.sv, title.en))
    return listed and opened.version is None


def _table(opened: OpenedPlan, place: LocatedSheet) -> Table:
    rows = opened.grids[place.title]
    records = (place.headings,) if place.sheet.is_form else opened.begun_rows[place.title]
    values = collect_typed_columns(opened.package, rows, place, records, opened.language)
    told = convert_columns(place.sheet.name, place.places, values, opened.latest.history, opened.book.version)
    return Table(
        sheet=told.sheet,
        title=place.title,
        places=dict(told.places),
        heading_row=place.headings,
        rows=records,
        values=told.values,
        is_form=place.sheet.is_form,
        answers=place.answers or Table.answers,
        titles_by_column=dict(_find_titles(rows, place)),
    )


def _find_titles(rows: Rows, place: LocatedSheet) -> Iterable[tuple[str, str]]:
    for column in place.sheet.columns:
        if column.name in place.places and place.has_titles:
            words = _words(rows, *place.find_heading(column.name))
            titles = (column.title.sv, column.title.en)
            if (
                words not in titles
                and any(map(str.isalpha, words))
                and normalize_text(words) not in map(normalize_text, titles)
            ):
                yield column.name, clean_text(words)


def _words(rows: Rows, row: int, number: int) -> str:
    """The text of a cell, "" where none stands or the sheet ends before it: a column may have an id but no heading."""
    value = rows[row - 1][number - 1] if row <= len(rows) and number <= len(rows[row - 1]) else ""
    return value if isinstance(value, str) else ""


def _findings(opened: OpenedPlan) -> Iterable[Finding]:
    package = opened.package
    first = Cell(package.name, package.sheets[0].title, 1, 1)
    if opened.is_older:
        yield opened.latest.make_finding(first, "version.older", found=opened.book.version)
    for sheet in opened.book.sheets:
        place = opened.places.get(sheet.name)
        if place is None:
            yield _missing_sheet(first, sheet, find_title(sheet, package.worksheets), opened.latest)
            continue
        rows = opened.grids[place.title]
        yield from (
            _missing_column(package.name, place, column, rows, opened.latest) for column in opened.list_missing(place)
        )
        corner = Cell(package.name, place.title, 1, 1)
        offers_lists = any(isinstance(column, Choice | Tick | Reference) for column in sheet.columns)
        if offers_lists and not package.worksheets[place.title].has_entry_rules:
            yield opened.latest.make_finding(corner, "dropdowns.lost", sheet=place.title)
        if not place.has_titles:
            yield opened.latest.make_finding(corner, "titles.moved", "gone", sheet=place.title)
            continue
        if place.headings > place.first_row and any(row < place.headings for row in opened.begun_rows[place.title]):
            at = corner._replace(row=place.headings)
            yield opened.latest.make_finding(at, "titles.moved", sheet=place.title, row=place.headings)
        for row in opened.repeated_headings[place.title]:
            yield opened.latest.make_finding(corner._replace(row=row), "titles.moved", "again", row=row)
        yield from _exchanged_headings(package.name, place, rows, opened.latest)
    for copy in opened.copies.values():
        yield _copied_sheet(opened, copy)
    dead = next((place.title for place in opened.places.values() if _has_dead_lists(package, place.title)), "")
    if dead:
        yield opened.latest.make_finding(Cell(package.name, dead, 1, 1), "dropdowns.lost", "names")


def _exchanged_headings(source: str, place: LocatedSheet, rows: Rows, book: Book) -> Iterator[Finding]:
    """Say of each column that was found by its identifier that it stands under the title of another one."""
    columns = {column.name: column for column in place.sheet.columns}
    named: Set[str] = frozenset()
    for name in place.places:
        own, (row, number) = columns[name], place.find_heading(name)
        heading = _words(rows, row, number)
        if not heading or heading in _titles_of(own):
            continue
        named = named or {normalize_text(words) for one in place.places for words in _titles_of(columns[one])}
        folded = normalize_text(heading)
        if folded in named and folded not in map(normalize_text, (*_titles_of(own), *own.aliases)):
            cell, facts = Cell(source, place.title, row, number), {"heading": clean_text(heading), "column": own.title}
            yield book.make_finding(cell, "titles.moved", "exchanged", **facts)


def _titles_of(column: Column) -> tuple[str, str]:
    return column.title.sv, column.title.en


def _has_dead_lists(package: Package, title: str) -> bool:
    """Whether every list that the sheet's entry rules offer leads nowhere."""
    led = [package.workbook.names.get(name, "") for name in package.worksheets[title].entry_lists]
    return bool(led) and all("#REF!" in where for where in led)


def _copied_sheet(opened: OpenedPlan, copy: LocatedSheet) -> Finding:
    """Say that a sheet is a copy of one that is read, and how many of its rows, or answers, are missing there."""
    place = opened.places[copy.sheet.name]
    count = len(set(_row_values(opened, copy)) - set(_row_values(opened, place)))
    noun = file_sentences.ANSWERS if place.sheet.is_form else file_sentences.ROWS
    facts = {"copy": copy.title, "sheet": place.title, **({"rows": noun.with_number(count)} if count else {})}
    cell = Cell(opened.package.name, copy.title, 1, 1)
    return opened.latest.make_finding(cell, "sheet.twice", "rows" if count else "", **facts)


def _row_values(opened: OpenedPlan, place: LocatedSheet) -> Iterable[tuple[str, ...]]:
    """The texts in each begun row, one a column and then those beside; of a form each answer, with its column."""
    rows, places = opened.grids[place.title], [place.places.get(column.name, 0) - 1 for column in place.sheet.columns]
    if place.sheet.is_form:
        answers = ((name, rows[row - 1][place.answers - 1 :][:1]) for name, row in place.places.items())
        yield from ((name, str(held[0])) for name, held in answers if held and clean_text(str(held[0])))
    for row in opened.begun_rows[place.title]:
        cells = list(map(str, rows[row - 1]))
        beside = (words for at, words in enumerate(cells) if words and at not in places)
        yield (*(cells[at] if at >= 0 else "" for at in places), *sorted(beside))


def _missing_sheet(first: Cell, sheet: Sheet, title: str, book: Book) -> Finding:
    """A sheet that is not there, or that has its title but neither ids nor headings."""
    severity = Severity.ERROR if sheet.is_core else Severity.WARNING
    cell = first._replace(sheet=title) if title else first
    found = book.make_finding(cell, "sheet.missing", "headings" if title else "", sheet=sheet.title)
    return replace(found, severity=severity)


def _missing_column(source: str, place: LocatedSheet, column: Column, rows: Rows, book: Book) -> Finding:
    severity = Severity.ERROR if column.need is Need.REQUIRED else Severity.WARNING
    row, at = place.find_expected_place(column)
    facts: dict[str, object] = {"column": column.title, "sheet": place.title}
    near, where = place.find_near_heading(column, rows)
    if near:
        facts["near"] = near
        row, at = (where, at) if place.sheet.is_form else (row, where)
    cell = Cell(source, place.title, row, at)
    return replace(book.make_finding(cell, "column.missing", "near" if near else "", **facts), severity=severity)


def _texts(tables: Iterable[Table]) -> list[str]:
    return [value for table in tables for column in table.values.values() for value in column if isinstance(value, str)]


def _hidden_rows(package: Package, tables: Iterable[Table]) -> dict[str, int]:
    counts = {
        table.title: len(package.worksheets[table.title].hidden_rows.intersection(table.rows))
        for table in tables
        if not table.is_form
    }
    return {title: count for title, count in counts.items() if count}
