"""A page with each tick of a family against each status, and the work behind each number."""

from collections.abc import Sequence
from functools import partial

from hplan_xl.book.columns import Term, Tick
from hplan_xl.book.text import Text
from hplan_xl.book.views import TickCrossing, table_name
from hplan_xl.excel import look
from hplan_xl.excel.text_metrics import fit_text
from hplan_xl.master.facts.issues import IdleTick, find_idle_ticks
from hplan_xl.master.facts.records import Record, families, list_terms
from hplan_xl.master.facts.status_counts import count_statuses, format_term, group_records, label_work, list_work
from hplan_xl.master.pages.status import (
    TICK_MARK,
    WITHOUT_STATUS,
    count_by_status,
    count_without,
    find_family_title,
    fit_count_width,
    has_any_without,
)
from hplan_xl.master.sheet.context import Edition
from hplan_xl.master.sheet.count_formulas import RowCondition, count_formula, find_counted_table
from hplan_xl.master.sheet.page_frame import INDENT, TOP, Content, Page, open_framed_page
from hplan_xl.master.sheet.tables import Heading, name_group, write_table

_TOTAL = Text("Antal", "Number")
_GROUPS = Text("Grupper", "Groups")
_WORK = Text("Områden", "Areas")
_IDLE = Text("Patientlöften utan område", "Patient promises without an area")
_ALL_SERVED = Text("Alla löften har områden som pågår.", "All promises have areas under way.")
_NONE = Text("inget område bidrar till löftet.", "no area serves the promise.")
_RESTING = Text(
    "de områden som bidrar är avslutade eller ej påbörjade.",
    "the areas that serve it are closed or not started.",
)
_MORE = Text("(resten på fliken {title})", "(the rest on the sheet {title})")
_NOWHERE = Text("(resten i planerna)", "(the rest in the plans)")
_LIST = 53


def write_page(edition: Edition, view: TickCrossing) -> None:
    """Write the page: a part for the promises of each region that has some."""
    statuses = list_terms(edition.consolidated.book, view.work.sheet, view.work.status)
    rows, top = list_work(edition.consolidated, view.work), TOP
    counts = [fit_count_width(format_term(term, edition.language)) for term in statuses]
    counts += [9] * has_any_without(rows, view.work, statuses)
    page = open_framed_page(edition, view, [24, *counts, 9, 9, _LIST])
    for place, ticks in enumerate(families(edition.consolidated.book, view.work.sheet, view.work.family), 1):
        name = table_name(view) if place == 1 else table_name(view, f"table_{place}")
        top = _part(page, view, top, name, ticks, rows, statuses) + 1
    _idle(page, top, find_idle_ticks(edition.consolidated, view.work))
    page.sheet.freeze_panes(TOP + 1, 1)
    page.sheet.repeat_rows(TOP)


def _part(
    page: Page,
    view: TickCrossing,
    top: int,
    name: str,
    ticks: Sequence[Tick],
    rows: Sequence[Record],
    statuses: Sequence[Term],
) -> int:
    """A table of the promises that some regions have alike; the row after it."""
    edition = page.edition
    title = find_family_title(edition, view.work, ticks)
    columns = [Heading(title, "strong")]
    columns += [Heading(format_term(term, edition.language), "count") for term in statuses]
    without = has_any_without(rows, view.work, statuses)
    columns += [Heading(edition.localize(WITHOUT_STATUS), "count")] if without else []
    columns += [Heading(edition.localize(_TOTAL), "total"), Heading(edition.localize(_GROUPS), "count")]
    columns += [Heading(edition.localize(_WORK))]
    lines = []
    for at, tick in enumerate(ticks, top + 1):
        served = [row for row in rows if row.get(tick.name)]
        lines.append(_line(edition, view, tick, served, statuses, at if without else None))
    return write_table(page, top, name, columns, lines, title)


def _line(
    edition: Edition,
    view: TickCrossing,
    tick: Tick,
    rows: Sequence[Record],
    statuses: Sequence[Term],
    without: int | None,
) -> list[Content]:
    """The cells of a promise; without: its row, where those without a status are counted too."""
    work, count, table_of = view.work, count_statuses(rows, view.work, statuses), find_counted_table(edition, view.work)
    served = RowCondition(tick.name, TICK_MARK)
    cells = count_by_status(edition, work, statuses, count, table_of, [served])
    cells += [] if without is None else [count_without(count, without, 1)]
    groups = len({name_group(edition, row) for row in rows})
    behind = _behind(edition, view, rows, statuses)
    return [edition.localize(tick.title), *cells, count_formula(count.total, table_of, [served]), groups, behind]


def _behind(edition: Edition, view: TickCrossing, rows: Sequence[Record], statuses: Sequence[Term]) -> str:
    """The work by status and group, a line each status, as far as the tallest row goes."""
    leads = {term.name: term.symbol for term in statuses} | {None: f"{edition.localize(WITHOUT_STATUS)}:"}
    lines = []
    for name, lead in leads.items():
        of_status = (row for row in rows if row.get(view.work.status) == name)
        of_groups = group_records(of_status, partial(name_group, edition))
        told = [f"{name}: {', '.join(label_work(row, view.work, 40) for row in of)}" for name, of in of_groups.items()]
        if told:
            lines.append(f"{lead} {'; '.join(told)}".strip())
    listing = edition.rows_page(view.work.sheet)
    pointer = _MORE.fill(title=listing.title) if listing else _NOWHERE
    return fit_text("\n".join(lines), _LIST - INDENT, look.FONT_SIZE, edition.localize(pointer))


def _idle(page: Page, top: int, found: Sequence[IdleTick]) -> None:
    says = page.edition.localize
    page.write_content(top, 0, says(_IDLE), "section")
    for place, one in enumerate(found, top + 1):
        why = says(_RESTING if one.rows else _NONE)
        page.write_content(place, 0, f"{says(one.tick.title)} ({page.edition.region_name(one.region)}): {why}", "plain")
    if not found:
        page.write_content(top + 1, 0, says(_ALL_SERVED), "line")
