"""What a repair does to the workbook itself: sheets, columns, lists and rows that are as in the template again."""

from collections.abc import Iterator

from hplan_xl.book.description import Book
from hplan_xl.book.findings import Cell
from hplan_xl.book.text import Language, Text, clean, folded
from hplan_xl.interpretation.outcomes import shown
from hplan_xl.reading.layout import Located, titled
from hplan_xl.reading.opening import Opened
from hplan_xl.reading.submission import Submission
from hplan_xl.reading.typed_cells import filled_cells
from hplan_xl.repair.transfer import Cells
from hplan_xl.template import Kept
from hplan_xl.wording import repair_sentences as said

_LEFT_BEHIND = ("/media/", "/charts/")


def deeds(opened: Opened, submission: Submission, book: Book, language: Language) -> Iterator[Kept]:
    """What is done, the workbook first and then sheet by sheet; nothing for a workbook that is whole."""
    if opened.is_older:
        yield _told("", said.VERSION.filled(found=opened.book.version, version=book.version))
    beside = [opened.package.beside_cells(sheet.title) for sheet in opened.package.sheets if sheet.part]
    if any(opened.package.has_part(within) for within in _LEFT_BEHIND) or any(one.pictures for one in beside):
        yield _told("", said.LEFT_BEHIND)
    lost = {one.cell.sheet for one in submission.findings if one.rule == "dropdowns.lost"}
    for sheet in opened.book.sheets:
        place = opened.places.get(sheet.name)
        if place is None:
            yield _told(sheet.title.spoken(language), said.SHEET_BACK)
            continue
        yield from _of_sheet(opened, place, book, language)
        if place.title in lost:
            yield _told(place.title, said.LISTS_BACK)
        hidden = submission.hidden_rows.get(place.title)
        if hidden:
            yield _told(place.title, said.ROWS_SHOWN.filled(n=hidden))


def _told(sheet: str, told: Text, cell: str = "", heading: str = "") -> Kept:
    return Kept(sheet, cell, heading, None, told)


def _of_sheet(opened: Opened, place: Located, book: Book, language: Language) -> Iterator[Kept]:
    cells = filled_cells(opened.package, place.title, opened.grids[place.title])
    if not titled(place.sheet, [place.title]):
        yield _told(place.title, said.SHEET_RENAMED.filled(sheet=place.sheet.title.spoken(language)))
    if not place.by_id:
        yield _told(place.title, said.IDS_BACK)
    for column in place.absent:
        yield _told(place.title, said.COLUMN_BACK.filled(column=column.title))
    yield from _retitled(place, cells, book, language)
    if not _is_in_order(place):
        yield _told(place.title, said.ORDER_BACK)
    xml = opened.package.worksheets[place.title].xml
    if b"<f>" in xml or b"<f " in xml:
        yield _told(place.title, said.FORMULAS)


def _retitled(place: Located, cells: Cells, book: Book, language: Language) -> Iterator[Kept]:
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
        where = (at, place.answers - 1) if place.sheet.form else (place.headings, at)
        heading = clean(shown(cells.get(where)).spoken(language))
        if folded(heading) not in (folded(title.sv), folded(title.en)):
            told = said.COLUMN_RETITLED.filled(column=title)
            yield _told(place.title, told, Cell("", "", *where).address, heading)


def _is_in_order(place: Located) -> bool:
    standing = [place.places[column.name] for column in place.sheet.columns if column.name in place.places]
    return standing == sorted(standing)
