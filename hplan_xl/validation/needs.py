"""The blank cells of columns whose need depends on the rest of the row."""

from collections.abc import Iterable
from typing import assert_never

import pandas as pd

from hplan_xl.book import Sheet
from hplan_xl.columns import Among, Blank, Choice, Column, Condition, Filled, Need
from hplan_xl.text import Text
from hplan_xl.validation.ledger import Fault
from hplan_xl.validation.schemas import blank_variant


def blank_cells(frame: pd.DataFrame, sheet: Sheet) -> Iterable[Fault]:
    """One fault a blank cell in the rows where all the column's conditions hold."""
    for column in sheet.columns:
        if column.need is Need.OPTIONAL or not column.when:
            continue
        wanted = frame[column.name].isna()
        for condition in column.when:
            wanted &= _holds(condition, frame)
        for index in frame.index[wanted]:
            yield Fault(
                column.rule_when_blank,
                column.name,
                int(index),
                _reasons(column, frame, sheet, int(index)),
                blank_variant(column, sheet),
                reads=tuple(condition.column for condition in column.when),
            )


def _holds(condition: Condition, frame: pd.DataFrame) -> "pd.Series[bool]":
    values = frame[condition.column]
    match condition:
        case Among():
            return values.isin(condition.terms)
        case Filled():
            return values.notna()
        case Blank():
            return values.isna()
        case _:
            assert_never(condition)


def _reasons(column: Column, frame: pd.DataFrame, sheet: Sheet, index: int) -> dict[str, Text]:
    """The words of the choices that make the cell wanted, by the choice's name."""
    reasons = {}
    for condition in column.when:
        choice = sheet.column(condition.column)
        term = choice.vocabulary.term(frame.at[index, choice.name]) if isinstance(choice, Choice) else None
        if isinstance(condition, Among) and term:
            reasons[choice.name] = term.word
    return reasons
