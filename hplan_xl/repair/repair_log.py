"""What a repair does to the workbook itself: sheets, columns, lists and rows that are as in the template again."""

from collections.abc import Iterator

from hplan_xl.book.description import Book
from hplan_xl.book.findings import Cell
from hplan_xl.book.text import Language, Text, clean_text, normalize_text
from hplan_xl.interpretation.outcomes import show_value
from hplan_xl.reading.layout import LocatedSheet, find_title
from hplan_xl.reading.opening import OpenedPlan
from hplan_xl.reading.submission import Submission
from hplan_xl.reading.typed_cells import collect_filled_cells
from hplan_xl.repair.transfer import Cells
from hplan_xl.template import RepairNote
from hplan_xl.wording import repair_sentences

_LEFT_BEHIND = ("/media/", "/charts/")


def describe_actions(
    opened: OpenedPlan, submission: Submission, book: Book, language: Language
) -> Iterator[RepairNote]:
    """Yield what was done, the workbook first and then sheet by sheet; nothing for an intact workbook."""
    if opened.is_older:
        yield _make_note("", repair_sentences.VERSION.fill(found=opened.book.version, version=book.version))
    beside = [opened.package.beside_cells(sheet.title) for sheet in opened.package.sheets if sheet.path]
    if any(opened.package.has_part(within) for within in _LEFT_BEHIND) or any(one.pictures for one in beside):
        yield _make_note("", repair_sentences.LEFT_BEHIND)
    lost = {one.cell.sheet for one in submission.findings if one.rule == "dropdowns.lost"}
    for sheet in opened.book.sheets:
        place = opened.places.get(sheet.name)
        if place is None:
            yield _make_note(sheet.title.localize(language), repair_sentences.SHEET_BACK)
            continue
        yield from _of_sheet(opened, place, book, language)
        if place.title in lost:
            yield _make_note(place.title, repair_sentences.LISTS_BACK)
        hidden = submission.hidden_rows.get(place.title)
        if hidden:
            yield _make_note(place.title, repair_sentences.ROWS_SHOWN.fill(n=hidden))


def _make_note(sheet: str, told: Text, cell: str = "", heading: str = "") -> RepairNote:
    return RepairNote(sheet, cell, heading, None, told)


def _of_sheet(opened: OpenedPlan, place: LocatedSheet, book: Book, language: Language) -> Iterator[RepairNote]:
    cells = collect_filled_cells(opened.package, place.title, opened.grids[place.title])
    if not find_title(place.sheet, [place.title]):
        yield _make_note(place.title, repair_sentences.SHEET_RENAMED.fill(sheet=place.sheet.title.localize(language)))
    if not place.is_by_id:
        yield _make_note(place.title, repair_sentences.IDS_BACK)
    for column in place.absent_columns:
        yield _make_note(place.title, repair_sentences.COLUMN_BACK.fill(column=column.title))
    yield from _describe_retitled(place, cells, book, language)
    if not _is_in_order(place):
        yield _make_note(place.title, repair_sentences.ORDER_BACK)
    xml = opened.package.worksheets[place.title].xml
    if b"<f>" in xml or b"<f " in xml:
        yield _make_note(place.title, repair_sentences.FORMULAS)


def _describe_retitled(place: LocatedSheet, cells: Cells, book: Book, language: Language) -> Iterator[RepairNote]:
    now = {
        column.name: column.title
        for sheet in book.sheets
        if sheet.title == place.sheet.title
        for column in sheet.columns
    }
    for column in place.sheet.columns:
        if column.name not in place.places:
            continue
        at, title = place.places[column.name], now.get(column.name, column.title)
        where = (at, place.answers - 1) if place.sheet.is_form else (place.headings, at)
        heading = clean_text(show_value(cells.get(where)).localize(language))
        if normalize_text(heading) not in (normalize_text(title.sv), normalize_text(title.en)):
            told = repair_sentences.COLUMN_RETITLED.fill(column=title)
            yield _make_note(place.title, told, Cell("", "", *where).address, heading)


def _is_in_order(place: LocatedSheet) -> bool:
    standing = [place.places[column.name] for column in place.sheet.columns if column.name in place.places]
    return standing == sorted(standing)
