"""Many plans as one: a table a sheet, each row with its source; and where each group stands."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import repeat
from typing import Any

import pandas as pd

from hplan_xl.book.columns import Prose, Reference
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.findings import Finding
from hplan_xl.book.text import Language, Text, find_nearest, neutral_text, normalize_text, shorten_text
from hplan_xl.book.values import YearSpan
from hplan_xl.intake.selection import (
    add_region,
    find_credible_day,
    fold_group,
    group_name,
    group_title,
    is_credible_day,
    is_named_group,
)
from hplan_xl.intake.states import FileState, GroupStanding, Standing
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.reading.submission import Table
from hplan_xl.register.catalogue import HealthcareRegion, Register, strip_kind

# A row of a table: what is filled in, by the name of its column.
Record = Mapping[str, object]
OwnedTitles = frozenset[tuple[str, str | None]]  # of work, each with the healthcare region of its group

# The titles of the columns that say where a row of a master comes from; earlier masters are read back by them.
GROUP = Text("Grupp", "Group")
REGION = Text("Sjukvårdsregion", "Healthcare region")
FILE = Text("Fil", "File")
SHEET = Text("Flik", "Sheet")
ROW = Text("Rad", "Row")
# Stands in the place of a value that is blank, or outside its list.
NOT_GIVEN = Text("Ej angivet", "Not given")
NONE_OF_THE_TERMS = Text("Annat", "Other")
NO_COUNCIL = Text("Kunskapsråd ej angivet", "Council not given")
LONGEST_LABEL = 40
BETWEEN = ", "  # what stands between the councils of a group that reports to several
COUNTED_SHARE = 5  # a region from which fewer than one plan in five comes is not counted
_LAST = "\uffff"  # sorted after every name
_Key = tuple[str, str]


def join_councils(names: Iterable[str]) -> str:
    """The councils that a group reports to, in a row; a comma within a name has a no-break space, and parts nothing."""
    return BETWEEN.join(name.replace(BETWEEN, BETWEEN.replace(" ", "\N{NO-BREAK SPACE}")) for name in names)


def gather_tables(plans: Sequence[InterpretedPlan], book: Book) -> dict[str, pd.DataFrame]:
    """One frame a sheet, by the book's sheet names; rows stand by plan, then as in the file.

    A frame has a plain integer index from 0 and the columns `_source` (the plan's number among the plans given),
    `_row` (its Excel row), `_unread` (the names of its columns that are filled but not understood) and then the
    sheet's columns as understood, of object dtype: None where blank, not understood or not there. The book refuses
    column ids that begin with _, so these never meet.
    """
    return {sheet.name: _frame(plans, sheet) for sheet in book.sheets}


def _frame(plans: Sequence[InterpretedPlan], sheet: Sheet) -> pd.DataFrame:
    tables = [(source, plan.tables[sheet.name]) for source, plan in enumerate(plans) if sheet.name in plan.tables]
    cells: dict[str, pd.Series[Any]] = {
        "_source": pd.Series([source for source, table in tables for _ in table.rows], dtype="int64"),
        "_row": pd.Series([row for _, table in tables for row in table.rows], dtype="int64"),
    }
    unread = _unread_columns(plans, sheet.name)
    named = [unread.get((source, row), frozenset()) for source, table in tables for row in table.rows]
    cells["_unread"] = pd.Series(named, dtype=object)
    for column in sheet.columns:
        cells[column.name] = pd.Series(_values([table for _, table in tables], column.name), dtype=object)
    return pd.DataFrame(cells)


def _unread_columns(plans: Sequence[InterpretedPlan], sheet: str) -> dict[tuple[int, int], frozenset[str]]:
    """The columns of a sheet that are filled but not understood, by plan and Excel row."""
    found: dict[tuple[int, int], set[str]] = {}
    for source, plan in enumerate(plans):
        for name, column, row in plan.unread_cells:
            if name == sheet:
                found.setdefault((source, row), set()).add(column)
    return {place: frozenset(columns) for place, columns in found.items()}


def _values(tables: Sequence[Table], column: str) -> list[object]:
    """The values of a column, table after table."""
    values: list[object] = []
    for table in tables:
        values.extend(table.values.get(column) or repeat(None, len(table.rows)))
    return values


@dataclass(frozen=True)
class FileRecord:
    """One file that was given or found, and what became of it; none is ever without a row.

    reason: a sentence, None when read. rows: begun rows by sheet name.
    group: as `selection.group_name` has it. years: those it is for, as told.
    notices: sentences on what in it is not read, and on what is though nobody sees it.
    is_silent: nobody need be told of it, such as a file of the system.
    is_delivered: it holds a row that makes it a plan. is_excluded: it was left out by hand.
    language: of its sheets and choices. is_draft: it was made of a document, and nobody has saved it since.
    The rest is None or blank where it was not to be read.
    """

    name: str
    state: FileState
    reason: Text | None = None
    group: str = ""
    healthcare_region: str = ""
    years: YearSpan | None = None
    as_of: date | None = None
    document_status: str = ""
    version: str = ""
    sha256: str = ""
    template_version: int | None = None
    saved_at: datetime | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[Text, ...] = ()
    is_silent: bool = False
    is_delivered: bool = True
    language: Language = "sv"
    is_draft: bool = False
    is_excluded: bool = False

    @property
    def has_group(self) -> bool:
        """Whether the file names its group."""
        return is_named_group(self.group)

    @property
    def status_day(self) -> date | None:
        """The day that its statuses are as of; None where it is not used, has none, or the day cannot be right."""
        is_counted = self.state is FileState.READ and is_credible_day(self.as_of, self.years)
        return self.as_of if is_counted else None


class Scope(StrEnum):
    """What a consolidation covers: everything, or all of a healthcare region, a council or a group."""

    WHOLE = "whole"
    REGION = "region"
    COUNCIL = "council"
    GROUP = "group"


@dataclass(frozen=True)
class EarlierMaster:
    """An earlier master, as data; of no later day than the new one.

    name: its file. day: the one that overdue is counted to, by which masters are ordered. status_day: the latest that
        its plans' statuses are as of, told where it is another.
    movements: the work that has left a group since, and that has come to one, where it is told for the whole of which
        this is a part; None where its own rows tell it.
    records: by sheet name, its rows as `Consolidation.records` has them: `_file`, `_sheet`, `_row`, `_region`,
        `_group`, `_council` and the sheet's columns, each only where it is filled. A group is named as it is shown
        there, or as `group_name` has one that was not named. What a cell holds that cannot be understood is left out.
    """

    name: str
    day: date
    status_day: date
    records: Mapping[str, tuple[Record, ...]]
    movements: tuple[OwnedTitles, OwnedTitles] | None = None

    def keep(self, is_kept: Callable[[Record], bool]) -> "EarlierMaster":
        """The same master with some of its rows."""
        kept = {sheet: tuple(row for row in rows if is_kept(row)) for sheet, rows in self.records.items()}
        return replace(self, records=kept)


@dataclass(frozen=True)
class Consolidation:
    """All plans of one year, as one.

    tables: by the book's sheet name, one frame each (forms too: a row a plan). Index: plain integers from 0. Columns:
        `_file` the source's name · `_sheet` the sheet's title there · `_row` its Excel row ·
        `_region` the healthcare region's term name · `_group` the group's name ("RPO Medicinsk diagnostik") ·
        `_council` its council or route, several as `join_councils` has them, "" where unknown · then the sheet's
        columns, as understood (object dtype; None where blank or not understood; private columns are not there) · and
        for each Reference column `x` also `_x`: the referred row's label, such as "3 – Remittentstöd".
        Rows stand by region, council, group and then as in the file.
    as_of: the day that overdue is counted from; None where none is known. days: the first and the last day that the
        plans' statuses hold for, where any plan tells a day that can be right.
    files: every file, by name. findings: of the plans that are used, by file, in reading order within each.
    standings: where each group stands that has sent anything, or is awaited.
    regions: the healthcare regions whose groups are counted, and so may be awaited; () where none can be told.
    without_council: how many groups there are of which the register knows no council, in a part that is a council's.
    scope: what the whole or the part covers.
    unread_places: file, sheet, column and Excel row of the cells that are filled but not understood.
    part: what part of the whole it is, such as the plans of one council; None for the whole.
    earlier: the masters of earlier days that it is compared with, by their days.
    """

    book: Book
    year: int
    as_of: date | None
    tables: Mapping[str, pd.DataFrame]
    files: tuple[FileRecord, ...]
    findings: tuple[Finding, ...]
    standings: tuple[GroupStanding, ...] = ()
    regions: tuple[str, ...] = ()
    without_council: int = 0
    scope: Scope = Scope.WHOLE
    days: tuple[date, date] | None = None
    part: Text | None = None
    unread_places: frozenset[tuple[str, str, str, int]] = frozenset()
    earlier: tuple[EarlierMaster, ...] = ()

    def is_unread(self, record: Record, sheet: str, column: str) -> bool:
        """Whether a cell of a record is filled but not understood: then nothing is claimed by its being blank."""
        return (str(record.get("_file")), sheet, column, record.get("_row")) in self.unread_places

    def groups_in(self, standing: Standing) -> tuple[GroupStanding, ...]:
        """The groups that stand so."""
        return tuple(one for one in self.standings if one.standing is standing)

    @cached_property
    def records(self) -> Mapping[str, tuple[Record, ...]]:
        """The rows of each table in order, each a mapping of what is filled in."""
        return {name: tuple(_records(table)) for name, table in self.tables.items()}

    @cached_property
    def owners(self) -> tuple[tuple[str, str, str], ...]:
        """The healthcare region, council and group of the rows, each once."""
        names = ("_region", "_council", "_group")
        tables = [table for table in self.tables.values() if not table.empty]
        found = (owner for table in tables for owner in zip(*(table[name].tolist() for name in names), strict=True))
        return tuple(dict.fromkeys(found))


def _records(table: pd.DataFrame) -> Iterator[Record]:
    names = list(table.columns)
    for row in zip(*(table[name].tolist() for name in names), strict=True):
        yield {name: value for name, value in zip(names, row, strict=True) if value is not None and value == value}


def localize_phrases(consolidation: Consolidation, language: Language) -> Consolidation:
    """The same with what templates come with in cells in one language; other words are as they were written.

    So an event that a plan in another language has alike is one with that of the others. Where nothing changes it is
    the very same, so that what is worked out of it once need not be again.
    """
    tables = dict(consolidation.tables)
    for sheet in consolidation.book.sheets:
        for column in sheet.columns:
            if isinstance(column, Prose) and column.phrases and sheet.name in tables:
                frame = tables[sheet.name]
                known = column.phrases_by_spelling()
                typed = frame[column.name].tolist()
                told = [_localize_phrase(value, known, language) for value in typed]
                if told != typed:
                    tables[sheet.name] = frame.assign(**{column.name: pd.Series(told, index=frame.index, dtype=object)})
    is_changed = any(tables[name] is not table for name, table in consolidation.tables.items())
    return replace(consolidation, tables=tables) if is_changed else consolidation


def _localize_phrase(value: object, known: Mapping[str, Text], language: Language) -> object:
    phrase = known.get(normalize_text(value)) if isinstance(value, str) else None
    return phrase.localize(language) if phrase else value


@dataclass(frozen=True)
class Route:
    """The recipient of a plan: its council or other route. Routes stand in the order of the pages."""

    plan: InterpretedPlan
    council: str


def consolidate_plans(
    routes: Sequence[Route],
    book: Book,
    *,
    year: int,
    as_of_day: date | None,
    files: Sequence[FileRecord],
    findings: Sequence[Finding],
    standings: Sequence[GroupStanding] = (),
    regions: Sequence[str] = (),
) -> Consolidation:
    """One table a sheet of the plans that are used.

    as_of_day: None takes the latest "Status per den" among the plans whose day can be right.
    """
    ordered = sorted(routes, key=lambda route: _place(route, book))
    plans = [route.plan for route in ordered]
    tables = gather_tables(plans, book)
    days = [day for plan in plans if (day := find_credible_day(plan))]
    return Consolidation(
        book=book,
        year=year,
        as_of=as_of_day or max(days, default=None),
        tables={sheet.name: _with_source(tables, sheet, book, ordered) for sheet in book.sheets},
        files=tuple(sorted(files, key=lambda file: _by_name(file.name))),
        findings=tuple(sorted(findings, key=lambda finding: _by_name(finding.cell.source))),
        standings=tuple(standings),
        regions=tuple(regions),
        days=(min(days), max(days)) if days else None,
        unread_places=frozenset((plan.submission.source, *cell) for plan in plans for cell in plan.unread_cells),
    )


def _by_name(name: str) -> tuple[str, str]:
    """The key that orders files by name, so that a master does not depend on the order in which they were given."""
    return normalize_text(name), name


def _place(route: Route, book: Book) -> tuple[str, str, str, str]:
    plan = route.plan
    return (plan.identity.region, route.council or _LAST, group_name(plan), plan.submission.source)


def _with_source(tables: Mapping[str, pd.DataFrame], sheet: Sheet, book: Book, routes: Sequence[Route]) -> pd.DataFrame:
    frame = tables[sheet.name]
    sources = frame["_source"].tolist()
    columns: dict[str, object] = {
        name: pd.Series([told[source] for source in sources], dtype=object)
        for name, told in _list_origins(routes, sheet)
    }
    columns["_row"] = frame["_row"]
    for column in sheet.columns:
        if column.is_private:
            continue
        columns[column.name] = frame[column.name]
        if isinstance(column, Reference):
            columns[f"_{column.name}"] = _labels(frame, column.name, tables[column.sheet], book.sheet(column.sheet))
    return pd.DataFrame(columns)


def _list_origins(routes: Sequence[Route], sheet: Sheet) -> Iterable[tuple[str, list[str]]]:
    """The columns that say where a row comes from, one value a plan."""
    yield "_file", [route.plan.submission.source for route in routes]
    tables = [route.plan.tables.get(sheet.name) for route in routes]
    yield "_sheet", [table.title if table else "" for table in tables]
    yield "_region", [route.plan.identity.region for route in routes]
    yield "_group", [group_name(route.plan) for route in routes]
    yield "_council", [route.council for route in routes]


def _labels(frame: pd.DataFrame, column: str, target: pd.DataFrame, sheet: Sheet) -> "pd.Series[Any]":
    """The label of the row each reference means, such as "3 – Kort namn"; None for none."""
    names = [target[name].tolist() for name in sheet.label] or [[None] * len(target)]
    told = list(zip(target["_source"].tolist(), target[sheet.counter].tolist(), strict=True))
    often = Counter(told)  # what stands twice in a plan names neither
    known = {
        (source, key): _label(key, named if often[source, key] == 1 else ())
        for (source, key), named in zip(told, zip(*names, strict=True), strict=True)
        if key is not None
    }
    keys = zip(frame["_source"].tolist(), frame[column].tolist(), strict=True)
    return pd.Series([known.get(key) for key in keys], index=frame.index, dtype=object)


def _label(key: object, names: Sequence[object]) -> str:
    name = next((str(name) for name in names if name is not None), "")
    return f"{key} – {shorten_text(name, LONGEST_LABEL)}" if name else str(key)


def find_counted_regions(files: Sequence[FileRecord], register: Register) -> tuple[str, ...]:
    """The healthcare regions whose groups are awaited: those that at least a fifth of the plans used come from."""
    regions = Counter(file.healthcare_region for file in files if file.state is FileState.READ)
    every = sum(regions.values())
    known = (region.name for region in register.regions)
    return tuple(name for name in known if regions[name] and regions[name] * COUNTED_SHARE >= every)


def is_stray(file: FileRecord, counted: Sequence[str]) -> bool:
    """Whether a plan that is used comes from a healthcare region that is not counted."""
    return file.state is FileState.READ and bool(file.healthcare_region) and file.healthcare_region not in counted


def group_standings(
    files: Sequence[FileRecord], councils: Sequence[tuple[str, str, str]], register: Register, counted: Sequence[str]
) -> tuple[GroupStanding, ...]:
    """Where each group stands that has sent anything, or that belongs to a region that is counted.

    files: every file, with what became of it. councils: region, group and council of each plan that is used.
    First those that have sent anything, by council and name, whatever order their files are in; each is called as in
    the plan of its that is used.
    """
    routes = {(region, fold_group(group)): council for region, group, council in councils}
    names: dict[_Key, str] = {}
    stand: dict[_Key, Standing] = {}
    for file in sorted(files, key=lambda file: (file.state is not FileState.READ, file.name)):
        standing = _of_plan(file)
        if standing is not None:
            key = (file.healthcare_region, fold_group(file.group))
            names.setdefault(key, file.group)
            stand[key] = min(standing, stand.get(key, standing), key=list(Standing).index)
    found = [
        GroupStanding(key[0], routes.get(key, ""), names[key], standing, group_title(names[key]))
        for key, standing in stand.items()
    ]
    found.sort(key=lambda one: (one.region, one.council or _LAST, one.name))
    sent = {(region, fold) for key in stand for region, fold in _as_registered(key, names[key], register)}
    doubtful = {fold for region, fold in sent if region not in counted}
    doubtful |= {fold for key in stand for fold in _find_alike_group(key, names[key], register)}
    otherwise = {
        (file.healthcare_region, fold_group(file.group))
        for file in files
        if file.state in (FileState.OTHER_FORM, FileState.REJECTED)
    }
    regions = [region for region in register.regions if region.name in counted]
    return (*found, *_stand_of_others(regions, register, sent, otherwise, doubtful))


def _stand_of_others(
    regions: Sequence[HealthcareRegion],
    register: Register,
    sent: Collection[_Key],
    otherwise: Collection[_Key],
    doubtful: Collection[str],
) -> Iterator[GroupStanding]:
    """Where the register's groups stand of which no plan is known.

    A file that tells no region may be from any of the groups that share a name: of those nothing is known.
    """
    every = [(region, group, normalize_text(group.name)) for region in regions for group in register.groups_of(region)]
    often = Counter(fold for _, _, fold in every)
    for region, group, fold in every:
        own, whichever = (region.name, fold), ("", fold)
        shared = often[fold] > 1
        if own in sent or (whichever in sent and not shared):
            continue
        standing = Standing.OTHER_FORM if own in otherwise or whichever in otherwise else Standing.AWAITED
        if fold in doubtful or (shared and (whichever in sent or whichever in otherwise)):
            standing = Standing.UNKNOWN
        name = neutral_text(group.name)
        words = add_region(name, region.title, register.region_titles) if len(regions) > 1 else name
        council = join_councils(register.find_routes(group, region))
        yield GroupStanding(region.name, council, group.name, standing, words)


def _as_registered(key: _Key, name: str, register: Register) -> Iterator[_Key]:
    """A plan's group as it names it, and the register's group that it is, however it is written."""
    yield key
    group = register.find_group(name, register.region(key[0]) if key[0] else None)
    if group:
        yield key[0], normalize_text(group.name)


def _find_alike_group(key: _Key, name: str, register: Register) -> Sequence[str]:
    """The group that a plan is probably from, where it names one that is in no register; by its folded name."""
    known = register.region(key[0]) if key[0] else None
    if known is None or register.find_group(name, known):
        return ()
    folds = {normalize_text(strip_kind(group.name)): normalize_text(group.name) for group in register.groups_of(known)}
    return [folds[near] for near in find_nearest(strip_kind(name), folds, 1)]


def _of_plan(file: FileRecord) -> Standing | None:
    """What a file says of its group; None for one that is no plan, or not of this year, or not the one used."""
    match file.state:
        case FileState.READ:
            return Standing.DELIVERED if file.is_delivered else Standing.EMPTY
        case FileState.LEFT_OUT if file.is_excluded or file.years is None:
            return Standing.UNKNOWN
        case _:
            return None
