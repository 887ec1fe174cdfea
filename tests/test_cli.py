"""The commands as people use them: what is printed where, and the exit status."""

import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.workbook import Workbook

from hplan_xl import __version__
from hplan_xl.book.text import Language
from hplan_xl.cli import HERE, main
from hplan_xl.wording import command_sentences
from tests.commands import hplan
from tests.sketch import edited, sketch, write_plan

DONE, TO_CORRECT, WRONG_USAGE, NOTHING_DONE = 0, 1, 2, 3
HEAVY = ("pandas", "pandera", "openpyxl", "xlsxwriter", "python_calamine", "icalendar")
VAGUE = {"areas": "| status |\n| Pågår |"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands are run in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def wrong_usage(*words: str) -> str:
    """What is said of a command that is used wrongly."""
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.stdout) == (WRONG_USAGE, "")
    return result.stderr


def refused(*words: str, lang: Language = "sv") -> str:
    """What is said where nothing could be done; nothing is printed as a result."""
    result = hplan(*words, lang=lang)
    assert (result.exit_code, result.stdout) == (NOTHING_DONE, "")
    return result.stderr.rstrip("\n")


def states(*paths: str) -> dict[str, tuple[str, str | None]]:
    """The state and the reason of every file that is checked."""
    files = json.loads(hplan("check", *paths, "--format", "json").stdout)["files"]
    return {file["file"]: (file["state"], file["reason"]) for file in files}


# check


def test_a_plan_in_order_ends_with_0(here: Path) -> None:
    sketch(here)
    result = hplan("check", "plan.xlsx")
    assert (result.exit_code, result.stderr) == (DONE, "")
    assert result.stdout.splitlines() == [
        "plan.xlsx: inget att rätta",
        "",
        "1 plan läst, inget att rätta.",
        "Rätta: 0 · Komplettera: 0 · Fundera på: 0",
    ]


def test_warnings_and_hints_alone_end_with_0(here: Path) -> None:
    sketch(here, {"areas": "| promise_1 |\n| |"}, {"chair": None})
    assert hplan("check", "plan.xlsx").exit_code == DONE


def test_a_cell_to_correct_ends_with_1(here: Path) -> None:
    sketch(here, VAGUE)
    result = hplan("check", "plan.xlsx", lang="en")
    assert result.exit_code == TO_CORRECT
    assert result.stdout.splitlines() == [
        "plan.xlsx: Correct 1",
        "  Correct  Prioriterade områden!M4  “Pågår” does not say how it is going. "
        "Choose “On plan”, “Minor problems” or “Serious problems”.",
        "",
        "1 plan read, with cells to correct.",
        "Correct: 1 · Complete: 0 · Consider: 0",
    ]


def test_json_and_csv_are_printed_alone(here: Path) -> None:
    sketch(here, VAGUE)
    as_json = hplan("check", "plan.xlsx", "--format", "json")
    as_csv = hplan("check", "plan.xlsx", "--format", "csv")
    assert (as_json.exit_code, as_csv.exit_code) == (TO_CORRECT, TO_CORRECT)
    findings = json.loads(as_json.stdout)["findings"]
    assert findings == list(csv.DictReader(io.StringIO(as_csv.stdout)))
    assert findings == [
        {
            "file": "plan.xlsx",
            "sheet": "Prioriterade områden",
            "cell": "M4",
            "rule": "status.ambiguous",
            "severity": "error",
            "message": (
                "”Pågår” säger inte hur det går. Välj ”Enligt plan”, ”Mindre problem” eller ”Allvarliga problem”."
            ),
        }
    ]
    assert (as_json.stderr, as_csv.stderr) == ("", "")


def test_a_template_that_nobody_has_filled_in_is_read_and_says_what_it_wants(here: Path) -> None:
    write_plan(here / "tom.xlsx", {}, {})
    result = hplan("check", "tom.xlsx")
    assert result.exit_code == TO_CORRECT
    assert result.stdout.splitlines()[:3] == [
        "tom.xlsx: Rätta 3, Komplettera 2",
        "  Rätta  Plan!C4  Fyll i ”Grupp”.",
        "  Rätta  Plan!C6  Fyll i ”Status per den”.",
    ]


def test_a_folder_is_searched_through_and_every_file_has_its_state(here: Path) -> None:
    folder = here / "in"
    (folder / "sent").mkdir(parents=True)
    sketch(folder, name="a")
    sketch(folder / "sent", None, {"as_of": "2026-02-01", "contact": "RJL"}, name="b")
    shutil.copy(folder / "a.xlsx", folder / "kopia.xlsx")
    (folder / "c.xlsx").write_bytes(b"%PDF-1.7")
    (folder / "~$a.xlsx").write_bytes(b"lock")
    (folder / "brev.docx").write_bytes(b"PK")
    (folder / "Thumbs.db").write_bytes(b"")
    assert states("in") == {
        "in/a.xlsx": ("superseded", "in/a.xlsx har samma innehåll som in/kopia.xlsx. Det räknas en gång."),
        "in/brev.docx": (
            "skipped",
            "in/brev.docx är ett Word-dokument. Gör om det till en plan med ”hplan import” och låt gruppen "
            "kontrollera den.",
        ),
        "in/c.xlsx": (
            "rejected",
            "in/c.xlsx är en PDF, ingen Excel-arbetsbok (.xlsx). Be gruppen fylla i handlingsplanens mall.",
        ),
        "in/kopia.xlsx": ("read", None),
        "in/Thumbs.db": ("skipped", "in/Thumbs.db är en systemfil och hör inte till planerna."),
        "in/~$a.xlsx": ("skipped", "in/a.xlsx är öppen i Excel. Det som senast sparades är läst."),
        "in/sent/b.xlsx": (
            "superseded",
            "Två versioner: in/sent/b.xlsx är ersatt av in/kopia.xlsx, som har senare ”Status per den” (2026-03-15).",
        ),
    }
    assert hplan("check", "in").exit_code == TO_CORRECT


def test_a_zip_is_read_like_a_folder(here: Path) -> None:
    sketch(here, name="a")
    with zipfile.ZipFile(here / "planer.zip", "w") as archive:
        archive.write(here / "a.xlsx", "in/a.xlsx")
    assert states("planer.zip") == {"planer.zip/in/a.xlsx": ("read", None)}


def test_a_register_in_a_zip_is_no_plan_and_told_not_to_be_used(here: Path) -> None:
    plan = sketch(here)
    hplan("register", "-o", "register.xlsx")
    with zipfile.ZipFile("in.zip", "w") as archive:
        archive.write(plan, "plan.xlsx")
        archive.write("register.xlsx", "in/register.xlsx")
        archive.writestr("register.toml", "")
    Path("register.xlsx").unlink()
    told = (
        "in.zip/{} är ett register. Det används inte så länge det ligger i en zip-fil: packa upp den, eller ange "
        "registret med --register."
    )
    checked = hplan("check", "in.zip")
    assert checked.exit_code == DONE
    assert [line for line in checked.stdout.splitlines() if "register" in line] == [
        told.format("in/register.xlsx"),
        told.format("register.toml"),
    ]
    assert hplan("repair", "in.zip", "-o", "ut").exit_code == DONE


def test_a_path_that_is_given_twice_is_read_once(here: Path) -> None:
    sketch(here, name="a")
    assert states("a.xlsx", ".", str(here / "a.xlsx")) == {"a.xlsx": ("read", None)}


@pytest.mark.parametrize(
    ("path", "data", "sentence"),
    [
        ("tom.xlsx", b"", "tom.xlsx är tom (0 byte). Be gruppen skicka planen igen."),
        (
            "plan.xlsx",
            b"Nr;Omr\xc3\xa5de\n",
            "plan.xlsx är en textfil (CSV eller liknande), ingen Excel-arbetsbok (.xlsx). "
            "Be gruppen fylla i handlingsplanens mall.",
        ),
        (
            "skadad.xlsx",
            b"PK\x03\x04 half a zip",
            "skadad.xlsx är skadad och går inte att öppna. Be gruppen spara den på nytt och skicka den igen.",
        ),
    ],
)
def test_a_file_alone_that_is_no_workbook_is_told_by_what_it_is(
    path: str, data: bytes, sentence: str, here: Path
) -> None:
    (here / path).write_bytes(data)
    assert refused("check", path).splitlines() == [
        sentence,
        f"Ingen handlingsplan att läsa i {path}. Ange en ifylld plan (.xlsx), en mapp eller en zip-fil.",
    ]


def test_a_workbook_of_somebody_elses_is_told(here: Path) -> None:
    def foreign(book: Workbook) -> None:
        for title in book.sheetnames[1:]:
            book.remove(book[title])

    edited(sketch(here), foreign)
    assert refused("check", "plan.xlsx").splitlines()[0] == (
        "plan.xlsx är en Excel-fil men inte ifylld i handlingsplanens mall. "
        "Är det en plan, gör om den med ”hplan import”."
    )


def test_a_plan_of_a_newer_template_is_told(here: Path) -> None:
    def newer(book: Any) -> None:
        book.custom_doc_props["hplan_template"].value = "hplan 99"

    edited(sketch(here), newer)
    assert refused("check", "plan.xlsx", lang="en").splitlines()[0] == (
        "plan.xlsx was filled in on a newer template (version 99) than this version of hplan reads. Update hplan."
    )


def test_a_missing_sheet_is_a_finding_and_the_rest_is_read(here: Path) -> None:
    edited(sketch(here), lambda book: book.remove(book["Aktiviteter"]))
    assert hplan("check", "plan.xlsx").stdout.splitlines()[1] == (
        "  Rätta  Läs mig!A1  Fliken ”Aktiviteter” saknas. Hämta mallen på nytt och flytta över raderna, "
        "eller lägg tillbaka fliken."
    )


def test_a_folder_without_workbooks_is_told(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "brev.docx").write_bytes(b"PK")
    (here / "in" / "desktop.ini").write_bytes(b"")
    assert refused("check", "in", lang="en") == (
        "in/brev.docx is a Word document. Turn it into a plan with “hplan import” and let the group check it.\n"
        "No action plan to read in in. Give a filled plan (.xlsx), a folder or a zip file."
    )


def test_a_path_that_does_not_exist_is_told() -> None:
    assert refused("check", "") == "”” (ett tomt namn) finns inte. Se efter hur den heter och var den ligger."
    assert refused("check", "borta.xlsx") == "borta.xlsx finns inte. Se efter hur den heter och var den ligger."


# What is typed, and what is said of it before the example of the command.
WRONG_USAGES = (
    ("mrge x", "hplan har inget kommando ”mrge”. Menar ni merge?"),
    (
        "frobnicate",
        "hplan har inget kommando ”frobnicate”. Välj ett av: template, import, check, repair, merge, next, slides, "
        "export, publish, freeze, verify, register.",
    ),
    ("check", "Skriv också vad som ska läsas: en fil, en mapp eller en zip-fil."),
    ("merge x", "-o saknas. Skriv -o och sedan filen eller mappen att skriva."),
    ("export x -o y", "--to saknas. Skriv --to och sedan csv, parquet, json eller sqlite."),
    ("merge x -o", "Efter -o ska det stå filen eller mappen att skriva."),
    ("merge x -o --force", "Efter -o ska det stå filen eller mappen att skriva."),
    ("merge -o --year 2026 x", "Efter -o ska det stå filen eller mappen att skriva."),
    ("check x --mark --format json", "Efter --mark ska det stå en mapp."),
    ("merge x -o m.xlsx --year --force", "Efter --year ska det stå ett år mellan 2000 och 2100."),
    ("check x --format", "Efter --format ska det stå text, json eller csv."),
    ("check x --mark=", "Efter --mark ska det stå en mapp, inte ””."),
    ("template --all-groups -o=", "Efter -o ska det stå filen eller mappen att skriva, inte ””."),
    ("check x --format xml", "Efter --format ska det stå text, json eller csv, inte ”xml”."),
    ("merge x -o y.xlsx --year 26", "Efter --year ska det stå ett år mellan 2000 och 2100, inte ”26”."),
    ("merge x -o y.xlsx --year=abc", "Efter --year ska det stå ett år mellan 2000 och 2100, inte ”abc”."),
    ("merge x -o y.xlsx --as-of 1/3", "Efter --as-of ska det stå en dag, t.ex. 2026-03-01, inte ”1/3”."),
    ("merge x -o y.xlsx --yaer 2026", "--yaer finns inte här. Menar ni --year?"),
    (
        "merge x -o y.xlsx --year 2025 --year 2026",
        "--year står två gånger, med ”2025” och ”2026”. Skriv --year en gång.",
    ),
    ("template --group a --group=b -o y", "--group står två gånger, med ”a” och ”b”. Skriv --group en gång."),
    ("merge x -oa.xlsx -o b.xlsx", "-o står två gånger, med ”a.xlsx” och ”b.xlsx”. Skriv -o en gång."),
    ("merge x -o y.xlsx --zzzzzz", "--zzzzzz finns inte här."),
    ("check x –mark y", "–mark finns inte här. Menar ni --mark?"),
    ("check x -mark=y", "-mark finns inte här. Menar ni --mark?"),
    ("check x --MARK y", "--MARK finns inte här. Menar ni --mark?"),
    ("next x", "-o saknas. Skriv -o och sedan mappen att skriva till."),
    ("register", "-o saknas. Skriv -o och sedan filen att skriva."),
    ("verify", "Skriv också vilken omgång: en zip-fil från ”hplan freeze”."),
    ("merge x -o y.xlsx --handout=1", "--handout skrivs ensamt, utan något efter."),
    (
        "verify a b",
        "”b” är mer än hplan verify tar emot. Ska det höra ihop med ordet före? Sätt då citattecken om dem.",
    ),
    ("repair Mina planer -o z", 'Namnet har mellanslag: sätt citattecken om det, "Mina planer".'),
    ("template --all-groups --group x -o y", "Välj antingen --group eller --all-groups."),
    ("template --all-groups", "Ange en mapp för mallarna: --all-groups -o MAPP."),
)


@pytest.mark.parametrize(("typed", "said"), WRONG_USAGES, ids=[typed for typed, _ in WRONG_USAGES])
def test_wrong_usage_ends_with_2_and_says_what_to_write(typed: str, said: str, here: Path) -> None:
    (here / "Mina planer").mkdir()
    command, *rest = typed.split(" ")
    lines = wrong_usage(command, "--lang", "sv", *rest).splitlines()
    example = command_sentences.EXAMPLE_OF.get(command)
    after = [f"T.ex.: {example.sv}", f"Mer: hplan {command} --help"] if example else ["Mer: hplan --help"]
    assert lines == [said, *after]


def test_wrong_usage_is_told_in_the_language_that_is_asked_for() -> None:
    assert wrong_usage("merge", "x", "--lang", "en").startswith("-o is missing. Write -o, then the file or folder to")
    assert "--lang" in wrong_usage("check", "x", "--lang", "de")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("merge", "x", "-o", "a", "-o", "b"), "-o står två gånger, med ”a” och ”b”. Skriv -o en gång."),
        (("check", "x", "--lang", "fi"), "Efter --lang ska det stå sv eller en, inte ”fi”."),
        (("-help",), "-help finns inte här. Menar ni --help?"),
        (("--lang", "fi"), "--lang står två gånger, med ”sv” och ”fi”. Skriv --lang en gång."),
        (("check", "x", "--lang", "en", "--zzzzzz"), "There is no --zzzzzz here."),
        ((), "Skriv också vad som ska göras. Välj ett av: template, import, check, repair, merge, next, slides, "),
    ],
)
def test_a_language_before_the_command_is_that_of_wrong_usage_too(words: tuple[str, ...], said: str) -> None:
    assert wrong_usage("--lang", "sv", *words).startswith(said)


def test_a_value_may_be_joined_to_a_short_option_as_to_a_long_one(here: Path) -> None:
    assert hplan("template", "-o=mall.xlsx").stdout == "Klart: mall.xlsx\n"
    assert [path.name for path in here.iterdir()] == ["mall.xlsx"]


def test_pieces_of_the_name_of_a_folder_that_is_there_want_quotes(here: Path) -> None:
    (here / "Mina planer").mkdir()
    assert refused("check", "Mina", "planer") == (
        "Mina finns inte. Se efter hur den heter och var den ligger.\n"
        'Namnet har mellanslag: sätt citattecken om det, "Mina planer".'
    )


def test_the_help_is_in_one_language() -> None:
    command = [sys.executable, "-c", "from hplan_xl.cli import main; main(prog_name='hplan')", "merge", "--help"]
    environment = {**os.environ, "LC_ALL": "sv_SE.UTF-8", "PYTHONUTF8": "1"}
    swedish = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    assert swedish.startswith("Användning: hplan merge [VAL] VÄG…\n")
    assert "Visa den här hjälpen." in swedish
    assert "[krävs]" in swedish
    english = ("Usage", "OPTIONS", "Options", "Show", "required", "INTEGER", "DIR", "PATH", "FILE")
    assert [word for word in english if word in swedish] == []


def test_the_help_of_each_command_is_in_the_language_that_is_asked_for() -> None:
    program = (
        "from click.testing import CliRunner; from hplan_xl.cli import main\n"
        "for lang in ('sv', 'en'):\n"
        "    for words in ([], *([name] for name in main.commands)):\n"
        "        print(CliRunner().invoke(main, [*words, '--help', '--lang', lang], prog_name='hplan').output)"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "LC_ALL": computer, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for computer in ("sv_SE.UTF-8", "en_GB.UTF-8")
    ]
    assert told[0] == told[1]
    assert [told[0].count(word) for word in ("Användning: hplan", "Usage: hplan")] == [1 + len(main.commands)] * 2


def test_a_language_before_the_command_is_the_commands(here: Path) -> None:
    sketch(here)
    for words, said in (
        (["--lang", "en", "check"], "1 plan read, nothing"),
        (["--lang", "sv", "check"], "1 plan läst"),
    ):
        assert said in CliRunner().invoke(main, [*words, "plan.xlsx"]).stdout


def test_inputs_are_left_as_they_are(here: Path) -> None:
    plan = sketch(here, VAGUE)
    before = plan.read_bytes(), plan.stat().st_mtime_ns
    hplan("check", "plan.xlsx")
    hplan("merge", "plan.xlsx", "-o", "master.xlsx")
    assert (plan.read_bytes(), plan.stat().st_mtime_ns) == before


# merge


def test_a_merge_says_what_is_in_it_and_that_no_row_is_lost(here: Path) -> None:
    sketch(here, name="a")
    sketch(here, VAGUE, {"group": "RPO Tandvård"}, name="b")
    sketch(here, None, {"year": "2025"}, name="c")
    result = hplan("merge", "a.xlsx", "b.xlsx", "c.xlsx", "-o", "master.xlsx")
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (TO_CORRECT, "")
    assert "c.xlsx gäller 2025. Sammanställningen gäller 2026, så planen är inte med." in lines
    assert lines[-1] == "Klart: master.xlsx"
    assert "2 planer lästa; 1 har något att rätta." in lines
    assert zipfile.is_zipfile(here / "master.xlsx")


def test_a_merge_of_plans_in_order_ends_with_0_and_replaces_its_own_master(here: Path) -> None:
    sketch(here)
    for _ in range(2):
        assert hplan("merge", ".", "-o", "master.xlsx").exit_code == DONE
    assert sorted(path.name for path in here.iterdir()) == ["master.xlsx", "plan.xlsx"]


def test_the_same_plans_give_the_same_bytes_in_whatever_order_they_are_given(here: Path) -> None:
    sketch(here, name="a")
    sketch(here, VAGUE, {"group": "RPO Tandvård"}, name="b")
    sketch(here, None, {"group": "RPO Tandvård", "as_of": "2026-02-01"}, name="c")
    for target, order in (("1.xlsx", "abc"), ("2.xlsx", "abc"), ("3.xlsx", "cba")):
        hplan("merge", *(f"{name}.xlsx" for name in order), "-o", target)
    one, again, turned = ((here / f"{number}.xlsx").read_bytes() for number in (1, 2, 3))
    assert again == one
    assert turned == one


def test_a_year_that_no_plan_is_for_is_told_with_the_years_there_are(here: Path) -> None:
    sketch(here)
    assert refused("merge", "plan.xlsx", "-o", "master.xlsx", "--year", "2030") == (
        "Ingen av planerna gäller 2030. De gäller 2026; välj år med --year."
    )
    assert not (here / "master.xlsx").exists()


def test_a_target_that_is_a_folder_is_told(here: Path) -> None:
    sketch(here)
    (here / "ut").mkdir()
    assert refused("merge", "plan.xlsx", "-o", "ut") == "ut är en mapp. Skriv ett filnamn efter -o, t.ex. master.xlsx."


def test_a_folder_that_does_not_exist_is_told(here: Path) -> None:
    sketch(here)
    assert refused("merge", "plan.xlsx", "-o", "ut/master.xlsx") == (
        "Mappen ut finns inte. Skapa den, eller välj en annan efter -o."
    )


LONG = "x" * 300


@pytest.mark.parametrize(
    "words",
    [
        f"template -o {LONG}.xlsx",
        f"template --all-groups -o {LONG}",
        f"template --register {LONG}.xlsx",
        f"check {LONG}",
        f"check plan.xlsx --mail {LONG}",
        f"check plan.xlsx --mark {LONG}",
        f"check plan.xlsx --register {LONG}.toml",
        f"repair plan.xlsx -o {LONG}",
        f"repair {LONG}.xlsx -o ut.xlsx",
        f"merge plan.xlsx -o {LONG}",
        f"merge plan.xlsx -o {LONG}/master.xlsx",
        f"merge {LONG}/in -o master.xlsx",
        f"merge plan.xlsx -o master.xlsx --calendar {LONG}.ics",
        f"merge plan.xlsx -o master.xlsx --previous {LONG}.xlsx",
        f"next plan.xlsx -o {LONG}",
        f"slides plan.xlsx -o {LONG}.pptx",
        f"export plan.xlsx -o {LONG} --to csv",
        f"publish plan.xlsx -o {LONG}",
        f"freeze plan.xlsx -o {LONG}.zip",
        f"verify {LONG}.zip",
        f"register -o {LONG}.xlsx",
    ],
    ids=lambda words: words.replace(LONG, "long"),
)
def test_a_name_that_no_file_can_have_is_told_by_every_command(words: str, here: Path) -> None:
    sketch(here)
    (told,) = refused(*words.split()).splitlines()
    assert LONG in told
    assert told.endswith("namnet är för långt.")
    assert [path.name for path in here.iterdir()] == ["plan.xlsx"]


def test_a_place_that_may_not_be_looked_at_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_dir", deny)
    assert refused("register", "-o", "stängd/register.xlsx") == (
        "stängd/register.xlsx går inte att skriva: behörighet saknas."
    )


def test_a_link_that_leads_round_in_a_ring_in_place_of_a_folder_is_told(here: Path) -> None:
    sketch(here)
    (here / "ring").symlink_to("ring")
    assert refused("export", "plan.xlsx", "-o", "ring/ut", "--to", "csv") == (
        "ring/ut går inte att skriva: det finns redan något annat där."
    )


def test_a_file_of_somebody_elses_is_overwritten_by_force_alone(here: Path) -> None:
    sketch(here)
    (here / "budget.xlsx").write_bytes(b"somebody's")
    assert refused("merge", "plan.xlsx", "-o", "budget.xlsx") == (
        "budget.xlsx finns redan och är inte gjord av hplan. Välj ett annat namn, eller skriv över med --force."
    )
    assert (here / "budget.xlsx").read_bytes() == b"somebody's"
    assert hplan("merge", "plan.xlsx", "-o", "budget.xlsx", "--force").exit_code == DONE


def test_the_master_that_is_compared_with_is_never_overwritten(here: Path) -> None:
    sketch(here)
    assert hplan("merge", "plan.xlsx", "-o", "förra.xlsx").exit_code == DONE
    before = (here / "förra.xlsx").read_bytes()
    assert refused("merge", "plan.xlsx", "-o", "förra.xlsx", "--previous", "förra.xlsx", "--force") == (
        "förra.xlsx är den tidigare sammanställningen, som läses och inte skrivs över. Välj ett annat namn efter -o."
    )
    assert (here / "förra.xlsx").read_bytes() == before


@pytest.mark.parametrize(("path", "named"), [(".", "hplan.zip"), ("..", "../hplan.zip"), ("x", "x.zip")])
def test_a_round_is_a_zip_file(path: str, named: str, here: Path) -> None:
    sketch(here)
    assert wrong_usage("freeze", "plan.xlsx", "-o", path, "--lang", "sv").splitlines()[0] == (
        f"En omgång är en zip-fil. Skriv ett namn som slutar på .zip efter -o, t.ex. {named}."
    )


@pytest.mark.parametrize(("path", "named"), [(".", "hplan.ics"), ("k.txt", "k.ics")])
def test_a_calendar_is_an_ics_file(path: str, named: str, here: Path) -> None:
    sketch(here)
    told = wrong_usage("merge", "plan.xlsx", "-o", "m.xlsx", "--calendar", path, "--lang", "sv")
    assert told.splitlines()[0] == (
        f"En kalender är en .ics-fil. Skriv ett namn som slutar på .ics efter --calendar, t.ex. {named}."
    )


def test_what_is_packed_within_a_zip_is_to_be_unpacked(here: Path) -> None:
    plan = sketch(here)
    for name, held in (("inre.zip", plan), ("yttre.zip", here / "inre.zip")):
        with zipfile.ZipFile(here / name, "w") as archive:
            archive.write(held, held.name)
    (here / "a.7z").write_bytes(b"7z")
    assert states("yttre.zip", "a.7z", "plan.xlsx") == {
        "plan.xlsx": ("read", None),
        **{
            name: ("skipped", f"{name} är packad och är inte uppackad här. Packa upp den i en mapp, och ange mappen.")
            for name in ("yttre.zip/inre.zip", "a.7z")
        },
    }


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_plan_that_is_read_is_never_overwritten(force: list[str], here: Path) -> None:
    plan = sketch(here)
    before = plan.read_bytes()
    assert refused("merge", ".", "-o", "plan.xlsx", *force) == (
        "plan.xlsx är en av planerna som läses och skrivs inte över. Välj ett annat namn efter -o."
    )
    assert plan.read_bytes() == before


def test_an_excluded_file_is_named(here: Path) -> None:
    sketch(here, name="a")
    sketch(here, None, {"group": "RPO Tandvård"}, name="b")
    result = hplan("merge", ".", "-o", "master.xlsx", "--exclude", "b.xlsx")
    assert "b.xlsx är utelämnad med --exclude." in result.stdout.splitlines()


@pytest.mark.parametrize("word", ["plån.xlsx", "in/plån.xlsx", "./in/plån.xlsx"])
def test_a_file_is_excluded_by_its_name_as_it_is_seen(word: str, here: Path) -> None:
    (here / "in").mkdir()
    sketch(here / "in", None, {"group": "RPO Tandvård"}, "pla\N{COMBINING RING ABOVE}n")  # as a Mac writes it
    sketch(here / "in", None, None, "b")
    assert "är utelämnad med --exclude." in hplan("merge", "in", "-o", "master.xlsx", "--exclude", word).stdout
    assert hplan("freeze", "in", "-o", "r.zip", "--exclude", word).exit_code == DONE
    assert "byte för byte" in hplan("verify", "r.zip").stdout


def test_where_every_plan_is_excluded_that_is_said(here: Path) -> None:
    sketch(here, name="a")
    assert refused("merge", ".", "-o", "master.xlsx", "--exclude", "a.xlsx") == (
        "Alla planer för 2026 är utelämnade med --exclude. Utelämna inte alla, eller välj ett annat år med --year."
    )
    assert refused("merge", ".", "-o", "master.xlsx", "--exclude", "a.xlsx", "--year", "2025") == (
        "Ingen av planerna gäller 2025. De gäller 2026; välj år med --year."
    )


def test_where_every_plan_is_excluded_that_is_said_too_of_one_that_tells_no_year(here: Path) -> None:
    sketch(here, None, {"year": ""}, name="a")  # taken for 2026 by its status
    assert refused("merge", ".", "-o", "master.xlsx", "--exclude", "a.xlsx") == (
        "Alla planer för 2026 är utelämnade med --exclude. Utelämna inte alla, eller välj ett annat år med --year."
    )


def test_a_plan_of_another_region_than_those_asked_for_is_asked_about_by_what_is_known(here: Path) -> None:
    (here / "in").mkdir()
    sketch(here / "in", name="a")
    lines = hplan("merge", "in", "-o", "master.xlsx", "--region", "sodra").stdout.splitlines()
    assert (
        "in/a.xlsx: Planen från RPO Medicinsk diagnostik anger Sydöstra sjukvårdsregionen; sammanställningen gäller "
        "Södra sjukvårdsregionen. Stämmer det?"
    ) in lines


@pytest.mark.parametrize("command", [("merge", "m.xlsx"), ("freeze", "r.zip"), ("publish", "webb")])
def test_a_file_to_exclude_that_is_not_there_is_told_and_nothing_is_written(
    command: tuple[str, str], here: Path
) -> None:
    (here / "in").mkdir()
    sketch(here / "in", name="a")
    assert refused(command[0], "in", "-o", command[1], "--exclude", "b.xlsx") == (
        "Ingen av filerna heter ”b.xlsx”, som ska utelämnas. Skriv namnet efter --exclude som ”hplan check” visar det."
    )
    assert not Path(command[1]).exists()


# template, register


def test_a_template_is_written_under_the_name_of_its_group(here: Path) -> None:
    result = hplan("template", "--group", "medicinsk diagnostik", "--year", "2027")
    assert (result.exit_code, result.stdout) == (DONE, "Klart: RPO Medicinsk diagnostik 2027.xlsx\n")
    (there,) = here.iterdir()
    assert there.name == "RPO Medicinsk diagnostik 2027.xlsx"


def test_a_day_to_report_by_far_from_the_year_is_asked_about(here: Path) -> None:
    asked = "Planerna gäller 2026, men enligt --due redovisas de senast 2016-10-15. Stämmer dagen?\n"
    for name, day, said in (("a", "2016-10-15", asked), ("b", "2025-10-15", ""), ("c", "2027-01-31", "")):
        result = hplan("template", "--year", "2026", "--due", day, "-o", f"{name}.xlsx")
        assert (result.exit_code, result.stderr) == (DONE, said)
    sketch(here)
    renewed = hplan("next", "plan.xlsx", "-o", "nya", "--due", "2016-10-15")
    assert renewed.stderr.splitlines()[-1] == asked.replace("2026", "2027").strip()


def test_a_day_to_count_overdue_to_far_from_the_year_is_asked_about(here: Path) -> None:
    sketch(here)
    asked = "Planerna gäller 2026, men enligt --as-of räknas försening till 2036-03-01. Stämmer dagen?\n"
    for day, said in (("2036-03-01", asked), ("2027-03-01", "")):
        for command, output in (("merge", "m.xlsx"), ("freeze", f"{day}.zip")):
            result = hplan(command, "plan.xlsx", "-o", output, "--as-of", day)
            assert (result.exit_code, result.stderr) == (DONE, said)


def test_a_template_never_replaces_one_that_may_be_filled_in(here: Path) -> None:
    sketch(here)
    assert refused("template", "-o", "plan.xlsx") == (
        "plan.xlsx finns redan och kan vara ifylld. Välj ett annat namn, eller flytta filen först."
    )


def test_a_group_that_is_not_there_is_told_with_the_nearest() -> None:
    assert refused("template", "--group", "RPO Medicinsk diagnostk") == (
        "Gruppen ”RPO Medicinsk diagnostk” finns inte i registret. Menar ni ”RPO Medicinsk diagnostik”? "
        "Med --register kan ni lägga till grupper."
    )
    assert refused("template", "--group", "RPO Medicinsk diagnostk", lang="en") == (
        "The group “RPO Medicinsk diagnostk” is not in the register. Do you mean “RPO Medicinsk diagnostik”? "
        "With --register you can add groups."
    )
    assert refused("template", "--group", "tandvard").startswith(
        "Gruppen ”tandvard” finns inte i registret. Menar ni ”RPO Tandvård”"
    )
    assert refused("template", "--group", "").startswith("Gruppen ”” finns inte i registret.")
    assert refused("template", "--group", "xyz", lang="en") == (
        "The group “xyz” is not in the register. With --register you can add groups."
    )


def test_a_healthcare_region_that_is_not_there_is_told_with_those_there_are() -> None:
    assert refused("template", "--region", "skåne").startswith(
        "Sjukvårdsregionen ”skåne” finns inte i registret. Välj en av: sydostra, norra,"
    )


def test_all_groups_get_a_template_each_and_what_is_unknown_is_told(here: Path) -> None:
    result = hplan("template", "--all-groups", "-o", "mallar")
    assert result.exit_code == DONE
    assert len(result.stdout.splitlines()) == len(list((here / "mallar").iterdir())) > 20
    assert result.stderr.splitlines() == [
        "Registret anger inte vart 25 av 33 grupper redovisar: det står tomt i mallarna, och vilka i ett kunskapsråd "
        "som inväntas går inte att säga.",
        "Registret anger inte vart 33 av 33 grupper skickar planen: på Läs mig står ”er samordnare”.",
        "Registret saknar e-post till 33 av 33 grupper: brev till dem får ingen mottagare.",
        "Fyll i det ni vet: hplan register -o register.xlsx. Gör sedan mallarna i en ny mapp med --register "
        "register.xlsx, och lägg filen bland planerna när de kommer.",
    ]


def test_words_that_are_no_address_are_no_address_of_a_group(here: Path) -> None:
    hplan("register", "-o", "register.xlsx")
    book = openpyxl.load_workbook("register.xlsx")
    groups = book["Grupper"]
    for row, mail in ((4, "tandvard at region"), (5, "Kansliet <kansli@exempel.se>")):
        groups.cell(row, 7).value = mail
    book.save("register.xlsx")
    result = hplan("template", "--all-groups", "-o", "mallar", "--register", "register.xlsx")
    assert result.stderr.splitlines()[-1] == "Fyll i det ni vet i ert register. Gör sedan mallarna i en ny mapp."
    assert "Registret saknar e-post till 32 av 33 grupper: brev till dem får ingen mottagare." in (
        result.stderr.splitlines()
    )
    groups.delete_rows(4, 60)
    book.save("register.xlsx")
    assert refused("template", "--all-groups", "-o", "andra", "--register", "register.xlsx") == (
        "Registret har inga grupper i Sydöstra sjukvårdsregionen. Lägg till dem i registret, eller kör kommandot utan "
        "det."
    )
    assert not Path("andra").exists()


def test_whom_plans_are_sent_to_stands_on_read_me_and_is_not_told_to_be_unknown(here: Path) -> None:
    result = hplan("template", "--all-groups", "--contact", "hplan@example.org", "-o", "mallar")
    assert result.exit_code == DONE
    assert "er samordnare" not in result.stderr
    sheet = openpyxl.load_workbook(min((here / "mallar").iterdir()))["Läs mig"]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert next(word for word in words if word.startswith("Frågor: ")).startswith("Frågor: hplan@example.org. ")
    assert not any("er samordnare" in word for word in words)


def test_one_value_given_twice_is_one(here: Path) -> None:
    assert (
        hplan("template", "-o", "mall.xlsx", "--output", "mall.xlsx", "--year=2026", "--year", "2026").exit_code == DONE
    )


@pytest.mark.parametrize(("typed", "told"), [("  ", "er samordnare"), (" hplan@example.org ", "hplan@example.org")])
def test_white_space_around_whom_plans_are_sent_to_is_nobody(here: Path, typed: str, told: str) -> None:
    assert hplan("template", "--contact", typed, "-o", "mall.xlsx").exit_code == DONE
    sheet = openpyxl.load_workbook("mall.xlsx")["Läs mig"]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert next(word for word in words if word.startswith("Frågor: ")).startswith(f"Frågor: {told}. ")


def test_what_the_register_does_not_know_of_a_region_is_told_with_its_cost(here: Path) -> None:
    result = hplan("template", "--all-groups", "-o", "mallar", "--region", "sodra")
    assert [line for line in result.stderr.splitlines() if "sjukvårdsregionen" in line] == [
        "Registret anger inga forum för Södra sjukvårdsregionen: listorna för beslut och behov har bara grupper, "
        "regioner och NPO, andra ord skrivs fritt.",
        "Registret anger inga patientlöften för Södra sjukvårdsregionen: mallarna har inga kolumner för dem.",
        "Registret anger inga utgångspunkter för Södra sjukvårdsregionen: de står tomma på Plan.",
        "Registret anger inget årshjul för Södra sjukvårdsregionen: på Årshjul står bara de nationella remisserna.",
        "Registret saknar webbadress till instruktionen för Södra sjukvårdsregionen: Läs mig hänvisar inte till någon.",
        "Registret vet inte vilka RSG som finns i Södra sjukvårdsregionen: de får ingen mall och inväntas inte.",
    ]
    assert len(list((here / "mallar").iterdir())) == 26


def test_the_register_is_written_and_taken_back(here: Path) -> None:
    assert hplan("register", "-o", "register.xlsx").exit_code == DONE
    sketch(here)
    assert hplan("check", "plan.xlsx", "--register", "register.xlsx").exit_code == DONE
    beside = hplan("check", ".")
    assert beside.exit_code == DONE
    assert beside.stderr.splitlines()[0] == "Registret register.xlsx ligger bland planerna och används."
    assert "1 plan läst" in beside.stdout
    (here / "register.toml").write_text("", encoding="utf-8")
    assert refused("check", ".") == (
        "Det finns flera register: register.toml, register.xlsx. Ange vilket som gäller: --register FIL."
    )
    assert hplan("check", ".", "--register", "register.xlsx").exit_code == DONE
    assert refused("check", "plan.xlsx", "--register", "borta.xlsx") == (
        "Registret borta.xlsx finns inte. Se efter hur det heter och var det ligger."
    )


def test_a_workbook_that_is_no_register_is_told_as_that(here: Path) -> None:
    sketch(here)
    hplan("merge", "plan.xlsx", "-o", "master.xlsx")
    openpyxl.Workbook().save("annan.xlsx")
    (here / "tom.xlsx").write_bytes(b"")
    for name in ("plan", "master", "annan"):
        assert refused("template", "--register", f"{name}.xlsx") == (
            f"{name}.xlsx är inget register. Gör ett med ”hplan register -o register.xlsx”, fyll i det och ange det."
        )
    assert refused("template", "--register", "tom.xlsx") == (
        "Registret tom.xlsx går inte att läsa: filen är tom, skadad, har lösenord eller är ingen Excel-arbetsbok "
        "(.xlsx)."
    )


# What is loaded


def loaded_after(*words: str) -> list[str]:
    """The heavy packages that a fresh Python holds after this."""
    program = f"import sys; {'; '.join(words)}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return run.stdout.splitlines()[-1].split()


def test_neither_the_package_nor_its_help_loads_anything_heavy() -> None:
    assert loaded_after("import hplan_xl") == []
    assert loaded_after("from hplan_xl.cli import main", "main(['--help'], standalone_mode=False)") == []
    assert loaded_after("from hplan_xl.cli import main", "main(['merge', '--help'], standalone_mode=False)") == []
    assert loaded_after("from hplan_xl.plan import build_book") == []


def test_the_commands_stand_in_the_order_of_the_work_each_with_its_whole_sentence() -> None:
    told = CliRunner().invoke(main, ["--help"]).output
    lines = told.split(":\n")[2].split("\n\n")[0].splitlines()
    assert [line.split()[0] for line in lines if line[:3].strip()] == (
        "template import check repair merge next slides export publish freeze verify register".split()  # noqa: SIM905
    )
    assert "..." not in "".join(lines)
    assert " ".join(command_sentences.REPAIR.localize(HERE).split()) in " ".join(told.split())


def test_only_a_calendar_loads_what_writes_calendars() -> None:
    assert "icalendar" not in loaded_after("from hplan_xl.commands import mail_groups, merge_plans")
    assert "icalendar" in loaded_after("from hplan_xl.commands import make_calendar")


def test_the_version_is_that_of_the_package() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.output) == (DONE, f"hplan, version {__version__}\n")


@pytest.mark.parametrize(("named", "word"), [("sv_SE.UTF-8", "Handlingsplaner"), ("en_GB.UTF-8", "Action plans")])
def test_help_speaks_the_language_of_the_computer(named: str, word: str) -> None:
    environment = {"LC_ALL": named, "PATH": "", "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-c", "from hplan_xl.cli import main; main()", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    assert word in run.stdout
