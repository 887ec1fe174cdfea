"""The hidden sheet Listor: choices behind the drop-downs, rows that can be referred to, and what Kontroll counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from hplan_xl.columns import Vocabulary
from hplan_xl.findings import Severity, column_letters
from hplan_xl.template import formulas
from hplan_xl.template.checks import COLUMNS_OF_EXCEL, Check, checks
from hplan_xl.template.names import MISSING, TICKS, Names, begun_name, keys_name, offered_name, positions_name
from hplan_xl.template.places import FIRST_ROW, TITLES_ROW, Place
from hplan_xl.template.sheets import put, put_formula, taken
from hplan_xl.template.truth import MISSING_WORDS
from hplan_xl.text import Language, clean, folded

TITLE = "Listor"
# How many begun rows of a sheet can be referred to; a plan has a dozen areas.
MOST_OFFERED = 100
LONGEST_LABEL = 60

_LAST_ROW_COLUMN, _FIRST_CODE_COLUMN = 2, 3
_COUNT_COLUMN, _CODE_COLUMN = 8, 9
_LISTS_COLUMN = 11
_NOWHERE = 1_000_000
_NO_KEY = " "  # what stands for a key that is not there: never equal to a cell's words, which end in no space


@dataclass(frozen=True)
class Lists:
    """What stands where on Listor."""

    places: Mapping[str, Place]
    names: Names
    language: Language

    @cached_property
    def last_rows(self) -> Mapping[str, str]:
        """For each table the cell with how far down its rows are in use, counted from the titles as 1."""
        letter = column_letters(_LAST_ROW_COLUMN)
        return {
            name: _here(f"${letter}${row}")
            for row, (name, place) in enumerate(self.places.items(), 2)
            if not place.sheet.form
        }

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """All checks, in the rows in which they stand."""
        return checks(self.places, self.names, self.last_rows)

    def counts(self, sheet: str, grade: Severity, column: int = _COUNT_COLUMN) -> str:
        """The cells with the counts of a sheet's checks of one grade; "" where there are none."""
        rows = [row for row, check in enumerate(self.checks, 2) if (check.sheet, check.grade) == (sheet, grade)]
        letter = column_letters(column)
        return _here(f"${letter}${rows[0]}:${letter}${rows[-1]}") if rows else ""

    def first_code(self, sheet: str) -> str:
        """The cell that tells where the first cell to mend of a sheet stands."""
        row = list(self.places).index(sheet) + 2
        return _here(f"${column_letters(_FIRST_CODE_COLUMN)}${row}")

    def first_code_formula(self, sheet: str) -> str:
        """What is to correct goes before what is to complete."""
        formula = '""'
        for grade in (Severity.WARNING, Severity.ERROR):
            counts = self.counts(sheet, grade)
            if counts:
                formula = f"IF(SUM({counts})>0,MIN({self.counts(sheet, grade, _CODE_COLUMN)}),{formula})"
        return formula

    def found(self, sheet: str, grade: Severity) -> list[tuple[int, int]]:
        """The cells of the prefilled rows that a sheet's checks of one grade find."""
        return [cell for check in self.checks if (check.sheet, check.grade) == (sheet, grade) for cell in check.cells]

    def first_found(self, sheet: str) -> tuple[int, int] | None:
        """The first cell to mend of the prefilled rows."""
        found = self.found(sheet, Severity.ERROR) or self.found(sheet, Severity.WARNING)
        return min(found, default=None)


def write_lists(workbook: Workbook, worksheet: Worksheet, lists: Lists) -> None:
    """Fill Listor and define the names that lead to it."""
    _write_sheets(workbook, worksheet, lists)
    _write_checks(worksheet, lists)
    column = _write_words(workbook, worksheet, lists)
    for sheet in lists.names.listed:
        _write_offered(workbook, worksheet, lists, lists.places[sheet], column)
        column += 3
    worksheet.protect()


def code(cell: tuple[int, int]) -> int:
    """A cell's row and column as one number."""
    return cell[0] * COLUMNS_OF_EXCEL + cell[1]


def _write_sheets(workbook: Workbook, worksheet: Worksheet, lists: Lists) -> None:
    _headings(worksheet, 1, ("sheet", "last row", "first to mend"))
    for row, (name, place) in enumerate(lists.places.items(), 2):
        put(worksheet, row, 1, name)
        if not place.sheet.form:
            last = max(2, len(place.records) + FIRST_ROW - TITLES_ROW)
            put_formula(worksheet, row, _LAST_ROW_COLUMN, _last_row(place), last)
            _define(workbook, begun_name(name), _begun(place, lists.last_rows[name]))
        first = lists.first_found(name)
        formula = f"={lists.first_code_formula(name)}"
        put_formula(worksheet, row, _FIRST_CODE_COLUMN, formula, code(first) if first else "")


def _last_row(place: Place) -> str:
    block = place.block
    position = f"(ROW({block})-ROW(INDEX({block},1,1))+1)"
    return f"=MAX(2,SUMPRODUCT(MAX((1-ISBLANK({block}))*{position})))"


def _begun(place: Place, last: str) -> str:
    """Of each row, whether more than its running number is filled."""
    cells = formulas.part_of(place.block, "2", last)
    ones = f"ROW({_here('$A$1')}:INDEX({_here('$A$1:$A$500')},COLUMNS({cells})))^0"
    filled = f"MMULT({formulas.filled(cells)},{ones})"
    counter = place.sheet.counter
    if counter:
        filled += "-" + formulas.filled(formulas.part_of(place.span(counter), "2", last))
    return f"=({filled})>0"


def _write_checks(worksheet: Worksheet, lists: Lists) -> None:
    _headings(worksheet, 5, ("sheet", "column", "fault", "cells", "first"))
    letter = column_letters(_COUNT_COLUMN)
    for row, check in enumerate(lists.checks, 2):
        for column, words in enumerate((check.sheet, check.column, check.fault), 5):
            put(worksheet, row, column, words)
        # A column that is not there cannot be counted: that is one thing to mend.
        put_formula(worksheet, row, _COUNT_COLUMN, f"=IFERROR({check.count},1)", len(check.cells))
        first = code(min(check.cells)) if check.cells else ""
        put_formula(worksheet, row, _CODE_COLUMN, f'=IF({letter}{row}=0,"",IFERROR({check.first},""))', first)


def _write_words(workbook: Workbook, worksheet: Worksheet, lists: Lists) -> int:
    """The columns of words, and the number of the column after them."""
    _write_list(workbook, worksheet, _LISTS_COLUMN, TICKS, ("x",))
    _write_list(workbook, worksheet, _LISTS_COLUMN + 1, MISSING, MISSING_WORDS)
    column = _LISTS_COLUMN + 2
    for vocabulary in lists.names.vocabularies.values():
        words = [term.word.spoken(lists.language) for term in vocabulary.terms]
        _write_list(workbook, worksheet, column, lists.names.words(vocabulary), words)
        _write_spellings(workbook, worksheet, column + 1, vocabulary, lists.names)
        column += 2
    return column


def _write_spellings(
    workbook: Workbook, worksheet: Worksheet, column: int, vocabulary: Vocabulary, names: Names
) -> None:
    """Every spelling that is read, those of one word below each other."""
    row = 2
    letter = column_letters(column)
    spellings: list[str] = []
    for term in vocabulary.terms:
        of_term = {folded(word): word for word in (*term.aliases, term.word.en, term.word.sv)}
        cells = _here(f"${letter}${row}:${letter}${row + len(of_term) - 1}")
        if (vocabulary, term.name) in names.told_apart:
            _define(workbook, names.read(vocabulary, term.name), f"={cells}")
        spellings += of_term.values()
        row += len(of_term)
    _write_list(workbook, worksheet, column, names.read(vocabulary), spellings)


def _write_list(workbook: Workbook, worksheet: Worksheet, column: int, name: str, words: Sequence[str]) -> None:
    _headings(worksheet, column, (name,))
    for row, word in enumerate(words, 2):
        put(worksheet, row, column, word)
    letter = column_letters(column)
    _define(workbook, name, "=" + _here(f"${letter}$2:${letter}${max(2, len(words) + 1)}"))


def _write_offered(workbook: Workbook, worksheet: Worksheet, lists: Lists, place: Place, column: int) -> None:
    """The begun rows of a sheet, one below the other: which row, its key, and the key with the row's short name."""
    at, key, label = (column_letters(column + offset) for offset in range(3))
    name, last = place.sheet.name, MOST_OFFERED + 2
    _headings(worksheet, column, (positions_name(name), keys_name(name), offered_name(name)))
    _define(workbook, positions_name(name), f"={_positions(place, lists.last_rows[name])}")
    rows = [record for record in place.begun if place.sheet.counter in place.records[record]]
    put_formula(worksheet, 2, column, f"=SUMPRODUCT(--({positions_name(name)}<{_NOWHERE}))", len(rows))
    for number in range(1, MOST_OFFERED + 1):
        row = number + 2
        offered = _offered(place, rows[number - 1]) if number <= len(rows) else ("", _NO_KEY, "")
        formulas_here = (
            f'=IF({number}>{at}$2,"",SMALL({positions_name(name)},{number}))',
            f'=IF({at}{row}="","{_NO_KEY}",{_of_row(place, place.sheet.counter, at, row)})',
            f'=IF({at}{row}="","",{key}{row}&" – "&LEFT({_label(place, at, row)},{LONGEST_LABEL}))',
        )
        for offset, (formula, value) in enumerate(zip(formulas_here, offered, strict=True)):
            put_formula(worksheet, row, column + offset, formula, value)
    _define(workbook, keys_name(name), "=" + _here(f"${key}$3:${key}${last}"))
    ends = f"INDEX({_here(f'${label}$3:${label}${last}')},MAX(1,{_here(f'${at}$2')}))"
    _define(workbook, offered_name(name), f"={_here(f'${label}$3')}:{ends}")


def _positions(place: Place, last: str) -> str:
    """Of each row, where it stands counted from the titles as 1, or nowhere where it cannot be referred to."""
    keys = formulas.part_of(place.span(place.sheet.counter), "2", last)
    position = f"ROW({keys})-ROW(INDEX({place.span(place.sheet.counter)},1,1))+1"
    return f"{position}+{_NOWHERE}*(1-{begun_name(place.sheet.name)}*{formulas.filled(keys)})"


def _of_row(place: Place, column: str, at: str, row: int) -> str:
    return formulas.cleaned(f"INDEX({place.span(column)},{at}{row})")


def _label(place: Place, at: str, row: int) -> str:
    """The first filled label of a row."""
    formula = '""'
    for number, name in enumerate(reversed(place.sheet.label)):
        words = _of_row(place, name, at, row)
        formula = f'IF({words}="",{formula},{words})' if number else words
    return formula


def _offered(place: Place, record: int) -> tuple[str | int, str, str]:
    values = place.records[record]
    key = clean(str(values[place.sheet.counter]))
    label = next((clean(str(values[name])) for name in place.sheet.label if name in values), "")
    return record + FIRST_ROW - TITLES_ROW + 1, key, f"{key} – {label[:LONGEST_LABEL]}"


def _headings(worksheet: Worksheet, column: int, words: Iterable[str]) -> None:
    for offset, word in enumerate(words):
        put(worksheet, 1, column + offset, word)


def _define(workbook: Workbook, name: str, formula: str) -> None:
    taken(workbook.define_name(name, formula), name)


def _here(cells: str) -> str:
    return formulas.sheet_reference(TITLE, cells)
