"""A workbook that is embedded in a document -> grids, one a sheet that is seen."""

from collections.abc import Mapping

from hplan_xl.book.values import TypedValue
from hplan_xl.documents.pages import Grid, GridCell, Paragraph
from hplan_xl.interpretation.outcomes import show_value
from hplan_xl.package.contents import Package, open_package
from hplan_xl.package.worksheet import Range
from hplan_xl.reading.typed_cells import collect_filled_cells, read_grids

At = tuple[int, int]


def grids_of_workbook(data: bytes, name: str) -> tuple[Grid, ...]:
    """The filled part of each visible sheet. Raises NotAWorkbook where the bytes are no workbook that can be read."""
    package = open_package(data, name)
    titles = [sheet.title for sheet in package.sheets if sheet.is_visible and sheet.title in package.worksheets]
    grids = read_grids(package, titles)
    made = (_grid(package, title, collect_filled_cells(package, title, grids[title])) for title in titles)
    return tuple(grid for grid in made if grid.rows)


def _grid(package: Package, title: str, cells: Mapping[At, TypedValue]) -> Grid:
    if not cells:
        return Grid(())
    sheet = package.worksheets[title]
    top, bottom = min(at[0] for at in cells), max(at[0] for at in cells)
    left, right = min(at[1] for at in cells), max(at[1] for at in cells)
    right = max([right, *(one.right for one in sheet.merged_ranges if top <= one.top <= bottom and one.left <= right)])
    rows = (
        tuple(_cell(package, title, cells, (row, column)) for column in range(left, right + 1))
        for row in range(top, bottom + 1)
    )
    return Grid(tuple(rows))


def _cell(package: Package, title: str, cells: Mapping[At, TypedValue], at: At) -> GridCell | None:
    sheet = package.worksheets[title]
    span = next((one for one in sheet.merged_ranges if one.covers(at)), Range(*at, *at))
    if span.corner != at:
        return None
    words = show_value(cells.get(at)).sv
    paragraphs = tuple(Paragraph(line) for line in words.split("\n")) if words else ()
    fill = package.formats.fills.get(sheet.style(at) or 0, "")
    return GridCell(paragraphs, fill, rows=span.bottom - span.top + 1, columns=span.right - span.left + 1)
