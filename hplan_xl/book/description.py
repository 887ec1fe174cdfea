"""What a plan workbook is: its sheets, their columns, keys, references, rules and the views leaders read.

Everything else is a reading of a Book. It knows no tool, and checks itself when it is made.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from hplan_xl.book.columns import Among, Choice, Column, Condition, Reference, Years
from hplan_xl.book.errors import BookError
from hplan_xl.book.findings import SEVERITY
from hplan_xl.book.text import Text, folded
from hplan_xl.book.versions import Version, contradictions
from hplan_xl.book.views import View

if TYPE_CHECKING:
    import pandas as pd

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_NOT_IN_A_SHEET_TITLE = re.compile(r"[\[\]:*?/\\]|^'|'$")
LONGEST_SHEET_TITLE = 31
LONGEST_HELP = 255


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of the plan, and what a row of it is.

    form: one record, label left and answer right; else a table.
    key: columns whose values, where all are given, stand once together in a plan.
    counter: the column that is prefilled with running numbers, `counted` of them; filling it alone begins no row.
    prefix: what the counter's number is written after ("I" gives I1, I2 …).
    label: the columns whose first filled one names the row in a sentence.
    core: one of the sheets that are enough; without it a file is not a plan, with `sheet.missing` as an error.
    """

    name: str
    title: Text
    help: Text
    columns: tuple[Column, ...]
    form: bool = False
    key: tuple[str, ...] = ()
    counter: str = ""
    counted: int = 0
    prefix: str = ""
    label: tuple[str, ...] = ()
    core: bool = False
    aliases: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column with that identifier."""
        return next(column for column in self.columns if column.name == name)

    @property
    def begins(self) -> tuple[Column, ...]:
        """The columns of which any filled one begins a row."""
        return tuple(column for column in self.columns if column.name != self.counter)


Tables = Mapping[str, "pd.DataFrame"]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule across columns or sheets.

    sheet: whose rows it judges. reads: the columns it rests on; a row with a finding in one of them is not judged
        ("activities.area" is a column of another sheet: then plans with a finding in that column are not judged).
    blames: the column that is told of.
    broken: from the tables of all plans (a frame a sheet: `_source` the plan's number, `_row` the Excel row, and the
        columns as understood) to the rows that break it: a frame indexed as the sheet's, its columns the facts that
        the sentence is filled with; a column `variant` chooses the sentence.
    """

    name: str
    sheet: str
    reads: tuple[str, ...]
    blames: str
    broken: "Callable[[Tables], pd.DataFrame]"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the page that tells how to fill in; `text` may hold {placeholders} of the prefilled facts."""

    style: Literal["title", "lead", "step", "entry", "note"]
    text: Text
    left: Text | None = None


@dataclass(frozen=True, kw_only=True)
class IdentityColumns:
    """The answers of a form that say which plan it is; "" for one that the book does not ask for.

    sheet: the form. region, group: whose plan it is. years: for when; a Years column. as_of: the day its statuses hold
    for. council: what it is reported to. status: how far the document has come; `final` are the terms that end its
    being working material. version, due: as people write them.
    delivers: the sheet of which at least one row is begun in a plan that has been delivered.
    """

    sheet: str = ""
    region: str = ""
    group: str = ""
    years: str = ""
    as_of: str = ""
    council: str = ""
    status: str = ""
    final: tuple[str, ...] = ()
    version: str = ""
    due: str = ""
    delivers: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """The columns of the form that are named."""
        named = (self.region, self.group, self.years, self.as_of, self.council, self.status, self.version, self.due)
        return tuple(filter(None, named))


@dataclass(frozen=True, kw_only=True)
class Book:
    """The description of one kind of workbook.

    name, version: its identity, written into every template; dated: when this version was decided.
    identity: which answers say which plan it is. The columns and terms that are `only_for` some plans name terms of its
        `region`: whose they are.
    guide: the lines of Läs mig. Sheets stand in the order in which people meet them.
    history: what each version after the first changed, as far back as files are read.
    """

    name: str
    version: int
    dated: date
    title: Text
    sheets: tuple[Sheet, ...]
    identity: IdentityColumns = IdentityColumns()
    rules: tuple[Rule, ...] = ()
    views: tuple[View, ...] = ()
    guide: tuple[Line, ...] = ()
    history: tuple[Version, ...] = ()

    def __post_init__(self) -> None:
        """Raises BookError, with all faults, where the description contradicts itself."""
        faults = tuple(_faults(self))
        if faults:
            raise BookError("; ".join(faults))

    def sheet(self, name: str) -> Sheet:
        """The sheet with that identifier."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @property
    def tables(self) -> tuple[Sheet, ...]:
        """The sheets that are tables, not forms."""
        return tuple(sheet for sheet in self.sheets if not sheet.form)

    def narrowed(self, owner: str) -> "Book":
        """The book as it is for the plans of one owner: without the columns and terms that only others have.

        The very same book where that takes nothing away, or where nobody is named.
        """
        if owner not in self._narrowed:
            self._narrowed[owner] = _narrowed(self, owner)
        return self._narrowed[owner]

    @cached_property
    def _narrowed(self) -> "dict[str, Book]":
        return {"": self}


def _narrowed(book: Book, owner: str) -> Book:
    sheets = tuple(_sheet_of(sheet, owner) for sheet in book.sheets)
    if all(one is other for one, other in zip(sheets, book.sheets, strict=True)):
        return book
    left = {f"{sheet.name}.{column.name}" for sheet in sheets for column in sheet.columns}
    rules = tuple(rule for rule in book.rules if left.issuperset(_columns_of(rule)))
    return replace(book, sheets=sheets, rules=rules)


def _columns_of(rule: Rule) -> Iterable[str]:
    return (name if "." in name else f"{rule.sheet}.{name}" for name in (*rule.reads, rule.blames))


def _sheet_of(sheet: Sheet, owner: str) -> Sheet:
    columns = tuple(_column_of(column, owner) for column in sheet.columns if _is_for(column.only_for, owner))
    if len(columns) == len(sheet.columns) and all(map(lambda one, other: one is other, columns, sheet.columns)):
        return sheet
    return replace(sheet, columns=columns)


def _column_of(column: Column, owner: str) -> Column:
    if not isinstance(column, Choice) or all(_is_for(term.only_for, owner) for term in column.vocabulary.terms):
        return column
    terms = tuple(term for term in column.vocabulary.terms if _is_for(term.only_for, owner))
    return replace(column, vocabulary=replace(column.vocabulary, terms=terms))


def _is_for(only_for: tuple[str, ...], owner: str) -> bool:
    return not only_for or owner in only_for


def _faults(book: Book) -> Iterable[str]:
    names = {sheet.name for sheet in book.sheets}
    yield from _doubles("sheet", [sheet.name for sheet in book.sheets])
    for language in ("sv", "en"):
        yield from _doubles("sheet title", [folded(sheet.title.spoken(language)) for sheet in book.sheets])
    for sheet in book.sheets:
        yield from (f"{sheet.name}: {fault}" for fault in _sheet_faults(sheet, names))
    yield from _identity_faults(book)
    for rule in book.rules:
        yield from _rule_faults(rule, book)
    for view in book.views:
        if getattr(view, "sheet", None) not in (None, *names):
            yield f"view {view.name}: no such sheet"
    standing = {sheet.name: {column.name: _titles_of(column) for column in sheet.columns} for sheet in book.sheets}
    yield from contradictions(book.history, book.version, standing)


def _sheet_faults(sheet: Sheet, sheet_names: set[str]) -> Iterable[str]:
    names = [column.name for column in sheet.columns]
    yield from _doubles("column", [name.casefold() for name in names])
    for owner in _owners(column.only_for for column in sheet.columns):
        yield from _doubles("title", _titles(sheet, owner))
    for title in (sheet.title.sv, sheet.title.en):
        if len(title) > LONGEST_SHEET_TITLE or _NOT_IN_A_SHEET_TITLE.search(title) or folded(title) == "history":
            yield f"Excel takes no sheet named {title!r}"
    for name in (*sheet.key, *sheet.label, *filter(None, [sheet.counter])):
        if name not in names:
            yield f"no column {name!r}"
    for column in sheet.columns:
        yield from (f"{column.name}: {fault}" for fault in _column_faults(column, sheet, sheet_names))


def _owners(only_for: Iterable[tuple[str, ...]]) -> list[str]:
    """Each owner that something is for; where all of it is for everybody, nobody in particular."""
    return list(dict.fromkeys(owner for owners in only_for for owner in owners)) or [""]


def _titles(sheet: Sheet, owner: str) -> list[str]:
    """Every folded name a column is found by in the plans of an owner, once a column."""
    return [title for column in sheet.columns if _is_for(column.only_for, owner) for title in _titles_of(column)]


def _titles_of(column: Column) -> frozenset[str]:
    return frozenset(folded(word) for word in (column.title.sv, column.title.en, *column.aliases))


def _column_faults(column: Column, sheet: Sheet, sheet_names: set[str]) -> Iterable[str]:
    if not _IDENTIFIER.match(column.name):
        yield "an identifier is letters, digits and _, and begins with a letter"
    if max(len(column.help.sv), len(column.help.en)) > LONGEST_HELP:
        yield f"help is at most {LONGEST_HELP} characters"
    yield from (fault for condition in column.when for fault in _condition_faults(condition, sheet))
    if column.blank_rule and column.blank_rule not in SEVERITY:
        yield f"no rule {column.blank_rule!r}"
    if isinstance(column, Reference) and column.sheet not in sheet_names:
        yield f"refers to {column.sheet!r}, which is no sheet"
    if isinstance(column, Choice):
        yield from _vocabulary_faults(column)


def _condition_faults(condition: Condition, sheet: Sheet) -> Iterable[str]:
    if condition.column not in {column.name for column in sheet.columns}:
        yield f"no column {condition.column!r}"
    elif isinstance(condition, Among):
        column = sheet.column(condition.column)
        for term in condition.terms:
            if not isinstance(column, Choice) or column.vocabulary.term(term) is None:
                yield f"{condition.column!r} has no term {term!r}"


def _vocabulary_faults(column: Choice) -> Iterable[str]:
    terms = column.vocabulary.terms
    yield from _doubles("term", [term.name for term in terms])
    for owner in _owners(term.only_for for term in terms):
        spelled = (
            {folded(word) for word in (term.word.sv, term.word.en, *term.aliases)}
            for term in terms
            if _is_for(term.only_for, owner)
        )
        yield from _doubles("spelling", [spelling for spellings in spelled for spelling in spellings])


def _rule_faults(rule: Rule, book: Book) -> Iterable[str]:
    if rule.name not in SEVERITY:
        yield f"rule {rule.name}: has no grade"
    known = {f"{sheet.name}.{column.name}" for sheet in book.sheets for column in sheet.columns}
    for name in _columns_of(rule):
        if name not in known:
            yield f"rule {rule.name}: no column {name!r}"


def _identity_faults(book: Book) -> Iterable[str]:
    identity = book.identity
    columns = {sheet.name: {column.name for column in sheet.columns} for sheet in book.sheets}
    for sheet in filter(None, (identity.sheet, identity.delivers)):
        if sheet not in columns:
            yield f"identity: no sheet {sheet!r}"
    for name in identity.answers:
        if name not in columns.get(identity.sheet, ()):
            yield f"identity: no column {name!r}"
    if identity.years and not any(isinstance(column, Years) for column in _named(book, identity)):
        yield f"identity: {identity.years!r} is no column of years"


def _named(book: Book, identity: IdentityColumns) -> Iterable[Column]:
    """The column of years that the identity names, where it is there."""
    sheets = (sheet for sheet in book.sheets if sheet.name == identity.sheet)
    return (column for sheet in sheets for column in sheet.columns if column.name == identity.years)


def _doubles(what: str, names: Iterable[str]) -> Iterable[str]:
    return (f"{what} {name!r} stands twice" for name, count in Counter(names).items() if count > 1)
