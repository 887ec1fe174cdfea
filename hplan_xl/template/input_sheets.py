"""The sheets that are filled in.

A table sheet has a line that says what it is for, the hidden identifiers, the titles, and room for rows below them; a
form sheet has hidden identifiers, labels left and answers right.
"""

from hplan_xl.book.columns import Column, Date, Need, Number
from hplan_xl.book.findings import column_letters
from hplan_xl.book.text import Text
from hplan_xl.excel import look
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.writer import PlainSheet, PlainWorkbook
from hplan_xl.template.entry_guidance import entry_rule, mark_form, mark_table
from hplan_xl.template.formulas import sheet_reference
from hplan_xl.template.positions import ANSWER_COLUMN, FIRST_ROW, IDS_ROW, LAST_ROW, TITLES_ROW, Names, Place, ids_name
from hplan_xl.template.sheet_writer import (
    cell_styles,
    fit_row,
    print_page,
    put,
    put_runs,
)

_LABEL_WIDTH, _ANSWER_WIDTH, _HELP_WIDTH = 36, 58, 56


def write_form(workbook: PlainWorkbook, worksheet: PlainSheet, place: Place, names: Names, formats: Formats) -> None:
    """Write an empty or prefilled form into a worksheet."""
    worksheet.set_column(0, 0, 8, None, {"hidden": True})
    for at, width in enumerate((_LABEL_WIDTH, _ANSWER_WIDTH, _HELP_WIDTH), 1):
        worksheet.set_column(at, at, width)
    worksheet.set_row(0, look.TITLE_HEIGHT)
    put(worksheet, 1, 2, place.title, formats.of(look.TITLE))
    put(worksheet, 2, 2, place.sheet.help.spoken(place.language), formats.of(look.TITLE_LINE))
    for row, name, section in place.form_lines:
        if name:
            _write_answer(worksheet, place, place.sheet.column(name), row, formats)
            rule = entry_rule(place.sheet.column(name), names, f"C{row}", place.language)
            worksheet.data_validation(f"{column_letters(ANSWER_COLUMN)}{row}", dict(rule))
        elif section:
            worksheet.set_row(row - 1, look.TITLE_HEIGHT)
            put(worksheet, row, 2, section.spoken(place.language), formats.of(look.SECTION))
    mark_form(worksheet, place, names, formats)
    _set_up_form(workbook, worksheet, place)


def _write_answer(worksheet: PlainSheet, place: Place, column: Column, row: int, formats: Formats) -> None:
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


def _set_up_form(workbook: PlainWorkbook, worksheet: PlainSheet, place: Place) -> None:
    rows = place.answers.values()
    ids = sheet_reference(place.title, f"$A${min(rows)}:$A${max(rows)}")
    workbook.define_name(ids_name(place.sheet.name), f"={ids}")
    worksheet.freeze_panes(2, 0)
    worksheet.set_tab_color(look.TAB_CORE if place.sheet.core else look.TAB_OTHER)
    worksheet.set_portrait()
    print_page(worksheet, place.language)
    worksheet.ignore_errors({"number_stored_as_text": f"C{min(rows)}:C{max(rows)}"})


MAY_BE_EMPTY = Text("Fliken får stå tom.", "This sheet may stay empty.")
MORE_COLUMNS = Text("Fler kolumner: tryck på + ovanför rubrikerna.", "More columns: press + above the titles.")

# Of a turned title of 10 points.
_POINTS_A_LETTER, _TALLEST_TURNED = 5.3, 150


def write_table(workbook: PlainWorkbook, worksheet: PlainSheet, place: Place, names: Names, formats: Formats) -> None:
    """Write an empty or prefilled table into a worksheet."""
    _write_top(workbook, worksheet, place, formats)
    _set_columns(worksheet, place, formats)
    for number, record in enumerate(place.records):
        row = FIRST_ROW + number
        for at, column in enumerate(place.sheet.columns, 1):
            if column.name in record or (number, column.name) in place.colours:
                put(worksheet, row, at, record.get(column.name), formats.of(*cell_styles(place, column, number)))
        fit_row(worksheet, row, ((record.get(column.name), column.width) for column in place.sheet.columns))
    for column in place.sheet.columns:
        letter = place.letters[column.name]
        rule = entry_rule(column, names, f"{letter}{FIRST_ROW}", place.language)
        worksheet.data_validation(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", dict(rule))
    mark_table(worksheet, place, names, formats)
    _set_up(worksheet, place)


def _write_top(workbook: PlainWorkbook, worksheet: PlainSheet, place: Place, formats: Formats) -> None:
    line = formats.of(look.TITLE_LINE)
    worksheet.set_row(0, look.TITLE_HEIGHT, line)
    put_runs(worksheet, 1, 1, [formats.of(look.TITLE), place.title, line, "   " + _told(place)], line)
    worksheet.set_row(IDS_ROW - 1, None, formats.of(look.NOTE), {"hidden": True})
    height = _turned_height(place) or look.COLUMN_TITLE_HEIGHT
    worksheet.set_row(TITLES_ROW - 1, height, line)
    for at, column in enumerate(place.sheet.columns, 1):
        put(worksheet, IDS_ROW, at, column.name)
        put(worksheet, TITLES_ROW, at, column.title.spoken(place.language), formats.of(*_title_styles(column)))
    ids = f"$A${IDS_ROW}:${column_letters(len(place.letters))}${IDS_ROW}"
    workbook.define_name(ids_name(place.sheet.name), "=" + sheet_reference(place.title, ids))


def _told(place: Place) -> str:
    sentences = [place.sheet.help]
    if not place.sheet.core:
        sentences.append(MAY_BE_EMPTY)
    if any(column.folded for column in place.sheet.columns):
        sentences.append(MORE_COLUMNS)
    return " ".join(sentence.spoken(place.language) for sentence in sentences)


def _title_styles(column: Column) -> list[look.Style]:
    styles = [look.COLUMN_TITLE if column.need is Need.OPTIONAL else look.COLUMN_TITLE_NEEDED]
    if isinstance(column, Number | Date):
        styles.append({"align": look.column_style(column)["align"]})
    return [*styles, look.TURNED] if column.turned else styles


def _turned_height(place: Place) -> float:
    """Points for the longest turned title, on at most two lines; 0 where none is turned."""
    titles = [column.title.spoken(place.language) for column in place.sheet.columns if column.turned]
    lines = [_longest_line(title) for title in titles]
    return min(_TALLEST_TURNED, max(lines) * _POINTS_A_LETTER + 12) if lines else 0


def _longest_line(title: str) -> int:
    """Letters in the longer of two lines, parted between words where that makes it shortest."""
    words = title.split()
    parted = [max(len(" ".join(words[:at])), len(" ".join(words[at:]))) for at in range(1, len(words))]
    return min([len(title), *parted])


def _set_columns(worksheet: PlainSheet, place: Place, formats: Formats) -> None:
    before: Column | None = None
    for at, column in enumerate(place.sheet.columns):
        options: dict[str, object] = {}
        if column.folded:
            options = {"level": 1, "hidden": True}
        elif before is not None and before.folded:
            options = {"collapsed": True}
        style = formats.of(look.column_style(column))
        worksheet.set_column(at, at, column.width, style, options)
        before = column
    if before is not None and before.folded:
        end = len(place.letters)
        worksheet.set_column(end, end, None, None, {"collapsed": True})


def _set_up(worksheet: PlainSheet, place: Place) -> None:
    worksheet.freeze_panes(TITLES_ROW, _frozen(place))
    worksheet.set_tab_color(look.TAB_CORE if place.sheet.core else look.TAB_OTHER)
    worksheet.set_landscape()
    worksheet.repeat_rows(TITLES_ROW - 1)
    print_page(worksheet, place.language)
    # A number among words (an id, a year in words) is meant: no green corners.
    worksheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW}:{column_letters(len(place.letters))}{LAST_ROW}"})


def _frozen(place: Place) -> int:
    """How many columns stay in sight: up to the last that names the row."""
    naming = {place.sheet.counter, *place.sheet.label}
    return max((at for at, column in enumerate(place.sheet.columns, 1) if column.name in naming), default=0)
