"""The package of a presentation or a text document: its main part, what its parts are related to, when it was saved."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hplan_xl.documents.colours import local_name
from hplan_xl.package.archive import Archive, make_refusal, open_document
from hplan_xl.wording import refusals


@dataclass(frozen=True)
class OfficeRelation:
    """A relation to another part: the last word of the relation's kind, and the part's path."""

    kind: str
    path: str


@dataclass(frozen=True)
class Office:
    """An opened package. main: the path of its main part."""

    archive: Archive
    main: str

    def root(self, path: str) -> Element | None:
        """The root of an XML part, None where there is none. Raises NotAWorkbook where it is no XML that is safe."""
        part = self.archive.part(path)
        if not part:
            return None
        try:
            return ElementTree.fromstring(part)
        except (ElementTree.ParseError, ValueError, RecursionError):
            raise make_refusal(refusals.DAMAGED_FILE, self.archive.name) from None

    def relations(self, path: str) -> Mapping[str, OfficeRelation]:
        """The relations of a part within the package, by relation id."""
        folder, _, file = path.rpartition("/")
        root = self.root(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        return {
            one.get("Id", ""): OfficeRelation(
                one.get("Type", "").rpartition("/")[2], _target(one.get("Target", ""), folder)
            )
            for one in (root if root is not None else ())
            if one.get("TargetMode") != "External"
        }

    def find_relation(self, path: str, kind: str) -> str:
        """The first part of a kind that a part is related to; "" where there is none."""
        return next((one.path for one in self.relations(path).values() if one.kind == kind), "")

    @property
    def saved_at(self) -> date | None:
        """The day the file says that it was last saved."""
        root = self.root("docProps/core.xml")
        for one in root if root is not None else ():
            if local_name(one) == "modified":
                try:
                    return date.fromisoformat((one.text or "").strip()[:10])
                except ValueError:
                    return None
        return None

    @property
    def macros(self) -> bool:
        """Whether the file holds a program. It is never run."""
        return any(path.endswith("vbaproject.bin") for path in self.archive.members)


def open_office(data: bytes, name: str) -> Office:
    """A .pptx or .docx opened. Raises NotAWorkbook for everything else, with its sentence."""
    archive = open_document(data, name)
    package = Office(archive, "")
    main = package.find_relation("", "officeDocument")
    return Office(
        archive, main or ("ppt/presentation.xml" if "ppt/presentation.xml" in archive else "word/document.xml")
    )


def _target(target: str, folder: str) -> str:
    words = unquote(target)
    return words.lstrip("/") if words.startswith("/") else posixpath.normpath(posixpath.join(folder, words))
