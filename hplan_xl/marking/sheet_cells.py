"""The part of one sheet: the cells it holds, its merged cells, and how wide its columns and high its rows are.

Rows without marks below the others are laid aside while a sheet is marked: they are not taken apart.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.package.worksheet import Range, parse_address
from hplan_xl.package.xml_edit import Edit, Piece, insert_after, prefix_elements, read_piece

CellPlace = tuple[int, int]
_MEASURE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,20})?")
# The elements of a sheet in the one order that the schema lets them stand in, as far as marks go.
_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing"),
)


@dataclass(frozen=True)
class SheetCells:
    """The cells of one sheet's part; places are (row, column), from 1."""

    part: bytes

    @cached_property
    def root(self) -> Piece:
        """The sheet."""
        return read_piece(self.part)

    def insert_element(self, name: str, xml: bytes) -> Edit:
        """Insert elements of ours where those of this name may stand, before any that are there."""
        return insert_after(self.part, self.root, _ORDER[: _ORDER.index(name)], prefix_elements(xml, self.root.prefix))

    @cached_property
    def rows(self) -> Mapping[int, Piece]:
        """The rows that are written, by number."""
        found: dict[int, Piece] = {}
        number = 0
        data = self.root.child("sheetData")
        for row in data.children_named("row") if data else ():
            number = row.number("r", number + 1)
            found.setdefault(number, row)
        return found

    def find_cell(self, at: CellPlace) -> Piece | None:
        """A cell that is written; None where it is not."""
        return self.cells_in_row(at[0]).get(at[1])

    def cells_in_row(self, row: int) -> Mapping[int, Piece]:
        """The cells that are written in a row, by column."""
        found: dict[int, Piece] = {}
        column = 0
        for cell in self.rows[row].children_named("c") if row in self.rows else ():
            column = parse_address(cell.attributes.get("r", "").upper().encode("ascii", "replace"))[1] or column + 1
            found.setdefault(column, cell)
        return found

    def anchor_of(self, at: CellPlace) -> CellPlace:
        """The cell whose fill and comment are seen: the first of the cells it is merged with, else itself."""
        return next((merged.corner for merged in self._merged if merged.covers(at)), at)

    @cached_property
    def _merged(self) -> Sequence[Range]:
        told = self.root.child("mergeCells")
        areas = (one.attributes.get("ref", "").encode("ascii", "replace") for one in (told.children if told else ()))
        ends = (area.partition(b":") for area in areas)
        found = [Range(*parse_address(first), *parse_address(last)) for first, _, last in ends]
        return [merged for merged in found if all(merged.corner)]

    def is_hidden(self, column: int) -> bool:
        """Whether a column is hidden or collapsed."""
        return any(one.attributes.get("hidden") in ("1", "true") for one in self._columns(column))

    def find_unfold_column(self, column: int) -> int:
        """The column above which the sign + stands that shows a hidden column; 0 where there is no such sign."""
        step = -1 if self._is_sign_before() else 1
        at = column
        while any(map(_is_folded, self._columns(at))):
            at += step
        return at if at != column else 0

    def _is_sign_before(self) -> bool:
        told = self.root.child("sheetPr")
        outline = told.child("outlinePr") if told else None
        return outline is not None and outline.attributes.get("summaryRight") in ("0", "false")

    def column_pixels(self, column: int) -> int:
        """How wide a column is on the screen."""
        if self.is_hidden(column):
            return 0
        told = next((one.attributes.get("width", "") for one in self._columns(column)), "")
        return round(_measure(told, _measure(self._usual("defaultColWidth"), 9.14)) * 7)

    def row_pixels(self, row: int) -> int:
        """The height of a row on the screen, as far as the part gives it."""
        told = self.rows[row].attributes if row in self.rows else {}
        if told.get("hidden") in ("1", "true"):
            return 0
        return round(_measure(told.get("ht", ""), _measure(self._usual("defaultRowHeight"), 15)) * 4 / 3)

    def _usual(self, name: str) -> str:
        told = self.root.child("sheetFormatPr")
        return told.attributes.get(name, "") if told else ""

    def _columns(self, column: int) -> Iterator[Piece]:
        return (one for one in self._all_columns() if one.number("min") <= column <= one.number("max"))

    def _all_columns(self) -> Sequence[Piece]:
        told = self.root.child("cols")
        return told.children if told else ()


def _is_folded(column: Piece) -> bool:
    return column.attributes.get("hidden") in ("1", "true") and column.number("outlineLevel") > 0


def _measure(words: str, otherwise: float) -> float:
    return float(words) if _MEASURE.fullmatch(words) else otherwise


_ROW = re.compile(rb"""<(?:[\w.-]+:)?row\b[^<>]*?\sr=["']([0-9]{1,7})["']""")
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")


def lay_rows_aside(part: bytes, last: int) -> tuple[bytes, bytes]:
    """A sheet's part without its rows after a number, and these rows; b"" where none can be laid aside.

    Rows that stand in another order than their numbers are left where they are.
    """
    end = _END.search(part)
    if end is None:
        return part, b""
    start = next((row.start() for row in _ROW.finditer(part, 0, end.start()) if int(row[1]) > last), None)
    if start is None or any(int(row[1]) <= last for row in _ROW.finditer(part, start, end.start())):
        return part, b""
    return part[:start] + part[end.start() :], part[start : end.start()]


def put_rows_back(part: bytes, rows: bytes) -> bytes:
    """The part with rows that were laid aside, after those that it holds."""
    end = _END.search(part)
    assert end is not None, "it had an end when rows were laid aside"
    return part[: end.start()] + rows + part[end.start() :]
