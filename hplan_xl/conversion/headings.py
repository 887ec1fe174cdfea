"""The meaning of the headings of a table, by the book's own titles and aliases."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book.columns import Choice, Column, Number, Tick
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import LANGUAGES, clean_text, normalize_text
from hplan_xl.book.values import MONTH
from hplan_xl.documents.pages import GridCell

AREAS, ACTIVITIES, INDICATORS, MEASUREMENTS = "areas", "activities", "indicators", "measurements"
PROMISES = "areas.promises"
NUMBER, TITLE, STATUS = "areas.number", "areas.title", "areas.status"
ACTIVITY, FOLLOW_UP = "activities.title", "areas.follow_up"
RESPONSIBLE, SCHEDULE = "areas.responsible", "activities.schedule"


def _list_words(told: str) -> list[str]:
    return [" ".join(words.split()) for words in told.split(",")]


# Words over the promises as a whole, which in the template are a column each; what is over several activities at once;
# and other words for the columns of the slide.
_OTHERS = {
    PROMISES: "patientlöfte, patientlöften, patientlöftena, löften, patient promise, patient promises, promises",
    ACTIVITY: """
        planerade aktiviteter, planned activities, planerade insatser, planerade åtgärder, vad ska göras, vad ska vi
        göra, what is to be done, åtgärder, actions
    """,
    TITLE: "fokusområde, fokusområden, utvecklingsområde, utvecklingsområden, prioriterade insatsområden",
    STATUS: "hur går det, hur går arbetet, hur går det i dag, hur ligger vi till, ryg, trafikljus, färgstatus",
    RESPONSIBLE: "ansv, vem gör det, vem ansvarar, ansvarig person, ansvarig/a, huvudansvarig, who, owner",
    SCHEDULE: """
        klart, klar, klardatum, tidpunkt, tidsram, time, timeline, när ska det vara klart, klart när, när klart,
        färdigt, färdigt när, deadline, sluttid, slutdatum, klart till, genomförs när, tid för genomförande
    """,
    "areas.status_comment": "kommentarer, comments, kommentar till läget, lägeskommentar",
    "areas.effect_goal": """
        målsättning, målsättningar, effekter, förväntad effekt, förväntade effekter, önskad effekt, expected effect,
        vad vill vi uppnå, vi vill uppnå, vad ska vi uppnå, what do we want to achieve
    """,
    "areas.needs": "stödbehov, vad behöver vi",
    "activities.partners": "samverkanspart, samverkanspartner, samverkansparter",
    FOLLOW_UP: """
        hur följs det upp, hur följer vi upp, hur följs arbetet upp, hur mäter vi, hur mäts det, uppföljning och
        resultat, resultat och uppföljning, follow up
    """,
}
_ROLES_OF_OTHERS = {words: role for role, told in _OTHERS.items() for words in _list_words(told)}
# Headings in a plan that are over no area, beside the names of sheets and columns.
_PARTS = _list_words(
    """
    allmänt, arbetsformer, arbetssätt, avslutning, bakgrund, bilaga, bilagor, budget, deltagare, ekonomi,
    forskning, fortsatt arbete, förkortningar, förord, genomförande, hinder, inledning, innehåll,
    innehållsförteckning, introduktion, kommunikation, kontakt, kontaktuppgifter, källor, ledamöter,
    lägesbild, lägesrapport, läsanvisning, medlemmar, metod, målbild, måluppfyllelse, nuläge, nulägesanalys,
    nulägesbeskrivning, nästa steg, om planen, omvärld, omvärldsanalys, ordlista, organisation, problem,
    problembeskrivning, referenser, resurser, risk, riskanalys, risker, sammanfattning, slutord, syfte, tack,
    uppdraget, utblick, utgångspunkter, utvärdering, vision, ändringslogg, övrigt, appendices, appendix,
    background, communication, conclusion, contact, contents, evaluation, glossary, introduction, next steps,
    other, purpose, references, resources, risks, situation, summary
    """
)
# Over activities, where who or when stands beside it.
_WHAT = ("vad", "what")
_APART = re.compile(r"\s+(?:och|samt|and|&|\+)\s+|\s*[/&+,]\s*")
_AROUND = " \t:.*()?"
# What may stand behind a heading: an explanation in brackets, a year or a day of one.
_SEASON = rf"(?:hösten|våren|vt|ht|[qt][1-4]|{MONTH})\.?"
_BEHIND = re.compile(
    rf"(?:\s*\([^()]*\)|[\s,:]+(?:(?:per|för|{_SEASON})\s+)*"
    rf"(?:(?:19|20)[0-9]{{2}}(?:\s?[-–/]\s?[0-9]{{2,4}}){{0,2}}|2[0-9](?:0[1-9]|1[0-2])[0-3][0-9]|{_SEASON}))+$"
)

# A heading over one area: its kind, its number where it has one, and what it is called.
_OVER_AREA = re.compile(
    r"(?:(?:prio(?:riterat)?\.?\s+)?(?:(?:förbättrings|insats|fokus|utvecklings)?område|priority area|focus area))"
    r"(?:\s+(?P<number>[0-9]{1,2}))?\s*[:.–—-]+\s*(?P<title>\S.*)",
    re.I | re.S,
)

# Not of those that an area is a matter with: "Samverkan med NPO".
_OF_A_WHOLE_PLAN = re.compile(
    r"handlingsplan|verksamhetsplan|action plan|\bplan\s20|(?<!med )(?<!with )\b(?:rpo|rsg|npo|nsg)\b", re.I
)
_OUR = re.compile(r"^(?:våra|our)\s+", re.I)
_BEFORE_NAME = re.compile(r"^(?P<number>[0-9]{1,2})(?:[.)]\s*|\s+)(?=[^\W\d])")

Roles = tuple[str, ...]


@dataclass(frozen=True)
class AreaHeading:
    """The heading over an area: its name, and its number where it has one, else 0."""

    title: str
    number: int = 0


def read_area_heading(words: str) -> AreaHeading | None:
    """The area that a heading such as "Prioriterat område 2: Väntetider" is over; None where it does not say so.

    >>> read_area_heading("Prioriterat område 2: Väntetider")
    AreaHeading(title='Väntetider', number=2)
    """
    found = _OVER_AREA.fullmatch(clean_text(words))
    return AreaHeading(found["title"], int(found["number"] or 0)) if found else None


def read_any_heading(words: str) -> AreaHeading:
    """The area that any heading would be over, without what says that it is one; a number stays before its name.

    >>> read_any_heading("3. Väntetider"), read_any_heading("Vård 2025")
    (AreaHeading(title='3. Väntetider', number=3), AreaHeading(title='Vård 2025', number=0))
    """
    told = clean_text(words)
    number = _BEFORE_NAME.match(told)
    plain = AreaHeading(told, int(number["number"]) if number else 0)
    return read_area_heading(told) or plain


def is_of_whole_plan(words: str) -> bool:
    """Whether a heading is over a whole plan: it says so, or names a kind of group."""
    return bool(_OF_A_WHOLE_PLAN.search(words))


def find_choice(sheet: Sheet, name: str) -> Choice:
    """A column of a sheet that is known to have a list of words."""
    column = sheet.column(name)
    assert isinstance(column, Choice)
    return column


@dataclass(frozen=True)
class Headings:
    """The headings of a book. A column is named "sheet.column"."""

    book: Book

    @cached_property
    def status(self) -> Choice:
        """The column of the statuses of areas."""
        return find_choice(self.book.sheet(AREAS), "status")

    @cached_property
    def promises(self) -> tuple[Tick, ...]:
        """The columns of the promises, a tick each."""
        columns = self.book.sheet(AREAS).columns
        return tuple(one for one in columns if isinstance(one, Tick) and one.family == "promise")

    @cached_property
    def other_tables(self) -> tuple[Sheet, ...]:
        """The sheets with rows, but those of areas and activities."""
        return tuple(sheet for sheet in self.book.tables if sheet.name not in (AREAS, ACTIVITIES))

    def is_status(self, words: str) -> bool:
        """Whether words are a status, or say as vaguely as "pågår" how it goes."""
        vocabulary = self.status.vocabulary
        return normalize_text(words) in {*vocabulary.terms_by_spelling(), *map(normalize_text, vocabulary.vague_words)}

    def roles(self, words: str) -> Roles:
        """The columns that a heading names: one, several ("Aktiviteter och uppföljning"), or none."""
        whole = _plain(words)
        if whole in self._spelled:
            return (self._spelled[whole],)
        parts = [part.strip(_AROUND) for part in _APART.split(whole) if part.strip(_AROUND)]
        if len(parts) > 1 and all(part in self._spelled for part in parts):
            return tuple(dict.fromkeys(self._spelled[part] for part in parts))
        return ()

    def list_roles(self, row: Sequence[GridCell | None]) -> list[Roles]:
        """The columns that the headings in a row of cells name, a heading each.

        One with a year or an explanation behind it ("Mål 2025") names its column where no other in the row does: of
        two years nobody can tell which is meant. Two statuses are asked about as they stand.
        """
        own = [self.roles(cell.text) if cell else () for cell in row]
        loose = [self.loose_roles(cell.text) if cell else () for cell in row]
        named = _take_loose(own, loose, may_double=STATUS)
        known = {role for roles in named for role in roles}
        if ACTIVITY not in known and known & {RESPONSIBLE, SCHEDULE}:
            heads = [_plain(cell.text) if cell else "" for cell in row]
            named = [(ACTIVITY,) if head in _WHAT else roles for head, roles in zip(heads, named, strict=True)]
        several = [at for at, roles in enumerate(named) if roles == (ACTIVITY,)]
        return [() if at in several[:-1] else roles for at, roles in enumerate(named)]

    def list_loose(self, row: Sequence[GridCell | None]) -> list[str]:
        """The headings of the plan's table that name a column without what stands behind them."""
        named = zip(row, self.list_roles(row), strict=True)
        loose = [cell.text for cell, roles in named if cell and roles and not self.roles(cell.text)]
        return [words for words in loose if _plain(words) not in _WHAT]

    def find_sheet_by_title(self, words: str) -> str:
        """The sheet whose title or alias the words are; "" where there is none."""
        return self._sheets.get(_plain(words), "")

    def find_sheet_by_loose_title(self, words: str) -> str:
        """The same, also where a year or an explanation stands behind the title."""
        return self.find_sheet_by_title(words) or self.find_sheet_by_title(_without_ending(words))

    def find_sheet_for(self, words: str) -> Sheet | None:
        """The sheet, not that of areas or of activities, that a heading names, or a number of whose rows it is."""
        name = self.find_sheet_by_title(words) or self._numbers.get(_plain(words), "")
        return self.book.sheet(name) if name not in ("", AREAS, ACTIVITIES) else None

    def activity_roles(self, words: str) -> Roles:
        """The column of activities, where a heading names it with a year or an explanation behind it; else none."""
        roles = self.loose_roles(words)
        return roles if roles == (ACTIVITY,) else ()

    def loose_roles(self, words: str) -> Roles:
        """The columns that a heading names without a year or an explanation behind it."""
        return self.roles(_without_ending(words))

    def is_over_areas(self, words: str) -> bool:
        """Whether a heading is over all areas: "2. Prioriterade områden", "Våra fokusområden 2026"."""
        return TITLE in self.loose_roles(_OUR.sub("", _BEFORE_NAME.sub("", clean_text(words))))

    def may_be_area(self, words: str) -> bool:
        """Whether a heading may be the name of an area: it is of no whole plan, and of no part that every plan has."""
        return any(map(str.isalpha, words)) and not self.is_part(words) and not is_of_whole_plan(words)

    def is_part(self, words: str) -> bool:
        """Whether words are the heading of a part that every plan has, of a sheet, or of a column."""
        plain = _plain(_BEFORE_NAME.sub("", clean_text(words)))
        parts = [part.strip(_AROUND) for part in _APART.split(plain)]
        return plain in self._parts or plain.startswith("bilaga ") or self._parts.issuperset(parts)

    def answer(self, words: str) -> str:
        """The answer of the form that a label asks for; "" where there is none."""
        return self._answers.get(_plain(words), "")

    def columns_of(self, row: Sequence[GridCell | None], sheet: Sheet) -> dict[int, str]:
        """The columns of one sheet of the book that a row of cells names, by their place in the row."""
        spelled = _spelled_columns(sheet)
        found: dict[int, str] = {}
        for at, cell in enumerate(row):
            name = spelled.get(_plain(cell.text)) if cell else None
            if name and name not in found.values():
                found[at] = name
        return found

    def loose_columns_of(self, row: Sequence[GridCell | None], sheet: Sheet) -> dict[int, str]:
        """The same, also of headings with more behind them, as `list_roles` takes them."""
        spelled, exact = _spelled_columns(sheet), self.columns_of(row, sheet)
        own: list[Roles] = [(exact[at],) if at in exact else () for at in range(len(row))]
        names = (spelled.get(_plain(_without_ending(cell.text)), "") if cell else "" for cell in row)
        taken = _take_loose(own, [(name,) if name else () for name in names])
        return {at: roles[0] for at, roles in enumerate(taken) if roles}

    def are_english(self, row: Sequence[GridCell | None], sheet: Sheet) -> bool:
        """Whether a row has the English title of one of the sheet's columns, and no Swedish one."""
        words = {_plain(cell.text) for cell in row if cell}
        titles = [column.title for column in sheet.columns if _plain(column.title.sv) != _plain(column.title.en)]
        swedish, english = ({_plain(title.localize(language)) for title in titles} for language in LANGUAGES)
        return not words.isdisjoint(english) and words.isdisjoint(swedish)

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        areas, activities = self.book.sheet(AREAS), self.book.sheet(ACTIVITIES)
        found = {word: f"{ACTIVITIES}.{column.name}" for column in activities.columns for word in _spellings(column)}
        found |= dict.fromkeys(_titles(activities), ACTIVITY)
        found |= {word: f"{AREAS}.{column.name}" for column in areas.columns for word in _spellings(column)}
        found |= dict.fromkeys(_titles(areas), TITLE)
        return {**found, **_ROLES_OF_OTHERS}

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset((*self._spelled, *self._sheets, *self._answers, *_PARTS))

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        """The sheet of each spelling of a column of numbers."""
        columns = [(sheet.name, column) for sheet in reversed(self.book.tables) for column in sheet.columns]
        held = [(name, column) for name, column in columns if isinstance(column, Number)]
        return {spelling: name for name, column in held for spelling in _spellings(column)}

    @cached_property
    def _sheets(self) -> Mapping[str, str]:
        return {word: sheet.name for sheet in reversed(self.book.sheets) for word in _titles(sheet)}

    @cached_property
    def _answers(self) -> Mapping[str, str]:
        forms = [sheet for sheet in self.book.sheets if sheet.is_form]
        return {word: column.name for form in forms for column in form.columns for word in _spellings(column)}


def _spellings(column: Column) -> set[str]:
    return {_plain(word) for word in (column.title.sv, column.title.en, *column.aliases) if word}


def _titles(sheet: Sheet) -> set[str]:
    return {_plain(word) for word in (sheet.title.sv, sheet.title.en, *sheet.aliases)}


def _spelled_columns(sheet: Sheet) -> dict[str, str]:
    return {spelling: column.name for column in sheet.columns for spelling in _spellings(column)}


def _take_loose(own: Sequence[Roles], loose: Sequence[Roles], may_double: str = "") -> list[Roles]:
    """What each heading names by itself, else without its ending, where no other heading names that."""
    taken = [role for roles in own for role in roles]
    named = [role for roles, exact in zip(loose, own, strict=True) if not exact for role in roles]
    doubled = {role for role in named if role in taken or (named.count(role) > 1 and role != may_double)}
    return [exact or (() if doubled.intersection(roles) else roles) for exact, roles in zip(own, loose, strict=True)]


def _without_ending(words: str) -> str:
    """A heading without the year or the explanation behind it."""
    return _BEHIND.sub("", normalize_text(words))


def _plain(words: str) -> str:
    """Folded words without the signs around them, such as the closing bracket of "När (i ord)"."""
    return normalize_text(words).strip(_AROUND)
