"""The pages Resultat, Utmaningar and Årshjul, tables of other sheets, and answers that stand in running text.

The sheets of a workbook of a group's own are parted here, too: into tables, each from its headings on, and text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, takewhile

from hplan_xl.book.columns import Choice, Column, Date, Number, Reference
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import LANGUAGES, Language, Text, clean_text, neutral_text, normalize_text
from hplan_xl.book.values import Precision, TimeSpan, TypedValue
from hplan_xl.conversion.headings import ACTIVITY, AREAS, INDICATORS, MEASUREMENTS, TITLE, Headings, find_choice
from hplan_xl.conversion.lines import ANY_YEAR, is_time, lines_of, read_span
from hplan_xl.conversion.tables import is_example, names_area, spread_merged_cells
from hplan_xl.documents.pages import (
    Document,
    DocumentKind,
    Grid,
    GridCell,
    GridRow,
    Page,
    Paragraph,
    Role,
    Shape,
    list_words,
    transpose_grid,
)
from hplan_xl.interpretation.choices import read_choice
from hplan_xl.interpretation.numbers import read_number
from hplan_xl.interpretation.outcomes import Outcome, ReadValue, cut_text, format_decimal
from hplan_xl.interpretation.periods import read_period
from hplan_xl.interpretation.times import read_date
from hplan_xl.wording import indicator_sentences

RESULTS, CHALLENGES, CALENDAR = "results", "challenges", "calendar"
_FREE = (RESULTS, CHALLENGES)
_WHEEL = re.compile(r"\b(?:årshjul|annual wheel)", re.I)
_FEWEST_COLUMNS = 2
_ENOUGH = 2
# Above a row of headings further ones may stand, each over several columns.
_MOST_ABOVE = 2


_Doubt = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Row:
    """A record for one of the other sheets. doubts: by column, the rule to report, with facts."""

    sheet: str
    values: Mapping[str, TypedValue]
    doubts: Mapping[str, _Doubt] = field(default_factory=dict)


def sheet_of(page: Page, headings: Headings) -> str:
    """The sheet that a whole page is for, by its title; "" where it is for none."""
    titles = [page.title, *(shape.text for shape in page.shapes if len(shape.text) < 80)]
    named = [headings.find_sheet_by_title(title) for title in titles]
    found = next((name for name in named if name in _FREE), "")
    if found:
        return found
    return CALENDAR if any(_WHEEL.search(clean_text(title)) for title in titles) else ""


def part_at_titles(
    page: Page, kind: DocumentKind, headings: Headings
) -> tuple[list[tuple[str, list[Shape]]], list[Shape]]:
    """What stands under the titles Resultat and Utmaningar, each by its sheet, and the other shapes with the titles.

    On a slide or a printed page a title is over all of it; two of them leave it open what stands under which.
    """
    bodies = [one for one in page.shapes if one.role is not Role.FOOTER]
    titled = [headings.find_sheet_by_loose_title(one.text) if "\n" not in one.text.strip() else "" for one in bodies]
    free = {name for name in (headings.find_sheet_by_title(page.title), *titled) if name in _FREE}
    is_whole = kind in (DocumentKind.SLIDES, DocumentKind.PDF)
    under = "" if is_whole and len(free) > 1 else headings.find_sheet_by_title(page.title)
    under = free.pop() if is_whole and len(free) == 1 else under
    parts: dict[str, list[Shape]] = {}
    rest = [one for one in page.shapes if one.role is Role.FOOTER]
    for shape, name in sorted(zip(bodies, titled, strict=True), key=lambda one: one[0].order):
        under = name if name and not is_whole else under
        is_title = name in _FREE or (bool(name) and not is_whole)
        (rest if is_title or under not in _FREE else parts.setdefault(under, [])).append(shape)
    return list(parts.items()), rest


# Not the colon of "RPO:s ordförande".
_BEFORE_COLON = re.compile(r"([^:]{2,60}):(?!(?<=[A-ZÅÄÖ]:)[a-zåäö])\s*(.*)", re.S)


def comments_on(sheet: Sheet, shapes: Iterable[Shape], language: Language) -> Iterator[Row]:
    """The lines of a page Resultat or Utmaningar, one a row, each with the kind that a heading or lead word says.

    Of a bullet that says one, what stands deeper under it is of that kind too.
    """
    column = find_choice(sheet, "type")
    heading = column.vocabulary.terms[0].name if sheet.name == RESULTS else ""
    for shape in shapes:
        kind, depth = heading, -1  # of the bullet that says the kind; -1 where no bullet does
        lines = lines_of(shape.paragraphs)
        for line, after in zip(lines, [*lines[1:], None], strict=False):
            is_over = after is not None and after.level > line.level
            term = _term(line.text.rstrip(":"), column)
            if term and (is_over or not line.bulleted):
                kind, depth = term, line.level if line.bulleted else -1
                heading = term if len(lines) == 1 else heading
                continue
            lead = _BEFORE_COLON.fullmatch(line.text)
            of_lead = _term(lead[1], column) if lead else ""
            if line.level <= depth:
                kind, depth = heading, -1
            if of_lead and is_over:
                kind, depth = of_lead, line.level
            text = lead[2] if lead and of_lead and lead[2] else line.text
            known = column.vocabulary.find_term(of_lead or kind)
            values = {"type": known.word.localize(language) if known else None, "text": text}
            yield Row(sheet.name, values, {} if known else {"type": ("import.kind", {})})


def _term(words: str, column: Choice) -> str:
    outcome = read_choice(words, column)
    return str(outcome.value) if isinstance(outcome, ReadValue) and column.vocabulary.find_term(outcome.value) else ""


@dataclass(frozen=True)
class OtherTable:
    """A table of another sheet of the book than the plan's own. sheet: its name.

    unknown: the cells under headings that name no column, with their heading and the name of their row.
    loose: the headings that name a column without what stands behind them.
    """

    sheet: str
    rows: tuple[Row, ...]
    unknown: tuple[tuple[str, str, str], ...] = ()
    loose: tuple[str, ...] = ()


def read_other_table(grid: Grid, title: str, headings: Headings, year: int | None) -> OtherTable | None:
    """A table that has the headings of another sheet of the book; None where it has not.

    Of three headings one may be of no column, where one is of what the rows are called by.
    title: of the page; the sheet that it names is preferred, else the one whose words stand there.
    year: the one that days without a year are in.
    """
    head = grid.rows[0] if grid.rows else ()
    named = headings.find_sheet_by_title(without_count(title).rpartition(":")[2])

    def rank(sheet: Sheet) -> tuple[int, bool, int]:
        columns = headings.columns_of(head, sheet)
        return -len(columns), sheet.name != named, -_count_terms(grid, columns, sheet)

    for sheet in sorted(headings.other_tables, key=rank):
        own, columns = headings.columns_of(head, sheet), headings.loose_columns_of(head, sheet)
        unknown = [at for at, cell in enumerate(head) if cell and cell.text.strip() and at not in columns]
        is_named = any(name in columns.values() for name in sheet.label)
        if len(columns) < _FEWEST_COLUMNS or (unknown and (not is_named or len(columns) < 2 * len(unknown))):
            continue
        is_english = headings.are_english(head, sheet)
        measured = _read_latest_values(grid, columns, headings, is_english) if sheet.name == INDICATORS else {}
        return OtherTable(
            sheet.name,
            (*_rows_of(grid, columns, sheet, year, is_english), *measured.values()),
            tuple(_cells_of(grid, columns, unknown, sheet, measured)),
            tuple(_text_at(head, at) for at in columns if at not in own),
        )
    return None


def _count_terms(grid: Grid, columns: Mapping[int, str], sheet: Sheet) -> int:
    """How many cells are a word of the list that their column has in a sheet."""
    chosen = [(at, column) for at, name in columns.items() if isinstance(column := sheet.column(name), Choice)]
    return sum(bool(_term(_text_at(row, at), column)) for at, column in chosen for row in grid.rows[1:])


# A latest value as slides tell it, and its number.
_LATEST_VALUE = re.compile(r"(.+) \(([^()]+)\)")
_LATEST_HEADINGS = {normalize_text(indicator_sentences.LATEST_VALUE.localize(language)) for language in LANGUAGES}
_NUMBER = re.compile(r"[-−]?[0-9]+(?:[ .,][0-9]+)*")


def _read_latest_values(
    grid: Grid, columns: Mapping[int, str], headings: Headings, is_english: bool
) -> dict[tuple[int, int], Row]:
    """The measurements that a table of indicators holds as latest values, by the row and the column of their cells."""
    places = [at for at, cell in enumerate(grid.rows[0]) if cell and normalize_text(cell.text) in _LATEST_HEADINGS]
    found: dict[tuple[int, int], Row] = {}
    for number, cells in enumerate(grid.rows):
        told = {name: _text_at(cells, at) for at, name in columns.items()}
        for at in places:
            values = _text_at(cells, at), told.get("id", ""), told.get("unit", "")
            row = _read_latest_value(*values, headings, is_english)
            found |= {(number, at): row} if row else {}
    return found


def _read_latest_value(words: str, indicator: str, unit: str, headings: Headings, is_english: bool) -> Row | None:
    """A measurement, told as "80 % (2025)" or by name as "RJL 80 %, RKL 75 % (2025 Q2)"; None where not all is read.

    So too where more stands behind a number than the indicator's unit, or its end: "antal remisser" as "12 remisser".
    """
    sheet = headings.book.sheet(MEASUREMENTS)
    told = _LATEST_VALUE.fullmatch(clean_text(words))
    if not told or not indicator.strip() or not isinstance(read_period(told[2], None), ReadValue):
        return None
    series = [column for column in sheet.columns if isinstance(column, Number) and column.series]
    by_title = {column.title.localize(language): column for column in series for language in LANGUAGES}
    whole = next(column for column in series if column.series == "whole")
    values: dict[str, TypedValue] = {}
    doubts: dict[str, _Doubt] = {}
    for part in told[1].split(", "):
        title = max((title for title in by_title if part.startswith(f"{title} ")), key=len, default="")
        number = _NUMBER.fullmatch(_cut_unit(part.removeprefix(title), clean_text(unit)))
        column = by_title.get(title, whole)
        value, reading = _typed(number[0], column, None, is_english) if number else (None, None)
        if not isinstance(value, float | int):
            return None
        values[column.name] = value
        doubts |= {column.name: _doubt_reading(words, reading)} if reading else {}
    return Row(MEASUREMENTS, {"indicator": indicator, "period": told[2], **values}, doubts)


def _cut_unit(words: str, unit: str) -> str:
    """A number without what is behind it as at the end of the unit."""
    ends = zip(reversed(words.lower()), reversed(unit.lower()), strict=False)
    shared = len(list(takewhile(lambda signs: signs[0] == signs[1], ends)))
    return words[: len(words) - shared].strip()


# The unit that stands with a number, where its own column has none: "80 %".
_PER_CENT = re.compile(r"[0-9]\s*(?:%|procent\b|per ?cent\b)", re.I)

_OF_PER_CENT = re.compile(r"%|procent|per ?cent", re.I)


def _rows_of(grid: Grid, columns: Mapping[int, str], sheet: Sheet, year: int | None, is_english: bool) -> Iterator[Row]:
    references = [at for at, name in columns.items() if isinstance(sheet.column(name), Reference)]
    for cells in spread_merged_cells(grid.rows[1:], references):
        values: dict[str, TypedValue] = {}
        doubts: dict[str, _Doubt] = {}
        for at, name in columns.items():
            words = _text_at(cells, at)
            if not words.strip():
                continue
            values[name], reading = _typed(words, sheet.column(name), year, is_english)
            if reading:
                doubts[name] = _doubt_reading(words, reading)
        typed = ((sheet.column(name), _text_at(cells, at)) for at, name in columns.items())
        units = {one.unit_column for one, words in typed if isinstance(one, Number) and _PER_CENT.search(words)}
        for name in sorted(units & {one.name for one in sheet.columns}):
            unit = str(values.setdefault(name, "%"))
            if not _OF_PER_CENT.search(unit):
                doubts[name] = ("import.unit", {"value": cut_text(unit)})
        if values:
            yield Row(sheet.name, values, doubts)


def _doubt_reading(words: str, reading: Text) -> _Doubt:
    return "import.read_as", {"value": cut_text(clean_text(words)), "reading": reading}


def _cells_of(
    grid: Grid, columns: Mapping[int, str], unknown: Sequence[int], sheet: Sheet, read: Collection[tuple[int, int]]
) -> Iterator[tuple[str, str, str]]:
    label = next((at for at, name in columns.items() if name in sheet.label), 0)
    for number, cells in enumerate(grid.rows[1:], 1):
        for at in unknown:
            if (number, at) not in read and (words := _text_at(cells, at).strip()):
                yield clean_text(_text_at(grid.rows[0], at)), words, clean_text(_text_at(cells, label))


def _text_at(cells: GridRow, at: int) -> str:
    cell = cells[at]
    return cell.text if cell else ""


_COUNT = re.compile(r"\s*\([0-9]+ (?:av|of) [0-9]+\)\s*$")


def without_count(title: str) -> str:
    """A title without which of how many slides it stands over.

    >>> without_count("Resultat (2 av 3)")
    'Resultat'
    """
    return _COUNT.sub("", title)


# What stands behind a number that refers to an area: its name, as it stands there too.
_LABEL = re.compile(r"(?<=[0-9])\s+[–—-]\s.*", re.S)


# Thousands that English parts, and its decimals.
_PARTED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")


def _typed(text: str, column: Column, year: int | None, is_english: bool) -> tuple[TypedValue, Text | None]:
    """What a cell of the template holds for words, and how they are read where that is not as they stand.

    is_english: the table has English headings, so that "1,234" is over a thousand; how it is read is told.
    """
    words = "\n".join(line for line in (clean_text(line) for line in text.split("\n")) if line)
    if isinstance(column, Reference):
        return (words if column.sheet == AREAS else _LABEL.sub("", words)), None
    outcome: Outcome | None = None
    if isinstance(column, Date):
        outcome = read_date(words, year)
    elif isinstance(column, Number):
        digits = _POINT.sub(",", _PARTED.sub(lambda one: one[0].replace(",", ""), words)) if is_english else words
        outcome = read_number(digits, codes=False, whole=column.is_whole, unit="")
    if not isinstance(outcome, ReadValue) or not isinstance(outcome.value, date | float | int):
        return words, None
    told = [remark.facts["reading"] for remark in outcome.remarks if "reading" in remark.facts]
    if is_english and isinstance(outcome.value, float | int) and _PARTED.search(words):
        told.append(format_decimal(outcome.value))
    readings = (one if isinstance(one, Text) else neutral_text(str(one)) for one in told)
    return outcome.value, next((one for one in readings if normalize_text(words) != normalize_text(one.sv)), None)


def answers_in(texts: Iterable[Paragraph], headings: Headings) -> Iterator[tuple[str, str, Paragraph]]:
    """The answers of the form that stand behind their label ("Ordförande: …"), each with its line."""
    for line in texts:
        found = _BEFORE_COLON.fullmatch(line.text.strip())
        name = headings.answer(found[1]) if found else ""
        if found and name and found[2].strip() and "\n" not in found[2]:
            yield name, found[2].strip(), line


# A day or two days with their month before what takes place then: 19/9 RSL · 15/9-14/11: Nationella remisser.
_DATED = re.compile(
    r"(?P<when>[0-9]{1,2}(?:/[0-9]{1,2})?(?:\s?[-–]\s?[0-9]{1,2}/[0-9]{1,2})?):?\s+(?P<event>\S.*)", re.S
)
_QUARTER = re.compile(r"(?:Q|kv\.?|kvartal)\s?([1-4])", re.I)
_CONTINUOUS = ("löpande", "continuous")


def events_on(page: Page, sheet: Sheet, year: int | None, language: Language) -> tuple[list[Row], list[Shape]]:
    """Read the events of an annual wheel; return them and the shapes that are not part of it."""
    rows: list[Row] = []
    rest = []
    continuous = any(_is_continuous(shape.text) for shape in page.shapes)
    for shape in page.shapes:
        words = clean_text(shape.text)
        if _names_column(words):
            continue
        if shape.role is not Role.BODY or _WHEEL.search(words):
            rest.append(shape)
            continue
        lines = [line.text for line in lines_of(shape.paragraphs)]
        starts = [at for at, line in enumerate(lines) if _QUARTER.fullmatch(line)]
        for start, end in pairwise((0, *starts[1:], len(lines))):
            rows += _events(lines[start:end], sheet, year, continuous, language)
    return rows, rest


def _events(
    lines: Sequence[str], sheet: Sheet, year: int | None, continuous: bool, language: Language
) -> Iterator[Row]:
    """The events of lines of which at most one names a quarter."""
    named = next(filter(None, map(_QUARTER.fullmatch, lines)), None)
    is_continuous = any(map(_is_continuous, lines))
    all_year = find_choice(sheet, "quarter").vocabulary.terms[-1].word.localize(language)
    read = [_read_event(line, year, all_year) for line in lines if not _names_column(line)]
    quarters = {str(row.values["quarter"]) for row in read} - {"", all_year}
    quarter, doubt = "", ""
    if named:
        quarter = f"Q{named[1]}"
    elif len(quarters) == 1:
        quarter = quarters.pop()
    elif is_continuous or (continuous and not quarters):
        quarter, doubt = all_year, "" if is_continuous else "import.quarter"
    for row in read:
        has_time = not row.doubts and not row.values.keys() <= {"event", "quarter"}
        told = row.values["quarter"] or (quarter if named or not has_time else "")
        asked = "" if row.values["quarter"] else doubt if told else "import.quarter_blank"
        doubt = "" if asked == doubt else doubt
        kind = _type_of(str(row.values["event"]), find_choice(sheet, "type"), language)
        doubts = {**row.doubts, **({"quarter": (asked, {})} if asked else {})}
        yield replace(row, values={**row.values, "type": kind, "quarter": told or None}, doubts=doubts)


def _names_column(words: str) -> bool:
    """Whether words are what a column of an annual wheel is called: a quarter, or what goes on all year."""
    return bool(_QUARTER.fullmatch(words)) or _is_continuous(words)


def _is_continuous(words: str) -> bool:
    return normalize_text(words.rstrip(":")) in _CONTINUOUS


def _read_event(line: str, year: int | None, all_year: str) -> Row:
    """An event with its time and the quarter of that, "" for none; of a time without a year, where none is known."""
    when, _, event = line.partition(": ")
    dated = _DATED.fullmatch(line)
    if not event or not is_time(when):
        when, event = (dated["when"], dated["event"]) if dated else ("", line)
    span = read_span(when, year or ANY_YEAR)
    if when.isdecimal() and not (span and span.first):  # 12 persons, and not the 12th
        when, event, span = "", line, None
    values: dict[str, TypedValue] = {"event": event, "quarter": _quarter_of(span, all_year) if span else ""}
    is_day = (dated and dated["when"] == when) or (span and span.precision is Precision.DAY)
    if is_day and year and span and span.first and span.last:
        return Row(CALENDAR, {**values, "start": span.first, **({"end": span.last} if span.last != span.first else {})})
    values |= {"when": when} if when and not _names_column(when) else {}
    return Row(CALENDAR, values, {"when": ("import.day", {"value": when})} if when and is_day else {})


def _quarter_of(span: TimeSpan, all_year: str) -> str:
    """The quarter that days begin in, or that another time is within; all year of a continuous one; "" for none."""
    if span.precision is Precision.CONTINUOUS:
        return all_year
    if not span.first or not span.last:
        return ""
    first, last = ((day.month + 2) // 3 for day in (span.first, span.last))
    return f"Q{first}" if first == last or span.precision is Precision.SPAN else ""


def _type_of(event: str, column: Choice, language: Language) -> str | None:
    """The kind of event that its first words name."""
    words = clean_text(event).split(" ")
    for length in range(min(len(words), 3), 0, -1):
        term = column.vocabulary.find_term(_term(" ".join(words[:length]), column))
        if term:
            return term.word.localize(language)
    return None


def arrange_sheets(document: Document, headings: Headings) -> Document:
    """The workbook, its sheets parted into tables and text. A sheet with its headings in a column stays one table."""
    return replace(document, pages=tuple(_arrange(page, headings) for page in document.pages))


def _arrange(page: Page, headings: Headings) -> Page:
    if not page.grids or page.hidden:
        return page
    rows = _with_named_tables(page.grids[0].rows, headings)
    starts = _find_starts(rows, headings)
    if not starts and any(_is_headed(row, headings) for row in transpose_grid(page.grids[0]).rows[:_ENOUGH]):
        return page
    bounds = [(start, start + _find_end(rows[start:stop], headings)) for start, stop in pairwise((*starts, len(rows)))]
    grids = tuple(Grid(rows[start:end], start) for start, end in bounds)
    outside = [at for at in range(len(rows)) if not any(start <= at < end for start, end in bounds)]
    texts = tuple(_text_of(rows[at], at) for at in outside if list_words(rows[at]))
    if sheet_of(replace(page, shapes=texts), headings) == CALENDAR:  # an event a cell
        texts = tuple(event for at in outside for event in _events_in(rows[at], at))
    return replace(page, grids=grids, shapes=(*texts, *page.shapes))


def _events_in(row: GridRow, at: int) -> list[Shape]:
    """The events of a row: one with its time where that stands in the cell before it, else one a cell."""
    words = list_words(row)
    if len(words) == _ENOUGH and _names_column(words[0]):
        return [Shape(tuple(map(Paragraph, words)), None, order=at)]
    if len(words) == _ENOUGH and is_time(words[0]):
        return [_text_of(row, at)]
    return [Shape(cell.paragraphs, None, order=at) for cell in row if cell]


def _with_named_tables(rows: tuple[GridRow, ...], headings: Headings) -> tuple[GridRow, ...]:
    """The rows, where names alone right over tables of activities, two or more of them, say that they are of areas."""
    named = [
        at
        for at, (row, below) in enumerate(pairwise(rows))
        if _is_name_alone(row, headings) and _is_headed(below, headings) and _has_activities_alone(below, headings)
    ]
    if len(named) < _ENOUGH:
        return rows
    return tuple(
        (GridCell((Paragraph(f"Område: {list_words(row)[0]}"),)), *row[1:])
        if at in named and not names_area(row, headings)
        else row
        for at, row in enumerate(rows)
    )


def _is_name_alone(row: GridRow, headings: Headings) -> bool:
    words = list_words(row)
    return len(words) == 1 and words == list_words(row[:1]) and headings.may_be_area(words[0])


def _has_activities_alone(row: GridRow, headings: Headings) -> bool:
    """Whether headings name a column of activities and none of areas."""
    known = {role for roles in headings.list_roles(row) for role in roles}
    return ACTIVITY in known and TITLE not in known


def _find_starts(rows: tuple[GridRow, ...], headings: Headings) -> list[int]:
    """The first row of each table: of its headings, or for the first of those that stand over them."""
    headed = [at for at, row in enumerate(rows) if _is_headed(row, headings)]
    starts = [at for at in headed if at - 1 not in headed]
    starts = [at - 1 if at and names_area(rows[at - 1], headings) else at for at in starts]
    if starts:
        over = starts[0]
        while over and starts[0] - over < _MOST_ABOVE and len(list_words(rows[over - 1])) > _ENOUGH:
            over -= 1
        starts[0] = over
    return starts


def _find_end(rows: tuple[GridRow, ...], headings: Headings) -> int:
    """Where a table ends: before rows of one cell below a blank row, titles of other sheets, and notes."""
    end = len(rows)
    for at in range(len(rows) - 1, -1, -1):
        words = list_words(rows[at])
        if len(words) > 1:
            break
        end = end if words and not headings.find_sheet_by_title(words[0]) and not words[0].startswith("*") else at
    return end


def _is_headed(row: GridRow, headings: Headings) -> bool:
    """Whether three cells of a row, or two that are half of it, name columns of the plan or of another sheet."""
    cells = [cell for cell in row if cell and cell.text.strip() and not is_example(row)]
    named = sum(bool(roles) for roles in headings.list_roles(cells))
    others = (len(headings.loose_columns_of(cells, sheet)) for sheet in headings.book.tables)
    best = max(named, *others)
    return best > _ENOUGH or (best == _ENOUGH and 2 * best >= len(cells))


def _text_of(row: GridRow, at: int) -> Shape:
    """A row as one line of text, with its colour where it has one; two cells as a label and its answer."""
    words = list_words(row)
    line = f"{words[0].rstrip(' :')}: {words[1]}" if len(words) == _ENOUGH else " | ".join(words)
    fills = {cell.fill for cell in row if cell and cell.fill}
    return Shape((Paragraph(line),), None, fills.pop() if len(fills) == 1 else "", role=Role.BODY, order=at)
