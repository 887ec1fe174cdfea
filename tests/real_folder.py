"""Makes a coordinator's inbox: forty attachments of one name, and all that lies between them.

python -m tests.real_folder FOLDER
"""

import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

from hplan_xl.consolidation.union import gather_tables
from hplan_xl.marking import mark_workbook
from hplan_xl.register.catalogue import Group
from hplan_xl.validation import validate_plans
from tests.hostile import OLE, zipped
from tests.sketch import BOOK, REGISTER, Typed, read, sketch

NAME = "Handlingsplan_final_v2 (1)"
SAVED = datetime(2026, 3, 20, 16, 5)
LAST_YEAR = 2025
GROUPS = REGISTER.groups_of(REGISTER.regions[0])
# Two that have sent nothing for the year.
LATE = (GROUPS[8], GROUPS[19])
AREAS = """
    | short_title | status         | due        |
    | Väntetider  | Enligt plan    | 2026-06-30 |
    | Jämlikhet   | Mindre problem | 2026-09-30 |
"""
ACTIVITIES = """
    | area | title                  | schedule | status      |
    | 1    | Mäta väntetiderna      | Q2       | Enligt plan |
    | 1    | Pröva en gemensam kö   | löpande  | Ej påbörjad |
    | 2    | Jämföra tre regioner   | hösten   |             |
"""


def make(folder: Path) -> None:
    """Fill a folder with what has come in."""
    in_time = [group for group in GROUPS if group not in LATE]
    for number, group in enumerate(in_time, 1):
        _plan(folder / f"{number:02} {group.name}", group)
    _other_versions(folder, in_time)
    _without_group(folder)
    _between(folder)


def _plan(folder: Path, group: Group | None, saved: datetime = SAVED, **answers: Typed) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    whose = {"group": group.name} if group else {"group": None}
    path = sketch(folder, {"areas": AREAS, "activities": ACTIVITIES}, {**whose, **answers}, NAME)
    return _saved(path, saved)


def _saved(path: Path, saved: datetime) -> Path:
    """The same file with another saving time inside it."""
    stamp = saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, core)
    path.write_bytes(zipped(parts))
    return path


def _other_versions(folder: Path, groups: list[Group]) -> None:
    """Two plans of last year, one that was mailed twice, a marked copy, a later status, a later saving."""
    for number, group in enumerate((groups[2], LATE[0]), 1):
        _plan(folder / "Förra året" / str(number), group, year=LAST_YEAR, as_of="2025-03-15")
    twice = folder / f"04 {groups[3].name}" / f"{NAME}.xlsx"
    _written(folder / "Vidarebefordrat" / f"{NAME}.xlsx", twice.read_bytes())
    _written(folder / "Att komplettera" / f"{NAME}.xlsx", _marked(folder / f"05 {groups[4].name}" / f"{NAME}.xlsx"))
    _plan(folder / "Ny lägesbild", groups[5], as_of="2026-04-01")
    _plan(folder / "Rättad", groups[6], datetime(2026, 3, 21, 8, 0), chair="Verksamhetschef, RJL")


def _written(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _marked(path: Path) -> bytes:
    """A copy with the marks that `hplan check --mark` makes."""
    plan = read(path)
    (findings,) = validate_plans([plan], gather_tables([plan], BOOK), BOOK)
    return mark_workbook(path.read_bytes(), findings, "sv")


def _without_group(folder: Path) -> None:
    """Two different groups that forgot to say who they are, and one of them sent twice; one of another region."""
    _plan(folder / "Okänd avsändare 1", None)
    _plan(folder / "Okänd avsändare 2", None, chair="Verksamhetschef, RÖ")
    _written(
        folder / "Okänd avsändare 2 igen" / f"{NAME}.xlsx", (folder / "Okänd avsändare 2" / f"{NAME}.xlsx").read_bytes()
    )


def _between(folder: Path) -> None:
    """What is no plan."""
    for name, data in _files():
        _written(folder / name, data)


def _files() -> Iterator[tuple[str, bytes]]:
    first, second = (f"{number:02} {GROUPS[number - 1].name}" for number in (1, 2))
    yield f"{first}/~${NAME}.xlsx", b"\x05Samordnaren"
    yield f"{second}/.~lock.{NAME}.xlsx#", b",samordnaren,dator,20.03.2026 16:05,file:///;"
    yield f"~${NAME}.xlsx", b"\x05Samordnaren"
    yield "Handlingsplan RPO Tandvård.pptx", _office("ppt/presentation.xml")
    yield "SV_ Handlingsplan ÖNH.msg", OLE
    yield "Psykisk_hälsa_2026.docx", _office("word/document.xml")
    yield "Inskannat.pdf", b"%PDF-1.7\n"
    yield "RPO Hud/anteckningar.txt", b"Ring."
    yield "RPO Hud/Handlingsplan gammal.xls", OLE + "Workbook".encode("utf-16-le")
    yield "RPO Hud/Handlingsplan hemlig.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~WRL0001.tmp", "RPO Hud/._Handlingsplan.xlsx"):
        yield name, b"\x00"


def _office(part: str) -> bytes:
    parts: Mapping[str, bytes] = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>", part: b"<x/>"}
    return zipped(parts)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
