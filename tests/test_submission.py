"""A filled workbook is read as typed, with true places, whatever people did to it."""

import pickle
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName

from hplan_xl.book.errors import WrongTemplate
from hplan_xl.book.findings import Finding, Severity
from hplan_xl.book.text import Language, Text
from hplan_xl.book.values import ColourOnlyCell, ErrorValue, MergedCell, Percent, UncomputedFormula
from hplan_xl.plan import build_book
from hplan_xl.reading.submission import Submission, Table, read_submission
from hplan_xl.register.catalogue import read_packaged_register
from hplan_xl.template import build_template
from tests.garden import BEDS, GARDEN_BOOK, RECORDS, Record, Shape, garden_workbook
from tests.hostile import parts_of, substituted, swollen, zipped
from tests.recompute import convert

COLUMNS = tuple(column.name for column in BEDS.columns)
OWN = ("Egen kolumn", "")


def read(data: bytes) -> Submission:
    return read_submission("x.xlsx", data, GARDEN_BOOK)


def told(submission: Submission) -> list[tuple[str, str, str]]:
    return [(one.rule, one.variant, str(one.cell)) for one in submission.findings]


def resaved(change: object, data: bytes | None = None) -> bytes:
    """A workbook as openpyxl saves it after a change."""
    book = openpyxl.load_workbook(BytesIO(data or garden_workbook()))
    change(book)  # type: ignore[operator]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_filled_workbook_is_read_as_typed() -> None:
    submission = read(garden_workbook())
    assert submission.version == 3
    assert submission.findings == ()
    assert submission.cells_outside == {}
    assert submission.hidden_rows == {}
    assert submission.tables["garden"] == Table(
        sheet="garden",
        title="Trädgård",
        places={"group": 3, "year": 4, "as_of": 5, "purpose": 6},
        heading_row=3,
        rows=(3,),
        values={"group": ("RPO Ett",), "year": (2026,), "as_of": (date(2026, 3, 1),), "purpose": (None,)},
        is_form=True,
        answers=3,
    )
    assert submission.tables["beds"] == Table(
        sheet="beds",
        title="Bäddar & 'träd' mm",
        places={
            "number": 1,
            "short": 2,
            "title": 3,
            "sunny": 4,
            "status": 5,
            "why": 6,
            "due": 7,
            "map": 8,
            "share": 9,
        },
        heading_row=3,
        rows=(4, 5),
        values={
            "number": (1, 2),
            "short": (None, None),
            "title": ("Rosor", "Å Ä Ö"),
            "sunny": (None, "x"),
            "status": ("Enligt plan", "Allvarliga problem"),
            "why": (None, None),
            "due": (date(2026, 6, 1), None),
            "map": (None, None),
            "share": (Percent(0.85), None),
        },
    )
    assert isinstance(submission.tables["beds"].values["share"][0], Percent)
    assert [type(value) for value in submission.tables["beds"].values["number"]] == [int, int]
    assert {name: submission.tables[name].rows for name in ("work", "harvest")} == {"work": (), "harvest": ()}
    assert pickle.loads(pickle.dumps(submission)) == submission


@st.composite
def shapes(draw: st.DrawFn) -> tuple[list[Record], Shape]:
    texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
    record: st.SearchStrategy[Record] = st.fixed_dictionaries(
        {"title": texts},
        optional={
            "number": st.integers(1, 99),
            "status": texts,
            "share": st.floats(-1e6, 1e6).map(lambda value: round(value, 3)),
            "due": st.dates(date(2000, 1, 1), date(2100, 1, 1)),
            "sunny": st.sampled_from(["x", "X"]),
            OWN[0]: texts,
        },
    )
    records = draw(st.lists(record, min_size=1, max_size=6))
    numbers = st.integers(0, len(records) - 1)
    return records, Shape(
        above=draw(st.integers(0, 30)),
        between=draw(st.integers(0, 4)),
        gaps=draw(st.dictionaries(numbers, st.integers(1, 20), max_size=3)),
        order=draw(st.permutations([*COLUMNS, *draw(st.sampled_from([(), OWN[:1]]))])),
        left=draw(st.integers(0, 3)),
        hidden=frozenset(draw(st.sets(numbers, max_size=2))),
    )


@settings(max_examples=150)
@given(shapes(), st.booleans(), st.sampled_from([BEDS.title.sv, BEDS.title.en, "O'Hara & <Co>"]))
def test_values_and_addresses_are_exact_wherever_people_move_things(
    drawn: tuple[list[Record], Shape], names: bool, sheet_title: str
) -> None:
    records, shape = drawn
    submission = read(garden_workbook(records, shape, names=names, sheet_title=sheet_title))
    table = submission.tables["beds"]
    assert table.title == sheet_title
    assert table.rows == tuple(shape.row(number) for number in range(len(records)))
    assert table.heading_row == shape.above + shape.between + 2
    assert table.places == {name: shape.column(name) for name in COLUMNS}
    for name in COLUMNS:
        assert table.values[name] == tuple(record.get(name) for record in records), name
    own = sum(OWN[0] in record for record in records if OWN[0] in shape.order)
    assert submission.cells_outside == ({sheet_title: own} if own else {})
    assert submission.hidden_rows == ({sheet_title: len(shape.hidden)} if shape.hidden else {})
    assert submission.findings == ()


@settings(max_examples=60)
@given(shapes())
def test_columns_are_found_by_title_where_the_ids_are_gone(drawn: tuple[list[Record], Shape]) -> None:
    records, shape = drawn
    shape = Shape(
        **{**shape.__dict__, "ids": False, "between": 0, "titles": {"due": "FÄRDIGDATUM ", "status": "status"}}
    )
    table = read(garden_workbook(records, shape)).tables["beds"]
    assert table.places == {name: shape.column(name) for name in COLUMNS}
    assert table.rows == tuple(shape.row(number) for number in range(len(records)))


def test_a_row_begins_with_anything_but_its_number_and_spaces_are_nothing() -> None:
    records: list[Record] = [{"number": 1}, {"number": 2, "title": " \u00a0\u200b"}, {"sunny": "x"}]
    table = read(garden_workbook(records)).tables["beds"]
    assert table.rows == (6,)
    assert table.values["number"] == (None,)


@pytest.mark.parametrize("no", [False, 0, "0", "nej", "Nej.", "NO", "–", "☐"])
def test_a_tick_that_says_no_begins_no_row(no: bool | int | str) -> None:
    table = read(garden_workbook([{"number": 1, "sunny": no}, {"number": 2, "sunny": "x"}])).tables["beds"]
    assert table.values["number"] == (2,)


def test_a_form_whose_ids_are_gone_is_found_by_its_titles() -> None:
    def drop_ids(book: openpyxl.Workbook) -> None:
        book["Trädgård"].delete_cols(1)
        book["Trädgård"].insert_rows(1, 4)
        book["Trädgård"].title = "Vår trädgård"

    table = read(resaved(drop_ids)).tables["garden"]
    assert table.places == {"group": 7, "year": 8, "as_of": 9, "purpose": 10}
    assert (table.answers, table.values["year"]) == (2, (2026,))
    assert table.cell("x.xlsx", "year", 7).address == "B8"


def test_a_missing_sheet_is_told_once_at_the_first_sheet() -> None:
    submission = read(garden_workbook(leave_out=("garden", "harvest")))
    titles = {"garden": Text("Trädgård", "Garden"), "harvest": Text("Skörd", "Harvest")}
    assert [(one.severity, dict(one.facts)) for one in submission.findings] == [
        (Severity.ERROR, {"sheet": titles["garden"]}),
        (Severity.WARNING, {"sheet": titles["harvest"]}),
    ]
    assert told(submission)[0] == ("sheet.missing", "", "Bäddar & 'träd' mm!A1")


def test_a_sheet_without_ids_and_titles_is_not_taken_for_one() -> None:
    def empty(book: openpyxl.Workbook) -> None:
        book["Skörd"].delete_rows(1, 5)

    assert told(read(resaved(empty))) == [("sheet.missing", "headings", "Skörd!A1")]


def test_a_missing_column_is_told_where_it_should_stand() -> None:
    order = ("number", "short", "title", "sunny", "why", "map", "share")
    found = read(garden_workbook(shape=Shape(order=order))).findings
    assert [(str(one.cell), one.severity, one.facts["column"]) for one in found] == [
        ("Bäddar & 'träd' mm!E3", Severity.ERROR, Text("Status", "Status")),
        ("Bäddar & 'träd' mm!F3", Severity.WARNING, Text("Klart senast", "Due")),
    ]
    assert {one.rule for one in found} == {"column.missing"}


def test_a_column_that_may_be_absent_is_not_missed() -> None:
    assert read(garden_workbook(shape=Shape(order=[name for name in COLUMNS if name != "sunny"]))).findings == ()


def test_a_heading_that_is_nearly_right_is_suggested_and_not_taken() -> None:
    def retitle(book: openpyxl.Workbook) -> None:
        book[BEDS.title.sv]["G2"] = None
        book[BEDS.title.sv]["G3"] = "Klar senast"

    submission = read(resaved(retitle))
    (one,) = submission.findings
    assert told(submission) == [("column.missing", "near", "Bäddar & 'träd' mm!G3")]
    assert one.facts == {"column": Text("Klart senast", "Due"), "sheet": "Bäddar & 'träd' mm", "near": "Klar senast"}
    assert submission.cells_outside == {"Bäddar & 'träd' mm": 1}


def test_a_doubled_column_is_read_where_it_is_filled() -> None:
    def double(book: openpyxl.Workbook) -> None:
        sheet = book[BEDS.title.sv]
        sheet["K2"], sheet["K3"] = "due", "Klart senast"
        sheet["L2"], sheet["L3"], sheet["L4"] = "share", "Andel", 5
        sheet["K4"], sheet["G4"] = sheet["G4"].value, None

    submission = read(resaved(double))
    assert submission.tables["beds"].places["due"] == 11
    assert submission.tables["beds"].places["share"] == 9
    assert submission.cells_outside == {"Bäddar & 'träd' mm": 1}


def test_what_values_do_not_tell_stands_in_their_place() -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        sheet = book[BEDS.title.sv]
        sheet["I4"] = "=1+1"
        sheet["E5"] = None
        sheet["E5"].fill = PatternFill("solid", fgColor="FF92D050")
        sheet["E9"].fill = PatternFill("solid", fgColor="FF92D050")
        sheet["G5"] = "#REF!"
        sheet["G5"].data_type = "e"
        sheet["C7"] = "=A1"

    table = read(resaved(spoil)).tables["beds"]
    assert table.rows == (4, 5, 7)
    assert table.values["share"] == (UncomputedFormula("=1+1"), None, None)
    assert table.values["status"] == ("Enligt plan", ColourOnlyCell("92D050"), None)
    assert table.values["due"] == (date(2026, 6, 1), ErrorValue("#REF!"), None)
    assert table.values["title"][2] == UncomputedFormula("=A1")


def test_what_a_formula_gave_on_the_day_it_was_computed_is_no_value() -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        for cell, formula in (("I4", "=YEAR(TODAY())"), ("I5", "=1+1")):
            book[BEDS.title.sv][cell] = formula

    computed = {path: part.replace(b"</f><v></v>", b"</f><v>2</v>") for path, part in parts_of(resaved(spoil)).items()}
    table = read(zipped(computed)).tables["beds"]
    assert table.values["share"][:2] == (UncomputedFormula("=YEAR(TODAY())"), 2.0)


def test_a_number_that_no_cell_can_hold_is_the_error_that_excel_shows() -> None:
    def grow(book: openpyxl.Workbook) -> None:
        book[BEDS.title.sv]["I4"] = 54321
        book[BEDS.title.sv]["I5"] = 54322

    assert read(swollen(resaved(grow))).tables["beds"].values["share"] == (ErrorValue("#NUM!"), 54322)


def test_a_colour_that_the_whole_column_has_is_no_answer() -> None:
    def tint(book: openpyxl.Workbook) -> None:
        sheet = book[BEDS.title.sv]
        fill = PatternFill("solid", fgColor="FFFFF2CC")
        sheet.column_dimensions["E"].fill = fill
        sheet["E4"], sheet["E5"] = None, None
        sheet["E4"].fill = fill

    assert read(resaved(tint)).tables["beds"].values["status"] == (None, None)


def test_merged_cells_are_told_once_and_a_harmless_merge_is_not() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        sheet = book[BEDS.title.sv]
        sheet.merge_cells("C4:C5")
        sheet.merge_cells("I5:K5")
        sheet.merge_cells("A1:I1")

    table = read(resaved(merge)).tables["beds"]
    assert table.values["title"] == (
        MergedCell("C4:C5", "Rosor", is_first=True),
        MergedCell("C4:C5", "Rosor", is_first=False),
    )
    assert table.values["share"] == (Percent(0.85), None)


def test_a_formula_in_the_place_of_a_heading_is_no_heading() -> None:
    def compute(book: openpyxl.Workbook) -> None:
        book[BEDS.title.sv]["C3"], book[BEDS.title.sv]["E3"] = "=FOO(1)", "Läget " + "just nu " * 1_000

    beds = read(resaved(compute)).tables["beds"]
    assert beds.heading(BEDS.column("title")) == BEDS.column("title").title
    assert beds.heading(BEDS.column("status")).sv == "Läget" + " just nu" * 9 + " …"


def test_cells_that_no_table_takes_are_counted() -> None:
    def add(book: openpyxl.Workbook) -> None:
        book[BEDS.title.sv]["J30"] = "egen anteckning"
        own = book.create_sheet("Eget blad")
        own["A1"], own["B2"] = "a", 1
        hidden = book.create_sheet("Listor")
        hidden["A1"], hidden.sheet_state = "x", "hidden"
        book.defined_names["list_status"] = DefinedName("list_status", attr_text="Listor!$A$1:$A$2")
        theirs = book.create_sheet("Gömt")
        theirs["C3"], theirs.sheet_state = "x", "veryHidden"
        book[BEDS.title.sv]["A1"] = "ovanför tabellen"
        book["Trädgård"]["B9"], book["Trädgård"]["F3"] = "under formuläret", "bredvid"
        guarded = book.create_sheet("Läs mig")
        guarded["A1"], guarded.protection.sheet = "x", True

    assert read(resaved(add)).cells_outside == {
        "Trädgård": 2,
        "Bäddar & 'träd' mm": 2,
        "Eget blad": 2,
        "Gömt": 1,
    }


@pytest.mark.parametrize(("version", "said"), [("toy 1", 1), ("other 7", None), ("", None)])
def test_the_version_is_what_the_file_says(version: str, said: int | None) -> None:
    submission = read(garden_workbook(version=version))
    assert submission.version == said
    expected = [("version.older", "", "Trädgård!A1")] if said == 1 else []
    assert told(submission) == expected


def test_the_version_is_found_in_the_defined_name() -> None:
    def by_name(book: openpyxl.Workbook) -> None:
        book.defined_names["toy_template"] = DefinedName("toy_template", attr_text='"toy 1"')

    assert read(resaved(by_name, garden_workbook(version=""))).version == 1


def test_lost_drop_downs_are_told_once_a_sheet() -> None:
    submission = read(garden_workbook(rules=False))
    assert told(submission) == [("dropdowns.lost", "", "Bäddar & 'träd' mm!A1")]


def test_a_workbook_of_somebody_else_is_none_of_ours() -> None:
    def other(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets[1:]:
            book.remove(sheet)
        page = book.worksheets[0]
        page.title = "Trädgård"
        page.delete_rows(1, 20)
        page["A1"], page["B1"] = "Budget", 7

    with pytest.raises(WrongTemplate, match="not filled in on the action plan template"):
        read(resaved(other, garden_workbook(version="", names=False)))


def test_a_sheet_of_the_groups_own_that_reaches_far_does_no_harm() -> None:
    def add(book: openpyxl.Workbook) -> None:
        book.create_sheet("Rådata")["XFD40000"] = 1
        del book.defined_names["hplan_beds"]

    assert read(resaved(add)).cells_outside == {"Rådata": 1}


def test_a_copied_sheet_is_not_taken_for_the_sheet() -> None:
    def copy(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book[BEDS.title.sv]).title = f"{BEDS.title.sv} (2)"
        book.move_sheet(f"{BEDS.title.sv} (2)", -4)

    for names in (True, False):
        submission = read(resaved(copy, garden_workbook(names=names)))
        assert submission.tables["beds"].title == BEDS.title.sv
        assert [one.rule for one in submission.findings] == ["sheet.twice"]


def test_names_as_macos_writes_them_are_the_same_names() -> None:
    decomposed = "Ba\u0308ddar & 'tra\u0308d' mm"
    table = read(garden_workbook(sheet_title=decomposed, names=False, shape=Shape(ids=False))).tables["beds"]
    assert table.title == decomposed


def test_findings_hold_plain_facts_only() -> None:
    submission = read(garden_workbook(leave_out=("harvest",), rules=False, version="toy 1"))
    allowed: Mapping[type, bool] = {str: True, int: True, Text: True}
    assert all(type(fact) in allowed for one in submission.findings for fact in one.facts.values())
    assert all(isinstance(one, Finding) for one in submission.findings)


def test_the_start_of_the_grid_is_never_taken_for_a_place() -> None:
    shape = Shape(above=20, left=3)
    table = read(garden_workbook(RECORDS, shape)).tables["beds"]
    assert table.cell("x.xlsx", "title", table.rows[0]).address == "F23"


def test_a_crash_in_the_reader_is_an_answer() -> None:
    data = substituted(rb"<cellXfs.*?</cellXfs>", b"", "xl/styles.xml")
    assert read(data).tables["beds"].values["title"] == ("Rosor", "Å Ä Ö")


def real(language: Language) -> tuple[Submission, bytes]:
    register = read_packaged_register()
    rows: dict[str, list[Record]] = {
        "areas": [{"title": "Remittentstöd", "status": "on_plan"}],
        "plan": [{"year": 2026}],
    }
    data = build_template(build_book(register, register.region("sydostra")), language=language, rows=rows)
    return read_submission("x.xlsx", data, build_book(register, None)), data


@pytest.mark.parametrize("language", ["sv", "en"])
def test_our_own_template_is_whole(language: Language) -> None:
    submission, _ = real(language)
    assert (submission.version, submission.findings, submission.cells_outside) == (1, (), {})
    assert submission.tables["areas"].rows == (4,)
    assert submission.tables["plan"].values["year"] == (2026,)


@pytest.mark.libreoffice
@pytest.mark.libreoffice
def test_a_plan_saved_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    submission, data = real("sv")
    (tmp_path / "x.xlsx").write_bytes(data)
    saved = convert(tmp_path / "x.xlsx", tmp_path / "saved").read_bytes()
    again = read_submission("x.xlsx", saved, build_book(read_packaged_register(), None))
    assert again.tables == submission.tables
    assert (again.version, again.findings, again.cells_outside) == (1, (), {})
