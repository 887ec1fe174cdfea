"""Findings: the place of a value and what is wrong with it; and the rules that are broken.

A rule has one place, where how much it matters, what a filler is told and an example stand together. Those of the
machinery hold for any book (`common_rules`); a book adds its own.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from hplan_xl.book.text import Text

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Severity(IntEnum):
    """How much a finding matters, worst first."""

    ERROR = 0
    WARNING = 1
    HINT = 2

    @property
    def word(self) -> Text:
        """The severity in words that people see."""
        return _WORDS[self]


_WORDS = {
    Severity.ERROR: Text("Rätta", "Correct"),
    Severity.WARNING: Text("Komplettera", "Complete"),
    Severity.HINT: Text("Fundera på", "Consider"),
}


def column_letters(column: int) -> str:
    """Excel's letters for a column number, 1-based.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Cell(NamedTuple):
    """The place of a value: the file as given, the sheet's title in that file, `row` and `column` from 1.

    >>> str(Cell("md.xlsx", "Aktiviteter", row=7, column=3))
    'Aktiviteter!C7'
    """

    source: str
    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The address within the sheet, such as D12."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


@dataclass(frozen=True)
class Finding:
    """One thing to correct, complete or consider, at one cell.

    rule: its stable name; rank: the rule's place among the book's rules, in which a list by rule is sorted.
    variant: which of the rule's sentences fits ("", "near", "one", "status" …); text: that sentence.
    facts: what the sentence's placeholders are filled with; a Text among them is spoken in the reader's language.

    `Book.make_finding` makes one.
    """

    cell: Cell
    rule: str
    severity: Severity
    text: Text
    facts: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""
    rank: int = 0


def group_alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings in groups of the same fault in the same column, worst grade first, each as they were given."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.severity):
        key = (finding.severity, finding.cell.sheet, finding.cell.column, finding.rule, finding.variant)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def reading_order(one: Finding) -> tuple[object, ...]:
    """The key that sorts findings of one sheet as a person reads: by row, column, grade and rule."""
    return (one.cell.row, one.cell.column, one.severity, one.rule)


@dataclass(frozen=True)
class Sentence:
    """What a filler reads in one case of a rule.

    sv, en: with the same placeholders: {row} the row's own text in quotation marks, or its number · {column} the title
        · {value} what stands there · {suggestion} the nearest words in use · and those that the rule brings itself.
    example: what fills the placeholders in a usual plan.
    while_typing: what Excel says when such a thing is typed, where the template asks; it cannot quote what was typed.
    """

    sv: str
    en: str
    example: Mapping[str, object] = field(default_factory=dict, hash=False)
    while_typing: Text | None = None

    @property
    def text(self) -> Text:
        """The sentence in both languages."""
        return Text(self.sv, self.en)


@dataclass(frozen=True, kw_only=True)
class RuleCheck:
    """One check of a rule that spans columns or sheets.

    sheet: whose rows it judges. reads: the columns it rests on; a plan that lacks one of them is not judged, nor is a
        row with an error in one of them. Of a column that is named with its sheet ("activities.area") the check itself
        minds what could not be read: it tells of what is so whatever the unread cells mean, and of nothing else.
    blames: the column that is told of.
    find_broken: takes the tables of all plans (a frame per sheet: `_source` the plan's number, `_row` the Excel row,
        `_unread` the names of the row's columns that are filled but not understood, and the interpreted columns) and
        returns the rows that break the rule: a frame with the sheet's index, whose
        columns are the facts of the sentence; a column `variant` chooses the sentence, a column `blames` another
        column to report.
    """

    sheet: str
    reads: tuple[str, ...]
    blames: str
    find_broken: "Callable[[Tables], pd.DataFrame]"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that can be the matter in a plan.

    name: stands in JSON and in tables; never changed once used.
    severity: how much it matters. sheet.missing and column.missing are graded anew by what is missing.
    sentence: of the usual case. variants: those of the other cases, by their names.
    checks: where it is looked for across columns or sheets; without any it is told of a column that names it
        (`blank_rule`, `other_rule`), or by the machinery.
    """

    name: str
    severity: Severity
    sentence: Sentence
    variants: Mapping[str, Sentence] = field(default_factory=dict, hash=False)
    checks: tuple[RuleCheck, ...] = ()

    @cached_property
    def sentences(self) -> Mapping[str, Sentence]:
        """Those of all cases by their names; "" is the usual one."""
        return {"": self.sentence, **self.variants}


def sentence_faults(rule: Rule) -> Iterable[str]:
    """Reasons why a rule cannot be put into words; empty where it can."""
    for variant, sentence in rule.sentences.items():
        case = f"rule {rule.name}{variant and f':{variant}'}"
        names = placeholders(sentence.text.sv)
        if names != placeholders(sentence.text.en):
            yield f"{case}: its placeholders differ between the languages"
        if names != sentence.example.keys():
            yield f"{case}: its example fills {sorted(sentence.example)}, and its placeholders are {sorted(names)}"


def find_unfilled(rule: Rule, variants: Iterable[str], facts: Iterable[str]) -> Iterable[str]:
    """Reasons why a rule cannot be put into words in these cases with these facts; empty where it can."""
    known = set(facts)
    for variant in variants:
        if variant not in rule.sentences:
            yield f"rule {rule.name} has no sentence {variant!r}"
            continue
        for name in sorted(placeholders(rule.sentences[variant].text.sv) - known):
            yield f"nothing fills {{{name}}} of rule {rule.name}"


def find_unasked(rule: Rule) -> Iterable[str]:
    """Reasons why a rule has no sentence while typing, when only the column is known; empty where it has."""
    words = rule.sentence.while_typing
    if words is None:
        yield f"rule {rule.name} has no sentence while typing"
    elif not placeholders(words.sv) | placeholders(words.en) <= {"column"}:
        yield f"rule {rule.name} can name the column alone while typing"


def placeholders(words: str) -> frozenset[str]:
    """The names in braces.

    >>> sorted(placeholders("{row} har ”{status}”."))
    ['row', 'status']
    """
    return frozenset(_PLACEHOLDER.findall(words))
