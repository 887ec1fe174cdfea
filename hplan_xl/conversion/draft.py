"""A document -> the records of a plan, with what is to be looked at and what has no place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from hplan_xl.book.columns import Need
from hplan_xl.book.description import Book
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import Language, Text, clean_text, normalize_text, parse_whole_number
from hplan_xl.conversion import free_pages
from hplan_xl.conversion.area_records import AreaReader, Record, quote_label, quote_row
from hplan_xl.conversion.areas import Area, group_lines, read_area_reference
from hplan_xl.conversion.headed_text import find_areas
from hplan_xl.conversion.headings import ACTIVITIES, AREAS, INDICATORS, Headings, find_choice
from hplan_xl.conversion.lines import whole_text, without_number
from hplan_xl.conversion.statuses import list_legend_cells, list_legend_texts, read_legend
from hplan_xl.conversion.tables import FoundTables
from hplan_xl.documents.pages import Document, DocumentKind, Grid, Page, Role, Shape, describe_pages
from hplan_xl.interpretation.row_references import RowKeys
from hplan_xl.template import RepairNote
from hplan_xl.wording import import_sentences
from hplan_xl.wording.file_sentences import ROWS_UNSEEN

# What is told of a page that is hidden, and of words beside it, where it is no slide.
_BESIDE = {
    DocumentKind.WORDS: (import_sentences.HIDDEN, import_sentences.REMARK_IN_WORDS),
    DocumentKind.PDF: (import_sentences.HIDDEN, import_sentences.REMARK_ON_PAGE),
    DocumentKind.SHEETS: (import_sentences.HIDDEN_SHEET, import_sentences.REMARK_IN_CELL),
}
# What a page is called that may be no part of the plan that holds.
_OLD = re.compile(
    r"\b(?:arkiv\w*|gam(?:mal|la|malt)|tidigare|utkast|kopia|exempel|mall|archived?|backup|copy|draft|example|old)\b",
    re.I,
)


@dataclass(frozen=True)
class Doubt:
    """Something to look at: a column of a record (from 0) of a sheet, with the facts of the rule's sentence."""

    sheet: str
    record: int
    column: str
    rule: str
    facts: Mapping[str, object]
    severity: Severity = Severity.HINT


@dataclass(frozen=True)
class Draft:
    """The content of a document as a plan. rows: by sheet the records as typed. areas: how many areas there are."""

    rows: Mapping[str, Sequence[Record]]
    doubts: tuple[Doubt, ...]
    kept: tuple[RepairNote, ...]
    areas: int


def draft_plan(
    document: Document, book: Book, year: int | None, language: Language, around: Sequence[Page] = ()
) -> Draft:
    """The records that a document holds; `year` is the one that days without a year are in.

    around: every page of the file that the document is a part of. A legend in words there holds here too.
    """
    builder = _Builder(document, book, year, language)
    kind, headings = document.kind, builder.headings
    found = find_areas([page for page in document.pages if not page.hidden], kind, headings)
    beside = (shape.text for page in around if not page.hidden for shape in page.shapes)
    legend = read_legend(chain(_legend_texts(found), beside), headings.status)
    lamps = {one.page.number: one.shapes for one in found if kind is DocumentKind.SLIDES}
    groups = group_lines((line for one in found for line in one.lines), kind, headings)
    for _, number, words in groups.other_promises:
        builder.keep(number, "", words, import_sentences.OTHER_PROMISE)
    reader = AreaReader(headings, kind, year, language, legend, lamps)
    for area in groups.areas:
        builder.add_area(area, reader)
    for one in found:
        builder.add_rest(one)
    for page in document.pages:
        builder.add_beside(page)
    return builder.draft()


def _legend_texts(found: Sequence[FoundTables]) -> Iterator[str]:
    """What may tell the meanings of colours: all but the cells of the plan's tables."""
    for one in found:
        yield from list_legend_texts(one.shapes)
        yield from (*one.loose_headings, *(words for words, _ in one.asides))
        yield from (remark.text for remark in one.page.remarks)
        yield from (cell.text for line in one.lines for _, cell in line.unknown)
        for grid in one.grids:
            yield from (words for row in grid.rows for words in list_legend_cells(row))


class _Builder:
    """Gathers the records of a draft."""

    def __init__(self, document: Document, book: Book, year: int | None, language: Language) -> None:
        self.headings = Headings(book)
        self._document = document
        self._file = document.name.rpartition("/")[2]
        self._language = language
        self._book = book
        self._year = year
        self._rows: dict[str, list[Record]] = {AREAS: [], ACTIVITIES: []}
        # Of each area what rows may refer to it by in the document, "" for none; the number there, and its page.
        self._origins: list[tuple[str, int, int]] = []
        self._milestones: list[tuple[int, Record]] = []
        self._referring: list[tuple[str, int, int]] = []  # sheet, place and page of each row that refers to an area
        self._doubts: list[Doubt] = []
        self._kept: list[RepairNote] = []
        self._met: set[str] = set()

    def keep(self, page: int, heading: str, words: str | None, told: Text, *, once: bool = False) -> None:
        """Keep words that have no place, None for what has no words; once: a footer and the like, of all its pages."""
        if words is not None:
            words, folded = words.strip(), normalize_text(words)
            if not words or (once and folded in self._met):
                return
            self._met.add(folded)
        place = describe_pages(self._document.kind, [page]).localize(self._language)
        self._kept.append(RepairNote(self._file, place[:1].upper() + place[1:], heading, words, told))

    def doubt(self, sheet: str, at: int, column: str, rule: str, page: int, facts: Mapping[str, object]) -> None:
        """Ask about a column of a record of a sheet."""
        record = self._rows[sheet][at]
        where, is_words = describe_pages(self._document.kind, [page]), self._document.kind is DocumentKind.WORDS
        on = (import_sentences.IN if is_words else import_sentences.ON).fill(where=where)
        stand = {"where": where, "on": on, "On": Text(on.sv.capitalize(), on.en.capitalize())}
        severity = Severity.HINT
        if column == "promise":
            promises = self.headings.promises
            column = next((tick.name for tick in promises if record.get(tick.name)), promises[0].name)
        elif record.get(column) is None:  # as Kontroll counts it where it stays blank
            is_required = self._book.sheet(sheet).column(column).need is Need.REQUIRED
            severity = Severity.ERROR if is_required else Severity.WARNING
        told = {**stand, "row": quote_label(record), **facts}
        self._doubts.append(Doubt(sheet, at, column, rule, told, severity))

    def add_area(self, area: Area, reader: AreaReader) -> None:
        """One area with its activities; activities alone, where they are said to belong to no area."""
        found = reader.read(area, len(self._rows[AREAS]) + 1)
        before = {sheet: len(self._rows[sheet]) for sheet in (AREAS, ACTIVITIES)}
        if found.area:
            self._rows[AREAS].append(found.area)
            self._origins.append((area.key, area.own_number, area.lines[0].page))
        self._rows[ACTIVITIES] += found.activities
        self._milestones += (
            (page, {"area": found.area.get("number"), "name": name}) for page, name in found.milestones
        )
        for one in found.questions:
            self.doubt(one.sheet, before[one.sheet] + one.at, one.column, one.rule, one.page, one.facts)
        for note in found.notes:
            self.keep(note.page, note.heading, note.words, note.sentence)

    def add_rest(self, found: FoundTables) -> None:
        """The content of a page outside the tables of the plan."""
        page = found.page
        if found.lines and _OLD.search(page.title):
            self.keep(page.number, "", page.title, import_sentences.MAY_BE_OLD)
        self._keep_headings(found.loose_headings, page)
        for words, told in found.asides:
            self.keep(page.number, "", words, told, once=told is import_sentences.OVER_HEADINGS)
        grids = [grid for grid in found.grids if not self._add_table(grid, page)]
        for row in chain.from_iterable(grid.rows for grid in grids):
            words = " | ".join(filter(None, (whole_text(cell).replace("\n", " / ") for cell in row if cell)))
            self.keep(page.number, "", words, import_sentences.NOT_A_PLAN)
        shapes = self._add_free_rows(replace(page, shapes=found.shapes))
        if any(line.names_area_of_page for line in found.lines) and self.headings.may_be_area(page.title):
            shapes = [one for one in shapes if normalize_text(one.text) != normalize_text(page.title)]
        sheets = [self.headings.find_sheet_by_title(free_pages.without_count(one.text)) for one in shapes]
        has_words = any(
            one.text.strip() and one.role is Role.BODY and not sheet for one, sheet in zip(shapes, sheets, strict=True)
        )
        for shape, sheet in zip(shapes, sheets, strict=True):
            if not sheet or (has_words and not self._rows.get(sheet)):
                self.keep(page.number, "", shape.text, import_sentences.NO_PLACE, once=shape.role is not Role.BODY)

    def _add_free_rows(self, page: Page) -> Sequence[Shape]:
        """The rows of a page that is for a sheet of its own, or has parts for one; return the shapes of none."""
        name = free_pages.sheet_of(page, self.headings)
        if name == free_pages.CALENDAR:
            rows, shapes = free_pages.events_on(page, self._book.sheet(name), self._year, self._language)
            self._add_rows(rows, page)
            return shapes
        parts, shapes = free_pages.part_at_titles(page, self._document.kind, self.headings)
        for name, bodies in parts:
            self._add_rows(free_pages.comments_on(self._book.sheet(name), bodies, self._language), page)
        return shapes

    def _add_table(self, grid: Grid, page: Page) -> bool:
        table = free_pages.read_other_table(grid, page.title, self.headings, self._year)
        if table is None:
            return False
        self._add_rows(table.rows, page)
        for heading, words, row in table.unknown:
            told = import_sentences.NO_COLUMN.fill(row=quote_row(row))
            self.keep(page.number, heading, words, told)
        self._keep_headings(table.loose, page)
        return True

    def _keep_headings(self, loose: Sequence[str], page: Page) -> None:
        for heading in loose:
            self.keep(page.number, "", heading, import_sentences.LOOSE_HEADING)

    def _add_rows(self, rows: Iterable[free_pages.Row], page: Page) -> None:
        for row in rows:
            record: Record = {name: value for name, value in row.values.items() if value not in (None, "")}
            held = self._rows.setdefault(row.sheet, [])
            held.append(record)
            if record.get("area"):
                self._referring.append((row.sheet, len(held) - 1, page.number))
            for column, (rule, facts) in row.doubts.items():
                self.doubt(row.sheet, len(held) - 1, column, rule, page.number, facts)

    def add_beside(self, page: Page) -> None:
        """Note the speaker's notes and the like of a page, what cannot be read, and that a page is hidden."""
        hidden, remarked = _BESIDE.get(self._document.kind, (import_sentences.HIDDEN, import_sentences.REMARK))
        if page.hidden:
            for words in (*map(whole_text, page.cells()), *(shape.text for shape in page.shapes)):
                self.keep(page.number, "", words, hidden)
        else:
            held = (*(cell.all_paragraphs for cell in page.cells()), *(shape.paragraphs for shape in page.shapes))
            for struck in ([one.struck for one in paragraphs if one.struck] for paragraphs in held):
                self.keep(page.number, "", "\n".join(struck), import_sentences.STRUCK)
        for remark in page.remarks:
            self.keep(page.number, "", remark.text, remarked)
        if page.hidden_rows and not page.hidden:
            told = import_sentences.HIDDEN_ROWS.fill(rows=ROWS_UNSEEN.with_number(page.hidden_rows))
            self.keep(page.number, "", None, told)
        if page.unread:
            many = import_sentences.UNREAD_MANY.fill(n=page.unread)
            self.keep(page.number, "", None, import_sentences.UNREAD_ONE if page.unread == 1 else many)

    def draft(self) -> Draft:
        """All of it, numbered as the document numbers its areas where it does so throughout."""
        areas = self._rows[AREAS]
        self._add_milestones()
        self._give_ids()
        numbers = [number for _, number, _ in self._origins]
        if areas and all(numbers) and len(set(numbers)) == len(areas):
            by_place = dict(enumerate(numbers, 1))
            for number, record in zip(numbers, areas, strict=True):
                record |= {"number": number, "title": without_number(str(record["title"] or ""), number) or None}
            for owned in (*self._rows[ACTIVITIES], *(milestone for _, milestone in self._milestones)):
                owned["area"] = by_place.get(parse_whole_number(str(owned["area"])))
        else:
            self._keep_numbers()
        self._settle_references()
        self._tell_numbers_apart()
        if self._document.has_macros:
            self._kept.insert(0, RepairNote(self._file, "", "", None, import_sentences.MACROS))
        rows = {name: rows for name, rows in self._rows.items() if rows}
        return Draft(rows, tuple(self._doubts), tuple(self._kept), len(areas))

    def _settle_references(self) -> None:
        """Refer to areas by their numbers in the template, where rows name them or their numbers in the document."""
        areas = [
            (normalize_text(key), record) for (key, *_), record in zip(self._origins, self._rows[AREAS], strict=True)
        ]
        counts = Counter(key for key, _ in areas if key)
        rows = {key: record["number"] for key, record in areas if counts[key] == 1}
        rows = rows if counts else {str(record["number"]): record["number"] for _, record in areas}
        labels: dict[object, str] = {record["number"]: str(record["title"] or "") for _, record in areas}
        keys = RowKeys(self._book.sheet(AREAS).title, dict[str, object](rows), labels)
        for sheet, at, page in self._referring:
            record = self._rows[sheet][at]
            words = str(record["area"])
            key, rule = read_area_reference(words, keys, are_own=bool(counts))
            if key is not None or rule:
                record["area"] = None if key is None else str(key)
            if key is not None and rule:
                facts = {"value": clean_text(words), "reading": quote_row(labels[key])}
                self.doubt(sheet, at, "area", rule, page, facts)
            elif rule:
                self.doubt(sheet, at, "area", rule, page, {"value": words})

    def _keep_numbers(self) -> None:
        """Keep the numbers of areas that have others in the plan, where they are not in their titles."""
        for (_, number, page), record in zip(self._origins, self._rows[AREAS], strict=True):
            title = str(record["title"] or "")
            if number not in (0, record["number"]) and without_number(title, number) == title:
                self.keep(page, "", str(number), import_sentences.OTHER_NUMBER.fill(row=quote_label(record)))

    def _tell_numbers_apart(self) -> None:
        """Set the numbers of activities that begin anew in each area under the area's: 1, 2, 1 -> 3.1, 3.2, 5.1."""
        rows = [row for row in self._rows[ACTIVITIES] if row.get("area") and str(row.get("number") or "").isdecimal()]
        if len({row["number"] for row in rows}) < len(rows):
            for row in rows:
                row["number"] = f"{row['area']}.{row['number']}"

    def _add_milestones(self) -> None:
        """What is followed as yes or no, as indicators of that kind."""
        term = find_choice(self._book.sheet(INDICATORS), "kind").vocabulary.find_term("milestone")
        rows = self._rows.setdefault(INDICATORS, []) if self._milestones else []
        for page, milestone in self._milestones:
            milestone |= {"kind": term.word.localize(self._language) if term else None}
            rows.append(milestone)
            self.doubt(INDICATORS, len(rows) - 1, "name", "import.milestone", page, {})

    def _give_ids(self) -> None:
        """Give each indicator without an id the first one that is free."""
        rows = self._rows.get(INDICATORS, [])
        used = {normalize_text(str(row["id"])) for row in rows if row.get("id")}
        free = (f"I{number}" for number in count(1) if f"i{number}" not in used)
        for row in rows:
            if not row.get("id"):
                row["id"] = next(free)
