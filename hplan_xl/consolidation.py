"""Many plans as one: a table a sheet, each row with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from hplan_xl.book import Book
from hplan_xl.findings import Finding
from hplan_xl.text import Text

if TYPE_CHECKING:
    import pandas as pd


class State(StrEnum):
    """What became of a file."""

    READ = "read"
    SUPERSEDED = "superseded"
    LEFT_OUT = "left_out"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class File:
    """One file that was given or found, and what became of it; none is ever without a row.

    reason: a sentence, None when read. rows: begun rows by sheet name. The rest is None or blank where it was not
    to be read.
    """

    name: str
    state: State
    reason: Text | None = None
    group: str = ""
    healthcare_region: str = ""
    year: int | None = None
    as_of: date | None = None
    document_status: str = ""
    version: str = ""
    sha256: str = ""
    template_version: int | None = None
    saved: datetime | None = None
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Consolidated:
    """All plans of one year, as one.

    tables: by the book's sheet name, one frame each (forms too: a row a plan). Index: plain integers from 0. Columns:
        `_file` the source's name · `_sheet` the sheet's title there · `_row` its Excel row ·
        `_region` the healthcare region's term name · `_group` the group's name ("RPO Medicinsk diagnostik") ·
        `_council` its council or route, "" where unknown · then the sheet's columns, as understood
        (object dtype; None where blank or not understood; private columns are not there) · and for each Reference
        column `x` also `_x`: the referred row's label, such as "3 – Remittentstöd".
        Rows stand by region, council, group and then as in the file.
    files: every file, in the order found. findings: of the plans that are used, in reading order a file.
    awaited: groups of the register, by name, of the regions at hand, from which there is no plan.
    """

    book: Book
    year: int
    as_of: date
    tables: "Mapping[str, pd.DataFrame]"
    files: tuple[File, ...]
    findings: tuple[Finding, ...]
    awaited: tuple[str, ...] = ()
