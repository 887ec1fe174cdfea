"""One table of one plan: each cell read with what stands around it."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from operator import is_

from hplan_xl.book.columns import BetterWay, Choice, Column, Number, Prose, Reference, Schedule, Tick
from hplan_xl.book.common_rules import PERSONAL_NUMBER_RULE
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.findings import Finding, reading_order
from hplan_xl.book.text import NO_WORDS, Text, clean_text, join_texts, quote_words
from hplan_xl.book.values import ErrorValue, Percent, UncomputedFormula
from hplan_xl.interpretation.cell import CellContext, make_reader, read_cell
from hplan_xl.interpretation.choices import find_promised, gather_pasted_ticks, set_family_ticks
from hplan_xl.interpretation.numbers import Bound, find_bound
from hplan_xl.interpretation.outcomes import (
    Outcome,
    ReadValue,
    Remark,
    UnreadValue,
    cut_text,
    make_unread,
    quote_value,
    show_value,
)
from hplan_xl.interpretation.row_references import RowKeys, normalize_key, read_reference, strip_key
from hplan_xl.reading.submission import Submission, Table

UnreadPlace = tuple[str, str, int]


@dataclass(frozen=True)
class InterpretedTable:
    """An interpreted table, its findings in reading order, and the cells that could not be interpreted."""

    table: Table
    findings: tuple[Finding, ...]
    unread_cells: tuple[UnreadPlace, ...]


def interpret_table(
    sheet: Sheet,
    submission: Submission,
    book: Book,
    keys: Mapping[str, RowKeys],
    year: int | None,
    numbers: Set[UnreadPlace] = frozenset(),
) -> InterpretedTable:
    """Interpret one sheet of a plan.

    keys: from `collect_keys`. year: the plan's, for times without one. numbers: where personal identity numbers stood.
    """
    table = submission.tables[sheet.name]
    outcomes = _interpret_columns(sheet, submission, book, keys, year)
    outcomes = _with_numbers(outcomes, table, numbers) if numbers else outcomes
    values = {
        name: _share_same(
            table.values[name], [outcome.value if isinstance(outcome, ReadValue) else None for outcome in column]
        )
        for name, column in outcomes.items()
    }
    remarked = [
        (name, index, outcome)
        for name, column in outcomes.items()
        for index, outcome in enumerate(column)
        if not isinstance(outcome, ReadValue) or outcome.remarks
    ]
    findings = [
        _finding(remark, sheet.column(name), index, table, sheet, submission.source, book)
        for name, index, outcome in remarked
        for remark in _remarks(outcome)
    ]
    unread = [(name, index) for name, index, outcome in remarked if isinstance(outcome, UnreadValue)]
    return InterpretedTable(
        replace(table, values=values, places={name: table.places[name] for name in values if name in table.places}),
        tuple(sorted(findings, key=reading_order)),
        tuple((sheet.name, name, table.rows[index]) for name, index in unread),
    )


def _share_same(typed: tuple[object, ...], read: list[object]) -> tuple[object, ...]:
    """The values that were read; those typed where they are the very same, which are kept, sent and loaded once."""
    return typed if all(map(is_, typed, read)) else tuple(read)


def _interpret_columns(
    sheet: Sheet, submission: Submission, book: Book, keys: Mapping[str, RowKeys], year: int | None
) -> dict[str, list[Outcome]]:
    """The outcome of each cell, by column; ticks of a family also where they stand in words."""
    table = submission.tables[sheet.name]
    context = CellContext(
        year,
        keys,
        () if table.is_form else sheet.label,
        any(isinstance(column, Schedule) and not column.is_collapsed for column in sheet.columns),
        has_point=submission.language == "en",
    )
    counted_in = {column.unit_column for column in sheet.columns if isinstance(column, Number) and column.unit_column}
    units = {unit_in: _units(unit_in, sheet, submission, book, keys) for unit_in in sorted(counted_in)}
    outcomes = {
        column.name: _outcomes(
            table.values[column.name],
            column,
            context,
            units.get(column.unit_column) if isinstance(column, Number) else None,
        )
        for column in sheet.columns
        if column.name in table.values
    }
    if sheet.counter in outcomes and sheet.name in keys:
        outcomes[sheet.counter] = [_spell_as_first(one, keys[sheet.name]) for one in outcomes[sheet.counter]]
    for column in sheet.columns:
        if isinstance(column, Number) and column.better_way and column.name in outcomes:
            outcomes[column.name] = _with_better_way(outcomes, column, column.better_way, sheet, table)
        if isinstance(column, Number) and column.words_column in outcomes and column.name in outcomes:
            instead = table.heading(sheet.column(column.words_column))
            outcomes[column.name] = _with_place_for_words(outcomes[column.name], instead)
    families = [column for column in sheet.columns if isinstance(column, Tick) and column.family]
    return _with_families(outcomes, families, sheet, table, context) if families else outcomes


def _spell_as_first(outcome: Outcome, keys: RowKeys) -> Outcome:
    """A key as the first row spells it that has it: "I 1" beside "I1" is one id, which stands twice."""
    if not isinstance(outcome, ReadValue) or outcome.value is None:
        return outcome
    return ReadValue(keys.rows.get(normalize_key(str(outcome.value)), outcome.value), outcome.remarks)


def _with_families(
    outcomes: Mapping[str, list[Outcome]], families: list[Tick], sheet: Sheet, table: Table, context: CellContext
) -> dict[str, list[Outcome]]:
    """The outcomes, with ticks that are told in words, in their own cells or behind the title of their row."""
    filled = set_family_ticks(outcomes, families, table.values)
    titles = [column for name in sheet.label if isinstance(column := sheet.column(name), Prose) and name in filled]
    here = [tick for tick in families if tick.name in filled]
    gather_pasted_ticks(filled, here, table.values)
    for column in titles:
        for index, outcome in enumerate(filled[column.name]):
            words = outcome.value if isinstance(outcome, ReadValue) else None
            title, promised = find_promised(words, here) if isinstance(words, str) else ("", ())
            if promised:
                filled[column.name][index] = _read_title(title, promised, column, context)
                for tick in promised:
                    filled[tick.name][index] = ReadValue(True, _remarks(filled[tick.name][index]))
    return filled


def _read_title(title: str, promised: tuple[Tick, ...], column: Prose, context: CellContext) -> Outcome:
    """The title alone, with the promises that stood behind it in the remark."""
    outcome = make_reader(column, context)(title)
    if not isinstance(outcome, ReadValue):
        return outcome
    ticks = join_texts((tick.title for tick in promised), ", ")
    told = Text("{title} med kryss för {ticks}", "{title} with a tick for {ticks}")
    told = told.fill(title=quote_words(cut_text(title)), ticks=ticks)
    return ReadValue(outcome.value, (Remark("value.read_as", facts={"reading": told}), *outcome.remarks))


def _outcomes(
    typed: tuple[object, ...], column: Column, around: CellContext, units: Callable[[int], str] | None
) -> list[Outcome]:
    read = make_reader(column, around)
    if units is None:
        # Equal words are read once, but not where something stands behind them, such as an address of each cell's own.
        words = {value: read(value) for value in {None, *(one for one in typed if type(one) is str)}}
        return [words[value] if value is None or type(value) is str else read(value) for value in typed]
    return [
        # Only words and percentages are read by their unit, and looking one up takes longer than reading a number.
        read_cell(value, column, around, units(index)) if isinstance(value, str | Percent) else read(value)
        for index, value in enumerate(typed)
    ]


def _with_better_way(
    outcomes: Mapping[str, list[Outcome]], column: Number, way: BetterWay, sheet: Sheet, table: Table
) -> list[Outcome]:
    """The numbers, those that are told as a bound the other way than the row says is better asked about."""
    chosen = sheet.column(way.column)
    if not isinstance(chosen, Choice) or way.column not in outcomes:
        return outcomes[column.name]
    agreeing = {None: None, Bound.AT_LEAST: way.at_least, Bound.AT_MOST: way.at_most}
    asked = []
    for typed, outcome, choice in zip(
        table.values[column.name], outcomes[column.name], outcomes[way.column], strict=True
    ):
        term = chosen.vocabulary.find_term(choice.value) if isinstance(choice, ReadValue) else None
        agrees = agreeing[find_bound(typed)]
        if isinstance(outcome, ReadValue) and term and agrees is not None and term.name not in agrees:
            facts = {"choice": term.word, "other_column": table.heading(chosen)}
            outcome = ReadValue(outcome.value, (Remark(way.rule, facts=facts),))
        asked.append(outcome)
    return asked


def _with_place_for_words(outcomes: list[Outcome], heading: object) -> list[Outcome]:
    """The numbers; of words that hold none it is told under which heading words stand."""
    no_number = make_unread("number.unreadable")
    told = make_unread("number.unreadable", "in_words", other_column=heading)
    return [told if outcome == no_number else outcome for outcome in outcomes]


def _with_numbers(
    outcomes: Mapping[str, list[Outcome]], table: Table, numbers: Set[UnreadPlace]
) -> dict[str, list[Outcome]]:
    """The outcomes, with the one thing that is to be told of each cell from which a number was taken."""
    told = Remark(PERSONAL_NUMBER_RULE)
    return {
        name: [
            (ReadValue(outcome.value, (told,)) if isinstance(outcome, ReadValue) else UnreadValue(told))
            if (table.sheet, name, row) in numbers
            else outcome
            for row, outcome in zip(table.rows, column, strict=True)
        ]
        for name, column in outcomes.items()
    }


def _remarks(outcome: Outcome) -> tuple[Remark, ...]:
    if isinstance(outcome, ReadValue):
        return outcome.remarks
    return (outcome.remark,) if outcome.remark else ()


def _finding(
    remark: Remark, column: Column, index: int, table: Table, sheet: Sheet, source: str, book: Book
) -> Finding:
    facts = {
        "value": quote_value(table.values[column.name][index]),
        "column": table.heading(column),
        "row": row_label(table, sheet, index),
    }
    cell = table.cell(source, column.name, table.rows[index])
    return book.make_finding(cell, remark.rule, remark.variant, **{**facts, **remark.facts})


def row_label(table: Table, sheet: Sheet, index: int) -> Text:
    """Name a row in a sentence: by its first filled label column, quoted, else by its number; a form by its title."""
    if table.is_form:
        return quote_words(sheet.title)
    names = _labels(table, sheet, index)
    return quote_words(cut_text(names[0])) if names else Text(f"rad {table.rows[index]}", f"row {table.rows[index]}")


def _units(
    told_in: str, sheet: Sheet, submission: Submission, book: Book, keys: Mapping[str, RowKeys]
) -> Callable[[int], str] | None:
    """The unit of numbers, by row: `told_in` is a column of the row, or of the row that it refers to."""
    target, _, unit_in = told_in.rpartition(".")
    typed = submission.tables[sheet.name].values
    if not target:
        units = typed.get(unit_in)
        return (lambda index: show_value(units[index]).sv) if units else None
    for reference in sheet.columns:
        if isinstance(reference, Reference) and reference.sheet == target and reference.name in typed:
            by_key = _units_of(book.sheet(target), submission, unit_in)
            return _follow_references(typed[reference.name], keys.get(target), by_key)
    return None


def _units_of(sheet: Sheet, submission: Submission, unit_in: str) -> dict[str, str]:
    """The unit of each row of a sheet, by the row's folded key; "" where rows of one key say different units."""
    table = submission.tables.get(sheet.name)
    if table is None or unit_in not in table.values or sheet.counter not in table.values:
        return {}
    units: dict[str, str] = {}
    for typed, unit_typed in zip(table.values[sheet.counter], table.values[unit_in], strict=True):
        key, unit = normalize_key(show_value(typed).sv), show_value(unit_typed).sv
        units[key] = unit if units.get(key, unit) == unit else ""
    return units


def _follow_references(
    references: tuple[object, ...], keys: RowKeys | None, units: Mapping[str, str]
) -> Callable[[int], str]:
    def unit(index: int) -> str:
        outcome = read_reference(references[index], keys) if keys else None
        return units.get(normalize_key(str(outcome.value)), "") if isinstance(outcome, ReadValue) else ""

    return unit


def collect_keys(submission: Submission, book: Book) -> dict[str, RowKeys]:
    """Collect the rows of every sheet that other sheets refer to, by sheet name; missing sheets are left out."""
    names = {
        column.sheet: book.sheet(column.sheet)
        for sheet in book.sheets
        for column in sheet.columns
        if isinstance(column, Reference)
    }
    return {
        name: _keys(sheet, submission.tables[name])
        for name, sheet in names.items()
        if name in submission.tables and sheet.counter in submission.tables[name].values
    }


def _keys(sheet: Sheet, table: Table) -> RowKeys:
    rows: dict[str, object] = {}
    labels: dict[object, list[str]] = {}
    unread: set[str] = set()
    read = make_reader(sheet.column(sheet.counter), CellContext(None))
    for index, typed in enumerate(table.values[sheet.counter]):
        outcome, names = read(typed), _labels(table, sheet, index)
        if isinstance(outcome, ReadValue) and outcome.value is not None:
            key = rows.setdefault(normalize_key(str(outcome.value)), outcome.value)
            labels.setdefault(key, names)
        else:
            words = show_value(typed).sv
            unread |= {normalize_key(one) for one in (words, strip_key(words), *names) if one}
    has_lost = any(isinstance(typed, UncomputedFormula | ErrorValue) for typed in table.values[sheet.counter])
    return RowKeys(
        sheet.title,
        rows,
        {key: names[0] if names else "" for key, names in labels.items()},
        frozenset(unread),
        has_lost,
        sheet.prefix,
        sheet.key_noun,
        {key: tuple(names[1:]) for key, names in labels.items()},
    )


def _labels(table: Table, sheet: Sheet, index: int) -> list[str]:
    """What a row is called: first the words that a drop-down shows behind its key. A lone dash is no name."""
    typed = (table.values[name][index] for name in sheet.label if name in table.values)
    return [words for one in typed if (words := clean_text(show_value(one).sv)) not in NO_WORDS]
