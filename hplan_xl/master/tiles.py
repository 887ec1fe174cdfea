"""The tiles of Översikt: each status with its word, symbol, number and share."""

from collections import Counter
from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl import look
from hplan_xl.columns import Term, Tone
from hplan_xl.master.counting import Count, all_of, counted, marked
from hplan_xl.master.criteria import Only, number, source
from hplan_xl.master.edition import Edition
from hplan_xl.master.page import Formula, Page
from hplan_xl.master.records import Record, terms, text, word
from hplan_xl.master.tally import total
from hplan_xl.text import Text
from hplan_xl.views import Overview

_WITHOUT = Text("Utan status", "No status")
_REASONS = Text("Avslutade: {reasons}", "Closed: {reasons}")
_NO_REASON = Text("utan angiven orsak", "no reason given")
_PARTS = Text("Därtill {count} i planerna.", "Beside them {count} in the plans.")


def tiles(page: Page, view: Overview, statuses: Sequence[Term], top: int) -> int:
    """A tile a status: its word and symbol, how many, and the share; the row after them."""
    edition, work = page.edition, view.work
    rows = all_of(edition.consolidated, work)
    count, table_of = counted(rows, work, statuses), source(edition, work)
    for row in range(3):
        for column in range(2):
            page.put(top + row, column, None, "total_tile")
    page.put(top, 0, edition.says(work.noun.many).capitalize(), "total_tile", bold=True)
    every = total(count, table_of, ())
    page.put(top + 1, 0, every, "total_tile", bold=True, font_size=24, font_color=look.DEEP, num_format="#,##0")
    page.put(top + 2, 0, _beside(edition, view), "total_tile")
    for column, term in enumerate(statuses, 2):
        only = [Only(work.status, edition.says(term.word))]
        page.put(top, column, marked(term, edition.language), "tile", **_solid(term, bold=True, font_size=10))
        value = number(count.of[term.name], table_of, only)
        page.put(top + 1, column, value, "tile", **_solid(term, bold=True, font_size=24, num_format="#,##0"))
        cell, last = xl_rowcol_to_cell(top + 1, column), len(statuses) + 2
        sums = f"{xl_rowcol_to_cell(top + 1, 2)}:{xl_rowcol_to_cell(top + 1, last)}"
        share = Formula(f"=IFERROR({cell}/SUM({sums}),0)", count.share(term.name))
        page.put(top + 2, column, share, "tile", **_solid(term, num_format="0 %"))
    _without(page, count, top, len(statuses) + 2)
    for row, points in enumerate((28, 28, 16, 16), top):
        page.tall(row, points)
    page.put(top + 3, len(statuses) + 1, _reasons(edition, view, rows), "line", align="right")
    return top + 4


def _without(page: Page, count: Count, top: int, column: int) -> None:
    """What has no status that was understood, so that the tiles add up."""
    if count.without:
        page.put(top, column, page.edition.says(_WITHOUT), "tile", font_size=9)
        page.put(top + 1, column, count.without, "tile", font_size=16)
        share = count.without / count.total
        page.put(top + 2, column, share, "tile", num_format="0 %")


def _solid(term: Term, **more: object) -> dict[str, object]:
    shade = look.SHADES[term.tone or Tone.GREY]
    return {"bg_color": shade.solid, "font_color": shade.on_solid, **more}


def _beside(edition: Edition, view: Overview) -> str:
    parts = all_of(edition.consolidated, view.parts)
    return edition.says(_PARTS.filled(count=view.parts.noun.counted(len(parts)))) if parts else ""


def _reasons(edition: Edition, view: Overview, rows: Sequence[Record]) -> str:
    """Why what is closed is closed, in the order of the reasons."""
    work, book = view.work, edition.consolidated.book
    closed = Counter(text(row, work.closing_reason) for row in rows if row.get(work.status) in work.closed)
    if not closed or not work.closing_reason:
        return ""
    known = [term.name for term in terms(book, work.sheet, work.closing_reason)]
    order = [*known, *sorted(set(closed) - {*known, ""}), ""]
    names = {name: word(book, work.sheet, work.closing_reason, name, edition.language) for name in order}
    told = [f"{(names[name] or edition.says(_NO_REASON)).lower()} {closed[name]}" for name in order if closed[name]]
    return edition.says(_REASONS.filled(reasons=", ".join(told)))
