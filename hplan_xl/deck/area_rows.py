"""The areas of a group as the rows of the five columns that a council knows, and `hplan import` reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hplan_xl.book.columns import Term
from hplan_xl.book.text import Language, Text, clean_text
from hplan_xl.book.values import TimeSpan
from hplan_xl.book.views import Deck
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.deck.flow import ParagraphLook, Paragraphs, SlideCell, SlideParagraph, SlideRow
from hplan_xl.interpretation.personal_data import keep_function
from hplan_xl.master.facts.issues import group_parts
from hplan_xl.master.facts.records import Record, find_column, find_vocabulary, get_text, list_family
from hplan_xl.master.facts.status_counts import PlanGroup, find_owner, format_term, list_work
from hplan_xl.wording import slide_sentences

_BULLET_SIGNS = "•-–*"
SHARES = (11.5, 23.5, 33.0, 21.5, 10.5)


@dataclass(frozen=True)
class PlanTable:
    """The table of a consolidation's groups. headings: over its columns."""

    consolidated: Consolidation
    deck: Deck
    language: Language

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over the columns."""
        promised = list_family(self.consolidated.book, self.deck.work.sheet, self.deck.work.family)
        area = slide_sentences.AREA_AND_PROMISES if promised else slide_sentences.AREA
        others = (slide_sentences.ACTIVITIES, slide_sentences.FOLLOW_UP, slide_sentences.STATUS)
        return tuple(one.localize(self.language) for one in (slide_sentences.FOCUS, area, *others))

    def rows(self, group: PlanGroup) -> list[SlideRow]:
        """The areas of a group, and last what belongs to no area that is known."""
        work, parts = self.deck.work, self.deck.parts
        areas = [row for row in list_work(self.consolidated, work) if find_owner(row) == group]
        by_area = group_parts(self.consolidated, parts)
        rows = [self._area(row, by_area.get((get_text(row, "_file"), get_text(row, work.number)), ())) for row in areas]
        known = {(get_text(row, "_file"), get_text(row, work.number)) for row in areas}
        every = [row for row in list_work(self.consolidated, parts) if find_owner(row) == group]
        lone = [row for row in every if (get_text(row, "_file"), get_text(row, parts.parent)) not in known]
        if lone:
            title = SlideParagraph(slide_sentences.NO_AREA.localize(self.language), ParagraphLook.STRONG)
            rows.append((SlideCell(), SlideCell((title,)), self._activities(lone), SlideCell(), SlideCell()))
        return rows

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
        return find_vocabulary(self.consolidated.book, work.sheet, work.status).find_term(row.get(work.status))

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
        ticks = list_family(self.consolidated.book, self.deck.work.sheet, self.deck.work.family)
        names = [tick.title.localize(self.language) for tick in ticks if row.get(tick.name)]
        if names:
            lead = slide_sentences.PROMISES.localize(self.language)
            yield SlideParagraph(f"{lead}{', '.join(names)}", ParagraphLook.QUIET)

    def _follow_up(self, row: Record) -> Iterator[SlideParagraph]:
        """What the area says of its follow-up; what comes after the first column is led by that column's title."""
        for place, name in enumerate(self.deck.work.follow_up):
            column = find_column(self.consolidated.book, self.deck.work.sheet, name)
            lead = f"{column.title.localize(self.language)}: " if column and place else ""
            yield from (replace(one, lead=lead) for one in _lines(get_text(row, name)))

    def _activities(self, rows: Sequence[Record]) -> SlideCell:
        return SlideCell(tuple(one for row in rows for one in self._activity(row)))

    def _activity(self, row: Record) -> Paragraphs:
        """A bullet with what is to be done and whether it is new; under it further lines, and who and when."""
        parts = self.deck.parts
        lines = [one.text for one in _lines(get_text(row, parts.title))] or [""]
        sign = dict(parts.new_signs).get(get_text(row, parts.new))
        first = " ".join(filter(None, (lines[0], sign.localize(self.language) if sign else "")))
        facts = slide_sentences.BETWEEN_FACTS.join(
            f"{label.localize(self.language)}: {words}" for label, words in self._facts(row) if words
        )
        details = [*lines[1:], *([facts] if facts else [])]
        if not first and not details:
            return ()
        return (
            SlideParagraph(first, ParagraphLook.BULLET),
            *(SlideParagraph(line, ParagraphLook.DETAIL) for line in details),
        )

    def _facts(self, row: Record) -> Iterator[tuple[Text, str]]:
        parts, schedule, due = self.deck.parts, row.get(self.deck.parts.schedule), row.get(self.deck.parts.due)
        term = find_vocabulary(self.consolidated.book, parts.sheet, parts.status).find_term(row.get(parts.status))
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
            yield SlideParagraph(words.removeprefix("•").strip(), _look_of(words))


def _look_of(words: str) -> ParagraphLook:
    return ParagraphLook.BULLET if words.startswith("•") else ParagraphLook.PLAIN
