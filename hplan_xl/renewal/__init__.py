"""Next year's plan made from an earlier one: what goes on, what is remembered, and what is asked anew.

The book says it, a word a sheet and a word a column (`book.next_year`); nothing is decided here.

    row_fates       what becomes of each row
    carried_rows    what becomes of each cell of a row that goes on
    latest_values   the latest number of each indicator
    remembrance     the row of Avslutat for one that is finished, and the words that are shown at a cell
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hplan_xl.book.description import Book, GuideLine, Sheet
from hplan_xl.book.next_year import RowsNextYear
from hplan_xl.book.text import Text
from hplan_xl.book.values import TypedValue
from hplan_xl.excel.rendering import render_value
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.renewal.carried_rows import (
    CarriedRow,
    NewYear,
    SourceRow,
    carry_row,
    has_new_baseline,
    list_source_rows,
)
from hplan_xl.renewal.latest_values import find_baselines
from hplan_xl.renewal.remembrance import describe_comments, describe_earlier, make_finished_row
from hplan_xl.renewal.row_fates import RowFate, decide_row_fates
from hplan_xl.template import CarriedContent, FinishedRow, build_template
from hplan_xl.template.positions import number_in
from hplan_xl.wording import file_sentences, renewal_sentences

__all__ = ["NewYear", "Remembered", "RenewalAccount", "RenewedPlan", "find_baselines", "renew_plan"]


@dataclass(frozen=True)
class Remembered:
    """What an earlier plan remembers itself: the finished rows of the years before it, and the numbers used."""

    finished: Sequence[FinishedRow] = ()
    spent_numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass
class RenewalAccount:
    """What was kept, moved and cleared; rows by the title of their sheet, cells by that of their column.

    baselines: how many rows have a latest number that they had not. open: how many of the finished rows are so only
    because they belong to one that is. outside: filled cells that stand in no table.
    """

    stayed: Counter[Text] = field(default_factory=Counter)
    finished: Counter[Text] = field(default_factory=Counter)
    left: Counter[Text] = field(default_factory=Counter)
    shown: Counter[Text] = field(default_factory=Counter)
    cleared: Counter[Text] = field(default_factory=Counter)
    unread: Counter[Text] = field(default_factory=Counter)
    baselines: int = 0
    open: int = 0
    outside: int = 0


@dataclass(frozen=True)
class RenewedPlan:
    """Next year's workbook, and what became of the earlier plan."""

    data: bytes
    account: RenewalAccount
    new: NewYear

    @property
    def sentences(self) -> Iterator[Text]:
        """Say what was kept, moved and cleared."""
        told, account, years = renewal_sentences, self.account, self.new.years
        rows = told.list_counts(account.stayed)
        yield told.STAYED.fill(years=years, rows=rows) if rows.sv else told.NOTHING_STAYED.fill(years=years)
        if account.finished:
            yield told.FINISHED.fill(rows=told.list_counts(account.finished))
        if account.open:
            yield told.OPEN_ONE if account.open == 1 else told.OPEN.fill(n=account.open)
        if account.shown:
            yield told.SHOWN.fill(columns=told.list_words(account.shown))
        if account.baselines:
            yield told.BASELINE_ONE if account.baselines == 1 else told.BASELINES.fill(n=account.baselines)
        left = [*account.cleared, *([told.list_counts(account.left)] if account.left else [])]
        if account.outside:
            left.append(told.OUTSIDE.fill(cells=file_sentences.describe_cells(account.outside)))
        if left:
            yield told.LEFT.fill(what=told.list_words(left))
        if account.unread:
            yield told.UNREAD.fill(columns=told.list_words(account.unread))
        if self.new.goes_on:
            yield told.SAME_YEARS.fill(years=years)


def renew_plan(plan: InterpretedPlan, new: NewYear, remembered: Remembered, facts: Mapping[str, object]) -> RenewedPlan:
    """Make next year's workbook from a plan; the same plan gives the same bytes.

    plan: as understood by a book that has all columns that the new one has. facts: what fills the guide's placeholders.
    Raises OutputError where Excel does not take something of it.
    """
    work = _Renewal(plan, new)
    rows = {sheet.name: work.carry_sheet(sheet) for sheet in new.book.sheets}
    finished = (*work.finished, *remembered.finished)
    spent = _find_spent_numbers(plan, new.book, remembered)
    carried = CarriedContent(rows, finished=finished, spent_numbers=spent, comments=work.comments)
    book = _with_guide(new.book, describe_earlier(plan), bool(finished))
    data = build_template(book, language=new.language, facts=facts, carried=carried)
    work.account.outside = sum(plan.submission.cells_outside.values())
    return RenewedPlan(data, work.account, new)


class _Renewal:
    """The work on one plan: what it gives is gathered sheet by sheet."""

    def __init__(self, plan: InterpretedPlan, new: NewYear) -> None:
        self._plan, self._new = plan, new
        self._fates = decide_row_fates(plan, new.book, new.template_rows)
        self.account = RenewalAccount()
        self.finished: list[FinishedRow] = []
        self.comments: dict[tuple[str, int, str], str] = {}

    def carry_sheet(self, sheet: Sheet) -> list[Mapping[str, TypedValue]]:
        """The records of a sheet of the new plan."""
        records = self._template_records(sheet) if sheet.rows_next_year is RowsNextYear.ANEW else []
        for row, fate in self._source_rows(sheet):
            if fate is RowFate.STAYS:
                carried = carry_row(row, self._new)
                self._note(sheet, row, carried, len(records))
                records.append(carried.record)
            elif fate is RowFate.FINISHED or (fate is RowFate.FOLLOWS and sheet.finished_when):
                self.finished.append(make_finished_row(row, fate, self._plan, self._new))
                self.account.finished[sheet.title] += 1
                self.account.open += fate is RowFate.FOLLOWS
            elif fate is not RowFate.REPLACED:
                self.account.left[sheet.title] += 1
        return records

    def _template_records(self, sheet: Sheet) -> list[Mapping[str, TypedValue]]:
        language, rows = self._new.language, self._new.template_rows.get(sheet.name, ())
        return [
            {column.name: render_value(column, row.get(column.name), language) for column in sheet.columns}
            for row in rows
        ]

    def _source_rows(self, sheet: Sheet) -> Iterator[tuple[SourceRow, RowFate]]:
        typed, understood = self._plan.submission.tables.get(sheet.name), self._plan.tables.get(sheet.name)
        if sheet.is_form and (typed is None or understood is None):
            yield SourceRow(sheet, {}, {}), RowFate.STAYS
        elif typed is not None and understood is not None:
            rows = list_source_rows(sheet, typed, understood)
            yield from zip(rows, self._fates.get(sheet.name, [RowFate.STAYS] * len(rows)), strict=True)

    def _note(self, sheet: Sheet, row: SourceRow, carried: CarriedRow, record: int) -> None:
        """Keep the account of a row that goes on, and what is shown at its cells."""
        if not sheet.is_form:
            self.account.stayed[sheet.title] += 1
        for column, words in describe_comments(row, carried, self._plan, self._new.language).items():
            self.comments[sheet.name, record, column] = words
        self.account.baselines += has_new_baseline(row, carried)
        self.account.shown.update(column.title for column in carried.shown)
        self.account.cleared.update(column.title for column in carried.cleared)
        self.account.unread.update(column.title for column in carried.unread)


def _find_spent_numbers(plan: InterpretedPlan, book: Book, remembered: Remembered) -> Mapping[str, int]:
    """The highest running number ever used, by sheet: in the plan itself, or as it remembers."""
    spent = dict(remembered.spent_numbers)
    for sheet in book.tables:
        table = plan.submission.tables.get(sheet.name) if sheet.counter else None
        keys = table.values.get(sheet.counter, ()) if table else ()
        highest = max([spent.get(sheet.name, 0), *(number_in(key, sheet) for key in keys)])
        spent |= {sheet.name: highest} if highest else {}
    return spent


def _with_guide(book: Book, years: Text, has_finished: bool) -> Book:
    """The book, whose guide says after its lead where the plan comes from."""
    told = [renewal_sentences.GUIDE.fill(years=years), *([renewal_sentences.GUIDE_FINISHED] if has_finished else [])]
    text = Text(" ".join(one.sv for one in told), " ".join(one.en for one in told))
    first = sum(line.style in ("title", "lead") for line in book.guide)
    line = GuideLine(style="note", text=text)
    return replace(book, guide=(*book.guide[:first], line, *book.guide[first:]))
