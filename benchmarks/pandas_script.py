"""What a script by hand does: `pandas.read_excel` on each sheet of each plan, one table a sheet, `to_excel`.

python -m benchmarks.pandas_script OUT PLAN…
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from hplan_xl.plan import build_book
from hplan_xl.register.catalogue import read_packaged_register
from hplan_xl.template.positions import TITLES_ROW

SHEETS = [sheet.title.sv for sheet in build_book(read_packaged_register(), None).sheets]


def merge(out: Path, plans: Sequence[Path]) -> None:
    """Lay the same sheets of all plans under each other; nothing is checked, understood, counted or drawn."""
    read = {plan.name: pd.read_excel(plan, sheet_name=SHEETS, header=TITLES_ROW - 1) for plan in plans}
    with pd.ExcelWriter(out) as writer:
        for sheet in SHEETS:
            tables = [tables[sheet].dropna(how="all").assign(file=name) for name, tables in read.items()]
            pd.concat(tables).to_excel(writer, sheet_name=sheet, index=False)


if __name__ == "__main__":
    merge(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
