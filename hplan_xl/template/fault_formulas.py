"""What is the matter with a cell, as a formula: one source for the marks in the sheets and the counts on Kontroll.

A formula is a product of factors, 1 where the fault is there, for one cell or for a column of cells: `at` says where
the value of a column stands, `begun` tells of the row.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import assert_never

from hplan_xl.book.columns import (
    Choice,
    Column,
    Condition,
    Date,
    IsAmong,
    IsBlank,
    IsFilled,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
    Years,
)
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import LONE_DASHES
from hplan_xl.book.values import FIRST_SERIAL, LAST_SERIAL
from hplan_xl.template import formulas
from hplan_xl.template.positions import (
    BLANK_NAMES,
    COUNTING_ROWS,
    MISSING_NAME,
    NO_TICKS,
    NOTHING,
    DefinedNames,
    cells_name,
    span_name,
)

At = Callable[[str], str]
Span = Callable[[str, str], str]
IsBegun = Callable[[str, str], str]
LONGEST_KEY = 200


def blank_grade(column: Column, book: Book) -> Severity | None:
    """How much a blank cell of a begun row matters; None where it may be blank."""
    if column.need is Need.OPTIONAL:
        return None
    grade = book.rule(column.rule_when_blank).severity
    return grade if grade is not Severity.HINT else None


def misread_grade(column: Column, book: Book) -> Severity | None:
    """How much it matters that a filled cell is not what its column holds; None where Excel cannot tell."""
    match column:
        case Choice():
            if not column.allows_others:
                return Severity.ERROR
            return book.rule(column.other_rule).severity if column.other_rule else None
        case Years() | Reference():
            return Severity.ERROR
        case Number() | Date() | Prose() | Link() | Tick() | Schedule() | Period():
            return None
        case _:
            assert_never(column)


def blank_fault(column: Column, sheet: Sheet, names: DefinedNames, at: At, begun: str) -> str:
    """The cell is blank where it is needed."""
    conditions = [_holds(condition, sheet, names, at) for condition in column.conditions]
    tells = any(
        _begins(condition.column, sheet) and not isinstance(condition, IsBlank) for condition in column.conditions
    )
    cell = at(column.name)
    but_for = BLANK_NAMES.get(column.blank_words)
    is_blank = _not(formulas.is_filled_but_for(cell, but_for)) if but_for else formulas.is_blank(cell)
    return formulas.multiply([*([] if tells else [begun]), is_blank, *conditions])


def _begins(column: str, sheet: Sheet) -> bool:
    """Whether a row in which the column is filled is begun for that; then nobody need look at the others."""
    return column != sheet.counter


def misread_fault(column: Column, sheet: Sheet, names: DefinedNames, at: At, begun: str, is_begun: IsBegun) -> str:
    """The cell of a begun row holds something, but no word of its list, no year there is, no row that is begun.

    is_begun: from a key and the sheet it is of to TRUE where that row is begun.
    """
    cell = at(column.name)
    match column:
        case Choice():
            known = formulas.is_word_of(cell, names.spelling_names(column.vocabulary))
            return formulas.multiply([_filled(column, sheet, cell, begun), _not(known)])
        case Years():  # several years are words, which a formula cannot read
            within = formulas.multiply([f"({cell}>={column.minimum})", f"({cell}<={column.maximum})"])
            return formulas.multiply([f"ISNUMBER({cell})", _not(within)])
        case Reference():
            # "3 – Kort namn" is row 3; "1 – 2" is two rows, and "3 –" waits for its end.
            one = is_begun(formulas.text_before_dash(cell), column.sheet)
            other = is_begun(formulas.text_after_dash(cell), column.sheet)
            names_one = formulas.multiply([one, _not(other), _not(formulas.ends_in_dash(cell))])
            return formulas.multiply(
                [_filled(column, sheet, cell, begun), _is_key(column, names, cell), _not(names_one)]
            )
        case Number() | Date() | Prose() | Link() | Tick() | Schedule() | Period():
            return "0"
        case _:
            assert_never(column)


def is_read_later(column: Column) -> bool:
    """Whether a filled cell can hold words that a formula cannot judge, and that are read when the plan is received."""
    return isinstance(column, Number | Date | Period | Reference | Years) or (
        isinstance(column, Choice) and column.own_term != ""
    )


def read_later_fault(column: Column, sheet: Sheet, names: DefinedNames, at: At, begun: str, is_begun: IsBegun) -> str:
    """The cell of a begun row holds words where a number, a year, a date, a period or the number of a row belongs."""
    cell = at(column.name)
    filled = _filled(column, sheet, cell, begun)
    match column:
        case Number() if column.allows_codes:
            code = formulas.is_in_lists(formulas.clean_words(cell), [MISSING_NAME])
            return formulas.multiply([filled, _not(f"ISNUMBER({cell})"), _not(code)])
        case Number():
            return formulas.multiply([filled, _not(f"ISNUMBER({cell})")])
        case Date():  # a year typed as a number is a day of 1905
            return formulas.multiply([filled, _not(formulas.is_between(cell, FIRST_SERIAL, LAST_SERIAL + 1))])
        case Years():  # 2026, or 2026–2027
            words = formulas.clean_words(cell)
            ends = (f"ISNUMBER(--{end}({words},4))" for end in ("LEFT", "RIGHT"))
            years = formulas.multiply([*ends, f"((LEN({words})=4)+(LEN({words})=9))"])
            return formulas.multiply([filled, _not(f"ISNUMBER({cell})"), _not(years)])
        case Period():
            return formulas.multiply([filled, _not(formulas.is_plain_period(cell))])
        case Reference():
            known = is_begun(formulas.text_before_dash(cell), column.sheet)
            return formulas.multiply([filled, _not(_is_key(column, names, cell)), _not(known)])
        case Choice():
            known, own = (
                formulas.is_word_of(cell, names.spelling_names(column.vocabulary, terms))
                for terms in ((), (column.own_term,))
            )
            return formulas.multiply([known, _not(own)])
        case _:
            return "0"


def _filled(column: Column, sheet: Sheet, cell: str, begun: str) -> str:
    """The cell is filled, and not with signs that leave it blank."""
    but_for = BLANK_NAMES.get(column.blank_words) if isinstance(column, Choice | Reference) else None
    filled = formulas.is_filled_but_for(cell, but_for) if but_for else formulas.is_filled(cell)
    return filled if _begins(column.name, sheet) else formulas.multiply([begun, filled])


def _is_key(column: Reference, names: DefinedNames, cell: str) -> str:
    """Whether what stands before the dash is written as a running number of the sheet that is referred to."""
    return formulas.is_running_number(formulas.text_before_dash(cell), names.book.sheet(column.sheet).prefix)


@dataclass(frozen=True)
class TableCells:
    """How a formula reaches the rows of a table, down to the last in use.

    at: the cells of a column. span: those of the columns from one to another. width: how many columns these are.
    counting: a column of cells as long as columns may be.
    In cells all is written out, since other programs take a name for no array; live marks reach other sheets by names.
    """

    sheet: Sheet
    at: At
    span: Span
    width: Span
    counting: str

    @property
    def begun_rows(self) -> str:
        """Of each row, whether more than its running number is filled."""

        def count(mask: Callable[[str], str], first: str, last: str) -> str:
            ones = f"ROW({formulas.slice_column(self.counting, '1', self.width(first, last))})^0"
            return f"MMULT(--{mask(self.span(first, last))},{ones})"

        return is_row_begun(self.sheet, self.at, count)


def is_row_begun(sheet: Sheet, at: At, count: Callable[[Callable[[str], str], str, str], str]) -> str:
    """TRUE where something stands that begins a row: no running number, no 0 but where it is a number, no no of a tick.

    count: from what makes a mask of cells, and the first and the last of some columns, to how many cells of a row in
    these it is TRUE of.
    """

    def begins(cell: str) -> str:
        filled = formulas.is_filled_but_for(cell, BLANK_NAMES[NOTHING])
        return formulas.multiply([filled, _not(formulas.is_number_zero(cell))])

    def says_no(cell: str) -> str:
        return formulas.multiply([f"ISTEXT({cell})", _not(formulas.is_filled_but_for(cell, BLANK_NAMES[NO_TICKS]))])

    found = count(begins, *find_ends(sheet))
    found += "".join(f"+{count(formulas.is_zero, *ends)}" for ends in find_runs(sheet, Number))
    found += "".join(f"-{count(says_no, *ends)}" for ends in find_runs(sheet, Tick))
    if sheet.counter:
        found += f"-{begins(at(sheet.counter))}"
    return f"({found}>0)"


def list_spans(sheet: Sheet) -> list[tuple[str, str]]:
    """The spans by which rows are found to be begun."""
    return [find_ends(sheet), *find_runs(sheet, Number), *find_runs(sheet, Tick)]


def find_ends(sheet: Sheet) -> tuple[str, str]:
    """The first and the last column."""
    return sheet.columns[0].name, sheet.columns[-1].name


def find_runs(sheet: Sheet, kind: type[Number | Tick]) -> Iterator[tuple[str, str]]:
    """The first and the last of each run of columns of a kind that stand beside each other, but for the counter."""
    for is_one, run in groupby(sheet.columns, lambda one: isinstance(one, kind) and one.name != sheet.counter):
        names = [column.name for column in run]
        if is_one:
            yield names[0], names[-1]


def reach_by_name(sheet: Sheet) -> TableCells:
    """The rows of a table, as a live mark reaches them."""
    span = partial(span_name, sheet.name)
    return TableCells(
        sheet, partial(cells_name, sheet.name), span, lambda *ends: f"COLUMNS({span(*ends)})", COUNTING_ROWS
    )


def make_key(sheet: Sheet, columns: Iterable[str], at: At) -> str:
    """The key of a row as one text, as much of it as MATCH takes."""
    return f"LEFT({_key_text(sheet, columns, at)},{LONGEST_KEY})"


def is_key_whole(sheet: Sheet, columns: tuple[str, ...], at: At, begun: str) -> str:
    """All columns of the key are filled in a row that is begun, and words not with what stands for none."""
    filled = [_has_key_part(sheet.column(name), at(name)) for name in columns]
    return formulas.multiply(filled if any(_begins(name, sheet) for name in columns) else [begun, *filled])


def _has_key_part(column: Column, cell: str) -> str:
    match column:
        case Reference():
            return formulas.is_other(formulas.text_before_dash(cell), BLANK_NAMES[LONE_DASHES])
        case Prose():
            return formulas.is_filled_but_for(cell, BLANK_NAMES[max(column.blank_words, LONE_DASHES, key=len)])
        case _:
            return formulas.is_filled(cell)


def list_whole_keys(cells: TableCells, columns: tuple[str, ...]) -> str:
    """The keys of all rows as `formulas.escape_wildcards` texts; an incomplete key becomes one no cell can hold."""
    whole = is_key_whole(cells.sheet, columns, cells.at, cells.begun_rows)
    text = formulas.escape_wildcards(f"LEFT({_key_text(cells.sheet, columns, cells.at)},{LONGEST_KEY}*{whole})")
    return f"{text}&REPT(CHAR(10)&ROW({cells.at(columns[0])}),1-{whole})"


def is_whole_key(key: str, cells: TableCells) -> str:
    """TRUE where a text is the number of a row that is begun, in the column that others refer to."""
    counter = cells.sheet.counter
    columns = (counter,)
    part = make_key_part(cells.sheet, counter, cells.at(counter))
    # A sign before each key that is whole parts it from those that are not, which are left out by their length alone.
    whole = f'LEFT("|"&{part},{LONGEST_KEY}*{is_key_whole(cells.sheet, columns, cells.at, cells.begun_rows)})'
    return formulas.is_among(f'"|"&{formulas.without_spaces(key)}', formulas.escape_wildcards(whole))


def _key_text(sheet: Sheet, columns: Iterable[str], at: At) -> str:
    return '&"|"&'.join(make_key_part(sheet, name, at(name)) for name in columns)


def make_key_part(sheet: Sheet, column: str, cell: str) -> str:
    """What one column tells of the key of a row; numbers of rows are compared as references read them."""
    if column == sheet.counter:
        return formulas.clean_number(cell)
    if isinstance(sheet.column(column), Reference):
        return formulas.without_spaces(formulas.text_before_dash(cell))
    return formulas.clean_words(cell)


def _holds(condition: Condition, sheet: Sheet, names: DefinedNames, at: At) -> str:
    cell = at(condition.column)
    match condition:
        case IsFilled():
            return formulas.is_filled(cell)
        case IsBlank():
            return formulas.is_blank(cell)
        case IsAmong():
            column = sheet.column(condition.column)
            if not isinstance(column, Choice):
                raise TypeError(f"{condition.column} is no choice")
            return formulas.is_word_of(cell, names.spelling_names(column.vocabulary, condition.terms))
        case _:
            assert_never(condition)


def _not(condition: str) -> str:
    return f"(1-{condition})"
