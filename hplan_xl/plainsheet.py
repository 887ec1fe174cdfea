"""A worksheet that writes words and formulas as they stand."""

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet in which words are words, and formulas are not looked through.

    XlsxWriter takes words between <r> and </r> for runs that it has made itself and writes them unescaped: somebody's
    such words would make a workbook that cannot be opened, so they are written as two runs of one look. It searches
    each formula for the names of newer functions, 130 of them; that took half of a template's time, and we use none.
    """

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        if string.startswith("<r>") and string.endswith("</r>"):
            look_of = cell_format or Format()
            return int(self._write_rich_string(row, col, string[0], look_of, string[1:], look_of))
        return int(super()._write_string(row, col, string, cell_format))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
