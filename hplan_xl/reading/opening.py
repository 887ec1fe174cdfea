"""A workbook that is opened as a plan: which version of the template it is of, and where its sheets stand.

What it holds that no table takes is counted, so that nothing is left out in silence. One of an older version is
poured into the tables of today.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from hplan_xl.book.columns import Choice, Column, Need, Number, Prose, Reference
from hplan_xl.book.description import Book, IdentityColumns, Sheet
from hplan_xl.book.errors import WrongTemplate
from hplan_xl.book.text import Language, Text, clean_text, mask_years, neutral_text, normalize_text
from hplan_xl.book.values import TypedValue
from hplan_xl.book.versions import Addition, Removal, Renaming, Split, Version, changes_since
from hplan_xl.excel.atomic_write import MASTER_MARK
from hplan_xl.excel.references import sheet_reference
from hplan_xl.package.contents import Package, open_package
from hplan_xl.package.parts import SheetPart
from hplan_xl.reading.layout import LocatedSheet, find_named_sheets, find_title, locate_sheets
from hplan_xl.reading.typed_cells import Rows, find_begun_rows, is_blank, read_grids
from hplan_xl.wording import file_sentences, refusals

Value = TypeVar("Value")
Columns = Mapping[str, tuple[TypedValue, ...]]


def is_the_groups_own(package: Package, sheet: SheetPart) -> bool:
    """Whether a sheet that is none of the book's is the group's own rather than one that the template comes with.

    The template protects its own, and hides the one that its names lead to, whatever that is called.
    """
    if sheet.title not in package.worksheets or _is_hidden_and_named(package, sheet):
        return False
    return not (is_titled_as_page(sheet.title) and package.worksheets[sheet.title].is_protected)


def is_titled_as_page(title: str) -> bool:
    """Whether a sheet is called as one that the template has beside the plan's own, such as Läs mig."""
    return normalize_text(title) in _PAGES


_PAGES = frozenset(normalize_text(words) for page in file_sentences.PAGES for words in (page.sv, page.en))


def _is_hidden_and_named(package: Package, sheet: SheetPart) -> bool:
    quoted = sheet_reference(sheet.title, "")
    named = (quoted in told or f"{sheet.title}!" in told for told in package.workbook.names.values())
    return not sheet.is_visible and any(named)


def _beside_columns(rows: Rows, place: LocatedSheet, ids: Set[str], records: Iterable[int]) -> Iterable[object]:
    """The filled cells under the titles in no column of the book, and above them but for ids and the sheet's help.

    ids: of every region's columns, which may stand over what is another region's. records: the rows that are read, and
    those that hold the titles again.
    """
    known = {column - 1 for column in place.places.values()}
    others = [at for at in range(len(rows[0])) if at not in known]
    for row in rows[: min(place.first_row, place.headings) - 1]:
        filled = (value for value in row if value != "" and value not in ids and not is_blank(value))
        yield from (value for value in filled if not _is_ours(value, place.sheet))
    for number, row in enumerate(rows[place.first_row - 1 :] if others else (), place.first_row):
        if number != place.headings:
            yield from (row[at] for at in others if row[at] != "" and not is_blank(row[at]))
    # Words in the column of running numbers begin no row.
    known_rows, counter = {place.headings, *records}, place.places.get(place.sheet.counter, 0) - 1
    for number, row in enumerate(rows[place.first_row - 1 :] if counter >= 0 else (), place.first_row):
        value = row[counter]
        words = clean_text(value) if isinstance(value, str) and number not in known_rows else ""
        if words and not place.is_running_number(words):
            yield words


def _is_ours(value: object, sheet: Sheet) -> bool:
    """Whether a cell above the titles is an id, or the line that says what the sheet is for."""
    if not isinstance(value, str):
        return False
    said = clean_text(value)
    if said in {column.name for column in sheet.columns} or any(words in said for words in _title_of(sheet.help)):
        return True
    return any(said == title or value.startswith(f"{title}  ") for title in _title_of(sheet.title))


def _beside_answers(rows: Rows, place: LocatedSheet) -> Iterable[object]:
    """The filled cells of a form but for its ids, titles, answers and help."""
    answered = set(place.places.values())
    ours = _own_words(place.sheet)
    others = [
        value
        for number, row in enumerate(rows, 1)
        for value in ([*row[place.titles : place.answers - 1], *row[place.answers :]] if number in answered else row)
        if value != "" and value not in ours and not is_blank(value)
    ]
    cleaned = {mask_years(clean_text(words)) for words in ours} if others else ()
    return (value for value in others if not (isinstance(value, str) and mask_years(clean_text(value)) in cleaned))


def _own_words(sheet: Sheet) -> frozenset[str]:
    """Every text that the template writes on a form."""
    told = [sheet.title, sheet.help]
    for column in sheet.columns:
        told += [column.title, column.help, *([column.section] if column.section else []), *column.former_texts]
    ids = {column.name for column in sheet.columns}
    return frozenset(words for text in told for words in (text.sv, text.en)) | ids


def _title_of(text: Text) -> set[str]:
    return {clean_text(words) for words in (text.sv, text.en) if words}


# Every template says it twice: in a property and in a defined name.
_IDENTITY = re.compile(r'(?:=?")?([A-Za-z]\w*) (\d{1,6})"?')


@dataclass(frozen=True)
class OpenedPlan:
    """A workbook with the sheets of a plan in it.

    book: as it was in the file's version; latest: as it is today. version: as the file says, or None where that was
    lost. grids: the cells of the sheets that were looked through, by title.
    places: by the sheet's name in `book`, where those that are there stand. copies: further sheets with the ids of one
    of them, by title. owner: the term of the region that its form names, "" for none.
    """

    package: Package
    book: Book
    latest: Book
    version: int | None
    grids: Mapping[str, Rows]
    places: Mapping[str, LocatedSheet]
    copies: Mapping[str, LocatedSheet]
    is_older: bool
    owner: str

    def list_missing(self, place: LocatedSheet) -> tuple[Column, ...]:
        """The columns that a sheet should have and has not; those of one region only where the plan names it."""
        return tuple(column for column in place.absent_columns if self.owner or not column.only_for)

    @cached_property
    def language(self) -> Language:
        """The language that it is in: as its template said, else that of most of its sheets."""
        said = self.package.properties.get("language", "")
        if said in ("sv", "en"):
            return "en" if said == "en" else "sv"
        titles = set(map(normalize_text, self.package.worksheets))
        english = sum(normalize_text(sheet.title.en) in titles for sheet in self.latest.sheets)
        swedish = sum(normalize_text(sheet.title.sv) in titles for sheet in self.latest.sheets)
        return "en" if english > swedish else "sv"

    @cached_property
    def begun_rows(self) -> Mapping[str, tuple[int, ...]]:
        """The Excel rows that hold a record, by the title of the sheet; none of a form."""
        return {
            place.title: ()
            if place.sheet.is_form
            else find_begun_rows(self.grids[place.title], place, self.repeated_headings[place.title])
            for place in (*self.places.values(), *self.copies.values())
        }

    @cached_property
    def repeated_headings(self) -> Mapping[str, Sequence[int]]:
        """The Excel rows that hold the titles again, by the title of the sheet."""
        standing = (*self.places.values(), *self.copies.values())
        return {place.title: place.find_repeated_headings(self.grids[place.title]) for place in standing}

    def count_outside_tables(self) -> dict[str, int]:
        """How many filled cells stand in no table, by the title of the sheet, where there are any.

        A sheet of the group's own counts as a whole; a copy of one that is read is told of by itself.
        """
        read, counts = {place.title: place for place in self.places.values()}, {}
        for sheet in self.package.sheets:
            if sheet.title in read:
                counts[sheet.title] = sum(1 for _ in self._list_outside(read[sheet.title]))
            elif sheet.title not in self.copies and is_the_groups_own(self.package, sheet):
                counts[sheet.title] = self.package.worksheets[sheet.title].filled_count
        return {title: count for title, count in counts.items() if count}

    def _list_outside(self, place: LocatedSheet) -> Iterable[object]:
        rows = self.grids[place.title]
        if place.sheet.is_form:
            return _beside_answers(rows, place)
        sheets = (place.sheet, *(sheet for sheet in self.latest.sheets if sheet.name == place.sheet.name))
        ids = {column.name for sheet in sheets for column in sheet.columns}
        return _beside_columns(rows, place, ids, (*self.begun_rows[place.title], *self.repeated_headings[place.title]))


def open_plan(name: str, data: bytes, book: Book) -> OpenedPlan:
    """A workbook of a book, of its version or an older one; `name` is the file as given or found.

    Where the version was lost it is the one whose columns stand there, the latest of several.
    Raises NotAWorkbook where the bytes are no workbook that can be read, WrongTemplate where it is not of this book,
    or is marked as a master.
    """
    package = open_package(data, name)
    if MASTER_MARK.decode() in package.properties:
        raise WrongTemplate(refusals.A_MASTER.fill(file=name))
    version = _version(package, book)
    openings = [_build_opened(package, book, version, number) for number in _candidates(book, version)]
    opened = max(openings, key=_columns_found)
    core = [sheet for sheet in opened.book.sheets if sheet.is_core]
    if not any(sheet.name in opened.places for sheet in core or opened.book.sheets):
        raise WrongTemplate(refusals.NOT_OURS.fill(file=name))
    if version is not None and version > book.version:
        raise WrongTemplate(refusals.NEWER_VERSION.fill(file=name, found=version))
    return opened


def _candidates(book: Book, version: int | None) -> list[int]:
    """The versions that the workbook may be of, the latest first."""
    if version is None:
        return sorted({book.version, *(step.number - 1 for step in book.history)}, reverse=True)
    return [min(version, book.version)]


def _build_opened(package: Package, book: Book, said: int | None, number: int) -> OpenedPlan:
    of_then = build_older_book(book, number) if number < book.version else book
    grids, places = _locate_sheets(package, of_then)
    owner = _owner(book.identity, grids, places)
    of_owner = of_then.narrow_to(owner)
    if of_owner is not of_then:
        places = _placed_for(of_owner, package, grids, places)
    copied, copies = _copies(package, of_owner, places)
    return OpenedPlan(package, of_owner, book, said, copied | grids, places, copies, number < book.version, owner)


def _owner(identity: IdentityColumns, grids: Mapping[str, Rows], places: Mapping[str, LocatedSheet]) -> str:
    """The term of the region that the form names, as it is spelled there; "" where it names none."""
    place, name = places.get(identity.sheet), identity.region
    if place is None or name not in place.places:
        return ""
    column, row = place.sheet.column(name), grids[place.title][place.places[name] - 1]
    typed = row[place.answers - 1] if len(row) >= place.answers else None
    if not isinstance(typed, str) or not isinstance(column, Choice):
        return ""
    term = column.vocabulary.terms_by_spelling().get(normalize_text(typed))
    return term.name if term else ""


def _placed_for(
    book: Book, package: Package, grids: Mapping[str, Rows], places: Mapping[str, LocatedSheet]
) -> dict[str, LocatedSheet]:
    """Where the sheets stand in the book of the plan's owner: looked for anew where it has other columns."""
    if any(len(place.sheet.columns) != len(book.sheet(name).columns) for name, place in places.items()):
        return locate_sheets(book, grids, find_named_sheets(package.workbook.names, book))
    return {name: replace(place, sheet=book.sheet(name)) for name, place in places.items()}


def _columns_found(opened: OpenedPlan) -> int:
    """How many columns of the version are there, less those that are not."""
    return sum(len(place.places) - len(place.absent_columns) for place in opened.places.values())


def _locate_sheets(package: Package, book: Book) -> tuple[dict[str, Rows], dict[str, LocatedSheet]]:
    """The cells of the sheets that are read, and where the book's sheets stand among them."""
    named = {
        sheet: title
        for sheet, title in find_named_sheets(package.workbook.names, book).items()
        if title in package.worksheets
    }
    grids = read_grids(package, dict.fromkeys(named.values()))
    places = locate_sheets(book, grids, named)
    if len(places) < len(book.sheets):
        grids |= read_grids(package, _others(package, book, grids))
        places = locate_sheets(book, grids, named)
    return grids, places


def _copies(
    package: Package, book: Book, places: Mapping[str, LocatedSheet]
) -> tuple[dict[str, Rows], dict[str, LocatedSheet]]:
    """The sheets of the group's own that hold the ids of a sheet that is read elsewhere, with their cells."""
    read = {place.title for place in places.values()}
    own = [title for title in _list_own_sheets(package) if title not in read]
    grids = read_grids(package, own) if own else {}
    found = {title: locate_sheets(book, {title: grid}, {}) for title, grid in grids.items()}
    copies = {
        title: place
        for title, standing in found.items()
        for place in standing.values()
        if place.is_by_id and place.sheet.name in places
    }
    return {title: grids[title] for title in copies}, copies


def _others(package: Package, book: Book, read: Mapping[str, object]) -> list[str]:
    """Sheets that may be the book's without a defined name.

    One that is too large is so by its title alone, and one that the template comes with: its lists hold ids of columns.
    """
    candidates = {find_title(sheet, package.worksheets) for sheet in book.sheets}.union(_list_own_sheets(package))
    return [title for title in package.worksheets if title in candidates and title not in read]


def _list_own_sheets(package: Package) -> list[str]:
    """The sheets that are the group's own, or may be the book's, but for those that are too large to be read."""
    return [
        sheet.title
        for sheet in package.sheets
        if is_the_groups_own(package, sheet)
        and not package.find_far_cell(sheet.title)
        and not package.worksheets[sheet.title].cell_outside_grid
    ]


def _version(package: Package, book: Book) -> int | None:
    """The version of the template: as the property says, else the name; None where neither does."""
    said = (told.get(f"{book.name}_template", "") for told in (package.properties, package.workbook.names))
    found = (_IDENTITY.fullmatch(words.strip()) for words in said)
    return next((int(one[2]) for one in found if one and one[1] == book.name), None)


def build_older_book(book: Book, version: int) -> Book:
    """Build the book by which files of an older version are read: its sheets and columns, by their old names.

    It knows how to find and to read them and nothing else: no rules, no views, no conditions. A column that is gone
    is not among them: what stands there is told as what stands beside the plan.
    """
    sheets = book.sheets
    for change in reversed(list(changes_since(book.history, version))):
        match change:
            case Renaming(sheet="", old=old, new=new):
                sheets = tuple(_sheet_called(sheet, new, old) for sheet in sheets)
            case Addition(sheet=name, column=""):
                sheets = tuple(sheet for sheet in sheets if sheet.name != name)
            case Removal():
                pass
            case Renaming() | Addition() | Split():
                sheets = tuple(_before(sheet, change) if sheet.name == change.sheet else sheet for sheet in sheets)
    plain = tuple(
        replace(sheet, key=(), label=(), columns=tuple(map(_without_rules, sheet.columns))) for sheet in sheets
    )
    return Book(name=book.name, version=version, version_date=book.version_date, title=book.title, sheets=plain)


def _sheet_called(sheet: Sheet, new: str, old: str) -> Sheet:
    columns = tuple(
        replace(column, sheet=old) if isinstance(column, Reference) and column.sheet == new else column
        for column in sheet.columns
    )
    return replace(sheet, name=old if sheet.name == new else sheet.name, columns=columns)


def _without_rules(column: Column) -> Column:
    plain = replace(column, blank_rule="", conditions=())
    if isinstance(plain, Number):
        return replace(plain, better_way=None)
    return replace(plain, other_rule="") if isinstance(plain, Choice) else plain


def _before(sheet: Sheet, change: Renaming | Addition | Split) -> Sheet:
    match change:
        case Renaming(old=old, new=new):
            columns = tuple(replace(column, name=old) if column.name == new else column for column in sheet.columns)
            return replace(sheet, columns=columns, counter=old if sheet.counter == new else sheet.counter)
        case Addition(column=name):
            return replace(sheet, columns=tuple(column for column in sheet.columns if column.name != name))
        case Split(old=old, new=new, title=title):
            need = Need.REQUIRED if sheet.column(new[0]).need is Need.REQUIRED else Need.OPTIONAL
            whole = Prose(name=old, title=title, help=neutral_text(""), need=need)
            columns = tuple(whole if column.name == new[0] else column for column in sheet.columns)
            return replace(
                sheet, columns=tuple(column for column in columns if column.name not in new or column is whole)
            )


@dataclass(frozen=True)
class ConvertedColumns:
    """The columns of one sheet after the changes since its version: their places, and the values of each record."""

    sheet: str
    places: Mapping[str, int]
    values: Columns


def convert_columns(
    sheet: str, places: Mapping[str, int], values: Columns, history: tuple[Version, ...], version: int
) -> ConvertedColumns:
    """Convert the columns of a sheet of an older version to the columns of today."""
    for change in changes_since(history, version):
        match change:
            case Renaming(sheet="", old=old, new=new):
                sheet = new if sheet == old else sheet
            case Renaming(sheet=of, old=old, new=new) if of == sheet:
                places, values = _rename_column(places, old, new), _rename_column(values, old, new)
            case Split(sheet=of, old=old, new=new, separator=separator) if of == sheet and old in places:
                parts = _parts(values[old], separator, len(new))
                places = _without(places, old) | dict.fromkeys(new, places[old])
                values = _without(values, old) | dict(zip(new, parts, strict=True))
            case _:
                pass
    return ConvertedColumns(sheet, places, values)


def _rename_column(known: Mapping[str, Value], old: str, new: str) -> dict[str, Value]:
    return {new if name == old else name: value for name, value in known.items()}


def _without(known: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {other: value for other, value in known.items() if other != name}


def _parts(values: tuple[TypedValue, ...], separator: str, count: int) -> list[tuple[TypedValue, ...]]:
    """For each of the new columns its part of every value."""
    rows = [_part(value, separator, count) for value in values]
    return [tuple(row[at] for row in rows) for at in range(count)]


def _part(value: TypedValue, separator: str, count: int) -> list[TypedValue]:
    if not isinstance(value, str):
        return [value, *[None] * (count - 1)]
    parts: list[TypedValue] = [part.strip() or None for part in value.split(separator, count - 1)]
    return [*parts, *[None] * (count - len(parts))]


def find_new_columns(book: Book, version: int) -> tuple[Column, ...]:
    """The columns that a file of an older version cannot have."""
    added = [change for change in changes_since(book.history, version) if isinstance(change, Addition)]
    return tuple(
        column
        for sheet in book.sheets
        for column in sheet.columns
        if any(change.sheet == sheet.name and change.column in ("", column.name) for change in added)
    )
