"""The tables of slides: the areas in the five columns that `hplan import` reads, the other sheets, the year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from hplan_xl.book.columns import Column, Number, Prose, Reference, Term, Tone
from hplan_xl.book.text import NO_WORDS, Language, Text, clean_text
from hplan_xl.book.values import TimeSpan
from hplan_xl.book.views import Deck, Questions, SheetTable
from hplan_xl.consolidation.union import Consolidation, Record, Scope
from hplan_xl.deck.flow import ParagraphLook, Paragraphs, SlideCell, SlideParagraph, SlideRow
from hplan_xl.excel.rendering import render_value
from hplan_xl.interpretation.personal_data import keep_function
from hplan_xl.master.facts.indicators import collect_indicators, describe_latest, find_series, format_number
from hplan_xl.master.facts.issues import (
    PartsOfWork,
    find_doubtful_questions,
    find_questions,
    group_parts,
    name_doubtful_questions,
    select_by_status,
    select_needing,
)
from hplan_xl.master.facts.records import (
    GroupNames,
    PlanGroup,
    find_column,
    find_owner,
    find_sheet,
    find_vocabulary,
    format_term,
    get_text,
    group_records,
    join_names,
    list_family,
    list_groups,
    list_records,
    list_terms,
    list_work,
    name_groups,
    select_by_tone,
)
from hplan_xl.wording import indicator_sentences, slide_sentences

_BULLET_SIGNS = "•-–*"
SHARES = (11.5, 23.5, 33.0, 21.5, 10.5)
_LONGEST_NAMES = 80
_GROUPS_SHARE = 9.0
_LATEST_SHARE = 3.0


@dataclass(frozen=True)
class PlanTable:
    """The table of a consolidation's groups. headings: over its columns."""

    consolidation: Consolidation
    deck: Deck
    language: Language

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over the columns."""
        promised = list_family(self.consolidation.book, self.deck.work.sheet, self.deck.work.family)
        area = slide_sentences.AREA_AND_PROMISES if promised else slide_sentences.AREA
        others = (slide_sentences.ACTIVITIES, slide_sentences.FOLLOW_UP, slide_sentences.STATUS)
        return tuple(one.localize(self.language) for one in (slide_sentences.FOCUS, area, *others))

    def rows(self, group: PlanGroup) -> list[SlideRow]:
        """The areas of a group, and last what belongs to no area that is known."""
        work = self.deck.work
        rows = [
            self._area(row, self._parts.get((get_text(row, "_file"), get_text(row, work.number)), ()))
            for row in self.areas_by_group.get(group, ())
        ]
        if lone := self._loose_parts.get(group, ()):
            title = SlideParagraph(slide_sentences.NO_AREA.localize(self.language), ParagraphLook.STRONG)
            rows.append((SlideCell(), SlideCell((title,)), self._activities(lone), SlideCell(), SlideCell()))
        return rows

    @cached_property
    def areas_by_group(self) -> Mapping[PlanGroup, Sequence[Record]]:
        """The areas of each group that has any."""
        return group_records(list_work(self.consolidation, self.deck.work), find_owner)

    @cached_property
    def _parts(self) -> PartsOfWork:
        return group_parts(self.consolidation, self.deck.work, self.deck.parts)

    @cached_property
    def _loose_parts(self) -> Mapping[PlanGroup, Sequence[Record]]:
        """The activities of each group that belong to no area that is known."""
        loose = [row for (_, number), rows in self._parts.items() if number is None for row in rows]
        return group_records(loose, find_owner)

    def area_title(self, row: Record) -> str:
        """An area's number and title, else its short name."""
        work = self.deck.work
        number = get_text(row, work.number)
        title = clean_text(get_text(row, work.title) or get_text(row, work.short_name))
        return " ".join(filter(None, (f"{number}." if number else "", title)))

    def status(self, row: Record) -> SlideCell:
        """The status of a row by symbol, word and colour; blank where it is not known."""
        term = self.find_status(row)
        if term is None:
            return SlideCell()
        word = (SlideParagraph(format_term(term, self.language), ParagraphLook.STRONG),)
        return SlideCell(word, word, term.tone)

    def find_status(self, row: Record) -> Term | None:
        """The term of a row's status."""
        work = self.deck.work
        return find_vocabulary(self.consolidation.book, work.sheet, work.status).find_term(row.get(work.status))

    def _area(self, row: Record, parts: Sequence[Record]) -> SlideRow:
        work = self.deck.work
        title = self.area_title(row)
        goes_on = f"{title} {slide_sentences.GOES_ON.localize(self.language)}".strip()
        area = SlideCell(
            (SlideParagraph(title, ParagraphLook.STRONG), *self._promises(row)),
            (SlideParagraph(goes_on, ParagraphLook.STRONG),),
        )
        status, comment = self.status(row), tuple(_lines(get_text(row, work.reason)))
        status = replace(status, paragraphs=(*status.paragraphs, *comment))
        focus = SlideCell(tuple(_lines(get_text(row, work.focus))))
        return focus, area, self._activities(parts), SlideCell(tuple(self._follow_up(row))), status

    def _promises(self, row: Record) -> Iterator[SlideParagraph]:
        ticks = list_family(self.consolidation.book, self.deck.work.sheet, self.deck.work.family)
        names = [tick.title.localize(self.language) for tick in ticks if row.get(tick.name)]
        if names:
            lead = slide_sentences.PROMISES.localize(self.language)
            yield SlideParagraph(f"{lead}{', '.join(names)}", ParagraphLook.QUIET)

    def _follow_up(self, row: Record) -> Iterator[SlideParagraph]:
        """What the area says of its follow-up; what comes after the first column is led by that column's title."""
        for place, name in enumerate(self.deck.work.follow_up):
            column = find_column(self.consolidation.book, self.deck.work.sheet, name)
            lead = f"{column.title.localize(self.language)}: " if column and place else ""
            yield from (replace(one, lead=lead) for one in _lines(get_text(row, name)))

    def _activities(self, rows: Sequence[Record]) -> SlideCell:
        return SlideCell(tuple(one for row in rows for one in self._activity(row)))

    def _activity(self, row: Record) -> Paragraphs:
        """A bullet with what is to be done and whether it is new; under it further lines, and who and when.

        One without a title says so, for no bullet is seen before nothing, and what is under it would be of another.
        """
        parts = self.deck.parts
        lines = [one.text for one in _lines(get_text(row, parts.title))]
        sign = dict(parts.new_signs).get(get_text(row, parts.new))
        facts = slide_sentences.BETWEEN_FACTS.join(
            f"{label.localize(self.language)}: {words}" for label, words in self._facts(row) if words not in NO_WORDS
        )
        if not lines and not sign and not facts:
            return ()
        title = lines[0] if lines else slide_sentences.NO_TITLE.localize(self.language)
        first = " ".join(filter(None, (title, sign.localize(self.language) if sign else "")))
        details = [*lines[1:], *([facts] if facts else [])]
        return (
            SlideParagraph(first, ParagraphLook.BULLET),
            *(SlideParagraph(line, ParagraphLook.DETAIL) for line in details),
        )

    def _facts(self, row: Record) -> Iterator[tuple[Text, str]]:
        parts, schedule, due = self.deck.parts, row.get(self.deck.parts.schedule), row.get(self.deck.parts.due)
        term = find_vocabulary(self.consolidation.book, parts.sheet, parts.status).find_term(row.get(parts.status))
        yield slide_sentences.ASSIGNED, clean_text(keep_function(get_text(row, parts.assignee)))
        yield slide_sentences.RESPONSIBLE, clean_text(keep_function(get_text(row, parts.responsible)))
        yield slide_sentences.WHEN, clean_text(schedule.words) if isinstance(schedule, TimeSpan) else ""
        yield slide_sentences.DUE, str(due) if isinstance(due, date) else ""
        yield slide_sentences.STATUS, term.word.localize(self.language) if term else ""


def _lines(text: str) -> Iterator[SlideParagraph]:
    """The lines of a text, those that begin with a bullet's sign as bullets."""
    for line in text.splitlines():
        words = clean_text(line)
        sign, _, rest = words.partition(" ")
        if sign and sign in _BULLET_SIGNS and rest:
            yield SlideParagraph(rest, ParagraphLook.BULLET)
        elif words:
            look = ParagraphLook.BULLET if words.startswith("•") else ParagraphLook.PLAIN
            yield SlideParagraph(words.removeprefix("•"), look)


@dataclass(frozen=True)
class TableContent:
    """A table: what stands over it and over its columns, the shares of the width that these have, and its rows.

    fixed: how many of the first columns are shown though nothing stands in them.
    """

    title: str
    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[SlideRow, ...]
    fixed: int = 1

    def with_column(self, heading: str, share: float, told: Iterable[str]) -> "TableContent":
        """The table with one column more, last. told: what stands in it, a row each."""
        rows = tuple((*row, _cell(words)) for row, words in zip(self.rows, told, strict=True))
        return replace(self, headings=(*self.headings, heading), shares=(*self.shares, share), rows=rows)

    def select_columns(self) -> "TableContent":
        """The table without the columns in which nothing stands, but for the fixed ones."""
        places = range(len(self.headings))
        kept = [at for at in places if at < self.fixed or any(row[at].paragraphs for row in self.rows)]
        rows = tuple(tuple(row[at] for at in kept) for row in self.rows)
        headings = tuple(self.headings[at] for at in kept)
        return replace(self, headings=headings, shares=tuple(self.shares[at] for at in kept), rows=rows)


def is_of_one_group(consolidation: Consolidation) -> bool:
    """Whether slides are one group's own; those of a council speak of all its groups, though one alone has a plan."""
    return consolidation.scope in (Scope.WHOLE, Scope.GROUP) and len(list_groups(consolidation)) == 1


@dataclass(frozen=True)
class DeckTables:
    """The tables of a consolidation. Of one group, those of what is decided have the columns of its own sheets."""

    consolidation: Consolidation
    deck: Deck
    language: Language
    groups: tuple[PlanGroup, ...]

    def decisions(self) -> Iterator[TableContent]:
        """What a meeting decides: questions that wait for an answer, and areas that have trouble or need something."""
        is_single = is_of_one_group(self.consolidation)
        for question in self.deck.questions[:1] if is_single else self.deck.questions:
            for title, found in (
                (question.heading, find_questions(self.consolidation, question)),
                (name_doubtful_questions(question), find_doubtful_questions(self.consolidation, question)),
            ):
                if is_single:
                    rows = [self._row(row, self.deck.decisions) for row in found]
                    yield self._table(self._says(title), self.deck.decisions, rows)
                else:
                    yield self._questions(question, self._says(title), found)
        yield self._trouble()

    def of_group(self, group: PlanGroup) -> Iterator[TableContent]:
        """A group's other sheets."""
        for shown in self.deck.sheets:
            rows = self._rows_by_group[shown.sheet].get(group, ())
            table = self._table(self._sheet_title(shown), shown, [self._row(row, shown) for row in rows])
            if shown.sheet == self.deck.measures.sheet:
                told = (self._latest_values[row["_file"], row["_row"]] for row in rows)
                table = table.with_column(self._says(indicator_sentences.LATEST_VALUE), _LATEST_SHARE, told)
            yield table

    @cached_property
    def _latest_values(self) -> Mapping[tuple[object, object], str]:
        """The latest value of each indicator, by its file and row."""
        measures, series = self.deck.measures, find_series(self.consolidation, self.deck.measures)
        return {
            (one.row["_file"], one.row["_row"]): self._says(describe_latest(one, series, measures))
            for one in collect_indicators(self.consolidation, measures)
        }

    @cached_property
    def _rows_by_group(self) -> Mapping[str, Mapping[PlanGroup, Sequence[Record]]]:
        """The rows of the other sheets, by the sheet and the group."""
        sheets = [shown.sheet for shown in self.deck.sheets]
        return {sheet: group_records(list_records(self.consolidation, sheet), find_owner) for sheet in sheets}

    def year(self) -> TableContent:
        """The year of all groups; what several have alike stands once."""
        shown = self.deck.year
        ordered = sorted(map(self._with_quarter, list_records(self.consolidation, shown.sheet)), key=self._place)
        alike = group_records(ordered, lambda row: repr([get_text(row, name) for name, _ in shown.columns]))
        rows = [self._row(same[0], shown) for same in alike.values()]
        table = self._table(self._sheet_title(shown), shown, rows)
        if is_of_one_group(self.consolidation):
            return table
        return table.with_column(
            self._says(slide_sentences.GROUPS), _GROUPS_SHARE, map(self._groups_of, alike.values())
        )

    def group_name(self, group: PlanGroup) -> str:
        """The displayed name of a group."""
        return self._says(self._names[group.region, group.name])

    @cached_property
    def _names(self) -> GroupNames:
        return name_groups(self.consolidation)

    def _questions(self, question: Questions, title: str, questions: Sequence[Record]) -> TableContent:
        shares = {question.parent: 3.6, question.text: 5.6, question.due: 2.2, question.detail: 4.8}
        shares |= {question.forum: 2.8, question.state: 2.4}
        columns = [find_column(self.consolidation.book, question.sheet, name) for name in shares if name]
        found = [column for column in columns if column]
        rows = tuple(
            (_cell(self.group_name(find_owner(row))), *(_cell(self._format_value(row, column)) for column in found))
            for row in questions
        )
        headings = (self._says(slide_sentences.GROUP), *(self._says(column.title) for column in found))
        widths = (4.0, *(shares[column.name] for column in found))
        return TableContent(title, headings, widths, rows)

    def _trouble(self) -> TableContent:
        """The areas with trouble, the gravest first, and those that need something."""
        work, plan = self.deck.work, PlanTable(self.consolidation, self.deck, self.language)
        every = list_work(self.consolidation, work)
        grave = select_by_tone(self.consolidation.book, work, Tone.RED, Tone.YELLOW)
        rows = [row for term in grave for row in select_by_status(every, work, term)]
        rows += select_needing(self.consolidation, work, grave)
        names = [name for name in (work.responsible, work.reason, work.needs) if name]
        columns = [one for name in names if (one := find_column(self.consolidation.book, work.sheet, name))]
        cells = [
            (
                SlideCell((SlideParagraph(plan.area_title(row), ParagraphLook.STRONG),)),
                plan.status(row),
                *(_cell(self._format_value(row, column)) for column in columns),
            )
            for row in rows
        ]
        headings = [self._says(slide_sentences.AREA), self._says(slide_sentences.STATUS)]
        headings += [self._says(column.title) for column in columns]
        shares = [7.0, 3.2, 4.0, 5.0, 5.0][: len(headings)]
        if not is_of_one_group(self.consolidation):
            headings.insert(0, self._says(slide_sentences.GROUP))
            shares.insert(0, 4.0)
            owners = (_cell(self.group_name(find_owner(row))) for row in rows)
            cells = [(owner, *row) for owner, row in zip(owners, cells, strict=True)]
        fixed = len(headings) - len(columns)
        return TableContent(self._says(slide_sentences.TROUBLE), tuple(headings), tuple(shares), tuple(cells), fixed)

    def _table(self, title: str, shown: SheetTable, rows: Sequence[SlideRow]) -> TableContent:
        columns = self._columns(shown)
        headings = tuple(self._says(column.title) for column in columns)
        shares = dict(shown.columns)
        return TableContent(title, headings, tuple(shares[column.name] for column in columns), tuple(rows))

    def _columns(self, shown: SheetTable) -> list[Column]:
        found = (find_column(self.consolidation.book, shown.sheet, name) for name, _ in shown.columns)
        return [column for column in found if column]

    def _row(self, row: Record, shown: SheetTable) -> SlideRow:
        return tuple(_cell(self._format_value(row, column)) for column in self._columns(shown))

    def _format_value(self, row: Record, column: Column) -> str:
        value = row.get(f"_{column.name}" if isinstance(column, Reference) else column.name)
        if isinstance(value, TimeSpan):
            return value.words
        if isinstance(column, Number) and isinstance(value, int | float):
            return format_number(value, self.language)
        words = "" if value is None else str(render_value(column, value, self.language) or "")
        return keep_function(words) if isinstance(column, Prose) and column.names_function else words

    def _sheet_title(self, shown: SheetTable) -> str:
        sheet = find_sheet(self.consolidation.book, shown.sheet)
        return self._says(sheet.title) if sheet else ""

    def _with_quarter(self, row: Record) -> Record:
        """The event with the quarter that it begins in or, where only that is told, ends in, where none is given."""
        calendar = self.deck.calendar
        day = row.get(calendar.start) or row.get(calendar.end)
        if row.get(calendar.quarter) or not isinstance(day, date):
            return row
        return {**row, calendar.quarter: f"q{(day.month + 2) // 3}"}

    def _place(self, row: Record) -> tuple[int, str, str]:
        calendar = self.deck.calendar
        terms = [term.name for term in list_terms(self.consolidation.book, calendar.sheet, calendar.quarter)]
        quarter = get_text(row, calendar.quarter)
        at = terms.index(quarter) if quarter in terms else len(terms)
        day = get_text(row, calendar.start) or get_text(row, calendar.end) or "9999"
        return at, day, get_text(row, calendar.event)

    def _groups_of(self, rows: Sequence[Record]) -> str:
        names = list(dict.fromkeys(self.group_name(find_owner(row)) for row in rows))
        if len(names) == len(self.groups):
            return self._says(slide_sentences.ALL_PLANS)
        return join_names(names, _LONGEST_NAMES, self.language)

    def _says(self, text: Text) -> str:
        return text.localize(self.language)


def _cell(words: str) -> SlideCell:
    lines = (" ".join(line.split()) for line in words.splitlines())
    return SlideCell(tuple(SlideParagraph(line) for line in lines if line))
