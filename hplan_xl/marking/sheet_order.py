"""The workbook part: its sheets and names; one sheet is inserted first, and removed again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book.text import parse_whole_number
from hplan_xl.marking.conditional_marks import MARKED_CELLS_NAME
from hplan_xl.package.parts import (
    LISTING_NAME,
    Parts,
    WorkbookPart,
    list_relations,
    with_relation,
    with_type,
    without_part,
    without_relations,
)
from hplan_xl.package.xml_edit import (
    Edit,
    Piece,
    append_content,
    escape_attribute,
    escape_content,
    insert_after,
    prefix_elements,
    read_piece,
    remove_piece,
    set_attribute,
)

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
# What a workbook is to be, by whether it holds macros; a template of either kind opens as another, new workbook.
_WORKBOOK_TYPES = {
    False: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    True: "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}
_ENDINGS = {False: ".xlsx", True: ".xlsm"}
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STYLES = (
    b'<styleSheet xmlns="%s"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    b'</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_BEFORE_NAMES = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    "externalReferences",
)
# Comments, prefixes and empty texts, which programs hardly write.
_ODD_STRINGS = (b"<!", b":si>", b"<si/>", b"<si ")
_CHOSEN = re.compile(rb"""<(?:[\w.-]+:)?sheetView\s[^<>]*?\btabSelected\s*=\s*["'](\w+)["']""")
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True)
class OpeningView:
    """The view a workbook opens with: the sheet shown, the first tab, and the selected sheets, from 0."""

    shown_sheet: str
    first_tab: str
    chosen_sheets: tuple[int, ...]


@dataclass(frozen=True)
class MarkedWorkbook(WorkbookPart):
    """The workbook's part of a package that gets marks, or loses them."""

    @property
    def namespace(self) -> str:
        """The namespace of its elements, which that of a new sheet must be too."""
        return self.root.attributes.get(f"xmlns:{self.root.prefix}".strip(":"), "")

    @property
    def relation_types(self) -> str:
        """The beginning of the relation types in this package."""
        found = next((one for one in self.relations if one.kind == "worksheet"), None)
        return found.piece.attributes["Type"].removesuffix(found.kind) if found else _TRANSITIONAL

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The path of each sheet, "" for one that is not there."""
        return tuple(sheet.path if sheet.path in self.parts else "" for sheet in self.listed_sheets)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The title of each sheet."""
        return tuple(sheet.title for sheet in self.listed_sheets)

    @cached_property
    def shared_strings(self) -> tuple[bytes, ...]:
        """The elements of the texts that cells refer to by number."""
        path = self.part_of("sharedStrings")
        part = self.parts.part(path) if path else b""
        if any(sign in part for sign in _ODD_STRINGS):
            return tuple(part[one.start : one.end] for one in read_piece(part).find_children_named("si"))
        return tuple(b"<si>%s</si>" % item.partition(b"</si>")[0] for item in part.split(b"<si>")[1:])

    def with_styles(self) -> Parts:
        """The package with a part for styles, which a workbook may lack."""
        if self.part_of("styles"):
            return self.parts
        path = "xl/styles.xml" if "xl/styles.xml" not in self.parts else self.parts.find_free_path("xl/styles{}.xml")
        parts = with_type(self.parts.with_part(path, _STYLES % self.namespace.encode()), path, _STYLES_TYPE)
        return with_relation(parts, self.path, "styles", self.relation_types, path, "hplanStyles")[0]

    @property
    def _has_macros(self) -> bool:
        return bool(self.part_of("vbaProject"))

    @property
    def ending(self) -> str:
        """What the name of the file must end in, so that Excel opens it."""
        return _ENDINGS[self._has_macros]

    def with_own_type(self) -> Parts:
        """The package with the content type that agrees with its ending: a workbook, with macros where it holds any."""
        return with_type(self.parts, self.path, _WORKBOOK_TYPES[self._has_macros])

    @property
    def view(self) -> OpeningView:
        """The view the workbook opens with."""
        window = next(self.root.find_descendants_named("workbookView"), None)
        told = window.attributes if window else {}
        chosen = tuple(at for at, path in enumerate(self.paths) if path and _is_chosen(self.parts, path))
        return OpeningView(told.get("activeTab", ""), told.get("firstSheet", ""), chosen)

    def with_first_sheet(
        self, title: str, sheet: bytes, names: Sequence[tuple[str, str, str]], chosen_sheets: Sequence[int]
    ) -> Parts:
        """The package with one more sheet, first and shown; every other sheet's own names still belong to it.

        names: defined names of the new sheet: name, further attributes, and what it stands for.
        chosen_sheets: those that the workbook opened with, which are chosen no more.
        """
        path = self.parts.find_free_path("xl/worksheets/sheet{}.xml")
        parts = with_type(self.parts.with_part(path, sheet), path, _SHEET_TYPE)
        parts, relation = with_relation(parts, self.path, "worksheet", self.relation_types, path, "hplanListing")
        written = self._sheet(title, relation)
        part = parts.part(self.path)
        edits = [
            Edit(self._sheets[0].start, self._sheets[0].start, written),
            *self._showing(part, "0", "0"),
            *(
                set_attribute(part, name, "localSheetId", str(name.number("localSheetId") + 1))
                for name in self._local()
            ),
            self._naming(part, names),
        ]
        parts = parts.apply_edits(self.path, edits)
        return _choosing(parts, [self.paths[at] for at in chosen_sheets], chosen=False)

    def _sheet(self, title: str, relation: str) -> bytes:
        number = max(sheet.number("sheetId") for sheet in self._sheets) + 1
        space = self.relation_types.rstrip("/")
        declared = b"" if self.root.attributes.get("xmlns:r") == space else b' xmlns:r="%s"' % space.encode()
        told = (escape_attribute(title), number, declared, relation.encode())
        return prefix_elements(b'<sheet name="%s" sheetId="%d"%s r:id="%s"/>' % told, self.root.prefix)

    @property
    def _sheets(self) -> tuple[Piece, ...]:
        return self.children("sheets")

    @property
    def _names(self) -> tuple[Piece, ...]:
        return self.children("definedNames")

    def _local(self) -> Iterator[Piece]:
        return (name for name in self._names if "localSheetId" in name.attributes)

    def _our_names(self) -> Iterator[Piece]:
        return (name for name in self._names if name.attributes.get("name") in (LISTING_NAME, MARKED_CELLS_NAME))

    def _showing(self, part: bytes, shown: str | None, first_tab: str) -> Iterator[Edit]:
        for window in self.root.find_descendants_named("workbookView"):
            yield set_attribute(part, window, "activeTab", shown)
            if "firstSheet" in window.attributes:
                yield set_attribute(part, window, "firstSheet", first_tab)

    def _naming(self, part: bytes, names: Sequence[tuple[str, str, str]]) -> Edit:
        written = b"".join(
            b'<definedName name="%s"%s>%s</definedName>' % (name.encode(), more.encode(), escape_content(stands_for))
            for name, more, stands_for in names
        )
        held = self.root.child("definedNames")
        if held is not None:
            return append_content(part, held, prefix_elements(written, self.root.prefix))
        whole = prefix_elements(b"<definedNames>" + written + b"</definedNames>", self.root.prefix)
        return insert_after(part, self.root, _BEFORE_NAMES, whole)

    def without_listing(self, view: OpeningView) -> Parts:
        """The package without the sheet that lists our findings; `view` is what it opened on before."""
        at = self.listing_position
        if at is None:
            return self._without_names()
        part, path = self.parts.part(self.path), self.paths[at]
        gone = [name for name in self._local() if name.number("localSheetId") == at]
        gone += [name for name in self._our_names() if name not in gone]
        later = [name for name in self._local() if name.number("localSheetId") > at]
        edits = [remove_piece(self._sheets[at]), *self._unshowing(part, at, view)]
        edits += [set_attribute(part, name, "localSheetId", str(name.number("localSheetId") - 1)) for name in later]
        held = self.root.child("definedNames")
        edits += (
            [remove_piece(held)] if held and len(gone) == len(self._names) else [remove_piece(name) for name in gone]
        )
        was_shown = bool(path) and _is_chosen(self.parts, path)
        relation = [one for one in self.relations if one.name == self.listed_sheets[at].relation]
        parts = without_relations(self.parts.apply_edits(self.path, edits), self.path, relation)
        rest = [other for place, other in enumerate(self.paths) if place != at]
        if was_shown:
            parts = _choosing(parts, [rest[place] for place in view.chosen_sheets if place < len(rest)], chosen=True)
        return _without_sheet(parts, path) if path else parts

    def _without_names(self) -> Parts:
        gone = [remove_piece(name) for name in self._our_names()]
        return self.parts.apply_edits(self.path, gone) if gone else self.parts

    def _unshowing(self, part: bytes, at: int, view: OpeningView) -> Iterator[Edit]:
        window = next(self.root.find_descendants_named("workbookView"), None)
        shown = window.number("activeTab") if window else at
        if shown == at:
            sheets = len(self._sheets) - 1
            fits = not view.shown_sheet or parse_whole_number(view.shown_sheet, sheets) < sheets
            yield from self._showing(part, (view.shown_sheet or None) if fits else "0", view.first_tab or "0")
        elif shown > at:
            yield from self._showing(part, str(shown - 1), "0")


def _is_chosen(parts: Parts, path: str) -> bool:
    start = parts.beginning(path)
    return b"tabSelected" in start and any(view[1] in (b"1", b"true") for view in _CHOSEN.finditer(start))


def _choosing(parts: Parts, paths: Sequence[str], *, chosen: bool) -> Parts:
    """Sheets chosen or not, in the words (1 and 0, or true and false) that they were written in.

    Two sheets chosen at once would both take what is typed in one of them.
    """
    words = {b"1": b"0", b"true": b"false"}
    change = {no: yes for yes, no in words.items()} if chosen else words
    for path in filter(None, paths):
        views = [view for view in _CHOSEN.finditer(parts.beginning(path)) if view[1] in change]
        parts = parts.apply_edits(path, [Edit(*view.span(1), change[view[1]]) for view in views])
    return parts


def _without_sheet(parts: Parts, path: str) -> Parts:
    """The package without a sheet and what only it leads to, such as settings that a program has put beside it."""
    for one in list_relations(parts, path):
        if one.path in parts and one.kind in ("printerSettings", "drawing", "vmlDrawing", "comments"):
            parts = without_part(parts, one.path)
    return without_part(parts, path)
