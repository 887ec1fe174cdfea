"""As understood -> findings: the columns by pandera, then what is needed, then the rules across columns and sheets.

All plans are judged at once, one frame a sheet: a schema costs as much for one plan as for a hundred. A cell that was
not understood has its finding already and gets no other here; neither has a column that is not there.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from hplan_xl.book.description import Book
from hplan_xl.book.findings import Finding
from hplan_xl.interpretation import Interpreted
from hplan_xl.validation.collector import Ledger
from hplan_xl.validation.row_checks import blank_cells, broken_rows
from hplan_xl.validation.schemas import column_faults


def validate(
    plans: Sequence[Interpreted], tables: Mapping[str, pd.DataFrame], book: Book
) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each plan, in the plans' order: what interpretation found and what is found here, as one reads.

    tables: what `frames.gather` makes of the same plans.
    """
    ledger = Ledger(plans, tables, book)
    for sheet in book.sheets:
        for fault in (*column_faults(tables[sheet.name], sheet), *blank_cells(tables[sheet.name], sheet)):
            ledger.enter(sheet, fault)
    for rule in book.rules:
        for check in rule.checks:
            for fault in broken_rows(rule, check, tables, book, ledger):
                ledger.enter(book.sheet(check.sheet), fault)
    for source, plan in enumerate(plans):
        if not plan.identity.delivered:
            ledger.enter_empty(source, book.sheet(book.identity.delivers))
    return ledger.findings()
