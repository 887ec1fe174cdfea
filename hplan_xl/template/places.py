"""Where everything of a book stands in its template, and what is prefilled there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count

from hplan_xl.book import Book, Sheet
from hplan_xl.columns import Number, Reference
from hplan_xl.findings import column_letters
from hplan_xl.rendition import Written, rendered
from hplan_xl.template.formulas import sheet_reference
from hplan_xl.text import Language, Text, whole_number
from hplan_xl.values import ColourOnly, Typed

IDS_ROW = 2
TITLES_ROW = 3
FIRST_ROW = 4
LAST_ROW = 2000

FIRST_ANSWER_ROW = 3
ANSWER_COLUMN = 3

Rows = Mapping[str, Sequence[Mapping[str, object]]]
TypedRows = Mapping[str, Sequence[Mapping[str, Typed]]]
Record = Mapping[str, Written]


@dataclass(frozen=True)
class Place:
    """One sheet of the book in one language: its title, where its columns stand, the records it is prefilled with.

    records: as written, a cell that is empty left out; with their running numbers.
    colours: of empty cells that somebody had filled with one (RRGGBB), by the record (from 0) and the column.
    """

    sheet: Sheet
    language: Language
    records: tuple[Record, ...]
    colours: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The sheet's name in Excel."""
        return self.sheet.title.spoken(self.language)

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """The Excel column of each column of a table."""
        return {column.name: column_letters(at) for at, column in enumerate(self.sheet.columns, 1)}

    @cached_property
    def answers(self) -> Mapping[str, int]:
        """The Excel row of each answer of a form."""
        return {name: row for row, name, _ in self.form_lines if name}

    @cached_property
    def form_lines(self) -> tuple[tuple[int, str, Text | None], ...]:
        """The lines of a form: its Excel row, then the answer's column name, or "" and the section's heading."""
        return tuple((row, name, section) for row, (name, section) in enumerate(self._lines(), FIRST_ANSWER_ROW))

    def _lines(self) -> Iterator[tuple[str, Text | None]]:
        section: Text | None = None
        for column in self.sheet.columns:
            if column.section and column.section != section:
                section = column.section
                yield "", section
            yield column.name, None

    def span(self, column: str) -> str:
        """The cells of a column of a table, from its title (so that a row put in under it belongs) to the last row."""
        letter = self.letters[column]
        return sheet_reference(self.title, f"${letter}${TITLES_ROW}:${letter}${LAST_ROW}")

    def title_cell(self, column: str) -> str:
        """The cell of a column's title; wherever the column is moved, its rows stand below."""
        return sheet_reference(self.title, f"${self.letters[column]}${TITLES_ROW}")

    @property
    def block(self) -> str:
        """The cells of all columns of a table, from the titles to the last row."""
        return sheet_reference(self.title, f"$A${TITLES_ROW}:${column_letters(len(self.letters))}${LAST_ROW}")

    def answer(self, column: str) -> str:
        """The cell of an answer of a form."""
        return sheet_reference(self.title, f"${column_letters(ANSWER_COLUMN)}${self.answers[column]}")

    def cell(self, column: str, record: int) -> tuple[int, int]:
        """The Excel row and column (from 1) in which a record (from 0) has its value."""
        if self.sheet.form:
            return self.answers[column], ANSWER_COLUMN
        return FIRST_ROW + record, list(self.letters).index(column) + 1

    @cached_property
    def begun(self) -> tuple[int, ...]:
        """The records (from 0) of which more than the running number is filled; a form is always begun."""
        if self.sheet.form:
            return (0,)
        return tuple(at for at, record in enumerate(self.records) if record.keys() - {self.sheet.counter})

    @cached_property
    def begun_keys(self) -> tuple[str, ...]:
        """The running numbers of the records that are begun, as text."""
        keys = (self.records[at].get(self.sheet.counter) for at in self.begun)
        return tuple(str(key) for key in keys if key is not None)


def placed(book: Book, rows: Rows, language: Language, typed: TypedRows | None = None) -> Mapping[str, Place]:
    """Every sheet of the book by name, with its records as they are written.

    rows: understood values, which are written as the template writes them, numbered where they have no number.
    typed: in place of those, what somebody typed, which is written as it stands.
    """
    return {
        sheet.name: _typed_place(sheet, typed[sheet.name], language)
        if typed and sheet.name in typed
        else Place(sheet, language, tuple(_records(sheet, rows, language)))
        for sheet in book.sheets
    }


def _records(sheet: Sheet, rows: Rows, language: Language) -> Iterable[Record]:
    given = [_written(sheet, record, language) for record in rows.get(sheet.name, ())]
    if sheet.form:
        return given[:1] or [{}]
    if not sheet.counter:
        return given
    numbers = _numbers(sheet, given)
    numbered = [record if sheet.counter in record else {sheet.counter: next(numbers), **record} for record in given]
    return [*numbered, *_numbered_only(sheet, given, numbers)]


def _typed_place(sheet: Sheet, typed: Sequence[Mapping[str, Typed]], language: Language) -> Place:
    given: list[Record] = [
        {name: value for name, value in record.items() if isinstance(value, str | int | float | date)}
        for record in typed
    ]
    colours = {
        (at, name): value.rgb
        for at, record in enumerate(typed)
        for name, value in record.items()
        if isinstance(value, ColourOnly)
    }
    if sheet.counter:
        given += _numbered_only(sheet, given, _numbers(sheet, given))
    return Place(sheet, language, tuple(given or [{}] if sheet.form else given), colours)


def _written(sheet: Sheet, record: Mapping[str, object], language: Language) -> Record:
    values = {column.name: rendered(column, record.get(column.name), language) for column in sheet.columns}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _numbers(sheet: Sheet, given: Sequence[Record]) -> Iterator[Written]:
    """The running numbers after the highest that is taken, so that none comes back."""
    column = sheet.column(sheet.counter)
    highest = max((_number(record.get(sheet.counter), sheet.prefix) for record in given), default=0)
    return (free if isinstance(column, Number | Reference) else f"{sheet.prefix}{free}" for free in count(highest + 1))


def _numbered_only(sheet: Sheet, given: Sequence[Record], numbers: Iterator[Written]) -> list[Record]:
    """The records under those that are given, with a number alone."""
    return [{sheet.counter: next(numbers)} for _ in range(sheet.counted - len(given))]


def _number(key: Written, prefix: str) -> int:
    return whole_number(str(key).removeprefix(prefix))
