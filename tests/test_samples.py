"""The samples: what the script makes, what is said of them, and the published plan that one of them retells."""

import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from hplan_xl.book.findings import Severity
from hplan_xl.commands.check_plans import CheckResult, judge_plans, read_plans
from hplan_xl.intake.plan_files import PlanReading
from hplan_xl.intake.states import FileState
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.plan import build_book
from hplan_xl.register.catalogue import read_packaged_register
from tests import seed_deck
from tests.sketch import Typed, told, write_plan

SAMPLES = Path(__file__).parent.parent / "samples"
PLANS, FAULTY = SAMPLES / "plans", SAMPLES / "faulty"
RETOLD = "RPO Medicinsk diagnostik 2025.xlsx"
MOST_REMARKS = 15

# Of the published plan: area, its promises, its status, and how many bullets stand in its activity cell. The statuses
# but "not_started" are made up, as the published colours were lost.
AREAS = [
    ("Remittentstöd", {2, 6}, "on_plan", 3),
    ("Radiofarmaka", {2}, "on_plan", 1),
    ("Digital överföring", {2}, "minor", 3),
    ("RAG radiologi", {2}, "not_started", 2),
    ("Patologi", {2}, "on_plan", 0),
    ("Humandiagnostik", {7}, "on_plan", 3),
    ("Klinisk kemi", {7}, "not_started", 3),
    ("Genetik", set(), "on_plan", 1),
    ("Resurser", {7}, "on_plan", 2),
    ("AI i diagnostiken", {7}, "on_plan", 2),
    ("Kloka diagnostiska val", {2}, "on_plan", 2),
    ("Jämförbara nyckeltal", {2}, "not_started", 4),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all samples made anew, and with what is said of the faulty ones."""
    folder = tmp_path_factory.mktemp("samples")
    script = SAMPLES / "make_samples.py"
    subprocess.run([sys.executable, str(script), "--expected", str(folder)], check=True, cwd=SAMPLES.parent)
    return folder


@pytest.fixture(scope="module")
def checked() -> CheckResult:
    with PlanReading([str(PLANS)], build_book(read_packaged_register(), None)) as reading:
        outcomes = read_plans(reading, lambda number, many, name: None)
        return judge_plans(outcomes, reading.book, None, ())


@pytest.fixture(scope="module")
def retold(checked: CheckResult) -> InterpretedPlan:
    return next(plan for plan in checked.plans if plan.submission.source.endswith(RETOLD))


@pytest.mark.parametrize("part", ["plans", "faulty"])
def test_the_workbooks_are_what_the_script_makes(made: Path, part: str) -> None:
    names = sorted(path.name for path in (SAMPLES / part).glob("*.xlsx"))
    assert names == sorted(path.name for path in (made / part).glob("*.xlsx"))
    changed = [name for name in names if _package(SAMPLES / part / name) != _package(made / part / name)]
    assert changed == [], "python samples/make_samples.py makes them anew"


@pytest.mark.parametrize("said", sorted(path.name for path in FAULTY.glob("*.xlsx")))
def test_a_faulty_plan_gives_exactly_its_findings(made: Path, said: str) -> None:
    text = Path(said).with_suffix(".txt").name
    assert (made / "faulty" / text).read_text(encoding="utf-8") == (FAULTY / text).read_text(encoding="utf-8")


def test_every_text_beside_a_faulty_plan_belongs_to_one() -> None:
    texts = {path.stem for path in FAULTY.glob("*.txt")}
    assert texts == {path.stem for path in FAULTY.glob("*.xlsx")}


def test_every_plan_is_read_and_none_has_anything_to_correct(checked: CheckResult) -> None:
    assert {file.state for file in checked.files} == {FileState.READ}
    assert [finding for finding in checked.findings if finding.severity is Severity.ERROR] == []


def test_there_are_twelve_groups_and_more_in_three_healthcare_regions(checked: CheckResult) -> None:
    regions = Counter(file.healthcare_region for file in checked.files)
    assert regions == {"sydostra": 10, "sodra": 2, "mellansverige": 1}
    assert len({(file.healthcare_region, file.group) for file in checked.files}) == 13


def test_the_made_up_plans_need_hardly_anything_completed(checked: CheckResult) -> None:
    found = Counter(finding.cell.source for finding in checked.findings if not finding.cell.source.endswith(RETOLD))
    assert max(found.values()) <= 2


def test_every_plan_says_what_in_it_is_made_up(checked: CheckResult) -> None:
    for plan in checked.plans:
        said = str(plan.tables["plan"].values["purpose"][0])
        if plan.submission.source.endswith(RETOLD):
            assert "Statusarna utom Ej påbörjad är påhittade" in said
        else:
            assert said.startswith("Påhittad exempelplan.")


def test_the_retold_plan_gives_at_most_fifteen_remarks(checked: CheckResult) -> None:
    found = [finding for finding in checked.findings if finding.cell.source.endswith(RETOLD)]
    assert len(found) <= MOST_REMARKS


def test_the_retold_plan_has_the_published_areas_promises_statuses_and_activities(retold: InterpretedPlan) -> None:
    areas = retold.tables["areas"].values
    activities = Counter(retold.tables["activities"].values["area"])
    told = [
        (
            areas["short_title"][at],
            {promise for promise in range(1, 8) if areas[f"promise_{promise}"][at]},
            areas["status"][at],
            activities[number],
        )
        for at, number in enumerate(areas["number"])
    ]
    assert told == AREAS
    assert activities.total() == 26


def test_the_retold_plan_keeps_what_was_hidden_in_the_published_text(retold: InterpretedPlan) -> None:
    activities = retold.tables["activities"].values
    assert Counter(activities["new_this_year"]) == {None: 22, "yes": 3, "maybe": 1}
    assert Counter(retold.tables["indicators"].values["kind"]) == {"milestone": 10, "words": 7, "number": 1}
    assert set(retold.tables["areas"].values["national_focus"]) == {None}
    assert set(retold.tables["areas"].values["internal_note"]) == {None}
    assert len(retold.tables["decisions"].rows) == 5
    rsl = [start for start, kind in _events(retold) if kind == "rsl"]
    assert [f"{day:%d/%m}" for day in rsl] == ["12/02", "10/04", "13/05", "19/09", "15/10", "20/11"]


def _events(plan: InterpretedPlan) -> list[tuple[object, object]]:
    calendar = plan.tables["calendar"].values
    return list(zip(calendar["start"], calendar["type"], strict=True))


def _package(path: Path) -> list[tuple[str, bytes]]:
    """The parts of a workbook in their order (how well they are compressed depends on the computer), or any bytes."""
    if not zipfile.is_zipfile(path):
        return [("", path.read_bytes())]
    with zipfile.ZipFile(path) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def test_the_published_slides_typed_in_as_they_are_give_no_error_and_few_remarks(tmp_path: Path) -> None:
    """Beside who leads an area and by when, which the slides have no place for and each open area is asked once."""
    areas: list[dict[str, str]] = [
        {"title": area.title, "status": area.status, "follow_up": area.follow_up, "effect_goal": area.effect_goal}
        | {f"promise_{promise}": "x" for promise in area.promises}
        for area in seed_deck.AREAS
    ]
    activities: list[dict[str, str]] = [
        {"area": str(number), "title": title, **area.fields.get(at, {})}
        for number, area in enumerate(seed_deck.AREAS, 1)
        for at, title in enumerate(area.activities)
    ]
    form: dict[str, Typed] = {"group": "RPO Medicinsk diagnostik", "year": 2025, "as_of": date(2025, 3, 15)}
    path = write_plan(tmp_path / "plan.xlsx", {"areas": areas, "activities": activities}, form)
    found = Counter((one.grade, one.rule.partition(":")[0]) for one in told(path))
    assert "Rätta" not in {grade for grade, _ in found}
    still_open = sum(area.status != "Avslutad" for area in seed_deck.AREAS)
    for rule in ("responsible.blank", "time.blank"):
        assert found.pop(("Komplettera", rule)) <= still_open
    assert found.total() <= MOST_REMARKS
