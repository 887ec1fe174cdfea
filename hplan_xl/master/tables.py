"""Excel tables: headings, rows, filter, and rows as high as their words need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range

from hplan_xl import look
from hplan_xl.columns import Vocabulary
from hplan_xl.heights import TALLEST, height, width
from hplan_xl.master.edition import cleaned, distinct
from hplan_xl.master.page import Content, Linked, Marked, NotWritten, Page
from hplan_xl.master.styles import RULE

LONGEST_HEADING = 200
LEAST = 17.0  # points, of a row whose words all stand on one line
_CALM = 95.0  # points, of a row low enough to have its words in its middle
_MIDDLE = {"valign": "vcenter"}
_UPWARDS = 5.6  # points a digit, written upwards
_BUTTON = "%"  # as wide as the filter's button, which stands beside the last line of a heading


@dataclass(frozen=True)
class Heading:
    """A column of a table: what stands over it, and the style of its cells."""

    title: str
    style: str = "text"


def headings(titles: Sequence[str]) -> list[str]:
    """Titles as Excel takes them over a table: on one line, not too long, each once."""
    plain = [" ".join(cleaned(title).split())[:LONGEST_HEADING] or "–" for title in titles]
    return distinct(plain)


def table(
    page: Page,
    top: int,
    name: str,
    columns: Sequence[Heading],
    rows: Sequence[Sequence[Content]],
    description: str,
    left: int = 0,
    *,
    filtered: bool = True,
    least: float = LEAST,
) -> int:
    """Write an Excel table and give back the row after it. A table without rows gets one that is blank.

    filtered: has the buttons to filter by. least: points of a row whose words all stand on one line.
    """
    body = rows or [[None] * len(columns)]
    rooms = [page.room(column, heading.style) for column, heading in enumerate(columns, left)]
    for place, row in enumerate(body, top + 1):
        tall = height(zip(map(words, row), rooms, strict=True), look.FONT_SIZE)
        page.tall(place, max(least if tall <= LEAST else tall, page.heights.get(place, 0)))
    for column, (heading, contents) in enumerate(zip(columns, zip(*body, strict=True), strict=True), left):
        _column(page, top + 1, column, heading.style, contents)
    outlined(
        page,
        top,
        left,
        len(body),
        name,
        headings([heading.title for heading in columns]),
        description,
        filtered=filtered,
    )
    return top + len(body) + 1


def _column(page: Page, top: int, column: int, style: str, contents: Sequence[Content]) -> None:
    """Write the cells of a column; in low rows, words stand in the middle."""
    low: list[tuple[int, str]] = []
    high: list[tuple[int, str]] = []
    for row, content in enumerate(contents, top):
        is_low = page.heights[row] <= _CALM
        if isinstance(content, str):
            if content:
                (low if is_low else high).append((row, content))
        elif content is not None:
            page.put(row, column, content, style, **(_MIDDLE if is_low else {}))
    if low:
        page.words(column, low, page.style(style, **_MIDDLE))
    if high:
        page.words(column, high, page.style(style))


def outlined(
    page: Page,
    top: int,
    left: int,
    count: int,
    name: str,
    titles: Sequence[str],
    description: str,
    turned: Collection[int] = (),
    *,
    filtered: bool = True,
) -> None:
    """Make `count` rows that are written, and the row above them for the headings, an Excel table with filter.

    Blank cells need not be written: most rows have many, and the thin rule under them is drawn here.
    filtered: has the buttons to filter by.
    turned: the columns, counted from the table's first, whose heading is written upwards.
    """
    flat, upright = page.style("heading"), page.style("heading", **look.TURNED)
    options = {
        "name": name,
        "autofilter": filtered,
        "style": None,
        "columns": [
            {"header": title, "header_format": upright if place in turned else flat}
            for place, title in enumerate(titles)
        ],
        "title": description,
        "description": description,
    }
    area = (top + 1, left, top + count, left + len(titles) - 1)
    code = page.sheet.add_table(top, left, top + 1, area[3], options)
    if code:
        raise NotWritten(code)
    # XlsxWriter keeps a note of each cell of a table, larger than the cell itself; so it hears of the other rows here.
    page.sheet.tables[-1].update(
        dict.fromkeys(("range", "a_range", *(["autofilter"] if filtered else [])), xl_range(top, *area[1:]))
    )
    code = page.sheet.conditional_format(*area, {"type": "blanks", "format": page.style.made(RULE)})
    if code:
        raise NotWritten(code)
    button = _BUTTON if filtered else ""
    wide = [(title + button, page.room(left + place)) for place, title in enumerate(titles) if place not in turned]
    upwards = max((width(titles[place]) * _UPWARDS + 8 for place in turned), default=0)
    page.tall(top, min(TALLEST, max(upwards, height(wide, look.FONT_SIZE, 20), page.heights.get(top, 0))))


def words(content: Content) -> str:
    """The words of a content that may wrap; "" for what never does."""
    if isinstance(content, str):
        return content
    return content.words if isinstance(content, Linked | Marked) else ""


def toned(page: Page, area: tuple[int, int, int, int], vocabulary: Vocabulary) -> None:
    """Tell the words of a vocabulary by symbol and colour in an area, while its cells hold the word alone."""
    for term in vocabulary.terms:
        if term.tone is None:
            continue
        word = page.edition.says(term.word).replace('"', '""')
        code = page.sheet.conditional_format(
            *area,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": page.style.made(look.tone_style(term.tone, term.symbol)),
            },
        )
        if code:
            raise NotWritten(code)
