"""Who takes part: member regions, healthcare regions, councils and groups, as plain data."""

import re
from dataclasses import dataclass

from hplan_xl.text import Text, clean, folded

RSL = "RSL"
_KIND_BEFORE_NAME = re.compile(
    r"(?:r[ms]*po|rsg|regionalt programområde|regional samverkansgrupp)[ :–-]+", re.IGNORECASE
)
_LONGER_KIND = {"RPO": ("RPO", "RMPO", "Regionalt programområde"), "RSG": ("RSG", "Regional samverkansgrupp")}


@dataclass(frozen=True)
class Member:
    """A region that belongs to a healthcare region: `code` in identifiers, `short` over a column."""

    code: str
    short: str
    name: str


@dataclass(frozen=True, kw_only=True)
class HealthcareRegion:
    """One of the healthcare regions; a region may be a member of two."""

    name: str
    title: Text
    short: str
    members: tuple[Member, ...]
    aliases: tuple[str, ...] = ()
    web_address: str = ""

    @property
    def spellings(self) -> set[str]:
        """Every way it is written, folded."""
        return {folded(words) for words in (self.name, self.title.sv, self.title.en, self.short, *self.aliases)}


@dataclass(frozen=True, kw_only=True)
class Council:
    """A council that groups of one healthcare region report to."""

    name: str
    region: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group that writes a plan.

    name: with its kind, such as "RPO Tandvård". region: "" for a group that every healthcare region has.
    councils: by name, or "RSL"; none where it is not known. host: the region that holds the chair.
    contact: whom the group sends its plan to and asks.
    """

    name: str
    kind: str
    region: str = ""
    aliases: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    host: str = ""
    contact: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every other way the name is written: its aliases, with the kind before, after its long form, and without."""
        bare = (bare_name(self.name), *self.aliases)
        kinds = _LONGER_KIND.get(self.kind, (self.kind,))
        spelled = {folded(words): words for words in (*bare, *(f"{kind} {words}" for words in bare for kind in kinds))}
        return tuple(words for fold, words in spelled.items() if fold != folded(self.name))


def bare_name(name: str) -> str:
    """A group's name without its kind before it."""
    return _KIND_BEFORE_NAME.sub("", clean(name), count=1)
