"""Kontroll keeps its word: over random plans it says what plan.md says it says, recomputed by LibreOffice."""

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from hplan_xl.book.findings import Finding, Severity, column_letters
from hplan_xl.book.text import DASH_SIGNS
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.interpretation import interpret_plan
from hplan_xl.reading.submission import read_submission
from hplan_xl.validation import validate_plans
from tests.plans_at_random import BOOK, Fault, Plan, faults, plan_at_random, workbook
from tests.recompute import sheets_as_shown
from tests.sketch import edited, sketch, told

PLANS = 500 if os.environ.get("HPLAN_THOROUGH") == "1" else 60
AT_ONCE = 30
TITLE = "Kontroll"
READY = "Klar att skicka"
# What both are to see; what only one sees is named on the sheet.
SEEN_BY_BOTH = {
    "required.blank",
    "direction.blank",
    "choice.unknown",
    "status.ambiguous",
    "key.twice",
}
# Ids, of which the first two are one and the others none; and indicators: one in two spellings, and none.
_IDS = ("A 1", "a1.", "?", "?", "…", "…")
_NO_INDICATORS = ("A1", "A 1", *(sign for sign in DASH_SIGNS for _ in range(2)))
# What a formula cannot always judge, and leaves to check.
SEEN_BY_CHECK = {
    "reference.unknown",
    "number.unreadable",
    "number.two_readings",
    "date.unreadable",
    "date.two_readings",
    "period.unreadable",
}


class Line(NamedTuple):
    """What Kontroll says of a sheet; rows is – for the form."""

    rows: str
    to_correct: int
    to_complete: int
    read_later: int
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
    of_sheets = {
        names[row[0]]: Line(row[1], int(row[2]), int(row[3]), int(row[4]), row[5])
        for row in rows[6:]
        if row[0] in names
    }
    return Told(rows[1][0], rows[2][0], of_sheets)


def _errors(one: Judged, sheet: str = "") -> list[Fault]:
    return [fault for fault in one.faults if fault.kind not in ("wanted", "later") and sheet in ("", fault.sheet)]


def _of_kind(kind: str, one: Judged, sheet: str = "") -> list[Fault]:
    return [fault for fault in one.faults if fault.kind == kind and sheet in ("", fault.sheet)]


@pytest.mark.libreoffice
def test_the_plans_are_of_every_kind(judged: list[Judged]) -> None:
    kinds = {fault.kind for one in judged for fault in one.faults}
    assert kinds == {"blank", "word", "reference", "twice", "later", "wanted"}
    ready = sum(not _errors(one) for one in judged)
    assert PLANS / 4 < ready < PLANS * 3 / 4


@pytest.mark.libreoffice
def test_kontroll_says_ready_exactly_when_there_are_activities_and_nothing_is_to_correct(judged: list[Judged]) -> None:
    wrong = [
        (one.seed, one.told.verdict, sorted(_errors(one)))
        for one in judged
        if (one.told.verdict == READY) == bool(_errors(one) or not one.plan.begun(BOOK.sheet("activities")))
    ]
    assert wrong == []


@pytest.mark.libreoffice
def test_kontroll_counts_the_rows_and_the_cells_of_each_sheet(judged: list[Judged]) -> None:
    wrong = []
    for one in judged:
        for sheet in BOOK.sheets:
            rows = "–" if sheet.is_form else str(len(one.plan.begun(sheet)))
            wanted, later = (len(_of_kind(kind, one, sheet.name)) for kind in ("wanted", "later"))
            counts = (rows, len(_errors(one, sheet.name)), wanted, later)
            if one.told.sheets[sheet.name][:4] != counts:
                wrong.append((one.seed, sheet.name, one.told.sheets[sheet.name], counts, sorted(one.faults)))
    assert wrong == []


@pytest.mark.libreoffice
def test_each_link_leads_to_the_first_cell_with_a_fault(judged: list[Judged]) -> None:
    wrong = []
    for one in judged:
        for sheet in BOOK.sheets:
            found = (
                _errors(one, sheet.name) or _of_kind("wanted", one, sheet.name) or _of_kind("later", one, sheet.name)
            )
            first = min((fault.cell for fault in found), key=_reading_order, default="")
            if one.told.sheets[sheet.name].first != first:
                wrong.append((one.seed, sheet.name, one.told.sheets[sheet.name], first))
    assert wrong == []


def _reading_order(cell: str) -> tuple[int, int]:
    letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", cell).groups()  # type: ignore[union-attr]
    return int(row), next(at for at in range(1, 100) if column_letters(at) == letters)


@pytest.mark.libreoffice
def test_what_check_cannot_use_is_counted_by_kontroll_or_left_to_check_by_it(judged: list[Judged]) -> None:
    wrong = [
        (one.seed, finding.rule, str(finding.cell), finding.facts.get("value"))
        for one in judged
        for finding in one.found
        if finding.rule in SEEN_BY_BOTH | SEEN_BY_CHECK and finding.severity is Severity.ERROR
        if (finding.cell.sheet, finding.cell.address)
        not in _cells([*_errors(one), *(_of_kind("later", one) if finding.rule in SEEN_BY_CHECK else [])])
    ]
    assert wrong == []


@pytest.mark.libreoffice
def test_what_kontroll_says_is_to_correct_check_cannot_use_either(judged: list[Judged]) -> None:
    wrong = [
        (one.seed, fault, sorted(_errors(one)))
        for one in judged
        for fault in _errors(one)
        if _cells([fault]) - _in_check(one)
    ]
    assert wrong == []


@pytest.mark.libreoffice
def test_a_sheet_that_was_removed_counts_once_with_the_grade_that_check_tells_it(tmp_path: Path) -> None:
    gone = {"Plan": ("Beslut",), "Aktiviteter": ("Beslut", "Årshjul")}
    paths = [_without(sketch(tmp_path, name=title), title, *others) for title, others in gone.items()]
    shown = sheets_as_shown(paths, 4, TITLE, tmp_path)
    counts = [{name: line[1:4] for name, line in _told(rows).sheets.items()} for rows in shown]
    optional = {"decisions": (0, 1, 0)}
    assert [{name: count for name, count in one.items() if any(count)} for one in counts] == [
        {"plan": (1, 0, 0), **optional},
        {"activities": (1, 0, 0), **optional, "calendar": (0, 1, 0)},
    ]
    assert [[(one.cell, one.rule, one.grade) for one in told(path) if one.grade != "Fundera på"] for path in paths] == [
        [("Läs mig!A1", "sheet.missing", grade) for grade in ("Rätta", "Komplettera")],
        [("Läs mig!A1", "sheet.missing", grade) for grade in ("Rätta", "Komplettera", "Komplettera")],
    ]


@pytest.mark.libreoffice
def test_a_column_that_was_removed_counts_once_where_check_tells_it_as_an_error(tmp_path: Path) -> None:
    gone = (("areas", "status"), ("activities", "title"), ("activities", "new_this_year"), ("decisions", "type"))
    path = edited(sketch(tmp_path, {"decisions": "| type |\n| Ekonomi |"}), partial(_remove_columns, gone))
    shown = _told(sheets_as_shown([path], 5, TITLE, tmp_path)[0])
    assert shown.verdict == "2 celler kvar att rätta"
    assert {name: line[1:4] for name, line in shown.sheets.items() if any(line[1:4])} == {
        "areas": (1, 0, 0),
        "activities": (1, 0, 0),
    }
    assert [(one.cell, one.rule, one.grade) for one in told(path)] == [
        ("Prioriterade områden!M3", "column.missing", "Rätta"),
        ("Aktiviteter!C3", "column.missing", "Rätta"),
        ("Aktiviteter!S3", "column.missing", "Komplettera"),
        ("Beslut!G3", "column.missing", "Komplettera"),
    ]


@pytest.mark.libreoffice
def test_what_refers_to_a_sheet_that_was_removed_is_not_told_to_lead_nowhere(tmp_path: Path) -> None:
    drawn = {
        "indicators": "| name |\n| Väntetid |",
        "measurements": "| indicator | period |\n| I1 | 2025 |\n| A | 2025 |",
    }
    measured = _without(sketch(tmp_path, drawn, name="0"), "Indikatorer")
    active = sketch(tmp_path, {"activities": "| area |\n| 1 |\n| Sepsis |"}, name="1")
    (first,) = sheets_as_shown([measured], 5, TITLE, tmp_path)
    (second,) = sheets_as_shown([_without(active, "Prioriterade områden")], 4, TITLE, tmp_path)
    counts = [{name: line[1:4] for name, line in _told(rows).sheets.items()} for rows in (first, second)]
    assert [{name: count for name, count in one.items() if any(count)} for one in counts] == [
        {"indicators": (0, 1, 0)},
        {"areas": (1, 0, 0)},
    ]


@pytest.mark.libreoffice
def test_words_in_the_place_of_the_year_are_read_later(tmp_path: Path) -> None:
    later = {"2026": 0, "'2026": 0, "2026–2027": 0, "2026-2027": 0, "år 2026": 1, "2026 (utkast)": 1, "2026/27": 1}
    paths = [_without(sketch(tmp_path, plan={"year": words}, name=str(at))) for at, words in enumerate(later)]
    shown = sheets_as_shown(paths, 5, TITLE, tmp_path)
    told_of = [_told(rows) for rows in shown]
    assert [(one.verdict, one.sheets["plan"].read_later) for one in told_of] == [(READY, n) for n in later.values()]


@pytest.mark.libreoffice
def test_a_period_in_no_plain_form_is_read_later_so_that_none_that_check_asks_about_is_passed_over(
    tmp_path: Path,
) -> None:
    plain = ("2024", "2024 H1", "2024 T2", "2024 Q3", "2024-09", "2021/2022")
    later = (
        "sommaren",
        "2024 T4",
        "2024-13",
        "1989",
        "2021/2024",
        "24",
        "jan–aug 2024",
        "tertial 2",
        "2024 *",
        "2024 ?",
    )
    measured = "\n".join(f"| '{words} | 1 |" for words in (*plain, *later))
    path = sketch(tmp_path, {"measurements": f"| period | value_RJL |\n{measured}"})
    (shown,) = sheets_as_shown([_without(path)], 5, TITLE, tmp_path)
    assert _told(shown).sheets["measurements"] == Line("16", 0, 0, len(later), "B10")
    asked = [f"Mätvärden!B{row}" for row in (10, 11, 12, 13, 14, 15, 18, 19)]
    assert [one.cell for one in told(path) if one.grade == "Rätta"] == asked


@pytest.mark.libreoffice
def test_what_stands_for_nothing_is_blank_and_a_day_of_no_plan_is_read_later(tmp_path: Path) -> None:
    """Each sheet's cells to correct, to complete and read later, and what check tells of the same cells.

    Signs around a word are no fault, nor is a line break between two; one within a word is. A tick that says no, FALSE
    of a check box and the 0 of a formula begin no row, but where a number is wanted. What names no indicator, and what
    stands for no id, is no key that can stand twice; an id is one however it is spelt.
    """
    sheets = {
        "areas": "| number | title | status | closing_reason | status_comment | due |\n"
        "| '1. | - | •Enligt plan | | | '2026 |\n| 2 | Vård | * Avslutad | – | ? | 2026-06-30 |\n"
        "| 3 | Mer | ”Enligt⏎plan.” | – Genomförd | | 2026 |\n| 4 | ? | — Mindre problem!! | | … | 2026-06-30 |\n"
        "| 5 | Sist | Ej på⏎börjad | | | 2026-06-30 |",
        "activities": "| area | number | title |\n"
        "| 1 | - | A |\n| 1. | - | B |\n| 2 | – | ?? |\n| 3 | | - |\n| 4 | | C |",
        "challenges": '| type | text | state |\n| - Hinder | A | - |\n| "Hinder" | - | · Ny |',
        "indicators": "| id | area | name | kind |\n" + "\n".join(f"| {key} | 3 | A | I ord |" for key in _IDS),
        "measurements": "| indicator | period |\n" + "\n".join(f"| {key} | 2024 |" for key in _NO_INDICATORS),
    }
    path = sketch(tmp_path, sheets, plan={"chair": "-", "process_support": "...", "group": "?"})
    paths = [_without(path), edited(sketch(tmp_path, plan={"healthcare_region": "Norra"}, name="other"), _begin_no_row)]
    one, other = (_told(rows).sheets for rows in sheets_as_shown(paths, 5, TITLE, tmp_path))
    assert {name: line[1:] for name, line in one.items() if any(line[1:4])} == {
        "plan": (1, 2, 0, "C4"),
        "areas": (3, 2, 3, "C4"),
        "activities": (2, 0, 1, "C6"),
        "challenges": (1, 0, 0, "C5"),
        "indicators": (6, 0, 0, "A4"),
        "measurements": (2, 0, 2 * len(DASH_SIGNS), "B4"),
    }
    assert {name: line[1:] for name, line in other.items() if any(line[1:4])} == {
        "plan": (0, 0, 1, "C3"),
        "areas": (4, 0, 0, "C20"),
        "activities": (2, 0, 0, "A20"),
        "measurements": (2, 0, 0, "A7"),
    }
    assert [other[name].rows for name in ("areas", "activities", "indicators", "measurements")] == ["3", "2", "0", "1"]
    found: dict[str, list[str]] = {}
    for finding in told(path):
        found.setdefault(finding.grade, []).append(finding.cell)
    assert found == {
        "Rätta": [
            "Plan!C4",
            *(f"Prioriterade områden!{cell}" for cell in ("C4", "R4", "R6", "C7", "M8")),
            *("Aktiviteter!C6", "Aktiviteter!C7", "Utmaningar!C5"),
            *(f"Indikatorer!A{row}" for row in range(4, 10)),
            *("Mätvärden!B4", "Mätvärden!B5"),
            *(f"Mätvärden!A{row}" for row in range(6, 6 + 2 * len(DASH_SIGNS))),
        ],
        "Komplettera": ["Plan!C8", "Plan!C9", "Prioriterade områden!X5", "Prioriterade områden!N7"],
        "Fundera på": ["Prioriterade områden!A4", "Prioriterade områden!A8", "Utmaningar!G4"],
    }


def _begin_no_row(workbook: Workbook) -> None:
    areas, activities = workbook["Prioriterade områden"], workbook["Aktiviteter"]
    indicators, measurements = workbook["Indikatorer"], workbook["Mätvärden"]
    areas["D5"] = areas["E5"] = activities["K5"] = indicators["C5"] = False
    areas["D6"], areas["C7"], activities["C6"] = "nej", "=K90", "=C90"
    for row, no in enumerate(("N", "Nej.", "0", 0, *DASH_SIGNS), 8):
        areas[f"E{row}"] = activities[f"L{row}"] = no
    indicators["D6"], measurements["H6"] = "=G90", "=C90"
    # These begin one: "Nej" where it is no tick, and a 0 that is a number.
    areas["O20"] = activities["S20"] = "Nej"
    measurements["C7"] = 0
    # A 0 of a formula leaves a cell of words blank.
    areas["C21"], areas["D21"], activities["S4"] = "=K90", "x", "=C90"


def _without(path: Path, *titles: str) -> Path:
    """The plan without these sheets, and without what was computed of it."""

    def change(workbook: Workbook) -> None:
        for title in titles:
            workbook.remove(workbook[title])

    return edited(path, change)


def _remove_columns(gone: tuple[tuple[str, str], ...], workbook: Workbook) -> None:
    """As Excel removes them: formulas that reach their cells have an error there; the others do not move here."""
    for name, column in gone:
        sheet = BOOK.sheet(name)
        letter = column_letters([one.name for one in sheet.columns].index(column) + 1)
        reached = re.compile(rf"'?{sheet.title.sv}'?!\${letter}\$\d+(:\${letter}\$\d+)?")
        for cell in (cell for row in workbook["Listor"].iter_rows() for cell in row if cell.data_type == "f"):
            cell.value = reached.sub("#REF!", str(cell.value))
        for row in range(1, 10):
            workbook[sheet.title.sv][f"{letter}{row}"] = None


def _cells(some: list[Fault]) -> set[tuple[str, str]]:
    return {(BOOK.sheet(fault.sheet).title.sv, fault.cell) for fault in some}


def _in_check(one: Judged) -> set[tuple[str, str]]:
    return {(finding.cell.sheet, finding.cell.address) for finding in one.found}
