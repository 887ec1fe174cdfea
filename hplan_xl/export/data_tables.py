"""Tables as other programs take them: named, typed fields, and rows of plain values. And the forms they are written in.

A value is None, str, int, float, bool, datetime.date or datetime.datetime (without time zone), as its field says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hplan_xl.book.columns import Term
from hplan_xl.book.text import Text

Row = tuple[object, ...]


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
    terms: tuple[Term, ...] = ()


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
