"""What one sheet's part tells beside its values: by search in its bytes, so that an honest sheet costs next to nothing.

The searches know one way of writing XML: the way Excel, LibreOffice, XlsxWriter and openpyxl write it. A part written
otherwise (prefixes, single quotes, comments, cells without an address) is first written anew in that way.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from xml.parsers import expat

from hplan_xl.book.findings import column_letters
from hplan_xl.book.text import parse_whole_number
from hplan_xl.book.values import changes_daily

MOST_ROWS = 20_000
MOST_COLUMNS = 200

_Place = tuple[int, int]

# Nearly every cell is near and holds a value of its own or none, and then there is nothing else to look for.
_UNUSUAL = re.compile(
    rb'<(?:c(?! r="[A-F]?[A-Z][1-9][0-9]{0,3}+"(?: s="[0-9]++")?+(?: t="[snb]")?+(?:><v>|/>))'
    rb'|row(?! r="[0-9]{1,7}+"[ />]))[\s/>]'
)
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z]{1,3}+[0-9]{1,7}+"[ />])[\s/>]')
_ODD_ROW = re.compile(rb'<row(?! r="[0-9]{1,7}+"[ />])[\s/>]')
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
_FILLED = re.compile(rb'<c r="([A-Z]++)([0-9]++)"[^<>]*+(?<!/)>\s*+<(?!/)')
_OUTSIDE_GRID = re.compile(
    rb'<c r="(?!(?:[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])'
    rb"(?:[1-9][0-9]{0,5}|10[0-3][0-9]{4}|104[0-7][0-9]{3}|1048[0-4][0-9]{2}|10485[0-6][0-9]|104857[0-6])"
    rb'")([^"]{0,20})'
)
# Beyond row 19,999 or column GR, the 200th.
_FAR = re.compile(rb'<c r="(?:[A-Z]{1,3}(?:[2-9][0-9]{4}|[0-9]{6,7})"|(?:G[S-Z]|[H-Z][A-Z]|[A-Z]{3})[0-9])')
_FORMULA = re.compile(rb'<c r="([A-Z]++[0-9]++)"([^<>]*+)(?<!/)>\s*+<f\b([^<>]*+)>(?:([^<]*+)</f>)?\s*+(<v[^<]*+)?')
_SHARED = re.compile(rb'\bsi="([0-9]+)"')
_ERROR = re.compile(
    rb'<c r="([A-Z]++[0-9]++)"[^<>]*?\bt="e"[^<>]*+(?<!/)>\s*+(?:<f\b[^<>]*+>(?:[^<]*+</f>)?\s*+)?<v>([^<]*+)'
)
# What a sheet with a picture in a cell holds, by which of two programs it was placed there.
_SIGNS_OF_PICTURES = (b"vm=", b"DISPIMG(")
_RICH = re.compile(rb'<c r="([A-Z]++[0-9]++)"(?=[^<>]*\bvm=")[^<>]*+(?<!/)>\s*+<v>#VALUE!</v>')
_IMAGE = re.compile(rb'<c r="([A-Z]++[0-9]++)"[^<>]*+(?<!/)>\s*+<f\b[^<>]*+>[^<]*?DISPIMG\(')
_ZERO_FORMULA = re.compile(
    rb'<c r="([A-Z]++[0-9]++)"(?![^<>]*\bt="(?!n"))[^<>]*+(?<!/)>\s*+'
    rb"<f\b[^<>]*+(?:/>|>[^<]*+</f>)\s*+<v>-?0(?:\.0*)?</v>"
)
_HIDDEN = re.compile(rb'hidden="(?:1|true)"')
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]{1,7}+)"[^<>]*?\bhidden="(?:1|true)"')
_MERGED = re.compile(rb'<mergeCell\s[^<>]*?ref="([A-Z]+[0-9]+):([A-Z]+[0-9]+)"')
_STYLED = re.compile(rb'<c r="([A-Z]++[0-9]++)"[^<>]*?\bs="([0-9]{1,9}+)"')
_COLUMN = re.compile(rb"<col\s([^<>]*+)>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_RULE = re.compile(rb"<(?:\w+:)?dataValidation[\s>]")
_LIST = re.compile(rb"<(?:\w+:)?formula1>([A-Za-z_][\w.]*)</")
_ROW = re.compile(r"[0-9]{1,7}\Z")
_SPLIT = re.compile(rb"([A-Z]+)([0-9]+)")
_FAR_DOWN = 10**9  # a row whose number has more digits than any


@dataclass(frozen=True)
class Range:
    """A rectangle of cells, all four sides included, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def corner(self) -> _Place:
        """Its first cell."""
        return self.top, self.left

    def covers(self, at: _Place) -> bool:
        """Whether a cell is in it."""
        return self.top <= at[0] <= self.bottom and self.left <= at[1] <= self.right

    def __str__(self) -> str:
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"


@dataclass(frozen=True)
class Worksheet:
    """One sheet's part, in the plain way of writing. Places are (row, column), from 1."""

    xml: bytes

    @cached_property
    def is_unusual(self) -> bool:
        """Whether some cell holds a formula, an error or text of its own, is far out, or is not written plainly."""
        return _UNUSUAL.search(self.xml) is not None

    @cached_property
    def filled_count(self) -> int:
        """How many cells hold a value or a formula."""
        return len(self._filled)

    @cached_property
    def far_cell(self) -> _Place:
        """The last row and column with content, where any cell, filled or not, is farther out than in any plan.

        (0, 0) where none is.
        """
        if not (self.is_unusual and _FAR.search(self.xml) and self._filled):
            return (0, 0)
        columns, rows = zip(*self._filled, strict=True)
        last = max(parse_whole_number(row.decode(), _FAR_DOWN) for row in set(rows))
        return last, max(map(column_number, set(columns)))

    @cached_property
    def cell_outside_grid(self) -> str:
        """The address of a cell that Excel does not have, "" where all is well."""
        found = _OUTSIDE_GRID.search(self.xml) if self.is_unusual else None
        return found[1].decode("utf-8", "replace") or "?" if found else ""

    @cached_property
    def errors(self) -> Mapping[_Place, str]:
        """The cells whose formula failed, with the error."""
        if not self.is_unusual or b't="e"' not in self.xml:
            return {}
        return {parse_address(at): decode_content(code) for at, code in _ERROR.findall(self.xml)}

    @cached_property
    def uncomputed_formulas(self) -> Mapping[_Place, str]:
        """The formulas that have no stored value ("" where the formula stands with another cell), or one of the day.

        What is stored of a formula that changes daily is of the day when the file was last computed.
        """
        if not self._holds_formulas:
            return {}
        found, shared = {}, {}
        for at, of_cell, of_formula, written, value in _FORMULA.findall(self.xml):
            formula, index = decode_content(written), _SHARED.search(of_formula)
            if index and changes_daily(formula):
                shared[index[1]] = formula
            elif index and not formula:  # it is written with the first of the cells that share it
                formula = shared.get(index[1], "")
            if changes_daily(formula) or (_has_no_value(of_cell, value) and (written or of_formula)):
                found[parse_address(at)] = f"={formula}"
        return found

    @property
    def has_computed_formulas(self) -> bool:
        """Whether some formula has a stored value that is no error."""
        return self._holds_formulas and any(
            b't="e"' not in of_cell and not _has_no_value(of_cell, value)
            for _, of_cell, _, _, value in _FORMULA.findall(self.xml)
        )

    @cached_property
    def _holds_formulas(self) -> bool:
        return self.is_unusual and (b"<f>" in self.xml or b"<f " in self.xml)

    @cached_property
    def pictures(self) -> frozenset[_Place]:
        """The cells that hold a picture: two programs' ways of placing one in a cell."""
        if not self.is_unusual or not any(sign in self.xml for sign in _SIGNS_OF_PICTURES):
            return frozenset()
        return frozenset(parse_address(at) for pattern in (_RICH, _IMAGE) for at in pattern.findall(self.xml))

    @cached_property
    def zero_formulas(self) -> frozenset[_Place]:
        """The cells whose formula gives the number 0, as one that leads to a blank cell does."""
        if not self._holds_formulas:
            return frozenset()
        return frozenset(parse_address(at) for at in _ZERO_FORMULA.findall(self.xml))

    @cached_property
    def merged_ranges(self) -> tuple[Range, ...]:
        """The merged cells."""
        return tuple(Range(*parse_address(first), *parse_address(last)) for first, last in _MERGED.findall(self.xml))

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """The rows that are hidden or filtered away."""
        tags = (self.xml.rfind(b"<", 0, found.start()) for found in _HIDDEN.finditer(self.xml))
        rows = (_HIDDEN_ROW.match(self.xml, at) for at in tags if at >= 0)
        return frozenset(int(row[1]) for row in rows if row)

    @property
    def has_entry_rules(self) -> bool:
        """Whether the sheet has entry rules (drop-downs and the like)."""
        return _RULE.search(self.xml, self._first_rule) is not None

    @cached_property
    def entry_lists(self) -> frozenset[str]:
        """The defined names that its entry rules offer as lists."""
        return frozenset(decode_content(name) for name in _LIST.findall(self.xml, self._first_rule))

    @cached_property
    def _first_rule(self) -> int:
        """Where entry rules may begin: at the tag of the first that is called so, else at the end."""
        first = self.xml.find(b"dataValidation")
        return max(self.xml.rfind(b"<", 0, first), 0) if first >= 0 else len(self.xml)

    @cached_property
    def is_protected(self) -> bool:
        """Whether the sheet is protected, with or without a password."""
        return b"<sheetProtection" in self.xml

    def style(self, at: _Place) -> int | None:
        """The style number of a cell, None where it has none of its own."""
        style = self._styles.get(f"{column_letters(at[1])}{at[0]}".encode("ascii"))
        return None if style is None else int(style)

    @cached_property
    def _styles(self) -> Mapping[bytes, bytes]:
        return dict(_STYLED.findall(self.xml))

    def column_style(self, column: int) -> int:
        """The style number that a whole column has."""
        for attributes in _COLUMN.findall(self.xml):
            of = {name: parse_whole_number(decode_content(value)) for name, value in _ATTRIBUTE.findall(attributes)}
            if of.get(b"min", 0) <= column <= of.get(b"max", 0):
                return of.get(b"style", 0)
        return 0

    @cached_property
    def _filled(self) -> list[tuple[bytes, bytes]]:
        return _FILLED.findall(self.xml)


def parse_worksheet(xml: bytes) -> Worksheet:
    """The sheet of a part. Raises expat.ExpatError where a part that is written oddly is not well-formed either."""
    sheet = Worksheet(xml)
    return Worksheet(_plainly_written(xml)) if _is_odd(sheet) else sheet


def column_number(letters: bytes) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def parse_address(address: bytes) -> _Place:
    """Row and column of an address such as b"AB12"."""
    found = _SPLIT.fullmatch(address)
    return (parse_whole_number(found[2].decode(), _FAR_DOWN), column_number(found[1])) if found else (0, 0)


def decode_content(part: bytes) -> str:
    """The words of a text in XML; a program may write any sign of it by its number."""
    return unescape(part.decode("utf-8", "replace"))


def escape_quotes(words: str) -> str:
    """Words as they are written between the quotation marks of an attribute."""
    return escape(words, quote=False).replace('"', "&quot;")


def _has_no_value(of_cell: bytes, value: bytes) -> bool:
    if not value:
        return True
    return value in (b"<v>", b"<v/>", b"<v />") and b't="str"' not in of_cell


def _is_odd(sheet: Worksheet) -> bool:
    xml = sheet.xml
    return bool(
        (b"!" in xml and b"<!" in xml)
        or xml.count(b"<") != xml.count(b">")
        or b"worksheet>" not in xml[-40:]
        or (sheet.is_unusual and (_ODD_CELL.search(xml) or _ODD_ROW.search(xml)))
        or _PREFIXED_CELL.search(xml)
    )


def _plainly_written(xml: bytes) -> bytes:
    """The same part without prefixes, comments and CDATA, every row and cell with its address."""
    plain = _Plain()
    parser = expat.ParserCreate()
    parser.StartElementHandler = plain.start
    parser.EndElementHandler = plain.end
    parser.CharacterDataHandler = plain.text
    parser.Parse(xml, True)
    return "".join(plain.pieces).encode("utf-8", "replace")


class _Plain:
    """Writes anew what expat reads."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.row = 0
        self.column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        own = {
            key: value for key, value in attributes.items() if (":" not in key and key != "xmlns") or key == "xml:space"
        }
        if local == "row":
            given = own.pop("r", "").strip()
            self.row = int(given) if _ROW.match(given) else self.row + 1
            self.column = 0
            own = {"r": str(self.row), **own}
        elif local == "c":
            own = {"r": self._address(own.get("r", "")), **{key: own[key] for key in own if key != "r"}}
        written = "".join(f' {key}="{escape_quotes(value)}"' for key, value in own.items())
        self.pieces.append(f"<{local}{written}>")

    def _address(self, given: str) -> str:
        address = given.strip().replace("$", "").upper()
        found = _SPLIT.fullmatch(address.encode("ascii", "replace"))
        if found:
            self.column = column_number(found[1])
            return address
        self.column += 1
        return f"{column_letters(self.column)}{max(self.row, 1)}"

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "c" and self.pieces[-1].startswith("<c "):
            self.pieces[-1] = self.pieces[-1][:-1] + "/>"
        else:
            self.pieces.append(f"</{local}>")

    def text(self, words: str) -> None:
        self.pieces.append(escape(words, quote=False))
