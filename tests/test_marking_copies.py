"""`hplan check --mark`: which copies are written, under which names, and what is never written over."""

import hashlib
import json
import os
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from hplan_xl.book.text import Text
from hplan_xl.book.values import YearSpan
from hplan_xl.cli import DONE, NOTHING_DONE, TO_CORRECT, main
from hplan_xl.commands.plan_marker import PlanMarker
from hplan_xl.intake.sources import Source
from hplan_xl.marking import is_untouched_copy, make_copy_name, unmark_workbook
from tests.hostile import zipped
from tests.marks import commented
from tests.sketch import sketch

SAMPLES = Path(__file__).parent.parent / "samples"
FAULTY = SAMPLES / "faulty" / "Tom plan.xlsx"
OTHER = SAMPLES / "faulty" / "Ord utanför listorna.xlsx"
COPY = "RPO Tandvård 2025 – att komplettera.xlsx"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder with one plan that has something to correct."""
    folder = tmp_path / "planer"
    folder.mkdir()
    (folder / "tom.xlsx").write_bytes(FAULTY.read_bytes())
    return folder


def check(*args: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, args), "--lang", "sv"])


def states(folder: Path) -> dict[str, tuple[str, str | None]]:
    told = json.loads(check(folder, "--format", "json").stdout)["files"]
    return {file["file"].rsplit("/", 1)[-1]: (file["state"], file["reason"]) for file in told}


def sums(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.xlsx")}


def saved_with(path: Path, sheet: str, cell: str, value: str) -> None:
    """Somebody opens a workbook, types something and saves."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


@pytest.mark.parametrize(
    ("group", "year", "name"),
    [
        ("RPO Hud- och könssjukdomar", 2026, "RPO Hud- och könssjukdomar 2026 – att komplettera.xlsx"),
        ("RPO Hud", None, "RPO Hud – att komplettera.xlsx"),
        ('a/b:c*?"<>|\\\n. ', 2026, "a-b-c------- 2026 – att komplettera.xlsx"),
        ("RPO Hud – att komplettera (2)", None, "RPO Hud – att komplettera.xlsx"),
        ("", 2026, "- 2026 – att komplettera.xlsx"),
    ],
)
def test_a_copy_is_named_by_its_plan(group: str, year: int | None, name: str) -> None:
    assert make_copy_name(group, YearSpan(year, year) if year else None, "sv", []) == name


def test_two_names_never_collide() -> None:
    names: list[str] = []
    for group in ("RPO Hud", "rpo hud", "RPO Hud", "RPO Hud/", "RPO Hud:"):
        names.append(make_copy_name(group, YearSpan(2026, 2026), "en", names))

    assert len({name.casefold() for name in names}) == 5
    assert names[1] == "rpo hud 2026 – to complete (2).xlsx"


def test_a_copy_is_written_for_each_plan_with_findings_and_the_original_is_not_touched(plans: Path) -> None:
    data = (plans / "tom.xlsx").read_bytes()
    outcome = check(plans, "--mark", plans.parent / "ut")

    assert outcome.exit_code == TO_CORRECT
    assert outcome.stdout.splitlines()[-1] == f"Klart: {plans.parent / 'ut' / COPY}"
    assert [path.name for path in (plans.parent / "ut").iterdir()] == [COPY]
    copy = (plans.parent / "ut" / COPY).read_bytes()
    assert len(commented(copy)) == 4
    assert (plans / "tom.xlsx").read_bytes() == data


def test_the_copies_of_groups_with_one_name_tell_their_healthcare_region(tmp_path: Path) -> None:
    for region in ("Norra", "Sydöstra"):
        plan = {"group": "RPO Tandvård", "healthcare_region": region, "year": "2026"}
        sketch(tmp_path, {"activities": "| area |\n| 7 |"}, plan, name=region)
    check(tmp_path, "--mark", tmp_path / "åter")
    assert sorted(path.name for path in (tmp_path / "åter").iterdir()) == [
        "RPO Tandvård (Norra) 2026 – att komplettera.xlsx",
        "RPO Tandvård (Sydöstra) 2026 – att komplettera.xlsx",
    ]


def test_a_plan_without_findings_has_no_copy(plans: Path) -> None:
    (plans / "tom.xlsx").write_bytes((SAMPLES / "faulty" / "Infogade rader och flyttade kolumner.xlsx").read_bytes())
    outcome = check(plans, "--mark", plans / "ut")

    assert (outcome.exit_code, (plans / "ut").exists()) == (DONE, False)
    assert outcome.stderr == "Ingen kopia är skriven: ingen plan har något att rätta eller komplettera.\n"


def test_nothing_is_said_of_the_plans_where_there_is_none(plans: Path) -> None:
    (plans / "tom.xlsx").write_bytes((SAMPLES / "faulty" / "Inte vår mall.xlsx").read_bytes())
    assert "ingen plan har något" not in check(plans, "--mark", plans / "ut").stderr


def test_a_plan_with_hints_alone_is_never_to_be_completed(plans: Path) -> None:
    """They are in a copy that is written for something else; tom.xlsx has errors and warnings and no hint."""
    (plans / "år.xlsx").write_bytes((SAMPLES / "faulty" / "Året stämmer inte med datumen.xlsx").read_bytes())
    found = json.loads(check(plans, "--format", "json").stdout)["findings"]
    outcome = check(plans, "--mark", plans / "ut")

    assert {one["severity"] for one in found if one["file"].endswith("år.xlsx")} == {"hint"}
    assert (outcome.exit_code, [path.name for path in (plans / "ut").iterdir()]) == (TO_CORRECT, [COPY])


class MarkerOrEnd(PlanMarker):
    """Marks, but for a file that ends its process."""

    def __call__(self, source: Source) -> bytes | Text:
        """The marked copy, if the file lets us."""
        if source.name.endswith("slut.xlsx"):
            os._exit(9)
        return super().__call__(source)


def test_a_file_that_ends_the_marking_is_told_of_and_the_others_are_marked(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hplan_xl.commands.plan_marker.PlanMarker", MarkerOrEnd)
    (plans / "slut.xlsx").write_bytes(OTHER.read_bytes())
    outcome = check(plans, "--mark", plans / "ut")

    assert [path.name for path in (plans / "ut").iterdir()] == [COPY]
    assert outcome.stderr == (
        f"{plans / 'slut.xlsx'} är inte markerad: markeringen avbröts. Be gruppen flytta över planen till en ny mall.\n"
    )


def test_a_plan_with_more_marks_than_a_person_can_use_is_told_of(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hplan_xl.commands.mark_plans.MOST_MARKS", 2)

    assert check(plans, "--mark", plans / "ut").stderr == (
        f"{plans / 'tom.xlsx'}: de 2 viktigaste av 4 anmärkningar är markerade; resten kommer när de är rättade.\n"
    )


def test_copies_may_lie_among_the_plans(plans: Path) -> None:
    first = check(plans, "--mark", plans / "ut")
    before = sums(plans)
    second = check(plans, "--mark", plans / "ut")

    assert (first.exit_code, second.exit_code) == (TO_CORRECT, TO_CORRECT)
    assert sums(plans) == before
    assert states(plans)["tom.xlsx"] == ("read", None)
    state, reason = states(plans)[COPY]
    assert state == "superseded"
    assert reason is not None
    assert "samma innehåll" in reason


def test_what_the_group_has_typed_in_a_copy_is_read_and_never_written_over(plans: Path) -> None:
    check(plans, "--mark", plans)
    saved_with(plans / COPY, "Plan", "C8", "Ordförande för RPO")
    returned = (plans / COPY).read_bytes()
    outcome = check(plans, "--mark", plans)

    again = plans / COPY.replace(".xlsx", " (2).xlsx")
    assert outcome.stdout.splitlines()[-1] == f"Klart: {again}"
    assert (plans / COPY).read_bytes() == returned
    assert len(commented(again.read_bytes())) == 3
    assert (
        openpyxl.load_workbook(BytesIO(unmark_workbook(again.read_bytes())))["Plan"]["C8"].value == "Ordförande för RPO"
    )


def test_a_file_of_somebody_elses_is_never_written_over(plans: Path) -> None:
    folder = plans.parent / "ut"
    folder.mkdir()
    (folder / COPY).write_bytes(b"something else")
    check(plans, "--mark", folder)

    assert (folder / COPY).read_bytes() == b"something else"
    assert is_untouched_copy((folder / COPY.replace(".xlsx", " (2).xlsx")).read_bytes())


def test_a_plan_in_a_zip_is_marked_too(plans: Path) -> None:
    (plans / "alla.zip").write_bytes(zipped({"mapp/plan.xlsx": OTHER.read_bytes()}))
    check(plans / "alla.zip", "--mark", plans / "ut")

    assert [path.name for path in (plans / "ut").iterdir()] == ["RPO Ögonsjukdommar 2025 – att komplettera.xlsx"]


def test_json_stays_alone_on_stdout(plans: Path) -> None:
    outcome = check(plans, "--mark", plans / "ut", "--format", "json")

    assert json.loads(outcome.stdout)["files"][0]["state"] == "read"
    assert outcome.stderr == f"Klart: {plans / 'ut' / COPY}\n"


def test_a_file_where_the_folder_should_be_is_told_of(plans: Path) -> None:
    outcome = check(plans, "--mark", plans / "tom.xlsx")

    assert outcome.exit_code == NOTHING_DONE
    assert outcome.stderr == f"{plans / 'tom.xlsx'} är en fil. Skriv namnet på en mapp efter --mark.\n"
