"""Presentations made for tests, each by a builder of its own layout, and what was read of them."""

from collections.abc import Callable, Sequence
from io import BytesIO

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from tests import seed_deck
from tests.seed_deck import Area

WIDE = (12_192_000, 6_858_000)
LEFT, TOP = 300_000, 900_000
WIDTHS = (1_300_000, 3_600_000, 3_600_000, 2_300_000, 800_000)


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
