"""The master as a file: its sheets, its numbers, its words; nothing of a filler's is run, nothing private is told."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from hplan_xl.book.columns import Choice, Column, Number, Prose, Term, Tone, Vocabulary
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Language, Text, neutral_text
from hplan_xl.book.views import AllRows
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.master.write import MASTER_MARK, build_master, compose_five_sentences
from tests.pieces_of_masters import opened, parts, values
from tests.plenty import AS_OF, consolidation
from tests.recompute import cached, recomputed

# openpyxl, which looks into the masters here, says that it would drop their sparklines.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")

STATUS = Vocabulary(name="status", terms=(Term(name="good", word=Text("Bra", "Good"), symbol="●", tone=Tone.GREEN),))
LEAST_SCALE = 9 / 11  # the body is written at 11 points and read at no less than 9
TITLE = Prose(name="title", title=neutral_text("Titel"), help=neutral_text(""))
EVERYTHING = (
    "Översikt",
    "Att lyfta",
    "Handlingsplan",
    "Status",
    "Områden",
    "Aktiviteter",
    "Patientlöften",
    "Indikatorer",
    "Diagram",
    "Diagramdata",
    "Mätvärden",
    "Indikatoruppgifter",
    "Resultat",
    "Utmaningar",
    "Beslut",
    "Förankring",
    "Årshjul",
    "Planer",
    "Inlämnade planer",
    "Kontroll av underlaget",
)


def toy(columns: tuple[Column, ...], rows: list[dict[str, object]]) -> Consolidation:
    sheet = Sheet(name="things", title=neutral_text("Saker"), help=neutral_text(""), columns=columns)
    view = AllRows(name="things", title=neutral_text("Saker"), help=neutral_text("Allt."), sheet="things")
    book = Book(name="toy", version=1, version_date=AS_OF, title=neutral_text("Toy"), sheets=(sheet,), views=(view,))
    source = {"_file": "a.xlsx", "_sheet": "Saker", "_region": "r", "_group": "RPO A", "_council": ""}
    frame = pd.DataFrame([{**source, "_row": at, **row} for at, row in enumerate(rows, 4)], dtype=object)
    return Consolidation(book, 2026, AS_OF, {"things": frame}, (), ())


def test_a_book_with_one_rows_view_gives_a_master_with_one_table() -> None:
    book = opened(build_master(toy((TITLE,), [{"title": "Ett"}, {"title": "Två"}]), "sv"))

    assert book.sheetnames == ["Saker"]
    assert list(book["Saker"].tables) == ["things_table"]
    assert values(book, "Saker")[4:] == [
        ["Grupp", "Titel", "Kunskapsråd", "Sjukvårdsregion", "Fil", "Flik", "Rad"],
        ["RPO A", "Ett", "Kunskapsråd ej angivet", "r", "a.xlsx", "Saker", 4],
        ["RPO A", "Två", "Kunskapsråd ej angivet", "r", "a.xlsx", "Saker", 5],
    ]


def test_a_new_column_in_the_book_stands_on_its_rows_page() -> None:
    cost = Number(name="cost", title=Text("Kostnad", "Cost"), help=neutral_text(""))
    status = Choice(name="status", title=neutral_text("Status"), help=neutral_text(""), vocabulary=STATUS)
    rows: list[dict[str, object]] = [{"title": "Ett", "cost": 1.5, "status": "good"}]

    told = values(opened(build_master(toy((TITLE, cost, status), rows), "en")), "Saker")

    assert told[4][:4] == ["Group", "Titel", "Cost", "Status"]
    assert told[5][:4] == ["RPO A", "Ett", 1.5, "Good"]


def test_a_private_column_stands_nowhere() -> None:
    secret = replace(TITLE, name="note", title=neutral_text("Anteckning"), is_private=True)
    rows: list[dict[str, object]] = [{"title": "Ett", "note": "HEMLIG"}]

    data = b"".join(parts(build_master(toy((TITLE, secret), rows), "sv")).values())

    assert b"HEMLIG" not in data
    assert b"Anteckning" not in data


def test_internal_notes_of_plans_stand_in_no_part() -> None:
    assert b"HEMLIG" not in b"".join(parts(build_master(consolidation(3), "sv")).values())


def test_all_sheets_are_there_in_order() -> None:
    assert tuple(opened(build_master(consolidation(), "sv")).sheetnames) == EVERYTHING


def test_the_same_input_gives_the_same_bytes() -> None:
    assert build_master(consolidation(3), "sv") == build_master(consolidation(3), "sv")


def test_a_sheet_that_would_be_empty_is_left_out_and_told() -> None:
    few = consolidation(1)
    tables = {**few.tables, "results": few.tables["results"].iloc[:0]}

    book = opened(build_master(replace(few, tables=tables, findings=()), "sv"))

    assert set(EVERYTHING) - set(book.sheetnames) == {"Resultat", "Kontroll av underlaget"}
    told = [row[0] for row in values(book, "Inlämnade planer")]
    assert told[-2:] == ["Resultat", "Kontroll av underlaget"]


def test_without_plans_there_is_an_overview_and_the_list_of_files() -> None:
    none = consolidation(0)

    assert opened(build_master(none, "sv")).sheetnames == ["Översikt", "Inlämnade planer"]
    assert compose_five_sentences(none)[0] == Text(
        "Ingen plan för 2026 är inläst än.", "No plan for 2026 has been read yet."
    )


def test_the_first_cells_are_the_five_sentences() -> None:
    some = consolidation(5)

    first = [row[0] for row in values(opened(build_master(some, "en")), "Overview")[1:6]]

    assert first == [sentence.en for sentence in compose_five_sentences(some)]


@pytest.mark.parametrize("groups", [1, 12, 40])
def test_the_status_page_equals_a_recount(groups: int) -> None:
    some = consolidation(groups)
    told = values(opened(build_master(some, "sv")), "Status")
    areas = some.tables["areas"]
    words = ("not_started", "on_plan", "minor", "serious", "closed")

    def recounted(rows: pd.DataFrame) -> list[int]:
        return [int((rows["status"] == word).sum()) for word in words]

    by_name = {row[0]: row[1:8] for row in told[5:]}
    assert by_name["Hela sammanställningen"] == [*recounted(areas), 0, len(areas)]
    for group, rows in areas.groupby("_group"):
        assert by_name[str(group)] == [*recounted(rows), 0, len(rows)]
    served = areas[areas["promise_2"].notna()]
    assert by_name["Bästa kunskap"] == [*recounted(served), 0, len(served)]


def test_every_row_has_its_file_sheet_and_row() -> None:
    some = consolidation(3)

    told = values(opened(build_master(some, "sv")), "Aktiviteter")

    heads = told[4]
    places = [heads.index(title) for title in ("Grupp", "Fil", "Flik", "Rad")]
    frame = some.tables["activities"]
    assert [[row[place] for place in places] for row in told[5:]] == [
        list(row) for row in frame[["_group", "_file", "_sheet", "_row"]].itertuples(index=False)
    ]


NASTY = (
    "=1+1",
    "+46 13 12 34 56",
    "@SUM(A1)",
    "http://example.org/a b",
    "internal:Saker!A1",
    "a\x00b\x1fc",
    "\ud800 ensam",
    "😀 [x] 'y' #1 {=z}",
    " blanksteg ",
    "å" * 40_000,
    "rad\r\nrad",
    "<r>hej & du</r>",
    "_x0041_",
    "",
)


def test_words_stay_words_whatever_they_begin_with() -> None:
    data = build_master(toy((TITLE,), [{"title": words} for words in NASTY]), "sv")

    told = [row[1] for row in values(opened(data), "Saker")[5:]]
    assert told[:8] == [*NASTY[:5], "abc", " ensam", NASTY[7]]
    assert told[8] == " blanksteg "
    assert str(told[9]).endswith("å…")
    assert len(str(told[9])) == 32_767
    assert told[10:] == ["rad\nrad", "<r>hej & du</r>", "_x0041_", None]
    sheets = b"".join(part for name, part in parts(data).items() if name.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets


@pytest.mark.parametrize("words", ["😀 [x] 'y' #1 {=z}", "<r>hej & du</r>"])
def test_nasty_words_in_every_text_of_a_plan_are_taken(words: str) -> None:
    some = consolidation(2)
    tables = {name: _filled_with(frame, words) for name, frame in some.tables.items()}

    data = build_master(replace(some, tables=tables), "sv")

    formulas = re.findall(rb"<f>([^<]*)</f>", b"".join(parts(data).values()))
    assert not [formula for formula in formulas if b"{=z}" in formula]
    assert tuple(opened(data).sheetnames) == EVERYTHING


def _filled_with(frame: pd.DataFrame, words: str) -> pd.DataFrame:
    texts = ("title", "text", "name", "question", "status_comment", "responsible", "event", "instance", "_group")
    return frame.assign(**{name: pd.Series([words] * len(frame), dtype=object) for name in texts if name in frame})


def test_links_to_plans_are_relative_and_none_leads_into_a_zip() -> None:
    some = consolidation(2)
    odd = replace(some, files=(replace(some.files[0], name="planer/a #1.xlsx"), *some.files[1:]))

    data = build_master(odd, "sv", beside="ut")

    links = b"".join(part for name, part in parts(data).items() if name.endswith(".rels"))
    assert b'Target="..\\planer\\a%20%231.xlsx"' in links
    assert b".zip" not in links


def test_every_chart_has_an_alt_text_and_there_are_at_most_60() -> None:
    drawings = [
        part for name, part in parts(build_master(consolidation(40), "sv")).items() if "drawings/drawing" in name
    ]

    frames = re.findall(rb'<xdr:cNvPr id="\d+" name="[^"]*"([^>]*)/?>', b"".join(drawings))
    assert all(re.search(rb'descr="[^"]{20,}', attributes) for attributes in frames)
    assert 50 < len(frames) <= 61


def test_pages_print_on_a4_landscape_with_their_headings_repeated() -> None:
    book = opened(build_master(consolidation(3), "sv"))

    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9), sheet.title
            assert "2026" in str(sheet.oddFooter), sheet.title
    assert all(book[title].print_title_rows == "$5:$5" for title in ("Områden", "Aktiviteter", "Handlingsplan"))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("groups", [1, 34, 60])
def test_the_overview_prints_on_one_page_at_a_size_that_can_be_read(groups: int, language: Language) -> None:
    sheet = opened(build_master(consolidation(groups), language)).worksheets[0]

    assert getattr(sheet.sheet_properties.pageSetUpPr, "fitToPage", False)
    assert sheet.page_setup.fitToHeight in (None, 1)
    printed = int(sheet.print_area.rpartition("$")[2])
    points = sum(sheet.row_dimensions[row].height or 15 for row in range(1, printed + 1))
    units = sum(one.width * ((one.max or 0) - (one.min or 0) + 1) for one in sheet.column_dimensions.values())
    assert points * LEAST_SCALE < 595 - 58
    assert units * 7 * 0.75 * LEAST_SCALE < 842 - 58


def test_the_master_carries_its_mark_and_no_clock() -> None:
    found = parts(build_master(consolidation(1), "sv"))

    assert MASTER_MARK in found["docProps/custom.xml"]
    assert b"2026-10-01T00:00:00Z" in found["docProps/core.xml"]


def test_the_status_cell_holds_the_word_and_shows_the_symbol() -> None:
    book = opened(build_master(consolidation(2), "sv"))

    heads = [cell.value for cell in book["Områden"][5]]
    column = heads.index("Status") + 1
    words = {book["Områden"].cell(row, column).value for row in range(6, book["Områden"].max_row + 1)}
    assert words <= {"Ej påbörjad", "Enligt plan", "Mindre problem", "Allvarliga problem", "Avslutad"}
    shown = [rule for area in book["Områden"].conditional_formatting for rule in area.rules if rule.dxf.numFmt]
    assert {rule.formula[0]: rule.dxf.numFmt.formatCode for rule in shown} == {
        '"Ej påbörjad"': '"○ "@',
        '"Enligt plan"': '"● "@',
        '"Mindre problem"': '"▲ "@',
        '"Allvarliga problem"': '"■ "@',
        '"Avslutad"': '"☑ "@',
    }


@pytest.mark.libreoffice
@pytest.mark.parametrize(("groups", "areas", "seed"), [(1, 3, 1), (14, 6, 2)])
def test_every_formula_has_its_true_value(tmp_path: Path, groups: int, areas: int, seed: int) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(build_master(consolidation(groups, areas, seed), "sv", str(tmp_path)))

    assert recomputed(path) == cached(path)


@pytest.mark.libreoffice
def test_formulas_hold_for_names_that_formulas_have_a_use_for(tmp_path: Path) -> None:
    some = consolidation(6)
    odd = ["RPO *", "rpo *", "<5", "1.10", 'RPO "Hud" ~ [x] #1', "=A1"]
    names = dict(zip(dict.fromkeys(some.tables["areas"]["_group"]), odd, strict=True))
    tables = {
        name: frame.assign(_group=pd.Series([names[group] for group in frame["_group"]], dtype=object))
        for name, frame in some.tables.items()
    }
    path = tmp_path / "master.xlsx"
    path.write_bytes(build_master(replace(some, tables=tables), "sv", str(tmp_path)))

    assert recomputed(path) == cached(path)


def test_a_day_is_a_day() -> None:
    book = opened(build_master(consolidation(1), "sv"))

    heads = [cell.value for cell in book["Områden"][5]]
    assert isinstance(book["Områden"].cell(6, heads.index("Klart senast") + 1).value, date)
