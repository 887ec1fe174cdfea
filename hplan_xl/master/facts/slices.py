"""A consolidation divided by council, healthcare region or group; each part is a consolidation of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hplan_xl.book.description import Book
from hplan_xl.book.limits import FileNames, make_file_name
from hplan_xl.book.text import Language, Text
from hplan_xl.book.views import Agenda, Changes, Overview, Slide
from hplan_xl.consolidation.union import NO_COUNCIL, Consolidation, EarlierMaster, FileRecord, Record, Scope
from hplan_xl.intake.selection import fold_group, group_title
from hplan_xl.intake.states import FileState, Standing
from hplan_xl.master.facts.changes import find_movements, pair_groups
from hplan_xl.master.facts.records import (
    NO_GROUP,
    PlanGroup,
    find_overview,
    get_text,
    list_groups,
    name_region,
    name_with_region,
    split_councils,
)

WHOLE_FILE_NAME = "master.xlsx"


class Division(StrEnum):
    """The ways to divide a consolidation."""

    COUNCIL = "council"
    REGION = "region"
    GROUP = "group"


@dataclass(frozen=True)
class Slice:
    """A part: what it is called, its consolidation, and its groups.

    is_placed: False for what has no council, which stands in a part of its own.
    """

    title: Text
    consolidation: Consolidation
    groups: tuple[PlanGroup, ...]
    is_placed: bool = True


_Key = tuple[str, str]
_Pairs = Mapping[_Key, _Key]
_SCOPES = {Division.COUNCIL: Scope.COUNCIL, Division.REGION: Scope.REGION, Division.GROUP: Scope.GROUP}


def divide_consolidation(consolidation: Consolidation, by: Division) -> tuple[Slice, ...]:
    """The parts that have a plan, in the order of the pages.

    A group of several councils stands in the part of each, as a group of that council; one that has none stands in a
    part of its own by healthcare region. Files of no group, such as those that are no plan, stand in the whole only.
    """
    own: dict[_Key, list[PlanGroup]] = {}
    for group in list_groups(consolidation):
        for key in _keys(group, by):
            own.setdefault(key, []).append(group)
    names = Counter(name.casefold() for _, name in own)
    view = find_overview(consolidation.book)
    pairs = [pair_groups(consolidation, one, view.work) if view else {} for one in consolidation.earlier]
    if view:
        whole = (replace(one, movements=find_movements(consolidation, one, view.work)) for one in consolidation.earlier)
        consolidation = replace(consolidation, earlier=tuple(whole))
    found = []
    for key, members in own.items():
        title = _title(consolidation, by, key, alone=names[key[1].casefold()] == 1)
        part = replace(_part(consolidation, by, key, members, pairs), part=title)
        found.append(Slice(title, part, tuple(members), by is not Division.COUNCIL or bool(key[1])))
    return tuple(found)


def _keys(group: PlanGroup, by: Division) -> list[_Key]:
    match by:
        case Division.COUNCIL:
            return [(group.region, name) for name in split_councils(group.council)] or [(group.region, "")]
        case Division.REGION:
            return [(group.region, group.region)]
        case Division.GROUP:
            return [(group.region, group.name)]


def _title(consolidation: Consolidation, by: Division, key: _Key, *, alone: bool) -> Text:
    region, name = key
    of_region = name_region(consolidation, region)
    if by is Division.REGION:
        return of_region
    title = group_title(name) if name else (NO_COUNCIL if by is Division.COUNCIL else NO_GROUP)
    if alone:
        return title
    if by is Division.GROUP:
        return name_with_region(consolidation, title, region)
    return Text(f"{title.sv} ({of_region.sv})", f"{title.en} ({of_region.en})")


def _part(
    consolidation: Consolidation, by: Division, key: _Key, own: Sequence[PlanGroup], pairs: Sequence[_Pairs]
) -> Consolidation:
    """The rows, files and findings of some groups, and where the groups of their kind stand.

    pairs: for each earlier master, which group of now a group of then is.
    """
    mine = {(group.region, group.council, group.name) for group in own}
    tables = {}
    for name, frame in consolidation.tables.items():
        owners = zip(frame["_region"], frame["_council"], frame["_group"], strict=True) if len(frame) else ()
        part = frame[[owner in mine for owner in owners]] if len(frame) else frame
        part = part.reset_index(drop=True)
        tables[name] = part.assign(_council=key[1]) if by is Division.COUNCIL else part
    sources = {source for frame in tables.values() if len(frame) for source in frame["_file"]}
    whose = {(group.region, group.name) for group in own}
    files = tuple(file for file in consolidation.files if _belongs(file, sources, whose))
    return replace(
        consolidation,
        tables=tables,
        files=files,
        days=_find_days(files),
        findings=tuple(one for one in consolidation.findings if one.cell.source in sources),
        standings=tuple(
            replace(one, words=group_title(one.name))  # all of one healthcare region
            for one in consolidation.standings
            if key in _keys(PlanGroup(one.region, one.council, one.name), by)
        ),
        regions=tuple(region for region in consolidation.regions if region == key[0]),
        without_council=_without_council(consolidation, key[0]) if by is Division.COUNCIL and key[1] else 0,
        scope=_SCOPES[by],
        earlier=tuple(
            _earlier_part(consolidation, by, key, one, same)
            for one, same in zip(consolidation.earlier, pairs, strict=True)
        ),
    )


def _find_days(files: Sequence[FileRecord]) -> tuple[date, date] | None:
    """The first and the last day that the plans that are used are as of, of those that can be right."""
    days = [file.status_day for file in files if file.status_day]
    return (min(days), max(days)) if days else None


def _earlier_part(
    consolidation: Consolidation, by: Division, key: _Key, master: EarlierMaster, pairs: _Pairs
) -> EarlierMaster:
    """An earlier master's rows of the groups that are in the part, and of those that are in no part any more."""
    groups = list_groups(consolidation)
    now = {_fold_owner(group.region, group.name): (group.region, group.name) for group in groups}
    mine = {(group.region, group.name) for group in groups if key in _keys(group, by)}

    def is_kept(row: Record) -> bool:
        owner = get_text(row, "_region"), get_text(row, "_group")
        same = pairs.get(owner) or now.get(_fold_owner(*owner))
        return same in mine if same else key in _keys(PlanGroup(owner[0], get_text(row, "_council"), owner[1]), by)

    return master.keep(is_kept)


def _fold_owner(region: str, name: str) -> _Key:
    return region, fold_group(name)


def _without_council(consolidation: Consolidation, region: str) -> int:
    """How many groups of a healthcare region have not delivered and have no council that is known."""
    return sum(
        one.region == region and not one.council and one.standing is not Standing.DELIVERED
        for one in consolidation.standings
    )


def _belongs(file: FileRecord, sources: set[str], whose: set[_Key]) -> bool:
    if file.state is FileState.READ:
        return file.name in sources
    return (file.healthcare_region, file.group) in whose


def find_unplaced_groups(parts: Sequence[Slice]) -> tuple[_Key, ...]:
    """The groups that have no council, each by its region's term name and its own name."""
    return tuple((group.region, group.name) for part in parts if not part.is_placed for group in part.groups)


def make_handout_book(book: Book) -> Book:
    """The book with the pages that are handed out alone: overview, what to raise, what has changed, the plan."""
    return replace(
        book, views=tuple(view for view in book.views if isinstance(view, Overview | Agenda | Changes | Slide))
    )


def name_files(parts: Sequence[Slice], language: Language) -> list[str]:
    """The name of each part's file, "master Kirurgi och cancer.xlsx"; no two are the same, whatever their capitals."""
    names = FileNames()
    return [names.take(f"master {make_file_name(part.title.localize(language)) or '-'}.xlsx") for part in parts]
