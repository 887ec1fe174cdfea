"""Diagram: a line chart and bars for each indicator with numbers, and one chart for any that is chosen in a list."""

from collections.abc import Iterator, Mapping, Sequence

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from hplan_xl.book.text import Text, shorten_text
from hplan_xl.book.views import Charts, Noun, table_name
from hplan_xl.consolidation.union import GROUP
from hplan_xl.excel import look
from hplan_xl.excel.look import count_pixels
from hplan_xl.excel.references import make_internal_link, quote_sheet_title
from hplan_xl.excel.writer import BulkSheet
from hplan_xl.master.facts.indicators import (
    Indicator,
    MeasuredPoint,
    describe_change,
    format_number,
    judge_target,
    target_value,
)
from hplan_xl.master.facts.process_limits import describe_development, follow_development
from hplan_xl.master.facts.records import get_text
from hplan_xl.master.pages import picked_indicator
from hplan_xl.master.pages.chart_data import (
    PERIOD,
    SLOTS,
    ChartFigure,
    collect_figures,
    name_columns,
    name_limits,
    name_target,
    select_charted,
    write_figure,
)
from hplan_xl.master.pages.picked_indicator import lay_out_picker
from hplan_xl.master.sheet.charts import GRID, SMALL_SIZE, CellSpan, place_chart, style_chart
from hplan_xl.master.sheet.page_frame import TOP, Content, Edition, Formula, LinkedText, Page, open_framed_page
from hplan_xl.master.sheet.tables import (
    Heading,
    format_latest_value,
    format_named_target,
    format_target,
    format_verdict,
    name_group,
    name_speaker,
    write_table,
)

# Series that stand for regions: told apart by hue, darkness and marker, and none of them a colour of a status.
# A region has the same in every chart, as a line and as a bar.
_LINES = ("#2F6690", "#8A4F9E", "#00798C", "#8A5A2B", "#4F5D75", "#A23E6E", "#4A6F86")
_MARKERS = ("circle", "diamond", "triangle", "square", "x", "star", "plus")
_SIGNS = ("●", "◆", "▲", "■", "✕", "✱", "✚")
_WHOLE, _NATION, _TARGET = look.DEEP_BLUE, "#66717D", look.INK
_FROM_ZERO = 0.5
_LONGEST_COMMENT = 60
_OVER_TIME = Text("Utveckling", "Development")
_LATEST = Text("Senaste värdet, {period}", "Latest value, {period}")
_AXIS = Text("Axeln börjar vid {least}", "The axis begins at {least}")
_LINES_ALT = Text(
    "Linjer över tid, {periods}: {label}. En linje per region: {names}.",
    "Lines over time, {periods}: {label}. A line a region: {names}.",
)
_BARS_ALT = Text("Staplar för {period}: {label}. {values}.", "Bars for {period}: {label}. {values}.")
_PICKED_ALT = Text(
    "Linjer över tid för den indikator som är vald i cellen ovanför.",
    "Lines over time for the indicator that is picked in the cell above.",
)


def draw_lines(page: Page, view: Charts, figure: ChartFigure, top: int, height: float) -> None:
    """A line a region over the periods, the whole thicker, the target dashed.

    Their names stand in the row above, where they cannot be laid over each other.
    """
    localize, data = page.edition.localize, page.edition.localize(view.data)
    chart = page.edition.workbook.add_chart({"type": "line"})
    told = {place: name for place, name in enumerate(name_columns(page.edition, figure)) if name}
    told |= dict(enumerate(name_limits(page.edition, figure), figure.width + 3))
    key = {figure.place_of_look(place): name for place, name in told.items()}
    goal = {place: _name_goal(page, figure) for place in key if place == figure.width + 2}
    _write_key(page, top - 1, key | goal, figure.width)
    for place in told:
        chart.add_series(
            {
                "name": [data, figure.names_row, SLOTS + place],
                "categories": CellSpan(data, PERIOD, figure.first_row, figure.last_row).cells,
                "values": CellSpan(data, SLOTS + place, figure.first_row, figure.last_row).cells,
                **_line(figure.place_of_look(place), figure.width),
                **(_mark_preliminary(figure) if place < figure.width + 2 else {}),
            }
        )
    style_chart(chart, localize(_OVER_TIME), legend="none")
    chart.show_blanks_as("span")
    chart.set_x_axis({"num_font": SMALL_SIZE, "line": {"color": look.LINE}})
    chart.set_y_axis(_value_axis(page, figure))
    points = figure.indicator.history
    periods = f"{points[0].period}–{points[-1].period}"
    alt = _LINES_ALT.fill(label=figure.label, periods=periods, names=", ".join(told.values()))
    place_chart(page, chart, top, 0, (0, 1), height, localize(alt), _PERIOD_WIDTH * len(points) + _AROUND)


def _write_key(page: Page, row: int, names: Mapping[int, str], width: int) -> None:
    """The signs and names of lines, each in its colour; by the place that gives their looks."""
    looks = ({"font_color": _key_colour(place, width), "bold": place == width} for place in names)
    words = (f"{_sign(place, width)} {name}     " for place, name in names.items())
    runs = [(one, page.style("key", **look_of)) for one, look_of in zip(words, looks, strict=True)]
    page.write_runs(row, 0, runs, runs[0][1] if len(runs) == 1 else page.style("key"))


def _key_colour(place: int, width: int) -> str:
    return _TARGET if place == width + 2 else _WHOLE if place > width + 2 else _colour(place, width)


def _colour(place: int, width: int) -> str:
    """The colour of a series: of a member region, the whole or the nation."""
    return {width: _WHOLE, width + 1: _NATION}.get(place, _LINES[place % len(_LINES)])


def _line(place: int, width: int) -> Mapping[str, object]:
    """The looks of a series: a member region, the whole, the nation, the target, or the whole's mean or limit."""
    if place == width:
        marker = {"type": "circle", "size": 6, "fill": {"color": _WHOLE}, "border": {"color": _WHOLE}}
        return {"line": {"color": _WHOLE, "width": 3}, "marker": marker}
    if place == width + 1:
        return {"line": {"color": _NATION, "width": 1.75, "dash_type": "round_dot"}, "marker": {"type": "none"}}
    if place == width + 2:
        return {"line": {"color": _TARGET, "width": 1.25, "dash_type": "dash"}, "marker": {"type": "none"}}
    if place > width + 2:
        dash = {} if place == width + 3 else {"dash_type": "square_dot"}
        return {"line": {"color": _WHOLE, "width": 1, **dash}, "marker": {"type": "none"}}
    colour = _colour(place, width)
    marker = {
        "type": _MARKERS[place % len(_MARKERS)],
        "size": 6,
        "fill": {"color": colour},
        "border": {"color": colour},
    }
    return {"line": {"color": colour, "width": 1.75}, "marker": marker}


def _mark_preliminary(figure: ChartFigure) -> Mapping[str, object]:
    """Hollow markers where the values are preliminary."""
    hollow = {"fill": {"color": look.PAPER}, "border": {"color": look.INK}}
    points = [hollow if point.is_preliminary else None for point in figure.indicator.history]
    return {"points": points} if any(points) else {}


def _name_goal(page: Page, figure: ChartFigure) -> str:
    """The target with its number, which stands with the names: in the plot a line might lie over it."""
    goal, name = target_value(figure.indicator, figure.measures), name_target(figure)
    if goal is None or name is None:
        return ""
    return f"{page.edition.localize(name)} {format_number(goal, page.edition.language)}"


def _value_axis(page: Page, figure: ChartFigure) -> dict[str, object]:
    """From zero; where all values lie far from it, from below them, and the axis says so."""
    axis: dict[str, object] = {"num_font": SMALL_SIZE, "major_gridlines": GRID, "line": {"none": True}}
    values = list(_values(figure))
    least, most = min(values), max(values)
    if least < 0:
        return axis
    if least < most * _FROM_ZERO or most - least > most * 0.25:
        return {**axis, "min": 0}
    begins = _below_zero(least, most - least)
    if begins <= 0:
        return {**axis, "min": 0}
    name = page.edition.localize(_AXIS.fill(least=format_number(begins, page.edition.language)))
    return {**axis, "min": begins, "name": name, "name_font": {**SMALL_SIZE, "bold": False}}


def _values(figure: ChartFigure) -> Iterator[float]:
    goal = target_value(figure.indicator, figure.measures)
    if goal is not None:
        yield goal
    numbers = [
        value
        for point in figure.indicator.history
        for name in point.values
        if (value := point.number(name)) is not None
    ]
    yield from numbers
    limits = follow_development(figure.indicator).limits
    if limits and min(numbers) >= 0:
        yield max(limits.lower, 0.0)


def _below_zero(least: float, spread: float) -> float:
    """A round number below the least, with as much room as the values are apart."""
    step = 1.0
    while step * 10 <= max(spread, least / 20):
        step *= 10
    while step > max(spread, least / 20):
        step /= 10
    return round((least - max(spread, step)) // step * step, 10)


def draw_latest_bars(page: Page, view: Charts, figure: ChartFigure, top: int, height: float, beside: bool) -> None:
    """Bars of the latest value, each in its region's colour, and the target as a dash across each."""
    localize, data, one = page.edition.localize, page.edition.localize(view.data), figure.indicator
    if one.latest is None:
        return
    unused, last = figure.width - len(figure.slots), figure.width + _has_nation(figure)
    chart = page.edition.workbook.add_chart({"type": "column"})

    def span(row: int) -> list[object]:
        return [data, row, SLOTS + unused, row, SLOTS + last]

    shown = [point for point in (one.latest.previous_point, one.latest.point) if point is not None]
    for point in shown:
        row = figure.first_row + one.history.index(point)
        series = {"name": [data, row, PERIOD], "categories": span(figure.labels_row), "values": span(row)}
        chart.add_series({**series, **_style_bars(figure, point, is_latest=point is one.latest.point)})
    has_goal = target_value(one, figure.measures) is not None
    if has_goal:
        goal = page.edition.workbook.add_chart({"type": "line"})
        name = [data, figure.goal_row, PERIOD]
        marker = {"type": "long_dash", "size": 9, "fill": {"color": _TARGET}, "border": {"color": _TARGET}}
        series = {"name": name, "categories": span(figure.labels_row), "values": span(figure.goal_row)}
        goal.add_series({**series, **_line(figure.width + 2, figure.width), "marker": marker})
        chart.combine(goal)
    period, comment = one.latest.point.period, shorten_text(one.latest.point.comment, _LONGEST_COMMENT).rstrip(".")
    title = localize(_LATEST.fill(period=period))
    legend = "bottom" if len(shown) + has_goal > 1 else "none"
    style_chart(chart, f"{title} ({comment})" if comment else title, legend=legend)
    chart.set_x_axis({"num_font": _LEVEL, "line": {"color": look.LINE}, "major_tick_mark": "none"})
    least = min(value for name in one.latest.point.values if (value := one.latest.point.number(name)) is not None)
    chart.set_y_axis({"num_font": SMALL_SIZE, "major_gridlines": GRID, "line": {"none": True}, **_zero(least)})
    alt = _BARS_ALT.fill(period=period, label=figure.label, values=_describe_figure(page, figure))
    wide = _BAR_WIDTH * (last + 1 - unused) + _AROUND
    place_chart(page, chart, top, 2 if beside else 0, (2, 5) if beside else (0, 1), height, localize(alt), wide)


_LEVEL = {**SMALL_SIZE, "color": look.INK, "rotation": 0}
_BAR_WIDTH, _PERIOD_WIDTH, _AROUND = 48, 52, 120  # pixels of a chart


def _style_bars(figure: ChartFigure, point: MeasuredPoint, *, is_latest: bool) -> Mapping[str, object]:
    """The looks of the bars of a period: the earlier lighter, preliminary ones hatched, the latest with numbers."""
    places = range(figure.width - len(figure.slots), figure.width + 2)
    own = [_colour(figure.place_of_look(place), figure.width) for place in places]
    colours = own if is_latest else [_lighten(colour) for colour in own]
    fills = [_fill(colour, hatched=point.is_preliminary) for colour in colours]
    style = {**fills[-2], "points": fills, "gap": 60}
    font = {"name": look.FONT, "size": 9, "color": look.INK}
    foot = {"position": "inside_base", "fill": {"color": look.PAPER}}  # at its top the target's line may pass over it
    return {**style, "data_labels": {"value": True, "font": font, **foot}} if is_latest else style


def _lighten(colour: str) -> str:
    """The colour of the period before: two thirds paper."""
    return "#" + "".join(f"{(int(colour[at : at + 2], 16) + 2 * 255) // 3:02X}" for at in (1, 3, 5))


def _fill(colour: str, *, hatched: bool) -> dict[str, object]:
    if hatched:
        stripes = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": look.PAPER}
        return {"pattern": stripes, "border": {"color": colour}}
    return {"fill": {"color": colour}}


def _has_nation(figure: ChartFigure) -> bool:
    return any(point.number(figure.measures.nation_series) is not None for point in figure.indicator.history)


def _zero(least: float) -> dict[str, object]:
    return {"min": 0} if least >= 0 else {}


def _describe_figure(page: Page, figure: ChartFigure) -> str:
    latest = figure.indicator.latest
    series = [*(one.name for one in figure.slots), figure.measures.whole_series, figure.measures.nation_series]
    titles = dict(zip(map(figure.series_column, series), series, strict=True))
    told = []
    for place, name in enumerate(name_columns(page.edition, figure)):
        value = latest.point.number(titles[SLOTS + place]) if latest and SLOTS + place in titles else None
        if value is not None:
            told.append(f"{name} {format_number(value, page.edition.language)}")
    return ", ".join(told)


def draw_picked_lines(
    page: Page, view: Charts, found: Sequence[ChartFigure], top: int, height: float, title: tuple[str, int, int]
) -> None:
    """The lines of the indicator whose label stands in the cell `title`."""
    data, at = page.edition.localize(view.data), lay_out_picker(found)
    chart = page.edition.workbook.add_chart({"type": "line"})
    for series in range(at.series):
        chart.add_series(
            {
                "name": [data, 0, at.picked_row + 1 + series],
                "categories": CellSpan(data, at.picked_row, 1, at.periods).cells,
                "values": CellSpan(data, at.picked_row + 1 + series, 1, at.periods).cells,
                **_line(series, at.width),
            }
        )
    style_chart(chart, list(title), legend="none")  # its names stand in the cells beside, those that it has
    chart.show_blanks_as("span")
    chart.set_x_axis({"num_font": SMALL_SIZE, "line": {"color": look.LINE}})
    least = min(value for figure in found for value in _values(figure))
    chart.set_y_axis({"num_font": SMALL_SIZE, "major_gridlines": GRID, "line": {"none": True}, **_zero(least)})
    wide = _PERIOD_WIDTH * at.periods + _AROUND
    beside = next((place for place in range(2, 5) if count_pixels(page.widths[:place]) >= wide), 4)
    place_chart(page, chart, top, 0, (0, beside - 1), height, page.edition.localize(_PICKED_ALT))
    names = list(enumerate(picked_indicator.name_picked_series(page.edition, found)))
    # The whole first, since the first slots are those that a healthcare region may not use.
    for row, (place, name) in enumerate([*names[at.width :], *names[: at.width]][:_HEIGHT_ROWS], top):
        column, sign = at.picked_row + 1 + place, _sign(place, at.width)
        numbers, named = xl_range_abs(1, column, at.periods, column), xl_rowcol_to_cell(0, column, True, True)
        there = quote_sheet_title(data)
        formula = f'=IF(COUNT({there}!{numbers})=0,"","{sign} "&{there}!{named})'
        words = Formula(formula, f"{sign} {name}" if name else "")
        colour = _key_colour(place, at.width)
        page.write_content(row, beside, words, "plain", font_color=colour, bold=place == at.width)


def _sign(place: int, width: int) -> str:
    """The sign of a series as it stands beside its name."""
    if place > width + 3:
        return "▪▪▪"
    return {width: "●", width + 1: "···", width + 2: "– –", width + 3: "―"}.get(place, _SIGNS[place % len(_SIGNS)])


_WIDTHS = (30, 40, 20, 22, 12, 16)
_HEIGHT_ROWS = 14
_HEIGHT = 203.0  # points of a chart
_INDICATOR = Text("Indikator", "Indicator")
_LATEST_HEADING = Text("Senaste", "Latest")
_TARGET_HEADING = Text("Mål", "Target")
_ON_TARGET = Text("Når målet", "On target")
_CHART = Text("Diagram", "Chart")
_SHOW = Text("Visa", "Show")
_PICK = Text("Välj indikator", "Pick an indicator")
_INDEX = Text("Indikatorer med egna diagram", "Indicators with charts of their own")
_MORE = Noun(
    Text(
        "indikator till har tal. Välj den i cellen överst, så visas den där.",
        "more indicator has numbers. Pick it in the cell at the top to see it there.",
    ),
    Text(
        "indikatorer till har tal. Välj dem i cellen överst, så visas de där.",
        "more indicators have numbers. Pick them in the cell at the top to see them there.",
    ),
)
_NOTATION = Text(
    "Streckat: målet. Ljusare: mätningen före. Randigt eller ofyllt: preliminärt. Tunna linjer: medel och naturliga "
    "gränser, från 12 mätningar.",
    "Dashed: the target. Lighter: the measurement before. Striped or hollow: preliminary. Thin lines: mean and natural "
    "limits, from 12 measurements.",
)
_PICK_HELP = Text("Klicka i cellen och välj i listan.", "Click the cell and choose from the list.")


def write_page(edition: Edition, view: Charts) -> None:
    """Write the page and the hidden sheet behind it."""
    found = list(collect_figures(edition, view).values())
    page = open_framed_page(edition, view, _WIDTHS)
    shown = select_charted(found)
    top = _picker(page, view, found, TOP)
    first_block = _index(page, view, shown, len(found) - len(shown), top)
    page.begin_print_page(first_block)
    for at, figure in enumerate(shown):
        place = first_block + at * _BLOCK
        _block(page, view, figure, place)
        if at % 2 == 1 and at + 1 < len(shown):
            page.begin_print_page(place + _BLOCK)
    page.sheet.freeze_panes(TOP, 0)
    _write_data(edition, view, found, shown)


_BLOCK = 5  # rows: what it is, how it stands, the key of its lines, its charts, and a gap


def _write_data(edition: Edition, view: Charts, found: Sequence[ChartFigure], shown: Sequence[ChartFigure]) -> None:
    """The hidden sheet: the numbers of the charts, and of the one that is picked."""
    page = Page(edition, edition.workbook.add_worksheet(edition.localize(view.data), BulkSheet), [])
    page.sheet.hide()
    for figure in shown:
        write_figure(page, figure)
    picked_indicator.write_picker(
        page, found, f"{quote_sheet_title(edition.localize(view.title))}!{xl_rowcol_to_cell(TOP, 1, True, True)}"
    )


def _index(page: Page, view: Charts, shown: Sequence[ChartFigure], others: int, top: int) -> int:
    """The table of the indicators with charts of their own, and how many more there are; where the charts begin."""
    localize, title = page.edition.localize, page.edition.localize(view.title)
    first_block = top + len(shown) + (5 if others else 4)
    page.write_content(top, 0, localize(_INDEX), "section")
    links = [make_internal_link(title, f"A{first_block + at * _BLOCK + 1}") for at in range(len(shown))]
    rows = [_entry(page.edition, view, figure, link) for figure, link in zip(shown, links, strict=True)]
    write_table(page, top + 1, table_name(view), _columns(page.edition), rows, localize(_INDEX))
    page.write_content(first_block - 2, 0, localize(_NOTATION), "line")
    if others:
        page.write_content(first_block - 3, 0, localize(_MORE.with_number(others)), "line")
    return first_block


def _columns(edition: Edition) -> list[Heading]:
    titles = (
        (GROUP, "strong"),
        (_INDICATOR, "text"),
        (_LATEST_HEADING, "text"),
        (_TARGET_HEADING, "text"),
        (_ON_TARGET, "text"),
    )
    return [
        *(Heading(edition.localize(title), style) for title, style in titles),
        Heading(edition.localize(_CHART), "link"),
    ]


def _entry(edition: Edition, view: Charts, figure: ChartFigure, link: str) -> list[Content]:
    one, measures = figure.indicator, view.measures
    return [
        name_group(edition, one.row),
        _name(figure),
        format_latest_value(edition, measures, one),
        format_target(edition, measures, one.row),
        format_verdict(edition, judge_target(one, measures)),
        LinkedText(edition.localize(_SHOW), link),
    ]


def _name(figure: ChartFigure) -> str:
    row, measures = figure.indicator.row, figure.measures
    unit = get_text(row, measures.unit)
    name = " ".join(filter(None, (get_text(row, measures.id), get_text(row, measures.name))))
    return f"{name} ({unit})" if unit else name


def _picker(page: Page, view: Charts, found: Sequence[ChartFigure], top: int) -> int:
    """The cell where an indicator is picked, and its chart; the row after them."""
    localize = page.edition.localize
    page.write_content(top, 0, localize(_PICK), "section")
    page.write_content(top, 1, found[0].label, "picked")
    page.write_content(top, 2, localize(_PICK_HELP), "line")
    page.set_height(top, 30)
    source = f"={quote_sheet_title(localize(view.data))}!{picked_indicator.lay_out_picker(found).labels}"
    page.sheet.data_validation(top, 1, top, 1, {"validate": "list", "source": source})
    draw_picked_lines(page, view, found, top + 1, _HEIGHT_ROWS * 15, (localize(view.title), top, 1))
    return top + _HEIGHT_ROWS + 2


def _block(page: Page, view: Charts, figure: ChartFigure, top: int) -> None:
    """An indicator: what it is, how it stands, and its charts."""
    edition, one = page.edition, figure.indicator
    page.write_content(top, 0, f"{figure.number}. {name_group(edition, one.row)}: {_name(figure)}", "section")
    told = [
        format_latest_value(edition, view.measures, one),
        format_named_target(edition, view.measures, one.row),
        *_tell_moves(edition, view, one),
        one.latest.point.comment if one.latest else "",
    ]
    page.write_content(top + 1, 0, " · ".join(filter(None, told)), "line")
    page.set_height(top + 3, _HEIGHT + 4)
    if figure.chart_count > 1:
        draw_lines(page, view, figure, top + 3, _HEIGHT)
    draw_latest_bars(page, view, figure, top + 3, _HEIGHT, beside=figure.chart_count > 1)


def _tell_moves(edition: Edition, view: Charts, one: Indicator) -> Iterator[str]:
    """The latest change and the development, each with whose it is where it is not that of the whole."""
    whose = name_speaker(edition, one, view.measures)
    for move in (describe_change(one, view.measures), describe_development(one, view.measures)):
        if move:
            yield ": ".join(filter(None, (whose, edition.localize(move))))
