"""The part of one sheet: the cells it holds, its merged cells, and how wide its columns and high its rows are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book.findings import column_letters
from hplan_xl.package.worksheet import Range, parse_address, parse_worksheet
from hplan_xl.package.xml_edit import Edit, Piece, apply_edits, insert_after, prefix_elements, read_piece

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


_ROWS = re.compile(rb"<(?:[\w.-]+:)?sheetData\b[^<>]*(?<!/)>")
_END_OF_ROWS = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_ROW = re.compile(rb'<row r="([0-9]+)"[^<>]*?/?>')
_ATTRIBUTE = re.compile(rb'\s([^\s=]+)="([^"]*)"')
_CELL = re.compile(rb"<c [^<>]*+(?:(?<=/)>|>.*?</c>)", re.S)


@dataclass(frozen=True)
class SheetCells:
    """The cells of one sheet's part; places are (row, column), from 1. Its rows are searched, never taken apart."""

    content: bytes

    @cached_property
    def _ends_of_rows(self) -> tuple[int, int]:
        start = _ROWS.search(self.content)
        end = _END_OF_ROWS.search(self.content, start.end()) if start else None
        return (start.end(), end.start()) if start and end else (0, 0)

    @cached_property
    def part(self) -> bytes:
        """The part without its rows."""
        start, end = self._ends_of_rows
        return self.content[:start] + self.content[end:]

    @cached_property
    def root(self) -> Piece:
        """The sheet without its rows."""
        return read_piece(self.part)

    def apply_edits(self, edits: Iterable[Edit]) -> bytes:
        """The whole part, with edits that are made in `part`."""
        start, end = self._ends_of_rows
        return apply_edits(self.part, [Edit(start, start, self.content[start:end]), *edits])

    def insert_element(self, name: str, xml: bytes) -> Edit:
        """Insert elements of ours where those of this name may stand, before any that are there."""
        return insert_after(self.part, self.root, _ORDER[: _ORDER.index(name)], prefix_elements(xml, self.root.prefix))

    @cached_property
    def _plain(self) -> bytes:
        """The part as it is searched, in the plain way of writing."""
        return parse_worksheet(self.content).xml

    @cached_property
    def _rows(self) -> Mapping[int, re.Match[bytes]]:
        """The tags of the rows that are written, by number."""
        rows: dict[int, re.Match[bytes]] = {}
        for row in _ROW.finditer(self._plain):
            rows.setdefault(int(row[1]), row)
        return rows

    def find_cell(self, at: CellPlace) -> Piece | None:
        """A cell that is written; None where it is not."""
        row = self._rows.get(at[0])
        if row is None:
            return None
        next_row = self._plain.find(b"<row ", row.end())
        tag = f'<c r="{column_letters(at[1])}{at[0]}"'.encode()
        start = self._plain.find(tag, row.end(), next_row if next_row >= 0 else len(self._plain))
        cell = _CELL.match(self._plain, start) if start >= 0 else None
        return read_piece(cell[0]) if cell else None

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
        tag = self._rows.get(row)
        told = dict(_ATTRIBUTE.findall(tag[0])) if tag else {}
        if told.get(b"hidden") in (b"1", b"true"):
            return 0
        height = told.get(b"ht", b"").decode("ascii", "replace")
        return round(_measure(height, _measure(self._usual("defaultRowHeight"), 15)) * 4 / 3)

    def _usual(self, name: str) -> str:
        told = self.root.child("sheetFormatPr")
        return told.attributes.get(name, "") if told else ""

    def _columns(self, column: int) -> Iterator[Piece]:
        return (one for first, last, one in self._all_columns if first <= column <= last)

    @cached_property
    def _all_columns(self) -> Sequence[tuple[int, int, Piece]]:
        told = self.root.child("cols")
        return [(one.number("min"), one.number("max"), one) for one in (told.children if told else ())]


def _is_folded(column: Piece) -> bool:
    return column.attributes.get("hidden") in ("1", "true") and column.number("outlineLevel") > 0


def _measure(words: str, otherwise: float) -> float:
    return float(words) if _MEASURE.fullmatch(words) else otherwise
