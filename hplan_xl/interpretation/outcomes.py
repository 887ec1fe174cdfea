"""What comes of reading one cell: a value, with or without a remark, or none and why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from hplan_xl.book.text import Text, clean, same
from hplan_xl.book.values import ColourOnly, ErrorValue, Merged, Percent, Uncomputed

LONGEST_QUOTE = 40
BLANK = Text("tomt", "blank")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be told of a cell: a rule, which of its sentences, and what fills them."""

    rule: str
    variant: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class Read(NamedTuple):
    """A cell that is understood; None is a cell that means nothing, such as an unticked tick."""

    value: object
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A filled cell that is not understood. Without a remark it is told of at another cell."""

    remark: Remark | None


Outcome = Read | Unread


def read_as(value: object, reading: Text | str) -> Read:
    """A value whose reading is not plain, with the remark that shows the reading."""
    return Read(value, (Remark("value.read_as", facts={"reading": reading}),))


def unread(rule: str, variant: str = "", **facts: object) -> Unread:
    """A cell that is not understood, and the rule that says so."""
    return Unread(Remark(rule, variant, facts))


def decimal(number: float) -> Text:
    """A number as people write it: without a needless fraction, with each language's decimal sign.

    >>> decimal(1234.5), decimal(7.0).sv
    (Text(sv='1234,5', en='1234.5'), '7')
    """
    words = str(int(number)) if abs(number) < 1e15 and number == int(number) else f"{number:.15g}"
    return Text(words.replace(".", ","), words)


def shown(typed: object) -> Text:
    """A typed value as people see it in the cell, whole."""
    match typed:
        case str():
            return same(typed)
        case bool():
            return Text("SANT", "TRUE") if typed else Text("FALSKT", "FALSE")
        case Percent():
            number = decimal(percent(typed))
            return Text(f"{number.sv} %", f"{number.en}%")
        case int() | float():
            return decimal(typed)
        case datetime() if (typed.hour, typed.minute) != (0, 0):
            return same(typed.strftime("%Y-%m-%d %H:%M"))
        case date():
            return same(f"{typed.year:04}-{typed.month:02}-{typed.day:02}")
        case ErrorValue(words) | Uncomputed(words):
            return same(words)
        case Merged():
            return shown(typed.value)
        case None | ColourOnly():
            return same("")
        case _:
            return same(str(typed))


def percent(typed: float) -> float:
    """Per cent, as the number that stands before the sign: 0.85 is 85.0."""
    return round(float(typed) * 100, 9)


def quoted(typed: object) -> Text:
    """A typed value as a sentence quotes it: on one line, at most 40 characters."""
    words = shown(typed)
    return Text(cut(words.sv), cut(words.en))


def cut(words: str) -> str:
    """Words on one line, at most 40 characters, with an ellipsis where something is left out.

    >>> cut("Upphandling av remittentstöd för radiologiska undersökningar")
    'Upphandling av remittentstöd för radiol…'
    """
    line = clean(words)
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"
