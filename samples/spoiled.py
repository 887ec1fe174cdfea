"""Plans with something the matter, as people make them: a good plan, edited."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from filled import Filled
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.worksheet import Worksheet
from resaved import resaved

from hplan_xl.plan import build_book
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.register.catalogue import Register
from hplan_xl.template import build_template

_SAVED = datetime(2025, 10, 1, 9)
_IDS_ROW = 2

Edit = Mapping[str, object]


def spoiled_plans(source: Path, plans: Mapping[str, bytes], register: Register) -> Iterator[Filled]:
    """The faulty plans that a TOML file tells, of the good ones by file name."""
    told = tomllib.loads(source.read_text(encoding="utf-8"))
    for faulty in told["faulty"]:
        match faulty.get("made_of", "plan"):
            case "template":
                data = _untouched(register)
            case "list":
                data = _another_workbook()
            case "text":
                data = b"Handlingsplan 2025, sparad som text.\n"
            case _:
                data = _edited(plans[told["plan"]], faulty["edits"])
        yield Filled(f"{faulty['name']}.xlsx", data)


def _untouched(register: Register) -> bytes:
    """The template as it is handed out."""
    region = register.region("sydostra")
    assert region is not None
    group = register.find_group("RPO Tandvård", region)
    rows = build_prefill(register, region, group, 2025)
    return resaved(build_template(build_book(register, region), language="sv", rows=rows, facts={"year": 2025}), _SAVED)


def _another_workbook() -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Handlingsplan"
    for row in (("Område", "Aktivitet", "Klart"), ("Synhjälpmedel", "Kartlägg tillgången", "under 2025")):
        sheet.append(row)
    return _saved(workbook)


def _edited(plan: bytes, edits: list[Edit]) -> bytes:
    workbook = load_workbook(BytesIO(plan), rich_text=True)
    sheets = {name: _sheet(workbook, name) for name in {str(edit["sheet"]) for edit in edits}}
    for edit in edits:
        _edit(workbook, sheets[str(edit["sheet"])], edit)
    return _saved(workbook)


def _sheet(workbook: Workbook, name: str) -> Worksheet:
    """The sheet over whose identifiers the book's name lies."""
    (title, _), *_ = workbook.defined_names[f"hplan_{name}"].destinations
    return workbook[title]


def _edit(workbook: Workbook, sheet: Worksheet, edit: Edit) -> None:
    match edit:
        case {"without": "sheet"}:
            _remove(workbook, sheet)
        case {"without": "lists"}:
            sheet.data_validations = DataValidationList()
        case {"without": "column", "column": str(name)}:
            sheet.delete_cols(_column(sheet, name))
        case {"swapped_with": str(other), "column": str(name)}:
            _swap(sheet, _column(sheet, name), _column(sheet, other))
        case {"inserted": int(number), "row": int(row)}:
            _insert(workbook, sheet, row, number)
        case {"merged_to": int(last), "row": int(first), "column": str(name)}:
            column = _column(sheet, name)
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
        case {"value": (str() | int() | date()) as value, "row": int(row), "column": str(name)}:
            cell = sheet.cell(row, _column(sheet, name))
            cell.value = value if value != "" else None
            if "fill" in edit:
                cell.fill = PatternFill("solid", start_color=str(edit["fill"]))
        case _:
            raise ValueError(f"no such edit: {edit}")


def _column(sheet: Worksheet, name: str) -> int:
    """The column of that identifier; of a form, the one with the answers."""
    ids = {sheet.cell(_IDS_ROW, column).value: column for column in range(1, sheet.max_column + 1)}
    return int(ids.get(name, 3))


def _remove(workbook: Workbook, sheet: Worksheet) -> None:
    """Remove a sheet, and write #REF! where a formula or a name pointed at it, as Excel does."""
    workbook.remove(sheet)
    cells = re.compile(rf"'{re.escape(sheet.title)}'!\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?")
    for cell in (cell for other in workbook.worksheets for row in other.iter_rows() for cell in row):
        if cell.data_type == "f":
            cell.value = cells.sub("#REF!", str(cell.value))
    for name, defined in list(workbook.defined_names.items()):
        workbook.defined_names[name] = DefinedName(name, attr_text=cells.sub("#REF!", str(defined.attr_text)))


def _swap(sheet: Worksheet, one: int, other: int) -> None:
    for row in range(_IDS_ROW, sheet.max_row + 1):
        first, second = sheet.cell(row, one), sheet.cell(row, other)
        first.value, second.value = second.value, first.value


def _insert(workbook: Workbook, sheet: Worksheet, row: int, number: int) -> None:
    """Insert blank rows, and let what Excel would let follow: hidden rows, heights, and the names over the cells."""
    sheet.insert_rows(row, number)
    dimensions = {at: sheet.row_dimensions.pop(at) for at in sorted(sheet.row_dimensions) if at >= row}
    for at, dimension in dimensions.items():
        dimension.index = at + number
        sheet.row_dimensions[at + number] = dimension
    below = re.compile(rf"(?<='{re.escape(sheet.title)}'!)(\$[A-Z]+\$)(\d+)(:\$[A-Z]+\$)(\d+)")

    def moved(match: re.Match[str]) -> str:
        first, last = (int(match[at]) + (number if int(match[at]) >= row else 0) for at in (2, 4))
        return f"{match[1]}{first}{match[3]}{last}"

    for name, defined in list(workbook.defined_names.items()):
        workbook.defined_names[name] = DefinedName(name, attr_text=below.sub(moved, str(defined.attr_text)))


def _saved(workbook: Workbook) -> bytes:
    target = BytesIO()
    workbook.properties.created = _SAVED
    workbook.save(target)
    return resaved(target.getvalue(), _SAVED)
