"""A new column is one entry in the book: it is then in the template, in a finding and in the master."""

import io
from dataclasses import replace
from datetime import date

import openpyxl

from hplan_xl.book.columns import Need, Number
from hplan_xl.book.description import Book
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.book.views import AllRows
from hplan_xl.consolidation.union import Route, consolidate_plans, gather_tables
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.master.write import build_master
from hplan_xl.plan.dictionary import RuleSample, format_dictionary
from hplan_xl.reading.submission import read_submission
from hplan_xl.template import build_template
from hplan_xl.validation import validate_plans
from hplan_xl.wording import compose_sentence
from tests.garden import BEDS, GARDEN, GARDEN_BOOK, HARVEST, WORK
from tests.pieces_of_masters import opened, values

# The one entry.
COST = Number(
    name="cost", title=Text("Kostnad", "Cost"), help=Text("I tusen kronor.", "In thousand kronor."), need=Need.REQUIRED
)

PAGE = AllRows(name="beds", title=neutral_text("Bäddar"), help=neutral_text("Alla bäddar."), sheet="beds")
BOOK: Book = replace(
    GARDEN_BOOK, sheets=(GARDEN, replace(BEDS, columns=(*BEDS.columns, COST)), WORK, HARVEST), views=(PAGE,)
)


def filled(costs: tuple[float, float | str | None]) -> bytes:
    """A garden plan with two beds, written into its template as a person would, cell by cell."""
    book = openpyxl.load_workbook(io.BytesIO(build_template(BOOK, language="sv")))
    sheet = book[BEDS.title.sv]
    at = {cell.value: cell.column for row in sheet.iter_rows(max_row=3) for cell in row if cell.value}
    titles = next(cell.row for row in sheet.iter_rows(max_row=5) for cell in row if cell.value == "Kostnad")
    for below, (title, cost) in enumerate(zip(("Rosor", "Ärtor"), costs, strict=True), start=1):
        told: dict[str, float | str | None] = {"title": title, "status": "Enligt plan", "cost": cost}
        for name, value in told.items():
            sheet.cell(titles + below, at[name]).value = value
    form = book[GARDEN.title.sv]
    for name, answer in (("group", "RPO Ett"), ("year", 2026), ("as_of", date(2026, 3, 1))):
        (row,) = [cell.row for (cell,) in form.iter_rows(max_col=1) if cell.value == name]
        form.cell(row, 3).value = answer
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def understood(costs: tuple[float, float | str | None]) -> InterpretedPlan:
    return interpret_plan(read_submission("ett.xlsx", filled(costs), BOOK), BOOK)


def told_of(plan: InterpretedPlan) -> list[str]:
    (findings,) = validate_plans([plan], gather_tables([plan], BOOK), BOOK)
    return [f"{one.cell} {one.rule}: {compose_sentence(one, 'sv')}" for one in findings]


def test_it_stands_in_the_template_with_its_help() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(build_template(BOOK, language="en")))[BEDS.title.en]
    (place,) = [cell for row in sheet.iter_rows(max_row=5) for cell in row if cell.value == "Cost"]
    prompts = [rule.prompt for rule in sheet.data_validations.dataValidation if place.column_letter in str(rule.sqref)]
    assert prompts == ["In thousand kronor."]


def test_it_stands_in_findings_at_its_cell() -> None:
    assert told_of(understood((120, "en hel del"))) == [
        "Bäddar & 'träd' mm!J5 number.unreadable: ”en hel del” går inte att läsa som ett tal. "
        "Skriv bara talet under ”Kostnad”."
    ]
    assert told_of(understood((120, None))) == ["Bäddar & 'träd' mm!J5 required.blank: Fyll i ”Kostnad” för ”Ärtor”."]


def test_it_stands_in_the_master_with_its_values() -> None:
    plan = understood((120, 7.5))
    consolidation = consolidate_plans(
        [Route(plan, "")], BOOK, year=2026, as_of_day=date(2026, 3, 1), files=(), findings=()
    )
    rows = values(opened(build_master(consolidation, "sv")), "Bäddar")
    (head,) = [row for row in rows if "Kostnad" in row]
    at = head.index("Kostnad")
    assert [row[at] for row in rows[rows.index(head) + 1 :]] == [120, 7.5]


def test_it_stands_in_the_dictionary() -> None:
    (line,) = [line for line in format_dictionary(BOOK, "sv", RuleSample(0, {})).splitlines() if "`cost`" in line]
    assert line == "| `cost` | Kostnad | tal | behövs | behålls | I tusen kronor. |"
