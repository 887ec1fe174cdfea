"""The page for one minute: five sentences, the statuses, the groups, what is asked, who is awaited."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text, join_texts, neutral_text
from hplan_xl.book.views import Overview, Work, table_name
from hplan_xl.consolidation.union import GROUP, NOT_GIVEN
from hplan_xl.excel.look import SCREEN_WIDTH, count_pixels
from hplan_xl.excel.references import make_internal_link
from hplan_xl.excel.text_metrics import count_lines, measure_widest_word
from hplan_xl.master.facts import records
from hplan_xl.master.facts.issues import count_by_forum
from hplan_xl.master.facts.sentences import compose_five_sentences, explain_working_material
from hplan_xl.master.pages import overview_parts
from hplan_xl.master.pages.status import count_by_status, count_without, is_any_without
from hplan_xl.master.sheet.charts import draw_stacked_bars
from hplan_xl.master.sheet.page_frame import (
    INDENT,
    LOW_ROW,
    ROW_HEIGHT,
    Content,
    Edition,
    Formula,
    LinkedText,
    Page,
    open_page,
)
from hplan_xl.master.sheet.row_columns import (
    CountedTable,
    RowCondition,
    count_formula,
    distinguish_names,
    find_counted_table,
)
from hplan_xl.master.sheet.tables import Heading, name_group, write_table

MOST_LINES = 10  # of the table of groups, which ends on the first screen
_LINES_BELOW = 8  # that the councils or what is asked may take before the groups get fewer
_LEAST_LINES = 8  # that the groups keep, so that the chart beside them is not of one alone
LEAST_CHART = 190.0
_GAP = 6
_COUNCIL, _FIRST, _STATUS, _WITHOUT, _LAST, _FORUM_WIDE = 22.6, 27.4, 10.9, 8.5, 8.6, 17.5
_TO_WITHOUT = 2.6, 2.3  # what the first two columns give to that of the areas without a status; the rest the last does
_LEAST_RIGHT = 38  # of the two columns under the chart
_TITLE = Text("Handlingsplaner {year}{whose}: läget i korthet", "Action plans {year}{whose}: the situation in brief")
_PART = Text(
    "{part}, handlingsplaner {year}{whose}: läget i korthet",
    "{part}, action plans {year}{whose}: the situation in brief",
)
_LED = Text(", {whose}", ", {whose}")
_MOST_REGIONS = 2
_REGIONS = Text("{n} sjukvårdsregioner", "{n} healthcare regions")
_AND_OTHERS = Text("{regions} med flera", "{regions} and others")
_ALL_TABS = Text("Alla flikar", "All sheets")
_ALL = Text("Alla grupper", "All groups")
_CALM = Text("{n} utan gult eller rött", "{n} without yellow or red")
_CALM_AS_READ = Text("{n} utan läsbart gult eller rött", "{n} without readable yellow or red")
_TROUBLED = Text("{n} till med gult eller rött", "{n} more with yellow or red")


def write_page(edition: Edition, view: Overview) -> None:
    """Write the page: the groups and their chart side by side, under them the councils and what is asked."""
    statuses = records.list_terms(edition.consolidation.book, view.work.sheet, view.work.status)
    without = [_WITHOUT] * is_any_without(edition, view.work, statuses)
    counts = [*[_STATUS] * len(statuses), *without]
    forum, beside = _forum_width(edition, view), overview_parts.has_several_councils(edition, view.work)
    of_council, of_group = (given * len(without) for given in _TO_WITHOUT)
    first, asked = max(_COUNCIL - of_council, 0 if beside else forum), max(_FORUM_WIDE, forum if beside else 0)
    widths = [first, _FIRST - of_group, *counts, _LAST, asked]
    rest = (SCREEN_WIDTH - count_pixels(widths) - 5) / 7
    page = open_page(edition, view, [*widths, max(_LEAST_RIGHT - asked, int(rest))])
    page.sheet.fit_to_pages(1, 1)
    page.sheet.set_margins(0.4, 0.4, 0.3, 0.5)
    page.sheet.center_horizontally()
    top = _sentences(page, view)
    page.set_height(top, _GAP)
    lower = _groups(page, view, statuses, top + 1)
    right = len(counts) + 3
    councils = overview_parts.write_councils(page, view, statuses, lower)
    bottom = max(councils, overview_parts.write_questions(page, view, right if councils > lower else 0, lower))
    page.set_height(bottom, _GAP)
    bottom = overview_parts.write_awaited(page, bottom + 1)
    page.limit_print_columns(bottom, len(page.widths))
    if len(edition.views) > 1:
        target = make_internal_link(edition.localize(view.title), f"A{bottom + 2}")
        page.write_content(0, right + 1, LinkedText(edition.localize(_ALL_TABS), target), "home", align="right")
        overview_parts.write_tabs(page, view, bottom + 1, (0, 2, right))


def _forum_width(edition: Edition, view: Overview) -> float:
    """Wide enough for no word of who is asked to be broken; 0 where nobody is."""
    forums = count_by_forum(edition.consolidation, view.questions)
    return max((measure_widest_word(edition.localize(forum)) + INDENT + 1 for forum in forums), default=0)


def _sentences(page: Page, view: Overview) -> int:
    """The title and the five sentences, each in a cell of its own; the row after them."""
    edition, consolidation = page.edition, page.edition.consolidation
    page.write_content(0, 0, edition.localize(_compose_title(edition)), "title")
    page.set_height(0, 24)
    said = [edition.localize(one) for one in compose_five_sentences(consolidation)]
    for row, sentence in enumerate(said, 1):
        page.write_content(row, 0, sentence, "sentence")
        page.set_height(row, ROW_HEIGHT)
    working = explain_working_material(consolidation)
    page.write_content(len(said) + 1, 0, edition.localize(working) if working else "", "warning")
    return len(said) + 2


def _compose_title(edition: Edition) -> Text:
    """Whose plans they are, and for which year."""
    consolidation = edition.consolidation
    plans = records.list_records(consolidation, consolidation.book.identity.sheet)
    own = {records.get_text(row, "_region") for row in plans}
    counted = [name for name in consolidation.regions if name in own or consolidation.part is None]
    names = [records.name_region(consolidation, name) for name in counted]
    whose = join_texts(names, ", ") if len(names) <= _MOST_REGIONS else _REGIONS.fill(n=len(names))
    if own - {*consolidation.regions, ""}:
        whose = _AND_OTHERS.fill(regions=whose)
    is_said = not names or whose == consolidation.part
    title = _PART if consolidation.part else _TITLE
    led = neutral_text("") if is_said else _LED.fill(whose=whose)
    return title.fill(part=consolidation.part, year=consolidation.year, whose=led)


@dataclass(frozen=True)
class _Line:
    """A line of the table of groups; counted_by: the words a formula counts it by, None for several groups."""

    words: str
    counted_by: str | None
    count: records.StatusCount
    council: str = ""


def _groups(page: Page, view: Overview, statuses: Sequence[Term], first: int) -> int:
    """The tiles, the groups with their counts under them, and the chart beside; the row after them and a gap."""
    edition, work = page.edition, view.work
    top = overview_parts.write_tiles(page, view, statuses, first)
    lines = _lines(page, view, statuses)
    if not lines:
        return top + 1
    columns = [Heading(edition.localize(edition.route), "source"), Heading(edition.localize(GROUP), "strong")]
    counted = overview_parts.list_count_headings(edition, work, statuses)
    columns += counted
    table_of = find_counted_table(edition, work)
    rows = [_cells(edition, line, work, statuses, table_of, top + 1 + at) for at, line in enumerate(lines)]
    bottom = write_table(
        page,
        top,
        table_name(view),
        columns,
        rows,
        edition.localize(view.work.noun.plural),
        filtered=False,
        least=LOW_ROW,
    )
    _total(page, edition, len(counted), rows, top, bottom)
    charted = [line for line in lines if line.counted_by is not None]
    draw_stacked_bars(
        page,
        first,
        len(counted) + 2,
        (top + 1, top + len(charted)),
        1,
        statuses,
        max(page.measure_span(first, bottom), LEAST_CHART),
        view.work.noun.plural,
        [line.count for line in charted],
    )
    page.set_height(bottom + 1, max(_GAP, LEAST_CHART - page.measure_span(first, bottom)))
    return bottom + 2


def _cells(
    edition: Edition, line: _Line, work: Work, statuses: Sequence[Term], table_of: CountedTable | None, row: int
) -> list[Content]:
    without = [count_without(line.count, row, 2)] if is_any_without(edition, work, statuses) else []
    if line.counted_by is None:
        numbers = (line.count.by_status[term.name] for term in statuses)
        return ["", line.words, *numbers, *without, line.count.total]
    only = [RowCondition("_group", line.counted_by, xl_rowcol_to_cell(row, 1, col_abs=True))]
    cells = count_by_status(edition, work, statuses, line.count, table_of, only)
    return [line.council, line.words, *cells, *without, count_formula(line.count.total, table_of, only)]


def _lines(page: Page, view: Overview, statuses: Sequence[Term]) -> list[_Line]:
    """The groups with work, where not all fit those with trouble first, in their own order, and a line for the rest."""
    edition, work = page.edition, view.work
    of_group = records.group_records(records.list_work(edition.consolidation, work), partial(name_group, edition))
    councils = {
        edition.group_name(one.region, one.name): _route(edition, one)
        for one in records.list_groups(edition.consolidation)
    }
    names = [name for name in councils if name in of_group]
    counts = {name: records.count_statuses(of_group[name], work, statuses) for name in names}
    severe = [term.name for term in records.select_by_tone(edition.consolidation.book, work, Tone.RED)]
    mild = [term.name for term in records.select_by_tone(edition.consolidation.book, work, Tone.YELLOW)]
    troubled = [name for name in names if any(counts[name].by_status[term] for term in (*severe, *mild))]
    urgent = sorted(names, key=lambda name: _urgency(counts[name], severe, mild))
    chosen = _as_many_as_fit(page, view, urgent)
    by = distinguish_names(names)
    lines = [_Line(name, by[name], counts[name], councils[name]) for name in names if name in chosen]
    calm = [name for name in names if name not in chosen and name not in troubled]
    is_unread = partial(edition.consolidation.is_unread, sheet=work.sheet, column=work.status)
    as_read = _CALM_AS_READ if any(is_unread(row) for name in calm for row in of_group[name]) else _CALM
    for several, rest in ((_TROUBLED, [name for name in troubled if name not in chosen]), (as_read, calm)):
        if rest:
            rows = [row for name in rest for row in of_group[name]]
            lines.append(
                _Line(edition.localize(several.fill(n=len(rest))), None, records.count_statuses(rows, work, statuses))
            )
    return lines


def _as_many_as_fit(page: Page, view: Overview, names: Sequence[str]) -> list[str]:
    """The first names, a line each where they fit in their column, that leave room for what stands below them."""
    consolidation = page.edition.consolidation
    councils = {
        name for one in records.list_groups(consolidation) for name in records.split_councils(one.council) or ("",)
    }
    below = max(
        min(len(councils), overview_parts.MOST_COUNCILS) + 1, len(count_by_forum(consolidation, view.questions))
    )
    most = MOST_LINES if len(names) <= MOST_LINES else MOST_LINES - 2
    room = max(_LEAST_LINES, most - max(0, below - _LINES_BELOW))
    kept: list[str] = []
    for name in names:
        room -= count_lines(name, page.measure_room(1))
        if room < 0 and kept:
            break
        kept.append(name)
    return kept


def _route(edition: Edition, one: records.PlanGroup) -> str:
    """Say briefly what a group reports to: its council, or how many; that none is given where that is so."""
    councils = records.split_councils(one.council)
    if len(councils) > 1:
        return edition.localize(records.choose_route_noun(edition.consolidation.book, [one]).with_number(len(councils)))
    return one.council or edition.localize(NOT_GIVEN)


def _urgency(count: records.StatusCount, severe: Sequence[str], mild: Sequence[str]) -> int:
    if any(count.by_status[term] for term in severe):
        return 0
    return 1 if any(count.by_status[term] for term in mild) else 2


def _value(content: Content) -> float:
    """The number of a count, be it a formula or not."""
    number = content.value if isinstance(content, Formula) else content
    return number if isinstance(number, int | float) else 0


def _total(page: Page, edition: Edition, counts: int, lines: Sequence[Sequence[Content]], top: int, row: int) -> None:
    """The line under the table that sums its last columns, so many as are counts."""
    page.write_content(row, 0, None, "strong")
    page.write_content(row, 1, edition.localize(_ALL), "strong", valign="vcenter")
    page.set_height(row, LOW_ROW)
    for column in range(2, 2 + counts):
        value = sum(_value(line[column]) for line in lines)
        area = f"{xl_rowcol_to_cell(top + 1, column)}:{xl_rowcol_to_cell(row - 1, column)}"
        page.write_content(row, column, Formula(f"=SUM({area})", value), "total", valign="vcenter")
