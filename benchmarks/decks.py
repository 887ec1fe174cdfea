"""A presentation of an earlier plan, as long as is asked for."""

from pathlib import Path

from pptx import Presentation
from pptx.util import Pt

_HEADINGS = ("Nationellt insatsområde", "Prioriterat område och patientlöften", "Aktiviteter", "Uppföljning", "Status")
_AREAS = 3  # on a slide
_STATUSES = ("Enligt plan", "Mindre problem", "Ej påbörjad")


def make_deck(path: Path, slides: int) -> Path:
    """Write a presentation with so many slides of three areas each, three activities an area."""
    deck = Presentation()
    for slide in range(slides):
        shown = deck.slides.add_slide(deck.slide_layouts[5])
        shown.shapes.title.text = "Handlingsplan"
        table = shown.shapes.add_table(_AREAS + 1, len(_HEADINGS), Pt(20), Pt(80), Pt(680), Pt(400)).table
        for column, heading in enumerate(_HEADINGS):
            table.cell(0, column).text = heading
        for row in range(1, _AREAS + 1):
            number = slide * _AREAS + row
            told = (
                "",
                f"Gemensam utredning och behandling, del {number}\nPatientlöfte: ”få tillgång till jämlik vård”",
                "\n".join(f"• Ta fram underlag {part} till vårdriktlinje {number}. Klart: Q2 2025" for part in "ABC"),
                f"Följs upp på: andel patienter som utreds enligt riktlinje {number}. Effektmål: kortare väntan.",
                _STATUSES[number % len(_STATUSES)],
            )
            for column, words in enumerate(told):
                table.cell(row, column).text = words
    deck.save(str(path))
    return path
