"""How fresh the material is: days behind the others, what is told of open work, values past their time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hplan_xl.book.values import PeriodKind, Precision, TimePeriod, TimeSpan, YearSpan
from hplan_xl.book.views import Agenda, FileList
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.master.facts.freshness import Share, ToldWork, count_days_behind, find_past_due_values, measure_told_work
from hplan_xl.master.facts.indicators import collect_indicators
from hplan_xl.master.write import build_master
from tests.edit_script import NOW, Plan, Row, consolidate
from tests.pieces_of_masters import opened, table
from tests.plenty import BOOK

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")

VIEW = next(view for view in BOOK.views if isinstance(view, FileList))
AGENDA = next(view.name for view in BOOK.views if isinstance(view, Agenda))
GROUP = "RPO Akut vård"
FILE = f"planer/{GROUP}.xlsx"


def plan(**sheets: list[Row]) -> Plan:
    form: Row = {"year": YearSpan(2026, 2026), "as_of": NOW}
    empty: Plan = {"areas": [], "activities": [], "indicators": [], "measurements": []}
    return {"plan": [form], **empty, **sheets}


AREAS: list[Row] = [
    {"number": 1, "title": "Ett", "status": "on_plan", "responsible": "RAG"},
    {"number": 2, "title": "Två", "status": "minor"},
    {"number": 3, "title": "Tre", "status": "not_started", "due": NOW},
    {"number": 4, "title": "Fyra", "status": "closed"},
]
ACTIVITIES: list[Row] = [
    {"area": 1, "title": "a", "due": NOW},
    {"area": 2, "title": "b", "responsible": "RAG"},
    {"area": 3, "title": "c", "status": "closed", "responsible": "RAG"},
    {"area": 4, "title": "d"},
    {"title": "e"},
]


def test_open_work_has_what_it_or_any_of_its_parts_has() -> None:
    some = consolidate({GROUP: plan(areas=AREAS, activities=ACTIVITIES)}, NOW)

    told = measure_told_work(some, VIEW.work, VIEW.parts)

    assert told == {FILE: ToldWork(Share(3, 3), Share(2, 3), Share(1, 3), Share(1, 3))}


def test_a_dash_names_nobody_and_an_assignment_names_somebody() -> None:
    areas: list[Row] = [{"number": number, "title": "A", "status": "on_plan", "responsible": "-"} for number in (1, 2)]
    unsaid = TimeSpan("?", None, None, Precision.WORDS)
    activities: list[Row] = [
        {"area": 1, "title": "a", "assigned_to": "RAG", "schedule": unsaid},
        {"area": 2, "title": "b", "responsible": "–"},
    ]
    some = consolidate({GROUP: plan(areas=areas, activities=activities)}, NOW)

    told = measure_told_work(some, VIEW.work, VIEW.parts)[FILE]

    assert told == ToldWork(Share(1, 2), Share(0, 2), Share(1, 2), Share(0, 2))


def test_parts_of_no_work_are_not_those_of_work_without_a_number() -> None:
    activities: list[Row] = [{"area": None, "title": "a", "responsible": "RAG", "due": NOW}]
    some = consolidate(
        {GROUP: plan(areas=[{"number": None, "title": "A", "status": "on_plan"}], activities=activities)}, NOW
    )

    assert measure_told_work(some, VIEW.work, VIEW.parts)[FILE] == ToldWork(*(Share(n, 1) for n in (0, 0, 1, 1)))


def test_a_cell_that_is_not_understood_is_not_blank() -> None:
    some = consolidate({GROUP: plan(areas=[{"number": 1, "title": "Ett", "status": "on_plan"}])}, NOW)
    unread = replace(some, unread_places=frozenset({(FILE, "areas", "due", 4)}))

    told = measure_told_work(unread, VIEW.work, VIEW.parts)[FILE]

    assert (told.led, told.timed, told.parts_led.part) == (Share(0, 1), Share(1, 1), None)


def test_work_that_may_be_closed_is_not_counted_as_open_nor_parts_as_of_closed_work_whose_number_stands_twice() -> None:
    areas: list[Row] = [{"number": 1, "title": "A"}, {"number": 2, "title": "B"}, {**AREAS[3], "number": 2}]
    activities: list[Row] = [{"area": 1, "title": "a"}, {"area": 2, "title": "b", "due": NOW}]
    some = consolidate({GROUP: plan(areas=areas, activities=activities)}, NOW)
    unread = replace(some, unread_places=frozenset({(FILE, "areas", "status", 4)}))

    told = measure_told_work(unread, VIEW.work, VIEW.parts)[FILE]

    assert told == ToldWork(Share(0, 1), Share(1, 1), Share(0, 2), Share(1, 2))


def with_days(*days: date | None) -> Consolidation:
    some = consolidate({f"RPO {at}": plan(areas=AREAS) for at in range(len(days))}, NOW)
    files = tuple(replace(file, as_of=day) for file, day in zip(some.files, days, strict=True))
    return replace(some, files=files, days=(min(filter(None, days)), NOW))


def test_a_plan_is_as_old_as_its_day_is_before_the_latest() -> None:
    some = with_days(NOW, date(2026, 1, 1), None, date(2020, 1, 1))

    assert [count_days_behind(some, file) for file in some.files] == [0, 89, None, None]


@pytest.mark.parametrize(("days", "is_told"), [(92, False), (93, True)])
def test_a_plan_more_than_a_quarter_older_than_the_latest_is_raised(days: int, is_told: bool) -> None:
    book = opened(build_master(with_days(NOW, NOW - timedelta(days)), "sv"))
    assert (f"{AGENDA}_behind" in book["Att lyfta"].tables) is is_told


@pytest.mark.parametrize(
    ("frequency", "period", "as_of", "is_past"),
    [
        ("year", TimePeriod(2024, PeriodKind.YEAR), date(2025, 12, 31), False),
        ("year", TimePeriod(2024, PeriodKind.YEAR), date(2026, 1, 1), True),
        ("month", TimePeriod(2026, PeriodKind.MONTH, 1), date(2026, 2, 28), False),
        ("month", TimePeriod(2026, PeriodKind.MONTH, 1), date(2026, 3, 1), True),
        ("tertial", TimePeriod(2025, PeriodKind.TERTIAL, 3), date(2026, 4, 30), False),
        ("quarter", TimePeriod(2025, PeriodKind.QUARTER, 3), date(2026, 1, 1), True),
        ("half", TimePeriod(2025, PeriodKind.HALF, 2), date(2026, 7, 1), True),
        ("once", TimePeriod(2015, PeriodKind.YEAR), date(2026, 7, 1), False),
        (None, TimePeriod(2015, PeriodKind.YEAR), date(2026, 7, 1), False),
        ("year", TimePeriod(2015, PeriodKind.YEAR), None, False),
    ],
)
def test_a_value_is_past_its_time_when_one_more_period_has_gone_since(
    frequency: str | None, period: TimePeriod, as_of: date | None, is_past: bool
) -> None:
    indicator: Row = {"id": "I1", "area": 1, "name": "Väntetid", "kind": "number", "frequency": frequency}
    values: list[Row] = [{"indicator": "I1", "period": period, "value_whole": 4.5}]
    some = consolidate({GROUP: plan(areas=AREAS, indicators=[indicator], measurements=values)}, NOW)

    found = find_past_due_values(collect_indicators(some, VIEW.measures), VIEW.measures, as_of)

    assert bool(found) is is_past


def test_the_pages_tell_it() -> None:
    indicator: Row = {"id": "I1", "area": 1, "name": "Väntetid", "kind": "number", "unit": "dagar", "frequency": "year"}
    values: list[Row] = [{"indicator": "I1", "period": TimePeriod(2024, PeriodKind.YEAR), "value_whole": 4.5}]
    plans = {GROUP: plan(areas=AREAS, activities=ACTIVITIES, indicators=[indicator], measurements=values)}
    some = consolidate({**plans, "RPO Tandvård": plan(areas=AREAS)}, NOW)
    old = replace(some.files[1], as_of=date(2025, 9, 30))
    book = opened(build_master(replace(some, files=(some.files[0], old), days=(date(2025, 9, 30), NOW)), "sv"))

    areas = ("Öppna områden med ansvarig", "Öppna områden med tid")
    activities = ("Öppna aktiviteter med ansvarig", "Öppna aktiviteter med tid")
    columns = ("Dagar äldre än den senaste planen", *areas, *activities, "Indikatorer äldre än mätfrekvensen")
    lines = table(book, "Inlämnade planer", "received_table")
    assert [tuple(line[name] for name in columns) for line in lines] == [
        (0, 1, 2 / 3, 1 / 3, 1 / 3, 1),
        (182, 1 / 3, 1 / 3, None, None, 0),
    ]
    assert [list(line.values())[:4] for line in table(book, "Att lyfta", f"{AGENDA}_behind")] == [
        ["RPO Tandvård", "30 sep 2025", "182 dagar före den senaste planen", "Plan, rad 4"]
    ]
    assert [list(line.values())[:5] for line in table(book, "Att lyfta", f"{AGENDA}_past_due")] == [
        [GROUP, "Väntetid", "År", "4,5\N{NO-BREAK SPACE}dagar (2024)", "1 – Ett"]
    ]
    undated = opened(build_master(replace(some, as_of=None, days=None), "sv"))
    assert {line[columns[-1]] for line in table(undated, "Inlämnade planer", "received_table")} == {None}
