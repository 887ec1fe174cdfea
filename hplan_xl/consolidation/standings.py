"""Where each group stands: delivered, empty, in another form, left out or awaited; and whose groups are counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from hplan_xl.book.text import Text, normalize_text
from hplan_xl.consolidation.union import BETWEEN, FileRecord
from hplan_xl.intake.selection import group_title
from hplan_xl.intake.states import FileState, GroupStanding, Standing
from hplan_xl.register.catalogue import Group, HealthcareRegion, Register

COUNTED_SHARE = 5  # a region from which fewer than one plan in five comes is not counted

_LAST = "\uffff"  # sorted after every name

_Key = tuple[str, str]


def counted_regions(files: Sequence[FileRecord], register: Register) -> tuple[str, ...]:
    """The healthcare regions whose groups are awaited: those that at least a fifth of the plans used come from."""
    regions = Counter(file.healthcare_region for file in files if file.state is FileState.READ)
    every = sum(regions.values())
    known = (region.name for region in register.regions)
    return tuple(name for name in known if regions[name] and regions[name] * COUNTED_SHARE >= every)


def is_stray(file: FileRecord, counted: Sequence[str]) -> bool:
    """Whether a plan that is used comes from a healthcare region that is not counted."""
    return file.state is FileState.READ and bool(file.healthcare_region) and file.healthcare_region not in counted


def group_standings(
    files: Sequence[FileRecord], councils: Sequence[tuple[str, str, str]], register: Register, counted: Sequence[str]
) -> tuple[GroupStanding, ...]:
    """Where each group stands that has sent anything, or that belongs to a region that is counted.

    files: every file, with what became of it. councils: region, group and council of each plan that is used.
    First those that have sent anything, by council and name, whatever order their files are in.
    """
    routes = {(region, normalize_text(group)): council for region, group, council in councils}
    names: dict[_Key, str] = {}
    stand: dict[_Key, Standing] = {}
    for file in sorted(files, key=lambda file: file.name):
        standing = _of_plan(file)
        if standing is not None:
            key = (file.healthcare_region, normalize_text(file.group))
            names.setdefault(key, file.group)
            stand[key] = min(standing, stand.get(key, standing), key=list(Standing).index)
    found = [
        GroupStanding(key[0], routes.get(key, ""), names[key], standing, group_title(names[key]))
        for key, standing in stand.items()
    ]
    found.sort(key=lambda one: (one.region, one.council or _LAST, one.name))
    sent = {(region, fold) for key in stand for region, fold in _as_registered(key, names[key], register)}
    doubtful = {fold for region, fold in sent if region not in counted}
    otherwise = {
        normalize_text(file.group) for file in files if file.state in (FileState.OTHER_FORM, FileState.REJECTED)
    }
    regions = [region for region in register.regions if region.name in counted]
    for region in regions:
        for group in register.groups_of(region):
            fold = normalize_text(group.name)
            if (region.name, fold) in sent or ("", fold) in sent:
                continue
            standing = Standing.OTHER_FORM if fold in otherwise else Standing.AWAITED
            standing = Standing.UNKNOWN if fold in doubtful else standing
            found.append(_of_register(group, region, register, standing, several=len(regions) > 1))
    return tuple(found)


def _as_registered(key: _Key, name: str, register: Register) -> Iterator[_Key]:
    """A plan's group as it names it, and the register's group that it is, however it is written."""
    yield key
    group = register.find_group(name, register.region(key[0]) if key[0] else None)
    if group:
        yield key[0], normalize_text(group.name)


def _of_plan(file: FileRecord) -> Standing | None:
    """What a file says of its group; None for one that is no plan, or not of this year, or not the one used."""
    match file.state:
        case FileState.READ:
            return Standing.DELIVERED if file.delivered else Standing.EMPTY
        case FileState.LEFT_OUT if file.is_excluded:
            return Standing.UNKNOWN
        case _:
            return None


def _of_register(
    group: Group, region: HealthcareRegion, register: Register, standing: Standing, *, several: bool
) -> GroupStanding:
    name = f"{group.name} ({region.short_name})" if several else group.name
    council = BETWEEN.join(register.find_routes(group, region))
    return GroupStanding(region.name, council, group.name, standing, Text(name, name))
