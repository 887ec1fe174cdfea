"""Tables as files: CSV and JSON, a file a table, or one SQLite database.

CSV as RFC 4180 and the Data Package standard have it: comma, decimal point, days as 2026-03-01, UTF-8 without a mark at
its beginning. Such a mark would not make Excel read the file by a double click (in Swedish it wants semicolons and a
decimal comma), and R would take it for a part of the first heading. Words stand as they were typed: a program that
opens a CSV as a sheet may take words that begin with = for a formula; the master is the form for Excel.

In the database days are text as ISO 8601 has them, and what is true is 1.
"""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from hplan_xl.export.data_tables import DataFormat, DataTable, FieldType


def _format_csv(table: DataTable) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.field_names)
    writer.writerows([_plain_word(value) for value in row] for row in table.rows)
    return out.getvalue()


def _plain_word(value: object) -> str:
    """A value as a word; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _format_json(table: DataTable) -> str:
    """A list of records, one a line."""
    names = table.field_names
    lines = [
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_plain_word) for row in table.rows
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def _make_text_format(ending: str, mediatype: str, format_table: Callable[[DataTable], str]) -> DataFormat:
    """The form of a file a table, in UTF-8."""
    return DataFormat(
        lambda tables: {f"{table.name}.{ending}": format_table(table).encode() for table in tables},
        lambda table: {
            "path": f"{table.name}.{ending}",
            "scheme": "file",
            "format": ending,
            "mediatype": mediatype,
            "encoding": "utf-8",
        },
    )


CSV = _make_text_format("csv", "text/csv", _format_csv)
JSON = _make_text_format("json", "application/json", _format_json)


FILE_NAME = "hplan.sqlite"
_SQL_TYPES = {
    FieldType.STRING: "TEXT",
    FieldType.INTEGER: "INTEGER",
    FieldType.NUMBER: "REAL",
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.DATE: "DATE",
    FieldType.DATETIME: "DATETIME",
}


def _encode_sql(tables: Sequence[DataTable]) -> Mapping[str, bytes]:
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
    fields = [f"{_quote(field.name)} {_SQL_TYPES[field.type]}" for field in table.fields]
    key = [f"PRIMARY KEY ({', '.join(map(_quote, table.key))})"] if table.key else []
    connection.execute(f"CREATE TABLE {_quote(table.name)} ({', '.join([*fields, *key])})")
    places = ", ".join("?" for _ in table.fields)
    rows = ([value.isoformat() if isinstance(value, date) else value for value in row] for row in table.rows)
    connection.executemany(f"INSERT INTO {_quote(table.name)} VALUES ({places})", rows)


def _quote(name: str) -> str:
    return f'"{name}"'


SQLITE = DataFormat(
    _encode_sql,
    lambda table: {
        "path": FILE_NAME,
        "scheme": "file",
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
        "dialect": {"table": table.name},
    },
)
