"""Figures that lie over tables: each belongs to the cell it lies over.

A table is higher than its file says where text has grown its rows since it was last edited. So a place alone is not
trusted: it is sure where every cell of the column below the first has either words or one figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hplan_xl.documents.pages import Grid, GridCell, Lying, Role, Shape, ShapeBox, box_of, part_into_rows

# A figure over a table that is larger than this part of it lies over no cell of it.
_OVER_MANY = 0.25
_EDGE = 0.1

At = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """Where a table lies: its box, and the heights and widths of its rows and columns."""

    box: ShapeBox
    heights: tuple[float, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class _Group:
    """Figures side by side over one column, the row they lie over, and whether they lie well within it."""

    shapes: tuple[Shape, ...]
    row: int
    within: bool


def lay_figures_over(
    grids: Sequence[tuple[Grid, Place | None]], shapes: Sequence[Shape]
) -> tuple[list[Grid], list[Shape]]:
    """The tables with the figures that lie over their cells, and the shapes that lie over none."""
    free = list(shapes)
    made = []
    for grid, place in grids:
        if place and place.box.area:
            for number in range(len(place.widths)):
                grid, free = _with_figures(grid, number, place, free)
        made.append(grid)
    return made, [shape for shape in free if shape.text.strip() or (shape.fill and shape.box)]


def _with_figures(grid: Grid, column: int, place: Place, shapes: list[Shape]) -> tuple[Grid, list[Shape]]:
    """The grid with the figures over one of its columns, and the other shapes."""
    inside = [shape for shape in shapes if _is_over(shape, column, place, place.box.bottom)]
    if not inside:
        return grid, shapes
    empty = [at for at in _cells_below(grid, column) if not _cell(grid, at).text.strip()]
    groups = _side_by_side(inside, place)
    places = [_origin(grid, (one.row, column)) for one in groups]
    lying = Lying.DOUBTFUL
    if sorted(places) == sorted(empty) and all(one.within for one in groups):
        lying = Lying.PLAIN
    else:
        down = [
            one for one in shapes if _is_over(one, column, place, place.box.bottom + place.box.bottom - place.box.top)
        ]
        longer = _side_by_side(down, place)
        if len(longer) == len(empty):
            inside, groups, places, lying = down, longer, empty, Lying.ORDERED
    over: dict[At, tuple[Shape, ...]] = {}
    for at, one in zip(places, groups, strict=True):
        over[at] = (*over.get(at, ()), *one.shapes)
    taken = {id(shape) for shape in inside}
    return _lay_over(grid, over, lying), [shape for shape in shapes if id(shape) not in taken]


def _is_over(shape: Shape, column: int, place: Place, bottom: float) -> bool:
    """Whether a figure lies over a column of a table that reaches down so far."""
    box = shape.box
    if box is None or shape.role is not Role.BODY or box.area > _OVER_MANY * place.box.area:
        return False
    across, down = box.middle
    return place.box.top <= down <= bottom and _band(across - place.box.left, place.widths)[0] == column


def _side_by_side(over: Sequence[Shape], place: Place) -> list[_Group]:
    """The figures over a column from the top, those side by side as one."""
    found = []
    for line in part_into_rows(sorted(over, key=lambda one: box_of(one).top), box_of):
        row, within = _band(box_of(line[0]).middle[1] - place.box.top, place.heights)
        found.append(_Group(tuple(line), len(place.heights) - 1 if row is None else row, within))
    return found


def _band(at: float, sizes: Sequence[float]) -> tuple[int | None, bool]:
    """The band that a place lies in, and whether well within it."""
    start = 0.0
    for number, size in enumerate(sizes):
        if start <= at < start + size:
            return number, _EDGE * size <= at - start <= (1 - _EDGE) * size
        start += size
    return None, False


def _cells_below(grid: Grid, column: int) -> list[At]:
    """The cells of a column below its first."""
    found = dict.fromkeys(_origin(grid, (row, column)) for row in range(1, len(grid.rows)))
    return [at for at in found if at[0] > 0]


def _cell(grid: Grid, at: At) -> GridCell:
    return grid.rows[at[0]][at[1]] or GridCell()


def _origin(grid: Grid, at: At) -> At:
    """The cell that covers a place of the grid."""
    row, column = at
    for up in range(row, -1, -1):
        for left in range(column, -1, -1):
            cell = grid.rows[up][left] if left < len(grid.rows[up]) else None
            if cell and up + cell.rows > row and left + cell.columns > column:
                return up, left
    return at


def _lay_over(grid: Grid, over: Mapping[At, tuple[Shape, ...]], lying: Lying) -> Grid:
    rows = tuple(
        tuple(
            replace(cell, over=over[row, at], lying=lying) if cell and (row, at) in over else cell
            for at, cell in enumerate(line)
        )
        for row, line in enumerate(grid.rows)
    )
    return replace(grid, rows=rows)
