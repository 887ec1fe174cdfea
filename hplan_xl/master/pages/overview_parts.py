"""The parts of Översikt: the status tiles, each council with its statuses, what is asked of whom, who is awaited."""

from collections import Counter
from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text
from hplan_xl.book.views import Noun, Overview, Received, Tally, Work
from hplan_xl.consolidation.union import Scope
from hplan_xl.excel import look
from hplan_xl.excel.text_metrics import width
from hplan_xl.intake.states import NOBODY_AWAITED, Standing
from hplan_xl.master.facts.issues import by_forum
from hplan_xl.master.facts.records import Record, terms, text, word
from hplan_xl.master.facts.sentences import who_cannot_be_said
from hplan_xl.master.facts.status_counts import Count, all_of, counted, groups, marked, owner
from hplan_xl.master.pages.status import Kind, by_council, by_status, told_of_several, total
from hplan_xl.master.sheet.context import Edition, table_name
from hplan_xl.master.sheet.count_formulas import Only, Source, number, source
from hplan_xl.master.sheet.page import LOW_ROW, Content, Formula, Page
from hplan_xl.master.sheet.row_columns import COUNCIL
from hplan_xl.master.sheet.tables import Heading, and_more, group, table

_WITHOUT = Text("Utan status", "No status")
_REASONS = Text("Avslutade: {reasons}", "Closed: {reasons}")
_NO_REASON = Text("utan angiven orsak", "no reason given")
_PARTS = Text("Därtill {count} i planerna.", "Beside them {count} in the plans.")


def tiles(page: Page, view: Overview, statuses: Sequence[Term], top: int) -> int:
    """A tile a status: its word and symbol, how many, and the share; the row after them."""
    edition, work = page.edition, view.work
    rows = all_of(edition.consolidated, work)
    count, table_of = counted(rows, work, statuses), source(edition, work)
    for row in range(3):
        for column in range(2):
            page.put(top + row, column, None, "total_tile")
    page.put(top, 0, edition.says(work.noun.many).capitalize(), "total_tile", bold=True)
    every = total(count, table_of, ())
    page.put(top + 1, 0, every, "total_tile", bold=True, font_size=24, font_color=look.DEEP, num_format="#,##0")
    page.put(top + 2, 0, _beside(edition, view), "total_tile")
    for column, term in enumerate(statuses, 2):
        only = [Only(work.status, edition.says(term.word))]
        page.put(top, column, marked(term, edition.language), "tile", **_solid(term, bold=True, font_size=10))
        value = number(count.of[term.name], table_of, only)
        page.put(top + 1, column, value, "tile", **_solid(term, bold=True, font_size=24, num_format="#,##0"))
        cell, last = xl_rowcol_to_cell(top + 1, column), len(statuses) + 2
        sums = f"{xl_rowcol_to_cell(top + 1, 2)}:{xl_rowcol_to_cell(top + 1, last)}"
        share = Formula(f"=IFERROR({cell}/SUM({sums}),0)", count.share(term.name))
        page.put(top + 2, column, share, "tile", **_solid(term, num_format="0 %"))
    _without(page, count, top, len(statuses) + 2)
    for row, points in enumerate((28, 28, 16, 16), top):
        page.tall(row, points)
    page.put(top + 3, len(statuses) + 1, _reasons(edition, view, rows), "line", align="right")
    return top + 4


def _without(page: Page, count: Count, top: int, column: int) -> None:
    """What has no status that was understood, so that the tiles add up."""
    if count.without:
        page.put(top, column, page.edition.says(_WITHOUT), "tile", font_size=9)
        page.put(top + 1, column, count.without, "tile", font_size=16)
        share = count.without / count.total
        page.put(top + 2, column, share, "tile", num_format="0 %")


def _solid(term: Term, **more: object) -> dict[str, object]:
    shade = look.SHADES[term.tone or Tone.GREY]
    return {"bg_color": shade.solid, "font_color": shade.on_solid, **more}


def _beside(edition: Edition, view: Overview) -> str:
    parts = all_of(edition.consolidated, view.parts)
    return edition.says(_PARTS.filled(count=view.parts.noun.counted(len(parts)))) if parts else ""


def _reasons(edition: Edition, view: Overview, rows: Sequence[Record]) -> str:
    """Why what is closed is closed, in the order of the reasons."""
    work, book = view.work, edition.consolidated.book
    closed = Counter(text(row, work.closing_reason) for row in rows if row.get(work.status) in work.closed)
    if not closed or not work.closing_reason:
        return ""
    known = [term.name for term in terms(book, work.sheet, work.closing_reason)]
    order = [*known, *sorted(set(closed) - {*known, ""}), ""]
    names = {name: word(book, work.sheet, work.closing_reason, name, edition.language) for name in order}
    told = [f"{(names[name] or edition.says(_NO_REASON)).lower()} {closed[name]}" for name in order if closed[name]]
    return edition.says(_REASONS.filled(reasons=", ".join(told)))


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


_AWAITED_LINES = 2
_ASKED = Text("Det här efterfrågas", "What is asked for")
_WHAT = Text("Vad", "What")
_ANYBODY = Text("Ej angivet", "Not given")
_NOTHING = Text("Inga beslut eller utmaningar väntar på svar.", "No decisions or challenges wait for an answer.")
_AWAITED = Text("Inväntas ({n})", "Awaited ({n})")


def asked_below(page: Page, view: Overview, left: int, top: int) -> int:
    """How many decisions and challenges wait for whom; the row after them."""
    edition = page.edition
    forums = by_forum(edition.consolidated, view.asked)
    if not forums:
        page.put(top, left, edition.says(_ASKED), "section")
        page.put(top + 1, left, edition.says(_NOTHING), "plain")
        return top + 2
    columns = [Heading(edition.says(_ASKED), "strong"), Heading(edition.says(_WHAT))]
    rows: list[list[Content]] = [
        [edition.says(forum) or edition.says(_ANYBODY), _counts(edition, view, count)]
        for forum, count in sorted(forums.items(), key=lambda one: not one[0].sv)
    ]
    bottom = table(
        page, top, table_name(view, "asked"), columns, rows, edition.says(_ASKED), left, filtered=False, least=LOW_ROW
    )
    if left:
        page.put(top, left, edition.says(_ASKED), "heading", left=5, left_color=look.PAPER)
    return bottom


def _counts(edition: Edition, view: Overview, count: Counter[str]) -> str:
    kinds = [question.noun.counted(count[question.sheet]) for question in view.asked if count[question.sheet]]
    return ", ".join(map(edition.says, kinds))


def awaited_below(page: Page, top: int) -> None:
    """Who is awaited: names after each other over the whole page, as far as there is room."""
    edition, consolidated = page.edition, page.edition.consolidated
    names = [edition.says(one.words) for one in consolidated.groups_in(Standing.AWAITED)]
    unsaid = who_cannot_be_said(consolidated)
    if consolidated.scope is Scope.GROUP:
        return
    if not names:
        page.put(top, 0, edition.says(unsaid or NOBODY_AWAITED), "plain")
        return
    page.put(top, 0, edition.says(_AWAITED.filled(n=len(names))), "section")
    page.tall(top, 18)
    row = top + 1
    for row, line in enumerate(_run(edition, names, sum(page.widths) - 4), top + 1):
        page.put(row, 0, line, "plain")
    if unsaid:
        page.put(row + 1, 0, edition.says(unsaid), "plain")


def _run(edition: Edition, names: Sequence[str], room: float) -> list[str]:
    """Names after each other on a few lines of this width, and on the last of them how many there is no room for."""
    found, rest = [""], width(and_more(edition, len(names), Received)) + 1
    for place, name in enumerate(names):
        told = f"{found[-1]} {name}".strip() + ("," if place + 1 < len(names) else "")
        last = len(found) == _AWAITED_LINES
        if not found[-1] or width(told) <= room - (rest if last else 0):
            found[-1] = told
        elif last:
            return [*found[:-1], f"{found[-1]} {and_more(edition, len(names) - place, Received)}"]
        else:
            found.append(told[len(found[-1]) :].strip())
    return found
