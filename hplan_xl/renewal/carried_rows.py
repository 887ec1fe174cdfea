"""What becomes of each row of a plan when next year's is made from it, and of each cell of a row that goes on.

Here too: the latest numbers that next year is counted from, what is told of the earlier plan at cells that are answered
anew, and what is remembered of rows that are finished.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import assert_never

from hplan_xl.book.columns import (
    CellNextYear,
    Choice,
    Column,
    Condition,
    Date,
    IsAmong,
    IsBlank,
    IsFilled,
    Number,
    Period,
    Reference,
    RowsNextYear,
)
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Language, Text, neutral_text, normalize_text
from hplan_xl.book.values import MergedCell, TimePeriod, TimeSpan, TypedValue, YearSpan
from hplan_xl.book.views import find_measures
from hplan_xl.excel.rendering import RenderedValue, render_value
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.interpretation.cell import CellContext, read_cell
from hplan_xl.interpretation.outcomes import ReadValue, show_value
from hplan_xl.reading.submission import Table
from hplan_xl.repair.transfer import carry_value
from hplan_xl.template import FinishedRow, Rows
from hplan_xl.wording import renewal_sentences

Fates = Mapping[str, Sequence["RowFate"]]
_LONGEST = 30_000  # of 32,767 characters that a cell or a comment takes
_ELLIPSIS = " …"


class RowFate(StrEnum):
    """STAYS: it goes on. FINISHED: it is remembered apart. FOLLOWS: it belongs to a row that does not go on.

    REPLACED: the template has it anew. LEFT: it belongs to its year.
    """

    STAYS = "stays"
    FINISHED = "finished"
    FOLLOWS = "follows"
    REPLACED = "replaced"
    LEFT = "left"


def decide_row_fates(plan: InterpretedPlan, book: Book, template_rows: Rows) -> Fates:
    """Decide what becomes of each row of the plan's tables, by sheet, in the order of the rows.

    template_rows: what the template of the new year comes with.
    """
    tables = {sheet.name: plan.tables[sheet.name] for sheet in book.tables if sheet.name in plan.tables}
    fates = {
        name: [_decide(book.sheet(name), table, at, template_rows) for at in range(len(table.rows))]
        for name, table in tables.items()
    }
    while moved := list(_find_followers(book, tables, fates)):
        for name, at in moved:
            fates[name][at] = RowFate.FOLLOWS
    return fates


def _decide(sheet: Sheet, table: Table, at: int, template_rows: Rows) -> RowFate:
    match sheet.rows_next_year:
        case RowsNextYear.CLEAR:
            return RowFate.LEFT
        case RowsNextYear.ANEW:
            record = {name: values[at] for name, values in table.values.items()}
            return RowFate.REPLACED if _find_alike(sheet, record, template_rows) else RowFate.STAYS
        case RowsNextYear.KEEP:
            ends = sheet.finished_when
            return RowFate.FINISHED if ends and all(_holds(one, table, at) for one in ends) else RowFate.STAYS
        case _:
            assert_never(sheet.rows_next_year)


def _find_alike(sheet: Sheet, record: Mapping[str, object], template_rows: Rows) -> list[Mapping[str, object]]:
    """The template's rows of the same name."""
    label = next(_labels(sheet, record), "")
    return [one for one in template_rows.get(sheet.name, ()) if next(_labels(sheet, one), "") == label]


def _labels(sheet: Sheet, record: Mapping[str, object]) -> Iterator[str]:
    words = (normalize_text(show_value(record.get(name)).sv) for name in sheet.label)
    return (word for word in words if word)


def _holds(condition: Condition, table: Table, at: int) -> bool:
    value = table.values[condition.column][at] if condition.column in table.values else None
    match condition:
        case IsAmong(terms=terms):
            return value in terms
        case IsFilled():
            return value is not None
        case IsBlank():
            return value is None
        case _:
            assert_never(condition)


def _find_followers(book: Book, tables: Mapping[str, Table], fates: Fates) -> Iterator[tuple[str, int]]:
    """The rows that stay but refer to a row that does not go on."""
    gone = {name: _keys_gone(book.sheet(name), table, fates[name]) for name, table in tables.items()}
    for name, table in tables.items():
        references = [
            column
            for column in book.sheet(name).columns
            if isinstance(column, Reference) and column.name in table.values and gone.get(column.sheet)
        ]
        for at, fate in enumerate(fates[name]):
            if fate is RowFate.STAYS and any(table.values[one.name][at] in gone[one.sheet] for one in references):
                yield name, at


def _keys_gone(sheet: Sheet, table: Table, fates: Sequence[RowFate]) -> Collection[object]:
    """The keys of the rows that do not go on, but for those that a row which stays has too."""
    keys = table.values.get(sheet.counter, ())
    staying = {key for key, fate in zip(keys, fates, strict=False) if fate is RowFate.STAYS}
    return {key for key, fate in zip(keys, fates, strict=False) if fate is not RowFate.STAYS} - staying - {None}


def find_split_keys(plan: InterpretedPlan, book: Book, fates: Fates) -> Mapping[Text, Sequence[object]]:
    """By the title of a sheet the keys of rows that go on which rows that do not go on had too."""
    found: dict[Text, Sequence[object]] = {}
    for name, of_rows in fates.items():
        sheet = book.sheet(name)
        keyed = list(zip(plan.tables[name].values.get(sheet.counter, ()), of_rows, strict=False))
        staying = {key for key, fate in keyed if fate is RowFate.STAYS} - {None}
        split = dict.fromkeys(key for key, fate in keyed if fate is not RowFate.STAYS and key in staying)
        if split:
            found[sheet.title] = tuple(split)
    return found


@dataclass(frozen=True)
class Baseline:
    """A number for the whole, and the period that it was measured in."""

    value: float
    period: TimePeriod


@dataclass(frozen=True)
class NewYear:
    """The plan to make.

    book, language, template_rows: of its template. years: what it is for. year: the one that is asked for, from whose
    first day a time is ahead. goes_on: whether it is for the same years as the plan that it is made from.
    baselines: the latest numbers, by the id of their indicator.
    """

    book: Book
    language: Language
    template_rows: Rows
    years: YearSpan
    year: int
    goes_on: bool
    baselines: Mapping[object, Baseline] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceRow:
    """One row of the earlier plan: by column what was typed, and what that was understood as."""

    sheet: Sheet
    answers: Mapping[str, object]
    meanings: Mapping[str, object]


@dataclass(frozen=True)
class CarriedRow:
    """One row of the new plan. shown_columns: the columns of which last year's answer is shown at their cell.

    cleared_columns: those of which the answer is nowhere in it. unread_columns: those of which nothing could be read.
    """

    record: Mapping[str, TypedValue]
    shown_columns: tuple[Column, ...] = ()
    cleared_columns: tuple[Column, ...] = ()
    unread_columns: tuple[Column, ...] = ()


def list_source_rows(sheet: Sheet, typed: Table, understood: Table) -> list[SourceRow]:
    """List the rows of a sheet of the earlier plan."""
    return [
        SourceRow(
            sheet,
            {name: values[at] for name, values in typed.values.items()},
            {name: values[at] for name, values in understood.values.items()},
        )
        for at in range(len(typed.rows))
    ]


def carry_row(row: SourceRow, new: NewYear) -> CarriedRow:
    """Make the new plan's row of an earlier one."""
    record: dict[str, TypedValue] = {}
    shown, cleared, unread = [], [], []
    for column in row.sheet.columns:
        value = _decide_cell(column, row, new)
        if value is not None:
            record[column.name] = value
        if not _is_filled(column, row) or value == row.answers.get(column.name):
            continue
        if carry_value(row.answers[column.name], column) is None:
            unread.append(column)
        elif is_shown(column, row, new) and describe_answer(column, row, new.language):
            shown.append(column)
        elif value is None or column.cell_next_year is CellNextYear.ADOPTION:
            cleared.append(column)
    return CarriedRow(record, tuple(shown), tuple(cleared), tuple(unread))


def find_lost_columns(row: SourceRow, new: NewYear) -> tuple[Column, ...]:
    """The columns that are filled in a row which the template has anew, and that it leaves blank there."""
    anew = _find_alike(row.sheet, row.meanings, new.template_rows)
    return tuple(
        column
        for column in row.sheet.columns
        if _is_filled(column, row) and all(one.get(column.name) is None for one in anew)
    )


def has_new_baseline(row: SourceRow, carried: CarriedRow) -> bool:
    """Whether the new plan's row has a latest number that the earlier one had not."""
    latest = [one.name for one in row.sheet.columns if one.cell_next_year is CellNextYear.LATEST_VALUE]
    return any(carried.record.get(name) not in (None, row.answers.get(name)) for name in latest)


def describe_answer(column: Column, row: SourceRow, language: Language) -> str:
    """What stood in a cell, as people see it: a status with its symbol; "" for a blank cell."""
    if isinstance(column, Choice) and (term := column.vocabulary.find_term(row.meanings.get(column.name))):
        return f"{term.symbol} {term.word.localize(language)}".strip()
    return show_value(carry_value(row.answers.get(column.name), column)).localize(language)


def _is_filled(column: Column, row: SourceRow) -> bool:
    typed = row.answers.get(column.name)
    return typed is not None and not (isinstance(typed, MergedCell) and carry_value(typed, column) is None)


def is_shown(column: Column, row: SourceRow, new: NewYear) -> bool:
    """Whether the earlier answer is shown at the new plan's cell, in which it does not stand."""
    match column.cell_next_year:
        case CellNextYear.EARLIER:
            return True
        case CellNextYear.AHEAD:
            return not _reaches(column, row, new)
        case CellNextYear.LATEST_VALUE | CellNextYear.LATEST_PERIOD:
            return _baseline(column, row, new) is not None
        case _:
            return False


def _decide_cell(column: Column, row: SourceRow, new: NewYear) -> TypedValue:
    """What stands in the new plan's cell; None for nothing."""
    typed = row.answers.get(column.name)
    match column.cell_next_year:
        case CellNextYear.CLEAR | CellNextYear.EARLIER:
            return None
        case CellNextYear.KEEP:
            return _as_meant(column, row, new)
        case CellNextYear.AHEAD:
            return carry_value(typed, column) if _reaches(column, row, new) else None
        case CellNextYear.ANEW:
            return _in_template(column, row.sheet, new)
        case CellNextYear.REGISTER:
            return _in_template(column, row.sheet, new) or carry_value(typed, column)
        case CellNextYear.ADOPTION:
            return carry_value(typed, column) if new.goes_on else _in_template(column, row.sheet, new)
        case CellNextYear.LATEST_VALUE | CellNextYear.LATEST_PERIOD:
            baseline = _baseline(column, row, new)
            return _as_meant(column, row, new) if baseline is None else baseline
        case CellNextYear.QUARTER:
            return carry_value(typed, column) or _quarter(column, row, new)
        case _:
            assert_never(column.cell_next_year)


def _in_template(column: Column, sheet: Sheet, new: NewYear) -> TypedValue:
    """What the template of the new year has in a column, where all its rows have the same."""
    values = {record.get(column.name) for record in new.template_rows.get(sheet.name, ())}
    return render_value(column, next(iter(values)), new.language) if len(values) == 1 else None


def _as_meant(column: Column, row: SourceRow, new: NewYear) -> TypedValue:
    """What was typed; a period or a day that would mean another in the new year, with its year."""
    typed, meant = row.answers.get(column.name), row.meanings.get(column.name)
    is_time = isinstance(typed, str) and isinstance(column, Date | Period) and meant is not None
    if is_time and _read_anew(column, typed, new) != meant:
        return render_value(column, meant, new.language)
    return carry_value(typed, column)


def _read_anew(column: Column, typed: object, new: NewYear) -> object:
    outcome = read_cell(typed, column, CellContext(new.years.last))
    return outcome.value if isinstance(outcome, ReadValue) else None


def _reaches(column: Column, row: SourceRow, new: NewYear) -> bool:
    """Whether a time means the same in the new year, and is not over when it begins; also one that nobody can read."""
    typed, meant = row.answers.get(column.name), row.meanings.get(column.name)
    if meant is None:
        return True
    last = meant.last if isinstance(meant, TimeSpan) else meant
    is_over = isinstance(last, date) and last < date(new.year, 1, 1)
    return not is_over and (not isinstance(typed, str) or _read_anew(column, typed, new) == meant)


def _baseline(column: Column, row: SourceRow, new: NewYear) -> TypedValue:
    """The latest value or its period; None where there is none later than what stands there."""
    measures = find_measures(new.book.views)
    if measures is None or row.sheet.name != measures.sheet:
        return None
    latest = new.baselines.get(row.meanings.get(measures.id))
    if latest is None or row.meanings.get(measures.kind) not in (None, measures.number):
        return None
    before = [row.meanings.get(one.name) for one in row.sheet.columns if one.cell_next_year in _BASELINE]
    periods = [one for one in before if isinstance(one, TimePeriod)]
    if None not in before and periods and periods[0].sort_key >= latest.period.sort_key:
        return None
    if column.cell_next_year is CellNextYear.LATEST_PERIOD:
        return str(latest.period)
    return int(latest.value) if float(latest.value).is_integer() else latest.value


_BASELINE = (CellNextYear.LATEST_VALUE, CellNextYear.LATEST_PERIOD)


def _quarter(column: Column, row: SourceRow, new: NewYear) -> TypedValue:
    """The word for the quarter of the day that the row begins; None where it says none, or the column has none."""
    starts = [one.name for one in row.sheet.columns if isinstance(one, Date) and one.starts]
    days = [day for name in starts if isinstance(day := row.meanings.get(name), date)]
    if not days or not isinstance(column, Choice):
        return None
    term = column.vocabulary.find_term(f"q{(days[0].month + 2) // 3}")
    return term.word.localize(new.language) if term else None


def find_baselines(plan: InterpretedPlan, book: Book) -> Mapping[object, Baseline]:
    """By the id of an indicator the number of the latest period that has one for the whole, and that period.

    A value of a single region or of the nation never stands for the whole, and no mean is taken. Values of an id that
    two indicators have are of neither. None where the latest is not known: it stands twice, it cannot be read, or a
    number has no period that can be.
    """
    measures = find_measures(book.views)
    table, named = (plan.tables.get(name) for name in (measures.values, measures.sheet)) if measures else (None, None)
    if measures is None or table is None or named is None:
        return {}
    often = Counter(named.values.get(measures.id, ()))
    whole = next(
        column.name
        for column in book.sheet(measures.values).columns
        if isinstance(column, Number) and column.series == measures.whole_series
    )
    columns = (
        table.values.get(name, (None,) * len(table.rows)) for name in (measures.indicator, measures.period, whole)
    )
    unread = {row for name, column, row in plan.unread_cells if (name, column) == (measures.values, whole)}
    found: dict[object, dict[TimePeriod, set[object]]] = {}
    undated = set()
    for row, indicator, period, read in zip(table.rows, *columns, strict=True):
        value = _UNREAD if row in unread else read
        if indicator is None or often[indicator] > 1 or value is None:
            continue
        if isinstance(period, TimePeriod):
            found.setdefault(indicator, {}).setdefault(period, set()).add(value)
        elif value is _UNREAD or isinstance(value, int | float):
            undated.add(indicator)
    latest = {indicator: _find_latest(values) for indicator, values in found.items() if indicator not in undated}
    return {indicator: one for indicator, one in latest.items() if one is not None}


_UNREAD = object()  # in the place of a value that cannot be read


def _find_latest(values: Mapping[TimePeriod, Collection[object]]) -> Baseline | None:
    """The number of the latest period that has one; None where it has several, or it or a later one cannot be read."""
    for period in sorted(values, key=lambda period: period.sort_key, reverse=True):
        numbers = [value for value in values[period] if isinstance(value, int | float)]
        if numbers or _UNREAD in values[period]:
            return Baseline(numbers[0], period) if numbers and len(values[period]) == 1 else None
    return None


def describe_earlier(plan: InterpretedPlan) -> Text:
    """Name an earlier plan by its years, and the day of its statuses where it tells one."""
    told = plan.identity
    years = neutral_text(str(told.years)) if told.years else renewal_sentences.LAST_PLAN
    return renewal_sentences.AS_OF.fill(years=years, day=told.as_of) if told.as_of else years


def describe_comments(
    row: SourceRow, carried: CarriedRow, plan: InterpretedPlan, language: Language
) -> Mapping[str, str]:
    """What is shown at cells of a row, by column: at the first all answers to give anew, at a time its own."""
    anew = [column for column in carried.shown_columns if column.cell_next_year is CellNextYear.EARLIER]
    shown = {column.name: [column] for column in carried.shown_columns if column not in anew}
    shown |= {anew[0].name: anew} if anew else {}
    earlier = describe_earlier(plan).localize(language)
    heading = earlier[:1].upper() + earlier[1:]
    lines = {name: _answers(columns, row, language) for name, columns in shown.items()}
    return {name: _cut("\n".join([f"{heading}:", *told])) for name, told in lines.items() if told}


def make_finished_row(row: SourceRow, fate: RowFate, plan: InterpretedPlan, new: NewYear) -> FinishedRow:
    """What is remembered of a row that is finished, or that belongs to one which is."""
    sheet, language = row.sheet, new.language
    ends = {condition.column for condition in sheet.finished_when[-1:]}
    told = [one for one in sheet.columns if one.cell_next_year is not CellNextYear.CLEAR]
    ending = [one for one in told if one.name in ends or one.cell_next_year is CellNextYear.EARLIER]
    named = {_key_column(sheet), *sheet.label}
    rest = [one for one in told if one not in ending and one.name not in named]
    belongs = [_belonging(row, new).localize(language)] if fate is RowFate.FOLLOWS else []
    labels = (describe_answer(sheet.column(name), row, language) for name in sheet.label)
    return FinishedRow(
        year=str(plan.identity.years or ""),
        sheet=sheet.title.localize(language),
        key=_key(row),
        words=_cut(" – ".join(filter(None, labels))),
        ending=_cut("\n".join([*belongs, *_answers(ending, row, language)])),
        rest=_cut("\n".join(_answers(rest, row, language))),
    )


def _answers(columns: Iterable[Column], row: SourceRow, language: Language) -> list[str]:
    """A line for each of the columns that is filled."""
    answers = [(column.title.localize(language), describe_answer(column, row, language)) for column in columns]
    told = (renewal_sentences.ANSWER.fill(column=title, words=words) for title, words in answers if words)
    return [one.localize(language) for one in told]


def _belonging(row: SourceRow, new: NewYear) -> Text:
    """Which finished row it belongs to: the first it refers to."""
    reference = next(
        one for one in row.sheet.columns if isinstance(one, Reference) and row.meanings.get(one.name) is not None
    )
    facts = {"key": row.meanings[reference.name], "sheet": new.book.sheet(reference.sheet).title}
    return renewal_sentences.BELONGS_TO.fill(**facts)


def _key_column(sheet: Sheet) -> str:
    return sheet.counter or (sheet.key[0] if len(sheet.key) == 1 else "")


def _key(row: SourceRow) -> RenderedValue:
    key = row.meanings.get(_key_column(row.sheet))
    return key if key is None or isinstance(key, int) else str(key)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST] + _ELLIPSIS
