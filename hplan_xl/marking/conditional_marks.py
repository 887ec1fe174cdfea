"""The marks of one sheet, as conditional formats that hold while a cell has the value that it was marked for.

The list of what there is to do holds the number of each marked cell, by its sheet and place, as long as the cell has
that value: a formula tells whether it has it still. A rule asks whether the number of its cell is there, by a defined
name, since a rule can refer to another sheet in no other way. So no style is touched, and one rule a grade is enough
for all the cells of a sheet.

What that adds to the styles part is here, too, and so are the styles of the sheet that lists the marks. A number that
was there keeps its meaning; what is there already is not added again, so that a plan that goes back and forth does not
grow.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from hplan_xl.book.findings import Severity
from hplan_xl.excel import look
from hplan_xl.marking.sheet_cells import CellPlace, SheetCells
from hplan_xl.package.parts import LISTING_NAME, Parts
from hplan_xl.package.worksheet import Range
from hplan_xl.package.xml_edit import (
    Edit,
    Piece,
    append_content,
    apply_edits,
    escape_content,
    insert_after,
    prefix_elements,
    read_piece,
    remove_piece,
    set_attribute,
)

# The parts of the styles in the order that the schema lets them stand in, and those that are added to.
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_LISTS = ("fonts", "fills", "borders", "cellXfs", "dxfs")
_SIDES = ("left", "right", "top", "bottom")
MARKED_CELLS_NAME = f"{LISTING_NAME}_cells"
_OF_A_SHEET, _OF_A_ROW = 2**34, 2**14
_MOST_AREAS = 250  # of one rule; Excel reads 8,192, older formats fewer
_HIGHEST_PRIORITY = 10**6


class AddedStyles:
    """The numbers of styles, old and new, and the part they are written in."""

    def __init__(self, parts: Parts, path: str) -> None:
        self._part = parts.part(path)
        self._root = parts.piece(path)
        self._lists = {name: self._entries(name) for name in _LISTS}
        self._before = {name: len(entries) for name, entries in self._lists.items()}

    def _entries(self, name: str) -> list[bytes]:
        held = self._root.child(name)
        return [self._part[one.start : one.end] for one in held.children] if held else []

    def mark_format_number(self, grade: Severity) -> int:
        """The number of the look of a mark, as conditional formats name it: text, fill and edge of its grade."""
        mark = look.MARKS[grade]
        font = f"<font>{_colour(mark.text)}</font>"
        return self._number("dxfs", f"<dxf>{font}{_fill(mark)}{_border(mark.edge)}</dxf>")

    def style_number(self, style: look.Style, mark: look.Mark | None = None) -> int:
        """The number of one of our own styles; with the fill and the text colour of a mark, where one is given."""
        whole = {**look.DEFAULT, **style, **({"font_color": mark.text} if mark else {})}
        font = self._number("fonts", _font(whole))
        filled = _fill(mark) if mark else _solid(whole["bg_color"]) if "bg_color" in whole else ""
        fill = self._number("fills", filled) if filled else 0
        border = self._number("borders", _border(whole["border_color"])) if whole.get("border") else 0
        return self._xf_number(font, fill, border, whole)

    def _xf_number(self, font: int, fill: int, border: int, style: look.Style) -> int:
        alignment = {
            "horizontal": style.get("align"),
            "vertical": {"vcenter": "center"}.get(str(style.get("valign")), style.get("valign")),
            "wrapText": "1" if style.get("text_wrap") else None,
            "indent": style.get("indent"),
        }
        written = "".join(f' {name}="{value}"' for name, value in alignment.items() if value is not None)
        applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        numbers = f'numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        return self._number("cellXfs", f"<xf {numbers} {applied}><alignment{written}/></xf>")

    def _number(self, name: str, xml: str) -> int:
        """The index of an entry in its list; added where it is missing."""
        entries, written = self._lists[name], prefix_elements(xml.encode(), self._root.prefix)
        if written not in entries:
            entries.append(written)
        return entries.index(written)

    def build_part(self) -> bytes:
        """The styles part with what was added."""
        return apply_edits(self._part, [edit for name in _LISTS for edit in self._additions(name)])

    def _additions(self, name: str) -> Iterator[Edit]:
        entries, held = self._lists[name], self._root.child(name)
        new = b"".join(entries[self._before[name] :])
        if held is not None and held.children and new:
            yield append_content(self._part, held, new)
            if "count" in held.attributes:
                yield set_attribute(self._part, held, "count", str(len(entries)))
        elif new:
            tags = (f'<{name} count="{len(entries)}">', f"</{name}>")
            start, end = (prefix_elements(tag.encode(), self._root.prefix) for tag in tags)
            before = _ORDER[: _ORDER.index(name)]
            place = Edit(held.start, held.end, b"") if held else insert_after(self._part, self._root, before, b"")
            yield place._replace(replacement=start + new + end)


def _colour(colour: object) -> str:
    return f'<color rgb="{_argb(colour)}"/>'


def _argb(colour: object) -> str:
    return "FF" + str(colour).removeprefix("#")


def _solid(colour: object) -> str:
    return _pattern("solid", colour, colour)


def _fill(mark: look.Mark) -> str:
    return _solid(mark.stripe) if mark.pattern == "solid" else _pattern(mark.pattern, mark.stripe, mark.fill)


def _pattern(name: str, front: object, back: object) -> str:
    """A fill; in a conditional format Excel takes the second colour of a solid one, other programs the first."""
    colours = f'<fgColor rgb="{_argb(front)}"/><bgColor rgb="{_argb(back)}"/>'
    return f'<fill><patternFill patternType="{name}">{colours}</patternFill></fill>'


def _font(style: look.Style) -> str:
    signs = ("<b/>" if style.get("bold") else "") + ("<u/>" if style.get("underline") else "")
    name = f'<name val="{style["font_name"]}"/><family val="2"/>'
    return f'<font>{signs}<sz val="{style["font_size"]}"/>{_colour(style["font_color"])}{name}</font>'


def _border(colour: object) -> str:
    sides = "".join(f'<{side} style="thin">{_colour(colour)}</{side}>' for side in _SIDES)
    return f"<border>{sides}</border>"


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
    there = cells.root.find_descendants_named("cfRule")
    new = cells.insert_element("conditionalFormatting", written.encode())
    return [new, *_move_priorities(cells.part, there, len(rules))]


def remove_marks(part: bytes) -> bytes:
    """The part of a sheet without its marks; itself where it has none."""
    if MARKED_CELLS_NAME.encode() not in part:
        return part
    cells = SheetCells(part)
    cut: list[Edit] = []
    count = 0
    for one in cells.root.find_children_named("conditionalFormatting"):
        ours = [rule for rule in one.children if _is_ours(rule)]
        cut += map(remove_piece, [one] if len(ours) == len(one.children) else ours)
        count += len(ours)
    rest = (one for one in cells.root.find_descendants_named("cfRule") if not _is_ours(one))
    return cells.apply_edits([*cut, *_move_priorities(cells.part, rest, -count)])


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


class ValueKind(Enum):
    """What a cell holds, with the formula that tells whether `cell` still holds what stands in `old`.

    Each asks for the kind first, so that no program compares a text with a number, or an error with anything.
    """

    BLANK = "IF(ISERROR({cell}),FALSE,LEN(TRIM({cell}))=0)"
    TEXT = "IF(ISTEXT({cell}),EXACT(TRIM({cell}),TRIM({old})),FALSE)"
    NUMBER = "IF(ISNUMBER({cell}),{cell}={old},FALSE)"
    TRUTH = "IF(ISLOGICAL({cell}),{cell}={old},FALSE)"
    ERROR = "ISERROR({cell})"
    LENGTH = "IF(ISERROR({cell}),FALSE,LEN({cell})={old})"
    UNKNOWN = "TRUE"


_KINDS = {"": ValueKind.NUMBER, "n": ValueKind.NUMBER, "b": ValueKind.TRUTH, "e": ValueKind.ERROR}
_TEXTS = ("s", "str", "inlineStr")
# Digits that may be a personal identity number, which is repeated nowhere: of such a value its length is kept.
_MAY_BE_PERSONAL = re.compile(r"\d\d\D{0,2}\d\d\D{0,2}\d\d\D{0,3}\d{4}")


@dataclass(frozen=True)
class StoredValue:
    """A cell (row, column), the kind of what it holds, and that as written: a text, a number, a length, 0 or 1."""

    place: CellPlace
    kind: ValueKind
    words: str = ""

    def build_formula(self, cell: str, old: str) -> str:
        """The formula that tells whether a cell still holds the value.

        cell, old: references to the cell, and to one that holds the value as `write_cell` writes it.
        """
        return self.kind.value.format(cell=cell, old=old)

    def write_cell(self, address: str) -> bytes:
        """The element of a cell that holds the value; b"" where the formula asks for none."""
        at, held = address.encode(), escape_content(self.words)
        match self.kind:
            case ValueKind.TEXT:
                return b'<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (at, held)
            case ValueKind.NUMBER | ValueKind.LENGTH:
                return b'<c r="%s"><v>%s</v></c>' % (at, held)
            case ValueKind.TRUTH:
                return b'<c r="%s" t="b"><v>%s</v></c>' % (at, held)
        return b""


def read_stored_value(cells: SheetCells, at: CellPlace, strings: Callable[[], Sequence[bytes]]) -> StoredValue:
    """The value that is seen at a place: of the first cell of those it is merged with, else its own.

    strings: gives the elements of the workbook's shared strings.
    UNKNOWN where it cannot be told, as of a formula without a value.
    """
    place = cells.anchor_of(at)
    cell = cells.find_cell(place)
    return StoredValue(place, *(_read_value(cell, strings) if cell else (ValueKind.BLANK,)))


def _read_value(cell: Piece, strings: Callable[[], Sequence[bytes]]) -> tuple[ValueKind, str]:
    kind, words = cell.attributes.get("t", ""), read_words(cell, strings)
    if not words.strip(" "):
        return ValueKind.BLANK if cell.child("f") is None or kind in _TEXTS else ValueKind.UNKNOWN, ""
    if _MAY_BE_PERSONAL.search(words):
        return ValueKind.LENGTH, str(len(words if kind in _TEXTS else words.strip()))
    if kind in _TEXTS:
        return ValueKind.TEXT, words
    is_readable = kind in _KINDS and _is_written_right(kind, words)
    return (_KINDS[kind], words.strip()) if is_readable else (ValueKind.UNKNOWN, "")


def _is_written_right(kind: str, words: str) -> bool:
    if kind == "b":
        return words.strip() in ("0", "1")
    try:
        float(words if kind in ("", "n") else "0")
    except ValueError:
        return False
    return True


def read_words(cell: Piece, strings: Callable[[], Sequence[bytes]]) -> str:
    """What a cell holds, as it is written; a text without its phonetic signs."""
    value = cell.child("v")
    if cell.attributes.get("t") == "s":
        number, shared = (value.text.strip() if value else ""), strings()
        is_there = number.isdigit() and int(number) < len(shared)
        return _join_runs(read_piece(shared[int(number)])) if is_there else ""
    inline = cell.child("is")
    return _join_runs(inline) if inline else value.text if value else ""


def _join_runs(held: Piece) -> str:
    """The words of a text that may be written in several runs."""
    runs = (one if one.name == "t" else one.child("t") for one in held.children if one.name in ("t", "r"))
    return "".join(one.text for one in runs if one)
