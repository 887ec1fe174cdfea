"""Councils and groups as people write them, in answers and in names of files; and the register by its file's name."""

import os
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

from hplan_xl.book.errors import RegisterError
from hplan_xl.book.text import Text, clean_text, find_nearest, normalize_text
from hplan_xl.register.catalogue import RSL, Group, HealthcareRegion, Register

_LEAD = re.compile(r"(?:kunskapsrådet|kunskapsråd|kr|knowledge council|council)(?: för| for)?[: ]+", re.IGNORECASE)
_AND = re.compile(r" ?(?:&|\+) ?| (?:o|and)\.? ")
# A word is shortened to no fewer letters than these.
_SHORTEST = 4


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """What the groups of a healthcare region may report to.

    councils: the names of its councils; () where the register knows none, and any name may be one.
    spellings: by name, the councils and the forums of the region and what else each is called.
    """

    councils: tuple[str, ...] = ()
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def read_names(self, words: str) -> tuple[str, ...]:
        """What an answer names, parted by semicolons, or by commas that are in no name, each by its own name if known.

        >>> Recipients(spellings={"Hälsa, vård och rehabilitering": ()}).read_names("KR Hälsa, vård o rehab; RSL, SVN")
        ('Hälsa, vård och rehabilitering', 'RSL', 'SVN')
        """
        pieces = ([piece] if self._find_name(piece) else piece.split(",") for piece in words.split(";"))
        parts = filter(None, map(clean_text, chain.from_iterable(pieces)))
        return tuple(dict.fromkeys(self._find_name(part) or _without_lead(part) for part in parts))

    def list_unknown(self, names: Sequence[str]) -> list[str]:
        """Those of the names that are no recipient; none where the register knows no council."""
        return [name for name in names if self.councils and name not in self.spellings]

    def find_nearest_council(self, words: str) -> str:
        """The one council that words mean most likely; "" where none is near.

        >>> Recipients(councils=("Diagnostik och sinnen", "Kirurgi och cancer")).find_nearest_council("Kirurgi")
        'Kirurgi och cancer'
        """
        by_fold = {" ".join(_split_words(name)): name for name in self.councils}
        return next((by_fold[fold] for fold in find_nearest(" ".join(_split_words(words)), by_fold, 1)), "")

    def _find_name(self, words: str) -> str:
        """The one recipient that words name, in full or shortened; "" where they name none, or may be several."""
        wanted = _split_words(words)
        found = [name for name, others in self.spellings.items() if wanted in map(_split_words, (name, *others))]
        found = found or [name for name in self.spellings if _shortens(wanted, _split_words(name))]
        return found[0] if len(found) == 1 else ""


def list_recipients(register: Register, region: HealthcareRegion) -> Recipients:
    """What the groups of a healthcare region may report to, by the register."""
    councils = tuple(council.name for council in register.councils if council.region == region.name)
    # A forum that is called by its kind alone says not which council.
    forums = [forum for forum in region.forums if not _LEAD.fullmatch(f"{forum.word.sv} ")]
    spellings = {forum.word.sv: (forum.word.en, *forum.aliases) for forum in forums}
    of_forums = {words for forum in forums for words in forum.spellings}
    own = (*councils, region.rsg_recipient, RSL if councils else "")
    alone = dict.fromkeys((name for name in own if name and normalize_text(name) not in of_forums), ())
    return Recipients(councils=councils, spellings={**alone, **spellings})


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


# Kinds whose groups write plans; a RAG, by which a group may be called in an answer, stands in headings for itself.
_SHORT_KINDS = ("rpo", "rmpo", "rmpg", "rsg")
_KINDS = frozenset({*_SHORT_KINDS, "programområde", "programområdet", "samverkansgrupp", "samverkansgruppen"})
# A group by its kind, of whatever name; what else a heading says stands apart from it.
_ANY_GROUP = re.compile(rf"(?:{'|'.join(_SHORT_KINDS)})\s[^:;–—()0-9]+", re.IGNORECASE)


def find_group_of_heading(heading: str, register: Register, leads: Collection[str]) -> str:
    """The group whose plan a heading stands over: the one that it names with its kind; "" where there is none.

    A group that the register does not know is named as it stands, where the heading begins with it and no lead follows.
    leads: the folded words that may stand before the name, beside numbers and kinds.

    >>> from hplan_xl.register.catalogue import read_packaged_register
    >>> find_group_of_heading("Handlingsplan 2025 – RPO Tandvård (1 av 2)", read_packaged_register(), {"handlingsplan"})
    'RPO Tandvård'
    >>> find_group_of_heading("Samverkan med RPO Tandvård", read_packaged_register(), {"handlingsplan"})
    ''
    """
    words = f" {_words(heading)} "
    named = _find_in_words(words, register)
    if not named:
        unknown = _ANY_GROUP.match(clean_text(heading))
        return unknown[0].strip() if unknown and _words(unknown[0]).split()[1] not in leads else ""
    if len(named) > 1:
        return ""
    group = next(one for one in register.groups_of(None) if one.name == named[0])
    start, spelling = min((words.index(one), one) for one in _spellings(group) if one in words)
    before = words[:start].split()
    has_kind = not _KINDS.isdisjoint([*before, *spelling.split()])
    return group.name if has_kind and all(word in leads or word in _KINDS or word.isdigit() for word in before) else ""


def _find_in_words(words: str, register: Register) -> list[str]:
    """The groups that words name; not one whose name stands within another's, or within a council's."""
    found = {}
    for group in register.groups_of(None):
        longest = max((one for one in _spellings(group) if one in words), key=len, default="")
        if longest:
            found[group.name] = longest
    names = (f"{lead}{_words(council.name)} " for council in register.councils for lead in _BEFORE_COUNCILS)
    others = {*found.values(), *(name for name in names if name in words)}
    return [name for name, words in found.items() if not any(words in other for other in others if other != words)]


_BEFORE_COUNCILS = (" ", " kunskapsråd ", " kunskapsrådet ")


@cache
def _spellings(group: Group) -> tuple[str, ...]:
    return tuple(f" {_words(spelling)} " for spelling in (group.name, *group.spellings))


def _words(text: str) -> str:
    return " ".join(_APART.split(normalize_text(text))).strip()


FILE_NAMES = ("register.xlsx", "register.toml")
TWO = Text(
    "Det finns flera register: {paths}. Ange vilket som gäller: --register FIL.",
    "There are several registers: {paths}. Say which one holds: --register FILE.",
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
