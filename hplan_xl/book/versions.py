"""The changes from one version of a book to the next, as data, so that files of older versions can be read.

A change is told in the names of the version that made it; `Book.history` holds the versions after the first, in order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hplan_xl.book.text import Text, normalize_text


@dataclass(frozen=True, kw_only=True)
class Renaming:
    """A column whose identifier changed; without a sheet, a sheet whose did. Old titles are aliases of it now."""

    sheet: str = ""
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Split:
    """A column that was split into several: its text is parted at a separator, and the last part takes the rest.

    title: what the old column was called. A text with fewer parts leaves the last columns blank; what is no text goes
    to the first column.
    """

    sheet: str
    old: str
    new: tuple[str, ...]
    separator: str
    title: Text


@dataclass(frozen=True, kw_only=True)
class Addition:
    """A column that was added; without a column, a whole sheet."""

    sheet: str
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class Removal:
    """A column that was removed; without a column, a whole sheet. Its values in older files are kept apart."""

    sheet: str
    column: str = ""
    title: Text


Change = Renaming | Split | Addition | Removal
Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version, and what it changed of the one before it."""

    number: int
    changes: tuple[Change, ...]


def changes_since(history: Sequence[Version], version: int) -> Iterator[Change]:
    """Yield the changes made after a version, in the order they were made."""
    return (change for step in history if step.number > version for change in step.changes)


Standing = Mapping[str, Mapping[str, frozenset[str]]]


def find_contradictions(history: Sequence[Version], version: int, standing: Standing) -> Iterable[str]:
    """Reasons why a history cannot lead to this version; empty where it can.

    standing: the book's columns by sheet, each with the folded titles it is found by.
    """
    numbers = [step.number for step in history]
    if numbers != list(range(version - len(numbers) + 1, version + 1)) or (numbers and numbers[0] < 2):
        yield f"the history tells of the versions {numbers}, and the book is version {version}"
        return
    sheets = {sheet: dict(columns) for sheet, columns in standing.items()}
    for step in reversed(history):
        for change in reversed(step.changes):
            for fault in _undo(change, sheets):
                yield f"history of version {step.number}: {fault}"


def _undo(change: Change, sheets: dict[str, dict[str, frozenset[str]]]) -> Iterable[str]:
    """Take a change back in `sheets`; what speaks against it having been made."""
    match change:
        case Renaming(sheet="", old=old, new=new):
            return _rename_item(sheets, old, new, "sheet")
        case Removal(sheet=sheet, column=""):
            return _add_item(sheets, sheet, {}, "sheet")
        case Addition(sheet=sheet, column=""):
            return _remove_item(sheets, (sheet,), "sheet")
    columns = sheets.get(change.sheet)
    if columns is None:
        return [f"no sheet {change.sheet!r}"]
    match change:
        case Renaming(old=old, new=new):
            return _rename_item(columns, old, new, "column")
        case Addition(column=column):
            return _remove_item(columns, (column,), "column")
        case Removal(column=column, title=title):
            return [*_add_item(columns, column, _titles(title), "column"), *_same_title(columns, column)]
        case Split(old=old, new=parts, separator=separator, title=title):
            faults = [] if len(parts) > 1 and separator else [f"{old!r} is split into nothing"]
            faults += _remove_item(columns, parts, "column")
            return [*faults, *_add_item(columns, old, _titles(title), "column"), *_same_title(columns, old)]


def _titles(title: Text) -> frozenset[str]:
    return frozenset((normalize_text(title.sv), normalize_text(title.en)))


def _same_title(columns: Mapping[str, frozenset[str]], name: str) -> list[str]:
    return [
        f"{name!r} has a title of {other!r}"
        for other, titles in columns.items()
        if other != name and titles & columns[name]
    ]


def _add_item(known: dict[str, Item], name: str, item: Item, what: str) -> list[str]:
    if name in known:
        return [f"{what} {name!r} is still there"]
    known[name] = item
    return []


def _remove_item(known: dict[str, Item], names: Sequence[str], what: str) -> list[str]:
    faults = [f"no {what} {name!r}" for name in names if name not in known]
    for name in names:
        known.pop(name, None)
    return faults


def _rename_item(known: dict[str, Item], old: str, new: str, what: str) -> list[str]:
    if new not in known:
        return [f"no {what} {new!r}"]
    return _add_item(known, old, known.pop(new), what)
