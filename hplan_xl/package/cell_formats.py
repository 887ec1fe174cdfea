"""The style numbers that show a percentage, and those that fill a cell with a colour."""

import colorsys
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from hplan_xl.book.text import parse_whole_number
from hplan_xl.excel import look

_PERCENT_FORMATS = frozenset({9, 10})
# Text in quotation marks, after a backslash, or in brackets is shown as it stands, and makes no percentage.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_RGB = re.compile(r"[0-9A-F]{6}")
_TINT = re.compile(r"-?(?:0?\.[0-9]+|0|1)(?:[0-9.]*)(?:E-[0-9]+)?")
# White, and what a marked copy fills a cell with, which nobody meant as a status.
_NO_COLOURS = frozenset({"", "FFFFFF", *(mark.blend.removeprefix("#") for mark in look.MARKS.values())})


@dataclass(frozen=True)
class CellFormats:
    """The styles of a workbook, by the numbers that cells name them by.

    theme: gives the root of the theme's part, which is asked for only where a fill names it.
    Colours are read as RRGGBB and from the theme; the palette of Excel before 2007 ("indexed") is left out.
    """

    styles: Element
    theme: Callable[[], Element]

    @cached_property
    def percent_styles(self) -> frozenset[int]:
        """The style numbers under which 0.85 is shown as 85 %."""
        root = self.styles
        shown = {
            _number(one, "numFmtId")
            for one in _children(root, "numFmts")
            if "%" in _LITERAL.sub("", one.get("formatCode", ""))
        }
        wanted = _PERCENT_FORMATS | shown
        return frozenset(
            number for number, xf in enumerate(_children(root, "cellXfs")) if _number(xf, "numFmtId") in wanted
        )

    @cached_property
    def fills(self) -> Mapping[int, str]:
        """The colour (RRGGBB) of each style number that fills its cell with one, other than white and our marks'."""
        root = self.styles
        colours = [self._colour(fill) for fill in _children(root, "fills")]
        found = {}
        for number, xf in enumerate(_children(root, "cellXfs")):
            fill = _number(xf, "fillId")
            if fill < len(colours) and colours[fill] not in _NO_COLOURS:
                found[number] = colours[fill]
        return found

    def _colour(self, fill: Element) -> str:
        pattern = next((one for one in fill if _local(one) == "patternFill"), None)
        if pattern is None or pattern.get("patternType") != "solid":
            return ""
        colour = next((one for one in pattern if _local(one) == "fgColor"), None)
        if colour is None:
            return ""
        if colour.get("rgb"):
            return colour.get("rgb", "")[-6:].upper()
        return (
            _tint(self._theme_colour(_number(colour, "theme")), colour.get("tint", "0")) if colour.get("theme") else ""
        )

    def _theme_colour(self, number: int) -> str:
        return self._palette.get(_THEME_ORDER[number], "") if number < len(_THEME_ORDER) else ""

    @cached_property
    def _palette(self) -> Mapping[str, str]:
        scheme = next((one for one in self.theme().iter() if _local(one) == "clrScheme"), ())
        return {
            _local(slot): value.get("lastClr", value.get("val", ""))[-6:].upper() for slot in scheme for value in slot
        }


def _children(root: Element, name: str) -> Iterable[Element]:
    return next((list(one) for one in root if _local(one) == name), [])


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _number(element: Element, name: str) -> int:
    """A number that an attribute gives; 0 where it gives none."""
    return parse_whole_number(element.get(name, ""))


def _tint(rgb: str, words: str) -> str:
    """A colour made lighter (tint over 0) or darker, as Office does it: by its lightness."""
    if not _RGB.fullmatch(rgb):
        return ""
    tint = float(words) if _TINT.fullmatch(words) else 0.0
    if not tint:
        return rgb
    hue, light, saturation = colorsys.rgb_to_hls(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
