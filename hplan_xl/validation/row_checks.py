"""Checks that reach past one column: conditional needs, and rules across columns and sheets, over all plans at once.

The findings so far stand by plan, with the cells that already have an error.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

import pandas as pd

from hplan_xl.book.columns import Choice, Column, Condition, IsAmong, IsBlank, IsFilled, Need
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.findings import Finding, Rule, RuleCheck, Severity
from hplan_xl.book.text import Text
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.interpretation.plan_tables import row_label
from hplan_xl.reading.submission import Table


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
        facts: dict[str, object] = {"row": row_label(table, sheet, bisect_left(table.rows, row))}
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
        """The findings of each plan, interpretation's among them, by sheet in the book's order, row and column."""
        return tuple(
            tuple(sorted((*plan.findings, *self._entered[source]), key=lambda one: self._reading_order(plan, one)))
            for source, plan in enumerate(self._plans)
        )

    def _reading_order(self, plan: InterpretedPlan, one: Finding) -> tuple[int, int, int, int, str]:
        places = {table.title: self._order[name] for name, table in plan.tables.items()}
        place = places.get(one.cell.sheet, -1)
        return (place, one.cell.row, one.cell.column, one.severity, one.rule)


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


def broken_rows(
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
    reads = [_split(name, check) for name in check.reads]
    needed = [(sheet, column) for sheet, column in reads if not book.sheet(sheet).column(column).may_be_absent]
    return {
        source
        for source in ledger.sources()
        for sheet, column in needed
        if ((table := ledger.find_table(source, sheet)) is None or column not in table.places)
    }


def _split(name: str, check: RuleCheck) -> tuple[str, str]:
    sheet, _, column = name.rpartition(".")
    return (sheet or check.sheet, column)
