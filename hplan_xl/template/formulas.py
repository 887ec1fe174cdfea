"""Pieces of Excel formulas, as text: what a cell holds, is it filled, does it stand in a list.

Each piece works on one cell and, within SUMPRODUCT or MATCH(1,INDEX(…,0),0), on a column of cells, without array entry
in Excel 2016. None of them fails on an error value: an error is something filled that stands in no list.
"""

from collections.abc import Iterable


def quoted(words: str) -> str:
    """Words as a text constant of a formula."""
    return '"' + words.replace('"', '""') + '"'


def sheet_reference(title: str, cells: str) -> str:
    """A reference to cells of a sheet.

    >>> sheet_reference("Carl's", "$A$1")
    "'Carl''s'!$A$1"
    """
    return "'" + title.replace("'", "''") + "'!" + cells


def cleaned(cell: str) -> str:
    """The words of a cell without line breaks and with one space for many."""
    return f'TRIM(CLEAN(SUBSTITUTE({cell},"\u00a0"," ")))'


def filled(cell: str) -> str:
    """1 where something stands, else 0; spaces alone are nothing."""
    return f'(1-ISNUMBER(1/({cleaned(cell)}="")))'


def blank(cell: str) -> str:
    """1 where nothing stands, else 0."""
    return f'ISNUMBER(1/({cleaned(cell)}=""))'


def literal(words: str) -> str:
    """Words that MATCH shall take as they stand, though they hold * ? or ~."""
    return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({words},"~","~~"),"*","~*"),"?","~?")'


def stands_in(words: str, cells: str) -> str:
    """TRUE where the words are one of a list of cells."""
    return f"ISNUMBER(MATCH({literal(words)},{cells},0))"


def before_dash(cell: str) -> str:
    """What stands before the dash of "3 – Kort namn", or all where there is none."""
    dashed = f'SUBSTITUTE(SUBSTITUTE({cleaned(cell)},"—","–"),"-","–")'
    return f'TRIM(LEFT({dashed},FIND("–",{dashed}&"–")-1))'


def product(factors: Iterable[str]) -> str:
    """All of them at once."""
    return "*".join(factors)


def part_of(cells: str, first: str, last: str) -> str:
    """The rows `first` to `last` (from 1) of a range of cells; whole columns of it."""
    return f"INDEX({cells},{first},1):INDEX({cells},{last},COLUMNS({cells}))"
