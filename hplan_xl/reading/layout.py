"""Find the sheets and columns of a book in a filled workbook: by id, else by title, wherever they were moved."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from hplan_xl.book.columns import Choice, Column, Reference
from hplan_xl.book.description import Book, Sheet, name_by_title
from hplan_xl.book.text import clean_text, find_nearest, mask_years, normalize_text
from hplan_xl.excel.references import sheet_of_reference

Grid = Sequence[Sequence[object]]

ROWS_LOOKED_THROUGH = 50
_FORM_COLUMNS_LOOKED_THROUGH = 12


@dataclass(frozen=True)
class LocatedSheet:
    """The position of one sheet of the book in a workbook; rows and columns from 1.

    places: for each column that was found its Excel column (its Excel row, in a form).
    headings: the row of the titles (of the ids where these are gone, of the first answer in a form).
    first_row: the first row that can hold a record: the one under the ids, or where these are gone the one under the
        titles. Every row from there on may be a record but for that of the titles, which somebody may have sorted in
        among them.
    titles, answers: the columns of a form's titles and answers. is_by_id: whether the ids were there.
    """

    sheet: Sheet
    title: str
    places: Mapping[str, int]
    headings: int
    first_row: int
    titles: int = 0
    answers: int = 0
    is_by_id: bool = True

    def is_running_number(self, value: object) -> bool:
        """Whether a value is written as the running numbers are that the template comes with."""
        return str(value).removeprefix(self.sheet.prefix).isdecimal()

    @property
    def has_titles(self) -> bool:
        """Whether its titles are there: a table whose ids are there is read without."""
        return self.sheet.is_form or not self.is_by_id or self.headings >= self.first_row

    def find_heading(self, column: str) -> tuple[int, int]:
        """The row and column in which the title of a column that was found stands."""
        at = self.places[column]
        return (at, self.titles) if self.sheet.is_form else (self.headings, at)

    def find_repeated_headings(self, rows: Grid) -> list[int]:
        """The rows below the titles that hold the titles again, as where a table was pasted with them, and no more."""
        if self.sheet.is_form or not self.has_titles:
            return []
        names = [name for name in self.places if name != self.sheet.counter]
        pick = make_picker([self.places[name] for name in names])
        own = pick(rows[self.headings - 1]) if self.headings <= len(rows) else ()
        below = enumerate(map(pick, rows[self.headings :]), self.headings + 1)
        return [
            number for number, cells in below if cells.count("") < len(cells) and self._holds_titles(names, cells, own)
        ]

    def _holds_titles(self, names: Sequence[str], cells: Sequence[object], own: Sequence[object]) -> bool:
        """Whether each filled cell of some columns is a title of its column, and enough are; own: the titles there."""
        filled = 0
        for name, value, title in zip(names, cells, own, strict=True):
            if value in ("", None):
                continue
            words = _normalize_value(value)
            if not words or (self.sheet.names_by_title.get(words) != name and words != _normalize_value(title)):
                return False
            filled += 1
        return filled > 0 and _enough(filled, self.sheet)

    @property
    def absent_columns(self) -> tuple[Column, ...]:
        """The columns that a whole workbook would have; those of its region only where no other region's stand."""
        columns = self.sheet.columns
        absent = [column for column in columns if column.name not in self.places and not column.may_be_absent]
        if absent and any(column.may_be_absent and column.name in self.places for column in columns):
            return tuple(column for column in absent if not column.missed_by)
        return tuple(absent)

    def find_expected_place(self, missing: Column) -> tuple[int, int]:
        """Row and column of the heading that is missing: where it follows the one before it in the book."""
        before = 0
        place = (self.headings - 1) if self.sheet.is_form else 0
        for column in self.sheet.columns:
            if column.name in self.places:
                place, before = self.places[column.name], 0
            elif not column.may_be_absent or column is missing:
                before += 1
            if column is missing:
                break
        return (max(place + before, 1), self.titles) if self.sheet.is_form else (self.headings, place + before)

    def find_near_heading(self, missing: Column, grid: Grid) -> tuple[str, int]:
        """The heading of no column that looks most like the missing one, and its place; ("", 0) where none does."""
        headings = dict(_headings(self, grid))
        for title in (missing.title.sv, missing.title.en):
            for found in find_nearest(title, headings, most=1):
                return found, headings[found]
        return "", 0


def make_picker(places: Sequence[int]) -> Callable[[Sequence[object]], Sequence[object]]:
    """What picks the cells of some columns, from 1, out of a row, in their order.

    >>> make_picker([3, 1])(["a", "b", "c"]), make_picker([2])(["a", "b", "c"])
    (('c', 'a'), ['b'])
    """
    if len(places) < 2:
        return lambda row: [row[at - 1] for at in places]
    return itemgetter(*(at - 1 for at in places))


def find_named_sheets(names: Mapping[str, str], book: Book) -> dict[str, str]:
    """For each sheet of the book the title under which its defined name `hplan_<sheet>` finds it."""
    found = {}
    for sheet in book.sheets:
        title = sheet_of_reference(names.get(f"hplan_{sheet.name}", ""))
        if title:
            found[sheet.name] = title
    return found


def locate_sheets(book: Book, grids: Mapping[str, Grid], named: Mapping[str, str]) -> dict[str, LocatedSheet]:
    """Find each sheet of the book in the workbook, at most once; the surest matches are taken first."""
    found: dict[str, LocatedSheet] = {}
    for sheet in book.sheets:
        place = _locate(sheet, named[sheet.name], grids[named[sheet.name]]) if named.get(sheet.name) in grids else None
        if place and place.is_by_id:
            found[sheet.name] = place
    taken = {place.title for place in found.values()}
    rest = [sheet for sheet in book.sheets if sheet.name not in found]
    candidates = [
        (_sureness(place), place)
        for sheet in rest
        for title, grid in grids.items()
        if title not in taken and (place := _locate(sheet, title, grid)) and _is_credible(place)
    ]
    for _, place in sorted(candidates, key=lambda one: one[0], reverse=True):
        if place.sheet.name not in found and place.title not in taken:
            found[place.sheet.name] = place
            taken.add(place.title)
    return found


def find_title(sheet: Sheet, titles: Iterable[str]) -> str:
    """The one of these titles that is the sheet's own, in either language; "" where none is."""
    own = {normalize_text(word) for word in (sheet.title.sv, sheet.title.en, *sheet.aliases)}
    return next((title for title in titles if normalize_text(title) in own), "")


def _sureness(place: LocatedSheet) -> tuple[bool, bool, float]:
    of = len(place.sheet.columns)
    return place.is_by_id, bool(find_title(place.sheet, [place.title])), len(place.places) / of


def _is_credible(place: LocatedSheet) -> bool:
    """Whether it is the sheet, not one of the group's own that has some title in common with it."""
    return (
        place.is_by_id
        or bool(find_title(place.sheet, [place.title]))
        or 2 * len(place.places) >= len(place.sheet.columns)
    )


def _locate(sheet: Sheet, title: str, grid: Grid) -> LocatedSheet | None:
    return _locate_form(sheet, title, grid) if sheet.is_form else _locate_table(sheet, title, grid)


def _enough(found: int, sheet: Sheet) -> bool:
    return found >= 2 or 2 * found >= len(sheet.columns)


def _locate_table(sheet: Sheet, title: str, grid: Grid) -> LocatedSheet | None:
    ids = frozenset(column.name for column in sheet.columns)
    counts = [len(ids.intersection(row)) for row in grid[:ROWS_LOOKED_THROUGH]]
    best = max(counts, default=0)
    by_id = _enough(best, sheet) and _most_are_ids(grid[counts.index(best)], ids)
    places: dict[str, int] = {}
    if by_id:
        row = counts.index(best)
        headings = _headings_below(sheet, grid, row)
        places = _filled_ones(_standing(grid[row], ids), grid, headings + 1)
    else:
        words = sheet.names_by_title
        named = [_count_titles(row, words) for row in grid[:ROWS_LOOKED_THROUGH]]
        best = max(named, default=0)
        if not _enough(best, sheet):
            return None
        headings = named.index(best)
    places |= _by_title(sheet, grid, headings, places)
    first = row + 2 if by_id else headings + 2
    return LocatedSheet(sheet, title, places, headings + 1, first, is_by_id=by_id)


def _by_title(sheet: Sheet, grid: Grid, headings: int, places: Mapping[str, int]) -> dict[str, int]:
    """The columns that no id told of, under a title or an alias of theirs."""
    taken = set(places.values())
    free = ["" if at in taken else _normalize_value(value) for at, value in enumerate(_row(grid, headings), 1)]
    if not any(free):
        return {}
    words = name_by_title(column for column in sheet.columns if column.name not in places)
    names = [words.get(title, "") for title in free]
    return _filled_ones(_standing(names, words.values()), grid, headings + 1)


def _most_are_ids(row: Sequence[object], ids: frozenset[str]) -> bool:
    """Whether a row holds ids of this sheet rather than those of a sheet that shares some."""
    written = [value for value in row if isinstance(value, str) and value]
    return 2 * sum(value in ids for value in written) >= len(written)


def _standing(row: Sequence[object], names: Iterable[str]) -> dict[str, list[int]]:
    """For each name the places, from 1, where the row holds it."""
    found: dict[str, list[int]] = {}
    wanted = frozenset(names)
    for at, value in enumerate(row, 1):
        if isinstance(value, str) and value in wanted:
            found.setdefault(value, []).append(at)
    return found


def _filled_ones(standing: Mapping[str, list[int]], grid: Grid, after: int) -> dict[str, int]:
    """One place for each: the first, but where that is empty the first that is not."""
    return {
        name: places[0] if len(places) == 1 else _filled_one(places, grid, after) for name, places in standing.items()
    }


def _filled_one(places: list[int], grid: Grid, after: int) -> int:
    return next((at for at in places if any(row[at - 1] not in ("", None) for row in grid[after:])), places[0])


def _headings_below(sheet: Sheet, grid: Grid, ids_row: int) -> int:
    """The index of the row of titles under the ids: the next one, unless rows were put in between.

    That of the ids where the titles are gone, so that a record stands in their place.
    """
    titles = {title for column in sheet.columns for title in (column.title.sv, column.title.en)}
    if _enough(len(titles.intersection(_row(grid, ids_row + 1))), sheet):
        return ids_row + 1
    words = sheet.names_by_title
    for at in range(ids_row + 1, len(grid)):  # it may have been sorted in among the records
        known = sum(_normalize_value(value) in words for value in grid[at])
        if _enough(known, sheet):
            return at
    below = range(ids_row + 1, min(ids_row + ROWS_LOOKED_THROUGH, len(grid)))
    found = next((at for at in below if any(value not in ("", None) for value in grid[at])), ids_row + 1)
    return ids_row if _holds_record(sheet, grid[ids_row], _row(grid, found)) else found


def _holds_record(sheet: Sheet, ids: Sequence[object], row: Sequence[object]) -> bool:
    """Whether a row holds what no title is: a number, a day, or a word to choose in the column where it is chosen.

    Or words under few of the ids: each column has a title.
    """
    columns = {column.name: column for column in sheet.columns}
    named = [(columns[name], value) for name, value in zip(ids, row, strict=False) if name in columns]
    held = [(column, value) for column, value in named if value not in ("", None)]
    return 0 < 2 * len(held) < len(named) or any(_is_no_title(column, value) for column, value in held)


def _is_no_title(column: Column, value: object) -> bool:
    if not isinstance(value, str):
        return value is not None
    words = clean_text(value)
    if isinstance(column, Choice):
        return normalize_text(words) in column.vocabulary.terms_by_spelling()
    return words[:1].isdecimal() or (isinstance(column, Reference) and words[1:2].isdecimal())


def _count_titles(values: Iterable[object], words: Mapping[str, str]) -> int:
    """Count the columns whose titles stand among some values."""
    found = {words.get(normalize_text(value)) for value in values if isinstance(value, str) and value}
    return len(found - {None})


def _normalize_value(value: object) -> str:
    return normalize_text(value) if isinstance(value, str) else ""


def _row(grid: Grid, index: int) -> Sequence[object]:
    return grid[index] if index < len(grid) else ()


def _locate_form(sheet: Sheet, title: str, grid: Grid) -> LocatedSheet | None:
    columns = [list(column) for column in zip(*(row[:_FORM_COLUMNS_LOOKED_THROUGH] for row in grid), strict=False)]
    ids = frozenset(column.name for column in sheet.columns)
    counts = [len(ids.intersection(column)) for column in columns]
    best = max(counts, default=0)
    by_id = _enough(best, sheet)
    words = sheet.names_by_title
    named = [_count_titles(column, words) for column in columns]
    titled = max(named, default=0)
    if not by_id and not _enough(titled, sheet):
        return None
    titles = named.index(titled) if _enough(titled, sheet) else counts.index(best) + 1
    standing = _standing(columns[counts.index(best)], ids) if by_id else {}
    if len(standing) < len(ids):
        beside = [
            words.get(_normalize_value(value), "") for value in (columns[titles] if titles < len(columns) else ())
        ]
        standing |= _standing(beside, ids - standing.keys())
    at = _find_answers(sheet, columns, titles, [rows[0] for rows in standing.values()])
    answers = columns[at] if at < len(columns) else [""] * len(grid)
    places = {name: _find_answered(rows, answers) for name, rows in standing.items()}
    first = min(places.values())
    return LocatedSheet(sheet, title, places, first, first, titles + 1, at + 1, by_id)


def _find_answers(sheet: Sheet, columns: Sequence[Sequence[object]], titles: int, rows: Iterable[int]) -> int:
    """The index of the column of answers: the one beside the titles, unless somebody has put in columns before it.

    It stands between the titles and the help; of several columns there, it is the one that is filled most.
    """
    told = [text for column in sheet.columns for text in (column.help, *column.former_texts)]
    ours = {mask_years(clean_text(words)) for text in told for words in (text.sv, text.en) if words}
    between: dict[int, int] = {}
    for at in range(titles + 1, len(columns)):
        filled = [columns[at][row - 1] for row in rows if columns[at][row - 1] not in ("", None)]
        if sum(isinstance(value, str) and mask_years(clean_text(value)) in ours for value in filled) * 2 > len(filled):
            return max(between, key=between.__getitem__, default=titles + 1)
        between[at] = len(filled)
    return titles + 1


def _find_answered(rows: list[int], answers: Sequence[object]) -> int:
    """The first of the rows whose answer is filled, else the first of all."""
    return next((row for row in rows if answers[row - 1] not in ("", None)), rows[0])


def _headings(place: LocatedSheet, grid: Grid) -> Iterator[tuple[str, int]]:
    """The headings that no column of the book stands under, with their places."""
    taken = set(place.places.values())
    if place.sheet.is_form:
        titles = [row[place.titles - 1] if len(row) >= place.titles else "" for row in grid]
    else:
        titles = list(_row(grid, place.headings - 1))
    for at, value in enumerate(titles, 1):
        if isinstance(value, str) and clean_text(value) and at not in taken:
            yield clean_text(value), at
