"""A text document (.docx) -> pages, one a heading, read from its package.

Cells that are merged are told as one, from the package itself. What was deleted with changes tracked is not read.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from xml.etree.ElementTree import Element

from hplan_xl.book.text import clean_text, parse_whole_number
from hplan_xl.documents.office import Office, describe_series, find_child, find_children, plain_symbols
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
    list_words,
    pad_rows,
)
from hplan_xl.interpretation.prose import visible_text
from hplan_xl.package.xml_edit import local_name

_HEADING = re.compile(r"(?:heading|rubrik|title|titel)\s?(?P<level>[1-9]?)\Z", re.I)
_LIST = re.compile(r"(?:list (?:bullet|number)|punktlista|numrerad lista)\s?(?P<level>[1-9]?)", re.I)
_HEX = re.compile(r"[0-9A-Fa-f]{6}\Z")
# The colours of Word's highlighter by name, from ECMA-376 part 1, 17.18.40.
_HIGHLIGHTS = {
    "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00",
    "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip
_DEEPEST = 50
# The kinds of the parts that stand around every page.
_AROUND = ("header", "footer")
# The kinds of the parts with what is said at a place on a page.
_NOTES = ("footnotes", "endnotes", "comments")
# A picture that is larger than this, a tenth of an A4 page in square EMU, may be what the page says.
_LARGE = 0.1 * 7_560_000 * 10_692_000


def read_words(package: Office) -> Document:
    """A text document as typed. Raises NotAWorkbook where it is none, with the sentence that says what."""
    root = package.main_root("document")
    reader = _Reader(_styles(package), package)
    for element in _blocks(find_children(root, "body")):
        reader.read(element)
    beside = list(_beside(package, reader))
    headers = tuple(dict.fromkeys(one.text for kind, _, one in beside if kind in _AROUND))
    remarks: dict[int, dict[str, Paragraph]] = defaultdict(dict)
    for kind, name, one in beside:
        remarks[reader.find_page(kind, name)].setdefault(one.text, one)
    first, *rest = (replace(page, remarks=tuple(remarks[page.number].values())) for page in reader.pages())
    pages = (replace(first, headers=headers), *rest)
    return Document(package.archive.name, DocumentKind.WORDS, pages, package.saved_at, package.has_macros)


def _styles(package: Office) -> Mapping[str, tuple[str, bool]]:
    """By the id of a paragraph style: its name, and whether it has bullets or numbers."""
    found = {}
    for one in package.find_all(package.find_relation(package.main, "styles"), "style"):
        name = _value(find_child(one, "name"))
        numbered = find_child(find_child(one, "pPr"), "numPr") is not None
        found[_attribute(one, "styleId")] = (name, numbered or bool(_LIST.match(name)))
    return found


def _beside(package: Office, reader: "_Reader") -> Iterator[tuple[str, str, Paragraph]]:
    """The words of headers, notes and comments, each with the kind of its part, and its id there, "" for none."""
    for relation in package.relations(package.main).values():
        is_read = relation.kind in (*_AROUND, *_NOTES)
        note, name = relation.kind.removesuffix("s"), ""
        for element in package.find_all(relation.path, "p", note) if is_read else ():
            if local_name(element) == note:
                name = _attribute(element, "id")
            elif clean_text((one := reader.paragraph(element)).text):
                yield relation.kind, name, one


class _Reader:
    """Reads the blocks of a document in their order."""

    def __init__(self, styles: Mapping[str, tuple[str, bool]], package: Office) -> None:
        self._styles = styles
        self._package = package
        self._relations = package.relations(package.main)
        self._unread: Counter[int] = Counter()
        self._places: dict[tuple[str, str], int] = {}  # of notes and comments, by the kind of their part and their id
        self._order = count()
        self._pages: list[tuple[str, list[Grid], list[Shape]]] = [("", [], [])]

    def read(self, element: Element) -> None:
        """One block: a table, or a paragraph with the text boxes in it; and where the notes stand that it refers to."""
        self._read_block(element)
        for one in element.iter():
            name = local_name(one)
            if name.endswith("Reference"):
                self._places[name.replace("Reference", "s"), _attribute(one, "id")] = len(self._pages) - 1

    def _read_block(self, element: Element) -> None:
        if local_name(element) == "tbl":
            self._add_table(element)
            return
        paragraph = self.paragraph(element)
        heading = _HEADING.match(self._style(element)[0])
        if heading and clean_text(paragraph.text):
            self._pages.append((clean_text(paragraph.text), [], []))
            self._add((replace(paragraph, level=parse_whole_number(heading["level"])),), Role.TITLE)
        elif clean_text(paragraph.text):
            self._add((paragraph,), Role.BODY)
        for box in _find_anchored(element, "txbxContent"):
            held = tuple(self.paragraph(one) for one in _blocks(box) if local_name(one) == "p")
            if any(clean_text(one.text) for one in held):
                self._add(held, Role.BODY)
            for table in (one for one in _blocks(box) if local_name(one) == "tbl"):
                self._add_table(table)
        if words := self._words_of_drawings(element):
            self._add(words, Role.BODY)

    def _add_table(self, table: Element) -> None:
        self._pages[-1][1].append(replace(self._table(table, 0), order=next(self._order)))

    def _words_of_drawings(self, paragraph: Element) -> Paragraphs:
        """The words of the charts and diagrams in a paragraph; larger pictures, and objects, are counted as unread."""
        found: list[Paragraph] = []
        for drawing in _find_anchored(paragraph, "drawing", "pict", "object"):
            names = {value for one in drawing.iter() for key, value in one.attrib.items() if "relationships}" in key}
            held = [self._relations[name] for name in sorted(names) if name in self._relations]
            roots = (self._package.root(one.path) for one in held if one.kind in ("chart", "diagramData"))
            found += (Paragraph(line) for root in roots if root is not None for line in _words_of_drawing(root))
            is_large = any(one.kind == "image" for one in held) and _extent(drawing) > _LARGE
            if is_large or local_name(drawing) == "object":
                self._unread[len(self._pages) - 1] += 1
        return tuple(found)

    def _add(self, paragraphs: Paragraphs, role: Role) -> None:
        self._pages[-1][2].append(Shape(paragraphs, None, role=role, order=next(self._order)))

    def pages(self) -> tuple[Page, ...]:
        """What was read, a page a heading; what stands before the first is one too."""
        held = ((number, self._pages[at], self._unread[at]) for number, at in enumerate(self._list_held_pages(), 1))
        return tuple(
            Page(number, title, tuple(grids), tuple(shapes), unread=unread)
            for number, (title, grids, shapes), unread in held
        )

    def find_page(self, kind: str, name: str) -> int:
        """The number of the page with a note of that kind and id; the first one's for what is at none."""
        held = self._list_held_pages()
        at = self._places.get((kind, name), -1)
        return held.index(at) + 1 if at in held else 1

    def _list_held_pages(self) -> list[int]:
        """The places of the pages with something on them; of the first where none has."""
        return [at for at, (_, *held) in enumerate(self._pages) if any(held) or self._unread[at]] or [0]

    def _style(self, paragraph: Element) -> tuple[str, bool]:
        return self._styles.get(_value(find_child(find_child(paragraph, "pPr"), "pStyle")), ("", False))

    def paragraph(self, element: Element) -> Paragraph:
        """A paragraph, without the text boxes in it."""
        properties = find_child(element, "pPr")
        numbering = find_child(properties, "numPr")
        of_style = _LIST.match(self._style(element)[0])
        by_style = max(parse_whole_number(of_style["level"]) - 1, 0) if of_style else 0
        level = parse_whole_number(_value(find_child(numbering, "ilvl")), by_style)
        own = _value(find_child(numbering, "numId"))
        bulleted = own != "0" if numbering is not None and own else self._style(element)[1]
        runs = list(_runs(element))
        colour = next((found for run in runs if (found := _colour(run))), "")
        struck = "".join(_words(run) for run in runs if _is_on(find_child(run, "rPr"), "strike", "dstrike")).strip()
        return Paragraph(visible_text("".join(_words(run) for run in runs)), level, bulleted, colour, struck)

    def _table(self, table: Element, depth: int) -> Grid:
        rows = [list(self._row(row, depth)) for row in _blocks(table) if local_name(row) == "tr"]
        return Grid(pad_rows(_merge_cells(rows)))

    def _row(self, row: Element, depth: int) -> Iterator[tuple[GridCell, str] | None]:
        """The cells of a row, each with how it is merged downwards; None for what one to the left covers."""
        before = parse_whole_number(_value(find_child(find_child(row, "trPr"), "gridBefore")))
        yield from ((GridCell(), "") for _ in range(before))
        for cell in _blocks(row):
            if local_name(cell) != "tc":
                continue
            properties = find_child(cell, "tcPr")
            columns = max(parse_whole_number(_value(find_child(properties, "gridSpan")), 1), 1)
            merged = find_child(properties, "vMerge")
            how = "" if merged is None else _value(merged) or "continue"
            yield GridCell(self._list_held(cell, depth), _shade(properties) or _marking(cell), columns=columns), how
            yield from (None for _ in range(columns - 1))

    def _list_held(self, cell: Element, depth: int) -> Paragraphs:
        """The paragraphs of a cell, with those of text boxes and drawings in it, and a line a row of tables in it."""
        found: list[Paragraph] = []
        for one in _blocks(cell):
            if local_name(one) == "p":
                found.append(self.paragraph(one))
                boxes = chain.from_iterable(_find_anchored(one, "txbxContent"))
                found += [self.paragraph(inner) for inner in boxes if local_name(inner) == "p"]
                found += self._words_of_drawings(one)
            elif local_name(one) == "tbl" and depth < _DEEPEST:
                for row in self._table(one, depth + 1).rows:
                    words = list_words(row)
                    is_list = len(words) == 1
                    found += chain.from_iterable(cell.paragraphs for cell in row if cell and is_list)
                    found += [] if is_list or not words else [Paragraph(" | ".join(words), bulleted=True)]
        return tuple(found)


def _merge_cells(rows: Sequence[Sequence[tuple[GridCell, str] | None]]) -> list[list[GridCell | None]]:
    """The cells, where one that is merged downwards spans its rows and what it covers is None."""
    made: list[list[GridCell | None]] = [[one[0] if one else None for one in row] for row in rows]
    for column in range(max(map(len, rows), default=0)):
        first: tuple[int, int] | None = None
        for number, row in enumerate(rows):
            one = row[column] if column < len(row) else None
            held = made[first[0]][column] if first else None
            if one and one[1] == "continue" and first and held:
                made[first[0]][column] = replace(held, rows=held.rows + 1)
                made[number][column] = None
            else:
                first = (number, column) if one and one[1] == "restart" else None
    return made


def _blocks(elements: Iterable[Element]) -> Iterator[Element]:
    """The blocks, or the runs, in their order, those in content controls and tracked insertions among them."""
    for one in elements:
        match local_name(one):
            case "sdt":
                if _is_on(find_child(one, "sdtPr"), "showingPlcHdr"):
                    continue  # what asks for an answer: "Välj ett objekt."
                yield from _blocks(find_children(one, "sdtContent"))
            case "ins" | "customXml" | "smartTag" | "moveTo" | "bdo" | "dir":
                yield from _blocks(one)
            case _:
                yield one


def _runs(element: Element) -> Iterator[Element]:
    """The runs of a paragraph, those in links, fields, content controls and formulas among them."""
    for one in _blocks(element):
        match local_name(one):
            case "r":
                if not _is_on(find_child(one, "rPr"), "vanish"):
                    yield one
            case "hyperlink" | "fldSimple":
                yield from _runs(one)
            case "oMath" | "oMathPara":
                yield from (inner for inner in one.iter() if local_name(inner) == "r")


def _words(run: Element) -> str:
    font = find_child(find_child(run, "rPr"), "rFonts")
    typeface = _attribute(font, "ascii") if font is not None else ""
    return "".join(_word(one, typeface) for one in run)


def _word(one: Element, font: str) -> str:
    match local_name(one):
        case "t":
            return plain_symbols(one.text or "", font)
        case "tab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "fldChar":
            return _answer(find_child(one, "ffData"))
        case "sym":
            code = _attribute(one, "char")
            sign = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""
            return plain_symbols(sign, _attribute(one, "font"))
        case _:
            return ""


def _answer(field: Element | None) -> str:
    """What is chosen in a list, or whether a box is ticked, of a form of older programs."""
    choices, box = find_child(field, "ddList"), find_child(field, "checkBox")
    if choices is not None:
        listed = [_value(one) for one in choices if local_name(one) == "listEntry"]
        chosen = parse_whole_number(_value(find_child(choices, "result")) or _value(find_child(choices, "default")))
        return listed[chosen] if chosen < len(listed) else ""
    if box is None:
        return ""
    return "☒" if _is_on(box, "checked" if find_child(box, "checked") is not None else "default") else "☐"


def _find_anchored(paragraph: Element, *names: str) -> Iterator[Element]:
    """The text boxes or drawings in a paragraph; of one that stands twice, for new programs and old, the first."""
    for one in chain.from_iterable(_runs(paragraph)):
        chosen = next(iter(one), one) if local_name(one) == "AlternateContent" else one
        yield from (inner for inner in chosen.iter() if local_name(inner) in names)


def _words_of_drawing(root: Element) -> tuple[str, ...]:
    texts = (
        "".join(inner.text or "" for inner in one.iter() if local_name(inner) == "t")
        for one in root.iter()
        if local_name(one) == "p"
    )
    return tuple(dict.fromkeys(words for words in (*texts, *describe_series(root)) if clean_text(words)))


def _extent(drawing: Element) -> float:
    """How large a drawing is, in square EMU; 0 where it does not say."""
    sizes = next((one for one in drawing.iter() if local_name(one) == "extent"), None)
    if sizes is None:
        return 0.0
    return float(parse_whole_number(_attribute(sizes, "cx"))) * parse_whole_number(_attribute(sizes, "cy"))


def _is_on(properties: Element | None, *names: str) -> bool:
    """Whether one of these properties, each on or off, is told and not to be off."""
    told = (find_child(properties, name) for name in names)
    return any(one is not None and _value(one) not in ("0", "false", "off") for one in told)


def _colour(run: Element) -> str:
    value = _value(find_child(find_child(run, "rPr"), "color"))
    return value.upper() if _HEX.match(value) and value != "000000" else ""


def _shade(properties: Element | None) -> str:
    shade = find_child(properties, "shd")
    value = _attribute(shade, "fill") if shade is not None else ""
    return value.upper() if _HEX.match(value) else ""


def _marking(cell: Element) -> str:
    """The one colour that all text of a cell is marked with, by a highlighter or a shade; "" for none or several."""
    marked = {
        _mark(find_child(run, "rPr")) or _shade(find_child(one, "pPr"))
        for one in _blocks(cell)
        for run in _runs(one)
        if find_child(run, "t") is not None
    }
    return marked.pop() if len(marked) == 1 else ""


def _mark(properties: Element | None) -> str:
    return _HIGHLIGHTS.get(_value(find_child(properties, "highlight")), "") or _shade(properties)


def _value(element: Element | None) -> str:
    return _attribute(element, "val") if element is not None else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
