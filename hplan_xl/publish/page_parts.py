"""What a page consists of, as plain data; and a value as it stands there."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from hplan_xl.book.columns import (
    Choice,
    Column,
    Date,
    Link,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Term,
    Tick,
    Tone,
    Years,
)
from hplan_xl.book.text import Language
from hplan_xl.book.values import MissingValue, TimeSpan
from hplan_xl.master.facts.indicators import format_number
from hplan_xl.master.facts.records import Record

_SHORT = 16


@dataclass(frozen=True)
class Words:
    """Words on a page. link: where they lead. symbol, tone: how a status is told beside the word, never alone."""

    text: str
    link: str = ""
    symbol: str = ""
    tone: Tone | None = None

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


def make_term_words(term: Term, language: Language) -> Words:
    """A word of a vocabulary with its sign and colour."""
    return Words(term.word.localize(language), symbol=term.symbol, tone=term.tone)


def make_words(column: Column, record: Record, language: Language) -> Words | None:
    """A value as it stands on a page; None for one that is blank, or that is not for a reader.

    A link to a file of somebody's own is not: it opens for nobody else, and may name who they are.
    """
    value = record.get(column.name)
    if value is None:
        return None
    match column:
        case Link():
            return Words(str(value), link=str(value)) if is_web_address(str(value)) else None
        case Choice():
            term = column.vocabulary.find_term(value)
            return make_term_words(term, language) if term else Words(str(value))
        case Reference():
            return Words(str(record.get(f"_{column.name}") or value))
        case Tick():
            return Words(column.title.localize(language))
        case Number() if column.is_whole:
            return Words(f"{value:.0f}")
        case Number():
            return Words(format_measured(value, language))
        case Schedule():
            return Words(value.words if isinstance(value, TimeSpan) else str(value))
        case Date():
            return Words(value.isoformat() if isinstance(value, date) else str(value))
        case Prose() | Years() | Period():
            return Words(str(value))
        case _:
            assert_never(column)


def format_measured(value: object, language: Language) -> str:
    """A number as people write it, or the reason why there is none in words."""
    if isinstance(value, MissingValue):
        return value.meaning.localize(language)
    return format_number(float(value), language) if isinstance(value, int | float) else ""


def is_web_address(text: str) -> bool:
    """Whether a text is a web address that a page can link to."""
    return text.startswith(("https://", "http://")) and not any(sign.isspace() for sign in text)
