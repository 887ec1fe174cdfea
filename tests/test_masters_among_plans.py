"""A master that lies among the plans is replaced where it is the target, and never read as a plan."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from hplan_xl.book.text import Language
from tests.commands import hashes, hplan
from tests.pieces_of_masters import opened
from tests.sketch import edited, sketch


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "planer"
    folder.mkdir()
    sketch(folder, plan={"group": "RPO Primärvård"}, name="a")
    sketch(folder, plan={"group": "RSG Patientsäkerhet"}, name="b")
    return folder


@pytest.mark.parametrize("out", ["ut", "."])
def test_a_folder_of_masters_within_the_plans_folder_is_made_again(plans: Path, out: str) -> None:
    before = hashes(plans)
    first = hplan("merge", plans, "-o", plans / out, "--split-by", "council")
    made = hashes(plans)
    again = hplan("merge", plans, "-o", plans / out, "--split-by", "council")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert len(made) > len(before) + 1
    assert before.items() <= made.items()
    assert hashes(plans) == made
    (plans.parent / "länk").symlink_to(plans, target_is_directory=True)
    assert hplan("merge", plans, "-o", plans.parent / "länk" / out, "--split-by", "council").exit_code == 0
    assert hashes(plans).keys() == made.keys()


def test_a_plan_in_the_folder_of_masters_is_read_and_never_replaced(plans: Path) -> None:
    (plans / "ut").mkdir()
    sketch(plans / "ut", plan={"group": "RPO Tandvård"}, name="master RSL")
    before = hashes(plans)
    result = hplan("merge", plans, "-o", plans / "ut", "--split-by", "council", "--force")
    assert result.exit_code == 3
    assert "master RSL.xlsx är en av planerna som läses och skrivs inte över." in result.stderr
    assert hashes(plans) == before


def test_an_earlier_master_of_another_name_is_told_of_and_left_out(plans: Path) -> None:
    assert hplan("merge", plans, "-o", plans / "mars.xlsx").exit_code == 0
    april = hplan("merge", plans, "-o", plans / "april.xlsx")
    assert april.exit_code == 1
    assert "mars.xlsx är en sammanställning som hplan har gjort, ingen plan, och är inte med." in april.stdout
    assert "2 planer lästa" in april.stdout
    checked = hplan("check", plans, lang="en")
    assert checked.stdout.count("is a master that hplan has made, not a plan, and is left out.") == 2
    assert hplan("repair", plans / "mars.xlsx", "-o", plans / "lagad.xlsx").exit_code == 3


def test_a_group_by_whose_name_a_master_is_called_has_sent_nothing(plans: Path) -> None:
    assert hplan("merge", plans, "-o", plans / "i fjol", "--split-by", "group").exit_code == 0
    (plans / "a.xlsx").unlink()

    result = hplan("merge", plans, "-o", plans.parent / "m.xlsx")

    awaited = result.stdout.splitlines()[4]
    assert awaited.startswith("32 grupper inväntas: RPO Akut vård, ")
    assert awaited.endswith(" och 28 till.")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_master_whose_mark_a_program_has_dropped_is_no_plan_either(plans: Path, lang: Language) -> None:
    assert hplan("merge", plans, "-o", plans / "mars.xlsx", lang=lang).exit_code == 0
    _drop_properties(plans / "mars.xlsx")
    assert "2 planer lästa" in hplan("merge", plans, "-o", plans / "april.xlsx").stdout


def test_a_plan_with_a_sheet_that_is_called_as_a_page_of_masters_is_a_plan(plans: Path) -> None:
    edited(plans / "a.xlsx", lambda workbook: workbook.create_sheet("Inlämnade planer"))
    assert "2 planer lästa" in hplan("check", plans).stdout


def _drop_properties(path: Path) -> None:
    """Write the workbook anew without custom properties, as some programs do."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    del parts["docProps/custom.xml"]
    parts["[Content_Types].xml"] = re.sub(rb'<Override [^>]*custom.xml"[^>]*/>', b"", parts["[Content_Types].xml"])
    parts["_rels/.rels"] = re.sub(rb'<Relationship [^>]*custom.xml"[^>]*/>', b"", parts["_rels/.rels"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)


def test_a_master_that_somebody_has_saved_is_kept_with_the_day_of_that(plans: Path) -> None:
    master, kept = plans.parent / "m.xlsx", plans.parent / "m 2026-04-02.xlsx"
    first = hplan("merge", plans, "-o", master)
    plain = master.read_bytes()
    again = hplan("merge", plans, "-o", master)
    assert "finns kvar" not in first.output + again.output
    assert hashes(plans.parent).keys() == {"m.xlsx", "planer/a.xlsx", "planer/b.xlsx"}

    edited = saved_with_a_note(master, datetime(2026, 4, 2, 9, 30))
    result = hplan("merge", plans, "-o", master)
    assert result.exit_code == 0
    assert f"{master} hade sparats i ett annat program än hplan. Den finns kvar som {kept}." in result.stderr
    assert (master.read_bytes(), kept.read_bytes()) == (plain, edited)

    master.write_bytes(edited)
    assert f"Den finns kvar som {kept}." in hplan("merge", plans, "-o", master).stderr
    other = saved_with_a_note(master, datetime(2026, 4, 2, 10, 30))
    assert "It is kept as" in hplan("merge", plans, "-o", master, lang="en").stderr
    assert (plans.parent / "m 2026-04-02 (2).xlsx").read_bytes() == other
    assert kept.read_bytes() == edited


def saved_with_a_note(path: Path, when: datetime) -> bytes:
    """The bytes of a workbook after somebody wrote a note into it."""
    workbook = opened(path.read_bytes(), formulas=True)
    workbook.worksheets[0]["N40"] = "Ta upp med ordföranden"
    saved = BytesIO()
    workbook.save(saved)
    data = with_core(saved.getvalue(), when)
    path.write_bytes(data)
    return data


def with_core(data: bytes, when: datetime) -> bytes:
    """The package as it was saved at this time."""
    stamp = f"{when.isoformat()}Z".encode()
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
            copy.writestr(name, part)
    return target.getvalue()


def test_a_master_of_plans_without_areas_is_a_master_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    blank = tmp_path / "in" / "a.xlsx"
    assert hplan("template", "--group", "RPO Primärvård", "--year", 2026, "-o", blank).exit_code == 0
    master = tmp_path / "master.xlsx"
    assert hplan("merge", tmp_path / "in", "-o", master).exit_code == 1
    result = hplan("check", master)
    assert result.stderr.splitlines()[0] == (
        f"{master} är en sammanställning som hplan har gjort, ingen plan, och är inte med."
    )


def test_slides_and_tables_of_ours_are_none_of_the_plans_until_somebody_else_has_saved_them(plans: Path) -> None:
    hplan("slides", plans, "-o", plans / "bilder", "--split-by", "group")
    hplan("export", plans, "-o", plans / "data", "--to", "csv")
    (plans / "data" / "eget.csv").write_text("a", encoding="utf-8")
    deck = plans / "bilder" / "master RPO Primärvård.pptx"

    told = [line for line in hplan("check", plans).stdout.splitlines() if ".pptx" in line or ".csv" in line]
    assert told == [f"{plans}/data/eget.csv är ingen Excel-fil (.xlsx). Be gruppen fylla i handlingsplanens mall."]
    frozen = plans.parent / "omgång.zip"
    assert hplan("freeze", plans, "-o", frozen).exit_code == 0
    assert hplan("verify", frozen).exit_code == 0

    with zipfile.ZipFile(BytesIO(deck.read_bytes())) as package, zipfile.ZipFile(deck, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b"<?xml version='1.0'", b'<?xml version="1.0"'))
    told = [line for line in hplan("check", plans).stdout.splitlines() if ".pptx" in line]
    assert [line.partition(" är ")[0] for line in told] == [str(deck)]
