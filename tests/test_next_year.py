"""Next year's plan: what goes on, what is remembered, what is asked anew; and the command that makes it."""

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from hplan_xl.book.columns import CellNextYear, Prose
from hplan_xl.book.description import Sheet
from hplan_xl.book.errors import BookError
from hplan_xl.book.text import neutral_text
from hplan_xl.commands.make_templates import write_register_workbook
from hplan_xl.commands.next_plans import PlanForNextYear, PlanRenewer
from hplan_xl.commands.repair_plans import PlanRepairer
from hplan_xl.intake.plan_files import find_notices
from hplan_xl.intake.sources import find_sources
from hplan_xl.marking import mark_workbook, unmark_workbook
from tests.barriers import find_barriers
from tests.commands import SAMPLES, run
from tests.hostile import parts_of, zipped
from tests.pieces_of_masters import assert_valid
from tests.recompute import convert_all
from tests.simulated_years import GROUPS, Years, findings, made, offered, records
from tests.sketch import BOOK, REGISTER, Typed, edited, read, rules, sketch
from tests.test_personal_data import BORN

THOROUGH = os.environ.get("HPLAN_THOROUGH") == "1"
YEAR = 2027  # after the year of the drawn plans
UNANSWERED = "är en mall som ”hplan next” har förifyllt. Ingen har sparat den sedan dess; den räknas inte som inlämnad."


def renewed(path: Path, year: int = YEAR, due: date | None = None) -> PlanForNextYear:
    """The plan of a year made from a file."""
    return PlanRenewer(REGISTER, year, due, {})(find_sources([str(path)])[0])


def opened(plan: PlanForNextYear) -> Workbook:
    return openpyxl.load_workbook(BytesIO(plan.data))


def rows_of(plan: PlanForNextYear, sheet: str) -> list[dict[str, Any]]:
    return records(opened(plan))[sheet]


def answers(workbook: Workbook) -> Mapping[str, Any]:
    """The answers of the form."""
    return {
        str(row[0]): row[2] for row in workbook["Plan"].iter_rows(values_only=True) if row[0] and row[2] is not None
    }


def comments(workbook: Workbook) -> dict[str, str]:
    """Every comment, by sheet and cell, without the line that signs it."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text.removesuffix("\n– hplan")
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def remembered(workbook: Workbook) -> list[tuple[object, ...]]:
    return list(workbook["Avslutat"].iter_rows(min_row=5, values_only=True))


def test_the_plan_says_a_word_for_every_sheet_and_column() -> None:
    unsaid = [sheet.name for sheet in BOOK.sheets if sheet.next_year is None]
    unsaid += [f"{sheet.name}.{one.name}" for sheet in BOOK.sheets for one in sheet.columns if one.next_year is None]
    assert unsaid == []


def test_a_column_of_which_nothing_is_said_is_kept() -> None:
    title = neutral_text("Titel")
    column = Prose(name="words", title=title, help=title)
    assert (column.cell_next_year, Sheet(name="s", title=title, help=title, columns=()).rows_next_year) == (
        "keep",
        "keep",
    )


def test_a_word_that_is_for_another_kind_of_column_is_refused() -> None:
    sheet = BOOK.sheet("results")
    columns = tuple(replace(one, next_year=CellNextYear.AHEAD) if one.name == "text" else one for one in sheet.columns)
    other = replace(sheet, columns=columns)
    with pytest.raises(BookError, match=r"results: text: ahead is not for a Prose"):
        replace(BOOK, sheets=tuple(other if one is sheet else one for one in BOOK.sheets))


AREAS = """
    | number | short_title | title | status          | status_comment | needs | closing_reason | internal_note |
    | 1      | Ett         | Första | Mindre problem | Väntar         |       |                | Minns         |
    | 2      | Två         | Andra  | Avslutad       |                |       | Genomförd      |               |
    | 5      |             | Femte  | Enligt plan    |                |       |                |               |
"""
ACTIVITIES = """
    | area      | number | title   | schedule | status   | status_comment | new_this_year |
    | 1 – Ett   | 1.10   | Kvar    | Q2       |          |                | Ja            |
    | 1 – Ett   |        | Klar    | löpande  | Avslutad |                |               |
    | 2 – Två   |        | Öppen   |          |          |                |               |
    | 5         |        | Femma   | löpande  | Enligt plan | Går bra     |               |
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> PlanForNextYear:
    """Next year's plan of a drawn one."""
    sheets = {
        "areas": AREAS,
        "activities": ACTIVITIES,
        "results": "| text |\n | Gick bra |",
        "challenges": "| text | area | state |\n | Kvar | 1 | Lyft |\n | Löst | | Hanterad |\n | Följer | 2 | Ny |",
        "decisions": "| question | state |\n | Väntar | Beslutad |\n | Färdig | Återrapporterad |",
        "endorsement": "| instance | state | on | comment |\n | RSL | Klar | | Med staben |\n"
        "| Nämnden | Klar | 2026-03-02 | |",
        "calendar": "| event | quarter | start | when |\n | RPO-möte | | 2026-05-12 | |\n"
        "| Nationella remisser | Q1 | | av RAG |",
    }
    decided: dict[str, Typed] = {
        "decided_on": date(2025, 12, 1),
        "diary_number": "2026/7",
        "document_status": "Fastställd",
        "version": "3",
    }
    path = sketch(tmp_path_factory.mktemp("whole"), sheets, {"due": date(2026, 10, 1), **decided}, name="RPO Md 2026")
    return renewed(path)


def test_open_rows_go_on_with_their_numbers(whole: PlanForNextYear) -> None:
    areas = rows_of(whole, "areas")
    assert [(one["number"], one["title"]) for one in areas] == [(1, "Första"), (5, "Femte")]
    assert {name for one in areas for name in one} == {"number", "short_title", "title", "promise_1", "responsible"}
    assert [(one["title"], one.get("number")) for one in rows_of(whole, "activities")] == [
        ("Kvar", "1.10"),
        ("Femma", None),
    ]
    assert [one["text"] for one in rows_of(whole, "challenges")] == ["Kvar"]
    assert [one["question"] for one in rows_of(whole, "decisions")] == ["Väntar"]
    assert rows_of(whole, "results") == []


def test_running_numbers_go_on_after_the_highest_ever_used(whole: PlanForNextYear) -> None:
    numbers = [row[0] for row in opened(whole)["Prioriterade områden"].iter_rows(min_row=4, values_only=True) if row[0]]
    assert numbers[:4] == [1, 5, 6, 7]


def test_some_numbers_stand_ready_however_many_are_used(tmp_path: Path) -> None:
    areas = "\n".join(["| number | title |", *(f"| {number} | Område |" for number in range(1, 46))])
    workbook = opened(renewed(sketch(tmp_path, {"areas": areas})))
    assert offered(workbook, "areas") == list(range(46, 56))


def test_what_is_finished_is_remembered_with_how_it_ended(whole: PlanForNextYear) -> None:
    rest = "Tillgänglighet: x\nAnsvarig (funktion eller grupp): RAG radiologi\nKlart senast: 2026-06-30"
    belongs = "Hör till 2 på fliken Prioriterade områden, som är avslutat."
    assert remembered(opened(whole)) == [
        (
            "2026",
            "Prioriterade områden",
            2,
            "Två – Andra",
            "Status: ☑ Avslutad\nAvslutningsorsak: Genomförd",
            rest,
        ),
        ("2026", "Aktiviteter", None, "Klar", "Status: ☑ Avslutad", "Område: 1 – Ett\nNär (i ord): löpande"),
        ("2026", "Aktiviteter", None, "Öppen", belongs, "Område: 2 – Två"),
        ("2026", "Utmaningar", None, "Löst", "Läge: Hanterad", "Typ: Hinder"),
        ("2026", "Utmaningar", None, "Följer", f"{belongs}\nLäge: Ny", "Område: 2\nTyp: Hinder"),
        ("2026", "Beslut", None, "Färdig", "Läge: Återrapporterad", None),
    ]


def test_last_years_answers_are_shown_at_their_cells(whole: PlanForNextYear) -> None:
    told = comments(opened(whole))
    heading = "2026, status per 2026-03-15:"
    assert told["Prioriterade områden!M4"] == f"{heading}\nStatus: ▲ Mindre problem\nKommentar till status: Väntar"
    assert told["Prioriterade områden!R4"] == f"{heading}\nKlart senast: 2026-06-30"
    assert told["Aktiviteter!E4"] == f"{heading}\nNär (i ord): Q2"
    assert told["Aktiviteter!F5"] == f"{heading}\nStatus: ● Enligt plan\nKommentar till status: Går bra"
    assert "Aktiviteter!E5" not in told


def test_the_form_is_the_new_years(whole: PlanForNextYear) -> None:
    told = answers(opened(whole))
    assert (told["year"], told["document_status"], told["chair"]) == (YEAR, "Utkast", "Verksamhetschef, RKL")
    assert {"as_of", "due", "decided_on", "diary_number", "version"}.isdisjoint(told)
    assert whole.name == "RPO Medicinsk diagnostik 2027.xlsx"
    guide = " ".join(str(cell) for row in opened(whole)["Läs mig"].iter_rows(values_only=True) for cell in row if cell)
    assert "Översiktlig handlingsplan 2027 – RPO Medicinsk diagnostik" in guide
    assert "Planen är förifylld från 2026, status per 2026-03-15." in guide


def test_the_wheel_and_the_instances_are_anew_and_the_groups_own_rows_go_on(whole: PlanForNextYear) -> None:
    instances = rows_of(whole, "endorsement")
    assert instances[-1] == {"instance": "Nämnden", "state": "Inte påbörjad"}
    assert {"instance": "RSL", "state": "Inte påbörjad"} in instances
    events = rows_of(whole, "calendar")
    assert next(one["start"] for one in events if one["event"] == "Nationella remisser") == date(2027, 2, 15)
    assert events[-1] == {"event": "RPO-möte", "quarter": "Q2"}


def test_what_was_kept_moved_and_cleared_is_told(whole: PlanForNextYear) -> None:
    assert [one.sv for one in whole.sentences] == [
        "Följer med till 2027: Prioriterade områden 2, Aktiviteter 2, Utmaningar 1, Beslut 1, Förankring 1, Årshjul 1.",
        "Som i det nya årets mall: Förankring 6, Årshjul 15.",
        "Till fliken Avslutat: Prioriterade områden 1, Aktiviteter 2, Utmaningar 2, Beslut 1.",
        "2 av dem är öppna men hör till något avslutat.",
        "Förra svaret visas vid cellen: Status, Kommentar till status, Klart senast, När (i ord), Från.",
        "Följer inte med: Status per den, Dokumentstatus, Redovisas i kunskapsråd/RSL senast, Version, Fastställd den, "
        "Diarienummer, Arbetsanteckning (tas inte med), Ny i år, Kommentar, Datum, När (i ord), Resultat 1.",
    ]


def test_the_first_check_asks_for_this_years_answers_only(whole: PlanForNextYear, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(whole.data)
    assert rules(path) == [
        "Plan!C6 required.blank",
        "Prioriterade områden!M4 required.blank",
        "Prioriterade områden!R4 time.blank",
        "Prioriterade områden!M5 required.blank",
    ]
    assert find_notices(read(path), BOOK) == ()


TIMES = {
    "löpande": True,
    "under 2026": False,
    "Q2": False,  # would be another year's
    "hösten": False,
    "2025–2027": True,
    "från 2024": True,
    "hösten 2027": True,
    "senast juni 2026": False,
    "när upphandlingen är klar": True,
    "": False,
}


def test_a_time_goes_on_where_it_reaches_into_the_new_year_and_means_the_same(tmp_path: Path) -> None:
    lines = [f"| 1 | {number} | {words} |" for number, words in enumerate(TIMES)]
    path = sketch(tmp_path, {"activities": "\n".join(["| area | title | schedule |", *lines])})
    rows = rows_of(renewed(path), "activities")
    assert {words: rows[number].get("schedule", "") == words != "" for number, words in enumerate(TIMES)} == TIMES


def test_a_number_that_stands_twice_and_of_which_one_row_is_finished_is_told(tmp_path: Path) -> None:
    areas = """
    | number | title | status      |
    | 1      | Ett   | Avslutad    |
    | 2      | Två   | Avslutad    |
    | 2      | Tvåa  | Enligt plan |
    | 3      | Tre   | Enligt plan |
    | 3      | Trea  | Enligt plan |"""
    indicators = """
    | id | area | kind      | reached |
    | I1 | 3    | Milstolpe | Ja      |
    | I1 | 3    | Milstolpe | Nej     |"""
    plan = renewed(sketch(tmp_path, {"areas": areas, "indicators": indicators}))
    assert (
        "Stod flera gånger, och bara en del följer med: 2 på Prioriterade områden, I1 på Indikatorer. "
        "Se efter att det som anger numret hör till det som följer med."
    ) in [one.sv for one in plan.sentences]


@pytest.mark.parametrize("second", ["I1", "i 1"])
def test_a_value_of_an_id_that_two_indicators_have_is_the_baseline_of_neither(second: str, tmp_path: Path) -> None:
    indicators = f"| id | name | kind | baseline |\n| I1 | Väntan | Tal | |\n| {second} | Annat | Tal | 7 |"
    measured = "| indicator | period | value_whole |\n| I1 | '2025 | 50 |"

    plan = renewed(sketch(tmp_path, {"indicators": indicators, "measurements": measured}))

    assert [one.get("baseline") for one in rows_of(plan, "indicators")] == [None, 7]


MEASURES = {
    # rows of measurements (period, RJL, whole), the baseline that stands there, and what it becomes
    "the latest for the whole": ("'2024 | 60 | 62; '2025 T1 | 61 | 64", "|", (64, "2025 T1")),
    "a year after its parts": ("'2025 T3 | | 62; '2025 | | 64", "|", (64, "2025")),
    "a region is no whole": ("'2025 | 60 | ", "50 | '2023", (50, "2023")),
    "a code is no number": ("'2024 | | 62; '2025 | | ..", "|", (62, "2024")),
    "never an earlier one": ("'2022 | | 62", "50 | '2023", (50, "2023")),
    "of a period with two values neither is": ("'2024 | | 60; '2025 | | 50; '2025 | | 51", "62 | '2022", (62, "2022")),
    "none where a later one cannot be read": ("'2024 | | 60; '2025 | | ca 83", "62 | '2022", (62, "2022")),
    "none where a number has no period": ("'2024 | | 60; mätning tre | | 83", "62 | '2022", (62, "2022")),
    "of equal rows the value is": ("'2025 | | 50; '2025 | | 50", "62 | '2022", (50, "2025")),
    "a baseline without period is replaced": ("'2022 | | 62", "50 |", (62, "2022")),
    "a period without a year gets it": ("'Q3 | | 62", "|", (62, "2026 Q3")),
    "so does that of a baseline which stays": ("'2025 | 60 | ", "50 | 'Q3", (50, "2026 Q3")),
}


@pytest.mark.parametrize("case", MEASURES.values(), ids=MEASURES.keys())
def test_the_latest_number_for_the_whole_becomes_the_baseline(case: tuple[str, str, Any], tmp_path: Path) -> None:
    measured, before, wanted = case
    lines = [f"| I1 | {row} |" for row in measured.split("; ")]
    path = sketch(
        tmp_path,
        {
            "indicators": f"| id | name | kind | baseline | baseline_period |\n| I1 | Väntan | Tal | {before} |",
            "measurements": "\n".join(["| indicator | period | value_RJL | value_whole |", *lines]),
        },
    )
    plan = renewed(path)
    (indicator,) = rows_of(plan, "indicators")
    assert (indicator["baseline"], indicator["baseline_period"]) == wanted
    values = rows_of(plan, "measurements")
    assert [(one["period"], one.get("value_whole")) for one in values] == [
        (period.replace("Q3", "2026 Q3").removeprefix("'"), int(whole) if whole.isdecimal() else whole or None)
        for period, _, whole in ((part.strip() for part in row.split("|")) for row in measured.split("; "))
    ]


def test_a_milestone_that_is_reached_is_finished_and_another_is_asked_anew(tmp_path: Path) -> None:
    drawn = """
        | id | name  | kind               | reached | reached_on | outcome |
        | I1 | Nådd  | Milstolpe (ja/nej) | Ja      | 2026-05-01 | Klart   |
        | I2 | Inte  | Milstolpe (ja/nej) | Delvis  |            | Nästan  |
    """
    plan = renewed(sketch(tmp_path, {"indicators": drawn}))
    assert [(one["id"], one.get("reached")) for one in rows_of(plan, "indicators")] == [("I2", None)]
    assert (
        comments(opened(plan))["Indikatorer!I4"] == "2026, status per 2026-03-15:\nNådd: Delvis\nUtfall i ord: Nästan"
    )
    assert [row[2] for row in remembered(opened(plan))] == ["I1"]


def test_a_plan_for_several_years_keeps_them_and_its_adoption(tmp_path: Path) -> None:
    told: dict[str, Typed] = {
        "year": "2026–2027",
        "decided_on": date(2025, 12, 1),
        "document_status": "Fastställd",
        "diary_number": "'7",
    }
    areas = "| title | status | due |\n | Ett | Enligt plan | 2027-06-30 |\n | Två | Enligt plan | 2026-06-30 |"
    path = sketch(tmp_path, {"areas": areas}, told)
    plan = renewed(path, 2027)
    form = answers(opened(plan))
    assert (form["year"], form["document_status"], form["diary_number"]) == ("2026–2027", "Fastställd", "7")
    assert form["decided_on"].date() == date(2025, 12, 1)
    assert "as_of" not in form
    assert [one.get("due") for one in rows_of(plan, "areas")] == [date(2027, 6, 30), None]
    assert plan.name == "RPO Medicinsk diagnostik 2026–2027.xlsx"
    assert plan.sentences[-1].sv == ("Planen gäller 2026–2027: fastställande, diarienummer och webbadress står kvar.")
    after = renewed(path, 2028)
    assert answers(opened(after))["year"] == 2028
    assert "decided_on" not in answers(opened(after))


def test_what_is_finished_and_the_numbers_used_are_remembered_over_the_years(tmp_path: Path) -> None:
    def close_the_last(workbook: Workbook) -> None:
        sheet = workbook["Prioriterade områden"]
        for row in sheet.iter_rows(min_row=4, max_row=6):  # the highest is wiped, and Avslutat is taken away
            for cell in row[1:] if row[0].value == 3 else ():
                cell.value = None
        del workbook["Avslutat"]

    path = sketch(
        tmp_path, {"areas": "| number | status |\n | 1 | Enligt plan |\n | 2 | Avslutad |\n | 3 | Enligt plan |"}
    )
    first = tmp_path / "first.xlsx"
    first.write_bytes(renewed(path).data)
    second = opened(renewed(first, 2028))
    assert [(row[0], row[2]) for row in remembered(second) if row[2]] == [("2026", 2)]
    third = opened(renewed(edited(first, close_the_last), 2028))
    numbers = [row[0] for row in third["Prioriterade områden"].iter_rows(min_row=4, values_only=True) if row[0]]
    assert numbers[:3] == [1, 4, 5]


def test_a_repair_keeps_what_is_finished_and_the_answers_shown(whole: PlanForNextYear, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(whole.data)
    repaired = PlanRepairer(REGISTER)(find_sources([str(path)])[0])
    again = openpyxl.load_workbook(BytesIO(repaired.data))
    assert remembered(again) == remembered(opened(whole))
    assert comments(again) == comments(opened(whole)) != {}
    assert "Övrigt" not in again.sheetnames
    numbers = [row[0] for row in again["Prioriterade områden"].iter_rows(min_row=4, values_only=True) if row[0]]
    assert numbers[:4] == [1, 5, 6, 7]
    path.write_bytes(repaired.data)
    assert read(path).submission.is_unanswered


def test_a_repair_keeps_what_somebody_wrote_beside_what_is_written_anew(whole: PlanForNextYear, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(whole.data)

    def write_beside(workbook: Workbook) -> None:
        sheet = workbook["Övrigt" if "Övrigt" in workbook.sheetnames else "Avslutat"]
        sheet["H5"] = f"Vid {sheet.title}"
        sheet["D5"].comment = Comment(f"Om {sheet.title}", "RSL")

    for _ in range(2):
        path.write_bytes(PlanRepairer(REGISTER)(find_sources([str(edited(path, write_beside))])[0]).data)
    kept = [row[:4:3] for row in openpyxl.load_workbook(path)["Övrigt"].iter_rows(min_row=5, values_only=True)]
    assert kept == [(title, f"{how} {title}") for title in ("Avslutat", "Övrigt") for how in ("Vid", "Om")]


def test_marks_are_added_and_taken_away_and_the_answers_shown_stay(whole: PlanForNextYear, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(whole.data)
    marked = mark_workbook(whole.data, findings(path), "sv")
    told = comments(openpyxl.load_workbook(BytesIO(marked)))["Prioriterade områden!M4"]
    assert "Status: ▲ Mindre problem" in told
    assert "Rätta: Välj en status" in told
    assert comments(openpyxl.load_workbook(BytesIO(unmark_workbook(marked, "plan.xlsx")))) == comments(opened(whole))


@pytest.mark.libreoffice
def test_libreoffice_keeps_the_answers_shown_and_what_is_finished(whole: PlanForNextYear, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(whole.data)
    (saved,) = convert_all([path], tmp_path / "out")
    workbook = openpyxl.load_workbook(saved)
    assert comments(workbook) == comments(opened(whole))
    assert find_notices(read(saved), BOOK) == ()
    assert remembered(opened(renewed(saved, 2028)))[-6:] == remembered(opened(whole))


@pytest.mark.sdk
def test_the_workbook_keeps_the_rules_of_excel(whole: PlanForNextYear, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(whole.data)
    assert_valid(path)


def test_the_workbook_keeps_nobody_out(whole: PlanForNextYear) -> None:
    assert find_barriers(whole.data) == []


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    path = sketch(tmp_path, {"areas": AREAS, "activities": ACTIVITIES})
    assert renewed(path).data == renewed(path).data


def test_what_is_in_no_table_or_cannot_be_read_is_told_and_personal_numbers_are_withheld(tmp_path: Path) -> None:
    areas = f"| title | effect_goal |\n | Ett {BORN} | =A1 |"
    path = sketch(tmp_path, {"areas": areas}, {"group": None}, f"Plan {BORN} 2026")
    edited(path, lambda workbook: workbook.create_sheet("Avslutat").append(["vårt"]))
    plan = renewed(path)
    assert BORN not in rows_of(plan, "areas")[0]["title"]
    assert plan.name == "Plan (personnummer borttaget) 2027.xlsx"
    assert "Avslutat" not in opened(plan).sheetnames
    assert [one.sv for one in plan.sentences][-3:] == [
        "Följer inte med: Status per den, 1 ifylld cell utanför tabellerna.",
        "Gick inte att läsa och följer inte med: Effektmål.",
        "Personnummer är borttagna ur: Prioriterat område.",
    ]


def test_what_the_earlier_file_lacks_is_told(tmp_path: Path) -> None:
    def take_away(workbook: Workbook) -> None:
        workbook["Prioriterade områden"].delete_cols(13)  # Status
        del workbook["Beslut"]

    plan = renewed(edited(sketch(tmp_path, {}), take_away))
    assert list(plan.sentences)[-1].sv == "Saknades i den förra filen och är tomt: Status, Beslut."


# The command


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with plans of two years, a rival and a presentation."""
    folder = tmp_path_factory.mktemp("inbox")
    sketch(folder, {"areas": "| title |\n | Gammalt |"}, {"year": 2025, "as_of": date(2025, 3, 1)}, "md 2025")
    sketch(folder, {"areas": "| title |\n | Äldst |"}, {"year": 2025, "as_of": date(2025, 3, 1)}, "md 2025 kopia")
    sketch(folder, {"areas": "| title |\n | Nytt |"}, {"as_of": date(2026, 3, 1)}, "md 2026")
    sketch(folder, {"areas": "| title |\n | Nyast |"}, {"as_of": date(2026, 9, 1)}, "md 2026 ny")
    sketch(folder, {}, {"group": "RPO Tandvård", "year": 2025, "as_of": date(2025, 3, 1)}, "tand 2025")
    sketch(folder, {}, {"group": "RPO Akut vård"}, "akut 2026")
    sketch(folder, {}, {"group": "RPO Primärvård", "year": 2027}, "prim 2027")
    (folder / "bild.pptx").write_bytes(b"x")
    return folder


def test_each_group_gets_its_latest_plan_and_what_is_not_used_is_told(inbox: Path, tmp_path: Path) -> None:
    result = made([inbox], tmp_path / "out", 2027)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "RPO Akut vård 2027.xlsx",
        "RPO Medicinsk diagnostik 2027.xlsx",
        "RPO Tandvård 2027.xlsx",
    ]
    told = [one.sv.replace(f"{inbox}/", "") for one in result.left_out]
    assert re.sub("här: (RPO [^,]+, ){9}RPO [^,]+ och", "här: … och", told[-1]) == (
        "29 grupper i Sydöstra sjukvårdsregionen har ingen plan här: … och 19 till. "
        "Gör mallar till dem med ”hplan template --region sydostra --group GRUPP --year 2027”."
    )
    assert told[1:-1] == [
        "md 2025 kopia.xlsx gäller 2025. Gruppens plan för 2026, md 2026 ny.xlsx, används i stället.",
        "md 2025.xlsx gäller 2025. Gruppens plan för 2026, md 2026 ny.xlsx, används i stället.",
        "Två versioner: md 2026.xlsx är ersatt av md 2026 ny.xlsx, som har senare ”Status per den” (2026-09-01).",
        "prim 2027.xlsx gäller redan 2027, så planen för 2027 görs inte av den.",
    ]
    workbook = openpyxl.load_workbook(tmp_path / "out" / "RPO Medicinsk diagnostik 2027.xlsx")
    assert workbook["Prioriterade områden"]["C4"].value == "Nyast"


def test_a_group_that_has_its_plan_for_the_year_is_not_told_to_need_a_template(inbox: Path, tmp_path: Path) -> None:
    told = [one.sv for one in made([inbox], tmp_path / "out", 2027).left_out]

    assert "RPO Primärvård" not in " ".join(line for line in told if "hplan template" in line)
    assert any(line.endswith("prim 2027.xlsx gäller redan 2027, så planen för 2027 görs inte av den.") for line in told)


def test_without_a_year_it_is_the_one_after_that_most_groups_latest_plans_are_for(inbox: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    shutil.copytree(inbox, folder)
    (folder / "prim 2027.xlsx").unlink()
    sketch(folder, {}, {"group": "RPO Hud- och könssjukdomar", "year": "2026–2027"}, "hud")
    made([folder], tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "RPO Akut vård 2027.xlsx",
        "RPO Hud- och könssjukdomar 2026–2027.xlsx",
        "RPO Medicinsk diagnostik 2027.xlsx",
        "RPO Tandvård 2027.xlsx",
    ]


def test_the_command_tells_what_it_did_and_never_takes_its_own_results_for_plans(tmp_path: Path) -> None:
    sketch(tmp_path, {}, {"due": date(2026, 5, 1)}, "md")
    (tmp_path / "trasig.xlsx").write_bytes(b"x")
    first = run("next", ".", "-o", "nya", "--due", "2027-10-15", "--lang", "sv", cwd=tmp_path, status=1)
    assert first.stdout.splitlines()[0] == "md.xlsx → RPO Medicinsk diagnostik 2027.xlsx:"
    assert first.stdout.splitlines()[-1] == "Klart: nya/RPO Medicinsk diagnostik 2027.xlsx"
    assert "trasig.xlsx" in first.stderr
    workbook = openpyxl.load_workbook(tmp_path / "nya" / "RPO Medicinsk diagnostik 2027.xlsx")
    assert answers(workbook)["due"].date() == date(2027, 10, 15)


def test_results_are_no_plans_of_the_next_run_and_another_file_is_never_written_over(tmp_path: Path) -> None:
    path, folder = sketch(tmp_path, {}), tmp_path / "nya"
    first = made([tmp_path], folder)
    again = made([tmp_path], folder)
    assert first.outcomes == again.outcomes
    assert [one.sv for one in again.left_out][:-1] == [f"{folder}/RPO Medicinsk diagnostik 2027.xlsx {UNANSWERED}"]
    openpyxl.load_workbook(folder / "RPO Medicinsk diagnostik 2027.xlsx").save(folder / "sparad.xlsx")
    assert [one.sv for one in made([tmp_path], folder).left_out][
        -2
    ] == f"{folder}/sparad.xlsx ligger i mappen som skrivs."
    (folder / "RPO Medicinsk diagnostik 2027.xlsx").write_bytes(b"x")
    (refused,) = made([path], folder).outcomes
    assert refused.refusal is not None
    assert (folder / "RPO Medicinsk diagnostik 2027.xlsx").read_bytes() == b"x"


def test_a_template_for_next_year_among_the_plans_is_none_until_somebody_saves_it(tmp_path: Path) -> None:
    sketch(tmp_path, {}, {"group": "RPO Tandvård"}, "tand")
    assert run("next", ".", "-o", "nya", "--lang", "sv", cwd=tmp_path, status=0)
    name = "nya/RPO Tandvård 2027.xlsx"
    alone = run("check", "nya", "--lang", "sv", cwd=tmp_path, status=1)
    assert alone.stdout.splitlines()[0].startswith(f"{name}: Rätta ")

    checked = run("check", ".", "--lang", "sv", cwd=tmp_path, status=0).stdout.splitlines()
    assert f"{name} {UNANSWERED}" in checked
    assert checked[-3:-1] == ["1 plan läst, inget att rätta.", "1 fil är inte läst som plan."]
    merged = run("merge", ".", "-o", "m.xlsx", "--lang", "sv", cwd=tmp_path, status=0).stdout
    assert merged.startswith("1 av 33 grupper har lämnat in sin plan för 2026.")

    parts = parts_of((tmp_path / name).read_bytes())
    without_days = zipped({part: data for part, data in parts.items() if part != "docProps/core.xml"})
    (tmp_path / "utan dagar.xlsx").write_bytes(without_days)
    assert not read(tmp_path / "utan dagar.xlsx").submission.is_unanswered
    (tmp_path / "utan dagar.xlsx").unlink()

    openpyxl.load_workbook(tmp_path / name).save(tmp_path / name)
    merged = run("merge", ".", "-o", "m.xlsx", "--lang", "sv", cwd=tmp_path, status=1).stdout
    assert merged.startswith("1 av 33 grupper har lämnat in sin plan för 2027.")


def test_plans_are_read_from_another_folder_than_they_are_written_to(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    sketch(tmp_path / "in", {})
    told = run("next", "in", "-o", "in", "--lang", "sv", cwd=tmp_path, status=3)
    assert told.stderr == "Planerna läses ur mappen in, och där skrivs inget. Välj en annan mapp efter -o.\n"
    made_beside = run("next", "in", "-o", ".", "--lang", "sv", cwd=tmp_path, status=0)
    assert made_beside.stdout.splitlines()[-1] == "Klart: RPO Medicinsk diagnostik 2027.xlsx"


def test_groups_of_one_name_in_two_healthcare_regions_are_told_apart_by_the_names_of_their_files(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("RPO Psykisk hälsa 2025.xlsx", "RPO Psykisk hälsa 2025 Södra.xlsx", "RPO Primärvård 2025.xlsx"):
        shutil.copy(SAMPLES / name, tmp_path / "in" / name)
    made([tmp_path / "in"], tmp_path / "nya")
    assert sorted(path.name for path in (tmp_path / "nya").iterdir()) == [
        "RPO Primärvård 2026.xlsx",
        "RPO Psykisk hälsa (Sydöstra) 2026.xlsx",
        "RPO Psykisk hälsa (Södra) 2026.xlsx",
    ]


def test_a_year_that_no_plan_comes_before_is_told_with_the_years_there_are(tmp_path: Path) -> None:
    sketch(tmp_path, {})
    none = run("next", ".", "-o", "nya", "--year", "2026", "--lang", "sv", cwd=tmp_path, status=3)
    assert none.stderr == "Ingen av planerna gäller tiden före 2026. De gäller 2026; ange ett senare år med --year.\n"
    assert not (tmp_path / "nya").exists()


def test_groups_that_a_register_makes_one_keep_their_names_as_long_as_they_write_two_plans(tmp_path: Path) -> None:
    for name, group in (("a", "RPO Akut vård"), ("b", "RPO Tandvård"), ("c", "RPO Ögonsjukdomar")):
        sketch(tmp_path, {}, {"group": group}, name)
    (tmp_path / "register.toml").write_text(
        '[[group]]\nname = "RPO Akut- och tandvård"\nkind = "RPO"\naliases = ["Akut vård", "Tandvård"]\n'
        '[[group]]\nname = "RPO Syn"\nkind = "RPO"\naliases = ["Ögonsjukdomar"]\n',
        encoding="utf-8",
    )
    renew = run("next", ".", "-o", "nya", "--lang", "sv", cwd=tmp_path, status=0)
    groups = {path.name: answers(openpyxl.load_workbook(path))["group"] for path in (tmp_path / "nya").iterdir()}
    assert groups == {f"{group} 2027.xlsx": group for group in ("RPO Akut vård", "RPO Tandvård", "RPO Syn")}
    assert [line for line in renew.stderr.splitlines() if "kan läsas som" in line] == [
        f"”{group}” kan läsas som RPO Akut- och tandvård, men en annan plan har ett annat namn för den. De är med "
        "var för sig. Stämmer det?"
        for group in ("RPO Akut vård", "RPO Tandvård")
    ]
    assert "RPO Akut- och tandvård," not in renew.stderr.split("ingen plan här:")[1].split("Gör mallar")[0]
    merge = run("merge", "nya", "-o", "m.xlsx", "--register", "register.toml", "--lang", "sv", cwd=tmp_path, status=1)
    assert "Två versioner" not in merge.stdout + merge.stderr


def test_a_register_beside_fills_in_the_council(tmp_path: Path) -> None:
    sketch(tmp_path, {}, {"group": "RPO Tandvård"}, "tand")
    write_register_workbook(REGISTER, tmp_path / "register.xlsx", "sv")
    workbook = openpyxl.load_workbook(tmp_path / "register.xlsx")
    sheet = next(one for one in workbook.worksheets if any(cell.value == "councils" for cell in one[2]))
    ids = {str(cell.value): at for at, cell in enumerate(sheet[2])}
    cells = (row for row in sheet.iter_rows() if any(cell.value == "RPO Tandvård" for cell in row))
    next(cells)[ids["councils"]].value = "Hälsa och rehabilitering"
    workbook.save(tmp_path / "register.xlsx")
    renew = run("next", ".", "-o", "nya", "--lang", "sv", cwd=tmp_path, status=0)
    assert "register.xlsx ligger bland planerna och används." in renew.stderr
    template = run("template", "--group", "RPO Tandvård", "-o", "tom.xlsx", "--lang", "sv", cwd=tmp_path, status=0)
    assert "register.xlsx ligger där mallarna skrivs och används." in template.stderr
    for path in (tmp_path / "nya" / "RPO Tandvård 2027.xlsx", tmp_path / "tom.xlsx"):
        assert answers(openpyxl.load_workbook(path))["council"] == "Hälsa och rehabilitering"


# Over the years


@settings(max_examples=100 if THOROUGH else 3)
@given(st.integers(0, 10**6))
def test_what_goes_on_is_what_a_plain_reckoning_says(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("year")
    years = Years(seed, GROUPS, folder)
    old, new = years.hand.first_plan(folder, GROUPS[0], 2025), folder / "new.xlsx"
    new.write_bytes(renewed(old, 2026).data)
    years.compare(GROUPS[0], old, new, 2026)
    assert years.wrong == []


def test_three_years_of_groups_that_fill_in_close_add_and_retitle(tmp_path: Path) -> None:
    groups = GROUPS if THOROUGH else GROUPS[:1]
    wrong = [line for seed in range(10 if THOROUGH else 1) for line in Years(seed, groups, tmp_path / str(seed)).run()]
    assert wrong == []
