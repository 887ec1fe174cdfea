"""Where everything of a book stands in its template, what is prefilled there, and the defined names that reach it.

By the names rules, marks and checks reach the lists on Listor.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import count
from types import MappingProxyType

from hplan_xl.book.columns import (
    DASHES_OR_0,
    FALSE_WORDS,
    NO_WORDS_OR_0,
    NOTHING_OR_0,
    UNTICKED_WORDS,
    Choice,
    IsAmong,
    Number,
    Reference,
    Term,
    Vocabulary,
    begins_row,
)
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.findings import column_letters
from hplan_xl.book.limits import fits_in_cell
from hplan_xl.book.text import LONE_DASHES, Language, Text, clean_text, normalize_text, parse_whole_number
from hplan_xl.book.values import ColourOnlyCell, TypedValue
from hplan_xl.excel.references import sheet_reference
from hplan_xl.excel.rendering import RenderedValue, render_value
from hplan_xl.template.formulas import SEPARATOR, WILDCARDS

IDS_ROW = 2
TITLES_ROW = 3
FIRST_ROW = 4
LAST_ROW = 2000

FIRST_ANSWER_ROW = 3
ANSWER_COLUMN = 3

Rows = Mapping[str, Sequence[Mapping[str, object]]]
TypedRows = Mapping[str, Sequence[Mapping[str, TypedValue]]]
Record = Mapping[str, RenderedValue]


@dataclass(frozen=True)
class TemplateSheet:
    """One sheet of the book in one language: its title, where its columns stand, the records it is prefilled with.

    records: as written, a cell that is empty left out; with their running numbers.
    colours: of empty cells that somebody had filled with one (RRGGBB), by the record (from 0) and the column.
    """

    sheet: Sheet
    language: Language
    records: tuple[Record, ...]
    colours: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The sheet's name in Excel."""
        return self.sheet.title.localize(self.language)

    @cached_property
    def column_letters(self) -> Mapping[str, str]:
        """The Excel column of each column of a table."""
        return {column.name: column_letters(at) for at, column in enumerate(self.sheet.columns, 1)}

    @cached_property
    def answer_rows(self) -> Mapping[str, int]:
        """The Excel row of each answer of a form."""
        return {name: row for row, name, _ in self.form_lines if name}

    @cached_property
    def form_lines(self) -> tuple[tuple[int, str, Text | None], ...]:
        """The lines of a form: its Excel row, then the answer's column name, or "" and the section's heading."""
        return tuple((row, name, section) for row, (name, section) in enumerate(self._lines(), FIRST_ANSWER_ROW))

    def _lines(self) -> Iterator[tuple[str, Text | None]]:
        section: Text | None = None
        for column in self.sheet.columns:
            if column.section and column.section != section:
                section = column.section
                yield "", section
            yield column.name, None

    def column_range(self, column: str) -> str:
        """The cells of a column of a table, from its title (so that a row put in under it belongs) to the last row."""
        letter = self.column_letters[column]
        return sheet_reference(self.title, f"${letter}${TITLES_ROW}:${letter}${LAST_ROW}")

    def title_cell(self, column: str) -> str:
        """The cell of a column's title; wherever the column is moved, its rows stand below."""
        return sheet_reference(self.title, f"${self.column_letters[column]}${TITLES_ROW}")

    @property
    def block_range(self) -> str:
        """The cells of all columns of a table, from the titles to the last row."""
        return self.span_range(self.sheet.columns[0].name, self.sheet.columns[-1].name)

    def span_range(self, first: str, last: str) -> str:
        """The cells of the columns from one to another, from the titles to the last row."""
        letters = self.column_letters
        return sheet_reference(self.title, f"${letters[first]}${TITLES_ROW}:${letters[last]}${LAST_ROW}")

    def answer_cell(self, column: str) -> str:
        """The cell of an answer of a form."""
        return sheet_reference(self.title, f"${column_letters(ANSWER_COLUMN)}${self.answer_rows[column]}")

    def cell(self, column: str, record: int) -> tuple[int, int]:
        """The Excel row and column (from 1) in which a record (from 0) has its value."""
        if self.sheet.is_form:
            return self.answer_rows[column], ANSWER_COLUMN
        return FIRST_ROW + record, list(self.column_letters).index(column) + 1

    @cached_property
    def begun_records(self) -> tuple[int, ...]:
        """The records (from 0) of which more than the running number is filled; a form is always begun."""
        if self.sheet.is_form:
            return (0,)
        columns = self.sheet.starting_columns
        return tuple(
            at
            for at, record in enumerate(self.records)
            if any(column.name in record and begins_row(record[column.name], column) for column in columns)
        )

    @cached_property
    def begun_keys(self) -> tuple[str, ...]:
        """The running numbers of the records that are begun, as text."""
        keys = (self.records[at].get(self.sheet.counter) for at in self.begun_records)
        return tuple(str(key) for key in keys if key is not None)


def place_sheets(
    book: Book,
    rows: Rows,
    language: Language,
    typed: TypedRows | None = None,
    spent_numbers: Mapping[str, int] = MappingProxyType({}),
) -> Mapping[str, TemplateSheet]:
    """Every sheet of the book by name, with its records as they are written.

    rows: understood values, which are written as the template writes them, numbered where they have no number.
    typed: in place of those, what somebody typed, which is written as it stands.
    spent_numbers: by sheet the highest number that was ever used; the running numbers of what was typed go on after it.
    """
    return {
        sheet.name: _typed_place(sheet, typed[sheet.name], language, spent_numbers.get(sheet.name, 0))
        if typed and sheet.name in typed
        else TemplateSheet(sheet, language, tuple(_records(sheet, rows, language)))
        for sheet in book.sheets
    }


def _records(sheet: Sheet, rows: Rows, language: Language) -> Iterable[Record]:
    given = [_written(sheet, record, language) for record in rows.get(sheet.name, ())]
    if sheet.is_form:
        return given[:1] or [{}]
    if not sheet.counter:
        return given
    numbers = _numbers(sheet, given)
    numbered = [record if sheet.counter in record else {sheet.counter: next(numbers), **record} for record in given]
    return [*numbered, *_list_numbers_alone(sheet, given, numbers)]


def _typed_place(
    sheet: Sheet, typed: Sequence[Mapping[str, TypedValue]], language: Language, spent: int
) -> TemplateSheet:
    given: list[Record] = [
        {name: value for name, value in record.items() if isinstance(value, str | int | float | date)}
        for record in typed
    ]
    colours = {
        (at, name): value.rgb
        for at, record in enumerate(typed)
        for name, value in record.items()
        if isinstance(value, ColourOnlyCell)
    }
    if sheet.counter:
        given += _list_numbers_alone(sheet, given, _numbers(sheet, given, spent), least=10 if spent else 0)
    return TemplateSheet(sheet, language, tuple(given or [{}] if sheet.is_form else given), colours)


def _written(sheet: Sheet, record: Mapping[str, object], language: Language) -> Record:
    values = {column.name: render_value(column, record.get(column.name), language) for column in sheet.columns}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _numbers(sheet: Sheet, given: Sequence[Record], spent: int = 0) -> Iterator[RenderedValue]:
    """The running numbers after the highest that is taken or spent, so that none comes back."""
    column = sheet.column(sheet.counter)
    highest = max((number_in(record.get(sheet.counter), sheet) for record in given), default=0)
    highest = max(highest, spent)
    return (free if isinstance(column, Number | Reference) else f"{sheet.prefix}{free}" for free in count(highest + 1))


def _list_numbers_alone(
    sheet: Sheet, given: Sequence[Record], numbers: Iterator[RenderedValue], least: int = 0
) -> list[Record]:
    """The records under those that are given, with a number alone; at least so many."""
    return [{sheet.counter: next(numbers)} for _ in range(max(least, sheet.prefilled_count - len(given)))]


def number_in(key: object, sheet: Sheet) -> int:
    """The running number that a key of a sheet holds, as "2." or "i 2" do too; 0 where it holds none."""
    words = normalize_text(str(key)).replace(" ", "").removesuffix(".")
    return parse_whole_number(words.removeprefix(sheet.prefix.casefold()))


TICKS = "list_tick"
MISSING_NAME = "read_missing"
# What begins no row: the FALSE of a check box, and what says no in a tick.
NOTHING = ("", *FALSE_WORDS)
NO_TICKS = tuple(
    spelling
    for word in UNTICKED_WORDS
    for end in ("", ".")
    for spelling in dict.fromkeys(f"{one}{end}" for one in (word, word.capitalize(), word.upper()))
    if spelling not in FALSE_WORDS
)
# What leaves a cell blank, or begins no row, where that is more than nothing.
BLANK_NAMES = {
    LONE_DASHES: "lone_dashes",
    NOTHING_OR_0: "nothing_or_0",
    DASHES_OR_0: "dashes_or_0",
    NO_WORDS_OR_0: "no_words_or_0",
    NOTHING: "nothing",
    NO_TICKS: "no_ticks",
}
# Rows to count the columns of a sheet by: a name, since a live mark reaches another sheet by no other way.
COUNTING_ROWS = "counting_rows"
_TAME = str.maketrans(WILDCARDS)


def identity_name(book: Book) -> str:
    """The name, and the document property, that tells which template a workbook is."""
    return f"{book.name}_template"


def ids_name(sheet: str) -> str:
    """The name that lies over a sheet's identifiers, so that a sheet is found whatever it is called."""
    return f"hplan_{sheet}"


def used_number_name(sheet: str) -> str:
    """The name that holds the highest number of a sheet that was ever used, where earlier years are known."""
    return f"hplan_used_{sheet}"


def span_name(sheet: str, first: str, last: str) -> str:
    """The cells of the columns of a sheet from one to another, down to the last row in use."""
    return f"span_{sheet}_{first}_{last}"


def offer_name(sheet: str) -> str:
    """The rows that a reference to a sheet may choose among, as "3 – Kort namn"."""
    return f"offer_{sheet}"


def cells_name(sheet: str, column: str) -> str:
    """The cells of a column of a table, down to the last row in use."""
    return f"cells_{sheet}_{column}"


@lru_cache(maxsize=4_096)
def list_spellings(term: Term) -> tuple[str, ...]:
    """Every spelling that the template reads as a word: as the vocabulary says, and these after one of its signs.

    Of two words or more, only the term's own stand after a sign: each spelling makes the template larger.
    """
    own = (term.word.sv, term.word.en)
    is_sign = {alias: unicodedata.category(alias[0]) == "So" for alias in term.aliases}
    others = [alias for alias in term.aliases if not is_sign[alias] and " " not in alias]
    signs = dict.fromkeys(filter(None, (term.symbol, *(alias for alias in term.aliases if is_sign[alias]))))
    marked = [f"{sign}{blank}{word}" for sign in signs for blank in (" ", "") for word in own]
    marked += [f"{sign} {word}" for sign in signs for word in others]
    return tuple({normalize_text(word): clean_text(word) for word in (*own, *marked, *term.aliases)}.values())


@dataclass(frozen=True)
class DefinedNames:
    """The names that depend on a book: those of its vocabularies, each told apart, and its sheets that are listed."""

    book: Book

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """Every vocabulary in use, by a name that it has alone."""
        found: dict[str, Vocabulary] = {}
        for vocabulary in dict.fromkeys(_in_use(self.book)):
            name, again = vocabulary.name, 2
            while name in found:
                name, again = f"{vocabulary.name}_{again}", again + 1
            found[name] = vocabulary
        return found

    @cached_property
    def _own(self) -> Mapping[Vocabulary, str]:
        return {vocabulary: name for name, vocabulary in self.vocabularies.items()}

    @cached_property
    def listed_sheets(self) -> tuple[str, ...]:
        """The sheets that others refer to, whose begun rows are offered."""
        referred = {
            column.sheet for sheet in self.book.sheets for column in sheet.columns if isinstance(column, Reference)
        }
        return tuple(sheet.name for sheet in self.book.tables if sheet.counter and sheet.name in referred)

    @cached_property
    def reached_columns(self) -> tuple[tuple[str, str], ...]:
        """The columns that live marks reach from another sheet, as the sheet and the column: keys and numbers."""
        own = [(sheet.name, column) for sheet in self.book.tables for column in sheet.key]
        counters = [(sheet.name, sheet.counter) for sheet in self.book.tables if sheet.counter]
        return tuple(dict.fromkeys((*own, *counters)))

    @cached_property
    def distinguished_terms(self) -> frozenset[tuple[Vocabulary, str]]:
        """The terms that a condition asks for, that have a colour, or that the template is made for."""
        toned = ((words, term.name) for words in self.vocabularies.values() for term in words.terms if term.tone)
        own = (
            (column.vocabulary, column.own_term)
            for sheet in self.book.sheets
            for column in sheet.columns
            if isinstance(column, Choice) and column.own_term
        )
        return frozenset((*toned, *own)) | frozenset(
            (column.vocabulary, term)
            for sheet in self.book.sheets
            for asking in sheet.columns
            for condition in asking.conditions
            if isinstance(condition, IsAmong) and isinstance(column := sheet.column(condition.column), Choice)
            for term in condition.terms
        )

    def words_name(self, vocabulary: Vocabulary) -> str:
        """The words to choose among."""
        return f"list_{self._own[vocabulary]}"

    def spelling_names(self, vocabulary: Vocabulary, terms: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The names of the cells with every spelling that is read, of all words or of some."""
        wanted = [name for name in self._told if name[:2] == (vocabulary, "")]
        if terms:
            wanted = [name for name in self._told if name[0] == vocabulary and name[1] in terms]
        return tuple(self._cell_name(*name) for name in wanted)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """By the name of its cell, every spelling that is read of a vocabulary or of one of its words."""
        return {self._cell_name(*name): words for name, words in self._told.items()}

    @cached_property
    def _told(self) -> Mapping[tuple[Vocabulary, str, int], str]:
        """The cells of spellings: of which vocabulary, of which term ("" for all), and which cell of those."""
        told: dict[tuple[Vocabulary, str, int], str] = {}
        for vocabulary in self.vocabularies.values():
            wanted = [
                "",
                *(term.name for term in vocabulary.terms if (vocabulary, term.name) in self.distinguished_terms),
            ]
            for name in wanted:
                terms = [term for term in vocabulary.terms if name in ("", term.name)]
                words = [word.translate(_TAME) for term in terms for word in list_spellings(term)]
                told |= {(vocabulary, name, number): cell for number, cell in enumerate(_cells(words))}
        return told

    def _cell_name(self, vocabulary: Vocabulary, term: str, number: int) -> str:
        parts = ["read", self._own[vocabulary], term, f"part{number + 1}" if number else ""]
        return "_".join(filter(None, parts))


@lru_cache(maxsize=16)
def name_cells(book: Book) -> DefinedNames:
    """The names of a book, which are found out once for all the templates of one."""
    return DefinedNames(book)


def _cells(words: Iterable[str]) -> list[str]:
    """The words, each between two signs that no cleaned word holds, in as few cells as hold them."""
    cells = [SEPARATOR]
    for word in words:
        if not fits_in_cell(f"{cells[-1]}{word}{SEPARATOR}"):
            cells.append(SEPARATOR)
        cells[-1] += word + SEPARATOR
    return cells


def _in_use(book: Book) -> Iterable[Vocabulary]:
    return (column.vocabulary for sheet in book.sheets for column in sheet.columns if isinstance(column, Choice))
