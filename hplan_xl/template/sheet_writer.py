"""Write into a worksheet: nothing is lost in silence, and text stays text."""

from collections.abc import Iterable

from xlsxwriter.format import Format

from hplan_xl.book.columns import Column
from hplan_xl.book.text import Language
from hplan_xl.excel import look
from hplan_xl.excel.look import LINE_HEIGHT, Style
from hplan_xl.excel.rendering import RenderedValue
from hplan_xl.excel.text_metrics import TALLEST_ROW, count_lines
from hplan_xl.excel.writer import PlainSheet
from hplan_xl.template.positions import TemplateSheet
from hplan_xl.wording.copy_sentences import PAGE, SIGNATURE

_COMMENT_WIDTH, _TALLEST_COMMENT = 300, 600  # pixels
_CHARACTERS_A_LINE = 46


def write_value(worksheet: PlainSheet, row: int, column: int, value: RenderedValue, form: Format | None = None) -> None:
    """Write a value into a cell (row and column from 1) as what it is; text is never a formula or a link."""
    worksheet.write_value(row - 1, column - 1, value, form)


def list_cell_styles(place: TemplateSheet, column: Column, record: int) -> list[Style]:
    """How a cell looks: as its column, with what its own value asks for beside that, and a colour it was given."""
    styles = [look.column_style(column), look.value_style(column, place.records[record].get(column.name))]
    colour = place.colours.get((record, column.name))
    return [*styles, {"bg_color": f"#{colour}"}] if colour else styles


def write_formula(
    worksheet: PlainSheet, row: int, column: int, formula: str, value: str | float, form: Format | None = None
) -> None:
    """Write a formula with its true value into a cell (row and column from 1)."""
    worksheet.write_formula(row - 1, column - 1, formula, form, value)


def write_runs(worksheet: PlainSheet, row: int, column: int, runs: list[str | Format], form: Format) -> None:
    """Write text in several styles into a cell (row and column from 1): a format before each run that has its own."""
    worksheet.write_rich_string(row - 1, column - 1, *runs, form)


def write_comment(worksheet: PlainSheet, row: int, column: int, words: str) -> None:
    """Show words when a cell (row and column from 1) is pointed at, signed as ours."""
    signed = f"{words}\n{SIGNATURE.sv}"
    lines = sum(count_lines(line, _CHARACTERS_A_LINE) for line in signed.split("\n"))
    size = {"width": _COMMENT_WIDTH, "height": min(20 * lines + 12, _TALLEST_COMMENT)}
    shown = {"author": SIGNATURE.sv.lstrip("– "), "color": look.MIST, "font_name": look.FONT, "font_size": 10}
    worksheet.write_comment(row - 1, column - 1, signed, {**size, **shown})


def fit_row(worksheet: PlainSheet, row: int, cells: Iterable[tuple[object, float]], least: float = 0) -> None:
    """Make a row (from 1) as high as its wrapped words need, each with its column's width."""
    told = [(str(value), width) for value, width in cells if value is not None]
    needed = max(least, LINE_HEIGHT * max((count_lines(words, width) for words, width in told), default=1))
    if needed > LINE_HEIGHT:
        worksheet.set_row(row - 1, min(needed, TALLEST_ROW))


def mark_cells_where(worksheet: PlainSheet, cells: str, formula: str, form: Format) -> None:
    """Show cells in a format where a formula, told for the first of them, is true."""
    worksheet.conditional_format(cells, {"type": "formula", "criteria": f"={formula}", "format": form})


def set_up_print(worksheet: PlainSheet, language: Language) -> None:
    """Set a sheet up to be printed on A4, one page wide, with its name and the pages' numbers at the foot."""
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.39, right=0.39, top=0.5, bottom=0.6)
    worksheet.set_footer(f"&L&9&A&R&9{PAGE.localize(language)}")
