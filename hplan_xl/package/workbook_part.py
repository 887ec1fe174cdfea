"""The part of a package that lists the sheets of a workbook and its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.excel.references import sheet_of_reference
from hplan_xl.package.archive import make_refusal
from hplan_xl.package.parts import Parts, Relation, find_relation, list_relations
from hplan_xl.package.xml_edit import Piece
from hplan_xl.wording import refusals

# The defined name by which a marked copy tells the sheet that we put first.
LISTING_NAME = "hplan_todo"
_TRUE = ("1", "true", "on")


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
