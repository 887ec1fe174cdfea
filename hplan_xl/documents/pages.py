"""The model of a document: pages with grids of cells, shapes and running text, as typed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from hplan_xl.book.text import Text, clean_text, list_texts, neutral_text
from hplan_xl.wording import import_sentences


class DocumentKind(StrEnum):
    """The kind of a document: its pages are slides, headed parts of a text, printed pages, or sheets of a workbook."""

    SLIDES = "slides"
    WORDS = "words"
    PDF = "pdf"
    SHEETS = "sheets"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    text: as it is seen, without control characters and zero-width marks; lines end in newlines.
    level: from 0; of a heading of a text its own, 0 for the title of the whole.
    bulleted: it has a bullet or a number that is no part of the text.
    colour: RRGGBB of its first run that has a colour of its own, "" where none has.
    struck: its words that are struck through, "" for none; they are in its text too.
    """

    text: str
    level: int = 0
    bulleted: bool = False
    colour: str = ""
    struck: str = ""


Paragraphs = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ShapeBox:
    """The rectangle of something on its page, in the document's own units, from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, as x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        """Width times height."""
        return max(self.right - self.left, 0) * max(self.bottom - self.top, 0)

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point lies inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def shared_height(self, other: "ShapeBox") -> float:
        """The part of the lower one's height that two boxes share, 0 to 1."""
        least = min(self.bottom - self.top, other.bottom - other.top)
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(shared, 0) / least if least > 0 else 0.0


class Role(StrEnum):
    """The purpose of a shape, where the document gives one."""

    TITLE = "title"
    FOOTER = "footer"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn on a page: a text box, a figure with or without words, a picture.

    fill: RRGGBB, "" for none. picture: its contents cannot be read. order: its place in the reading order.
    """

    paragraphs: Paragraphs
    box: ShapeBox | None
    fill: str = ""
    picture: bool = False
    role: Role = Role.BODY
    order: int = 0

    @property
    def text(self) -> str:
        """Its words, a line a paragraph."""
        return text_of(self.paragraphs)


def box_of(shape: Shape) -> ShapeBox:
    """The box of a shape that is known to have one."""
    assert shape.box is not None
    return shape.box


class Lying(StrEnum):
    """How a figure came to the cell it lies over: plainly, by its place in the order from the top, or doubtfully."""

    PLAIN = "plain"
    ORDERED = "ordered"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid.

    fill: RRGGBB of the cell's own fill, or of the highlighter over all of its text, "" for none; what a table style
        paints is none.
    over: the shapes that lie over it; lying: how sure it is that they do.
    rows, columns: how many it spans.
    """

    paragraphs: Paragraphs = ()
    fill: str = ""
    over: tuple[Shape, ...] = ()
    lying: Lying = Lying.PLAIN
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """Its words, a line a paragraph; not those of the shapes over it."""
        return text_of(self.paragraphs)

    @property
    def all_paragraphs(self) -> Paragraphs:
        """Its paragraphs, and those of the shapes over it."""
        return (*self.paragraphs, *(one for shape in self.over for one in shape.paragraphs))

    @property
    def is_blank(self) -> bool:
        """Whether nothing but a colour can be seen in the cell."""
        return not self.text.strip() and not self.over


GridRow = tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, None where a cell above or to the left covers the place. All rows have one length."""

    rows: tuple[GridRow, ...]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    number: from 1. title: as the document says it, "" where it does not. hidden: not shown.
    remarks: words that belong to the page but are not on it: a speaker's notes, comments, headers of a text.
    headers: those of them that stand at the top or the foot of every page of a text.
    unread: how many things of the page (pictures that fill much of it, old objects) cannot be read.
    hidden_rows: how many filled rows of a sheet are hidden or filtered away.
    """

    number: int
    title: str
    grids: tuple[Grid, ...] = ()
    shapes: tuple[Shape, ...] = ()
    remarks: Paragraphs = ()
    hidden: bool = False
    unread: int = 0
    hidden_rows: int = 0
    headers: tuple[str, ...] = ()

    def cells(self) -> Iterator[GridCell]:
        """Every cell of its tables, row by row."""
        return (cell for grid in self.grids for row in grid.rows for cell in row if cell is not None)


_PLACES = {
    DocumentKind.SLIDES: (import_sentences.SLIDE, import_sentences.SLIDES),
    DocumentKind.WORDS: (import_sentences.PART, import_sentences.PARTS),
    DocumentKind.PDF: (import_sentences.PAGE, import_sentences.PAGES),
    DocumentKind.SHEETS: (import_sentences.SHEET, import_sentences.SHEETS),
}


def describe_pages(kind: DocumentKind, numbers: Sequence[int]) -> Text:
    """Pages of a document in words, by their numbers in order, each once.

    >>> describe_pages(DocumentKind.SLIDES, [1, 2, 3, 7]).sv
    'bild 1–3 och 7'
    >>> describe_pages(DocumentKind.PDF, [2, 2]).sv
    'sida 2'
    """
    numbers = tuple(dict.fromkeys(numbers))
    firsts = [number for number in numbers if number - 1 not in numbers]
    lasts = [number for number in numbers if number + 1 not in numbers]
    runs = [str(first) if first == last else f"{first}–{last}" for first, last in zip(firsts, lasts, strict=True)]
    one, many = _PLACES[kind]
    return (one if len(numbers) == 1 else many).fill(n=list_texts(list(map(neutral_text, runs))))


@dataclass(frozen=True, slots=True)
class Document:
    """A document as typed. saved: the day that the file says it was last saved. has_macros: it holds a program."""

    name: str
    kind: DocumentKind
    pages: tuple[Page, ...]
    saved: date | None = None
    has_macros: bool = False


def text_of(paragraphs: Iterable[Paragraph]) -> str:
    """The words of paragraphs, a line each."""
    return "\n".join(one.text for one in paragraphs)


# The part of their height that things in one row share.
_SAME_ROW = 0.5
Thing = TypeVar("Thing")


def part_into_rows(things: Iterable[Thing], find_box: Callable[[Thing], ShapeBox]) -> list[list[Thing]]:
    """Things from the top down in rows: those that share half of the height of the first of a row are in it."""
    rows: list[list[Thing]] = []
    for thing in things:
        if rows and find_box(rows[-1][0]).shared_height(find_box(thing)) > _SAME_ROW:
            rows[-1].append(thing)
        else:
            rows.append([thing])
    return rows


# A hyphen before these stands for the end of the word, as in "vård- och omsorg".
_BETWEEN_WORDS = re.compile(r"(?:och|eller|samt|and|or)\b", re.I)


def join_line_parts(before: str, after: str) -> str:
    """Two parts of a broken line as one; a word broken at its own hyphen keeps it.

    >>> join_line_parts("inför RAG-", "uppstart"), join_line_parts("hälso-", "och sjukvård")
    ('inför RAG-uppstart', 'hälso- och sjukvård')
    """
    is_broken = before.endswith("-") and not before.endswith(" -") and not _BETWEEN_WORDS.match(after)
    return f"{before}{after}" if is_broken else f"{before} {after}"


def list_words(row: GridRow) -> list[str]:
    """The words of each cell of a row that has any."""
    return [clean_text(cell.text) for cell in row if cell and cell.text.strip()]


def transpose_grid(grid: Grid) -> Grid:
    """The grid with rows for columns."""
    turned = tuple(
        tuple(_turn_cell(row[at]) for row in grid.rows) for at in range(len(grid.rows[0]) if grid.rows else 0)
    )
    return Grid(turned, grid.order)


def _turn_cell(cell: GridCell | None) -> GridCell | None:
    if cell is None:
        return None
    return GridCell(cell.paragraphs, cell.fill, cell.over, cell.lying, rows=cell.columns, columns=cell.rows)


def pad_rows(rows: Sequence[Sequence[GridCell | None]]) -> tuple[GridRow, ...]:
    """The rows with blank cells at their ends, so that all have one length."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *(GridCell() for _ in range(width - len(row)))) for row in rows)
