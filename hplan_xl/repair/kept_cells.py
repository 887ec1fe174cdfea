"""The cells of an old workbook outside its records: each is kept with its place and the reason."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from hplan_xl.book.columns import Link, begins_row
from hplan_xl.book.errors import NotAWorkbook
from hplan_xl.book.findings import Cell
from hplan_xl.book.limits import split_to_cells
from hplan_xl.book.text import Language, Text, clean_text, mask_years, neutral_text, normalize_text
from hplan_xl.book.values import ErrorValue, TypedValue, UncomputedFormula
from hplan_xl.book.versions import Removal, changes_since
from hplan_xl.excel.rendering import RenderedValue
from hplan_xl.package.contents import Package
from hplan_xl.reading.earlier_files import find_finished_title, read_finished_rows
from hplan_xl.reading.layout import LocatedSheet, find_title
from hplan_xl.reading.opening import OpenedPlan
from hplan_xl.reading.typed_cells import collect_filled_cells, read_grids
from hplan_xl.repair.transfer import At, Cells, FreshTemplate, PouredPlan
from hplan_xl.template import RepairNote
from hplan_xl.template.finished_sheet import HEADINGS
from hplan_xl.template.template_file import HEADINGS_ROW, ORIGINS, TITLE
from hplan_xl.wording import repair_sentences

_SCHEME = re.compile(r"mailto:|https?://")


def find_leftovers(
    opened: OpenedPlan, poured: PouredPlan, fresh: FreshTemplate, language: Language
) -> Iterator[RepairNote]:
    """Yield what is part of no record, sheet by sheet in the order of the tabs, row by row."""
    places = {place.title: place for place in opened.places.values()}
    finished = find_finished_title(opened.package) if read_finished_rows(opened.package) else ""
    for sheet in opened.package.sheets:
        if not sheet.path:
            continue
        place = places.get(sheet.title)
        if sheet.title == finished or _is_kept_sheet(opened, sheet.title):
            columns = len(HEADINGS) if sheet.title == finished else len(ORIGINS[0].headings)
            yield from _right_of(opened.package, sheet.title, columns)
        elif place:
            yield from _beside(opened, place, poured.used_cells.get(sheet.title, frozenset()), fresh, language)
        elif copy := opened.copies.get(sheet.title):
            told = repair_sentences.SHEET_COPIED.fill(sheet=copy.sheet.title.localize(language))
            yield from (replace(note, sentence=told) for note in _beside(opened, copy, frozenset(), fresh, language))
        elif not fresh.is_page(sheet.title):
            yield from _of_an_unread_sheet(opened, sheet.title)
        elif sheet.is_visible and not opened.package.worksheets[sheet.title].is_protected:
            yield from _written_on_a_page(opened.package, sheet.title, fresh)
        yield from _beside_cells(opened.package, sheet.title)
        yield from _links_behind_words(opened, sheet.title, place)


def _right_of(package: Package, title: str, columns: int) -> Iterator[RepairNote]:
    """What somebody wrote to the right of the columns of a sheet that is written anew."""
    for at, value in _cells(package, title).items():
        if at[1] > columns:
            yield from _make_note(title, at, "", value, repair_sentences.NO_PLACE)


def _beside_cells(package: Package, title: str) -> Iterator[RepairNote]:
    """The words of text boxes and comments on a sheet, without what hplan wrote itself."""
    beside = package.beside_cells(title)
    for words in beside.texts:
        yield from (RepairNote(title, "", "", piece, repair_sentences.TEXT_BOX) for piece in split_to_cells(words))
    for address, words in beside.comments:
        yield from (RepairNote(title, address, "", piece, repair_sentences.COMMENT) for piece in split_to_cells(words))


def _links_behind_words(opened: OpenedPlan, title: str, place: LocatedSheet | None) -> Iterator[RepairNote]:
    """The web addresses that no column of links takes; without those that the words of their cells say themselves."""
    links = opened.package.hyperlinks(title)
    cells = _cells(opened.package, title) if links else {}
    for at, address in sorted(links.items()):
        is_said = _bare_address(clean_text(_words(cells.get(at)))) == _bare_address(address)
        if not is_said and not (place and _is_link(at, place, opened.begun_rows[title])):
            yield from _make_note(title, at, "", address, repair_sentences.LINK)


def _bare_address(address: str) -> str:
    return _SCHEME.sub("", address.casefold()).rstrip("/")


def _is_link(at: At, place: LocatedSheet, begun_rows: Collection[int]) -> bool:
    """Whether a cell is the answer of a column of links, whose address is carried over."""
    row, column = at
    links = {place.places.get(one.name) for one in place.sheet.columns if isinstance(one, Link)}
    return column == place.answers and row in links if place.sheet.is_form else column in links and row in begun_rows


def find_earlier_notes(opened: OpenedPlan) -> Iterator[RepairNote]:
    """Yield what an earlier repair of the workbook kept."""
    for title in opened.package.worksheets:
        if _is_kept_sheet(opened, title):
            cells = _cells(opened.package, title)
            rows = sorted({row for row, _ in cells if row > HEADINGS_ROW})
            for row in rows:
                sheet, cell, heading, value, told = (cells.get((row, column)) for column in range(1, 6))
                yield RepairNote(
                    _words(sheet), _words(cell), _words(heading), _plain(value), neutral_text(_words(told))
                )


def _is_kept_sheet(opened: OpenedPlan, title: str) -> bool:
    if normalize_text(title) not in (normalize_text(TITLE.sv), normalize_text(TITLE.en)):
        return False
    cells = _cells(opened.package, title)
    headings = [cells.get((HEADINGS_ROW, column)) for column in range(1, 6)]
    known = [[one.localize(language) for one in origin.headings] for origin in ORIGINS for language in ("sv", "en")]
    return headings in known


def _cells(package: Package, title: str) -> Cells:
    """The cells of a sheet that nothing else reads; none where it reaches too far."""
    try:
        return collect_filled_cells(package, title, read_grids(package, [title])[title])
    except NotAWorkbook:
        return {}


def _words(value: TypedValue) -> str:
    return "" if value is None else str(_plain(value))


def _plain(value: TypedValue) -> RenderedValue:
    """A value as it can be written again."""
    match value:
        case ErrorValue(words) | UncomputedFormula(words):
            return words
        case _:
            return value  # type: ignore[return-value]  # merged cells and colours are told of records only


def _of_an_unread_sheet(opened: OpenedPlan, title: str) -> Iterator[RepairNote]:
    """The cells of a sheet of the group's own, or of one of the template's that lost its headings."""
    cells = _cells(opened.package, title)
    if not cells and opened.package.worksheets[title].filled_count:
        yield RepairNote(title, "", "", None, repair_sentences.TOO_FAR)
    absent = (sheet for sheet in opened.book.sheets if sheet.name not in opened.places)
    why = repair_sentences.NO_HEADINGS if any(find_title(one, [title]) for one in absent) else repair_sentences.NO_SHEET
    for at, value in cells.items():
        yield from _make_note(title, at, "", value, why)


def _written_on_a_page(package: Package, title: str, fresh: FreshTemplate) -> Iterator[RepairNote]:
    """What somebody wrote beside what the template has on a sheet of its own that is open to be written on."""
    for at, value in _cells(package, title).items():
        if not fresh.has_content(title, at):
            yield from _make_note(title, at, "", value, repair_sentences.NO_PLACE)


def _make_note(title: str, at: At, heading: str, value: TypedValue, told: Text) -> Iterator[RepairNote]:
    """One cell; a text that is longer than a cell holds in several rows."""
    address, plain = Cell("", "", *at).address, _plain(value)
    first, *rest = split_to_cells(plain) if isinstance(plain, str) else [plain]
    yield RepairNote(title, address, heading, first, told)
    yield from (RepairNote(title, address, heading, piece, repair_sentences.REST) for piece in rest)


def _beside(
    opened: OpenedPlan, place: LocatedSheet, taken: frozenset[At], fresh: FreshTemplate, language: Language
) -> Iterator[RepairNote]:
    """Yield what is on a sheet of the plan outside its records and the template's own texts."""
    cells = collect_filled_cells(opened.package, place.title, opened.grids[place.title])
    ours, begun = _own_words(opened, place, fresh), opened.begun_rows[place.title]
    headings, titles = fresh.headings(place.sheet), opened.repeated_headings[place.title]
    for at, value in cells.items():
        if (
            at in taken
            or (at[0] in titles and at[1] in place.places.values())
            or (at[0] not in begun and _is_ours(at, value, place, ours))
            or _is_heading(at, value, place, headings)
            or _begins_nothing(at, value, place)
        ):
            continue
        heading = _heading(at, place, cells)
        yield from _make_note(place.title, at, heading, value, _why(opened, at, place, cells, headings, language))


def _own_words(opened: OpenedPlan, place: LocatedSheet, fresh: FreshTemplate) -> frozenset[str]:
    """The identifiers and titles of the file's version, and every text of the fresh template's sheet, years masked."""
    now = [sheet for sheet in fresh.book.sheets if sheet.title == place.sheet.title]
    gone = {words for change in _find_gone(opened) for words in (change.column, change.title.sv, change.title.en)}
    former = {words for column in place.sheet.columns for text in column.former_texts for words in (text.sv, text.en)}
    ids = frozenset(column.name for column in place.sheet.columns)
    return frozenset(map(mask_years, ids.union(gone, former, *(fresh.texts(sheet) for sheet in now))))


def _find_gone(opened: OpenedPlan) -> list[Removal]:
    """The columns that were there in the file's version and are no longer."""
    changes = changes_since(opened.latest.history, opened.book.version)
    return [change for change in changes if isinstance(change, Removal) and change.column]


def _is_ours(at: At, value: TypedValue, place: LocatedSheet, ours: frozenset[str]) -> bool:
    row, column = at
    is_text_of_ours = isinstance(value, str) and mask_years(value) in ours
    if place.sheet.is_form:
        is_label = row in place.places.values() and column == place.titles
        return is_label or is_text_of_ours or _names_the_sheet(value, place)
    if row >= place.first_row and row != place.headings:
        return column == place.places.get(place.sheet.counter) and place.is_running_number(value)
    return (
        is_text_of_ours or (row == place.headings and column in place.places.values()) or _names_the_sheet(value, place)
    )


def _is_heading(at: At, value: TypedValue, place: LocatedSheet, headings: Mapping[str, frozenset[str]]) -> bool:
    """Whether it is what any of the templates calls a column, where such words stand in a table."""
    if place.sheet.is_form or at[0] > place.headings or not isinstance(value, str):
        return False
    return any(normalize_text(value) in words for words in headings.values())


def _begins_nothing(at: At, value: TypedValue, place: LocatedSheet) -> bool:
    """Whether it is a no, or a 0 where no number is wanted, in a row that holds no more than that."""
    row, number = at
    if place.sheet.is_form or row < place.first_row or row == place.headings:
        return False
    column = next((one for one in place.sheet.starting_columns if place.places.get(one.name) == number), None)
    return column is not None and not begins_row(value, column)


def _names_the_sheet(value: TypedValue, place: LocatedSheet) -> bool:
    """Whether it is the line at the top, whose words may have been others in an older version."""
    titles = (place.title, place.sheet.title.sv, place.sheet.title.en)
    return isinstance(value, str) and value.startswith(tuple(f"{title}   " for title in titles))


def _heading(at: At, place: LocatedSheet, cells: Cells) -> str:
    """The heading over a cell of a table, or left of one of a form."""
    row, column = at
    beside = cells.get((row, place.titles)) if place.sheet.is_form else cells.get((place.headings, column))
    under_headings = row >= place.first_row and row != place.headings
    stands_under = column != place.titles if place.sheet.is_form else under_headings
    return clean_text(beside) if isinstance(beside, str) and stands_under else ""


def _why(
    opened: OpenedPlan,
    at: At,
    place: LocatedSheet,
    cells: Cells,
    headings: Mapping[str, frozenset[str]],
    language: Language,
) -> Text:
    """Why a cell is in no record; headings: those of every template, by column."""
    row, column = at
    if place.sheet.is_form or row < place.first_row or row == place.headings:
        return repair_sentences.NO_PLACE
    if column in place.places.values():
        return (
            repair_sentences.NO_ROW
            if column == place.places.get(place.sheet.counter)
            else repair_sentences.NO_COLUMN_HERE
        )
    names = [normalize_text(str(cells.get((above, column), ""))) for above in range(1, place.headings + 1)]
    for known in place.sheet.columns:
        if {normalize_text(known.name), normalize_text(known.title.sv), normalize_text(known.title.en)} & set(names):
            return repair_sentences.COLUMN_DOUBLED.fill(column=known.title.localize(language))
    gone = {normalize_text(words) for one in _find_gone(opened) for words in (one.column, one.title.sv, one.title.en)}
    if gone & set(names):
        return repair_sentences.COLUMN_GONE
    is_of_another = any(words & set(names) for words in headings.values())
    return repair_sentences.NO_COLUMN_HERE if is_of_another else repair_sentences.NO_COLUMN
