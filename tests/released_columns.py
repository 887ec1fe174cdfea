"""The columns of the book by version: `python -m tests.released_columns` writes those of a new version down.

Each line of `released_columns.txt` is a promise: people have plans with that column, and those are read as they were
meant. What a released version has is never written anew. A title may change where the released one stays an alias.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from hplan_xl.book.columns import Column
from hplan_xl.book.description import Book
from tests.sketch import BOOK

RELEASED = Path(__file__).parent / "released_columns.txt"


def released_lines() -> Mapping[int, tuple[str, ...]]:
    """The lines of each released version."""
    versions: dict[int, list[str]] = {}
    for line in RELEASED.read_text(encoding="utf-8").splitlines():
        if line.startswith("version "):
            versions[int(line.removeprefix("version "))] = []
        elif line:
            versions[max(versions)].append(line)
    return {version: tuple(lines) for version, lines in versions.items()}


def lines_of(book: Book) -> Iterable[str]:
    """A line a sheet and a line a column: id, kind, need, and both titles."""
    for sheet in book.sheets:
        yield f"{sheet.name} · {sheet.title.sv} · {sheet.title.en}"
        yield from (f"{sheet.name}.{column.name} · {_shape(column)}" for column in sheet.columns)


def _shape(column: Column) -> str:
    return f"{type(column).__name__} · {column.need.value or '-'} · {column.title.sv} · {column.title.en}"


if __name__ == "__main__":
    known = released_lines()
    if BOOK.version in known:
        raise SystemExit(f"Version {BOOK.version} is released. Give the book a new one: see docs/recipes.md, A column.")
    with RELEASED.open("a", encoding="utf-8") as file:
        file.write("\n".join(["", f"version {BOOK.version}", *lines_of(BOOK), ""]))
