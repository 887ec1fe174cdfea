"""A damaged, altered or older workbook poured into a fresh one: nothing is lost, and what was done is told.

What has a place in the template goes there as it was typed, understood or not; that is for `check` to judge. All else
is kept on a sheet of its own with the place where it stood.

    pouring    the records, each value with its column
    leftovers  the cells that no record holds
    deeds      what was done to the workbook itself
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from hplan_xl.book.description import Book
from hplan_xl.book.text import Language, folded
from hplan_xl.reading.opening import Opened
from hplan_xl.reading.submission import Submission
from hplan_xl.repair.kept_cells import kept_before, leftovers
from hplan_xl.repair.repair_log import deeds
from hplan_xl.repair.transfer import Fresh, pour
from hplan_xl.template import Carried, Kept, template_bytes

__all__ = ["Fresh", "Repaired", "language_of", "repaired"]


@dataclass(frozen=True)
class Repaired:
    """A fresh workbook with what an older one held. done: what was done now, without what an earlier repair told."""

    data: bytes
    done: tuple[Kept, ...]


def repaired(
    opened: Opened, submission: Submission, fresh: Fresh, language: Language, facts: Mapping[str, object]
) -> Repaired:
    """A workbook poured into a fresh template; the same bytes for the same workbook.

    opened, submission: the old workbook, read by a book that has all columns that `fresh` has.
    facts: what fills the placeholders of the guide.

    Raises:
        NotAWorkbook: a sheet of the group's own cannot be read.
        OutputError: Excel does not take something of it.
    """
    poured = pour(opened, submission, fresh.book, language)
    done = tuple(chain(deeds(opened, submission, fresh.book, language), poured.told, leftovers(opened, poured, fresh)))
    carried = Carried(poured.rows, (*kept_before(opened), *done), submission.saved)
    return Repaired(template_bytes(fresh.book, language=language, facts=facts, carried=carried), done)


def language_of(opened: Opened, book: Book) -> Language:
    """The language of a workbook: as its template said, else that of most of its sheets."""
    said = opened.package.properties.get("language", "")
    if said in ("sv", "en"):
        return "en" if said == "en" else "sv"
    titles = {folded(title) for title in opened.package.worksheets}
    english = sum(folded(sheet.title.en) in titles for sheet in book.sheets)
    swedish = sum(folded(sheet.title.sv) in titles for sheet in book.sheets)
    return "en" if english > swedish else "sv"
