"""Next year's plan made from an earlier one: what goes on, what is remembered, and what is asked anew.

The book says it, a word a sheet and a word a column (`book.columns`); nothing is decided here.

    carried_rows    what becomes of each row, and of each cell of a row that goes on, with the words shown there;
                    the latest number of each indicator; the row of Avslutat for a row that is finished
    national_values the values of a national source that somebody has saved
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hplan_xl.book.columns import RowsNextYear
from hplan_xl.book.common_rules import PERSONAL_NUMBER_RULE
from hplan_xl.book.description import Book, GuideLine, Sheet
from hplan_xl.book.findings import Finding
from hplan_xl.book.text import Text, join_texts
from hplan_xl.book.values import TypedValue
from hplan_xl.book.views import find_measures
from hplan_xl.excel.rendering import render_value
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.renewal.carried_rows import (
    CarriedRow,
    NewYear,
    RowFate,
    SourceRow,
    carry_row,
    decide_row_fates,
    describe_comments,
    describe_earlier,
    find_baselines,
    find_lost_columns,
    find_split_keys,
    has_new_baseline,
    list_source_rows,
    make_finished_row,
)
from hplan_xl.renewal.national_values import FilledValues, SavedValues, fill_values
from hplan_xl.template import CarriedContent, FinishedRow, build_template
from hplan_xl.template.positions import number_in
from hplan_xl.wording import file_sentences, renewal_sentences

__all__ = ["NewYear", "PlanMemory", "RenewalAccount", "RenewedPlan", "find_baselines", "renew_plan"]


@dataclass(frozen=True)
class PlanMemory:
    """What an earlier plan remembers itself: the finished rows of the years before it, and the numbers used."""

    finished_rows: Sequence[FinishedRow] = ()
    spent_numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass
class RenewalAccount:
    """What was kept, moved and cleared; rows by the title of their sheet, cells by that of their column.

    template_rows: those that the new year's template comes with. baseline_count: how many rows got a latest number.
    open_count: how many of the finished rows are so only because they belong to one that is. things_outside: what
    stands or lies in no table. things_missing: the columns and sheets that the earlier plan lacks. columns_withheld:
    those in which a personal identity number stood. split_keys: those that stood twice, of which not all rows go on.
    """

    staying_rows: Counter[Text] = field(default_factory=Counter)
    template_rows: Counter[Text] = field(default_factory=Counter)
    finished_rows: Counter[Text] = field(default_factory=Counter)
    rows_left: Counter[Text] = field(default_factory=Counter)
    columns_shown: Counter[Text] = field(default_factory=Counter)
    columns_cleared: Counter[Text] = field(default_factory=Counter)
    columns_unread: Counter[Text] = field(default_factory=Counter)
    baseline_count: int = 0
    open_count: int = 0
    things_outside: tuple[Text, ...] = ()
    things_missing: tuple[Text, ...] = ()
    columns_withheld: tuple[Text, ...] = ()
    split_keys: tuple[Text, ...] = ()


@dataclass(frozen=True)
class RenewedPlan:
    """Next year's workbook, and what became of the earlier plan. filled_values: saved ones, where given."""

    data: bytes
    account: RenewalAccount
    new: NewYear
    filled_values: FilledValues | None = None

    @property
    def sentences(self) -> Iterator[Text]:
        """Say what was kept, moved and cleared."""
        told, account, years = renewal_sentences, self.account, self.new.years
        rows = told.list_words(told.list_counts(account.staying_rows))
        yield told.ROWS_STAYING.fill(years=years, rows=rows) if rows.sv else told.NOTHING_STAYED.fill(years=years)
        if anew := told.list_counts(account.template_rows):
            yield told.ROWS_OF_TEMPLATE.fill(rows=told.list_words(anew))
        if account.finished_rows:
            yield told.ROWS_FINISHED.fill(rows=told.list_words(told.list_counts(account.finished_rows)))
        if account.open_count:
            yield told.ROW_OPEN if account.open_count == 1 else told.ROWS_OPEN.fill(n=account.open_count)
        if account.split_keys:
            yield told.KEYS_SPLIT.fill(keys=told.list_words(account.split_keys))
        if account.columns_shown:
            yield told.ANSWERS_SHOWN.fill(columns=told.list_words(account.columns_shown))
        if account.baseline_count:
            yield told.BASELINE_ONE if account.baseline_count == 1 else told.BASELINES.fill(n=account.baseline_count)
        if left := [*account.columns_cleared, *told.list_counts(account.rows_left), *account.things_outside]:
            yield told.NOT_CARRIED.fill(what=told.list_words(left))
        if account.columns_unread:
            yield told.CELLS_UNREAD.fill(columns=told.list_words(account.columns_unread))
        if account.columns_withheld:
            yield told.NUMBERS_WITHHELD.fill(columns=told.list_words(account.columns_withheld))
        if account.things_missing:
            yield told.WAS_MISSING.fill(what=told.list_words(account.things_missing))
        if self.new.goes_on:
            yield told.SAME_YEARS.fill(years=years)
        yield from self.filled_values.sentences if self.filled_values else ()


def renew_plan(
    plan: InterpretedPlan,
    new: NewYear,
    memory: PlanMemory,
    facts: Mapping[str, object],
    saved: tuple[SavedValues, Mapping[str, str]] | None = None,
) -> RenewedPlan:
    """Make next year's workbook from a plan; the same plan gives the same bytes.

    plan: as understood by a book that has all columns that the new one has. facts: what fills the guide's placeholders.
    saved: values to fill in, and the series of each of their areas.
    Raises OutputError where Excel does not take something of it.
    """
    work = _Renewal(plan, new)
    rows: dict[str, Sequence[Mapping[str, TypedValue]]] = {
        sheet.name: work.carry_sheet(sheet) for sheet in new.book.sheets
    }
    filled = work.fill_saved_values(*saved) if saved else None
    rows |= filled.rows if filled else {}
    finished = (*work.finished, *memory.finished_rows)
    spent = _find_spent_numbers(plan, new.book, memory)
    carried = CarriedContent(
        rows, finished_rows=finished, spent_numbers=spent, comments=work.comments, is_unanswered=True
    )
    told = [
        renewal_sentences.GUIDE.fill(years=describe_earlier(plan)),
        *([renewal_sentences.GUIDE_ANSWERS] if work.comments else []),
        *([renewal_sentences.GUIDE_FINISHED] if finished else []),
    ]
    book = _with_guide(new.book, told)
    data = build_template(book, language=new.language, facts=facts, carried=carried)
    work.account.things_outside = tuple(_describe_outside(plan))
    work.account.things_missing = tuple(_list_told(plan.submission.findings, _MISSING))
    work.account.columns_withheld = tuple(_list_told(plan.findings, {PERSONAL_NUMBER_RULE: "column"}))
    return RenewedPlan(data, work.account, new, filled)


class _Renewal:
    """The work on one plan: what it gives is gathered sheet by sheet."""

    def __init__(self, plan: InterpretedPlan, new: NewYear) -> None:
        self._plan, self._new = plan, new
        self._fates = decide_row_fates(plan, new.book, new.template_rows)
        self.account = RenewalAccount()
        split = find_split_keys(plan, new.book, self._fates)
        self.account.split_keys = tuple(
            renewal_sentences.KEY_ON.fill(key=key, sheet=title) for title, keys in split.items() for key in keys
        )
        self.finished: list[FinishedRow] = []
        self.comments: dict[tuple[str, int, str], str] = {}
        self._kept: dict[str, list[tuple[SourceRow, Mapping[str, TypedValue]]]] = {}

    def carry_sheet(self, sheet: Sheet) -> list[Mapping[str, TypedValue]]:
        """The records of a sheet of the new plan."""
        records = self._template_records(sheet) if sheet.rows_next_year is RowsNextYear.ANEW else []
        self.account.template_rows[sheet.title] += len(records)
        for row, fate in self._source_rows(sheet):
            if fate is RowFate.STAYS:
                carried = carry_row(row, self._new)
                self._note(sheet, row, carried, len(records))
                records.append(carried.record)
                self._kept.setdefault(sheet.name, []).append((row, carried.record))
            elif fate is RowFate.FINISHED or (fate is RowFate.FOLLOWS and sheet.finished_when):
                self.finished.append(make_finished_row(row, fate, self._plan, self._new))
                self.account.finished_rows[sheet.title] += 1
                self.account.open_count += fate is RowFate.FOLLOWS
            elif fate is RowFate.REPLACED:
                self.account.columns_cleared.update(column.title for column in find_lost_columns(row, self._new))
            else:
                self.account.rows_left[sheet.title] += 1
        return records

    def fill_saved_values(self, saved: SavedValues, areas: Mapping[str, str]) -> FilledValues | None:
        """Fill saved values into the rows that were carried; None for a book without measurements."""
        measures = find_measures(self._new.book.views)
        if measures is None:
            return None
        indicators, values = (self._kept.get(name, ()) for name in (measures.sheet, measures.values))
        return fill_values(saved, areas, measures, indicators, values, self._new)

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
            self.account.staying_rows[sheet.title] += 1
        for column, words in describe_comments(row, carried, self._plan, self._new.language).items():
            self.comments[sheet.name, record, column] = words
        self.account.baseline_count += has_new_baseline(row, carried)
        self.account.columns_shown.update(column.title for column in carried.shown_columns)
        self.account.columns_cleared.update(column.title for column in carried.cleared_columns)
        self.account.columns_unread.update(column.title for column in carried.unread_columns)


def _describe_outside(plan: InterpretedPlan) -> Iterator[Text]:
    """How many cells stand in no table, and what lies in no cell, such as comments; nothing where there is none."""
    cells = sum(plan.submission.cells_outside.values())
    if cells:
        yield renewal_sentences.CELLS_OUTSIDE.fill(cells=file_sentences.CELLS.with_number(cells))
    beside = plan.submission.beside_cells.values()
    counts = (
        sum(one.pictures for one in beside),
        sum(len(one.texts) for one in beside),
        sum(len(one.comments) for one in beside),
    )
    if any(counts):
        yield file_sentences.beside_cells(*counts)


_MISSING = {"column.missing": "column", "sheet.missing": "sheet"}


def _list_told(findings: Sequence[Finding], facts: Mapping[str, str]) -> Iterator[Text]:
    """The titles that findings of some rules tell, by the fact of each rule that holds one."""
    for rule, fact in facts.items():
        titles = (one.facts.get(fact) for one in findings if one.rule == rule)
        yield from (title for title in titles if isinstance(title, Text))


def _find_spent_numbers(plan: InterpretedPlan, book: Book, memory: PlanMemory) -> Mapping[str, int]:
    """The highest running number ever used, by sheet: in the plan itself, or as it remembers."""
    spent = dict(memory.spent_numbers)
    for sheet in book.tables:
        table = plan.tables.get(sheet.name) if sheet.counter else None
        keys = table.values.get(sheet.counter, ()) if table else ()
        highest = max([spent.get(sheet.name, 0), *(number_in(key, sheet) for key in keys)])
        spent |= {sheet.name: highest} if highest else {}
    return spent


def _with_guide(book: Book, told: Sequence[Text]) -> Book:
    """The book, whose guide says after its lead where the plan comes from."""
    first = sum(line.style in ("title", "lead") for line in book.guide)
    line = GuideLine(style="entry", label=renewal_sentences.FROM_LAST_PLAN, text=join_texts(told, " "))
    return replace(book, guide=(*book.guide[:first], line, *book.guide[first:]))
