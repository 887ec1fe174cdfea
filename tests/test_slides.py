"""Plans become slides, nothing of them is cut, and slides become the same plans again."""

import json
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from hplan_xl.book.text import Language, clean_text
from hplan_xl.book.values import TimeSpan
from hplan_xl.cli import main
from hplan_xl.commands.import_plans import Importer
from hplan_xl.consolidation.union import Consolidation, Route, consolidate_plans
from hplan_xl.deck.deck_file import build_deck
from hplan_xl.deck.flow import SlideCell, SlideParagraph, fit_columns
from hplan_xl.excel.text_metrics import measure_widest_word
from hplan_xl.intake.sources import FileKind, Source
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.master.facts.indicators import collect_indicators, describe_doubt, describe_latest, find_series
from hplan_xl.master.facts.slices import Division, divide_consolidation
from hplan_xl.plan import build_book
from hplan_xl.plan.pages import DECK
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import read_packaged_register, shorten_region
from tests import plenty
from tests.commands import HANGS_AFTER, SAMPLES, run
from tests.plans_at_random import plan_at_random, workbook
from tests.recompute import convert_files
from tests.sketch import sketch, write_plan

REGISTER = read_packaged_register()
BOOK = build_book(REGISTER, None)
Record = Mapping[str, Any]
SEEDS = 200 if os.environ.get("HPLAN_THOROUGH") == "1" else 8
PLANS = sorted(SAMPLES.glob("*.xlsx"))


def understood(name: str, data: bytes) -> InterpretedPlan:
    return interpret_plan(read_submission(name, data, BOOK), BOOK)


def consolidation(*plans: InterpretedPlan) -> Consolidation:
    years = [plan.identity.years for plan in plans if plan.identity.years]
    routes = [Route(plan, plan.identity.council) for plan in plans]
    return consolidate_plans(routes, BOOK, year=years[0].last if years else 2026, as_of_day=None, files=(), findings=())


def deck_of(*plans: InterpretedPlan) -> bytes:
    return build_deck(consolidation(*plans), DECK, "sv")[0]


def imported(deck: bytes, folder: Path) -> list[InterpretedPlan]:
    """The plans that a deck is imported as."""
    path = folder / "bilder.pptx"
    path.write_bytes(deck)
    made = Importer(REGISTER, None, "sv")(Source(path.name, FileKind.DOCUMENT, str(path)))
    return [understood(plan.name, plan.data) for plan in made.plans]


# What the slides show of a plan


def shown(plan: InterpretedPlan) -> dict[str, Any]:
    """All that its slides show of a plan, by plan.md's words alone."""
    tables = consolidation(plan).records
    form = tables["plan"][0] if tables["plan"] else {}
    areas = tables["areas"]
    return {
        "form": [plan.identity.region, plan.identity.group, plan.identity.years, plan.identity.as_of]
        + [form.get(name) for name in ("council", "document_status")],
        "areas": [_area(one) for one in sorted(areas, key=_number)],
        "activities": [_activities(one, tables["activities"]) for one in (*areas, {})],
        "indicators": [
            _cells(one, "id area name kind unit direction target target_high target_text reached outcome")
            for one in tables["indicators"]
        ],
        "latest values": _latest_values(plan),
        "results": [_cells(one, "area type text period") for one in tables["results"]],
        "challenges": [_cells(one, "area type text addressed_to wanted when state") for one in tables["challenges"]],
        "decisions": Counter(
            str(_cells(one, "area question proposal forum when state"))
            for one in tables["decisions"]
            if one.get("state") not in ("decided", "reported") and not one.get("decided_on")
        ),
        "calendar": Counter(str(_event(one)) for one in tables["calendar"]),
    }


def _latest_values(plan: InterpretedPlan) -> dict[str, str]:
    """By the id of an indicator, its latest value, where nothing is in doubt of it."""
    some, measures = consolidation(plan), DECK.measures
    series = find_series(some, measures)
    told = {
        str(one.row["id"]): describe_latest(one, series, measures).sv
        for one in collect_indicators(some, measures)
        if one.latest and not describe_doubt(one, series).sv
    }
    return {key: words for key, words in told.items() if words}


def _number(row: Record) -> int:
    return int(str(row.get("number") or 0))


def _area(row: Record) -> list[object]:
    troubled = row.get("status") in ("minor", "serious") or row.get("needs")
    beside = ("responsible", "needs") if troubled else ()
    promises = [name for name in row if name.startswith("promise_")]
    texts = ("national_focus", "follow_up", "effect_goal", "status_comment", *beside)
    title = _plain(row.get("title") or row.get("short_title"))
    return [row.get("number"), title, row.get("status"), promises, *(_plain(row.get(name)) for name in texts)]


def _activities(area: Record, rows: Sequence[Record]) -> list[object]:
    names = "title responsible schedule due status assigned_to"
    told = [
        [*_cells(row, names), row.get("new_this_year") if row.get("new_this_year") != "no" else None]
        for row in rows
        if row.get("area") == area.get("number")
    ]
    return [one for one in told if any(one)]


def _cells(row: Record, names: str) -> list[object]:
    return [_forum(row[name]) if name in _FORUMS and name in row else _plain(row.get(name)) for name in names.split()]


_FORUMS = ("forum", "addressed_to")


def _forum(value: str) -> str:
    """A forum of another healthcare region is words, which slides write as the forum that has them is called."""
    return value.casefold()


def _event(row: Record) -> list[object]:
    start = row.get("start")
    quarter = row.get("quarter") or (f"q{(start.month + 2) // 3}" if isinstance(start, date) else None)
    return [quarter, *_cells(row, "event start end when type")]


def _plain(value: object) -> object:
    """Words without the signs of bullets and the ends of lines; any other value as it is."""
    if isinstance(value, TimeSpan):
        value = value.words
    if not isinstance(value, str):
        return value
    lines = (re.sub(r"^[•–*-]\s+", "", clean_text(line)) for line in value.splitlines())
    return clean_text(" ".join(lines)) or None


def differences(plan: InterpretedPlan, folder: Path) -> dict[str, tuple[object, object]]:
    """Where slides and import make of a plan what its slides do not show, beside what they do."""
    (again,), wanted = map(shown, imported(deck_of(plan), folder)), shown(plan)
    if wanted["form"][-1] is None:  # the template that is filled has an answer of its own there
        again["form"][-1] = None
    return {name: (again[name], wanted[name]) for name in wanted if again[name] != wanted[name]}


def test_the_slides_of_all_give_each_group_its_plan_again(tmp_path: Path) -> None:
    plans = [understood(path.name, path.read_bytes()) for path in PLANS]
    own = ("areas", "activities", "indicators", "results", "challenges")
    made = {
        (plan.identity.group, plan.submission.source): [shown(plan)[name] for name in own]
        for plan in imported(deck_of(*plans), tmp_path)
    }
    names = Counter(plan.identity.group for plan in plans)
    titles = {region.name: shorten_region(region.title).sv for region in REGISTER.regions}
    called = [
        f"{plan.identity.group} ({titles[plan.identity.region]})"
        if names[plan.identity.group] > 1
        else plan.identity.group
        for plan in plans
    ]
    assert made == {
        (plan.identity.group, f"{name} 2025.xlsx"): [shown(plan)[name] for name in own]
        for plan, name in zip(plans, called, strict=True)
    }


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_sample_is_the_same_plan_after_slides_and_import(path: Path, tmp_path: Path) -> None:
    assert differences(understood(path.name, path.read_bytes()), tmp_path) == {}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_numbers_are_the_same_after_slides_in_either_language(language: Language, tmp_path: Path) -> None:
    """Over a thousand, with decimals, of the regions alone; how a number is read that English parts is asked about."""
    indicator = {"area": 1, "kind": "Tal", "unit": "antal", "direction": "Lägre är bättre"}
    plan = written(
        {
            "areas": [{"number": 1, "title": "Köer", "status": "Enligt plan"}],
            "indicators": [
                {**indicator, "id": "I1", "name": "Väntande", "target": 1833},
                {**indicator, "id": "I2", "name": "Kvot", "target": 1.125},
                {**indicator, "id": "I3", "name": "Utan värde", "target": 12},
            ],
            "measurements": [
                {"indicator": "I1", "period": "2025", "value_whole": 9},
                {"indicator": "I1", "period": "2026 T1", "value_RJL": 2345.5, "value_RO": 1200},
                {"indicator": "I2", "period": "2025-09", "value_whole": 0.125},
            ],
        },
        {},
        tmp_path,
    )
    (tmp_path / "bilder.pptx").write_bytes(build_deck(consolidation(plan), DECK, language)[0])
    (made,) = Importer(REGISTER, None, "sv")(Source("bilder.pptx", FileKind.DOCUMENT, f"{tmp_path}/bilder.pptx")).plans
    book = openpyxl.load_workbook(BytesIO(made.data))
    rows = [[cell.value for cell in row[:7]] for row in book["Mätvärden"].iter_rows(min_row=4, max_row=6)]
    assert [row[6].value for row in book["Indikatorer"].iter_rows(min_row=4, max_row=6)] == [1833, 1.125, 12]
    assert rows == [
        ["I1", "2026 T1", 2345.5, None, 1200, None, None],
        ["I2", "2025-09", None, None, None, 0.125, None],
        [None] * 7,
    ]
    asked = [str(row[1].value) for row in book["Att se över"].iter_rows() if "läst som" in str(row[1].value)]
    assert (
        asked
        == {
            "sv": [],
            "en": [
                "”1,833” på bild 4 är läst som 1833. Stämmer det?",
                "”RJL 2,345.5, RÖ 1,200 (2026 T1)” på bild 4 är läst som 2345,5. Stämmer det?",
                "”RJL 2,345.5, RÖ 1,200 (2026 T1)” på bild 4 är läst som 1200. Stämmer det?",
            ],
        }[language]
    )


def test_an_answer_of_the_cover_that_was_read_is_not_told_to_have_no_place(tmp_path: Path) -> None:
    (tmp_path / "bilder.pptx").write_bytes(deck_of(understood(PLANS[0].name, PLANS[0].read_bytes())))
    source = Source("bilder.pptx", FileKind.DOCUMENT, str(tmp_path / "bilder.pptx"))
    (made,) = Importer(REGISTER, None, "sv")(source).plans
    kept = [row[3] for row in openpyxl.load_workbook(BytesIO(made.data))["Övrigt"].iter_rows(values_only=True)]
    assert "Handlingsplan 2025\nArbetsmaterial: 1 av 1 plan är inte fastställd." in kept
    assert [one for one in kept if "Status per den" in str(one) or one == "RPO Akut vård"] == []


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_random_plan_is_the_same_after_slides_and_import(seed: int, tmp_path: Path) -> None:
    plan = understood("plan.xlsx", workbook(plan_at_random(seed)))
    if is_plain(plan):
        assert differences(plan, tmp_path) == {}


def is_plain(plan: InterpretedPlan) -> bool:
    """Whether a plan names its region, a year and a group that is known; and each area by a number of its own."""
    numbers = [row.get("number") for row in consolidation(plan).records["areas"]]
    is_known = REGISTER.find_group(plan.identity.group, REGISTER.region("sydostra")) is not None
    is_known = is_known and bool(plan.identity.region)
    return bool(plan.identity.years) and is_known and len(set(numbers) - {None}) == len(numbers)


# What every deck is


def written(words: Mapping[str, Iterable[Mapping[str, Any]]], form: Mapping[str, Any], folder: Path) -> InterpretedPlan:
    path = write_plan(folder / "plan.xlsx", words, {**FORM, **form})
    return understood(path.name, path.read_bytes())


FORM: dict[str, Any] = {"group": "RPO Medicinsk diagnostik", "as_of": date(2026, 3, 15)}
LONG = "Ta fram ett gemensamt underlag för hur remisser bedöms och besvaras i hela sjukvårdsregionen. " * 9


@cache
def long_area() -> dict[str, list[dict[str, Any]]]:
    """An area with more than a slide holds, in every cell."""
    area: dict[str, Any] = {
        "number": 1,
        "title": f"Gemensam remisshantering {LONG[:200]}",
        "status": "Allvarliga problem",
    }
    area |= dict.fromkeys(("promise_1", "promise_2", "promise_4", "promise_6"), "x")
    area |= {"follow_up": "\n".join(f"• Mått {n}: {LONG[:90]}" for n in range(20)), "national_focus": "Remisser"}
    area |= {"effect_goal": "\n".join(f"Mål {n}. {LONG[:120]}" for n in range(20)), "status_comment": LONG[:140]}
    activities = [
        {"area": 1, "title": f"Aktivitet {n}: {LONG[: 60 * n % 700 + 40].strip()}", "responsible": "RAG remisser"}
        for n in range(1, 31)
    ]
    other = {"number": 2, "title": "Kort område", "status": "Enligt plan"}
    return {"areas": [area, other], "activities": [*activities, {"area": 2, "title": "En sak"}]}


def opened(data: bytes) -> Deck:
    return Presentation(BytesIO(data))


def tables_in(deck: Deck) -> Iterator[tuple[Any, Any]]:
    """Each slide with a table, and that shape."""
    return ((slide, shape) for slide in deck.slides for shape in slide.shapes if shape.has_table)


def test_a_long_area_flows_over_slides_with_headings_repeated_and_nothing_cut(tmp_path: Path) -> None:
    plan = written(long_area(), {}, tmp_path)
    data = deck_of(plan)
    plans = [(slide, shape) for slide, shape in tables_in(opened(data)) if len(shape.table.columns) == 5]
    plans = [(slide, shape) for slide, shape in plans if "Handlingsplan" in slide.shapes.title.text]
    assert len(plans) > 3
    assert {tuple(cell.text for cell in shape.table.rows[0].cells) for _, shape in plans} == {
        ("Nationellt insatsområde", "Prioriterat område och patientlöften", "Aktiviteter", "Uppföljning", "Status")
    }
    titles = [slide.shapes.title.text for slide, _ in plans]
    assert titles == [f"Handlingsplan ({n} av {len(plans)})" for n in range(1, len(plans) + 1)]
    assert [shape.table.cell(1, 1).text.endswith("(forts.)") for _, shape in plans[:3]] == [False, True, True]
    assert {shape.table.cell(1, 4).text.split("\n")[0] for _, shape in plans[:3]} == {"■ Allvarliga problem"}
    rows = [[cell.text for cell in row.cells] for _, shape in plans for row in shape.table.rows]
    assert [row for row in rows if row[1].endswith("(forts.)") and not any(row[2:4])] == []
    assert differences(plan, tmp_path) == {}


def test_a_word_that_no_slide_holds_is_parted_and_loses_nothing(tmp_path: Path) -> None:
    words = " ".join(f"ord{n}" for n in range(3000))
    plan = written({"areas": [{"number": 1, "title": "A", "status": "Enligt plan", "follow_up": words}]}, {}, tmp_path)
    found = [
        cell.text for _, shape in tables_in(opened(deck_of(plan))) for row in shape.table.rows for cell in row.cells
    ]
    assert [word for text in found for word in text.split() if word.startswith("ord")] == words.split()


def test_a_column_is_as_wide_as_its_widest_word_and_the_table_as_the_slide(tmp_path: Path) -> None:
    long, short = "prostatacancertestning", "test"
    widths = {}
    for focus in (short, long):
        area = {"number": 1, "title": "Testning", "status": "Enligt plan", "national_focus": focus}
        (tmp_path / focus).mkdir()
        plan = written({"areas": [area]}, {}, tmp_path / focus)
        (_, shape), *_ = tables_in(opened(deck_of(plan)))
        widths[focus] = [column.width for column in shape.table.columns]
    assert abs(sum(widths[long]) - sum(widths[short])) < len(widths[short]) * Pt(1)
    assert widths[long][0] > widths[short][0] * 1.1
    assert all(wide < before for wide, before in zip(widths[long][1:], widths[short][1:], strict=True))


@given(
    cells=st.lists(st.tuples(*[st.text("aåmW 1-", max_size=40)] * 3), min_size=1, max_size=4),
    shares=st.tuples(*[st.integers(1, 20)] * 3),
)
def test_no_word_is_broken_where_the_others_have_room_and_widths_add_up(
    cells: list[tuple[str, ...]], shares: tuple[int, ...]
) -> None:
    rows = [tuple(SlideCell((SlideParagraph(words),)) for words in row) for row in cells]
    widths = fit_columns(shares, rows, 600)
    asked = [600 * share / sum(shares) for share in shares]
    words = [max(map(measure_widest_word, column)) * 0.507 * 12 + 10 for column in zip(*cells, strict=True)]
    needed = [min(wide, 150) for wide in words]
    assert sum(widths) == pytest.approx(600)
    assert all(width >= need - 1e-6 for width, need in zip(widths, needed, strict=True))
    if all(wide <= width for wide, width in zip(needed, asked, strict=True)):
        assert widths == pytest.approx(asked)


@pytest.fixture(scope="module")
def everybody() -> Deck:
    """The slides of all samples."""
    return opened(deck_of(*(understood(path.name, path.read_bytes()) for path in PLANS)))


def test_every_slide_has_a_title_of_its_own_and_is_read_from_it_on(everybody: Deck) -> None:
    titles = [slide.shapes.title.text for slide in everybody.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert all(slide.shapes[0].shape_id == slide.shapes.title.shape_id for slide in everybody.slides)
    kinds = [[_kind(shape) for shape in slide.shapes] for slide in list(everybody.slides)[1:]]
    assert {tuple(one) for one in kinds} == {
        ("title", "chart", "text", "footer", "number"),
        ("title", "table", "footer", "number"),
    }


def _kind(shape: Any) -> str:
    if shape.is_placeholder:
        return {"title": "title", "ftr": "footer", "sldNum": "number"}[shape._element.xpath(".//p:ph")[0].get("type")]
    return "chart" if shape.has_chart else "table" if shape.has_table else "text"


def test_every_table_and_chart_has_an_alternative_text_and_nothing_is_smaller_than_12_points(everybody: Deck) -> None:
    told = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr")
        for slide in everybody.slides
        for shape in slide.shapes
        if shape.has_table or shape.has_chart
    ]
    assert all(told)
    assert told[0].startswith("Stapeldiagram: Läget. RPO Cancersjukdomar: ● Enligt plan 2, ▲ Mindre problem 1,")
    sizes = {int(one) for slide in everybody.slides for one in slide._element.xpath(".//@sz") if one.isdigit()}
    assert min(sizes) == 1200


def test_no_shape_lies_outside_the_slide_or_over_another(everybody: Deck) -> None:
    for slide in everybody.slides:
        boxes = sorted(
            (shape.top, shape.top + shape.height, shape.left, shape.left + shape.width) for shape in slide.shapes
        )
        for top, bottom, left, right in boxes:
            assert top >= 0
            assert left >= 0
            assert bottom <= Pt(540)
            assert right <= Pt(960)
        for one, other in combinations(boxes, 2):
            assert one[1] <= other[0] or one[3] <= other[2] or other[3] <= one[2]


def test_working_notes_and_names_of_persons_are_on_no_slide(tmp_path: Path) -> None:
    areas = [
        {
            "number": 1,
            "title": "A",
            "status": "Mindre problem",
            "responsible": "Anna Berg, RÖ",
            "internal_note": "hemligt",
        }
    ]
    activities = [
        {"area": 1, "title": "B", "responsible": "Verksamhetschef Anna Berg (RKL)", "internal_note": "hemligt"},
        {"area": 1, "title": "C", "responsible": "Anna Berg", "assigned_to": "RAG lab, Anna Berg"},
    ]
    data = deck_of(written({"areas": areas, "activities": activities}, {"chair": "Anna Berg"}, tmp_path))
    words = "\n".join(
        cell.text for _, shape in tables_in(opened(data)) for row in shape.table.rows for cell in row.cells
    )
    assert "hemligt" not in words
    assert "Anna" not in words
    assert "RÖ" in words.split("\n")
    assert "B\nAnsvarig: Verksamhetschef (RKL)\nC\nUppdrag till: RAG lab" in words


@pytest.mark.parametrize(("state", "is_draft"), [("Utkast", True), ("Fastställd", False), ("Publicerad", False)])
def test_slides_are_working_material_until_the_plan_is_adopted(state: str, is_draft: bool, tmp_path: Path) -> None:
    plan = written(
        {"areas": [{"number": 1, "title": "A", "status": "Enligt plan"}]}, {"document_status": state}, tmp_path
    )
    slides = list(opened(deck_of(plan)).slides)
    footers = {slide.shapes[-2].text_frame.text for slide in slides[1:]}
    told = "Arbetsmaterial: 1 av 1 plan är inte fastställd." in slides[0].placeholders[1].text_frame.text
    assert told == is_draft
    draft = "Arbetsmaterial · " if is_draft else ""
    assert footers == {f"{draft}RPO Medicinsk diagnostik · Handlingsplan 2026"}


def test_no_slide_tells_a_year_that_the_plan_does_not(tmp_path: Path) -> None:
    data = deck_of(written({"areas": [{"number": 1, "title": "A"}]}, {"year": "i år"}, tmp_path))
    footers = {slide.shapes[-2].text_frame.text for slide in list(opened(data).slides)[1:]}
    assert footers == {"Arbetsmaterial · RPO Medicinsk diagnostik · Handlingsplan"}


def test_a_name_loses_the_signs_that_no_slide_can_hold(tmp_path: Path) -> None:
    data = sketch(tmp_path, plan={"group": ""}).read_bytes()
    deck = opened(deck_of(understood("in/a\x01.xlsx", data), understood("in/b.xlsx", data)))
    assert "Grupp saknas (a.xlsx): Handlingsplan" in [slide.shapes.title.text for slide in deck.slides]


# The command


def slides(output: str, language: str) -> Result:
    """What the command prints for the plan in this folder."""
    return CliRunner().invoke(main, ["slides", "plan.xlsx", "-o", output, "--lang", language])


def test_the_command_writes_its_own_presentation_anew_and_leaves_one_that_somebody_has_saved_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(PLANS[0].read_bytes())
    monkeypatch.chdir(tmp_path)
    assert slides("bilder.pptx", "sv").stdout.splitlines()[-1] == "Klart: bilder.pptx"
    data = (tmp_path / "bilder.pptx").read_bytes()
    assert slides("bilder.pptx", "sv").exit_code == 0
    assert (tmp_path / "bilder.pptx").read_bytes() == data
    assert slides("bilder.pptx", "en").exit_code == 0
    english = (tmp_path / "bilder.pptx").read_bytes()
    assert english != data
    with zipfile.ZipFile(BytesIO(english)) as package, zipfile.ZipFile("bilder.pptx", "w") as saved:
        for name in package.namelist():
            saved.writestr(name, package.read(name).replace(b"By>hplan<", b"By>Gruppen<"))
    data = (tmp_path / "bilder.pptx").read_bytes()
    again = slides("bilder.pptx", "en")
    assert (again.exit_code, again.stderr) == (
        3,
        "bilder.pptx exists and has been edited, or was not made by hplan. "
        "Choose another name, or move the file first.\n",
    )
    assert (tmp_path / "bilder.pptx").read_bytes() == data
    other = slides("bilder.xlsx", "sv")
    assert (other.exit_code, other.stderr) == (
        2,
        "bilder.xlsx är inget namn på en presentation. "
        "Skriv ett som slutar på .pptx efter -o, t.ex. handlingsplan.pptx.\n"
        "T.ex.: hplan slides inkomna -o bilder.pptx\n"
        "Mer: hplan slides --help\n",
    )


def test_slides_that_lie_among_the_plans_are_made_again(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(PLANS[0], tmp_path / "in")
    for _ in range(2):
        result = run("slides", "in", "-o", "in/bilder.pptx", "--lang", "sv", cwd=tmp_path, status=0)
        assert result.stdout.splitlines()[-1] == "Klart: in/bilder.pptx"


@pytest.mark.parametrize("name", ["..", "/", "."])
def test_a_path_without_a_name_is_no_presentation(name: str, tmp_path: Path) -> None:
    shutil.copy(PLANS[0], tmp_path)
    told = run("slides", ".", "-o", name, "--lang", "sv", cwd=tmp_path, status=2)
    assert told.stderr.splitlines()[0] == (
        f"{name} är inget namn på en presentation. Skriv ett som slutar på .pptx efter -o, t.ex. handlingsplan.pptx."
    )


def test_the_command_splits_as_a_merge_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in (PLANS[0], PLANS[6]):
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    by_council = CliRunner().invoke(main, ["slides", "in", "-o", "råd", "--split-by", "council", "--lang", "sv"])
    assert by_council.exit_code == 0
    assert by_council.stderr == (
        "Utan kunskapsråd, och därför i en egen presentation: RPO Medicinsk diagnostik. "
        "Ange råd i planen eller i registret.\n"
    )
    run("slides", "in", "-o", "ut", "--split-by", "group", "--lang", "en", cwd=tmp_path, status=0)  # as people start it
    names = sorted(path.name for path in (tmp_path / "ut").iterdir())
    assert names == ["master RPO Akut vård.pptx", "master RPO Medicinsk diagnostik.pptx", "master.pptx"]
    deck = Presentation(tmp_path / "ut" / "master RPO Akut vård.pptx")
    assert [slide.shapes.title.text for slide in list(deck.slides)[:3]] == [
        *("RPO Akut vård", "The situation", "Decisions wanted"),
    ]


def test_a_council_speaks_of_its_groups_though_one_alone_has_a_plan() -> None:
    whole = consolidation(understood(PLANS[0].name, PLANS[0].read_bytes()))
    (part,) = divide_consolidation(whole, Division.COUNCIL)
    titles = [slide.shapes.title.text for slide in opened(build_deck(part.consolidation, DECK, "sv")[0]).slides]
    assert titles[0] == part.title.sv
    assert "RPO Akut vård: Resultat" in titles


def _of_two_groups(folder: Path) -> Path:
    """Two plans, of which one asks a forum, and both have the same events, one with a last day alone."""
    sheets = {
        "areas": "| short_title | title |\n| Bild | Bilddiagnostik |\n",
        "calendar": "| event | quarter | end |\n| Råd | Löpande | |\n| Remiss | | 2026-05-30 |\n| Möte | Q1 | |\n",
    }
    asks = "| question | area | forum | state |\n| Vem? | 1 | RSL | Bereds |\n"
    sketch(folder, {**sheets, "decisions": asks})
    sketch(folder, sheets, {"group": "RPO Tandvård"}, "tandvård")
    return folder


def test_slides_of_several_groups_tell_a_decision_with_its_area_and_state(tmp_path: Path) -> None:
    output = tmp_path / "bilder.pptx"
    CliRunner().invoke(main, ["slides", str(_of_two_groups(tmp_path)), "-o", str(output), "--lang", "sv"])

    shapes = [shape for _, shape in tables_in(opened(output.read_bytes()))]
    rows = [[cell.text for cell in row.cells] for shape in shapes for row in shape.table.rows]

    assert ["Grupp", "Område", "Fråga", "Forum", "Läge"] in rows
    assert ["RPO Medicinsk diagnostik", "1 – Bild", "Vem?", "RSL", "Bereds"] in rows
    assert [row[:3] for row in rows if row[3:] == ["Alla planer"]] == [
        ["Q1", "Möte", ""],
        ["Q2", "Remiss", "2026-05-30"],
        ["Löpande", "Råd", ""],
    ]


@pytest.mark.sdk
def test_slides_hold_to_the_standard(tmp_path: Path) -> None:
    for name, plans in (("en.pptx", PLANS[:1]), ("flera.pptx", PLANS[:4])):
        (tmp_path / name).write_bytes(deck_of(*(understood(path.name, path.read_bytes()) for path in plans)))
        told = subprocess.run(
            [os.environ["OOXML_VALIDATOR"], str(tmp_path / name)],
            capture_output=True,
            encoding="utf-8",
            timeout=HANGS_AFTER,
            check=False,
        )
        assert json.loads(told.stdout)["errors"] == []


@pytest.mark.libreoffice
def test_slides_that_were_printed_as_a_pdf_give_the_plans_too(tmp_path: Path) -> None:
    plans = [understood(path.name, path.read_bytes()) for path in PLANS[:3]]
    (tmp_path / "alla.pptx").write_bytes(deck_of(*plans))
    convert_files([tmp_path / "alla.pptx"], "pdf", tmp_path)
    made = Importer(REGISTER, None, "sv")(Source("alla.pdf", FileKind.DOCUMENT, str(tmp_path / "alla.pdf")))
    again = {plan.group: shown(understood(plan.name, plan.data)) for plan in made.plans}
    lost = whole = 0
    for plan in plans:
        group, wanted = again[str(plan.identity.group)], shown(plan)
        assert [one[:4:2] for one in group["areas"]] == [one[:4:2] for one in wanted["areas"]]
        for name in ("activities", "indicators", "challenges"):
            assert (name, group[name]) == (name, wanted[name])
        have, want = (Counter(str([one["areas"], one["results"]]).split()) for one in (group, wanted))
        lost, whole = lost + (want - have).total(), whole + want.total()
    assert lost < 0.005 * whole  # a word that a narrow cell parts without a hyphen


@pytest.mark.libreoffice
def test_all_words_are_seen_where_the_slides_are_shown(tmp_path: Path) -> None:
    target = tmp_path / "några.pptx"
    target.write_bytes(deck_of(*(understood(path.name, path.read_bytes()) for path in PLANS[5:7])))
    (tmp_path / "lång.pptx").write_bytes(deck_of(written(long_area(), {}, tmp_path)))
    paths = [target, tmp_path / "lång.pptx"]
    convert_files(paths, "pdf", tmp_path)
    for path in paths:
        deck, pdf = Presentation(str(path)), pdfplumber.open(path.with_suffix(".pdf"))
        with pdf:
            for slide, page in list(zip(deck.slides, pdf.pages, strict=True))[1:]:
                chars = [char for char in page.chars if char["text"].strip()]
                footer = [char for char in chars if char["top"] > 506]
                assert max(char["bottom"] for char in chars if char not in footer) <= 503
                tables = [shape.table for shape in slide.shapes if shape.has_table]
                wanted = Counter(c for table in tables for row in table.rows for cell in row.cells for c in cell.text)
                seen = Counter(unicodedata.normalize("NFKC", "".join(char["text"] for char in chars)))
                assert {sign: n for sign, n in (wanted - seen).items() if sign.isalnum()} == {}


def test_the_chart_of_groups_has_a_bar_for_each_with_areas_and_says_what_its_colours_are(tmp_path: Path) -> None:
    groups = [group.name for group in REGISTER.groups_of(REGISTER.regions[0])[:7]]
    plans = []
    for number, group in enumerate(groups):  # the first has no areas, the last an area without a status
        status = "" if number == 6 else "Ej påbörjad"
        sheets = (
            {"areas": f"|title|status|\n|Kö|{status}|\n"}
            if number
            else {"areas": "|title|\n|\n", "activities": "|title|\n|Kö|\n"}
        )
        path = sketch(tmp_path, sheets, {"group": group}, str(number))
        plans.append(understood(path.name, path.read_bytes()))

    (chart,) = [shape.chart for slide in opened(deck_of(*plans)).slides for shape in slide.shapes if shape.has_chart]

    (plot,) = chart.plots
    assert sorted(plot.categories) == sorted(groups[1:])
    assert [series.name for series in plot.series][-1] == "Utan status"
    assert len(plot.series) == len(plot.categories)
    assert chart.has_legend
    fills = [str(series.format.fill.fore_color.rgb) for series in plot.series]
    assert len(set(fills)) == len(fills)
    (own,) = [shape.chart for slide in opened(deck_of(plans[-1])).slides for shape in slide.shapes if shape.has_chart]
    assert next(reversed(own.plots[0].categories)) == "Utan status"


def test_bars_on_several_slides_have_one_scale_and_as_many_stand_on_each() -> None:
    some = plenty.consolidation(34)
    deck = opened(build_deck(some, DECK, "sv")[0])
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    longest = max(some.tables["areas"].groupby(["_region", "_group"]).size())
    assert [len(chart.plots[0].categories) for chart in charts] == [11, 11, 12]
    assert {(chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) for chart in charts} == {(0, longest)}
