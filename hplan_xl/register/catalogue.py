"""The register: healthcare regions with their member regions, the groups that write plans, and the councils.

It is data that a coordinator completes, so it checks itself when it is made: each fault is a sentence for the
coordinator. What is not known is blank.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TypeVar

from hplan_xl.book.errors import RegisterError, explain_os_error
from hplan_xl.book.text import Text, clean_text, find_nearest, normalize_text, show_controls
from hplan_xl.register.regional_facts import QUARTERS, Forum, Promise, StartingPoint, YearlyEvent

RSL = "RSL"
# What parts the words of a list in a cell of the register's workbook.
LIST_SIGN = ";"
# What is said of a healthcare region since the first version of the register; left unsaid, it is as it was known.
REGIONAL_FACTS = frozenset(
    {"promises", "forums", "starting_points", "events", "rsg_reports_to", "lacks", "kinds_in_doubt"}
)
_KIND_BEFORE_NAME = re.compile(
    r"\b(?:r[ms]*po|rmpg|po|rag|rsg|regionalt programområde|regional samverkansgrupp)[ :–-]+", re.IGNORECASE
)
_REGION_WORDS = re.compile(
    r"\A(?i:(?:sjukvårds|samverkans)region(?:en)?) (?=[A-ZÅÄÖ])"
    r"|(?i: (?:(?:sjukvårds|samverkans)region(?:en)?|healthcare region))\Z"
)
_LONGER_KIND = {
    "RPO": ("RPO", "RMPO", "RMPG", "PO", "RAG", "Regionalt programområde"),
    "RSG": ("RSG", "Regional samverkansgrupp"),
}


@dataclass(frozen=True)
class Member:
    """A region that belongs to a healthcare region: `code` in identifiers, `short_name` over a column."""

    code: str
    short_name: str
    name: str


@dataclass(frozen=True, kw_only=True)
class HealthcareRegion:
    """One of the healthcare regions; a region may be a member of two. What is not known of it is blank.

    web_address: of its instruction for plans. promises, forums, starting_points, events: its own, in the order shown.
    rsg_reports_to: what its collaboration groups report to, such as RSL.
    lacks: the groups that every healthcare region has but this one, by name.
    kinds_in_doubt: the kinds of group of which nobody has told which there are: they can be chosen, nobody awaits them.
    """

    name: str
    title: Text
    short_name: str
    members: tuple[Member, ...]
    aliases: tuple[str, ...] = ()
    web_address: str = ""
    promises: tuple[Promise, ...] = ()
    forums: tuple[Forum, ...] = ()
    starting_points: tuple[StartingPoint, ...] = ()
    events: tuple[YearlyEvent, ...] = ()
    rsg_reports_to: str = ""
    lacks: tuple[str, ...] = ()
    kinds_in_doubt: tuple[str, ...] = ()

    @property
    def spellings(self) -> set[str]:
        """Every way it is written, folded."""
        return {
            normalize_text(words) for words in (self.name, self.title.sv, self.title.en, self.short_name, *self.aliases)
        }

    @property
    def rsg_recipient(self) -> str:
        """What its collaboration groups report to, by its own name where it is given by another name of a forum."""
        wanted = normalize_text(self.rsg_reports_to)
        return next((one.word.sv for one in self.forums if wanted in one.spellings), self.rsg_reports_to)


# What stands around an address is no part of a longer one: of "åsa@exempel.se" nothing is another person's address.
_ADDRESS = re.compile(
    r"""(?<![^\s<>()\[\],;:"”“])[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?!\.?[\w@-])"""
)


def find_addresses(words: str) -> str:
    """The mail addresses in what a register says, without any name beside them, parted by commas; "" for none.

    >>> find_addresses("Kansliet <kansli@exempel.se>; stab@exempel.se")
    'kansli@exempel.se, stab@exempel.se'
    >>> find_addresses("åsa@exempel.se, kansli@vård.exempel.se")
    ''
    """
    return ", ".join(dict.fromkeys(_ADDRESS.findall(words)))


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
    contact: whom the group sends its plan to and asks. mail: the address that mail to the group goes to.
    """

    name: str
    kind: str
    region: str = ""
    aliases: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    host: str = ""
    contact: str = ""
    mail: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every other way the name is written: its aliases, with the kind before, after its long form, and without."""
        bare = (strip_kind(self.name), *self.aliases)
        kinds = _LONGER_KIND.get(self.kind, (self.kind,))
        spelled = {
            normalize_text(words): words for words in (*bare, *(f"{kind} {words}" for words in bare for kind in kinds))
        }
        return tuple(words for fold, words in spelled.items() if fold != normalize_text(self.name))


def strip_kind(name: str) -> str:
    """A group's name without its kind before it."""
    return _KIND_BEFORE_NAME.sub("", clean_text(name), count=1)


def shorten_region(title: Text) -> Text:
    """A healthcare region as people say it for short: without the words that say what it is.

    >>> shorten_region(Text("Sjukvårdsregion Mellansverige", "Central Sweden healthcare region"))
    Text(sv='Mellansverige', en='Central Sweden')
    >>> shorten_region(Text("Sjukvårdsregion ej angiven", "Norra")).sv
    'Sjukvårdsregion ej angiven'
    """
    return Text(*(_REGION_WORDS.sub("", words) for words in (title.sv, title.en)))


_Name = TypeVar("_Name", bound=Hashable)
_WEB_ADDRESS = re.compile(r"https?://[^\s/]\S*|[^\s/.@]+(?:\.[^\s/.@]+)+(?:[/?#:]\S*)?", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")
_ENDING = re.compile(r"[A-Za-z0-9_]+\Z")

Regions = tuple[HealthcareRegion, ...]
Groups = tuple[Group, ...]
Councils = tuple[Council, ...]


def find_contradictions(regions: Regions, groups: Groups, councils: Councils) -> Iterator[Text]:
    """Yield contradictions: one name for two, one region in two ways, a code or an address that is none.

    The name of a council holds no semicolon: in the register's workbook that would make two of it.
    """
    for council in councils:
        if LIST_SIGN in council.name:
            yield Text(
                f"Kunskapsrådet ”{council.name}” i registret har semikolon i namnet. Semikolon skiljer kunskapsråd åt "
                f"i registrets arbetsbok; skriv namnet utan.",
                f"The council “{council.name}” in the register has a semicolon in its name. Semicolons part councils "
                f"in the register's workbook; write the name without.",
            )
    for group in groups:
        rest = _ADDRESS.sub("", group.mail)
        if "@" in rest or "(at)" in rest:  # words alone, such as "saknas", are no address and no mistake
            yield Text(
                f"E-postadressen ”{group.mail}” för {group.name} i registret är ingen adress. Skriv t.ex. "
                f"kansli@exempel.se, och semikolon mellan flera.",
                f"The mail address “{group.mail}” of {group.name} in the register is no address. Write e.g. "
                f"kansli@exempel.se, with semicolons between several.",
            )
    yield from _region_faults(regions)
    yield from _member_faults(regions)
    yield from _regional_faults(regions)
    for region in regions:
        yield from _group_faults([group for group in groups if _has(region, group)])
    known = {region.name for region in regions}
    for name in dict.fromkeys(group.region for group in groups if group.region not in known):
        yield from _group_faults([group for group in groups if group.region == name])


def describe_unknown_region(party: str, region: str, regions: Regions) -> Text:
    """Say that what is told in a register belongs to a healthcare region that is not there."""
    meant = _ask_for(region, (known.title.sv for known in regions))
    return Text(
        f"{party} hör till ”{region}”, som inte finns bland registrets sjukvårdsregioner.{meant.sv}",
        f"{party} belongs to “{region}”, which is not among the register's healthcare regions.{meant.en}",
    )


def find_dangling(regions: Regions, groups: Groups, councils: Councils) -> Iterator[Text]:
    """The regions and councils that groups and councils speak of and that are not there, or are another region's."""
    names = {region.name: region.title for region in regions}
    parties: tuple[Council | Group, ...] = (*councils, *groups)
    for party in parties:
        if party.region and party.region not in names:
            yield describe_unknown_region(party.name, party.region, regions)
    for group in groups:
        own = [council.name for council in councils if group.region in ("", council.region)]
        forums = {normalize_text(name) for name in (*own, RSL)}
        for region in (one for one in regions if group.region in ("", one.name)):
            forums.update(*(forum.spellings for forum in region.forums))
        for name in group.councils:
            if normalize_text(name) not in forums:
                meant, whose = _ask_for(name, own), names.get(group.region, Text("", ""))
                of = Text(f" för {whose.sv}", f" of the {whose.en}") if whose.sv else whose
                yield Text(
                    f"{group.name} redovisar till ”{name}”, som inte finns bland registrets kunskapsråd{of.sv}."
                    f"{meant.sv}",
                    f"{group.name} reports to “{name}”, which is not among the register's councils{of.en}.{meant.en}",
                )


def _ask_for(words: str, names: Iterable[str]) -> Text:
    """Ask whether the name most like the words is meant, or several; "" where neither looks so."""
    found = next(iter(find_nearest(words, names, most=1)), "")
    if found:
        return Text(f" Menar ni ”{found}”?", f" Do you mean “{found}”?")
    several = any(sign in words for sign in ",/\n")
    return Text(" Skriv semikolon mellan flera.", " Write semicolons between several.") if several else Text("", "")


def _region_faults(regions: Regions) -> Iterator[Text]:
    for name in _twice(region.name for region in regions):
        yield Text(
            f"Sjukvårdsregionen ”{name}” står två gånger i registret.",
            f"The healthcare region “{name}” stands twice in the register.",
        )
    for spelling, one, other in _find_shared((region.name, region.spellings) for region in regions):
        yield _both_called(spelling, one, other)
    for region in regions:
        if not region.members:
            yield Text(f"”{region.title.sv}” saknar regioner.", f"“{region.title.en}” has no regions.")
        if region.web_address and not _WEB_ADDRESS.fullmatch(region.web_address):
            yield Text(
                f"Webbadressen ”{region.web_address}” för {region.title.sv} i registret är ingen adress. Klistra in "
                f"den hela, t.ex. https://exempel.se/handlingsplan.",
                f"The web address “{region.web_address}” of {region.title.en} in the register is no address. Paste the "
                f"whole of it, e.g. https://exempel.se/handlingsplan.",
            )


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
    spelled = ((member.name, {normalize_text(member.code), normalize_text(member.short_name)}) for member in members)
    for spelling, one, other in _find_shared(spelled):
        yield _both_called(spelling, one, other)


def _regional_faults(regions: Regions) -> Iterator[Text]:
    """A promise's code that is no identifier or stands twice; a forum's code that means two things."""
    promises = [promise.code for region in regions for promise in region.promises]
    forums = dict.fromkeys((forum.code, forum.word) for region in regions for forum in region.forums)
    for code in (*promises, *(code for code, _ in forums)):
        if not _ENDING.match(code):
            yield Text(
                f"Koden ”{code}” ska vara bokstäver a–z, siffror och _.",
                f"The code “{code}” must be letters a–z, digits and _.",
            )
    for code in (*_twice(promises), *_twice(code for code, _ in forums)):
        yield Text(
            f"Koden ”{code}” står för två olika patientlöften eller forum i registret.",
            f"The code “{code}” stands for two different promises or forums in the register.",
        )


def _has(region: HealthcareRegion, group: Group) -> bool:
    """Whether a healthcare region has a group: its own, or one that all have and it does not lack."""
    if group.region:
        return group.region == region.name
    return normalize_text(group.name) not in map(normalize_text, region.lacks)


def _group_faults(groups: Iterable[Group]) -> Iterator[Text]:
    groups = list(groups)
    names = {(normalize_text(group.name), group.region): group.name for group in groups}
    for key in _twice((normalize_text(group.name), group.region) for group in groups):
        name = names[key]
        yield Text(f"”{name}” står två gånger i registret.", f"“{name}” stands twice in the register.")
    spelled = ((group.name, {*map(normalize_text, (group.name, *group.spellings))}) for group in groups)
    for spelling, one, other in _find_shared(spelled):
        yield _both_called(spelling, one, other)


def _both_called(spelling: str, one: str, other: str) -> Text:
    return Text(
        f"Både ”{one}” och ”{other}” kallas ”{spelling}” i registret.",
        f"Both “{one}” and “{other}” are called “{spelling}” in the register.",
    )


def _twice(names: Iterable[_Name]) -> Iterator[_Name]:
    return (name for name, count in Counter(names).items() if count > 1)


def _find_shared(spelled: Iterable[tuple[str, set[str]]]) -> Iterator[tuple[str, str, str]]:
    """The spellings that two different names share, the shortest first, with the two."""
    owners: dict[str, str] = {}
    for name, spellings in spelled:
        for spelling in sorted(spellings, key=lambda words: (len(words), words)):
            owner = owners.setdefault(spelling, name)
            if normalize_text(owner) != normalize_text(name):
                yield spelling, owner, name


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
        for fault in find_contradictions(self.regions, self.groups, self.councils):
            raise RegisterError(fault)

    @property
    def members(self) -> tuple[Member, ...]:
        """Every member region once, in the order of the healthcare regions."""
        return tuple(dict.fromkeys(member for region in self.regions for member in region.members))

    def region(self, name: str) -> HealthcareRegion | None:
        """The healthcare region with that identifier, title, short name or alias."""
        wanted = normalize_text(name)
        return next((region for region in self.regions if wanted in region.spellings), None)

    def groups_of(self, region: HealthcareRegion | None) -> tuple[Group, ...]:
        """The groups that a healthcare region is known to have, in the register's order; of all where it is None.

        A group of the region itself stands for the group of the same name that every healthcare region has.
        """
        groups = self.groups_to_choose(region)
        return tuple(group for group in groups if region is None or group.kind not in region.kinds_in_doubt)

    def groups_to_choose(self, region: HealthcareRegion | None) -> tuple[Group, ...]:
        """The groups that a healthcare region has or may have, in the register's order; of all where it is None."""
        kept: dict[str, Group] = {}
        for group in self.groups:
            if region is None or (not group.region and _has(region, group)):
                kept.setdefault(normalize_text(group.name), group)
            elif group.region == region.name:
                kept[normalize_text(group.name)] = group
        return tuple(kept.values())

    def regions_of(self, name: str) -> tuple[str, ...]:
        """The names of the healthcare regions that have a group of that name; none named where all have."""
        named = self._named.get(normalize_text(name), [])
        having = tuple(region.name for region in self.regions if any(_has(region, group) for group in named))
        return () if len(having) == len(self.regions) else having

    def find_group(self, text: str, region: HealthcareRegion | None = None) -> Group | None:
        """The group of that name or alias, with or without its kind before it; None where there is none."""
        spelled = self._spelled.get(region.name if region else "") or _by_spelling(self.groups_to_choose(region))
        found = [
            spelled[wanted] for wanted in (normalize_text(text), normalize_text(strip_kind(text))) if wanted in spelled
        ]
        return min(found, default=(0, None), key=lambda placed: placed[0])[1]

    @property
    def region_titles(self) -> tuple[Text, ...]:
        """What the healthcare regions are called."""
        return tuple(region.title for region in self.regions)

    @cached_property
    def _named(self) -> Mapping[str, list[Group]]:
        """The groups of each name, as `normalize_text` has it: of every region, and of one."""
        named: dict[str, list[Group]] = {}
        for group in self.groups:
            named.setdefault(normalize_text(group.name), []).append(group)
        return named

    @cached_property
    def _spelled(self) -> Mapping[str, Mapping[str, tuple[int, Group]]]:
        """What `_by_spelling` gives for the groups of each region, "" for those of all."""
        return {
            region.name if region else "": _by_spelling(self.groups_to_choose(region))
            for region in (None, *self.regions)
        }

    def find_routes(self, group: Group, region: HealthcareRegion) -> tuple[str, ...]:
        """What the group reports to in a healthcare region: councils or forums by name, none where unknown."""
        of_region = {spelling: forum.word.sv for forum in region.forums for spelling in forum.spellings}
        of_region |= {
            normalize_text(council.name): council.name for council in self.councils if council.region == region.name
        }
        named = (of_region.get(normalize_text(name)) for name in group.councils)
        routes = tuple(dict.fromkeys(name for name in named if name))
        own = region.rsg_recipient if group.kind == "RSG" else ""
        return routes or ((own,) if own else ())

    def extend(self, other: "Register") -> "Register":
        """This register with the other's regions, groups and councils in place of those of the same name.

        A group is also put in place of one that it has a spelling in common with, so that a group may be renamed.
        Raises RegisterError where a group or council belongs to what neither of them has.
        """
        regions = tuple({region.name: region for region in (*self.regions, *other.regions)}.values())
        linked = other.link(regions, self.councils)
        councils = {
            (normalize_text(council.name), council.region): council for council in (*self.councils, *linked.councils)
        }
        groups = _with_groups(self.groups, linked.groups)
        return Register(regions, groups, tuple(councils.values())).require_whole()

    def require_whole(self) -> "Register":
        """This register. Raises RegisterError where a group or council belongs to what it does not have."""
        for fault in find_dangling(self.regions, self.groups, self.councils):
            raise RegisterError(fault)
        return self

    def link(self, regions: tuple[HealthcareRegion, ...] = (), councils: tuple[Council, ...] = ()) -> "Register":
        """This register, what it calls regions and councils said by their own names, however they were written.

        regions, councils: those it may speak of beside its own. What is not among them stays as it stands.
        """
        known = {spelling: region.name for region in (*self.regions, *regions) for spelling in region.spellings}
        own = tuple(
            replace(council, region=known.get(normalize_text(council.region), council.region))
            for council in self.councils
        )
        named = {normalize_text(name): name for name in (*(council.name for council in (*councils, *own)), RSL)}
        groups = (
            replace(
                group,
                region=known.get(normalize_text(group.region), group.region),
                councils=tuple(named.get(normalize_text(name), name) for name in group.councils),
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
        kept[normalize_text(instead.name), instead.region] = instead
    return tuple((kept | {(normalize_text(other.name), other.region): other for other in others}).values())


def _by_spelling(groups: tuple[Group, ...]) -> Mapping[str, tuple[int, Group]]:
    """The group of each spelling with its place; where two have one, the first."""
    found: dict[str, tuple[int, Group]] = {}
    for place, group in enumerate(groups):
        for fold in _folds(group):
            found.setdefault(fold, (place, group))
    return found


def _folds(group: Group) -> tuple[str, ...]:
    return tuple(map(normalize_text, (group.name, *group.spellings)))


@cache
def read_packaged_register() -> Register:
    """The register that comes with the program."""
    return _parse_toml(resources.files(__package__).joinpath("register.toml").read_text(encoding="utf-8"), {})


def read_register(path: Path) -> Register:
    """The register in a TOML file of the packaged form. Raises RegisterError where it cannot be used.

    What it leaves unsaid of a healthcare region that the packaged register knows is as it stands there: a file that was
    made before promises, forums and starting points were in it means what it meant.
    """
    known = {region.name: region for region in read_packaged_register().regions}
    try:
        return _parse_toml(TextIOWrapper(BytesIO(read_register_bytes(path)), encoding="utf-8-sig").read(), known)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegisterError(_NO_REGISTER.fill(path=path, why=_explain_unreadable(error))) from error


def extend_packaged_register(path: Path | None) -> Register:
    """The packaged register, extended by a data file where one is given. Raises RegisterError as `read_register`."""
    packaged = read_packaged_register()
    return packaged.extend(read_register(path)) if path else packaged


def is_register_workbook(path: Path) -> bool:
    """Whether a register is a workbook, by its name; else it is a data file."""
    return path.suffix.casefold() == ".xlsx"


def read_register_bytes(path: Path) -> bytes:
    """The content of a register's file. Raises RegisterError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise RegisterError(_MISSING.fill(path=path)) from error
    except OSError as error:
        raise RegisterError(_UNREADABLE.fill(path=path, why=explain_os_error(error))) from error


_MISSING = Text(
    "Registret {path} finns inte. Se efter hur det heter och var det ligger.",
    "The register {path} does not exist. Look at what it is called and where it lies.",
)
_UNREADABLE = Text("Registret {path} går inte att läsa: {why}.", "The register {path} cannot be read: {why}.")
_NO_REGISTER = Text("{path} går inte att läsa som ett register: {why}.", "{path} cannot be read as a register: {why}.")
_AT_LINE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")


def _explain_unreadable(error: Exception) -> Text:
    """Say why a data file cannot be read: its line where that is known."""
    if isinstance(error, UnicodeDecodeError):
        return Text("den är inte sparad som UTF-8", "it is not saved as UTF-8")
    if at := _AT_LINE.search(str(error)):
        line, column = at.groups()
        return Text(
            f"rad {line}, tecken {column}, följer inte TOML (t.ex. ett citattecken som saknas)",
            f"line {line}, character {column}, is not TOML (a missing quotation mark, for example)",
        )
    return Text("slutet av filen följer inte TOML", "the end of the file is not TOML")


def _parse_toml(toml: str, known: Mapping[str, HealthcareRegion]) -> Register:
    entries = tomllib.loads(toml)
    _refuse_unknown(entries, {"region", "group", "council"}, "")
    return Register(
        regions=tuple(_region(entry, known) for entry in _entries(entries, "region")),
        groups=tuple(_group(entry) for entry in _entries(entries, "group")),
        councils=tuple(_council(entry) for entry in _entries(entries, "council")),
    )


_OF_A_REGION = {"name", "title", "title_en", "short", "aliases", "web_address", "members", *REGIONAL_FACTS}


def _region(entry: Mapping[str, object], known: Mapping[str, HealthcareRegion]) -> HealthcareRegion:
    _refuse_unknown(entry, _OF_A_REGION, "region")
    title = _word(entry, "title", "region")
    region = HealthcareRegion(
        name=_word(entry, "name", "region"),
        title=Text(title, _word(entry, "title_en", "region", title)),
        short_name=_word(entry, "short", "region"),
        members=tuple(
            Member(*(_word(member, key, "members") for key in ("code", "short", "name")))
            for member in _entries(entry, "members")
        ),
        aliases=_words(entry, "aliases", "region"),
        web_address=_word(entry, "web_address", "region", ""),
        promises=tuple(_promise(one) for one in _entries(entry, "promises")),
        forums=tuple(_forum(one) for one in _entries(entry, "forums")),
        starting_points=tuple(_starting_point(one) for one in _entries(entry, "starting_points")),
        events=tuple(_event(one) for one in _entries(entry, "events")),
        rsg_reports_to=_word(entry, "rsg_reports_to", "region", ""),
        lacks=_words(entry, "lacks", "region"),
        kinds_in_doubt=_words(entry, "kinds_in_doubt", "region"),
    )
    unsaid = REGIONAL_FACTS - entry.keys() if region.name in known else set()
    return replace(region, **{name: getattr(known[region.name], name) for name in unsaid})


def _promise(entry: Mapping[str, object]) -> Promise:
    _refuse_unknown(entry, {"code", "title", "title_en", "promise", "promise_en", "aliases"}, "promises")
    return Promise(
        code=_word(entry, "code", "promises"),
        title=_text(entry, "title", "promises"),
        promise=_text(entry, "promise", "promises"),
        aliases=_words(entry, "aliases", "promises"),
    )


def _forum(entry: Mapping[str, object]) -> Forum:
    _refuse_unknown(entry, {"code", "word", "word_en", "aliases"}, "forums")
    return Forum(
        code=_word(entry, "code", "forums"),
        word=_text(entry, "word", "forums"),
        aliases=_words(entry, "aliases", "forums"),
    )


def _starting_point(entry: Mapping[str, object]) -> StartingPoint:
    _refuse_unknown(entry, {"text", "text_en", "kind"}, "starting_points")
    return StartingPoint(text=_text(entry, "text", "starting_points"), kind=_word(entry, "kind", "starting_points", ""))


def _event(entry: Mapping[str, object]) -> YearlyEvent:
    _refuse_unknown(entry, {"text", "text_en", "quarter", "type"}, "events")
    quarter = _word(entry, "quarter", "events")
    if quarter not in QUARTERS:
        known = ", ".join(QUARTERS)
        raise RegisterError(
            Text(f"{quarter} är inget kvartal i registret. Skriv {known}.", f"{quarter} is no quarter; write {known}.")
        )
    return YearlyEvent(text=_text(entry, "text", "events"), quarter=quarter, type=_word(entry, "type", "events", ""))


def _text(entry: Mapping[str, object], key: str, where: str) -> Text:
    """Words in both languages; the Swedish ones where no English ones are given."""
    words = _word(entry, key, where)
    return Text(words, _word(entry, f"{key}_en", where, words))


def _group(entry: Mapping[str, object]) -> Group:
    _refuse_unknown(entry, {"name", "kind", "region", "aliases", "councils", "host", "contact", "mail"}, "group")
    return Group(
        name=_word(entry, "name", "group"),
        kind=_word(entry, "kind", "group"),
        region=_word(entry, "region", "group", ""),
        aliases=_words(entry, "aliases", "group"),
        councils=_words(entry, "councils", "group"),
        host=_word(entry, "host", "group", ""),
        contact=_word(entry, "contact", "group", ""),
        mail=_word(entry, "mail", "group", ""),
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
        return _seen(value, entry, key, where)
    raise RegisterError(
        Text(
            f"I registret saknas ”{key}” som text under ”{where}”: {_name_entry(entry)}",
            f"In the register, “{key}” is missing as text under “{where}”: {_name_entry(entry)}",
        )
    )


def _words(entry: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return tuple(filter(None, (_item(value, entry, key, where) for value in values)))
    raise RegisterError(
        Text(
            f"I registret ska ”{key}” under ”{where}” vara en lista av ord: {_name_entry(entry)}",
            f"In the register, “{key}” under “{where}” must be a list of words: {_name_entry(entry)}",
        )
    )


def _item(value: str, entry: Mapping[str, object], key: str, where: str) -> str:
    if LIST_SIGN not in value:
        return _seen(value, entry, key, where)
    raise RegisterError(
        Text(
            f"I registret har ”{value}” i listan ”{key}” under ”{where}” ett semikolon, som skiljer ord åt i "
            f"registrets arbetsbok. Skriv utan, eller som två ord i listan: {_name_entry(entry)}",
            f"In the register, “{value}” in the list “{key}” under “{where}” has a semicolon, which parts words in "
            f"the register's workbook. Write it without, or as two words of the list: {_name_entry(entry)}",
        )
    )


def _seen(value: str, entry: Mapping[str, object], key: str, where: str) -> str:
    """The words as they are kept. Raises RegisterError where a sign in them is one that no cell can hold."""
    words = clean_text(value)
    if show_controls(words) == words:
        return words
    raise RegisterError(
        Text(
            f"I registret innehåller ”{key}” under ”{where}” styrtecken, som inte syns. Skriv utan dem: "
            f"{_name_entry(entry)}",
            f"In the register, “{key}” under “{where}” holds control characters, which are not seen. Write it without "
            f"them: {_name_entry(entry)}",
        )
    )


def _refuse_unknown(entry: Mapping[str, object], known: set[str], where: str) -> None:
    under, names = Text(f" under ”{where}”", f" under “{where}”") if where else Text("", ""), ", ".join(sorted(known))
    for key in (key for key in entry if key not in known):
        raise RegisterError(
            Text(
                f"Registret har inget som heter ”{key}”{under.sv}. Skriv något av: {names}.",
                f"The register has nothing called “{key}”{under.en}. Write one of: {names}.",
            )
        )


def _name_entry(entry: Mapping[str, object]) -> str:
    return ", ".join(str(value) for value in entry.values() if isinstance(value, str))
