"""A plan with marks, and without them again; and what its marked copy is called."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from xml.parsers.expat import ExpatError

from hplan_xl.book.findings import Finding
from hplan_xl.book.text import Language, clean, spoken
from hplan_xl.book.values import YearSpan
from hplan_xl.marking.added_styles import Styles
from hplan_xl.marking.cell_styles import Before, Cells, Kept, Place
from hplan_xl.marking.comments import Note, note_line, with_notes, without_notes
from hplan_xl.marking.sheet_order import Workbook
from hplan_xl.marking.todo_sheet import MARKED_COPY, Entry, Head, Kit, Listing, in_order, listing_names, read_kit
from hplan_xl.package.archive import refused
from hplan_xl.package.parts import Parts, open_parts
from hplan_xl.package.worksheet import MOST_COLUMNS, MOST_ROWS
from hplan_xl.wording import copy_sentences as said
from hplan_xl.wording import refusals, sentence

_NOT_IN_A_FILE_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_GROUP = 120
_ENDINGS = re.compile(rf" – (?:{said.TO_COMPLETE.sv}|{said.TO_COMPLETE.en})(?: \(\d+\))?\Z")


def copy_name(group: str, years: YearSpan | None, language: Language, taken: Collection[str]) -> str:
    """The name of a plan's marked copy, with a number where the name is taken, whatever the case of its letters.

    >>> copy_name("RPO Hud- och könssjukdomar", YearSpan(2026, 2026), "sv", [])
    'RPO Hud- och könssjukdomar 2026 – att komplettera.xlsx'
    """
    whose = _ENDINGS.sub("", clean(_NOT_IN_A_FILE_NAME.sub("-", clean(group))))[:_LONGEST_GROUP].strip(" .")
    when = "" if years is None else f" {years}"
    name = f"{whose or '-'}{when} – {said.TO_COMPLETE.spoken(language)}"
    folded = {_folded(one) for one in taken}
    numbered = (f"{name} ({number}).xlsx" if number > 1 else f"{name}.xlsx" for number in range(1, len(folded) + 2))
    return next(one for one in numbered if _folded(one) not in folded)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


# The colour is the fault there: it is left for the group to see.
_COLOUR_IS_TOLD_OF = "status.colour_only"


def marked(data: bytes, findings: Sequence[Finding], language: Language, head: Head = MARKED_COPY) -> bytes:
    """The same workbook with a mark and a comment at each of these cells, and first a sheet that lists them.

    Marks of ours that are there already are taken out first. All else is as it was, byte for byte.
    head: what the sheet is called and says at its top.

    Raises NotAWorkbook where the bytes are no workbook that can be read.
    """
    with _damage_told(findings[0].cell.source if findings else "") as name:
        parts = Workbook(_unmarked(open_parts(data, name))).with_styles()
        return _with_marks(parts, findings, language, head).zipped()


@contextmanager
def _damage_told(name: str) -> Iterator[str]:
    """Makes of a part that is no XML the sentence that says so; reading is content with less."""
    try:
        yield name
    except ExpatError:
        raise refused(refusals.DAMAGED, name) from None


def _with_marks(parts: Parts, findings: Sequence[Finding], language: Language, head: Head) -> Parts:
    workbook = Workbook(parts)
    paths = dict(zip(workbook.titles, workbook.paths, strict=True))
    view = workbook.view
    styles = Styles(parts.part(workbook.part_of("styles")))
    before: dict[tuple[str, Place], Before] = {}
    folded: dict[str, Cells] = {}
    for title, of_sheet in _by_sheet(findings).items():
        path = paths.get(title, "")
        if path:
            cells = folded[title] = Cells(parts.part(path))
            found = _by_cell(of_sheet, cells)
            was = {at: cells.before(at) for at, told in found.items() if _is_filled(told)}
            before |= {(title, at): one for at, one in was.items()}
            new = {at: styles.marked(one.style, found[at][0].severity) for at, one in was.items()}
            parts = parts.with_part(path, cells.styled(new))
            notes = {at: _note(told, language) for at, told in found.items()}
            parts = with_notes(parts, path, notes, workbook.types)
    entries = [
        Entry(one, one.cell.sheet in folded and folded[one.cell.sheet].is_hidden(one.cell.column))
        for one in in_order(findings, workbook.titles)
    ]
    return _with_listing(parts, entries, Kit("", view, before), Listing(styles, language, head), styles)


def _by_sheet(findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    """The findings by the title of their sheet; without those of cells far outside any plan."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.cell.row <= MOST_ROWS and one.cell.column <= MOST_COLUMNS:
            found[one.cell.sheet].append(one)
    return found


def _by_cell(findings: Sequence[Finding], cells: Cells) -> Mapping[Place, Sequence[Finding]]:
    """The findings of a sheet by the cell at which they are seen, worst first."""
    found: dict[Place, list[Finding]] = defaultdict(list)
    for one in sorted(findings, key=lambda one: one.severity):
        found[cells.seen_at((one.cell.row, one.cell.column))].append(one)
    return found


def _is_filled(told: Sequence[Finding]) -> bool:
    return all(one.rule != _COLOUR_IS_TOLD_OF for one in told)


def _note(told: Sequence[Finding], language: Language) -> Note:
    lines = [note_line(spoken(one.severity.word, language), sentence(one, language)) for one in told]
    return Note(tuple(dict.fromkeys(lines)), told[0].severity)


def _with_listing(parts: Parts, entries: Sequence[Entry], kit: Kit, listing: Listing, styles: Styles) -> Parts:
    workbook = Workbook(parts)
    parts = parts.with_part(workbook.part_of("styles"), styles.part())
    title = _free_title(workbook.titles, listing.title)
    path = parts.free_path("xl/worksheets/sheet{}.xml")
    parts = Workbook(parts).with_first_sheet(title, b"<worksheet/>", listing_names(title, len(entries)))
    sealed = Kit(parts.seal(path), kit.view, kit.before)
    places = zip(workbook.titles, workbook.paths, strict=True)
    link_to = {one: "'" + one.replace("'", "''") + "'" for one, where in places if where}
    return parts.with_part(path, listing.sheet(entries, sealed, link_to, workbook.space))


def _free_title(titles: Sequence[str], wished: str) -> str:
    """The sheet's title; with a number where the group has a sheet of that name."""
    taken = {title.casefold() for title in titles}
    names = (wished + (f" ({number})" if number > 1 else "") for number in range(1, len(titles) + 2))
    return next(name for name in names if name.casefold() not in taken)


def unmarked(data: bytes, name: str = "") -> bytes:
    """The same workbook without marks of ours; what has none is given back as it is. `name` is the file's.

    Cells have the fill and the text colour they had before, also after another program has saved the file. Where the
    sheet that tells is gone, or rows were moved since, those of the cell's row or column.

    Raises NotAWorkbook where the bytes are no workbook that can be read.
    """
    with _damage_told(name):
        parts = open_parts(data, name)
        left = _unmarked(parts)
        return data if left is parts else left.zipped()


def _unmarked(parts: Parts) -> Parts:
    workbook = Workbook(parts)
    kit, at = read_kit(workbook), workbook.listing
    where = workbook.part_of("styles")
    styles = Styles(parts.part(where)) if where else None
    for place, (title, path) in enumerate(zip(workbook.titles, workbook.paths, strict=True)):
        if path and place != at:
            before = {cell: was for (sheet, cell), was in kit.before.items() if sheet == title}
            parts = _without_fills(parts, path, before, styles) if styles else parts
            parts = without_notes(parts, path)
    parts = parts.with_part(where, styles.part()) if styles else parts
    return Workbook(parts).without_listing(kit.view)


def _without_fills(parts: Parts, path: str, before: Mapping[Place, Before], styles: Styles) -> Parts:
    cells = Cells(parts.part(path))
    marks = dict(cells.with_styles(styles.grades))
    if not marks:
        return parts
    restored = {
        at: Before(was.kept, styles.restored(style, was.style), was.spans)
        for at, style in marks.items()
        for was in [before.get(at) or Before(Kept.STYLED, cells.default_style(at))]
    }
    return parts.with_part(path, cells.restored(restored))


def is_untouched(data: bytes) -> bool:
    """Whether it is a marked copy just as we wrote it: nobody has saved it since.

    Raises NotAWorkbook where the bytes are no workbook that can be read.
    """
    with _damage_told("") as name:
        parts = open_parts(data, name)
        workbook = Workbook(parts)
        at = workbook.listing
        return at is not None and read_kit(workbook).seal == parts.seal(workbook.paths[at])
