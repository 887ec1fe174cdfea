"""The indicators that have numbers, in the order of the charts, and the numbers of those with a chart of their own.

Their numbers stand on the hidden sheet, a block an indicator: a row with the names, then a row a period, then one with
the target. Member regions stand in slots, so that regions of different healthcare regions share columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hplan_xl.book.text import Text, shorten_text
from hplan_xl.book.views import Charts, Measures
from hplan_xl.master.facts.indicators import (
    Indicator,
    Series,
    find_series,
    is_on_target,
    is_range,
    select_members,
    target_value,
)
from hplan_xl.master.facts.process_limits import follow_development
from hplan_xl.master.facts.records import get_text
from hplan_xl.master.sheet.page_frame import Edition, Page, clean_cell_text
from hplan_xl.master.sheet.tables import name_group
from hplan_xl.wording import indicator_sentences

MOST_CHARTS = 60
PERIOD, SLOTS = 0, 1
_TARGET = Text("Mål", "Target")
_LOWER_TARGET = Text("Mål, undre gräns", "Target, lower limit")
_NOT_IN_A_CRITERION = str.maketrans(dict.fromkeys("*?~"))
_LONGEST_LABEL = 100
_LONGEST_NAME = 9  # letters under a bar, where there are nine bars
_WHOLE = Text("Hela", "Whole")


@dataclass(frozen=True)
class ChartFigure:
    """An indicator with numbers, and its place on the hidden sheet.

    number: from 1, in the order of the charts. names_row: the row with the names of its series, where it has a chart.
    slots: its member regions in their columns. members: those of its healthcare region that any indicator has numbers
    of. width: how many slots any healthcare region needs; after them stand the whole, the nation and the target.
    """

    number: int
    label: str
    indicator: Indicator
    names_row: int
    slots: tuple[Series, ...]
    members: tuple[Series, ...]
    width: int
    measures: Measures

    @property
    def first_row(self) -> int:
        """The row of its first period."""
        return self.names_row + 1

    @property
    def last_row(self) -> int:
        """The row of its last period."""
        return self.names_row + len(self.indicator.history)

    @property
    def goal_row(self) -> int:
        """The row that repeats the target over the series, for the bars; blank without one."""
        return self.last_row + 1

    @property
    def labels_row(self) -> int:
        """The row with the short names of its series, which stand level under its bars."""
        return self.last_row + 2

    @property
    def chart_count(self) -> int:
        """How many charts it takes: over time, where there is any, and the latest value."""
        return 1 if len(self.indicator.history) < 2 else 2

    def series_column(self, series: str) -> int:
        """The column of a series; the regions stand next to the whole, so that there is no gap between bars."""
        names = [one.name for one in self.slots]
        if series == self.measures.whole_series:
            return SLOTS + self.width
        if series == self.measures.nation_series:
            return SLOTS + self.width + 1
        return SLOTS + self.width - len(self.slots) + names.index(series)

    def place_of_look(self, place: int) -> int:
        """The slot that gives a column its colour and sign: a region has one in all indicators, as where one is picked.

        place: that of the column, from 0.
        """
        unused = self.width - len(self.slots)
        if not unused <= place < self.width:
            return place
        return self.width - len(self.members) + self.members.index(self.slots[place - unused])

    @property
    def target_column(self) -> int:
        """The column that repeats the target."""
        return SLOTS + self.width + 2


def indicator_key(one: Indicator, measures: Measures) -> tuple[str, str, str]:
    """The key that identifies an indicator."""
    return get_text(one.row, "_file"), get_text(one.row, measures.id), get_text(one.row, "_row")


def collect_figures(edition: Edition, view: Charts) -> Mapping[tuple[str, str, str], ChartFigure]:
    """Every indicator that has numbers, off target first, then in the order of the groups."""
    measures = view.measures
    series = select_members(find_series(edition.consolidation, measures), measures)
    found = [one for one in edition.indicators[measures.sheet] if one.latest]
    found.sort(key=lambda one: is_on_target(one, measures) is not False)
    slots = [tuple(item for item in series if item.name in named) for named in map(_find_measured_series, found)]
    members = _by_region(series, found, slots)
    width = max(map(len, members.values()), default=0)
    made, row = {}, 0
    for number, (one, own) in enumerate(zip(found, slots, strict=True), 1):
        of_region = members[get_text(one.row, "_region")]
        figure = ChartFigure(number, _label(edition, number, one, measures), one, row, own, of_region, width, measures)
        made[indicator_key(one, measures)] = figure
        row = figure.labels_row + 1
    return made


def _by_region(
    series: Sequence[Series], found: Sequence[Indicator], slots: Sequence[Sequence[Series]]
) -> dict[str, tuple[Series, ...]]:
    used: dict[str, set[str]] = {}
    for one, own in zip(found, slots, strict=True):
        used.setdefault(get_text(one.row, "_region"), set()).update(item.name for item in own)
    return {region: tuple(item for item in series if item.name in named) for region, named in used.items()}


def select_charted(found: Sequence[ChartFigure]) -> Sequence[ChartFigure]:
    """The figures that get charts of their own, as long as there are no more than MOST_CHARTS with the picker's."""
    count = 1
    for place, figure in enumerate(found):
        count += figure.chart_count
        if count > MOST_CHARTS:
            return found[:place]
    return found


def _find_measured_series(one: Indicator) -> set[str]:
    """The series that have a number in any period."""
    return {name for point in one.history for name in point.values if point.number(name) is not None}


def _label(edition: Edition, number: int, one: Indicator, measures: Measures) -> str:
    name = " ".join(filter(None, (get_text(one.row, measures.id), get_text(one.row, measures.name))))
    words = f"{number}. {name_group(edition, one.row)}: {name}"
    return shorten_text(clean_cell_text(words).translate(_NOT_IN_A_CRITERION), _LONGEST_LABEL)


def name_target(figure: ChartFigure) -> Text | None:
    """What the line of the target is called: of a range, it is that of the lower limit; None without a target."""
    if target_value(figure.indicator, figure.measures) is None:
        return None
    return _LOWER_TARGET if is_range(figure.indicator.row, figure.measures) else _TARGET


def name_columns(edition: Edition, figure: ChartFigure) -> list[str]:
    """The names of a figure's columns, "" for a slot it does not use."""
    whole, nation = figure.measures.whole_series, figure.measures.nation_series
    titles = {one.name: edition.localize(one.title) for one in find_series(edition.consolidation, figure.measures)}
    own = [""] * (figure.width - len(figure.slots)) + [titles[one.name] for one in figure.slots]
    named = _find_measured_series(figure.indicator)
    last = [titles.get(name, name) if name in named else "" for name in (whole, nation)]
    goal = name_target(figure)
    return [*own, *last, edition.localize(goal) if goal else ""]


def name_limits(edition: Edition, figure: ChartFigure) -> tuple[str, ...]:
    """The names of the columns of the mean and the natural limits; () where there are too few values for them."""
    names = (indicator_sentences.MEAN, indicator_sentences.UPPER, indicator_sentences.LOWER)
    return tuple(map(edition.localize, names)) if follow_development(figure.indicator).limits else ()


def write_figure(page: Page, figure: ChartFigure) -> None:
    """Write the numbers of a figure onto the hidden sheet."""
    measures, goal = figure.measures, target_value(figure.indicator, figure.measures)
    page.write_content(figure.names_row, PERIOD, figure.label, "plain")
    for column, name in enumerate(name_columns(page.edition, figure), SLOTS):
        if name:
            page.write_content(figure.names_row, column, name, "plain")
    _write_latest(page, figure, goal)
    limits = follow_development(figure.indicator).limits
    measured = {point.period for point in figure.indicator.points}  # the limits are those of the plan's own values
    for column, name in enumerate(name_limits(page.edition, figure), figure.target_column + 1):
        page.write_content(figure.names_row, column, name, "plain")
    for row, point in enumerate(figure.indicator.history, figure.first_row):
        page.write_content(row, PERIOD, str(point.period), "plain")
        for series in (*(one.name for one in figure.slots), measures.whole_series, measures.nation_series):
            value = point.number(series)
            if value is not None:
                page.write_content(row, figure.series_column(series), value, "plain")
        if goal is not None:
            page.write_content(row, figure.target_column, goal, "plain")
        if limits and point.period in measured:
            lines = (limits.mean, limits.upper, limits.lower)
            for column, value in enumerate(lines, figure.target_column + 1):
                page.write_content(row, column, value, "plain")


def _write_latest(page: Page, figure: ChartFigure, goal: float | None) -> None:
    """Under the values, what the bars of the latest need: the target at each of them, and their short names."""
    for column, name in enumerate(name_columns(page.edition, figure)[:-1], SLOTS):
        if name:
            page.write_content(figure.labels_row, column, _shorten_name(page.edition, figure, name), "plain")
    goal_name = name_target(figure)
    if goal is not None and goal_name:
        page.write_content(figure.goal_row, PERIOD, page.edition.localize(goal_name), "plain")
        for column in range(SLOTS, figure.target_column):
            page.write_content(figure.goal_row, column, goal, "plain")


def _shorten_name(edition: Edition, figure: ChartFigure, name: str) -> str:
    """A name as it stands level under a bar."""
    if len(name) <= _LONGEST_NAME:
        return name
    series = find_series(edition.consolidation, figure.measures)
    whole = next((edition.localize(one.title) for one in series if one.name == figure.measures.whole_series), "")
    return edition.localize(_WHOLE) if name == whole else f"{name[: _LONGEST_NAME - 1]}."
