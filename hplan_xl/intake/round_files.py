"""A frozen round: the files that came in, the master of them, and what tells whether they are as they were.

A round is a zip whose members are stored as they are, in one order and with one time, so that the same files give the
same bytes with any version of zlib, and so that a byte that is changed anywhere in it is noticed.

    SHA256SUMS          a line a file, as `sha256sum -c` takes it
    datapackage.json    a Data Package (version 2): every file, hplan's version, the arguments and the day
    inputs/…            the files as they came in
    master.xlsx         the master
    register.xlsx       or .toml: the register, where another than hplan's own was used
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from hplan_xl.book.errors import HplanError, NotAWorkbook, OutputError, explain_os_error
from hplan_xl.book.limits import NOT_IN_A_FILE_NAME, FileNames, normalize_file_name
from hplan_xl.book.text import Text
from hplan_xl.intake.sources import MOST_ZIP_MEMBERS, ROUND_MEMBERS, is_round
from hplan_xl.package.archive import LARGE_MEMBER, STEEPEST_RATIO, list_members, unpack_member
from hplan_xl.wording import refusals, round_sentences

SUMS, DESCRIPTION, MASTER = ROUND_MEMBERS
INPUTS = "inputs"
REGISTERS = ("register.xlsx", "register.toml")
MOST_BYTES = 512 * 2**20
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".toml": "application/toml",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
}
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


class NotARound(HplanError):
    """The file is no round that can be read."""


@dataclass(frozen=True)
class LaidFile:
    """A file that goes into a round: where it is, the name it was given or found by, and its name in the round."""

    path: str
    told_as: str
    name: str


def lay_files(files: Iterable[tuple[str, str]], given: Sequence[str]) -> tuple[LaidFile, ...]:
    """Find a name in the round for each file that was found under some paths.

    given: the paths. A name begins with the last folder of the path that led to it, never with a whole path, which may
    tell who somebody is; signs that a file cannot have in every system are replaced by _.
    """
    names = FileNames()
    return tuple(LaidFile(path, shown, names.take(_lay(path, given))) for path, shown in files)


def _lay(path: str, given: Sequence[str]) -> str:
    start = next((one for one in given if one == path or Path(one) in Path(path).parents), path)
    above = Path(start).parts if start == path else Path(start).absolute().parts
    kept = above[-2:] if start == path else above[-1:]
    parts = (*kept, *Path(path).parts[len(Path(start).parts) :])
    shown = (
        part.encode("utf-8", "surrogateescape").decode("cp1252" if _is_odd(part) else "utf-8", "replace")
        for part in parts
    )
    cleaned = [NOT_IN_A_FILE_NAME.sub("_", part) for part in shown if part not in ("..", ".") and not Path(part).anchor]
    return "/".join([INPUTS, *(part.lstrip(".") or "_" for part in cleaned[:-1]), cleaned[-1]])


def _is_odd(part: str) -> bool:
    """Whether a name on the disk is no UTF-8."""
    return any("\udc80" <= sign <= "\udcff" for sign in part)


def describe_round(title: str, name: str, made: Mapping[str, object], contents: Mapping[str, bytes]) -> bytes:
    """The datapackage.json of a round; made: what hplan says of how the master was made."""
    package = {
        "$schema": _PROFILE,
        "name": name,
        "title": title,
        "hplan": made,
        "resources": [_resource(number, *one) for number, one in enumerate(sorted(contents.items()), 1)],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(number: int, path: str, data: bytes) -> dict[str, object]:
    suffix = PurePosixPath(path).suffix.lower()
    known = {"mediatype": _MEDIA_TYPES[suffix]} if suffix in _MEDIA_TYPES else {}
    return {
        "name": f"file-{number}",
        "path": path,
        **({"format": suffix[1:]} if suffix else {}),
        **known,
        "bytes": len(data),
        "hash": f"sha256:{_sum(data)}",
    }


def build_round(contents: Mapping[str, bytes], description: bytes) -> bytes:
    """The bytes of a round with these files, by their names in it, and this description.

    Raises OutputError where they are more than a round can hold.
    """
    if sum(map(len, contents.values())) > MOST_BYTES or len(contents) > MOST_ZIP_MEMBERS:
        raise OutputError(round_sentences.TOO_LARGE.fill(most=MOST_BYTES // 2**20, files=MOST_ZIP_MEMBERS))
    every = {**contents, DESCRIPTION: description}
    sums = "".join(f"{_sum(data)}  {name}\n" for name, data in sorted(every.items()))
    return _build_zip({**every, SUMS: sums.encode()})


def _build_zip(contents: Mapping[str, bytes]) -> bytes:
    """A zip whose bytes follow from its contents alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(contents.items()):
            member = zipfile.ZipInfo(name, _BEGINNING)
            member.create_system, member.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(member, data)
    return out.getvalue()


@dataclass(frozen=True)
class Round:
    """A round as it was read.

    contents: the files in it that unpack, by name. damaged: the names of those that do not.
    is_intact: whether the zip is, byte for byte, what hplan writes around these contents.
    """

    contents: Mapping[str, bytes]
    damaged: tuple[str, ...]
    is_intact: bool


def read_round(path: Path) -> Round:
    """Read a round, into the memory. Raises NotARound, with one sentence, where it is none or may do harm."""
    try:
        if not path.exists():
            raise NotARound(refusals.NO_SUCH_PATH.fill(file=path))
        size = path.stat().st_size
        if not path.is_file():
            raise NotARound(round_sentences.NO_ZIP.fill(file=path))
        data = path.read_bytes() if size <= 2 * MOST_BYTES else b""
    except OSError as error:
        raise NotARound(round_sentences.UNREADABLE.fill(file=path, why=explain_os_error(error))) from error
    if size > 2 * MOST_BYTES:
        raise NotARound(round_sentences.TOO_LARGE_TO_READ.fill(file=path, most=MOST_BYTES // 2**20))
    members = _safe_members(data, path)
    contents, damaged = {}, []
    for name, member in members.items():
        try:
            contents[name] = unpack_member(io.BytesIO(data), member, name)
        except NotAWorkbook:
            damaged.append(name)
    return Round(contents, tuple(damaged), not damaged and _build_zip(contents) == data)


def _safe_members(data: bytes, path: Path) -> Mapping[str, zipfile.ZipInfo]:
    """The members by name, where unpacking them can neither fill the disk nor write outside a folder."""
    try:
        members = [member for member in list_members(io.BytesIO(data)) if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError):
        raise NotARound(round_sentences.NO_ZIP.fill(file=path)) from None
    names = [member.filename for member in members]
    folders = {str(folder) for name in names for folder in PurePosixPath(name).parents}
    for name in names:
        if not _is_safe_name(name) or name in folders:
            raise NotARound(round_sentences.UNSAFE_NAME.fill(file=path, name=_printable(name)))
    if len({normalize_file_name(name) for name in names}) < len(names):
        raise NotARound(round_sentences.NAME_TWICE.fill(file=path))
    if len(names) > MOST_ZIP_MEMBERS + len(ROUND_MEMBERS) or _inflates(members):
        raise NotARound(round_sentences.TOO_LARGE_TO_READ.fill(file=path, most=MOST_BYTES // 2**20))
    for name in ROUND_MEMBERS:
        if name not in names:
            raise NotARound(round_sentences.NO_ROUND.fill(file=path, name=name))
    return {member.filename: member for member in members}


def _is_safe_name(name: str) -> bool:
    """Whether a name stays in the folder where the round is unpacked, in any system."""
    parts = name.split("/")
    return not any(part in ("", ".", "..") or NOT_IN_A_FILE_NAME.search(part) for part in parts)


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:100]


def _inflates(members: Sequence[zipfile.ZipInfo]) -> bool:
    return sum(member.file_size for member in members) > MOST_BYTES or any(
        member.file_size > LARGE_MEMBER and member.file_size > STEEPEST_RATIO * max(member.compress_size, 1)
        for member in members
    )


def find_changes(read: Round) -> tuple[Text, ...]:
    """A sentence for each file that is not as it was when the round was frozen; () where all are.

    What a file should be is told twice: in SHA256SUMS and in datapackage.json.
    """
    if not read.contents:
        return (round_sentences.ALL_DAMAGED,)
    changes = [round_sentences.FILE_DAMAGED.fill(name=name) for name in read.damaged]
    if SUMS in read.contents:
        sums, unread = _read_sums(read.contents[SUMS])
        changes += [round_sentences.SUMS_LINE.fill(n=number) for number in unread]
        description = read.contents.get(DESCRIPTION, b"")
        is_listed = _sum(description) == sums.get(DESCRIPTION)
        described = _described_sums(description)
        names = {*sums, *read.contents, *(described if is_listed else ())} - {SUMS, DESCRIPTION, *read.damaged}
        changes += [] if is_listed or DESCRIPTION in read.damaged else [round_sentences.LISTS_DISAGREE]
        told = (_change(name, read.contents.get(name), sums.get(name), described.get(name)) for name in sorted(names))
        changes += filter(None, told)
    if not changes and not read.is_intact:
        changes.append(round_sentences.ZIP_CHANGED)
    return tuple(changes)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_sums(data: bytes) -> tuple[dict[str, str], list[int]]:
    """The sums by name, and the numbers of the lines that are none."""
    found = [_LINE.fullmatch(line) for line in data.decode("utf-8", "replace").removesuffix("\n").split("\n")]
    return {one[2]: one[1] for one in found if one}, [number for number, one in enumerate(found, 1) if not one]


def _described_sums(data: bytes) -> Mapping[str, str]:
    """The sums by name, by datapackage.json; {} where it cannot be read."""
    try:
        resources = json.loads(data)["resources"]
        return {str(one["path"]): str(one["hash"]).removeprefix("sha256:") for one in resources}
    except (ValueError, TypeError, LookupError, RecursionError):
        return {}


def _change(name: str, data: bytes | None, listed: str | None, described: str | None) -> Text | None:
    """What is to be said of one file; None where it is as SHA256SUMS has it."""
    found = None if data is None else _sum(data)
    if found == listed:
        return None
    if found is None:
        return (round_sentences.FILE_MISSING if described else round_sentences.SUM_ADDED).fill(name=name)
    if found == described:
        return (round_sentences.SUM_CHANGED if listed else round_sentences.SUM_GONE).fill(name=name)
    return (round_sentences.FILE_CHANGED if listed else round_sentences.FILE_ADDED).fill(name=name)


def read_made(read: Round, path: Path) -> Mapping[str, object]:
    """What datapackage.json says of how the master was made. Raises NotARound where it does not."""
    try:
        made = json.loads(read.contents.get(DESCRIPTION, b""))["hplan"]
    except (ValueError, TypeError, LookupError, RecursionError):
        made = None
    if not isinstance(made, dict):
        raise NotARound(round_sentences.NOT_DESCRIBED.fill(file=path))
    return made


@dataclass(frozen=True)
class FrozenMaster:
    """The master of a round that is as it was: in which file it lies, the day that its situation holds for, its bytes.

    as_of: "" where that is not told.
    """

    path: Path
    as_of: str
    data: bytes


@dataclass(frozen=True)
class FaultyRound:
    """A round that is not to be relied on: its file, the day that its situation holds for, "" if not told, and why."""

    path: Path
    as_of: str
    fault: Text


def find_last_round(output: Path, before: date) -> tuple[FrozenMaster | None, tuple[FaultyRound, ...]]:
    """The master of the last round before a day that lies beside an output, None where there is none; and the faulty.

    The last is the one with the latest day, by its datapackage.json, then by name, of the rounds that are as they were.
    The faulty are those that would have come before it, or may have, the latest first.
    """
    found = [_read_frozen(path) for path in output.parent.glob("*.zip") if is_round(path)]
    earlier = [one for one in found if one.as_of < before.isoformat()]
    ordered = sorted(earlier, key=_by_day, reverse=True)
    last = next((one for one in ordered if isinstance(one, FrozenMaster) and one.as_of), None)
    faulty = (one for one in ordered if isinstance(one, FaultyRound))
    return last, tuple(one for one in faulty if last is None or not one.as_of or _by_day(one) > _by_day(last))


def _by_day(one: FrozenMaster | FaultyRound) -> tuple[str, str]:
    return one.as_of, one.path.name


def _read_frozen(path: Path) -> FrozenMaster | FaultyRound:
    try:
        read = read_round(path)
        as_of = str(read_made(read, path).get("as_of") or "")
    except NotARound as error:
        return FaultyRound(path, "", error.sentence)
    if find_changes(read):
        return FaultyRound(path, as_of, round_sentences.ROUND_CHANGED.fill(file=path))
    return FrozenMaster(path, as_of, read.contents[MASTER])
