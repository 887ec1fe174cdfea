"""Entry rules: what a filler is told when a cell is chosen, what it offers, and what is asked when it gets other words.

A rule lets through what interpretation reads: it asks ("warning"), and stops only where a closed list is at hand.
"""

from collections.abc import Mapping
from typing import assert_never

from hplan_xl.columns import Choice, Column, Date, Link, Number, Period, Prose, Reference, Schedule, Tick
from hplan_xl.template.names import TICKS, Names, offered_name
from hplan_xl.text import Language, Text

LONGEST_PROMPT_TITLE = 32
LONGEST_PROMPT = 255
_LONGEST_CELL = 32_767
_WIDE = 1e15

_PICK = Text("Välj i listan", "Choose from the list")
_CHOICE = Text("Välj ett av orden i listan för ”{title}”.", "Choose one of the words in the list for “{title}”.")
_OTHER = Text(
    "Det står inte i listan för ”{title}”. Stämmer det ändå, fortsätt.",
    "It is not in the list for “{title}”. If it is right all the same, go on.",
)
_TICK_TITLE = Text("Ett x eller inget", "An x or nothing")
_TICK = Text("Sätt x, eller lämna cellen tom.", "Put an x, or leave the cell blank.")
_NUMBER_TITLE = Text("Ett tal", "A number")
_NUMBER = Text("Skriv ett tal utan enhet{range}.", "Write a number without its unit{range}.")
_WHOLE = Text("Skriv ett heltal{range}.", "Write a whole number{range}.")
_CODES = Text(
    "Skriv ett tal, eller ”-” (bortfall), ”.” (ej tillämpligt) eller ”..” (sekretess).",
    "Write a number, or “-” (missing), “.” (not applicable) or “..” (confidential).",
)
_BETWEEN = Text(", {least} till {most}", ", {least} to {most}")
_AT_LEAST = Text(", minst {least}", ", at least {least}")
_AT_MOST = Text(", högst {most}", ", at most {most}")
_DATE_TITLE = Text("Ett datum", "A date")
_DATE = Text(
    "Skriv år, månad och dag: ÅÅÅÅ-MM-DD, t.ex. 2026-03-01.", "Write year, month and day: YYYY-MM-DD, e.g. 2026-03-01."
)
_LONG_TITLE = Text("Lite kortare", "A little shorter")
_LONG = Text(
    "Texten är längre än {longest} tecken. Den läses hel, men kan bli avkortad där den visas.",
    "The text is longer than {longest} characters. It is read whole, but may be cut where it is shown.",
)


def entry_rule(column: Column, names: Names, cell: str, language: Language) -> Mapping[str, object]:
    """The entry rule of a column, as XlsxWriter takes it; `cell` is the first cell it is set for."""
    return {**_prompt(column, language), **_rule(column, names, cell, language)}


def _prompt(column: Column, language: Language) -> Mapping[str, object]:
    title, words = column.title.spoken(language), column.help.spoken(language)
    return {
        "input_title": _cut(title, LONGEST_PROMPT_TITLE),
        "input_message": words[:LONGEST_PROMPT],
        "show_input": bool(words),
    }


def _rule(column: Column, names: Names, cell: str, language: Language) -> Mapping[str, object]:
    match column:
        case Choice():
            words = (_OTHER if column.others else _CHOICE).filled(title=column.title)
            style = "information" if column.others else "stop"
            return {**_among(names.words(column.vocabulary)), **_alert(style, _PICK, words, language)}
        case Tick():
            return {**_among(TICKS), **_alert("warning", _TICK_TITLE, _TICK, language)}
        case Reference():
            return {**_among(offered_name(column.sheet)), "show_error": False}
        case Number():
            return {**_number(column, cell), **_alert("warning", _NUMBER_TITLE, _number_words(column), language)}
        case Date():
            rule = {"validate": "custom", "value": f"=ISNUMBER({cell})"}
            return {**rule, **_alert("warning", _DATE_TITLE, _DATE, language)}
        case Prose() if column.longest < _LONGEST_CELL:
            rule = {"validate": "length", "criteria": "<=", "value": str(column.longest)}
            words = _LONG.filled(longest=column.longest)
            return {**rule, **_alert("information", _LONG_TITLE, words, language)}
        case Prose() | Link() | Schedule() | Period():
            return {"validate": "any"}
        case _:
            assert_never(column)


def _among(name: str) -> Mapping[str, object]:
    return {"validate": "list", "source": f"={name}"}


def _alert(style: str, title: Text, words: Text, language: Language) -> Mapping[str, object]:
    return {"error_type": style, "error_title": title.spoken(language), "error_message": words.spoken(language)[:255]}


def _number(column: Number, cell: str) -> Mapping[str, object]:
    if column.codes:
        return {"validate": "custom", "value": f'=OR(ISNUMBER({cell}),{cell}="-",{cell}=".",{cell}="..")'}
    least, most = (-_WIDE if column.least is None else column.least), (_WIDE if column.most is None else column.most)
    kind = "integer" if column.whole else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": _plain(least), "maximum": _plain(most)}


def _number_words(column: Number) -> Text:
    if column.codes:
        return _CODES
    least, most = (None if limit is None else _plain(limit) for limit in (column.least, column.most))
    if least is not None and most is not None:
        where = _BETWEEN
    elif least is not None:
        where = _AT_LEAST
    else:
        where = _AT_MOST if most is not None else Text("", "")
    return (_WHOLE if column.whole else _NUMBER).filled(range=where.filled(least=least, most=most))


def _plain(number: float) -> float:
    """7.0 as 7: a limit is shown as people write it."""
    return int(number) if number == int(number) else number


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
