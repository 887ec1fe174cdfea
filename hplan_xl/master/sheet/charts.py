"""Charts, all in the same style, with an alt text, and with their numbers in cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text
from hplan_xl.excel import look
from hplan_xl.excel.look import count_pixels
from hplan_xl.excel.references import plain_words
from hplan_xl.master.facts.records import StatusCount
from hplan_xl.master.sheet.page_frame import Page

PIXELS = 96 / 72
GUTTER = 8  # pixels between a chart and what stands to its left
_BARS = Text("{noun}: andel per status", "{noun}: share of each status")
_BARS_ALT = Text(
    "Liggande staplar: andelen {noun} med varje status, en stapel per grupp. Antalen står i tabellen intill.",
    "Horizontal bars: the share of {noun} of each status, a bar a group. The numbers stand in the table beside.",
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
    counts: Sequence[StatusCount],
) -> None:
    """Bars of shares of a table: the column of the names of its lines, and after it a column a status.

    Each part has its status's symbol, so that it is told without its colour, and its number where there is room.
    counts: those of the lines. What has no status, in the column after, is a white part where a line has some.
    """
    localize, name = page.edition.localize, page.sheet.get_name()
    chart = page.edition.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    room = count_pixels(page.widths[left : left + 2]) * _BARS_PLOT["width"]
    parts = [(term.symbol, [count.by_status[term.name] for count in counts], _find_shade(term)) for term in statuses]
    parts.append(("", [count.without_status for count in counts], _WHITE))
    for column, (symbol, numbers, shade) in enumerate(parts, names + 1):
        if shade is _WHITE and not any(numbers):
            continue
        series = {
            "name": [name, rows[0] - 1, column],
            "categories": CellSpan(name, names, *rows).cells,
            "values": CellSpan(name, column, *rows).cells,
        }
        wide = [room * number / max(count.total, 1) for number, count in zip(numbers, counts, strict=True)]
        labels = [_fit_label(symbol, number, one) for number, one in zip(numbers, wide, strict=True)]
        chart.add_series(series | _style_bars(symbol, shade, labels))
    style_chart(chart, localize(_BARS.fill(noun=noun)).capitalize(), legend="bottom")
    _lay_out_bars(chart, height)
    place_chart(page, chart, top, left, (left, left + 1), height, localize(_BARS_ALT.fill(noun=noun)))


def _lay_out_bars(chart: Chart, height: float) -> None:
    """Give plot, legend and axes of bars of shares their fixed places, in a chart so many points high."""
    above, below = max(_BARS_PLOT["y"], _TITLE_LINES / height), max(_BARS_LEGEND["height"], _LEGEND_LINES / height)
    between = min(_BARS_PLOT["height"], 1 - above - below - _AXIS_LINE / height)
    chart.set_plotarea({"fill": {"none": True}, "layout": {**_BARS_PLOT, "y": above, "height": between}})
    legend = {**_BARS_LEGEND, "y": 0.99 - below, "height": below}
    chart.set_legend({"position": "bottom", "font": SMALL_SIZE, "layout": legend})
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": {**SMALL_SIZE, "size": 8},  # so that the longest name stands on two lines beside its bar
            "line": {"color": look.LINE},
            "major_tick_mark": "none",
            "interval_unit": 1,
        }
    )
    chart.set_x_axis(
        {
            "num_font": SMALL_SIZE,
            "major_gridlines": GRID,
            "line": {"none": True},
            "num_format": "0 %",
            "min": 0,
            "max": 1,
            "major_unit": 0.25,
            "label_position": "high",  # at the foot, since the names stand from the top down
        }
    )


# Parts of the chart, so that every program leaves the same room for the names and the legend.
_BARS_PLOT = {"x": 0.45, "y": 0.13, "width": 0.5, "height": 0.65}
_BARS_LEGEND = {"x": 0.02, "y": 0.86, "width": 0.96, "height": 0.13}
_TITLE_LINES, _AXIS_LINE, _LEGEND_LINES = 37.0, 18.0, 38.0  # points that they take of a chart, however low
_SIGN, _DIGIT = 13, 6  # pixels that a part must be wide for its sign, and for each digit beside


def _fit_label(symbol: str, number: int, wide: float) -> Mapping[str, object] | None:
    """What a part of so many pixels is labelled by: None for sign and number, else the sign alone, or nothing."""
    if not number or wide >= _SIGN + _DIGIT * len(str(number)):
        return None
    return {"value": symbol} if symbol and wide >= _SIGN else {"delete": True}


_TREND = Text("Status över tid", "Statuses over time")
_TREND_ALT = Text(
    "Staplar: antal efter status vid varje tidigare sammanställning och nu. Samma siffror står i tabellen ovanför.",
    "Columns: the number by status at each earlier master and now. The same figures stand in the table above.",
)


def draw_trend(
    page: Page,
    top: int,
    rows: tuple[int, int],
    statuses: Sequence[Term],
    height: float,
    counts: Sequence[StatusCount],
) -> None:
    """Stacked columns over the days in a table's first column; after it a column a status, and those without one.

    counts: what stands in the rows; where none is without a status, there is no part for it.
    """
    localize, name = page.edition.localize, page.sheet.get_name()
    chart = page.edition.workbook.add_chart({"type": "column", "subtype": "stacked"})
    parts = [(term.symbol, _find_shade(term)) for term in statuses]
    parts += [("", _WHITE)] * any(count.without_status for count in counts)
    for column, (symbol, shade) in enumerate(parts, 1):
        series = {
            "name": [name, rows[0] - 1, column],
            "categories": CellSpan(name, 0, *rows).cells,
            "values": CellSpan(name, column, *rows).cells,
        }
        chart.add_series(series | _style_bars(symbol, shade, ()))
    style_chart(chart, localize(_TREND), legend="right")
    chart.set_x_axis({"num_font": SMALL_SIZE, "line": {"color": look.LINE}, "major_tick_mark": "none"})
    chart.set_y_axis(
        {"num_font": SMALL_SIZE, "major_gridlines": GRID, "line": {"none": True}, "num_format": "0", "min": 0}
    )
    place_chart(page, chart, top, 0, (0, len(statuses)), height, localize(_TREND_ALT))


GRID: Mapping[str, object] = {"visible": True, "line": {"color": look.LINE, "width": 0.5}}


_WHITE = look.Shade(look.PAPER, look.INK, look.PAPER, look.INK)


def _find_shade(term: Term) -> look.Shade:
    return look.SHADES[term.tone or Tone.GREY]


def _style_bars(symbol: str, shade: look.Shade, labels: Sequence[Mapping[str, object] | None]) -> dict[str, object]:
    """How the bars of one status look, as XlsxWriter takes it; labels: those that differ from sign and number."""
    font = {"name": look.FONT, "size": 9, "color": shade.solid_text}
    return {
        "fill": {"color": shade.solid_fill},
        "border": {"color": look.QUIET_INK if shade is _WHITE else look.PAPER, "width": 1},
        "gap": 45,
        "data_labels": {
            "value": True,
            "num_format": f'"{symbol}"0;;' if symbol else "0;;",
            "font": font,
            "custom": [label and {**label, "font": font} for label in labels],
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
    page: Page,
    chart: Chart,
    top: int,
    left: int,
    columns: tuple[int, int],
    height: float,
    description: str,
    most: float | None = None,
) -> None:
    """Lay a chart over whole columns, `height` points high and at most so many pixels wide, with an alt text."""
    wide = count_pixels(page.widths[columns[0] : columns[1] + 1])
    wide = wide if most is None else min(wide, int(most))
    chart.set_size({"width": wide - GUTTER, "height": int(height * PIXELS)})
    options = {
        "x_offset": GUTTER if left else 0,
        "y_offset": 0,
        "object_position": 1,
        "description": description[:LONGEST_ALT],
    }
    page.sheet.insert_chart(top, left, chart, options)


LONGEST_ALT = 1000
