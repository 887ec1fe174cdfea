"""Entry rules: what a filler is told when a cell is chosen, what it offers, and what is asked when it gets other words.

A rule lets through what interpretation reads: it asks ("warning"), and stops only where a closed list is at hand.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import assert_never

from hplan_xl.columns import Choice, Column, Date, Link, Number, Period, Prose, Reference, Schedule, Tick
from hplan_xl.template.names import TICKS, Names, offered_name
from hplan_xl.text import Language, Text
from hplan_xl.wording import allowed_range, entry_sentence

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255
_LONGEST_CELL = 32_767
_WIDE = 10**15 - 1
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_YEAR = Text("ÅÅÅÅ", "YYYY")
_ROW = Text("raden", "the row")
_OVER = Text("mer än {longest}", "more than {longest}")


def entry_rule(column: Column, names: Names, cell: str, language: Language) -> Mapping[str, object]:
    """The entry rule of a column, as XlsxWriter takes it; `cell` is the first cell it is set for."""
    return {**_prompt(column, language), **_rule(column, names, cell, language)}


def asked(column: Column) -> tuple[Text, ...]:
    """What is said when a cell of the column gets other words: the sentences of the rules that check has for it."""
    match column:
        case Choice():
            rule = column.other_rule if column.others else "choice.unknown"
            return (entry_sentence(rule, column=column.title),) if rule else ()
        case Tick():
            return (entry_sentence("tick.unreadable", column=column.title),)
        case Number():
            return tuple(_asked_number(column))
        case Date():
            return (entry_sentence("date.unreadable:only", year=_YEAR),)
        case Prose() if column.longest < _LONGEST_CELL:
            longest = column.longest
            facts = {"row": _ROW, "length": _OVER.filled(longest=longest), "longest": longest}
            return (entry_sentence("text.too_long", column=column.title, **facts),)
        case Prose() | Link() | Schedule() | Period() | Reference():
            return ()
        case _:
            assert_never(column)


def _asked_number(column: Number) -> Iterator[Text]:
    variant = ":codes" if column.codes else ":whole" if column.whole else ""
    yield entry_sentence(f"number.unreadable{variant}", column=column.title)
    limits = allowed_range(column)
    if limits.sv:
        yield entry_sentence("number.range", column=column.title, range=limits)


def _prompt(column: Column, language: Language) -> Mapping[str, object]:
    words = column.help.spoken(language)
    return {
        "input_title": _title(column, language),
        "input_message": words[:LONGEST_MESSAGE],
        "show_input": bool(words),
    }


def _rule(column: Column, names: Names, cell: str, language: Language) -> Mapping[str, object]:
    match column:
        case Choice():
            style = "information" if column.others else "stop"
            return {**_among(names.words(column.vocabulary)), **_alert(style, column, language)}
        case Tick():
            return {**_among(TICKS), **_alert("warning", column, language)}
        case Reference():
            return {**_among(offered_name(column.sheet)), **_alert("warning", column, language)}
        case Number():
            return {**_number(column, cell), **_alert("warning", column, language)}
        case Date():
            rule = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            return {**rule, **_alert("warning", column, language)}
        case Prose() if column.longest < _LONGEST_CELL:
            rule = {"validate": "length", "criteria": "<=", "value": str(column.longest)}
            return {**rule, **_alert("information", column, language)}
        case Prose() | Link() | Schedule() | Period():
            return {"validate": "any"}
        case _:
            assert_never(column)


def _among(name: str) -> Mapping[str, object]:
    return {"validate": "list", "source": f"={name}"}


def _alert(style: str, column: Column, language: Language) -> Mapping[str, object]:
    words = " ".join(text.spoken(language) for text in asked(column))
    if not words:
        return {"show_error": False}
    return {"error_type": style, "error_title": _title(column, language), "error_message": words[:LONGEST_MESSAGE]}


def _number(column: Number, cell: str) -> Mapping[str, object]:
    if column.codes:
        return {"validate": "custom", "value": f'=OR(ISNUMBER({cell}),{cell}="-",{cell}=".",{cell}="..")'}
    least, most = (-_WIDE if column.least is None else column.least), (_WIDE if column.most is None else column.most)
    kind = "integer" if column.whole else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": _plain(least), "maximum": _plain(most)}


def _plain(number: float) -> float:
    """7.0 as 7: a limit is shown as people write it."""
    return int(number) if number == int(number) else number


def _title(column: Column, language: Language) -> str:
    words = column.title.spoken(language)
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rstrip() + "…"
