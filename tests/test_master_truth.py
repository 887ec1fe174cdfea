"""Every number of the master is recounted in plain Python; every formula is computed anew by another program."""

import os
import random
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl.workbook import Workbook

from hplan_xl.book.values import MissingValue, PeriodKind, TimePeriod
from hplan_xl.cli import main
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.master.write import build_master
from tests.pieces_of_masters import opened, table, values
from tests.plenty import AS_OF, consolidation
from tests.recompute import cached, convert_all, recomputed

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")

_RECOUNTED, _RECOMPUTED = (range(100),) * 2 if os.environ.get("HPLAN_THOROUGH") == "1" else (range(4), range(2))
SAMPLES = Path(__file__).parent.parent / "samples" / "plans"
STATUSES = {
    "○ Ej påbörjad": "not_started",
    "● Enligt plan": "on_plan",
    "▲ Mindre problem": "minor",
    "■ Allvarliga problem": "serious",
    "☑ Avslutad": "closed",
}
PROMISES_HEADING = "Patientlöften (Sydöstra sjukvårdsregionen)"
PROMISES = {
    "Tillgänglighet": "promise_1",
    "Bästa kunskap": "promise_2",
    "Delaktighet": "promise_3",
    "Jämlik vård": "promise_4",
    "Hälsofrämjande och screening": "promise_5",
    "Patientsäkerhet": "promise_6",
    "Kostnadseffektivitet": "promise_7",
}
REGIONS = {"sydostra": "Sydöstra sjukvårdsregionen", "sodra": "Södra sjukvårdsregionen"}
Row = Mapping[str, Any]


def at_random(seed: int) -> Consolidation:
    """A consolidation of some groups, of which some report to several councils and some areas have no status."""
    draw = random.Random(seed)
    some = consolidation(draw.randint(1, 26), draw.randint(1, 8), seed, awaited=draw.randint(0, 40))
    groups = sorted(set(some.tables["plan"]["_group"]))
    several = {name: "Kirurgi och cancer, RSL" for name in groups if draw.random() < 0.3}
    tables = {
        name: frame.assign(
            _council=[
                several.get(group, council) for group, council in zip(frame["_group"], frame["_council"], strict=True)
            ]
        )
        for name, frame in some.tables.items()
    }
    areas = tables["areas"]
    statuses = [None if draw.random() < 0.1 else one for one in areas["status"]]
    tables["areas"] = areas.assign(status=pd.Series(statuses, dtype=object))
    return replace(some, tables=tables)


@cache
def master(seed: int) -> Workbook:
    """The master of a consolidation at random, as it is opened; to read, not to change."""
    return opened(build_master(at_random(seed), "sv"))


def records(some: Consolidation, sheet: str) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in some.tables[sheet].to_dict("records")]


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows have which status, by its heading."""
    of = Counter(row["status"] for row in rows)
    return {heading: of[name] for heading, name in STATUSES.items()}


def told(line: Mapping[str, object]) -> dict[str, object]:
    return {heading: line[heading] for heading in STATUSES}


def council_names(row: Row) -> list[str]:
    return str(row["_council"]).split(", ") if row["_council"] else ["Kunskapsråd ej angivet"]


def is_of_council(row: Row, name: str) -> bool:
    """Whether a row is of a council, which stands with its healthcare region where several have one of that name."""
    council, _, region = name.partition(" (")
    return council in council_names(row) and region in ("", f"{REGIONS[str(row['_region'])]})")


@pytest.mark.parametrize("seed", _RECOUNTED)
def test_the_overview_tells_the_numbers_of_a_plain_count(seed: int) -> None:
    some = at_random(seed)
    book = master(seed)
    areas, cells = records(some, "areas"), values(book, "Översikt")

    tiles = next(place for place, row in enumerate(cells) if row[0] == "Prioriterade områden")
    assert cells[tiles + 1][0] == len(areas)
    assert dict(zip(cells[tiles][2:7], cells[tiles + 1][2:7], strict=True)) == counts(areas)
    known = sum(counts(areas).values())
    shares = [number / len(areas) for number in counts(areas).values()]
    assert cells[tiles + 2][2:7] == pytest.approx(shares)
    assert cells[tiles + 1][7] == (len(areas) - known or None)
    reasons = Counter(row["closing_reason"] for row in areas if row["status"] == "closed")
    words = {"done": "genomförd", "dropped": "utgår", "transferred": "överförd till annat", None: "utan angiven orsak"}
    said = [f"{words[reason]} {reasons[reason]}" for reason in words if reasons[reason]]
    assert cells[tiles + 3][6] == (f"Avslutade: {', '.join(said)}" if said else None)
    lines = table(book, "Översikt", "overview_table")
    by_group = {str(row["_group"]): [one for one in areas if one["_group"] == row["_group"]] for row in areas}
    named = [line for line in lines if line["Grupp"] in by_group]
    assert {str(line["Grupp"]): (told(line), line["Antal"]) for line in named} == {
        str(line["Grupp"]): (counts(by_group[str(line["Grupp"])]), len(by_group[str(line["Grupp"])])) for line in named
    }
    assert sum(int(str(line["Antal"])) for line in lines) == len(areas)
    _councils_are_true(book_lines(book), areas)
    _asked_is_true(table(book, "Översikt", "overview_asked"), some)


def book_lines(book: Workbook) -> list[dict[str, object]]:
    try:
        return table(book, "Översikt", "overview_councils")
    except KeyError:
        return []


def _councils_are_true(lines: Sequence[Mapping[str, object]], areas: Sequence[Row]) -> None:
    for line in lines:
        own = [row for row in areas if is_of_council(row, str(line["Kunskapsråd"]))]
        assert (told(line), line["Antal"]) == (counts(own), len(own))
        groups = len({(row["_region"], row["_group"]) for row in own})
        assert line["Grupper"] == ("1 grupp" if groups == 1 else f"{groups} grupper")


def _asked_is_true(lines: Sequence[Mapping[str, object]], some: Consolidation) -> None:
    forums = {"council": "Kunskapsråd", "rsl": "RSL", "svn": "SVN", "rpo": "RPO", "region": "Region"}
    needs = {"collaboration", "support"}
    decisions = Counter(
        forums.get(str(row["forum"]), "Ej angivet")
        for row in records(some, "decisions")
        if row["state"] in ("needed", "prepared") and not row["decided_on"]
    )
    challenges = Counter(
        forums.get(str(row["addressed_to"]), "Ej angivet")
        for row in records(some, "challenges")
        if row["state"] != "handled" and (row["addressed_to"] or row["type"] in needs)
    )
    expected = {}
    for forum in {*decisions, *challenges}:
        kinds = [f"{decisions[forum]} beslut"] if decisions[forum] else []
        number = challenges[forum]
        kinds += [f"{number} {'utmaning' if number == 1 else 'utmaningar'}"] if number else []
        expected[forum] = ", ".join(kinds)
    assert {line["Väntar på svar från"]: line["Antal"] for line in lines} == expected


@pytest.mark.parametrize("seed", _RECOUNTED)
def test_the_status_page_tells_the_numbers_of_a_plain_count(seed: int) -> None:
    some = at_random(seed)
    book, areas = master(seed), records(some, "areas")
    kinds: tuple[tuple[str, str, Callable[[Row, str], bool]], ...] = (
        ("all", "Alla", lambda row, words: True),
        ("by_region", "Sjukvårdsregion", lambda row, words: REGIONS[str(row["_region"])] == words),
        ("by_council", "Kunskapsråd", is_of_council),
        ("by_group", "Grupp", lambda row, words: row["_group"] == words),
        ("by_tick", PROMISES_HEADING, lambda row, words: row[PROMISES[words]] is True),
    )
    for name, heading, belongs in kinds:
        lines = table(book, "Status", f"status_{name}")
        for line in lines:
            own = [row for row in areas if belongs(row, str(line[heading]))]
            assert (told(line), line["Antal"]) == (counts(own), len(own)), (name, line[heading])
            assert line["Utan status"] == sum(row["status"] is None for row in own)
            shares = [number / len(own) if own else 0 for number in counts(own).values()]
            assert list(line.values())[-5:] == pytest.approx(shares)
        told_of = [row for row in areas if any(belongs(row, str(line[heading])) for line in lines)]
        assert told_of == (
            [row for row in areas if any(map(row.get, PROMISES.values()))] if name == "by_tick" else areas
        )


@pytest.mark.parametrize("seed", _RECOUNTED)
def test_the_promises_tell_the_numbers_of_a_plain_count(seed: int) -> None:
    some = at_random(seed)
    book, areas = master(seed), records(some, "areas")

    lines = table(book, "Patientlöften", "promises_table")

    assert [line[PROMISES_HEADING] for line in lines] == list(PROMISES)
    for line in lines:
        own = [row for row in areas if row[PROMISES[str(line[PROMISES_HEADING])]] is True]
        assert (told(line), line["Antal"]) == (counts(own), len(own))
        assert line["Grupper"] == len({(row["_region"], row["_group"]) for row in own})


@pytest.mark.parametrize("seed", _RECOUNTED)
def test_the_indicators_tell_the_numbers_of_a_plain_reckoning(seed: int) -> None:
    some = at_random(seed)
    book = master(seed)
    found: dict[tuple[str, str], list[Row]] = {}
    for row in records(some, "measurements"):
        found.setdefault((row["_file"], row["indicator"]), []).append(row)
    own = [row for row in records(some, "indicators") if row["kind"] == "number"]

    lines = table(book, "Indikatorer", "indicators_numbers")

    assert len(lines) == len(own)
    for line, row in zip(lines, own, strict=True):
        points = sorted(found[row["_file"], row["id"]], key=lambda point: point["period"].sort_key)
        now, before = points[-1], points[-2]
        assert (line["Senaste"], line["Före"]) == (now["value_whole"], before["value_whole"])
        assert line["Period"] == str(now["period"])
        assert line["Förändring"] == _change(now["value_whole"], before["value_whole"], row)
        reached = (
            now["value_whole"] >= row["target"] if row["direction"] == "higher" else now["value_whole"] <= row["target"]
        )
        assert line["Når målet"] == ("Ja" if reached else "Nej")
        way = (now["value_whole"] - row["baseline"]) / (row["target"] - row["baseline"]) if row["baseline"] else None
        assert line["Andel av vägen"] == (pytest.approx(way) if way is not None else None)
        members = [now[name] for name in ("value_RJL", "value_RKL", "value_RO")]
        numbers = [value for value in members if value is not None and not isinstance(value, MissingValue)]
        assert line["Spridning"] == (pytest.approx(max(numbers) - min(numbers)) if len(numbers) > 1 else None)
        words = [] if now["comment"] is None else [str(now["comment"])]
        words += ["RKL: sekretess"] if now["value_RKL"] is MissingValue.CONFIDENTIAL else []
        assert line["Om värdet"] == ("; ".join(words) or None)
    _milestones_are_true(table(book, "Indikatorer", "indicators_milestones"), records(some, "indicators"))


def _change(now: float, before: float, row: Row) -> str:
    if now == before:
        return "Oförändrat"
    sign = "+" if now > before else "−"
    number = f"{sign}{round(abs(now - before), 10):.10f}".rstrip("0").rstrip(".").replace(".", ",")
    short = [
        max(row["target"] - value if row["direction"] == "higher" else value - row["target"], 0)
        for value in (before, now)
    ]
    if short[0] == short[1]:
        return f"{number} (når målet)"
    return f"{number} (närmare målet)" if short[1] < short[0] else f"{number} (längre från målet)"


def _milestones_are_true(lines: Sequence[Mapping[str, object]], rows: Sequence[Row]) -> None:
    own = [row for row in rows if row["kind"] == "milestone"]
    words: dict[Any, str | None] = {"yes": "Ja", "partly": "Delvis", "no": "Nej", None: None}
    assert [(line["Nådd"], line["Målår"]) for line in lines] == [
        (words[row["reached"]], row["target_year"]) for row in own
    ]


def test_a_period_with_two_values_is_told_and_namesakes_are_told_apart_where_one_picks() -> None:
    some = consolidation(12)
    regions = {str(row["_region"]): str(row["_group"]) for row in records(some, "indicators")}
    names = dict.fromkeys(regions.values(), "RPO Lika")
    tables = {name: frame.assign(_group=frame["_group"].replace(names)) for name, frame in some.tables.items()}
    measured = tables["measurements"]
    twice = measured[measured["period"] == measured["period"].iloc[-1]].assign(value_whole=-1.0)
    tables["measurements"] = pd.concat([measured, twice], ignore_index=True)
    tables["indicators"].loc[0, ["kind", "reached", "outcome"]] = ["milestone", "yes", "Alla har svarat."]

    book = opened(build_master(replace(some, tables=tables), "sv"))

    notes = [str(line["Om värdet"]) for line in table(book, "Indikatorer", "indicators_numbers")]
    assert sum(f"{measured['period'].iloc[-1]} står på flera rader med olika värden" in one for one in notes) == len(
        twice
    )
    assert [one for one in notes if one.startswith("Nådd: Ja; Alla har svarat; ")]
    labels = [label.partition(". ")[2].partition(":")[0] for label in _labels(book)]
    assert {label for label in labels if "Lika" in label} == {"RPO Lika (Södra)", "RPO Lika (Sydöstra)"}


@pytest.mark.libreoffice
@pytest.mark.parametrize("seed", _RECOMPUTED)
def test_every_formula_of_a_random_master_has_its_true_value(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(build_master(at_random(seed), "en" if seed % 2 else "sv"))

    assert recomputed(path) == cached(path)


@pytest.mark.libreoffice
def test_every_formula_of_the_samples_has_its_true_value(tmp_path: Path) -> None:
    path = tmp_path / "master.xlsx"
    made = CliRunner().invoke(main, ["merge", str(SAMPLES), "-o", str(path), "--lang", "sv"])
    assert made.exit_code == 0

    found = cached(path)

    assert len(found) > 500
    assert recomputed(path) == found


@pytest.mark.libreoffice
def test_the_chart_that_is_picked_shows_the_values_of_that_indicator_also_on_a_sorted_page(tmp_path: Path) -> None:
    some, followed = _measured_for_long(at_random(3))
    data = build_master(some, "sv")
    labels = _labels(opened(data))
    picked = [*random.Random(7).sample(range(len(labels)), 4)]
    picked += [number for number, label in enumerate(labels) if f"{followed}: I1 " in label]
    assert len(picked) == 5
    paths = [tmp_path / f"{number}.xlsx" for number in picked]
    turned = opened(data, formulas=True)
    _turn_round(turned)
    for path, number in zip(paths, picked, strict=True):
        turned["Diagram"]["B5"] = labels[number]
        turned.save(path)

    shown = [openpyxl.load_workbook(path, data_only=True) for path in convert_all(paths, tmp_path / "out")]

    for book, number in zip(shown, picked, strict=True):
        assert _picked(book) == _measured(some, labels[number])


def _measured_for_long(some: Consolidation) -> tuple[Consolidation, str]:
    """With 14 more years of one indicator of a group, which is named: enough for its natural limits."""
    rows, draw = some.tables["measurements"], random.Random(3)
    whole = next(row for row in records(some, "measurements") if row["period"].kind is PeriodKind.YEAR)
    more = [
        {
            **whole,
            "period": TimePeriod(2000 + at, PeriodKind.YEAR),
            "value_whole": draw.randint(50, 90),
            "_row": 900 + at,
        }
        for at in range(14)
    ]
    longer = pd.concat([rows, pd.DataFrame(more, dtype=object)], ignore_index=True).astype(object)
    longer = longer.where(longer.notna(), None)
    return replace(some, tables={**some.tables, "measurements": longer}), whole["_group"]


def _limits(values: Sequence[float]) -> dict[str, object]:
    """The mean and the natural limits by plain reckoning; nothing of fewer than 12."""
    if len(values) < 12:
        return {}
    mean = statistics.mean(values)
    reach = 2.66 * statistics.mean(abs(after - before) for before, after in pairwise(values))
    return {
        "Medel": pytest.approx(mean),
        "Övre gräns": pytest.approx(mean + reach),
        "Nedre gräns": pytest.approx(mean - reach),
    }


def _labels(book: Workbook) -> list[str]:
    """What can be picked: the cells that the drop-down names."""
    (rule,) = book["Diagram"].data_validations.dataValidation
    cells = book["Diagramdata"][str(rule.formula1).split("!")[1].replace("$", "")]
    return [str(cell.value) for (cell,) in cells]


def _turn_round(book: Workbook) -> None:
    """Put the rows of Mätvärden in the opposite order, as somebody who sorts them would."""
    sheet = book["Mätvärden"]
    area = sheet[sheet.tables["measurements_table"].ref][1:]
    rows = [[cell.value for cell in row] for row in area]
    for row, others in zip(area, reversed(rows), strict=True):
        for cell, value in zip(row, others, strict=True):
            cell.value = value


def _picked(book: Workbook) -> list[dict[str, object]]:
    """The periods behind the chart that is picked, each with its numbers by series."""
    sheet = book["Diagramdata"]
    head = [str(cell.value or "") for cell in sheet[1]]
    left = len(head) - 1 - head[::-1].index("")
    rows = [[cell.value for cell in row[left:]] for row in sheet.iter_rows(min_row=2) if row[left].value]
    named = [dict(zip(head[left + 1 :], row[1:], strict=True)) | {"": row[0]} for row in rows]
    return [{name: value for name, value in row.items() if value != "#N/A" and name != "–"} for row in named]


def _measured(some: Consolidation, label: str) -> list[dict[str, object]]:
    headings = {"value_RJL": "RJL", "value_RKL": "RKL", "value_RO": "RÖ"}
    headings |= {"value_whole": "Hela sjukvårdsregionen", "value_nation": "Riket"}
    group, id_ = label.partition(". ")[2].partition(": ")[0], label.partition(": ")[2].partition(" ")[0]
    (one,) = [row for row in records(some, "indicators") if (row["_group"], row["id"]) == (group, id_)]
    own = [row for row in records(some, "measurements") if (row["_file"], row["indicator"]) == (one["_file"], id_)]
    found = []
    own.sort(key=lambda row: row["period"].sort_key)
    limits = _limits([row["value_whole"] for row in own])
    for row in own:
        numbers = {headings[name]: row[name] for name in headings if isinstance(row[name], int | float)}
        goal = {} if one["target"] is None else {"Mål": one["target"]}
        found.append({"": str(row["period"]), **numbers, **goal, **limits})
    return found


def test_the_day_of_the_master_is_told_as_it_is() -> None:
    assert "2026-10-01" in str(values(opened(build_master(consolidation(1), "sv")), "Status")[1][0])
    assert str(AS_OF) == "2026-10-01"
