"""A presentation (.pptx) -> pages, one a slide, read from its package.

Shapes in groups stand where they are seen. A table has the fills of its own cells alone: what a table style paints says
nothing of a row. A shape over a table belongs to the cell it lies over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain, count
from xml.etree.ElementTree import Element

from hplan_xl.book.errors import WorkbookError
from hplan_xl.book.text import parse_whole_number
from hplan_xl.documents.figures import Place, lay_figures_over
from hplan_xl.documents.office import (
    Office,
    OfficeRelation,
    Scheme,
    describe_series,
    find_child,
    find_children,
    find_colour,
    find_fill,
    grids_of_workbook,
    parse_measure,
    plain_symbols,
    read_colour_scheme,
)
from hplan_xl.documents.pages import (
    Document,
    DocumentKind,
    Grid,
    GridCell,
    Page,
    Paragraph,
    Paragraphs,
    Role,
    Shape,
    ShapeBox,
    pad_rows,
)
from hplan_xl.interpretation.prose import visible_text
from hplan_xl.package.xml_edit import local_name

_DEEPEST = 50
# A picture that fills more of the slide than this may be what the slide says; a smaller one is an ornament.
_LARGE = 0.1
_ROLES = {
    **dict.fromkeys(("title", "ctrTitle"), Role.TITLE),
    **dict.fromkeys(("ftr", "dt", "hdr"), Role.FOOTER),
}


def read_slides(package: Office) -> Document:
    """A presentation as typed. Raises NotAWorkbook where it is none, with the sentence that says what."""
    root = package.main_root("presentation")
    relations = package.relations(package.main)
    size = find_child(root, "sldSz")
    area = (_length(size, "cx") or 12_192_000) * (_length(size, "cy") or 6_858_000)
    reader = _Reader(package, area)
    slides = (relations.get(_relation_id(one)) for one in find_children(root, "sldIdLst"))
    paths = [one.path for one in slides if one]
    pages = tuple(page for number, path in enumerate(paths, 1) if (page := reader.page(number, path)))
    return Document(package.archive.name, DocumentKind.SLIDES, pages, package.saved_at, package.has_macros)


def _relation_id(element: Element) -> str:
    return next((value for name, value in element.attrib.items() if name.endswith("}id")), "")


# From where a shape says it lies, within its group, to where it is on the slide.
_Move = Callable[[ShapeBox], ShapeBox]


class _Reader:
    """Reads the slides of one presentation; layouts and themes are looked at once."""

    def __init__(self, package: Office, area: float) -> None:
        self._package = package
        self._area = area
        self._scheme = lru_cache(maxsize=None)(self._scheme_of_layout)

    def page(self, number: int, path: str) -> Page | None:
        root = self._package.root(path)
        if root is None:
            return None
        relations = self._package.relations(path)
        layout = self._package.find_relation(path, "slideLayout")
        walker = _Walker(self._package, relations, self._scheme(layout), self._area)
        walker.walk(find_children(find_child(root, "cSld"), "spTree"), lambda box: box)
        remarks = (*self._notes(path), *self._comments(relations))
        grids, free = lay_figures_over(walker.grids, walker.shapes)
        hidden = root.get("show", "1") in ("0", "false")
        return Page(number, walker.title, tuple(grids), tuple(free), remarks, hidden, walker.unread)

    def _scheme_of_layout(self, layout: str) -> Scheme:
        master = self._package.find_relation(layout, "slideMaster") if layout else ""
        theme = self._package.find_relation(master, "theme") if master else ""
        mapping = find_child(self._package.root(master), "clrMap")
        return read_colour_scheme(self._package.root(theme), mapping.attrib if mapping is not None else {})

    def _notes(self, path: str) -> Paragraphs:
        root = self._package.root(self._package.find_relation(path, "notesSlide"))
        walker = _Walker(self._package, {}, {}, self._area)
        walker.walk(find_children(find_child(root, "cSld"), "spTree"), lambda box: box)
        return tuple(one for shape in walker.shapes for one in shape.paragraphs if one.text.strip())

    def _comments(self, relations: Mapping[str, OfficeRelation]) -> Paragraphs:
        paths = (one.path for one in relations.values() if one.kind == "comments")
        held = chain.from_iterable(self._package.find_all(path, "text", "t") for path in paths)
        return tuple(Paragraph(one.text) for one in held if one.text and one.text.strip())


class _Walker:
    """Walks the shapes of one slide in their order. grids: its tables, each with where it lies if that is known."""

    def __init__(self, package: Office, relations: Mapping[str, OfficeRelation], scheme: Scheme, area: float) -> None:
        self.grids: list[tuple[Grid, Place | None]] = []
        self.shapes: list[Shape] = []
        self.title = ""
        self.unread = 0
        self._package = package
        self._relations = relations
        self._scheme = scheme
        self._area = area
        self._order = count()

    def walk(self, shapes: Iterable[Element], move: _Move, depth: int = 0) -> None:
        for one in shapes:
            match local_name(one):
                case "sp":
                    self._figure(one, move)
                case "grpSp" if depth < _DEEPEST:
                    self.walk(one, _within_group(one, move), depth + 1)
                case "graphicFrame":
                    self._frame(one, move)
                case "pic":
                    self._picture(one, move)
                case "AlternateContent" if depth < _DEEPEST:
                    self.walk(next(iter(one), ()), move, depth + 1)

    def _figure(self, shape: Element, move: _Move) -> None:
        place = find_child(find_child(find_child(shape, "nvSpPr"), "nvPr"), "ph")
        kind = place.get("type", "body") if place is not None else ""
        paragraphs = _paragraphs(
            find_child(shape, "txBody"), self._scheme, place is not None and kind in ("body", "obj")
        )
        words = " ".join(one.text for one in paragraphs).strip()
        if kind == "sldNum" or (kind == "sldImg" and not words):
            return
        role = _ROLES.get(kind, Role.BODY)
        if role is Role.TITLE:
            self.title = self.title or words
        properties = find_child(shape, "spPr")
        fill = find_fill(properties, self._scheme) or _styled_fill(shape, properties, self._scheme)
        box = _box(find_child(properties, "xfrm"))
        if words or fill:
            held, seen = paragraphs if words else (), move(box) if box else None
            self.shapes.append(Shape(held, seen, fill, role=role, order=next(self._order)))

    def _picture(self, shape: Element, move: _Move) -> None:
        box = _box(find_child(find_child(shape, "spPr"), "xfrm"))
        if box is None:
            return
        seen = move(box)
        self.shapes.append(Shape((), seen, picture=True, order=next(self._order)))
        if seen.area > _LARGE * self._area:
            self.unread += 1

    def _frame(self, frame: Element, move: _Move) -> None:
        own = _box(find_child(frame, "xfrm"))
        box = move(own) if own else None
        data = find_child(find_child(frame, "graphic"), "graphicData")
        for one in data if data is not None else ():
            match local_name(one):
                case "tbl":
                    self._table(one, box)
                case "oleObj":
                    self._embedded(one)
                case "AlternateContent":
                    for other in [inner for choice in one for inner in choice if local_name(inner) == "oleObj"][:1]:
                        self._embedded(other)
                case "relIds":
                    self._texts_of(one.attrib.values(), "diagramData", box)
                case "chart":
                    self._texts_of(one.attrib.values(), "chart", box)

    def _table(self, table: Element, box: ShapeBox | None) -> None:
        widths = [_length(one, "w") for one in find_children(table, "tblGrid")]
        rows, heights = [], []
        for row in table:
            if local_name(row) == "tr":
                heights.append(_length(row, "h"))
                rows.append([self._cell(one) for one in row if local_name(one) == "tc"])
        if rows:
            grid = Grid(pad_rows(rows), next(self._order))
            self.grids.append((grid, Place(box, tuple(heights), tuple(widths)) if box else None))

    def _cell(self, cell: Element) -> GridCell | None:
        if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
            return None
        return GridCell(
            _paragraphs(find_child(cell, "txBody"), self._scheme, False),
            find_fill(find_child(cell, "tcPr"), self._scheme) or _marking(cell, self._scheme),
            rows=max(parse_whole_number(cell.get("rowSpan", "1"), 1), 1),
            columns=max(parse_whole_number(cell.get("gridSpan", "1"), 1), 1),
        )

    def _embedded(self, held: Element) -> None:
        relation = self._relations.get(_relation_id(held))
        content = self._package.archive.content(relation.path) if relation else b""
        try:
            grids = grids_of_workbook(content, self._package.archive.name)
        except WorkbookError:
            self.unread += 1
            return
        self.grids += [(replace(grid, order=next(self._order)), None) for grid in grids]

    def _texts_of(self, ids: Iterable[str], kind: str, box: ShapeBox | None) -> None:
        """The words of a diagram or a chart, which stand in a part of their own."""
        held = [self._relations[one] for one in ids if one in self._relations]
        root = next((self._package.root(one.path) for one in held if one.kind == kind), None)
        if root is None:
            return
        paragraphs = [_paragraph(one, self._scheme, False) for one in root.iter() if local_name(one) == "p"]
        paragraphs += [Paragraph(words) for words in describe_series(root)]
        words = tuple(dict.fromkeys(one for one in paragraphs if one.text.strip()))
        if words:
            self.shapes.append(Shape(words, box, order=next(self._order)))


def _within_group(group: Element, move: _Move) -> _Move:
    placed = find_child(find_child(group, "grpSpPr"), "xfrm")
    outer = _box(placed)
    inner = _box(placed, "chOff", "chExt")
    if outer is None or inner is None or not inner.area:
        return move
    across = (outer.right - outer.left) / (inner.right - inner.left)
    down = (outer.bottom - outer.top) / (inner.bottom - inner.top)

    def moved(box: ShapeBox) -> ShapeBox:
        return move(
            ShapeBox(
                outer.left + (box.left - inner.left) * across,
                outer.top + (box.top - inner.top) * down,
                outer.left + (box.right - inner.left) * across,
                outer.top + (box.bottom - inner.top) * down,
            )
        )

    return moved


def _box(placed: Element | None, corner: str = "off", size: str = "ext") -> ShapeBox | None:
    at, extent = find_child(placed, corner), find_child(placed, size)
    if at is None or extent is None:
        return None
    left, top = _length(at, "x"), _length(at, "y")
    return ShapeBox(left, top, left + _length(extent, "cx"), top + _length(extent, "cy"))


def _length(element: Element | None, name: str) -> float:
    """A length in EMU; 0 where there is none."""
    return parse_measure(element.get(name, "")) if element is not None else 0.0


def _styled_fill(shape: Element, properties: Element | None, scheme: Scheme) -> str:
    """The fill that a figure has by its style, where it says nothing itself."""
    if properties is not None and find_child(properties, "noFill") is not None:
        return ""
    reference = find_child(find_child(shape, "style"), "fillRef")
    if reference is None or reference.get("idx", "0") == "0":
        return ""
    return next((find_colour(one, scheme) for one in reference), "")


def _paragraphs(body: Element | None, scheme: Scheme, bulleted: bool) -> Paragraphs:
    """The paragraphs of a text body; bulleted: whether one that does not say so itself has a bullet."""
    styles = find_child(body, "lstStyle")
    held = [one for one in body if local_name(one) == "p"] if body is not None else []
    of_list = [find_child(styles, f"lvl{_level(find_child(one, 'pPr')) + 1}pPr") for one in held]
    return tuple(
        _paragraph(one, scheme, _has_bullet(style, bulleted)) for one, style in zip(held, of_list, strict=True)
    )


def _level(properties: Element | None) -> int:
    """The level of a paragraph, from 0."""
    return parse_whole_number(properties.get("lvl", "0")) if properties is not None else 0


def _has_bullet(properties: Element | None, otherwise: bool) -> bool:
    for one in properties if properties is not None else ():
        if local_name(one) in ("buChar", "buAutoNum", "buBlip"):
            return True
        if local_name(one) == "buNone":
            return False
    return otherwise


def _paragraph(paragraph: Element, scheme: Scheme, bulleted: bool) -> Paragraph:
    properties = find_child(paragraph, "pPr")
    text = visible_text("".join(_words(paragraph)))
    colour = next((found for run in paragraph if (found := find_fill(find_child(run, "rPr"), scheme))), "")
    struck = "".join(_text(run) for run in paragraph if _is_struck(run)).strip()
    return Paragraph(text, _level(properties), _has_bullet(properties, bulleted), colour, struck)


def _is_struck(run: Element) -> bool:
    """Whether a line goes through the words of a run."""
    properties = find_child(run, "rPr")
    return properties is not None and properties.get("strike", "noStrike") != "noStrike"


def _marking(cell: Element, scheme: Scheme) -> str:
    """The one colour that all text of a cell is highlighted with; "" for none or several."""
    runs = (one for paragraph in find_children(cell, "txBody") for one in paragraph)
    highlights = [find_child(find_child(one, "rPr"), "highlight") for one in runs if local_name(one) == "r"]
    marked = {
        next((find_colour(colour, scheme) for colour in one), "") if one is not None else "" for one in highlights
    }
    return marked.pop() if len(marked) == 1 else ""


def _words(paragraph: Element) -> Iterator[str]:
    for one in paragraph:
        match local_name(one):
            case "r":
                yield plain_symbols(_text(one), _font(find_child(one, "rPr")))
            case "br":
                yield "\n"
            case "fld" if one.get("type") != "slidenum":
                yield _text(one)
            case "AlternateContent" | "m":
                yield "".join(inner.text or "" for inner in next(iter(one), one).iter() if local_name(inner) == "t")


def _font(properties: Element | None) -> str:
    """The font of a run; that of its symbols, where it has one."""
    named = (find_child(properties, name) for name in ("sym", "latin"))
    return next((font.get("typeface", "") for font in named if font is not None), "")


def _text(run: Element) -> str:
    return "".join(one.text or "" for one in run if local_name(one) == "t").replace("\v", "\n").replace("_x000B_", "\n")
