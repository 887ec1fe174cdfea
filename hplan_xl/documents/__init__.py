"""Presentations, text documents, PDF files and workbooks as typed: pages with grids of cells, shapes and running text.

    pages     what every kind of document is read to, and where in it something stands, in words
    office    the package of a presentation or a text document: its main part, relations, dates and colours
    figures   which cell a figure that lies over a table belongs to
    pptx      .pptx -> pages, one a slide
    docx      .docx -> pages, one a heading
    pdf       .pdf -> pages

A workbook that is no template is read here: its pages are its sheets. Nothing here knows what a plan is.
"""

import re

from hplan_xl.documents.docx import read_words
from hplan_xl.documents.office import grid_of_sheet, open_office
from hplan_xl.documents.pages import Document, DocumentKind, Page, Paragraph, Shape
from hplan_xl.documents.pdf import read_pdf
from hplan_xl.documents.pptx import read_slides
from hplan_xl.interpretation.prose import visible_text
from hplan_xl.package.contents import Package, open_package
from hplan_xl.reading.typed_cells import Rows, is_blank, read_grids

# What a sheet is called that nobody has named.
_UNNAMED = re.compile(r"(?:blad|sheet|ark|tabell|table)\s?[0-9]*", re.I)
__all__ = ["read_document", "read_sheets"]


def read_sheets(data: bytes, name: str) -> Document:
    """A workbook as typed, its sheets numbered as they are seen, the hidden ones last.

    Raises NotAWorkbook where the bytes are none that can be read, with its sentence.
    """
    package = open_package(data, name)
    sheets = sorted(package.sheets, key=lambda sheet: not sheet.is_visible)
    grids = read_grids(package, [sheet.title for sheet in sheets if sheet.title in package.worksheets])
    pages = tuple(
        _page(package, sheet.title, number, grids[sheet.title], is_hidden=not sheet.is_visible)
        for number, sheet in enumerate(sheets, 1)
        if sheet.title in grids
    )
    saved = package.saved_at.date() if package.saved_at else None
    return Document(name, DocumentKind.SHEETS, pages, saved, package.has_part("vbaproject.bin"))


def _page(package: Package, title: str, number: int, rows: Rows, *, is_hidden: bool) -> Page:
    grid = grid_of_sheet(package, title, rows)
    hidden = package.worksheets[title].hidden_rows
    filled = sum(
        at in hidden and any(not is_blank(value) and value != "" for value in row) for at, row in enumerate(rows, 1)
    )
    beside = package.beside_cells(title)
    lines = [tuple(Paragraph(line) for line in words.split("\n")) for words in map(visible_text, beside.texts)]
    shapes = tuple(Shape(line, None, order=len(grid.rows) + at) for at, line in enumerate(lines))
    remarks = tuple(Paragraph(f"{address}: {words}") for address, words in beside.comments)
    called = "" if _UNNAMED.fullmatch(title.strip()) else title
    return Page(number, called, (grid,) if grid.rows else (), shapes, remarks, is_hidden, beside.pictures, filled)


def read_document(data: bytes, name: str) -> Document:
    """A document as typed, of the kind that its bytes are. Raises NotAWorkbook, with its sentence, where it is none."""
    if data.startswith(b"%PDF"):
        return read_pdf(data, name)
    package = open_office(data, name)
    return read_words(package) if package.main.startswith("word/") else read_slides(package)
