"""Slides and documents of earlier plans become filled templates to look through."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import decks, seed_deck
from tests.commands import run

SEED_NAME = "RPO Medicinsk diagnostik 2025.xlsx"
Rows = list[dict[str, object]]


def rows_of(sheet: Worksheet) -> Rows:
    """The begun rows of a table sheet, by the ids in its hidden row."""
    ids = [cell.value for cell in sheet[2]]
    rows = [dict(zip(ids, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)]
    filled: Rows = [{str(name): value for name, value in row.items() if value is not None} for row in rows]
    return [row for row in filled if row.keys() - {"number"}]


def imported(folder: Path, data: bytes, name: str = "plan.pptx", *options: str, status: int = 0) -> tuple[str, str]:
    """Write a document and import it; what was printed on stdout and stderr."""
    (folder / name).write_bytes(data)
    result = run("import", name, "-o", "ut", "--lang", "sv", *options, cwd=folder, status=status)
    return result.stdout, result.stderr


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed")
    out, err = imported(folder, decks.seed(), "RPO Medicinsk diagnostik.pptx")
    assert (out, err) == (
        "RPO Medicinsk diagnostik.pptx: Av 12 områden lästes 12, med 30 aktiviteter; 3 statusar att bekräfta. "
        f"(7 saker att se över)\nKlart: ut/{SEED_NAME}\n",
        "",
    )
    return folder / "ut" / SEED_NAME


def test_the_published_plan_is_read_whole(seed: Path) -> None:
    book = load_workbook(seed)
    areas, activities = rows_of(book["Prioriterade områden"]), rows_of(book["Aktiviteter"])
    wanted = []
    for number, area in enumerate(seed_deck.AREAS, 1):
        told = {
            "follow_up": area.follow_up,
            "effect_goal": area.effect_goal,
            "internal_note": area.note,
            **{f"promise_{one}": "x" for one in area.promises},
        }
        wanted.append(
            {"number": number, "title": area.title, "status": area.status}
            | {name: value for name, value in told.items() if value}
        )
    assert areas == wanted
    assert activities == [
        {"area": number, "title": title, **area.fields.get(at, {})}
        for number, area in enumerate(seed_deck.AREAS, 1)
        for at, title in enumerate(area.activities)
    ]
