"""The sheets of a workbook of a group's own -> tables, each from its headings on, and the text above them."""

from dataclasses import replace
from itertools import pairwise

from hplan_xl.conversion.free_pages import CALENDAR, sheet_of
from hplan_xl.conversion.headings import Headings
from hplan_xl.conversion.tables import names_area
from hplan_xl.documents.pages import Document, Grid, GridRow, Page, Paragraph, Role, Shape, list_words, transpose_grid

_ENOUGH = 2
# Above a row of headings further ones may stand, each over several columns.
_MOST_ABOVE = 2


def arrange_sheets(document: Document, headings: Headings) -> Document:
    """The workbook, its sheets parted into tables and text. A sheet with its headings in a column stays one table."""
    return replace(document, pages=tuple(_arrange(page, headings) for page in document.pages))


def _arrange(page: Page, headings: Headings) -> Page:
    if not page.grids or page.hidden:
        return page
    rows = page.grids[0].rows
    starts = _find_starts(rows, headings)
    if not starts and any(_is_headed(row, headings) for row in transpose_grid(page.grids[0]).rows[:_ENOUGH]):
        return page
    first = starts[0] if starts else len(rows)
    end = max(_find_end(rows), first)
    grids = tuple(Grid(rows[start:stop], start) for start, stop in pairwise((*starts, end)))
    outside = (*range(first), *range(end, len(rows)))
    texts = tuple(_text_of(rows[at], at) for at in outside if list_words(rows[at]))
    if sheet_of(replace(page, shapes=texts), headings) == CALENDAR:  # an event a cell
        texts = tuple(Shape(cell.paragraphs, None, order=at) for at in outside for cell in rows[at] if cell)
    return replace(page, grids=grids, shapes=(*texts, *page.shapes))


def _find_starts(rows: tuple[GridRow, ...], headings: Headings) -> list[int]:
    """The first row of each table: of its headings, or for the first of those that stand over them."""
    headed = [at for at, row in enumerate(rows) if _is_headed(row, headings)]
    starts = [at for at in headed if at - 1 not in headed]
    starts = [at - 1 if at and names_area(rows[at - 1], headings) else at for at in starts]
    if starts:
        over = starts[0]
        while over and starts[0] - over < _MOST_ABOVE and len(list_words(rows[over - 1])) > _ENOUGH:
            over -= 1
        starts[0] = over
    return starts


def _find_end(rows: tuple[GridRow, ...]) -> int:
    """Where the last table ends: before rows of one cell that stand below a blank row, such as an explanation."""
    end = len(rows)
    for at in range(len(rows) - 1, -1, -1):
        words = list_words(rows[at])
        if len(words) > 1:
            break
        end = end if words else at
    return end


def _is_headed(row: GridRow, headings: Headings) -> bool:
    """Whether most cells of a row name columns, of the plan's table or of another sheet, and at least two."""
    cells = [cell for cell in row if cell and cell.text.strip()]
    named = sum(bool(roles) for roles in headings.list_roles(cells))
    others = (len(headings.loose_columns_of(cells, sheet)) for sheet in headings.book.tables)
    best = max(named, *others)
    return best >= _ENOUGH and 2 * best >= len(cells)


def _text_of(row: GridRow, at: int) -> Shape:
    """A row as one line of text, with its colour where it has one; two cells as a label and its answer."""
    words = list_words(row)
    line = f"{words[0].rstrip(' :')}: {words[1]}" if len(words) == _ENOUGH else " | ".join(words)
    fills = {cell.fill for cell in row if cell and cell.fill}
    return Shape((Paragraph(line),), None, fills.pop() if len(fills) == 1 else "", role=Role.BODY, order=at)
