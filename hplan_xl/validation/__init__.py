"""Interpreted plans -> findings: columns by pandera, then required cells, then rules across columns and sheets.

All plans are judged at once, one frame a sheet: a schema costs as much for one plan as for a hundred. A cell that was
not understood has its finding already and gets no other here; neither has a column that is not there.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from hplan_xl.book.description import Book
from hplan_xl.book.findings import Finding
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.validation.row_checks import FindingLedger, broken_rows, find_blank_cells
from hplan_xl.validation.schemas import find_column_faults


def validate_plans(
    plans: Sequence[InterpretedPlan], tables: Mapping[str, pd.DataFrame], book: Book
) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each plan, in the plans' order: what interpretation found and what is found here, as one reads.

    tables: from `frames.gather_tables`, of the same plans.
    """
    ledger = FindingLedger(plans, tables, book)
    for sheet in book.sheets:
        for fault in (*find_column_faults(tables[sheet.name], sheet), *find_blank_cells(tables[sheet.name], sheet)):
            ledger.enter_fault(sheet, fault)
    for rule in book.rules:
        for check in rule.checks:
            for fault in broken_rows(rule, check, tables, book, ledger):
                ledger.enter_fault(book.sheet(check.sheet), fault)
    for source, plan in enumerate(plans):
        if not plan.identity.is_delivered:
            ledger.enter_empty(source, book.sheet(book.identity.delivery_sheet))
    return ledger.findings()
