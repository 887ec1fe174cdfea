"""References to cells, tables and files in formulas, criteria and links."""

import os
import re
from functools import lru_cache

_ESCAPED_IN_A_TITLE = re.compile(r"(['#@\[\]])")
_PLAIN_TITLE = re.compile(r"[\w ]+\Z")
_WILD = re.compile(r"([~*?])")
_COMPARES = re.compile(r"[<>=]")
_NUMBERLIKE = re.compile(r"[\s\d.,:/%+\-()eE]*\d[\s\d.,:/%+\-()eE]*\Z")
_PERCENT = {sign: f"%{ord(sign):02x}" for sign in '%"# <>[]^`{}'}
_LIKE_A_REFERENCE = re.compile(r"!(?=\$?[A-Z]+\$?\d)")
_SHEET_OF = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!")
LONGEST_CRITERION = 200
LONGEST_LINK = 2000


def structured_reference(table: str, title: str) -> str:
    """A column of an Excel table in a formula; titles that hold more than letters, digits and spaces stand in [[ ]].

    >>> structured_reference("areas_table", "Kort namn"), structured_reference("areas_table", "Andel (%) #1")
    ('areas_table[Kort namn]', "areas_table[[Andel (%) '#1]]")
    """
    escaped = _ESCAPED_IN_A_TITLE.sub(r"'\1", title)
    return f"{table}[{escaped}]" if _PLAIN_TITLE.match(title) else f"{table}[[{escaped}]]"


def make_criterion(words: str) -> str | None:
    """Words as a criterion of COUNTIFS that fits them and nothing else; None where no such criterion can be written.

    >>> make_criterion("Enligt plan"), make_criterion("RPO *"), make_criterion("1.10")
    ('"Enligt plan"', '"RPO ~*"', None)
    """
    if not words or len(words) > LONGEST_CRITERION or _COMPARES.match(words) or _NUMBERLIKE.match(words):
        return None
    if words.upper() in {"TRUE", "FALSE", "SANT", "FALSKT"} or words != words.strip():
        return None
    return quote_text(_WILD.sub(r"~\1", words))


def quote_text(words: str) -> str:
    """Words as a text constant of a formula.

    >>> quote_text('[a"b]')
    '"[a""b]"'
    """
    return f'"{words.replace(chr(34), chr(34) * 2)}"'


def plain_words(words: str) -> str:
    """Words as a chart's title, axis or label may be given them: XlsxWriter takes "Se Underlag!B12" for a reference.

    A word joiner, which nobody sees, stands after the ! that would make it one.

    >>> plain_words("Se Underlag!B12") == "Se Underlag!\u2060B12", plain_words("Klart!")
    (True, 'Klart!')
    """
    return _LIKE_A_REFERENCE.sub("!\u2060", words)


def quote_sheet_title(title: str) -> str:
    """A sheet's title in a formula or a link.

    >>> quote_sheet_title("Bo's plan")
    "'Bo''s plan'"
    """
    return f"'{title.replace(chr(39), chr(39) * 2)}'"


def sheet_reference(title: str, cells: str) -> str:
    """A reference to cells of a sheet.

    >>> sheet_reference("Carl's", "$A$1")
    "'Carl''s'!$A$1"
    """
    return f"{quote_sheet_title(title)}!{cells}"


def sheet_of_reference(reference: str) -> str:
    """The title of the sheet that a reference leads to; "" where it names none.

    >>> sheet_of_reference("'Lars'' flik'!$A$1")
    "Lars' flik"
    """
    found = _SHEET_OF.match(reference)
    return (found[1] or found[2]).replace("''", "'") if found else ""


def make_internal_link(title: str, cell: str = "A1") -> str:
    """A link to a cell of this workbook."""
    return f"internal:{sheet_reference(title, cell)}"


def make_external_link(name: str, beside: str | None, place: str = "") -> str | None:
    """A link to a file, from a workbook that lies in the folder `beside`, and to a place in it.

    None where it cannot be: a file inside a zip, on another drive, with a path longer than Excel takes, or where the
    workbook lies in no folder, since it will be sent.

    >>> make_external_link("planer/a#1.xlsx", ".", "'Plan'!C3")
    "external:planer/a%231.xlsx#'Plan'!C3"
    """
    if beside is None or ".zip/" in name.lower() or ".zip\\" in name.lower() or not name:
        return None
    path = _path(name, beside or ".", os.getcwd())
    if path is None:
        return None
    link = f"external:{path}#{place}" if place else f"external:{path}"
    return link if len(link) <= LONGEST_LINK else None


@lru_cache(maxsize=4096)
def _path(name: str, beside: str, _here: str) -> str | None:
    """The way to a file as a link has it; None where there is none. A file is linked to from many rows.

    _here: where we are, from where both are told.
    """
    try:
        path = os.path.relpath(name, beside)
    except ValueError:
        return None
    return "".join(_PERCENT.get(sign, sign) for sign in path.replace(os.sep, "/"))
