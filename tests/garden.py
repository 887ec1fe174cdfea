"""A small book with every kind of column, for testing machinery without the real plan, and its filled workbooks.

Two ways lead to a filled workbook: the book's own template (`build_template`), and `garden_workbook`, which writes what
plan.md's "Shape of a table sheet" says by other code than the template's, in any shape that people give it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from hplan_xl.book.columns import (
    Choice,
    Date,
    IsAmong,
    IsBlank,
    IsFilled,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Term,
    Tick,
    Tone,
    Vocabulary,
)
from hplan_xl.book.common_rules import COMMON_RULES
from hplan_xl.book.description import Book, GuideLine, Sheet
from hplan_xl.book.findings import Rule, Sentence, Severity
from hplan_xl.book.text import Text, neutral_text

STATUS = Vocabulary(
    name="status",
    terms=(
        Term(name="on_plan", word=Text("Enligt plan", "On plan"), aliases=("grön",), symbol="●", tone=Tone.GREEN),
        Term(name="serious", word=Text("Allvarliga problem", "Serious problems"), symbol="■", tone=Tone.RED),
        Term(name="closed", word=Text("Avslutad", "Closed"), aliases=("klart*",), symbol="☑", tone=Tone.BLUE),
    ),
    vague_words=("pågår",),
)
GROUP_UNKNOWN = Rule(
    name="group.unknown",
    severity=Severity.WARNING,
    sentence=Sentence(
        "”{value}” odlar inte här.",
        "“{value}” does not garden here.",
        {"value": "RPO Tre"},
        while_typing=Text("De odlar inte här.", "They do not garden here."),
    ),
    variants={
        "near": Sentence(
            "”{value}” odlar inte här. Menar ni {suggestions}?",
            "“{value}” does not garden here. {suggestions}?",
            {"value": "RPO Ett och", "suggestions": "RPO Ett"},
        )
    },
)
GROUPS = Vocabulary(
    name="groups",
    terms=(Term(name="one", word=neutral_text("RPO Ett")), Term(name="two", word=neutral_text("RPO Två"))),
)

GARDEN = Sheet(
    name="garden",
    title=Text("Trädgård", "Garden"),
    help=Text("Om trädgården som helhet.", "The garden as a whole."),
    is_form=True,
    is_core=True,
    columns=(
        Choice(
            name="group",
            title=Text("Grupp", "Group"),
            help=Text("Vilka ni är.", "Who you are."),
            need=Need.REQUIRED,
            vocabulary=GROUPS,
            allows_others=True,
            other_rule="group.unknown",
        ),
        Number(
            name="year",
            title=Text("År", "Year"),
            help=neutral_text("2026"),
            need=Need.REQUIRED,
            is_whole=True,
            minimum=2000,
        ),
        Date(name="as_of", title=Text("Status per den", "As of"), help=neutral_text("2026-03-01"), need=Need.EXPECTED),
        Prose(
            name="purpose",
            title=Text("Syfte med hela trädgården i stort", "Purpose of the garden at large"),
            help=Text("Kort.", "Briefly."),
            section=Text("Frivilligt", "Optional"),
        ),
    ),
)
BEDS = Sheet(
    name="beds",
    title=Text("Bäddar & 'träd' mm", "Beds"),
    help=Text("En bädd per rad.", "One bed a row."),
    is_core=True,
    key=("number",),
    counter="number",
    prefilled_count=5,
    label=("short", "title"),
    columns=(
        Number(
            name="number", title=Text("Nr", "No."), help=neutral_text("1"), is_whole=True, need=Need.REQUIRED, width=5
        ),
        Prose(name="short", title=Text("Kort namn", "Short name"), help=neutral_text("Ros"), max_length=40),
        Prose(name="title", title=Text("Bädd", "Bed"), help=neutral_text("Rosor"), need=Need.REQUIRED, width=40),
        Tick(
            name="sunny",
            title=Text("Soligt läge", "Sunny"),
            help=neutral_text("x"),
            width=4,
            is_title_vertical=True,
            family="light",
            may_be_absent=True,
        ),
        Choice(
            name="status", title=neutral_text("Status"), help=neutral_text("●"), vocabulary=STATUS, need=Need.REQUIRED
        ),
        Prose(
            name="why",
            title=Text("Varför", "Why"),
            help=neutral_text("?"),
            need=Need.EXPECTED,
            conditions=(IsAmong("status", ("serious", "closed")),),
        ),
        Date(
            name="due",
            title=Text("Klart senast", "Due"),
            help=neutral_text("2026-03-01"),
            aliases=("Färdigdatum",),
            is_collapsed=True,
        ),
        Link(name="map", title=Text("Karta", "Map"), help=neutral_text("https://"), is_collapsed=True),
        Number(name="share", title=Text("Andel", "Share"), help=neutral_text("85"), is_collapsed=True),
    ),
)
WORK = Sheet(
    name="work",
    title=Text("Arbete", "Work"),
    help=Text("Ett arbete per rad.", "One piece of work a row."),
    key=("number",),
    label=("title",),
    columns=(
        Reference(name="bed", title=Text("Bädd", "Bed"), help=neutral_text("3"), sheet="beds", need=Need.REQUIRED),
        Prose(name="number", title=Text("Nr", "No."), help=neutral_text("1.1"), width=6),
        Prose(name="title", title=Text("Arbete", "Work"), help=neutral_text("Gräva"), need=Need.REQUIRED),
        Schedule(name="when", title=Text("När", "When"), help=neutral_text("Q2")),
        Number(name="hours", title=Text("Timmar", "Hours"), help=neutral_text("4"), minimum=0),
        Choice(
            name="state",
            title=Text("Läge", "State"),
            help=neutral_text("●"),
            vocabulary=STATUS,
            need=Need.REQUIRED,
            conditions=(IsFilled("hours"), IsBlank("when")),
        ),
    ),
)
HARVEST = Sheet(
    name="harvest",
    title=Text("Skörd", "Harvest"),
    help=Text("En bädd och period per rad.", "One bed and period a row."),
    key=("bed", "period"),
    columns=(
        Reference(name="bed", title=Text("Bädd", "Bed"), help=neutral_text("3"), sheet="beds", need=Need.REQUIRED),
        Period(name="period", title=neutral_text("Period"), help=neutral_text("2024"), need=Need.REQUIRED),
        Number(name="kilos", title=Text("Kilo", "Kilos"), help=neutral_text("4"), allows_codes=True),
    ),
)


# One form, a core table with counted rows, one that refers to it, and one with a key of two columns.
GARDEN_BOOK = Book(
    name="toy",
    version=3,
    version_date=date(2026, 1, 2),
    title=Text("Trädgårdsplan", "Garden plan"),
    sheets=(GARDEN, BEDS, WORK, HARVEST),
    rules=(*COMMON_RULES, GROUP_UNKNOWN),
    guide=(
        GuideLine(style="title", text=Text("Trädgårdsplan {year} – {owner}", "Garden plan {year} – {owner}")),
        GuideLine(style="step", text=Text("1. Fyll i bäddarna.", "1. Fill in the beds.")),
        GuideLine(
            style="entry", text=Text("● Enligt plan – det växer", "● On plan – it grows"), label=neutral_text("Status")
        ),
    ),
)
SAVED = datetime(2026, 3, 1, 12, 30)

Record = Mapping[str, object]
ANSWERS: Record = {"group": "RPO Ett", "year": 2026, "as_of": date(2026, 3, 1)}
RECORDS: tuple[Record, ...] = (
    {"number": 1, "title": "Rosor", "status": "Enligt plan", "share": 0.85, "due": date(2026, 6, 1)},
    {"number": 2, "title": "Å Ä Ö", "status": "Allvarliga problem", "sunny": "x"},
    {"number": 3},
)


@dataclass(frozen=True)
class Shape:
    """How the table of beds stands on its sheet.

    above, between, gaps: blank rows before the ids, between ids and titles, before each record.
    order: the columns from the left; a name that the book has not is a column of the group's own.
    left: blank columns before them. hidden: records whose row is hidden. ids: whether the id row is written.
    """

    above: int = 1
    between: int = 0
    gaps: Mapping[int, int] = field(default_factory=dict)
    order: Sequence[str] = tuple(column.name for column in BEDS.columns)
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


def garden_workbook(
    records: Sequence[Record] = RECORDS,
    shape: Shape = Shape(),
    *,
    answers: Record = ANSWERS,
    names: bool = True,
    version: str = "toy 3",
    sheet_title: str = BEDS.title.sv,
    rules: bool = True,
    leave_out: Sequence[str] = (),
) -> bytes:
    """The bytes of a workbook with filled beds and a filled form; the other sheets stand there without records.

    names: whether there are defined names. rules: whether the beds have their drop-downs. leave_out: sheets by id.
    """
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"created": SAVED})
    if version:
        workbook.set_custom_property("toy_template", version)
    if "garden" not in leave_out:
        _write_form(workbook, answers, names)
    if "beds" not in leave_out:
        _write_beds(workbook, records, shape, sheet_title, names, rules)
    for sheet in (WORK, HARVEST):
        if sheet.name not in leave_out:
            _write_blank_table(workbook, sheet)
    workbook.close()
    return stream.getvalue()


def _write_form(workbook: Any, answers: Record, names: bool) -> None:
    sheet = workbook.add_worksheet(GARDEN.title.sv)
    day = workbook.add_format({"num_format": 14})
    for row, column in enumerate(GARDEN.columns, 2):
        sheet.write_string(row, 0, column.name)
        sheet.write_string(row, 1, column.title.sv)
        if answers.get(column.name) is not None:
            _put(sheet, row, 2, answers[column.name], day if column.name == "as_of" else None)
    sheet.data_validation(2, 2, 2, 2, {"validate": "list", "source": ["RPO Ett", "RPO Två"]})
    if names:
        workbook.define_name("hplan_garden", f"='{GARDEN.title.sv}'!$A$3:$A$6")


def _write_beds(
    workbook: Any, records: Sequence[Record], shape: Shape, sheet_title: str, names: bool, rules: bool
) -> None:
    sheet = workbook.add_worksheet(sheet_title)
    formats = {"share": workbook.add_format({"num_format": "0%"}), "due": workbook.add_format({"num_format": 14})}
    titles = {column.name: column.title.sv for column in BEDS.columns} | dict(shape.titles)
    for at, name in enumerate(shape.order, shape.left):
        if shape.ids and name in {column.name for column in BEDS.columns}:
            sheet.write_string(shape.above, at, name)
        sheet.write_string(shape.above + shape.between + 1, at, titles.get(name, name))
        for number, record in enumerate(records):
            if record.get(name) is not None:
                _put(sheet, shape.row(number) - 1, at, record[name], formats.get(name))
    for number in shape.hidden:
        sheet.set_row(shape.row(number) - 1, None, None, {"hidden": True})
    if rules:
        sheet.data_validation("E4:E2000", {"validate": "list", "source": ["Enligt plan", "Allvarliga problem"]})
    if names:
        quoted = sheet_title.replace("'", "''")
        workbook.define_name("hplan_beds", f"='{quoted}'!$A${shape.above + 1}:$I${shape.above + 1}")


def _write_blank_table(workbook: Any, of: Sheet) -> None:
    sheet = workbook.add_worksheet(of.title.sv)
    for at, column in enumerate(of.columns):
        sheet.write_string(1, at, column.name)
        sheet.write_string(2, at, column.title.sv)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.data_validation("A4:A2000", {"validate": "list", "source": ["1", "2"]})


def _put(sheet: Any, row: int, column: int, value: object, cell_format: object) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, cell_format)
    else:
        sheet.write(row, column, value, cell_format)
