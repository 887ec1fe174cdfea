"""A council in other spellings is the council it is, and what is none makes no council of its own."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from hplan_xl.cli import main
from hplan_xl.register.name_search import find_nearest_council, read_councils
from tests.sketch import REGISTER, rules, sketch

COUNCILS = [council.name for council in REGISTER.councils if council.region == "sydostra"]


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
        ("Kirurgi och canser", ("Kirurgi och canser",)),
        ("Hälsa", ("Hälsa",)),
        ("Häl o reh", ("Häl o reh",)),
        ("Kirurgi utan cancer", ("Kirurgi utan cancer",)),
        ("KR", ("KR",)),
        ("", ()),
    ],
)
def test_a_council_is_read_as_it_is_written(words: str, councils: tuple[str, ...]) -> None:
    assert read_councils(words, COUNCILS) == councils


def test_a_word_that_may_shorten_two_councils_names_none() -> None:
    known = ["Medicin och akutvård", "Medicin och akutsjukvård"]
    assert read_councils("Medicin o akut", known) == ("Medicin o akut",)
    assert find_nearest_council("Medicin & akutvard", known) == "Medicin och akutvård"


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
