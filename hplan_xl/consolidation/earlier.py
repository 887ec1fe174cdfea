"""Earlier masters, read back as data: the rows of their tables as records, as a consolidation has them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise

from hplan_xl.book.columns import Choice, Column, Link, Prose, Reference, Tick
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.errors import NotAMaster
from hplan_xl.book.text import Text, neutral_text, normalize_text
from hplan_xl.book.values import YearSpan
from hplan_xl.book.views import AllRows, Matrix, table_name
from hplan_xl.consolidation.union import (
    FILE,
    GROUP,
    NO_COUNCIL,
    NONE_OF_THE_TERMS,
    NOT_GIVEN,
    REGION,
    ROW,
    SHEET,
    EarlierMaster,
    Record,
)
from hplan_xl.intake.selection import is_credible_day, make_file_group, remove_region
from hplan_xl.interpretation.cell import CellContext, make_reader
from hplan_xl.interpretation.outcomes import ReadValue, show_value
from hplan_xl.reading.earlier_files import MasterFile, TypedTable
from hplan_xl.wording import file_sentences, refusals

_SECOND = re.compile(r" \d+\Z")  # ends a heading that stands twice in a table


def list_read_tables(book: Book) -> tuple[str, ...]:
    """The names of the Excel tables that a master is read back from."""
    return tuple(table_name(view) for view in _row_pages(book).values())


def interpret_master(file: MasterFile, book: Book) -> EarlierMaster:
    """The rows of a master, understood. Raises NotAMaster where it has no rows of work, or tells no day."""
    pages = _row_pages(book)
    identity = book.identity
    for sheet in filter(None, (identity.sheet, identity.delivery_sheet)):
        if sheet not in pages or table_name(pages[sheet]) not in file.tables:
            title = pages[sheet].title if sheet in pages else Text(sheet, sheet)
            raise NotAMaster(refusals.MASTER_WITHOUT_ROWS.fill(file=file.name, sheet=title))
    plans = tuple(_read_rows(file.tables[table_name(pages[identity.sheet])], pages[identity.sheet], book, {}))
    years = {str(plan.get("_file")): span for plan in plans if isinstance(span := plan.get(identity.years), YearSpan)}
    tables = {sheet: file.tables[name] for sheet, page in pages.items() if (name := table_name(page)) in file.tables}
    records = {sheet: tuple(_read_rows(table, pages[sheet], book, years)) for sheet, table in tables.items()}
    days = [
        day
        for plan in plans
        if isinstance(day := plan.get(identity.as_of), date) and is_credible_day(day, years.get(str(plan.get("_file"))))
    ]
    if not days:
        raise NotAMaster(refusals.MASTER_WITHOUT_DAY.fill(file=file.name))
    return EarlierMaster(file.name, file.day or max(days), max(days), {**records, identity.sheet: plans})


def order_masters(masters: Sequence[EarlierMaster], present: date | None) -> tuple[EarlierMaster, ...]:
    """The masters by their days, none of them after the present. Raises NotAMaster where they cannot be so ordered."""
    if masters and present is None:
        raise NotAMaster(refusals.NO_DAY_TO_COMPARE)
    ordered = sorted(masters, key=lambda one: (one.day, one.name))
    for one, other in pairwise(ordered):
        if one.day == other.day:
            raise NotAMaster(refusals.MASTERS_OF_ONE_DAY.fill(file=one.name, other=other.name, day=one.day))
    if ordered and present is not None and ordered[-1].day > present:
        last = ordered[-1]
        raise NotAMaster(refusals.MASTER_OF_LATER_DAY.fill(file=last.name, day=last.day, present=present))
    return tuple(ordered)


def _row_pages(book: Book) -> dict[str, AllRows | Matrix]:
    """The page that has every row of a sheet in one table of its own, by sheet name."""
    return {
        view.sheet: view
        for view in book.views
        if isinstance(view, AllRows) or (isinstance(view, Matrix) and view.lines)
    }


@dataclass(frozen=True)
class _Heading:
    """What a column of a table holds: a name of a record's, and how a cell is read; across: the value in a matrix."""

    name: str
    column: Column | None = None
    across: str | None = None


def _read_rows(
    table: TypedTable, page: AllRows | Matrix, book: Book, years: Mapping[str, YearSpan]
) -> Iterator[Record]:
    """The rows of a table as records; years: of the plans, by file, for times that are told without one."""
    sheet = book.sheet(page.sheet)
    headings = _matrix_headings(table.headings, page, sheet, book) if isinstance(page, Matrix) else None
    headings = headings or [_find_heading(words, sheet, book) for words in table.headings]
    file_at = next((at for at, heading in enumerate(headings) if heading and heading.name == "_file"), None)
    reader = cache(lambda column, year: _make_reader(column, year, book))
    regions = _spellings(_find_column(book, book.identity.sheet, book.identity.region))
    for cells in table.rows:
        span = years.get(str(cells[file_at])) if file_at is not None else None
        record: dict[str, object] = {}
        for heading, cell in zip(headings, cells, strict=False):
            if heading is not None and cell != "":
                read = reader(heading.column, span.last if span else None) if heading.column else _whole
                record |= _read_cell(heading, cell, read, page, sheet)
        yield _with_owner(record, book, regions)


def _read_cell(
    heading: _Heading, cell: object, read: Callable[[object], object], page: AllRows | Matrix, sheet: Sheet
) -> Record:
    """What a cell that is filled says of its record."""
    if heading.across is not None and isinstance(page, Matrix):
        return _read_state(cell, heading.across, page, sheet)
    value = read(cell)
    if value is None:
        return {}
    of = {f"_{heading.name}": _plain(cell)} if isinstance(heading.column, Reference) else {}
    return {heading.name: value, **of}


def _with_owner(record: dict[str, object], book: Book, regions: Mapping[str, str]) -> Record:
    """The record with the term of its region, and its group without the region that may be shown with it."""
    identity = book.identity
    title = str(record.get("_region") or record.get(identity.region) or "")
    region = regions.get(normalize_text(title), title if title in regions.values() else "")
    name = neutral_text(title)
    column = _find_column(book, identity.sheet, identity.region)
    if isinstance(column, Choice) and (term := column.vocabulary.find_term(region)):
        name = term.word
    group = remove_region(str(record.get("_group") or record.get(identity.group) or ""), name)
    if (not group or group.startswith(file_sentences.NO_GROUP_STARTS)) and record.get("_file"):
        group = make_file_group(str(record["_file"]))
    council = str(record.get("_council") or "")
    unknown = {words for text in (NO_COUNCIL, NOT_GIVEN) for words in (text.sv, text.en)}
    return {**record, "_region": region, "_group": group, "_council": "" if council in unknown else council}


def _find_heading(words: str, sheet: Sheet, book: Book) -> _Heading | None:
    """What a heading stands over: a column of the sheet, or where a row comes from; None for nothing that is known."""
    titles = _titles(sheet)
    for spelling in (normalize_text(words), normalize_text(_SECOND.sub("", words))):
        if spelling in titles:
            return _Heading(titles[spelling].name, titles[spelling])
        for name, title in _origins(book).items():
            if spelling in (normalize_text(title.sv), normalize_text(title.en)):
                return _Heading(name)
    return None


def _titles(sheet: Sheet) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in sheet.columns:
        for title in (column.title.sv, column.title.en, *column.aliases):
            found.setdefault(normalize_text(title), column)
    return found


def _origins(book: Book) -> dict[str, Text]:
    council = _find_column(book, book.identity.sheet, book.identity.council)
    found = {"_group": GROUP, "_region": REGION, "_file": FILE, "_sheet": SHEET, "_row": ROW}
    return {**found, "_council": council.title} if council else found


def _matrix_headings(words: Sequence[str], page: Matrix, sheet: Sheet, book: Book) -> list[_Heading | None]:
    """The headings of a matrix: what tells a row, then a column for each value across, then the rest of the row.

    How many come before the values is another number in masters of earlier versions.
    """
    values = _spellings(sheet.column(page.across))
    unnamed = (word for text in (NOT_GIVEN, NONE_OF_THE_TERMS) for word in (text.sv, text.en))
    nothing = dict.fromkeys(map(normalize_text, unnamed), "")
    named = [(values | nothing).get(normalize_text(one)) for one in words]
    first = next((at for at, value in enumerate(named) if value is not None), len(words))
    last = next((at for at, value in enumerate(named[first:], first) if value is None), len(words))
    return [
        _Heading("", across=value) if value is not None and first <= at < last else _find_heading(one, sheet, book)
        for at, (one, value) in enumerate(zip(words, named, strict=True))
    ]


def _read_state(cell: object, value: str, page: Matrix, sheet: Sheet) -> dict[str, object]:
    """What a cell of a matrix tells: the value it stands under, and the state, after which a day may stand."""
    column = sheet.column(page.state)
    said = normalize_text(_plain(cell))
    terms = column.vocabulary.terms if isinstance(column, Choice) else ()
    state = next(
        (
            term.name
            for term in terms
            for word in (normalize_text(term.word.sv), normalize_text(term.word.en))
            if said == word or said.startswith(f"{word} ")
        ),
        None,
    )
    return {**({page.across: value} if value else {}), **({page.state: state} if state else {})}


def _make_reader(column: Column, year: int | None, book: Book) -> Callable[[object], object]:
    """The function that reads one cell of a master; None is what it cannot understand."""
    match column:
        case Prose() | Link():
            return _plain
        case Choice():
            spellings = _spellings(column)
            return lambda cell: spellings.get(
                normalize_text(_plain(cell)), _plain(cell) if column.allows_others else None
            )
        case Tick():
            return lambda cell: True
        case Reference():
            counter = book.sheet(column.sheet).column(book.sheet(column.sheet).counter)
            key = _make_reader(counter, year, book)
            return lambda cell: key(_plain(cell).partition(" – ")[0])
        case _:
            read = make_reader(column, CellContext(year))
            return cache(lambda cell: _value(read(_whole(cell))))


def _value(outcome: object) -> object:
    return outcome.value if isinstance(outcome, ReadValue) else None


def _whole(cell: object) -> object:
    """A cell as a plan's is read: a number without a fraction is whole, a day without an hour a date."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell.date() if isinstance(cell, datetime) else cell


def _plain(cell: object) -> str:
    return cell if isinstance(cell, str) else show_value(_whole(cell)).sv


def _find_column(book: Book, sheet: str, name: str) -> Column | None:
    found: Iterable[Column] = next((one.columns for one in book.sheets if one.name == sheet), ())
    return next((column for column in found if column.name == name), None)


def _spellings(column: Column | None) -> dict[str, str]:
    """The terms of a choice by every spelling that is read; none of any other column."""
    known = column.vocabulary.terms_by_spelling() if isinstance(column, Choice) else {}
    return {spelling: term.name for spelling, term in known.items()}
