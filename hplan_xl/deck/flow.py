"""Rows of cells over as many slides as they need: what has no room on one goes on on the next, and nothing is cut.

Lengths are points. A row that one slide can hold is never parted; a taller one is, between paragraphs as far as it can.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hplan_xl.book.columns import Tone
from hplan_xl.excel.text_metrics import count_lines, measure_widest_word

FONT_SIZE = 12.0
INSET_ACROSS, INSET_DOWN = 5.0, 3.0
SPACE_AFTER = 2.0
INDENT = 11.0
_LINE = 1.22 * FONT_SIZE
_DIGIT = 0.507 * FONT_SIZE
_BOLD = 1.07  # a bold letter is so much wider
_MOST_FOR_A_WORD = 4  # a column gets no more than this part of the width for the sake of a word
_WORTH_FILLING = 1 / 3  # of a slide: a tall row begins in what is left of one where there is more than this


class ParagraphLook(StrEnum):
    """The look of a paragraph; a detail stands under the bullet before it and is never parted from it."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    BULLET = "bullet"
    DETAIL = "detail"


@dataclass(frozen=True)
class SlideParagraph:
    """A paragraph. lead: words that stand before the first of the paragraphs that have it, on each slide."""

    text: str
    look: ParagraphLook = ParagraphLook.PLAIN
    lead: str = ""


Paragraphs = tuple[SlideParagraph, ...]


@dataclass(frozen=True)
class SlideCell:
    """A cell of a table. again: what it begins with where its row goes on on another slide. tone: its colour."""

    paragraphs: Paragraphs = ()
    again: Paragraphs = ()
    tone: Tone | None = None

    def texts(self) -> Iterator[tuple[str, ParagraphLook]]:
        """The words of each paragraph, with what leads it where it is the first to have that, and its look."""
        lead = ""
        for one in self.paragraphs:
            yield f"{one.lead if one.lead != lead else ''}{one.text}", one.look
            lead = one.lead


SlideRow = tuple[SlideCell, ...]


def fit_columns(shares: Sequence[float], rows: Sequence[SlideRow], across: float) -> list[float]:
    """The widths of columns by their shares; one in which a word would be broken takes from those that have more."""
    widths = [across * share / sum(shares) for share in shares]
    least = [min(across / _MOST_FOR_A_WORD, max(map(_measure_words, cells))) for cells in zip(*rows, strict=True)]
    lacking = sum(max(0.0, need - width) for need, width in zip(least, widths, strict=True))
    more = sum(max(0.0, width - need) for need, width in zip(least, widths, strict=True))
    kept = max(0.0, 1 - lacking / more) if more else 1.0
    fitted = [need + max(0.0, width - need) * kept for need, width in zip(least, widths, strict=True)]
    return [across * width / sum(fitted) for width in fitted]


def _measure_words(cell: SlideCell) -> float:
    """The width that no word of a cell is broken in."""
    return max((_measure_widest(text, look) for text, look in cell.texts()), default=0.0)


def _measure_widest(text: str, look: ParagraphLook) -> float:
    wide = measure_widest_word(text) * _DIGIT * (_BOLD if look is ParagraphLook.STRONG else 1)
    return wide + _indent(look) + 2 * INSET_ACROSS


def flow_rows(rows: Sequence[SlideRow], widths: Sequence[float], height: float) -> list[list[SlideRow]]:
    """The rows by slide; `height` is what a slide has for them."""
    slides: list[list[SlideRow]] = [[]]
    left = height
    for row in rows:
        rest: SlideRow | None = row
        while rest is not None:
            need = measure_row(rest, widths)
            if need <= left:
                slides[-1].append(rest)
                left -= need
                rest = None
            elif slides[-1] and (need <= height or left < height * _WORTH_FILLING):
                slides.append([])
                left = height
            else:
                begun, later = _part_row(rest, widths, left, height)
                if slides[-1] and all(cell.paragraphs in ((), cell.again) for cell in begun):
                    slides.append([])
                    left = height
                    continue
                slides[-1].append(begun)
                left -= measure_row(begun, widths)
                rest = later
    return slides


def measure_row(row: SlideRow, widths: Sequence[float]) -> float:
    """The height of a row."""
    tallest = max(
        sum(_measure(text, look, width) for text, look in cell.texts()) for cell, width in zip(row, widths, strict=True)
    )
    return max(tallest, _LINE + SPACE_AFTER) + 2 * INSET_DOWN


def _measure(text: str, look: ParagraphLook, width: float) -> float:
    return count_lines(text, _room(look, width)) * _LINE + SPACE_AFTER


def _room(look: ParagraphLook, width: float) -> float:
    """How many digits stand beside one another in a line."""
    room = (width - 2 * INSET_ACROSS - _indent(look)) / _DIGIT + 1  # which count_lines keeps free beside the words
    return room / _BOLD if look is ParagraphLook.STRONG else room


def _indent(look: ParagraphLook) -> float:
    return {ParagraphLook.BULLET: INDENT, ParagraphLook.DETAIL: 2 * INDENT}.get(look, 0.0)


def _part_row(row: SlideRow, widths: Sequence[float], room: float, height: float) -> tuple[SlideRow, SlideRow | None]:
    """A row as far as there is room, and the rest of it; None where nothing is left."""
    begun, rest = [], []
    for cell, width in zip(row, widths, strict=True):
        again = cell.again if _measure_all(cell.again, width) <= height / 2 else ()
        most = height - 2 * INSET_DOWN - _measure_all(again, width)
        shown, left = _part_cell(cell, width, room - 2 * INSET_DOWN, most)
        begun.append(replace(cell, paragraphs=shown))
        rest.append((replace(cell, paragraphs=(*again, *left)), bool(left)))
    return tuple(begun), tuple(cell for cell, _ in rest) if any(more for _, more in rest) else None


def _part_cell(cell: SlideCell, width: float, room: float, height: float) -> tuple[Paragraphs, Paragraphs]:
    """The paragraphs that have room, and those that have not; one that no slide can hold is parted between words."""
    shown: list[SlideParagraph] = []
    groups = list(_kept_together(cell.paragraphs))
    for at, group in enumerate(groups):
        need = _measure_all(group, width)
        if need <= room:
            shown += group
            room -= need
            continue
        rest = [one for later in groups[at:] for one in later]
        lines = int((room - SPACE_AFTER) / _LINE)
        if need > height and lines > 0:
            begun, left = _part_words(rest[0], width, lines)
            shown.append(begun)
            rest = [*([left] if left else []), *rest[1:]]
        return tuple(shown), tuple(rest)
    return tuple(shown), ()


def _kept_together(paragraphs: Paragraphs) -> Iterator[Paragraphs]:
    group: list[SlideParagraph] = []
    for one in paragraphs:
        if group and one.look is not ParagraphLook.DETAIL:
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)


def _measure_all(paragraphs: Paragraphs, width: float) -> float:
    return sum(_measure(f"{one.lead}{one.text}", one.look, width) for one in paragraphs)


def _part_words(one: SlideParagraph, width: float, lines: int) -> tuple[SlideParagraph, SlideParagraph | None]:
    """A paragraph as far as so many lines hold it, and its rest; between words, or within one that fills them all."""
    room = _room(one.look, width)
    ends = [found.start() for found in re.finditer(r"(?<=\S)\s|$", one.text)]
    for places in (ends, range(1, len(one.text) + 1)):
        fitting = bisect_right(places, lines, key=lambda end: count_lines(f"{one.lead}{one.text[:end]}", room))
        if fitting:
            end = places[fitting - 1]
            rest = one.text[end:].strip()
            return replace(one, text=one.text[:end]), replace(one, text=rest) if rest else None
    return replace(one, text=""), one
