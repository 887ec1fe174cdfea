"""A folder of results: it is made where it is not there, and no two results of a run get one name."""

from collections.abc import Collection
from pathlib import Path

from hplan_xl.book.errors import OutputError
from hplan_xl.excel.atomic_write import NOT_WRITABLE
from hplan_xl.wording import import_sentences


def make_output_folder(folder: Path) -> None:
    """Make a folder and those it lies in. Raises OutputError where it is a file, or cannot be made."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(import_sentences.NOT_FOLDER.fill(path=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(NOT_WRITABLE.fill(path=folder, why=error.strerror or error)) from error


def find_free_path(target: Path, taken: Collection[Path]) -> Path:
    """The target, or the first name beside it that is not taken: "plan (2).xlsx"."""
    number, free = 2, target
    while free in taken:
        number, free = number + 1, target.with_name(f"{target.stem} ({number}){target.suffix}")
    return free
