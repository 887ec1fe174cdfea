"""Saved values of Kolada filled into next year's plan.

The answers here are made by hand after the documented schema of its API, version 3; none was fetched, and the values
are made up.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hplan_xl.book.errors import SavedValuesError
from hplan_xl.register.catalogue import read_packaged_register
from hplan_xl.renewal.national_values import find_series_of_areas, read_saved_values
from tests.commands import run
from tests.simulated_years import records
from tests.sketch import REGISTER, sketch

JONKOPING, KALMAR, OSTERGOTLAND, NATION, SKANE, TOWN = "0006", "0008", "0005", "0000", "0012", "0680"
INDICATORS = """
    | id | area | name         | kind      | unit | source              | source_id |
    | I1 | 1    | Väntetid     | Tal       | %    |                     | N00945    |
    | I2 | 1    | Annat mått   | Tal       | %    | Vården i siffror    | N00946    |
    | I3 | 1    | Milstolpen   | Milstolpe |      | Kolada              | N00947    |
    | I4 | 1    | Eget mått    | Tal       | %    | Egen mätning        |           |
    | I5 | 1    | Sent mått    | Tal       | %    | Kolada              | Kolada n00948 |
"""
MEASUREMENTS = """
    | indicator | period | value_RJL | value_RKL | value_RO | value_nation | comment     |
    | I1        | 2023   | 80        |           | 70,5     |              | Ny metod.   |
    | I4        | 2023   | 1         | 2         | 3        | 4            |             |
"""


def entry(area: str, value: float | None, year: object = 2024, kpi: str = "N00945", **more: Any) -> dict[str, Any]:
    """One entry of an answer, with the value for women and men together."""
    told = {"count": 1, "gender": "T", "status": "", "value": value, "isdeleted": False, **more}
    return {"kpi": kpi, "municipality": area, "period": year, "values": [told]}


def answer(path: Path, *entries: Mapping[str, Any], **more: Any) -> Path:
    """A saved answer."""
    told = {"values": list(entries), "count": len(entries), "next_url": None, "previous_url": None, **more}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def measured(path: Path) -> list[dict[str, Any]]:
    return records(opened_file(path))["measurements"]


def opened_file(path: Path) -> Any:
    return openpyxl.load_workbook(path)


ENTRIES = [
    entry(JONKOPING, 81.0, 2023),
    entry(KALMAR, 75.25, 2023),
    entry(OSTERGOTLAND, 70.5, 2023),
    entry(NATION, 77.0, 2023),
    entry(JONKOPING, 82.0),
    entry(KALMAR, None, status="Missing"),
    entry(OSTERGOTLAND, None, status="Private"),
    entry(NATION, 78.5, status="Preliminär"),
    entry(SKANE, 60.0),
    entry(TOWN, 61.0),
    entry(JONKOPING, 1.0, kpi="N00946"),
    entry(JONKOPING, 1.0, kpi="N00947"),
    entry(TOWN, 1.0, kpi="N00948"),
    entry(NATION, 5.0, kpi="U99999"),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Next year's plan with the values of a file, and what the command said of it."""
    folder = tmp_path_factory.mktemp("national")
    plan = sketch(folder, {"indicators": INDICATORS, "measurements": MEASUREMENTS})
    saved = answer(folder / "svar.json", *ENTRIES)
    done = run("next", plan, "-o", folder / "new", "--values", saved, "--lang", "sv", cwd=folder, status=0)
    (made,) = (folder / "new").glob("*.xlsx")
    return made, done.stdout, done.stderr


def test_values_fill_blank_cells_and_new_rows_and_tell_their_source(filled: tuple[Path, str, str]) -> None:
    rows = [{name: value for name, value in row.items() if value is not None} for row in measured(filled[0])]
    assert rows == [
        {
            "indicator": "I1",
            "period": "2023",
            "value_RJL": 80,
            "value_RKL": 75.25,
            "value_RO": 70.5,
            "value_nation": 77,
            "comment": "Ny metod; Källa: Kolada (N00945) för RKL, Riket",
        },
        {"indicator": "I4", "period": "2023", "value_RJL": 1, "value_RKL": 2, "value_RO": 3, "value_nation": 4},
        {
            "indicator": "I1",
            "period": "2024",
            "value_RJL": 82,
            "value_RKL": "-",
            "value_RO": "..",
            "value_nation": 78.5,
            "comment": "Källa: Kolada (N00945); Preliminär",
        },
    ]
    assert [row.get("source") for row in records(opened_file(filled[0]))["indicators"]] == [
        "Kolada", "Vården i siffror", "Kolada", "Egen mätning", "Kolada",
    ]  # fmt: skip


def test_what_was_filled_is_said_and_what_does_not_fit_is_asked_about(filled: tuple[Path, str, str]) -> None:
    lines = [line.strip() for line in filled[1].splitlines()]
    said = lines[lines.index(next(line for line in lines if line.startswith("Ifyllt från"))) :]
    assert said[:-1] == [
        "Ifyllt från Kolada: 4 värden för 1 indikator. Visas de för andra ska det stå ”Källa: Kolada”.",
        "”I2 Annat mått” har id N00946 men källan ”Vården i siffror”, så inget är ifyllt. Är det Koladas mått? Välj "
        "då Kolada under Källa.",
        "”I3 Milstolpen” har id N00947 men följs inte som tal, så inget är ifyllt från Kolada.",
        "N00945: filen har värden också för Region Skåne, kommun 0680, som planen inte har någon kolumn för. De är "
        "inte med. Stämmer det?",
        "N00945: 1 värde saknas i källan och står som ”-” (bortfall).",
        "N00945: 1 värde visas inte av källan och står som ”..” (sekretess).",
        "N00948: filen har bara värden för kommun 0680, och planen har ingen kolumn för dem. Hämta värden för "
        "regionerna?",
        "1 cell på Mätvärden har ett annat värde än Kolada: I1 2023 RJL är 80 i planen, 81 i Kolada. Planens står "
        "kvar. Stämmer det?",
    ]
    unused = "U99999 i svar.json är inte ”Id i källan” för någon indikator i planerna som gjordes."
    assert f"{unused} Inget är ifyllt från det.\n" in filled[2]


def test_the_filled_plan_is_read_without_remarks_on_the_values(filled: tuple[Path, str, str], tmp_path: Path) -> None:
    done = run("check", filled[0], "--format", "json", "--lang", "sv", cwd=tmp_path)
    sheets = {one["sheet"] for one in json.loads(done.stdout)["findings"] if one["severity"] != "hint"}
    assert "Mätvärden" not in sheets


FAULTS: Sequence[tuple[str, str, str]] = (
    ("{", "is not json", "svar.json is not json, as a saved answer of Kolada is. Save the answer again, unchanged."),
    ("[1]", "no answer", "is no answer of values from Kolada."),
    ('{"values": 3}', "no values", "is no answer of values from Kolada."),
    ('{"values": [{"id": "N00945", "title": "Mått"}]}', "metadata", "is no answer of values from Kolada."),
    (
        json.dumps({"values": [{"kpi": "N00945", "ou": "V1", "period": 2024, "values": []}]}),
        "organisational units",
        "is no answer of values from Kolada.",
    ),
    (json.dumps({"values": [entry(KALMAR, 1.0, "2024 H1")]}), "another period", "is no answer of values from Kolada."),
    ('{"values": [{"kpi": "N1", "municipality": "0006", "period": 2024, "values": [{"gender": "T", "value": NaN}]}]}',
     "no number", "is no answer of values from Kolada."),
    ('{"values": []}', "empty", "is an answer of Kolada without values."),
    (
        json.dumps({"values": [entry(KALMAR, 1.0)], "next_url": "https://api.kolada.se/v3/data/kpi/N00945?page=2"}),
        "one page",
        "is one page of several, which are not all given. Save the others too (next_url) and give each with --values.",
    ),
    (
        json.dumps({"values": [entry(KALMAR, 1.0), entry(KALMAR, 2.0)]}),
        "two values",
        "N00945 has two different values for Region Kalmar län 2024 in the files. Give the one that holds only.",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("words", "kind", "sentence"), FAULTS, ids=[kind for _, kind, _ in FAULTS])
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(
    words: str, kind: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "svar.json"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(SavedValuesError) as caught:
        read_saved_values([path])
    assert sentence in caught.value.sentence.en
    assert str(path) in caught.value.sentence.sv


def test_a_file_that_is_not_there_stops_the_command_before_anything_is_written(tmp_path: Path) -> None:
    plan = sketch(tmp_path)
    done = run("next", plan, "-o", "new", "--values", "svar.json", "--lang", "sv", cwd=tmp_path, status=3)
    assert done.stderr == "svar.json går inte att läsa: det finns ingen sådan fil eller mapp.\n"
    assert not (tmp_path / "new").exists()


def test_all_pages_of_an_answer_are_one_and_a_page_of_another_is_not_taken_for_its_next(tmp_path: Path) -> None:
    url = "https://api.kolada.se/v3/data/kpi/{}/year/2024?page={}"
    first = answer(tmp_path / "1.json", entry(KALMAR, 1.0), next_url=url.format("N00945", 2))
    second = answer(tmp_path / "2.json", entry(JONKOPING, 2.0), previous_url=url.format("N00945", 1))
    other = answer(tmp_path / "3.json", entry(JONKOPING, 2.0), previous_url=url.format("N00946", 1))
    assert len(read_saved_values([first, second]).by_measure["N00945"]) == 2
    with pytest.raises(SavedValuesError, match=r"1\.json is one page"):
        read_saved_values([first, other])


def test_a_page_between_others_is_one_page_of_several(tmp_path: Path) -> None:
    url = "https://api.kolada.se/v3/data/kpi/N00945/year/2024?page={}"
    between = [
        answer(
            tmp_path / f"{n}.json",
            entry(KALMAR, 1.0, 2020 + n),
            previous_url=url.format(n - 1),
            next_url=url.format(n + 1),
        )
        for n in (2, 3)
    ]
    for given in (between[:1], between):
        with pytest.raises(SavedValuesError, match=r"2\.json is one page of several, which are not all given"):
            read_saved_values(given)
    first = answer(tmp_path / "1.json", entry(KALMAR, 1.0, 2021), next_url=url.format(2))
    last = answer(tmp_path / "4.json", entry(KALMAR, 1.0, 2024), previous_url=url.format(3))
    assert len(read_saved_values([last, *between, first]).by_measure["N00945"]) == 4


def test_values_that_are_deleted_or_for_women_and_men_apart_are_not_taken(tmp_path: Path) -> None:
    apart = entry(KALMAR, 3.0, gender="K")
    saved = read_saved_values([answer(tmp_path / "a.json", apart, entry(JONKOPING, 2.0, isdeleted=True))])
    assert (dict(saved.by_measure["N00945"]), dict(saved.untotalled)) == ({}, {"N00945": 1})


def test_every_member_region_of_the_register_has_a_number_in_kolada() -> None:
    members = {one.code for region in read_packaged_register().regions for one in region.members}
    found = {
        series: area
        for region in REGISTER.regions
        for area, series in find_series_of_areas(region, "nation").items()
        if area != NATION
    }
    assert found.keys() == members
    assert len(set(found.values())) == 21
