"""A page that counts work by status: in all, by healthcare region, council, group and tick, as live formulas."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePath

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.book.columns import Term, Tick
from hplan_xl.book.text import Text
from hplan_xl.book.views import StatusTally, TickCrossing, Work, table_name
from hplan_xl.consolidation.union import BETWEEN, GROUP, REGION, Record
from hplan_xl.excel.text_metrics import measure_widest_word, measure_width
from hplan_xl.master.facts import records
from hplan_xl.master.facts.history import StatusPoint, trace_statuses
from hplan_xl.master.sheet.charts import draw_trend
from hplan_xl.master.sheet.page_frame import ROW_HEIGHT, TOP, Content, Edition, Formula, Page, open_framed_page
from hplan_xl.master.sheet.row_columns import (
    CountedTable,
    RowCondition,
    count_formula,
    distinguish_names,
    find_counted_table,
)
from hplan_xl.master.sheet.tables import Heading, name_group, write_table

TICK_MARK = "x"
_ALL = Text("Alla", "All")
_EVERYTHING = Text("Hela sammanställningen", "The whole consolidation")
_TOTAL = Text("Antal", "Number")
_AS_OF = Text("Läget gäller", "As of")
_GROUPS = Text("Grupper", "Groups")
_TREND = Text("Status över tid", "Statuses over time")
_TREND_NOTE = Text(
    "Tidigare rader är hämtade ur tidigare sammanställningar, med de grupper som var med då.",
    "Earlier lines are taken from earlier masters, with the groups that were in them.",
)
_TREND_HEIGHT = 210.0
_BESIDE_HEADING = 3.3  # digits that a heading keeps free for its filter
_SHARE = Text("Andel {status}", "Share {status}")
_COUNTS = Text("Räknat: {noun}.", "Counted: {noun}.")
_FAMILY = Text("Kryss", "Tick")
_SEVERAL = Text(
    "Ett område kan bidra till flera löften, så summan av raderna behöver inte vara antalet områden.",
    "An area may serve several promises, so the rows need not add up to the number of areas.",
)
_IN_EACH_ONE = Text(
    "{groups} hör till flera {routes} och räknas i vart och ett, men bara en gång i hela sammanställningen.",
    "{groups} belongs to several {routes} and is counted in each, but only once in the whole consolidation.",
)
_IN_EACH = Text(
    "{groups} hör till flera {routes} och räknas i vart och ett, men bara en gång i hela sammanställningen.",
    "{groups} belong to several {routes} and are counted in each, but only once in the whole consolidation.",
)


def write_page(edition: Edition, view: StatusTally) -> None:
    """Write the page."""
    statuses = records.list_terms(edition.consolidation.book, view.work.sheet, view.work.status)
    counts = [fit_count_width(records.format_term(term, edition.language)) for term in statuses]
    without = round(measure_widest_word(edition.localize(records.WITHOUT_STATUS)) + _BESIDE_HEADING, 1)
    page = open_framed_page(edition, view, [25, *counts, max(9, without), 8, *[10.9] * len(statuses)])
    rows = records.list_work(edition.consolidation, view.work)
    page.write_content(TOP, 0, edition.localize(_COUNTS.fill(noun=view.work.noun.plural)), "line")
    top = TOP + 1
    for name, title, kinds in _sections(edition, view.work, rows):
        first = top
        top = _section(page, top, table_name(view, name), title, kinds, view.work, statuses)
        page.keep_whole(first, top)  # with the line below
        several = note_groups_in_several(edition) if name == "by_council" else ""
        page.write_content(top, 0, several, "line")
        top += 2 if several else 1
        if name == "all" and edition.consolidation.earlier:
            top = _write_trend(page, view, statuses, top)
    if records.list_families(edition.consolidation, view.work.sheet, view.work.family):
        page.write_content(top - 1, 0, edition.localize(_SEVERAL), "line")
    page.sheet.freeze_panes(TOP, 1)


def fit_count_width(heading: str) -> float:
    """Wide enough for a status's symbol to stand on one line with its first word, and for its longest word."""
    together = measure_width(" ".join(heading.split()[:2]))
    return round(max(together, measure_widest_word(heading)) + _BESIDE_HEADING, 1)


def _write_trend(page: Page, view: StatusTally, statuses: Sequence[Term], top: int) -> int:
    """How the statuses have been by each earlier master, and are now: a table and a chart; the row after them."""
    edition, localize = page.edition, page.edition.localize
    points = trace_statuses(edition.consolidation, view.work, statuses)
    columns = [
        Heading(localize(_AS_OF), "strong"),
        *(Heading(records.format_term(term, edition.language), "count") for term in statuses),
        Heading(localize(records.WITHOUT_STATUS), "count"),
        Heading(localize(_TOTAL), "total"),
        Heading(localize(_GROUPS), "count"),
    ]
    table_of = find_counted_table(edition, view.work)
    days = Counter(point.day for point in points)
    rows = [
        [_name_point(point, days), *_trend_numbers(edition, view.work, statuses, point, table_of, row)]
        for row, point in enumerate(points, top + 1)
    ]
    bottom = write_table(page, top, table_name(view, "trend"), columns, rows, localize(_TREND))
    page.write_content(bottom, 0, localize(_TREND_NOTE), "line")
    counts = [point.count for point in points]
    draw_trend(page, bottom + 1, (top + 1, top + len(points)), statuses, _TREND_HEIGHT, counts)
    after = bottom + 2 + int(_TREND_HEIGHT / ROW_HEIGHT) + 1
    page.keep_whole(top, after - 1)
    return after


def _name_point(point: StatusPoint, days: Mapping[date | None, int]) -> str:
    """The day of a line of the trend, with its master's file where another line is of that day too."""
    day = str(point.day) if point.day else "–"
    return f"{day} ({PurePath(point.name).name})" if point.name and days[point.day] > 1 else day


def _trend_numbers(
    edition: Edition, work: Work, statuses: Sequence[Term], point: StatusPoint, table_of: CountedTable | None, row: int
) -> list[Content]:
    """The numbers of a line of the trend: what is now is counted by formulas, what was stands as it was."""
    count = point.count
    numbers: list[Content] = [count.by_status[term.name] for term in statuses]
    total: Content = count.total
    if not point.name:
        numbers = count_by_status(edition, work, statuses, count, table_of, ())
        total = count_total(count, table_of, ())
    return [*numbers, count_without(count, row, 1), total, point.groups]


@dataclass(frozen=True)
class CountLine:
    """A line of a table: its words, the rows it counts, and by which words in which column; "" counts them all.

    is_own: the words stand in the line's first cell, and are a filler's. between: see RowCondition.
    """

    words: str
    rows: Sequence[Record]
    column: str = ""
    criterion: str = ""
    is_own: bool = False
    between: str = ""

    def conditions(self, cell: str) -> list[RowCondition]:
        """The conditions of the line's count, with its words in a cell."""
        return (
            [RowCondition(self.column, self.criterion, cell if self.is_own else "", self.between)]
            if self.column
            else []
        )


def _sections(edition: Edition, work: Work, rows: Sequence[Record]) -> list[tuple[str, str, list[CountLine]]]:
    """The tables of the page: a name, what stands over its first column, and a line for each of its kinds."""
    localize = edition.localize
    found = [("all", localize(_ALL), [CountLine(localize(_EVERYTHING), rows)])]
    shown: tuple[tuple[str, Text, str, Callable[[Record], str]], ...] = (
        ("by_region", REGION, "_region", lambda row: edition.region_name(records.get_text(row, "_region"))),
        ("by_group", GROUP, "_group", partial(name_group, edition)),
    )
    order = {one: place for place, one in enumerate(records.list_groups(edition.consolidation))}
    ordered = sorted(rows, key=lambda row: order[records.find_owner(row)])
    for name, title, column, told in shown:
        kinds = records.group_records(ordered, told)
        wanted = distinguish_names(list(kinds))
        found.append(
            (name, localize(title), [CountLine(words, of, column, wanted[words], True) for words, of in kinds.items()])
        )
    found.insert(2, ("by_council", localize(edition.route), list_council_lines(edition, ordered)))
    parts = records.list_families(edition.consolidation, work.sheet, work.family)
    for place, ticks in enumerate(parts, 1):
        served = [
            CountLine(localize(tick.title), [row for row in rows if row.get(tick.name)], tick.name, TICK_MARK)
            for tick in ticks
        ]
        name = "by_tick" if place == 1 else f"by_tick_{place}"
        found.append((name, find_family_title(edition, work, ticks), served))
    return found


def list_council_lines(edition: Edition, rows: Sequence[Record]) -> list[CountLine]:
    """A line a council; the work of a group that reports to several is counted in each.

    Councils of one name in several healthcare regions are named with them, and counted as numbers: no formula holds
    the words of a filler, and the cell holds others than the table.
    """
    found: dict[str, list[Record]] = {}
    shared = records.find_shared_councils(edition.consolidation)
    for row in rows:
        for name in records.split_councils(records.get_text(row, "_council")) or ("",):
            of = f" ({edition.region_name(records.get_text(row, '_region'))})" if name.casefold() in shared else ""
            found.setdefault(f"{edition.council_name(name)}{of}", []).append(row)
    told = {records.get_text(row, "_council").casefold() for row in rows}
    clear = all(len(set(names)) == len(names) for names in (one.split(BETWEEN) for one in told))
    wanted = distinguish_names(list(found)) if clear else dict.fromkeys(found, "")
    wanted |= {words: "" for words, of in found.items() if words not in _named_councils(edition, of[0])}
    between = BETWEEN if any(BETWEEN in names for names in told) else ""
    return [CountLine(words, of, "_council", wanted[words], True, between) for words, of in found.items()]


def _named_councils(edition: Edition, row: Record) -> list[str]:
    """The councils of a row as they are shown in the table of its page."""
    return [edition.council_name(name) for name in records.split_councils(records.get_text(row, "_council")) or ("",)]


def note_groups_in_several(edition: Edition) -> str:
    """Say that some groups are counted in several councils but once in the total; "" where none is."""
    several = records.find_groups_in_several(edition.consolidation)
    if not several:
        return ""
    names = records.join_names([edition.group_name(one.region, one.name) for one in several], 80, edition.language)
    routes = records.choose_route_noun(edition.consolidation.book, several).plural
    return edition.localize((_IN_EACH_ONE if len(several) == 1 else _IN_EACH).fill(groups=names, routes=routes))


def find_family_title(edition: Edition, work: Work, ticks: Sequence[Tick]) -> str:
    """What the ticks are called together: the title of the page that crosses them, and whose they are if some have."""
    views = edition.consolidation.book.views
    title = next((view.title for view in views if isinstance(view, TickCrossing) and view.work == work), _FAMILY)
    owners = ", ".join(edition.region_name(region) for region in ticks[0].only_for)
    return f"{edition.localize(title)} ({owners})" if owners else edition.localize(title)


def _section(
    page: Page, top: int, name: str, title: str, kinds: Sequence[CountLine], work: Work, statuses: Sequence[Term]
) -> int:
    """A table with a line a kind; the row after it."""
    localize = page.edition.localize
    columns = [
        Heading(title, "strong"),
        *(Heading(records.format_term(term, page.edition.language), "count") for term in statuses),
        Heading(localize(records.WITHOUT_STATUS), "count"),
        Heading(localize(_TOTAL), "total"),
        *(Heading(localize(_SHARE.fill(status=term.word)), "share") for term in statuses),
    ]
    table_of = find_counted_table(page.edition, work)
    rows = [_line(page.edition, work, statuses, kind, top + 1 + at, table_of) for at, kind in enumerate(kinds)]
    return write_table(page, top, name, columns, rows, title)


def _line(
    edition: Edition, work: Work, statuses: Sequence[Term], kind: CountLine, row: int, table_of: CountedTable | None
) -> list[Content]:
    count = records.count_statuses(kind.rows, work, statuses)
    only = kind.conditions(xl_rowcol_to_cell(row, 0, col_abs=True))
    every = xl_rowcol_to_cell(row, len(statuses) + 2)
    return [
        kind.words,
        *count_by_status(edition, work, statuses, count, table_of, only),
        count_without(count, row, 1),
        count_total(count, table_of, only),
        *(
            Formula(f"=IFERROR({xl_rowcol_to_cell(row, place)}/{every},0)", count.share(term.name))
            for place, term in enumerate(statuses, 1)
        ),
    ]


def count_by_status(
    edition: Edition,
    work: Work,
    statuses: Sequence[Term],
    count: records.StatusCount,
    table_of: CountedTable | None,
    only: Sequence[RowCondition],
) -> list[Content]:
    """How many there are of each status, as live formulas."""
    return [
        count_formula(
            count.by_status[term.name], table_of, [*only, RowCondition(work.status, edition.localize(term.word))]
        )
        for term in statuses
    ]


def count_without(count: records.StatusCount, row: int, first: int) -> Formula:
    """How many have no status: all, which stand to its right, less those of each status, from column `first` on."""
    last = first + len(count.by_status) - 1
    cells = (xl_rowcol_to_cell(row, column) for column in (last + 2, first, last))
    return Formula("={}-SUM({}:{})".format(*cells), count.without_status)


def is_any_without(edition: Edition, work: Work, statuses: Sequence[Term]) -> bool:
    """Whether some of all the work has no status, so that the counts of each do not add up to all."""
    rows = records.list_work(edition.consolidation, work)
    return records.count_statuses(rows, work, statuses).without_status > 0


def count_total(count: records.StatusCount, table_of: CountedTable | None, only: Sequence[RowCondition]) -> Content:
    """All of the rows: those that are counted here, or every row of the table."""
    rows = table_of.column("_row") if table_of else None
    if only or rows is None:
        return count_formula(count.total, table_of, only)
    return Formula(f'=COUNTIFS({rows},">0")', count.total)
