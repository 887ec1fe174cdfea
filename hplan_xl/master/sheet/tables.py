"""Excel tables: headings, rows, filter, rows as high as their words need; and rows, times and numbers in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from hplan_xl.book.columns import Vocabulary
from hplan_xl.book.text import Text
from hplan_xl.book.views import Measures, View
from hplan_xl.consolidation.union import Record
from hplan_xl.excel import look
from hplan_xl.excel.formats import RULE
from hplan_xl.excel.references import make_external_link, quote_sheet_title, quote_text
from hplan_xl.excel.text_metrics import measure_height, measure_lines, raise_lines
from hplan_xl.master.facts.indicators import (
    Indicator,
    Verdict,
    describe_doubt,
    describe_target,
    format_latest_numbers,
    judge_target,
)
from hplan_xl.master.facts.issues import format_day
from hplan_xl.master.facts.records import get_text, localize_term
from hplan_xl.master.sheet.page_frame import (
    TALLEST_HEADING,
    Content,
    Edition,
    LinkedText,
    Page,
    StyledText,
    TermContent,
    clean_cell_text,
    make_distinct,
)

_YES, _NO = Text("Ja", "Yes"), Text("Nej", "No")
_OF_REGIONS = Text("{n} av {of} når målet", "{n} of {of} on target")
_MORE = Text("och {n} till", "and {n} more")
_MORE_ON = Text("och {n} till, se fliken {sheet}", "and {n} more, see the sheet {sheet}")
_ROW = Text("{sheet}, rad {row}", "{sheet}, row {row}")
_TARGET = Text("mål: {goal}", "target: {goal}")


def name_group(edition: Edition, row: Record) -> str:
    """The displayed name of a row's group, also where it is not known."""
    return edition.group_name(get_text(row, "_region"), get_text(row, "_group"))


def describe_more(edition: Edition, count: int, listing: type[View]) -> str:
    """How many more there are, and the page where they all stand, where the master has one of that kind."""
    page = next((one for one in edition.views if isinstance(one, listing)), None)
    return edition.localize(_MORE_ON.fill(n=count, sheet=page.title) if page else _MORE.fill(n=count))


def make_origin_link(edition: Edition, row: Record) -> LinkedText:
    """Link to the row's origin: sheet and row in words, and a link to that row of the group's file."""
    file, title, place = get_text(row, "_file"), get_text(row, "_sheet"), get_text(row, "_row")
    words = edition.localize(_ROW.fill(sheet=title, row=place))
    return LinkedText(
        words, make_external_link(file, edition.output_folder, f"{quote_sheet_title(title)}!A{place or 1}")
    )


def format_time(edition: Edition, row: Record, column: str) -> str:
    """A time as it was told: in the filler's words, or a day as people say it."""
    value = row.get(column) if column else None
    if isinstance(value, date):
        return edition.localize(format_day(value, edition.consolidation.as_of))
    return get_text(row, column)


def format_latest_value(edition: Edition, measures: Measures, one: Indicator) -> str:
    """The latest value with unit and period, and what is in doubt of it; of a milestone, whether it is reached."""
    series = edition.series[measures.sheet]
    doubt = edition.localize(describe_doubt(one, series))
    if one.latest is None:
        book, column = edition.consolidation.book, measures.reached_state
        reached = localize_term(book, measures.sheet, column, one.row.get(column), edition.language)
        return "; ".join(filter(None, (reached, doubt)))
    numbers = edition.localize(format_latest_numbers(one, one.latest, series, measures))
    verdict = judge_target(one, measures)
    told = f": {format_verdict(edition, verdict)}" if verdict and not verdict.of_whole else ""
    return "; ".join(filter(None, (f"{numbers}{told}", doubt)))


def name_speaker(edition: Edition, one: Indicator, measures: Measures) -> str:
    """Whose the latest value is, and its change and development, where it is not that of the whole; else ""."""
    if one.latest is None or one.latest.series == measures.whole_series:
        return ""
    series = edition.series[measures.sheet]
    return next((edition.localize(item.title) for item in series if item.name == one.latest.series), "")


def format_verdict(edition: Edition, verdict: Verdict | None) -> str:
    """Whether the target is reached: of the whole yes or no, of the regions how many of how many; "" where unsaid."""
    if verdict is None:
        return ""
    if verdict.of_whole:
        return edition.localize(_YES if verdict.reached else _NO)
    return edition.localize(_OF_REGIONS.fill(n=verdict.reached, of=verdict.of))


def format_target(edition: Edition, measures: Measures, row: Record) -> str:
    """The target in words, "" where there is none: "minst 85 %"."""
    return edition.localize(describe_target(row, measures))


def format_named_target(edition: Edition, measures: Measures, row: Record) -> str:
    """The target as part of a sentence, "" where there is none: "mål: minst 85 %"."""
    goal = format_target(edition, measures, row)
    return edition.localize(_TARGET.fill(goal=goal)) if goal else ""


LONGEST_HEADING = 200
LEAST_ROWS = 17.0  # points, of a row whose words all stand on one line
_COUNTS = ("count", "total")
_BUTTON = "%"  # as wide as the filter's button, which stands beside the last line of a heading


@dataclass(frozen=True)
class Heading:
    """A column of a table: what stands over it, and the style of its cells."""

    title: str
    style: str = "text"


def make_headings(titles: Sequence[str]) -> list[str]:
    """Titles as Excel takes them over a table: on one line, not too long, each once."""
    plain = [" ".join(clean_cell_text(title).split())[:LONGEST_HEADING] or "–" for title in titles]
    return make_distinct(plain)


def write_table(
    page: Page,
    top: int,
    name: str,
    columns: Sequence[Heading],
    rows: Sequence[Sequence[Content]],
    description: str,
    left: int = 0,
    *,
    filtered: bool = True,
    least: float = LEAST_ROWS,
) -> int:
    """Write an Excel table and give back the row after it. A table without rows gets one that is blank.

    filtered: has the buttons to filter by. least: points of a row whose words all stand on one line.
    """
    body = rows or [[None] * len(columns)]
    lines, cells = [1] * len(body), []
    for column, (heading, contents) in enumerate(zip(columns, zip(*body, strict=True), strict=True), left):
        raise_lines(lines, map(find_wrapping_words, contents), page.measure_room(column, heading.style))
        write = partial(_write_other, page, column, heading.style)
        cells.append(page.make_cells(column, heading.style).make_texts(top + 1, contents, write))
    for place, count in enumerate(lines, top + 1):
        tall = measure_lines(count, look.FONT_SIZE)
        page.set_height(place, max(least if tall <= LEAST_ROWS else tall, page.heights.get(place, 0)))
    page.sheet.write_rows(top + 1, cells, left)
    add_table(
        page,
        top,
        left,
        len(body),
        name,
        make_headings([heading.title for heading in columns]),
        description,
        () if filtered else {place for place, heading in enumerate(columns) if heading.style in _COUNTS},
        filtered=filtered,
    )
    return top + len(body) + 1


def _write_other(page: Page, column: int, style: str, row: int, content: Content) -> str:
    page.write_content(row, column, content, style)
    return ""


def add_table(
    page: Page,
    top: int,
    left: int,
    count: int,
    name: str,
    titles: Sequence[str],
    description: str,
    centred: Collection[int] = (),
    *,
    filtered: bool = True,
) -> None:
    """Make `count` rows that are written, and the row above them for the headings, an Excel table with filter.

    Blank cells need not be written: most rows have many, and the thin rule under them is drawn here.
    filtered: has the buttons to filter by.
    centred: the columns, counted from the table's first, whose heading stands in the middle.
    """
    looks = [page.style("centred_heading" if place in centred else "heading") for place in range(len(titles))]
    options = {
        "name": name,
        "autofilter": filtered,
        "style": None,
        "columns": [{"header": title, "header_format": one} for title, one in zip(titles, looks, strict=True)],
        "title": description,
        "description": description,
    }
    area = (top + 1, left, top + count, left + len(titles) - 1)
    page.sheet.add_table(top, left, top + 1, area[3], options)
    page.sheet.extend_table(top, *area[1:])
    page.sheet.conditional_format(*area, {"type": "blanks", "format": page.style.get_format(RULE)})
    rooms = [page.measure_room(left + place) + 1.2 * (place in centred) for place in range(len(titles))]
    _fit_heading_row(page, top, [title + _BUTTON * filtered for title in titles], rooms)


def _fit_heading_row(page: Page, top: int, titles: Sequence[str], rooms: Sequence[float]) -> None:
    """Make the row of the headings as high as they need."""
    needed = measure_height(zip(titles, rooms, strict=True), look.FONT_SIZE, 20)
    page.set_height(top, min(TALLEST_HEADING, max(needed, page.heights.get(top, 0))))


def find_wrapping_words(content: Content) -> str:
    """The words of a content that may wrap, a term's with its symbol; "" for what never does."""
    if isinstance(content, str):
        return content
    if isinstance(content, TermContent) and content.term and content.term.tone:
        return f"{content.term.symbol} {content.words}"
    return content.words if isinstance(content, LinkedText | TermContent | StyledText) else ""


def add_term_formats(page: Page, area: tuple[int, int, int, int], vocabulary: Vocabulary) -> None:
    """Tell the words of a vocabulary by symbol and colour in an area, while its cells hold the word alone."""
    for term in vocabulary.terms:
        if term.tone is None:
            continue
        word = quote_text(page.edition.localize(term.word))
        page.sheet.conditional_format(
            *area,
            {
                "type": "cell",
                "criteria": "==",
                "value": word,
                "format": page.style.get_format(look.tone_style(term.tone, term.symbol)),
            },
        )
