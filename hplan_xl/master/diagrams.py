"""A page with a line and bars for each indicator with numbers, and one chart for any that is picked."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.master import picking
from hplan_xl.master.edition import Edition, table_name
from hplan_xl.master.fields import GROUP
from hplan_xl.master.figures import Figure, charted, figures
from hplan_xl.master.figures import write as write_numbers
from hplan_xl.master.measuring import change, on_target
from hplan_xl.master.page import TOP, Content, Linked, NotWritten, Page, framed
from hplan_xl.master.plots import latest_bars, lines_over_time, picked_lines
from hplan_xl.master.records import text
from hplan_xl.master.references import inside, sheet
from hplan_xl.master.sheet import LongSheet
from hplan_xl.master.tables import Heading, table
from hplan_xl.master.telling import group, named_goal, spoken_goal, spoken_latest
from hplan_xl.text import Text
from hplan_xl.views import Charts

_WIDTHS = (30, 40, 20, 22, 12, 16)
_HEIGHT_ROWS = 14
_INDICATOR = Text("Indikator", "Indicator")
_LATEST = Text("Senaste", "Latest")
_TARGET = Text("Mål", "Target")
_ON_TARGET = Text("Når målet", "On target")
_CHART = Text("Diagram", "Chart")
_SHOW = Text("Visa", "Show")
_YES, _NO = Text("Ja", "Yes"), Text("Nej", "No")
_PICK = Text("Välj indikator", "Pick an indicator")
_INDEX = Text("Indikatorer med egna diagram", "Indicators with charts of their own")
_MORE = Text(
    "{n} indikatorer till har tal. Välj dem i cellen överst, så visas de där.",
    "{n} more indicators have numbers. Pick them in the cell at the top to see them there.",
)
_PICK_HELP = Text("Klicka i cellen och välj i listan.", "Click the cell and choose from the list.")


def write(edition: Edition, view: Charts) -> None:
    """Write the page and the hidden sheet behind it."""
    found = list(figures(edition, view).values())
    page = framed(edition, view, _WIDTHS)
    shown = charted(found)
    top = _picker(page, view, found, TOP)
    first_block = _index(page, view, shown, len(found) - len(shown), top)
    page.begin(first_block)
    for at, figure in enumerate(shown):
        place = first_block + at * _BLOCK
        _block(page, view, figure, place)
        if at % 2 == 1 and at + 1 < len(shown):
            page.begin(place + _BLOCK)
    page.sheet.freeze_panes(TOP, 0)
    _write_data(edition, view, found, shown)


_BLOCK = _HEIGHT_ROWS + 3


def _write_data(edition: Edition, view: Charts, found: Sequence[Figure], shown: Sequence[Figure]) -> None:
    """The hidden sheet: the numbers of the charts, and of the one that is picked."""
    page = Page(edition, edition.workbook.add_worksheet(edition.says(view.data), LongSheet), [])
    page.sheet.hide()
    for figure in shown:
        write_numbers(page, figure)
    picking.write(page, found, f"{sheet(edition.says(view.title))}!{xl_rowcol_to_cell(TOP, 1, True, True)}")


def _index(page: Page, view: Charts, shown: Sequence[Figure], others: int, top: int) -> int:
    """The table of the indicators with charts of their own, and how many more there are; where the charts begin."""
    says, title = page.edition.says, page.edition.says(view.title)
    first_block = top + len(shown) + (4 if others else 3)
    page.put(top, 0, says(_INDEX), "section")
    links = [inside(title, f"A{first_block + at * _BLOCK + 1}") for at in range(len(shown))]
    rows = [_entry(page.edition, view, figure, link) for figure, link in zip(shown, links, strict=True)]
    table(page, top + 1, table_name(view), _columns(page.edition), rows, says(_INDEX))
    if others:
        page.put(first_block - 2, 0, says(_MORE.filled(n=others)), "line")
    return first_block


def _columns(edition: Edition) -> list[Heading]:
    titles = ((GROUP, "strong"), (_INDICATOR, "text"), (_LATEST, "text"), (_TARGET, "text"), (_ON_TARGET, "text"))
    return [*(Heading(edition.says(title), style) for title, style in titles), Heading(edition.says(_CHART), "link")]


def _entry(edition: Edition, view: Charts, figure: Figure, link: str) -> list[Content]:
    one, measures = figure.indicator, view.measures
    reached = on_target(one, measures)
    return [
        group(edition, one.row),
        _name(figure),
        spoken_latest(edition, measures, one),
        spoken_goal(edition, measures, one.row),
        "" if reached is None else edition.says(_YES if reached else _NO),
        Linked(edition.says(_SHOW), link),
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
    source = f"={sheet(says(view.data))}!{picking.places(found).labels}"
    if page.sheet.data_validation(top, 1, top, 1, {"validate": "list", "source": source}):
        raise NotWritten(source)
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
    if figure.charts > 1:
        lines_over_time(page, view, figure, top + 2, height)
    latest_bars(page, view, figure, top + 2, height, beside=figure.charts > 1)
