"""Counts as live formulas over the table of a page: of which rows, by which words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hplan_xl.book.views import Work, table_name
from hplan_xl.excel.references import make_criterion, structured_reference
from hplan_xl.master.sheet.context import Edition
from hplan_xl.master.sheet.page_frame import Content, Formula
from hplan_xl.master.sheet.row_columns import lay_out_columns


@dataclass(frozen=True)
class CountedTable:
    """The Excel table that is counted: its name, and the headings of its columns by what they hold."""

    table: str
    headings: dict[str, str]

    def column(self, name: str) -> str | None:
        """The column in a formula."""
        heading = self.headings.get(name)
        return structured_reference(self.table, heading) if heading else None


def find_counted_table(edition: Edition, work: Work) -> CountedTable | None:
    """The table of the page that lists all the work, or None where there is no such page."""
    view = edition.rows_page(work.sheet)
    if view is None:
        return None
    return CountedTable(table_name(view), {field.name: field.heading for field in lay_out_columns(edition, work.sheet)})


@dataclass(frozen=True)
class RowCondition:
    """Counts only rows with these words in a column of the table.

    cell: where the words stand, for words that are a filler's: they are never made part of a formula.
    between: what parts the words of a cell that holds several, of which any may be these.
    """

    column: str
    words: str
    cell: str = ""
    between: str = ""

    @property
    def criterion(self) -> str | None:
        """The criterion for COUNTIFS; None where it would also count other words, such as those differing by case."""
        wanted = make_criterion(self.words)
        if not self.cell or wanted is None:
            return wanted
        return self.cell if wanted == f'"{self.words}"' else None

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria of which exactly one fits a cell that counts; () where no formula would count the same."""
        wanted, between = self.criterion, self.between
        if wanted is None:
            return ()
        if not between:
            return (wanted,)
        return wanted, f'{wanted}&"{between}*"', f'"*{between}"&{wanted}', f'"*{between}"&{wanted}&"{between}*"'


def distinguish_names(names: Sequence[str]) -> dict[str, str]:
    """Each name, and the words it is counted by: "" for one that differs from another by capitals alone."""
    alike = Counter(name.casefold() for name in names)
    return {name: name if alike[name.casefold()] == 1 else "" for name in names}


def count_formula(value: int, table_of: CountedTable | None, conditions: Sequence[RowCondition]) -> Content:
    """A count as a live formula; as a number where no formula would count the same."""
    if table_of is None or not conditions:
        return value
    counted_by = [""]
    for one in conditions:
        column, wanted = table_of.column(one.column), one.criteria
        if column is None or not wanted:
            return value
        counted_by = [f"{before},{column},{criterion_of}" for before in counted_by for criterion_of in wanted]
    return Formula("=" + "+".join(f"COUNTIFS({part[1:]})" for part in counted_by), value)
