"""What is written into a template is read back value for value; a fault is told at its own cell, wherever it went."""

import os
import tempfile
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import assert_never

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from hplan_xl.book.columns import (
    Choice,
    Column,
    Date,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
    Years,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.findings import Severity, column_letters
from hplan_xl.book.values import MissingValue, PeriodKind, Precision, TimePeriod, TimeSpan, YearSpan
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.excel.rendering import render_value
from hplan_xl.interpretation.prose import find_ditto, visible_text
from hplan_xl.template.positions import FIRST_ROW, TITLES_ROW
from hplan_xl.validation import validate_plans
from tests.plain_plans import not_understood, place_of, plain
from tests.sketch import BOOK, FOR_SYDOSTRA, REGISTER, Typed, edited, read, told, write_plan

THOROUGH = os.environ.get("HPLAN_THOROUGH") == "1"
Record = Mapping[str, object]
Plan = Mapping[str, Sequence[Record]]

_quick = partial(settings, suppress_health_check=list(HealthCheck))

LETTERS = st.characters(
    codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" \n", exclude_characters="_"
)
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905
PARTS = {PeriodKind.HALF: 2, PeriodKind.TERTIAL: 3, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}
YEARS = st.integers(2000, 2098)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def texts(longest: int) -> st.SearchStrategy[str]:
    """Any words that people see all of, and that point to no other cell."""
    seen = st.text(LETTERS, min_size=1, max_size=min(longest, 60)).map(visible_text)
    return seen.filter(lambda words: words and not find_ditto(words))


def periods() -> st.SearchStrategy[TimePeriod]:
    """Any period."""
    years = YEARS
    whole = st.builds(TimePeriod, years, st.sampled_from((PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR)))
    parts = [
        st.builds(TimePeriod, years, st.just(kind), st.integers(1, number)) for kind, number in sorted(PARTS.items())
    ]
    return st.one_of(whole, *parts)


def _quarter(year: int, part: int) -> TimeSpan:
    last = 3 * part
    days = date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
    return TimeSpan(f"Q{part} {year}", *days, Precision.QUARTER)


def _month(year: int, part: int) -> TimeSpan:
    days = date(year, part, 1), date(year, part, monthrange(year, part)[1])
    return TimeSpan(f"{MONTHS[part - 1]} {year}", *days, Precision.MONTH)


def spans() -> st.SearchStrategy[TimeSpan]:
    """Times in words that have one reading, and words that are no time."""
    years = YEARS
    return st.one_of(
        years.map(lambda year: TimeSpan(f"under {year}", date(year, 1, 1), date(year, 12, 31), Precision.YEAR)),
        st.builds(_quarter, years, st.integers(1, 4)),
        st.builds(_month, years, st.integers(1, 12)),
        DAYS.map(lambda day: TimeSpan(str(day), day, day, Precision.DAY)),
        st.just(TimeSpan("löpande", None, None, Precision.CONTINUOUS)),
        st.just(TimeSpan("efter nästa rådsmöte", None, None, Precision.WORDS)),
    )


def values(column: Column, keys: Mapping[str, Sequence[object]]) -> st.SearchStrategy[object]:
    """What a filled cell of a column may mean; keys: of the rows that can be referred to, by sheet."""
    match column:
        case Prose():
            return texts(column.max_length).filter(lambda words: words not in column.blank_words)
        case Link():
            return st.from_regex(r"https://[a-z]{2,9}\.se/[a-z0-9/]{1,20}", fullmatch=True)
        case Choice():
            return st.sampled_from([term.name for term in column.vocabulary.terms])
        case Tick():
            return st.just(True)
        case Number() if column.is_whole:
            return st.integers(int(column.minimum or 0), int(column.maximum or 9999))
        case Number():
            numbers = st.integers(-(10**9), 10**9).map(lambda number: number / 100)
            return st.one_of(numbers, st.sampled_from(list(MissingValue))) if column.allows_codes else numbers
        case Years():
            first = st.integers(column.minimum, column.maximum - 2)
            return st.builds(lambda year, more: YearSpan(year, year + more), first, st.integers(0, 2))
        case Date():
            return DAYS
        case Schedule():
            return spans()
        case Period():
            return periods()
        case Reference():
            return st.sampled_from(keys[column.sheet])
        case _:
            assert_never(column)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans in which every cell is either blank or has one reading; {} is a blank row."""
    numbers = draw(st.lists(st.integers(1, 40), unique=True, min_size=1, max_size=4))
    keys: dict[str, Sequence[object]] = {"areas": numbers, "indicators": [f"I{number}" for number in numbers]}
    plan = {sheet.name: draw(_records(sheet, keys)) for sheet in FOR_SYDOSTRA.sheets}
    return plan | {"plan": [{**plan["plan"][0], **draw(_agreeing_answers(plan["plan"][0]["year"]))}]}


def _agreeing_answers(years: object) -> st.SearchStrategy[Record]:
    """Answers of the form that agree with each other: nothing is to be asked of them."""
    assert isinstance(years, YearSpan)
    days = st.dates(date(years.first, 1, 1), date(years.last, 12, 31))
    of_the_register: dict[str, st.SearchStrategy[object]] = {
        "healthcare_region": st.just("sydostra"),
        "group": st.sampled_from([group.name for group in REGISTER.groups_of(REGISTER.regions[0])]),
        "council": st.sampled_from([one.name for one in REGISTER.councils if one.region == "sydostra"]),
    }
    return st.fixed_dictionaries({**of_the_register, "as_of": days, "decided_on": days})


@st.composite
def _records(draw: st.DrawFn, sheet: Sheet, keys: Mapping[str, Sequence[object]]) -> list[Record]:
    count = 1 if sheet.is_form else len(keys[sheet.name]) if sheet.counter else draw(st.integers(0, 3))
    records: list[Record] = []
    for at in range(count):
        if not sheet.is_form and draw(st.integers(0, 4)) == 0:
            records.append({})
        filled = {column.name: draw(_cell(column, sheet, keys)) for column in sheet.columns}
        if sheet.counter:
            filled[sheet.counter] = keys[sheet.name][at]
        records.append({name: value for name, value in filled.items() if value is not None})
    return records


def _cell(column: Column, sheet: Sheet, keys: Mapping[str, Sequence[object]]) -> st.SearchStrategy[object]:
    cell = values(column, keys)
    names_the_row = column.name in sheet.label or (column.need is Need.REQUIRED and not column.conditions)
    return cell if names_the_row else st.one_of(st.none(), cell)


def _typed(column: Column, value: object) -> Typed:
    """What a person types for a value: words as words, even where Excel would take them for something else."""
    written = render_value(column, value, "sv")
    return f"'{written}" if isinstance(written, str) else written


def _write(folder: str, plan: Plan) -> Path:
    records = {
        sheet.name: [
            {name: _typed(sheet.column(name), value) for name, value in record.items()} for record in plan[sheet.name]
        ]
        for sheet in FOR_SYDOSTRA.sheets
    }
    return write_plan(Path(folder) / "plan.xlsx", records, dict.fromkeys(_answers(), None) | records["plan"][0])


def _answers() -> list[str]:
    return [column.name for column in FOR_SYDOSTRA.sheet("plan").columns]


@_quick(max_examples=500 if THOROUGH else 60)
@given(plans())
def test_a_plan_is_read_back_value_for_value(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        understood = read(_write(folder, plan))

    assert [(str(one.cell), one.rule) for one in understood.findings if one.severity is not Severity.HINT] == []
    for sheet in FOR_SYDOSTRA.sheets:
        begun = [(FIRST_ROW + at, record) for at, record in enumerate(plan[sheet.name]) if record]
        table = understood.tables[sheet.name]
        if not sheet.is_form:
            assert table.rows == tuple(row for row, _ in begun)
        for column in sheet.columns:
            expected = tuple(record.get(column.name) for _, record in begun)
            assert table.values[column.name] == expected, f"{sheet.name}.{column.name}"


# Faults


@dataclass(frozen=True)
class Fault:
    """Something in one cell of the plain plan that cannot stay as it is."""

    sheet: str
    column: str
    record: int
    typed: Typed


RECORDS = 3


def _faults() -> Iterable[Fault]:
    for sheet in FOR_SYDOSTRA.sheets:
        for column in sheet.columns:
            if column.name == sheet.counter:
                continue  # the rows that refer to it have nothing to refer to then
            blank: tuple[Typed, ...] = (None,) if column.need is Need.REQUIRED and not column.conditions else ()
            for typed in (*not_understood(column), *blank, "#REF!", "=A1"):
                for record in range(1 if sheet.is_form else RECORDS):
                    yield Fault(sheet.name, column.name, record, typed)


FAULTS = tuple(_faults())


@dataclass(frozen=True)
class Moved:
    """How a sheet was changed: above, between: rows put in over the ids and before each record."""

    above: int
    between: tuple[int, ...]
    columns: tuple[int, ...]
    hidden: bool

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Where a cell stands now."""
        pushed = self.above + sum(self.between[: max(row - TITLES_ROW, 0)])
        return row + pushed, self.columns[column - 1] + 1


@st.composite
def moves(draw: st.DrawFn) -> Mapping[str, Moved]:
    """A way to change every table of a plan."""
    return {
        sheet.name: Moved(
            draw(st.integers(0, 2)),
            tuple(draw(st.lists(st.integers(0, 2), min_size=RECORDS, max_size=RECORDS))),
            tuple(draw(st.permutations(range(len(sheet.columns))))),
            draw(st.booleans()),
        )
        for sheet in FOR_SYDOSTRA.tables
    }


def _move(sheet: Worksheet, moved: Moved) -> None:
    cells = [
        (cell.row, cell.column, cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    sheet.delete_rows(1, sheet.max_row)
    for row, column, value, number_format in cells:
        at = moved.place(row, column) if row >= TITLES_ROW - 1 else (row, column)
        sheet.cell(*at, value=value).number_format = number_format
    if moved.above:
        sheet["A2"] = "Kom ihåg: skicka före midsommar"
    for record in range(RECORDS if moved.hidden else 0):
        sheet.row_dimensions[moved.place(FIRST_ROW + record, 1)[0]].hidden = True


def _move_all(workbook: Workbook, moved: Mapping[str, Moved]) -> None:
    for name, how in moved.items():
        _move(workbook[FOR_SYDOSTRA.sheet(name).title.sv], how)


def _address(fault: Fault, moved: Mapping[str, Moved]) -> str:
    sheet = FOR_SYDOSTRA.sheet(fault.sheet)
    row, column = place_of(sheet, fault.column, fault.record)
    if not sheet.is_form:
        row, column = moved[sheet.name].place(row, column)
    return f"{sheet.title.sv}!{column_letters(column)}{row}"


def _plain_records(faults: Iterable[Fault]) -> dict[str, list[dict[str, Typed]]]:
    records = {
        sheet.name: [
            {column.name: plain(column, sheet, at) for column in sheet.columns}
            for at in range(1, 2 if sheet.is_form else RECORDS + 1)
        ]
        for sheet in FOR_SYDOSTRA.sheets
    }
    for fault in faults:
        records[fault.sheet][fault.record][fault.column] = fault.typed
    return records


def test_the_plain_plan_has_nothing_to_correct(tmp_path: Path) -> None:
    records = _plain_records(())
    plan = write_plan(tmp_path / "plan.xlsx", records, records["plan"][0])
    assert [one for one in told(plan) if one.grade == "Rätta"] == []


@_quick(max_examples=500 if THOROUGH else 22)
@given(
    st.lists(st.sampled_from(FAULTS), max_size=25, unique_by=lambda one: (one.sheet, one.column, one.record)), moves()
)
def test_faults_are_told_at_exactly_their_cells_wherever_they_were_moved(
    faults: list[Fault], moved: Mapping[str, Moved]
) -> None:
    records = _plain_records(faults)
    with tempfile.TemporaryDirectory() as folder:
        plan = write_plan(Path(folder) / "plan.xlsx", records, records["plan"][0])
        found = told(edited(plan, partial(_move_all, moved=moved)))

    assert sorted(one.cell for one in found if one.grade == "Rätta") == sorted(_address(one, moved) for one in faults)


def test_a_fault_by_itself_is_told_at_its_cell_alone(tmp_path: Path) -> None:
    faults = FAULTS if THOROUGH else FAULTS[::17]
    unmoved = {
        sheet.name: Moved(0, (0,) * RECORDS, tuple(range(len(sheet.columns))), False) for sheet in FOR_SYDOSTRA.tables
    }
    plans = []
    for fault in faults:
        records = _plain_records((fault,))
        plans.append(read(write_plan(tmp_path / "plan.xlsx", records, records["plan"][0])))

    found = [
        [str(one.cell) for one in findings if one.severity is Severity.ERROR]
        for findings in validate_plans(plans, gather_tables(plans, BOOK), BOOK)
    ]

    assert dict(zip(faults, found, strict=True)) == {fault: [_address(fault, unmoved)] for fault in faults}
