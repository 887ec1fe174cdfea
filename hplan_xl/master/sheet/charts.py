"""Charts, all in the same style, with an alt text, and with their numbers in cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text
from hplan_xl.excel import look
from hplan_xl.excel.references import plain_words
from hplan_xl.master.sheet.page import Page

PIXELS = 96 / 72
GUTTER = 8  # pixels between a chart and what stands to its left
_WITH_NUMBERS = 14  # the longest bar whose parts have room for a symbol and a number
_BARS = Text("{noun} per grupp och status", "{noun} by group and status")
_BARS_ALT = Text(
    "Liggande staplar: antal {noun} per grupp, delade efter status. Samma siffror står i tabellen intill.",
    "Horizontal bars: the number of {noun} by group, divided by status. The same figures stand in the table beside.",
)
SMALL_SIZE: Mapping[str, object] = {"name": look.FONT, "size": 9, "color": look.QUIET_INK}


@dataclass(frozen=True)
class CellSpan:
    """Cells below each other: the sheet's title, the column, the first and the last row, from 0."""

    sheet: str
    column: int
    first: int
    last: int

    @property
    def cells(self) -> list[object]:
        """As XlsxWriter takes a range."""
        return [self.sheet, self.first, self.column, self.last, self.column]


def draw_stacked_bars(
    page: Page,
    top: int,
    left: int,
    rows: tuple[int, int],
    names: int,
    statuses: Sequence[Term],
    height: float,
    noun: Text,
    most: int,
) -> None:
    """Bars of a table: the column of the names of its lines, and after it a column a status.

    Each bar has its status's symbol, so that it is told without its colour; and its number where there is room.
    most: the sum of the longest bar.
    """
    says, name = page.edition.localize, page.sheet.get_name()
    chart = page.edition.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, term in enumerate(statuses, names + 1):
        series = {
            "name": [name, rows[0] - 1, column],
            "categories": CellSpan(name, names, *rows).cells,
            "values": CellSpan(name, column, *rows).cells,
        }
        chart.add_series(series | _style_bars(term, most))
    title = says(_BARS.fill(noun=noun)).capitalize()
    style_chart(chart, title, legend="bottom")
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": SMALL_SIZE,
            "line": {"color": look.LINE},
            "major_tick_mark": "none",
            "interval_unit": 1,
        }
    )
    chart.set_x_axis(
        {"num_font": SMALL_SIZE, "major_gridlines": GRID, "line": {"none": True}, "num_format": "0", "min": 0}
    )
    place_chart(page, chart, top, left, (left, left + 1), height, says(_BARS_ALT.fill(noun=noun)))


_TREND = Text("Status över tid", "Statuses over time")
_TREND_ALT = Text(
    "Staplar: antal efter status vid varje tidigare sammanställning och nu. Samma siffror står i tabellen ovanför.",
    "Columns: the number by status at each earlier master and now. The same figures stand in the table above.",
)


def draw_trend(page: Page, top: int, rows: tuple[int, int], last: int, statuses: Sequence[Term], height: float) -> None:
    """Stacked columns over the days in a table's first column; after it a column a status, up to `last`."""
    says, name = page.edition.localize, page.sheet.get_name()
    chart = page.edition.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for column, term in enumerate(statuses, 1):
        series = {
            "name": [name, rows[0] - 1, column],
            "categories": CellSpan(name, 0, *rows).cells,
            "values": CellSpan(name, column, *rows).cells,
        }
        chart.add_series(series | _style_bars(term, 0))
    style_chart(chart, says(_TREND), legend="right")
    chart.set_x_axis({"num_font": SMALL_SIZE, "line": {"color": look.LINE}, "major_tick_mark": "none"})
    chart.set_y_axis(
        {"num_font": SMALL_SIZE, "major_gridlines": GRID, "line": {"none": True}, "num_format": "0", "min": 0}
    )
    place_chart(page, chart, top, 0, (0, last), height, says(_TREND_ALT))


GRID: Mapping[str, object] = {"visible": True, "line": {"color": look.LINE, "width": 0.5}}


def _style_bars(term: Term, most: int) -> dict[str, object]:
    """How the bars of one status look, as XlsxWriter takes it."""
    shade = look.SHADES[term.tone or Tone.GREY]
    return {
        "fill": {"color": shade.solid_fill},
        "border": {"color": look.PAPER, "width": 1},
        "gap": 45,
        "data_labels": {
            "value": True,
            "num_format": f'"{term.symbol}"{"0" if most <= _WITH_NUMBERS else ""};;',
            "font": {"name": look.FONT, "size": 9, "color": shade.solid_text},
        },
    }


def style_chart(chart: Chart, title: str | Sequence[object], legend: str) -> None:
    """Give a chart its title, in words or as a cell, its legend, and the looks all charts share."""
    chart.set_title(
        {
            "name": plain_words(title) if isinstance(title, str) else title,
            "name_font": {"name": look.FONT, "size": 11, "bold": True, "color": look.DEEP_BLUE},
            "overlay": False,
        }
    )
    chart.set_legend({"position": legend, "font": SMALL_SIZE})
    chart.set_chartarea({"border": {"color": look.LINE}, "fill": {"color": look.PAPER}})
    chart.set_plotarea({"fill": {"none": True}})


def place_chart(
    page: Page, chart: Chart, top: int, left: int, columns: tuple[int, int], height: float, description: str
) -> None:
    """Lay a chart over whole columns, `height` points high, with an alt text."""
    wide = sum(int(page.widths[column] * 7 + 5) for column in range(columns[0], columns[1] + 1))
    chart.set_size({"width": wide - GUTTER, "height": int(height * PIXELS)})
    options = {
        "x_offset": GUTTER if left else 0,
        "y_offset": 0,
        "object_position": 1,
        "description": description[:LONGEST_ALT],
    }
    page.sheet.insert_chart(top, left, chart, options)


LONGEST_ALT = 1000
