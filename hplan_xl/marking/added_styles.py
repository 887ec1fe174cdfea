"""The styles part with what is added to it: the looks of marks, and the styles of the sheet that lists them.

A number that was there keeps its meaning; what is there already is not added again, so that a plan that goes back and
forth does not grow.
"""

from collections.abc import Iterator

from hplan_xl.book.findings import Severity
from hplan_xl.excel import look
from hplan_xl.package.parts import Parts
from hplan_xl.package.xml_edit import (
    Edit,
    append_content,
    apply_edits,
    insert_after,
    prefix_elements,
    set_attribute,
)

# The parts of the styles in the order that the schema lets them stand in, and those that are added to.
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_LISTS = ("fonts", "fills", "borders", "cellXfs", "dxfs")
_SIDES = ("left", "right", "top", "bottom")


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
