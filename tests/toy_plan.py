"""A small book and its filled workbooks, written as plan.md's "shape of a table sheet" says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from hplan_xl.book.columns import Choice, Date, Need, Number, Prose, Term, Tick, Tone, Vocabulary
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Text, neutral_text

NO_HELP = neutral_text("")
STATUS = Vocabulary(
    name="status",
    terms=(
        Term(name="on_plan", word=Text("Enligt plan", "On plan"), tone=Tone.GREEN),
        Term(name="serious", word=Text("Allvarliga problem", "Serious problems"), tone=Tone.RED),
    ),
)
AREAS = Sheet(
    name="areas",
    title=Text("Prioriterade områden", "Priority areas"),
    help=NO_HELP,
    is_core=True,
    counter="number",
    prefilled_count=5,
    columns=(
        Number(name="number", title=Text("Nr", "No."), help=NO_HELP, is_whole=True, need=Need.REQUIRED),
        Prose(name="title", title=Text("Prioriterat område", "Priority area"), help=NO_HELP, need=Need.REQUIRED),
        Choice(name="status", title=neutral_text("Status"), help=NO_HELP, vocabulary=STATUS, need=Need.REQUIRED),
        Number(name="share", title=Text("Andel", "Share"), help=NO_HELP),
        Date(name="due", title=Text("Klart senast", "Due"), help=NO_HELP, aliases=("Slutdatum",)),
        Tick(name="promise", title=Text("Jämlik vård", "Equitable care"), help=NO_HELP, may_be_absent=True),
    ),
)
NOTES = Sheet(
    name="notes",
    title=Text("Resultat", "Results"),
    help=NO_HELP,
    columns=(
        Prose(name="text", title=neutral_text("Text"), help=NO_HELP, need=Need.REQUIRED),
        Prose(name="period", title=neutral_text("Period"), help=NO_HELP),
    ),
)
PLAN = Sheet(
    name="plan",
    title=neutral_text("Plan"),
    help=NO_HELP,
    is_form=True,
    is_core=True,
    columns=(
        Prose(name="group", title=Text("Grupp", "Group"), help=NO_HELP, need=Need.REQUIRED),
        Number(name="year", title=Text("År", "Year"), help=NO_HELP, is_whole=True, need=Need.REQUIRED),
        Choice(name="status", title=neutral_text("Status"), help=NO_HELP, vocabulary=STATUS),
    ),
)
TOY = Book(name="toy", version=2, version_date=date(2026, 1, 1), title=neutral_text("Toy"), sheets=(PLAN, AREAS, NOTES))
SAVED = datetime(2026, 3, 1, 12, 30)

Record = Mapping[str, object]
ANSWERS: Record = {"group": "RPO Hud", "year": 2026, "status": "Enligt plan"}
RECORDS: tuple[Record, ...] = (
    {"number": 1, "title": "Remittentstöd", "status": "Enligt plan", "share": 0.85, "due": date(2026, 6, 1)},
    {"number": 2, "title": "Å Ä Ö", "status": "Allvarliga problem", "promise": "x"},
    {"number": 3},
)


@dataclass(frozen=True)
class Shape:
    """How the table of areas stands on its sheet.

    above, between, gaps: blank rows before the ids, between ids and titles, before each record.
    order: the columns from the left; a name that the book has not is a column of the group's own.
    left: blank columns before them. hidden: records whose row is hidden. ids: whether the id row is written.
    """

    above: int = 1
    between: int = 0
    gaps: Mapping[int, int] = field(default_factory=dict)
    order: Sequence[str] = tuple(column.name for column in AREAS.columns)
    left: int = 0
    hidden: frozenset[int] = frozenset()
    ids: bool = True
    titles: Mapping[str, str] = field(default_factory=dict)

    def row(self, record: int) -> int:
        """The Excel row of a record."""
        return self.above + self.between + 3 + record + sum(gap for at, gap in self.gaps.items() if at <= record)

    def column(self, name: str) -> int:
        """The Excel column of a column."""
        return self.left + list(self.order).index(name) + 1


def toy_workbook(
    records: Sequence[Record] = RECORDS,
    shape: Shape = Shape(),
    *,
    answers: Record = ANSWERS,
    names: bool = True,
    version: str = "toy 2",
    sheet_title: str = "Prioriterade områden",
    rules: bool = True,
    leave_out: Sequence[str] = (),
) -> bytes:
    """The bytes of a filled workbook."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"created": SAVED})
    if version:
        workbook.set_custom_property("hplan_template", version)
    if "plan" not in leave_out:
        _write_form(workbook, answers, names)
    if "areas" not in leave_out:
        _write_areas(workbook, records, shape, sheet_title, names, rules)
    if "notes" not in leave_out:
        sheet = workbook.add_worksheet("Resultat")
        for column, (name, title) in enumerate((("text", "Text"), ("period", "Period"))):
            sheet.write_string(1, column, name)
            sheet.write_string(2, column, title)
        sheet.set_row(1, None, None, {"hidden": True})
    workbook.close()
    return stream.getvalue()


def _write_form(workbook: Any, answers: Record, names: bool) -> None:
    sheet = workbook.add_worksheet("Plan")
    for row, column in enumerate(PLAN.columns, 2):
        sheet.write_string(row, 0, column.name)
        sheet.write_string(row, 1, column.title.sv)
        if answers.get(column.name) is not None:
            _put(sheet, row, 2, answers[column.name], None)
    sheet.data_validation(4, 2, 4, 2, {"validate": "list", "source": ["Enligt plan"]})
    if names:
        workbook.define_name("hplan_plan", "=Plan!$A$3:$A$5")


def _write_areas(
    workbook: Any, records: Sequence[Record], shape: Shape, sheet_title: str, names: bool, rules: bool
) -> None:
    sheet = workbook.add_worksheet(sheet_title)
    formats = {"share": workbook.add_format({"num_format": "0%"}), "due": workbook.add_format({"num_format": 14})}
    titles = {column.name: column.title.sv for column in AREAS.columns} | dict(shape.titles)
    for at, name in enumerate(shape.order, shape.left):
        if shape.ids and name in {column.name for column in AREAS.columns}:
            sheet.write_string(shape.above, at, name)
        sheet.write_string(shape.above + shape.between + 1, at, titles.get(name, name))
        for number, record in enumerate(records):
            if record.get(name) is not None:
                _put(sheet, shape.row(number) - 1, at, record[name], formats.get(name))
    for number in shape.hidden:
        sheet.set_row(shape.row(number) - 1, None, None, {"hidden": True})
    if rules:
        sheet.data_validation("C4:C2000", {"validate": "list", "source": ["Enligt plan", "Allvarliga problem"]})
    if names:
        quoted = sheet_title.replace("'", "''")
        workbook.define_name("hplan_areas", f"='{quoted}'!$A${shape.above + 1}:$F${shape.above + 1}")


def _put(sheet: Any, row: int, column: int, value: object, cell_format: object) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, cell_format)
    else:
        sheet.write(row, column, value, cell_format)
