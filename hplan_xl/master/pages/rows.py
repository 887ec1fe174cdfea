"""A page with all rows of one sheet of the plan: an Excel table, each row with group, file, sheet and row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hplan_xl.book.text import Text
from hplan_xl.book.views import AllRows, table_name
from hplan_xl.excel import look
from hplan_xl.excel.text_metrics import measure_lines, raise_lines
from hplan_xl.excel.writer import CellTexts
from hplan_xl.master.facts.records import find_sheet
from hplan_xl.master.sheet.page_frame import TOP, Edition, Page, open_framed_page
from hplan_xl.master.sheet.row_columns import Field, count_frozen_columns, count_printed_columns, lay_out_columns
from hplan_xl.master.sheet.tables import LEAST_ROWS, add_table, add_term_formats

if TYPE_CHECKING:
    import pandas as pd


_BLOCK = 2_000  # rows that are made at once: more would take much memory
_MORE_COLUMNS = Text("Fler kolumner: klicka på + ovanför rubrikerna.", "More columns: click + above the headings.")


def write_page(edition: Edition, view: AllRows) -> None:
    """Write the page."""
    fields = lay_out_columns(edition, view.sheet)
    frame = label_groups(edition, view.sheet)
    page = open_framed_page(edition, view, [field.width for field in fields])
    if any(field.is_collapsed for field in fields):
        page.write_content(TOP - 1, 1, edition.localize(_MORE_COLUMNS), "line")
    bottom = write_rows(page, TOP, fields, frame, table_name(view), edition.localize(view.title))
    page.sheet.freeze_panes(TOP + 1, count_frozen_columns(find_sheet(edition.consolidation.book, view.sheet), fields))
    page.repeat_headings(TOP)
    page.limit_print_columns(bottom, count_printed_columns(fields))
    page.sheet.lay_aside()


def label_groups(edition: Edition, sheet: str) -> "pd.DataFrame | None":
    """Return the rows of a sheet, each with the displayed name of its group."""
    frame = edition.consolidation.tables.get(sheet)
    if frame is None or frame.empty:
        return frame
    owners = zip(frame["_region"], frame["_group"], strict=True)
    return frame.assign(_group=[edition.group_name(str(region or ""), str(group or "")) for region, group in owners])


def write_rows(
    page: Page, top: int, fields: Sequence[Field], frame: "pd.DataFrame | None", name: str, description: str
) -> int:
    """Write the rows of a frame as an Excel table, and return the row after it."""
    count = 0 if frame is None else len(frame)
    columns = []
    for column, field in enumerate(fields):
        values = frame[field.name] if frame is not None and field.name in frame else None
        columns.append((field, page.measure_room(column, field.style), page.make_cells(column, field.style), values))
        _fold(page, column, fields)
        if field.vocabulary and count:
            add_term_formats(page, (top + 1, column, top + count, column), field.vocabulary)
    for start in range(0, count, _BLOCK):
        _write_block(page, top + 1 + start, columns, range(start, min(start + _BLOCK, count)))
        if start + _BLOCK < count:
            page.sheet.lay_aside(top + 1 + start)
    add_table(page, top, 0, max(count, 1), name, [field.heading for field in fields], description)
    return top + max(count, 1) + 1


def _write_block(
    page: Page, top: int, columns: "Sequence[tuple[Field, float, CellTexts, pd.Series[Any] | None]]", part: range
) -> None:
    """Write a part of the values of columns, in rows as high as those need that are in sight."""
    cells, tall = [], [1] * len(part)
    for field, room, texts, values in columns:
        blank_is_told, show = field.name.startswith("_"), field.to_content
        given = [None] * len(part) if values is None else values.iloc[part.start : part.stop].tolist()
        told = [show(one) if blank_is_told or not (one is None or one != one) else None for one in given]
        cells.append(texts.make_texts(top, told))
        if not field.is_collapsed:
            raise_lines(tall, told, room)
    page.sheet.write_rows(top, cells)
    for row, most in enumerate(tall, top):  # without a height, other programs fit a row to its folded columns too
        page.set_height(row, measure_lines(most, look.FONT_SIZE, LEAST_ROWS))


def _fold(page: Page, column: int, fields: Sequence[Field]) -> None:
    """Put a folded column under an outline group that is closed; the column after the group carries its button."""
    if fields[column].is_collapsed:
        page.sheet.set_column(column, column, page.widths[column], None, {"level": 1, "hidden": True})
    elif column and fields[column - 1].is_collapsed:
        page.sheet.set_column(column, column, page.widths[column], None, {"collapsed": True})
