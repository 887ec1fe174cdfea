"""Presentations, text documents, PDF files and workbooks as typed: pages with grids of cells, shapes and running text.

    pages     what every kind of document is read to
    colours   a fill or a text colour of Office drawings as RRGGBB
    office    the package of a presentation or a text document: its main part, relations and dates
    figures   which cell a figure that lies over a table belongs to
    pptx      .pptx -> pages, one a slide
    docx      .docx -> pages, one a heading
    pdf       .pdf -> pages
    xlsx      a workbook that is no template -> pages, one a sheet

Nothing here knows what a plan is.
"""

from hplan_xl.documents.docx import read_words
from hplan_xl.documents.office import open_office
from hplan_xl.documents.pages import Document
from hplan_xl.documents.pdf import read_pdf
from hplan_xl.documents.pptx import read_slides
from hplan_xl.documents.xlsx import read_sheets

__all__ = ["read_document", "read_sheets"]


def read_document(data: bytes, name: str) -> Document:
    """A document as typed, of the kind that its bytes are. Raises NotAWorkbook, with its sentence, where it is none."""
    if data.startswith(b"%PDF"):
        return read_pdf(data, name)
    main = open_office(data, name).main
    return read_words(data, name) if main.startswith("word/") else read_slides(data, name)
