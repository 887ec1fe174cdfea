"""`hplan export`: what other programs read back is what the plans say, under keys that hold from year to year."""

import json
import sqlite3
import sys
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from hplan_xl.book.text import Text
from hplan_xl.book.values import PeriodKind, TimePeriod
from hplan_xl.cli import main
from hplan_xl.export.data_tables import (
    DataField,
    DataFormat,
    DataTable,
    FieldType,
    Row,
    describe_package,
    find_period_days,
)
from hplan_xl.export.file_formats import CSV, FILE_NAME, JSON, SQLITE
from hplan_xl.export.parquet_format import PARQUET
from hplan_xl.export.typed_tables import build_tables
from tests.commands import hplan
from tests.plenty import consolidation
from tests.sketch import sketch

DONE, TO_CORRECT, WRONG_USAGE, NOTHING_DONE = 0, 1, 2, 3
FORMATS = {"csv": CSV, "json": JSON, "sqlite": SQLITE, "parquet": PARQUET}
PANDAS = {
    FieldType.STRING: "object",
    FieldType.INTEGER: "Int64",
    FieldType.NUMBER: "float64",
    FieldType.BOOLEAN: "boolean",
    FieldType.DATE: "object",
    FieldType.DATETIME: "object",
}
DUCKDB = {
    FieldType.STRING: "VARCHAR",
    FieldType.INTEGER: "BIGINT",
    FieldType.NUMBER: "DOUBLE",
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.DATE: "DATE",
    FieldType.DATETIME: "TIMESTAMP",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands are run in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(*words: str) -> str:
    """What is said where nothing could be done; nothing is printed as a result."""
    result = hplan("export", *words)
    assert (result.exit_code, result.stdout) == (NOTHING_DONE, "")
    return result.stderr.rstrip("\n")


@cache
def tables() -> tuple[DataTable, ...]:
    return build_tables(consolidation(), "sv")


def table(name: str, among: Sequence[DataTable] | None = None) -> DataTable:
    return next(one for one in among or tables() if one.name == name)


def records(one: DataTable) -> list[Mapping[str, object]]:
    return [dict(zip(one.field_names, row, strict=True)) for row in one.rows]


def exported(folder: Path, *words: str) -> list[Mapping[str, Any]]:
    """The records of a table that is exported as JSON."""
    assert hplan("export", *words[1:], "-o", str(folder), "--to", "json").exit_code in (DONE, TO_CORRECT)
    return list(json.loads((folder / f"{words[0]}.json").read_text(encoding="utf-8")))


# Read back


def read_csv(path: Path, one: DataTable) -> list[Row]:
    """As pandas reads it where it is told the types that the descriptor tells."""
    types = {field.name: PANDAS[field.type] for field in one.fields}
    frame = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=[""])
    assert tuple(frame.columns) == one.field_names
    columns = [
        [None if pd.isna(value) else _parse(value, field.type) for value in frame[field.name]] for field in one.fields
    ]
    return list(zip(*columns, strict=True))


def _parse(value: Any, kind: FieldType) -> object:
    """A value as it was, where it is held as text or as a number."""
    match kind:
        case FieldType.DATE:
            return date.fromisoformat(value)
        case FieldType.DATETIME:
            return datetime.fromisoformat(value)
        case FieldType.BOOLEAN:
            return bool(value)
        case _:
            return value


def read_sqlite(path: Path, one: DataTable) -> list[Row]:
    connection = sqlite3.connect(path)
    rows = connection.execute(f'SELECT * FROM "{one.name}" ORDER BY rowid').fetchall()
    connection.close()
    kinds = [field.type for field in one.fields]
    return [
        tuple(None if value is None else _parse(value, kind) for kind, value in zip(kinds, row, strict=True))
        for row in rows
    ]


def read_by_duckdb(path: Path, one: DataTable) -> list[Row]:
    columns = "{" + ", ".join(f"'{field.name}': '{DUCKDB[field.type]}'" for field in one.fields) + "}"
    read = {
        ".csv": f"read_csv('{path}', header=true, columns={columns}, quote='\"', escape='\"')",
        ".json": f"read_json('{path}', columns={columns})",
        ".parquet": f"read_parquet('{path}')",
    }[path.suffix]
    return list(duckdb.execute(f"SELECT * FROM {read}").fetchall())


def read_parquet(path: Path, one: DataTable) -> list[Row]:
    """As pandas reads it, with its types untold."""
    frame = pd.read_parquet(path, dtype_backend="numpy_nullable")
    assert tuple(frame.columns) == one.field_names
    columns = [
        [None if pd.isna(value) else _plain(value, field.type) for value in frame[field.name].tolist()]
        for field in one.fields
    ]
    return list(zip(*columns, strict=True))


def _plain(value: Any, kind: FieldType) -> object:
    return value.to_pydatetime() if kind is FieldType.DATETIME else value


def write(folder: Path, form: DataFormat, among: Sequence[DataTable]) -> None:
    for name, data in form.encode(among).items():
        (folder / name).write_bytes(data)


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "sqlite"])
def test_every_table_is_read_back_equal(here: Path, form: str) -> None:
    write(here, FORMATS[form], tables())
    for one in tables():
        rows, path = list(one.rows), here / f"{one.name}.{form}"
        match form:
            case "sqlite":
                assert read_sqlite(here / FILE_NAME, one) == rows, one.name
            case "csv":
                assert read_csv(path, one) == read_by_duckdb(path, one) == rows, one.name
            case "parquet":
                assert read_parquet(path, one) == read_by_duckdb(path, one) == rows, one.name
            case _:
                assert [tuple(record) for record in json.loads(path.read_text(encoding="utf-8"))] == [
                    one.field_names for _ in rows
                ]
                assert (read_by_duckdb(path, one) if rows else []) == rows, one.name


_FIELDS = tuple(DataField(kind.value, kind, Text("", ""), Text("", "")) for kind in FieldType)
_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1)
_ROWS = st.lists(
    st.tuples(
        st.none() | _WORDS,
        st.none() | st.integers(-(2**53), 2**53),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.booleans(),
        st.none() | st.dates(),
        st.none() | st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
    ),
    min_size=1,
    max_size=5,
)


@given(_ROWS)
def test_whatever_stands_in_a_plan_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    one = DataTable("any", Text("", ""), Text("", ""), _FIELDS, tuple(rows), ())
    for form in (CSV, SQLITE, JSON):
        write(folder, form, [one])
    assert read_csv(folder / "any.csv", one) == rows
    assert read_sqlite(folder / FILE_NAME, one) == rows
    read = [tuple(record.values()) for record in json.loads((folder / "any.json").read_text(encoding="utf-8"))]
    assert read == [tuple(value.isoformat() if isinstance(value, date) else value for value in row) for row in rows]


# What is in the tables


def test_measured_values_are_long_and_say_what_they_are(here: Path) -> None:
    sketch(
        here,
        {
            "indicators": "| name | direction | target |\n| Väntetid till svar | Lägre är bättre | 7 |",
            "measurements": "| period | value_RJL | value_RKL | value_whole | value_nation | comment |\n"
            "| '2025 T2 | 8,5 | .. | 9 | | Preliminärt |\n"
            "| '2025 T3 | | | | | Inget värde än |",
        },
    )
    found = exported(here / "ut", "measurements", "plan.xlsx")
    same = {
        "plan_key": "2026/sydostra/rpo medicinsk diagnostik",
        "group_key": "sydostra/rpo medicinsk diagnostik",
        "group_name": "RPO Medicinsk diagnostik",
        "plan_year": 2026,
        "indicator_key": "sydostra/rpo medicinsk diagnostik/I1",
        "indicator_label": "I1 – Väntetid till svar",
        "indicator_name": "Väntetid till svar",
        "indicator_unit": "dagar",
        "indicator_direction": "lower",
        "indicator_target": 7.0,
        "indicator_target_high": None,
        "indicator": "I1",
        "source_file": "plan.xlsx",
        "source_sheet": "Mätvärden",
    }
    second = {
        "period": "2025 T2",
        "period_first": "2025-05-01",
        "period_last": "2025-08-31",
        "comment": "Preliminärt",
        "source_row": 4,
    }
    third = {
        "period": "2025 T3",
        "period_first": "2025-09-01",
        "period_last": "2025-12-31",
        "comment": "Inget värde än",
        "source_row": 5,
    }
    assert found == [
        {**same, **second, "region": "RJL", "region_title": "RJL", "value": 8.5, "missing": None},
        {**same, **second, "region": "RKL", "region_title": "RKL", "value": None, "missing": ".."},
        {**same, **second, "region": "whole", "region_title": "Hela sjukvårdsregionen", "value": 9.0, "missing": None},
        {**same, **third, "region": None, "region_title": None, "value": None, "missing": None},
    ]


@pytest.mark.parametrize("second", ["I1", "i 1"])
def test_a_value_of_an_id_that_two_indicators_have_says_nothing_of_either(second: str, here: Path) -> None:
    first = "| id | name | direction | target |\n| I1 | Ett | Lägre är bättre | 7 |"
    indicators = f"{first}\n| {second} | Två | Högre är bättre | 9 |"
    sketch(here, {"indicators": indicators, "measurements": "| period | value_RJL |\n| '2025 | 8 |"})

    (one,) = exported(here / "ut", "measurements", "plan.xlsx")

    told = {name: value for name, value in one.items() if name.startswith("indicator")}
    assert told.pop("indicator_key") == "sydostra/rpo medicinsk diagnostik/I1"
    assert {name for name, value in told.items() if value is not None} == {"indicator", "indicator_label"}
    assert (one["indicator_label"], one["value"]) == ("I1", 8)


def test_a_value_of_no_known_indicator_is_not_told_of_the_one_without_an_id(here: Path) -> None:
    values = "| indicator | period | value_RJL |\n| I9 | '2025 | 8 |\n|  | '2024 | 7 |"
    sketch(here, {"indicators": "| id | name |\n|  | Utan id |", "measurements": values})

    found = exported(here / "ut", "measurements", "plan.xlsx")

    assert [one["value"] for one in found] == [8, 7]
    assert {value for one in found for name, value in one.items() if name.startswith("indicator")} == {None}


def test_keys_hold_from_year_to_year_and_a_plans_own_key_does_not(here: Path) -> None:
    areas = {"areas": "| number | title |\n| 3 | Kortare väntetider |", "activities": "| area |\n| 3 |"}
    sketch(here, areas, {"year": "2026"}, name="nu")
    sketch(here, areas, {"year": "2027", "group": "RPO  medicinsk Diagnostik", "as_of": "2027-03-15"}, name="sedan")
    years = [
        exported(here / f"{name} {year}", name, "nu.xlsx", "sedan.xlsx", "--year", year)[0]
        for year in ("2026", "2027")
        for name in ("areas", "activities")
    ]
    assert {one["group_key"] for one in years} == {"sydostra/rpo medicinsk diagnostik"}
    assert {one["area_key"] for one in years} == {"sydostra/rpo medicinsk diagnostik/3"}
    assert [one["plan_key"][:5] for one in years] == ["2026/", "2026/", "2027/", "2027/"]


def test_a_plan_without_a_group_goes_by_its_file(here: Path) -> None:
    sketch(here, plan={"group": None})
    (plan,) = exported(here / "ut", "plans", "plan.xlsx")
    told = {name: plan[name] for name in ("plan_key", "group_key", "group_name", "group", "reported_to")}
    assert told == {
        "plan_key": "2026/sydostra/(plan.xlsx)",
        "group_key": "sydostra/(plan.xlsx)",
        "group_name": None,
        "group": None,
        "reported_to": None,
    }


def test_a_forum_of_another_healthcare_region_goes_by_one_word(here: Path) -> None:
    asked = {"decisions": "| forum |\n| RSL |\n| rsl |\n| Nämnden |\n| Kunskapsråd Diagnostik |\n"}
    sketch(here, asked, name="a")
    sketch(here, asked, {"healthcare_region": "Norra sjukvårdsregionen"}, "b")
    forums = [row["forum"] for row in exported(here / "ut", "decisions", "a.xlsx", "b.xlsx")]
    assert forums == ["rsl", "rsl", "Nämnden", "Kunskapsråd Diagnostik"] * 2


def test_findings_and_files_are_tables_too(here: Path) -> None:
    (here / "in").mkdir()
    sketch(here / "in", {"areas": "| status |\n| Pågår |"})
    (here / "in" / "brev.xlsx").write_bytes(b"%PDF-1.7")
    (found,) = exported(here / "ut", "findings", "in")
    assert found == {
        "plan_key": "2026/sydostra/rpo medicinsk diagnostik",
        "source_file": "in/plan.xlsx",
        "source_sheet": "Prioriterade områden",
        "source_row": 4,
        "cell": "M4",
        "rule": "status.ambiguous",
        "severity": "error",
        "message": "”Pågår” säger inte hur det går. Välj ”Enligt plan”, ”Mindre problem” eller ”Allvarliga problem”.",
    }
    files = exported(here / "ut", "files", "in")
    names = ("source_file", "state", "plan_key", "as_of", "document_status", "row_count")
    assert [tuple(file[name] for name in names) for file in files] == [
        ("in/brev.xlsx", "rejected", None, None, None, None),
        ("in/plan.xlsx", "read", "2026/sydostra/rpo medicinsk diagnostik", "2026-03-15", "draft", 24),
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_a_working_note_is_in_no_output(here: Path, form: str) -> None:
    secret = "| title | internal_note |\n| Öppet | HEMLIG ANTECKNING |"
    sketch(here, {"areas": secret, "activities": secret})
    assert hplan("export", "plan.xlsx", "-o", "ut", "--to", form).exit_code == DONE
    for path in (here / "ut").iterdir():
        assert b"HEMLIG" not in path.read_bytes()
        assert b"internal_note" not in path.read_bytes()


def test_a_personal_identity_number_is_in_no_output(here: Path) -> None:
    sketch(here, {"areas": "| title |\n| Svar till 811218-9876 |"})
    (area,) = exported(here / "ut", "areas", "plan.xlsx")
    assert area["title"] == "Svar till (personnummer borttaget)"
    assert not any(b"811218" in path.read_bytes() for path in (here / "ut").iterdir())


_PERIODS = st.one_of(
    st.builds(TimePeriod, st.integers(2000, 2100), st.sampled_from([PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR])),
    st.builds(TimePeriod, st.integers(2000, 2100), st.just(PeriodKind.MONTH), st.integers(1, 12)),
    st.builds(TimePeriod, st.integers(2000, 2100), st.just(PeriodKind.QUARTER), st.integers(1, 4)),
    st.builds(TimePeriod, st.integers(2000, 2100), st.just(PeriodKind.TERTIAL), st.integers(1, 3)),
    st.builds(TimePeriod, st.integers(2000, 2100), st.just(PeriodKind.HALF), st.integers(1, 2)),
    st.builds(TimePeriod, st.integers(2000, 2050), st.just(PeriodKind.YEARS), st.just(0), st.integers(2051, 2100)),
    st.builds(TimePeriod, st.integers(2000, 2100), st.just(PeriodKind.MONTHS), st.integers(1, 6), st.integers(7, 12)),
)


@given(_PERIODS)
def test_a_period_has_its_first_and_last_day(period: TimePeriod) -> None:
    first, last = find_period_days(period)
    assert (first.day, last.day) == (1, monthrange(last.year, last.month)[1])
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    assert (last.year, last.month, months) == period.sort_key


def test_periods_of_each_kind_follow_upon_each_other() -> None:
    parts = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.TERTIAL: 3, PeriodKind.HALF: 2}
    for kind, count in parts.items():
        days = [find_period_days(TimePeriod(2024, kind, part)) for part in range(1, count + 1)]
        assert (days[0][0], days[-1][1]) == (date(2024, 1, 1), date(2024, 12, 31))
        assert all(last + timedelta(1) == following for (_, last), (following, _) in pairwise(days))
    assert find_period_days(TimePeriod(2021, PeriodKind.SCHOOL_YEAR)) == (date(2021, 7, 1), date(2022, 6, 30))


# The description


def test_the_description_tells_the_first_and_the_last_day_that_the_plans_are_as_of() -> None:
    def describe(days: tuple[date, date] | None) -> str:
        package = json.loads(describe_package([], FORMATS["csv"], replace(consolidation(), days=days), "sv"))
        return str(package["description"]).partition(". ")[2]

    spans = (date(2026, 1, 31), date(2026, 9, 30)), (date(2026, 9, 30), date(2026, 9, 30)), None
    assert [describe(days) for days in spans] == [
        "Läget gäller 2026-01-31 – 2026-09-30. Arbetsanteckningar är inte med.",
        "Läget gäller 2026-09-30. Arbetsanteckningar är inte med.",
        "Läget gäller en dag som ingen plan anger. Arbetsanteckningar är inte med.",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_the_description_tells_every_field_in_the_books_words(form: str) -> None:
    master, made = consolidation(), FORMATS[form]
    package = json.loads(describe_package(tables(), made, master, "sv"))
    assert {name: package[name] for name in ("$schema", "name", "title", "description")} == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "hplan-2026",
        "title": "Översiktlig handlingsplan 2026: data",
        "description": "12 planer för 2026. Läget gäller 2026-10-01. Arbetsanteckningar är inte med.",
    }
    files = made.encode(tables())
    assert [resource["name"] for resource in package["resources"]] == [one.name for one in tables()]
    for resource, one in zip(package["resources"], tables(), strict=True):
        assert resource["type"] == "table"
        assert resource["path"] in files
        schema = resource["schema"]
        assert [(field["name"], field["type"]) for field in schema["fields"]] == [
            (field.name, field.type.value) for field in one.fields
        ]
        assert all(field["title"] and field["description"] for field in schema["fields"])
        assert len(set(one.field_names)) == len(one.fields)


def test_a_column_has_the_books_title_help_and_words() -> None:
    package = json.loads(describe_package(tables(), CSV, consolidation(), "en"))
    areas = next(resource for resource in package["resources"] if resource["name"] == "areas")
    status = next(field for field in areas["schema"]["fields"] if field["name"] == "status")
    assert status == {
        "name": "status",
        "type": "string",
        "title": "Status",
        "description": "Choose how it is going today. The judgement is your own; there are no thresholds.",
        "categories": [
            {"value": "not_started", "label": "Not started"},
            {"value": "on_plan", "label": "On plan"},
            {"value": "minor", "label": "Minor problems"},
            {"value": "serious", "label": "Serious problems"},
            {"value": "closed", "label": "Closed"},
        ],
    }
    assert (areas["title"], areas["schema"]["primaryKey"]) == ("Priority areas", ["plan_key", "source_row"])


def test_declared_keys_and_references_hold() -> None:
    by_name = {one.name: records(one) for one in tables()}
    for one in tables():
        keys = [tuple(record[name] for name in one.key) for record in by_name[one.name]]
        assert not one.key or (len(set(keys)) == len(keys) and None not in {part for key in keys for part in key})
        for field, target, there in one.references:
            known = {record[there] for record in by_name[target]} | {None}
            assert {record[field] for record in by_name[one.name]} <= known, (one.name, field)


def test_codes_are_words_in_the_table_of_words() -> None:
    terms = {(row["vocabulary"], row["term"]): row["word_sv"] for row in records(table("terms"))}
    codes = {(one.name, field.name): {term.name for term in field.terms} for one in tables() for field in one.fields}
    listed = {term for _, term in terms}
    assert all(names <= listed for names in codes.values())
    assert terms["status", "minor"] == "Mindre problem"


# The folder


def test_the_same_plans_give_the_same_bytes_and_replace_an_earlier_export(here: Path) -> None:
    sketch(here)
    for form in (*FORMATS, *FORMATS):
        assert hplan("export", "plan.xlsx", "-o", "ut", "--to", form).exit_code == DONE
        now = {path.name: path.read_bytes() for path in (here / "ut").iterdir()}
        kept = here / form
        if kept.exists():
            assert {path.name: path.read_bytes() for path in kept.iterdir()} == now
        else:
            kept.mkdir()
            for name, data in now.items():
                (kept / name).write_bytes(data)
    assert {path.name for path in (here / "sqlite").iterdir()} == {"datapackage.json", "hplan.sqlite"}
    assert {path.name for path in here.iterdir()} == {"plan.xlsx", "ut", *FORMATS}


def test_an_earlier_export_among_the_plans_is_none_of_them(here: Path) -> None:
    (here / "in").mkdir()
    sketch(here / "in")
    for _ in range(2):
        result = hplan("export", "in", "-o", "in/data", "--to", "csv")
    assert result.stdout.splitlines() == [
        "1 plan läst, inget att rätta.",
        "Rätta: 0 · Komplettera: 0 · Fundera på: 0",
        "13 tabeller med 158 rader.",
        "Klart: in/data",
    ]


def test_nothing_is_written_where_not_all_can_be(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sketch(here)
    hplan("export", "plan.xlsx", "-o", "ut", "--to", "csv")
    before = {path.name: path.read_bytes() for path in (here / "ut").iterdir()}
    written = list[int]()

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("hplan_xl.excel.atomic_write.os.fsync", full)
    assert refused("plan.xlsx", "-o", "ut", "--to", "json") == "ut går inte att skriva: disken är full."
    assert {path.name: path.read_bytes() for path in (here / "ut").iterdir()} == before
    assert {path.name for path in here.iterdir()} == {"plan.xlsx", "ut"}


# What is told


def test_a_folder_with_other_files_is_left_alone(here: Path) -> None:
    sketch(here)
    hplan("export", "plan.xlsx", "-o", "ut", "--to", "csv")
    (here / "ut" / "rapport.pbix").write_bytes(b"mine")
    assert refused("plan.xlsx", "-o", "ut", "--to", "csv") == (
        "Mappen ut innehåller rapport.pbix, som hplan inte har skrivit där. Välj en annan mapp, eller flytta filen "
        "först."
    )
    assert (here / "ut" / "rapport.pbix").read_bytes() == b"mine"


def test_tables_that_another_program_has_described_are_not_taken_for_an_earlier_export(here: Path) -> None:
    sketch(here)
    (here / "ut").mkdir()
    package = {"name": "annat", "resources": [{"path": "viktigt.csv"}]}
    (here / "ut" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (here / "ut" / "viktigt.csv").write_bytes(b"mine")
    assert refused("plan.xlsx", "-o", "ut", "--to", "csv").startswith("Mappen ut innehåller datapackage.json, som")
    assert (here / "ut" / "viktigt.csv").read_bytes() == b"mine"


def test_the_folder_of_the_plans_is_not_written_to(here: Path) -> None:
    sketch(here)
    said = (
        "Mappen . innehåller plan.xlsx, som hplan inte har skrivit där. Välj en annan mapp, eller flytta filen först."
    )
    assert refused(".", "-o", ".", "--to", "csv") == said


def test_a_file_is_no_folder(here: Path) -> None:
    sketch(here)
    assert refused("plan.xlsx", "-o", "plan.xlsx", "--to", "csv") == (
        "plan.xlsx är en fil. Skriv namnet på en mapp efter -o."
    )


def test_parquet_without_pyarrow_is_told_in_one_sentence(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sketch(here)
    monkeypatch.delitem(sys.modules, "hplan_xl.export.parquet_format")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert refused("plan.xlsx", "-o", "ut", "--to", "parquet") == (
        "För --to parquet behövs pyarrow. Installera det med: pip install pyarrow, eller välj csv, json eller sqlite."
    )


def test_no_plan_for_the_year_is_told_as_by_merge(here: Path) -> None:
    sketch(here)
    assert refused("plan.xlsx", "-o", "ut", "--to", "csv", "--year", "2020") == (
        "Ingen av planerna gäller 2020. De gäller 2026; välj år med --year."
    )
    assert not (here / "ut").exists()


def test_the_format_is_asked_for(here: Path) -> None:
    assert CliRunner().invoke(main, ["export", "plan.xlsx", "-o", "ut"]).exit_code == WRONG_USAGE
