"""`hplan repair`: which files are poured into which template, where they go, and what is printed."""

import hashlib
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidationList

from hplan_xl.cli import main
from hplan_xl.intake.selection import compute_fingerprint
from hplan_xl.isolation import WorkLimits
from hplan_xl.marking import mark_workbook
from hplan_xl.register.name_search import find_group_in_name
from tests import commands
from tests.commands import HANGS_AFTER, hashes, hplan
from tests.hostile import parts_of, zipped
from tests.pieces_of_repair import WorkshopOrEnd
from tests.sketch import REGISTER, edited, read, sketch


def altered(folder: Path, name: str = "plan") -> Path:
    def alter(workbook: Workbook) -> None:
        sheet = workbook["Prioriterade områden"]
        sheet.delete_rows(2)
        sheet.title = "Våra områden"

    folder.mkdir(parents=True, exist_ok=True)
    return edited(sketch(folder, name=name), alter)


def test_a_file_is_repaired_into_a_file_and_what_was_done_is_printed(tmp_path: Path) -> None:
    before, after = altered(tmp_path), tmp_path / "lagad.xlsx"
    result = hplan("repair", before, "-o", after)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{before}:",
        "  Våra områden: Fliken heter åter ”Prioriterade områden”.",
        "  Våra områden: Mallens dolda namn på rubrikerna var borta. Innehållet är funnet på sina rubriker.",
        f"Klart: {after}",
    ]
    assert compute_fingerprint(read(after).submission) == compute_fingerprint(read(before).submission)
    assert openpyxl.load_workbook(after).sheetnames[:4] == ["Läs mig", "Plan", "Prioriterade områden", "Aktiviteter"]


def test_what_was_done_names_sheets_and_headings_as_the_copy_does_in_whichever_language_it_is_told(
    tmp_path: Path,
) -> None:
    def alter(workbook: Workbook) -> None:
        workbook["Aktiviteter"]["Z3"] = "Budget"
        workbook["Prioriterade områden"].delete_cols(14)

    before, after = edited(sketch(tmp_path), alter), tmp_path / "lagad.xlsx"
    result = CliRunner().invoke(main, ["repair", str(before), "-o", str(after), "--lang", "en"])
    assert result.stdout.splitlines() == [
        f"{before}:",
        "  Prioriterade områden: “Kommentar till status” was missing and is back, blank.",
        "  Aktiviteter: 1 cell is on the sheet Övrigt. The cell has no place in the template.",
        f"Done: {after}",
    ]
    assert "Övrigt" in openpyxl.load_workbook(after).sheetnames


def test_a_repaired_copy_is_named_as_the_workbook_it_is(tmp_path: Path) -> None:
    """Of a workbook with macros, too: what is written has none."""
    (tmp_path / "ut").mkdir()
    plan = tmp_path / "plan.xlsm"
    altered(tmp_path).rename(plan)

    assert hplan("repair", plan, "-o", tmp_path / "ut").exit_code == 0
    assert [path.name for path in (tmp_path / "ut").iterdir()] == ["plan.xlsx"]
    assert hplan("repair", plan, "-o", tmp_path / "annan.xlsm").exit_code == 2


def test_a_folder_is_repaired_into_a_folder_under_the_same_names(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    altered(inbox / "a")
    altered(inbox / "b")
    (inbox / "bild.pptx").write_bytes(b"PK")
    (inbox / "a" / "~$plan.xlsx").write_bytes(b"x")
    before = hashes(inbox)
    assert hplan("repair", inbox, "-o", out).exit_code == 0
    first = hashes(out)
    assert set(first) == {"a/plan.xlsx", "b/plan.xlsx"}
    assert hplan("repair", inbox, "-o", out).exit_code == 0
    assert (hashes(out), hashes(inbox)) == (first, before)


def test_a_zip_of_one_plan_is_repaired_into_a_folder_as_one_of_several_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        packed.write(altered(tmp_path), "Inkorg/plan.xlsx")
    hplan("repair", tmp_path / "in.zip", "-o", tmp_path / "ut")
    assert (tmp_path / "ut" / "Inkorg" / "plan.xlsx").is_file()
    assert not (tmp_path / "ut.xlsx").exists()


def test_no_copy_of_what_is_in_a_zip_leaves_the_folder_that_is_written(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        for name in ("../../plan.xlsx", "a/../plan.xlsx", "C:plan.xlsx"):
            packed.writestr(name, altered(tmp_path).read_bytes())
    out = tmp_path / "djup" / "mapp" / "ut"
    assert hplan("repair", tmp_path / "in.zip", "-o", out).exit_code == 0
    assert set(hashes(tmp_path / "djup")) == {f"mapp/ut/{name}" for name in ("plan.xlsx", "a/plan.xlsx", "C_plan.xlsx")}


def test_a_file_that_is_no_plan_is_told_of_and_the_others_are_repaired(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    altered(inbox)
    Workbook().save(inbox / "budget.xlsx")
    result = hplan("repair", inbox, "-o", out)
    assert result.exit_code == 1
    assert set(hashes(out)) == {"plan.xlsx"}
    assert "budget.xlsx är en Excel-fil men inte ifylld i handlingsplanens mall." in result.stderr


def test_where_there_is_no_workbook_that_is_told_whatever_the_output_is_called(tmp_path: Path) -> None:
    words = tmp_path / "plan.md"
    words.write_text("En plan")
    for output in ("ut", "ut.xlsx"):
        result = hplan("repair", words, "-o", tmp_path / output)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr == f"Ingen plan att laga i {words}. Ange en ifylld plan (.xlsx) eller en mapp.\n"


@pytest.mark.usefixtures("late_when_it_hangs")
def test_a_file_whose_reader_ends_is_told_and_the_others_are_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hplan_xl.commands.repair_plans.PlanRepairer", WorkshopOrEnd)
    monkeypatch.setattr("hplan_xl.intake.sources.LIMITS", WorkLimits(seconds=HANGS_AFTER, memory=2**29))
    (tmp_path / "in").mkdir()
    for name in ("a", "abort", "hang", "raise", "take all", "z"):
        sketch(tmp_path / "in", name=name)
    monkeypatch.chdir(tmp_path)
    result = hplan("repair", "in", "-o", "ut")
    assert result.exit_code == 1
    assert set(hashes(tmp_path / "ut")) == {"a.xlsx", "z.xlsx"}
    assert [line.partition(".xlsx ")[::2] for line in result.stderr.splitlines()] == [
        (
            "in/abort",
            "gick inte att läsa klart: läsningen avbröts. Be gruppen spara den på nytt och skicka den igen.",
        ),
        (
            "in/hang",
            "tog mer än 1800 sekunder att läsa och är inte med. Be gruppen flytta över planen till en ny mall.",
        ),
        (
            "in/raise",
            "gick inte att läsa klart: läsningen avbröts. Be gruppen spara den på nytt och skicka den igen.",
        ),
        (
            "in/take all",
            "behövde för mycket minne för att läsas och är inte med. Be gruppen flytta över planen till en ny mall.",
        ),
    ]


def test_nothing_is_written_over_an_input_or_over_another_file(tmp_path: Path) -> None:
    plan = altered(tmp_path / "in")
    before = hashes(tmp_path)
    assert hplan("repair", plan, "-o", plan).exit_code == 3
    assert hplan("repair", plan.parent, "-o", plan.parent).exit_code == 3
    other = tmp_path / "ifylld.xlsx"
    other.write_bytes(b"ifylld")
    assert hplan("repair", plan, "-o", other).exit_code == 3
    assert hashes(tmp_path) == {**before, "ifylld.xlsx": hashlib.sha256(b"ifylld").hexdigest()}


def test_copies_are_made_again_beside_their_originals_and_beside_the_folder_that_holds_those(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    sketch(tmp_path / "in", {})
    for output in (".", ".", "in/lagade", "in/lagade"):
        told = commands.run("repair", "in", "-o", output, "--lang", "sv", cwd=tmp_path, status=0)
        assert told.stdout.splitlines()[-1] == f"Klart: {'' if output == '.' else 'in/lagade/'}plan.xlsx"
    told = commands.run("repair", "in", "-o", "in", "--lang", "sv", cwd=tmp_path, status=3)
    assert told.stderr == "Planerna läses ur mappen in, och där skrivs inget. Välj en annan mapp efter -o.\n"


def test_a_folder_without_a_plan_and_a_path_that_is_not_there_are_told(tmp_path: Path) -> None:
    assert hplan("repair", tmp_path, "-o", tmp_path / "out").exit_code == 3
    assert hplan("repair", tmp_path / "borta.xlsx", "-o", tmp_path / "out.xlsx").exit_code == 3


def test_a_marked_copy_is_repaired_as_its_original(tmp_path: Path) -> None:
    plan = sketch(tmp_path)
    copy = tmp_path / "märkt.xlsx"
    copy.write_bytes(mark_workbook(plan.read_bytes(), read(plan).findings, "sv"))
    told = [
        hplan("repair", path, "-o", tmp_path / f"lagad {path.name}").stdout.splitlines()[1] for path in (plan, copy)
    ]
    assert told == [
        "  Inget att laga: allt står på sin plats.",
        "  Att åtgärda: Listan är inte med, eftersom den gäller cellerna som de låg. Den står kvar i originalet.",
    ]
    assert (tmp_path / "lagad plan.xlsx").read_bytes() == (tmp_path / "lagad märkt.xlsx").read_bytes()


def test_headings_of_another_regions_template_are_no_contents(tmp_path: Path) -> None:
    plan = sketch(
        tmp_path, {"activities": "| area | title | region_RJL |\n| 1 | A | x |"}, {"healthcare_region": "Norra"}
    )
    told = hplan("repair", plan, "-o", tmp_path / "norra.xlsx").stdout.splitlines()
    assert told[1:-1] == [
        "  Prioriterade områden: 1 cell står på fliken Övrigt. Kolumnen finns inte i den här sjukvårdsregionens mall.",
        "  Aktiviteter: 1 cell står på fliken Övrigt. Kolumnen finns inte i den här sjukvårdsregionens mall.",
    ]


def test_headings_of_an_earlier_release_are_nobodys_change(tmp_path: Path) -> None:
    released = Path(__file__).parent / "released" / "1.0.0 RPO Medicinsk diagnostik 2025.xlsx"
    result = hplan("repair", released, "-o", tmp_path / "ny.xlsx")
    assert result.stdout.splitlines()[1:-1] == ["  Inget att laga: allt står på sin plats."]


def test_the_guide_of_a_plan_without_a_year_tells_no_other(tmp_path: Path) -> None:
    def say(workbook: Workbook) -> None:
        workbook["Läs mig"]["A1"] = "Översiktlig handlingsplan 2024 – RPO Cancersjukdomar"

    def remove(workbook: Workbook) -> None:
        workbook.remove(workbook["Läs mig"])

    changes = {"2024": say, "…": remove}
    for year, change in changes.items():
        plan = edited(sketch(tmp_path, plan={"year": None}), change)
        hplan("repair", plan, "-o", tmp_path / f"{year}.xlsx")
    titles = [openpyxl.load_workbook(tmp_path / f"{year}.xlsx")["Läs mig"]["A1"].value for year in changes]
    assert titles == [f"Översiktlig handlingsplan {year} – RPO Medicinsk diagnostik" for year in changes]


def test_check_tells_of_an_altered_template_and_of_the_program_that_saved_it(tmp_path: Path) -> None:
    def alter(workbook: Workbook) -> None:
        workbook.remove(workbook["Beslut"])

    plan = edited(sketch(tmp_path), alter)
    assert _notices(plan) == [
        "Mallen är ändrad. ”hplan repair” flyttar planen till en ny och säger vad som inte får plats där."
    ]


def test_check_names_another_program_only_where_something_was_lost(tmp_path: Path) -> None:
    def paste(workbook: Workbook) -> None:
        workbook["Aktiviteter"].data_validations = DataValidationList()

    def save_in(program: bytes, path: Path) -> None:
        parts = parts_of(path.read_bytes())
        parts["docProps/app.xml"] = re.sub(
            rb"<Application>[^<]*", b"<Application>" + program, parts["docProps/app.xml"]
        )
        path.write_bytes(zipped(parts))

    whole, pasted = sketch(tmp_path), edited(sketch(tmp_path, name="inklistrad"), paste)
    save_in(b"Numbers", whole)
    assert _notices(whole) == []
    for program, shown in ((b"Numbers", "Numbers"), (b"", "ett annat program än Excel")):
        save_in(program, pasted)
        assert _notices(pasted) == [
            f"Filen är sparad i {shown}, och listor eller dolda uppgifter är borta. ”hplan repair” lägger tillbaka dem."
        ]


def _notices(plan: Path) -> list[str]:
    (told,) = json.loads(hplan("check", plan, "--format", "json").stdout)["files"]
    return [str(notice) for notice in told["notes"]]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Handlingsplan RPO Tandvård.pptx", "RPO Tandvård"),
        ("in/SV_ plan ÖNH 2026.msg", "RPO Öron-, näsa- och halssjukdomar"),
        ("in/psykisk_hälsa_v2.docx", "RPO Psykisk hälsa"),
        ("RPO Hud- och könssjukdomar/plan.pdf", "RPO Hud- och könssjukdomar"),
        ("RPO Tandvård/Hud.pdf", "RPO Hud- och könssjukdomar"),
        ("Hud och Tandvård.pdf", ""),
        ("Inskannat.pdf", ""),
        ("Hudson.pdf", ""),
    ],
)
def test_the_group_is_guessed_from_a_files_name_by_the_registers_aliases(name: str, group: str) -> None:
    assert find_group_in_name(name, REGISTER) == group


def test_check_boxes_without_a_yes_are_no_contents_that_are_kept(tmp_path: Path) -> None:
    def check_boxes(workbook: Workbook) -> None:
        for row in range(6, 40):
            for column in "DEFG":
                workbook["Prioriterade områden"][f"{column}{row}"] = False

    plan = edited(sketch(tmp_path), check_boxes)
    mended = hplan("repair", plan, "-o", tmp_path / "mended.xlsx")
    assert mended.exit_code == 0
    assert "Prioriterade områden: " not in mended.output


def test_a_copy_is_a_workbook_by_its_name(tmp_path: Path) -> None:
    plan = sketch(tmp_path)
    refused = hplan("repair", plan, "-o", tmp_path / "mended.xlsm")
    assert (refused.exit_code, "slutar på .xlsm" in refused.output) == (2, True)
    assert hplan("repair", plan, "-o", tmp_path / "mended").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mended.xlsx", "plan.xlsx"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("contact", ["plan@example.org", "kansliet, tfn 013-10 (mån. 8–9)", ""])
def test_whom_the_plan_is_sent_to_is_as_the_template_said(tmp_path: Path, language: str, contact: str) -> None:
    template, after = tmp_path / "plan.xlsx", tmp_path / "after.xlsx"
    order = ["template", "-o", str(template), "--lang", language, "--contact", contact]
    assert CliRunner().invoke(main, order).exit_code == 0
    edited(template, lambda workbook: workbook.move_sheet("Plan", 3))
    assert hplan("repair", template, "-o", after).exit_code == 0
    before, since = (
        [str(row[1].value) for row in openpyxl.load_workbook(one).worksheets[0].rows] for one in (template, after)
    )
    told = contact or {"sv": "er samordnare", "en": "your coordinator"}[language]
    lines = [words for words in since if told in words]
    assert lines == [words for words in before if told in words]
    assert len(lines) == 3


@pytest.mark.parametrize("gone", ["Plan", "Prioriterade områden", "Aktiviteter", "Beslut", "Mätvärden"])
def test_no_page_of_the_template_is_taken_for_a_sheet_that_is_gone(tmp_path: Path, gone: str) -> None:
    """Listor and Kontroll speak of the plan's columns too."""
    plan = read(edited(sketch(tmp_path), lambda workbook: workbook.remove(workbook[gone])))
    assert [(one.rule, one.cell.sheet) for one in plan.submission.findings] == [("sheet.missing", "Läs mig")]
