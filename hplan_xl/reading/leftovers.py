"""What a workbook holds that no table takes: counted, so that nothing is left out in silence."""

from collections.abc import Iterable, Mapping

from hplan_xl.book import Sheet
from hplan_xl.reading.cells import Rows, is_blank
from hplan_xl.reading.layout import Located
from hplan_xl.reading.package import Package, SheetPart
from hplan_xl.text import Text, clean


def outside_tables(package: Package, places: Iterable[Located], grids: Mapping[str, Rows]) -> dict[str, int]:
    """How many filled cells stand in no table, by the title of the sheet, where there are any.

    A sheet that is none of the book's counts as a whole, unless it is protected, or hidden and named by a defined name:
    such are the template's own, and nobody fills them in.
    """
    read = {place.title: place for place in places}
    counts = {
        sheet.title: _beside(grids[sheet.title], read[sheet.title])
        if sheet.title in read
        else package.worksheets[sheet.title].filled
        for sheet in package.sheets
        if sheet.title in read or _is_the_groups_own(package, sheet)
    }
    return {title: count for title, count in counts.items() if count}


def _is_the_groups_own(package: Package, sheet: SheetPart) -> bool:
    if sheet.title not in package.worksheets or _is_hidden_and_named(package, sheet):
        return False
    return not package.worksheets[sheet.title].protected


def _is_hidden_and_named(package: Package, sheet: SheetPart) -> bool:
    quoted = "'" + sheet.title.replace("'", "''") + "'!"
    named = (quoted in told or f"{sheet.title}!" in told for told in package.names.values())
    return not sheet.visible and any(named)


def _beside(rows: Rows, place: Located) -> int:
    beside = _beside_answers(rows, place) if place.sheet.form else _beside_columns(rows, place)
    return sum(1 for _ in beside)


def _beside_columns(rows: Rows, place: Located) -> Iterable[object]:
    """The filled cells under the titles in no column of the book, and above them but for ids and the sheet's help."""
    known = {column - 1 for column in place.places.values()}
    others = [at for at in range(len(rows[0])) if at not in known]
    ids = {column.name for column in place.sheet.columns}
    for row in rows[: place.headings - 1]:
        filled = (value for value in row if value != "" and value not in ids and not is_blank(value))
        yield from (value for value in filled if not _is_ours(value, place.sheet))
    for row in rows[place.headings :] if others else ():
        yield from (row[at] for at in others if row[at] != "" and not is_blank(row[at]))


def _is_ours(value: object, sheet: Sheet) -> bool:
    """Whether a cell above the titles is an id, or the line that says what the sheet is for."""
    if not isinstance(value, str):
        return False
    said = clean(value)
    if said in {column.name for column in sheet.columns} or any(words in said for words in _said(sheet.help)):
        return True
    return any(said == title or value.startswith(f"{title}  ") for title in _said(sheet.title))


def _beside_answers(rows: Rows, place: Located) -> Iterable[object]:
    """The filled cells of a form but for its ids, titles, answers and help."""
    answered = set(place.places.values())
    ours = _own_words(place.sheet)
    others = [
        value
        for number, row in enumerate(rows, 1)
        for value in (row[place.answers :] if number in answered else row)
        if value != "" and value not in ours and not is_blank(value)
    ]
    cleaned = {clean(words) for words in ours} if others else ()
    return (value for value in others if not (isinstance(value, str) and clean(value) in cleaned))


def _own_words(sheet: Sheet) -> frozenset[str]:
    """Every text that the template writes on a form."""
    told = [sheet.title, sheet.help]
    for column in sheet.columns:
        told += [column.title, column.help, *([column.section] if column.section else [])]
    ids = {column.name for column in sheet.columns}
    return frozenset(words for text in told for words in (text.sv, text.en)) | ids


def _said(text: Text) -> set[str]:
    return {clean(words) for words in (text.sv, text.en) if words}
