"""Under the groups on Översikt: each council with its statuses, where there are several."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.columns import Term
from hplan_xl.master.counting import all_of, counted, groups, marked, owner
from hplan_xl.master.criteria import Source, source
from hplan_xl.master.edition import Edition, table_name
from hplan_xl.master.fields import COUNCIL
from hplan_xl.master.page import LOW_ROW, Content, Page
from hplan_xl.master.records import Record
from hplan_xl.master.tables import Heading, table
from hplan_xl.master.tally import Kind, by_council, by_status, told_of_several, total
from hplan_xl.master.telling import and_more, group
from hplan_xl.text import Text
from hplan_xl.views import Noun, Overview, Tally, Work

MOST_COUNCILS = 6
_TOTAL = Text("Antal", "Number")
_GROUPS = Noun(Text("grupp", "group"), Text("grupper", "groups"))


def councils_below(page: Page, view: Overview, statuses: Sequence[Term], top: int) -> int:
    """The councils with their counts, where there are several; the row after them."""
    edition, work = page.edition, view.work
    kinds = by_council(edition, _ordered(edition, work))
    if len(kinds) < 2:
        return top
    columns = [Heading(edition.says(COUNCIL), "strong"), Heading(edition.says(_GROUPS.many).capitalize())]
    columns += [Heading(marked(term, edition.language), "count") for term in statuses]
    columns += [Heading(edition.says(_TOTAL), "total")]
    table_of = source(edition, work)
    rows = [
        _council(edition, work, statuses, kind, table_of, top + 1 + at) for at, kind in enumerate(kinds[:MOST_COUNCILS])
    ]
    bottom = table(
        page, top, table_name(view, "councils"), columns, rows, edition.says(COUNCIL), filtered=False, least=LOW_ROW
    )
    rest = len(kinds) - MOST_COUNCILS
    page.put(bottom, 0, and_more(edition, rest, Tally) if rest > 0 else told_of_several(edition), "small_line")
    return bottom + 1


def _ordered(edition: Edition, work: Work) -> list[Record]:
    places = {one: place for place, one in enumerate(groups(edition.consolidated))}
    return sorted(all_of(edition.consolidated, work), key=lambda row: places[owner(row)])


def _council(
    edition: Edition, work: Work, statuses: Sequence[Term], kind: Kind, table_of: Source | None, row: int
) -> list[Content]:
    count, only = counted(kind.rows, work, statuses), kind.only(xl_rowcol_to_cell(row, 0, col_abs=True))
    names = {group(edition, one) for one in kind.rows}
    cells = by_status(edition, work, statuses, count, table_of, only)
    return [kind.words, edition.says(_GROUPS.counted(len(names))), *cells, total(count, table_of, only)]
