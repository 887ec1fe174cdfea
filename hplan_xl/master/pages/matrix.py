"""A page with groups, or rows, against the values of one column, each cell the state there; the rows with their source.

On paper stands the matrix alone; what it leaves out stands on the screen, beside it or under it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import zip_longest

from hplan_xl.book.columns import Vocabulary
from hplan_xl.book.text import Text, normalize_text
from hplan_xl.book.views import Agenda, Matrix, table_name
from hplan_xl.consolidation.union import GROUP, NONE_OF_THE_TERMS, NOT_GIVEN, Record
from hplan_xl.excel.look import count_pixels
from hplan_xl.excel.text_metrics import measure_widest_word
from hplan_xl.master.facts.issues import format_day
from hplan_xl.master.facts.records import (
    find_column,
    find_vocabulary,
    get_text,
    group_records,
    list_records,
    list_terms,
    make_term_reader,
)
from hplan_xl.master.pages.rows import label_groups, write_rows
from hplan_xl.master.sheet.page_frame import INDENT, TOP, Content, Edition, Page, TermContent, open_framed_page
from hplan_xl.master.sheet.row_columns import Field, lay_out_columns, narrow_to_screen
from hplan_xl.master.sheet.tables import Heading, name_group, write_table

_GROUP, _ACROSS, _STATE = 34, 16, 14
_BUTTON = 2.6  # of the filter, beside a heading
_MOST_ACROSS = 24
_OTHER = "\0"  # the column of what names none of the values
_ALL_ROWS = Text("Alla uppgifter", "All entries")


def write_page(edition: Edition, view: Matrix) -> None:
    """Write the page."""
    if view.lines:
        _write_rows(edition, view)
    else:
        _write_groups(edition, view)


def _write_rows(edition: Edition, view: Matrix) -> None:
    """A line a row: the group, what tells it, the state under the value it has, and the rest of it beside."""
    rows = list_records(edition.consolidation, view.sheet)
    fields = lay_out_columns(edition, view.sheet)
    name = make_term_reader(edition.consolidation.book, view.sheet, view.across)
    keys = [name(get_text(row, view.across)) for row in rows]
    across = _values(edition, view, keys)
    words = find_vocabulary(edition.consolidation.book, view.sheet, view.state)
    state = _state_width(edition, words)
    wide = [max(state, measure_widest_word(title) + INDENT + _BUTTON) for title in across.values()]
    lead = _pick_fields(fields, ("_group", *view.lines))
    lead = narrow_to_screen(lead, len(lead), count_pixels(wide))
    is_told = all(get_text(row, view.across) == key and key in across for row, key in zip(rows, keys, strict=True))
    details = _pick_fields(fields, view.details if is_told else (view.across, *view.details))
    known = {field.name for field in (*lead, *details)} | {view.across, view.state}
    rest = [*details, *(field for field in fields if field.name not in known)]
    page = open_framed_page(edition, view, [*(one.width for one in lead), *wide, *(one.width for one in rest)])
    columns = [*map(_heading, lead), *(Heading(title) for title in across.values()), *map(_heading, rest)]
    lines = [
        [
            *(_format_content(edition, field, row) for field in lead),
            *(_state(edition, view, row, words) if one == (key if key in across else _OTHER) else "" for one in across),
            *(_format_content(edition, field, row) for field in rest),
        ]
        for row, key in zip(rows, keys, strict=True)
    ]
    bottom = write_table(page, TOP, table_name(view), columns, lines, edition.localize(view.title))
    page.sheet.freeze_panes(TOP + 1, 1)
    page.repeat_headings(TOP)
    page.limit_print_columns(bottom, len(lead) + len(across) + len(details))
    page.sheet.lay_aside()


def _pick_fields(fields: Sequence[Field], names: Sequence[str]) -> tuple[Field, ...]:
    """The columns so called, in the order of the names; a reference is shown by what it refers to."""
    found = {field.name: field for field in fields}
    picked = (found.get(name) or found.get(f"_{name}") for name in names)
    return tuple(field for field in picked if field)


def _heading(field: Field) -> Heading:
    return Heading(field.heading, field.style)


def _format_content(edition: Edition, field: Field, row: Record) -> Content:
    if field.name == "_group":
        return name_group(edition, row)
    value = row.get(field.name)
    return None if value is None and not field.name.startswith("_") else field.to_content(value)


def _values(edition: Edition, view: Matrix, keys: Sequence[str]) -> dict[str, str]:
    """The values across that some row has, in the order of their words; last, other words, and none."""
    terms = list_terms(edition.consolidation.book, view.sheet, view.across)
    titles = {term.name: term.word for term in terms} | {_OTHER: NONE_OF_THE_TERMS, "": NOT_GIVEN}
    used = {key if key in titles else _OTHER for key in keys}
    return {key: edition.localize(title) for key, title in titles.items() if key in used}


def _write_groups(edition: Edition, view: Matrix) -> None:
    """A line a group, a table a healthcare region, since each has values of its own; under them all rows."""
    fields = lay_out_columns(edition, view.sheet)
    regions = group_records(list_records(edition.consolidation, view.sheet), lambda row: get_text(row, "_region"))
    across = {region: _across(rows, view) for region, rows in regions.items()}
    titles = [list(names.values()) for names in across.values()]
    most = max(map(len, titles), default=0)
    wide = [
        max([_ACROSS, *(measure_widest_word(names[at]) + INDENT + _BUTTON for names in titles if at < len(names))])
        for at in range(most)
    ]
    own = [
        field.widest_word + INDENT if at < most else max(field.width, _ACROSS) for at, field in enumerate(fields[1:])
    ]
    page = open_framed_page(edition, view, [_GROUP, *map(max, zip_longest(wide, own, fillvalue=0.0))])
    top, printed = TOP, max(most + 1, 6)
    for place, (region, rows) in enumerate(regions.items()):
        name = table_name(view, "table" if place == 0 else f"table_{place + 1}")
        title = (
            edition.localize(GROUP)
            if len(regions) == 1
            else f"{edition.localize(GROUP)}, {edition.region_name(region)}"
        )
        if across[region]:
            first, top = top, _matrix(page, view, top, (name, title), rows, across[region])
            page.keep_whole(first, top - 2, printed)
    page.limit_print_columns(top - 1, printed)
    page.write_content(top, 0, edition.localize(_ALL_ROWS), "section")
    page.set_height(top, 24)
    frame = label_groups(edition, view.sheet)
    write_rows(page, top + 1, fields, frame, f"{view.name}_rows_table", edition.localize(view.title))
    page.sheet.freeze_panes(TOP, 1)


def _across(rows: Sequence[Record], view: Matrix) -> dict[str, str]:
    """The values across, by what makes two of them the same, in the order in which they are met."""
    found: dict[str, str] = {}
    for row in rows:
        name = get_text(row, view.across)
        if name and len(found) < _MOST_ACROSS:
            found.setdefault(normalize_text(name), name)
    return found


def _matrix(
    page: Page, view: Matrix, top: int, name: tuple[str, str], rows: Sequence[Record], across: Mapping[str, str]
) -> int:
    """A line a group, a column a value across, under a name of the table and its first heading; the row after it."""
    edition = page.edition
    words = find_vocabulary(edition.consolidation.book, view.sheet, view.state)
    columns = [Heading(name[1], "strong"), *(Heading(value) for value in across.values())]
    lines: list[list[Content]] = []
    for group_name, of in group_records(rows, partial(name_group, edition)).items():
        told = group_records(of, lambda row: normalize_text(get_text(row, view.across)))
        lines.append([group_name, *(_states(edition, view, told.get(key, ()), words) for key in across)])
    return write_table(page, top, name[0], columns, lines, edition.localize(view.title)) + 1


def _states(edition: Edition, view: Matrix, rows: Sequence[Record], words: Vocabulary) -> Content:
    """The state that rows of one value have; of rows that have different ones, each."""
    found = [one for one in dict.fromkeys(_state(edition, view, row, words) for row in rows) if one.words]
    return found[0] if len(found) == 1 else "; ".join(one.words for one in found)


def _state_width(edition: Edition, words: Vocabulary) -> float:
    """Wide enough for the longest word of a state to stand whole."""
    return max([_STATE, *(measure_widest_word(edition.localize(term.word)) + INDENT + 1 for term in words.terms)])


def _waiting_states(edition: Edition, view: Matrix, words: Vocabulary) -> frozenset[str]:
    """The states in which a question waits for its answer, so that a day beside them is not when they came about."""
    agendas = (one for one in edition.consolidation.book.views if isinstance(one, Agenda))
    question = next((one for agenda in agendas for one in agenda.questions if one.sheet == view.sheet), None)
    return frozenset(term.name for term in words.terms if question and term.name not in question.settled_states)


def _state(edition: Edition, view: Matrix, row: Record, words: Vocabulary) -> TermContent:
    """The state with its day, where it has one."""
    term, day = words.find_term(row.get(view.state)), row.get(view.on)
    state = edition.localize(term.word) if term else get_text(row, view.state)
    told = edition.localize(format_day(day, edition.consolidation.as_of)) if isinstance(day, date) else ""
    if told and term and term.name in _waiting_states(edition, view, words):
        column = find_column(edition.consolidation.book, view.sheet, view.on)
        told = f"({edition.localize(column.title).lower()} {told})" if column else told
    return TermContent(" ".join(filter(None, (state, told))), term)
