"""A page with groups, or rows, against the values of one column, each cell the state there; the rows with their source.

On paper stands the matrix alone; what it leaves out stands on the screen, beside it or under it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from hplan_xl.book.columns import Vocabulary
from hplan_xl.book.text import Text, folded
from hplan_xl.book.views import Matrix, Rows
from hplan_xl.excel.text_metrics import widest_word
from hplan_xl.master.facts.issues import spoken_day
from hplan_xl.master.facts.records import Record, records, terms, text, vocabulary
from hplan_xl.master.facts.status_counts import gathered
from hplan_xl.master.pages.rows import listed, named
from hplan_xl.master.sheet.context import Edition, table_name
from hplan_xl.master.sheet.page import INDENT, TOP, Content, Marked, Page, framed
from hplan_xl.master.sheet.row_columns import GROUP, Field, layout
from hplan_xl.master.sheet.tables import Heading, group, table

_GROUP, _ACROSS, _STATE = 34, 16, 14
_MOST_ACROSS = 24
_ALL_ROWS = Text("Alla uppgifter", "All entries")
_ELSEWHERE = Text("Ej angivet", "Not given")


def write(edition: Edition, view: Matrix) -> None:
    """Write the page."""
    if view.lines:
        _write_rows(edition, view)
    else:
        _write_groups(edition, view)


def _write_rows(edition: Edition, view: Matrix) -> None:
    """A line a row: the group, what tells it, the state under the value it has, and the rest of it beside."""
    rows = records(edition.consolidated, view.sheet)
    fields = {field.name: field for field in _fields(edition, view)}
    lead = [fields[name] for name in ("_group", *view.lines) if name in fields]
    known = {"_group", *view.lines, view.across, view.state}
    rest = [field for field in fields.values() if field.name not in known]
    across = _values(edition, view, rows)
    words = vocabulary(edition.consolidated.book, view.sheet, view.state)
    wide = [_state_width(edition, words)] * len(across)
    page = framed(edition, view, [*(one.width for one in lead), *wide, *(one.width for one in rest)])
    columns = [*map(_heading, lead), *(Heading(title) for title in across.values()), *map(_heading, rest)]
    lines = [
        [
            *(_told(edition, field, row) for field in lead),
            *(_state(edition, view, row if _value(row, view, across) == key else None, words) for key in across),
            *(_told(edition, field, row) for field in rest),
        ]
        for row in rows
    ]
    bottom = table(page, TOP, table_name(view), columns, lines, edition.says(view.title))
    page.sheet.freeze_panes(TOP + 1, 1)
    page.sheet.repeat_rows(TOP)
    page.print_columns(bottom, len(lead) + len(across))


def _fields(edition: Edition, view: Matrix) -> tuple[Field, ...]:
    return layout(edition, Rows(name=f"{view.name}_rows", title=view.title, help=view.help, sheet=view.sheet))


def _heading(field: Field) -> Heading:
    return Heading(field.heading, field.style)


def _told(edition: Edition, field: Field, row: Record) -> Content:
    if field.name == "_group":
        return group(edition, row)
    value = row.get(field.name)
    return None if value is None and not field.name.startswith("_") else field.told(value)


def _values(edition: Edition, view: Matrix, rows: Sequence[Record]) -> dict[str, str]:
    """The values across that some row has, in the order of their words; last, what names none of them."""
    found = {term.name: edition.says(term.word) for term in terms(edition.consolidated.book, view.sheet, view.across)}
    used = {_value(row, view, found) for row in rows}
    return {key: title for key, title in {**found, "": edition.says(_ELSEWHERE)}.items() if key in used}


def _value(row: Record, view: Matrix, known: Mapping[str, str]) -> str:
    value = text(row, view.across)
    return value if value in known else ""


def _write_groups(edition: Edition, view: Matrix) -> None:
    """A line a group, a table a healthcare region, since each has values of its own; under them all rows."""
    fields = _fields(edition, view)
    regions = gathered(records(edition.consolidated, view.sheet), lambda row: text(row, "_region"))
    across = {region: _across(rows, view) for region, rows in regions.items()}
    own = [max(field.width, _ACROSS) for field in fields[1:]]
    most = max(map(len, across.values()), default=0)
    page = framed(edition, view, [_GROUP, *[_ACROSS] * most, *own[most:]])
    top, printed = TOP, max(most + 1, 6)
    for place, (region, rows) in enumerate(regions.items()):
        name = table_name(view, "table" if place == 0 else f"table_{place + 1}")
        title = edition.says(GROUP) if len(regions) == 1 else f"{edition.says(GROUP)}, {edition.region(region)}"
        page.together(top, 4, printed)
        if across[region]:
            top = _matrix(page, view, top, (name, title), rows, across[region])
    page.print_columns(top - 1, printed)
    page.put(top, 0, edition.says(_ALL_ROWS), "section")
    page.tall(top, 24)
    frame = named(edition, view.sheet)
    listed(page, top + 1, fields, frame, f"{view.name}_rows_table", edition.says(view.title))
    page.sheet.freeze_panes(TOP, 1)


def _across(rows: Sequence[Record], view: Matrix) -> dict[str, str]:
    """The values across, by what makes two of them the same, in the order in which they are met."""
    found: dict[str, str] = {}
    for row in rows:
        name = text(row, view.across)
        if name and len(found) < _MOST_ACROSS:
            found.setdefault(folded(name), name)
    return found


def _matrix(
    page: Page, view: Matrix, top: int, name: tuple[str, str], rows: Sequence[Record], across: Mapping[str, str]
) -> int:
    """A line a group, a column a value across, under a name of the table and its first heading; the row after it."""
    edition = page.edition
    words = vocabulary(edition.consolidated.book, view.sheet, view.state)
    columns = [Heading(name[1], "strong"), *(Heading(value) for value in across.values())]
    lines: list[list[Content]] = []
    for group_name, of in gathered(rows, partial(group, edition)).items():
        told = {folded(text(row, view.across)): row for row in of}
        lines.append([group_name, *(_state(edition, view, told.get(key), words) for key in across)])
    return table(page, top, name[0], columns, lines, edition.says(view.title)) + 1


def _state_width(edition: Edition, words: Vocabulary) -> float:
    """Wide enough for the longest word of a state to stand whole."""
    return max([_STATE, *(widest_word(edition.says(term.word)) + INDENT + 1 for term in words.terms)])


def _state(edition: Edition, view: Matrix, row: Record | None, words: Vocabulary) -> Content:
    """The state with its day, where it has one."""
    if row is None:
        return ""
    term, day = words.term(row.get(view.state)), row.get(view.on)
    state = edition.says(term.word) if term else text(row, view.state)
    told = edition.says(spoken_day(day, edition.consolidated.as_of)) if isinstance(day, date) else ""
    return Marked(" ".join(filter(None, (state, told))), term)
