"""A PDF -> pages, with tables told from lines and fills: a PDF says where ink is, not what belongs together."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.utils.exceptions import PdfminerException

from hplan_xl.documents.office import plain_symbols, write_colour
from hplan_xl.documents.pages import (
    Document,
    DocumentKind,
    Grid,
    GridCell,
    Page,
    Paragraph,
    Shape,
    ShapeBox,
    join_line_parts,
    pad_rows,
    part_into_rows,
)
from hplan_xl.interpretation.prose import visible_text
from hplan_xl.package.archive import make_refusal
from hplan_xl.wording import refusals

_MOST_PAGES = 500
_NEAR = 3.0
_FILLS_A_CELL = 0.5
_GREYEST = 0x20
_BACKGROUND = 0.5  # of the page: what is larger lies behind everything
_FEWEST_FRAMES = 4
# Lines further apart than this part of their height are paragraphs of their own.
_PARAGRAPH_GAP = 0.6
# Where the gap between two columns of text may lie, and the least that such a column has: lines, and of the width.
_MIDDLES = (0.5, 0.48, 0.52, 0.46, 0.54, 0.44, 0.56)
_FEWEST_LINES, _NARROWEST = 4, 0.25
# A sign of which the file does not say which letter it is.
_NAMELESS = re.compile(r"\(cid:[0-9]+\)")
_BULLETS = frozenset("•●▪■◦-–*")

# A word or another thing on a page, as pdfplumber tells of it; and fills by their boxes.
_Word = Mapping[str, Any]
_Words = Sequence[_Word]
_Fills = Sequence[tuple[ShapeBox, str]]


def read_pdf(data: bytes, name: str) -> Document:
    """A PDF as typed. Raises NotAWorkbook where it cannot be read, with the sentence that says why."""
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise make_refusal(refusals.TOO_MANY_PAGES, name, most=_MOST_PAGES)
            pages = tuple(_page(number, page) for number, page in enumerate(pdf.pages, 1))
            saved = _day(pdf.metadata)
    except PdfminerException as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        raise make_refusal(refusals.PASSWORD if locked else refusals.DAMAGED_FILE, name) from None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError):
        raise make_refusal(refusals.DAMAGED_FILE, name) from None  # what its parser raises of a file that is damaged
    return Document(name, DocumentKind.PDF, pages, saved)


def _day(metadata: Mapping[str, Any]) -> date | None:
    digits = str(metadata.get("ModDate") or metadata.get("CreationDate") or "").removeprefix("D:")[:8]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _page(number: int, page: Any) -> Page:
    typed = page.extract_words(
        use_text_flow=False, keep_blank_chars=False, extra_attrs=["non_stroking_color", "fontname"]
    )
    told = (visible_text(_NAMELESS.sub("\ufffd", str(word["text"]))) for word in typed)
    words = [{**word, "text": plain_symbols(text, "")} for word, text in zip(typed, told, strict=True)]
    unnamed = any("\ufffd" in word["text"] for word in words)
    words = [word for word in words if word["text"].strip("\ufffd")]
    drawn = [(_box(one), one) for one in (*page.rects, *page.curves)]
    drawn = [(box, one) for box, one in drawn if 1 < box.area < _BACKGROUND * float(page.width * page.height)]
    fills = [(box, _rgb(one.get("non_stroking_color"))) for box, one in drawn if one.get("fill")]
    frames = _frames([box for box, _ in drawn], words)
    tables = [
        one for one in page.find_tables() if not any(_touches(ShapeBox(*map(float, one.bbox)), box) for box in frames)
    ]
    rules = [_box(line) for line in page.lines]
    edges = [_table_edges([ShapeBox(*map(float, cell)) for cell in table.cells], rules) for table in tables]
    boxes = [*frames, *(one.box for one in edges)]
    grids = tuple(_grid(one, words, fills, order) for order, one in enumerate(edges))
    outside = [word for word in words if not any(box.holds(_box(word).middle) for box in boxes)]
    framed = tuple(_read_frame(box, words, fills, at) for at, box in enumerate(frames))
    lamps = tuple(Shape((), box, rgb) for box, rgb in dict.fromkeys(fills) if frames and rgb and box not in frames)
    texts = [shape for part in _text_columns(outside, float(page.width)) for shape in _shapes(part)]
    texts = [replace(one, order=order) for order, one in enumerate(texts, len(tables) + len(frames))]
    shapes = (*texts, *framed, *lamps)
    title = shapes[0].text if shapes and "\n" not in shapes[0].text else ""
    unread = unnamed + sum(_box(one).area > float(page.width * page.height) * 0.1 for one in page.images)
    remarks = tuple(map(Paragraph, _read_remarks(page)))
    return Page(number, title, tuple(grid for grid in grids if grid.rows), shapes, remarks, unread=unread)


def _read_remarks(page: Any) -> Iterator[str]:
    """The comments on a page, and the answers in the fields of a form there, each behind the name of its field."""
    held = resolve1(page.page_obj.annots)
    for one in map(resolve1, held if isinstance(held, list) else ()):
        if not isinstance(one, dict):
            continue
        kind = getattr(one.get("Subtype"), "name", "")
        parent = resolve1(one.get("Parent"))
        field = {**(parent if isinstance(parent, dict) else {}), **one} if kind == "Widget" else {}
        words, answer = resolve1(one.get("Contents")), resolve1(field.get("V"))
        shown = resolve1(field.get("AS", answer))  # of circles of which one is picked, the others show Off
        if isinstance(words, bytes) and kind not in ("Link", "Popup", "Widget"):
            yield decode_text(words)
        elif (isinstance(answer, bytes) and answer) or (
            isinstance(answer, PSLiteral) and getattr(shown, "name", "") != "Off"
        ):
            told = (resolve1(field.get("T")), answer)
            picked = "☒" if "V" in one else f"☒ {getattr(answer, 'name', '')}"
            yield ": ".join(decode_text(part) if isinstance(part, bytes) else picked for part in told if part)


def _frames(boxes: Sequence[ShapeBox], words: _Words) -> list[ShapeBox]:
    """The boxes with words in them that stand apart from all others: such are no cells of one table."""
    middles = [_box(word).middle for word in words]
    held = [box for box in dict.fromkeys(boxes) if any(map(box.holds, middles))]
    apart = [box for box in held if not any(_touches(box, other) for other in held if other is not box)]
    return apart if len(apart) >= _FEWEST_FRAMES else []


def _touches(box: ShapeBox, other: ShapeBox) -> bool:
    return (
        box.left - 1 <= other.right
        and other.left - 1 <= box.right
        and box.top - 1 <= other.bottom
        and other.top - 1 <= box.bottom
    )


def _read_frame(box: ShapeBox, words: _Words, fills: _Fills, order: int) -> Shape:
    held = [word for word in words if box.holds(_box(word).middle)]
    fill = next((rgb for one, rgb in reversed(fills) if one == box), "")
    return Shape(_paragraphs(held, box), box, fill, order=order)


def _box(one: _Word) -> ShapeBox:
    return ShapeBox(float(one["x0"]), float(one["top"]), float(one["x1"]), float(one["bottom"]))


def _rgb(colour: Any) -> str:
    parts = [float(part) for part in colour] if isinstance(colour, list | tuple) else []
    if isinstance(colour, int | float):
        parts = [float(colour)]
    if len(parts) == 1:
        parts *= 3
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    return write_colour(parts) if len(parts) == 3 else ""


@dataclass(frozen=True)
class _TableEdges:
    """The cells of a table that stand between lines or fills; and where rows and columns begin, and the last end."""

    cells: Sequence[ShapeBox]
    tops: Sequence[float]
    lefts: Sequence[float]
    bottom: float
    right: float

    @property
    def box(self) -> ShapeBox:
        return ShapeBox(self.lefts[0], self.tops[0], self.right, self.bottom)

    def place(self, row: int, column: int) -> ShapeBox:
        """Where a row and a column meet."""
        lefts, tops = [*self.lefts, self.right], [*self.tops, self.bottom]
        return ShapeBox(lefts[column], tops[row], lefts[column + 1], tops[row + 1])


def _table_edges(cells: Sequence[ShapeBox], rules: Sequence[ShapeBox]) -> _TableEdges:
    """The edges of a table; a row of headings alone goes on with a row for each rule as wide, from its foot on."""
    tops, lefts = _edges([cell.top for cell in cells]), _edges([cell.left for cell in cells])
    bottom, right = max(cell.bottom for cell in cells), max(cell.right for cell in cells)
    ends = (lefts[0], right)
    below = _edges(
        rule.top
        for rule in rules
        if all(abs(end - own) < _NEAR for end, own in zip((rule.left, rule.right), ends, strict=True))
        and rule.top > bottom - _NEAR
    )
    if len(tops) == 1 and len(below) > 1 and abs(below[0] - bottom) < _NEAR:
        tops, bottom = [*tops, *below[:-1]], below[-1]
    return _TableEdges(cells, tops, lefts, bottom, right)


def _grid(table: _TableEdges, words: _Words, fills: _Fills, order: int) -> Grid:
    """The cells by their edges; a cell over several rows or columns is one that spans them.

    Where no lines or fills stand around a place, it is a cell between the edges of the others.
    """
    rows: list[list[GridCell | None]] = [[None for _ in table.lefts] for _ in table.tops]
    covered = [[False for _ in table.lefts] for _ in table.tops]
    for cell in table.cells:
        top, left = _index(cell.top, table.tops), _index(cell.left, table.lefts)
        height = sum(cell.top - _NEAR <= edge < cell.bottom - _NEAR for edge in table.tops)
        width = sum(cell.left - _NEAR <= edge < cell.right - _NEAR for edge in table.lefts)
        rows[top][left] = _cell(cell, words, fills, height, width)
        for under in range(top, min(top + height, len(table.tops))):
            covered[under][left : left + width] = [True] * len(covered[under][left : left + width])
    for top, row in enumerate(rows):
        for left, one in enumerate(row):
            if one is None and not covered[top][left]:
                row[left] = _cell(table.place(top, left), words, fills, 1, 1)
    return Grid(pad_rows(rows), order)


def _edges(places: Iterable[float]) -> list[float]:
    """The places in order, those that are nearly the same as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _index(place: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _cell(box: ShapeBox, words: _Words, fills: _Fills, rows: int, columns: int) -> GridCell:
    held = [word for word in words if box.holds(_box(word).middle)]
    inner = [one for one in fills if box.holds(one[0].middle)]
    over = [(one, rgb) for one, rgb in inner if one.area < _FILLS_A_CELL * box.area]
    whole = [rgb for one, rgb in inner if one.area >= _FILLS_A_CELL * box.area]
    figures = tuple(Shape((), one, rgb) for one, rgb in over if rgb and one.area > 1)
    return GridCell(
        _paragraphs(held, box), whole[-1] if whole else "", figures, rows=max(rows, 1), columns=max(columns, 1)
    )


def _lines(words: _Words) -> list[list[_Word]]:
    lines = part_into_rows(sorted(words, key=lambda one: (float(one["top"]), float(one["x0"]))), _box)
    return [sorted(line, key=lambda one: float(one["x0"])) for line in lines]


def _paragraphs(words: _Words, box: ShapeBox) -> tuple[Paragraph, ...]:
    """The lines in a box as paragraphs: a new one after a bullet, a gap, or a line with room for the next word."""
    lines = _lines(words)
    margin = min((float(line[0]["x0"]) for line in lines), default=0.0) - box.left
    right = max([box.right - margin, *(float(line[-1]["x1"]) for line in lines)])
    indents = _edges(float(line[0]["x0"]) for line in lines if str(line[0]["text"]) in _BULLETS)
    found: list[Paragraph] = []
    for at, line in enumerate(lines):
        text = " ".join(str(word["text"]) for word in line)
        if at and _goes_on(lines[at - 1], line, right):
            found[-1] = replace(found[-1], text=join_line_parts(found[-1].text, text))
        else:
            is_bulleted = str(line[0]["text"]) in _BULLETS
            level = _index(float(line[0]["x0"]), indents) if is_bulleted else 0
            found.append(Paragraph(text, level, colour=_colour(line[0])))
    return tuple(found)


def _colour(word: _Word) -> str:
    """The colour of a word, "" for black and for greys, which text has without meaning anything by it."""
    rgb = _rgb(word.get("non_stroking_color"))
    parts = [int(rgb[at : at + 2], 16) for at in range(0, len(rgb), 2)]
    return rgb if parts and max(parts) - min(parts) > _GREYEST else ""


def _goes_on(before: _Words, line: _Words, right: float) -> bool:
    """Whether a line is the next of the same paragraph: its first word would not have fitted on the line before.

    A line in bold and one that is not are two paragraphs.
    """
    first = str(line[0]["text"])
    if first[:1] in "•●▪■◦" or first in _BULLETS or (first.endswith(":") and first[:1].isupper()):
        return False
    if {_weight(before), _weight(line)} == {True, False}:
        return False
    above, below = _box(before[0]), _box(line[0])
    if below.top - above.bottom > _PARAGRAPH_GAP * (above.bottom - above.top):
        return False
    return float(before[-1]["x1"]) + (below.right - below.left) + _NEAR > right


def _weight(line: _Words) -> bool | None:
    """Whether a line is in bold; None where some of it is."""
    bold = {"bold" in str(word["fontname"]).lower() for word in line}
    return bold.pop() if len(bold) == 1 else None


def _text_columns(words: _Words, width: float) -> list[list[_Word]]:
    """The words outside tables; where they stand in two columns, what is over both, the left one, and the right one."""
    for share in _MIDDLES:
        edge = share * width
        left = [word for word in words if float(word["x1"]) <= edge]
        right = [word for word in words if float(word["x0"]) >= edge]
        foot = max((float(word["bottom"]) for word in words if _lies_over(word, edge)), default=0.0)
        sides = [[word for word in side if float(word["top"]) >= foot] for side in (left, right)]
        above = [word for word in words if _lies_over(word, edge) or float(word["top"]) < foot]
        if all(map(partial(_is_text, width=width), sides)):
            return [above, *sides] if above else sides
    return [list(words)]


def _lies_over(word: _Word, edge: float) -> bool:
    return float(word["x0"]) < edge < float(word["x1"])


def _is_text(words: _Words, width: float) -> bool:
    """Whether words are lines enough, and wide enough, for a column of text on a page of that width."""
    extents = sorted(float(line[-1]["x1"]) - float(line[0]["x0"]) for line in _lines(words))
    return len(extents) >= _FEWEST_LINES and extents[-2] > _NARROWEST * width


def _shapes(words: _Words) -> tuple[Shape, ...]:
    """Words as shapes, one for each run of lines that stand close."""
    blocks: list[list[_Word]] = []
    last: ShapeBox | None = None
    for line in _lines(words):
        box = _box(line[0])
        if last is not None and box.top - last.bottom < box.bottom - box.top:
            blocks[-1] += line
        else:
            blocks.append(list(line))
        last = box
    return tuple(Shape(_paragraphs(block, _around(block)), _around(block)) for block in blocks)


def _around(words: _Words) -> ShapeBox:
    boxes = [_box(word) for word in words]
    return ShapeBox(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
