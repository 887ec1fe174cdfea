"""The least that a merge must do: decode every cell of the inputs, and write the very cells of the master, unformatted.

python -m benchmarks.floor keep MASTER CELLS keeps the cells of a master, for the runs that are measured;
python -m benchmarks.floor run CELLS OUT PLAN… decodes the plans, writes the cells and prints the seconds of loading.
"""

import marshal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

_Sheet = tuple[str, list[list[object]]]


def keep(master: Path, cells: Path) -> None:
    """Keep what stands in the cells of a master; days and times as the numbers that a workbook has for them."""
    workbook = CalamineWorkbook.from_path(str(master))
    sheets: list[_Sheet] = [(title, _rows(workbook, title)) for title in workbook.sheet_names]
    cells.write_bytes(marshal.dumps(sheets))


def _rows(workbook: CalamineWorkbook, title: str) -> list[list[object]]:
    rows = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
    return [[value if isinstance(value, str | int | float) else 46_000.0 for value in row] for row in rows]


def run(cells: Path, out: Path, plans: Sequence[Path]) -> None:
    """Decode the plans one after the other, and write the cells that were kept."""
    began = time.process_time()
    sheets: list[_Sheet] = marshal.loads(cells.read_bytes())
    loading = time.process_time() - began
    for plan in plans:
        workbook = CalamineWorkbook.from_path(str(plan))
        for title in workbook.sheet_names:
            workbook.get_sheet_by_name(title).to_python()
    _write(out, sheets)
    print(f"{loading:.3f}")


def _write(out: Path, sheets: Sequence[_Sheet]) -> None:
    with Workbook(out, {"in_memory": True}) as workbook:
        for title, rows in sheets:
            sheet = workbook.add_worksheet(title)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, str):
                        if value:
                            sheet.write_string(row, column, value)
                    elif isinstance(value, int | float):
                        sheet.write_number(row, column, value)


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        keep(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        run(Path(sys.argv[2]), Path(sys.argv[3]), [Path(name) for name in sys.argv[4:]])
