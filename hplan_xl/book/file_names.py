"""Names of files that every system takes; Windows is the narrowest."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from hplan_xl.book.text import clean_text

NOT_IN_A_FILE_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST = 120


def make_file_name(words: str) -> str:
    """Words as the name of a file without its ending; "" where nothing is left of them.

    >>> make_file_name("RPO Hud/kön: 2026.")
    'RPO Hud-kön- 2026'
    """
    return clean_text(NOT_IN_A_FILE_NAME.sub("-", clean_text(words)))[:_LONGEST].strip(" .")


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
