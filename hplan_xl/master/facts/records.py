"""The rows of a consolidation as plain mappings, for pages that reckon rather than list.

Here too: the groups that they are of, by the names that people see, and counts of work by status.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from hplan_xl.book.columns import Choice, Column, Term, Tick, Tone, Vocabulary
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Language, Text, neutral_text, normalize_text, shorten_text
from hplan_xl.book.values import TimeSpan
from hplan_xl.book.views import Noun, Overview, Work
from hplan_xl.consolidation.union import BETWEEN, Consolidation, Record
from hplan_xl.intake.selection import add_region, group_title, is_named_group
from hplan_xl.intake.states import FileState, Standing
from hplan_xl.wording.file_sentences import COUNCILS, FORUMS

Key = TypeVar("Key", bound=Hashable)

WITHOUT_STATUS = Text("Utan status", "Without status")


def list_records(consolidation: Consolidation, sheet: str) -> tuple[Record, ...]:
    """The rows of a sheet in order, each a mapping of what is filled in; () where there is no such sheet."""
    return consolidation.records.get(sheet, ())


def get_text(record: Record, column: str) -> str:
    """The text in a column of the record, of a time its words; "" where it is empty or no column is named."""
    value = record.get(column) if column else None
    return value.words if isinstance(value, TimeSpan) else "" if value is None else str(value)


def find_overview(book: Book) -> Overview | None:
    """The book's Overview, which says what its work is, or None."""
    return next((view for view in book.views if isinstance(view, Overview)), None)


def find_sheet(book: Book, sheet: str) -> Sheet | None:
    """The sheet with that identifier, or None where the book has none."""
    return next((one for one in book.sheets if one.name == sheet), None)


def find_column(book: Book, sheet: str, column: str) -> Column | None:
    """The column with that identifier, or None where the book has none."""
    found = find_sheet(book, sheet)
    return next((one for one in found.columns if one.name == column), None) if found else None


def find_vocabulary(book: Book, sheet: str, column: str) -> Vocabulary:
    """The words of a choice; an empty vocabulary where the column is none."""
    found = find_column(book, sheet, column)
    return found.vocabulary if isinstance(found, Choice) else Vocabulary(name="", terms=())


def make_term_reader(book: Book, sheet: str, column: str) -> Callable[[str], str]:
    """What tells which term of a choice words name, also where they say which one of its kind; else it is the words."""
    vocabulary = find_vocabulary(book, sheet, column)

    @cache
    def name(words: str) -> str:
        term = vocabulary.find_term(words) or vocabulary.find_leading_term(words)
        return term.name if term else words

    return name


def list_terms(book: Book, sheet: str, column: str) -> tuple[Term, ...]:
    """The terms of a choice, in their order."""
    return find_vocabulary(book, sheet, column).terms


def localize_term(book: Book, sheet: str, column: str, value: object, language: Language) -> str:
    """A choice as people read it; another word as it stands; "" for none."""
    term = find_vocabulary(book, sheet, column).find_term(value)
    return term.word.localize(language) if term else ("" if value is None else str(value))


def list_families(consolidation: Consolidation, sheet: str, name: str) -> tuple[tuple[Tick, ...], ...]:
    """The ticks of a family in parts: those of the same regions together, in their order.

    Without those of regions that have no row on the sheet, where none of its rows has them either.
    """
    found: dict[tuple[str, ...], list[Tick]] = {}
    for tick in list_family(consolidation.book, sheet, name):
        found.setdefault(tick.only_for, []).append(tick)
    rows = list_records(consolidation, sheet)
    regions = {get_text(row, "_region") for row in rows}
    return tuple(
        tuple(ticks)
        for owners, ticks in found.items()
        if not owners or regions & {*owners} or any(row.get(tick.name) for row in rows for tick in ticks)
    )


def list_family(book: Book, sheet: str, name: str) -> tuple[Tick, ...]:
    """The ticks of a family, in their order."""
    found = find_sheet(book, sheet)
    columns: Iterable[Column] = found.columns if found and name else ()
    return tuple(column for column in columns if isinstance(column, Tick) and column.family == name)


@dataclass(frozen=True)
class PlanGroup:
    """A group with a plan; region is the healthcare region's term name, council "" where it is not known."""

    region: str
    council: str
    name: str


@dataclass(frozen=True)
class StatusCount:
    """How many there are in all, and of each status by its term name."""

    total: int
    by_status: Mapping[str, int]

    @property
    def without_status(self) -> int:
        """How many have no interpreted status."""
        return self.total - sum(self.by_status.values())

    def share(self, term: str) -> float:
        """The part of all that has the status, from 0 to 1."""
        return self.by_status[term] / self.total if self.total else 0.0


def count_statuses(rows: Iterable[Record], work: Work, statuses: Sequence[Term]) -> StatusCount:
    """How many of the rows have which status."""
    of = {term.name: 0 for term in statuses}
    total = 0
    for row in rows:
        total += 1
        status = row.get(work.status)
        if status in of:
            of[str(status)] += 1
    return StatusCount(total, of)


def group_records(rows: Iterable[Record], key: Callable[[Record], Key]) -> dict[Key, list[Record]]:
    """Group rows by a key, in the order in which the keys first appear."""
    found: dict[Key, list[Record]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def list_groups(consolidation: Consolidation) -> tuple[PlanGroup, ...]:
    """The groups that have a plan among those used, by region, council and name."""
    found = (PlanGroup(*owner) for owner in consolidation.owners)
    return tuple(sorted(found, key=lambda group: (group.region, not group.council, group.council, group.name)))


def split_councils(words: str) -> tuple[str, ...]:
    """The councils that a group reports to, each by its name; () where none is known.

    >>> split_councils("Kirurgi och cancer, RSL"), split_councils("")
    (('Kirurgi och cancer', 'RSL'), ())
    """
    return tuple(dict.fromkeys(filter(None, words.split(BETWEEN))))


def choose_route_noun(book: Book, groups: Iterable[PlanGroup]) -> Noun:
    """What that which groups report to is together: forums, where any is not a council, as RSL, or none is known."""
    identity, overview = book.identity, find_overview(book)
    asked = find_column(book, identity.sheet, identity.council)
    lists = [find_vocabulary(book, one.sheet, one.forum) for one in (overview.questions if overview else ())]
    forums = {spelling for words in lists for spelling in words.terms_by_spelling()}
    names = {normalize_text(name) for one in groups for name in split_councils(one.council)}
    return COUNCILS if asked and asked.title == COUNCIL and forums.isdisjoint(names) else FORUMS


def find_groups_in_several(consolidation: Consolidation) -> tuple[PlanGroup, ...]:
    """The groups that report to several councils."""
    return tuple(group for group in list_groups(consolidation) if len(split_councils(group.council)) > 1)


def find_shared_councils(consolidation: Consolidation) -> frozenset[str]:
    """The names, without regard to case, that councils of several healthcare regions have."""
    told = {(name.casefold(), one.region) for one in list_groups(consolidation) for name in split_councils(one.council)}
    often = Counter(name for name, _ in told)
    return frozenset(name for name, number in often.items() if number > 1)


def find_owner(row: Record) -> PlanGroup:
    """The group a row belongs to."""
    return PlanGroup(get_text(row, "_region"), get_text(row, "_council"), get_text(row, "_group"))


def count_plans(consolidation: Consolidation) -> int:
    """How many plans the consolidation rests on."""
    return sum(file.state is FileState.READ for file in consolidation.files)


def select_by_tone(book: Book, work: Work, *tones: Tone) -> tuple[Term, ...]:
    """The statuses of these colours, in the order of the colours."""
    statuses = list_terms(book, work.sheet, work.status)
    return tuple(term for tone in tones for term in statuses if term.tone is tone)


def label_work(row: Record, work: Work, longest: int) -> str:
    """Name a piece of work in a list: its number and its short name, else the beginning of its title."""
    name = get_text(row, work.short_name) or shorten_text(get_text(row, work.title), longest)
    number = get_text(row, work.number)
    return f"{number} – {name}" if number and name else number or name


def format_term(term: Term, language: Language) -> str:
    """The term's word after its symbol, for headings."""
    return f"{term.symbol} {term.word.localize(language)}".strip()


def list_work(consolidation: Consolidation, work: Work) -> tuple[Record, ...]:
    """All pieces of work of that kind."""
    return list_records(consolidation, work.sheet)


def join_names(names: Sequence[str], longest: int, language: Language) -> str:
    """Names in a row as far as there is room, and how many more there are.

    >>> join_names(["a", "b", "c"], 20, "sv"), join_names(["aaaa", "bbbb", "cccc"], 12, "sv")
    ('a, b och c', 'aaaa, bbbb och 1 till')
    """
    also, more = ("och", "till") if language == "sv" else ("and", "more")
    kept: list[str] = []
    for name in names:
        if kept and len(", ".join([*kept, name])) > longest:
            break
        kept.append(name)
    rest = len(names) - len(kept)
    if rest:
        return f"{', '.join(kept)} {also} {rest} {more}"
    return f" {also} ".join(part for part in (", ".join(kept[:-1]), *kept[-1:]) if part)


NO_GROUP = Text("Grupp ej angiven", "Group not given")
COUNCIL = Text("Kunskapsråd", "Council")
NO_REGION = Text("Sjukvårdsregion ej angiven", "Healthcare region not given")

GroupNames = Mapping[tuple[str, str], Text]


def name_groups(consolidation: Consolidation) -> GroupNames:
    """Give each group with rows a name of its own, by its region's term name and its own name.

    It is told apart from a namesake that is in doubt too, as it is where it strayed in from another healthcare region.
    """
    with_rows = {(group.region, group.name) for group in list_groups(consolidation)}
    in_doubt = {(one.region, one.name) for one in consolidation.groups_in(Standing.UNKNOWN)}
    apart = name_owners(consolidation, with_rows | in_doubt)
    return {owner: apart[owner] for owner in sorted(with_rows)}


def name_owners(consolidation: Consolidation, owners: Collection[tuple[str, str]]) -> GroupNames:
    """Give groups, each told by its region's term name and its own name, names that tell them apart."""
    owners = sorted(owners)
    often = Counter(_name_sentence(name).sv.casefold() for _, name in owners)
    names: dict[tuple[str, str], Text] = {}
    for region, name in owners:
        title = _name_sentence(name)
        if often[title.sv.casefold()] > 1:
            title = (
                name_with_region(consolidation, title, region)
                if is_named_group(name)
                else _number_name(title, names.values())
            )
        names[region, name] = title
    return names


def name_standings(consolidation: Consolidation) -> GroupNames:
    """Give each group that has sent anything, or is awaited, a name that tells it apart, as `name_owners` does.

    Where several healthcare regions are awaited, one that has sent nothing keeps the region it is told with.
    """
    told = {(one.region, one.name): one.words for one in consolidation.standings}
    apart = name_owners(consolidation, told)
    return {owner: apart[owner] if words == group_title(owner[1]) else words for owner, words in told.items()}


def _name_sentence(name: str) -> Text:
    return group_title(name) if name else NO_GROUP


def _number_name(group: Text, taken: Iterable[Text]) -> Text:
    """A file's name that another file has too, with a number after it."""
    number = 1 + sum(one.sv.startswith(group.sv) for one in taken)
    return group if number == 1 else Text(f"{group.sv} {number}", f"{group.en} {number}")


def name_region(consolidation: Consolidation, region: str) -> Text:
    """A healthcare region as people call it."""
    if not region:
        return NO_REGION
    term = _list_regions(consolidation).find_term(region)
    return term.word if term else neutral_text(region)


def name_with_region(consolidation: Consolidation, group: Text, region: str) -> Text:
    """A group's name with its healthcare region behind it, for where it has a namesake in another."""
    regions = [term.word for term in _list_regions(consolidation).terms]
    return add_region(group, name_region(consolidation, region), regions)


def _list_regions(consolidation: Consolidation) -> Vocabulary:
    identity = consolidation.book.identity
    return find_vocabulary(consolidation.book, identity.sheet, identity.region)
