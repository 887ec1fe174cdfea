"""The hidden sheet Listor: choices behind the drop-downs, rows that can be referred to, and what Kontroll counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book.description import Sheet
from hplan_xl.book.findings import Severity, column_letters
from hplan_xl.book.limits import COLUMN_COUNT
from hplan_xl.book.text import Language, clean_text
from hplan_xl.excel.references import sheet_reference
from hplan_xl.excel.writer import PlainSheet, PlainWorkbook
from hplan_xl.template import formulas, positions
from hplan_xl.template.check_counts import MISSING_WORDS, CellCheck, list_checks
from hplan_xl.template.fault_formulas import TableCells, list_spans
from hplan_xl.template.sheet_writer import write_formula, write_value
from hplan_xl.wording import file_sentences

TITLE = file_sentences.LISTS_PAGE.sv
# How many begun rows of a sheet the drop-downs offer; a plan has a dozen areas. The others can be referred to as well.
MOST_OFFERED = 200
LONGEST_LABEL = 60

_LAST_ROW_COLUMN, _FIRST_CODE_COLUMN = 2, 3
_COUNT_COLUMN, _CODE_COLUMN = 8, 9
_SPELLINGS_COLUMN = 11
_LISTS_COLUMN = 14
_NOWHERE = 1_000_000
# The title and two rows: a range of a single cell is no column of cells to every program.
_LEAST_ROWS = 3
_COUNTING = sheet_reference(TITLE, "$A$1:$A$500")


@dataclass(frozen=True)
class Lists:
    """The layout of Listor."""

    places: Mapping[str, positions.TemplateSheet]
    names: positions.DefinedNames
    language: Language

    @cached_property
    def last_rows(self) -> Mapping[str, str]:
        """For each table the cell with how far down its rows are in use, counted from the titles as 1."""
        letter = column_letters(_LAST_ROW_COLUMN)
        return {
            name: _here(f"${letter}${row}")
            for row, (name, place) in enumerate(self.places.items(), 2)
            if not place.sheet.is_form
        }

    @cached_property
    def checks(self) -> tuple[CellCheck, ...]:
        """All checks, in the rows in which they stand."""
        return list_checks(self.places, self.names, self.cells)

    @cached_property
    def cells(self) -> Mapping[str, TableCells]:
        """How the rows of each table are reached from a cell."""
        return {name: _reach_from_cell(self.places[name], last) for name, last in self.last_rows.items()}

    def count_cells(self, sheet: str, grade: Severity, column: int = _COUNT_COLUMN) -> str:
        """The cells with the counts of a sheet's checks of one grade; "" where there are none."""
        rows = [row for row, check in enumerate(self.checks, 2) if (check.sheet, check.grade) == (sheet, grade)]
        letter = column_letters(column)
        return _here(f"${letter}${rows[0]}:${letter}${rows[-1]}") if rows else ""

    def first_code(self, sheet: str) -> str:
        """The cell that tells where the first cell to mend of a sheet stands."""
        row = list(self.places).index(sheet) + 2
        return _here(f"${column_letters(_FIRST_CODE_COLUMN)}${row}")

    def first_code_formula(self, sheet: str) -> str:
        """The formula of that cell: errors come before what is missing, and that before what is read later."""
        formula = '""'
        for grade in (Severity.HINT, Severity.WARNING, Severity.ERROR):
            counts = self.count_cells(sheet, grade)
            if counts:
                formula = f"IF(SUM({counts})>0,MIN({self.count_cells(sheet, grade, _CODE_COLUMN)}),{formula})"
        return formula

    def found_cells(self, sheet: str, grade: Severity) -> list[tuple[int, int]]:
        """The cells of the prefilled rows that a sheet's checks of one grade find."""
        return [cell for check in self.checks if (check.sheet, check.grade) == (sheet, grade) for cell in check.cells]

    def first_found_cell(self, sheet: str) -> tuple[int, int] | None:
        """The first cell to mend of the prefilled rows."""
        found = (self.found_cells(sheet, grade) for grade in (Severity.ERROR, Severity.WARNING, Severity.HINT))
        return next((min(cells) for cells in found if cells), None)


def write_lists(workbook: PlainWorkbook, worksheet: PlainSheet, lists: Lists) -> None:
    """Fill Listor and define the names that lead to it."""
    _write_sheets(workbook, worksheet, lists)
    _write_checks(worksheet, lists)
    _write_spellings(workbook, worksheet, lists.names)
    for sheet, column_name in lists.names.reached_columns:
        workbook.define_name(positions.cells_name(sheet, column_name), f"={lists.cells[sheet].at(column_name)}")
    for name in lists.names.listed_sheets:
        for ends in list_spans(lists.places[name].sheet):
            workbook.define_name(positions.span_name(name, *ends), f"={lists.cells[name].span(*ends)}")
    workbook.define_name(positions.COUNTING_ROWS, f"={_COUNTING}")
    column = _write_words(workbook, worksheet, lists)
    for sheet in lists.names.listed_sheets:
        _write_offered(workbook, worksheet, lists, lists.places[sheet], column)
        column += 1
    worksheet.protect()


def _reach_from_cell(place: positions.TemplateSheet, last: str) -> TableCells:
    def at(column: str) -> str:
        return formulas.slice_column(place.column_range(column), "2", last)

    def span(first: str, end: str) -> str:
        return formulas.slice_block(place.span_range(first, end), "2", last)

    return TableCells(place.sheet, at, span, lambda *ends: f"COLUMNS({place.span_range(*ends)})", _COUNTING)


def encode_cell(cell: tuple[int, int]) -> int:
    """A cell's row and column as one number."""
    return cell[0] * COLUMN_COUNT + cell[1]


def _write_sheets(workbook: PlainWorkbook, worksheet: PlainSheet, lists: Lists) -> None:
    _headings(worksheet, 1, ("sheet", "last row", "first to mend"))
    for row, (name, place) in enumerate(lists.places.items(), 2):
        write_value(worksheet, row, 1, name)
        if not place.sheet.is_form:
            last = max(_LEAST_ROWS, len(place.records) + positions.FIRST_ROW - positions.TITLES_ROW)
            write_formula(worksheet, row, _LAST_ROW_COLUMN, _last_row(place), last)
        first = lists.first_found_cell(name)
        formula = f"={lists.first_code_formula(name)}"
        write_formula(worksheet, row, _FIRST_CODE_COLUMN, formula, encode_cell(first) if first else "")


def _last_row(place: positions.TemplateSheet) -> str:
    block = place.block_range
    position = f"(ROW({block})-ROW(INDEX({block},1,1))+1)"
    return f"=MAX({_LEAST_ROWS},SUMPRODUCT(MAX((1-ISBLANK({block}))*{position})))"


def _write_checks(worksheet: PlainSheet, lists: Lists) -> None:
    _headings(worksheet, 5, ("sheet", "column", "fault", "cells", "first"))
    letter = column_letters(_COUNT_COLUMN)
    for row, check in enumerate(lists.checks, 2):
        for column, words in enumerate((check.sheet, check.column, check.fault), 5):
            write_value(worksheet, row, column, words)
        # The cells of a column that is not there cannot be counted.
        count = f"=IFERROR({check.count},{check.count_when_removed})"
        write_formula(worksheet, row, _COUNT_COLUMN, count, len(check.cells))
        first = encode_cell(min(check.cells)) if check.cells else ""
        write_formula(worksheet, row, _CODE_COLUMN, f'=IF({letter}{row}=0,"",IFERROR({check.first},""))', first)


def _write_spellings(workbook: PlainWorkbook, worksheet: PlainSheet, names: positions.DefinedNames) -> None:
    """Every spelling that is read, those of one vocabulary in one cell."""
    spelt = {positions.MISSING_NAME: _in_one_cell(MISSING_WORDS)}
    spelt |= {name: _in_one_cell(words) for words, name in positions.BLANK_NAMES.items()}
    spelt |= names.spellings
    _headings(worksheet, _SPELLINGS_COLUMN, ("name", "spellings"))
    letter = column_letters(_SPELLINGS_COLUMN + 1)
    for row, (name, words) in enumerate(spelt.items(), 2):
        write_value(worksheet, row, _SPELLINGS_COLUMN, name)
        write_value(worksheet, row, _SPELLINGS_COLUMN + 1, words)
        workbook.define_name(name, "=" + _here(f"${letter}${row}"))


def _in_one_cell(words: Iterable[str]) -> str:
    return formulas.SEPARATOR.join(("", *words, ""))


def _write_words(workbook: PlainWorkbook, worksheet: PlainSheet, lists: Lists) -> int:
    """The words to choose among, a column each, and the number of the column after them."""
    _write_list(workbook, worksheet, _LISTS_COLUMN, positions.TICKS, ("x",))
    vocabularies = lists.names.vocabularies.values()
    for column, vocabulary in enumerate(vocabularies, _LISTS_COLUMN + 1):
        words = [term.word.localize(lists.language) for term in vocabulary.terms]
        _write_list(workbook, worksheet, column, lists.names.words_name(vocabulary), words)
    return _LISTS_COLUMN + 1 + len(vocabularies)


def _write_list(workbook: PlainWorkbook, worksheet: PlainSheet, column: int, name: str, words: Sequence[str]) -> None:
    _headings(worksheet, column, (name,))
    for row, word in enumerate(words, 2):
        write_value(worksheet, row, column, word)
    letter = column_letters(column)
    workbook.define_name(name, "=" + _here(f"${letter}$2:${letter}${max(2, len(words) + 1)}"))


def _write_offered(
    workbook: PlainWorkbook, worksheet: PlainSheet, lists: Lists, place: positions.TemplateSheet, column: int
) -> None:
    """The rows of a sheet that have a name, one below the other: how many, then the key of each with its short name."""
    name, letter, last = place.sheet.name, column_letters(column), MOST_OFFERED + 2
    _headings(worksheet, column, (positions.offer_name(name),))
    rows = [at for at, record in enumerate(place.records) if _is_offered(place.sheet, record)]
    keys = lists.cells[name].at(place.sheet.counter)
    at = _offered_rows(place, lists.cells[name])
    write_formula(worksheet, 2, column, f"=SUMPRODUCT(--(({at})<{_NOWHERE}))", len(rows))
    # The same in every row, so that it takes no room: the row itself tells which it is.
    row = f"LOOKUP(SMALL({at},ROW()-2),ROW({keys}),{_labels(lists.cells[name])})"
    formula = f'=IF(ROW()-2>{letter}$2,"",{row})'
    for number in range(MOST_OFFERED):
        write_formula(
            worksheet, number + 3, column, formula, _offered_label(place, rows[number]) if number < len(rows) else ""
        )
    ends = f"INDEX({_here(f'${letter}$3:${letter}${last}')},MIN({MOST_OFFERED},MAX(1,{_here(f'${letter}$2')})))"
    workbook.define_name(positions.offer_name(name), f"={_here(f'${letter}$3')}:{ends}")


def _offered_rows(place: positions.TemplateSheet, cells: TableCells) -> str:
    """Of each row its number, or nowhere where it has no key or no name yet."""
    keys = cells.at(place.sheet.counter)
    is_named = formulas.is_filled("&".join(map(cells.at, place.sheet.label)))
    return f"ROW({keys})+{_NOWHERE}*(1-{formulas.is_filled(keys)}*{is_named})"


def _is_offered(sheet: Sheet, record: positions.Record) -> bool:
    return sheet.counter in record and any(clean_text(str(record.get(name, ""))) for name in sheet.label)


def _labels(cells: TableCells) -> str:
    """Of each row, its key and its first filled label."""
    label = ""
    for name in reversed(cells.sheet.label):
        words = f"TRIM({formulas.on_one_line(cells.at(name))})"
        label = f'{words}&REPT({label},1*({words}=""))' if label else words
    return f'TRIM({formulas.on_one_line(cells.at(cells.sheet.counter))})&" – "&LEFT({label},{LONGEST_LABEL})'


def _offered_label(place: positions.TemplateSheet, record: int) -> str:
    values = place.records[record]
    key = clean_text(str(values[place.sheet.counter]))
    labels = (clean_text(str(values.get(name, ""))) for name in place.sheet.label)
    label = next(filter(None, labels), "")
    return f"{key} – {label[:LONGEST_LABEL]}"


def _headings(worksheet: PlainSheet, column: int, words: Iterable[str]) -> None:
    for offset, word in enumerate(words):
        write_value(worksheet, 1, column + offset, word)


def _here(cells: str) -> str:
    return sheet_reference(TITLE, cells)
