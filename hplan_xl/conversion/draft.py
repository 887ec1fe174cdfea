"""A document -> the records of a plan, with what is to be looked at and what has no place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count, groupby

from hplan_xl.book.columns import Choice, Date, Need, Tick
from hplan_xl.book.description import Book
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import (
    Language,
    Text,
    clean_text,
    join_texts,
    list_texts,
    neutral_text,
    normalize_text,
    parse_whole_number,
    quote_words,
)
from hplan_xl.book.values import TimeSpan, TypedValue
from hplan_xl.conversion import free_pages
from hplan_xl.conversion.headed_text import find_areas
from hplan_xl.conversion.headings import (
    ACTIVITIES,
    ACTIVITY,
    AREAS,
    FOLLOW_UP,
    INDICATORS,
    NUMBER,
    PROMISES,
    RESPONSIBLE,
    STATUS,
    TITLE,
    Headings,
    read_any_heading,
)
from hplan_xl.conversion.lines import (
    ActivityWords,
    CellWords,
    is_no_time,
    lines_of,
    read_activities,
    read_area,
    read_follow_up,
    read_promises,
    without_number,
)
from hplan_xl.conversion.statuses import (
    Legend,
    StatusWords,
    list_lamp_colours,
    list_legend_cells,
    list_legend_texts,
    list_plain_colours,
    read_by_legend,
    read_legend,
    read_status,
)
from hplan_xl.conversion.tables import FoundTables, Line
from hplan_xl.documents.pages import Document, DocumentKind, Grid, GridCell, Page, Paragraph, Role, Shape
from hplan_xl.interpretation.choices import read_tick
from hplan_xl.interpretation.outcomes import ReadValue, cut_text
from hplan_xl.interpretation.row_references import RowKeys, read_reference, strip_key
from hplan_xl.interpretation.schedules import read_schedule
from hplan_xl.interpretation.times import read_date
from hplan_xl.template import RepairNote
from hplan_xl.wording import import_sentences, slide_sentences
from hplan_xl.wording.file_sentences import ROWS_UNSEEN

Record = dict[str, TypedValue]

_PLACES = {
    DocumentKind.SLIDES: (import_sentences.SLIDE, import_sentences.SLIDES),
    DocumentKind.WORDS: (import_sentences.PART, import_sentences.PARTS),
    DocumentKind.PDF: (import_sentences.PAGE, import_sentences.PAGES),
    DocumentKind.SHEETS: (import_sentences.SHEET, import_sentences.SHEETS),
}
# What is told of a page that is hidden, and of words beside it, where it is no slide.
_BESIDE = {
    DocumentKind.WORDS: (import_sentences.HIDDEN, import_sentences.REMARK_IN_WORDS),
    DocumentKind.SHEETS: (import_sentences.HIDDEN_SHEET, import_sentences.REMARK_IN_CELL),
}
# A status behind the name of an area: "Väntetider (grön)", "Väntetider – klart".
_STATUS_BEHIND = re.compile(r".+?\s(?:\((?P<bracketed>[^()]+)\)|[–-]\s+(?P<dashed>[^–-]+))")
# The number or the letter of an area, alone or before its name; what has a letter before it; what parts several.
_REFERENCE = re.compile(r"([0-9]{1,2}|[A-ZÅÄÖ])(?:[.)]|\s+[–—-]\s+(\S.*))?", re.S)
_LETTERED = re.compile(r"([A-ZÅÄÖ])(?:[.)](?=\s|$)|\s+[–—-]\s|$)")
_BETWEEN = re.compile(r"\s*(?:[,;/\n&+–—-]|\b(?:och|samt|and)\b)\s*")
_ALL = frozenset({"alla", "alla områden", "samtliga", "samtliga områden", "all", "all areas"})
# A number of an activity as programs write it: 1.10 as 1.1, and 1.2 as 1,2.
_WITHOUT_NOUGHT = re.compile(r"[0-9]{1,2}\.[1-9]")
_AS_AMOUNT = re.compile(r"[0-9]{1,2},[0-9]{1,2}")
# What a page is called that may be no part of the plan that holds.
_OLD = re.compile(
    r"\b(?:arkiv\w*|gam(?:mal|la|malt)|tidigare|utkast|kopia|exempel|mall|archived?|backup|copy|draft|example|old)\b",
    re.I,
)
# What says that an area goes on, before or behind its name: "Forts. Väntetider", "Väntetider (2/3)", "Väntetider 2(3)".
_GOES_ON = re.compile(
    r"^(?:fortsättning|forts)\b\.?\s*[:–-]?\s*"
    r"|[\s,;]*[(–-]*\s*(?:forts\.?|fortsättning|cont\.?|continued)\s*\)?\.?$"
    r"|[\s,;]+(?:\([0-9]+\s*(?:/|av|of)\s*[0-9]+\)|[0-9]+\s?\([0-9]+\))$",
    re.I,
)


def describe_pages(kind: DocumentKind, numbers: Sequence[int]) -> Text:
    """Pages of a document in words, by their numbers in order, each once.

    >>> describe_pages(DocumentKind.SLIDES, [1, 2, 3, 7]).sv
    'bild 1–3 och 7'
    >>> describe_pages(DocumentKind.PDF, [2, 2]).sv
    'sida 2'
    """
    numbers = tuple(dict.fromkeys(numbers))
    firsts = [number for number in numbers if number - 1 not in numbers]
    lasts = [number for number in numbers if number + 1 not in numbers]
    runs = [str(first) if first == last else f"{first}–{last}" for first, last in zip(firsts, lasts, strict=True)]
    one, many = _PLACES[kind]
    return (one if len(numbers) == 1 else many).fill(n=list_texts(list(map(neutral_text, runs))))


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


@dataclass
class _Area:
    """The lines of one area, from its first on. title: as it stands. doubts: told of the area itself."""

    title: str
    promises: tuple[Tick, ...] = ()
    number: int = 0
    lines: list[Line] = field(default_factory=list)
    doubts: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)


def draft_plan(
    document: Document, book: Book, year: int | None, language: Language, around: Sequence[Page] = ()
) -> Draft:
    """The records that a document holds; `year` is the one that days without a year are in.

    around: every page of the file that the document is a part of. A legend in words there holds here too.
    """
    builder = _Builder(document, book, year, language)
    seen = [page for page in document.pages if not page.hidden]
    found = find_areas(seen, document.kind, builder.headings)
    beside = (shape.text for page in around if not page.hidden for shape in page.shapes)
    builder.legend = read_legend(chain(_legend_texts(found), beside), builder.headings.status)
    if document.kind is DocumentKind.SLIDES:
        builder.free_shapes = {one.page.number: one.shapes for one in found}
    areas = _grouped(builder, [line for one in found for line in one.lines])
    builder.add_areas(areas)
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


def _grouped(builder: "_Builder", lines: Sequence[Line]) -> list[_Area]:
    """The lines by the area that they are of; in the order of their numbers, where each has one of its own."""
    titled: dict[str, list[_Area]] = {}
    areas: list[_Area] = []
    current: _Area | None = None
    by_page = [list(held) for _, held in groupby(lines, key=lambda line: line.page)]
    for line in chain.from_iterable(sorted(by_page, key=_names_areas_by_number)):
        if builder.is_printed and current and _is_rest_of_row(line, current.lines[-1]):
            current.lines[-1] = _with_rest(current.lines[-1], line)
            continue
        line = _with_first_area(builder, line, titled)
        current = _area_of(builder, line, titled, current)
        if not current.lines:
            areas.append(current)
            titled.setdefault(_key_of(current.title, current.number), []).append(current)
        current.lines.append(line)
    named = [area for area in areas if not _is_none(area)]
    numbers = {area.number for area in named}
    in_order = sorted(named, key=lambda area: area.number) if len(numbers - {0}) == len(named) else named
    return [*in_order, *filter(_is_none, areas)]


def _is_rest_of_row(line: Line, last: Line) -> bool:
    """Whether a line goes on with the row that the page before ends in: it has no name, and begins no cell anew."""
    held = [cell.text.strip() for cells in line.cells.values() for cell in cells if cell.text.strip()]
    is_next = line.page == last.page + 1 and line.cells.keys() == last.cells.keys() and not line.unknown
    return is_next and bool(held) and all(words[0].islower() for words in held)


def _with_rest(line: Line, rest: Line) -> Line:
    """A line with the words of the one that goes on with it, cell by cell."""
    added = {roles: tuple(one for cell in cells for one in cell.paragraphs) for roles, cells in rest.cells.items()}
    cells = {
        roles: (*held[:-1], replace(held[-1], paragraphs=(*held[-1].paragraphs, *added[roles])))
        for roles, held in line.cells.items()
    }
    return replace(line, cells=cells)


def _key_of(title: str, number: int) -> str:
    """What areas are found again by: their title without their number."""
    return normalize_text(without_number(title, number))


def _names_areas_by_number(lines: Iterable[Line]) -> bool:
    """Whether a number or a letter, alone or with a name behind a dash, stands for an area in a column of areas."""
    words = (strip_key(cell.text) for line in lines for cell in line.of(TITLE))
    return any(map(_REFERENCE.fullmatch, words))


def _number_alone(words: str) -> int:
    """The number that words are, such as "3." or "Område 3"; 0 for other words."""
    return parse_whole_number(strip_key(words).removesuffix("."))


def _find_referred(builder: "_Builder", title: str, areas: Iterable[_Area]) -> _Area | None:
    """The area whose number or letter a title is, by itself or before its name: "3", "B – Väntetider"; else None."""
    read = _REFERENCE.fullmatch(strip_key(title))
    found = (one for one in areas if read and builder.key_of(one) == read[1])
    name = normalize_text(read[2] or "") if read else ""
    return next((one for one in found if normalize_text(one.title).endswith(name)), None)


def _with_first_area(builder: "_Builder", line: Line, titled: Mapping[str, Sequence[_Area]]) -> Line:
    """A line as of the first of the areas that it names by several numbers, letters or names: "1, 2", "1–3"."""
    words = "\n".join(cell.text.strip() for cell in line.of(TITLE))
    parts = [strip_key(part) for part in _BETWEEN.split(words)]
    if len(parts) < 2 or _key_of(words, 0) in titled:
        return line
    areas = list(chain.from_iterable(titled.values()))
    if _find_referred(builder, words, areas):
        return line
    namesakes = [next(iter(titled.get(_key_of(part, 0), ())), None) for part in parts]
    found = [one or _find_referred(builder, part, areas) for one, part in zip(namesakes, parts, strict=True)]
    are_known = all(found) and len(set(map(id, found))) > 1
    if not (are_known or all(map(_REFERENCE.fullmatch, parts))):
        return line
    first = (GridCell((Paragraph(parts[0]),)),)
    cells = {roles: first if TITLE in roles else held for roles, held in line.cells.items()}
    return replace(line, cells=cells, areas=clean_text(words))


def _is_none(area: _Area) -> bool:
    """Whether an area only says that what is in it belongs to none."""
    no_area = slide_sentences.NO_AREA
    return normalize_text(area.title) in (normalize_text(no_area.sv), normalize_text(no_area.en))


def _area_of(builder: "_Builder", line: Line, titled: Mapping[str, Sequence[_Area]], last: _Area | None) -> _Area:
    """The area that a line is of: one that it begins, goes on with, or that a table that sums areas up has too."""
    if not line.has_area_names:
        return _of_page(line, titled, last, builder.headings)
    cells = line.of(TITLE)
    words = read_area(tuple(one for cell in cells for one in cell.paragraphs), builder.promises)
    title = clean_text(_GOES_ON.sub("", words.title))
    if not title:
        if last is None:
            return replace(_nameless(), promises=words.promises)
        own = any(cell.text.strip() for role in (FOLLOW_UP, STATUS) for cell in line.of(role))
        if cells and own and last.lines[-1].page == line.page:
            last.doubts.append(("title", "import.goes_on", {"page": line.page}))
        return last
    if referred := _find_referred(builder, title, chain.from_iterable(titled.values())):
        return referred
    if own_number := _number_alone(title):
        unknown = _nameless() if title.rstrip(".").isdecimal() else _Area(title)
        return replace(unknown, promises=words.promises, number=own_number)
    namesakes = reversed(titled.get(_key_of(title, words.number), ()))
    same = next((one for one in namesakes if not words.number or builder.number_of(one) in (0, words.number)), None)
    if same:
        if not (same is last or line.areas or line.is_summary or same.lines[0].is_summary):
            same.doubts.append(("title", "import.title_again", {"page": line.page}))
        same.promises = tuple(dict.fromkeys((*same.promises, *words.promises)))
        return same
    for rest in words.rest:
        builder.keep(line.page, "", rest, import_sentences.OTHER_PROMISE)
    doubts: list[tuple[str, str, dict[str, object]]] = (
        [("promise", "import.promises", {})] if words.rest and builder.promises else []
    )
    doubts += [] if line.has_title_heading else [("title", "import.title_unheaded", {})]
    return _Area(title, words.promises, words.number, doubts=doubts)


def _nameless() -> _Area:
    return _Area("", doubts=[("title", "import.title_blank", {})])


def _of_page(line: Line, titled: Mapping[str, Sequence[_Area]], last: _Area | None, headings: Headings) -> _Area:
    """The area of a table without a column of areas: the title of its page, where that may be the name of one."""
    heading = read_any_heading(_GOES_ON.sub("", line.area))
    is_name = heading.title and (not line.names_area_of_page or headings.may_be_area(heading.title))
    title, rule = (heading.title, line.area_rule) if is_name else ("", "import.title_blank")
    goes_on = bool(line.area) and not heading.title
    is_last = (
        last and normalize_text(last.title) == normalize_text(title) and (title or last.lines[-1].page == line.page)
    )
    if last and (goes_on or is_last):
        if not last.lines[0].cells:  # its name alone, at the end of the page before
            last.doubts = [("title", "import.title_from_row" if goes_on else rule, {})]
        return last
    number = heading.number if title else 0
    summed = (
        one
        for one in titled.get(_key_of(title, number), ())
        if title and one.number in (0, number) and all(own.is_summary and own.has_area_names for own in one.lines)
    )
    return next(summed, None) or _Area(title, number=number, doubts=[("title", rule, {})])


class _Builder:
    """Gathers the records of a draft."""

    def __init__(self, document: Document, book: Book, year: int | None, language: Language) -> None:
        self.headings = Headings(book)
        self._document = document
        self.is_printed = document.kind is DocumentKind.PDF
        self._file = document.name.rpartition("/")[2]
        self._language = language
        self._book = book
        self._year = year
        self._rows: dict[str, list[Record]] = {AREAS: [], ACTIVITIES: []}
        self._numbers: list[tuple[int, int]] = []  # of each area the number that the document gives it, and its page
        self._keys: list[str] = []  # of each area what rows may refer to it by in the document, "" for none
        self._numbers_are_of_rows = False
        self._numbers_of_activities: set[str] = set()
        self._milestones: list[tuple[int, Record]] = []
        self._referring: list[tuple[str, int, int]] = []  # sheet, place and page of each row that refers to an area
        self._doubts: list[Doubt] = []
        self._kept: list[RepairNote] = []
        self._met: set[tuple[str, str]] = set()
        columns = book.sheet(AREAS).columns
        self.promises = tuple(one for one in columns if isinstance(one, Tick) and one.family == "promise")
        self.free_shapes: Mapping[int, Sequence[Shape]] = {}
        self.legend: Legend = {}
        self._status = self.headings.status

    def where(self, page: int) -> Text:
        """The place in the document, in words."""
        return describe_pages(self._document.kind, [page])

    def _stand(self, page: int) -> dict[str, object]:
        """The place in the document as sentences need it: by itself, and with its preposition, also to begin with."""
        where, is_words = self.where(page), self._document.kind is DocumentKind.WORDS
        on = (import_sentences.IN if is_words else import_sentences.ON).fill(where=where)
        return {"where": where, "on": on, "On": Text(on.sv.capitalize(), on.en.capitalize())}

    def keep(self, page: int, heading: str, words: str, told: Text, *, once: bool = False) -> None:
        """Keep words that have no place; once: where they stand on several pages, as a footer does."""
        if not words.strip() or (once and ("", normalize_text(words)) in self._met):
            return
        self._met.add(("", normalize_text(words)))
        self._kept.append(self._placed(page, heading, words.strip(), told))

    def _placed(self, page: int, heading: str, words: str | None, told: Text) -> RepairNote:
        place = self.where(page).localize(self._language)
        return RepairNote(self._file, place[:1].upper() + place[1:], heading, words, told)

    def doubt(self, sheet: str, column: str, rule: str, page: int, **facts: object) -> None:
        """Tell of a column of the last record of a sheet."""
        self._doubt_row(sheet, len(self._rows[sheet]) - 1, column, rule, page, facts)

    def _doubt_row(self, sheet: str, at: int, column: str, rule: str, page: int, facts: Mapping[str, object]) -> None:
        record = self._rows[sheet][at]
        told = {**self._stand(page), "row": _label(record), **facts}
        blank = record.get(column) is None and column != "promise"
        if column == "promise":
            column = next((tick.name for tick in self.promises if record.get(tick.name)), self.promises[0].name)
        severity = self._severity_of_blank(sheet, column) if blank else Severity.HINT
        self._doubts.append(Doubt(sheet, at, column, rule, told, severity))

    def _severity_of_blank(self, sheet: str, column: str) -> Severity:
        """How much a cell is wanted: as Kontroll counts it where it stays blank."""
        return Severity.ERROR if self._book.sheet(sheet).column(column).need is Need.REQUIRED else Severity.WARNING

    def add_areas(self, areas: Sequence[_Area]) -> None:
        """The areas in that order."""
        self._numbers_are_of_rows = _are_numbers_of_rows(areas)
        for area in areas:
            self._add_area(area)

    def _add_area(self, area: _Area) -> None:
        """One area with its activities; activities alone, where they are said to belong to no area."""
        if _is_none(area):
            lines, texts = area.lines, [self._texts(line) for line in area.lines]
            self._add_activities({}, lines, texts, [{} for _ in lines], [None for _ in lines])
            return
        first = area.lines[0]
        record: Record = {"number": len(self._rows[AREAS]) + 1, "title": area.title or None}
        record |= {tick.name: "x" for tick in (*area.promises, *self._promised(area))}
        self._rows[AREAS].append(record)
        self._numbers.append((self.number_of(area), first.page))
        self._keys.append(self.key_of(area))
        texts = [self._texts(line) for line in area.lines]
        record |= _joined("follow_up", (one.follow_up for one in texts))
        record |= _joined("effect_goal", (one.effect_goal for one in texts))
        record |= _joined("internal_note", (one.notes for one in texts))
        per_line, statuses = self._set_lines(record, area, texts)
        self._add_activities(record, area.lines, texts, per_line, statuses)
        for line, words in zip(area.lines, texts, strict=True):
            for milestone in words.milestones:
                self._milestones.append((line.page, {"area": record["number"], "name": milestone}))
        for column, rule, facts in area.doubts:
            self.doubt(AREAS, column, rule, parse_whole_number(str(facts.get("page", first.page)), first.page))
        if record.get("internal_note"):
            self.doubt(AREAS, "internal_note", "import.note", first.page)
        if normalize_text(area.title) in _ALL or (len(area.lines) == 1 and first.is_name_alone):
            self.doubt(AREAS, "title", "import.is_area", first.page)
        if self.is_printed and area.title:
            self.doubt(AREAS, "title", "import.review", first.page)
        self._keep_unknown(record, area, texts)

    def _set_lines(
        self, record: Record, area: _Area, texts: Sequence[CellWords]
    ) -> tuple[list[dict[str, str]], list[StatusWords | None]]:
        """Set what the lines of an area say of it; return what is left for the activities of each, and its status."""
        per_line = [self._fields(line, area) for line in area.lines]
        for fields, words in zip(per_line, texts, strict=True):
            if _is_by_line("responsible", fields.get(RESPONSIBLE, ""), words.activities):
                fields[f"{ACTIVITIES}.responsible"] = fields.pop(RESPONSIBLE)
        is_by_rows = _is_by_rows(area, texts, self._document.kind)
        own = [at for at, line in enumerate(area.lines) if not line.has_activities]
        rest = [at for at in range(len(area.lines)) if at not in own]
        counts = [len(texts[at].activities) for at in rest]
        has_both = bool(own) and (is_by_rows or max(counts, default=0) == 1)
        groups = ((own, False), (rest, True)) if has_both else ((range(len(area.lines)), is_by_rows),)
        for places, stand_alone in groups:
            lines = [area.lines[at] for at in places]
            self._set_columns(record, lines, [per_line[at] for at in places], stand_alone)
        rows = [bool(one.activities) for one in texts] if is_by_rows else []
        statuses = self._set_status(record, area, rows, own if has_both else [])
        return per_line, statuses

    def _keep_unknown(self, record: Record, area: _Area, texts: Sequence[CellWords]) -> None:
        """Keep what stands in columns of the table that are none of the plan's table, and tell of colours there."""
        for line, words in zip(area.lines, texts, strict=True):
            row = _label_line(record, words.activities if len(area.lines) > 1 or not area.title else ())
            for heading, cell in line.unknown:
                sheet = self.headings.find_sheet_for(heading)
                told = import_sentences.OTHER_SHEET if sheet else import_sentences.NO_COLUMN
                is_loose = self.headings.loose_roles(heading) and not self.headings.roles(heading)
                told = import_sentences.SEVERAL_COLUMNS if is_loose else told
                told = import_sentences.OTHER_COLUMN if self.headings.roles(heading) == (ACTIVITY,) else told
                facts = {"row": row, **({"sheet": sheet.title} if sheet else {})}
                self.keep(line.page, heading, _whole(cell), told.fill(**facts))
            if line.coloured_headings:
                told = import_sentences.COLOUR_ALONE.fill(row=row)
                self._kept.append(self._placed(line.page, ", ".join(line.coloured_headings), None, told))

    def number_of(self, area: _Area) -> int:
        """The number that the document gives an area; 0 for none."""
        own = [line for line in area.lines if not self._numbers_activity(line)]
        return next(filter(None, map(_number_in, own)), area.number)

    def key_of(self, area: _Area) -> str:
        """The number or the letter that the document gives an area; "" for none."""
        words = [cell.text for role in (NUMBER, TITLE) for line in area.lines for cell in line.of(role)]
        letters = (_LETTERED.match(strip_key(one)) for one in (*words, area.title))
        return str(self.number_of(area) or next((one[1] for one in letters if one), ""))

    def _numbers_activity(self, line: Line) -> bool:
        """Whether a number in a line is that of an activity, for it counts rows or the table is of activities."""
        return line.numbers_activities or (self._numbers_are_of_rows and line.has_area_names)

    def _promised(self, area: _Area) -> Iterator[Tick]:
        """The promises that stand in columns of their own: all in one, or a tick in one each."""
        for line in area.lines:
            is_of_title = any(TITLE in roles and PROMISES in roles for roles in line.cells)
            for cell in () if is_of_title else line.of(PROMISES):
                found, rest = read_promises([one.text for one in lines_of(cell.paragraphs)], self.promises)
                yield from found
                for words in rest:
                    self._keep_promise(area, line.page, words)
            for tick in self.promises:
                for cell in line.of(f"{AREAS}.{tick.name}"):
                    outcome = read_tick(clean_text(_whole(cell)))
                    if not isinstance(outcome, ReadValue):
                        self._keep_promise(area, line.page, _whole(cell))
                    elif outcome.value:
                        yield tick

    def _keep_promise(self, area: _Area, page: int, words: str) -> None:
        """Keep words that stand for promises and are none of these."""
        self.keep(page, "", words, import_sentences.OTHER_PROMISE)
        area.doubts.append(("promise", "import.promises", {}))

    def _texts(self, line: Line) -> CellWords:
        """The content of the cells of activities and follow-up of a line."""
        said_of = [
            read_activities(_lines_of_cell(cell)) if ACTIVITY in roles else read_follow_up(_lines_of_cell(cell))
            for roles, cells in line.cells.items()
            if ACTIVITY in roles or FOLLOW_UP in roles
            for cell in cells
        ]
        return CellWords(
            tuple(one for each in said_of for one in each.activities),
            tuple(one for each in said_of for one in each.follow_up),
            tuple(one for each in said_of for one in each.effect_goal),
            tuple(one for each in said_of for one in each.notes),
            tuple(one for each in said_of for one in each.milestones),
        )

    def _fields(self, line: Line, area: _Area) -> dict[str, str]:
        """The words of the other columns of a line, by "sheet.column"."""
        found: dict[str, str] = {}
        for roles, cells in line.cells.items():
            role = roles[0]
            if {TITLE, PROMISES, ACTIVITY, FOLLOW_UP, STATUS, NUMBER} & set(roles) or ".promise_" in role:
                continue
            words = "\n".join(filter(None, (_whole(cell) for cell in cells)))
            if words:
                found[role] = "\n".join(filter(None, (found.get(role, ""), words)))
        return found

    def _set_columns(
        self, record: Record, lines: Sequence[Line], per_line: list[dict[str, str]], is_by_rows: bool
    ) -> None:
        """Put what stands once, for the whole area, in its record, and take it out of its lines."""
        for role in dict.fromkeys(role for fields in per_line for role in fields):
            sheet, _, name = role.partition(".")
            held = [fields for fields in per_line if role in fields]
            if sheet != AREAS:
                continue
            in_activities = any(column.name == name for column in self._book.sheet(ACTIVITIES).columns)
            of_rows = len(held) > 1 or (is_by_rows and not _spans_rows(lines, role))
            if of_rows and in_activities:
                for fields in held:
                    fields[f"{ACTIVITIES}.{name}"] = fields.pop(role)
                continue
            words = "\n".join(fields.pop(role) for fields in held)
            column = self._book.sheet(AREAS).column(name)
            if isinstance(column, Date) and not isinstance(read_date(words, self._year), ReadValue):
                held[0][f"{ACTIVITIES}.schedule"] = words
            else:
                record[name] = "\n".join(filter(None, (str(record.get(name) or ""), words)))

    def _set_status(
        self, record: Record, area: _Area, rows: Sequence[bool], own: Sequence[int]
    ) -> list[StatusWords | None]:
        """Set the status of an area; those of its lines are given back where each has its own.

        rows: of lines that stand for themselves, which of them have activities; empty where they do not.
        own: the places of the lines of a table of areas, where others are of one of activities.
        """
        read = [self._status_of(line) for line in area.lines]
        of_area = [one for at in own if (one := read[at]) and one.is_told]
        if of_area:
            lines = [area.lines[at] for at in own]
            self._set_status(record, replace(area, lines=lines), [], [])
            of_rows = [None if at in own else one for at, one in enumerate(read)]
            said_again = {one.term for one in of_rows if one} == {of_area[0].term} and len(of_rows) - len(own) == 1
            return [None] * len(read) if said_again else of_rows
        telling = [one for one in read if one and one.is_told]
        page = area.lines[0].page
        blank = [has for one, has in zip(read, rows, strict=True) if not (one and one.is_told)] if rows else []
        is_of_some = any(blank) and not _spans_rows(area.lines, STATUS)
        differ = bool(rows) and len({one.comment for one in telling}) > 1
        terms = {one.term.name if one.term else "" for one in telling}
        if telling and (is_of_some or len(terms) > 1 or (differ and not any(terms))):
            record["status"] = None
            self.doubt(AREAS, "status", "import.status_rows", page)
            return read
        status = telling[0] if telling else self._no_status(area)
        record["status"] = status.term.word.localize(self._language) if status.term else None
        if differ:
            return read
        known = str(record.get("status_comment") or "")
        comments = dict.fromkeys(one.comment for one in telling if one.comment)
        comments = {one: None for one in comments if normalize_text(one) not in normalize_text(known)}
        if comments:
            record["status_comment"] = "\n".join(filter(None, (known, *comments)))
        if status.rule:
            self.doubt(AREAS, "status", status.rule, page, **{"value": cut_text(status.comment), **status.facts})
        return [None] * len(read)

    def _no_status(self, area: _Area) -> StatusWords:
        """What is asked of an area without a status: of a coloured figure beside its table too, where there is one."""
        behind = _STATUS_BEHIND.fullmatch(area.title)
        words = behind["bracketed"] or behind["dashed"] if behind else ""
        read = read_status((GridCell((Paragraph(words),)),), (), self._status, "")
        if read.term and not read.comment and not read.rule:
            return StatusWords(read.term, rule="import.status_in_title", facts={"status": read.term.word})
        pages = {line.page for line in area.lines if not line.of(STATUS)}
        shapes = (shape for page in pages for shape in self.free_shapes.get(page, ()))
        colours = list_lamp_colours(shapes, self._status)
        if colours:
            return StatusWords(None, rule="import.status_figure", facts={"colour": join_texts(colours, ", ")})
        fills = (cell.fill for line in area.lines for cell in (*line.of(TITLE), *line.of(STATUS)) if cell.fill)
        if colours := list_plain_colours(fills, self._status):
            return StatusWords(None, rule="import.status_row", facts={"colour": join_texts(colours, ", ")})
        return StatusWords(None, rule="import.status_none")

    def _status_of(self, line: Line) -> StatusWords | None:
        cells = line.of(STATUS)
        if not cells:
            return None
        fill = next((fill for roles, fill in line.heading_fills.items() if STATUS in roles), "")
        status = read_status(cells, line.besides(STATUS), self._status, fill)
        status = read_by_legend(status, cells, self.legend, self._status)
        if status.term and not status.rule and len(cells) > 1 and cells[-1].is_blank and not cells[-1].fill:
            return replace(status, rule="import.status_earlier", facts={"status": status.term.word})
        return status

    def _add_activities(
        self,
        area: Record,
        lines: Sequence[Line],
        texts: Sequence[CellWords],
        per_line: Sequence[Mapping[str, str]],
        statuses: Sequence[StatusWords | None],
    ) -> None:
        """The activities of an area, {} for none, each with what stands in its own line of table or cell."""
        for line, words, fields, status in zip(lines, texts, per_line, statuses, strict=True):
            shared = {role.partition(".")[2]: value for role, value in fields.items() if role.startswith(ACTIVITIES)}
            own = words.activities or ((ActivityWords(""),) if shared or (status and status.is_told) else ())
            shared |= self._numbers_of(line, own, area)
            by_line = {name: value.split("\n") for name, value in shared.items() if _is_by_line(name, value, own)}
            for at, activity in enumerate(own):
                record: Record = {"area": area.get("number"), "title": activity.text or None, **shared}
                record |= {name: parts[at].removeprefix("• ") for name, parts in by_line.items()}
                record |= self._written(activity)
                self._rows[ACTIVITIES].append(record)
                self._set_own_status(record, status, line.page)
                self._ask_of_activity(activity, area, line)
                if not at and len(own) > 1 and shared.get("schedule") and "schedule" not in by_line:
                    facts = {"value": cut_text(shared["schedule"]), "row": _label(area)}
                    self.doubt(ACTIVITIES, "schedule", "import.for_all", line.page, **facts)
                for name, parts in by_line.items() if not at else ():
                    facts = {"value": cut_text(", ".join(parts)), "row": _label(area)}
                    self.doubt(ACTIVITIES, name, "import.by_line", line.page, **facts)

    def _ask_of_activity(self, activity: ActivityWords, area: Record, line: Line) -> None:
        """Ask about what is not sure of the last activity, which stands in a line of an area."""
        record = self._rows[ACTIVITIES][-1]
        if line.areas and area:
            reading = _quote(str(area["title"] or line.of(TITLE)[0].text))
            self.doubt(ACTIVITIES, "area", "import.areas", line.page, value=line.areas, reading=reading)
        if not activity.text:
            self.doubt(ACTIVITIES, "title", "import.no_activity", line.page, row=_label(area))
        number = str(record.get("number") or "")
        if number in self._numbers_of_activities and _WITHOUT_NOUGHT.fullmatch(number):
            self.doubt(ACTIVITIES, "number", "import.number_again", line.page, value=number, reading=f"{number}0")
        self._numbers_of_activities.add(number)
        if activity.doubt:
            self.doubt(ACTIVITIES, "title", "import.heading", line.page)
        if self._is_before(activity.fields.get("schedule")):
            facts = {"value": activity.fields["schedule"], "reading": import_sentences.TIME_OF_ACTIVITY}
            self.doubt(ACTIVITIES, "schedule", "import.read_as", line.page, **facts)
        if record.get("schedule") and is_no_time(str(record["schedule"])):
            told = cut_text(clean_text(str(record["schedule"])))
            self.doubt(ACTIVITIES, "schedule", "import.no_time", line.page, value=told)
        if self.is_printed and activity.text:
            self.doubt(ACTIVITIES, "title", "import.review", line.page)

    def _is_before(self, time: str | None) -> bool:
        """Whether a time is before the year of the plan, as that of what an activity is about: "riktlinjen (2022)"."""
        outcome = read_schedule(time, self._year)
        last = outcome.value.last if isinstance(outcome, ReadValue) and isinstance(outcome.value, TimeSpan) else None
        return last is not None and self._year is not None and last.year < self._year

    def _numbers_of(self, line: Line, own: Sequence[ActivityWords], area: Record) -> dict[str, str]:
        """The number of a line's one activity: that under its area's (1.2), or where rows are numbered its own."""
        is_of_row = self._numbers_activity(line)
        for cell in line.of(NUMBER):
            words = clean_text(cell.text).rstrip(".")
            words = words.replace(",", ".") if _AS_AMOUNT.fullmatch(words) else words
            is_own = "." in words or (is_of_row and bool(words))
            if is_own and len(own) == 1:
                return {"number": words}
            if is_own or (words and not _number_in(line)):
                told = import_sentences.NUMBER_OF_ROW.fill(row=_label_line(area, own))
                self.keep(line.page, "", words, told)
        return {}

    def _set_own_status(self, record: Record, status: StatusWords | None, page: int) -> None:
        """Set what an activity's own row says of how it goes, and ask where no status can be read of it."""
        if status is None or not status.is_told:
            return
        if status.term:
            record["status"] = status.term.word.localize(self._language)
        if status.comment:
            known = str(record.get("status_comment") or "")
            record["status_comment"] = "\n".join(dict.fromkeys(filter(None, (known, status.comment))))
        if status.rule:
            self.doubt(ACTIVITIES, "status", status.rule, page, **{"value": cut_text(status.comment), **status.facts})

    def _written(self, activity: ActivityWords) -> Record:
        record: Record = dict(activity.fields)
        due = read_date(activity.fields["due"], self._year) if "due" in activity.fields else None
        if isinstance(due, ReadValue) and isinstance(due.value, date):
            record["due"] = due.value
        new = self._book.sheet(ACTIVITIES).column("new_this_year")
        term = new.vocabulary.find_term(record.get("new_this_year")) if isinstance(new, Choice) else None
        return {**record, "new_this_year": term.word.localize(self._language)} if term else record

    def add_rest(self, found: FoundTables) -> None:
        """The content of a page outside the tables of the plan."""
        page = found.page
        if found.lines and _OLD.search(page.title):
            self.keep(page.number, "", page.title, import_sentences.MAY_BE_OLD)
        self._keep_headings(found.loose_headings, page)
        for words, told in found.asides:
            self.keep(page.number, "", words, told, once=told is import_sentences.OVER_HEADINGS)
        grids = [grid for grid in found.grids if not self._add_table(grid, page)]
        for grid in grids:
            self._keep_grid(grid, page)
        page = replace(page, shapes=found.shapes)
        name = free_pages.sheet_of(page, self.headings)
        shapes: Sequence[Shape] = found.shapes
        if name == free_pages.CALENDAR:
            rows, shapes = free_pages.events_on(page, self._book.sheet(name), self._year, self._language)
            self._add_rows(rows, page)
        else:
            parts, shapes = free_pages.part_at_titles(page, self._document.kind, self.headings)
            for name, bodies in parts:
                self._add_rows(free_pages.comments_on(self._book.sheet(name), bodies, self._language), page)
        if any(line.names_area_of_page for line in found.lines) and self.headings.may_be_area(page.title):
            shapes = [one for one in shapes if normalize_text(one.text) != normalize_text(page.title)]
        titles = [one for one in shapes if self.headings.sheet_titled(free_pages.without_count(one.text))]
        has_words = any(one.text.strip() for one in shapes if one.role is Role.BODY and one not in titles)
        for shape in shapes:
            sheet = self.headings.sheet_titled(free_pages.without_count(shape.text))
            if shape not in titles or (has_words and not self._rows.get(sheet)):
                self.keep(page.number, "", shape.text, import_sentences.NO_PLACE, once=shape.role is not Role.BODY)

    def _add_table(self, grid: Grid, page: Page) -> bool:
        table = free_pages.read_other_table(grid, page.title, self.headings, self._year)
        if table is None:
            return False
        self._add_rows(table.rows, page)
        for heading, words, row in table.unknown:
            told = import_sentences.NO_COLUMN.fill(row=_quote(row))
            self.keep(page.number, heading, words, told)
        self._keep_headings(table.loose, page)
        return True

    def _keep_headings(self, loose: Sequence[str], page: Page) -> None:
        for heading in loose:
            self.keep(page.number, "", heading, import_sentences.LOOSE_HEADING)

    def _add_rows(self, rows: Sequence[free_pages.Row] | Iterator[free_pages.Row], page: Page) -> None:
        for row in rows:
            record: Record = {name: value for name, value in row.values.items() if value not in (None, "")}
            self._rows.setdefault(row.sheet, []).append(record)
            if record.get("area"):
                self._referring.append((row.sheet, len(self._rows[row.sheet]) - 1, page.number))
            for column, (rule, facts) in row.doubts.items():
                self.doubt(row.sheet, column, rule, page.number, **facts)

    def _keep_grid(self, grid: Grid, page: Page) -> None:
        for row in grid.rows:
            words = " | ".join(filter(None, (_whole(cell).replace("\n", " / ") for cell in row if cell)))
            self.keep(page.number, "", words, import_sentences.NOT_A_PLAN)

    def add_beside(self, page: Page) -> None:
        """Note the speaker's notes and the like of a page, what cannot be read, and that a page is hidden."""
        hidden, remarked = _BESIDE.get(self._document.kind, (import_sentences.HIDDEN, import_sentences.REMARK))
        if page.hidden:
            for grid in page.grids:
                for cell in grid.cells():
                    self.keep(page.number, "", _whole(cell), hidden)
            for shape in page.shapes:
                self.keep(page.number, "", shape.text, hidden)
        for words in () if page.hidden else _list_struck(page):
            self.keep(page.number, "", words, import_sentences.STRUCK)
        for remark in page.remarks:
            self.keep(page.number, "", remark.text, remarked)
        if page.hidden_rows and not page.hidden:
            told = import_sentences.HIDDEN_ROWS.fill(rows=ROWS_UNSEEN.with_number(page.hidden_rows))
            self._kept.append(self._placed(page.number, "", None, told))
        if page.unread:
            sentence = (
                import_sentences.UNREAD_ONE if page.unread == 1 else import_sentences.UNREAD_MANY.fill(n=page.unread)
            )
            self._kept.append(self._placed(page.number, "", None, sentence))

    def draft(self) -> Draft:
        """All of it, numbered as the document numbers its areas where it does so throughout."""
        areas = self._rows[AREAS]
        self._add_milestones()
        self._give_ids()
        numbers = [number for number, _ in self._numbers]
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
        if self._document.macros:
            self._kept.insert(0, RepairNote(self._file, "", "", None, import_sentences.MACROS))
        rows = {name: rows for name, rows in self._rows.items() if rows}
        return Draft(rows, tuple(self._doubts), tuple(self._kept), len(areas))

    def _settle_references(self) -> None:
        """Refer to areas by their numbers in the template, where rows name them or their numbers in the document."""
        areas = list(zip(map(normalize_text, self._keys), self._rows[AREAS], strict=True))
        counts = Counter(key for key, _ in areas if key)
        rows = {key: record["number"] for key, record in areas if counts[key] == 1}
        rows = rows if counts else {str(record["number"]): record["number"] for _, record in areas}
        labels: dict[object, str] = {record["number"]: str(record["title"] or "") for _, record in areas}
        keys = RowKeys(self._book.sheet(AREAS).title, dict[str, object](rows), labels)
        for sheet, at, page in self._referring:
            record = self._rows[sheet][at]
            words = str(record["area"])
            number = _number_alone(words)
            outcome = read_reference(words, keys)
            parts = [read_reference(part, keys) for part in _BETWEEN.split(words)]
            are_several = not isinstance(outcome, ReadValue) and all(isinstance(one, ReadValue) for one in parts)
            outcome = parts[0] if are_several else outcome
            named = (key for label, key in keys.keys_by_label.items() if normalize_text(words).endswith(f" {label}"))
            key = outcome.value if isinstance(outcome, ReadValue) else next(named, None)
            is_sure = isinstance(outcome, ReadValue) and not (number and (outcome.remarks or not counts))
            rule = "import.areas" if are_several else "import.read_as"
            if key is not None:
                record["area"] = str(key)
                if are_several or not is_sure:
                    facts = {"value": clean_text(words), "reading": _quote(labels[key])}
                    self._doubt_row(sheet, at, "area", rule, page, facts)
            elif number in labels:
                record["area"] = None
                self._doubt_row(sheet, at, "area", "import.area_unknown", page, {"value": words})

    def _keep_numbers(self) -> None:
        """Keep the numbers of areas that have others in the plan, where they are not in their titles."""
        for (number, page), record in zip(self._numbers, self._rows[AREAS], strict=True):
            title = str(record["title"] or "")
            if number not in (0, record["number"]) and without_number(title, number) == title:
                self.keep(page, "", str(number), import_sentences.OTHER_NUMBER.fill(row=_label(record)))

    def _tell_numbers_apart(self) -> None:
        """Set the numbers of activities that begin anew in each area under the area's: 1, 2, 1 -> 3.1, 3.2, 5.1."""
        rows = [row for row in self._rows[ACTIVITIES] if row.get("area") and str(row.get("number") or "").isdecimal()]
        if len({row["number"] for row in rows}) < len(rows):
            for row in rows:
                row["number"] = f"{row['area']}.{row['number']}"

    def _add_milestones(self) -> None:
        """What is followed as yes or no, as indicators of that kind."""
        kind = self._book.sheet(INDICATORS).column("kind")
        term = kind.vocabulary.find_term("milestone") if isinstance(kind, Choice) else None
        for page, milestone in self._milestones:
            milestone |= {"kind": term.word.localize(self._language) if term else None}
            self._rows.setdefault(INDICATORS, []).append(milestone)
            self.doubt(INDICATORS, "name", "import.milestone", page)

    def _give_ids(self) -> None:
        """Give each indicator without an id the first one that is free."""
        rows = self._rows.get(INDICATORS, [])
        used = {normalize_text(str(row["id"])) for row in rows if row.get("id")}
        free = (f"I{number}" for number in count(1) if f"i{number}" not in used)
        for row in rows:
            if not row.get("id"):
                row["id"] = next(free)


def _number_in(line: Line) -> int:
    """The whole number of a line in the column of numbers; 0 for none."""
    read = (parse_whole_number(clean_text(cell.text).rstrip(".")) for cell in line.of(NUMBER))
    return next((number for number in read if number), 0)


def _are_numbers_of_rows(areas: Sequence[_Area]) -> bool:
    """Whether a column of numbers beside that of the areas counts rows: an area has several of them."""
    held = ({_number_in(line) for line in area.lines if line.has_area_names} for area in areas)
    return any(len(numbers - {0}) > 1 for numbers in held)


def _is_by_rows(area: _Area, texts: Sequence[CellWords], kind: DocumentKind) -> bool:
    """Whether each row of an area stands for itself.

    So where the area has no column of its own, its name is in each row or merged over them, and in a workbook.
    """
    held = [line for line, words in zip(area.lines, texts, strict=True) if words.activities]
    if len(held) < 2:
        return False
    if not held[0].has_area_names:
        return True
    named = [line for line in held if any(cell.text.strip() for cell in line.of(TITLE))]
    is_named = len(named) == len(held) or kind is DocumentKind.SHEETS or _spans_rows(held, TITLE)
    return is_named and len({line.page for line in held}) == 1


def _spans_rows(lines: Sequence[Line], role: str) -> bool:
    """Whether a cell of that column is merged over several rows."""
    return any(cell.rows > 1 for line in lines for cell in line.of(role))


def _is_by_line(name: str, words: str, activities: Sequence[ActivityWords]) -> bool:
    """Whether those responsible, or times, stand a line each beside several activities."""
    return name in ("responsible", "schedule") and len(words.split("\n")) == len(activities) > 1


def _joined(name: str, parts: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> Record:
    lines = [line for part in parts for line in part]
    return {name: "\n".join(lines)} if lines else {}


def _list_struck(page: Page) -> Iterator[str]:
    """The words of a page that are struck through, cell by cell and shape by shape."""
    held = [_lines_of_cell(cell) for grid in page.grids for cell in grid.cells()]
    held += [shape.paragraphs for shape in page.shapes]
    yield from ("\n".join(one.struck for one in paragraphs if one.struck) for paragraphs in held)


def _lines_of_cell(cell: GridCell) -> tuple[Paragraph, ...]:
    """The paragraphs of a cell and of what lies over it."""
    return (*cell.paragraphs, *(one for shape in cell.over for one in shape.paragraphs))


def _whole(cell: GridCell) -> str:
    """All words of a cell and of what lies over it, a line each."""
    return "\n".join(f"• {one.text}" if one.bulleted else one.text for one in lines_of(_lines_of_cell(cell)))


def _label(record: Record) -> Text:
    names = ("title", "text", "event", "question", "name")
    return _quote(next((str(record[name]) for name in names if record.get(name)), ""))


def _label_line(area: Record, activities: Sequence[ActivityWords]) -> Text:
    """A line of a table by the title of its area, and by its first activity where one is given."""
    named = (str(area.get("title") or ""), activities[0].text if activities else "")
    return join_texts((_quote(words) for words in named if words), ", ")


def _quote(words: str) -> Text:
    shown = cut_text(words)
    return quote_words(shown) if shown else Text("raden", "the row")
