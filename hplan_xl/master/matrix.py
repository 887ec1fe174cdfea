"""A page with groups against the values of one column, each cell the state there; then all rows with their source."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from hplan_xl.columns import Vocabulary
from hplan_xl.master.counting import gathered
from hplan_xl.master.edition import Edition, table_name
from hplan_xl.master.page import TOP, Content, Marked, Page, framed
from hplan_xl.master.raising import spoken_day
from hplan_xl.master.records import Record, records, text, vocabulary
from hplan_xl.master.rows import GROUP, layout, listed, named
from hplan_xl.master.tables import Heading, table
from hplan_xl.master.telling import group
from hplan_xl.text import Text, folded
from hplan_xl.views import Matrix, Rows

_FIRST, _CELL = 30, 20
_MOST_ACROSS = 24
_ALL_ROWS = Text("Alla uppgifter", "All entries")


def write(edition: Edition, view: Matrix) -> None:
    """Write the page."""
    rows = records(edition.consolidated, view.sheet)
    across = _across(rows, view)
    listing = Rows(name=f"{view.name}_rows", title=view.title, help=view.help, sheet=view.sheet)
    every = layout(edition, listing)
    page = framed(edition, view, [_FIRST, *[_CELL] * (max(len(every), len(across) + 1) - 1)])
    top = _matrix(page, view, rows, across)
    page.put(top, 0, edition.says(_ALL_ROWS), "section")
    page.tall(top, 24)
    frame = named(edition, view.sheet)
    listed(page, top + 1, every, frame, table_name(listing), edition.says(view.title))
    page.sheet.freeze_panes(TOP, 1)


def _across(rows: Sequence[Record], view: Matrix) -> dict[str, str]:
    """The values across, by what makes two of them the same, in the order in which most rows have them."""
    found: dict[str, str] = {}
    for row in rows:
        name = text(row, view.across)
        if name and len(found) < _MOST_ACROSS:
            found.setdefault(folded(name), name)
    return found


def _matrix(page: Page, view: Matrix, rows: Sequence[Record], across: Mapping[str, str]) -> int:
    """A line a group, a column a value across; the row after it."""
    edition = page.edition
    words = vocabulary(edition.consolidated.book, view.sheet, view.state)
    columns = [Heading(edition.says(GROUP), "strong"), *(Heading(name) for name in across.values())]
    lines: list[list[Content]] = []
    for name, of in gathered(rows, partial(group, edition)).items():
        told = {folded(text(row, view.across)): row for row in of}
        cells = [_state(edition, view, told.get(key), words) for key in across]
        lines.append([name, *cells])
    return table(page, TOP, table_name(view), columns, lines, edition.says(view.title)) + 1


def _state(edition: Edition, view: Matrix, row: Record | None, words: Vocabulary) -> Content:
    """The state with its day, where it has one."""
    if row is None:
        return ""
    term, day = words.term(row.get(view.state)), row.get(view.on)
    state = edition.says(term.word) if term else text(row, view.state)
    told = edition.says(spoken_day(day, edition.consolidated.as_of)) if isinstance(day, date) else ""
    return Marked(" ".join(filter(None, (state, told))), term)
