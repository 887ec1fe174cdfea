"""The numbers of whichever indicator is picked: formulas that fetch them from the page that lists all values.

On the hidden sheet stands a row an indicator: its label, which rows of which file hold its values, its target, mean and
natural limits, and the values of its small line. A row of a file is found wherever it stands on the page, so that the
page may be sorted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from hplan_xl.book.errors import BookError
from hplan_xl.book.views import Measures
from hplan_xl.excel.references import quote_sheet_title
from hplan_xl.master.facts.indicators import MeasuredPoint, find_series, target_value
from hplan_xl.master.facts.process_limits import follow_development
from hplan_xl.master.facts.records import get_text, list_records
from hplan_xl.master.pages.chart_data import SLOTS, ChartFigure, name_target
from hplan_xl.master.sheet.page_frame import TOP, Content, Edition, Formula, Page
from hplan_xl.master.sheet.row_columns import Field, lay_out_columns
from hplan_xl.wording import indicator_sentences

MOST_PICKED = 24
_LABEL, _FILE, _REGION, _TARGET_NAME, _TARGET, _MEAN, _UPPER, _LOWER, _ROWS = range(9)
_LEVELS = (_TARGET, _MEAN, _UPPER, _LOWER)  # what an indicator has one of for all its periods
_UNUSED = "–"


@dataclass(frozen=True)
class PickerLayout:
    """The rows and columns of the picker on the hidden sheet.

    index: the column of the labels, with each indicator in the row of its number. regions: the column of the names of
    the first slot, a row per healthcare region from row 1. picked_row: the column of the periods of the picked
    indicator, from row 1, with a column per series after it, whose names stand in row 0. periods: how many rows there
    are for them. width: the number of slots. count: the number of indicators.
    """

    index: int
    regions: int
    picked_row: int
    periods: int
    width: int
    count: int

    @property
    def labels(self) -> str:
        """The cells with the labels to pick from."""
        return _cells(1, self.index, self.count, self.index)

    @property
    def series(self) -> int:
        """How many series: the slots, the whole, the nation, the target, the mean and its limits."""
        return self.width + 2 + len(_LEVELS)

    def trend_cells(self, figure: ChartFigure) -> str:
        """The cells that hold the values of a figure's small line."""
        first = self.index + _ROWS + self.periods
        return _cells(figure.number, first, figure.number, first + len(_last(figure)) - 1)


def _cells(top: int, left: int, bottom: int, right: int) -> str:
    return str(xl_range_abs(top, left, bottom, right))


def lay_out_picker(found: Sequence[ChartFigure]) -> PickerLayout:
    """Place everything on the hidden sheet; `found` must not be empty."""
    width = found[0].width
    periods = min(MOST_PICKED, max(len(figure.indicator.points) for figure in found))
    index = SLOTS + width + 7  # after the whole, the nation, the target, the mean and its limits, and a gap
    regions = index + _ROWS + 2 * periods + 1
    return PickerLayout(index, regions, regions + width + 4, periods, width, len(found))


def _last(figure: ChartFigure) -> Sequence[MeasuredPoint]:
    """The periods that are shown of an indicator that is picked, the earliest first."""
    return figure.indicator.points[-MOST_PICKED:]


def write_picker(page: Page, found: Sequence[ChartFigure], cell: str) -> None:
    """Write the index, the regions and the formulas of the indicator that is picked in a cell, the first at first."""
    values, at = _values(page.edition, found[0].measures), lay_out_picker(found)
    series = _series_of_regions(found)
    numbers = {region: number for number, region in enumerate(series, 1)}
    for figure in found:
        _entry(page, at, figure, numbers[_region(figure)])
    for row, names in enumerate(series.values(), 1):
        for column, name in enumerate(names, at.regions):
            if values.heading(name):
                page.write_content(row, column, values.heading(name), "plain")
    _Picking(page, at, found[0], values, series[_region(found[0])], len(series)).write(cell)


def name_picked_series(edition: Edition, found: Sequence[ChartFigure]) -> list[str]:
    """The names of the series of the indicator that is picked at first; "" for one that it has no numbers of."""
    first, values = found[0], _values(edition, found[0].measures)
    names = [
        values.heading(name) if any(point.number(name) is not None for point in _last(first)) else ""
        for name in _series_of_regions(found)[_region(first)]
    ]
    return [*names, _name_target(edition, first)]


def _name_target(edition: Edition, figure: ChartFigure) -> str:
    name = name_target(figure)
    return edition.localize(name) if name else ""


def _series_of_regions(found: Sequence[ChartFigure]) -> dict[str, list[str]]:
    """By healthcare region, the series of its columns: its member regions in their slots, the whole and the nation.

    "" for a slot that it does not use.
    """
    width, measures = found[0].width, found[0].measures
    return {
        region: [*[""] * (width - len(own)), *(one.name for one in own), measures.whole_series, measures.nation_series]
        for region, own in {_region(figure): figure.members for figure in found}.items()
    }


def _region(figure: ChartFigure) -> str:
    return get_text(figure.indicator.row, "_region")


@dataclass(frozen=True)
class _Values:
    """The page that lists all values: its title and columns, its rows in order, and how its series are headed.

    rows: of each the file and the row there.
    """

    measures: Measures
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[object, object], ...]
    headings_by_field: Mapping[str, str]

    def heading(self, series: str) -> str:
        """How the column of a series is headed; "" where it is not on the page."""
        return self.headings_by_field.get(series, "")

    def column(self, name: str) -> str:
        """The cells of a column, by the name of what it shows."""
        at = next(place for place, field in enumerate(self.fields) if field.name == name)
        return self._cells(TOP + 1, at, TOP + len(self.rows), at)

    @property
    def area(self) -> str:
        """All cells below the headings."""
        return self._cells(TOP + 1, 0, TOP + len(self.rows), len(self.fields) - 1)

    @property
    def headings(self) -> str:
        """The cells with the headings."""
        return self._cells(TOP, 0, TOP, len(self.fields) - 1)

    def _cells(self, top: int, left: int, bottom: int, right: int) -> str:
        return f"{quote_sheet_title(self.title)}!{_cells(top, left, bottom, right)}"


def _values(edition: Edition, measures: Measures) -> _Values:
    view = edition.rows_page(measures.values)
    if view is None:
        raise BookError(f"no page lists the rows of {measures.values}, over which a picked indicator is looked up")
    fields = lay_out_columns(edition, view.sheet)
    headings = {field.name: field.heading for field in fields}
    series = find_series(edition.consolidation, measures)
    headed = {one.name: headings[one.column] for one in series if one.column in headings}
    rows = tuple((row.get("_file"), row.get("_row")) for row in list_records(edition.consolidation, measures.values))
    return _Values(measures, edition.localize(view.title), fields, rows, headed)


def _find_levels(figure: ChartFigure) -> list[float | None]:
    """The target, the mean and its natural limits; None for what it has not."""
    limits = follow_development(figure.indicator).limits
    own = (limits.mean, limits.upper, limits.lower) if limits else (None, None, None)
    return [target_value(figure.indicator, figure.measures), *own]


def _entry(page: Page, at: PickerLayout, figure: ChartFigure, region: int) -> None:
    """An indicator's row of the index."""
    one = figure.indicator
    row: list[Content] = [None] * (_ROWS + 2 * at.periods)
    row[_LABEL], row[_FILE], row[_REGION] = figure.label, get_text(one.row, "_file"), region
    row[_TARGET_NAME] = _name_target(page.edition, figure) or None
    row[_TARGET : _LOWER + 1] = _find_levels(figure)
    for place, point in enumerate(_last(figure), _ROWS):
        row[place] = point.row
        row[place + at.periods] = point.number(one.latest.series) if one.latest else None
    for column, content in enumerate(row, at.index):
        if content is not None:
            page.write_content(figure.number, column, content, "plain")


@dataclass(frozen=True)
class _Picking:
    """The formulas of the picked indicator; what they show at first is what they give for the first.

    first: that indicator. series: those of its columns, "" for a slot it does not use. regions: how many healthcare
    regions there are.
    """

    page: Page
    at: PickerLayout
    first: ChartFigure
    values: _Values
    series: Sequence[str]
    regions: int

    def write(self, cell: str) -> None:
        """Write them; `cell` is where a label is picked."""
        at, put = self.at, self.page.write_content
        put(0, at.picked_row - 1, Formula(f"=IFERROR(MATCH({cell},{at.labels},0),1)", 1), "plain")
        for place, series in enumerate(self.series):
            names = _cells(1, at.regions + place, self.regions, at.regions + place)
            name = f"INDEX({names},{self._of_index(_REGION)})"
            formula = f'=IF({name}="","{_UNUSED}",{name})'
            put(0, at.picked_row + 1 + place, Formula(formula, self.values.heading(series) or _UNUSED), "plain")
        name = self._of_index(_TARGET_NAME)
        shown_name = _name_target(self.page.edition, self.first) or _UNUSED
        put(0, self._first_level, Formula(f'=IF({name}="","{_UNUSED}",{name})', shown_name), "plain")
        titles = (indicator_sentences.MEAN, indicator_sentences.UPPER, indicator_sentences.LOWER)
        levels = zip(_LEVELS[1:], map(self.page.edition.localize, titles), _find_levels(self.first)[1:], strict=True)
        for column, (level, words, value) in enumerate(levels, self._first_level + 1):
            shown = _UNUSED if value is None else words
            put(0, column, Formula(f'=IF({self._of_index(level)}="","{_UNUSED}","{words}")', shown), "plain")
        points = _last(self.first)
        for row in range(1, at.periods + 1):
            self._write_period(row, points[row - 1] if row <= len(points) else None)

    @property
    def _first_level(self) -> int:
        """The column of the target, after those of the series."""
        return self.at.picked_row + 1 + len(self.series)

    def _of_index(self, column: int) -> str:
        """The formula for a column of the index, for the picked indicator."""
        place = self.at.index + column
        number = xl_rowcol_to_cell(0, self.at.picked_row - 1, row_abs=True, col_abs=True)
        return f"INDEX({_cells(1, place, self.at.count, place)},{number})"

    def _write_period(self, row: int, point: MeasuredPoint | None) -> None:
        """Where a period stands on the page of values, its name, and its numbers."""
        at, values, put = self.at, self.values, self.page.write_content
        rows, files, file = values.column("_row"), values.column("_file"), self._of_index(_FILE)
        # As EXACT would, which other programs do not compute over a column: by its letters, small ones apart.
        same_file = f"ISNUMBER(FIND({file},{files}))*(LEN({files})=LEN({file}))"
        same_row = f"({rows}={self._of_index(_ROWS + row - 1)})"
        place = f"=SUMPRODUCT({same_file}*{same_row}*(ROW({rows})-{TOP + 1}))"
        put(row, at.picked_row - 1, Formula(place, self._standing(point)), "plain")
        found_at = xl_rowcol_to_cell(row, at.picked_row - 1, col_abs=True)
        period = f'=IF({found_at}=0,"",INDEX({values.column(values.measures.period)},{found_at}))'
        put(row, at.picked_row, Formula(period, str(point.period) if point else ""), "plain")
        for column, value in enumerate(self._numbers(point), at.picked_row + 1):
            name = xl_rowcol_to_cell(0, column, row_abs=True)
            cell = f"INDEX({values.area},{found_at},MATCH({name},{values.headings},0))"
            formula = f"=IF({found_at}=0,NA(),IF(ISNUMBER({cell}),{cell},NA()))"
            put(row, column, Formula(formula, "#N/A" if value is None else value), "plain")
        levels = zip(_LEVELS, _find_levels(self.first), strict=True)
        for column, (level, number) in enumerate(levels, self._first_level):
            own, shown = self._of_index(level), number if point else None
            formula = f'=IF(OR({found_at}=0,{own}=""),NA(),{own})'
            put(row, column, Formula(formula, "#N/A" if shown is None else shown), "plain")

    def _standing(self, point: MeasuredPoint | None) -> int:
        """Where the row of a period of the first indicator stands on the page of values, from 1; 0 for none."""
        if point is None:
            return 0
        return self.values.rows.index((get_text(self.first.indicator.row, "_file"), point.row)) + 1

    def _numbers(self, point: MeasuredPoint | None) -> list[float | None]:
        """What a period of the first indicator has in its slots, for the whole and for the nation."""
        return [point.number(name) if point and self.values.heading(name) else None for name in self.series]
