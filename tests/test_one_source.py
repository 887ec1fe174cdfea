"""One source: a column's help, the entry rule, the finding and the dictionary cannot contradict each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from hplan_xl.book.columns import Column, Link, Period, Reference, Schedule
from hplan_xl.book.description import Sheet
from hplan_xl.book.findings import Severity
from hplan_xl.book.limits import LONGEST_MESSAGE_TITLE
from hplan_xl.book.text import Language
from hplan_xl.commands.generate import SAMPLES, read_sample
from hplan_xl.commands.make_templates import TemplateOrder, build_group_template
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.interpretation import interpret_plan
from hplan_xl.plan import build_book
from hplan_xl.plan.dictionary import format_dictionary
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import read_packaged_register
from hplan_xl.template.entry_guidance import entry_sentences
from hplan_xl.validation import validate_plans

REGISTER = read_packaged_register()
BOOK = build_book(REGISTER, REGISTER.region("sydostra"))
COLUMNS = [(sheet, column) for sheet in BOOK.sheets for column in sheet.columns]
IDS = [f"{sheet.name}.{column.name}" for sheet, column in COLUMNS]
SENTENCES = [sentence for rule in BOOK.rules for sentence in rule.sentences.values()]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
FIRST_ROW, ANSWER = 4, "C"


@dataclass(frozen=True)
class Edge:
    """A value at the edge of its kind: does the entry rule let it in; does check accept it, maybe with a hint?"""

    value: object
    let_in: bool
    accepted: bool


@pytest.fixture(scope="module")
def rules() -> dict[tuple[Language, str, str], DataValidation]:
    """The entry rule of each column, by language, sheet and column; one that asks nothing where there is none."""
    found = {}
    for language in LANGUAGES:
        book = openpyxl.load_workbook(BytesIO(_template(language)))
        for sheet in BOOK.sheets:
            worksheet = book[sheet.title.localize(language)]
            at = {str(rule.sqref).partition(":")[0]: rule for rule in worksheet.data_validations.dataValidation}
            for column, cell in _cells(worksheet, sheet):
                found[language, sheet.name, column.name] = at.get(cell, DataValidation())
    return found


@cache
def _template(language: Language) -> bytes:
    return build_group_template(TemplateOrder(register=REGISTER, region="sydostra", language=language), None)


def _cells(worksheet: Any, sheet: Sheet) -> Iterator[tuple[Column, str]]:
    """Each column with its first cell to fill in."""
    for at, column in enumerate(sheet.columns, 1):
        if sheet.is_form:
            row = next(row[0].row for row in worksheet.iter_rows(max_col=1) if row[0].value == column.name)
            yield column, f"{ANSWER}{row}"
        else:
            yield column, f"{worksheet.cell(FIRST_ROW, at).column_letter}{FIRST_ROW}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=IDS)
def test_the_prompt_is_the_columns_help(
    rules: dict[tuple[Language, str, str], DataValidation], language: Language, sheet: Sheet, column: Column
) -> None:
    rule = rules[language, sheet.name, column.name]
    if sheet.is_form:  # its help stands beside the answer
        assert not rule.prompt
        return
    assert (rule.prompt, rule.showInputMessage) == (column.help.localize(language), True)
    assert len(str(rule.promptTitle)) <= LONGEST_MESSAGE_TITLE
    title = column.title.localize(language)
    assert (
        rule.promptTitle == title
        if len(title) <= LONGEST_MESSAGE_TITLE
        else title.startswith(str(rule.promptTitle)[:-1])
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=IDS)
def test_what_is_asked_is_what_check_says_then(
    rules: dict[tuple[Language, str, str], DataValidation], language: Language, sheet: Sheet, column: Column
) -> None:
    rule = rules[language, sheet.name, column.name]
    said = " ".join(text.localize(language) for text in entry_sentences(column, BOOK))
    assert (rule.error or "") == said
    assert rule.showErrorMessage or not said
    assert len(said) <= 255
    for text in entry_sentences(column, BOOK):
        assert any(_is_told_by(text.localize(language), one.text.localize(language)) for one in SENTENCES)


def _is_told_by(words: str, told: str) -> bool:
    """Whether what a sentence says is to be done stands in words, but for its placeholders.

    Not what was found: that a text cannot be read Excel does not know, since check reads more than it does.
    """
    told = told.split("; nu står")[0].split("; now it")[0]
    told = told.partition(". ")[2] or told
    for placeholder in ("{column}", "{row}", "{length}", "{longest}", "{year}", "{range}"):
        told = told.replace(placeholder, "\n")
    return all(part.strip() in words for part in told.split("\n"))


# What is typed at the edges of each kind: the entry rule lets in nothing that check cannot use.
EDGES = {
    "areas.number": [
        *(Edge(1, True, True), Edge(0, False, False), Edge(1.5, False, False), Edge("3", False, True)),
        *(Edge("ett", False, False), Edge(10**15 - 1, True, True), Edge(10**15, False, False)),
    ],
    "plan.year": [
        *(Edge(2000, True, True), Edge(2100, True, True), Edge(1999, False, False), Edge(2101, False, False)),
        *(Edge("2024–2025", True, True), Edge(25, False, False), Edge(20025, False, False)),
    ],
    "areas.short_title": [Edge("x" * 40, True, True), Edge("x" * 41, False, False)],
    "areas.promise_1": [Edge("x", True, True), Edge("X", False, True), Edge("kanske", False, False)],
    "areas.status": [
        *(Edge("Enligt plan", True, True), Edge("Avslutad", True, True), Edge("grön", False, True)),
        *(Edge("Pågår", False, False), Edge("Enligt", False, False)),
    ],
    "areas.due": [
        *(
            Edge(date(2000, 1, 1), True, True),
            Edge(date(2100, 12, 31), True, True),
            Edge(date(1999, 12, 31), False, False),
        ),
        *(Edge(date(2101, 1, 1), False, False), Edge("2026-03-01", False, True), Edge("i juni", False, False)),
    ],
    "measurements.value_RJL": [
        *(Edge(0.5, True, True), Edge("-", True, True), Edge(".", True, True), Edge("..", True, True)),
        *(Edge("bortfall", False, True), Edge("<5", False, False)),
    ],
    "indicators.target": [
        Edge(-1.5, True, True),
        Edge("85 %", False, True),
        Edge("ca 4", False, True),
        Edge("många", False, False),
    ],
}


@pytest.mark.parametrize(
    ("where", "edge"), [(where, edge) for where, edges in EDGES.items() for edge in edges], ids=str
)
def test_the_entry_rule_lets_in_what_check_accepts(
    rules: dict[tuple[Language, str, str], DataValidation], where: str, edge: Edge
) -> None:
    sheet, _, name = where.partition(".")
    rule = rules["sv", sheet, name]
    assert _lets_in(rule, edge.value) == edge.let_in
    assert _is_accepted(BOOK.sheet(sheet), name, edge.value) == edge.accepted
    assert edge.accepted or not edge.let_in


@pytest.mark.parametrize("column", [column for _, column in COLUMNS], ids=IDS)
def test_every_kind_with_an_entry_rule_has_edges(column: Column) -> None:
    kinds = {type(BOOK.sheet(where.partition(".")[0]).column(where.partition(".")[2])) for where in EDGES}
    asks_nothing = isinstance(column, Link | Schedule | Period | Reference)
    assert type(column) in kinds or asks_nothing


def _lets_in(rule: DataValidation, value: object) -> bool:
    """What Excel makes of a value: rules of these kinds alone are in the template."""
    number = value if isinstance(value, int | float) else None
    if isinstance(value, date):
        number = (value - date(1899, 12, 30)).days
    match rule.type:
        case "list":
            return value in _words(str(rule.formula1))
        case "whole" | "decimal" | "date":
            whole = rule.type != "whole" or number == int(number or 0)
            return number is not None and whole and float(rule.formula1 or 0) <= number <= float(rule.formula2 or 0)
        case "textLength":
            return len(str(value)) <= int(rule.formula1 or 0)
        case "custom":
            if "ISTEXT" in str(rule.formula1):
                limits = [int(limit) for limit in re.findall(r"=(\d+)", str(rule.formula1))]
                return isinstance(value, str) or (number is not None and limits[0] <= number <= limits[1])
            return number is not None or value in ("-", ".", "..")
    raise ValueError(rule.type)


@cache
def _words(name: str) -> list[object]:
    book = openpyxl.load_workbook(BytesIO(_template("sv")))
    title, cells = next(book.defined_names[name].destinations)
    cells = cells.replace("$", "")
    return [cell.value for row in book[title][cells if ":" in cells else f"{cells}:{cells}"] for cell in row]


def _is_accepted(sheet: Sheet, name: str, value: object) -> bool:
    book = openpyxl.load_workbook(BytesIO(_template("sv")))
    worksheet = book[sheet.title.sv]
    cell = next(cell for column, cell in _cells(worksheet, sheet) if column.name == name)
    for column, other in _cells(worksheet, sheet):
        if column.name in (*sheet.label, "comment") and not sheet.is_form:
            worksheet[other] = "en påbörjad rad"
    worksheet[cell].value = value
    target = BytesIO()
    book.save(target)
    plan = interpret_plan(read_submission("plan.xlsx", target.getvalue(), BOOK), BOOK)
    (found,) = validate_plans([plan], gather_tables([plan], BOOK), BOOK)
    told = [one for one in found if (one.cell.sheet, one.cell.address) == (sheet.title.sv, cell)]
    return all(one.severity is Severity.HINT for one in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_holds_every_help_and_every_sentence(language: Language) -> None:
    page = format_dictionary(BOOK, language, read_sample(Path(__file__).parent.parent / SAMPLES, REGISTER))
    lacking = [column.name for _, column in COLUMNS if column.help.localize(language) not in page]
    lacking += [one.text.sv for one in SENTENCES if one.text.localize(language) not in page]
    assert lacking == []


def test_the_sample_tells_on_how_many_plans_a_rule_fires() -> None:
    folder = Path(__file__).parent.parent / SAMPLES
    sample = read_sample(folder, REGISTER)
    assert sample.plans == len(list(folder.glob("*.xlsx")))
    assert 0 < min(sample.plans_by_rule.values()) <= max(sample.plans_by_rule.values()) <= sample.plans
    assert {BOOK.rule(rule).severity for rule in sample.plans_by_rule} <= {Severity.WARNING, Severity.HINT}
