"""What is worded once: columns of more than one sheet, words that depend on the healthcare regions, and prefilled rows.

The rows hold what a coordinator knows before the group begins, as interpreted values.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hplan_xl.book.columns import CellNextYear, Choice, Date, Need, Prose, Reference, Term, Tick
from hplan_xl.book.limits import LONGEST_MESSAGE
from hplan_xl.book.text import OR, Language, Text, list_texts, neutral_text, normalize_text, shorten_text
from hplan_xl.plan.vocabularies import STATUS, calendar_type
from hplan_xl.register.catalogue import Council, Group, HealthcareRegion, Member, Register
from hplan_xl.register.regional_facts import Forum, Promise, StartingPoint

_MANAGEMENT = Text("regionledningen", "the regional management")
Record = dict[str, object]
_PURPOSE = Text(
    "Att beskriva prioriterade aktiviteter och samverkan som förbättrar hälso- och sjukvården i {region}.",
    "To describe prioritised activities and collaboration that improve health care in the {region}.",
)
CONSULTATION = Text("Nationella remisser", "National consultations")
# Quarter, first month and day, last month and day; the last window ends the year after.
_WINDOWS = (("q1", (2, 15), (4, 14)), ("q2", (4, 15), (6, 14)), ("q3", (9, 15), (11, 14)), ("q4", (11, 15), (2, 14)))


@dataclass(frozen=True)
class Locality:
    """The healthcare regions that a book is for: one for a template, all for reading any file.

    What belongs to one of several is marked `only_for` it. An example names a body of the first region.
    """

    register: Register
    regions: tuple[HealthcareRegion, ...]

    @property
    def one(self) -> HealthcareRegion | None:
        """The healthcare region, where there is only one."""
        return self.regions[0] if len(self.regions) == 1 else None

    @property
    def members(self) -> tuple[Member, ...]:
        """The member regions, each once."""
        return tuple(dict.fromkeys(member for region in self.regions for member in region.members))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups to choose among."""
        return self.register.groups_to_choose(self.one)

    @property
    def councils(self) -> tuple[Council, ...]:
        """The councils that groups of these regions report to."""
        names = {region.name for region in self.regions}
        return tuple(council for council in self.register.councils if council.region in names)

    @property
    def promises(self) -> tuple[tuple[HealthcareRegion, Promise], ...]:
        """What patients are promised, with whose promise it is."""
        return tuple((region, promise) for region in self.regions for promise in region.promises)

    def only(self, owners: Iterable[str]) -> tuple[str, ...]:
        """These regions as `only_for`; none named where they are all."""
        having = set(owners)
        found = tuple(region.name for region in self.regions if region.name in having)
        return () if len(found) == len(self.regions) else found

    def regions_with(self, member: Member) -> tuple[str, ...]:
        """The names of the healthcare regions that a member region belongs to."""
        return tuple(region.name for region in self.regions if member in region.members)

    def forum_terms(self) -> tuple[Term, ...]:
        """The forums as words to choose, in the regions' order, each by all the names that regions have for it."""
        having: dict[str, list[tuple[str, Forum]]] = {}
        for region in self.regions:
            for forum in region.forums:
                having.setdefault(forum.code, []).append((region.name, forum))
        return tuple(
            replace(
                _forum_term(told[0][1]),
                aliases=tuple(dict.fromkeys(alias for _, forum in told for alias in forum.aliases)),
                only_for=self.only(owner for owner, _ in told),
            )
            for told in having.values()
        )

    def promise_ticks(self) -> tuple[Tick, ...]:
        """A tick column for each promise."""
        return tuple(_tick(promise, self.only([region.name])) for region, promise in self.promises)

    @property
    def instances(self) -> tuple[Text, ...]:
        """Where plans are endorsed that has a name in each language."""
        return tuple(dict.fromkeys(forum.word for region in self.regions for forum in region.forums))

    @property
    def events(self) -> tuple[Text, ...]:
        """The events that calendars come with."""
        return (CONSULTATION, *dict.fromkeys(event.text for region in self.regions for event in region.events))

    @property
    def forum(self) -> Text:
        """The forum of an example: the one that collaboration groups report to, else the last."""
        region = self.regions[0]
        if region.rsg_recipient:
            return neutral_text(region.rsg_recipient)
        return region.forums[-1].word if region.forums else _MANAGEMENT

    def list_forums(self, before: Sequence[Text] = (), after: Sequence[Text] = ()) -> Text:
        """The forums of a sentence, as "RPO, Kunskapsråd, RSL, SVN eller Region"."""
        words = [*before, *(forum.word for forum in self.regions[0].forums), *after]
        return list_texts(words, OR)


def fit_help(sv: str, en: str) -> Text:
    """A help that holds words of the register, no longer than what can be shown beside a cell."""
    return Text(shorten_text(sv, LONGEST_MESSAGE), shorten_text(en, LONGEST_MESSAGE))


def _tick(promise: Promise, only_for: tuple[str, ...]) -> Tick:
    return Tick(
        name=promise.column,
        title=promise.title,
        help=fit_help(
            f"Sätt x om området bidrar: Patienter ska {promise.promise.sv}.",
            f"Put an x if the area serves this: Patients shall {promise.promise.en}.",
        ),
        family="promise",
        is_title_vertical=True,
        width=4,
        aliases=(promise.promise.sv, promise.promise.en, *promise.aliases),
        only_for=only_for,
        next_year=CellNextYear.KEEP,
    )


def build_prefill(
    register: Register,
    region: HealthcareRegion,
    group: Group | None,
    year: int | None,
    due: date | None = None,
    language: Language = "sv",
) -> dict[str, list[Record]]:
    """The rows a template comes with, by sheet: each a value, as understood, for some of the sheet's columns.

    group: None for a template that any group of the region can take. year: None leaves it, and the year's dates, open.
    language: of the texts that stand in cells.
    """
    routes = register.find_routes(group, region) if group else ()
    answers: Record = {
        "healthcare_region": region.name,
        "group": group.name if group else None,
        "year": year,
        "document_status": "draft",
        "council": ("; " if any("," in route for route in routes) else ", ").join(routes),
        "due": due,
        "purpose": _PURPOSE.fill(region=region.title).localize(language),
        "basis": "\n".join(f"• {point.text.localize(language)}" for point in _starting_points(region, group)),
    }
    return {
        "plan": [{column: value for column, value in answers.items() if value not in (None, "")}],
        "endorsement": [
            {"instance": instance, "state": "not_started"}
            for instance in (
                *(member.name for member in region.members),
                *(forum.word.localize(language) for forum in region.forums),
            )
        ],
        "calendar": list(_calendar(region, year, language)),
    }


def _starting_points(region: HealthcareRegion, group: Group | None) -> Iterator[StartingPoint]:
    """What the group's plan starts from by the region's instruction; of either kind where no group is named."""
    return (point for point in region.starting_points if not (group and point.kind) or point.kind == group.kind)


def _calendar(region: HealthcareRegion, year: int | None, language: Language) -> Iterator[Record]:
    """The events of the year in its order, then the continuous duties: the region's own, and national consultations."""
    for quarter, first, last in _WINDOWS:
        yield from _events(region, quarter, language)
        window = (
            find_consultation(year, first, last) if year else {"when": f"{first[1]}/{first[0]}–{last[1]}/{last[0]}"}
        )
        yield {"event": CONSULTATION.localize(language), "quarter": quarter, **window, "type": "consultation"}
    yield from _events(region, "continuous", language)


def _events(region: HealthcareRegion, quarter: str, language: Language) -> Iterator[Record]:
    """What a region has in a quarter, or all the year; of a type that its calendar knows, by its code or a word."""
    types = calendar_type(tuple(map(_forum_term, region.forums)))
    for event in region.events:
        if event.quarter == quarter:
            term = types.find_term(event.type) or types.terms_by_spelling().get(normalize_text(event.type))
            otherwise = "continuous" if quarter == "continuous" else "other"
            kind = term.name if term else otherwise
            yield {"event": event.text.localize(language), "quarter": quarter, "type": kind}


def _forum_term(forum: Forum) -> Term:
    return Term(name=forum.code, word=forum.word, aliases=forum.aliases)


def find_consultation(year: int, first: tuple[int, int], last: tuple[int, int]) -> dict[str, date]:
    """The first and the last day of a window of national consultations that opens in `year`.

    first, last: month and day; a window whose last month comes before its first ends the year after.
    Rule and dates: nationelltklinisktkunskapsstod.se, "Kunskapsstöd på remiss". A first day that is no working day
    moves to the next working day, a last day to the one before. Only Easter and weekends come near these dates.
    """
    return {"start": _working_day(date(year, *first), 1), "end": _working_day(date(year + (last < first), *last), -1)}


def _working_day(day: date, step: int) -> date:
    free = {easter_sunday(day.year) + timedelta(days=days) for days in (-2, 1)}
    while day.weekday() >= 5 or day in free:
        day += timedelta(days=step)
    return day


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar.

    >>> easter_sunday(2026)
    datetime.date(2026, 4, 5)
    """
    century = year // 100
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


DUE = Date(
    name="due",
    title=Text("Klart senast", "Due"),
    help=Text(
        "Skriv den dag då det ska vara klart, t.ex. 2026-06-30.",
        "Write the day by which it is to be done, e.g. 2026-06-30.",
    ),
    is_collapsed=True,
    width=13,
    aliases=("Slutdatum", "Slut", "Deadline", "Due date", "Klar senast"),
    next_year=CellNextYear.AHEAD,
)


INTERNAL_NOTE = Prose(
    name="internal_note",
    title=Text("Arbetsanteckning (tas inte med)", "Working note (left out)"),
    help=Text(
        "Skriv det ni själva vill minnas. Den som får filen kan läsa det.",
        "Write what you want to remember. Whoever gets the file can read it.",
    ),
    is_collapsed=True,
    is_private=True,
    width=30,
    aliases=("Arbetsanteckning", "Intern anteckning", "Anteckning", "Internal note"),
    next_year=CellNextYear.CLEAR,
)


def area_reference(
    help: Text, need: Need = Need.OPTIONAL, width: float = 20, next_year: CellNextYear = CellNextYear.KEEP
) -> Reference:
    """The column that says which priority area a row belongs to."""
    return Reference(
        name="area",
        title=Text("Område", "Area"),
        help=help,
        need=need,
        sheet="areas",
        width=width,
        aliases=("Områdesnr", "Område nr", "Prioriterat område", "Insatsområde", "Area no.", "Priority area"),
        next_year=next_year,
    )


def status_column(help: Text, need: Need) -> Choice:
    """The column of the status, in the five words that are the same everywhere."""
    return Choice(
        name="status",
        title=Text("Status", "Status"),
        help=help,
        need=need,
        vocabulary=STATUS,
        width=17.5,
        aliases=("Läge", "Lägesstatus", "Trafikljus"),
        next_year=CellNextYear.EARLIER,
    )


def responsible_column(width: float) -> Prose:
    """Who leads it, as a role or a group."""
    return Prose(
        name="responsible",
        names_function=True,
        title=Text("Ansvarig (funktion eller grupp)", "Responsible (role or group)"),
        help=Text(
            "Skriv vem som håller i det, t.ex. ”RAG patologi”. Inga personnamn: planen kan publiceras.",
            "Say who leads it, e.g. “RAG pathology”. No personal names: it may be published.",
        ),
        width=width,
        aliases=("Ansvarig", "Ansvariga", "Ansvar", "Ansvarig funktion", "Vem", "Responsible"),
        next_year=CellNextYear.KEEP,
    )
