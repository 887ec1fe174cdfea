"""Rows without marks below the others are laid aside while a sheet is marked: they are not taken apart."""

import re
from collections.abc import Collection

_ROW = re.compile(rb"""<(?:[\w.-]+:)?row\b[^<>]*?\sr=["']([0-9]{1,7})["']""")
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_SHUT = re.compile(rb"<((?:[\w.-]+:)?sheetData)\s*/>")


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


def find_last_row(part: bytes, styles: Collection[int]) -> int:
    """The number of the last row of a sheet's part that may have a cell in one of these styles; 0 where none has."""
    written = [b"s=%s%d%s" % (quote, style, quote) for style in styles for quote in (b'"', b"'")]
    at = max(map(part.rfind, written), default=-1)
    return max((int(row[1]) for row in _ROW.finditer(part, 0, max(at, 0))), default=0)


def put_rows_back(part: bytes, rows: bytes) -> bytes:
    """The part with rows that were laid aside, after those that it holds."""
    end = _END.search(part)
    if end is None:  # all the rows that it held were marking's own, and are taken out
        return _SHUT.sub(lambda data: b"<%s>%s</%s>" % (data[1], rows, data[1]), part, count=1)
    return part[: end.start()] + rows + part[end.start() :]
