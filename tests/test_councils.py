"""A council in other spellings is the council it is, and what is none makes no council of its own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from hplan_xl.cli import main
from hplan_xl.plan import build_book
from hplan_xl.register.name_search import Recipients, list_recipients
from tests.sketch import REGISTER, rules, sketch

SYDOSTRA = REGISTER.region("sydostra")
assert SYDOSTRA
ROUTES = ("Kunskapsråd", "Redovisas för")
RECIPIENTS = list_recipients(REGISTER, SYDOSTRA)


@pytest.mark.parametrize(
    ("words", "councils"),
    [
        ("Hälsa och rehabilitering", ("Hälsa och rehabilitering",)),
        ("Hälsa o rehab", ("Hälsa och rehabilitering",)),
        ("hälsa & rehab.", ("Hälsa och rehabilitering",)),
        ("KR Hälsa + rehab", ("Hälsa och rehabilitering",)),
        ("KR Diagnostik och sinnen", ("Diagnostik och sinnen",)),
        ("Diagnostik & sinnen", ("Diagnostik och sinnen",)),
        ("Diagnostik&sinnen", ("Diagnostik och sinnen",)),
        ("KR: diagnostik o. sinnen", ("Diagnostik och sinnen",)),
        ("Kunskapsråd Diagnostik and sinnen", ("Diagnostik och sinnen",)),
        ("Kunskapsrådet för kirurgi och cancer", ("Kirurgi och cancer",)),
        ("KIRURGI OCH CANCER", ("Kirurgi och cancer",)),
        ("Medicin o akut vård; KR Kirurgi & cancer", ("Medicin och akut vård", "Kirurgi och cancer")),
        ("Kirurgi och cancer, RSL", ("Kirurgi och cancer", "RSL")),
        ("rsl", ("RSL",)),
        ("Regionsjukvårdsledningen", ("RSL",)),
        ("RSL stab; svn", ("RSL", "SVN")),
        ("Kunskapsråd", ("Kunskapsråd",)),
        ("Kirurgi och canser", ("Kirurgi och canser",)),
        ("Hälsa", ("Hälsa",)),
        ("Häl o reh", ("Häl o reh",)),
        ("Kirurgi utan cancer", ("Kirurgi utan cancer",)),
        ("KR", ("KR",)),
        ("", ()),
    ],
)
def test_a_council_is_read_as_it_is_written(words: str, councils: tuple[str, ...]) -> None:
    assert RECIPIENTS.read_names(words) == councils


def test_a_word_that_may_shorten_two_councils_names_none() -> None:
    known = ("Medicin och akutvård", "Medicin och akutsjukvård")
    recipients = Recipients(councils=known, spellings=dict.fromkeys(known, ()))
    assert recipients.read_names("Medicin o akut") == ("Medicin o akut",)
    assert recipients.find_nearest_council("Medicin & akutvard") == "Medicin och akutvård"


def test_what_groups_report_to_by_another_name_of_a_forum_is_that_forum() -> None:
    assert SYDOSTRA
    region = replace(SYDOSTRA, rsg_reports_to="Regionsjukvårdsledningen")
    register = replace(REGISTER, regions=(region, *REGISTER.regions[1:]))
    staff = REGISTER.find_group("RSG Patientsäkerhet", region)
    assert staff
    assert list_recipients(register, region) == RECIPIENTS
    assert list_recipients(register, region).read_names("Regionsjukvårdsledningen") == ("RSL",)
    assert register.find_routes(staff, region) == ("RSL",)
    assert build_book(register, region).sheets == build_book(REGISTER, SYDOSTRA).sheets


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("Kirurgi", "Kirurgi och cancer"),
        ("cancer", "Kirurgi och cancer"),
        ("Kirurgi och canser", "Kirurgi och cancer"),
        ("och", ""),
        ("", ""),
        ("Rymden och stjärnor", ""),
        ("Öppenvård", ""),
    ],
)
def test_the_nearest_council_is_the_only_one_with_the_words_or_looks_most_like_them(words: str, near: str) -> None:
    assert RECIPIENTS.find_nearest_council(words) == near


def test_spellings_of_a_council_are_one_in_the_master_and_a_near_one_is_asked_about(tmp_path: Path) -> None:
    groups = ("RPO Medicinsk diagnostik", "RPO Ögonsjukdomar", "RPO Hud- och könssjukdomar")
    told = ("KR Diagnostik & sinnen", "diagnostik o sinnen", "Diagnostik och sinen")
    plans = [
        sketch(tmp_path, plan={"group": group, "council": council}, name=group)
        for group, council in zip(groups, told, strict=True)
    ]
    assert [rules(plan) for plan in plans] == [[], [], ["Plan!C11 council.unknown"]]
    master = tmp_path / "master.xlsx"
    run = CliRunner().invoke(main, ["merge", *map(str, plans), "-o", str(master), "--lang", "sv"])
    assert run.exit_code == 0, run.output
    sheet = openpyxl.load_workbook(master)["Aktiviteter"]
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {one for one in words if "sinnen" in one or "sinen" in one} == {"Diagnostik och sinnen"}


def test_what_is_no_council_is_never_one_of_its_own(tmp_path: Path) -> None:
    # What is typed, and under which councils the plan is counted.
    told = {
        "RPO Medicinsk diagnostik": ("Kirurgi", "Kunskapsråd ej angivet"),
        "RPO Ögonsjukdomar": ("Öppenvård", "Kunskapsråd ej angivet"),
        "RPO Hud- och könssjukdomar": ("Kirurgi och cancer, Öppenvård", "Kirurgi och cancer"),
        "RPO Cancersjukdomar": ("Kunskapsråd", "Kunskapsråd ej angivet"),
        "RPO Tandvård": ("rsl; SVN", "RSL, SVN"),
        "RPO Primärvård": (
            "Öppenvård",
            "Diagnostik och sinnen, Hälsa och rehabilitering, Kirurgi och cancer, Medicin och akut vård",
        ),
        "RSG Patientsäkerhet": ("Ledningen", "RSL"),
    }
    plans = [
        sketch(tmp_path, plan={"group": group, "council": council}, name=group) for group, (council, _) in told.items()
    ]
    assert count_under(tmp_path, plans) == {group: council for group, (_, council) in told.items()}


def test_where_no_council_is_known_what_is_typed_stands_but_for_the_forums(tmp_path: Path) -> None:
    told = {"RPO Ögonsjukdomar": ("Styrgruppen", "Styrgruppen"), "RPO Tandvård": ("rsk", "RSK")}
    plans = [
        sketch(tmp_path, plan={"healthcare_region": "Norra", "group": group, "council": council}, name=group)
        for group, (council, _) in told.items()
    ]
    assert not [rule for plan in plans for rule in rules(plan) if rule.endswith("council.unknown")]
    assert count_under(tmp_path, plans) == {group: council for group, (_, council) in told.items()}


def test_a_council_with_a_comma_in_its_name_is_one(tmp_path: Path) -> None:
    name, shown = "Barn, kvinnor och psykiatri", "Barn,\N{NO-BREAK SPACE}kvinnor och psykiatri"
    group = f'[[group]]\nname = "RPO Akut vård"\nkind = "RPO"\ncouncils = ["{name}"]\n'
    register = f'[[council]]\nname = "{name}"\nregion = "sydostra"\n{group}'
    (tmp_path / "register.toml").write_text(register, encoding="utf-8")
    told = {"RPO Akut vård": (None, shown), "RPO Tandvård": (f"{name}; RSL", f"{shown}, RSL")}
    plans = [
        sketch(tmp_path, plan={"group": group, "council": council}, name=group) for group, (council, _) in told.items()
    ]
    assert count_under(tmp_path, plans) == {group: council for group, (_, council) in told.items()}
    command = ["merge", *map(str, plans), "-o", str(tmp_path / "ut"), "--split-by", "council", "--lang", "sv"]
    run = CliRunner().invoke(main, command)
    assert run.stderr.splitlines()[1:] == ["RPO Tandvård hör till 2 kunskapsråd och finns med i vart och ett."]
    assert sorted(path.name for path in (tmp_path / "ut").iterdir()) == [
        f"master {name}.xlsx",
        "master RSL.xlsx",
        "master.xlsx",
    ]
    written = CliRunner().invoke(main, ["export", str(plans[0]), "-o", str(tmp_path / "data"), "--to", "csv"])
    assert f',"{name}",' in (tmp_path / "data" / "plans.csv").read_text("utf-8-sig"), written.output


def count_under(folder: Path, plans: Sequence[Path]) -> dict[str, str]:
    """By group, the councils that its areas are counted under in the master of the plans."""
    master = folder / "master.xlsx"
    run = CliRunner().invoke(main, ["merge", *map(str, plans), "-o", str(master), "--lang", "sv"])
    assert run.exit_code < 2, run.output
    rows = [list(map(str, row)) for row in openpyxl.load_workbook(master)["Områden"].iter_rows(values_only=True)]
    titles = next(row for row in rows if "Grupp" in row)
    group, council = titles.index("Grupp"), next(at for at, one in enumerate(titles) if one in ROUTES)
    return {row[group]: row[council] for row in rows[rows.index(titles) + 1 :] if row[group] != "None"}


def test_councils_of_one_name_in_two_healthcare_regions_stand_apart(tmp_path: Path) -> None:
    register = '[[council]]\nname = "Kirurgi och cancer"\nregion = "sodra"\n'
    (tmp_path / "register.toml").write_text(register, encoding="utf-8")
    plans = [
        sketch(tmp_path, {"areas": "|title|\n" + "|Kö|\n" * number}, {**answers, "council": "Kirurgi och cancer"}, name)
        for number, name, answers in (
            (1, "a", {"group": "RPO Tandvård", "healthcare_region": "Södra sjukvårdsregionen"}),
            (2, "b", {"group": "RPO Tandvård"}),
            (1, "c", {"group": "RPO Ögonsjukdomar"}),
        )
    ]
    command = ["merge", *map(str, plans), "-o", f"{tmp_path}/m.xlsx", "--register", f"{tmp_path}/register.toml"]
    CliRunner().invoke(main, [*command, "--lang", "sv"])
    book = openpyxl.load_workbook(tmp_path / "m.xlsx", data_only=True)
    for title in ("Status", "Översikt"):
        rows = [
            row for row in book[title].iter_rows(values_only=True) if str(row[0]).startswith("Kirurgi och cancer (")
        ]
        assert [(row[0], row[7]) for row in rows] == [
            ("Kirurgi och cancer (Södra sjukvårdsregionen)", 1),
            ("Kirurgi och cancer (Sydöstra sjukvårdsregionen)", 3),
        ]
