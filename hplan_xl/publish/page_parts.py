"""What a page consists of, as plain data; and what stands there of a plan: values, and texts that name no person.

Names, mail addresses and telephone numbers are left out, and what is left out is told of. Every text is looked at as if
it asked for a role: on a page that anybody reads, a name too few is better than one too many. Personal identity numbers
were taken out where the plan was understood.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never

from hplan_xl.book import columns
from hplan_xl.book.common_rules import PERSONAL_NUMBER_RULE
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Language, Text
from hplan_xl.book.values import MissingValue, TimeSpan
from hplan_xl.consolidation.union import Consolidation, Record
from hplan_xl.interpretation.days import parse_year_part
from hplan_xl.interpretation.personal_data import find_person, find_personal_address, match_whole
from hplan_xl.master.facts.indicators import format_number
from hplan_xl.wording import publish_sentences as words

_SHORT = 16


@dataclass(frozen=True)
class Words:
    """Words on a page. link: where they lead. symbol, tone: how a status is told beside the word, never alone."""

    text: str
    link: str = ""
    symbol: str = ""
    tone: columns.Tone | None = None

    @property
    def is_short(self) -> bool:
        """Whether they stand on one line, as a day or a number with its unit does."""
        return len(self.text) <= _SHORT and any(sign.isdigit() for sign in self.text)


@dataclass(frozen=True)
class Fact:
    """What is told, and how it is called."""

    name: str
    words: Words


@dataclass(frozen=True)
class PageCell:
    """A cell of a table: its words, and what more is told below them."""

    words: tuple[Words, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class PageTable:
    """A table with a caption; the first cell of a row names it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[PageCell, ...], ...]
    is_numeric: bool = False


@dataclass(frozen=True)
class WorkPart:
    """A priority area: its heading, its status, and what is told of it."""

    anchor: str
    title: str
    status: Words
    facts: tuple[Fact, ...]
    tables: tuple[PageTable, ...]


@dataclass(frozen=True)
class PagePart:
    """A part of a page under a heading of its own."""

    anchor: str
    title: str
    facts: tuple[Fact, ...] = ()
    tables: tuple[PageTable, ...] = ()
    works: tuple[WorkPart, ...] = ()


@dataclass(frozen=True)
class PlanPage:
    """The page of a plan. state: how far the document has come; series: what it is one of."""

    file_name: str
    title: str
    series: str
    is_adopted: bool
    state: str
    day: str
    parts: tuple[PagePart, ...]


@dataclass(frozen=True)
class IndexPage:
    """The page that lists the plans, a table a healthcare region by its name."""

    title: str
    tables: tuple[tuple[str, PageTable], ...]


def make_term_words(term: columns.Term, language: Language) -> Words:
    """A word of a vocabulary with its sign and colour."""
    return Words(term.word.localize(language), symbol=term.symbol, tone=term.tone)


def make_words(column: columns.Column, record: Record, language: Language) -> Words | None:
    """A value as it stands on a page; None for one that is blank, or that is not for a reader.

    A link to a file of somebody's own is not: it opens for nobody else, and may name who they are.
    """
    value = record.get(column.name)
    if value is None:
        return None
    match column:
        case columns.Link():
            address = find_web_address(str(value))
            return Words(str(value), link=address) if address else None
        case columns.Choice():
            term = column.vocabulary.find_term(value)
            return make_term_words(term, language) if term else Words(str(value))
        case columns.Reference():
            return Words(str(record.get(f"_{column.name}") or value))
        case columns.Tick():
            return Words(column.title.localize(language))
        case columns.Number() if column.is_whole:
            return Words(f"{value:.0f}")
        case columns.Number():
            return Words(format_measured(value, language))
        case columns.Schedule():
            return Words(value.words if isinstance(value, TimeSpan) else str(value))
        case columns.Date():
            return Words(value.isoformat() if isinstance(value, date) else str(value))
        case columns.Prose() | columns.Years() | columns.Period():
            return Words(str(value))
        case _:
            assert_never(column)


def format_measured(value: object, language: Language) -> str:
    """A number as people write it, or the reason why there is none in words."""
    if isinstance(value, MissingValue):
        return value.meaning.localize(language)
    return format_number(float(value), language) if isinstance(value, int | float) else ""


def find_web_address(text: str) -> str:
    """Where a page links to for an answer: a web address as typed, with https:// before www.; "" for anything else.

    >>> [find_web_address(text) for text in ("HTTPS://exempel.se", "www.exempel.se/plan", "plan.docx")]
    ['HTTPS://exempel.se', 'https://www.exempel.se/plan', '']
    """
    begins = text.casefold()
    if any(sign.isspace() for sign in text) or not begins.startswith(("https://", "http://", "www.")):
        return ""
    return f"https://{text}" if begins.startswith("www.") else text


_MOST_PERSONS = 2_000  # in one text, which holds no more: a cell has at most 32,767 characters
_SOURCE_COLUMNS = ("_file", "_sheet", "_row", "_region", "_group")


@dataclass(frozen=True)
class PersonPlace:
    """Where in which file a person is named."""

    file: str
    place: Text


def remove_persons_from_plans(
    consolidation: Consolidation, language: Language
) -> tuple[Consolidation, tuple[PersonPlace, ...]]:
    """The consolidation without persons, and where they stood. language: of the words in their place."""
    tables, removals = {}, list[PersonPlace]()
    for sheet in consolidation.book.sheets:
        frame = consolidation.tables[sheet.name]
        cleaned: dict[str, Any] = {}
        for name in (name for name in frame.columns if name not in _SOURCE_COLUMNS):
            typed = frame[name].tolist()
            is_number = name == consolidation.book.identity.diary_number
            values = [_clean_value(value, language, is_number) for value in typed]
            changed = [row for row, (old, new) in enumerate(zip(typed, values, strict=True)) if old is not new]
            if changed:
                cleaned[name] = frame[name].astype(object)  # a list would make numbers with a blank among them others
                cleaned[name].iloc[changed] = [values[row] for row in changed]
            if not name.startswith("_"):
                where = list(zip(frame["_file"].tolist(), frame["_row"].tolist(), strict=True))
                removals += [PersonPlace(where[row][0], _place(sheet, name, where[row][1])) for row in changed]
        tables[sheet.name] = frame.assign(**cleaned)
    return replace(consolidation, tables=tables), tuple(removals)


def _place(sheet: Sheet, column: str, row: int) -> Text:
    facts = {"sheet": sheet.title, "column": sheet.column(column).title, "row": row}
    return (words.ANSWER_PLACE if sheet.is_form else words.ROW_PLACE).fill(**facts)


def _clean_value(value: object, language: Language, is_number: bool) -> object:
    """The very same value where it names no person."""
    if isinstance(value, TimeSpan):
        is_month = parse_year_part(value.words.casefold()) is not None  # "Jan" alone
        cleaned = value.words if is_month else remove_person(value.words, language)
        return value if cleaned == value.words else replace(value, words=cleaned)
    if not isinstance(value, str):
        return value
    cleaned = _remove_names(value, language) if is_number else remove_person(value, language)
    return value if cleaned == value else cleaned


def remove_person(text: str, language: Language) -> str:
    """A text with words in place of each name of a person, mail address and telephone number.

    >>> remove_person("Anna Berg, 010-123 45 67", "sv")
    '(namn borttaget), (kontaktuppgift borttagen)'
    """
    for _ in range(_MOST_PERSONS):
        address = find_personal_address(text)
        if not address:
            break
        text = _without(text, re.escape(address), words.ADDRESS_REMOVED.localize(language))
    return _remove_names(text, language)


def _remove_names(text: str, language: Language) -> str:
    removed = words.NAME_REMOVED.localize(language)
    for _ in range(_MOST_PERSONS):
        name = find_person(text, function=True)
        if not name:
            break
        # The name wherever it stands, in the genitive too, with the family name that may follow it.
        text = _without(text, rf"{match_whole(name)}(?:[ \t]+[A-ZÅÄÖÉ][\w-]*(?=:))?", removed)
    return text


def _without(text: str, pattern: str, removed: str) -> str:
    """A text with words in place of a pattern; what stands in parentheses by itself gets no second ones."""
    return re.sub(rf"\({pattern}\)|{pattern}", removed, text)


def find_numbered_plans(consolidation: Consolidation) -> Mapping[str, tuple[str, ...]]:
    """The files in which a personal identity number stands, each with its cells."""
    numbered = [one.cell for one in consolidation.findings if one.rule == PERSONAL_NUMBER_RULE]
    files = dict.fromkeys(cell.source for cell in numbered)
    return {file: tuple(str(cell) for cell in numbered if cell.source == file) for file in files}


def leave_out_files(consolidation: Consolidation, files: Collection[str]) -> Consolidation:
    """The consolidation without the rows of some files."""
    tables = {name: frame[~frame["_file"].isin(files)] for name, frame in consolidation.tables.items()}
    return replace(consolidation, tables=tables)
