"""The boxes in which Excel shows comments: a drawing in VML, which Excel still asks for.

Excel writes VML that is no well-formed XML, so these parts are searched, never parsed.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from hplan_xl import heights
from hplan_xl.marking.cells import Cells, Place
from hplan_xl.marking.parts import (
    Parts,
    Relation,
    relations,
    with_relation,
    with_type_of_ending,
    without_part,
    without_relations,
)
from hplan_xl.marking.pieces import Edit, following, prefixed, removal

_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What may stand before <legacyDrawing> in a sheet; the schema lets it stand nowhere else.
_BEFORE_DRAWING = tuple(
    re.split(
        " +",
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
        "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
        "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
        "customProperties cellWatches ignoredErrors smartTags drawing",
    )
)
_VML = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<(?:\w+:)?shape[\s>](?:(?!</(?:\w+:)?shape\s*>).)*</(?:\w+:)?shape\s*>", re.S)
_SHAPE_ID = re.compile(rb'id="_x0000_s(\d{1,9})"')
_SHAPE_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d{1,9})\s*<")
_SHAPE_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d{1,9})\s*<")
_LAST_TAG = re.compile(rb"</(?:\w+:)?xml\s*>\s*\Z")
_FARTHEST = 100  # rows or columns, where most are hidden
_NOTE_WIDTH = 300  # pixels
_CHARACTERS_A_LINE = 46


class Box(NamedTuple):
    """What a box shows, and its colour."""

    lines: tuple[str, ...]
    fill: str


def with_boxes(parts: Parts, sheet: str, new: Mapping[Place, Box], types: str) -> Parts:
    """The package with a box for each new comment of a sheet, in which Excel shows it when the cell is pointed at."""
    cells = Cells(parts.part(sheet))
    parts, path = _drawing_of(parts, sheet, types)
    part = parts.part(path)
    first = max([1024, *(int(number) for number in _SHAPE_ID.findall(part))]) + 1
    shapes = [_shape(number, at, box, cells) for number, (at, box) in enumerate(sorted(new.items()), start=first)]
    if b'id="_x0000_t202"' not in part:
        shapes.insert(0, _SHAPE_TYPE)
    last = _LAST_TAG.search(part)
    at = last.start() if last else len(part)
    return parts.edited(path, [Edit(at, at, "".join(shapes).encode())])


def _drawing_of(parts: Parts, sheet: str, types: str) -> tuple[Parts, str]:
    """The path of the drawing that holds the sheet's boxes, which is made where there is none."""
    found = _drawing(parts, sheet)
    if found:
        return parts, found.path
    root, part = parts.piece(sheet), parts.part(sheet)
    path = parts.free_path("xl/drawings/vmlDrawing{}.vml")
    parts = with_type_of_ending(parts.with_part(path, _VML), "vml", _VML_TYPE)
    parts, name = with_relation(parts, sheet, "vmlDrawing", types, path, "hplanBoxes")
    written = f'<legacyDrawing xmlns:r="{types.rstrip("/")}" r:id="{name}"/>'.encode()
    gone = [removal(one) for one in root.all("legacyDrawing")]
    return parts.edited(sheet, [*gone, following(part, root, _BEFORE_DRAWING, prefixed(written, root.prefix))]), path


def _drawing(parts: Parts, sheet: str) -> Relation | None:
    """The drawing that the sheet names for its comments; a sheet may have another for its header."""
    told = parts.piece(sheet).child("legacyDrawing")
    name = next((value for key, value in told.attributes.items() if key.endswith(":id")), "") if told else ""
    return next((one for one in relations(parts, sheet) if one.name == name and one.path in parts), None)


def _shape(number: int, at: Place, box: Box, cells: Cells) -> str:
    row, column = at
    fill = box.fill
    tall = 20 * sum(heights.lines(line, _CHARACTERS_A_LINE) for line in box.lines) + 12
    right, right_rest = _reach(cells.column_pixels, column + 1, 15 + _NOTE_WIDTH)
    top = max(row - 1, 1)
    bottom, bottom_rest = _reach(cells.row_pixels, top, 10 + tall)
    anchor = f"{column}, 15, {top - 1}, 10, {right - 1}, {right_rest}, {bottom - 1}, {bottom_rest}"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
        f"margin-top:1.5pt;width:{_NOTE_WIDTH * 3 // 4}pt;height:{tall * 3 // 4}pt;z-index:{number % 1024};"
        f'visibility:hidden" fillcolor="{fill}" o:insetmode="auto"><v:fill color2="{fill}"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _reach(pixels: Callable[[int], int], first: int, wanted: int) -> tuple[int, int]:
    """The row or column in which so many pixels from the beginning of `first` end, and how many of its own."""
    at, left = first, wanted
    while (wide := pixels(at)) < left and at < first + _FARTHEST:
        at, left = at + 1, left - wide
    return at, left


def without_boxes(parts: Parts, sheet: str, gone: Collection[Place]) -> Parts:
    """The package without the boxes at these cells; without the drawing where it then holds none."""
    drawing = _drawing(parts, sheet)
    if drawing is None:
        return parts
    part = _SHAPE.sub(lambda shape: b"" if _at(shape[0]) in gone else shape[0], parts.part(drawing.path))
    if _SHAPE.search(part):
        return parts.with_part(drawing.path, part)
    told = parts.piece(sheet).child("legacyDrawing")
    parts = parts.edited(sheet, [removal(told)]) if told else parts
    return without_part(without_relations(parts, sheet, [drawing]), drawing.path)


def _at(shape: bytes) -> Place:
    row, column = _SHAPE_ROW.search(shape), _SHAPE_COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else (0, 0)
