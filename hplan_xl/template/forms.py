"""A form sheet: hidden identifiers, labels left, answers right."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from hplan_xl import look
from hplan_xl.columns import Column, Need
from hplan_xl.findings import column_letters
from hplan_xl.template.entries import entry_rule
from hplan_xl.template.formulas import sheet_reference
from hplan_xl.template.marks import mark_form
from hplan_xl.template.names import Names, ids_name
from hplan_xl.template.places import ANSWER_COLUMN, Place
from hplan_xl.template.sheets import Formats, cell_styles, fit_row, print_page, put, rule_entries, taken

_LABEL_WIDTH, _ANSWER_WIDTH, _HELP_WIDTH = 36, 58, 56


def write_form(workbook: Workbook, worksheet: Worksheet, place: Place, names: Names, formats: Formats) -> None:
    """Write an empty or prefilled form into a worksheet."""
    taken(worksheet.set_column(0, 0, 8, None, {"hidden": True}), place.title)
    for at, width in enumerate((_LABEL_WIDTH, _ANSWER_WIDTH, _HELP_WIDTH), 1):
        taken(worksheet.set_column(at, at, width), place.title)
    taken(worksheet.set_row(0, look.TITLE_HEIGHT), place.title)
    put(worksheet, 1, 2, place.title, formats.of(look.TITLE))
    put(worksheet, 2, 2, place.sheet.help.spoken(place.language), formats.of(look.TITLE_LINE))
    for row, name, section in place.form_lines:
        if name:
            _write_answer(worksheet, place, place.sheet.column(name), row, formats)
            rule = entry_rule(place.sheet.column(name), names, f"C{row}", place.language)
            rule_entries(worksheet, f"{column_letters(ANSWER_COLUMN)}{row}", rule)
        elif section:
            taken(worksheet.set_row(row - 1, look.TITLE_HEIGHT), place.title)
            put(worksheet, row, 2, section.spoken(place.language), formats.of(look.SECTION))
    mark_form(worksheet, place, names, formats)
    _set_up(workbook, worksheet, place)


def _write_answer(worksheet: Worksheet, place: Place, column: Column, row: int, formats: Formats) -> None:
    put(worksheet, row, 1, column.name)
    label = look.LABEL_CELL if column.need is Need.OPTIONAL else look.LABEL_CELL_NEEDED
    put(worksheet, row, 2, column.title.spoken(place.language), formats.of(label))
    answer = formats.of(*cell_styles(place, column, 0), look.ANSWER)
    put(worksheet, row, ANSWER_COLUMN, place.records[0].get(column.name), answer)
    told = column.help.spoken(place.language)
    put(worksheet, row, ANSWER_COLUMN + 1, told, formats.of(look.NOTE, {"indent": 1}))
    widths = (_LABEL_WIDTH, _ANSWER_WIDTH, _HELP_WIDTH * 1.1)
    words = (column.title.spoken(place.language), place.records[0].get(column.name), told)
    fit_row(worksheet, row, zip(words, widths, strict=True), least=look.ANSWER_HEIGHT)


def _set_up(workbook: Workbook, worksheet: Worksheet, place: Place) -> None:
    rows = place.answers.values()
    ids = sheet_reference(place.title, f"$A${min(rows)}:$A${max(rows)}")
    taken(workbook.define_name(ids_name(place.sheet.name), f"={ids}"), place.title)
    worksheet.freeze_panes(2, 0)
    worksheet.set_tab_color(look.TAB_CORE if place.sheet.core else look.TAB_OTHER)
    worksheet.set_portrait()
    print_page(worksheet, place.language)
    worksheet.ignore_errors({"number_stored_as_text": f"C{min(rows)}:C{max(rows)}"})
