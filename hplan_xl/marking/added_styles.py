"""The styles part with what is added to it: the styles of marked cells, and those of the sheet that lists them.

A number that was there keeps its meaning; what is there already is not added again, so that a plan that goes back and
forth does not grow.
"""

from collections.abc import Mapping
from functools import cached_property

from hplan_xl.book.findings import Severity
from hplan_xl.book.text import parse_whole_number
from hplan_xl.excel import look
from hplan_xl.package.xml_edit import (
    Edit,
    Piece,
    append_content,
    apply_edits,
    insert_after,
    prefix_elements,
    read_piece,
    set_attribute,
)

_LISTS = ("fonts", "fills", "borders", "cellXfs")
_BEFORE_FONT_COLOUR = frozenset(("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz"))
_SIDES = ("left", "right", "top", "bottom")


class AddedStyles:
    """The numbers of styles, old and new, and the part they are written in."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._root = read_piece(part)
        self._lists = {name: self._listed(name) for name in _LISTS}
        self._before = {name: len(told) for name, told in self._lists.items()}

    def _listed(self, name: str) -> list[bytes]:
        held = self._root.child(name)
        return [self._part[one.start : one.end] for one in held.children] if held else []

    def add_mark(self, style: int, grade: Severity) -> int:
        """A style with the fill and the text colour of a grade, in everything else as it was."""
        mark = look.MARKS[grade]
        xf = self._xf(style)
        font = _recolour(self._of("fonts", xf, "fontId"), self._written(_colour(mark.text)))
        changes = {
            "fontId": str(self._number("fonts", font)),
            "fillId": str(self._number("fills", self._written(_fill(mark)))),
            "applyFont": "1",
            "applyFill": "1",
        }
        return self._number("cellXfs", _with(xf, changes))

    def restore_style(self, style: int, before: int) -> int:
        """A marked style with the fill and text colour of the style it had before; what was changed since is kept."""
        grade = self.grades_by_style.get(style)
        if grade is None:
            return style
        if self.add_mark(before, grade) == style:
            return before
        xf, was = self._xf(style), self._xf(before)
        old, new = self._of("fonts", was, "fontId"), self._of("fonts", xf, "fontId")
        font = _recolour(new, _colour_of(old))
        attributes = read_piece(was).attributes
        changes: dict[str, str | None] = {
            "fontId": str(self._number("fonts", font, attributes.get("fontId", "0"))),
            "fillId": attributes.get("fillId", "0"),
            "applyFont": attributes.get("applyFont"),
            "applyFill": attributes.get("applyFill"),
        }
        return self._number("cellXfs", _with(xf, changes), str(before))

    @cached_property
    def grades_by_style(self) -> Mapping[int, Severity]:
        """The style numbers of the part that have the fill of a mark, also as LibreOffice writes it, with its grade."""
        told = enumerate(map(_grade, self._lists["fills"]))
        fills = {number: grade for number, grade in told if grade is not None}
        styles = enumerate(self._lists["cellXfs"]) if fills else ()
        return {number: fills[fill] for number, xf in styles if (fill := read_piece(xf).number("fillId", 0)) in fills}

    def style_number(self, style: look.Style) -> int:
        """The number of one of our own styles."""
        whole = {**look.DEFAULT, **style}
        font = self._number("fonts", self._written(_font(whole)))
        fill = self._number("fills", self._written(_is_solid(whole["bg_color"]))) if "bg_color" in whole else 0
        border = self._number("borders", self._written(_border(whole))) if whole.get("border") else 0
        return self._xf_number(font, fill, border, whole)

    def mark_style_number(self, grade: Severity, style: look.Style) -> int:
        """The number of one of our own styles, with the fill and the text colour of a grade."""
        return self.add_mark(self.style_number(style), grade)

    def build_part(self) -> bytes:
        """The styles part with what was added."""
        edits = [edit for name in _LISTS for edit in self._added(name)]
        return apply_edits(self._part, edits)

    def _added(self, name: str) -> list[Edit]:
        told = self._lists[name]
        new = told[self._before[name] :]
        held = self._root.child(name)
        if not new:
            return []
        if held is None:
            whole = b'<%s count="%d">%s</%s>' % (name.encode(), len(told), b"".join(new), name.encode())
            before = ("numFmts", *_LISTS[: _LISTS.index(name)], *(("cellStyleXfs",) if name == "cellXfs" else ()))
            return [insert_after(self._part, self._root, before, self._written(whole.decode()))]
        count = [set_attribute(self._part, held, "count", str(len(told)))] if "count" in held.attributes else []
        return [*count, append_content(self._part, held, b"".join(new))]

    def _xf_number(self, font: int, fill: int, border: int, style: look.Style) -> int:
        alignment = {
            "horizontal": style.get("align"),
            "vertical": {"vcenter": "center"}.get(str(style.get("valign")), style.get("valign")),
            "wrapText": "1" if style.get("text_wrap") else None,
            "indent": style.get("indent"),
        }
        told = "".join(f' {name}="{value}"' for name, value in alignment.items() if value is not None)
        applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        numbers = f'numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        return self._number("cellXfs", self._written(f"<xf {numbers} {applied}><alignment{told}/></xf>"))

    def _xf(self, style: int) -> bytes:
        told = self._lists["cellXfs"]
        return (
            told[style] if style < len(told) else self._written('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>')
        )

    def _of(self, name: str, xf: bytes, attribute: str) -> bytes:
        told, number = self._lists[name], read_piece(xf).number(attribute)
        return told[number] if number < len(told) else self._written("<font/>")

    def _number(self, name: str, written: bytes, preferred: str = "") -> int:
        """The index of an entry in its list, `preferred` where it is the same there; added where it is missing."""
        told = self._lists[name]
        there = parse_whole_number(preferred, len(told))
        if there < len(told) and told[there] == written:
            return there
        if written not in told:
            told.append(written)
        return told.index(written)

    def _written(self, xml: str) -> bytes:
        return prefix_elements(xml.encode(), self._root.prefix)


def _with(element: bytes, changes: Mapping[str, str | None]) -> bytes:
    piece = read_piece(element)
    return apply_edits(element, [set_attribute(element, piece, name, value) for name, value in changes.items()])


def _recolour(font: bytes, colour: bytes) -> bytes:
    """A font in another colour; b"" for none of its own."""
    piece = read_piece(font)
    now = piece.child("color")
    if now is not None:
        return apply_edits(font, [Edit(now.start, now.end, colour)])
    return apply_edits(font, [insert_after(font, piece, _BEFORE_FONT_COLOUR, colour)]) if colour else font


def _colour_of(font: bytes) -> bytes:
    now = read_piece(font).child("color")
    return font[now.start : now.end] if now else b""


def _grade(fill: bytes) -> Severity | None:
    """The severity whose mark a fill is."""
    pattern = read_piece(fill).child("patternFill")
    if pattern is None:
        return None
    told = pattern.attributes.get("patternType"), _rgb(pattern, "fgColor"), _rgb(pattern, "bgColor")
    for grade, mark in look.MARKS.items():
        if told[:2] == (mark.pattern, mark.stripe) and (mark.pattern == "solid" or told[2] == mark.fill):
            return grade
        if told[:2] == ("solid", mark.blend):
            return grade
    return None


def _rgb(pattern: Piece, name: str) -> str:
    colour = pattern.child(name)
    return "#" + colour.attributes.get("rgb", "")[-6:].upper() if colour else ""


def _argb(colour: object) -> str:
    return "FF" + str(colour).removeprefix("#")


def _colour(colour: object) -> str:
    return f'<color rgb="{_argb(colour)}"/>'


def _is_solid(colour: object) -> str:
    fill = f'<patternFill patternType="solid"><fgColor rgb="{_argb(colour)}"/><bgColor indexed="64"/></patternFill>'
    return f"<fill>{fill}</fill>"


def _fill(mark: look.Mark) -> str:
    if mark.pattern == "solid":
        return _is_solid(mark.stripe)
    colours = f'<fgColor rgb="{_argb(mark.stripe)}"/><bgColor rgb="{_argb(mark.fill)}"/>'
    return f'<fill><patternFill patternType="{mark.pattern}">{colours}</patternFill></fill>'


def _font(style: look.Style) -> str:
    signs = ("<b/>" if style.get("bold") else "") + ("<u/>" if style.get("underline") else "")
    name = f'<name val="{style["font_name"]}"/><family val="2"/>'
    return f'<font>{signs}<sz val="{style["font_size"]}"/>{_colour(style["font_color"])}{name}</font>'


def _border(style: look.Style) -> str:
    sides = "".join(f'<{side} style="thin">{_colour(style["border_color"])}</{side}>' for side in _SIDES)
    return f"<border>{sides}<diagonal/></border>"
