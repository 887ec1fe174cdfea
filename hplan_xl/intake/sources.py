"""Find the files under some paths, in an order that does not depend on the disk, and work on them in other processes.

What a file does to such a process it does to itself only, and it is bounded. Nothing that reads plans is loaded here,
since processes that do something else load it too.
"""

import json
import logging
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from hplan_xl.book.errors import HplanError, OutputError, WorkbookError, explain_os_error
from hplan_xl.book.text import Text
from hplan_xl.isolation import LossCause, LostWork, WorkLimits
from hplan_xl.isolation.pool import WorkerPool
from hplan_xl.package.archive import list_members, make_refusal, unpack_member
from hplan_xl.wording import file_sentences, refusals

LARGEST_FILE = 60 * 2**20
MOST_ZIP_MEMBERS = 10_000
# What results of ours that are no workbooks say at their heads of who made them: a calendar, a web page, a draft.
_CALENDAR_MARK = b"PRODID:-//hplan//"
_PAGE_MARK = b'<meta name="generator" content="hplan">'
_DRAFT = re.compile(rb"Subject: (?:[^\r\n]|\r\n )*\r\n(?:To: (?:[^\r\n]|\r\n )*\r\n)?X-Unsent: 1\r\n")
_HEAD = 2**12
# What exported tables are described by, beside them, and what its name begins with.
_TABLES_DESCRIBED, _TABLES_NAME = "datapackage.json", "hplan-"
_OF_TABLES = (".csv", ".json", ".parquet", ".sqlite")
# Who made a presentation and saved it last, in a part that begins as no office program has it begin: one that saves the
# presentation may keep the name of who did so before.
_DECK_MARKS = (
    b"<?xml version='1.0'",
    b"<dc:creator>hplan</dc:creator>",
    b"<cp:lastModifiedBy>hplan</cp:lastModifiedBy>",
)
# What every frozen round has beside the files that came in.
ROUND_MEMBERS = ("SHA256SUMS", "datapackage.json", "master.xlsx")

# The old and the binary format and OpenDocument are workbooks too: the gate says how to save them so that they count.
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods")
_UNFINISHED = (".tmp", ".temp", ".crdownload", ".download", ".part", ".partial", "~")
_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx"})
# What Excel saves to before it gives the file its name; digits alone are rather a day that somebody has called a plan.
_EXCEL_TEMPORARY = re.compile(r"(?!\d+\Z)[0-9A-F]{7,8}\Z")
_UTF8_NAME = 0x800
_EMPTY_ZIP = b"PK\x05\x06"
_LOG = logging.getLogger(__name__)
Result = TypeVar("Result")
LIMITS = WorkLimits(seconds=20, memory=2**30)
READING: Mapping[LossCause, Text] = MappingProxyType(
    {
        LossCause.LATE: refusals.TOOK_TOO_LONG,
        LossCause.MEMORY: refusals.TOOK_TOO_MUCH,
        LossCause.STOPPED: refusals.READER_STOPPED,
    }
)


class FileKind(StrEnum):
    """The kind of a file, by its name alone."""

    WORKBOOK = "workbook"
    LOCK = "lock"
    SYSTEM = "system"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Source:
    """One file that was given or found.

    name: as given or found, with forward slashes; inside a zip `archive.zip/name.xlsx`. No two sources share one.
    path: where the disk has it (the zip, for a member of one).
    is_misnamed: whether it is a workbook by its contents alone, as "Plan v1.2": no program opens it by its name.
    """

    name: str
    kind: FileKind
    path: str
    member: zipfile.ZipInfo | None = field(default=None, repr=False)
    is_misnamed: bool = False

    @property
    def locked_name(self) -> str:
        """The name of the workbook that a lock file says is open; "" for other files."""
        folder, slash, file = self.name.rpartition("/")
        return folder + slash + _locked_file(file) if self.kind is FileKind.LOCK else ""

    @property
    def program(self) -> str:
        """The program that a lock file is of; "" for other files."""
        if self.kind is not FileKind.LOCK:
            return ""
        return "Excel" if self.name.rpartition("/")[2].startswith("~$") else "LibreOffice"

    def read_bytes(self) -> bytes:
        """The bytes, at most 60 MiB of them.

        Raises:
            NotAWorkbook: it is no ordinary file, is larger, is misnamed, or is a damaged member of its zip.
            OSError: the disk does not give it.
        """
        if not stat.S_ISREG(os.stat(self.path).st_mode):
            raise make_refusal(refusals.NOT_A_FILE, self.name)
        if self.is_misnamed:
            raise make_refusal(refusals.MISNAMED_WORKBOOK, self.name)
        with open(self.path, "rb") as stream:
            if self.member is None:
                data = stream.read(LARGEST_FILE + 1)
            elif self.member.file_size > LARGEST_FILE:
                raise self._too_large()
            else:
                data = unpack_member(stream, self.member, self.name)
        if len(data) > LARGEST_FILE:
            raise self._too_large()
        return data

    def _too_large(self) -> HplanError:
        return make_refusal(refusals.LARGE_FILE, self.name, most=LARGEST_FILE // 2**20)


def find_sources(paths: Sequence[str], root: str = "") -> tuple[Source, ...]:
    """Find every file at or under the paths, each once: in the order of the paths, and within each by name.

    A path is a workbook, a folder (searched through, but for folders whose name begins with a dot, and for rounds,
    calendars, web pages, letters and exported tables of ours) or a zip (its members; a zip in a zip is a document).
    A link in it to a folder that is not searched through is a file that cannot be read.
    root: the folder that names are told from; "" tells them as the paths are given.
    Raises HplanError where a path does not exist.
    """
    before = _displayed_path(root) + "/" if root else ""
    sources = [source for path, shown in find_files(paths) for source in _sources(path, shown.removeprefix(before))]
    return tuple(_name_apart(sources))


def find_files(paths: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Find every file at or under the paths, each once: where it is, and the name it is told by; zips unopened.

    Raises HplanError where a path does not exist.
    """
    return tuple(_drop_repeated(file for path in paths for file in _files(path)))


def _is_result(path: str) -> bool:
    """Whether a file in a folder is what hplan made of the plans there: a round, a calendar, a page, a letter, a table.

    A letter's plain text is known by the draft beside it, and a table by the description of them.
    """
    stem, suffix = os.path.splitext(path)
    match suffix.lower():
        case ".zip":
            return is_round(path)
        case ".ics":
            return is_calendar(path)
        case ".html":
            return is_page(path)
        case ".eml" | ".txt":
            return _DRAFT.match(_read_head(f"{stem}.eml")) is not None
        case ending if ending in _OF_TABLES:
            return os.path.basename(path) in list_exported_files(os.path.dirname(path))
        case _:
            return False


def is_calendar(path: str | Path) -> bool:
    """Whether a file is a calendar that hplan has written."""
    return _CALENDAR_MARK in _read_head(path)


def is_page(path: str | Path) -> bool:
    """Whether a file is a web page that hplan has written."""
    return _PAGE_MARK in _read_head(path)


def is_deck(path: Path) -> bool:
    """Whether a file is a presentation that hplan has written and nobody has saved since."""
    if path.suffix.lower() != ".pptx" or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            said = archive.read("docProps/core.xml")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError, zlib.error):
        return False
    return all(mark in said for mark in _DECK_MARKS)


def list_exported_files(folder: str | Path) -> frozenset[str]:
    """The files of a folder that hplan has exported tables to, by the description of them; none where there is none."""
    try:
        with open(os.path.join(folder, _TABLES_DESCRIBED), "rb") as stream:
            described = json.loads(stream.read(LARGEST_FILE))
        is_ours = described["name"].startswith(_TABLES_NAME)
        return (
            frozenset((_TABLES_DESCRIBED, *(one["path"] for one in described["resources"]))) if is_ours else frozenset()
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return frozenset()


def _read_head(path: str | Path) -> bytes:
    """How a file begins; nothing where it is no file, or cannot be read."""
    if not os.path.isfile(path):
        return b""
    try:
        with open(path, "rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""


def is_round(path: str | Path) -> bool:
    """Whether a file is a round that was frozen: it is known by the names in it."""
    return _are_of_round(_list_members(path))


def _are_of_round(members: Iterable[zipfile.ZipInfo]) -> bool:
    return {*ROUND_MEMBERS}.issubset(info.filename for info in members)


def _is_workbook(path: str) -> bool:
    """Whether a file is a workbook, whatever it is called: it is known by the folders in it."""
    if not _read_head(path).startswith(b"PK"):
        return False
    folders = {info.filename.casefold().partition("/")[0] for info in _list_members(path)}
    return {"[content_types].xml", "xl"} <= folders and folders.isdisjoint({"word", "ppt"})


def _list_members(path: str | Path) -> list[zipfile.ZipInfo]:
    """What stands in the directory of a zip; nothing where it is none, or does not open."""
    if not os.path.isfile(path):
        return []
    try:
        with open(path, "rb") as stream:
            return list_members(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError):
        return []


def _files(path: str) -> Iterator[tuple[str, str]]:
    """Each file at a path: where it is, and the name it is told by."""
    if not os.path.lexists(path):
        raise HplanError(refusals.NO_SUCH_PATH.fill(file=_displayed_path(path) or refusals.BLANK_NAME))
    if not os.path.isdir(path):
        yield path, _displayed_path(path)
        return
    unread: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=unread.append):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=_order)
        links = [name for name in folders if _leads_elsewhere(os.path.join(folder, name), path)]
        for name in sorted((*names, *links), key=_order):
            found = os.path.join(folder, name)
            if not _is_result(found):
                yield found, _displayed_path(found).removeprefix("./")
    yield from ((error.filename, _displayed_path(error.filename)) for error in unread)


def _leads_elsewhere(folder: str, root: str) -> bool:
    """Whether a folder is a link, which is not followed, to what is not searched through with the root anyway."""
    target, place = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
    return os.path.islink(folder) and not target.is_relative_to(place) and not place.is_relative_to(target)


def _order(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", name).casefold(), name


def _displayed_path(path: str) -> str:
    """A path as text that can be printed, with forward slashes; bytes that are no UTF-8 are taken as Latin letters."""
    raw = os.fsencode(path)
    try:
        words = raw.decode("utf-8")
    except UnicodeDecodeError:
        words = raw.decode("cp1252", "replace")
    return words.replace(os.sep, "/")


def _drop_repeated(files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The files without those that came before under another spelling of their path."""
    met: set[object] = set()
    for path, shown in files:
        identity = _identity(path)
        if identity not in met:
            met.add(identity)
            yield path, shown


def _identity(path: str) -> object:
    try:
        status = os.stat(path)
    except OSError:
        return os.path.realpath(path)
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.normcase(os.path.realpath(path))


def _sources(path: str, shown: str) -> Iterator[Source]:
    file = shown.rpartition("/")[2]
    kind = _kind(shown)
    if os.path.isdir(path):
        kind = FileKind.WORKBOOK
    if kind is FileKind.DOCUMENT and not file_sentences.is_of_words(file) and _is_workbook(path):
        yield Source(shown, FileKind.WORKBOOK, path, is_misnamed=True)
    elif kind is FileKind.DOCUMENT and file.lower().endswith(".zip") and os.path.isfile(path):
        yield from _members(path, shown)
    else:
        yield Source(shown, kind, path)


def _members(path: str, shown: str) -> Iterator[Source]:
    """The files in a zip; the zip itself, to be refused with its sentence, where it does not open or holds none."""
    members = _list_members(path)
    infos = [info for info in members if info.filename and not info.is_dir()]
    if not 0 < len(infos) <= MOST_ZIP_MEMBERS:
        is_sound = bool(members) or _read_head(path).startswith(_EMPTY_ZIP)
        yield Source(shown, FileKind.DOCUMENT if is_sound else FileKind.WORKBOOK, path)
        return
    own_members = ROUND_MEMBERS if _are_of_round(members) else ()
    for name, info in sorted(((_member_name(info), info) for info in infos), key=lambda one: _order(one[0])):
        is_of_system = name in own_members or _is_in_system_folder(name)
        yield Source(f"{shown}/{name}", FileKind.SYSTEM if is_of_system else _kind(name), path, info)


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; macOS writes it in UTF-8 without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/").lstrip("/")


def is_system_file(name: str) -> bool:
    """Whether a file was made by a computer for itself, by its name alone: desktop.ini, a lock, half of a download.

    >>> is_system_file("inkomna/~$RPO Tandvård.xlsx"), is_system_file("inkomna/RPO Tandvård.xlsx")
    (True, False)
    """
    return _is_in_system_folder(name) or _kind(name) in (FileKind.SYSTEM, FileKind.LOCK)


def _is_in_system_folder(name: str) -> bool:
    return any(part.casefold() in _SYSTEM for part in name.split("/"))


def _kind(path: str) -> FileKind:
    file = path.rpartition("/")[2]
    name = file.casefold()
    if _locked_file(name).endswith(_WORKBOOKS):
        return FileKind.LOCK
    hidden = name.startswith((".", "~$")) or name in _SYSTEM
    if hidden or name.endswith(_UNFINISHED) or _EXCEL_TEMPORARY.match(file):
        return FileKind.SYSTEM
    return FileKind.WORKBOOK if name.endswith(_WORKBOOKS) else FileKind.DOCUMENT


def _locked_file(file: str) -> str:
    """The file that a lock file of Excel (~$name) or LibreOffice (.~lock.name#) belongs to; "" for other files."""
    if file.startswith("~$"):
        return file[2:]
    if file.startswith(".~lock.") and file.endswith("#"):
        return file[7:-1]
    return ""


def _name_apart(sources: Iterable[Source]) -> Iterator[Source]:
    """The sources, where a name comes again with a number after it."""
    met: set[str] = set()
    for source in sources:
        name, number = source.name, 2
        while name in met:
            name, number = f"{source.name} ({number})", number + 1
        met.add(name)
        yield source if name == source.name else replace(source, name=name)


class FileProcesses(Generic[Result]):
    """Runs work on files in processes of their own, from when it is made until it is left.

    Iterating gives for each file, in order, what came of it or the sentence that says why nothing did. Where the work
    raised what it may not, it is logged where; not what was said, which may hold a file's contents.
    """

    def __init__(
        self, work: Callable[[Source], Result], sources: Sequence[Source], losses: Mapping[LossCause, Text] = READING
    ) -> None:
        """Begin. The work may raise WorkbookError, OutputError and OSError; it is pickled.

        losses: what is said of a file of which nothing came, with {file} and {seconds}.
        """
        self._sources = sources
        self._losses = losses
        self._pool: WorkerPool[Source, Result | Text] = WorkerPool(partial(_attempt, work), sources, LIMITS)

    def __iter__(self) -> Iterator[Result | Text]:
        for source, told in zip(self._sources, self._pool, strict=True):
            yield self._why(source.name, told) if isinstance(told, LostWork) else told

    def _why(self, file: str, lost: LostWork) -> Text:
        if lost.trace:  # our mistake, whatever the file
            _LOG.error("%s\n%s", file, lost.trace)
        return self._losses[lost.cause].fill(file=file, seconds=f"{LIMITS.seconds:g}")

    def __enter__(self) -> "FileProcesses[Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._pool.close()


def _attempt(work: Callable[[Source], Result], source: Source) -> Result | Text:
    try:
        return work(source)
    except (WorkbookError, OutputError) as error:
        return error.sentence
    except OSError as error:
        return file_sentences.UNREADABLE_FILE.fill(file=source.name, why=explain_os_error(error))
