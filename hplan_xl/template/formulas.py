"""Pieces of Excel formulas, as text: what a cell holds, is it filled, does it stand in a list.

Each piece works on one cell and, within SUMPRODUCT or MATCH(1,INDEX(…,0),0), on a column of cells, without array entry
in Excel 2016. None of them fails on an error value: an error is something filled that stands in no list.
"""

from collections.abc import Iterable

from hplan_xl.book.limits import LONGEST_CELL
from hplan_xl.book.values import MEASURED_YEARS
from hplan_xl.excel.references import quote_text

# What parts the spellings of a list that stands in one cell; `clean_words` leaves none of it in words.
SEPARATOR = "\n"
_APART = "CHAR(10)"
# What may stand behind the year of a period; the whole year has nothing there.
_PARTS_OF_A_YEAR = "|".join(
    ["", ""]
    + [f" {sign}{n}" for sign, most in (("H", 2), ("T", 3), ("Q", 4)) for n in range(1, most + 1)]
    + [f"-{month:02}" for month in range(1, 13)]
    + [""]
)
# What may stand around a word of a list, as in a line that was copied.
SIGNS_AROUND, SIGNS_BEFORE, SIGNS_BEHIND = '•·"”!', "*-–—", "."
WILDCARDS = {"*": "¤", "?": "¿", "~": "¬"}


def clean_words(cell: str) -> str:
    """The words of a cell without line breaks and with one space for many."""
    return f'TRIM(CLEAN(SUBSTITUTE({cell},"\u00a0"," ")))'


def clean_number(cell: str) -> str:
    """The words of a cell without spaces, and without a full stop behind them: "2." is 2, and "I 2" is I2."""
    return without_spaces(f'SUBSTITUTE(CLEAN(SUBSTITUTE({cell},"\u00a0"," "))&" ",". ","")')


def without_spaces(words: str) -> str:
    """Words as they are compared where they are numbers of rows."""
    return f'SUBSTITUTE({words}," ","")'


def is_filled(cell: str) -> str:
    """TRUE where something stands; spaces alone are nothing."""
    return f'ISERROR(1/({clean_words(cell)}=""))'


def begins_with_letter(cell: str) -> str:
    """TRUE where the words of a cell begin with a letter, which alone has a small and a capital form."""
    first = f"LEFT({clean_words(cell)})"
    return f"NOT(EXACT(LOWER({first}),UPPER({first})))"


def is_blank(cell: str) -> str:
    """TRUE where nothing stands."""
    return f'ISNUMBER(1/({clean_words(cell)}=""))'


def is_filled_but_for(cell: str, words: str) -> str:
    """TRUE where something stands that is none of the words, of which "" is one, that stand in a single cell."""
    return is_other(clean_words(cell), words)


def is_other(words: str, others: str) -> str:
    """TRUE where cleaned words are none of those that stand in a single cell."""
    return f"ISERROR(FIND({_APART}&{words}&{_APART},{others}))"


def is_zero(cell: str) -> str:
    """TRUE where a 0 stands, be it a number or written as text."""
    return f'ISNUMBER(1/({cell}&""="0"))'


def is_number_zero(cell: str) -> str:
    """TRUE where the number 0 stands, or nothing."""
    return f"ISNUMBER(1/({cell}=0))"


def is_between(cell: str, least: int, most: int) -> str:
    """TRUE where a number stands that is at least one and less than the other."""
    return f"ISNUMBER(1/({cell}>={least})/({cell}<{most}))"


def escape_wildcards(words: str) -> str:
    """Words with other signs for * ? and ~, which MATCH and SEARCH do not take as they stand.

    No escaping by ~: LibreOffice knows that in cells, but not in texts that a formula makes.
    """
    for sign, other in WILDCARDS.items():
        words = f'SUBSTITUTE({words},"{sign}","{other}")'
    return words


def is_in_lists(words: str, lists: Iterable[str]) -> str:
    """1 where cleaned words are one of the spellings that stand in single cells."""
    return _found(f"{_APART}&{escape_wildcards(words)}&{_APART}", lists)


def on_one_line(cell: str) -> str:
    """What a cell holds, with a space for each line break, which `clean_words` would take away between two words."""
    return f'SUBSTITUTE({cell},{_APART}," ")'


def is_word_of(cell: str, lists: Iterable[str]) -> str:
    """1 where a cell's words are one of the spellings that stand in single cells, with or without a sign around them.

    A bullet or a dash may stand before them, a full stop or exclamation marks behind, and quotation marks around.
    """
    cell = on_one_line(cell)
    for sign in SIGNS_AROUND:
        cell = f'SUBSTITUTE({cell},{quote_text(sign)}," ")'
    words = f"{_APART}&{escape_wildcards(clean_words(cell))}&{_APART}"
    for sign in SIGNS_BEFORE:
        words = f'SUBSTITUTE({words},{_APART}&"{WILDCARDS.get(sign, sign)} ",{_APART})'
    for sign in SIGNS_BEHIND:
        words = f'SUBSTITUTE({words},"{sign}"&{_APART},{_APART})'
    return _found(words, lists)


def _found(needle: str, lists: Iterable[str]) -> str:
    return "(" + "+".join(f"ISNUMBER(SEARCH({needle},{one}))" for one in lists) + ")"


def is_among(key: str, keys: str) -> str:
    """TRUE where a key is one of a column of keys."""
    return f"ISNUMBER(MATCH({escape_wildcards(key)},INDEX({keys},0),0))"


def count_key(key: str, keys: str, wanted: str) -> str:
    """How often one key is one of a column of keys, in rows that are wanted."""
    return f"SUMPRODUCT({wanted}*ISNUMBER(1/({keys}={key})))"


def text_before_dash(cell: str) -> str:
    """The text before the dash of "3 – Kort namn" or "3-Kort"; all of it without a dash, or with a number after it."""
    words = clean_words(cell)
    dashed = _plain_dashes(words)
    close = f'FIND("–",{dashed}&"–")'
    number = f"ISNUMBER(-MID({dashed},{close}+1,1))"
    return f'TRIM(LEFT(LEFT({words},{close}-1+{LONGEST_CELL}*{number}),FIND(" – ",{dashed}&" – ")-1))'


def text_after_dash(cell: str) -> str:
    """The text after that dash; empty where there is none."""
    dashed = _plain_dashes(clean_words(cell))
    return f'TRIM(SUBSTITUTE(MID({dashed},LEN({text_before_dash(cell)})+1,99),"–","",1))'


def ends_in_dash(cell: str) -> str:
    """TRUE where nothing stands after a dash."""
    return f'ISNUMBER(1/(RIGHT({_plain_dashes(clean_words(cell))},1)="–"))'


def is_plain_period(cell: str) -> str:
    """1 where a period stands in a form that is shown to people: 2024, 2024 T2, 2024 Q3, 2024-09, 2021/2022."""
    year, part = (f"{end}({clean_words(cell)},{at})" for end, at in (("LEFT", "4"), ("MID", "5,9")))
    known = f'FIND({_APART}&UPPER({part})&{_APART},SUBSTITUTE("{_PARTS_OF_A_YEAR}","|",{_APART}))'
    school_year = f'({part}="/"&({year}+1))'
    within = is_between(f"(--{year})", MEASURED_YEARS.start, MEASURED_YEARS.stop)
    return multiply([within, f"(ISNUMBER({known})+ISNUMBER(1/{school_year}))"])


def is_running_number(words: str, prefix: str) -> str:
    """TRUE where words are a whole number written plainly, behind the prefix of a sheet's running numbers."""
    written = f'TEXT(--MID({words},{len(prefix) + 1},9),"0")'
    return f"ISNUMBER(1/({words}={quote_text(prefix)}&{written}))"


def _plain_dashes(words: str) -> str:
    return f'SUBSTITUTE(SUBSTITUTE({words},"—","–"),"-","–")'


def multiply(factors: Iterable[str]) -> str:
    """All of them at once."""
    return "*".join(factors)


def slice_column(cells: str, first: str, last: str) -> str:
    """The rows `first` to `last` (from 1) of a column of cells."""
    return f"INDEX({cells},{first}):INDEX({cells},{last})"


def slice_block(cells: str, first: str, last: str) -> str:
    """The rows `first` to `last` (from 1) of a block of cells."""
    return f"INDEX({cells},{first},0):INDEX({cells},{last},0)"
