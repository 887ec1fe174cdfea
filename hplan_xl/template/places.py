"""Where everything of a book stands in its template, and what is prefilled there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book import Book, Sheet
from hplan_xl.columns import Number, Reference
from hplan_xl.findings import column_letters
from hplan_xl.rendition import Written, rendered
from hplan_xl.template.formulas import sheet_reference
from hplan_xl.text import Language, Text

IDS_ROW = 2
TITLES_ROW = 3
FIRST_ROW = 4
LAST_ROW = 2000

FIRST_ANSWER_ROW = 3
ANSWER_COLUMN = 3

Rows = Mapping[str, Sequence[Mapping[str, object]]]
Record = Mapping[str, Written]


@dataclass(frozen=True)
class Place:
    """One sheet of the book in one language: its title, where its columns stand, the records it is prefilled with.

    records: as written, a cell that is empty left out; with their running numbers.
    """

    sheet: Sheet
    language: Language
    records: tuple[Record, ...]

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


def placed(book: Book, rows: Rows, language: Language) -> Mapping[str, Place]:
    """Every sheet of the book by name, with the understood values of `rows` as they are written."""
    return {sheet.name: Place(sheet, language, tuple(_records(sheet, rows, language))) for sheet in book.sheets}


def _records(sheet: Sheet, rows: Rows, language: Language) -> Iterable[Record]:
    given = [_written(sheet, record, language) for record in rows.get(sheet.name, ())]
    if sheet.form:
        return given[:1] or [{}]
    return _numbered(sheet, given) if sheet.counter else given


def _written(sheet: Sheet, record: Mapping[str, object], language: Language) -> Record:
    values = {column.name: rendered(column, record.get(column.name), language) for column in sheet.columns}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _numbered(sheet: Sheet, given: list[Record]) -> Iterator[Record]:
    """The records, then numbers alone; a number goes on from the highest that is taken, so that none comes back."""
    column = sheet.column(sheet.counter)
    free = max((_number(record.get(sheet.counter), sheet.prefix) for record in given), default=0)
    for record in given + [{}] * (sheet.counted - len(given)):
        if sheet.counter in record:
            yield record
            continue
        free += 1
        number: Written = free if isinstance(column, Number | Reference) else f"{sheet.prefix}{free}"
        yield {sheet.counter: number, **record}


def _number(key: Written, prefix: str) -> int:
    digits = str(key).removeprefix(prefix)
    return int(digits) if digits.isdecimal() else 0
