"""What a file among the plans is by its name alone: whose plan it seems to be, or the register."""

import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hplan_xl.book.errors import RegisterError
from hplan_xl.book.text import Text, normalize_text
from hplan_xl.register.catalogue import Group, Register

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
