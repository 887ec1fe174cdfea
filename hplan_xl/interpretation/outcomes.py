"""The outcome of interpreting one cell: a value, with or without a remark, or none and the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from hplan_xl.book.text import DASH_SIGNS, Text, clean_text, neutral_text
from hplan_xl.book.values import ColourOnlyCell, ErrorValue, MergedCell, Percent, UncomputedFormula

LONGEST_QUOTE = 40
BLANK_RULE = Text("tomt", "blank")
DASHES = str.maketrans(dict.fromkeys(DASH_SIGNS, "-"))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to report about a cell: the rule, the variant of its sentence, and the facts in it."""

    rule: str
    variant: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class ReadValue(NamedTuple):
    """A cell that is understood; None is a cell that means nothing, such as an unticked tick."""

    value: object
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadValue:
    """A filled cell that could not be interpreted. Without a remark it is reported at another cell."""

    remark: Remark | None


Outcome = ReadValue | UnreadValue


def make_remarked_value(value: object, reading: Text | str) -> ReadValue:
    """A value whose reading is not plain, with the remark that shows the reading."""
    return ReadValue(value, (Remark("value.read_as", facts={"reading": reading}),))


def make_unread(rule: str, variant: str = "", **facts: object) -> UnreadValue:
    """A cell that is not understood, and the rule that says so."""
    return UnreadValue(Remark(rule, variant, facts))


def format_decimal(number: float) -> Text:
    """A number as people write it: without a needless fraction, with each language's decimal sign.

    >>> format_decimal(1234.5), format_decimal(7.0).sv
    (Text(sv='1234,5', en='1234.5'), '7')
    """
    words = str(int(number)) if abs(number) < 1e15 and number == int(number) else f"{number:.15g}"
    return Text(words.replace(".", ","), words)


def show_value(typed: object) -> Text:
    """A typed value as people see it in the cell, whole."""
    match typed:
        case str():
            return neutral_text(typed)
        case bool():
            return Text("SANT", "TRUE") if typed else Text("FALSKT", "FALSE")
        case Percent():
            number = format_decimal(convert_percent(typed))
            return Text(f"{number.sv} %", f"{number.en}%")
        case int() | float():
            return format_decimal(typed)
        case datetime() if (typed.hour, typed.minute) != (0, 0):
            return neutral_text(typed.strftime("%Y-%m-%d %H:%M"))
        case date():
            return neutral_text(f"{typed.year:04}-{typed.month:02}-{typed.day:02}")
        case ErrorValue(words) | UncomputedFormula(words):
            return neutral_text(words)
        case MergedCell():
            return show_value(typed.value)
        case None | ColourOnlyCell():
            return neutral_text("")
        case _:
            return neutral_text(str(typed))


def convert_percent(typed: float) -> float:
    """Per cent, as the number that stands before the sign: 0.85 is 85.0."""
    return round(float(typed) * 100, 9)


def quote_value(typed: object) -> Text:
    """A typed value as a sentence quotes it: on one line, at most 40 characters."""
    words = show_value(typed)
    return Text(cut_text(words.sv), cut_text(words.en))


def cut_text(words: str) -> str:
    """Words on one line, at most 40 characters, with an ellipsis where something is left out.

    >>> cut_text("Upphandling av remittentstöd för radiologiska undersökningar")
    'Upphandling av remittentstöd för radiol…'
    """
    line = clean_text(words)
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"
