"""What makes a register unusable, each as a sentence for the coordinator."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from hplan_xl.plan.parties import RSL, Council, Group, HealthcareRegion
from hplan_xl.text import Text, folded

_Name = TypeVar("_Name", bound=Hashable)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")

Regions = tuple[HealthcareRegion, ...]
Groups = tuple[Group, ...]
Councils = tuple[Council, ...]


def contradictions(regions: Regions, groups: Groups) -> Iterator[Text]:
    """What stands against itself: one name for two, one region in two ways, a code that is no identifier."""
    yield from _region_faults(regions)
    yield from _member_faults(regions)
    yield from _group_faults(groups)


def dangling(regions: Regions, groups: Groups, councils: Councils) -> Iterator[Text]:
    """The regions and councils that groups and councils speak of and that are not there."""
    names = {region.name for region in regions}
    forums = {folded(council.name) for council in councils} | {folded(RSL)}
    parties: tuple[Council | Group, ...] = (*councils, *groups)
    for party in parties:
        if party.region and party.region not in names:
            yield Text(
                f"{party.name} hör till ”{party.region}”, som inte finns bland registrets sjukvårdsregioner.",
                f"{party.name} belongs to “{party.region}”, which is not among the register's healthcare regions.",
            )
    for group in groups:
        for name in group.councils:
            if folded(name) not in forums:
                yield Text(
                    f"{group.name} redovisar till ”{name}”, som inte finns bland registrets kunskapsråd.",
                    f"{group.name} reports to “{name}”, which is not among the register's councils.",
                )


def _region_faults(regions: Regions) -> Iterator[Text]:
    for name in _twice(region.name for region in regions):
        yield Text(
            f"Sjukvårdsregionen ”{name}” står två gånger i registret.",
            f"The healthcare region “{name}” stands twice in the register.",
        )
    for spelling, one, other in _shared((region.name, region.spellings) for region in regions):
        yield _both_called(spelling, one, other)
    for region in regions:
        if not region.members:
            yield Text(f"”{region.title.sv}” saknar regioner.", f"“{region.title.en}” has no regions.")


def _member_faults(regions: Regions) -> Iterator[Text]:
    members = tuple(dict.fromkeys(member for region in regions for member in region.members))
    for member in members:
        if not _CODE.match(member.code):
            yield Text(
                f"Koden ”{member.code}” för {member.name} ska vara bokstäver a–z och siffror, med en bokstav först.",
                f"The code “{member.code}” of {member.name} must be letters a–z and digits, a letter first.",
            )
    for name in _twice(member.name for member in members):
        yield Text(
            f"{name} har olika kod eller kortnamn på olika ställen i registret.",
            f"{name} has different codes or short names in different places of the register.",
        )
    spelled = ((member.name, {folded(member.code), folded(member.short)}) for member in members)
    for spelling, one, other in _shared(spelled):
        yield _both_called(spelling, one, other)


def _group_faults(groups: Groups) -> Iterator[Text]:
    for name, _ in _twice((group.name, group.region) for group in groups):
        yield Text(f"”{name}” står två gånger i registret.", f"“{name}” stands twice in the register.")
    spelled = ((group.name, {*map(folded, (group.name, *group.spellings))}) for group in groups)
    for spelling, one, other in _shared(spelled):
        yield _both_called(spelling, one, other)


def _both_called(spelling: str, one: str, other: str) -> Text:
    return Text(
        f"Både ”{one}” och ”{other}” kallas ”{spelling}” i registret.",
        f"Both “{one}” and “{other}” are called “{spelling}” in the register.",
    )


def _twice(names: Iterable[_Name]) -> Iterator[_Name]:
    return (name for name, count in Counter(names).items() if count > 1)


def _shared(spelled: Iterable[tuple[str, set[str]]]) -> Iterator[tuple[str, str, str]]:
    """The spellings that two different names share, the shortest first, with the two."""
    owners: dict[str, str] = {}
    for name, spellings in spelled:
        for spelling in sorted(spellings, key=lambda words: (len(words), words)):
            owner = owners.setdefault(spelling, name)
            if folded(owner) != folded(name):
                yield spelling, owner, name
