"""What presentations and text documents share: their package, workbooks embedded in it, signs of symbol fonts."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hplan_xl.book.text import clean_text
from hplan_xl.book.values import TypedValue
from hplan_xl.documents.colours import find_child, local_name
from hplan_xl.documents.pages import Grid, GridCell, Paragraph
from hplan_xl.interpretation.outcomes import show_value
from hplan_xl.package.archive import Archive, make_refusal, open_document
from hplan_xl.package.contents import Package, open_package
from hplan_xl.package.worksheet import Range
from hplan_xl.reading.typed_cells import Rows, collect_filled_cells, read_grids
from hplan_xl.wording import refusals


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

    def relations(self, path: str) -> Mapping[str, OfficeRelation]:
        """The relations of a part within the package, by relation id."""
        folder, _, file = path.rpartition("/")
        root = self.root(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        return {
            one.get("Id", ""): OfficeRelation(
                one.get("Type", "").rpartition("/")[2], _target(one.get("Target", ""), folder)
            )
            for one in (root if root is not None else ())
            if one.get("TargetMode") != "External"
        }

    def find_relation(self, path: str, kind: str) -> str:
        """The first part of a kind that a part is related to; "" where there is none."""
        return next((one.path for one in self.relations(path).values() if one.kind == kind), "")

    @property
    def saved_at(self) -> date | None:
        """The day the file says that it was last saved."""
        root = self.root("docProps/core.xml")
        for one in root if root is not None else ():
            if local_name(one) == "modified":
                try:
                    return date.fromisoformat((one.text or "").strip()[:10])
                except ValueError:
                    return None
        return None

    @property
    def macros(self) -> bool:
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


def _target(target: str, folder: str) -> str:
    words = unquote(target)
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
    words = show_value(cells.get(at)).sv
    paragraphs = tuple(Paragraph(line) for line in words.split("\n")) if words else ()
    fill = package.formats.fills.get(sheet.style(at) or 0, "")
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

    >>> plain_symbols("þ", "Wingdings"), plain_symbols("\uf06c", ""), plain_symbols("lön", "Calibri")
    ('☑', '●', 'lön')
    """
    signs = _FONTS.get(font.casefold(), {})
    if not signs and not any(ord(one) in _PRIVATE for one in text):
        return text
    return "".join(_plain(one, signs or _WINGDINGS, bool(signs)) for one in text)


def _plain(sign: str, signs: dict[str, str], in_font: bool) -> str:
    if ord(sign) in _PRIVATE:
        return signs.get(chr(ord(sign) - 0xF000), sign)
    return signs.get(sign, sign) if in_font else sign
