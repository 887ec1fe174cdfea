"""Councils and groups as people write them, in answers and in names of files; and the register by its file's name."""

import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hplan_xl.book.errors import RegisterError
from hplan_xl.book.text import Text, clean_text, find_nearest, normalize_text
from hplan_xl.register.catalogue import Group, Register

_LEAD = re.compile(r"(?:kunskapsrådet|kunskapsråd|kr|knowledge council|council)(?: för| for)?[: ]+", re.IGNORECASE)
_AND = re.compile(r" ?(?:&|\+) ?| (?:o|and)\.? ")
# A word is shortened to no fewer letters than these.
_SHORTEST = 4


def read_councils(words: str, known: Sequence[str]) -> tuple[str, ...]:
    """The councils that an answer names, parted by commas or semicolons, each by its own name where it is known.

    known: the names of the councils that there are, of which one may hold a comma.

    >>> read_councils("KR Hälsa o rehab; RSL", ["Hälsa och rehabilitering"])
    ('Hälsa och rehabilitering', 'RSL')
    """
    whole = find_council(words, known)
    if whole:
        return (whole,)
    parts = filter(None, map(clean_text, words.replace(";", ",").split(",")))
    return tuple(dict.fromkeys(find_council(part, known) or _without_lead(part) for part in parts))


def find_council(words: str, known: Sequence[str]) -> str:
    """The one known council that words name in full or shortened; "" where they name none, or may be several.

    >>> find_council("Diagnostik & sinnen", ["Diagnostik och sinnen", "Kirurgi och cancer"])
    'Diagnostik och sinnen'
    """
    wanted = _split_words(words)
    found = [name for name in known if _split_words(name) == wanted]
    found = found or [name for name in known if _shortens(wanted, _split_words(name))]
    return found[0] if len(found) == 1 else ""


def find_nearest_council(words: str, known: Sequence[str]) -> str:
    """The known council that words look most like; "" where none is near."""
    by_fold = {" ".join(_split_words(name)): name for name in known}
    return next((by_fold[fold] for fold in find_nearest(" ".join(_split_words(words)), by_fold, 1)), "")


def _without_lead(words: str) -> str:
    return _LEAD.sub("", clean_text(words), count=1)


def _split_words(name: str) -> list[str]:
    """The folded words of a name, "&" and "o" as "och"."""
    return _AND.sub(" och ", normalize_text(_without_lead(name))).rstrip(".").split()


def _shortens(wanted: Sequence[str], name: Sequence[str]) -> bool:
    return len(wanted) == len(name) and all(
        short == word or (len(short.rstrip(".")) >= _SHORTEST and word.startswith(short.rstrip(".")))
        for short, word in zip(wanted, name, strict=True)
    )


_APART = re.compile(r"[\W_]+")


def find_group_in_name(name: str, register: Register) -> str:
    """The group of the register that a file's name names; "" where none is named, or more than one.

    A suggestion for a coordinator, never an answer.

    A name within a longer one is not meant: "Psykisk hälsa" is no "Hälsa". Where the file's own name says nothing, the
    folder that it lies in is looked at.
    """
    for part in reversed(name.split("/")[-2:]):
        named = _find_in_words(f" {_words(part)} ", register)
        if named:
            return named[0] if len(named) == 1 else ""
    return ""


def _find_in_words(words: str, register: Register) -> list[str]:
    found = {}
    for group in register.groups_of(None):
        longest = max((one for one in _spellings(group) if one in words), key=len, default="")
        if longest:
            found[group.name] = longest
    return [
        name for name, words in found.items() if not any(words in other for other in found.values() if other != words)
    ]


@cache
def _spellings(group: Group) -> tuple[str, ...]:
    return tuple(f" {_words(spelling)} " for spelling in (group.name, *group.spellings))


def _words(text: str) -> str:
    return " ".join(_APART.split(normalize_text(text))).strip()


FILE_NAMES = ("register.xlsx", "register.toml")
TWO = Text(
    "Bland planerna finns flera register: {paths}. Ange vilket som gäller: --register FIL.",
    "There are several registers among the plans: {paths}. Say which one holds: --register FILE.",
)


def is_register(path: Path) -> bool:
    """Whether a file among the plans is the register, by its name."""
    return path.name.casefold() in FILE_NAMES


def register_beside(paths: Sequence[str]) -> Path | None:
    """The register that lies in a folder of plans, or beside a plan; None where there is none.

    Raises RegisterError where there are several.
    """
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in map(Path, paths))
    found = {
        os.path.realpath(file): file
        for folder in folders
        if folder.is_dir()
        for file in sorted(folder.iterdir())
        if is_register(file) and file.is_file()
    }
    if len(found) > 1:
        raise RegisterError(TWO.fill(paths=", ".join(str(file) for file in found.values())))
    return next(iter(found.values()), None)
