"""A plan's tables on the pages -> its rows, each with its cells by column.

Tables go on over pages, with their headings repeated or not; rows go on over the end of a page. Plain figures and text
boxes that stand in rows and columns under the plan's headings are a table too.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hplan_xl.book.text import Text, clean_text, normalize_text
from hplan_xl.book.values import MONTH
from hplan_xl.conversion.headings import (
    ACTIVITIES,
    ACTIVITY,
    FOLLOW_UP,
    NUMBER,
    PROMISES,
    SCHEDULE,
    STATUS,
    TITLE,
    Headings,
    Roles,
    read_any_heading,
    read_area_heading,
)
from hplan_xl.conversion.statuses import NO_FILLS, differ_in_status, find_tick_columns, list_ticked, says_no
from hplan_xl.documents.pages import (
    Grid,
    GridCell,
    GridRow,
    Page,
    Paragraph,
    Role,
    Shape,
    box_of,
    list_words,
    pad_rows,
    transpose_grid,
)
from hplan_xl.wording import import_sentences

DEEPEST_HEADING = 4
_ENOUGH = 2
_SUMS = frozenset({"summa", "totalt", "totalsumma", "summa totalt", "delsumma", "sum", "total", "totals", "subtotal"})
_COUNTS = frozenset({"antal", "andel", "varav", "genomsnitt", "medel", "medelvärde", "number", "share", "average"})
_AMOUNT = re.compile(r"[–+-]?[0-9][0-9\s.,]*(?:%|kr|tkr|mkr|ksek|msek|h|tim\.?)?", re.I)
_EXAMPLE = re.compile(r"(?:exempel(?:vis)?|t\.?\s?ex\.?|ex\.|example|e\.g\.)(?:\s*[:.,–-]|\s+(?:på\s)?|\s*$)", re.I)
_TO_WRITE_OVER = re.compile(
    r"[(\[<{«].*[)\]>}»]|x{2,}|…|[._]{2,}|lorem ipsum.*|klicka (?:eller tryck )?här\b.*"
    r"|(?:skriv|fyll i)(?: in| text| namn)? här\b.{0,40}|välj (?:ett|en) (?:alternativ|objekt|status)\.?",
    re.I | re.S,
)
_NUMBER_OF_PART = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.?")
_OF_PAGE, _OF_ROW, _IN_ROW = "import.title_from_page", "import.title_from_row", "import.title_in_row"
_MARKS_OF_A_PLAN = frozenset({ACTIVITY, FOLLOW_UP, STATUS, PROMISES})


@dataclass(frozen=True)
class Line:
    """One row of a table below its headings: the cells that begin in it.

    cells: by the columns that a heading names. unknown: by a heading that names none, "" for none.
    page: the number of its page. heading_fills: of the headings, by their columns.
    area: the heading that it stands under, where no column has the areas; area_rule: what is asked of that one.
    has_title_heading: whether a heading says which column has the areas.
    coloured_headings: those that name no column, over cells with a colour of their own and no words.
    areas: the words that name several areas, of which it stands under the first; "" where they name one.
    row_fill: what all its words stand on, in a table of activities without statuses whose rows differ in such colours.
    """

    page: int
    cells: Mapping[Roles, tuple[GridCell, ...]]
    unknown: tuple[tuple[str, GridCell], ...] = ()
    heading_fills: Mapping[Roles, str] = field(default_factory=dict)
    coloured_headings: tuple[str, ...] = ()
    area: str = ""
    has_title_heading: bool = True
    area_rule: str = _OF_PAGE
    areas: str = ""
    row_fill: str = ""

    def of(self, role: str) -> tuple[GridCell, ...]:
        """The cells of a column."""
        return tuple(cell for roles, cells in self.cells.items() if role in roles for cell in cells)

    def besides(self, role: str) -> tuple[GridCell, ...]:
        """The cells of every other column."""
        return tuple(cell for roles, cells in self.cells.items() if role not in roles for cell in cells)

    @property
    def is_blank(self) -> bool:
        """Whether every cell is empty."""
        held = (cell for cells in self.cells.values() for cell in cells)
        return all(cell.is_blank and not cell.fill for cell in held) and not self.unknown

    @property
    def has_area_names(self) -> bool:
        """Whether its table has a column of areas."""
        return any(TITLE in roles for roles in self.heading_fills)

    @property
    def has_activities(self) -> bool:
        """Whether its table has a column of activities."""
        return any(ACTIVITY in roles for roles in self.heading_fills)

    @property
    def is_name_alone(self) -> bool:
        """Whether nothing stands beside the name of an area, in a table of activities."""
        others = (*self.besides(TITLE), *(cell for _, cell in self.unknown))
        return self.has_activities and all(cell.is_blank and not cell.fill for cell in others)

    @property
    def numbers_activities(self) -> bool:
        """Whether a number in it is that of an activity: it is a row of a table without a column of areas."""
        return self.area_rule in (_OF_PAGE, _OF_ROW) and not self.has_area_names

    @property
    def names_area_of_page(self) -> bool:
        """Whether its area is called as the page is."""
        return self.area_rule == _OF_PAGE and not self.has_area_names

    @property
    def is_summary(self) -> bool:
        """Whether it says nothing of activities or follow-up, as lines of a table that only sums areas up."""
        return not any(cell.text.strip() for role in (ACTIVITY, FOLLOW_UP) for cell in self.of(role))


@dataclass(frozen=True)
class FoundTables:
    """The content of a page. lines: of the plan's tables. grids, shapes: everything outside those.

    loose_headings: those of the plan's tables that name a column without what stands behind them.
    asides: of the plan's tables what is no line of them, each with what is told of it: rows that sum others up, rows
        of examples, and what stands over the headings, or in a second row of them, and names no column.
    """

    page: Page
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    shapes: tuple[Shape, ...]
    loose_headings: tuple[str, ...] = ()
    asides: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True)
class _Columns:
    """The columns of a table: what each place in a row means.

    ticked: the places of columns that are a status each, with a tick in the one that is meant.
    spare: the words of the rows of headings that name no column.
    """

    roles: tuple[tuple[str, Roles], ...]
    fills: tuple[str, ...]
    heading: GridRow
    ticked: tuple[int, ...] = ()
    spare: tuple[str, ...] = ()

    @property
    def has_area_names(self) -> bool:
        """Whether one of them has the areas."""
        return any(TITLE in roles for _, roles in self.roles)

    @property
    def has_title_heading(self) -> bool:
        """Whether a heading says which column has the areas, and not only that the first one has none."""
        return ("", (TITLE,)) not in self.roles


def find_tables(pages: Iterable[Page], headings: Headings) -> Iterator[FoundTables]:
    """Every page with the lines of the plan's tables on it; a table without headings goes on with the one before it."""
    last: _Columns | None = None
    before: Line | None = None
    for page in pages:
        grids, shapes = page.grids, page.shapes
        posed = None if any(_find_columns(grid, headings) for grid in grids) else _find_posed_table(shapes, headings)
        if posed:
            grids, shapes = (*grids, posed[0]), posed[1]
        lines: list[Line] = []
        loose: list[str] = []
        asides: list[tuple[str, Text]] = []
        others = []
        for grid in grids:
            is_other, width = _is_all_of_another(grid, headings), len(grid.rows[0]) if grid.rows else 0
            found = None if is_other else _find_columns(grid, headings) or _find_columns(transpose_grid(grid), headings)
            if found:
                columns, body = found
                last, before = columns, None
                loose += headings.list_loose(columns.heading)
                asides += ((words, import_sentences.OVER_HEADINGS) for words in columns.spare)
            elif last and len(last.roles) == width and not _names_another_sheet(grid, headings):
                columns, body = last, grid.rows
            else:
                others.append(grid)
                continue
            aside = list(_list_told(body, columns))
            asides += ((" | ".join(list_words(row)), told) for row, told in zip(body, aside, strict=True) if told)
            plain = [_with_status(row, columns) for row, told in zip(body, aside, strict=True) if not told]
            is_called = bool(page.title) and headings.may_be_area(page.title)
            named = _over_names(plain, columns, is_called=is_called)
            body, spare = _without_rows_over_all(named, columns)
            asides += ((words, import_sentences.ROW_OVER_ALL) for words in spare)
            own = list(_lines(body, columns, page, before))
            has_statuses = differ_in_status((line.row_fill for line in own), headings.status)
            lines += own if has_statuses else (replace(line, row_fill="") for line in own)
            before = lines[-1] if lines else before
        yield FoundTables(page, tuple(lines), tuple(others), shapes, tuple(loose), tuple(asides))


def _names_another_sheet(grid: Grid, headings: Headings) -> bool:
    """Whether a table has the headings of another sheet of the book."""
    head = grid.rows[0] if grid.rows else ()
    return any(len(headings.columns_of(head, sheet)) >= _ENOUGH for sheet in headings.other_tables)


def _is_all_of_another(grid: Grid, headings: Headings) -> bool:
    """Whether all headings are of another sheet of the book, and fewer of the plan's table."""
    heads = [cell for row in grid.rows[:1] for cell in row if cell and cell.text.strip()]
    of_plan = sum(bool(headings.roles(cell.text)) for cell in heads)
    of_others = (len(headings.columns_of(heads, sheet)) for sheet in headings.other_tables)
    return len(heads) > of_plan and len(heads) in of_others


def _find_columns(grid: Grid, headings: Headings) -> tuple[_Columns, tuple[GridRow, ...]] | None:
    """The columns of a plan's table and the rows below its headings; None where it is none."""
    best: tuple[int, int] = (0, 0)
    for at, row in enumerate(grid.rows[:DEEPEST_HEADING]):
        known = {role for roles in headings.list_roles(row) for role in roles}
        known |= {STATUS} if _find_ticked(row, grid.rows[at + 1 :], headings) else set()
        is_plan = (TITLE in known or ACTIVITY in known) and known & _MARKS_OF_A_PLAN
        if is_plan and len(known) >= _ENOUGH and len(known) > best[0]:
            best = (len(known), at)
    if not best[0]:
        return None
    row = grid.rows[best[1]]
    below = grid.rows[best[1] + 1 :]
    columns = _columns(row, headings)
    above = [(one, " | ".join(list_words(one))) for one in grid.rows[: best[1]]]
    named = [] if columns.has_area_names else [one for one, _ in above if names_area(one, headings)]
    below = (*((one[0], *(None for _ in one[1:])) for one in named), *below)
    spare = ["" if one in named else words for one, words in above]
    if best[1] and not named:
        over = grid.rows[best[1] - 1]
        columns = _head_from_above(columns, _columns(over, headings))
        spare[-1] = _list_unnamed(over, headings)
    parts = _columns(below[0], headings) if below and any(cell and cell.columns > 1 for cell in row) else None
    ticked = _find_ticked(row, below, headings)
    if len(ticked) == 1 and any(STATUS in roles for _, roles in columns.roles):  # no time, and the status has its own
        columns = replace(
            columns,
            roles=tuple((title, () if at in ticked else roles) for at, (title, roles) in enumerate(columns.roles)),
        )
        ticked = ()
    under = _find_ticked(below[0], below[1:], headings) if parts and not ticked else ()
    is_second = parts and sum(bool(roles) for _, roles in parts.roles) >= _ENOUGH and not _is_data(below[0], headings)
    if parts and (is_second or under or _is_under_spans(below[0], row)):
        columns = _refine_columns(columns, parts)
        spare += [_list_unnamed(tuple(cell if cell and cell.columns > 1 else None for cell in row), headings)]
        spare += [] if under else [_list_unnamed(below[0], headings)]
        row, below = (below[0], below[1:]) if under else (row, below[1:])
    columns = replace(_with_ticked(columns, row, ticked or under), spare=tuple(filter(None, spare)))
    return _with_titles(_without_area_of_both(columns, below), below), below


def _without_area_of_both(columns: _Columns, below: Sequence[GridRow]) -> _Columns:
    """The columns; one of areas and activities has activities alone, where numbers such as 1.1 tell which is which."""
    numbers = [at for at, (_, roles) in enumerate(columns.roles) if roles == (NUMBER,)]
    told = any((cell := row[at]) and _NUMBER_OF_PART.fullmatch(cell.text.strip()) for row in below for at in numbers)
    both = (TITLE, ACTIVITY)
    roles = tuple((title, (ACTIVITY,) if told and set(own) == set(both) else own) for title, own in columns.roles)
    return replace(columns, roles=roles)


def names_area(row: GridRow, headings: Headings) -> bool:
    """Whether a row has the number and name of an area, or a name that is said to be one, and nothing else."""
    words = list_words(row)
    heading = read_any_heading(words[0]) if len(words) == 1 and row[0] and row[0].text.strip() else None
    is_named = heading is not None and (heading.number > 0 or read_area_heading(words[0]) is not None)
    return is_named and headings.may_be_area(words[0])


def _list_unnamed(row: GridRow, headings: Headings) -> str:
    """The words of a row of headings that name no column."""
    return " | ".join(list_words(tuple(cell for cell in row if cell and not headings.roles(cell.text))))


def _find_ticked(row: GridRow, below: Sequence[GridRow], headings: Headings) -> tuple[int, ...]:
    """The places of the columns that are a status each."""
    return find_tick_columns(row, [one for one in below if not (_is_sum(one) or is_example(one))], headings.status)


def _with_ticked(columns: _Columns, row: GridRow, ticked: tuple[int, ...]) -> _Columns:
    """The columns; those that are a status each have that as what they mean, and the heading that tells which."""
    if not ticked:
        return columns
    words = {at: clean_text(cell.text) for at, cell in enumerate(row) if cell}
    roles = [(words.get(at, ""), (STATUS,)) if at in ticked else one for at, one in enumerate(columns.roles)]
    fills = tuple("" if at in ticked else fill for at, fill in enumerate(columns.fills))
    return replace(columns, roles=tuple(roles), fills=fills, ticked=ticked)


def _with_status(row: GridRow, columns: _Columns) -> GridRow:
    """A row, with the heading over its tick as the words of its status."""
    cells = [row[at] for at in columns.ticked]
    held = [cell for cell in cells if cell]
    if not held or _is_heading(row, columns):
        return row
    told = [Paragraph(columns.roles[columns.ticked[at]][0]) for at in list_ticked(cells)]
    others = [one for cell in held if not told and not says_no(cell) for one in cell.paragraphs]
    status = GridCell((*told, *others), rows=max(cell.rows for cell in held))
    first, *rest = columns.ticked
    return tuple(status if at == first else None if at in rest else cell for at, cell in enumerate(row))


def _is_heading(row: GridRow, columns: _Columns) -> bool:
    """Whether a row is the headings, repeated."""
    own, heading = ([normalize_text(cell.text) if cell else "" for cell in one] for one in (row, columns.heading))
    return own == heading


def _with_titles(columns: _Columns, below: Sequence[GridRow]) -> _Columns:
    """The columns; where no heading tells of areas, a first column of words without a heading has their names."""
    if columns.has_area_names or columns.roles[0] != ("", ()):
        return columns
    words = [row[0].text for row in below if row[0] and row[0].text.strip()]
    if not words or not all(any(map(str.isalpha, text)) for text in words):
        return columns
    return replace(columns, roles=(("", (TITLE,)), *columns.roles[1:]))


def _is_data(row: GridRow, headings: Headings) -> bool:
    """Whether most of what stands in a row is no name of a column."""
    named = [bool(headings.roles(words)) for words in list_words(row)]
    return named.count(False) > named.count(True)


def _columns(row: GridRow, headings: Headings) -> _Columns:
    roles: list[tuple[str, Roles]] = []
    fills: list[str] = []
    end = 0
    for at, (cell, named) in enumerate(zip(row, headings.list_roles(row), strict=True)):
        end = at + cell.columns if cell else end
        if cell is None and at < end:
            roles.append(roles[-1])
            fills.append(fills[-1])
        else:
            roles.append((clean_text(cell.text) if cell else "", named))
            fills.append(cell.fill if cell else "")
    return _Columns(tuple(roles), tuple(fills), row)


def _head_from_above(columns: _Columns, above: _Columns) -> _Columns:
    """The columns; one without a heading has that of the row above, which reaches down to it."""
    pairs = zip(columns.roles, above.roles, strict=True)
    return replace(columns, roles=tuple(over if one == ("", ()) else one for one, over in pairs))


def _refine_columns(whole: _Columns, parts: _Columns) -> _Columns:
    """The columns by what stands under their headings too; what is there under a heading of times is no time."""
    roles = tuple(
        part if part[1] else (f"{title} {part[0]}".strip(), () if part[0] and own == (SCHEDULE,) else own)
        for (title, own), part in zip(whole.roles, parts.roles, strict=True)
    )
    return replace(whole, roles=roles)


def _is_under_spans(row: GridRow, heading: GridRow) -> bool:
    """Whether all that stands in a row, in two places or more, is under headings over several columns."""
    starts = [at for at, cell in enumerate(heading) if cell and cell.columns > 1]
    spanned = {at for start in starts for at in range(start, start + (heading[start] or GridCell()).columns)}
    filled = {at for at, cell in enumerate(row) if cell and cell.text.strip()}
    return len(filled) >= _ENOUGH and filled <= spanned


def _list_told(rows: Sequence[GridRow], columns: _Columns) -> Iterator[Text | None]:
    """What is told of each row that is none of a plan: it sums others up, or is of an example; None of the others."""
    told: Text | None = None
    for row in rows:
        goes_on = told is import_sentences.EXAMPLE and columns.has_area_names and not _has_words_in(row, columns, TITLE)
        told = import_sentences.EXAMPLE if goes_on or is_example(row) else None
        told = import_sentences.SUM if _is_sum(row) else told
        yield told


def is_example(row: GridRow) -> bool:
    """Whether a row shows how a form is filled in: its first words say so, or all of it is to be written over."""
    words = list_words(row)
    if len(words) < _ENOUGH or not list_words(row[:1]):
        return False
    others = [one for one in words if not one.rstrip(".").isdecimal()]
    return bool(_EXAMPLE.match(words[0])) or (bool(others) and all(map(_TO_WRITE_OVER.fullmatch, others)))


def _is_sum(row: GridRow) -> bool:
    """Whether a row sums others up or counts them."""
    words = list_words(row)
    first = normalize_text(words[0]).rstrip(" :") if words else ""
    begins = first.split(" ")[0]
    is_count = begins in _COUNTS and bool(list_words(row[:1]))
    amounts = words[1:] or ([first.rpartition(":")[2].strip()] if is_count else [])
    is_of_part = (begins in _SUMS or is_count) and bool(amounts) and all(map(_AMOUNT.fullmatch, amounts))
    return first in _SUMS or is_of_part


def _over_all(row: GridRow) -> str:
    """The words of a row that is one cell across the whole table or a heading over an area; "" of any other."""
    first = row[0].text if row[0] else ""
    others = [cell for cell in row[1:] if cell]
    is_alone = not any(cell.text.strip() or cell.over for cell in others)
    return first if len(row) > 1 and is_alone and (not others or read_area_heading(first)) else ""


def _over_names(rows: Sequence[GridRow], columns: _Columns, *, is_called: bool) -> list[GridRow]:
    """The rows, where names that stand alone in theirs are as across the whole table.

    So in a table without a column of areas: of names that are numbered 1, 2, …, where no other row begins with such a
    number; and of two or more others, each over rows with more in them, on a page that has no name of its own.
    """
    firsts = [row[0].text.strip() if row[0] else "" for row in rows]
    alone = [bool(first) and len(list_words(row)) == 1 for first, row in zip(firsts, rows, strict=True)]
    numbers = [read_any_heading(first).number for first in firsts]
    numbered = [number for number, one in zip(numbers, alone, strict=True) if number and one]
    others = any(number and not one for number, one in zip(numbers, alone, strict=True))
    is_numbered = not others and len(numbered) >= _ENOUGH and numbered == list(range(1, len(numbered) + 1))
    is_parted = not is_called and alone[:1] == [True] and alone.count(True) >= _ENOUGH
    is_parted = is_parted and not any(one and other for one, other in pairwise((*alone, True)))
    if columns.has_area_names or not (is_numbered or is_parted):
        return list(rows)
    return [
        (row[0], *(None for _ in row[1:])) if one and (number or is_parted) else row
        for row, one, number in zip(rows, alone, numbers, strict=True)
    ]


def _over_numbered(rows: Sequence[GridRow], columns: _Columns) -> str:
    """The number and name of an area in a first row that has nothing else, where the row below has a number under it.

    "1 Sepsis" over "1.1 Inför sepsislarm"; "" where it is otherwise.
    """
    held = [
        {roles: cell.text.strip() for (_, roles), cell in zip(columns.roles, row, strict=True) if cell} for row in rows
    ]
    if len(held) < 2:
        return ""
    number, below = (one.get((NUMBER,), "").rstrip(".") for one in held)
    name = held[0].get((ACTIVITY,), "")
    is_alone = sum(bool(words) for words in held[0].values()) == 2
    return f"{number} {name}" if number.isdecimal() and name and is_alone and below.startswith(f"{number}.") else ""


def _without_rows_over_all(rows: Sequence[GridRow], columns: _Columns) -> tuple[tuple[GridRow, ...], list[str]]:
    """The rows without those across the whole table that are over no area, and their words.

    In a table without a column of areas such a row is over those that follow; in another it is an area where they have
    no name.
    """
    kept: list[GridRow] = []
    spare: list[str] = []
    has_names = columns.has_area_names
    last = 0
    for at, row in enumerate(rows):
        words = _over_all(row)
        follows = rows[at + 1] if at + 1 < len(rows) else None
        is_over = (
            follows is not None
            and not _over_all(follows)
            and not (has_names and _has_words_in(follows, columns, TITLE))
        )
        number = read_any_heading(words).number if words and not has_names else 0
        is_over = is_over or (number > 0 and number == last + 1)
        last = number or last
        if words.strip() and not is_over and not (has_names and read_area_heading(words)):
            spare.append(words)
        else:
            kept.append(row)
    return tuple(kept), spare


def _has_words_in(row: GridRow, columns: _Columns, role: str) -> bool:
    """Whether something stands in a column of that role."""
    cells = [cell for (_, roles), cell in zip(columns.roles, row, strict=True) if cell and role in roles]
    return any(cell.text.strip() for cell in cells)


def _lines(rows: Sequence[GridRow], columns: _Columns, page: Page, before: Line | None) -> Iterator[Line]:
    """The lines of a table; `before`: the last line of a table that it goes on with."""
    has_names = columns.has_area_names
    is_under_row = before is not None and before.area_rule in (_OF_ROW, _IN_ROW)
    area, rule = (before.area, _OF_ROW) if before and is_under_row else (page.title, _OF_PAGE)
    rows = list(_with_covering_cells(rows, columns))
    times = _find_time_columns(columns, rows)
    for at, row in enumerate(rows):
        if _is_heading(row, columns):
            continue
        if not has_names and (words := _over_all(row) or _over_numbered(rows[at : at + 2], columns)).strip():
            area, rule = words, _OF_ROW
            if at + 1 == len(rows) or _over_all(rows[at + 1]):  # no row of its own
                yield Line(page.number, {}, area=words, area_rule=_IN_ROW)
            continue
        shades = {cell.fill for cell in row if cell and cell.text.strip()}
        cells, unknown, coloured = _part_cells(row, columns, times, shades)
        fills = {roles: fill for (_, roles), fill in zip(columns.roles, columns.fills, strict=True) if roles}
        line = Line(page.number, cells, tuple(unknown), fills, tuple(coloured), area, columns.has_title_heading, rule)
        if len(shades) == 1 and line.has_activities and not any(STATUS in roles for roles in fills):
            line = replace(line, row_fill=shades.pop())
        if not line.is_blank:
            yield line


def _part_cells(
    row: GridRow, columns: _Columns, times: Sequence[int], shades: Collection[str]
) -> tuple[dict[Roles, tuple[GridCell, ...]], list[tuple[str, GridCell]], list[str]]:
    """The cells of a row by what their headings name; those of no column; and the headings over colours alone.

    times: the places of columns for a part of the year each, of which those that are marked are its time.
    """
    cells: dict[Roles, tuple[GridCell, ...]] = {}
    unknown: list[tuple[str, GridCell]] = []
    coloured: list[str] = []
    marked = [at for at in times if _marks_time(row[at], shades)]
    if marked:
        cells[(SCHEDULE,)] = (GridCell((Paragraph(_join_times(marked, times, columns)),)),)
    for at, ((title, roles), cell) in enumerate(zip(columns.roles, row, strict=True)):
        if cell is None or (at in marked and not cell.is_blank):
            continue
        if roles:
            cells[roles] = (*cells.get(roles, ()), cell)
        elif not cell.is_blank:
            unknown.append((title, cell))
        elif title and cell.fill and cell.fill not in shades:
            coloured.append(title)
    return cells, unknown, coloured


# A part of a year that a column may be for.
_PART_OF_YEAR = re.compile(
    rf"(?:(?:q|kv\.?|kvartal|t|tertial|h|halvår) ?[1-4]|(?:{MONTH})\.?|v(?:ecka)?\.? ?[0-9]{{1,2}})"
    r"(?: (?:20)?[0-9]{2})?"
)


_JULY = re.compile(r"\bjul\b", re.I)  # alone it would be Christmas


def _find_time_columns(columns: _Columns, rows: Sequence[GridRow]) -> tuple[int, ...]:
    """The places of columns that are a part of the year each, over ticks or one colour and nothing else.

    None where another column has the times, or there is one such column only.
    """
    titles = [(at, normalize_text(title)) for at, (title, roles) in enumerate(columns.roles) if not roles]
    places = tuple(at for at, title in titles if _PART_OF_YEAR.fullmatch(title))
    held = [cell for row in rows for at in places if (cell := row[at])]
    fills = {cell.fill for cell in held if cell.is_blank} - NO_FILLS
    is_plain = all(says_no(cell) or list_ticked([cell]) for cell in held) and len(fills) < 2
    has_times = any(SCHEDULE in roles for _, roles in columns.roles)
    return places if is_plain and len(places) > 1 and not has_times else ()


def _marks_time(cell: GridCell | None, shades: Collection[str]) -> bool:
    """Whether a cell of such a column is ticked, or has a colour that the words of its row do not stand on."""
    return cell is not None and bool(list_ticked([cell]) or (cell.is_blank and cell.fill not in NO_FILLS.union(shades)))


def _join_times(marked: Sequence[int], times: Sequence[int], columns: _Columns) -> str:
    """The headings of the columns that are marked: "Q2–Q3", or "Q1, Q4" where they do not follow each other."""
    titles = [_JULY.sub(r"\g<0>i", columns.roles[at][0]) for at in marked]
    first = times.index(marked[0])
    follow = tuple(marked) == tuple(times[first : first + len(marked)])
    return f"{titles[0]}–{titles[-1]}" if follow and len(titles) > 1 else ", ".join(titles)


def _with_covering_cells(rows: Sequence[GridRow], columns: _Columns) -> Iterator[GridRow]:
    """The rows; what is merged down over several areas is of each, and what is of activities of each activity."""
    places = {at: roles for at, (_, roles) in enumerate(columns.roles) if roles}
    shared = {at for at, roles in places.items() if not {TITLE, NUMBER}.intersection(roles)}
    own = {at for at in shared if ACTIVITY not in places[at] and places[at][0].startswith(f"{ACTIVITIES}.")}
    for row, covered in zip(rows, spread_merged_cells(rows, shared), strict=True):
        spread = shared if _has_words_in(row, columns, TITLE) else own if _has_words_in(row, columns, ACTIVITY) else ()
        yield tuple(other if at in spread else cell for at, (cell, other) in enumerate(zip(row, covered, strict=True)))


def spread_merged_cells(rows: Sequence[GridRow], columns: Collection[int]) -> Iterator[GridRow]:
    """The rows, where cells of those columns that are merged downwards stand in each row that they cover."""
    covering: dict[int, tuple[GridCell, int]] = {}
    for number, row in enumerate(rows):
        covering |= {at: (cell, number + cell.rows) for at, cell in enumerate(row) if cell}
        reach = {at: covering[at] for at in columns if row[at] is None and at in covering}
        held = {at: cell for at, (cell, end) in reach.items() if number < end and cell.columns == 1}
        yield tuple(held.get(at, cell) for at, cell in enumerate(row))


def _find_posed_table(shapes: Sequence[Shape], headings: Headings) -> tuple[Grid, tuple[Shape, ...]] | None:
    """A table that figures and text boxes pose as, and the shapes that are no part of it; None where they do not."""
    boxed = [shape for shape in shapes if shape.box and shape.role is not Role.FOOTER]
    named = [shape for shape in boxed if headings.roles(shape.text)]
    if any(STATUS in headings.roles(shape.text) for shape in named):  # "Klar" is a status then, and no time
        named = [shape for shape in named if not headings.is_status(shape.text)]
    for first in sorted(named, key=lambda shape: box_of(shape).top):
        row = [shape for shape in named if box_of(shape).shared_height(box_of(first)) > 0.5]
        known = {role for shape in row for role in headings.roles(shape.text)}
        if len(row) >= _ENOUGH and (TITLE in known or ACTIVITY in known) and known & _MARKS_OF_A_PLAN:
            if TITLE not in known and len(row) < len(named):
                return _grid_of_cards(named, boxed, shapes)
            return _grid_of(sorted(row, key=lambda shape: box_of(shape).left), boxed, shapes, headings)
    return None


def _grid_of_cards(
    heads: Sequence[Shape], boxed: Sequence[Shape], shapes: Sequence[Shape]
) -> tuple[Grid, tuple[Shape, ...]]:
    """A table of one row: under each heading, wherever it stands, what is below it and above the next."""
    held: dict[int, list[Shape]] = {id(head): [] for head in heads}
    for shape in (one for one in boxed if one not in heads and not one.picture):
        over = [head for head in heads if _shares_width(head, shape) and box_of(head).top < box_of(shape).middle[1]]
        if over:
            held[id(max(over, key=lambda head: box_of(head).top))].append(shape)
    used = {*held, *(id(shape) for under in held.values() for shape in under)}
    rows = [[GridCell(head.paragraphs, head.fill) for head in heads], [_cell_of(held[id(head)]) for head in heads]]
    return Grid(pad_rows(rows), min(head.order for head in heads)), tuple(one for one in shapes if id(one) not in used)


def _shares_width(one: Shape, other: Shape) -> bool:
    return min(box_of(one).right, box_of(other).right) > max(box_of(one).left, box_of(other).left)


def _grid_of(
    row: Sequence[Shape], boxed: Sequence[Shape], shapes: Sequence[Shape], headings: Headings
) -> tuple[Grid, tuple[Shape, ...]] | None:
    floor = max(box_of(shape).bottom for shape in row)
    columns = _bands(row)
    below = [shape for shape in boxed if box_of(shape).middle[1] > floor and shape not in row and not shape.picture]
    has_status = any(STATUS in headings.roles(shape.text) for shape in row)
    labelled = [] if has_status else [shape for shape in below if _says_status(shape, headings)]
    held = [(one, at) for one in below if one not in labelled and (at := _column_of(one, columns)) is not None]
    anchor = next((at for at, shape in enumerate(row) if TITLE in headings.roles(shape.text)), 0)
    anchors = sorted(
        (shape for shape, at in held if at == anchor and shape.text.strip()), key=lambda one: box_of(one).top
    )
    if not anchors:
        return None
    table: list[list[list[Shape]]] = [[[] for _ in row] for _ in anchors]
    used = set(map(id, row))
    for shape, at in held:
        line = _row_of(shape, anchors)
        if line is not None:
            table[line][at].append(shape)
            used.add(id(shape))
    heads = [GridCell(shape.paragraphs, shape.fill) for shape in row]
    lines = [[_cell_of(inner) for inner in line] for line in table]
    for shape in labelled if len(lines) == 1 else ():  # of which row it is nobody knows where there are several
        label, _, words = shape.text.partition(":")
        heads.append(GridCell((Paragraph(label),)))
        lines[0].append(GridCell((Paragraph(words.strip()),)))
        used.add(id(shape))
    rows = pad_rows([heads, *lines])
    order = min(shape.order for shape in row)
    return Grid(rows, order), tuple(shape for shape in shapes if id(shape) not in used)


def _says_status(shape: Shape, headings: Headings) -> bool:
    """Whether a shape is one line with the label of the status: "Status: gul"."""
    label, _, words = shape.text.strip().partition(":")
    return bool(words.strip()) and "\n" not in words and headings.roles(label) == (STATUS,)


def _bands(row: Sequence[Shape]) -> list[tuple[float, float]]:
    """From where to where each column reaches: to the middle of the gap between its heading and the next."""
    edges = [(box_of(one).right + box_of(other).left) / 2 for one, other in pairwise(row)]
    starts = [float("-inf"), *edges]
    return list(zip(starts, [*edges, float("inf")], strict=True))


def _column_of(shape: Shape, columns: Sequence[tuple[float, float]]) -> int | None:
    middle = box_of(shape).middle[0]
    return next((at for at, (left, right) in enumerate(columns) if left <= middle < right), None)


def _row_of(shape: Shape, anchors: Sequence[Shape]) -> int | None:
    shared = [box_of(shape).shared_height(box_of(anchor)) for anchor in anchors]
    best = max(range(len(anchors)), key=shared.__getitem__)
    return best if shared[best] > 0 else None


def _cell_of(shapes: Sequence[Shape]) -> GridCell:
    """A cell of what stands at its place: words as its own, figures without words as lying over it."""
    words = sorted((shape for shape in shapes if shape.text.strip()), key=lambda shape: box_of(shape).top)
    figures = [shape for shape in shapes if not shape.text.strip()]
    fill = next((shape.fill for shape in words if shape.fill), "")
    return GridCell(tuple(one for shape in words for one in shape.paragraphs), fill, tuple(figures))
