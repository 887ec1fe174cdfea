"""What a plan workbook is: its sheets, their columns, keys, references, rules and the views leaders read.

Everything else is a reading of a Book. It knows no tool, and checks itself when it is made.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import UnionType
from typing import Literal

from hplan_xl.book.columns import (
    CellNextYear,
    Choice,
    Column,
    Condition,
    Date,
    IsAmong,
    Need,
    Number,
    Period,
    Reference,
    RowsNextYear,
    Schedule,
    Years,
)
from hplan_xl.book.common_rules import COMMON_RULES
from hplan_xl.book.errors import BookError
from hplan_xl.book.findings import Cell, Finding, Rule, RuleCheck, find_unasked, find_unfilled, sentence_faults
from hplan_xl.book.limits import LONGEST_MESSAGE, LONGEST_SHEET_TITLE, NOT_IN_A_SHEET_TITLE
from hplan_xl.book.text import Text, normalize_text
from hplan_xl.book.versions import Version, find_contradictions
from hplan_xl.book.views import View

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


def name_by_title(columns: Iterable[Column]) -> dict[str, str]:
    """Name each of some columns by every title and alias of it, normalized."""
    return {
        normalize_text(word): column.name
        for column in columns
        for word in (*column.aliases, column.title.en, column.title.sv)
    }


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of the plan, and what a row of it is.

    is_form: one record, label left and answer right; else a table.
    key: columns whose values, where all are given, stand once together in a plan.
    counter: the column prefilled with running numbers, `prefilled_count` of them; filling it alone begins no row.
    prefix: what the counter's number is written after ("I" gives I1, I2 …). key_noun: what the counter's number is
        called, where it is a number alone.
    label: the columns whose first filled one names the row in a sentence.
    is_core: one of the sheets that are enough; without it a file is not a plan, with `sheet.missing` as an error.
    next_year: what becomes of its rows in next year's plan; where nothing is said, they are kept.
    finished_when: a row for which all of these hold is finished, and remembered apart next year; where none: no row.
        The last is on the column that says how it ended.
    """

    name: str
    title: Text
    help: Text
    columns: tuple[Column, ...]
    is_form: bool = False
    key: tuple[str, ...] = ()
    counter: str = ""
    prefilled_count: int = 0
    prefix: str = ""
    key_noun: Text | None = None
    label: tuple[str, ...] = ()
    is_core: bool = False
    aliases: tuple[str, ...] = ()
    next_year: RowsNextYear | None = None
    finished_when: tuple[Condition, ...] = ()

    def column(self, name: str) -> Column:
        """The column with that identifier."""
        return next(column for column in self.columns if column.name == name)

    @property
    def rows_next_year(self) -> RowsNextYear:
        """What becomes of its rows in next year's plan."""
        return self.next_year or RowsNextYear.KEEP

    @cached_property
    def names_by_title(self) -> Mapping[str, str]:
        """The identifier of each column by every title and alias of it, normalized."""
        return name_by_title(self.columns)

    @property
    def starting_columns(self) -> tuple[Column, ...]:
        """The columns of which any filled one begins a row."""
        return tuple(column for column in self.columns if column.name != self.counter)

    def blank_variant(self, column: Column) -> str:
        """The variant of the sentence for a blank cell: a status has its own, and a form has no row to name."""
        if isinstance(column, Choice) and column.vocabulary.has_tones:
            return "status"
        return "form" if self.is_form else ""


@dataclass(frozen=True, kw_only=True)
class GuideLine:
    """One line of the instructions sheet; `text` may hold {placeholders} that the prefilled facts replace."""

    style: Literal["title", "lead", "step", "entry", "note"]
    text: Text
    label: Text | None = None


@dataclass(frozen=True, kw_only=True)
class IdentityColumns:
    """The answers of a form that say which plan it is; "" for one that the book does not ask for.

    sheet: the form. region, group: whose plan it is. years: for when; a Years column. as_of: the day its statuses hold
    for. council: what it is reported to. status: how far the document has come; `final_statuses` are the terms after
    which it is no longer working material. version, due: as people write them.
    decided_on, decided_by, diary_number: when and by whom the document was adopted, and its number in the register of
    documents. delivery_sheet: the sheet of which at least one row is begun in a plan that has been delivered.
    """

    sheet: str = ""
    region: str = ""
    group: str = ""
    years: str = ""
    as_of: str = ""
    council: str = ""
    status: str = ""
    final_statuses: tuple[str, ...] = ()
    version: str = ""
    due: str = ""
    decided_on: str = ""
    decided_by: str = ""
    diary_number: str = ""
    delivery_sheet: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """The columns of the form that are named."""
        plan = (self.region, self.group, self.years, self.as_of, self.council, self.status, self.version, self.due)
        return tuple(filter(None, (*plan, self.decided_on, self.decided_by, self.diary_number)))


@dataclass(frozen=True, kw_only=True)
class Completion:
    """What Kontroll says of a workbook in which nothing is to correct, by the cells of a sheet that can be completed.

    one, several: said of so many of them, {n}. none: said where there are none.
    """

    sheet: str
    none: Text
    one: Text
    several: Text


@dataclass(frozen=True, kw_only=True)
class Book:
    """The description of one kind of workbook.

    name, version: its identity, written into every template. version_date: when this version was decided.
    identity: which answers say which plan it is. The columns and terms that are `only_for` some plans name terms of its
        `region`: whose they are.
    rules: those of any book (`common_rules`) and its own; within a grade they are told of in this order.
    guide: the lines of Läs mig. Sheets stand in the order in which people meet them.
    history: what each version after the first changed, as far back as files are read.
    completion: what is said of it when nothing is to correct; None for a plan, which is then ready to send.
    """

    name: str
    version: int
    version_date: date
    title: Text
    sheets: tuple[Sheet, ...]
    identity: IdentityColumns = IdentityColumns()
    rules: tuple[Rule, ...] = COMMON_RULES
    views: tuple[View, ...] = ()
    guide: tuple[GuideLine, ...] = ()
    history: tuple[Version, ...] = ()
    completion: Completion | None = None

    def __post_init__(self) -> None:
        """Raises BookError, with all faults, where the description contradicts itself."""
        faults = tuple(_find_faults(self))
        if faults:
            raise BookError("; ".join(faults))

    def sheet(self, name: str) -> Sheet:
        """The sheet with that identifier."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def rule(self, name: str) -> Rule:
        """The rule with that name.

        Raises BookError where there is none: a mistake of whoever wrote what asks for it.
        """
        if name not in self._ranks_of_rules:
            raise BookError(f"no rule {name!r}")
        return self.rules[self._ranks_of_rules[name]]

    @cached_property
    def _ranks_of_rules(self) -> Mapping[str, int]:
        return {rule.name: rank for rank, rule in enumerate(self.rules)}

    def make_finding(self, cell: Cell, rule: str, variant: str = "", /, **facts: object) -> Finding:
        """A finding with its rule's own grade and the sentence of that variant.

        Raises BookError for a rule or a variant that the book has not: a mistake of whoever wrote what finds it.
        """
        of_book = self.rule(rule)
        if variant not in of_book.sentences:
            raise BookError(f"rule {rule} has no sentence {variant!r}")
        text, rank = of_book.sentences[variant].text, self._ranks_of_rules[rule]
        return Finding(cell, rule, of_book.severity, text, facts, variant, rank)

    @property
    def tables(self) -> tuple[Sheet, ...]:
        """The sheets that are tables, not forms."""
        return tuple(sheet for sheet in self.sheets if not sheet.is_form)

    def narrow_to(self, owner: str) -> "Book":
        """The book as it is for the plans of one owner: without the columns and terms that only others have.

        The very same book where that takes nothing away, or where nobody is named.
        """
        if owner not in self._books_by_owner:
            self._books_by_owner[owner] = _narrow_book(self, owner)
        return self._books_by_owner[owner]

    @cached_property
    def _books_by_owner(self) -> "dict[str, Book]":
        return {"": self}


def _narrow_book(book: Book, owner: str) -> Book:
    sheets = tuple(_sheet_of(sheet, owner) for sheet in book.sheets)
    if all(one is other for one, other in zip(sheets, book.sheets, strict=True)):
        return book
    left = {f"{sheet.name}.{column.name}" for sheet in sheets for column in sheet.columns}
    return replace(book, sheets=sheets, rules=tuple(_rules_on(left, book.rules)))


def _rules_on(columns: set[str], rules: Iterable[Rule]) -> Iterable[Rule]:
    """The rules with their checks on these columns alone; without those that no check of theirs is left of."""
    for rule in rules:
        checks = tuple(
            check
            for check in rule.checks
            if columns.issuperset(_placed(name, check) for name in (*check.reads, check.blames))
        )
        if checks or not rule.checks:
            yield rule if checks == rule.checks else replace(rule, checks=checks)


def _placed(name: str, check: RuleCheck) -> str:
    """A column with its sheet, as a check names it."""
    return name if "." in name else f"{check.sheet}.{name}"


def _sheet_of(sheet: Sheet, owner: str) -> Sheet:
    columns = tuple(_column_of(column, owner) for column in sheet.columns if _is_for(column.only_for, owner))
    if len(columns) == len(sheet.columns) and all(map(lambda one, other: one is other, columns, sheet.columns)):
        return sheet
    return replace(sheet, columns=columns)


def _column_of(column: Column, owner: str) -> Column:
    if owner in column.missed_by:
        column = replace(column, may_be_absent=False)
    if not isinstance(column, Choice) or all(_is_for(term.only_for, owner) for term in column.vocabulary.terms):
        return column
    terms = tuple(term for term in column.vocabulary.terms if _is_for(term.only_for, owner))
    elsewhere = tuple(term for term in column.vocabulary.terms if not _is_for(term.only_for, owner))
    return replace(column, vocabulary=replace(column.vocabulary, terms=terms, terms_elsewhere=elsewhere))


def _is_for(only_for: tuple[str, ...], owner: str) -> bool:
    return not only_for or owner in only_for


def _find_faults(book: Book) -> Iterable[str]:
    names = {sheet.name for sheet in book.sheets}
    yield from _find_duplicates("sheet", [sheet.name for sheet in book.sheets])
    for language in ("sv", "en"):
        yield from _find_duplicates(
            "sheet title", [normalize_text(sheet.title.localize(language)) for sheet in book.sheets]
        )
    for sheet in book.sheets:
        yield from (f"{sheet.name}: {fault}" for fault in _sheet_faults(sheet, names))
    yield from _identity_faults(book)
    yield from _rules_faults(book)
    for view in book.views:
        if getattr(view, "sheet", None) not in (None, *names):
            yield f"view {view.name}: no such sheet"
    standing = {sheet.name: {column.name: _titles_of(column) for column in sheet.columns} for sheet in book.sheets}
    yield from find_contradictions(book.history, book.version, standing)


def _sheet_faults(sheet: Sheet, sheet_names: set[str]) -> Iterable[str]:
    names = [column.name for column in sheet.columns]
    yield from (f"{what} {word!r} stands twice" for what, word in find_shared_words(sheet))
    for title in (sheet.title.sv, sheet.title.en):
        if len(title) > LONGEST_SHEET_TITLE or NOT_IN_A_SHEET_TITLE.search(title) or normalize_text(title) == "history":
            yield f"Excel takes no sheet named {title!r}"
    for name in (*sheet.key, *sheet.label, *filter(None, [sheet.counter])):
        if name not in names:
            yield f"no column {name!r}"
    yield from (f"finished_when: {fault}" for one in sheet.finished_when for fault in _condition_faults(one, sheet))
    for column in sheet.columns:
        yield from (f"{column.name}: {fault}" for fault in _column_faults(column, sheet, sheet_names))


def _owners(only_for: Iterable[tuple[str, ...]]) -> list[str]:
    """Each owner that something is for; where all of it is for everybody, nobody in particular."""
    return list(dict.fromkeys(owner for owners in only_for for owner in owners)) or [""]


def _titles(sheet: Sheet, owner: str) -> list[str]:
    """Every folded name a column is found by in the plans of an owner, once a column."""
    return [title for column in sheet.columns if _is_for(column.only_for, owner) for title in _titles_of(column)]


def _titles_of(column: Column) -> frozenset[str]:
    return frozenset(normalize_text(word) for word in (column.title.sv, column.title.en, *column.aliases))


def _column_faults(column: Column, sheet: Sheet, sheet_names: set[str]) -> Iterable[str]:
    if not _IDENTIFIER.match(column.name):
        yield "an identifier is letters, digits and _, and begins with a letter"
    if max(len(column.help.sv), len(column.help.en)) > LONGEST_MESSAGE:
        yield f"help is at most {LONGEST_MESSAGE} characters"
    yield from (fault for condition in column.conditions for fault in _condition_faults(condition, sheet))
    if isinstance(column, Reference) and column.sheet not in sheet_names:
        yield f"refers to {column.sheet!r}, which is no sheet"
    if not isinstance(column, _KINDS_NEXT_YEAR.get(column.cell_next_year, Column)):
        yield f"{column.cell_next_year} is not for a {type(column).__name__}"


# The kinds of column that a word of next year is for, where it is not for all.
_KINDS_NEXT_YEAR: Mapping[CellNextYear, type[Column] | UnionType] = {
    CellNextYear.AHEAD: Date | Schedule,
    CellNextYear.LATEST_VALUE: Number,
    CellNextYear.LATEST_PERIOD: Period,
    CellNextYear.QUARTER: Choice,
}


def _condition_faults(condition: Condition, sheet: Sheet) -> Iterable[str]:
    if condition.column not in {column.name for column in sheet.columns}:
        yield f"no column {condition.column!r}"
    elif isinstance(condition, IsAmong):
        column = sheet.column(condition.column)
        for term in condition.terms:
            if not isinstance(column, Choice) or column.vocabulary.find_term(term) is None:
                yield f"{condition.column!r} has no term {term!r}"


def find_shared_words(sheet: Sheet) -> Iterable[tuple[str, str]]:
    """What two columns of a sheet, or two terms of a column, have in common and must not: what it is, and the word.

    Identifiers are each the only one; titles and spellings, in folded case, among the plans of one owner.
    """
    yield from (("column", name) for name in _find_twice(column.name.casefold() for column in sheet.columns))
    for owner in _owners(column.only_for for column in sheet.columns):
        yield from (("title", title) for title in _find_twice(sorted(_titles(sheet, owner))))
    for column in sheet.columns:
        terms = column.vocabulary.terms if isinstance(column, Choice) else ()
        yield from ((f"{column.name}: term", name) for name in _find_twice(term.name for term in terms))
        for owner in _owners(term.only_for for term in terms):
            spelled = (
                dict.fromkeys(normalize_text(word) for word in (term.word.sv, term.word.en, *term.aliases))
                for term in terms
                if _is_for(term.only_for, owner)
            )
            shared = _find_twice(spelling for spellings in spelled for spelling in spellings)
            yield from ((f"{column.name}: spelling", spelling) for spelling in shared)


def _rules_faults(book: Book) -> Iterable[str]:
    rules = {rule.name: rule for rule in book.rules}
    yield from _find_duplicates("rule", [rule.name for rule in book.rules])
    yield from (f"lacks the rule {rule.name}, of any book" for rule in COMMON_RULES if rule.name not in rules)
    of_columns = {rule.name for rule in COMMON_RULES}
    for sheet in book.sheets:
        for column in sheet.columns:
            for name, variants, facts in _told_of_column(column, sheet):
                of_columns.add(name)
                faults = find_unfilled(rules[name], variants, facts) if name in rules else [f"no rule {name!r}"]
                yield from (f"{sheet.name}.{column.name}: {fault}" for fault in faults)
            if isinstance(column, Choice) and column.other_rule in rules:
                yield from (f"{sheet.name}.{column.name}: {fault}" for fault in find_unasked(rules[column.other_rule]))
    for rule in book.rules:
        yield from sentence_faults(rule)
        yield from (f"rule {rule.name}: {fault}" for check in rule.checks for fault in _check_faults(check, book))
        if not rule.checks and rule.name not in of_columns:
            yield f"rule {rule.name}: nothing can break it"


def _told_of_column(column: Column, sheet: Sheet) -> Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The rules that a column brings up: the name of each, which of its sentences, and the facts that fill them."""
    if column.need is not Need.OPTIONAL or column.blank_rule:
        chosen = (one.column for one in column.conditions if isinstance(one, IsAmong))
        yield column.rule_when_blank, (sheet.blank_variant(column),), ("row", "column", "cell", *chosen)
    if isinstance(column, Choice) and column.other_rule:
        yield column.other_rule, ("",), ("row", "column", "value")
        yield column.other_rule, ("near",), ("row", "column", "value", "suggestion", "suggestions")
    if isinstance(column, Number) and column.words_column:
        yield "number.unreadable", ("in_words",), ("row", "column", "value", "other_column")
    if isinstance(column, Number) and column.better_way:
        yield column.better_way.rule, ("",), ("row", "column", "value", "other_column", "choice")


def _check_faults(check: RuleCheck, book: Book) -> Iterable[str]:
    known = {f"{sheet.name}.{column.name}" for sheet in book.sheets for column in sheet.columns}
    for name in (*check.reads, check.blames):
        if _placed(name, check) not in known:
            yield f"no column {name!r}"


def _identity_faults(book: Book) -> Iterable[str]:
    identity = book.identity
    columns = {sheet.name: {column.name for column in sheet.columns} for sheet in book.sheets}
    for sheet in filter(None, (identity.sheet, identity.delivery_sheet)):
        if sheet not in columns:
            yield f"identity: no sheet {sheet!r}"
    for name in identity.answers:
        if name not in columns.get(identity.sheet, ()):
            yield f"identity: no column {name!r}"
    form = (column for sheet in book.sheets if sheet.name == identity.sheet for column in sheet.columns)
    if identity.years and not any(isinstance(column, Years) for column in form if column.name == identity.years):
        yield f"identity: {identity.years!r} is no column of years"


def _find_duplicates(what: str, names: Iterable[str]) -> Iterable[str]:
    return (f"{what} {name!r} stands twice" for name in _find_twice(names))


def _find_twice(names: Iterable[str]) -> Iterable[str]:
    return (name for name, count in Counter(names).items() if count > 1)
