"""The tables of many plans as one frame a sheet.

A frame has a plain integer index from 0 and the columns `_source` (the plan's number among the plans given), `_row`
(its Excel row), `_unread` (the names of its columns that are filled but not understood) and then the sheet's columns
as understood, of object dtype: None where blank, not understood or not there. The book refuses column ids that begin
with _, so these never meet.
"""

from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pandas as pd

from hplan_xl.book.description import Book, Sheet
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.reading.submission import Table


def gather_tables(plans: Sequence[InterpretedPlan], book: Book) -> dict[str, pd.DataFrame]:
    """One frame a sheet, by the book's sheet names; rows stand by plan, then as in the file."""
    return {sheet.name: _frame(plans, sheet) for sheet in book.sheets}


def _frame(plans: Sequence[InterpretedPlan], sheet: Sheet) -> pd.DataFrame:
    tables = [(source, plan.tables[sheet.name]) for source, plan in enumerate(plans) if sheet.name in plan.tables]
    cells: dict[str, pd.Series[Any]] = {
        "_source": pd.Series([source for source, table in tables for _ in table.rows], dtype="int64"),
        "_row": pd.Series([row for _, table in tables for row in table.rows], dtype="int64"),
    }
    unread = _unread_columns(plans, sheet.name)
    named = [unread.get((source, row), frozenset()) for source, table in tables for row in table.rows]
    cells["_unread"] = pd.Series(named, dtype=object)
    for column in sheet.columns:
        cells[column.name] = pd.Series(_values([table for _, table in tables], column.name), dtype=object)
    return pd.DataFrame(cells)


def _unread_columns(plans: Sequence[InterpretedPlan], sheet: str) -> dict[tuple[int, int], frozenset[str]]:
    """The columns of a sheet that are filled but not understood, by plan and Excel row."""
    found: dict[tuple[int, int], set[str]] = {}
    for source, plan in enumerate(plans):
        for name, column, row in plan.unread_cells:
            if name == sheet:
                found.setdefault((source, row), set()).add(column)
    return {place: frozenset(columns) for place, columns in found.items()}


def _values(tables: Sequence[Table], column: str) -> list[object]:
    """The values of a column, table after table."""
    values: list[object] = []
    for table in tables:
        values.extend(table.values.get(column) or repeat(None, len(table.rows)))
    return values
