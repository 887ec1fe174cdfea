"""A worksheet for many cells."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellStringTuple

from hplan_xl.plainsheet import PlainSheet

_SURELY_SHORT = 16_000  # signs; Excel takes twice as many units in a cell, and a sign is two at most
_column_name = cache(xl_col_to_name)


class LongSheet(PlainSheet):
    """A worksheet that writes the same cells, in half of the time where there are millions of them.

    XlsxWriter takes addresses such as "A1" for a row and column too; looks through the attributes of each cell for
    signs to escape, which addresses and styles never have; and notes of each row which columns it spans, which no
    program needs.
    """

    def write_words(self, column: int, words: Sequence[tuple[int, str]], look_of: Format) -> int:
        """Write words into rows of a column, as `write_string` would each. Not 0: they were refused."""
        table, index_of = self.table, self.str_table._get_shared_string_index
        refused = any(self._check_dimensions(row, column) for row in _ends(words))
        for row, one in words:
            if len(one) < _SURELY_SHORT and one[0] != "<":
                table[row][column] = CellStringTuple(index_of(one), look_of)
            else:
                refused |= self._write_string(row, column, one, look_of) != 0
        return int(refused)

    def write_string(self, row: int, column: int, words: str, look_of: Format | None = None) -> int:
        """Write words, with rows and columns as numbers. Not 0: they were refused."""
        return int(self._write_string(row, column, words, look_of))

    def write_number(self, row: int, column: int, number: float, look_of: Format | None = None) -> int:
        """Write a number, with rows and columns as numbers. Not 0: it was refused."""
        return int(self._write_number(row, column, number, look_of))

    def _calculate_spans(self) -> None:
        """Leave the spans of the rows blank."""

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


def _ends(words: Sequence[tuple[int, str]]) -> Iterable[int]:
    """The first and the last row."""
    return (words[0][0], words[-1][0]) if words else ()
