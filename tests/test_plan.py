"""The action plan as a Book: what stands in it, how it speaks, and that every reader can rely on it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from hplan_xl.book.columns import Choice, Column, Number, Tick, Vocabulary
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.limits import LONGEST_MESSAGE
from hplan_xl.book.text import Text, normalize_text
from hplan_xl.plan import build_book
from hplan_xl.plan.prefill import build_prefill, easter_sunday
from hplan_xl.plan.vocabularies import STATUS
from hplan_xl.register.catalogue import Group, read_packaged_register
from hplan_xl.register.register_sheets import REGISTER

PACKAGED = read_packaged_register()
SYDOSTRA = PACKAGED.regions[0]
BOOK = build_book(PACKAGED, SYDOSTRA)
FOR_READING = build_book(PACKAGED, None)

REQUIRED = {
    "plan": {"healthcare_region", "group", "year", "as_of", "document_status"},
    "areas": {"number", "title", "status"},
    "activities": {"area", "title"},
    "results": {"type", "text"},
    "challenges": {"type", "text"},
    "decisions": {"question", "state"},
    "indicators": {"id", "area", "name", "kind"},
    "measurements": {"indicator", "period"},
    "endorsement": {"instance", "state"},
    "calendar": {"event"},
}
REQUIRED_AT_TIMES = {"indicators": {"direction"}, "calendar": {"quarter"}}
EXPECTED_AT_TIMES = {
    "areas": {"status_comment": "status.why", "needs": "status.needs", "closing_reason": "closing.reason"},
    "indicators": {"unit": "expected.blank"},
}
TERMS = {
    "status": ("not_started", "on_plan", "minor", "serious", "closed"),
    "closing_reason": ("done", "dropped", "transferred"),
    "document_status": ("draft", "reported", "adopted", "published"),
    "indicator_kind": ("number", "milestone", "words"),
    "direction": ("higher", "lower", "within", "none"),
    "indicator_state": ("measured", "developing", "unmeasured"),
    "indicator_type": ("structure", "process", "outcome"),
    "reached": ("yes", "partly", "no"),
    "frequency": ("year", "half", "tertial", "quarter", "month", "once"),
    "challenge_type": ("obstacle", "collaboration", "support", "long_term", "change", "other"),
    "addressed_to": ("council", "rsl", "svn", "group", "npo", "region"),
    "challenge_state": ("new", "raised", "handled"),
    "forum": ("rpo", "council", "rsl", "svn", "region", "national"),
    "decision_state": ("needed", "prepared", "decided", "reported"),
    "decision_type": ("direction", "change", "economy", "procurement", "goal"),
    "result_type": ("result", "development", "success"),
    "endorsement_state": ("not_started", "started", "done"),
    "calendar_quarter": ("q1", "q2", "q3", "q4", "continuous"),
    "calendar_type": ("council", "rsl", "svn", "meeting", "consultation", "plan", "continuous", "other"),
    "new_this_year": ("yes", "maybe", "no"),
    "source": ("varden_i_siffror", "quality_register", "kolada", "socialstyrelsen", "skr", "nysam", "own", "other"),
}
FORBIDDEN = re.compile(
    r"\b(fel|felaktig\w*|ogiltig\w*|brist\w*|validering\w*|post|poster|fält\w*|referens\w*|obligatorisk\w*|null"
    r"|får ej|vänligen|error|invalid|mandatory|field)\b|!",
    re.IGNORECASE,
)


def columns(book: Book) -> Iterator[tuple[Sheet, Column]]:
    return ((sheet, column) for sheet in book.sheets for column in sheet.columns)


def vocabularies(book: Book) -> dict[str, Vocabulary]:
    return {column.vocabulary.name: column.vocabulary for _, column in columns(book) if isinstance(column, Choice)}


def test_what_is_needed_is_what_the_contract_needs() -> None:
    for sheet in BOOK.sheets:
        always = {column.name for column in sheet.columns if column.need == "R" and not column.conditions}
        at_times = {column.name for column in sheet.columns if column.need == "R" and column.conditions}
        expected = {
            column.name: column.rule_when_blank for column in sheet.columns if column.need == "r" and column.conditions
        }
        assert always == REQUIRED[sheet.name]
        assert at_times == REQUIRED_AT_TIMES.get(sheet.name, set())
        assert expected == EXPECTED_AT_TIMES.get(sheet.name, {})
    assert {column.name for column in BOOK.sheet("plan").columns if column.need == "r"} == {"chair", "process_support"}
    assert BOOK.sheet("indicators").column("direction").rule_when_blank == "direction.blank"


def test_terms_have_the_names_that_rules_and_tables_use() -> None:
    named = {name: tuple(term.name for term in words.terms) for name, words in vocabularies(BOOK).items()}
    regions_and_groups = {"healthcare_region", "group"}
    assert {name: terms for name, terms in named.items() if name not in regions_and_groups} == TERMS
    assert named["healthcare_region"] == tuple(region.name for region in PACKAGED.regions)
    assert named["group"] == tuple(group.name for group in PACKAGED.groups_to_choose(SYDOSTRA))


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("Ej påbörjad", "not_started"),
        ("EJ PÅBÖRJAD", "not_started"),
        ("ej start", "not_started"),
        ("○", "not_started"),
        ("Grön ", "on_plan"),
        ("Går enligt plan", "on_plan"),
        ("pågår enligt plan", "on_plan"),
        ("On plan", "on_plan"),
        ("G", "on_plan"),
        ("gult", "minor"),
        ("orange", "minor"),
        ("mindre avvikelse", "minor"),
        ("RÖD", "serious"),
        ("stora problem", "serious"),
        ("■", "serious"),
        ("Klart", "closed"),
        ("☒", "closed"),
        ("X", "closed"),
        ("avslutat", "closed"),
        ("☑", "closed"),
    ],
)
def test_a_status_is_read_however_it_is_written(typed: str, term: str) -> None:
    assert STATUS.terms_by_spelling()[normalize_text(typed)].name == term


def test_a_status_that_leaves_it_open_is_asked_about_and_never_read() -> None:
    vague = {normalize_text(word) for word in STATUS.vague_words}
    assert {"pågår", "pågående"} <= vague
    assert vague.isdisjoint(STATUS.terms_by_spelling())


def test_every_status_has_its_symbol_tone_and_meaning() -> None:
    assert [(term.word.sv, term.symbol, term.tone) for term in STATUS.terms] == [
        ("Ej påbörjad", "○", "grey"),
        ("Enligt plan", "●", "green"),
        ("Mindre problem", "▲", "yellow"),
        ("Allvarliga problem", "■", "red"),
        ("Avslutad", "☑", "blue"),
    ]
    assert all(term.explanation for term in STATUS.terms)


@pytest.mark.parametrize("book", [BOOK, FOR_READING, REGISTER], ids=["sydostra", "reading", "register"])
def test_every_text_is_there_in_both_languages_and_in_the_right_tone(book: Book) -> None:
    for text in (*(sheet.title for sheet in book.sheets), *(column.title for _, column in columns(book))):
        assert text.sv.strip() == text.sv != ""
        assert text.en.strip() == text.en != ""
    told = [*(sheet.help for sheet in book.sheets), *(column.help for _, column in columns(book))]
    for text in (*told, *(line.text for line in book.guide)):
        for words in (text.sv, text.en):
            assert words.endswith((".", "”", "?", "…")) or text not in told, words
            assert len(words) <= LONGEST_MESSAGE
            assert not FORBIDDEN.search(words), words


@pytest.mark.parametrize("region", PACKAGED.regions, ids=lambda region: region.name)
def test_what_most_plans_need_fits_one_page_for_every_healthcare_region(region: object) -> None:
    book = build_book(PACKAGED, next(known for known in PACKAGED.regions if known is region))
    widths = {
        sheet.name: sum(column.width for column in sheet.columns if not column.is_collapsed) for sheet in book.tables
    }
    assert all(140 <= width <= 182 for width in widths.values()), widths


def test_ticks_are_narrow_and_turned_and_tell_the_whole_promise() -> None:
    ticks = [column for _, column in columns(BOOK) if isinstance(column, Tick)]
    assert all(tick.is_title_vertical and tick.width == 4 for tick in ticks)
    assert [tick.name for tick in ticks if tick.family == "promise"] == [f"promise_{n}" for n in range(1, 8)]
    assert [tick.name for tick in ticks if tick.family == "member"] == ["region_RJL", "region_RKL", "region_RO"]
    third = BOOK.sheet("areas").column("promise_3")
    assert third.help.sv.endswith("Patienter ska vara delaktiga och välinformerade genom hela vårdkedjan.")
    assert "vara delaktig och välinformerad genom hela vårdkedjan" in third.aliases


def test_values_stand_in_a_column_for_each_region_one_for_the_whole_and_one_for_the_nation() -> None:
    values = [column for column in BOOK.sheet("measurements").columns if isinstance(column, Number)]
    assert [(column.title.sv, column.series) for column in values] == [
        ("RJL", "RJL"),
        ("RKL", "RKL"),
        ("RÖ", "RO"),
        ("SÖSR", "whole"),
        ("Riket", "nation"),
    ]
    assert all(column.allows_codes and column.unit_column == "indicators.unit" for column in values)
    whole = FOR_READING.sheet("measurements").column("value_whole")
    assert whole.title == Text("Hela sjukvårdsregionen", "Whole healthcare region")
    assert {region.short_name for region in PACKAGED.regions} <= set(whole.aliases)


def test_the_book_for_reading_has_every_column_that_any_template_has() -> None:
    known = {(sheet.name, column.name) for sheet, column in columns(FOR_READING)}
    for region in PACKAGED.regions:
        assert {(sheet.name, column.name) for sheet, column in columns(build_book(PACKAGED, region))} <= known
    assert len([column for column in FOR_READING.sheet("activities").columns if isinstance(column, Tick)]) == 21


def test_only_working_notes_are_private_and_three_sheets_are_enough() -> None:
    assert {column.name for _, column in columns(BOOK) if column.is_private} == {"internal_note"}
    assert [sheet.name for sheet in BOOK.sheets if sheet.is_core] == ["plan", "areas", "activities"]
    assert [sheet.name for sheet in BOOK.sheets if sheet.is_form] == ["plan"]
    assert [column.name for column in BOOK.sheet("plan").columns if column.section] == ["purpose"]


def test_the_guide_takes_statuses_and_promises_from_the_book_and_asks_for_known_facts_only() -> None:
    facts = dict.fromkeys(("year", "group", "contact", "due", "more", "version", "dated"), "–")
    told = [line.text.fill(**facts).sv for line in BOOK.guide]
    assert "● Enligt plan – arbetet går enligt plan (grön)" in told
    assert "Patienter i Sydöstra sjukvårdsregionen ska …" in told
    assert "… få tillgång till jämlik vård" in told
    assert len(told) == 25


@pytest.mark.parametrize(
    ("year", "windows"),
    [
        (2025, [("02-17", "04-14"), ("04-15", "06-13"), ("09-15", "11-14"), ("11-17", "02-13")]),
        (2026, [("02-16", "04-14"), ("04-15", "06-12"), ("09-15", "11-13"), ("11-16", "02-12")]),
        (2027, [("02-15", "04-14"), ("04-15", "06-14"), ("09-15", "11-12"), ("11-15", "02-14")]),
        # Good Friday on the last day of the first window.
        (2028, [("02-15", "04-13"), ("04-18", "06-14"), ("09-15", "11-14"), ("11-15", "02-14")]),
    ],
)
def test_consultations_open_and_close_on_working_days(year: int, windows: list[tuple[str, str]]) -> None:
    calendar = build_prefill(PACKAGED, SYDOSTRA, None, year)["calendar"]
    found = [(row["start"], row["end"]) for row in calendar if row["type"] == "consultation"]
    years = [(year, year), (year, year), (year, year), (year, year + 1)]
    assert found == [
        (date.fromisoformat(f"{first}-{start}"), date.fromisoformat(f"{last}-{end}"))
        for (first, last), (start, end) in zip(years, windows, strict=True)
    ]


def test_easter_is_where_the_almanac_has_it() -> None:
    known = {2000: "04-23", 2008: "03-23", 2019: "04-21", 2024: "03-31", 2025: "04-20", 2027: "03-28", 2038: "04-25"}
    assert {year: f"{easter_sunday(year):%m-%d}" for year in known} == known


def test_a_template_for_a_group_comes_with_what_the_coordinator_knows() -> None:
    group = PACKAGED.find_group("primärvård")
    rows = build_prefill(PACKAGED, SYDOSTRA, group, 2026, date(2026, 10, 15))
    (plan,) = rows["plan"]
    assert plan["group"] == "RPO Primärvård"
    assert (plan["healthcare_region"], plan["year"], plan["due"]) == ("sydostra", 2026, date(2026, 10, 15))
    assert plan["document_status"] == "draft"
    assert str(plan["council"]).split(", ") == [council.name for council in PACKAGED.councils]
    assert str(plan["basis"]).splitlines() == [
        "• Kort- och långsiktiga behovsanalyser",
        "• Verksamhetsplanen för det nationella programområdet (NPO)",
        "• Sjukvårdsregionens patientlöften om god och jämlik vård",
        "• Programområdets uppdrag",
        "• Visionen för det nationella systemet för kunskapsstyrning",
    ]
    assert [row["instance"] for row in rows["endorsement"]] == [
        *("Region Jönköpings län", "Region Kalmar län", "Region Östergötland", "Kunskapsråd", "RSL", "SVN"),
    ]
    assert [row["quarter"] for row in rows["calendar"]].count("continuous") == 6


def test_a_blank_template_names_no_group_and_without_a_year_no_dates() -> None:
    rows = build_prefill(PACKAGED, SYDOSTRA, None, None, language="en")
    assert set(rows["plan"][0]) == {"healthcare_region", "document_status", "purpose", "basis"}
    assert [row["when"] for row in rows["calendar"] if row["type"] == "consultation"] == [
        *("15/2–14/4", "15/4–14/6", "15/9–14/11", "15/11–14/2"),
    ]
    assert {key for row in rows["calendar"] for key in row} == {"event", "quarter", "when", "type"}


@pytest.mark.parametrize("region", PACKAGED.regions, ids=lambda region: region.name)
def test_what_is_prefilled_is_understood_by_the_book(region: object) -> None:
    healthcare_region = next(known for known in PACKAGED.regions if known is region)
    book = build_book(PACKAGED, healthcare_region)
    for group in (None, *PACKAGED.groups_of(healthcare_region)):
        for name, rows in build_prefill(PACKAGED, healthcare_region, group, 2026).items():
            sheet = book.sheet(name)
            for row in rows:
                for column, value in row.items():
                    kind = sheet.column(column)
                    assert not isinstance(kind, Choice) or kind.vocabulary.find_term(value) is not None
            assert all(any(column.name in row for column in sheet.starting_columns) for row in rows)


def test_describing_the_plan_loads_no_table_or_workbook_library() -> None:
    heavy = {"pandas", "pandera", "openpyxl", "xlsxwriter", "python_calamine"}
    code = f"import sys, hplan_xl.plan; print(sorted({heavy!r} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def _count_steps(groups: int) -> int:
    """How many calls it takes to make the book of a register with so many more groups, and each region's own."""
    packaged = read_packaged_register()
    owners = [region.name for region in packaged.regions]
    more = [Group(name=f"RPO Påhittad {at}", kind="RPO", region=owners[at % len(owners)]) for at in range(groups)]
    register = replace(packaged, groups=(*packaged.groups, *more))
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        book = build_book(register, None)
        for owner in owners:
            book.narrow_to(owner)
    finally:
        sys.setprofile(None)
    return steps


def test_a_book_takes_as_many_steps_more_as_its_register_has_groups_more() -> None:
    few, more, most = map(_count_steps, (100, 300, 500))
    assert most - more < (more - few) * 1.1
