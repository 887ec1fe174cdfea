"""The parts of Översikt: the status tiles, each council with its statuses, what is asked of whom, who is awaited."""

from collections import Counter
from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text
from hplan_xl.book.views import FileList, Noun, Overview, StatusTally, View, Work, table_name
from hplan_xl.consolidation.union import NOT_GIVEN, Record, Scope
from hplan_xl.excel import look
from hplan_xl.excel.references import make_internal_link
from hplan_xl.excel.text_metrics import measure_width
from hplan_xl.intake.states import NOBODY_AWAITED, Standing
from hplan_xl.master.facts.changes import get_owner
from hplan_xl.master.facts.history import count_named_groups
from hplan_xl.master.facts.issues import count_by_forum
from hplan_xl.master.facts.records import (
    WITHOUT_STATUS,
    StatusCount,
    count_statuses,
    find_owner,
    format_term,
    get_text,
    list_groups,
    list_terms,
    list_work,
    localize_term,
)
from hplan_xl.master.facts.sentences import describe_none_asked, explain_unknown_groups
from hplan_xl.master.pages.status import (
    CountLine,
    count_by_status,
    count_total,
    count_without,
    is_any_without,
    list_council_lines,
    note_groups_in_several,
)
from hplan_xl.master.sheet.page_frame import (
    LOW_ROW,
    Audience,
    Content,
    Edition,
    Formula,
    LinkedText,
    Page,
    find_audience,
)
from hplan_xl.master.sheet.row_columns import CountedTable, RowCondition, count_formula, find_counted_table
from hplan_xl.master.sheet.tables import Heading, describe_more, write_table
from hplan_xl.wording.file_sentences import GROUPS

_REASONS = Text("Avslutade: {reasons}", "Closed: {reasons}")
_NO_REASON = Text("utan angiven orsak", "no reason given")
_UNREAD_REASON = Text("orsak som inte går att läsa", "a reason that cannot be read")
_AGAINST = Text("Mot {day}", "Against {day}")
_MOVE = '"+"0;"−"0;"±"0'
_PARTS = Text("Därtill {count} i planerna.", "Beside them {count} in the plans.")


def write_tiles(page: Page, view: Overview, statuses: Sequence[Term], top: int) -> int:
    """A tile a status: its word and symbol, how many, and the share; the row after them."""
    edition, work = page.edition, view.work
    rows = list_work(edition.consolidation, work)
    count, table_of = count_statuses(rows, work, statuses), find_counted_table(edition, work)
    for row in range(3):
        for column in range(2):
            page.write_content(top + row, column, None, "total_tile")
    page.write_content(top, 0, edition.localize(work.noun.plural).capitalize(), "total_tile", bold=True)
    every = count_total(count, table_of, ())
    page.write_content(
        top + 1, 0, every, "total_tile", bold=True, font_size=24, font_color=look.DEEP_BLUE, num_format="#,##0"
    )
    page.write_content(top + 2, 0, _count_parts(edition, view), "total_tile")
    for column, term in enumerate(statuses, 2):
        only = [RowCondition(work.status, edition.localize(term.word))]
        page.write_content(
            top, column, format_term(term, edition.language), "tile", **_solid(term, bold=True, font_size=10)
        )
        value = count_formula(count.by_status[term.name], table_of, only)
        page.write_content(top + 1, column, value, "tile", **_solid(term, bold=True, font_size=24, num_format="#,##0"))
        cell, last = xl_rowcol_to_cell(top + 1, column), len(statuses) + 2
        sums = f"{xl_rowcol_to_cell(top + 1, 2)}:{xl_rowcol_to_cell(top + 1, last)}"
        share = Formula(f"=IFERROR({cell}/SUM({sums}),0)", count.share(term.name))
        page.write_content(top + 2, column, share, "tile", **_solid(term, num_format="0 %"))
    before = _count_before(edition, view, statuses)
    if count.without_status or (before and before.without_status):
        _write_without(page, count, top, len(statuses) + 2)
    for row, points in enumerate((28, 28, 16, 16), top):
        page.set_height(row, points)
    last = _write_moves(page, statuses, count, before, top + 3) if before else top + 3
    page.set_height(last, 16)
    page.write_content(last, len(statuses) + 1, _reasons(edition, view, rows), "line", align="right")
    return last + 1


def _count_before(edition: Edition, view: Overview, statuses: Sequence[Term]) -> StatusCount | None:
    """The counts of the latest earlier master; None where there is none."""
    if not edition.consolidation.earlier:
        return None
    return count_statuses(edition.consolidation.earlier[-1].records.get(view.work.sheet, ()), view.work, statuses)


def _write_moves(page: Page, statuses: Sequence[Term], count: StatusCount, then: StatusCount, row: int) -> int:
    """Under each tile how many more, or fewer, there are than in the latest earlier master; the row after them."""
    edition, earlier = page.edition, page.edition.consolidation.earlier[-1]
    against = edition.localize(_AGAINST.fill(day=earlier.day)).replace('"', "")
    named = ";".join(f'"{against}: {sign}"0' for sign in "+−±")
    page.write_content(
        row, 0, _difference(row, 0, count.total - then.total, then.total), "total_tile", num_format=named
    )
    page.write_content(row, 1, None, "total_tile")
    for column, term in enumerate(statuses, 2):
        now, before = count.by_status[term.name], then.by_status[term.name]
        page.write_content(
            row, column, _difference(row, column, now - before, before), "tile", **_solid(term, num_format=_MOVE)
        )
    now, before, column = count.without_status, then.without_status, len(statuses) + 2
    if now or before:
        page.write_content(row, column, _difference(row, column, now - before, before), "tile", num_format=_MOVE)
    return row + 1


def _difference(row: int, column: int, value: int, before: int) -> Formula:
    """What stands two rows above, less what it was."""
    return Formula(f"={xl_rowcol_to_cell(row - 2, column)}-{before}", value)


def _write_without(page: Page, count: StatusCount, top: int, column: int) -> None:
    """Write the tile of the rows without an interpreted status, so that the tiles and what has changed add up."""
    page.write_content(top, column, page.edition.localize(WITHOUT_STATUS), "tile", font_size=9)
    page.write_content(top + 1, column, count.without_status, "tile", font_size=16)
    share = count.without_status / count.total if count.total else 0
    page.write_content(top + 2, column, share, "tile", num_format="0 %")


def _solid(term: Term, **more: object) -> dict[str, object]:
    shade = look.SHADES[term.tone or Tone.GREY]
    return {"bg_color": shade.solid_fill, "font_color": shade.solid_text, **more}


def _count_parts(edition: Edition, view: Overview) -> str:
    parts = list_work(edition.consolidation, view.parts)
    return edition.localize(_PARTS.fill(count=view.parts.noun.with_number(len(parts)))) if parts else ""


def _reasons(edition: Edition, view: Overview, rows: Sequence[Record]) -> str:
    """Count the reasons why work is closed, in the order of the vocabulary."""
    work, book = view.work, edition.consolidation.book
    over = [row for row in rows if row.get(work.status) in work.closed_statuses]
    if not over or not work.closing_reason:
        return ""
    unread = [row for row in over if edition.consolidation.is_unread(row, work.sheet, work.closing_reason)]
    closed = Counter(get_text(row, work.closing_reason) for row in over if row not in unread)
    known = [term.name for term in list_terms(book, work.sheet, work.closing_reason)]
    order = [*known, *sorted(set(closed) - {*known, ""}), ""]
    names = {name: localize_term(book, work.sheet, work.closing_reason, name, edition.language) for name in order}
    told = [f"{(names[name] or edition.localize(_NO_REASON)).lower()} {closed[name]}" for name in order if closed[name]]
    told += [f"{edition.localize(_UNREAD_REASON)} {len(unread)}"] if unread else []
    return edition.localize(_REASONS.fill(reasons=", ".join(told)))


MOST_COUNCILS = 6
_TOTAL = Text("Antal", "Number")
_UNNAMED = Noun(Text("plan utan grupp", "plan without a group"), Text("planer utan grupp", "plans without a group"))


def has_several_councils(edition: Edition, work: Work) -> bool:
    """Whether the councils stand on the page, with what is asked beside them."""
    return len(list_council_lines(edition, _order_councils(edition, work))) > 1


def write_councils(page: Page, view: Overview, statuses: Sequence[Term], top: int) -> int:
    """The councils with their counts, where there are several; the row after them."""
    edition, work = page.edition, view.work
    kinds = list_council_lines(edition, _order_councils(edition, work))
    if len(kinds) < 2:
        return top
    columns = [
        Heading(edition.localize(edition.route), "strong"),
        Heading(edition.localize(GROUPS.plural).capitalize()),
    ]
    columns += list_count_headings(edition, work, statuses)
    table_of = find_counted_table(edition, work)
    rows = [
        _council(edition, work, statuses, kind, table_of, top + 1 + at) for at, kind in enumerate(kinds[:MOST_COUNCILS])
    ]
    bottom = write_table(
        page,
        top,
        table_name(view, "councils"),
        columns,
        rows,
        edition.localize(edition.route),
        filtered=False,
        least=LOW_ROW,
    )
    rest = len(kinds) - MOST_COUNCILS
    page.write_content(
        bottom,
        0,
        describe_more(edition, rest, StatusTally) if rest > 0 else note_groups_in_several(edition),
        "small_line",
    )
    return bottom + 1


def list_count_headings(edition: Edition, work: Work, statuses: Sequence[Term]) -> list[Heading]:
    """What stands over the counts of each status, of those without one where there are any, and of all."""
    without = [Heading(edition.localize(WITHOUT_STATUS), "count")] if is_any_without(edition, work, statuses) else []
    told = [Heading(format_term(term, edition.language), "count") for term in statuses]
    return [*told, *without, Heading(edition.localize(_TOTAL), "total")]


def _order_councils(edition: Edition, work: Work) -> list[Record]:
    places = {one: place for place, one in enumerate(list_groups(edition.consolidation))}
    return sorted(list_work(edition.consolidation, work), key=lambda row: places[find_owner(row)])


def _council(
    edition: Edition, work: Work, statuses: Sequence[Term], kind: CountLine, table_of: CountedTable | None, row: int
) -> list[Content]:
    count, only = count_statuses(kind.rows, work, statuses), kind.conditions(xl_rowcol_to_cell(row, 0, col_abs=True))
    cells = count_by_status(edition, work, statuses, count, table_of, only)
    if is_any_without(edition, work, statuses):
        cells.append(count_without(count, row, 2))
    return [kind.words, _whose(edition, kind.rows), *cells, count_total(count, table_of, only)]


def _whose(edition: Edition, rows: Sequence[Record]) -> str:
    """How many groups the rows are of, and how many plans that do not say which group they are from."""
    named = count_named_groups(rows)
    unnamed = len({get_owner(row) for row in rows}) - named
    told = [GROUPS.with_number(named)] if named or not unnamed else []
    told += [_UNNAMED.with_number(unnamed)] if unnamed else []
    return ", ".join(edition.localize(one) for one in told)


_AWAITED_LINES = 2
_LINK_WIDTH = 15  # of a column that a page's title has room in
_ASKED = Text("Väntar på svar från", "Waits for an answer from")
_AWAITED = Text("Inväntas ({n})", "Awaited ({n})")


def write_questions(page: Page, view: Overview, left: int, top: int) -> int:
    """How many decisions and challenges wait for whom; the row after them."""
    edition = page.edition
    forums = count_by_forum(edition.consolidation, view.questions)
    if not forums:
        page.write_content(top, left, edition.localize(_ASKED), "section")
        page.write_content(top + 1, left, edition.localize(describe_none_asked(edition.consolidation, view)), "plain")
        return top + 2
    columns = [Heading(edition.localize(_ASKED), "strong"), Heading(edition.localize(_TOTAL))]
    rows: list[list[Content]] = [
        [edition.localize(forum) or edition.localize(NOT_GIVEN), _counts(edition, view, count)]
        for forum, count in sorted(forums.items(), key=lambda one: not one[0].sv)
    ]
    bottom = write_table(
        page,
        top,
        table_name(view, "asked"),
        columns,
        rows,
        edition.localize(_ASKED),
        left,
        filtered=False,
        least=LOW_ROW,
    )
    if left:
        page.write_content(top, left, edition.localize(_ASKED), "heading", left=5, left_color=look.PAPER)
    return bottom


def _counts(edition: Edition, view: Overview, count: Counter[str]) -> str:
    kinds = [question.noun.with_number(count[question.sheet]) for question in view.questions if count[question.sheet]]
    return ", ".join(map(edition.localize, kinds))


def write_awaited(page: Page, top: int) -> int:
    """Who is awaited: names after each other over the whole page, as far as there is room; the row after them."""
    edition, consolidation = page.edition, page.edition.consolidation
    names = [edition.localize(one.words) for one in consolidation.groups_in(Standing.AWAITED)]
    unsaid = explain_unknown_groups(consolidation)
    if consolidation.scope is Scope.GROUP:
        return top
    if not names:
        page.write_content(top, 0, edition.localize(unsaid or NOBODY_AWAITED), "plain")
        return top + 1
    page.write_content(top, 0, edition.localize(_AWAITED.fill(n=len(names))), "section")
    page.set_height(top, 18)
    row = top + 1
    for row, line in enumerate(_run(edition, names, sum(page.widths) - 4), top + 1):
        page.write_content(row, 0, line, "plain")
    if unsaid:
        row += 1
        page.write_content(row, 0, edition.localize(unsaid), "plain")
    return row + 1


def write_tabs(page: Page, view: Overview, top: int, columns: tuple[int, int, int]) -> None:
    """The other pages, each with a link and what it shows, by whom they are for; from the three columns on."""
    edition = page.edition
    of = {audience: [one for one in edition.views if find_audience(one) is audience] for audience in Audience}
    lookup = of.pop(Audience.LOOKUP)
    half = -(-len(lookup) // 2)
    for column, listed in ((columns[1], lookup[:half]), (columns[2], lookup[half:])):
        _write_tabs(page, top, column, Audience.LOOKUP, listed)
    row = top
    for audience, listed in of.items():
        row = _write_tabs(page, row, columns[0], audience, [one for one in listed if one is not view])


def _write_tabs(page: Page, top: int, column: int, audience: Audience, listed: Sequence[View]) -> int:
    """Whom pages are for, and a row each with a link and what it shows beside; the row after them. Nothing of none."""
    if not listed:
        return top
    page.write_content(top, column, page.edition.localize(audience.title), "section")
    top += 1
    beside = column + 1 if page.widths[column] > _LINK_WIDTH else column + 2
    for row, one in enumerate(listed, top):
        title = page.edition.localize(one.title)
        page.write_content(row, column, LinkedText(title, make_internal_link(title)), "home")
        page.write_content(row, beside, page.edition.localize(one.gist or one.help), "small_line")
    return top + len(listed)


def _run(edition: Edition, names: Sequence[str], room: float) -> list[str]:
    """Names after each other on a few lines of this width, and on the last of them how many there is no room for."""
    found, rest = [""], measure_width(describe_more(edition, len(names), FileList)) + 1
    for place, name in enumerate(names):
        told = f"{found[-1]} {name}".strip() + ("," if place + 1 < len(names) else "")
        last = len(found) == _AWAITED_LINES
        if not found[-1] or measure_width(told) <= room - (rest if last else 0):
            found[-1] = told
        elif last:
            return [*found[:-1], f"{found[-1]} {describe_more(edition, len(names) - place, FileList)}"]
        else:
            found.append(told[len(found[-1]) :].strip())
    return found
