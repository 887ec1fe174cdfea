"""The rules across rows and sheets: what they leave alone, and that one fault is told once."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hplan_xl.book.findings import Finding
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.reading.submission import Submission, read_submission
from hplan_xl.validation import validate_plans
from tests.sketch import BOOK, Typed, edited, found, read, rules, sketch, write_plan

EXAMPLES = 2_000 if os.environ.get("HPLAN_THOROUGH") == "1" else 40

# A plan of which nothing is said, though every rule has something to look at.
WHOLE = {
    "areas": """
        | number | title | status      | status_comment | needs | responsible | due        | closing_reason |
        | 1      | Stöd  | Enligt plan |                |       |             |            |                |
        | 2      | Rutin | Avslutad    | Klart          | Tid   | RAG         | 2026-06-30 | Genomförd      |
        """,
    "activities": """
        | area | number | title | responsible | schedule   | status      | start      | due        |
        | 1    | 1.1    | Utse  | RAG         | under 2026 | Enligt plan | 2026-01-01 |            |
        | 2    | 2.1    | Utse  |             |            | Avslutad    | 2026-01-01 | 2026-02-01 |
        """,
    "results": "| area | period |\n| 1 | hösten |",
    "challenges": "| area | addressed_to | wanted | when | state |\n| 1 | RSL | Stöd | under 2026 | Ny |",
    "decisions": "| area | forum | when |\n| 1 | RSL | under 2026 |",
    "indicators": """
        | id | area | name  | kind | unit  | direction       | target | state |
        | I1 | 1    | Andel | Tal  | dagar | Lägre är bättre | 7      | Mäts  |
        """,
    "measurements": "| indicator | period | value_RJL | value_whole |\n| I1 | '2025 | 7 | 8 |",
    "endorsement": "| instance | state | on |\n| RSL | Klar | 2026-01-01 |",
    "calendar": "| event | quarter | start | end |\n| Möte | Q1 | 2026-01-01 | 2026-01-02 |",
}


def judged(plans: Sequence[InterpretedPlan]) -> list[list[str]]:
    """What is found in each of these plans, judged together."""
    return [[_told(one) for one in findings] for findings in validate_plans(plans, gather_tables(plans, BOOK), BOOK)]


def _told(one: Finding) -> str:
    return f"{one.cell} {one.rule}"


# One fault, one finding


def test_an_area_is_not_asked_about_for_what_an_activity_may_have_whose_area_is_not_understood(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path,
        {"areas": "| title | responsible | due |\n| Stöd | | |", "activities": "| area | responsible |\n| 7 | RAG |"},
    )
    assert rules(plan) == ["Prioriterade områden!R4 time.blank", "Aktiviteter!A4 reference.unknown"]


def test_a_number_that_is_not_understood_is_told_once_whoever_refers_to_it(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path,
        {"areas": "| number | responsible |\n| ett | |", "activities": "| area |\n| ett |\n| ett – Område 1 |"},
    )
    assert rules(plan) == ["Prioriterade områden!A4 number.unreadable", "Prioriterade områden!P4 responsible.blank"]


def test_a_status_that_is_not_understood_is_neither_better_nor_open_nor_without_reason(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path,
        {
            "areas": "| status | responsible |\n| Pågår | |\n| [grön] | |\n| #REF! | |",
            "activities": "| area | status |\n| 1 | Allvarliga problem |\n| 2 | Allvarliga problem |",
        },
    )
    assert rules(plan) == [
        "Prioriterade områden!M4 status.ambiguous",
        "Prioriterade områden!P4 responsible.blank",
        "Prioriterade områden!M5 status.colour_only",
        "Prioriterade områden!P5 responsible.blank",
        "Prioriterade områden!A6 area.no_activity",
        "Prioriterade områden!M6 error.value",
        "Prioriterade områden!P6 responsible.blank",
    ]


def test_open_activities_are_told_of_though_one_of_them_is_not_understood(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path,
        {
            "areas": "| status | closing_reason |\n| Avslutad | Genomförd |",
            "activities": "| area | status |\n| 1 | Enligt plan |\n| 1 | Pågår |",
        },
    )
    assert rules(plan) == ["Prioriterade områden!M4 area.closed_with_open", "Aktiviteter!F5 status.ambiguous"]


def test_a_responsible_or_a_time_that_is_not_understood_is_not_missing_as_well(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path,
        {
            "areas": "| responsible | due |\n| #REF! | i vår |\n| | |",
            "activities": "| area | responsible | due |\n| 1 | | |\n| 2 | =B4 | i vår |",
        },
    )
    assert rules(plan) == [
        "Prioriterade områden!P4 error.value",
        "Prioriterade områden!R4 date.unreadable",
        "Aktiviteter!D5 formula.no_value",
        "Aktiviteter!H5 date.unreadable",
    ]


def test_a_promise_that_is_not_understood_is_not_none(tmp_path: Path) -> None:
    assert rules(sketch(tmp_path, {"areas": "| promise_1 |\n| kanske |"})) == [
        "Prioriterade områden!D4 tick.unreadable"
    ]


def test_a_date_that_is_not_understood_is_neither_early_nor_missing(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path,
        {
            "activities": "| area | start | due |\n| 1 | 2026-05-01 | i april |",
            "calendar": "| quarter | start |\n| | i april |",
        },
    )
    assert rules(plan) == ["Aktiviteter!H4 date.unreadable", "Årshjul!C4 date.unreadable"]


def test_a_target_that_is_not_understood_wants_no_direction(tmp_path: Path) -> None:
    plan = sketch(tmp_path, {"indicators": "| target | direction |\n| rätt många | |"})
    assert rules(plan) == ["Indikatorer!G4 number.unreadable"]


@pytest.mark.parametrize(
    ("measurement", "finding"),
    [
        ("| indicator | value_RJL |\n| I1 | ca 7 |", "Mätvärden!C4 number.unreadable"),
        ("| indicator | value_whole |\n| I1 | ca 7 |", "Mätvärden!F4 number.unreadable"),
        ("| indicator | value_RJL |\n| I9 | 7 |", "Mätvärden!A4 reference.unknown"),
    ],
)
def test_a_measurement_that_is_not_understood_is_not_missing(measurement: str, finding: str, tmp_path: Path) -> None:
    plan = sketch(tmp_path, {"indicators": "| state |\n| Mäts |", "measurements": measurement})
    assert rules(plan) == [finding]


def test_merged_cells_are_told_once_and_nothing_of_what_they_cover(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path,
        {"areas": "| number | title | status |\n| 1 | A | Enligt plan |\n| | B | |", "activities": "| area |\n| 1 |"},
    )
    edited(plan, lambda workbook: workbook["Prioriterade områden"].merge_cells("A4:A5"))
    edited(plan, lambda workbook: workbook["Prioriterade områden"].merge_cells("M4:M5"))
    assert rules(plan) == ["Prioriterade områden!A4 merged.cells", "Prioriterade områden!M4 merged.cells"]


@pytest.mark.parametrize(("responsible", "asked"), [("RAG", []), ("", ["P4", "P5"])])
def test_an_activity_of_a_number_that_stands_twice_may_be_of_either(
    responsible: str, asked: list[str], tmp_path: Path
) -> None:
    areas = "| number | status | responsible |\n| 1 | Enligt plan | |\n| 1 | Enligt plan | |"
    activities = f"| area | status | responsible |\n| 1 | Allvarliga problem | {responsible} |"
    told = rules(sketch(tmp_path, {"areas": areas, "activities": activities}))
    twice = [f"Prioriterade områden!A{row} key.twice" for row in (4, 5)]
    assert sorted(told) == twice + [f"Prioriterade områden!{cell} responsible.blank" for cell in asked]


@pytest.mark.parametrize(
    ("typed", "free"), [("7", "9"), ("1.2", "1.3"), ("a", "a1"), ("b999999999", "b1000000000"), ("9" * 5_000, None)]
)
def test_a_number_that_stands_twice_is_told_with_one_that_is_free(tmp_path: Path, typed: str, free: str | None) -> None:
    """Counted up from its own; what has more digits than anybody counts with gets one more digit."""
    activities = f"| area | number |\n| 1 | {typed} |\n| 1 | {typed} |\n| 1 | 8 |"
    ours = [
        line for line in found(sketch(tmp_path, {"areas": WHOLE["areas"], "activities": activities})) if "twice" in line
    ]
    assert [line.rpartition(" ")[2] for line in ours] == [f"{free or typed + '1'}."] * 2


def _without_each_column(plan: InterpretedPlan) -> Iterable[tuple[str, InterpretedPlan]]:
    submission = plan.submission
    for name, table in submission.tables.items():
        for column in table.places:
            rest = {
                "places": {key: place for key, place in table.places.items() if key != column},
                "values": {key: values for key, values in table.values.items() if key != column},
            }
            without = replace(submission, tables={**submission.tables, name: replace(table, **rest)})  # type: ignore[arg-type]
            yield f"{name}.{column}", interpret_plan(without, BOOK)


def test_an_id_in_two_spellings_is_one_that_stands_twice(tmp_path: Path) -> None:
    indicators = "| id |\n| I1 |\n| I 1 |\n| i 2 |"
    measurements = "| indicator | period |\n| I 1 | '2025 |\n| I2 | '2025 |"

    tables = read(sketch(tmp_path, {"indicators": indicators, "measurements": measurements})).tables

    assert tables["indicators"].values["id"] == ("I1", "I1", "i 2")
    assert tables["measurements"].values["indicator"] == ("I1", "i 2")


def test_a_column_that_is_not_there_is_told_by_the_reader_alone(tmp_path: Path) -> None:
    plan = read(sketch(tmp_path, WHOLE))
    assert judged([plan]) == [[]]
    names, without = zip(*_without_each_column(plan), strict=True)
    assert {name: found for name, found in zip(names, judged(without), strict=True) if found} == {}
    assert len(names) > 90


def test_a_sheet_that_is_not_there_is_told_by_the_reader_alone(tmp_path: Path) -> None:
    plan = read(sketch(tmp_path, WHOLE))
    tables = plan.submission.tables
    without = [
        interpret_plan(
            replace(plan.submission, tables={key: table for key, table in tables.items() if key != name}), BOOK
        )
        for name in tables
    ]
    found = dict(zip(tables, judged(without), strict=True))
    assert {name: told for name, told in found.items() if told} == {}


# A finding silences other rules on its own cell alone

_GOOD: Mapping[str, Mapping[str, Sequence[Typed]]] = {
    "areas": {
        "number": (1, 2, 3, 4),
        "status": ("Enligt plan", "Mindre problem", "Allvarliga problem", "Avslutad"),
        "status_comment": (None, "Resurs"),
        "responsible": (None, "RAG"),
        "due": (None, date(2026, 6, 30)),
        "promise_1": (None, "x"),
    },
    "activities": {
        "area": ("1", "2", "3"),
        "status": (None, "Enligt plan", "Allvarliga problem", "Avslutad"),
        "responsible": (None, "RAG"),
        "schedule": (None, "under 2026"),
        "start": (None, date(2026, 5, 1)),
        "due": (None, date(2026, 2, 1), date(2026, 6, 1)),
    },
    "indicators": {
        "id": ("I1", "I2", "I3"),
        "kind": ("Tal", "I ord"),
        "unit": ("%", "patienter", "dagar"),
        "state": (None, "Mäts", "Under utveckling"),
        "target": (None, 7),
        "direction": (None, "Lägre är bättre"),
    },
    "measurements": {
        "indicator": ("I1", "I2", "I3"),
        "value_RJL": (None, 0.5, 3, 850),
        "value_whole": (None, 0.5, 3, 850),
    },
}
_BAD: Mapping[str, Sequence[Typed]] = {
    "number": (None, "ett"),
    "area": (None, "77"),
    "kind": (None, "Vetej"),
    "unit": (None,),
    "indicator": (None, "I77"),
    "due": ("i våras kanske",),
    "start": ("i våras kanske",),
    "status": (None, "Pågår"),
    "id": (None,),
    "promise_1": ("kanske",),
    "value_RJL": ("ungefär många",),
    "value_whole": ("ungefär många",),
    "target": ("rätt många",),
    "direction": ("Uppåt?",),
    "state": ("Vetej",),
}
Place = tuple[str, str, int]
Cells = Mapping[Place, Typed]
ROWS = 3


@st.composite
def _faulty_cells(draw: st.DrawFn) -> tuple[Cells, Sequence[Place]]:
    """The cells of a plan, and those among them that have a fault."""
    cells: dict[Place, Typed] = {}
    for sheet, columns in _GOOD.items():
        for column, good in columns.items():
            for at in range(ROWS):
                cells[sheet, column, at] = good[at] if column in ("number", "id") else draw(st.sampled_from(good))
    columns_with_faults = [(sheet, column) for sheet, columns in _GOOD.items() for column in columns if column in _BAD]
    drawn = draw(st.lists(st.sampled_from(columns_with_faults), min_size=1, max_size=5, unique=True))
    faulty = [(*column, draw(st.integers(0, ROWS - 1))) for column in drawn]
    for place in faulty:
        cells[place] = draw(st.sampled_from(_BAD[place[1]]))
    return cells, faulty


@cache
def _empty_plan() -> Submission:
    with TemporaryDirectory() as folder:
        path = sketch(Path(folder), WHOLE)
        return read_submission(path.name, path.read_bytes(), BOOK)


def _with_cells(cells: Cells) -> InterpretedPlan:
    """The plan of some cells; what is not among them is as in `WHOLE`, row after row."""
    submission = _empty_plan()
    tables = dict(submission.tables)
    for sheet in _GOOD:
        table, rows = tables[sheet], range(ROWS)
        values = {
            name: tuple(cells.get((sheet, name, at), typed[0] if name in ("title", "name") else None) for at in rows)
            for name, typed in table.values.items()
        }
        if sheet == "measurements":
            values["period"] = tuple(str(2020 + at) for at in rows)
        tables[sheet] = replace(table, values=values, rows=tuple(4 + at for at in rows))
    return interpret_plan(replace(submission, tables=tables), BOOK)


@settings(max_examples=EXAMPLES)
@given(_faulty_cells())
def test_what_is_so_however_a_cell_is_mended_is_told_before_it_is(drawn: tuple[Cells, Sequence[Place]]) -> None:
    """And nothing is told that no way of mending it would leave standing."""
    cells, faulty = drawn
    mended = {place: [_with_cells({**cells, place: good}) for good in _GOOD[place[0]][place[1]]] for place in faulty}
    base = _with_cells(cells)
    told = iter(judged([base, *(plan for plans in mended.values() for plan in plans)]))
    before = set(next(told))
    for (sheet, column, at), plans in mended.items():
        own = f"{base.tables[sheet].cell('', column, 4 + at)} "
        after = [{one for one in next(told) if not one.startswith(own)} for _ in plans]
        rest = {one for one in before if not one.startswith(own)}
        assert set.intersection(*after) <= rest <= set.union(*after), own


# What the rules leave alone


def test_a_template_that_is_not_filled_in_wants_its_form_and_a_first_area(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "plan.xlsx", {}, {})
    assert rules(plan) == [
        "Plan!C4 required.blank",
        "Plan!C6 required.blank",
        "Plan!C8 expected.blank",
        "Plan!C9 expected.blank",
        "Prioriterade områden!C4 plan.empty",
    ]


def test_a_row_with_its_number_alone_is_not_begun(tmp_path: Path) -> None:
    plan = sketch(tmp_path, {"areas": "| number | title |\n| 1 | Stöd |\n|\n|", "activities": "| area |\n| 1 |"})
    assert rules(plan) == []


def test_a_closed_area_needs_nobody_no_time_and_no_activity(tmp_path: Path) -> None:
    areas = "| status | closing_reason | responsible | due |\n| Avslutad | Utgår | | |"
    assert rules(sketch(tmp_path, {"areas": areas, "activities": "| area |\n|"})) == []


def test_activities_without_a_status_are_not_counted_as_open(tmp_path: Path) -> None:
    areas = "| status | closing_reason |\n| Avslutad | Utgår |"
    assert rules(sketch(tmp_path, {"areas": areas, "activities": "| area | status |\n| 1 | |"})) == []


def test_only_an_area_on_plan_can_be_better_than_its_activity(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path,
        {
            "areas": "| status | status_comment | needs |\n| Ej påbörjad | | |\n| Allvarliga problem | Ja | Ja |",
            "activities": "| area | status |\n| 1 | Allvarliga problem |\n| 2 | Allvarliga problem |",
        },
    )
    assert rules(plan) == []


def test_the_first_and_the_last_day_may_be_one(tmp_path: Path) -> None:
    assert rules(sketch(tmp_path, {"activities": "| start | due |\n| 2026-04-01 | 2026-04-01 |"})) == []


def test_a_day_is_far_ahead_from_the_eleventh_year_after_those_of_the_plan_on(tmp_path: Path) -> None:
    plan = sketch(tmp_path, {"areas": "| due |\n| 2036-12-31 |\n| 2037-01-01 |"})
    assert rules(plan) == ["Prioriterade områden!R5 date.far"]


def test_a_blank_key_never_stands_twice(tmp_path: Path) -> None:
    assert rules(sketch(tmp_path, {"activities": "| number |\n| |\n| |\n| 1 |\n| 1.0 |"})) == []


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        *(
            (within, [])
            for within in (
                *("| -  | -   | ..  |", "| 0  | 0   | 100 |", "| 0  | 0,9 | 1   |", "| 8,5 | 0,4 | 6,2 |"),
                *(
                    "| 85 | 0,2 | 62 |",
                    "| 90 | 1 | 95 |",
                    "| 8 | 0,8 | 62 |",
                    "| 20 | 0,09 | 40 |",
                    "| 20 | 0,81 | 40 |",
                ),
            )
        ),
        *((values, ["Mätvärden!D4 percent.scale"]) for values in ("| 20 | 0,1 | 40 |", "| 20 | 0,8 | 40 |")),
    ],
)
def test_only_a_value_that_would_stand_among_the_others_were_it_a_hundredfold_is_asked_about(
    values: str, asked: list[str], tmp_path: Path
) -> None:
    """From half of the least of them to twice the largest."""
    measurements = f"| value_RJL | value_RKL | value_whole |\n{values}"
    assert rules(sketch(tmp_path, {"indicators": "| unit |\n| % |", "measurements": measurements})) == asked


@pytest.mark.parametrize(
    ("goal", "least", "most", "asked"),
    [
        *((within, 20, 40, []) for within in ("0", "0,09", "0,81")),
        *((share, 20, 40, ["G4"]) for share in ("0,1", "0,8")),
        ("1", 60, 90, []),
        ("0,5", 5, 40, []),
    ],
)
def test_only_a_target_that_would_stand_among_the_values_were_it_a_hundredfold_is_asked_about(
    goal: str, least: int, most: int, asked: list[str], tmp_path: Path
) -> None:
    indicators = f"| unit | direction | target |\n| % | Högre är bättre | {goal} |"
    measurements = f"| indicator | period | value_whole |\n| I1 | '2024 | {least} |\n| I1 | '2025 | {most} |"
    plan = sketch(tmp_path, {"indicators": indicators, "measurements": measurements})
    assert rules(plan) == [f"Indikatorer!{cell} percent.scale" for cell in asked]


@pytest.mark.parametrize("values", ["| 0 | 5 | 3 | 2 |", "| 2,5 | .. | 4 | 1 |", "| - | . | 1 | 1 |"])
def test_only_a_few_whole_persons_in_one_region_are_asked_about(values: str, tmp_path: Path) -> None:
    measurements = f"| value_RJL | value_RKL | value_whole | value_nation |\n{values}"
    assert rules(sketch(tmp_path, {"indicators": "| unit |\n| patienter |", "measurements": measurements})) == []


@pytest.mark.parametrize(
    ("year", "dates"),
    [
        (2026, ["2025-05-01", "2025-05-01", "2026-05-01", "2026-05-01"]),
        (2026, ["2025-05-01", "2025-05-01", "2025-05-01", "2026-05-01", "2026-05-01", "2026-05-01"]),
        (2026, ["2027-05-01", "2027-05-01", "2027-05-01", "2028-05-01"]),
        (2026, ["2023-05-01", "2024-05-01", "2025-05-01"]),
        (None, ["2025-05-01", "2025-05-01", "2025-05-01"]),
    ],
)
def test_some_dates_of_other_years_belong_to_any_plan(year: int | None, dates: list[str], tmp_path: Path) -> None:
    areas = "\n".join(["| due |", *(f"| {day} |" for day in dates)])
    found = rules(sketch(tmp_path, {"areas": areas}, {"year": year}))
    assert found == ([] if year else ["Plan!C5 required.blank"])


# Many plans at once


def test_plans_are_judged_together_as_each_by_itself(tmp_path: Path) -> None:
    plans = [
        read(sketch(tmp_path, sheets, name=f"plan{number}"))
        for number, sheets in enumerate(
            [
                WHOLE,
                {"areas": "| responsible | due |\n| | |", "activities": "| area |\n|"},
                {"areas": "| number |\n| 1 |\n| 1 |"},
                {},
                {"activities": "| area | responsible | schedule |\n| 9 | RAG | under 2026 |"},
                {"indicators": "| state | unit |\n| Mäts | % |"},
                {"measurements": "| value_RJL |\n| 0,5 |", "indicators": "| unit |\n| % |"},
                {"areas": "| due |\n" + "| 2024-01-02 |\n" * 4},
            ]
        )
    ]
    assert judged(plans) == [judged([plan])[0] for plan in plans]
    assert [len(found) for found in judged(plans)] == [0, 3, 2, 0, 1, 1, 1, 1]
    assert judged(plans[::-1]) == judged(plans)[::-1]
    assert judged([]) == []
