"""Tables as one SQLite database. Days are text as ISO 8601 has them, what is true is 1."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from hplan_xl.export.data_tables import DataFormat, DataTable, FieldType

FILE_NAME = "hplan.sqlite"
_TYPES = {
    FieldType.STRING: "TEXT",
    FieldType.INTEGER: "INTEGER",
    FieldType.NUMBER: "REAL",
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.DATE: "DATE",
    FieldType.DATETIME: "DATETIME",
}


def _encode(tables: Sequence[DataTable]) -> Mapping[str, bytes]:
    """The database, made in memory: the same tables give the same bytes with the same version of SQLite."""
    connection = sqlite3.connect(":memory:")
    try:
        with connection:
            for table in tables:
                _add_table(connection, table)
        return {FILE_NAME: connection.serialize()}
    finally:
        connection.close()


def _add_table(connection: sqlite3.Connection, table: DataTable) -> None:
    fields = [f"{_quote(field.name)} {_TYPES[field.type]}" for field in table.fields]
    key = [f"PRIMARY KEY ({', '.join(map(_quote, table.key))})"] if table.key else []
    connection.execute(f"CREATE TABLE {_quote(table.name)} ({', '.join([*fields, *key])})")
    places = ", ".join("?" for _ in table.fields)
    rows = ([_stored_value(value) for value in row] for row in table.rows)
    connection.executemany(f"INSERT INTO {_quote(table.name)} VALUES ({places})", rows)


def _quote(name: str) -> str:
    return f'"{name}"'


def _stored_value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


SQLITE = DataFormat(
    _encode,
    lambda table: {
        "path": FILE_NAME,
        "scheme": "file",
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
        "dialect": {"table": table.name},
    },
)
