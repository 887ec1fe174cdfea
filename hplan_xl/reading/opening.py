"""A workbook that is opened as a plan: which version of the template it is of, and where its sheets stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hplan_xl.book import Book
from hplan_xl.changes import Version
from hplan_xl.errors import WrongTemplate
from hplan_xl.history import book_of
from hplan_xl.reading.cells import Rows, read_grids
from hplan_xl.reading.layout import Located, located, named_sheets, titled
from hplan_xl.reading.package import Package, open_package
from hplan_xl.wording import refusals

# Every template says it three times: in a property, in a defined name and in a cell of a protected sheet.
_IDENTITY_NAME = "hplan_template"
_IDENTITY = re.compile(r'(?:=?")?([A-Za-z]\w*) (\d{1,6})"?')


@dataclass(frozen=True)
class Opened:
    """A workbook with the sheets of a plan in it.

    book: as it was in the file's version. version: as the file says, or None where that was lost.
    history: what later versions changed. grids: the cells of the sheets that were looked through, by title.
    places: by the sheet's name in `book`, where those that are there stand.
    """

    package: Package
    book: Book
    version: int | None
    history: tuple[Version, ...]
    grids: Mapping[str, Rows]
    places: Mapping[str, Located]
    is_older: bool


def open_plan(name: str, data: bytes, book: Book) -> Opened:
    """A workbook of a book, of its version or an older one; `name` is the file as given or found.

    Where the version was lost it is the one whose columns stand there, the latest of several.
    Raises NotAWorkbook where the bytes are no workbook that can be read, WrongTemplate where it is not of this book.
    """
    package = open_package(data, name)
    version = _version(package, book)
    openings = [_opened(package, book, version, number) for number in _candidates(book, version)]
    opened = max(openings, key=_columns_found)
    core = [sheet for sheet in opened.book.sheets if sheet.core]
    if not any(sheet.name in opened.places for sheet in core or opened.book.sheets):
        raise WrongTemplate(refusals.NOT_OURS.filled(file=name))
    if version is not None and version > book.version:
        raise WrongTemplate(refusals.NEWER.filled(file=name, found=version))
    return opened


def _candidates(book: Book, version: int | None) -> list[int]:
    """The versions that the workbook may be of, the latest first."""
    if version is None:
        return sorted({book.version, *(step.number - 1 for step in book.history)}, reverse=True)
    return [min(version, book.version)]


def _opened(package: Package, book: Book, said: int | None, number: int) -> Opened:
    of_then = book_of(book, number) if number < book.version else book
    grids, places = _placed(package, of_then)
    return Opened(package, of_then, said, book.history, grids, places, number < book.version)


def _columns_found(opened: Opened) -> int:
    """How many columns of the version are there, less those that are not."""
    return sum(len(place.places) - len(place.absent) for place in opened.places.values())


def _placed(package: Package, book: Book) -> tuple[dict[str, Rows], dict[str, Located]]:
    """The cells of the sheets that are read, and where the book's sheets stand among them."""
    named = {sheet: title for sheet, title in named_sheets(package.names, book).items() if title in package.worksheets}
    grids = read_grids(package, dict.fromkeys(named.values()))
    places = located(book, grids, named)
    if len(places) < len(book.sheets):
        grids |= read_grids(package, _others(package, book, grids))
        places = located(book, grids, named)
    return grids, places


def _others(package: Package, book: Book, read: Mapping[str, object]) -> list[str]:
    """The sheets that may be the book's though no name says so; one that reaches too far only if it is called so."""
    called = {titled(sheet, package.worksheets) for sheet in book.sheets}
    return [
        title
        for title, sheet in package.worksheets.items()
        if title not in read and (title in called or not (package.too_far(title) or sheet.outside_grid))
    ]


def _version(package: Package, book: Book) -> int | None:
    """The version of the template: as the property says, else the name, else a cell."""
    names = (_IDENTITY_NAME, f"{book.name}_template")
    said = [places.get(name, "") for places in (package.properties, package.names) for name in names]
    versions = (_version_in(words, book) for words in said)
    found = next((version for version in versions if version is not None), None)
    return found if found is not None else _version_shown(package, book)


def _version_in(words: str, book: Book) -> int | None:
    found = _IDENTITY.fullmatch(words.strip())
    return int(found[2]) if found and found[1] == book.name else None


def _version_shown(package: Package, book: Book) -> int | None:
    pages = [title for title, sheet in package.worksheets.items() if sheet.protected and not package.too_far(title)]
    shown = (value for rows in read_grids(package, pages).values() for row in rows for value in row)
    versions = (_version_in(value, book) for value in shown if isinstance(value, str))
    return next((version for version in versions if version is not None), None)
