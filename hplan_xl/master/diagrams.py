"""A page with a line and bars for each indicator with numbers, and one chart for any that is picked."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs

from hplan_xl.master.edition import Edition, table_name
from hplan_xl.master.figures import Figure, figures, index_column
from hplan_xl.master.figures import write as write_figures
from hplan_xl.master.measuring import change, on_target
from hplan_xl.master.page import TOP, Content, Linked, NotWritten, Page, framed
from hplan_xl.master.plots import latest_bars, lines_over_time, picked_lines
from hplan_xl.master.records import text
from hplan_xl.master.references import inside, sheet
from hplan_xl.master.rows import GROUP
from hplan_xl.master.tables import Heading, table
from hplan_xl.master.telling import group, named_goal, spoken_goal, spoken_latest
from hplan_xl.text import Text
from hplan_xl.views import Charts

MOST_CHARTS = 60
_WIDTHS = (30, 40, 20, 22, 12, 16)
_HEIGHT_ROWS = 14
_INDICATOR = Text("Indikator", "Indicator")
_LATEST = Text("Senaste", "Latest")
_TARGET = Text("Mål", "Target")
_ON_TARGET = Text("Når målet", "On target")
_CHART = Text("Diagram", "Chart")
_SHOW = Text("Visa", "Show")
_IN_PICKER = Text("Välj ovan", "Pick above")
_YES, _NO = Text("Ja", "Yes"), Text("Nej", "No")
_PICK = Text("Välj indikator", "Pick an indicator")
_INDEX = Text("Alla indikatorer med tal", "All indicators with numbers")
_PICK_HELP = Text("Klicka i cellen och välj i listan.", "Click the cell and choose from the list.")


def write(edition: Edition, view: Charts) -> None:
    """Write the page and the hidden sheet behind it."""
    found = list(figures(edition.consolidated, view).values())
    page = framed(edition, view, _WIDTHS)
    title = edition.says(view.title)
    top = _picker(page, view, found, TOP)
    shown = _shown(found)
    first_block = top + len(found) + 3
    places = {figure.number: first_block + at * _BLOCK for at, figure in enumerate(shown)}
    page.put(top, 0, edition.says(_INDEX), "section")
    rows = [_entry(edition, view, figure, title, places.get(figure.number)) for figure in found]
    table(page, top + 1, table_name(view), _columns(edition), rows, edition.says(_INDEX))
    breaks = [first_block]
    for at, figure in enumerate(shown):
        _block(page, view, figure, places[figure.number])
        if at % 2 == 1 and at + 1 < len(shown):
            breaks.append(places[figure.number] + _BLOCK)
    page.sheet.set_h_pagebreaks(breaks)
    page.sheet.freeze_panes(TOP, 0)
    write_figures(edition, view, found, (title, TOP, 1))


_BLOCK = _HEIGHT_ROWS + 3


def _charts(figure: Figure) -> int:
    return 1 if len(figure.indicator.points) < 2 else 2


def _shown(found: Sequence[Figure]) -> list[Figure]:
    """The figures that get charts of their own, as long as there are no more than MOST_CHARTS with the picker's."""
    shown, count = [], 1
    for figure in found:
        if count + _charts(figure) > MOST_CHARTS:
            break
        shown.append(figure)
        count += _charts(figure)
    return shown


def _columns(edition: Edition) -> list[Heading]:
    titles = ((GROUP, "strong"), (_INDICATOR, "text"), (_LATEST, "text"), (_TARGET, "text"), (_ON_TARGET, "text"))
    return [*(Heading(edition.says(title), style) for title, style in titles), Heading(edition.says(_CHART), "link")]


def _entry(edition: Edition, view: Charts, figure: Figure, title: str, place: int | None) -> list[Content]:
    one, measures = figure.indicator, view.measures
    reached = on_target(one, measures)
    where = inside(title, f"A{place + 1}") if place is not None else inside(title, f"B{TOP + 1}")
    return [
        group(edition, one.row),
        _name(figure),
        spoken_latest(edition, measures, one),
        spoken_goal(edition, measures, one.row),
        "" if reached is None else edition.says(_YES if reached else _NO),
        Linked(edition.says(_SHOW if place is not None else _IN_PICKER), where),
    ]


def _name(figure: Figure) -> str:
    row, measures = figure.indicator.row, figure.measures
    unit = text(row, measures.unit)
    name = " ".join(filter(None, (text(row, measures.id), text(row, measures.name))))
    return f"{name} ({unit})" if unit else name


def _picker(page: Page, view: Charts, found: Sequence[Figure], top: int) -> int:
    """The cell where an indicator is picked, and its chart; the row after them."""
    says = page.edition.says
    page.put(top, 0, says(_PICK), "section")
    page.put(top, 1, found[0].label, "picked")
    page.put(top, 2, says(_PICK_HELP), "line")
    page.tall(top, 30)
    data, width = sheet(says(view.data)), found[0].width
    area = xl_range_abs(1, index_column(width), len(found), index_column(width))
    code = page.sheet.data_validation(top, 1, top, 1, {"validate": "list", "source": f"={data}!{area}"})
    if code:
        raise NotWritten(area)
    picked_lines(page, view, found, top + 1, _HEIGHT_ROWS * 15, (says(view.title), top, 1))
    return top + _HEIGHT_ROWS + 2


def _block(page: Page, view: Charts, figure: Figure, top: int) -> None:
    """An indicator: what it is, how it stands, and its charts."""
    edition, one = page.edition, figure.indicator
    page.put(top, 0, f"{figure.number}. {group(edition, one.row)}: {_name(figure)}", "section")
    difference = change(one, view.measures)
    told = [
        spoken_latest(edition, view.measures, one),
        named_goal(edition, view.measures, one.row),
        edition.says(difference) if difference else "",
        one.latest.point.comment if one.latest else "",
    ]
    page.put(top + 1, 0, " · ".join(filter(None, told)), "line")
    height = (_HEIGHT_ROWS - 0.5) * 15
    if _charts(figure) > 1:
        lines_over_time(page, view, figure, top + 2, height)
    latest_bars(page, view, figure, top + 2, height, beside=_charts(figure) > 1)
