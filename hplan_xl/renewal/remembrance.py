"""What is told of an earlier plan: at the cells that are answered anew, and of the rows that are finished."""

from collections.abc import Iterable, Mapping

from hplan_xl.book.columns import CellNextYear, Column, Reference
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Language, Text, neutral_text
from hplan_xl.excel.rendering import RenderedValue
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.renewal.carried_rows import CarriedRow, NewYear, RowFate, SourceRow, describe_answer
from hplan_xl.template import FinishedRow
from hplan_xl.wording import renewal_sentences

_LONGEST = 30_000  # of 32,767 characters that a cell or a comment takes
_ELLIPSIS = " …"


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
