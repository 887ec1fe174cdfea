"""The rows of a consolidation as plain mappings, for pages that reckon rather than list."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from hplan_xl.book.columns import Choice, Column, Term, Tick, Vocabulary
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Language
from hplan_xl.consolidation.union import Consolidation

Record = Mapping[str, object]


def list_records(consolidated: Consolidation, sheet: str) -> tuple[Record, ...]:
    """The rows of a sheet in order, each a mapping of what is filled in; () where there is no such sheet."""
    return consolidated.records.get(sheet, ())


def get_text(record: Record, column: str) -> str:
    """The text in a column of the record; "" where it is empty or no column is named."""
    value = record.get(column) if column else None
    return "" if value is None else str(value)


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


def list_families(consolidated: Consolidation, sheet: str, name: str) -> tuple[tuple[Tick, ...], ...]:
    """The ticks of a family in parts: those of the same regions together, in their order.

    Without those of regions that have no row on the sheet, where none of its rows has them either.
    """
    found: dict[tuple[str, ...], list[Tick]] = {}
    for tick in list_family(consolidated.book, sheet, name):
        found.setdefault(tick.only_for, []).append(tick)
    rows = list_records(consolidated, sheet)
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
