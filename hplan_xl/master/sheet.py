"""A worksheet for many cells."""

from functools import cache
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_column_name = cache(xl_col_to_name)


class LongSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet that writes the very same, in two thirds of the time where there are millions of cells.

    XlsxWriter looks through the attributes of each cell for signs to escape, which addresses and styles never have, and
    through each formula for the names of newer functions, of which we use none.
    """

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__.__name__
        if cell.format and kind == "String":
            start = f'<c r="{_column_name(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif cell.format and kind == "Number":
            start = f'<c r="{_column_name(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
        else:
            super()._write_cell(row, col, cell)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
