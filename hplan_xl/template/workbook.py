"""A book as a workbook to fill in."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from io import BytesIO

from xlsxwriter.workbook import Workbook

from hplan_xl import look
from hplan_xl.book import Book, Sheet
from hplan_xl.plainsheet import PlainSheet
from hplan_xl.template import control, guide, lists
from hplan_xl.template.carried import TITLE, Carried, write_kept
from hplan_xl.template.forms import write_form
from hplan_xl.template.names import Names, identity_name
from hplan_xl.template.places import Rows, placed
from hplan_xl.template.sheets import Formats, GrowingSheet, taken
from hplan_xl.template.tables import write_table
from hplan_xl.text import Language

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": dict(look.DEFAULT),
}


def template_bytes(
    book: Book,
    *,
    language: Language,
    rows: Rows | None = None,
    facts: Mapping[str, object] | None = None,
    carried: Carried | None = None,
) -> bytes:
    """The workbook of a book, to fill in; the same bytes for the same arguments.

    rows: by sheet, the records that are prefilled, as understood values by column; for a form the first.
    facts: what fills the placeholders of the guide; one that is not given shows as "…".
    carried: what is taken over from an older workbook, in place of `rows` where it has rows of a sheet.

    Raises:
        OutputError: Excel does not take something of it, such as a text over 32,767 characters.
    """
    target = BytesIO()
    workbook = Workbook(target, _OPTIONS)
    formats = Formats(workbook)
    names = Names(book)
    places = placed(book, rows or {}, language, carried.rows if carried else None)
    layout = lists.Lists(places, names, language)
    _identify(workbook, book, language, carried.saved if carried else None)
    page = workbook.add_worksheet(guide.TITLE.spoken(language), PlainSheet)
    guide.write_guide(page, book, language, facts or {}, formats)
    for sheet in in_order(book):
        if sheet is None:
            worksheet = workbook.add_worksheet(control.TITLE.spoken(language), PlainSheet)
            control.write_control(worksheet, layout, language, formats)
            continue
        place = layout.places[sheet.name]
        worksheet = workbook.add_worksheet(place.title, GrowingSheet)
        write = write_form if sheet.form else write_table
        write(workbook, worksheet, place, names, formats)
    if carried and carried.kept:
        write_kept(workbook.add_worksheet(TITLE.spoken(language), GrowingSheet), carried.kept, language, formats)
    hidden = workbook.add_worksheet(lists.TITLE, PlainSheet)
    lists.write_lists(workbook, hidden, layout)
    hidden.hide()
    page.activate()
    workbook.close()
    return target.getvalue()


def in_order(book: Book) -> Iterator[Sheet | None]:
    """The book's sheets as they stand, with None for Kontroll after the last that is enough."""
    last = max((at for at, sheet in enumerate(book.sheets) if sheet.core), default=len(book.sheets) - 1)
    for at, sheet in enumerate(book.sheets):
        yield sheet
        if at == last:
            yield None


def _identify(workbook: Workbook, book: Book, language: Language, saved: datetime | None) -> None:
    """Say which template this is where another program may lose one of the places."""
    workbook.set_properties(
        {"title": book.title.spoken(language), "created": saved or datetime.combine(book.dated, time())},
    )
    name, identity = identity_name(book), f"{book.name} {book.version}"
    workbook.set_custom_property(name, identity, "text")
    workbook.set_custom_property("language", language, "text")
    taken(workbook.define_name(name, f'="{identity}"'), name)
