"""Slides and documents of earlier plans become filled templates to look through."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hplan_xl.conversion.draft import Draft, draft_plan
from hplan_xl.documents import read_document
from tests import decks, seed_deck
from tests.commands import run
from tests.seed_deck import Area
from tests.sketch import BOOK

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


def read(data: bytes, name: str = "plan.pptx") -> Draft:
    """What a document holds of a plan."""
    return draft_plan(read_document(data, name), BOOK, 2025, "sv")


def told(draft: Draft) -> list[tuple[object, ...]]:
    """By area: its title, promises, activities with what was taken out of them, follow-up, effect goal and status."""
    found: list[tuple[object, ...]] = []
    for record in draft.rows.get("areas", ()):
        promises = tuple(number for number in range(1, 8) if record.get(f"promise_{number}"))
        activities = [dict(one) for one in draft.rows["activities"] if one["area"] == record["number"]]
        for one in activities:
            del one["area"]
        words = (
            str(record.get(name) or "") for name in ("title", "follow_up", "effect_goal", "internal_note", "status")
        )
        found.append((*words, promises, activities))
    return found


def truth(areas: Sequence[Area]) -> list[tuple[object, ...]]:
    """What `told` gives where an area is read as it is meant."""
    return [
        (
            *(area.title, area.follow_up, area.effect_goal, area.note, area.status, area.promises),
            [{"title": title, **area.fields.get(at, {})} for at, title in enumerate(area.activities)],
        )
        for area in areas
    ]


@pytest.mark.parametrize("layout", decks.LAYOUTS)
def test_every_layout_is_read_as_it_is_meant(layout: str) -> None:
    draft = read(decks.LAYOUTS[layout]())
    assert told(draft) == truth(decks.ALL)
    asked = [one.rule for one in draft.doubts if one.rule != "import.note"]
    assert set(asked) <= (
        {"import.status_shade"} if layout in ("theme colours", "fills", "merged cells", "over two slides") else set()
    )


def test_circles_that_lie_askew_are_told_of() -> None:
    draft = read(decks.by_circles_askew())
    assert told(draft) == truth(decks.ALL)
    assert [(one.record, one.rule) for one in draft.doubts if one.column == "status"] == [
        (at, "import.status_place") for at, area in enumerate(decks.ALL) if area.colour
    ]
