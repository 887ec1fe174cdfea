"""The tables of cases: what a person types, and what it is read as. Their form is told in cases/README.txt."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hplan_xl.book.columns import (
    Choice,
    Column,
    Date,
    Link,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Term,
    Tick,
    Tone,
    Years,
)
from hplan_xl.book.columns import Vocabulary as Words
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.book.values import ColourOnlyCell, MissingValue, Percent, Precision, TimeSpan
from hplan_xl.interpretation.cell import CellContext, read_cell
from hplan_xl.interpretation.choices import read_choice, set_family_ticks
from hplan_xl.interpretation.outcomes import Outcome, ReadValue, Remark, format_decimal
from hplan_xl.interpretation.row_references import RowKeys

CASES = Path(__file__).parent / "cases"
NO_WORDS = neutral_text("")
STATUS = Words(
    name="status",
    vague_words=("pågår", "pågående"),
    terms=(
        Term(name="not_started", word=Text("Ej påbörjad", "Not started"), symbol="○", tone=Tone.GREY),
        Term(
            name="on_plan",
            word=Text("Enligt plan", "On plan"),
            symbol="●",
            tone=Tone.GREEN,
            aliases=("grön", "green", "🟢", "1"),
        ),
        Term(
            name="minor", word=Text("Mindre problem", "Minor problems"), symbol="▲", tone=Tone.YELLOW, aliases=("gul",)
        ),
        Term(
            name="serious",
            word=Text("Allvarliga problem", "Serious problems"),
            symbol="■",
            tone=Tone.RED,
            aliases=("röd", "🔴"),
        ),
        Term(name="closed", word=Text("Avslutad", "Closed"), symbol="☑", tone=Tone.BLUE, aliases=("klart",)),
    ),
)
GROUPS = Words(
    name="group",
    terms=(
        Term(name="diagnostics", word=neutral_text("RPO Medicinsk diagnostik"), aliases=("med diagn",)),
        Term(name="skin", word=neutral_text("RPO Hud- och könssjukdomar")),
    ),
)
PROMISES = (
    Tick(
        name="equal",
        title=Text("Jämlik vård", "Equitable care"),
        help=NO_WORDS,
        family="promise",
        aliases=("få tillgång till jämlik vård",),
    ),
    Tick(
        name="cost",
        title=Text("Kostnadseffektivitet", "Cost-effectiveness"),
        help=NO_WORDS,
        family="promise",
        aliases=("erbjudas kostnadseffektiv vård",),
    ),
)
COLUMNS: dict[str, Column] = {
    "numbers": Number(name="value", title=neutral_text("RJL"), help=NO_WORDS, allows_codes=True, unit_column="unit"),
    "numbers_whole": Number(name="value", title=neutral_text("Nr"), help=NO_WORDS, is_whole=True),
    "numbers_english": Number(
        name="value", title=neutral_text("Value"), help=NO_WORDS, allows_codes=True, unit_column="unit"
    ),
    "targets": Number(name="value", title=neutral_text("Målvärde"), help=NO_WORDS, unit_column="unit"),
    "counts": Number(name="value", title=neutral_text("RJL"), help=NO_WORDS, allows_codes=True, unit_column="unit"),
    "days_counted": Number(
        name="value", title=neutral_text("RJL"), help=NO_WORDS, allows_codes=True, unit_column="unit"
    ),
    "dates": Date(name="value", title=neutral_text("Klart senast"), help=NO_WORDS),
    "dates_first": Date(name="value", title=neutral_text("Start"), help=NO_WORDS, starts=True),
    "schedules": Schedule(name="value", title=neutral_text("När (i ord)"), help=NO_WORDS),
    "years": Years(name="value", title=neutral_text("År"), help=NO_WORDS, minimum=2000, maximum=2100),
    "periods": Period(name="value", title=neutral_text("Period"), help=NO_WORDS),
    "ticks": PROMISES[0],
    "choices": Choice(name="value", title=neutral_text("Status"), help=NO_WORDS, vocabulary=STATUS),
    "groups": Choice(
        name="value",
        title=neutral_text("Grupp"),
        help=NO_WORDS,
        vocabulary=GROUPS,
        allows_others=True,
        other_rule="group.unknown",
    ),
    "references": Reference(name="value", title=neutral_text("Område"), help=NO_WORDS, sheet="areas"),
    "references_lettered": Reference(name="value", title=neutral_text("Indikator"), help=NO_WORDS, sheet="indicators"),
    "prose": Prose(name="value", title=neutral_text("Aktivitet"), help=NO_WORDS),
    "links": Link(name="value", title=neutral_text("Länk"), help=NO_WORDS),
}
AREAS = RowKeys(
    neutral_text("Prioriterade områden"),
    rows={"1": 1, "2": 2, "3": 3, "5": 5, "6": 6, "10": 10},
    labels={1: "Remittentstöd", 2: "Radiofarmaka", 3: "", 5: "Nivåer", 6: "Flöden", 10: "Patologi"},
    unread_spellings=frozenset({"1b", "normal vård"}),
    other_labels={2: ("Nr 1 i nationella listan",), 5: ("Vård på nivå 1, 2 och 3",), 6: ("Nivåer",)},
)
INDICATORS = RowKeys(
    neutral_text("Indikatorer"),
    rows={"i1": "I1", "i2": "I2", "a-1": "A-1", "prio1": "PRIO1"},
    labels={"I1": "Väntetid", "I2": "Andel digitala svar", "A-1": "Ledtid", "PRIO1": "Nordiskt index"},
    prefix="I",
)
AROUND = CellContext(2025, {"areas": AREAS, "indicators": INDICATORS}, ("value",), is_in_words=True)
IN_ENGLISH = replace(AROUND, has_point=True)
UNITS = {
    "numbers": "%",
    "numbers_english": "days",
    "targets": "% av patienterna",
    "counts": "antal",
    "days_counted": "kalenderdagar",
}
PRECISIONS = {
    Precision.DAY: "dag",
    Precision.WEEK: "vecka",
    Precision.MONTH: "månad",
    Precision.QUARTER: "kvartal",
    Precision.TERTIAL: "tertial",
    Precision.HALF: "halvår",
    Precision.YEAR: "år",
    Precision.SPAN: "tid",
    Precision.CONTINUOUS: "löpande",
}
_CASE = re.compile(r"(.*?) *→ {2}(.*)")
_UNSEEN = re.compile(r"\[tecken ([0-9A-F]{4})\]")
_SPECIAL = re.compile(r"\[(\S+) ?(.*)\]")


def cases() -> Iterator[tuple[str, str, str]]:
    for path in sorted(CASES.glob("*.txt")):
        if path.stem == "README":
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                case = _CASE.fullmatch(line)
                assert case, f"{path.name}: {line!r} is no case"
                yield path.stem, case[1], case[2].strip()


def typed(words: str) -> object:
    words = _UNSEEN.sub(lambda sign: chr(int(sign[1], 16)), words.replace("‣", "\ufe0f"))
    special = _SPECIAL.fullmatch(words)
    if special is None:
        return words.replace("␣", "\u00a0").replace("⋅", "\u200b").replace("⏎", "\n")
    number = special[2].replace(",", ".")
    match special[1]:
        case "procent":
            return Percent(number)
        case "tal":
            return float(number) if "." in number else int(number)
        case "datum":
            return date.fromisoformat(special[2])
        case "färg":
            return ColourOnlyCell(special[2])
        case word:
            return {"sant": True, "falskt": False}[word]


def read(kind: str, value: object) -> Outcome:
    around = IN_ENGLISH if kind == "numbers_english" else AROUND
    outcome = read_cell(value, COLUMNS[kind], around, UNITS.get(kind, ""))
    if kind != "ticks":
        return outcome
    row: dict[str, list[Outcome]] = {"equal": [outcome], "cost": [ReadValue(None)]}
    return set_family_ticks(row, PROMISES, {"equal": (value,), "cost": (None,)})["equal"][0]


def told(outcome: Outcome) -> str:
    if isinstance(outcome, ReadValue):
        return " ".join([value_told(outcome.value), *(remark_told(remark) for remark in outcome.remarks)])
    if outcome.remark is None:
        return "!! sägs vid numret självt"
    return " ".join(filter(None, ("!", unread_told(outcome.remark))))


def value_told(value: object) -> str:
    match value:
        case None:
            return "tomt"
        case True:
            return "ja"
        case MissingValue():
            return value.meaning.sv
        case int() | float():
            return format_decimal(value).sv
        case TimeSpan(_, _, _, Precision.WORDS):
            return "ord"
        case TimeSpan():
            return f"{value.first or '…'} – {value.last or '…'} {PRECISIONS[value.precision]}"
        case _:
            return str(value).replace("\n", "⏎").replace("\u00a0", "␣")


def remark_told(remark: Remark) -> str:
    match remark.rule:
        case "value.read_as":
            return "?"
        case "text.person":
            return f"? person {remark.facts['match']}"
        case "text.several_points":
            return f"? points {remark.facts['n']}"
        case "link.unreadable":
            return "? link"
        case "text.ditto":
            return "? ditto"
        case "time.as_words":
            return f"? {remark.variant or 'time'}"
        case _:
            return f"? group {unread_told(remark)}".rstrip()


def unread_told(remark: Remark) -> str:
    facts = {name: fact.sv if isinstance(fact, Text) else fact for name, fact in remark.facts.items()}
    match remark.rule, remark.variant:
        case _, "near":
            suggested = str(facts.get("suggestions", facts["suggestion"])).replace("”", "")
            return f"near {suggested} {facts.get('suggestion_title', '')}".strip()
        case "status.colour_only", variant:
            return f"colour_only {variant} {facts['colour']}" if variant else _coloured(facts)
        case "status.ambiguous", _:
            return "ambiguous"
        case (("number.two_readings" | "date.two_readings"), variant):
            return f"two_readings {facts['reading_1']} / {facts['reading_2']}" + (
                f" ({facts['unit']})" if variant else ""
            )
        case "number.unreadable", variant:
            return variant or "bare"
        case _, variant:
            return variant


def _coloured(facts: dict[str, object]) -> str:
    return f"colour_only {facts['colour']}: {facts['suggestion']}"


@pytest.mark.parametrize(("kind", "words", "expected"), list(cases()))
def test_a_cell_is_read_as_its_table_says(kind: str, words: str, expected: str) -> None:
    assert told(read(kind, typed(words))) == expected


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_each_kind_has_at_least_25_cases(kind: str) -> None:
    fewest = {"counts": 8, "days_counted": 6, "targets": 20}.get(kind, 25)
    assert sum(case[0] == kind for case in cases()) >= fewest


@pytest.mark.parametrize(
    ("words", "looked_at"),
    [
        ("Rymden runt om", ["rymden runt om"]),
        ("Rymden (en bit)", ["rymden (en bit)", "rymden"]),
        ("Rymden och (allt)", ["rymden och (allt)", "rymden och"]),
        ("RPO Medicinskk diagnostk", ["rpo medicinskk diagnostk"]),
    ],
)
def test_what_words_of_no_list_are_like_is_looked_for_once(
    words: str, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(word: str, choices: Iterable[str], n: int, cutoff: float) -> list[str]:
        looked.append(word)
        return find_alike(word, choices, n, cutoff)

    find_alike = difflib.get_close_matches
    monkeypatch.setattr(difflib, "get_close_matches", look)
    column = COLUMNS["groups"]
    assert isinstance(column, Choice)
    read_choice(words, column)  # words that no other test reads: what they are told is kept
    assert looked == looked_at
