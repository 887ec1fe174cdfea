"""What presentations and text documents share: their package, workbooks embedded in it, colours, signs of symbol fonts.

What the parts of a colour mean: ECMA-376 part 1, 20.1.2.3. A tint or shade is mixed in sRGB, which keeps the hue: what
is asked of a colour here is which one it is.
"""

import colorsys
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hplan_xl.book.text import clean_text
from hplan_xl.book.values import TypedValue
from hplan_xl.documents.pages import Grid, GridCell, Paragraph
from hplan_xl.interpretation.outcomes import show_value
from hplan_xl.interpretation.prose import visible_text
from hplan_xl.package.archive import Archive, make_refusal, open_document
from hplan_xl.package.contents import Package, open_package
from hplan_xl.package.worksheet import Range
from hplan_xl.package.xml_edit import local_name
from hplan_xl.reading.typed_cells import Rows, collect_filled_cells, read_grids
from hplan_xl.wording import refusals

Scheme = Mapping[str, str]

# The default of PowerPoint and Word since 2013, for a file whose theme is not to be had.
DEFAULT_SCHEME: Scheme = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
DEFAULT_MAP: Mapping[str, str] = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PRESET = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "green": "008000",
    "lime": "00FF00",
    "blue": "0000FF",
    "yellow": "FFFF00",
    "orange": "FFA500",
    "gray": "808080",
    "grey": "808080",
    "ltGray": "D3D3D3",
    "ltGreen": "90EE90",
    "dkGreen": "006400",
    "dkRed": "8B0000",
    "gold": "FFD700",
    "forestGreen": "228B22",
    "lightGray": "D3D3D3",
    "lightGreen": "90EE90",
    "limeGreen": "32CD32",
    "crimson": "DC143C",
    "tomato": "FF6347",
    "darkGreen": "006400",
    "darkRed": "8B0000",
    "seaGreen": "2E8B57",
    "lightBlue": "ADD8E6",
    "navy": "000080",
}
_WHOLE = 100_000
_FILLS = ("solidFill", "gradFill", "pattFill")


def find_child(element: Element | None, name: str) -> Element | None:
    """The first child of that name, whatever its namespace."""
    if element is None:
        return None
    return next((one for one in element if local_name(one) == name), None)


def find_children(element: Element | None, name: str) -> tuple[Element, ...]:
    """The children of the first child with that name; empty where there is none."""
    found = find_child(element, name)
    return () if found is None else tuple(found)


def find_fill(properties: Element | None, scheme: Scheme) -> str:
    """The colour that an element's own fill has, "" for none; of a gradient its first, of a pattern its foremost."""
    fill = next((one for one in properties if local_name(one) in _FILLS), None) if properties is not None else None
    parts = fill.iter() if fill is not None else ()
    colours = (one for one in parts if local_name(one).endswith("Clr") and local_name(one) not in ("fgClr", "bgClr"))
    return next((find_colour(one, scheme) for one in colours), "")


def find_colour(element: Element, scheme: Scheme) -> str:
    """The colour that an element such as srgbClr or schemeClr stands for; "" where it cannot be resolved."""
    base = _base(element, scheme)
    if len(base) != 6:
        return ""
    try:
        red, green, blue = (int(base[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return ""
    for change in element:
        changed = _change_colour(local_name(change), _share(change), (red, green, blue))
        red, green, blue = (min(max(0, part), 1) for part in changed)
    return write_colour((red, green, blue))


def write_colour(parts: Iterable[float]) -> str:
    """A colour as RRGGBB, of its parts from 0 to 1.

    >>> write_colour((1, 0.5, 0))
    'FF8000'
    """
    return "".join(f"{round(min(max(0, part), 1) * 255):02X}" for part in parts)


def _base(element: Element, scheme: Scheme) -> str:
    value = element.get("val", "")
    match local_name(element):
        case "srgbClr":
            return value.upper()
        case "schemeClr":
            return scheme.get(value, "")
        case "sysClr":
            return (element.get("lastClr") or {"window": "FFFFFF", "windowText": "000000"}.get(value, "")).upper()
        case "prstClr":
            return _PRESET.get(value, "")
        case "scrgbClr":
            return write_colour(parse_measure(element.get(part, "")) / _WHOLE for part in ("r", "g", "b"))
        case "hslClr":
            hue = parse_measure(element.get("hue", "")) / 21_600_000
            lightness, strength = (parse_measure(element.get(part, "")) / _WHOLE for part in ("lum", "sat"))
            return write_colour(colorsys.hls_to_rgb(hue, lightness, strength))
        case _:
            return ""


def _change_colour(how: str, share: float, rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    if how == "tint":
        return tuple(part * share + 1 - share for part in rgb)  # type: ignore[return-value]  # three stay three
    if how == "shade":
        return tuple(part * share for part in rgb)  # type: ignore[return-value]
    if how not in ("lumMod", "lumOff", "satMod", "satOff"):
        return rgb
    hue, lightness, strength = colorsys.rgb_to_hls(*rgb)
    factor, more = (share, 0.0) if how.endswith("Mod") else (1.0, share)
    if how.startswith("lum"):
        lightness = lightness * factor + more
    else:
        strength = strength * factor + more
    return colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), min(max(strength, 0), 1))


def _share(change: Element) -> float:
    return parse_measure(change.get("val", "")) / _WHOLE


def parse_measure(words: str) -> float:
    """The number that an attribute holds, of a percentage in thousandths of a per cent; 0 for what is no number.

    >>> parse_measure("12.5"), parse_measure("75%"), parse_measure("nan")
    (12.5, 75000.0, 0.0)
    """
    words = words.strip()
    try:
        number = float(words.removesuffix("%")) * (1000 if words.endswith("%") else 1)
    except ValueError:
        return 0.0
    return number if isfinite(number) else 0.0


def read_colour_scheme(theme: Element | None, mapping: Mapping[str, str]) -> Scheme:
    """The colours of a theme by every name they go by; `mapping` is the master's clrMap."""
    own = dict(DEFAULT_SCHEME)
    for entry in find_children(find_child(theme, "themeElements"), "clrScheme"):
        own |= {local_name(entry): colour for part in entry if (colour := find_colour(part, {}))}
    return {**own, **{name: own[to] for name, to in {**DEFAULT_MAP, **mapping}.items() if to in own}}


@dataclass(frozen=True)
class OfficeRelation:
    """A relation to another part: the last word of the relation's kind, and the part's path."""

    kind: str
    path: str


@dataclass(frozen=True)
class Office:
    """An opened package. main: the path of its main part."""

    archive: Archive
    main: str

    def root(self, path: str) -> Element | None:
        """The root of an XML part, None where there is none. Raises NotAWorkbook where it is no XML that is safe."""
        part = self.archive.part(path)
        if not part:
            return None
        try:
            return ElementTree.fromstring(part)
        except (ElementTree.ParseError, ValueError, RecursionError):
            raise make_refusal(refusals.DAMAGED_FILE, self.archive.name) from None

    def main_root(self, name: str) -> Element:
        """The root of the main part. Raises NotAWorkbook where it is no element of that name."""
        root = self.root(self.main)
        if root is None or local_name(root) != name:
            raise make_refusal(refusals.NO_DOCUMENT, self.archive.name, what=refusals.BINARY_FILE)
        return root

    def find_all(self, path: str, *names: str) -> Iterator[Element]:
        """The elements of those names in a part, in their order; none where there is no such part."""
        root = self.root(path)
        yield from (one for one in root.iter() if local_name(one) in names) if root is not None else ()

    def relations(self, path: str) -> Mapping[str, OfficeRelation]:
        """The relations of a part within the package, by relation id."""
        folder, _, file = path.rpartition("/")
        root = self.root(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = (one for one in (root if root is not None else ()) if one.get("TargetMode") != "External")
        return {
            one.get("Id", ""): OfficeRelation(one.get("Type", "").rpartition("/")[2], _target(one, folder))
            for one in found
        }

    def find_relation(self, path: str, kind: str) -> str:
        """The first part of a kind that a part is related to; "" where there is none."""
        return next((one.path for one in self.relations(path).values() if one.kind == kind), "")

    @property
    def saved_at(self) -> date | None:
        """The day the file says that it was last saved."""
        modified = next(self.find_all("docProps/core.xml", "modified"), None)
        try:
            return date.fromisoformat((modified.text or "").strip()[:10]) if modified is not None else None
        except ValueError:
            return None

    @property
    def has_macros(self) -> bool:
        """Whether the file holds a program. It is never run."""
        return any(path.endswith("vbaproject.bin") for path in self.archive.members)


def open_office(data: bytes, name: str) -> Office:
    """A .pptx or .docx opened. Raises NotAWorkbook for everything else, with its sentence."""
    archive = open_document(data, name)
    package = Office(archive, "")
    main = package.find_relation("", "officeDocument")
    return Office(
        archive, main or ("ppt/presentation.xml" if "ppt/presentation.xml" in archive else "word/document.xml")
    )


def _target(relation: Element, folder: str) -> str:
    words = unquote(relation.get("Target", ""))
    return words.lstrip("/") if words.startswith("/") else posixpath.normpath(posixpath.join(folder, words))


At = tuple[int, int]


def grids_of_workbook(data: bytes, name: str) -> tuple[Grid, ...]:
    """The filled part of each visible sheet. Raises NotAWorkbook where the bytes are no workbook that can be read."""
    package = open_package(data, name)
    titles = [sheet.title for sheet in package.sheets if sheet.is_visible and sheet.title in package.worksheets]
    grids = read_grids(package, titles)
    made = (grid_of_sheet(package, title, grids[title]) for title in titles)
    return tuple(grid for grid in made if grid.rows)


def grid_of_sheet(package: Package, title: str, read: Rows) -> Grid:
    """The filled part of a sheet, of which `read` are the cells from A1 on."""
    cells = collect_filled_cells(package, title, read)
    if not cells:
        return Grid(())
    sheet = package.worksheets[title]
    top, bottom = min(at[0] for at in cells), max(at[0] for at in cells)
    left, right = min(at[1] for at in cells), max(at[1] for at in cells)
    right = max([right, *(one.right for one in sheet.merged_ranges if top <= one.top <= bottom and one.left <= right)])
    rows = (
        tuple(_cell(package, title, cells, (row, column)) for column in range(left, right + 1))
        for row in range(top, bottom + 1)
    )
    return Grid(tuple(rows))


def _cell(package: Package, title: str, cells: Mapping[At, TypedValue], at: At) -> GridCell | None:
    sheet = package.worksheets[title]
    span = next((one for one in sheet.merged_ranges if one.covers(at)), Range(*at, *at))
    if span.corner != at:
        return None
    words = visible_text(show_value(cells.get(at)).sv)
    style = sheet.style(at) or 0
    is_struck = style in package.formats.struck_styles
    lines = words.split("\n") if words else []
    paragraphs = tuple(Paragraph(line, struck=line if is_struck else "") for line in lines)
    fill = package.formats.fills.get(style, "")
    return GridCell(paragraphs, fill, rows=span.bottom - span.top + 1, columns=span.right - span.left + 1)


def describe_series(chart: Element) -> Iterator[str]:
    """The series of a chart in words: each its name, and its values by their categories, the numbers as it has them."""
    for series in chart.iter():
        if local_name(series) == "ser":
            name = " ".join(_points(series, "tx").values())
            categories = _points(series, "cat") or _points(series, "xVal")
            values = _points(series, "val") or _points(series, "yVal")
            told = "; ".join(f"{categories[at]} {value}" if at in categories else value for at, value in values.items())
            yield f"{name}: {told}" if name and told else name or told


def _points(series: Element, part: str) -> dict[str, str]:
    """The words or numbers of a part of a series, by their place in it."""
    held = find_child(series, part)
    points = [one for one in held.iter() if local_name(one) == "pt"] if held is not None else []
    return {one.get("idx", ""): clean_text("".join(inner.text or "" for inner in one)) for one in points}


# Positions in Wingdings, which people choose for ticks, boxes and traffic lights; a file may write them as F0xx.
_WINGDINGS = {
    "l": "●",
    "n": "■",
    "o": "☐",
    "q": "☐",
    "r": "☐",
    "u": "◆",
    "ü": "✓",
    "û": "✗",
    "þ": "☑",
    "ý": "☒",
    "x": "☒",
    "J": "☺",
    "K": "😐",
    "L": "☹",
    "§": "▪",
    "Ø": "➢",
    "v": "❖",
    "\x6d": "○",
    "\xa1": "○",
    "\xb7": "•",
}
_WINGDINGS_2 = {"P": "✓", "O": "✗", "R": "☑", "S": "☒", "T": "☒", "\x97": "●", "\xa3": "☐"}
_WINGDINGS_3 = {"p": "▲", "q": "▼"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3}
_PRIVATE = range(0xF000, 0xF100)


def plain_symbols(text: str, font: str) -> str:
    r"""Replace the characters of a symbol font with plain ones; text in other fonts is unchanged.

    >>> plain_symbols("þJKL", "Wingdings"), plain_symbols("\uf06c", ""), plain_symbols("lön", "Calibri")
    ('☑☺😐☹', '●', 'lön')
    >>> plain_symbols("PORST", "Wingdings 2"), plain_symbols("pq", "Wingdings 3")
    ('✓✗☑☒☒', '▲▼')
    """
    signs = _FONTS.get(font.casefold(), {})
    if not signs and not any(ord(one) in _PRIVATE for one in text):
        return text
    return "".join(_plain(one, signs or _WINGDINGS, bool(signs)) for one in text)


def _plain(sign: str, signs: dict[str, str], in_font: bool) -> str:
    if ord(sign) in _PRIVATE:
        return signs.get(chr(ord(sign) - 0xF000), sign)
    return signs.get(sign, sign) if in_font else sign
