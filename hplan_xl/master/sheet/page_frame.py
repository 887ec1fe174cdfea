"""What all pages of one master share, the frame of a page, and the only way anything is written to one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from xlsxwriter.format import Format

from hplan_xl.book.columns import Term
from hplan_xl.book.limits import NOT_IN_A_CELL, cut_to_cell
from hplan_xl.book.text import Language, Text
from hplan_xl.book.views import Agenda, AllRows, Changes, FileList, FindingList, Overview, Slide, View
from hplan_xl.consolidation.union import NO_COUNCIL, NOT_GIVEN, Consolidation
from hplan_xl.excel import look
from hplan_xl.excel.formats import SMALL_SIZE, STYLES, Formats
from hplan_xl.excel.references import make_internal_link
from hplan_xl.excel.writer import BulkSheet, CellTexts, PlainWorkbook
from hplan_xl.intake.selection import group_title
from hplan_xl.master.facts.indicators import Indicator, Series
from hplan_xl.master.facts.records import COUNCIL, GroupNames, find_column, name_region
from hplan_xl.master.facts.sentences import describe_days, describe_situation, explain_working_material

TOP = 4
MARGIN = 0.4
_HOME = Text("Till {title}", "To {title}")
_FOOTER = Text(
    "&LHandlingsplaner {year}{part}{day}&RSida &P av &N",
    "&LAction plans {year}{part}{day}&RPage &P of &N",
)
_FOOTER_DAY = Text(", läget {day}", ", as of {day}")
_LONGEST_PART = 100
A4 = 9
_MOST_BREAKS = 1_000  # Excel takes 1,023
_WIDE, _HIGH = 842 - 58, 595 - 72  # points of an A4 page, less its margins
_ROOM_OF_PROGRAMS = 1.0, 1.033, 1.066  # Excel to LibreOffice, which shrinks a page more, as its columns are wider
ROW_HEIGHT = 15.0
MOST_LINKS = 65_000  # Excel takes 65,530 a sheet; what comes after has its words alone
TALLEST_HEADING = 45.0  # points of a row of headings
LOW_ROW = 15.5  # points of a row of Översikt, where a page has to hold all of it
INDENT = 1.4  # digits that a cell keeps free before its words


@dataclass(frozen=True, eq=False)
class Edition:
    """One master in the making. views: the pages it has. absent_views: those that would have been empty.

    output_folder: the folder the master is written to, so that links to the plans can be relative to it; None for a
    master that is sent without the plans, which has no links to them.
    names: what each group is called.
    indicators: all indicators with their values, by the sheet they stand on.
    series: the columns of these values, by the same sheet.
    """

    consolidation: Consolidation
    language: Language
    workbook: PlainWorkbook
    style: Formats
    views: tuple[View, ...]
    absent_views: tuple[View, ...]
    output_folder: str | None
    names: GroupNames
    indicators: Mapping[str, tuple[Indicator, ...]]
    series: Mapping[str, tuple[Series, ...]]

    def localize(self, text: Text) -> str:
        """The words in the master's language."""
        return text.localize(self.language)

    @property
    def home_page(self) -> Overview | None:
        """The page that the others link to."""
        return next((view for view in self.views if isinstance(view, Overview)), None)

    def rows_page(self, sheet: str) -> AllRows | None:
        """The page that lists all rows of a sheet, where there is one."""
        return next((view for view in self.views if isinstance(view, AllRows) and view.sheet == sheet), None)

    def region_name(self, name: str) -> str:
        """A healthcare region as people call it."""
        return self.localize(name_region(self.consolidation, name))

    def group_name(self, region: str, name: str) -> str:
        """The displayed name of a group: with its healthcare region where several have one of that name."""
        return self.localize(self.names.get((region, name)) or group_title(name))

    @property
    def route(self) -> Text:
        """What plans are reported to, as the regions at hand call it: a council, or another forum."""
        book = self.consolidation.book
        asked = find_column(book, book.identity.sheet, book.identity.council)
        return asked.title if asked else COUNCIL

    def council_name(self, name: str) -> str:
        """A council, or what stands in its place, as it is shown, also where it is not known."""
        return name or self.localize(NO_COUNCIL if self.route == COUNCIL else NOT_GIVEN)


def clean_cell_text(words: str) -> str:
    r"""Words as a cell can hold them: no control characters, one kind of line break, no longer than Excel takes.

    >>> clean_cell_text("a\x00b\r\nc")
    'ab\nc'
    """
    if not words.isprintable():
        words = NOT_IN_A_CELL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return cut_to_cell(words)


def make_distinct(titles: list[str]) -> list[str]:
    """The titles, each once: a second of the same gets a number, as Excel's tables demand."""
    seen: set[str] = set()
    found = []
    for title in titles:
        name, number = title, 1
        while name.casefold() in seen:
            number += 1
            name = f"{title} {number}"
        seen.add(name.casefold())
        found.append(name)
    return found


@dataclass(frozen=True)
class Formula:
    """A formula and the value it has."""

    formula: str
    value: str | float


@dataclass(frozen=True)
class LinkedText:
    """Words that lead somewhere; without a target they are words alone."""

    words: str
    target: str | None


@dataclass(frozen=True)
class TermContent:
    """A term of a vocabulary, shown by word, symbol and colour; or a word outside it.

    is_filled: the cell has the colour; else the letters alone, for rows that are high.
    """

    words: str
    term: Term | None
    is_filled: bool = True


@dataclass(frozen=True)
class StyledText:
    """Words in several runs, each with the name of the style of its letters."""

    runs: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """All of the words."""
        return "".join(words for words, _ in self.runs)


Content = str | float | date | Formula | LinkedText | TermContent | StyledText | None


class Page:
    """A sheet of the master. Rows and columns are counted from 0."""

    def __init__(self, edition: Edition, worksheet: BulkSheet, widths: Sequence[float]) -> None:
        self.edition = edition
        self.sheet = worksheet
        self.widths = tuple(widths)
        self.style = edition.style
        self.heights: dict[int, float] = {}
        self._links = 0
        self._breaks: list[int] = []
        self._print_scale: float | None = None
        self._repeated: int | None = None

    def write_content(self, row: int, column: int, content: Content, style: str = "text", **more: object) -> None:
        """Write any content in a named style. Raises NotWritten where XlsxWriter would not."""
        look_of = self.style(style, **more)
        if isinstance(content, str):
            self.write_text(row, column, content, look_of)
        elif isinstance(content, TermContent):
            self.write_text(row, column, content.words, self._write_term(content, style, more) or look_of)
        elif isinstance(content, Formula):
            self.sheet.write_formula(row, column, content.formula, look_of, content.value)
        elif isinstance(content, LinkedText):
            self._link(row, column, content, look_of)
        elif isinstance(content, StyledText):
            self.write_rich_text(row, column, content.runs, style, **more)
        else:
            self.sheet.write_value(row, column, content, look_of)

    def write_text(self, row: int, column: int, words: str, look_of: Format) -> None:
        """Write words as words, whatever they begin with."""
        if words:
            self.sheet.write_string(row, column, clean_cell_text(words), look_of)
        else:
            self.sheet.write_blank(row, column, None, look_of)

    def make_cells(self, column: int, style: str) -> CellTexts:
        """A column of cells in one look, for many rows that are written at once by `sheet.write_rows`."""
        return CellTexts(self.sheet, column, self.style(style), clean_cell_text)

    def _write_term(self, content: TermContent, style: str, more: Mapping[str, object]) -> Format | None:
        if content.term is None:
            return None
        coloured = self.style.format_term if content.is_filled else self.style.format_coloured_term
        return coloured(content.term, style, **more)

    def write_rich_text(
        self, row: int, column: int, runs: Sequence[tuple[str, str]], style: str, **more: object
    ) -> None:
        """Write runs of words, each with the style of its letters, in one cell."""
        written = [(words, name) for words, name in runs if clean_cell_text(words)]
        if len(written) == 1:  # which is no run to XlsxWriter: the cell has the look of its letters
            more = {**STYLES[written[0][1]], **more}
        self.write_runs(row, column, [(words, self.style(name)) for words, name in written], self.style(style, **more))

    def write_runs(self, row: int, column: int, runs: Sequence[tuple[str, Format]], look_of: Format) -> None:
        """Write runs of words, each with its own letters, in one cell."""
        parts = [(letters, words) for text, letters in runs if (words := clean_cell_text(text))]
        if len(parts) > 1:
            self.sheet.write_rich_string(row, column, *(one for part in parts for one in part), look_of)
        else:
            self.write_text(row, column, "".join(words for _, words in parts), look_of)

    def _link(self, row: int, column: int, content: LinkedText, look_of: Format) -> None:
        if content.target is None or not content.words or self._links == MOST_LINKS:
            self.write_text(row, column, content.words, look_of)
        else:
            self._links += 1
            words = clean_cell_text(content.words)
            self.sheet.write_url(row, column, content.target, look_of, string=words)

    def measure_room(self, column: int, style: str = "text") -> float:
        """How many digits of the common size a cell of the column takes, less the space before its words."""
        return (self.widths[column] - INDENT) * (look.FONT_SIZE / SMALL_SIZE if style == "source" else 1)

    def set_height(self, row: int, points: float) -> None:
        """Give a row a height in points."""
        self.heights[row] = int(points * 4 / 3 + 0.5) * 0.75  # whole pixels, as it is saved
        self.sheet.set_height(row, points)

    def keep_together(self, top: int, rows: int, columns: int | None = None) -> None:
        """Begin a new page at a row where it, and as many rows after it, would not stand on the one it is on.

        columns: how many are printed, from the first; None for all.
        """
        if self._is_parted(top, rows * 2 * ROW_HEIGHT, columns):
            self.begin_print_page(top)

    def keep_whole(self, first: int, last: int, columns: int | None = None) -> None:
        """Begin a new page at the first of rows that are written, where a page would part them that holds them all.

        Of more than a page holds, three stand together. columns: how many are printed, from the first; None for all.
        """
        if not self.fits_one_page(first, last, columns):
            self.keep_together(first, 3, columns)
        elif self._is_parted(first, self.measure_span(first, last), columns):
            self.begin_print_page(first)

    def fits_one_page(self, first: int, last: int, columns: int | None = None) -> bool:
        """Whether rows that are written stand on one page, whatever program prints them."""
        return self.measure_span(first, last) + self._repeated_height() <= self._page_height(columns)

    def _is_parted(self, top: int, points: float, columns: int | None) -> bool:
        """Whether a page would part so many points from a row on, where another page can be begun there."""
        if len(self._breaks) >= _MOST_BREAKS:
            return False
        pages = [self._page_height(columns) * room for room in _ROOM_OF_PROGRAMS]
        return any(self._used(top, page) + points > page for page in pages)

    def print_smaller(self, percent: int) -> None:
        """Print the page in a size of its own, not as wide as the paper."""
        self._print_scale = percent / 100
        self.sheet.set_print_scale(percent)

    def repeat_headings(self, row: int) -> None:
        """Print a row of headings on every page after the one it stands on."""
        self._repeated = row
        self.sheet.repeat_rows(row)

    def _repeated_height(self) -> float:
        return 0.0 if self._repeated is None else self.heights.get(self._repeated, ROW_HEIGHT)

    def begin_print_page(self, row: int) -> None:
        """Begin a new page at a row, as long as Excel takes one more."""
        if len(self._breaks) < _MOST_BREAKS:
            self._breaks.append(row)
            self.sheet.set_h_pagebreaks(self._breaks)

    def _used(self, top: int, page: float) -> float:
        """How many points of the page that a row stands on are taken by the rows before it."""
        repeated = self._repeated_height()
        used = repeated if self._breaks else 0.0
        for row in range(self._breaks[-1] if self._breaks else 0, top):
            points = self.heights.get(row, ROW_HEIGHT)
            used = repeated + points if used + points > page else used + points
        return used

    def _page_height(self, columns: int | None) -> float:
        """How many points of rows a page takes, as wide as so many columns, or all, are printed."""
        wide = sum(units * 7 + 5 for units in self.widths[:columns]) * 0.75
        return _HIGH / (self._print_scale or min(1.0, _WIDE / wide))

    def limit_print_columns(self, bottom: int, count: int) -> None:
        """Put the first `count` columns on paper, down to the row before `bottom`; the rest is on the screen alone."""
        self.sheet.print_area(0, 0, bottom - 1, count - 1)

    def measure_span(self, first: int, last: int) -> float:
        """How high the rows from first to last are together, in points."""
        return sum(self.heights.get(row, ROW_HEIGHT) for row in range(first, last + 1))


def open_page(edition: Edition, view: View, widths: Sequence[float]) -> Page:
    """A new page, set up for print, with nothing on it."""
    page = Page(edition, edition.workbook.add_worksheet(edition.localize(view.title), BulkSheet), widths)
    for column, wide in enumerate(widths):
        page.sheet.set_column(column, column, wide)
    page.sheet.set_tab_color(find_audience(view).tab_colour)
    _set_up(page)
    return page


class Audience(Enum):
    """Whom a page is for: its reader, whoever looks something up, or the coordinator."""

    READER = Text("Att läsa", "To read"), look.TAB_CORE
    LOOKUP = Text("Tabeller och diagram", "Tables and charts"), look.TAB_OTHER
    COORDINATOR = Text("För samordnaren", "For the coordinator"), look.TAB_COORDINATOR

    @property
    def title(self) -> Text:
        """What stands over its pages in a list."""
        return self.value[0]

    @property
    def tab_colour(self) -> str:
        """The colour of its tabs."""
        return self.value[1]


def find_audience(view: View) -> Audience:
    """Whom a page is for."""
    if isinstance(view, Overview | Agenda | Changes | Slide):
        return Audience.READER
    return Audience.COORDINATOR if isinstance(view, FileList | FindingList) else Audience.LOOKUP


def open_framed_page(edition: Edition, view: View, widths: Sequence[float]) -> Page:
    """A new page with its title, what it shows and as of when, and a link home. The first free row is TOP."""
    page = open_page(edition, view, widths)
    page.write_content(0, 0, edition.localize(view.title), "title")
    page.set_height(0, look.TITLE_HEIGHT)
    as_of = edition.localize(describe_situation(edition.consolidation))
    page.write_content(1, 0, f"{edition.localize(view.help)} {as_of}", "line")
    working = explain_working_material(edition.consolidation)
    if working:
        page.write_content(2, 0, edition.localize(working), "warning")
    if edition.home_page and edition.home_page is not view:
        home = edition.localize(edition.home_page.title)
        page.write_content(3, 0, LinkedText(edition.localize(_HOME.fill(title=home)), make_internal_link(home)), "home")
    return page


def _set_up(page: Page) -> None:
    """A4 landscape, as wide as the page, with what and when at the foot."""
    sheet, consolidation = page.sheet, page.edition.consolidation
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(MARGIN, MARGIN, MARGIN, 0.6)
    sheet.fit_to_pages(1, 0)
    part = (
        f", {page.edition.localize(consolidation.part)}"[:_LONGEST_PART].replace("&", "&&")
        if consolidation.part
        else ""
    )
    day = _FOOTER_DAY.fill(day=describe_days(consolidation)) if consolidation.days else ""
    footer = _FOOTER.fill(year=consolidation.year, day=day, part=part)
    sheet.set_footer(page.edition.localize(footer), {"margin": 0.25})
