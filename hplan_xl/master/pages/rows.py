"""A page with all rows of one sheet of the plan: an Excel table, each row with group, file, sheet and row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hplan_xl.book.text import Text
from hplan_xl.book.views import AllRows, table_name
from hplan_xl.excel import look
from hplan_xl.excel.text_metrics import TALLEST_ROW, raise_lines
from hplan_xl.master.facts.records import find_sheet
from hplan_xl.master.sheet.context import Edition
from hplan_xl.master.sheet.page_frame import TOP, Page, open_framed_page
from hplan_xl.master.sheet.row_columns import Field, count_frozen_columns, count_printed_columns, lay_out_columns
from hplan_xl.master.sheet.tables import LEAST_ROWS, add_table, add_term_formats

if TYPE_CHECKING:
    import pandas as pd


_MORE_COLUMNS = Text("Fler kolumner: klicka på + ovanför rubrikerna.", "More columns: click + above the headings.")


def write_page(edition: Edition, view: AllRows) -> None:
    """Write the page."""
    fields = lay_out_columns(edition, view)
    frame = label_groups(edition, view.sheet)
    page = open_framed_page(edition, view, [field.width for field in fields])
    if any(field.is_collapsed for field in fields):
        page.write_content(TOP - 1, 1, edition.localize(_MORE_COLUMNS), "line")
    bottom = write_rows(page, TOP, fields, frame, table_name(view), edition.localize(view.title))
    page.sheet.freeze_panes(TOP + 1, count_frozen_columns(find_sheet(edition.consolidated.book, view.sheet), fields))
    page.sheet.repeat_rows(TOP)
    page.limit_print_columns(bottom, count_printed_columns(fields))
    page.sheet.finish_rows()


def label_groups(edition: Edition, sheet: str) -> "pd.DataFrame | None":
    """Return the rows of a sheet, each with the displayed name of its group."""
    frame = edition.consolidated.tables.get(sheet)
    if frame is None or frame.empty:
        return frame
    owners = zip(frame["_region"], frame["_group"], strict=True)
    return frame.assign(_group=[edition.group_name(str(region or ""), str(group or "")) for region, group in owners])


def write_rows(
    page: Page, top: int, fields: Sequence[Field], frame: "pd.DataFrame | None", name: str, description: str
) -> int:
    """Write the rows of a frame as an Excel table, and return the row after it."""
    count = 0 if frame is None else len(frame)
    tall = [1] * count
    cells = []
    for column, field in enumerate(fields):
        values = frame[field.name].tolist() if frame is not None and field.name in frame else [None] * count
        cells.append(_make_column(page, top + 1, column, field, values, tall))
        _fold(page, column, fields)
        if field.vocabulary and count:
            add_term_formats(page, (top + 1, column, top + count, column), field.vocabulary)
    page.sheet.write_rows(top + 1, cells)
    for row, most in enumerate(tall, top + 1):  # without a height, other programs fit a row to its folded columns too
        page.set_height(row, max(LEAST_ROWS, min(TALLEST_ROW, most * look.FONT_SIZE * 1.36 + 2)))
    add_table(page, top, 0, max(count, 1), name, [field.heading for field in fields], description)
    return top + max(count, 1) + 1


def _make_column(
    page: Page, top: int, column: int, field: Field, values: Sequence[object], tall: list[int]
) -> list[str]:
    """Make the cells of values below each other, and raise `tall` to the lines each row needs while it is in sight."""
    blank_is_told, show = field.name.startswith("_"), field.to_content
    told = [show(value) if blank_is_told or not (value is None or value != value) else None for value in values]
    if not field.is_collapsed:
        raise_lines(tall, told, page.measure_room(column, field.style))
    return page.make_cells(column, field.style).make_texts(top, told)


def _fold(page: Page, column: int, fields: Sequence[Field]) -> None:
    """Put a folded column under an outline group that is closed; the column after the group carries its button."""
    if fields[column].is_collapsed:
        page.sheet.set_column(column, column, page.widths[column], None, {"level": 1, "hidden": True})
    elif column and fields[column - 1].is_collapsed:
        page.sheet.set_column(column, column, page.widths[column], None, {"collapsed": True})
