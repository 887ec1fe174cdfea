"""Kontroll keeps its word: over random plans it says what plan.md says it says, recomputed by LibreOffice."""

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from hplan_xl.book.findings import Finding, Severity, column_letters
from hplan_xl.consolidation.frames import gather_tables
from hplan_xl.interpretation import interpret_plan
from hplan_xl.reading.submission import read_submission
from hplan_xl.validation import validate_plans
from tests.plans_at_random import BOOK, Fault, Plan, faults, plan_at_random, workbook
from tests.recompute import sheets_as_shown

PLANS = 500 if os.environ.get("HPLAN_THOROUGH") == "1" else 60
AT_ONCE = 30
TITLE = "Kontroll"
READY = "Klar att skicka"
# One fault, one finding: check judges no further by a cell that it has not understood; Kontroll counts both.
NOT_UNDERSTOOD = {"text", "reference", "word"}
# What both are to see; what only one sees is named on the sheet.
SEEN_BY_BOTH = {
    "required.blank",
    "direction.blank",
    "choice.unknown",
    "status.ambiguous",
    "reference.unknown",
    "key.twice",
    "number.unreadable",
    "number.two_readings",
    "date.unreadable",
    "date.two_readings",
}


class Line(NamedTuple):
    """What Kontroll says of a sheet; rows is – for the form."""

    rows: str
    to_correct: int
    to_complete: int
    first: str


@dataclass(frozen=True)
class Told:
    """What Kontroll says: the verdict, the line under it, and of each sheet."""

    verdict: str
    complete: str
    sheets: Mapping[str, Line]


@dataclass(frozen=True)
class Judged:
    """One plan, what Kontroll says of it, and what check finds."""

    seed: int
    plan: Plan
    faults: frozenset[Fault]
    told: Told
    found: tuple[Finding, ...]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    folder = tmp_path_factory.mktemp("plans")
    plans = {seed: plan_at_random(seed) for seed in range(PLANS)}
    paths = {seed: folder / f"{seed}.xlsx" for seed in plans}
    for seed, plan in plans.items():
        paths[seed].write_bytes(workbook(plan))
    read = [interpret_plan(read_submission(str(seed), path.read_bytes(), BOOK), BOOK) for seed, path in paths.items()]
    found = validate_plans(read, gather_tables(read, BOOK), BOOK)
    seeds = list(plans)
    told = {seed: _told(rows) for seed, rows in zip(paths, _shown(list(paths.values()), folder), strict=True)}
    return [Judged(seed, plans[seed], frozenset(faults(plans[seed])), told[seed], found[seed]) for seed in seeds]


def _shown(paths: list[Path], folder: Path) -> Iterator[list[list[str]]]:
    """What Kontroll shows of each plan; two LibreOffices take turns at the batches."""
    place = 1 + openpyxl.load_workbook(paths[0], read_only=True).sheetnames.index(TITLE)
    batches = [paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE)]
    with ThreadPoolExecutor(2) as workers:
        for shown in workers.map(lambda batch: sheets_as_shown(batch, place, TITLE, folder / "out"), batches):
            yield from shown


def _told(rows: list[list[str]]) -> Told:
    names = {sheet.title.sv: sheet.name for sheet in BOOK.sheets}
    of_sheets = {names[row[0]]: Line(row[1], int(row[2]), int(row[3]), row[4]) for row in rows[6:] if row[0] in names}
    return Told(rows[1][0], rows[2][0], of_sheets)


def _errors(one: Judged, sheet: str = "") -> list[Fault]:
    return [fault for fault in one.faults if fault.kind != "wanted" and sheet in ("", fault.sheet)]


def _wanted(one: Judged, sheet: str = "") -> list[Fault]:
    return [fault for fault in one.faults if fault.kind == "wanted" and sheet in ("", fault.sheet)]


@pytest.mark.libreoffice
def test_the_plans_are_of_every_kind(judged: list[Judged]) -> None:
    kinds = {fault.kind for one in judged for fault in one.faults}
    assert kinds == {"blank", "word", "reference", "twice", "text", "wanted"}
    ready = sum(not _errors(one) for one in judged)
    assert PLANS / 4 < ready < PLANS * 3 / 4


@pytest.mark.libreoffice
def test_kontroll_says_ready_exactly_when_nothing_is_to_correct(judged: list[Judged]) -> None:
    wrong = [
        (one.seed, one.told.verdict, sorted(_errors(one)))
        for one in judged
        if (one.told.verdict == READY) == bool(_errors(one))
    ]
    assert wrong == []


@pytest.mark.libreoffice
def test_kontroll_counts_the_rows_and_the_cells_of_each_sheet(judged: list[Judged]) -> None:
    wrong = []
    for one in judged:
        for sheet in BOOK.sheets:
            rows = "–" if sheet.is_form else str(len(one.plan.begun(sheet)))
            counts = (rows, len(_errors(one, sheet.name)), len(_wanted(one, sheet.name)))
            if one.told.sheets[sheet.name][:3] != counts:
                wrong.append((one.seed, sheet.name, one.told.sheets[sheet.name], counts, sorted(one.faults)))
    assert wrong == []


@pytest.mark.libreoffice
def test_each_link_leads_to_the_first_cell_with_a_fault(judged: list[Judged]) -> None:
    wrong = []
    for one in judged:
        for sheet in BOOK.sheets:
            cells = {fault.cell for fault in _errors(one, sheet.name) or _wanted(one, sheet.name)}
            first = min(cells, key=_reading_order, default="")
            if one.told.sheets[sheet.name][3] != first:
                wrong.append((one.seed, sheet.name, one.told.sheets[sheet.name], first))
    assert wrong == []


def _reading_order(cell: str) -> tuple[int, int]:
    letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", cell).groups()  # type: ignore[union-attr]
    return int(row), next(at for at in range(1, 100) if column_letters(at) == letters)


@pytest.mark.libreoffice
def test_a_plan_that_is_ready_has_no_such_fault_in_check_either(judged: list[Judged]) -> None:
    wrong = [
        (one.seed, finding.rule, str(finding.cell), finding.facts.get("value"))
        for one in judged
        for finding in one.found
        if finding.rule in SEEN_BY_BOTH and finding.severity is Severity.ERROR
        if (finding.cell.sheet, finding.cell.address) not in _cells(_errors(one))
    ]
    assert wrong == []


@pytest.mark.libreoffice
def test_what_kontroll_counts_is_a_fault_in_check_too_but_for_text_that_can_be_read(judged: list[Judged]) -> None:
    wrong = [
        (one.seed, fault, sorted(fault for fault in _errors(one)))
        for one in judged
        for fault in _errors(one)
        if fault.kind != "text" and _cells([fault]) - _in_check(one)
        if not any(other.kind in NOT_UNDERSTOOD and _row(other) == _row(fault) for other in _errors(one))
    ]
    assert wrong == []


def _row(fault: Fault) -> tuple[str, str]:
    return fault.sheet, fault.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _cells(some: list[Fault]) -> set[tuple[str, str]]:
    return {(BOOK.sheet(fault.sheet).title.sv, fault.cell) for fault in some}


def _in_check(one: Judged) -> set[tuple[str, str]]:
    return {(finding.cell.sheet, finding.cell.address) for finding in one.found}
