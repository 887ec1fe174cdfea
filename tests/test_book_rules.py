"""A rule has one place, and a book refuses one that could not be told: no sentence, no variant, no fact, no breaker."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import hplan_xl
from hplan_xl.book.columns import Choice, Column, IsAmong, Need, Prose
from hplan_xl.book.common_rules import COMMON_RULES
from hplan_xl.book.description import Book
from hplan_xl.book.errors import BookError
from hplan_xl.book.findings import Cell, Rule, RuleCheck, Sentence, Severity
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.interpretation.outcomes import Remark, make_unread
from hplan_xl.validation import Fault
from hplan_xl.wording import compose_entry_sentence, compose_sentence
from tests.garden import BEDS, GARDEN_BOOK, STATUS
from tests.sketch import BOOK

ROOT = Path(hplan_xl.__file__).parent
AT = Cell("a.xlsx", "Bäddar", 4, 6)
WHY = Rule(
    name="status.why",
    severity=Severity.WARNING,
    sentence=Sentence(
        "{row} har ”{status}”. Varför?",
        "{row} has “{status}”. Why?",
        {"row": "”Ros”", "status": Text("Avslutad", "Closed")},
    ),
)


def with_rule(rule: Rule, **changes: object) -> Book:
    """The garden with one rule more, and what its column `why` is to have."""
    columns = [replace(column, **changes) if column.name == "why" else column for column in BEDS.columns]  # type: ignore[arg-type]
    return _with_columns(columns, (*GARDEN_BOOK.rules, rule))


def _with_columns(columns: list[Column], rules: tuple[Rule, ...] = GARDEN_BOOK.rules) -> Book:
    sheets = [replace(BEDS, columns=tuple(columns)) if sheet is BEDS else sheet for sheet in GARDEN_BOOK.sheets]
    return replace(GARDEN_BOOK, sheets=tuple(sheets), rules=rules)


def says(text: Text, **example: object) -> Rule:
    return replace(WHY, sentence=Sentence(text.sv, text.en, example))


def test_a_rule_of_the_books_own_is_told_with_its_grade_and_its_sentence() -> None:
    book = with_rule(WHY, blank_rule="status.why")
    found = book.make_finding(AT, "status.why", row="”Ros”", status=Text("Avslutad", "Closed"))
    assert found.severity is Severity.WARNING
    assert (compose_sentence(found, "sv"), compose_sentence(found, "en")) == (
        "”Ros” har ”Avslutad”. Varför?",
        "”Ros” has “Closed”. Why?",
    )


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (says(Text("{row}: {status}?", "{row}?"), row="", status=""), "its placeholders differ between the languages"),
        (says(neutral_text("{row}?")), r"its example fills \[\], and its placeholders are \['row'\]"),
        (says(neutral_text("Why?"), row="”Ros”"), r"its example fills \['row'\], and its placeholders are \[\]"),
        (says(neutral_text("{sunny}?"), sunny=True), r"beds.why: nothing fills \{sunny\} of rule status.why"),
    ],
)
def test_a_rule_that_cannot_be_told_in_words_is_refused(rule: Rule, fault: str) -> None:
    with pytest.raises(BookError, match=fault):
        with_rule(rule, blank_rule="status.why")


def test_a_rule_that_nothing_breaks_is_refused() -> None:
    with pytest.raises(BookError, match=r"rule status.why: nothing can break it"):
        with_rule(WHY)


def test_a_rule_that_no_column_can_find_is_refused() -> None:
    with pytest.raises(BookError, match=r"beds.why: no rule 'status.when'"):
        with_rule(WHY, blank_rule="status.when")


def test_a_reason_that_the_columns_conditions_do_not_give_is_refused() -> None:
    with pytest.raises(BookError, match=r"nothing fills \{status\} of rule status.why"):
        with_rule(WHY, blank_rule="status.why", conditions=())
    with_rule(WHY, blank_rule="status.why", conditions=(IsAmong("status", ("serious",)),))


def test_a_blank_cell_without_a_sentence_for_its_kind_is_refused() -> None:
    wanted = [replace(column, need=Need.EXPECTED) if column.name == "status" else column for column in BEDS.columns]
    with pytest.raises(BookError, match=r"beds.status: rule expected.blank has no sentence 'status'"):
        _with_columns(wanted)


def test_words_outside_a_list_need_a_sentence_for_what_is_near_and_one_while_typing() -> None:
    other = Choice(
        name="why",
        title=neutral_text("?"),
        help=neutral_text(""),
        vocabulary=STATUS,
        allows_others=True,
        other_rule="status.why",
    )
    columns = [other if column.name == "why" else column for column in BEDS.columns]
    rule = says(neutral_text("”{value}”?"), value="sol")
    with pytest.raises(BookError, match=r"rule status.why has no sentence 'near'; .*no sentence while typing"):
        _with_columns(columns, (*GARDEN_BOOK.rules, rule))


def test_a_book_without_a_rule_of_any_book_or_with_one_twice_is_refused() -> None:
    with pytest.raises(BookError, match=r"lacks the rule required.blank, of any book"):
        replace(GARDEN_BOOK, rules=GARDEN_BOOK.rules[1:])
    with pytest.raises(BookError, match=r"rule 'required.blank' stands twice"):
        replace(GARDEN_BOOK, rules=(*GARDEN_BOOK.rules, COMMON_RULES[0]))


def test_a_check_that_reads_a_column_that_is_not_there_is_refused() -> None:
    check = RuleCheck(
        sheet="beds", reads=("sunny", "work.shade"), blames="why", find_broken=lambda tables: tables["beds"]
    )
    with pytest.raises(BookError, match=r"rule status.why: no column 'work.shade'"):
        with_rule(replace(WHY, checks=(check,)))


def test_a_finding_of_no_rule_or_of_no_sentence_is_refused() -> None:
    with pytest.raises(BookError, match=r"no rule 'required.blnk'"):
        GARDEN_BOOK.make_finding(AT, "required.blnk")
    with pytest.raises(BookError, match=r"rule required.blank has no sentence 'frm'"):
        GARDEN_BOOK.make_finding(AT, "required.blank", "frm")


def test_what_is_asked_while_typing_has_words_of_its_own() -> None:
    with pytest.raises(BookError, match=r"rule value.read_as has no sentence '' while typing"):
        compose_entry_sentence(GARDEN_BOOK.rule("value.read_as"))


def _named_cases(path: Path) -> Iterator[tuple[str, str]]:
    """Each rule that a module tells of by name, with each variant that stands beside it in the call."""
    code = path.read_text(encoding="utf-8")
    for call in ast.walk(ast.parse(code)) if any(f"{name}(" in code for name in TELLING) else ():
        if isinstance(call, ast.Call) and _name(call.func) in TELLING:
            names = [at for at, one in enumerate(call.args) if _words(one) & RULES]
            for at in names:
                variants = call.args[at + 1 : at + 2] if _name(call.func) != "Fault" else call.args[at + 4 : at + 5]
                for rule in _words(call.args[at]):
                    yield from ((rule, variant) for variant in _words(*variants) or {""})


RULES = {rule.name for rule in BOOK.rules}
TELLING = {one.__name__ for one in (make_unread, Remark, Fault, Book.make_finding)}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _words(*nodes: ast.expr) -> set[str]:
    """The string constants that an argument may come to; those of the condition in an `if` are none of them."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.IfExp):
            found |= _words(node.body, node.orelse)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def test_the_machinery_tells_of_every_rule_of_any_book_and_only_in_cases_that_have_a_sentence() -> None:
    named = {case for path in ROOT.rglob("*.py") for case in _named_cases(path)}
    assert {(rule, variant) for rule, variant in named if variant not in BOOK.rule(rule).sentences} == set()
    assert len(named) > len(COMMON_RULES) / 2


def test_a_column_of_prose_that_is_wanted_needs_no_rule_of_its_own() -> None:
    wish = Prose(name="wish", title=neutral_text("Wish"), help=neutral_text(""), need=Need.EXPECTED)
    assert _with_columns([*BEDS.columns, wish]).rule(wish.rule_when_blank).severity is Severity.WARNING
