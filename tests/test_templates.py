"""The files that are kept in the repository are byte for byte what the code writes."""

from pathlib import Path

import pytest

from hplan_xl.commands.generate import build_kept_files

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def kept() -> dict[str, bytes]:
    return build_kept_files(ROOT)


def test_the_kept_files_are_those_of_the_layout(kept: dict[str, bytes]) -> None:
    assert sorted(kept) == [
        "docs/dictionary.en.md",
        "docs/dictionary.sv.md",
        "workbook_templates/hplan_en.xlsx",
        "workbook_templates/hplan_sv.xlsx",
    ]


@pytest.mark.parametrize("folder", ["docs/dictionary.*.md", "workbook_templates/*"])
def test_nothing_else_is_kept_beside_them(kept: dict[str, bytes], folder: str) -> None:
    assert {path.relative_to(ROOT).as_posix() for path in ROOT.glob(folder)} <= set(kept)


def test_each_kept_file_is_what_the_code_writes(kept: dict[str, bytes]) -> None:
    changed = [name for name, data in kept.items() if not _is_kept(ROOT / name, data)]
    assert changed == [], "python -m hplan_xl.commands.generate makes them anew"


def _is_kept(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def test_a_template_is_small_enough_to_mail_to_everybody(kept: dict[str, bytes]) -> None:
    # Formulas written out where a name would do for Excel, so that every program counts the same, take 11 kB of it.
    assert max(len(data) for name, data in kept.items() if name.endswith(".xlsx")) < 75_000
