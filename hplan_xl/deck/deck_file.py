"""Everybody's plans as a presentation: the cover, the status, what a meeting decides, then group by group, the year."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from hplan_xl.book.columns import Tone
from hplan_xl.book.text import Language, Text
from hplan_xl.book.values import YearSpan
from hplan_xl.book.views import Deck
from hplan_xl.consolidation.union import Consolidation, localize_phrases
from hplan_xl.deck.flow import fit_columns, flow_rows, measure_row
from hplan_xl.deck.presentation import ROOM_ACROSS, ROOM_DOWN, ChartSeries, SlideDeck, make_heading_row
from hplan_xl.deck.tables import SHARES, DeckTables, PlanTable, TableContent, is_of_one_group
from hplan_xl.excel.rendering import render_value
from hplan_xl.master.facts.records import (
    WITHOUT_STATUS,
    PlanGroup,
    count_statuses,
    find_column,
    format_term,
    list_groups,
    list_records,
    list_terms,
)
from hplan_xl.master.facts.sentences import compose_five_sentences, describe_situation, explain_working_material
from hplan_xl.master.facts.slices import Division, divide_consolidation
from hplan_xl.wording import slide_sentences

_MOST_BARS = 14  # whose names stand apart at 12 points


@dataclass(frozen=True)
class Bars:
    """What a chart shows: a name a bar, and the series that lie end to end in each."""

    names: tuple[str, ...]
    series: tuple[ChartSeries, ...]

    @property
    def longest_bar(self) -> int:
        """The number of the longest bar."""
        return max(map(sum, zip(*(one.numbers for one in self.series), strict=True)))

    def select(self, which: slice) -> "Bars":
        """Some of the bars."""
        series = (ChartSeries(one.name, one.tone, one.numbers[which]) for one in self.series)
        return Bars(self.names[which], tuple(series))

    def describe(self) -> str:
        """What the bars show, in words."""
        found = []
        for at, name in enumerate(self.names):
            told = [f"{one.name} {one.numbers[at]}" for one in self.series if one.numbers[at] and one.name != name]
            found.append(f"{name}: {', '.join(told) or sum(one.numbers[at] for one in self.series)}.")
        return " ".join(found)


class DeckWriter:
    """Writes the slides of one consolidation."""

    def __init__(self, consolidation: Consolidation, deck: Deck, language: Language) -> None:
        book = replace(consolidation.book, views=(deck.overview,))  # no sentence here speaks of a sheet of a master
        self._is_single = is_of_one_group(consolidation)
        self._all = replace(_of_one_group(consolidation) if self._is_single else consolidation, book=book)
        self._groups = list_groups(self._all)
        self._deck = deck
        self._language = language
        self._plan = PlanTable(self._all, deck, language)
        self._tables = DeckTables(self._all, deck, language, self._groups)
        self._draft = explain_working_material(self._all)
        plan = slide_sentences.PLAN if self._is_single else slide_sentences.PLANS
        self._of_year = self._says(slide_sentences.OF_YEAR.fill(plan=plan, year=self._year())).strip()
        part = consolidation.part.localize(language) if consolidation.part else ""
        self._name = self._tables.group_name(self._groups[0]) if self._is_single else part
        title = " – ".join(filter(None, (self._name, self._of_year)))
        self._slides = SlideDeck(title, self._says(slide_sentences.DESCRIPTION), self._footer(), language)

    def write(self) -> tuple[bytes, int]:
        """The presentation and how many slides it has."""
        self._slides.add_cover(self._name or self._of_year, list(self._cover_lines()))
        self._add_situation()
        for table in self._tables.decisions():
            self._add_table(table, table.title)
        for group in self._groups:
            name = "" if self._is_single else self._tables.group_name(group)
            rows = tuple(self._plan.rows(group))
            own = TableContent(self._says(slide_sentences.PLAN), self._plan.headings, SHARES, rows, len(SHARES))
            for table in (own, *self._tables.of_group(group)):
                title = slide_sentences.OF_GROUP.fill(group=name, title=table.title)
                self._add_table(table, self._says(title) if name else table.title)
        year = self._tables.year()
        self._add_table(year, year.title)
        day = self._all.as_of or self._all.book.version_date
        return self._slides.save(day), self._slides.count

    def _year(self) -> str:
        """The year, or of one plan the years it is for; "" where none is told."""
        identity = self._all.book.identity
        spans = {row.get(identity.years) for row in list_records(self._all, identity.sheet)}
        if spans == {None}:
            return ""
        only = next(iter(spans)) if len(spans) == 1 else None
        return str(only) if isinstance(only, YearSpan) else str(self._all.year)

    def _footer(self) -> str:
        draft = self._says(slide_sentences.WORKING_MATERIAL) if self._draft else ""
        return " · ".join(filter(None, (draft, self._name, self._of_year)))

    def _cover_lines(self) -> Iterator[str]:
        """The year, what the one plan says of itself or the day of all, and why they are working material."""
        if self._name:
            yield self._of_year
        identity = self._all.book.identity
        records = list_records(self._all, identity.sheet)
        if self._is_single and len(records) == 1:
            for name in self._deck.answers:
                column = find_column(self._all.book, identity.sheet, name)
                value = render_value(column, records[0].get(name), self._language) if column else None
                if column and value is not None:
                    yield f"{self._says(column.title)}: {value}"
        else:
            yield self._says(describe_situation(self._all))
        if self._draft:
            yield self._says(self._draft)

    def _add_situation(self) -> None:
        """The status of the areas as bars, and the sentences that sum it up."""
        sentences = compose_five_sentences(self._all)
        if self._is_single:  # who has delivered is no news on a group's own slides
            sentences = (describe_situation(self._all), *sentences[1:])
        lines = [self._says(sentence) for sentence in sentences]
        bars = self._bars_of_statuses() if self._is_single else self._bars_of_groups()
        title = self._says(slide_sentences.SITUATION)
        count = len(bars.names)
        slides = -(-count // _MOST_BARS)
        bounds = [*(count * at // slides for at in range(slides)), count]  # as many bars on each slide
        for number, (first, last) in enumerate(pairwise(bounds), 1):
            shown = bars.select(slice(first, last))
            named = self._numbered(title, number, slides)
            told = self._says(slide_sentences.CHART.fill(title=named, told=shown.describe()))
            beside = lines if number == 1 else []
            self._slides.add_chart(named, told, shown.names, shown.series, bars.longest_bar, beside)

    def _bars_of_groups(self) -> "Bars":
        """A bar a group that has any areas, a colour a status."""
        of_all = {group: self._count(group) for group in self._groups}
        groups = [group for group, count in of_all.items() if any(number for _, _, number in count)] or self._groups
        counts = [of_all[group] for group in groups]
        series = [
            ChartSeries(name, tone, tuple(number for count in counts for found, _, number in count if found == name))
            for name, tone, _ in counts[0]
        ]
        if not any(series[-1].numbers):
            del series[-1]  # every area has a status
        return Bars(tuple(self._tables.group_name(group) for group in groups), tuple(series))

    def _bars_of_statuses(self) -> "Bars":
        """A bar a status."""
        counts = [one for group in self._groups for one in self._count(group)]
        if not counts[-1][2]:
            del counts[-1]
        series = [
            ChartSeries(name, tone, tuple(number if at == place else 0 for at in range(len(counts))))
            for place, (name, tone, number) in enumerate(counts)
        ]
        return Bars(tuple(name for name, _, _ in counts), tuple(series))

    def _count(self, group: PlanGroup) -> list[tuple[str, Tone | None, int]]:
        """How many areas of a group have which status, last how many have none."""
        work = self._deck.work
        terms = list_terms(self._all.book, work.sheet, work.status)
        counts = count_statuses(self._plan.areas_by_group.get(group, ()), work, terms)
        told = [
            (format_term(term, self._language), term.tone or Tone.GREY, counts.by_status[term.name]) for term in terms
        ]
        return [*told, (self._says(WITHOUT_STATUS), None, counts.without_status)]

    def _add_table(self, table: TableContent, title: str) -> None:
        """A table over as many slides as it needs; none where it has no rows."""
        if not table.rows:
            return
        table = table.select_columns()
        headings = make_heading_row(table.headings)
        widths = fit_columns(table.shares, [headings, *table.rows], ROOM_ACROSS)
        room = ROOM_DOWN - measure_row(headings, widths)
        slides = flow_rows(table.rows, widths, room)
        for number, rows in enumerate(slides, 1):
            named = self._numbered(title, number, len(slides))
            told = self._says(slide_sentences.TABLE.fill(title=named, n=len(rows)))
            self._slides.add_table(named, told, table.headings, widths, rows)

    def _numbered(self, title: str, number: int, count: int) -> str:
        if count == 1:
            return title
        return self._says(slide_sentences.PAGE_OF.fill(title=title, n=number, all=count))

    def _says(self, text: Text) -> str:
        return text.localize(self._language)


def _of_one_group(consolidation: Consolidation) -> Consolidation:
    """The consolidation of one group as what it is, so that nobody else is spoken of."""
    part = divide_consolidation(consolidation, Division.GROUP)[0].consolidation
    return replace(part, part=consolidation.part)


def build_deck(consolidation: Consolidation, deck: Deck, language: Language) -> tuple[bytes, int]:
    """The plans as a presentation (.pptx), in Swedish or English, and how many slides it has.

    The same consolidation gives the same bytes.
    """
    return DeckWriter(localize_phrases(consolidation, language), deck, language).write()
