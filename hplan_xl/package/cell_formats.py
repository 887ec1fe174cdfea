"""What the styles of a workbook show beside the digits of a value: percentages, words, parts of dates, and colours."""

import colorsys
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from xml.etree.ElementTree import Element

from hplan_xl.book.text import parse_whole_number
from hplan_xl.excel import look
from hplan_xl.package.xml_edit import local_name

# Text in quotation marks, after a backslash, or in brackets is shown as it stands.
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PIECE = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.|(?P<digits>[#0?][#0?., ]*)|(?P<other>.)')
_LETTERS = re.compile(r"[^\W\d_]")
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordFormat:
    """A format that puts words around a number, such as 0.0" dygn": one section for each sign, as Excel orders them."""

    sections: tuple[str, ...]

    def show(self, number: float, decimal_sign: str) -> str:
        """The words that a cell of this format shows."""
        section = self.sections[0]
        if number < 0 and len(self.sections) > 1:
            section, number = self.sections[1], -number
        elif number == 0 and len(self.sections) > 2:
            section = self.sections[2]
        shown = "".join(_show_piece(piece, abs(number), decimal_sign) for piece in _PIECE.finditer(section))
        return ("-" if number < 0 else "") + shown.strip()


def parse_word_format(code: str) -> WordFormat | None:
    """The format, where it puts words around a number; None for dates, percentages and formats of digits alone."""
    words = "".join(piece["quoted"] or piece["escaped"] or "" for piece in _PIECE.finditer(code))
    bare = LITERAL.sub("", code)
    if not _LETTERS.search(words) or _DATE_LETTERS.search(bare) or "%" in bare or not re.search("[#0?]", bare):
        return None
    return WordFormat(tuple(code.split(";")))


def parse_date_parts(code: str) -> str:
    """The parts of a date that a format shows, of y, m, d, h and s, each once and in that order; "" for a number."""
    bare = LITERAL.sub("", code.partition(";")[0]).lower()
    return "" if re.search("[#0?]", bare) else "".join(part for part in "ymdhs" if part in bare)


def _show_piece(piece: re.Match[str], number: float, decimal_sign: str) -> str:
    if piece["digits"]:
        digits = piece["digits"].rstrip(" ,")
        wanted, _, behind = digits.partition(".")
        whole, _, decimals = f"{number:.{len(behind)}f}".partition(".")
        kept = decimals.rstrip("0") if set(behind) <= {"#"} else decimals
        grouped = f"{int(whole):,}".replace(",", "\u00a0") if "," in wanted or " " in wanted else whole
        return grouped + (decimal_sign + kept if kept else "") + piece["digits"][len(digits) :]
    return piece["quoted"] or piece["escaped"] or (piece["other"] if piece["other"] not in (None, '"') else "")


_PERCENT_FORMATS = frozenset({9, 10})
_MONTH_AND_YEAR = 17  # mmm-yy, which Excel gives "jan-25" by itself
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_RGB = re.compile(r"[0-9A-F]{6}")
_TINT = re.compile(r"-?(?:0?\.[0-9]+|0|1)(?:[0-9.]*)(?:E-[0-9]+)?")
# White, and what a copy that 1.0.0 marked fills a cell with, which nobody meant as a status.
_NO_COLOURS = frozenset({"", "FFFFFF", *(mark.blend.removeprefix("#") for mark in look.MARKS.values())})

_Format = TypeVar("_Format")
# The colours that Excel before 2007 numbered; 0 to 7 are 8 to 15 once more.
_PALETTE = tuple(
    re.findall(
        "[0-9A-F]{6}",
        "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 "
        "C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF "
        "800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC "
        "99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333",
    )
)


@dataclass(frozen=True)
class CellFormats:
    """The styles of a workbook, by the numbers that cells name them by.

    theme: gives the root of the theme's part, which is asked for only where a fill names it.
    Colours are read as RRGGBB, from the theme and from the palette of Excel before 2007 ("indexed").
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
            if "%" in LITERAL.sub("", one.get("formatCode", ""))
        }
        wanted = _PERCENT_FORMATS | shown
        return frozenset(
            number for number, xf in enumerate(_children(root, "cellXfs")) if _number(xf, "numFmtId") in wanted
        )

    @cached_property
    def word_formats(self) -> Mapping[int, WordFormat]:
        """The style numbers under which words stand around a number (26,5 dygn)."""
        return self._by_style({number: parse_word_format(code) for number, code in self._codes.items()})

    @cached_property
    def date_parts(self) -> Mapping[int, str]:
        """The style numbers under which a date shows no day, with the parts that it shows: "ym" or "y"."""
        parts = {number: parse_date_parts(code) for number, code in self._codes.items()} | {_MONTH_AND_YEAR: "ym"}
        return self._by_style({number: shown if shown in ("ym", "y") else None for number, shown in parts.items()})

    @cached_property
    def _codes(self) -> Mapping[int, str]:
        """The workbook's own number formats, by their numbers."""
        return {_number(one, "numFmtId"): one.get("formatCode", "") for one in _children(self.styles, "numFmts")}

    def _by_style(self, formats: Mapping[int, _Format | None]) -> Mapping[int, _Format]:
        found = enumerate(_number(xf, "numFmtId") for xf in _children(self.styles, "cellXfs"))
        return {style: shown for style, number in found if (shown := formats.get(number)) is not None}

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
        pattern = next((one for one in fill if local_name(one) == "patternFill"), None)
        if pattern is None or pattern.get("patternType") != "solid":
            return ""
        colour = next((one for one in pattern if local_name(one) == "fgColor"), None)
        if colour is None:
            return ""
        if colour.get("rgb"):
            return colour.get("rgb", "")[-6:].upper()
        if colour.get("indexed"):
            return self._indexed_colour(_number(colour, "indexed"))
        return (
            _tint(self._theme_colour(_number(colour, "theme")), colour.get("tint", "0")) if colour.get("theme") else ""
        )

    def _indexed_colour(self, number: int) -> str:
        """A colour of the palette, which a workbook may have made its own."""
        own = _children(
            next((one for one in self.styles if local_name(one) == "colors"), Element("none")), "indexedColors"
        )
        colours = [one.get("rgb", "")[-6:].upper() for one in own] or [*_PALETTE[:8], *_PALETTE]
        return colours[number] if number < len(colours) else ""

    def _theme_colour(self, number: int) -> str:
        return self._palette.get(_THEME_ORDER[number], "") if number < len(_THEME_ORDER) else ""

    @cached_property
    def _palette(self) -> Mapping[str, str]:
        scheme = next((one for one in self.theme().iter() if local_name(one) == "clrScheme"), ())
        return {
            local_name(slot): value.get("lastClr", value.get("val", ""))[-6:].upper()
            for slot in scheme
            for value in slot
        }


def _children(root: Element, name: str) -> Iterable[Element]:
    return next((list(one) for one in root if local_name(one) == name), [])


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
