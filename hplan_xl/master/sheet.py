"""A worksheet for many cells."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellNumberTuple, CellStringTuple, RowInfo

from hplan_xl.plainsheet import PlainSheet

_SURELY_SHORT = 16_000  # signs; Excel takes twice as many units in a cell, and a sign is two at most
_POINTS = 0.75  # a pixel, in which XlsxWriter keeps heights
_column_name = cache(xl_col_to_name)


class LongSheet(PlainSheet):
    """A worksheet that writes the same cells, in half of the time where there are millions of them.

    XlsxWriter takes addresses such as "A1" for a row and column too, takes each cell by itself, looks for one in every
    column of a row, looks through its attributes for signs to escape, which addresses and styles never have, and notes
    of each row which columns it spans, which no program needs.
    """

    def write_words(self, column: int, words: Sequence[tuple[int, str]], look_of: Format) -> int:
        """Write words into rows of a column, as `write_string` would each. Not 0: they were refused."""
        table, index_of = self.table, self.str_table._get_shared_string_index
        refused = self._refuses(words, column)
        for row, one in words:
            if len(one) < _SURELY_SHORT and one[0] != "<":
                table[row][column] = CellStringTuple(index_of(one), look_of)
            else:
                refused |= self._write_string(row, column, one, look_of) != 0
        return int(refused)

    def write_numbers(self, column: int, numbers: Sequence[tuple[int, float]], look_of: Format) -> int:
        """Write numbers into rows of a column, as `write_number` would each. Not 0: they were refused."""
        table = self.table
        for row, one in numbers:
            if not isfinite(one):
                raise TypeError(f"{one} is no number that a cell can hold")
            table[row][column] = CellNumberTuple(one, look_of)
        return int(self._refuses(numbers, column))

    def _refuses(self, cells: Sequence[tuple[int, object]], column: int) -> bool:
        """Whether the sheet has no room for the first or the last row; else the sheet reaches as far from now on."""
        ends: Iterable[int] = (cells[0][0], cells[-1][0]) if cells else ()
        return any(self._check_dimensions(row, column) for row in ends)

    def write_string(self, row: int, column: int, words: str, look_of: Format | None = None) -> int:
        """Write words, with rows and columns as numbers. Not 0: they were refused."""
        return int(self._write_string(row, column, words, look_of))

    def write_number(self, row: int, column: int, number: float, look_of: Format | None = None) -> int:
        """Write a number, with rows and columns as numbers. Not 0: it was refused."""
        return int(self._write_number(row, column, number, look_of))

    def _write_rows(self) -> None:
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, info = self.table[row], self.row_info.get(row)
            if cells:
                self._write_cells(row, cells, self._start(row, info))
            elif info:
                self._write_empty_row(row, None, info)

    def _start(self, row: int, info: RowInfo | None) -> str:
        """The start of a row that has cells; one of which more is said than how high it is, is left to XlsxWriter."""
        if info and (info.row_format or info.hidden or info.level or info.collapsed):
            self._write_row(row, None, info)
            return ""
        if info is None or info.height == self.original_row_height:
            return f'<row r="{row + 1}">'
        return f'<row r="{row + 1}" ht="{info.height * _POINTS:.16g}" customHeight="1">'

    def _write_cells(self, row: int, cells: Mapping[int, Any], start: str) -> None:
        """A row; words and numbers of a look are put together, all else is left to XlsxWriter."""
        written = [start]
        for column in sorted(cells):
            cell = cells[column]
            kind = cell.__class__
            if kind is CellStringTuple and cell.format:
                look_of = cell.format._get_xf_index()
                written.append(f'<c r="{_column_name(column)}{row + 1}" s="{look_of}" t="s"><v>{cell.string}</v></c>')
            elif kind is CellNumberTuple and cell.format:
                look_of = cell.format._get_xf_index()
                written.append(f'<c r="{_column_name(column)}{row + 1}" s="{look_of}"><v>{cell.number:.16G}</v></c>')
            else:
                self.fh.write("".join(written))
                written.clear()
                self._write_cell(row, column, cell)
        written.append("</row>")
        self.fh.write("".join(written))
