"""What the cells of a sheet hold and show: stored values, written so that a reader takes each as it is, and formats.

calamine takes an index that it cannot parse for index 0, a truth value that it cannot parse for true, and gives up on
the whole sheet at an error code, a type or a dimension that it does not know (measured with 0.9.1). So what it is
given is settled here first: white space around a value is taken away, errors of every age become one code that it
knows, what stands in place of a number is text, and any other value that cannot be read becomes an error that is told
of at its cell. No value ever becomes another.

Formats tell what stands beside the digits of a value: percentages, words, parts of dates, and colours.
"""

import colorsys
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import TypeVar
from xml.etree.ElementTree import Element

from hplan_xl.book.text import parse_whole_number
from hplan_xl.excel import look
from hplan_xl.package.xml_edit import local_name

# Text in quotation marks, after a backslash, or in brackets is shown as it stands.
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|'
    r"(?P<general>(?i:general))|(?P<digits>[#0?][#0?., ]*)|(?P<other>.)"
)
_AS_EXCEL_ROUNDS = Context(prec=600, rounding=ROUND_HALF_UP)  # the largest number has 309 digits, a format 255 signs
_LETTERS = re.compile(r"[^\W\d_]")
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DIMENSION = re.compile(rb"<dimension\b[^<>]*+>(?:[^<>]*+</dimension>)?+")
_INDEX = re.compile(rb't="s"[^<>]*+>\s*+<v>([^<]*+)<')
_ODD_VALUE = re.compile(rb"<v(?!>-?[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]{1,3})?</v>)")
_ODD_TYPE = re.compile(rb't="(?<=\st=")(?!(?:s|b|n)")')
_CELL = re.compile(rb"<c((?: [^<>]*+)?+)(?<!/)>(.*?)</c>", re.S)
_TYPE = re.compile(rb'\st="([^"]*+)"')
_VALUE = re.compile(rb"<v\b[^<>]*?(?:/>|>([^<]*+)</v>)")
_NUMBER = re.compile(rb"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]{1,4})?|[+-]?(?:INF|NaN)")
# White space, which may be written as a reference: &#10;
_WHITE = rb"(?:[ \t\r\n]|&#(?:0*(?:9|10|13|32)|x0*(?:9|[aAdD]|20));)+"
_WHITE_AROUND = re.compile(rb"\A" + _WHITE + rb"|" + _WHITE + rb"\Z")
_LONGEST = 200
_TRUTHS = {b"0": b"0", b"1": b"1", b"false": b"0", b"true": b"1", b"FALSE": b"0", b"TRUE": b"1"}
_FAILED = re.compile(rb"#(?:N/A|GETTING_DATA|[A-Z][A-Z0-9_/]*+[!?])")
_ERROR_VALUE = re.compile(rb'(<c [^<>]*?\bt="e"[^<>]*+(?<!/)>\s*+(?:<f\b[^<>]*+(?:/>|>[^<]*+</f>)\s*+)?+<v>)[^<]*+')
_PREFIXED_STRING = re.compile(rb"<\w+:si[\s/>]")


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
    words = "".join(map(_literal_words, _PIECE.finditer(code)))
    bare = LITERAL.sub("", code)
    if (
        not _LETTERS.search(words)
        or _DATE_LETTERS.search(bare)
        or "%" in bare
        or not re.search("[#0?]|general", bare, re.I)
    ):
        return None
    return WordFormat(tuple(code.split(";")))


def parse_date_parts(code: str) -> str:
    """The parts of a date that a format shows, of y, m, d, h and s, each once and in that order; "" for a number."""
    bare = LITERAL.sub("", code.partition(";")[0]).lower()
    return "" if re.search("[#0?]", bare) else "".join(part for part in "ymdhs" if part in bare)


def _show_piece(piece: re.Match[str], number: float, decimal_sign: str) -> str:
    if piece["general"]:
        return f"{number:.15g}".replace(".", decimal_sign)
    if piece["digits"]:
        digits = piece["digits"].rstrip(" ,")
        end = piece["digits"][len(digits) :]  # each comma there stands for a thousand that is not shown
        wanted, _, behind = digits.partition(".")
        shown = Decimal(f"{number / 1000 ** end.count(','):.15g}")
        rounded = shown.quantize(Decimal(1).scaleb(-len(behind)), context=_AS_EXCEL_ROUNDS)
        whole, _, decimals = f"{rounded:f}".partition(".")
        needed = len(behind.rstrip("#"))
        kept = decimals[:needed] + decimals[needed:].rstrip("0")
        grouped = f"{int(whole):,}".replace(",", "\u00a0") if "," in wanted or " " in wanted else whole
        grouped = grouped.lstrip("0").zfill(wanted.count("0"))
        return grouped + (decimal_sign + kept if kept else "") + end.replace(",", "")
    return _literal_words(piece) or (piece["other"] if piece["other"] not in (None, '"') else "")


def _literal_words(piece: re.Match[str]) -> str:
    return piece["quoted"] or piece["escaped"] or piece["currency"] or ""


_PERCENT_FORMATS = frozenset({9, 10})
_MONTH_AND_YEAR = 17  # mmm-yy, which Excel gives "jan-25" by itself
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_RGB = re.compile(r"[0-9A-F]{6}")
_TINT = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
# The tint that leaves a strong colour pale, as a pattern or a gradient does; pale ones stay as they are.
_PALE = "0.85"
_STRONG = 0x60
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
    def struck_styles(self) -> frozenset[int]:
        """The style numbers under which a line goes through the words of a cell."""
        lines = [
            next((one.get("val", "1") for one in font if local_name(one) == "strike"), "0")
            for font in _children(self.styles, "fonts")
        ]
        struck = {number for number, line in enumerate(lines) if line not in ("0", "false")}
        fonts = enumerate(_number(xf, "fontId") for xf in _children(self.styles, "cellXfs"))
        return frozenset(style for style, font in fonts if font in struck)

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
        """The colour of a fill; of a pattern or a gradient its first one, as pale as it looks among white."""
        kind = next((one.get("patternType", "gradient") for one in fill), "none")
        colours = (self._rgb(one) for one in fill.iter() if local_name(one) in ("fgColor", "color"))
        seen = (one for one in colours if _RGB.fullmatch(one) and one not in _NO_COLOURS)
        first = next(seen, "") if kind != "none" else ""
        parts = [int(first[at : at + 2], 16) for at in (0, 2, 4)] if first else [0]
        return first if kind == "solid" or max(parts) - min(parts) < _STRONG else _tint(first, _PALE)

    def _rgb(self, colour: Element) -> str:
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
    tint = max(-1.0, min(1.0, float(words))) if _TINT.fullmatch(words) else 0.0
    if not tint:
        return rgb
    hue, light, saturation = colorsys.rgb_to_hls(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def count_strings(part: bytes) -> int:
    """How many texts the part of shared strings holds."""
    return part.count(b"<si") or len(_PREFIXED_STRING.findall(part))


def has_lost_strings(xml: bytes, strings: int) -> bool:
    """Whether a sheet's part refers to shared strings and none of them is there: then the file is damaged."""
    lost = False
    for found in _INDEX.finditer(xml):  # the first is nearly always there
        if _is_index(_strip(found[1]), strings):
            return False
        lost = True
    return lost


def settle_values(xml: bytes, strings: int) -> bytes:
    """A sheet's part in the plain way of writing, with every value either readable or an error.

    An error stands as t="e" with its code; so does a value that cannot be read, with what was stored in place of a
    code. strings: how many shared strings there are.
    """
    if _are_indexes(set(_INDEX.findall(xml)), strings) and not _ODD_VALUE.search(xml) and not _ODD_TYPE.search(xml):
        return xml
    return _CELL.sub(lambda cell: _settled(cell, strings), xml)


def mask_errors(xml: bytes) -> bytes:
    """A settled part in which every error has the code #N/A, which every reader knows."""
    return _ERROR_VALUE.sub(rb"\1#N/A", xml) if b't="e"' in xml else xml


def drop_dimension(xml: bytes) -> bytes:
    """A part that does not say how far its cells reach, which may be wrong."""
    return _DIMENSION.sub(b"", xml, count=1) if b"<dimension" in xml else xml


def _are_indexes(found: Collection[bytes], strings: int) -> bool:
    are_numbers = all(map(bytes.isdigit, found)) and max(map(len, found), default=0) < 10
    return are_numbers and max(map(int, found), default=-1) < strings


def _is_index(words: bytes, strings: int) -> bool:
    return len(words) < 10 and words.isdigit() and int(words) < strings


def _strip(stored: bytes) -> bytes:
    """Without white space around it; what is longer than a value can be is not searched for references."""
    is_referred = b"&" in stored and len(stored) <= _LONGEST
    return _WHITE_AROUND.sub(b"", stored) if is_referred else stored.strip(b" \t\r\n")


def _settled(cell: re.Match[bytes], strings: int) -> bytes:
    attributes, inside = cell[1], cell[2]
    typed, value = _TYPE.search(attributes), _VALUE.search(inside)
    if value is None:
        return cell[0]
    kind, stored = typed[1] if typed else b"n", value[1] or b""
    kind, stored = _read(kind, stored, strings, has_formula=b"<f" in inside)
    if kind == b"d" or (kind == (typed[1] if typed else b"n") and stored == value[1]):
        return cell[0]
    others = _TYPE.sub(b"", attributes)
    if not stored and kind != b"str":
        return b"<c%s>%s</c>" % (others, inside[: value.start()] + inside[value.end() :])
    shown = b"<v>%s</v>" % stored
    return b'<c%s t="%s">%s%s%s</c>' % (others, kind, inside[: value.start()], shown, inside[value.end() :])


def _read(kind: bytes, stored: bytes, strings: int, *, has_formula: bool) -> tuple[bytes, bytes]:
    """The type and value that a stored value stands for; the type "e" for one that cannot be read."""
    bare = _strip(stored)
    match kind:
        case b"s":
            readable = _is_index(bare, strings)
        case b"n" | b"":
            return (b"n" if _NUMBER.fullmatch(bare) or not bare else b"str"), bare
        case b"b":
            readable, bare = bare in _TRUTHS, _TRUTHS.get(bare, bare)
        case b"str":
            return (b"e", bare) if has_formula and _FAILED.fullmatch(bare) else (kind, stored)
        case b"e" | b"d" | b"inlineStr":
            return kind, bare
        case _:
            readable = False
    return (kind, bare) if readable or not bare else (b"e", bare)
