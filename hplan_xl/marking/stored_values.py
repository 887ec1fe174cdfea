"""The value a cell has when it is marked, and the formula that tells whether it has it still."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from hplan_xl.marking.sheet_cells import CellPlace, SheetCells
from hplan_xl.package.xml_edit import Piece, escape_content


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


def read_stored_value(cells: SheetCells, at: CellPlace, strings: Callable[[], Sequence[str]]) -> StoredValue:
    """The value that is seen at a place: of the first cell of those it is merged with, else its own.

    strings: gives the workbook's shared strings. UNKNOWN where it cannot be told, as of a formula without a value.
    """
    place = cells.anchor_of(at)
    cell = cells.find_cell(place)
    return StoredValue(place, *(_read_value(cell, strings) if cell else (ValueKind.BLANK,)))


def _read_value(cell: Piece, strings: Callable[[], Sequence[str]]) -> tuple[ValueKind, str]:
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


def read_words(cell: Piece, strings: Callable[[], Sequence[str]]) -> str:
    """What a cell holds, as it is written; a text without its phonetic signs."""
    value = cell.child("v")
    if cell.attributes.get("t") == "s":
        number, shared = (value.text.strip() if value else ""), strings()
        return shared[int(number)] if number.isdigit() and int(number) < len(shared) else ""
    inline = cell.child("is")
    return _join_runs(inline) if inline else value.text if value else ""


def _join_runs(held: Piece) -> str:
    """The words of a text that may be written in several runs."""
    runs = (one if one.name == "t" else one.child("t") for one in held.children if one.name in ("t", "r"))
    return "".join(one.text for one in runs if one)
