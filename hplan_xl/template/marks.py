"""Live marks by conditional formats: what is to mend in a cell, and the colour and symbol a word is known by.

They reach other sheets through defined names only: Excel saves any other kind as an extension that openpyxl drops.
"""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from hplan_xl import look
from hplan_xl.columns import Choice, Column
from hplan_xl.findings import Severity, column_letters
from hplan_xl.template import faults, formulas
from hplan_xl.template.names import Names, begun_name, keys_name
from hplan_xl.template.places import ANSWER_COLUMN, FIRST_ROW, LAST_ROW, Place
from hplan_xl.template.sheets import Formats, mark_where


def mark_form(worksheet: Worksheet, place: Place, names: Names, formats: Formats) -> None:
    """The marks of each answer of a form."""
    letter = column_letters(ANSWER_COLUMN)

    def at(column: str) -> str:
        return f"${letter}${place.answers[column]}"

    for column in place.sheet.columns:
        cell = f"{letter}{place.answers[column.name]}"
        for formula, style in _marks(column, place, names, at, "1"):
            mark_where(worksheet, cell, formula, formats.of(style))


def mark_table(worksheet: Worksheet, place: Place, names: Names, formats: Formats) -> None:
    """The marks of each column of a table."""

    def at(column: str) -> str:
        return f"${place.letters[column]}{FIRST_ROW}"

    begun = _begun(place)
    for column in place.sheet.columns:
        letter = place.letters[column.name]
        cells = f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}"
        for formula, style in _marks(column, place, names, at, begun):
            mark_where(worksheet, cells, formula, formats.of(style))


def _marks(column: Column, place: Place, names: Names, at: faults.At, begun: str) -> Iterator[tuple[str, look.Style]]:
    grade = faults.misread_grade(column)
    if grade is not None:
        yield faults.misread(column, place.sheet, names, at, begun, _is_begun(names)), look.mark_style(grade)
    if column.name in place.sheet.key:
        yield _twice(place, at, begun), look.mark_style(Severity.ERROR)
    grade = faults.blank_grade(column)
    if grade is not None:
        yield (
            faults.blank(column, place.sheet, names, at, begun),
            look.NEEDED if grade is Severity.ERROR else look.WANTED,
        )
    if isinstance(column, Choice):
        yield from _tones(column, at(column.name))


def _tones(column: Choice, cell: str) -> Iterator[tuple[str, look.Style]]:
    """Each word with its colour, and its symbol before it, which the cell does not hold."""
    for term in column.vocabulary.terms:
        if term.tone is not None:
            words = formulas.cleaned(cell)
            spellings = dict.fromkeys((term.word.sv, term.word.en))
            formula = "OR(" + ",".join(f"{words}={formulas.quoted(word)}" for word in spellings) + ")"
            yield formula, look.tone_style(term.tone, term.symbol)


def _begun(place: Place) -> str:
    """1 where more of the row than its running number is filled."""
    last = column_letters(len(place.letters))
    filled = f"SUMPRODUCT({formulas.filled(f'$A{FIRST_ROW}:${last}{FIRST_ROW}')})"
    if place.sheet.counter:
        filled += "-" + formulas.filled(f"${place.letters[place.sheet.counter]}{FIRST_ROW}")
    return f"({filled}>0)"


def _is_begun(names: Names) -> faults.IsBegun:
    def is_begun(key: str, sheet: str) -> str:
        keys = formulas.cleaned(keys_name(sheet, names.book.sheet(sheet).counter))
        return f"({formulas.how_often(key, keys, begun_name(sheet))}>0)"

    return is_begun


def _twice(place: Place, at: faults.At, begun: str) -> str:
    """The row's key stands in another row too."""
    sheet = place.sheet

    def everywhere(column: str) -> str:
        return keys_name(sheet.name, column)

    keys, own = (faults.key(sheet, sheet.key, where) for where in (everywhere, at))
    wanted = begun_name(sheet.name) if sheet.key == (sheet.counter,) else "1"
    often = formulas.how_often(own, keys, wanted)
    return formulas.product([faults.key_is_whole(sheet, sheet.key, at, begun), f"({often}>1)"])
