"""Excel tables: headings, rows, filter, rows as high as their words need; and rows, times and numbers in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from hplan_xl.book.columns import Vocabulary
from hplan_xl.book.text import Text
from hplan_xl.book.values import Span
from hplan_xl.book.views import Measures, View
from hplan_xl.excel import look
from hplan_xl.excel.formats import RULE
from hplan_xl.excel.references import outside, sheet
from hplan_xl.excel.text_metrics import TALLEST, height, width
from hplan_xl.master.facts.indicators import Indicator, spoken_number
from hplan_xl.master.facts.issues import spoken_day
from hplan_xl.master.facts.records import Record, text, word
from hplan_xl.master.sheet.context import Edition, cleaned, distinct
from hplan_xl.master.sheet.page import Content, Linked, Marked, Page

_MORE = Text("och {n} till", "and {n} more")
_MORE_ON = Text("och {n} till, se fliken {sheet}", "and {n} more, see the sheet {sheet}")
_ROW = Text("{sheet}, rad {row}", "{sheet}, row {row}")
_AT_LEAST = Text("minst {goal}", "at least {goal}")
_AT_MOST = Text("högst {goal}", "at most {goal}")
_TARGET = Text("mål: {goal}", "target: {goal}")


def group(edition: Edition, row: Record) -> str:
    """The group of a row as it is called, also where it is not known."""
    return edition.group(text(row, "_region"), text(row, "_group"))


def and_more(edition: Edition, count: int, listing: type[View]) -> str:
    """How many more there are, and the page where they all stand, where the master has one of that kind."""
    page = next((one for one in edition.views if isinstance(one, listing)), None)
    return edition.says(_MORE_ON.filled(n=count, sheet=page.title) if page else _MORE.filled(n=count))


def origin(edition: Edition, row: Record) -> Linked:
    """Where a row comes from: sheet and row in words, and a link to that row of the group's file."""
    file, title, place = text(row, "_file"), text(row, "_sheet"), text(row, "_row")
    words = edition.says(_ROW.filled(sheet=title, row=place))
    return Linked(words, outside(file, edition.beside, f"{sheet(title)}!A{place or 1}"))


def when_told(edition: Edition, row: Record, column: str) -> str:
    """A time as it was told: in the filler's words, or a day as people say it."""
    value = row.get(column) if column else None
    if isinstance(value, Span):
        return value.words
    if isinstance(value, date):
        return edition.says(spoken_day(value, edition.consolidated.as_of))
    return text(row, column)


def spoken_latest(edition: Edition, measures: Measures, one: Indicator) -> str:
    """The latest value with unit and period; of a milestone, whether it is reached."""
    if one.latest is None:
        return word(
            edition.consolidated.book, measures.sheet, measures.reached, one.row.get(measures.reached), edition.language
        )
    value = spoken_number(one.latest.value, edition.language)
    return f"{with_unit(value, text(one.row, measures.unit))} ({one.latest.point.period})"


def spoken_goal(edition: Edition, measures: Measures, row: Record) -> str:
    """The target in words, "" where there is none: "minst 85 %"."""
    goal, high = row.get(measures.target), row.get(measures.target_high)
    if not isinstance(goal, int | float):
        return text(row, measures.target_text)
    numbers = [spoken_number(number, edition.language) for number in (goal, high) if isinstance(number, int | float)]
    if row.get(measures.direction) != measures.within:
        numbers = numbers[:1]
    told = with_unit("–".join(numbers), text(row, measures.unit))
    lead = {measures.higher: _AT_LEAST, measures.lower: _AT_MOST}.get(text(row, measures.direction))
    return edition.says(lead.filled(goal=told)) if lead else told


def named_goal(edition: Edition, measures: Measures, row: Record) -> str:
    """The target as part of a sentence, "" where there is none: "mål: minst 85 %"."""
    goal = spoken_goal(edition, measures, row)
    return edition.says(_TARGET.filled(goal=goal)) if goal else ""


def with_unit(value: str, unit: str) -> str:
    """A number with its unit, which do not part at the end of a line."""
    return f"{value}\N{NO-BREAK SPACE}{unit}" if unit else value


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
    page.sheet.add_table(top, left, top + 1, area[3], options)
    page.sheet.extend_table(top, *area[1:])
    page.sheet.conditional_format(*area, {"type": "blanks", "format": page.style.of(RULE)})
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
        page.sheet.conditional_format(
            *area,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": page.style.of(look.tone_style(term.tone, term.symbol)),
            },
        )
