"""A consolidation in parts: by council, healthcare region and group; and what is handed out."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hplan_xl.book.text import Text
from hplan_xl.book.values import YearSpan
from hplan_xl.cli import main
from hplan_xl.commands.merge_plans import describe_parts
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.intake.states import FileState, Standing
from hplan_xl.master.facts.sentences import describe_situation
from hplan_xl.master.facts.slices import (
    Division,
    divide_consolidation,
    find_unplaced_groups,
    make_handout_book,
    name_files,
)
from hplan_xl.master.write import build_master
from hplan_xl.plan import hplan_of
from hplan_xl.wording.command_sentences import WITHOUT_COUNCIL
from tests.pieces_of_masters import opened, parts, values
from tests.plenty import consolidation, standing
from tests.sketch import REGISTER, sketch

COUNCILS = ("Kirurgi och cancer", "Medicin och akut vård", "RSL")


def of_councils(*councils: str) -> Consolidation:
    """A group of Sydöstra for each of these councils or rows of councils, named after its place."""
    some = consolidation(len(councils), 2)
    names = list(dict.fromkeys(zip(some.tables["plan"]["_region"], some.tables["plan"]["_group"], strict=True)))
    told = dict(zip(names, councils, strict=True))
    new = {name: f"RPO {place}" for place, name in enumerate(names, 1)}

    def moved(frame: pd.DataFrame) -> pd.DataFrame:
        owners = list(zip(frame["_region"], frame["_group"], strict=True))
        return frame.assign(
            _region="sydostra", _group=[new[one] for one in owners], _council=[told[one] for one in owners]
        )

    return replace(some, tables={name: moved(frame) for name, frame in some.tables.items()})


def rows(some: Consolidation, sheet: str) -> Counter[tuple[str, int]]:
    frame = some.tables[sheet]
    return Counter(zip(frame["_file"].tolist(), frame["_row"].tolist(), strict=True))


@settings(max_examples=20)
@given(st.integers(0, 14), st.integers(1, 4), st.integers(0, 99), st.sampled_from([Division.GROUP, Division.REGION]))
def test_the_rows_of_all_parts_are_the_rows_of_the_whole(groups: int, areas: int, seed: int, by: Division) -> None:
    whole = consolidation(groups, areas, seed)

    parts = divide_consolidation(whole, by)

    for sheet in whole.tables:
        assert sum((rows(part.consolidation, sheet) for part in parts), Counter()) == rows(whole, sheet)
    assert Counter(str(one) for part in parts for one in part.consolidation.findings) == Counter(
        map(str, whole.findings)
    )


@settings(max_examples=20)
@given(st.lists(st.lists(st.sampled_from(COUNCILS), unique=True).map(", ".join), min_size=1, max_size=6))
def test_a_group_stands_in_each_of_its_councils_and_nowhere_else(councils: list[str]) -> None:
    parts = divide_consolidation(of_councils(*councils), Division.COUNCIL)

    found = {part.title.sv: {group.name for group in part.groups} for part in parts}
    names = {f"RPO {place}": set(told.split(", ")) for place, told in enumerate(councils, 1)}
    assert found == {
        title: own
        for title in (*COUNCILS, "Kunskapsråd ej angivet")
        if (own := {name for name, told in names.items() if title in {one or "Kunskapsråd ej angivet" for one in told}})
    }
    assert {name for _, name in find_unplaced_groups(parts)} == {name for name, told in names.items() if told == {""}}
    often = Counter(group.name for part in parts for group in part.groups)
    assert often == {name: len(told) for name, told in names.items()}
    for part in parts:
        assert set(part.consolidation.tables["areas"]["_group"]) == {group.name for group in part.groups}
        assert len(set(part.consolidation.tables["areas"]["_council"])) == 1


def test_a_part_has_its_own_files_and_its_own_who_are_awaited() -> None:
    whole = of_councils("RSL", "Kirurgi och cancer, RSL")
    awaited = (standing("RSG Ett", "RSL"), standing("RPO Två", "Medicin och akut vård"))

    parts = {
        part.title.sv: part.consolidation
        for part in divide_consolidation(replace(whole, standings=awaited), Division.COUNCIL)
    }

    assert {title: [one.name for one in part.standings] for title, part in parts.items()} == {
        "RSL": ["RSG Ett"],
        "Kirurgi och cancer": [],
    }
    assert {title: len(part.files) for title, part in parts.items()} == {"RSL": 2, "Kirurgi och cancer": 1}
    assert {part.without_council for part in parts.values()} == {0}


def test_in_the_part_of_a_region_who_is_awaited_is_told_without_it_as_the_groups_are() -> None:
    some = consolidation(12)
    awaited = [
        replace(standing("RPO Njurar", region=one), words=Text(f"RPO Njurar ({one})", "")) for one in some.regions
    ]
    parted = divide_consolidation(replace(some, standings=(*some.standings, *awaited)), Division.REGION)
    told = [[one.words.sv for one in part.consolidation.standings if one.name == "RPO Njurar"] for part in parted]
    assert told == [["RPO Njurar"]] * 2


def test_a_councils_part_knows_of_how_many_groups_no_council_is_known() -> None:
    whole = of_councils("RSL")
    awaited = (standing("RPO Ett"), standing("RPO Två"), standing("RPO Tre", "", Standing.AWAITED, "norra"))
    (part,) = divide_consolidation(replace(whole, standings=awaited), Division.COUNCIL)
    (region,) = divide_consolidation(replace(whole, standings=awaited), Division.REGION)
    assert (part.consolidation.without_council, region.consolidation.without_council) == (2, 0)


def test_who_is_awaited_is_never_said_to_be_unknown_beside_their_names() -> None:
    whole = of_councils("RSL", "")
    awaited = (standing("RSG Ett", "RSL"), standing("RPO Två"), standing("RPO Tre"))
    parts = divide_consolidation(replace(whole, standings=awaited), Division.COUNCIL)
    books = [opened(build_master(part.consolidation, "sv")) for part in parts]
    of_others = (
        "Registret anger inget kunskapsråd för 2 grupper utan plan i sammanställningen; om fler inväntas går inte att "
        "säga."
    )

    assert [values(book, "Översikt")[5][0] for book in books] == [
        f"1 grupp inväntas. {of_others}",
        "2 grupper inväntas: RPO Två och RPO Tre.",
    ]
    for page in ("Översikt", "Inlämnade planer"):
        assert [[of_others] in [row[:1] for row in values(book, page)] for book in books] == [True, False]


def test_councils_of_one_name_in_two_healthcare_regions_are_two_parts() -> None:
    some = of_councils("RSL", "RSL")
    first = some.tables["plan"]["_file"].iloc[0]
    tables = {
        name: frame.assign(_region=["sodra" if file == first else "sydostra" for file in frame["_file"]])
        for name, frame in some.tables.items()
    }

    parts = divide_consolidation(replace(some, tables=tables), Division.COUNCIL)

    assert sorted(part.title.sv for part in parts) == [
        "RSL (Sydöstra sjukvårdsregionen)",
        "RSL (Södra sjukvårdsregionen)",
    ]


def test_groups_of_one_name_without_a_council_are_told_apart_in_the_note_on_them() -> None:
    some = of_councils("", "")
    first = some.tables["plan"]["_file"].iloc[0]
    regions = {first: "sodra"}
    tables = {
        name: frame.assign(
            _region=[regions.get(file, "sydostra") for file in frame["_file"]], _group="RPO Psykisk hälsa"
        )
        for name, frame in some.tables.items()
    }
    whole = replace(some, tables=tables)

    (note,) = describe_parts(whole, divide_consolidation(whole, Division.COUNCIL), WITHOUT_COUNCIL)

    assert note.sv == (
        "Utan kunskapsråd, och därför i en egen arbetsbok: RPO Psykisk hälsa (Södra), "
        "RPO Psykisk hälsa (Sydöstra). Ange råd i planen eller i registret."
    )


def test_files_of_parts_have_names_that_every_system_takes() -> None:
    part = divide_consolidation(consolidation(1), Division.GROUP)[0]
    named = [replace(part, title=Text(words, words)) for words in ("RPO A/B: <C>", "rpo a/b: <c>", "...", "å" * 300)]

    names = name_files(named, "sv")

    assert names[:3] == ["master RPO A-B- -C-.xlsx", "master rpo a-b- -c- (2).xlsx", "master -.xlsx"]
    assert len(names[3].encode()) < 255


def test_a_part_says_in_its_title_what_it_is() -> None:
    part = divide_consolidation(of_councils("RSL", "Kirurgi och cancer"), Division.COUNCIL)[0]

    data = build_master(part.consolidation, "sv")

    assert "Kirurgi och cancer, handlingsplaner 2026, Sydöstra sjukvårdsregionen: läget i korthet".encode() in _parts(
        data
    )


def test_a_part_is_as_of_the_days_of_its_own_plans() -> None:
    whole = of_councils("RSL", "Kirurgi och cancer")
    days = (date(2026, 3, 1), date(2026, 9, 30))
    files = [file for file in whole.files if file.state is FileState.READ]
    told = dict(zip([file.name for file in files], days, strict=True))
    dated = [replace(file, as_of=told.get(file.name), years=YearSpan(2026, 2026)) for file in files]

    found = divide_consolidation(replace(whole, files=tuple(dated), days=days, as_of=days[1]), Division.GROUP)

    assert sorted(describe_situation(part.consolidation).sv for part in found) == [
        "Läget gäller 2026-03-01, försening räknad till 2026-09-30.",
        "Läget gäller 2026-09-30.",
    ]


def test_a_part_of_a_region_that_is_not_counted_says_nothing_of_the_one_that_is() -> None:
    whole = of_councils("RSL", "RSL")
    first = whole.tables["plan"]["_file"].iloc[0]
    stray = {
        name: frame.assign(_region=["norra" if file == first else "sydostra" for file in frame["_file"]])
        for name, frame in whole.tables.items()
    }
    tables = {**stray, "areas": stray["areas"].assign(**{f"promise_{number}": None for number in range(1, 8)})}
    book = hplan_of(REGISTER, [region for region in REGISTER.regions if region.name in ("norra", "sydostra")])
    whole = replace(whole, book=book, tables=tables, regions=("sydostra",))

    north, south = (
        opened(build_master(part.consolidation, "sv")) for part in divide_consolidation(whole, Division.REGION)
    )

    assert [book["Översikt"]["A1"].value for book in (north, south)] == [
        "Norra sjukvårdsregionen, handlingsplaner 2026: läget i korthet",
        "Sydöstra sjukvårdsregionen, handlingsplaner 2026: läget i korthet",
    ]
    assert ["Patientlöften" in book.sheetnames for book in (north, south)] == [False, True]
    assert [
        any(str(row[0]).startswith("Patientlöften") for row in values(book, "Status")) for book in (north, south)
    ] == [False, True]
    unsaid = "Grupperna i planernas sjukvårdsregion är inte räknade; vilka som inväntas går inte att säga."
    for page in ("Översikt", "Inlämnade planer"):
        assert [[unsaid] in [row[:1] for row in values(book, page)] for book in (north, south)] == [True, False]


def test_a_handout_has_three_pages_and_no_links_to_files(tmp_path: Path) -> None:
    some = consolidation(4)
    path = tmp_path / "utdrag.xlsx"

    path.write_bytes(build_master(replace(some, book=make_handout_book(some.book)), "sv", None))

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Översikt", "Att lyfta", "Handlingsplan"]
    assert b'TargetMode="External"' not in _parts(path.read_bytes())
    assert not {"För samordnaren", "Tabeller och diagram"} & {cell for row in values(book, "Översikt") for cell in row}
    assert b"Inl\xc3\xa4mnade planer" not in _parts(path.read_bytes())


def _parts(data: bytes) -> bytes:
    return b"".join(parts(data).values())


@pytest.fixture
def two_plans(tmp_path: Path) -> Path:
    folder = tmp_path / "planer"
    folder.mkdir()
    sketch(folder, plan={"group": "RPO Primärvård"}, name="a")
    sketch(folder, plan={"group": "RSG Patientsäkerhet"}, name="b")
    return folder


def test_the_part_of_a_plan_without_a_group_is_named_so(two_plans: Path, tmp_path: Path) -> None:
    sketch(two_plans, plan={"group": None, "council": "Kirurgi och cancer, Medicin och akut vård"}, name="c")
    words = ["merge", str(two_plans), "-o", str(tmp_path / "ut"), "--lang", "sv"]

    by_group = CliRunner().invoke(main, [*words, "--split-by", "group"])
    by_council = CliRunner().invoke(main, [*words, "--split-by", "council"])

    assert f"Klart: {tmp_path}/ut/master Grupp saknas (c.xlsx).xlsx" in by_group.stdout.splitlines()
    assert (
        "Grupp saknas (c.xlsx) hör till 2 kunskapsråd och finns med i vart och ett." in by_council.stderr.splitlines()
    )


def test_merge_writes_a_master_for_each_part_beside_the_whole(two_plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut" / "masters"

    result = CliRunner().invoke(
        main, ["merge", str(two_plans), "-o", str(out), "--split-by", "council", "--handout", "--lang", "sv"]
    )

    assert result.exit_code == 0
    assert {path.name for path in out.iterdir()} == {
        "master.xlsx",
        "master Diagnostik och sinnen.xlsx",
        "master Hälsa och rehabilitering.xlsx",
        "master Kirurgi och cancer.xlsx",
        "master Medicin och akut vård.xlsx",
        "master RSL.xlsx",
    }
    assert "RPO Primärvård hör till 4 kunskapsråd och finns med i vart och ett." in result.stderr
    again = CliRunner().invoke(main, ["merge", str(two_plans), "-o", str(out), "--split-by", "council", "--lang", "sv"])
    assert again.exit_code == 0


def test_nothing_is_written_where_a_part_would_replace_a_file_that_is_not_ours(two_plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    out.mkdir()
    (out / "master RSL.xlsx").write_bytes(b"annans")

    result = CliRunner().invoke(main, ["merge", str(two_plans), "-o", str(out), "--split-by", "council"])

    assert result.exit_code == 3
    assert [path.name for path in out.iterdir()] == ["master RSL.xlsx"]
