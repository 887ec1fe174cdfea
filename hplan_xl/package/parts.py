"""The parts of a workbook file, their relations and content types, and the part that lists sheets, while changed."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from posixpath import join, normpath, relpath
from typing import NamedTuple
from xml.parsers import expat

from hplan_xl.excel.references import sheet_of_reference
from hplan_xl.package.archive import SMALL_PART, Archive, make_refusal, open_archive
from hplan_xl.package.xml_edit import (
    Edit,
    Piece,
    append_content,
    apply_edits,
    insert_after,
    prefix_elements,
    read_piece,
    remove_piece,
    set_attribute,
)
from hplan_xl.wording import refusals

_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_PACKING = 3  # a copy is 2 per cent larger than with zlib's own level, and is packed in less than half the time
# The types and relations, which are asked for again and again, are kept as they were taken apart; large sheets are not.
_read_again = lru_cache(maxsize=64)(read_piece)
# The defined name by which a marked copy tells the sheet that we put first.
LISTING_NAME = "hplan_todo"
_TRUE = ("1", "true", "on")


class Relation(NamedTuple):
    """A relation of a part: `kind` is the last word of its type, `path` where it leads to within the package."""

    name: str
    kind: str
    path: str
    piece: Piece


@dataclass(frozen=True)
class Parts:
    """A package with changes laid over it; `changes` by path in lower case: the path as written, and bytes or None."""

    archive: Archive
    changes: Mapping[str, tuple[str, bytes | None]] = field(default_factory=dict)

    def __contains__(self, path: str) -> bool:
        if path.lower() in self.changes:
            return self.changes[path.lower()][1] is not None
        return path in self.archive

    def part(self, path: str) -> bytes:
        """An XML part in UTF-8, b"" where there is none. Raises NotAWorkbook where it is damaged or unsafe."""
        changed = self.changes.get(path.lower())
        return (changed[1] or b"") if changed else self.archive.part(path)

    def beginning(self, path: str) -> bytes:
        """The first bytes of a part, as far as anything stands before the rows of a sheet; b"" where there is none."""
        changed = self.changes.get(path.lower())
        return (changed[1] or b"").partition(b"sheetData")[0] if changed else self.archive.beginning(path)

    def piece(self, path: str) -> Piece:
        """The root of a part. Raises NotAWorkbook where it is damaged."""
        part = self.part(path)
        try:
            return read_piece(part) if len(part) > SMALL_PART else _read_again(part)
        except expat.ExpatError:
            raise make_refusal(refusals.DAMAGED_FILE, self.archive.name) from None

    def with_part(self, path: str, part: bytes | None) -> "Parts":
        """The package with a part put in, replaced, or (None) taken out."""
        if part is not None and path in self and part == self.part(path):
            return self
        changes = {**self.changes, path.lower(): (path, part)}
        if part is not None and self.archive.holds(path, part):
            del changes[path.lower()]
        return Parts(self.archive, changes)

    def apply_edits(self, path: str, edits: Iterable[Edit]) -> "Parts":
        """The package with edits made in one part."""
        return self.with_part(path, apply_edits(self.part(path), edits))

    def find_free_path(self, pattern: str) -> str:
        """The first path that nobody has, such as "xl/comments{}.xml" with a number."""
        return next(path for number in range(1, 1_000_000) if (path := pattern.format(number)) not in self)

    def _members(self) -> Iterator[tuple[str, zipfile.ZipInfo, bytes | None]]:
        """The path of each member, its description, and its bytes; None where these are as they were."""
        for path, there in self.archive.members.items():
            if path not in self.changes:
                yield path, there, None
            elif (part := self.changes[path][1]) is not None:
                yield path, _describe_part(there.filename, part), part
        for path, (name, part) in sorted(self.changes.items()):
            if part is not None and path not in self.archive:
                yield path, _describe_part(name, part), part

    def compute_seal(self, but: str) -> str:
        """A fingerprint of every part but one; any program that saves the file breaks it."""
        told = sorted((path, one.file_size, one.CRC) for path, one, _ in self._members() if path != but.lower())
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def to_zip(self) -> bytes:
        """The file, its members in the order they had; the same parts give the same bytes."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for path, member, part in self._members():
                if part is None:
                    _copy_packed(target, stream, member, self.archive.read_packed(path))
                else:
                    target.writestr(member, part, compresslevel=_PACKING)
        return stream.getvalue()


def _describe_part(name: str, part: bytes) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _FIXED_TIME)
    member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    member.file_size, member.CRC = len(part), zlib.crc32(part)
    return member


def _copy_packed(target: zipfile.ZipFile, stream: BytesIO, there: zipfile.ZipInfo, packed: bytes) -> None:
    """Write a member of another file as it is packed there, which zipfile has no function for."""
    member = _describe_part(there.filename, b"")
    member.compress_type, member.compress_size = there.compress_type, len(packed)
    member.file_size, member.CRC, member.header_offset = there.file_size, there.CRC, stream.tell()
    stream.write(member.FileHeader() + packed)
    target.filelist.append(member)
    target.start_dir = stream.tell()


def open_parts(data: bytes, name: str) -> Parts:
    """The parts of a workbook file. Raises NotAWorkbook where it is none."""
    return Parts(open_archive(data, name))


def relations_path(path: str) -> str:
    """The path of the relations of a part."""
    folder, _, file = path.rpartition("/")
    return join(folder, "_rels", f"{file}.rels")


def list_relations(parts: Parts, path: str) -> tuple[Relation, ...]:
    """The relations of a part ("" for the package's own) to others of the package."""
    folder = path.rpartition("/")[0]
    return tuple(
        Relation(
            one.attributes.get("Id", ""),
            one.attributes.get("Type", "").rpartition("/")[2],
            _resolve_target(folder, one.attributes.get("Target", "")),
            one,
        )
        for one in _relationships(parts, path)
        if one.attributes.get("TargetMode") != "External"
    )


@lru_cache(maxsize=256)
def _resolve_target(folder: str, target: str) -> str:
    return normpath(join("/", folder, target)).lstrip("/")


def list_outside_targets(parts: Parts, path: str) -> dict[str, str]:
    """Where the relations of a part lead that lead out of the package, such as to web addresses, by their names."""
    return {
        one.attributes.get("Id", ""): one.attributes.get("Target", "")
        for one in _relationships(parts, path)
        if one.attributes.get("TargetMode") == "External"
    }


def _relationships(parts: Parts, path: str) -> Iterable[Piece]:
    where = relations_path(path)
    return parts.piece(where).find_children_named("Relationship") if where in parts else ()


def find_relation(parts: Parts, path: str, kind: str) -> Relation | None:
    """The first relation of a kind that a part has."""
    return next((one for one in list_relations(parts, path) if one.kind == kind), None)


def with_relation(parts: Parts, path: str, kind: str, types: str, target: str, wish: str) -> tuple[Parts, str]:
    """The package with one more relation of a part, and its name: `wish`, with a number where that is taken.

    types: what the types of the package's relations begin with.
    """
    where = relations_path(path)
    if where not in parts:
        parts = parts.with_part(where, f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode())
    root = parts.piece(where)
    taken = {one.attributes.get("Id", "") for one in root.children}
    name = next(name for n in range(len(taken) + 1) if (name := wish + (str(n + 1) if n else "")) not in taken)
    where_to = relpath(join("/", target), join("/", path.rpartition("/")[0]))
    written = f'<Relationship Id="{name}" Type="{types}{kind}" Target="{where_to}"/>'.encode()
    return parts.apply_edits(
        where, [append_content(parts.part(where), root, prefix_elements(written, root.prefix))]
    ), name


def without_relations(parts: Parts, path: str, gone: Iterable[Relation]) -> Parts:
    """The package without these relations of a part; without the part of its relations where none is left."""
    where = relations_path(path)
    edits = [remove_piece(one.piece) for one in gone]
    left = parts.apply_edits(where, edits)
    return left if left.piece(where).children else _without(left, where)


def with_type(parts: Parts, path: str, content_type: str) -> Parts:
    """The package with the content type of a part told by its name, in the place of the one it has."""
    root = parts.piece(_TYPES)
    there = next((one for one in root.find_children_named("Override") if _is_of(one, path)), None)
    if there is not None:
        return parts.apply_edits(_TYPES, [set_attribute(parts.part(_TYPES), there, "ContentType", content_type)])
    written = f'<Override PartName="/{path}" ContentType="{content_type}"/>'.encode()
    return parts.apply_edits(_TYPES, [append_content(parts.part(_TYPES), root, prefix_elements(written, root.prefix))])


def with_type_of_ending(parts: Parts, ending: str, content_type: str) -> Parts:
    """Return the package with a content type for all parts of an ending, unless it has one."""
    root = parts.piece(_TYPES)
    if any(one.attributes.get("Extension", "").lower() == ending for one in root.find_children_named("Default")):
        return parts
    written = f'<Default Extension="{ending}" ContentType="{content_type}"/>'.encode()
    return parts.apply_edits(
        _TYPES, [insert_after(parts.part(_TYPES), root, ("Default",), prefix_elements(written, root.prefix))]
    )


def without_part(parts: Parts, path: str) -> Parts:
    """The package without a part, its relations and their content types."""
    left = _without(parts, path)
    return _without(left, relations_path(path)) if relations_path(path) in left else left


def _without(parts: Parts, path: str) -> Parts:
    gone = [remove_piece(one) for one in parts.piece(_TYPES).find_children_named("Override") if _is_of(one, path)]
    return parts.apply_edits(_TYPES, gone).with_part(path, None)


def _is_of(override: Piece, path: str) -> bool:
    return override.attributes.get("PartName", "").lstrip("/").lower() == path.lower()


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook lists it.

    relation: its name among the workbook's relations; path: of its cells, "" where it has no such relation.
    """

    title: str
    is_visible: bool
    relation: str
    path: str


@dataclass(frozen=True)
class WorkbookPart:
    """The workbook's part of a package. What it tells raises NotAWorkbook where a part is damaged."""

    parts: Parts

    @cached_property
    def path(self) -> str:
        """The path of the part."""
        found = find_relation(self.parts, "", "officeDocument")
        return found.path if found else "xl/workbook.xml"

    @cached_property
    def root(self) -> Piece:
        """The workbook."""
        root = self.parts.piece(self.path)
        if root.name != "workbook":
            raise make_refusal(refusals.DAMAGED_FILE, self.parts.archive.name)
        return root

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations of the workbook to other parts."""
        return list_relations(self.parts, self.path)

    @cached_property
    def listed_sheets(self) -> tuple[SheetPart, ...]:
        """All sheets, in the order of their tabs."""
        paths = {one.name: one.path for one in self.relations}
        return tuple(
            SheetPart(
                sheet.attributes.get("name", ""),
                sheet.attributes.get("state", "visible") == "visible",
                relation := next((value for key, value in sheet.attributes.items() if key.endswith(":id")), ""),
                paths.get(relation, ""),
            )
            for sheet in self.children("sheets")
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The defined names with what they stand for; a sheet's own name only where no other is."""
        found: dict[str, str] = {}
        for one in sorted(self.children("definedNames"), key=lambda one: "localSheetId" in one.attributes):
            found.setdefault(one.attributes.get("name", ""), one.text)
        return found

    @cached_property
    def listing_position(self) -> int | None:
        """The place, from 0, of the sheet that lists the findings of a marked copy; None where there is none."""
        title = sheet_of_reference(self.names.get(LISTING_NAME, ""))
        titles = [sheet.title for sheet in self.listed_sheets]
        return titles.index(title) if title and title in titles else None

    @property
    def counts_from_1904(self) -> bool:
        """Whether day 0 of its dates is 1 January 1904, as in workbooks of old Macintosh programs."""
        settings = self.root.child("workbookPr")
        return settings is not None and settings.attributes.get("date1904", "").strip().lower() in _TRUE

    def part_of(self, kind: str) -> str:
        """The path of the workbook's one part of a kind, such as its styles; "" where it has none."""
        return next((one.path for one in self.relations if one.kind == kind and one.path in self.parts), "")

    def children(self, name: str) -> tuple[Piece, ...]:
        """The elements within the one of a name, such as "sheets"; none where it is not there."""
        held = self.root.child(name)
        return held.children if held else ()
