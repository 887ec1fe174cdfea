"""A book as a workbook to fill in, empty, prefilled, or with what an older workbook held."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import lru_cache
from io import BytesIO

from hplan_xl.book.columns import Prose
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Language, Text, move_years, neutral_text
from hplan_xl.excel import look
from hplan_xl.excel.atomic_write import DRAFT, UNANSWERED
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.rendering import RenderedValue
from hplan_xl.excel.writer import LANGUAGE_TAGS, GrowingSheet, PlainSheet, PlainWorkbook, write_workbook
from hplan_xl.template import check_sheet, lists_sheet, readme_sheet
from hplan_xl.template.finished_sheet import TITLE as FINISHED_TITLE
from hplan_xl.template.finished_sheet import FinishedRow, write_finished_sheet
from hplan_xl.template.input_sheets import write_form, write_table
from hplan_xl.template.positions import Rows, TypedRows, identity_name, name_cells, place_sheets, used_number_name
from hplan_xl.template.sheet_writer import fit_row, set_up_print, write_comment, write_value
from hplan_xl.wording import file_sentences

TITLE = file_sentences.OTHER_PAGE
HEADINGS_ROW = 4


@dataclass(frozen=True)
class Origin:
    """The kind of source of the notes. lead: the line under the title. place: the headings of the place."""

    lead: Text
    place: tuple[Text, Text]

    @property
    def headings(self) -> tuple[Text, ...]:
        """The headings of the sheet."""
        return (*self.place, *_HEADINGS)


_HEADINGS = (Text("Rubrik", "Heading"), Text("Innehåll", "Contents"), Text("Vad som är gjort", "What was done"))
A_WORKBOOK = Origin(
    Text(
        "Det som inte har någon plats i mallen, med fliken och cellen där det stod, och vad som är gjort.",
        "What has no place in the template, with the sheet and the cell where it stood, and what was done.",
    ),
    (Text("Flik", "Sheet"), Text("Cell", "Cell")),
)
A_DOCUMENT = Origin(
    Text(
        "Det som inte har någon plats i mallen, med var det stod. Flytta det ni behöver; fliken kan tas bort.",
        "What has no place in the template, with where it stood. Move what you need; the sheet may be deleted.",
    ),
    (Text("Fil", "File"), Text("Plats", "Place")),
)
ORIGINS = (A_WORKBOOK, A_DOCUMENT)

_WIDTHS = (24, 10, 26, 60, 60)
_CONTENTS = Prose(name="contents", title=_HEADINGS[1], help=neutral_text(""), width=_WIDTHS[3])


@dataclass(frozen=True)
class RepairNote:
    """One thing of the older workbook, or of a document, that is told of.

    sheet, cell: where it stood, "" where it concerns the whole; of a document its file and page. heading: what stood
    over it.
    value: what has no place in the fresh workbook, as typed; None where only something is told.
    """

    sheet: str
    cell: str
    heading: str
    value: RenderedValue
    sentence: Text


@dataclass(frozen=True)
class CarriedContent:
    """The content to carry over. rows: by sheet the records as typed. origin: its kind.

    finished_rows: those of earlier years that are remembered. spent_numbers: by sheet the highest number ever used,
    after which the running numbers go on. comments: what is shown at a cell, by sheet, record (from 0) and column.
    is_unanswered: what is asked each year is still to be answered.
    """

    rows: TypedRows
    notes: Sequence[RepairNote] = ()
    saved_at: datetime | None = None
    origin: Origin = A_WORKBOOK
    finished_rows: Sequence[FinishedRow] = ()
    spent_numbers: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    is_unanswered: bool = False


def write_notes_sheet(
    worksheet: PlainSheet, kept: Iterable[RepairNote], origin: Origin, language: Language, formats: Formats
) -> None:
    """Write the sheet of what has no place, a row for each thing."""
    for at, (width, heading) in enumerate(zip(_WIDTHS, origin.headings, strict=True)):
        worksheet.set_column(at, at, width)
        write_value(worksheet, HEADINGS_ROW, at + 1, heading.localize(language), formats.get_format(look.COLUMN_TITLE))
    worksheet.set_row(0, look.TITLE_HEIGHT)
    write_value(worksheet, 1, 1, TITLE.localize(language), formats.get_format(look.TITLE))
    write_value(worksheet, 2, 1, origin.lead.localize(language), formats.get_format(look.TITLE_LINE))
    for row, one in enumerate(kept, HEADINGS_ROW + 1):
        words = (one.sheet, one.cell, one.heading, one.value, one.sentence.localize(language))
        for at, written in enumerate(words, 1):
            own = look.value_style(_CONTENTS, written)
            write_value(worksheet, row, at, written, formats.get_format(look.BODY_CELL, own, {"align": "left"}))
        fit_row(worksheet, row, zip(words, _WIDTHS, strict=True))
    worksheet.freeze_panes(HEADINGS_ROW, 0)
    worksheet.set_tab_color(look.TAB_OTHER)
    worksheet.set_landscape()
    worksheet.repeat_rows(HEADINGS_ROW - 1)
    set_up_print(worksheet, language)
    worksheet.protect()


_DESCRIPTION = Text("Att fylla i. Börja på fliken {sheet}.", "To fill in. Begin on the sheet {sheet}.")
_FOUR_DIGITS = re.compile(r"\d{4}")
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": dict(look.DEFAULT),
}


def build_template(
    book: Book,
    *,
    language: Language,
    rows: Rows | None = None,
    facts: Mapping[str, object] | None = None,
    carried: CarriedContent | None = None,
) -> bytes:
    """The workbook of a book, to fill in; the same bytes for the same arguments.

    rows: by sheet, the records that are prefilled, as understood values by column; for a form the first.
    facts: what fills the placeholders of the guide; one that is not given shows as "…". The years of the examples in
    the helps are as for its "year", which may be the first of several.
    carried: what is taken over from an older workbook, in place of `rows` where it has rows of a sheet.

    Raises:
        NotWritten: Excel does not take something of it, such as a text longer than a cell holds.
    """
    target = BytesIO()
    known = facts or {}
    with write_workbook(PlainWorkbook(target, _OPTIONS)) as workbook:
        _write_sheets(workbook, _date_examples(book, known), language, rows or {}, known, carried or CarriedContent({}))
    return target.getvalue()


def _date_examples(book: Book, facts: Mapping[str, object]) -> Book:
    """The book with the years of its examples as for the plan's first year, where they are of the book's own year."""
    year = _FOUR_DIGITS.search(str(facts.get("year", "")))
    return _move_examples(book, int(year[0]) - book.version_date.year if year else 0)


@lru_cache(maxsize=16)
def _move_examples(book: Book, by: int) -> Book:
    return replace(book, sheets=tuple(_date_helps(sheet, by) for sheet in book.sheets)) if by else book


def _date_helps(sheet: Sheet, by: int) -> Sheet:
    helps = [Text(*(move_years(words, by) for words in (column.help.sv, column.help.en))) for column in sheet.columns]
    dated = zip(sheet.columns, helps, strict=True)
    return replace(sheet, columns=tuple(replace(column, help=help) for column, help in dated))


def _write_sheets(
    workbook: PlainWorkbook,
    book: Book,
    language: Language,
    rows: Rows,
    facts: Mapping[str, object],
    carried: CarriedContent,
) -> None:
    formats = Formats(workbook)
    names = name_cells(book)
    places = place_sheets(book, rows, language, carried.rows, carried.spent_numbers)
    layout = lists_sheet.Lists(places, names, language)
    _identify(workbook, book, language, carried)
    page = workbook.add_worksheet(readme_sheet.TITLE.localize(language), PlainSheet)
    readme_sheet.write_readme_sheet(page, book, language, facts, formats)
    for sheet in order_sheets(book):
        if sheet is None:
            worksheet = workbook.add_worksheet(check_sheet.TITLE.localize(language), PlainSheet)
            check_sheet.write_check_sheet(worksheet, layout, language, formats)
            continue
        place = layout.places[sheet.name]
        worksheet = workbook.add_worksheet(place.title, GrowingSheet)
        write = write_form if sheet.is_form else write_table
        write(workbook, worksheet, place, names, formats)
        for (name, record, column), words in carried.comments.items():
            if name == sheet.name:
                write_comment(worksheet, *place.cell(column, record), words)
    for name, number in carried.spent_numbers.items():
        workbook.define_name(used_number_name(name), f"={number}")
    if carried.finished_rows:
        remembered = workbook.add_worksheet(FINISHED_TITLE.localize(language), GrowingSheet)
        write_finished_sheet(workbook, remembered, carried.finished_rows, language, formats)
    if carried.notes:
        kept_sheet = workbook.add_worksheet(TITLE.localize(language), GrowingSheet)
        write_notes_sheet(kept_sheet, carried.notes, carried.origin, language, formats)
    hidden = workbook.add_worksheet(lists_sheet.TITLE, PlainSheet)
    lists_sheet.write_lists(workbook, hidden, layout)
    hidden.hide()
    page.activate()


def order_sheets(book: Book) -> Iterator[Sheet | None]:
    """The book's sheets as they stand, with None for Kontroll after the last that is enough."""
    last = max((at for at, sheet in enumerate(book.sheets) if sheet.is_core), default=len(book.sheets) - 1)
    for at, sheet in enumerate(book.sheets):
        yield sheet
        if at == last:
            yield None


def _identify(workbook: PlainWorkbook, book: Book, language: Language, carried: CarriedContent) -> None:
    """Say which template this is where another program may lose one of the places."""
    workbook.set_properties(
        {
            "title": book.title.localize(language),
            "comments": _DESCRIPTION.fill(sheet=readme_sheet.TITLE).localize(language),
            "language": LANGUAGE_TAGS[language],
            "created": carried.saved_at or datetime.combine(book.version_date, time()),
        }
    )
    name, identity = identity_name(book), f"{book.name} {book.version}"
    workbook.set_custom_property(name, identity, "text")
    workbook.set_custom_property("language", language, "text")
    if carried.is_unanswered:
        workbook.set_custom_property(UNANSWERED, "true", "text")
    if carried.origin == A_DOCUMENT:
        workbook.set_custom_property(DRAFT, "true", "text")
    workbook.define_name(name, f'="{identity}"')
