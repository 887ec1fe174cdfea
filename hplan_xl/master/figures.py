"""The numbers behind the charts: where each stands on the hidden sheet, and the formulas of the chart that is picked.

A row an indicator and period; member regions in slots, so that regions of different healthcare regions share columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from hplan_xl.consolidation import Consolidated
from hplan_xl.master.counting import shortened
from hplan_xl.master.edition import Edition, cleaned
from hplan_xl.master.measuring import Indicator, Point, Series, indicators, members, on_target, series_of, target
from hplan_xl.master.page import Formula, Page
from hplan_xl.master.records import text
from hplan_xl.master.references import sheet
from hplan_xl.master.sheet import LongSheet
from hplan_xl.text import Text
from hplan_xl.views import Charts, Measures

FIRST_ROW = 1
KEY, LABEL, PERIOD, SLOTS = 0, 1, 2, 3
MOST_PICKED = 24
TARGET = Text("Mål", "Target")
_NOT_IN_A_CRITERION = str.maketrans(dict.fromkeys("*?~"))
_LONGEST_LABEL = 100


@dataclass(frozen=True)
class Figure:
    """An indicator with numbers, and its place on the hidden sheet.

    number: from 1, in the order of the charts. first, last: its rows. slots: the member regions in their columns.
    width: how many slots there are for all; after them stand the whole, the nation and the target.
    """

    number: int
    label: str
    indicator: Indicator
    first: int
    last: int
    slots: tuple[Series, ...]
    width: int
    measures: Measures

    def column_of(self, series: str) -> int:
        """The column of a series; the regions stand next to the whole, so that there is no gap between bars."""
        names = [one.name for one in self.slots]
        if series == self.measures.whole:
            return SLOTS + self.width
        if series == self.measures.nation:
            return SLOTS + self.width + 1
        return SLOTS + self.width - len(self.slots) + names.index(series)

    @property
    def target_column(self) -> int:
        """The column that repeats the target."""
        return SLOTS + self.width + 2


def key_of(one: Indicator, measures: Measures) -> tuple[str, str, str]:
    """What tells an indicator from all others."""
    return text(one.row, "_file"), text(one.row, measures.id), text(one.row, "_row")


def figures(consolidated: Consolidated, view: Charts) -> Mapping[tuple[str, str, str], Figure]:
    """Every indicator that has numbers, off target first, then in the order of the groups."""
    measures = view.measures
    series = members(series_of(consolidated, measures), measures)
    found = [one for one in indicators(consolidated, measures) if one.latest]
    found.sort(key=lambda one: on_target(one, measures) is not False)
    slots = [tuple(item for item in series if _has(one, item.name)) for one in found]
    width = max(map(len, slots), default=0)
    made, row = {}, FIRST_ROW
    for number, (one, own) in enumerate(zip(found, slots, strict=True), 1):
        last = row + len(one.points) - 1
        made[key_of(one, measures)] = Figure(
            number, _label(number, one, measures), one, row, last, own, width, measures
        )
        row = last + 1
    return made


def _has(one: Indicator, series: str) -> bool:
    return any(point.number(series) is not None for point in one.points)


def _label(number: int, one: Indicator, measures: Measures) -> str:
    name = " ".join(filter(None, (text(one.row, measures.id), text(one.row, measures.name))))
    words = f"{number}. {text(one.row, '_group')}: {name}"
    return shortened(cleaned(words).translate(_NOT_IN_A_CRITERION), _LONGEST_LABEL)


def index_column(width: int) -> int:
    """Where the list of labels stands, to the right of the numbers."""
    return SLOTS + width + 4


def write(edition: Edition, view: Charts, found: Sequence[Figure], picked: tuple[str, int, int]) -> None:
    """Write the hidden sheet: the numbers, the labels to pick from, and the formulas of the one that is picked.

    picked: the title of the sheet, and the row and column of the cell, where a label is picked.
    """
    page = Page(edition, edition.workbook.add_worksheet(edition.says(view.data), LongSheet), [])
    page.sheet.hide()
    for figure in found:
        _numbers(page, figure)
    _index(page, found)
    _picked(page, found, picked)


def _numbers(page: Page, figure: Figure) -> None:
    measures, points = figure.measures, figure.indicator.points
    goal = target(figure.indicator, measures)
    for place, point in enumerate(points):
        row, key = figure.first + place, place + 1 - max(0, len(points) - MOST_PICKED)
        page.put(row, KEY, f"{figure.number}|{key}", "plain")
        page.put(row, LABEL, figure.label, "plain")
        page.put(row, PERIOD, str(point.period), "plain")
        for name in (*(one.name for one in figure.slots), measures.whole, measures.nation):
            value = point.number(name)
            if value is not None:
                page.put(row, figure.column_of(name), value, "plain")
        if goal is not None:
            page.put(row, figure.target_column, goal, "plain")


def names(page: Page, figure: Figure) -> list[str]:
    """What the columns of a figure are called, "" for a slot it does not use."""
    whole, nation = figure.measures.whole, figure.measures.nation
    titles = {one.name: page.edition.says(one.title) for one in series_of(page.edition.consolidated, figure.measures)}
    own = [""] * (figure.width - len(figure.slots)) + [titles[one.name] for one in figure.slots]
    last = [titles.get(name, name) if _has(figure.indicator, name) else "" for name in (whole, nation)]
    goal = page.edition.says(TARGET) if target(figure.indicator, figure.measures) is not None else ""
    return [*own, *last, goal]


def _index(page: Page, found: Sequence[Figure]) -> None:
    for figure in found:
        left = index_column(figure.width)
        page.put(figure.number, left, figure.label, "plain")
        for place, name in enumerate(names(page, figure), left + 1):
            if name:
                page.put(figure.number, place, name, "plain")


def picked_rows(found: Sequence[Figure]) -> int:
    """How many periods the chart that is picked has room for."""
    return min(MOST_PICKED, max((len(figure.indicator.points) for figure in found), default=1))


@dataclass(frozen=True)
class Picked:
    """Where the numbers of the picked indicator stand: the column of the periods, then a column a series."""

    column: int
    rows: int
    series: int


def picked_place(found: Sequence[Figure]) -> Picked:
    """Where the numbers of the picked indicator stand on the hidden sheet; their names stand in row 0."""
    width = found[0].width
    return Picked(index_column(width) + width + 6, picked_rows(found), width + 3)


def _picked(page: Page, found: Sequence[Figure], picked: tuple[str, int, int]) -> None:
    """Formulas that fetch the numbers of the label that is picked: its last periods, the earliest first."""
    place, left, chosen = picked_place(found), index_column(found[0].width), found[0]
    labels = xl_range_abs(1, left, len(found), left)
    cell = f"{sheet(picked[0])}!{xl_rowcol_to_cell(picked[1], picked[2], row_abs=True, col_abs=True)}"
    number = xl_rowcol_to_cell(0, place.column - 1, row_abs=True, col_abs=True)
    page.put(0, place.column - 1, Formula(f"=IFERROR(MATCH({cell},{labels},0),1)", 1), "plain")
    for at, name in enumerate(names(page, chosen), 1):
        titles = xl_range_abs(1, left + at, len(found), left + at)
        formula = f'=IF(INDEX({titles},{number})="","–",INDEX({titles},{number}))'
        page.put(0, place.column + at, Formula(formula, name or "–"), "plain")
    for row in range(1, place.rows + 1):
        _fetched(page, row, place, found, number)


def _fetched(page: Page, row: int, place: Picked, found: Sequence[Figure], number: str) -> None:
    """A period of the picked indicator: which row it is, its name, and its numbers."""
    chosen, last = found[0], found[-1].last
    points = chosen.indicator.points[-MOST_PICKED:]
    point = points[row - 1] if row <= len(points) else None
    at = chosen.last - len(points) + row - FIRST_ROW + 1 if point else 0
    keys = xl_range_abs(FIRST_ROW, KEY, last, KEY)
    found_at = xl_rowcol_to_cell(row, place.column - 1, col_abs=True)
    page.put(row, place.column - 1, Formula(f'=IFERROR(MATCH({number}&"|{row}",{keys},0),0)', at), "plain")
    periods = xl_range_abs(FIRST_ROW, PERIOD, last, PERIOD)
    formula = f'=IF({found_at}=0,"",INDEX({periods},{found_at}))'
    page.put(row, place.column, Formula(formula, str(point.period) if point else ""), "plain")
    for series in range(place.series):
        column = xl_range_abs(FIRST_ROW, SLOTS + series, last, SLOTS + series)
        formula = f'=IF({found_at}=0,NA(),IF(INDEX({column},{found_at})="",NA(),INDEX({column},{found_at})))'
        value = _number(chosen, point, SLOTS + series)
        page.put(row, place.column + 1 + series, Formula(formula, "#N/A" if value is None else value), "plain")


def _number(figure: Figure, point: Point | None, column: int) -> float | None:
    """What stands in a column of the figure's row for a period."""
    if point is None:
        return None
    if column == figure.target_column:
        return target(figure.indicator, figure.measures)
    series = [*(one.name for one in figure.slots), figure.measures.whole, figure.measures.nation]
    return next((point.number(name) for name in series if figure.column_of(name) == column), None)
