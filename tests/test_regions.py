"""A plan of each healthcare region from template to master: its own words, and no word of another region's."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from hplan_xl.book.columns import Choice
from hplan_xl.book.findings import Finding
from hplan_xl.book.text import Language, neutral_text
from hplan_xl.commands.make_templates import TemplateOrder, build_group_template
from hplan_xl.commands.merge_plans import MergeOrder, merge_plans
from hplan_xl.intake.plan_files import PlanReading
from hplan_xl.plan import build_book
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import HealthcareRegion, read_packaged_register
from hplan_xl.register.regional_facts import YearlyEvent

REGISTER = read_packaged_register()
FORUMS = {
    "sydostra": "RSL",
    "norra": "Förbundsdirektionen",
    "mellansverige": "Samverkansnämnden",
    "stockholm_gotland": "SGMR",
    "sodra": "Ledningsgruppen",
    "vastra": "Samverkansnämnden",
}
# What only one healthcare region says, beside the names of its register; not told in the register as words.
_SAID_BY_ONE = {"sydostra": ["Patientlöft", "Sydöstra", "Kalmar", "Jönköping", "Östergötland"]}


def _of(name: str) -> HealthcareRegion:
    region = REGISTER.region(name)
    assert region is not None
    return region


def _put(page: Worksheet, **answers: str | int | date) -> None:
    """Fill the first row of a table, or the answers of a form, by the ids of the columns."""
    for row in page.iter_rows(max_row=60):
        for cell in row:
            if cell.value in answers:
                form = page.title == "Plan"
                place = (cell.row, 3) if form else (cell.row + 2, cell.column)
                page.cell(*place, answers[str(cell.value)])


@cache
def _plan(region: str) -> tuple[bytes, bytes]:
    """The template of a group of the region, and the plan that the group sends."""
    order = TemplateOrder(register=REGISTER, region=region, year=2026, language="sv")
    template = build_group_template(order, REGISTER.find_group("Tandvård", _of(region)))
    workbook = openpyxl.load_workbook(BytesIO(template))
    _put(workbook["Plan"], as_of=date(2026, 3, 1), chair="Verksamhetschef", process_support="Processledare")
    _put(
        workbook["Prioriterade områden"],
        title="Kortare väntan",
        status="Allvarliga problem",
        status_comment="Dröjer",
        needs="Ett beslut",
        responsible="RAG rehab",
    )
    _put(workbook["Prioriterade områden"], promise_4="x")
    _put(workbook["Aktiviteter"], area=1, title="Utse arbetsgrupp", schedule="under 2026")
    _put(workbook["Beslut"], question="Upphandla?", forum=FORUMS[region], state="Behöver beslut")
    _put(workbook["Utmaningar"], type="Behov av ledningsstöd", text="Resurser", addressed_to=FORUMS[region])
    sent = BytesIO()
    workbook.save(sent)
    return template, sent.getvalue()


def _merged(folder: Path, *regions: str) -> tuple[Path, tuple[Finding, ...]]:
    folder.mkdir()
    for name in regions:
        (folder / f"{name}.xlsx").write_bytes(_plan(name)[1])
    master = folder.parent / "master.xlsx"
    with PlanReading([str(folder)], build_book(REGISTER, None)) as reading:
        merged = merge_plans(reading, master, REGISTER, MergeOrder(year=2026), lambda *_: None)
    assert not [notice for file in merged.check_result.files for notice in file.notices]
    return master, merged.check_result.findings


def _told(data: bytes) -> Iterator[str]:
    """Every text of a workbook's cells, prompts and names, but for the lists of spellings that formulas look in."""
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".xml") and not name.startswith("docProps"):
                for part in ElementTree.fromstring(package.read(name)).iter():
                    yield from (words for words in (part.text, *part.attrib.values()) if words and "\n" not in words)


_ALLOWED = {region.title.sv for region in REGISTER.regions} | {group.name for group in REGISTER.groups}


def _own_words(region: HealthcareRegion) -> set[str]:
    """What stands in the register of one healthcare region: its members, forums, promises, year, and its own name."""
    words = {region.short_name, region.title.sv, region.web_address, region.rsg_reports_to}
    words |= {word for member in region.members for word in (member.short_name, member.name)}
    words |= {forum.word.sv for forum in region.forums} | {promise.title.sv for promise in region.promises}
    words |= {point.text.sv for point in region.starting_points} | {event.text.sv for event in region.events}
    return {*filter(None, words), *_SAID_BY_ONE.get(region.name, ())}


def _words_of_others(name: str) -> re.Pattern[str]:
    own = _own_words(_of(name)) | {FORUMS[name]}  # the plan of the test is addressed to it
    others = {word for region in REGISTER.regions if region.name != name for word in _own_words(region)} - own
    return re.compile("|".join(rf"\b{re.escape(word)}" for word in sorted(others, key=len, reverse=True)))


@pytest.mark.parametrize("name", FORUMS)
def test_a_plan_goes_from_template_to_master_without_a_word_of_another_region(name: str, tmp_path: Path) -> None:
    template, _ = _plan(name)
    of_others = _words_of_others(name)
    assert [words for words in _told(template) if of_others.search(words) and words not in _ALLOWED] == []
    master, findings = _merged(tmp_path / "in", name)
    assert {one.rule for one in findings} <= {"value.read_as"}
    told = [words for words in _told(master.read_bytes()) if of_others.search(words) and words not in _ALLOWED]
    assert told == []
    pages = CalamineWorkbook.from_path(master)
    assert ("Patientlöften" in pages.sheet_names) == (name == "sydostra")
    raised = [str(value) for row in pages.get_sheet_by_name("Att lyfta").to_python() for value in row]
    assert FORUMS[name] in raised


@pytest.mark.parametrize("name", FORUMS)
def test_endorsement_comes_with_the_members_and_forums_of_the_region(name: str) -> None:
    region = _of(name)
    page = openpyxl.load_workbook(BytesIO(_plan(name)[0]))["Förankring"]
    filled = [str(row[0]) for row in page.iter_rows(min_row=4, max_col=1, values_only=True) if row[0]]
    assert filled == [*(member.name for member in region.members), *(forum.word.sv for forum in region.forums)]


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", FORUMS)
def test_the_template_of_a_region_holds_no_words_of_its_own(name: str, lang: Language) -> None:
    order = TemplateOrder(register=REGISTER, region=name, year=2026, language=lang)
    assert read_submission("x.xlsx", build_group_template(order, None), build_book(REGISTER, None)).cells_outside == {}


RELEASED = sorted((Path(__file__).parent / "released").glob("*.xlsx"))


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_the_form_of_a_released_template_holds_no_words_of_its_own(path: Path) -> None:
    assert "Plan" not in read_submission(path.name, path.read_bytes(), build_book(REGISTER, None)).cells_outside


@pytest.mark.parametrize("address", ["D5", "D8"])
def test_a_note_beside_an_answer_is_told_of_though_it_begins_as_the_help_does(address: str) -> None:
    workbook = openpyxl.load_workbook(BytesIO(_plan("sydostra")[1]))
    words = str(workbook["Plan"][address].value).split()[:2]
    workbook["Plan"][address] = " ".join([*words, "vi inte har hört än"])
    saved = BytesIO()
    workbook.save(saved)
    read = read_submission("x.xlsx", saved.getvalue(), build_book(REGISTER, None))
    assert read.cells_outside == {"Plan": 1}


@pytest.mark.parametrize("name", FORUMS)
def test_the_year_of_a_region_is_its_own_and_blank_where_it_is_not_known(name: str) -> None:
    page = openpyxl.load_workbook(BytesIO(_plan(name)[0]))["Årshjul"]
    filled = [str(row[0]) for row in page.iter_rows(min_row=4, max_col=1, values_only=True) if row[0]]
    region = _of(name)
    assert sorted(filled) == sorted([*["Nationella remisser"] * 4, *(event.text.sv for event in region.events)])
    assert bool(region.events) == (name == "sydostra")


def test_an_event_is_of_the_forum_that_meets_by_its_code_or_any_of_its_names() -> None:
    types = ("rsl", "RSL", "Regionsjukvårdsledningen", "Handlingsplan", "", "konferens")
    events = tuple(YearlyEvent(text=neutral_text(f"Möte {n}"), quarter="q1", type=one) for n, one in enumerate(types))
    calendar = build_prefill(REGISTER, replace(_of("sydostra"), events=events), None, None)["calendar"]
    told = [row["type"] for row in calendar if str(row["event"]).startswith("Möte")]
    assert told == ["rsl", "rsl", "rsl", "plan", "other", "other"]


def test_who_keeps_the_template_is_told_where_the_region_s_instruction_is_known() -> None:
    closing = {name: build_book(REGISTER, _of(name)).guide[-1].text for name in ("sydostra", "norra")}
    assert {
        name: (line.sv.endswith("processtöd."), line.en.endswith("support.")) for name, line in closing.items()
    } == {
        "sydostra": (True, True),
        "norra": (False, False),
    }


def test_a_master_over_regions_counts_promises_for_those_that_have_some(tmp_path: Path) -> None:
    master, findings = _merged(tmp_path / "in", "sydostra", "stockholm_gotland")
    assert not [one for one in findings if one.rule == "promise.none"]
    pages = CalamineWorkbook.from_path(master)
    page = [str(row[0]) for row in pages.get_sheet_by_name("Patientlöften").to_python() if row[0] != ""]
    promised = [promise.title.sv for promise in _of("sydostra").promises]
    assert "Patientlöften (Sydöstra sjukvårdsregionen)" in page
    assert [words for words in page if words in promised] == promised * 2  # counted, then with their areas
    assert not [words for words in page if "Stockholm" in words]
    status = [str(row[0]) for row in pages.get_sheet_by_name("Status").to_python()]
    assert "Patientlöften (Sydöstra sjukvårdsregionen)" in status
    areas = pages.get_sheet_by_name("Områden").to_python()
    (head,) = [row for row in areas if "Jämlik vård" in row]
    ticked = {str(row[0]): row[head.index("Jämlik vård")] for row in areas[areas.index(head) + 1 :] if row[0] != ""}
    assert list(ticked.values()).count("x") == 1


def test_ticks_for_promises_of_another_region_are_told_of_and_not_carried(tmp_path: Path) -> None:
    order = TemplateOrder(register=REGISTER, region="sydostra", year=2026, language="sv")
    workbook = openpyxl.load_workbook(BytesIO(build_group_template(order, None)))
    _put(workbook["Plan"], healthcare_region="Sjukvårdsregion Stockholm-Gotland", group="RPO Tandvård")
    _put(workbook["Plan"], as_of=date(2026, 3, 1), chair="Ordförande", process_support="Processledare")
    _put(workbook["Prioriterade områden"], title="Kortare väntan", status="Enligt plan", promise_4="x")
    (tmp_path / "in").mkdir()
    workbook.save(tmp_path / "in" / "plan.xlsx")
    master = tmp_path / "master.xlsx"
    with PlanReading([str(tmp_path / "in")], build_book(REGISTER, None)) as reading:
        merged = merge_plans(reading, master, REGISTER, MergeOrder(year=2026), lambda *_: None)
    (file,) = merged.check_result.files
    assert [notice.sv for notice in file.notices] == [
        "Fliken ”Prioriterade områden”: 1 ifylld cell utanför planens kolumner och rader är inte med."
    ]
    assert not [one for one in merged.check_result.findings if one.rule in ("promise.none", "column.missing")]
    assert "Patientlöften" not in CalamineWorkbook.from_path(master).sheet_names


@pytest.mark.parametrize("typed", ["", "Norra sjukvårdsregionen.", "● Norra", "nord"])
def test_a_plan_that_does_not_plainly_name_its_region_lacks_no_column_of_another_one(typed: str) -> None:
    order = TemplateOrder(register=REGISTER, region="norra", year=2026, language="sv")
    workbook = openpyxl.load_workbook(BytesIO(build_group_template(order, None)))
    _put(workbook["Plan"], healthcare_region=typed)
    _put(workbook["Prioriterade områden"], title="Kortare väntan")
    target = BytesIO()
    workbook.save(target)
    found = read_submission("plan.xlsx", target.getvalue(), build_book(REGISTER, None)).findings
    assert [one for one in found if one.rule == "column.missing"] == []


def test_one_word_names_each_region_s_own_forum() -> None:
    book = build_book(REGISTER, None)
    words = {}
    for name in ("sydostra", "mellansverige", "vastra"):
        column = book.narrow_to(name).sheet("decisions").column("forum")
        assert isinstance(column, Choice)
        words[name] = column.vocabulary.terms_by_spelling()["samverkansnämnden"].name
    assert words == {"sydostra": "svn", "mellansverige": "joint_board", "vastra": "joint_board"}
    assert book.narrow_to("") is book
    assert book.narrow_to("sodra") is book.narrow_to("sodra")


def test_a_starting_point_is_of_the_group_s_kind() -> None:
    region = _of("sydostra")
    group = REGISTER.find_group("RSG Patientsäkerhet", region)
    (plan,) = build_prefill(REGISTER, region, group, 2026)["plan"]
    assert str(plan["basis"]).splitlines() == [
        "• Kort- och långsiktiga behovsanalyser",
        "• Verksamhetsplanen för den nationella samverkansgruppen (NSG)",
        "• Sjukvårdsregionens patientlöften om god och jämlik vård",
        "• Samverkansgruppens uppdrag",
        "• Visionen för det nationella systemet för kunskapsstyrning",
    ]
    assert "basis" not in build_prefill(REGISTER, _of("vastra"), None, 2026)["plan"][0]
