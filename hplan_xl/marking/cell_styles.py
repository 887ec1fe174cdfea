"""The cells of one sheet's part: reading and changing their styles."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from hplan_xl.book.findings import column_letters
from hplan_xl.package.worksheet import Range, parse_address
from hplan_xl.package.xml_edit import (
    Edit,
    Piece,
    append_content,
    apply_edits,
    close_empty,
    prefix_elements,
    read_piece,
    remove_piece,
    set_attribute,
)

CellPlace = tuple[int, int]
_MEASURE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,20})?")


class WrittenForm(StrEnum):
    """How a cell was stored before it was marked, so that it can be stored so again."""

    STYLED = "styled"
    PLAIN = "plain"  # without a style number
    BLANK = "blank"  # not written; its row was
    SHUT = "shut"  # not written; its row was, as <row/>
    ROW = "row"  # not written, nor its row
    SHEET = "sheet"  # not written, nor any row: <sheetData/>


@dataclass(frozen=True)
class OriginalCell:
    """A cell before it was marked: how it was stored, its style, and the spans of its row ("" for none)."""

    form: WrittenForm
    style: int
    spans: str = ""


@dataclass(frozen=True)
class SheetCells:
    """The cells of one sheet's part; places are (row, column), from 1."""

    part: bytes

    @cached_property
    def root(self) -> Piece:
        """The sheet."""
        return read_piece(self.part)

    @cached_property
    def _data(self) -> Piece | None:
        return self.root.child("sheetData")

    @cached_property
    def rows(self) -> Mapping[int, Piece]:
        """The rows that are written, by number."""
        found: dict[int, Piece] = {}
        number = 0
        for row in self._data.children_named("row") if self._data else ():
            number = row.number("r", number + 1)
            found.setdefault(number, row)
        return found

    def cells_in_row(self, row: int) -> Mapping[int, Piece]:
        """The cells that are written in a row, by column."""
        found: dict[int, Piece] = {}
        column = 0
        for cell in self.rows[row].children_named("c") if row in self.rows else ():
            column = parse_address(cell.attributes.get("r", "").upper().encode("ascii", "replace"))[1] or column + 1
            found.setdefault(column, cell)
        return found

    def find_original(self, at: CellPlace) -> OriginalCell:
        """How a cell is written, and the style it has: its own, else its row's, else its column's."""
        row = self.rows.get(at[0])
        if row is None:
            shut = self._data is not None and self._data.end == self._data.close
            return OriginalCell(WrittenForm.SHEET if shut else WrittenForm.ROW, self.column_style(at[1]))
        cell = self.cells_in_row(at[0]).get(at[1])
        if cell is not None:
            return OriginalCell(WrittenForm.STYLED if "s" in cell.attributes else WrittenForm.PLAIN, cell.number("s"))
        shut = row.end == row.close
        return OriginalCell(
            WrittenForm.SHUT if shut else WrittenForm.BLANK, self.default_style(at), row.attributes.get("spans", "")
        )

    def default_style(self, at: CellPlace) -> int:
        """The style of a cell that is not written: its row's, else its column's."""
        row = self.rows.get(at[0])
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return row.number("s")
        return self.column_style(at[1])

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

    def column_style(self, column: int) -> int:
        """The style of a whole column."""
        return next((one.number("style") for one in self._columns(column)), 0)

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

    def cells_with_styles(self, styles: Collection[int]) -> Iterator[tuple[CellPlace, int]]:
        """The cells that have one of these styles themselves."""
        wanted = frozenset(styles)
        if not any(b's="%d"' % style in self.part or b"s='%d'" % style in self.part for style in wanted):
            return
        for row in self.rows:
            for column, cell in self.cells_in_row(row).items():
                if "s" in cell.attributes and cell.number("s") in wanted:
                    yield (row, column), cell.number("s")

    def apply_styles(self, styles: Mapping[CellPlace, int]) -> bytes:
        """Return the part with these cells in these styles; cells that are not stored yet are inserted."""
        by_row: dict[int, dict[int, int]] = defaultdict(dict)
        for (row, column), style in sorted(styles.items()):
            by_row[row][column] = style
        new = {row: cells for row, cells in by_row.items() if row not in self.rows}
        edits = [edit for row, cells in by_row.items() if row not in new for edit in self._in_row(row, cells)]
        return apply_edits(self.part, [*edits, *self._new_rows(new)])

    def _in_row(self, number: int, styles: Mapping[int, int]) -> Iterator[Edit]:
        row, there = self.rows[number], self.cells_in_row(number)
        absent = {column: style for column, style in styles.items() if column not in there}
        for column in styles.keys() - absent.keys():
            yield set_attribute(self.part, there[column], "s", str(styles[column]))
        if not absent:
            return
        if row.end == row.close:
            written = b"".join(self._cell(number, column, style) for column, style in absent.items())
            yield append_content(self.part, row, written)
            return
        for column, style in absent.items():
            after = [cell.start for at, cell in there.items() if at > column]
            at = min(after, default=row.close)
            yield Edit(at, at, self._cell(number, column, style))
        yield from self._spanning(row, absent)

    def _spanning(self, row: Piece, columns: Iterable[int]) -> Iterator[Edit]:
        """Widens what a row says of its reach, where it says anything."""
        spans = row.attributes.get("spans", "")
        first, colon, last = spans.partition(":")
        if colon and first.isdigit() and last.isdigit():
            wide = f"{min(int(first), *columns)}:{max(int(last), *columns)}"
            if wide != spans:
                yield set_attribute(self.part, row, "spans", wide)

    def _new_rows(self, new: Mapping[int, Mapping[int, int]]) -> Iterator[Edit]:
        data = self._data
        if not new or data is None:
            return
        if data.end == data.close:
            written = b"".join(self._row(row, cells) for row, cells in new.items())
            yield append_content(self.part, data, written)
            return
        for row, cells in new.items():
            at = min((piece.start for number, piece in self.rows.items() if number > row), default=data.close)
            yield Edit(at, at, self._row(row, cells))

    def _row(self, number: int, styles: Mapping[int, int]) -> bytes:
        cells = b"".join(self._cell(number, column, style) for column, style in styles.items())
        return (
            prefix_elements(b'<row r="%d">' % number, self.root.prefix)
            + cells
            + prefix_elements(b"</row>", self.root.prefix)
        )

    def _cell(self, row: int, column: int, style: int) -> bytes:
        written = f'<c r="{column_letters(column)}{row}" s="{style}"/>'
        return prefix_elements(written.encode(), self.root.prefix)

    def restore_cells(self, before: Mapping[CellPlace, OriginalCell]) -> bytes:
        """Return the part with these cells as before; cells that marking inserted and that show nothing are removed."""
        by_row: dict[int, dict[int, OriginalCell]] = defaultdict(dict)
        for (row, column), was in before.items():
            by_row[row][column] = was
        gone = {row for row, cells in by_row.items() if self._is_ours(row, cells)}
        emptied = self._data is not None and gone == set(self.rows) and _describe_rows(by_row, WrittenForm.SHEET)
        if emptied and self._data is not None:
            return apply_edits(self.part, [close_empty(self.part, self._data)])
        edits = [edit for row, cells in by_row.items() if row not in gone for edit in self._as_it_was(row, cells)]
        return apply_edits(self.part, [*edits, *(remove_piece(self.rows[row]) for row in gone)])

    def _is_ours(self, row: int, before: Mapping[int, OriginalCell]) -> bool:
        """Whether a row was put in for its marked cells, and is nothing more."""
        if set(self.rows[row].attributes) != {"r"}:
            return False
        return all(
            column in before
            and before[column].form in (WrittenForm.ROW, WrittenForm.SHEET)
            and _holds_nothing(cell)
            and before[column].style == self.column_style(column)
            for column, cell in self.cells_in_row(row).items()
        )

    def _as_it_was(self, number: int, before: Mapping[int, OriginalCell]) -> Iterator[Edit]:
        row, there = self.rows[number], self.cells_in_row(number)
        out = {
            column
            for column, was in before.items()
            if was.form not in (WrittenForm.STYLED, WrittenForm.PLAIN)
            and _holds_nothing(there[column])
            and was.style == self.default_style((number, column))
        }
        if out == set(there) and WrittenForm.SHUT in {was.form for was in before.values()}:
            yield close_empty(self.part, row)
            return
        yield from (remove_piece(there[column]) for column in out)
        for column in before.keys() - out:
            plain = before[column].form is WrittenForm.PLAIN and before[column].style == 0
            yield set_attribute(self.part, there[column], "s", None if plain else str(before[column].style))
        spans = {was.spans for column, was in before.items() if column in out and was.spans}
        if len(spans) == 1 and "spans" in row.attributes:
            yield set_attribute(self.part, row, "spans", spans.pop())


def _is_folded(column: Piece) -> bool:
    return column.attributes.get("hidden") in ("1", "true") and column.number("outlineLevel") > 0


def _measure(words: str, otherwise: float) -> float:
    return float(words) if _MEASURE.fullmatch(words) else otherwise


def _describe_rows(by_row: Mapping[int, Mapping[int, OriginalCell]], kept: WrittenForm) -> bool:
    return any(was.form is kept for cells in by_row.values() for was in cells.values())


def _holds_nothing(cell: Piece) -> bool:
    return not cell.children and not cell.text.strip() and "t" not in cell.attributes
