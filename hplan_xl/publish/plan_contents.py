"""A consolidation -> the contents of the pages: the plans as the book describes them, for readers of all kinds."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from hplan_xl.book.columns import Column, Tick
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Language, Text, join_texts
from hplan_xl.book.values import YearSpan
from hplan_xl.book.views import Measures, Slide, Work
from hplan_xl.consolidation.union import NOT_GIVEN, Consolidation, Record
from hplan_xl.master.facts.indicators import (
    Indicator,
    MeasuredPoint,
    collect_indicators,
    describe_latest,
    describe_target,
    find_series,
    is_range,
)
from hplan_xl.master.facts.issues import PartsOfWork, group_parts, list_settled_numbers
from hplan_xl.master.facts.records import (
    count_statuses,
    find_owner,
    get_text,
    group_records,
    list_records,
    list_terms,
    name_groups,
    name_region,
)
from hplan_xl.publish.page_parts import (
    Fact,
    IndexPage,
    PageCell,
    PagePart,
    PageTable,
    PlanPage,
    Words,
    WorkPart,
    format_measured,
    make_term_words,
    make_words,
)
from hplan_xl.wording import indicator_sentences
from hplan_xl.wording import publish_sentences as words

INDEX = "index.html"
_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Publication:
    """The pages of a consolidation, in a language. consolidation: without persons, and without refused plans."""

    consolidation: Consolidation
    language: Language

    @property
    def book(self) -> Book:
        """The description of the plans."""
        return self.consolidation.book

    @cached_property
    def plans(self) -> tuple[Record, ...]:
        """The form of each plan, in the order of the pages."""
        return list_records(self.consolidation, self.book.identity.sheet)

    @cached_property
    def slide(self) -> Slide:
        """What of the book is shown as work, its parts and its measures."""
        return next(view for view in self.book.views if isinstance(view, Slide))

    @cached_property
    def file_names(self) -> Mapping[str, str]:
        """The name of each plan's page, by the plan's file."""
        taken, names = {INDEX}, {}
        for plan in self.plans:
            wished = f"{_plain_letters(self.say(self.name_group(plan)))}-{self.name_years(plan)}"
            name, number = f"{wished}.html", 2
            while name in taken:
                name, number = f"{wished}-{number}.html", number + 1
            taken.add(name)
            names[get_text(plan, "_file")] = name
        return names

    def say(self, text: Text) -> str:
        """The words in the language of the pages."""
        return text.localize(self.language)

    def name_group(self, plan: Record) -> Text:
        """The name of a plan's group; that of another group too has its healthcare region after it."""
        owner = find_owner(plan)
        return self._group_names[owner.region, owner.name]

    def name_years(self, plan: Record) -> str:
        """The years a plan is for, as it says; else the year of the pages."""
        years = plan.get(self.book.identity.years)
        return (
            f"{years.first}-{years.last}"
            if isinstance(years, YearSpan) and years.first != years.last
            else str(years or self.consolidation.year)
        )

    @cached_property
    def _group_names(self) -> Mapping[tuple[str, str], Text]:
        return name_groups(self.consolidation)

    @cached_property
    def parts(self) -> PartsOfWork:
        """The parts of the work, by file and number of the work."""
        return group_parts(self.consolidation, self.slide.work, self.slide.parts)

    @cached_property
    def settled_numbers(self) -> frozenset[tuple[str, str]]:
        """The file and the number of all work that a number can name."""
        return list_settled_numbers(self.consolidation, self.slide.work)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator with its values."""
        return collect_indicators(self.consolidation, self.slide.measures)

    @cached_property
    def indicators_by_work(self) -> Mapping[tuple[str, str | None], Sequence[Indicator]]:
        """The indicators by file and number of the work they belong to; by the file and None those of no known work."""
        found: dict[tuple[str, str | None], list[Indicator]] = {}
        for one in self.indicators:
            file, number = get_text(one.row, "_file"), get_text(one.row, self.slide.measures.parent)
            found.setdefault((file, number if (file, number) in self.settled_numbers else None), []).append(one)
        return found

    @cached_property
    def rows_by_file(self) -> Mapping[str, Mapping[str, list[Record]]]:
        """The rows of each sheet by their file."""
        names = [sheet.name for sheet in self.book.sheets]
        file = partial(get_text, column="_file")
        return {name: group_records(list_records(self.consolidation, name), file) for name in names}


def _plain_letters(name: str) -> str:
    """A name as it can stand in an address.

    >>> _plain_letters("RPO Hjärt- och kärlsjukdomar")
    'rpo-hjart-och-karlsjukdomar'
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _APART.sub("-", letters.lower()).strip("-") or "plan"


def build_page(publication: Publication, plan: Record) -> PlanPage:
    """The contents of a plan's page."""
    identity, consolidation = publication.book.identity, publication.consolidation
    file = get_text(plan, "_file")
    years = publication.name_years(plan).replace("-", "–") if plan.get(identity.years) else ""
    series = f"{publication.say(publication.book.title)} {years}".strip()
    region = publication.say(name_region(consolidation, get_text(plan, "_region")))
    slide = publication.slide
    own = (slide.work.sheet, slide.parts.sheet, slide.measures.sheet, slide.measures.values)
    others = [sheet for sheet in publication.book.tables if sheet.name not in own]
    found = (
        _work_part(publication, file),
        *(_sheet_part(publication, sheet, file) for sheet in others),
        _values_part(publication, file),
        _about_part(publication, plan),
    )
    return PlanPage(
        publication.file_names[file],
        publication.say(publication.name_group(plan)),
        f"{series}, {region}",
        is_adopted(publication.book, plan),
        publication.say(_describe_state(publication, plan)),
        publication.say(_describe_day(publication, plan)),
        tuple(part for part in found if part.facts or part.tables or part.works),
    )


def is_adopted(book: Book, plan: Record) -> bool:
    """Whether a plan's document is no longer working material."""
    return plan.get(book.identity.status) in book.identity.final_statuses


def _is_unread(publication: Publication, plan: Record, name: str) -> bool:
    """Whether an answer of the form is filled but cannot be read."""
    return publication.consolidation.is_unread(plan, publication.book.identity.sheet, name)


def _describe_day(publication: Publication, plan: Record) -> Text:
    """Which day the statuses are of, as far as it is told."""
    name = publication.book.identity.as_of
    if day := plan.get(name):
        return words.STATE_HOLDS.fill(day=day)
    return words.STATE_DAY_UNREADABLE if _is_unread(publication, plan, name) else words.STATE_DAY_NOT_TOLD


def _describe_state(publication: Publication, plan: Record) -> Text:
    """How far the document has come; of an adopted one also when and by whom, as far as it is told."""
    book, identity = publication.book, publication.book.identity
    term = next(
        (term for term in list_terms(book, identity.sheet, identity.status) if term.name == plan.get(identity.status)),
        None,
    )
    if term is None:
        is_unread = _is_unread(publication, plan, identity.status)
        return words.DOCUMENT_UNREADABLE if is_unread else words.STATUS_NOT_TOLD
    if term.name not in identity.final_statuses:
        return words.NOT_ADOPTED.fill(status=term.word)
    day, whom, number = (
        get_text(plan, name) for name in (identity.decided_on, identity.decided_by, identity.diary_number)
    )
    adopted = words.describe_adoption(day, whom)
    lead = () if adopted and term.name == identity.final_statuses[0] else (words.DOCUMENT_IS.fill(status=term.word),)
    registered = (words.DIARY_NUMBER.fill(number=number),) if number else ()
    return join_texts([*lead, *adopted, *registered], " ")


def find_untold_adoption(publication: Publication, plan: Record) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Of an adopted plan what it does not tell of its adoption, and what of that cannot be read; else nothing."""
    book, identity = publication.book, publication.book.identity
    asked = (identity.decided_on, identity.decided_by, identity.diary_number) if is_adopted(book, plan) else ()
    lacking = [name for name in asked if name and plan.get(name) is None]
    unread = [name for name in lacking if _is_unread(publication, plan, name)]
    column = book.sheet(identity.sheet).column
    return tuple(column(name) for name in lacking if name not in unread), tuple(map(column, unread))


def _of_file(publication: Publication, sheet: str, file: str) -> list[Record]:
    return publication.rows_by_file[sheet].get(file, [])


def _facts(
    publication: Publication, sheet: Sheet, record: Record, without: Sequence[str], only: Sequence[Column] | None = None
) -> tuple[Fact, ...]:
    """What is told of a record beside some columns; ticks of a family together, and what cannot be read as such."""
    columns = [
        column
        for column in (sheet.columns if only is None else only)
        if not column.is_private and column.name not in without
    ]
    told, families = list[Fact](), set[str]()
    for column in columns:
        if isinstance(column, Tick) and column.family:
            if column.family not in families:
                families.add(column.family)
                ticks = [one for one in columns if isinstance(one, Tick) and one.family == column.family]
                told += _tick_facts(publication, sheet, ticks, record)
            continue
        words = _words(publication, sheet, column, record)
        if words:
            told.append(Fact(publication.say(column.title), words))
    return tuple(told)


def _words(publication: Publication, sheet: Sheet, column: Column, record: Record) -> Words | None:
    if publication.consolidation.is_unread(record, sheet.name, column.name):
        return Words(publication.say(words.UNREADABLE))
    return make_words(column, record, publication.language)


def _tick_facts(publication: Publication, sheet: Sheet, ticks: Sequence[Tick], record: Record) -> list[Fact]:
    """The ticks of a family as one fact: by the word that all their titles begin with, where there is one.

    One that is filled but cannot be read says so behind its name.
    """
    titles = {tick.name: publication.say(tick.title) for tick in ticks}
    firsts = {title.partition(" ")[0] for title in titles.values()}
    shared = f"{next(iter(firsts))} " if len(firsts) == 1 and len(ticks) > 1 else ""
    unread = {one.name for one in ticks if publication.consolidation.is_unread(record, sheet.name, one.name)}
    behind = f" ({publication.say(words.UNREADABLE)})"
    named = [
        titles[tick.name].removeprefix(shared) + (behind if tick.name in unread else "")
        for tick in ticks
        if record.get(tick.name) or tick.name in unread
    ]
    name = shared.strip() or publication.say(words.PROMISES)
    return [Fact(name, Words(", ".join(named)))] if named else []


def _work_part(publication: Publication, file: str) -> PagePart:
    """The areas: a table of them all, then each with its activities and indicators; what names no area comes last."""
    work, sheet = publication.slide.work, publication.book.sheet(publication.slide.work.sheet)
    rows = _of_file(publication, work.sheet, file)
    anchors = [f"{work.sheet}-{place}" for place in range(1, len(rows) + 1)]
    works = tuple(_work(publication, row, anchor) for row, anchor in zip(rows, anchors, strict=True))
    listed = [
        (
            PageCell((Words(one.title, link=f"#{one.anchor}"),)),
            PageCell((one.status,)),
            PageCell((Words(_count_parts(publication, _key(row, work))),)),
        )
        for one, row in zip(works, rows, strict=True)
    ]
    named = (sheet.column(work.title), sheet.column(work.status), publication.book.sheet(publication.slide.parts.sheet))
    headings = [one.title for one in named]
    title = publication.say(sheet.title)
    table = PageTable(title, tuple(map(publication.say, headings)), tuple(listed))
    loose = tuple(_tables_of_work(publication, {}, (file, None)))
    return PagePart(work.sheet, title, (), ((table,) if listed else ()) + loose, works)


def _count_parts(publication: Publication, key: tuple[str, str]) -> str:
    """How many activities an area has; that this is not known where its number stands twice or is blank."""
    known = key in publication.settled_numbers
    return str(len(publication.parts.get(key, ()))) if known else publication.say(words.HOW_MANY_UNKNOWN)


def _key(row: Record, work: Work) -> tuple[str, str]:
    return get_text(row, "_file"), get_text(row, work.number)


def _work(publication: Publication, row: Record, anchor: str) -> WorkPart:
    work, sheet = publication.slide.work, publication.book.sheet(publication.slide.work.sheet)
    number = get_text(row, work.number)
    name = _name_row(publication, sheet, row, work.title, work.short_name)
    return WorkPart(
        anchor,
        f"{number}. {name}" if number else name,
        _status(publication, sheet, work, row),
        _facts(publication, sheet, row, (work.number, work.short_name, work.title, work.status)),
        tuple(_tables_of_work(publication, row, _key(row, work))),
    )


def _name_row(publication: Publication, sheet: Sheet, row: Record, *columns: str) -> str:
    """What a row is called, by the first of these columns that has words; else that none can be read, or is given."""
    words_of_row = next(filter(None, (get_text(row, name) for name in columns)), "")
    unread = any(publication.consolidation.is_unread(row, sheet.name, name) for name in columns)
    return words_of_row or publication.say(words.UNREADABLE if unread else NOT_GIVEN)


def _status(publication: Publication, sheet: Sheet, work: Work, row: Record) -> Words:
    return _words(publication, sheet, sheet.column(work.status), row) or Words(publication.say(words.NO_STATUS))


def _tables_of_work(publication: Publication, row: Record, key: tuple[str, str | None]) -> Iterator[PageTable]:
    """The activities and the indicators of an area by the file and its number; with None those of no known area."""
    work, parts, measures = publication.slide.work, publication.slide.parts, publication.slide.measures
    activities = publication.parts.get(key, ())
    indicators = publication.indicators_by_work.get(key, ())
    name = get_text(row, work.short_name) or get_text(row, work.title) or key[1] or ""
    for sheet, caption, rows in (
        (parts.sheet, words.PARTS_OF, [_activity(publication, one) for one in activities]),
        (measures.sheet, words.MEASURES_OF, [_indicator(publication, one) for one in indicators]),
    ):
        title = publication.book.sheet(sheet).title
        told = caption.fill(work=name) if key[1] is not None else words.WITHOUT_WORK.fill(title=title)
        headings = _part_headings(publication) if sheet == parts.sheet else _measure_headings(publication)
        if rows:
            yield PageTable(publication.say(told), headings, tuple(rows))


def _part_headings(publication: Publication) -> tuple[str, ...]:
    parts, sheet = publication.slide.parts, publication.book.sheet(publication.slide.parts.sheet)
    titles = (sheet.column(parts.title).title, sheet.column(parts.responsible).title, words.WHEN)
    return (*map(publication.say, titles), publication.say(sheet.column(parts.status).title))


def _activity(publication: Publication, row: Record) -> tuple[PageCell, ...]:
    parts, sheet = publication.slide.parts, publication.book.sheet(publication.slide.parts.sheet)
    shown = [parts.parent, parts.number, parts.title, parts.responsible, parts.schedule, parts.status]
    number, title = get_text(row, parts.number), _name_row(publication, sheet, row, parts.title)
    when = _words(publication, sheet, sheet.column(parts.schedule), row)
    if when is None:
        when, shown = _words(publication, sheet, sheet.column(parts.due), row), [*shown, parts.due]
    named = Words(f"{number} {title}".strip())
    cells = (
        _words(publication, sheet, sheet.column(parts.responsible), row),
        when,
        _words(publication, sheet, sheet.column(parts.status), row),
    )
    return PageCell((named,), _facts(publication, sheet, row, shown)), *(_cell(one) for one in cells)


def _cell(told: Words | None) -> PageCell:
    return PageCell((told,) if told else ())


def _measure_headings(publication: Publication) -> tuple[str, ...]:
    measures = publication.slide.measures
    title = publication.book.sheet(measures.sheet).column(measures.name).title
    return tuple(map(publication.say, (title, words.TARGET, indicator_sentences.LATEST_VALUE)))


def _indicator(publication: Publication, one: Indicator) -> tuple[PageCell, ...]:
    measures, row = publication.slide.measures, one.row
    sheet = publication.book.sheet(measures.sheet)
    reached = _words(publication, sheet, sheet.column(measures.reached_state), row)
    name = Words(_name_row(publication, sheet, row, measures.name))
    goal = publication.say(describe_target(row, measures))
    latest = publication.say(describe_latest(one, find_series(publication.consolidation, measures), measures))
    shown = (measures.id, measures.name, measures.parent, *_list_told_in_goal(row, measures))
    shown += (*((measures.unit,) if one.latest else ()), *(() if latest else (measures.reached_state,)))
    return (
        PageCell((name,), _facts(publication, sheet, row, shown)),
        _cell(Words(goal) if goal else None),
        _cell(Words(latest) if latest else _named(publication, sheet.column(measures.reached_state), reached)),
    )


def _list_told_in_goal(row: Record, measures: Measures) -> tuple[str, ...]:
    """The columns of an indicator that the words of its target tell."""
    if row.get(measures.target) is not None:
        direction = get_text(row, measures.direction)
        is_told = direction in (measures.higher_term, measures.lower_term, measures.within_term)
        limits = (measures.target, measures.target_high) if is_range(row, measures) else (measures.target,)
        return (*limits, measures.unit, *((measures.direction,) if is_told else ()))
    if row.get(measures.target_text):
        return (measures.target_text,)
    return (measures.target_high, measures.unit) if row.get(measures.target_high) is not None else ()


def _named(publication: Publication, column: Column, told: Words | None) -> Words | None:
    """Words after the title of their column."""
    return Words(f"{publication.say(column.title)}: {told.text}") if told else None


def _sheet_part(publication: Publication, sheet: Sheet, file: str) -> PagePart:
    """The rows of a sheet as a table."""
    title = publication.say(sheet.title)
    return PagePart(
        sheet.name, title, (), _rows_table(publication, sheet, title, _of_file(publication, sheet.name, file))
    )


def _rows_table(publication: Publication, sheet: Sheet, caption: str, rows: Sequence[Record]) -> tuple[PageTable, ...]:
    """A table of rows: what names a row first, and what stands to the right in the plan below it; none where none."""
    public = [column for column in sheet.columns if not column.is_private]
    order = sorted(public, key=lambda column: column.name not in sheet.label)
    shown = [
        column
        for column in order
        if not column.is_collapsed and any(_words(publication, sheet, column, row) for row in rows)
    ]
    folded = [column for column in public if column.is_collapsed]
    if not rows:
        return ()
    shown = shown or order[:1]
    cells = []
    for row in rows:
        first, *others = (_words(publication, sheet, column, row) for column in shown)
        named = PageCell((first or Words(publication.say(NOT_GIVEN)),), _facts(publication, sheet, row, (), folded))
        cells.append((named, *map(_cell, others)))
    headings = tuple(publication.say(column.title) for column in shown)
    return (PageTable(caption, headings, tuple(cells)),)


def _values_part(publication: Publication, file: str) -> PagePart:
    """The values of each indicator: a row a period, a column a region; last those of no known indicator or period."""
    measures = publication.slide.measures
    own = [one for one in publication.indicators if one.row["_file"] == file and one.points]
    tables = tuple(_values_table(publication, one) for one in own)
    shown = {point.row for one in own for point in one.points}
    loose = [row for row in _of_file(publication, measures.values, file) if row["_row"] not in shown]
    caption = publication.say(words.VALUES_OF_NONE)
    tables += _rows_table(publication, publication.book.sheet(measures.values), caption, loose)
    return PagePart(measures.values, publication.say(words.VALUES), (), tables)


def _values_table(publication: Publication, one: Indicator) -> PageTable:
    measures = publication.slide.measures
    sheet = publication.book.sheet(measures.values)
    held = [
        item
        for item in find_series(publication.consolidation, measures)
        if any(item.name in {*point.values, *point.unread_series} for point in one.points)
    ]
    comments = any(point.comment for point in one.points)
    heads = (sheet.column(measures.period).title, *(item.title for item in held))
    heads += (sheet.column(measures.comment).title,) if comments else ()
    rows = tuple(
        (
            _cell(Words(str(point.period))),
            *(_cell(_measured(publication, point, item.name)) for item in held),
            *((_cell(Words(point.comment) if point.comment else None),) if comments else ()),
        )
        for point in one.points
    )
    indicators = publication.book.sheet(measures.sheet)
    name, unit = _name_row(publication, indicators, one.row, measures.name), get_text(one.row, measures.unit)
    caption = publication.say(words.VALUES_OF.fill(indicator=name, unit=unit)) if unit else name
    return PageTable(caption, tuple(map(publication.say, heads)), rows, is_numeric=True)


def _measured(publication: Publication, point: MeasuredPoint, series: str) -> Words | None:
    if series in point.unread_series:
        return Words(publication.say(words.UNREADABLE))
    told = format_measured(point.values.get(series), publication.language)
    return Words(told) if told else None


def _about_part(publication: Publication, plan: Record) -> PagePart:
    """What the plan says about itself, but for what stands at the top."""
    sheet = publication.book.sheet(publication.book.identity.sheet)
    told = [name for name in publication.book.identity.answers if not _is_unread(publication, plan, name)]
    facts = _facts(publication, sheet, plan, told)
    return PagePart(sheet.name, publication.say(words.ABOUT_THE_PLAN), facts)


def build_index(publication: Publication) -> IndexPage:
    """The contents of the page that lists the plans, by healthcare region."""
    regions = dict.fromkeys(get_text(plan, "_region") for plan in publication.plans)
    heads = (words.GROUP, words.ROUTE, words.STATE_DAY, words.DOCUMENT)
    sheet = publication.book.sheet(publication.slide.work.sheet)
    headings = (*map(publication.say, heads), publication.say(sheet.title))
    tables = []
    for region in regions:
        name = publication.say(name_region(publication.consolidation, region))
        rows = tuple(_index_row(publication, plan) for plan in publication.plans if get_text(plan, "_region") == region)
        tables.append((name, PageTable(publication.say(words.ROWS_OF_INDEX), headings, rows)))
    title = publication.say(words.PLANS_OF_YEAR.fill(year=publication.consolidation.year))
    return IndexPage(title, tuple(tables))


def _index_row(publication: Publication, plan: Record) -> tuple[PageCell, ...]:
    book, work, file = publication.book, publication.slide.work, get_text(plan, "_file")
    identity = book.identity
    statuses = list_terms(book, work.sheet, work.status)
    rows = _of_file(publication, work.sheet, file)
    count, nouns = count_statuses(rows, work, statuses), dict(work.status_nouns)
    badges = [
        Words(publication.say(nouns[term.name].with_number(number)), symbol=told.symbol, tone=told.tone)
        for term in statuses
        if (number := count.by_status[term.name])
        for told in [make_term_words(term, publication.language)]
    ]
    unread = sum(publication.consolidation.is_unread(row, work.sheet, work.status) for row in rows)
    others = ((count.without_status - unread, words.WITHOUT_STATUS), (unread, words.STATUS_UNREADABLE))
    badges += [Words(f"{number} {publication.say(told)}") for number, told in others if number]
    form = book.sheet(identity.sheet)
    return (
        PageCell((Words(publication.say(publication.name_group(plan)), link=publication.file_names[file]),)),
        PageCell((Words(get_text(plan, "_council") or publication.say(NOT_GIVEN)),)),
        _cell(_words(publication, form, form.column(identity.as_of), plan) or Words(publication.say(NOT_GIVEN))),
        _cell(_words(publication, form, form.column(identity.status), plan) or Words(publication.say(NOT_GIVEN))),
        PageCell(tuple(badges)),
    )
