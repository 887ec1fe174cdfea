"""The defined names of a template: by them rules, marks and checks reach the lists on Listor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book import Book
from hplan_xl.columns import Among, Choice, Reference, Term, Vocabulary
from hplan_xl.template.formulas import APART, WILD
from hplan_xl.text import clean, folded

TICKS = "list_tick"
MISSING = "read_missing"
_TAME = str.maketrans(WILD)
_LONGEST_CELL = 32_000  # of 32,767 units of UTF-16


def identity_name(book: Book) -> str:
    """The name, and the document property, that tells which template a workbook is."""
    return f"{book.name}_template"


def ids_name(sheet: str) -> str:
    """The name that lies over a sheet's identifiers, so that a sheet is found whatever it is called."""
    return f"hplan_{sheet}"


def begun_name(sheet: str) -> str:
    """The formula that tells of each row of a sheet, down to the last in use, whether it is begun."""
    return f"begun_{sheet}"


def offered_name(sheet: str) -> str:
    """The rows that a reference to a sheet may choose among, as "3 – Kort namn"."""
    return f"offer_{sheet}"


def positions_name(sheet: str) -> str:
    """The formula that tells of each row of a sheet where it stands, if it has a number and a name."""
    return f"at_{sheet}"


def labels_name(sheet: str) -> str:
    """The formula that makes of each row of a sheet what a reference to it is offered as."""
    return f"label_{sheet}"


def keys_name(sheet: str, column: str) -> str:
    """The cells of a column that is part of a key, down to the last row in use."""
    return f"keys_{sheet}_{column}"


def spellings_of(term: Term) -> tuple[str, ...]:
    """Every spelling that the template reads as a word: as the vocabulary says, and the word after its symbol."""
    words = [term.word.sv, term.word.en]
    marked = [f"{term.symbol} {word}" for word in words if term.symbol]
    return tuple({folded(word): clean(word) for word in (*words, *marked, *term.aliases)}.values())


@dataclass(frozen=True)
class Names:
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
    def listed(self) -> tuple[str, ...]:
        """The sheets that others refer to, whose begun rows are offered."""
        referred = {
            column.sheet for sheet in self.book.sheets for column in sheet.columns if isinstance(column, Reference)
        }
        return tuple(sheet.name for sheet in self.book.tables if sheet.counter and sheet.name in referred)

    @cached_property
    def keyed(self) -> tuple[tuple[str, str], ...]:
        """The columns by which rows are told apart or found, as the sheet and the column."""
        own = [(sheet.name, column) for sheet in self.book.tables for column in sheet.key]
        referred = [(name, self.book.sheet(name).counter) for name in self.listed]
        return tuple(dict.fromkeys((*own, *referred)))

    @cached_property
    def told_apart(self) -> frozenset[tuple[Vocabulary, str]]:
        """The terms that a condition asks for."""
        return frozenset(
            (column.vocabulary, term)
            for sheet in self.book.sheets
            for asking in sheet.columns
            for condition in asking.when
            if isinstance(condition, Among) and isinstance(column := sheet.column(condition.column), Choice)
            for term in condition.terms
        )

    def words(self, vocabulary: Vocabulary) -> str:
        """The words to choose among."""
        return f"list_{self._own[vocabulary]}"

    def read(self, vocabulary: Vocabulary, terms: tuple[str, ...] = ()) -> tuple[str, ...]:
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
            wanted = ["", *(term.name for term in vocabulary.terms if (vocabulary, term.name) in self.told_apart)]
            for name in wanted:
                terms = [term for term in vocabulary.terms if name in ("", term.name)]
                words = [word.translate(_TAME) for term in terms for word in spellings_of(term)]
                told |= {(vocabulary, name, number): cell for number, cell in enumerate(_cells(words))}
        return told

    def _cell_name(self, vocabulary: Vocabulary, term: str, number: int) -> str:
        parts = ["read", self._own[vocabulary], term, f"part{number + 1}" if number else ""]
        return "_".join(filter(None, parts))


def _cells(words: Iterable[str]) -> list[str]:
    """The words, each between two signs that no cleaned word holds, in as few cells as hold them."""
    cells = [APART]
    for word in words:
        if len(cells[-1]) + len(word) >= _LONGEST_CELL:
            cells.append(APART)
        cells[-1] += word + APART
    return cells


def _in_use(book: Book) -> Iterable[Vocabulary]:
    return (column.vocabulary for sheet in book.sheets for column in sheet.columns if isinstance(column, Choice))
