"""The plan as it is shown in a council: one bullet a row, a page a group."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import zip_longest

from hplan_xl.book.text import NO_WORDS, Text
from hplan_xl.book.views import Slide
from hplan_xl.consolidation.union import Record
from hplan_xl.excel import look
from hplan_xl.excel.text_metrics import fit_text, measure_height
from hplan_xl.master.facts.indicators import Indicator
from hplan_xl.master.facts.issues import PartsOfWork, group_parts, list_settled_numbers
from hplan_xl.master.facts.records import (
    find_column,
    find_vocabulary,
    get_text,
    group_records,
    list_family,
    list_groups,
    list_work,
)
from hplan_xl.master.sheet.page_frame import TOP, Edition, Page, TermContent, open_framed_page
from hplan_xl.master.sheet.tables import format_latest_value, format_named_target, name_group
from hplan_xl.wording.slide_sentences import NO_AREA

_FOCUS, _AREA, _BULLETS, _STATUS = 0, 1, 2, 4
_WIDTHS = (22, 32, 41, 40, 20)
_TITLES = (
    Text("Nationellt insatsområde", "National focus area"),
    Text("Prioriterat område och patientlöften", "Priority area and patient promises"),
    Text("Aktiviteter", "Activities"),
    Text("Uppföljning", "Follow-up"),
    Text("Status", "Status"),
)
_AREA_ALONE = Text("Prioriterat område", "Priority area")
_NO_AREA = Text("Utan område", "Without an area")
_PROMISES = Text("Patientlöften: {names}", "Patient promises: {names}")
_PRINT_SCALE = 80  # per cent: the plan of most groups on one page, at 9 points
# A dash close before a digit is a minus; the last signs are those that Word writes in letters of its own.
_BULLET_SIGNS = re.compile("(?:[ •●◦▪■·➢❖‣⁃\uf0a7\uf0b7\uf0d8]|\\*(?= )|[–—-](?![0-9]))*")
_AROUND = 2.0  # points that a row of a table has beside its lines; bullets stand as close as lines do
_MORE = Text("(resten i planen)", "(the rest in the plan)")


def write_page(edition: Edition, view: Slide) -> None:
    """Write the page."""
    page = open_framed_page(edition, view, _WIDTHS)
    ticked = list_family(edition.consolidation.book, view.work.sheet, view.work.family)
    for column, title in enumerate(_TITLES):
        words = title if ticked or column != _AREA else _AREA_ALONE
        page.write_content(TOP, column, edition.localize(words), "heading")
    page.set_height(TOP, 22)
    page.print_smaller(_PRINT_SCALE)
    page.sheet.center_horizontally()
    page.repeat_headings(TOP)
    page.sheet.freeze_panes(TOP + 1, 0)
    parts, measured = group_parts(edition.consolidation, view.work, view.parts), _measures_by_area(edition, view)
    of_group = group_records(list_work(edition.consolidation, view.work), partial(name_group, edition))
    loose = group_records(
        [row for (_, number), rows in parts.items() if number is None for row in rows], partial(name_group, edition)
    )
    top = TOP + 1
    for group in list_groups(edition.consolidation):
        name = edition.group_name(group.region, group.name)
        rows, alone = of_group.get(name, ()), loose.get(name, ())
        if not rows and not alone and (name, None) not in measured:
            continue
        if top > TOP + 1:
            page.begin_print_page(top)
        top = _group(page, view, top, name, rows, parts, measured)
        top = _loose_lines(page, view, top, alone, measured.get((name, None), ()))
    page.sheet.lay_aside()


_Measured = Mapping[tuple[str, str | None], Sequence[Indicator]]


def _measures_by_area(edition: Edition, view: Slide) -> _Measured:
    """The indicators by the file and the number of the work they belong to; by the group and None those of none."""
    settled = list_settled_numbers(edition.consolidation, view.work)
    found: dict[tuple[str, str | None], list[Indicator]] = {}
    for one in edition.indicators[view.measures.sheet]:
        key = get_text(one.row, "_file"), get_text(one.row, view.measures.parent)
        found.setdefault(key if key in settled else (name_group(edition, one.row), None), []).append(one)
    return found


def _group(
    page: Page, view: Slide, top: int, name: str, rows: Sequence[Record], parts: PartsOfWork, measured: _Measured
) -> int:
    """A group's plan; the row after it."""
    for column in range(len(_WIDTHS)):
        page.write_content(top, column, name if column == 0 else None, "group")
    page.set_height(top, 24)
    top += 1
    for row in rows:
        key = (get_text(row, "_file"), get_text(row, view.work.number))
        bullets = [_bullet(page.edition, view, part) for part in parts.get(key, ())]
        follow_up = [*_follow_up(page.edition, view, row), *_indicators(page.edition, view, measured.get(key, ()))]
        end = _area(page, view, top, row, bullets, follow_up)
        page.keep_whole(top, end - 1)
        top = end
    return top


def _loose_lines(page: Page, view: Slide, top: int, rows: Sequence[Record], measured: Sequence[Indicator]) -> int:
    """The parts and the indicators of no work, as those of work are shown; the row after them."""
    bullets = [_bullet(page.edition, view, row) for row in rows]
    lines = list(zip_longest(bullets, _indicators(page.edition, view, measured), fillvalue=""))
    for place, line in enumerate(lines, top):
        words = {column: words for column, words in enumerate(line, _BULLETS) if words}
        if place == top:
            title = page.edition.localize(_NO_AREA if measured else NO_AREA)
            words = {**dict.fromkeys(range(len(_WIDTHS)), ""), _AREA: title, **words}
        _line(page, place, words, "bullet_first" if place == top else "bullet")
    return top + len(lines)


def _area(page: Page, view: Slide, top: int, row: Record, bullets: Sequence[str], follow_up: Sequence[str]) -> int:
    """An area: a line a bullet, the first with the area itself; the row after it."""
    lines = list(zip_longest(bullets, follow_up, fillvalue="")) or [("", "")]
    for place, line in enumerate(lines, top):
        told = {column: words for column, words in enumerate(line, _BULLETS) if words}
        if place == top:
            _first_line(page, view, place, row, told)
        else:
            _line(page, place, told, "bullet")
    return top + len(lines)


def _first_line(page: Page, view: Slide, top: int, row: Record, bullets: Mapping[int, str]) -> None:
    """The line with the area's focus, title, promises and status; the rule over it is drawn in blank cells too."""
    work, style = view.work, "bullet_first"
    title, promises = _title(row, view), _promises(page.edition, view, row)
    area = {_FOCUS: get_text(row, work.focus), _AREA: f"{title}\n{promises}".strip()}
    told = _line(page, top, {**dict.fromkeys(range(len(_WIDTHS)), ""), **area, **bullets}, style, least=18)
    if told[_AREA].startswith(title):  # whole, not cut to what the row holds
        runs = ((title, "strong_part"), (told[_AREA][len(title) :], "quiet_part"))
        page.write_rich_text(top, _AREA, runs, style)
    term = find_vocabulary(page.edition.consolidation.book, work.sheet, work.status).find_term(row.get(work.status))
    if term:
        page.write_content(top, _STATUS, TermContent(page.edition.localize(term.word), term, False), style)


def _line(page: Page, row: int, cells: Mapping[int, str], style: str, least: float = 0) -> Mapping[int, str]:
    """Write words by their columns, in a row as high as they need; what no row can hold is cut. What was written."""
    rest = page.edition.localize(_MORE)
    told = {
        column: fit_text(words, page.measure_room(column), look.FONT_SIZE, rest) if words else ""
        for column, words in cells.items()
    }
    for column, words in told.items():
        page.write_content(row, column, words, style)
    tall = measure_height(((words, page.measure_room(column)) for column, words in told.items()), look.FONT_SIZE)
    page.set_height(row, max(least, tall - _AROUND))
    return told


def _title(row: Record, view: Slide) -> str:
    number, title = (
        get_text(row, view.work.number),
        get_text(row, view.work.title) or get_text(row, view.work.short_name),
    )
    return f"{number}. {title}" if number else title


def _promises(edition: Edition, view: Slide, row: Record) -> str:
    ticks = list_family(edition.consolidation.book, view.work.sheet, view.work.family)
    names = [edition.localize(tick.title) for tick in ticks if row.get(tick.name)]
    return edition.localize(_PROMISES.fill(names=", ".join(names))) if names else ""


def _bullet(edition: Edition, view: Slide, part: Record) -> str:
    """An activity as a bullet: what, whether it is new, who and when; a dash alone is nobody."""
    work = view.parts
    sign = dict(work.new_signs).get(get_text(part, work.new))
    times = (get_text(part, work.schedule), get_text(part, work.due))
    when = next((words for words in times if words not in NO_WORDS), "")
    beside = ", ".join(words for words in (get_text(part, work.responsible), when) if words not in NO_WORDS)
    told = (get_text(part, work.title), edition.localize(sign) if sign else "", f"({beside})" if beside else "")
    return " ".join(filter(None, ("•", *told)))


def _follow_up(edition: Edition, view: Slide, row: Record) -> list[str]:
    """What the area says of its follow-up, a bullet a line; what comes after the first column is named."""
    found = []
    for place, column in enumerate(view.work.follow_up):
        lead = "" if place == 0 else f"{_column_title(edition, view, column)}: "
        lines = (_BULLET_SIGNS.sub("", line, count=1).rstrip(" •-") for line in get_text(row, column).splitlines())
        found += [f"• {lead}{line}" for line in lines if line not in NO_WORDS]
    return found


def _column_title(edition: Edition, view: Slide, column: str) -> str:
    found = find_column(edition.consolidation.book, view.work.sheet, column)
    return edition.localize(found.title) if found else ""


def _indicators(edition: Edition, view: Slide, found: Sequence[Indicator]) -> list[str]:
    """The indicators as bullets: what, the latest value and the target."""
    bullets = []
    for one in found:
        latest = format_latest_value(edition, view.measures, one)
        goal = format_named_target(edition, view.measures, one.row)
        name = get_text(one.row, view.measures.name)
        bullets.append(f"• {', '.join(filter(None, (f'{name}: {latest}' if latest else name, goal)))}")
    return bullets
