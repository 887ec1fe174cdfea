"""Every sentence that can be said of a plan, in the plan that it is said of. The plans stand in findings.txt."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from hplan_xl.book.findings import Sentence, Severity, placeholders
from tests.sketch import BOOK, Told, drawn, edited, sketch, told

CASES = Path(__file__).parent / "findings.txt"
LONGEST = 160
# Words that blame, and words of computers (the tone of all that people read).
FORBIDDEN = re.compile(
    r"\b(fel|felaktig\w*|ogiltig\w*|brist\w*|validering\w*|post|poster|fält\w*|referens\w*|obligatorisk\w*|null|får ej"
    r"|vänligen|error|invalid|wrong|mandatory|field\w*|reference\w*|please|must not)\b|!(?!\w)",
    re.IGNORECASE,
)
SENTENCES = {
    f"{rule.name}:{variant}".removesuffix(":"): sentence
    for rule in BOOK.rules
    for variant, sentence in rule.sentences.items()
}


@dataclass(frozen=True)
class Case:
    """A plan, and all that is said of it."""

    name: str
    sheets: Mapping[str, str]
    change: str
    findings: tuple[Told, ...]


def _cases() -> Iterator[Case]:
    for block in re.split(r"^= ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, *lines = [line for line in block.splitlines() if line and not line.startswith("# ")]
        sheets: dict[str, list[str]] = {}
        findings: list[list[str]] = []
        change = ""
        for line in lines:
            if line.startswith("    "):
                sheets[next(reversed(sheets))].append(line)
            elif line.startswith("-> "):
                findings.append(line.removeprefix("-> ").split(" · "))
            elif line.startswith("   "):
                findings[-1].append(line.strip())
            elif line.startswith("then "):
                change = line.removeprefix("then ")
            else:
                sheets[line] = []
        yield Case(name, {sheet: "\n".join(table) for sheet, table in sheets.items()}, change, _told(findings))


def _told(findings: list[list[str]]) -> tuple[Told, ...]:
    return tuple(Told(cell, rule, grade, sv, en) for cell, grade, rule, sv, en in findings)


ALL = tuple(_cases())


def without_ids_and_titles(workbook: Workbook) -> None:
    workbook["Aktiviteter"].delete_rows(1, 3)


def with_half_a_title(workbook: Workbook) -> None:
    workbook["Aktiviteter"]["D2"] = None
    workbook["Aktiviteter"]["D3"] = "Ansvarige (funktion)"


def without_entry_rules(workbook: Workbook) -> None:
    workbook["Aktiviteter"].data_validations.dataValidation = []


def of_an_older_template(workbook: Any) -> None:
    workbook.custom_doc_props["hplan_template"].value = "hplan 0"


def with_dead_lists(workbook: Workbook) -> None:
    for name in workbook.defined_names.values():
        name.attr_text = "#REF!"


def with_a_copy(workbook: Workbook, title: str = "") -> None:
    copy = workbook.copy_worksheet(workbook["Aktiviteter"])
    copy.title = "Aktiviteter (2)"
    if title:
        copy.cell(6, 3, title)


def with_another_groups_form(workbook: Workbook) -> None:
    copy = workbook.copy_worksheet(workbook["Plan"])
    copy.title = "Plan (2)"
    copy["C4"] = "RSG Patientsäkerhet"


def with_titles_sorted_in(workbook: Workbook) -> None:
    sheet = workbook["Prioriterade områden"]
    for column in range(1, sheet.max_column + 1):
        titles, first = sheet.cell(3, column).value, sheet.cell(4, column).value
        sheet.cell(3, column).value, sheet.cell(4, column).value = first, titles


def without_titles(workbook: Workbook) -> None:
    workbook["Aktiviteter"].delete_rows(3)


def with_titles_of_its_own(workbook: Workbook) -> None:
    for cell, title in zip(
        workbook["Aktiviteter"][3], ("Del av", "Nummer", "Vad", "Vem", "Tid", "Hur det går"), strict=False
    ):
        cell.value = title


def with_two_titles_exchanged(workbook: Workbook) -> None:
    sheet = workbook["Prioriterade områden"]
    sheet["K3"], sheet["L3"] = sheet["L3"].value, sheet["K3"].value


def with_the_year_over_its_label(workbook: Workbook) -> None:
    workbook["Plan"]["B5"], workbook["Plan"]["C5"] = "2026", None


def with_an_address_behind_words(workbook: Workbook) -> None:
    workbook["Aktiviteter"]["R4"].value = "Projektplanen"
    workbook["Aktiviteter"]["R4"].hyperlink = "https://example.se/plan"


def with_an_index_to_no_text(workbook: Workbook) -> None:
    cell = workbook["Aktiviteter"]["D4"]
    cell.value, cell.data_type = "99999", "e"


def with_a_number_and_a_day(workbook: Workbook) -> None:
    workbook["Aktiviteter"]["B4"] = 1.1
    workbook["Aktiviteter"]["B5"] = date(2026, 4, 3)
    workbook["Aktiviteter"]["B5"].number_format = "yyyy-mm-dd"


CHANGES: Mapping[str, Callable[[Workbook], object]] = {
    "two statuses are merged": lambda workbook: workbook["Prioriterade områden"].merge_cells("M4:M5"),
    "the sheet of activities is removed": lambda workbook: workbook.remove(workbook["Aktiviteter"]),
    "the sheet of indicators is removed": lambda workbook: workbook.remove(workbook["Indikatorer"]),
    "ids and titles of the activities are removed": without_ids_and_titles,
    "the column of titles is removed": lambda workbook: workbook["Aktiviteter"].delete_cols(3),
    "the column of first days is removed": lambda workbook: workbook["Aktiviteter"].delete_cols(7),
    "the column of the first region's values is removed": lambda workbook: workbook["Mätvärden"].delete_cols(3),
    "a column has lost its id and half its title": with_half_a_title,
    "the row of the group is removed": lambda workbook: workbook["Plan"].delete_rows(4),
    "entry rules are lost": without_entry_rules,
    "the template is an older one": of_an_older_template,
    "the names of the lists lead nowhere": with_dead_lists,
    "the sheet of activities is there twice": with_a_copy,
    "a copy of the activities has a row more": lambda workbook: with_a_copy(workbook, "Bara här"),
    "a copy of the form is another group's": with_another_groups_form,
    "the titles of the areas are sorted in": with_titles_sorted_in,
    "the titles of the activities are removed": without_titles,
    "the titles of the activities are the group's own": with_titles_of_its_own,
    "two titles of the areas are exchanged": with_two_titles_exchanged,
    "an address lies behind words": with_an_address_behind_words,
    "a number and a day are pasted among words": with_a_number_and_a_day,
    "the year is written over its label": with_the_year_over_its_label,
    "the day of the status is computed": lambda workbook: workbook["Plan"].__setitem__("C6", "=TODAY()"),
    "a cell leads to no text": with_an_index_to_no_text,
}


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_all_that_is_said_of_a_plan(case: Case, tmp_path: Path) -> None:
    form = {name: words or None for row in drawn(case.sheets.get("plan", "||")) for name, words in (row or {}).items()}
    plan = sketch(tmp_path, {sheet: table for sheet, table in case.sheets.items() if sheet != "plan"}, form)

    if case.change:
        edited(plan, CHANGES[case.change])

    assert tuple(told(plan)) == case.findings


def test_a_whole_plan_has_nothing_said_of_it(tmp_path: Path) -> None:
    assert told(sketch(tmp_path)) == []


def test_every_sentence_stands_in_a_plan() -> None:
    assert {one.rule for case in ALL for one in case.findings} == set(SENTENCES)


def test_every_rule_has_a_sentence_and_its_own_grade_in_a_plan() -> None:
    grades = {one.rule.partition(":")[0]: set[str]() for case in ALL for one in case.findings}
    for one in (one for case in ALL for one in case.findings):
        grades[one.rule.partition(":")[0]].add(one.grade)
    of_what_is_missing = {Severity.ERROR.word.sv, Severity.WARNING.word.sv}
    assert grades == {rule.name: {rule.severity.word.sv} for rule in BOOK.rules} | {
        "sheet.missing": of_what_is_missing,
        "column.missing": of_what_is_missing,
    }


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_keeps_the_tone_in_both_languages(sentence: Sentence) -> None:
    for text in filter(None, (sentence.text, sentence.while_typing)):
        for words in (text.sv, text.en):
            assert FORBIDDEN.search(words) is None
            assert len(re.findall(r"[.?](?= [A-ZÅÄÖ”“{])", words)) <= 2
            assert words.endswith((".", "?"))
        assert placeholders(text.sv) == placeholders(text.en)
        assert "“" not in text.sv
        assert "”" not in re.sub("“[^“”]*”", "", text.en)


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_the_example_of_a_rule_fills_its_sentence_and_leaves_it_short(sentence: Sentence) -> None:
    told = sentence.text.fill(**sentence.example)
    for words in (told.sv, told.en):
        assert "{" not in words
        assert len(words) <= LONGEST
