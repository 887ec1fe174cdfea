"""A page with each indicator's latest value, change, target and spread; milestones apart."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.book.text import Text
from hplan_xl.book.views import Charts, IndicatorOutcomes, Measures, Noun, table_name
from hplan_xl.consolidation.union import GROUP
from hplan_xl.excel import look
from hplan_xl.excel.references import quote_sheet_title
from hplan_xl.master.facts.indicators import (
    Indicator,
    Series,
    describe_baseline,
    describe_change,
    describe_contradiction,
    describe_missing,
    describe_undated,
    format_number,
    judge_target,
    measure_attainment,
    measure_spread,
    select_members,
)
from hplan_xl.master.facts.process_limits import describe_development
from hplan_xl.master.facts.records import find_vocabulary, get_text, localize_term
from hplan_xl.master.pages.chart_data import collect_figures, indicator_key
from hplan_xl.master.pages.picked_indicator import lay_out_picker
from hplan_xl.master.sheet.page_frame import TOP, Content, Edition, Page, TermContent, open_framed_page
from hplan_xl.master.sheet.tables import Heading, format_target, format_verdict, name_group, name_speaker, write_table

_WIDTHS = (20, 17, 24.5, 14, 9.5, 12, 12.5, 15, 12, 19, 17.5, 10, 14, 10, 11)
_PRINTED = 11  # to what stands about the value: so much fits the paper in 9 points
_TREND_COLUMN = 8
_AREA = Text("Område", "Area")
_NAME = Text("Indikator", "Indicator")
_LATEST = Text("Senaste", "Latest")
_PERIOD = Text("Period", "Period")
_BEFORE = Text("Före", "Before")
_CHANGE = Text("Förändring", "Change")
_TARGET = Text("Mål", "Target")
_ON_TARGET = Text("Når målet", "On target")
_BASELINE = Text("Utgångsvärde", "Baseline")
_ATTAINED = Text("Andel av vägen", "Part of the way")
_SPREAD = Text("Spridning", "Spread")
_NOTES = Text("Om värdet", "About the value")
_TREND = Text("Utveckling", "Development")
_READ = Text("Det värdena säger", "What the values tell")
_NUMBERS = Text("Indikatorer med tal", "Indicators in numbers")
_MILESTONES = Text("Milstolpar", "Milestones")
_WORDS = Text("Indikatorer i ord", "Indicators in words")
_UNKNOWN = Text("Indikatorer vars slag inte är känt", "Indicators of an unknown kind")
_REACHED = Text("Nådd", "Reached")
_REACHED_ON = Text("Nådd den", "Reached on")
_YEAR = Text("Målår", "Target year")
_OUTCOME = Text("Utfall", "Outcome")
_STATE = Text("Läge", "State")
_OLDER = Noun(
    Text("period till finns i tidigare sammanställningar", "more period stands in earlier masters"),
    Text("perioder till finns i tidigare sammanställningar", "more periods stand in earlier masters"),
)
_NOTES_ON_PAPER = (
    Text(
        "Förändring: mot närmast föregående mätning av samma slag; två värden säger inte om det har blivit bättre.",
        "Change: against the measurement before of the same kind; two values do not tell whether things are better.",
    ),
    Text(
        "Utan värde för hela sjukvårdsregionen visas rikets, annars en regions, med regionernas under Om värdet.",
        "Without a value of the whole healthcare region the nation's is shown, else a region's, with the regions' "
        "under About the value.",
    ),
)
_NOTES_ON_SCREEN = (
    Text("Andel av vägen: från utgångsvärdet till målet.", "Part of the way: from the baseline to the target."),
    Text(
        "Spridning: skillnaden mellan högsta och lägsta region.",
        "Spread: the difference between the highest and the lowest region.",
    ),
)


def write_page(edition: Edition, view: IndicatorOutcomes) -> None:
    """Write the page."""
    found, measures = edition.indicators[view.measures.sheet], view.measures
    page = open_framed_page(edition, view, _WIDTHS)
    top, of_part = TOP, {title: [one for one in found if _part(one, measures) is title] for title in _PARTS}
    for title, (part, columns_of, row_of) in _PARTS.items():
        if indicators := of_part[title]:
            page.write_content(top, 0, f"{edition.localize(title)} ({len(indicators)})", "section")
            page.set_height(top, 24)
            if title is _NUMBERS:
                _trends(page, view, top + 2, indicators)
            name, first, rows = table_name(view, part), top, [row_of(edition, view, one) for one in indicators]
            top = write_table(page, top + 1, name, columns_of(edition), rows, edition.localize(title)) + 1
            page.keep_whole(first, top - 1, _PRINTED)
    if of_part[_NUMBERS]:
        for row, note in enumerate(_NOTES_ON_PAPER + _NOTES_ON_SCREEN, top - 1):
            page.write_content(row, 0, edition.localize(note), "line")
        top += len(_NOTES_ON_PAPER)
    page.limit_print_columns(top - 1, _PRINTED)
    page.sheet.freeze_panes(TOP, 1)
    page.sheet.lay_aside()


def _part(one: Indicator, measures: Measures) -> Text:
    """The heading of the table that an indicator belongs to."""
    kind = one.row.get(measures.kind)
    if kind == measures.number or one.points or one.undated_count:
        return _NUMBERS
    return _MILESTONES if kind == measures.milestone else _WORDS if kind else _UNKNOWN


def _columns(edition: Edition, *titles: tuple[Text, str]) -> list[Heading]:
    lead = [(GROUP, "strong"), (_AREA, "text"), (_NAME, "text")]
    return [Heading(edition.localize(title), style) for title, style in (*lead, *titles)]


def _number_columns(edition: Edition) -> list[Heading]:
    return _columns(
        edition,
        (_TARGET, "text"),
        (_LATEST, "any_number"),
        (_PERIOD, "text"),
        (_ON_TARGET, "text"),
        (_CHANGE, "text"),
        (_TREND, "text"),
        (_READ, "text"),
        (_NOTES, "text"),
        (_BEFORE, "any_number"),
        (_BASELINE, "text"),
        (_ATTAINED, "share"),
        (_SPREAD, "any_number"),
    )


def _lead(edition: Edition, view: IndicatorOutcomes, one: Indicator) -> list[Content]:
    name = " ".join(filter(None, (get_text(one.row, view.measures.id), get_text(one.row, view.measures.name))))
    unit = get_text(one.row, view.measures.unit)
    return [
        name_group(edition, one.row),
        get_text(one.row, f"_{view.measures.parent}"),
        f"{name} ({unit})" if unit else name,
    ]


def _number_row(edition: Edition, view: IndicatorOutcomes, one: Indicator) -> list[Content]:
    measures, latest = view.measures, one.latest
    series = edition.series[measures.sheet]
    difference, told = describe_change(one, measures), describe_development(one, measures)
    whose = name_speaker(edition, one, measures)
    development = edition.localize(told) if told else ""
    return [
        *_lead(edition, view, one),
        format_target(edition, measures, one.row),
        latest.value if latest else None,
        _period(edition, view, one, whose),
        format_verdict(edition, judge_target(one, measures)),
        edition.localize(difference) if difference else "",
        "",
        f"{whose}: {development}" if whose and development else development,
        _notes(edition, one, measures),
        latest.previous_value if latest else None,
        edition.localize(describe_baseline(one.row, measures)),
        measure_attainment(one, measures),
        measure_spread(one, series, measures),
    ]


def _period(edition: Edition, view: IndicatorOutcomes, one: Indicator, whose: str) -> str:
    """The latest period, and whose value it is where it is not that of the whole; without a value, why."""
    if one.latest is None:
        return _word(edition, view.measures, one, view.measures.state)
    return f"{one.latest.point.period} ({whose})" if whose else str(one.latest.point.period)


def _notes(edition: Edition, one: Indicator, measures: Measures) -> str:
    """About the value: words of it, the regions' where the whole has none, what is missing, in doubt or older."""
    series = edition.series[measures.sheet]
    regions = _list_regions(edition, one, measures, series)
    said = one.latest.point.comment.strip().rstrip(".") if one.latest else ""
    doubtful = (describe_missing(one, series), describe_contradiction(one.contradicted_periods), describe_undated(one))
    older = edition.localize(_OLDER.with_number(len(one.earlier_points))) if one.earlier_points else ""
    reached = _word(edition, measures, one, measures.reached_state)
    state = f"{edition.localize(_REACHED)}: {reached}" if reached else ""
    outcome = get_text(one.row, measures.outcome).strip().rstrip(".")
    return "; ".join(filter(None, (state, outcome, regions, said, *map(edition.localize, doubtful), older)))


def _list_regions(edition: Edition, one: Indicator, measures: Measures, series: Sequence[Series]) -> str:
    """The member regions' latest values, where the whole has none: "RJL 80, RKL 75"."""
    if one.latest is None or one.latest.series == measures.whole_series:
        return ""
    return ", ".join(
        f"{edition.localize(item.title)} {format_number(value, edition.language)}"
        for item in select_members(series, measures)
        if (value := one.latest.point.number(item.name)) is not None
    )


def _word(edition: Edition, measures: Measures, one: Indicator, column: str) -> str:
    return localize_term(edition.consolidation.book, measures.sheet, column, one.row.get(column), edition.language)


def _trends(page: Page, view: IndicatorOutcomes, top: int, numbers: Sequence[Indicator]) -> None:
    """A small line in a column of its own, over the values on the hidden sheet."""
    charts = next((one for one in page.edition.views if isinstance(one, Charts)), None)
    if charts is None:
        return
    found, data = collect_figures(page.edition, charts), quote_sheet_title(page.edition.localize(charts.data))
    at = lay_out_picker(list(found.values()))
    cells, areas = [], []
    for row, one in enumerate(numbers, top):
        figure = found.get(indicator_key(one, view.measures))
        if figure is None or len(one.points) < 2:
            continue
        cells.append(xl_rowcol_to_cell(row, _TREND_COLUMN))
        areas.append(f"{data}!{at.trend_cells(figure)}")
    options = {"location": cells, "range": areas, "last_point": True, "weight": 1.5}
    options |= {"series_color": look.DEEP_BLUE, "last_color": look.DEEP_BLUE}
    if cells:
        page.sheet.add_sparkline(top, _TREND_COLUMN, options)


def _milestone_columns(edition: Edition) -> list[Heading]:
    return _columns(
        edition,
        (_TARGET, "text"),
        (_REACHED, "text"),
        (_REACHED_ON, "day"),
        (_YEAR, "plain_number"),
        (_OUTCOME, "text"),
    )


def _milestone_row(edition: Edition, view: IndicatorOutcomes, one: Indicator) -> list[Content]:
    measures, row = view.measures, one.row
    term = find_vocabulary(edition.consolidation.book, measures.sheet, measures.reached_state).find_term(
        row.get(measures.reached_state)
    )
    day, year = row.get(measures.reached_date), row.get(measures.target_year)
    return [
        *_lead(edition, view, one),
        format_target(edition, measures, row),
        TermContent(edition.localize(term.word), term) if term else "",
        day if isinstance(day, date) else None,
        year if isinstance(year, int | float) else None,
        get_text(row, measures.outcome),
    ]


def _word_columns(edition: Edition) -> list[Heading]:
    return _columns(edition, (_TARGET, "text"), (_YEAR, "plain_number"), (_STATE, "text"), (_OUTCOME, "text"))


def _word_row(edition: Edition, view: IndicatorOutcomes, one: Indicator) -> list[Content]:
    measures, year = view.measures, one.row.get(view.measures.target_year)
    return [
        *_lead(edition, view, one),
        format_target(edition, measures, one.row),
        year if isinstance(year, int | float) else None,
        _word(edition, measures, one, measures.state),
        get_text(one.row, measures.outcome),
    ]


# The tables of the page by what stands over them: what ends their names, their columns, and what makes a row.
_PARTS: Mapping[
    Text,
    tuple[str, Callable[[Edition], list[Heading]], Callable[[Edition, IndicatorOutcomes, Indicator], list[Content]]],
] = {
    _NUMBERS: ("numbers", _number_columns, _number_row),
    _MILESTONES: ("milestones", _milestone_columns, _milestone_row),
    _WORDS: ("words", _word_columns, _word_row),
    _UNKNOWN: ("unknown", _word_columns, _word_row),
}
