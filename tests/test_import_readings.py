"""Plans that are written in another way than the slide's table: rows over all, rows for themselves, running text."""

import os
from base64 import b64decode
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from docx import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.ns import qn as word_name
from docx.shared import Emu
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, GradientFill, PatternFill
from openpyxl.styles.fills import Fill
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn

from hplan_xl.book.findings import Severity
from hplan_xl.book.text import Text
from hplan_xl.conversion.area_records import Record
from hplan_xl.conversion.draft import Draft, draft_plan
from hplan_xl.conversion.free_pages import arrange_sheets
from hplan_xl.conversion.headings import Headings
from hplan_xl.conversion.plan_pages import identify
from hplan_xl.conversion.statuses import read_status
from hplan_xl.conversion.workbook import Prefill, build_workbook
from hplan_xl.documents import read_document, read_sheets
from hplan_xl.documents.office import find_colour
from hplan_xl.documents.pages import Document, DocumentKind, Grid, GridCell, Lying, Page, Paragraph, Shape
from hplan_xl.excel.atomic_write import MASTER_MARK
from hplan_xl.plan import build_book
from hplan_xl.wording import import_sentences, repair_sentences
from tests import decks, seed_deck
from tests.commands import a_plan, run
from tests.decks import read
from tests.sketch import BOOK, REGISTER

# A picture of one dot.
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==")


def word_document(*blocks: str | tuple[str, ...] | list[list[str]]) -> bytes:
    """A text document: a tuple is (style, words), a text a plain paragraph, a list of lists a table."""
    document = WordDocument()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif isinstance(block, tuple):
            document.add_paragraph(block[1], style=block[0])
        else:
            table = document.add_table(len(block), len(block[0]))
            for row, cells in enumerate(block):
                for column, words in enumerate(cells):
                    table.cell(row, column).text = words
                if not any(cells[1:]):
                    table.cell(row, 0).merge(table.cell(row, len(cells) - 1))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def read_workbook(
    *sheets: tuple[str, Sequence[Sequence[object]]],
    merged: Sequence[str] = (),
    fills: Mapping[str, str | Fill] = MappingProxyType({}),
    year: int = 2025,
) -> Draft:
    """What a workbook of a group's own holds of a plan: its sheets, and the merged ranges and fills of the first."""
    workbook = Workbook()
    for at, (title, rows) in enumerate(sheets):
        sheet = workbook.create_sheet(title, at)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        workbook.worksheets[0].merge_cells(cells)
    for address, fill in fills.items():
        solid = PatternFill("solid", fgColor=fill) if isinstance(fill, str) else fill
        workbook.worksheets[0][address].fill = solid
    return read_saved(workbook, year)


def read_saved(workbook: Workbook, year: int = 2025) -> Draft:
    """What a workbook of a group's own holds of a plan."""
    document = arrange_sheets(read_sheets(bytes_of(workbook), "plan.xlsx"), Headings(BOOK))
    return draft_plan(document, BOOK, year, "sv")


def columns(records: Sequence[Record], *names: str) -> list[tuple[object, ...]]:
    return [tuple(record.get(name) for name in names) for record in records]


def told_of(draft: Draft, *rules: str) -> list[tuple[str, int, str, Severity]]:
    found = [one for one in draft.doubts if not rules or one.rule in rules]
    return [(one.sheet, one.record, one.rule, one.severity) for one in found]


BY_ROWS = [
    ["Aktivitet", "Ansvarig", "Klart", "Uppföljning", "Status"],
    ["Prioriterat område 2: Första linjen", "", "", "", ""],
    ["Ta fram vårdförlopp", "RAG", "Q1", "", "Klar"],
    ["Inför", "", "2026", "Antal", "Pågår"],
    ["Prioriterat område 1: Nollvision", "", "", "", ""],
    ["Utbildning", "", "ht 2025", "", "Enligt plan"],
    ["Handlingsplan", "", "2026", "", ""],
    ["RAG = regional arbetsgrupp", "", "", "", ""],
]


def test_rows_across_a_table_are_the_areas_and_each_row_below_has_its_own_status() -> None:
    draft = read(word_document("RPO Psykisk hälsa 2025", BY_ROWS), "plan.docx")
    assert columns(draft.rows["areas"], "number", "title", "responsible", "status") == [
        (1, "Nollvision", None, None),
        (2, "Första linjen", None, None),
    ]
    names = ("area", "title", "responsible", "schedule", "status", "status_comment")
    assert columns(draft.rows["activities"], *names) == [
        (1, "Utbildning", None, "ht 2025", "Enligt plan", None),
        (1, "Handlingsplan", None, "2026", None, None),
        (2, "Ta fram vårdförlopp", "RAG", "Q1", "Avslutad", None),
        (2, "Inför", None, "2026", None, "Pågår"),
    ]
    assert told_of(draft) == [
        ("areas", 0, "import.status_rows", Severity.ERROR),
        ("areas", 0, "import.title_from_row", Severity.HINT),
        ("areas", 1, "import.status_rows", Severity.ERROR),
        ("activities", 3, "import.status_words", Severity.WARNING),
        ("areas", 1, "import.title_from_row", Severity.HINT),
    ]
    over_all = [note.value for note in draft.kept if note.sentence == import_sentences.ROW_OVER_ALL]
    assert over_all == ["RAG = regional arbetsgrupp"]


def test_a_row_across_a_table_with_names_of_areas_is_no_area() -> None:
    table = [["Område", "Aktivitet", "Status"], ["Kortsiktigt", "", ""], ["Sepsis", "Larm", "Grön"]]
    draft = read(word_document("RPO Infektionssjukdomar 2025", table), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status") == [("Sepsis", "Enligt plan")]
    assert [note.value for note in draft.kept if note.sentence == import_sentences.ROW_OVER_ALL] == ["Kortsiktigt"]


@pytest.mark.parametrize(
    ("status", "area", "rows"),
    [
        (("Klart", ""), None, [("Avslutad", None), (None, None)]),
        (("Klart", "Klart"), "Avslutad", [(None, None), (None, None)]),
        (("Klart", "Pågår"), None, [("Avslutad", None), (None, "Pågår")]),
        (("", ""), None, [(None, None), (None, None)]),
    ],
)
def test_a_status_of_one_row_is_not_that_of_the_area(
    status: tuple[str, str], area: str | None, rows: list[tuple[str | None, str | None]]
) -> None:
    table = [["Område", "Aktivitet", "Status"], ["Triage", "Ta fram", status[0]], ["Triage", "Inför", status[1]]]
    draft = read(word_document("RPO Akut vård 2025", table), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status") == [("Triage", area)]
    assert columns(draft.rows["activities"], "status", "status_comment") == rows


def test_a_row_without_a_name_goes_on_with_the_area_before_and_a_time_of_several_activities_is_asked_about() -> None:
    table = [
        ["Område", "Aktivitet", "När", "Uppföljning", "Status"],
        ["Sepsis", "Ta fram\nInför", "Q2", "Antal", "Enligt plan"],
        ["", "Mät", "Q3", "Andel", "Gul"],
    ]
    draft = read(word_document(table), "plan.docx")
    assert columns(draft.rows["areas"], "title", "follow_up", "status") == [("Sepsis", "Antal\nAndel", None)]
    assert columns(draft.rows["activities"], "area", "title", "schedule", "status") == [
        (1, "Ta fram", "Q2", "Enligt plan"),
        (1, "Inför", "Q2", "Enligt plan"),
        (1, "Mät", "Q3", "Mindre problem"),
    ]
    assert told_of(draft) == [
        ("areas", 0, "import.status_rows", Severity.ERROR),
        ("activities", 0, "import.for_all", Severity.HINT),
        ("areas", 0, "import.goes_on", Severity.HINT),
    ]


def test_the_per_cent_of_a_target_is_its_unit_where_no_other_is_given() -> None:
    cells = [("80 %", ""), ("-5 procent", ""), ("80", ""), ("80 %", "% av besöken"), ("24 h", ""), ("80 %", "andel")]
    rows = [[f"Indikator {n}", *row] for n, row in enumerate(cells, 1)]
    draft = read(word_document([["Indikator", "Målvärde", "Enhet"], *rows]), "plan.docx")
    assert columns(draft.rows["indicators"], "target", "unit") == [
        (80.0, "%"),
        (-5.0, "%"),
        (80.0, None),
        (80.0, "% av besöken"),
        ("24 h", None),
        (80.0, "andel"),
    ]
    assert told_of(draft, "import.unit") == [("indicators", 5, "import.unit", Severity.HINT)]


OF_AREA, OF_AREAS = ["Nr", "Aktivitet", "Status"], ["Nr", "Område", "Aktivitet", "Status"]
SUMMARY = [["Nr", "Område", "Status"], ["3", "Sepsis", "Grön"], ["5", "Stroke", "Gul"]]


@pytest.mark.parametrize(
    ("blocks", "areas", "activities", "kept"),
    [
        (  # numbered through the plan, under headings with numbers
            [
                *(("Heading 1", "3. Sepsis"), [OF_AREA, ["4", "A", ""], ["5", "B", ""]]),
                *(("Heading 1", "5. Stroke"), [OF_AREA, ["6", "C", ""]]),
            ],
            [(3, "Sepsis"), (5, "Stroke")],
            [(3, "4", "A"), (3, "5", "B"), (5, "6", "C")],
            [],
        ),
        (  # anew in each area, with a table that sums the areas up
            [
                *(SUMMARY, ("Heading 1", "Sepsis"), [OF_AREA, ["1", "A", ""], ["2", "B", ""]]),
                *(("Heading 1", "Stroke"), [OF_AREA, ["1", "C", ""]]),
            ],
            [(3, "Sepsis"), (5, "Stroke")],
            [(3, "3.1", "A"), (3, "3.2", "B"), (5, "5.1", "C")],
            [],
        ),
        (
            [[OF_AREAS, ["1", "Triage", "A", ""], ["2", "", "B", ""], ["3", "Sepsis", "C", ""]]],
            [(1, "Triage"), (2, "Sepsis")],
            [(1, "1", "A"), (1, "2", "B"), (2, "3", "C")],
            [],
        ),
        (
            [[OF_AREAS, ["4", "Triage", "A", ""], ["B", "Sepsis", "B", ""]]],
            [(1, "Triage"), (2, "Sepsis")],
            [(1, None, "A"), (2, None, "B")],
            ["B", "4"],
        ),
        (
            [("Title", "Sepsis"), [["Aktivitet", "Ansvarig", "Status"], ["Larm", "RAG", "Grön"]]],
            [(1, "Sepsis")],
            [(1, None, "Larm")],
            [],
        ),
    ],
)
def test_a_number_in_a_table_is_that_of_the_area_or_the_activity_that_it_stands_for(
    blocks: list[tuple[str, str] | list[list[str]]],
    areas: list[tuple[int, str]],
    activities: list[tuple[int, str | None, str]],
    kept: list[str],
) -> None:
    draft = read(word_document(*blocks), "plan.docx")
    assert columns(draft.rows["areas"], "number", "title") == areas
    assert columns(draft.rows["activities"], "area", "number", "title") == activities
    assert [note.value for note in draft.kept] == kept


@pytest.mark.parametrize(
    ("words", "read_as", "asked"),
    [
        ("Inför riktlinjen för sepsis (2022)", ("Inför riktlinjen för sepsis", "2022", None), True),
        ("Se över planen (2019–2021)", ("Se över planen", "2019–2021", None), True),
        ("Följ beslutet. 2020-05-04.", ("Följ beslutet.", "2020-05-04", None), True),
        ("Inför rutin (2025)", ("Inför rutin", "2025", None), False),
        ("Revidera (v. 14)", ("Revidera", "v. 14", None), False),
        ("Bygg (nya) lokaler", ("Bygg (nya) lokaler", None, None), False),
        ("Ta fram rutin (NY). Klart: Q2", ("Ta fram rutin.", "Q2", "Ja"), False),
        ("(ev. ny) Mät", ("Mät", None, "Eventuellt"), False),
    ],
)
def test_a_time_of_earlier_years_behind_an_activity_is_asked_about_and_new_within_its_words_stays(
    words: str, read_as: tuple[str, str | None, str | None], asked: bool
) -> None:
    draft = read(word_document([["Område", "Aktivitet", "Status"], ["Triage", words, "Grön"]]), "plan.docx")
    assert columns(draft.rows["activities"], "title", "schedule", "new_this_year") == [read_as]
    assert told_of(draft) == [("activities", 0, "import.read_as", Severity.HINT)] * asked


GREEN, ORANGE, RED, PURPLE, GREY = "00B050", "FFC000", "FF0000", "7030A0", "D9D9D9"


def status_cell(words: str = "", fill: str = "", figures: tuple[str, ...] = (), lying: Lying = Lying.PLAIN) -> GridCell:
    """A cell with words, a colour of its own, and figures in colours over it; "picture" is one that nobody can read."""
    over = tuple(Shape((), None, "" if one == "picture" else one, picture=one == "picture") for one in figures)
    return GridCell(tuple(map(Paragraph, words.splitlines())), fill, over, lying)


@pytest.mark.parametrize(
    ("cell", "term", "comment", "asked"),
    [
        (status_cell(), None, "", "none"),
        (status_cell("Enligt plan"), "on_plan", "", ""),
        (status_cell("Enligt pl\nan"), "on_plan", "", ""),
        (status_cell("Väntar på beslut\nEnligt plan"), "on_plan", "Väntar på beslut", ""),
        (status_cell("●"), "on_plan", "", "sign"),
        (status_cell("Försenat"), None, "Försenat", "words"),
        (status_cell("Grön – gul"), None, "Grön – gul", "words"),
        (status_cell("Klart: inte ännu"), None, "Klart: inte ännu", "words"),
        (status_cell("✅ nästan klart"), None, "✅ nästan klart", "words"),
        (status_cell("Klart\n(delvis)"), None, "Klart (delvis)", "words"),
        (status_cell("Ja, delvis", GREEN), "on_plan", "Ja, delvis", "colour_and_words"),
        (status_cell("Röd – ej"), None, "Röd – ej", "words"),
        (status_cell("Enligt plan, nästan klart"), "on_plan", "nästan klart", ""),
        (status_cell("☑ Avslutad\nej publicerad"), "closed", "ej publicerad", ""),
        (status_cell("☐ Grön ☒ Gul ☐ Röd"), "minor", "", ""),
        (status_cell("☒Grön\n☐Gul\n☐Röd"), "on_plan", "", ""),
        (status_cell("[ ] Grön [ ] Gul [x] Röd"), "serious", "", ""),
        (status_cell("☒ Grön ☒ Gul ☐ Röd"), None, "☒ Grön ☒ Gul ☐ Röd", "words"),
        (status_cell("☐ Grön ☐ Gul ☐ Röd"), None, "☐ Grön ☐ Gul ☐ Röd", "words"),
        (status_cell("☐ Enligt plan"), None, "☐ Enligt plan", "words"),
        (status_cell("☒ Enligt plan"), "on_plan", "", ""),
        (status_cell("○ Ej påbörjad"), "not_started", "", ""),
        (status_cell("Avslutad – pågår"), None, "Avslutad – pågår", "words"),
        (status_cell("Klart, vår 2027"), "closed", "vår 2027", "read_as"),
        (status_cell("Grön, men försenad"), "on_plan", "men försenad", "read_as"),
        (status_cell("Gul, rött i RKL"), "minor", "rött i RKL", "read_as"),
        (status_cell("Grön (RJL), gul (RKL)"), "on_plan", "(RJL), gul (RKL)", "read_as"),
        (
            status_cell("Enligt plan: allvarliga problem i en region"),
            "on_plan",
            "allvarliga problem i en region",
            "read_as",
        ),
        (status_cell("Grön (ej röd)"), "on_plan", "ej röd", ""),
        (status_cell("1"), "on_plan", "", "read_as"),
        (status_cell("2"), None, "2", "words"),
        (status_cell("Enligt plan", RED), "on_plan", "", "conflict"),
        (status_cell("Försenat", GREEN), "on_plan", "Försenat", "colour_and_words"),
        (status_cell(fill=GREEN), "on_plan", "", ""),
        (status_cell(fill=ORANGE), "minor", "", "shade"),
        (status_cell(fill=PURPLE), None, "", "other_colour"),
        (status_cell(figures=(RED, GREY)), "serious", "", ""),
        (status_cell(figures=(RED, GREEN)), None, "", "several"),
        (status_cell(figures=(GREEN,), lying=Lying.ORDERED), "on_plan", "", "place"),
        (status_cell(figures=(GREEN,), lying=Lying.DOUBTFUL), None, "", "between"),
        (status_cell(figures=("picture",)), None, "", "picture"),
    ],
)
def test_a_status_is_read_from_words_and_colours_and_asked_about_where_they_are_not_plain(
    cell: GridCell, term: str | None, comment: str, asked: str
) -> None:
    read = read_status((cell,), (), Headings(BOOK).status, "")
    rule = asked and ("import.read_as" if asked == "read_as" else f"import.status_{asked}")
    assert (read.term and read.term.name, read.comment, read.rule) == (term, comment, rule)


STATUSES = ["Försenat", "  ", "Pågår", "Pågår", "Enligt plan"]
MARKED = [("on_plan", "Försenat"), ("serious", None), ("minor", "Pågår"), (None, "Pågår"), ("on_plan", None)]


def told_statuses(draft: Draft) -> list[tuple[str | None, object]]:
    """The statuses that were read, by their names, and the words beside them."""
    terms = {term.word.sv: term.name for term in Headings(BOOK).status.vocabulary.terms}
    rows = columns(draft.rows["areas"], "status", "status_comment")
    return [(terms[str(status)] if status else None, comment) for status, comment in rows]


def test_fields_and_a_header_of_a_text_are_read_and_what_asks_for_an_answer_is_none() -> None:
    rows = [["Område", "Aktivitet", "Status"], ["Sepsis", "Larm", "A"], ["Stroke", "B", "C"], ["Sår", "Rond", "D"]]
    document = WordDocument(BytesIO(word_document(rows)))
    document.sections[0].header.paragraphs[0].text = "RPO Akut vård"
    empty = (
        "<w:sdt {}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Välj ett objekt.</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    field = '<w:r {}><w:fldChar w:fldCharType="begin"><w:ffData>%s</w:ffData></w:fldChar></w:r>'
    chosen = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Grön"/><w:listEntry w:val="Gul"/></w:ddList>'
    boxes = [field % f"<w:checkBox>{ticked}</w:checkBox>" for ticked in ("", "<w:checked/>")]
    words = [f'<w:r {{}}><w:t xml:space="preserve"> {colour} </w:t></w:r>' for colour in ("Gul", "Röd")]
    shown = '<w:r {}><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve">Larm </w:t></w:r>'
    hidden = "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>XE</w:t></w:r>"
    turned = '<w:bdo {} w:val="ltr"><w:r><w:t>dygnet runt</w:t></w:r></w:bdo>'
    for (row, column), parts in {
        (1, 1): [shown, hidden, turned],
        (1, 2): [field % chosen],
        (2, 1): [empty],
        (2, 2): [empty],
        (3, 2): [boxes[0], words[0], boxes[1], words[1]],
    }.items():
        paragraph = document.tables[0].cell(row, column).paragraphs[0]
        paragraph.clear()
        for part in parts:
            paragraph._p.append(parse_xml(part.format(nsdecls("w"))))
    target = BytesIO()
    document.save(target)
    draft = read(target.getvalue(), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status", "status_comment") == [
        ("Sepsis", "Mindre problem", None),
        ("Stroke", None, None),
        ("Sår", "Allvarliga problem", None),
    ]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Larm dygnet runt"), (3, "Rond")]
    whose = identify(read_document(target.getvalue(), "plan.docx"), REGISTER, Headings(BOOK), REGISTER.regions[0])
    assert whose.group is not None
    assert whose.group.name == "RPO Akut vård"


@pytest.mark.parametrize("value", ["nan", "inf", "1e308%", "%%", "x"])
def test_a_change_of_a_colour_that_is_no_number_leaves_a_colour(value: str) -> None:
    for change in ("lumMod", "satOff", "tint", "shade"):
        twice = f'<a:{change} val="{value}"/>' * 2
        colour = etree.fromstring(f'<a:srgbClr xmlns:a="a" val="00B050">{twice}</a:srgbClr>')
        assert len(find_colour(colour, {})) == 6, change


@pytest.mark.parametrize(
    ("fills", "statuses", "asked"),
    [
        ((GREEN, RED, "BFBFBF"), ["Enligt plan", "Allvarliga problem", None], 3),
        (("FFC000", GREEN, ""), ["Mindre problem", "Enligt plan", None], 2),
        (("D9E1F2", "", "D9E1F2"), [None, None, None], 0),  # bands
        ((GREEN, "", GREEN), [None, None, None], 0),
    ],
)
def test_rows_in_colours_that_differ_tell_how_their_activities_go_and_are_asked_about(
    fills: Sequence[str], statuses: list[str | None], asked: int
) -> None:
    rows = [("Sepsis", title, "RAG", None) for title in ("Larm", "Rond", "Jour")]
    painted = {f"{column}{row}": fill for row, fill in enumerate(fills, 2) if fill for column in "ABCD"}
    draft = read_workbook(("Plan", [("Område", "Aktivitet", "Ansvarig", "Kommentar"), *rows]), fills=painted)
    assert columns(draft.rows["activities"], "title", "status") == list(
        zip(("Larm", "Rond", "Jour"), statuses, strict=True)
    )
    told = told_of(draft, "import.status_shade", "import.status_colour")
    assert len([sheet for sheet, *_ in told if sheet == "activities"]) == asked


def test_a_round_sign_in_a_coloured_cell_is_no_status_of_its_own() -> None:
    deck = decks.blank_deck()
    table = decks.titled_slide(deck, "Plan 2025").shapes.add_table(4, 3, 0, 0, 9_000_000, 3_000_000).table
    for row, words in enumerate((("Område", "Aktivitet", "Status"), *((f"Å{n}", f"A{n}", "●") for n in (1, 2, 3)))):
        for at, held in enumerate(words):
            table.cell(row, at).text = held
    for row, rgb in enumerate((RED, "FFC000"), 1):
        decks.paint(table.cell(row, 2), rgb)
    draft = read(decks.saved(deck))
    assert told_statuses(draft) == [("serious", None), ("minor", None), ("on_plan", None)]
    rules = [rule for _, _, rule, _ in told_of(draft) if rule.startswith("import.status")]
    assert rules == ["import.status_shade", "import.status_sign"]


def test_numbered_headings_under_an_area_that_say_who_or_when_are_its_activities_and_other_parts_are_none() -> None:
    draft = read(
        word_document(
            *("Handlingsplan 2025", ("Heading 1", "1 Sepsis"), "Vi vill uppnå: färre dödsfall"),
            *(("Heading 2", "1.1 Larm"), "Ansvarig: RAG", "När: Q2 2025", "Status: Enligt plan"),
            *(("Heading 2", "1.2 Rond"), "Text om ronden", "När: löpande"),
            *(("Heading 1", "2 Stroke"), ("Heading 2", "2.1 Jour"), "Ansvarig: Jourchef", "Status: Mindre problem"),
            *(("Heading 2", "2.2 Telefon"), "Ansvarig: Växeln"),
            *(("Heading 1", "3 Metod"), ("Heading 2", "3.1 Urval"), "Alla kliniker"),
        ),
        "plan.docx",
    )
    assert columns(draft.rows["areas"], "title", "effect_goal") == [("Sepsis", "färre dödsfall"), ("Stroke", None)]
    assert columns(draft.rows["activities"], "area", "title", "responsible", "schedule", "status") == [
        (1, "Larm", "RAG", "Q2 2025", "Enligt plan"),
        (1, "Rond", None, "löpande", None),
        (2, "Jour", "Jourchef", None, "Mindre problem"),
        (2, "Telefon", "Växeln", None, None),
    ]
    kept = [str(note.value) for note in draft.kept]
    assert [words for words in ("Text om ronden", "3.1 Urval", "Alla kliniker") if words not in kept] == []


def test_a_status_that_is_marked_with_a_highlighter_or_a_shade_in_a_text_is_read() -> None:
    rows = [[f"Område {n}", f"Ta fram {n}", words] for n, words in enumerate(STATUSES, 1)]
    document = WordDocument(BytesIO(word_document([["Område", "Aktivitet", "Status"], *rows])))
    paragraphs = [row.cells[2].paragraphs[0] for row in document.tables[0].rows[1:]]
    runs = [paragraph.runs[0] for paragraph in paragraphs]
    runs[0].font.highlight_color = WD_COLOR_INDEX.BRIGHT_GREEN
    runs[1].font.highlight_color = WD_COLOR_INDEX.RED
    etree.SubElement(paragraphs[2]._p.get_or_add_pPr(), word_name("w:shd"), {word_name("w:fill"): "FFFF00"})
    runs[3].font.highlight_color = WD_COLOR_INDEX.RED  # of one word of two
    paragraphs[3].add_run(" igen")
    stream = BytesIO()
    document.save(stream)
    assert told_statuses(read(stream.getvalue(), "plan.docx")) == [*MARKED[:3], (None, "Pågår igen"), MARKED[4]]


def test_a_status_that_is_marked_with_a_highlighter_on_a_slide_is_read() -> None:
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "Handlingsplan 2025 RPO Akut vård")
    table = slide.shapes.add_table(6, 3, 0, 0, 9_000_000, 3_000_000).table
    for at, words in enumerate(("Område", "Aktivitet", "Status")):
        table.cell(0, at).text = words
    for n, (words, rgb) in enumerate(zip(STATUSES, (GREEN, RED, "FFFF00", "", ""), strict=True), 1):
        table.cell(n, 0).text, table.cell(n, 1).text, table.cell(n, 2).text = f"Område {n}", f"Ta fram {n}", words
        if rgb:
            properties = table.cell(n, 2).text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr()
            etree.SubElement(etree.SubElement(properties, qn("a:highlight")), qn("a:srgbClr"), val=rgb)
    assert told_statuses(read(decks.saved(deck))) == MARKED


def test_what_is_closed_with_words_beside_it_is_asked_about_for_it_may_be_when_it_is_to_be() -> None:
    table = [
        ["Område", "Aktivitet", "Status"],
        ["Triage", "Ta fram", "Klart: våren 2027"],
        ["Sepsis", "Inför", "Klart"],
    ]
    draft = read(word_document("RPO Akut vård 2026", table), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status", "status_comment") == [
        ("Triage", "Avslutad", "våren 2027"),
        ("Sepsis", "Avslutad", None),
    ]
    assert told_of(draft) == [("areas", 0, "import.read_as", Severity.HINT)]
    told = import_sentences.SENTENCES["import.read_as"].fill(**draft.doubts[0].facts).sv
    assert told == "”Klart: våren 2027” i avsnitt 1 är läst som Avslutad. Stämmer det?"


def test_an_earlier_status_is_asked_about_where_the_last_column_is_blank() -> None:
    table = [
        ["Område", "Aktivitet", "Status sept", "Status okt", "Status dec"],
        ["Triage", "Ta fram", "Gul", "Gul", ""],
        ["Flöde", "Ta fram", "", "", "Grön"],
        ["Sepsis", "Ta fram", "Gul", "", "Grön"],
        ["Stroke", "Ta fram", "Grön", "Grön", "Gul"],
    ]
    draft = read(word_document("RPO Akut vård 2025", table), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status", "status_comment") == [
        ("Triage", "Mindre problem", None),
        ("Flöde", "Enligt plan", None),
        ("Sepsis", None, "Gul Grön"),
        ("Stroke", None, "Grön Grön Gul"),
    ]
    assert told_of(draft) == [
        ("areas", 0, "import.status_earlier", Severity.HINT),
        ("areas", 2, "import.status_words", Severity.ERROR),
        ("areas", 3, "import.status_words", Severity.ERROR),
    ]


def test_an_area_named_in_its_first_row_alone_has_what_stands_there() -> None:
    table = [
        ["Område", "Ansvarig", "Aktivitet", "Status"],
        ["Triage", "RAG", "Ta fram", "Klart"],
        ["", "", "Inför", ""],
    ]
    draft = read(word_document("RPO Akut vård 2025", table), "plan.docx")
    assert columns(draft.rows["areas"], "title", "responsible", "status") == [("Triage", "RAG", "Avslutad")]


HEADED = {
    "a heading each": (
        ("Heading 1", "Prioriterat område 1: Triage"),
        "Bakgrund: det tar för lång tid.",
        ("Heading 2", "Mål"),
        "Högst 15 minuter",
        ("Heading 2", "Aktiviteter"),
        ("List Bullet", "Ta fram modell (RAG lab, Q2)"),
        ("List Bullet", "Inför modellen"),
        ("Heading 2", "Uppföljning"),
        "Tid till läkare",
        "Ansvarig: RAG triage, Status: Röd, saknar läkare",
        ("Heading 1", "Prioriterat område 2: Flöde"),
    ),
    "labels in plain paragraphs": (
        "Prioriterat område 1: Triage",
        "Prioriterat område 2: Flöde",
        "Prioriterat område 1: Triage",
        "Bakgrund: det tar för lång tid.",
        "Mål: Högst 15 minuter",
        "Aktiviteter:",
        "Ta fram modell (Q2, RAG lab)",
        "Inför modellen",
        "Uppföljning: Tid till läkare",
        "Ansvarig: RAG triage",
        "Status: Röd, saknar läkare",
        "Prioriterat område 2: Flöde",
    ),
}


@pytest.mark.parametrize("layout", HEADED)
def test_areas_under_headings_are_read_where_no_table_is_the_plans(layout: str) -> None:
    draft = read(word_document(("Title", "Handlingsplan 2025 RPO Akut vård"), *HEADED[layout]), "plan.docx")
    names = ("number", "title", "effect_goal", "follow_up", "responsible", "status", "status_comment")
    assert columns(draft.rows["areas"], *names) == [
        (1, "Triage", "Högst 15 minuter", "Tid till läkare", "RAG triage", "Allvarliga problem", "saknar läkare"),
        (2, "Flöde", None, None, None, None, None),
    ]
    assert columns(draft.rows["activities"], "area", "title", "responsible", "schedule") == [
        (1, "Ta fram modell", "RAG lab", "Q2"),
        (1, "Inför modellen", None, None),
    ]
    assert told_of(draft) == [
        ("areas", 0, "import.title_in_text", Severity.HINT),
        ("areas", 1, "import.status_none", Severity.ERROR),
        ("areas", 1, "import.title_in_text", Severity.HINT),
    ]
    assert "Bakgrund: det tar för lång tid." in [note.value for note in draft.kept]


def test_headings_are_areas_where_activities_stand_under_them() -> None:
    draft = read(
        word_document(
            ("Heading 1", "Handlingsplan 2025 RPO Akut vård"),
            ("Heading 2", "Inledning"),
            "Text om uppdraget.",
            ("Heading 2", "1. Triage"),
            ("Heading 3", "Aktiviteter"),
            ("List Bullet", "Ta fram modell"),
            "Vem: RAG triage",
            "Tidplan: Q1",
            "Mål: Kortare väntan",
            ("List Bullet", "Inför modellen"),
            "Ansvarig: Regionerna",
            "Tidplan: Q3",
            "Mål: Lika i länen",
            ("Heading 2", "Resultat"),
            "Vi har ökat täckningen.",
        ),
        "plan.docx",
    )
    assert columns(draft.rows["areas"], "number", "title", "responsible", "effect_goal") == [
        (1, "Triage", None, "Kortare väntan\nLika i länen")
    ]
    assert columns(draft.rows["activities"], "title", "responsible", "schedule") == [
        ("Ta fram modell", "RAG triage", "Q1"),
        ("Inför modellen", "Regionerna", "Q3"),
    ]
    assert columns(draft.rows["results"], "text") == [("Vi har ökat täckningen.",)]
    assert [note.value for note in draft.kept] == [
        "Handlingsplan 2025 RPO Akut vård",
        "Inledning",
        "Text om uppdraget.",
    ]


AKT, X1, X2 = ("Heading 2", "Aktiviteter"), ("List Bullet", "x1"), ("List Bullet", "x2")
OF_SKIN = ("Title", "Handlingsplan 2025 RPO Hud- och könssjukdomar")


@pytest.mark.parametrize(
    ("blocks", "areas", "in_row"),
    [
        (  # numbered on after the areas
            (
                ("Heading 1", "1. Melanom"),
                AKT,
                X1,
                ("Heading 1", "2. Psoriasis"),
                AKT,
                X2,
                ("Heading 1", "3. Sår"),
                "Text",
            ),
            [(1, "Melanom"), (2, "Psoriasis"), (3, "Sår")],
            [2],
        ),
        (  # the first of them
            (
                ("Heading 1", "1. Sår"),
                "Text",
                ("Heading 1", "2. Melanom"),
                AKT,
                X1,
                ("Heading 1", "3. Uppföljning"),
                "Text",
            ),
            [(1, "Sår"), (2, "Melanom")],
            [0],
        ),
        (  # numbers of chapters
            (
                *(("Heading 1", "1. Inledning"), "Text", ("Heading 1", "2. Melanom"), AKT, X1, ("Heading 1", "3. Sår")),
                *(("Heading 1", "4. Psoriasis"), AKT, X2, ("Heading 1", "5. Press och media"), "Text"),
            ),
            [(2, "Melanom"), (3, "Sår"), (4, "Psoriasis")],
            [1],
        ),
        (  # between two areas, and not after them
            (
                *(("Heading 1", "Läget i länen"), "Text", ("Heading 1", "Melanom"), AKT, X1, ("Heading 2", "Detalj")),
                *(
                    ("Heading 1", "Sår"),
                    "Text",
                    ("Heading 1", "Risker och hinder"),
                    "Text",
                    ("Heading 1", "Psoriasis"),
                    AKT,
                ),
                *(X2, ("Heading 1", "Utmaningar"), "Text", ("Heading 1", "Press och media"), "Text"),
            ),
            [(1, "Melanom"), (2, "Sår"), (3, "Psoriasis")],
            [1],
        ),
        (  # all under a heading over areas
            (
                *(
                    ("Heading 1", "1. Inledning"),
                    "Text",
                    ("Heading 1", "2. Prioriterade områden"),
                    ("Heading 2", "Sår"),
                ),
                *(
                    "Text",
                    ("Heading 2", "Melanom"),
                    ("Heading 3", "Aktiviteter 2025"),
                    X1,
                    ("Heading 2", "Eksem"),
                    "Text",
                ),
                *(("Heading 1", "3. Press och media"), ("Heading 2", "Webben"), "Text"),
            ),
            [(1, "Sår"), (2, "Melanom"), (3, "Eksem")],
            [0, 2],
        ),
    ],
)
def test_a_heading_in_one_row_with_those_of_areas_is_asked_about_as_one(
    blocks: Sequence[str | tuple[str, ...]], areas: list[tuple[int, str]], in_row: list[int]
) -> None:
    draft = read(word_document(OF_SKIN, *blocks), "plan.docx")
    assert columns(draft.rows["areas"], "number", "title") == areas
    assert told_of(draft, "import.title_in_row") == [
        ("areas", at, "import.title_in_row", Severity.HINT) for at in in_row
    ]
    assert draft.areas == len(areas)
    assert "Text" in [note.value for note in draft.kept]


@pytest.mark.parametrize(
    "blocks",
    [
        (("Heading 1", "Melanom"), ("Heading 2", "Bakgrund"), "Text", ("Heading 2", "Syfte"), "Text", AKT, X1),
        (("Heading 1", "Melanom"), ("Heading 2", "Arbetsgrupp"), "Text", AKT, X1),
        (("Heading 1", "Melanom"), ("Heading 2", "Nuläge"), "Text", "Aktiviteter", X1),
        (("Heading 1", "Prioriterade områden"), ("Heading 2", "Melanom"), AKT, X1),
        (("Heading 1", "Vår satsning"), ("Heading 2", "Melanom"), AKT, X1),
        (("Heading 1", "Prioriterat område 1: Melanom"), ("Heading 2", "Nuläge"), "Text", AKT, X1),
        ("Prioriterat område 1: Melanom", ("Heading 2", "Nuläge"), "Text", AKT, X1),
    ],
)
def test_activities_are_of_the_area_over_them_and_not_of_a_part_of_its_text(
    blocks: Sequence[str | tuple[str, ...]],
) -> None:
    draft = read(word_document(OF_SKIN, *blocks), "plan.docx")
    assert columns(draft.rows["areas"], "title") == [("Melanom",)]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "x1")]


def test_slides_with_an_area_each_are_read_with_the_figure_that_is_its_status() -> None:
    deck = decks.blank_deck()
    for number, (name, rgb) in enumerate((("Triage", "00B050"), ("Flöde", "FF0000")), 1):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Prioriterat område {number}: {name}"
        slide.placeholders[1].text_frame.text = "Ta fram modell\nInför modellen\nAnsvarig: RAG triage"
        lamp = slide.shapes.add_shape(MSO_SHAPE.OVAL, Emu(11_000_000), Emu(300_000), Emu(300_000), Emu(300_000))
        bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(0), Emu(6_600_000), Emu(12_000_000), Emu(200_000))
        for figure, colour in ((lamp, rgb), (bar, "FFFF00")):
            figure.fill.solid()
            figure.fill.fore_color.rgb = RGBColor.from_string(colour)
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "title", "responsible", "status") == [
        ("Triage", "RAG triage", "Enligt plan"),
        ("Flöde", "RAG triage", "Allvarliga problem"),
    ]
    assert columns(draft.rows["activities"], "area", "title") == [
        (1, "Ta fram modell"),
        (1, "Inför modellen"),
        (2, "Ta fram modell"),
        (2, "Inför modellen"),
    ]


@pytest.mark.parametrize(
    ("words", "rule", "kept"), [("", "import.status_figure", []), ("Röd", "import.status_none", ["Röd"])]
)
def test_a_figure_on_a_slide_of_two_areas_is_the_status_of_neither_and_asked_about_or_kept(
    words: str, rule: str, kept: list[str]
) -> None:
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "RPO Akut vård 2025")
    for at, name in enumerate(("Triage", "Flöde")):
        left = 300_000 + 6_000_000 * at
        decks.text_box(
            slide, (f"Prioriterat område {at + 1}: {name}", "Aktiviteter:", "• Ta fram"), left, 0, 5_000_000, 9
        )
    lamp = slide.shapes.add_shape(MSO_SHAPE.OVAL, Emu(300_000), Emu(900_000), Emu(300_000), Emu(300_000))
    lamp.fill.solid()
    lamp.fill.fore_color.rgb = RGBColor.from_string("FF0000")
    lamp.text_frame.text = words
    draft = read(decks.saved(deck))
    assert columns(draft.rows.get("areas", ()), "title", "status") == [("Triage", None), ("Flöde", None)]
    assert [one.rule for one in draft.doubts if one.column == "status"] == [rule, rule]
    assert [note.value for note in draft.kept] == ["RPO Akut vård 2025", *kept]


def test_a_figure_beside_a_table_without_statuses_is_asked_about() -> None:
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "Triage")
    table = slide.shapes.add_table(2, 3, Emu(300_000), Emu(1_500_000), Emu(9_000_000), Emu(900_000)).table
    for row, cells in enumerate((("Aktivitet", "Ansvarig", "Uppföljning"), ("Inför modellen", "RAG triage", "Tid"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    for left, rgb in ((11_000_000, "00B050"), (10_000_000, "7F7F7F")):
        lamp = slide.shapes.add_shape(MSO_SHAPE.OVAL, Emu(left), Emu(200_000), Emu(400_000), Emu(400_000))
        lamp.fill.solid()
        lamp.fill.fore_color.rgb = RGBColor.from_string(rgb)
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "title", "status") == [("Triage", None)]
    assert told_of(draft, "import.status_figure") == [("areas", 0, "import.status_figure", Severity.ERROR)]
    assert [one.facts["colour"] for one in draft.doubts if one.rule == "import.status_figure"] == [
        Text("grön", "green")
    ]
    assert draft.kept == ()  # the title of the slide is the name of the area


@pytest.mark.parametrize(
    "sum_row",
    [
        ["Summa", "2", "", ""],
        ["Delsumma Sepsis", "", "1 200,50 kr", ""],
        ["", "Totalt:", "2 st", ""],
        ["Total", "", "", ""],
    ],
)
def test_a_row_that_sums_the_others_up_is_no_area(sum_row: list[str]) -> None:
    table = [["Område", "Aktivitet", "Ansvarig", "Status"], ["Sepsis", "Larm", "RAG", "Grön"], sum_row]
    draft = read(word_document(table), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status") == [("Sepsis", "Enligt plan")]
    assert columns(draft.rows["activities"], "title") == [("Larm",)]
    assert [(note.value, note.sentence) for note in draft.kept] == [
        (" | ".join(filter(None, sum_row)), import_sentences.SUM)
    ]


def test_a_slide_of_its_own_is_not_the_area_before_it_and_one_that_goes_on_is() -> None:
    deck = decks.blank_deck()
    for title, words in (
        ("Prioriterat område 1: Triage", "Ta fram modell"),
        ("Prioriterat område 1: Triage (forts.)", "Inför modellen"),
        ("", "Tack för uppmärksamheten"),
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = words
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "title") == [("Triage",)]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Ta fram modell"), (1, "Inför modellen")]
    assert [note.value for note in draft.kept] == ["Tack för uppmärksamheten"]


def test_the_title_of_another_sheet_ends_the_activities_of_an_area() -> None:
    blocks = ("Prioriterat område 1: Triage", "Aktiviteter", "Ta fram modell", "Resultat", "Kortare kö", "Status: Grön")
    draft = read(word_document("Handlingsplan RPO Akut vård", *blocks), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status") == [("Triage", "Enligt plan")]
    assert columns(draft.rows["activities"], "title") == [("Ta fram modell",)]
    assert columns(draft.rows["results"], "text") == [("Kortare kö",)]
    assert [note.value for note in draft.kept] == ["Handlingsplan RPO Akut vård"]


def test_the_numbers_of_a_chart_are_kept_and_a_picture_of_a_text_is_told_of() -> None:
    deck = decks.blank_deck()
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("RÖ", (78, 81.5))
    frame = (XL_CHART_TYPE.COLUMN_CLUSTERED, Emu(0), Emu(900_000), Emu(5_000_000), Emu(3_000_000), data)
    decks.titled_slide(deck, "Väntetid").shapes.add_chart(*frame)
    assert "RÖ: 2023 78; 2024 81.5" in [note.value for note in read(decks.saved(deck)).kept]
    document = WordDocument()
    picture = BytesIO(DOT)
    document.add_picture(picture, width=Emu(5_000_000), height=Emu(5_000_000))
    document.add_picture(picture, width=Emu(500_000), height=Emu(500_000))
    target = BytesIO()
    document.save(target)
    assert [note.sentence for note in read(target.getvalue(), "plan.docx").kept] == [import_sentences.UNREAD_ONE]
    document = WordDocument(BytesIO(word_document([["Område", "Aktivitet", "Status"], ["Sår", "Prova", "Grön"]])))
    document.tables[0].cell(1, 1).paragraphs[0].add_run().add_picture(picture, Emu(5_000_000), Emu(5_000_000))
    target = BytesIO()
    document.save(target)
    assert [note.sentence for note in read(target.getvalue(), "plan.docx").kept] == [import_sentences.UNREAD_ONE]


def test_a_dash_among_promises_is_no_promise_in_other_words() -> None:
    table = [["Område", "Patientlöfte", "Aktivitet", "Status"], ["Triage", "–", "Ta fram", "Grön"]]
    draft = read(word_document("RPO Akut vård 2025", table), "plan.docx")
    assert told_of(draft) == []


@pytest.mark.parametrize("name", ["Sepsis\nPatientlöfte: ", "2\nPatientlöfte: ", "Patientlöfte: "])
def test_promises_at_an_area_that_is_named_again_are_its_own_and_other_words_are_kept(name: str) -> None:
    first = [["Nr", "Område", "Status"], ["2", "Sepsis\nPatientlöfte: få tillgång till jämlik vård", "Gul"]]
    again = [["Område", "Aktivitet"], *([f"{name}{words}", "Larm"] for words in ("annat", "annat", "egna ord"))]
    draft = read(word_document(first, again), "plan.docx")
    assert columns(draft.rows["areas"], "title", "promise_4") == [("Sepsis", "x")]
    assert [note.value for note in draft.kept] == ["annat", "egna ord"]
    assert [one.rule for one in draft.doubts].count("import.promises") == 2


def test_what_stands_beside_activities_without_an_area_is_theirs_or_kept() -> None:
    head = ["Område", "Aktivitet", "Ansvarig", "Tidplan", "Uppföljning", "Status", "Budget"]
    row = ["Aktiviteter utan område", "Larm", "RAG lab", "Q2", "Antal larm", "Gul", "100 tkr"]
    draft = read(word_document([head, row]), "plan.docx")
    names = ("area", "title", "responsible", "schedule", "status")
    assert columns(draft.rows["activities"], *names) == [(None, "Larm", "RAG lab", "Q2", "Mindre problem")]
    assert [note.value for note in draft.kept] == ["Antal larm", "100 tkr"]


def test_promises_in_a_plan_of_a_region_without_such_are_kept() -> None:
    data = word_document("Handlingsplan", [["Område", "Patientlöften", "Aktivitet"], ["Triage", "Trygg vård", "Larm"]])
    book = build_book(REGISTER, REGISTER.region("norra"))
    draft = draft_plan(read_document(data, "plan.docx"), book, 2025, "sv")
    assert [note.value for note in draft.kept] == ["Trygg vård", "Handlingsplan"]


def test_a_row_that_the_one_above_covers_is_no_part_of_a_legend() -> None:
    document = WordDocument(BytesIO(word_document("Plan", [["Vem", "Namn", "Ort"], ["A", "B", "C"], ["", "B", "C"]])))
    for cells in zip(document.tables[0].rows[1].cells, document.tables[0].rows[2].cells, strict=True):
        cells[0].merge(cells[1])
    target = BytesIO()
    document.save(target)
    assert [note.value for note in read(target.getvalue(), "plan.docx").kept] == [
        "Vem | Namn | Ort",
        "A | B / B | C / C",
    ]


def test_a_heading_over_two_rows_of_headings_names_its_column() -> None:
    table = [
        ["Prioriterat område", "Vad", "", "Uppföljning"],
        ["", "Aktiviteter", "När", "Status"],
        ["IBD", "Ta fram riktlinje", "Q2", "Grön"],
    ]
    draft = read(word_document("RPO Mag- och tarmsjukdomar 2025", table), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status") == [("IBD", "Enligt plan")]
    assert columns(draft.rows["activities"], "title", "schedule") == [("Ta fram riktlinje", "Q2")]
    assert told_of(draft) == []


def test_areas_under_the_headings_of_groups_go_to_each_group(tmp_path: Path) -> None:
    data = word_document(
        ("Heading 1", "RPO Akut vård"),
        ("Heading 2", "Prioriterat område 1: Triage"),
        ("List Bullet", "Ta fram modell"),
        ("Heading 1", "RPO Tandvård"),
        ("Heading 2", "Prioriterat område 1: Barn"),
        ("List Bullet", "Kalla alla"),
    )
    (tmp_path / "plan.docx").write_bytes(data)
    result = run("import", "plan.docx", "-o", "ut", "--year", "2025", "--lang", "sv", cwd=tmp_path)
    assert [line for line in result.stdout.splitlines() if line.startswith("plan")] == [
        "plan.docx: RPO Akut vård, avsnitt 1–2: Av 1 område lästes 1, med 1 aktivitet; 1 status att välja. "
        "(4 saker att se över)",
        "plan.docx: RPO Tandvård, avsnitt 3–4: Av 1 område lästes 1, med 1 aktivitet; 1 status att välja. "
        "(4 saker att se över)",
    ]
    assert sorted(path.name for path in (tmp_path / "ut").iterdir()) == [
        "RPO Akut vård 2025.xlsx",
        "RPO Tandvård 2025.xlsx",
    ]


def test_a_row_with_a_number_alone_is_the_area_of_the_rows_numbered_under_it() -> None:
    table = [
        ["Nr", "Aktivitet", "Ansvarig", "Status"],
        ["1", "Fetma", "", ""],
        ["1.1", "Skolprogram", "RÖ", "Grön"],
        ["1.2", "Utbildning", "RJL", "Gul"],
        ["2.", "Psykisk ohälsa", "", ""],
        ["2.1.", "Första linjen", "", "Röd"],
    ]
    draft = read(word_document("RPO Barn och ungdomars hälsa 2025", table), "plan.docx")
    assert columns(draft.rows["areas"], "number", "title", "status") == [
        (1, "Fetma", None),
        (2, "Psykisk ohälsa", "Allvarliga problem"),
    ]
    assert columns(draft.rows["activities"], "area", "number", "title", "responsible", "status") == [
        (1, "1.1", "Skolprogram", "RÖ", "Enligt plan"),
        (1, "1.2", "Utbildning", "RJL", "Mindre problem"),
        (2, "2.1", "Första linjen", None, None),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Sydöstra. Status per 2025-09-30.", date(2025, 9, 30)),
        ("Status per den 30 september 2025", date(2025, 9, 30)),
        ("Statusen, as of 1 May 2025", date(2025, 5, 1)),
        ("Status 2025-09-30 och status 2025-03-31", None),
        ("Status 2025", None),
        ("Status per 2025-13-40", None),
        ("Nästa status lämnas 2026-03-31", None),
    ],
)
def test_the_day_of_the_statuses_is_read_wherever_it_is_told(words: str, day: date | None) -> None:
    heading = [["Prioriterat område", "Aktiviteter", words], ["Sepsis", "Utbilda", "Grön"]]
    for data in (word_document(("Title", "RPO Akut vård 2025"), words), word_document(heading)):
        document = read_document(data, "plan.docx")
        told = identify(document, REGISTER, Headings(BOOK), REGISTER.regions[0])
        assert told.as_of == day


def test_two_years_in_a_title_are_a_span() -> None:
    titles = {
        "2025 och 2026": "2025–2026",
        "2025 och 12 regioner": 2025,
        "2025 till 27": "2025–2027",
        "2025–26": "2025–2026",
    }
    for title, years in titles.items():
        document = read_document(word_document(("Title", f"RPO Akut vård {title}")), "plan.docx")
        whose = identify(document, REGISTER, Headings(BOOK), REGISTER.regions[0])
        assert whose.years == years


def test_the_template_of_a_plan_for_several_years_is_named_by_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(word_document("RPO Akut vård 2025–2027", "Prioriterat område 1: Triage"))
    run("import", "plan.docx", "-o", "ut", "--lang", "sv", cwd=tmp_path)
    (made,) = (tmp_path / "ut").iterdir()
    assert made.name == "RPO Akut vård 2025–2027.xlsx"
    guide = [str(cell.value) for row in load_workbook(made)["Läs mig"].iter_rows(max_row=3) for cell in row]
    assert "Översiktlig handlingsplan 2025–2027 – RPO Akut vård" in guide


def test_the_guide_of_a_plan_without_a_year_has_the_year_of_no_other(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(word_document("RPO Akut vård", "Prioriterat område 1: Triage"))
    run("import", "plan.docx", "-o", "ut", "--lang", "sv", cwd=tmp_path)
    guide = load_workbook(tmp_path / "ut" / "plan.xlsx")["Läs mig"]
    assert guide["A1"].value == "Översiktlig handlingsplan … – RPO Akut vård"


@pytest.mark.skipif(os.name == "nt", reason="file names have every letter there")
def test_settings_that_take_no_other_letters_in_names_of_files_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(word_document("RPO Akut vård 2025", "Prioriterat område 1: Triage"))
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    out = run("import", "plan.docx", "-o", "ut", "--lang", "en", cwd=tmp_path, env=env, status=3)
    assert "take no letters but a to z in names of files. Run again with PYTHONUTF8=1." in out.stderr


def test_an_area_that_is_called_as_a_group_parts_no_plan(tmp_path: Path) -> None:
    blocks = [("Title", "RPO Tandvård 2025")]
    for name in ("Barn", "Äldre"):
        blocks += [("Heading 1", name), ("Heading 2", "Aktiviteter"), ("List Bullet", "Kalla alla")]
    (tmp_path / "plan.docx").write_bytes(word_document(*blocks))
    run("import", "plan.docx", "-o", "ut", "--lang", "sv", cwd=tmp_path)
    assert [path.name for path in (tmp_path / "ut").iterdir()] == ["RPO Tandvård 2025.xlsx"]


@pytest.mark.parametrize(("year", "asked"), [("2026", True), ("2025", False)])
def test_times_without_a_year_are_asked_about_where_the_plan_is_for_another(
    tmp_path: Path, year: str, asked: bool
) -> None:
    table = [["Område", "Aktivitet", "När", "Status"], ["Triage", "Ta fram", "Q3", "Grön"]]
    (tmp_path / "plan.docx").write_bytes(word_document("RPO Akut vård 2025", table))
    run("import", "plan.docx", "-o", "ut", "--year", year, "--lang", "sv", cwd=tmp_path)
    sheet = load_workbook(tmp_path / "ut" / f"RPO Akut vård {year}.xlsx")["Att se över"]
    told = [
        str(cell.value) for row in sheet.iter_rows(min_row=10) for cell in row if "Tider utan år" in str(cell.value)
    ]
    assert (
        told
        == ["plan.docx gäller 2025 och planen 2026. Tider utan år, som ”Q3”, betyder här 2026: stämmer de?"] * asked
    )


def own_workbook() -> Workbook:
    """A plan in a workbook of a group's own. What it says is made up."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ("Handlingsplan 2025 RPO Akut vård",),
        ("Uppdaterad", date(2025, 9, 30)),
        (),
        ("Nr", "Prioriterat område", "Aktivitet", "Ansvarig", "Klart", "Status", "Kostnad"),
        (1, "Sepsis", "Inför larm", "RAG sepsis", date(2025, 6, 30), None, 1000),
        (None, None, "Utbilda", "Regionerna", "Q4"),
        (),
        (2, "Stroke", "Utbilda", "RAG stroke", "löpande", "Röd", 0.5),
        ("Summa", None, None, None, None, None, 1000.5),
        (),
        ("Indikator", "Målvärde", "Område"),
        ("Tid till antibiotika", 30, 1),
    ):
        sheet.append(row)
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("F5:F6")
    sheet["F5"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["G8"].number_format = "0%"
    sheet["C5"].comment = Comment("Fråga labbet", "x")
    sheet.row_dimensions[8].hidden = True
    workbook.create_sheet("Utmaningar").append(("Brist på läkare",))
    hidden = workbook.create_sheet("Listor")
    hidden.append(("dolt",))
    hidden.sheet_state = "hidden"
    return workbook


def bytes_of(workbook: Workbook) -> bytes:
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_a_workbook_of_a_groups_own_is_read_by_its_headings() -> None:
    draft = read_saved(own_workbook())
    assert columns(draft.rows["areas"], "number", "title", "status") == [
        (1, "Sepsis", "Enligt plan"),
        (2, "Stroke", "Allvarliga problem"),
    ]
    assert columns(draft.rows["activities"], "area", "title", "responsible", "schedule") == [
        (1, "Inför larm", "RAG sepsis", "2025-06-30"),
        (1, "Utbilda", "Regionerna", "Q4"),
        (2, "Utbilda", None, "löpande"),
    ]
    assert columns(draft.rows["indicators"], "area", "name", "target") == [("1", "Tid till antibiotika", 30)]
    assert columns(draft.rows["challenges"], "text") == [("Brist på läkare",)]
    assert [(note.cell, note.heading, note.value) for note in draft.kept] == [
        ("Flik 1", "Kostnad", "1000"),
        ("Flik 1", "Kostnad", "50 %"),
        ("Flik 1", "", "Summa | 1000,5"),
        ("Flik 1", "", "Handlingsplan 2025 RPO Akut vård"),
        ("Flik 1", "", "Uppdaterad: 2025-09-30"),
        ("Flik 1", "", "C5: Fråga labbet"),
        ("Flik 1", "", None),
        ("Flik 3", "", "dolt"),
    ]
    assert draft.kept[-2].sentence.sv == "Läst som det som syns: 1 rad som är dold eller bortfiltrerad."


def test_a_sheet_an_area_with_its_headings_down_the_side_is_read() -> None:
    workbook = Workbook()
    for name, status in (("Sepsis", "Grön"), ("Stroke", "Gul")):
        sheet = workbook.create_sheet(name)
        for row in (("Prioriterat område", name), ("Mål", "Färre döda"), ("Aktiviteter", "Larm"), ("Status", status)):
            sheet.append(row)
    draft = read_saved(workbook)
    assert columns(draft.rows["areas"], "title", "effect_goal", "status") == [
        ("Sepsis", "Färre döda", "Enligt plan"),
        ("Stroke", "Färre döda", "Mindre problem"),
    ]
    assert draft.kept == ()


def test_the_title_of_a_sheet_of_the_template_is_no_name_of_an_area() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Aktiviteter"
    for row in (("Aktivitet", "Ansvarig", "Status"), ("Larm", "RAG", "Grön")):
        sheet.append(row)
    draft = read_saved(workbook)
    assert columns(draft.rows["areas"], "title") == [(None,)]
    assert told_of(draft, "import.title_blank") == [("areas", 0, "import.title_blank", Severity.ERROR)]


INDICATORS_OF = ("Indikatorer", [("Område", "Indikator", "Mål"), (3, "A", 1), ("1", "B", 2), ("5. Stroke", "C", 3)])


@pytest.mark.parametrize(
    ("numbers", "areas", "referred", "told"),
    [
        ((3, 5, 1), [3, 5, 1], ["3", "1", "5"], []),
        ((3, None, 1), [1, 2, 3], ["1", "3", "2"], ["import.read_as"] * 3),
        ((None, None, None), [1, 2, 3], ["3", "1", "2"], ["import.read_as"] * 3),
        ((3, 3, None), [1, 2, 3], [None, None, "2"], ["import.area_unknown"] * 2 + ["import.read_as"]),
        ((4, 7, None), [1, 2, 3], [None, None, "2"], ["import.area_unknown"] * 2 + ["import.read_as"]),
    ],
)
def test_what_refers_to_an_area_by_its_number_follows_it_or_is_asked_about(
    numbers: tuple[int | None, ...], areas: list[int], referred: list[str | None], told: list[str]
) -> None:
    names = ("Sepsis", "Stroke", "Trauma")
    rows = [(number, name, "Larm", "Grön") for number, name in zip(numbers, names, strict=True)]
    draft = read_workbook(("Plan", [("Nr", "Område", "Aktivitet", "Status"), *rows]), INDICATORS_OF)
    assert [record["number"] for record in draft.rows["areas"]] == areas
    assert [record.get("area") for record in draft.rows["indicators"]] == referred
    assert [one.rule for one in draft.doubts if one.sheet == "indicators"] == told


def test_lines_beside_as_many_activities_are_of_each_and_a_number_with_a_comma_is_an_activitys() -> None:
    heads = ("Nr", "Område", "Aktivitet", "Ansvarig", "När", "Status")
    draft = read_workbook(
        ("Plan", [heads, (None, "Sepsis", "Larm\nRond", "RPO\nRAG", "Q1\nQ2", "Grön")]),
        (
            "Sida 2",
            [heads, (1.1, "Stroke", "Köp in", "RPO\nRAG", "Q1", "Grön"), (1.1, "Hud", "Mät", None, "Q2", "Gul")],
        ),
        ("Sida 3", [heads, ("2.1", "Sår", "Larm\nRond", "RPO\nRAG\nRSG", "Q3", "Gul")]),
    )
    assert columns(draft.rows["areas"], "title", "responsible") == [
        ("Sepsis", None),
        ("Stroke", "RPO\nRAG"),
        ("Hud", None),
        ("Sår", "RPO\nRAG\nRSG"),
    ]
    assert columns(draft.rows["activities"], "number", "title", "responsible", "schedule") == [
        (None, "Larm", "RPO", "Q1"),
        (None, "Rond", "RAG", "Q2"),
        ("1.1", "Köp in", None, "Q1"),
        ("1.1", "Mät", None, "Q2"),
        (None, "Larm", None, "Q3"),
        (None, "Rond", None, "Q3"),
    ]
    asked = [(one.column, one.rule, one.facts.get("value")) for one in draft.doubts if one.sheet == "activities"]
    assert asked == [
        ("schedule", "import.by_line", "Q1, Q2"),
        ("responsible", "import.by_line", "RPO, RAG"),
        ("number", "import.number_again", "1.1"),
        ("schedule", "import.for_all", "Q3"),
    ]
    told = import_sentences.NUMBER_OF_ROW.fill(row=Text("”Sår”, ”Larm”", "“Sår”, “Larm”"))
    assert [(note.value, note.sentence) for note in draft.kept] == [("2.1", told)]


@pytest.mark.parametrize(
    "example",
    [
        [("Exempel: Väntetider", "Korta köerna", "Grön")],
        [("T.ex. väntetider", "Korta köerna", "Grön"), (None, "Anställ", "Gul")],
        [("(namn)", "(aktivitet)", "(status)")],
        [("xxx", "xxx", None)],
        [("Skriv här", "…", "Välj ett objekt.")],
    ],
)
def test_rows_of_an_example_are_kept_and_a_name_alone_among_areas_is_asked_about(
    example: Sequence[Sequence[object]],
) -> None:
    rows = [*example, ("Sepsis", "Larm", "Grön"), ("Tas upp i maj", None, None), ("Stroke", "Rond", "Gul")]
    draft = read_workbook(("Plan", [("Område", "Aktivitet", "Status"), *rows]))
    assert [row["title"] for row in draft.rows["areas"]] == ["Sepsis", "Tas upp i maj", "Stroke"]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Larm"), (3, "Rond")]
    assert told_of(draft, "import.is_area") == [("areas", 1, "import.is_area", Severity.HINT)]
    told = [" | ".join(str(cell) for cell in row if cell) for row in example]
    assert [note.value for note in draft.kept if note.sentence == import_sentences.EXAMPLE] == told


def test_a_row_that_goes_on_over_the_end_of_a_printed_page_is_one() -> None:
    tables = [
        [("Område", "Aktivitet", "Status"), ("Sepsis", "Inför larm i", "Grön"), ("Stroke", "Ta fram ett", "Gul")],
        [("", "underlag", ""), ("Sår", "Rond", "Röd")],
        [("", "Utbilda", "Röd")],
    ]
    pages = [
        Page(number, "", (Grid(tuple(tuple(GridCell((Paragraph(words),)) for words in row) for row in rows)),))
        for number, rows in enumerate(tables, 1)
    ]
    draft = draft_plan(Document("plan.pdf", DocumentKind.PDF, tuple(pages)), BOOK, 2025, "sv")
    assert columns(draft.rows["areas"], "title", "status") == [
        ("Sepsis", "Enligt plan"),
        ("Stroke", "Mindre problem"),
        ("Sår", "Allvarliga problem"),
    ]
    assert columns(draft.rows["activities"], "area", "title") == [
        (1, "Inför larm i"),
        (2, "Ta fram ett underlag"),
        (3, "Rond"),
        (3, "Utbilda"),
    ]


def test_the_colours_of_names_of_whole_rows_and_of_patterns_and_gradients_are_asked_about() -> None:
    names = ("Sepsis", "Stroke", "Sår", "Hud", "Öron", "Ögon")
    fills: dict[str, str | Fill] = {"A2": GREEN, "D4": GradientFill(stop=("FFFFFF", GREEN))}
    fills |= dict.fromkeys(("A3", "B3", "C3", "D3"), RED)
    fills |= {"D5": PatternFill("lightUp", fgColor=RED), "D6": PatternFill("gray125"), "A7": "DDEBF7"}
    rows = [("Område", "Aktivitet", "Ansvarig", "Status"), *((name, "Rond", "RPO", None) for name in names)]
    draft = read_workbook(("Plan", rows), fills=fills)
    assert [row.get("status") for row in draft.rows["areas"]] == [
        *(None, None),
        *("Enligt plan", "Allvarliga problem"),
        *(None, None),
    ]
    asked = [(one.rule, getattr(one.facts.get("colour"), "sv", None)) for one in draft.doubts]
    assert asked == [
        ("import.status_row", "grön"),
        ("import.status_row", "röd"),
        ("import.status_shade", "grön"),
        ("import.status_shade", "röd"),
        ("import.status_none", None),
        ("import.status_none", None),
    ]


def test_the_status_of_an_area_in_a_table_of_areas_stays_where_a_row_of_another_has_several_activities() -> None:
    draft = read_workbook(
        ("Områden", [("Nr", "Område", "Status"), (1, "Sepsis", "Grön")]),
        ("Aktiviteter", [("Område", "Aktivitet", "När"), (1, "Larm\nRond", "Q1"), (1, "Mät", "Q2")]),
    )
    assert columns(draft.rows["areas"], "title", "status") == [("Sepsis", "Enligt plan")]
    assert columns(draft.rows["activities"], "title", "status") == [("Larm", None), ("Rond", None), ("Mät", None)]


@pytest.mark.parametrize(
    ("title", "line", "file", "group"),
    [
        ("Sepsis", "RPO:s ordförande", "Plan RPO Hud.pptx", "RPO Hud- och könssjukdomar"),
        ("Sepsis", "NPO:s eller NSG:s plan", "Plan RPO Tandvård.pptx", "RPO Tandvård"),
        ("Sepsis", "RPO: Tandvård", "plan.pptx", "RPO Tandvård"),
        ("Kunskapsstöd i vardagen", "Larm", "RPO Tandvård.pptx", "RPO Tandvård"),
        ("Psykisk hälsa", "Larm", "RPO Barn och ungdomars hälsa 2026.pptx", "RPO Barn och ungdomars hälsa"),
        ("Handlingsplan RPO Tandvård", "Larm", "RPO Hud.pptx", "RPO Tandvård"),
        ("Tandvård", "Larm", "plan.pptx", "RPO Tandvård"),
    ],
)
def test_the_group_is_the_one_that_is_named_with_its_kind_before_any_other(
    title: str, line: str, file: str, group: str
) -> None:
    deck = decks.blank_deck()
    decks.text_box(decks.titled_slide(deck, title), [line], decks.LEFT, decks.TOP, 5_000_000, 400_000)
    whose = identify(read_document(decks.saved(deck), file), REGISTER, Headings(BOOK), REGISTER.regions[0])
    assert whose.group is not None
    assert whose.group.name == group
    assert whose.answers.get("group", ("",))[0] in ("", "Tandvård")


def test_the_answers_of_a_form_in_a_table_are_read() -> None:
    form = [["Grupp", "RPO Akut vård"], ["Ordförande", "Verksamhetschef"], ["År", "2025"]]
    area = [["Prioriterat område", "Sepsis"], ["Aktiviteter", "Larm"], ["Syfte och mål", "X"], ["Status", "Gul"]]
    whose = identify(read_document(word_document(form, area), "p.docx"), REGISTER, Headings(BOOK), REGISTER.regions[0])
    assert whose.group is not None
    assert (whose.group.name, whose.years) == ("RPO Akut vård", 2025)
    assert {name: words for name, (words, _) in whose.answers.items()} == {
        "group": "RPO Akut vård",
        "chair": "Verksamhetschef",
    }


def test_rows_of_a_table_within_a_cell_are_a_line_each() -> None:
    document = WordDocument(BytesIO(word_document([["Område", "Aktivitet", "Status"], ["Sepsis", "A", "Gul"]])))
    inner = document.tables[0].cell(1, 1).add_table(2, 2)
    for cell, words in zip((cell for row in inner.rows for cell in row.cells), ("Larm", "Q1", "Rond", ""), strict=True):
        cell.text = words
    target = BytesIO()
    document.save(target)
    draft = read(target.getvalue(), "plan.docx")
    assert [row["title"] for row in draft.rows["activities"]] == ["A", "Larm | Q1", "Rond"]


@pytest.mark.parametrize(
    ("slides", "titles"),
    [
        ([("Område 1: Sepsis", ["Många fall"]), ("Aktiviteter", ["• Larm\n• Rond"])], ["Sepsis"]),
        ([("Sepsis", ["Många fall"]), ("Planerade aktiviteter 2025", ["• Larm\n• Rond"])], ["Sepsis"]),
        ([("Prioriterade områden", ["Sepsis\n• Larm\n• Rond", "Stroke\n• Mät"])], ["Sepsis", "Stroke"]),
    ],
)
def test_slides_of_activities_after_an_area_and_cards_of_areas_are_read_and_asked_about(
    slides: Sequence[tuple[str, Sequence[str]]], titles: Sequence[str]
) -> None:
    presentation = Presentation()
    for title, texts in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = title
        for at, words in enumerate(texts):
            left = Emu(at * 3_000_000)
            slide.shapes.add_textbox(left, Emu(2_000_000), Emu(2_500_000), Emu(2_000_000)).text_frame.text = words
    target = BytesIO()
    presentation.save(target)
    draft = read(target.getvalue())
    assert [row["title"] for row in draft.rows["areas"]] == titles
    assert columns(draft.rows["activities"], "area", "title")[:2] == [(1, "Larm"), (1, "Rond")]
    asked = [(at, "import.title_in_text") for at in range(len(titles))]
    assert [(one.record, one.rule) for one in draft.doubts if one.column == "title"] == asked


@pytest.mark.parametrize("keys", [(1, 2, 3), ("A", "B", "C")])
def test_a_row_of_several_areas_is_of_the_first_and_asked_about_and_letters_are_those_of_areas(
    keys: tuple[object, ...],
) -> None:
    one, two, three = map(str, keys)
    names = [(key, name, "Grön") for key, name in zip(keys, ("Sepsis", "Stroke", "Sår"), strict=True)]
    cells = [
        f"{one}, {three}",
        f"{two}–{three}",
        f"Område {two} och {three}",
        keys[2],
        f"{two} – Stroke",
        "Sår, Sepsis",
    ]
    draft = read_workbook(
        ("Områden", [("Nr", "Område", "Status"), *names]),
        ("Aktiviteter", [("Område", "Aktivitet", "När"), *((cell, str(cell), "Q1") for cell in [*cells, "Alla"])]),
        ("Utmaningar", [("Område", "Typ", "Text"), *((cell, "Hinder", str(cell)) for cell in cells)]),
    )
    assert [row["title"] for row in draft.rows["areas"]] == ["Sepsis", "Stroke", "Sår", "Alla"]
    places = dict(zip(map(str, cells), (1, 2, 2, 3, 2, 3), strict=True))
    assert {row["title"]: row["area"] for row in draft.rows["activities"]} == {**places, "Alla": 4}
    assert {row["text"]: int(str(row["area"])) for row in draft.rows["challenges"]} == places
    asked = {(one.sheet, one.facts["value"]) for one in draft.doubts if one.rule == "import.areas"}
    assert asked == {(sheet, cell) for sheet in ("activities", "challenges") for cell in (*cells[:3], cells[5])}
    assert told_of(draft, "import.is_area") == [("areas", 3, "import.is_area", Severity.HINT)]


@pytest.mark.parametrize(
    "by", [(2, 4, 2), ("2", "4.", "2"), ("Sepsis", "Stroke", "Sepsis"), ("2 Sepsis", "4 – Stroke", "2")]
)
@pytest.mark.parametrize("are_first", [True, False])
def test_activities_are_of_the_areas_whose_number_or_name_they_have(by: tuple[object, ...], are_first: bool) -> None:
    of_areas = ("Områden", [("Nr", "Område", "Mål", "Status"), (2, "Sepsis", "X", "Grön"), (4, "Stroke", "Y", "Gul")])
    rows = [(area, name, status) for area, name, status in zip(by, "ABC", ("Klar", "Gul", "Röd"), strict=True)]
    activities = ("Aktiviteter", [("Område", "Aktivitet", "Status"), *rows])
    draft = read_workbook(*((of_areas, activities) if are_first else (activities, of_areas)))
    assert columns(draft.rows["areas"], "number", "title", "status") == [
        (2, "Sepsis", "Enligt plan"),
        (4, "Stroke", "Mindre problem"),
    ]
    assert columns(draft.rows["activities"], "area", "title", "status") == [
        (2, "A", "Avslutad"),
        (2, "C", "Allvarliga problem"),
        (4, "B", None),
    ]


def test_an_area_of_which_a_number_alone_is_known_is_asked_for_and_one_that_comes_again_is_one() -> None:
    rows = [("1", "A", "Grön"), ("Sepsis", "B", "Gul"), ("Stroke", "C", "Gul"), ("Sepsis", "D", "Gul")]
    draft = read_workbook(("Plan", [("Område", "Aktivitet", "Status"), *rows]))
    assert columns(draft.rows["areas"], "title") == [(None,), ("Sepsis",), ("Stroke",)]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "A"), (2, "B"), (2, "D"), (3, "C")]
    assert told_of(draft) == [
        ("areas", 0, "import.title_blank", Severity.ERROR),
        ("areas", 1, "import.title_again", Severity.HINT),
    ]


def test_a_sheet_with_a_table_for_each_area_and_lists_under_titles_is_parted_there() -> None:
    activities = ("Aktivitet", "Ansvarig", "Status")
    draft = read_workbook(
        (
            "Blad1",
            [
                *(["Handlingsplan 2025"], ["År", 2025], [], ["Sepsis"], activities, ("Larm", "RAG", "Grön")),
                *(["Stroke"], activities, ("Rond", "PL", "Röd"), []),
                *(["Indikatorer"], ("Indikator", "Målvärde"), ("Andel", 80), ["Beslut"]),
                *(("Fråga", "Forum"), ("Köpa larm", "RSL"), [], ["Utmaningar"], ["Läkarbrist"], []),
                *(["Resultat 2024"], ["Kortare kö"], ["Framgångsfaktor"], ["Teamet"]),
            ],
        )
    )
    assert columns(draft.rows["areas"], "title", "status") == [
        ("Sepsis", "Enligt plan"),
        ("Stroke", "Allvarliga problem"),
    ]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Larm"), (2, "Rond")]
    assert columns(draft.rows["indicators"], "name") == [("Andel",)]
    assert columns(draft.rows["decisions"], "question") == [("Köpa larm",)]
    assert columns(draft.rows["challenges"], "text") == [("Läkarbrist",)]
    assert columns(draft.rows["results"], "type", "text") == [
        ("Resultat", "Kortare kö"),
        ("Framgångsfaktor", "Teamet"),
    ]
    assert told_of(draft) == [
        ("areas", 0, "import.title_from_row", Severity.HINT),
        ("areas", 1, "import.title_from_row", Severity.HINT),
        ("challenges", 0, "import.kind", Severity.ERROR),
    ]
    assert [note.value for note in draft.kept] == ["Handlingsplan 2025", "År: 2025", "Resultat 2024"]


def test_a_table_with_a_column_for_each_month_is_a_plan_and_a_sheet_called_as_a_year_no_area() -> None:
    months = ("Jan", "Feb", "Mar", "Apr", "Maj")
    draft = read_workbook(("2025", [("Aktivitet", "Ansvarig", "Status", *months), ("Larm", "RAG", "Grön", "x", "x")]))
    assert columns(draft.rows["areas"], "title", "status") == [(None, "Enligt plan")]
    assert columns(draft.rows["activities"], "title", "schedule") == [("Larm", "Jan–Feb")]
    assert list(draft.kept) == []


@pytest.mark.parametrize(
    ("heads", "marks", "schedule", "kept"),
    [
        (("Q1", "Q2", "Q3", "Q4"), ("", "x", "x", ""), "Q2–Q3", []),
        (("Q1", "Q2", "Q3", "Q4"), ("●", "", "", "●"), "Q1, Q4", []),
        (("Kv 1", "Kv 2"), ("", "X"), "Kv 2", []),
        (("T1 2026", "T2 2026"), ("x", "x"), "T1 2026–T2 2026", []),
        (("jan", "feb", "mars"), ("x", "-", "x"), "jan, mars", [("feb", "-")]),
        (("Jun", "Jul", "Aug"), ("", "x", ""), "Juli", []),
        (("v. 36", "v. 37", "v. 38"), ("", "x", "x"), "v. 37–v. 38", []),
        (("Q1", "Q2"), ("", ""), None, []),
        (("Q1", "Q2"), ("3", "x"), None, [("Q1", "3"), ("Q2", "x")]),  # how many, it may be
        (("Q1", "Q2"), ("start", "klart"), None, [("Q1", "start"), ("Q2", "klart")]),
        (("Q1", "Kostnad"), ("x", "9"), None, [("Q1", "x"), ("Kostnad", "9")]),
        (("RJL", "RKL"), ("x", "x"), None, None),
    ],
)
def test_ticks_in_columns_for_parts_of_the_year_are_the_time(
    heads: tuple[str, ...], marks: tuple[str, ...], schedule: str | None, kept: list[tuple[str, str]] | None
) -> None:
    draft = read_workbook(("Plan", [("Område", "Aktivitet", "Ansvarig", *heads), ("Sepsis", "Larm", "RAG", *marks)]))
    assert columns(draft.rows["activities"], "title", "schedule") == [("Larm", schedule)]
    assert kept is None or [(note.heading, note.value) for note in draft.kept] == kept


def test_labels_over_the_table_of_a_sheet_with_one_area_are_of_that_area() -> None:
    def sheet(*labels: tuple[str, str]) -> list[tuple[object, ...]]:
        return [*labels, (), ("Aktivitet", "Ansvarig", "Status"), ("Larm", "RAG", "Grön"), ("Rond", "RPO", "Gul")]

    draft = read_workbook(
        ("Tidig upptäckt av sepsis på aku", sheet(("Område", "Tidig upptäckt av sepsis på akuten"), ("Mål", "Färre"))),
        ("Stroke", sheet(("Ansvarig", "Chefsläkare"), ("Diarienummer", "12/25"), ("Uppföljning", "Riksstroke"))),
    )
    assert columns(draft.rows["areas"], "title", "effect_goal", "follow_up", "responsible") == [
        ("Tidig upptäckt av sepsis på akuten", "Färre", None, None),
        ("Stroke", None, "Riksstroke", "Chefsläkare"),
    ]
    assert columns(draft.rows["activities"], "area", "title", "responsible", "status") == [
        *((1, "Larm", "RAG", "Enligt plan"), (1, "Rond", "RPO", "Mindre problem")),
        *((2, "Larm", "RAG", "Enligt plan"), (2, "Rond", "RPO", "Mindre problem")),
    ]
    assert "Diarienummer: 12/25" in [note.value for note in draft.kept]


def test_what_stands_under_a_question_is_no_activity_and_how_it_goes_is_the_status() -> None:
    draft = read(
        word_document(
            *("Handlingsplan 2025", "Område 1 – Sepsis", "Vad vill vi uppnå?", ("List Bullet", "Färre dödsfall")),
            *("Vad ska vi göra?", ("List Bullet", "Larm"), ("List Bullet", "Rond"), "Vilka är med?"),
            *(("List Bullet", "Alla kliniker"), "Hur går det?", ("List Bullet", "Mindre problem")),
        ),
        "plan.docx",
    )
    assert columns(draft.rows["areas"], "title", "effect_goal", "status") == [
        ("Sepsis", "• Färre dödsfall", "Mindre problem")
    ]
    assert columns(draft.rows["activities"], "title") == [("Larm",), ("Rond",)]
    kept = [str(note.value) for note in draft.kept]
    assert [words for words in ("Vilka är med?", "Alla kliniker") if words not in kept] == []


def test_who_and_when_on_lines_of_their_own_are_of_the_activity_over_them() -> None:
    words = "1.1 Larm\nVem: RAG\nKlart: Q2\n1.2 Rond\nAnsvarig: RPO\nTid: våren 2025\n1.3 Jour\nKlart: upphandlingen"
    draft = read(word_document([["Fokusområde", "Vad ska göras?", "Läge"], ["1. Sepsis", words, "Gul"]]), "p.docx")
    assert columns(draft.rows["activities"], "title", "responsible", "schedule") == [
        ("1.1 Larm", "RAG", "Q2"),
        ("1.2 Rond", "RPO", "våren 2025"),
        ("1.3 Jour", None, None),
        ("Klart: upphandlingen", None, None),
    ]


def test_bars_of_one_colour_are_the_time_and_those_of_several_are_told_of_alone() -> None:
    rows = [
        ("Område", "Aktivitet", "Ansvarig", "Jan", "Feb", "Mar"),
        *(("Sår", one, "RAG") for one in ("Larm", "Rond")),
    ]
    of_one = {"D2": "5B9BD5", "E2": "5B9BD5", "F3": "5B9BD5"}
    for fills, times in ((of_one, ["Jan–Feb", "Mar"]), ({**of_one, "F3": RED}, [None, None])):
        draft = read_workbook(("Plan", rows), fills=fills)
        assert columns(draft.rows["activities"], "title", "schedule") == list(zip(("Larm", "Rond"), times, strict=True))
        assert [(note.heading, note.value) for note in draft.kept] == [("Jan, Feb", None), ("Mar", None)]


@pytest.mark.parametrize(
    ("boxes", "effect_goal", "status", "when"),
    [  # the words of each box, and whether it is in the left or the right column
        (
            [(["Aktiviteter"], 0), (["Status"], 1), (["• Larm", "• Rond"], 0), (["Gul"], 1)],
            None,
            "Mindre problem",
            None,
        ),
        ([(["Aktiviteter"], 0), (["• Larm", "• Rond"], 0), (["Status"], 1), (["Klar"], 1)], None, "Avslutad", None),
        ([(["Aktiviteter", "• Larm", "• Rond"], 0), (["Status", "Klar"], 1)], None, "Avslutad", None),
        (
            [*((["Mål"], 0), (["Åtgärder"], 1), (["Färre"], 0)), (["• Larm", "• Rond"], 1), (["Status: klar"], 0)],
            "Färre",
            "Avslutad",
            None,
        ),
        (
            [
                *((["Mål"], 0), (["Ansvarig"], 1), (["Färre"], 0), (["RAG"], 1), (["Aktiviteter"], 0), (["Tid"], 1)),
                *((["• Larm", "• Rond"], 0), (["Våren"], 1), (["Vi vill uppnå"], 0), (["Status"], 1), (["Gul"], 1)),
            ],
            "Färre",
            "Mindre problem",
            "Våren",
        ),
    ],
)
def test_boxes_on_a_slide_stand_under_the_headings_over_them(
    boxes: list[tuple[list[str], int]], effect_goal: str | None, status: str, when: str | None
) -> None:
    tops = [decks.TOP, decks.TOP]
    placed = []
    for words, column in boxes:
        placed.append((words, decks.LEFT + 6_000_000 * column, tops[column]))
        tops[column] += 800_000
    for one_way in (placed, placed[::-1]):  # whichever was drawn first
        deck = decks.blank_deck()
        slide = decks.titled_slide(deck, "Sepsis")
        for words, left, top in one_way:
            decks.text_box(slide, words, left, top, 5_000_000, 400_000)
        draft = read(decks.saved(deck))
        assert columns(draft.rows["areas"], "title", "effect_goal", "status") == [("Sepsis", effect_goal, status)]
        assert columns(draft.rows["activities"], "title", "schedule") == [("Larm", when), ("Rond", when)]


def test_a_slide_that_compares_is_read_by_its_headings_and_a_lamp_with_a_word_in_it_is_a_status() -> None:
    deck = decks.blank_deck()
    for layout, title in ((4, "Sepsis"), (1, "Prioriterat område: Stroke")):
        slide = deck.slides.add_slide(deck.slide_layouts[layout])
        held = [title, *(("Aktiviteter", "Larm", "Status", "Gul") if layout == 4 else ("Aktiviteter:\nLarm",))]
        for place, words in zip(slide.placeholders, held, strict=False):
            place.text = words
    lamp = slide.shapes.add_shape(MSO_SHAPE.OVAL, Emu(9_000_000), Emu(300_000), Emu(400_000), Emu(400_000))
    lamp.fill.solid()
    lamp.fill.fore_color.rgb = RGBColor.from_string(RED)
    lamp.text_frame.text = "Röd"
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "title", "status") == [
        ("Sepsis", "Mindre problem"),
        ("Stroke", "Allvarliga problem"),
    ]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Larm"), (2, "Larm")]


@pytest.mark.parametrize("behind", [" forts.", ", forts.", " (2/2)", " (2 av 2)", " 2(2)", " – fortsättning", ""])
def test_an_area_whose_title_says_that_it_goes_on_is_the_one_before(behind: str) -> None:
    deck = decks.blank_deck()
    for title, activity in (("Väntetider", "Larm"), (f"Väntetider{behind}", "Rond"), ("Sepsis 1 (ny)", "Mät")):
        table = (
            decks.titled_slide(deck, title).shapes.add_table(2, 2, *map(Emu, (0, 900_000, 9_000_000, 900_000))).table
        )
        for at, words in enumerate(("Aktivitet", "Status", activity, "Grön")):
            table.cell(at // 2, at % 2).text = words
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "title") == [("Väntetider",), ("Sepsis 1 (ny)",)]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Larm"), (1, "Rond"), (2, "Mät")]


def test_headings_of_quarters_under_one_over_them_all_are_no_row_and_their_ticks_no_times() -> None:
    rows = [
        *(("Område", "Aktivitet", "Tidplan", None, None, "Status"), (None, None, "Q1", "Q2", "Q3")),
        *(("Sepsis", "Larm", "x", "x", None, "Grön"), ("* nationellt prioriterat",), ("** ny i år",)),
    ]
    draft = read_workbook(("Plan", rows), merged=["A1:A2", "B1:B2", "C1:E1", "F1:F2"])
    assert columns(draft.rows["areas"], "title", "status") == [("Sepsis", "Enligt plan")]
    assert columns(draft.rows["activities"], "title", "schedule") == [("Larm", None)]
    assert [(note.heading, note.value) for note in draft.kept] == [
        *(("Tidplan Q1", "x"), ("Tidplan Q2", "x"), ("", "Q1 | Q2 | Q3")),
        *(("", "* nationellt prioriterat"), ("", "** ny i år")),
    ]


def test_a_cell_merged_over_two_areas_is_of_both() -> None:
    rows = [
        ("Nr", "Område", "Aktivitet", "Ansvarig", "Status"),
        (1, "Sepsis", "Larm", "RAG", "Gul"),
        (2, "Stroke", "Rond"),
    ]
    draft = read_workbook(("Plan", [*rows, (3, "Trauma", "Mät", None, None)]), merged=["D2:D3", "E2:E3"])
    assert columns(draft.rows["areas"], "number", "title", "responsible", "status") == [
        (1, "Sepsis", "RAG", "Mindre problem"),
        (2, "Stroke", "RAG", "Mindre problem"),
        (3, "Trauma", None, None),
    ]
    assert told_of(draft) == [("areas", 2, "import.status_none", Severity.ERROR)]


def test_areas_under_headings_stand_beside_those_of_a_table() -> None:
    heads, table = ("Heading 3", "Aktiviteter"), [["Nr", "Område", "Aktivitet", "Status"]]
    rows = [["1", "Triage", "A", "Grön"], ["2", "Triage", "B", "Grön"], ["3", "Trauma", "C", "Gul"]]
    draft = read(
        word_document(
            ("Heading 1", "Handlingsplan RPO Akut vård 2025"),
            *(("Heading 2", "3. Sepsis"), heads, ("List Bullet", "Larm"), ("Heading 2", "5. Bakgrund"), heads),
            *(
                ("List Bullet", "Rond"),
                ("Heading 2", "6. Triage"),
                "Mål: Kort kö",
                ("Heading 2", "Övriga"),
                table + rows,
            ),
        ),
        "plan.docx",
    )
    assert columns(draft.rows["areas"], "title", "status") == [
        ("3. Sepsis", None),
        ("Triage", "Enligt plan"),
        ("Trauma", "Mindre problem"),
    ]
    assert columns(draft.rows["activities"], "area", "number", "title") == [
        (1, None, "Larm"),
        *((2, "1", "A"), (2, "2", "B"), (3, "3", "C")),
    ]
    kept = ["Handlingsplan RPO Akut vård 2025", "5. Bakgrund", "Rond", "6. Triage", "Mål: Kort kö", "Övriga"]
    assert [note.value for note in draft.kept if note.value != "Aktiviteter"] == kept


def test_a_slide_with_an_area_in_text_beside_a_table_is_read_and_decisions_among_its_bullets_are_kept() -> None:
    deck = Presentation(BytesIO(decks.table_deck([("Område", "Aktiviteter", "Status"), ("Sepsis", "Larm", "Grön")])))
    slide = decks.titled_slide(deck, "Prioriterat område 2: Stroke")
    lines = ("• Aktiviteter:", "• Rond", "• Beslut: RSL köper larm", "• Behov av beslut: pengar", "• Status: gul")
    decks.text_box(slide, lines, decks.LEFT, decks.TOP, 5_000_000, 3_000_000)
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "title", "status") == [("Sepsis", "Enligt plan"), ("Stroke", "Mindre problem")]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Larm"), (2, "Rond")]
    assert [note.value for note in draft.kept] == [
        "Handlingsplaner 2025",
        "Beslut: RSL köper larm\nBehov av beslut: pengar",
    ]


def test_the_last_of_several_columns_of_activities_has_them_and_a_sheet_called_old_is_told_of() -> None:
    heads = ("Område", "Insats", "Åtgärd", "Status")
    draft = read_workbook(
        ("Plan", [heads, ("Sepsis", "Larm", "Köp in", "Klar"), ("Sepsis", "Larm", "Inför", "Grön")]),
        ("Arkiv 2022", [heads, ("Stroke", "Rond", "Starta", "Klar")]),
    )
    assert columns(draft.rows["activities"], "title", "status") == [
        ("Köp in", "Avslutad"),
        ("Inför", "Enligt plan"),
        ("Starta", None),
    ]
    insats = [note.value for note in draft.kept if note.heading == "Insats"]
    assert insats == ["Larm", "Larm", "Rond"]
    assert [note.sentence for note in draft.kept if note.value == "Arkiv 2022"] == [import_sentences.MAY_BE_OLD]


def test_a_time_merged_over_the_activities_of_an_area_is_that_of_each() -> None:
    heads = ("Område", "Aktivitet", "När", "Status")
    rows = [("Sepsis", "Larm", "Q1", "Grön"), (None, "Rond", None, "Gul"), (None, "Mät", None, "Röd")]
    draft = read_workbook(("Plan", [heads, *rows, ("Stroke", "Rond", None, "Gul")]), merged=["A2:A4", "C2:C4"])
    assert columns(draft.rows["activities"], "area", "title", "schedule") == [
        *((1, "Larm", "Q1"), (1, "Rond", "Q1"), (1, "Mät", "Q1")),
        (2, "Rond", None),
    ]


def test_a_cell_of_an_area_merged_over_indicators_is_of_all_of_them() -> None:
    indicators = [("Område", "Indikator", "Målvärde"), ("Sepsis", "A", 1), (None, "B", 2), (None, "C", 3)]
    plan = ("Plan", [("Område", "Aktivitet", "Status"), ("Sepsis", "Larm", "Grön")])
    draft = read_workbook(("Indikatorer", indicators), plan, merged=["A2:A3"])
    assert columns(draft.rows["indicators"], "area", "name") == [("1", "A"), ("1", "B"), (None, "C")]


def test_a_time_in_the_cell_before_an_event_is_its_time() -> None:
    plan = ("Plan", [("Område", "Aktivitet", "Status"), ("Sepsis", "Larm", "Grön")])
    events = [("19 sep", "RSL"), ("Maj", "Möte"), ("Q4", "Remisser"), ("Löpande", "Omvärld")]
    draft = read_workbook(plan, ("Årshjul", events))
    assert columns(draft.rows["calendar"], "event", "start", "quarter") == [
        ("RSL", date(2025, 9, 19), "Q3"),
        ("Möte", None, "Q2"),
        ("Remisser", None, "Q4"),
        ("Omvärld", None, "Löpande"),
    ]
    assert [one.rule for one in draft.doubts if one.sheet == "calendar"] == []


def test_an_event_with_a_time_of_its_own_has_not_the_quarter_of_those_beside_it() -> None:
    lines = [
        "19/9 RSL",
        "15/9-14/11: Remisser",
        "mars: Dag",
        "Våren: Rond",
        "Löpande: Omvärld",
        "Kick-off",
        "10-15/16 Möte",
    ]
    deck = decks.blank_deck()
    decks.text_box(decks.titled_slide(deck, "Årshjul 2025"), lines, 300_000, 1_500_000, 5_000_000, 3_000_000)
    document = read_document(decks.saved(deck), "plan.pptx")
    names = ("event", "start", "end", "when", "quarter")
    draft = draft_plan(document, BOOK, 2025, "sv")
    assert columns(draft.rows["calendar"], *names) == [
        ("RSL", date(2025, 9, 19), None, None, "Q3"),
        ("Remisser", date(2025, 9, 15), date(2025, 11, 14), None, "Q3"),
        ("Dag", None, None, "mars", "Q1"),
        ("Rond", None, None, "Våren", None),
        ("Omvärld", None, None, None, "Löpande"),
        ("Kick-off", None, None, None, None),
        ("Möte", None, None, "10-15/16", None),
    ]
    blank = [(at, "import.quarter_blank") for at in (3, 5)]
    asked = [(one.record, one.rule) for one in draft.doubts]
    assert asked == [*blank, (6, "import.day"), (6, "import.quarter_blank")]
    without_year = draft_plan(document, BOOK, None, "sv")
    assert columns(without_year.rows["calendar"], *names)[0] == ("RSL", None, None, "19/9", "Q3")


def test_bullets_under_one_that_says_the_kind_are_of_it() -> None:
    deck = Presentation()
    for title, paragraphs in (
        (
            "Utmaningar",
            [("Hinder", 0), ("Brist", 1), ("Behov av samverkan: med alla", 0), ("och fler", 1), ("Annat", 0)],
        ),
        ("Resultat", [("Utveckling:", 0), ("Ny mottagning", 1), ("Kortare kö", 0)]),
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        for words, level in paragraphs:
            paragraph = slide.placeholders[1].text_frame.add_paragraph()
            paragraph.text, paragraph.level = words, level
    draft = read(decks.saved(deck))
    assert columns(draft.rows["challenges"], "type", "text") == [
        ("Hinder", "Brist"),
        *(("Behov av samverkan", "med alla"), ("Behov av samverkan", "och fler")),
        (None, "Annat"),
    ]
    assert columns(draft.rows["results"], "type", "text") == [
        ("Utveckling", "Ny mottagning"),
        ("Resultat", "Kortare kö"),
    ]


def test_a_latest_value_is_one_number_with_the_unit_of_its_indicator() -> None:
    told = {
        *(("80–90 % (2024)", "%"), ("5 av 12 (2024)", "antal"), ("80 (85) % (2024)", "%"), ("80 % (2024)", "")),
        *(("80 % (2023)", "%"), ("1 200 remisser (2024)", "antal remisser"), ("12 per 1 000 (2024)", "per 1 000")),
    }
    rows = [["Id", "Indikator", "Enhet", "Senaste värde"]]
    rows += [[f"I{at}", "Andel", unit, words] for at, (words, unit) in enumerate(sorted(told))]
    draft = read(
        word_document([["Område", "Aktivitet", "Status"], ["Sår", "Prova", "Grön"]], "Mått", rows), "plan.docx"
    )
    assert columns(draft.rows["measurements"], "period", "value_whole") == [("2024", 1200), ("2024", 12), ("2023", 80)]
    kept = {note.value for note in draft.kept if note.heading == "Senaste värde"}
    assert kept == {"80–90 % (2024)", "5 av 12 (2024)", "80 (85) % (2024)", "80 % (2024)"}


def test_a_name_with_the_word_for_going_on_stays_whole_where_no_area_goes_on() -> None:
    names = [
        "Väntetider",
        "Väntetider fortsättning",
        "Forts. Väntetider",
        "Fortsättning på rehab",
        "Vårdens fortsättning",
    ]
    rows = [["Område", "Aktivitet", "Status"], *([name, f"Steg {at}", "Grön"] for at, name in enumerate(names))]
    draft = read(word_document(rows), "plan.docx")
    assert columns(draft.rows["areas"], "title") == [
        *(("Väntetider",), ("Fortsättning på rehab",), ("Vårdens fortsättning",)),
    ]
    assert [area for (area,) in columns(draft.rows["activities"], "area")] == [1, 1, 1, 2, 3]


def test_a_number_within_the_name_of_a_listed_area_stays_and_a_text_is_no_name() -> None:
    bullet = ("List Bullet", "Prova")
    draft = read(
        word_document("Plan 2026", "1. Diabetes typ 2. Fot", bullet, "2. Klart 2026. Sår", bullet), "plan.docx"
    )
    assert columns(draft.rows["areas"], "title") == [("Diabetes typ 2. Fot",), ("Klart 2026. Sår",)]
    blocks = ("Plan 2026", "1. Sår", bullet, f"2. {'Långt namn ' * 16}".strip(), bullet, "3. Ben", bullet)
    draft = read(word_document(*blocks), "plan.docx")
    assert not draft.areas
    assert [note.value for note in draft.kept] == [one if isinstance(one, str) else one[1] for one in blocks]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u00ad", "\u3164"])
def test_a_text_that_nobody_sees_is_none(unseen: str) -> None:
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "Prioriterat område 1: Sår")
    decks.text_box(slide, ["Aktiviteter"], 0, 1_500_000, 5_000_000, 500_000)
    decks.text_box(slide, [unseen], 0, 2_000_000, 5_000_000, 500_000)
    decks.text_box(slide, ["Prova"], 0, 2_500_000, 5_000_000, 500_000)
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "title") == [("Sår",)]
    assert columns(draft.rows["activities"], "title") == [("Prova",)]
    heads = ["Område", "Aktivitet", "Status"]
    assert read(word_document([heads, [unseen] * 3, ["Ben", "Ge", "Grön"]]), "plan.docx").areas == 1
    assert read_workbook(("Plan", [heads, [unseen] * 3, ["Ben", "Ge", "Grön"]])).areas == 1


def test_a_dash_in_place_of_activities_is_none() -> None:
    rows = [
        ["Område", "Aktivitet", "Uppföljning", "Status"],
        ["Sår", "–", "-", "Grön"],
        ["Ben", "Ge\n–", "Antal", "Gul"],
    ]
    draft = read(word_document(rows), "plan.docx")
    assert columns(draft.rows["areas"], "title", "follow_up", "status") == [
        ("Sår", None, "Enligt plan"),
        ("Ben", "Antal", "Mindre problem"),
    ]
    assert columns(draft.rows["activities"], "area", "title") == [(2, "Ge")]
    assert told_of(draft) == []


def test_sheets_are_numbered_as_they_are_seen() -> None:
    workbook = Workbook()
    hidden = workbook.worksheets[0]
    hidden.append(["dolt"])
    hidden.sheet_state = "hidden"
    workbook.create_chartsheet("Bild")
    plan = workbook.create_sheet("Plan")
    for row in (["Område", "Aktivitet", "Status"], ["Sår", "Prova", "Ja och nej"]):
        plan.append(row)
    document = arrange_sheets(read_sheets(bytes_of(workbook), "plan.xlsx"), Headings(BOOK))
    draft = draft_plan(document, BOOK, 2025, "sv")
    assert [one.facts["where"] for one in draft.doubts] == [Text("flik 2", "sheet 2")]
    assert [(note.cell, note.value) for note in draft.kept] == [("Flik 3", "dolt")]


def test_a_comment_on_a_text_is_told_of_where_it_stands() -> None:
    document = WordDocument()
    document.add_heading("Inledning", 1)
    document.add_heading("Bilaga", 1)
    comment = document.add_comment(document.add_paragraph("Kostnader").runs, "Fråga Bo")
    comment.add_paragraph("i dag")
    document.sections[0].header.paragraphs[0].text = "Arbetsmaterial"
    target = BytesIO()
    document.save(target)
    kept = [(note.cell, note.value) for note in read(target.getvalue(), "plan.docx").kept]
    told = ("Arbetsmaterial", "Fråga Bo", "i dag")
    assert [one for one in kept if one[1] in told] == list(
        zip(("Avsnitt 1", "Avsnitt 2", "Avsnitt 2"), told, strict=True)
    )


def test_a_table_that_two_sheets_have_is_of_the_one_whose_words_stand_in_it() -> None:
    plan = [["Område", "Aktivitet", "Status"], ["Sår", "Prova", "Grön"]]
    for sheet, kind in (("challenges", "Hinder"), ("results", "Utveckling")):
        draft = read(word_document(plan, "Mer", [["Typ", "Text", "Område"], [kind, "Bo", "Sår"]]), "plan.docx")
        assert columns(draft.rows[sheet], "type", "text") == [(kind, "Bo")]


def test_a_heading_of_what_is_done_with_a_kind_of_group_is_an_area() -> None:
    part, bullet = ("Heading 2", "Aktiviteter"), ("List Bullet", "Träffas")
    blocks = (("Heading 1", "1. Samverkan med NPO"), part, bullet, ("Heading 1", "2. RPO Hud"), part, bullet)
    draft = read(word_document(*blocks), "plan.docx")
    assert columns(draft.rows["areas"], "title") == [("Samverkan med NPO",)]


@pytest.mark.parametrize(
    ("named", "region", "is_told"),
    [
        (("Norra sjukvårdsregionen",), "norra", True),
        (("Norra sjukvårdsregionen", "Västra sjukvårdsregionen"), "norra", False),
        (("Norra sjukvårdsregionen", "Sydöstra sjukvårdsregionen"), "sydostra", False),
        ((), "sydostra", True),
    ],
)
def test_of_several_healthcare_regions_that_a_document_names_the_plans_is_asked_for(
    named: Sequence[str], region: str, is_told: bool
) -> None:
    document = read_document(word_document("RPO Tandvård 2026", *named), "plan.docx")
    whose = identify(document, REGISTER, Headings(BOOK), REGISTER.region("sydostra") or REGISTER.regions[0])
    assert (whose.region.name, whose.is_region_told) == (region, is_told)


def test_an_object_in_a_text_is_told_of() -> None:
    document = WordDocument(BytesIO(word_document([["Område", "Aktivitet", "Status"], ["Sår", "Prova", "Grön"]])))
    document.add_paragraph().add_run()._r.append(parse_xml(f"<w:object {nsdecls('w')}/>"))
    target = BytesIO()
    document.save(target)
    assert [note.sentence for note in read(target.getvalue(), "plan.docx").kept] == [import_sentences.UNREAD_ONE]


def test_a_formula_of_a_text_is_words() -> None:
    document = WordDocument(BytesIO(word_document([["Område", "Aktivitet", "Status"], ["Sår", "Nå minst ", "Grön"]])))
    formula = "<m:oMath {}><m:sSup><m:e><m:r><m:t>90</m:t></m:r></m:e></m:sSup></m:oMath>".format(
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    document.tables[0].cell(1, 1).paragraphs[0]._p.append(parse_xml(formula))
    target = BytesIO()
    document.save(target)
    assert columns(read(target.getvalue(), "plan.docx").rows["activities"], "title") == [("Nå minst 90",)]


@pytest.mark.parametrize("words", ["Enligt plan, mindre problem, kvar", "On track, minor problems remain"])
def test_another_status_beside_one_is_asked_about_in_either_language(words: str) -> None:
    read_as = read_status((GridCell((Paragraph(words),)),), (), Headings(BOOK).status, "")
    assert (read_as.term and read_as.term.name, read_as.rule) == ("on_plan", "import.read_as")


def test_a_text_that_no_cell_holds_goes_on_on_the_sheet_of_what_has_no_place() -> None:
    long = "ord " * 10_000
    rows = [["Område", "Aktivitet", "Status", "Eget"], ["Triage", f"Larm {long}", "Grön", f"Mer {long}"]]
    book = build_book(REGISTER, REGISTER.regions[0])
    draft = draft_plan(read_document(word_document(rows), "plan.docx"), book, 2025, "sv")
    made = load_workbook(BytesIO(build_workbook(draft, book, Prefill({}, {}, None), "plan.docx", "sv")))
    kept = [[cell.value for cell in row[2:]] for row in made["Övrigt"].iter_rows(min_row=5)]
    assert [(heading, told) for heading, _, told in kept] == [
        ("Aktivitet", repair_sentences.REST.sv),
        ("Eget", import_sentences.NO_COLUMN.fill(row="”Triage”").sv),
        ("Eget", repair_sentences.REST.sv),
    ]
    whole = f"{made['Aktiviteter']['C4'].value}{kept[0][1]}", f"{kept[1][1]}{kept[2][1]}"
    assert whole == (f"Larm {long}".strip(), f"Mer {long}".strip())


def test_a_second_number_of_a_row_is_kept() -> None:
    draft = read(
        decks.table_deck([("Nr", "Område", "Aktivitet", "Status", "Nr"), ("2", "Triage", "Larm", "Grön", "7")])
    )
    assert columns(draft.rows["areas"], "number", "title") == [(2, "Triage")]
    told = import_sentences.NUMBER_OF_ROW.fill(row=Text("”Triage”, ”Larm”", "“Triage”, “Larm”"))
    assert [(note.value, note.sentence) for note in draft.kept][:1] == [("7", told)]


WHO_AND_WHEN = ("Prioriterat område", "Aktivitet", "Status", "Ansvarig", "Klart senast", "När")


@pytest.mark.parametrize(
    ("cells", "told", "kept"),
    [
        (("Larm", "", "efter sommaren", "Q3"), [("Larm", None, "Q3")], [("Klart senast", "efter sommaren")]),
        (("Larm. Klart: Q3", "", "", "2025"), [("Larm.", None, "Q3")], [("När (i ord)", "2025")]),
        (("Larm (Q3)", "", "", "Q3"), [("Larm", None, "Q3")], []),
        (("Larm startas. Våren 2025. (Q3)", "", "", ""), [("Larm startas. Våren 2025.", None, "Q3")], []),
        (
            ("• Larm. Ansvarig: RAG B\n• Rond", "RAG A\nRAG D", "", "2025"),
            [("Larm.", "RAG B", "2025"), ("Rond", "RAG D", "2025")],
            [("Ansvarig (funktion eller grupp)", "RAG A")],
        ),
        (
            ("• Larm. Ansvarig: RAG B\n• Rond. Ansvarig: RAG C", "RAG A\nRAG D", "", ""),
            [("Larm.", "RAG B", None), ("Rond.", "RAG C", None)],
            [("Ansvarig (funktion eller grupp)", "RAG A\nRAG D")],
        ),
        (
            ("• Larm\nAnsvarig: RAG A\nNär: Q1\nAnsvarig: RAG B\nNär: Q2", "", "", ""),
            [("Larm", "RAG A, RAG B", "Q1, Q2")],
            [],
        ),
    ],
)
def test_who_and_when_that_stand_in_two_places_are_both_there(
    cells: tuple[str, str, str, str], told: list[object], kept: list[object]
) -> None:
    work, *others = cells
    draft = read(decks.table_deck([WHO_AND_WHEN, ("Triage", work, "Grön", *others)]))
    assert columns(draft.rows["activities"], "title", "responsible", "schedule") == told
    assert [(note.heading, note.value) for note in draft.kept if note.heading] == kept


def test_what_is_struck_through_is_told_of() -> None:
    rows = [("Område", "Aktivitet", "Status"), ("Triage", "Larm", "Grön"), ("Stenar", "Rond", "Gul")]
    workbook = Workbook()
    assert workbook.active is not None
    for row in rows:
        workbook.active.append(row)
    workbook.active["B3"].font = Font(strike=True)
    deck = Presentation(BytesIO(decks.table_deck(rows)))
    (run,) = deck.slides[0].shapes[1].table.cell(2, 1).text_frame.paragraphs[0].runs
    run._r.get_or_add_rPr().set("strike", "sngStrike")
    document = WordDocument(BytesIO(word_document([list(row) for row in rows])))
    document.tables[0].cell(2, 1).paragraphs[0].runs[0].font.strike = True
    document.tables[0].cell(1, 1).paragraphs[0].runs[0].font.strike = False
    held = BytesIO()
    document.save(held)
    drafts = [read_saved(workbook), read(decks.saved(deck)), read(held.getvalue(), "plan.docx")]
    for draft in drafts:
        assert columns(draft.rows["activities"], "title") == [("Larm",), ("Rond",)]
        struck = [note.value for note in draft.kept if note.sentence == import_sentences.STRUCK]
        assert struck == ["Rond"]


def test_what_stands_on_a_slide_under_the_titles_of_two_sheets_is_kept() -> None:
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "Läget")
    for at, words in enumerate((["Resultat"], ["Kortare kö"], ["Utmaningar"], ["Läkarbrist"])):
        decks.text_box(slide, words, decks.LEFT + 6_000_000 * (at // 2), decks.TOP * (1 + at % 2), 5_000_000, 400_000)
    draft = read(decks.saved(deck))
    assert set(draft.rows) == set()
    assert [note.value for note in draft.kept] == ["Läget", "Resultat", "Kortare kö", "Utmaningar", "Läkarbrist"]


@pytest.mark.parametrize(
    ("words", "read_as", "asked"),
    [
        ("Utbilda (Ansvarig: RAG, klart Q3)", ("Utbilda", "RAG", "Q3"), False),
        ("Utbilda. Ansvarig: RAG sepsis – senast maj 2025", ("Utbilda.", "RAG sepsis", "maj 2025"), False),
        ("Utbilda (Klart: Q3, ansvarig RAG)", ("Utbilda", "RAG", "Q3"), False),
        ("Utbilda (Klart: Q3; ansvarig: RAG)", ("Utbilda", "RAG", "Q3"), False),
        ("Utbilda. Ansvarig: RAG, klart snart", ("Utbilda.", "RAG, klart snart", None), False),
        ("Utbilda. Klart: ja", ("Utbilda.", None, "ja"), True),
        ("Utbilda. Tid: 2 h per vecka", ("Utbilda.", None, "2 h per vecka"), True),
        ("Utbilda. När: delvis", ("Utbilda.", None, "delvis"), True),
        ("Utbilda. Klart: 80 %", ("Utbilda.", None, "80 %"), True),
        ("Utbilda. När: löpande", ("Utbilda.", None, "löpande"), False),
        ("Utbilda. När: 2 veckor efter beslut", ("Utbilda.", None, "2 veckor efter beslut"), True),
    ],
)
def test_who_and_when_behind_one_label_are_parted_and_what_is_no_time_is_asked_about(
    words: str, read_as: tuple[str, str | None, str | None], asked: bool
) -> None:
    draft = read_workbook(("Plan", [("Område", "Aktivitet", "Status"), ("Triage", words, "Grön")]))
    assert columns(draft.rows["activities"], "title", "responsible", "schedule") == [read_as]
    assert told_of(draft) == [("activities", 0, "import.no_time", Severity.HINT)] * asked


@pytest.mark.parametrize(
    ("statuses", "area", "rows"),
    [
        (("Klar", None), (None, None), [("Avslutad", None), (None, None)]),
        (
            ("Gul, läkare", "Gul, it"),
            ("Mindre problem", None),
            [("Mindre problem", "läkare"), ("Mindre problem", "it")],
        ),
        (("Gul, läkare", "Gul"), ("Mindre problem", None), [("Mindre problem", "läkare"), ("Mindre problem", None)]),
        (("Pågår", "Väntar"), (None, None), [(None, "Pågår"), (None, "Väntar")]),
        (("Pågår", "Pågår"), (None, "Pågår"), [(None, None), (None, None)]),
    ],
)
@pytest.mark.parametrize("merged", [[], ["A2:A3"]])
def test_each_row_of_a_sheet_stands_for_itself(
    statuses: tuple[str, str | None],
    area: tuple[str | None, ...],
    rows: list[tuple[str | None, ...]],
    merged: list[str],
) -> None:
    table = [("Ta fram", "RAG", statuses[0]), ("Inför", None, statuses[1])]
    cells = [(name, *row) for name, row in zip(("Sepsis", None), table, strict=True)]
    draft = read_workbook(("Plan", [("Område", "Aktivitet", "Ansvarig", "Status"), *cells]), merged=merged)
    assert columns(draft.rows["areas"], "title", "responsible", "status", "status_comment") == [("Sepsis", None, *area)]
    assert columns(draft.rows["activities"], "status", "status_comment") == rows
    assert columns(draft.rows["activities"], "title", "responsible") == [("Ta fram", "RAG"), ("Inför", None)]
    is_asked = any(one.sheet == "areas" and one.column == "status" for one in draft.doubts)
    assert is_asked == (area[0] is None)


def test_rows_of_names_alone_are_areas_and_rows_that_count_are_none() -> None:
    names = [("Sepsis",), ("Larm", "RAG", "Grön"), ("Rond", None, "Gul"), ("Stroke",), ("Larm", "PL", "Röd")]
    counts = [("Antal aktiviteter", 3), ("Andel klara: 0 %",), ("Varav sena", None, 1)]
    draft = read_workbook(("Plan", [("Aktivitet", "Ansvarig", "Status"), *names, *counts]))
    assert columns(draft.rows["areas"], "title") == [("Sepsis",), ("Stroke",)]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Larm"), (1, "Rond"), (2, "Larm")]
    assert [note.value for note in draft.kept] == ["Antal aktiviteter | 3", "Andel klara: 0 %", "Varav sena | 1"]
    assert {note.sentence for note in draft.kept} == {import_sentences.SUM}


def test_import_tells_which_workbooks_are_no_plans_of_a_groups_own(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "egen.xlsx").write_bytes(bytes_of(own_workbook()))
    (folder / "plan.xlsx").write_bytes(a_plan())
    master = Workbook()
    mark = StringProperty(name=MASTER_MARK.decode(), value="plan")
    master.custom_doc_props.append(mark)  # type: ignore[attr-defined]
    (folder / "master.xlsx").write_bytes(bytes_of(master))
    (folder / "möten.xlsx").write_bytes(bytes_of(Workbook()))
    run("register", "-o", "in/grupper.xlsx", cwd=tmp_path)
    result = run("import", "in", "-o", "ut", "--lang", "sv", cwd=tmp_path, status=1)
    assert result.stdout.splitlines() == [
        "in/egen.xlsx: Av 2 områden lästes 2, med 3 aktiviteter; alla statusar lästa. (1 sak att se över)",
        "in/grupper.xlsx är ett register och görs inte om till en plan.",
        "in/master.xlsx är en sammanställning och görs inte om till en plan.",
        "in/plan.xlsx har redan mallens form och görs inte om. Läs den med ”hplan check”.",
        "Klart: ut/RPO Akut vård 2025.xlsx",
    ]
    assert result.stderr.splitlines() == [
        "in/möten.xlsx är en Excel-fil utan en plans rubriker. Är det en plan, skriv t.ex. Område, Aktivitet och "
        "Status över kolumnerna och kör igen."
    ]
    kept = [cell.value for row in load_workbook(tmp_path / "ut" / "RPO Akut vård 2025.xlsx")["Övrigt"] for cell in row]
    assert "Uppdaterad: 2025-09-30" not in kept  # it stands on Plan
    alone = run("import", "in/plan.xlsx", "-o", "ut", "--lang", "sv", cwd=tmp_path, status=3)
    assert alone.stdout.splitlines() == [
        "in/plan.xlsx har redan mallens form och görs inte om. Läs den med ”hplan check”."
    ]


@pytest.mark.parametrize(
    ("heading", "sheet", "column"),
    [
        ("Förväntad effekt", "areas", "effect_goal"),
        ("Hur följs det upp?", "areas", "follow_up"),
        ("Ansvarig/a", "areas", "responsible"),
        ("Vad behöver vi?", "areas", "needs"),
        ("Lägeskommentar", "areas", "status_comment"),
        ("Samverkanspartner", "activities", "partners"),
        ("Klardatum", "activities", "schedule"),
    ],
)
def test_other_words_for_a_column_of_the_template_are_known(heading: str, sheet: str, column: str) -> None:
    table = [["Område", "Aktivitet", "Status", heading], ["Sepsis", "Larm", "Grön", "Om detta"]]
    draft = read(word_document(table), "plan.docx")
    assert columns(draft.rows[sheet], column) == [("Om detta",)]
    assert draft.kept == ()


def test_a_list_of_what_who_and_when_is_one_of_activities_and_the_rest_is_kept_by_its_row() -> None:
    draft = read(
        word_document([["Vad", "Hur", "Vem", "När", "Status"], ["Larm", "Prov", "RAG", "Q3", "Grön"]]), "p.docx"
    )
    assert columns(draft.rows["activities"], "title", "schedule") == [("Larm", "Q3")]
    assert columns(draft.rows["areas"], "title", "responsible", "status") == [(None, "RAG", "Enligt plan")]
    assert [(note.heading, note.value, note.sentence.sv) for note in draft.kept] == [
        ("Hur", "Prov", "Kolumnen finns inte i mallen. ”Larm”")
    ]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Indikator", "Hör hemma på fliken Indikatorer. ”Sepsis”"),
        ("Målvärde", "Hör hemma på fliken Indikatorer. ”Sepsis”"),
        ("Beslut", "Hör hemma på fliken Beslut. ”Sepsis”"),
        ("Bakgrund", "Kolumnen finns inte i mallen. ”Sepsis”"),
    ],
)
def test_what_belongs_on_another_sheet_is_not_said_to_have_no_column(heading: str, told: str) -> None:
    table = [["Område", "Aktivitet", "Status", heading], ["Sepsis", "Larm", "Grön", "Om detta"]]
    draft = read(word_document(table), "plan.docx")
    assert [(note.value, note.sentence.sv) for note in draft.kept] == [("Om detta", told)]


AS_TABLE = [["Aktivitet", "Ansvarig", "Status"], ["Inför larm", "RAG sepsis", "Grön"]]


def test_tables_under_headings_are_of_the_areas_that_those_are_of() -> None:
    blocks = (
        *(OF_SKIN, ("Heading 1", "Inledning"), "Text", ("Heading 1", "1. Melanom"), ("Heading 2", "Bakgrund"), "Text"),
        *(("Heading 2", "Aktiviteter"), AS_TABLE, ("Heading 1", "2. Sår"), "Inget i år", ("Heading 1", "3. Psoriasis")),
        *(AS_TABLE, ("Heading 1", "Bilaga 1"), "Text"),
    )
    draft = read(word_document(*blocks), "plan.docx")
    assert columns(draft.rows["areas"], "number", "title", "status") == [
        (1, "Melanom", "Enligt plan"),
        (2, "Sår", None),
        (3, "Psoriasis", "Enligt plan"),
    ]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Inför larm"), (3, "Inför larm")]
    assert told_of(draft) == [
        ("areas", 0, "import.title_from_page", Severity.HINT),
        ("areas", 1, "import.status_none", Severity.ERROR),
        ("areas", 1, "import.title_in_row", Severity.HINT),
        ("areas", 2, "import.title_from_page", Severity.HINT),
    ]
    kept = [note.value for note in draft.kept]
    assert kept == [OF_SKIN[1], "Inledning", "Text", "Bakgrund", "Text", "Inget i år", "Bilaga 1", "Text"]


@pytest.mark.parametrize(
    ("title", "status"),
    [("Sår (grön)", "Enligt plan"), ("Sår – klart", "Avslutad"), ("Sår (barn)", None), ("Sår – grönområden", None)],
)
def test_a_status_behind_the_name_of_an_area_is_read_and_asked_about(title: str, status: str | None) -> None:
    draft = read(word_document(OF_SKIN, ("Heading 1", title), AKT, X1), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status") == [(title, status)]
    rule = "import.status_in_title" if status else "import.status_none"
    assert [one.rule for one in draft.doubts if one.column == "status"] == [rule]


def test_columns_that_say_something_by_colour_alone_are_told_of_and_an_explanation_is_no_area() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    rows = (("Område", "Aktivitet", "Ansvarig", "Jan", "Feb"), ("Sår", "Inför", "RAG"), (), ("Blått = planerat",))
    for row in rows:
        sheet.append(row)
    for address in ("D2", "E2"):
        sheet[address].fill = PatternFill("solid", fgColor="FF0070C0")
    draft = read_saved(workbook)
    assert columns(draft.rows["areas"], "title") == [("Sår",)]
    assert [(note.heading, note.value) for note in draft.kept] == [("Jan, Feb", None), ("", "Blått = planerat")]


def test_a_table_of_areas_and_one_of_their_activities_each_have_their_own_statuses() -> None:
    areas = [["Nr", "Prioriterat område", "Mål", "Ansvarig", "Status"], ["1", "Sepsis", "Färre", "RPO", "Grön"]]
    areas += [["2", "Stroke", "Snabbare", "RPO", "Gul"], ["3", "Trauma", "Bättre", "", "Röd"]]
    rows = [["Nr", "Område", "Aktivitet", "Ansvarig", "Status"], ["1.1", "Sepsis", "Larm", "RAG", "Klar"]]
    rows += [["1.2", "Sepsis", "Utbilda", "RAG", "Grön"], ["2.1", "Stroke", "Rädda", "Länen", "Pågår"]]
    rows += [["3.1", "Trauma", "Team", "", "Röd"]]
    draft = read(word_document(areas, "Aktiviteter", rows), "plan.docx")
    assert columns(draft.rows["areas"], "title", "responsible", "status") == [
        ("Sepsis", "RPO", "Enligt plan"),
        ("Stroke", "RPO", "Mindre problem"),
        ("Trauma", None, "Allvarliga problem"),
    ]
    names = ("area", "number", "title", "responsible", "status", "status_comment")
    assert columns(draft.rows["activities"], *names) == [
        (1, "1.1", "Larm", "RAG", "Avslutad", None),
        (1, "1.2", "Utbilda", "RAG", "Enligt plan", None),
        (2, "2.1", "Rädda", "Länen", None, "Pågår"),
        (3, "3.1", "Team", None, None, None),
    ]
    assert told_of(draft) == [("activities", 2, "import.status_words", Severity.WARNING)]


def test_plain_words_after_a_list_of_activities_are_none_of_them() -> None:
    blocks = ("Fokusområde 1: Sår", "Åtgärder:", "- Inför", "Som går bra.", "Övrigt", "Tack.", "Ansvarig: RAG")
    draft = read(word_document(OF_SKIN, *blocks), "plan.docx")
    assert columns(draft.rows["activities"], "title") == [("Inför",)]
    assert columns(draft.rows["areas"], "title", "responsible") == [("Sår", "RAG")]
    assert [note.value for note in draft.kept] == [OF_SKIN[1], "Som går bra.", "Övrigt", "Tack."]


def read_rows(
    *rows: Sequence[object],
    merged: Sequence[str] = (),
    title: str = "Plan",
    fills: Mapping[str, str] = MappingProxyType({}),
) -> Draft:
    """What a sheet of a group's own says, of the plan for 2026."""
    return read_workbook((title, rows), merged=merged, fills=fills, year=2026)


@pytest.mark.parametrize("merged", [(), ("A2:C2", "A4:C4", "A6:C6")])
def test_names_numbered_in_rows_of_their_own_are_the_areas_of_the_rows_below(merged: Sequence[str]) -> None:
    rows = (
        ("Aktivitet", "Klart", "Status"),
        ("1. Sår",),
        ("Inför", "Q1", "Grön"),
        ("2. Eksem",),
        ("Prova", "Q2", "Röd"),
    )
    draft = read_rows(*rows, ("3. Psoriasis",), merged=merged)
    assert columns(draft.rows["areas"], "number", "title", "status") == [
        (1, "Sår", "Enligt plan"),
        (2, "Eksem", "Allvarliga problem"),
        (3, "Psoriasis", None),
    ]
    assert columns(draft.rows["activities"], "area", "title", "schedule") == [(1, "Inför", "Q1"), (2, "Prova", "Q2")]
    assert told_of(draft) == [
        ("areas", 0, "import.title_from_row", Severity.HINT),
        ("areas", 1, "import.title_from_row", Severity.HINT),
        ("areas", 2, "import.status_none", Severity.ERROR),
        ("areas", 2, "import.title_in_row", Severity.HINT),
    ]


def test_the_name_of_an_area_at_the_end_of_a_page_is_that_of_the_rows_on_the_next() -> None:
    head = ["Aktivitet", "Klart", "Status"]
    first = [head, ["Område 1: Sår", "", ""], ["Inför", "Q1", "Grön"], ["Område 2: Eksem", "", ""]]
    draft = read(word_document(first, ("Heading 1", "Fortsättning"), [head, ["Prova", "Q2", "Röd"]]), "plan.docx")
    assert columns(draft.rows["areas"], "title") == [("Sår",), ("Eksem",)]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Inför"), (2, "Prova")]
    assert told_of(draft) == [
        ("areas", 0, "import.title_from_row", Severity.HINT),
        ("areas", 1, "import.title_from_row", Severity.HINT),
    ]


def test_a_second_row_of_headings_is_one_also_where_some_of_it_is_of_no_column() -> None:
    draft = read_rows(
        ("Prioriterat område", "Aktivitet", "Ansvar", "", "Läget", ""),
        ("", "", "Funktion", "Region", "Klart senast", "Status"),
        ("Sår", "Inför", "RAG", "RJL", "2026-06-30", "Grön"),
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    )
    assert columns(draft.rows["areas"], "title", "responsible", "due", "status") == [
        ("Sår", "RAG\nRJL", "2026-06-30", "Enligt plan")
    ]


def test_the_days_of_a_wheel_in_cells_are_events_one_by_one() -> None:
    draft = read_rows(("Q1", "Q2", "Q3"), ("15/1 RPO-möte", "1/4 RSL", "19/9 RSL"), title="Årshjul 2026")
    assert columns(draft.rows["calendar"], "event", "start") == [
        ("RPO-möte", date(2026, 1, 15)),
        ("RSL", date(2026, 4, 1)),
        ("RSL", date(2026, 9, 19)),
    ]


def test_a_heading_that_begins_as_one_that_goes_on_keeps_its_word() -> None:
    blocks = (("Heading 1", "Fortsatt utveckling"), AS_TABLE, ("Heading 1", "Forts. Sår"), AS_TABLE)
    draft = read(word_document(*blocks), "plan.docx")
    assert columns(draft.rows["areas"], "title") == [("Fortsatt utveckling",), ("Sår",)]


HEADS_OF_TICKS = ("Område", "Aktivitet", "Ej startad", "Pågår", "Klart", "Kommentar")
OVER_TICKS = ("Område", "Aktivitet", "Status", None, None, "Kommentar")


@pytest.mark.parametrize(
    ("above", "head", "merged"),
    [
        ((), HEADS_OF_TICKS, ()),
        ((OVER_TICKS,), (None, None, *HEADS_OF_TICKS[2:5], None), ("C1:E1",)),
    ],
)
def test_a_tick_under_the_name_of_a_status_is_that_status(
    above: Sequence[Sequence[object]], head: Sequence[object], merged: Sequence[str]
) -> None:
    rows = (
        ("Sår", "Prova", None, None, None, "Vilar"),
        ("Eksem", "Prova", None, "x", None, None),
        ("Akne", "Prova", "☐", "–", "✓", None),
        ("Klåda", "Prova", "x", None, "x", None),
    )
    draft = read_rows(*above, head, *rows, merged=merged)
    assert columns(draft.rows["areas"], "title", "status", "status_comment") == [
        ("Sår", None, "Vilar"),
        ("Eksem", None, "Pågår"),
        ("Akne", "Avslutad", None),
        ("Klåda", None, "Ej startad Klart"),
    ]
    assert told_of(draft) == [
        ("areas", 0, "import.status_none", Severity.ERROR),
        ("areas", 1, "import.status_words", Severity.ERROR),
        ("areas", 3, "import.status_words", Severity.ERROR),
    ]
    assert not draft.kept


def test_a_tick_under_klar_is_a_status_and_no_time_and_a_number_is_no_tick() -> None:
    draft = read_rows(("Område", "Aktivitet", "Klar"), ("Sår", "Prova", "☒"), ("Eksem", "Prova", "☐"))
    assert columns(draft.rows["areas"], "status", "due") == [("Avslutad", None), (None, None)]
    assert columns(draft.rows["activities"], "schedule") == [(None,), (None,)]
    beside = read_rows(("Område", "Aktivitet", "Status", "Klar"), ("Sår", "Prova", "Gul", "x"))
    assert columns(beside.rows["areas"], "status") == [("Mindre problem",)]
    assert columns(beside.rows["activities"], "schedule") == [(None,)]
    assert [(note.heading, note.value) for note in beside.kept] == [("Klar", "x")]
    counted = read_rows(("Område", "Aktivitet", "Grön", "Röd"), ("Sår", "Prova", 1, 0), ("Eksem", "Prova", 0, 1))
    assert columns(counted.rows["areas"], "status") == [(None,), (None,)]
    assert [note.value for note in counted.kept] == ["1", "0", "0", "1"]


def test_a_colour_under_the_name_of_a_status_is_a_tick_where_no_other_cell_of_the_row_has_one() -> None:
    rows = [("Område", "Aktivitet", "Grön", "Röd"), ("Sår", "Prova", "", ""), ("Ben", "Ge", "", "")]
    draft = read(decks.table_deck(rows, fills={(1, 3): "FF0000", (2, 2): "00B050", (2, 3): "FF0000"}))
    assert columns(draft.rows["areas"], "title", "status") == [("Sår", "Allvarliga problem"), ("Ben", None)]


def test_a_blue_or_white_sign_is_asked_about_as_a_blue_cell_is() -> None:
    draft = read_rows(
        ("Område", "Aktivitet", "Status"), ("Sår", "Prova", "🔵"), ("Ben", "Ge", "Grå"), ("Hud", "Se", "✅")
    )
    assert columns(draft.rows["areas"], "status") == [("Avslutad",), ("Ej påbörjad",), ("Avslutad",)]
    assert told_of(draft) == [
        ("areas", 0, "import.status_shade", Severity.HINT),
        ("areas", 1, "import.status_shade", Severity.HINT),
    ]


ROWS_OF_COLOURS = [
    ["Område", "Aktivitet", "Status"],
    ["Sår", "Prova", "Grön"],
    ["Ben", "Ge", "🟡 vilar"],
    ["Hud", "Se", "Röd"],
]


@pytest.mark.parametrize(
    "legend",
    [
        ["Teckenförklaring: Grön = klart, gul = pågår, röd = försenad"],
        ["Grön: Klart/genomfört", "Gul – pågår", "Röd = försenad"],
    ],
)
def test_a_legend_that_gives_a_colour_another_meaning_is_read_and_asked_about(legend: Sequence[str]) -> None:
    draft = read(word_document(*legend, ROWS_OF_COLOURS), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status", "status_comment") == [
        ("Sår", "Avslutad", None),
        ("Ben", None, "vilar"),
        ("Hud", "Allvarliga problem", None),
    ]
    told = {doubt.record: (doubt.rule, doubt.facts["colour"], doubt.facts["meaning"]) for doubt in draft.doubts}
    assert {at: rule for at, (rule, _, _) in told.items()} == {
        0: "import.status_legend",
        1: "import.status_legend_open",
        2: "import.status_legend",
    }
    assert told[2][1:] == ("röd", "försenad")


@pytest.mark.parametrize(
    "words",
    [
        "Grön = enligt plan, gul = mindre problem, röd = allvarliga problem",
        "Grön = klart",
        "Grön: fyra områden. Gul: två områden.",
        "Status: Gul – väntar på medel",
    ],
)
def test_words_that_give_colours_the_plans_own_meaning_or_none_are_no_legend(words: str) -> None:
    draft = read(word_document(words, ROWS_OF_COLOURS), "plan.docx")
    assert columns(draft.rows["areas"], "status") == [("Enligt plan",), ("Mindre problem",), ("Allvarliga problem",)]
    assert not draft.doubts


def test_the_colours_of_figures_beside_their_words_are_a_legend_of_coloured_cells() -> None:
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "Plan")
    for at, (rgb, words) in enumerate((("0070C0", "Enligt plan"), ("00B050", "Klart"))):
        decks.figure(slide.shapes, (300_000, 6_000_000 + at * 300_000, 200_000, 200_000), rgb)
        decks.text_box(slide, [words], 600_000, 6_000_000 + at * 300_000, 1_500_000, 200_000)
    area = seed_deck.AREAS[0]
    decks.plain_table(slide, [area], lambda cell, _: decks.paint(cell, "0070C0"))
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "status") == [("Enligt plan",)]
    assert [one for one in told_of(draft) if one[2].startswith("import.status")] == [
        ("areas", 0, "import.status_legend", Severity.HINT)
    ]


def test_what_stands_over_the_headings_of_a_table_is_kept_and_tells_the_year() -> None:
    table = [
        ["Utkast till rådet", "", ""],
        ["Handlingsplan 2027", "", ""],
        ["Område", "Aktivitet", "Status"],
        ["Sår", "Prova", "Grön"],
    ]
    data = word_document("RPO Akut vård", table)
    draft = read(data, "plan.docx")
    assert [(note.value, note.sentence) for note in draft.kept] == [
        ("Utkast till rådet", import_sentences.OVER_HEADINGS),
        ("Handlingsplan 2027", import_sentences.OVER_HEADINGS),
        ("RPO Akut vård", import_sentences.NO_PLACE),
    ]
    document = read_document(data, "plan.docx")
    assert identify(document, REGISTER, Headings(BOOK), REGISTER.regions[0]).years == 2027


def test_a_part_of_a_heading_that_names_no_column_is_kept() -> None:
    draft = read_rows(
        ("Område", "Så går det till", "", "Status"),
        ("", "Aktivitet", "När", ""),
        ("Sår", "Prova", "Q1", "Grön"),
        merged=("A1:A2", "B1:C1", "D1:D2"),
    )
    assert columns(draft.rows["activities"], "title", "schedule") == [("Prova", "Q1")]
    assert columns(draft.rows["areas"], "title", "status") == [("Sår", "Enligt plan")]
    assert [note.value for note in draft.kept] == ["Så går det till"]


@pytest.mark.parametrize(
    ("titles", "name", "years", "others"),
    [
        (["Plan 2026"], "RPO Akut vård 2025.docx", 2026, ("2025",)),
        (["Plan 2025"], "RPO Akut vård 2024-12-01.docx", 2025, ()),
        (["Uppföljning av handlingsplan 2025", "Handlingsplan 2026"], "plan.docx", 2026, ("2025",)),
        (
            ["RPO Tandvård 2024", "Årets plan 2025", "Vårt möte 2026", "Nästa möte 2026"],
            "plan.docx",
            2025,
            ("2024", "2026"),
        ),
        (["Plan 2025–2027", "Vår plan 2025–2027", "Plan 2026"], "plan.docx", "2025–2027", ()),
        (["2024", "2025"], "plan.docx", 2025, ("2024",)),
    ],
)
def test_the_year_is_that_of_the_plan_and_other_years_in_headings_are_asked_about(
    titles: Sequence[str], name: str, years: object, others: Sequence[str]
) -> None:
    table = [["Område", "Aktivitet", "Status"], ["Sår", "Prova", "Grön"]]
    blocks = [block for title in titles for block in (("Heading 1", title), table)]
    document = read_document(word_document(*blocks), name)
    whose = identify(document, REGISTER, Headings(BOOK), REGISTER.regions[0])
    assert (whose.years, whose.other_years) == (years, others)


def test_two_columns_of_activities_are_kept_with_the_reason(tmp_path: Path) -> None:
    rows = [["Område", "Aktivitet 2025", "Status", "Aktivitet 2026"], ["Sår", "Prova", "Grön", "Inför"]]
    data = word_document("RPO Akut vård: uppföljning 2025 och plan 2026", rows)
    draft = read(data, "plan.docx")
    told = import_sentences.SEVERAL_COLUMNS.fill(row=Text("”Sår”", "“Sår”"))
    assert [(note.heading, note.value) for note in draft.kept if note.sentence == told] == [
        ("Aktivitet 2025", "Prova"),
        ("Aktivitet 2026", "Inför"),
    ]
    (tmp_path / "plan.docx").write_bytes(data)
    run("import", "plan.docx", "-o", "ut", "--lang", "sv", cwd=tmp_path)
    sheet = load_workbook(tmp_path / "ut" / "RPO Akut vård 2026.xlsx")["Att se över"]
    told_in_list = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "plan.docx nämner också 2025. Gäller allt som är läst 2026?" in told_in_list


def a_pdf(*lines: str, right: Sequence[str] = (), nameless: bool = False, beside: Sequence[str] = ()) -> bytes:
    """A PDF with lines of text, and others to the right of them but for the first.

    nameless: the first sign of each is one of which no letter is told. beside: annotations, each as a PDF writes it.
    """
    sign = "/F2 12 Tf <0003> Tj " if nameless else ""
    held = [(50, 700 - 40 * at, line) for at, line in enumerate(lines)]
    held += [(320, 650 - 40 * at, line) for at, line in enumerate(right)]
    text = " ".join(f"BT {left} {top} Td {sign}/F1 12 Tf ({line}) Tj ET" for left, top, line in held).encode("latin-1")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>"
        b"/Annots[%s]>>" % " ".join(beside).encode("latin-1"),
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 8\n0000000000 65535 f \n" + b"".join(places)
    return body + table + b"trailer\n<</Root 1 0 R/Size 8>>\nstartxref\n%d\n%%%%EOF" % len(body)


def test_signs_of_a_pdf_that_tell_no_letter_are_no_words_and_are_told_of() -> None:
    draft = read(a_pdf(" Tack", nameless=True), "plan.pdf")
    assert [(note.value, note.sentence) for note in draft.kept] == [
        ("Tack", import_sentences.NO_PLACE),
        (None, import_sentences.UNREAD_ONE),
    ]


A_PLAN = "RPO Akut vård – Handlingsplan 2025"
LISTS: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "letters": (A_PLAN, "1. Sår", "a) Prova", "b) Inför", "2. Ben", "a) Ge", "Status: Gul"),
    "numbers": (A_PLAN, "1. Sår", "1.1 Prova", "1.2 Inför", "2. Ben", "2.1. Ge", "Status: Gul"),
    "a label": (
        A_PLAN,
        "1) Sår",
        "Aktiviteter:",
        "- Prova",
        "- Inför",
        "2) Ben",
        "Aktiviteter:",
        "- Ge",
        "Status: Gul",
    ),
    "chapters": (
        *(("Title", A_PLAN), ("Heading 1", "1. Inledning"), ("Heading 1", "2. Prioriterade områden"), "1. Sår"),
        *("- Prova", "- Inför", "2. Ben", "- Ge", "Status: Gul", ("Heading 1", "3. Tack")),
    ),
    "levels": (
        *(("Heading 1", "Våra prioriterade områden 2025"), ("List Number", "Sår"), ("List Bullet 2", "Prova")),
        *(("List Bullet 2", "Inför"), ("List Number", "Ben"), ("List Bullet 2", "Ge"), "Status: Gul"),
    ),
}


@pytest.mark.parametrize("blocks", LISTS.values(), ids=LISTS)
def test_items_of_a_list_with_items_under_them_are_areas_and_asked_about(
    blocks: tuple[str | tuple[str, ...], ...],
) -> None:
    draft = read(word_document(*blocks), "plan.docx")
    assert columns(draft.rows["areas"], "number", "title", "status") == [(1, "Sår", None), (2, "Ben", "Mindre problem")]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Prova"), (1, "Inför"), (2, "Ge")]
    assert told_of(draft) == [
        ("areas", 0, "import.status_none", Severity.ERROR),
        ("areas", 0, "import.title_in_text", Severity.HINT),
        ("areas", 1, "import.title_in_text", Severity.HINT),
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        ("Minnesanteckningar", "1. Mötet öppnas", "- Alla var där", "2. Handlingsplanen", "- Går bra"),
        (A_PLAN, "1. Inledning", "- En levande lägesbild", "2. Sår", "- Prova"),
        (A_PLAN, "1. Sår", "2. Ben", "3. Hud", "- Prova"),
    ],
)
def test_lists_of_minutes_of_chapters_and_without_items_under_them_are_no_areas(blocks: Sequence[str]) -> None:
    draft = read(word_document(*blocks), "plan.docx")
    assert not draft.areas
    assert [note.value for note in draft.kept] == list(blocks)


def test_events_are_of_the_quarter_they_stand_under_and_each_month_begins_one() -> None:
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "Årshjul 2025")
    lines = ["Q1", "mars: RPO-möte", "februari – Kunskapsråd", "Q2", "uppföljning av planen", "15/5 RSL"]
    decks.text_box(slide, lines, 300_000, 1_500_000, 5_000_000, 3_000_000)
    draft = read(decks.saved(deck))
    assert columns(draft.rows["calendar"], "event", "quarter") == [
        ("RPO-möte", "Q1"),
        ("februari – Kunskapsråd", "Q1"),
        ("uppföljning av planen", "Q2"),
        ("RSL", "Q2"),
    ]


def test_an_area_named_over_the_headings_of_its_own_table_is_that_of_its_rows() -> None:
    heads = ["Aktivitet", "Ansvarig", "Status"]
    first = [["Prioriterat område: Sår", "", ""], heads, ["Prova", "RPO", "Grön"]]
    second = [["2. Ben", "", ""], heads, ["Ge", "RAG", "Röd"]]
    draft = read(word_document(("Heading 1", "Handlingsplan 2025"), first, second), "plan.docx")
    assert columns(draft.rows["areas"], "title", "status") == [("Sår", "Enligt plan"), ("2. Ben", "Allvarliga problem")]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Prova"), (2, "Ge")]
    assert told_of(draft) == [
        ("areas", 0, "import.title_from_row", Severity.HINT),
        ("areas", 1, "import.title_from_row", Severity.HINT),
    ]


def test_the_number_and_name_of_a_chapter_over_the_headings_of_a_table_is_no_area() -> None:
    table = [["1. Handlingsplan 2025", "", ""], ["Aktivitet", "Ansvarig", "Status"], ["Prova", "RPO", "Grön"]]
    draft = read(word_document(table), "plan.docx")
    assert columns(draft.rows["areas"], "title") == [(None,)]
    assert [note.value for note in draft.kept] == ["1. Handlingsplan 2025"]


def test_statuses_of_days_in_six_digits_are_statuses() -> None:
    draft = read_rows(("Område", "Aktivitet", "Status 250930", "Status 251231"), ("Sår", "Prova", "Gul", "Grön"))
    assert columns(draft.rows["areas"], "status", "status_comment") == [(None, "Gul Grön")]


def test_hidden_slides_tell_no_year() -> None:
    deck = decks.blank_deck()
    decks.plain_table(decks.titled_slide(deck, "Handlingsplan 2025"), seed_deck.AREAS[:1])
    hidden = decks.titled_slide(deck, "Handlingsplan 2027")
    hidden._element.set("show", "0")
    whose = identify(read_document(decks.saved(deck), "a.pptx"), REGISTER, Headings(BOOK), REGISTER.regions[0])
    assert (whose.years, whose.other_years) == (2025, ())


def test_comments_on_a_pdf_and_the_answers_in_its_form_are_kept() -> None:
    beside = (
        *("<</Subtype/Text/Contents(Fråga Bo)>>", "<</Subtype/Popup/Contents(Fråga Bo)>>", "<</Subtype/Link>>", "7"),
        *("<</Subtype/Widget/T(Mål)/V(85)>>", "<</Subtype/Widget/T(A)/V/Off>>", "<</Subtype/Widget/V/Yes>>"),
        *("<</Subtype/Widget/Parent<</T(Vem)/V(RAG)>>>>", "<</Subtype/Widget/Parent 7/V/Off>>"),
        *(f"<</Subtype/Widget/AS/{shown}/Parent<</T(Klart)/V/Nej>>>>" for shown in ("Off", "Nej")),
    )
    kept = read(a_pdf("Tack", beside=beside), "plan.pdf").kept
    assert [(note.value, note.sentence) for note in kept] == [
        ("Tack", import_sentences.NO_PLACE),
        *(
            (words, import_sentences.REMARK_ON_PAGE)
            for words in ("Fråga Bo", "Mål: 85", "☒", "Vem: RAG", "Klart: ☒ Nej")
        ),
    ]


def test_text_of_a_pdf_in_two_columns_is_read_one_after_the_other() -> None:
    left = [f"Vi arbetar med patienter som har behov {at}" for at in range(4)]
    right = [f"Hos oss finns en annan grupp av patienter {at}" for at in range(4)]
    draft = read(a_pdf("RPO Tandvård: plan och uppföljning över hela sidan för alla 2025", *left, right=right), "a.pdf")
    assert [note.value for note in draft.kept] == [
        "RPO Tandvård: plan och uppföljning över hela sidan för alla 2025",
        *left,
        *right,
    ]


def test_short_words_beside_others_in_a_pdf_are_read_line_by_line() -> None:
    draft = read(
        a_pdf("Plan för alla", *["Ansvarig"] * 4, right=["RAG tandvård och alla dess ledamöter nu"] * 4), "a.pdf"
    )
    told = [str(note.value).replace("\n", " ") for note in draft.kept]
    assert told[1:] == ["Ansvarig RAG tandvård och alla dess ledamöter nu"] * 4


def test_orange_has_its_own_meaning_in_a_legend_and_else_that_of_yellow() -> None:
    rows = [["Område", "Aktivitet", "Status"], ["Sår", "Prova", "Gul"], ["Ben", "Ge", "Orange"]]
    apart = read(word_document("Gul = enligt plan, orange = ej påbörjad, röd = stopp", rows), "plan.docx")
    assert columns(apart.rows["areas"], "status") == [("Enligt plan",), ("Ej påbörjad",)]
    together = read(word_document("Grön = enligt plan, gul = klart", rows), "plan.docx")
    assert columns(together.rows["areas"], "status") == [("Avslutad",), ("Avslutad",)]


@pytest.mark.parametrize(
    ("words", "title", "promises", "kept"),
    [
        ("Sår (patientlöfte: jämlik vård)", "Sår", ["promise_4"], []),
        ("Sår\nLöfte: Bästa kunskap", "Sår", ["promise_2"], []),
        (
            "Sår\nPatienten ska erbjudas kostnadseffektiv vård",
            "Sår",
            ["promise_7"],
            ["Patienten ska erbjudas kostnadseffektiv vård"],
        ),
        ("Vi håller våra löften: sår", "Vi håller våra löften: sår", [], []),
    ],
)
def test_promises_stand_apart_from_the_name_of_an_area(
    words: str, title: str, promises: Sequence[str], kept: Sequence[str]
) -> None:
    draft = read_rows(("Prioriterat område och patientlöften", "Aktivitet", "Status"), (words, "Prova", "Grön"))
    (area,) = draft.rows["areas"]
    assert (area["title"], [name for name in area if name.startswith("promise_")]) == (title, promises)
    assert [note.value for note in draft.kept] == kept


def test_a_legend_of_a_file_holds_for_every_plan_in_it(tmp_path: Path) -> None:
    table = [["Område", "Aktivitet", "Status"], ["Sår", "Prova", "Grön"]]
    groups = [block for name in ("RPO Tandvård", "RPO Akut vård") for block in (("Heading 1", name), table)]
    data = word_document(("Title", "Handlingsplaner 2025"), "Grön = klart, gul = pågår", *groups)
    (tmp_path / "råd.docx").write_bytes(data)
    result = run("import", "råd.docx", "-o", "ut", "--lang", "sv", cwd=tmp_path)
    for name, where in (("Tandvård", "avsnitt 2"), ("Akut vård", "avsnitt 3")):
        assert (
            f"råd.docx: RPO {name}, {where}: Av 1 område lästes 1, med 1 aktivitet; 1 status att bekräfta. "
            in result.stdout
        )


def test_rows_numbered_as_parts_under_areas_in_one_column_are_their_activities() -> None:
    draft = read_rows(
        ("Nr", "Område/aktivitet", "Ansvarig", "Status"),
        ("1", "Sår", None, None),
        ("1.1", "Prova", "RPO", "Grön"),
        ("1.2", "Inför", "RAG", "Gul"),
        ("2", "Ben", None, None),
        ("2.1", "Ge", "RPO", "Röd"),
    )
    assert columns(draft.rows["areas"], "number", "title") == [(1, "Sår"), (2, "Ben")]
    assert columns(draft.rows["activities"], "area", "number", "title") == [
        (1, "1.1", "Prova"),
        (1, "1.2", "Inför"),
        (2, "2.1", "Ge"),
    ]


@pytest.mark.parametrize(
    ("rows", "fills"),
    [
        ([("", "Klart"), ("", "Pågår")], {(0, 0): "00B050", (1, 0): "FFFF00"}),
        ([("Klart", "Pågår")], {(0, 0): "00B050", (0, 1): "FFFF00"}),
        ([("Grön", "Klart", "Gul", "Pågår")], {}),
    ],
)
def test_a_legend_may_be_a_table_of_its_own(
    rows: Sequence[Sequence[str]], fills: Mapping[tuple[int, int], str]
) -> None:
    plan = [("Område", "Aktivitet", "Status"), ("Sår", "Prova", ""), ("Ben", "Ge", "")]
    deck = Presentation(BytesIO(decks.table_deck(plan, fills={(1, 2): "00B050", (2, 2): "FFFF00"})))
    box = (Emu(300_000), Emu(6_000_000), Emu(4_000_000), Emu(400_000))
    table = deck.slides[0].shapes.add_table(len(rows), len(rows[0]), *box).table
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    for place, rgb in fills.items():
        decks.paint(table.cell(*place), rgb)
    draft = read(decks.saved(deck))
    assert columns(draft.rows["areas"], "title", "status") == [("Sår", "Avslutad"), ("Ben", None)]


@pytest.mark.parametrize(
    ("beside", "below", "fills"),
    [
        (["Grön = klart", "Gul = pågår"], [], {}),
        ([None, None], [(), (None, "Klart"), (None, "Pågår")], {"A5": "00B050", "A6": "FFFF00"}),
        ([None, None], [(), ("Klart",), ("Pågår",)], {"A5": "00B050", "A6": "FFFF00"}),
    ],
)
def test_a_legend_may_stand_in_cells_beside_or_below_the_table(
    beside: Sequence[str | None], below: Sequence[Sequence[str | None]], fills: Mapping[str, str]
) -> None:
    head = ("Område", "Aktivitet", "Status", "Förklaring" if beside[0] else None)
    rows = (head, ("Sår", "Prova", None, beside[0]), ("Ben", "Ge", None, beside[1]), *below)
    draft = read_rows(*rows, fills={"C2": "00B050", "C3": "FFFF00", **fills})
    assert columns(draft.rows["areas"], "title", "status") == [("Sår", "Avslutad"), ("Ben", None)]


def test_names_of_areas_over_the_headings_of_tables_of_a_sheet_are_those_of_their_rows() -> None:
    heads = ("Aktivitet", "Ansvarig", "Status")
    first = (("Prioriterat område: Sår",), heads, ("Prova", "RPO", "Grön"), ())
    draft = read_rows(*first, ("Prioriterat område: Ben",), heads, ("Ge", "RAG", "Röd"))
    assert columns(draft.rows["areas"], "title") == [("Sår",), ("Ben",)]
    assert columns(draft.rows["activities"], "area", "title") == [(1, "Prova"), (2, "Ge")]
    assert not draft.kept


def test_an_activity_and_a_column_called_as_another_column_lose_no_word() -> None:
    blocks = (A_PLAN, "Prioriterat område 1: Sår", "Aktiviteter", "- Prova", "- Screening", "- Uppföljning", "- Ge")
    draft = read(word_document(*blocks), "plan.docx")
    assert columns(draft.rows["activities"], "title") == [("Prova",), ("Screening",), ("Uppföljning",), ("Ge",)]
    table = read_rows(("Område", "Aktivitet", "Screening", "Status"), ("Sår", "Prova", "från hösten", "Grön"))
    assert [name for name in table.rows["areas"][0] if name.startswith("promise_")] == []
    assert [note.value for note in table.kept] == ["från hösten"]
    assert told_of(table) == [("areas", 0, "import.promises", Severity.HINT)]
