"""Files are written whole or not at all: to a temporary file beside the target, flushed, then put in its place.

A folder of files likewise: it is made beside its place, then put there in one step.

What is temporary is held (locked) by the run that uses it, and what no run holds is removed by the next.
"""

import contextlib
import errno
import os
import re
import shutil
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from hplan_xl.book.errors import OutputError, WrongEnding, explain_os_error
from hplan_xl.book.text import Text

if sys.platform != "win32":
    import fcntl

# What a master is known by among its custom properties, so that it may be replaced by another.
MASTER_MARK = b"hplan_master"
# The property of a template with an earlier plan's rows, whose questions nobody has answered for the new year.
UNANSWERED = "unanswered"
# That of a template that was filled in from a document, which nobody has looked through.
DRAFT = "draft"
_PREFIX, _SUFFIX = ".hplan-", ".tmp"
# In a temporary folder, the file that is held in its place.
_HELD = "held"
# Between its making and its being held, what another run made looks abandoned.
STRAY_AFTER_SECONDS = 1
_LONGEST_PROPERTIES = 2**16
_TOLD = re.compile(rb"<(?:\w+:)?(created|modified|lastModifiedBy)\b[^>]*>([^<]+)<")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WINDOWS = sys.platform == "win32"

# The ending of a kind of file; "plan v1.2" has none.
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}")

IS_INPUT = Text(
    "{path} är en av planerna som läses och skrivs inte över. Välj ett annat namn efter -o.",
    "{path} is one of the plans that are read and is not overwritten. Choose another name after -o.",
)
HOLDS_INPUT = Text(
    "Planerna läses ur mappen {path}, och där skrivs inget. Välj en annan mapp efter -o.",
    "The plans are read from the folder {path}, and nothing is written there. Choose another folder after -o.",
)
FILE_NOT_OURS = Text(
    "{path} finns redan och är inte gjord av hplan. Välj ett annat namn, eller skriv över med --force.",
    "{path} exists and was not made by hplan. Choose another name, or overwrite it with --force.",
)
TARGET_EXISTS = Text(
    "{path} finns redan och kan vara ifylld. Välj ett annat namn, eller flytta filen först.",
    "{path} exists and may have been filled in. Choose another name, or move the file first.",
)
IS_FOLDER = Text(
    "{path} är en mapp. Skriv ett filnamn efter {option}, t.ex. {example}.",
    "{path} is a folder. Write a file name after {option}, e.g. {example}.",
)
NO_FOLDER = Text(
    "Mappen {path} finns inte. Skapa den, eller välj en annan efter {option}.",
    "The folder {path} does not exist. Create it, or choose another after {option}.",
)
NOT_A_FILE = Text(
    "{path} är ingen vanlig fil. Välj ett annat namn efter {option}, t.ex. {example}.",
    "{path} is no ordinary file. Choose another name after {option}, e.g. {example}.",
)
NOT_A_WORKBOOK_NAME = Text(
    "Resultatet är en Excel-fil, men {path} slutar på {ending}. Välj ett namn som slutar på .xlsx.",
    "The result is an Excel file, but {path} ends in {ending}. Choose a name that ends in .xlsx.",
)
NOT_WRITABLE = Text("{path} går inte att skriva: {why}.", "{path} cannot be written: {why}.")
NO_TEMPORARY = Text(
    "Det går inte att skriva i mappen för tillfälliga filer: {why}.",
    "The folder for temporary files cannot be written to: {why}.",
)
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


@dataclass(frozen=True)
class WrittenFile:
    """Where a result was written.

    instead_of: the locked target, None where the target itself was written. earlier_file: where the file that was
    replaced is kept, if it is.
    """

    path: Path
    instead_of: Path | None = None
    earlier_file: Path | None = None


def write_atomically(path: Path, data: bytes) -> WrittenFile:
    """Put `data` at `path`, replacing what is there in one step.

    A target that another program holds open (as Excel does on Windows) is left alone, and the result is kept beside
    it under a name of its own. A link stays a link: what it leads to is replaced.

    Raises:
        OutputError: the folder is not there or not writable, the disk is full, or `path` is a folder or no plain file.
    """
    target = _find_target(path)
    try:
        remove_strays(target.parent)
        written = _write_beside(target, data)
    except OSError as error:
        raise OutputError(NOT_WRITABLE.fill(path=path, why=explain_os_error(error))) from error
    return written if written.instead_of else WrittenFile(path)


def refuse_place(path: Path, option: str = "-o") -> None:
    """Raise OutputError where no file can be written, before what is to be in it is made.

    A folder or no plain file stands there, its folder is not there, or the system refuses the path.
    option: after which the path was given.
    """
    _find_target(path, option)


def _find_target(path: Path, option: str = "-o") -> Path:
    """What is written for a path: itself, or what a link leads to. Raises OutputError as `refuse_place`."""
    try:
        if path.is_dir():
            raise OutputError(IS_FOLDER.fill(path=path, option=option, example=_example(path)))
        refuse_device(path, option)
        target = _follow_link(path)
        if not target.parent.is_dir():
            raise OutputError(NO_FOLDER.fill(path=target.parent, option=option))
    except OSError as error:
        raise OutputError(NOT_WRITABLE.fill(path=path, why=explain_os_error(error))) from error
    return target


def _follow_link(path: Path) -> Path:
    """What a link leads to at last, or the path itself. Raises OSError where links go in a circle."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def _example(path: Path) -> str:
    """The name of a file of the kind that is wanted."""
    return f"master{path.suffix if _ENDING.fullmatch(path.suffix) else '.xlsx'}"


def refuse_device(path: Path, option: str = "-o") -> None:
    """Raise OutputError where a device, a pipe or a socket stands at the target, which a file would replace."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OutputError(NOT_A_FILE.fill(path=path, option=option, example=_example(path)))


def name_workbook(path: Path) -> Path:
    """The target as a workbook is named: with .xlsx where it has no ending.

    Raises:
        WrongEnding: it has another.
        OutputError: it is a device or a pipe.
    """
    refuse_device(path)
    if path.suffix.casefold() == ".xlsx" or path.is_dir():  # that it is a folder is told where it is written
        return path
    if _ENDING.fullmatch(path.suffix):
        raise WrongEnding(NOT_A_WORKBOOK_NAME.fill(path=path, ending=path.suffix))
    return path.with_name(f"{path.name}.xlsx")


def suggest_stem(path: Path) -> Path:
    """A path without its ending, to suggest a name by; in the folder, where the path is one.

    >>> suggest_stem(Path("ut/april.xlsx")).as_posix(), suggest_stem(Path(".")).as_posix()
    ('ut/april', 'hplan')
    """
    is_folder = path.is_dir() or path.name in ("", "..")
    return path / "hplan" if is_folder else path.with_suffix("")


def _write_beside(path: Path, data: bytes) -> WrittenFile:
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _hold(file)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(0o666 & ~_umask())
            if not _WINDOWS:  # there a file is put in place only when it is closed; elsewhere it is held until then
                return _put(temporary, path)
        return _put(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _hold(file: BinaryIO) -> bool:
    """Lock an open file for as long as it is open; False where somebody else holds it. Windows does so by itself."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put(temporary: Path, path: Path) -> WrittenFile:
    try:
        temporary.replace(path)
    except PermissionError:
        spare = _spare_path(path)
        temporary.replace(spare)
        note_placed(spare)
        return WrittenFile(spare, instead_of=path)
    note_placed(path)
    return WrittenFile(path)


_PLACED: list[Path] = []


def note_placed(path: Path) -> None:
    """Note that this process has put a file or a folder in its place."""
    _PLACED.append(path)


def forget_placed() -> None:
    """Begin anew: what was put in place so far is of an earlier run."""
    _PLACED.clear()


def list_placed() -> tuple[Path, ...]:
    """The files and folders that this run has put in place and that stand there, in order."""
    return tuple(path for path in dict.fromkeys(_PLACED) if path.exists())


def _spare_path(path: Path) -> Path:
    """The first name beside the target that nobody has: "master (2).xlsx"."""
    number = 2
    while (spare := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return spare


@contextlib.contextmanager
def make_working_folder(beside: Path | None = None) -> Iterator[Path]:
    """A temporary folder, removed when it is left: in the folder given, else among the system's temporary files.

    Raises OSError where none can be made.
    """
    place = beside or Path(tempfile.gettempdir())
    remove_strays(place)
    folder = Path(tempfile.mkdtemp(_SUFFIX, _PREFIX, place))
    try:
        with (folder / _HELD).open("wb") as held:
            _hold(held)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_strays(folder: Path) -> None:
    """Remove temporary files and folders that a killed run left in a folder; what a run still uses is held by it."""
    for stray in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if not stray.is_symlink() and time.time() - stray.stat().st_mtime > STRAY_AFTER_SECONDS:
                _remove_unless_held(stray)


def _remove_unless_held(stray: Path) -> None:
    of = stray / _HELD if stray.is_dir() else stray
    if of.is_file():  # a pipe is nobody's temporary file, and opening it would wait for ever
        with of.open("rb") as file:
            if not _hold(file):
                return
        of.unlink()  # on Windows this is what raises where another run has it open
    if stray.is_dir():
        shutil.rmtree(stray)


def refuse_input(path: Path, inputs: Iterable[Path], told: Text = IS_INPUT) -> None:
    """Raise OutputError where the target is one of the inputs, also through a link or another spelling.

    told: the sentence on a target that is a file, with `path`.
    """
    for source in inputs:
        with contextlib.suppress(OSError):
            if path.exists() and source.exists() and path.samefile(source):
                raise OutputError((HOLDS_INPUT if path.is_dir() else told).fill(path=path))


def refuse_foreign_file(path: Path, mark: bytes) -> None:
    """Raise OutputError where a file stands at the target whose custom properties do not hold `mark`."""
    if path.is_file() and not has_mark(path, mark):
        raise OutputError(FILE_NOT_OURS.fill(path=path))


def write_new_file(path: Path, data: bytes, inputs: Iterable[Path]) -> WrittenFile:
    """Write a workbook to fill in where no input, and nothing that may have been filled in, stands.

    Raises OutputError where something does, or as `write_atomically`.
    """
    refuse_input(path, inputs)
    refuse_other_file(path, data)
    return write_atomically(path, data)


def refuse_other_file(path: Path, data: bytes) -> None:
    """Raise OutputError where another file than the one to write stands at the target."""
    if path.is_file() and not _holds(path, data):
        raise OutputError(TARGET_EXISTS.fill(path=path))


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def has_mark(path: Path, mark: bytes) -> bool:
    """Whether a file is a workbook whose custom properties contain `mark`."""
    return path.is_file() and mark in _properties(path, "custom")


@contextlib.contextmanager
def keep_saved_file(path: Path) -> Iterator[Path | None]:
    """Copy a workbook of ours that another program has saved to a name with the day of that, before it is replaced.

    Gives the copy; None where no program has. Where the work under it fails, nothing was replaced, and a copy that was
    made is removed again. Ours are modified when they are created, by nobody; a program that saves tells when and,
    mostly, who. Raises OutputError where the copy cannot be written.
    """
    kept = _find_dated_name(path)
    is_new = kept is not None and not kept.exists()
    if kept and is_new:
        write_atomically(kept, path.read_bytes())
    try:
        yield kept
    except BaseException:
        if kept and is_new:
            kept.unlink(missing_ok=True)
        raise


def _find_dated_name(path: Path) -> Path | None:
    """Where a workbook that another program has saved is kept: a name that is free, or that it stands under already."""
    if not path.is_file():
        return None
    told = {name.decode(): value.decode("utf-8", "replace") for name, value in _TOLD.findall(_properties(path, "core"))}
    if told.get("modified") and told.get("modified") == told.get("created") and not told.get("lastModifiedBy"):
        return None
    data = path.read_bytes()
    day = told.get("modified", "")[:10]
    if not _DAY.fullmatch(day):
        day = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date().isoformat()
    kept = path.with_name(f"{path.stem} {day}{path.suffix}")
    return _spare_path(kept) if kept.exists() and not _holds(kept, data) else kept


def _properties(path: Path, kind: str) -> bytes:
    """The document properties of a workbook, as they stand in its part of this kind; b"" where there are none."""
    try:
        with zipfile.ZipFile(path) as package, package.open(f"docProps/{kind}.xml") as part:
            return part.read(_LONGEST_PROPERTIES)
    except (OSError, KeyError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return b""


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
                _write_file(fresh / name, data)
            _put_folder(fresh, place, work / "earlier")
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
    """Raise OutputError where the place is a file, WrongEnding where a folder would get the name of a file."""
    if folder.is_dir():
        return
    if folder.exists():
        raise OutputError(IS_FILE.fill(path=folder, option=option))
    if folder.suffix.casefold() in _FILE_ENDINGS:
        raise WrongEnding(NAMED_AS_A_FILE.fill(path=folder, option=option, stem=folder.stem))


def _write_file(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put_folder(fresh: Path, place: Path, earlier: Path) -> None:
    """Exchange the folders; the earlier one is put back where the exchange does not come about."""
    if place.exists():
        place.rename(earlier)
    try:
        fresh.rename(place)
    except BaseException:
        if earlier.exists():
            earlier.rename(place)
        raise
