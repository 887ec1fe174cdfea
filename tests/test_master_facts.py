"""What the master says, before it is a file: heights, references, indicators, what is to be raised, sentences."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hplan_xl.book.text import Text
from hplan_xl.book.values import MissingValue, PeriodKind, Precision, TimePeriod, TimeSpan
from hplan_xl.consolidation.union import Consolidation, Scope
from hplan_xl.excel.references import make_criterion, make_external_link, structured_reference
from hplan_xl.excel.text_metrics import TALLEST_ROW, count_lines, fit_text, measure_height
from hplan_xl.intake.states import Standing
from hplan_xl.master.facts.freshness import find_past_due_values
from hplan_xl.master.facts.indicators import (
    Indicator,
    MeasuredPoint,
    Verdict,
    collect_indicators,
    describe_baseline,
    describe_change,
    describe_doubt,
    describe_missing,
    describe_target,
    find_series,
    is_milestone_missed,
    is_on_target,
    judge_target,
    measure_attainment,
    measure_spread,
)
from hplan_xl.master.facts.issues import (
    count_by_forum,
    find_idle_ticks,
    find_late_work,
    find_questions,
    find_unled_work,
)
from hplan_xl.master.facts.process_limits import describe_development
from hplan_xl.master.facts.records import name_groups
from hplan_xl.master.facts.sentences import describe_situation, explain_working_material
from hplan_xl.master.write import compose_five_sentences
from hplan_xl.plan.pages import ACTIVITIES, AREAS, CHALLENGES, DECISIONS, INDICATORS
from tests.plenty import AS_OF, BOOK, Row, consolidation, standing

SOURCE: Row = {
    "_file": "a.xlsx",
    "_sheet": "S",
    "_row": 4,
    "_region": "sydostra",
    "_group": "RPO A",
    "_council": "Kirurgi och cancer",
}


def of(**sheets: list[Row]) -> Consolidation:
    """A consolidation of one plan with these rows."""
    blank = {name: dict.fromkeys(column for row in rows for column in row) for name, rows in sheets.items()}
    frames = {
        name: pd.DataFrame([{**blank[name], **SOURCE, **row} for row in rows], dtype=object)
        for name, rows in sheets.items()
    }
    return Consolidation(BOOK, 2026, AS_OF, frames, (), (), regions=("sydostra",), days=(AS_OF, AS_OF))


def measured(direction: str, *values: float | MissingValue, **more: object) -> Indicator:
    """An indicator whose whole has these values, a year each, up to 2025."""
    first = 2026 - len(values)
    rows: list[Row] = [
        {"indicator": "I1", "period": TimePeriod(first + at, PeriodKind.YEAR), "value_whole": value}
        for at, value in enumerate(values)
    ]
    row: Row = {"id": "I1", "name": "x", "kind": "number", "direction": direction, **more}
    return collect_indicators(of(indicators=[row], measurements=rows), INDICATORS)[0]


@pytest.mark.parametrize(
    ("direction", "values", "goal", "said"),
    [
        ("higher", (70, 75), {"target": 80}, "+5 (närmare målet)"),
        ("higher", (75, 70), {"target": 80}, "−5 (längre från målet)"),
        ("lower", (8.5, 7.25), {"target": 5}, "−1,25 (närmare målet)"),
        ("lower", (4, 7), {"target": 5}, "+3 (längre från målet)"),
        ("higher", (81, 85), {"target": 80}, "+4 (når målet)"),
        ("higher", (70, 70), {"target": 80}, "Oförändrat"),
        ("higher", (70, 75), {}, "+5"),
        ("none", (75, 70), {"target": 80}, "−5"),
        ("higher", (70,), {"target": 80}, None),
        ("higher", (70, MissingValue.LOST, 75), {"target": 80}, "+5 sedan 2023 (närmare målet)"),
        ("higher", (70, MissingValue.LOST, 70), {"target": 80}, "Oförändrat sedan 2023"),
        ("within", (50, 55), {"target": 60, "target_high": 70}, "+5 (närmare målet)"),
        ("within", (65, 75), {"target": 60, "target_high": 70}, "+10 (längre från målet)"),
        ("within", (55, 75), {"target": 60, "target_high": 70}, "+20"),
        ("within", (1.0, 1.4), {"target": 1.1, "target_high": 1.3}, "+0,4"),
        ("within", (61, 69), {"target": 60, "target_high": 70}, "+8 (når målet)"),
        ("within", (65, 75), {"target": 70, "target_high": 60}, "+10 (längre från målet)"),
        ("within", (50, 55), {"target": 60}, "+5"),
        ("lower", (500 / 7, 900 / 13), {}, "−2,1978"),
        ("lower", (7, 5.0000001), {"target": 5}, "−2 (närmare målet)"),
        ("lower", (5, 5.0000001), {"target": 5}, "Oförändrat"),
        ("higher", (0.1, 0.3), {}, "+0,2"),
        ("higher", (1000, 3500), {}, "+2\N{NO-BREAK SPACE}500"),
    ],
)
def test_a_change_is_a_number_and_nearer_or_farther_never_better_or_worse(
    direction: str, values: tuple[float, ...], goal: Row, said: str | None
) -> None:
    change = describe_change(measured(direction, *values, **goal), INDICATORS)
    assert (change.sv if change else None) == said


@pytest.mark.parametrize(
    ("then", "now", "is_right_after"),
    [
        (TimePeriod(2024, PeriodKind.QUARTER, 4), TimePeriod(2025, PeriodKind.QUARTER, 1), True),
        (TimePeriod(2024, PeriodKind.QUARTER, 3), TimePeriod(2025, PeriodKind.QUARTER, 1), False),
        (TimePeriod(2024, PeriodKind.MONTH, 12), TimePeriod(2025, PeriodKind.MONTH, 1), True),
        (TimePeriod(2024, PeriodKind.MONTHS, 1, 8), TimePeriod(2025, PeriodKind.MONTHS, 1, 8), True),
        (TimePeriod(2023, PeriodKind.MONTHS, 1, 8), TimePeriod(2025, PeriodKind.MONTHS, 1, 8), False),
        (TimePeriod(2019, PeriodKind.YEARS, 0, 2021), TimePeriod(2020, PeriodKind.YEARS, 0, 2022), True),
        (TimePeriod(2022, PeriodKind.SCHOOL_YEAR), TimePeriod(2024, PeriodKind.SCHOOL_YEAR), False),
        (TimePeriod(2023, PeriodKind.YEAR), TimePeriod(2025, PeriodKind.YEAR), False),
    ],
)
def test_a_period_is_right_after_another_where_none_lies_between(
    then: TimePeriod, now: TimePeriod, is_right_after: bool
) -> None:
    assert now.is_right_after(then) is is_right_after


def test_change_compares_periods_of_the_same_kind_only() -> None:
    rows: list[Row] = [
        {"indicator": "I1", "period": TimePeriod(2024, PeriodKind.YEAR), "value_whole": 60},
        {"indicator": "I1", "period": TimePeriod(2025, PeriodKind.TERTIAL, 1), "value_whole": 90},
        {"indicator": "I1", "period": TimePeriod(2025, PeriodKind.YEAR), "value_whole": 70},
    ]
    one = collect_indicators(of(indicators=[{"id": "I1", "direction": "higher"}], measurements=rows), INDICATORS)[0]

    change = describe_change(one, INDICATORS)
    assert change == Text("+10", "+10")


def test_values_of_an_id_that_stands_twice_are_of_neither_indicator() -> None:
    rows: list[Row] = [{"indicator": "I1", "period": TimePeriod(2025, PeriodKind.YEAR), "value_whole": 70}]
    named: list[Row] = [{"id": "I1", "name": name, "direction": "higher", "target": 80} for name in ("Ett", "Två")]

    found = collect_indicators(of(indicators=named, measurements=rows), INDICATORS)

    assert [(one.points, one.latest) for one in found] == [((), None), ((), None)]


def test_a_value_of_no_known_indicator_is_not_that_of_the_one_without_an_id() -> None:
    rows: list[Row] = [{"period": TimePeriod(2025, PeriodKind.YEAR), "value_whole": 70}]

    (one,) = collect_indicators(of(indicators=[{"name": "Utan id"}], measurements=rows), INDICATORS)

    assert (one.points, one.latest) == ((), None)


@pytest.mark.parametrize(
    ("latest_rows", "latest", "reached", "change"),
    [
        (({"value_whole": 70}, {"value_whole": 71}), ("whole", 60, "2024"), None, "+10 (närmare målet)"),
        (({"value_whole": 70}, {"value_whole": MissingValue.LOST}), ("whole", 60, "2024"), None, "+10 (närmare målet)"),
        (({"value_whole": 70}, {"value_whole": 70}), ("whole", 70, "2025"), True, "+10 (når målet)"),
        (({"value_whole": 70}, {"value_RO": 71}), ("whole", 70, "2025"), True, "+10 (når målet)"),
        (({"value_RO": 71}, {"value_whole": 70}), ("whole", 70, "2025"), True, "+10 (når målet)"),
        (({"value_RO": 71}, {"value_RKL": 50}), ("RKL", 50, "2025"), False, None),
    ],
)
def test_of_a_period_that_stands_twice_only_what_its_rows_agree_on_is_judged(
    latest_rows: tuple[Row, ...], latest: tuple[str, float, str], reached: bool | None, change: str | None
) -> None:
    told: list[tuple[int, Row]] = [(2023, {"value_whole": 50}), (2024, {"value_whole": 60})]
    told += [(2025, row) for row in latest_rows]
    rows: list[Row] = [{"indicator": "I1", "period": TimePeriod(year, PeriodKind.YEAR), **row} for year, row in told]
    goal: Row = {"id": "I1", "direction": "higher", "target": 60, "frequency": "year"}
    one = collect_indicators(of(indicators=[goal], measurements=rows), INDICATORS)[0]
    said = describe_change(one, INDICATORS)

    assert one.latest is not None
    assert (one.latest.series, one.latest.value, str(one.latest.point.period)) == latest
    assert (is_on_target(one, INDICATORS), said.sv if said else None) == (reached, change)
    assert find_past_due_values([one], INDICATORS, date(2026, 6, 30)) == ()
    assert len(one.points) == 4


def test_equal_rows_of_a_period_are_one_measurement() -> None:
    rows: list[Row] = [
        {"indicator": "I1", "period": TimePeriod(year, PeriodKind.YEAR), "value_whole": 70}
        for year in (2022, 2023, 2024, 2025, 2025)
    ]
    one = collect_indicators(of(indicators=[{"id": "I1"}], measurements=rows), INDICATORS)[0]

    assert describe_development(one, INDICATORS) is None


@pytest.mark.parametrize(
    ("direction", "value", "goal", "reached"),
    [
        ("higher", 85, {"target": 85}, True),
        ("higher", 84, {"target": 85}, False),
        ("lower", 8, {"target": 8}, True),
        ("lower", 9, {"target": 8}, False),
        ("within", 65, {"target": 60, "target_high": 70}, True),
        ("within", 71, {"target": 60, "target_high": 70}, False),
        ("within", 65, {"target": 70, "target_high": 60}, True),
        ("lower", 5.0000001, {"target": 5}, True),
        ("within", 65, {"target_high": 70}, None),
        ("within", 65, {"target": 60}, None),
        ("none", 65, {"target": 60}, None),
        ("higher", 65, {}, None),
        ("none", 85, {"target": 80, "target_high": 90}, None),
    ],
)
def test_on_target(direction: str, value: float, goal: Row, reached: bool | None) -> None:
    assert is_on_target(measured(direction, value, **goal), INDICATORS) is reached


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"target": 85, "direction": "higher", "unit": "%"}, "minst 85\N{NO-BREAK SPACE}%"),
        ({"target": 90, "target_high": 80, "direction": "within"}, "80–90"),
        ({"target": 80, "target_high": 90}, "80–90"),
        ({"target": 80, "target_high": 90, "direction": "none"}, "80–90"),
        ({"target": 80, "target_high": 90, "direction": "higher"}, "minst 80"),
        ({"target_high": 80, "direction": "within", "unit": "dagar"}, "övre gräns 80\N{NO-BREAK SPACE}dagar"),
        ({"target_high": 80, "target_text": "Ska minska"}, "Ska minska"),
        ({}, ""),
    ],
)
def test_a_target_is_told_with_its_limits_in_order(told: Row, said: str) -> None:
    assert describe_target(told, INDICATORS).sv == said


@pytest.mark.parametrize(
    ("told", "is_missed"),
    [
        ({"reached": "no"}, True),
        ({"reached": "partly"}, True),
        ({"reached": "yes"}, False),
        ({}, True),
        ({"reached_on": date(2025, 3, 1)}, False),
        ({"reached": "no", "reached_on": date(2025, 3, 1)}, True),
        ({"reached": "no", "target_year": 2026}, False),
        ({"outcome": "Infördes i mars"}, False),
        ({"outcome": "–"}, True),
        ({"reached": "no", "outcome": "Nästan"}, True),
        *(({"outcome": words}, True) for words in ("Nej", "Ej nådd.", "Inte uppnått än", "Nåddes inte", "Not reached")),
        *(({"outcome": words}, False) for words in ("Nej, men nästan", "Klart", "Ej längre aktuell")),
        ({"outcome": "Nej", "reached_on": "2025-12-01"}, False),
    ],
)
def test_a_milestone_is_missed_where_that_is_told_or_neither_words_nor_a_day_tell_of_it(
    told: Row, is_missed: bool
) -> None:
    one = collect_indicators(of(indicators=[{"kind": "milestone", "target_year": 2025, **told}]), INDICATORS)[0]

    assert is_milestone_missed(one, INDICATORS, date(2026, 1, 1)) is is_missed


def test_later_periods_without_any_number_are_told_with_why() -> None:
    rows: list[Row] = [
        {
            "indicator": "I1",
            "period": TimePeriod(2024, PeriodKind.YEAR),
            "value_whole": 9,
            "value_RO": MissingValue.LOST,
        },
        {"indicator": "I1", "period": TimePeriod(2025, PeriodKind.YEAR), "value_whole": MissingValue.CONFIDENTIAL},
    ]
    some = of(indicators=[{"id": "I1"}], measurements=rows)
    one, series = collect_indicators(some, INDICATORS)[0], find_series(some, INDICATORS)

    assert describe_missing(one, series).sv == "RÖ: bortfall, 2025 Hela sjukvårdsregionen: sekretess"


def test_what_is_in_doubt_is_told_of_the_latest_period_and_those_after_it() -> None:
    told: list[tuple[int, Row]] = [(2022, {"value_whole": 1}), (2022, {"value_whole": 2}), (2023, {"value_whole": 9})]
    told += [(year, {"value_whole": value}) for year in (2024, 2025) for value in (7, 8)]
    rows: list[Row] = [
        {"indicator": "I1", "period": TimePeriod(year, PeriodKind.YEAR), **row, "_row": place}
        for place, (year, row) in enumerate(told, 4)
    ]
    unread = frozenset({("a.xlsx", "measurements", "value_RO", 6)})
    some = replace(of(indicators=[{"id": "I1"}], measurements=rows), unread_places=unread)
    one, series = collect_indicators(some, INDICATORS)[0], find_series(some, INDICATORS)

    doubt = "RÖ: går inte att läsa, 2024 och 2025 står på flera rader med olika värden"
    assert describe_doubt(one, series).sv == doubt


def test_attainment_is_the_part_of_the_way_from_the_baseline() -> None:
    assert measure_attainment(measured("higher", 70, baseline=60, target=80), INDICATORS) == 0.5
    assert measure_attainment(measured("lower", 9, baseline=10, target=8), INDICATORS) == 0.5
    assert measure_attainment(measured("higher", 70, target=80), INDICATORS) is None
    assert measure_attainment(measured("higher", 70, baseline=60), INDICATORS) is None
    assert measure_attainment(measured("higher", MissingValue.LOST, baseline=60, target=80), INDICATORS) is None
    assert measure_attainment(measured("higher", 70, baseline=80, target=80), INDICATORS) is None


def test_a_region_speaks_where_the_whole_has_no_value() -> None:
    row: Row = {"indicator": "I1", "period": TimePeriod(2025, PeriodKind.YEAR), "value_RKL": 7, "value_RO": 9}
    some = of(indicators=[{"id": "I1"}], measurements=[{**row, "value_RJL": MissingValue.CONFIDENTIAL}])
    one, series = collect_indicators(some, INDICATORS)[0], find_series(some, INDICATORS)

    assert one.latest is not None
    assert (one.latest.series, one.latest.value) == ("RKL", 7)
    assert measure_spread(one, series, INDICATORS) == 2
    assert describe_missing(one, series) == Text("RJL: sekretess", "RJL: confidential")
    alone = collect_indicators(of(indicators=[{"id": "I1"}], measurements=[{**row, "value_RO": None}]), INDICATORS)[0]
    assert measure_spread(alone, series, INDICATORS) is None


def test_the_nation_speaks_beside_the_regions_where_the_whole_has_no_value() -> None:
    row: Row = {"indicator": "I1", "period": TimePeriod(2025, PeriodKind.YEAR), "value_RKL": 7, "value_RO": 9}
    later: Row = {"indicator": "I1", "period": TimePeriod(2026, PeriodKind.YEAR), "value_nation": 9}
    goal = {"id": "I1", "direction": "higher", "target": 8}
    one = collect_indicators(of(indicators=[goal], measurements=[{**row, "value_nation": 8}, later]), INDICATORS)[0]

    assert one.latest is not None
    assert (one.latest.series, one.latest.value, str(one.latest.point.period)) == ("nation", 8, "2025")
    assert judge_target(one, INDICATORS) == Verdict(1, 2, of_whole=False)


def test_the_nation_alone_is_the_latest_and_reaches_no_target() -> None:
    later: Row = {"indicator": "I1", "period": TimePeriod(2026, PeriodKind.YEAR), "value_nation": 9}
    goal = {"id": "I1", "direction": "higher", "target": 8}
    one = collect_indicators(of(indicators=[goal], measurements=[later]), INDICATORS)[0]

    assert one.latest is not None
    assert one.latest.series == "nation"
    assert judge_target(one, INDICATORS) is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"baseline": 62.5, "baseline_period": TimePeriod(2023, PeriodKind.TERTIAL, 2)}, "62,5 (2023 T2)"),
        ({"baseline": 62, "baseline_period": None}, "62"),
        ({"baseline": None, "baseline_period": TimePeriod(2023, PeriodKind.YEAR)}, ""),
    ],
)
def test_the_baseline_is_told_with_its_period(row: Row, said: str) -> None:
    assert describe_baseline(row, INDICATORS).sv == said


def test_what_is_late() -> None:
    spring = TimeSpan("våren", date(2026, 1, 1), date(2026, 6, 30), Precision.HALF)
    some = of(
        areas=[
            {"number": 1, "title": "Sent", "status": "minor", "due": date(2026, 9, 30)},
            {"number": 2, "title": "Slut", "status": "closed", "due": date(2026, 1, 31)},
            {"number": 3, "title": "I tid", "status": "minor", "due": AS_OF},
        ],
        activities=[
            {"area": 1, "title": "Del", "schedule": spring},
            {"area": 1, "title": "Avslutad del", "status": "closed", "schedule": spring},
            {"area": 2, "title": "Del av det som är slut", "schedule": spring},
            {"area": 2, "title": "En till", "due": date(2026, 2, 1)},
            {"area": 3, "title": "Ensam", "due": date(2026, 9, 29)},
            {"area": 3, "title": "Klar", "status": "closed", "schedule": spring},
            {"area": 3, "title": "Löpande", "schedule": TimeSpan("löpande", None, None, Precision.CONTINUOUS)},
        ],
    )

    found = find_late_work(some, AREAS, ACTIVITIES)

    assert [(one.row["title"], one.sentence(AS_OF).sv) for one in found] == [
        ("Slut", "2 aktiviteter skulle ha varit klara, den första 1 feb, för 242 dagar sedan."),
        ("Ensam", "Skulle ha varit klart 29 sep, för 2 dagar sedan."),
        ("Sent", "Skulle ha varit klart 30 sep, för 1 dag sedan. 1 aktivitet är också försenad."),
    ]


def test_what_nobody_leads() -> None:
    some = of(
        areas=[
            {"number": 1, "status": "minor"},
            {"number": 2, "status": "minor", "responsible": "RAG"},
            {"number": 3, "status": "minor"},
            {"number": 4, "status": "closed"},
            {"number": 5, "status": "minor", "responsible": "Ej utsett än"},
        ],
        activities=[{"area": 3, "responsible": "RAG"}, {"area": 5, "responsible": "vakant"}],
    )

    assert [row["number"] for row in find_unled_work(some, AREAS, ACTIVITIES)] == [1, 5]


def test_what_nobody_works_on() -> None:
    some = of(
        areas=[
            {"number": 1, "status": "minor", "promise_1": True},
            {"number": 2, "status": "closed", "promise_2": True},
            {"number": 3, "status": "not_started", "promise_2": True},
        ]
    )

    found = {one.tick.name: len(one.rows) for one in find_idle_ticks(some, AREAS)}

    assert found == {"promise_2": 2, "promise_3": 0, "promise_4": 0, "promise_5": 0, "promise_6": 0, "promise_7": 0}


def test_what_is_asked_and_not_settled() -> None:
    some = of(
        decisions=[
            {"question": "a", "forum": "svn", "state": "needed"},
            {"question": "b", "forum": "rsl", "state": "prepared"},
            {"question": "c", "forum": "rsl", "state": "decided"},
            {"question": "d", "state": "needed"},
        ],
        challenges=[
            {"text": "e"},
            {"text": "f", "addressed_to": "rsl"},
            {"text": "g", "state": "handled"},
            {"text": "h", "addressed_to": "Ingen"},
            {"text": "i", "type": "support", "addressed_to": "ej bestämt"},
        ],
    )

    assert [row["question"] for row in find_questions(some, DECISIONS)] == ["b", "a", "d"]
    assert [row["text"] for row in find_questions(some, CHALLENGES)] == ["f", "i"]
    assert count_by_forum(some, (CHALLENGES,)) == {
        Text("RSL", "RSL"): {"challenges": 1},
        Text("", ""): {"challenges": 1},
    }


def test_the_five_sentences() -> None:
    some = of(
        plan=[{"healthcare_region": "sydostra", "group": "RPO A"}],
        areas=[
            {"number": 1, "title": "Remittentstöd", "status": "serious"},
            {"number": 2, "title": "B", "status": "closed"},
            {"number": 3, "title": "C"},
        ],
        decisions=[{"question": "a", "forum": "svn", "state": "needed"}],
    )
    file = consolidation(1, awaited=0).files[0]

    groups = (standing("RPO A", "", Standing.DELIVERED), standing("RPO B"), standing("RPO C"))
    told = compose_five_sentences(replace(some, files=(file,), standings=groups))

    assert [sentence.sv for sentence in told] == [
        "1 av 3 grupper har lämnat in sin plan för 2026. Läget gäller 2026-10-01.",
        "3 prioriterade områden: 1 med allvarliga problem, 1 avslutat och 1 utan status.",
        "Allvarliga problem i 1 prioriterat område: RPO A (1 – Remittentstöd).",
        "1 beslut väntar på svar: SVN 1. Se fliken Att lyfta.",
        "2 grupper inväntas: RPO B och RPO C.",
    ]
    nameless = of(plan=[{"group": "RPO A"}], areas=[{"number": 7, "status": "serious"}])
    assert compose_five_sentences(nameless)[2].sv == (
        "Allvarliga problem i 1 prioriterat område: RPO A (prioriterat område 7)."
    )
    assert told[0].en == "1 of 3 groups has delivered its plan for 2026. The situation is that of 2026-10-01."
    assert told[3].en == "1 decision waits for an answer: SVN 1. See the sheet To raise."


def test_every_number_of_the_first_and_the_last_sentence_is_one_of_the_groups() -> None:
    some = replace(of(plan=[{"group": "RPO A"}]), files=consolidation(1, awaited=0).files[:1])
    several = (
        standing("RPO A", "", Standing.DELIVERED),
        standing("RPO B", "", Standing.EMPTY),
        standing("RPO C", "", Standing.OTHER_FORM),
        standing("RPO D", "", Standing.OTHER_FORM),
        standing("RPO E", "", Standing.UNKNOWN),
        standing("RPO F"),
    )

    told = compose_five_sentences(replace(some, standings=several))

    assert told[0].sv == "1 av 6 grupper har lämnat in sin plan för 2026. Läget gäller 2026-10-01."
    assert told[4] == Text(
        "1 grupp inväntas: RPO F. 1 har skickat en tom plan, 2 har skickat i annan form och 1 är oklar.",
        "1 group is awaited: RPO F. 1 has sent an empty plan, 2 have sent in another form and 1 is in doubt.",
    )


def test_a_plan_that_does_not_say_its_group_is_none_of_the_groups() -> None:
    some = replace(of(plan=[{"group": "RPO A"}]), files=consolidation(2, awaited=0).files[:2])
    unnamed = standing("\x1fin/plan.xlsx", "", Standing.DELIVERED)
    with_others = replace(some, standings=(standing("RPO A", "", Standing.DELIVERED), unnamed, standing("RPO B")))

    told, alone = compose_five_sentences(with_others), compose_five_sentences(replace(some, standings=(unnamed,)))

    assert told[0].sv == "1 av 2 grupper har lämnat in sin plan för 2026. Läget gäller 2026-10-01."
    assert told[4] == Text(
        "1 grupp inväntas: RPO B. 1 plan säger inte vilken grupp den är från.",
        "1 group is awaited: RPO B. 1 plan does not say which group it is from.",
    )
    assert alone[0].sv == (
        "2 planer för 2026 är inlästa; de säger inte vilken grupp de är från. Läget gäller 2026-10-01."
    )


def test_what_is_not_known_of_who_is_awaited_is_said_to_be_not_known() -> None:
    some = replace(of(plan=[{"group": "RPO A"}]), files=consolidation(1, awaited=0).files[:1])
    some = replace(some, standings=(standing("RPO A", "", Standing.DELIVERED),))

    for unknown, why in (
        (
            replace(some, without_council=25, scope=Scope.COUNCIL),
            "Registret anger inget kunskapsråd för 25 grupper utan plan i sammanställningen; vilka som inväntas går "
            "inte att säga.",
        ),
        (
            replace(some, regions=()),
            "Grupperna i planernas sjukvårdsregion är inte räknade; vilka som inväntas går inte att säga.",
        ),
        (
            replace(some, regions=(), tables={name: frame.assign(_region="") for name, frame in some.tables.items()}),
            "Ingen plan anger en sjukvårdsregion som är känd; vilka som inväntas går inte att säga.",
        ),
    ):
        told = compose_five_sentences(unknown)
        assert told[0].sv == "1 grupp har lämnat in sin plan för 2026. Läget gäller 2026-10-01."
        assert told[4].sv == why
    assert len(compose_five_sentences(replace(some, scope=Scope.GROUP))) == 4


def test_the_days_of_the_plans_are_told_as_a_span() -> None:
    some = replace(of(plan=[{"group": "RPO A"}]))
    spread, one = (date(2026, 1, 31), AS_OF), (AS_OF, AS_OF)
    assert [
        describe_situation(replace(some, days=days, as_of=day)).sv
        for days, day in (
            (one, AS_OF),
            (spread, AS_OF),
            (one, date(2026, 10, 15)),
            (None, AS_OF),
            (None, None),
        )
    ] == [
        "Läget gäller 2026-10-01.",
        "Läget gäller 2026-01-31–2026-10-01, försening räknad till 2026-10-01.",
        "Läget gäller 2026-10-01, försening räknad till 2026-10-15.",
        "Ingen plan säger vilken dag läget gäller. Försening räknas till 2026-10-01.",
        "Ingen plan säger vilken dag läget gäller, så förseningar räknas inte.",
    ]
    unsure = of(plan=[{"group": "RPO A", "as_of": AS_OF}])  # a day that decides nothing, as of a plan without a year
    assert [describe_situation(replace(unsure, days=None, as_of=day)).sv for day in (AS_OF, None)] == [
        "Det går inte att säga vilken dag läget gäller. Försening räknas till 2026-10-01.",
        "Det går inte att säga vilken dag läget gäller, så förseningar räknas inte.",
    ]


@pytest.mark.parametrize(("groups", "awaited"), [(0, 0), (1, 40), (2, 1), (12, 5), (30, 2)])
def test_a_sentence_fits_its_line(groups: int, awaited: int) -> None:
    told = compose_five_sentences(consolidation(groups, 2, awaited=awaited))

    assert max(len(words) for one in told for words in (one.sv, one.en)) <= 185


def test_of_many_forums_those_that_least_is_asked_of_are_told_together_so_that_the_line_holds_all() -> None:
    asked = {f"Regionala samverkansgruppen {letter}": 1 + (letter in "BD") * 4 for letter in "ABCDEFGH"} | {None: 2}
    decisions: list[Row] = [
        {"question": f"{forum} {at}", "forum": forum, "state": "needed"}
        for forum, n in asked.items()
        for at in range(n)
    ]
    told = compose_five_sentences(of(plan=[{"group": "RPO A"}], decisions=decisions))

    assert [one.sv for one in told if "svar" in one.sv] == [
        "18 beslut väntar på svar: Regionala samverkansgruppen A 1, Regionala samverkansgruppen B 5, "
        "Regionala samverkansgruppen D 5, övriga 5 och ej angivet 2. De står på fliken Att lyfta."
    ]
    assert [one.en for one in told if "answer" in one.en] == [
        "18 decisions wait for an answer: Regionala samverkansgruppen A 1, Regionala samverkansgruppen B 5, "
        "Regionala samverkansgruppen D 5, others 5 and not given 2. See the sheet To raise."
    ]


def test_it_is_working_material_until_every_plan_is_adopted() -> None:
    plans: list[Row] = [{"document_status": "adopted"}, {"document_status": "published"}]

    assert explain_working_material(of(plan=plans)) is None
    assert explain_working_material(of(plan=[*plans, {"document_status": "draft"}])) == Text(
        "Arbetsmaterial: 1 av 3 planer är inte fastställd.", "Working material: 1 of 3 plans is not adopted."
    )


def test_a_plan_that_does_not_say_how_far_it_has_come_is_not_told_to_be_no_adopted_one() -> None:
    statuses = ("adopted", "draft", None)
    rows: list[Row] = [{"document_status": status} for status in statuses]
    adopted, draft, untold = rows

    assert explain_working_material(of(plan=[adopted, untold])) == Text(
        "Arbetsmaterial: 1 av 2 planer säger inte hur långt den har kommit.",
        "Working material: 1 of 2 plans does not say how far it has come.",
    )
    assert explain_working_material(of(plan=[draft, draft, untold, untold])) == Text(
        "Arbetsmaterial: 2 av 4 planer är inte fastställda och 2 säger inte hur långt de har kommit.",
        "Working material: 2 of 4 plans are not adopted and 2 do not say how far they have come.",
    )


def test_no_sentence_is_longer_than_its_line_whatever_a_group_is_called() -> None:
    some = consolidation(2)
    named = {
        name: frame.assign(_group=f"RPO {'Rehabilitering och ' * 9}habilitering") for name, frame in some.tables.items()
    }
    told = compose_five_sentences(replace(some, tables={**named, "areas": named["areas"].assign(status="serious")}))
    assert max(len(words) for one in told for words in (one.sv, one.en)) <= 185
    assert told[2].sv.startswith("Allvarliga problem i 14 prioriterade områden: RPO Rehabilitering och Rehabilitering")
    assert told[2].sv.endswith(" …")


@given(st.text(max_size=400), st.floats(4, 80))
def test_more_words_never_need_fewer_lines(words: str, room: float) -> None:
    assert 1 <= count_lines(words, room) <= count_lines(f"{words} {words}", room)


@given(st.text(max_size=3000), st.floats(8, 80))
def test_fitted_words_fit_the_tallest_row(words: str, room: float) -> None:
    kept = fit_text(words, room, 11, "(resten i planen)")

    assert measure_height([(kept, room)]) <= TALLEST_ROW
    assert kept == words or kept.endswith("… (resten i planen)")


@pytest.mark.parametrize(
    ("title", "reference"),
    [
        ("Status", "t[Status]"),
        ("Kort namn", "t[Kort namn]"),
        ("Ansvarig (funktion)", "t[[Ansvarig (funktion)]]"),
        ("Vad behöver ni, av vem?", "t[[Vad behöver ni, av vem?]]"),
        ("a]b[c#d'e@f", "t[[a']b'[c'#d''e'@f]]"),
    ],
)
def test_titles_are_quoted_in_structured_references(title: str, reference: str) -> None:
    assert structured_reference("t", title) == reference


@pytest.mark.parametrize("words", ["", "<5", ">", "=x", "1.10", "5 %", "2026-01-01", "TRUE", " x", "x" * 300])
def test_words_that_countifs_would_misread_have_no_criterion(words: str) -> None:
    assert make_criterion(words) is None


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("planer/RPO Hud #1.xlsx", "external:../planer/RPO%20Hud%20%231.xlsx#'S'!A4"),
        ("50 %.xlsx", "external:../50%20%25.xlsx#'S'!A4"),
        ("alla.zip/RPO.xlsx", None),
        ("", None),
    ],
)
def test_links_are_relative_to_where_the_master_lies(name: str, link: str | None) -> None:
    assert make_external_link(name, "ut", "'S'!A4") == link


def test_groups_of_one_name_in_two_regions_are_told_apart() -> None:
    some = of(areas=[{"number": 1}, {"number": 1, "_region": "sodra"}, {"number": 1, "_group": "RPO B"}])

    assert {key: name.sv for key, name in name_groups(some).items()} == {
        ("sydostra", "RPO A"): "RPO A (Sydöstra)",
        ("sodra", "RPO A"): "RPO A (Södra)",
        ("sydostra", "RPO B"): "RPO B",
    }


def test_a_file_is_linked_to_as_far_as_excel_takes_its_path() -> None:
    longest = "x" * (2000 - len("external:"))
    assert make_external_link(longest, ".") == f"external:{longest}"
    assert make_external_link(f"{longest}x", ".") is None


@pytest.mark.parametrize(
    ("comment", "is_preliminary"),
    [
        ("Preliminära värden", True),
        ("Kvartal 4 är preliminärt", True),
        ("preliminary", True),
        ("Ej preliminär", False),
        ("Inte längre preliminära", False),
        ("No longer preliminary", False),
        ("Slutliga värden", False),
        ("Inte preliminärt för riket, preliminärt för Kalmar", True),
    ],
)
def test_what_is_said_not_to_be_preliminary_is_not(comment: str, is_preliminary: bool) -> None:
    point = MeasuredPoint(TimePeriod(2025, PeriodKind.YEAR), {}, 4, comment)
    assert point.is_preliminary is is_preliminary
