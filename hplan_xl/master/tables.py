"""Excel tables: headings, rows, filter, and rows as high as their words need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hplan_xl import look
from hplan_xl.columns import Vocabulary
from hplan_xl.master.edition import cleaned, distinct
from hplan_xl.master.heights import TALLEST, height, width
from hplan_xl.master.page import Content, Linked, Marked, NotWritten, Page

LONGEST_HEADING = 200
LEAST = 17.0  # points, of a row whose words all stand on one line
_UPWARDS = 6.2  # points a digit, written upwards


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
) -> int:
    """Write an Excel table and give back the row after it. A table without rows gets one that is blank."""
    body = rows or [[None] * len(columns)]
    for place, row in enumerate(body, top + 1):
        page.height(place, [(words(content), left + at) for at, content in enumerate(row)], least=LEAST)
        more = {"valign": "vcenter"} if page.heights[place] <= LEAST else {}
        for column, (heading, content) in enumerate(zip(columns, row, strict=True), left):
            page.put(place, column, content, heading.style, **more)
    outlined(page, top, left, len(body), name, headings([heading.title for heading in columns]), description)
    return top + len(body) + 1


def outlined(
    page: Page,
    top: int,
    left: int,
    count: int,
    name: str,
    titles: Sequence[str],
    description: str,
    turned: Collection[int] = (),
) -> None:
    """Make `count` rows that are written, and the row above them for the headings, an Excel table with filter.

    turned: the columns, counted from the table's first, whose heading is written upwards.
    """
    flat, upright = page.style("heading"), page.style("heading", **look.TURNED)
    options = {
        "name": name,
        "style": None,
        "columns": [
            {"header": title, "header_format": upright if place in turned else flat}
            for place, title in enumerate(titles)
        ],
        "title": description,
        "description": description,
    }
    code = page.sheet.add_table(top, left, top + count, left + len(titles) - 1, options)
    if code:
        raise NotWritten(code)
    wide = [(title, page.widths[left + place] - 1.5) for place, title in enumerate(titles) if place not in turned]
    upwards = max((width(titles[place]) for place in turned), default=0) * _UPWARDS
    page.tall(top, min(TALLEST, max(upwards, height(wide, 11, 20))))


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
