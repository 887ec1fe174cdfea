"""The gate: the bytes of a file -> the parts of a workbook or document, or one sentence that says what it is instead.

No parser of workbooks sees a file before it has passed here, and none inflates: the limits are held while inflating,
so that a directory that lies changes nothing.
"""

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import SEEK_CUR, BytesIO
from typing import BinaryIO

from hplan_xl.book.errors import NotAWorkbook
from hplan_xl.book.text import Text
from hplan_xl.wording import refusals

MOST_MEMBERS = 2_000
MOST_INFLATED = 200 * 2**20
LARGE_MEMBER = 10 * 2**20
STEEPEST_RATIO = 200

_SIZE_ELSEWHERE = 0xFFFFFFFF  # of a member too large for the place of its size

_MEMBER = b"PK\x03\x04"  # what each member of a zip begins with
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", refusals.PDF),
    (b"{\\rtf", refusals.RTF),
    (b"\x89PNG", refusals.IMAGE),
    (b"\xff\xd8\xff", refusals.IMAGE),
    (b"GIF8", refusals.IMAGE),
    (b"II*\x00", refusals.IMAGE),
    (b"MM\x00*", refusals.IMAGE),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S
)
_TEXT = re.compile(rb"[^\x00-\x08\x0e-\x1a\x1c-\x1f]*\Z")
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?\bencoding\s*=\s*["']([^"']+)["']""")
_UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_RECODED = frozenset({"utf-16", "utf-16le", "utf-16be", "iso-8859-1", "iso-8859-15", "windows-1252"})
SMALL_PART = 2**15
_BEGINNING = 2**12
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True)
class Archive:
    """The members of a workbook or document, inflated when asked for.

    name: of the file, for its sentences. members: by their names in lower case with forward slashes.
    doubled: whether two of them have one name.
    """

    name: str
    data: bytes
    members: Mapping[str, zipfile.ZipInfo]
    doubled: bool = False
    # Types, relations and other small parts are asked for again and again, and are kept; large sheets are not.
    _small_parts: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __contains__(self, path: str) -> bool:
        return path.lower() in self.members

    def part(self, path: str) -> bytes:
        """An XML part in UTF-8, without DOCTYPE; b"" where there is none.

        Raises NotAWorkbook where it is damaged or no safe XML.
        """
        part = self._small_parts.get(path)
        if part is None:
            part = _safe_xml(self.content(path), self.name)
            if len(part) <= SMALL_PART:
                self._small_parts[path] = part
        return part

    def beginning(self, path: str) -> bytes:
        """The first bytes of a sheet's part, with all that stands before its rows; all of it where no rows follow."""
        member = self.members.get(path.lower())
        start = _inflate(self.read_packed(path), member, _BEGINNING, self.name) if member else b""
        return start if b"sheetData" in start and _codec(start) in _UTF_8 else self.part(path)

    def content(self, path: str) -> bytes:
        """The bytes of a part of any kind; b"" where there is none. Raises NotAWorkbook where it is damaged."""
        member = self.members.get(path.lower())
        return unpack_member(BytesIO(self.data), member, self.name) if member else b""

    def read_packed(self, path: str) -> bytes:
        """The bytes of a part that is there, as they are packed. Raises NotAWorkbook where it is damaged."""
        member = self.members[path.lower()]
        packed = _read_packed(BytesIO(self.data), member, self.name)
        if len(packed) != member.compress_size:
            raise make_refusal(refusals.DAMAGED_FILE, self.name)
        return packed

    def holds(self, path: str, content: bytes) -> bool:
        """Whether a part has this content, by its size and checksum."""
        member = self.members.get(path.lower())
        return member is not None and member.file_size == len(content) and zlib.crc32(content) == member.CRC


def open_archive(data: bytes, name: str) -> Archive:
    """The members of an .xlsx, unread. Raises NotAWorkbook for everything else, with the sentence that names it."""
    if data and not data.startswith(b"PK"):
        raise _name_by_first_bytes(data, name)
    archive = _opened(data, name)
    other = _other_kind(archive)
    if other:
        raise other
    return _refuse_doubled(archive)


def open_document(data: bytes, name: str) -> Archive:
    """The members of a .pptx or .docx, unread. Raises NotAWorkbook for everything else, with its sentence."""
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise make_refusal(refusals.PASSWORD if encrypted else refusals.OLD_DOCUMENT, name)
    if data and not data.startswith(b"PK"):
        raise make_refusal(refusals.NO_DOCUMENT, name, what=_kind_of(data))
    archive = _opened(data, name)
    members = archive.members
    if "[content_types].xml" not in members:
        what = refusals.OPEN_TEXT if "mimetype" in members else refusals.ARCHIVE
        raise make_refusal(refusals.NO_DOCUMENT if members else refusals.DAMAGED_FILE, name, what=what)
    if _has(members, "xl/") and not _has(members, "ppt/") and not _has(members, "word/"):
        raise make_refusal(refusals.MISNAMED_WORKBOOK, name)
    return _refuse_doubled(archive)


def _opened(data: bytes, name: str) -> Archive:
    if not data:
        raise make_refusal(refusals.EMPTY_FILE, name)
    try:
        infos = [info for info in list_members(BytesIO(data)) if info.filename]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError):
        raise make_refusal(refusals.DAMAGED_FILE, name) from None
    members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos if not info.is_dir()}
    if not _check_bounds(infos):
        raise make_refusal(refusals.TOO_LARGE_INSIDE if _is_size_sure(data, infos) else refusals.DAMAGED_FILE, name)
    return Archive(name, data, members, len(members) < sum(not info.is_dir() for info in infos))


def list_members(stream: BinaryIO) -> list[zipfile.ZipInfo]:
    """What stands in the directory of a zip. Raises what zipfile does; BadZipFile too where the end is cut off.

    A zip that is cut off ends with whole files, which may be zips: the last one's directory is then the last there is.
    """
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
    stream.seek(0)
    if stream.read(len(_MEMBER)) == _MEMBER and members and min(member.header_offset for member in members) > 0:
        raise zipfile.BadZipFile
    return members


def _refuse_doubled(archive: Archive) -> Archive:
    """The archive. Raises NotAWorkbook where two of its members have one name."""
    if archive.doubled:
        raise make_refusal(refusals.DAMAGED_FILE, archive.name)
    return archive


def unpack_member(stream: BinaryIO, member: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of one member of a zip; `stream` is the zip's, `name` the file's for the sentence.

    Raises NotAWorkbook where it has a password or is damaged, which it also is where its size is not what is said.
    """
    plain = _inflate(_read_packed(stream, member, name), member, member.file_size + 1, name)
    if len(plain) != member.file_size or zlib.crc32(plain) != member.CRC:
        raise make_refusal(refusals.DAMAGED_FILE, name)
    return plain


def _read_packed(stream: BinaryIO, member: zipfile.ZipInfo, name: str) -> bytes:
    if member.flag_bits & 1:
        raise make_refusal(refusals.PASSWORD, name)
    if member.header_offset < 0:
        raise make_refusal(refusals.DAMAGED_FILE, name)
    stream.seek(member.header_offset)
    header = stream.read(30)
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), SEEK_CUR)
    return stream.read(min(member.compress_size, member.file_size + member.file_size // 100 + 1024))


def make_refusal(sentence: Text, name: str, **facts: object) -> NotAWorkbook:
    """The exception that says why a file is not read."""
    return NotAWorkbook(sentence.fill(file=name, **facts))


def _name_by_first_bytes(data: bytes, name: str) -> NotAWorkbook:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return make_refusal(refusals.PASSWORD, name)
        workbook = any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book\x00"))
        return make_refusal(refusals.OLD_EXCEL if workbook else refusals.OLD_OFFICE, name)
    return make_refusal(refusals.OTHER_FORMAT, name, what=_kind_of(data))


def _kind_of(data: bytes) -> Text:
    head = data[:4096]
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(bare):
        return refusals.HTML
    if bare.lstrip().startswith(b"<?xml"):
        return refusals.XML
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _TEXT.match(head):
        return refusals.CSV
    return refusals.BINARY_FILE


def _check_bounds(infos: list[zipfile.ZipInfo]) -> bool:
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_INFLATED:
        return False
    return not any(
        info.file_size > LARGE_MEMBER and info.file_size > STEEPEST_RATIO * max(info.compress_size, 1) for info in infos
    )


def _is_size_sure(data: bytes, infos: list[zipfile.ZipInfo]) -> bool:
    """Whether the largest member has one size in the directory and before its own bytes; a flipped bit makes two."""
    largest = max(infos, key=lambda info: info.file_size)
    header = data[largest.header_offset : largest.header_offset + 30]
    return int.from_bytes(header[22:26], "little") in (0, _SIZE_ELSEWHERE, largest.file_size)


def _other_kind(archive: Archive) -> NotAWorkbook | None:
    """Name the kind of a zip file that is not an .xlsx workbook."""
    name, members = archive.name, archive.members
    if "xl/workbook.bin" in members:
        return make_refusal(refusals.OTHER_SPREADSHEET, name, what=refusals.BINARY_WORKBOOK)
    if "xl/workbook.xml" in members or ("_rels/.rels" in members and _lists_sheets(members)):
        return None
    if "mimetype" in members:
        start = archive.data[:200]
        if b"opendocument.spreadsheet" in start:
            return make_refusal(refusals.OTHER_SPREADSHEET, name, what=refusals.OPEN_SPREADSHEET)
        return make_refusal(refusals.OTHER_FORMAT, name, what=refusals.OPEN_TEXT)
    if "[content_types].xml" in members and not members.keys() - {"[content_types].xml", "_rels/.rels"}:
        return make_refusal(refusals.DAMAGED_FILE, name)
    for folder, kind in (("word/", refusals.WORD), ("ppt/", refusals.POWERPOINT)):
        if _has(members, folder):
            return make_refusal(refusals.OTHER_FORMAT, name, what=kind)
    if _has(members, "xl/") or not members:
        return make_refusal(refusals.DAMAGED_FILE, name)
    return make_refusal(refusals.OTHER_FORMAT, name, what=refusals.ARCHIVE)


def _lists_sheets(members: Mapping[str, object]) -> bool:
    """Whether there are parts of a workbook, in whatever folder: its relations lead to them."""
    return any(f"/{member}".endswith("/workbook.xml") or "worksheets/" in member for member in members)


def _has(members: Mapping[str, object], folder: str) -> bool:
    return any(member.startswith(folder) for member in members)


def _inflate(packed: bytes, member: zipfile.ZipInfo, most: int, name: str) -> bytes:
    """The first bytes of a member, at most so many. Raises NotAWorkbook where they cannot be inflated."""
    try:
        if member.compress_type == zipfile.ZIP_DEFLATED:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    except zlib.error:
        raise make_refusal(refusals.DAMAGED_FILE, name) from None
    if member.compress_type == zipfile.ZIP_STORED:
        return packed[:most]
    raise make_refusal(refusals.DAMAGED_FILE, name)


def _safe_xml(part: bytes, name: str) -> bytes:
    part = _in_utf8(part, name)
    if b"!" in part and _FORBIDDEN.search(part):
        raise make_refusal(refusals.UNSAFE_FILE, name)
    return part


def _in_utf8(part: bytes, name: str) -> bytes:
    codec = _codec(part)
    if codec in _UTF_8:
        return part
    if codec not in _RECODED:
        raise make_refusal(refusals.ENCODING, name, what=codec)
    try:
        words = part.decode(codec)
    except UnicodeDecodeError:
        raise make_refusal(refusals.DAMAGED_FILE, name) from None
    return re.sub(r"\A\ufeff?\s*<\?xml.*?\?>", "", words, count=1, flags=re.S).encode("utf-8", "replace")


def _codec(part: bytes) -> str:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in part[:4]:
        return "utf-16le" if part[1:2] == b"\x00" else "utf-16be"
    declared = _DECLARED.match(part[:200])
    codec = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    return f"{codec}?" if codec.startswith("utf-16") else codec  # said, but it is not so
