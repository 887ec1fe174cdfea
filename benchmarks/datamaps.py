"""datamaps, a tool of the same kind: a list of cells, gathered from every workbook to one column each of a master."""

import csv
from pathlib import Path

from python_calamine import CalamineWorkbook

from hplan_xl.book.findings import column_letters
from hplan_xl.plan import build_book
from hplan_xl.register.catalogue import read_packaged_register


def write_datamap(plan: Path, target: Path) -> int:
    """Write the list of all filled cells of the sheets of a plan, and give back how many they are."""
    workbook = CalamineWorkbook.from_path(str(plan))
    titles = [sheet.title.sv for sheet in build_book(read_packaged_register(), None).sheets]
    cells = [
        (f"{title} {column_letters(column)}{row}", title, f"{column_letters(column)}{row}")
        for title in titles
        for row, values in enumerate(workbook.get_sheet_by_name(title).to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values, 1)
        if value != ""
    ]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("cell_key", "template_sheet", "cell_reference"))
        writer.writerows(cells)
    return len(cells)


def command(program: str, plans: Path, datamap: Path) -> list[str]:
    """What gathers these cells from all workbooks in a folder; the master lies under the home folder."""
    return [program, "import", "templates", "-m", "-d", str(datamap), "--inputdir", str(plans), "--rowlimit", "2000"]
