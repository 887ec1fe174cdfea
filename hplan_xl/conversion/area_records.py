"""An area with its lines -> its record and those of its activities, with what is asked of them and what has no place.

What stands once for the whole area is of the area; what stands in each of its rows is of their activities.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hplan_xl.book.columns import Date, Tick
from hplan_xl.book.text import Language, Text, clean_text, join_texts, normalize_text, parse_whole_number, quote_words
from hplan_xl.book.values import TypedValue
from hplan_xl.conversion.areas import Area, find_number, list_fields, read_texts
from hplan_xl.conversion.headings import (
    ACTIVITIES,
    ACTIVITY,
    AREAS,
    NUMBER,
    PROMISES,
    RESPONSIBLE,
    SCHEDULE,
    STATUS,
    TITLE,
    Headings,
    find_choice,
)
from hplan_xl.conversion.lines import (
    ActivityWords,
    CellWords,
    is_no_time,
    lines_of,
    read_promises,
    read_span,
    whole_text,
)
from hplan_xl.conversion.statuses import (
    Legend,
    StatusWords,
    list_lamp_colours,
    list_plain_colours,
    read_by_legend,
    read_status,
)
from hplan_xl.conversion.tables import Line
from hplan_xl.documents.pages import DocumentKind, GridCell, Paragraph, Shape
from hplan_xl.interpretation.choices import read_tick
from hplan_xl.interpretation.outcomes import ReadValue, cut_text
from hplan_xl.interpretation.times import read_date
from hplan_xl.wording import import_sentences

Record = dict[str, TypedValue]

# A status behind the name of an area: "Väntetider (grön)", "Väntetider – klart".
_STATUS_BEHIND = re.compile(r".+?\s(?:\((?P<bracketed>[^()]+)\)|[–-]\s+(?P<dashed>[^–-]+))")
_ALL = frozenset({"alla", "alla områden", "samtliga", "samtliga områden", "all", "all areas"})
# A number of an activity as programs write it: 1.10 as 1.1, and 1.2 as 1,2.
_WITHOUT_NOUGHT = re.compile(r"[0-9]{1,2}\.[1-9]")
_AS_AMOUNT = re.compile(r"[0-9]{1,2},[0-9]{1,2}")


@dataclass(frozen=True)
class Question:
    """What is asked of a column of a record of a sheet, by its rule: the page where it stands, and further facts.

    at: the place of the record among those of the sheet that are gathered with it.
    """

    sheet: str
    at: int
    column: str
    rule: str
    page: int
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Note:
    """What has no place: the number of its page, its heading, its words, None for what has none, what is told."""

    page: int
    heading: str
    words: str | None
    sentence: Text


@dataclass
class AreaRecords:
    """The records of an area. area: {} for what belongs to none. milestones: each with the number of its page."""

    area: Record
    activities: list[Record] = field(default_factory=list)
    milestones: list[tuple[int, str]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def ask(self, sheet: str, column: str, rule: str, page: int, **facts: object) -> None:
        """Ask about a column of the area, or of the last activity."""
        at = len(self.activities) - 1 if sheet == ACTIVITIES else 0
        self.questions.append(Question(sheet, at, column, rule, page, facts))


@dataclass(eq=False)
class _Row:
    """A line of an area. words: of its activities and follow-up. fields: of its other columns, by "sheet.column".

    status: what stands in it, None where it has no column of statuses, or where that is the area's.
    """

    line: Line
    words: CellWords
    fields: dict[str, str]
    status: StatusWords | None

    @property
    def has_status(self) -> bool:
        """Whether it tells a status of its own."""
        return self.status is not None and self.status.is_told


@dataclass(frozen=True)
class AreaReader:
    """Reads the areas of one document. lamps: by the number of its page the figures outside its tables.

    year: the one that days without a year are in. numbers: those of activities so far.
    """

    headings: Headings
    kind: DocumentKind
    year: int | None
    language: Language
    legend: Legend
    lamps: Mapping[int, Sequence[Shape]]
    numbers: set[str] = field(default_factory=set)

    def read(self, area: Area, number: int) -> AreaRecords:
        """The records of an area that has that number in the plan; its activities alone, where it says it is none."""
        rows = [_Row(line, read_texts(line), list_fields(line), self._read_status(line)) for line in area.lines]
        found = AreaRecords({} if area.is_none else {"number": number, "title": area.title or None})
        if area.is_none:
            self._set_without_area(found, rows)
        else:
            self._set_area(found, area, rows)
        for row in rows:
            self._add_activities(found, area, row)
        for row in rows:
            found.milestones += ((row.line.page, milestone) for milestone in row.words.milestones)
        if not area.is_none:
            self._ask_of_area(found, area)
        for row in rows:
            is_alone = len(rows) == 1 and bool(found.area.get("title"))
            label = _label_line(found.area, () if is_alone else row.words.activities)
            self._keep_unknown(found, row.line, label)
        return found

    def _set_without_area(self, found: AreaRecords, rows: Sequence[_Row]) -> None:
        """Leave what stands in rows of no area to their activities, and keep what these have no column for."""
        for row in rows:
            others = [*row.words.follow_up, *row.words.effect_goal, *row.words.internal_note]
            for role in [role for role in row.fields if role.startswith(f"{AREAS}.")]:
                name, words = role.partition(".")[2], row.fields.pop(role)
                if self._is_of_activities(name):
                    row.fields[f"{ACTIVITIES}.{name}"] = words
                else:
                    others.append(words)
            found.notes += (Note(row.line.page, "", words, import_sentences.NO_PLACE) for words in others)

    def _is_of_activities(self, name: str) -> bool:
        """Whether activities have a column of that name."""
        return any(column.name == name for column in self.headings.book.sheet(ACTIVITIES).columns)

    def _set_area(self, found: AreaRecords, area: Area, rows: Sequence[_Row]) -> None:
        """Set what an area and its rows say of it."""
        promises = (*area.promises, *self._list_promised(found, area))
        found.area |= {tick.name: "x" for tick in promises}
        for name in ("follow_up", "effect_goal", "internal_note"):
            _add_lines(found.area, name, (line for row in rows for line in getattr(row.words, name)))
        self._set_rows(found, area, rows)

    def _ask_of_area(self, found: AreaRecords, area: Area) -> None:
        """Ask about what is not sure of an area."""
        first = area.lines[0]
        for column, rule, page in area.doubts:
            found.ask(AREAS, column, rule, page)
        if found.area.get("internal_note"):
            found.ask(AREAS, "internal_note", "import.note", first.page)
        if normalize_text(area.title) in _ALL or (len(area.lines) == 1 and first.is_name_alone):
            found.ask(AREAS, "title", "import.is_area", first.page)
        if self.kind is DocumentKind.PDF and area.title:
            found.ask(AREAS, "title", "import.review", first.page)

    def _list_promised(self, found: AreaRecords, area: Area) -> Iterator[Tick]:
        """The promises that stand in columns of their own: all in one, or a tick in one each."""
        for line in area.lines:
            others: list[str] = []
            is_of_title = any(TITLE in roles and PROMISES in roles for roles in line.cells)
            for cell in () if is_of_title else line.of(PROMISES):
                ticks, rest = read_promises([one.text for one in lines_of(cell.paragraphs)], self.headings.promises)
                yield from ticks
                others += rest
            for tick in self.headings.promises:
                for cell in line.of(f"{AREAS}.{tick.name}"):
                    outcome = read_tick(clean_text(whole_text(cell)))
                    if not isinstance(outcome, ReadValue):
                        others.append(whole_text(cell))
                    elif outcome.value:
                        yield tick
            found.notes += (Note(line.page, "", words, import_sentences.OTHER_PROMISE) for words in others)
            if self.headings.promises:
                area.doubts += [("promise", "import.promises", area.lines[0].page) for _ in others]

    def _set_rows(self, found: AreaRecords, area: Area, rows: Sequence[_Row]) -> None:
        """Set what the rows of an area say of it, and take it out of them; what is left is of their activities."""
        for row in rows:
            if _is_by_line("responsible", row.fields.get(RESPONSIBLE, ""), row.words.activities):
                row.fields[f"{ACTIVITIES}.responsible"] = row.fields.pop(RESPONSIBLE)
        is_by_rows = _is_by_rows(rows, self.kind)
        own = [row for row in rows if not row.line.has_activities]
        rest = [row for row in rows if row.line.has_activities]
        if not (own and (is_by_rows or max((len(row.words.activities) for row in rest), default=0) == 1)):
            self._set_columns(found, rows, is_by_rows)
            self._set_status(found, area, rows, is_by_rows)
            return
        self._set_columns(found, own, is_by_rows=False)
        self._set_columns(found, rest, is_by_rows=True)
        status = next((row.status for row in own if row.has_status), None)
        if status is None:
            self._set_status(found, area, rows, is_by_rows)
            return
        self._set_status(found, area, own, is_by_rows=False)
        for row in own:
            row.status = None
        if len(rest) == 1 and rest[0].status and rest[0].status.term == status.term:
            rest[0].status = None

    def _set_columns(self, found: AreaRecords, rows: Sequence[_Row], is_by_rows: bool) -> None:
        """Put what stands once, for the whole area, in its record, and take it out of its rows."""
        for role in dict.fromkeys(role for row in rows for role in row.fields):
            sheet, _, name = role.partition(".")
            held = [row.fields for row in rows if role in row.fields]
            first = next((row for row in rows if role in row.fields), rows[0])
            if sheet != AREAS:
                continue
            of_rows = len(held) > 1 or (is_by_rows and not _spans_rows(rows, role))
            if of_rows and self._is_of_activities(name):
                for fields in held:
                    fields[f"{ACTIVITIES}.{name}"] = fields.pop(role)
                continue
            words = "\n".join(fields.pop(role) for fields in held)
            column = self.headings.book.sheet(AREAS).column(name)
            if isinstance(column, Date) and not isinstance(read_date(words, self.year), ReadValue):
                if SCHEDULE in first.fields:
                    self._keep_words(found, first.line, name, words, AREAS)
                first.fields.setdefault(SCHEDULE, words)
            else:
                _add_lines(found.area, name, [words])

    def _set_status(self, found: AreaRecords, area: Area, rows: Sequence[_Row], is_by_rows: bool) -> None:
        """Set the status of an area, and take it out of its rows; where each has its own they keep it."""
        telling = [row.status for row in rows if row.status and row.has_status]
        is_blank = is_by_rows and any(row.words.activities for row in rows if not row.has_status)
        is_of_some = is_blank and not _spans_rows(rows, STATUS)
        differ = is_by_rows and len({one.comment for one in telling}) > 1
        terms = {one.term.name if one.term else "" for one in telling}
        page = rows[0].line.page
        if telling and (is_of_some or len(terms) > 1 or (differ and not any(terms))):
            found.area["status"] = None
            found.ask(AREAS, "status", "import.status_rows", page)
            return
        status = telling[0] if telling else self._without_status(area)
        found.area["status"] = status.term.word.localize(self.language) if status.term else None
        if differ:
            return
        known = normalize_text(str(found.area.get("status_comment") or ""))
        comments = dict.fromkeys(one.comment for one in telling if one.comment)
        _add_lines(found.area, "status_comment", (one for one in comments if normalize_text(one) not in known))
        _ask_of_status(found, AREAS, status, page)
        for row in rows:
            row.status = None

    def _without_status(self, area: Area) -> StatusWords:
        """What is asked of an area without a status: of a coloured figure beside its table too, where there is one."""
        behind = _STATUS_BEHIND.fullmatch(area.title)
        words = behind["bracketed"] or behind["dashed"] if behind else ""
        read = read_status((GridCell((Paragraph(words),)),), (), self.headings.status, "")
        if read.term and not read.comment and not read.rule:
            return StatusWords(read.term, rule="import.status_in_title", facts={"status": read.term.word})
        pages = {line.page for line in area.lines if not line.of(STATUS)}
        lamps = (shape for page in pages for shape in self.lamps.get(page, ()))
        fills = (cell.fill for line in area.lines for cell in (*line.of(TITLE), *line.of(STATUS)) if cell.fill)
        for rule, colours in (
            ("import.status_figure", list_lamp_colours(lamps, self.headings.status)),
            ("import.status_row", list_plain_colours(fills, self.headings.status)),
        ):
            if colours:
                return StatusWords(None, rule=rule, facts={"colour": join_texts(colours, ", ")})
        return StatusWords(None, rule="import.status_none")

    def _read_status(self, line: Line) -> StatusWords | None:
        cells = line.of(STATUS)
        if not cells:
            return self._read_row_fill(line) if line.row_fill else None
        fill = next((fill for roles, fill in line.heading_fills.items() if STATUS in roles), "")
        status = read_status(cells, line.besides(STATUS), self.headings.status, fill)
        status = read_by_legend(status, cells, self.legend, self.headings.status)
        if status.term and not status.rule and len(cells) > 1 and cells[-1].is_blank and not cells[-1].fill:
            return replace(status, rule="import.status_earlier", facts={"status": status.term.word})
        return status

    def _read_row_fill(self, line: Line) -> StatusWords:
        """What the colour of a whole row says of how its activities go, which is asked about."""
        cells = (GridCell(fill=line.row_fill),)
        status = read_by_legend(
            read_status(cells, (), self.headings.status, ""), cells, self.legend, self.headings.status
        )
        return status if status.rule else replace(status, rule="import.status_shade")

    def _add_activities(self, found: AreaRecords, area: Area, row: _Row) -> None:
        """The activities of a row of an area, each with what stands in its own line of the table or the cell."""
        page = row.line.page
        of_activities = [(role, words) for role, words in row.fields.items() if role.startswith(ACTIVITIES)]
        shared = {role.partition(".")[2]: words for role, words in of_activities}
        own = row.words.activities or ([ActivityWords("")] if shared or row.has_status else [])
        shared |= _read_number(found, area, row.line, own)
        self._keep_overruled(found, row.line, shared, own)
        by_line = {name: words.split("\n") for name, words in shared.items() if _is_by_line(name, words, own)}
        for at, activity in enumerate(own):
            record: Record = {"area": found.area.get("number"), "title": activity.text or None, **shared}
            for name, parts in by_line.items():
                record[name] = words = parts[at].removeprefix("• ")
                if activity.fields.get(name, words) != words:
                    self._keep_words(found, row.line, name, words)
            found.activities.append(record | self._list_values(activity))
            self._set_own_status(found, row.status, row.line)
            self._ask_of_activity(found, activity, row.line)
            if at:
                continue
            label = quote_label(found.area)
            if len(own) > 1 and shared.get("schedule") and "schedule" not in by_line:
                value = cut_text(shared["schedule"])
                found.ask(ACTIVITIES, "schedule", "import.for_all", page, value=value, row=label)
            for name, parts in by_line.items():
                value = cut_text(", ".join(parts))
                found.ask(ACTIVITIES, name, "import.by_line", page, value=value, row=label)

    def _keep_overruled(
        self, found: AreaRecords, line: Line, shared: dict[str, str], own: Sequence[ActivityWords]
    ) -> None:
        """Take out of what the columns of a line say what each of its activities says itself, and keep what differs."""
        for name in [name for name in shared if all(name in one.fields for one in own)]:
            words = shared.pop(name)
            if any(str(self._list_values(one)[name]) != words for one in own):
                self._keep_words(found, line, name, words)

    def _keep_words(self, found: AreaRecords, line: Line, name: str, words: str, sheet: str = ACTIVITIES) -> None:
        """Keep what a line says in a column of a sheet where something else stands in the plan."""
        heading = self.headings.book.sheet(sheet).column(name).title.localize(self.language)
        found.notes.append(Note(line.page, heading, words, import_sentences.NO_PLACE))

    def _set_own_status(self, found: AreaRecords, status: StatusWords | None, line: Line) -> None:
        """Set what an activity's own row says of how it goes, and ask where no status can be read of it."""
        if status is None or not status.is_told:
            return
        record = found.activities[-1]
        if status.term:
            word = status.term.word.localize(self.language)
            if record.get("status", word) != word:
                self._keep_words(found, line, "status", str(record["status"]))
            record["status"] = word
        if status.comment != record.get("status_comment"):
            _add_lines(record, "status_comment", filter(None, [status.comment]))
        _ask_of_status(found, ACTIVITIES, status, line.page)

    def _list_values(self, activity: ActivityWords) -> Record:
        """What was taken out of the words of an activity, as the template holds it."""
        record: Record = dict(activity.fields)
        due = read_date(activity.fields["due"], self.year) if "due" in activity.fields else None
        if isinstance(due, ReadValue) and isinstance(due.value, date):
            record["due"] = due.value
        new = find_choice(self.headings.book.sheet(ACTIVITIES), "new_this_year")
        term = new.vocabulary.find_term(record.get("new_this_year"))
        return {**record, "new_this_year": term.word.localize(self.language)} if term else record

    def _ask_of_activity(self, found: AreaRecords, activity: ActivityWords, line: Line) -> None:
        """Ask about what is not sure of the last activity, which stands in a line of an area."""

        def ask(column: str, rule: str, **facts: object) -> None:
            found.ask(ACTIVITIES, column, rule, line.page, **facts)

        record = found.activities[-1]
        if line.areas and found.area:
            reading = quote_row(str(found.area["title"] or line.of(TITLE)[0].text))
            ask("area", "import.areas", value=line.areas, reading=reading)
        if not activity.text:
            ask("title", "import.no_activity", row=quote_label(found.area))
        number = str(record.get("number") or "")
        if number in self.numbers and _WITHOUT_NOUGHT.fullmatch(number):
            ask("number", "import.number_again", value=number, reading=f"{number}0")
        self.numbers.add(number)
        if activity.doubt:
            ask("title", "import.heading")
        if self._is_before(activity.fields.get("schedule")):
            reading = import_sentences.TIME_OF_ACTIVITY
            ask("schedule", "import.read_as", value=activity.fields["schedule"], reading=reading)
        if record.get("schedule") and is_no_time(str(record["schedule"])):
            ask("schedule", "import.no_time", value=cut_text(clean_text(str(record["schedule"]))))
        if self.kind is DocumentKind.PDF and activity.text:
            ask("title", "import.review")

    def _is_before(self, time: str | None) -> bool:
        """Whether a time is before the year of the plan, as that of what an activity is about: "riktlinjen (2022)"."""
        span = read_span(time, self.year)
        last = span.last if span else None
        return last is not None and self.year is not None and last.year < self.year

    def _keep_unknown(self, found: AreaRecords, line: Line, label: Text) -> None:
        """Keep what stands in columns of the table that are none of the plan's table, and tell of colours there."""
        for heading, cell in line.unknown:
            sheet = self.headings.find_sheet_for(heading)
            told = import_sentences.OTHER_SHEET if sheet else import_sentences.NO_COLUMN
            is_loose = self.headings.loose_roles(heading) and not self.headings.roles(heading)
            told = import_sentences.SEVERAL_COLUMNS if is_loose else told
            told = import_sentences.OTHER_COLUMN if self.headings.roles(heading) == (ACTIVITY,) else told
            facts = {"row": label, **({"sheet": sheet.title} if sheet else {})}
            found.notes.append(Note(line.page, heading, whole_text(cell), told.fill(**facts)))
        if line.coloured_headings:
            told = import_sentences.COLOUR_ALONE.fill(row=label)
            found.notes.append(Note(line.page, ", ".join(line.coloured_headings), None, told))


def _ask_of_status(found: AreaRecords, sheet: str, status: StatusWords, page: int) -> None:
    """Ask about a status that is not sure, of the area or of the last activity."""
    if status.rule:
        found.ask(sheet, "status", status.rule, page, **{"value": cut_text(status.comment), **status.facts})


def _add_lines(record: Record, name: str, lines: Iterable[str]) -> None:
    """Add lines to what a record has in a column."""
    words = "\n".join(filter(None, (str(record.get(name) or ""), *lines)))
    if words:
        record[name] = words


def _read_number(found: AreaRecords, area: Area, line: Line, own: Sequence[ActivityWords]) -> dict[str, str]:
    """The number of a line's one activity: that under its area's (1.2), or where rows are numbered its own."""
    number: dict[str, str] = {}
    for cell in line.of(NUMBER):
        words = clean_text(cell.text).rstrip(".")
        words = words.replace(",", ".") if _AS_AMOUNT.fullmatch(words) else words
        is_own = "." in words or (area.numbers_activity(line) and bool(words))
        if is_own and len(own) == 1 and not number:
            number = {"number": words}
        elif is_own or (words and parse_whole_number(words, -1) != find_number(line)):
            told = import_sentences.NUMBER_OF_ROW.fill(row=_label_line(found.area, own))
            found.notes.append(Note(line.page, "", words, told))
    return number


def _is_by_rows(rows: Sequence[_Row], kind: DocumentKind) -> bool:
    """Whether each row of an area stands for itself.

    So where the area has no column of its own, its name is in each row or merged over them, and in a workbook.
    """
    held = [row for row in rows if row.words.activities]
    if len(held) < 2:
        return False
    if not held[0].line.has_area_names:
        return True
    named = [row for row in held if any(cell.text.strip() for cell in row.line.of(TITLE))]
    is_named = len(named) == len(held) or kind is DocumentKind.SHEETS or _spans_rows(held, TITLE)
    return is_named and len({row.line.page for row in held}) == 1


def _spans_rows(rows: Sequence[_Row], role: str) -> bool:
    """Whether a cell of that column is merged over several rows."""
    return any(cell.rows > 1 for row in rows for cell in row.line.of(role))


def _is_by_line(name: str, words: str, activities: Sequence[ActivityWords]) -> bool:
    """Whether those responsible, or times, stand a line each beside several activities."""
    return name in ("responsible", "schedule") and len(words.split("\n")) == len(activities) > 1


def _label_line(area: Record, activities: Sequence[ActivityWords]) -> Text:
    """A line of a table by the title of its area, and by its first activity where one is given."""
    named = (str(area.get("title") or ""), activities[0].text if activities else "")
    return join_texts((quote_row(words) for words in named if words), ", ")


def quote_label(record: Record) -> Text:
    """A record by what it is called, in quotes."""
    names = ("title", "text", "event", "question", "name")
    return quote_row(next((str(record[name]) for name in names if record.get(name)), ""))


def quote_row(words: str) -> Text:
    """What a row is called, in quotes and cut; without a name it is the row."""
    shown = cut_text(words)
    return quote_words(shown) if shown else Text("raden", "the row")
