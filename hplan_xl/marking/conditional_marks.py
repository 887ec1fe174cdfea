"""The marks of one sheet, as conditional formats that hold while a cell has the value that it was marked for.

The list of what there is to do holds the number of each marked cell, by its sheet and place, as long as the cell has
that value. A rule asks whether the number of its cell is there, by a defined name, since a rule can refer to another
sheet in no other way. So no style is touched, and one rule a grade is enough for all the cells of a sheet.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from hplan_xl.book.findings import Severity
from hplan_xl.marking.added_styles import AddedStyles
from hplan_xl.marking.sheet_cells import CellPlace, SheetCells
from hplan_xl.package.workbook_part import LISTING_NAME
from hplan_xl.package.worksheet import Range
from hplan_xl.package.xml_edit import Edit, Piece, apply_edits, remove_piece, set_attribute

MARKED_CELLS_NAME = f"{LISTING_NAME}_cells"
_OF_A_SHEET, _OF_A_ROW = 2**34, 2**14
_MOST_AREAS = 250  # of one rule; Excel reads 8,192, older formats fewer
_HIGHEST_PRIORITY = 10**6


def build_cell_number(sheet: int, cell: str = "") -> str:
    """The formula of the number of a cell: the one referred to, else the one that the formula is computed for.

    sheet: the place of its sheet in the workbook, from 1.
    """
    return f"{sheet * _OF_A_SHEET}+ROW({cell})*{_OF_A_ROW}+COLUMN({cell})"


def compute_cell_number(sheet: int, at: CellPlace) -> int:
    """The value of that formula."""
    return sheet * _OF_A_SHEET + at[0] * _OF_A_ROW + at[1]


def add_marks(cells: SheetCells, sheet: int, marks: Mapping[CellPlace, Severity], styles: AddedStyles) -> list[Edit]:
    """The edits that mark these cells of a sheet, before all the conditional formats that it has.

    sheet: its place in the workbook, from 1. styles: where the looks of the marks are added.
    """
    rules = [(grade, areas) for grade in Severity for areas in _areas([at for at, of in marks.items() if of is grade])]
    written = "".join(
        f'<conditionalFormatting sqref="{areas}"><cfRule type="expression" dxfId="{styles.mark_format_number(grade)}" '
        f'priority="{priority}"><formula>COUNTIF({MARKED_CELLS_NAME},{build_cell_number(sheet)})&gt;0</formula>'
        "</cfRule></conditionalFormatting>"
        for priority, (grade, areas) in enumerate(rules, 1)
    )
    if not written:
        return []
    there = cells.root.descendants_named("cfRule")
    new = cells.insert_element("conditionalFormatting", written.encode())
    return [new, *_move_priorities(cells.part, there, len(rules))]


def remove_marks(part: bytes) -> bytes:
    """The part of a sheet without its marks; itself where it has none."""
    if MARKED_CELLS_NAME.encode() not in part:
        return part
    root = SheetCells(part).root
    cut: list[Edit] = []
    count = 0
    for one in root.children_named("conditionalFormatting"):
        ours = [rule for rule in one.children if _is_ours(rule)]
        cut += map(remove_piece, [one] if len(ours) == len(one.children) else ours)
        count += len(ours)
    rest = (one for one in root.descendants_named("cfRule") if not _is_ours(one))
    return apply_edits(part, [*cut, *_move_priorities(part, rest, -count)])


def _is_ours(rule: Piece) -> bool:
    return any(MARKED_CELLS_NAME in formula.text for formula in rule.children)


def _move_priorities(part: bytes, rules: Iterable[Piece], by: int) -> Iterator[Edit]:
    """Rules that are asked later, or sooner again; the least number is asked first."""
    for rule in rules:
        priority = rule.number("priority")
        if 0 < priority < _HIGHEST_PRIORITY and priority + by > 0:
            yield set_attribute(part, rule, "priority", str(priority + by))


def _areas(places: Collection[CellPlace]) -> Iterator[str]:
    """These cells as a rule names them, some areas a rule: the cells right below each other are one area."""
    found: list[Range] = []
    for row, column in sorted(places, key=lambda at: (at[1], at[0])):
        if found and (found[-1].bottom, found[-1].right) == (row - 1, column):
            found[-1] = Range(found[-1].top, column, row, column)
        else:
            found.append(Range(row, column, row, column))
    for first in range(0, len(found), _MOST_AREAS):
        yield " ".join(_write_area(area) for area in found[first : first + _MOST_AREAS])


def _write_area(area: Range) -> str:
    ends = str(area).split(":")
    return ends[0] if ends[0] == ends[1] else str(area)
