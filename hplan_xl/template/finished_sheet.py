"""Avslutat: the rows of earlier years that are finished, so that they are remembered and their numbers stay theirs."""

from collections.abc import Iterable
from dataclasses import dataclass

from hplan_xl.book.text import Language, Text
from hplan_xl.excel import look
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.references import sheet_reference
from hplan_xl.excel.rendering import RenderedValue
from hplan_xl.excel.writer import PlainSheet, PlainWorkbook
from hplan_xl.template.sheet_writer import fit_row, set_up_print, write_value
from hplan_xl.wording import file_sentences

TITLE = file_sentences.FINISHED_PAGE
# Over the headings, so that the sheet is found whatever it is called. No sheet of a book has such an identifier.
NAME = "hplan_finished"
HEADINGS_ROW = 4
HEADINGS = (
    Text("År", "Year"),
    Text("Flik", "Sheet"),
    Text("Nr", "No."),
    Text("Vad", "What"),
    Text("Hur det slutade", "How it ended"),
    Text("Övrigt", "Other"),
)
_WIDTHS = (11, 19, 7, 40, 30, 49)  # as wide as the screen together
_LEAD = Text(
    "Det som avslutats under tidigare år. Numren ges inte till något annat. Fliken fylls inte i; öppnas något på nytt, "
    "kopiera raden till sin flik.",
    "What was closed in earlier years. Its numbers are given to nothing else. This sheet is not filled in; to open "
    "something again, copy the row to its sheet.",
)


@dataclass(frozen=True)
class FinishedRow:
    """One finished row. year: of its plan. sheet: as it was titled. key: its number or id, None where it had none.

    words: what names it. ending: how it ended, a line an answer. rest: its other answers, a line each.
    """

    year: str
    sheet: str
    key: RenderedValue
    words: str
    ending: str
    rest: str

    @property
    def cells(self) -> tuple[RenderedValue, ...]:
        """What stands in the row, from the left."""
        return (self.year, self.sheet, self.key, self.words, self.ending or None, self.rest or None)


def write_finished_sheet(
    workbook: PlainWorkbook, worksheet: PlainSheet, rows: Iterable[FinishedRow], language: Language, formats: Formats
) -> None:
    """Write the sheet, a row for each that is finished; nobody fills it in."""
    for at, (width, heading) in enumerate(zip(_WIDTHS, HEADINGS, strict=True)):
        worksheet.set_column(at, at, width)
        write_value(worksheet, HEADINGS_ROW, at + 1, heading.localize(language), formats.get_format(look.COLUMN_TITLE))
    worksheet.set_row(0, look.TITLE_HEIGHT)
    write_value(worksheet, 1, 1, TITLE.localize(language), formats.get_format(look.TITLE))
    write_value(worksheet, 2, 1, _LEAD.localize(language), formats.get_format(look.TITLE_LINE))
    body = formats.get_format(look.BODY_CELL, {"align": "left"})
    last = HEADINGS_ROW
    for last, one in enumerate(rows, HEADINGS_ROW + 1):
        for at, value in enumerate(one.cells, 1):
            write_value(worksheet, last, at, value, body)
        fit_row(worksheet, last, zip(one.cells, _WIDTHS, strict=True))
    workbook.define_name(NAME, "=" + sheet_reference(TITLE.localize(language), f"$A${HEADINGS_ROW}:$F${HEADINGS_ROW}"))
    worksheet.ignore_errors({"number_stored_as_text": f"A{HEADINGS_ROW}:F{last}"})
    worksheet.freeze_panes(HEADINGS_ROW, 0)
    worksheet.set_tab_color(look.TAB_OTHER)
    worksheet.set_landscape()
    worksheet.repeat_rows(HEADINGS_ROW - 1)
    set_up_print(worksheet, language)
    worksheet.protect()
