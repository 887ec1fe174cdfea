"""The year by quarter over all groups; an event that many have alike stands once."""

from collections.abc import Sequence
from datetime import date

from hplan_xl.book.columns import Choice, Column, Date
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Text
from hplan_xl.book.views import YearCalendar, table_name
from hplan_xl.consolidation.union import FILE, ROW, SHEET, Record
from hplan_xl.excel.rendering import render_value
from hplan_xl.master.facts.records import (
    count_plans,
    find_sheet,
    get_text,
    group_records,
    join_names,
    list_records,
    list_terms,
    localize_term,
)
from hplan_xl.master.sheet.page_frame import TOP, Content, Edition, open_framed_page
from hplan_xl.master.sheet.tables import Heading, name_group, write_table

_QUARTER = Text("Kvartal", "Quarter")
_GROUPS = Text("Grupper", "Groups")
_FOR_ALL = Text("Alla planer", "All plans")
_MANY = Text("{n} planer", "{n} plans")
_MOST_NAMED = 80
_EVENT, _OTHER = 40, 22  # the widest a column is, so that the groups stand on the first screen


def write_page(edition: Edition, view: YearCalendar) -> None:
    """Write the page."""
    sheet = find_sheet(edition.consolidation.book, view.sheet)
    own = _own(sheet, view)
    widths = [12, *[min(max(column.width, 12), _EVENT if column.name == view.event else _OTHER) for column in own]]
    widths += [32, 46, 18, 7]
    page = open_framed_page(edition, view, widths)
    rows = _in_order(edition, view, list_records(edition.consolidation, view.sheet))
    every = count_plans(edition.consolidation)
    alike = group_records(rows, lambda row: (_quarter(row, view), *(get_text(row, column.name) for column in own)))
    lines = [_line(edition, view, own, of, every) for of in alike.values()]
    localize = edition.localize
    columns = [
        Heading(localize(_QUARTER), "strong"),
        *(Heading(localize(column.title), "day" if isinstance(column, Date) else "text") for column in own),
    ]
    columns += [Heading(localize(_GROUPS)), Heading(localize(FILE), "source"), Heading(localize(SHEET), "source")]
    columns.append(Heading(localize(ROW), "plain_number"))
    bottom = write_table(page, TOP, table_name(view), columns, lines, localize(view.title))
    page.limit_print_columns(bottom, len(own) + 2)
    page.sheet.freeze_panes(TOP + 1, 0)
    page.repeat_headings(TOP)


def _own(sheet: Sheet | None, view: YearCalendar) -> list[Column]:
    """The sheet's columns but the quarter, the event first."""
    columns = (
        [column for column in sheet.columns if not column.is_private and column.name != view.quarter] if sheet else []
    )
    return sorted(columns, key=lambda column: column.name != view.event)


def _quarter(row: Record, view: YearCalendar) -> str:
    """The quarter that is given, else the one of the day it begins, or, where only that is told, ends."""
    day = row.get(view.start) or row.get(view.end)
    if not row.get(view.quarter) and isinstance(day, date):
        return f"q{(day.month + 2) // 3}"
    return get_text(row, view.quarter)


def _in_order(edition: Edition, view: YearCalendar, rows: Sequence[Record]) -> list[Record]:
    """By quarter in the order of the words, then by day; what has no day comes after."""
    places = {
        term.name: place for place, term in enumerate(list_terms(edition.consolidation.book, view.sheet, view.quarter))
    }
    return sorted(
        rows,
        key=lambda row: (
            places.get(_quarter(row, view), len(places)),
            str(row.get(view.start) or row.get(view.end) or "9999"),
            get_text(row, view.event),
        ),
    )


def _line(
    edition: Edition, view: YearCalendar, own: Sequence[Column], rows: Sequence[Record], every: int
) -> list[Content]:
    first, book = rows[0], edition.consolidation.book
    quarter = localize_term(book, view.sheet, view.quarter, _quarter(first, view), edition.language)
    cells = [_show_value(edition, column, first.get(column.name)) for column in own]
    groups = list(dict.fromkeys(name_group(edition, row) for row in rows))
    source = (get_text(first, "_file"), get_text(first, "_sheet"))
    return [quarter, *cells, _who(edition, groups, every), *source, int(get_text(first, "_row"))]


def _show_value(edition: Edition, column: Column, value: object) -> Content:
    told = render_value(column, value, edition.language)
    return "" if told is None and not isinstance(column, Date | Choice) else told


def _who(edition: Edition, groups: Sequence[str], every: int) -> str:
    if len(groups) == every > 1:
        return edition.localize(_FOR_ALL)
    names = join_names(groups, _MOST_NAMED, edition.language)
    return names if len(groups) < 4 else f"{edition.localize(_MANY.fill(n=len(groups)))}: {names}"
