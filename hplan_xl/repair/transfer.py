"""The records of an old workbook as those of a fresh one, cell for cell as typed; and what was done to the workbook.

What stands in a fresh template is told from what people typed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book.columns import Column, Reference
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.findings import Cell
from hplan_xl.book.limits import fits_in_cell, split_to_cells
from hplan_xl.book.text import Language, Text, clean_text, normalize_text
from hplan_xl.book.values import ColourOnlyCell, ErrorValue, LinkedWords, MergedCell, TypedValue, UncomputedFormula
from hplan_xl.excel.rendering import RenderedValue
from hplan_xl.interpretation.outcomes import quote_value, show_value
from hplan_xl.package.contents import open_package
from hplan_xl.reading.layout import LocatedSheet, find_title
from hplan_xl.reading.opening import OpenedPlan
from hplan_xl.reading.submission import Submission, Table
from hplan_xl.reading.typed_cells import collect_filled_cells, read_grids
from hplan_xl.template import RepairNote, build_template, check_sheet, lists_sheet, readme_sheet
from hplan_xl.wording import repair_sentences

At = tuple[int, int]
Cells = Mapping[At, TypedValue]

_LANGUAGES: tuple[Language, ...] = ("sv", "en")
_OWN_PAGES = frozenset(
    normalize_text(title) for text in (readme_sheet.TITLE, check_sheet.TITLE) for title in (text.sv, text.en)
) | {normalize_text(lists_sheet.TITLE)}


@dataclass(frozen=True)
class FreshTemplate:
    """The template that is copied into, before anything is filled in, in both languages.

    others: the books of the templates that a plan may have been filled in on instead, such as another region's.
    """

    book: Book
    others: tuple[Book, ...] = ()

    def headings(self, sheet: Sheet) -> Mapping[str, frozenset[str]]:
        """By column what any of the templates calls it on a sheet, folded: its identifier and its titles."""
        return self._headings.get(sheet.name, {})

    @cached_property
    def _headings(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for sheet in (one for book in (self.book, *self.others) for one in book.sheets):
            for column in sheet.columns:
                words = map(normalize_text, (column.name, column.title.sv, column.title.en))
                found[sheet.name][column.name] = found[sheet.name].get(column.name, frozenset()).union(words)
        return found

    def is_page(self, title: str) -> bool:
        """Whether a sheet of that title is one of the template's own, which nobody fills in."""
        return normalize_text(title) in _OWN_PAGES

    def has_content(self, title: str, at: At) -> bool:
        """Whether the template's own sheet of that title has something in a cell."""
        return any(at in cells for name, cells in self._pages if normalize_text(name) == normalize_text(title))

    def texts(self, sheet: Sheet) -> frozenset[str]:
        """Every text that stands on a sheet of the book before anything is filled in."""
        titles = {normalize_text(sheet.title.sv), normalize_text(sheet.title.en)}
        return frozenset(
            value
            for name, cells in self._pages
            if normalize_text(name) in titles
            for value in cells.values()
            if isinstance(value, str)
        )

    @cached_property
    def _pages(self) -> tuple[tuple[str, Cells], ...]:
        return tuple(page for language in _LANGUAGES for page in self._pages_in(language))

    def _pages_in(self, language: Language) -> list[tuple[str, Cells]]:
        package = open_package(build_template(self.book, language=language), self.book.name)
        grids = read_grids(package, package.worksheets)
        return [(title, collect_filled_cells(package, title, rows)) for title, rows in grids.items()]


_DOWNWARDS = re.compile(r"([A-Z]+)\d+:\1\d+")


@dataclass(frozen=True)
class PouredPlan:
    """rows: by sheet, the records as typed. used_cells: by the title of the sheet, the cells that they are from.

    notes: what could not be carried over as it stood. comments: what hplan shows at cells, such as last year's answers,
    by sheet, record (from 0) and column.
    """

    rows: Mapping[str, Sequence[Mapping[str, TypedValue]]]
    used_cells: Mapping[str, frozenset[At]]
    notes: tuple[RepairNote, ...]
    comments: Mapping[tuple[str, int, str], str]


def pour_plan(opened: OpenedPlan, submission: Submission, book: Book, language: Language) -> PouredPlan:
    """Copy every record of a workbook into the columns of a book; whatever is in no record is left behind."""
    rows: dict[str, Sequence[Mapping[str, TypedValue]]] = {}
    taken: dict[str, frozenset[At]] = {}
    told: list[RepairNote] = []
    comments: dict[tuple[str, int, str], str] = {}
    for sheet in book.sheets:
        table = submission.tables.get(sheet.name)
        if table is None:
            rows[sheet.name] = ()
            continue
        columns = [column for column in sheet.columns if column.name in table.values]
        records = [_record(table, columns, index) for index in range(len(table.rows))]
        kept = [index for index, record in enumerate(records) if record]
        rows[sheet.name] = [records[index] for index in kept]
        comments |= _find_signed(opened, table, columns, kept)
        cells = collect_filled_cells(opened.package, table.title, opened.grids[table.title])
        places = _standing(table, columns)
        taken[table.title] = frozenset(places)
        told += _not_as_it_stood(table, places, cells, language)
    return PouredPlan(rows, taken, tuple(told), comments)


def _find_signed(
    opened: OpenedPlan, table: Table, columns: Sequence[Column], kept: Sequence[int]
) -> dict[tuple[str, int, str], str]:
    """What hplan shows at the cells of a table, by its sheet, record and column. kept: the records' places in it."""
    shown = dict(opened.package.beside_cells(table.title).signed_comments)
    if not shown:
        return {}
    cells = {
        table.cell("", column.name, table.rows[index]).address: (table.sheet, record, column.name)
        for record, index in enumerate(kept)
        for column in columns
    }
    return {cells[address]: words for address, words in shown.items() if address in cells}


def _record(table: Table, columns: Sequence[Column], index: int) -> dict[str, TypedValue]:
    values = {column.name: carry_value(table.values[column.name][index], column) for column in columns}
    return {name: value for name, value in values.items() if value is not None}


def carry_value(typed: object, column: Column) -> TypedValue:
    """What is written for a typed value; None for what is told of instead."""
    match typed:
        case LinkedWords():
            return split_to_cells(typed.address)[0]
        case str():
            return split_to_cells(typed)[0]
        case int() | float() | ColourOnlyCell():
            return typed
        case MergedCell(place, value, first):
            return carry_value(value, column) if first or _is_spread(place, column) else None
        case None | ErrorValue() | UncomputedFormula():
            return None
        case _:
            return typed  # type: ignore[return-value]  # a day


def _is_spread(place: str, column: Column) -> bool:
    """Whether merged cells mean that their value holds for each of their rows.

    So it is where rows of the same area share one cell. Elsewhere the value stands in the first cell alone: a number, a
    title or a measured value that stood once would otherwise be counted several times.
    """
    return isinstance(column, Reference) and bool(_DOWNWARDS.fullmatch(place))


def _standing(table: Table, columns: Sequence[Column]) -> Mapping[At, list[tuple[Column, int]]]:
    """For each cell the columns (several, where one was split) and the record that it is in."""
    standing: dict[At, list[tuple[Column, int]]] = defaultdict(list)
    for index, row in enumerate(table.rows):
        for column in columns:
            cell = table.cell("", column.name, row)
            standing[cell.row, cell.column].append((column, index))
    return standing


def _not_as_it_stood(
    table: Table, places: Mapping[At, list[tuple[Column, int]]], cells: Cells, language: Language
) -> Iterator[RepairNote]:
    for at in sorted(places):
        held = [(column, table.values[column.name][index]) for column, index in places[at]]
        column, typed = held[0]
        for value, told in _describe_change(typed, column, cells.get(at), len(held)):
            yield RepairNote(table.title, Cell("", "", *at).address, column.title.localize(language), value, told)


def _describe_change(
    typed: object, column: Column, stood: TypedValue, parts: int
) -> Iterator[tuple[RenderedValue, Text]]:
    """What is to be told of a cell, with the contents that are not in the fresh workbook."""
    match typed:
        case ErrorValue(code):
            yield code, repair_sentences.FORMULA_FAILED
        case UncomputedFormula(formula):
            yield formula, repair_sentences.FORMULA_UNCOMPUTED
        case MergedCell(place, value, True):
            spread = _is_spread(place, column) and value is not None
            yield (
                None,
                repair_sentences.VALUE_SPREAD.fill(range=place, value=quote_value(value))
                if spread
                else repair_sentences.CELLS_UNMERGED.fill(range=place),
            )
            yield from _describe_change(value, column, stood, parts)
        case str() if not fits_in_cell(typed):
            yield from ((piece, repair_sentences.REST) for piece in split_to_cells(typed)[1:])
        case LinkedWords() if typed != typed.address:
            yield str(typed), repair_sentences.ADDRESS
        case str() if parts > 1 and typed != stood:
            yield str(stood), repair_sentences.TEXT_PARTED


_LEFT_BEHIND = ("/media/", "/charts/")


def describe_actions(
    opened: OpenedPlan, submission: Submission, fresh: FreshTemplate, language: Language
) -> Iterator[RepairNote]:
    """Yield what was done, the workbook first and then sheet by sheet; nothing for an intact workbook."""
    if opened.is_older:
        yield _make_note("", repair_sentences.VERSION.fill(found=opened.book.version, version=fresh.book.version))
    beside = [opened.package.beside_cells(sheet.title) for sheet in opened.package.sheets if sheet.path]
    if any(opened.package.has_part(within) for within in _LEFT_BEHIND) or any(one.pictures for one in beside):
        yield _make_note("", repair_sentences.LEFT_BEHIND)
    lost = {one.cell.sheet for one in submission.findings if one.rule == "dropdowns.lost"}
    for sheet in opened.book.sheets:
        place = opened.places.get(sheet.name)
        if place is None:
            stood = find_title(sheet, opened.package.worksheets)
            told = repair_sentences.SHEET_WITHOUT_HEADINGS if stood else repair_sentences.SHEET_BACK
            yield _make_note(stood or sheet.title.localize(language), told)
            continue
        yield from _of_sheet(opened, place, fresh, language)
        if place.title in lost:
            yield _make_note(place.title, repair_sentences.LISTS_BACK)
        hidden = submission.hidden_rows.get(place.title)
        if hidden:
            yield _make_note(place.title, repair_sentences.ROWS_SHOWN.fill(n=hidden))


def _make_note(sheet: str, told: Text, cell: str = "", heading: str = "") -> RepairNote:
    return RepairNote(sheet, cell, heading, None, told)


def _of_sheet(
    opened: OpenedPlan, place: LocatedSheet, fresh: FreshTemplate, language: Language
) -> Iterator[RepairNote]:
    cells = collect_filled_cells(opened.package, place.title, opened.grids[place.title])
    if not find_title(place.sheet, [place.title]):
        yield _make_note(place.title, repair_sentences.SHEET_RENAMED.fill(sheet=place.sheet.title.localize(language)))
    if not all(sheet.is_visible for sheet in opened.package.sheets if sheet.title == place.title):
        yield _make_note(place.title, repair_sentences.SHEET_SHOWN)
    if not place.is_by_id:
        yield _make_note(place.title, repair_sentences.IDS_BACK)
    for column in opened.list_missing(place):
        yield _make_note(place.title, repair_sentences.COLUMN_BACK.fill(column=column.title.localize(language)))
    if place.has_titles:
        yield from _describe_retitled(place, cells, fresh, language)
    else:
        yield _make_note(place.title, repair_sentences.TITLES_BACK)
    for row in opened.repeated_headings[place.title]:
        yield _make_note(place.title, repair_sentences.TITLES_AGAIN.fill(row=row))
    if not _is_in_order(place):
        yield _make_note(place.title, repair_sentences.ORDER_BACK)
    worksheet = opened.package.worksheets[place.title]
    if worksheet.has_computed_formulas:
        yield _make_note(place.title, repair_sentences.FORMULAS)
    if struck := sum(worksheet.style(at) in opened.package.formats.struck_styles for at in cells):
        yield _make_note(place.title, repair_sentences.STRUCK.fill(n=struck))


def _describe_retitled(
    place: LocatedSheet, cells: Cells, fresh: FreshTemplate, language: Language
) -> Iterator[RepairNote]:
    """Headings that somebody changed; those of another region's template or an earlier release nobody did.

    Their contents stand under the heading of this one.
    """
    now = {
        column.name: column.title
        for sheet in fresh.book.sheets
        if sheet.title == place.sheet.title
        for column in sheet.columns
    }
    known = fresh.headings(place.sheet)
    for column in place.sheet.columns:
        if column.name not in place.places:
            continue
        title, where = now.get(column.name, column.title), place.find_heading(column.name)
        heading = clean_text(show_value(cells.get(where)).localize(language))
        own = {normalize_text(words) for text in (title, *column.former_texts) for words in (text.sv, text.en)}
        if normalize_text(heading) not in own | known.get(column.name, frozenset()):
            told = repair_sentences.COLUMN_RETITLED.fill(column=title.localize(language))
            yield _make_note(place.title, told, Cell("", "", *where).address, heading)


def _is_in_order(place: LocatedSheet) -> bool:
    standing = [place.places[column.name] for column in place.sheet.columns if column.name in place.places]
    return standing == sorted(standing)
