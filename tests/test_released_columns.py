"""A released column is a promise: people have plans with it, and no change of the book may make those read worse."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from hplan_xl.book.columns import Need, Prose
from hplan_xl.book.description import Book, name_by_title
from hplan_xl.book.text import Text, neutral_text, normalize_text
from hplan_xl.book.versions import Addition, Change, Removal, Renaming, Version
from hplan_xl.interpretation import interpret_plan
from hplan_xl.reading.opening import build_older_book
from hplan_xl.reading.submission import read_submission
from tests.released_columns import lines_of, released_lines
from tests.sketch import BOOK

SAMPLE = Path(__file__).parent.parent / "samples" / "plans" / "RPO Medicinsk diagnostik 2025.xlsx"
NEXT = BOOK.version + 1
COST = Prose(name="made_up_cost", title=Text("Påhittad", "Made up"), help=neutral_text("?"), need=Need.EXPECTED)


def broken_promises(book: Book) -> list[str]:
    """What a book says of its columns that is not as it was released, a sentence each with what to do."""
    released = released_lines()
    if book.version not in released:
        return [
            f"Version {book.version} is not in tests/released_columns.txt. When its columns are decided, write them "
            "down with python -m tests.released_columns."
        ]
    then = released[book.version]
    now = [_by_released_titles(line, then, book) for line in lines_of(book)]
    added = [_not_as_released(line, "is not among", "Addition", book) for line in now if line not in then]
    gone = [
        _not_as_released(line, "is no longer as among", "Removal or Renaming", book) for line in then if line not in now
    ]
    moved = [f"The columns of version {book.version} stand in another order than they were released in."]
    return added + gone or (moved if tuple(now) != then else [])


def _by_released_titles(line: str, released: Iterable[str], book: Book) -> str:
    """A column's line with the titles it was released with, where it is still found by those."""
    shape = line.split(" · ")
    before = next((one for one in released if one.split(" · ")[:3] == shape[:3]), line)
    sheet, _, column = shape[0].partition(".")
    known = name_by_title(book.sheet(sheet).columns)
    return before if all(known.get(normalize_text(title)) == column for title in before.split(" · ")[-2:]) else line


def _not_as_released(line: str, how: str, change: str, book: Book) -> str:
    later = book.version + 1
    return (
        f"“{line}” {how} the released columns of version {book.version}: people have plans without the change. "
        f"Let the book be version {later}, and add Version(number={later}, changes=({change}(…),)) to its history "
        "(hplan_xl/plan/__init__.py); then run python -m tests.released_columns."
    )


def with_columns(changes: dict[str, object], **more: object) -> Book:
    """The book with one column more among its areas, and other changes."""
    areas = BOOK.sheet("areas")
    sheet = replace(areas, columns=(*areas.columns, COST), **changes)  # type: ignore[arg-type]
    sheets = tuple(sheet if one is areas else one for one in BOOK.sheets)
    return replace(BOOK, sheets=sheets, **more)  # type: ignore[arg-type]


def test_the_book_has_the_columns_that_its_version_was_released_with() -> None:
    assert broken_promises(BOOK) == []


def test_each_version_before_has_the_columns_it_was_released_with() -> None:
    for version, lines in released_lines().items():
        ids = [line.partition(" · ")[0] for line in lines]
        before = build_older_book(BOOK, version)
        assert sorted(one.partition(" · ")[0] for one in lines_of(before)) == sorted(
            one for one in ids if not _is_gone(one)
        )


def _is_gone(name: str) -> bool:
    gone = [change for step in BOOK.history for change in step.changes if isinstance(change, Removal)]
    return any(name in (change.sheet, f"{change.sheet}.{change.column}") for change in gone)


def test_a_column_that_is_added_without_a_version_is_told_with_what_to_do() -> None:
    assert broken_promises(with_columns({})) == [
        f"“areas.{COST.name} · Prose · r · Påhittad · Made up” is not among the released columns of version "
        f"{BOOK.version}: people have plans without the change. Let the book be version {NEXT}, and add "
        f"Version(number={NEXT}, changes=(Addition(…),)) to its history "
        "(hplan_xl/plan/__init__.py); then run python -m tests.released_columns."
    ]


def test_a_column_that_is_dropped_or_renamed_without_a_version_is_told_with_what_to_do() -> None:
    areas = BOOK.sheet("areas")
    columns = tuple(
        replace(column, name="intent") if column.name == "effect_goal" else column
        for column in areas.columns
        if column.name != "follow_up"
    )
    sheets = tuple(replace(areas, columns=columns) if one is areas else one for one in BOOK.sheets)
    told = broken_promises(replace(BOOK, sheets=sheets))
    assert [one.partition(" · ")[0] for one in told] == ["“areas.intent", "“areas.follow_up", "“areas.effect_goal"]
    assert all(f"Let the book be version {NEXT}" in one for one in told)


def test_a_title_may_change_where_the_released_one_still_finds_the_column() -> None:
    areas = BOOK.sheet("areas")
    goal = areas.column("effect_goal")
    assert isinstance(goal, Prose)

    def told(aliases: tuple[str, ...]) -> list[str]:
        titled = replace(goal, title=Text("Önskad effekt", "Wanted effect"), aliases=aliases)
        columns = tuple(titled if one is goal else one for one in areas.columns)
        sheets = tuple(replace(areas, columns=columns) if one is areas else one for one in BOOK.sheets)
        return [one.partition(" · ")[0] for one in broken_promises(replace(BOOK, sheets=sheets))]

    assert told(()) == ["“areas.effect_goal"] * 2
    assert told((goal.title.sv, goal.title.en)) == []


def test_a_new_version_is_to_be_written_down() -> None:
    (told,) = broken_promises(replace(BOOK, version=NEXT, history=(*BOOK.history, Version(number=NEXT, changes=()))))
    assert told.startswith(f"Version {NEXT} is not in tests/released_columns.txt.")


@pytest.mark.parametrize(
    ("history", "missing"),
    [((), ["column.missing"]), ((Addition(sheet="areas", column=COST.name),), [])],
    ids=["without a line of history", "with it"],
)
def test_an_older_plan_lacks_no_column_that_came_after_it(history: tuple[Change, ...], missing: list[str]) -> None:
    steps = (*BOOK.history, Version(number=NEXT, changes=history))
    versions = {"version": NEXT, "history": steps} if history else {}
    book = with_columns({}, **versions)
    before = interpret_plan(read_submission(SAMPLE.name, SAMPLE.read_bytes(), BOOK), BOOK)
    after = interpret_plan(read_submission(SAMPLE.name, SAMPLE.read_bytes(), book), book)
    more = [one.rule for one in after.findings if one.rule not in {one.rule for one in before.findings}]
    assert [rule for rule in more if rule != "version.older"] == missing
    assert after.tables["areas"].values["title"] == before.tables["areas"].values["title"]
    assert set(after.tables["areas"].values.get(COST.name, (None,))) == {None}


def test_a_renamed_column_is_read_from_an_older_plan() -> None:
    areas = BOOK.sheet("areas")
    columns = tuple(replace(one, name="intent") if one.name == "effect_goal" else one for one in areas.columns)
    sheets = tuple(replace(areas, columns=columns) if one is areas else one for one in BOOK.sheets)
    step = Version(number=NEXT, changes=(Renaming(sheet="areas", old="effect_goal", new="intent"),))
    book = replace(BOOK, sheets=sheets, version=NEXT, history=(*BOOK.history, step))
    old, new = (read_submission(SAMPLE.name, SAMPLE.read_bytes(), one).tables["areas"] for one in (BOOK, book))
    assert new.values["intent"] == old.values["effect_goal"]
