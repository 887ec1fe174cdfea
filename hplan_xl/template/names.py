"""The defined names of a template: by them rules, marks and checks reach the lists on Listor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book import Book
from hplan_xl.columns import Among, Choice, Reference, Vocabulary

TICKS = "list_tick"
MISSING = "list_missing"


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
    """The formula that tells of each row of a sheet where it stands, if it is begun and has a number."""
    return f"at_{sheet}"


def keys_name(sheet: str) -> str:
    """The running numbers of a sheet's begun rows, as text."""
    return f"keys_{sheet}"


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
        """The sheets whose begun rows are listed: those that are referred to, and those with a key that is counted."""
        referred = {
            column.sheet for sheet in self.book.sheets for column in sheet.columns if isinstance(column, Reference)
        }
        return tuple(
            sheet.name
            for sheet in self.book.tables
            if sheet.counter and (sheet.name in referred or sheet.key == (sheet.counter,))
        )

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

    def read(self, vocabulary: Vocabulary, term: str = "") -> str:
        """Every spelling that is read, of all words or of one."""
        return f"read_{self._own[vocabulary]}" + (f"_{term}" if term else "")


def _in_use(book: Book) -> Iterable[Vocabulary]:
    return (column.vocabulary for sheet in book.sheets for column in sheet.columns if isinstance(column, Choice))
