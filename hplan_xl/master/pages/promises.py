"""A page with each tick of a family against each status, and the work behind each number."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import takewhile

from hplan_xl.book.columns import Term, Tick
from hplan_xl.book.text import Text
from hplan_xl.book.views import TickCrossing, table_name
from hplan_xl.consolidation.union import Record
from hplan_xl.excel import look
from hplan_xl.excel.text_metrics import count_lines, fit_text
from hplan_xl.master.facts.issues import find_idle_ticks, is_all_served
from hplan_xl.master.facts.records import (
    WITHOUT_STATUS,
    count_statuses,
    format_term,
    group_records,
    label_work,
    list_families,
    list_terms,
    list_work,
)
from hplan_xl.master.pages.status import (
    TICK_MARK,
    count_by_status,
    count_without,
    find_family_title,
    fit_count_width,
    is_any_without,
)
from hplan_xl.master.sheet.page_frame import TOP, Content, Edition, Page, open_framed_page
from hplan_xl.master.sheet.row_columns import RowCondition, count_formula, find_counted_table
from hplan_xl.master.sheet.tables import Heading, name_group, write_table

_TOTAL = Text("Antal", "Number")
_GROUPS = Text("Grupper", "Groups")
_WORK = Text("Områden", "Areas")
_BEHIND = Text("Områden bakom varje löfte", "The areas behind each promise")
_IDLE = Text("Patientlöften utan område", "Patient promises without an area")
_ALL_SERVED = Text("Alla löften har områden som pågår.", "All promises have areas under way.")
_NONE = Text("inget område här är kryssat för löftet.", "no area here is ticked for the promise.")
_RESTING = Text(
    "de områden som bidrar är avslutade eller ej påbörjade.",
    "the areas that serve it are closed or not started.",
)
_MORE = Text("(resten på fliken {title})", "(the rest on the sheet {title})")
_NOWHERE = Text("(resten i planerna)", "(the rest in the plans)")
_LIST, _TOTAL_WIDTH = 53, 9
# So many lines a row leave room for the promises of a region on the first screen of a laptop.
_LINES = 2
_TALLEST = _LINES * look.LINE_HEIGHT + 4


def write_page(edition: Edition, view: TickCrossing) -> None:
    """Write the page: a part for the promises of each region that has some."""
    statuses = list_terms(edition.consolidation.book, view.work.sheet, view.work.status)
    rows, top = list_work(edition.consolidation, view.work), TOP
    counts = [fit_count_width(format_term(term, edition.language)) for term in statuses]
    without = [_TOTAL_WIDTH] * is_any_without(edition, view.work, statuses)
    groups = fit_count_width(edition.localize(_GROUPS))
    page = open_framed_page(edition, view, [24, _LIST - sum(without), *counts, *without, _TOTAL_WIDTH, groups])
    of_regions = list_families(edition.consolidation, view.work.sheet, view.work.family)
    for place, ticks in enumerate(of_regions, 1):
        top = _part(page, view, top, _name_table(view, "table", place), ticks, rows, statuses) + 1
    behind = top = _idle(page, view, top)
    page.write_content(top, 0, edition.localize(_BEHIND), "section")
    for place, ticks in enumerate(of_regions, 1):
        top = _list_work(page, view, top + 1, _name_table(view, "work", place), ticks, rows, statuses)
    if not page.fits_one_page(0, top - 1):
        page.begin_print_page(behind)
    page.sheet.freeze_panes(TOP, 1)  # the headings are not those of the tables below


def _name_table(view: TickCrossing, part: str, place: int) -> str:
    return table_name(view, part if place == 1 else f"{part}_{place}")


def _part(
    page: Page,
    view: TickCrossing,
    top: int,
    name: str,
    ticks: Sequence[Tick],
    rows: Sequence[Record],
    statuses: Sequence[Term],
) -> int:
    """A table of the promises that some regions have alike, with numbers and the worst of the areas; the row after."""
    edition = page.edition
    title = find_family_title(edition, view.work, ticks)
    worst = next(term for term in statuses if term.name == view.work.ranked_statuses[-1])
    columns = [Heading(title, "strong"), Heading(edition.localize(worst.word))]
    columns += [Heading(format_term(term, edition.language), "count") for term in statuses]
    without = is_any_without(edition, view.work, statuses)
    columns += [Heading(edition.localize(WITHOUT_STATUS), "count")] if without else []
    columns += [Heading(edition.localize(_TOTAL), "total"), Heading(edition.localize(_GROUPS), "count")]
    lines = []
    for at, tick in enumerate(ticks, top + 1):
        served = [row for row in rows if row.get(tick.name)]
        told = shorten_groups(
            _list_behind(edition, view, served, {worst.name: ""}), _point_to_rest(edition, view), page.measure_room(1)
        )
        numbers = _count(edition, view, tick, served, statuses, at if without else None)
        lines.append([edition.localize(tick.title), told, *numbers])
    return write_table(page, top, name, columns, lines, title)


def shorten_groups(words: str, pointer: str, room: float) -> str:
    """As many of the groups as two lines hold, each with all its areas, and where the others are to be read."""
    if count_lines(words, room) <= _LINES:
        return words
    groups = words.split("; ")
    shorter = (f"{'; '.join(groups[:count])} … {pointer}" for count in range(1, len(groups)))
    fitting = list(takewhile(lambda told: count_lines(told, room) <= _LINES, shorter))
    return fitting[-1] if fitting else fit_text(words, room, look.FONT_SIZE, pointer, _TALLEST)


def _count(
    edition: Edition,
    view: TickCrossing,
    tick: Tick,
    rows: Sequence[Record],
    statuses: Sequence[Term],
    without: int | None,
) -> list[Content]:
    """The numbers of a promise; without: its row, where those without a status are counted too."""
    work, count, table_of = view.work, count_statuses(rows, view.work, statuses), find_counted_table(edition, view.work)
    served = RowCondition(tick.name, TICK_MARK)
    cells = count_by_status(edition, work, statuses, count, table_of, [served])
    cells += [] if without is None else [count_without(count, without, 2)]
    groups = len({name_group(edition, row) for row in rows})
    return [*cells, count_formula(count.total, table_of, [served]), groups]


def _list_work(
    page: Page,
    view: TickCrossing,
    top: int,
    name: str,
    ticks: Sequence[Tick],
    rows: Sequence[Record],
    statuses: Sequence[Term],
) -> int:
    """A table of the same promises with the work behind each; the row after it."""
    edition = page.edition
    title = find_family_title(edition, view.work, ticks)
    leads = {term.name: term.symbol for term in statuses} | {None: f"{edition.localize(WITHOUT_STATUS)}:"}
    pointer = _point_to_rest(edition, view)
    lines: list[list[Content]] = []
    for tick in ticks:
        behind = _list_behind(edition, view, [row for row in rows if row.get(tick.name)], leads)
        lines.append([edition.localize(tick.title), fit_text(behind, page.measure_room(1), look.FONT_SIZE, pointer)])
    return write_table(page, top, name, [Heading(title, "strong"), Heading(edition.localize(_WORK))], lines, title)


def _point_to_rest(edition: Edition, view: TickCrossing) -> str:
    """Where all of the work is to be read."""
    listing = edition.rows_page(view.work.sheet)
    return edition.localize(_MORE.fill(title=listing.title) if listing else _NOWHERE)


def _list_behind(edition: Edition, view: TickCrossing, rows: Sequence[Record], leads: Mapping[str | None, str]) -> str:
    """The work by status and group, a line each status that has a lead."""
    lines = []
    for name, lead in leads.items():
        of_status = (row for row in rows if row.get(view.work.status) == name)
        of_groups = group_records(of_status, partial(name_group, edition))
        told = [f"{name}: {', '.join(label_work(row, view.work, 40) for row in of)}" for name, of in of_groups.items()]
        if told:
            lines.append(f"{lead} {'; '.join(told)}".strip())
    return "\n".join(lines)


def _idle(page: Page, view: TickCrossing, top: int) -> int:
    """The promises that nobody works on, where that can be said; the row after them and a blank one."""
    localize, consolidation = page.edition.localize, page.edition.consolidation
    found = find_idle_ticks(consolidation, view.work)
    if not found and not is_all_served(consolidation, view.work):
        return top
    page.write_content(top, 0, localize(_IDLE), "section")
    for place, one in enumerate(found, top + 1):
        why = localize(_RESTING if one.rows else _NONE)
        page.write_content(
            place, 0, f"{localize(one.tick.title)} ({page.edition.region_name(one.region)}): {why}", "plain"
        )
    if not found:
        page.write_content(top + 1, 0, localize(_ALL_SERVED), "line")
    return top + max(len(found), 1) + 2
