"""Mark a plan, remove the marks again, and name the marked copy."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from xml.parsers.expat import ExpatError

from hplan_xl.book.findings import Finding
from hplan_xl.book.limits import FileNames, make_file_name
from hplan_xl.book.text import Language, clean_text, localize
from hplan_xl.book.values import YearSpan
from hplan_xl.excel.references import quote_sheet_title
from hplan_xl.marking.comments import CellNote, add_notes, format_note_line, remove_notes
from hplan_xl.marking.conditional_marks import (
    MARKED_CELLS_NAME,
    AddedStyles,
    add_marks,
    read_stored_value,
    remove_marks,
)
from hplan_xl.marking.sheet_cells import CellPlace, SheetCells
from hplan_xl.marking.sheet_order import MarkedWorkbook, OpeningView
from hplan_xl.marking.todo_sheet import (
    MARKED_COPY,
    Head,
    ListEntry,
    ListingWriter,
    RestoreRecord,
    listing_defined_names,
    read_restore_record,
    sort_findings,
)
from hplan_xl.package.archive import make_refusal
from hplan_xl.package.parts import Parts, open_parts
from hplan_xl.package.worksheet import MOST_COLUMNS, MOST_ROWS
from hplan_xl.wording import compose_sentence, copy_sentences, refusals

_ENDINGS = re.compile(rf" – (?:{copy_sentences.TO_COMPLETE.sv}|{copy_sentences.TO_COMPLETE.en})(?: \(\d+\))?\Z")


def make_copy_name(
    group: str, years: YearSpan | None, language: Language, taken: Collection[str], ending: str = ".xlsx"
) -> str:
    """The name of a plan's marked copy, with a number where the name is taken, whatever the case of its letters.

    >>> make_copy_name("RPO Hud- och könssjukdomar", YearSpan(2026, 2026), "sv", [])
    'RPO Hud- och könssjukdomar 2026 – att komplettera.xlsx'
    """
    whose = make_file_name(_ENDINGS.sub("", clean_text(group)))
    when = "" if years is None else f" {years}"
    name = f"{whose or '-'}{when} – {copy_sentences.TO_COMPLETE.localize(language)}"
    return FileNames(taken).take(f"{name}{ending}")


# How many cells and lines a person can go through; the rest is marked when these are mended.
MOST_MARKS = 1_000

# The colour is the fault there: it is left for the group to see.
_COLOUR_RULE = "status.colour_only"


def mark_workbook(data: bytes, findings: Sequence[Finding], language: Language, head: Head = MARKED_COPY) -> bytes:
    """Return the same workbook with a mark and a comment at each of these cells, and first a sheet that lists them.

    Marks of ours that are there already are taken out first. All else is as it was, byte for byte; but a template
    becomes a workbook, which the name of the copy says it is. Of more findings than MOST_MARKS the worst are marked.
    head: what the sheet is called and says at its top.

    Raises NotAWorkbook where the bytes are no workbook that can be read.
    """
    with _damage_sentence(findings[0].cell.source if findings else "") as name:
        parts = MarkedWorkbook(_without_marks(open_parts(data, name))).with_styles()
        parts = MarkedWorkbook(parts).with_own_type()
        return _with_marks(parts, findings, language, head).to_zip()


def _without_marks(parts: Parts) -> Parts:
    """The package without our marks, itself where it has none."""
    workbook = MarkedWorkbook(parts)
    at = workbook.listing_position
    view = read_restore_record(workbook).view
    for place, path in enumerate(workbook.paths):
        if path and place != at:
            if MARKED_CELLS_NAME in workbook.names:  # without it no mark is seen
                parts = parts.with_part(path, remove_marks(parts.part(path)))
            parts = remove_notes(parts, path)
    return MarkedWorkbook(parts).without_listing(view)


@contextmanager
def _damage_sentence(name: str) -> Iterator[str]:
    """Turn a part that is not XML into the sentence that says so; reading alone looks at fewer parts."""
    try:
        yield name
    except ExpatError:
        raise make_refusal(refusals.DAMAGED_FILE, name) from None


def _with_marks(parts: Parts, findings: Sequence[Finding], language: Language, head: Head) -> Parts:
    workbook = MarkedWorkbook(parts)
    first = sort_findings(sorted(findings, key=lambda one: one.severity)[:MOST_MARKS], workbook.titles)
    styles = AddedStyles(parts, workbook.part_of("styles"))
    sheets: dict[str, tuple[int, SheetCells]] = {}
    by_sheet = _by_sheet(first)
    for number, (title, path) in enumerate(zip(workbook.titles, workbook.paths, strict=True), 1):
        if path and title in by_sheet:
            cells = SheetCells(parts.part(path))
            sheets[title] = number, cells
            found = _by_cell(by_sheet[title], cells)
            marks = {at: told[0].severity for at, told in found.items() if _is_filled(told)}
            notes = {at: _note(told, language) for at, told in found.items()}
            parts, edits = add_notes(parts, path, cells, notes, workbook.relation_types)
            parts = parts.with_part(path, cells.apply_edits([*add_marks(cells, number, marks, styles), *edits]))
    entries = [
        _entry(one, *sheets[one.cell.sheet], workbook) if one.cell.sheet in sheets else ListEntry(one) for one in first
    ]
    listing = ListingWriter(styles, language, head, len(findings))
    return _with_listing(parts, entries, workbook.view, listing)


def _entry(finding: Finding, number: int, cells: SheetCells, workbook: MarkedWorkbook) -> ListEntry:
    """A line of the list. number: of the sheet. cells: as they were before they were marked."""
    cell = finding.cell
    value = read_stored_value(cells, (cell.row, cell.column), lambda: workbook.shared_strings)
    hidden = cells.is_hidden(cell.column)
    return ListEntry(finding, number, value, hidden, cells.find_unfold_column(cell.column) if hidden else 0)


def _by_sheet(findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    """The findings by the title of their sheet; without those of cells far outside any plan."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.cell.row <= MOST_ROWS and one.cell.column <= MOST_COLUMNS:
            found[one.cell.sheet].append(one)
    return found


def _by_cell(findings: Sequence[Finding], cells: SheetCells) -> Mapping[CellPlace, Sequence[Finding]]:
    """The findings of a sheet, which are listed worst first, by the cell at which they are seen."""
    found: dict[CellPlace, list[Finding]] = defaultdict(list)
    for one in findings:
        found[cells.anchor_of((one.cell.row, one.cell.column))].append(one)
    return found


def _is_filled(told: Sequence[Finding]) -> bool:
    return all(one.rule != _COLOUR_RULE for one in told)


def _note(told: Sequence[Finding], language: Language) -> CellNote:
    lines = [format_note_line(localize(one.severity.word, language), compose_sentence(one, language)) for one in told]
    return CellNote(tuple(dict.fromkeys(lines)), told[0].severity)


def _with_listing(parts: Parts, entries: Sequence[ListEntry], view: OpeningView, listing: ListingWriter) -> Parts:
    workbook = MarkedWorkbook(parts)
    parts = parts.with_part(workbook.part_of("styles"), listing.styles.build_part())
    title = _free_title(workbook.titles, listing.title)
    path = parts.find_free_path("xl/worksheets/sheet{}.xml")
    names = listing_defined_names(title, len(entries))
    parts = MarkedWorkbook(parts).with_first_sheet(title, b"<worksheet/>", names, view.chosen_sheets)
    record = RestoreRecord(parts.compute_seal(path), view)
    places = zip(workbook.titles, workbook.paths, strict=True)
    link_to = {one: quote_sheet_title(one) for one, where in places if where}
    return parts.with_part(path, listing.build_sheet(entries, record, link_to, workbook.namespace))


def _free_title(titles: Sequence[str], preferred: str) -> str:
    """The sheet's title; with a number where the group has a sheet of that name."""
    taken = {title.casefold() for title in titles}
    names = (preferred + (f" ({number})" if number > 1 else "") for number in range(1, len(titles) + 2))
    return next(name for name in names if name.casefold() not in taken)


def find_copy_ending(copy: bytes) -> str:
    """What the name of a marked copy must end in: .xlsm where the workbook holds macros, else .xlsx."""
    return MarkedWorkbook(open_parts(copy, "")).ending


def unmark_workbook(data: bytes, name: str = "") -> bytes:
    """Return the workbook without our marks; one without marks is returned unchanged. `name` is the file's.

    Raises NotAWorkbook where the bytes are no workbook that can be read.
    """
    with _damage_sentence(name):
        parts = open_parts(data, name)
        left = _without_marks(parts)
        return data if left is parts else left.to_zip()


def find_listing_title(data: bytes, name: str = "") -> str:
    """The title of the sheet that lists our findings; "" where there is none. `name` is the file's.

    Raises NotAWorkbook where the bytes are no workbook that can be read.
    """
    with _damage_sentence(name):
        workbook = MarkedWorkbook(open_parts(data, name))
        at = workbook.listing_position
        return "" if at is None else workbook.titles[at]


def is_untouched_copy(data: bytes) -> bool:
    """Whether it is a marked copy exactly as we wrote it: nobody has saved it since.

    Raises NotAWorkbook where the bytes are no workbook that can be read.
    """
    with _damage_sentence("") as name:
        parts = open_parts(data, name)
        workbook = MarkedWorkbook(parts)
        at = workbook.listing_position
        return at is not None and read_restore_record(workbook).seal == parts.compute_seal(workbook.paths[at])
