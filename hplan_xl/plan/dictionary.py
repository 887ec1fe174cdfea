"""Book -> the data dictionary, in Markdown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from hplan_xl.book.columns import (
    Choice,
    Column,
    Condition,
    Date,
    IsAmong,
    IsBlank,
    IsFilled,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Term,
    Tick,
    Vocabulary,
    Years,
)
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Language, Text
from hplan_xl.wording.indicator_sentences import METHOD, METHOD_TITLE

_MADE = Text("Skapad ur beskrivningen; ändra inte här.", "Made from the description; do not edit here.")
_HEADINGS = Text("| id | titel | slag | behov | hjälp |", "| id | title | kind | need | help |")
_RULE_HEADINGS = Text("| regel | grad | mening | planer |", "| rule | grade | sentence | plans |")
_SHARE = Text(
    "”Planer” är hur många av de {plans} exempelplanerna i samples/plans som får anmärkningen.",
    "“Plans” is how many of the {plans} sample plans in samples/plans get the remark.",
)
_NEEDS = {
    Need.REQUIRED: Text("behövs", "needed"),
    Need.EXPECTED: Text("önskas", "wanted"),
    Need.OPTIONAL: Text("", ""),
}


@dataclass(frozen=True)
class RuleSample:
    """How many plans were checked, and on how many of them each rule fires."""

    plans: int
    plans_by_rule: Mapping[str, int]


def format_dictionary(book: Book, language: Language, sample: RuleSample) -> str:
    """Every sheet, column, vocabulary and rule of a book as a Markdown page that ends in a newline.

    sample: tells with each rule how common its remarks are.
    """
    lines = [f"# {book.title.localize(language)}", "", _MADE.localize(language)]
    for sheet in book.sheets:
        lines += ["", *_sheet_lines(sheet, book, language)]
    lines += ["", f"## {Text('Ord att välja bland', 'Words to choose among').localize(language)}"]
    for vocabulary in _vocabularies(book):
        lines += ["", *_vocabulary_lines(vocabulary, language)]
    lines += ["", *_rule_lines(book, sample, language)]
    lines += ["", f"## {METHOD_TITLE.localize(language)}"]
    lines += [line for text in METHOD for line in ("", text.localize(language))]
    return "\n".join(lines) + "\n"


def _sheet_lines(sheet: Sheet, book: Book, language: Language) -> Iterable[str]:
    yield f"## {sheet.title.localize(language)} (`{sheet.name}`)"
    yield ""
    yield sheet.help.localize(language)
    yield ""
    yield _HEADINGS.localize(language)
    yield "|---|---|---|---|---|"
    for column in sheet.columns:
        cells = (
            f"`{column.name}`",
            column.title.localize(language),
            _kind(column, book).localize(language),
            _need(column, sheet).localize(language),
            column.help.localize(language),
        )
        yield "| " + " | ".join(_cell(text) for text in cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _kind(column: Column, book: Book) -> Text:
    match column:
        case Prose():
            limit = f" ≤ {column.max_length}" if column.max_length < 32_767 else ""
            return Text(f"text{limit}", f"text{limit}")
        case Link():
            return Text("länk", "link")
        case Choice():
            more = Text(", eller annat", ", or other") if column.allows_others else Text("", "")
            name = f"[{column.vocabulary.name}](#{column.vocabulary.name})"
            return Text(f"val: {name}{more.sv}", f"choice: {name}{more.en}")
        case Tick():
            return Text("kryss", "tick")
        case Number():
            return _number_kind(column)
        case Years():
            limits = f"{column.minimum}–{column.maximum}"
            return Text(f"år, eller flera i följd ({limits})", f"year, or several in a row ({limits})")
        case Date():
            return Text("datum", "date")
        case Schedule():
            return Text("tid i ord", "time in words")
        case Period():
            return Text("period", "period")
        case Reference():
            title = book.sheet(column.sheet).title
            return Text(f"rad på {title.sv}", f"row of {title.en}")
        case _:
            assert_never(column)


def _number_kind(column: Number) -> Text:
    kind = Text("heltal", "whole number") if column.is_whole else Text("tal", "number")
    codes = Text(", eller - . ..", ", or - . ..") if column.allows_codes else Text("", "")
    return Text(kind.sv + codes.sv, kind.en + codes.en)


def _need(column: Column, sheet: Sheet) -> Text:
    need = _NEEDS[column.need]
    if not column.conditions:
        return need
    conditions = [_condition(condition, sheet) for condition in column.conditions]
    return Text(
        f"{need.sv} när {' och '.join(text.sv for text in conditions)}",
        f"{need.en} when {' and '.join(text.en for text in conditions)}",
    )


def _condition(condition: Condition, sheet: Sheet) -> Text:
    column = sheet.column(condition.column)
    match condition:
        case IsAmong():
            words = [term.word for term in _terms(column) if term.name in condition.terms]
            return Text(
                f"{column.title.sv} är {' / '.join(word.sv for word in words)}",
                f"{column.title.en} is {' / '.join(word.en for word in words)}",
            )
        case IsFilled():
            return Text(f"{column.title.sv} är ifylld", f"{column.title.en} is filled")
        case IsBlank():
            return Text(f"{column.title.sv} är tom", f"{column.title.en} is blank")
        case _:
            assert_never(condition)


def _terms(column: Column) -> tuple[Term, ...]:
    return column.vocabulary.terms if isinstance(column, Choice) else ()


def _vocabularies(book: Book) -> Iterable[Vocabulary]:
    found = {
        column.vocabulary.name: column.vocabulary
        for sheet in book.sheets
        for column in sheet.columns
        if isinstance(column, Choice)
    }
    return found.values()


def _vocabulary_lines(vocabulary: Vocabulary, language: Language) -> Iterable[str]:
    yield f"### {vocabulary.name}"
    yield ""
    for term in vocabulary.terms:
        word = f"{term.symbol} {term.word.localize(language)}".strip()
        aliases = f" ({', '.join(term.aliases)})" if term.aliases else ""
        yield f"- `{term.name}` {word}{aliases}"


def _rule_lines(book: Book, sample: RuleSample, language: Language) -> Iterable[str]:
    """One line a rule, worst grade first; a sentence's variants stand below each other."""
    yield f"## {Text('Vad som kontrolleras', 'What is checked').localize(language)}"
    yield ""
    yield _SHARE.fill(plans=sample.plans).localize(language)
    yield ""
    yield _RULE_HEADINGS.localize(language)
    yield "|---|---|---|---|"
    for rule in sorted(book.rules, key=lambda rule: rule.severity):
        cells = (
            f"`{rule.name}`",
            rule.severity.word.localize(language),
            _cell("<br>".join(sentence.text.localize(language) for sentence in rule.sentences.values())),
            str(sample.plans_by_rule.get(rule.name, 0)),
        )
        yield "| " + " | ".join(cells) + " |"
