"""Marked copies: what is marked, what stays as it was, and that marks are taken out again."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hplan_xl.book.errors import WorkbookError
from hplan_xl.book.findings import Finding, Severity
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.excel import look
from hplan_xl.intake.selection import compute_fingerprint
from hplan_xl.interpretation import interpret_plan
from hplan_xl.marking import find_copy_ending, is_untouched_copy, mark_workbook, unmark_workbook
from hplan_xl.plan import build_book
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import read_packaged_register
from hplan_xl.validation import validate_plans
from hplan_xl.wording import copy_sentences
from tests.garden import BEDS, GARDEN, GARDEN_BOOK, garden_workbook
from tests.hostile import READ, edited
from tests.marks import (
    Address,
    at,
    commented,
    contents,
    differing,
    everything,
    filled,
    links,
    listed,
    opened,
    parts_of,
    sheet_parts,
    stored,
    told,
)
from tests.pieces_of_masters import assert_valid
from tests.recompute import Values, cached, convert, fills_as_shown, recomputed

FAULTY = Path(__file__).parent.parent / "samples" / "faulty"
SHEET = "Lars' flik & annat"
BOOK = build_book(read_packaged_register(), None)
SAMPLES = sorted(FAULTY.glob("*.xlsx"))
FOUND = [
    told(SHEET, 2, 1),
    told(SHEET, 2, 2, Severity.HINT),
    told(SHEET, 2, 2, Severity.WARNING),
    told(SHEET, 7, 2, Severity.WARNING),
    told(SHEET, 9, 3, Severity.HINT),
    told(SHEET, 30, 1),
    told(SHEET, 1, 1),
    told(SHEET, 2, 6, Severity.HINT),
    told("Läs mig", 1, 1, Severity.WARNING),
    told("Egen", 3, 2),
]


@cache
def judged(data: bytes) -> tuple[Finding, ...]:
    """What is found in a plan; nothing in a file that is none."""
    try:
        plan = interpret_plan(read_submission("plan.xlsx", data, BOOK), BOOK)
    except WorkbookError:
        return ()
    return validate_plans([plan], gather_tables([plan], BOOK), BOOK)[0]


def told_of(findings: Sequence[Finding]) -> list[tuple[Address, str, str]]:
    return [(at(one), one.rule, one.variant) for one in findings]


def test_marked_cells_are_the_reported_cells_each_in_the_grade_of_its_worst_finding() -> None:
    copy = mark_workbook(everything(), FOUND, "sv")

    worst = {at(one): min(other.severity for other in FOUND if at(other) == at(one)) for one in FOUND}
    assert filled(copy) == worst
    assert {cell for cell, words in commented(copy).items() if "– hplan" in words} == worst.keys()


def test_a_comment_begins_with_the_grade_and_says_what_to_do() -> None:
    assert commented(mark_workbook(everything(), FOUND, "sv"))[SHEET, "B2"] == (
        "Komplettera: Fyll gärna i ”Jämlik vård” för ”A”.\n"
        "Fundera på: Inget patientlöfte är kryssat för ”A”. Bidrar området till något av dem?\n– hplan"
    )


def test_a_comment_of_the_group_keeps_its_words_and_ours_come_after() -> None:
    words = commented(mark_workbook(everything(), FOUND, "sv"))[SHEET, "A2"]

    assert words.startswith("Vi undrar över detta.\nSvara gärna.\n\nRätta: ")


def test_the_list_comes_first_and_is_shown_sheet_by_sheet_with_a_link_to_each_cell() -> None:
    copy = mark_workbook(everything(), FOUND, "sv")
    book = openpyxl.load_workbook(BytesIO(copy))

    assert book.sheetnames == ["Att åtgärda", "Läs mig", SHEET, "Egen"]
    assert book.active is not None
    assert book.active.title == "Att åtgärda"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Att åtgärda"]
    lines = listed(copy)
    assert [(line[0], line[3]) for line in lines if line[4] == SHEET] == [
        *(("✕ Rätta", cell) for cell in ("A1", "A2", "A30")),
        *(("△ Komplettera", cell) for cell in ("B2", "B7")),
        *(("? Fundera på", cell) for cell in ("B2", "F2", "C9")),
    ]
    assert [line[4] for line in lines] == ["Läs mig", *[SHEET] * 8, "Egen"]
    assert lines[1][1] == "Skriv x under ”Jämlik vård” för ja, eller lämna tomt; nu står det ”7”."
    assert links(copy) == [(line[4], line[3]) for line in lines]
    assert sorted(links(copy)) == sorted(map(at, FOUND))
    rows = range(10, 10 + len(lines))
    assert {book.active.cell(row, 2).alignment.wrap_text for row in rows} == {True}
    heights = [book.active.row_dimensions[row].height for row in rows]
    assert heights == [19, 32, 32, 32, 19, 19, 32, 62, 32, 32]  # by the longest words of a line


@pytest.mark.parametrize("length", [5_000, 50_000])
def test_a_sheet_is_chosen_no_more_however_much_stands_before_its_view(length: int) -> None:
    original = parts_of(everything())
    chosen = [path for path, part in original.items() if b"tabSelected" in part]

    def lengthen(parts: dict[str, bytes]) -> None:
        for path in chosen:
            parts[path] = parts[path].replace(b"<sheetViews", b"<!--%s--><sheetViews" % (b"x" * length))

    copy = mark_workbook(edited(lengthen, everything()), FOUND, "sv")
    shown = [sheet.title for sheet in opened(copy) if sheet.sheet_view.tabSelected]

    assert len(chosen) == 1
    assert shown == ["Att åtgärda"]
    assert [path for path, part in parts_of(unmark_workbook(copy)).items() if b"tabSelected" in part] == chosen


def test_the_list_says_how_a_hidden_column_is_shown() -> None:
    def hidden_without_a_sign(parts: dict[str, bytes]) -> None:
        part = parts["xl/worksheets/sheet2.xml"]
        parts["xl/worksheets/sheet2.xml"] = re.sub(rb' outlineLevel="\d"', b"", part)

    for data, told_of_it in (
        (everything(), "Jämlik vård (dold kolumn: klicka på + ovanför rubrikerna, vid kolumn H)"),
        (
            edited(hidden_without_a_sign, everything()),
            "Jämlik vård (dold kolumn F: högerklicka på kolumnrubrikerna runt den och välj Ta fram)",
        ),
    ):
        lines = listed(mark_workbook(data, FOUND, "sv"))
        assert [line[5] for line in lines if line[3] == "F2"] == [told_of_it]


KINDS: dict[str, str | float | date] = {
    "A2": "fet text <&>",
    "B2": 0.85,
    "C2": 1.7,
    "D2": "nej",
    "A4": "sammanfogad",
    "A5": True,
    "A6": "#N/A",
    "A8": date(2026, 3, 1),
    "A9": 3,
    "B3": "2026-03-01",
    "B8": "Text  med  flera ord",
    "B9": "ja",
}


def with_kinds() -> bytes:
    """A workbook with a cell of every kind; also one of spaces alone, which nobody sees."""
    book = openpyxl.load_workbook(BytesIO(everything()))
    for address, value in KINDS.items():
        book[SHEET][address] = value
    book[SHEET]["A7"] = "  "
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


# Of one line more, whose sheet is not there, no formula can tell.
LEFT = "kvar att rätta eller komplettera; 1 till syns först när planen läses igen"


def test_a_line_says_what_is_left_and_the_top_how_many() -> None:
    cells = [*((int(address[1]), " ABCD".index(address[0])) for address in KINDS), (7, 1), (30, 2), (4, 2)]
    found = [told(SHEET, *cell) for cell in cells] + [told(SHEET, 9, 3, Severity.HINT)]
    copy = mark_workbook(with_kinds(), found, "sv")
    sheet = openpyxl.load_workbook(BytesIO(copy), data_only=True).worksheets[0]

    assert [line[2] for line in listed(copy)] == ["Kvar"] * 15 + ["Ni avgör"]
    assert sheet["A2"].value == "15 av 15 kvar att rätta eller komplettera"
    assert sheet["A4"].value == ("Vänta med att sortera rader: listan följer cellens plats, inte det som står i raden.")
    hints = mark_workbook(everything(), [told(SHEET, 9, 3, Severity.HINT)], "sv")
    assert openpyxl.load_workbook(BytesIO(hints), data_only=True).worksheets[0]["A2"].value == (
        "Välj en cell i listan för att komma till den. Fortsätt i den här filen och skicka tillbaka den. "
        "En cell som ni ändrar är inte längre markerad; om ändringen räcker syns när planen läses igen."
    )


# What is typed into the marked cells: None empties, and the last three are the same again.
TYPED: dict[str, str | float | date | None] = {
    "A2": 5,
    "B2": "0,85",
    "C2": None,
    "D2": "Nej",
    "A4": None,
    "A5": False,
    "A6": "ja",
    "A7": "ny",
    "A8": date(2026, 3, 2),
    "A9": "3",
    "B3": date(2026, 3, 1),
    "B30": 0,
    "C9": "svar",
    "B8": "Text med flera ord",
    "B9": "ja",
    "A1": None,
}


@pytest.mark.libreoffice
def test_a_line_and_its_mark_change_as_soon_as_the_cell_does(tmp_path: Path) -> None:
    """Computed anew: nothing has changed where nothing was typed, and each other value is seen, also a blank one."""
    places = [*((int(address[1]), " ABCD".index(address[0])) for address in KINDS), (7, 1), (30, 2)]
    found = [told(SHEET, *cell) for cell in places] + [told(SHEET, 9, 3, Severity.HINT), told("Borta", 1, 1)]
    found += [told(SHEET, 6, 2, Severity.WARNING), told("Egen", 1, 1, Severity.WARNING)]
    copy, mended = tmp_path / "copy.xlsx", tmp_path / "mended.xlsx"
    copy.write_bytes(mark_workbook(with_kinds(), found, "sv"))
    book = openpyxl.load_workbook(copy)
    for address, value in TYPED.items():
        book["Egen" if address == "A1" else SHEET][address] = value
    book.save(mended)

    before, after = (_states(recomputed(path)) for path in (copy, mended))
    assert before == _states(cached(copy)) == {f"16 av 16 {LEFT}": 1, "Kvar": 16, "Ni avgör": 1}
    assert after == {f"4 av 16 {LEFT}": 1, "Kvar": 4, "Ändrad ✓": 13}
    looks = {mark.blend: grade for grade, mark in look.MARKS.items()}
    seen = [
        {cell: looks[colour] for cell, colour in shown.items() if cell[0] != "Att åtgärda" and colour in looks}
        for shown in fills_as_shown([copy, mended], tmp_path / "shown")
    ]
    assert seen[0] == filled(copy.read_bytes())
    left = [(SHEET, "B8"), (SHEET, "B9"), (SHEET, "B6"), ("Egen", "A1")]
    assert seen[1] == {cell: seen[0][cell] for cell in left}


def _states(values: Values) -> Counter[object]:
    told = {at: value for (sheet, at), value in values.items() if sheet == "Att åtgärda" and isinstance(value, str)}
    return Counter(value for at, value in told.items() if not at.startswith("D"))


@pytest.mark.libreoffice
def test_what_is_no_longer_there_is_told_as_changed_and_leads_nowhere(tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(mark_workbook(with_kinds(), [told(SHEET, 7, 1), told("Egen", 1, 1), told("Borta", 1, 1)], "sv"))
    whole = {at: value for (sheet, at), value in cached(copy).items() if sheet == "Att åtgärda" and at[0] in "ACD"}
    assert {at: value for at, value in whole.items() if at[0] == "D"} == {"D10": "A7", "D11": "A1"}
    book = openpyxl.load_workbook(copy)
    book.remove(book["Egen"])
    book.save(copy)
    left = {at: value for (sheet, at), value in recomputed(copy).items() if sheet == "Att åtgärda" and at[0] in "ACD"}
    assert left == {
        **whole,
        "A2": f"1 av 2 {LEFT}",
        "C11": "Ändrad ✓",
        "D11": "–",
    }


def test_the_list_is_in_english_where_asked_for() -> None:
    copy = mark_workbook(everything(), FOUND, "en")

    assert openpyxl.load_workbook(BytesIO(copy)).sheetnames[0] == "To do"
    assert {line[0] for line in listed(copy)} == {"✕ Correct", "△ Complete", "? Consider"}


def test_all_else_is_as_it_was() -> None:
    data = everything()
    copy = mark_workbook(data, FOUND, "sv")

    new = {"xl/worksheets/sheet4.xml", "xl/comments2.xml", "xl/comments3.xml"}
    new |= {"xl/drawings/vmlDrawing2.vml", "xl/drawings/vmlDrawing3.vml"}
    new |= {"xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/_rels/sheet3.xml.rels"}
    sheets = {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)}
    changed = {"[Content_Types].xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    changed |= {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert differing(data, copy) == new | sheets | changed
    for sheet in sheets:
        assert contents(parts_of(copy)[sheet]) == contents(parts_of(data)[sheet])


def test_a_mark_is_asked_before_the_rules_that_are_there() -> None:
    """Before those of an extension, too, which are numbered with the others."""
    extension = (
        b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{78C0D931}">'
        b'<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="iconSet" priority="3"/>'
        b"</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
    )

    def extended(parts: dict[str, bytes]) -> None:
        sheet = "xl/worksheets/sheet2.xml"
        parts[sheet] = parts[sheet].replace(b"</worksheet>", extension)

    data = edited(extended, everything())
    copy = mark_workbook(data, FOUND, "sv")
    rules = re.findall(rb'cfRule (?=[^>]*type="(\w+)")[^>]*priority="(\d)"', parts_of(copy)["xl/worksheets/sheet2.xml"])

    assert [kind for _, kind in sorted((number, kind.decode()) for kind, number in rules)] == [
        *("expression", "expression", "expression", "cellIs", "iconSet", "iconSet")
    ]
    assert len({number for _, number in rules}) == 6
    assert differing(data, unmark_workbook(copy)) <= {"[Content_Types].xml", "xl/styles.xml"}


def test_names_of_a_sheet_still_belong_to_it() -> None:
    data = everything()
    before, after = (openpyxl.load_workbook(BytesIO(one)) for one in (data, mark_workbook(data, FOUND, "sv")))

    for sheet in before:
        assert {name: one.value for name, one in after[sheet.title].defined_names.items()} == {
            name: one.value for name, one in sheet.defined_names.items()
        }
        assert after[sheet.title].print_title_rows == sheet.print_title_rows
        assert after[sheet.title].print_area == sheet.print_area
    assert before.defined_names.keys() == after.defined_names.keys() - {"hplan_todo", "hplan_todo_cells"}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert mark_workbook(everything(), FOUND, "sv") == mark_workbook(everything(), FOUND, "sv")


def test_marking_a_copy_again_gives_the_copy() -> None:
    copy = mark_workbook(everything(), FOUND, "sv")

    assert mark_workbook(copy, FOUND, "sv") == copy


def test_a_copy_that_is_marked_anew_has_the_new_marks_only() -> None:
    again = mark_workbook(mark_workbook(everything(), FOUND, "sv"), FOUND[:2], "sv")

    assert filled(again) == {at(one): one.severity for one in FOUND[:2]}
    assert {cell for cell, words in commented(again).items() if "– hplan" in words} == {at(one) for one in FOUND[:2]}


def test_a_plan_without_marks_is_given_back_as_it_is() -> None:
    data = everything()
    assert unmark_workbook(data) is data


def test_marks_are_taken_out_to_the_byte() -> None:
    data = everything()
    back = unmark_workbook(mark_workbook(data, FOUND, "sv"))

    # The types of parts, and styles that nobody uses any more, may stay; the box type of comments too.
    assert differing(data, back) <= {"[Content_Types].xml", "xl/styles.xml"}


def test_what_the_group_wrote_into_our_comments_stays() -> None:
    copy = mark_workbook(everything(), FOUND, "sv")

    def change(parts: dict[str, bytes]) -> None:
        for path in parts:
            if "comments" in path:
                parts[path] = parts[path].replace("– hplan</t>".encode(), "– hplan\nKlart nu!</t>".encode())

    told_again = commented(unmark_workbook(edited(change, copy)))
    assert told_again[SHEET, "B2"].strip() == "Klart nu!"
    assert told_again[SHEET, "A2"].replace("\n", "") == "Vi undrar över detta.Svara gärna.Klart nu!"


def test_what_the_group_wrote_with_a_grade_before_it_stays() -> None:
    first, own = b"Vi undrar", "Komplettera: vi undrar"

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/comments1.xml"] = parts["xl/comments1.xml"].replace(first, own.encode())

    copy = mark_workbook(edited(change, everything()), FOUND, "sv")
    told_again = commented(unmark_workbook(mark_workbook(copy, FOUND, "sv")))
    assert told_again[SHEET, "A2"].strip() == f"{own} över detta.\nSvara gärna."


def test_a_conversation_is_left_alone() -> None:
    data = edited(
        lambda parts: parts.update(
            {"xl/comments1.xml": parts["xl/comments1.xml"].replace(b"<author>Gruppen<", b"<author>tc={1}<")}
        ),
        everything(),
    )
    copy = mark_workbook(data, FOUND, "sv")

    assert commented(copy)[SHEET, "A2"] == commented(data)[SHEET, "A2"]
    assert filled(copy)[SHEET, "A2"] is Severity.ERROR


def test_a_colour_that_is_told_of_is_left_to_be_seen() -> None:
    cell = told(SHEET, 2, 2).cell
    found = BOOK.make_finding(cell, "status.colour_only", colour="gul", suggestion="Mindre problem")
    copy = mark_workbook(everything(), [found], "sv")

    assert filled(copy) == {}
    assert commented(copy)[SHEET, "B2"].startswith("Rätta: Cellen är gul")
    assert contents(parts_of(copy)["xl/worksheets/sheet2.xml"]) == contents(
        parts_of(everything())["xl/worksheets/sheet2.xml"]
    )


def test_a_finding_on_no_sheet_of_the_file_is_listed_without_a_link() -> None:
    copy = mark_workbook(everything(), [told("Borta", 2, 2)], "sv")

    assert links(copy) == []
    assert [(line[2], line[4], line[3]) for line in listed(copy)] == [("", "Borta", "B2")]


def test_a_sheet_of_the_group_may_have_our_title() -> None:
    data = edited(
        lambda parts: parts.update(
            {"xl/workbook.xml": parts["xl/workbook.xml"].replace(b'name="Egen"', 'name="ATT ÅTGÄRDA"'.encode())}
        ),
        everything(),
    )
    copy = mark_workbook(data, FOUND[:1], "sv")

    assert openpyxl.load_workbook(BytesIO(copy)).sheetnames[0] == "Att åtgärda (2)"
    assert differing(data, unmark_workbook(copy)) <= {"[Content_Types].xml", "xl/styles.xml"}


def test_only_a_copy_that_nobody_has_saved_since_is_untouched() -> None:
    copy = mark_workbook(everything(), FOUND, "sv")
    stream = BytesIO()
    openpyxl.load_workbook(BytesIO(copy)).save(stream)

    assert is_untouched_copy(copy)
    assert not is_untouched_copy(everything())
    assert not is_untouched_copy(stream.getvalue())


def test_marks_are_told_apart_without_colour() -> None:
    assert len({mark.pattern for mark in look.MARKS.values()}) == len({mark.sign for mark in look.MARKS.values()}) == 3


CELLS = st.tuples(
    st.sampled_from(["Läs mig", SHEET, "Egen"]), st.integers(1, 40), st.integers(1, 12), st.sampled_from(Severity)
)
EVERYTHING = everything()
MERGED = {(SHEET, "B4"): (SHEET, "A4")}


def test_what_a_merged_cell_covers_is_marked_where_it_is_seen() -> None:
    """At A4 of A4:B4, together with what is found there; the list leads to the very cell."""
    copy = mark_workbook(EVERYTHING, [told(SHEET, 4, 2), told(SHEET, 4, 1, Severity.HINT)], "sv")

    assert filled(copy) == {(SHEET, "A4"): Severity.ERROR}
    words = commented(copy)[SHEET, "A4"].splitlines()
    assert [line.partition(":")[0] for line in words] == ["Rätta", "Fundera på", "– hplan"]
    assert links(copy) == [(SHEET, "B4"), (SHEET, "A4")]
    assert b'ref="B4"' not in b"".join(part for path, part in parts_of(copy).items() if "comments" in path)


@settings(max_examples=40)
@given(st.lists(CELLS, min_size=1, max_size=25))
def test_any_cells_are_marked_and_unmarked_again(places: list[tuple[str, int, int, Severity]]) -> None:
    found = [told(*place) for place in places]
    copy = mark_workbook(EVERYTHING, found, "sv")

    seen = {MERGED.get(at(one), at(one)) for one in found}
    assert filled(copy).keys() == seen
    assert {cell for cell, words in commented(copy).items() if "– hplan" in words} == seen
    assert differing(EVERYTHING, unmark_workbook(copy)) <= {"[Content_Types].xml", "xl/styles.xml"}
    assert mark_workbook(copy, found, "sv") == copy


@pytest.mark.parametrize("kind", READ)
def test_an_oddly_written_plan_is_marked_too(kind: str) -> None:
    data = READ[kind]()
    found = [
        told(BEDS.title.sv, 5, 3),
        told(BEDS.title.sv, 5, 9),
        told(BEDS.title.sv, 44, 2),
        told(GARDEN.title.sv, 1, 1),
    ]
    copy = mark_workbook(data, found, "sv")
    before, after, back = (read_submission("x.xlsx", one, GARDEN_BOOK) for one in (data, copy, unmark_workbook(copy)))

    assert compute_fingerprint(after) == compute_fingerprint(before) == compute_fingerprint(back)
    assert (after.findings, back.findings) == (before.findings, before.findings)
    assert (before.is_marked, after.is_marked, back.is_marked) == (False, True, False)
    if kind not in ("strict", "bad_core_date", "backslashes"):  # openpyxl does not open these
        assert filled(copy).keys() == {at(one) for one in found}


def test_a_workbook_without_styles_is_marked_too() -> None:
    def bare(parts: dict[str, bytes]) -> None:
        del parts["xl/styles.xml"]
        for path in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
            parts[path] = re.sub(rb"<\w+ [^>]*styles[^>]*/>", b"", parts[path])
        for path in parts:
            if path.startswith("xl/worksheets/sheet"):
                parts[path] = re.sub(rb' (?:s|style)="\d+"', b"", parts[path])

    data = edited(bare, garden_workbook())
    found = [told(BEDS.title.sv, 5, 3)]

    assert filled(mark_workbook(data, found, "sv")).keys() == {(BEDS.title.sv, "C5")}


def test_many_rows_below_the_marks_are_as_they_were() -> None:
    """Rows that are laid aside while the others are marked, also where they do not stand in their order."""
    rows = b"".join(
        b'<row r="%d" ht="20" customHeight="1"/>' % row for row in (400, 401, 19_999, 20_000, 20_001, 900_000)
    )

    def with_rows(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(
            b"</sheetData>", rows + b"</sheetData>"
        )

    def out_of_order(parts: dict[str, bytes]) -> None:
        with_rows(parts)
        part = parts["xl/worksheets/sheet2.xml"]
        parts["xl/worksheets/sheet2.xml"] = part.replace(b"</sheetData>", b'<row r="150"/></sheetData>')

    for change in (with_rows, out_of_order):
        data = edited(change, everything())
        copy = mark_workbook(data, FOUND, "sv")
        assert rows in parts_of(copy)["xl/worksheets/sheet2.xml"]
        assert filled(copy).keys() == set(map(at, FOUND))
        assert differing(data, unmark_workbook(copy)) <= {"[Content_Types].xml", "xl/styles.xml"}


def test_of_more_marks_than_a_person_can_use_the_worst_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hplan_xl.marking.marked_copy.MOST_MARKS", 5)
    copy = mark_workbook(everything(), FOUND, "sv")
    book = openpyxl.load_workbook(BytesIO(copy), data_only=True)

    assert [line[0] for line in listed(copy)].count("✕ Rätta") == 4
    assert len(listed(copy)) == len(filled(copy)) == 5
    assert str(book.worksheets[0]["A3"].value).startswith(
        "Listan tar upp de 5 viktigaste av 10; resten kommer när de är rättade. "
    )


_OF_A_WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@pytest.mark.parametrize(
    ("content_type", "has_macros", "expected", "ending"),
    [
        (b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", False, _OF_A_WORKBOOK, ".xlsx"),
        (
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
            False,
            _OF_A_WORKBOOK,
            ".xlsx",
        ),
        (b"application/vnd.ms-excel.template.macroEnabled.main+xml", True, b"macroEnabled.main+xml", ".xlsm"),
        (b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", True, b"macroEnabled.main+xml", ".xlsm"),
    ],
)
def test_a_copy_is_what_its_name_says(content_type: bytes, has_macros: bool, expected: bytes, ending: str) -> None:
    """No template, which opens as another workbook; .xlsm where there are macros, which are kept."""

    def other_kind(parts: dict[str, bytes]) -> None:
        types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
        assert _OF_A_WORKBOOK in parts[types]
        parts[types] = parts[types].replace(_OF_A_WORKBOOK, content_type)
        if has_macros:
            parts["xl/vbaProject.bin"] = b"made up"
            parts[types] = parts[types].replace(
                b"<Override",
                b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
                1,
            )
            kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
            relation = b'<Relationship Id="macros" Type="%s" Target="vbaProject.bin"/></Relationships>' % kind
            parts[relations] = parts[relations].replace(b"</Relationships>", relation)

    copy = mark_workbook(edited(other_kind, everything()), FOUND, "sv")
    parts = parts_of(copy)
    (told_type,) = re.findall(rb'PartName="/xl/workbook.xml" ContentType="([^"]*)"', parts["[Content_Types].xml"])

    assert told_type.endswith(expected)
    assert b"template" not in told_type
    assert ("xl/vbaProject.bin" in parts, find_copy_ending(copy)) == (has_macros, ending)


def test_a_damaged_part_is_told_of() -> None:
    data = edited(lambda parts: parts.update({"xl/styles.xml": b"<styleSheet>"}), garden_workbook())

    with pytest.raises(WorkbookError, match=r"plan\.xlsx"):
        mark_workbook(data, [told(BEDS.title.sv, 5, 3)], "sv")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_says_the_same_marked_and_unmarked(path: Path) -> None:
    data = path.read_bytes()
    found = judged(data)
    if not found:
        return
    copy = mark_workbook(data, found, "sv")

    assert told_of(judged(copy)) == told_of(found)
    book = opened(copy)
    assert {cell for cell, words in commented(book).items() if "– hplan" in words} == {at(one) for one in found}
    assert len(listed(copy)) == len(found)
    titles = sheet_parts(copy)
    assert all(sheet in titles for sheet, _ in links(book))
    before, after = (read_submission("x.xlsx", one, BOOK) for one in (data, copy))
    assert compute_fingerprint(before) == compute_fingerprint(after)
    assert (before.cells_outside, before.hidden_rows) == (after.cells_outside, after.hidden_rows)
    marked, plain = parts_of(copy), parts_of(data)
    for title, part in sheet_parts(data).items():
        assert contents(marked[titles[title]]) == contents(plain[part])
    assert {name for name in differing(data, unmark_workbook(copy)) if "worksheets" in name} == set()


@pytest.mark.sdk
@pytest.mark.parametrize("saved_by", ["xlsxwriter", "openpyxl", "twice"])
def test_excel_would_open_a_marked_copy(tmp_path: Path, saved_by: str) -> None:
    data = everything()
    if saved_by == "openpyxl":
        stream = BytesIO()
        openpyxl.load_workbook(BytesIO(data)).save(stream)
        data = stream.getvalue()
    copy = mark_workbook(data, FOUND, "sv")
    if saved_by == "twice":
        copy = mark_workbook(copy, FOUND[4:], "sv")

    assert_copies_valid(tmp_path, copy, unmark_workbook(copy))


@pytest.mark.sdk
def test_excel_would_open_the_marked_samples(tmp_path: Path) -> None:
    assert_copies_valid(tmp_path, *(mark_workbook(data, found, "sv") for data, found in _samples() if found))


def _samples() -> list[tuple[bytes, tuple[Finding, ...]]]:
    return [(path.read_bytes(), judged(path.read_bytes())) for path in SAMPLES]


def assert_copies_valid(folder: Path, *copies: bytes) -> None:
    """The Open XML SDK and Excel's rules find no fault in any of these."""
    paths = [folder / f"{number}.xlsx" for number in range(len(copies))]
    for path, copy in zip(paths, copies, strict=True):
        path.write_bytes(copy)
    assert_valid(*paths)


def _through_libreoffice(data: bytes, folder: Path) -> bytes:
    folder.mkdir()
    path = folder / "plan.xlsx"
    path.write_bytes(data)
    return convert(path, folder / "saved").read_bytes()


@pytest.mark.libreoffice
def test_a_plan_saved_by_libreoffice_is_marked_with_the_same_findings(tmp_path: Path) -> None:
    data = (FAULTY / "Ord utanför listorna.xlsx").read_bytes()
    saved = _through_libreoffice(data, tmp_path / "one")
    found = judged(saved)

    assert told_of(found) == told_of(judged(data))
    assert told_of(judged(mark_workbook(saved, found, "sv"))) == told_of(found)
    assert filled(mark_workbook(saved, found, "sv")).keys() == {at(one) for one in found}


@pytest.mark.libreoffice
def test_marks_are_taken_out_also_after_libreoffice_has_saved_the_copy(tmp_path: Path) -> None:
    data = everything()
    copy = _through_libreoffice(mark_workbook(data, FOUND, "sv"), tmp_path / "marked")
    back, plain = unmark_workbook(copy), _through_libreoffice(data, tmp_path / "plain")

    assert (filled(back), set(commented(back))) == ({}, {(SHEET, "A2"), (SHEET, "C9")})
    assert commented(back)[SHEET, "A2"].strip() == commented(plain)[SHEET, "A2"].strip()
    assert _seen(back) == _seen(plain)
    sheet = openpyxl.load_workbook(BytesIO(back))[SHEET]
    assert "B7" not in {cell.coordinate for cell in stored(sheet)}
    assert sheet.row_dimensions[7].fill.fgColor.rgb == "FFFFFF00"
    assert differing(mark_workbook(copy, FOUND, "sv"), mark_workbook(back, FOUND, "sv")) == set()


def _seen(data: bytes) -> dict[Address, tuple[object, ...]]:
    """What each cell with a value looks like."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {
        (sheet.title, cell.coordinate): (
            cell.value,
            cell.number_format,
            cell.fill.fill_type,
            cell.fill.fgColor.rgb if cell.fill.fill_type else None,
            cell.font.b,
            cell.font.color.rgb if cell.font.color else None,
        )
        for sheet in book.worksheets
        for cell in stored(sheet)
        if cell.value is not None
    }


@pytest.mark.sdk
@pytest.mark.libreoffice
def test_excel_would_open_a_marked_copy_that_libreoffice_has_saved(tmp_path: Path) -> None:
    copy = _through_libreoffice(mark_workbook(everything(), FOUND, "sv"), tmp_path / "marked")

    assert_copies_valid(tmp_path, mark_workbook(copy, FOUND, "sv"))


def test_a_comment_of_ours_is_known_by_every_grade_there_is() -> None:
    assert {word for grade in Severity for word in (grade.word.sv, grade.word.en)} <= copy_sentences.GRADE_WORDS
