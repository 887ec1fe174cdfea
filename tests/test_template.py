"""The template: what it holds, that it survives other programs, and that Kontroll counts what is there."""

import html
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from hplan_xl.book.description import Book
from hplan_xl.book.errors import OutputError
from hplan_xl.book.text import Language
from hplan_xl.book.values import MissingValue, Percent, PeriodKind, Precision, TimePeriod, TimeSpan
from hplan_xl.excel import look
from hplan_xl.template import Rows, build_template
from tests.garden import GARDEN_BOOK
from tests.recompute import Values, cached, convert_all, recomputed, recomputed_all


@pytest.fixture
def garden() -> Book:
    return GARDEN_BOOK


SOUND: Rows = {
    "garden": [{"group": "one", "year": 2026, "as_of": date(2026, 3, 1)}],
    "beds": [
        {"title": "Rosor", "status": "on_plan", "sunny": True},
        {"title": "Ärtor", "short": "Ä", "status": "serious", "why": "Sniglar", "due": date(2026, 6, 1)},
    ],
    "work": [
        {
            "bed": 1,
            "number": "1.1",
            "title": "Gräva",
            "when": TimeSpan("Q2", None, None, Precision.QUARTER),
            "hours": 2.5,
        },
        {"bed": 2, "number": "1.10", "title": "Vattna"},
    ],
    "harvest": [
        {"bed": 1, "period": TimePeriod(2024, PeriodKind.YEAR), "kilos": 3.5},
        {"bed": 1, "period": TimePeriod(2024, PeriodKind.TERTIAL, 2), "kilos": MissingValue.LOST},
    ],
}
FAULTY: Rows = {
    "garden": [{"group": "RPO Tre"}],
    "beds": [
        {"number": 7, "title": "Rosor", "status": "serious"},
        {"number": 7, "short": "Utan titel"},
        {"title": "Klar", "status": "closed", "why": "Skördad"},
    ],
    "work": [
        {"bed": 4, "title": "Till en bädd som inte är påbörjad", "hours": 1.0},
        {"title": "Till ingen", "number": "1.1"},
        {"bed": 7, "number": "1.1", "title": "Igen"},
    ],
    "harvest": [{"bed": 7, "period": TimePeriod(2024, PeriodKind.YEAR)}] * 2,
}


def opened(book: Book, language: Language = "sv", **more: Any) -> Any:
    return openpyxl.load_workbook(BytesIO(build_template(book, language=language, **more)))


def parts(data: bytes) -> Mapping[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def verdict(path: Path) -> tuple[object, object]:
    values = recomputed(path)
    return values["Kontroll", "A2"], values["Kontroll", "A3"]


def faults_counted(path: Path) -> dict[tuple[str, str, str], object]:
    """What Listor counts anew, of checks that find something: (sheet, column, fault) to how many."""
    sheet = openpyxl.load_workbook(path)["Listor"]
    values = recomputed(path)
    return {
        (str(name), str(sheet.cell(row, 6).value), str(sheet.cell(row, 7).value)): values["Listor", f"H{row}"]
        for row in range(2, sheet.max_row + 1)
        if (name := sheet.cell(row, 5).value) and values["Listor", f"H{row}"]
    }


def test_the_same_book_gives_the_same_bytes(garden: Book) -> None:
    assert build_template(garden, language="sv", rows=SOUND) == build_template(garden, language="sv", rows=SOUND)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("sv", ["Läs mig", "Trädgård", "Bäddar & 'träd' mm", "Kontroll", "Arbete", "Skörd", "Listor"]),
        ("en", ["Read me", "Garden", "Beds", "Check", "Work", "Harvest", "Listor"]),
    ],
)
def test_sheets_stand_in_order_in_each_language(garden: Book, language: Language, titles: list[str]) -> None:
    assert opened(garden, language).sheetnames == titles


def test_only_what_nobody_types_in_is_protected(garden: Book) -> None:
    book = opened(garden)
    assert {sheet.title: (sheet.protection.sheet, sheet.protection.password) for sheet in book} == {
        "Läs mig": (True, None),
        "Trädgård": (False, None),
        "Bäddar & 'träd' mm": (False, None),
        "Kontroll": (True, None),
        "Arbete": (False, None),
        "Skörd": (False, None),
        "Listor": (True, None),
    }
    assert book["Listor"].sheet_state == "hidden"


def test_a_table_has_hidden_ids_titles_below_and_a_name_over_the_ids(garden: Book) -> None:
    book = opened(garden)
    sheet = book["Bäddar & 'träd' mm"]
    assert [cell.value for cell in sheet[2]] == [column.name for column in garden.sheet("beds").columns]
    assert sheet.row_dimensions[2].hidden
    assert [cell.value for cell in sheet[3]] == [column.title.sv for column in garden.sheet("beds").columns]
    assert book.defined_names["hplan_beds"].attr_text == "'Bäddar & ''träd'' mm'!$A$2:$I$2"
    assert sheet.freeze_panes == "D4"
    assert [sheet.cell(row, 1).value for row in range(4, 10)] == [1, 2, 3, 4, 5, None]


def test_a_form_has_hidden_ids_titles_and_answers_side_by_side(garden: Book) -> None:
    book = opened(garden, rows=SOUND)
    sheet = book["Trädgård"]
    assert [[cell.value for cell in row[:3]] for row in sheet["A3:C7"]] == [
        ["group", "Grupp", "RPO Ett"],
        ["year", "År", 2026],
        ["as_of", "Status per den", sheet["C5"].value],
        [None, "Frivilligt", None],
        ["purpose", "Syfte med hela trädgården i stort", None],
    ]
    assert sheet["C5"].value.date() == date(2026, 3, 1)
    assert sheet.column_dimensions["A"].hidden
    assert book.defined_names["hplan_garden"].attr_text == "'Trädgård'!$A$3:$A$7"
    assert not sheet.merged_cells.ranges


def test_numbers_go_on_from_the_highest_that_is_taken(garden: Book) -> None:
    sheet = opened(garden, rows={"beds": [{"number": 3, "title": "Kvar"}, {"number": 9, "title": "Också"}]})[
        "Bäddar & 'träd' mm"
    ]
    assert [sheet.cell(row, 1).value for row in range(4, 10)] == [3, 9, 10, 11, 12, None]


def test_the_template_tells_what_it_is_in_three_places(garden: Book) -> None:
    book = opened(garden)
    assert [(one.name, one.value) for one in book.custom_doc_props.props] == [
        ("toy_template", "toy 3"),
        ("language", "sv"),
    ]
    assert book.defined_names["toy_template"].attr_text == '"toy 3"'
    assert any("Mall 3, 2026-01-02" in str(row[1]) for row in book["Läs mig"].iter_rows(values_only=True))
    assert (book.properties.title, book.properties.creator) == ("Trädgårdsplan", None)


def test_text_columns_keep_what_is_typed_and_no_cell_is_written_for_them(garden: Book) -> None:
    sheet = opened(garden)["Arbete"]
    formats = {
        letter: dimension.number_format
        for dimension in sheet.column_dimensions.values()
        for letter in map(get_column_letter, range(dimension.min, dimension.max + 1))
    }
    assert formats == {"A": "@", "B": "@", "C": "@", "D": "@", "E": "General", "F": "General"}
    assert sheet.max_row == 3


def test_a_cell_without_any_style_wraps(garden: Book) -> None:
    styles = parts(build_template(garden, language="sv"))["xl/styles.xml"]
    first = re.search(r"<cellXfs[^>]*><xf(.*?)</xf>", styles)
    assert first
    assert '<alignment vertical="top" wrapText="1"/>' in first[1]


def test_rows_have_a_height_from_the_start_and_still_grow(garden: Book) -> None:
    long = {"beds": [{"title": "En bädd med ett namn som tar flera rader i anspråk. " * 4, "status": "on_plan"}]}
    part = parts(build_template(garden, language="sv", rows=long))["xl/worksheets/sheet3.xml"]
    assert re.search(r'<row r="4"[^>]* ht="[0-9.]+">', part)
    assert not re.search(r'<row r="(?:[4-9]|\d\d+)"[^>]*customHeight', part)


def test_rules_and_marks_reach_other_sheets_by_names_alone(garden: Book) -> None:
    written = parts(build_template(garden, language="sv", rows=SOUND))
    sheets = {name: part for name, part in written.items() if name.startswith("xl/worksheets/sheet")}
    assert not [name for name, part in sheets.items() if "extLst" in part]
    rules = [rule for part in sheets.values() for rule in re.findall(r"<formula[12]?>(.*?)</formula", part)]
    assert rules
    assert not [rule for rule in rules if "!" in re.sub('"[^"]*"', "", rule)]
    assert not [rule for rule in rules if rule.startswith('"')]


def test_no_formula_is_volatile_or_newer_than_2016_or_too_long(garden: Book) -> None:
    written = parts(build_template(garden, language="sv", rows=SOUND))
    found = (one for part in written.values() for one in re.findall(r"<(?:f|formula|definedName[^>]*)>(.*?)<", part))
    formulas = [html.unescape(one) for one in found]
    assert not [one for one in formulas if re.search(r"\b(?:INDIRECT|OFFSET|NOW|TODAY|RAND|CELL|COUNTIF)\(|_xlfn", one)]
    assert max(map(len, formulas)) < 8192


def test_a_column_tells_its_help_and_offers_its_words(garden: Book) -> None:
    rules = {str(rule.sqref): rule for rule in opened(garden)["Arbete"].data_validations.dataValidation}
    state, bed = rules["F4:F2000"], rules["A4:A2000"]
    assert (state.formula1, state.errorStyle, state.promptTitle, state.prompt) == ("list_status", None, "Läge", "●")
    assert (bed.formula1, bed.showErrorMessage) == ("offer_beds", False)


def test_prefilled_text_is_text(garden: Book) -> None:
    rows: Rows = {"beds": [{"title": "=1+1", "short": "https://x.se", "status": "on_plan"}]}
    part = parts(build_template(garden, language="sv", rows=rows))["xl/worksheets/sheet3.xml"]
    assert "<f>" not in part
    assert "hyperlink" not in part


def test_prefilled_text_that_looks_like_the_inside_of_a_workbook_is_text(garden: Book) -> None:
    rows: Rows = {"beds": [{"title": "<r>hej & du</r>", "status": "on_plan"}]}
    book = openpyxl.load_workbook(BytesIO(build_template(garden, language="sv", rows=rows)))
    assert "<r>hej & du</r>" in [cell.value for row in book.worksheets[2].iter_rows() for cell in row]


def test_what_excel_does_not_take_is_told(garden: Book) -> None:
    with pytest.raises(OutputError):
        build_template(garden, language="sv", rows={"beds": [{"title": "x" * 32_768}]})


def test_a_blank_template_is_not_ready(garden: Book, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(build_template(garden, language="sv"))
    values = cached(path)
    assert (values["Kontroll", "A2"], values["Kontroll", "A3"]) == (
        "2 celler kvar att rätta",
        "1 cell kan kompletteras.",
    )
    assert [values["Kontroll", f"F{row}"] for row in range(7, 11)] == ["C3", None, None, None]


FILLED: Mapping[str, Rows] = {"blank": {}, "sound": SOUND, "faulty": FAULTY}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, Language], Path]:
    """The template in each language, blank and prefilled."""
    folder = tmp_path_factory.mktemp("written")
    languages: tuple[Language, ...] = ("sv", "en")
    paths = {(name, language): folder / f"{name} {language}.xlsx" for name in FILLED for language in languages}
    for (name, language), path in paths.items():
        path.write_bytes(build_template(GARDEN_BOOK, language=language, rows=FILLED[name]))
    return paths


@pytest.fixture(scope="module")
def computed(written: Mapping[tuple[str, Language], Path]) -> Mapping[tuple[str, Language], Values]:
    """What one LibreOffice computes of all of them."""
    return dict(zip(written, recomputed_all(list(written.values()), convert_all), strict=True))


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", FILLED)
def test_every_stored_value_is_what_libreoffice_computes(
    written: Mapping[tuple[str, Language], Path],
    computed: Mapping[tuple[str, Language], Values],
    name: str,
    language: Language,
) -> None:
    assert computed[name, language] == cached(written[name, language])


@pytest.mark.libreoffice
def test_a_sound_plan_is_ready_however_it_is_typed(garden: Book, tmp_path: Path) -> None:
    book = opened(garden, rows=SOUND)
    beds, work, harvest = book["Bäddar & 'träd' mm"], book["Arbete"], book["Skörd"]
    beds["E4"], beds["E5"], beds["F5"] = "GRÖN", " allvarliga\u00a0 problem ", "för att"
    beds["A30"], beds["C30"], beds["E30"] = "I*", "Långt ner", "klart*"
    beds["F30"] = "*?"
    for row, bed in enumerate(("2 – Ä", "1", 1, "2-Ä", "I* – Långt ner"), 10):
        work[f"A{row}"], work[f"C{row}"] = bed, "Rensa"
    work["B10"], work["B11"], work["B12"] = "1", "1.", "<5"
    harvest["A9"], harvest["B9"], harvest["C9"] = "2 – Ä", 2024, ".."
    beds["A30"] = 30
    work["A14"] = "30 – Långt ner"
    beds["H9"], beds["A9"] = "  ", 1
    path = tmp_path / "typed.xlsx"
    book.save(path)
    assert faults_counted(path) == {}
    assert verdict(path) == ("Klar att skicka", "Inget att komplettera.")


@pytest.mark.libreoffice
def test_each_fault_is_counted_where_it_stands(garden: Book, tmp_path: Path) -> None:
    book = opened(garden, rows=SOUND)
    form, beds, work, harvest = (book[name] for name in ("Trädgård", "Bäddar & 'träd' mm", "Arbete", "Skörd"))
    form["C3"], form["C4"], form["C5"] = "RPO Okänd", "tjugosex", None
    beds["E4"], beds["G4"], beds["C5"], beds["F5"] = "pågår", "i juni", " ", None
    beds["A6"], beds["C6"], beds["E6"] = 2, "Dubbel", "#REF!"
    work["A4"], work["A5"], work["E5"] = "3 – Inte påbörjad", "*", "ca 4"
    work["B9"], work["C9"], work["A9"] = "1.1 ", "Igen", 1
    work["D9"], work["E9"] = None, 4
    harvest["A6"], harvest["B6"], harvest["C6"] = "1 – Rosor", "2024", "<5"
    path = tmp_path / "faults.xlsx"
    book.save(path)
    assert faults_counted(path) == {
        ("garden", "group", "misread"): 1,
        ("garden", "year", "read later"): 1,
        ("garden", "as_of", "blank"): 1,
        ("beds", "status", "misread"): 2,
        ("beds", "title", "blank"): 1,
        ("beds", "due", "read later"): 1,
        ("beds", "why", "blank"): 1,
        ("beds", "number", "twice"): 2,
        ("work", "bed", "misread"): 1,
        ("work", "bed", "read later"): 1,
        ("work", "hours", "read later"): 1,
        ("work", "number", "twice"): 2,
        ("work", "state", "blank"): 2,
        ("harvest", "period", "twice"): 2,
        ("harvest", "kilos", "read later"): 1,
    }
    values = recomputed(path)
    assert (values["Kontroll", "A2"], values["Kontroll", "A3"]) == (
        "12 celler kvar att rätta",
        "3 celler kan kompletteras.",
    )
    assert [values["Kontroll", f"F{row}"] for row in range(7, 11)] == ["C3", "E4", "A4", "B4"]
    assert [values["Kontroll", f"E{row}"] for row in range(7, 11)] == [1, 1, 2, 1]


def test_a_percentage_is_shown_with_the_decimals_that_it_has() -> None:
    column = GARDEN_BOOK.sheet("harvest").column("kilos")
    forms = {number: look.value_style(column, Percent(number / 100))["num_format"] for number in (*range(101), 7.5)}
    assert {number for number, form in forms.items() if form != "0%"} == {7.5}
