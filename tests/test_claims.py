"""Nothing is claimed that nobody told: unread cells, questions that are settled, targets by level."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hplan_xl.book.text import Text, neutral_text
from hplan_xl.book.values import MissingValue, PeriodKind, Precision, TimePeriod, TimeSpan
from hplan_xl.consolidation.union import Consolidation, Scope
from hplan_xl.intake.states import FileState, Standing, describe_files_left
from hplan_xl.master.facts.freshness import find_past_due_values
from hplan_xl.master.facts.indicators import (
    Indicator,
    Verdict,
    collect_indicators,
    describe_latest,
    describe_missing,
    find_series,
    judge_target,
    measure_attainment,
    measure_spread,
)
from hplan_xl.master.facts.issues import (
    count_by_forum,
    find_doubtful_questions,
    find_idle_ticks,
    find_late_work,
    find_questions,
    find_unled_work,
    is_all_served,
)
from hplan_xl.master.facts.sentences import compose_five_sentences, describe_situation, explain_working_material
from hplan_xl.master.write import build_master
from hplan_xl.plan.pages import ACTIVITIES, AREAS, CHALLENGES, DECISIONS, INDICATORS
from tests.pieces_of_masters import opened, table, values
from tests.plenty import Row
from tests.test_master_facts import of
from tests.test_master_truth import at_random, counts, records


def unread(some: Consolidation, sheet: str, column: str) -> Consolidation:
    """The same, with one cell of the first row filled but not understood."""
    return replace(some, unread_places=frozenset({("a.xlsx", sheet, column, 4)}))


def test_a_decision_waits_unless_it_has_a_day_or_a_state_or_day_that_could_not_be_read() -> None:
    asked = of(decisions=[{"question": "a", "forum": "svn"}])
    assert len(find_questions(asked, DECISIONS)) == 1
    for column in ("state", "decided_on"):
        doubtful = unread(asked, "decisions", column)
        assert (find_questions(doubtful, DECISIONS), len(find_doubtful_questions(doubtful, DECISIONS))) == ((), 1)
    told = unread(of(decisions=[{"question": "a", "forum": "svn", "state": "needed"}]), "decisions", "decided_on")
    assert (len(find_questions(told, DECISIONS)), find_doubtful_questions(told, DECISIONS)) == (1, ())
    decided = of(decisions=[{"question": "a", "forum": "svn", "state": "needed", "decided_on": "2026-01-01"}])
    assert find_questions(decided, DECISIONS) == find_doubtful_questions(decided, DECISIONS) == ()
    assert find_doubtful_questions(unread(decided, "decisions", "state"), DECISIONS) == ()


@pytest.mark.parametrize(
    ("challenge", "column", "is_doubtful"),
    [
        ({"type": "support"}, "state", True),
        ({"addressed_to": "rsl"}, "type", False),
        ({"type": "obstacle"}, "addressed_to", True),
        ({"type": "obstacle"}, "state", False),
        ({}, "type", True),
        ({"state": "handled"}, "type", False),
    ],
)
def test_a_challenge_may_wait_where_what_tells_that_could_not_be_read(
    challenge: Row, column: str, is_doubtful: bool
) -> None:
    some = unread(of(challenges=[{"text": "a", **challenge}]), "challenges", column)
    assert bool(find_doubtful_questions(some, CHALLENGES)) is is_doubtful


def test_what_may_wait_for_an_answer_stands_by_itself_on_att_lyfta_and_in_the_sentence() -> None:
    rows: list[Row] = [{"question": "a", "forum": "svn"}, {"question": "b", "forum": "rsl", "_row": 5}]
    some = unread(of(decisions=rows, challenges=[{"text": "c", "type": "support"}]), "decisions", "state")
    assert compose_five_sentences(some)[3].sv == (
        "1 beslut och 1 utmaning väntar på svar: RSL 1 och ej angivet 1. De står på fliken Att lyfta. "
        "Därtill går 1 beslut inte att läsa helt."
    )
    book = opened(build_master(some, "sv"))
    told = {
        name: [(row["Fråga"], row["Till vem"]) for row in table(book, "Att lyfta", f"agenda_{name}")]
        for name in ("decisions", "decisions_unread")
    }
    assert told == {"decisions": [("b", "RSL")], "decisions_unread": [("a", "SVN")]}
    assert "Beslut som inte går att läsa helt (1)" in {row[0] for row in values(book, "Att lyfta")}


def test_a_question_whose_recipient_cannot_be_read_is_not_told_to_give_none() -> None:
    rows: list[Row] = [{"text": "a", "type": "support"}, {"text": "b", "type": "support", "_row": 5}]
    book = opened(build_master(unread(of(challenges=rows), "challenges", "addressed_to"), "sv"))

    whom = [line["Till vem"] for line in table(book, "Att lyfta", "agenda_challenges")]
    assert whom == ["Går inte att läsa", "Ej angivet"]


def test_what_could_not_be_read_is_not_told_to_be_nothing() -> None:
    areas: list[Row] = [{"number": 1, "title": "A"}]
    some = unread(of(areas=areas), "areas", "status")
    told = compose_five_sentences(some)
    assert [one.sv for one in told[1:4]] == [
        "1 prioriterat område: 1 med en status som inte går att läsa.",
        "Inga prioriterade områden vars status går att läsa har ”Allvarliga problem” eller ”Mindre problem”.",
        "Inga beslut eller utmaningar väntar på svar.",
    ]
    both = compose_five_sentences(unread(of(areas=[*areas, {"number": 2, "title": "B", "_row": 5}]), "areas", "status"))
    assert both[1] == Text(
        "2 prioriterade områden: 2 utan status, varav 1 med en som inte går att läsa.",
        "2 priority areas: 2 without a status, 1 of them with one that cannot be read.",
    )
    asked = unread(of(areas=areas, decisions=[{"question": "a", "forum": "svn"}]), "decisions", "state")
    unsaid = "Om något beslut eller någon utmaning väntar på svar går inte att säga: 1 beslut går inte att läsa helt."
    assert compose_five_sentences(asked)[3].sv == unsaid
    assert [unsaid] in [row[:1] for row in values(opened(build_master(asked, "sv")), "Översikt")]


def test_a_plan_whose_day_or_document_status_could_not_be_read_is_not_told_to_give_none() -> None:
    plans: list[Row] = [{"group": "RPO A"}, {"group": "RPO A", "_row": 5}]
    some = replace(unread(of(plan=plans), "plan", "document_status"), days=None)
    assert explain_working_material(some) == Text(
        "Arbetsmaterial: 1 av 2 planer säger inte hur långt den har kommit och 1 har en dokumentstatus som inte går "
        "att läsa.",
        "Working material: 1 of 2 plans does not say how far it has come and 1 has a document status that cannot be "
        "read.",
    )
    assert describe_situation(some).sv.startswith("Ingen plan säger vilken dag läget gäller.")
    doubtful = unread(some, "plan", "as_of")
    assert describe_situation(doubtful).sv.startswith("Det går inte att säga vilken dag läget gäller.")


def test_a_reason_that_could_not_be_read_is_not_told_to_be_none() -> None:
    areas: list[Row] = [{"number": at, "title": "A", "status": "closed", "_row": at + 3} for at in (1, 2)]
    book = opened(build_master(unread(of(areas=areas), "areas", "closing_reason"), "sv"))
    told = "Avslutade: utan angiven orsak 1, orsak som inte går att läsa 1"
    assert told in [cell for row in values(book, "Översikt") for cell in row]


def test_an_instance_that_stands_twice_with_different_states_is_told_both() -> None:
    rows: list[Row] = [{"instance": "RSL", "state": state, "_row": at} for at, state in enumerate(("done", "started"))]
    rows += [{"instance": "SVN", "state": "done", "_row": at} for at in (2, 3)]
    book = opened(build_master(of(areas=[{"number": 1, "title": "A"}], endorsement=rows), "sv"))
    assert table(book, "Förankring", "endorsement_table") == [
        {"Grupp": "RPO A", "RSL": "Klar; Påbörjad", "SVN": "Klar"},
    ]


def test_a_need_is_asked_also_of_nobody_and_the_parts_of_the_sentence_add_up() -> None:
    rows: list[Row] = [
        {"text": "a", "type": "support", "state": "new"},
        {"text": "b", "type": "collaboration"},
        {"text": "c", "type": "obstacle"},
        {"text": "d", "type": "obstacle", "addressed_to": "rsl"},
    ]
    some = of(challenges=rows, decisions=[{"question": "a", "forum": "rsl", "state": "needed"}])
    assert [row["text"] for row in find_questions(some, CHALLENGES)] == ["d", "a", "b"]
    assert compose_five_sentences(some)[3].sv == (
        "1 beslut och 3 utmaningar väntar på svar: RSL 2 och ej angivet 2. De står på fliken Att lyfta."
    )


def test_what_could_not_be_read_is_neither_late_nor_without_anyone_responsible_nor_a_promise_unserved() -> None:
    some = of(areas=[{"number": 1, "title": "A", "due": date(2026, 1, 1)}], activities=[])
    assert len(find_late_work(some, AREAS, ACTIVITIES)) == len(find_unled_work(some, AREAS, ACTIVITIES)) == 1
    assert find_late_work(unread(some, "areas", "status"), AREAS, ACTIVITIES) == ()
    assert find_unled_work(unread(some, "areas", "responsible"), AREAS, ACTIVITIES) == ()
    span = TimeSpan("under 2025", date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR)
    timed = of(activities=[{"area": 1, "title": "a", "schedule": span}])
    assert len(find_late_work(timed, AREAS, ACTIVITIES)) == 1
    assert find_late_work(unread(timed, "activities", "due"), AREAS, ACTIVITIES) == ()
    assert len(find_idle_ticks(some, AREAS)) == 7
    assert len(find_idle_ticks(unread(some, "areas", "promise_1"), AREAS)) == 6
    stray = of(areas=[{"title": "A", "status": "on_plan"}, {"title": "B", "promise_2": True, "_region": ""}])
    assert "promise_2" not in {one.tick.name for one in find_idle_ticks(stray, AREAS)}


def test_that_a_promise_has_no_area_is_told_of_the_areas_that_are_here() -> None:
    book = opened(build_master(of(areas=[{"number": 1, "title": "A", "status": "on_plan"}]), "sv"))

    assert "Inget område här är kryssat för löftet." in {row[3] for row in values(book, "Att lyfta") if len(row) > 3}
    assert any(
        str(row[0]).endswith(": inget område här är kryssat för löftet.") for row in values(book, "Patientlöften")
    )


def test_promises_that_nobody_works_on_stand_in_the_whole_and_in_a_region_only() -> None:
    some = of(areas=[{"number": 1, "title": "A", "status": "on_plan"}])
    found = {scope: len(find_idle_ticks(replace(some, scope=scope), AREAS)) for scope in Scope}
    assert found == {Scope.WHOLE: 7, Scope.REGION: 7, Scope.COUNCIL: 0, Scope.GROUP: 0}
    assert find_idle_ticks(replace(some, regions=("norra",)), AREAS) == ()


def test_no_page_of_promises_is_told_to_be_left_out_where_no_region_has_any() -> None:
    some = of(areas=[{"number": 1, "title": "A", "_region": "norra"}])
    left_out = [
        {row[0] for row in values(opened(build_master(replace(some, regions=regions), "sv")), "Inlämnade planer")}
        for regions in (("norra",), ("norra", "sydostra"))
    ]
    assert ["Patientlöften" in one for one in left_out] == [False, True]
    assert all("Resultat" in one for one in left_out)


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        ({}, True),
        ({"scope": Scope.REGION}, True),
        ({"scope": Scope.COUNCIL}, False),
        ({"scope": Scope.GROUP}, False),
        ({"regions": ()}, False),
        ({"unread_places": frozenset({("a.xlsx", "areas", "promise_1", 4)})}, True),
    ],
)
def test_that_all_promises_have_areas_under_way_is_said_where_it_is_known(
    change: Mapping[str, Any], is_told: bool
) -> None:
    every: Row = {f"promise_{number}": True for number in range(1, 8)}
    some = replace(of(areas=[{"number": 1, "title": "A", "status": "on_plan", **every}]), **change)

    page = [row[0] for row in values(opened(build_master(some, "sv")), "Patientlöften")]

    assert ("Alla löften har områden som pågår." in page, "Patientlöften utan område" in page) == (is_told, is_told)


@pytest.mark.parametrize(("status", "words"), [("on_plan", "utan"), (None, "utan läsbart")])
def test_groups_whose_status_cannot_be_read_are_not_told_to_be_without_yellow_or_red(
    status: str | None, words: str
) -> None:
    rows: list[Row] = [{"title": "A", "status": "on_plan", "_group": f"RPO {number}"} for number in range(10, 30)]
    some = of(areas=[*rows, {"title": "B", "status": status, "_group": "RPO 30", "_row": 99}])
    told = replace(some, unread_places=frozenset({("a.xlsx", "areas", "status", 99)} if status is None else ()))

    lines = [line["Grupp"] for line in table(opened(build_master(told, "sv")), "Översikt", "overview_table")]
    assert lines[-1] == f"{len(rows) + 2 - len(lines)} {words} gult eller rött"


@pytest.mark.parametrize("status", ["closed", "not_started", None])
def test_a_promise_is_not_served_by_what_is_not_under_way_or_could_not_be_read(status: str | None) -> None:
    first: Row = {"number": 1, "title": "A", "status": "on_plan", **{f"promise_{n}": True for n in range(1, 7)}}
    some = of(areas=[first, {"number": 2, "title": "B", "status": status, "promise_7": True}])
    assert is_all_served(of(areas=[{**first, "promise_7": True}]), AREAS)
    assert not is_all_served(some, AREAS)
    assert not is_all_served(unread(of(areas=[first]), "areas", "promise_7"), AREAS)


def measured(values: list[Row], **more: object) -> Indicator:
    row: Row = {"id": "I1", "name": "x", "kind": "number", "direction": "higher", "target": 90, **more}
    rows: list[Row] = [
        {"indicator": "I1", "period": TimePeriod(2023 + at, PeriodKind.YEAR), **value}
        for at, value in enumerate(values)
    ]
    return collect_indicators(of(indicators=[row], measurements=rows), INDICATORS)[0]


@pytest.mark.parametrize(
    ("values", "verdict", "period"),
    [
        ([{"value_RJL": 95, "value_RKL": 40, "value_RO": 35}], (1, 3, False), 2023),
        ([{"value_whole": 95}, {"value_RJL": 50, "value_RKL": 40, "value_RO": 35}], (0, 3, False), 2024),
        ([{"value_RJL": 50}, {"value_whole": 95, "value_RJL": 40}], (1, 1, True), 2024),
        ([{"value_whole": 80}, {"value_nation": 99}], (0, 1, True), 2023),
        ([{"value_nation": 99}], None, 2023),
    ],
)
def test_a_verdict_is_about_the_level_that_the_newest_period_has(
    values: list[Row], verdict: tuple[int, int, bool] | None, period: int
) -> None:
    one = measured(values)
    found = judge_target(one, INDICATORS)
    assert (found and (found.reached, found.of, found.of_whole)) == verdict
    assert one.latest
    assert one.latest.point.period.year == period


@pytest.mark.parametrize(
    ("baseline", "value", "part"),
    [(50, 70, 0.5), (50, 90, 1.0), (95, 91, None), (90, 80, None), (50, 40, None), (50, 50, 0.0)],
)
def test_part_of_the_way_is_told_only_where_there_is_a_way(baseline: float, value: float, part: float | None) -> None:
    assert measure_attainment(measured([{"value_whole": value}], baseline=baseline), INDICATORS) == part
    assert measure_attainment(measured([{"value_RJL": value}], baseline=baseline), INDICATORS) is None


def raised(some: Consolidation) -> dict[str, list[list[object]]]:
    """The rows of each part of Att lyfta, by what stands over it, as words; and the links at its top."""
    sheet = load_workbook(BytesIO(build_master(some, "sv")))["Att lyfta"]
    lines: list[list[object]] = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    heads = [at for at, line in enumerate(lines) if len(line) == 1 and re.fullmatch(r".+ \([0-9]+\)", str(line[0]))]
    ends = [*heads[1:], len(lines)]
    parts = {
        str(lines[head][0]): [line for line in lines[head + 2 : end] if line]
        for head, end in zip(heads, ends, strict=True)
    }
    targets = {
        cell.value: sheet[str(cell.hyperlink.location).rpartition("!")[2]].value
        for row in sheet.iter_rows(min_row=5, max_row=6)
        for cell in row
        if cell.hyperlink
    }
    assert targets == ({head: head for head in parts} if len(parts) > 1 else {})
    return parts


def test_a_need_of_an_area_of_any_status_stands_on_att_lyfta() -> None:
    areas: list[Row] = [
        {"number": 1, "title": "Grönt", "status": "on_plan", "needs": "Mer tid", "responsible": "RAG"},
        {"number": 2, "title": "Rött", "status": "serious", "needs": "Pengar", "responsible": "RAG"},
        {"number": 3, "title": "Utan", "needs": "Lokaler", "responsible": "RAG"},
        {"number": 4, "title": "Inget", "status": "on_plan", "responsible": "RAG"},
    ]
    parts = raised(of(areas=areas))
    assert [row[1:5] for row in parts["Behov på övriga områden (2)"]] == [
        ["1 – Grönt", "Enligt plan", "Mer tid", "RAG"],
        ["3 – Utan", "Lokaler", "RAG", "S, rad 4"],
    ]
    assert [row[1:4] for row in parts["Allvarliga problem (1)"]] == [["2 – Rött", "RAG", "Pengar"]]


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        *(
            (none, False)
            for none in (
                *("Inget", "Inga behov.", "Nej", "nej, inget", "N/A", "Inget just nu", "No needs", "?"),
                *("Inget för tillfället", "Vi har inga kända behov", "Behov saknas", "Vi behöver inget stöd än"),
                *("Inget behov av stöd finns", "Inga behov än", "Inget stöd behövs än"),
                *("Inget stöd behövs", "Inga behov av stöd", "Behövs ej", "Nej, inte just nu", "No support needed"),
            )
        ),
        *(
            (need, True)
            for need in (
                "Vi har inget stöd",
                "Inget MR-läge finns",
                "Nej, inget stöd finns.",
                "Ingen extra hjälp ännu",
                "Ingen läkare på plats",
                "Nej till neddragning",
                "Stöd",
            )
        ),
    ],
)
def test_that_nothing_is_needed_is_no_need(words: str, is_one: bool) -> None:
    areas: list[Row] = [{"number": 1, "title": "Grönt", "status": "on_plan", "needs": words, "responsible": "RAG"}]
    assert ("Behov på övriga områden (1)" in raised(of(areas=areas))) is is_one


def test_what_is_asked_of_nobody_says_so() -> None:
    parts = raised(of(challenges=[{"text": "a", "type": "support"}], decisions=[{"question": "b", "state": "needed"}]))
    assert {name: row[-2] for name, (row,) in parts.items()} == {
        "Beslut som behövs (1)": "Ej angivet",
        "Utmaningar som lyfts (1)": "Ej angivet",
    }


@pytest.mark.parametrize(("led", "told"), [(2, True), (4, False)])
def test_many_areas_without_anyone_responsible_are_one_line(led: int, told: bool) -> None:
    areas: list[Row] = [{"number": at, "title": "A", "status": "on_plan"} for at in range(1, 3)]
    areas += [{"number": at, "title": "B", "status": "on_plan", "responsible": "RAG"} for at in range(3, 3 + led)]
    areas += [{"number": 9, "title": "C", "status": "closed"}]
    rows = raised(of(areas=areas))["Utan ansvarig (2)"]
    sentence = "Ingen ansvarig är angiven, varken för området eller för någon av dess aktiviteter. De står på fliken "
    assert rows == [["2 av 4 områden som inte är avslutade", f"{sentence}Områden."]] if told else len(rows) == 2


def test_an_activity_that_is_given_to_somebody_or_whose_area_is_not_understood_leaves_no_area_unled() -> None:
    areas: list[Row] = [{"number": 1, "title": "A", "status": "on_plan"}]
    assert find_unled_work(of(areas=areas, activities=[{"area": 1, "title": "a"}]), AREAS, ACTIVITIES)
    for part in ({"area": 1, "assigned_to": "RAG"}, {"responsible": "RAG"}):
        assert find_unled_work(of(areas=areas, activities=[{"title": "a", **part}]), AREAS, ACTIVITIES) == ()


def test_a_dash_is_nobody() -> None:
    areas: list[Row] = [
        {"number": 1, "title": "A", "status": "on_plan", "responsible": "-"},
        {"number": 2, "title": "B", "status": "on_plan", "responsible": "RAG"},
    ]
    parts = raised(of(areas=areas, activities=[{"area": 1, "title": "a", "assigned_to": "?"}]))
    assert [title for title in parts if title.startswith("Utan ansvarig")] == ["Utan ansvarig (1)"]


@pytest.mark.parametrize("seed", range(6))
def test_every_number_of_the_sentences_is_counted_anew_and_the_parts_of_each_add_up(seed: int) -> None:
    some = at_random(seed)
    said = [one.sv for one in compose_five_sentences(some)]
    areas = records(some, "areas")

    numbers = [int(number) for number in re.findall(r"\d+", said[1])]
    known = [number for number in counts(areas).values() if number]
    without = sum(row["status"] is None for row in areas)
    assert numbers[0] == len(areas) == sum(numbers[1:])
    assert sorted(numbers[1:]) == sorted([*known, *([without] if without else [])])

    serious = [row for row in areas if row["status"] == "serious"]
    if len(serious) > 2:
        assert said[2].startswith(f"Allvarliga problem i {len(serious)} prioriterade områden: ")
        told = said[2].partition(": ")[2]
        more = re.search(r" och (\d+) till\.$", told)
        troubled = {str(row["_group"]) for row in serious}
        named = re.findall("|".join(sorted(map(re.escape, troubled), key=len, reverse=True)), told)
        assert len(named) + int(more[1] if more else 0) == len(troubled)

    asked = [one for view in (DECISIONS, CHALLENGES) for one in find_questions(some, view)]
    kinds, _, whom = said[3].partition(". ")[0].partition(": ")
    of_kinds, of_forums = ([int(number) for number in re.findall(r"\d+", words)] for words in (kinds, whom))
    assert sum(of_kinds) == sum(of_forums) == len(asked)

    standing_of = Counter(one.standing for one in some.standings)
    assert said[0].startswith(f"{standing_of[Standing.DELIVERED]} av {len(some.standings)} grupp")
    assert said[4].startswith(f"{standing_of[Standing.AWAITED] or 'Ingen'} grupp")
    cells = values(opened(build_master(some, "sv")), "Översikt")
    assert [row[0] for row in cells[1:6]] == said
    heading = f"Inväntas ({standing_of[Standing.AWAITED]})"
    assert (heading in [row[0] for row in cells]) == bool(standing_of[Standing.AWAITED])
    every = next(row for row in cells if row[1] == "Alla grupper")
    of_statuses = [*counts(areas).values(), *([without] if without else [])]
    assert every[2 : 3 + len(of_statuses)] == [*of_statuses, len(areas)]


@given(st.lists(st.sampled_from(FileState)))
def test_what_became_of_the_files_adds_up(states: list[FileState]) -> None:
    told = describe_files_left(states)
    left = [state for state in states if state is not FileState.READ]
    assert (told is None) == (not left)
    for words in (told.sv, told.en) if told else ():
        assert sum(map(int, re.findall(r"\d+", words))) == len(left)


def test_areas_without_a_status_have_their_own_column_wherever_statuses_are_counted() -> None:
    areas: list[Row] = [
        {"number": 1, "title": "A", "status": "on_plan", "promise_1": True, "_council": "Ett"},
        {"number": 2, "title": "B", "promise_1": True, "_council": "Två"},
        {"number": 3, "title": "C", "promise_1": True, "_council": "Två"},
    ]
    book = opened(build_master(of(areas=areas), "sv"))
    lines = [
        ("Översikt", "overview_table"),
        ("Översikt", "overview_councils"),
        ("Status", "status_by_council"),
        ("Patientlöften", "promises_table"),
    ]
    for title, name in lines:
        counted = [line for line in table(book, title, name) if line["Antal"]]
        told = [(line["● Enligt plan"], line["Utan status"], line["Antal"]) for line in counted]
        assert tuple(map(sum, zip(*told, strict=True))) == (1, 2, 3), (title, told)
    promised = table(book, "Patientlöften", "promises_work")[0]
    assert str(promised["Områden"]).endswith("\nUtan status: RPO A: 2 – B, 3 – C")


def test_a_forum_that_is_spelled_in_two_ways_is_counted_once() -> None:
    some = of(
        decisions=[{"question": "a", "forum": "Direktören"}, {"question": "b", "forum": "direktören", "_row": 5}],
        challenges=[{"text": "c", "addressed_to": "DIREKTÖREN"}],
    )

    assert count_by_forum(some, (DECISIONS, CHALLENGES)) == {
        neutral_text("Direktören"): Counter({"decisions": 2, "challenges": 1})
    }


AMBIGUOUS: list[Row] = [
    {"number": number, "title": title, "due": date(2026, 1, 1), "status": "on_plan", "_row": row}
    for row, (number, title) in enumerate([(1, "Ett"), (1, "Två"), (None, "Tre"), (4, "Fyra")], 4)
]
PARTS: list[Row] = [
    {"area": area, "title": title, "due": date(2026, 2, 1), "responsible": "–", "new_this_year": "maybe", "_row": row}
    for row, (area, title) in enumerate([(1, "a"), (None, "b"), (4, "c")], 4)
]
PARTS[1] = {**PARTS[1], "schedule": TimeSpan("–", None, None, Precision.WORDS)}


def test_an_activity_of_a_number_that_stands_twice_or_of_none_is_of_no_area() -> None:
    some = of(areas=AMBIGUOUS, activities=PARTS)

    late = [(one.row["title"], one.late_parts) for one in find_late_work(some, AREAS, ACTIVITIES)]
    assert late == [("Ett", 0), ("Två", 0), ("Tre", 0), ("Fyra", 1), ("a", 0), ("b", 0)]
    plan = [row[1:3] for row in values(opened(build_master(some, "sv")), "Handlingsplan")[6:]]
    assert plan == [
        ["1. Ett", None],
        ["1. Två", None],
        ["Tre", None],
        ["4. Fyra", "• c (ev. NY) (2026-02-01)"],
        ["Aktiviteter utan område", "• a (ev. NY) (2026-02-01)"],
        [None, "• b (ev. NY) (2026-02-01)"],
    ]


@pytest.mark.parametrize(
    ("values", "unread", "verdict", "missing"),
    [
        (({"value_whole": 9}, {}), ("value_whole", 5), None, "2025 Hela sjukvårdsregionen: går inte att läsa"),
        (({"value_whole": 9}, {"value_RO": 5}), ("value_RJL", 5), None, "RJL: går inte att läsa"),
        (({"value_whole": 9}, {"value_whole": 7}), ("value_RJL", 5), Verdict(1, 1, True), "RJL: går inte att läsa"),
        (({}, {"value_whole": 7}), ("value_whole", 4), Verdict(1, 1, True), ""),
    ],
)
def test_no_target_is_judged_by_other_values_than_the_latest_that_cannot_be_read(
    values: tuple[Row, Row], unread: tuple[str, int], verdict: Verdict | None, missing: str
) -> None:
    rows: list[Row] = [
        {"indicator": "I1", "period": TimePeriod(year, PeriodKind.YEAR), "_row": year - 2020, **told}
        for year, told in zip((2024, 2025), values, strict=True)
    ]
    some = of(indicators=[{"id": "I1", "direction": "lower", "target": 8}], measurements=rows)
    place = frozenset({("a.xlsx", "measurements", *unread)})
    (one,) = collect_indicators(replace(some, unread_places=place), INDICATORS)

    assert judge_target(one, INDICATORS) == verdict
    assert describe_missing(one, find_series(some, INDICATORS)).sv == missing


@pytest.mark.parametrize(
    ("whole", "verdict"), [(9, None), (MissingValue.LOST, Verdict(1, 1, True)), (None, Verdict(1, 1, True))]
)
def test_no_target_is_judged_where_a_number_has_no_period(whole: object, verdict: Verdict | None) -> None:
    rows: list[Row] = [{"period": TimePeriod(2024, PeriodKind.YEAR), "value_whole": 7}, {"value_whole": whole}]
    some = of(
        indicators=[{"id": "I1", "direction": "lower", "target": 8, "frequency": "year"}],
        measurements=[{"indicator": "I1", **row, "_row": place} for place, row in enumerate(rows, 4)],
    )
    (one,) = collect_indicators(some, INDICATORS)

    assert judge_target(one, INDICATORS) == verdict
    assert bool(find_past_due_values([one], INDICATORS, date(2026, 6, 30))) is (verdict is not None)
    doubt = "" if verdict else "; 1 rad med värden har ingen period som går att läsa"
    assert describe_latest(one, find_series(some, INDICATORS), INDICATORS).sv == f"7 (2024){doubt}"


def test_an_indicator_that_does_not_say_how_it_is_measured_is_not_told_to_be_one_in_words() -> None:
    kinds = {"Andel": "number", "Plan": "milestone", "Samtal": "words", "Okänt": None}
    some = of(indicators=[{"name": name, "kind": kind} for name, kind in kinds.items()])
    book = opened(build_master(some, "sv"))

    names = {
        part: [line["Indikator"] for line in table(book, "Indikatorer", f"indicators_{part}")]
        for part in ("numbers", "milestones", "words", "unknown")
    }
    assert names == {"numbers": ["Andel"], "milestones": ["Plan"], "words": ["Samtal"], "unknown": ["Okänt"]}


def test_no_spread_is_told_of_regions_of_which_one_cannot_be_read() -> None:
    row: Row = {"indicator": "I1", "period": TimePeriod(2025, PeriodKind.YEAR), "value_RKL": 5, "value_RO": 9}
    some = of(indicators=[{"id": "I1"}], measurements=[row])
    for places, spread in ((frozenset(), 4), (frozenset({("a.xlsx", "measurements", "value_RJL", 4)}), None)):
        (one,) = collect_indicators(replace(some, unread_places=places), INDICATORS)
        assert measure_spread(one, find_series(some, INDICATORS), INDICATORS) == spread


def test_whom_is_asked_is_called_on_the_agenda_as_it_is_counted() -> None:
    some = of(decisions=[{"question": "a", "forum": "Kunskapsråd"}])  # as typed in a plan of a region without councils
    book = opened(build_master(some, "en"))

    assert [line["To whom"] for line in table(book, "To raise", "agenda_decisions")] == ["Council"]
    assert table(book, "Overview", "overview_asked")[0]["Waits for an answer from"] == "Council"


def test_a_minus_before_a_number_is_no_bullet_that_handlingsplan_takes_away() -> None:
    told = "• Antal remisser\n- Väntetid\n-5 % återbesök\n- -2 dagar\n•-\n– Nöjdhet\n–5 dagar\n\uf0b7 Vård\n* Svar\n"
    told += "...\n?\n"
    book = opened(build_master(of(areas=[{"number": 1, "title": "A", "follow_up": told}]), "sv"))
    shown = [str(cell) for row in values(book, "Handlingsplan") for cell in row if str(cell).startswith("•")]
    own = ["• Nöjdhet", "• –5 dagar", "• Vård", "• Svar"]
    assert shown == ["• Antal remisser", "• Väntetid", "• -5 % återbesök", "• -2 dagar", *own]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (60, "1 indikator till har tal. Välj den i cellen överst, så visas den där."),
        (61, "2 indikatorer till har tal. Välj dem i cellen överst, så visas de där."),
    ],
)
def test_how_many_more_indicators_have_numbers_is_told_in_the_form_of_the_number(number: int, told: str) -> None:
    ids = [f"I{at}" for at in range(1, number + 1)]
    indicators: list[Row] = [{"id": name, "name": name, "kind": "number"} for name in ids]
    year = TimePeriod(2025, PeriodKind.YEAR)
    some = of(
        indicators=indicators, measurements=[{"indicator": name, "period": year, "value_whole": 1} for name in ids]
    )

    assert told in {row[0] for row in values(opened(build_master(some, "sv")), "Diagram") if row}
