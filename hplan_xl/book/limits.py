"""What Excel and file systems take: their limits, the signs that cells and titles may not hold, and names of files.

A name of a file is one that every system takes; Windows is the narrowest. Of Excel: "Excel specifications and limits"
of Microsoft's support pages; ECMA-376 part 1, 18.3.1.32 (messages beside a cell) and 22.9.2.19 (the signs that XML
forbids).
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from hplan_xl.book.text import clean_text

LONGEST_CELL = 32_767
"""Units of UTF-16 in a cell: an emoji is two."""
LONGEST_SHEET_TITLE = 31
LONGEST_MESSAGE_TITLE = 32
"""Characters over the words that are shown beside a chosen cell."""
LONGEST_MESSAGE = 255
"""Characters in the words that are shown beside a chosen cell, or where an entry is refused."""
COLUMN_COUNT = 16_384
NOT_IN_A_SHEET_TITLE = re.compile(r"[\[\]:*?/\\]|^'|'$")
NOT_IN_A_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_IN_A_FILE_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_FILE_NAME = 120
_DEVICE = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)  # names that Windows keeps for itself


def fits_in_cell(words: str) -> bool:
    """Whether words are no longer than a cell takes."""
    return len(words) * 2 <= LONGEST_CELL or len(words.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_CELL


def cut_to_cell(words: str) -> str:
    """Words as long as a cell takes; "…" stands for what is cut off.

    >>> len(cut_to_cell("a" * 40_000)), cut_to_cell("kort")
    (32767, 'kort')
    """
    return words if fits_in_cell(words) else f"{split_to_cells(words, LONGEST_CELL - 1)[0]}…"


def split_to_cells(words: str, longest: int = LONGEST_CELL) -> list[str]:
    """Words in pieces that each fit in a cell of so many units; no sign is parted.

    >>> [len(piece) for piece in split_to_cells("🟢" * 20_000)]
    [16383, 3617]
    """
    if len(words) * 2 <= longest:
        return [words]
    pieces, units = [], words.encode("utf-16-le", "surrogatepass")
    while units:
        end = longest * 2
        if len(units) > end and 0xDC <= units[end + 1] <= 0xDF:  # the second half of a sign
            end -= 2
        pieces.append(units[:end].decode("utf-16-le", "surrogatepass"))
        units = units[end:]
    return pieces


def make_file_name(words: str) -> str:
    """Words as the name of a file without its ending; "" where nothing is left of them.

    >>> make_file_name("RPO Hud/kön: 2026."), make_file_name("Aux")
    ('RPO Hud-kön- 2026', 'Aux-')
    """
    name = clean_text(NOT_IN_A_FILE_NAME.sub("-", clean_text(words)))[:_LONGEST_FILE_NAME].strip(" .")
    return f"{name}-" if _DEVICE.fullmatch(name) else name


class FileNames:
    """The names that are taken in a folder, whatever the capitals and whichever way their accents are encoded."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(map(normalize_file_name, taken))

    def take(self, name: str) -> str:
        """A name, or the first with a number that is free, which is taken from now on.

        >>> names = FileNames(["Plan.xlsx"])
        >>> names.take("plan.xlsx"), names.take("plan.xlsx")
        ('plan (2).xlsx', 'plan (3).xlsx')
        """
        path, number, free = PurePosixPath(name), 2, name
        while normalize_file_name(free) in self._taken:
            number, free = number + 1, str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        self._taken.add(normalize_file_name(free))
        return free


def normalize_file_name(name: str) -> str:
    """A name as file systems compare it: without regard to capitals or to how accents are encoded."""
    return unicodedata.normalize("NFC", name).casefold()
