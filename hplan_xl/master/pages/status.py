"""A page that counts work by status: in all, by healthcare region, council, group and tick, as live formulas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.book.columns import Term
from hplan_xl.book.text import Text
from hplan_xl.book.views import Crossing, Tally, Work
from hplan_xl.consolidation.union import BETWEEN
from hplan_xl.master.facts.records import Record, family, terms, text
from hplan_xl.master.facts.status_counts import (
    Count,
    all_of,
    councils_in,
    counted,
    gathered,
    groups,
    in_several,
    listed,
    marked,
    owner,
)
from hplan_xl.master.sheet.context import Edition, table_name
from hplan_xl.master.sheet.count_formulas import Only, Source, alone, number, source
from hplan_xl.master.sheet.page import TOP, Content, Formula, Page, framed
from hplan_xl.master.sheet.row_columns import COUNCIL, GROUP, REGION
from hplan_xl.master.sheet.tables import Heading, group, table

TICKED = "x"
_ALL = Text("Alla", "All")
_EVERYTHING = Text("Hela sammanställningen", "The whole consolidation")
_TOTAL = Text("Antal", "Number")
_WITHOUT = Text("Utan status", "Without status")
_SHARE = Text("Andel {status}", "Share {status}")
_COUNTS = Text("Räknat: {noun}.", "Counted: {noun}.")
_FAMILY = Text("Kryss", "Tick")
_SEVERAL = Text(
    "Ett område kan bidra till flera löften, så raderna summerar inte till antalet områden.",
    "An area may serve several promises, so the rows do not add up to the number of areas.",
)
_IN_EACH_ONE = Text(
    "{groups} hör till flera kunskapsråd och räknas i vart och ett, men bara en gång i hela sammanställningen.",
    "{groups} belongs to several councils and is counted in each, but only once in the whole consolidation.",
)
_IN_EACH = Text(
    "{groups} hör till flera kunskapsråd och räknas i vart och ett, men bara en gång i hela sammanställningen.",
    "{groups} belong to several councils and are counted in each, but only once in the whole consolidation.",
)


def write(edition: Edition, view: Tally) -> None:
    """Write the page."""
    statuses = terms(edition.consolidated.book, view.work.sheet, view.work.status)
    page = framed(edition, view, [44, *[13] * len(statuses), 11, 11, *[13] * len(statuses)])
    rows = all_of(edition.consolidated, view.work)
    page.put(TOP, 0, edition.says(_COUNTS.filled(noun=view.work.noun.many)), "line")
    top = TOP + 1
    for name, title, kinds in _sections(edition, view.work, rows):
        page.together(top, 3)
        top = _section(page, top, table_name(view, name), title, kinds, view.work, statuses)
        several = told_of_several(edition) if name == "by_council" else ""
        page.put(top, 0, several, "line")
        top += 2 if several else 1
    if family(edition.consolidated.book, view.work.sheet, view.work.family):
        page.put(top - 1, 0, edition.says(_SEVERAL), "line")
    page.sheet.freeze_panes(TOP, 1)


@dataclass(frozen=True)
class Kind:
    """A line of a table: its words, the rows it counts, and by which words in which column; "" counts them all.

    own: the words stand in the line's first cell, and are a filler's. between: see Only.
    """

    words: str
    rows: Sequence[Record]
    column: str = ""
    wanted: str = ""
    own: bool = False
    between: str = ""

    def only(self, cell: str) -> list[Only]:
        """What the line counts, with its words in a cell."""
        return [Only(self.column, self.wanted, cell if self.own else "", self.between)] if self.column else []


def _sections(edition: Edition, work: Work, rows: Sequence[Record]) -> list[tuple[str, str, list[Kind]]]:
    """The tables of the page: a name, what stands over its first column, and a line for each of its kinds."""
    says, book = edition.says, edition.consolidated.book
    found = [("all", says(_ALL), [Kind(says(_EVERYTHING), rows)])]
    shown: tuple[tuple[str, Text, str, Callable[[Record], str]], ...] = (
        ("by_region", REGION, "_region", lambda row: edition.region(text(row, "_region"))),
        ("by_group", GROUP, "_group", partial(group, edition)),
    )
    order = {one: place for place, one in enumerate(groups(edition.consolidated))}
    ordered = sorted(rows, key=lambda row: order[owner(row)])
    for name, title, column, told in shown:
        kinds = gathered(ordered, told)
        wanted = alone(list(kinds))
        found.append((name, says(title), [Kind(words, of, column, wanted[words], True) for words, of in kinds.items()]))
    found.insert(2, ("by_council", says(COUNCIL), by_council(edition, ordered)))
    ticks = family(book, work.sheet, work.family)
    served = [Kind(says(tick.title), [row for row in rows if row.get(tick.name)], tick.name, TICKED) for tick in ticks]
    return [*found, ("by_tick", says(family_title(edition, work)), served)] if ticks else found


def by_council(edition: Edition, rows: Sequence[Record]) -> list[Kind]:
    """A line a council; the work of a group that reports to several is counted in each."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        for name in councils_in(text(row, "_council")) or ("",):
            found.setdefault(edition.council(name), []).append(row)
    told = {text(row, "_council").casefold() for row in rows}
    clear = all(len(set(names)) == len(names) for names in (one.split(BETWEEN) for one in told))
    wanted = alone(list(found)) if clear else dict.fromkeys(found, "")
    between = BETWEEN if any(BETWEEN in names for names in told) else ""
    return [Kind(words, of, "_council", wanted[words], True, between) for words, of in found.items()]


def told_of_several(edition: Edition) -> str:
    """That some groups are counted in several councils, and in the total once; "" where none is."""
    several = in_several(edition.consolidated)
    if not several:
        return ""
    names = listed([edition.group(one.region, one.name) for one in several], 80, edition.language)
    return edition.says((_IN_EACH_ONE if len(several) == 1 else _IN_EACH).filled(groups=names))


def family_title(edition: Edition, work: Work) -> Text:
    """What the ticks are called together: the title of the page that crosses them, where there is one."""
    views = edition.consolidated.book.views
    return next((view.title for view in views if isinstance(view, Crossing) and view.work == work), _FAMILY)


def _section(
    page: Page, top: int, name: str, title: str, kinds: Sequence[Kind], work: Work, statuses: Sequence[Term]
) -> int:
    """A table with a line a kind; the row after it."""
    says = page.edition.says
    columns = [
        Heading(title, "strong"),
        *(Heading(marked(term, page.edition.language), "count") for term in statuses),
        Heading(says(_WITHOUT), "count"),
        Heading(says(_TOTAL), "total"),
        *(Heading(says(_SHARE.filled(status=term.word)), "share") for term in statuses),
    ]
    table_of = source(page.edition, work)
    rows = [_line(page.edition, work, statuses, kind, top + 1 + at, table_of) for at, kind in enumerate(kinds)]
    return table(page, top, name, columns, rows, title)


def _line(
    edition: Edition, work: Work, statuses: Sequence[Term], kind: Kind, row: int, table_of: Source | None
) -> list[Content]:
    count = counted(kind.rows, work, statuses)
    only = kind.only(xl_rowcol_to_cell(row, 0, col_abs=True))
    first, last, every = (xl_rowcol_to_cell(row, column) for column in (1, len(statuses), len(statuses) + 2))
    return [
        kind.words,
        *by_status(edition, work, statuses, count, table_of, only),
        Formula(f"={every}-SUM({first}:{last})", count.without),
        total(count, table_of, only),
        *(
            Formula(f"=IFERROR({xl_rowcol_to_cell(row, place)}/{every},0)", count.share(term.name))
            for place, term in enumerate(statuses, 1)
        ),
    ]


def by_status(
    edition: Edition, work: Work, statuses: Sequence[Term], count: Count, table_of: Source | None, only: Sequence[Only]
) -> list[Content]:
    """How many there are of each status, as live formulas."""
    return [
        number(count.of[term.name], table_of, [*only, Only(work.status, edition.says(term.word))]) for term in statuses
    ]


def total(count: Count, table_of: Source | None, only: Sequence[Only]) -> Content:
    """All of the rows: those that are counted here, or every row of the table."""
    rows = table_of.column("_row") if table_of else None
    if only or rows is None:
        return number(count.total, table_of, only)
    return Formula(f'=COUNTIFS({rows},">0")', count.total)
