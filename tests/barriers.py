"""What keeps a reader out of a workbook or of slides: one who hears it, sees no colours, or goes by the keyboard.

The file is read as a package, by its XML, so that nothing that another library leaves out goes unseen.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hplan_xl.excel import look

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LEAST_CONTRAST = 4.5
# As many blank rows in a row may part two things.
MOST_BLANK_ROWS = 2
_SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DEFAULT_NAME = re.compile(r"(?:Sheet|Blad|Sheet_|Tabelle)\d*", re.IGNORECASE)
_TONES = {shade.fill for shade in look.SHADES.values()} | {shade.solid_fill for shade in look.SHADES.values()}
_PAPER = look.PAPER


@dataclass(frozen=True)
class _Sheet:
    """A sheet that is seen: its title, its part, and the parts beside it by kind."""

    title: str
    root: Element
    beside: Mapping[str, tuple[Element, ...]]

    @cached_property
    def rows(self) -> dict[int, list[Element]]:
        """The cells of each row that hold something."""
        return {
            int(row.get("r", "0")): [cell for cell in row if cell.find(f"{_MAIN}v") is not None or len(cell)]
            for row in self.root.iter(f"{_MAIN}row")
        }

    @property
    def styles(self) -> set[int]:
        """The looks of its cells, rows and columns."""
        named = [one.get("s") for name in ("c", "row") for one in self.root.iter(f"{_MAIN}{name}")]
        named += [one.get("style") for one in self.root.iter(f"{_MAIN}col")]
        return {int(style or "0") for style in named}


def find_barriers(data: bytes) -> list[str]:
    """Every barrier in a workbook, as a line that says where it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheets = tuple(_sheets(parts))
    found = [*_properties(parts), *_names(sheets), *_styles(parts, {style for one in sheets for style in one.styles})]
    for sheet in sheets:
        found += [f"{sheet.title}: {barrier}" for barrier in _of_sheet(sheet, parts)]
    return found


def luminance(colour: str) -> float:
    """The relative luminance of "#RRGGBB", by WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _properties(parts: Mapping[str, bytes]) -> Iterator[str]:
    core = parts.get("docProps/core.xml", b"").decode()
    for name in ("title", "description", "language"):
        if not re.search(rf"<dc:{name}>[^<]+</dc:{name}>", core):
            yield f"the document has no {name}"


def _sheets(parts: Mapping[str, bytes]) -> Iterator[_Sheet]:
    targets = _relations("xl/workbook.xml", parts)
    for sheet in ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
        if sheet.get("state", "visible") == "visible":
            name = targets[sheet.get(f"{_RELATIONS}id", "")]
            beside: dict[str, list[Element]] = {}
            for target in _relations(name, parts).values():
                kind = target.split("/")[1] if target.startswith("xl/") else ""
                if kind in ("tables", "drawings") and target.endswith(".xml"):
                    beside.setdefault(kind, []).append(ElementTree.fromstring(parts[target]))
            yield _Sheet(
                sheet.get("name", ""),
                ElementTree.fromstring(parts[name]),
                {kind: tuple(found) for kind, found in beside.items()},
            )


def _relations(part: str, parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that a part refers to, by the id of the relation."""
    folder, _, name = part.rpartition("/")
    data = parts.get(f"{folder}/_rels/{name}.rels")
    found = ElementTree.fromstring(data) if data else ()
    return {
        one.get("Id", ""): normpath(f"{folder}/{target}").lstrip("/") if not target.startswith("/") else target[1:]
        for one in found
        if one.get("TargetMode") != "External"
        for target in [one.get("Target", "")]
    }


def _names(sheets: tuple[_Sheet, ...]) -> Iterator[str]:
    titles = [sheet.title.strip().casefold() for sheet in sheets]
    for title in titles:
        if not title or _DEFAULT_NAME.fullmatch(title) or titles.count(title) > 1:
            yield f"the name of a sheet says nothing: {title!r}"


def _styles(parts: Mapping[str, bytes], used: set[int]) -> Iterator[str]:
    """Words on a fill that they cannot be read on: of cells and columns that are there, and of conditional formats."""
    root = ElementTree.fromstring(parts["xl/styles.xml"])
    fonts = [_font_colour(font) for font in _children(root, "fonts")]
    fills = [_fill_colours(fill) for fill in _children(root, "fills")]
    for place, xf in enumerate(_children(root, "cellXfs")):
        if place not in used:
            continue
        ink = fonts[int(xf.get("fontId", "0"))] or "#000000"
        for fill in fills[int(xf.get("fillId", "0"))] or (_PAPER,):
            if contrast(ink, fill) < LEAST_CONTRAST:
                yield f"cell style {place}: {ink} on {fill} cannot be read"
    for place, dxf in enumerate(_children(root, "dxfs")):
        font, filled = dxf.find(f"{_MAIN}font"), dxf.find(f"{_MAIN}fill")
        ink = (_font_colour(font) if font is not None else "") or look.INK
        for colour in (_fill_colours(filled) if filled is not None else ()) or (_PAPER,):
            if contrast(ink, colour) < LEAST_CONTRAST:
                yield f"conditional format {place}: {ink} on {colour} cannot be read"


def _children(root: Element, name: str) -> list[Element]:
    found = root.find(f"{_MAIN}{name}")
    return [] if found is None else list(found)


def _font_colour(font: Element) -> str:
    colour = font.find(f"{_MAIN}color")
    return "" if colour is None or not colour.get("rgb") else f"#{colour.get('rgb', '')[-6:]}"


def _fill_colours(fill: Element) -> tuple[str, ...]:
    """The colours that a fill is made of: one, or two where it is striped. A conditional format tells its bgColor."""
    pattern = fill.find(f"{_MAIN}patternFill")
    if pattern is None or pattern.get("patternType") in ("none", "gray125"):
        return ()
    solid = pattern.get("patternType") == "solid"
    names = ("fgColor", "bgColor")
    found = [
        f"#{one.get('rgb', '')[-6:]}"
        for name in names
        for one in [pattern.find(f"{_MAIN}{name}")]
        if one is not None and one.get("rgb")
    ]
    return tuple(found[:1]) if solid else tuple(found)


def _of_sheet(sheet: _Sheet, parts: Mapping[str, bytes]) -> Iterator[str]:
    yield from _drawings(sheet)
    yield from _tables(sheet)
    yield from _merged(sheet)
    yield from _blank_rows(sheet)
    yield from _colour_alone(sheet, parts)


def _drawings(sheet: _Sheet) -> Iterator[str]:
    for drawing in sheet.beside.get("drawings", ()):
        for shown in drawing.iter(f"{_DRAWING}cNvPr"):
            if not (shown.get("descr") or "").strip():
                yield f"{shown.get('name')} has no alternative text"


def _tables(sheet: _Sheet) -> Iterator[str]:
    """A table without a heading; a sheet to fill in whose headings do not stay."""
    tables = sheet.beside.get("tables", ())
    for table in tables:
        headings = [(column.get("name") or "").strip() for column in table.iter(f"{_MAIN}tableColumn")]
        if table.get("headerRowCount") == "0" or not all(headings):
            yield f"the table {table.get('displayName')} has no headings"
    is_filled_in = sheet.root.find(f"{_MAIN}dataValidations") is not None
    pane = sheet.root.find(f"{_MAIN}sheetViews/{_MAIN}sheetView/{_MAIN}pane")
    if (is_filled_in or len(tables) == 1) and (pane is None or pane.get("state") != "frozen"):
        yield "the headings do not stay where they are seen"


def _merged(sheet: _Sheet) -> Iterator[str]:
    """Merged cells among rows that are filled in or read as a table."""
    is_table = sheet.root.find(f"{_MAIN}dataValidations") is not None or "tables" in sheet.beside
    for merged in sheet.root.iter(f"{_MAIN}mergeCell"):
        if is_table:
            yield f"{merged.get('ref')} is merged"


def _blank_rows(sheet: _Sheet) -> Iterator[str]:
    """Runs of blank rows before the last that holds something, but where a chart stands on them."""
    covered = {
        row
        for drawing in sheet.beside.get("drawings", ())
        for first, last in _anchors(drawing)
        for row in range(first, last + 1)
    }
    filled = {row for row, cells in sheet.rows.items() if cells}
    run = 0
    for row in range(1, max(filled, default=0) + 1):
        run = 0 if row in filled or row in covered else run + 1
        if run == MOST_BLANK_ROWS + 1:
            yield f"more than {MOST_BLANK_ROWS} blank rows follow upon each other, to row {row}"


def _anchors(drawing: Element) -> Iterator[tuple[int, int]]:
    for anchor in drawing:
        ends = [
            int(row.text or "0") + 1
            for name in ("from", "to")
            for row in anchor.findall(f"{_DRAWING}{name}/{_DRAWING}row")
        ]
        if len(ends) == 2:
            yield ends[0], ends[1]


def _colour_alone(sheet: _Sheet, parts: Mapping[str, bytes]) -> Iterator[str]:
    """A cell in the colour of a status that holds no word."""
    root = ElementTree.fromstring(parts["xl/styles.xml"])
    fills = [_fill_colours(fill) for fill in _children(root, "fills")]
    toned = {
        place for place, xf in enumerate(_children(root, "cellXfs")) if _TONES & set(fills[int(xf.get("fillId", "0"))])
    }
    for row in sheet.root.iter(f"{_MAIN}row"):
        for cell in row:
            if int(cell.get("s", "0")) in toned and not len(cell):
                yield f"{cell.get('r')} says something by its colour alone"


def find_slide_barriers(data: bytes) -> list[str]:
    """Every barrier in a presentation, as a line that says where it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = sorted(
        (name for name in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)), key=lambda name: (len(name), name)
    )
    found, titles = list(_properties(parts)), []
    for number, name in enumerate(names, 1):
        root = ElementTree.fromstring(parts[name])
        titles.append(_slide_title(root))
        found += [f"slide {number}: {barrier}" for barrier in _of_slide(root, name, parts)]
        if not titles[-1] or titles.count(titles[-1]) > 1:
            found.append(f"slide {number}: no title of its own")
    return found


def _slide_title(root: Element) -> str:
    for shape in root.iter(f"{_SLIDE}sp"):
        if any(one.get("type") in ("title", "ctrTitle") for one in shape.iter(f"{_SLIDE}ph")):
            return _words(shape)
    return ""


def _words(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_ART}t")).strip()


def _of_slide(root: Element, name: str, parts: Mapping[str, bytes]) -> Iterator[str]:
    for run in root.iter(f"{_ART}r"):
        properties = run.find(f"{_ART}rPr")
        if (run.findtext(f"{_ART}t") or "").strip() and (properties is None or not properties.get("lang")):
            yield "words without a language"
    for shown in (*root.iter(f"{_SLIDE}graphicFrame"), *root.iter(f"{_SLIDE}pic")):
        told = next(shown.iter(f"{_SLIDE}cNvPr"))
        if not (told.get("descr") or "").strip():
            yield f"{told.get('name')} has no alternative text"
    for table in root.iter(f"{_ART}tbl"):
        yield from _of_slide_table(table)
    for part in _relations(name, parts).values():
        if re.fullmatch(r"ppt/charts/chart\d+\.xml", part):
            yield from _of_slide_chart(ElementTree.fromstring(parts[part]))


def _of_slide_table(table: Element) -> Iterator[str]:
    properties = table.find(f"{_ART}tblPr")
    rows = table.findall(f"{_ART}tr")
    if properties is None or properties.get("firstRow") != "1" or not all(map(_words, rows[0].iter(f"{_ART}tc"))):
        yield "the table has no headings"
    for cell in table.iter(f"{_ART}tc"):
        if {"gridSpan", "rowSpan", "hMerge", "vMerge"} & set(cell.keys()):
            yield "cells of the table are merged"
        fill = cell.find(f"{_ART}tcPr/{_ART}solidFill/{_ART}srgbClr")
        if fill is None:
            continue
        if not _words(cell):
            yield "a cell says something by its colour alone"
        for ink in cell.iterfind(f".//{_ART}rPr/{_ART}solidFill/{_ART}srgbClr"):
            if contrast(f"#{ink.get('val')}", f"#{fill.get('val')}") < LEAST_CONTRAST:
                yield f"#{ink.get('val')} on #{fill.get('val')} cannot be read"


def _of_slide_chart(root: Element) -> Iterator[str]:
    """Series of one chart whose bars are known by their colour alone: their labels are all alike."""
    labels = [
        (one.get("formatCode") or "")
        for series in root.iter(f"{_CHART}ser")
        for one in series.iterfind(f"{_CHART}dLbls/{_CHART}numFmt")
    ]
    if len(labels) < len(list(root.iter(f"{_CHART}ser"))) or len(set(labels)) < len(labels):
        yield "the bars of a chart are told apart by their colour alone"
