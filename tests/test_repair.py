"""A damaged workbook is poured into a fresh one: nothing is lost, and the fresh one is whole."""

import zipfile
from collections import Counter
from datetime import date, datetime
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from hypothesis import assume, given, settings
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook

from hplan_xl.book.errors import WorkbookError
from hplan_xl.book.values import ColourOnlyCell, Percent
from hplan_xl.interpretation import interpret_plan
from hplan_xl.reading.opening import open_plan
from hplan_xl.reading.submission import Submission, build_submission, read_submission
from hplan_xl.repair import FreshTemplate, RepairedWorkbook, repair_workbook
from hplan_xl.template import build_template
from hplan_xl.template.positions import place_sheets
from tests.damage import FILLED, Damage, damaged, damages, filled, said
from tests.garden import GARDEN_BOOK
from tests.hostile import parts_of, swollen, zipped

STRUCTURAL = {"sheet.missing", "column.missing", "dropdowns.lost", "version.older", "merged.cells"}
BEDS, WORK = "Bäddar & 'träd' mm", "Arbete"


@cache
def fresh() -> FreshTemplate:
    return FreshTemplate(GARDEN_BOOK)


def mended(data: bytes) -> RepairedWorkbook:
    opened = open_plan("plan.xlsx", data, GARDEN_BOOK)
    return repair_workbook(opened, build_submission(opened, data), fresh(), {})


def read(data: bytes) -> Submission:
    return read_submission("plan.xlsx", data, GARDEN_BOOK)


def rules(data: bytes) -> set[str]:
    return {one.rule for one in interpret_plan(read(data), GARDEN_BOOK).findings}


def told(made: RepairedWorkbook) -> list[tuple[str, str, str, object, str]]:
    return [(one.sheet, one.cell, one.heading, one.value, one.sentence.sv) for one in made.actions]


def sheets(data: bytes, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def everything(data: bytes, kept: set[str]) -> Counter[str]:
    """Every value on the sheets that people fill in; of the sheet with what is kept, the contents alone."""
    found: Counter[str] = Counter()
    for sheet in openpyxl.load_workbook(BytesIO(data), read_only=True).worksheets:
        if sheet.title in ("Läs mig", "Kontroll", "Listor"):
            continue
        for cells in sheet.iter_rows():
            for at, cell in enumerate(cells, 1):
                if cell.value is not None and (sheet.title not in kept or at == 4):
                    found[said(cell.value)] += 1
    return found


@cache
def printed() -> frozenset[str]:
    """What the template itself says, and its running numbers."""
    return frozenset(everything(build_template(GARDEN_BOOK, language="sv"), set()))


def test_a_whole_workbook_comes_out_as_it_was() -> None:
    made = mended(filled())
    assert made.actions == ()
    assert made.data == filled()


@settings(max_examples=60)
@given(damages())
def test_whatever_was_done_to_it_nothing_is_lost_and_the_result_is_whole(drawn: list[Damage]) -> None:
    data = damaged(drawn)
    try:
        made = mended(data)
    except WorkbookError:
        assume(False)
    whole = read(made.data)
    assert not {one.rule for one in interpret_plan(whole, GARDEN_BOOK).findings} & STRUCTURAL
    assert whole.cells_outside == {}
    again = mended(made.data)
    assert again.actions == ()
    assert again.data == made.data
    before, after = everything(data, set()), everything(made.data, {"Övrigt"})
    lost = {value for value in before - after if value not in printed()}
    headings = {one.heading for one in made.actions}
    assert {value for value in lost if value not in headings and not _is_in_two(value, after)} == set()


def _is_in_two(value: str, after: Counter[str]) -> bool:
    """Whether a text that is longer than a cell stands in two."""
    return len(value) > 32_767 and value[:32_767] in after and value[32_767:] in after


def changed(change: Damage, data: bytes | None = None) -> bytes:
    """A filled workbook as openpyxl saves it after a change."""
    book = sheets(data or filled(), values=False)
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_values_are_carried_as_they_were_typed_understood_or_not() -> None:
    def type_in(book: Workbook) -> None:
        beds = book[BEDS]
        beds["C4"], beds["D4"], beds["E4"], beds["F4"], beds["G4"] = 7, True, "Grön!", date(2026, 5, 6), "våren"
        beds["C5"], beds["E5"], beds["G5"] = datetime(2026, 5, 6, 13, 30), None, date(2026, 5, 6)
        beds["E5"].fill = PatternFill("solid", fgColor="FFFF0000")
        beds["A6"], beds["H6"] = None, 0.5
        harvest = book["Skörd"]
        harvest["C4"], harvest["C5"], harvest["C6"] = 0.855, "<5", -0.25
        harvest["C4"].number_format = harvest["C6"].number_format = "0%"
        for cell in (beds["F4"], beds["G5"], beds["C5"]):
            cell.number_format = "yyyy-mm-dd hh:mm"

    data = changed(type_in)
    before, after = read(data), read(mended(data).data)
    for name, table in before.tables.items():
        assert after.tables[name].values == table.values, name
    assert after.tables["beds"].values["status"][:2] == ("Grön!", ColourOnlyCell("FF0000"))
    assert after.tables["harvest"].values["kilos"] == (Percent(0.855), "<5", Percent(-0.25))
    assert isinstance(after.tables["harvest"].values["kilos"][0], Percent)
    assert after.tables["beds"].values["number"][2] is None
    assert mended(data).actions == ()


@pytest.mark.parametrize(("typed", "following"), [("17.", 18), (" 17 ", 18), (17, 18), ("17.5", 1)])
def test_running_numbers_go_on_after_one_as_it_is_read(typed: str | int, following: int) -> None:
    beds = place_sheets(GARDEN_BOOK, {}, "sv", {"beds": [{"number": typed, "title": "Pumpa"}]})["beds"]
    assert [record["number"] for record in beds.records][:2] == [typed, following]


def test_merged_areas_hold_for_every_row_and_other_merged_cells_for_the_first() -> None:
    def merge(book: Workbook) -> None:
        book["Arbete"].merge_cells("A4:A6")
        book[BEDS].merge_cells("C4:C5")

    data = changed(merge)
    made = mended(data)
    tables = read(made.data).tables
    assert tables["work"].values["bed"] == (1, 1, 1, 4)
    assert tables["beds"].values["title"] == ("titel v2", None, "titel v4", "titel v5", "titel v6")
    assert told(made) == [
        (
            BEDS,
            "C4",
            "Bädd",
            None,
            "De sammanfogade cellerna C4:C5 är uppdelade. Innehållet står i den första.",
        ),
        ("Arbete", "A4", "Bädd", None, "De sammanfogade cellerna A4:A6 är uppdelade. ”1” står på varje rad."),
    ]


def test_a_text_is_as_long_as_a_cell_takes_in_signs_of_two_units_too() -> None:
    def type_emoji(book: Workbook) -> None:
        book[BEDS]["C4"] = "🟢" * 20_000

    made = mended(changed(type_emoji))
    assert sheets(made.data)[BEDS]["C4"].value == "🟢" * 16_383
    assert [one.value for one in made.actions] == ["🟢" * 3_617]


def test_what_failed_is_told_with_its_cell_and_leaves_the_cell_blank() -> None:
    def fail(book: Workbook) -> None:
        book["Skörd"]["C4"] = "=SUM(C5:C6)"
        book["Skörd"]["C5"] = "#REF!"
        book["Skörd"]["C5"].data_type = "e"

    made = mended(changed(fail))
    assert read(made.data).tables["harvest"].values["kilos"] == (None, None, 102)
    assert told(made) == [
        ("Skörd", "C4", "Kilo", "=SUM(C5:C6)", "Formeln var inte uträknad, och cellen är tom. Skriv in värdet."),
        ("Skörd", "C5", "Kilo", "#REF!", "Formeln gav inget värde, och cellen är tom. Skriv in värdet."),
    ]


def test_formulas_are_said_to_be_replaced_where_they_have_values() -> None:
    def compute(book: Workbook) -> None:
        book["Skörd"]["C4"] = "=SUM(C5:C6)"

    data = changed(compute)
    parts = {path: part.replace(b"</f><v></v>", b"</f><v>7</v>") for path, part in parts_of(data).items()}
    made = mended(zipped(parts))
    assert read(made.data).tables["harvest"].values["kilos"][0] == 7
    assert told(made) == [("Skörd", "", "", None, "Formler är ersatta av sina värden.")]


def test_a_heading_that_failed_is_told_as_the_cell_shows_it() -> None:
    def fail(book: Workbook) -> None:
        book["Arbete"]["C3"] = "#REF!"
        book["Arbete"]["C3"].data_type = "e"

    assert told(mended(changed(fail))) == [("Arbete", "C3", "#REF!", None, "Rubriken är ”Arbete” i mallen.")]


def test_a_number_that_no_cell_can_hold_is_told_with_its_cell() -> None:
    def grow(book: Workbook) -> None:
        book["Skörd"]["C5"] = 54321
        book["Skörd"]["Z5"] = 54321

    made = mended(swollen(changed(grow)))
    assert read(made.data).tables["harvest"].values["kilos"][1] is None
    assert [line[1:4] for line in told(made)] == [("C5", "Kilo", "#NUM!"), ("Z5", "", "#NUM!")]


def test_what_is_not_the_templates_is_kept_with_its_sheet_cell_heading_and_reason() -> None:
    def add(book: Workbook) -> None:
        work = book["Arbete"]
        work["H3"], work["H4"], work["H9"] = "Kostnad", 1200, "=1+1"
        work["I2"], work["I3"], work["I5"] = "hours", "Timmar", 3
        work["A1"] = "Vår trädgård 2026"
        book["Trädgård"]["E5"], book["Trädgård"]["B20"] = "fråga Lars", "Egen fråga"
        own = book.create_sheet("Inköp", 2)
        own.append(["Spade", 300])

    made = mended(changed(add))
    assert told(made) == [
        ("Trädgård", "E5", "Status per den", "fråga Lars", "Cellen har ingen plats i mallen."),
        ("Trädgård", "B20", "", "Egen fråga", "Cellen har ingen plats i mallen."),
        ("Inköp", "A1", "", "Spade", "Fliken finns inte i mallen."),
        ("Inköp", "B1", "", 300, "Fliken finns inte i mallen."),
        ("Arbete", "A1", "", "Vår trädgård 2026", "Cellen har ingen plats i mallen."),
        ("Arbete", "H3", "", "Kostnad", "Cellen har ingen plats i mallen."),
        ("Arbete", "H4", "Kostnad", 1200, "Kolumnen finns inte i mallen."),
        (
            "Arbete",
            "I5",
            "Timmar",
            3,
            "Kolumnen ”Timmar” stod två gånger. Den andra är flyttad till mallen; jämför dem.",
        ),
        ("Arbete", "H9", "Kostnad", "=1+1", "Kolumnen finns inte i mallen."),
    ]
    rows = [[cell.value for cell in row] for row in sheets(made.data)["Övrigt"].iter_rows(min_row=4)]
    assert rows[0] == ["Flik", "Cell", "Rubrik", "Innehåll", "Vad som är gjort"]
    assert rows[1] == ["Trädgård", "E5", "Status per den", "fråga Lars", "Cellen har ingen plats i mallen."]
    assert read(made.data).cells_outside == {}


def test_of_a_copied_sheet_its_rows_are_kept_under_their_headings_and_nothing_of_the_template() -> None:
    def copy(book: Workbook) -> None:
        beds = book.copy_worksheet(book[BEDS])
        beds.title = "Kopia"
        beds.delete_rows(5, 40)

    because = f"Fliken är en kopia av ”{BEDS}”. Flytta dit det som saknas."
    assert told(mended(changed(copy))) == [
        ("Kopia", "A4", "Nr", 1, because),
        ("Kopia", "B4", "Kort namn", "bädd v2", because),
        ("Kopia", "C4", "Bädd", "titel v2", because),
        ("Kopia", "E4", "Status", "Enligt plan", because),
        ("Kopia", "H4", "Karta", "https://v2.se", because),
    ]


def test_an_altered_template_is_put_right_and_each_deed_is_told() -> None:
    def alter(book: Workbook) -> None:
        del book.defined_names["hplan_beds"]
        beds = book[BEDS]
        beds.title = "Våra bäddar"
        beds.delete_rows(2)
        beds["G2"] = "Slutdatum"
        beds.move_range("B1:B9", cols=10)
        book.remove(book["Skörd"])

    made = mended(changed(alter))
    assert told(made) == [
        ("Våra bäddar", "", "", None, "Fliken heter åter ”Bäddar & 'träd' mm”."),
        (
            "Våra bäddar",
            "",
            "",
            None,
            "Mallens dolda namn på rubrikerna var borta. Innehållet är funnet på sina rubriker.",
        ),
        ("Våra bäddar", "", "", None, "”Klart senast” saknades och är tillbaka utan innehåll."),
        ("Våra bäddar", "", "", None, "Kolumnerna står åter i mallens ordning."),
        ("Skörd", "", "", None, "Fliken saknades. Den är tillbaka, tom."),
        ("Våra bäddar", "G2", "", "Slutdatum", "Cellen har ingen plats i mallen."),
    ]
    assert not rules(made.data) & STRUCTURAL


def test_titles_that_were_deleted_are_back_and_every_row_with_them() -> None:
    made = mended(changed(lambda book: book[BEDS].delete_rows(3)))
    assert told(made) == [(BEDS, "", "", None, "Rubrikerna var borta och är tillbaka.")]
    assert read(made.data).tables["beds"].values == read(changed(lambda book: None)).tables["beds"].values


def test_a_sheet_without_ids_and_titles_is_told_as_that_and_its_rows_are_kept() -> None:
    notes = told(mended(changed(lambda book: book[BEDS].delete_rows(1, 3))))
    assert notes[0] == (BEDS, "", "", None, "Fliken saknade sina rubriker. Den är tillbaka med dem, tom.")
    assert {note[-1] for note in notes[1:]} == {"Fliken saknade sina rubriker. Flytta innehållet till den nya."}
    names = read(changed(lambda book: None)).tables["beds"].values["title"]
    assert {note[3] for note in notes} >= set(filter(None, names))


def test_text_that_was_struck_through_is_told() -> None:
    def strike(book: openpyxl.Workbook) -> None:
        book[BEDS]["B4"].font = book[BEDS]["B5"].font = Font(strike=True)

    assert told(mended(changed(strike))) == [
        (BEDS, "", "", None, "Celler med överstruken text, som nu står utan streck: 2.")
    ]


def test_an_address_behind_words_is_kept_where_no_column_takes_it() -> None:
    def link(book: openpyxl.Workbook) -> None:
        beds, own = book[BEDS], book.create_sheet("Eget")
        beds["C4"].hyperlink = "https://example.org/rosor"
        beds["B5"], beds["B5"].hyperlink = "example.org", "http://example.org/"
        own["A1"], own["A1"].hyperlink = "Läs mer", "https://example.org/mer"

    assert told(mended(changed(link))) == [
        (BEDS, "C4", "", "https://example.org/rosor", "Webbadressen bakom orden i cellen."),
        ("Eget", "A1", "", "Läs mer", "Fliken finns inte i mallen."),
        ("Eget", "A1", "", "https://example.org/mer", "Webbadressen bakom orden i cellen."),
    ]


def test_titles_that_were_pasted_again_are_told_and_kept_nowhere() -> None:
    def paste(book: openpyxl.Workbook) -> None:
        for column, title in enumerate(book[BEDS][3], 1):
            book[BEDS].cell(30, column, title.value)

    made = mended(changed(paste))
    assert told(made) == [(BEDS, "", "", None, "Rubrikerna stod en gång till på rad 30, och den raden är inte med.")]
    assert read(made.data).tables["beds"].values == read(changed(lambda book: None)).tables["beds"].values


def test_a_sheet_that_was_hidden_is_said_to_be_seen_again() -> None:
    made = mended(changed(lambda book: setattr(book[WORK], "sheet_state", "hidden")))
    assert (WORK, "", "", None, "Fliken var dold och syns igen.") in told(made)
    assert sheets(made.data)[WORK].sheet_state == "visible"


def test_a_repaired_workbook_keeps_its_saving_time_and_its_language() -> None:
    data = build_template(GARDEN_BOOK, language="en", rows=FILLED)
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"2026-01-02T00:00:00Z", b"2026-04-05T06:07:08Z")
    made = mended(zipped(parts))
    assert read(made.data).saved_at == datetime(2026, 4, 5, 6, 7, 8)
    assert sheets(made.data).sheetnames == ["Read me", "Garden", "Beds", "Check", "Work", "Harvest", "Listor"]
    assert made.actions == ()


@pytest.mark.parametrize("length", [32_767, 32_768, 70_000])
def test_a_text_that_no_cell_holds_is_carried_in_parts(length: int) -> None:
    def write(book: Workbook) -> None:
        book["Arbete"]["C4"] = "a" * 100
        book.create_sheet("Eget")["A1"] = "b" * 100

    with zipfile.ZipFile(BytesIO(changed(write))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    long = {letter * 100: letter * length for letter in (b"a", b"b")}
    for short, words in long.items():
        parts = {name: part.replace(short, words) for name, part in parts.items()}
    made = mended(zipped(parts))
    title = str(read(made.data).tables["work"].values["title"][0])
    kept = "".join(str(one.value) for one in made.actions)
    assert title + kept == "a" * length + "b" * length
    assert mended(made.data).data == made.data
