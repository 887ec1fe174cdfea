"""Whose file it is, by its name alone: a suggestion for a coordinator, never an answer."""

import re
from functools import cache

from hplan_xl.book.text import normalize_text
from hplan_xl.register.catalogue import Group, Register

_APART = re.compile(r"[\W_]+")


def find_group_in_name(name: str, register: Register) -> str:
    """The group of the register that a file's name names; "" where none is named, or more than one.

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
