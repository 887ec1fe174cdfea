"""The sheets that are filled in.

A table sheet has a line that says what it is for, the hidden identifiers, the titles, and room for rows below them; a
form sheet has hidden identifiers, labels left and answers right.
"""

from math import ceil

from hplan_xl.book.columns import Column, Date, Need, Number
from hplan_xl.book.findings import column_letters
from hplan_xl.book.text import Text
from hplan_xl.excel import look
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.references import sheet_reference
from hplan_xl.excel.text_metrics import measure_width
from hplan_xl.excel.writer import GrowingSheet, PlainSheet, PlainWorkbook
from hplan_xl.template.entry_guidance import make_answer_rule, make_entry_rule, mark_form, mark_table
from hplan_xl.template.positions import (
    ANSWER_COLUMN,
    FIRST_ROW,
    IDS_ROW,
    LAST_ROW,
    TITLES_ROW,
    DefinedNames,
    TemplateSheet,
    ids_name,
)
from hplan_xl.template.sheet_writer import fit_row, list_cell_styles, set_up_print, write_runs, write_value

_LABEL_WIDTH, _ANSWER_WIDTH, _HELP_WIDTH = 36, 58, 56


def write_form(
    workbook: PlainWorkbook, worksheet: PlainSheet, place: TemplateSheet, names: DefinedNames, formats: Formats
) -> None:
    """Write an empty or prefilled form into a worksheet."""
    worksheet.set_column(0, 0, 8, None, {"hidden": True})
    for at, width in enumerate((_LABEL_WIDTH, _ANSWER_WIDTH, _HELP_WIDTH), 1):
        worksheet.set_column(at, at, width)
    worksheet.set_row(0, look.TITLE_HEIGHT)
    write_value(worksheet, 1, 2, place.title, formats.get_format(look.TITLE))
    write_value(worksheet, 2, 2, place.sheet.help.localize(place.language), formats.get_format(look.TITLE_LINE))
    for row, name, section in place.form_lines:
        if name:
            _write_answer(worksheet, place, place.sheet.column(name), row, formats)
            rule = make_answer_rule(place.sheet.column(name), names, f"C{row}", place.language)
            if rule:
                worksheet.data_validation(f"{column_letters(ANSWER_COLUMN)}{row}", dict(rule))
        elif section:
            worksheet.set_row(row - 1, look.TITLE_HEIGHT)
            write_value(worksheet, row, 2, section.localize(place.language), formats.get_format(look.SECTION))
    mark_form(worksheet, place, names, formats)
    _set_up_form(workbook, worksheet, place)


def _write_answer(worksheet: PlainSheet, place: TemplateSheet, column: Column, row: int, formats: Formats) -> None:
    write_value(worksheet, row, 1, column.name)
    label = look.LABEL_CELL if column.need is Need.OPTIONAL else look.LABEL_CELL_NEEDED
    write_value(worksheet, row, 2, column.title.localize(place.language), formats.get_format(label))
    answer = formats.get_format(*list_cell_styles(place, column, 0), look.ANSWER)
    write_value(worksheet, row, ANSWER_COLUMN, place.records[0].get(column.name), answer)
    told = column.help.localize(place.language)
    write_value(worksheet, row, ANSWER_COLUMN + 1, told, formats.get_format(look.NOTE, {"indent": 1}))
    widths = (_LABEL_WIDTH, _ANSWER_WIDTH, _HELP_WIDTH * 1.1)
    words = (column.title.localize(place.language), place.records[0].get(column.name), told)
    fit_row(worksheet, row, zip(words, widths, strict=True), least=look.ANSWER_HEIGHT)


def _set_up_form(workbook: PlainWorkbook, worksheet: PlainSheet, place: TemplateSheet) -> None:
    rows = place.answer_rows.values()
    ids = sheet_reference(place.title, f"$A${min(rows)}:$A${max(rows)}")
    workbook.define_name(ids_name(place.sheet.name), f"={ids}")
    worksheet.freeze_panes(2, 0)
    worksheet.set_tab_color(look.TAB_CORE if place.sheet.is_core else look.TAB_OTHER)
    worksheet.set_portrait()
    set_up_print(worksheet, place.language)
    worksheet.ignore_errors({"number_stored_as_text": f"C{min(rows)}:C{max(rows)}"})


MAY_BE_EMPTY = Text("Fliken får stå tom.", "This sheet may stay empty.")
MORE_COLUMNS = Text("Fler kolumner: tryck på + ovanför rubrikerna.", "More columns: press + above the titles.")
_POINTS_A_PIXEL = 0.75
_POINTS_A_DIGIT = 7 * _POINTS_A_PIXEL * 8.5 / look.FONT_SIZE  # of a turned title


def write_table(
    workbook: PlainWorkbook, worksheet: GrowingSheet, place: TemplateSheet, names: DefinedNames, formats: Formats
) -> None:
    """Write an empty or prefilled table into a worksheet."""
    worksheet.fixed_rows = TITLES_ROW
    _write_top(workbook, worksheet, place, formats)
    _set_columns(worksheet, place, formats)
    for number, record in enumerate(place.records):
        row = FIRST_ROW + number
        for at, column in enumerate(place.sheet.columns, 1):
            if column.name in record or (number, column.name) in place.colours:
                write_value(
                    worksheet,
                    row,
                    at,
                    record.get(column.name),
                    formats.get_format(*list_cell_styles(place, column, number)),
                )
        seen = (column for column in place.sheet.columns if not column.is_collapsed)
        fit_row(worksheet, row, ((record.get(column.name), column.width) for column in seen))
    for column in place.sheet.columns:
        letter = place.column_letters[column.name]
        rule = make_entry_rule(column, names, f"{letter}{FIRST_ROW}", place.language)
        worksheet.data_validation(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", dict(rule))
    mark_table(worksheet, place, names, formats)
    _set_up(worksheet, place)


def _write_top(workbook: PlainWorkbook, worksheet: PlainSheet, place: TemplateSheet, formats: Formats) -> None:
    line = formats.get_format(look.TITLE_LINE)
    worksheet.set_row(0, look.TITLE_HEIGHT, line)
    write_runs(
        worksheet, 1, 1, [formats.get_format(look.TITLE), place.title, line, "   " + _describe_sheet(place)], line
    )
    worksheet.set_row(IDS_ROW - 1, None, formats.get_format(look.NOTE), {"hidden": True})
    height = _title_height(place)
    worksheet.set_row(TITLES_ROW - 1, height, line)
    for at, column in enumerate(place.sheet.columns, 1):
        write_value(worksheet, IDS_ROW, at, column.name)
        title = column.title.localize(place.language)
        if column.is_title_vertical and _measure_turned(title) > height:
            title = "\n".join(_part_title(title))  # not every program breaks the lines of what is turned
        write_value(worksheet, TITLES_ROW, at, title, formats.get_format(*_title_styles(column)))
    ids = f"$A${IDS_ROW}:${column_letters(len(place.column_letters))}${IDS_ROW}"
    workbook.define_name(ids_name(place.sheet.name), "=" + sheet_reference(place.title, ids))


def _title_height(place: TemplateSheet) -> float:
    """Points of the row of titles: the same wherever turned ones are seen, else what those that are folded need."""
    turned = [column for column in place.sheet.columns if column.is_title_vertical]
    if any(not column.is_collapsed for column in turned):
        return look.VERTICAL_TITLE_HEIGHT
    lines = (_part_title(column.title.localize(place.language)) for column in turned)
    return max([look.COLUMN_TITLE_HEIGHT, *(max(map(_measure_turned, parts)) for parts in lines)])


def _measure_turned(words: str) -> float:
    """The points that words of a turned title take, in whole pixels."""
    return ceil(measure_width(words) * _POINTS_A_DIGIT / _POINTS_A_PIXEL) * _POINTS_A_PIXEL


def _part_title(title: str) -> tuple[str, ...]:
    """A title on two lines, each as short as can be; a single word on one."""
    words = title.split()
    parted = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(parted, key=lambda lines: max(map(measure_width, lines)), default=(title,))


def _describe_sheet(place: TemplateSheet) -> str:
    sentences = [place.sheet.help]
    if not place.sheet.is_core:
        sentences.append(MAY_BE_EMPTY)
    if any(column.is_collapsed for column in place.sheet.columns):
        sentences.append(MORE_COLUMNS)
    return " ".join(sentence.localize(place.language) for sentence in sentences)


def _title_styles(column: Column) -> list[look.Style]:
    styles = [look.COLUMN_TITLE if column.need is Need.OPTIONAL else look.COLUMN_TITLE_NEEDED]
    if isinstance(column, Number | Date):
        own = look.column_style(column)
        styles.append({name: own[name] for name in ("align", "indent") if name in own})
    return [*styles, look.VERTICAL_TITLE] if column.is_title_vertical else styles


def _set_columns(worksheet: PlainSheet, place: TemplateSheet, formats: Formats) -> None:
    columns = place.sheet.columns
    for at, column in enumerate(columns):
        options: dict[str, object] = {"level": 1, "hidden": True} if column.is_collapsed else {}
        style = formats.get_format(look.column_style(column))
        worksheet.set_column(at, at, column.width, style, options)
    if columns[-1].is_collapsed:
        worksheet.set_column(len(columns), len(columns), None, None, {"collapsed": True})


def _set_up(worksheet: PlainSheet, place: TemplateSheet) -> None:
    worksheet.freeze_panes(TITLES_ROW, _frozen_columns(place))
    worksheet.set_tab_color(look.TAB_CORE if place.sheet.is_core else look.TAB_OTHER)
    worksheet.set_landscape()
    worksheet.repeat_rows(TITLES_ROW - 1)
    set_up_print(worksheet, place.language)
    # A number among words (an id, a year in words) is meant: no green corners.
    worksheet.ignore_errors(
        {"number_stored_as_text": f"A{FIRST_ROW}:{column_letters(len(place.column_letters))}{LAST_ROW}"}
    )


def _frozen_columns(place: TemplateSheet) -> int:
    """How many columns stay in sight: up to the last that names the row and leaves most of the screen."""
    naming = {place.sheet.counter, *place.sheet.label}
    columns = place.sheet.columns
    last = max((at for at, column in enumerate(columns, 1) if column.name in naming), default=0)
    wide = (look.count_pixels(column.width for column in columns[:at]) for at in range(last + 1))
    return sum(pixels <= look.SCREEN_WIDTH * look.MOST_FROZEN for pixels in wide) - 1
