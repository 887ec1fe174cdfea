"""An .xlsx file as a package of parts: what a reader of values does not tell.

`open_package` is the gate; what a Package tells is found when it is asked for. That is also what lies on a sheet and in
no cell: pictures, text boxes, comments, and the addresses behind the words of cells.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import product
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError

from hplan_xl.book.errors import NotAWorkbook
from hplan_xl.book.findings import column_letters
from hplan_xl.package import cell_values, worksheet
from hplan_xl.package.archive import SMALL_PART, make_refusal
from hplan_xl.package.parts import Parts, SheetPart, WorkbookPart, list_outside_targets, list_relations, open_parts
from hplan_xl.package.xml_edit import local_name
from hplan_xl.wording import refusals
from hplan_xl.wording.copy_sentences import SIGNATURE

_WORKBOOK = "xl/workbook.xml"
_ROOT_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="xl/workbook.xml"/></Relationships>'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# Plans on one template have one part of styles.
_parse_again = lru_cache(maxsize=16)(ElementTree.fromstring)
_SAVED = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?")


@dataclass(frozen=True)
class BesideCells:
    """What lies on one sheet. texts: the words of its text boxes. comments: address and words of each.

    signed_comments: those that hplan wrote, such as last year's answers, without its signature.
    """

    pictures: int = 0
    texts: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    signed_comments: tuple[tuple[str, str], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything of the group's own to tell of."""
        return bool(self.pictures or self.texts or self.comments)


def words_of_shapes(drawing: Element) -> Iterable[str]:
    """The words of each text box or shape of a drawing that holds some, a line a paragraph."""
    for shape in drawing.iter():
        if local_name(shape) == "sp":
            lines = [
                "".join(part.text or "" for part in paragraph.iter() if local_name(part) == "t")
                for paragraph in shape.iter()
                if local_name(paragraph) == "p"
            ]
            if words := "\n".join(lines).strip():
                yield words


def count_pictures(drawing: Element) -> int:
    """How many pictures a drawing has."""
    return sum(local_name(one) == "pic" for one in drawing.iter())


def words_of_comments(part: Element) -> Iterable[tuple[str, str]]:
    """Address and words of each comment."""
    for comment in part.iter():
        if local_name(comment) == "comment":
            words = "".join(one.text or "" for one in comment.iter() if local_name(one) == "t").strip()
            if words:
                yield comment.get("ref", ""), words


def remove_signature(words: str) -> str:
    """The words of a comment without hplan's signature; themselves where it did not sign them."""
    return words.replace(SIGNATURE.sv, "").strip()


def find_hyperlinks(sheet: bytes, targets: Mapping[str, str]) -> Mapping[tuple[int, int], str]:
    """The web address behind each cell that has one. targets: the address of each relation of the sheet.

    A link may lie behind several cells, and what stands behind # in its address is kept apart from the rest.
    """
    found: dict[tuple[int, int], str] = {}
    for tag in _HYPERLINK.findall(sheet):
        of = dict(_ATTRIBUTE.findall(tag))
        address = targets.get(worksheet.decode_content(of.get(b"id", b"")), "")
        if address and not address.startswith("#"):
            place = worksheet.decode_content(of.get(b"location", b""))
            found |= dict.fromkeys(_cells_of(of.get(b"ref", b"")), f"{address}#{place}" if place else address)
    for at, address in _LINK_FORMULA.findall(sheet):
        found.setdefault(worksheet.parse_address(at), worksheet.decode_content(address))
    return found


def _cells_of(reference: bytes) -> Iterable[tuple[int, int]]:
    """The cells of a range such as b"R4:R6"; the first of more than any table has."""
    first, _, last = reference.partition(b":")
    (top, left), (bottom, right) = worksheet.parse_address(first), worksheet.parse_address(last or first)
    if (bottom - top + 1) * (right - left + 1) > worksheet.MOST_ROWS:
        return [(top, left)]
    return product(range(top, bottom + 1), range(left, right + 1))


_HYPERLINK = re.compile(rb"<hyperlink\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb'(?:\w+:)?(\w+)="([^"]*)"')
_LINK_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^<>]*><f>HYPERLINK\((?:"|&quot;)(https?://[^"<>]*?)(?:"|&quot;)')


@dataclass(frozen=True)
class Package:
    """A workbook file that has passed the gate. Everything it tells raises NotAWorkbook where a part is damaged."""

    parts: Parts

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.parts.archive.name

    @cached_property
    def workbook(self) -> WorkbookPart:
        """What lists its sheets and names."""
        return WorkbookPart(self.parts)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The sheets, in the order of their tabs; without the one that lists the findings of a marked copy."""
        at = self.workbook.listing_position
        return tuple(sheet for place, sheet in enumerate(self.workbook.listed_sheets) if place != at)

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The custom document properties, as text."""
        return {one.get("name", ""): "".join(one.itertext()).strip() for one in self._root("docProps/custom.xml")}

    @cached_property
    def saved_at(self) -> datetime | None:
        """When the file says it was saved, in UTC without a zone; None where it does not say."""
        return self._find_moment("modified")

    @cached_property
    def created_at(self) -> datetime | None:
        """When the file says it was first made, in UTC without a zone; None where it does not say."""
        return self._find_moment("created")

    def _find_moment(self, name: str) -> datetime | None:
        try:
            root = self._root("docProps/core.xml")
        except NotAWorkbook:
            return None
        told = next((one.text for one in root if local_name(one) == name), None)
        return _moment(told or "")

    @cached_property
    def application(self) -> str:
        """The program that says it saved the file, "" where none does."""
        try:
            root = self._root("docProps/app.xml")
        except NotAWorkbook:
            return ""
        return next((one.text or "" for one in root if local_name(one) == "Application"), "").strip()

    def has_part(self, within: str) -> bool:
        """Whether the path of some part, in lower case, holds these letters."""
        return any(within in path for path in self.parts.archive.members)

    @cached_property
    def formats(self) -> cell_values.CellFormats:
        """The number formats and fills of the cells."""
        return cell_values.CellFormats(self._parse(self._styles), lambda: self._root(self._path_of("theme")))

    @cached_property
    def worksheets(self) -> Mapping[str, worksheet.Worksheet]:
        """The worksheets, by title."""
        return _Worksheets(self.parts, {sheet.title: sheet.path for sheet in self.sheets if sheet.path})

    def beside_cells(self, title: str) -> BesideCells:
        """What lies on a sheet and in no cell."""
        parts = list_relations(self.parts, self._path_of_sheet(title))
        drawings = [self._root(one.path) for one in parts if one.kind == "drawing"]
        found = [told for one in parts if one.kind == "comments" for told in words_of_comments(self._root(one.path))]
        unsigned = [(address, words, remove_signature(words)) for address, words in found]
        return BesideCells(
            sum(map(count_pictures, drawings)) + self._count_pictures_in_cells(title),
            tuple(words for drawing in drawings for words in words_of_shapes(drawing)),
            tuple((address, words) for address, words, bare in unsigned if words == bare),
            tuple((address, bare) for address, words, bare in unsigned if words != bare),
        )

    def _count_pictures_in_cells(self, title: str) -> int:
        """How many cells hold a picture: on a sheet that is seen, for the hidden one of the lists is long."""
        if title not in self.worksheets or not any(sheet.title == title and sheet.is_visible for sheet in self.sheets):
            return 0
        return len(self.worksheets[title].pictures)

    def hyperlinks(self, title: str) -> Mapping[tuple[int, int], str]:
        """The web address behind each cell of a sheet that has one, by row and column."""
        xml = self.worksheets[title].xml
        if b"<hyperlink " not in xml and b"HYPERLINK(" not in xml:
            return {}
        return find_hyperlinks(xml, list_outside_targets(self.parts, self._path_of_sheet(title)))

    def _path_of_sheet(self, title: str) -> str:
        return next(sheet.path for sheet in self.sheets if sheet.title == title)

    def find_far_cell(self, title: str) -> str:
        """The cell that lies farther out than in any plan, "" where none does; such a sheet is given to no reader."""
        row, column = self.worksheets[title].far_cell
        return f"{column_letters(column)}{row}" if row > worksheet.MOST_ROWS or column > worksheet.MOST_COLUMNS else ""

    def settle_sheets(self, titles: Iterable[str]) -> dict[str, worksheet.Worksheet]:
        """These sheets with every value either readable or an error (`cell_values`)."""
        strings = cell_values.count_strings(self._strings)
        sheets = {title: self.worksheets[title].xml for title in titles}
        if any(cell_values.has_lost_strings(xml, strings) for xml in sheets.values()):
            raise make_refusal(refusals.DAMAGED_FILE, self.name)
        settled = {title: cell_values.settle_values(xml, strings) for title, xml in sheets.items()}
        return {
            title: self.worksheets[title] if xml is sheets[title] else worksheet.Worksheet(xml)
            for title, xml in settled.items()
        }

    def build_bare_package(self, sheets: Mapping[str, worksheet.Worksheet]) -> bytes:
        """A package of what a reader of values needs for these settled sheets, and of nothing that was not looked at.

        The part that lists the sheets is written anew: a state or an attribute that nobody knows costs no plan.
        """
        parts, relations, listed = {"_rels/.rels": _ROOT_RELATIONS}, [], []
        for number, (title, sheet) in enumerate(sheets.items(), 1):
            parts[f"xl/worksheets/sheet{number}.xml"] = cell_values.drop_dimension(cell_values.mask_errors(sheet.xml))
            relations.append(_relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
            listed.append(f'<sheet name="{worksheet.escape_quotes(title)}" sheetId="{number}" r:id="rId{number}"/>')
        for kind, part in (("sharedStrings", self._strings), ("styles", self._styles)):
            if self._path_of(kind) in self.parts:
                parts[f"xl/{kind}.xml"] = part
                relations.append(_relation(f"hplan{kind}", kind, f"{kind}.xml"))
        parts[_WORKBOOK] = _workbook_part(listed, counts_from_1904=self.workbook.counts_from_1904)
        parts["xl/_rels/workbook.xml.rels"] = _relations_part(relations)
        return _store_parts(parts)

    def _path_of(self, kind: str) -> str:
        """The path of the workbook's one part of a kind, such as its styles."""
        usual = {"theme": "xl/theme/theme1.xml"}.get(kind, f"xl/{kind}.xml")
        return self.workbook.part_of(kind) or usual

    @cached_property
    def _strings(self) -> bytes:
        return self.parts.part(self._path_of("sharedStrings"))

    @cached_property
    def _styles(self) -> bytes:
        return self.parts.part(self._path_of("styles"))

    def _root(self, path: str) -> Element:
        return self._parse(self.parts.part(path))

    def _parse(self, part: bytes) -> Element:
        try:
            parse = ElementTree.fromstring if len(part) > SMALL_PART else _parse_again
            return parse(part) if part else Element("none")
        except (ElementTree.ParseError, ValueError):
            raise make_refusal(refusals.DAMAGED_FILE, self.name) from None


class _Worksheets(Mapping[str, worksheet.Worksheet]):
    """The sheets of a package by title, each inflated when it is first asked for."""

    def __init__(self, parts: Parts, paths: Mapping[str, str]) -> None:
        self._parts = parts
        self._paths = paths
        self._read: dict[str, worksheet.Worksheet] = {}

    def __getitem__(self, title: str) -> worksheet.Worksheet:
        if title not in self._read:
            try:
                self._read[title] = worksheet.parse_worksheet(self._parts.part(self._paths[title]))
            except ExpatError:
                raise make_refusal(refusals.DAMAGED_FILE, self._parts.archive.name) from None
        return self._read[title]

    def __contains__(self, title: object) -> bool:
        return title in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def open_package(data: bytes, name: str) -> Package:
    """A workbook that is safe to read. Raises NotAWorkbook, with one sentence, for everything else."""
    package = Package(open_parts(data, name))
    if not any(sheet.path for sheet in package.sheets):
        raise make_refusal(refusals.DAMAGED_FILE, name)
    return package


def _moment(words: str) -> datetime | None:
    found = _SAVED.fullmatch(words.strip())
    if not found:
        return None
    day, time, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00'}{zone or 'Z'}")
        return moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{worksheet.escape_quotes(name)}" Type="{_TYPE}{kind}" Target="{target}"/>'


def _relations_part(relations: Iterable[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(relations)}</Relationships>'.encode()


def _workbook_part(sheets: Iterable[str], *, counts_from_1904: bool) -> bytes:
    space, relations = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", _TYPE.rstrip("/")
    settings = '<workbookPr date1904="1"/>' if counts_from_1904 else ""
    written = f'<workbook xmlns="{space}" xmlns:r="{relations}">{settings}<sheets>{"".join(sheets)}</sheets></workbook>'
    return written.encode()


def _store_parts(parts: Mapping[str, bytes]) -> bytes:
    """A zip whose members are not packed."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, part in parts.items():
            archive.writestr(zipfile.ZipInfo(path), part)
    return stream.getvalue()
