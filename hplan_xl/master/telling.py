"""How a row, a time and a number are told on the pages that are read."""

from datetime import date

from hplan_xl.master.edition import Edition
from hplan_xl.master.measuring import Indicator, spoken_number
from hplan_xl.master.page import Linked
from hplan_xl.master.raising import spoken_day
from hplan_xl.master.records import Record, text, word
from hplan_xl.master.references import outside, sheet
from hplan_xl.text import Text
from hplan_xl.values import Span
from hplan_xl.views import Measures, View

_MORE = Text("och {n} till", "and {n} more")
_MORE_ON = Text("och {n} till, se fliken {sheet}", "and {n} more, see the sheet {sheet}")
_ROW = Text("{sheet}, rad {row}", "{sheet}, row {row}")
_AT_LEAST = Text("minst {goal}", "at least {goal}")
_AT_MOST = Text("högst {goal}", "at most {goal}")
_TARGET = Text("mål: {goal}", "target: {goal}")


def group(edition: Edition, row: Record) -> str:
    """The group of a row as it is called, also where it is not known."""
    return edition.group(text(row, "_region"), text(row, "_group"))


def and_more(edition: Edition, count: int, listing: type[View]) -> str:
    """How many more there are, and the page where they all stand, where the master has one of that kind."""
    page = next((one for one in edition.views if isinstance(one, listing)), None)
    return edition.says(_MORE_ON.filled(n=count, sheet=page.title) if page else _MORE.filled(n=count))


def origin(edition: Edition, row: Record) -> Linked:
    """Where a row comes from: sheet and row in words, and a link to that row of the group's file."""
    file, title, place = text(row, "_file"), text(row, "_sheet"), text(row, "_row")
    words = edition.says(_ROW.filled(sheet=title, row=place))
    return Linked(words, outside(file, edition.beside, f"{sheet(title)}!A{place or 1}"))


def when_told(edition: Edition, row: Record, column: str) -> str:
    """A time as it was told: in the filler's words, or a day as people say it."""
    value = row.get(column) if column else None
    if isinstance(value, Span):
        return value.words
    if isinstance(value, date):
        return edition.says(spoken_day(value, edition.consolidated.as_of))
    return text(row, column)


def spoken_latest(edition: Edition, measures: Measures, one: Indicator) -> str:
    """The latest value with unit and period; of a milestone, whether it is reached."""
    if one.latest is None:
        return word(
            edition.consolidated.book, measures.sheet, measures.reached, one.row.get(measures.reached), edition.language
        )
    value = spoken_number(one.latest.value, edition.language)
    return f"{with_unit(value, text(one.row, measures.unit))} ({one.latest.point.period})"


def spoken_goal(edition: Edition, measures: Measures, row: Record) -> str:
    """The target in words, "" where there is none: "minst 85 %"."""
    goal, high = row.get(measures.target), row.get(measures.target_high)
    if not isinstance(goal, int | float):
        return text(row, measures.target_text)
    numbers = [spoken_number(number, edition.language) for number in (goal, high) if isinstance(number, int | float)]
    if row.get(measures.direction) != measures.within:
        numbers = numbers[:1]
    told = with_unit("–".join(numbers), text(row, measures.unit))
    lead = {measures.higher: _AT_LEAST, measures.lower: _AT_MOST}.get(text(row, measures.direction))
    return edition.says(lead.filled(goal=told)) if lead else told


def named_goal(edition: Edition, measures: Measures, row: Record) -> str:
    """The target as part of a sentence, "" where there is none: "mål: minst 85 %"."""
    goal = spoken_goal(edition, measures, row)
    return edition.says(_TARGET.filled(goal=goal)) if goal else ""


def with_unit(value: str, unit: str) -> str:
    """A number with its unit, which do not part at the end of a line."""
    return f"{value}\N{NO-BREAK SPACE}{unit}" if unit else value
