"""A folder of files is written whole or not at all: beside its place, then put there in one step."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from hplan_xl.book.errors import OutputError, explain_os_error
from hplan_xl.book.text import Text
from hplan_xl.excel.atomic_write import NOT_WRITABLE, make_working_folder, note_placed

IS_FILE = Text(
    "{path} är en fil. Skriv namnet på en mapp efter {option}.",
    "{path} is a file. Write the name of a folder after {option}.",
)
NAMED_AS_A_FILE = Text(
    "Det blir en mapp med filer, men {path} ser ut som namnet på en fil. Skriv namnet på en mapp efter {option}, "
    "t.ex. {stem}.",
    "The result is a folder of files, but {path} looks like the name of a file. Write the name of a folder after "
    "{option}, e.g. {stem}.",
)
# How the files end that these commands read and write.
_FILE_ENDINGS = frozenset(
    (
        *(".xlsx", ".xlsm", ".xltx", ".xls", ".ods", ".csv", ".json", ".sqlite", ".parquet", ".zip", ".html", ".eml"),
        *(".pptx", ".ppt", ".docx", ".doc", ".pdf", ".txt", ".ics", ".toml"),
    )
)
HOLDS_OTHER_FILE = Text(
    "Mappen {path} innehåller {file}, som hplan inte har skrivit där. Välj en annan mapp, eller flytta filen först.",
    "The folder {path} holds {file}, which hplan has not written there. Choose another folder, or move the file first.",
)


def write_folder(folder: Path, files: Mapping[str, bytes], own_files: Collection[str]) -> Path:
    """Put a folder with these files, by name, in its place; an earlier one goes away whole. Returns where it is.

    own_files: the names in an earlier folder that are results of ours, and so may be replaced.

    Raises:
        OutputError: the folder is a file, holds anything else, or cannot be written.
    """
    place = Path(os.path.realpath(folder))  # a link to a folder stays a link
    try:
        refuse_other_contents(folder, own_files)
        place.parent.mkdir(parents=True, exist_ok=True)
        with make_working_folder(place.parent) as work:
            fresh = work / "fresh"
            fresh.mkdir()
            for name, data in files.items():
                _write(fresh / name, data)
            _put(fresh, place, work / "earlier")
            note_placed(folder)
    except OSError as error:
        raise OutputError(NOT_WRITABLE.fill(path=folder, why=explain_os_error(error))) from error
    return folder


def make_folder(folder: Path, option: str = "-o") -> None:
    """Make a folder and those it lies in. Raises OutputError where it is a file, or cannot be made.

    option: after which the folder was given.
    """
    try:
        refuse_file(folder, option)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(NOT_WRITABLE.fill(path=folder, why=explain_os_error(error))) from error


def refuse_other_contents(folder: Path, own_files: Collection[str]) -> None:
    """Raise OutputError where the folder is a file, or holds anything that is none of ours."""
    refuse_file(folder, "-o")
    if not folder.is_dir():
        return
    other = next((entry.name for entry in sorted(folder.iterdir()) if entry.name not in own_files), None)
    if other is not None:
        raise OutputError(HOLDS_OTHER_FILE.fill(path=folder, file=other))


def refuse_file(folder: Path, option: str) -> None:
    """Raise OutputError where the place is a file, or nothing yet and would be a folder with the name of a file."""
    if folder.is_dir():
        return
    if folder.exists():
        raise OutputError(IS_FILE.fill(path=folder, option=option))
    if folder.suffix.casefold() in _FILE_ENDINGS:
        raise OutputError(NAMED_AS_A_FILE.fill(path=folder, option=option, stem=folder.stem))


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(fresh: Path, place: Path, earlier: Path) -> None:
    """Exchange the folders; the earlier one is put back where the exchange does not come about."""
    if place.exists():
        place.rename(earlier)
    try:
        fresh.rename(place)
    except BaseException:
        if earlier.exists():
            earlier.rename(place)
        raise
