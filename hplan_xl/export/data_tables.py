"""Tables as other programs take them: named, typed fields, and rows of plain values; a column as fields.

What is in each file is told by datapackage.json, of the Data Package standard (v2).

A value is None, str, int, float, bool, datetime.date or datetime.datetime (without time zone), as its field says.
"""

import json
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from hplan_xl.book import columns
from hplan_xl.book.text import Language, Text, normalize_text
from hplan_xl.book.values import MissingValue, TimePeriod, TimeSpan, YearSpan
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.intake.states import FileState
from hplan_xl.wording import export_sentences as words

Row = tuple[object, ...]
DESCRIPTOR = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"


class FieldType(StrEnum):
    """The types of a field, by their names in the Table Schema of the Data Package standard."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True)
class DataField:
    """A field of a table. terms: the words that its values are names of, where no other value can stand there."""

    name: str
    type: FieldType
    title: Text
    help: Text
    terms: tuple[columns.Term, ...] = ()


@dataclass(frozen=True)
class DataTable:
    """A table: a value a field in each row.

    key: the fields whose values stand once together; () where there are none. references: a field of this table, and
    the table and the field of it that hold its values too.
    """

    name: str
    title: Text
    help: Text
    fields: tuple[DataField, ...]
    rows: tuple[Row, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str, str], ...] = ()

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True)
class DataFormat:
    """A form in which tables are written.

    encode: the files of all tables, by name. Equal tables give equal bytes.
    describe_place: where a table is to be found among them, as properties of its resource in a data package.
    """

    encode: Callable[[Sequence[DataTable]], Mapping[str, bytes]]
    describe_place: Callable[[DataTable], Mapping[str, object]]


# A vocabulary as long as this is no short list of categories, such as the groups of all regions.
_MOST_CATEGORIES = 40


@dataclass(frozen=True)
class ColumnFields:
    """The fields that hold a column, and how its value is divided among them; None is divided into as many None."""

    fields: tuple[DataField, ...]
    divide: Callable[[object], Row]


def make_column_fields(column: columns.Column, key_type: FieldType = FieldType.STRING) -> ColumnFields:
    """The fields of a column. key_type: of the key that a reference holds."""
    match column:
        case columns.Prose() | columns.Link():
            return _single(column, FieldType.STRING, column.help)
        case columns.Choice():
            return _choice(column)
        case columns.Tick():
            return _single(column, FieldType.BOOLEAN, words.TICK_HELP.fill(help=column.help))
        case columns.Date():
            return _single(column, FieldType.DATE, column.help)
        case columns.Number():
            return _number(column)
        case columns.Reference():
            return _single(column, key_type, column.help)
        case columns.Years():
            return _years(column)
        case columns.Schedule():
            return _schedule(column)
        case columns.Period():
            return _period(column)
        case _:
            assert_never(column)


def find_period_days(period: TimePeriod) -> tuple[date, date]:
    """The first and the last day of a measuring period.

    >>> from hplan_xl.book.values import PeriodKind
    >>> [str(day) for day in find_period_days(TimePeriod(2025, PeriodKind.TERTIAL, 2))]
    ['2025-05-01', '2025-08-31']
    """
    year, month, months = period.sort_key
    before_first = year * 12 + month - months
    first = date(before_first // 12, before_first % 12 + 1, 1)
    return first, date(year, month, monthrange(year, month)[1])


def number_type(column: columns.Column) -> FieldType:
    """The type of a column's numbers; of anything else, words."""
    if not isinstance(column, columns.Number):
        return FieldType.STRING
    return FieldType.INTEGER if column.is_whole else FieldType.NUMBER


def _single(column: columns.Column, kind: FieldType, help: Text) -> ColumnFields:
    return ColumnFields((DataField(column.name, kind, column.title, help),), lambda value: (value,))


def _choice(column: columns.Choice) -> ColumnFields:
    terms = column.vocabulary.terms
    closed = () if column.allows_others or len(terms) > _MOST_CATEGORIES else terms
    field = DataField(column.name, FieldType.STRING, column.title, column.help, closed)
    if not column.allows_others or len(terms) > _MOST_CATEGORIES:
        return ColumnFields((field,), lambda value: (value,))
    names, spellings = {term.name for term in terms}, column.vocabulary.terms_by_spelling()

    def divide(value: object) -> Row:
        """A word that another healthcare region has in its list is told as it is there, so that one thing is one."""
        term = spellings.get(normalize_text(value)) if isinstance(value, str) and value not in names else None
        return (term.name if term else value,)

    return ColumnFields((field,), divide)


def _number(column: columns.Number) -> ColumnFields:
    kind = number_type(column)
    number = DataField(column.name, kind, column.title, column.help)
    if not column.allows_codes:
        return ColumnFields((number,), lambda value: (as_number(value, kind),))
    code = _beside(column, "missing", FieldType.STRING, words.MISSING_OF, words.MISSING_HELP)
    return ColumnFields((number, code), lambda value: divide_measured(value, kind))


def as_number(value: object, kind: FieldType) -> int | float | None:
    """A number as its field holds it: whole, or with a fraction; None where there is none."""
    if not isinstance(value, int | float):
        return None
    return int(value) if kind is FieldType.INTEGER else float(value)


def divide_measured(value: object, kind: FieldType) -> tuple[int | float | None, str | None]:
    """A measured value as its number, and the code that stands in the place of one."""
    return as_number(value, kind), value.value if isinstance(value, MissingValue) else None


def _years(column: columns.Years) -> ColumnFields:
    fields = (
        _beside(column, "first", FieldType.INTEGER, words.FIRST_OF, words.FIRST_YEAR_HELP),
        _beside(column, "last", FieldType.INTEGER, words.LAST_OF, words.LAST_YEAR_HELP),
    )
    return ColumnFields(
        fields, lambda value: (value.first, value.last) if isinstance(value, YearSpan) else (None, None)
    )


def _schedule(column: columns.Schedule) -> ColumnFields:
    fields = (
        DataField(column.name, FieldType.STRING, column.title, column.help),
        *_days_beside(column),
        _beside(column, "precision", FieldType.STRING, words.PRECISION_OF, words.PRECISION_HELP),
    )
    return ColumnFields(fields, _divide_schedule)


def _divide_schedule(value: object) -> Row:
    if not isinstance(value, TimeSpan):
        return (None, None, None, None)
    return (value.words, value.first, value.last, value.precision.value)


def _period(column: columns.Period) -> ColumnFields:
    fields = (DataField(column.name, FieldType.STRING, column.title, column.help), *_days_beside(column))
    return ColumnFields(
        fields,
        lambda value: (str(value), *find_period_days(value)) if isinstance(value, TimePeriod) else (None, None, None),
    )


def _days_beside(column: columns.Column) -> tuple[DataField, DataField]:
    return (
        _beside(column, "first", FieldType.DATE, words.FIRST_OF, words.FIRST_HELP),
        _beside(column, "last", FieldType.DATE, words.LAST_OF, words.LAST_HELP),
    )


def _beside(column: columns.Column, ending: str, kind: FieldType, title: Text, help: Text) -> DataField:
    """A field that tells more of a column."""
    return DataField(f"{column.name}_{ending}", kind, title.fill(title=column.title), help)


def describe_package(
    tables: Sequence[DataTable], form: DataFormat, consolidation: Consolidation, language: Language
) -> bytes:
    """The descriptor of the tables in their files, as JSON in UTF-8."""
    book, year = consolidation.book, consolidation.year
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"{book.name}-{year}",
        "title": words.PACKAGE_TITLE.fill(book=book.title, year=year).localize(language),
        "description": _describe_contents(consolidation).localize(language),
        "resources": [_describe_table(table, form, language) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _describe_contents(consolidation: Consolidation) -> Text:
    plans = sum(file.state is FileState.READ for file in consolidation.files)
    sentence = words.ONE_PLAN if plans == 1 else words.PACKAGE_HELP
    days = " – ".join(dict.fromkeys(map(str, consolidation.days or ())))
    return sentence.fill(plans=plans, year=consolidation.year, as_of=days or words.DAY_NOT_KNOWN)


def _describe_table(table: DataTable, form: DataFormat, language: Language) -> Mapping[str, object]:
    schema: dict[str, object] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_describe_field(field, language) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": target, "fields": [there]}}
            for field, target, there in table.references
        ]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title.localize(language),
        "description": table.help.localize(language),
        **form.describe_place(table),
        "schema": schema,
    }


def _describe_field(field: DataField, language: Language) -> Mapping[str, object]:
    described: dict[str, object] = {
        "name": field.name,
        "type": field.type.value,
        "title": field.title.localize(language),
        "description": field.help.localize(language),
    }
    if field.terms:
        described["categories"] = [{"value": term.name, "label": term.word.localize(language)} for term in field.terms]
    return described
