"""The page for one minute: five sentences, the statuses, the groups, what is asked, who is awaited."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.columns import Term, Tone
from hplan_xl.master.charts import stacked_bars
from hplan_xl.master.counting import Count, all_of, counted, gathered, groups, marked, toned
from hplan_xl.master.edition import Edition, table_name
from hplan_xl.master.heights import width
from hplan_xl.master.page import ROW_HEIGHT, Content, Formula, Page, opened
from hplan_xl.master.raising import by_forum
from hplan_xl.master.records import terms
from hplan_xl.master.rows import COUNCIL, GROUP
from hplan_xl.master.sentences import five_sentences, working_material
from hplan_xl.master.tables import Heading, table
from hplan_xl.master.tally import Only, Source, alone, by_status, number, source
from hplan_xl.master.telling import group
from hplan_xl.master.tiles import tiles
from hplan_xl.text import Text
from hplan_xl.views import Overview, Work

MOST_GROUPS = 12
LEAST_CHART = 170.0
_GAP = 7
_AWAITED_LINES = 5
_COUNCIL, _FIRST, _STATUS, _LAST, _RIGHT = 24, 32, 12, 8, 26
_TITLE = Text("Handlingsplaner {year}: läget i korthet", "Action plans {year}: the situation in brief")
_TOTAL = Text("Antal", "Number")
_ALL = Text("Alla grupper", "All groups")
_CALM = Text("{n} till utan gult eller rött", "{n} more without yellow or red")
_TROUBLED = Text("{n} till med gult eller rött", "{n} more with yellow or red")
_ASKED = Text("Det här efterfrågas", "What is asked for")
_FORUM = Text("Av vem", "Of whom")
_WHAT = Text("Vad", "What")
_ANYBODY = Text("Ej angivet", "Not given")
_NOTHING = Text("Inga beslut eller utmaningar väntar på svar.", "No decisions or challenges wait for an answer.")
_AWAITED = Text("Inväntas ({n})", "Awaited ({n})")
_NOBODY = Text("Ingen grupp inväntas.", "No group is awaited.")
_MORE = Text("och {n} till, se Inlämnade planer", "and {n} more, see Plans received")


def write(edition: Edition, view: Overview) -> None:
    """Write the page."""
    statuses = terms(edition.consolidated.book, view.work.sheet, view.work.status)
    page = opened(edition, view, [_COUNCIL, _FIRST, *[_STATUS] * len(statuses), _LAST, _RIGHT, _RIGHT])
    page.sheet.fit_to_pages(1, 1)
    page.sheet.set_margins(0.4, 0.4, 0.3, 0.5)
    top = tiles(page, view, statuses, _sentences(page, view))
    bottom = _groups(page, view, statuses, top + 1)
    for row in (top, bottom):
        page.tall(row, _GAP)
    _asked(page, view, bottom + 1)
    _awaited(page, view, len(statuses) + 3, bottom + 1)


def _sentences(page: Page, view: Overview) -> int:
    """The title and the five sentences, each in a cell of its own; the row after them."""
    edition = page.edition
    page.put(0, 0, edition.says(_TITLE.filled(year=edition.consolidated.year)), "title")
    page.tall(0, 25)
    said = [edition.says(one) for one in five_sentences(edition.consolidated)]
    for row, sentence in enumerate(said, 1):
        page.put(row, 0, sentence, "sentence")
        page.tall(row, 15.5)
    working = working_material(edition.consolidated, edition.plans)
    page.put(len(said) + 1, 0, edition.says(working) if working else "", "warning")
    return len(said) + 2


@dataclass(frozen=True)
class _Line:
    """A line of the table of groups; counted_by: the words a formula counts it by, None for several groups."""

    words: str
    counted_by: str | None
    count: Count
    council: str = ""


def _groups(page: Page, view: Overview, statuses: Sequence[Term], top: int) -> int:
    """The groups with their counts, and the chart of them; the row after both."""
    edition, work = page.edition, view.work
    lines = _lines(edition, view, statuses)
    if not lines:
        return top
    columns = [Heading(edition.says(COUNCIL)), Heading(edition.says(GROUP), "strong")]
    columns += [Heading(marked(term, edition.language), "count") for term in statuses]
    columns += [Heading(edition.says(_TOTAL), "total")]
    table_of = source(edition, work)
    rows = [_cells(edition, line, work, statuses, table_of, top + 1 + at) for at, line in enumerate(lines)]
    bottom = table(page, top, table_name(view), columns, rows, edition.says(view.work.noun.many))
    _total(page, edition, statuses, lines, top, bottom)
    height = max(page.span(top, bottom), LEAST_CHART)
    missing = height - page.span(top, bottom)
    stacked_bars(
        page,
        top,
        len(statuses) + 3,
        (top + 1, top + sum(line.counted_by is not None for line in lines)),
        1,
        statuses,
        height,
        view.work.noun.many,
    )
    return bottom + 1 + int(missing / ROW_HEIGHT + 0.99)


def _cells(
    edition: Edition, line: _Line, work: Work, statuses: Sequence[Term], table_of: Source | None, row: int
) -> list[Content]:
    if line.counted_by is None:
        return ["", line.words, *(line.count.of[term.name] for term in statuses), line.count.total]
    only = [Only("_group", line.counted_by, xl_rowcol_to_cell(row, 1, col_abs=True))]
    cells = by_status(edition, work, statuses, line.count, table_of, only)
    return [line.council, line.words, *cells, number(line.count.total, table_of, only)]


def _lines(edition: Edition, view: Overview, statuses: Sequence[Term]) -> list[_Line]:
    """At most MOST_GROUPS groups, those with trouble before others but in their own order, and a line for the rest."""
    work = view.work
    of_group = gathered(all_of(edition.consolidated, work), partial(group, edition))
    councils = {
        edition.group(one.region, one.name): one.council or edition.region(one.region)
        for one in groups(edition.consolidated)
    }
    names = list(councils)
    counts = {name: counted(of_group.get(name, ()), work, statuses) for name in names}
    severe = [term.name for term in toned(edition.consolidated.book, work, Tone.RED)]
    mild = [term.name for term in toned(edition.consolidated.book, work, Tone.YELLOW)]
    troubled = [name for name in names if any(counts[name].of[term] for term in (*severe, *mild))]
    chosen = sorted(names, key=lambda name: _urgency(counts[name], severe, mild))[:MOST_GROUPS]
    by = alone(names)
    lines = [_Line(name, by[name], counts[name], councils[name]) for name in names if name in chosen]
    for several, rest in (
        (_TROUBLED, [name for name in troubled if name not in chosen]),
        (_CALM, [name for name in names if name not in chosen and name not in troubled]),
    ):
        if rest:
            rows = [row for name in rest for row in of_group.get(name, ())]
            lines.append(_Line(edition.says(several.filled(n=len(rest))), None, counted(rows, work, statuses)))
    return lines


def _urgency(count: Count, severe: Sequence[str], mild: Sequence[str]) -> int:
    if any(count.of[term] for term in severe):
        return 0
    return 1 if any(count.of[term] for term in mild) else 2


def _total(page: Page, edition: Edition, statuses: Sequence[Term], lines: Sequence[_Line], top: int, row: int) -> None:
    """The line under the table that sums it."""
    page.put(row, 0, "", "strong")
    page.put(row, 1, edition.says(_ALL), "strong")
    sums = [sum(line.count.of[term.name] for line in lines) for term in statuses]
    for column, value in enumerate([*sums, sum(line.count.total for line in lines)], 2):
        area = f"{xl_rowcol_to_cell(top + 1, column)}:{xl_rowcol_to_cell(row - 1, column)}"
        page.put(row, column, Formula(f"=SUM({area})", value), "total")


def _asked(page: Page, view: Overview, top: int) -> None:
    """How many decisions and challenges wait for whom."""
    edition = page.edition
    page.put(top, 0, edition.says(_ASKED), "section")
    page.tall(top, 20)
    forums = by_forum(edition.consolidated, view.asked)
    if not forums:
        page.put(top + 1, 0, edition.says(_NOTHING), "plain")
        return
    columns = [Heading(edition.says(_FORUM), "strong"), Heading(edition.says(_WHAT))]
    rows: list[list[Content]] = [
        [edition.says(forum) or edition.says(_ANYBODY), _counts(edition, view, count)]
        for forum, count in sorted(forums.items(), key=lambda one: not one[0].sv)
    ]
    table(page, top + 1, table_name(view, "asked"), columns, rows, edition.says(_ASKED))


def _counts(edition: Edition, view: Overview, count: Counter[str]) -> str:
    kinds = [question.noun.counted(count[question.sheet]) for question in view.asked if count[question.sheet]]
    return ", ".join(map(edition.says, kinds))


def _awaited(page: Page, view: Overview, left: int, top: int) -> None:
    """Who is awaited: names after each other on a few lines, as far as there is room."""
    edition, names = page.edition, page.edition.consolidated.awaited
    page.put(top, left, edition.says(_AWAITED.filled(n=len(names))), "section")
    if not names:
        page.put(top + 1, left, edition.says(_NOBODY), "plain")
    lines = [""]
    for place, name in enumerate(names):
        told = name + ("," if place + 1 < len(names) else "")
        if lines[-1] and width(lines[-1]) + width(told) > 2 * _RIGHT:
            if len(lines) == _AWAITED_LINES:
                lines.append(edition.says(_MORE.filled(n=len(names) - place)))
                break
            lines.append("")
        lines[-1] = f"{lines[-1]} {told}".strip()
    for row, line in enumerate(filter(None, lines), top + 1):
        page.put(row, left, line, "plain")
