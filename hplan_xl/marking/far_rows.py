"""Rows without marks below the others are laid aside while a sheet is marked: they are not taken apart."""

import re

_ROW = re.compile(rb"""<(?:[\w.-]+:)?row\b[^<>]*?\sr=["']([0-9]{1,7})["']""")
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")


def lay_rows_aside(part: bytes, last: int) -> tuple[bytes, bytes]:
    """A sheet's part without its rows after a number, and these rows; b"" where none can be laid aside.

    Rows that stand in another order than their numbers are left where they are.
    """
    end = _END.search(part)
    if end is None:
        return part, b""
    start = next((row.start() for row in _ROW.finditer(part, 0, end.start()) if int(row[1]) > last), None)
    if start is None or any(int(row[1]) <= last for row in _ROW.finditer(part, start, end.start())):
        return part, b""
    return part[:start] + part[end.start() :], part[start : end.start()]


def put_rows_back(part: bytes, rows: bytes) -> bytes:
    """The part with rows that were laid aside, after those that it holds."""
    end = _END.search(part)
    assert end is not None, "it had an end when rows were laid aside"
    return part[: end.start()] + rows + part[end.start() :]
