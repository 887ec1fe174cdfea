"""Hostile and odd files, made when asked for: none is kept, for some would harm whoever opens them."""

import gzip
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO

from hplan_xl.book.text import Text
from hplan_xl.wording import refusals
from tests.garden import garden_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BEDS_PART = "xl/worksheets/sheet2.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def edited(change: Callable[[dict[str, bytes]], None], data: bytes | None = None) -> bytes:
    """A filled workbook after a change to its parts."""
    parts = parts_of(data or garden_workbook())
    change(parts)
    return zipped(parts)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook by path."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def substituted(pattern: bytes, by: bytes, path: str = BEDS_PART) -> bytes:
    """A filled workbook in which the first match in one part is replaced."""

    def change(parts: dict[str, bytes]) -> None:
        parts[path], count = re.subn(pattern, lambda _: by, parts[path], count=1, flags=re.S)
        assert count == 1, pattern

    return edited(change)


def swollen(data: bytes) -> bytes:
    """The workbook with a number that no cell can hold wherever it has the number 54321."""
    return zipped({path: part.replace(b"<v>54321</v>", b"<v>1e999</v>") for path, part in parts_of(data).items()})


def with_row(row: bytes, data: bytes | None = None, path: str = BEDS_PART) -> bytes:
    """A filled workbook with one more row in a sheet."""
    parts = parts_of(data or garden_workbook())
    assert parts[path].count(b"</sheetData>") == 1
    return zipped({**parts, path: parts[path].replace(b"</sheetData>", row + b"</sheetData>")})


def _row_of(address: bytes) -> bytes:
    """A row with one cell, whatever its address says."""
    return b'<row r="%s"><c r="%s"><v>1</v></c></row>' % (re.sub(rb"\D", b"", address), address)


# One more row, with a cell far away or outside the grid, which keeps a plan from being read where its sheet is ours.
STRAY_ROWS: Mapping[str, tuple[bytes, Text]] = {
    "far_corner": (_row_of(b"XFD1048576"), refusals.TOO_WIDE),
    "far_row": (_row_of(b"A20001"), refusals.TOO_WIDE),
    "far_column": (_row_of(b"GS9"), refusals.TOO_WIDE),
    "far_corner_in_single_quotes": (
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        refusals.TOO_WIDE,
    ),
    "outside_the_columns": (_row_of(b"XFE1"), refusals.OUT_OF_GRID),
    "outside_the_rows": (_row_of(b"A1048577"), refusals.OUT_OF_GRID),
    "outside_by_far": (_row_of(b"ZZZZZZZ99999999999999999999"), refusals.OUT_OF_GRID),
    "row_zero": (_row_of(b"A0"), refusals.OUT_OF_GRID),
}


def bomb(size: int = 300 * 2**20) -> bytes:
    """A workbook whose shared strings inflate to `size` bytes, said so in its directory."""
    return edited(lambda parts: parts.update({"xl/sharedStrings.xml": b"<sst>" + b" " * size + b"</sst>"}))


def lying_bomb() -> bytes:
    """A bomb whose directory says it is small."""
    data = bytearray(bomb(20 * 2**20))
    size = struct.pack("<I", 20 * 2**20 + len(b"<sst></sst>"))
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)
    return bytes(data)


def damaged_member() -> bytes:
    """A workbook with a flipped bit in the packed bytes of a sheet."""
    data = bytearray(garden_workbook())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.getinfo(BEDS_PART)
    data[info.header_offset + 30 + len(BEDS_PART) + info.compress_size // 2] ^= 0x10
    return bytes(data)


def before_its_beginning() -> bytes:
    """A zip whose directory says that its members lie before the file's first byte."""
    data = bytearray(garden_workbook())
    at = data.rfind(b"PK\x05\x06") + 16
    data[at : at + 4] = struct.pack("<I", 0x7FFFFFFF)
    return bytes(data)


def with_password_flag() -> bytes:
    """A zip whose members are said to be encrypted."""
    data = bytearray(garden_workbook())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def twice_the_same_part() -> bytes:
    """A zip that has one part twice, told apart by case only."""
    parts = parts_of(garden_workbook())
    return zipped({**parts, BEDS_PART.upper(): b"<worksheet/>"})


def too_many_members() -> bytes:
    """A workbook with 2,100 more members."""
    return edited(lambda parts: parts.update({f"xl/extra/{number}.xml": b"" for number in range(2_100)}))


def _packed(method: int) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, part in parts_of(garden_workbook()).items():
            archive.writestr(name, part)
    return stream.getvalue()


def _deep(path: str, root: bytes) -> bytes:
    """A workbook with a part whose elements stand in each other, half a million deep, and do not end."""
    return edited(lambda parts: parts.update({path: b"<%s>" % root + b"<a>" * 500_000 + b"x"}))


def overlapping_members() -> bytes:
    """A zip whose directory lists the same packed bytes a thousand times: each is small, all together are not."""
    packed = zipped({"xl/worksheets/sheet1.xml": bytes(2**20)})
    start, end = packed.find(b"PK\x01\x02"), packed.rfind(b"PK\x05\x06")
    entries = b"".join(packed[start:end].replace(b"sheet1.xml", b"%06d.xml" % number) for number in range(1_000))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1_000, 1_000, len(entries), start, 0)
    return packed[:start] + entries + tail


def nameless_member() -> bytes:
    """A workbook with one more member, which has no name in the directory."""
    data = zipped({**parts_of(garden_workbook()), "x": b""})
    at, end = data.rfind(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    entry = data[at : at + 28] + b"\0\0" + data[at + 30 : at + 46]
    (size,) = struct.unpack("<I", data[end + 12 : end + 16])
    return data[:at] + entry + data[end : end + 12] + struct.pack("<I", size - 1) + data[end + 16 :]


def _million_names() -> bytes:
    """A workbook with so many defined names that its part is large, all alike."""
    names = b'<definedName name="x">Plan!$A$1</definedName>' * 1_000_000
    return substituted(rb"<definedNames>", b"<definedNames>" + names, "xl/workbook.xml")


def _zip_of(*paths: str) -> bytes:
    parts = dict.fromkeys(paths, b"<x/>")
    return zipped({"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>", **parts})


def _open_document() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return stream.getvalue()


def _without(path: str) -> bytes:
    return edited(lambda parts: parts.__delitem__(path))


REFUSED: Mapping[str, tuple[Callable[[], bytes], Text]] = {
    "empty": (lambda: b"", refusals.EMPTY_FILE),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), refusals.PASSWORD),
    "old_excel": (lambda: OLE + "Workbook".encode("utf-16-le"), refusals.OLD_EXCEL),
    "older_excel": (lambda: OLE + "Book\x00".encode("utf-16-le"), refusals.OLD_EXCEL),
    "mail": (lambda: OLE + "__nameid_version1.0".encode("utf-16-le"), refusals.OLD_OFFICE),
    "html": (lambda: b"\xef\xbb\xbf <!DOCTYPE html><html><table></table></html>", refusals.OTHER_FORMAT),
    "html_table": (lambda: b"<table><tr><td>1</td></tr></table>", refusals.OTHER_FORMAT),
    "xml": (lambda: b'<?xml version="1.0"?><Workbook/>', refusals.OTHER_FORMAT),
    "pdf": (lambda: b"%PDF-1.7\n", refusals.OTHER_FORMAT),
    "rtf": (lambda: b"{\\rtf1\\ansi", refusals.OTHER_FORMAT),
    "png": (lambda: b"\x89PNG\r\n\x1a\n", refusals.OTHER_FORMAT),
    "csv": (lambda: "Nr;Område\n1;Å\n".encode("cp1252"), refusals.OTHER_FORMAT),
    "csv_utf16": (lambda: "Nr\tOmråde\n".encode("utf-16"), refusals.OTHER_FORMAT),
    "noise": (lambda: bytes(range(256)) * 4, refusals.OTHER_FORMAT),
    "zeros": (lambda: bytes(5000), refusals.OTHER_FORMAT),
    "docx": (lambda: _zip_of("word/document.xml"), refusals.OTHER_FORMAT),
    "pptx": (lambda: _zip_of("ppt/presentation.xml"), refusals.OTHER_FORMAT),
    "zip": (lambda: zipped({"plan.xlsx": b"x"}), refusals.OTHER_FORMAT),
    "xlsb": (
        lambda: _zip_of("xl/workbook.bin", "xl/worksheets/sheet1.bin"),
        refusals.OTHER_SPREADSHEET,
    ),
    "ods": (_open_document, refusals.OTHER_SPREADSHEET),
    "empty_zip": (lambda: b"PK\x05\x06" + bytes(18), refusals.DAMAGED_FILE),
    "cut_short": (lambda: garden_workbook()[:-200], refusals.DAMAGED_FILE),
    "zip_head_only": (lambda: b"PK\x03\x04", refusals.DAMAGED_FILE),
    "damaged_member": (damaged_member, refusals.DAMAGED_FILE),
    "before_its_beginning": (before_its_beginning, refusals.DAMAGED_FILE),
    "twice_the_same_part": (twice_the_same_part, refusals.DAMAGED_FILE),
    "no_sheets": (lambda: substituted(rb"<sheets>.*</sheets>", b"<sheets/>", "xl/workbook.xml"), refusals.DAMAGED_FILE),
    "broken_workbook_part": (lambda: substituted(rb"</workbook>", b"", "xl/workbook.xml"), refusals.DAMAGED_FILE),
    "sheet_cut_short": (lambda: substituted(rb"</sheetData>.*", b""), refusals.DAMAGED_FILE),
    "sheet_not_xml": (lambda: edited(lambda parts: parts.update({BEDS_PART: b"not xml"})), refusals.DAMAGED_FILE),
    "strings_missing": (lambda: _without("xl/sharedStrings.xml"), refusals.DAMAGED_FILE),
    "strings_all_out_of_range": (
        lambda: edited(
            lambda parts: parts.update(
                {"xl/sharedStrings.xml": b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'}
            )
        ),
        refusals.DAMAGED_FILE,
    ),
    "encrypted_members": (with_password_flag, refusals.PASSWORD),
    "too_many_members": (too_many_members, refusals.TOO_LARGE_INSIDE),
    "bomb": (bomb, refusals.TOO_LARGE_INSIDE),
    "steep_bomb": (lambda: bomb(30 * 2**20), refusals.TOO_LARGE_INSIDE),
    "lying_bomb": (lying_bomb, refusals.DAMAGED_FILE),
    "doctype": (
        lambda: substituted(rb"\?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>'),
        refusals.UNSAFE_FILE,
    ),
    "doctype_in_workbook": (
        lambda: substituted(rb"\?>", b'?><!DOCTYPE x SYSTEM "file:///etc/passwd">', "xl/workbook.xml"),
        refusals.UNSAFE_FILE,
    ),
    "billion_laughs": (
        lambda: substituted(rb"\?>", b'?><!DOCTYPE x [<!ENTITY a "&b;&b;">]>', "xl/sharedStrings.xml"),
        refusals.UNSAFE_FILE,
    ),
    "doctype_in_utf16": (
        lambda: edited(
            lambda parts: parts.update({BEDS_PART: ("<!DOCTYPE x>" + parts[BEDS_PART].decode()).encode("utf-16")})
        ),
        refusals.UNSAFE_FILE,
    ),
    "strange_encoding": (lambda: substituted(rb'encoding="UTF-8"', b'encoding="UTF-7"'), refusals.ENCODING),
    **{name: (partial(with_row, row), sentence) for name, (row, sentence) in STRAY_ROWS.items()},
    "gzip": (lambda: gzip.compress(b"plan", mtime=0), refusals.OTHER_FORMAT),
    "old_word": (lambda: OLE + "WordDocument".encode("utf-16-le"), refusals.OLD_OFFICE),
    "gif": (lambda: b"GIF89a", refusals.OTHER_FORMAT),
    "half_of_it": (lambda: garden_workbook()[: len(garden_workbook()) // 2], refusals.DAMAGED_FILE),
    "packed_another_way": (lambda: _packed(zipfile.ZIP_BZIP2), refusals.DAMAGED_FILE),
    "sheets_far_down": (lambda: _deep("xl/workbook.xml", b"workbook"), refusals.DAMAGED_FILE),
    "sheet_far_down": (lambda: _deep(BEDS_PART, b"worksheet"), refusals.DAMAGED_FILE),
    "overlapping_members": (overlapping_members, refusals.TOO_LARGE_INSIDE),
    "million_names": (_million_names, refusals.TOO_LARGE_INSIDE),
    "outside_the_package": (
        lambda: substituted(rb'Target="worksheets/sheet2.xml"', b'Target="../../../../etc/passwd"', RELATIONS),
        refusals.DAMAGED_FILE,
    ),
    "not_ours": (
        lambda: garden_workbook(leave_out=("garden", "beds"), version=""),
        refusals.NOT_OURS,
    ),
    "newer_than_us": (lambda: garden_workbook(version="toy 4"), refusals.NEWER_VERSION),
}


def recoded(part: bytes, encoding: str) -> bytes:
    """A part written in another encoding, and saying so."""
    words = part.decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    return words.encode(encoding)


def _prefixed(part: bytes) -> bytes:
    part = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part)
    return part.replace(b' xmlns="', b' xmlns:x="', 1)


def _on_beds(change: Callable[[bytes], bytes]) -> bytes:
    return edited(lambda parts: parts.update({BEDS_PART: change(parts[BEDS_PART])}))


def _strict(data: bytes) -> bytes:
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    words = {
        b"spreadsheetml/2006/main": b"spreadsheetml/main",
        b"officeDocument/2006/relationships": b"officeDocument/relationships",
    }
    parts = parts_of(data)
    for path in parts:
        for before, after in words.items():
            parts[path] = parts[path].replace(old + before, new + after)
    return zipped(parts)


def _formatted_rows(part: bytes) -> bytes:
    blank = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(100, 100_000))
    return part.replace(b"</sheetData>", blank + b"</sheetData>")


def _rows_turned(part: bytes) -> bytes:
    rows = re.findall(rb"<row .*?</row>", part, re.S)
    return re.sub(
        rb"<sheetData>.*</sheetData>", b"<sheetData>" + b"".join(rows[::-1]) + b"</sheetData>", part, flags=re.S
    )


# Odd, but whole: read as the file they were made of.
READ: Mapping[str, Callable[[], bytes]] = {
    "utf16_sheet": lambda: _on_beds(lambda part: recoded(part, "UTF-16")),
    "latin1_sheet": lambda: _on_beds(lambda part: recoded(part, "ISO-8859-1")),
    "byte_order_mark": lambda: _on_beds(lambda part: b"\xef\xbb\xbf" + part),
    "prefixes": lambda: _on_beds(_prefixed),
    "single_quotes": lambda: _on_beds(lambda part: re.sub(rb'r="([A-Z]+\d+)"', rb"r='\1'", part)),
    "comments": lambda: _on_beds(lambda part: part.replace(b"<sheetData>", b"<sheetData><!-- <c r='XFD1'> -->")),
    "no_addresses": lambda: _on_beds(lambda part: re.sub(rb'(<(?:row|c)) r="[A-Z]*\d+"', rb"\1", _every_cell(part))),
    "strict": lambda: _strict(garden_workbook()),
    "wrong_dimension": lambda: _on_beds(lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', part)),
    "rows_out_of_order": lambda: _on_beds(_rows_turned),
    "a_hundred_thousand_formatted_rows": lambda: _on_beds(_formatted_rows),
    "macro_beside": lambda: edited(lambda parts: parts.update({"xl/vbaProject.bin": b"\xd0\xcf" * 100})),
    "bad_core_date": lambda: edited(
        lambda parts: parts.update({"docProps/app.xml": b"not xml", "docProps/core.xml": b"not xml"})
    ),
    "backslashes": lambda: zipped(
        {path.replace("/", "\\"): part for path, part in parts_of(garden_workbook()).items()}
    ),
    "stored": lambda: _stored(parts_of(garden_workbook())),
    "a_member_without_name": nameless_member,
    "far_corner_blank": lambda: with_row(b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
}


def _every_cell(part: bytes) -> bytes:
    """The part with a blank cell for each that the writer left out, so that counting gives the same places."""

    def whole(row: re.Match[bytes]) -> bytes:
        cells = dict(re.findall(rb'(?=<c r="([A-Z]+)\d+")(<c .*?(?:/>|</c>))', row[3], re.S))
        filled = b"".join(cells.get(b"%c" % letter, b'<c r="%c%s"/>' % (letter, row[1])) for letter in b"ABCDEFGHI")
        return b'<row r="%s"%s>%s</row>' % (row[1], row[2], filled)

    rows = {int(row[1]): whole(row) for row in re.finditer(rb'<row r="(\d+)"([^>]*)>(.*?)</row>', part, re.S)}
    body = b"".join(rows.get(number, b'<row r="%d"></row>' % number) for number in range(1, max(rows) + 1))
    return re.sub(
        rb"<sheetData>.*</sheetData>", b"<sheetData>" + body.replace(b"\\", b"\\\\") + b"</sheetData>", part, flags=re.S
    )


def _stored(parts: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
