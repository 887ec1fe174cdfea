"""Personal identity numbers are told and never repeated; persons are asked about where a role or a group is wanted."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from hplan_xl.interpretation.personal_data import (
    WITHHELD_TEXT,
    find_person,
    find_personal_address,
    keep_function,
    remove_numbers,
)
from tests.commands import a_plan, run

FUNCTIONS = (Path(__file__).parent / "functions_of_the_field.txt").read_text(encoding="utf-8").splitlines()


def numbered(day: str, serial: str) -> str:
    """Ten digits with a right check digit: a day as YYMMDD, three digits, and the check digit."""
    digits = day + serial
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


BORN = numbered("850101", "123")
DAY, LAST = BORN[:6], BORN[6:]
COORDINATED = numbered("850161", "238")
OLD = numbered("150101", "123")


@pytest.mark.parametrize(
    "number",
    [
        f"{DAY}-{LAST}",
        BORN,
        f"19{BORN}",
        f"19{DAY}-{LAST}",
        f"1985-01-01-{LAST}",
        f"{DAY} {LAST}",
        f"{DAY} - {LAST}",
        f"{DAY}–{LAST}",
        f"{DAY}\u2011{LAST}",
        f"{DAY}\u00ad-{LAST}",
        f"{DAY[:4]}\u200b{DAY[4:]}-{LAST[:2]}\ufeff{LAST[2:]}",
        f"{OLD[:6]}+{OLD[6:]}",
        f"{COORDINATED[:6]}-{COORDINATED[6:]}",
        f"19{COORDINATED}",
        "19121212-1212",  # no plan is for days of 1912
    ],
)
def test_a_number_is_taken_out_however_it_is_written(number: str) -> None:
    assert remove_numbers(f"Patienten {number}, se remiss.") == f"Patienten {WITHHELD_TEXT}, se remiss."
    assert remove_numbers(number) == WITHHELD_TEXT


@pytest.mark.parametrize(
    "words",
    [
        f"{DAY}-{(int(LAST) + 1) % 10_000:04}",  # the check digit is wrong
        "851301-1234",
        "556677-8899",
        "202100-2098",
        "070-123 45 67",
        "0701234567",
        "20250101-1231",
        "250101-0630",
        "2025-01-01 - 2025-12-31",
        "2025-01-01–2025",
        f"Dnr {DAY}-{LAST}",
        f"https://example.org/{BORN}",
        f"12{BORN}345",
        f"3.{BORN}",
    ],
)
def test_what_only_looks_like_a_number_stays(words: str) -> None:
    assert remove_numbers(words) == words


@settings(deadline=None, max_examples=60)
@given(
    st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    st.integers(0, 999),
    st.booleans(),
    st.sampled_from(["{d}-{n}", "{c}{d}-{n}", "{c}{d}{n}"]),
)
def test_every_number_with_a_right_day_and_check_digit_is_found(
    born: date, serial: int, coordinated: bool, form: str
) -> None:
    day = f"{born:%y%m}{born.day + 60 * coordinated:02}"
    digits = numbered(day, f"{serial:03}")
    last = digits[6:]
    try:  # four digits that are a day of a year of plans stand for a span of days
        of_plans = born.year >= 2000 or "{c}" not in form
        span = bool(date(2024, int(last[:2]), int(last[2:]))) and born.year % 100 < 50 and of_plans
    except ValueError:
        span = False
    written = form.format(c=f"{born.year // 100}", d=day, n=last)
    assert (remove_numbers(f"se {written} nu") == f"se {WITHHELD_TEXT} nu") is not span


PERSONS = """
Anna Berg; Anna Berg, RÖ; Håkan; Håkan och Lena; Anna; Karl-Johan Ström; Karl Johan Ström; Mats Holm (RJL)
RAG patologi, Lars Öberg; RAG patologi / Lars Öberg; Maria af Klint; Carl von Essen; Eva Ö; Lena S, Kalmar
Verksamhetschef Anna Lindqvist; Klinikchef Per Johansson, Kalmar; A. Svensson; Behnaz Karlsson; Zlatko Petrović
Dragana Jovanović; Per Olsson; Bo Nilsson; Maj Sandström; Svea Blomgren; Ove Rosenqvist; processtöd: Anna Berg
Anna: stämmer av med RSL; Anders Andersson och Britta Larsson; Håkan Sjö, processledare; Ulla-Britt Fransson
Överläkare Gunnar Dahl; Samordnas av Kerstin Lund; Kontakta Mikael Wall; Åsa; Öberg, Lars; Lars Öberg & Eva Lind
Fatima Hassan; Ahmed Ali; Sofia Hartman, sjukhuschef; RAG Anna Berg; Anna-Karin Holm; Bengt; Dr Svensson; doktor Lind
Fatima al-Hassan; Omar El-Sayed; Maria de la Cruz; Sven van der Berg; Per Gren; Bo Ek; Mia Skog, RKL; Lina; Tuula Niemi
"""


@pytest.mark.parametrize("words", [words.strip() for line in PERSONS.split("\n") for words in line.split(";") if words])
def test_a_person_is_asked_about_where_a_role_is_wanted(words: str) -> None:
    assert find_person(words, function=True)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("RKL Anna Andersson", "RKL"),
        ("Anna  Andersson, RAG", "RAG"),
        ("Enligt Anna Andersson (RÖ)", "Enligt (RÖ)"),
        ("RAG, Anna  BERG", "RAG"),
        ("Processledare Erik", "Processledare"),
        ("Kontaktperson: Erik (RKL)", "Kontaktperson: (RKL)"),
        ("Ansvarig: Per-Olof", "Ansvarig"),
        ("Överläkaren Sven, Kalmar", "Överläkaren, Kalmar"),
        ("Nurse Erik", "Nurse"),
        ("Lindqvist M, RAG", "RAG"),
        ("Region Kalmar Erik", "Region Kalmar Erik"),
        ("Anna Berg, RKL/RÖ", "RKL/RÖ"),
        ("RPO och/eller RAG, Eva Ek", "RPO och/eller RAG"),
        ("Enhetschef - Anna Berg - RKL", "Enhetschef - RKL"),
        ("RAG lab (Anna Berg, RKL)", "RAG lab (RKL)"),
        ("RAG lab (RKL, Anna Berg), RÖ", "RAG lab (RKL), RÖ"),
        ("Lisa Ek (RKL)", "RKL"),
        ("RAG, Anna Berg och RPO", "RAG och RPO"),
        ("RAG och Anna Berg, RPO", "RAG, RPO"),
        ("Finland Anna Berg", "Finland"),
        ("RAG\nAnna Berg\nRPO", "RAG\nRPO"),
        ("VC Anna Berg (anna@b.se, 010-123 45 67), RKL", "VC, RKL"),
    ],
)
def test_what_is_left_of_a_text_is_what_stands_around_the_name(words: str, kept: str) -> None:
    assert keep_function(words) == kept


@pytest.mark.parametrize("words", ["Bertil: hör med labbet", "Vi frågar dr Svensson i maj", "Professor Karin Ek leder"])
def test_a_person_is_asked_about_in_any_text(words: str) -> None:
    assert find_person(words, function=False)


@pytest.mark.parametrize(
    "words",
    ["anna.berg@example.org", "010-123 45 67", "070-1234567", "+46 70 123 45 67", "0480-810 00", "Tel 08-123 130 00"],
)
def test_an_address_is_asked_about_where_a_role_is_wanted(words: str) -> None:
    assert find_personal_address(words)


def test_the_roles_groups_and_places_of_the_field_are_no_persons() -> None:
    assert len(set(FUNCTIONS)) >= 300
    assert [words for words in FUNCTIONS if find_person(words, function=True) or find_personal_address(words)] == []
    assert [words for words in FUNCTIONS if find_person(words.upper(), function=True)] == []
    assert [
        words
        for words in ("Klart 2026-05-01", "RJL 2026/123", "2026–2027", "0,5 tjänst")
        if find_personal_address(words)
    ] == []


def _put(page: Worksheet, column: str, value: str | int) -> None:
    """Fill a cell of the first row of a table."""
    (head,) = (cell for row in page.iter_rows(max_row=9) for cell in row if cell.value == column)
    page.cell(head.row + 2, head.column, value)


def _with_numbers(path: Path) -> None:
    """A plan with a personal identity number in a title, a short name, a note, a choice and a number."""
    workbook = openpyxl.load_workbook(BytesIO(a_plan()))
    _put(workbook["Prioriterade områden"], "title", f"Uppföljning av {DAY}-{LAST}")
    _put(workbook["Prioriterade områden"], "short_title", f"19{BORN}")
    _put(workbook["Prioriterade områden"], "internal_note", f"Ring {DAY}-{LAST}")
    _put(workbook["Prioriterade områden"], "status", f"{DAY}-{LAST}")
    _put(workbook["Aktiviteter"], "responsible", int(BORN))
    workbook.create_sheet(f"{DAY}-{LAST}")["A1"] = "Eget"
    workbook.save(path)


def test_a_number_is_told_at_its_cell_and_repeated_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    _with_numbers(tmp_path / "in" / "plan.xlsx")
    told = run("check", "in", "--format", "json", "--mark", "marked", cwd=tmp_path, status=1)
    found = json.loads(told.stdout)["findings"]
    numbers = [(one["cell"], one["severity"]) for one in found if one["rule"] == "text.personal_number"]
    assert len(numbers) == 5
    assert {severity for _, severity in numbers} == {"error"}
    assert [one["rule"] for one in found if one["cell"] in {cell for cell, _ in numbers}].count("choice.unknown") == 0
    repaired = run("repair", "in/plan.xlsx", "-o", "repaired.xlsx", cwd=tmp_path)
    outputs = [told.stdout, told.stderr, repaired.stdout, repaired.stderr]
    for form in ("text", "csv"):
        checked = run("check", "in", "--format", form, cwd=tmp_path, status=1)
        outputs += [checked.stdout, checked.stderr]
    merged = run("merge", "in", "-o", "master.xlsx", cwd=tmp_path, status=1)
    outputs += [merged.stdout, merged.stderr, *_texts(tmp_path / "master.xlsx")]
    (copy,) = (tmp_path / "marked").glob("*.xlsx")
    outputs += _texts(copy, "Att åtgärda")
    assert not [words for words in outputs if LAST in words]
    lines = [
        row for row in openpyxl.load_workbook(copy)["Att åtgärda"].iter_rows() if "personnummer" in str(row[1].value)
    ]
    assert [(len(lines), "LEN(" in str(row[8].value)) for row in lines] == [(5, True)] * 5
    assert any(f"Uppföljning av {WITHHELD_TEXT}" in words for words in _texts(tmp_path / "master.xlsx"))


def test_a_number_behind_words_in_merged_cells_or_in_a_formula_is_told_and_repeated_nowhere(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(BytesIO(a_plan()))
    link = workbook["Aktiviteter"]["R4"]
    link.value, link.hyperlink = "Länk", f"https://example.se/?id={DAY}-{LAST}"
    workbook["Aktiviteter"]["J4"] = f'="Svar till {DAY}-{LAST}"'
    indicators = workbook["Indikatorer"]
    for row in (4, 5):
        for column, value in zip(
            "BCDEFG", ("1", f"Andel {DAY}-{LAST}", "Tal", "dagar", "Högre", "högst 5"), strict=True
        ):
            indicators[f"{column}{row}"] = value
    indicators.merge_cells("C4:C5")
    workbook.save(tmp_path / "plan.xlsx")
    told = run("check", "plan.xlsx", "--format", "json", "--lang", "sv", cwd=tmp_path, status=1)
    found = {(one["sheet"], one["cell"]): one for one in json.loads(told.stdout)["findings"]}
    numbered_cells = [place for place, one in found.items() if one["rule"] == "text.personal_number"]
    assert numbered_cells == [("Aktiviteter", "J4"), ("Aktiviteter", "R4"), ("Indikatorer", "C4")]
    assert found["Indikatorer", "G4"]["message"] == (
        f"”Andel {WITHHELD_TEXT}” har målet ”högst 5”, men under ”Riktning” står ”Högre är bättre”. Vilket stämmer?"
    )
    merged = run("merge", "plan.xlsx", "-o", "master.xlsx", cwd=tmp_path, status=1)
    outputs = [told.stdout, told.stderr, merged.stdout, merged.stderr, *_texts(tmp_path / "master.xlsx")]
    assert not [words for words in outputs if LAST in words]


def _texts(path: Path, *titles: str) -> list[str]:
    workbook = CalamineWorkbook.from_path(path)
    rows = (row for title in titles or workbook.sheet_names for row in workbook.get_sheet_by_name(title).to_python())
    return [str(value) for row in rows for value in row]
