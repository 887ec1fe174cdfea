"""The tables of many plans as one frame a sheet.

A frame has a plain integer index from 0 and the columns `_source` (the plan's number among the plans given), `_row`
(its Excel row) and then the sheet's columns as understood, of object dtype: None where blank, not understood or not
there. The book refuses column ids that begin with _, so these never meet.
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
    for column in sheet.columns:
        cells[column.name] = pd.Series(_values([table for _, table in tables], column.name), dtype=object)
    return pd.DataFrame(cells)


def _values(tables: Sequence[Table], column: str) -> list[object]:
    """The values of a column, table after table."""
    values: list[object] = []
    for table in tables:
        values.extend(table.values.get(column) or repeat(None, len(table.rows)))
    return values
