"""A book as an empty or prefilled workbook for people to fill in."""

from collections.abc import Mapping
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.book.text import Language
from hplan_xl.excel.atomic_write import write_atomically
from hplan_xl.template.finished_sheet import FinishedRow
from hplan_xl.template.positions import Rows
from hplan_xl.template.template_file import A_DOCUMENT, CarriedContent, RepairNote, build_template

__all__ = ["A_DOCUMENT", "CarriedContent", "FinishedRow", "RepairNote", "Rows", "build_template", "write_template"]


def write_template(
    book: Book,
    path: Path,
    *,
    language: Language,
    rows: Rows | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write the workbook of a book, to fill in, whole or not at all; arguments as in `build_template`.

    Raises:
        OutputError: `path` cannot be written, or Excel does not take something of it.
    """
    write_atomically(path, build_template(book, language=language, rows=rows, facts=facts))
