"""What a fresh workbook takes over from an older one: its rows as typed, and a sheet of what has no place in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from hplan_xl import look
from hplan_xl.columns import Prose
from hplan_xl.rendition import Written
from hplan_xl.template.places import TypedRows
from hplan_xl.template.sheets import Formats, fit_row, print_page, put, taken
from hplan_xl.text import Language, Text, same

TITLE = Text("Övrigt", "Other")
LEAD = Text(
    "Det som inte har någon plats i mallen, med fliken och cellen där det stod, och vad som är gjort.",
    "What has no place in the template, with the sheet and the cell where it stood, and what was done.",
)
HEADINGS = (
    Text("Flik", "Sheet"),
    Text("Cell", "Cell"),
    Text("Rubrik", "Heading"),
    Text("Innehåll", "Contents"),
    Text("Vad som är gjort", "What was done"),
)
HEADINGS_ROW = 4

_WIDTHS = (24, 10, 26, 60, 60)
_CONTENTS = Prose(name="contents", title=HEADINGS[3], help=same(""), width=_WIDTHS[3])


@dataclass(frozen=True)
class Kept:
    """One thing of the older workbook that is told of.

    sheet, cell: where it stood, "" where it concerns the whole. heading: what stood over it.
    value: what has no place in the fresh workbook, as typed; None where only something is told.
    """

    sheet: str
    cell: str
    heading: str
    value: Written
    told: Text


@dataclass(frozen=True)
class Carried:
    """What is taken over. rows: by sheet the records as typed. saved: when the older workbook was."""

    rows: TypedRows
    kept: Sequence[Kept] = ()
    saved: datetime | None = None


def write_kept(worksheet: Worksheet, kept: Iterable[Kept], language: Language, formats: Formats) -> None:
    """Write the sheet of what has no place, a row for each thing."""
    for at, (width, heading) in enumerate(zip(_WIDTHS, HEADINGS, strict=True)):
        taken(worksheet.set_column(at, at, width), "kept")
        put(worksheet, HEADINGS_ROW, at + 1, heading.spoken(language), formats.of(look.COLUMN_TITLE))
    taken(worksheet.set_row(0, look.TITLE_HEIGHT), "kept")
    put(worksheet, 1, 1, TITLE.spoken(language), formats.of(look.TITLE))
    put(worksheet, 2, 1, LEAD.spoken(language), formats.of(look.TITLE_LINE))
    for row, one in enumerate(kept, HEADINGS_ROW + 1):
        words = (one.sheet, one.cell, one.heading, one.value, one.told.spoken(language))
        for at, written in enumerate(words, 1):
            own = look.value_style(_CONTENTS, written)
            put(worksheet, row, at, written, formats.of(look.BODY_CELL, own, {"align": "left"}))
        fit_row(worksheet, row, zip(words, _WIDTHS, strict=True))
    worksheet.freeze_panes(HEADINGS_ROW, 0)
    worksheet.set_tab_color(look.TAB_OTHER)
    worksheet.set_landscape()
    worksheet.repeat_rows(HEADINGS_ROW - 1)
    print_page(worksheet, language)
    worksheet.protect()
