"""Presentations made for tests, each by a builder of its own layout, and what was read of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType

from docx import Document as WordDocument
from docx.oxml.ns import qn as word_name
from lxml import etree
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from hplan_xl.conversion.draft import Draft, draft_plan
from hplan_xl.documents import read_document
from tests import seed_deck
from tests.seed_deck import Area
from tests.sketch import BOOK

WIDE = (12_192_000, 6_858_000)
LEFT, TOP = 300_000, 900_000
WIDTHS = (1_300_000, 3_600_000, 3_600_000, 2_300_000, 800_000)


def read(data: bytes, name: str = "plan.pptx") -> Draft:
    """What a document holds of a plan."""
    return draft_plan(read_document(data, name), BOOK, 2025, "sv")


def blank_deck() -> Deck:
    """An empty presentation, 16:9."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = map(Emu, WIDE)
    return deck


def titled_slide(deck: Deck, title: str) -> Slide:
    """A slide with a title and nothing else."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    assert slide.shapes.title is not None
    slide.shapes.title.text = title
    return slide


def fill_text(frame: TextFrame, paragraphs: Sequence[str], size: int = 8) -> None:
    """Write paragraphs; one that begins with "• " is a bullet by its property, not by a sign in the text."""
    for number, words in enumerate(paragraphs or ("",)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        bulleted = words.startswith("• ")
        for at, line in enumerate(words.removeprefix("• ").split("\n")):
            if at:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = line
            run.font.size = Pt(size)
        properties = paragraph._p.get_or_add_pPr()
        etree.SubElement(properties, qn("a:buChar"), char="•") if bulleted else etree.SubElement(
            properties, qn("a:buNone")
        )


def paint(cell: _Cell, rgb: str) -> None:
    """Fill a cell with a colour."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(rgb)


def saved(deck: Deck) -> bytes:
    """The bytes of a presentation."""
    target = BytesIO()
    deck.save(target)
    return target.getvalue()


def area_paragraphs(area: Area) -> tuple[str, ...]:
    """What stands in the cell of an area."""
    return (area.title, *([area.promise] if area.promise else []))


def plain_table(slide: Slide, areas: Sequence[Area], mark: Callable[[_Cell, Area], None] | None = None) -> None:
    """The five columns of the slide, with status by word or by the cell's own colour."""
    rows = len(areas) + 1
    frame = slide.shapes.add_table(
        rows, 5, Emu(LEFT), Emu(TOP), Emu(sum(WIDTHS)), Emu(300_000 + 1_300_000 * len(areas))
    )
    table = frame.table
    for at, width in enumerate(WIDTHS):
        table.columns[at].width = Emu(width)
        table.cell(0, at).text = seed_deck.HEADINGS[at]
    for row in range(rows):
        table.rows[row].height = Emu(1_300_000 if row else 300_000)
    for row, area in enumerate(areas, 1):
        fill_text(table.cell(row, 1).text_frame, area_paragraphs(area))
        fill_text(table.cell(row, 2).text_frame, area.activities_cell)
        fill_text(table.cell(row, 3).text_frame, area.follow_up_cell)
        (mark or by_word_or_colour)(table.cell(row, 4), area)


def by_word_or_colour(cell: _Cell, area: Area) -> None:
    """The status of an area as the seed tells it."""
    if area.word:
        cell.text = area.word
    if area.colour:
        paint(cell, area.colour)


def text_box(slide: Slide, paragraphs: Sequence[str], left: int, top: int, width: int, height: int) -> None:
    """A text box."""
    fill_text(slide.shapes.add_textbox(Emu(left), Emu(top), Emu(width), Emu(height)).text_frame, paragraphs)


def seed() -> bytes:
    """The published plan of 2025 in its own layout."""
    deck = blank_deck()
    first = titled_slide(deck, "Handlingsplan 2025 RPO Medicinsk diagnostik")
    text_box(first, ("Sydöstra sjukvårdsregionen",), LEFT, TOP, 4_000_000, 400_000)
    told = titled_slide(deck, "Instruktioner")
    text_box(told, seed_deck.INSTRUCTIONS, LEFT, TOP, 8_000_000, 2_000_000)
    for areas in seed_deck.SLIDES:
        plain_table(titled_slide(deck, ""), areas)
    titled_slide(deck, "Resultat")
    titled_slide(deck, "Utmaningar")
    wheel = titled_slide(deck, "")
    text_box(wheel, ("Regionala programområden årshjul 2025",), LEFT, 5_500_000, 3_000_000, 400_000)
    for at, (quarter, events) in enumerate(seed_deck.WHEEL.items()):
        text_box(wheel, (quarter,), LEFT + 2_500_000 * at, 1_000_000, 400_000, 300_000)
        text_box(wheel, events, LEFT + 2_500_000 * at, 1_500_000, 2_300_000, 1_500_000)
    text_box(wheel, ("Löpande",), LEFT, 3_600_000, 1_000_000, 300_000)
    text_box(wheel, [f"• {duty}" for duty in seed_deck.DUTIES], LEFT, 4_000_000, 6_000_000, 1_200_000)
    return saved(deck)


# A few areas with everything an area may have, for layouts that differ in form alone.
SOME = tuple(seed_deck.AREAS[at] for at in (0, 2, 3, 4, 9))
DONE = Area(
    "Införa gemensam svarsmall",
    "Patientlöfte: ”få tillgång till jämlik vård”",
    (4,),
    ("• Ta fram mallen (NY)", "• Inför mallen i tre regioner. Ansvarig: RAG radiologi. Klart: Q2 2025"),
    ("Effektmål: svaren är lika i hela regionen.",),
    ("Ta fram mallen", "Inför mallen i tre regioner."),
    effect_goal="svaren är lika i hela regionen.",
    word="☒",
    status="Avslutad",
    fields={0: {"new_this_year": "Ja"}, 1: {"responsible": "RAG radiologi", "schedule": "Q2 2025"}},
)
ALL = (*SOME, DONE)
COLOURS = {"Enligt plan": "00B050", "Mindre problem": "FFFF00", "Allvarliga problem": "FF0000"}


def in_one_table(mark: Callable[[_Cell, Area], None]) -> bytes:
    """The areas three a slide, their status told in one way."""
    deck = blank_deck()
    titled_slide(deck, "Handlingsplan 2025 RPO Medicinsk diagnostik")
    for start in range(0, len(ALL), 3):
        plain_table(titled_slide(deck, "Handlingsplan"), ALL[start : start + 3], mark)
    return saved(deck)


def by_theme_colour() -> bytes:
    """Status by a colour of the theme, lighter or darker."""
    themed = {"Enligt plan": ("accent3", 75_000, 0), "Mindre problem": ("accent6", 60_000, 40_000)}
    themed["Allvarliga problem"] = ("accent2", 75_000, 0)

    def mark(cell: _Cell, area: Area) -> None:
        if area.status not in themed:
            cell.text = area.word
            return
        name, share, more = themed[area.status]
        fill = etree.SubElement(cell._tc.get_or_add_tcPr(), qn("a:solidFill"))
        colour = etree.SubElement(fill, qn("a:schemeClr"), val=name)
        etree.SubElement(colour, qn("a:lumMod"), val=str(share))
        if more:
            etree.SubElement(colour, qn("a:lumOff"), val=str(more))

    return in_one_table(mark)


def figure(shapes: object, box: tuple[int, int, int, int], rgb: str, words: Sequence[str] = (), kind: int = 9) -> None:
    """A figure with a colour: 9 is an ellipse, 1 a rectangle."""
    drawn = shapes.add_shape(kind, *map(Emu, box))  # type: ignore[attr-defined]
    if rgb:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = RGBColor.from_string(rgb)
    else:
        drawn.fill.background()
    if words:
        fill_text(drawn.text_frame, words)


def by_circles() -> bytes:
    """Status by a circle that lies over its cell."""
    deck = blank_deck()
    titled_slide(deck, "Handlingsplan 2025 RPO Medicinsk diagnostik")
    for start in range(0, len(ALL), 3):
        areas = ALL[start : start + 3]
        slide = titled_slide(deck, "Handlingsplan")
        plain_table(slide, areas, lambda cell, area: None)
        for row, area in enumerate(areas):
            box = (LEFT + sum(WIDTHS[:4]) + 200_000, TOP + 300_000 + 1_300_000 * row + 400_000, 400_000, 400_000)
            figure(slide.shapes, box, COLOURS.get(area.status, ""), (area.word,) if area.word else ())
    return saved(deck)


def in_rectangles(*, grouped: bool = False) -> bytes:
    """Rectangles and text boxes that pose as a table, with circles for status; or the same in a group, made smaller."""
    deck = blank_deck()
    titled_slide(deck, "Handlingsplan 2025 RPO Medicinsk diagnostik")
    for start in range(0, len(ALL), 2):
        slide = titled_slide(deck, "Handlingsplan")
        group = slide.shapes.add_group_shape() if grouped else slide
        starts = [LEFT + sum(WIDTHS[:at]) for at in range(5)]
        for at in range(1, 5):
            figure(
                group.shapes, (starts[at], TOP, WIDTHS[at] - 50_000, 300_000), "1F3864", (seed_deck.HEADINGS[at],), 1
            )
        for row, area in reversed([*enumerate(ALL[start : start + 2])]):  # in the file the lower one first
            top = TOP + 350_000 + 2_400_000 * row
            cells = (area_paragraphs(area), area.activities_cell, area.follow_up_cell)
            for at, words in enumerate(cells, 1):
                if words:
                    figure(group.shapes, (starts[at], top, WIDTHS[at] - 50_000, 2_300_000), "", words, 1)
            box = (starts[4] + 150_000, top + 900_000, 450_000, 450_000)
            figure(group.shapes, box, COLOURS.get(area.status, ""), (area.word,) if area.word else ())
        if grouped:
            shrink(group)
    return saved(deck)


def shrink(group: object) -> None:
    """Show a group at three quarters of its size, elsewhere on the slide."""
    placed = group._element.grpSpPr.find(qn("a:xfrm"))  # type: ignore[attr-defined]
    off, ext = placed.find(qn("a:off")), placed.find(qn("a:ext"))
    for element, names, change in ((off, "x y", 300_000), (ext, "cx cy", 0)):
        for name in names.split():
            value = int(element.get(name))
            element.set(name, str(value + change if change else value * 3 // 4))


def with_merged_cells() -> bytes:
    """One row an activity, with the cells of the area merged over its rows; a heading over two columns."""
    deck = blank_deck()
    titled_slide(deck, "Handlingsplan 2025 RPO Medicinsk diagnostik")
    for area in ALL:
        height = max(len(area.activities), 1)
        slide = titled_slide(deck, "Handlingsplan")
        table = slide.shapes.add_table(height + 1, 6, Emu(LEFT), Emu(TOP), Emu(sum(WIDTHS)), Emu(4_000_000)).table
        for at, title in zip((0, 1, 2, 4, 5), seed_deck.HEADINGS, strict=True):
            table.cell(0, at).text = title
        table.cell(0, 2).merge(table.cell(0, 3))
        for at in (0, 1, 4, 5):
            if height > 1:
                table.cell(1, at).merge(table.cell(height, at))
        fill_text(table.cell(1, 1).text_frame, area_paragraphs(area))
        for row, words in enumerate(_bullets(area), 1):
            table.cell(row, 2).merge(table.cell(row, 3))
            fill_text(table.cell(row, 2).text_frame, words)
        fill_text(table.cell(1, 4).text_frame, area.follow_up_cell)
        by_word_or_colour(table.cell(1, 5), area)
    return saved(deck)


def _bullets(area: Area) -> list[list[str]]:
    """The paragraphs of each activity, with what announces them all; one that is no activity stands with the last."""
    leads = [words for words in area.activities_cell if words.endswith(" att")]
    rows: list[list[str]] = []
    for words in area.activities_cell:
        if words.startswith("Håkan"):
            rows[-1].append(words)
        elif words not in leads:
            rows.append([*leads, words])
    return rows


def with_embedded_workbook() -> bytes:
    """A table that is an embedded workbook."""
    deck = blank_deck()
    titled_slide(deck, "Handlingsplan 2025 RPO Medicinsk diagnostik")
    slide = titled_slide(deck, "Handlingsplan")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(seed_deck.HEADINGS)
    for area in ALL:
        cells = ["\n".join(words) for words in (area_paragraphs(area), area.activities_cell, area.follow_up_cell)]
        sheet.append(["", *cells, area.word])
        if area.colour:
            sheet.cell(sheet.max_row, 5).fill = PatternFill("solid", fgColor=COLOURS[area.status])
    held = BytesIO()
    book.save(held)
    held.seek(0)
    slide.shapes.add_ole_object(held, "Excel.Sheet.12", Emu(LEFT), Emu(TOP), Emu(8_000_000), Emu(4_000_000))
    return saved(deck)


def over_two_slides() -> bytes:
    """One table that goes on over slides without its headings, and an area that goes on over the end of one."""
    deck = blank_deck()
    titled_slide(deck, "Handlingsplan 2025 RPO Medicinsk diagnostik")
    first = titled_slide(deck, "Handlingsplan")
    begun = replace(ALL[0], activities_cell=ALL[0].activities_cell[:1])
    plain_table(first, (begun,))
    rest = [
        replace(ALL[0], title="", promise="", activities_cell=ALL[0].activities_cell[1:], follow_up_cell=(), colour="")
    ]
    for areas in ((*rest, *ALL[1:3]), ALL[3:]):
        slide = titled_slide(deck, "Handlingsplan")
        frame = slide.shapes.add_table(len(areas), 5, Emu(LEFT), Emu(TOP), Emu(sum(WIDTHS)), Emu(4_000_000))
        for row, area in enumerate(areas):
            for at, words in enumerate((area_paragraphs(area), area.activities_cell, area.follow_up_cell), 1):
                fill_text(frame.table.cell(row, at).text_frame, words)
            by_word_or_colour(frame.table.cell(row, 4), area)
    return saved(deck)


def by_symbols() -> bytes:
    """Status by signs: an emoji, a sign of a symbol font, a dot in a colour, a box that is ticked."""

    def mark(cell: _Cell, area: Area) -> None:
        run = cell.text_frame.paragraphs[0].add_run()
        match area.status:
            case "Enligt plan":
                run.text = "🟢"
            case "Mindre problem" | "Allvarliga problem":
                run.text = "●"
                run.font.color.rgb = RGBColor.from_string(COLOURS[area.status])
            case "Avslutad":
                run.text, run.font.name = "þ", "Wingdings"
            case _:
                run.text = area.word

    return in_one_table(mark)


def in_other_order() -> bytes:
    """The columns in another order, under other words, promises in a column of their own, bullets typed as signs."""
    deck = blank_deck()
    titled_slide(deck, "Handlingsplan 2025 RPO Medicinsk diagnostik")
    headings = ("Läge", "Område", "Patientlöften", "Åtgärder", "Följs upp på")
    for start in range(0, len(ALL), 3):
        areas = ALL[start : start + 3]
        slide = titled_slide(deck, "Handlingsplan")
        frame = slide.shapes.add_table(len(areas) + 1, 5, Emu(LEFT), Emu(TOP), Emu(sum(WIDTHS)), Emu(4_000_000))
        for at, title in enumerate(headings):
            frame.table.cell(0, at).text = title
        for row, area in enumerate(areas, 1):
            cells = (area.word or area.status.upper(), area.title, area.promise.removeprefix("Patientlöfte: "))
            for at, words in enumerate(cells):
                frame.table.cell(row, at).text = words
            frame.table.cell(row, 3).text = "\n".join(words.replace("• ", "- ") for words in area.activities_cell)
            fill_text(frame.table.cell(row, 4).text_frame, area.follow_up_cell)
    return saved(deck)


def by_circles_askew() -> bytes:
    """Circles that lie over the wrong rows by what the file says of the heights, which text has grown since."""
    deck = Presentation(BytesIO(by_circles()))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                for row in list(shape.table.rows)[1:]:
                    row.height = Emu(900_000)
    return saved(deck)


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "fills": lambda: in_one_table(by_word_or_colour),
    "theme colours": by_theme_colour,
    "circles": by_circles,
    "rectangles": in_rectangles,
    "grouped": lambda: in_rectangles(grouped=True),
    "merged cells": with_merged_cells,
    "embedded workbook": with_embedded_workbook,
    "over two slides": over_two_slides,
    "symbols": by_symbols,
    "other order": in_other_order,
}


HEADED = seed_deck.HEADINGS[1:]


def a_document(*, merged: bool = False) -> bytes:
    """The areas in a Word document: in a table a row an area; or a row an activity, with the area's cells merged."""
    document = WordDocument()
    document.add_heading("Handlingsplan 2025 RPO Medicinsk diagnostik", 1)
    document.add_paragraph("Sydöstra sjukvårdsregionen")
    table = document.add_table(1, 4)
    for at, title in enumerate(HEADED):
        table.cell(0, at).text = title
    for area in ALL:
        rows = _bullets(area) if merged else [list(area.activities_cell)]
        first = len(table.rows)
        for words in rows:
            _word_paragraphs(table.add_row().cells[1], words)
        cells = [table.cell(first, at) for at in (0, 2, 3)]
        if len(rows) > 1:
            cells = [
                cell.merge(table.cell(first + len(rows) - 1, at)) for cell, at in zip(cells, (0, 2, 3), strict=True)
            ]
        _word_paragraphs(cells[0], area_paragraphs(area))
        _word_paragraphs(cells[1], area.follow_up_cell)
        _word_paragraphs(cells[2], [area.word])
        if area.colour:
            shade = cells[2]._tc.get_or_add_tcPr()
            etree.SubElement(shade, word_name("w:shd"), {word_name("w:val"): "clear", word_name("w:fill"): area.colour})
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _word_paragraphs(cell: object, paragraphs: Sequence[str]) -> None:
    frame = cell
    for number, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()  # type: ignore[attr-defined]
        paragraph.add_run(words.removeprefix("• "))
        if words.startswith("• "):
            paragraph.style = "List Bullet"


def long_deck(slides: int) -> bytes:
    """A presentation with so many slides of three areas each."""
    deck = blank_deck()
    for _ in range(slides):
        plain_table(titled_slide(deck, "Handlingsplan"), ALL[:3])
    return saved(deck)


def headed_deck(*slides: tuple[str, int]) -> bytes:
    """A presentation of slides with a title each, and the plan's table with so many areas; without it for 0."""
    deck, taken = blank_deck(), 0
    for title, count in slides:
        slide = titled_slide(deck, title)
        if count:
            plain_table(slide, ALL[taken : taken + count])
        taken += count
    return saved(deck)


def one_table(rows: Sequence[tuple[str, str, str, str]], notes: str = "") -> bytes:
    """A presentation with one table: group ("" for the one above), area, activities and status a row; and its notes."""
    return table_deck([("RPO", "Prioriterat område", "Aktiviteter", "Status"), *rows], notes)


def table_deck(
    rows: Sequence[Sequence[str]], notes: str = "", fills: Mapping[tuple[int, int], str] = MappingProxyType({})
) -> bytes:
    """A presentation with one table, the fills of its cells by their row and column, and the notes to its slide."""
    deck = blank_deck()
    slide = titled_slide(deck, "Handlingsplaner 2025")
    box = (Emu(LEFT), Emu(TOP), Emu(sum(WIDTHS)), Emu(4_000_000))
    table = slide.shapes.add_table(len(rows), len(rows[0]), *box).table
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    for place, rgb in fills.items():
        paint(table.cell(*place), rgb)
    if notes:
        assert slide.notes_slide.notes_text_frame is not None
        slide.notes_slide.notes_text_frame.text = notes
    return saved(deck)


def words_of_groups(*paragraphs: tuple[str, int]) -> bytes:
    """A Word document of plain paragraphs, each with the plan's table of so many areas below; without it for 0."""
    document, taken = WordDocument(), 0
    for words, count in paragraphs:
        document.add_paragraph(words)
        if count:
            table = document.add_table(count + 1, 4)
            for row, cells in enumerate((HEADED, *(_plain_row(area) for area in ALL[taken : taken + count]))):
                for at, held in enumerate(cells):
                    table.cell(row, at).text = held
        taken += count
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _plain_row(area: Area) -> tuple[str, str, str, str]:
    return area.title, "\n".join(area.activities), area.follow_up, area.status


def at_random(areas: Sequence[tuple[str, list[str], str, str]], order: Sequence[int], on_a_slide: int) -> bytes:
    """Areas (title, activities, follow-up, status by colour) with the columns in any order, so many a slide."""
    deck = blank_deck()
    for start in range(0, len(areas), on_a_slide):
        held = areas[start : start + on_a_slide]
        slide = titled_slide(deck, "")
        table = slide.shapes.add_table(len(held) + 1, 4, Emu(LEFT), Emu(TOP), Emu(sum(WIDTHS)), Emu(4_000_000)).table
        for at, column in enumerate(order):
            table.cell(0, at).text = HEADED[column]
            for row, (title, activities, follow_up, status) in enumerate(held, 1):
                cell = table.cell(row, at)
                if column == 3:
                    paint(cell, COLOURS[status])
                else:
                    words = ([title], [f"• {one}" for one in activities], [follow_up])[column]
                    fill_text(cell.text_frame, words)
    return saved(deck)
