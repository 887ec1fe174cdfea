"""Checks that reach past one column: conditional needs, and rules across columns and sheets, over all plans at once."""

from collections.abc import Iterable, Mapping
from typing import assert_never

import pandas as pd

from hplan_xl.book.columns import Choice, Column, Condition, IsAmong, IsBlank, IsFilled, Need
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.rules import Rule, RuleCheck
from hplan_xl.book.text import Text
from hplan_xl.validation.collector import Fault, FindingLedger


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
