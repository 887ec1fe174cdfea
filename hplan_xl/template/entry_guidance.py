"""What guides a filler in a cell: entry rules while typing, and live marks of what is left to mend.

A rule tells what the cell is for, offers a list, and lets through what interpretation reads: it asks ("warning"), and
stops only where a closed list is at hand. Marks are conditional formats; they reach other sheets through defined names
only, since Excel saves any other kind as an extension that openpyxl drops.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import assert_never

from hplan_xl.book.columns import Choice, Column, Date, Link, Number, Period, Prose, Reference, Schedule, Tick, Years
from hplan_xl.book.description import Book
from hplan_xl.book.findings import Severity, column_letters
from hplan_xl.book.limits import LONGEST_CELL, LONGEST_MESSAGE, LONGEST_MESSAGE_TITLE
from hplan_xl.book.text import Language, Text
from hplan_xl.excel import look
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.writer import PlainSheet
from hplan_xl.template import fault_formulas, formulas
from hplan_xl.template.positions import (
    ANSWER_COLUMN,
    FIRST_ROW,
    LAST_ROW,
    TICKS,
    TITLES_ROW,
    DefinedNames,
    TemplateSheet,
    cells_name,
    offer_name,
)
from hplan_xl.template.sheet_writer import mark_cells_where
from hplan_xl.wording import compose_entry_sentence, describe_range

_WIDE = 10**15 - 1
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


def make_entry_rule(column: Column, names: DefinedNames, cell: str, language: Language) -> Mapping[str, object]:
    """The entry rule of a table's column, as XlsxWriter takes it; `cell` is the first cell it is set for."""
    return {**_prompt(column, language), **_rule(column, names, cell, language)}


def make_answer_rule(column: Column, names: DefinedNames, cell: str, language: Language) -> Mapping[str, object]:
    """The entry rule of a form's answer, without a prompt: its help stands beside it; {} where any answer will do."""
    rule = _rule(column, names, cell, language)
    return {} if rule["validate"] == "any" else rule


def entry_sentences(column: Column, book: Book) -> tuple[Text, ...]:
    """The texts of the entry rule's message: the sentences of the rules that `check` has for the column."""
    match column:
        case Choice():
            rule = column.other_rule if column.allows_others else "choice.unknown"
            return (compose_entry_sentence(book.rule(rule), column=column.title),) if rule else ()
        case Tick():
            return (compose_entry_sentence(book.rule("tick.unreadable"), column=column.title),)
        case Number():
            return tuple(_number_sentence(column, book))
        case Years():
            return (compose_entry_sentence(book.rule("year.unreadable")),)
        case Date():
            return (compose_entry_sentence(book.rule("date.unreadable"), "only"),)
        case Prose() if column.max_length < LONGEST_CELL:
            return (compose_entry_sentence(book.rule("text.too_long"), column=column.title, longest=column.max_length),)
        case Prose() | Link() | Schedule() | Period() | Reference():
            return ()
        case _:
            assert_never(column)


def _number_sentence(column: Number, book: Book) -> Iterator[Text]:
    variant = "codes" if column.allows_codes else "whole" if column.is_whole else ""
    yield compose_entry_sentence(book.rule("number.unreadable"), variant, column=column.title)
    limits = describe_range(column)
    if limits.sv:
        yield compose_entry_sentence(book.rule("number.range"), column=column.title, range=limits)


def _prompt(column: Column, language: Language) -> Mapping[str, object]:
    words = column.help.localize(language)
    return {
        "input_title": _title(column, language),
        "input_message": words[:LONGEST_MESSAGE],
        "show_input": bool(words),
    }


def _rule(column: Column, names: DefinedNames, cell: str, language: Language) -> Mapping[str, object]:
    match column:
        case Choice():
            style = "information" if column.allows_others else "stop"
            return {**_among(names.words_name(column.vocabulary)), **_alert(style, column, names, language)}
        case Tick():
            return {**_among(TICKS), **_alert("warning", column, names, language)}
        case Reference():
            return {**_among(offer_name(column.sheet)), **_alert("warning", column, names, language)}
        case Number():
            return {**_number(column, cell), **_alert("warning", column, names, language)}
        case Years():
            either = f"OR(ISTEXT({cell}),AND({cell}>={column.minimum},{cell}<={column.maximum}))"
            return {"validate": "custom", "value": f"={either}", **_alert("warning", column, names, language)}
        case Date():
            rule = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            return {**rule, **_alert("warning", column, names, language)}
        case Prose() if column.max_length < LONGEST_CELL:
            rule = {"validate": "length", "criteria": "<=", "value": str(column.max_length)}
            return {**rule, **_alert("information", column, names, language)}
        case Prose() | Link() | Schedule() | Period():
            return {"validate": "any"}
        case _:
            assert_never(column)


def _among(name: str) -> Mapping[str, object]:
    return {"validate": "list", "source": f"={name}"}


def _alert(style: str, column: Column, names: DefinedNames, language: Language) -> Mapping[str, object]:
    words = " ".join(text.localize(language) for text in entry_sentences(column, names.book))
    if not words:
        return {"show_error": False}
    return {"error_type": style, "error_title": _title(column, language), "error_message": words[:LONGEST_MESSAGE]}


def _number(column: Number, cell: str) -> Mapping[str, object]:
    if column.allows_codes:
        return {"validate": "custom", "value": f'=OR(ISNUMBER({cell}),{cell}="-",{cell}=".",{cell}="..")'}
    least, most = (
        (-_WIDE if column.minimum is None else column.minimum),
        (_WIDE if column.maximum is None else column.maximum),
    )
    kind = "integer" if column.is_whole else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": _plain(least), "maximum": _plain(most)}


def _plain(number: float) -> float:
    """7.0 as 7: a limit is shown as people write it."""
    return int(number) if number == int(number) else number


def _title(column: Column, language: Language) -> str:
    words = column.title.localize(language)
    return words if len(words) <= LONGEST_MESSAGE_TITLE else words[: LONGEST_MESSAGE_TITLE - 1].rstrip() + "…"


def mark_form(worksheet: PlainSheet, place: TemplateSheet, names: DefinedNames, formats: Formats) -> None:
    """The marks of each answer of a form."""
    letter = column_letters(ANSWER_COLUMN)

    def at(column: str) -> str:
        return f"${letter}${place.answer_rows[column]}"

    for column in place.sheet.columns:
        cell = f"{letter}{place.answer_rows[column.name]}"
        for formula, style in _marks(column, place, names, at, "1"):
            mark_cells_where(worksheet, cell, formula, formats.get_format(style))


def mark_table(worksheet: PlainSheet, place: TemplateSheet, names: DefinedNames, formats: Formats) -> None:
    """The marks of each column of a table."""

    def at(column: str) -> str:
        return f"${place.column_letters[column]}{FIRST_ROW}"

    begun = _begun_formula(place, FIRST_ROW)
    for column in place.sheet.columns:
        letter = place.column_letters[column.name]
        cells = f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}"
        for formula, style in _marks(column, place, names, at, begun):
            mark_cells_where(worksheet, cells, formula, formats.get_format(style))
        if column.name == place.sheet.counter:
            # Of the numbers that wait for their rows only the next one is seen, and printed.
            waits = f"AND(NOT({begun}),NOT({_begun_formula(place, TITLES_ROW)}))"
            mark_cells_where(worksheet, cells, waits, formats.get_format(look.UNSEEN))


def _marks(
    column: Column, place: TemplateSheet, names: DefinedNames, at: fault_formulas.At, begun: str
) -> Iterator[tuple[str, look.Style]]:
    grade = fault_formulas.misread_grade(column, names.book)
    if grade is not None:
        yield (
            fault_formulas.misread_fault(column, place.sheet, names, at, begun, _is_begun(names)),
            look.mark_style(grade),
        )
    if fault_formulas.is_read_later(column):
        yield (
            fault_formulas.read_later_fault(column, place.sheet, names, at, begun, _is_begun(names)),
            look.mark_style(Severity.HINT),
        )
    if column.name in place.sheet.key:
        yield _twice(place, at, begun), look.mark_style(Severity.ERROR)
    grade = fault_formulas.blank_grade(column, names.book)
    if grade is not None:
        yield (
            fault_formulas.blank_fault(column, place.sheet, names, at, begun),
            look.NEEDED_CELL if grade is Severity.ERROR else look.WANTED_CELL,
        )
    if isinstance(column, Choice):
        yield from _tones(column, at(column.name), names)


def _tones(column: Choice, cell: str, names: DefinedNames) -> Iterator[tuple[str, look.Style]]:
    """Each word with its colour, however it is spelt, and its symbol before it where the cell does not hold a sign."""
    for term in column.vocabulary.terms:
        if term.tone is not None:
            is_word = formulas.is_word_of(cell, names.spelling_names(column.vocabulary, (term.name,)))
            yield f"AND({is_word},{formulas.begins_with_letter(cell)})", look.tone_style(term.tone, term.symbol)
            yield f"AND({is_word})", look.tone_style(term.tone)


def _begun_formula(place: TemplateSheet, row: int) -> str:
    """True where more of a row than its running number is filled; the row of titles is."""
    letters = place.column_letters
    return fault_formulas.is_row_begun(
        place.sheet,
        lambda column: f"${letters[column]}{row}",
        lambda mask, first, last: f"SUMPRODUCT(--{mask(f'${letters[first]}{row}:${letters[last]}{row}')})",
    )


def _is_begun(names: DefinedNames) -> fault_formulas.IsBegun:
    def is_begun(key: str, sheet: str) -> str:
        cells = fault_formulas.reach_by_name(names.book.sheet(sheet))
        counter = cells.sheet.counter
        keys = fault_formulas.make_key_part(cells.sheet, counter, cells.at(counter))
        whole = fault_formulas.is_key_whole(cells.sheet, (counter,), cells.at, cells.begun_rows)
        return f"({formulas.count_key(formulas.without_spaces(key), keys, whole)}>0)"

    return is_begun


def _twice(place: TemplateSheet, at: fault_formulas.At, begun: str) -> str:
    """The row's key stands in another row too."""
    sheet = place.sheet

    def everywhere(column: str) -> str:
        return cells_name(sheet.name, column)

    keys, own = (fault_formulas.make_key(sheet, sheet.key, where) for where in (everywhere, at))
    wanted = fault_formulas.reach_by_name(sheet).begun_rows if sheet.key == (sheet.counter,) else "1"
    often = formulas.count_key(own, keys, wanted)
    return formulas.multiply([fault_formulas.is_key_whole(sheet, sheet.key, at, begun), f"({often}>1)"])
