"""The pages of the master, as data. The set is closed; each kind has one writer under `master`.

A view names the columns it reads, so that no writer knows a plan. A name that is blank, or that the book does not
have, is simply not shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hplan_xl.book.text import Text


@dataclass(frozen=True)
class Noun:
    """The noun for what is counted, in the singular and the plural.

    >>> Noun(Text("aktivitet", "activity"), Text("aktiviteter", "activities")).with_number(1).sv
    '1 aktivitet'
    """

    singular: Text
    plural: Text

    def choose(self, number: int) -> Text:
        """The form for so many."""
        return self.singular if number == 1 else self.plural

    def with_number(self, number: int) -> Text:
        """The number with the fitting form."""
        form = self.choose(number)
        return Text(f"{number} {form.sv}", f"{number} {form.en}")


@dataclass(frozen=True, kw_only=True)
class Work:
    """A sheet whose rows are pieces of work with a status, and which of its columns say what.

    assigned_to: whom the work is given to, which answers for it where nobody is told to be responsible.
    closed_statuses, idle_statuses: the statuses of work that is over, and of work that has not begun.
    ranked_statuses: the statuses of work under way, the best first: a move between two of them is for the better or the
        worse. That work begins, is closed or is opened again is neither.
    family: the ticks it serves.
    parent: the reference to the work it is part of, and `number` what that reference holds.
    status_nouns: the statuses as they stand in a sentence after a number, in the order of that sentence.
    assignee: to whom it has been handed on. new: whether it is new this year; `new_signs`: the signs of its terms.
    """

    sheet: str
    noun: Noun
    title: str
    status: str
    status_nouns: tuple[tuple[str, Noun], ...] = ()
    short_name: str = ""
    number: str = ""
    parent: str = ""
    focus: str = ""
    reason: str = ""
    needs: str = ""
    responsible: str = ""
    assigned_to: str = ""
    due: str = ""
    schedule: str = ""
    closing_reason: str = ""
    family: str = ""
    follow_up: tuple[str, ...] = ()
    closed_statuses: tuple[str, ...] = ()
    idle_statuses: tuple[str, ...] = ()
    ranked_statuses: tuple[str, ...] = ()
    assignee: str = ""
    new: str = ""
    new_signs: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Questions:
    """A sheet whose rows ask something of somebody.

    forum: of whom. settled_states: the states in which nothing is asked any more.
    requires_forum: rows without a forum are the group's own and are not asked of the reader, but for those whose
        `kind` is one of `needs`. settled_on: a day that, where it is given, says that nothing is asked any more.
    """

    sheet: str
    noun: Noun
    heading: Text
    text: str
    detail: str
    forum: str
    state: str
    settled_states: tuple[str, ...]
    due: str = ""
    parent: str = ""
    requires_forum: bool = False
    kind: str = ""
    needs: tuple[str, ...] = ()
    settled_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """A sheet of indicators and the sheet of their values.

    number, milestone: the terms of `kind`. higher_term, lower_term, within_term: the terms of `direction`.
    missed_terms: the terms of `reached_state` where a milestone is not passed.
    whole_series, nation_series: the series of the value columns for everybody; every other series is a member region.
    frequency: how often it is measured; frequency_months: how many months lie between, by its terms.
    source, source_id: where the values come from, and what the indicator is called there; national_source: the term
        of the source of which saved values are filled in.
    baseline_period: when the baseline was measured.
    """

    sheet: str
    noun: Noun
    id: str
    name: str
    parent: str
    kind: str
    unit: str
    direction: str
    target: str
    target_high: str
    target_text: str
    target_year: str
    baseline: str
    reached_state: str
    reached_date: str
    outcome: str
    state: str
    number: str
    milestone: str
    higher_term: str
    lower_term: str
    within_term: str
    missed_terms: tuple[str, ...]
    values: str
    indicator: str
    period: str
    comment: str
    whole_series: str
    nation_series: str
    frequency: str = ""
    frequency_months: tuple[tuple[str, int], ...] = ()
    source: str = ""
    source_id: str = ""
    national_source: str = ""
    baseline_period: str = ""


@dataclass(frozen=True, kw_only=True)
class _View:
    """The attributes of every page: an identifier, the sheet's title in Excel, and a line on what the page shows.

    gist: the same in at most six words, for a list of the pages.
    """

    name: str
    title: Text
    help: Text
    gist: Text | None = None


@dataclass(frozen=True, kw_only=True)
class AllRows(_View):
    """All rows of one sheet of the plan, of everybody, as an Excel table with their source."""

    sheet: str


@dataclass(frozen=True, kw_only=True)
class Overview(_View):
    """The page for one minute: five sentences, the statuses, the groups, what is asked, who is awaited."""

    work: Work
    parts: Work
    questions: tuple[Questions, ...]


@dataclass(frozen=True, kw_only=True)
class Agenda(_View):
    """The points for a meeting: trouble, questions, late work, missed targets, work without anyone responsible."""

    work: Work
    parts: Work
    questions: tuple[Questions, ...]
    measures: Measures


@dataclass(frozen=True, kw_only=True)
class Changes(_View):
    """What has changed since an earlier master, what has become worse first; left out where there is none."""

    work: Work
    parts: Work
    questions: tuple[Questions, ...]
    measures: Measures


@dataclass(frozen=True, kw_only=True)
class Slide(_View):
    """The plan as a council is shown it: one bullet per row, one page per group."""

    work: Work
    parts: Work
    measures: Measures


@dataclass(frozen=True, kw_only=True)
class StatusTally(_View):
    """How many pieces of work have which status, by healthcare region, council, group and tick."""

    work: Work


@dataclass(frozen=True, kw_only=True)
class TickCrossing(_View):
    """Each tick of a family against each status, and the work behind each number."""

    work: Work


@dataclass(frozen=True, kw_only=True)
class IndicatorOutcomes(_View):
    """Each indicator's latest value, change, target and spread; milestones apart."""

    work: Work
    measures: Measures


@dataclass(frozen=True, kw_only=True)
class Charts(_View):
    """A line and bars for each indicator with numbers, and one chart for any that is picked.

    data: the title of the hidden sheet that holds their numbers.
    """

    work: Work
    measures: Measures
    data: Text


@dataclass(frozen=True, kw_only=True)
class Matrix(_View):
    """Groups, or rows, against the values of one column, each cell the state there; the rest of each row beside.

    lines: what tells a row, where each row is a line of its own; none where a line is a group and its rows come after.
    details: what stands after the states of such a line, on paper too.
    """

    sheet: str
    across: str
    state: str
    on: str
    lines: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class YearCalendar(_View):
    """The year by quarter; an event that many have alike stands once."""

    sheet: str
    quarter: str
    event: str
    start: str
    end: str = ""


@dataclass(frozen=True, kw_only=True)
class FileList(_View):
    """Every file and what became of it, how fresh and full each plan is; who is awaited; which pages are left out."""

    work: Work
    parts: Work
    measures: Measures


@dataclass(frozen=True, kw_only=True)
class FindingList(_View):
    """The findings of the plans that are used, each with a link to its cell."""


View = (
    AllRows
    | Overview
    | Agenda
    | Changes
    | Slide
    | StatusTally
    | TickCrossing
    | IndicatorOutcomes
    | Charts
    | Matrix
    | YearCalendar
    | FileList
    | FindingList
)


def find_measures(views: Iterable[View]) -> Measures | None:
    """Which columns tell of an indicator and its values; None where no page is about them."""
    about = (
        view for view in views if isinstance(view, Agenda | Changes | Slide | IndicatorOutcomes | Charts | FileList)
    )
    return next((view.measures for view in about), None)


def table_name(view: View, part: str = "table") -> str:
    """The name of an Excel table of a page; no cell and no other name can be called so.

    Masters are read back by these names, so that neither they nor the views' names may change.
    """
    return f"{view.name}_{part}"


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """A sheet as a table on slides. columns: those that are shown, each with its share of the width."""

    sheet: str
    columns: tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Deck:
    """Plans as slides: the status, what a meeting decides, each group's areas and other sheets, and the year.

    questions: what a meeting takes up; of one group, the first with the columns of `decisions`.
    sheets: shown after a group's areas; that of the measures with their latest values. year: the columns of the
    calendar. answers: of the form, on the title slide.
    """

    overview: Overview
    work: Work
    parts: Work
    questions: tuple[Questions, ...]
    decisions: SheetTable
    sheets: tuple[SheetTable, ...]
    measures: Measures
    calendar: YearCalendar
    year: SheetTable
    answers: tuple[str, ...]
