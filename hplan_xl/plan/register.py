"""The register: healthcare regions with their member regions, the groups that write plans, and the councils.

It is data that a coordinator completes, so it checks itself when it is made; what is not known is blank.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import resources
from pathlib import Path

from hplan_xl.errors import RegisterError
from hplan_xl.plan.parties import RSL, Council, Group, HealthcareRegion, Member, bare_name
from hplan_xl.plan.register_faults import contradictions, dangling
from hplan_xl.text import Text, clean, folded

__all__ = ["RSL", "Council", "Group", "HealthcareRegion", "Member", "Register", "packaged_register", "read_register"]


@dataclass(frozen=True)
class Register:
    """Who there is, or what a coordinator has to add; then it may speak of what only the packaged register has.

    Raises RegisterError, with the first fault, where it contradicts itself.
    """

    regions: tuple[HealthcareRegion, ...]
    groups: tuple[Group, ...]
    councils: tuple[Council, ...]

    def __post_init__(self) -> None:
        """Raises RegisterError where the parts contradict each other."""
        for fault in contradictions(self.regions, self.groups):
            raise RegisterError(fault)

    @property
    def members(self) -> tuple[Member, ...]:
        """Every member region once, as first met."""
        return tuple(dict.fromkeys(member for region in self.regions for member in region.members))

    def region(self, name: str) -> HealthcareRegion | None:
        """The healthcare region with that identifier, title, short name or alias."""
        wanted = folded(name)
        return next((region for region in self.regions if wanted in region.spellings), None)

    def groups_of(self, region: HealthcareRegion | None) -> tuple[Group, ...]:
        """The groups that a healthcare region has, in the register's order; of all regions where it is None.

        A group of the region itself stands for the group of the same name that every healthcare region has.
        """
        kept: dict[str, Group] = {}
        for group in self.groups:
            if region is None or not group.region:
                kept.setdefault(folded(group.name), group)
            elif group.region == region.name:
                kept[folded(group.name)] = group
        return tuple(kept.values())

    def find_group(self, text: str, region: HealthcareRegion | None = None) -> Group | None:
        """The group of that name or alias, with or without its kind before it; None where there is none."""
        spelled = self._spelled.get(region.name if region else "") or _by_spelling(self.groups_of(region))
        found = [spelled[wanted] for wanted in (folded(text), folded(bare_name(text))) if wanted in spelled]
        return min(found, default=(0, None), key=lambda placed: placed[0])[1]

    @cached_property
    def _spelled(self) -> Mapping[str, Mapping[str, tuple[int, Group]]]:
        """What `_by_spelling` gives for the groups of each region, "" for those of all."""
        return {region.name if region else "": _by_spelling(self.groups_of(region)) for region in (None, *self.regions)}

    def routes(self, group: Group, region: HealthcareRegion) -> tuple[str, ...]:
        """What the group reports to in a healthcare region: councils by name, RSL for an RSG, none where unknown."""
        of_region = {folded(council.name) for council in self.councils if council.region == region.name} | {folded(RSL)}
        routes = tuple(name for name in group.councils if folded(name) in of_region)
        return routes or ((RSL,) if group.kind == "RSG" else ())

    def extended(self, other: "Register") -> "Register":
        """This register with the other's regions, groups and councils in place of those of the same name.

        A group is also put in place of one that it has a spelling in common with, so that a group may be renamed.
        Raises RegisterError where a group or council belongs to what neither of them has.
        """
        regions = tuple({region.name: region for region in (*self.regions, *other.regions)}.values())
        linked = other.linked(regions, self.councils)
        councils = {(folded(council.name), council.region): council for council in (*self.councils, *linked.councils)}
        groups = _with_groups(self.groups, linked.groups)
        return Register(regions, groups, tuple(councils.values())).whole()

    def whole(self) -> "Register":
        """This register. Raises RegisterError where a group or council belongs to what it does not have."""
        for fault in dangling(self.regions, self.groups, self.councils):
            raise RegisterError(fault)
        return self

    def linked(self, regions: tuple[HealthcareRegion, ...] = (), councils: tuple[Council, ...] = ()) -> "Register":
        """This register, what it calls regions and councils said by their own names, however they were written.

        regions, councils: those it may speak of beside its own. What is not among them stays as it stands.
        """
        known = {spelling: region.name for region in (*self.regions, *regions) for spelling in region.spellings}
        own = tuple(
            replace(council, region=known.get(folded(council.region), council.region)) for council in self.councils
        )
        named = {folded(name): name for name in (*(council.name for council in (*councils, *own)), RSL)}
        groups = (
            replace(
                group,
                region=known.get(folded(group.region), group.region),
                councils=tuple(named.get(folded(name), name) for name in group.councils),
            )
            for group in self.groups
        )
        return Register(self.regions, tuple(groups), own)


def _with_groups(groups: tuple[Group, ...], others: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups in their order, each with the other of its name, or of one of its spellings, in its place."""
    by_spelling = {(fold, other.region): other for other in others for fold in _folds(other)}
    kept: dict[tuple[str, str], Group] = {}
    for group in groups:
        instead = next((other for fold in _folds(group) if (other := by_spelling.get((fold, group.region)))), group)
        kept[folded(instead.name), instead.region] = instead
    return tuple((kept | {(folded(other.name), other.region): other for other in others}).values())


def _by_spelling(groups: tuple[Group, ...]) -> Mapping[str, tuple[int, Group]]:
    """The group of each spelling with its place; where two have one, the first."""
    found: dict[str, tuple[int, Group]] = {}
    for place, group in enumerate(groups):
        for fold in _folds(group):
            found.setdefault(fold, (place, group))
    return found


def _folds(group: Group) -> tuple[str, ...]:
    return tuple(map(folded, (group.name, *group.spellings)))


def packaged_register() -> Register:
    """The register that comes with the program."""
    return _parsed(resources.files(__package__).joinpath("register.toml").read_text(encoding="utf-8"))


def read_register(path: Path) -> Register:
    """The register in a TOML file of the packaged form. Raises RegisterError where it cannot be used."""
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegisterError(
            Text(f"{path} går inte att läsa som ett register: {error}", f"{path} cannot be read as a register: {error}")
        ) from error


def _parsed(toml: str) -> Register:
    entries = tomllib.loads(toml)
    _refuse_unknown(entries, {"region", "group", "council"}, "")
    return Register(
        regions=tuple(_region(entry) for entry in _entries(entries, "region")),
        groups=tuple(_group(entry) for entry in _entries(entries, "group")),
        councils=tuple(_council(entry) for entry in _entries(entries, "council")),
    )


def _region(entry: Mapping[str, object]) -> HealthcareRegion:
    _refuse_unknown(entry, {"name", "title", "title_en", "short", "aliases", "web_address", "members"}, "region")
    title = _word(entry, "title", "region")
    return HealthcareRegion(
        name=_word(entry, "name", "region"),
        title=Text(title, _word(entry, "title_en", "region", title)),
        short=_word(entry, "short", "region"),
        members=tuple(
            Member(*(_word(member, key, "members") for key in ("code", "short", "name")))
            for member in _entries(entry, "members")
        ),
        aliases=_words(entry, "aliases", "region"),
        web_address=_word(entry, "web_address", "region", ""),
    )


def _group(entry: Mapping[str, object]) -> Group:
    _refuse_unknown(entry, {"name", "kind", "region", "aliases", "councils", "host", "contact"}, "group")
    return Group(
        name=_word(entry, "name", "group"),
        kind=_word(entry, "kind", "group"),
        region=_word(entry, "region", "group", ""),
        aliases=_words(entry, "aliases", "group"),
        councils=_words(entry, "councils", "group"),
        host=_word(entry, "host", "group", ""),
        contact=_word(entry, "contact", "group", ""),
    )


def _council(entry: Mapping[str, object]) -> Council:
    _refuse_unknown(entry, {"name", "region"}, "council")
    return Council(name=_word(entry, "name", "council"), region=_word(entry, "region", "council"))


def _entries(table: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    entries = table.get(key, [])
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        return entries
    raise RegisterError(
        Text(
            f"I registret ska ”{key}” vara en lista av avsnitt.",
            f"In the register, “{key}” must be a list of sections.",
        )
    )


def _word(entry: Mapping[str, object], key: str, where: str, default: str | None = None) -> str:
    value = entry.get(key, default)
    if isinstance(value, str) and (value.strip() or default is not None):
        return clean(value)
    raise RegisterError(
        Text(
            f"I registret saknas ”{key}” som text under ”{where}”: {_told(entry)}",
            f"In the register, “{key}” is missing as text under “{where}”: {_told(entry)}",
        )
    )


def _words(entry: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return tuple(clean(value) for value in values)
    raise RegisterError(
        Text(
            f"I registret ska ”{key}” under ”{where}” vara en lista av ord: {_told(entry)}",
            f"In the register, “{key}” under “{where}” must be a list of words: {_told(entry)}",
        )
    )


def _refuse_unknown(entry: Mapping[str, object], known: set[str], where: str) -> None:
    for key in entry.keys() - known:
        raise RegisterError(
            Text(
                f"Registret har inget som heter ”{key}”{f' under ”{where}”' if where else ''}.",
                f"The register has nothing called “{key}”{f' under “{where}”' if where else ''}.",
            )
        )


def _told(entry: Mapping[str, object]) -> str:
    return ", ".join(str(value) for value in entry.values() if isinstance(value, str))
