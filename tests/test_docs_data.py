"""What docs/data.md shows is what works: its fields are there, and its Python runs as it stands."""

import re
from pathlib import Path

import pytest

from hplan_xl.export.file_formats import CSV
from hplan_xl.export.typed_tables import build_tables
from tests.plenty import consolidation

PAGE = (Path(__file__).parent.parent / "docs" / "data.md").read_text(encoding="utf-8")


def test_every_table_and_key_of_the_page_is_there() -> None:
    tables = {table.name: set(table.field_names) for table in build_tables(consolidation(1), "sv")}
    listed = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)))
    assert sorted(listed) == sorted(tables)
    for row in re.findall(r"^\| `.*`.*\|$", PAGE, re.MULTILINE):
        names, _, keys = row.strip("|").split("|")
        for name in re.findall(r"`(\w+)`", names):
            assert set(re.findall(r"`(\w+)`", keys)) <= tables[name], name
    qlik = re.findall(r"LOAD ([\w\s,]+?)\s+FROM \[lib://handlingsplan/(\w+)\.csv\]", PAGE)
    assert len(qlik) == 3
    for fields, name in qlik:
        named = {field.split()[0] for field in fields.split(",")}
        assert named <= tables[name], name


def test_the_python_of_the_page_draws_a_chart_in_ten_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")
    (tmp_path / "data").mkdir()
    for name, data in CSV.encode(build_tables(consolidation(2), "sv")).items():
        (tmp_path / "data" / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(code.strip().splitlines()) <= 10
    exec(compile(code, "docs/data.md", "exec"), {})
    assert (tmp_path / "indikator.png").stat().st_size > 10_000
