"""Interpreted plans -> findings: columns by pandera, then required cells, then rules across columns and sheets.

All plans are judged at once, one frame a sheet: a schema costs as much for one plan as for a hundred. A cell that was
not understood has its finding already and gets no other here; neither has a column that is not there.

A sheet's columns are a pandera schema, judged lazily. Kinds are settled by interpretation before: pandera gets typed
nullable columns, so that a text in a number column never hides another fault. Checks never raise; one that does is our
mistake and is raised.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, assert_never

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrors

from hplan_xl.book.columns import (
    Choice,
    Column,
    Condition,
    Date,
    IsAmong,
    IsBlank,
    IsFilled,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
    Years,
)
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.findings import Finding, Rule, RuleCheck, Severity, reading_order
from hplan_xl.book.text import LONE_DASHES, Text, normalize_text, parse_whole_number
from hplan_xl.book.values import MissingValue
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.interpretation.outcomes import format_decimal, quote_value
from hplan_xl.interpretation.plan_tables import row_label
from hplan_xl.interpretation.row_references import normalize_key
from hplan_xl.reading.submission import Table
from hplan_xl.wording import describe_range


@dataclass(frozen=True)
class Fault:
    """A rule broken in one row: `index` is the row's in the sheet's frame, `facts` fill the sentence.

    other: the index of the row it collides with, where it collides with one.
    reads: the other columns of the row that it rests on.
    """

    rule: str
    column: str
    index: int
    facts: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""
    other: int | None = None
    reads: tuple[str, ...] = ()


class FindingLedger:
    """Collects faults as findings at their cells, with one error per cell."""

    def __init__(self, plans: Sequence[InterpretedPlan], tables: Mapping[str, pd.DataFrame], book: Book) -> None:
        self._plans = plans
        self._book = book
        self._places = {
            name: list(zip(frame["_source"].tolist(), frame["_row"].tolist(), strict=True))
            for name, frame in tables.items()
        }
        self._order = {sheet.name: place for place, sheet in enumerate(book.sheets)}
        self._entered: dict[int, list[Finding]] = defaultdict(list)
        self.faulty = {
            (source, *cell) for source, plan in enumerate(plans) for cell in (*plan.unread_cells, *_find_errors(plan))
        }

    def find_table(self, source: int, sheet: str) -> Table | None:
        """One sheet of one plan, None where the plan lacks it."""
        return self._plans[source].tables.get(sheet)

    def sources(self) -> range:
        """The numbers of the plans."""
        return range(len(self._plans))

    def find_row_place(self, sheet: str, index: int) -> tuple[int, int]:
        """The plan's number and the Excel row of a row of a gathered frame."""
        return self._places[sheet][index]

    def enter_fault(self, sheet: Sheet, fault: Fault) -> None:
        """Record a fault, unless a column it depends on is missing or such a cell already has an error."""
        source, row = self.find_row_place(sheet.name, fault.index)
        table = self._plans[source].tables[sheet.name]
        place = (source, sheet.name, fault.column, row)
        for name in (fault.column, *fault.reads):
            if name not in table.places or (source, sheet.name, name, row) in self.faulty:
                return
        cell = table.cell(self._plans[source].submission.source, fault.column, row)
        at = bisect_left(table.rows, row)
        typed = self._plans[source].submission.tables[sheet.name].values[fault.column][at]
        facts: dict[str, object] = {"row": row_label(table, sheet, at), "value": quote_value(typed)}
        facts |= {"column": table.heading(sheet.column(fault.column)), "cell": cell.address}
        if fault.other is not None:
            facts["other_cell"] = table.cell("", fault.column, self.find_row_place(sheet.name, fault.other)[1]).address
        told = self._book.make_finding(cell, fault.rule, fault.variant, **{**facts, **fault.facts})
        if told.severity is Severity.ERROR:
            self.faulty.add(place)
        self._entered[source].append(told)

    def enter_empty(self, source: int, sheet: Sheet) -> None:
        """Take down that a plan has no row on the sheet that makes it one, at the first cell that would be filled."""
        table = self.find_table(source, sheet.name)
        column = next(
            (column for column in sheet.starting_columns if column.need is Need.REQUIRED), sheet.starting_columns[0]
        )
        if table is not None and column.name in table.places:
            cell = table.cell(self._plans[source].submission.source, column.name, table.heading_row + 1)
            self._entered[source].append(self._book.make_finding(cell, "plan.empty", sheet=table.title))

    def findings(self) -> tuple[tuple[Finding, ...], ...]:
        """The findings of each plan, interpretation's among them, by sheet in the book's order, row and column.

        Those at a sheet that is none of the book's come first.
        """
        return tuple(self._sort(plan, self._entered[source]) for source, plan in enumerate(self._plans))

    def _sort(self, plan: InterpretedPlan, entered: Sequence[Finding]) -> tuple[Finding, ...]:
        places = {table.title: self._order[name] for name, table in plan.tables.items()}
        findings = (*plan.findings, *entered)
        return tuple(sorted(findings, key=lambda one: (places.get(one.cell.sheet, -1), *reading_order(one))))


def _find_errors(plan: InterpretedPlan) -> Iterable[tuple[str, str, int]]:
    """Sheet, column and row of the cells that interpretation has told an error of, read or not."""
    tables = {table.title: table for table in plan.tables.values()}
    for one in (one for one in plan.findings if one.severity is Severity.ERROR and one.cell.sheet in tables):
        table, cell = tables[one.cell.sheet], one.cell
        if not table.is_form:
            yield from ((table.sheet, name, cell.row) for name, at in table.places.items() if at == cell.column)
        elif cell.column == table.answers:
            yield from ((table.sheet, name, table.heading_row) for name, at in table.places.items() if at == cell.row)


def find_blank_cells(frame: pd.DataFrame, sheet: Sheet) -> Iterable[Fault]:
    """Yield one fault per blank cell in the rows where all the column's conditions hold."""
    for column in sheet.columns:
        if column.need is Need.OPTIONAL or not column.conditions:
            continue
        wanted = frame[column.name].isna()
        for condition in column.conditions:
            wanted &= _holds(condition, frame)
        for index in frame.index[wanted]:
            yield Fault(
                column.rule_when_blank,
                column.name,
                int(index),
                _reasons(column, frame, sheet, int(index)),
                sheet.blank_variant(column),
                reads=tuple(condition.column for condition in column.conditions),
            )


def _holds(condition: Condition, frame: pd.DataFrame) -> "pd.Series[bool]":
    values = frame[condition.column]
    match condition:
        case IsAmong():
            return values.isin(condition.terms)
        case IsFilled():
            return values.notna()
        case IsBlank():
            return values.isna()
        case _:
            assert_never(condition)


def _reasons(column: Column, frame: pd.DataFrame, sheet: Sheet, index: int) -> dict[str, Text]:
    """The words of the choices that make the cell wanted, by the choice's name."""
    reasons = {}
    for condition in column.conditions:
        choice = sheet.column(condition.column)
        term = choice.vocabulary.find_term(frame.at[index, choice.name]) if isinstance(choice, Choice) else None
        if isinstance(condition, IsAmong) and term:
            reasons[choice.name] = term.word
    return reasons


def find_broken_rows(
    rule: Rule, check: RuleCheck, tables: Mapping[str, pd.DataFrame], book: Book, ledger: FindingLedger
) -> Iterable[Fault]:
    """The rows in which a check finds a rule broken, but for those with an error in a column of theirs it reads."""
    sheet = book.sheet(check.sheet)
    if tables[check.sheet].empty:
        return
    lacking = _find_lacking(check, book, ledger)
    titles = {f"{name}_title": sheet.column(name).title for name in check.reads if "." not in name}
    broken = check.find_broken(tables)
    columns = {str(name): broken[name].tolist() for name in broken}
    for at, index in enumerate(broken.index.tolist()):
        facts = {name: values[at] for name, values in columns.items()}
        source, row = ledger.find_row_place(check.sheet, index)
        read = [(source, check.sheet, name, row) for name in check.reads if "." not in name]
        if source in lacking or not ledger.faulty.isdisjoint(read):
            continue
        column, variant = str(facts.pop("blames", check.blames)), str(facts.pop("variant", ""))
        yield Fault(rule.name, column, index, {**titles, **facts}, variant)


def _find_lacking(check: RuleCheck, book: Book, ledger: FindingLedger) -> set[int]:
    """The plans that lack a column the check reads."""
    reads = [(sheet or check.sheet, column) for sheet, _, column in (name.rpartition(".") for name in check.reads)]
    needed = [(sheet, column) for sheet, column in reads if not book.sheet(sheet).column(column).may_be_absent]
    return {
        source
        for source in ledger.sources()
        for sheet, column in needed
        if ((table := ledger.find_table(source, sheet)) is None or column not in table.places)
    }


def make_keys(frame: pd.DataFrame, sheet: Sheet) -> "pd.Series[Any]":
    """The plan and the key's folded values as one text a row; None where a part of the key is blank, or a dash.

    Numbers that references lead to are equal where references read them as one: "I1", "I 1" and "i1.".
    """
    given = (frame[list(sheet.key)].notna() & ~frame[list(sheet.key)].isin(LONE_DASHES)).all(axis=1)
    texts = frame["_source"].astype(str)
    for name in sheet.key:
        fold = normalize_key if name == sheet.counter else normalize_text
        texts = texts + "\x1f" + frame[name].map(lambda value, fold=fold: fold(str(value)))
    return texts.astype(object).where(given, None)


def find_duplicates(
    frame: pd.DataFrame, told: "pd.Series[Any]", sheet: Sheet, indexes: Sequence[int]
) -> Iterator[Fault]:
    """Yield a fault for each row that shares its key with another, at the key's last column.

    told: the keys of the frame, from `make_keys`.
    """
    names = frame[sheet.key[0]].dropna().astype(str).map(normalize_key)
    taken = {source: set(of_plan) for source, of_plan in names.groupby(frame["_source"])}
    free = cache(lambda source, head, number: _free(taken[source], head, number))
    variant = "" if len(sheet.key) == 1 else "together"
    rows: dict[str, list[int]] = {}
    for index, key in zip(indexes, told[list(indexes)], strict=True):
        rows.setdefault(key, []).append(index)
    for same in rows.values():
        for index in same:
            value = " ".join(str(frame.at[index, name]) for name in sheet.key)
            facts = {"value": value} if variant else {}
            facts |= {"free": free(frame.at[index, "_source"], *_find_start(sheet, value))}
            other = same[1] if index == same[0] else same[0]
            yield Fault("key.twice", sheet.key[-1], index, facts, variant, other=other)


def _find_start(sheet: Sheet, value: str) -> tuple[str, int]:
    """What a free key begins with, and the first number behind it that is tried.

    They are those after the sheet's running numbers where it has such, else from the value's own number on.
    """
    if sheet.counter in sheet.key:
        return sheet.prefix, sheet.prefilled_count + 1
    head = value.rstrip("0123456789")
    number = parse_whole_number(value[len(head) :] or "1", -1)
    return (head, number) if number >= 0 else (value, 1)


def _free(taken: set[str], head: str, number: int) -> str:
    while normalize_key(f"{head}{number}") in taken:
        number += 1
    return f"{head}{number}"


# What must stand once, as one text a row; the book refuses ids that begin with _, so it meets no column.
KEY = "_key"


def find_column_faults(frame: pd.DataFrame, sheet: Sheet) -> Iterable[Fault]:
    """Yield values that are missing, too long, out of range or duplicated in the columns of one sheet."""
    if frame.empty:
        return  # a schema costs as much for no row as for a thousand
    typed = _convert_types(frame, sheet)
    try:
        _schema(sheet).validate(typed, lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            indexes = _indexes(error)
            if error.schema.name == KEY:
                yield from find_duplicates(frame, typed[KEY], sheet, indexes)
            else:
                yield from (_fault(error, frame, sheet, index) for index in indexes)


def _indexes(error: SchemaError) -> list[int]:
    cases = error.failure_cases
    if not isinstance(cases, pd.DataFrame) or cases["index"].isna().any():
        raise error  # a check that could not run, or a dtype that is not ours
    return [int(index) for index in cases["index"]]


def _fault(error: SchemaError, frame: pd.DataFrame, sheet: Sheet, index: int) -> Fault:
    column, rule = sheet.column(str(error.schema.name)), str(error.check.name)
    variant = sheet.blank_variant(column) if rule == column.rule_when_blank else ""
    return Fault(rule, column.name, index, _facts(column, frame.at[index, column.name]), variant)


@lru_cache(maxsize=64)
def _schema(sheet: Sheet) -> pa.DataFrameSchema:
    """The schema of a sheet, without dtypes: `_convert_types` has just seen to them, and to ask again takes as long."""
    columns = {column.name: pa.Column(checks=checks, nullable=True) for column, checks in _checked_columns(sheet)}
    if sheet.key:
        columns[KEY] = pa.Column(nullable=True, unique=True, report_duplicates="all", name=KEY)
    return pa.DataFrameSchema(columns)


def _checked_columns(sheet: Sheet) -> Iterable[tuple[Column, list[pa.Check]]]:
    """The columns of which anything is asked beside their kind, and what that is."""
    checks = ((column, [*_need(column), *_limits(column)]) for column in sheet.columns)
    return ((column, asked) for column, asked in checks if asked)


def _need(column: Column) -> Iterable[pa.Check]:
    if column.need is not Need.OPTIONAL and not column.conditions:
        yield pa.Check(lambda values: values.notna(), name=column.rule_when_blank, ignore_na=False)


def _limits(column: Column) -> Iterable[pa.Check]:
    if isinstance(column, Prose):
        longest = column.max_length
        yield pa.Check(lambda values: values.str.len() <= longest, name="text.too_long")
    if isinstance(column, Number) and (column.minimum is not None or column.maximum is not None):
        least = float("-inf") if column.minimum is None else column.minimum
        most = float("inf") if column.maximum is None else column.maximum
        yield pa.Check(lambda values: values.between(least, most), name="number.range")


def _dtype(column: Column) -> type:
    match column:
        case Prose() | Link() | Choice():
            return str
        case Number():
            return float
        case Tick() | Years() | Date() | Schedule() | Period() | Reference():
            return object
        case _:
            assert_never(column)


def _convert_types(frame: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """The frame with the dtypes of its kinds: words as str, numbers as float (a missing code is no number)."""
    typed = {column.name: _series(frame[column.name], column) for column, _ in _checked_columns(sheet)}
    if sheet.key:
        typed[KEY] = make_keys(frame, sheet)
    return pd.DataFrame(typed, index=frame.index)


def _series(values: "pd.Series[Any]", column: Column) -> "pd.Series[Any]":
    if isinstance(column, Number):
        values = values.map(lambda value: None if isinstance(value, MissingValue) else value)
    return values.astype(_dtype(column))


def _facts(column: Column, value: object) -> dict[str, object]:
    if isinstance(column, Prose):
        return {"value": value, "length": len(str(value)), "longest": column.max_length}
    if isinstance(column, Number):
        shown = format_decimal(value) if isinstance(value, int | float) else value
        return {"value": shown, "range": describe_range(column)}
    return {"value": value}


def validate_plans(
    plans: Sequence[InterpretedPlan], tables: Mapping[str, pd.DataFrame], book: Book
) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each plan, in the plans' order: what interpretation found and what is found here, as one reads.

    tables: from `union.gather_tables`, of the same plans.
    """
    ledger = FindingLedger(plans, tables, book)
    for sheet in book.sheets:
        for fault in (*find_column_faults(tables[sheet.name], sheet), *find_blank_cells(tables[sheet.name], sheet)):
            ledger.enter_fault(sheet, fault)
    for rule in book.rules:
        for check in rule.checks:
            for fault in find_broken_rows(rule, check, tables, book, ledger):
                ledger.enter_fault(book.sheet(check.sheet), fault)
    for source, plan in enumerate(plans):
        if not plan.identity.is_delivered:
            ledger.enter_empty(source, book.sheet(book.identity.delivery_sheet))
    return ledger.findings()
