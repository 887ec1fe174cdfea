"""Putting things into a worksheet such that nothing is lost in silence, and text stays text."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from hplan_xl.book.columns import Column
from hplan_xl.book.errors import OutputError
from hplan_xl.book.text import Language, Text
from hplan_xl.excel import look
from hplan_xl.excel.look import LINE_HEIGHT, Style
from hplan_xl.excel.rendering import Written
from hplan_xl.excel.text_metrics import TALLEST, lines
from hplan_xl.excel.writer import PlainSheet
from hplan_xl.template.positions import Place

_NOT_TAKEN = Text("Excel tar inte emot {what}.", "Excel does not take {what}.")


class GrowingSheet(PlainSheet):
    """A worksheet whose rows have a height from the start and still grow with what is typed into them.

    XlsxWriter writes every height as chosen by hand, which stops Excel and LibreOffice from fitting the row; without a
    height LibreOffice shows one line of it. The first `fixed_rows` rows keep theirs.
    """

    fixed_rows = 0

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        if tag == "row" and attributes and attributes[0][1] > self.fixed_rows:
            attributes = [attribute for attribute in attributes if attribute[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, *styles: Style) -> Format:
        """The format of a style; of several, the later ones decide."""
        style = {name: value for one in styles for name, value in one.items()}
        key = tuple(sorted(style.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(style)
        return self._made[key]


def put(worksheet: Worksheet, row: int, column: int, value: Written, form: Format | None = None) -> None:
    """Write a value into a cell (row and column from 1) as what it is; text is never a formula or a link."""
    at = (row - 1, column - 1)
    match value:
        case None:
            done = worksheet.write_blank(*at, None, form)
        case bool():
            done = worksheet.write_boolean(*at, value, form)
        case date():
            done = worksheet.write_datetime(*at, value, form)
        case int() | float():
            done = worksheet.write_number(*at, value, form)
        case str():
            done = worksheet.write_string(*at, value, form)
    taken(done, f"{worksheet.get_name()}: {value!r}")


def cell_styles(place: Place, column: Column, record: int) -> list[Style]:
    """How a cell looks: as its column, with what its own value asks for beside that, and a colour it was given."""
    styles = [look.column_style(column), look.value_style(column, place.records[record].get(column.name))]
    colour = place.colours.get((record, column.name))
    return [*styles, {"bg_color": f"#{colour}"}] if colour else styles


def put_formula(
    worksheet: Worksheet, row: int, column: int, formula: str, value: str | float, form: Format | None = None
) -> None:
    """Write a formula with its true value into a cell (row and column from 1)."""
    done = worksheet.write_formula(row - 1, column - 1, formula, form, value)
    taken(done, f"{worksheet.get_name()}: {formula}")


def put_runs(worksheet: Worksheet, row: int, column: int, runs: list[str | Format], form: Format) -> None:
    """Write text in several styles into a cell (row and column from 1): a format before each run that has its own."""
    taken(worksheet.write_rich_string(row - 1, column - 1, *runs, form), f"{worksheet.get_name()}: {runs!r}")


def fit_row(worksheet: Worksheet, row: int, cells: Iterable[tuple[object, float]], least: float = 0) -> None:
    """Make a row (from 1) as high as its wrapped words need, each with its column's width."""
    told = [(str(value), width) for value, width in cells if value is not None]
    needed = max(least, LINE_HEIGHT * max((lines(words, width) for words, width in told), default=1))
    if needed > LINE_HEIGHT:
        taken(worksheet.set_row(row - 1, min(needed, TALLEST)), f"{worksheet.get_name()}, row {row}")


def rule_entries(worksheet: Worksheet, cells: str, options: Mapping[str, Any]) -> None:
    """Set the entry rule of cells."""
    taken(worksheet.data_validation(cells, dict(options)), f"{worksheet.get_name()}: {options!r}")


def mark_where(worksheet: Worksheet, cells: str, formula: str, form: Format, *, stop: bool = False) -> None:
    """Show cells in a format where a formula, told for the first of them, is true."""
    options = {"type": "formula", "criteria": f"={formula}", "format": form, "stop_if_true": stop}
    taken(worksheet.conditional_format(cells, options), f"{worksheet.get_name()}: {formula}")


def taken(code: int | None, what: str) -> None:
    """Raise OutputError where XlsxWriter says, by a code alone, that it wrote nothing."""
    if code:
        raise OutputError(_NOT_TAKEN.filled(what=what))


def print_page(worksheet: Worksheet, language: Language) -> None:
    """Set a sheet up to be printed on A4, one page wide, with its name and the pages' numbers at the foot."""
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.39, right=0.39, top=0.5, bottom=0.6)
    page = "Sida &P av &N" if language == "sv" else "Page &P of &N"
    worksheet.set_footer(f"&L&9&A&R&9{page}")
